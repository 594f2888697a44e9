/* figures: the board as a list: each way of dividing the figures row by row, sorted by any of them, and as a file. */
#include "government/dashboard/dashboard_pages.h"
#include "web/reply.h"

enum { PROCEDURES = 5000 };

static const struct choice groups[] = {{AS_WHOLE, "Tổng"}, {BY_MONTHS, "Tháng"}, {BY_UNITS, "Đơn vị"}, {BY_CHANNELS, "Cách nộp"},
	{BY_FIELDS, "Lĩnh vực"}, {BY_PROCEDURES, "Thủ tục"}, {BY_OFFICERS, "Người xử lý"}, {NULL, NULL}};

static err settle(struct req *q, struct listing *l)
{
	struct figures_asked *f = l->asked;
	struct ints units;
	f->board = (struct dashboard_view){.since = f->since, .until = f->until};
	TRY(board_fill(&q->ctx, f->unit, PROCEDURES, &f->board, &units));
	f->since = f->board.since;
	f->until = f->board.until;
	f->unit = f->board.unit;
	return NULL;
}

/* ---- rows ---- */

static struct figure_row row_of(const char *group, str name, const struct dashboard_months *m)
{
	return (struct figure_row){.group = str_of(group),
		.name = name,
		.id = m->unit_id,
		.taken_in = some_int(m->taken_in),
		.early = some_int(m->early),
		.on_time = some_int(m->on_time),
		.overdue = some_int(m->overdue)};
}

static size_t add_months(const char *group, const struct dashboard_months_rows *rows, struct figure_row *to)
{
	for (size_t i = 0; i < rows->n; i++)
		to[i] = row_of(group, rows->v[i].name, &rows->v[i]);
	return rows->n;
}

static size_t add_units(const struct dashboard_view *v, struct figure_row *to)
{
	for (size_t i = 0; i < v->by_unit.n; i++) {
		struct dashboard_months m = board_of_unit(&v->by_unit.v[i]);
		to[i] = row_of(BY_UNITS, m.name, &m);
		to[i].late = some_int(v->by_unit.v[i].late);
	}
	return v->by_unit.n;
}

static size_t add_channels(const struct dashboard_view *v, struct figure_row *to)
{
	size_t n = add_months(BY_CHANNELS, &v->by_channel, to);
	for (size_t i = 0; i < n; i++) {
		to[i].code = to[i].name;
		to[i].name = str_of(procedure_channel_title(to[i].name));
	}
	return n;
}

static size_t add_procedures(const struct dashboard_view *v, struct figure_row *to)
{
	for (size_t i = 0; i < v->by_procedure.n; i++) {
		struct dashboard_months m = board_of_procedure(&v->by_procedure.v[i]);
		to[i] = row_of(BY_PROCEDURES, m.name, &m);
		to[i].code = v->by_procedure.v[i].code;
	}
	return v->by_procedure.n;
}

static size_t add_officers(const struct dashboard_view *v, struct figure_row *to)
{
	for (size_t i = 0; i < v->by_officer.n; i++) {
		const struct officer_row *o = &v->by_officer.v[i];
		bool somebody = o->account != 0;
		to[i] = (struct figure_row){.group = str_of(BY_OFFICERS),
			.name = o->name,
			.id = somebody ? o->account : NOBODY_YET,
			.late = some_int(o->late),
			.open = somebody ? some_int(o->open) : (opt_int){0},
			.done = somebody ? some_int(o->done) : (opt_int){0},
			.done_late = somebody ? some_int(o->overdue) : (opt_int){0}};
	}
	return v->by_officer.n;
}

static err figures_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct figures_asked *f = l->asked;
	const struct dashboard_view *v = &f->board;
	struct figure_row *rows = NEWN(q->ctx.a, struct figure_row,
		1 + v->by_month.n + v->by_unit.n + v->by_channel.n + v->by_field.n + v->by_procedure.n + v->by_officer.n);
	bool all = !f->group.n;
	size_t n = 0;
	if (all || str_is(f->group, AS_WHOLE)) {
		rows[n] = row_of(AS_WHOLE, v->unit_name, &v->total);
		rows[n++].late = some_int(v->now.late);
	}
	if (all || str_is(f->group, BY_MONTHS))
		n += add_months(BY_MONTHS, &v->by_month, rows + n);
	if (all || str_is(f->group, BY_UNITS))
		n += add_units(v, rows + n);
	if (all || str_is(f->group, BY_CHANNELS))
		n += add_channels(v, rows + n);
	if (all || str_is(f->group, BY_FIELDS))
		n += add_months(BY_FIELDS, &v->by_field, rows + n);
	if (all || str_is(f->group, BY_PROCEDURES))
		n += add_procedures(v, rows + n);
	if (all || str_is(f->group, BY_OFFICERS))
		n += add_officers(v, rows + n);
	*out = list_whole(q, l, rows, n, most);
	return NULL;
}

