/* A number nobody has proved is not an identity: what a declared account is, and what happens when the true person comes. */
#include "stage_test.h"
#include "tests/unit/tamper.sql.h"

static err enrol(
	struct ctx *c, struct registration *r, const char *name, const char *number, const char *phone, const char *login)
{
	*r = (struct registration){str_of(name), str_of(number), S("1975-03-08"), str_of(phone), str_of(login), S("x"), 0};
	return WRITE(c, account_register(c, r));
}

static struct account_own own(struct ctx *c, int64_t id)
{
	struct account_own o;
	OK(account_own(c, id, &o));
	return o;
}

static struct confirmation seen(const char *number, const char *level)
{
	return (struct confirmation){.level = str_of(level),
		.facts = {.name = S("Bùi Thị Hạnh"),
			.personal_number = str_of(number),
			.birth_on = S("1975-03-08"),
			.address = S("")}};
}

static str session(struct ctx *c, int64_t id)
{
	str token;
	OK(WRITE(c, session_begin(c, &(struct new_session){.account = id, .peer = S("::1"), .agent = S("")}, &token)));
	return token;
}

static bool lives(struct ctx *c, str token)
{
	struct session s;
	bool found;
	OK(session_find(c, token, &s, &found));
	return found;
}

static int64_t known_person(struct ctx *c, const char *number)
{
	struct person_facts known = {.name = S("Bùi Thị Hạnh"),
		.personal_number = str_of(number),
		.birth_on = S("1975-03-08"),
		.phone = S("0530111111"),
		.address = S("Thôn 3")};
	int64_t id;
	OK(WRITE(c, person_save(c, &known, &id)));
	return id;
}

/* ---- registering ---- */

static void registering_asks_nobody_whose_number_it_is(void **state)
{
	struct ctx *c = test_store(state);
	struct registration r;
	known_person(c, "037175000001");
	OK(enrol(c, &r, "Bùi Thị Hạnh", "037175000001", "0530111111", ""));
	struct account_own first = own(c, r.account);
	assert_string_equal(str_c(c->a, first.level), "declared");
	assert_true(str_starts(first.login, S("hanh.")));
	OK(enrol(c, &r, "Kẻ Lạ Mặt", "037175000001", "0530111111", "")); /* again and again: the answer tells nothing */
	OK(enrol(c, &r, "Bùi Thị Hạnh", "037175000001", "0530111111", "hanh.bui"));
	FAILS(INVALID, enrol(c, &r, "Bùi Thị Hạnh", "037175000002", "0530111112",
			       "hanh.bui")); /* a name of one's choice is taken once */
	FAILS(INVALID, enrol(c, &r, "Bùi Thị Hạnh", "037175000002", "0530111112", "037175000002"));
	FAILS(INVALID, enrol(c, &r, "Bùi Thị Hạnh", "037175000002", "0530111112", "0530111112"));
}

static void a_declared_account_is_nobody(void **state)
{
	struct ctx *c = test_store(state);
	struct registration r;
	struct actor who;
	known_person(c, "037175000011");
	OK(enrol(c, &r, "Bùi Thị Hạnh", "037175000011", "0530111111", ""));
	OK(access_identify(c, &(struct session){.account = r.account}, &who));
	assert_int_equal(who.kind, CITIZEN);
	assert_int_equal(who.person, 0);
	struct new_account n = {.kind = S("citizen"), .login = S("nguoi.gia"), .name = S("Bùi Thị Hạnh"), .person = 1};
	int64_t id;
	FAILS(BROKEN, WRITE(c, account_add(c, &n, &id))); /* nobody is joined to a person without saying how he proved it */
	n.person = 0;
	n.level = S("desk");
	FAILS(BROKEN, WRITE(c, account_add(c, &n, &id)));
	FAILS(CONFLICT, WRITE(c, account_prove(c, r.account, S("desk"), c->now, (opt_int){0})));
}

static void a_stranger_adds_no_person(void **state)
{
	struct ctx *c = test_store(state);
	struct registration r;
	struct account_of_number row;
	bool found;
	OK(enrol(c, &r, "Kẻ Lạ Mặt", "037175000021", "0530111111", ""));
	OK(account_of_number(c, S("037175000021"), &row, &found));
	assert_false(found);
}

/* ---- the true person comes ---- */

