#include "government/dashboard/dashboard_pages.h"
#include "web/query.h"
#include <stdlib.h>
#include "web/reply.h"

enum { CHART_MONTHS = 12, UNITS = 2000, BOARD_PROCEDURES = 100 };

/* ---- months ---- */

static struct period month_in(str text)
{
	struct period p;
	return period_parse(text, &p) && p.kind == PERIOD_MONTH && !p.reported ? p : (struct period){0};
}

static struct period this_month(const struct ctx *c) { return period_of(PERIOD_MONTH, false, day_of(c->now)); }

void range_days(str since, str until, int64_t *from, int64_t *to)
{
	*from = day_start(period_first(month_in(since)));
	*to = day_start(period_last(month_in(until)) + 1);
}

str month_title(arena *a, str month) { return month_in(month).kind ? period_slashed(a, month_in(month)) : month; }

str month_short(arena *a, str month) { return month_in(month).kind ? period_short(a, month_in(month)) : month; }

str month_year_before(arena *a, str month)
{
	struct period before;
	return period_year_before(month_in(month), &before) ? period_text(a, before) : month;
}

/* A range that can be read backwards is meant forwards; what is no month is the present year. */
void settle_range(struct ctx *c, str *since, str *until)
{
	struct period now = this_month(c);
	if (!month_in(*since).kind)
		*since = period_text(c->a, period_shift(now, 1 - now.number));
	if (!month_in(*until).kind)
		*until = period_text(c->a, now);
	if (memcmp(since->s, until->s, 7) > 0) {
		str t = *since;
		*since = *until;
		*until = t;
	}
}

/* ---- what the templates call ---- */

struct dashboard_months of_procedure(const struct dashboard_procedures *r)
{
	return (struct dashboard_months){
		.name = r->name, .taken_in = r->taken_in, .early = r->early, .on_time = r->on_time, .overdue = r->overdue};
}

struct dashboard_months of_unit(const struct dashboard_by_unit *r)
{
	return (struct dashboard_months){.name = r->name,
		.unit_id = r->unit_id,
		.taken_in = r->taken_in,
		.early = r->early,
		.on_time = r->on_time,
		.overdue = r->overdue};
}

int64_t finished_of(const struct dashboard_months *m) { return m->early + m->on_time + m->overdue; }

str dashboard_address(arena *a, int64_t unit, str since, str until)
{
	return ADDRESS(a, "/dieu-hanh", {"don-vi", .number = unit}, {"tu", since}, {"den", until});
}

str drill_address(arena *a, const struct dashboard_view *v, int64_t unit, const char *what, struct slice of)
{
	if (!unit)
		return S(""); /* a list is always of one unit */
	return ADDRESS(a, "/dieu-hanh/ho-so", {"xem", str_of(what)}, {"don-vi", .number = unit}, {"tu", v->since},
		{"den", v->until}, {"linh-vuc", of.field}, {"kenh", of.channel}, {"thu-tuc", of.procedure},
		{"nguoi", .number = of.officer});
}

str late_address(arena *a, const struct dashboard_view *v, int64_t unit)
{
	for (size_t i = 0; i < v->nunits && unit != v->unit; i++)
		if (v->units[i].above == unit)
			return dashboard_address(a, unit, v->since, v->until);
	return drill_address(a, v, unit, "late", (struct slice){0});
}

str figures_address(arena *a, const struct dashboard_view *v, const char *group)
{
	return ADDRESS(a, "/dieu-hanh/so-lieu", {"theo", str_of(group)}, {"don-vi", .number = v->unit}, {"tu", v->since},
		{"den", v->until});
}

/* Communes publish 98 to 100 %. Of the share as show_share tells it: 94,95 % is shown as 95,0 %, which is no less than 95 %. */
const char *rate_colour(int64_t part, int64_t whole)
{
	return !whole ? "grey" : part * 2000 >= whole * 1899 ? "green" : part * 2000 >= whole * 1799 ? "orange" : "red";
}

bool month_open(str month, int64_t now) { return !period_over(month_in(month), day_of(now)); }

static bool earlier(struct period one, struct period other) { return period_first(one) < period_first(other); }

