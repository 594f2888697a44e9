/* What a version of a record counts for. Private to this folder: figures.c keeps tallies of it, figures_kept.c counts them again. */
#pragma once
#include "core/registries/inside.h"
#include "core/registries/spans.h"

enum { REGISTRY_PARTS_MAX = REGISTRY_BY_MAX + 2 };
struct registry_counted { /* by one figure */
	const struct registry_figure *figure;
	struct spans days;
	int64_t amount;                /* hundredths */
	str parts[REGISTRY_PARTS_MAX]; /* "", "state=in_use", "kind=laptop" */
	size_t nparts;
};
MUST_USE err registry_version_counts(struct ctx *c, const struct registry *r, const struct registry_versions_kept *v,
	struct registry_counted out[REGISTRY_FIGURES_MAX]);
str registry_counted_value(arena *a, str name, str from); /* of the facet that lists what is counted */
