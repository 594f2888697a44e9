/* shown: the small things that the templates of dossiers call. */
#include "government/dossiers/dossier_pages.h"
#include "government/dossiers/counter/intake.h"
#include "core/calendar/calendar.h"
#include "web/services/setting.h"

enum lateness clock_lateness_by(int64_t now, int64_t soon, opt_int due_at, opt_int late_since, opt_int finished_at)
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

const struct choice *dossier_officer_choices(arena *a, const struct dossier_role_officers_rows *officers)
{
	struct choice *list = NEWN(a, struct choice, officers->n + 2);
	list[0] = (struct choice){"0", "Chọn người xử lý"};
	for (size_t i = 0; i < officers->n; i++) {
		const struct dossier_role_officers *o = &officers->v[i];
		list[i + 1].value = str_c(a, str_format(a, "%lld", (long long)o->id));
		list[i + 1].label = str_c(a, str_format(a, "%.*s – %.*s", STR_ARG(o->name), STR_ARG(o->title)));
	}
	return list;
}

str dossier_first_officer(arena *a, const struct dossier_view *v)
{
	for (size_t i = 0; i < v->officers.n; i++)
		if (v->dossier.assignee_id.set && v->officers.v[i].id == v->dossier.assignee_id.v)
			return str_format(a, "%lld", (long long)v->officers.v[i].id);
	return v->officers.n == 1 ? str_format(a, "%lld", (long long)v->officers.v[0].id) : S("0");
}

str dossier_last_note(const struct dossier_view *v, const char *action)
{
	for (size_t i = v->events.n; i-- > 0;)
		if (str_is(v->events.v[i].action, action))
			return v->events.v[i].note;
	return S("");
}

size_t dossier_files_count(const struct dossier_view *v, const char *kind, int64_t component)
{
	size_t n = 0;
	for (size_t i = 0; i < v->files.n; i++)
		n += str_is(v->files.v[i].kind, kind) && (component < 0 || v->files.v[i].component.v == component);
	return n;
}

err clock_soon_at(struct ctx *c, int64_t *at)
{
	int64_t days = setting_int_in(c, c->unit, "dossiers.soon_days");
	return calendar_due(c, c->unit, c->now, (struct term){S("working_minutes"), days * MINUTES_A_DAY}, at);
}

const struct choice *dossier_field_choices(arena *a, const struct filter_fields_rows *fields)
{
	struct choice *list = NEWN(a, struct choice, fields->n + 1);
	for (size_t i = 0; i < fields->n; i++)
		list[i].value = list[i].label = str_c(a, fields->v[i].field);
	return list;
}

const struct choice *dossier_colleague_choices(arena *a, const struct filter_officers_rows *officers)
{
	struct choice *list = NEWN(a, struct choice, officers->n + 1);
	for (size_t i = 0; i < officers->n; i++)
		list[i] = (struct choice){str_format(a, "%lld", (long long)officers->v[i].id).s, str_c(a, officers->v[i].name)};
	return list;
}

str dossier_answer_time(arena *a, int64_t minutes)
{
	long long n = minutes < 0 ? -minutes : minutes;
	return n < 60   ? str_format(a, "%lld phút", n)
	       : n % 60 ? str_format(a, "%lld giờ %lld phút", n / 60, n % 60)
			: str_format(a, "%lld giờ", n / 60);
}

bool dossier_supplemented(const struct inbox_of_step *d)
{
	return d->supplements > 0 && (d->status == REGISTERED || d->status == RECEIVED || d->status == IN_PROGRESS);
}

const char *dossier_channel_words(str channel)
{
	return str_is(channel, "online") ? "trực tuyến" : str_is(channel, "post") ? "bưu chính" : "tại quầy";
}

str intake_taking_typed(struct page *p, const char *list, int64_t number, int64_t known)
{
	const char *name = str_format(p->a, "%s_%lld", list, (long long)number).s;
	return page_value(p, name, str_format(p->a, "%lld", (long long)known));
}

const struct choice dossier_result_choices[] = {{"desk", "Đến nhận tại Trung tâm Phục vụ hành chính công"},
	{"online", "Nhận bản điện tử trực tuyến"}, {"post", "Nhận qua bưu chính tại nhà"}, {NULL, NULL}};

const char *dossier_due_kind_title(str kind)
{
	return str_is(kind, "resume")      ? "Tính tiếp sau khi tạm dừng"
	       : str_is(kind, "restart")   ? "Tính lại từ đầu sau khi bổ sung"
	       : str_is(kind, "extension") ? "Xin lỗi và hẹn lại"
					   : "Tính khi tiếp nhận";
}

const struct choice applicant_relations[] = {
	{"self", "Chính người nộp hồ sơ"}, {"authorised", "Người được ủy quyền"}, {NULL, NULL}};
