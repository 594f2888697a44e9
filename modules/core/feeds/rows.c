/* rows: a list of objects in JSON as CSV, for the reader of tables. */
#include "core/feeds/feeds.h"
#include "doc/sheet.h"
#include "web/json.h"

struct table {
	struct ctx *c;
	str columns[SHEET_COLUMNS];
	size_t n;
	const struct node *cells[SHEET_COLUMNS]; /* of the row at work */
	bool wide;
};

static bool is_scalar(const struct node *n) { return n->type != N_LIST && n->type != N_OBJECT; }

/* Members and those of inner objects, "address.ward"; lists say how long they are and no more. */
static void visit(struct table *t, const struct node *object, str before, bool fills)
{
	for (const struct node *m = object->first; m; m = m->next) {
		str name = before.n ? str_format(t->c->a, "%.*s.%.*s", STR_ARG(before), STR_ARG(m->name)) : m->name;
		size_t i = 0;
		if (m->type == N_OBJECT && !before.n)
			visit(t, m, name, fills);
		if (!is_scalar(m))
			continue;
		while (i < t->n && !str_eq(t->columns[i], name))
			i++;
		if (i == t->n && t->n < SHEET_COLUMNS)
			t->columns[t->n++] = name;
		if (i == SHEET_COLUMNS)
			t->wide = true;
		else if (fills)
			t->cells[i] = m;
	}
}

static void put_cell(buf *b, str text)
{
	buf_lit(b, "\"");
	for (size_t i = 0; i < text.n; i++)
		buf_put(b, text.s[i] == '"' ? "\"\"" : text.s + i, text.s[i] == '"' ? 2 : 1);
	buf_lit(b, "\"");
}

static str said(const struct node *n)
{
	if (!n)
		return S("");
	return n->type == N_BOOL ? n->i ? S("Có") : S("Không") : n->text;
}

static bool is_rows(const struct node *n) { return n && n->type == N_LIST && n->first && n->first->type == N_OBJECT; }

static const struct node *found(const struct node *document, str rows_at)
{
	const struct node *at = document;
	str name;
	if (!rows_at.n) {
		if (is_rows(at) || at->type != N_OBJECT)
			return at;
		for (const struct node *m = at->first; m; m = m->next)
			if (is_rows(m))
				return m;
		return NULL;
	}
	while (at && at->type == N_OBJECT && rows_at.n) {
		str_cut(rows_at, '.', &name, &rows_at);
		const struct node *m = at->first;
		while (m && !str_eq(m->name, name))
			m = m->next;
		at = m;
	}
	return rows_at.n ? NULL : at;
}

err feed_rows(struct ctx *c, const struct node *document, str rows_at, str *csv)
{
	const struct node *list = found(document, rows_at);
	struct table *t = NEW(c->a, struct table);
	buf b = {.a = c->a};
	t->c = c;
	if (!is_rows(list))
		return FAIL(c, INVALID,
			rows_at.n ? "Trong JSON không có danh sách các mục ở “%.*s”."
				  : "JSON nhận được không phải danh sách các mục, và không có danh sách nào bên trong.%.*s",
			STR_ARG(rows_at));
	for (const struct node *n = list->first; n; n = n->next)
		if (n->type == N_OBJECT)
			visit(t, n, S(""), false);
	if (t->wide)
		return FAIL(c, INVALID, "JSON có hơn %d cột.", SHEET_COLUMNS);
	for (size_t i = 0; i < t->n; i++) {
		buf_put(&b, ",", i > 0);
		put_cell(&b, t->columns[i]);
	}
	for (const struct node *n = list->first; n; n = n->next) {
		if (n->type != N_OBJECT)
			continue;
		memset(t->cells, 0, sizeof t->cells);
		visit(t, n, S(""), true);
		for (size_t i = 0; i < t->n; i++) {
			buf_put(&b, i ? "," : "\n", 1);
			put_cell(&b, said(t->cells[i]));
		}
	}
	*csv = buf_text(&b);
	return NULL;
}
