/* The account of somebody whom the identity provider vouches for. A citizen is told by his personal number and nothing else: an
 * e-mail address or a telephone number may be shared or passed on. An officer's account is told by the link he made himself. */
#include "parts.h"
#include "core/people/people.h"

static err add_citizen(struct ctx *c, const struct identity *who, int64_t person, int64_t *account)
{
	struct new_account n = {
		.kind = S("citizen"),
		.login = who->personal_number,
		.password_hash = S(""), /* he comes through the provider; a password can be set at the one-stop shop */
		.name = who->name,
		.email = who->email,
		.phone = who->phone,
		.person = person,
	};
	return account_add(c, &n, account);
}

static err accept_citizen(struct ctx *c, struct identified *n)
{
	const struct identity *who = &n->who;
	struct account_of_number known;
	bool found;
	if (!who->personal_number.n)
		return FAIL(c, INVALID,
			"Hệ thống định danh không cho biết số định danh cá nhân hợp lệ, nên không đăng nhập được bằng cách này.");
	TRY(account_of_number(c, who->personal_number, &known, &found));
	n->account = found ? known.account : 0;
	if (n->account && known.disabled_at.set)
		return FAIL(c, DENIED, "Tài khoản này đã bị khóa. Hãy liên hệ Bộ phận Một cửa.");
	if (n->account)
		return NULL;
	if (utf8_length(who->name) < 2)
		return FAIL(c, INVALID, "Hệ thống định danh không cho biết họ tên, nên chưa tạo được tài khoản.");
	struct person_facts f = {.name = who->name,
		.personal_number = who->personal_number,
		.birth_on = who->birth_on,
		.sex = who->sex,
		.phone = who->phone,
		.email = who->email,
		.address = S("")};
	int64_t person = found ? known.person : 0;
	if (!found)
		TRY(person_save(c, &f, &person));
	return add_citizen(c, who, person, &n->account);
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
	n->account = link.account_id;
	return NULL;
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
	if (taken)
		return NULL;
	if (has)
		TRY(link_drop(c, c->actor, n->issuer));
	TRY(link_add(c, n->issuer, n->who.subject, c->actor, c->now));
	return audit_add(c, "account.link", "account", c->actor, S(""));
}

err identity_accept(struct ctx *c, void *arg)
{
	struct identified *n = arg;
	switch (n->use) {
	case AS_OFFICER: return accept_officer(c, n);
	case TO_LINK: return make_link(c, n);
	default: return accept_citizen(c, n);
	}
}
