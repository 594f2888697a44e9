/* forms: what an officer writes of a parcel. */
#include "pages.h"
#include "core/history/history.h"
#include "core/people/people.h"
#include "web/hooks.h"
#include "web/request.h"

/* ---- holders as they are typed: number or organisation; name; share ---- */

static err organisation_of(struct req *q, str typed, struct land_holding *h)
{
	const struct reference *kind = reference_of(q->ctx.a, S("record:to-chuc"));
	struct references found = {0};
	if (kind)
		TRY(kind->find(q, kind, typed, &found));
	size_t exact = found.n;
	for (size_t i = 0; i < found.n; i++)
		if (str_eq(fold(q->ctx.a, found.v[i].title), fold(q->ctx.a, typed)))
			exact = exact == found.n ? i : found.n + 1;
	if (exact >= found.n)
		return FAIL_FIELD(&q->ctx, "holders",
			"Không có tổ chức nào tên đúng là “%.*s” trong sổ Tổ chức. Người thì ghi số định danh 12 chữ số.",
			STR_ARG(typed));
	*h = (struct land_holding){.kind = S("record"), .id = found.v[exact].id};
	return NULL;
}

static err person_of(struct req *q, str number, str name, struct land_holding *h)
{
	struct fact_differences d = {0};
	struct person_facts said = {.personal_number = number, .name = name};
	int64_t person = 0;
	TRY(person_differences(&q->ctx, &said, &person, &d));
	if (!person)
		return FAIL_FIELD(&q->ctx, "holders",
			"Chưa có ai mang số định danh %s trong dữ liệu. Hãy thêm ở trang Người dân trước.",
			mask_number(q->ctx.a, number).s);
	for (size_t i = 0; name.n && i < d.n; i++)
		if (str_is(d.v[i].fact, "name"))
			return FAIL_FIELD(&q->ctx, "holders",
				"Số định danh %s không phải của người tên như vậy. Hãy kiểm tra lại số và họ tên.",
				mask_number(q->ctx.a, number).s);
	*h = (struct land_holding){.kind = S("person"), .id = person};
	return NULL;
}

static bool share_of(str typed, struct land_holding *h)
{
	str part, whole;
	if (!str_cut(typed, '/', &part, &whole))
		return false;
	return str_int(str_trim(part), &h->part) && str_int(str_trim(whole), &h->whole) && h->whole > 0;
}

static err holder_of(struct req *q, str line, struct land_holding *h)
{
	str who, rest, name, share;
	str_cut(line, ';', &who, &rest);
	str_cut(rest, ';', &name, &share);
	who = str_trim(who);
	name = str_trim(name);
	share = str_trim(share);
	if (!share.n && memchr(name.s ? name.s : "", '/', name.n)) {
		share = name;
		name = S("");
	}
	str digits = number_ungrouped(q->ctx.a, who);
	TRY(str_digits(digits) ? person_of(q, digits, name, h) : organisation_of(q, who, h));
	return !share.n || share_of(share, h)
		       ? NULL
		       : FAIL_FIELD(&q->ctx, "holders", "Phần ghi bằng phân số, ví dụ 1/2, ở cuối dòng “%.*s”.", STR_ARG(line));
}

err land_holdings_read(struct req *q, str typed, struct land_holdings *out)
{
	str line;
	*out = (struct land_holdings){0};
	for (bool more = true; more;) {
		more = str_cut(typed, '\n', &line, &typed);
		line = str_trim(line);
		if (!line.n)
			continue;
		if (out->n == LAND_HOLDERS_MAX)
			return FAIL_FIELD(&q->ctx, "holders", "Một thửa đất ghi nhiều nhất %d người, tổ chức.", LAND_HOLDERS_MAX);
		TRY(holder_of(q, line, &out->v[out->n++]));
	}
	return NULL;
}

/* ---- facts ---- */

/* What was typed, as a rule takes it; a shape that was only looked at stays to the millimetre. */
err land_facts_read(struct req *q, int64_t meridian, const struct facts_form *f, struct parcel_work *w)
{
	struct ctx *c = &q->ctx;
	struct ground g;
	str wrong = S("");
	if (!land_area_read(f->area, &w->area))
		return FAIL_FIELD(c, "area", "Diện tích ghi bằng mét vuông, nhiều nhất hai số lẻ, ví dụ 512,5.");
	if (f->shape.n)
		TRY(land_shape_read(c, meridian, f->shape, &g, &wrong));
	if (wrong.n)
		return FAIL_FIELD(c, "shape", "Hình thửa: %.*s.", STR_ARG(wrong));
	w->shape = f->shape.n ? ground_text(c->a, &g) : S("");
	w->uses = f->uses;
	w->address = f->address;
	w->old_sheet = f->old_sheet;
	w->old_number = f->old_number;
	w->day = f->day;
	w->basis = f->basis;
	w->reason = f->reason.s ? f->reason : S("");
	return NULL;
}

