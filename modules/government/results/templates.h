/* templates: what a result can be made of. Private to this folder. */
#pragma once
#include "government/results/results.h"
#include "government/results/results.sql.h"
#include "doc/layout.h"

enum { TEMPLATE_FIELDS = 40, RESULT_TEXT_MAX = 2000 };
struct template_field {
	const char *name, *label;
	str source;
	enum { FIELD_LINE, FIELD_DATE, FIELD_LONG } kind;
	bool optional;
};
struct template
{
	str name; /* of its file: "trich-luc-khai-sinh" */
	const char *title;
	str procedures;
	const char *number_label; /* "Mã số hộ kinh doanh": another system gives it; NULL: a number of our register */
	struct template_field fields[TEMPLATE_FIELDS];
	size_t n;
	struct layout *layout;
};
struct templates {
	struct template *v;
	size_t n;
};
/* INVALID says the line. */
MUST_USE err template_read(struct ctx *c, str name, str text, struct template *out);
MUST_USE err templates_load(struct ctx *c);                                   /* once, at the start */
void templates_for(struct ctx *c, str procedure_code, struct templates *out); /* empty: all of them */
struct result_values {                                                        /* of its fields, by their order */
	str *v;
};
/* What the dossier says, field by field: the answers as people read them. */
struct result_values result_values_known(struct ctx *c, const struct template *t, const struct result_dossier *d);
struct result_values result_values_read(struct ctx *c, const struct template *t, str json);
str result_values_json(arena *a, const struct template *t, const struct result_values *v);
struct result_paper { /* one to be printed */
	const struct template *template;
	const struct result_dossier *dossier;
	struct result_values values;
	str number, signed_on, signer, signer_title; /* signer empty: nobody has signed yet */
};
MUST_USE err result_pdf(struct ctx *c, const struct result_paper *r, buf *out);
MUST_USE err template_check(struct ctx *c, const struct template *t); /* its paper names only what there is */
/* The first thing that a paper needs before it may be signed, beside its number and day; empty: nothing. */
str result_lacks(struct ctx *c, const struct result_paper *r);
