/* forms: forms as data. A form is JSON: sections (some repeatable) of typed fields with conditions, computed fields and what is known of
 * whoever fills it in. It is read once, strictly; answers to it are checked, kept as canonical JSON and shown. Whose forms they are, which
 * version holds and since when is the affair of the module that keeps them (government/eforms: those of procedures).
 *
 *   {"code": "khai-tu", "title": "Tờ khai đăng ký khai tử", "source": "Mẫu ..", "remark": "..", "summary": "Khai tử: {dead_name}",
 *    "addressee": "Ủy ban nhân dân", "sections": [SECTION, ..]}; of a procedure's form also "procedures": ["1.000656"], "papers": [PAPER, ..]
 *   SECTION   {"title", "hint", "when": [CONDITION, ..], "fields": [FIELD, ..]}; repeatable with
 *             "name": "children", "repeat": {"min": 0, "max": 10, "item": "Người con"}
 *   FIELD     {"name", "type", "label", "hint", "required", "when", ..} and what its type knows:
 *     text, long_text              "min", "max" characters; text: "kind" (email, person_name, tax_code, url ..); long_text: "rows"
 *     integer, decimal, money      "min", "max", "suffix": "m²"; two decimals at most
 *     date                         "past", "partly" (only the year or month may be known), "min_age", "not_before": a date before
 *     year                         "min", "max", "past": 1984; kept as a number, and calculated with as one
 *     month                        "past": 12/2026; kept as 2026-12
 *     personal_number              "birth_on", "sex": the fields that it must agree with
 *     phone, yes_no
 *     choice, choices              [{"value", "label"}, ..]; choice: or "list": "ethnic_groups", "countries"; choices: "min", "max"
 *     place                        province and commune of today; "detail": true asks for house and street too
 *     reference                    "to": a kind of thing that some module declares (src/web/hooks.h): "unit", "hamlet", "agency", "person" .., "record:gieng-nuoc";
 *                                  kept as {"kind", "id", "title" as it was then}; whoever fills in may name it, asked at each save
 *                                  (a form that citizens fill in cannot require what officers alone may name: it is not published)
 *     geometry                     "shape": "point", "line" or "polygon": drawn, taken from the phone's position or typed (geometry.h); kept as
 *                                  GeoJSON; area(name) and length(name) of a formula measure it
 *     photos                       "min", "max": taken or chosen; kept as a list of contents (core/files); not in
 *                                  repeatable sections; no condition or formula asks for them
 *     file                         "component": the number of a paper of the dossier
 *     note                         "text": read, not filled in
 *     computed                     "formula": "area * price", "shown_as": integer, decimal, money, year or text (expression.c)
 *   prefill   of a field: "name" (a fact of the person), or OFFER, or [OFFER, ..]: the first whose conditions hold fills it
 *   OFFER     {"fact": "name"} or {"field": "mother_home"} (what was answered there) or {"value": ..}, each with "when" if not always
 *   PAPER     {"component": 6 or [6, 7], "name": "Giấy chứng sinh", "required": true, "when": [..]}: handing in wants it; "required": false:
 *             it is not asked for. A form that serves several procedures, whose components differ, has none
 *   CONDITION {"field": "kind", "is": "other"} or "in": [..], or "filled": true, or "filled": false
 *   names     a letter, then letters, digits and _; fields and sections named before may be referred to
 *
 * Inputs are named e_NAME, in the row of a repeatable section e_SECTION-KEY-NAME; a file field is the input component_N; photos are sent as
 * e_NAME-file or e_NAME-camera, and those that stay are e_NAME-1 .. (their contents). What a condition
 * hides is dropped before it is looked at; what is computed is computed here, whatever was sent. */
#pragma once
#include "core/forms/geometry.h"
#include "core/history/history.h"
#include "web/json.h"
#include "db/db.h"
#include "web/choice.h"

struct files_asked;
struct form_answers;
struct photos_kept;
struct photos_of_rows;
struct reference;
struct sent_files;

struct expression;
struct module;
struct req;

