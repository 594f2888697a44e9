/* Access: who gets in, who is who, what a role may do, who manages whom. On the units of the catalogue and the demo accounts. */
#include "stage_test.h"
#include "core/people/people.h"

static void act_as(struct ctx *c, const char *login)
{
	struct actor who;
	OK(access_identify(c, &(struct session){.account = account(c, login)}, &who));
	c->actor = who.account;
	c->unit = who.unit;
}

static void act_as_nobody(struct ctx *c) { c->actor = c->unit = 0; }

static bool permitted(struct ctx *c, const char *login, const char *permission)
{
	struct req q = {.ctx = *c};
	struct actor who;
	OK(access_identify(c, &(struct session){.account = account(c, login)}, &who));
	q.actor = &who;
	return may(&q, permission);
}

static err attempt(struct ctx *c, const char *login, const char *password)
{
	struct attempt t = {.login = str_of(login), .password = str_of(password)};
	return attempt_check(c, &t);
}

/* ---- who is who ---- */

static void demo_has_officers_in_every_commune(void **state)
{
	struct ctx *c = test_store(state);
	struct communes communes;
	struct account_list all;
	size_t reception = 0, citizens = 0;
	OK(unit_communes_of_district(c, S("372"), &communes));
	OK(account_all(c, S(""), &all));
	for (size_t i = 0; i < all.n; i++) {
		reception += str_starts(all.v[i].login, S("motcua."));
		citizens += str_is(all.v[i].kind, "citizen");
	}
	assert_int_equal(reception, communes.n);
	assert_int_equal(citizens, 12);
	for (const struct demo_account *d = accounts_demo; d->login; d++)
		assert_true(account(c, d->login) > 0);
}

static void an_officer_acts_for_his_unit(void **state)
{
	struct ctx *c = test_store(state);
	struct actor who;
	int64_t gia_lam;
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &gia_lam));
	OK(access_identify(c, &(struct session){.account = account(c, "motcua.gialam")}, &who));
	assert_int_equal(who.kind, OFFICER);
	assert_int_equal(who.unit, gia_lam);
	assert_string_equal(str_c(c->a, who.title), "Công chức Một cửa");
	assert_true(str_has(who.unit_name, S("Gia Lâm")));
	assert_true(permitted(c, "motcua.gialam", "people.read"));
	assert_false(permitted(c, "motcua.gialam", "account.manage"));
	assert_true(permitted(c, "quantri.gialam", "account.manage"));
	assert_false(permitted(c, "quantri.gialam", "role.manage"));
	assert_true(permitted(c, "quantri", "role.manage"));
	OK(access_identify(c, &(struct session){.account = account(c, "0530000001")}, &who));
	assert_int_equal(who.kind, CITIZEN);
	assert_int_equal(who.unit, 0);
	assert_true(who.person > 0);
	assert_false(permitted(c, "0530000001", "people.read"));
	OK(access_identify(c, &(struct session){.account = 1 << 30}, &who));
	assert_int_equal(who.kind, NOBODY);
}

static void a_position_counts_on_its_days_only(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "vanthu.gialam"), position, cuc_phuong, home;
	struct actor who;
	OK(unit_find(c, S("commune"), S("14404"), day_of(c->now), &cuc_phuong));
	OK(access_identify(c, &(struct session){.account = id}, &who));
	home = who.unit;
	struct new_position p = {.account = id,
		.unit = cuc_phuong,
		.role = S("reception"),
		.valid_from = S("2026-12-01"),
		.valid_to = S("2026-12-31")};
	OK(WRITE(c, position_add(c, &p, &position)));
	struct ctx later = *c;
	later.now = day_start(day_make(2026, 12, 1));
	OK(access_identify(&later, &(struct session){.account = id}, &who));
	assert_int_equal(who.unit, cuc_phuong);
	assert_true(permitted(&later, "vanthu.gialam", "people.read"));
	later.now = day_start(day_make(2026, 12, 1)) - 1;
	OK(access_identify(&later, &(struct session){.account = id}, &who));
	assert_int_equal(who.unit, home);
	assert_false(permitted(&later, "vanthu.gialam", "people.read")); /* roles of another unit or time do not count */
	later.now = day_start(day_make(2026, 12, 31));
	OK(access_identify(&later, &(struct session){.account = id}, &who));
	assert_int_equal(who.unit, home);
}

