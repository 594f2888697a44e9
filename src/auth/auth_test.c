#include "tests/unit/store.h"
#include "auth/auth.h"
#include "auth/auth.sql.h"

static str begin(struct ctx *c, int64_t account)
{
	str token;
	OK(WRITE(c, session_begin(c, account, S("203.0.113.7"), S("Điện thoại"), &token)));
	return token;
}

static bool lives(struct ctx *c, str token, struct session *s)
{
	bool found;
	OK(session_find(c, token, s, &found));
	return found;
}

static void a_token_finds_its_session_and_no_other(void **state)
{
	struct ctx *c = test_store(state);
	struct session one, two;
	str a = begin(c, 41), b = begin(c, 42);
	assert_int_equal(a.n, 43);
	assert_true(lives(c, a, &one) && lives(c, b, &two));
	assert_int_equal(one.account, 41);
	assert_int_equal(two.account, 42);
	assert_false(str_eq(one.csrf, two.csrf));
	assert_true(str_eq(one.csrf, session_csrf(c->a, a)));
	assert_false(lives(c, S(""), &one));
	assert_false(lives(c, S("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), &one));
}

static void the_store_does_not_hold_the_token(void **state)
{
	struct ctx *c = test_store(state);
	struct session_by_hash row;
	bool found;
	str token = begin(c, 41);
	OK(session_by_hash(c, token, 0, 0, &row, &found));
	assert_false(found);
	struct sha256 hash = sha256_of(token);
	OK(session_by_hash(c, (str){(char *)hash.bytes, sizeof hash.bytes}, 0, 0, &row, &found));
	assert_true(found);
}

static void an_unused_session_ends(void **state)
{
	struct ctx *c = test_store(state);
	struct session s;
	str token = begin(c, 41);
	c->now += SESSION_IDLE - 1;
	assert_true(lives(c, token, &s));
	c->now += 1;
	assert_false(lives(c, token, &s));
}

static void a_used_session_lives_on_but_not_for_ever(void **state)
{
	struct ctx *c = test_store(state);
	struct session s;
	str token = begin(c, 41);
	int64_t began = c->now;
	while (c->now + SESSION_IDLE / 2 < began + SESSION_LIFE) {
		c->now += SESSION_IDLE / 2;
		assert_true(lives(c, token, &s));
		OK(WRITE(c, session_touch(c, s.id)));
	}
	c->now = began + SESSION_LIFE;
	assert_false(lives(c, token, &s));
}

static void ending_ends_one_or_all(void **state)
{
	struct ctx *c = test_store(state);
	struct session s;
	str a = begin(c, 41), b = begin(c, 41), other = begin(c, 42);
	uint64_t epoch = auth_epoch();
	assert_true(lives(c, a, &s));
	OK(WRITE(c, session_end(c, s.id)));
	assert_true(auth_epoch() > epoch);
	assert_false(lives(c, a, &s));
	assert_true(lives(c, b, &s));
	OK(WRITE(c, session_end_all(c, 41)));
	assert_false(lives(c, b, &s));
	assert_true(lives(c, other, &s));
}

static void cleaning_drops_only_the_dead(void **state)
{
	struct ctx *c = test_store(state);
	struct session s;
	struct sha256 hash;
	struct session_by_hash row;
	bool found;
	str old = begin(c, 41);
	c->now += SESSION_IDLE;
	str young = begin(c, 41);
	OK(WRITE(c, session_clean(c)));
	assert_true(lives(c, young, &s));
	hash = sha256_of(old);
	OK(session_by_hash(c, (str){(char *)hash.bytes, sizeof hash.bytes}, 0, 0, &row, &found));
	assert_false(found);
}

static void a_secret_stays_the_same(void **state)
{
	struct ctx *c = test_store(state);
	str first, again, other;
	OK(WRITE(c, secret_key(c, S("test one"), &first)));
	OK(WRITE(c, secret_key(c, S("test one"), &again)));
	OK(WRITE(c, secret_key(c, S("test two"), &other)));
	assert_int_equal(first.n, 32);
	assert_true(str_eq(first, again));
	assert_false(str_eq(first, other));
}

static void common_passwords_are_refused(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const bad[] = {"", "ngắn quá", "1234567890", "0987654321", "aaaaaaaaaaaa", "abcdefghijkl",
		"Matkhau@123", "MẬT KHẨU 2026", "password123!", "qwertyuiop", "0912345678", "anhyeuem2024", "hanoihanoi",
		"UBND@20260701"};
	str hash;
	for (size_t i = 0; i < COUNT(bad); i++)
		FAILS(INVALID, password_make(c, str_of(bad[i]), &hash));
	FAILS(INVALID, password_make(c, str_copy(c->a, (str){(char[200]){"x"}, 200}), &hash));
}

static void a_password_opens_its_own_hash_only(void **state)
{
	struct ctx *c = test_store(state);
	str hash;
	OK(password_make(c, S("con trâu ăn lúa đồng làng"), &hash));
	assert_true(password_check(S("con trâu ăn lúa đồng làng"), hash));
	assert_false(password_check(S("con trâu ăn lúa đồng lang"), hash));
	assert_false(password_check(S(""), S("")));
	assert_false(password_check(S("con trâu ăn lúa đồng làng"), S("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_token_finds_its_session_and_no_other),
		cmocka_unit_test(the_store_does_not_hold_the_token),
		cmocka_unit_test(an_unused_session_ends),
		cmocka_unit_test(a_used_session_lives_on_but_not_for_ever),
		cmocka_unit_test(ending_ends_one_or_all),
		cmocka_unit_test(cleaning_drops_only_the_dead),
		cmocka_unit_test(a_secret_stays_the_same),
		cmocka_unit_test(common_passwords_are_refused),
		cmocka_unit_test(a_password_opens_its_own_hash_only),
	};
	return cmocka_run_group_tests(tests, test_open, test_close);
}
