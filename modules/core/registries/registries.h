/* registries: the lists that a unit keeps (sổ dữ liệu): wells, computers, teams, monuments. A registry is data: a form (core/forms) with a
 * head that says whose records they are, what tells one from another, which states they have, what stands in the list. A new list
 * needs a definition and no program.
 *
 *   {"code": "gieng-nuoc", "title": "Giếng nước", "one": "giếng", "basis": "..", "remark": "..", "level": "commune",
 *    "sections": [..],                                        as in a form
 *    "name": "label",                                         the field that a record is called by
 *    "key": {"field": "code", "within": "unit" or "everywhere", "pattern": "GN-0000"},   may be left out
 *    "alike": ["name", "owner"],                              records that agree in all of them may be one and the same
 *    "states": [{"name": "in_use", "title": "Đang dùng", "colour": "green"}, ..],        the first is that of a new record
 *    "moves": [{"name": "close", "title": "Ngừng dùng", "from": ["in_use"], "to": "closed", "by": ["registry.approve"]}, ..],
 *    "list": {"columns": [..], "sorts": [..], "filters": [..], "search": [..]},          names of fields of plain sections
 *    "holder": "owner_number",                                the personal number of the person whose record it is; may be left out
 *    "personal": ["phone"]                                    besides personal numbers and telephones, which always are
 *    "check": "people",                                       what is written waits for a second officer; may be left out
 *    "figures": [FIGURE, ..]}
 *   level     "commune", "province", or "any": units of which level keep such records
 *   pattern   A stands for a letter, 0 for a digit, anything else for itself
 *   filters   fields of type choice, yes_no: what the list is narrowed by
 *
 *   by        permissions of the house, each of which lets somebody make the move; left out: whoever may write. On pages, through the API,
 *             for many at once and in a table that is brought in; also the state that a new record or a change goes to. What a procedure
 *             has decided (source "dossier") it has decided
 *   check     "people": what an officer writes, alone or with a table or for many at once, is a proposal until another one (who may:
 *             registry.approve) has approved it; "all": what a procedure writes too. What waits stands in no list, figure, map or file
 *   holder    names his own records in forms (kind "own_record:CODE"), which are filled from them (government/mappings)
 *   map       a registry with a geometry (the first that is not personal) has a map beside its list, and its list a GeoJSON file
 *   personal  stands masked in lists and files, is neither sorted nor searched by; every look at such a record is in the audit log
 *
 *   FIGURE    {"name", "title", "unit": "máy", "as": "count" | "sum" | "average" | "share", "by": ["state", filters ..]} and
 *     count                        "where": [CONDITION, ..], all of which hold
 *     sum, average                 the same, and "of": a number with "min" and "max" within 10^12
 *     share                        "part" and "whole": names of figures before that count or sum
 *   CONDITION {"field": "kind", "is": "laptop"} or "in": [..] (choice; yes_no: true, false), "filled": true or false;
 *             of a date: "valid": true (that day or before it), "over": true, "ending": 30 (ends within so many days);
 *             {"state": ["in_use", ..]}; {"named_by": "thiet-bi-cntt", "through": "holder", "figure": "computers", "is": true}: some
 *             record of that registry which that figure counts names this one in that field (false: none does)
 *
 * Definitions have versions, each from a day on; what was published is never changed. Those of the program are edited by who runs it, a
 * unit's own by its administrators (/quan-tri/so-du-lieu): made from nothing, from another or from a file, and given on as a file.
 *
 * A record is what its versions say. A change holds from a day on; a correction takes the place of what was wrong; nothing is
 * overwritten, so that every list can be shown as it stood on any day (RULEs below). */
#pragma once
#include "core/forms/forms.h"
#include "core/registries/registries.sql.h"

enum {
	REGISTRY_FIELDS_MAX = 30,
	REGISTRY_STATES_MAX = 20,
	REGISTRY_MOVES_MAX = 40,
	REGISTRY_POWERS_MAX = 5,
	REGISTRY_ALIKE_MAX = 5,
	REGISTRY_FIGURES_MAX = 20,
	REGISTRY_WHERE_MAX = 6,
	REGISTRY_FILTERS_MAX = 8,
	REGISTRY_BY_MAX = 4
};

