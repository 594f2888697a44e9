/* controls: what the form of a declared input shows of a field, and the way to a page of a register. */
#pragma once
#include "html/html.h"

struct crumb;
struct field;
struct list;

bool field_needed(const struct field *f);                            /* a form says so beside it */
str field_text(arena *a, const struct field *f, const void *values); /* what its control shows; values NULL: nothing */
/* The way to a page of that list, or of something in it. */
const struct crumb *list_crumbs(arena *a, const struct list *list, bool in_it);
