/* The rules of one-time codes: enrolling, the second step of signing in, recovery codes, who must have them.
 *
 * Until it is proved by a first code a secret is not stored: it travels in the form, encrypted for its account and some minutes. */
#include "parts.h"
#include "web/sealed.h"
#include "auth/auth.h"
#include "web/services/audit.h"
#include "web/services/setting.h"

#define OFFERED (30 * MINUTE)

/* ---- the secret ---- */

static err codes_key(struct ctx *c, str *key) { return secret_key(c, S("totp"), key); }

/* The keys are made now, so that pages that only read find them. */
err codes_start(struct ctx *c)
{
	str key;
	TRY(secret_key(c, S("oidc"), &key));
	TRY(secret_key(c, S("codes"), &key));
	return codes_key(c, &key);
}

static struct seal of_offer(int64_t account)
{
	return (struct seal){.purpose = "one-time codes", .account = account, .lasts = OFFERED};
}

str codes_offer(struct ctx *c, int64_t account)
{
	char secret[TOTP_SECRET];
	struct seal s = of_offer(account);
	random_bytes(secret, sizeof secret);
	return sealed(c, &s, (str){secret, sizeof secret});
}

bool codes_offered(struct ctx *c, int64_t account, str offer, str *secret)
{
	struct seal s = of_offer(account);
	return unsealed(c, &s, offer, secret) && secret->n == TOTP_SECRET;
}

/* ---- recovery codes ---- */

/* As typed: in groups, in small letters. */
str code_normal(arena *a, str typed)
{
	char *out = arena_get(a, typed.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < typed.n; i++) {
		char x = typed.s[i];
		if (x != ' ' && x != '-')
			out[n++] = (char)(x >= 'a' && x <= 'z' ? x - 'a' + 'A' : x);
	}
	return (str){out, n};
}

static err recovery_hash(struct ctx *c, int64_t account, str code, str *hash)
{
	str key;
	TRY(codes_key(c, &key));
	*hash = sha256_hex(c->a, hmac_sha256(key, str_format(c->a, "recovery %lld %.*s", (long long)account, STR_ARG(code))));
	return NULL;
}

static err make_recovery(struct ctx *c, int64_t account, struct texts *shown)
{
	str *v = NEWN(c->a, str, RECOVERY_CODES), hash;
	TRY(recovery_drop(c, account));
	for (int i = 0; i < RECOVERY_CODES; i++) {
		str code = random_code(c->a, 12);
		TRY(recovery_hash(c, account, code, &hash));
		TRY(recovery_add(c, account, hash));
		v[i] = str_format(c->a, "%.4s-%.4s-%.4s", code.s, code.s + 4, code.s + 8);
	}
	*shown = (struct texts){v, RECOVERY_CODES};
	return NULL;
}

/* ---- on and off ---- */

err codes_enrol(struct ctx *c, struct enrolment *e)
{
	str secret, key;
	if (!codes_offered(c, e->account, e->offer, &secret))
		return FAIL_FIELD(c, "code", "Mã QR này đã cũ. Hãy quét mã QR mới đang hiện trên trang rồi nhập mã.");
	int64_t step = totp_match(secret, code_normal(c->a, e->code), c->now, 0);
	if (!step)
		return FAIL_FIELD(
			c, "code", "Mã không đúng. Nhập 6 chữ số đang hiện trong ứng dụng; giờ của điện thoại phải đúng.");
	TRY(codes_key(c, &key));
	TRY(totp_put(c, e->account, secret_seal(c->a, key, secret), step, c->now));
	TRY(make_recovery(c, e->account, &e->recovery));
	return audit_add(c, "account.totp_on", "account", e->account, S(""));
}

static err drop(struct ctx *c, int64_t account)
{
	TRY(totp_drop(c, account));
	return recovery_drop(c, account);
}

err codes_drop(struct ctx *c, struct enrolment *e)
{
	TRY(codes_pass(c, e->account, e->code));
	TRY(drop(c, e->account));
	return audit_add(c, "account.totp_off", "account", e->account, S(""));
}

err codes_renew(struct ctx *c, struct enrolment *e)
{
	TRY(codes_pass(c, e->account, e->code));
	TRY(make_recovery(c, e->account, &e->recovery));
	return audit_add(c, "account.recovery_renew", "account", e->account, S(""));
}

err account_totp_reset(struct ctx *c, int64_t account)
{
	TRY(drop(c, account));
	TRY(session_end_all(c, account));
	return audit_add(c, "account.totp_reset", "account", account, S(""));
}

/* ---- the second step ---- */

static err wrong_code(struct ctx *c)
{
	return FAIL_FIELD(c, "code", "Mã không đúng hoặc đã dùng. Nhập 6 chữ số đang hiện trong ứng dụng, hoặc một mã dự phòng.");
}

static err as_wrong_code(struct ctx *c, err e) { return e && e->kind == CONFLICT ? wrong_code(c) : e; }

err codes_pass(struct ctx *c, int64_t account, str typed)
{
	struct totp_of held;
	bool found;
	str key, hash, code = code_normal(c->a, typed);
	TRY(totp_of(c, account, &held, &found));
	if (!found)
		return FAIL(c, CONFLICT, "Tài khoản này không dùng xác thực hai bước.");
	TRY(codes_key(c, &key));
	if (code.n == 6) {
		str secret = secret_open(c->a, key, held.sealed);
		int64_t step = secret.s ? totp_match(secret, code, c->now, held.last_step) : 0;
		return step ? as_wrong_code(c, totp_used(c, account, step)) : wrong_code(c);
	}
	TRY(recovery_hash(c, account, code, &hash));
	TRY(as_wrong_code(c, recovery_use(c, account, hash)));
	return audit_add(c, "account.recovery_use", "account", account, S(""));
}

/* ---- who must have them ---- */

err codes_demand(struct ctx *c, int64_t account, enum demand *out)
{
	str wanted = setting_text(c, "access.totp_required");
	struct account_roles_rows held;
	struct totp_of totp;
	bool enrolled;
	*out = NO_DEMAND;
	TRY(totp_of(c, account, &totp, &enrolled));
	if (enrolled) {
		*out = CODE;
		return NULL;
	}
	if (!wanted.n)
		return NULL;
	TRY(account_roles(c, account, today_iso(c), &held));
	for (size_t i = 0; i < held.n; i++) {
		bool asked = str_listed(wanted, held.v[i].role);
		if (!asked)
			TRY(unit_role_demands(c, held.v[i].role, wanted, &asked));
		if (asked)
			*out = ENROL;
	}
	return NULL;
}

err codes_deadline(struct ctx *c, int64_t account, int64_t *at)
{
	struct totp_asked asked;
	TRY(totp_asked(c, account, some_int(c->now), &asked));
	*at = asked.asked_at + setting_int(c, "access.totp_grace") * DAY;
	return NULL;
}
