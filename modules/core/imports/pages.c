/* What people see: what can be imported, the imports of the unit, one import from its columns to its report, and the files. */
#include "inside.h"
#include "core/imports/imports.html.h"
#include "http/http.h"
#include "web/reply.h"
#include "web/services/audit.h"
#include "web/services/setting.h"

static err unseen(struct ctx *c) { return FAIL(c, NOT_FOUND, "Không có lần nhập này, hoặc ông/bà không được xem."); }

/* Of the reader's unit, and of a kind that he may import. */
err import_visible(struct req *q, int64_t id, struct imports_of *out, const struct import_kind **kind)
{
	err e = import_get(&q->ctx, id, out);
	if (e && e->kind != NOT_FOUND)
		return e;
	if (e || out->unit_id != q->ctx.unit || !q->ctx.actor || import_kind_of(q, out->kind, kind))
		return unseen(&q->ctx);
	return NULL;
}

void import_looked_at(struct req *q, const struct import_kind *kind, int64_t id, const char *purpose)
{
	if (kind->personal)
		audit_look(q, "import", id, purpose);
}

/* What is known stands in what a row changes, and in what is wrong with it. */
static void known_looked_at(struct req *q, const struct import_kind *kind, const struct import_rows *row)
{
	if (kind->about && row->object_id && (row->says.n || row->problems.n))
		audit_look(q, kind->about, row->object_id, "Nhập danh sách từ tệp");
}

err import_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct imports_of im;
	const struct import_kind *kind;
	TRY(import_visible(q, id, &im, &kind));
	out->title = str_format(q->ctx.a, "%s: %.*s", kind->title, STR_ARG(im.file_name));
	out->path = str_format(q->ctx.a, "/nhap-du-lieu/%lld", (long long)id);
	return NULL;
}

/* ---- the imports of the unit ---- */

static const struct {
	const char *code, *title;
} states[] = {
	[IMPORT_READING] = {"reading", "Chưa đọc xong tệp"},
	[IMPORT_MAPPING] = {"mapping", "Chờ chọn cột"},
	[IMPORT_CHECKING] = {"checking", "Đang kiểm tra"},
	[IMPORT_READY] = {"ready", "Chờ xác nhận"},
	[IMPORT_APPLYING] = {"applying", "Đang ghi"},
	[IMPORT_DONE] = {"done", "Đã ghi"},
	[IMPORT_STOPPED] = {"stopped", "Đã bỏ"},
};

static err fact_of(struct ctx *c, const struct imports_of *im, struct import_fact *out)
{
	const struct import_kind *kind;
	TRY(import_kind_named(c, im->kind, &kind));
	size_t state = im->state >= 0 && im->state < (int64_t)COUNT(states) ? (size_t)im->state : IMPORT_STOPPED;
	*out = (struct import_fact){.id = im->id,
		.total = im->total,
		.done = im->added + im->updated,
		.added = im->added,
		.updated = im->updated,
		.wrong = im->wrongs + im->moved + im->failed,
		.made_at = im->made_at,
		.kind = im->kind,
		.title = str_of(kind ? kind->title : ""),
		.file_name = im->file_name,
		.state = str_of(states[state].code),
		.state_title = str_of(states[state].title)};
	return object_title(c, S("account"), im->account_id, &out->by);
}

static err import_facts(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct import_facts *facts = NEW(q->ctx.a, struct import_facts);
	struct imports_of_rows rows = {0};
	struct texts kinds;
	TRY(import_kinds_of(q, &kinds));
	if (kinds.n)
		TRY(imports_of(&q->ctx, q->ctx.unit, l->begun ? l->from.id : INT64_MAX, kinds, most, &rows));
	facts->v = NEWN(q->ctx.a, struct import_fact, rows.n + 1);
	for (; facts->n < rows.n; facts->n++)
		TRY(fact_of(&q->ctx, &rows.v[facts->n], &facts->v[facts->n]));
	*out = LIST_ROWS(*facts);
	return NULL;
}

static struct list_key import_key(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.id = ((const struct import_fact *)row)->id};
}

static void state_part(struct page *p, const struct listing *l, const void *row)
{
	const struct import_fact *f = row;
	(void)l;
	tag(p, f->state_title, str_is(f->state, "done") ? "green" : str_is(f->state, "ready") ? "yellow" : "grey");
}

