/* oidc: what an OpenID provider says, read and judged: its description, its keys, its statement of who somebody is. Bytes in, facts
 * out; provider.c asks the provider. (OpenID Connect Core 1.0, Discovery 1.0; RFC 7517; RFC 9207.) */
#pragma once
#include "base/base.h"

struct oidc_provider {
	str issuer, authorization, token, userinfo, jwks, end_session; /* the last may be empty, and userinfo */
	bool secret_in_form;                                           /* it wants the secret in the form, not in the header */
};
MUST_USE err oidc_discovery(struct ctx *c, str json, str issuer, struct oidc_provider *out);

struct oidc_expected {
	str issuer, client, nonce;
	str access_token; /* what at_hash must be of */
};
struct node;
/* INVALID says which part is wrong; NOT_FOUND: signed with a key that is not in the set (it may be a new one). */
MUST_USE err oidc_id_token(struct ctx *c, str token, str jwks, const struct oidc_expected *e, const struct node **claims);

/* Its second half: the claims, once the signature is known to be right. */
MUST_USE err oidc_claims(struct ctx *c, str payload, const struct oidc_expected *e, const struct node **claims);

struct oidc_names { /* what the provider calls its claims */
	str personal_number, name, birth_on, sex, phone, email;
};
struct identity { /* normal form: dates ISO, sex "male" or "female"; what is missing or makes no sense is empty */
	str subject, personal_number, name, birth_on, sex, phone, email;
	int64_t auth_time; /* seconds: when he last showed the provider that it is he; 0: it does not say */
};
/* Claims of userinfo win over those of the ID token; userinfo may be NULL. */
void oidc_identity(struct ctx *c, const struct node *id_token, const struct node *userinfo, const struct oidc_names *n,
	struct identity *out);