struct registry_fields { /* of the form's plain sections */
	const struct form_field *v[REGISTRY_FIELDS_MAX];
	size_t n;
};
struct registry_state {
	const char *name, *title, *colour; /* colour: of its tag */
};
struct registry_move {
	const char *name, *title;
	uint32_t from; /* bits of states */
	size_t to;
	struct texts by; /* names of permissions; none: whoever may write */
};
enum registry_figure_as { FIGURE_COUNT, FIGURE_SUM, FIGURE_AVERAGE, FIGURE_SHARE };
struct registry_condition {
	enum {
		RECORD_ONE_OF,
		RECORD_FILLED,
		RECORD_EMPTY,
		RECORD_STATE,
		RECORD_VALID,
		RECORD_OVER,
		RECORD_ENDING,
		RECORD_NAMED,
		RECORD_NOT_NAMED
	} is;
	const struct form_field *field;
	struct texts values;
	uint32_t states;                         /* bits */
	int64_t days;                            /* RECORD_ENDING */
	const char *registry, *through, *figure; /* named by what, in which field, counted by which of its figures */
};
struct registry_figure {
	const char *name, *title, *unit;
	enum registry_figure_as as;
	const struct form_field *of;                /* sum, average */
	const struct registry_figure *part, *whole; /* share */
	const struct registry_condition *where;
	size_t nwhere;
	bool by_state;
	struct registry_fields by;
};
enum registry_check { CHECK_NOBODY, CHECK_PEOPLE, CHECK_ALL };
struct registry {                  /* one version of a definition; immutable */
	int64_t id, version, unit; /* unit: whose administrators edit it, in which and below which it is seen; 0: everywhere */
	day from, to, ended;       /* to, ended: the first day on which it holds no longer, on which nothing is written in it */
	str code, title, basis, remark;
	const char *one, *level; /* level NULL: any */
	const struct form *form;
	const struct form_field *name, *key, *holder; /* key, holder: may be NULL */
	const char *key_pattern;                      /* NULL: any text */
	bool key_everywhere;
	enum registry_check check;
	struct registry_fields alike, columns, sorts, filters, searched, personal;
	const struct registry_state *states;
	size_t nstates;
	const struct registry_move *moves;
	size_t nmoves;
	const struct registry_figure *figures;
	size_t nfigures;
};
/* Strictly; INVALID names the place. Everything of *out lives in `a`. */
MUST_USE err registry_parse(struct ctx *c, arena *a, str text, struct registry **out);
/* As it holds today; NOT_FOUND: there is none that c->unit sees. */
MUST_USE err registry_of(struct ctx *c, str code, const struct registry **out);
struct registries {
	const struct registry *const *v;
	size_t n;
};
MUST_USE err registries_of_today(struct ctx *c, struct registries *out); /* each that c->unit sees, as it holds today, by title */
const struct form_field *registry_field(const struct registry *r, str name); /* of a plain section; NULL when absent */
const struct form_field *registry_place(const struct registry *r); /* its first geometry that is nobody's own; NULL: no map */
bool registry_among(const struct registry_fields *list, const struct form_field *f);
bool registry_has_ended(struct ctx *c, const struct registry *r);
/* The version that a record was written by; today's when it cannot be read any more. */
MUST_USE err registry_written(struct ctx *c, const struct registry *today, int64_t version, const struct registry **out);

/* ---- what may be given to everybody (openness.c): asked of every version that was published, for records stay as they were written ---- */
/* *why empty: it may; else the reason, to follow the field's label: "là dữ liệu cá nhân". Personal is what some version marks so or what is by its
 * type; names and addresses of people; who is named in a registry of people; what is computed of any of these. */
MUST_USE err registry_field_closed(struct ctx *c, const struct registry *r, const struct form_field *f, str *why);
/* The same of the whole: each of its records is a person's or a household's. */
MUST_USE err registry_closed(struct ctx *c, const struct registry *r, str *why);

