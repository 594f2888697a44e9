/* One-time codes: the adapter of OpenSSL's HMAC (libsodium has no SHA-1, and the apps know nothing else). */
#include "auth/auth.h"
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>

int totp_code(str secret, int64_t step)
{
	unsigned char message[8], mac[EVP_MAX_MD_SIZE];
	unsigned n = 0;
	for (int i = 0; i < 8; i++)
		message[i] = (unsigned char)(step >> (56 - 8 * i));
	if (!HMAC(EVP_sha1(), secret.s, (int)secret.n, message, sizeof message, mac, &n) || n != 20)
		abort();
	int at = mac[19] & 15; /* RFC 4226, 5.3: the last four bits say where the number lies */
	uint32_t number =
		(uint32_t)(mac[at] & 0x7f) << 24 | (uint32_t)mac[at + 1] << 16 | (uint32_t)mac[at + 2] << 8 | mac[at + 3];
	return (int)(number % 1000000);
}

int64_t totp_match(str secret, str code, int64_t now, int64_t last)
{
	int64_t typed, present = now / SECOND / TOTP_STEP, found = 0;
	if (code.n != 6 || !str_int(code, &typed) || typed < 0)
		return 0;
	for (int64_t step = present - 1; step <= present + 1; step++)
		if (totp_code(secret, step) == typed && step > last)
			found = step;
	return found;
}

str base32(arena *a, str bytes)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	char *out = arena_get(a, bytes.n * 8 / 5 + 2);
	size_t n = 0;
	uint32_t bits = 0;
	int have = 0;
	for (size_t i = 0; i < bytes.n; i++) {
		bits = bits << 8 | (unsigned char)bytes.s[i];
		for (have += 8; have >= 5; have -= 5)
			out[n++] = letters[bits >> (have - 5) & 31];
	}
	if (have)
		out[n++] = letters[bits << (5 - have) & 31];
	return (str){out, n};
}
