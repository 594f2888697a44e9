/* drill: the dossiers behind a figure of the board: who has them, at which step, how late; reminding him. Names are masked: figures are
 * looked at, not people. */
#include "government/dashboard/dashboard_pages.h"
#include "core/calendar/calendar.h"
#include "html/csv.h"

enum { PAGE = 50, EXPORT = 5000 };

const struct choice board_lists[] = {
	{"taken_in", "Hồ sơ đã tiếp nhận"},
	{"early", "Hồ sơ giải quyết trước hạn"},
	{"on_time", "Hồ sơ giải quyết đúng hạn"},
	{"overdue", "Hồ sơ giải quyết trễ hạn"},
	{"late", "Hồ sơ đang quá hạn"},
	{"soon", "Hồ sơ sắp đến hạn"},
	{"unanswered", "Hồ sơ trực tuyến quá hạn trả lời"},
	{NULL, NULL},
};

static bool runs(str what) { return str_is(what, "late") || str_is(what, "soon") || str_is(what, "unanswered"); }

/* What has been is read from the newest on, what is to be done from the most urgent. */
static err rows_of(struct req *q, struct list_view *v, int64_t most)
{
	struct ctx *c = &q->ctx;
	int64_t since, until, at, id;
	const struct slice *of = &v->of;
	str before, before_id;
	range_days(v->since, v->until, &since, &until);
	if (!str_cut(query_text(q, "sau"), '.', &before, &before_id) || !str_int(before, &at) || !str_int(before_id, &id))
		at = id = v->running ? 0 : INT64_MAX;
	if (str_is(v->what, "taken_in"))
		return dashboard_taken_in(c,
			&(struct dashboard_taken_in_in){.unit = v->unit,
				.since = since,
				.until = until,
				.field = of->field,
				.channel = of->channel,
				.procedure = of->procedure,
				.before = at,
				.before_id = id,
				.n = most},
			&v->dossiers);
	if (str_is(v->what, "unanswered"))
		return dashboard_unanswered(c, v->unit, c->now, at, id, most, &v->dossiers);
	if (str_is(v->what, "late"))
		return dashboard_due(c,
			&(struct dashboard_due_in){.unit = v->unit,
				.since = 0,
				.until = c->now,
				.field = of->field,
				.channel = of->channel,
				.procedure = of->procedure,
				.officer = of->officer,
				.after = at,
				.after_id = id,
				.n = most},
			&v->dossiers);
	if (str_is(v->what, "soon"))
		return dashboard_due(c,
			&(struct dashboard_due_in){.unit = v->unit,
				.since = c->now,
				.until = c->now + DAY,
				.field = of->field,
				.channel = of->channel,
				.procedure = of->procedure,
				.officer = of->officer,
				.after = at,
				.after_id = id,
				.n = most},
			&v->dossiers);
	return dashboard_finished(c,
		&(struct dashboard_finished_in){.unit = v->unit,
			.since = since,
			.until = until,
			.field = of->field,
			.channel = of->channel,
			.procedure = of->procedure,
			.result = v->what,
			.before = at,
			.before_id = id,
			.n = most},
		&v->dossiers);
}

/* Working time by the calendar of the unit that has it, below 0 when it is late. */
static err fill_rows(struct ctx *c, struct list_view *v)
{
	for (size_t i = 0; i < v->dossiers.n; i++) {
		struct dashboard_taken_in *d = &v->dossiers.v[i];
		opt_int until = d->answer_due_at.set ? d->answer_due_at : d->finished_at.set ? (opt_int){0} : d->due_at;
		d->applicant_name = mask_name(c->a, d->applicant_name);
		d->minutes_left = until;
		if (until.set)
			TRY(calendar_minutes_left(c, d->holder_unit_id, until.v, &d->minutes_left.v));
	}
	return NULL;
}

static err list_begin(struct req *q, struct list_view *v)
{
	struct dashboard_view scope = {0};
	struct ints units;
	v->what = query_text(q, "xem");
	v->of = (struct slice){
		query_text(q, "linh-vuc"), query_text(q, "kenh"), query_text(q, "thu-tuc"), query_int(q, "nguoi", 0)};
	read_range(q, &v->since, &v->until);
	scope.since = v->since;
	scope.until = v->until;
	TRY(choose_units(q, &scope, &units));
	for (const struct choice *l = board_lists; l->value; l++)
		if (str_is(v->what, l->value))
			v->title = str_of(l->label);
	v->running = runs(v->what);
	if (!v->title.n)
		return FAIL(&q->ctx, NOT_FOUND, "list");
	v->unit = scope.unit;
	v->unit_name = scope.unit_name;
	v->own_unit = q->ctx.unit;
	return NULL;
}

