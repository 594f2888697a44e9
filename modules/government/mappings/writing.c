/* writing: the end of a dossier plans what is to be written, in its own transaction; a job writes it, once. The record and the row that says
 * that it is written are one transaction, so whoever is killed between them has done nothing, and whoever comes twice finds it done. */
#include "government/mappings/inside.h"
#include "web/notify.h"
#include "web/services/audit.h"
#include "web/services/job.h"

/* ---- what is planned ---- */

static err plan(struct ctx *c, const struct mapping_dossier *d, const struct mapping_write *w)
{
	struct mapping_task_add added;
	str day = day_iso(c->a, day_of(c->now));
	TRY(mapping_task_add(c,
		&(struct mapping_task_add_in){.dossier = d->id,
			.name = w->name,
			.unit = d->competent_unit_id,
			.registry = w->registry->code,
			.act = str_of(mapping_acts[w->act].value),
			.on_day = day,
			.at = c->now,
			.account = c->actor ? some_int(c->actor) : (opt_int){0}},
		&added));
	str id = str_format(c->a, "%lld", (long long)added.id);
	return job_add(c, "mappings.write", id, id, 0);
}

/* Against the form that the dossier was filed with; where that one does not fit (there was none, or another one then), against the one of today,
 * so that what is to be written is known and is a task. */
static err read_for(struct ctx *c, const struct mapping_version *v, const struct mapping_source *s, struct mapping *m, bool *fits)
{
	struct mapping_against today;
	err e = mapping_read(c, &s->at, v->definition, m);
	*fits = !e;
	if (!e || e->kind != INVALID)
		return e;
	TRY(mapping_against_of(c, s->dossier.procedure_id, &today));
	e = mapping_read(c, &today, v->definition, m);
	if (e && e->kind == INVALID)
		log_line(LOG_ERROR, c, "mapping", "version=%lld text=\"%.*s\"", (long long)v->id, STR_ARG(e->text));
	return e && e->kind != INVALID ? e : NULL;
}

static err remember(struct ctx *c, const struct mapping_source *s, const struct registry *r, const struct form_field *chosen)
{
	const struct form_answer *named = form_answer_to(s->said, chosen, 0);
	struct registry_held h;
	int64_t unit = 0, own = c->unit;
	bool found = false;
	if (!named || !named->filled || named->wrong)
		return NULL;
	TRY(registry_record_unit(c, r, named->number, &unit));
	c->unit = unit;
	err e = unit ? registry_record_today(c, r, named->number, &h, &found) : NULL;
	c->unit = own;
	TRY(e);
	return found ? mapping_taken_put(c, s->dossier.id, h.id, h.version) : NULL;
}

/* How the records that the form names are now: what is written to them later must not pass over what comes between. */
static err take(struct ctx *c, const struct mapping_source *s, const struct mapping *m)
{
	for (size_t i = 0; i < m->nwrites; i++)
		if (m->writes[i].chosen)
			TRY(remember(c, s, m->writes[i].registry, m->writes[i].chosen));
	for (size_t i = 0; i < m->nfills; i++)
		TRY(remember(c, s, m->fills[i].registry, m->fills[i].chosen));
	return NULL;
}

err mapping_acted(struct ctx *c, int64_t dossier, str action, int64_t was, int64_t now)
{
	bool filed = str_is(action, "submit") || str_is(action, "amend");
	bool finished = now == FINISHED && was != FINISHED, returned = now == RETURNED && was != RETURNED;
	struct mapping_dossier d;
	const struct mapping_version *v;
	struct mapping_source s;
	struct mapping m;
	bool found, fits;
	if (!filed && !finished && !returned)
		return NULL;
	TRY(mapping_dossier(c, dossier, &d, &found));
	TRY(mapping_holding(c, d.procedure_code, day_of(c->now), &v));
	if (!found || !v)
		return NULL;
	TRY(mapping_source(c, dossier, &s));
	TRY(read_for(c, v, &s, &m, &fits));
	if (filed)
		return fits ? take(c, &s, &m) : NULL;
	for (size_t i = 0; i < m.nwrites; i++)
		if (m.writes[i].when_returned ? returned : finished)
			TRY(plan(c, &s.dossier, &m.writes[i]));
	return NULL;
}

