/* dividing: the pages where one parcel is cut into several and several become one. A split is looked at before it is written: parts, areas, what
 * is left over. */
#include "pages.h"
#include "web/request.h"

enum { DRAWN = 1000 }; /* the longer side of the drawing */

/* ---- what was typed ---- */

static err parts_read(struct req *q, const struct land_parcel *p, const struct land_facts_of *facts, const struct split_typed *f,
	struct split_work *w)
{
	struct ctx *c = &q->ctx;
	struct ground_point *line;
	struct ground g;
	size_t n;
	str wrong = S("");
	if (f->parts.n) {
		TRY(land_shapes_read(c, p->meridian, f->parts, &w->parts, &wrong));
		return wrong.n ? FAIL_FIELD(c, "parts", "Các phần: %.*s.", STR_ARG(wrong)) : NULL;
	}
	if (!f->line.n)
		return FAIL_FIELD(c, "line", "Vẽ đường tách, hoặc ghi tọa độ của từng phần.");
	if (!ground_read(c->a, facts->shape, &g))
		return FAIL_FIELD(c, "line", "Thửa đất chưa có hình theo tọa độ. Hãy ghi hình thửa trước.");
	TRY(land_line_read(c, p->meridian, f->line, &line, &n, &wrong));
	if (wrong.n)
		return FAIL_FIELD(c, "line", "Đường tách: %.*s.", STR_ARG(wrong));
	err e = ground_cut(c, &g, line, n, &w->parts);
	return e && e->kind == INVALID ? FAIL_FIELD(c, "line", "%.*s", STR_ARG(e->text)) : e;
}

static void uses_read(arena *a, str typed, struct split_work *w)
{
	str *v = NEWN(a, str, GROUND_PARTS_MAX);
	size_t n = 0;
	str line;
	for (bool more = typed.n > 0; more && n < GROUND_PARTS_MAX;) {
		more = str_cut(typed, '\n', &line, &typed);
		v[n++] = str_trim(line);
	}
	w->uses = (struct texts){v, n};
}

/* "2: 46, 3: 47": part 2 becomes one with parcel 46 of the same sheet. */
static err joins_read(struct req *q, const struct land_parcel *p, str typed, struct split_work *w)
{
	struct ctx *c = &q->ctx;
	int64_t *ids = NEWN(c->a, int64_t, GROUND_PARTS_MAX), part, number;
	str one, which, with;
	for (bool more = typed.n > 0; more;) {
		struct land_parcel_numbered found;
		bool there = false;
		more = str_cut(typed, ',', &one, &typed);
		if (!str_trim(one).n)
			continue;
		if (!str_cut(one, ':', &which, &with) || !str_int(str_trim(which), &part) || !str_int(str_trim(with), &number) ||
			part < 1 || (size_t)part > w->parts.n)
			return FAIL_FIELD(c, "joins", "Ghi số phần rồi số thửa liền kề, ví dụ 2: 46.");
		TRY(land_parcel_numbered(c, p->sheet_id, number, &found, &there));
		if (!there)
			return FAIL_FIELD(c, "joins", "Tờ bản đồ này không có thửa số %lld.", (long long)number);
		ids[part - 1] = found.id;
	}
	w->joins = (struct ints){ids, w->parts.n};
	return NULL;
}

/* ---- the drawing: parts in the plane, north above ---- */

static str drawn(arena *a, const struct ground *g, const int64_t box[4], double scale)
{
	buf b = {.a = a};
	for (size_t ring = 0, from = 0; ring < g->nrings; from = g->ends[ring++]) {
		for (size_t i = from; i < g->ends[ring]; i++)
			buf_printf(&b, "%s%.1f %.1f", i == from ? "M" : "L", (double)(g->points[i][0] - box[0]) * scale,
				(double)(box[3] - g->points[i][1]) * scale);
		buf_lit(&b, "Z");
	}
	return buf_text(&b);
}

