#include "tests/unit/store.h"
#include "auth/auth.h"
#include "auth/auth.sql.h"
#include <pthread.h>
#include <stdatomic.h>

static str begin(struct ctx *c, int64_t account)
{
	str token;
	OK(WRITE(
		c, session_begin(c, &(struct new_session){.account = account, .peer = S("203.0.113.7"), .agent = S("Điện thoại")},
			   &token)));
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
	OK(session_by_hash(c, token, 0, 0, 0, &row, &found));
	assert_false(found);
	struct sha256 hash = sha256_of(token);
	OK(session_by_hash(c, (str){(char *)hash.bytes, sizeof hash.bytes}, 0, 0, 0, &row, &found));
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
	OK(session_by_hash(c, (str){(char *)hash.bytes, sizeof hash.bytes}, 0, 0, 0, &row, &found));
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
		FAILS(INVALID, password_make(c, str_of(bad[i]), (struct texts){0}, &hash));
	FAILS(INVALID, password_make(c, str_copy(c->a, (str){(char[200]){"x"}, 200}), (struct texts){0}, &hash));
}

static bool opens(struct ctx *c, str password, str hash)
{
	bool right;
	OK(password_check(c, password, hash, STRANGER, &right));
	return right;
}

static void a_password_opens_its_own_hash_only(void **state)
{
	struct ctx *c = test_store(state);
	str hash;
	OK(password_make(c, S("con trâu ăn lúa đồng làng"), (struct texts){0}, &hash));
	assert_true(opens(c, S("con trâu ăn lúa đồng làng"), hash));
	assert_false(opens(c, S("con trâu ăn lúa đồng lang"), hash));
	assert_false(opens(c, S(""), S("")));
	assert_false(opens(c, S("con trâu ăn lúa đồng làng"), S("")));
}

static void passwords_made_of_oneself_are_refused(void **state)
{
	struct ctx *c = test_store(state);
	const str own[] = {S("Bùi Thị Hạnh"), S("hanh.bui"), S("Ủy ban nhân dân xã Gia Lâm"), S("chuyenmon.gialam")};
	const struct texts about = {own, COUNT(own)};
	static const char *const bad[] = {"buithihanh", "BùiThịHạnh1990", "Hanh@1990!!", "h4nhbui1990", "H@nhBu1#2026",
		"gialam2026!", "GiaLam@2026", "xagialam1234", "hanhgialam1", "Chuyenmon@1", "ubndgialam2026", "hanhyeuem99",
		"1990hanh1990", "abc.hanh.1990", "Bui_Thi_Hanh_90", "bthanh199088", "91a|am_2026", "G1@L4m-2026"};
	static const char *const good[] = {"con trau an lua dong", "hanh phuc la dau tranh", "Gia dinh la tat ca",
		"xanh vo do long", "mat khau ban dau", "hanoi khong voi dau em"};
	str hash;
	for (size_t i = 0; i < COUNT(bad); i++) {
		err e = password_make(c, str_of(bad[i]), about, &hash);
		if (!e)
			fail_msg("%s was taken", bad[i]);
		FAILS(INVALID, e);
	}
	for (size_t i = 0; i < COUNT(good); i++)
		OK(password_make(c, str_of(good[i]), about, &hash));
	const str namesake = S("Đinh Văn Tùng");
	OK(password_make(c, S("Dinh@2026demo"), (struct texts){&namesake, 1}, &hash)); /* four letters are his own */
	OK(password_make(c, S("gialam muoi hai"), (struct texts){own, 2}, &hash));     /* of somebody else */
}

/* ---- the line before the passwords ---- */

struct crowd {
	struct ctx *c;
	str hash;
	enum in_line who;
	pthread_barrier_t *all; /* they come at once, however slowly threads are made */
	atomic_int right, busy;
};

