/* The pages of units: a tree on any day, a search, one unit with what came before and after it. */
#include "units_pages.h"
#include "core/units/units.html.h"
#include "web/reply.h"
#include "web/services/setting.h"

static const struct member units_view_members[] = {
	MEMBER(struct units_view, on_day, M_TEXT),
	MANY(struct units_view, found, unit_search),
	MEMBER(struct units_view, has_more, M_INT),
	MEMBER(struct units_view, next, M_TEXT),
	MANY(struct units_view, units, unit_list),
	MEMBER(struct units_view, code_meaning, M_TEXT),
	MEMBER(struct units_view, other_code, M_TEXT),
};
const struct shape units_view_shape = SHAPE("units", struct units_view, units_view_members);

static const struct member unit_view_members[] = {
	ONE(struct unit_view, unit, unit_get),
	MANY(struct unit_view, units, unit_list),
	MANY(struct unit_view, predecessors, unit_kin_old),
	MANY(struct unit_view, successors, unit_kin_old),
	MANY(struct unit_view, today, unit_of_district),
	MANY(struct unit_view, agencies, agencies_on),
	MANY(struct unit_view, hamlets, hamlets_on),
};
const struct shape unit_view_shape = SHAPE("unit", struct unit_view, unit_view_members);

/* The day of the tree: what was picked, else today; for a unit of the past its last day. */
static day picked(struct req *q, str valid_to, str *no_day)
{
	day d, last;
	str typed = query_text(q, "ngay");
	if (day_typed(q->ctx.a, typed, &d))
		return d;
	*no_day = typed;
	return day_parse(valid_to, &last) ? last - 1 : day_of(q->ctx.now);
}

/* ---- found ---- */

struct found {
	str typed;
	int64_t n;                    /* noted: how many are found */
	str code_meaning, other_code; /* noted: what an identifier code says and how it is written otherwise */
};

/* What an identifier code says, whose it is, and how it is written otherwise. */
static err explain_code(struct ctx *c, struct found *f, struct unit_search_rows *found)
{
	static const char *const meanings[] = {[CODE_STATE] = "Mã định danh cơ quan nhà nước theo Quyết định 20/2020/QĐ-TTg",
		[CODE_STATE_OLD] = "Mã định danh cơ quan nhà nước theo QCVN 102:2016/BTTTT",
		[CODE_ENTERPRISE] = "Mã số thuế của doanh nghiệp, dùng làm mã định danh",
		[CODE_OTHER] = "Mã định danh của tổ chức khác theo Quyết định 20/2020/QĐ-TTg"};
	enum agency_code_kind kind = agency_code_kind(f->typed);
	if (kind == CODE_WRONG)
		return NULL;
	f->code_meaning = str_of(meanings[kind]);
	if (kind != CODE_STATE && kind != CODE_STATE_OLD)
		return NULL;
	err e = agency_code_convert(c, f->typed, &f->other_code);
	if (e && e->kind != INVALID)
		return e;
	str code = kind == CODE_STATE ? f->typed : f->other_code;
	return code.n ? unit_search_agency(c, code, found) : NULL;
}

static err unit_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct found *f = l->asked;
	struct unit_search_rows found = {0};
	if (f->typed.n)
		TRY(explain_code(&q->ctx, f, &found));
	if (f->typed.n && !f->code_meaning.n)
		TRY(unit_named(&q->ctx, f->typed, &found));
	f->n = (int64_t)found.n;
	*out = list_whole(q, l, found.v, found.n, most);
	return NULL;
}

static const struct field unit_filters[] = {
	{.name = "tim", .label = "Từ cần tìm", .type = I_TEXT, .at = offsetof(struct found, typed), .max = 200}};
static const struct column unit_columns[] = {{.name = "name", .title = "Đơn vị", .at = offsetof(struct unit_search, full_name)}};
const struct list unit_found_list = {
	.title = "Đơn vị hành chính",
	.path = "/don-vi",
	.file = "don-vi",
	.columns = LIST(unit_columns),
	.filters = LIST(unit_filters),
	.asked = sizeof(struct found),
	.row = sizeof(struct unit_search),
	.page = UNITS_FOUND,
	.rows = unit_rows,
	.key = list_place,
};

err units_page_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct units_view v = {0};
	struct found asked = {0};
	v.on_day = day_iso(c->a, picked(q, (str){0}, &v.no_day));
	TRY(list_read(q, &unit_found_list, &asked, &v.list));
	TRY(list_fill(q, &v.list));
	v.typed = asked.typed;
	v.searched = v.typed.n > 0 || v.list.wrong;
	v.found = (struct unit_search_rows){v.list.rows.v, v.list.rows.n};
	v.found_n = asked.n;
	v.page = (v.list.begun ? v.list.from.at : 0) / UNITS_FOUND + 1;
	v.next = v.list.next;
	v.has_more = v.next.n > 0;
	v.code_meaning = asked.code_meaning;
	v.other_code = asked.other_code;
	if (!v.searched)
		TRY(unit_list(c, S("country"), S("VN"), v.on_day, &v.units));
	return reply(q, &v, units_page);
}

err unit_page_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct unit_view v = {0};
	TRY(unit_get(c, q->id, &v.unit));
	v.on_day = day_iso(c->a, picked(q, v.unit.valid_to, &v.no_day));
	TRY(unit_list(c, v.unit.level, v.unit.code, v.on_day, &v.units));
	v.desk_phone = setting_text_own(c, q->id, "desk.phone");
	v.desk_address = setting_text_own(c, q->id, "desk.address");
	TRY(unit_kin_old(c, q->id, &v.predecessors));
	TRY(unit_kin_new(c, q->id, &v.successors));
	if (str_is(v.unit.level, "district"))
		TRY(unit_of_district(c, v.unit.code, &v.today));
	TRY(agencies_on(c, q->id, v.on_day, &v.agencies));
	TRY(hamlets_on(c, q->id, v.on_day, &v.hamlets));
	if (!q->json)
		TRY(unit_neighbours(q, &v));
	return reply(q, &v, unit_page);
}
