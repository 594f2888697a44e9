/* results: officers draft the result of a dossier (trích lục, giấy xác nhận, quyết định) from a template instead of only attaching a file.
 *
 * A template is data: catalogue/results/NAME.txt. Above the line "---" stand its title, the procedures it answers and its fields ("field", "date",
 * "long": name | label | where the value comes from: a field of the e-form, or of the dossier); below, the paper in the language of doc/layout.h.
 * A line "number LABEL" says that another system gives its number. A label ending in "(nếu có)" may stay empty; everything else must be
 * there when the dossier is approved or finished: then the draft becomes its result's file, signed by whoever approved, with the next number
 * of the register (register.h) and the day's date unless it has them already, in the same transaction. */
#pragma once
#include "government/dossiers/dossiers.h"

struct result_save {
	int64_t dossier, unit, seen; /* seen: version that was shown; 0 = none was there */
	str template, number, signed_on;
	str fields;    /* JSON object: name -> text */
	bool approver; /* he may approve: nobody else changes what waits to be signed */
};
/* struct result_save *. NOT_FOUND: not in the unit's hands; CONFLICT: past the steps on which a result is attached, or waiting for approval
 * and he is not an approver, or a colleague has saved since; INVALID: no such template for this procedure, a date that is none. */
RULE(result_save, struct result_save)
struct result_drop {
	int64_t dossier, unit;
	bool approver;
};
RULE(result_drop, struct result_drop)
/* ---- what results say, for who makes other things of them (government/mappings) ---- */
struct result_fact {
	const char *name, *label;
	bool is_date;
	str value; /* as a person reads it; a date as ISO when it is one */
};
struct result_facts {
	struct result_fact *v;
	size_t n;
	str template, number, signed_on; /* template empty: none was issued from one */
};
MUST_USE err result_facts_of(struct ctx *c, int64_t dossier, struct result_facts *out); /* of the issued result */
void result_facts_asked(struct ctx *c, str procedure_code, struct result_facts *out);   /* of all its templates, without values */
bool result_template_of(struct ctx *c, str procedure_code, str name, const char **title); /* false: it has none of that name */
extern const struct module results_module;