/* From the latest back to the first that has figures or is asked for, but a year at least. */
const struct choice *month_choices(arena *a, const struct dashboard_view *v, int64_t now)
{
	enum { MOST = 240 };
	struct period last = period_of(PERIOD_MONTH, false, day_of(now)), first = period_shift(last, -11);
	const str wanted[] = {v->first, v->since};
	for (size_t i = 0; i < COUNT(wanted); i++)
		if (month_in(wanted[i]).kind && earlier(month_in(wanted[i]), first))
			first = month_in(wanted[i]);
	if (earlier(last, month_in(v->until)))
		last = month_in(v->until);
	struct choice *list = NEWN(a, struct choice, MOST + 1);
	size_t n = 0;
	for (struct period p = last; n < MOST && !earlier(p, first); p = period_shift(p, -1))
		list[n++] = (struct choice){str_c(a, period_text(a, p)), str_c(a, period_slashed(a, p))};
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

/* The unit asked for, 0 = the reader's own, with all below it. */
err choose_units(struct ctx *c, int64_t unit, struct dashboard_view *v, struct ints *chosen)
{
	TRY(plant_tree(c, v));
	v->unit = unit ? unit : c->unit;
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

void months_add(struct dashboard_months *sum, const struct dashboard_months *m)
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
	const struct dashboard_by_unit *x = a, *y = b;
	if (x->taken_in != y->taken_in)
		return x->taken_in < y->taken_in ? 1 : -1;
	return (x->unit_id > y->unit_id) - (x->unit_id < y->unit_id);
}

/* One row for each unit directly below, with all that is below it; and one for the chosen unit's own. What is late shows also where the
 * period has no figures. */
void branch_add(const struct dashboard_view *v, struct dashboard_by_unit_rows *to, const struct dashboard_by_unit *row)
{
	int64_t branch = branch_of(v, row->unit_id);
	size_t k = 0;
	while (k < to->n && to->v[k].unit_id != branch)
		k++;
	if (k == to->n)
		to->v[to->n++] = (struct dashboard_by_unit){.unit_id = branch, .name = overseen(v, branch)->name};
	struct dashboard_by_unit *sum = &to->v[k];
	sum->late += row->late;
	sum->taken_in += row->taken_in;
	sum->early += row->early;
	sum->on_time += row->on_time;
	sum->overdue += row->overdue;
	sum->given_back += row->given_back;
	sum->turned_away += row->turned_away;
	sum->taken_back += row->taken_back;
	sum->broken_off += row->broken_off;
}

static err gather_branches(struct ctx *c, struct dashboard_view *v, struct ints units)
{
	struct dashboard_by_unit_rows own, all = {0};
	struct dashboard_late_units_rows late;
	TRY(dashboard_by_unit(c, units, v->since, v->until, &own));
	TRY(dashboard_late_units(c, units, c->now, &late));
	all.v = NEWN(c->a, struct dashboard_by_unit, own.n + late.n + 1);
	for (size_t i = 0; i < own.n; i++)
		branch_add(v, &all, &own.v[i]);
	for (size_t i = 0; i < late.n; i++)
		branch_add(v, &all, &(struct dashboard_by_unit){.unit_id = late.v[i].unit_id, .late = late.v[i].total});
	if (all.n)
		qsort(all.v, all.n, sizeof *all.v, by_received);
	v->by_unit = all;
	return NULL;
}

/* Twelve months up to the end of the range, with a row for each. */
static err draw_year(struct ctx *c, struct dashboard_view *v, struct ints units)
{
	struct period last = month_in(v->until);
	struct dashboard_months_rows found;
	struct dashboard_months *year = NEWN(c->a, struct dashboard_months, CHART_MONTHS);
	v->chart_since = period_text(c->a, period_shift(last, 1 - CHART_MONTHS));
	TRY(dashboard_months(c, units, v->chart_since, v->until, &found));
	for (int i = 0; i < CHART_MONTHS; i++) {
		year[i].name = period_text(c->a, period_shift(last, i + 1 - CHART_MONTHS));
		for (size_t k = 0; k < found.n; k++)
			if (str_eq(found.v[k].name, year[i].name))
				year[i] = found.v[k];
	}
	v->year.v = year;
	v->year.n = CHART_MONTHS;
	return NULL;
}

err board_fill(struct ctx *c, int64_t unit, int64_t procedures, struct dashboard_view *v, struct ints *chosen)
{
	struct dashboard_first_month first;
	settle_range(c, &v->since, &v->until);
	TRY(choose_units(c, unit, v, chosen));
	struct ints units = *chosen;
	TRY(dashboard_first_month(c, units, &first));
	v->first = first.month;
	TRY(dashboard_months(c, units, v->since, v->until, &v->by_month));
	TRY(dashboard_fields(c, units, v->since, v->until, &v->by_field));
	TRY(dashboard_channels(c, units, v->since, v->until, &v->by_channel));
	TRY(dashboard_procedures(c, units, v->since, v->until, procedures, &v->by_procedure));
	TRY(gather_branches(c, v, units));
	TRY(dashboard_now(c, units, c->now, c->now + DAY, &v->now));
	for (size_t i = 0; i < v->by_month.n; i++)
		months_add(&v->total, &v->by_month.v[i]);
	return v->leaf ? board_officers(c, v) : NULL;
}

/* What the page alone has: its pictures, and what its period is compared with. */
static err draw(struct ctx *c, struct dashboard_view *v, struct ints units)
{
	TRY(board_year_before(c, v, units));
	TRY(draw_year(c, v, units));
	board_pictures(c->a, v);
	return board_places(c, v);
}

err board(struct req *q)
{
	struct dashboard_view v = {.since = query_text(q, "tu"), .until = query_text(q, "den")};
	struct ints units;
	TRY(board_fill(&q->ctx, query_int(q, "don-vi", 0), BOARD_PROCEDURES, &v, &units));
	if (!q->json)
		TRY(draw(&q->ctx, &v, units));
	return reply(q, &v, dashboard_page);
}

/* ---- by officer ---- */

static struct officer_row *officer_of(struct dashboard_view *v, int64_t account, str name)
{
	for (size_t i = 0; i < v->by_officer.n; i++)
		if (v->by_officer.v[i].account == account)
			return &v->by_officer.v[i];
	struct officer_row *row = &v->by_officer.v[v->by_officer.n++];
	*row = (struct officer_row){.account = account, .name = name};
	return row;
}

static int by_lateness(const void *a, const void *b)
{
	const struct officer_row *x = a, *y = b;
	if (x->late != y->late)
		return x->late < y->late ? 1 : -1;
	if (x->open != y->open)
		return x->open < y->open ? 1 : -1;
	return (x->account > y->account) - (x->account < y->account);
}

err board_officers(struct ctx *c, struct dashboard_view *v)
{
	struct dashboard_done_rows done;
	struct dashboard_hands_rows hands;
	struct dashboard_late_hands_rows late;
	TRY(dashboard_done(c, v->unit, v->since, v->until, &done));
	TRY(dashboard_hands(c, v->unit, &hands));
	TRY(dashboard_late_hands(c, v->unit, c->now, &late));
	v->by_officer.v = NEWN(c->a, struct officer_row, done.n + hands.n + late.n + 1);
	for (size_t i = 0; i < done.n; i++) {
		struct officer_row *row = officer_of(v, done.v[i].account_id, done.v[i].name);
		row->done = done.v[i].done;
		row->overdue = done.v[i].overdue;
	}
	for (size_t i = 0; i < hands.n; i++)
		officer_of(v, hands.v[i].account_id, hands.v[i].name)->open = hands.v[i].total;
	for (size_t i = 0; i < late.n; i++)
		officer_of(v, late.v[i].account_id, S("Chờ phê duyệt, chưa giao ai"))->late = late.v[i].total;
	if (v->by_officer.n)
		qsort(v->by_officer.v, v->by_officer.n, sizeof *v->by_officer.v, by_lateness);
	return NULL;
}

/* Whether the reader's tree has that unit now. */
err oversees(struct req *q, int64_t unit, bool *out)
{
	struct dashboard_view v = {.since = period_text(q->ctx.a, this_month(&q->ctx))};
	TRY(plant_tree(&q->ctx, &v));
	*out = overseen(&v, unit) != NULL;
	return NULL;
}

/* ---- declarations ---- */

static const struct member officer_members[] = {
	MEMBER(struct officer_row, account, M_INT),
	MEMBER(struct officer_row, name, M_TEXT),
	MEMBER(struct officer_row, open, M_INT),
	MEMBER(struct officer_row, late, M_INT),
	MEMBER(struct officer_row, done, M_INT),
	MEMBER(struct officer_row, overdue, M_INT),
};
static const struct shape officer_row_shape = SHAPE("dashboard_officer", struct officer_row, officer_members);
static const struct member board_members[] = {
	MEMBER(struct dashboard_view, since, M_TEXT),
	MEMBER(struct dashboard_view, until, M_TEXT),
	MEMBER(struct dashboard_view, unit_name, M_TEXT),
	ONE(struct dashboard_view, total, dashboard_months),
	ONE(struct dashboard_view, now, dashboard_now),
	MANY(struct dashboard_view, by_month, dashboard_months),
	MANY(struct dashboard_view, by_unit, dashboard_by_unit),
	MANY(struct dashboard_view, by_field, dashboard_months),
	MANY(struct dashboard_view, by_channel, dashboard_months),
	MANY(struct dashboard_view, by_procedure, dashboard_procedures),
	MANY(struct dashboard_view, by_officer, officer_row),
};
static const struct shape board_shape = SHAPE("dashboard", struct dashboard_view, board_members);
static const struct member list_members[] = {
	MEMBER(struct drill_view, what, M_TEXT),
	MANY(struct drill_view, dossiers, dashboard_taken_in),
	MEMBER(struct drill_view, next, M_TEXT),
};
static const struct shape list_shape = SHAPE("dashboard_dossiers", struct drill_view, list_members);
static const struct member figure_members[] = {
	MEMBER(struct figure_row, group, M_TEXT),
	MEMBER(struct figure_row, name, M_TEXT),
	MEMBER(struct figure_row, code, M_TEXT),
	MEMBER(struct figure_row, id, M_INT),
	MEMBER(struct figure_row, taken_in, M_OPT_INT),
	MEMBER(struct figure_row, early, M_OPT_INT),
	MEMBER(struct figure_row, on_time, M_OPT_INT),
	MEMBER(struct figure_row, overdue, M_OPT_INT),
	MEMBER(struct figure_row, late, M_OPT_INT),
	MEMBER(struct figure_row, open, M_OPT_INT),
	MEMBER(struct figure_row, done, M_OPT_INT),
	MEMBER(struct figure_row, done_late, M_OPT_INT),
};
static const struct shape figure_row_shape = SHAPE("dashboard_figure", struct figure_row, figure_members);
static const struct member figures_members[] = {
	MANY(struct figures_view, figures, figure_row),
	MEMBER(struct figures_view, next, M_TEXT),
};
static const struct shape figures_shape = SHAPE("dashboard_figures", struct figures_view, figures_members);

static const struct field board_query[] = {
	UNIT_FIELD,
	ASK_TEXT("tu", "Từ tháng, " SINCE_NOTE),
	ASK_TEXT("den", "Đến tháng, " UNTIL_NOTE),
};
static const struct route routes[] = {
	GET("/dieu-hanh", .run = board, .permission = "dossier.oversee",
		.summary = "Bảng điều hành: số liệu tiếp nhận và giải quyết hồ sơ", .api = "/dashboard", .shape = &board_shape,
		.query = LIST(board_query),
		.whole = "nhiều nhất 100 lĩnh vực, 100 thủ tục, 300 người và 2.000 đơn vị; đủ từng trang ở /dashboard/figures"),
	GET("/dieu-hanh/so-lieu", .run = board_figures_run, .permission = "dossier.oversee",
		.summary = "Số liệu của bảng điều hành thành danh sách: theo tháng, đơn vị, thủ tục, người xử lý",
		.api = "/dashboard/figures", .shape = &figures_shape, .list = &figures_list),
	LIST_FILES("/dieu-hanh/so-lieu", "/dashboard/figures", &figures_list, "dossier.oversee", "Số liệu của bảng điều hành"),
	GET("/dieu-hanh/ho-so", .run = drill, .permission = "dossier.oversee",
		.summary = "Các hồ sơ của một con số trên bảng điều hành, tên được che", .api = "/dashboard/dossiers",
		.shape = &list_shape, .list = &drill_list),
	LIST_FILES("/dieu-hanh/ho-so", "/dashboard/dossiers", &drill_list, "dossier.oversee",
		"Các hồ sơ của một con số, tên được che"),
	POST("/dieu-hanh/ho-so/{id}/nhac", .run = remind, .permission = "dossier.remind",
		.summary = "Nhắc người đang giữ một hồ sơ quá hạn, mỗi ngày một lần", .api = "/dashboard/dossiers/{id}/remind",
		.input = &remind_input, .rate = RATE_SUBMIT),
};
static const struct permission permissions[] = {
	{.name = "dossier.oversee",
		.title = "Xem bảng điều hành của đơn vị và các đơn vị trực thuộc",
		.roles = "leader",
		.reads = true},
	{.name = "dossier.remind", .title = "Nhắc xử lý hồ sơ quá hạn", .roles = "leader"},
};
static const struct menu_entry menu[] = {{.place = MENU_OFFICER,
	.title = "Điều hành",
	.path = "/dieu-hanh",
	.permission = "dossier.oversee",
	.rank = 20,
	.home = true,
	.area = AREA_REPORTS}};

const struct module dashboard_module = {
	.name = "dashboard",
	.title = "Điều hành",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.migrations = &dashboard_migrations,
};
