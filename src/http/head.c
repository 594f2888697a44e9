#include "inside.h"
#include <arpa/inet.h>
#include <strings.h>

static bool same_name(str a, const char *b) { return a.n == strlen(b) && !strncasecmp(a.s, b, a.n); }

str head_find(const struct http_head *h, const char *name)
{
	for (size_t i = 0; i < h->n; i++)
		if (same_name(h->lines[i].name, name))
			return h->lines[i].value;
	return (str){0};
}

/* ---- percent encoding ---- */
static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool url_decode(arena *a, str raw, bool plus_is_space, str *out)
{
	char *to = NEWN(a, char, raw.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < raw.n; i++) {
		if (raw.s[i] == '%') {
			int high = i + 2 < raw.n ? hex_digit(raw.s[i + 1]) : -1;
			int low = high >= 0 ? hex_digit(raw.s[i + 2]) : -1;
			if (low < 0)
				return false;
			to[n++] = (char)(high << 4 | low);
			i += 2;
		} else {
			to[n++] = plus_is_space && raw.s[i] == '+' ? ' ' : raw.s[i];
		}
	}
	*out = (str){to, n};
	return utf8_valid(*out);
}

str query_find(arena *a, str query, const char *name)
{
	str rest = query, pair, raw_name, raw_value, key, value;
	while (rest.n) {
		str_cut(rest, '&', &pair, &rest);
		str_cut(pair, '=', &raw_name, &raw_value);
		if (url_decode(a, raw_name, true, &key) && str_is(key, name))
			return url_decode(a, raw_value, true, &value) ? value : (str){0};
	}
	return (str){0};
}

/* ---- target ---- */
static bool has_control(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] < ' ' || s.s[i] == 0x7f)
			return true;
	return false;
}

static bool climbs(str path)
{
	str rest = path, segment;
	while (rest.n) {
		str_cut(rest, '/', &segment, &rest);
		if (str_is(segment, ".") || str_is(segment, ".."))
			return true;
	}
	return false;
}

static bool target_ok(arena *a, struct http_head *h)
{
	str raw;
	if (!h->target.n || h->target.s[0] != '/' || has_control(h->target) || memchr(h->target.s, ' ', h->target.n) ||
		memchr(h->target.s, '#', h->target.n))
		return false;
	str_cut(h->target, '?', &raw, &h->query);
	/* An encoded '/' would be one path to a proxy and another to us. */
	size_t slashes = 0, slashes_after = 0;
	for (size_t i = 0; i < raw.n; i++)
		slashes += raw.s[i] == '/';
	if (!url_decode(a, raw, false, &h->path) || has_control(h->path))
		return false;
	for (size_t i = 0; i < h->path.n; i++)
		slashes_after += h->path.s[i] == '/';
	return slashes == slashes_after && !climbs(h->path);
}

/* ---- headers ---- */
static bool token(str s)
{
	static const char others[] = "!#$%&'*+-.^_`|~";
	for (size_t i = 0; i < s.n; i++) {
		char c = s.s[i], lower = c | 0x20;
		if (!(c >= '0' && c <= '9') && !(lower >= 'a' && lower <= 'z') && (!c || !strchr(others, c)))
			return false;
	}
	return s.n > 0;
}

static bool value_ok(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (((unsigned char)s.s[i] < ' ' && s.s[i] != '\t') || s.s[i] == 0x7f)
			return false;
	return true;
}

static bool host_ok(str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.s[i], lower = c | 0x20;
		if (!(c >= '0' && c <= '9') && !(lower >= 'a' && lower <= 'z') && (!c || !strchr("-._:[]", c)))
			return false;
	}
	return s.n > 0 && s.n <= 255;
}

static size_t times(const struct http_head *h, const char *name)
{
	size_t n = 0;
	for (size_t i = 0; i < h->n; i++)
		n += same_name(h->lines[i].name, name);
	return n;
}

