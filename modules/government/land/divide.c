/* divide: one parcel becomes several, several become one. Each is one transaction: areas and shapes add up, or nothing happens. */
#include "inside.h"
#include "core/history/history.h"
#include "web/services/audit.h"
#include "web/services/setting.h"

struct divided { /* an old parcel as it stands */
	struct land_parcel parcel;
	struct land_facts_of facts;
	struct land_rights_of right;
	struct land_holdings holdings;
	struct land_restrictions_of_rows against; /* as they were before */
	struct ground shape;
};

/* ---- what must be so before ---- */

static str says(arena *a, const struct land_parcel *p, const char *what)
{
	return str_format(a, "%s %s", parcel_called(a, p->sheet, p->number).s, what);
}

static err certified(struct ctx *c, int64_t parcel, bool *out)
{
	struct land_certificates_of_rows rows;
	*out = false;
	TRY(land_certificates_of(c, parcel, &rows));
	for (size_t i = 0; i < rows.n; i++)
		*out |= !rows.v[i].revoked_on.s;
	return NULL;
}

static err old_parcel(struct ctx *c, int64_t id, int64_t seen, struct divided *d)
{
	bool found;
	TRY(parcel_open(c, id, seen, &d->parcel));
	TRY(land_fact_current(c, id, &d->facts));
	TRY(land_right_current(c, id, &d->right, &found));
	if (!found)
		return FAIL(c, BROKEN, "parcel %lld has no right", (long long)id);
	TRY(land_restrictions_of(c, id, &d->against));
	return land_holdings_of(c, d->right.id, &d->holdings);
}

/* As it stands now: whoever writes has said so of another parcel. */
static err neighbour(struct ctx *c, int64_t id, struct divided *d)
{
	TRY(land_parcel(c, id, c->unit, &d->parcel));
	return old_parcel(c, id, d->parcel.version, d);
}

/* Land Law 2024, art. 220: there is a certificate, the term is not over, nothing stands against it. */
static err refused(struct ctx *c, struct divided *d, str *why)
{
	bool has_certificate;
	str today = day_iso(c->a, day_of(c->now));
	TRY(land_forbidden(c, d->parcel.id, why));
	if (why->n)
		return NULL;
	TRY(certified(c, d->parcel.id, &has_certificate));
	if (!ground_read(c->a, d->facts.shape, &d->shape))
		*why = says(c->a, &d->parcel, "chưa có hình theo tọa độ. Hãy đo và ghi hình thửa trước.");
	else if (d->holdings.n && !has_certificate)
		*why = says(c->a, &d->parcel, "chưa có giấy chứng nhận đang có giá trị. Hãy ghi giấy chứng nhận trước.");
	else if (d->right.term.n && strcmp(str_c(c->a, d->right.term), today.s) < 0)
		*why = str_format(c->a, "%s đã hết thời hạn sử dụng đất từ %s.",
			parcel_called(c->a, d->parcel.sheet, d->parcel.number).s, show_date(c->a, d->right.term).s);
	return NULL;
}

static int64_t area_allowed(struct ctx *c, int64_t area)
{
	int64_t share = area * setting_int_in(c, c->unit, "land.tolerance_area") / 1000;
	return share < 100 ? 100 : share;
}
static int64_t tenths(int64_t hundredths)
{
	return (hundredths + 5) / 10 * 10;
} /* certificates say areas to a tenth of a square metre */

/* ---- preview ---- */

static str use_of_part(const struct split_work *w, size_t i, const struct land_uses *before)
{
	if (i < w->uses.n && w->uses.v[i].n)
		return w->uses.v[i];
	return before->n == 1 ? before->v[0].code : S("");
}

static int64_t join_of(const struct split_work *w, size_t i) { return i < w->joins.n ? w->joins.v[i] : 0; }

static int64_t least_of(struct ctx *c, str uses)
{
	str code, rest;
	if (!str_cut(uses, ' ', &code, &rest))
		code = uses;
	const struct land_use_code *k = land_use_code(code);
	bool home = str_listed(S("ONT ODT OTC"), code), farm = k && str_is(k->group, "NNP");
	return (home          ? setting_int_in(c, c->unit, "land.least_home")
		       : farm ? setting_int_in(c, c->unit, "land.least_farm")
			      : 0) *
	       100;
}

