#include "government/dashboard/dashboard_pages.h"
#include <stdio.h>
#include <stdlib.h>

enum { PAGE = 50, CHART_MONTHS = 12, SOON = 1 };

/* ---- months ---- */

static bool month_parse(str text, int *year, int *month)
{
	day d;
	struct date parts;
	char iso[16];
	if (text.n != 7 || snprintf(iso, sizeof iso, "%.*s-01", STR_ARG(text)) != 10 || !day_parse(str_of(iso), &d))
		return false;
	parts = day_parts(d);
	*year = parts.year;
	*month = parts.month;
	return true;
}

static str month_text(arena *a, int year, int month)
{
	int months = year * 12 + month - 1;
	return str_format(a, "%04d-%02d", months / 12, months % 12 + 1);
}

static str this_month(struct ctx *c)
{
	struct date d = day_parts(day_of(c->now));
	return month_text(c->a, d.year, d.month);
}

/* 00:00 of its first day in Viet Nam, or of that of the month after. */
static int64_t month_start(str month, int later)
{
	int y = 0, m = 1;
	month_parse(month, &y, &m);
	int months = y * 12 + m - 1 + later;
	return day_start(day_make(months / 12, months % 12 + 1, 1));
}

str month_title(arena *a, str month)
{
	int y = 0, m = 0;
	return month_parse(month, &y, &m) ? str_format(a, "%02d/%04d", m, y) : month;
}

str month_short(arena *a, str month)
{
	int y = 0, m = 0;
	return month_parse(month, &y, &m) ? str_format(a, "%02d/%02d", m, y % 100) : month;
}

/* A range that can be read backwards is meant forwards; what is no month is the present year. */
static void read_range(struct req *q, str *since, str *until)
{
	int y, m;
	struct date today = day_parts(day_of(q->ctx.now));
	*since = query_text(q, "tu");
	*until = query_text(q, "den");
	if (!month_parse(*since, &y, &m))
		*since = month_text(q->ctx.a, today.year, 1);
	if (!month_parse(*until, &y, &m))
		*until = this_month(&q->ctx);
	if (memcmp(since->s, until->s, 7) > 0) {
		str t = *since;
		*since = *until;
		*until = t;
	}
}

/* ---- what the templates call ---- */

str percent(arena *a, int64_t part, int64_t whole)
{
	if (whole <= 0)
		return S("–");
	int64_t tenths = (part * 2000 + whole) / (2 * whole);
	return str_format(a, "%lld,%lld %%", (long long)(tenths / 10), (long long)(tenths % 10));
}

const char *channel_name(str channel)
{
	return str_is(channel, "online") ? "Trực tuyến" : str_is(channel, "post") ? "Bưu chính công ích" : "Trực tiếp";
}

int64_t finished_of(const struct dashboard_months *m) { return m->early + m->on_time + m->overdue; }

int64_t bar_height(const struct dashboard_view *v, int64_t n) { return n * 200 / (v->highest ? v->highest : 1); }

str dashboard_address(arena *a, const struct dashboard_view *v, int64_t unit, str since, str until)
{
	(void)v;
	return str_format(a, "/dieu-hanh?don-vi=%lld&tu=%.*s&den=%.*s", (long long)unit, STR_ARG(since), STR_ARG(until));
}

str encoded_part(arena *a, str s)
{
	buf b = {.a = a};
	html_component(&b, s);
	return buf_text(&b);
}

str list_address(arena *a, const struct dashboard_view *v, const char *what, str field, str channel)
{
	int64_t unit = v->unit ? v->unit : v->units.n == 1 ? v->units.v[0].id : 0;
	if (!unit)
		return S(""); /* a list is always of one unit */
	return str_format(a, "/dieu-hanh/ho-so?xem=%s&don-vi=%lld&tu=%.*s&den=%.*s&linh-vuc=%.*s&kenh=%.*s", what,
		(long long)unit, STR_ARG(v->since), STR_ARG(v->until), STR_ARG(encoded_part(a, field)), STR_ARG(channel));
}

const struct choice *month_choices(arena *a, const struct dashboard_view *v, int64_t now)
{
	enum { MOST = 240 };
	struct date today = day_parts(day_of(now));
	int y, m, last = today.year * 12 + today.month - 1, first = last - 11;
	if (month_parse(v->first, &y, &m) && y * 12 + m - 1 < first)
		first = y * 12 + m - 1;
	if (last - first >= MOST)
		first = last - MOST + 1;
	struct choice *list = NEWN(a, struct choice, MOST + 1);
	for (int i = 0; i <= last - first; i++) {
		str value = month_text(a, 0, last - i + 1);
		list[i] = (struct choice){str_c(a, value), str_c(a, month_title(a, value))};
	}
	return list;
}