static void what_was_opened_before_ends(void **state, const char *number, const char *level)
{
	struct ctx *c = test_store(state);
	struct registration thief, other;
	struct new_token t = {.name = S("máy"), .scope = S("dossier.file"), .expires_at = c->now + DAY};
	int64_t id;
	str token;
	OK(enrol(c, &thief, "Kẻ Lạ Mặt", number, "0530222222", ""));
	OK(enrol(c, &other, "Người Khác", "037175000099", "0530222222", ""));
	t.account = thief.account;
	OK(WRITE(c, token_add(c, &t, &token, &id)));
	str his = session(c, thief.account), others = session(c, other.account);
	struct confirmation n = seen(number, level);
	OK(WRITE(c, account_confirm(c, &n)));
	assert_true(n.account != thief.account);
	assert_false(lives(c, his));
	assert_false(lives(c, token));
	assert_true(lives(c, others));
	struct account_by_login a;
	bool found;
	OK(account_by_login(c, own(c, thief.account).login, &a, &found));
	assert_true(a.disabled_at.set && !a.password_hash.n);
	OK(account_by_login(c, str_of(number), &a, &found));
	assert_int_equal(a.id, n.account);
	assert_string_equal(str_c(c->a, own(c, n.account).level), level);
	FAILS(CONFLICT, WRITE(c, account_enable(c, thief.account))); /* nobody opens it again */
	FAILS(CONFLICT, WRITE(c, account_set_password(c, thief.account, S("y"))));
	struct accounts_fallen_rows fallen;
	OK(accounts_fallen(c, n.account, &fallen));
	assert_int_equal(fallen.n, 0); /* there is nothing in it; now as if there were: */
	OK(WRITE(c, tamper_unsettled(c, thief.account)));
	OK(accounts_fallen(c, n.account, &fallen));
	assert_int_equal(fallen.n, 1);
	assert_int_equal(fallen.v[0].id, thief.account);
	c->actor = other.account;
	FAILS(CONFLICT, WRITE(c, account_settled(c, &(struct settling){thief.account, true}))); /* not his to settle */
	c->actor = n.account;
	OK(WRITE(c, account_settled(c, &(struct settling){thief.account, false})));
	FAILS(CONFLICT, WRITE(c, account_settled(c, &(struct settling){thief.account, true})));
	c->actor = 0;
}

static void by_the_provider(void **state) { what_was_opened_before_ends(state, "037175000031", "provider"); }
static void by_card(void **state) { what_was_opened_before_ends(state, "037175000041", "desk"); }

static void a_name_that_was_a_number_is_freed(void **state)
{
	struct ctx *c = test_store(state);
	struct account_insert old;
	bool added;
	/* as registering once made them */
	OK(WRITE(c, account_insert(c,
			    &(struct account_insert_in){.kind = S("citizen"),
				    .login = S("037175000051"),
				    .hash = S("x"),
				    .name = S("Kẻ Lạ Mặt"),
				    .folded = S("ke la mat"),
				    .person = (opt_int){0},
				    .level = S("declared"),
				    .number = S("037175000051"),
				    .birth_on = (str){NULL, 0},
				    .email = S(""),
				    .phone = S(""),
				    .now = c->now},
			    &old, &added)));
	struct confirmation n = seen("037175000051", "provider");
	OK(WRITE(c, account_confirm(c, &n)));
	assert_string_equal(str_c(c->a, own(c, n.account).login), "037175000051");
	assert_true(str_starts(own(c, old.id).login, S("cu.")));
}

