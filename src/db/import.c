/* Reads the open format that export.c describes into an empty store, all in one transaction. */
#include "inside.h"
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 256 * 1024 * 1024, PARAMS = 64 };

struct input {
	int fd;
	char *s; /* what has been read and not used */
	size_t at, n, cap;
	int64_t line, rows;
	arena scratch; /* of one line */
	struct map inserts;
	struct map applied; /* "module number" -> hash: what this store has run */
	size_t same;
};
struct insert { /* a table and its statement */
	const struct table *t;
	struct sql sql;
};

/* ---- lines ---- */

static err refill(struct ctx *c, struct input *in, bool *end)
{
	if (in->at) {
		memmove(in->s, in->s + in->at, in->n -= in->at);
		in->at = 0;
	}
	if (in->cap - in->n < 64 * 1024) {
		size_t cap = in->cap ? in->cap * 2 : 256 * 1024;
		char *bigger = cap > LINE_MAX_BYTES ? NULL : realloc(in->s, cap);
		if (!bigger)
			return FAIL(c, TOO_LARGE, "Dòng %lld của tệp quá dài.", (long long)in->line + 1);
		in->s = bigger;
		in->cap = cap;
	}
	ssize_t n;
	while ((n = read(in->fd, in->s + in->n, in->cap - in->n)) < 0 && errno == EINTR)
		continue;
	if (n < 0)
		return FAIL(c, BROKEN, "import: %s", strerror(errno));
	in->n += (size_t)n;
	*end = n == 0;
	return NULL;
}

/* s == NULL at the end. */
static err next_line(struct ctx *c, struct input *in, str *line)
{
	size_t from = 0;
	bool end = false;
	*line = (str){0};
	for (;;) {
		char *stop = in->n > in->at + from ? memchr(in->s + in->at + from, '\n', in->n - in->at - from) : NULL;
		if (!stop && !end) {
			from = in->n - in->at;
			TRY(refill(c, in, &end));
			continue;
		}
		if (!stop && in->at == in->n)
			return NULL;
		size_t n = (stop ? (size_t)(stop - in->s) : in->n) - in->at;
		*line = (str){in->s + in->at, n};
		in->at += n + (stop != NULL);
		in->line++;
		return NULL;
	}
}

/* ---- the JSON of a line: an object of an object of plain values ---- */

static void blanks(str *s)
{
	while (s->n && strchr(" \t\r\n", *s->s))
		*s = (str){s->s + 1, s->n - 1};
}

static bool eat(str *s, const char *token)
{
	str t = str_of(token);
	blanks(s);
	if (!str_starts(*s, t))
		return false;
	*s = (str){s->s + t.n, s->n - t.n};
	return true;
}

static bool four_hex(str s, uint32_t *out)
{
	unsigned char b[2];
	if (s.n < 4 || !hex_parse((str){s.s, 4}, b, 2))
		return false;
	*out = (uint32_t)b[0] << 8 | b[1];
	return true;
}

static void put_utf8(buf *b, uint32_t u)
{
	char x[4];
	size_t n = u < 0x80 ? 1 : u < 0x800 ? 2 : u < 0x10000 ? 3 : 4;
	for (size_t i = n; i-- > 1; u >>= 6)
		x[i] = (char)(0x80 | (u & 0x3f));
	x[0] = (char)(n == 1 ? u : (0xf00u >> n & 0xff) | u);
	buf_put(b, x, n);
}

static bool escaped(str *s, buf *b) /* after the backslash */
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *at = s->n && *s->s ? strchr(from, *s->s) : NULL;
	uint32_t u, low;
	if (at) {
		buf_put(b, to + (at - from), 1);
		*s = (str){s->s + 1, s->n - 1};
		return true;
	}
	if (s->n < 5 || *s->s != 'u' || !four_hex((str){s->s + 1, s->n - 1}, &u))
		return false;
	*s = (str){s->s + 5, s->n - 5};
	if (u >= 0xd800 && u < 0xdc00) {
		if (s->n < 6 || s->s[0] != '\\' || s->s[1] != 'u' || !four_hex((str){s->s + 2, s->n - 2}, &low) || low < 0xdc00 ||
			low > 0xdfff)
			return false;
		u = 0x10000 + ((u - 0xd800) << 10 | (low - 0xdc00));
		*s = (str){s->s + 6, s->n - 6};
	}
	put_utf8(b, u);
	return u != 0;
}

static bool json_text(arena *a, str *s, str *out)
{
	if (!eat(s, "\""))
		return false;
	buf b = {.a = a};
	for (;;) {
		size_t n = 0;
		while (n < s->n && s->s[n] != '"' && s->s[n] != '\\' && (unsigned char)s->s[n] >= ' ')
			n++;
		buf_put(&b, s->s, n);
		*s = (str){s->s + n, s->n - n};
		if (eat(s, "\"")) {
			*out = (str){b.s ? b.s : "", b.n};
			return utf8_valid(*out);
		}
		if (!s->n || *s->s != '\\')
			return false;
		*s = (str){s->s + 1, s->n - 1};
		if (!escaped(s, &b))
			return false;
	}
}

