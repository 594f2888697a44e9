#include "web/sealed.h"
#include <stdlib.h>

enum { SECRET = 32, MOST = 8 * 1024 };
static char installation[SECRET];
static bool known;

void seal_with(str secret)
{
	if (secret.n != SECRET)
		abort();
	memcpy(installation, secret.s, SECRET);
	known = true;
}

/* Lengths stand before texts, so that no two seals share a key. */
static str key_of(arena *a, const struct seal *s)
{
	if (!known)
		abort();
	str facts = str_format(
		a, "%zu %s %lld %zu %.*s", strlen(s->purpose), s->purpose, (long long)s->account, s->form.n, STR_ARG(s->form));
	struct sha256 key = hmac_sha256((str){installation, SECRET}, facts);
	return str_copy(a, (str){(const char *)key.bytes, sizeof key.bytes});
}

str sealed(struct ctx *c, const struct seal *s, str text)
{
	int64_t until = c->now + s->lasts;
	buf plain = {.a = c->a};
	buf_printf(&plain, "%lld ", (long long)until);
	buf_str(&plain, text);
	str closed = secret_seal(c->a, key_of(c->a, s), buf_text(&plain));
	return base64url(c->a, closed.s, closed.n);
}

/* The end stands inside; a clock that was set back does not make it longer than it ever was. */
bool unsealed(struct ctx *c, const struct seal *s, str came_back, str *text)
{
	str until, rest;
	int64_t at;
	if (!came_back.n || came_back.n > MOST)
		return false;
	str plain = secret_open(c->a, key_of(c->a, s), base64url_parse(c->a, came_back));
	if (!plain.s || !str_cut(plain, ' ', &until, &rest) || !str_int(until, &at) || c->now >= at || at - c->now > s->lasts)
		return false;
	*text = rest;
	return true;
}
