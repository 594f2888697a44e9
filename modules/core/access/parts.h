/* parts: what the files of access share.
 *   rules   typed.c logins   permission.c   account.c accounts, positions   manage.c what administrators do to them   role.c roles, who somebody is   unit_roles.c roles of a unit's own   delegation.c   codes.c one-time codes
 *           oidc.c what an OpenID provider says   identity.c whose account that is   confirm.c a number that is proved
 *           reach.c addresses and telephones that were proved; a forgotten password
 *           recovery.c an account that its owner got back
 *           secrets.c codes that are sent or handed over   attempts.c wrong ones
 *   pages   arrival.c who has proved who he is gets his session   entry.c signing in and out   provider.c by an OpenID provider   register.c   step.c the second step
 *            own.c one's own account   own_codes.c
 *           desk.c accounts confirmed at the desk   fallen.c what somebody else had filed under a number   level.c
 *           unit_roles_pages.c   mandates.c delegations   programs.c tokens of programs   admin.c other people's accounts   roles.c, matrix.c   demo.c */
#pragma once
#include "access.h"
#include "oidc.h"
#include "core/access/access.sql.h"
#include "core/channels/channels.h"
#include "core/people/people.h"
#include "core/units/units.h"
#include "web/import.h"
#include "web/notify.h"

struct belongings;
struct named_list;
struct req;

enum { LOGIN_FAILURES = 8, STRANGER_FAILURES = 100, RECOVERY_CODES = 10 };
#define LOGIN_LOCK (15 * MINUTE)
#define NO_UPPER   "\xf4\x8f\xbf\xbf" /* the last character there is: the end of a prefix's range */

static inline str today_iso(struct ctx *c) { return day_iso(c->a, day_of(c->now)); }
static inline opt_int some_id(int64_t id) { return id ? some_int(id) : (opt_int){0}; }

str login_normal(arena *a, str typed);
MUST_USE err account_check(
	struct ctx *c, const struct new_account *n); /* what account_add would refuse, but a login that is taken */
extern const struct import_kind access_import;       /* imported.c */
str code_normal(arena *a, str typed);                /* a code as it was made: typed in groups, in small letters */
err accounts_rekey(struct ctx *c, str argument);     /* job: names folded anew */
err roles_declare(struct ctx *c); /* inside db_write: those of every module; BROKEN: twice, or without a permission */
err role_start(struct ctx *c);    /* module init: roles, and the defaults of permissions seen for the first time */

/* Roles of a unit's own (unit_roles.c). The struct is read as it is from the form. */
struct unit_role_work {
	str title;
	struct texts permissions;
	int64_t version; /* that the reader saw */
	str valid_to;    /* unit_role_end: the first day on which it gives nothing */
	int64_t id;      /* 0: a new one; out */
};
RULE(unit_role_keep, struct unit_role_work)
RULE(unit_role_end, struct unit_role_work)
MUST_USE err unit_role_grants_of(struct ctx *c, str role, struct texts *out);
MUST_USE err unit_role_of_units(struct ctx *c);                   /* DENIED: of the platform, which makes none */
MUST_USE err unit_role_choices(struct ctx *c, struct texts *out); /* what a unit may put into a role of its own today */
MUST_USE err unit_roles_start(struct ctx *c);                     /* module init: grants that became nobody's to give go */
MUST_USE err unit_role_demands(struct ctx *c, str role, str wanted, bool *out); /* one-time codes, as `wanted` demands of roles */
bool permission_administrative(str permission);                                 /* over accounts and roles */
str permission_titles(arena *a, str names); /* "dossier.read dossier.work" as people read it */

/* Proving a password: outside db_write, it takes a tenth of a second. INVALID says one sentence whatever was wrong. */
struct attempt {
	str login, password, address, device; /* where from, and the cookie of a known device */
	int64_t account;                      /* found */
	str kind;
};
MUST_USE err attempt_check(struct ctx *c, struct attempt *t);
/* Who guesses is slowed down where he stands: the pair of account and source waits after eight wrong ones in a row. All that are
 * not known count together too, to a hundred. A device from which the account has signed in wholly stands for itself: what others
 * do elsewhere does not lock its owner out. (attempts.c) */
struct source {
	str name; /* "198.51.100.7", "device Zm9v.." */
	bool known;
};
struct source login_source_made(struct ctx *c, int64_t account, str address, str device);
str device_made(
	struct ctx *c, int64_t account, str device); /* what the cookie holds from now on; the same device stays the same */
