/* front: what of units stands on the pages of the house. Private to this folder. */
#pragma once
#include "web/hooks.h"
#include "web/object.h"
#include "base/base.h"

struct req;

enum { UNITS_REFERENCES = 3 };
extern const struct reference units_references[UNITS_REFERENCES];
MUST_USE err units_hits(struct req *q, str typed, struct hits *hits);
MUST_USE err unit_object(struct req *q, int64_t id, struct object_seen *out);
