/* The open format: one JSON object a line, {"table":"unit","row":{"id":1,...}}; blobs in base64url.
 *
 * First the lines of `migration`: an import compares them with its own store and so knows that the columns agree. Then every
 * table, referred ones first, rows by primary key, so that the same data gives the same bytes from either backend. Full-text
 * tables are moved like others, as (rowid, text): what PostgreSQL keeps of a text, its words with their positions, is put
 * together again. */
#include "inside.h"
#include <errno.h>
#include <unistd.h>

enum { FLUSH = 256 * 1024 };

struct output {
	int fd;
	arena scratch; /* of the lines not yet written */
	buf b;
	int64_t rows;
};

static err flush(struct ctx *c, struct output *o)
{
	for (size_t at = 0; at < o->b.n;) {
		ssize_t n = write(o->fd, o->b.s + at, o->b.n - at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return FAIL(c, errno == ENOSPC ? BUSY : BROKEN, "export: %s", strerror(errno));
		at += (size_t)n;
	}
	arena_reset(&o->scratch);
	o->b = (buf){.a = &o->scratch};
	return NULL;
}

static void put_name(buf *b, str name) /* quoted: names such as position or procedure are words of SQL */
{
	buf_printf(b, "\"%.*s\"", STR_ARG(name));
}

/* A word of a tsvector stands at positions; ordered by them the words are the folded text again. */
static void put_column(buf *b, const struct column *k)
{
	if (!k->folded) {
		put_name(b, k->name);
		return;
	}
	buf_lit(b, "(select coalesce(string_agg(w, ' ' order by p, w), '') from (select lexeme as w, "
		   "unnest(coalesce(positions, '{0}')) as p from unnest(");
	put_name(b, k->name);
	buf_lit(b, ")) as words)");
}

static const char *select_text(arena *a, const struct table *t)
{
	buf b = {.a = a};
	for (size_t i = 0; i < t->n; i++) {
		buf_str(&b, i ? S(", ") : S("select "));
		put_column(&b, &t->columns[i]);
	}
	buf_lit(&b, " from ");
	put_name(&b, t->name);
	bool first = true;
	for (int64_t place = 1; place <= (int64_t)t->n; place++)
		for (size_t i = 0; i < t->n; i++)
			if (t->columns[i].key == place) {
				buf_str(&b, first ? S(" order by ") : S(", "));
				put_name(&b, t->columns[i].name);
				first = false;
			}
	return b.s;
}

static void put_cell(buf *b, struct rows *r, int i, enum value_type type)
{
	if (row_null(r, i))
		buf_lit(b, "null");
	else if (type == V_INT)
		buf_printf(b, "%lld", (long long)row_int(r, i));
	else if (type == V_REAL)
		buf_printf(b, "%.17g", row_real(r, i));
	else if (type == V_TEXT)
		json_str(b, row_text(r, i, b->a));
	else {
		str bytes = row_blob(r, i, b->a);
		json_str(b, base64url(b->a, bytes.s, bytes.n));
	}
}

static err export_table(struct ctx *c, const struct table *t, struct output *o)
{
	const char *text = select_text(c->a, t);
	const struct sql q = {.sqlite = text, .postgres = text};
	struct rows *r;
	TRY(db_query(c, &q, NULL, &r));
	for (;;) {
		bool more;
		TRY(db_next(c, r, &more));
		if (!more)
			break;
		buf_lit(&o->b, "{\"table\":");
		json_str(&o->b, t->name);
		buf_lit(&o->b, ",\"row\":{");
		for (size_t i = 0; i < t->n; i++) {
			buf_str(&o->b, i ? S(",") : S(""));
			json_str(&o->b, t->columns[i].name);
			buf_lit(&o->b, ":");
			put_cell(&o->b, r, (int)i, t->columns[i].type);
		}
		buf_lit(&o->b, "}}\n");
		o->rows++;
		err e = o->b.n > FLUSH ? flush(c, o) : NULL;
		if (e) {
			db_done(r);
			return e;
		}
	}
	db_done(r);
	return NULL;
}

static err export_all(struct ctx *c, struct output *o)
{
	struct column columns[] = {
		{S("module"), V_TEXT, false, 1}, {S("number"), V_INT, false, 2}, {S("hash"), V_TEXT, false, 0}};
	const struct table migration = {.name = S("migration"), .columns = columns, .n = COUNT(columns)};
	struct tables list;
	TRY(db_tables(c, &list));
	TRY(export_table(c, &migration, o));
	o->rows = 0; /* data only */
	for (size_t i = 0; i < list.n; i++)
		TRY(export_table(c, list.v[i], o));
	return flush(c, o);
}

err db_export(struct ctx *c, struct store *s, int fd, int64_t *rows)
{
	struct output o = {.fd = fd};
	struct db *before = c->db;
	o.b = (buf){.a = &o.scratch};
	TRY(db_use(c, s));
	err e = db_read_begin(c); /* one moment of the whole store */
	if (!e) {
		e = export_all(c, &o);
		db_read_end(c);
	}
	arena_free(&o.scratch);
	*rows = o.rows;
	c->db = before;
	return e;
}