static const struct column import_columns[] = {
	{.name = "file", .title = "Tệp", .at = offsetof(struct import_fact, file_name), .leads = "/nhap-du-lieu/{id}"},
	{.name = "kind", .title = "Danh sách", .at = offsetof(struct import_fact, title)},
	{.name = "state", .title = "Tình trạng", .at = offsetof(struct import_fact, state_title), .part = state_part},
	{.name = "total", .title = "Số dòng", .as = COLUMN_NUMBER, .at = offsetof(struct import_fact, total)},
	{.name = "done", .title = "Đã ghi", .as = COLUMN_NUMBER, .at = offsetof(struct import_fact, done)},
	{.name = "by", .title = "Người nhập", .at = offsetof(struct import_fact, by)},
	{.name = "at", .title = "Lúc", .as = COLUMN_TIME, .at = offsetof(struct import_fact, made_at)},
};
const struct list imports_list = {.title = "Các lần nhập",
	.path = "/nhap-du-lieu",
	.file = "cac-lan-nhap",
	.columns = LIST(import_columns),
	.row = sizeof(struct import_fact),
	.page = 20,
	.rows = import_facts,
	.key = import_key};

err imports_get(struct req *q)
{
	struct imports_view v = {0};
	struct texts kinds;
	TRY(import_kinds_of(q, &kinds));
	TRY(list_read(q, &imports_list, NULL, &v.list));
	TRY(list_fill(q, &v.list));
	v.imports = (struct import_facts){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	v.kinds.v = NEWN(q->ctx.a, struct import_offer, kinds.n + 1);
	for (; v.kinds.n < kinds.n; v.kinds.n++) {
		const struct import_kind *k;
		TRY(import_kind_named(&q->ctx, kinds.v[v.kinds.n], &k));
		v.kinds.v[v.kinds.n] = (struct import_offer){str_of(k->name), str_of(k->title), str_of(k->note)};
	}
	return reply(q, &v, imports_page);
}

/* ---- a file comes in ---- */

err import_kind_get(struct req *q)
{
	struct import_kind_view v = {0};
	TRY(import_kind_of(q, q->key, &v.kind));
	v.name = str_of(v.kind->name);
	v.title = str_of(v.kind->title);
	v.days = setting_int(&q->ctx, IMPORT_DAYS);
	return reply(q, &v, import_kind_page);
}

err import_kind_post(struct req *q)
{
	struct taking t = {0};
	TRY(import_kind_of(q, q->key, &t.kind)); /* before a byte is read */
	TRY(read_input(q, &t.file));
	TRY(import_take(q, &t));
	return see_other(q, "/nhap-du-lieu/%lld", (long long)t.id);
}

/* ---- one import ---- */

static const struct choice shown_choices[] = {{"moi", "Mới"}, {"doi", "Thay đổi"}, {"nhu-cu", "Như cũ"}, {"sai", "Sai"},
	{"da-ghi", "Đã ghi"}, {"chua-ghi", "Không ghi được"}, {NULL, NULL}};
static const int64_t new_ones[] = {IMPORT_NEW}, changed_ones[] = {IMPORT_CHANGED}, same_ones[] = {IMPORT_SAME},
		     wrong_ones[] = {IMPORT_WRONG}, kept_ones[] = {IMPORT_ADDED, IMPORT_UPDATED},
		     lost_ones[] = {IMPORT_MOVED, IMPORT_FAILED};
static const struct ints shown_verdicts[] = {
	LIST(new_ones), LIST(changed_ones), LIST(same_ones), LIST(wrong_ones), LIST(kept_ones), LIST(lost_ones)};

static struct ints verdicts_of(str asked)
{
	for (size_t i = 0; i < COUNT(shown_verdicts); i++)
		if (str_is(asked, shown_choices[i].value))
			return shown_verdicts[i];
	return import_all_verdicts;
}

static err row_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct import_rows_rows rows = {0};
	int64_t from = l->begun && l->from.id >= 0 && l->from.id < LINES_MAX ? l->from.id : 0;
	TRY(import_rows(&q->ctx, row_id(q->id, from), row_id(q->id + 1, 0), verdicts_of(*(const str *)l->asked), most, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}

static struct list_key row_key(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.id = row_line(((const struct import_rows *)row)->id)};
}

static const struct field row_filters[] = {{.name = "loai", .label = "Dòng cần xem", .type = I_CHOICE, .choices = shown_choices}};
static const struct column row_columns[] = {{.name = "line", .title = "Dòng", .as = COLUMN_MADE}};
const struct list import_rows_list = {.title = "Các dòng của tệp",
	.path = "/nhap-du-lieu/{id}",
	.file = "cac-dong",
	.button = "Xem",
	.columns = LIST(row_columns),
	.filters = LIST(row_filters),
	.asked = sizeof(str),
	.row = sizeof(struct import_rows),
	.rows = row_rows,
	.key = row_key};

static const struct {
	const char *code, *title, *colour;
} verdicts[] = {
	[IMPORT_UNREAD] = {"unread", "Chưa kiểm tra", "grey"},
	[IMPORT_NEW] = {"new", "Mới", "green"},
	[IMPORT_CHANGED] = {"changed", "Thay đổi", "yellow"},
	[IMPORT_SAME] = {"same", "Như cũ", "grey"},
	[IMPORT_WRONG] = {"wrong", "Sai", "red"},
	[IMPORT_ADDED] = {"added", "Đã thêm", "green"},
	[IMPORT_UPDATED] = {"updated", "Đã sửa", "green"},
	[IMPORT_MOVED] = {"moved", "Chưa ghi", "orange"},
	[IMPORT_FAILED] = {"failed", "Không ghi được", "red"},
};

/* The problem of a column; of none when `name` is empty, or of a column that the file has not. */
static str problem_of(struct texts problems, const char *name, struct texts mapping)
{
	for (size_t i = 0; i + 1 < problems.n; i += 2) {
		bool here = str_is(problems.v[i], name);
		bool nowhere = true;
		for (size_t j = 0; j < mapping.n; j++)
			nowhere &= !str_eq(problems.v[i], mapping.v[j]);
		if (name[0] ? here : nowhere)
			return problems.v[i + 1];
	}
	return S("");
}

static struct import_line line_of(struct req *q, const struct import_view *v, const struct import_rows *row)
{
	arena *a = q->ctx.a;
	struct texts mapping = import_parts(a, v->import.mapping), headings = import_parts(a, v->import.headings);
	struct texts cells = import_parts(a, row->cells), problems = import_parts(a, row->problems);
	size_t verdict = row->verdict >= 0 && row->verdict < IMPORT_VERDICTS ? (size_t)row->verdict : IMPORT_UNREAD;
	struct import_line line = {.line = row_line(row->id),
		.verdict = str_of(verdicts[verdict].code),
		.title = str_of(verdicts[verdict].title),
		.colour = verdicts[verdict].colour,
		.says = row->says,
		.problem = problem_of(problems, "", mapping)};
	line.cells.v = NEWN(a, struct import_cell, mapping.n + 1);
	for (size_t i = 0; i < mapping.n && i < headings.n; i++) {
		const struct field *column = import_field_named(v->kind, mapping.v[i]);
		if (column)
			line.cells.v[line.cells.n++] = (struct import_cell){mapping.v[i], str_of(column->label),
				i < cells.n ? cells.v[i] : S(""), problem_of(problems, column->name, mapping)};
	}
	return line;
}

static err fill_rows(struct req *q, struct import_view *v)
{
	struct list *own = NEW(q->ctx.a, struct list);
	str *asked = NEW(q->ctx.a, str);
	*own = import_rows_list;
	own->path = str_format(q->ctx.a, "/nhap-du-lieu/%lld", (long long)q->id).s;
	TRY(list_read(q, own, asked, &v->list));
	TRY(list_fill(q, &v->list));
	const struct import_rows *rows = v->list.rows.v;
	v->rows.v = NEWN(q->ctx.a, struct import_line, v->list.rows.n + 1);
	for (; v->rows.n < v->list.rows.n; v->rows.n++) {
		v->rows.v[v->rows.n] = line_of(q, v, &rows[v->rows.n]);
		known_looked_at(q, v->kind, &rows[v->rows.n]);
	}
	v->next = v->list.next;
	return NULL;
}

static err fill_counts(struct req *q, struct import_view *v)
{
	struct import_counts_rows counts;
	TRY(import_counts(&q->ctx, q->id, &counts));
	for (size_t i = 0; i < counts.n; i++)
		if (counts.v[i].verdict >= 0 && counts.v[i].verdict < IMPORT_VERDICTS)
			v->counts[counts.v[i].verdict] = counts.v[i].n;
	v->checked = v->import.total - v->counts[IMPORT_UNREAD];
	if (v->import.expires_at.set)
		return NULL;
	v->counts[IMPORT_NEW] = v->import.news;
	v->counts[IMPORT_CHANGED] = v->import.changes;
	v->counts[IMPORT_SAME] = v->import.sames; /* the rows are gone, what became of them is not */
	v->counts[IMPORT_WRONG] = v->import.wrongs;
	v->counts[IMPORT_ADDED] = v->import.added;
	v->counts[IMPORT_UPDATED] = v->import.updated;
	v->counts[IMPORT_MOVED] = v->import.moved;
	v->counts[IMPORT_FAILED] = v->import.failed;
	return NULL;
}

/* What stands below a heading, from the first rows that have something there. */
static err fill_heads(struct req *q, struct import_view *v)
{
	enum { SAMPLES = 3, LOOK = 40 };
	arena *a = q->ctx.a;
	struct import_rows_rows rows;
	struct texts headings = import_parts(a, v->import.headings), mapping = import_parts(a, v->import.mapping);
	TRY(import_rows(&q->ctx, row_id(q->id, 0), row_id(q->id + 1, 0), import_all_verdicts, LOOK, &rows));
	v->heads = (struct import_heads){NEWN(a, struct import_head, headings.n + 1), headings.n};
	for (size_t i = 0; i < headings.n; i++) {
		buf sample = {.a = a};
		for (size_t j = 0, n = 0; j < rows.n && n < SAMPLES; j++) {
			struct texts cells = import_parts(a, rows.v[j].cells);
			if (i < cells.n && cells.v[i].n && ++n)
				buf_printf(&sample, "%s%.*s", sample.n ? "; " : "", STR_ARG(cells.v[i]));
		}
		v->heads.v[i] = (struct import_head){headings.v[i], i < mapping.n ? mapping.v[i] : S("-"), buf_text(&sample)};
	}
	return NULL;
}

err import_one(struct req *q)
{
	struct import_view v = {0};
	TRY(import_visible(q, q->id, &v.import, &v.kind));
	TRY(fact_of(&q->ctx, &v.import, &v.fact));
	TRY(fill_counts(q, &v));
	TRY(fill_rows(q, &v));
	if (v.import.expires_at.set)
		TRY(fill_heads(q, &v));
	import_looked_at(q, v.kind, q->id, "Xem danh sách nhập từ tệp");
	if (!q->json && (v.import.state == IMPORT_CHECKING || v.import.state == IMPORT_APPLYING))
		http_set(q->reply, "Refresh", S("2"));
	return reply(q, &v, import_page);
}

/* ---- what is done with it ---- */

str import_column_field(arena *a, size_t i) { return str_format(a, "column_%zu", i); }

/* The choices of a form stand one by one. */
static err read_columns(struct req *q, const struct imports_of *im, struct mapping_work *m)
{
	if (!q->http->nparts)
		return read_input(q, m);
	size_t n = import_parts(q->ctx.a, im->headings).n;
	str *v = NEWN(q->ctx.a, str, n + 1);
	for (size_t i = 0; i < n; i++)
		v[i] = text_clean(q->ctx.a, http_field(q->http, import_column_field(q->ctx.a, i).s), false);
	m->columns = (struct texts){v, n};
	return NULL;
}

err import_columns_post(struct req *q)
{
	struct mapping_work m = {.id = q->id};
	struct imports_of im;
	const struct import_kind *kind;
	TRY(import_visible(q, q->id, &im, &kind));
	TRY(read_columns(q, &im, &m));
	TRY(apply(&q->ctx, import_map, &m));
	return see_other(q, "/nhap-du-lieu/%lld", (long long)q->id);
}

err import_confirm_post(struct req *q)
{
	struct confirming w = {q->id};
	struct imports_of im;
	const struct import_kind *kind;
	TRY(import_visible(q, q->id, &im, &kind));
	if (kind->fresh)
		TRY(prove_fresh(q));
	TRY(apply(&q->ctx, import_confirm, &w));
	return see_other(q, "/nhap-du-lieu/%lld", (long long)q->id);
}

err import_stop_post(struct req *q)
{
	struct confirming w = {q->id};
	struct imports_of im;
	const struct import_kind *kind;
	TRY(import_visible(q, q->id, &im, &kind));
	TRY(apply(&q->ctx, import_stop, &w));
	flash(q, "Đã bỏ danh sách này. Các dòng đã gửi lên được xóa.");
	return see_other(q, "/nhap-du-lieu");
}

/* ---- files: lists whose columns are made for the request ---- */

static struct list list_of(const struct column *columns, size_t n, const char *file)
{
	struct list l = {.title = "Danh sách nhập", .path = "/nhap-du-lieu", .file = file, .columns = {columns, n}};
	l.row = sizeof(str) * (SHEET_COLUMNS + 2);
	return l;
}

static err no_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct import_kind *k;
	str(*rows)[SHEET_COLUMNS + 2] = arena_get(q->ctx.a, 2 * sizeof *rows);
	(void)most;
	TRY(import_kind_of(q, q->key, &k));
	for (size_t i = 0; i < k->input->n; i++) {
		rows[0][i] = import_note(q->ctx.a, &k->input->fields[i]);
		rows[1][i] = str_of(k->columns[i].example);
	}
	*out = (struct list_rows){rows, l->begun ? 0 : 2, false, {0}};
	return NULL;
}

