/* auth: who somebody is: passwords, one-time codes, sessions, tokens of programs, signed statements of others. What he may do is
 * decided in src/web (guard) by what modules/core/access says. */
#pragma once
#include "../db/db.h"

/* ---- passwords (password.c): argon2id, at most two computed at a time; takes 0.1 s, so never inside db_write. BUSY: the short line
 * before them is full ---- */
/* INVALID: shorter than 10 characters, among the common ones, or made of what `about` says: his name, login, commune. */
MUST_USE err password_good(struct ctx *c, str password, struct texts about);
MUST_USE err password_make(struct ctx *c, str password, struct texts about, str *hash); /* a good one's */
/* Who stands in the line. Known: he comes from a device that the account has signed in from. Anybody registers an account and makes a
 * device known to it, so citizens do not stand in the places of officers. */
enum in_line { STRANGER, KNOWN_CITIZEN, KNOWN_OFFICER };
/* Takes the same time for an empty (unknown) hash. */
MUST_USE err password_check(struct ctx *c, str password, str hash, enum in_line who, bool *right);

/* ---- sessions (session.c): a 256-bit token, stored as its SHA-256 ---- */
#define SESSION_IDLE  (30 * MINUTE * 16) /* 8 hours without a request end a session */
#define SESSION_LIFE  (14 * DAY)         /* and two weeks end every one */
#define SESSION_HALF  (10 * MINUTE)      /* a half one waits so long for its second step */
#define SESSION_FRESH (10 * MINUTE) /* so long after its owner has proved himself he need not do it again for what is sensitive */
struct session {
	int64_t id, account;
	int64_t token;     /* > 0: the number of a program's token; then there is no session and id is 0 */
	opt_int unit;      /* the unit he chose to act for */
	bool half;         /* the second step is still to come: nobody is signed in yet */
	str scope;         /* of a token: the permissions it is limited to */
	int64_t seen_at;   /* last noted use; session_touch notes it anew */
	int64_t proved_at; /* when its owner last proved that it is he */
	str csrf;          /* derived from the token: HMAC-SHA-256, never stored */
};
struct new_session {
	int64_t account;
	str peer, agent;
	opt_int unit;
	bool half;
	str hint;          /* for signing out at the identity provider; may be empty */
	int64_t proved_at; /* when he proved who he is; 0: just now */
};
MUST_USE err session_begin(struct ctx *c, const struct new_session *n, str *token); /* inside db_write */
/* Reading; counts idle time. Finds the session of a token, or the token of a program by its own. */
MUST_USE err session_find(struct ctx *c, str token, struct session *out, bool *found);
MUST_USE err session_prove(struct ctx *c, int64_t id); /* inside db_write: its owner has proved himself anew */
bool session_fresh(const struct session *s, int64_t now);
MUST_USE err session_end(struct ctx *c, int64_t id);                           /* inside db_write */
MUST_USE err session_end_others(struct ctx *c, int64_t account, int64_t keep); /* inside db_write */
MUST_USE err session_end_all(struct ctx *c, int64_t account); /* inside db_write: new password, lock; tokens of programs too */
MUST_USE err session_act_for(struct ctx *c, int64_t id, int64_t unit); /* inside db_write */
struct session_note {
	opt_int unit;
	str hint;
};
MUST_USE err session_notes(struct ctx *c, int64_t id, struct session_note *out);
struct sessions {
	struct session_place {
		int64_t id;
		str peer, agent;
		int64_t created_at, seen_at;
	} * v;
	size_t n;
};
MUST_USE err session_list(struct ctx *c, int64_t account, struct sessions *out); /* the living ones, last used first */
MUST_USE err session_touch(struct ctx *c, int64_t id); /* inside db_write: used at c->now; -id: the token of a program */
MUST_USE err session_clean(struct ctx *c);             /* inside db_write: drops the expired */
str session_csrf(arena *a, str token);

/* epoch.c: what the guard remembers of an account for some seconds is good as long as this number stands. Every session_end moves it on;
 * so must whoever changes an account, a position or a role: call auth_changed() inside the db_write. */
void auth_changed(void);
uint64_t auth_epoch(void);

/* ---- tokens of programs (token.c): for one purpose, with an end; stored as their SHA-256, shown once ---- */
struct new_token {
	int64_t account, unit; /* acts for this unit */
	str name, scope;       /* scope: names of permissions with spaces between */
	int64_t expires_at;
};
struct tokens {
	struct token_facts {
		int64_t id;
		str name, scope;
		int64_t created_at, expires_at;
		opt_int seen_at;
	} * v;
	size_t n;
};
MUST_USE err token_add(struct ctx *c, const struct new_token *n, str *token, int64_t *id); /* inside db_write */
MUST_USE err token_list(struct ctx *c, int64_t account, struct tokens *out);               /* the living ones, newest first */
MUST_USE err token_end(struct ctx *c, int64_t account, int64_t id);                        /* inside db_write */
bool token_is(str token); /* does it look like one: dinh_ and 43 characters */

/* ---- one-time codes (totp.c): RFC 6238, HMAC-SHA-1, 6 digits, 30 seconds: what every authenticator app knows ---- */
enum { TOTP_STEP = 30, TOTP_SECRET = 20 };
int totp_code(str secret, int64_t step);
/* The step whose code it is, one before and one behind the present allowed for clocks that differ; 0 when it is none of them or
 * not after `last`, the step used last: nobody signs in twice with one code. */
int64_t totp_match(str secret, str code, int64_t now, int64_t last);
str base32(arena *a, str bytes); /* without padding: a key as a person types it */

/* ---- signed statements (jose.c) ---- */
/* The payload of a compact JWS that this key has signed; alg "RS256" or "ES256", jwk: one public key as JSON. INVALID otherwise. */
MUST_USE err jws_payload(struct ctx *c, str jws, const char *alg, str jwk, str *payload);

/* ---- secrets (session.c): 32 random bytes of a name, kept in the store, made at first use; an export leaves them behind ---- */
MUST_USE err secret_key(struct ctx *c, str name, str *key); /* inside db_write */
extern const struct migrations auth_migrations;