/* ---- the record that it is about ---- */

static err elsewhere(struct ctx *c, const struct registry *r, int64_t id)
{
	struct mapping_unit unit;
	int64_t home;
	bool found = false;
	TRY(registry_record_unit(c, r, id, &home));
	if (home && home != c->unit)
		TRY(mapping_unit(c, home, &unit, &found));
	if (found)
		return FAIL(c, CONFLICT,
			"Mục này nằm trong sổ “%.*s” của %.*s, đơn vị ông/bà không ghi vào được. Hãy báo %.*s ghi, rồi đánh dấu "
			"không cần ghi ở đây.",
			STR_ARG(r->title), STR_ARG(unit.full_name), STR_ARG(unit.full_name));
	return home ? FAIL(c, CONFLICT, "Mục này của sổ “%.*s” đã kết thúc; hãy xem lại trong sổ trước khi ghi.",
			      STR_ARG(r->title))
		    : FAIL(c, CONFLICT, "Không thấy mục này trong sổ “%.*s”.", STR_ARG(r->title));
}

static err key_of(struct ctx *c, const struct mapping_write *w, const struct mapping_source *s, str *out)
{
	struct form_answer v = {0};
	if (w->key)
		form_formula_take(c, w->key, s->said, w->registry->key, &v);
	*out = v.filled ? v.text : S("");
	return NULL;
}

err mapping_record(struct ctx *c, const struct mapping_write *w, const struct mapping_source *s, struct registry_held *out)
{
	const struct form_answer *named = w->chosen ? form_answer_to(s->said, w->chosen, 0) : NULL;
	int64_t id = named && named->filled && !named->wrong ? named->number : 0;
	bool found = id > 0;
	str key;
	TRY(key_of(c, w, s, &key));
	if (!found)
		TRY(registry_record_by_key(c, w->registry, key, &id, &found));
	if (!found && key.n)
		return FAIL(c, INVALID, "Trong sổ “%.*s” của đơn vị không có mục mang mã “%.*s”.", STR_ARG(w->registry->title),
			STR_ARG(key));
	if (!found)
		return FAIL(c, INVALID, "Tờ khai không chọn mục nào của sổ “%.*s”, nên không biết ghi vào đâu.",
			STR_ARG(w->registry->title));
	TRY(registry_record_today(c, w->registry, id, out, &found));
	return found ? NULL : elsewhere(c, w->registry, id);
}

/* ---- writing ---- */

struct writing {
	struct mapping_writing *how;
	struct mapping_tasks_of task;
	struct mapping_source source;
	struct mapping mapping;
	const struct mapping_write *w;
	struct record_work work;
	bool done; /* nothing was left to do */
};

static err load(struct ctx *c, struct writing *k)
{
	const struct mapping_version *v;
	TRY(mapping_source(c, k->task.dossier_id, &k->source));
	if (!k->source.dossier.answers.n)
		return FAIL(c, INVALID,
			"Hồ sơ này không có tờ khai điện tử, nên phần mềm không có nội dung để ghi. Hãy ghi tay vào sổ, rồi đánh "
			"dấu không cần ghi ở đây.");
	TRY(mapping_holding(c, k->source.dossier.procedure_code, day_of(c->now), &v));
	if (v) {
		err e = mapping_read(c, &k->source.at, v->definition, &k->mapping);
		if (e && e->kind == INVALID)
			return FAIL(c, INVALID, "Cách ghi vào sổ của thủ tục không còn khớp. %.*s. Người quản trị cần sửa lại.",
				STR_ARG(e->text));
		TRY(e);
	}
	for (size_t i = 0; i < k->mapping.nwrites; i++)
		if (str_eq(k->mapping.writes[i].name, k->task.name))
			k->w = &k->mapping.writes[i];
	return k->w ? NULL
		    : FAIL(c, INVALID,
			      "Thủ tục nay không còn ghi việc này vào sổ. Hãy ghi tay nếu cần, rồi đánh dấu không cần ghi.");
}

