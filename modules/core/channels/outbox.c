/* outbox: what goes out of the house, row by row. */
#include "inside.h"
#include "auth/auth.h"
#include "web/module.h"
#include "web/services/audit.h"
#include "web/services/job.h"
#include "web/services/setting.h"

enum { AGAIN_AT_ONCE = 500, FORGOTTEN_AT_ONCE = 500, VERIFIED_AT_ONCE = 1000 };
#define NEWS_LIFE (3 * DAY)
#define KEPT      (90 * DAY)
#define STALE     (10 * MINUTE) /* longer than any job works on one */

/* ---- in the store: encrypted with a key that exports leave behind ---- */

static err key_of(struct ctx *c, str *key) { return secret_key(c, S("channels"), key); }

static err seal(struct ctx *c, str to, str subject, str text, str *out)
{
	str key;
	TRY(key_of(c, &key));
	str closed = secret_seal(c->a, key, str_format(c->a, "%.*s\n%.*s\n%.*s", STR_ARG(to), STR_ARG(subject), STR_ARG(text)));
	*out = base64url(c->a, closed.s, closed.n);
	return NULL;
}

/* to.s NULL: it is of another installation. */
static err unseal(struct ctx *c, str sealed, struct outgoing *out)
{
	str key, rest;
	TRY(key_of(c, &key));
	*out = (struct outgoing){0};
	rest = secret_open(c->a, key, base64url_parse(c->a, sealed));
	if (!rest.s)
		return NULL;
	str_cut(rest, '\n', &out->to, &rest);
	str_cut(rest, '\n', &out->subject, &out->text);
	return NULL;
}

/* ---- in ---- */

static err queue(struct ctx *c, int64_t id, int64_t at)
{
	str number = str_format(c->a, "%lld", (long long)id);
	return job_add(c, "channels.send", number, number, at);
}

static int64_t ready(struct ctx *c, const struct outlet *o, const struct event *e)
{
	bool any_hour = !e || e->urgent || !o->when; /* no event: somebody waits for his code */
	return any_hour ? c->now : o->when(c, c->now);
}

static err put(struct ctx *c, const struct message_to *m, int64_t until)
{
	struct outbox_add added;
	str sealed;
	int64_t at = ready(c, m->outlet, m->event);
	TRY(seal(c, m->to, m->subject, m->text, &sealed));
	TRY(outbox_add(c,
		&(struct outbox_add_in){.outlet = str_of(m->outlet->name),
			.event = str_of(m->event ? m->event->name : ""),
			.account = m->account,
			.sealed = sealed,
			.mark = random_token(c->a, 12),
			.now = c->now,
			.ready = at,
			.until = until},
		&added));
	return queue(c, added.id, at);
}

err message_put(struct ctx *c, const struct message_to *m) { return put(c, m, c->now + NEWS_LIFE); }

err message_post(struct ctx *c, const struct message *m)
{
	const struct outlet *o = outlet_find(str_of(m->channel));
	if (!o || !o->open(c))
		return NULL;
	struct message_to to = {.outlet = o, .to = m->to, .subject = m->subject, .text = m->text};
	return put(c, &to, m->until ? m->until : c->now + DAY);
}

/* ---- out ---- */

struct sending {
	int64_t id;
	const struct outlet *outlet; /* out: NULL: there is nothing to do */
	struct outgoing letter;
	int64_t attempts;
	err wrong; /* what came of it */
};

OWN_RULE(claim, struct sending)

/* It cannot go now: what of no event is of no use then; the rest waits for an administrator. */
static err give_up(struct ctx *c, const struct outbox_find *is, str why)
{
	return is->event.n ? outbox_stuck(c, is->id, S("failed"), why, c->now)
			   : outbox_gone(c, is->id, S("dropped"), why, c->now);
}

static err address(struct ctx *c, const struct outbox_find *is, const struct outlet *o, struct outgoing *letter)
{
	struct reach r = {.account = is->account_id};
	TRY(unseal(c, is->sealed, letter));
	letter->mark = is->mark;
	if (!letter->to.s || letter->to.n || !is->account_id)
		return NULL;
	TRY(reach_find(c, &r));
	letter->to = r.account ? o->address(&r) : S("");
	return NULL;
}

static err claim(struct ctx *c, struct sending *s)
{
	struct outbox_find is;
	bool found;
	TRY(outbox_find(c, s->id, &is, &found));
	if (!found || !(str_is(is.state, "waiting") || str_is(is.state, "sending")))
		return NULL;
	if (str_is(is.state, "sending"))
		return outbox_stuck(c, is.id, S("unsure"), S("Chương trình dừng khi đang gửi, không rõ tin đã đi chưa."), c->now);
	const struct outlet *o = outlet_find(is.outlet);
	const struct event *e = event_find(is.event);
	if (is.until_at < c->now)
		return give_up(c, &is, S("Quá hạn gửi."));
	if (!o || !o->open(c))
		return give_up(c, &is, S("Cách gửi này đang đóng. Hãy kiểm tra cài đặt."));
	int64_t at = is.event.n ? ready(c, o, e) : c->now;
	if (at > c->now) {
		TRY(outbox_postponed(c, is.id, at));
		return queue(c, is.id, at);
	}
	TRY(address(c, &is, o, &s->letter));
	if (!s->letter.to.s)
		return outbox_gone(c, is.id, S("dropped"), S("Tin của bản cài đặt khác, không mở được."), c->now);
	if (!s->letter.to.n)
		return outbox_gone(c, is.id, S("dropped"), S("Người nhận không còn địa chỉ đã xác nhận."), c->now);
	s->outlet = o;
	s->attempts = is.attempts + 1;
	return outbox_claimed(c, is.id, c->now, o->masked(c->a, s->letter.to));
}

