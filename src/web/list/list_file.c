/* list_file: a declared list as a file for spreadsheets and maps. Rows are asked in batches, each in memory of its own, and written to a file
 * that has no name any more when it is sent. */
#include "web/list/list.h"
#include "html/csv.h"
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include "web/input.h"
#include "web/reply.h"
#include "web/services/audit.h"

enum {
	BATCH = 500,
	CELL_MAX = 32767,
	NARROW = 18,
	WIDE = 30,
	LINE = 15,
	HEIGHT_MAX = 405
}; /* rows; letters that a cell may hold; widths of columns in letters; heights of a line and of a row in points */

struct sheet { /* one of the kinds */
	const struct listing *l;
	int fd; /* csv */
	buf out;
	char *path; /* xlsx */
	lxw_workbook *book;
	lxw_worksheet *page;
	lxw_format *day, *time, *text, *number;
	uint32_t row;
	size_t lines; /* of the row's longest text */
};
struct file_kind {
	const char *ending, *mime;
	err (*head)(struct ctx *c, struct sheet *s);
	err (*row)(struct ctx *c, struct sheet *s, const void *row);
	err (*end)(struct ctx *c, struct sheet *s, int *fd);
};

static bool in_file(const struct column *column)
{
	return column->place != COLUMN_ON_PAGE && (column->text || column->as != COLUMN_MADE);
}

static err broken(struct ctx *c, const char *what) { return FAIL(c, BROKEN, "list file: %s: %s", what, strerror(errno)); }

/* ---- rows, batch after batch ---- */

static err too_many(struct ctx *c, const struct list *list)
{
	str most = show_int(c->a, list->file_most ? list->file_most : LIST_FILE_MOST);
	return FAIL(
		c, INVALID, "Danh sách có hơn %.*s dòng, nhiều hơn một tệp chứa được. Hãy lọc bớt rồi xuất lại.", STR_ARG(most));
}

static err batches(struct req *q, const struct list *list, struct listing *l, const struct file_kind *kind, struct sheet *s)
{
	arena batch = {0}, keys = {0}, *const kept = q->ctx.a;
	int64_t left = list->file_most ? list->file_most : LIST_FILE_MOST;
	err e = NULL;
	for (bool more = true; more && !e;) {
		int64_t most = left < BATCH ? left + 1 : BATCH; /* one more than there may be tells that there are */
		l->rows = (struct list_rows){0};
		q->ctx.a = &batch;
		e = list->rows(q, l, most, &l->rows);
		if (!e && (int64_t)l->rows.n > left)
			e = too_many(&q->ctx, list);
		for (size_t i = 0; !e && i < l->rows.n; i++)
			e = kind->row(&q->ctx, s, list_row(l, i));
		q->ctx.a = kept;
		if (e)
			break;
		left -= (int64_t)l->rows.n;
		more = l->rows.cut || (int64_t)l->rows.n == most;
		if (more) {
			struct list_key key = l->rows.cut ? l->rows.cut_after : list_key_of(l, list_row(l, l->rows.n - 1));
			arena_reset(&keys);
			key.text = key.text.n ? str_copy(&keys, key.text) : S("");
			l->from = key;
			l->begun = true;
		}
		arena_reset(&batch);
	}
	if (e) { /* its words may stand in the batch */
		struct error *own = NEW(kept, struct error);
		*own = *e;
		own->text = str_copy(kept, e->text);
		own->problems = NULL;
		e = own;
	}
	arena_free(&batch);
	arena_free(&keys);
	return e;
}

/* The sandbox lets only this one: program/folder.c. */
static const char *temporary_folder(void)
{
	const char *folder = getenv("TMPDIR");
	return folder ? folder : "/tmp";
}

/* ---- text ---- */

