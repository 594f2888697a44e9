/* front: what of people stands on the pages of the house. Private to this folder. */
#pragma once
#include "web/hooks.h"
#include "web/object.h"
#include "base/base.h"

struct req;

enum { PEOPLE_REFERENCES = 1 };
extern const struct reference people_references[PEOPLE_REFERENCES];
MUST_USE err people_hits(struct req *q, str typed, struct hits *hits);
MUST_USE err person_object(struct req *q, int64_t id, struct object_seen *out);