/* ---- records of c->unit in the order of a list (reading.c) ---- */
struct registry_asked {                                                /* what a list is narrowed by */
	str words, day, state, figure, narrowed[REGISTRY_FILTERS_MAX]; /* by the filters of the definition */
	str colour; /* of the map: the filter by which marks differ; empty: the state */
};
struct registry_reading {
	const struct registry *registry;
	const struct registry_asked *asked; /* its day, state, filters, figure */
	const struct form_field *by;        /* one of its sorts; NULL: its name */
	struct texts fields;                /* what `said` must hold, the filters that are asked among it */
	bool begun, from_end;
	bool given; /* to others: whoever asked the unit to give nothing on of him is left out */
	str value;  /* where it goes on: of the last one that was looked at */
	int64_t version, record;
	bool whole; /* out: there are none behind it */
};
typedef void registry_take(struct ctx *c, void *arg, const struct registry_rows *row, const struct form_kept *said);
/* At most `most` are taken, and some thousand looked at: who wants more asks again. */
MUST_USE err registry_records_read(struct ctx *c, struct registry_reading *k, int64_t most, registry_take *take, void *arg);
/* The field of that name in the form by which it was said; NULL: it had none. */
const struct form_field *registry_field_there(const struct form *written, const struct form_field *f);
const char *registry_state_title(const struct registry *r, str name); /* empty: it is no more */

/* ---- records ---- */
enum registry_act {
	REGISTRY_CREATE,
	REGISTRY_CHANGE,
	REGISTRY_CORRECT,
	REGISTRY_MOVE,
	REGISTRY_END,
	REGISTRY_RESTORE,
	REGISTRY_MERGE,
	REGISTRY_SPLIT
};
struct record_work {
	const struct registry *registry;
	int64_t record, seen; /* seen: version of the row that the editor saw; CONFLICT when another came before him */
	str answers;          /* canonical, of form_read */
	str valid_from;       /* ISO; empty: today */
	str reason, source;   /* source: typed, import, dossier, citizen, system */
	str source_ref;    /* the thing that it came from, by its kind: "dossier/17"; leads there who may see it. Empty: none */
	str move;          /* REGISTRY_MOVE: its name */
	str state;         /* create: that of the beginning; change, correct: where a move leads. Empty: the first; as it is */
	uint64_t powers;   /* moves that he may make, a bit each, where their definition names who may: registry_powers */
	bool is_checked;   /* it need not wait: the program's own, or part of what was checked */
	str batch;         /* of what is proposed together: "import/7"; empty: it is proposed alone */
	int64_t approved;  /* the proposal that is being done; */
	opt_int maker;     /* who made it */
	int64_t waits;     /* out: the proposal in which it waits for another officer: nothing was written. 0: it was */
	bool though_alike; /* another record agrees in all fields of `alike`, and the officer says it is another thing */
	bool is_whole;     /* the form was asked for these very answers just now, with all that is required */
	struct change
		*tried; /* what registry_record_try found; counts in its own transaction alone, where nothing is asked twice */
};
#define REGISTRY_ALL_POWERS UINT64_MAX /* of what somebody else has decided: a procedure */
/* Of c->unit, by c->actor, audited; *work->record is set, but where it waits (->waits). DENIED: who may make the move, by name. INVALID: on the field that is wrong; e_NAME for the form's. CONFLICT: somebody wrote before. */
RULE(registry_record_create, struct record_work)  /* CONFLICT with a sentence when there is one alike */
RULE(registry_record_change, struct record_work)  /* it became different, from that day */
RULE(registry_record_correct, struct record_work) /* it was wrong, since the version that holds began */
RULE(registry_record_move, struct record_work)    /* to another state, from that day */
RULE(registry_record_end, struct record_work)     /* it is no more, from that day */
RULE(registry_record_restore, struct record_work) /* it was not to be ended */
/* What such a work would be refused for, but for somebody who is quicker; writes nothing. REGISTRY_CREATE, _CHANGE, _CORRECT. */
MUST_USE err registry_record_try(struct ctx *c, struct record_work *w, enum registry_act act);

/* ---- figures: any day, from tallies that are kept in the transaction of the change ---- */
struct registry_value {
	int64_t n, total; /* how many records; of a sum, an average: what they say together, in hundredths; a share: n of total */
	bool known;       /* an average or share of nothing is no number */
	int64_t value;    /* in hundredths; of a share, of a hundred */
};
struct registry_part { /* of a figure: one value of a field that it is shown by */
	const struct registry_figure *figure;
	const struct form_field *by; /* NULL with part NULL: the whole; NULL: by state */
	const char *part;            /* "laptop"; NULL: the whole */
};
/* Of several units together, on a day (ISO). */
MUST_USE err registry_figure_value(
	struct ctx *c, const struct registry *r, struct registry_part of, struct ints units, str day, struct registry_value *out);
