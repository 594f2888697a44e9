/* sharing: the rules of agreements, from being asked for to their end, as a flow. */
#include "core/sharing/sharing.h"
#include "core/units/units.h"
#include "web/input.h"
#include "web/module.h"
#include "web/hooks.h"
#include "web/notify.h"
#include "web/object.h"
#include "web/route.h"
#include "web/services/audit.h"

err sharing_find(struct ctx *c, int64_t id, struct sharing_agreed *out)
{
	struct sharing_agreed_rows rows;
	TRY(sharing_agreed(c, id, &rows));
	if (!rows.n)
		return FAIL(c, NOT_FOUND, "sharing");
	*out = rows.v[0];
	return NULL;
}

/* ---- telling both sides ---- */

static err tell(struct ctx *c, const struct sharing_agreed *g, enum sharing_side side, const char *what, str note)
{
	struct sharing_officers_rows officers;
	bool owner = side == SHARING_OWNER;
	str today = day_iso(c->a, day_of(c->now));
	TRY(sharing_officers(
		c, owner ? g->owner_id : g->asker_id, owner ? S("sharing.decide") : S("sharing.ask"), today, &officers));
	struct news n = {.title = str_format(c->a, "Thỏa thuận chia sẻ số %lld: %s", (long long)g->id, what),
		.text = str_format(c->a, "%.*s, %.*s xin của %.*s.%s%.*s", STR_ARG(g->title), STR_ARG(g->asker),
			STR_ARG(g->owner), note.n ? " Lý do: " : "", STR_ARG(note)),
		.path = str_format(c->a, owner ? "/chia-se/cho/%lld" : "/chia-se/xin/%lld", (long long)g->id)};
	for (size_t i = 0; i < officers.n; i++)
		if (officers.v[i].id != c->actor)
			TRY(notify(c, officers.v[i].id, "sharing.step", &n));
	return NULL;
}

static err tell_both(struct ctx *c, const struct sharing_agreed *g, const char *what, str note)
{
	TRY(tell(c, g, SHARING_OWNER, what, note));
	return tell(c, g, SHARING_ASKER, what, note);
}

/* ---- asking ---- */

/* The registry as its keeper has it. */
static err registry_of_owner(struct ctx *c, int64_t unit, str code, const struct registry **out)
{
	struct ctx there = *c;
	there.unit = unit;
	err e = registry_of(&there, code, out);
	return e && e->kind == NOT_FOUND ? FAIL_FIELD(c, "registry", "Đơn vị này không có sổ dữ liệu đó.") : e;
}

static err fields_asked(struct ctx *c, const struct registry *r, struct texts asked, str *out)
{
	struct registry_fields may = registry_fields_shared(r);
	buf b = {.a = c->a};
	for (size_t i = 0; i < may.n; i++)
		for (size_t k = 0; k < asked.n; k++)
			if (str_is(asked.v[k], may.v[i]->name)) {
				buf_printf(&b, "%s%s", b.n ? " " : "", may.v[i]->name);
				break;
			}
	size_t known = 0;
	for (size_t k = 0; k < asked.n; k++)
		known += str_listed(buf_text(&b), asked.v[k]);
	if (!asked.n)
		return FAIL_FIELD(c, "fields", "Hãy chọn ít nhất một trường. Chỉ xin những trường cần cho mục đích đã ghi.");
	if (known != asked.n)
		return FAIL_FIELD(c, "fields", "Có trường mà sổ này không có. Hãy tải lại trang và chọn lại.");
	*out = buf_text(&b);
	return NULL;
}

static err days_asked(struct ctx *c, str until, str *to)
{
	enum { LONGEST = 3 * 366 };
	day last = 0, today = day_of(c->now);
	if (!day_parse(until, &last) || last < today)
		return FAIL_FIELD(c, "until", "Ngày kết thúc phải từ hôm nay trở đi.");
	if (last > today + LONGEST)
		return FAIL_FIELD(c, "until", "Một thỏa thuận dài nhất ba năm; khi hết hạn thì xin lại.");
	*to = day_iso(c->a, last + 1);
	return NULL;
}

