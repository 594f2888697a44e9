/* What the readers of a definition share (definition_members.c; definition.c: the head; figures_read.c: its figures). Private to this folder. */
#pragma once
#include "core/registries/inside.h"

enum { TITLE_MAX = 200, WORD_MAX = 40 };
struct parsing {
	struct ctx *c;
	arena *a;
	struct registry *r;
};
/* Each INVALID says the place, `what`. */
MUST_USE err registry_members_only(struct parsing *p, const struct node *o, const char *what, const char *const *names);
MUST_USE err registry_member_text(
	struct parsing *p, const struct node *o, const char *what, const char *name, size_t min, size_t max, str *out);
MUST_USE err registry_member_word(struct parsing *p, const struct node *o, const char *what, const char *name, const char **out);
MUST_USE err registry_member_field(struct parsing *p, str name, const char *what, const struct form_field **out);
MUST_USE err registry_member_fields(
	struct parsing *p, const struct node *o, const char *name, size_t most, struct registry_fields *out);
MUST_USE err registry_state_named(struct parsing *p, str name, const char *what, size_t *out);
size_t registry_node_count(const struct node *list);
MUST_USE err registry_figures_read(struct parsing *p, const struct node *list);