static err result_asked(struct ctx *c, const struct writing *k)
{
	const char *title = "";
	if (!k->w->result.n || str_eq(k->source.result.template, k->w->result) || k->how->though_other)
		return NULL;
	(void)!result_template_of(c, k->source.dossier.procedure_code, k->w->result, &title);
	return FAIL(c, INVALID,
		"Hồ sơ xong mà kết quả không lập từ mẫu “%s”. Nếu kết quả vẫn là đồng ý, hãy ghi; nếu không, đánh dấu không cần "
		"ghi.",
		title);
}

/* What was written meanwhile stands in the record: an officer looks at both before it is changed again. */
static err unchanged(struct ctx *c, const struct writing *k, const struct registry_held *h)
{
	struct mapping_taken_of taken;
	bool found;
	TRY(mapping_taken_of(c, k->task.dossier_id, h->id, &taken, &found));
	if (k->how->seen == h->version || !found || taken.version == h->version)
		return NULL;
	return FAIL(c, CONFLICT,
		"“%.*s” trong sổ đã được sửa lúc %.*s, sau khi hồ sơ được nộp. Hãy xem lại mục trong sổ và tờ khai rồi ghi lại.",
		STR_ARG(h->name), STR_ARG(show_time(c->a, h->written_at)));
}

static const struct form_answer *holder_said(const struct registry_held *h, const struct form_field *holder)
{
	const struct form *f = h->said->form; /* as it was when this was written */
	for (size_t i = 0; i < f->n; i++) {
		const struct form_field *there =
			f->sections[i].name ? NULL : form_field_find(&f->sections[i], str_of(holder->name));
		if (there)
			return form_answer_to(h->said, there, 0);
	}
	return NULL;
}

/* Found by a code that anybody may know: whose it is must be who asks, or an officer has looked. */
static err holder_asked(struct ctx *c, const struct writing *k, const struct registry_held *h)
{
	const struct form_field *holder = k->w->registry->holder;
	const struct form_answer *named = k->w->chosen ? form_answer_to(k->source.said, k->w->chosen, 0) : NULL;
	const struct form_answer *whose = holder ? holder_said(h, holder) : NULL;
	bool chosen = named && named->filled && !named->wrong;
	if (chosen || !whose || !whose->filled || k->how->seen == h->version ||
		str_eq(whose->text, k->source.dossier.applicant_number))
		return NULL;
	return FAIL(c, CONFLICT,
		"“%.*s” trong sổ đứng tên người khác với người nộp hồ sơ. Hãy kiểm tra giấy ủy quyền hoặc mã đã khai rồi ghi "
		"lại.",
		STR_ARG(h->name));
}

static str reason_of(struct ctx *c, const struct writing *k)
{
	return str_format(c->a, "Kết quả hồ sơ %.*s", STR_ARG(k->source.dossier.code));
}

static void begin(struct ctx *c, struct writing *k)
{
	k->work = (struct record_work){.registry = k->w->registry,
		.valid_from = k->task.on_day,
		.reason = reason_of(c, k),
		.source = S("dossier"),
		.source_ref = str_format(c->a, "dossier/%lld", (long long)k->task.dossier_id),
		.state = k->w->state,
		.powers = REGISTRY_ALL_POWERS,
		.though_alike = k->how->though_alike};
}

static void upon(struct writing *k, const struct registry_held *h)
{
	k->work.record = h->id;
	k->work.seen = h->version;
}

/* The first day on which a record is something else, after the one on which it became what it is. */
static str next_day(arena *a, str iso)
{
	day d = 0;
	day_parse(iso, &d);
	return day_iso(a, d + 1);
}

static bool is_later(struct ctx *c, str day, str than) { return strcmp(str_c(c->a, day), str_c(c->a, than)) > 0; }

static err write_change(struct ctx *c, struct writing *k, const struct registry_held *h)
{
	TRY(mapping_made(c, k->w, k->source.said, h->answers, true, &k->work.answers));
	upon(k, h);
	k->done = str_eq(k->work.answers, h->answers) && (!k->work.state.n || str_eq(k->work.state, h->state));
	if (k->done)
		return NULL;
	if (is_later(c, k->task.on_day, h->since))
		return registry_record_change(c, &k->work);
	k->work.valid_from = S(""); /* of the same day: a day has one version */
	return registry_record_correct(c, &k->work);
}

