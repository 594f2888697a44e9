/* pages: models and handlers of the pages of evaluation. Private to this folder. */
#pragma once
#include "government/evaluation/inside.h"
#include "web/reply.h"

struct evaluation_line {           /* a number and how it came about */
	str label, value, formula; /* formula with numbers in it; empty: it was given */
	bool is_total;
};
struct evaluation_lines {
	struct evaluation_line *v;
	size_t n;
};
struct evaluation_quarter {                             /* of a year's sheet */
	str period, title, quantity, quality, progress; /* "66,67 %", or that too little is known */
	int64_t tasks;
};
struct evaluation_quarters {
	struct evaluation_quarter *v;
	size_t n;
};
struct evaluation_view { /* one sheet */
	struct evaluation_own e;
	struct evaluation_criteria criteria;
	struct evaluation_tasks_rows tasks;
	struct evaluation_score score;
	struct evaluation_lines lines;
	struct evaluation_quarters quarters;
	struct evaluation_unit_dossiers dossiers; /* of who leads: what his unit did in the period, as the dashboard counts it */
	str in_time;                              /* "97,2 %" */
	struct evaluation_events_rows events;
	struct evaluation_opinions_rows opinions;
	struct evaluation_standing standing;
	const struct flow_action *const *offered;
	struct flow_offers actions;
	const struct flow_action *action; /* whose form is shown */
	const struct choice *products, *staff;
	int side;
	bool decides, leads_unit; /* decides: the reader decides in his unit; leads_unit: of this sheet */
	str base, period_title, state, scores, grade, grade_title;
	int64_t is_enough; /* a total can be told */
};
struct evaluation_task_view {
	struct evaluation_task_of task;
	struct evaluation_results_rows results;
	bool is_own, may_write, may_judge;
	int64_t left; /* of the amount: nobody has written yet that it is done */
	str back, coefficient;
};
struct evaluation_asked {
	str period, words;
	/* settled: */
	struct evaluation_cycle_get cycle;
	bool found;
	struct evaluation_criteria criteria;
	struct evaluation_standing standing;
	int64_t undecided;
};
struct evaluation_cycle_view {
	struct evaluation_cycle_get cycle;
	struct evaluation_criteria criteria;
	struct evaluation_standing standing;
	str title;
	int64_t base, quota, used;
};

MUST_USE err evaluation_view_load(struct req *q, int side, struct evaluation_view *v);
MUST_USE err evaluation_own_show(struct req *q);
MUST_USE err evaluation_led_show(struct req *q);
MUST_USE err evaluation_own_form(struct req *q);
MUST_USE err evaluation_led_form(struct req *q);
MUST_USE err evaluation_own_act(struct req *q);
MUST_USE err evaluation_led_act(struct req *q);
MUST_USE err evaluation_sheet_own(struct req *q); /* as a paper */
MUST_USE err evaluation_sheet_led(struct req *q);
MUST_USE err evaluation_assign_post(struct req *q);
MUST_USE err evaluation_say_post(struct req *q);
MUST_USE err evaluation_head_post(struct req *q);
MUST_USE err evaluation_open_post(struct req *q);
MUST_USE err evaluation_unit_grade_post(struct req *q);
MUST_USE err evaluation_cycle_show(struct req *q);
MUST_USE err evaluation_quality_again(struct req *q);
MUST_USE err evaluation_task_show(struct req *q);
MUST_USE err evaluation_result_post(struct req *q);
MUST_USE err evaluation_result_back_post(struct req *q);
MUST_USE err evaluation_quality_post(struct req *q);
MUST_USE err evaluation_dossiers_post(struct req *q);
MUST_USE err evaluation_product_show(struct req *q);
MUST_USE err evaluation_product_post(struct req *q);
MUST_USE err evaluation_product_end_post(struct req *q);

extern const struct list evaluations_mine_list, evaluations_led_list, evaluations_unit_list, evaluations_public_list,
	evaluation_products_list;
extern const struct input evaluation_assign_input, evaluation_say_input, evaluation_head_input, evaluation_open_input,
	evaluation_unit_grade_input, evaluation_result_input, evaluation_quality_input, evaluation_product_input,
	evaluation_product_change_input;
extern const struct shape evaluation_shape, evaluation_task_shape;

void evaluation_state_tag(struct page *p, const struct listing *l, const void *row); /* evaluation.html */
void evaluation_standing_part(struct page *p, const struct listing *l);
