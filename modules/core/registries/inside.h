/* Inside registries: what its files share. definition.c makes a struct registry of JSON, kept.c knows which version holds, facets.c says what
 * lists are sorted and narrowed by, looking.c reads them, found.c what bears typed words, records.c are the rules, rows.c the lists. Who makes registries: definitions.h. */
#pragma once
#include "core/registries/registries.h"
#include "web/list/list.h"

struct req;
struct verify_report;

enum { REGISTRY_SORTS_MAX = 8 };
enum { REGISTRY_UNITS_MAX = 200, REGISTRY_PUBLISHED_MAX = 200 };
#define REGISTRY_OLD_UNITS day_make(2025, 6, 30) /* the list of the three-level era is that of its last day */
#define REGISTRY_FOREVER   "9999-12-31"
#define REGISTRY_STATE     "state" /* the filter that every list has */

bool registry_drawn(const struct registry *r); /* some field of it is drawn on a map */

bool registry_personal_by_type(const struct form_field *f); /* somebody's own whatever the definition says */
extern const struct choice registry_levels[], registry_colours[], registry_key_bounds[], registry_checks[];

/* ---- who may make a move (powers.c) ---- */
#define REGISTRY_WRITE   "registry.write"
#define REGISTRY_APPROVE "registry.approve"
#define REGISTRY_DESIGN  "registry.design"
uint64_t registry_powers(const struct req *q, const struct registry *r); /* for record_work.powers */
const char *registry_power_of(
	const struct req *q, const struct registry_move *m); /* the permission by which he may, or another one that he lacks */
MUST_USE err registry_move_allowed(struct ctx *c, const struct registry *r, const struct registry_move *m, uint64_t powers);
const struct registry_move *registry_move_named(const struct registry *r, str name); /* NULL: there is none */
/* DENIED: who can; whose power it is stands in q->ctx.behalf. */
MUST_USE err registry_move_asked(struct req *q, const struct registry_move *m);
MUST_USE err registry_power_refused(struct ctx *c, const char *what, struct texts by); /* DENIED: who can */
str registry_powers_said(arena *a, struct texts by);                                   /* “..” hoặc “..” */

/* ---- what waits for another officer (proposals.c; deciding.c does it) ---- */
struct registry_proposing {
	struct record_work *work; /* ->waits is set */
	enum registry_act act;
	str name, day;                   /* day: from which on it holds; empty: it keeps the one that it has */
	const struct form_answers *said; /* its photos are kept with the proposal; NULL: it says nothing new */
	const struct record_merge *merge;
};
bool registry_waits(const struct record_work *w);
MUST_USE err registry_propose(struct ctx *c, const struct registry_proposing *p);
#define REGISTRY_PROPOSAL "record_proposal"
const char *registry_act_title(enum registry_act act); /* "Ghi vào sổ" */

bool registry_of_level(const struct registry *r, str level); /* do units of that level keep it? */

/* Is it among what was asked, by what the row and its answers say? (reading.c) */
MUST_USE err registry_narrowed_by(struct ctx *c, const struct registry *r, const struct registry_asked *asked,
	const struct registry_rows *row, const struct form_kept *said, bool *out);
enum { REGISTRY_LOOKED_MOST = 2000, REGISTRY_PASSED_MOST = 20000 }; /* for one page: read whole; passed over by their signs */

/* ---- facets (facets.c) ---- */
enum {
	REGISTRY_FACETS = 1
}; /* how they are made; also in registry_version_add; higher when it changes: those there are made anew (registry_arrange_old) */
/* What a version is found by: its name and each sort, and each filter with the name behind it. */
MUST_USE err registry_facets_add(struct ctx *c, const struct registry *r, const struct registry_record_version_on *v,
	const struct form_answers *said);    /* its answers, by the form of r */
int64_t registry_sign(str field, str value); /* that a version bears which says so */
MUST_USE err registry_signs(struct ctx *c, const struct registry *r, int64_t definition, str state, str answers, int64_t *out);
int64_t registry_signs_of(const struct registry *r, str state, const struct form_answers *said); /* the same of today's form */
/* Bounds of the facet of a filter and its value, for registry_rows. */
struct registry_look {
	str facet, from, until;
};
struct registry_look registry_look_sorted(const struct form_field *by);
/* The value in the order of that field by which what was asked for stands; false: there is no such order. */
bool registry_order_value(arena *a, const struct registry *r, const struct form_field *f, str wanted, str *value);
struct registry_look registry_look_narrowed(arena *a, const char *filter, str value);
str registry_alike_text(struct ctx *c, const struct registry *r, const struct form_answers *said); /* empty: nothing to compare */
str registry_marks(
	arena *a, int64_t registry, int64_t unit); /* that its words bear in the index of the search; 0: of any registry */
str registry_words(struct ctx *c, const struct registry *r, const struct form_answers *said, int64_t unit);

/* ---- versions in the order of a facet, some at a time (looking.c) ---- */
struct registry_looking {
	const struct registry *r;
	struct registry_look look;
	str day;
	struct registry_look beside[REGISTRY_FILTERS_MAX + 1]; /* what else is asked for; */
	size_t nbeside;
	int64_t signs;                    /* what bears them all need not say so: many values share a sign. 0: nothing else */
	struct list_key after;            /* where the next ones begin, when all that came were taken */
	bool from_end, whole;             /* whole: there are none behind them */
	size_t passed;                    /* of REGISTRY_PASSED_MOST */
	const struct registry_look *rare; /* of `beside`; NULL: none is, or nobody has looked */
	bool looked_for_rare;
};
struct registry_looking registry_look_begin(const struct registry *r, struct registry_look look, str day, bool from_end);
void registry_look_beside(arena *a, struct registry_looking *k, const char *filter, str value); /* empty: nothing is asked */
MUST_USE err registry_look_some(struct ctx *c, struct registry_looking *k, int64_t wanted, struct registry_rows_rows *out);