#define DEVICE_LIFE (400 * DAY)
MUST_USE err attempts_open(struct ctx *c, int64_t account, struct source from, bool *open); /* reading */
MUST_USE err attempt_wrong(struct ctx *c, int64_t account, struct source from);             /* a transaction of its own */
MUST_USE err attempts_passed(struct ctx *c, int64_t account, struct source from);           /* inside db_write */
MUST_USE err attempt_counted(struct ctx *c, int64_t account, str source, int most); /* inside db_write; the most-th waits */
MUST_USE err account_check_own(struct ctx *c, struct source from, str password);    /* the actor's; INVALID on field `current` */
MUST_USE err attempts_clean(struct ctx *c, str argument);                           /* a job */

/* One-time codes. An offer is a new secret, encrypted for the form that carries it until a first code proves it. */
enum demand { NO_DEMAND, CODE, ENROL };
struct enrolment {
	int64_t account;
	str offer, code;
	struct texts recovery; /* out: shown once */
};
MUST_USE err codes_start(struct ctx *c); /* module init */
str codes_offer(struct ctx *c, int64_t account);
bool codes_offered(struct ctx *c, int64_t account, str offer, str *secret); /* false: old or another's */
RULE(codes_enrol, struct enrolment)
RULE(codes_drop, struct enrolment)                                           /* inside db_write; with a code */
RULE(codes_renew, struct enrolment)                                          /* inside db_write; new recovery codes */
MUST_USE err codes_pass(struct ctx *c, int64_t account, str typed);          /* inside db_write; INVALID on field code */
MUST_USE err codes_demand(struct ctx *c, int64_t account, enum demand *out); /* reading */
MUST_USE err codes_deadline(struct ctx *c, int64_t account, int64_t *at);    /* inside db_write: when ENROL must be done */

/* Delegation. */
bool permission_personal(str permission);                             /* not to be passed on, to a colleague or a program */
MUST_USE err delegable_permissions(struct ctx *c, struct texts *out); /* the actor's own that he may pass on */
MUST_USE err delegation_end_of_unit(struct ctx *c, int64_t id);       /* inside db_write; by an administrator */

/* Whom the identity provider vouches for. */
enum identity_use { AS_CITIZEN, AS_OFFICER, TO_LINK };
struct identified {
	enum identity_use use;
	str issuer;
	struct identity who;
	int64_t account; /* out */
};
RULE(identity_accept, struct identified)

/* The account is its owner's again (recovery.c): a new password, and nothing that somebody else may have left in it lets anybody in: no
 * session, token or code; links sleep; codes go only to where this one went (`kept`: "email", "phone", or "": nowhere). What he should
 * look at himself waits for him (account.review_since). Inside db_write. */
MUST_USE err account_recover(struct ctx *c, int64_t account, str hash, const char *kept);

struct registration {
	str name, personal_number, birth_on, phone, login, password_hash; /* login empty: one is made */
	int64_t account;
};
RULE(account_register, struct registration)

/* A personal number is proved (confirm.c): its account, made when there is none; those that only declared it end and fall to it. */
struct confirmation {
	struct person_facts facts; /* of the card, or as the provider says */
	str level;                 /* "desk" or "provider" */
	int64_t account;           /* out */
	str code;                  /* out, at the desk: with which he sets his password within a day */
};
RULE(account_confirm, struct confirmation)
struct settling {
	int64_t account; /* one that fell to the actor */
	bool keep;
};
RULE(account_settled, const struct settling)
RULE(accounts_dropped, struct nothing) /* inside db_write: all that the page of them shows */
MUST_USE err account_belongings(struct ctx *c, int64_t account, struct belongings *out); /* of every module */

/* A way to reach somebody that he has proved (reach.c). */
struct proving {
	const char *channel; /* "email", "phone" */
	str target, code;
	bool right; /* out */
};
RULE(reach_offer, struct proving) /* a code is sent there; CONFLICT: too many */
RULE(reach_prove, struct proving) /* inside db_write, of c->actor */
MUST_USE err account_tell(
	struct ctx *c, int64_t account, str subject, str text); /* inside db_write; of its safety: told in any case */
struct recovery_asking {
	str login, address, device; /* as in struct attempt */
};
MUST_USE err account_invite(
	struct ctx *c, int64_t account, const struct new_account *n); /* inside db_write: an officer's is there */
MUST_USE err account_reached(struct ctx *c, struct reach *r);         /* .reach of the module */
RULE(recovery_ask, const struct recovery_asking)                      /* whoever's login it is; the rest is a job */
MUST_USE err recovery_send(struct ctx *c, str argument);              /* the job */
bool reach_open(struct ctx *c);
str reach_shown(arena *a, str value, opt_int confirmed_at); /* "a@b.vn (đã xác nhận)" */

/* Codes that are sent or handed over (secrets.c): eight characters, hashed in the store. Five attempts: of the owner who proves an
 * address; of each source for a forgotten password, then it waits a quarter of an hour, and CODE_TRIES of all that are not known. */
