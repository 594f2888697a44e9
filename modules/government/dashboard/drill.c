/* drill: the dossiers behind a figure of the board: who has them, at which step, how late; reminding him. Names are masked: figures are
 * looked at, not people. */
#include "government/dashboard/dashboard_pages.h"
#include "core/calendar/calendar.h"
#include "web/reply.h"

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

/* ---- what was asked ---- */

static err settle(struct req *q, struct listing *l)
{
	struct drill_asked *d = l->asked;
	d->what = d->what.n ? d->what : str_of(board_lists[0].value);
	board_settle_range(&q->ctx, &d->since, &d->until);
	d->board = (struct dashboard_view){.since = d->since, .until = d->until};
	TRY(board_choose_units(&q->ctx, d->unit, &d->board, &d->units));
	for (const struct choice *k = board_lists; k->value; k++)
		if (str_is(d->what, k->value))
			l->title = k->label;
	if (!l->title)
		return FAIL(&q->ctx, NOT_FOUND, "list");
	d->unit = d->board.unit;
	d->running = runs(d->what);
	return NULL;
}

/* ---- rows ---- */

/* What has been is read from the newest on, what is to be done from the most urgent. */
static err due_rows(
	struct ctx *c, const struct drill_asked *d, struct list_key at, int64_t most, struct dashboard_taken_in_rows *out)
{
	bool late = str_is(d->what, "late");
	struct dashboard_due_in in = {.unit = d->unit,
		.since = late ? 0 : c->now,
		.until = late ? c->now : c->now + DAY,
		.field = d->field,
		.channel = d->channel,
		.procedure = d->procedure,
		.officer = d->officer,
		.after = at.at,
		.after_id = at.id,
		.n = most};
	if (!str_is(d->what, "unanswered"))
		return dashboard_due(c, &in, out);
	return dashboard_unanswered(c,
		&(struct dashboard_unanswered_in){.unit = in.unit,
			.now = c->now,
			.field = in.field,
			.channel = in.channel,
			.procedure = in.procedure,
			.officer = in.officer,
			.after = in.after,
			.after_id = in.after_id,
			.n = in.n},
		out);
}

static err past_rows(
	struct ctx *c, const struct drill_asked *d, struct list_key at, int64_t most, struct dashboard_taken_in_rows *out)
{
	int64_t since, until;
	board_range_days(d->since, d->until, &since, &until);
	struct dashboard_finished_in in = {.unit = d->unit,
		.since = since,
		.until = until,
		.field = d->field,
		.channel = d->channel,
		.procedure = d->procedure,
		.result = d->what,
		.before = at.at,
		.before_id = at.id,
		.n = most};
	if (!str_is(d->what, "taken_in"))
		return dashboard_finished(c, &in, out);
	return dashboard_taken_in(c,
		&(struct dashboard_taken_in_in){.unit = in.unit,
			.since = in.since,
			.until = in.until,
			.field = in.field,
			.channel = in.channel,
			.procedure = in.procedure,
			.before = in.before,
			.before_id = in.before_id,
			.n = in.n},
		out);
}

/* Working time by the calendar of the unit that has it, below 0 when it is late. */
static err fill_rows(struct ctx *c, struct dashboard_taken_in_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		struct dashboard_taken_in *d = &rows->v[i];
		opt_int until = d->answer_due_at.set ? d->answer_due_at : d->finished_at.set ? (opt_int){0} : d->due_at;
		d->applicant_name = mask_name(c->a, d->applicant_name);
		d->minutes_left = until;
		if (until.set)
			TRY(calendar_minutes_left(c, d->holder_unit_id, until.v, &d->minutes_left.v));
	}
	return NULL;
}

static err drill_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct drill_asked *d = l->asked;
	struct dashboard_taken_in_rows rows;
	int64_t first = d->running ? 0 : INT64_MAX;
	struct list_key at = l->begun ? l->from : (struct list_key){.at = first, .id = first};
	TRY((d->running ? due_rows : past_rows)(&q->ctx, d, at, most, &rows));
	TRY(fill_rows(&q->ctx, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}

/* ---- columns ---- */

#define ROW ((const struct dashboard_taken_in *)row)

static bool when_running(const struct listing *l) { return ((const struct drill_asked *)l->asked)->running; }
static bool when_past(const struct listing *l) { return !when_running(l); }

static str channel_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(procedure_channel_title(ROW->channel));
}

static str status_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(status_title(ROW->status));
}

