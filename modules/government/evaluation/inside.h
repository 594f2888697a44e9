/* Inside evaluation: what its files share. */
#pragma once
#include "core/history/history.h"
#include "government/evaluation/criteria.h"
#include "government/evaluation/evaluation.h"
#include "web/list/register.h"
#include "web/module.h"

enum { YEAR_TEXT = 4, MONTH_TEXT = 7 }; /* letters of "2026", "2026-11" */

/* Of a period: the others that the quota is counted of; but: a sheet left out, 0 = none. `as`: its grade, if it is to be counted too. */
struct evaluation_standing {
	int64_t counts[EVALUATION_GRADES_MAX]; /* by grade: decided, else proposed */
	int64_t free;                          /* have the grade of the quota without a document */
	int64_t base, quota;
};
MUST_USE err evaluation_standing_of(
	struct ctx *c, const struct evaluation_criteria *k, int64_t cycle, int64_t but, str as, struct evaluation_standing *out);
bool evaluation_months_short(
	const struct evaluation_criteria *k, const struct evaluation_own *e); /* worked too little of the year */

struct evaluation_form { /* of any step; each takes its own part */
	str common, unit_result, organising, unity, grade, document, left_on, note, client_key;
	int64_t seen;
};
extern const struct choice evaluation_opinion_kinds[], evaluation_sources[];
extern const struct input evaluation_self_input, evaluation_note_input, evaluation_propose_input, evaluation_decide_input,
	evaluation_leave_input, evaluation_seen_input;

MUST_USE err evaluation_demo(struct ctx *c);
MUST_USE err evaluation_verify(struct ctx *c, struct verify_report *report);
