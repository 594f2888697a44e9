/* one: an indicator of a unit in a period: what it is made of, how it went, which units below it made it so. */
#include "government/indicators/pages.h"
#include "government/indicators/indicators.html.h"
#include "web/input.h"
#include "web/request.h"
#include <stdlib.h>

enum { TREND = 13 };

/* ---- parts ---- */

static err lines(struct ctx *c, struct indicator_view *v, const struct indicator_amounts *now)
{
	const struct indicator *k = v->k;
	v->parts = (struct indicator_lines){NEWN(c->a, struct indicator_line, k->nparts + 1), k->nparts};
	for (size_t i = 0; i < k->nparts; i++) {
		const struct measure *m = now->measures[i];
		const struct indicator_part *p = &k->parts[i];
		struct indicator_line *line = &v->parts.v[i];
		*line = (struct indicator_line){.name = str_of(p->name),
			.title = indicator_part_title(c, p),
			.unit = m ? str_of(m->unit) : S(""),
			.value = indicator_number(c->a, v->now.parts[i]),
			.shown = v->now.parts[i].set ? form_number_typed(c->a, v->now.parts[i].v) : S("–"),
			.shown_before = v->before.parts[i].set ? form_number_typed(c->a, v->before.parts[i].v) : S("–"),
			.shown_year_before =
				v->year_before.parts[i].set ? form_number_typed(c->a, v->year_before.parts[i].v) : S("–"),
			.path = S("")};
		if (m && m->path && now->units.n == 1 && v->now.parts[i].set && v->now.parts[i].v)
			line->path = m->path(c, &(struct measure_asked){m, now->units, now->first, now->last, p->by, p->value});
	}
	return NULL;
}

/* ---- units ---- */

/* What a formula may say is multiplied thrice below: beyond ten trillion it is not told apart any more. */
static bool beyond(__int128 v)
{
	const __int128 most = INT64_C(1000000000000000); /* hundredths */
	return v > most || v < -most;
}

/* By how much a branch drew the whole away from what it was: of a share (n - r d) / D, with r the share before. All of them add up to the change. */
static opt_int pull_of(const struct indicator_view *v, const struct indicator_sums *now, const struct indicator_sums *before)
{
	const struct indicator_sums *all = &v->now, *was = &v->before;
	bool says = now->value.set || before->value.set;
	if (v->k->as != INDICATOR_SHARE || !all->value.set || !was->value.set || !says)
		return (opt_int){0};
	__int128 n = now->numerator.set ? now->numerator.v : 0, d = now->denominator.set ? now->denominator.v : 0;
	if (beyond(n) || beyond(d) || beyond(was->numerator.v) || beyond(was->denominator.v) || beyond(all->denominator.v))
		return (opt_int){0};
	__int128 away = (n * was->denominator.v - (__int128)was->numerator.v * d) * 10000;
	__int128 whole = (__int128)was->denominator.v * all->denominator.v;
	return some_int((int64_t)((away < 0 ? away - whole / 2 : away + whole / 2) / whole));
}

static opt_int target_in(const struct indicator_targets_of_rows *rows, int64_t unit)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i].unit_id == unit)
			return some_int(rows->v[i].value);
	return (opt_int){0};
}

static int by_value(const void *x, const void *y) /* the worst first; what is not known last */
{
	const struct indicator_branch *a = x, *b = y;
	if (a->is.set != b->is.set)
		return a->is.set ? -1 : 1;
	if (a->is.v != b->is.v)
		return a->is.v < b->is.v ? -1 : 1;
	return (a->unit > b->unit) - (a->unit < b->unit);
}
static int by_value_down(const void *x, const void *y)
{
	const struct indicator_branch *a = x, *b = y;
	return a->is.set && b->is.set && a->is.v != b->is.v ? (a->is.v > b->is.v ? -1 : 1) : by_value(x, y);
}