static struct list_key no_key(const struct listing *l, const void *row)
{
	(void)l, (void)row;
	return (struct list_key){.id = 1};
}

static err send_form(struct req *q, bool for_excel)
{
	const struct import_kind *k;
	TRY(import_kind_of(q, q->key, &k));
	struct column *columns = NEWN(q->ctx.a, struct column, k->input->n);
	for (size_t i = 0; i < k->input->n; i++)
		columns[i] = (struct column){
			.name = k->input->fields[i].name, .title = k->input->fields[i].label, .at = i * sizeof(str)};
	struct list *own = NEW(q->ctx.a, struct list);
	*own = list_of(columns, k->input->n, str_format(q->ctx.a, "mau-%s", k->name).s);
	own->rows = no_rows;
	own->key = no_key;
	own->filled_in = true;
	return list_send(q, own, for_excel);
}

err import_form_csv(struct req *q) { return send_form(q, false); }
err import_form_xlsx(struct req *q) { return send_form(q, true); }

/* Some of them are sentences that end, others are not. */
static str reasons(arena *a, struct texts problems)
{
	buf all = {.a = a};
	for (size_t i = 1; i < problems.n; i += 2)
		buf_printf(&all, "%s%.*s", !all.n ? "" : str_ends(buf_text(&all), S(".")) ? " " : "; ", STR_ARG(problems.v[i]));
	return buf_text(&all);
}

