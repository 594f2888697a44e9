/* The page of a registry's figures on a day: each leads to the list of the records behind it. */
#include "core/registries/pages.h"
#include "core/registries/figures.html.h"
#include "web/reply.h"
#include "web/request.h"

static str number_of(arena *a, struct registry_value v)
{
	buf b = {.a = a};
	if (!v.known)
		return (str){0};
	form_number_json(&b, v.value);
	return buf_text(&b);
}

static str path_if(arena *a, const struct registry *r, struct registry_part of, str day, struct registry_value v)
{
	return v.known && v.n ? registry_part_path(a, r, of, day) : S("");
}

/* ---- by state, by a field ---- */

struct filling {
	arena *a;
	const struct registry *r;
	const struct registry_figures_on_rows *rows;
	str day;
};

static void part_add(const struct filling *k, struct registry_figure_parts *to, struct registry_part of, const char *title)
{
	struct registry_value v = registry_value_in(k->a, k->rows, of, 0);
	to->v[to->n++] = (struct registry_figure_part){.title = str_of(title),
		.of = str_of(of.part),
		.value = v,
		.shown = registry_value_shown(k->a, of.figure, v),
		.number = number_of(k->a, v),
		.path = path_if(k->a, k->r, of, k->day, v)};
}

static void by_state(const struct filling *k, struct registry_figure_line *line)
{
	struct registry_figure_parts *to = &line->by.v[line->by.n++];
	*to = (struct registry_figure_parts){.by = S("state"), .title = S("Trạng thái")};
	to->v = NEWN(k->a, struct registry_figure_part, k->r->nstates);
	for (size_t i = 0; i < k->r->nstates; i++)
		part_add(k, to, (struct registry_part){line->is, NULL, k->r->states[i].name}, k->r->states[i].title);
}

static void by_field(const struct filling *k, struct registry_figure_line *line, const struct form_field *f)
{
	static const struct choice yes_no[] = {{"1", "Có"}, {"0", "Không"}, {NULL, NULL}};
	const struct choice *choices = f->type == FORM_YES_NO ? yes_no : f->choices;
	struct registry_figure_parts *to = &line->by.v[line->by.n++];
	*to = (struct registry_figure_parts){.by = str_of(f->name), .title = str_of(f->label)};
	to->v = NEWN(k->a, struct registry_figure_part, f->nchoices + 2);
	for (const struct choice *x = choices; x->value; x++)
		part_add(k, to, (struct registry_part){line->is, f, x->value}, x->label);
}

static void line_of(const struct filling *k, const struct registry_figure *f, struct registry_figure_line *out)
{
	struct registry_value v = registry_value_in(k->a, k->rows, (struct registry_part){.figure = f}, 0);
	*out = (struct registry_figure_line){.is = f,
		.value = v,
		.name = str_of(f->name),
		.title = str_of(f->title),
		.unit = str_of(f->unit),
		.shown = registry_value_shown(k->a, f, v),
		.number = number_of(k->a, v),
		.path = path_if(k->a, k->r, (struct registry_part){.figure = f}, k->day, v)};
	out->by.v = NEWN(k->a, struct registry_figure_parts, REGISTRY_BY_MAX + 1);
	if (f->as == FIGURE_SHARE) {
		out->part = form_number_typed(k->a, v.n);
		out->whole = form_number_typed(k->a, v.total);
		out->part_path = registry_part_path(k->a, k->r, (struct registry_part){.figure = f->part}, k->day);
		out->whole_path = registry_part_path(k->a, k->r, (struct registry_part){.figure = f->whole}, k->day);
	}
	if (f->by_state)
		by_state(k, out);
	for (size_t i = 0; i < f->by.n; i++)
		by_field(k, out, f->by.v[i]);
}

/* ---- the chosen one: how it went, and where ---- */

static day month_end(struct date d, int months) /* of the month that lies so many before */
{
	int month = d.year * 12 + d.month - 1 - months + 1;
	return day_make(month / 12, month % 12 + 1, 1) - 1;
}