enum {
	FORM_SECTIONS_MAX = 30,
	FORM_FIELDS_MAX = 60, /* of a section */
	FORM_CHOICES_MAX = 200,
	FORM_ROWS_MAX = 30,
	FORM_INPUTS_MAX = 350, /* one form sends at most: below the limit of src/http */
	FORM_DEFINITION_MAX = 64 * 1024,
	FORM_ANSWERS_MAX = 64 * 1024,
	FORM_CONDITIONS_MAX = 4,
	FORM_OFFERS_MAX = 4,
	FORM_PAPERS_MAX = 80,
	FORM_UNITS_OF_NUMBER = 100 /* numbers are kept in hundredths */
};
#define FORM_NUMBER_MAX (INT64_C(1000000000000000) * FORM_UNITS_OF_NUMBER)

/* ---- definition ---- */
enum form_type {
	FORM_TEXT,
	FORM_LONG_TEXT,
	FORM_INTEGER,
	FORM_DECIMAL,
	FORM_MONEY,
	FORM_DATE,
	FORM_YEAR,
	FORM_MONTH,
	FORM_PERSONAL_NUMBER,
	FORM_PHONE,
	FORM_CHOICE,
	FORM_CHOICES,
	FORM_YES_NO,
	FORM_PLACE,
	FORM_REFERENCE,
	FORM_GEOMETRY,
	FORM_PHOTOS,
	FORM_FILE,
	FORM_NOTE,
	FORM_COMPUTED,
	FORM_TYPES
};
static inline bool form_type_is_number(enum form_type t)
{
	return t == FORM_INTEGER || t == FORM_DECIMAL || t == FORM_MONEY || t == FORM_YEAR;
}
struct form_field;
struct form_section;
struct form_condition { /* holds when the field has one of the values, or is filled, or is empty */
	const struct form_field *field;
	enum { FORM_ONE_OF, FORM_FILLED, FORM_EMPTY } is;
	struct texts values;
};
struct form_conditions { /* all must hold */
	struct form_condition v[FORM_CONDITIONS_MAX];
	size_t n;
};
struct form_offer {                       /* one of the three */
	const char *fact;                 /* of the person: "name" */
	const struct form_field *same_as; /* what was answered there */
	str value;                        /* as it would be typed */
	struct form_conditions when;
};
struct form_paper_rule { /* what the answers say of a paper of the dossier */
	int64_t component;
	const char *name; /* "Giấy chứng sinh": how a sentence calls it */
	bool required;    /* else it is not asked for */
	struct form_conditions when;
};
struct form_list { /* an official list of the catalogue (lists.c) */
	const char *name, *title, *file;
	const struct choice *choices;
	const str *also; /* other names of each, with semicolons */
	size_t n;
};
struct form_text_kind {
	const char *name, *title, *problem; /* "email", "Thư điện tử", what to do when it is wrong */
	bool (*fits)(str s);
	str (*normal)(arena *a, str s); /* as it is kept; NULL: as it was typed */
};
struct form_field {
	const char *name, *label, *hint; /* hint may be NULL */
	str text;                        /* of a note */
	enum form_type type;
	bool required, past, with_detail, partly; /* partly: a date of which only the year or month may be known */
	bool has_min, has_max;
	int64_t min, max; /* hundredths of a number, characters of a text, how many of several choices */
	const struct form_text_kind *kind;
	const struct choice *choices; /* ends with {NULL} */
	size_t nchoices;
	const struct reference *to;      /* of a reference: src/web/hooks.h */
	const struct form_list *list;    /* the choices are those of a list: typed, not picked */
	const struct form_offer *offers; /* what fills it when nobody has; the first whose conditions hold */
	size_t noffers;
	struct form_conditions when;
	int64_t min_age;                         /* of a date of birth; 0 = any */
	const struct form_field *not_before;     /* a date */
	const struct form_field *birth_on, *sex; /* what a personal number must agree with */
	int64_t component;                       /* of a file */
	const struct expression *formula;        /* of a computed field */
	enum form_type shown_as;                 /* of a computed field: a text or a number */
	str formula_text;
	enum geometry_shape shape; /* of a geometry */
	const char *suffix;        /* "m²" */
	int rows;                  /* of a long text */
	size_t slot;               /* in a row of its section */
	const struct form_section *section;
};
struct form_section {
	const char *name; /* of a repeatable section; NULL: of a plain one */
	const char *title, *hint, *item;
	int64_t min, max; /* rows */
	struct form_conditions when;
	struct form_field *fields;
	size_t n, slot;
};
struct form {       /* immutable once it is handed out */
	int64_t id; /* of whoever keeps it: a version; 0 = none */
	str code, title, source, remark, summary, addressee;
	struct texts procedures;
	struct form_section *sections;
	size_t n;
	const struct form_paper_rule *papers;
	size_t npapers;
	const struct choice *provinces; /* form_provinces_of_today; set by whoever hands the form out */
};
extern const struct form_text_kind form_text_kinds[]; /* ends with {NULL} */
struct form_type_word {
	const char *name, *title; /* "long_text", "Đoạn văn bản" */
};
extern const struct form_type_word form_types[FORM_TYPES];
extern const struct choice form_person_facts[]; /* "name", "Họ và tên", ..; ends with {NULL} */
/* Reads a definition strictly. Everything of *out lives in `a`. INVALID names the place: "Phần 2, trường “mother_name”: ..". */
MUST_USE err form_parse(struct ctx *c, arena *a, str text, struct form **out);
MUST_USE err form_parse_tree(struct ctx *c, arena *a, const struct node *tree, struct form **out);
MUST_USE err form_provinces_of_today(struct ctx *c, arena *a, const struct choice **out); /* code, name; ends with {NULL} */
struct form_field *form_field_find(const struct form_section *s, str name);               /* NULL when absent */
struct form_section *form_section_find(const struct form *f, str name);                   /* a repeatable one */
const struct form_list *form_lists(void);                                                 /* ends with {NULL} */
/* Is some field that a computed one is made of such a one? Computed ones are asked about, not looked into. */
bool form_formula_has(const struct form_field *computed, bool (*is)(void *arg, const struct form_field *f), void *arg);
str form_conditions_text(arena *a, const struct form_conditions *when); /* "“Quan hệ” là “Khác”" */
struct differences form_compare(struct ctx *c, const struct form *before, const struct form *after); /* two versions */
MUST_USE err form_sample(struct ctx *c, const struct form *f, str *out); /* good example answers, for previews and tests */
/* Numbers are hundredths everywhere: from the keyboard, from JSON's own digits, to the store and back; no double in between. */
str form_number_typed(arena *a, int64_t hundredths);                   /* as people write it: "1.085,5" */
str form_number_of(arena *a, enum form_type type, int64_t hundredths); /* the same, and a year without a dot */
bool form_number_parse(arena *a, str typed, int64_t *out);             /* false: no number, or more than two decimals */
void form_number_json(buf *b, int64_t hundredths);                     /* "1085.5" */

