/* Codes that are sent to somebody or handed to him. The store knows only their keyed hash; one of a kind lives for an account. */
#include "parts.h"

enum { CODES_A_DAY = 6, TARGET_A_DAY = 12 };
#define SOONEST MINUTE

static err hash_of(struct ctx *c, int64_t account, const char *purpose, str code, str *hash)
{
	str key;
	TRY(secret_key(c, S("codes"), &key));
	*hash = sha256_hex(c->a, hmac_sha256(key, str_format(c->a, "%s %lld %.*s", purpose, (long long)account, STR_ARG(code))));
	return NULL;
}

/* Anybody registers accounts and names a telephone: together they do not flood it. */
static err target_bears(struct ctx *c, str target)
{
	struct code_day_count today;
	str key;
	if (!target.n)
		return NULL;
	TRY(secret_key(c, S("codes"), &key));
	str who = sha256_hex(c->a, hmac_sha256(key, str_format(c->a, "target %.*s", STR_ARG(str_lower_ascii(c->a, target)))));
	TRY(code_day_count(c, day_iso(c->a, day_of(c->now)), who, &today));
	return today.sent > TARGET_A_DAY ? FAIL(c, CONFLICT, "Hôm nay nơi này đã nhận quá nhiều mã. Hãy thử lại vào ngày mai.")
					 : NULL;
}

err code_make(struct ctx *c, struct secret_code *n)
{
	struct code_get old;
	bool found;
	str hash;
	TRY(code_get(c, n->account, str_of(n->purpose), &old, &found));
	bool today = found && old.sent_since > c->now - DAY;
	if (today && (old.sent >= CODES_A_DAY || old.made_at > c->now - SOONEST))
		return FAIL(c, CONFLICT, "Mã vừa được gửi, hoặc hôm nay đã gửi quá nhiều mã. Hãy thử lại sau.");
	TRY(target_bears(c, n->target));
	n->code = random_code(c->a, 8);
	TRY(hash_of(c, n->account, n->purpose, n->code, &hash));
	return code_put(c, n->account, str_of(n->purpose), n->target, hash, c->now, c->now + n->life, today ? old.sent + 1 : 1,
		today ? old.sent_since : c->now);
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