/* As it may be typed again: a corner a line. */
static str shape_typed(arena *a, str kept)
{
	buf b = {.a = a};
	for (size_t i = 0; i < kept.n; i++)
		if (kept.s[i] == ';')
			buf_lit(&b, "\n-\n");
		else if (kept.s[i] == ',')
			buf_lit(&b, "\n");
		else if (kept.s[i] != ' ' || (i && kept.s[i - 1] != ',' && kept.s[i - 1] != ';'))
			buf_put(&b, kept.s + i, 1);
	return buf_text(&b);
}
static str lines_typed(arena *a, str uses)
{
	buf b = {.a = a};
	for (size_t i = 0; i < uses.n; i++)
		if (uses.s[i] == ';')
			buf_lit(&b, "\n");
		else if (uses.s[i] == '.')
			buf_lit(&b, ",");
		else if (uses.s[i] != ' ' || (i && uses.s[i - 1] != ';'))
			buf_put(&b, uses.s + i, 1);
	return buf_text(&b);
}

err parcel_new_form(struct req *q)
{
	struct land_sheet s;
	TRY(land_sheet(&q->ctx, q->id, q->ctx.unit, &s));
	parcel_new_page(&q->page, &s, &(struct facts_form){.day = day_iso(q->ctx.a, day_of(q->ctx.now))});
	return NULL;
}

err parcel_new_run(struct req *q)
{
	struct facts_form f = {0};
	struct land_sheet s;
	TRY(read_input(q, &f));
	TRY(land_sheet(&q->ctx, q->id, q->ctx.unit, &s));
	struct parcel_work w = {.sheet = s.id, .number = f.number};
	TRY(land_facts_read(q, s.meridian, &f, &w));
	TRY(land_holdings_read(q, f.holders, &w.holdings));
	TRY(apply(&q->ctx, land_parcel_add, &w));
	flash(q, "Đã thêm thửa đất.");
	return see_other(q, PARCEL_PAGES "/%lld", (long long)w.parcel);
}

err parcel_facts_form(struct req *q)
{
	struct parcel_view v = {0};
	arena *a = q->ctx.a;
	TRY(parcel_view_read(q, q->id, &v));
	const struct land_facts_of *f = &v.facts;
	struct land_uses uses;
	TRY(land_ground_asked(q, &v.ground));
	parcel_facts_page(&q->page, &v,
		&(struct facts_form){.area = str_format(a, "%lld,%02lld", (long long)(f->area / 100), (long long)(f->area % 100)),
			.uses = land_uses_read(a, f->uses, f->area, &uses).n ? f->uses : lines_typed(a, land_uses_text(a, &uses)),
			.address = f->address,
			.shape = shape_typed(a, f->shape),
			.old_sheet = f->old_sheet,
			.old_number = f->old_number,
			.day = day_iso(a, day_of(q->ctx.now)),
			.basis = v.ground.basis,
			.how = S("change"),
			.seen = v.parcel.version});
	return NULL;
}

err parcel_facts_run(struct req *q)
{
	struct facts_form f = {0};
	struct land_parcel p;
	TRY(read_input(q, &f));
	TRY(land_parcel(&q->ctx, q->id, q->ctx.unit, &p));
	struct parcel_work w = {.parcel = q->id,
		.seen = f.seen,
		.dossier = f.dossier,
		.how = str_is(f.how, "correct") ? LAND_CORRECT : LAND_CHANGE};
	TRY(land_facts_read(q, p.meridian, &f, &w));
	if (w.how == LAND_CHANGE && !w.day.n)
		return FAIL_FIELD(&q->ctx, "day", "Ghi ngày có biến động.");
	TRY(apply(&q->ctx, land_parcel_facts, &w));
	flash(q, w.how == LAND_CORRECT ? "Đã đính chính. Thông tin ghi sai vẫn xem lại được." : "Đã ghi biến động.");
	return see_other(q, PARCEL_PAGES "/%lld", (long long)q->id);
}

/* ---- rights ---- */

err land_right_form(struct req *q)
{
	struct parcel_view v = {0};
	TRY(parcel_view_read(q, q->id, &v));
	TRY(land_ground_asked(q, &v.ground));
	land_right_page(&q->page, &v,
		&(struct right_typed){.how = S("change"),
			.term = v.right.term,
			.origin = v.right.origin ? str_format(q->ctx.a, "%lld", (long long)v.right.origin) : S(""),
			.day = day_iso(q->ctx.a, day_of(q->ctx.now)),
			.basis = v.ground.basis,
			.seen = v.parcel.version});
	return NULL;
}

