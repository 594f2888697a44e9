/* sheet_geojson: a FeatureCollection (RFC 7946) as a table, in the helper process: the names of all properties are the headings, in the order in which
 * they first come, behind them "geometry"; each feature is a row. Numbers have their comma as people write it, true and false are words; what is
 * inside itself (a geometry, a list) stays JSON, for whoever takes the row to judge. Nothing is built of the whole: it is gone through twice. */
#include "sheet.h"

enum { DEPTH_MAX = 32, NAME_MAX = 200 };

struct scan {
	const char *s, *end;
	int depth;
	bool bad;
};

/* ---- JSON, piece by piece ---- */

static char next(struct scan *k)
{
	while (k->s < k->end && memchr(" \t\r\n", *k->s, 4))
		k->s++;
	return k->s < k->end && !k->bad ? *k->s : 0;
}

static bool take(struct scan *k, char c)
{
	if (next(k) != c)
		return false;
	k->s++;
	return true;
}

static void want(struct scan *k, char c)
{
	if (!take(k, c))
		k->bad = true;
}

/* The quoted text at hand, its quotes left out, its escapes as they are. */
static str quoted(struct scan *k)
{
	want(k, '"');
	const char *from = k->s;
	while (!k->bad && k->s < k->end && *k->s != '"') {
		k->bad |= (unsigned char)*k->s < ' ';
		k->s += *k->s == '\\' && k->s + 1 < k->end ? 2 : 1;
	}
	str out = {from, (size_t)(k->s - from)};
	want(k, '"');
	return k->bad ? S("") : out;
}

static void value_skip(struct scan *k);

static void inside_skip(struct scan *k, char end)
{
	if (++k->depth > DEPTH_MAX)
		k->bad = true;
	k->s++;
	for (bool first = true; !k->bad && !take(k, end); first = false) {
		if (!first)
			want(k, ',');
		if (end == '}') {
			quoted(k);
			want(k, ':');
		}
		value_skip(k);
	}
	k->depth--;
}

static void literal_skip(struct scan *k)
{
	static const char *const words[] = {"true", "false", "null"};
	size_t left = (size_t)(k->end - k->s), n = 0;
	for (size_t i = 0; i < COUNT(words) && !n; i++)
		if (left >= strlen(words[i]) && !memcmp(k->s, words[i], strlen(words[i])))
			n = strlen(words[i]);
	if (!n && (*k->s == '-' || (*k->s >= '0' && *k->s <= '9')))
		while (n < left && memchr("+-.0123456789eE", k->s[n], 15))
			n++;
	k->bad |= !n;
	k->s += n;
}

static void value_skip(struct scan *k)
{
	switch (next(k)) {
	case '{': inside_skip(k, '}'); break;
	case '[': inside_skip(k, ']'); break;
	case '"': quoted(k); break;
	case 0: k->bad = true; break;
	default: literal_skip(k);
	}
}

static str value_span(struct scan *k)
{
	next(k);
	const char *from = k->s;
	value_skip(k);
	return k->bad ? S("") : (str){from, (size_t)(k->s - from)};
}

/* ---- texts ---- */

static bool hex_of(const char *s, const char *end, uint32_t *out)
{
	unsigned char bytes[2];
	if (end - s < 4 || !hex_parse((str){s, 4}, bytes, 2))
		return false;
	*out = (uint32_t)bytes[0] << 8 | bytes[1];
	return true;
}

static void put_letter(buf *b, uint32_t c)
{
	char u[4] = {(char)(0xf0 | c >> 18), (char)(0x80 | (c >> 12 & 0x3f)), (char)(0x80 | (c >> 6 & 0x3f)),
		(char)(0x80 | (c & 0x3f))};
	if (c < 0x80)
		buf_put(b, (char[]){(char)c}, 1);
	else if (c < 0x800)
		buf_put(b, (char[]){(char)(0xc0 | c >> 6), u[3]}, 2);
	else if (c < 0x10000)
		buf_put(b, (char[]){(char)(0xe0 | c >> 12), u[2], u[3]}, 3);
	else
		buf_put(b, u, 4);
}

/* \u0110, \ud83d\udcc4: half of a pair is none, as is nothing at all. */
static const char *escaped(struct scan *k, const char *s, const char *end, buf *b)
{
	uint32_t c = 0, low = 0;
	if (!hex_of(s, end, &c))
		k->bad = true;
	s += 4;
	if (c >= 0xd800 && c < 0xdc00 && end - s >= 6 && s[0] == '\\' && s[1] == 'u' && hex_of(s + 2, end, &low) &&
		low >= 0xdc00 && low < 0xe000) {
		c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
		s += 6;
	}
	k->bad |= !c || (c >= 0xd800 && c < 0xe000);
	if (!k->bad)
		put_letter(b, c);
	return s;
}

static str text_of(struct scan *k, arena *a, str raw)
{
	buf b = {.a = a};
	if (!memchr(raw.s, '\\', raw.n))
		return raw;
	for (const char *s = raw.s, *end = raw.s + raw.n; s < end && !k->bad;) {
		if (*s != '\\') {
			buf_put(&b, s++, 1);
			continue;
		}
		static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
		const char *at = s + 1 < end ? memchr(from, s[1], sizeof from - 1) : NULL;
		s += 2;
		if (at)
			buf_put(&b, to + (at - from), 1);
		else if (s <= end && s[-1] == 'u')
			s = escaped(k, s, end, &b);
		else
			k->bad = true;
	}
	return k->bad ? S("") : buf_text(&b);
}

