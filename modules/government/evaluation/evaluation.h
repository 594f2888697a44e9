/* evaluation: how the work of officers is judged, by periods (a quarter, a year) and by criteria that are data (criteria.h).
 *
 * Whoever decides in a unit opens a period: each officer of that day gets his sheet, with the one who leads him. Products are the unit's catalogue of what
 * is done and for how much one of it counts; a task is so many of a product until a day, its coefficient frozen. An officer writes what he has
 * finished, with evidence; what dossiers know is taken from them. Who leads him says how much of it is good. From these come a (quantity),
 * b (quality) and c (progress), nobody types them.
 *
 * A sheet goes open -> self -> collective -> proposed -> decided -> published -> (appealed -> answered); who worked too short a time of a
 * year is not graded. Nobody judges himself: his own sheet is not to be found on the side of those who lead. Who leads a unit is led by a leader
 * of the unit above, and never graded better than his unit. More of the best than the quota lets: only with a document. Until a
 * sheet is published it is seen by its officer, by who leads him and by who decides; then its grade by all officers of the unit.
 *
 * Beside the sheet of who leads a unit stands what the dashboard counts of its dossiers in the period, finished and in time: nobody types it.
 * What a proposal was computed from stays with it; `dinh verify` computes it again by the version of the criteria of its period. */
#pragma once
#include "government/evaluation/evaluation.sql.h"
#include "web/flow/flow.h"

struct evaluation_opening { /* by c->actor in c->unit */
	str period;         /* "2026-Q4", "2026" */
	int64_t id, n;      /* out: the period, how many sheets */
};
struct evaluation_leading { /* who leads one officer */
	int64_t id, head;   /* head 0: whoever decides */
	bool is_head;
};
struct evaluation_unit_graded {
	int64_t cycle;
	str grade, document;
};
struct evaluation_assignment {                   /* a task, by who leads */
	int64_t evaluation, product, amount, id; /* id: out */
	str due_on;
	bool decides; /* the actor decides in his unit */
};
struct evaluation_done {          /* what an officer finished of his task */
	int64_t task, amount, id; /* id: out */
	str on_day, evidence;
};
struct evaluation_judgement {
	int64_t result, good;
	bool decides;
};
struct evaluation_taken { /* from dossiers; a result taken back */
	int64_t task, result;
	int64_t found; /* out */
	bool decides;
};
struct evaluation_said {
	int64_t evaluation;
	str kind, text;
	bool decides;
};
struct evaluation_work {
	FLOW_WORK;
	int64_t evaluation;
	bool decides;                               /* the actor decides in his unit */
	str common, unit_result, organising, unity; /* as typed */
	str grade, document, left_on;
	struct evaluation_own e; /* by load */
	int64_t state;
};
struct new_evaluation_product {
	str title, counted, coefficient, source; /* coefficient as typed: "1,5" */
	int64_t id;
	str day; /* of its end */
};

enum evaluation_state {
	EVALUATION_OPEN,
	EVALUATION_SELF,
	EVALUATION_COLLECTIVE,
	EVALUATION_PROPOSED,
	EVALUATION_DECIDED,
	EVALUATION_PUBLISHED,
	EVALUATION_APPEALED,
	EVALUATION_ANSWERED,
	EVALUATION_UNGRADED
};
enum { EVALUATION_HEADS, EVALUATION_OWN }; /* sides of the flow */

RULE(evaluation_open, struct evaluation_opening)
RULE(evaluation_set_head, struct evaluation_leading)
RULE(evaluation_grade_unit, struct evaluation_unit_graded)
RULE(evaluation_assign, struct evaluation_assignment) /* INVALID: not within the period, a product that ended */
RULE(evaluation_write_result, struct evaluation_done)
RULE(evaluation_judge, struct evaluation_judgement)
RULE(evaluation_take_dossiers, struct evaluation_taken)
RULE(evaluation_take_back, struct evaluation_taken)
RULE(evaluation_say, struct evaluation_said)
RULE(evaluation_act, struct evaluation_work)
RULE(evaluation_load, struct evaluation_work)
RULE(evaluation_save_work, struct evaluation_work)
RULE(evaluation_product_keep, struct new_evaluation_product)
RULE(evaluation_product_stop, struct new_evaluation_product)

extern const struct flow evaluation_flow;
extern const struct module evaluation_module;