static err open_text(struct ctx *c, struct sheet *s)
{
	s->fd = open(temporary_folder(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	s->out.a = c->a;
	return s->fd < 0 ? broken(c, "open") : NULL;
}

/* ---- csv ---- */

static err flush(struct ctx *c, struct sheet *s)
{
	for (size_t done = 0; done < s->out.n;) {
		ssize_t n = write(s->fd, s->out.s + done, s->out.n - done);
		if (n < 0 && errno != EINTR)
			return broken(c, "write");
		done += n > 0 ? (size_t)n : 0;
	}
	s->out.n = 0;
	return NULL;
}

static err csv_head(struct ctx *c, struct sheet *s)
{
	TRY(open_text(c, s));
	csv_begin(&s->out);
	for (size_t i = 0; i < s->l->list->columns.n; i++)
		if (in_file(&s->l->list->columns.v[i]))
			csv_text(&s->out, str_of(s->l->list->columns.v[i].title));
	csv_row_end(&s->out);
	return flush(c, s);
}

static err csv_row(struct ctx *c, struct sheet *s, const void *row)
{
	for (size_t i = 0; i < s->l->list->columns.n; i++) {
		const struct column *column = &s->l->list->columns.v[i];
		const char *at = (const char *)row + column->at;
		if (!in_file(column))
			continue;
		if (!column->text && column->as == COLUMN_NUMBER)
			csv_number(&s->out, *(const int64_t *)at);
		else if (!column->text && column->as == COLUMN_OPTIONAL && ((const opt_int *)at)->set)
			csv_number(&s->out, ((const opt_int *)at)->v);
		else if (!column->text && column->as == COLUMN_PLAIN)
			csv_plain(&s->out, *(const str *)(const void *)at);
		else
			csv_text(&s->out, list_text(c->a, s->l, column, row));
	}
	csv_row_end(&s->out);
	return s->out.n < 32 * 1024 ? NULL : flush(c, s);
}

static err csv_end(struct ctx *c, struct sheet *s, int *fd)
{
	TRY(flush(c, s));
	*fd = s->fd;
	s->fd = -1;
	return NULL;
}

/* ---- json ---- */

static void value_json(struct ctx *c, struct sheet *s, const struct column *column, const void *row)
{
	const char *at = (const char *)row + column->at;
	const opt_int *optional = (const opt_int *)(const void *)at;
	const str *plain = (const str *)(const void *)at;
	if (column->as == COLUMN_PLAIN)
		buf_str(&s->out, plain->n ? *plain : S("null"));
	else if (!column->text && column->as == COLUMN_NUMBER)
		buf_printf(&s->out, "%lld", (long long)*(const int64_t *)(const void *)at);
	else if (!column->text && column->as == COLUMN_OPTIONAL && optional->set)
		buf_printf(&s->out, "%lld", (long long)optional->v);
	else
		json_str(&s->out, list_text(c->a, s->l, column, row));
}

/* Without an id where the list's keys bear none. */
static void members(struct ctx *c, struct sheet *s, const void *row)
{
	const struct list *list = s->l->list;
	int64_t id = list_id(s->l, row);
	bool any = id != 0;
	buf_lit(&s->out, "{");
	if (any)
		buf_printf(&s->out, "\"id\":%lld", (long long)id);
	for (size_t i = 0; i < list->columns.n; i++) {
		if (!in_file(&list->columns.v[i]))
			continue;
		buf_printf(&s->out, "%s\"%s\":", any ? "," : "", list->columns.v[i].name);
		value_json(c, s, &list->columns.v[i], row);
		any = true;
	}
	buf_lit(&s->out, "}");
}

static err json_head(struct ctx *c, struct sheet *s)
{
	TRY(open_text(c, s));
	buf_lit(&s->out, "[");
	return flush(c, s);
}

static err json_row(struct ctx *c, struct sheet *s, const void *row)
{
	buf_str(&s->out, s->row++ ? S(",\n") : S("\n"));
	members(c, s, row);
	return s->out.n < 32 * 1024 ? NULL : flush(c, s);
}

static err json_end(struct ctx *c, struct sheet *s, int *fd)
{
	buf_lit(&s->out, "\n]\n");
	return csv_end(c, s, fd);
}

/* ---- geojson ---- */

static err geojson_head(struct ctx *c, struct sheet *s)
{
	TRY(open_text(c, s));
	buf_lit(&s->out, "{\"type\":\"FeatureCollection\",\"features\":[");
	return flush(c, s);
}

static err geojson_row(struct ctx *c, struct sheet *s, const void *row)
{
	str place = s->l->list->place(c->a, s->l, row);
	int64_t id = list_id(s->l, row);
	buf_printf(&s->out, "%s\n{\"type\":\"Feature\",", s->row++ ? "," : "");
	if (id)
		buf_printf(&s->out, "\"id\":%lld,", (long long)id);
	buf_lit(&s->out, "\"properties\":");
	members(c, s, row);
	buf_printf(&s->out, ",\"geometry\":%.*s}", STR_ARG(place.n ? place : S("null")));
	return s->out.n < 32 * 1024 ? NULL : flush(c, s);
}

static err geojson_end(struct ctx *c, struct sheet *s, int *fd)
{
	buf_lit(&s->out, "\n]}\n");
	return csv_end(c, s, fd);
}

/* ---- xlsx ---- */

/* As wide as a sheet of A4 on its side, the headings on each. */
static void on_paper(lxw_worksheet *page)
{
	enum { A4 = 9 };
	worksheet_set_paper(page, A4);
	worksheet_set_landscape(page);
	worksheet_fit_to_pages(page, 1, 0);
	worksheet_repeat_rows(page, 0, 0);
}

/* Numbers stand to the right and touch no text of the next column. */
static lxw_format *format(struct sheet *s, bool wraps, bool right)
{
	lxw_format *f = workbook_add_format(s->book);
	format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
	if (wraps)
		format_set_text_wrap(f);
	format_set_align(f, right ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT); /* days and times as well */
	if (right)
		format_set_indent(f, 1);
	return f;
}

static void formats(struct sheet *s)
{
	s->day = format(s, false, false);
	s->time = format(s, false, false);
	s->text = format(s, true, false);
	s->number = format(s, false, true);
	if (s->l->list->filled_in)
		format_set_num_format(s->text, "@");
	format_set_num_format(s->day, "dd/mm/yyyy");
	format_set_num_format(s->time, "hh:mm dd/mm/yyyy");
}

static int width_of(const struct column *column)
{
	return (column->as == COLUMN_TEXT || column->as == COLUMN_MADE) && !column->numeric ? WIDE : NARROW;
}

/* Not every program makes a row as high as its texts. Words that are wrapped leave some room in each line. */
static void makes_lines(struct sheet *s, const struct column *column, str text)
{
	size_t lines = 1 + utf8_length(text) / (size_t)(width_of(column) - 4);
	for (size_t i = 0; i < text.n; i++)
		lines += text.s[i] == '\n';
	s->lines = lines > s->lines ? lines : s->lines;
}

static void row_ends(struct sheet *s)
{
	if (s->lines > 1)
		worksheet_set_row(s->page, s->row, s->lines * LINE < HEIGHT_MAX ? (double)(s->lines * LINE) : HEIGHT_MAX, NULL);
	s->lines = 0;
	s->row++;
}

static void headings(struct sheet *s)
{
	const struct list *list = s->l->list;
	lxw_format *left = format(s, true, false), *right = format(s, true, true);
	uint16_t at = 0;
	format_set_bold(left);
	format_set_bold(right);
	for (size_t i = 0; i < list->columns.n; i++) {
		const struct column *column = &list->columns.v[i];
		if (!in_file(column))
			continue;
		worksheet_set_column(s->page, at, at, width_of(column), s->l->list->filled_in ? s->text : NULL);
		makes_lines(s, column, str_of(column->title));
		worksheet_write_string(s->page, 0, at++, column->title, list_numeric(column) ? right : left);
	}
	row_ends(s);
}

static err xlsx_head(struct ctx *c, struct sheet *s)
{
	const char *folder = temporary_folder();
	lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = str_c(c->a, str_of(folder))};
	/* named as files.clean knows what a killed run has left */
	s->path = str_c(c->a, str_format(c->a, "%s/file-list-%s.xlsx", folder, random_token(c->a, 12).s));
	s->book = workbook_new_opt(s->path, &options);
	if (!s->book)
		return broken(c, "workbook");
	s->page = workbook_add_worksheet(s->book, NULL);
	if (!s->page)
		return broken(c, "worksheet");
	formats(s);
	on_paper(s->page);
	headings(s);
	worksheet_freeze_panes(s->page, 1, 0);
	return NULL;
}

static void write_time(struct sheet *s, uint16_t at, int64_t instant)
{
	struct date d = day_parts(day_of(instant));
	int minute = minute_of_day(instant);
	lxw_datetime t = {.year = d.year, .month = d.month, .day = d.day, .hour = minute / 60, .min = minute % 60};
	worksheet_write_datetime(s->page, s->row, at, &t, s->time);
}

static void write_day(struct sheet *s, uint16_t at, day d)
{
	struct date p = day_parts(d);
	lxw_datetime t = {.year = p.year, .month = p.month, .day = p.day};
	worksheet_write_datetime(s->page, s->row, at, &t, s->day);
}

/* What a cell may hold: no more than so many letters, and a NUL ends nothing. */
static const char *cell_text(arena *a, str text)
{
	buf b = {.a = a};
	if (utf8_length(text) > CELL_MAX)
		text = utf8_whole((str){text.s, CELL_MAX});
	if (!memchr(text.s, 0, text.n))
		return str_c(a, text);
	for (size_t i = 0; i < text.n; i++)
		if (text.s[i])
			buf_put(&b, text.s + i, 1);
	return str_c(a, buf_text(&b));
}

/* A day that is whole is one that can be sorted; of a year or month alone the text says what is known. */
static void write_text(struct ctx *c, struct sheet *s, uint16_t at, const struct column *column, const void *row)
{
	str stored = column->as == COLUMN_DAY && !column->text ? *(const str *)((const char *)row + column->at) : S("");
	day d;
	if (stored.n && day_parse(stored, &d)) {
		write_day(s, at, d);
		return;
	}
	str text = list_text(c->a, s->l, column, row);
	makes_lines(s, column, text);
	if (text.n)
		worksheet_write_string(s->page, s->row, at, cell_text(c->a, text), column->numeric ? s->number : s->text);
}

static err xlsx_row(struct ctx *c, struct sheet *s, const void *row)
{
	uint16_t at = 0;
	for (size_t i = 0; i < s->l->list->columns.n; i++) {
		const struct column *column = &s->l->list->columns.v[i];
		const char *member = (const char *)row + column->at;
		const opt_int *optional = (const opt_int *)(const void *)member;
		if (!in_file(column))
			continue;
		enum column_as as = column->text ? COLUMN_TEXT : column->as;
		if (as == COLUMN_NUMBER)
			worksheet_write_number(s->page, s->row, at, (double)*(const int64_t *)(const void *)member, s->number);
		else if (as == COLUMN_OPTIONAL && optional->set)
			worksheet_write_number(s->page, s->row, at, (double)optional->v, s->number);
		else if (as == COLUMN_TIME)
			write_time(s, at, *(const int64_t *)(const void *)member);
		else if (as == COLUMN_DATE)
			write_day(s, at, day_of(*(const int64_t *)(const void *)member));
		else if (as == COLUMN_TIME_OPTIONAL && optional->set)
			write_time(s, at, optional->v);
		else if (as == COLUMN_DATE_OPTIONAL && optional->set)
			write_day(s, at, day_of(optional->v));
		else
			write_text(c, s, at, column, row);
		at++;
	}
	row_ends(s);
	return NULL;
}

static err xlsx_end(struct ctx *c, struct sheet *s, int *fd)
{
	lxw_workbook *book = s->book;
	s->book = NULL; /* closing frees it, also when it fails */
	lxw_error wrong = workbook_close(book);
	if (wrong)
		return FAIL(c, BROKEN, "list file: %s", lxw_strerror(wrong));
	*fd = open(s->path, O_RDONLY | O_CLOEXEC);
	return *fd < 0 ? broken(c, s->path) : NULL;
}

/* ---- the answer ---- */

static const struct file_kind csv = {"csv", "text/csv; charset=utf-8", csv_head, csv_row, csv_end};
static const struct file_kind geojson = {"geojson", "application/geo+json", geojson_head, geojson_row, geojson_end};
static const struct file_kind json = {"json", "application/json", json_head, json_row, json_end};
static const struct file_kind xlsx = {
	"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_head, xlsx_row, xlsx_end};

static err write_file(struct req *q, struct listing *l, const struct file_kind *kind, struct sheet *s, int *fd)
{
	TRY(kind->head(&q->ctx, s));
	TRY(batches(q, l->list, l, kind, s));
	return kind->end(&q->ctx, s, fd);
}

/* "ho-so-closed.csv": what was chosen from a list of choices tells one file from the next. */
static str file_name(arena *a, const struct listing *l, const struct file_kind *kind)
{
	buf b = {.a = a};
	buf_printf(&b, "%s", l->list->file);
	for (size_t i = 0; i < l->list->filters.n; i++) {
		const struct field *f = &l->list->filters.v[i];
		str value = f->choices ? list_asked_text(a, l, f) : S("");
		for (const struct choice *o = f->choices; o && o->value; o++)
			if (value.n && str_is(value, o->value))
				buf_printf(&b, "-%.*s", STR_ARG(value));
	}
	buf_printf(&b, ".%s", kind->ending);
	return buf_text(&b);
}

/* From the first row on, whatever page was asked. */
static err look_written(struct req *q, struct listing *l, const struct file_kind *kind, int *fd)
{
	struct sheet s = {.l = l, .fd = -1};
	*fd = -1;
	l->begun = false;
	l->from = (struct list_key){0};
	err e = write_file(q, l, kind, &s, fd);
	if (s.book)
		workbook_close(s.book);
	if (s.path)
		unlink(s.path);
	if (s.fd >= 0)
		close(s.fd);
	return e;
}

err list_written(struct req *q, struct listing *l, enum list_written_as as, int *fd)
{
	static const struct file_kind *const kinds[] = {
		[LIST_AS_CSV] = &csv, [LIST_AS_JSON] = &json, [LIST_AS_GEOJSON] = &geojson};
	return look_written(q, l, kinds[as], fd);
}

static err file_written(struct req *q, const struct list *list, struct listing *l, const struct file_kind *kind, int *fd)
{
	*fd = -1;
	if (list->made)
		TRY(list->made(q, &list));
	if (kind == &geojson && !list->place)
		return FAIL(&q->ctx, NOT_FOUND, "place");
	TRY(list_read(q, list, arena_get(q->ctx.a, list->asked ? list->asked : 1), l));
	if (l->wrong) /* the page says it beside the filter; a file has nobody to read it */
		return FAIL(&q->ctx, INVALID, "%.*s", STR_ARG(q->page.problems->text));
	return look_written(q, l, kind, fd);
}

/* A long one keeps a thread and a snapshot of the store for some time: there are threads and disk for others too. */
static err file_made(struct req *q, const struct list *list, struct listing *l, const struct file_kind *kind, int *fd)
{
	static atomic_int now;
	err e = atomic_fetch_add(&now, 1) < LIST_FILES_AT_ONCE
			? file_written(q, list, l, kind, fd)
			: FAIL(&q->ctx, BUSY, "Máy chủ đang xuất nhiều danh sách. Hãy thử lại sau ít phút.");
	atomic_fetch_sub(&now, 1);
	return e;
}

static err send_list(struct req *q, const struct list *list, const struct file_kind *kind)
{
	struct listing l = {0};
	struct stat status;
	int fd;
	TRY(file_made(q, list, &l, kind, &fd));
	if (fstat(fd, &status)) {
		close(fd);
		return broken(&q->ctx, "stat");
	}
	if (l.list->looked)
		audit_look(q, l.list->looked, q->ctx.unit, l.list->purpose);
	return reply_file(q, fd, status.st_size, file_name(q->ctx.a, &l, kind), kind->mime, S(""), true);
}

err list_file(struct req *q, bool for_excel, int *fd)
{
	struct listing l = {0};
	return file_made(q, q->route->list, &l, for_excel ? &xlsx : &csv, fd);
}

err list_send(struct req *q, const struct list *list, bool for_excel) { return send_list(q, list, for_excel ? &xlsx : &csv); }
err list_csv(struct req *q) { return list_send(q, q->route->list, false); }
err list_geojson(struct req *q) { return send_list(q, q->route->list, &geojson); }
err list_xlsx(struct req *q) { return list_send(q, q->route->list, true); }