/* ---- filling ---- */
struct form_answer {
	bool filled, wrong; /* wrong: text is what was typed */
	int64_t number;     /* hundredths; yes_no: 1 or 0; reference: the id */
	str text; /* also GeoJSON, the ISO date, the value of a choice, the whole place in words, the title of a reference */
	struct texts list;
	str province, commune, commune_name, detail; /* codes; of a wrong place what was typed */
};
struct form_paper { /* a file that is attached already */
	int64_t component;
	str name;
	str kept; /* sent with a form that came back: what kept_file carries; empty = it is stored with the rest */
};
struct form_known { /* what is known of one field of a plain section */
	const char *name;
	struct form_answer is; /* not filled: nothing is known there */
	str source;    /* "Lấy từ sổ Hộ kinh doanh, cập nhật ngày 28/11/2026": he reads it beside the field */
	bool is_fixed; /* it is shown, not asked, and counts whatever was sent */
	bool is_anew;  /* it takes the place of what was answered before: he has just chosen where it comes from */
};
struct form_person { /* what is known of the person: fills fields that nobody has filled yet */
	str name, personal_number, birth_on, sex, phone, email, address;
	str province, commune;           /* of residence: codes; see form_person_lives */
	const struct form_paper *papers; /* shown beside the file fields; photos too, at the place of form_photos_place */
	size_t npapers;
	const struct photos_of_rows *photos; /* that the answers name; NULL: none */
	bool saved; /* a form that comes back has been saved as it was sent: its photos are those of the answers */
	const struct form_known *known; /* from elsewhere than himself: government/mappings */
	size_t nknown;
};
MUST_USE err form_person_lives(struct ctx *c, struct form_person *who, int64_t unit); /* from a commune's id; 0 = unknown */
/* The inputs, between the caller's <form method="post" enctype="multipart/form-data"> and its buttons: what was typed wins, then
 * answers (a draft; may be empty), then what is known. who may be NULL. */
