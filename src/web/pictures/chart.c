#include "web/pictures/chart.h"

/* What is drawn; the table says what it is. Sums of a pile stay within 64 bits. */
static const int64_t LARGEST = INT64_C(100000000000000000);
enum { LETTER = 8, LABEL_LETTERS = 12, MARGIN = 14, GAP = 3 };

int64_t chart_value(const struct chart_series *s, size_t i)
{
	int64_t v = s->values[i];
	return v == CHART_NONE ? 0 : v > LARGEST ? LARGEST : v < -LARGEST ? -LARGEST : v;
}

static bool known(const struct chart_series *s, size_t i) { return s->values[i] != CHART_NONE; }

static size_t series_of(const struct chart *c) { return c->nseries < CHART_SERIES ? c->nseries : CHART_SERIES; }

bool chart_empty(const struct chart *c)
{
	for (size_t s = 0; s < series_of(c); s++)
		for (size_t i = 0; i < c->n; i++)
			if (known(&c->series[s], i) && (c->kind != CHART_SHARE || c->series[s].values[i] > 0))
				return false;
	return true;
}

/* ---- the axis ---- */

/* What stands on one side of nothing below series s in its pile, s itself left out. */
static int64_t below(const struct chart *c, size_t s, size_t i)
{
	int64_t sum = 0, v = chart_value(&c->series[s], i);
	for (size_t k = 0; k < s; k++)
		if (c->series[k].pile == c->series[s].pile && (chart_value(&c->series[k], i) < 0) == (v < 0))
			sum += chart_value(&c->series[k], i);
	return sum;
}

static void reach(const struct chart_plan *g, int64_t *low, int64_t *high)
{
	const struct chart *c = g->c;
	bool any = false;
	*low = *high = 0;
	for (size_t s = 0; s < series_of(c); s++)
		for (size_t i = g->first; i < g->first + g->n; i++) {
			if (!known(&c->series[s], i))
				continue;
			int64_t v = chart_value(&c->series[s], i) + (c->kind == CHART_BARS ? below(c, s, i) : 0);
			*low = !any || v < *low ? v : *low;
			*high = !any || v > *high ? v : *high;
			any = true;
		}
}

/* 1, 2 or 5 times a power of ten, so that at most `most` of them hold `span`. */
static int64_t step_of(int64_t span, int64_t most)
{
	static const int steps[] = {1, 2, 5};
	for (int64_t ten = 1;; ten *= 10)
		for (size_t i = 0; i < COUNT(steps); i++)
			if (steps[i] * ten * most >= span)
				return steps[i] * ten;
}

static int64_t floor_to(int64_t v, int64_t step) { return (v / step - (v % step < 0)) * step; }

static void axis(struct chart_plan *g)
{
	int64_t low, high;
	reach(g, &low, &high);
	g->cut = g->c->kind == CHART_LINES && low > 0 && high - low < low / 2 && high > low;
	if (!g->cut) {
		low = low > 0 ? 0 : low;
		high = high < 0 ? 0 : high;
	}
	static const int64_t ones[] = {1, 10, 100};
	int64_t one = ones[g->c->decimals < 0 || g->c->decimals > 2 ? 0 : g->c->decimals];
	int64_t step = high > low ? step_of(high - low, 4) : one;
	g->low = floor_to(low, step);
	g->high = -floor_to(-high, step);
	if (g->high == g->low)
		g->high = g->low + step * 4;
	for (int64_t v = g->low; v <= g->high && g->nticks < CHART_TICKS; v += step)
		g->ticks[g->nticks++] = v;
}

str chart_number(arena *a, const struct chart *c, int64_t v)
{
	static const int tens[] = {1, 10, 100};
	if (v == CHART_NONE)
		return S("–");
	if (c->decimals < 1 || c->decimals > 2)
		return show_int(a, v);
	int by = tens[c->decimals];
	int64_t whole = v / by, part = v % by;
	return str_format(a, "%s%s,%0*d", v < 0 && !whole ? "-" : "", str_c(a, show_int(a, whole)), c->decimals,
		(int)(part < 0 ? -part : part));
}

/* Numbers of an axis are short: without decimals that all of them lack, and with the name of what they count in. */
str chart_tick(arena *a, const struct chart_plan *g, int64_t v)
{
	static const struct {
		int64_t of;
		const char *name;
	} large[] = {{1000000000, " tỷ"}, {1000000, " triệu"}, {1000, " nghìn"}};
	int64_t by = g->c->decimals == 2   ? 100
		     : g->c->decimals == 1 ? 10
					   : 1,
		step = g->nticks > 1 ? g->ticks[1] - g->ticks[0] : 1;
	if (step % by || v % by)
		return chart_number(a, g->c, v);
	v /= by;
	step /= by;
	for (size_t i = 0; i < COUNT(large); i++)
		if (step % large[i].of == 0 && step >= large[i].of * (i == 2 ? 10 : 1))
			return v ? str_format(a, "%s%s", str_c(a, show_int(a, v / large[i].of)), large[i].name) : S("0");
	return show_int(a, v);
}

/* ---- where things stand ---- */

static int letters(str s) { return (int)utf8_length(s); }

str chart_label(arena *a, const struct chart *c, size_t i)
{
	str s = c->labels[i];
	if (letters(s) <= LABEL_LETTERS)
		return s;
	while (letters(s) > LABEL_LETTERS - 1)
		s = utf8_whole((str){s.s, s.n - 1});
	return str_format(a, "%s…", str_c(a, s));
}

