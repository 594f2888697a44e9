/* services: what works beside the requests: settings, jobs, the audit log, metrics. web.c starts and stops them, guard.c feeds
 * them. What modules see of it says setting.h, job.h, audit.h, rekey.h. */
#pragma once
#include "base/base.h"
#include "db/db.h"

struct timetable;

struct http_server;
struct job_kind;
struct module;
struct req;
struct route;
struct setting;
struct store;
struct verify_report;
struct web;

/* ---- settings.c: the INI file, then the database, which wins; all of it in memory ---- */
MUST_USE err settings_open(struct ctx *c, const struct module *const *list, const char *ini); /* once, after db_use */
MUST_USE err settings_reload(struct ctx *c);
/* A change, of the program (unit 0) or of a unit's own value: checked, kept with what it was before, audited. */
struct setting_change {
	int64_t unit;
	str name, value;
	bool reset; /* back to the file or the default; a unit: to the program's */
};
RULE(setting_keep, const struct setting_change)
MUST_USE err setting_save(struct ctx *c, const char *name, str value); /* the program's, inside db_write */
void settings_close(void);
/* What the file alone says, before there is a store (server.db); s == NULL: nothing. path may be NULL. */
MUST_USE err setting_from_file(struct ctx *c, const char *path, const char *name, str *value);
struct setting_view {
	const struct setting *setting;
	str name, title, help, module;
	str value; /* empty for a secret */
	int64_t is_set;
	str source;       /* "unit" "database" "file" "default" */
	str of_program;   /* for a unit: what holds without a value of its own */
	int64_t units;    /* how many have one of their own */
	int64_t is_units; /* each unit may */
};
struct setting_views {
	struct setting_view *v;
	size_t n;
};
void settings_each(
	struct ctx *c, int64_t unit, struct setting_views *out); /* 0: all, as the program has them; a unit: those of units */

/* ---- timetable.c ---- */
MUST_USE err timetable_next(
	struct ctx *c, const struct timetable *t, int64_t after, int64_t *at); /* the first time after that instant */
bool timetable_sound(const struct timetable *t);                               /* false: it says nonsense */
str timetable_said(arena *a, const struct timetable *t);                       /* "Hằng tuần, thứ Hai lúc 07:00" */
str every_said(arena *a, int64_t every);                                       /* "Mỗi 6 giờ" */

/* ---- jobs.c ---- */
void jobs_declare(const struct module *const *list); /* whose kinds run; before anything else */
MUST_USE err jobs_check(struct ctx *c);              /* BROKEN: one is declared twice, or its times make no sense */
bool job_repeats(const struct job_kind *k);          /* it runs by itself */
MUST_USE err job_next_time(struct ctx *c, const struct job_kind *k, int64_t after, int64_t *at); /* .. then, after that instant */
MUST_USE err job_run_now(struct ctx *c, str kind); /* one that repeats, before its time; opens its own transaction */
const struct job_kind *job_kind_find(str name);    /* NULL: not declared */
MUST_USE err jobs_schedule(struct ctx *c);         /* inside db_write: every periodic kind waits for its next time */
MUST_USE err jobs_recover(
	struct ctx *c); /* inside db_write, when nobody else runs jobs of this store: takes up what a kill left */
MUST_USE err jobs_run_one(struct ctx *c, bool *ran);         /* the next job that is due at c->now, if any */
MUST_USE err jobs_extend(struct ctx *c);                     /* the leases of what runs in this process */
MUST_USE err job_order(struct ctx *c, int64_t id, str what); /* "retry", "discard"; opens its own transaction */
int64_t job_back_off(int64_t attempts);                      /* how long to wait after so many */

/* ---- audit.c ---- */
MUST_USE err audit_flush(struct ctx *c); /* writes the looks that wait */
MUST_USE err audit_verify(struct ctx *c, struct verify_report *report);

/* ---- metrics.c ---- */
void metrics_declare(const struct module *const *list);
void metrics_request(const struct route *route, int status, int64_t microseconds); /* route NULL: nothing matched, static files */
void metrics_server(const struct http_server *s); /* whose connections /metrics reports; NULL = none */

/* ---- services.c: the threads ---- */
void services_start(struct store *s); /* two job runners and a housekeeper: looks, leases, settings of other instances */
void services_stop(void);             /* waits for running jobs, writes the last looks */
struct store *services_store(void);   /* NULL: not started */

/* ---- demo.c ---- */
MUST_USE err demo_mark(struct ctx *c, int64_t seed, bool *there); /* inside db_write: notes that this store has demo data */

/* ---- upkeep.c: the program's own jobs ---- */
err job_clean_sessions(struct ctx *c, str argument);
err job_prune_old(struct ctx *c, str argument);
err job_backup(struct ctx *c, str argument);

/* ---- metrics.c: GET /metrics ---- */
void metrics_requests(buf *b); /* its part on requests */
err metrics_show(struct req *q);
