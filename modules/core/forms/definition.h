/* definition: inside the reader of definitions. definition.c reads the whole and its sections, definition_fields.c a field,
 * definition_members.c what all of them are made of. */
#pragma once
#include "core/forms/inside.h"

enum { TITLE_MAX = 300, HINT_MAX = 600, NOTE_MAX = 2000, NAME_LENGTH = 40, VALUE_MAX = 60, FORMULA_MAX = 300 };

struct parsing {
	struct ctx *c;
	arena *a;
	struct form *f;
	size_t section;
	const struct form_section *in;
	str field;
	size_t number; /* of the field in its section */
	size_t paper;  /* of `papers`, after the sections */
};

err definition_wrong(struct parsing *p, const char *format, ...) PRINTF(2, 3); /* INVALID, with its place */
err definition_text(struct parsing *p, const struct node *o, const char *name, size_t min, size_t max, str *out);
err definition_line(struct parsing *p, const struct node *o, const char *name, size_t min, size_t max, const char **out);
err definition_flag(struct parsing *p, const struct node *o, const char *name, bool *out);
err definition_int(
	struct parsing *p, const struct node *o, const char *name, int64_t min, int64_t max, int64_t fallback, int64_t *out);
err definition_bound(struct parsing *p, const struct node *o, const char *name, bool hundredths, bool *has, int64_t *out);
bool definition_name_fits(str s);
err definition_name(struct parsing *p, const struct node *o, const char **out);
err definition_only(struct parsing *p, const struct node *o, const char *const *names); /* it has no other members */
size_t definition_count(const struct node *list);
const struct form_field *definition_before(const struct parsing *p, str name); /* of this section, else of a plain one */
err definition_reference(
	struct parsing *p, const struct node *o, const char *name, unsigned types, const struct form_field **out);
err definition_conditions(struct parsing *p, const struct node *o, struct form_conditions *out);
err definition_field(struct parsing *p, const struct node *o, struct form_section *s);
