/* lists: requests of a citizen, requests of a unit with what is due first, figures by month, terms. */
#include "core/privacy/pages.h"
#include "core/privacy/privacy.html.h"
#include "web/actor.h"
#include "web/input.h"
#include "web/list/register.h"
#include "web/query.h"

/* ---- rows ---- */

static void line_of(struct ctx *c, const struct privacy_request *r, struct privacy_line *out)
{
	bool open = r->state == PRIVACY_RECEIVED || r->state == PRIVACY_ACCEPTED;
	str kind = str_of(choice_label(privacy_kinds, r->kind));
	*out = (struct privacy_line){.id = r->id,
		.name = str_format(c->a, "Số %lld – %.*s", (long long)r->id, STR_ARG(kind)),
		.kind = r->kind,
		.whose = r->name,
		.number = mask_number(c->a, r->number),
		.unit = r->unit_name,
		.state = str_of(flow_state(&privacy_flow, r->state)->title),
		.officer = r->officer.s ? r->officer : S(""),
		.received_at = r->received_at,
		.due_at = !open                ? r->ended_at.v
			  : r->answered_at.set ? r->due_at
					       : r->answer_due_at,
		.due_first = r->due_at};
	out->is_late = open && out->due_at < c->now;
}

static void lines_of(struct ctx *c, const struct privacy_request_rows *found, struct list_rows *out)
{
	struct privacy_line *v = NEWN(c->a, struct privacy_line, found->n + 1);
	for (size_t i = 0; i < found->n; i++)
		line_of(c, &found->v[i], &v[i]);
	*out = (struct list_rows){.v = v, .n = found->n};
}

struct filter {
	str state;
};
static int64_t state_asked(str code)
{
	for (int64_t i = 0; i < PRIVACY_STATES; i++)
		if (str_is(code, flow_state(&privacy_flow, i)->code))
			return i;
	return -1;
}

static err desk_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct privacy_request_rows found;
	int64_t state = state_asked(((const struct filter *)l->asked)->state);
	if (state >= 0)
		TRY(privacy_requests_in(
			&q->ctx, q->ctx.unit, state, l->begun ? l->from.at : 0, l->begun ? l->from.id : 0, most, &found));
	else
		TRY(privacy_requests(&q->ctx, q->ctx.unit, l->begun ? l->from.id : INT64_MAX, most, &found));
	lines_of(&q->ctx, &found, out);
	return NULL;
}
static err own_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct privacy_request_rows found;
	TRY(privacy_requests_of(&q->ctx, q->ctx.actor, l->begun ? l->from.id : INT64_MAX, most, &found));
	lines_of(&q->ctx, &found, out);
	return NULL;
}
static struct list_key key(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){
		.at = ((const struct privacy_line *)row)->due_first, .id = ((const struct privacy_line *)row)->id};
}

static void state_part(struct page *p, const struct listing *l, const void *row)
{
	(void)l;
	privacy_state_tag(p, row);
}
static str state_text(arena *a, const struct listing *l, const void *row)
{
	const struct privacy_line *k = row;
	(void)l;
	return k->is_late ? str_format(a, "%.*s, quá hạn", STR_ARG(k->state)) : k->state;
}

static const struct choice states_asked[] = {{"received", "Chờ trả lời"}, {"accepted", "Đang thực hiện"},
	{"done", "Đã thực hiện"}, {"refused", "Bị từ chối"}, {"taken_back", "Đã rút lại"}, {"lifted", "Đã gỡ hạn chế"},
	{NULL, NULL}};
static const struct field desk_filters[] = {{.name = "trang-thai",
	.label = "Trạng thái",
	.type = I_CHOICE,
	.at = offsetof(struct filter, state),
	.choices = states_asked}};
#define AT(member) .at = offsetof(struct privacy_line, member)
static const struct column desk_columns[] = {
	{.name = "request", .title = "Yêu cầu", AT(name), .leads = "/yeu-cau-du-lieu/{id}"},
	{.name = "whose", .title = "Của ai", AT(whose)},
	{.name = "number", .title = "Số định danh", AT(number)},
	{.name = "received", .title = "Nhận lúc", .as = COLUMN_TIME, AT(received_at)},
	{.name = "due", .title = "Hạn hoặc lúc xong", .as = COLUMN_TIME, AT(due_at)},
	{.name = "state", .title = "Trạng thái", .as = COLUMN_MADE, .text = state_text, .part = state_part},
	{.name = "officer", .title = "Người xử lý", AT(officer)},
};
static const struct column own_columns[] = {
	{.name = "request", .title = "Yêu cầu", AT(name), .leads = "/quyen-du-lieu/{id}"},
	{.name = "unit", .title = "Gửi tới", AT(unit)},
	{.name = "received", .title = "Gửi lúc", .as = COLUMN_TIME, AT(received_at)},
	{.name = "due", .title = "Hạn hoặc lúc xong", .as = COLUMN_TIME, AT(due_at)},
	{.name = "state", .title = "Trạng thái", .as = COLUMN_MADE, .text = state_text, .part = state_part},
};
const struct list privacy_desk_requests = {.title = "Yêu cầu về dữ liệu cá nhân",
	.path = "/yeu-cau-du-lieu",
	.file = "yeu-cau-du-lieu",
	.columns = LIST(desk_columns),
	.filters = LIST(desk_filters),
	.asked = sizeof(struct filter),
	.row = sizeof(struct privacy_line),
	.rows = desk_rows,
	.key = key,
	.looked = "privacy_list",
	.purpose = "Tải sổ yêu cầu về dữ liệu"};
