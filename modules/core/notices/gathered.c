/* The letter of a day: what an officer has chosen to be told of together, every working morning, of what he has not read meanwhile. */
#include "pages.h"
#include "core/channels/channels.h"
#include "web/module.h"

enum { LISTED = 50, TOGETHER = 1000 };

struct gathering {
	int64_t account;
	const struct outlet *outlet;
};
OWN_RULE(gather, const struct gathering)

static str letter(struct ctx *c, const struct notice_gathering_rows *rows, size_t *unread)
{
	buf b = {.a = c->a};
	*unread = 0;
	for (size_t i = 0; i < rows->n; i++) {
		const struct notice_gathering *r = &rows->v[i];
		if (r->read_at.set)
			continue;
		if (++*unread > LISTED)
			continue;
		if (r->outside.n)
			buf_printf(&b, "- %.*s\n", STR_ARG(r->outside));
		else
			buf_printf(&b, "- %.*s: %.*s\n", STR_ARG(r->title), STR_ARG(r->text));
	}
	if (*unread > LISTED)
		buf_printf(&b, ".. và %zu thông báo nữa.\n", *unread - LISTED);
	return buf_text(&b);
}

static err gather(struct ctx *c, const struct gathering *g)
{
	struct notice_gathering_rows rows;
	str outlet = str_of(g->outlet->name);
	size_t unread;
	TRY(notice_gathering(c, g->account, outlet, TOGETHER, &rows));
	if (!rows.n)
		return NULL;
	str text = letter(c, &rows, &unread);
	TRY(notice_gathered_drop(c, g->account, outlet, rows.v[rows.n - 1].id));
	if (!unread || !g->outlet->open(c))
		return NULL;
	struct news n = {.title = str_format(c->a, "%zu thông báo chưa đọc", unread), .text = text, .path = S("/thong-bao")};
	const struct event *e = event_find(S(NOTICE_GATHERED));
	struct message_to m = {.outlet = g->outlet,
		.event = e,
		.account = g->account,
		.subject = n.title,
		.text = notice_letter(c, g->outlet, e, &n)};
	return message_put(c, &m);
}

static err gather_of(struct ctx *c, int64_t account)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->outlets.n; i++) {
			struct gathering g = {account, &(*m)->outlets.v[i]};
			if (g.outlet->gathers)
				TRY(apply(c, gather, &g));
		}
	return NULL;
}

/* Account by account, each in a transaction of its own: a program that was killed goes on where it stood. */
err notices_gathered(struct ctx *c, str argument)
{
	struct notice_gatherer one = {.account_id = 0};
	bool more = true;
	(void)argument;
	while (more) {
		TRY(notice_gatherer(c, one.account_id, &one, &more));
		if (more)
			TRY(gather_of(c, one.account_id));
	}
	return NULL;
}