static void *try_once(void *arg)
{
	struct crowd *crowd = arg;
	arena a = {0};
	struct ctx own = *crowd->c;
	bool right;
	own.a = &a;
	pthread_barrier_wait(crowd->all);
	err e = password_check(&own, S("con trâu ăn lúa đồng làng"), crowd->hash, crowd->who, &right);
	if (e && e->kind == BUSY)
		crowd->busy++;
	else if (!e && right)
		crowd->right++;
	arena_free(&a);
	return NULL;
}

enum { CROWD = 40, FEW = 3 };

static void rush(struct crowd *many, struct crowd *few)
{
	pthread_barrier_t all;
	pthread_t ids[CROWD + FEW];
	assert_int_equal(pthread_barrier_init(&all, NULL, CROWD + FEW), 0);
	many->all = few->all = &all;
	OK(password_make(many->c, S("con trâu ăn lúa đồng làng"), (struct texts){0}, &many->hash));
	few->hash = many->hash;
	for (int i = 0; i < CROWD + FEW; i++)
		assert_int_equal(pthread_create(&ids[i], NULL, try_once, i < CROWD ? many : few), 0);
	for (int i = 0; i < CROWD + FEW; i++)
		pthread_join(ids[i], NULL);
	pthread_barrier_destroy(&all);
	assert_int_equal(many->right + many->busy, CROWD);
}

static void a_crowd_is_turned_away_at_once(void **state)
{
	struct ctx *c = test_store(state);
	struct crowd strangers = {.c = c}, known = {.c = c, .who = KNOWN_CITIZEN};
	int64_t began = clock_now();
	rush(&strangers, &known);
	assert_int_equal(known.right, FEW); /* whatever the crowd */
	assert_true(strangers.right + known.right >= 6 && strangers.busy >= CROWD / 3);
	assert_true(clock_now() - began < 30 * SECOND);
}

/* Anybody registers and signs in: that makes him known, but nobody whose work waits. */
static void citizens_do_not_stand_in_the_places_of_officers(void **state)
{
	struct ctx *c = test_store(state);
	struct crowd citizens = {.c = c, .who = KNOWN_CITIZEN}, officers = {.c = c, .who = KNOWN_OFFICER};
	rush(&citizens, &officers);
	assert_int_equal(officers.right, FEW);
	assert_true(citizens.right + officers.right >= 9 && citizens.busy >= CROWD / 3);
}

/* ---- half sessions, tokens of programs ---- */

static void a_half_session_waits_ten_minutes(void **state)
{
	struct ctx *c = test_store(state);
	struct session s;
	struct sessions list;
	str token;
	OK(WRITE(c,
		session_begin(c, &(struct new_session){.account = 43, .peer = S("::1"), .agent = S(""), .half = true}, &token)));
	assert_true(lives(c, token, &s) && s.half);
	OK(session_list(c, 43, &list));
	assert_int_equal(list.n, 0);
	c->now += SESSION_HALF - 1;
	assert_true(lives(c, token, &s));
	c->now += 1;
	assert_false(lives(c, token, &s));
}

static void a_session_is_fresh_for_ten_minutes(void **state)
{
	struct ctx *c = test_store(state);
	struct session s;
	int64_t began = c->now;
	str token = begin(c, 49);
	assert_true(lives(c, token, &s) && session_fresh(&s, c->now));
	c->now = began + SESSION_FRESH - 1;
	assert_true(lives(c, token, &s) && session_fresh(&s, c->now));
	c->now++;
	assert_true(lives(c, token, &s) && !session_fresh(&s, c->now));
	OK(WRITE(c, session_touch(c, s.id))); /* use is no proof */
	assert_true(lives(c, token, &s) && !session_fresh(&s, c->now));
	OK(WRITE(c, session_prove(c, s.id)));
	assert_true(lives(c, token, &s) && session_fresh(&s, c->now));
	assert_false(session_fresh(&s, began)); /* nor is a clock that was set back */
	struct new_session old = {.account = 49, .peer = S("::1"), .agent = S(""), .proved_at = c->now - HOUR};
	OK(WRITE(c, session_begin(c, &old, &token)));
	assert_true(lives(c, token, &s) && !session_fresh(&s, c->now));
	struct new_token n = {.account = 49, .unit = 0, .name = S("x"), .scope = S(""), .expires_at = c->now + DAY};
	int64_t id;
	OK(WRITE(c, token_add(c, &n, &token, &id)));
	assert_true(lives(c, token, &s) && !session_fresh(&s, c->now));
	c->now = began;
}