struct chart_plan chart_plan_of(arena *a, const struct chart *c)
{
	struct chart_plan g = {.c = c, .n = c->n < CHART_POINTS ? c->n : CHART_POINTS, .piles = 1};
	g.first = c->newest ? c->n - g.n : 0;
	for (size_t s = 0; s < series_of(c); s++)
		if (c->kind == CHART_BARS && (size_t)c->series[s].pile + 1 > g.piles)
			g.piles = (size_t)c->series[s].pile + 1;
	axis(&g);
	for (size_t i = 0; i < g.nticks; i++) {
		int wide = letters(chart_tick(a, &g, g.ticks[i])) * LETTER + MARGIN;
		g.left = wide > g.left ? wide : g.left;
	}
	g.slot = (int)g.piles * (CHART_BAR + GAP) + MARGIN;
	for (size_t i = g.first; i < g.first + g.n; i++) {
		int wide = letters(chart_label(a, c, i)) * LETTER + MARGIN;
		g.slot = wide > g.slot ? wide : g.slot;
	}
	g.width = g.left * 2 + g.slot * (int)(g.n ? g.n : 1);
	return g;
}

int64_t chart_y(const struct chart_plan *g, int64_t v)
{
	__int128 above = (__int128)(v - g->low) * CHART_HEIGHT * 2 + (g->high - g->low);
	return CHART_TOP + CHART_HEIGHT - (int64_t)(above / (2 * (__int128)(g->high - g->low)));
}

int64_t chart_x(const struct chart_plan *g, size_t i) { return g->left + (int64_t)(i - g->first) * g->slot + g->slot / 2; }

struct chart_box chart_box_of(const struct chart_plan *g, size_t s, size_t i)
{
	const struct chart_series *of = &g->c->series[s];
	int64_t from = below(g->c, s, i), to = from + chart_value(of, i), a = chart_y(g, from), b = chart_y(g, to);
	int all = (int)g->piles * (CHART_BAR + GAP) - GAP;
	struct chart_box box = {.x = chart_x(g, i) - all / 2 + of->pile * (CHART_BAR + GAP), .y = a < b ? a : b};
	box.height = a < b ? b - a : a - b;
	if (!box.height && chart_value(of, i)) { /* little is not nothing */
		box.height = 1;
		box.y -= chart_value(of, i) > 0;
	}
	return box;
}

str chart_points(arena *a, const struct chart_plan *g, size_t s, size_t *from)
{
	buf b = {.a = a};
	const struct chart_series *of = &g->c->series[s];
	size_t i = *from, end = g->first + g->n;
	while (i < end && !known(of, i))
		i++;
	for (; i < end && known(of, i); i++)
		buf_printf(
			&b, "%s%lld,%lld", b.n ? " " : "", (long long)chart_x(g, i), (long long)chart_y(g, chart_value(of, i)));
	*from = i;
	return buf_text(&b);
}

/* ---- a share ---- */

int64_t chart_drawn(const struct chart *c, size_t series)
{
	int64_t v = c->n ? chart_value(&c->series[series], 0) : 0;
	return v > 0 ? v : 0;
}

int64_t chart_total(const struct chart *c)
{
	int64_t sum = 0;
	for (size_t s = 0; s < series_of(c); s++)
		sum += chart_drawn(c, s);
	return sum;
}

int64_t chart_part(const struct chart *c, size_t series, int64_t whole)
{
	int64_t sum = 0, total = chart_total(c);
	for (size_t s = 0; s <= series; s++)
		sum += chart_drawn(c, s);
	return total ? (int64_t)((__int128)sum * whole / total) : 0;
}

/* ---- in words ---- */

static void say_shares(buf *b, const struct chart *c)
{
	for (size_t s = 0; s < series_of(c); s++)
		buf_printf(b, "%s%s: %s %s, %s", s ? "; " : "", c->series[s].title,
			str_c(b->a, chart_number(b->a, c, c->series[s].values[0])), c->unit,
			str_c(b->a, show_share(b->a, chart_drawn(c, s), chart_total(c))));
	buf_lit(b, ".");
}

static void say_column(buf *b, const struct chart *c, size_t i)
{
	for (size_t s = 0; s < series_of(c); s++)
		buf_printf(b, "%s%s %s", s ? ", " : "", str_c(b->a, lower_first(b->a, str_of(c->series[s].title))),
			str_c(b->a, chart_number(b->a, c, c->series[s].values[i])));
	buf_printf(b, " (%s). ", c->unit);
}

static void say_highest(buf *b, const struct chart_plan *g, size_t s)
{
	const struct chart *c = g->c;
	size_t at = g->first;
	for (size_t i = g->first; i < g->first + g->n; i++)
		if (c->series[s].values[i] > c->series[s].values[at])
			at = i;
	if (known(&c->series[s], at))
		buf_printf(b, "%s cao nhất: %s (%s). ", c->series[s].title,
			str_c(b->a, chart_number(b->a, c, c->series[s].values[at])),
			str_c(b->a, (c->names ? c->names : c->labels)[at]));
}

str chart_said(arena *a, const struct chart_plan *g)
{
	const struct chart *c = g->c;
	buf b = {.a = a};
	if (chart_empty(c))
		return S("Chưa có số liệu.");
	if (c->kind == CHART_SHARE) {
		say_shares(&b, c);
		return buf_text(&b);
	}
	size_t last = g->first + g->n - 1;
	if (c->newest) {
		buf_printf(&b, "Mới nhất, %s: ", str_c(a, (c->names ? c->names : c->labels)[last]));
		say_column(&b, c, last);
	}
	for (size_t s = 0; s < series_of(c); s++)
		say_highest(&b, g, s);
	if (g->cut)
		buf_lit(&b, "Trục số không bắt đầu từ 0. ");
	return str_trim(buf_text(&b));
}

const char *chart_look_name(enum chart_look look)
{
	static const char *const names[] = {"plain", "good", "bad", "first", "second", "third"};
	return names[look];
}
