/* Inside forms: what its files share. definition.c makes a struct form of JSON, expression.c its formulas, answer.c judges one value,
 * answers.c reads all of them, stored.c writes and trusts them, shown.c is what people read. */
#pragma once
#include "core/forms/forms.h"
#include "core/forms/forms.sql.h"

/* ---- lists of the catalogue (lists.c) ---- */
const struct form_list *form_list_named(str name);
const struct choice *form_list_find(arena *a, const struct form_list *l, str typed); /* by code, name or another name; NULL */
bool form_list_used(const struct form *f, const struct form_list *l);

enum { FORM_YEAR_FIRST = 1000, FORM_YEAR_LAST = 2999 }; /* four digits */

bool form_choice_has(const struct form_field *f, str value);

/* ---- formulas ---- */
struct scope { /* what a formula may name: everything before it */
	struct ctx *c;
	arena *a;
	const struct form *form;
	const struct form_section *section; /* its own */
};
struct result {
	bool set, is_text, in_doubt; /* in_doubt: no value, and the text says which it may be */
	int64_t number;              /* hundredths */
	str text;
};
/* INVALID says what is wrong with the formula. */
MUST_USE err form_expression_read(const struct scope *s, str text, const struct expression **out);
bool form_expression_is_text(const struct expression *e);
const struct form_field *form_expression_field(const struct expression *e); /* that it is, alone; NULL */
str form_expression_constant(const struct expression *e);                   /* the text that it is; s NULL: it is none */
struct result form_expression_value(
	struct ctx *c, const struct expression *e, const struct form_answers *a, size_t section, size_t row);
void form_expression_json(buf *b, const struct expression *e); /* for the script of the page: nested lists */

/* ---- answers ---- */
/* From the inputs of a page, or from JSON. Problems are NULL, or a list; fields are named as the source names them: e_children-2-name,
 * answers.children[1].name. Nothing but a broken store is an error. */
struct form_source {
	struct req *q;                 /* who fills in, and where what was found goes; NULL: the actor of the ctx */
	const struct sent_files *sent; /* photos that came along; NULL: none */
	const struct page *page;       /* inputs .. */
	const struct node *object;     /* .. or members */
	bool complete;                 /* what is required must be there */
	bool as_kept;  /* members may be texts as typed, and computed ones may be there: what form_answers_json() wrote */
	bool all_rows; /* empty rows too: the form is shown again */
	const struct form_person *who; /* what is fixed of its known fields counts, whatever was sent; may be NULL */
};
MUST_USE err form_answers_read(struct ctx *c, const struct form *f, const struct form_source *from, struct form_answers **out,
	const struct problem **problems);
MUST_USE err form_problems(struct ctx *c, const struct problem *list); /* NULL, or INVALID */
struct form_answers *form_answers_typed(
	struct page *p, const struct form *f); /* to be shown again, rows added or removed as asked */
void form_compute(struct ctx *c, struct form_answers *v);
bool form_conditions_hold(const struct form_answers *a, const struct form_conditions *when, size_t row);
bool form_section_filled(const struct form_answers *a, const struct form_section *s); /* something was written in it */
bool form_row_filled(const struct form_answers *a, const struct form_section *s, size_t row);

/* One value (answer.c). */
struct sent { /* what came for one field */
	const str *v;
	size_t n;
	const char *wrong_type;    /* JSON of another type than asked: what it must be */
	const struct node *object; /* of a geometry */
};
struct judging {
	struct ctx *c;
	struct req *q; /* NULL: there is no request */
	const struct form_answers *answers;
	const struct form_field *field;
	size_t row;
	bool complete;
	struct form_answer *out;
	const struct choice *found; /* what a reference may have meant; NULL: nothing */
	const char *part;           /* "", or of a place "-commune": where the problem stands */
};
MUST_USE err form_answer_judge(struct judging *j, struct sent s, str *problem);    /* *problem empty: all is well */
MUST_USE err form_reference_judge(struct judging *j, struct sent s, str *problem); /* reference.c; the words, the id */
MUST_USE err form_reference_sample(struct ctx *c, const struct form_field *f, struct form_answer *out);
str form_photos_judge(struct judging *j, struct sent s); /* photos.c */
struct sent form_photos_typed(arena *a, const struct form_source *from, const struct form_field *f, const char *name);
int64_t form_photos_number(const struct form_field *f);             /* its place among the files of the form */
const char *form_photo_input(arena *a, const char *name, size_t i); /* e_NAME-1 of the first */
bool form_photo_among(struct texts list, str s);
bool form_photo_ticked(const struct page *p, const char *name, str sha256); /* of a form that comes back */
str form_photos_changed(arena *a, str shown, struct texts before, struct texts after);
MUST_USE err form_references_run(struct req *q);
extern const struct shape form_references_view_shape;
MUST_USE err form_offers_take(
	struct ctx *c, struct form_answers *v, const struct form_person *who); /* offers.c; who may be NULL */
void form_known_take(
	const struct form_answers *v, const struct form_person *who, bool begun); /* begun: he has answered already */
const struct form_known *form_known_of(const struct form_person *who, const struct form_field *f); /* NULL: nothing */
str form_offers_json(arena *a, const struct form_field *f, const struct form_person *who);

/* ---- what a form page shows (shown.c) ---- */
bool form_is_url(const struct form_field *f);
str form_input_value(struct ctx *c, const struct form_field *f, const struct form_answer *v); /* in its input */
const char *form_input_name(arena *a, const struct form_field *f, str key);
str form_conditions_json(arena *a, const struct form_conditions *when, str key);
str form_formula_json(arena *a, const struct form_field *f);
struct form_fields_view { /* the answers, prefilled when there are none */
	const struct form *form;
	const struct form_person *who;
	struct form_answers *answers;
	str autofocus_section; /* in which a row was just added */
	const struct form_answers
		*before; /* what was kept, of a form that comes back: photos whose tick was taken away are there still */
};
const struct form_fields_view *form_fields_view(struct page *p, const struct form *f, const struct form_person *who, str answers);
bool form_row_focused(const struct form_fields_view *v, const struct form_section *s, size_t row);
const char *form_hint(arena *a, const struct form_field *f, const struct form_known *known); /* known may be NULL */
size_t form_first_input(const struct form_section *s);
str form_row_keys_text(arena *a, const struct form_rows *rows);

/* ---- what a reference offers while one types (reference.c) ---- */
struct form_suggestion {
	str value, title, detail; /* the id; what tells two of a title apart */
};
struct form_references_view {
	str title;
	struct form_suggestion *choices;
	size_t n;
};

/* ---- the communes of a province, for the script of a place (communes.c) ---- */
struct form_communes_view {
	str province;
	struct form_communes_rows communes;
};
extern const struct shape form_communes_view_shape;
err form_communes_run(struct req *q);