const struct registry_figure *registry_figure_named(const struct registry *r, str name);      /* NULL when absent */
str registry_value_shown(arena *a, const struct registry_figure *f, struct registry_value v); /* "85,0 %"; "–": not known */
/* The list of the records behind it; empty: a share or average, whose parts lead there. */
str registry_part_path(arena *a, const struct registry *r, struct registry_part of, str day);
/* A figure that a place published beside what its records say (catalogue/published_figures.tsv). */
enum registry_verdict {
	PUBLISHED_EQUAL,
	PUBLISHED_ROUNDED, /* the same, as precisely as it was published */
	PUBLISHED_DIFFERS,
	PUBLISHED_CONTRADICTS, /* its own parts say otherwise, whatever is counted */
	PUBLISHED_UNCOUNTED    /* no record to count */
};
struct registry_published {
	str place, key, indicator, numerator, denominator, published; /* as published */
	str on_day, registry, figure;
	struct registry_value counted;
	bool is_share;
	str shown, own; /* counted; what its own parts make, when they contradict it */
	enum registry_verdict verdict;
};
struct registry_publisheds {
	struct registry_published *v;
	size_t n;
};
MUST_USE err registry_published_all(struct ctx *c, struct registry_publisheds *out);
enum registry_verdict registry_verdict_of(
	str numerator, str denominator, str published, const struct registry_value *counted); /* counted NULL: not */
/* A new version of a definition holds, or may: the figures of each unit are counted anew by a job. Inside db_write. */
MUST_USE err registry_count_anew(struct ctx *c);
/* Two records of one thing become one. The kept one says from then on what was chosen; the other one ends today and leads to it, and so does what named it (a
 * correction of each namer); both keep their histories, files and notes, and past days are shown as they were written. */
struct record_merge {
	const struct registry *registry;
	int64_t kept, kept_seen, other, other_seen;
	struct texts take; /* fields and repeatable sections that are taken from the other one */
	str reason;
	int64_t approved, waits; /* as in record_work */
	opt_int maker;
};
RULE(registry_record_merge, struct record_merge)
/* It is a thing of its own after all: as it was when it was merged, from that day on. The kept one stays as it is. */
RULE(registry_record_split, struct record_work)

/* ---- for who makes records of other things, and other things of records (government/mappings) ---- */
struct registry_held {                   /* a record as it is today */
	int64_t id, unit, version;       /* version: of the row, for record_work.seen */
	int64_t written;                 /* the version that holds, by its id */
	str name, state, answers, since; /* answers: of the definition of today, for record_work.answers */
	const struct form_answers *said; /* by the definition that it was written by */
	int64_t written_at;
};
struct registry_helds {
	struct registry_held *v;
	size_t n;
};
/* Those of a person, in every unit; of none when the registry has no holder, or the number is none. */
MUST_USE err registry_records_of(struct ctx *c, const struct registry *r, str number, struct registry_helds *out);
/* Of c->unit; one that was merged leads to what it is now. Not found: it has ended, or is another unit's. */
MUST_USE err registry_record_today(struct ctx *c, const struct registry *r, int64_t id, struct registry_held *out, bool *found);
MUST_USE err registry_record_by_key(struct ctx *c, const struct registry *r, str key, int64_t *id, bool *found);
/* Whose it is, merged or not; 0: there is none. */
MUST_USE err registry_record_unit(struct ctx *c, const struct registry *r, int64_t id, int64_t *unit);
MUST_USE err registry_number_proved(struct ctx *c, int64_t account, str *number); /* empty: he has proved none */
bool registry_is_personal(const struct registry *r, const struct form_field *f);
/* What a new version of a definition would break of what stands on it, in sentences; told to registries once, before requests come. */
typedef err registry_breaks(struct ctx *c, const struct registry *after, struct texts *out);
void registry_broken_by(registry_breaks *ask);

