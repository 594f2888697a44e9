/* values: figures as they are read: of one unit or several, on any day. */
#include "core/registries/pages.h"
#include "web/reply.h"

/* ---- sums of tallies ---- */

static str part_text(arena *a, struct registry_part of)
{
	if (!of.part)
		return S("");
	return str_format(a, "%s=%s", of.by ? of.by->name : REGISTRY_STATE, of.part);
}

static int64_t times(int64_t n, int64_t by, int64_t of) /* n * by / of, rounded half away from nothing */
{
	__int128 x = (__int128)n * by * 2, d = (__int128)of * 2;
	return (int64_t)((x + ((x < 0) == (d < 0) ? of : -of)) / d);
}

static int64_t own_value(const struct registry_figure *f, const struct registry_value *v)
{
	return f->as == FIGURE_SUM ? v->total : f->as == FIGURE_AVERAGE ? v->value : v->n * FORM_UNITS_OF_NUMBER;
}

static struct registry_value sum_of(
	const struct registry_figures_on_rows *rows, const struct registry_figure *f, str part, int64_t unit)
{
	struct registry_value v = {.known = true};
	for (size_t i = 0; i < rows->n; i++) {
		const struct registry_figures_on *t = &rows->v[i];
		if (!str_is(t->figure, f->name) || !str_eq(t->part, part) || (unit && t->unit_id != unit))
			continue;
		v.n += t->n;
		v.total += t->total;
	}
	if (f->as == FIGURE_AVERAGE) {
		v.known = v.n > 0;
		v.value = v.known ? times(v.total, 1, v.n) : 0;
	} else {
		v.value = own_value(f, &v);
	}
	return v;
}

struct registry_value registry_value_share(
	const struct registry_figure *f, struct registry_value part, struct registry_value whole)
{
	struct registry_value v = {.n = own_value(f->part, &part), .total = own_value(f->whole, &whole)};
	v.known = v.total > 0;
	v.value = v.known ? times(v.n, INT64_C(100) * FORM_UNITS_OF_NUMBER, v.total) : 0;
	return v;
}

struct registry_value registry_value_in(
	arena *a, const struct registry_figures_on_rows *rows, struct registry_part of, int64_t unit)
{
	const struct registry_figure *f = of.figure;
	if (f->as != FIGURE_SHARE)
		return sum_of(rows, f, part_text(a, of), unit);
	struct registry_value part = sum_of(rows, f->part, part_text(a, of), unit),
			      whole = sum_of(rows, f->whole, part_text(a, of), unit);
	return registry_value_share(f, part, whole);
}

err registry_figure_value(
	struct ctx *c, const struct registry *r, struct registry_part of, struct ints units, str day, struct registry_value *out)
{
	struct registry_figures_on_rows rows;
	TRY(registry_figures_on(c, r->id, units, day, &rows));
	*out = registry_value_in(c->a, &rows, of, 0);
	return NULL;
}

/* ---- how they are said ---- */

/* Whole numbers are drawn as such: hundredths become units, where all are whole; how many decimals there are. */
int registry_values_plain(int64_t *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (values[i] != CHART_NONE && values[i] % FORM_UNITS_OF_NUMBER)
			return 2;
	for (size_t i = 0; i < n; i++)
		if (values[i] != CHART_NONE)
			values[i] /= FORM_UNITS_OF_NUMBER;
	return 0;
}

str registry_value_shown(arena *a, const struct registry_figure *f, struct registry_value v)
{
	if (!v.known)
		return S("–");
	str number = form_number_typed(a, v.value);
	return f->as == FIGURE_SHARE ? str_format(a, "%.*s %%", STR_ARG(number)) : number;
}

str registry_part_path(arena *a, const struct registry *r, struct registry_part of, str day)
{
	const struct registry_figure *f = of.figure;
	str list = str_format(a, "/du-lieu/%.*s/danh-sach", STR_ARG(r->code));
	if (f->as == FIGURE_SHARE)
		return S("");
	str narrowed = S("trang-thai");
	for (size_t i = 0; of.by && i < r->filters.n; i++)
		if (r->filters.v[i] == of.by)
			narrowed = str_format(a, "loc%zu", i + 1);
	return address_with(
		a, list, QUERY(a, {"ngay", day}, {"so-lieu", str_of(f->name)}, {narrowed.s, of.part ? str_of(of.part) : S("")}));
}
