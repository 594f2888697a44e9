/* services: what works beside the requests: settings, jobs, the audit log, metrics. web.c starts and stops them, guard.c feeds
 * them. Modules see web.h only. */
#pragma once
#include "web.h"

/* ---- settings.c: the INI file, then the database, which wins; all of it in memory ---- */
MUST_USE err settings_open(struct ctx *c, const struct module *const *list, const char *ini); /* once, after db_use */
MUST_USE err settings_reload(struct ctx *c);
MUST_USE err setting_save(struct ctx *c, const char *name, str value); /* inside db_write: checks, stores, audits */
MUST_USE err setting_reset(struct ctx *c, const char *name);           /* inside db_write: back to the file or the default */
void settings_close(void);

/* ---- jobs.c ---- */
void jobs_declare(const struct module *const *list); /* whose kinds run; before anything else */
MUST_USE err jobs_schedule(struct ctx *c);           /* inside db_write: every periodic kind waits for its next time */
MUST_USE err jobs_recover(struct ctx *c); /* inside db_write: nobody else runs jobs of this store: take up what a kill left */
MUST_USE err jobs_run_one(struct ctx *c, bool *ran); /* the next job that is due at c->now, if any */

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
