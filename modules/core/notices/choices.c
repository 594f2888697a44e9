/* What an account wants to be told out of the house, and by which ways. */
#include "pages.h"
#include "core/notices/notices.html.h"
#include "web/actor.h"
#include "web/input.h"
#include "web/json.h"
#include "web/module.h"
#include "web/reply.h"
#include "web/request.h"
#include "web/services/audit.h"

enum { BOXES_MOST = 400 };

static bool offered(const struct req *q, const struct event *e)
{
	return !e->of_itself && str_listed(str_of(e->who), q->actor->kind == OFFICER ? S("officer") : S("citizen")) &&
	       (!e->permission || may(q, e->permission));
}

static str box_of(arena *a, const struct event *e, const struct outlet *o) { return str_format(a, "%s:%s", e->name, o->name); }

/* Only what is open: what is closed is not asked, and keeps what was chosen. */
static err outlets(struct req *q, struct choices_view *v)
{
	struct reach r = {.account = q->ctx.actor};
	size_t most = 0;
	TRY(reach_find(&q->ctx, &r));
	for (const struct module *const *m = modules_all(); *m; m++)
		most += (*m)->outlets.n;
	v->outlets = NEWN(q->ctx.a, struct choice_outlet, most + 1);
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->outlets.n; i++) {
			const struct outlet *o = &(*m)->outlets.v[i];
			if (!o->open(&q->ctx))
				continue;
			v->outlets[v->n++] = (struct choice_outlet){o, str_of(o->title)};
			if (!o->address(&r).n)
				v->unreached = str_format(q->ctx.a, "%.*s%s%.*s", STR_ARG(v->unreached),
					v->unreached.n ? ", " : "", STR_ARG(lower_first(q->ctx.a, str_of(o->title))));
			v->may_gather |= o->gathers && q->actor->kind == OFFICER;
		}
	return NULL;
}

static void boxes(struct req *q, const struct notice_choices_rows *chosen, const struct event *e, struct choices_view *v)
{
	for (size_t i = 0; i < v->n && v->choices.n < BOXES_MOST; i++) {
		const struct outlet *o = v->outlets[i].outlet;
		v->choices.v[v->choices.n++] = (struct choice_box){.box = box_of(q->ctx.a, e, o),
			.event = str_of(e->name),
			.outlet = str_of(o->name),
			.title = str_of(e->title),
			.outlet_title = str_of(o->title),
			.wanted = notice_goes(chosen, e, o),
			.legal = e->legal && str_listed(str_of(e->outlets), str_of(o->name))};
	}
}

static err fill(struct req *q, struct choices_view *v)
{
	struct notice_choices_rows chosen;
	struct notice_habit_of habit;
	bool found;
	TRY(outlets(q, v));
	TRY(notice_choices(&q->ctx, q->ctx.actor, &chosen));
	TRY(notice_habit_of(&q->ctx, q->ctx.actor, &habit, &found));
	v->gathers = v->may_gather && found && habit.gathers;
	v->choices.v = NEWN(q->ctx.a, struct choice_box, BOXES_MOST);
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->events.n; i++)
			if (offered(q, &(*m)->events.v[i]))
				boxes(q, &chosen, &(*m)->events.v[i], v);
	return NULL;
}

err choices_page(struct req *q)
{
	struct choices_view v = {0};
	TRY(fill(q, &v));
	return reply(q, &v, notice_choices_page);
}

struct choosing {
	struct texts wanted;
	bool gathers;
	const struct choices_view *shown;
};
static const struct field fields[] = {
	TEXTS(struct choosing, wanted, "Tin muốn nhận", 0, BOXES_MOST), BOOL(struct choosing, gathers, "Gộp thư trong ngày")};
const struct input choices_input = INPUT("notice_choosing", fields);

static bool among(struct texts list, str one)
{
	for (size_t i = 0; i < list.n; i++)
		if (str_eq(list.v[i], one))
			return true;
	return false;
}

/* Every box that was shown, ticked or not; what is declared later begins as it is declared. */
OWN_RULE(keep, const struct choosing)
static err keep(struct ctx *c, const struct choosing *n)
{
	const struct choice_boxes *all = &n->shown->choices;
	for (size_t i = 0; i < all->n; i++)
		if (!all->v[i].legal)
			TRY(notice_choice_put(c, c->actor, all->v[i].event, all->v[i].outlet, among(n->wanted, all->v[i].box)));
	if (n->shown->may_gather)
		TRY(notice_habit_put(c, c->actor, n->gathers));
	return audit_add(c, "notice.choose", "account", c->actor, S(""));
}

err choices_post(struct req *q)
{
	struct choosing n = {0};
	struct choices_view v = {0};
	TRY(fill(q, &v));
	TRY(read_input(q, &n));
	for (size_t i = 0; i < n.wanted.n; i++) {
		bool known = false;
		for (size_t k = 0; k < v.choices.n; k++)
			known |= str_eq(n.wanted.v[i], v.choices.v[k].box);
		if (!known)
			return FAIL_FIELD(
				&q->ctx, "wanted", "Không có tin hoặc cách nhận như vậy. Hãy tải lại trang rồi chọn lại.");
	}
	n.shown = &v;
	TRY(apply(&q->ctx, keep, &n));
	flash(q, "Đã lưu cách nhận thông báo.");
	return see_other(q, "/thong-bao/cach-nhan");
}

static const struct member box_members[] = {
	MEMBER(struct choice_box, box, M_TEXT),
	MEMBER(struct choice_box, event, M_TEXT),
	MEMBER(struct choice_box, outlet, M_TEXT),
	MEMBER(struct choice_box, title, M_TEXT),
	MEMBER(struct choice_box, wanted, M_INT),
	MEMBER(struct choice_box, legal, M_INT),
};
static const struct shape choice_box_shape = SHAPE("notice_choice", struct choice_box, box_members);
static const struct member view_members[] = {
	MANY(struct choices_view, choices, choice_box),
	MEMBER(struct choices_view, gathers, M_INT),
};
const struct shape choices_shape = SHAPE("notice_choices", struct choices_view, view_members);