static void a_session_keeps_the_unit_that_was_chosen(void **state)
{
	struct ctx *c = test_store(state);
	struct session s;
	str token = begin(c, 44);
	assert_true(lives(c, token, &s) && !s.unit.set);
	OK(WRITE(c, session_act_for(c, s.id, 7)));
	assert_true(lives(c, token, &s) && s.unit.set && s.unit.v == 7);
}

static void the_other_sessions_end_together(void **state)
{
	struct ctx *c = test_store(state);
	struct session s;
	str here = begin(c, 45), there = begin(c, 45);
	assert_true(lives(c, here, &s));
	OK(WRITE(c, session_end_others(c, 45, s.id)));
	assert_true(lives(c, here, &s));
	assert_false(lives(c, there, &s));
}

static void a_program_has_a_token_of_its_own(void **state)
{
	struct ctx *c = test_store(state);
	struct new_token n = {
		.account = 46, .unit = 7, .name = S("Phần mềm kế toán"), .scope = S("dossier.read"), .expires_at = c->now + DAY};
	struct tokens list;
	struct session s;
	int64_t id;
	str token;
	OK(WRITE(c, token_add(c, &n, &token, &id)));
	assert_true(token_is(token) && lives(c, token, &s));
	assert_int_equal(s.id, 0);
	assert_int_equal(s.token, id);
	assert_int_equal(s.account, 46);
	assert_true(s.unit.set && s.unit.v == 7 && str_is(s.scope, "dossier.read"));
	OK(WRITE(c, session_touch(c, -s.token)));
	OK(token_list(c, 46, &list));
	assert_int_equal(list.n, 1);
	assert_true(list.v[0].seen_at.set && list.v[0].seen_at.v == c->now);
	FAILS(CONFLICT, WRITE(c, token_end(c, 47, id)));
	c->now += DAY;
	assert_false(lives(c, token, &s));
	c->now -= 1;
	assert_true(lives(c, token, &s));
	OK(WRITE(c, token_end(c, 46, id)));
	assert_false(lives(c, token, &s));
}

static void a_new_password_ends_tokens_too(void **state)
{
	struct ctx *c = test_store(state);
	struct new_token n = {.account = 48, .unit = 0, .name = S("x"), .scope = S(""), .expires_at = c->now + DAY};
	struct session s;
	int64_t id;
	str token;
	OK(WRITE(c, token_add(c, &n, &token, &id)));
	OK(WRITE(c, session_end_all(c, 48)));
	assert_false(lives(c, token, &s));
}

/* ---- one-time codes ---- */

/* RFC 6238, appendix B, the last six of its eight digits. */
static void one_time_codes_are_those_of_the_standard(void **state)
{
	(void)state;
	static const struct {
		int64_t at;
		int code;
	} vectors[] = {{59, 287082}, {1111111109, 81804}, {1111111111, 50471}, {1234567890, 5924}, {2000000000, 279037},
		{INT64_C(20000000000), 353130}};
	str secret = S("12345678901234567890");
	for (size_t i = 0; i < COUNT(vectors); i++)
		assert_int_equal(totp_code(secret, vectors[i].at / TOTP_STEP), vectors[i].code);
}