err drill(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct list_view v = {0};
	TRY(list_begin(q, &v));
	TRY(rows_of(q, &v, PAGE + 1));
	if (v.dossiers.n > PAGE) {
		const struct dashboard_taken_in *last = &v.dossiers.v[--v.dossiers.n - 1];
		v.next = str_format(c->a, "%lld.%lld", (long long)last->at, (long long)last->id);
	}
	TRY(fill_rows(c, &v));
	v.back = list_path(c->a, &v, "/dieu-hanh/ho-so", query_text(q, "sau"));
	return reply(q, &v, dashboard_list_page);
}

/* ---- as a spreadsheet ---- */

static str time_of(arena *a, opt_int at) { return at.set ? show_time(a, at.v) : S(""); }

static void write_row(buf *b, const struct dashboard_taken_in *d)
{
	csv_text(b, d->code);
	csv_text(b, d->procedure_code);
	csv_text(b, d->procedure_name);
	csv_text(b, d->applicant_name);
	csv_text(b, str_of(channel_title(d->channel)));
	csv_text(b, str_of(status_title(d->status)));
	csv_text(b, d->step_title);
	csv_text(b, d->assignee_name);
	csv_text(b, time_of(b->a, d->answer_due_at));
	csv_text(b, time_of(b->a, d->due_at));
	csv_text(b, time_of(b->a, d->finished_at));
	if (d->minutes_left.set)
		csv_number(b, d->minutes_left.v);
	else
		csv_text(b, S(""));
	csv_row_end(b);
}

err drill_export(struct req *q)
{
	static const char *const head[] = {"Mã hồ sơ", "Mã thủ tục", "Thủ tục", "Người nộp", "Cách nộp", "Tình trạng", "Bước",
		"Người xử lý", "Trả lời trước", "Hẹn trả kết quả", "Xong lúc", "Còn lại (phút làm việc, số âm là đã quá)"};
	struct list_view v = {0};
	buf b = {.a = q->ctx.a};
	TRY(list_begin(q, &v));
	TRY(rows_of(q, &v, EXPORT));
	TRY(fill_rows(&q->ctx, &v));
	csv_begin(&b);
	for (size_t i = 0; i < COUNT(head); i++)
		csv_text(&b, str_of(head[i]));
	csv_row_end(&b);
	for (size_t i = 0; i < v.dossiers.n; i++)
		write_row(&b, &v.dossiers.v[i]);
	audit_look(q, "dossier_list", v.unit, "Xuất danh sách hồ sơ");
	return reply_bytes(
		q, buf_text(&b), str_format(q->ctx.a, "ho-so-%.*s.csv", STR_ARG(v.what)), "text/csv; charset=utf-8", true);
}

/* ---- reminding ---- */

struct remind_input {
	str back;
};
static const struct field remind_fields[] = {TEXT(struct remind_input, back, "Danh sách", 0, 600)};
const struct input remind_input = INPUT("Reminder", remind_fields);

err remind(struct req *q)
{
	struct remind_input in = {0};
	struct dashboard_holder held;
	bool below = false;
	TRY(read_input(q, &in));
	TRY(dashboard_holder(&q->ctx, q->id, &held));
	TRY(oversees(q, held.holder_unit_id, &below));
	if (!below)
		return FAIL(&q->ctx, NOT_FOUND, "dossier");
	struct dossier_reminding r = {.dossier = q->id, .unit = held.holder_unit_id};
	err e = db_write(&q->ctx, dossier_remind, &r);
	if (e && (q->json || e->kind != CONFLICT))
		return e;
	if (e) /* said where the button was */
		flash(q, "%.*s", STR_ARG(e->text));
	else
		flash(q, "Đã nhắc xử lý hồ sơ %.*s: %lld người nhận thông báo.", STR_ARG(r.code), (long long)r.told);
	return see_other(q, "%.*s", STR_ARG(local_path(q, in.back, "/dieu-hanh")));
}