static err draw(struct ctx *c, const struct split_work *w, const struct split_preview *plan, struct parcel_split_view *v)
{
	arena *a = c->a;
	int64_t all[4] = {INT64_MAX, INT64_MAX, INT64_MIN, INT64_MIN}, one[4];
	for (size_t i = 0; i < w->parts.n; i++) {
		ground_bounds(&w->parts.v[i], one);
		for (int k = 0; k < 2; k++) {
			all[k] = one[k] < all[k] ? one[k] : all[k];
			all[k + 2] = one[k + 2] > all[k + 2] ? one[k + 2] : all[k + 2];
		}
	}
	double across = (double)(all[2] - all[0]), down = (double)(all[3] - all[1]),
	       scale = DRAWN / (across > down ? across : down);
	v->box = str_format(a, "-20 -20 %.0f %.0f", across * scale + 40, down * scale + 40);
	v->parts = (struct split_part_lines){NEWN(a, struct split_part_line, plan->n + 1), plan->n};
	for (size_t i = 0; i < plan->n; i++) {
		struct parcel_code label = {.at = {all[0], all[3]}};
		if (plan->v[i].shape.n && !plan->wrong.n)
			TRY(parcel_code_of(c, v->parcel.meridian, &w->parts.v[i], &label));
		v->parts.v[i] = (struct split_part_line){.number = (int64_t)i + 1,
			.area = plan->v[i].area,
			.uses = plan->v[i].uses,
			.joins = plan->v[i].joins,
			.shape = plan->v[i].shape,
			.x = (int64_t)((double)(label.at.east - all[0]) * scale),
			.y = (int64_t)((double)(all[3] - label.at.north) * scale),
			.path = drawn(a, &w->parts.v[i], all, scale)};
	}
	return NULL;
}

/* ---- handlers ---- */

static err view_begin(struct req *q, struct parcel_split_view *v)
{
	TRY(land_parcel(&q->ctx, q->id, q->ctx.unit, &v->parcel));
	TRY(land_fact_current(&q->ctx, q->id, &v->facts));
	v->day = day_iso(q->ctx.a, day_of(q->ctx.now));
	return NULL;
}

err parcel_split_form(struct req *q)
{
	struct parcel_split_view v = {0};
	TRY(view_begin(q, &v));
	TRY(land_ground_asked(q, &v.ground));
	TRY(land_forbidden(&q->ctx, q->id, &v.wrong));
	v.basis = v.ground.basis;
	parcel_split_page(&q->page, &v);
	return NULL;
}

static err preview(struct req *q, const struct split_typed *f, const struct split_work *w)
{
	struct parcel_split_view v = {.line = f->line,
		.parts_typed = f->parts,
		.uses_typed = f->uses,
		.joins_typed = f->joins,
		.basis = f->basis,
		.is_previewed = true};
	struct split_preview plan;
	TRY(view_begin(q, &v));
	TRY(land_ground_of(q, f->dossier, &v.ground));
	v.day = f->day;
	TRY(land_split_preview(&q->ctx, w, &plan));
	v.before = plan.before;
	v.after = plan.after;
	v.allowed = plan.allowed;
	v.gap = ground_hundredths(plan.fit.gap);
	v.outside = ground_hundredths(plan.fit.outside);
	v.overlap = ground_hundredths(plan.fit.overlap);
	v.wrong = plan.wrong;
	TRY(draw(&q->ctx, w, &plan, &v));
	return reply(q, &v, parcel_split_page);
}

err parcel_split_run(struct req *q)
{
	struct split_typed f = {0};
	struct parcel_split_view v = {0};
	struct split_work w = {.parcel = q->id};
	TRY(read_input(q, &f));
	TRY(view_begin(q, &v));
	TRY(parts_read(q, &v.parcel, &v.facts, &f, &w));
	w.seen = f.seen;
	w.dossier = f.dossier;
	w.day = f.day;
	w.basis = f.basis.s ? f.basis : S("");
	uses_read(q->ctx.a, f.uses, &w);
	TRY(joins_read(q, &v.parcel, f.joins, &w));
	if (!str_is(f.step, "apply"))
		return preview(q, &f, &w);
	TRY(apply(&q->ctx, land_split, &w));
	flash(q, "Đã tách thành %zu thửa mới. Thửa cũ vẫn tra cứu được.", w.made.n);
	return see_other(q, PARCEL_PAGES "/%lld", (long long)q->id);
}

