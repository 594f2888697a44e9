/* list: the indicators of a unit in a period, beside the period before. */
#include "government/indicators/pages.h"
#include "government/indicators/indicators.html.h"
#include "web/request.h"

static opt_int target_of(const struct indicator_targets_in_rows *rows, str code)
{
	for (size_t i = 0; i < rows->n; i++)
		if (str_eq(rows->v[i].code, code))
			return some_int(rows->v[i].value);
	return (opt_int){0};
}

static err row_of(
	struct ctx *c, const struct indicators_asked *is, const struct indicator *k, opt_int target, struct indicator_row *out)
{
	struct indicator_amounts now, before;
	TRY(indicator_read(c, k, is->among, is->of, &now));
	TRY(indicator_read(c, k, is->among, is->before, &before));
	struct indicator_sums s = indicator_sum(c, &now, NULL, 0), b = indicator_sum(c, &before, NULL, 0);
	*out = (struct indicator_row){.id = k->id,
		.code = k->code,
		.title = k->title,
		.group = k->group,
		.unit = k->unit,
		.value = indicator_number(c->a, s.value),
		.before = indicator_number(c->a, b.value),
		.shown = indicator_shown(c->a, k, s.value),
		.shown_before = indicator_shown(c->a, k, b.value),
		.change = indicator_change_shown(c->a, k, s.value, b.value),
		.target = indicator_number(c->a, target),
		.target_shown = target.set ? indicator_shown(c->a, k, target) : S(""),
		.light = indicator_light(k, is->of, s.value, target),
		.silent = s.silent};
	return NULL;
}

static err rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct indicators_asked *is = l->asked;
	struct indicators all;
	struct indicator_targets_in_rows targets;
	size_t n = 0;
	TRY(indicators_on(&q->ctx, indicators_day(&q->ctx, is), &all));
	TRY(indicator_targets_in(&q->ctx, is->unit, is->of.year, &targets));
	struct indicator_row *v = NEWN(q->ctx.a, struct indicator_row, all.n + 1);
	for (size_t i = 0; i < all.n; i++)
		if (!is->group.n || str_eq(is->group, all.v[i]->group))
			TRY(row_of(&q->ctx, is, all.v[i], target_of(&targets, all.v[i]->code), &v[n++]));
	*out = list_whole(q, l, v, n, most);
	return NULL;
}

static err settle(struct req *q, struct listing *l) { return indicators_settle(&q->ctx, l->asked); }

#define ROW ((const struct indicator_row *)row)
static str light_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(indicator_light_title(ROW->light));
}

#define OF(member) .at = offsetof(struct indicator_row, member)
static const struct column columns[] = {
	{.name = "title", .title = "Chỉ số", OF(title), .part = indicator_title_part, .sort = "ten"},
	{.name = "code", .title = "Mã", OF(code), .place = COLUMN_IN_FILE},
	{.name = "group", .title = "Nhóm", OF(group), .sort = "nhom"},
	{.name = "shown", .title = "Trong kỳ", OF(shown), .part = indicator_value_part, .numeric = true, .place = COLUMN_ON_PAGE},
	{.name = "value", .title = "Giá trị", .as = COLUMN_PLAIN, OF(value), .place = COLUMN_IN_FILE},
	{.name = "unit", .title = "Đơn vị tính", OF(unit), .place = COLUMN_IN_FILE},
	{.name = "shown-before", .title = "Kỳ trước", OF(shown_before), .numeric = true, .place = COLUMN_ON_PAGE},
	{.name = "before", .title = "Giá trị kỳ trước", .as = COLUMN_PLAIN, OF(before), .place = COLUMN_IN_FILE},
	{.name = "change", .title = "Thay đổi", OF(change)},
	{.name = "target-shown", .title = "Chỉ tiêu năm", OF(target_shown), .numeric = true, .place = COLUMN_ON_PAGE},
	{.name = "target", .title = "Chỉ tiêu năm", .as = COLUMN_PLAIN, OF(target), .place = COLUMN_IN_FILE},
	{.name = "light", .title = "Đánh giá", .as = COLUMN_MADE, .text = light_text, .place = COLUMN_IN_FILE},
	{.name = "silent", .title = "Đơn vị chưa có số liệu", .as = COLUMN_NUMBER, OF(silent), .spare = true},
};

#define FILTER(of, name_, label_, type_)                                                                                         \
	.name = name_, .label = label_, .type = type_, .at = offsetof(struct indicators_asked, of)
static const struct field filters[] = {
	{FILTER(period, "ky", "Kỳ", I_TEXT), .max = 20, .note = "ví dụ 2026-11, 2026-Q4, 2026; để trống là tháng này"},
	{FILTER(group, "nhom", "Nhóm", I_TEXT), .max = 100},
	{FILTER(unit, "don-vi", "Số của đơn vị; để trống là đơn vị của người hỏi", I_INT), .max = INT64_MAX},
};
const struct list indicators_list = {
	.title = "Chỉ số của đơn vị và các đơn vị trực thuộc",
	.path = "/chi-so",
	.file = "chi-so",
	.button = "Xem",
	.columns = LIST(columns),
	.filters = LIST(filters),
	.asked = sizeof(struct indicators_asked),
	.row = sizeof(struct indicator_row),
	.rows = rows,
	.key = list_place,
	.settle = settle,
};

err indicators_run(struct req *q)
{
	struct indicators_view v = {0};
	struct listing *l = &v.list;
	const struct choice *groups;
	TRY(list_read(q, &indicators_list, &v.is, l));
	TRY(list_fill(q, l));
	TRY(indicators_groups(&q->ctx, &groups));
	v.indicators = (struct indicator_rows){l->rows.v, l->rows.n};
	v.period = v.is.period;
	v.unit_name = v.is.unit_name;
	v.next = l->next;
	l->keeps = "don-vi";
	l->view = &v;
	l->choices = (const struct list_choices[]){
		{"ky", choice_periods_with(q->ctx.a, q->ctx.now, v.is.period)}, {"nhom", groups}, {NULL, NULL}};
	return reply(q, &v, indicators_page);
}
