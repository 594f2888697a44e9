/* The account of somebody whom the identity provider vouches for. A citizen is told by his personal number and nothing else: an
 * e-mail address or a telephone number may be shared or passed on. An officer's account is told by the link he made himself. */
#include "parts.h"
#include "core/people/people.h"
#include "web/services/audit.h"

static err accept_citizen(struct ctx *c, struct identified *n)
{
	const struct identity *who = &n->who;
	if (!who->personal_number.n)
		return FAIL(c, INVALID,
			"Hệ thống định danh không cho biết số định danh cá nhân hợp lệ, nên không đăng nhập được bằng cách này.");
	struct confirmation k = {.level = S("provider"),
		.facts = {.name = who->name,
			.personal_number = who->personal_number,
			.birth_on = who->birth_on,
			.sex = who->sex,
			.phone = who->phone,
			.email = who->email,
			.address = S("")}};
	TRY(account_confirm(c, &k));
	n->account = k.account;
	return NULL;
}

static err accept_officer(struct ctx *c, struct identified *n)
{
	struct link_find link;
	bool found;
	TRY(link_find(c, n->issuer, n->who.subject, &link, &found));
	if (!found)
		return FAIL(c, DENIED,
			"Chưa có tài khoản cán bộ nào liên kết với định danh này. Hãy đăng nhập bằng mật khẩu rồi liên kết ở "
			"trang "
			"Tài khoản của tôi.");
	if (link.disabled_at.set)
		return FAIL(c, DENIED, "Tài khoản này đã bị khóa. Hãy liên hệ người quản trị của đơn vị.");
	if (link.asleep_since.set)
		return FAIL(c, DENIED,
			"Mật khẩu của tài khoản cán bộ này đã được đặt lại từ sau khi liên kết. Hãy đăng nhập bằng mật khẩu rồi "
			"xác "
			"nhận lại liên kết ở trang Tài khoản của tôi.");
	n->account = link.account_id;
	return NULL;
}

/* Whose identity it is, so that the owner of the account knows it again or does not. */
static str whose(arena *a, const struct identity *who)
{
	str name = person_name(a, who->name);
	if (!who->personal_number.n)
		return name;
	return str_format(a, "%.*s%s%.*s", STR_ARG(name), name.n ? ", " : "", STR_ARG(mask_number(a, who->personal_number)));
}

static err make_link(struct ctx *c, struct identified *n)
{
	struct link_find link;
	struct link_of mine;
	bool taken, has;
	TRY(link_find(c, n->issuer, n->who.subject, &link, &taken));
	TRY(link_of(c, c->actor, n->issuer, &mine, &has));
	if (taken && link.account_id != c->actor)
		return FAIL(c, CONFLICT, "Định danh này đã liên kết với một tài khoản cán bộ khác.");
	n->account = c->actor;
	if (has && !taken)
		TRY(link_drop(c, c->actor, n->issuer));
	TRY(link_add(c, n->issuer, n->who.subject, c->actor, whose(c->a, &n->who), c->now));
	return audit_add(c, "account.link", "account", c->actor, S(""));
}

err identity_accept(struct ctx *c, struct identified *n)
{
	switch (n->use) {
	case AS_OFFICER: return accept_officer(c, n);
	case TO_LINK: return make_link(c, n);
	default: return accept_citizen(c, n);
	}
}