/* ---- merge ---- */

err parcel_merge_form(struct req *q)
{
	struct land_parcel p;
	struct land_ground ground;
	TRY(land_parcel(&q->ctx, q->id, q->ctx.unit, &p));
	TRY(land_ground_asked(q, &ground));
	parcel_merge_page(&q->page, &p, &ground,
		&(struct merge_typed){.day = day_iso(q->ctx.a, day_of(q->ctx.now)), .basis = ground.basis});
	return NULL;
}

static err numbers_read(struct req *q, const struct land_parcel *first, const struct merge_typed *f, struct merge_work *w)
{
	struct ctx *c = &q->ctx;
	int64_t *ids = NEWN(c->a, int64_t, GROUND_PARTS_MAX + 1), *seen = NEWN(c->a, int64_t, GROUND_PARTS_MAX + 1), number;
	size_t n = 1;
	str rest = f->numbers, one;
	ids[0] = first->id;
	seen[0] = f->seen;
	for (bool more = true; more;) {
		struct land_parcel_numbered found;
		struct land_parcel p;
		bool there = false;
		more = str_cut(rest, ',', &one, &rest);
		one = str_trim(one);
		if (!one.n)
			continue;
		if (n > GROUND_PARTS_MAX)
			return FAIL_FIELD(c, "parcels", "Mỗi lần hợp nhiều nhất %d thửa.", GROUND_PARTS_MAX);
		if (str_int(one, &number))
			TRY(land_parcel_numbered(c, first->sheet_id, number, &found, &there));
		if (!there)
			return FAIL_FIELD(c, "parcels", "Tờ bản đồ này không có thửa số “%.*s”. Ghi số thửa, cách nhau dấu phẩy.",
				STR_ARG(one));
		TRY(land_parcel(c, found.id, c->unit, &p));
		ids[n] = p.id;
		seen[n++] = p.version;
	}
	w->parcels = (struct ints){ids, n};
	w->seen = (struct ints){seen, n};
	return NULL;
}

err parcel_merge_run(struct req *q)
{
	struct merge_typed f = {0};
	struct land_parcel p;
	TRY(read_input(q, &f));
	TRY(land_parcel(&q->ctx, q->id, q->ctx.unit, &p));
	struct merge_work w = {.day = f.day, .basis = f.basis, .dossier = f.dossier};
	TRY(numbers_read(q, &p, &f, &w));
	TRY(apply(&q->ctx, land_merge, &w));
	flash(q, "Đã hợp các thửa. Các thửa cũ vẫn tra cứu được.");
	return see_other(q, PARCEL_PAGES "/%lld", (long long)w.made);
}

/* ---- what programs get ---- */

static const struct member part_members[] = {MEMBER(struct split_part_line, number, M_INT),
	MEMBER(struct split_part_line, area, M_INT), MEMBER(struct split_part_line, joins, M_INT),
	MEMBER(struct split_part_line, uses, M_TEXT), MEMBER(struct split_part_line, shape, M_TEXT)};
static const struct shape split_part_line_shape = SHAPE("land_split_part", struct split_part_line, part_members);
static const struct member split_members[] = {MANY(struct parcel_split_view, parts, split_part_line),
	MEMBER(struct parcel_split_view, before, M_INT), MEMBER(struct parcel_split_view, after, M_INT),
	MEMBER(struct parcel_split_view, allowed, M_INT), MEMBER(struct parcel_split_view, gap, M_INT),
	MEMBER(struct parcel_split_view, outside, M_INT), MEMBER(struct parcel_split_view, overlap, M_INT),
	MEMBER(struct parcel_split_view, wrong, M_TEXT)};
const struct shape parcel_split_view_shape = SHAPE("land_split_preview", struct parcel_split_view, split_members);