void form_inputs(struct page *p, const struct form *f, const struct form_person *who, str answers);
/* A button "Thêm dòng" or "Xóa dòng" of a repeatable section was pressed instead of the form's own: show the form again, nothing is
 * wrong. First thing in the handler:   if (form_rows_pressed(q)) return filing_form(q); */
bool form_rows_pressed(struct req *q);
/* Without script: fields of the page's form that came empty get what their definition offers, before form_read. */
void form_offer_typed(struct req *q, const struct form *f, const struct form_person *who);
/* Canonical JSON of what was sent: the form's inputs, or the object `answers` of a JSON body (declare it with JSON_FIELD). INVALID
 * names every field that is wrong; *answers is set also then, holding what was typed (drafts keep it). complete = false: a draft,
 * required fields may miss. */
MUST_USE err form_read(struct req *q, const struct form *f, bool complete, str *answers);
/* The same of an object that stands elsewhere in a body of JSON. */
MUST_USE err form_read_object(struct req *q, const struct form *f, const struct node *object, bool complete, str *answers);
/* The same with the photos that came along (photographed.c). A page whose form takes no other files reads them so, for c->unit, and they are held
 * for the account until an object has them (held = false: a trial, nothing stays); form_photos_kept gives those of a form that comes back
 * to the page, as papers, beside those that the object has. A page with papers of its own reads all files first (files_sent with
 * the places below) and gives them to form_read_sent. Inside db_write form_photos_keep makes them the object's. */
MUST_USE err form_read_photos(struct req *q, const struct form *f, bool held, str *answers);
MUST_USE err form_read_sent(struct req *q, const struct form *f, bool complete, const struct sent_files *sent, str *answers);
MUST_USE err form_photos_kept(
	struct req *q, const struct form *f, const char *kind, int64_t object, struct form_person *who); /* object 0: a new one */
bool form_photos_place(const struct form *f, str field, int64_t *place); /* above all numbers of components */
bool form_photos_only(int64_t place);
bool form_has_photos(const struct form *f);
struct texts form_photos_dropped(arena *a, const struct form_answers *before, const struct form_answers *after);
struct texts form_photos_said(arena *a, const struct form_answers *said); /* all that they name */
/* Inside db_write: `to` says whose they are from now on, and what they may come from (struct photos_kept of core/files). */
MUST_USE err form_photos_keep(struct ctx *c, const struct form_answers *said, const struct photos_kept *to);
MUST_USE err form_check(struct ctx *c, const struct form *f, str answers); /* the same, of answers as form_read gives them */
/* Of what a program knows: the same JSON with all that the formulas make of it. What is required may miss; INVALID: what is there is wrong. */
MUST_USE err form_worked_out(struct ctx *c, const struct form *f, str known, str *answers);
/* The same of a form of which fields are fixed for that person, and answers that were kept with those fields as they are now. */
MUST_USE err form_read_of(struct req *q, const struct form *f, const struct form_person *who, bool complete,
	const struct sent_files *sent, str *answers);
str form_known_put(struct ctx *c, const struct form *f, const struct form_person *who, str answers);
/* Answers that were made by a program, brought into the form in which they are kept; INVALID as of form_read. */
MUST_USE err form_settled(struct ctx *c, const struct form *f, str answers, str *out);
/* The same of texts of a table (CSV, XLSX), each to a field of a plain section: choices by their words, numbers with their unit, dates in all
 * usual spellings, references by name. What is required may miss, then it is not whole; INVALID: e_NAME, or the name alone. */
struct form_typed {
	str name, text;
};
MUST_USE err form_read_typed(
	struct req *q, const struct form *f, const struct form_typed *v, size_t n, str *answers, bool *is_whole);
/* Papers required by what was answered (file fields, and the form's `papers`) that are not among the attached components are problems
 * of component_N, each named. */
MUST_USE err form_check_files(struct ctx *c, const struct form *f, str answers, struct ints attached);
bool form_asks_file(const struct form *f, int64_t component); /* a file field takes it: not to be asked for a second time */

/* ---- answers, taken apart once, for many questions ---- */
struct form_row {
	str key;
	struct form_answer *v; /* by slot */
};
struct form_rows {
	struct form_row *v;
	size_t n;
};
struct form_answers {
	const struct form *form;
	const struct photos_of_rows *photos; /* set by whoever shows them; NULL: they are counted, not shown */
	struct form_rows *sections;          /* by slot; a plain section has one row */
};
const struct form_answers *form_answered(
	struct ctx *c, const struct form *f, str answers); /* NULL: no form, or nothing was answered */