/* Two readers of one head must agree where its body ends: whatever leaves room for doubt is refused. */
static int framing(struct http_head *h)
{
	size_t hosts = times(h, "Host"), lengths = times(h, "Content-Length"), codings = times(h, "Transfer-Encoding");
	bool old = str_is(h->version, "HTTP/1.0");
	if (hosts > 1 || (!hosts && !old) || (hosts && !host_ok(head_find(h, "Host"))) || lengths > 1 || codings > 1)
		return 400;
	if (codings) {
		if (lengths || old)
			return 400;
		if (!same_name(head_find(h, "Transfer-Encoding"), "chunked"))
			return 501;
		/* libmicrohttpd takes a bare LF for the end of a chunk, as proxies do not, and no option of it forbids that: a body says
		 * its length. Browsers do, and a proxy that buffers makes one of a chunked body. */
		return 411;
	}
	if (lengths) {
		str value = head_find(h, "Content-Length");
		if (!value.n || value.s[0] == '-' || !str_int(value, &h->length))
			return 400;
	}
	return 0;
}

int head_check(arena *a, struct http_head *h)
{
	h->path = S("/");
	h->query = (str){0};
	if (!token(h->method))
		return 400;
	for (size_t i = 0; i < h->n; i++)
		if (!token(h->lines[i].name) || !value_ok(h->lines[i].value))
			return 400;
	if (!target_ok(a, h)) {
		h->path = S("/");
		h->query = (str){0};
		return 400;
	}
	return framing(h);
}

/* ---- what some headers hold ---- */
str cookie_find(str header, const char *name)
{
	str rest = header, pair, key, value;
	while (rest.n) {
		str_cut(rest, ';', &pair, &rest);
		if (str_cut(str_trim(pair), '=', &key, &value) && str_is(str_trim(key), name)) {
			value = str_trim(value);
			if (value.n >= 2 && value.s[0] == '"' && value.s[value.n - 1] == '"')
				value = (str){value.s + 1, value.n - 2};
			return value;
		}
	}
	return (str){0};
}

bool media_is(str content_type, const char *type)
{
	str media, rest;
	str_cut(content_type, ';', &media, &rest);
	return same_name(str_trim(media), type);
}

str media_boundary(arena *a, str content_type)
{
	str rest, parameter, key, value;
	str_cut(content_type, ';', &parameter, &rest);
	while (rest.n) {
		str_cut(rest, ';', &parameter, &rest);
		str_cut(str_trim(parameter), '=', &key, &value);
		if (!same_name(key, "boundary"))
			continue;
		if (value.n >= 2 && value.s[0] == '"' && value.s[value.n - 1] == '"')
			value = (str){value.s + 1, value.n - 2};
		bool legal = value.n >= 1 && value.n <= 70 && value.s[value.n - 1] != ' ';
		for (size_t i = 0; legal && i < value.n; i++)
			legal = value.s[i] >= ' ' && value.s[i] < 0x7f && value.s[i] != '"';
		return legal ? str_copy(a, value) : (str){0};
	}
	return (str){0};
}

str address_last(arena *a, str forwarded_for)
{
	size_t from = forwarded_for.n;
	while (from && forwarded_for.s[from - 1] != ',')
		from--;
	str last = from ? str_trim((str){forwarded_for.s + from, forwarded_for.n - from}) : str_trim(forwarded_for);
	unsigned char binary[16];
	char *text = str_c(a, last);
	bool address = last.n < 46 && (inet_pton(AF_INET, text, binary) == 1 || inet_pton(AF_INET6, text, binary) == 1);
	return address ? (str){text, last.n} : (str){0};
}

/* "0.75" -> 750; what is no weight is 0: who does not say clearly that he takes it does not get it. */
static int weight_of(str s)
{
	static const int tens[] = {100, 10, 1};
	if (!s.n || s.n > 5 || s.s[0] < '0' || s.s[0] > '1' || (s.n > 1 && s.s[1] != '.'))
		return 0;
	int weight = (s.s[0] - '0') * 1000;
	for (size_t i = 2; i < s.n; i++) {
		if (s.s[i] < '0' || s.s[i] > '9')
			return 0;
		weight += (s.s[i] - '0') * tens[i - 2];
	}
	return weight <= 1000 ? weight : 0;
}

int http_weight(str header, const char *what)
{
	str rest = header, element, name, parameter, key, value;
	while (rest.n) {
		str_cut(rest, ',', &element, &rest);
		str_cut(element, ';', &name, &element);
		if (!same_name(str_trim(name), what))
			continue;
		int weight = 1000;
		while (element.n) {
			str_cut(element, ';', &parameter, &element);
			if (str_cut(parameter, '=', &key, &value) && same_name(str_trim(key), "q"))
				weight = weight_of(str_trim(value));
		}
		return weight;
	}
	return -1;
}
