/* figures: an indicator worked out: what each unit says of each part, added up, then its formula. */
#include "government/indicators/inside.h"

enum { HUNDRED = 100, HUNDRED_PERCENT = 10000 };

/* ---- what units say ---- */

static day earlier(day a, day b) { return a < b ? a : b; }

static err read_part(struct ctx *c, struct indicator_amounts *out, size_t i, day today)
{
	const struct indicator_part *p = &out->of->parts[i];
	const struct measure *m;
	out->parts[i] = NEWN(c->a, int64_t, out->units.n + 1);
	for (size_t u = 0; u < out->units.n; u++)
		out->parts[i][u] = MEASURE_UNKNOWN;
	TRY(measure_named(c, p->measure, &m));
	if (!m || !measure_divides(m, p->by, p->value) || out->first > today || !out->units.n)
		return NULL;
	out->measures[i] = m;
	day last = m->as == MEASURE_STANDS ? earlier(out->last, today) : out->last;
	return m->read(c, &(struct measure_asked){m, out->units, out->first, last, p->by, p->value}, out->parts[i]);
}

err indicator_read(struct ctx *c, const struct indicator *k, struct ints units, struct period p, struct indicator_amounts *out)
{
	*out = (struct indicator_amounts){.of = k, .units = units, .first = period_first(p), .last = period_last(p)};
	for (size_t i = 0; i < k->nparts; i++)
		TRY(read_part(c, out, i, day_of(c->now)));
	return NULL;
}

/* ---- of some of them together ---- */

static void add(opt_int *to, int64_t amount)
{
	if (amount != MEASURE_UNKNOWN)
		*to = some_int((to->set ? to->v : 0) + amount);
}

static opt_int ratio(opt_int numerator, opt_int denominator)
{
	if (!numerator.set || !denominator.set || denominator.v <= 0)
		return (opt_int){0};
	__int128 twice = (__int128)numerator.v * HUNDRED * 2, whole = denominator.v;
	__int128 rounded = (twice < 0 ? twice - whole : twice + whole) / (whole * 2);
	return rounded > INT64_MAX || rounded < INT64_MIN ? (opt_int){0} : some_int((int64_t)rounded);
}

static void work_out(struct ctx *c, const struct indicator *k, struct indicator_sums *s)
{
	struct form_answer said[INDICATOR_PARTS_MAX] = {0};
	struct form_row row = {.v = said};
	struct form_rows rows = {&row, 1};
	const struct form_answers answers = {.form = k->form, .sections = &rows};
	for (size_t i = 0; i < k->nparts; i++)
		said[k->form->sections[0].fields[i].slot] =
			(struct form_answer){.filled = s->parts[i].set, .number = s->parts[i].v};
	s->numerator = form_formula_number(c, k->numerator, &answers);
	if (k->as == INDICATOR_NUMBER) {
		s->value = s->numerator;
		return;
	}
	s->denominator = form_formula_number(c, k->denominator, &answers);
	if (k->as == INDICATOR_RATIO)
		s->value = ratio(s->numerator, s->denominator);
	else if (s->numerator.set && s->denominator.set)
		s->value = share_of(s->numerator.v, s->denominator.v);
}

struct indicator_sums indicator_sum(struct ctx *c, const struct indicator_amounts *of, const int64_t *branches, int64_t branch)
{
	struct indicator_sums s = {0};
	for (size_t u = 0; u < of->units.n; u++) {
		bool says = false;
		if (branches && branches[u] != branch)
			continue;
		for (size_t i = 0; i < of->of->nparts; i++) {
			add(&s.parts[i], of->parts[i][u]);
			says |= of->parts[i][u] != MEASURE_UNKNOWN;
		}
		s.units++;
		s.silent += !says;
	}
	work_out(c, of->of, &s);
	return s;
}

/* ---- as people read it ---- */

str indicator_shown(arena *a, const struct indicator *k, opt_int value)
{
	if (k->as == INDICATOR_SHARE || !value.set)
		return show_percent(a, value);
	return str_format(a, "%.*s %.*s", STR_ARG(form_number_typed(a, value.v)), STR_ARG(k->unit));
}

str indicator_change_shown(arena *a, const struct indicator *k, opt_int now, opt_int before)
{
	if (k->as == INDICATOR_SHARE)
		return show_points(a, share_points(now, before));
	return now.set && before.set ? show_growth(a, now.v, before.v) : S("–");
}

enum indicator_light indicator_light(const struct indicator *k, struct period p, opt_int value, opt_int target)
{
	bool counts = k->as != INDICATOR_NUMBER || p.kind == PERIOD_YEAR;
	bool up = k->direction == INDICATOR_UP;
	opt_int good = target.set && counts ? target : k->good;
	if (!value.set || !good.set || k->direction == INDICATOR_NEITHER)
		return INDICATOR_PLAIN;
	if (up ? value.v >= good.v : value.v <= good.v)
		return INDICATOR_GREEN;
	if (k->middle.set && (up ? value.v >= k->middle.v : value.v <= k->middle.v))
		return INDICATOR_YELLOW;
	return INDICATOR_RED;
}