static bool json_number(arena *a, str *s, enum value_type type, struct value *out)
{
	blanks(s);
	size_t n = 0;
	while (n < s->n && strchr("+-.0123456789eE", s->s[n]))
		n++;
	str token = {s->s, n};
	*s = (str){s->s + n, s->n - n};
	if (type == V_INT) {
		*out = v_int(0);
		return str_int(token, &out->i);
	}
	char *end, *text = str_c(a, token);
	*out = v_real(strtod(text, &end));
	return n && !*end;
}

static bool base64url_bytes(arena *a, str s, str *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	unsigned char *p = arena_get(a, s.n * 3 / 4 + 1);
	size_t n = 0;
	uint32_t bits = 0;
	for (size_t i = 0; i < s.n; i++) {
		const char *d = s.s[i] ? strchr(digits, s.s[i]) : NULL;
		if (!d)
			return false;
		bits = bits << 6 | (uint32_t)(d - digits);
		if (i % 4)
			p[n++] = (unsigned char)(bits >> (6 - 2 * (i % 4)));
	}
	*out = (str){(char *)p, n};
	return s.n % 4 != 1;
}

static bool json_value(arena *a, str *s, enum value_type type, struct value *out)
{
	str text;
	if (eat(s, "null")) {
		*out = (struct value){.type = V_NULL};
		return true;
	}
	if (type == V_INT || type == V_REAL)
		return json_number(a, s, type, out);
	if (!json_text(a, s, &text))
		return false;
	if (type == V_TEXT) {
		*out = v_text(text);
		return true;
	}
	if (!base64url_bytes(a, text, &text))
		return false;
	*out = v_blob(text);
	return true;
}

/* ---- rows ---- */

static err wrong(struct ctx *c, const struct input *in, const char *what, str name)
{
	return FAIL(c, INVALID, "Dòng %lld của tệp: %s%s%.*s. Chưa có gì được nhập.", (long long)in->line, what,
		name.n ? " " : "", STR_ARG(name));
}

static const struct column *column_of(const struct table *t, str name, size_t *at)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->columns[i].name, name)) {
			*at = i;
			return &t->columns[i];
		}
	return NULL;
}

/* {"id":1,"name":"..."}} -> values in the order of the columns; what is not there is null */
static err row_values(struct ctx *c, const struct input *in, arena *a, const struct table *t, str s, struct value *values)
{
	memset(values, 0, t->n * sizeof *values);
	if (!eat(&s, "{"))
		return wrong(c, in, "sai định dạng", (str){0});
	for (bool first = true; !eat(&s, "}"); first = false) {
		str name;
		size_t at;
		if ((!first && !eat(&s, ",")) || !json_text(a, &s, &name) || !eat(&s, ":"))
			return wrong(c, in, "sai định dạng", (str){0});
		const struct column *k = column_of(t, name, &at);
		if (!k)
			return wrong(c, in, "không có cột", name);
		if (!json_value(a, &s, k->type, &values[at]))
			return wrong(c, in, "giá trị không hợp lệ ở cột", name);
	}
	blanks(&s);
	return eat(&s, "}") && !s.n ? NULL : wrong(c, in, "sai định dạng", (str){0});
}

static err run(struct ctx *c, const struct sql *q, const struct value *values)
{
	struct rows *r;
	bool more;
	TRY(db_query(c, q, values, &r));
	TRY(db_next(c, r, &more));
	db_done(r);
	return NULL;
}

/* The columns agree when the same steps have run in both stores. */
static err same_migration(struct ctx *c, struct input *in, str s)
{
	struct column columns[] = {
		{S("module"), V_TEXT, false, 1}, {S("number"), V_INT, false, 2}, {S("hash"), V_TEXT, false, 0}};
	const struct table t = {.name = S("migration"), .columns = columns, .n = COUNT(columns)};
	struct value v[3];
	TRY(row_values(c, in, &in->scratch, &t, s, v));
	str name = str_format(&in->scratch, "%.*s %lld", STR_ARG(v[0].s), (long long)v[1].i);
	const str *hash = map_get(&in->applied, name);
	if (!hash || !str_eq(*hash, v[2].s))
		return wrong(c, in, "tệp do phiên bản khác của chương trình xuất ra, khác ở bước", name);
	in->same++;
	return NULL;
}

