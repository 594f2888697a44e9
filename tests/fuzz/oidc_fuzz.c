/* Fuzz target: what an OpenID provider sends: its description, its keys with a statement ("KEYS\nTOKEN"), the claims of one. */
#include "core/access/oidc.h"
#include "core/people/people.h"
#include "web/json.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

static const struct oidc_expected expected = {{"https://id.example", 18}, {"dinh", 4}, {"nonce", 5}, {"access", 6}};

static void description(struct ctx *c, str s)
{
	struct oidc_provider p;
	if (oidc_discovery(c, s, expected.issuer, &p))
		return;
	const str urls[] = {p.authorization, p.token, p.jwks};
	for (size_t i = 0; i < COUNT(urls); i++)
		require(str_starts(urls[i], S("https://")) && !memchr(urls[i].s, '\n', urls[i].n));
	require(!p.userinfo.n || str_starts(p.userinfo, S("https://")));
	require(!p.end_session.n || str_starts(p.end_session, S("https://")));
}

static void claims(struct ctx *c, str s)
{
	static const struct oidc_names names = {
		{"SoDinhDanh", 10}, {"HoVaTen", 7}, {"NgaySinh", 8}, {"GioiTinh", 8}, {"SoDienThoai", 11}, {"email", 5}};
	const struct node *n;
	struct identity who;
	if (oidc_claims(c, s, &expected, &n))
		return;
	oidc_identity(c, n, n, &names, &who);
	require(who.subject.n > 0 && who.subject.n <= 255);
	require(!who.personal_number.n || personal_number_valid(who.personal_number, who.birth_on, who.sex));
	require(!who.phone.n || phone_valid(who.phone));
	require(utf8_valid(who.name) && utf8_valid(who.email));
}

/* Nobody forges a signature here: whatever is accepted is a defect. */
static void statement(struct ctx *c, str s)
{
	str keys, token;
	const struct node *n;
	if (str_cut(s, '\n', &keys, &token))
		require(oidc_id_token(c, token, keys, &expected, &n) != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	arena a = {0};
	struct ctx c = {.a = &a, .now = INT64_C(1795399200000000)};
	str s = {(const char *)data, size};
	log_level = LOG_ERROR;
	description(&c, s);
	claims(&c, s);
	statement(&c, s);
	arena_free(&a);
	return 0;
}