const struct choice *unit_choices_of(arena *a, const struct dashboard_view *v)
{
	struct choice *list = NEWN(a, struct choice, v->units.n + 2);
	list[0] = (struct choice){"0", "Tất cả đơn vị"};
	for (size_t i = 0; i < v->units.n; i++)
		list[i + 1] = (struct choice){
			str_c(a, str_format(a, "%lld", (long long)v->units.v[i].id)), str_c(a, v->units.v[i].full_name)};
	return list;
}

/* ---- the board ---- */

/* The reader's unit and those below it that existed in the range; one of them when `don-vi` names it. */
static err choose_units(struct req *q, struct dashboard_view *v, struct ints *chosen)
{
	struct ctx *c = &q->ctx;
	str since = str_format(c->a, "%.*s-01", STR_ARG(v->since)), until = day_iso(c->a, day_of(month_start(v->until, 1)));
	TRY(dashboard_units(c, c->unit, since, until, &v->units));
	int64_t *ids = NEWN(c->a, int64_t, v->units.n + 1), wanted = query_int(q, "don-vi", 0);
	*chosen = (struct ints){ids, 0};
	for (size_t i = 0; i < v->units.n; i++)
		if (!wanted || v->units.v[i].id == wanted) {
			ids[chosen->n++] = v->units.v[i].id;
			v->unit_name = v->units.v[i].full_name;
		}
	if (!chosen->n)
		return FAIL(c, NOT_FOUND, "unit");
	v->unit = wanted;
	if (!wanted)
		v->unit_name = v->units.v[0].full_name;
	return NULL;
}

static void add_up(struct dashboard_view *v)
{
	for (size_t i = 0; i < v->by_month.n; i++) {
		const struct dashboard_months *m = &v->by_month.v[i];
		v->total.taken_in += m->taken_in;
		v->total.early += m->early;
		v->total.on_time += m->on_time;
		v->total.overdue += m->overdue;
		v->total.given_back += m->given_back;
		v->total.turned_away += m->turned_away;
		v->total.taken_back += m->taken_back;
		v->total.broken_off += m->broken_off;
	}
}

/* 1, 2 or 5 times a power of ten, not below the highest bar. */
static int64_t scale_of(int64_t highest)
{
	static const int steps[] = {1, 2, 5};
	for (int64_t ten = 1;; ten *= 10)
		for (size_t i = 0; i < COUNT(steps); i++)
			if (steps[i] * ten * 4 >= highest)
				return steps[i] * ten * 4;
}

/* Twelve months up to the end of the range, with a row for each. */
static err draw_year(struct ctx *c, struct dashboard_view *v, struct ints units)
{
	int y = 0, m = 1;
	month_parse(v->until, &y, &m);
	struct dashboard_months_rows found;
	struct dashboard_months *year = NEWN(c->a, struct dashboard_months, CHART_MONTHS);
	v->chart_since = month_text(c->a, y, m - CHART_MONTHS + 1);
	TRY(dashboard_months(c, units, v->chart_since, v->until, &found));
	int64_t highest = 0;
	for (int i = 0; i < CHART_MONTHS; i++) {
		year[i].name = month_text(c->a, y, m - CHART_MONTHS + 1 + i);
		for (size_t k = 0; k < found.n; k++)
			if (str_eq(found.v[k].name, year[i].name))
				year[i] = found.v[k];
		int64_t done = finished_of(&year[i]), most = year[i].taken_in > done ? year[i].taken_in : done;
		highest = most > highest ? most : highest;
	}
	v->year.v = year;
	v->year.n = CHART_MONTHS;
	v->highest = scale_of(highest);
	return NULL;
}

static err board(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct dashboard_view v = {0};
	struct dashboard_first_month first;
	struct ints units;
	read_range(q, &v.since, &v.until);
	TRY(choose_units(q, &v, &units));
	TRY(dashboard_first_month(c, units, &first));
	v.first = first.month;
	TRY(dashboard_months(c, units, v.since, v.until, &v.by_month));
	TRY(dashboard_fields(c, units, v.since, v.until, &v.by_field));
	TRY(dashboard_channels(c, units, v.since, v.until, &v.by_channel));
	TRY(dashboard_by_unit(c, units, v.since, v.until, &v.by_unit));
	TRY(dashboard_now(c, units, c->now, c->now + SOON * DAY, &v.now));
	add_up(&v);
	TRY(draw_year(c, &v, units));
	return reply(q, &v, dashboard_page);
}

/* ---- the dossiers behind a figure ---- */

