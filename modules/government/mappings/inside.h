/* Inside mappings: what its files share. definition.c reads a mapping, source.c is what formulas see, kept.c which version holds, writing.c the
 * rules of writing, filling.c forms, breaking.c what definitions break; part.c, tasks.c and design.c are pages. */
#pragma once
#include "government/mappings/mappings.h"
#include "core/registries/registries.h"
#include "government/eforms/eforms.h"
#include "government/mappings/mappings.sql.h"

enum { MAPPING_WRITES_MAX = 5, MAPPING_FILLS_MAX = 3, MAPPING_FIELDS_MAX = 80, MAPPING_TEXT_MAX = 64 * 1024 };

/* ---- a mapping (definition.c) ---- */
struct mapping_value {
	const struct form_field *to;
	str text; /* the formula */
	const struct expression *is;
	bool may_change, is_own; /* of a fill */
};
struct mapping_values {
	struct mapping_value *v;
	size_t n;
};
enum mapping_act { MAPPING_CREATE, MAPPING_CHANGE, MAPPING_END };
struct mapping_write {
	str name, result, state; /* result, state: may be empty */
	const struct registry *registry;
	enum mapping_act act;
	bool when_returned;
	const struct form_field *chosen; /* may be NULL */
	const struct expression *key;    /* may be NULL */
	str key_text;
	struct mapping_values values;
};
struct mapping_fill {
	const struct registry *registry;
	const struct form_field *chosen;
	struct mapping_values values;
};
struct mapping {
	struct mapping_write writes[MAPPING_WRITES_MAX];
	size_t nwrites;
	struct mapping_fill fills[MAPPING_FILLS_MAX];
	size_t nfills;
};
struct mapping_against { /* what it is read against */
	str procedure;   /* its code */
	const struct form *form;
	const struct registry *instead; /* a version of a registry that does not hold yet; NULL: those of today */
};
extern const struct choice mapping_acts[], mapping_times[];
/* Strictly; INVALID names the place. */
MUST_USE err mapping_read(struct ctx *c, const struct mapping_against *at, str text, struct mapping *out);
const struct registry *mapping_named_registry(const struct mapping_fill *f);

/* ---- what formulas of a write see (source.c) ---- */
/* The form, and behind it the facts of the dossier and its result. */
MUST_USE err mapping_source_form(struct ctx *c, const struct mapping_against *at, const struct form **out);
struct mapping_source {
	struct mapping_dossier dossier;
	struct mapping_against at; /* the form that it was filed with */
	const struct form_answers *said;
	struct result_facts result;
};
MUST_USE err mapping_source(struct ctx *c, int64_t dossier, struct mapping_source *out); /* NOT_FOUND: no such dossier */
MUST_USE err mapping_source_said(struct ctx *c, struct mapping_source *s); /* anew, of what stands in the rest of it */
MUST_USE err mapping_source_sample(struct ctx *c, const struct mapping_against *at, const struct form_answers **out);
/* What a write says of its record: `before` with the values of the write in their places, as it may be kept; INVALID as of a form. */
MUST_USE err mapping_made(
	struct ctx *c, const struct mapping_write *w, const struct form_answers *said, str before, bool strictly, str *out);

/* ---- versions (kept.c) ---- */
struct mapping_version {
	int64_t id, number;
	str procedure, definition;
	day from, to;
};
/* The one that holds on a day for a procedure; *out NULL: none. Lasts. */
MUST_USE err mapping_holding(struct ctx *c, str procedure, day on, const struct mapping_version **out);
struct mapping_versions {
	const struct mapping_version *v;
	size_t n;
};
MUST_USE err mapping_versions_kept(struct ctx *c, struct mapping_versions *out); /* those that hold today or later */
MUST_USE err mappings_changed(struct ctx *c);
MUST_USE err mappings_init(struct ctx *c);
/* INVALID: it does not fit, or the day; on the field that is wrong. */
struct mapping_saving {
	int64_t procedure; /* of any version */
	int64_t seen; /* number of the newest version that the editor saw; 0: there was none. CONFLICT: another came before him */
	str definition, valid_from;
};
RULE(mapping_save, struct mapping_saving)
MUST_USE err mapping_against_of(struct ctx *c, int64_t procedure, struct mapping_against *out); /* as of today */

/* ---- writing (writing.c) ---- */
MUST_USE err mapping_acted(struct ctx *c, int64_t dossier, str action, int64_t was, int64_t now);
struct mapping_writing {
	int64_t task;
	int64_t seen; /* version of the record that the officer has looked at; 0: none, as the job */
	bool though_alike,
		though_other; /* he says it is another thing; he wants it written though another result than foreseen was given */
};
/* Of c->unit, in the name of c->actor. Written already: does nothing. Whatever it is refused for is a sentence for the task. */
RULE(mapping_write_do, struct mapping_writing)
struct mapping_reason {
	int64_t task;
	str reason;
};
RULE(mapping_stick, struct mapping_reason) /* it could not be written: why */
RULE(mapping_drop, struct mapping_reason)  /* an officer of c->unit puts it aside: why */
MUST_USE err mapping_job(struct ctx *c, str argument);
MUST_USE err mapping_try(struct ctx *c, const struct mapping_writing *w); /* in the name of c->actor; what is refused sticks */
bool mapping_refusal(err e);                                              /* a sentence for an officer, no fault of the machine */

/* The record that a write is about, as it is today, in c->unit. INVALID: none is known; CONFLICT: another unit's, or ended. */
MUST_USE err mapping_record(
	struct ctx *c, const struct mapping_write *w, const struct mapping_source *s, struct registry_held *out);

/* ---- forms (filling.c) ---- */
MUST_USE err mapping_known(struct req *q, const struct dossier_asking *of, struct dossier_known *out);
/* The registry's record as the fill has it, field by field. */
void mapping_fill_take(struct ctx *c, const struct mapping_fill *f, const struct registry_held *h, struct form_answer *out);

/* ---- what definitions break (breaking.c) ---- */
MUST_USE err mapping_settled(
	struct ctx *c, int64_t proposal, int64_t record, str why); /* what waited to be checked was decided (writing.c) */
MUST_USE err mapping_broken_by_registry(struct ctx *c, const struct registry *after, struct texts *out);
MUST_USE err mapping_broken_by_form(struct ctx *c, const struct form *after, str *out); /* empty: nothing */
MUST_USE err mappings_demo(struct ctx *c);
struct verify_report;
MUST_USE err mappings_verify(struct ctx *c, struct verify_report *report);
