/* sharing: agreements by which a unit lets another one's programs read fields of a registry (Luật Dữ liệu 60/2024/QH15 article 17, NĐ 278/2025/NĐ-CP).
 * The unit that wants asks: which registry, whose records, which fields, for what and by which law, until when, how many calls a day. The unit
 * that keeps the records approves or refuses with a reason, suspends, revokes; it ends by itself on its day. Both are told of each step and read
 * the same page with figures of each day.
 *
 * It is enforced where records are read (sharing_take, sharing_done): what was not agreed is never read from the store. Every call stands in
 * sharing_call, and each record of a registry with personal data as a look in the audit log: whom it concerns reads of it (core/looks).
 * A program writes (writing.c) only what an agreement says that it writes; whose records they are reads of it in his log.
 * Stands on registries through their public header alone. Other ways in (core/govstack, core/dci) ask the same two rules. */
#pragma once
#include "core/registries/registries.h"
#include "core/sharing/sharing.sql.h"
#include "web/flow/flow.h"

enum sharing_state {
	SHARING_ASKED,
	SHARING_RUNNING,
	SHARING_SUSPENDED,
	SHARING_REFUSED,
	SHARING_WITHDRAWN,
	SHARING_REVOKED,
	SHARING_EXPIRED
};
enum sharing_side { SHARING_OWNER, SHARING_ASKER };
enum {
	SHARING_CALLS_MAX = 100000,
	SHARING_PAGE = 100,
	SHARING_REFUSED_KEPT = 100 /* refused calls of a day that are kept one by one */
};

struct sharing_asking {      /* by c->actor, for c->unit */
	str registry, owner; /* its code; the unit's name as it was typed */
	struct texts fields;
	str purpose, basis, until; /* ISO, the last day */
	int64_t calls;
	bool below, own, writing; /* writing: those fields of the owner's own records too */
	int64_t id;               /* out */
};
MUST_USE err sharing_find(struct ctx *c, int64_t id, struct sharing_agreed *out);
RULE(sharing_ask, struct sharing_asking)

struct sharing_work {
	FLOW_WORK;
	int64_t agreement, state;
	struct sharing_agreed facts;
	bool over; /* its last day has passed */
};
struct sharing_said { /* of the form of an action */
	str note, client_key;
	int64_t seen;
};
RULE(sharing_load, struct sharing_work)
RULE(sharing_store, struct sharing_work)
RULE(sharing_approve, struct sharing_work)
RULE(sharing_act, struct sharing_work)
extern const struct flow sharing_flow;
err sharing_expire(struct ctx *c, str argument); /* job: those whose day has come */

struct sharing_call {        /* one call of a program */
	str registry, what;  /* list, record, exists, value, write, end */
	int64_t agreement;   /* 0: the one that there is */
	struct texts fields; /* asked for; none: all that were agreed. Out: those that are answered */
	struct texts by;     /* fields by which records are looked for: agreed too */
	str key;
	int64_t unit; /* whose records; 0: all that were agreed */
	bool by_program, writes;
	str client; /* as the program says who it is, for the log; may be empty */
	/* out: */
	int64_t call, record;
	enum kind refused; /* DENIED, LIMITED, INVALID; 0: it may */
	str why;
	struct sharing_agreed facts;
	const struct registry *r;
	struct ints units;
};
/* Counts the call, or that it was refused and why: both are kept. */
RULE(sharing_take, struct sharing_call)
struct sharing_answered {
	const struct sharing_call *call;
	struct ints records;
};
RULE(sharing_done, const struct sharing_answered) /* what it was answered; before the answer goes out */
/* What such a call writes, of the owner's own records, by its fields alone; the call has been taken with `writes`. An end holds from today, of what
 * began today from tomorrow. It stands in the owner's log, by whose program it was. */
struct sharing_writing {
	const struct sharing_call *call;
	struct record_upsert *put; /* all or none; registry, unit and source are the call's */
	size_t n;
};
RULE(sharing_write, struct sharing_writing)
struct sharing_ending {
	const struct sharing_call *call;
	int64_t record, seen; /* seen 0: whatever it says by now */
	str reason;
};
RULE(sharing_end, struct sharing_ending)
extern const struct module sharing_module;
