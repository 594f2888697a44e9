/* A file becomes rows of texts, some hundred a transaction. What is cut off half-way is neither checked nor applied; it is given up by hand or
 * goes with what has expired. */
#include "inside.h"
#include "web/edge/uploads.h"
#include "web/request.h"
#include "web/services/audit.h"
#include "web/services/job.h"
#include "web/services/setting.h"

enum { LOOK = 30, PIECE = 500 };

struct piece {
	const struct taking *t;
	int64_t import;
	struct stored_row {
		int64_t id;
		str cells;
	} rows[PIECE];
	size_t n;
};
OWN_RULE(keep_piece, const struct piece)
struct beginning {
	const struct import_kind *kind;
	str file_name, sheet_name, headings, mapping;
	int64_t days, id;
};
OWN_RULE(begin, struct beginning)
struct finishing {
	int64_t id, total;
	bool is_clear;
};
OWN_RULE(finish, const struct finishing)

static err begin(struct ctx *c, struct beginning *b)
{
	struct import_add added;
	TRY(import_add(c,
		&(struct import_add_in){.unit = c->unit,
			.account = c->actor,
			.kind = str_of(b->kind->name),
			.file_name = b->file_name,
			.sheet_name = b->sheet_name,
			.headings = b->headings,
			.mapping = b->mapping,
			.now = c->now,
			.expires = c->now + b->days * DAY},
		&added));
	b->id = added.id;
	return audit_add(c, "import.upload", "import", added.id, str_of(b->kind->name));
}

static err keep_piece(struct ctx *c, const struct piece *p)
{
	for (size_t i = 0; i < p->n; i++)
		TRY(import_row_add(c, p->rows[i].id, p->import, p->rows[i].cells));
	return NULL;
}

static err finish(struct ctx *c, const struct finishing *f)
{
	TRY(import_read(c, f->id, f->is_clear ? IMPORT_CHECKING : IMPORT_MAPPING, f->total));
	str id = str_format(c->a, "%lld", (long long)f->id);
	return f->is_clear ? job_add(c, "imports.work", id, id, 0) : NULL;
}

/* The row among the first ones that has most headings of this kind, two at least: a value may read like one. A title may stand above it. */
static int64_t headings_line(const struct import_kind *k, struct sheet s)
{
	struct sheet_row row;
	int64_t line = 0, first = 0;
	size_t best = 1;
	for (int i = 0; i < LOOK && sheet_next(&s, &row); i++) {
		size_t known = 0;
		for (size_t j = 0; j < row.n; j++)
			known += import_column_for(k, row.cells[j]) < k->input->n;
		if (known > best) {
			best = known;
			line = row.line;
		}
		if (!first && row.n > 1)
			first = row.line;
	}
	return line ? line : first;
}

/* As lists write them into files: a sign before what a spreadsheet would run. */
static str cell_clean(arena *a, str cell)
{
	cell = text_clean(a, cell, false);
	if (cell.n > 1 && cell.s[0] == '\'' && strchr("=+-@", cell.s[1]))
		return (str){cell.s + 1, cell.n - 1};
	return cell;
}

/* The rows that the file to fill in came with, left as they were. */
static bool is_example(arena *a, const struct import_kind *k, struct texts mapping, const str *cells, size_t n)
{
	bool notes = true, example = true, any = false;
	for (size_t i = 0; i < mapping.n; i++) {
		const struct field *column = import_field_named(k, mapping.v[i]);
		str cell = i < n ? cells[i] : S("");
		if (!column)
			continue;
		const char *sample = k->columns[column - k->input->fields].example;
		any = true;
		notes = notes && str_eq(cell, import_note(a, column));
		example &= str_is(cell, sample ? sample : "");
	}
	return any && (notes || example);
}