/* Sums of months, one after another, up to each month's end. */
static err grown(struct ctx *c, const struct registry *r, const struct registry_figure *f, str day, const str *months, size_t n,
	struct registry_value *out)
{
	struct registry_figure_months_rows rows;
	TRY(registry_figure_months(c, r->id, c->unit, str_of(f->name), day, &rows));
	for (size_t i = 0; i < n; i++) {
		struct registry_figures_on_rows sums = {NEWN(c->a, struct registry_figures_on, rows.n + 1), 0};
		for (size_t k = 0; k < rows.n; k++)
			if (strcmp(rows.v[k].month.s, months[i].s) <= 0)
				sums.v[sums.n++] = (struct registry_figures_on){
					c->unit, str_of(f->name), S(""), rows.v[k].n, rows.v[k].total};
		out[i] = registry_value_in(c->a, &sums, (struct registry_part){.figure = f}, 0);
	}
	return NULL;
}

static err course(struct ctx *c, struct registry_figures_view *v)
{
	const struct registry_figure *f = v->chosen->is;
	struct registry_value part[FIGURE_MONTHS], whole[FIGURE_MONTHS];
	str months[FIGURE_MONTHS];
	day on = 0;
	day_parse(v->day, &on);
	for (size_t i = 0; i < FIGURE_MONTHS; i++) {
		struct date d = day_parts(month_end(day_parts(on), (int)(FIGURE_MONTHS - 1 - i)));
		months[i] = str_format(c->a, "%04d-%02d", d.year, d.month);
		v->months[i] = str_format(c->a, "%02d/%d", d.month, d.year);
	}
	v->nmonths = FIGURE_MONTHS;
	TRY(grown(c, v->registry, f->as == FIGURE_SHARE ? f->part : f, v->day, months, FIGURE_MONTHS, part));
	if (f->as == FIGURE_SHARE)
		TRY(grown(c, v->registry, f->whole, v->day, months, FIGURE_MONTHS, whole));
	for (size_t i = 0; i < FIGURE_MONTHS; i++) {
		struct registry_value is = f->as == FIGURE_SHARE ? registry_value_share(f, part[i], whole[i]) : part[i];
		v->month_values[i] = is.known ? is.value : CHART_NONE;
	}
	v->decimals = registry_values_plain(v->month_values, FIGURE_MONTHS);
	return NULL;
}

static err of_units(struct ctx *c, struct registry_figures_view *v)
{
	const struct registry_figure *f = v->chosen->is;
	struct registry_units_on_rows units;
	struct registry_figures_on_rows sums;
	TRY(registry_units_on(c, c->unit, v->day, &units));
	v->below = units.n > 1;
	int64_t *ids = NEWN(c->a, int64_t, units.n + 1);
	for (size_t i = 0; i < units.n; i++)
		ids[i] = units.v[i].id;
	str figures[] = {str_of(f->as == FIGURE_SHARE ? f->part->name : f->name),
		str_of(f->as == FIGURE_SHARE ? f->whole->name : f->name)};
	TRY(registry_figures_of_units(c, v->registry->id, (struct ints){ids, units.n},
		(struct texts){figures, f->as == FIGURE_SHARE ? 2 : 1}, v->day, &sums));
	v->units.v = NEWN(c->a, struct registry_figure_part, units.n + 2);
	for (size_t i = 0; i <= units.n && units.n > 1; i++) { /* the last: of all together */
		struct registry_value x =
			registry_value_in(c->a, &sums, (struct registry_part){.figure = f}, i < units.n ? units.v[i].id : 0);
		v->units.v[v->units.n++] = (struct registry_figure_part){
			.title = i == units.n ? S("Tất cả")
				 : i          ? units.v[i].full_name
					      : str_format(c->a, "%.*s: tại chính đơn vị", STR_ARG(units.v[i].full_name)),
			.of = i < units.n ? str_format(c->a, "%lld", (long long)units.v[i].id) : S(""),
			.value = x,
			.shown = registry_value_shown(c->a, f, x),
			.number = number_of(c->a, x)};
	}
	return NULL;
}

