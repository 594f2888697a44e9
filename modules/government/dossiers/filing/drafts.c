#include "government/dossiers/filing/drafts.h"
#include "core/people/people.h"
#include "web/services/setting.h"

/* ---- beginning ---- */

static err check_place(struct ctx *c, int64_t procedure, int64_t unit, str channel)
{
	struct procedure_terms terms;
	struct dossier_receiving_unit place;
	bool receives;
	TRY(procedure_in_force(c, procedure, channel, &terms));
	TRY(dossier_receiving_unit(c, unit, day_iso(c->a, day_of(c->now)), &place, &receives));
	return receives ? NULL : FAIL_FIELD(c, "receiving_unit", "Nơi này chưa tiếp nhận hồ sơ. Hãy chọn nơi khác.");
}

static err insert(struct ctx *c, const struct draft_start *s)
{
	struct applicant_prefill who;
	struct draft_count drafts;
	bool known;
	TRY(draft_count(c, s->account, &drafts));
	if (drafts.total >= DRAFTS_MAX)
		return FAIL_FIELD(
			c, "", "Ông/bà đang có %d hồ sơ soạn dở. Hãy nộp hoặc xóa bớt ở trang “Hồ sơ của tôi”.", DRAFTS_MAX);
	TRY(applicant_prefill(c, s->account, &who, &known));
	return draft_insert(c, &(struct draft_insert_in){.key = s->key,
				       .account = s->account,
				       .procedure = s->procedure,
				       .unit = s->unit,
				       .channel = s->channel,
				       .name = who.name,
				       .personal_number = who.personal_number,
				       .birth_on = who.birth_on,
				       .phone = who.phone,
				       .email = who.email,
				       .address = who.address,
				       .answers = S(""),
				       .now = c->now});
}

err draft_begin(struct ctx *c, struct draft_start *s)
{
	struct draft_untouched old;
	bool found;
	TRY(check_place(c, s->procedure, s->unit, s->channel));
	TRY(draft_untouched(c, s->account, s->procedure, &old, &found));
	s->key = found ? old.key : random_token(c->a, 12);
	return found ? draft_place(c, s->key, s->account, s->unit, s->channel, c->now) : insert(c, s);
}

/* ---- going on ---- */

static err own(struct ctx *c, str key, int64_t account, struct draft_get *d)
{
	bool found;
	TRY(draft_get(c, key, account, d, &found));
	return found ? NULL : FAIL(c, NOT_FOUND, "draft");
}

static err moved_on(struct ctx *c, const struct draft_get *d)
{
	return FAIL(c, CONFLICT,
		"Hồ sơ đang soạn này vừa được sửa trên một thiết bị khác lúc %.*s. Hãy xem bản mới rồi sửa tiếp.",
		STR_ARG(show_time(c->a, d->changed_at)));
}

err draft_moved(struct ctx *c, struct draft_move *m)
{
	struct draft_get d;
	TRY(own(c, m->key, m->account, &d));
	TRY(check_place(c, d.procedure_id, m->unit, m->channel));
	return draft_place(c, m->key, m->account, m->unit, m->channel, c->now);
}

/* What the answers name is the draft's; what they name no more is nobody's. */
static err photos_settle(struct ctx *c, const struct draft_get *d, str answers)
{
	const struct form *form;
	struct form_answers *said;
	TRY(eform_for(c, d->procedure_id, &form));
	if (!form_has_photos(form))
		return NULL;
	form_answers_stored(c, form, answers, &said);
	TRY(form_photos_keep(c, said, &(struct photos_kept){.kind = "draft", .object = d->id}));
	return photos_forget(c, "draft", d->id, form_photos_said(c->a, said));
}

err draft_save(struct ctx *c, struct draft_save *s)
{
	const struct applicant *w = &s->who;
	struct draft_get d;
	TRY(own(c, s->key, s->account, &d));
	if (d.version != s->version)
		return moved_on(c, &d);
	TRY(draft_fill(c, &(struct draft_fill_in){.key = s->key,
				  .account = s->account,
				  .version = s->version,
				  .name = w->name,
				  .personal_number = w->personal_number,
				  .birth_on = w->birth_on,
				  .phone = w->phone,
				  .email = w->email,
				  .address = w->address,
				  .answers = s->answers,
				  .result_by = w->result_by,
				  .result_address = w->result_address,
				  .now = c->now}));
	s->version = d.version + 1;
	return photos_settle(c, &d, s->answers);
}