/* ---- getting in ---- */

static void a_login_is_found_however_it_is_typed(void **state)
{
	struct ctx *c = test_store(state);
	OK(attempt(c, "0530000001", DEMO_PASSWORD));
	OK(attempt(c, " +84 53.000.0001 ", DEMO_PASSWORD));
	OK(attempt(c, "MotCua.GiaLam", DEMO_PASSWORD));
}

/* "quan" begins a name and, of others, the login: who is found by name is not followed by those. */
static void a_list_by_name_ends_with_its_names(void **state)
{
	struct ctx *c = test_store(state);
	struct account_search s = {.words = S("quan"), .most = 50};
	struct position_unit_officers_rows rows = {0};
	c->unit = 0;
	OK(accounts_search(c, &s, &rows));
	assert_true(s.by_name && rows.n > 0);
	for (size_t i = 0; i < rows.n; i++)
		assert_true(str_starts(fold(c->a, rows.v[i].name), S("quan")));
	s.after = fold(c->a, rows.v[rows.n - 1].name);
	s.after_id = rows.v[rows.n - 1].id;
	rows = (struct position_unit_officers_rows){0};
	OK(accounts_search(c, &s, &rows));
	assert_int_equal(rows.n, 0);
}

static void what_was_wrong_is_not_told(void **state)
{
	struct ctx *c = test_store(state);
	err unknown = attempt(c, "khongco.aica", DEMO_PASSWORD), wrong = attempt(c, "lanhdao.gialam", "sai-mat-khau");
	FAILS(INVALID, unknown);
	FAILS(INVALID, wrong);
	assert_true(str_eq(unknown->problems->text, wrong->problems->text));
	OK(WRITE(c, account_disable(c, account(c, "lanhdao.gialam"))));
	err disabled = attempt(c, "lanhdao.gialam", DEMO_PASSWORD);
	FAILS(INVALID, disabled);
	assert_true(str_eq(disabled->problems->text, wrong->problems->text));
	OK(WRITE(c, account_enable(c, account(c, "lanhdao.gialam"))));
	OK(attempt(c, "lanhdao.gialam", DEMO_PASSWORD));
}

static err attempt_from(struct ctx *c, const char *login, const char *password, const char *address, str device)
{
	struct attempt t = {str_of(login), str_of(password), str_of(address), device, 0, S("")};
	return attempt_check(c, &t);
}

static void eight_failures_wait_a_quarter_of_an_hour(void **state)
{
	struct ctx *c = test_store(state), later = *c;
	const char *login = "chuyenmon.gialam";
	for (int i = 0; i < LOGIN_FAILURES - 1; i++)
		FAILS(INVALID, attempt_from(c, login, "sai-mat-khau", "198.51.100.7", S("")));
	OK(attempt_from(c, login, DEMO_PASSWORD, "198.51.100.7", S(""))); /* seven are forgiven */
	FAILS(INVALID, attempt_from(c, login, "sai-mat-khau", "198.51.100.7", S("")));
	FAILS(INVALID, attempt_from(c, login, DEMO_PASSWORD, "198.51.100.7", S(""))); /* after the eighth one waits */
	OK(attempt_from(c, login, DEMO_PASSWORD, "198.51.100.8", S("")));             /* there; its owner is somewhere else */
	OK(attempt_from(c, "motcua.gialam", DEMO_PASSWORD, "198.51.100.7", S("")));   /* and so is another's account */
	later.now = c->now + LOGIN_LOCK - 1;
	FAILS(INVALID, attempt_from(&later, login, DEMO_PASSWORD, "198.51.100.7", S("")));
	later.now = c->now + LOGIN_LOCK;
	OK(attempt_from(&later, login, DEMO_PASSWORD, "198.51.100.7", S("")));
	OK(WRITE(c, attempts_passed(c, account(c, login), (struct source){S("198.51.100.7"), false})));
	OK(attempt_from(c, login, DEMO_PASSWORD, "198.51.100.7", S("")));
}