/* ---- the page ---- */

static err counted_anew(struct ctx *c, const struct registry *r, bool *out)
{
	struct registry_units_counted u;
	bool found;
	TRY(registry_units_counted(c, r->id, c->unit - 1, &u, &found));
	*out = found && u.unit_id == c->unit && (!u.version.set || u.version.v != r->version);
	return NULL;
}

err registry_figures_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct registry_figures_view v = {0};
	struct registry_figures_on_rows rows;
	TRY(registry_of(c, q->key, &v.registry));
	const struct registry *r = v.registry;
	str chosen = query_text(q, "so-lieu");
	v.code = r->code;
	TRY(registry_day_shown(q, "Vào ngày", &v.day));
	TRY(registry_figures_on(c, r->id, (struct ints){&c->unit, 1}, v.day, &rows));
	struct filling k = {c->a, r, &rows, v.day};
	v.figures.v = NEWN(c->a, struct registry_figure_line, r->nfigures + 1);
	for (size_t i = 0; i < r->nfigures; i++) {
		struct registry_figure_line *line = &v.figures.v[v.figures.n++];
		line_of(&k, &r->figures[i], line);
		if (!v.chosen || str_is(chosen, r->figures[i].name))
			v.chosen = line;
	}
	TRY(counted_anew(c, r, &v.anew));
	if (v.chosen) {
		TRY(course(c, &v));
		TRY(of_units(c, &v));
	}
	return reply(q, &v, registry_figures_page);
}

/* ---- what programs get ---- */

static const struct member part_members[] = {MEMBER(struct registry_figure_part, of, M_TEXT),
	MEMBER(struct registry_figure_part, title, M_TEXT),
	{.name = "value", .type = M_TEXT, .at = offsetof(struct registry_figure_part, number)},
	MEMBER(struct registry_figure_part, path, M_TEXT)};
static const struct shape registry_figure_part_shape = SHAPE("registry_figure_part", struct registry_figure_part, part_members);
static const struct member parts_members[] = {MEMBER(struct registry_figure_parts, by, M_TEXT),
	MEMBER(struct registry_figure_parts, title, M_TEXT),
	{.name = "parts", .type = M_MANY, .at = offsetof(struct registry_figure_parts, v), .of = &registry_figure_part_shape}};
static const struct shape registry_figure_parts_shape =
	SHAPE("registry_figure_parts", struct registry_figure_parts, parts_members);
static const struct member figure_members[] = {MEMBER(struct registry_figure_line, name, M_TEXT),
	MEMBER(struct registry_figure_line, title, M_TEXT), MEMBER(struct registry_figure_line, unit, M_TEXT),
	{.name = "value", .type = M_TEXT, .at = offsetof(struct registry_figure_line, number)},
	MEMBER(struct registry_figure_line, part, M_TEXT), MEMBER(struct registry_figure_line, whole, M_TEXT),
	MEMBER(struct registry_figure_line, path, M_TEXT), MANY(struct registry_figure_line, by, registry_figure_parts)};
static const struct shape registry_figure_line_shape = SHAPE("registry_figure", struct registry_figure_line, figure_members);
static const struct member figures_members[] = {MEMBER(struct registry_figures_view, code, M_TEXT),
	{.name = "on_day", .type = M_TEXT, .at = offsetof(struct registry_figures_view, day)},
	MANY(struct registry_figures_view, figures, registry_figure_line),
	{.name = "units",
		.type = M_MANY,
		.at = offsetof(struct registry_figures_view, units.v),
		.of = &registry_figure_part_shape}};
const struct shape registry_figures_shape = SHAPE("registry_figures", struct registry_figures_view, figures_members);