err land_right_run(struct req *q)
{
	struct right_typed f = {0};
	struct right_work w = {.parcel = q->id};
	TRY(read_input(q, &f));
	TRY(land_holdings_read(q, f.holders, &w.holdings));
	w.seen = f.seen;
	w.dossier = f.dossier;
	w.how = str_is(f.how, "correct") ? LAND_CORRECT : LAND_CHANGE;
	w.term = f.term.s ? f.term : S("");
	w.day = f.day;
	w.basis = f.basis;
	(void)str_int(f.origin, &w.origin);
	if (w.how == LAND_CHANGE && !w.day.n)
		return FAIL_FIELD(&q->ctx, "day", "Ghi ngày chuyển quyền.");
	TRY(apply(&q->ctx, land_right_keep, &w));
	flash(q, w.how == LAND_CORRECT ? "Đã đính chính người sử dụng đất."
				       : "Đã ghi chuyển quyền. Quyền trước vẫn xem lại được.");
	return see_other(q, PARCEL_PAGES "/%lld", (long long)q->id);
}

/* ---- certificates and restrictions ---- */

err land_papers_form(struct req *q)
{
	struct parcel_view v = {0};
	TRY(parcel_view_read(q, q->id, &v));
	land_papers_page(&q->page, &v);
	return NULL;
}

err land_certificate_run(struct req *q)
{
	struct certificate_work w = {0};
	TRY(read_input(q, &w));
	w.parcel = q->id;
	w.book = w.book.s ? w.book : S("");
	TRY(apply(&q->ctx, land_certificate_add, &w));
	flash(q, "Đã ghi giấy chứng nhận.");
	return see_other(q, PARCEL_PAGES "/%lld", (long long)q->id);
}

err land_restriction_run(struct req *q)
{
	struct restriction_work w = {0};
	TRY(read_input(q, &w));
	w.parcel = q->id;
	w.said = w.said.s ? w.said : S("");
	TRY(apply(&q->ctx, land_restriction_add, &w));
	flash(q, "Đã ghi hạn chế.");
	return see_other(q, PARCEL_PAGES "/%lld", (long long)q->id);
}

static str today(struct req *q) { return day_iso(q->ctx.a, day_of(q->ctx.now)); }

err land_certificate_end_form(struct req *q)
{
	struct land_certificate_of of;
	struct paper_view v = {.heading = S("Ghi thu hồi giấy chứng nhận"), .button = S("Ghi thu hồi")};
	TRY(land_certificate_of(&q->ctx, q->id, &of));
	TRY(land_parcel(&q->ctx, of.parcel_id, q->ctx.unit, &v.parcel));
	v.title = of.serial;
	v.action = str_format(q->ctx.a, PARCEL_PAGES "/giay-chung-nhan/%lld/thu-hoi", (long long)q->id);
	land_paper_end_page(&q->page, &v, &land_certificate_end_input, &(struct certificate_work){.day = today(q)});
	return NULL;
}

err land_certificate_end_run(struct req *q)
{
	struct certificate_work w = {0};
	TRY(read_input(q, &w));
	w.id = q->id;
	TRY(apply(&q->ctx, land_certificate_revoke, &w));
	flash(q, "Đã ghi thu hồi giấy chứng nhận.");
	return see_other(q, PARCEL_PAGES "/%lld", (long long)w.parcel);
}

err land_restriction_end_form(struct req *q)
{
	struct land_restriction_of of;
	struct paper_view v = {.heading = S("Ghi xóa hạn chế"), .button = S("Ghi xóa")};
	TRY(land_restriction_of(&q->ctx, q->id, &of));
	TRY(land_parcel(&q->ctx, of.parcel_id, q->ctx.unit, &v.parcel));
	v.title = str_of(choice_label(land_restriction_kinds, of.kind));
	v.action = str_format(q->ctx.a, PARCEL_PAGES "/han-che/%lld/xoa", (long long)q->id);
	land_paper_end_page(&q->page, &v, &land_restriction_end_input, &(struct restriction_work){.day = today(q)});
	return NULL;
}

err land_restriction_end_run(struct req *q)
{
	struct restriction_work w = {0};
	TRY(read_input(q, &w));
	w.id = q->id;
	TRY(apply(&q->ctx, land_restriction_lift, &w));
	flash(q, "Đã ghi xóa hạn chế.");
	return see_other(q, PARCEL_PAGES "/%lld", (long long)w.parcel);
}