static struct indicator_branch branch_of(struct ctx *c, const struct indicator_view *v, const struct overseen *u, opt_int target,
	const struct indicator_sums *now, const struct indicator_sums *before)
{
	opt_int pull = pull_of(v, now, before);
	return (struct indicator_branch){.unit = u->id,
		.name = u->id == v->is.unit ? str_format(c->a, "%.*s: tại chính đơn vị", STR_ARG(u->name)) : u->name,
		.is = now->value,
		.value = indicator_number(c->a, now->value),
		.target = indicator_number(c->a, target),
		.pull = indicator_number(c->a, pull),
		.shown = indicator_shown(c->a, v->k, now->value),
		.shown_before = indicator_shown(c->a, v->k, before->value),
		.change = indicator_change_shown(c->a, v->k, now->value, before->value),
		.target_shown = target.set ? indicator_shown(c->a, v->k, target) : S(""),
		.pull_shown = pull.set ? show_points(c->a, pull) : S(""),
		.light = indicator_light(v->k, v->is.of, now->value, target)};
}

static err branches(
	struct ctx *c, struct indicator_view *v, const struct indicator_amounts *now, const struct indicator_amounts *before)
{
	struct indicator_targets_of_rows targets;
	const struct indicators_asked *is = &v->is;
	int64_t *of = NEWN(c->a, int64_t, is->among.n + 1);
	str *silent = NEWN(c->a, str, is->units.n + 1);
	TRY(indicator_targets_of(c, is->among, v->k->code, is->of.year, &targets));
	v->target = target_in(&targets, is->unit);
	v->silent = (struct texts){silent, 0};
	v->units.v = NEWN(c->a, struct indicator_branch, is->units.n + 1);
	for (size_t i = 0; i < is->among.n; i++)
		of[i] = unit_branch(&is->units, is->unit, is->among.v[i]);
	for (size_t i = 0; i < is->units.n && is->among.n > 1; i++) {
		const struct overseen *u = &is->units.v[i];
		bool itself = u->id == is->unit;
		if (!itself && u->above != is->unit)
			continue;
		struct indicator_sums s = indicator_sum(c, now, of, u->id), was = indicator_sum(c, before, of, u->id);
		if (s.value.set || was.value.set)
			v->units.v[v->units.n++] =
				branch_of(c, v, u, itself ? (opt_int){0} : target_in(&targets, u->id), &s, &was);
		else if (!itself) /* which need not do anything of the kind */
			silent[v->silent.n++] = u->name;
	}
	if (v->units.n)
		qsort(v->units.v, v->units.n, sizeof *v->units.v, v->k->direction == INDICATOR_DOWN ? by_value_down : by_value);
	return NULL;
}

/* ---- pictures ---- */

static err trend(struct ctx *c, struct indicator_view *v)
{
	int64_t *values = NEWN(c->a, int64_t, TREND);
	str *labels = NEWN(c->a, str, TREND), *names = NEWN(c->a, str, TREND);
	struct chart_series *series = NEW(c->a, struct chart_series);
	for (int i = 0; i < TREND; i++) {
		struct period p = period_shift(v->is.of, i + 1 - TREND);
		struct indicator_amounts amounts;
		TRY(indicator_read(c, v->k, v->is.among, p, &amounts));
		opt_int is = indicator_sum(c, &amounts, NULL, 0).value;
		values[i] = is.set ? is.v : CHART_NONE;
		labels[i] = period_short(c->a, p);
		names[i] = period_title(c->a, p);
	}
	*series = (struct chart_series){str_c(c->a, v->k->title), values, LOOK_PLAIN, 0};
	v->chart = (struct chart){.id = "dien-bien",
		.kind = v->k->as == INDICATOR_NUMBER ? CHART_BARS : CHART_LINES,
		.title = str_format(c->a, "%.*s, %d kỳ đến %.*s", STR_ARG(v->k->title), TREND, STR_ARG(v->is.period_title)),
		.unit = str_c(c->a, v->k->unit),
		.of = "Kỳ",
		.labels = labels,
		.names = names,
		.n = TREND,
		.series = series,
		.nseries = 1,
		.decimals = 2,
		.newest = true};
	return NULL;
}

static err places(struct ctx *c, struct indicator_view *v)
{
	static const enum map_look looks[] = {MAP_PLAIN, MAP_GOOD, MAP_MIDDLE, MAP_BAD};
	TRY(unit_overseen_places(c, &v->is.units, v->is.unit, &v->places));
	for (size_t i = 0; i < v->places.n; i++) {
		struct map_place *place = &v->places.v[i];
		place->said = S("Chưa có");
		place->href = indicators_address(c->a, &v->is, v->k->code, place->id);
		for (size_t u = 0; u < v->units.n; u++)
			if (v->units.v[u].unit == place->id) {
				place->said = v->units.v[u].shown;
				place->look = looks[v->units.v[u].light];
			}
	}
	return NULL;
}