static err back_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	arena *a = q->ctx.a;
	struct import_rows_rows rows;
	int64_t from = l->begun ? l->from.id : 0;
	struct imports_of im;
	const struct import_kind *kind;
	TRY(import_visible(q, q->id, &im, &kind));
	TRY(import_rows(&q->ctx, row_id(q->id, from), row_id(q->id + 1, 0), import_kept_back, most, &rows));
	str(*v)[SHEET_COLUMNS + 2] = arena_get(a, (rows.n + 1) * sizeof *v);
	for (size_t i = 0; i < rows.n; i++) {
		struct texts cells = import_parts(a, rows.v[i].cells), problems = import_parts(a, rows.v[i].problems);
		v[i][0] = str_format(a, "%lld", (long long)row_line(rows.v[i].id));
		v[i][1] = reasons(a, problems);
		known_looked_at(q, kind, &rows.v[i]);
		for (size_t j = 0; j < cells.n && j < SHEET_COLUMNS; j++)
			v[i][j + 2] = cells.v[j];
	}
	*out = (struct list_rows){v, rows.n, false, {0}};
	return NULL;
}

static struct list_key back_key(const struct listing *l, const void *row)
{
	struct list_key key = {0};
	(void)l;
	key.id = str_int(*(const str *)row, &key.id) ? key.id : LINES_MAX - 1;
	return key;
}

