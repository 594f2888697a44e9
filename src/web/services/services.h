/* services: what works beside the requests: settings, jobs, the audit log, metrics. web.c starts and stops them, guard.c feeds
 * them. Modules see web.h only. */
#pragma once
#include "web/web.h"

/* ---- settings.c: the INI file, then the database, which wins; all of it in memory ---- */
MUST_USE err settings_open(struct ctx *c, const struct module *const *list, const char *ini); /* once, after db_use */
MUST_USE err settings_reload(struct ctx *c);
MUST_USE err setting_save(struct ctx *c, const char *name, str value); /* inside db_write: checks, stores, audits */
MUST_USE err setting_reset(struct ctx *c, const char *name);           /* inside db_write: back to the file or the default */
void settings_close(void);
/* What the file alone says, before there is a store (server.db); s == NULL: nothing. path may be NULL. */
MUST_USE err setting_from_file(struct ctx *c, const char *path, const char *name, str *value);
struct setting_view {
	const struct setting *setting;
	str name, title, help, module;
	str value; /* empty for a secret */
	int64_t is_set;
	str source; /* "database" "file" "default" */
};
struct setting_views {
	struct setting_view *v;
	size_t n;
};
void settings_each(struct ctx *c, struct setting_views *out);

/* ---- jobs.c ---- */
void jobs_declare(const struct module *const *list); /* whose kinds run; before anything else */
const struct job_kind *job_kind_find(str name);      /* NULL: not declared */
MUST_USE err jobs_schedule(struct ctx *c);           /* inside db_write: every periodic kind waits for its next time */
MUST_USE err jobs_recover(
	struct ctx *c); /* inside db_write, when nobody else runs jobs of this store: takes up what a kill left */
MUST_USE err jobs_run_one(struct ctx *c, bool *ran);         /* the next job that is due at c->now, if any */
MUST_USE err jobs_extend(struct ctx *c);                     /* the leases of what runs in this process */
MUST_USE err job_order(struct ctx *c, int64_t id, str what); /* "retry", "discard"; opens its own transaction */
int64_t job_back_off(int64_t attempts);                      /* how long to wait after so many */
int64_t job_next_time(int64_t every, int64_t now);           /* of a periodic kind */

/* ---- audit.c ---- */
MUST_USE err audit_flush(struct ctx *c); /* writes the looks that wait */
MUST_USE err audit_verify(struct ctx *c, struct verify_report *report);

/* ---- metrics.c ---- */
void metrics_declare(const struct module *const *list);
void metrics_request(const struct route *route, int status, int64_t microseconds); /* route NULL: nothing matched, static files */
void metrics_server(const struct http_server *s); /* whose connections /metrics reports; NULL = none */

/* ---- services.c: the threads ---- */
void services_start(struct web *w); /* two job runners and a housekeeper: looks, leases, settings of other instances */
void services_stop(void);           /* waits for running jobs, writes the last looks */
struct store *services_store(void); /* NULL: not started */

/* ---- demo.c ---- */
MUST_USE err demo_mark(struct ctx *c, int64_t seed, bool *there); /* inside db_write: notes that this store has demo data */

/* ---- upkeep.c: the program's own jobs ---- */
err job_clean_sessions(struct ctx *c, str argument);
err job_prune_old(struct ctx *c, str argument);
err job_backup(struct ctx *c, str argument);

/* ---- metrics.c: GET /metrics ---- */
void metrics_requests(buf *b); /* its part on requests */
err metrics_show(struct req *q);
