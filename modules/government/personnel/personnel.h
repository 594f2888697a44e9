/* personnel: the record of an officer (hồ sơ cán bộ, công chức): who he is, how he came, positions, rank, salary, education, awards, discipline, family.
 *
 * What is data: each kind of entry is a form of core/forms (catalogue/personnel/CODE.json) with a row in catalogue/personnel.tsv: does one hold at a
 * time or several, is it sensitive, does it stand on a decision, has a complete record one. Ranks with the months after which a raise falls due are
 * catalogue/personnel_ranks.tsv, the sheet as it is printed catalogue/personnel/sheet.txt (src/doc/layout.h). Nothing here names a field but what
 * the due lists, the figures and the name of the record need.
 * What is code, and why this is no registry (core/registries): a registry shows each reader of the unit every record; here a sensitive part has a
 * right of its own, an officer sees his alone and asks for corrections, nobody writes his own; and one person has many rows, each with its days and
 * its decision, where a record of a registry is one row. The plain list of who works where stays the registry can-bo.
 *
 * An entry holds from a day until another takes its place; it bears the number, date and signer of its decision, whose file hangs on it. A
 * correction replaces what was wrong, which stays readable. What a record says on a day is derived from its entries, never kept. */
#pragma once
#include "core/files/files.h"
#include "core/forms/forms.h"
#include "government/personnel/personnel.sql.h"
#include "web/flow/flow.h"

struct personnel_kind { /* one version; immutable */
	int64_t id;     /* of the version */
	str code;       /* "salary" */
	const struct form *form;
	int64_t place;
	bool is_several, is_sensitive, needs_decision, is_needed;
	bool is_newest; /* by which is written today */
};
struct personnel_kinds { /* all versions; those of today in the order of the record come first */
	const struct personnel_kind *v;
	size_t n, now;
};
struct personnel_rank {
	str code, title, from, to;
	int64_t raise_months;
};
MUST_USE err personnel_kinds(struct ctx *c, const struct personnel_kinds **out);
const struct personnel_kind *personnel_kind_named(const struct personnel_kinds *k, str code); /* of today; NULL: there is none */
const struct personnel_kind *personnel_kind_of(const struct personnel_kinds *k, int64_t version); /* NULL: there is none */
/* name: as it is chosen in the form of ranks: "expert" */
bool personnel_rank_on(str name, str day, struct personnel_rank *out); /* false: no such rank then */

/* ---- records ---- */
struct personnel_opening { /* of c->unit */
	int64_t account;   /* an officer of the unit; 0: he has none, and is called: */
	str name;
	int64_t id; /* out */
};
struct personnel_leaving {
	int64_t file, seen;
	str day; /* empty: he is here still */
};
struct personnel_decision {
	str number, on, signer;
};
struct personnel_writing { /* an entry of a record of c->unit, by c->actor */
	int64_t file, seen;
	str kind, answers;
	int64_t corrects; /* the entry that was wrong; 0: a new one */
	str valid_from;   /* of a correction: empty: as it was */
	struct personnel_decision decision;
	str reason; /* of a correction */
	struct sent_files papers;
	bool may_sensitive; /* the actor may write of the sensitive part */
	int64_t id;         /* out */
};
struct personnel_ending {
	int64_t entry, seen;
	str day;
	bool may_sensitive;
	int64_t file; /* out */
};
RULE(personnel_open, struct personnel_opening) /* CONFLICT: he has a record */
RULE(personnel_leave, struct personnel_leaving)
RULE(personnel_write, struct personnel_writing) /* DENIED: his own, or the sensitive part */
RULE(personnel_end, struct personnel_ending)

/* ---- what it says on a day ---- */
struct personnel_current {
	struct personnel_entries_on_rows entries;
	str name, birth_on, sex, title, rank, servant_kind, mailbox;
	opt_int step, coefficient; /* hundredths */
	str raise_on;              /* when the next raise falls due; empty: nobody knows */
	str since;                 /* the salary, since when */
	bool is_complete, has_signature, has_skill;
	struct texts missing; /* titles of kinds that a complete record has */
};
MUST_USE err personnel_current(struct ctx *c, int64_t file, str day, struct personnel_current *out);
struct personnel_figures { /* of those who work in a unit on a day */
	int64_t staff, complete, signature, mailbox, skill;
};
MUST_USE err personnel_figures(struct ctx *c, int64_t unit, str day, struct personnel_figures *out);

/* ---- retirement: configuration, for the table of ages was not seen ---- */
/* "2026-01-01 61-6/57-0; 2027-01-01 61-9/57-4": from that day on the ages of men and women, years and months. Empty: nobody knows. */
struct personnel_ages {
	struct personnel_age {
		day from;
		int64_t male, female; /* months */
	} v[30];
	size_t n;
};
bool personnel_ages_read(str typed, struct personnel_ages *out);                           /* false: it makes no sense */
str personnel_retires_on(arena *a, const struct personnel_ages *k, str birth_on, str sex); /* empty: nobody knows */

/* ---- requests ---- */
struct personnel_asking { /* by c->actor, of his own record */
	str kind, answers, valid_from, reason;
	int64_t entry; /* what is wrong; 0: something is missing */
	struct sent_files papers;
	int64_t id; /* out */
};
enum personnel_request_state { PERSONNEL_SENT, PERSONNEL_APPROVED, PERSONNEL_REFUSED, PERSONNEL_WITHDRAWN };
enum { PERSONNEL_KEEPERS, PERSONNEL_OWN }; /* sides */
struct personnel_request_work {
	FLOW_WORK;
	int64_t request, state;
	struct personnel_decision decision;
	bool may_sensitive;
	struct personnel_request_own r; /* by load */
};
RULE(personnel_ask, struct personnel_asking)
RULE(personnel_request_load, struct personnel_request_work)
RULE(personnel_request_save_work, struct personnel_request_work)
RULE(personnel_request_act, struct personnel_request_work)
extern const struct flow personnel_request_flow;

/* ---- quota ---- */
struct personnel_quota_work {
	str servant_kind, valid_from, number, decision_on;
	int64_t amount, id; /* id: out */
};
RULE(personnel_quota_set, struct personnel_quota_work)
extern const struct choice personnel_servant_kinds[];

extern const struct module personnel_module;
