/* From an event to a notice behind the bell, and to what goes out of the house. */
#include "pages.h"
#include "core/channels/channels.h"
#include "web/module.h"
#include "web/site.h"

#define CHOICES "/thong-bao/cach-nhan"

bool notice_goes(const struct notice_choices_rows *chosen, const struct event *e, const struct outlet *o)
{
	bool usual = str_listed(str_of(e->outlets), str_of(o->name));
	if (e->legal && usual)
		return true;
	for (size_t i = 0; i < chosen->n; i++)
		if (str_is(chosen->v[i].event, e->name) && str_is(chosen->v[i].outlet, o->name))
			return chosen->v[i].wanted;
	return usual;
}

str notice_letter(struct ctx *c, const struct outlet *o, const struct event *e, const struct news *n)
{
	str said = n->outside.n ? n->outside
		   : n->text.n  ? str_format(c->a, "%.*s: %.*s", STR_ARG(n->title), STR_ARG(n->text))
				: n->title;
	if (o->brief)
		return n->brief.n ? n->brief : said;
	buf b = {.a = c->a};
	str origin = site_origin(c);
	buf_printf(&b, "%.*s\n", STR_ARG(n->outside.n || !n->text.n ? said : n->text));
	if (n->path.n)
		buf_printf(&b, "\nXem tại: %.*s%.*s\n", STR_ARG(origin), STR_ARG(n->path));
	if (e->legal)
		buf_lit(&b, "\nThư này luôn được gửi. Không cần trả lời thư.\n");
	else
		buf_printf(&b, "\nKhông cần trả lời thư. Chọn tin muốn nhận tại: %.*s" CHOICES "\n", STR_ARG(origin));
	return buf_text(&b);
}

struct telling {
	int64_t account, notice;
	const struct event *event;
	const struct news *news;
	struct reach reach;
	struct notice_choices_rows chosen;
	bool gathers, gone, unproved;
};

static err put(struct ctx *c, struct telling *t, const struct outlet *o)
{
	str to = o->address(&t->reach);
	const struct news *n = t->news;
	t->gone = true;
	if (o->gathers && t->gathers && !t->event->legal && !t->event->urgent)
		return notice_gather(c, t->notice, t->account, str_of(o->name), n->outside);
	struct message_to m = {.outlet = o,
		.event = t->event,
		.account = t->account,
		.to = n->as_of_now || t->unproved ? to : S(""),
		.subject = n->outside.n ? str_of(t->event->title) : n->title,
		.text = notice_letter(c, o, t->event, n)};
	return message_put(c, &m);
}

/* The outlets that he has chosen; of what is legal, else the first by which he is reached. */
static err out_of_the_house(struct ctx *c, struct telling *t)
{
	for (int any = 0; any <= (int)t->event->legal && !t->gone; any++)
		for (const struct module *const *m = modules_all(); *m; m++)
			for (size_t i = 0; i < (*m)->outlets.n; i++) {
				const struct outlet *o = &(*m)->outlets.v[i];
				bool wanted = any ? !t->gone : notice_goes(&t->chosen, t->event, o);
				if (wanted && o->open(c) && o->address(&t->reach).n)
					TRY(put(c, t, o));
			}
	return NULL;
}

static bool some_outlet_open(struct ctx *c)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->outlets.n; i++)
			if ((*m)->outlets.v[i].open(c))
				return true;
	return false;
}

/* Behind the bell. false: he was told already. */
static err behind_the_bell(struct ctx *c, struct telling *t, bool *new)
{
	const struct news *n = t->news;
	struct notice_insert_once told = {0};
	TRY(notice_insert_once(c,
		&(struct notice_insert_once_in){.account = t->account,
			.event = str_of(t->event->name),
			.once = n->once,
			.title = n->title,
			.text = n->text,
			.path = n->path,
			.now = c->now},
		&told, new));
	t->notice = told.id;
	return NULL;
}

/* What he has proved; who has proved nothing, where he said that he is reached. */
static err where(struct ctx *c, struct telling *t)
{
	struct reach *r = &t->reach;
	struct notice_habit_of habit;
	bool found = false;
	if (t->account) {
		r->account = t->account;
		TRY(reach_find(c, r));
		if (!r->account)
			return NULL;
		TRY(notice_choices(c, t->account, &t->chosen));
		TRY(notice_habit_of(c, t->account, &habit, &found));
	}
	t->gathers = found && habit.gathers && r->is_officer;
	t->unproved = !r->email.n && !r->phone.n;
	if (t->unproved) {
		r->email = t->news->email;
		r->phone = t->news->phone;
	}
	return NULL;
}

err notice_tell(struct ctx *c, int64_t account, const struct event *e, const struct news *n)
{
	struct telling t = {.account = account, .event = e, .news = n};
	bool open = some_outlet_open(c), new = true;
	if (account && !n->once.n && !open)
		return notice_insert(c, account, str_of(e->name), n->title, n->text, n->path, c->now);
	if (account)
		TRY(behind_the_bell(c, &t, &new));
	if (!new || !open)
		return NULL;
	TRY(where(c, &t));
	if (account && (!t.reach.account || !str_listed(str_of(e->who), t.reach.is_officer ? S("officer") : S("citizen"))))
		return NULL;
	return out_of_the_house(c, &t);
}
