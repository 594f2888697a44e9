/* A personal number is proved. Whoever proves it gets its one account; accounts that had only declared it end here, with their
 * passwords, sessions and tokens, and fall to him: he says whether what is in them is his. */
#include "parts.h"
#include "auth/auth.h"
#include "web/module.h"
#include "web/services/audit.h"

#define DESK_CODE (24 * 60 * MINUTE)

err account_belongings(struct ctx *c, int64_t account, struct belongings *out)
{
	*out = (struct belongings){0};
	for (const struct module *const *m = modules_all(); *m; m++)
		if ((*m)->belongings)
			TRY((*m)->belongings(c, account, out));
	return NULL;
}

/* One with nothing in it needs no word of his: anybody makes hundreds of those. */
static err fall_one(struct ctx *c, int64_t account, int64_t to)
{
	struct belongings things;
	TRY(account_fall(c, account, to, c->now));
	TRY(session_end_all(c, account));
	TRY(codes_forget(c, account));
	TRY(account_belongings(c, account, &things));
	if (!things.n)
		TRY(account_settle(c, account, to, c->now));
	return audit_add(c, "account.fall", "account", account, S(""));
}

static err fall(struct ctx *c, str number, int64_t to)
{
	struct accounts_declaring_rows found;
	for (;;) {
		TRY(accounts_declaring(c, number, &found));
		for (size_t i = 0; i < found.n; i++)
			TRY(fall_one(c, found.v[i].id, to));
		if (!found.n)
			return NULL;
	}
}

/* Whoever bears a number that nobody has proved as his name makes room for its owner. */
static err free_name(struct ctx *c, str number)
{
	enum { TRIES = 20 };
	struct account_in_the_way other;
	struct account_by_login taken;
	bool found, used = true;
	TRY(account_in_the_way(c, number, &other, &found));
	str name = str_format(c->a, "cu.%lld", (long long)other.id);
	for (int i = 0; found && used && i < TRIES; i++) {
		TRY(account_by_login(c, name, &taken, &used));
		if (used)
			name = str_format(c->a, "cu.%lld.%s", (long long)other.id, str_lower_ascii(c->a, random_code(c->a, 6)).s);
	}
	return found ? account_rename(c, other.id, name) : NULL;
}

static err add(struct ctx *c, const struct confirmation *n, int64_t person, int64_t *account)
{
	if (utf8_length(n->facts.name) < 2)
		return FAIL(c, INVALID, "Hệ thống định danh không cho biết họ tên, nên chưa tạo được tài khoản.");
	struct new_account a = {
		.kind = S("citizen"),
		.login = n->facts.personal_number,
		.password_hash = S(""),
		.name = n->facts.name,
		.email = n->facts.email,
		.phone = n->facts.phone,
		.person = person,
		.level = n->level,
	};
	TRY(free_name(c, n->facts.personal_number));
	return account_add(c, &a, account);
}

static err person_known(struct ctx *c, const struct confirmation *n, int64_t *person)
{
	struct account_of_number row;
	bool found;
	TRY(account_of_number(c, n->facts.personal_number, &row, &found));
	*person = row.id;
	return found ? NULL : person_save(c, &n->facts, person);
}

/* At the desk he also gets a way to a new password; what let somebody in before does not any more. */
static err give_code(struct ctx *c, struct confirmation *n)
{
	struct secret_code code = {.account = n->account, .purpose = "password", .target = S(""), .life = DESK_CODE};
	TRY(account_set_password(c, n->account, S("")));
	TRY(account_reach_doubted(c, n->account, S(""))); /* nor does an address that he may have left */
	TRY(code_make(c, &code));
	n->code = code.code;
	return NULL;
}

err account_confirm(struct ctx *c, struct confirmation *n)
{
	struct account_of_person known;
	int64_t person;
	bool found, desk = str_is(n->level, "desk");
	TRY(person_known(c, n, &person));
	TRY(account_of_person(c, person, &known, &found));
	if (found && known.disabled_at.set)
		return FAIL(c, DENIED, "Tài khoản này đã bị khóa. Hãy liên hệ Trung tâm Phục vụ hành chính công.");
	n->account = known.id;
	if (!found)
		TRY(add(c, n, person, &n->account));
	TRY(fall(c, n->facts.personal_number, n->account));
	TRY(account_prove(c, n->account, n->level, c->now, desk ? some_id(c->unit) : (opt_int){0}));
	if (!desk)
		return NULL;
	TRY(give_code(c, n));
	return audit_add(c, "account.confirm", "account", n->account, S(""));
}

err account_settled(struct ctx *c, const struct settling *n)
{
	TRY(account_settle(c, n->account, c->actor, c->now));
	for (const struct module *const *m = modules_all(); *m; m++)
		if ((*m)->hand_over)
			TRY((*m)->hand_over(c, n->account, n->keep ? c->actor : 0));
	return audit_add(c, n->keep ? "account.keep" : "account.drop", "account", n->account, S(""));
}

err accounts_dropped(struct ctx *c, struct nothing *none)
{
	struct accounts_fallen_rows all;
	(void)none;
	TRY(accounts_fallen(c, c->actor, &all));
	for (size_t i = 0; i < all.n; i++)
		TRY(account_settled(c, &(struct settling){.account = all.v[i].id}));
	return all.n ? NULL : FAIL(c, CONFLICT, "Không còn tài khoản nào chờ ông/bà chọn.");
}