static void a_code_is_good_for_its_step_and_its_neighbours_once(void **state)
{
	struct ctx *c = test_store(state);
	str secret = S("12345678901234567890");
	int64_t step = 1111111111 / TOTP_STEP, at = 1111111111 * SECOND;
	for (int64_t shift = -3; shift <= 3; shift++) {
		str code = str_format(c->a, "%06d", totp_code(secret, step + shift));
		assert_int_equal(totp_match(secret, code, at, 0), shift >= -1 && shift <= 1 ? step + shift : 0);
	}
	assert_int_equal(totp_match(secret, S("050471"), at, step - 1), step);
	assert_int_equal(totp_match(secret, S("050471"), at, step), 0);
	assert_int_equal(totp_match(secret, S("50471"), at, 0), 0);
	assert_int_equal(totp_match(secret, S("-50471"), at, 0), 0);
	assert_int_equal(totp_match(secret, S("05047a"), at, 0), 0);
}

/* RFC 4648, section 10. */
static void keys_are_typed_in_base32(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const vectors[][2] = {{"", ""}, {"f", "MY"}, {"fo", "MZXQ"}, {"foo", "MZXW6"}, {"foob", "MZXW6YQ"},
		{"fooba", "MZXW6YTB"}, {"foobar", "MZXW6YTBOI"}};
	for (size_t i = 0; i < COUNT(vectors); i++)
		assert_true(str_is(base32(c->a, str_of(vectors[i][0])), vectors[i][1]));
}

static void what_is_sealed_opens_with_its_key_only(void **state)
{
	struct ctx *c = test_store(state);
	str key = S("0123456789abcdef0123456789abcdef"), other = S("0123456789abcdef0123456789abcdeF");
	str sealed = secret_seal(c->a, key, S("bí mật"));
	assert_false(str_has(sealed, S("mật")));
	assert_true(str_is(secret_open(c->a, key, sealed), "bí mật"));
	assert_null(secret_open(c->a, other, sealed).s);
	((char *)sealed.s)[sealed.n - 1] ^= 1;
	assert_null(secret_open(c->a, key, sealed).s);
	assert_null(secret_open(c->a, key, S("ngắn")).s);
	assert_true(str_is(base64url_parse(c->a, S("YsOtIG3huq10")), "bí mật"));
	assert_null(base64url_parse(c->a, S("a+b/")).s);
}

/* ---- signed statements: RFC 7515, appendix A.3, and its claims signed with an RSA key made for this test ---- */

#define CLAIMS "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
static const char rsa_key[] =
	"{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\""
	"yOW-FqFJJB4W0KoKhnl8GNoBHYbOvd3f1RRzAM_lVQiAeUbO4aCY6PIL3L75Dko_pnuuAZUPkL-SSja4a73Dc8VsCXTb2pvalhX2-nc_oDTq7S"
	"Cvv1fVx_Y9LMoYggtDERlwZobePIKti8YjQC1nOajyBiklPWGXqKkT7z3oC6pmPAMAMH3jF6pb_OIr0yJviAiQXaayO8eHMzcymFJSReylSo0C"
	"dOulcjt_1rbboDBXfjdMBJ65NfeW7h4P2xqC1JL2fut8fHpsjoR34UQTM5YVIX4An2hrT3HwC-kuxKYKSDk8bzpztUc0E_NPOVTyW2IHWOMuab"
	"Lu0h42l3HC5w"
	"\"}";
static const char rsa_jws[] =
	"eyJhbGciOiJSUzI1NiJ9." CLAIMS "."
	"v4CEpbvNmVx9PcUvRRih0Zf2Czt06v_-OulxPhxKCTvW-HaXGYBR8UdbrH0vLNW9XoAujQ54x0KiKhTrMWf1JYRdAlkD5u6YqrnhLUoyE83BcO"
	"oCTCPYtfWevNrgQUmbtnJWx-lUbaxPhNR5CTTusf8d8z_JY4YwWRrus9Gnfl2gRSKCaogGBKCPEMb3Eh6O9ZzdV8yqzbioaPtwM2fUC1EsTrm2"
	"dkCmCNHzyf8BKzXb_hI0gwq1W-oEaak_-u_iYPPaQVa2p0j8ItyQJ94nRh2plLLUpeW0LfUU7JwQ0257JZ-84BcdvPID0BoSUeF_d5hbPzpDMo"
	"Rwct600RTDxA";
