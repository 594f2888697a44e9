/* agreements: the pages of both sides: lists, asking, one agreement, what is done with it. */
#include "core/sharing/pages.h"
#include "core/sharing/sharing.html.h"
#include "web/actor.h"
#include "web/input.h"
#include "web/query.h"
#include "web/reply.h"

/* ---- lists ---- */

static str last_day(arena *a, str valid_to)
{
	day to = 0;
	day_parse(valid_to, &to);
	return day_iso(a, to - 1);
}

static err rows_of(struct req *q, const struct listing *l, int64_t most, bool owner, struct list_rows *out)
{
	struct sharing_agreed_rows found;
	int64_t before = l->begun ? l->from.id : INT64_MAX;
	if (owner)
		TRY(sharing_given(&q->ctx, q->ctx.unit, before, most, &found));
	else
		TRY(sharing_asked(&q->ctx, q->ctx.unit, before, most, &found));
	struct sharing_line *v = NEWN(q->ctx.a, struct sharing_line, found.n + 1);
	for (size_t i = 0; i < found.n; i++)
		v[i] = (struct sharing_line){.id = found.v[i].id,
			.title = found.v[i].title,
			.name = str_format(q->ctx.a, "Số %lld – %.*s", (long long)found.v[i].id, STR_ARG(found.v[i].title)),
			.asker = found.v[i].asker,
			.owner = found.v[i].owner,
			.fields = found.v[i].fields,
			.state = str_of(flow_state(&sharing_flow, found.v[i].state)->title),
			.to_on = last_day(q->ctx.a, found.v[i].valid_to)};
	*out = (struct list_rows){.v = v, .n = found.n};
	return NULL;
}
static err given_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	return rows_of(q, l, most, true, out);
}
static err asked_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	return rows_of(q, l, most, false, out);
}
static struct list_key key(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.id = ((const struct sharing_line *)row)->id};
}

#define AT(member) .at = offsetof(struct sharing_line, member)
static const struct column given_columns[] = {
	{.name = "title", .title = "Thỏa thuận", AT(name), .leads = "/chia-se/cho/{id}"},
	{.name = "asker", .title = "Đơn vị xin", AT(asker)},
	{.name = "state", .title = "Trạng thái", AT(state)},
	{.name = "to", .title = "Đến hết ngày", .as = COLUMN_DAY, AT(to_on)},
};
static const struct column asked_columns[] = {
	{.name = "title", .title = "Thỏa thuận", AT(name), .leads = "/chia-se/xin/{id}"},
	{.name = "owner", .title = "Đơn vị giữ", AT(owner)},
	{.name = "state", .title = "Trạng thái", AT(state)},
	{.name = "to", .title = "Đến hết ngày", .as = COLUMN_DAY, AT(to_on)},
};
const struct list sharing_given_list = {.title = "Những thỏa thuận mà đơn vị cho",
	.path = "/chia-se/cho",
	.file = "chia-se",
	.columns = LIST(given_columns),
	.row = sizeof(struct sharing_line),
	.page = 20,
	.rows = given_rows,
	.key = key};
const struct list sharing_asked_list = {.title = "Những thỏa thuận mà đơn vị xin",
	.path = "/chia-se/xin",
	.file = "chia-se",
	.columns = LIST(asked_columns),
	.row = sizeof(struct sharing_line),
	.page = 20,
	.rows = asked_rows,
	.key = key};