static err keep_rows(
	struct req *q, const struct taking *t, struct sheet *s, struct texts mapping, int64_t headings, int64_t *total)
{
	struct piece *p = NEW(q->ctx.a, struct piece);
	struct sheet_row row;
	arena one = {0}, *const own = q->ctx.a;
	err e = NULL;
	*p = (struct piece){.t = t, .import = t->id};
	for (bool more = true; more && !e;) {
		more = sheet_next(s, &row);
		if (more && row.line > headings) {
			for (size_t i = 0; i < row.n; i++)
				row.cells[i] = cell_clean(&one, row.cells[i]);
			row.n = row.n < mapping.n ? row.n : mapping.n;
			if (!is_example(&one, t->kind, mapping, row.cells, row.n) && ++*total)
				p->rows[p->n++] =
					(struct stored_row){row_id(t->id, row.line), import_joined(&one, row.cells, row.n)};
		}
		if (p->n == PIECE || (!more && p->n)) {
			e = apply(&q->ctx, keep_piece, p);
			p->n = 0;
			arena_reset(&one);
		}
		q->ctx.a = own;
	}
	arena_free(&one);
	return e;
}

static err take(struct req *q, struct taking *t)
{
	struct sheet s;
	struct sheet_row row;
	int64_t total = 0, line;
	struct beginning b = {.kind = t->kind, .file_name = t->file.name, .days = setting_int(&q->ctx, IMPORT_DAYS)};
	TRY(sheet_read(&q->ctx, t->file.fd, &s));
	line = headings_line(t->kind, s);
	struct sheet below = s;
	do
		if (!sheet_next(&below, &row))
			return FAIL_FIELD(
				&q->ctx, "file", "Không thấy dòng tên cột. Hãy ghi tên các cột ở dòng đầu, như trong tệp mẫu.");
	while (row.line != line);
	int64_t left = 0;
	for (struct sheet count = below; sheet_next(&count, &(struct sheet_row){0});)
		left++;
	if (!left)
		return FAIL_FIELD(&q->ctx, "file", "Dưới dòng tên cột không có dòng nào. Hãy ghi danh sách vào tệp rồi gửi.");
	if (left > SHEET_ROWS)
		return FAIL_FIELD(&q->ctx, "file", "Tệp có hơn 100.000 dòng. Hãy chia thành nhiều tệp rồi gửi từng tệp.");
	for (size_t i = 0; i < row.n; i++)
		row.cells[i] = cell_clean(q->ctx.a, row.cells[i]);
	b.sheet_name = s.name;
	b.headings = import_joined(q->ctx.a, row.cells, row.n);
	TRY(import_guess(&q->ctx, t->kind, row.cells, row.n, &b.mapping));
	TRY(apply(&q->ctx, begin, &b));
	t->id = b.id;
	struct texts mapping = import_parts(q->ctx.a, b.mapping);
	TRY(keep_rows(q, t, &below, mapping, line, &total));
	struct finishing f = {t->id, total, t->is_clear = !import_lacking(t->kind, mapping)};
	return apply(&q->ctx, finish, &f);
}

err import_take(struct req *q, struct taking *t)
{
	TRY(uploads_take(q, "file", q->ctx.unit, t->file.size));
	return take(q, t);
}

/* ---- what comes by itself ---- */

err import_give(struct req *q, struct import_given *g)
{
	struct taking t = {.file = {.name = g->file_name, .fd = g->fd}};
	if (!may(q, "import.run"))
		return FAIL(&q->ctx, NOT_FOUND, "Người đặt nguồn không còn quyền nhập danh sách.");
	TRY(import_kind_of(q, g->kind, &t.kind));
	if (uploads_room(&q->ctx).stopped)
		return FAIL(&q->ctx, BUSY, "%s", uploads_no_room);
	err e = take(q, &t);
	g->id = t.id;
	g->is_clear = t.is_clear;
	return e;
}

err import_replace(struct ctx *c, int64_t id, bool *busy)
{
	struct imports_of_rows one;
	*busy = false;
	TRY(import_by_id(c, id, &one));
	if (!one.n || !one.v[0].expires_at.set)
		return NULL;
	switch ((enum import_state)one.v[0].state) {
	case IMPORT_MAPPING:
	case IMPORT_READY: return import_stop(c, &(struct confirming){id});
	case IMPORT_READING:
	case IMPORT_CHECKING:
	case IMPORT_APPLYING: *busy = true; return NULL;
	case IMPORT_DONE:
	case IMPORT_STOPPED: return NULL;
	}
	return NULL;
}