const struct list privacy_own_requests = {.title = "Yêu cầu của tôi",
	.path = "/quyen-du-lieu",
	.file = "yeu-cau-cua-toi",
	.columns = LIST(own_columns),
	.row = sizeof(struct privacy_line),
	.rows = own_rows,
	.key = key};

static err list_show(struct req *q, const struct list *list, struct privacy_list_view *v)
{
	struct filter *asked = NEW(q->ctx.a, struct filter);
	TRY(list_read(q, list, asked, &v->list));
	TRY(list_fill(q, &v->list));
	v->requests = (struct privacy_lines){v->list.rows.v, v->list.rows.n};
	v->next = v->list.next;
	return NULL;
}
err privacy_desk_list(struct req *q)
{
	struct privacy_list_view v = {0};
	TRY(list_show(q, &privacy_desk_requests, &v));
	return reply(q, &v, privacy_desk_page);
}
err privacy_own_list(struct req *q)
{
	struct privacy_list_view v = {.is_proved = q->actor->person != 0};
	TRY(list_show(q, &privacy_own_requests, &v));
	return reply(q, &v, privacy_own_page);
}

/* ---- figures ---- */

struct year_filter {
	str year;
};
static err months_settle(struct req *q, struct listing *l)
{
	struct year_filter *f = l->asked;
	if (!f->year.n)
		f->year = (str){day_iso(q->ctx.a, day_of(q->ctx.now)).s, 4};
	return NULL;
}
static err months_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct privacy_months_rows found;
	str year = ((const struct year_filter *)l->asked)->year;
	TRY(privacy_months(&q->ctx, q->ctx.unit, str_format(q->ctx.a, "%.*s-01", STR_ARG(year)),
		str_format(q->ctx.a, "%.*s-12", STR_ARG(year)), q->ctx.now, &found));
	*out = list_whole(q, l, found.v, found.n, most);
	return NULL;
}
static str month_text(arena *a, const struct listing *l, const void *row)
{
	str m = ((const struct privacy_months *)row)->month;
	(void)l;
	return m.n == 7 ? str_format(a, "%.2s/%.4s", m.s + 5, m.s) : m;
}
static str answered_share(arena *a, const struct listing *l, const void *row)
{
	const struct privacy_months *m = row;
	(void)l;
	return show_share(a, m->answered_on_time, m->answered_on_time + m->answered_late);
}
static str done_share(arena *a, const struct listing *l, const void *row)
{
	const struct privacy_months *m = row;
	(void)l;
	return show_share(a, m->done_on_time, m->done_on_time + m->done_late);
}
#define IN(member) .as = COLUMN_NUMBER, .at = offsetof(struct privacy_months, member)
static const struct column months_columns[] = {
	{.name = "month", .title = "Tháng nhận", .as = COLUMN_MADE, .text = month_text},
	{.name = "received", .title = "Đã nhận", IN(received)},
	{.name = "answered", .title = "Trả lời đúng hạn", IN(answered_on_time)},
	{.name = "answered_late", .title = "Trả lời trễ", IN(answered_late)},
	{.name = "answered_share", .title = "Tỷ lệ trả lời", .as = COLUMN_MADE, .text = answered_share, .numeric = true},
	{.name = "done", .title = "Thực hiện đúng hạn", IN(done_on_time)},
	{.name = "done_late", .title = "Thực hiện trễ", IN(done_late)},
	{.name = "done_share", .title = "Tỷ lệ thực hiện", .as = COLUMN_MADE, .text = done_share, .numeric = true},
	{.name = "refused", .title = "Từ chối", IN(refused)},
	{.name = "taken_back", .title = "Rút lại", IN(taken_back)},
	{.name = "open", .title = "Còn lại", IN(open)},
};
static const struct field months_filters[] = {{.name = "nam",
	.label = "Năm",
	.type = I_TEXT,
	.at = offsetof(struct year_filter, year),
	.min = 0,
	.max = 4,
	.grouped = true}};