static err part_judged(
	struct ctx *c, const struct split_work *w, const struct land_uses *before, size_t i, struct split_preview *out)
{
	struct split_part *part = &out->v[i];
	struct land_uses uses;
	str why;
	const struct ground *g = &w->parts.v[i];
	TRY(ground_wrong(c, g, &why));
	part->area = tenths(ground_hundredths(ground_area(g)));
	part->shape = ground_text(c->a, g);
	part->uses = use_of_part(w, i, before);
	out->after += part->area;
	if (out->wrong.n)
		return NULL;
	if (why.n) {
		out->wrong = str_format(c->a, "Phần %zu %.*s.", i + 1, STR_ARG(why));
		return NULL;
	}
	if (!part->uses.n) {
		out->wrong = str_format(c->a, "Thửa đất có nhiều loại đất. Ghi loại đất của phần %zu, rộng %s.", i + 1,
			land_area_shown(c->a, part->area).s);
		return NULL;
	}
	str wrong = land_uses_read(c->a, part->uses, part->area, &uses);
	if (wrong.n)
		out->wrong = str_format(c->a, "Phần %zu: %.*s", i + 1, STR_ARG(wrong));
	else if (!join_of(w, i) && part->area < least_of(c, part->uses))
		out->wrong = str_format(c->a,
			"Phần %zu rộng %s, nhỏ hơn diện tích tối thiểu được tách %s. Phần này phải hợp ngay với thửa liền kề "
			"(Điều 220 "
			"Luật Đất đai).",
			i + 1, land_area_shown(c->a, part->area).s, land_area_shown(c->a, least_of(c, part->uses)).s);
	else
		part->uses = land_uses_text(c->a, &uses);
	return NULL;
}

static void fit_judged(struct ctx *c, struct split_preview *out)
{
	int64_t difference = out->after - out->before;
	arena *a = c->a;
	if (out->fit.overlap > out->fit_allowed)
		out->wrong =
			str_format(a, "Các phần chồng lên nhau %s.", land_area_shown(a, ground_hundredths(out->fit.overlap)).s);
	else if (out->fit.gap > out->fit_allowed)
		out->wrong = str_format(
			a, "Các phần chưa phủ hết thửa cũ, còn hở %s.", land_area_shown(a, ground_hundredths(out->fit.gap)).s);
	else if (out->fit.outside > out->fit_allowed)
		out->wrong = str_format(
			a, "Các phần vượt ra ngoài thửa cũ %s.", land_area_shown(a, ground_hundredths(out->fit.outside)).s);
	else if (difference > out->allowed || -difference > out->allowed)
		out->wrong = str_format(a,
			"Diện tích các phần cộng lại %s, lệch với diện tích thửa cũ %s quá sai số cho phép %s. Hãy đính chính "
			"diện tích thửa cũ trước.",
			land_area_shown(a, out->after).s, land_area_shown(a, out->before).s, land_area_shown(a, out->allowed).s);
}

static err day_fits(struct ctx *c, const struct divided *d, str day);
static err union_fits(struct ctx *c, struct grounds all, int64_t area, struct ground *out);

/* The neighbour of a part: as the law asks of what is merged, and the two are one polygon. */
static err neighbour_judged(
	struct ctx *c, const struct split_work *w, size_t i, const struct divided *of, struct split_preview *out)
{
	struct divided n = {0};
	struct ground made;
	int64_t id = join_of(w, i);
	if (!id || out->wrong.n)
		return NULL;
	if (id == w->parcel) {
		out->wrong = str_format(c->a, "Phần %zu không hợp lại với chính thửa đang tách.", i + 1);
		return NULL;
	}
	for (size_t k = 0; k < out->n; k++)
		if (k != i && join_of(w, k) == id)
			out->wrong = S("Hai phần cùng hợp với một thửa thì vẽ thành một phần.");
	if (out->wrong.n)
		return NULL;
	TRY(neighbour(c, id, &n));
	TRY(refused(c, &n, &out->wrong));
	out->v[i].joins = n.parcel.number;
	if (out->wrong.n)
		return NULL;
	if (n.parcel.sheet_id != of->parcel.sheet_id)
		out->wrong = S("Phần hợp với thửa liền kề phải cùng một tờ bản đồ.");
	if (out->wrong.n)
		return NULL;
	err e = union_fits(
		c, (struct grounds){(struct ground[]){w->parts.v[i], n.shape}, 2}, out->v[i].area + n.facts.area, &made);
	if (e && e->kind == INVALID) {
		out->wrong = str_format(c->a, "Phần %zu với thửa %lld: %.*s", i + 1, (long long)n.parcel.number,
			STR_ARG(e->problems ? e->problems->text : e->text));
		return NULL;
	}
	return e;
}