static err write_end(struct ctx *c, struct writing *k, const struct registry_held *h)
{
	upon(k, h);
	if (!is_later(c, k->work.valid_from, h->since))
		k->work.valid_from = next_day(c->a, h->since);
	return registry_record_end(c, &k->work);
}

/* The dossier ended once more: what its result wrote before is put right, when an officer has looked at it. */
static err write_again(struct ctx *c, struct writing *k)
{
	struct registry_held h;
	bool found;
	TRY(registry_record_today(c, k->w->registry, k->task.record_id.v, &h, &found));
	k->work.record = k->task.record_id.v;
	k->done = k->w->act == MAPPING_END && !found;
	if (k->done)
		return NULL;
	if (!found)
		return elsewhere(c, k->w->registry, k->task.record_id.v);
	if (k->w->act == MAPPING_END)
		return write_end(c, k, &h);
	TRY(mapping_made(c, k->w, k->source.said, h.answers, true, &k->work.answers));
	upon(k, &h);
	k->done = str_eq(k->work.answers, h.answers);
	if (k->done)
		return NULL;
	if (k->how->seen != h.version)
		return FAIL(c, CONFLICT,
			"Hồ sơ được giải quyết lại và kết quả khác những gì đã ghi vào “%.*s”. Hãy xem mục trong sổ rồi ghi lại.",
			STR_ARG(h.name));
	k->work.valid_from = S("");
	return registry_record_correct(c, &k->work);
}

static err write_record(struct ctx *c, struct writing *k)
{
	struct registry_held h;
	begin(c, k);
	if (k->task.record_id.set)
		return write_again(c, k);
	if (k->w->act == MAPPING_CREATE) {
		TRY(mapping_made(c, k->w, k->source.said, S(""), true, &k->work.answers));
		return registry_record_create(c, &k->work);
	}
	TRY(mapping_record(c, k->w, &k->source, &h));
	TRY(unchanged(c, k, &h));
	TRY(holder_asked(c, k, &h));
	return k->w->act == MAPPING_CHANGE ? write_change(c, k, &h) : write_end(c, k, &h);
}

#define WAITS_SAID "Đang chờ duyệt trong “Đề nghị ghi sổ”. Khi được duyệt, nội dung vào sổ và việc này tự kết thúc."

err mapping_settled(struct ctx *c, int64_t proposal, int64_t record, str why)
{
	struct mapping_tasks_of t;
	bool found;
	TRY(mapping_task_of_proposal(c, proposal, &t, &found));
	if (!found)
		return NULL;
	TRY(mapping_task_decided(c, t.id));
	if (str_is(t.state, "dropped"))
		return NULL;
	if (record)
		return mapping_task_written(c, t.id, record, c->now, c->actor ? some_int(c->actor) : (opt_int){0});
	str reason =
		why.n ? str_format(c->a, "Đề nghị ghi sổ bị trả lại. Lý do: %.*s", STR_ARG(why)) : S("Đề nghị ghi sổ đã bị rút.");
	return mapping_task_stuck(c, t.id, reason);
}

err mapping_write_do(struct ctx *c, struct mapping_writing *how)
{
	struct writing k = {.how = how};
	bool found;
	TRY(mapping_task_get(c, how->task, &k.task, &found));
	if (!found || k.task.unit_id != c->unit)
		return FAIL(c, NOT_FOUND, "mapping_task");
	if (str_is(k.task.state, "written") || str_is(k.task.state, "dropped"))
		return NULL;
	if (k.task.proposal_id.set)
		return FAIL(c, CONFLICT, "%s", WAITS_SAID);
	TRY(load(c, &k));
	TRY(result_asked(c, &k));
	TRY(write_record(c, &k));
	if (k.work.waits)
		return mapping_task_waits(c, k.task.id, S(WAITS_SAID), k.work.waits);
	TRY(mapping_task_written(c, k.task.id, k.work.record, c->now, c->actor ? some_int(c->actor) : (opt_int){0}));
	return audit_add(c, k.done ? "mapping.same" : "mapping.write", "dossier", k.task.dossier_id, k.w->registry->title);
}

