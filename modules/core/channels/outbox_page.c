/* The page of what goes out of the house: what could not be sent, and the button that sends it again. Addresses are masked. */
#include "inside.h"
#include "core/channels/channels.html.h"
#include "web/reply.h"

static const struct choice states[] = {{"failed", "Không gửi được"}, {"unsure", "Không rõ đã gửi"}, {"waiting", "Đang chờ"},
	{"sending", "Đang gửi"}, {"sent", "Đã gửi"}, {"dropped", "Đã bỏ"}, {NULL, NULL}};
static const char *const colours[] = {"red", "orange", "blue", "turquoise", "green", "grey"};

str outbox_state_title(str state) { return str_of(choice_label(states, state)); }

str outbox_title(str event)
{
	const struct event *e = event_find(event);
	return e ? str_of(e->title) : event.n ? event : S("Mã xác nhận, mã đặt lại mật khẩu");
}

const char *outbox_state_colour(str state)
{
	for (size_t i = 0; states[i].value; i++)
		if (str_is(state, states[i].value))
			return colours[i];
	return "grey";
}

struct filter {
	str state;
};
static const struct field filters[] = {
	{.name = "trang-thai", .label = "Trạng thái", .type = I_CHOICE, .at = offsetof(struct filter, state), .choices = states}};

static struct outbox_row shown(const struct outbox_page *r)
{
	const struct outlet *o = outlet_find(r->outlet);
	bool stuck = str_is(r->state, "failed") || str_is(r->state, "unsure");
	return (struct outbox_row){.id = r->id,
		.attempts = r->attempts,
		.made_at = r->made_at,
		.can_again = stuck && r->has_text,
		.title = outbox_title(r->event),
		.outlet = o ? str_of(o->title) : r->outlet,
		.whom = r->whom,
		.state = r->state,
		.error = r->error,
		.ready_at = {str_is(r->state, "waiting"), r->ready_at},
		.ended_at = r->ended_at};
}

static err rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct ctx *c = &q->ctx;
	str state = ((const struct filter *)l->asked)->state;
	int64_t before = l->begun ? l->from.id : INT64_MAX;
	struct outbox_page_rows found = {0};
	TRY(state.n ? outbox_page_of(c, state, before, most, &found) : outbox_page(c, before, most, &found));
	struct outbox_row *v = NEWN(c->a, struct outbox_row, found.n + 1);
	for (size_t i = 0; i < found.n; i++)
		v[i] = shown(&found.v[i]);
	*out = (struct list_rows){.v = v, .n = found.n};
	return NULL;
}

static struct list_key key(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.id = ((const struct outbox_row *)row)->id};
}

static str state_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return outbox_state_title(((const struct outbox_row *)row)->state);
}

static void state_part(struct page *p, const struct listing *l, const void *row)
{
	tag(p, state_text(p->a, l, row), outbox_state_colour(((const struct outbox_row *)row)->state));
}

static void when_part(struct page *p, const struct listing *l, const void *row)
{
	(void)l;
	outbox_when(p, row);
}

static void again_part(struct page *p, const struct listing *l, const void *row)
{
	(void)l;
	outbox_again(p, row);
}

#define ROW(member) offsetof(struct outbox_row, member)
static const struct column columns[] = {
	{.name = "title", .title = "Tin", .at = ROW(title)},
	{.name = "outlet", .title = "Gửi bằng", .at = ROW(outlet)},
	{.name = "whom", .title = "Gửi tới", .at = ROW(whom)},
	{.name = "state", .title = "Trạng thái", .as = COLUMN_MADE, .text = state_text, .part = state_part},
	{.name = "when", .title = "Thời gian", .as = COLUMN_MADE, .part = when_part},
	{.name = "made", .title = "Tạo lúc", .as = COLUMN_TIME, .at = ROW(made_at), .spare = true},
	{.name = "ended", .title = "Xong lúc", .as = COLUMN_TIME_OPTIONAL, .at = ROW(ended_at), .spare = true},
	{.name = "attempts", .title = "Số lần gửi", .as = COLUMN_NUMBER, .at = ROW(attempts)},
	{.name = "error", .title = "Lỗi gần nhất", .at = ROW(error)},
	{.name = "again", .title = "Thao tác", .as = COLUMN_MADE, .part = again_part},
};
const struct list outbox_list = {.title = "Thư và tin nhắn gửi đi",
	.path = "/quan-tri/thu-gui-di",
	.file = "thu-gui-di",
	.columns = LIST(columns),
	.filters = LIST(filters),
	.asked = sizeof(struct filter),
	.row = sizeof(struct outbox_row),
	.rows = rows,
	.key = key};

err outbox_get(struct req *q)
{
	struct outbox_view v = {0};
	struct filter asked = {0};
	TRY(list_read(q, &outbox_list, &asked, &v.list));
	TRY(list_fill(q, &v.list));
	TRY(outbox_counts(&q->ctx, &v.counts));
	v.state = asked.state;
	v.messages = (struct outbox_row_rows){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	return reply(q, &v, outbox_list_page);
}

static err back(struct req *q) { return see_other(q, "/quan-tri/thu-gui-di"); }

err outbox_again_post(struct req *q)
{
	struct outbox_again_work w = {.id = q->id};
	TRY(apply(&q->ctx, outbox_send_again, &w));
	flash(q, "Tin sẽ được gửi lại ngay.");
	return back(q);
}

err outbox_all_post(struct req *q)
{
	struct outbox_again_work w = {.all = true};
	TRY(apply(&q->ctx, outbox_send_again, &w));
	flash(q, w.done ? "%lld tin sẽ được gửi lại ngay." : "Không có tin nào phải gửi lại.", (long long)w.done);
	return back(q);
}

static const struct member row_members[] = {
	MEMBER(struct outbox_row, id, M_INT),
	MEMBER(struct outbox_row, title, M_TEXT),
	MEMBER(struct outbox_row, outlet, M_TEXT),
	MEMBER(struct outbox_row, whom, M_TEXT),
	MEMBER(struct outbox_row, state, M_TEXT),
	MEMBER(struct outbox_row, attempts, M_INT),
	MEMBER(struct outbox_row, made_at, M_INT),
	MEMBER(struct outbox_row, ready_at, M_OPT_INT),
	MEMBER(struct outbox_row, ended_at, M_OPT_INT),
	MEMBER(struct outbox_row, error, M_TEXT),
	MEMBER(struct outbox_row, can_again, M_INT),
};
static const struct shape outbox_row_shape = SHAPE("outgoing", struct outbox_row, row_members);
static const struct member view_members[] = {MANY(struct outbox_view, messages, outbox_row),
	ONE(struct outbox_view, counts, outbox_counts), MEMBER(struct outbox_view, next, M_TEXT)};
const struct shape outbox_shape = SHAPE("outbox", struct outbox_view, view_members);