const struct list privacy_months_list = {.title = "Số liệu giải quyết yêu cầu về dữ liệu",
	.path = "/yeu-cau-du-lieu/so-lieu",
	.file = "so-lieu-yeu-cau-du-lieu",
	.columns = LIST(months_columns),
	.filters = LIST(months_filters),
	.asked = sizeof(struct year_filter),
	.row = sizeof(struct privacy_months),
	.compare = true,
	.rows = months_rows,
	.key = list_place,
	.settle = months_settle,
	.none = {"Chưa có yêu cầu nào trong năm này", "Khi có yêu cầu, số liệu từng tháng hiện ở đây."},
	.above = {"Yêu cầu về dữ liệu", "/yeu-cau-du-lieu"}};

/* ---- terms ---- */

static err terms_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct privacy_terms_rows found;
	TRY(privacy_terms(&q->ctx, l->begun ? l->from.id : INT64_MAX, most, &found));
	*out = LIST_ROWS(found);
	return NULL;
}
static str term_kind(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(choice_label(privacy_kinds, ((const struct privacy_terms *)row)->kind));
}
static str term_sure(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return ((const struct privacy_terms *)row)->is_verified ? S("Đã đối chiếu") : S("Cần đối chiếu văn bản");
}
#define OF(member) .at = offsetof(struct privacy_terms, member)
static const struct column terms_columns[] = {
	{.name = "kind", .title = "Loại yêu cầu", .as = COLUMN_MADE, .text = term_kind},
	{.name = "from", .title = "Từ ngày", .as = COLUMN_DAY, OF(valid_from)},
	{.name = "answer", .title = "Trả lời (ngày làm việc)", .as = COLUMN_NUMBER, OF(answer_days)},
	{.name = "days", .title = "Thực hiện (ngày)", .as = COLUMN_NUMBER, OF(days)},
	{.name = "more", .title = "Kéo dài thêm (ngày)", .as = COLUMN_NUMBER, OF(more_days)},
	{.name = "basis", .title = "Căn cứ", OF(basis)},
	{.name = "verified", .title = "Đối chiếu", .as = COLUMN_MADE, .text = term_sure},
};
static const struct field term_fields[] = {
	CHOICE(struct privacy_new_term, kind, "Loại yêu cầu", NEEDED, privacy_kinds),
	DATE(struct privacy_new_term, valid_from, "Áp dụng từ ngày", NEEDED),
	INT(struct privacy_new_term, answer_days, "Trả lời trong (ngày làm việc)", 1, 60),
	INT(struct privacy_new_term, days, "Thực hiện trong (ngày)", 1, 365),
	INT(struct privacy_new_term, more_days, "Được kéo dài thêm (ngày)", 0, 365),
	TEXT(struct privacy_new_term, basis, "Căn cứ pháp lý", 3, 300),
	BOOL(struct privacy_new_term, is_verified, "Đã đối chiếu với văn bản gốc"),
};
const struct input privacy_term_input = INPUT("new_data_request_term", term_fields);
const struct list privacy_terms_list = {.title = "Thời hạn giải quyết yêu cầu về dữ liệu",
	.path = "/quan-tri/thoi-han-yeu-cau-du-lieu",
	.file = "thoi-han-yeu-cau-du-lieu",
	.columns = LIST(terms_columns),
	.row = sizeof(struct privacy_terms),
	.rows = terms_rows,
	.adds = {&privacy_term_input, "privacy.terms", "Thêm thời hạn từ một ngày"},
	.above = {"Quản trị", "/quan-tri"}};
err privacy_term_run(struct req *q)
{
	struct privacy_new_term n = {0};
	TRY(read_input(q, &n));
	TRY(apply(&q->ctx, privacy_term_keep, &n));
	flash(q, "Đã lưu. Yêu cầu nhận từ ngày đó dùng thời hạn mới.");
	return see_other(q, "/quan-tri/thoi-han-yeu-cau-du-lieu");
}

/* ---- shapes ---- */

static const struct member line_members[] = {MEMBER(struct privacy_line, id, M_INT), MEMBER(struct privacy_line, kind, M_TEXT),
	MEMBER(struct privacy_line, whose, M_TEXT), MEMBER(struct privacy_line, number, M_TEXT),
	MEMBER(struct privacy_line, unit, M_TEXT), MEMBER(struct privacy_line, state, M_TEXT),
	MEMBER(struct privacy_line, officer, M_TEXT), MEMBER(struct privacy_line, received_at, M_INT),
	MEMBER(struct privacy_line, due_at, M_INT), MEMBER(struct privacy_line, is_late, M_INT)};
static const struct shape privacy_line_shape = SHAPE("data_request_line", struct privacy_line, line_members);
static const struct member list_members[] = {
	MANY(struct privacy_list_view, requests, privacy_line), MEMBER(struct privacy_list_view, next, M_TEXT)};
const struct shape privacy_list_shape = SHAPE("data_requests", struct privacy_list_view, list_members);
const struct shape privacy_figures_shape = LIST_SHAPE("data_request_months", months, privacy_months);
const struct shape privacy_termlist_shape = LIST_SHAPE("data_request_terms", terms, privacy_terms);