/* The name that it would get may be somebody's already. */
static void the_name_that_is_given_instead_is_free(void **state)
{
	struct ctx *c = test_store(state);
	struct account_insert old, other;
	struct registration r;
	bool added;
	OK(WRITE(c, account_insert(c,
			    &(struct account_insert_in){.kind = S("citizen"),
				    .login = S("037175000053"),
				    .hash = S("x"),
				    .name = S("Kẻ Lạ Mặt"),
				    .folded = S("ke la mat"),
				    .person = (opt_int){0},
				    .level = S("declared"),
				    .number = S("037175000053"),
				    .birth_on = (str){NULL, 0},
				    .email = S(""),
				    .phone = S(""),
				    .now = c->now},
			    &old, &added)));
	str name = str_format(c->a, "cu.%lld", (long long)old.id);
	FAILS(INVALID,
		enrol(c, &r, "Bùi Thị Hạnh", "037175000054", "0530111111", str_format(c->a, "cu.%lld", (long long)old.id).s));
	OK(enrol(c, &r, "Bùi Thị Hạnh", "037175000054", "0530111111", "cu.hanh")); /* no number: nobody's way */
	OK(WRITE(c, account_insert(c,
			    &(struct account_insert_in){.kind = S("citizen"),
				    .login = name,
				    .hash = S("x"),
				    .name = S("Người Có Tên"),
				    .folded = S("nguoi co ten"),
				    .person = (opt_int){0},
				    .level = S("declared"),
				    .number = S("037175000055"),
				    .birth_on = (str){NULL, 0},
				    .email = S(""),
				    .phone = S(""),
				    .now = c->now},
			    &other, &added)));
	assert_true(added);
	struct confirmation n = seen("037175000053", "provider");
	OK(WRITE(c, account_confirm(c, &n)));
	assert_true(str_eq(own(c, other.id).login, name));
	assert_true(str_starts(own(c, old.id).login, name) && own(c, old.id).login.n > name.n);
	assert_string_equal(str_c(c->a, own(c, n.account).login), "037175000053");
}

/* Anybody makes hundreds of accounts under somebody's number: those with nothing in them ask him for nothing. */
static void hundreds_of_empty_accounts_ask_for_nothing(void **state)
{
	struct ctx *c = test_store(state);
	struct registration r;
	struct accounts_fallen_rows fallen;
	struct accounts_fallen_empty empty;
	struct account_own last = {0};
	for (int i = 0; i < 250; i++)
		OK(enrol(c, &r, "Kẻ Lạ Mặt", "037175000091", "0530222222", ""));
	struct confirmation n = seen("037175000091", "provider");
	OK(WRITE(c, account_confirm(c, &n)));
	OK(accounts_fallen(c, n.account, &fallen));
	assert_int_equal(fallen.n, 0);
	OK(accounts_fallen_empty(c, n.account, &empty));
	assert_int_equal(empty.n, 250);
	last = own(c, r.account);
	struct account_by_login a;
	bool found;
	OK(account_by_login(c, last.login, &a, &found));
	assert_true(a.disabled_at.set && !a.password_hash.n); /* and they have ended like the others */
}

static void coming_again_is_the_same_account(void **state)
{
	struct ctx *c = test_store(state);
	struct confirmation n = seen("037175000061", "provider"), again = n, desk = seen("037175000061", "desk");
	OK(WRITE(c, account_confirm(c, &n)));
	OK(WRITE(c, account_confirm(c, &again)));
	assert_int_equal(n.account, again.account);
	str his = session(c, n.account);
	OK(WRITE(c, account_confirm(c, &again)));
	assert_true(lives(c, his)); /* he signs in on a second device */
	OK(WRITE(c, account_confirm(c, &desk)));
	assert_int_equal(desk.account, n.account);
	assert_false(lives(c, his)); /* at the desk a new password is asked for */
	assert_string_equal(str_c(c->a, own(c, n.account).level), "provider");
	OK(WRITE(c, account_disable(c, n.account)));
	FAILS(DENIED, WRITE(c, account_confirm(c, &again)));
}

/* ---- codes ---- */

static bool redeems(struct ctx *c, int64_t account, const char *purpose, str code)
{
	bool right;
	str target;
	OK(WRITE(c, code_redeem(c, account, purpose, code, &right, &target)));
	return right;
}

static struct secret_code made(struct ctx *c, int64_t account, const char *purpose)
{
	struct secret_code k = {.account = account, .purpose = purpose, .target = S("a@b.vn"), .life = 10 * MINUTE};
	OK(WRITE(c, code_make(c, &k)));
	return k;
}

static void a_code_is_for_one_use(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "0530000001"), other = account(c, "0530000002");
	struct secret_code k = made(c, id, "email");
	assert_false(redeems(c, other, "email", k.code));
	assert_false(redeems(c, id, "password", k.code));
	str spaced = str_format(c->a, " %.4s - %.4s", k.code.s, k.code.s + 4);
	c->now += 10 * MINUTE;
	assert_false(redeems(c, id, "email", k.code));
	c->now--;
	assert_true(redeems(c, id, "email", str_lower_ascii(c->a, spaced)));
	assert_false(redeems(c, id, "email", k.code));
	c->now = TEST_NOW;
}