static void a_known_device_stands_for_itself(void **state)
{
	struct ctx *c = test_store(state), later = *c;
	const char *login = "lanhdao.gialam";
	int64_t id = account(c, login);
	str mine = device_made(c, id, S("")), other = device_made(c, account(c, "motcua.gialam"), S(""));
	assert_true(login_source_made(c, id, S("::1"), mine).known);
	assert_true(str_eq(login_source_made(c, id, S("::1"), mine).name,
		login_source_made(c, id, S("::2"), device_made(c, id, mine)).name));
	assert_false(login_source_made(c, id, S("::1"), other).known);
	assert_false(login_source_made(c, id, S("::1"), S("giả mạo")).known);
	assert_false(login_source_made(c, 0, S("::1"), mine).known);
	for (int i = 0; i < STRANGER_FAILURES; i++) /* from everywhere */
		OK(attempt_wrong(c, id, (struct source){str_format(c->a, "198.51.100.%d", i / 4), false}));
	FAILS(INVALID, attempt_from(c, login, DEMO_PASSWORD, "203.0.113.1", S("")));
	FAILS(INVALID, attempt_from(c, login, DEMO_PASSWORD, "203.0.113.1", other));
	OK(attempt_from(c, login, DEMO_PASSWORD, "203.0.113.1", mine));
	OK(attempt_from(c, login, DEMO_PASSWORD, "198.51.100.1", mine));
	for (int i = 0; i < LOGIN_FAILURES; i++)
		FAILS(INVALID, attempt_from(c, login, "sai-mat-khau", "203.0.113.1", mine));
	FAILS(INVALID, attempt_from(c, login, DEMO_PASSWORD, "203.0.113.1", mine)); /* a stolen one guesses no faster */
	later.now += DEVICE_LIFE + DAY;
	assert_false(login_source_made(&later, id, S("::1"), mine).known);
	OK(WRITE(c, account_unlock(c, id)));
	OK(attempt_from(c, login, DEMO_PASSWORD, "203.0.113.1", S("")));
}

static void a_hundred_of_strangers_is_the_bound(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "vanthu.gialam");
	for (int i = 0; i < STRANGER_FAILURES - 1; i++)
		OK(attempt_wrong(c, id, (struct source){str_format(c->a, "198.51.100.%d", i), false}));
	OK(attempt_from(c, "vanthu.gialam", DEMO_PASSWORD, "203.0.113.1", S("")));
	OK(attempt_wrong(c, id, (struct source){S("198.51.100.201"), false}));
	FAILS(INVALID, attempt_from(c, "vanthu.gialam", DEMO_PASSWORD, "203.0.113.1", S("")));
	OK(WRITE(c, attempts_forget_all(c, id)));
}

static void a_new_password_ends_sessions(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "0530000002");
	struct session s;
	str token, hash;
	bool found;
	OK(WRITE(
		c, session_begin(c, &(struct new_session){.account = id, .peer = S("127.0.0.1"), .agent = S("Chrome")}, &token)));
	OK(session_find(c, token, &s, &found));
	assert_true(found);
	OK(password_make(c, S("một câu đủ dài"), (struct texts){0}, &hash));
	OK(WRITE(c, account_set_password(c, id, hash)));
	OK(session_find(c, token, &s, &found));
	assert_false(found);
	FAILS(INVALID, attempt(c, "0530000002", DEMO_PASSWORD));
	OK(attempt(c, "0530000002", "một câu đủ dài"));
}

/* ---- accounts ---- */

static void a_login_is_taken_once(void **state)
{
	struct ctx *c = test_store(state);
	struct new_account n = {.kind = S("officer"), .login = S("MOTCUA.gialam"), .name = S("Nguyễn Văn A")};
	int64_t id;
	FAILS(INVALID, WRITE(c, account_add(c, &n, &id)));
	n.login = S("a b");
	FAILS(INVALID, WRITE(c, account_add(c, &n, &id)));
	n.login = S("moi.gialam");
	n.role = S("citizen");
	FAILS(INVALID, WRITE(c, account_add(c, &n, &id)));
	n.role = S("leader"); /* of no unit */
	FAILS(INVALID, WRITE(c, account_add(c, &n, &id)));
	FAILS(NOT_FOUND, account_find(c, S("moi.gialam"), &(struct account_facts){0})); /* nothing of it stayed */
	n.role = S("platform");
	OK(WRITE(c, account_add(c, &n, &id)));
	FAILS(INVALID, attempt(c, "moi.gialam", "")); /* no password yet */
}