static const struct {
	const char *what, *title;
} lists[] = {
	{"taken_in", "Hồ sơ đã tiếp nhận"},
	{"early", "Hồ sơ giải quyết trước hạn"},
	{"on_time", "Hồ sơ giải quyết đúng hạn"},
	{"overdue", "Hồ sơ giải quyết trễ hạn"},
	{"late", "Hồ sơ đang quá hạn"},
	{"soon", "Hồ sơ sắp đến hạn"},
};

static err rows_of(struct req *q, struct list_view *v)
{
	struct ctx *c = &q->ctx;
	int64_t since = month_start(v->since, 0), until = month_start(v->until, 1), at, id;
	str before, before_id;
	if (!str_cut(query_text(q, "sau"), '.', &before, &before_id) || !str_int(before, &at) || !str_int(before_id, &id))
		at = id = INT64_MAX;
	if (str_is(v->what, "taken_in"))
		return dashboard_taken_in(c, v->unit, since, until, v->field, v->channel, at, id, &v->dossiers);
	if (str_is(v->what, "late"))
		return dashboard_due(c, v->unit, 0, c->now, v->field, v->channel, at, id, &v->dossiers);
	if (str_is(v->what, "soon"))
		return dashboard_due(c, v->unit, c->now, c->now + SOON * DAY, v->field, v->channel, at, id, &v->dossiers);
	return dashboard_finished(c, v->unit, since, until, v->field, v->channel, v->what, at, id, &v->dossiers);
}

static err list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct list_view v = {.what = query_text(q, "xem"), .field = query_text(q, "linh-vuc"), .channel = query_text(q, "kenh")};
	struct dashboard_view scope = {0};
	struct ints units;
	read_range(q, &v.since, &v.until);
	scope.since = v.since;
	scope.until = v.until;
	TRY(choose_units(q, &scope, &units));
	for (size_t i = 0; i < COUNT(lists); i++)
		if (str_is(v.what, lists[i].what))
			v.title = str_of(lists[i].title);
	if (!v.title.n)
		return FAIL(c, NOT_FOUND, "list");
	v.unit = units.v[0];
	v.unit_name = scope.unit_name;
	v.own_unit = c->unit;
	v.now = c->now;
	TRY(rows_of(q, &v));
	if (v.dossiers.n > PAGE) {
		const struct dashboard_taken_in *last = &v.dossiers.v[--v.dossiers.n - 1];
		v.next = str_format(c->a, "%lld.%lld", (long long)last->at, (long long)last->id);
	}
	for (size_t i = 0; i < v.dossiers.n; i++)
		v.dossiers.v[i].applicant_name = mask_name(c->a, v.dossiers.v[i].applicant_name);
	return reply(q, &v, dashboard_list_page);
}

/* ---- declarations ---- */

static const struct member board_members[] = {
	MEMBER(struct dashboard_view, since, M_TEXT),
	MEMBER(struct dashboard_view, until, M_TEXT),
	MEMBER(struct dashboard_view, unit_name, M_TEXT),
	ONE(struct dashboard_view, total, dashboard_months),
	ONE(struct dashboard_view, now, dashboard_now),
	MANY(struct dashboard_view, by_month, dashboard_months),
	MANY(struct dashboard_view, by_unit, dashboard_months),
	MANY(struct dashboard_view, by_field, dashboard_months),
	MANY(struct dashboard_view, by_channel, dashboard_months),
};
static const struct shape board_shape = SHAPE("Dashboard", struct dashboard_view, board_members);
static const struct member list_members[] = {
	MEMBER(struct list_view, what, M_TEXT),
	MANY(struct list_view, dossiers, dashboard_taken_in),
	MEMBER(struct list_view, next, M_TEXT),
};
static const struct shape list_shape = SHAPE("DashboardDossiers", struct list_view, list_members);

static const struct route routes[] = {
	{"GET", "/dieu-hanh", board, "dossier.oversee", "Bảng điều hành: số liệu tiếp nhận và giải quyết hồ sơ", "/dashboard",
		NULL, &board_shape},
	{"GET", "/dieu-hanh/ho-so", list, "dossier.oversee", "Các hồ sơ của một con số trên bảng điều hành",
		"/dashboard/dossiers", NULL, &list_shape},
};
static const struct permission permissions[] = {
	{"dossier.oversee", "Xem bảng điều hành của đơn vị và các đơn vị trực thuộc", "leader"},
};
static const struct menu_entry menu[] = {{MENU_OFFICER, "Điều hành", "/dieu-hanh", "dossier.oversee", 20}};

const struct module dashboard_module = {
	.name = "dashboard",
	.title = "Điều hành",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
};
