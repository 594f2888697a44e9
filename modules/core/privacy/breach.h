/* breach: what went wrong with personal data, and the notice within 72 hours of its detection (Luật 91/2025/QH15 article 23) when life, health,
 * honour, property or security of people may be harmed. The officers are warned as the hours run: at once those who work on it, a day before the
 * leaders of the unit, when it is late those of the unit above. The file is kept at least five years after it was closed; nothing deletes it. */
#pragma once
#include "core/privacy/privacy.sql.h"
#include "web/flow/flow.h"

struct list;
struct input;
struct req;
struct shape;

enum privacy_breach_state { BREACH_OPEN, BREACH_REPORTED, BREACH_CLOSED };
enum { BREACH_HOURS = 72, BREACH_KEPT_YEARS = 5 };
struct privacy_new_breach { /* by c->actor, in c->unit */
	str title, detected_on, detected_time, happened, kinds, harm;
	int64_t people;
	bool is_serious;
	int64_t id; /* out */
};
RULE(privacy_breach_write, struct privacy_new_breach)
struct privacy_breach_place {
	bool is_contained, is_told, is_serious;
};
struct privacy_breach_work {
	FLOW_WORK;
	int64_t breach, state;
	struct privacy_breach facts;
	struct privacy_breach_place at;
};
RULE(privacy_breach_load, struct privacy_breach_work)
RULE(privacy_breach_store, struct privacy_breach_work)
RULE(privacy_breach_act, struct privacy_breach_work)
extern const struct flow privacy_breach_flow;
err privacy_breach_warn(struct ctx *c, str argument); /* job */
struct privacy_hours {                                /* from detection to the notice */
	int64_t hours;                                /* begun ones; of one not reported: until now */
	bool is_reported, is_late;
};
struct privacy_hours privacy_hours_of(int64_t detected, opt_int reported, int64_t due, int64_t now);

/* ---- pages ---- */
err privacy_breach_run(struct req *q), privacy_breach_add_run(struct req *q), privacy_breach_form(struct req *q),
	privacy_breach_form_run(struct req *q), privacy_breach_paper(struct req *q);
extern const struct list privacy_breach_list;
extern const struct input privacy_breach_input;
extern const struct shape privacy_breach_list_shape, privacy_breach_view_shape;
struct privacy_breach_view {
	struct privacy_breach breach;
	struct privacy_breach_events_rows events;
	struct privacy_hours hours;
	int64_t hours_to_report, is_late;
	str path;
	const struct flow_action *const *offered;
	const struct flow_action *action;
};
