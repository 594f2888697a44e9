/* An account that its owner gets back: codes that strangers cannot spend, and nothing of an intruder that lets him in. */
#include "stage_test.h"
#include "web/services/services.h"

static int ready(void **state)
{
	if (filled(state))
		return 1;
	OK(settings_open(test_store(state), modules_all(), NULL));
	return 0;
}

static int cleared(void **state)
{
	settings_close();
	return emptied(state);
}

static struct source at(const char *address) { return (struct source){str_of(address), false}; }

static str desk_code(struct ctx *c, int64_t account)
{
	struct secret_code k = {.account = account, .purpose = "password", .target = S(""), .life = DAY};
	OK(WRITE(c, code_make(c, &k)));
	return k.code;
}

static err asked(struct ctx *c, int64_t account, const char *purpose, struct source from, str *code)
{
	struct secret_code k = {.account = account, .purpose = purpose, .from = from, .target = S(""), .life = 15 * MINUTE};
	err e = WRITE(c, code_make(c, &k));
	*code = k.code;
	return e;
}

static const char *redeemed(struct ctx *c, int64_t account, struct source from, str typed)
{
	struct recovery_try t = {.account = account, .from = from, .typed = typed};
	OK(WRITE(c, recovery_redeem(c, &t)));
	return t.by ? t.by : "";
}

/* ---- codes ---- */

static void strangers_do_not_spend_the_tries_of_the_owner(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "0530000001");
	str code = desk_code(c, id);
	for (int i = 0; i < 40; i++)
		for (int k = 0; k < CODE_ATTEMPTS; k++)
			assert_string_equal(redeemed(c, id, at(str_format(c->a, "198.51.100.%d", i).s), S("AAAA2222")), "");
	assert_string_equal(redeemed(c, id, at("198.51.100.1"), code), ""); /* one who guessed waits where he stands */
	assert_string_equal(redeemed(c, id, at("203.0.113.9"), code), "password");
	assert_string_equal(redeemed(c, id, at("203.0.113.9"), code), ""); /* once */
}

static void who_guessed_waits_a_quarter_of_an_hour(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "0530000002");
	str code = desk_code(c, id);
	for (int k = 0; k < CODE_ATTEMPTS - 1; k++)
		assert_string_equal(redeemed(c, id, at("198.51.100.7"), S("AAAA2222")), "");
	assert_string_equal(redeemed(c, id, at("198.51.100.7"), code), "password"); /* four slips are forgiven */
	OK(WRITE(c, attempts_forget_all(c, id)));
	code = desk_code(c, id);
	for (int k = 0; k < CODE_ATTEMPTS; k++)
		assert_string_equal(redeemed(c, id, at("198.51.100.7"), S("AAAA2222")), "");
	c->now += LOGIN_LOCK - 1;
	assert_string_equal(redeemed(c, id, at("198.51.100.7"), code), "");
	c->now += 1;
	assert_string_equal(redeemed(c, id, at("198.51.100.7"), code), "password");
	c->now = TEST_NOW;
}

/* What all together may try is bounded, so nobody guesses with a thousand addresses; a device of the owner's is not among them. */
static void all_together_do_not_guess_it(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "0530000003");
	struct source own = {S("device x"), true};
	str code = desk_code(c, id);
	for (int k = 0; k < CODE_ATTEMPTS - 1; k++)
		assert_string_equal(redeemed(c, id, own, S("AAAA2222")), "");
	for (int i = 0; i < CODE_TRIES - 1; i++)
		redeemed(c, id, at(str_format(c->a, "10.0.%d.%d", i / 200, i % 200).s), S("AAAA2222"));
	struct codes_of_recovery_rows alive;
	OK(codes_of_recovery(c, id, CODE_TRIES, c->now, &alive));
	assert_int_equal(alive.n, 1);
	redeemed(c, id, at("10.1.0.1"), S("AAAA2222"));
	assert_string_equal(redeemed(c, id, at("203.0.113.9"), code), "");
	assert_string_equal(redeemed(c, id, own, code), "");
}

