/* The adapter of cjose. Which algorithm a statement may be signed with is said by the caller, never by the statement. */
#include "auth/auth.h"
#include <cjose/cjose.h>

static err refuse(struct ctx *c, const char *what)
{
	return FAIL(c, INVALID, "Chữ ký của nhà cung cấp định danh không đúng (%s).", what);
}

static err payload_of(struct ctx *c, cjose_jws_t *jws, cjose_jwk_t *jwk, const char *alg, str *payload)
{
	cjose_err e;
	uint8_t *plain;
	size_t n;
	const char *said = cjose_header_get(cjose_jws_get_protected(jws), CJOSE_HDR_ALG, &e);
	cjose_jwk_kty_t kind = !strcmp(alg, CJOSE_HDR_ALG_RS256) ? CJOSE_JWK_KTY_RSA : CJOSE_JWK_KTY_EC;
	if (!said || strcmp(said, alg) || cjose_jwk_get_kty(jwk, &e) != kind)
		return refuse(c, "alg");
	if (!cjose_jws_verify(jws, jwk, &e) || !cjose_jws_get_plaintext(jws, &plain, &n, &e))
		return refuse(c, "signature");
	*payload = str_copy(c->a, (str){(const char *)plain, n});
	return NULL;
}

/* Three parts of base64url without padding: cjose ends the program over some of what is not. */
static bool well_formed(arena *a, str compact)
{
	str part, rest = compact;
	for (int i = 0; i < 3; i++) {
		bool more = str_cut(rest, '.', &part, &rest);
		if (!part.n || !base64url_parse(a, part).s || more != (i < 2))
			return false;
	}
	return true;
}

err jws_payload(struct ctx *c, str compact, const char *alg, str key, str *payload)
{
	cjose_err e;
	if (!well_formed(c->a, compact))
		return refuse(c, "jws");
	cjose_jwk_t *jwk = cjose_jwk_import(key.s, key.n, &e);
	cjose_jws_t *jws = jwk ? cjose_jws_import(compact.s, compact.n, &e) : NULL;
	err wrong = jws ? payload_of(c, jws, jwk, alg, payload) : refuse(c, jwk ? "jws" : "jwk");
	if (jws)
		cjose_jws_release(jws);
	if (jwk)
		cjose_jwk_release(jwk);
	return wrong;
}
