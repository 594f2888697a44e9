/* flow: what may be done where it stands, and the doing. What is declared is looked at in flow_declared.c, drawn in flow_picture.c. */
#include "web/flow/flow_view.h"
#include "web/web.sql.h"
#include "http/http.h"
#include "web/module.h"
#include "web/request.h"
#include "web/route.h"
#include "web/services/audit.h"

const struct flow_state *flow_state(const struct flow *f, int64_t value)
{
	for (size_t i = 0; i < f->states.n; i++)
		if (f->states.v[i].value == value)
			return &f->states.v[i];
	return NULL;
}

const struct flow_action *flow_action(const struct flow *f, str name_or_path)
{
	for (size_t i = 0; i < f->actions.n; i++)
		if (str_is(name_or_path, f->actions.v[i].path) || str_is(name_or_path, f->actions.v[i].name))
			return &f->actions.v[i];
	return NULL;
}

flow_part *flow_fields_of(const struct flow_action *a)
{
	for (const struct module *const *m = modules_all(); *m && !a->fields; m++)
		for (size_t i = 0; i < (*m)->flow_pages.n; i++) {
			const struct flow_pages *k = &(*m)->flow_pages.v[i];
			for (size_t j = 0; j < k->fields.n; j++)
				if (flow_action(k->flow, str_of(k->fields.v[j].action)) == a)
					return k->fields.v[j].fields;
		}
	return a->fields;
}

/* ---- what is possible ---- */

static bool there(const struct flow_action *a, const struct flow_place *at)
{
	return a->from & FLOW_IN(at->state) && (!a->stages || a->stages & at->stage);
}

bool flow_possible(const struct flow_action *a, const struct flow_place *at)
{
	return there(a, at) && (!a->only || a->only(a, at->place));
}

static bool may_be_his(const struct flow *f, const struct flow_action *a, int side, uint64_t powers)
{
	return a->sides & FLOW_IN(side) && (!powers || powers >> (a - f->actions.v) & 1);
}

const struct flow_action *const *flow_offered(
	arena *a, const struct flow *f, int side, uint64_t powers, const struct flow_place *at)
{
	const struct flow_action **list = NEWN(a, const struct flow_action *, f->actions.n + 1);
	size_t n = 0;
	for (int last = 0; last < 2; last++)
		for (size_t i = 0; i < f->actions.n; i++) {
			const struct flow_action *k = &f->actions.v[i];
			if (k->destructive == last && may_be_his(f, k, side, powers) && flow_possible(k, at))
				list[n++] = k;
		}
	return list;
}

/* "Lúc này có thể: Trình phê duyệt; Yêu cầu bổ sung." */
static str what_instead(struct ctx *c, const struct flow *f, const struct flow_work *w, const struct flow_place *at)
{
	const struct flow_action *const *list = flow_offered(c->a, f, w->side, w->powers, at);
	buf b = {.a = c->a};
	for (size_t i = 0; list[i]; i++)
		buf_printf(&b, "%s%s", i ? "; " : "Lúc này có thể: ", flow_button_words(list[i]));
	if (!b.n)
		buf_printf(&b, "Lúc này ông/bà không có việc nào để làm ở đây");
	buf_lit(&b, ".");
	return buf_text(&b);
}

static str where(struct ctx *c, const struct flow *f, const struct flow_state *s, const struct flow_place *at)
{
	for (size_t i = 0; i < f->stages.n; i++)
		if (at->stage & FLOW_IN(i))
			return str_format(c->a, "“%s” (bước %s)", s->title, lower_first(c->a, str_of(f->stages.v[i].title)).s);
	return str_format(c->a, "“%s”", s->title);
}

err flow_guard(struct ctx *c, const struct flow *f, const struct flow_work *w, const struct flow_place *at)
{
	const struct flow_action *a = w->action;
	const struct flow_state *s = flow_state(f, at->state);
	if (!s)
		return FAIL(c, BROKEN, "flow %s: a %s is in state %lld, which is not declared", f->name, f->name,
			(long long)at->state);
	if (flow_possible(a, at))
		return NULL;
	if (s->terminal)
		return FAIL(c, CONFLICT,
			"%s đã kết thúc ở trạng thái “%s” nên không thể thực hiện “%s”, cũng không còn việc nào để làm.", f->noun,
			s->title, flow_button_words(a));
	str only = there(a, at) && a->only_when ? str_format(c->a, " Việc này chỉ làm được khi %s.", a->only_when) : S("");
	return FAIL(c, CONFLICT,
		"%s đang ở trạng thái %.*s nên không thể thực hiện “%s”.%.*s %.*s Hãy tải lại trang để xem tình trạng mới nhất.",
		f->noun, STR_ARG(where(c, f, s, at)), flow_button_words(a), STR_ARG(only), STR_ARG(what_instead(c, f, w, at)));
}

/* ---- a request for an action ---- */

uint64_t flow_powers(const struct req *q, const struct flow *f)
{
	uint64_t powers = UINT64_C(1) << FLOW_ACTIONS_MAX; /* asked */
	for (size_t i = 0; i < f->actions.n; i++)
		powers |= (uint64_t)may(q, f->actions.v[i].permission) << i;
	return powers;
}

str flow_new_key(const struct page *p) { return random_code(p->a, 20); }

