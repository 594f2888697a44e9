#include "government/dashboard/dashboard_pages.h"
#include <stdio.h>
#include <stdlib.h>

enum { PAGE = 50, CHART_MONTHS = 12, SOON = 1, UNITS = 2000 };

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

int64_t finished_of(const struct dashboard_months *m) { return m->early + m->on_time + m->overdue; }

int64_t bar_height(const struct dashboard_view *v, int64_t n) { return n * 200 / (v->highest ? v->highest : 1); }

str dashboard_address(arena *a, int64_t unit, str since, str until)
{
	return ADDRESS(a, "/dieu-hanh", {"don-vi", .number = unit}, {"tu", since}, {"den", until});
}

str list_address(arena *a, const struct dashboard_view *v, int64_t unit, const char *what, str field, str channel)
{
	if (!unit)
		return S(""); /* a list is always of one unit */
	return ADDRESS(a, "/dieu-hanh/ho-so", {"xem", str_of(what)}, {"don-vi", .number = unit}, {"tu", v->since},
		{"den", v->until}, {"linh-vuc", field}, {"kenh", channel});
}

const struct choice *month_choices(arena *a, const struct dashboard_view *v, int64_t now)
{
	enum { MOST = 240 };
	struct date today = day_parts(day_of(now));
	int y, m, last = today.year * 12 + today.month - 1, first = last - 11;
	const str earlier[] = {v->first, v->since};
	for (size_t i = 0; i < COUNT(earlier); i++)
		if (month_parse(earlier[i], &y, &m) && y * 12 + m - 1 < first)
			first = y * 12 + m - 1;
	if (month_parse(v->until, &y, &m) && y * 12 + m - 1 > last)
		last = y * 12 + m - 1;
	if (last - first >= MOST)
		first = last - MOST + 1;
	struct choice *list = NEWN(a, struct choice, MOST + 1);
	for (int i = 0; i <= last - first; i++) {
		str value = month_text(a, 0, last - i + 1);
		list[i] = (struct choice){str_c(a, value), str_c(a, month_title(a, value))};
	}
	return list;
}

/* ---- the board ---- */

static const struct overseen *overseen(const struct dashboard_view *v, int64_t id)
{
	for (size_t i = 0; i < v->nunits; i++)
		if (v->units[i].id == id)
			return &v->units[i];
	return NULL;
}

static void oversee(struct ctx *c, struct dashboard_view *v, const struct dashboard_below_rows *rows)
{
	for (size_t i = 0; i < rows->n && v->nunits < UNITS; i++) {
		const struct dashboard_below *u = &rows->v[i];
		day to;
		str name = u->full_name;
		if (overseen(v, u->id))
			continue;
		if (u->valid_to.s && day_parse(u->valid_to, &to))
			name = str_format(c->a, "%.*s (đến %.*s)", STR_ARG(name), STR_ARG(show_day(c->a, to - 1)));
		v->units[v->nunits++] = (struct overseen){u->id, u->above, name};
	}
}

/* The reader's unit, what became part of it, and what is below them, level by level. */
static err plant_tree(struct ctx *c, struct dashboard_view *v)
{
	struct dashboard_unit own;
	struct dashboard_below_rows rows;
	str since = str_format(c->a, "%.*s-01", STR_ARG(v->since));
	v->units = NEWN(c->a, struct overseen, UNITS);
	TRY(dashboard_unit(c, c->unit, &own));
	v->units[v->nunits++] = (struct overseen){own.id, 0, own.full_name};
	TRY(dashboard_before(c, c->unit, since, &rows));
	oversee(c, v, &rows);
	for (size_t from = 0, to = v->nunits; from < to; from = to, to = v->nunits) {
		int64_t *ids = NEWN(c->a, int64_t, to - from);
		for (size_t i = from; i < to; i++)
			ids[i - from] = v->units[i].id;
		TRY(dashboard_below(c, (struct ints){ids, to - from}, since, &rows));
		oversee(c, v, &rows);
	}
	return NULL;
}

/* Which unit directly below the chosen one (or the chosen one itself) a unit belongs to; 0 = it is elsewhere. */
static int64_t branch_of(const struct dashboard_view *v, int64_t id)
{
	const struct overseen *u = overseen(v, id);
	while (u && u->id != v->unit && u->above != v->unit)
		u = u->above ? overseen(v, u->above) : NULL;
	return u ? u->id : 0;
}

/* The unit named by `don-vi`, else the reader's own, with all below it. */
static err choose_units(struct req *q, struct dashboard_view *v, struct ints *chosen)
{
	struct ctx *c = &q->ctx;
	TRY(plant_tree(c, v));
	v->unit = query_int(q, "don-vi", c->unit);
	const struct overseen *u = overseen(v, v->unit);
	if (!u)
		return FAIL(c, NOT_FOUND, "unit");
	v->unit_name = u->name;
	v->above = u->above;
	if (u->above)
		v->above_name = overseen(v, u->above)->name;
	int64_t *ids = NEWN(c->a, int64_t, v->nunits);
	*chosen = (struct ints){ids, 0};
	for (size_t i = 0; i < v->nunits; i++)
		if (branch_of(v, v->units[i].id))
			ids[chosen->n++] = v->units[i].id;
	v->leaf = chosen->n == 1;
	return NULL;
}

static void add(struct dashboard_months *sum, const struct dashboard_months *m)
{
	sum->taken_in += m->taken_in;
	sum->early += m->early;
	sum->on_time += m->on_time;
	sum->overdue += m->overdue;
	sum->given_back += m->given_back;
	sum->turned_away += m->turned_away;
	sum->taken_back += m->taken_back;
	sum->broken_off += m->broken_off;
}

static int by_received(const void *a, const void *b)
{
	const struct dashboard_months *x = a, *y = b;
	if (x->taken_in != y->taken_in)
		return x->taken_in < y->taken_in ? 1 : -1;
	return (x->unit_id > y->unit_id) - (x->unit_id < y->unit_id);
}

/* One row for each unit directly below, with all that is below it; and one for the chosen unit's own. */
static void gather_branches(struct dashboard_view *v)
{
	size_t n = 0;
	for (size_t i = 0; i < v->by_unit.n; i++) {
		struct dashboard_months row = v->by_unit.v[i];
		row.unit_id = branch_of(v, row.unit_id);
		size_t k = 0;
		while (k < n && v->by_unit.v[k].unit_id != row.unit_id)
			k++;
		if (k < n) {
			add(&v->by_unit.v[k], &row);
			continue;
		}
		row.name = overseen(v, row.unit_id)->name;
		v->by_unit.v[n++] = row;
	}
	v->by_unit.n = n;
	if (n)
		qsort(v->by_unit.v, n, sizeof *v->by_unit.v, by_received);
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
	for (size_t i = 0; i < v.by_month.n; i++)
		add(&v.total, &v.by_month.v[i]);
	gather_branches(&v);
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
	v.unit = scope.unit;
	v.unit_name = scope.unit_name;
	v.own_unit = c->unit;
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
