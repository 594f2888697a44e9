/* What an OpenID provider says, and whose account it is: without any provider. */
#include "stage_test.h"
#include "core/people/people.h"
#include "http/client.h"
#include "web/json.h"

static int quiet(void **state)
{
	log_level = LOG_ERROR;
	return filled(state);
}

#define ISSUER "https://id.example"
#define FACTS  "\"authorization_endpoint\":\"" ISSUER "/a\",\"token_endpoint\":\"" ISSUER "/t\",\"jwks_uri\":\"" ISSUER "/k\""

/* ---- the description ---- */

static void a_description_must_be_the_issuers_and_on_https(void **state)
{
	struct ctx *c = test_store(state);
	struct oidc_provider p;
	OK(oidc_discovery(c, S("{\"issuer\":\"" ISSUER "\"," FACTS "}"), S(ISSUER), &p));
	assert_true(str_is(p.token, ISSUER "/t") && !p.userinfo.n && !p.end_session.n && !p.secret_in_form);
	OK(oidc_discovery(c,
		S("{\"issuer\":\"" ISSUER "\"," FACTS ",\"end_session_endpoint\":\"javascript:alert(1)\",\"token_endpoint_auth_"
		  "methods_supported\":[\"client_secret_post\"]}"),
		S(ISSUER), &p));
	assert_true(p.secret_in_form && !p.end_session.n);
	FAILS(INVALID, oidc_discovery(c, S("{\"issuer\":\"" ISSUER "/\"," FACTS "}"), S(ISSUER), &p));
	FAILS(INVALID, oidc_discovery(c, S("{" FACTS "}"), S(ISSUER), &p));
	FAILS(INVALID, oidc_discovery(c, S("{\"issuer\":\"" ISSUER "\"}"), S(ISSUER), &p));
	FAILS(INVALID, oidc_discovery(c, S("{\"issuer\":\"" ISSUER "\"," FACTS ",\"userinfo_endpoint\":\"http://127.0.0.1/u\"}"),
			       S(ISSUER), &p));
	FAILS(INVALID, oidc_discovery(c, S("["), S(ISSUER), &p));
}

static void plain_http_is_for_this_machine(void **state)
{
	(void)state;
	static const char *const good[] = {
		"https://id.example/a?b=c", "http://127.0.0.1:8080/", "http://localhost/x", "http://[::1]:1/"};
	static const char *const bad[] = {"", "http://id.example/", "http://127.0.0.1.example/", "http://localhost.example/",
		"ftp://127.0.0.1/", "file:///etc/passwd", "https://user:word@id.example/", "https://", "id.example",
		"https://id.example/\n", "https://id.example/ x", "javascript:alert(1)", "http://127.0.0.1@id.example/"};
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(url_fetchable(str_of(good[i])));
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(url_fetchable(str_of(bad[i])));
}

/* ---- claims ---- */

static void claims_are_brought_into_our_form(void **state)
{
	struct ctx *c = test_store(state);
	static const struct oidc_names names = {{"so", 2}, {"ten", 3}, {"ngay", 4}, {"gioi", 4}, {"dt", 2}, {"thu", 3}};
	static const struct {
		const char *json, *number, *birth_on, *sex;
	} cases[] = {
		{"{\"sub\":\"1\",\"so\":\"037190123456\",\"ngay\":\"1990-02-03\",\"gioi\":\"female\"}", "037190123456",
			"1990-02-03", "female"},
		{"{\"sub\":\"1\",\"so\":\"037 190 123 456\",\"ngay\":\"03/02/1990\",\"gioi\":\"Nữ\"}", "037190123456",
			"1990-02-03", "female"},
		{"{\"sub\":\"1\",\"so\":\"037190123456\",\"ngay\":\"19900203\",\"gioi\":2}", "037190123456", "1990-02-03",
			"female"},
		{"{\"sub\":\"1\",\"so\":\"037190123456\",\"ngay\":\"03021990\",\"gioi\":\"F\"}", "037190123456", "1990-02-03",
			"female"},
		{"{\"sub\":\"1\",\"so\":\"037190123456\",\"ngay\":\"hôm qua\",\"gioi\":\"?\"}", "037190123456", "", ""},
		{"{\"sub\":\"1\",\"so\":\"037190123456\",\"ngay\":\"1991-02-03\",\"gioi\":\"Nữ\"}", "", "1991-02-03", "female"},
		{"{\"sub\":\"1\",\"so\":\"037190123456\",\"gioi\":\"Nam\"}", "", "", "male"},
		{"{\"sub\":\"1\",\"so\":[\"037190123456\"]}", "", "", ""},
		{"{\"sub\":\"1\"}", "", "", ""},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct node *claims;
		struct identity who;
		OK(json_read(c, str_of(cases[i].json), &claims));
		oidc_identity(c, claims, NULL, &names, &who);
		assert_string_equal(str_c(c->a, who.personal_number), cases[i].number);
		assert_string_equal(str_c(c->a, who.birth_on), cases[i].birth_on);
		assert_string_equal(str_c(c->a, who.sex), cases[i].sex);
	}
}