static void asking_does_not_take_the_place_of_anothers_code(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "0530000004");
	str desk = desk_code(c, id), his, theirs;
	OK(asked(c, id, "recover.email", at("203.0.113.9"), &his));
	for (int i = 0; i < 20; i++)
		OK(asked(c, id, "recover.email", at(str_format(c->a, "198.51.100.%d", i).s), &theirs));
	assert_string_equal(redeemed(c, id, at("203.0.113.9"), his), "recover.email");
	OK(asked(c, id, "recover.phone", at("203.0.113.9"), &his)); /* one spent ends them all */
	assert_string_equal(redeemed(c, id, at("203.0.113.9"), desk), "");
	assert_string_equal(redeemed(c, id, at("203.0.113.9"), theirs), "");
	assert_string_equal(redeemed(c, id, at("203.0.113.9"), his), "recover.phone");
}

static void asking_is_bounded_and_the_owners_device_is_not_among_them(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "0530000005");
	str code;
	int sent = 0;
	for (int i = 0; i < 60; i++)
		sent += !asked(c, id, "recover.email", at(str_format(c->a, "198.51.100.%d", i).s), &code);
	assert_int_equal(sent, 30);
	FAILS(CONFLICT, asked(c, id, "recover.email", at("203.0.113.9"), &code));
	OK(asked(c, id, "recover.email", (struct source){S("device y"), true}, &code));
	assert_string_equal(redeemed(c, id, at("203.0.113.9"), code), "recover.email");
	OK(asked(c, account(c, "0530000006"), "recover.email", at("198.51.100.1"), &code)); /* and nobody else's account */
}

/* Wrong codes are no wrong passwords: they keep nobody from signing in. */
static void wrong_codes_lock_no_password(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "0530000006");
	struct account_home home;
	bool open;
	desk_code(c, id);
	for (int k = 0; k < 2 * LOGIN_FAILURES; k++)
		redeemed(c, id, at("198.51.100.7"), S("AAAA2222"));
	OK(attempts_open(c, id, at("198.51.100.7"), &open));
	assert_true(open);
	OK(account_home(c, id, 0, S("2026-11-23"), &home));
	assert_int_equal(home.locked_until, 0);
}

static void an_old_code_is_over(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "0530000009");
	str code = desk_code(c, id);
	c->now += DAY;
	assert_string_equal(redeemed(c, id, at("203.0.113.9"), code), "");
	c->now--;
	assert_string_equal(redeemed(c, id, at("203.0.113.9"), code), "password");
	c->now = TEST_NOW;
}

/* ---- whole again ---- */

static err come_by(struct ctx *c, const char *subject)
{
	struct identified n = {.use = AS_OFFICER, .issuer = S("https://id.vidu.vn"), .who = {.subject = str_of(subject)}};
	return WRITE(c, identity_accept(c, &n));
}

static err link_as(struct ctx *c, const char *login, const char *subject, const char *name)
{
	struct identified n = {.use = TO_LINK,
		.issuer = S("https://id.vidu.vn"),
		.who = {.subject = str_of(subject), .name = str_of(name), .personal_number = S("037175000123")}};
	c->actor = account(c, login);
	err e = WRITE(c, identity_accept(c, &n));
	c->actor = 0;
	return e;
}

