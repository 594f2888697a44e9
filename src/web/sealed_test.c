/* Sealed texts: only for whom, what and when they were made. */
#include "tests/unit/store.h"
#include "web/sealed.h"
#include "auth/auth.h"

static struct seal of(int64_t account) { return (struct seal){"kept", account, S("/mot-cua/7"), HOUR}; }

static void what_was_sealed_comes_back(void **state)
{
	struct ctx *c = test_store(state);
	struct seal s = of(5);
	str text, bytes = {"a \0|b", 5};
	assert_true(unsealed(c, &s, sealed(c, &s, bytes), &text));
	assert_true(str_eq(text, bytes));
	assert_true(unsealed(c, &s, sealed(c, &s, S("")), &text));
	assert_int_equal(text.n, 0);
	assert_false(str_eq(sealed(c, &s, S("x")), sealed(c, &s, S("x"))));
}

static void another_account_purpose_or_form_opens_nothing(void **state)
{
	struct ctx *c = test_store(state);
	struct seal s = of(5), other[] = {of(6), of(5), of(5), of(0), of(55)};
	str text, made = sealed(c, &s, S("facts"));
	other[1].purpose = "flash";
	other[2].form = S("/mot-cua/8");
	other[4].form = S("");
	for (size_t i = 0; i < COUNT(other); i++)
		assert_false(unsealed(c, &other[i], made, &text));
	/* no two seals run into one another */
	struct seal a = {"kept", 1, S("2 x"), HOUR}, b = {"kept 1", 2, S("x"), HOUR}, d = {"kept", 12, S(" x"), HOUR};
	assert_false(unsealed(c, &b, sealed(c, &a, S("facts")), &text));
	assert_false(unsealed(c, &d, sealed(c, &a, S("facts")), &text));
}

static void it_lasts_so_long(void **state)
{
	struct ctx *c = test_store(state), later = *c;
	struct seal s = of(5), longer = of(5);
	str text, made = sealed(c, &s, S("facts"));
	later.now += HOUR - 1;
	assert_true(unsealed(&later, &s, made, &text));
	later.now += 1;
	assert_false(unsealed(&later, &s, made, &text));
	longer.lasts = 2 * HOUR; /* from a time when things lasted longer, or a clock that was ahead */
	assert_false(unsealed(c, &s, sealed(c, &longer, S("facts")), &text));
}

static void whatever_is_changed_is_seen(void **state)
{
	struct ctx *c = test_store(state);
	struct seal s = of(5);
	str text, made = sealed(c, &s, S("12 component"));
	for (size_t i = 0; i < made.n; i++) {
		str forged = str_copy(c->a, made);
		((char *)(uintptr_t)forged.s)[i] ^= 1;
		if (!str_eq(forged, made))
			assert_false(unsealed(c, &s, forged, &text) && !str_is(text, "12 component"));
	}
	char *lots = arena_get(c->a, 9000);
	memset(lots, 'A', 9000);
	const str others[] = {S(""), S("A"), S("AAAA"), S("1795399200000000 12 component"), {made.s, made.n - 1}, {lots, 9000}};
	for (size_t i = 0; i < COUNT(others); i++)
		assert_false(unsealed(c, &s, others[i], &text));
}

/* What the reader of a page can know: his form token signs nothing. */
static void the_form_token_is_no_key(void **state)
{
	struct ctx *c = test_store(state);
	struct seal s = of(5);
	str token = session_csrf(c->a, S("session")), text, facts = S("1 ../../dinh.db");
	str line = str_format(c->a, "%s|%s", sha256_hex(c->a, hmac_sha256(token, facts)).s, facts.s);
	assert_false(unsealed(c, &s, line, &text));
	struct sha256 key = sha256_of(token);
	str box = secret_seal(c->a, (str){(char *)key.bytes, 32}, facts);
	assert_false(unsealed(c, &s, base64url(c->a, box.s, box.n), &text));
}

#define ON_STORE(test) cmocka_unit_test_setup_teardown(test, test_open, test_close)
TESTS()
{
	const struct CMUnitTest tests[] = {ON_STORE(what_was_sealed_comes_back),
		ON_STORE(another_account_purpose_or_form_opens_nothing), ON_STORE(it_lasts_so_long),
		ON_STORE(whatever_is_changed_is_seen), ON_STORE(the_form_token_is_no_key)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