enum { CODE_ATTEMPTS = 5, CODE_TRIES = 500 };
struct secret_code {
	int64_t account;
	const char *purpose; /* "password": of the desk; "recover.email", "recover.phone": sent; "email", "phone": to prove one */
	struct source from;  /* who asks, of those that are sent to whoever asks */
	str target;
	int64_t life;
	str code; /* out */
};
MUST_USE err code_make(struct ctx *c, struct secret_code *n); /* inside db_write; CONFLICT: too many today, or a moment ago */
/* Inside db_write. INVALID on field `code`; each try counts, so the caller commits it. */
MUST_USE err code_redeem(struct ctx *c, int64_t account, const char *purpose, str typed, bool *right, str *target);
struct recovery_try { /* a password is set by a code, whichever of them */
	int64_t account;
	struct source from;
	str typed;
	const char *by; /* out: the purpose of the code that it was; NULL: of none */
};
MUST_USE err recovery_redeem(
	struct ctx *c, struct recovery_try *t); /* inside db_write; each try counts, so the caller commits it */

struct account_search { /* search.c: of the unit, or (c->unit 0) of the platform */
	str words, after;
	int64_t after_id, most; /* most: rows */
	bool by_name;           /* what the rows are ordered by; said before when an earlier page was, else out */
};
struct position_unit_officers_rows;
MUST_USE err accounts_search(struct ctx *c, struct account_search *s, struct position_unit_officers_rows *out);
MUST_USE err account_titled(struct ctx *c, int64_t id, str *out); /* for struct naming */
MUST_USE err account_named(struct ctx *c, str typed, struct named_list *out);

/* The account, when the actor (an administrator of c->unit; 0: of the platform) may look at it, else NOT_FOUND; when its password,
 * codes and lock are his to change, else DENIED. */
MUST_USE err account_visible(struct ctx *c, int64_t id, struct account_home *out);
MUST_USE err account_managed(struct ctx *c, int64_t id, struct account_home *out);
enum management_act { SET_PASSWORD, DISABLE, ENABLE, UNLOCK, RESET_CODES, ADD_POSITION, CLOSE_POSITION };
struct management {
	enum management_act act;
	int64_t account, position; /* position: to close */
	str hash, valid_to;
	struct new_position new;
};
RULE(account_manage, const struct management) /* the only way from a page to another's account */
MUST_USE err position_close(struct ctx *c, int64_t account, int64_t position, str valid_to); /* inside db_write */

struct grants {
	struct texts grants; /* "role:permission": all that shall hold */
};
RULE(grants_save, const struct grants)

/* Handlers, by file. */
err entry_page(struct req *q), entry_post(struct req *q), session_leave_post(struct req *q);
err register_page(struct req *q), register_post(struct req *q);
err confirmation_desk_page(struct req *q), confirmation_desk_post(struct req *q), confirmation_desk_card_post(struct req *q),
	login_level_page(struct req *q);
err fallen_page(struct req *q), fallen_post(struct req *q);
err reset_page(struct req *q), reset_post(struct req *q), forgotten_page(struct req *q), forgotten_post(struct req *q);
err reach_page(struct req *q), reach_post(struct req *q), reach_code_post(struct req *q);
err step_up_page(struct req *q), step_up_post(struct req *q), step_up_enrol_post(struct req *q);
err own_page(struct req *q), own_password_post(struct req *q), own_session_post(struct req *q), own_others_post(struct req *q);
err own_codes_page(struct req *q), own_codes_post(struct req *q), own_codes_off_post(struct req *q);
err own_codes_renew_post(struct req *q), own_units_page(struct req *q), own_unit_post(struct req *q);
err own_delegations_page(struct req *q), delegation_post(struct req *q), delegation_end_post(struct req *q);
err unit_delegations_page(struct req *q), unit_delegation_end_post(struct req *q);
err access_review_page(struct req *q), access_review_post(struct req *q), account_prove_now(struct req *q);
err link_page(struct req *q), link_post(struct req *q);
err provider_go(struct req *q), provider_link(struct req *q), provider_back(struct req *q), provider_unlink(struct req *q);
err programs_page(struct req *q), program_post(struct req *q), program_end_post(struct req *q);
err accounts_page(struct req *q), account_page(struct req *q), account_new_page(struct req *q), account_new_post(struct req *q);
err account_password_post(struct req *q), account_disable_post(struct req *q), account_enable_post(struct req *q);
err account_unlock_post(struct req *q), account_codes_reset_post(struct req *q);
err position_add_post(struct req *q), position_page(struct req *q), position_close_post(struct req *q);
err roles_page(struct req *q), roles_post(struct req *q);
err access_demo(struct ctx *c);