static err add_files(struct ctx *c, struct draft_files_change *f, const struct draft_get *d)
{
	struct draft_files_rows have;
	TRY(draft_files(c, d->id, &have));
	if (have.n + f->nattachments > DRAFT_FILES_MAX)
		return FAIL_FIELD(c, "",
			"Mỗi hồ sơ đính kèm nhiều nhất %d tệp. Hãy gộp các trang của một giấy tờ vào một tệp PDF.",
			DRAFT_FILES_MAX);
	for (size_t i = 0; i < f->nattachments; i++) {
		struct draft_file_add added;
		int64_t file;
		TRY(file_add(c, &f->attachments[i].stored, &file));
		TRY(draft_file_add(c, d->id, f->attachments[i].component, file, c->now, &added));
		f->added = added.id;
	}
	return NULL;
}

err draft_change_files(struct ctx *c, struct draft_files_change *f)
{
	struct draft_file_get old;
	struct draft_get d;
	bool found = false;
	TRY(own(c, f->key, f->account, &d));
	TRY(add_files(c, f, &d));
	if (f->remove)
		TRY(draft_file_get(c, d.id, f->remove, &old, &found));
	if (found) { /* removed twice is removed */
		TRY(draft_file_drop(c, d.id, f->remove));
		TRY(file_remove(c, old.file_id));
	}
	return draft_touch(c, d.id, c->now);
}

/* ---- the end ---- */

err draft_forget(struct ctx *c, int64_t id)
{
	struct draft_files_rows files;
	TRY(draft_files(c, id, &files));
	TRY(draft_files_drop(c, id));
	for (size_t i = 0; i < files.n; i++)
		TRY(file_remove(c, files.v[i].file_id));
	TRY(photos_forget(c, "draft", id, (struct texts){0}));
	return draft_drop(c, id);
}

err draft_remove(struct ctx *c, struct draft_end *e)
{
	struct draft_get d;
	bool found;
	TRY(draft_get(c, e->key, e->account, &d, &found));
	return found ? draft_forget(c, d.id) : NULL;
}

static err attachments_of(struct ctx *c, const struct draft_get *d, struct new_dossier *n)
{
	struct draft_files_rows files;
	TRY(draft_files(c, d->id, &files));
	n->attachments = NEWN(c->a, struct attachment, files.n + 1);
	for (n->nattachments = 0; n->nattachments < files.n; n->nattachments++) {
		const struct draft_files *f = &files.v[n->nattachments];
		struct attachment *to = &n->attachments[n->nattachments];
		to->component = f->component;
		TRY(file_stored(c, f->file_id, &to->stored));
	}
	return NULL;
}

/* Pressed twice, or sent again because the answer got lost on the way. */
static err sent_before(struct ctx *c, struct draft_end *e)
{
	struct dossier_by_client d;
	bool found;
	TRY(dossier_by_client(c, e->account, e->key, &d, &found));
	e->dossier = d.id;
	return found ? NULL : FAIL(c, NOT_FOUND, "draft");
}

err draft_submit(struct ctx *c, struct draft_end *e)
{
	struct draft_get d;
	bool found;
	TRY(draft_get(c, e->key, e->account, &d, &found));
	if (!found)
		return sent_before(c, e);
	if (d.version != e->version)
		return moved_on(c, &d);
	const struct form *form;
	TRY(eform_for(c, d.procedure_id, &form));
	if (e->answers.s)
		d.answers = e->answers;
	struct new_dossier n = {.procedure = d.procedure_id,
		.receiving_unit = d.unit_id,
		.channel = d.channel,
		.applicant_name = person_name(c->a, d.name),
		.applicant_number = d.personal_number,
		.applicant_birth_on = d.birth_on,
		.applicant_phone = phone_normal(c->a, d.phone),
		.applicant_email = d.email,
		.applicant_address = d.address,
		.content = form_summary(c, form, d.answers),
		.eform = form->id,
		.answers = d.answers,
		.result_by = d.result_by,
		.result_address = d.result_address,
		.draft = d.id,
		.account = e->account,
		.client_key = d.key};
	TRY(attachments_of(c, &d, &n));
	TRY(dossier_submit(c, &n));
	e->dossier = n.id;
	return draft_forget(c, d.id);
}

struct cleaning {
	int64_t before;
	bool more;
};

OWN_RULE(clean, struct cleaning)
static err clean(struct ctx *c, struct cleaning *k)
{
	struct drafts_old_rows old;
	TRY(drafts_old(c, k->before, &old));
	for (size_t i = 0; i < old.n; i++)
		TRY(draft_forget(c, old.v[i].id));
	k->more = old.n > 0;
	return NULL;
}

err drafts_clean(struct ctx *c, str argument)
{
	struct cleaning k = {c->now - setting_int(c, "dossiers.draft_days") * DAY, true};
	(void)argument;
	while (k.more) /* in short transactions: others write between them */
		TRY(apply(c, clean, &k));
	return NULL;
}
