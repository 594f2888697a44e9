/* What the files of the demonstration share. Private to this folder. */
#pragma once
#include "core/registries/inside.h"

struct registry_demo_unit {
	int64_t id;
	str code, name, full_name;
};
struct registry_demo_units {
	struct registry_demo_unit *v;
	size_t n;
};
/* A record of c->unit; valid_from NULL: since the beginning of 2026. */
MUST_USE err registry_demo_add(struct ctx *c, const char *registry, str answers, const char *valid_from, int64_t *id);
str registry_demo_named(arena *a, const char *kind, int64_t id, str title); /* the answer that names it */
MUST_USE err registry_demo_commune(struct ctx *c, const char *code, struct registry_demo_unit *out); /* of the three-level era */
/* A district of then and its communes. */
MUST_USE err registry_demo_district(
	struct ctx *c, const char *code, struct registry_demo_unit *out, struct registry_demo_units *communes);
MUST_USE err registry_demo_places(struct ctx *c);