static err previewed(struct ctx *c, const struct split_work *w, struct divided *d, struct split_preview *out)
{
	struct land_uses before;
	*out = (struct split_preview){.v = NEWN(c->a, struct split_part, w->parts.n + 1), .n = w->parts.n};
	TRY(old_parcel(c, w->parcel, w->seen, d));
	out->before = d->facts.area;
	out->allowed = area_allowed(c, d->facts.area);
	out->fit_allowed = setting_int_in(c, c->unit, "land.tolerance_shape") * 10000;
	TRY(refused(c, d, &out->wrong));
	if (out->wrong.n)
		return NULL;
	if (w->parts.n < 2) {
		out->wrong = S("Tách thửa cần ít nhất hai phần.");
		return NULL;
	}
	if (land_uses_read(c->a, d->facts.uses, d->facts.area, &before).n)
		before.n = 0;
	for (size_t i = 0; i < w->parts.n; i++)
		TRY(part_judged(c, w, &before, i, out));
	if (out->wrong.n)
		return NULL;
	TRY(ground_fits(c, &d->shape, w->parts, &out->fit));
	fit_judged(c, out);
	for (size_t i = 0; i < out->n; i++)
		TRY(neighbour_judged(c, w, i, d, out));
	return NULL;
}

err land_split_preview(struct ctx *c, const struct split_work *w, struct split_preview *out)
{
	struct divided d = {0};
	return previewed(c, w, &d, out);
}

/* ---- old ones end, new ones begin ---- */

static err ends(struct ctx *c, const struct divided *d, int64_t event, const char *kind, str day, str what)
{
	const struct land_parcel *p = &d->parcel;
	struct differences of = {.a = c->a};
	TRY(land_parcel_end(c, p->id, p->version, day, event));
	TRY(land_fact_until(c, d->facts.id, day));
	TRY(land_right_until(c, d->right.id, day));
	TRY(land_certificates_end(c, p->id, day, what));
	for (size_t i = 0; i < d->against.n; i++)
		if (!d->against.v[i].valid_to.s)
			TRY(land_restriction_end(c, d->against.v[i].id, p->id, day, S("chuyển sang thửa mới")));
	TRY(land_cells_forget(c, p->id));
	difference_add(&of, "Thửa đất", S("đang có"), what);
	TRY(history_add(c, PARCEL_KIND, p->id, &of));
	return audit_add(c, kind, PARCEL_KIND, p->id, what);
}

/* What holds of the old one goes with each new one: its holders, and what stands against it. */
static err inherits(struct ctx *c, const struct divided *d, int64_t child, str day)
{
	struct land_restriction_insert added;
	for (size_t i = 0; i < d->against.n; i++) {
		const struct land_restrictions_of *r = &d->against.v[i];
		if (!r->valid_to.s)
			TRY(land_restriction_insert(c,
				&(struct land_restriction_insert_in){.parcel = child,
					.kind = r->kind,
					.said = r->said,
					.basis = r->basis,
					.valid_from = day,
					.account = c->actor,
					.now = c->now},
				&added));
	}
	return NULL;
}

static err right_goes_on(struct ctx *c, const struct divided *d, int64_t child, str day, str basis)
{
	return land_right_put(c,
		&(struct right_work){.parcel = child,
			.holdings = d->holdings,
			.origin = d->right.origin,
			.term = d->right.term,
			.basis = basis},
		day);
}

static err day_fits(struct ctx *c, const struct divided *d, str day)
{
	TRY(land_day_check(c, day, d->facts.valid_from));
	return land_day_check(c, day, d->right.valid_from);
}

/* ---- merge ---- */

static err merged_uses(struct ctx *c, const struct divided *d, size_t n, struct land_uses *out)
{
	struct land_uses one;
	*out = (struct land_uses){0};
	for (size_t i = 0; i < n; i++) {
		str wrong = land_uses_read(c->a, d[i].facts.uses, d[i].facts.area, &one);
		if (wrong.n)
			return FAIL_FIELD(c, "parcels", "%.*s", STR_ARG(wrong));
		for (size_t k = 0; k < one.n; k++) {
			size_t at = 0;
			while (at < out->n && !str_eq(out->v[at].code, one.v[k].code))
				at++;
			if (at == LAND_USES_MAX)
				return FAIL_FIELD(c, "parcels", "Thửa hợp lại có nhiều hơn %d loại đất.", LAND_USES_MAX);
			out->v[at].code = one.v[k].code;
			out->v[at].area += one.v[k].area;
			out->n = at == out->n ? at + 1 : out->n;
		}
	}
	return NULL;
}

