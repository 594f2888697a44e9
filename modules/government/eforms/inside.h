/* Inside eforms: what its files share. eforms.c keeps the versions that hold, versions.c changes them, sheet.c prints what was filled in;
 * editor.c changes definitions. */
#pragma once
#include "government/eforms/eforms.h"

/* ---- on paper (sheet.c, sheet_plain.c) ---- */
struct pdf;
void eform_sheet_plain(
	struct ctx *c, struct pdf *p, const struct form *f, const struct form_answers *v, const struct eform_sheet *s);
MUST_USE err eform_sheet_verify(
	struct ctx *c, const struct form *f); /* its layout, if there is one, can be read and names what the form has */

/* ---- versions (eforms.c) ---- */
MUST_USE err eforms_changed(struct ctx *c);
MUST_USE err eforms_init(struct ctx *c);
/* A procedure of the list that another form serves, now or later; *code empty: none. */
MUST_USE err eform_taken(struct ctx *c, int64_t eform, struct texts procedures, str *code, str *title);
