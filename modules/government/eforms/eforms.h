/* eforms: electronic forms (biểu mẫu điện tử, "tờ khai") of procedures: what a procedure asks beside who asks. What a form is, how it is
 * filled in and shown, says core/forms/forms.h; here is which one is asked, since when, on what paper, and the editor.
 *
 * Versions of a form hold from a date on; a dossier keeps the version that it was filed with. A procedure without a form of its own gets
 * the default one: "Nội dung đề nghị giải quyết". A published version that can no longer be read (it names a kind of a module that
 * was taken out) is left out, and the log and `dinh verify` tell of it. The applicant and how the result is returned are the dossier's,
 * not the form's; a file field takes a paper of the dossier by its number. */
#pragma once
#include "core/forms/forms.h"
#include "government/procedures/procedures.h"

/* The version in force at ctx->now for the procedure of that id, else the default form. */
MUST_USE err eform_for(struct ctx *c, int64_t procedure, const struct form **out);
/* The one a dossier was filed with, for ever; 0: the built-in default form of a store without catalogue. */
MUST_USE err eform_get(struct ctx *c, int64_t id, const struct form **out);
bool eform_is_default(const struct form *f);

struct eform_sheet {   /* what stands around the answers on paper */
	str addressee; /* "Ủy ban nhân dân xã Gia Lâm" */
	str place;     /* "Gia Lâm": before the date; empty: dots */
	str unit;      /* "xã Gia Lâm": whose authorities are addressed */
	str procedure; /* its name; may be empty */
	int64_t at;    /* date of the form; 0 = ctx->now */
	str code;      /* of the dossier; empty: none yet */
	const struct form_person *applicant;
	bool blank; /* to be filled in by hand: every field, no date */
};
/* "Tờ khai": A4, in the shape that the law gives the form (catalogue/layouts), else as an administrative paper. */
MUST_USE err eform_pdf(struct ctx *c, const struct form *f, str answers, const struct eform_sheet *s, buf *out);

/* What a new version would break of what stands on it, in a sentence (empty: nothing); told to eforms once, before requests come. */
typedef err eform_breaks(struct ctx *c, const struct form *after, str *out);
void eform_broken_by(eform_breaks *ask);

extern const struct module eforms_module;