/* ---- what could not be written ---- */

static err tell(struct ctx *c, const struct mapping_tasks_of *t, str reason)
{
	struct mapping_dossier d;
	bool found;
	TRY(mapping_dossier(c, t->dossier_id, &d, &found));
	if (!found || !t->account_id.set)
		return NULL;
	return notify(c, t->account_id.v, "mapping.stuck",
		&(struct news){.title = str_format(c->a, "Hồ sơ %.*s: chưa ghi được vào sổ", STR_ARG(d.code)),
			.text = reason,
			.path = str_format(c->a, "/mot-cua/%lld", (long long)d.id)});
}

err mapping_stick(struct ctx *c, struct mapping_reason *r)
{
	struct mapping_tasks_of t;
	bool found;
	TRY(mapping_task_get(c, r->task, &t, &found));
	if (!found || str_is(t.state, "written") || str_is(t.state, "dropped"))
		return NULL;
	TRY(mapping_task_stuck(c, t.id, r->reason));
	return str_is(t.state, "waiting") ? tell(c, &t, r->reason) : NULL;
}

err mapping_drop(struct ctx *c, struct mapping_reason *r)
{
	struct mapping_tasks_of t;
	bool found;
	TRY(mapping_task_get(c, r->task, &t, &found));
	if (!found || t.unit_id != c->unit)
		return FAIL(c, NOT_FOUND, "mapping_task");
	if (!r->reason.n)
		return FAIL_FIELD(c, "reason", "Ghi lý do không cần ghi vào sổ");
	err e = mapping_task_dropped(c, t.id, c->unit, r->reason, c->now, c->actor ? some_int(c->actor) : (opt_int){0});
	if (e && e->kind == CONFLICT)
		return FAIL(c, CONFLICT, "Việc này đã ghi, hoặc đã bỏ rồi.");
	TRY(e);
	return audit_add(c, "mapping.drop", "dossier", t.dossier_id, r->reason);
}

bool mapping_refusal(err e)
{
	return e &&
	       (e->kind == INVALID || e->kind == CONFLICT || e->kind == NOT_FOUND || e->kind == DENIED || e->kind == TOO_LARGE);
}

static str told(struct ctx *c, err e)
{
	buf b = {.a = c->a};
	if (e->kind == NOT_FOUND)
		return S("Không tìm thấy sổ hoặc mục cần ghi, hoặc người phê duyệt không còn làm việc ở đơn vị.");
	for (const struct problem *p = e->problems; p && b.n < 600; p = p->next)
		buf_printf(&b, "%s%.*s", b.n ? ". " : "", STR_ARG(p->text));
	return b.n ? buf_text(&b) : e->text;
}

err mapping_job(struct ctx *c, str argument)
{
	struct mapping_writing w = {0};
	struct mapping_tasks_of t;
	struct ctx own = *c;
	bool found = false;
	if (str_int(argument, &w.task))
		TRY(mapping_task_get(c, w.task, &t, &found));
	if (!found)
		return FAIL(c, BROKEN, "mappings.write: no task");
	if (!str_is(t.state, "waiting"))
		return NULL;
	own.unit = t.unit_id;
	own.actor = t.account_id.v;
	err e = apply(&own, mapping_write_do, &w);
	if (!mapping_refusal(e))
		return e;
	struct mapping_reason r = {t.id, told(&own, e)};
	return apply(c, mapping_stick, &r);
}

err mapping_try(struct ctx *c, const struct mapping_writing *w)
{
	struct mapping_writing how = *w;
	err e = apply(c, mapping_write_do, &how);
	if (!mapping_refusal(e) || e->kind == NOT_FOUND)
		return e;
	struct mapping_reason r = {w->task, told(c, e)};
	TRY(apply(c, mapping_stick, &r));
	return FAIL(c, CONFLICT, "%.*s", STR_ARG(r.reason));
}