/* ---- accounts ---- */

static err accept(struct ctx *c, enum identity_use use, const char *subject, const char *number, int64_t *account)
{
	struct identified n = {.use = use,
		.issuer = S(ISSUER),
		.who = {.subject = str_of(subject),
			.personal_number = str_of(number),
			.name = S("TRẦN THỊ NA"),
			.birth_on = S("1990-02-03"),
			.sex = S("female"),
			.phone = S("0530000001"),
			.email = S("")}};
	err e = WRITE(c, identity_accept(c, &n));
	*account = n.account;
	return e;
}

static void a_personal_number_is_one_account(void **state)
{
	struct ctx *c = test_store(state);
	struct account_facts neighbour;
	struct account_own own;
	int64_t first, again;
	c->actor = c->unit = 0;
	OK(accept(c, AS_CITIZEN, "s1", "037190654321", &first));
	OK(account_own(c, first, &own));
	assert_true(str_is(own.name, "Trần Thị Na") && str_is(own.login, "037190654321"));
	OK(account_find(c, S("0530000001"), &neighbour)); /* the same telephone number */
	assert_int_not_equal(neighbour.id, first);
	OK(accept(c, AS_CITIZEN, "s2", "037190654321", &again)); /* the provider's own name for him does not matter */
	assert_int_equal(again, first);
	FAILS(INVALID, accept(c, AS_CITIZEN, "s1", "", &again));
	OK(WRITE(c, account_disable(c, first)));
	FAILS(DENIED, accept(c, AS_CITIZEN, "s1", "037190654321", &again));
}

static void a_person_known_at_the_desk_gets_his_account(void **state)
{
	struct ctx *c = test_store(state);
	struct person_facts f = {.name = S("Trần Thị Na"), .personal_number = S("037190777777"), .birth_on = S("1990-02-03")};
	struct actor who;
	int64_t person, account;
	c->actor = c->unit = 0;
	OK(WRITE(c, person_save(c, &f, &person)));
	OK(accept(c, AS_CITIZEN, "s3", "037190777777", &account));
	OK(access_identify(c, &(struct session){.account = account}, &who));
	assert_int_equal(who.person, person);
}

static void an_officer_is_told_by_his_link(void **state)
{
	struct ctx *c = test_store(state);
	struct account_facts clerk, desk;
	int64_t account;
	OK(account_find(c, S("vanthu.gialam"), &clerk));
	OK(account_find(c, S("motcua.gialam"), &desk));
	FAILS(DENIED, accept(c, AS_OFFICER, "o1", "", &account));
	c->actor = clerk.id;
	OK(accept(c, TO_LINK, "o1", "", &account));
	OK(accept(c, TO_LINK, "o1", "", &account));
	c->actor = desk.id;
	FAILS(CONFLICT, accept(c, TO_LINK, "o1", "", &account));
	c->actor = 0;
	OK(accept(c, AS_OFFICER, "o1", "037190654321", &account));
	assert_int_equal(account, clerk.id);
	c->actor = clerk.id;
	OK(accept(c, TO_LINK, "o2", "", &account)); /* another identity replaces the first */
	FAILS(DENIED, accept(c, AS_OFFICER, "o1", "", &account));
	OK(accept(c, AS_OFFICER, "o2", "", &account));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_description_must_be_the_issuers_and_on_https),
		cmocka_unit_test(plain_http_is_for_this_machine),
		cmocka_unit_test(claims_are_brought_into_our_form),
		cmocka_unit_test(a_personal_number_is_one_account),
		cmocka_unit_test(a_person_known_at_the_desk_gets_his_account),
		cmocka_unit_test(an_officer_is_told_by_his_link),
	};
	return cmocka_run_group_tests(tests, quiet, emptied);
}
