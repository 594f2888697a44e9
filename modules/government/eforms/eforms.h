/* eforms: electronic forms (biểu mẫu điện tử, "tờ khai"): what a procedure asks beside who asks.
 *
 * A form is data: JSON with sections (some repeatable), typed fields, conditions, computed fields and what is known of the person
 * (docs: the head of definition.c). Its versions hold from a date on; a dossier keeps the version that it was filed with. A
 * procedure without a form of its own gets the default one: "Nội dung đề nghị giải quyết".
 *
 * Inputs are named e_NAME, in the row of a repeatable section e_SECTION-KEY-NAME; a file field is the input component_N of the
 * dossier's papers. The applicant and how the result is returned are the dossier's, not the form's. */
#pragma once
#include "web/web.h"
#include "government/procedures/procedures.h"

struct eform; /* a parsed definition, immutable, of one version */
/* The version in force at ctx->now for the procedure of that id, else the default form. */
MUST_USE err eform_for(struct ctx *c, int64_t procedure, const struct eform **out);
MUST_USE err eform_get(struct ctx *c, int64_t id, const struct eform **out); /* the one a dossier was filed with, for ever */
int64_t eform_id(const struct eform *f); /* of the version; 0: the built-in default form of a store without catalogue */
str eform_title(const struct eform *f);  /* "Tờ khai đăng ký khai sinh" */
bool eform_is_default(const struct eform *f);

/* ---- filling ---- */
struct eform_paper { /* a file that is attached already */
	int64_t component;
	str name;
	str kept; /* sent with a form that came back: what kept_file carries; empty = it is stored with the rest */
};
struct eform_person { /* what is known of the applicant: fills fields that nobody has filled yet */
	str name, personal_number, birth_on, sex, phone, email, address;
	str province, commune;            /* of residence: codes; see eform_person_lives */
	const struct eform_paper *papers; /* shown beside the file fields */
	size_t npapers;
};
MUST_USE err eform_person_lives(struct ctx *c, struct eform_person *who, int64_t unit); /* from a commune's id; 0 = unknown */
/* The inputs, between the caller's <form method="post" enctype="multipart/form-data"> and its buttons: what was typed wins, then
 * answers (a draft; may be empty), then what is known. who may be NULL. */
void eform_fields(struct page *p, const struct eform *f, const struct eform_person *who, str answers);
/* A button "Thêm dòng" or "Xóa dòng" of a repeatable section was pressed instead of the form's own: show the form again, nothing is
 * wrong. First thing in the handler:   if (eform_rows_pressed(q)) return filing_form(q); */
bool eform_rows_pressed(struct req *q);
/* Without script: fields of the page's form that came empty get what their definition offers, before eform_read. */
void eform_offer(struct req *q, const struct eform *f, const struct eform_person *who);
/* Canonical JSON of what was sent: the form's inputs, or the object `answers` of a JSON body (declare it with JSON_FIELD). INVALID
 * names every field that is wrong; *answers is set also then, holding what was typed (drafts keep it). complete = false: a draft,
 * required fields may miss. */
MUST_USE err eform_read(struct req *q, const struct eform *f, bool complete, str *answers);
MUST_USE err eform_check(struct ctx *c, const struct eform *f, str answers); /* the same, of answers as eform_read gives them */
/* Papers required by what was answered (file fields, and the form's `papers`) that are not among the attached components are problems
 * of component_N, each named. */
MUST_USE err eform_check_files(struct ctx *c, const struct eform *f, str answers, struct ints attached);
bool eform_asks_file(const struct eform *f, int64_t component); /* a file field takes it: not to be asked for a second time */
struct answers;                                                 /* taken apart once, for many questions */
const struct answers *eform_answered(
	struct ctx *c, const struct eform *f, str answers);              /* NULL: no form, or nothing was answered */
bool eform_file_required(const struct answers *said, int64_t component); /* of NULL: no */
/* Its only file fields belong to cases that these answers exclude ("trẻ bị bỏ rơi" of a child with a mother): nobody owes it. */
bool eform_file_excluded(const struct answers *said, int64_t component);

/* The answer to a field as people read it; of a repeated section its rows, one a line. False: the form has no such name. */
bool eform_said(struct ctx *c, const struct eform *f, str answers, str name, str *out);

/* ---- showing ---- */
void eform_answers(struct page *p, const struct eform *f, str answers);           /* read-only, section by section */
void eform_answers_said(struct page *p, const struct answers *said);              /* the same, of what was taken apart already */
void eform_changes(struct page *p, const struct eform *f, str before, str after); /* a table of what reads differently */
str eform_summary(struct ctx *c, const struct eform *f, str answers);             /* one line: what is asked for */
struct eform_sheet {                                                              /* what stands around the answers on paper */
	str addressee;                                                            /* "Ủy ban nhân dân xã Gia Lâm" */
	str place;                                                                /* "Gia Lâm": before the date; empty: dots */
	str unit;      /* "xã Gia Lâm": whose authorities are addressed */
	str procedure; /* its name; may be empty */
	int64_t at;    /* date of the form; 0 = ctx->now */
	str code;      /* of the dossier; empty: none yet */
	const struct eform_person *applicant;
	bool blank; /* to be filled in by hand: every field, no date */
};
/* "Tờ khai": A4, in the shape that the law gives the form (catalogue/layouts), else as an administrative paper. */
MUST_USE err eform_pdf(struct ctx *c, const struct eform *f, str answers, const struct eform_sheet *s, buf *out);

extern const struct module eforms_module;
