/* Sessions and secrets. The store knows only the hash of a token: who reads the store cannot use its sessions. */
#include "auth/auth.h"
#include "auth/auth.sql.h"

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

err session_begin(struct ctx *c, const struct new_session *n, str *token)
{
	str made = random_token(c->a, 32);
	TRY(session_add(c, &(struct session_add_in){.token_hash = hash_of(c->a, made),
				   .account = n->account,
				   .unit = n->unit,
				   .half = n->half,
				   .hint = n->hint,
				   .peer = shorten(n->peer, 64),
				   .agent = shorten(n->agent, 200),
				   .at = c->now,
				   .proved = n->proved_at ? n->proved_at : c->now}));
	*token = made;
	return NULL;
}

static err find_token(struct ctx *c, str token, struct session *out, bool *found)
{
	struct token_by_hash row;
	TRY(token_by_hash(c, hash_of(c->a, token), c->now, &row, found));
	if (*found)
		*out = (struct session){.account = row.account_id,
			.token = row.id,
			.unit = some_int(row.unit_id),
			.scope = row.scope,
			.seen_at = row.seen_at,
			.csrf = S("")};
	return NULL;
}

err session_find(struct ctx *c, str token, struct session *out, bool *found)
{
	struct session_by_hash row;
	*found = false;
	if (token_is(token))
		return find_token(c, token, out, found);
	if (token.n != 43) /* 32 bytes in base64url */
		return NULL;
	TRY(session_by_hash(
		c, hash_of(c->a, token), c->now - SESSION_IDLE, c->now - SESSION_LIFE, c->now - SESSION_HALF, &row, found));
	if (*found)
		*out = (struct session){.id = row.id,
			.account = row.account_id,
			.unit = row.unit_id,
			.half = row.is_half,
			.seen_at = row.seen_at,
			.proved_at = row.proved_at,
			.csrf = session_csrf(c->a, token)};
	return NULL;
}

err session_notes(struct ctx *c, int64_t id, struct session_note *out)
{
	struct session_facts row;
	TRY(session_facts(c, id, &row));
	*out = (struct session_note){row.unit_id, row.hint};
	return NULL;
}

err session_act_for(struct ctx *c, int64_t id, int64_t unit)
{
	auth_changed();
	return session_unit(c, id, unit);
}

err session_list(struct ctx *c, int64_t account, struct sessions *out)
{
	struct sessions_living_rows rows;
	TRY(sessions_living(c, account, c->now - SESSION_IDLE, c->now - SESSION_LIFE, &rows));
	*out = (struct sessions){NEWN(c->a, struct session_place, rows.n), rows.n};
	for (size_t i = 0; i < rows.n; i++) {
		const struct sessions_living *r = &rows.v[i];
		out->v[i] = (struct session_place){r->id, r->peer, r->agent, r->created_at, r->seen_at};
	}
	return NULL;
}

err session_touch(struct ctx *c, int64_t id) { return id < 0 ? token_seen(c, -id, c->now) : session_seen(c, id, c->now); }

err session_prove(struct ctx *c, int64_t id)
{
	auth_changed();
	return session_proved(c, id, c->now);
}

bool session_fresh(const struct session *s, int64_t now)
{
	return s->id && !s->half && s->proved_at <= now && now - s->proved_at < SESSION_FRESH;
}

err session_end(struct ctx *c, int64_t id)
{
	auth_changed();
	return session_remove(c, id);
}

err session_end_all(struct ctx *c, int64_t account)
{
	auth_changed();
	TRY(token_remove_of(c, account));
	return session_remove_of(c, account);
}

err session_end_others(struct ctx *c, int64_t account, int64_t keep)
{
	auth_changed();
	return session_remove_others(c, account, keep);
}

err session_clean(struct ctx *c)
{
	TRY(session_remove_idle(c, c->now - SESSION_IDLE));
	TRY(token_remove_old(c, c->now));
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