err sharing_ask(struct ctx *c, struct sharing_asking *n)
{
	const struct registry *r;
	struct sharing_add added;
	struct sharing_agreed g;
	int64_t owner;
	str fields, to;
	TRY(unit_typed(c, "owner", n->owner, &owner));
	if (owner == c->unit)
		return FAIL_FIELD(c, "owner", "Dữ liệu của chính đơn vị mình thì không cần thỏa thuận.");
	TRY(registry_of_owner(c, owner, n->registry, &r));
	TRY(fields_asked(c, r, n->fields, &fields));
	TRY(days_asked(c, n->until, &to));
	TRY(sharing_add(c,
		&(struct sharing_add_in){.registry = r->code,
			.title = r->title,
			.asker = c->unit,
			.owner = owner,
			.below = n->below,
			.account = c->actor,
			.own = n->own,
			.fields = fields,
			.purpose = n->purpose,
			.basis = n->basis,
			.calls = n->calls,
			.valid_from = day_iso(c->a, day_of(c->now)),
			.valid_to = to,
			.writing = n->writing,
			.at = c->now},
		&added));
	n->id = added.id;
	TRY(sharing_event_add(c, n->id, c->now, c->actor, S("ask"), S("")));
	TRY(audit_add(c, "sharing.ask", "sharing", n->id, r->title));
	TRY(sharing_find(c, n->id, &g));
	return tell(c, &g, SHARING_OWNER, "có đề nghị mới, chờ đơn vị trả lời", S(""));
}

/* ---- the flow ---- */

static const struct field said_fields[] = {
	LONG_TEXT(struct sharing_said, note, "Lý do", 0, 1000),
	INT(struct sharing_said, seen, "Phiên bản đang xem", 0, INT64_MAX),
	TEXT(struct sharing_said, client_key, "Mã của biểu mẫu", 0, 60),
};
static const struct input said_input = INPUT("sharing_said", said_fields);

err sharing_load(struct ctx *c, struct sharing_work *w)
{
	TRY(sharing_find(c, w->agreement, &w->facts));
	if ((w->side == SHARING_OWNER ? w->facts.owner_id : w->facts.asker_id) != c->unit)
		return FAIL(c, NOT_FOUND, "sharing");
	day to = 0;
	day_parse(w->facts.valid_to, &to);
	w->over = to <= day_of(c->now);
	w->object = w->facts.id;
	w->version = w->facts.version;
	w->state = w->facts.state;
	w->is = &w->state;
	w->place = &w->over;
	w->detail = w->facts.title;
	return NULL;
}

err sharing_store(struct ctx *c, struct sharing_work *w)
{
	TRY(sharing_save(c, w->agreement, w->version, w->state));
	TRY(sharing_event_add(c, w->agreement, c->now, c->actor, str_of(w->action->name), w->note));
	return tell_both(c, &w->facts, w->action->done, w->note);
}

err sharing_approve(struct ctx *c, struct sharing_work *w)
{
	if (w->over)
		return FAIL(c, CONFLICT, "Ngày kết thúc xin trong đề nghị đã qua. Hãy từ chối để đơn vị xin lại với ngày khác.");
	return NULL;
}

err sharing_act(struct ctx *c, struct sharing_work *w) { return flow_apply(c, &sharing_flow, w); }

static bool is_over(const struct flow_action *a, const void *place)
{
	(void)a;
	return place && *(const bool *)place;
}

