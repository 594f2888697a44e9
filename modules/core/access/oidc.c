/* Reading and judging what an OpenID provider says. Nothing here asks anybody. */
#include "oidc.h"
#include <stdlib.h>
#include "auth/auth.h"
#include "core/people/people.h"
#include "http/client.h"
#include "web/json.h"

#define LEEWAY 60 /* seconds by which clocks may differ */

static err refuse(struct ctx *c, const char *what)
{
	log_line(LOG_WARNING, c, "oidc", "refused=\"%s\"", what);
	return FAIL(c, INVALID, "Không xác nhận được kết quả đăng nhập từ hệ thống định danh (%s). Hãy đăng nhập lại.", what);
}

static str text_of(const struct node *object, const char *name)
{
	const struct node *n = json_member(object, name);
	return n && n->type == N_TEXT ? n->text : S("");
}

static bool list_has(const struct node *list, str word)
{
	for (const struct node *n = list && list->type == N_LIST ? list->first : NULL; n; n = n->next)
		if (n->type == N_TEXT && str_eq(n->text, word))
			return true;
	return false;
}

/* ---- the provider's description ---- */

/* An address of a provider on https is on https too. */
static bool address_good(str issuer, str url)
{
	bool safe = str_starts(issuer, S("https://"));
	return url_fetchable(url) && (!safe || str_starts(url, S("https://")));
}

err oidc_discovery(struct ctx *c, str json, str issuer, struct oidc_provider *out)
{
	const struct node *d, *methods;
	TRY(json_read(c, json, &d));
	*out = (struct oidc_provider){text_of(d, "issuer"), text_of(d, "authorization_endpoint"), text_of(d, "token_endpoint"),
		text_of(d, "userinfo_endpoint"), text_of(d, "jwks_uri"), text_of(d, "end_session_endpoint"), false};
	if (!str_eq(out->issuer, issuer))
		return refuse(c, "issuer");
	const str must[] = {out->authorization, out->token, out->jwks};
	for (size_t i = 0; i < COUNT(must); i++)
		if (!address_good(issuer, must[i]))
			return refuse(c, "endpoint");
	if (out->userinfo.n && !address_good(issuer, out->userinfo))
		return refuse(c, "userinfo_endpoint");
	if (!address_good(issuer, out->end_session))
		out->end_session = S("");
	methods = json_member(d, "token_endpoint_auth_methods_supported");
	out->secret_in_form =
		methods && !list_has(methods, S("client_secret_basic")) && list_has(methods, S("client_secret_post"));
	return NULL;
}

/* ---- the ID token ---- */

static err read_header(struct ctx *c, str token, const char **alg, str *kid)
{
	str head, rest;
	const struct node *h;
	str_cut(token, '.', &head, &rest);
	str json = base64url_parse(c->a, head);
	if (!json.s || json_read(c, json, &h))
		return refuse(c, "header");
	bool rsa = str_is(text_of(h, "alg"), "RS256"), ec = str_is(text_of(h, "alg"), "ES256");
	if ((!rsa && !ec) || json_member(h, "crit"))
		return refuse(c, "alg");
	*alg = rsa ? "RS256" : "ES256";
	*kid = text_of(h, "kid");
	return NULL;
}

/* The members of a key that matter, as a key of its own. False: not of this kind, or too weak. */
static bool key_text(arena *a, const struct node *key, const char *alg, str *out)
{
	static const char *const rsa[] = {"kty", "n", "e", NULL}, *const ec[] = {"kty", "crv", "x", "y", NULL};
	bool is_rsa = !strcmp(alg, "RS256");
	str use = text_of(key, "use"), own = text_of(key, "alg");
	buf b = {.a = a};
	if (!str_is(text_of(key, "kty"), is_rsa ? "RSA" : "EC") || (use.n && !str_is(use, "sig")) || (own.n && !str_is(own, alg)))
		return false;
	if (is_rsa ? text_of(key, "n").n < 342 /* 2048 bits */ : !str_is(text_of(key, "crv"), "P-256"))
		return false;
	for (const char *const *name = is_rsa ? rsa + 1 : ec + 2; *name; name++)
		if (!text_of(key, *name).n || !base64url_parse(a, text_of(key, *name)).s ||
			(!is_rsa && text_of(key, *name).n != 43))
			return false;
	for (const char *const *name = is_rsa ? rsa : ec; *name; name++) {
		buf_printf(&b, "%s\"%s\":", b.n ? "," : "{", *name);
		json_str(&b, text_of(key, *name));
	}
	buf_lit(&b, "}");
	*out = buf_text(&b);
	return true;
}

static err verify(struct ctx *c, str token, str jwks, str *payload)
{
	enum { TRIES = 8 };
	const struct node *set;
	const char *alg = "";
	str kid = {0}, jwk;
	TRY(read_header(c, token, &alg, &kid));
	if (json_read(c, jwks, &set))
		return refuse(c, "jwks");
	const struct node *list = json_member(set, "keys");
	int tried = 0;
	for (const struct node *k = list && list->type == N_LIST ? list->first : NULL; k && tried < TRIES; k = k->next) {
		if ((kid.n && !str_eq(text_of(k, "kid"), kid)) || !key_text(c->a, k, alg, &jwk))
			continue;
		tried++;
		if (!jws_payload(c, token, alg, jwk, payload))
			return NULL;
	}
	return tried ? refuse(c, "signature") : FAIL(c, NOT_FOUND, "Không có khóa để kiểm tra chữ ký của hệ thống định danh.");
}

