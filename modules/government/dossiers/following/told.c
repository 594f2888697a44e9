/* told: what happened to a citizen's own dossier, and where it is, in plain words. */
#include "government/dossiers/following/following.h"

static str with_time(arena *a, const char *what, const char *when, opt_int at)
{
	return at.set ? str_format(a, "%s, %s %.*s", what, when, STR_ARG(show_time(a, at.v))) : str_of(what);
}

/* When the step that an event led to should be done: an event knows of the step that it left, so the next one says it; the newest, the
 * dossier itself. */
static opt_int expected(const struct followed *v, const struct dossier_events *e)
{
	const struct dossier_events_rows *all = &v->whole.events;
	return e + 1 < all->v + all->n ? e[1].step_due_at : v->whole.dossier.step_due_at;
}

static str title_of(const struct followed *v, int64_t event)
{
	for (size_t i = 0; i < v->titles.n; i++)
		if (v->titles.v[i].number == event)
			return v->titles.v[i].title;
	return S("");
}

static str step_title(const struct followed *v, int64_t step)
{
	const struct dossier_steps_rows *steps = &v->whole.steps;
	return step > 0 && (size_t)step <= steps->n ? steps->v[step - 1].title : S("");
}

/* "Đã chuyển đến Công chức Tư pháp - Hộ tịch, dự kiến xong 17:00, 25/11/2026" */
static str moved(arena *a, const struct followed *v, const struct dossier_events *e)
{
	str to = title_of(v, e->number), step = step_title(v, e->to_step);
	const char *what = to.n     ? str_format(a, "Đã chuyển đến %.*s", STR_ARG(to)).s
			   : step.n ? str_format(a, "Đã chuyển sang bước “%.*s”", STR_ARG(step)).s
				    : action_done(e->action);
	return with_time(a, what, "dự kiến xong", expected(v, e));
}

/* The clock goes on, and with it the dossier: "..; chuyển sang bước “Thẩm định”, dự kiến xong 11:26, 25/11/2026" */
static str goes_on(arena *a, const struct followed *v, const struct dossier_events *e, str said)
{
	str step = step_title(v, e->to_step);
	if (e->to_step < 2 || !step.n)
		return said;
	const char *next = str_format(a, "%.*s; chuyển sang bước “%.*s”", STR_ARG(said), STR_ARG(step)).s;
	return with_time(a, next, "dự kiến xong", expected(v, e));
}

static str submitted(const struct followed *v)
{
	str channel = v->whole.dossier.channel;
	return str_is(channel, "online") ? S("Ông/bà đã nộp hồ sơ trực tuyến")
	       : str_is(channel, "post") ? S("Ông/bà đã khai hồ sơ, giấy tờ gửi qua bưu điện")
					 : S("Hồ sơ được nộp tại quầy");
}

str event_plain(arena *a, const struct followed *v, const struct dossier_events *e)
{
	const struct flow_action *action = dossier_action(e->action);
	if (!action)
		return submitted(v);
	const char *said = flow_plain_words(action);
	switch (action->event) {
	case TOLD_WITH_DUE: return goes_on(a, v, e, with_time(a, said, "hẹn trả kết quả", e->due_at));
	case TOLD_POSTPONED:
		return e->due_at.set ? str_format(a, "%s: %.*s", said, STR_ARG(show_time(a, e->due_at.v))) : str_of(said);
	case TOLD_MOVED: return moved(a, v, e);
	case TOLD_EXPECTED: return with_time(a, said, "dự kiến xong", expected(v, e));
	case TOLD_PAUSED: return str_format(a, "%s; thời hạn tạm dừng", said);
	default: return str_of(said);
	}
}

bool event_inside(str action)
{
	const struct flow_action *a = dossier_action(action);
	return a && a->inside;
}

const char *dossier_step_state(const struct followed *v, size_t i)
{
	const struct dossier_of_unit *d = &v->whole.dossier;
	bool over = d->status == RETURNED, resting = str_is(d->step, "waiting") || str_is(d->step, "closed");
	if (over || (int64_t)i + 1 < d->step_number)
		return "done";
	return (int64_t)i + 1 == d->step_number && !resting ? "now" : "next";
}

int64_t paper_item_component(const struct followed *v, const struct dossier_paper_items *item)
{
	for (size_t i = 0; i < v->whole.components.n; i++)
		if (str_eq(v->whole.components.v[i].name, item->name))
			return v->whole.components.v[i].number;
	return 0;
}