void form_answers_stored(
	struct ctx *c, const struct form *f, str json, struct form_answers **out); /* trusts what form_read wrote */
/* The same, of which single answers to fields of plain sections are taken when they are asked for: what lists do with many. */
struct form_kept {
	const struct form *form;
	const struct node *object; /* NULL: nothing was answered */
};
void form_kept_read(
	struct ctx *c, const struct form *f, str json, struct texts names, struct form_kept *out); /* of these; none: all */
struct form_answer form_kept_answer(arena *a, const struct form_kept *kept, const struct form_field *f);
const struct form_answer *form_answer_to(const struct form_answers *a, const struct form_field *f, size_t row);
str form_answer_shown(struct ctx *c, const struct form_field *f, const struct form_answer *v); /* as people read it */
bool form_field_asked(
	const struct form_answers *a, const struct form_field *f, size_t row);       /* its own and its section's conditions */
bool form_section_shown(const struct form_answers *a, const struct form_section *s); /* there is something to read in it */
bool form_file_required(const struct form_answers *said, int64_t component);         /* of NULL: no */
/* Its only file fields belong to cases that these answers exclude ("trẻ bị bỏ rơi" of a child with a mother): nobody owes it. */
bool form_file_excluded(const struct form_answers *said, int64_t component);
/* The answer to a field as people read it; of a repeated section its rows, one a line. False: the form has no such name. */
bool form_said(struct ctx *c, const struct form *f, str answers, str name, str *out);
str form_summary(struct ctx *c, const struct form *f, str answers); /* one line: what is asked for */

struct differences form_answers_compare(
	struct ctx *c, const struct form *f, str before, str after); /* what reads differently; empty: nothing was answered */

/* Two answers become one: those of `into`, but what was said to the named fields of plain sections, and whole repeatable sections, `from` the
 * other. INVALID: they make no sense together. */
MUST_USE err form_answers_joined(struct ctx *c, const struct form *f, str into, str from, struct texts names, str *out);
/* Each reference to one thing becomes one to another of the same kind; false: there was none. */
struct form_named {
	str kind;
	int64_t id;
	str title; /* of the new one */
};
bool form_answers_renamed(
	struct ctx *c, const struct form *f, str answers, const struct form_named *from, const struct form_named *to, str *out);

/* ---- formulas over answers, for who makes data of other data (formula.c); the language: expression.c ---- */
/* INVALID says what is wrong with the formula. */
MUST_USE err form_formula_read(struct ctx *c, arena *a, const struct form *f, str text, const struct expression **out);
const struct form_field *form_formula_field(const struct expression *e);         /* the one field that it is, alone; NULL */
bool form_formula_names(const struct expression *e, const struct form_field *f); /* is it made of that field? */
/* May what it says be the answer to that field of another form? INVALID says why not. A field alone keeps its type. */
MUST_USE err form_formula_fits(struct ctx *c, const struct expression *e, const struct form_field *to);
void form_formula_take(struct ctx *c, const struct expression *e, const struct form_answers *from, const struct form_field *to,
	struct form_answer *out);
bool form_formula_is_number(const struct expression *e);
/* The same as a number, in hundredths; not set: it has none, or is a text. */
opt_int form_formula_number(struct ctx *c, const struct expression *e, const struct form_answers *from);
/* One form after another as if they were one, for formulas; what was answered to them likewise. */
const struct form *form_beside(arena *a, const struct form *one, const struct form *other);
struct form_answers *form_answers_beside(
	arena *a, const struct form *f, const struct form_answers *one, const struct form_answers *other);
str form_answers_json(arena *a, const struct form_answers *v);
struct form_answers *form_answers_empty(arena *a, const struct form *f);

/* ---- showing ---- */
void form_show(struct page *p, const struct form *f, str answers);    /* read-only, section by section */
void form_show_said(struct page *p, const struct form_answers *said); /* the same, of what was taken apart already */
/* A list of photos; `photos`: those that the object has. */
void form_photo_list(struct page *p, const char *label, struct texts contents, const struct photos_of_rows *photos);
void form_show_changes(struct page *p, const struct form *f, str before, str after); /* a table of what reads differently */

extern const struct module forms_module;