static bool number_of(const struct node *claims, const char *name, int64_t *out)
{
	const struct node *n = json_member(claims, name);
	if (!n || (n->type != N_INT && n->type != N_REAL))
		return false;
	double seconds = strtod(n->text.s, NULL); /* an instant may carry fractions of a second */
	*out = n->type == N_INT ? n->i : seconds > 0 && seconds < 1e12 ? (int64_t)seconds : 0;
	return *out > 0 && *out < INT64_C(1000000000000);
}

/* The left half of the hash of the access token. */
static bool at_hash_right(arena *a, str said, str access_token)
{
	struct sha256 h = sha256_of(access_token);
	return same_secret(said, base64url(a, h.bytes, sizeof h.bytes / 2));
}

static const char *audience_fault(const struct node *claims, str client)
{
	const struct node *aud = json_member(claims, "aud");
	str azp = text_of(claims, "azp");
	bool single = aud && aud->type == N_TEXT, several = aud && aud->type == N_LIST && aud->first && aud->first->next;
	if (!(single ? str_eq(aud->text, client) : list_has(aud, client)))
		return "aud";
	return (azp.n || several) && !str_eq(azp, client) ? "azp" : NULL;
}

static const char *fault_of(struct ctx *c, const struct node *claims, const struct oidc_expected *e)
{
	int64_t exp, iat, now = c->now / SECOND;
	str sub = text_of(claims, "sub"), at_hash = text_of(claims, "at_hash");
	if (!str_eq(text_of(claims, "iss"), e->issuer))
		return "iss";
	const char *audience = audience_fault(claims, e->client);
	if (audience)
		return audience;
	if (!number_of(claims, "exp", &exp) || exp + LEEWAY <= now)
		return "exp";
	if (!number_of(claims, "iat", &iat) || iat - LEEWAY > now)
		return "iat";
	if (!e->nonce.n || !same_secret(text_of(claims, "nonce"), e->nonce))
		return "nonce";
	if (at_hash.n && !at_hash_right(c->a, at_hash, e->access_token))
		return "at_hash";
	return sub.n && sub.n <= 255 ? NULL : "sub";
}

err oidc_claims(struct ctx *c, str payload, const struct oidc_expected *e, const struct node **claims)
{
	if (!utf8_valid(payload) || json_read(c, payload, claims) || (*claims)->type != N_OBJECT)
		return refuse(c, "claims");
	const char *fault = fault_of(c, *claims, e);
	return fault ? refuse(c, fault) : NULL;
}

err oidc_id_token(struct ctx *c, str token, str jwks, const struct oidc_expected *e, const struct node **claims)
{
	str payload;
	TRY(verify(c, token, jwks, &payload));
	return oidc_claims(c, payload, e, claims);
}

/* ---- who it is ---- */

static str claim(struct ctx *c, const struct node *id_token, const struct node *userinfo, str name)
{
	const struct node *n = NULL;
	char *key = str_c(c->a, name);
	if (name.n && userinfo)
		n = json_member(userinfo, key);
	if (name.n && !n)
		n = json_member(id_token, key);
	if (!n)
		return S("");
	if (n->type == N_INT)
		return str_format(c->a, "%lld", (long long)n->i);
	return n->type == N_TEXT && utf8_valid(n->text) && n->text.n <= 200 ? text_clean(c->a, n->text, false) : S("");
}

/* 2026-11-23, 23/11/2026, 20261123, 23112026 */
static str date_normal(arena *a, str s)
{
	day d;
	const str forms[] = {s, s.n == 8 ? str_format(a, "%.4s-%.2s-%.2s", s.s, s.s + 4, s.s + 6) : s,
		s.n == 8 ? str_format(a, "%.2s/%.2s/%.4s", s.s, s.s + 2, s.s + 4) : s};
	for (size_t i = 0; i < COUNT(forms); i++)
		if (day_parse(forms[i], &d) && day_parts(d).year >= 1900 && day_parts(d).year < 2100)
			return day_iso(a, d);
	str known; /* OpenID Connect: "the year alone may be given" */
	return date_typed(a, s, true, &known) ? S("") : known;
}

static str sex_normal(arena *a, str s)
{
	static const char *const words[][2] = {{"male", "male"}, {"nam", "male"}, {"m", "male"}, {"1", "male"},
		{"female", "female"}, {"nu", "female"}, {"f", "female"}, {"2", "female"}};
	s = fold(a, s);
	for (size_t i = 0; i < COUNT(words); i++)
		if (str_is(s, words[i][0]))
			return str_of(words[i][1]);
	return S("");
}

void oidc_identity(
	struct ctx *c, const struct node *id_token, const struct node *userinfo, const struct oidc_names *n, struct identity *out)
{
	str number = number_ungrouped(c->a, claim(c, id_token, userinfo, n->personal_number));
	str phone = phone_normal(c->a, claim(c, id_token, userinfo, n->phone));
	*out = (struct identity){
		.subject = text_of(id_token, "sub"),
		.name = claim(c, id_token, userinfo, n->name),
		.birth_on = date_normal(c->a, claim(c, id_token, userinfo, n->birth_on)),
		.sex = sex_normal(c->a, claim(c, id_token, userinfo, n->sex)),
		.phone = phone_valid(phone) ? phone : S(""),
		.email = claim(c, id_token, userinfo, n->email),
	};
	if (!number_of(id_token, "auth_time", &out->auth_time))
		out->auth_time = 0;
	bool good = personal_number_valid(number, out->birth_on, out->sex);
	out->personal_number = good ? number : S("");
}