static void administrators_manage_their_own_unit(void **state)
{
	struct ctx *c = test_store(state);
	struct account_home home;
	act_as(c, "quantri.gialam");
	OK(account_managed(c, account(c, "motcua.gialam"), &home));
	FAILS(NOT_FOUND, account_managed(c, account(c, "motcua.cucphuong"), &home));
	FAILS(NOT_FOUND, account_managed(c, account(c, "quantri"), &home));
	FAILS(NOT_FOUND, account_managed(c, account(c, "0530000001"), &home));
	FAILS(INVALID, WRITE(c, account_manage(c, &(struct management){.act = DISABLE, .account = c->actor})));
	act_as(c, "quantri");
	OK(account_managed(c, account(c, "motcua.cucphuong"), &home));
	OK(account_managed(c, account(c, "0530000001"), &home));
	act_as_nobody(c);
}

static void a_platform_administrator_is_beyond_a_unit(void **state)
{
	struct ctx *c = test_store(state);
	struct account_home home;
	int64_t id, position, gia_lam = 0;
	struct new_account n = {.kind = S("officer"), .login = S("haivai"), .name = S("Trần Hai Vai"), .role = S("platform")};
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &gia_lam));
	OK(WRITE(c, account_add(c, &n, &id)));
	struct new_position p = {.account = id, .unit = gia_lam, .role = S("leader")};
	OK(WRITE(c, position_add(c, &p, &position)));
	act_as(c, "quantri.gialam");
	FAILS(NOT_FOUND, account_managed(c, id, &home)); /* else his password could be taken */
	act_as_nobody(c);
}

/* ---- roles ---- */

static struct texts all_grants(struct ctx *c, const char *without)
{
	struct grant_all_rows rows;
	OK(grant_all(c, &rows));
	str *v = NEWN(c->a, str, rows.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < rows.n; i++) {
		v[n] = str_format(c->a, "%.*s:%.*s", STR_ARG(rows.v[i].role), STR_ARG(rows.v[i].permission));
		n += !str_is(v[n], without);
	}
	return (struct texts){v, n};
}

static void what_an_administrator_took_away_stays_away(void **state)
{
	struct ctx *c = test_store(state);
	struct grants g = {all_grants(c, "leader:people.read")};
	assert_true(permitted(c, "lanhdao.gialam", "people.read"));
	OK(WRITE(c, grants_save(c, &g)));
	assert_false(permitted(c, "lanhdao.gialam", "people.read"));
	OK(WRITE(c, access_module.init(c))); /* the next start */
	assert_false(permitted(c, "lanhdao.gialam", "people.read"));
	((str *)g.grants.v)[g.grants.n++] = S("leader:people.read");
	OK(WRITE(c, grants_save(c, &g)));
	assert_true(permitted(c, "lanhdao.gialam", "people.read"));
}

static void administration_cannot_leak_or_be_lost(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const refused[] = {"citizen:account.manage", "leader:role.manage", "administrator:role.manage",
		"leader:no.such", "nobody:people.read", "nonsense"};
	for (size_t i = 0; i < COUNT(refused); i++) {
		struct grants g = {all_grants(c, "")};
		((str *)g.grants.v)[g.grants.n++] = str_of(refused[i]);
		FAILS(INVALID, WRITE(c, grants_save(c, &g)));
	}
	struct grants without = {all_grants(c, "platform:role.manage")};
	FAILS(INVALID, WRITE(c, grants_save(c, &without)));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(demo_has_officers_in_every_commune),
		cmocka_unit_test(an_officer_acts_for_his_unit),
		cmocka_unit_test(a_position_counts_on_its_days_only),
		cmocka_unit_test(a_login_is_found_however_it_is_typed),
		cmocka_unit_test(a_list_by_name_ends_with_its_names),
		cmocka_unit_test(what_was_wrong_is_not_told),
		cmocka_unit_test(eight_failures_wait_a_quarter_of_an_hour),
		cmocka_unit_test(a_known_device_stands_for_itself),
		cmocka_unit_test(a_hundred_of_strangers_is_the_bound),
		cmocka_unit_test(a_new_password_ends_sessions),
		cmocka_unit_test(a_login_is_taken_once),
		cmocka_unit_test(administrators_manage_their_own_unit),
		cmocka_unit_test(a_platform_administrator_is_beyond_a_unit),
		cmocka_unit_test(what_an_administrator_took_away_stays_away),
		cmocka_unit_test(administration_cannot_leak_or_be_lost),
	};
	return cmocka_run_group_tests_name("access", tests, filled, emptied);
}
