/* Addresses and telephones: one is its owner's when a code that was sent there comes back. To what he has proved, and to nothing else,
 * a code for a forgotten password is sent. */
#include "parts.h"
#include "auth/auth.h"
#include "web/services/audit.h"
#include "web/services/job.h"

#define CODE_LIFE (15 * MINUTE)

static const char *const channels[] = {"email", "phone"};

bool reach_open(struct ctx *c) { return channel_open(c, "email") || channel_open(c, "phone"); }

static str letter(arena *a, str code, const char *what)
{
	return str_format(a,
		"%s của ông/bà là %.4s-%.4s\n\nMã dùng được trong 15 phút, một lần. Không đưa mã này cho bất kỳ ai, kể cả người "
		"tự xưng là "
		"cán bộ. Nếu ông/bà không xin mã, hãy bỏ qua.",
		what, code.s, code.s + 4);
}

/* ---- proving one ---- */

err reach_offer(struct ctx *c, struct proving *p)
{
	struct secret_code k = {.account = c->actor, .purpose = p->channel, .target = p->target, .life = CODE_LIFE};
	TRY(code_make(c, &k));
	struct message m = {.channel = p->channel,
		.to = p->target,
		.subject = S("Mã xác nhận"),
		.text = letter(c->a, k.code, "Mã xác nhận"),
		.until = c->now + CODE_LIFE};
	return message_post(c, &m);
}

err reach_prove(struct ctx *c, struct proving *p)
{
	str target;
	TRY(code_redeem(c, c->actor, p->channel, p->code, &p->right, &target));
	if (!p->right)
		return NULL; /* the try counts */
	bool mail = !strcmp(p->channel, "email");
	TRY(account_tell(c, c->actor, S("Nơi nhận mã vừa được đổi"),
		S("Nơi nhận mã của tài khoản dịch vụ hành chính công vừa được đổi. Nếu không phải ông/bà đổi, hãy đổi mật khẩu "
		  "ngay.")));
	TRY((mail ? account_email_confirmed : account_phone_confirmed)(c, c->actor, target, c->now));
	return audit_add(c, "account.reach", "account", c->actor, str_of(p->channel));
}

static str proved(const struct account_reach *who, const char *channel)
{
	if (!strcmp(channel, "email"))
		return who->email_confirmed_at.set ? who->email : S("");
	return who->phone_confirmed_at.set ? who->phone : S("");
}

/* To where he is reached as of now: who changes that in his place does not learn of it instead of him. */
err account_tell(struct ctx *c, int64_t account, str subject, str text)
{
	return notify(c, account, "account.security",
		&(struct news){.title = subject, .text = text, .brief = text, .path = S("/tai-khoan"), .as_of_now = true});
}

/* To the address that his administrator wrote down: nothing that gives a way in. */
err account_invite(struct ctx *c, int64_t account, const struct new_account *n)
{
	str login = login_normal(c->a, n->login);
	return notify(c, account, "account.invited",
		&(struct news){.title = S("Ông/bà có tài khoản mới"),
			.text = str_format(c->a,
				"Đơn vị đã lập tài khoản “%.*s” cho ông/bà. Nhận mật khẩu ban đầu từ người quản trị của đơn vị, "
				"hoặc đăng nhập bằng "
				"tài khoản định danh điện tử.",
				STR_ARG(login)),
			.path = S("/tai-khoan"),
			.email = n->email,
			.phone = phone_normal(c->a, n->phone)});
}

err account_reached(struct ctx *c, struct reach *r)
{
	struct account_reach who;
	err none = account_reach(c, r->account, &who);
	if (none && none->kind == NOT_FOUND) {
		*r = (struct reach){0};
		return NULL;
	}
	TRY(none);
	*r = (struct reach){.account = who.id,
		.email = proved(&who, "email"),
		.phone = proved(&who, "phone"),
		.is_officer = str_is(who.kind, "officer")};
	return NULL;
}

/* ---- a forgotten password: what was typed becomes a job, and only the job looks whether it is anybody's ---- */

err recovery_ask(struct ctx *c, const struct recovery_asking *n)
{
	enum { DEVICE_MAX = 300 }; /* ours are shorter; anybody writes cookies of his own */
	str key, who = str_format(c->a, "%.*s\n%.*s\n%.*s", STR_ARG(login_normal(c->a, n->login)), STR_ARG(n->address),
			 STR_ARG(n->device.n <= DEVICE_MAX ? n->device : S("")));
	TRY(secret_key(c, S("codes"), &key));
	str once = sha256_hex(c->a, hmac_sha256(key, who)), closed = secret_seal(c->a, key, who);
	return job_add(c, "access.recover", once, base64url(c->a, closed.s, closed.n), 0);
}

struct sending {
	int64_t account;
	struct source from;
};

/* Each way gets a code of its own: which of them came back says which of them is its owner's. */
static err send_by(struct ctx *c, const struct sending *s, const char *channel, str to, bool *sent)
{
	struct secret_code k = {.account = s->account,
		.purpose = !strcmp(channel, "email") ? "recover.email" : "recover.phone",
		.from = s->from,
		.target = S(""),
		.life = CODE_LIFE};
	err many = code_make(c, &k);
	if (many)
		return many->kind == CONFLICT ? NULL : many;
	struct message m = {.channel = channel,
		.to = to,
		.subject = S("Mã đặt lại mật khẩu"),
		.text = letter(c->a, k.code, "Mã đặt lại mật khẩu"),
		.until = c->now + CODE_LIFE};
	*sent = true;
	return message_post(c, &m);
}

OWN_RULE(send, const struct sending)
static err send(struct ctx *c, const struct sending *s)
{
	struct account_reach who;
	bool sent = false;
	TRY(account_reach(c, s->account, &who));
	for (size_t i = 0; i < COUNT(channels); i++)
		if (proved(&who, channels[i]).n && channel_open(c, channels[i]))
			TRY(send_by(c, s, channels[i], proved(&who, channels[i]), &sent));
	return sent ? audit_add(c, "account.recover", "account", who.id, S("")) : NULL;
}

err recovery_send(struct ctx *c, str argument)
{
	struct account_by_login a;
	bool found;
	str key, login, address, device, rest;
	TRY(secret_key(c, S("codes"), &key));
	str who = secret_open(c->a, key, base64url_parse(c->a, argument));
	if (!who.s)
		return NULL;
	str_cut(who, '\n', &login, &rest);
	str_cut(rest, '\n', &address, &device);
	TRY(account_by_login(c, login, &a, &found));
	struct sending s = {.account = a.id};
	if (!found || a.disabled_at.set)
		return NULL;
	s.from = login_source_made(c, a.id, address, device);
	return apply(c, send, &s);
}

str reach_shown(arena *a, str value, opt_int confirmed_at)
{
	return value.n ? str_format(a, "%.*s (%s)", STR_ARG(value), confirmed_at.set ? "đã xác nhận" : "chưa xác nhận") : S("");
}