static int64_t wait_after(int64_t attempts) { return 10 * SECOND << (attempts - 1); }

OWN_RULE(settle, const struct sending)
static err settle(struct ctx *c, const struct sending *s)
{
	struct outbox_find is;
	bool found;
	if (!s->wrong)
		return outbox_gone(c, s->id, S("sent"), S(""), c->now);
	TRY(outbox_find(c, s->id, &is, &found));
	if (s->wrong->kind == INVALID || s->attempts >= OUTBOX_ATTEMPTS)
		return give_up(c, &is, s->wrong->text);
	int64_t at = c->now + wait_after(s->attempts);
	TRY(outbox_waits(c, s->id, at, s->wrong->text));
	return queue(c, s->id, at);
}

err outbox_send(struct ctx *c, str argument)
{
	struct sending s = {.id = 0};
	if (!str_int(argument, &s.id))
		return NULL;
	TRY(apply(c, claim, &s));
	if (!s.outlet)
		return NULL;
	s.wrong = s.outlet->send(c, &s.letter);
	return apply(c, settle, &s);
}

/* ---- again ---- */

static err again(struct ctx *c, int64_t id)
{
	TRY(outbox_resend(c, id, c->now, c->now + NEWS_LIFE));
	return queue(c, id, c->now);
}

err outbox_send_again(struct ctx *c, struct outbox_again_work *w)
{
	static const char *const states[] = {"failed", "unsure"};
	struct outbox_find is;
	bool found;
	w->done = 0;
	if (!w->all) {
		TRY(outbox_find(c, w->id, &is, &found));
		if (!found)
			return FAIL(c, NOT_FOUND, "Không có tin này.");
		err e = again(c, w->id);
		if (e && e->kind == CONFLICT)
			return FAIL(c, CONFLICT, "Tin này đang gửi, đã gửi hoặc không còn nội dung để gửi lại.");
		TRY(e);
		w->done = 1;
		return audit_add(c, "outbox.again", "outbox", w->id, S(""));
	}
	for (size_t i = 0; i < COUNT(states); i++) {
		struct outbox_stuck_all_rows rows;
		TRY(outbox_stuck_all(c, str_of(states[i]), AGAIN_AT_ONCE, &rows));
		for (size_t k = 0; k < rows.n; k++)
			TRY(again(c, rows.v[k].id));
		w->done += (int64_t)rows.n;
	}
	return audit_add(c, "outbox.again", "outbox", 0, str_format(c->a, "%lld", (long long)w->done));
}

/* ---- what lies about ---- */

OWN_RULE(take_up, struct nothing)
static err take_up(struct ctx *c, struct nothing *none)
{
	static const char *const states[] = {"waiting", "sending"};
	(void)none;
	for (size_t i = 0; i < COUNT(states); i++) {
		struct outbox_overdue_rows rows;
		TRY(outbox_overdue(c, str_of(states[i]), c->now - STALE, AGAIN_AT_ONCE, &rows));
		for (size_t k = 0; k < rows.n; k++)
			TRY(queue(c, rows.v[k].id, c->now));
	}
	return NULL;
}

OWN_RULE(forget, const int64_t)
static err forget(struct ctx *c, const int64_t *before) { return outbox_forget(c, *before, FORGOTTEN_AT_ONCE); }

err outbox_tidy(struct ctx *c, str argument)
{
	const int64_t before = c->now - KEPT;
	struct outbox_forgettable one;
	bool more = true;
	(void)argument;
	TRY(apply(c, take_up, NULL));
	while (more) {
		TRY(outbox_forgettable(c, before, &one, &more));
		if (more)
			TRY(apply(c, forget, &before));
	}
	return NULL;
}

/* What went keeps no text; what did not has an end or has none, as its state says. */
err outbox_verify(struct ctx *c, struct verify_report *report)
{
	int64_t after = 0;
	for (struct outbox_untrue_rows rows = {.n = 1}; rows.n;) {
		TRY(outbox_untrue(c, after, VERIFIED_AT_ONCE, &rows));
		for (size_t i = 0; i < rows.n; i++) {
			const struct outbox_untrue *r = &rows.v[i];
			bool on_its_way = str_is(r->state, "waiting") || str_is(r->state, "sending"),
			     over = str_is(r->state, "sent") || str_is(r->state, "dropped");
			after = r->id;
			report->checked++;
			if (r->ended_at.set != on_its_way && (r->sealed.n == 0) == over)
				continue;
			report->wrong++;
			buf_printf(&report->lines, "outbox %lld: %.*s\n", (long long)r->id, STR_ARG(r->state));
		}
	}
	return NULL;
}