static void a_link_sleeps_until_its_owner_comes_by_it_again(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "lanhdao.gialam");
	struct links_kept_rows links;
	struct account_to_review review;
	str hash = password_hash(c->a, S("một câu đủ dài"));
	OK(link_as(c, "lanhdao.gialam", "kẻ trộm", "Kẻ Trộm"));
	OK(come_by(c, "kẻ trộm"));
	OK(WRITE(c, account_recover(c, id, hash, "email")));
	FAILS(DENIED, come_by(c, "kẻ trộm"));
	OK(links_kept(c, id, &links));
	assert_true(links.n == 1 && str_starts(links.v[0].name, S("Kẻ Trộm")) && !str_has(links.v[0].name, S("037175000123")));
	OK(account_to_review(c, id, &review));
	assert_int_equal(review.waits, 1);
	FAILS(CONFLICT, link_as(c, "vanthu.gialam", "kẻ trộm", "Kẻ Trộm")); /* nor does it become somebody else's */
	FAILS(DENIED, come_by(c, "kẻ trộm"));
	OK(link_as(c, "lanhdao.gialam", "chính chủ", "Trần Văn Chủ")); /* his own takes its place */
	OK(come_by(c, "chính chủ"));
	FAILS(DENIED, come_by(c, "kẻ trộm"));
	OK(WRITE(c, account_set_password(c, id, hash))); /* he changes it himself: the same */
	FAILS(DENIED, come_by(c, "chính chủ"));
	OK(link_as(c, "lanhdao.gialam", "chính chủ", "Trần Văn Chủ"));
	OK(come_by(c, "chính chủ"));
}

static struct account_own reach_of(struct ctx *c, int64_t id)
{
	struct account_own own;
	OK(account_own(c, id, &own));
	return own;
}

static void codes_go_only_to_where_this_one_went(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "0530000007");
	str hash = password_hash(c->a, S("một câu đủ dài"));
	static const struct {
		const char *kept;
		bool email, phone;
	} cases[] = {{"email", true, false}, {"phone", false, true}, {"", false, false}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		OK(WRITE(c, account_email_confirmed(c, id, S("a@b.vn"), c->now)));
		OK(WRITE(c, account_phone_confirmed(c, id, S("0530999000"), c->now)));
		OK(WRITE(c, account_recover(c, id, hash, cases[i].kept)));
		assert_int_equal(reach_of(c, id).email_confirmed_at.set, cases[i].email);
		assert_int_equal(reach_of(c, id).phone_confirmed_at.set, cases[i].phone);
		assert_true(str_is(reach_of(c, id).phone, "0530999000")); /* it stays what he may be reached by */
	}
}

static void the_desk_leaves_no_address_of_anybody(void **state)
{
	struct ctx *c = test_store(state);
	struct confirmation n = {.level = S("desk"),
		.facts = {.name = S("Bùi Thị Hạnh"),
			.personal_number = S("037175000301"),
			.birth_on = S("1975-03-08"),
			.address = S("")}};
	OK(WRITE(c, account_confirm(c, &n)));
	OK(WRITE(c, account_email_confirmed(c, n.account, S("ke@trom.vn"), c->now)));
	OK(WRITE(c, account_confirm(c, &n)));
	assert_false(reach_of(c, n.account).email_confirmed_at.set);
}

static void an_account_with_nothing_left_in_it_asks_for_no_look(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "0530000008");
	struct account_to_review review;
	OK(WRITE(c, account_recover(c, id, password_hash(c->a, S("một câu đủ dài")), "email")));
	OK(account_to_review(c, id, &review));
	assert_int_equal(review.waits, 0);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strangers_do_not_spend_the_tries_of_the_owner),
		cmocka_unit_test(who_guessed_waits_a_quarter_of_an_hour),
		cmocka_unit_test(all_together_do_not_guess_it),
		cmocka_unit_test(asking_does_not_take_the_place_of_anothers_code),
		cmocka_unit_test(asking_is_bounded_and_the_owners_device_is_not_among_them),
		cmocka_unit_test(wrong_codes_lock_no_password),
		cmocka_unit_test(an_old_code_is_over),
		cmocka_unit_test(a_link_sleeps_until_its_owner_comes_by_it_again),
		cmocka_unit_test(codes_go_only_to_where_this_one_went),
		cmocka_unit_test(the_desk_leaves_no_address_of_anybody),
		cmocka_unit_test(an_account_with_nothing_left_in_it_asks_for_no_look),
	};
	return cmocka_run_group_tests_name("recovery", tests, ready, cleared);
}