/* ---- records that bear the words that somebody types: first those that bear them whole, then what only begins so; each the newest first
 * (found.c) ---- */
struct registry_finding {
	int64_t after; /* where the next ones begin, at first INT64_MAX .. */
	bool begins;   /* .. of those that begin so */
	bool whole;    /* there are none behind them */
};
MUST_USE err registry_found_some(struct ctx *c, const struct registry *r, str typed, str day, struct registry_finding *k,
	struct registry_rows_rows *out); /* some of them, on a day */
MUST_USE err registry_found_first(
	struct ctx *c, const struct registry *r, str typed, size_t most, struct registry_rows_rows *out); /* today */

/* What a version says, by the form it was written by; and the field of that name there (NULL: it had none). */
MUST_USE err registry_said(
	struct ctx *c, const struct registry *today, int64_t definition, str answers, struct form_answers **out);
/* The same of what lists and maps show and are narrowed by: registry_listed_names. */
MUST_USE err registry_kept_listed(
	struct ctx *c, const struct registry *today, int64_t definition, str answers, struct texts listed, struct form_kept *out);
struct texts registry_listed_names(arena *a, const struct registry *r);

/* The record that these answers are of, by the key, or the only one alike; 0: there is none. known_by: "k" or "a" and by what
 * it would be known, "r" and its number; empty: nothing tells (upsert.c). */
MUST_USE err registry_known_of(
	struct ctx *c, const struct registry *r, const struct form_answers *said, int64_t *id, str *known_by);
MUST_USE err registry_may_be_given(
	struct ctx *c, const struct registry *r, const struct registry_wanted *w, int64_t record, int64_t unit, bool *out);
/* What it says today of those fields (read.c). */
MUST_USE err registry_given_of(struct ctx *c, const struct registry *r, struct texts fields, int64_t record, int64_t unit,
	struct registry_given *out, bool *found);
str registry_labels(arena *a, const struct registry_fields *list); /* definition_words.c */

/* ---- what records name (links.c) ---- */
MUST_USE err registry_links_add(struct ctx *c, int64_t record, int64_t version, const struct form_answers *said);
MUST_USE err registry_holder_add(
	struct ctx *c, const struct registry *r, int64_t record, int64_t version, str answers); /* held.c */
MUST_USE err registry_broken_said(
	struct ctx *c, const struct registry *after, struct texts *out); /* what registry_broken_by told */
/* INVALID: a record above itself, or one that has ended by `day`. */
MUST_USE err registry_links_check(
	struct ctx *c, const struct registry *r, int64_t record, const struct form_answers *said, str day);
MUST_USE err registry_unnamed_check(
	struct ctx *c, const char *kind, int64_t object, str day); /* CONFLICT: who names it from that day on */
str registry_link_kind(arena *a, str code);                        /* "record:to-chuc" */
struct registry_target {
	str kind, field;
	int64_t object;
};
struct registry_targets {
	struct registry_target *v;
	size_t n, room;
};
struct registry_targets registry_targets_said(struct ctx *c, const struct form_answers *said);

/* ---- figures (figures.c; spans.c: sets of days) ---- */
struct registry_counting { /* what is counted anew around a change of one record */
	struct {
		const struct registry *registry;
		int64_t record;
		bool stale; /* the tallies are those of another version of the definition: the unit is counted anew */
	} * v;
	size_t n;
	const struct registry_versions_kept *first; /* all that a new record is; NULL: it is there already */
	const struct form_answers *first_said;      /* .. and its answers */
};
/* Before the change (record 0: it is new), and after it; what the record names is counted too where its figures ask who names it. */
MUST_USE err registry_counting_begin(
	struct ctx *c, const struct registry *r, int64_t record, const struct form_answers *said, struct registry_counting *k);
MUST_USE err registry_counting_end(struct ctx *c, struct registry_counting *k, int64_t record);
MUST_USE err registry_unit_count(struct ctx *c, const struct registry *r, int64_t unit); /* anew */
MUST_USE err registry_figures_verify(struct ctx *c, struct verify_report *report);
MUST_USE err registry_count_job(struct ctx *c, str argument);
str registry_figure_facet(arena *a, const char *figure);
struct registry_value registry_value_share(
	const struct registry_figure *f, struct registry_value part, struct registry_value whole);
struct registry_value registry_value_in(arena *a, const struct registry_figures_on_rows *rows, struct registry_part of,
	int64_t unit); /* unit 0: of all together */
/* Names of other registries in the figures of one: INVALID when they do not fit; none is asked of what is not there. */
MUST_USE err registry_figures_fit(struct ctx *c, const struct registry *r);

/* ---- definitions (kept.c) ---- */
MUST_USE err registries_init(struct ctx *c);
MUST_USE err registries_changed(struct ctx *c); /* inside db_write: a version was published, a registry ended */
/* Owner: a unit; 0: the program. Seen by him, and below him by units of the level that keeps such records. */
MUST_USE err registry_seen_by_unit(struct ctx *c, int64_t owner, const char *level, bool *out);
MUST_USE err registries_demo(struct ctx *c);
MUST_USE err registries_verify(struct ctx *c, struct verify_report *report);
MUST_USE err registry_versions(struct ctx *c, int64_t registry, struct registries *out); /* published, also for later */
