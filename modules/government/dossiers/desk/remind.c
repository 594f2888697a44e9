/* remind: what is late is brought to the mind of whoever has it, once a day. */
#include "government/dossiers/rules/rules.h"
#include "government/dossiers/dossier_pages.h"
#include "web/notify.h"
#include "web/services/audit.h"
#include "web/services/setting.h"

static err once_a_day(struct ctx *c, int64_t dossier)
{
	struct dossier_reminded last;
	bool found;
	TRY(dossier_reminded(c, dossier, &last, &found));
	if (found && day_of(last.reminded_at) == day_of(c->now))
		return FAIL(c, CONFLICT, "Hồ sơ này đã được nhắc lúc %.*s. Mỗi hồ sơ nhắc một lần trong ngày.",
			STR_ARG(show_time(c->a, last.reminded_at)));
	return NULL;
}

static bool is_late(const struct ctx *c, const struct dossier_state *s)
{
	bool unanswered = s->answer_due_at.set && s->answer_due_at.v < c->now;
	return unanswered || (s->due_at.set && !s->finished_at.set && s->due_at.v < c->now);
}

static const char *role_of(str step)
{
	return str_is(step, "processing") ? "specialist" : str_is(step, "approval") ? "leader" : "reception";
}

static err tell_all(
	struct ctx *c, const struct dossier_state *s, const struct dossier_role_officers_rows *list, str text, int64_t *told)
{
	enum { MOST = 20 };
	str title = str_format(c->a, "Hồ sơ %.*s", STR_ARG(s->code)), path = str_format(c->a, "/mot-cua/%lld", (long long)s->id);
	for (size_t i = 0; i < list->n && i < MOST; i++) {
		if (list->v[i].id == c->actor)
			continue;
		TRY(notify(c, list->v[i].id, "dossier.reminded", &(struct news){.title = title, .text = text, .path = path}));
		++*told;
	}
	return NULL;
}

/* The one who has it; when nobody has, those whose work the step is. */
static err tell(struct ctx *c, const struct dossier_state *s, str text, int64_t *told)
{
	struct dossier_role_officers_rows list = {0};
	struct dossier_role_officers one = {.id = s->assignee_id.v};
	if (s->assignee_id.set)
		list = (struct dossier_role_officers_rows){&one, 1};
	else
		TRY(dossier_officers_for(c, s->holder_unit_id, str_of(role_of(s->step)), day_iso(c->a, day_of(c->now)), &list));
	*told = 0;
	return tell_all(c, s, &list, text, told);
}

/* Whoever took it in writes to the applicant when it is late: some units want him to know too. */
static err tell_desk(struct ctx *c, const struct dossier_state *s, str text, int64_t *told)
{
	struct dossier_role_officers_rows desk = {0};
	if (!setting_int_in(c, s->holder_unit_id, "dossiers.remind_desk") || !strcmp(role_of(s->step), "reception"))
		return NULL;
	TRY(dossier_officers_for(c, s->receiving_unit_id, S("reception"), day_iso(c->a, day_of(c->now)), &desk));
	return tell_all(c, s, &desk, text, told);
}

err dossier_remind(struct ctx *c, struct dossier_reminding *r)
{
	struct dossier_state s;
	TRY(dossier_state(c, r->dossier, &s));
	if (!r->unit || s.holder_unit_id != r->unit)
		return FAIL(c, NOT_FOUND, "dossier");
	if (!is_late(c, &s))
		return FAIL(c, CONFLICT, "Hồ sơ không còn quá hạn nên không cần nhắc.");
	TRY(once_a_day(c, s.id));
	bool unanswered = s.answer_due_at.set;
	str text = str_format(c->a, "Lãnh đạo nhắc: hồ sơ đã quá hạn %s từ %.*s. Đề nghị ông/bà xử lý ngay.",
		unanswered ? "trả lời" : "trả kết quả", STR_ARG(show_time(c->a, unanswered ? s.answer_due_at.v : s.due_at.v)));
	TRY(tell(c, &s, text, &r->told));
	TRY(tell_desk(c, &s, text, &r->told));
	TRY(dossier_remind_add(c, s.id, c->now, c->actor));
	TRY(dossier_note_add(c, s.id, c->now, c->actor, text));
	r->code = s.code;
	return audit_add_in(c, s.holder_unit_id, "dossier.remind", "dossier", s.id, s.code);
}
