/* privacy: the rights of the people whose data a unit keeps (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 article 4, Nghị định 356/2025/NĐ-CP).
 *
 * A request is one of seven kinds: to see, to be given a copy, to correct, to erase, to restrict, to object, to withdraw a consent. A citizen
 * makes it from his account, or the desk writes it down for who comes or writes on paper. Two clocks run from its arrival, by the house's
 * calendar: until it is answered (working days) and until it is carried out (days), put off once with a reason. How long they are is data from a
 * day on (privacy_term, filled from catalogue/privacy_terms.tsv); a promise that was made stays, with its proof. No procedure of the catalogue
 * is one of these, and a dossier brings fees, components, receipts and the portal's statuses along: so it is a flow of its own that
 * uses calendar, flow, notices and audit as dossiers do.
 *
 * Nothing of anybody is given or changed before he is proved to be it: by the number of his account that was proved, or papers that the desk
 * compared, whose name and number agree with the person known. A copy is made of what modules say that they keep (web/services/holdings.h); it is
 * fetched for some days, its digest stays. What a law keeps is not erased: the catalogue says by which. Whose data are restricted or objected to is in
 * no open data and in nothing that is shared: the queries of registries leave him out (view privacy_withheld). */
#pragma once
#include "core/calendar/calendar.h"
#include "core/privacy/privacy.sql.h"
#include "web/choice.h"
#include "web/flow/flow.h"
#include "web/services/holdings.h"

enum privacy_state {
	PRIVACY_RECEIVED,
	PRIVACY_ACCEPTED,
	PRIVACY_DONE,
	PRIVACY_REFUSED,
	PRIVACY_TAKEN_BACK,
	PRIVACY_LIFTED,
	PRIVACY_STATES
};
enum privacy_side { PRIVACY_DESK, PRIVACY_CITIZEN };
extern const struct choice privacy_kinds[]; /* "see", "Xem dữ liệu về mình" */

struct privacy_asking { /* by c->actor; from an account: of himself alone */
	bool from_account;
	int64_t unit; /* the desk's; from an account by its name: */
	str unit_typed;
	str kind, channel; /* desk, paper */
	struct texts about;
	str wish;
	str name, number, contact, asker, asker_basis; /* by the desk */
	bool is_proved;                                /* papers were compared .. */
	str proof;                                     /* .. and which */
	int64_t id;                                    /* out */
};
RULE(privacy_ask, struct privacy_asking)
MUST_USE err privacy_find(struct ctx *c, int64_t id, struct privacy_request *out);

struct privacy_place { /* what an action is asked of */
	bool is_proved, may_be_put_off, is_withheld;
};
struct privacy_work {
	FLOW_WORK;
	int64_t request, state;
	str article;
	struct privacy_request facts;
	struct privacy_place at;
	str paper;
	struct texts erased; /* out: what was, in words */
};
struct privacy_said { /* of the form of an action */
	str note, article, client_key;
	int64_t seen;
};
RULE(privacy_load, struct privacy_work)
RULE(privacy_store, struct privacy_work)
RULE(privacy_act, struct privacy_work)
extern const struct flow privacy_flow;

/* ---- what is kept about the person of a request (held.c) ---- */
struct privacy_group {
	const struct holding *holding;
	str ground; /* the law that keeps it; empty: none */
	struct held_things things;
};
struct privacy_groups {
	struct privacy_group *v;
	size_t n;
};
str privacy_ground(arena *a, str holding);                  /* empty: no law keeps it */
struct texts privacy_grounds_of(arena *a, str about);       /* of those named, empty: of all: "Hồ sơ ..: Luật .." */
bool privacy_is_about(str about, const struct holding *of); /* of a request that names some, or none */
MUST_USE err privacy_kept(struct ctx *c, const struct privacy_request *r, struct privacy_groups *out); /* of him, by its unit */
MUST_USE err privacy_copy(struct ctx *c, const struct privacy_request *r, str *json);
MUST_USE err privacy_copy_pdf(struct ctx *c, const struct privacy_request *r, str json, buf *out);
MUST_USE err privacy_erase(struct ctx *c, const struct privacy_request *r, struct texts *done); /* inside db_write */

/* ---- clocks (terms.c) ---- */
struct privacy_new_term {
	str kind, valid_from, basis;
	int64_t answer_days, days, more_days;
	bool is_verified;
	int64_t id; /* out */
};
RULE(privacy_term_keep, struct privacy_new_term)
MUST_USE err privacy_terms_fill(struct ctx *c); /* from the catalogue, inside db_write */
struct privacy_clocks {
	struct due answer, carry_out;
	int64_t more_days;
};
MUST_USE err privacy_clocks_of(struct ctx *c, int64_t unit, str kind, struct privacy_clocks *out);
err privacy_remind(struct ctx *c, str day);          /* job: who answers for what falls due */
err privacy_papers_clean(struct ctx *c, str unused); /* job: copies that were there to be fetched */
extern const struct module privacy_module;
