/* Inside editor: what its files share. structure.c saves, lines.c and typed.c are what stands in inputs, tree.c what is changed. */
#pragma once
#include "core/editor/editor.h"

/* ---- what stands in inputs (typed.c) ---- */
const struct choice *editor_kind_choices(arena *a);
const struct choice *editor_list_choices(arena *a);
const struct choice *editor_type_choices(arena *a, uint32_t without);
str editor_choices_typed(arena *a, const struct form_field *f); /* "male | Nam", one a line */
str editor_bound_typed(arena *a, const struct form_field *f, bool upper);
str editor_when_values(arena *a, const struct form_conditions *when, size_t i);
const char *editor_facts(arena *a, const struct form_field *f);

struct tree *editor_condition_value(arena *a, const struct form_field *f, str typed); /* lines.c */
const struct form_field *editor_field_known(const struct form *f, const struct form_section *in, str name);