#define OF(member) .at = offsetof(struct dashboard_taken_in, member)
static const struct column columns[] = {
	{.name = "code", .title = "Mã hồ sơ", OF(code), .part = drill_open},
	{.name = "procedure-code", .title = "Mã thủ tục", OF(procedure_code), .spare = true},
	{.name = "procedure", .title = "Thủ tục", OF(procedure_name), .part = drill_procedure},
	{.name = "applicant", .title = "Người nộp", OF(applicant_name)},
	{.name = "channel", .title = "Cách nộp", .as = COLUMN_MADE, .text = channel_text, .when = when_past},
	{.name = "status", .title = "Tình trạng", .as = COLUMN_MADE, .text = status_text, .spare = true},
	{.name = "holder", .title = "Người đang giữ, bước", .as = COLUMN_MADE, .part = drill_holder, .when = when_running},
	{.name = "step", .title = "Bước", OF(step_title), .place = COLUMN_IN_FILE},
	{.name = "officer", .title = "Người xử lý", OF(assignee_name), .place = COLUMN_IN_FILE},
	{.name = "answer-due", .title = "Trả lời trước", .as = COLUMN_TIME_OPTIONAL, OF(answer_due_at), .place = COLUMN_IN_FILE},
	{.name = "due", .title = "Hẹn trả kết quả", .as = COLUMN_TIME_OPTIONAL, OF(due_at), .part = drill_due, .when = when_past},
	{.name = "finished",
		.title = "Xong lúc",
		.as = COLUMN_TIME_OPTIONAL,
		OF(finished_at),
		.part = drill_finished,
		.when = when_past},
	{.name = "minutes",
		.title = "Còn lại (phút làm việc, số âm là đã quá)",
		.as = COLUMN_OPTIONAL,
		OF(minutes_left),
		.place = COLUMN_IN_FILE},
	{.name = "clock",
		.title = "Thời hạn",
		.as = COLUMN_MADE,
		.part = drill_clock,
		.class = "dinh-clock",
		.when = when_running},
	{.name = "act", .title = "Việc cần làm", .as = COLUMN_MADE, .part = drill_act, .when = when_running},
};

static struct list_key key_of(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.at = ROW->at, .id = ROW->id};
}

#define FILTER(of, name_, label_, type_) .name = name_, .label = label_, .type = type_, .at = offsetof(struct drill_asked, of)
static const struct field filters[] = {
	{FILTER(what, "xem", "Con số của bảng", I_TEXT), .choices = board_lists},
	{FILTER(unit, "don-vi", "Số của đơn vị", I_INT), .max = INT64_MAX},
	{FILTER(since, "tu", "Từ tháng", I_TEXT), .note = SINCE_NOTE},
	{FILTER(until, "den", "Đến tháng", I_TEXT), .note = UNTIL_NOTE},
	{FILTER(field, "linh-vuc", "Lĩnh vực", I_TEXT)},
	{FILTER(channel, "kenh", "Cách nộp", I_TEXT), .choices = procedure_channel_choices},
	{FILTER(procedure, "thu-tuc", "Mã thủ tục", I_TEXT), .max = 40},
	{FILTER(officer, "nguoi", "Mã tài khoản của người đang xử lý; -1 là chưa có ai", I_INT), .min = -1, .max = INT64_MAX},
};
const struct list drill_list = {
	.title = "Hồ sơ của một con số trên bảng điều hành",
	.path = "/dieu-hanh/ho-so",
	.file = "ho-so",
	.columns = LIST(columns),
	.filters = LIST(filters),
	.asked = sizeof(struct drill_asked),
	.row = sizeof(struct dashboard_taken_in),
	.rows = drill_rows,
	.key = key_of,
	.settle = settle,
	.looked = "dossier_list",
	.purpose = "Xuất danh sách hồ sơ",
};

/* ---- the page ---- */

static const struct choice *field_choices(arena *a, const struct dashboard_months_rows *rows)
{
	struct choice *list = NEWN(a, struct choice, rows->n + 1);
	for (size_t i = 0; i < rows->n; i++)
		list[i].value = list[i].label = str_c(a, rows->v[i].name);
	return list;
}

err drill(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct drill_view v = {.list.view = &v};
	struct dashboard_months_rows fields;
	struct listing *l = &v.list;
	TRY(list_read(q, &drill_list, &v.is, l));
	TRY(list_fill(q, l));
	v.what = v.is.what;
	v.next = l->next;
	v.dossiers = (struct dashboard_taken_in_rows){l->rows.v, l->rows.n};
	v.own_unit = q->ctx.unit;
	v.back = address_with(c->a, list_address(c->a, l), QUERY(c->a, {"sau", l->here}));
	if (q->json)
		return reply(q, &v, drill_page);
	TRY(dashboard_fields(c, v.is.units, S("0000-00"), S("9999-99"), &fields));
	const struct choice *months = board_month_choices(c->a, &v.is.board, c->now);
	l->keeps = v.is.running ? "don-vi nguoi tu den" : "don-vi nguoi";
	l->choices = (const struct list_choices[]){
		{"tu", months}, {"den", months}, {"linh-vuc", field_choices(c->a, &fields)}, {NULL, NULL}};
	return reply(q, &v, drill_page);
}

/* ---- reminding ---- */

struct remind_input {
	str back;
};
static const struct field remind_fields[] = {TEXT(struct remind_input, back, "Danh sách", 0, 600)};
const struct input remind_input = INPUT("reminder", remind_fields);

err remind(struct req *q)
{
	struct remind_input in = {0};
	struct dashboard_holder held;
	bool below = false;
	TRY(read_input(q, &in));
	TRY(dashboard_holder(&q->ctx, q->id, &held));
	TRY(board_oversees(q, held.holder_unit_id, &below));
	if (!below)
		return FAIL(&q->ctx, NOT_FOUND, "dossier");
	struct dossier_reminding r = {.dossier = q->id, .unit = held.holder_unit_id};
	err e = apply(&q->ctx, dossier_remind, &r);
	if (e && (q->json || e->kind != CONFLICT))
		return e;
	if (e) /* said where the button was */
		flash(q, "%.*s", STR_ARG(e->text));
	else
		flash(q, "Đã nhắc xử lý hồ sơ %.*s: %lld người nhận thông báo.", STR_ARG(r.code), (long long)r.told);
	return see_other(q, "%.*s", STR_ARG(local_path(q, in.back, "/dieu-hanh")));
}
