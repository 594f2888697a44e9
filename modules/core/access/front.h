/* front: what of accounts stands on the pages of the house. Private to this folder. */
#pragma once
#include "web/hooks.h"
#include "web/object.h"
#include "base/base.h"

struct req;

MUST_USE err accounts_hits(struct req *q, str typed, struct hits *hits);
MUST_USE err account_object(struct req *q, int64_t id, struct object_seen *out);
