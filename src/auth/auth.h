/* auth: who somebody is: passwords and sessions. What he may do is decided in src/web (guard) by what modules/core/access says. */
#pragma once
#include "../db/db.h"

/* ---- passwords (password.c): argon2id, at most two computed at a time; takes 0.1 s, so never inside db_write ---- */
MUST_USE err password_make(
	struct ctx *c, str password, str *hash); /* INVALID: shorter than 10 characters or among the common ones */
bool password_check(str password, str hash);     /* takes the same time for an empty (unknown) hash */

/* ---- sessions (session.c): a 256-bit token, stored as its SHA-256 ---- */
#define SESSION_IDLE (30 * MINUTE * 16) /* 8 hours without a request end a session */
#define SESSION_LIFE (14 * DAY)         /* and two weeks end every one */
struct session {
	int64_t id, account;
	int64_t seen_at; /* last noted use; session_touch notes it anew */
	str csrf;        /* derived from the token: HMAC-SHA-256, never stored */
};
MUST_USE err session_begin(struct ctx *c, int64_t account, str peer, str agent, str *token); /* inside db_write */
MUST_USE err session_find(struct ctx *c, str token, struct session *out, bool *found);       /* reading; counts idle time */
MUST_USE err session_end(struct ctx *c, int64_t id);                                         /* inside db_write */
MUST_USE err session_end_all(struct ctx *c, int64_t account); /* inside db_write: new password, lock */
struct sessions {
	struct session_facts {
		int64_t id;
		str peer, agent;
		int64_t created_at, seen_at;
	} * v;
	size_t n;
};
MUST_USE err session_list(struct ctx *c, int64_t account, struct sessions *out); /* the living ones, last used first */
MUST_USE err session_touch(struct ctx *c, int64_t id);                           /* inside db_write: it was used at c->now */
MUST_USE err session_clean(struct ctx *c);                                       /* inside db_write: drops the expired */
str session_csrf(arena *a, str token);

/* What the guard remembers of an account for some seconds is good as long as this number stands. Every session_end moves it on;
 * so must whoever changes an account, a position or a role: call auth_changed() inside the db_write. */
void auth_changed(void);
uint64_t auth_epoch(void);

/* ---- secrets (session.c): 32 random bytes of a name, kept in the store, made at first use ---- */
MUST_USE err secret_key(struct ctx *c, str name, str *key); /* inside db_write */
extern const struct migrations auth_migrations;
