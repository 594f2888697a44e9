/* pictures: the charts of the board, and what its period is compared with. */
#include "government/dashboard/dashboard_pages.h"

static int64_t *values(arena *a, size_t n) { return NEWN(a, int64_t, n + 1); }

static opt_int rate_of(const struct dashboard_months *m) { return share_of(board_finished(m) - m->overdue, board_finished(m)); }

static str span_title(arena *a, const struct dashboard_view *v, const char *what)
{
	return str_format(a, "%s từng tháng, từ %s đến %s", what, str_c(a, board_month_title(a, v->chart_since)),
		str_c(a, board_month_title(a, v->until)));
}

static void draw_months(arena *a, struct dashboard_view *v)
{
	size_t n = v->year.n;
	int64_t *in = values(a, n), *good = values(a, n), *late = values(a, n), *share = values(a, n);
	str *labels = NEWN(a, str, n + 1), *names = NEWN(a, str, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct dashboard_months *m = &v->year.v[i];
		in[i] = m->taken_in;
		good[i] = m->early + m->on_time;
		late[i] = m->overdue;
		share[i] = rate_of(m).set ? rate_of(m).v : CHART_NONE;
		labels[i] = board_month_short(a, m->name);
		names[i] = board_month_title(a, m->name);
	}
	struct chart_series *series = NEWN(a, struct chart_series, 4);
	series[0] = (struct chart_series){"Tiếp nhận", in, LOOK_PLAIN, 0};
	series[1] = (struct chart_series){"Giải quyết trước hạn, đúng hạn", good, LOOK_GOOD, 1};
	series[2] = (struct chart_series){"Giải quyết trễ hạn", late, LOOK_BAD, 1};
	series[3] = (struct chart_series){"Tỷ lệ đúng hạn", share, LOOK_GOOD, 0};
	v->months_chart = (struct chart){.id = "thang",
		.title = span_title(a, v, "Số hồ sơ tiếp nhận và giải quyết"),
		.unit = "hồ sơ",
		.of = "Tháng",
		.labels = labels,
		.names = names,
		.n = n,
		.series = series,
		.nseries = 3,
		.newest = true,
		.no_table = true};
	v->rate_chart = v->months_chart;
	v->rate_chart.id = "ty-le";
	v->rate_chart.kind = CHART_LINES;
	v->rate_chart.title = span_title(a, v, "Tỷ lệ giải quyết đúng hạn");
	v->rate_chart.unit = "%";
	v->rate_chart.series = series + 3;
	v->rate_chart.nseries = 1;
	v->rate_chart.decimals = 2;
}

static void draw_channels(arena *a, struct dashboard_view *v)
{
	size_t n = v->by_channel.n < CHART_SERIES ? v->by_channel.n : CHART_SERIES;
	struct chart_series *series = NEWN(a, struct chart_series, n + 1);
	str *label = NEW(a, str);
	*label = S("Tiếp nhận");
	for (size_t i = 0; i < n; i++) {
		static const enum chart_look looks[CHART_SERIES] = {
			LOOK_FIRST, LOOK_SECOND, LOOK_THIRD, LOOK_PLAIN, LOOK_GOOD, LOOK_BAD};
		int64_t *value = values(a, 1);
		*value = v->by_channel.v[i].taken_in;
		series[i] = (struct chart_series){procedure_channel_title(v->by_channel.v[i].name), value, looks[i], 0};
	}
	v->channels_chart = (struct chart){.id = "cach-nop",
		.kind = CHART_SHARE,
		.title = S("Hồ sơ tiếp nhận theo cách nộp"),
		.unit = "hồ sơ",
		.of = "",
		.labels = label,
		.n = 1,
		.series = series,
		.nseries = n,
		.no_table = true};
}

void board_pictures(arena *a, struct dashboard_view *v)
{
	draw_months(a, v);
	draw_channels(a, v);
}

err board_year_before(struct ctx *c, struct dashboard_view *v, struct ints units)
{
	struct dashboard_months_rows months;
	v->before_since = board_month_year_before(c->a, v->since);
	v->before_until = board_month_year_before(c->a, v->until);
	TRY(dashboard_months(c, units, v->before_since, v->before_until, &months));
	for (size_t i = 0; i < months.n; i++)
		board_months_add(&v->before, &months.v[i]);
	return NULL;
}

str board_compared_with(arena *a, const struct dashboard_view *v, int64_t now)
{
	str of = str_eq(v->since, v->until) ? board_month_title(a, v->before_since)
					    : str_format(a, "%s đến %s", str_c(a, board_month_title(a, v->before_since)),
						      str_c(a, board_month_title(a, v->before_until)));
	if (!v->before.taken_in && !board_finished(&v->before))
		return str_format(a, "Cùng kỳ năm trước (tháng %s) chưa có số liệu.", str_c(a, of));
	str unfinished = board_month_open(v->until, now) ? str_format(a, " Tháng %s chưa hết nên số liệu kỳ này chưa đầy đủ.",
								   str_c(a, board_month_title(a, v->until)))
							 : S("");
	return str_format(a,
		"So với cùng kỳ năm trước (tháng %s): tiếp nhận %s (năm trước %s hồ sơ); tỷ lệ đúng hạn %s (năm trước %s).%s",
		str_c(a, of), str_c(a, show_growth(a, v->total.taken_in, v->before.taken_in)),
		str_c(a, show_int(a, v->before.taken_in)),
		str_c(a, show_points(a, share_points(rate_of(&v->total), rate_of(&v->before)))),
		str_c(a, show_percent(a, rate_of(&v->before))), str_c(a, unfinished));
}

/* ---- on a map ---- */

const struct map_key board_rate_keys[4] = {{MAP_GOOD, "Đúng hạn từ 95 % trở lên"}, {MAP_MIDDLE, "Từ 90 % đến dưới 95 %"},
	{MAP_BAD, "Dưới 90 %"}, {MAP_PLAIN, "Chưa giải quyết xong hồ sơ nào trong kỳ"}};

static enum map_look look_of(const struct dashboard_months *m)
{
	const char *colour = board_rate_colour(board_finished(m) - m->overdue, board_finished(m));
	return !strcmp(colour, "green")    ? MAP_GOOD
	       : !strcmp(colour, "orange") ? MAP_MIDDLE
	       : !strcmp(colour, "red")    ? MAP_BAD
					   : MAP_PLAIN;
}

static struct dashboard_months figures_of(const struct dashboard_view *v, int64_t unit)
{
	for (size_t i = 0; i < v->by_unit.n; i++)
		if (v->by_unit.v[i].unit_id == unit)
			return board_of_unit(&v->by_unit.v[i]);
	return (struct dashboard_months){.unit_id = unit};
}

err board_places(struct ctx *c, struct dashboard_view *v)
{
	struct overseen_places found;
	TRY(unit_overseen_places(c, &v->units, v->unit, &found));
	v->places = found.v;
	v->nplaces = found.n;
	v->around = found.around;
	for (size_t i = 0; i < found.n; i++) {
		struct dashboard_months m = figures_of(v, found.v[i].id);
		int64_t done = board_finished(&m);
		found.v[i].said = done ? show_share(c->a, done - m.overdue, done) : S("Chưa có");
		found.v[i].href = dashboard_address(c->a, found.v[i].id, v->since, v->until);
		found.v[i].look = look_of(&m);
	}
	return NULL;
}