static void five_tries_and_it_is_over(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id = account(c, "0530000003");
	struct secret_code k = made(c, id, "email");
	for (int i = 0; i < CODE_ATTEMPTS; i++)
		assert_false(redeems(c, id, "email", S("AAAA2222")));
	assert_false(redeems(c, id, "email", k.code));
	k = made(c, account(c, "0530000004"), "email");
	for (int i = 0; i < CODE_ATTEMPTS - 1; i++)
		assert_false(redeems(c, account(c, "0530000004"), "email", S("AAAA2222")));
	assert_true(redeems(c, account(c, "0530000004"), "email", k.code));
}

/* Whoever has many accounts does not flood one telephone; the next day, and other telephones, are open. */
static void a_telephone_gets_so_many_codes_a_day(void **state)
{
	struct ctx *c = test_store(state);
	int64_t ids[] = {account(c, "0530000001"), account(c, "0530000002"), account(c, "0530000003")};
	int sent = 0;
	err e = NULL;
	c->now = TEST_NOW + 10 * DAY;
	for (int i = 0; i < 18 && !e; i++, c->now += MINUTE) {
		struct secret_code k = {.account = ids[i % 3],
			.purpose = i % 2 ? "phone" : "email",
			.life = MINUTE,
			.target = i % 2 ? S("X@b.vn") : S("x@b.vn")};
		e = WRITE(c, code_make(c, &k));
		sent += !e;
	}
	FAILS(CONFLICT, e);
	assert_int_equal(sent, 12);
	struct secret_code k = {.account = ids[0], .purpose = "phone", .target = S("0530123123"), .life = MINUTE};
	OK(WRITE(c, code_make(c, &k)));
	OK(attempts_clean(c, S("")));
	k.account = ids[1];
	k.target = S("x@b.vn");
	FAILS(CONFLICT, WRITE(c, code_make(c, &k))); /* today's are not forgotten */
	c->now += DAY;
	OK(WRITE(c, code_make(c, &k)));
	c->now = TEST_NOW;
}

static void codes_are_not_poured_out(void **state)
{
	struct ctx *c = test_store(state);
	struct secret_code k = {.account = account(c, "0530000005"), .purpose = "email", .target = S(""), .life = MINUTE};
	OK(WRITE(c, code_make(c, &k)));
	c->now += MINUTE - 1;
	FAILS(CONFLICT, WRITE(c, code_make(c, &k)));
	c->now = TEST_NOW;
	for (int i = 1; i < 6; i++) {
		c->now += MINUTE;
		OK(WRITE(c, code_make(c, &k)));
	}
	c->now += MINUTE;
	FAILS(CONFLICT, WRITE(c, code_make(c, &k)));
	c->now = TEST_NOW + DAY;
	OK(WRITE(c, code_make(c, &k)));
	c->now = TEST_NOW;
}

static void the_desk_hands_over_a_code(void **state)
{
	struct ctx *c = test_store(state);
	struct confirmation n = seen("037175000071", "desk");
	OK(WRITE(c, account_confirm(c, &n)));
	assert_int_equal(n.code.n, 8);
	c->now += 24 * 60 * MINUTE - 1;
	assert_true(redeems(c, n.account, "password", n.code));
	c->now = TEST_NOW;
	struct confirmation by_provider = seen("037175000072", "provider");
	OK(WRITE(c, account_confirm(c, &by_provider)));
	assert_int_equal(by_provider.code.n, 0);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(registering_asks_nobody_whose_number_it_is),
		cmocka_unit_test(a_declared_account_is_nobody),
		cmocka_unit_test(a_stranger_adds_no_person),
		cmocka_unit_test(by_the_provider),
		cmocka_unit_test(by_card),
		cmocka_unit_test(a_name_that_was_a_number_is_freed),
		cmocka_unit_test(the_name_that_is_given_instead_is_free),
		cmocka_unit_test(hundreds_of_empty_accounts_ask_for_nothing),
		cmocka_unit_test(coming_again_is_the_same_account),
		cmocka_unit_test(a_code_is_for_one_use),
		cmocka_unit_test(five_tries_and_it_is_over),
		cmocka_unit_test(a_telephone_gets_so_many_codes_a_day),
		cmocka_unit_test(codes_are_not_poured_out),
		cmocka_unit_test(the_desk_hands_over_a_code),
	};
	return cmocka_run_group_tests_name("confirm", tests, filled, emptied);
}
