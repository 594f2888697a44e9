/* Inside registries: what its files share. definition.c makes a struct registry of JSON, kept.c knows which version holds, facets.c says what
 * lists are sorted and narrowed by, records.c are the rules, rows.c the lists. */
#pragma once
#include "core/registries/registries.h"
#include "web/list/list.h"

struct verify_report;

enum { REGISTRY_SORTS_MAX = 8, REGISTRY_FILTERS_MAX = 8 };
#define REGISTRY_FOREVER "9999-12-31"
#define REGISTRY_STATE   "state" /* the filter that every list has */

const struct form_field *registry_field(const struct registry *r, str name); /* of a plain section; NULL when absent */

bool registry_among(const struct registry_fields *list, const struct form_field *f);

bool registry_of_level(const struct registry *r, str level); /* do units of that level keep it? */

/* ---- facets (facets.c) ---- */
/* What a version is found by: its name and each sort, and each filter with the name behind it. */
MUST_USE err registry_facets_add(struct ctx *c, const struct registry *r, const struct registry_record_version_on *v);
/* Bounds of the facet of a filter and its value, for registry_rows. */
struct registry_look {
	str facet, from, until;
};
struct registry_look registry_look_sorted(arena *a, const struct form_field *by);
struct registry_look registry_look_narrowed(arena *a, const char *filter, str value);
str registry_alike_text(struct ctx *c, const struct registry *r, const struct form_answers *said); /* empty: nothing to compare */
str registry_marks(
	arena *a, int64_t registry, int64_t unit); /* that its words bear in the index of the search; 0: of any registry */
str registry_words(struct ctx *c, const struct registry *r, const struct form_answers *said, int64_t unit);

/* ---- definitions (kept.c) ---- */
MUST_USE err registries_init(struct ctx *c);
MUST_USE err registries_demo(struct ctx *c);
MUST_USE err registries_verify(struct ctx *c, struct verify_report *report);
struct registries {
	const struct registry *const *v;
	size_t n;
};
MUST_USE err registries_of_today(struct ctx *c, struct registries *out); /* each as it holds today, by title */