/* ---- columns ---- */

#define ROW ((const struct figure_row *)row)

static bool of_all(const struct listing *l) { return !((const struct figures_asked *)l->asked)->group.n; }
static bool of_officers(const struct listing *l)
{
	const struct figures_asked *f = l->asked;
	return str_is(f->group, BY_OFFICERS) || (!f->group.n && f->board.by_officer.n);
}
static bool of_dossiers(const struct listing *l) { return !str_is(((const struct figures_asked *)l->asked)->group, BY_OFFICERS); }
static bool of_late(const struct listing *l)
{
	const struct figures_asked *f = l->asked;
	return !f->group.n || str_is(f->group, AS_WHOLE) || str_is(f->group, BY_UNITS) || str_is(f->group, BY_OFFICERS);
}

str figure_name(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return str_is(ROW->group, BY_MONTHS) ? board_month_title(a, ROW->name) : ROW->name;
}

static str group_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(choice_label(groups, ROW->group));
}

static str share_text(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	int64_t done = ROW->early.v + ROW->on_time.v + ROW->overdue.v;
	return done ? show_share(a, done - ROW->overdue.v, done) : S("");
}

#define OF(member) .as = COLUMN_OPTIONAL, .at = offsetof(struct figure_row, member), .sort = #member
static const struct column columns[] = {
	{.name = "name", .title = "Tên", .as = COLUMN_MADE, .text = figure_name, .sort = "ten"},
	{.name = "group", .title = "Theo", .as = COLUMN_MADE, .text = group_text, .when = of_all},
	{.name = "code", .title = "Mã", .at = offsetof(struct figure_row, code), .spare = true},
	{.name = "taken-in", .title = "Tiếp nhận", OF(taken_in), .part = figure_taken_in, .when = of_dossiers},
	{.name = "early", .title = "Trước hạn", OF(early), .part = figure_early, .when = of_dossiers},
	{.name = "on-time", .title = "Đúng hạn", OF(on_time), .part = figure_on_time, .when = of_dossiers},
	{.name = "overdue", .title = "Trễ hạn", OF(overdue), .part = figure_overdue, .when = of_dossiers},
	{.name = "share", .title = "Tỷ lệ đúng hạn", .as = COLUMN_MADE, .text = share_text, .numeric = true, .when = of_dossiers},
	{.name = "late", .title = "Đang quá hạn", OF(late), .part = figure_late, .when = of_late},
	{.name = "open", .title = "Đang giữ", OF(open), .when = of_officers},
	{.name = "done", .title = "Bước đã làm", OF(done), .when = of_officers},
	{.name = "done-late", .title = "Bước làm quá hạn", OF(done_late), .when = of_officers},
};

#define FILTER(of, name_, label_, type_) .name = name_, .label = label_, .type = type_, .at = offsetof(struct figures_asked, of)
static const struct field filters[] = {
	{FILTER(group, "theo", "Chia theo", I_CHOICE), .choices = groups},
	{FILTER(unit, "don-vi", "Số của đơn vị", I_INT), .max = INT64_MAX},
	{FILTER(since, "tu", "Từ tháng", I_TEXT), .note = SINCE_NOTE},
	{FILTER(until, "den", "Đến tháng", I_TEXT), .note = UNTIL_NOTE},
};
const struct list figures_list = {
	.title = "Số liệu của bảng điều hành",
	.path = "/dieu-hanh/so-lieu",
	.file = "dieu-hanh",
	.button = "Xem",
	.compare = true,
	.columns = LIST(columns),
	.filters = LIST(filters),
	.asked = sizeof(struct figures_asked),
	.row = sizeof(struct figure_row),
	.rows = figures_rows,
	.key = list_place,
	.settle = settle,
};

err board_figures_run(struct req *q)
{
	struct figures_view v = {0};
	struct listing *l = &v.list;
	TRY(list_read(q, &figures_list, &v.is, l));
	TRY(list_fill(q, l));
	v.next = l->next;
	v.figures = (struct figure_rows){l->rows.v, l->rows.n};
	const struct choice *months = board_month_choices(q->ctx.a, &v.is.board, q->ctx.now);
	l->keeps = "don-vi";
	l->choices = (const struct list_choices[]){{"tu", months}, {"den", months}, {NULL, NULL}};
	return reply(q, &v, figures_page);
}
