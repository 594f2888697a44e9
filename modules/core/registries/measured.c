/* measured: what a registry counts or adds up as measures for indicators and reports (src/web/measure.h): "thiet-bi-cntt.computers". Shares and
 * averages are none: they are made of these. */
#include "core/registries/pages.h"
#include "web/measure.h"

struct measured {
	const struct registry *registry;
	const struct registry_figure *figure;
};

/* A unit with no record of the registry until that day keeps no such list: nothing is said of it, where one with records has a number or 0. */
static err read_measure(struct ctx *c, const struct measure_asked *k, int64_t *amounts)
{
	const struct measured *m = k->of->data;
	str *figures = NEWN(c->a, str, REGISTRY_FIGURES_MAX);
	size_t n = 0;
	struct registry_figures_on_rows rows;
	for (size_t i = 0; i < m->registry->nfigures; i++)
		figures[n++] = str_of(m->registry->figures[i].name);
	TRY(registry_figures_of_units(c, m->registry->id, k->units, (struct texts){figures, n}, day_iso(c->a, k->last), &rows));
	for (size_t u = 0; u < k->units.n; u++)
		amounts[u] = MEASURE_UNKNOWN;
	for (size_t u = 0; u < k->units.n; u++)
		for (size_t i = 0; i < rows.n; i++) {
			const struct registry_figures_on *row = &rows.v[i];
			if (row->unit_id != k->units.v[u])
				continue;
			if (amounts[u] == MEASURE_UNKNOWN)
				amounts[u] = 0;
			if (str_is(row->figure, m->figure->name))
				amounts[u] += m->figure->as == FIGURE_SUM ? row->total : row->n * MEASURE_ONE;
		}
	return NULL;
}

static str measure_path(struct ctx *c, const struct measure_asked *k)
{
	const struct measured *m = k->of->data;
	return k->units.v[0] == c->unit ? registry_part_path(c->a, m->registry, (struct registry_part){.figure = m->figure},
						  day_iso(c->a, k->last))
					: S("");
}

static const struct measure *measure_of(arena *a, const struct registry *r, const struct registry_figure *f)
{
	struct measured *data = NEW(a, struct measured);
	struct measure *m = NEW(a, struct measure);
	*data = (struct measured){r, f};
	*m = (struct measure){.name = str_format(a, "%.*s.%s", STR_ARG(r->code), f->name).s,
		.title = str_format(a, "%s (%.*s)", f->title, STR_ARG(r->title)).s,
		.unit = f->unit,
		.as = MEASURE_STANDS,
		.read = read_measure,
		.path = measure_path,
		.data = data};
	return m;
}

err registry_measure_made(struct ctx *c, str name, const struct measure **out)
{
	str code, figure;
	const struct registry *r;
	if (!str_cut(name, '.', &code, &figure))
		return NULL;
	err e = registry_of(c, code, &r);
	if (e)
		return e->kind == NOT_FOUND ? NULL : e;
	const struct registry_figure *f = registry_figure_named(r, figure);
	if (f && f->as <= FIGURE_SUM)
		*out = measure_of(c->a, r, f);
	return NULL;
}

err registry_measure_names(struct ctx *c, struct texts *out)
{
	struct registries all;
	TRY(registries_of_today(c, &all));
	str *names = NEWN(c->a, str, all.n * REGISTRY_FIGURES_MAX + 1);
	*out = (struct texts){names, 0};
	for (size_t i = 0; i < all.n; i++)
		for (size_t k = 0; k < all.v[i]->nfigures; k++)
			if (all.v[i]->figures[k].as <= FIGURE_SUM)
				names[out->n++] = str_format(c->a, "%.*s.%s", STR_ARG(all.v[i]->code), all.v[i]->figures[k].name);
	return NULL;
}
