/* crypto: the adapter of libsodium. */
#include "base.h"
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

struct sha256_state {
	crypto_hash_sha256_state state;
};

void crypto_start(void)
{
	if (sodium_init() < 0) {
		fputs("no random source\n", stderr);
		abort();
	}
}

void random_bytes(void *out, size_t n) { randombytes_buf(out, n); }

str random_token(arena *a, size_t bytes)
{
	unsigned char *raw = arena_get(a, bytes);
	random_bytes(raw, bytes);
	return base64url(a, raw, bytes);
}

str random_code(arena *a, size_t characters)
{
	static const char alphabet[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
	char *p = arena_get(a, characters + 1);
	for (size_t i = 0; i < characters; i++)
		p[i] = alphabet[randombytes_uniform(sizeof alphabet - 1)];
	return (str){p, characters};
}

struct sha256_state *sha256_begin(arena *a)
{
	struct sha256_state *s = NEW(a, struct sha256_state);
	crypto_hash_sha256_init(&s->state);
	return s;
}

void sha256_add(struct sha256_state *s, const void *p, size_t n) { crypto_hash_sha256_update(&s->state, p, n); }

struct sha256 sha256_end(struct sha256_state *s)
{
	struct sha256 out;
	crypto_hash_sha256_final(&s->state, out.bytes);
	return out;
}

struct sha256 sha256_of(str s)
{
	struct sha256 out;
	crypto_hash_sha256(out.bytes, (const unsigned char *)(s.s ? s.s : ""), s.n);
	return out;
}

struct sha256 hmac_sha256(str key, str message)
{
	crypto_auth_hmacsha256_state state;
	struct sha256 out;
	crypto_auth_hmacsha256_init(&state, (const unsigned char *)(key.s ? key.s : ""), key.n);
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)(message.s ? message.s : ""), message.n);
	crypto_auth_hmacsha256_final(&state, out.bytes);
	return out;
}

str hex(arena *a, const void *p, size_t n)
{
	char *out = arena_get(a, n * 2 + 1);
	sodium_bin2hex(out, n * 2 + 1, p, n);
	return (str){out, n * 2};
}

bool hex_parse(str s, void *out, size_t n)
{
	size_t got;
	return s.n == n * 2 && !sodium_hex2bin(out, n, s.s, s.n, NULL, &got, NULL) && got == n;
}

str base64url(arena *a, const void *p, size_t n)
{
	size_t size = sodium_base64_encoded_len(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	char *out = arena_get(a, size);
	sodium_bin2base64(out, size, p, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return (str){out, size - 1};
}

str base64url_parse(arena *a, str s)
{
	char *out = arena_get(a, s.n + 1);
	size_t n;
	if (sodium_base642bin(
		    (unsigned char *)out, s.n, s.s ? s.s : "", s.n, NULL, &n, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING))
		return (str){0};
	return (str){out, n};
}

enum { SEAL_HEAD = crypto_secretbox_NONCEBYTES, SEAL_MORE = SEAL_HEAD + crypto_secretbox_MACBYTES };

static const unsigned char *seal_key(str key)
{
	if (key.n != crypto_secretbox_KEYBYTES)
		abort();
	return (const unsigned char *)key.s;
}

str secret_seal(arena *a, str key, str plain)
{
	unsigned char *out = arena_get(a, plain.n + SEAL_MORE);
	random_bytes(out, SEAL_HEAD);
	crypto_secretbox_easy(out + SEAL_HEAD, (const unsigned char *)(plain.s ? plain.s : ""), plain.n, out, seal_key(key));
	return (str){(char *)out, plain.n + SEAL_MORE};
}

str secret_open(arena *a, str key, str sealed)
{
	const unsigned char *in = (const unsigned char *)sealed.s;
	if (sealed.n < SEAL_MORE)
		return (str){0};
	unsigned char *out = arena_get(a, sealed.n - SEAL_MORE + 1);
	if (crypto_secretbox_open_easy(out, in + SEAL_HEAD, sealed.n - SEAL_HEAD, in, seal_key(key)))
		return (str){0};
	return (str){(char *)out, sealed.n - SEAL_MORE};
}

bool same_secret(str a, str b) { return a.n == b.n && (!a.n || !sodium_memcmp(a.s, b.s, a.n)); }

str password_hash(arena *a, str password)
{
	char *out = arena_get(a, crypto_pwhash_STRBYTES);
	if (crypto_pwhash_str(out, password.s ? password.s : "", password.n, crypto_pwhash_OPSLIMIT_INTERACTIVE,
		    crypto_pwhash_MEMLIMIT_INTERACTIVE)) {
		fputs("out of memory for a password hash\n", stderr);
		abort();
	}
	return str_of(out);
}

bool password_matches(str password, str hash)
{
	char stored[crypto_pwhash_STRBYTES] = {0};
	if (hash.n >= sizeof stored)
		return false;
	if (hash.n)
		memcpy(stored, hash.s, hash.n);
	return !crypto_pwhash_str_verify(stored, password.s ? password.s : "", password.n);
}
