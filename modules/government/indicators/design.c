/* design: definitions of indicators, as whoever runs the platform reads and writes them. */
#include "government/indicators/pages.h"
#include "government/indicators/indicators.html.h"
#include "web/input.h"
#include "web/list/register.h"
#include "web/request.h"

/* ---- all of them ---- */

static err rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct indicators all;
	TRY(indicators_on(&q->ctx, day_of(q->ctx.now), &all));
	struct indicator_definition *v = NEWN(q->ctx.a, struct indicator_definition, all.n + 1);
	for (size_t i = 0; i < all.n; i++) {
		const struct indicator *k = all.v[i];
		v[i] = (struct indicator_definition){.id = k->id,
			.code = k->code,
			.title = k->title,
			.group = k->group,
			.as = str_of(indicator_kinds[k->as].label),
			.from = day_iso(q->ctx.a, k->from),
			.basis = k->basis,
			.number = k->number};
	}
	*out = list_whole(q, l, v, all.n, most);
	return NULL;
}

#define OF(member) .at = offsetof(struct indicator_definition, member)
static const struct column columns[] = {
	{.name = "title", .title = "Chỉ số", OF(title), .part = indicator_definition_part, .sort = "ten"},
	{.name = "code", .title = "Mã", OF(code), .sort = "ma"},
	{.name = "group", .title = "Nhóm", OF(group), .sort = "nhom"},
	{.name = "number", .title = "Phiên bản", .as = COLUMN_NUMBER, OF(number)},
	{.name = "from", .title = "Dùng từ ngày", .as = COLUMN_DAY, OF(from)},
	{.name = "as", .title = "Cách tính", OF(as), .spare = true},
	{.name = "basis", .title = "Căn cứ", OF(basis), .spare = true},
};
const struct list indicator_definitions_list = {
	.title = "Các chỉ số",
	.path = "/quan-tri/chi-so",
	.file = "dinh-nghia-chi-so",
	.columns = LIST(columns),
	.row = sizeof(struct indicator_definition),
	.rows = rows,
	.key = list_place,
};
static const struct member definition_members[] = {
	MEMBER(struct indicator_definition, code, M_TEXT),
	MEMBER(struct indicator_definition, title, M_TEXT),
	MEMBER(struct indicator_definition, group, M_TEXT),
	MEMBER(struct indicator_definition, number, M_INT),
	MEMBER(struct indicator_definition, from, M_TEXT),
	MEMBER(struct indicator_definition, basis, M_TEXT),
};
static const struct shape indicator_definition_shape =
	SHAPE("indicator_definition", struct indicator_definition, definition_members);
const struct shape indicator_definitions_shape = LIST_SHAPE("indicator_definitions", definitions, indicator_definition);

err indicator_definitions_run(struct req *q)
{
	struct listing l = {0};
	TRY(list_read(q, &indicator_definitions_list, NULL, &l));
	TRY(list_fill(q, &l));
	return reply(q, &l, indicator_definitions_page);
}

/* ---- one of them, to be written ---- */

static const struct field edit_fields[] = {
	TEXT(struct indicator_form, code, "Mã", 1, INDICATOR_CODE_MAX),
	TEXT(struct indicator_form, title, "Tên chỉ số", 1, INDICATOR_TITLE_MAX),
	TEXT(struct indicator_form, group, "Nhóm", 1, 60),
	LONG_TEXT(struct indicator_form, basis, "Căn cứ", 0, INDICATOR_TEXT_MAX),
	LONG_TEXT(struct indicator_form, remark, "Ghi chú", 0, INDICATOR_TEXT_MAX),
	CHOICE(struct indicator_form, as, "Cách tính", NEEDED, indicator_kinds),
	TEXT(struct indicator_form, unit, "Đơn vị tính", 1, 20),
	LONG_TEXT(struct indicator_form, parts, "Số liệu", 1, 4000),
	TEXT(struct indicator_form, numerator, "Tử số", 1, 300),
	TEXT(struct indicator_form, denominator, "Mẫu số", 0, 300),
	CHOICE(struct indicator_form, direction, "Chiều tốt", NEEDED, indicator_directions),
	TEXT(struct indicator_form, good, "Mức đạt", 0, 30),
	TEXT(struct indicator_form, middle, "Mức gần đạt", 0, 30),
	DATE(struct indicator_form, valid_from, "Dùng từ ngày", NEEDED),
};
const struct input indicator_input = INPUT("indicator", edit_fields);

static const struct member form_members[] = {
	MEMBER(struct indicator_form, code, M_TEXT),
	MEMBER(struct indicator_form, title, M_TEXT),
	MEMBER(struct indicator_form, group, M_TEXT),
	MEMBER(struct indicator_form, basis, M_TEXT),
	MEMBER(struct indicator_form, remark, M_TEXT),
	MEMBER(struct indicator_form, as, M_TEXT),
	MEMBER(struct indicator_form, unit, M_TEXT),
	MEMBER(struct indicator_form, parts, M_TEXT),
	MEMBER(struct indicator_form, numerator, M_TEXT),
	MEMBER(struct indicator_form, denominator, M_TEXT),
	MEMBER(struct indicator_form, direction, M_TEXT),
	MEMBER(struct indicator_form, good, M_TEXT),
	MEMBER(struct indicator_form, middle, M_TEXT),
};
static const struct shape indicator_form_shape = SHAPE("indicator_written", struct indicator_form, form_members);
static const struct member edit_members[] = {ONE(struct indicator_edit_view, form, indicator_form)};
const struct shape indicator_edit_shape = SHAPE("indicator_edit", struct indicator_edit_view, edit_members);

static err show(struct req *q, const struct indicator *k)
{
	struct indicator_edit_view v = {.k = k};
	TRY(measures_all(&q->ctx, &v.measures));
	if (k)
		indicator_form_of(q->ctx.a, k, &v.form);
	else
		v.form = (struct indicator_form){.as = S("share"), .unit = S("%"), .direction = S("up")};
	v.form.valid_from = day_iso(q->ctx.a, day_of(q->ctx.now));
	return reply(q, &v, indicator_edit_page);
}

err indicator_new_form(struct req *q) { return show(q, NULL); }

err indicator_change_form(struct req *q)
{
	const struct indicator *k;
	TRY(indicator_on(&q->ctx, q->key, day_of(q->ctx.now), &k));
	return show(q, k);
}

/* What was typed stands in the form; whether it is a new one says its code. */
err indicator_edit_again(struct req *q)
{
	const struct indicator_form *typed = q->memo;
	const struct indicator *k = NULL;
	err e = typed ? indicator_on(&q->ctx, typed->code, day_of(q->ctx.now), &k) : NULL;
	if (e && e->kind != NOT_FOUND)
		return e;
	return show(q, k);
}

err indicator_new_post(struct req *q)
{
	struct indicator_form *f = NEW(q->ctx.a, struct indicator_form);
	struct new_indicator n = {0};
	TRY(read_input(q, f));
	q->memo = f;
	n.valid_from = f->valid_from;
	TRY(indicator_written(&q->ctx, f, &n.definition));
	TRY(apply(&q->ctx, indicator_add, &n));
	flash(q, "Đã ghi chỉ số “%.*s”.", STR_ARG(f->title));
	return see_other(q, "/quan-tri/chi-so/%.*s", STR_ARG(f->code));
}
