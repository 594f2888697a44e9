/* shown: the small things that the templates of dossiers call. */
#include "government/dossiers/dossier_pages.h"

enum lateness lateness_by(int64_t now, int64_t soon, opt_int due_at, opt_int late_since, opt_int finished_at)
{
	if (late_since.set)
		return finished_at.set ? ENDED_LATE : LATE;
	if (!due_at.set)
		return NO_DUE;
	if (finished_at.set)
		return finished_at.v <= due_at.v ? ENDED_EARLY : ENDED_LATE;
	return now > due_at.v ? LATE : due_at.v < soon ? DUE_SOON : IN_TIME;
}

const char *action_done(str action)
{
	const struct flow_action *a = dossier_action(action);
	return a ? a->done : "Đã nộp hồ sơ";
}

const struct choice *officer_choices(arena *a, const struct role_officers_rows *officers)
{
	struct choice *list = NEWN(a, struct choice, officers->n + 2);
	list[0] = (struct choice){"0", "Chọn người xử lý"};
	for (size_t i = 0; i < officers->n; i++) {
		const struct role_officers *o = &officers->v[i];
		list[i + 1].value = str_c(a, str_format(a, "%lld", (long long)o->id));
		list[i + 1].label = str_c(a, str_format(a, "%.*s – %.*s", STR_ARG(o->name), STR_ARG(o->title)));
	}
	return list;
}

str first_officer(arena *a, const struct dossier_view *v)
{
	for (size_t i = 0; i < v->officers.n; i++)
		if (v->dossier.assignee_id.set && v->officers.v[i].id == v->dossier.assignee_id.v)
			return str_format(a, "%lld", (long long)v->officers.v[i].id);
	return v->officers.n == 1 ? str_format(a, "%lld", (long long)v->officers.v[0].id) : S("0");
}

str last_note(const struct dossier_view *v, const char *action)
{
	for (size_t i = v->events.n; i-- > 0;)
		if (str_is(v->events.v[i].action, action))
			return v->events.v[i].note;
	return S("");
}

size_t files_count(const struct dossier_view *v, const char *kind, int64_t component)
{
	size_t n = 0;
	for (size_t i = 0; i < v->files.n; i++)
		n += str_is(v->files.v[i].kind, kind) && (component < 0 || v->files.v[i].component.v == component);
	return n;
}
