/* Beside the register of departments: who works in them on a day, and which ones Decree 150/2025/NĐ-CP gives a commune. */
#include "pages.h"
#include "core/history/history.h"
#include "web/list/register.h"

/* Who holds what on that day stands beside the rows, and whether a department of Decree 150/2025/NĐ-CP is missing. */
err organisation_staff_day(struct req *q, struct listing *l)
{
	struct ctx *c = &q->ctx;
	struct day_filter *f = l->asked;
	struct department_positions_rows positions;
	struct departments_wanted found;
	struct organisation_unit u;
	TRY(organisation_day(q, l));
	if (l->wrong)
		return NULL;
	TRY(organisation_unit(c, c->unit, &u));
	TRY(departments_wanted(c, c->unit, f->day, &found));
	TRY(department_positions(c, c->unit, 0, f->day, &positions));
	f->is_lacking = str_is(u.level, "commune") && found.n < 6;
	l->beside = LIST_ROWS(positions);
	return NULL;
}

str organisation_holders_text(arena *a, const struct listing *l, const void *row)
{
	const struct department_positions *all = l->beside.v;
	buf b = {.a = a};
	for (size_t i = 0; i < l->beside.n; i++)
		if (all[i].agency_id.set && all[i].agency_id.v == ((const struct departments_on *)row)->id)
			buf_printf(&b, "%s%.*s: %.*s", b.n ? "; " : "", STR_ARG(all[i].name), STR_ARG(all[i].title));
	return buf_text(&b);
}

void organisation_holders_part(struct page *p, const struct listing *l, const void *row)
{
	department_holders(p, l->beside.v, l->beside.n, ((const struct departments_on *)row)->id);
}

err organisation_end_agency(struct ctx *c, struct agency_change *n)
{
	struct department own;
	struct department_positions_left left;
	struct differences d = {.a = c->a};
	TRY(department(c, n->agency, n->unit, &own)); /* who works in another unit's is not told */
	TRY(department_positions_left(c, n->agency, n->day, &left));
	if (left.n)
		return FAIL_FIELD(c, "end_day",
			"Từ ngày đó còn %lld người giữ vị trí ở đây. Hãy ghi ngày thôi giữ vị trí, hoặc chuyển họ sang phòng "
			"khác trước.",
			(long long)left.n);
	difference_add(&d, "Thôi hoạt động từ", S(""), show_date(c->a, n->day));
	TRY(agency_end(c, n));
	return history_add(c, "agency", n->agency, &d);
}

OWN_RULE(add_standard, struct new_agency)
static err add_standard(struct ctx *c, struct new_agency *n) { return agencies_standard(c, n->unit, n->valid_from, &n->id); }

err departments_standard_run(struct req *q)
{
	struct organisation_unit u;
	TRY(organisation_unit(&q->ctx, q->ctx.unit, &u));
	struct new_agency n = {.unit = u.id, .valid_from = u.valid_from};
	TRY(apply(&q->ctx, add_standard, &n));
	flash(q, "Đã thêm %lld phòng, ban. Hãy sửa tên và ngày cho đúng quyết định của đơn vị.", (long long)n.id);
	return see_other(q, "/quan-tri/co-quan");
}