static const struct flow_state states[] = {
	{.value = SHARING_ASKED, .code = "asked", .title = "Chờ trả lời", .first = true, .colour = "yellow"},
	{.value = SHARING_RUNNING, .code = "running", .title = "Đang có hiệu lực", .colour = "green"},
	{.value = SHARING_SUSPENDED, .code = "suspended", .title = "Tạm ngừng", .colour = "orange"},
	{.value = SHARING_REFUSED, .code = "refused", .title = "Bị từ chối", .terminal = true, .colour = "red"},
	{.value = SHARING_WITHDRAWN, .code = "withdrawn", .title = "Bên xin đã thôi", .terminal = true},
	{.value = SHARING_REVOKED, .code = "revoked", .title = "Đã thu hồi", .terminal = true, .colour = "red"},
	{.value = SHARING_EXPIRED, .code = "expired", .title = "Đã hết hạn", .terminal = true},
};
static const struct flow_side sides[] = {
	[SHARING_OWNER] = {.who = "đơn vị giữ dữ liệu",
		.path = "/chia-se/cho/{id}",
		.api = "/sharing/given/{id}",
		.permission = "sharing.read",
		.summary = "Việc làm được với một thỏa thuận mà đơn vị cho"},
	[SHARING_ASKER] = {.who = "đơn vị xin dữ liệu",
		.path = "/chia-se/xin/{id}",
		.api = "/sharing/asked/{id}",
		.permission = "sharing.ask",
		.summary = "Việc làm được với một thỏa thuận mà đơn vị xin"},
};
#define OF(side) .sides = FLOW_IN(side)
#define REASON   .note = "Lý do", .note_required = true
#define DECIDES  .permission = "sharing.decide", .input = &said_input, OF(SHARING_OWNER)
static const struct flow_action actions[] = {
	{.name = "approve",
		.path = "dong-y",
		.title = "Đồng ý cho dữ liệu",
		.button = "Đồng ý",
		.done = "Đã đồng ý cho dữ liệu",
		DECIDES,
		.from = FLOW_IN(SHARING_ASKED),
		.to = FLOW_IN(SHARING_RUNNING),
		.at_once = true,
		.rule = sharing_approve_rule},
	{.name = "suspend",
		.path = "tam-ngung",
		.title = "Tạm ngừng",
		.done = "Đã tạm ngừng",
		DECIDES,
		.from = FLOW_IN(SHARING_RUNNING),
		.to = FLOW_IN(SHARING_SUSPENDED),
		REASON,
		.rule = flow_moves},
	{.name = "resume",
		.path = "cho-tiep",
		.title = "Cho dùng tiếp",
		.done = "Đã cho dùng tiếp",
		DECIDES,
		.from = FLOW_IN(SHARING_SUSPENDED),
		.to = FLOW_IN(SHARING_RUNNING),
		.at_once = true,
		.rule = sharing_approve_rule},
	{.name = "expire",
		.path = "het-han",
		.title = "Ghi hết hạn",
		.done = "Đã hết hạn",
		DECIDES,
		.from = FLOW_IN(SHARING_RUNNING) | FLOW_IN(SHARING_SUSPENDED),
		.to = FLOW_IN(SHARING_EXPIRED),
		.at_once = true,
		.only = is_over,
		.only_when = "ngày kết thúc đã qua",
		.rule = flow_moves},
	{.name = "refuse",
		.path = "tu-choi",
		.title = "Từ chối",
		.done = "Đã từ chối",
		DECIDES,
		.from = FLOW_IN(SHARING_ASKED),
		.to = FLOW_IN(SHARING_REFUSED),
		REASON,
		.destructive = true,
		.rule = flow_moves},
	{.name = "revoke",
		.path = "thu-hoi",
		.title = "Thu hồi",
		.done = "Đã thu hồi",
		DECIDES,
		.from = FLOW_IN(SHARING_RUNNING) | FLOW_IN(SHARING_SUSPENDED),
		.to = FLOW_IN(SHARING_REVOKED),
		REASON,
		.destructive = true,
		.rule = flow_moves},
	{.name = "withdraw",
		.path = "thoi-xin",
		.title = "Thôi không dùng nữa",
		.done = "Bên xin đã thôi",
		.permission = "sharing.ask",
		.input = &said_input,
		OF(SHARING_ASKER),
		.from = FLOW_IN(SHARING_ASKED) | FLOW_IN(SHARING_RUNNING) | FLOW_IN(SHARING_SUSPENDED),
		.to = FLOW_IN(SHARING_WITHDRAWN),
		.at_once = true,
		.destructive = true,
		.rule = flow_moves},
};
static const struct permission permissions[] = {
	{.name = "sharing.read",
		.title = "Xem thỏa thuận chia sẻ dữ liệu của đơn vị",
		.roles = "leader administrator",
		.reads = true},
	{.name = "sharing.decide", .title = "Đồng ý, từ chối, thu hồi chia sẻ dữ liệu của đơn vị", .roles = "leader"},
	{.name = "sharing.ask", .title = "Xin dữ liệu của đơn vị khác", .roles = "leader administrator"},
};
const struct flow sharing_flow = {.name = "sharing",
	.noun = "Thỏa thuận chia sẻ",
	.title = "Thỏa thuận chia sẻ dữ liệu",
	.states = LIST(states),
	.sides = LIST(sides),
	.actions = LIST(actions),
	.permissions = LIST(permissions),
	.load = sharing_load_rule,
	.save = sharing_store_rule};

/* ---- the day comes ---- */

OWN_RULE(expire_one, struct sharing_work)
static err expire_one(struct ctx *c, struct sharing_work *w)
{
	TRY(sharing_find(c, w->agreement, &w->facts));
	c->unit = w->facts.owner_id; /* it stands in the owner's log */
	err e = sharing_act(c, w);
	c->unit = 0;
	return e;
}

err sharing_expire(struct ctx *c, str argument)
{
	static const enum sharing_state living[] = {SHARING_RUNNING, SHARING_SUSPENDED};
	(void)argument;
	for (size_t i = 0; i < COUNT(living); i++)
		for (struct sharing_over_rows rows = {NULL, 1}; rows.n;) {
			TRY(sharing_over(c, living[i], day_iso(c->a, day_of(c->now)), &rows));
			for (size_t k = 0; k < rows.n; k++) {
				struct sharing_work w = {
					.action = flow_action(&sharing_flow, S("expire")), .agreement = rows.v[k].id};
				TRY(apply(c, expire_one, &w));
			}
		}
	return NULL;
}
