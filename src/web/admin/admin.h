/* admin: what the administration pages show. */
#pragma once
#include "web/choice.h"
#include "web/edge/uploads.h"
#include "web/services/services.h"
#include "web/list/list.h"
#include "web/web.sql.h"
#include "web/naming.h"

struct actor;
struct req;

struct overview {
	struct job_counts jobs;
	struct db_stats store;
	bool postgres;
	struct room room;
	str site; /* setting site.url */
	int64_t disk_free_mb, uploads_stopped;
	const struct actor *actor;
};

struct job_row {
	int64_t id, attempts, created_at;
	str title, state;
	opt_int ready_at, finished_at;
	str last_error;
};
struct job_rows {
	struct job_row *v;
	size_t n;
};
struct job_times {             /* a kind that runs by itself */
	str name, title, when; /* "Hằng ngày lúc 02:00" */
	opt_int next_at, last_at;
	str last_state, last_error;
	int64_t is_running;
};
struct job_times_rows {
	struct job_times *v;
	size_t n;
};
struct jobs_view {
	struct listing list;
	struct job_times_rows times;
	struct job_rows jobs;
	struct job_counts counts;
	str state; /* empty: all */
	str next;
};

struct audit_row {
	int64_t id, happened_at, actor_id, behalf_id, object_id;
	str actor, behalf, action, action_title, object_kind, object_title, detail, request_id;
	str object_name; /* empty: it has none, or is gone */
	str object_path; /* its page; empty: it has none for this reader */
};
struct audit_rows {
	struct audit_row *v;
	size_t n;
};
struct audit_pick { /* something of the filter that is chosen by its name */
	str typed;
	str shown;     /* in the field: what was typed, or its name */
	int64_t id;    /* its number, in links */
	bool is_asked; /* words were typed that say not exactly one */
	struct named_list found;
};
struct audit_filter {
	str from, to, action, kind; /* ISO dates */
	struct audit_pick who, what, where;
};
struct audit_view {
	struct listing list;
	struct audit_rows entries;
	struct audit_filter filter;
	const struct choice *actions, *kinds;
	bool all_units; /* the reader may look into every chain */
	bool asks;      /* one of the picks is not settled: nobody knows yet whose rows are meant */
	str unit_name, next;
};
MUST_USE err job_times_fill(struct ctx *c, struct job_times_rows *out); /* job_times.c */
err job_now_post(struct req *q);
extern const struct shape job_times_shape;
/* words.c */
extern const struct choice job_states[];
str job_state_title(str state);
const char *job_state_colour(str state);
str audit_choice(
	const struct page *p, const struct audit_view *v, const struct audit_pick *k, int64_t id); /* the list with this one */

/* settings_page.c */
struct settings_view {
	struct setting_views settings;
	bool of_unit;
	str unit_name;
};
struct setting_said { /* a change: how the setting read before and since */
	int64_t at;
	str by, before, after;
};
struct setting_said_rows {
	struct setting_said *v;
	size_t n;
};
struct setting_one {
	struct setting_view setting;
	struct setting_said_rows changes;
	bool of_unit, may_change;
	const char *power; /* what else he must hold */
};
err settings_show(struct req *q), setting_show(struct req *q), setting_post(struct req *q), setting_reset_post(struct req *q),
	unit_settings_show(struct req *q), unit_setting_show(struct req *q), unit_setting_post(struct req *q),
	unit_setting_reset_post(struct req *q);
extern const struct shape settings_shape, setting_one_shape;
extern const struct input setting_input;

/* audit_page.c */
err audit_show(struct req *q);
extern const struct list audit_list;
extern const struct shape audit_shape;
