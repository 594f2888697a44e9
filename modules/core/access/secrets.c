/* Codes that are sent to somebody or handed to him. The store knows only their keyed hash; one of a kind lives for an account. */
#include "parts.h"
#include "auth/auth.h"

enum { CODES_A_DAY = 6, TARGET_A_DAY = 12, RECOVERIES_A_DAY = 30 };
#define SOONEST MINUTE

static err hash_of(struct ctx *c, int64_t account, const char *purpose, str code, str *hash)
{
	str key;
	TRY(secret_key(c, S("codes"), &key));
	*hash = sha256_hex(c->a, hmac_sha256(key, str_format(c->a, "%s %lld %.*s", purpose, (long long)account, STR_ARG(code))));
	return NULL;
}

static err day_bears(struct ctx *c, str what, int most)
{
	struct code_day_count today;
	str key;
	TRY(secret_key(c, S("codes"), &key));
	str who = sha256_hex(c->a, hmac_sha256(key, what));
	TRY(code_day_count(c, day_iso(c->a, day_of(c->now)), who, &today));
	return today.sent > most ? FAIL(c, CONFLICT, "Hôm nay nơi này đã nhận quá nhiều mã. Hãy thử lại vào ngày mai.") : NULL;
}

/* Anybody registers accounts and names a telephone, and anybody asks for a code of somebody's account: together they flood nobody. A
 * device of the owner's is not counted with them. */
static err target_bears(struct ctx *c, const struct secret_code *n)
{
	if (n->target.n)
		return day_bears(c, str_format(c->a, "target %.*s", STR_ARG(str_lower_ascii(c->a, n->target))), TARGET_A_DAY);
	if (!n->from.name.n || n->from.known)
		return NULL;
	return day_bears(c, str_format(c->a, "%s %lld", n->purpose, (long long)n->account), RECOVERIES_A_DAY);
}

err code_make(struct ctx *c, struct secret_code *n)
{
	struct code_get old;
	bool found;
	str hash;
	str source = n->from.name.n ? n->from.name : S("");
	TRY(code_get(c, n->account, str_of(n->purpose), source, &old, &found));
	bool today = found && old.sent_since > c->now - DAY;
	if (today && (old.sent >= CODES_A_DAY || old.made_at > c->now - SOONEST))
		return FAIL(c, CONFLICT, "Mã vừa được gửi, hoặc hôm nay đã gửi quá nhiều mã. Hãy thử lại sau.");
	TRY(target_bears(c, n));
	n->code = random_code(c->a, 8);
	TRY(hash_of(c, n->account, n->purpose, n->code, &hash));
	return code_put(c, &(struct code_put_in){.account = n->account,
				   .purpose = str_of(n->purpose),
				   .source = source,
				   .target = n->target,
				   .hash = hash,
				   .now = c->now,
				   .expires = c->now + n->life,
				   .sent = today ? old.sent + 1 : 1,
				   .since = today ? old.sent_since : c->now});
}

err code_redeem(struct ctx *c, int64_t account, const char *purpose, str typed, bool *right, str *target)
{
	struct code_try held;
	bool found;
	str hash;
	TRY(hash_of(c, account, purpose, code_normal(c->a, typed), &hash));
	TRY(code_try(c, account, str_of(purpose), CODE_ATTEMPTS, c->now, &held, &found));
	*right = found && held.code_hash.n && same_secret(held.code_hash, hash);
	if (!*right)
		return NULL;
	*target = held.target;
	return code_spend(c, account, str_of(purpose));
}

/* ---- a forgotten password ---- */

static const char *const recovering[] = {"password", "recover.email", "recover.phone"};

static err find_right(struct ctx *c, struct recovery_try *t)
{
	struct codes_of_recovery_rows alive;
	str hashes[COUNT(recovering)];
	for (size_t i = 0; i < COUNT(recovering); i++)
		TRY(hash_of(c, t->account, recovering[i], t->typed, &hashes[i]));
	TRY(codes_of_recovery(c, t->account, CODE_TRIES, c->now, &alive));
	for (size_t k = 0; k < alive.n; k++)
		for (size_t i = 0; i < COUNT(recovering); i++)
			if (str_is(alive.v[k].purpose, recovering[i]) && alive.v[k].code_hash.n &&
				same_secret(alive.v[k].code_hash, hashes[i]))
				t->by = recovering[i];
	return NULL;
}

/* Who guesses waits where he stands, and what all together may try leaves eight characters unguessed: spending the tries of somebody's
 * code takes a hundred addresses, and a device of the owner's is not among them. */
err recovery_redeem(struct ctx *c, struct recovery_try *t)
{
	bool open;
	struct source from = {str_format(c->a, "code %.*s", STR_ARG(t->from.name)), true}; /* of itself alone */
	t->by = NULL;
	t->typed = code_normal(c->a, t->typed);
	TRY(attempts_open(c, t->account, from, &open));
	if (!open)
		return NULL;
	TRY(find_right(c, t));
	if (t->by)
		return codes_forget(c, t->account);
	if (!t->from.known)
		TRY(codes_of_recovery_tried(c, t->account, c->now));
	return attempt_counted(c, t->account, from.name, CODE_ATTEMPTS);
}