/* ---- what other modules read (read.c) ---- */
struct registry_fields registry_fields_shared(const struct registry *r); /* what can be given on: values of plain sections */
bool registry_tells_of_people(const struct registry *r);                 /* it has personal fields, numbers or names of persons */
struct registry_wanted {
	struct texts fields;        /* nothing else is read */
	struct ints units;          /* whose records, in the order of their numbers */
	str key;                    /* registry_given_find: by its key, else by its number */
	int64_t record, after_unit; /* .._some: behind that record of that unit */
	bool from_end;              /* .._some: the newest first */
	bool own; /* .._find, .._matching: the unit's own look, so that it finds also who has asked to give nothing on */
};
struct registry_given { /* a record as it stands today */
	int64_t id, unit;
	str answers; /* an object of the wanted fields that were answered */
	str *cells;  /* the same as people read it, by the wanted fields */
};
struct registry_givens {
	struct registry_given *v;
	size_t n;
};
MUST_USE err registry_given_find(
	struct ctx *c, const struct registry *r, const struct registry_wanted *w, struct registry_given *out, bool *found);
MUST_USE err registry_given_some(
	struct ctx *c, const struct registry *r, const struct registry_wanted *w, size_t most, struct registry_givens *out);

/* What somebody asks for: all of it holds today. Values as JSON writes them: "GN-0001", "8.5", "true"; of a choice its value. */
struct registry_match {
	str field, value;
};
struct registry_matches {
	const struct registry_match *v;
	size_t n;
};
/* INVALID: no field to be asked by, or there are too many to be gone through. */
MUST_USE err registry_given_matching(struct ctx *c, const struct registry *r, const struct registry_wanted *w,
	struct registry_matches is, size_t most, struct registry_givens *out);
bool registry_identifies(const struct registry *r, const struct form_field *f); /* key, holder, or one of `alike` */

/* ---- what programs write: by what tells a record from others (upsert.c) ---- */
struct record_upsert { /* of c->unit, by c->actor */
	const struct registry *registry;
	str answers;            /* canonical, of form_read: of the named fields alone; the others stay as they are */
	struct texts names;     /* fields of plain sections, and whole repeatable sections */
	str valid_from, reason; /* valid_from empty: it holds from today; what began today is written anew */
	str source, source_ref;
	int64_t record, seen; /* record 0: the one of the same key, or alike. seen 0: whatever it says by now */
	bool though_alike;
	bool known_only, new_only;   /* NOT_FOUND when there is none, CONFLICT when there is one */
	int64_t version;             /* out: of the row; record too */
	bool is_created, is_changed; /* out; neither: it said so already */
};
#define REGISTRY_WAITS_SAID                                                                                                      \
	"Sổ này có người thứ hai duyệt: phần mềm không ghi thẳng được. Hãy ghi trên trang của sổ, hoặc nhập từ tệp."
RULE(registry_record_upsert, struct record_upsert) /* CONFLICT: a second officer checks what is written there */
MUST_USE err registry_sent_names(struct ctx *c, const struct node *object, struct texts *out); /* its members; INVALID: none */

/* ---- for who makes registries by a program (made.c): c->unit's own; in the editor they go on as any other ---- */
struct registry_made {
	str code, definition;      /* strictly read; a draft that was there already becomes this one */
	int64_t registry, version; /* out: the draft */
};
RULE(registry_make, struct registry_made)
RULE(registry_unmake, const int64_t) /* its draft goes; what was published is closed from today and stays to be read */
struct registry_outline {            /* a registry that c->unit makes or sees */
	int64_t id, number, made_at; /* number: of its newest version that he sees */
	str code, title, definition;
	bool is_draft, is_own, has_ended;
};
struct registry_outlines {
	struct registry_outline *v;
	size_t n;
};
MUST_USE err registry_outlined(struct ctx *c, int64_t id, struct registry_outline *out); /* NOT_FOUND: he does not see it */
MUST_USE err registries_outlined(struct ctx *c, struct registry_outlines *out);          /* his own and the program's */

/* What waited with a source of its own has been decided: record 0: it was not approved, and why. Inside the transaction; told before requests
 * come. */
typedef err registry_settles(struct ctx *c, int64_t proposal, int64_t record, str why);
void registry_settled_by(registry_settles *tell);

extern const struct module registries_module;