/* The same form sent again says the same. A file is told by its name and size. */
static str fingerprint(struct req *q)
{
	struct sha256_state *s = sha256_begin(q->ctx.a);
	sha256_add(s, q->http->body.s, q->http->body.n);
	for (size_t i = 0; i < q->http->nparts; i++) {
		const struct http_part *part = &q->http->parts[i];
		if (str_is(part->name, "_csrf"))
			continue;
		str line = str_format(q->ctx.a, "%.*s=%.*s|%.*s|%lld\n", STR_ARG(part->name), STR_ARG(part->value),
			STR_ARG(part->filename), (long long)part->size);
		sha256_add(s, line.s, line.n);
	}
	return sha256_hex(q->ctx.a, sha256_end(s));
}

err flow_begin(struct req *q, struct flow_work *w)
{
	const struct flow *f = q->route->flow;
	w->action = q->route->action ? q->route->action : flow_action(f, q->key);
	if (!w->action)
		return FAIL(&q->ctx, NOT_FOUND, "action");
	w->side = q->route->side;
	w->powers = flow_powers(q, f);
	w->said = fingerprint(q);
	q->ctx.behalf = may_for(q, w->action->permission);
	if (!may(q, w->action->permission))
		return FAIL(&q->ctx, DENIED, "Ông/bà không được giao quyền thực hiện việc này.");
	return w->action->sides & FLOW_IN(w->side) ? NULL : FAIL(&q->ctx, NOT_FOUND, "action of another side");
}

/* ---- doing it ---- */

/* A form that was sent twice has done its work once; a key that belongs to something else is a mistake of whoever sends it. */
err flow_known(struct ctx *c, const struct flow *f, struct flow_work *w)
{
	struct flow_key_find k = {0};
	w->known = false;
	if (!w->client_key.n || !c->actor)
		return NULL;
	TRY(flow_key_find(c, c->actor, w->client_key, &k, &w->known));
	bool same = str_is(k.flow, f->name) && str_is(k.action, w->action->name) && k.object == w->object;
	if (!w->known || (same && str_eq(k.said, w->said)))
		return NULL;
	return FAIL(c, CONFLICT,
		"Biểu mẫu này đã gửi và đã được ghi một lần, với nội dung khác. Hãy tải lại trang để xem, rồi làm lại nếu cần.");
}

static err keep_key(struct ctx *c, const struct flow *f, const struct flow_work *w)
{
	if (!w->client_key.n || !c->actor)
		return NULL;
	return flow_key_add(c, &(struct flow_key_add_in){.actor = c->actor,
				       .key = w->client_key,
				       .flow = str_of(f->name),
				       .action = str_of(w->action->name),
				       .object = w->object,
				       .said = w->said,
				       .at = c->now});
}

static err still_possible(struct ctx *c, const struct flow *f, const struct flow_work *w)
{
	const struct flow_state *s = flow_state(f, w->was);
	struct flow_place at = {w->was, w->stage, w->place};
	if (s && w->seen && w->seen != w->version)
		return FAIL(c, CONFLICT,
			"%s vừa có người khác xử lý, hiện ở trạng thái “%s”. Hãy tải lại trang để xem rồi làm tiếp.", f->noun,
			s->title);
	TRY(flow_guard(c, f, w, &at));
	if (w->action->note_required && !w->note.n)
		return FAIL_FIELD(c, "note", "Ghi %.*s.", STR_ARG(lower_first(c->a, str_of(w->action->note))));
	return NULL;
}

static err record(struct ctx *c, const struct flow *f, const struct flow_work *w)
{
	const char *action = str_format(c->a, "%s.%s", f->name, w->action->name).s;
	return audit_add_in(c, w->chain ? w->chain : c->unit, action, f->name, w->object, w->detail);
}

err flow_moves(struct ctx *c, void *work)
{
	(void)c;
	(void)work;
	return NULL;
}

err flow_apply(struct ctx *c, const struct flow *f, void *work)
{
	struct flow_work *w = work;
	const struct flow_action *a = w->action;
	TRY(f->load(c, work));
	w->was = *w->is;
	if (!(a->sides & FLOW_IN(w->side)))
		return FAIL(c, NOT_FOUND, "action of another side");
	TRY(flow_known(c, f, w));
	if (w->known)
		return NULL;
	TRY(still_possible(c, f, w));
	if (a->to && !(a->to & (a->to - 1)))
		*w->is = __builtin_ctz(a->to);
	TRY(a->rule(c, work));
	uint32_t ends = a->to ? a->to : FLOW_IN(w->was);
	if (*w->is < 0 || *w->is >= FLOW_STATES_MAX || !(ends & FLOW_IN(*w->is)))
		return FAIL(c, BROKEN, "flow %s: %s led to state %lld, which it does not declare", f->name, a->name,
			(long long)*w->is);
	TRY(f->save(c, work));
	TRY(record(c, f, w));
	return keep_key(c, f, w);
}

const char *flow_button_class(const struct flow_action *a, bool first, bool quiet)
{
	if (a->destructive && !quiet)
		return first ? "govuk-button govuk-button--warning" : "govuk-button govuk-button--warning dinh-actions__last";
	return first && !a->destructive ? "govuk-button" : "govuk-button govuk-button--secondary";
}