static const char ec_key[] =
	"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36H"
	"LN_tue659LNpXW6pCyStikYjKIWI5a0\"}";
static const char ec_jws[] =
	"eyJhbGciOiJFUzI1NiJ9." CLAIMS ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

static void statements_are_believed_with_the_right_key_only(void **state)
{
	struct ctx *c = test_store(state);
	str payload;
	OK(jws_payload(c, str_of(ec_jws), "ES256", str_of(ec_key), &payload));
	assert_true(str_has(payload, S("\"joe\"")));
	FAILS(INVALID, jws_payload(c, str_of(ec_jws), "RS256", str_of(ec_key), &payload));
	FAILS(INVALID, jws_payload(c, str_of(ec_jws), "RS256", str_of(rsa_key), &payload));
	FAILS(INVALID, jws_payload(c, str_of(ec_jws), "ES256", str_of(rsa_key), &payload));
	str changed = str_copy(c->a, str_of(ec_jws));
	((char *)changed.s)[30] ^= 1;
	FAILS(INVALID, jws_payload(c, changed, "ES256", str_of(ec_key), &payload));
	OK(jws_payload(c, str_of(rsa_jws), "RS256", str_of(rsa_key), &payload));
	FAILS(INVALID, jws_payload(c, str_of(rsa_jws), "ES256", str_of(ec_key), &payload));
	FAILS(INVALID, jws_payload(c, S("eyJhbGciOiJub25lIn0." CLAIMS "."), "RS256", str_of(rsa_key), &payload));
	static const char *const malformed[] = {"", ".", "..", "a.b", "eyJhbGciOiJFUzI1NiJ9.e30", "eyJhbGciOiJFUzI1NiJ9.e30.",
		"eyJhbGciOiJFUzI1NiJ9.e30.AA.AA", "eyJhbGciOiJFUzI1NiJ9.e30.AA==", "eyJhbGciOiJFUzI1NiJ9.e30.A====A",
		"eyJhbGciOiJFUzI1NiJ9.e30.A", "eyJhbGciOiJFUzI1NiJ9.e3 0.AAAA", "====.====.===="};
	for (size_t i = 0; i < COUNT(malformed); i++)
		FAILS(INVALID, jws_payload(c, str_of(malformed[i]), "ES256", str_of(ec_key), &payload));
	FAILS(INVALID, jws_payload(c, S("không phải"), "ES256", str_of(ec_key), &payload));
	FAILS(INVALID, jws_payload(c, str_of(ec_jws), "ES256", S("{}"), &payload));
}

TESTS()
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
		cmocka_unit_test(passwords_made_of_oneself_are_refused),
		cmocka_unit_test(a_crowd_is_turned_away_at_once),
		cmocka_unit_test(citizens_do_not_stand_in_the_places_of_officers),
		cmocka_unit_test(a_half_session_waits_ten_minutes),
		cmocka_unit_test(a_session_is_fresh_for_ten_minutes),
		cmocka_unit_test(a_session_keeps_the_unit_that_was_chosen),
		cmocka_unit_test(the_other_sessions_end_together),
		cmocka_unit_test(a_program_has_a_token_of_its_own),
		cmocka_unit_test(a_new_password_ends_tokens_too),
		cmocka_unit_test(one_time_codes_are_those_of_the_standard),
		cmocka_unit_test(a_code_is_good_for_its_step_and_its_neighbours_once),
		cmocka_unit_test(keys_are_typed_in_base32),
		cmocka_unit_test(what_is_sealed_opens_with_its_key_only),
		cmocka_unit_test(statements_are_believed_with_the_right_key_only),
	};
	return cmocka_run_group_tests(tests, test_open, test_close);
}
