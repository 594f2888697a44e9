/* Inside eforms: what its files share. definition.c makes a struct eform of JSON, expression.c its formulas, answers.c the answers
 * to it, shown.c what people read; editor.c changes definitions. */
#pragma once
#include "core/history/history.h"
#include "government/eforms/eforms.h"
#include "web/json.h"

enum {
	SECTIONS_MAX = 30,
	FIELDS_MAX_OF_SECTION = 60,
	CHOICES_MAX = 200,
	ROWS_MAX = 30,
	INPUTS_MAX = 350, /* one form sends at most: below the limit of src/http */
	DEFINITION_MAX = 64 * 1024,
	ANSWERS_MAX = 64 * 1024,
	CONDITIONS_MAX = 4,
	OFFERS_MAX = 4,
	PAPERS_MAX = 80,
	UNITS_OF_NUMBER = 100 /* numbers are kept in hundredths */
};
#define NUMBER_MAX (INT64_C(1000000000000000) * UNITS_OF_NUMBER)

/* ---- definition ---- */
enum field_type {
	F_TEXT,
	F_LONG_TEXT,
	F_INTEGER,
	F_DECIMAL,
	F_MONEY,
	F_DATE,
	F_PERSONAL_NUMBER,
	F_PHONE,
	F_CHOICE,
	F_CHOICES,
	F_YES_NO,
	F_PLACE,
	F_FILE,
	F_NOTE,
	F_COMPUTED,
	FIELD_TYPES
};
struct eform_field;
struct eform_section;
struct condition { /* holds when the field has one of the values, or is filled, or is empty */
	const struct eform_field *field;
	enum { ONE_OF, FILLED, EMPTY } is;
	struct texts values;
};
struct conditions { /* all must hold */
	struct condition v[CONDITIONS_MAX];
	size_t n;
};
struct offer {                             /* one of the three */
	const char *fact;                  /* of the applicant: "name" */
	const struct eform_field *same_as; /* what was answered there */
	str value;                         /* as it would be typed */
	struct conditions when;
};
struct paper_rule { /* what the answers say of a paper of the dossier */
	int64_t component;
	const char *name; /* "Giấy chứng sinh": how a sentence calls it */
	bool required;    /* else it is not asked for */
	struct conditions when;
};
struct official_list { /* lists.c */
	const char *name, *title, *file;
	const struct choice *choices;
	const str *also; /* other names of each, with semicolons */
	size_t n;
};
struct text_kind {
	const char *name, *title, *problem; /* "email", "Thư điện tử", what to do when it is wrong */
	bool (*fits)(str s);
};
struct eform_field {
	const char *name, *label, *hint; /* hint may be NULL */
	str text;                        /* of a note */
	enum field_type type;
	bool required, past, with_detail, partly; /* partly: a date of which only the year or month may be known */
	bool has_min, has_max;
	int64_t min, max; /* hundredths of a number, characters of a text, how many of several choices */
	const struct text_kind *kind;
	const struct choice *choices; /* ends with {NULL} */
	size_t nchoices;
	const struct official_list *list; /* the choices are those of a list: typed, not picked */
	const struct offer *offers;       /* what fills it when nobody has; the first whose conditions hold */
	size_t noffers;
	struct conditions when;
	int64_t min_age;                          /* of a date of birth; 0 = any */
	const struct eform_field *not_before;     /* a date */
	const struct eform_field *birth_on, *sex; /* what a personal number must agree with */
	int64_t component;                        /* of a file */
	const struct expression *formula;         /* of a computed field */
	enum field_type shown_as;                 /* of a computed field: F_TEXT, F_INTEGER, F_DECIMAL, F_MONEY */
	str formula_text;
	const char *suffix; /* "m²" */
	int rows;           /* of a long text */
	size_t slot;        /* in a row of its section */
	const struct eform_section *section;
};
struct eform_section {
	const char *name; /* of a repeatable section; NULL: of a plain one */
	const char *title, *hint, *item;
	int64_t min, max; /* rows */
	struct conditions when;
	struct eform_field *fields;
	size_t n, slot;
};
struct eform {
	int64_t id;
	str code, title, source, remark, summary, addressee;
	struct texts procedures;
	struct eform_section *sections;
	size_t n;
	const struct paper_rule *papers;
	size_t npapers;
	const struct choice *provinces; /* of today: code, name; set by whoever hands the form out */
};
extern const struct text_kind text_kinds[]; /* ends with {NULL} */
struct type_word {
	const char *name, *title; /* "long_text", "Đoạn văn bản" */
};
extern const struct type_word field_types[FIELD_TYPES];
extern const struct choice person_facts[]; /* "name", "Họ và tên", ..; ends with {NULL} */
/* Reads a definition strictly. Everything of *out lives in `a`. INVALID names the place: "Phần 2 “Cha, mẹ”, trường “mother_name”: ..". */
MUST_USE err definition_read(struct ctx *c, arena *a, str text, struct eform **out);
MUST_USE err definition_of(struct ctx *c, arena *a, const struct node *tree, struct eform **out);
struct eform_field *field_find(const struct eform_section *s, str name); /* NULL when absent */
struct eform_section *section_find(const struct eform *f, str name);     /* a repeatable one */

