/* pages: models and handlers. Private to this folder. */
#pragma once
#include "core/privacy/privacy.h"
#include "web/list/list.h"

struct privacy_line {
	int64_t id;
	str name, kind, whose, number, unit, state, officer; /* name: "Số 3 – Xem dữ liệu về mình"; number: masked */
	int64_t received_at, due_at;                         /* until it is answered, then until it is carried out; ended: when */
	int64_t is_late;
	int64_t due_first; /* of the order */
};
struct privacy_lines {
	struct privacy_line *v;
	size_t n;
};
struct privacy_list_view {
	struct listing list;
	struct privacy_lines requests;
	str next;
	int64_t is_proved;
};
struct privacy_step {
	int64_t happened_at;
	str what, note;
};
struct privacy_steps {
	struct privacy_step *v;
	size_t n;
};
struct privacy_fact { /* a group of what is kept, for who works on it */
	str title, ground;
	int64_t count;
	struct texts lines, paths; /* what there is, and where it stands for this reader; empty: nowhere */
};
struct privacy_facts {
	struct privacy_fact *v;
	size_t n;
};
struct privacy_view {
	enum privacy_side side;
	struct privacy_request request;
	str kind, state, state_title, path;
	int64_t is_late, is_copy, is_withheld;
	const struct flow_action *const *offered;
	const struct flow_action *action; /* of its form */
	struct privacy_steps steps;
	struct privacy_facts kept;
	str ground; /* which law keeps what it names; of a refusal */
	struct texts about;
};
struct privacy_form_view { /* of a new request */
	enum privacy_side side;
	struct holdings holdings;
	str unit;
	int64_t is_proved;
};
struct privacy_why {
	str title;
	int64_t at;
	struct explanation why;
};
struct privacy_why_view {
	str path;
	int64_t number;
	struct {
		struct privacy_why *v;
		size_t n;
	} dues;
};
err privacy_demo(struct ctx *c);
err privacy_own_list(struct req *q), privacy_own_form(struct req *q), privacy_own_ask(struct req *q);
err privacy_desk_list(struct req *q), privacy_desk_form(struct req *q), privacy_desk_ask(struct req *q);
err privacy_show(struct req *q), privacy_form(struct req *q), privacy_form_run(struct req *q), privacy_due_run(struct req *q);
err privacy_copy_run(struct req *q), privacy_copy_data(struct req *q);
err privacy_terms_run(struct req *q), privacy_term_run(struct req *q);
extern const struct list privacy_own_requests, privacy_desk_requests, privacy_months_list, privacy_terms_list;
extern const struct input privacy_own_input, privacy_desk_input, privacy_term_input;
extern const struct shape privacy_list_shape, privacy_view_shape, privacy_figures_shape, privacy_termlist_shape;
