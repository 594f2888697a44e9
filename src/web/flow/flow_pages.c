/* flow_pages: the picture of a flow and its tables, for administrators. */
#include "web/flow/flow_view.h"
#include "web/module.h"
#include "web/reply.h"
#include "web/route.h"

static str join(arena *a, const struct flow *f, uint32_t states, bool titles)
{
	buf b = {.a = a};
	for (size_t i = 0; i < f->states.n; i++) {
		const struct flow_state *s = &f->states.v[i];
		if (states & FLOW_IN(s->value))
			buf_printf(&b, "%s%s", !b.n ? "" : titles ? "; " : " ", titles ? s->title : s->code);
	}
	return buf_text(&b);
}

static str who(arena *a, const struct flow *f, uint32_t sides)
{
	buf b = {.a = a};
	for (size_t i = 0; i < f->sides.n; i++)
		if (sides & FLOW_IN(i))
			buf_printf(&b, "%s%s", b.n ? ", " : "", f->sides.v[i].who);
	return buf_text(&b);
}

static str permission_title(const char *name)
{
	const struct permission *p = permission_find(str_of(name));
	return p ? str_of(p->title) : S("");
}

static struct flow_action_row row_of(arena *a, const struct flow *f, const struct flow_action *k)
{
	return (struct flow_action_row){.name = str_of(k->name),
		.title = str_of(k->title),
		.button = str_of(flow_button_words(k)),
		.permission = str_of(k->permission),
		.from_states = join(a, f, k->from, false),
		.to_states = join(a, f, k->to, false),
		.form = str_of(k->form ? k->form : ""),
		.only_when = str_of(k->only_when ? k->only_when : ""),
		.who = who(a, f, k->sides),
		.permission_title = permission_title(k->permission),
		.from_titles = join(a, f, k->from, true),
		.to_titles = k->to ? join(a, f, k->to, true) : S("không đổi")};
}

str flow_told(arena *a, const struct flow *f, const struct flow_action *k)
{
	str from = join(a, f, k->from, true), to = k->to ? join(a, f, k->to, true) : S("không đổi");
	return str_format(a, "Khi ở trạng thái: %.*s%s%s. Sau đó: %.*s. Ở trạng thái khác: 409, kèm việc làm được lúc này.",
		STR_ARG(from), k->only_when ? "; chỉ khi " : "", k->only_when ? k->only_when : "", STR_ARG(to));
}

static void fill(arena *a, const struct flow *f, struct flow_view *v)
{
	v->name = str_of(f->name);
	v->title = str_of(f->title);
	v->states.v = NEWN(a, struct flow_state_row, f->states.n);
	v->actions.v = NEWN(a, struct flow_action_row, f->actions.n);
	for (size_t i = 0; i < f->states.n; i++) {
		const struct flow_state *s = &f->states.v[i];
		v->states.v[v->states.n++] =
			(struct flow_state_row){str_of(s->code), str_of(s->title), str_of(s->plain ? s->plain : s->title),
				s->clock == FLOW_RUNS    ? S("runs")
				: s->clock == FLOW_RESTS ? S("rests")
							 : S(""),
				s->first, s->terminal, str_of(flow_clock_words(s))};
	}
	for (size_t i = 0; i < f->actions.n; i++)
		v->actions.v[v->actions.n++] = row_of(a, f, &f->actions.v[i]);
	v->picture = picture_make(a, f);
	v->others = who(a, f, UINT32_MAX & ~UINT32_C(1));
}

static const struct member state_members[] = {
	MEMBER(struct flow_state_row, code, M_TEXT),
	MEMBER(struct flow_state_row, title, M_TEXT),
	MEMBER(struct flow_state_row, plain, M_TEXT),
	MEMBER(struct flow_state_row, clock, M_TEXT),
	MEMBER(struct flow_state_row, is_first, M_INT),
	MEMBER(struct flow_state_row, is_terminal, M_INT),
};
static const struct shape flow_state_row_shape = SHAPE("flow_state", struct flow_state_row, state_members);
static const struct member action_members[] = {
	MEMBER(struct flow_action_row, name, M_TEXT),
	MEMBER(struct flow_action_row, title, M_TEXT),
	MEMBER(struct flow_action_row, button, M_TEXT),
	MEMBER(struct flow_action_row, permission, M_TEXT),
	MEMBER(struct flow_action_row, from_states, M_TEXT),
	MEMBER(struct flow_action_row, to_states, M_TEXT),
	MEMBER(struct flow_action_row, form, M_TEXT),
	MEMBER(struct flow_action_row, only_when, M_TEXT),
};
static const struct shape flow_action_row_shape = SHAPE("flow_action", struct flow_action_row, action_members);
static const struct member flow_members[] = {
	MEMBER(struct flow_view, name, M_TEXT),
	MEMBER(struct flow_view, title, M_TEXT),
	MANY(struct flow_view, states, flow_state_row),
	MANY(struct flow_view, actions, flow_action_row),
};
const struct shape flow_shape = SHAPE("flow", struct flow_view, flow_members);
static const struct member row_members[] = {MEMBER(struct flow_row, name, M_TEXT), MEMBER(struct flow_row, title, M_TEXT)};
static const struct shape flow_row_shape = SHAPE("flow_name", struct flow_row, row_members);
static const struct member flows_members[] = {MANY(struct flows_view, flows, flow_row)};
const struct shape flows_shape = SHAPE("flows", struct flows_view, flows_members);

err flows_show(struct req *q)
{
	struct flows_view v = {0};
	size_t n = 0;
	for (const struct module *const *m = modules_all(); *m; m++)
		n += (*m)->flows.n;
	v.flows.v = NEWN(q->ctx.a, struct flow_row, n + 1);
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->flows.n; i++) {
			const struct flow *f = (*m)->flows.v[i];
			v.flows.v[v.flows.n++] = (struct flow_row){str_of(f->name), str_of(f->title),
				str_format(q->ctx.a, "%zu trạng thái, %zu việc", f->states.n, f->actions.n)};
		}
	return reply(q, &v, flows_page);
}

err flow_show(struct req *q)
{
	struct flow_view v = {0};
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->flows.n; i++)
			if (str_is(q->key, (*m)->flows.v[i]->name))
				fill(q->ctx.a, (*m)->flows.v[i], &v);
	if (!v.picture)
		return FAIL(&q->ctx, NOT_FOUND, "flow");
	return reply(q, &v, flow_page);
}