err sharing_list_run(struct req *q)
{
	struct sharing_list_view v = {.side = q->route->list == &sharing_given_list ? SHARING_OWNER : SHARING_ASKER};
	TRY(list_read(q, q->route->list, NULL, &v.list));
	TRY(list_fill(q, &v.list));
	v.agreements = (struct sharing_lines){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	return reply(q, &v, sharing_list_page);
}

/* ---- asking ---- */

static void facts_of(arena *a, const struct registry *r, struct sharing_facts *out)
{
	struct registry_fields all = registry_fields_shared(r);
	out->v = NEWN(a, struct sharing_fact, all.n + 1);
	for (size_t i = 0; i < all.n; i++)
		out->v[out->n++] =
			(struct sharing_fact){str_of(all.v[i]->name), str_of(all.v[i]->label), registry_is_personal(r, all.v[i])};
}

err sharing_ask_form(struct req *q)
{
	struct sharing_ask_view v = {0};
	bool again = q->page.again;
	str code = again ? page_value(&q->page, "registry", S("")) : query_text(q, "so");
	TRY(registries_of_today(&q->ctx, &v.all));
	for (size_t i = 0; i < v.all.n; i++)
		if (str_eq(v.all.v[i]->code, code))
			v.registry = v.all.v[i];
	if (v.registry)
		facts_of(q->ctx.a, v.registry, &v.fields);
	sharing_ask_page(&q->page, &v);
	return NULL;
}

static const struct field ask_fields[] = {
	TEXT(struct sharing_asking, registry, "Sổ dữ liệu", 1, 60),
	TEXT(struct sharing_asking, owner, "Đơn vị giữ dữ liệu", 1, 200),
	BOOL(struct sharing_asking, below, "Cả dữ liệu của các đơn vị trực thuộc"),
	LONG_TEXT(struct sharing_asking, purpose, "Lấy để làm gì", 10, 500),
	TEXT(struct sharing_asking, basis, "Căn cứ pháp lý", 5, 300),
	TEXTS(struct sharing_asking, fields, "Trường cần lấy", 1, 30),
	DATE(struct sharing_asking, until, "Dùng đến hết ngày", NEEDED),
	INT(struct sharing_asking, calls, "Số lần gọi nhiều nhất trong một ngày", 1, SHARING_CALLS_MAX),
	BOOL(struct sharing_asking, own, "Chỉ phần mềm của tài khoản tôi được lấy"),
	BOOL(struct sharing_asking, writing, "Cũng ghi vào những trường này của đơn vị giữ dữ liệu"),
};
const struct input sharing_ask_input = INPUT("new_sharing", ask_fields);

err sharing_ask_run(struct req *q)
{
	struct sharing_asking n = {0};
	TRY(read_input(q, &n));
	TRY(apply(&q->ctx, sharing_ask, &n));
	flash(q, "Đã gửi đề nghị. Ông/bà sẽ được báo khi đơn vị giữ dữ liệu trả lời.");
	return see_other(q, "/chia-se/xin/%lld", (long long)n.id);
}

/* ---- one agreement ---- */

static enum sharing_side side_of(const struct req *q)
{
	return str_starts(str_of(q->route->path), S("/chia-se/cho")) ? SHARING_OWNER : SHARING_ASKER;
}

static err fields_of(struct req *q, struct sharing_view *v)
{
	struct ctx there = q->ctx;
	const struct registry *r = NULL;
	struct sharing_facts all = {0};
	there.unit = v->agreement.owner_id;
	err e = registry_of(&there, v->agreement.registry, &r);
	if (e && e->kind != NOT_FOUND)
		return e;
	if (r)
		facts_of(q->ctx.a, r, &all);
	v->fields.v = NEWN(q->ctx.a, struct sharing_fact, all.n + 1);
	for (size_t i = 0; i < all.n; i++)
		if (str_listed(v->agreement.fields, all.v[i].name))
			v->fields.v[v->fields.n++] = all.v[i];
	return NULL;
}

static err steps_of(struct req *q, struct sharing_view *v)
{
	struct sharing_events_rows rows;
	TRY(sharing_events(&q->ctx, q->id, &rows));
	v->steps.v = NEWN(q->ctx.a, struct sharing_step, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++) {
		const struct flow_action *a = flow_action(&sharing_flow, rows.v[i].action);
		v->steps.v[v->steps.n++] =
			(struct sharing_step){rows.v[i].happened_at, a ? str_of(a->done) : S("Đã gửi đề nghị"), rows.v[i].note};
	}
	return NULL;
}

static err view_of(struct req *q, struct sharing_view *v)
{
	struct sharing_work w = {.side = (int)side_of(q), .agreement = q->id};
	TRY(sharing_load(&q->ctx, &w));
	v->side = side_of(q);
	v->agreement = w.facts;
	v->state = str_of(flow_state(&sharing_flow, w.state)->code);
	v->state_title = str_of(flow_state(&sharing_flow, w.state)->title);
	v->last_on = last_day(q->ctx.a, w.facts.valid_to);
	v->path = str_format(q->ctx.a, v->side == SHARING_OWNER ? "/chia-se/cho/%lld" : "/chia-se/xin/%lld", (long long)q->id);
	v->offered = flow_offered(q->ctx.a, &sharing_flow, (int)v->side, flow_powers(q, &sharing_flow),
		&(struct flow_place){.state = w.state, .place = &w.over});
	v->is_usable = v->side == SHARING_ASKER && w.state == SHARING_RUNNING && !w.over && may(q, "sharing.use");
	v->data = address_with(q->ctx.a, str_format(q->ctx.a, "/chia-se/du-lieu/%.*s", STR_ARG(w.facts.registry)),
		QUERY(q->ctx.a, {"thoa-thuan", .number = q->id}));
	return fields_of(q, v);
}

static str call_told(struct req *q, const struct sharing_view *v, const struct sharing_calls *k)
{
	buf fields = {.a = q->ctx.a};
	if (k->refused.n)
		return k->refused;
	if (str_is(k->what, "write"))
		return k->n ? S("ghi một mục") : S("gửi một mục, không ghi được");
	if (str_is(k->what, "end"))
		return k->n ? S("ghi kết thúc một mục") : S("gửi kết thúc một mục, không ghi được");
	if (str_is(k->what, "exists"))
		return k->n ? S("hỏi có mục đó không, có") : S("hỏi có mục đó không, không có");
	for (size_t i = 0; i < v->fields.n; i++)
		if (str_listed(k->fields, v->fields.v[i].name))
			buf_printf(&fields, "%s%.*s", fields.n ? ", " : "", STR_ARG(v->fields.v[i].label));
	return str_format(q->ctx.a, "lấy %lld mục: %.*s", (long long)k->n, STR_ARG(buf_text(&fields)));
}

err sharing_show(struct req *q)
{
	struct sharing_view v = {0};
	TRY(view_of(q, &v));
	TRY(steps_of(q, &v));
	TRY(sharing_days(&q->ctx, q->id, &v.days));
	TRY(sharing_calls(&q->ctx, q->id, &v.calls));
	str *told = NEWN(q->ctx.a, str, v.calls.n + 1);
	for (size_t i = 0; i < v.calls.n; i++)
		told[i] = call_told(q, &v, &v.calls.v[i]);
	v.told = (struct texts){told, v.calls.n};
	return reply(q, &v, sharing_page);
}

err sharing_form(struct req *q)
{
	struct sharing_view v = {0};
	v.action = q->route->action ? q->route->action : flow_action(&sharing_flow, q->key);
	TRY(view_of(q, &v));
	if (!v.action || !(v.action->sides & FLOW_IN(v.side)))
		return FAIL(&q->ctx, NOT_FOUND, "action");
	sharing_form_page(&q->page, &v);
	return NULL;
}

err sharing_form_run(struct req *q)
{
	struct sharing_work w = {.agreement = q->id};
	struct sharing_said f = {0};
	TRY(flow_begin(q, &w.flow));
	TRY(read_input(q, &f));
	w.note = f.note;
	w.seen = f.seen;
	w.client_key = f.client_key;
	TRY(apply(&q->ctx, sharing_act, &w));
	flash(q, "%s.", w.action->done);
	return see_other(q, w.side == SHARING_OWNER ? "/chia-se/cho/%lld" : "/chia-se/xin/%lld", (long long)q->id);
}

/* ---- shapes ---- */

static const struct member line_members[] = {MEMBER(struct sharing_line, id, M_INT), MEMBER(struct sharing_line, title, M_TEXT),
	MEMBER(struct sharing_line, asker, M_TEXT), MEMBER(struct sharing_line, owner, M_TEXT),
	MEMBER(struct sharing_line, fields, M_TEXT), MEMBER(struct sharing_line, state, M_TEXT),
	MEMBER(struct sharing_line, to_on, M_TEXT)};
static const struct shape sharing_line_shape = SHAPE("sharing_line", struct sharing_line, line_members);
static const struct member list_members[] = {
	MANY(struct sharing_list_view, agreements, sharing_line), MEMBER(struct sharing_list_view, next, M_TEXT)};
const struct shape sharing_list_shape = SHAPE("sharing_agreements", struct sharing_list_view, list_members);
static const struct member step_members[] = {MEMBER(struct sharing_step, happened_at, M_INT),
	MEMBER(struct sharing_step, what, M_TEXT), MEMBER(struct sharing_step, note, M_TEXT)};
static const struct shape sharing_step_shape = SHAPE("sharing_step", struct sharing_step, step_members);
static const struct member view_members[] = {ONE(struct sharing_view, agreement, sharing_agreed),
	MEMBER(struct sharing_view, state, M_TEXT), MEMBER(struct sharing_view, last_on, M_TEXT),
	MANY(struct sharing_view, steps, sharing_step), MANY(struct sharing_view, days, sharing_days),
	MANY(struct sharing_view, calls, sharing_calls)};
const struct shape sharing_shape = SHAPE("sharing_agreement", struct sharing_view, view_members);
