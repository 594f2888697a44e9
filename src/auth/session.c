/* Sessions and secrets. The store knows only the hash of a token: who reads the store cannot use its sessions. */
#include "auth/auth.h"
#include "auth/auth.sql.h"
#include <stdatomic.h>

static atomic_uint_fast64_t epoch = 1;

void auth_changed(void) { atomic_fetch_add(&epoch, 1); }
uint64_t auth_epoch(void) { return atomic_load(&epoch); }

static str hash_of(arena *a, str token)
{
	struct sha256 hash = sha256_of(token);
	return str_copy(a, (str){(const char *)hash.bytes, sizeof hash.bytes});
}

str session_csrf(arena *a, str token)
{
	struct sha256 mac = hmac_sha256(token, S("form"));
	return base64url(a, mac.bytes, sizeof mac.bytes);
}

/* The first `max` bytes of a text, without cutting a character in two. */
static str shorten(str s, size_t max)
{
	if (s.n <= max)
		return s;
	while (max && ((unsigned char)s.s[max] & 0xc0) == 0x80)
		max--;
	return (str){s.s, max};
}

err session_begin(struct ctx *c, int64_t account, str peer, str agent, str *token)
{
	str made = random_token(c->a, 32);
	TRY(session_add(c, hash_of(c->a, made), account, shorten(peer, 64), shorten(agent, 200), c->now));
	*token = made;
	return NULL;
}

err session_find(struct ctx *c, str token, struct session *out, bool *found)
{
	struct session_by_hash row;
	*found = false;
	if (token.n != 43) /* 32 bytes in base64url */
		return NULL;
	TRY(session_by_hash(c, hash_of(c->a, token), c->now - SESSION_IDLE, c->now - SESSION_LIFE, &row, found));
	if (*found)
		*out = (struct session){row.id, row.account_id, row.seen_at, session_csrf(c->a, token)};
	return NULL;
}

err session_list(struct ctx *c, int64_t account, struct sessions *out)
{
	struct sessions_living_rows rows;
	TRY(sessions_living(c, account, c->now - SESSION_IDLE, c->now - SESSION_LIFE, &rows));
	*out = (struct sessions){NEWN(c->a, struct session_facts, rows.n), rows.n};
	for (size_t i = 0; i < rows.n; i++) {
		const struct sessions_living *r = &rows.v[i];
		out->v[i] = (struct session_facts){r->id, r->peer, r->agent, r->created_at, r->seen_at};
	}
	return NULL;
}

err session_touch(struct ctx *c, int64_t id) { return session_seen(c, id, c->now); }

err session_end(struct ctx *c, int64_t id)
{
	auth_changed();
	return session_remove(c, id);
}

err session_end_all(struct ctx *c, int64_t account)
{
	auth_changed();
	return session_remove_of(c, account);
}

err session_clean(struct ctx *c)
{
	TRY(session_remove_idle(c, c->now - SESSION_IDLE));
	return session_remove_old(c, c->now - SESSION_LIFE);
}

err secret_key(struct ctx *c, str name, str *key)
{
	char fresh[32];
	struct secret_by_name row;
	bool found;
	TRY(secret_by_name(c, name, &row, &found));
	if (!found) {
		random_bytes(fresh, sizeof fresh);
		TRY(secret_add(c, name, (str){fresh, sizeof fresh}));
		TRY(secret_by_name(c, name, &row, &found));
	}
	*key = row.value;
	return found ? NULL : FAIL(c, BROKEN, "secret %.*s was not kept", STR_ARG(name));
}