static err send_back(struct req *q, bool for_excel)
{
	struct imports_of im;
	const struct import_kind *kind;
	TRY(import_visible(q, q->id, &im, &kind));
	struct texts headings = import_parts(q->ctx.a, im.headings);
	struct column *columns = NEWN(q->ctx.a, struct column, SHEET_COLUMNS + 2);
	columns[0] = (struct column){.name = "line", .title = "Dòng trong tệp"};
	columns[1] = (struct column){.name = "why", .title = "Lý do chưa ghi", .at = sizeof(str)};
	size_t n = 2;
	for (; n < headings.n + 2 && n < LIST_COLUMNS_MAX; n++)
		columns[n] = (struct column){.name = "cell", .title = str_c(q->ctx.a, headings.v[n - 2]), .at = n * sizeof(str)};
	struct list *own = NEW(q->ctx.a, struct list);
	*own = list_of(columns, n, str_format(q->ctx.a, "can-sua-%lld", (long long)q->id).s);
	own->rows = back_rows;
	own->key = back_key;
	own->filled_in = true;
	import_looked_at(q, kind, q->id, "Tải các dòng cần sửa");
	return list_send(q, own, for_excel);
}

err import_rows_csv(struct req *q) { return send_back(q, false); }
err import_rows_xlsx(struct req *q) { return send_back(q, true); }