/* ---- the page ---- */

static err read_of(
	struct ctx *c, struct indicator_view *v, struct period p, struct indicator_amounts *amounts, struct indicator_sums *sums)
{
	TRY(indicator_read(c, v->k, v->is.among, p, amounts));
	*sums = indicator_sum(c, amounts, NULL, 0);
	return NULL;
}

static void say(struct ctx *c, struct indicator_view *v)
{
	const struct indicator *k = v->k;
	v->code = k->code;
	v->title = k->title;
	v->period = v->is.period;
	v->unit_name = v->is.unit_name;
	v->value = indicator_number(c->a, v->now.value);
	v->shown = indicator_shown(c->a, k, v->now.value);
	v->change = indicator_change_shown(c->a, k, v->now.value, v->before.value);
	v->change_of_year = indicator_change_shown(c->a, k, v->now.value, v->year_before.value);
	v->numerator_said = indicator_said(c, k, k->numerator_text);
	v->denominator_said = indicator_said(c, k, k->denominator_text);
	v->target_shown = v->target.set ? indicator_shown(c->a, k, v->target) : S("");
	v->target_left = v->target.set && v->now.value.set ? indicator_change_shown(c->a, k, v->now.value, v->target) : S("");
}

static err fill(struct req *q, struct indicator_view *v)
{
	struct ctx *c = &q->ctx;
	struct indicator_amounts now, before, year_before;
	TRY(indicators_settle(c, &v->is));
	TRY(indicator_on(c, v->is.code, indicators_day(c, &v->is), &v->k));
	TRY(read_of(c, v, v->is.of, &now, &v->now));
	TRY(read_of(c, v, v->is.before, &before, &v->before));
	if (v->is.has_year_before)
		TRY(read_of(c, v, v->is.year_before, &year_before, &v->year_before));
	TRY(lines(c, v, &now));
	TRY(branches(c, v, &now, &before));
	TRY(indicator_target_history(c, v->is.unit, v->k->code, &v->targets));
	v->may_set = may(q, "indicator.target");
	say(c, v);
	if (q->json)
		return NULL;
	TRY(trend(c, v));
	return places(c, v);
}

/* After a target that makes no sense: the page of the unit that it was meant for. */
err indicator_run(struct req *q)
{
	const struct new_indicator_target *tried = q->memo;
	struct indicator_view v = {.is = {.period = tried ? S("") : query_text(q, "ky"),
					   .unit = tried ? tried->unit : query_int(q, "don-vi", 0),
					   .code = q->key}};
	err e = fill(q, &v);
	if (e && e->kind == INVALID)
		return FAIL(&q->ctx, NOT_FOUND, "period");
	TRY(e);
	return reply(q, &v, indicator_page);
}

/* ---- its target ---- */

static const struct field target_fields[] = {
	INT(struct new_indicator_target, unit, "Đơn vị", 1, INT64_MAX),
	INT(struct new_indicator_target, year, "Năm", 2000, 2200),
	TEXT(struct new_indicator_target, value, "Chỉ tiêu", 1, 30),
	TEXT(struct new_indicator_target, basis, "Văn bản giao chỉ tiêu", 1, 200),
};
const struct input indicator_target_input = INPUT("indicator_target", target_fields);

err indicator_target_post(struct req *q)
{
	struct new_indicator_target *n = NEW(q->ctx.a, struct new_indicator_target);
	n->code = q->key;
	TRY(read_input(q, n));
	q->memo = n;
	TRY(apply(&q->ctx, indicator_target_set, n));
	flash(q, "Đã ghi chỉ tiêu năm %lld.", (long long)n->year);
	const struct indicators_asked back = {.period = str_format(q->ctx.a, "%lld", (long long)n->year)};
	return see_other(q, "%.*s", STR_ARG(indicators_address(q->ctx.a, &back, q->key, n->unit)));
}
