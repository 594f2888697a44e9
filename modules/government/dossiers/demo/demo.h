/* demo: what is planned and then played. Private to demo.c and demo_plan.c. */
#pragma once
#include "government/dossiers/dossier_pages.h"
#include "government/dossiers/demo/demo.sql.h"

enum { DEMO_KINDS = 11, DEMO_STEPS = 10, DEMO_UNITS = 64 };

struct demo_kind {
	const char *code;
	int weight;
	bool same_day; /* its term ends with the day */
	const char *content;
};
extern const struct demo_kind demo_kinds[DEMO_KINDS];
struct demo_path { /* the first is the plain one, the second asks for a supplement after handing over */
	int weight;
	const char *actions[DEMO_STEPS];
};
extern const struct demo_path demo_paths[]; /* weights: 100 together */

struct officers {
	int64_t unit, reception, specialist, leader;
	str address, home; /* home: as an e-form's answer */
};
struct planned {
	int64_t at;
	int dossier, step; /* 0: filed; n: the nth action of its path */
};
struct playing {
	int64_t id, unit, account;
	str applicant;
	int64_t paper; /* the first that this procedure asks everybody for */
	const struct officers *officers;
	const struct demo_citizens *citizen; /* who has an account here; NULL: somebody */
	size_t kind;
	int path;
	bool online;
	bool unasked; /* this procedure's step asks for no supplement */
};
struct demo {
	struct ctx *c;
	struct officers units[DEMO_UNITS];
	size_t nunits;
	int64_t procedures[DEMO_KINDS];
	bool online[DEMO_KINDS];
	struct demo_citizens_rows citizens;
	str *surnames, *given, *male;
	size_t nsurnames, ngiven, nmale;
	struct planned *plan;
	size_t nplan;
	struct playing *dossiers;
	struct attachment result;
	struct stored copy; /* of any paper */
	arena *whole;       /* lives as long as the plan */
};
/* ---- demo_forms.c ---- */
MUST_USE err demo_home(struct ctx *c, int64_t unit, str address, str *out);
MUST_USE err demo_copy(struct ctx *c, struct stored *out);
MUST_USE err demo_online(
	struct demo *d, const struct playing *p, struct new_dossier *n); /* answers; what is handed in becomes files */
MUST_USE err demo_plan(struct demo *d, int64_t end); /* fills dossiers and plan; nothing is planned after `end` */