/* ---- lists of the catalogue (lists.c) ---- */
const struct official_list *official_lists(void); /* ends with {NULL} */
const struct official_list *list_named(str name);
const struct choice *list_find(arena *a, const struct official_list *l, str typed); /* by code, name or another name; NULL */

/* ---- formulas ---- */
struct scope { /* what a formula may name: everything before it */
	struct ctx *c;
	arena *a;
	const struct eform *form;
	const struct eform_section *section; /* its own */
};
struct expression;
struct result {
	bool set, is_text, in_doubt; /* in_doubt: no value, and the text says which it may be */
	int64_t number;              /* hundredths */
	str text;
};
struct answers;
/* INVALID says what is wrong with the formula. */
MUST_USE err expression_read(const struct scope *s, str text, const struct expression **out);
bool expression_is_text(const struct expression *e);
struct result expression_value(struct ctx *c, const struct expression *e, const struct answers *a, size_t section, size_t row);
void expression_json(buf *b, const struct expression *e); /* for the script of the page: nested lists */

/* ---- answers ---- */
struct answer {
	bool filled, wrong; /* wrong: text is what was typed */
	int64_t number;     /* hundredths; yes_no: 1 or 0 */
	str text;           /* also the ISO date, the value of a choice, the whole place in words */
	struct texts list;
	str province, commune, commune_name, detail; /* codes; of a wrong place what was typed */
};
struct row {
	str key;
	struct answer *v; /* by slot */
};
struct section_rows {
	struct row *v;
	size_t n;
};
struct answers {
	const struct eform *form;
	struct section_rows *sections; /* by slot; a plain section has one row */
};
/* From the inputs of a page, or from JSON. Problems are NULL, or a list; fields are named as the source names them: e_children-2-name,
 * answers.children[1].name. Nothing but a broken store is an error. */
struct answers_source {
	const struct page *page;   /* inputs .. */
	const struct node *object; /* .. or members */
	bool complete;             /* what is required must be there */
	bool as_kept;              /* members may be texts as typed, and computed ones may be there: what answers_json() wrote */
	bool all_rows;             /* empty rows too: the form is shown again */
};
MUST_USE err answers_read(struct ctx *c, const struct eform *f, const struct answers_source *from, struct answers **out,
	const struct problem **problems);