static str cell_of(struct scan *k, arena *a, str span)
{
	if (!span.n || str_is(span, "null"))
		return S("");
	if (str_is(span, "true"))
		return S("Có");
	if (str_is(span, "false"))
		return S("Không");
	if (span.s[0] == '"')
		return text_of(k, a, (str){span.s + 1, span.n - 2});
	if (span.s[0] == '{' || span.s[0] == '[')
		return span;
	char *number = str_c(a, span), *dot = strchr(number, '.');
	if (dot)
		*dot = ',';
	return (str){number, span.n};
}

/* ---- features ---- */

struct reading {
	struct sheet_writing *w;
	arena one; /* of a feature */
	bool writes;
	str names[SHEET_COLUMNS];
	size_t n;
	int64_t line;
	str cells[SHEET_COLUMNS];
	bool said[SHEET_COLUMNS];
};

/* Which column; as many as there may be: none is left for it. */
static size_t column_of(struct reading *r, str name)
{
	size_t i = 0;
	while (i < r->n && !str_eq(r->names[i], name))
		i++;
	if (i == r->n && !r->writes && r->n < SHEET_COLUMNS)
		r->names[r->n++] = str_copy(r->w->a, name);
	return i;
}

static void properties_read(struct reading *r, struct scan *k)
{
	if (next(k) == 'n') {
		value_skip(k);
		return;
	}
	want(k, '{');
	for (bool first = true; !k->bad && !take(k, '}'); first = false) {
		if (!first)
			want(k, ',');
		str name = text_of(k, &r->one, quoted(k));
		want(k, ':');
		str span = value_span(k);
		size_t i = k->bad ? SHEET_COLUMNS : column_of(r, name);
		k->bad |= !name.n || name.n > NAME_MAX || (i < SHEET_COLUMNS && r->said[i]);
		if (i >= SHEET_COLUMNS - 1) { /* one is the geometry's */
			r->w->fault = k->bad ? SHEET_BROKEN : SHEET_MANY_COLUMNS;
			k->bad = true;
		}
		if (k->bad)
			return;
		r->said[i] = true;
		r->cells[i] = r->writes ? cell_of(k, &r->one, span) : S("");
	}
}

static void row_write(struct reading *r, str geometry)
{
	for (size_t i = 0; i < r->n; i++)
		sheet_cell(r->w, r->line, (int)i, r->cells[i]);
	sheet_cell_long(r->w, r->line, (int)r->n, str_is(geometry, "null") ? S("") : geometry, SHEET_PLACE);
}

static void feature_read(struct reading *r, struct scan *k)
{
	str type = S(""), geometry = S("");
	arena_reset(&r->one);
	memset(r->cells, 0, sizeof r->cells);
	memset(r->said, 0, sizeof r->said);
	want(k, '{');
	for (bool first = true; !k->bad && !take(k, '}'); first = false) {
		if (!first)
			want(k, ',');
		str name = quoted(k);
		want(k, ':');
		if (str_is(name, "properties"))
			properties_read(r, k);
		else if (str_is(name, "geometry"))
			geometry = value_span(k);
		else if (str_is(name, "type"))
			type = value_span(k);
		else
			value_skip(k);
	}
	k->bad |= !str_is(type, "\"Feature\"");
	r->line++;
	if (r->writes && !k->bad)
		row_write(r, geometry);
}

static void features_read(struct reading *r, struct scan *k)
{
	want(k, '[');
	for (bool first = true; !k->bad && !r->w->fault && !take(k, ']'); first = false) {
		if (!first)
			want(k, ',');
		feature_read(r, k);
	}
}

static void collection_read(struct reading *r, str bytes)
{
	struct scan k = {bytes.s, bytes.s + bytes.n, 0, false};
	str type = S("");
	int lists = 0;
	r->line = 1; /* of the headings */
	want(&k, '{');
	for (bool first = true; !k.bad && !r->w->fault && !take(&k, '}'); first = false) {
		if (!first)
			want(&k, ',');
		str name = quoted(&k);
		want(&k, ':');
		if (str_is(name, "features") && !lists++)
			features_read(r, &k);
		else if (str_is(name, "type"))
			type = value_span(&k);
		else
			value_skip(&k);
	}
	if (r->w->fault)
		return;
	if (k.bad || next(&k) || lists != 1 || !str_is(type, "\"FeatureCollection\""))
		r->w->fault = SHEET_BROKEN;
}

static void headings_write(struct reading *r)
{
	for (size_t i = 0; i < r->n; i++)
		sheet_cell(r->w, 1, (int)i, r->names[i]);
	sheet_cell(r->w, 1, (int)r->n, S("geometry"));
}

bool geojson_is(str bytes)
{
	str text = str_trim(str_starts(bytes, S("\xef\xbb\xbf")) ? (str){bytes.s + 3, bytes.n - 3} : bytes);
	return text.n && text.s[0] == '{' && memmem(text.s, text.n, "\"FeatureCollection\"", 19);
}

enum sheet_fault geojson_read(struct sheet_writing *w, str bytes)
{
	struct reading *r = NEW(w->a, struct reading);
	*r = (struct reading){.w = w};
	if (str_starts(bytes, S("\xef\xbb\xbf")))
		bytes = (str){bytes.s + 3, bytes.n - 3};
	if (!utf8_valid(bytes))
		return SHEET_ENCODING;
	collection_read(r, bytes);
	if (!w->fault) {
		headings_write(r);
		r->writes = true;
		collection_read(r, bytes);
	}
	arena_free(&r->one);
	return w->fault;
}