static err import_line(struct ctx *c, struct input *in, str s)
{
	str table;
	struct value values[PARAMS];
	if (!eat(&s, "{") || !eat(&s, "\"table\"") || !eat(&s, ":") || !json_text(&in->scratch, &s, &table) || !eat(&s, ",") ||
		!eat(&s, "\"row\"") || !eat(&s, ":"))
		return wrong(c, in, "sai định dạng", (str){0});
	if (str_is(table, "migration"))
		return same_migration(c, in, s);
	if (in->same != in->applied.n)
		return wrong(c, in, "tệp do phiên bản khác của chương trình xuất ra", (str){0});
	struct insert *x = map_get(&in->inserts, table);
	if (!x)
		return wrong(c, in, "không có bảng", table);
	TRY(row_values(c, in, &in->scratch, x->t, s, values));
	struct ctx row = *c; /* what a row needs goes away with it */
	row.a = &in->scratch;
	err e = run(&row, &x->sql, values);
	if (e)
		return FAIL(c, e->kind == CONFLICT ? INVALID : e->kind, "Dòng %lld của tệp (bảng %.*s): %.*s",
			(long long)in->line, STR_ARG(table), STR_ARG(e->text));
	in->rows++;
	return NULL;
}

/* ---- before and after ---- */

static err must_be_empty(struct ctx *c, const struct table *t)
{
	const char *text = str_format(c->a, "select 1 from \"%.*s\" limit 1", STR_ARG(t->name)).s;
	const struct sql q = {.sqlite = text, .postgres = text};
	struct rows *r;
	bool more;
	TRY(db_query(c, &q, NULL, &r));
	TRY(db_next(c, r, &more));
	db_done(r);
	return more ? FAIL(c, INVALID, "Chỉ nhập được vào kho dữ liệu trống; bảng %.*s đã có dữ liệu.", STR_ARG(t->name)) : NULL;
}

static const char *insert_text(arena *a, const struct table *t, bool postgres)
{
	buf b = {.a = a};
	buf_printf(&b, "insert into \"%.*s\" (", STR_ARG(t->name));
	for (size_t i = 0; i < t->n; i++)
		buf_printf(&b, "%s\"%.*s\"", i ? ", " : "", STR_ARG(t->columns[i].name));
	buf_lit(&b, ") values (");
	for (size_t i = 0; i < t->n; i++)
		buf_printf(&b, t->columns[i].folded ? "%sto_tsvector('simple', %c%d)" : "%s%c%d", i ? ", " : "",
			postgres ? '$' : '?', (int)i + 1);
	buf_lit(&b, ")");
	return b.s;
}

static err prepare_table(struct ctx *c, struct input *in, const struct table *t)
{
	if (t->n > PARAMS)
		return FAIL(c, BROKEN, "import: %.*s has more than %d columns", STR_ARG(t->name), PARAMS);
	TRY(must_be_empty(c, t));
	bool postgres = db_is_postgres(c->db->store);
	unsigned char *types = arena_get(c->a, t->n);
	for (size_t i = 0; i < t->n; i++)
		types[i] = (unsigned char)t->columns[i].type;
	struct insert *x = NEW(c->a, struct insert);
	const char *text = insert_text(c->a, t, postgres);
	*x = (struct insert){t, {str_c(c->a, t->name), text, text, types, (int)t->n, true}};
	map_put(&in->inserts, t->name, x);
	return NULL;
}

static err read_applied(struct ctx *c, struct map *applied)
{
	static const struct sql q = {
		.sqlite = "select module, number, hash from migration", .postgres = "select module, number, hash from migration"};
	struct rows *r;
	TRY(db_query(c, &q, NULL, &r));
	for (;;) {
		bool more;
		TRY(db_next(c, r, &more));
		if (!more)
			break;
		str *hash = NEW(c->a, str);
		*hash = row_text(r, 2, c->a);
		map_put(applied, str_format(c->a, "%.*s %lld", STR_ARG(row_text(r, 0, c->a)), (long long)row_int(r, 1)), hash);
	}
	db_done(r);
	return NULL;
}

static err import_lines(struct ctx *c, struct input *in)
{
	for (;;) {
		str line;
		TRY(next_line(c, in, &line));
		if (!line.s)
			return NULL;
		blanks(&line);
		if (line.n)
			TRY(import_line(c, in, line));
		arena_reset(&in->scratch);
	}
}

static err import_all(struct ctx *c, void *arg)
{
	struct input *in = arg;
	const struct backend *back = c->db->store->back;
	struct tables list;
	in->inserts.a = in->applied.a = c->a;
	TRY(back->before_import(c));
	TRY(db_tables(c, &list));
	TRY(read_applied(c, &in->applied));
	for (size_t i = 0; i < list.n; i++)
		TRY(prepare_table(c, in, list.v[i]));
	err e = import_lines(c, in);
	for (size_t i = 0; i < in->inserts.n; i++) {
		err forgotten = back->forget(c, &((struct insert *)in->inserts.entries[i].value)->sql);
		e = e ? e : forgotten;
	}
	return e ? e : back->after_import(c);
}

err db_import(struct ctx *c, struct store *s, int fd, int64_t *rows)
{
	struct input in = {.fd = fd};
	struct db *before = c->db;
	TRY(db_use(c, s));
	struct job whole = {.fn = import_all, .arg = &in, .once = true};
	err e = db_transact(c, &whole);
	*rows = e ? 0 : in.rows;
	arena_free(&in.scratch);
	free(in.s);
	c->db = before;
	return e;
}