void answers_stored(struct ctx *c, const struct eform *f, str json, struct answers **out); /* trusts what answers_json() wrote */
str answers_json(arena *a, const struct answers *v);
struct answers *answers_typed(struct page *p, const struct eform *f); /* to be shown again, rows added or removed as asked */
void compute_again(struct ctx *c, struct answers *v);
const struct answer *answer_to(const struct answers *a, const struct eform_field *f, size_t row);
bool conditions_hold(const struct answers *a, const struct conditions *when, size_t row);
bool section_shown(const struct answers *a, const struct eform_section *s);  /* there is something to read in it */
bool section_filled(const struct answers *a, const struct eform_section *s); /* something was written in it */
bool row_filled(const struct answers *a, const struct eform_section *s, size_t row);
bool list_used(const struct eform *f, const struct official_list *l);
bool field_asked(const struct answers *a, const struct eform_field *f, size_t row); /* its own and its section's conditions */

/* stored.c */
struct answers *answers_empty(arena *a, const struct eform *f);

/* One value (answer.c). */
struct sent { /* what came for one field */
	const str *v;
	size_t n;
	const char *wrong_type; /* JSON of another type than asked: what it must be */
};
struct judging {
	struct ctx *c;
	const struct answers *answers;
	const struct eform_field *field;
	size_t row;
	bool complete;
	struct answer *out;
	const char *part; /* "", or of a place "-commune": where the problem stands */
};
MUST_USE err answer_judge(struct judging *j, struct sent s, str *problem);                  /* *problem empty: all is well */
MUST_USE err offers_take(struct ctx *c, struct answers *v, const struct eform_person *who); /* offers.c; who may be NULL */
str offers_json(arena *a, const struct eform_field *f, const struct eform_person *who);
/* Numbers are hundredths everywhere: from the keyboard, from JSON's own digits, to the store and back; no double in between. */
str number_typed(arena *a, int64_t hundredths);       /* as people write it: "1.085,5" */
bool number_parse(arena *a, str typed, int64_t *out); /* false: no number, or more than two decimals */
void number_json(buf *b, int64_t hundredths);         /* "1085.5" */

/* ---- what people read (shown.c) ---- */
str answer_shown(struct ctx *c, const struct eform_field *f, const struct answer *v);
str input_value(struct ctx *c, const struct eform_field *f, const struct answer *v); /* in its input */
const char *input_name(arena *a, const struct eform_field *f, str key);
str conditions_text(arena *a, const struct conditions *when); /* "“Quan hệ” là “Khác”" */
str conditions_json(arena *a, const struct conditions *when, str key);
str formula_json(arena *a, const struct eform_field *f);
struct differences answers_compare(struct ctx *c, const struct eform *f, str before, str after);
struct differences forms_compare(struct ctx *c, const struct eform *before, const struct eform *after); /* two versions */
/* What a form page shows: the answers, prefilled when there are none. */
struct fields_view {
	const struct eform *form;
	const struct eform_person *who;
	struct answers *answers;
	str autofocus_section; /* in which a row was just added */
};
const struct fields_view *fields_view(struct page *p, const struct eform *f, const struct eform_person *who, str answers);
bool row_focused(const struct fields_view *v, const struct eform_section *s, size_t row);
size_t first_input(const struct eform_section *s);
str row_keys_text(arena *a, const struct section_rows *rows);

/* ---- on paper (sheet.c, sheet_plain.c) ---- */
struct pdf;
void sheet_plain(struct ctx *c, struct pdf *p, const struct eform *f, const struct answers *v, const struct eform_sheet *s);
MUST_USE err sheet_verify(
	struct ctx *c, const struct eform *f); /* its layout, if there is one, can be read and names what the form has */
MUST_USE err problems_err(struct ctx *c, const struct problem *list); /* NULL, or INVALID */

/* ---- versions (eforms.c) ---- */
MUST_USE err eforms_changed(struct ctx *c);
MUST_USE err eforms_init(struct ctx *c);
MUST_USE err sample_answers(struct ctx *c, const struct eform *f, str *out); /* good example data, for previews and tests */
/* A procedure of the list that another form serves, now or later; *code empty: none. */
MUST_USE err eform_taken(struct ctx *c, int64_t eform, struct texts procedures, str *code, str *title);