static err mergeable(struct ctx *c, const struct merge_work *w, struct divided *d)
{
	str why;
	if (w->parcels.n < 2 || w->parcels.n > GROUND_PARTS_MAX || w->seen.n != w->parcels.n)
		return FAIL_FIELD(c, "parcels", "Chọn từ 2 đến %d thửa để hợp.", GROUND_PARTS_MAX);
	for (size_t i = 0; i < w->parcels.n; i++) {
		for (size_t k = 0; k < i; k++)
			if (w->parcels.v[k] == w->parcels.v[i])
				return FAIL_FIELD(c, "parcels", "Một thửa chỉ chọn một lần.");
		TRY(old_parcel(c, w->parcels.v[i], w->seen.v[i], &d[i]));
		TRY(refused(c, &d[i], &why));
		if (why.n)
			return FAIL_FIELD(c, "parcels", "%.*s", STR_ARG(why));
		TRY(day_fits(c, &d[i], w->day));
		if (d[i].parcel.sheet_id != d[0].parcel.sheet_id)
			return FAIL_FIELD(c, "parcels", "Các thửa hợp lại phải cùng một tờ bản đồ.");
		if (!land_holdings_same(&d[i].holdings, &d[0].holdings) || !str_eq(d[i].right.term, d[0].right.term))
			return FAIL_FIELD(c, "parcels",
				"Các thửa hợp lại phải cùng người sử dụng, cùng phần và cùng thời hạn. Hãy ghi chuyển quyền "
				"trước.");
	}
	return NULL;
}

static err union_fits(struct ctx *c, struct grounds all, int64_t area, struct ground *out)
{
	struct ground_fit fit;
	int64_t snap = setting_int_in(c, c->unit, "land.seam"), allowed = area_allowed(c, area);
	err e = ground_union(c, all, snap, out);
	if (e)
		return e->kind == INVALID ? FAIL_FIELD(c, "parcels", "%.*s", STR_ARG(e->text)) : e;
	TRY(ground_fits(c, out, all, &fit));
	int64_t difference = ground_hundredths(ground_area(out)) - area;
	if (fit.overlap > setting_int_in(c, c->unit, "land.tolerance_shape") * 10000)
		return FAIL_FIELD(c, "parcels", "Các thửa chồng lên nhau %s. Hãy đính chính hình thửa trước.",
			land_area_shown(c->a, ground_hundredths(fit.overlap)).s);
	if (difference > allowed || -difference > allowed)
		return FAIL_FIELD(c, "parcels",
			"Diện tích trên giấy của các thửa cộng lại %s, lệch với hình quá sai số cho phép %s.",
			land_area_shown(c->a, area).s, land_area_shown(c->a, allowed).s);
	return NULL;
}

/* Those that may be: each ends, the new one begins. */
static err merged(struct ctx *c, struct merge_work *w, const struct divided *d)
{
	struct land_event_add event;
	struct land_uses uses;
	struct grounds all = {NEWN(c->a, struct ground, w->parcels.n), w->parcels.n};
	struct ground shape;
	int64_t area = 0;
	for (size_t i = 0; i < w->parcels.n; i++) {
		all.v[i] = d[i].shape;
		area += d[i].facts.area;
	}
	TRY(merged_uses(c, d, w->parcels.n, &uses));
	TRY(union_fits(c, all, area, &shape));
	TRY(land_event_add(c, c->unit, S("merge"), w->day, w->basis, c->actor, c->now, &event));
	w->event = event.id;
	for (size_t i = 0; i < w->parcels.n; i++)
		TRY(ends(c, &d[i], event.id, "parcel.merge", w->day,
			str_format(c->a, "hợp thành một thửa theo %.*s", STR_ARG(w->basis))));
	struct parcel_work child = {.sheet = d[0].parcel.sheet_id,
		.area = area,
		.uses = land_uses_text(c->a, &uses),
		.address = d[0].facts.address,
		.shape = ground_text(c->a, &shape),
		.old_sheet = S(""),
		.old_number = S(""),
		.day = w->day,
		.basis = w->basis,
		.reason = S(""),
		.holdings = d[0].holdings};
	TRY(land_parcel_put(c, &child, "merge", some_int(event.id), d[0].parcel.meridian, &w->made));
	TRY(right_goes_on(c, &d[0], w->made, w->day, w->basis));
	for (size_t i = 0; i < w->parcels.n; i++) {
		TRY(inherits(c, &d[i], w->made, w->day));
		TRY(land_origin_add(c, w->made, d[i].parcel.id, event.id));
	}
	return land_grounded(c, w->dossier, w->parcels, "merge", some_int(event.id), w->day);
}