/* ---- as JSON ---- */

static const struct member offer_members[] = {
	MEMBER(struct import_offer, name, M_TEXT),
	MEMBER(struct import_offer, title, M_TEXT),
	MEMBER(struct import_offer, note, M_TEXT),
};
static const struct shape import_offer_shape = SHAPE("import_kind", struct import_offer, offer_members);
static const struct member fact_members[] = {
	MEMBER(struct import_fact, id, M_INT),
	MEMBER(struct import_fact, kind, M_TEXT),
	MEMBER(struct import_fact, title, M_TEXT),
	MEMBER(struct import_fact, file_name, M_TEXT),
	MEMBER(struct import_fact, state, M_TEXT),
	MEMBER(struct import_fact, total, M_INT),
	MEMBER(struct import_fact, added, M_INT),
	MEMBER(struct import_fact, updated, M_INT),
	MEMBER(struct import_fact, wrong, M_INT),
	MEMBER(struct import_fact, by, M_TEXT),
	MEMBER(struct import_fact, made_at, M_INT),
};
static const struct shape import_fact_shape = SHAPE("import_fact", struct import_fact, fact_members);
static const struct member imports_members[] = {
	MANY(struct imports_view, imports, import_fact),
	MANY(struct imports_view, kinds, import_offer),
	MEMBER(struct imports_view, next, M_TEXT),
};
const struct shape imports_shape = SHAPE("imports", struct imports_view, imports_members);
static const struct member cell_members[] = {
	MEMBER(struct import_cell, column, M_TEXT),
	MEMBER(struct import_cell, text, M_TEXT),
	MEMBER(struct import_cell, problem, M_TEXT),
};
static const struct shape import_cell_shape = SHAPE("import_cell", struct import_cell, cell_members);
static const struct member line_members[] = {
	MEMBER(struct import_line, line, M_INT),
	MEMBER(struct import_line, verdict, M_TEXT),
	MANY(struct import_line, cells, import_cell),
	MEMBER(struct import_line, says, M_TEXT),
	MEMBER(struct import_line, problem, M_TEXT),
};
static const struct shape import_line_shape = SHAPE("import_line", struct import_line, line_members);
static const struct member head_members[] = {
	MEMBER(struct import_head, heading, M_TEXT),
	MEMBER(struct import_head, name, M_TEXT),
};
static const struct shape import_head_shape = SHAPE("import_heading", struct import_head, head_members);
#define COUNTED(name, verdict)                                                                                                   \
	{                                                                                                                        \
		name, M_INT, offsetof(struct import_view, counts) + (verdict) * sizeof(int64_t), NULL                            \
	}
static const struct member view_members[] = {
	ONE(struct import_view, fact, import_fact),
	MEMBER(struct import_view, checked, M_INT),
	COUNTED("new", IMPORT_NEW),
	COUNTED("changed", IMPORT_CHANGED),
	COUNTED("same", IMPORT_SAME),
	COUNTED("wrong", IMPORT_WRONG),
	COUNTED("added", IMPORT_ADDED),
	COUNTED("updated", IMPORT_UPDATED),
	COUNTED("moved", IMPORT_MOVED),
	COUNTED("failed", IMPORT_FAILED),
	MANY(struct import_view, heads, import_head),
	MANY(struct import_view, rows, import_line),
	MEMBER(struct import_view, next, M_TEXT),
};
const struct shape import_shape = SHAPE("import", struct import_view, view_members);
static const struct member kind_members[] = {
	MEMBER(struct import_kind_view, name, M_TEXT),
	MEMBER(struct import_kind_view, title, M_TEXT),
};
const struct shape import_kind_shape = SHAPE("import_kind_one", struct import_kind_view, kind_members);
