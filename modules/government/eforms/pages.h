/* pages: what the pages of e-forms show. */
#pragma once
#include "government/eforms/inside.h"
#include "government/eforms/eforms.sql.h"
#include "web/list/list.h"

/* ---- for everybody (public.c) ---- */
struct asked_view { /* what a procedure's form asks */
	int64_t id, procedure, is_default;
	str code, title, source, remark, definition;
	const struct form *form;
};
extern const struct shape asked_view_shape, forms_view_shape, form_view_shape, eform_version_view_shape;
err asked_run(struct req *q);
err blank_sheet_run(struct req *q);

/* ---- for administrators (editor.c, structure.c) ---- */
struct forms_asked {
	str words, state;
};
struct forms_view {
	struct forms_asked is;
	struct listing list;
	struct eform_list_rows forms;
	str next;
};
extern const struct list eforms_list, eform_version_list;
struct form_view {
	struct eform_head form;
	struct listing list; /* of its versions */
	struct eform_versions_rows versions;
	str next;
	struct eform_procedure_names_rows procedures;
	bool draft;
};
struct eform_compared_view {
	struct eform_version_get version;
	int64_t before; /* number of the version it is compared with; 0 = it is the first one */
	struct differences differences;
};
extern const struct shape eform_compared_shape;
err eform_compared_run(struct req *q);
struct eform_version_view {
	struct eform_version_get version;
	const struct form *form;
	struct eform_procedure_names_rows procedures;
	str seen;              /* what the definition was when the page was made */
	size_t section, field; /* being edited, from 1; 0 = a new one */
	const struct form_section *in;
	const struct form_field *at;
	enum form_type type;                         /* of the field being edited */
	const struct choice *before, *dates, *sexes; /* fields that may be referred to */
	str answers;                                 /* of a preview */
	bool tried;                                  /* a preview was sent and is right */
};
err forms_run(struct req *q);
err form_add_run(struct req *q);
err form_run(struct req *q);
err draft_add_run(struct req *q);
err eform_version_run(struct req *q);
err version_change_run(struct req *q);
err version_json_run(struct req *q);
err version_json_save(struct req *q);
err version_publish_form(struct req *q);
err version_publish_run(struct req *q);
err version_drop_run(struct req *q);
err preview_run(struct req *q);
err preview_try(struct req *q);
err preview_sheet(struct req *q);
err head_form(struct req *q);
err head_save(struct req *q);
err section_form(struct req *q);
err section_save(struct req *q);
err field_adding(struct req *q);
err field_form(struct req *q);
err field_save(struct req *q);
extern const struct input new_form_input, publish_input, json_input, change_input, head_input, section_input, field_input;
MUST_USE err eform_version_view(struct req *q, struct eform_version_view *v); /* of the path's {id} */
str definition_seen(arena *a, str definition);
const char *version_state(arena *a, str valid_from, str valid_to, bool published, day today, const char **colour);

const struct choice *kind_choices(arena *a);
const struct choice *type_choices(arena *a);
struct tree;
str choices_typed(arena *a, const struct form_field *f); /* "male | Nam", one a line */
str bound_typed(arena *a, const struct form_field *f, bool upper);
str when_values(arena *a, const struct form_conditions *when, size_t i); /* as they are typed in the editor */
const char *part_facts(arena *a, const struct form_field *f);

/* editor_lines.c */
str offers_typed(arena *a, const struct form_field *f); /* f may be NULL */
str papers_typed(arena *a, const struct form *f);
struct tree *offers_tree(
	arena *a, const struct form *f, const struct form_section *in, enum form_type type, str typed); /* NULL: none */
struct tree *papers_tree(arena *a, const struct form *f, str typed);
struct tree *condition_value_typed(arena *a, const struct form_field *f, str typed); /* structure.c */
const struct form_field *field_known(const struct form *f, const struct form_section *in, str name);
const struct choice *list_choices(arena *a);

/* ---- rules ---- */
struct eform_draft_change { /* a draft gets another definition; CONFLICT: it is not what the editor saw any more, or no draft */
	int64_t version;
	str before, after;
};
RULE(eform_draft_change, struct eform_draft_change)
struct new_form {
	str code, title;
	int64_t version; /* out */
};
RULE(form_add, struct new_form)
struct new_draft {
	int64_t form, version; /* version: out */
};
RULE(eform_draft_add, struct new_draft) /* a copy of the newest version; the one that is there already, if any */
struct publication {
	int64_t version;
	str valid_from;
};
RULE(eform_draft_publish, struct publication)
RULE(eform_draft_drop, const int64_t) /* its version */

/* ---- definitions as trees that can be changed (tree.c) ---- */
struct tree {
	enum node_type type;
	str name;
	int64_t i;
	str text; /* of N_REAL the number as it is written */
	struct tree *first, *next;
};
struct tree *tree_of(arena *a, const struct node *n);
void tree_write(buf *b, const struct tree *t); /* as the catalogue writes it: tabs, one member a line */
struct tree *tree_member(const struct tree *object, const char *name);
struct tree *tree_nth(const struct tree *list, size_t n); /* from 0; NULL when there is none */
size_t tree_count(const struct tree *list);
void tree_set(arena *a, struct tree *object, const char *name, struct tree *value); /* NULL takes it out */
void tree_append(struct tree *list, struct tree *value);
bool tree_move(struct tree *list, size_t n, int by); /* by -1 or 1 */
bool tree_drop(struct tree *list, size_t n);
void tree_put(struct tree *list, size_t n, struct tree *value); /* in the place of the nth */
struct tree *tree_text(arena *a, str text);                     /* NULL for an empty text */
struct tree *tree_int(arena *a, int64_t i);
struct tree *tree_flag(arena *a, bool on); /* NULL for false */
struct tree *tree_new(arena *a, enum node_type type);
