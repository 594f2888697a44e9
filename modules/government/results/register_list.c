/* register_list: the register of one kind of result and year as a list, newest number first; numbers that nobody has are said. */
#include "government/results/pages.h"
#include "web/reply.h"
#include "web/services/audit.h"

enum { YEARS = 6 };

/* ---- what was asked: the first kind whose numbers are ours and this year, unless others were ---- */

static err settle(struct req *q, struct listing *l)
{
	struct register_asked *r = l->asked;
	struct templates all;
	templates_for(&q->ctx, S(""), &all);
	r->kinds.v = NEWN(q->ctx.a, struct template, all.n + 1);
	for (size_t i = 0; i < all.n; i++)
		if (!all.v[i].number_label)
			r->kinds.v[r->kinds.n++] = all.v[i];
	for (size_t i = 0; i < r->kinds.n; i++)
		if (r->kind_name.n ? str_eq(r->kinds.v[i].name, r->kind_name) : !i)
			r->kind = &r->kinds.v[i];
	if (!r->kind)
		return FAIL(&q->ctx, NOT_FOUND, "kind");
	r->kind_name = r->kind->name;
	r->year = r->year ? r->year : day_parts(day_of(q->ctx.now)).year;
	return NULL;
}

/* ---- rows ---- */

/* Between a number and the one below it nobody has any. */
static void show_gaps(struct result_register_rows *rows, int64_t below)
{
	for (size_t i = 0; i < rows->n; i++) {
		struct result_register *r = &rows->v[i];
		int64_t lower = i + 1 < rows->n ? rows->v[i + 1].number : below;
		if (r->number - lower > 1) {
			r->free_from = lower + 1;
			r->free_to = r->number - 1;
		}
	}
}

static err rows_of(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct register_asked *r = l->asked;
	struct result_register_rows rows;
	int64_t below = 0;
	TRY(result_register(&q->ctx, q->ctx.unit, r->kind_name, r->year, l->begun ? l->from.at : INT64_MAX, most + 1, &rows));
	if ((int64_t)rows.n > most)
		below = rows.v[--rows.n].number;
	show_gaps(&rows, below);
	*out = LIST_ROWS(rows);
	return NULL;
}

/* ---- columns ---- */

#define ROW ((const struct result_register *)row)

static str number_text(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return result_number_text(a, ROW->number);
}

static str free_text(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return result_free_text(a, ROW->free_from, ROW->free_to);
}

static str state_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return ROW->issued_at.set ? S("Đã cấp") : S("Giữ cho dự thảo");
}

#define OF(member) .at = offsetof(struct result_register, member)
static const struct column columns[] = {
	{.name = "number", .title = "Số", .as = COLUMN_MADE, .text = number_text, .part = result_number_part},
	{.name = "signed", .title = "Ngày", .as = COLUMN_DAY, OF(signed_on), .part = result_signed_part},
	{.name = "code", .title = "Mã hồ sơ", OF(code), .leads = "/mot-cua/{id}", .class = "dinh-nowrap"},
	{.name = "applicant", .title = "Người nộp", OF(applicant_name)},
	{.name = "account", .title = "Người lấy số", OF(account_name)},
	{.name = "given", .title = "Lấy số lúc", .as = COLUMN_TIME, OF(given_at), .spare = true},
	{.name = "state", .title = "Tình trạng", .as = COLUMN_MADE, .text = state_text},
	{.name = "free", .title = "Số chưa cấp ngay trước", .as = COLUMN_MADE, .text = free_text, .place = COLUMN_IN_FILE},
};

static struct list_key key_of(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.at = ROW->number, .id = ROW->dossier_id};
}

static const struct field filters[] = {
	{.name = "loai",
		.label = "Loại kết quả",
		.type = I_TEXT,
		.at = offsetof(struct register_asked, kind_name),
		.note = "tên mẫu; để trống là mẫu đầu tiên"},
	{.name = "nam",
		.label = "Năm",
		.type = I_INT,
		.at = offsetof(struct register_asked, year),
		.max = 2999,
		.note = "để trống là năm nay"},
};
const struct list result_register_list = {
	.title = "Các số đã cấp, số mới ở trên",
	.path = "/mot-cua/so-ket-qua",
	.file = "so-ket-qua",
	.button = "Xem",
	.columns = LIST(columns),
	.filters = LIST(filters),
	.asked = sizeof(struct register_asked),
	.row = sizeof(struct result_register),
	.rows = rows_of,
	.key = key_of,
	.settle = settle,
	.looked = "unit",
	.purpose = "Xuất sổ cấp số kết quả",
};

/* ---- the page ---- */

static const struct choice *kind_choices(arena *a, const struct templates *kinds)
{
	struct choice *list = NEWN(a, struct choice, kinds->n + 1);
	for (size_t i = 0; i < kinds->n; i++)
		list[i] = (struct choice){str_c(a, kinds->v[i].name), kinds->v[i].title};
	return list;
}

static const struct choice *year_choices(arena *a, int64_t now)
{
	struct choice *list = NEWN(a, struct choice, YEARS + 1);
	int year = day_parts(day_of(now)).year;
	for (int i = 0; i < YEARS; i++)
		list[i].value = list[i].label = str_format(a, "%d", year - i).s;
	return list;
}

err result_register_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct register_view v = {0};
	struct listing *l = &v.list;
	TRY(list_read(q, &result_register_list, &v.is, l));
	TRY(list_fill(q, l));
	v.rows = (struct result_register_rows){l->rows.v, l->rows.n};
	v.next = l->next;
	TRY(result_number_next(c, c->unit, v.is.kind, (int)v.is.year, &v.next_number));
	l->title = str_c(c->a, str_format(c->a, "%s, năm %lld, số mới ở trên", v.is.kind->title, (long long)v.is.year));
	l->choices = (const struct list_choices[]){
		{"loai", kind_choices(c->a, &v.is.kinds)}, {"nam", year_choices(c->a, c->now)}, {NULL, NULL}};
	if (v.rows.n)
		audit_look(q, "unit", c->unit, "Xem sổ cấp số kết quả");
	return reply(q, &v, result_register_page);
}