err land_merge(struct ctx *c, struct merge_work *w)
{
	struct divided d[GROUND_PARTS_MAX] = {0};
	if (!w->basis.n)
		return FAIL_FIELD(c, "basis", "Ghi căn cứ: hồ sơ hoặc quyết định cho hợp thửa.");
	TRY(mergeable(c, w, d));
	return merged(c, w, d);
}

/* ---- split ---- */

/* A part as a parcel. One that joins a neighbour is his already, so that the two are merged as they must be. */
static err part_made(struct ctx *c, const struct split_work *w, const struct divided *d, const struct split_preview *plan,
	size_t i, int64_t *made)
{
	struct divided to = *d;
	if (join_of(w, i))
		TRY(neighbour(c, join_of(w, i), &to));
	struct parcel_work child = {.sheet = d->parcel.sheet_id,
		.area = plan->v[i].area,
		.uses = plan->v[i].uses,
		.address = d->facts.address,
		.shape = plan->v[i].shape,
		.old_sheet = S(""),
		.old_number = S(""),
		.day = w->day,
		.basis = w->basis,
		.reason = S(""),
		.holdings = to.holdings};
	TRY(land_parcel_put(c, &child, "split", some_int(w->event), d->parcel.meridian, made));
	TRY(right_goes_on(c, &to, *made, w->day, w->basis));
	TRY(inherits(c, d, *made, w->day));
	return land_origin_add(c, *made, d->parcel.id, w->event);
}

static err part_joined(struct ctx *c, const struct split_work *w, size_t i, int64_t *made)
{
	struct divided d[2] = {0};
	str why;
	struct merge_work both = {
		.parcels = {(int64_t[]){*made, join_of(w, i)}, 2}, .day = w->day, .basis = w->basis, .dossier = w->dossier};
	TRY(neighbour(c, *made, &d[0]));
	TRY(neighbour(c, join_of(w, i), &d[1]));
	TRY(refused(c, &d[1], &why));
	if (why.n)
		return FAIL_FIELD(c, "parts", "%.*s", STR_ARG(why));
	TRY(day_fits(c, &d[1], w->day));
	if (!ground_read(c->a, d[0].facts.shape, &d[0].shape))
		return FAIL(c, BROKEN, "part of parcel %lld has no shape", (long long)w->parcel);
	if (w->dossier)
		TRY(land_dossier_parcel_add(c, w->dossier, join_of(w, i), false, c->actor, c->now));
	TRY(merged(c, &both, d));
	*made = both.made;
	return NULL;
}

err land_split(struct ctx *c, struct split_work *w)
{
	struct divided d = {0};
	struct split_preview plan;
	struct land_event_add event;
	TRY(previewed(c, w, &d, &plan));
	if (plan.wrong.n)
		return FAIL_FIELD(c, "parts", "%.*s", STR_ARG(plan.wrong));
	if (!w->basis.n)
		return FAIL_FIELD(c, "basis", "Ghi căn cứ: hồ sơ hoặc quyết định cho tách thửa.");
	TRY(day_fits(c, &d, w->day));
	TRY(land_event_add(c, c->unit, S("split"), w->day, w->basis, c->actor, c->now, &event));
	w->event = event.id;
	TRY(ends(c, &d, event.id, "parcel.split", w->day,
		str_format(c->a, "tách thành %zu thửa theo %.*s", plan.n, STR_ARG(w->basis))));
	int64_t *made = NEWN(c->a, int64_t, plan.n);
	for (size_t i = 0; i < plan.n; i++)
		TRY(part_made(c, w, &d, &plan, i, &made[i]));
	TRY(land_grounded(c, w->dossier, (struct ints){&w->parcel, 1}, "split", some_int(event.id), w->day));
	for (size_t i = 0; i < plan.n; i++)
		if (join_of(w, i))
			TRY(part_joined(c, w, i, &made[i]));
	w->made = (struct ints){made, plan.n};
	return NULL;
}
