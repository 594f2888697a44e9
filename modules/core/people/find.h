/* find: a page of what person_find finds. For this module only. */
#pragma once
#include "people.h"
#include "base/base.h"

/* cursor: `next` of the page before; empty: the first. */
MUST_USE err person_find_page(struct ctx *c, int64_t unit, str typed, str cursor, struct persons_found *out);
