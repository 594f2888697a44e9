/* drafting: the way to a new dossier, page by page: where, what, which papers, everything once more, handed in. Each page is small, saves what
 * it has and works without script. */
#include "government/dossiers/filing/drafts.h"
#include "core/people/people.h"
#include "http/http.h"
#include "web/reply.h"

/* ---- where ---- */

static err where_fill(struct req *q, struct where_view *v, int64_t procedure)
{
	struct ctx *c = &q->ctx;
	struct applicant_prefill who;
	struct procedure_terms post;
	bool known;
	TRY(procedure_in_force(c, procedure, S("online"), &v->terms));
	TRY(filing_procedure(c, procedure, &v->procedure));
	TRY(dossier_offering_units(c, day_iso(c->a, day_of(c->now)), v->procedure.code, &v->units));
	TRY(applicant_prefill(c, c->actor, &who, &known));
	err e = procedure_in_force(c, procedure, S("post"), &post);
	if (e && e->kind != INVALID)
		return e;
	v->by_post = !e;
	v->home = who.unit_id.v;
	v->term = term_text(c, v->terms.term);
	TRY(procedure_fee_told(c, procedure, S("online"), S(""), &v->fee));
	if (!v->unit)
		v->unit = v->home;
	return NULL;
}

/* Drafts of the same procedure, so that nobody begins anew what he has begun already. */
static err begun(struct req *q, struct where_view *v)
{
	struct drafts_of_rows all;
	TRY(drafts_of(&q->ctx, q->ctx.actor, &all));
	v->drafts.v = NEWN(q->ctx.a, struct drafts_of, all.n + 1);
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].procedure_id == v->procedure.id)
			v->drafts.v[v->drafts.n++] = all.v[i];
	return NULL;
}

err draft_where(struct req *q)
{
	struct where_view v = {.channel = S("online")};
	int64_t procedure = query_int(q, "thu-tuc", 0);
	if (q->page.again)
		str_int(page_value(&q->page, "procedure", S("")), &procedure);
	if (procedure <= 0)
		return FAIL(&q->ctx, NOT_FOUND, "procedure");
	TRY(where_fill(q, &v, procedure));
	TRY(begun(q, &v));
	draft_where_page(&q->page, &v);
	return NULL;
}

struct where_fields {
	int64_t procedure, receiving_unit;
	str channel;
};
static const struct field start_fields[] = {
	INT(struct where_fields, procedure, "Thủ tục", 1, INT64_MAX),
	INT(struct where_fields, receiving_unit, "Nơi tiếp nhận", 1, INT64_MAX),
	CHOICE(struct where_fields, channel, "Cách gửi giấy tờ", OPTIONAL, draft_channels),
};
static const struct field move_fields[] = {
	INT(struct where_fields, receiving_unit, "Nơi tiếp nhận", 1, INT64_MAX),
	CHOICE(struct where_fields, channel, "Cách gửi giấy tờ", OPTIONAL, draft_channels),
};
const struct input draft_start_input = INPUT("new_draft", start_fields), draft_move_input = INPUT("draft_place", move_fields);
static str channel_or_online(str typed) { return typed.n ? typed : S("online"); }

err draft_start_post(struct req *q)
{
	struct where_fields f = {0};
	TRY(read_input(q, &f));
	struct draft_start s = {q->ctx.actor, f.procedure, f.receiving_unit, channel_or_online(f.channel), S("")};
	TRY(apply(&q->ctx, draft_begin, &s));
	return see_other(q, "/ho-so/soan/%.*s", STR_ARG(s.key));
}

/* ---- one draft ---- */

static err load(struct req *q, struct draft_view *v)
{
	bool found;
	TRY(draft_get(&q->ctx, q->key, q->ctx.actor, &v->draft, &found));
	if (!found)
		return FAIL(&q->ctx, NOT_FOUND, "draft");
	TRY(draft_files(&q->ctx, v->draft.id, &v->files));
	TRY(eform_for(&q->ctx, v->draft.procedure_id, &v->form));
	if (form_has_photos(v->form))
		TRY(photos_of(&q->ctx, S("draft"), v->draft.id, &v->photos));
	return filing_components(&q->ctx, v->draft.procedure_id, &v->components);
}

/* What is known of the applicant, for fields of the form that nobody has filled yet. */
static err know(struct req *q, struct draft_view *v)
{
	const struct draft_get *d = &v->draft;
	struct applicant_prefill known;
	bool found;
	struct form_paper *papers = NEWN(q->ctx.a, struct form_paper, v->files.n + 1);
	for (size_t i = 0; i < v->files.n; i++)
		papers[i] = (struct form_paper){v->files.v[i].component, v->files.v[i].name};
	v->who = (struct form_person){.name = d->name,
		.personal_number = d->personal_number,
		.birth_on = d->birth_on,
		.sex = personal_number_sex(d->personal_number),
		.phone = d->phone,
		.email = d->email,
		.address = d->address,
		.papers = papers,
		.npapers = v->files.n,
		.photos = &v->photos,
		.saved = true};
	TRY(applicant_prefill(&q->ctx, q->ctx.actor, &known, &found));
	TRY(form_person_lives(&q->ctx, &v->who, known.unit_id.v));
	const struct dossier_asking asking = {
		.procedure = d->procedure_id, .form = v->form, .answers = d->answers, .chosen = v->chosen};
	return attendant_know(q, &asking, &v->who, &v->known);
}

/* What he reviews and hands in: what is fixed is as it is known by now. */
static err settle(struct req *q, struct draft_view *v)
{
	TRY(know(q, v));
	if (v->who.nknown)
		v->draft.answers = form_known_put(&q->ctx, v->form, &v->who, v->draft.answers);
	return NULL;
}

static err missing(struct req *q, struct draft_view *v);

err draft_move_form(struct req *q)
{
	struct draft_view d = {0};
	TRY(load(q, &d));
	TRY(missing(q, &d));
	struct where_view v = {.key = d.draft.key, .unit = d.draft.unit_id, .channel = d.draft.channel, .draft = &d};
	TRY(where_fill(q, &v, d.draft.procedure_id));
	draft_where_page(&q->page, &v);
	return NULL;
}

err draft_move_post(struct req *q)
{
	struct where_fields f = {0};
	TRY(read_input(q, &f));
	struct draft_move m = {q->ctx.actor, f.receiving_unit, q->key, channel_or_online(f.channel)};
	TRY(apply(&q->ctx, draft_moved, &m));
	return see_other(q, "/ho-so/soan/%.*s/xem-lai", STR_ARG(q->key));
}

/* ---- what ---- */

struct form_fields {
	struct applicant who;
	int64_t version;
	str then; /* the button: "next", "later" */
};
static const struct field form_fields[] = {
	{.name = "name", .label = "Họ và tên", .type = I_TEXT, .at = offsetof(struct form_fields, who.name), .max = 100},
	{.name = "personal_number",
		.label = "Số định danh cá nhân",
		.type = I_TEXT,
		.at = offsetof(struct form_fields, who.personal_number),
		.max = 20,
		.grouped = true},
	{.name = "birth_on", .label = "Ngày sinh", .type = I_TEXT, .at = offsetof(struct form_fields, who.birth_on), .max = 20},
	{.name = "phone", .label = "Số điện thoại", .type = I_TEXT, .at = offsetof(struct form_fields, who.phone), .max = 20},
	{.name = "email", .label = "Thư điện tử", .type = I_TEXT, .at = offsetof(struct form_fields, who.email), .max = 100},
	{.name = "address", .label = "Nơi cư trú", .type = I_TEXT, .at = offsetof(struct form_fields, who.address), .max = 300},
	{.name = "result_by",
		.label = "Cách nhận kết quả",
		.type = I_CHOICE,
		.at = offsetof(struct form_fields, who.result_by),
		.choices = dossier_result_choices},
	{.name = "result_address",
		.label = "Địa chỉ nhận kết quả",
		.type = I_TEXT,
		.at = offsetof(struct form_fields, who.result_address),
		.max = 300},
	JSON_FIELD("answers", "Nội dung tờ khai"),
	INT(struct form_fields, version, "Phiên bản", 1, INT64_MAX),
	TEXT(struct form_fields, then, "Việc tiếp theo", 0, 10),
};
const struct input draft_form_input = INPUT("draft", form_fields);

static str iso_or_typed(arena *a, str typed)
{
	str iso;
	return typed.n && !date_typed(a, typed, true, &iso) ? iso : typed;
}

/* Everything that is asked of the applicant, whether typed now or kept since long. */
static err check(struct req *q, const struct applicant *w)
{
	struct person_facts facts = {w->name, w->personal_number, w->birth_on, {0}, w->phone, w->email, w->address, 0};
	err e = NULL;
	const char *birth = w->birth_on.n ? date_typed(q->ctx.a, w->birth_on, true, &facts.birth_on) : NULL;
	e = person_check(q, &facts);
	if (e && e->kind != INVALID)
		return e;
	if (birth)
		e = problem(q, e, "birth_on", "Ngày sinh %s.", birth);
	if (!w->phone.n)
		e = problem(q, e, "phone", "Nhập số điện thoại.");
	if (!w->address.n)
		e = problem(q, e, "address", "Nhập nơi cư trú.");
	if (str_is(w->result_by, "post") && !w->result_address.n)
		e = problem(q, e, "result_address", "Ghi địa chỉ nhận kết quả qua bưu chính.");
	return e;
}

static err both(struct req *q, err e, err more)
{
	for (const struct problem *k = more ? more->problems : NULL; k; k = k->next)
		e = problem(q, e, k->field, "%.*s", STR_ARG(k->text));
	return e;
}

static struct ints attached_of(arena *a, const struct draft_files_rows *files)
{
	int64_t *list = NEWN(a, int64_t, files->n + 1);
	for (size_t i = 0; i < files->n; i++)
		list[i] = files->v[i].component;
	return (struct ints){list, files->n};
}

/* A paper that a field of the form itself takes. */
static bool of_form(const struct form *form, const struct problem *k)
{
	int64_t component;
	return str_starts(str_of(k->field), S("component_")) && str_int(str_of(k->field + 10), &component) &&
	       form_asks_file(form, component);
}

/* What must still be mended, and on which page. Papers that travel by post are not uploaded. */
static err missing(struct req *q, struct draft_view *v)
{
	const struct draft_get *d = &v->draft;
	struct applicant w = {
		d->name, d->personal_number, d->birth_on, d->phone, d->email, d->address, d->result_by, d->result_address};
	bool post = str_is(d->channel, "post");
	err checks[] = {check(q, &w), form_check(&q->ctx, v->form, d->answers),
		post ? NULL : form_check_files(&q->ctx, v->form, d->answers, attached_of(q->ctx.a, &v->files))},
	    e = NULL;
	for (size_t i = 0; i < COUNT(checks); i++) {
		if (checks[i] && checks[i]->kind != INVALID)
			return checks[i];
		e = both(q, e, checks[i]);
	}
	v->missing = e ? e->problems : NULL;
	for (const struct problem *k = v->missing; k; k = k->next) {
		bool paper = str_starts(str_of(k->field), S("component_")) && !of_form(v->form, k);
		v->papers_wrong |= paper;
		v->form_wrong |= !paper;
	}
	return NULL;
}

err draft_form(struct req *q)
{
	struct draft_view v = {0};
	int64_t seen;
	TRY(load(q, &v));
	v.chosen = q->page.again ? 0 : query_int(q, "muc", 0);
	TRY(know(q, &v));
	TRY(missing(q, &v));
	files_told(q);
	v.overtaken = q->page.again && str_int(page_value(&q->page, "version", S("")), &seen) && seen + 1 < v.draft.version;
	return reply(q, &v, draft_form_page);
}

/* What another device has saved meanwhile is not overwritten: the form comes back with what was typed here, and says so. */
static err save(struct req *q, struct draft_save *s)
{
	err e = apply(&q->ctx, draft_save, s);
	if (!e || e->kind != CONFLICT || q->json)
		return e;
	return problem(q, NULL, "", "%.*s", STR_ARG(e->text));
}

/* Files of the form's own file fields: kept with the draft whatever else is wrong. */
static err save_files(struct req *q, const struct attachments *files)
{
	struct draft_files_change f = {.account = q->ctx.actor, .key = q->key, .attachments = files->v, .nattachments = files->n};
	return files->n ? apply(&q->ctx, draft_change_files, &f) : NULL;
}

/* What the form's own file fields still lack is told beside them, before one goes on. */
static err lacking(struct req *q, const struct draft_view *v, str answers)
{
	struct draft_files_rows files;
	err all, own = NULL;
	if (str_is(v->draft.channel, "post"))
		return NULL;
	TRY(draft_files(&q->ctx, v->draft.id, &files));
	all = form_check_files(&q->ctx, v->form, answers, attached_of(q->ctx.a, &files));
	if (all && all->kind != INVALID)
		return all;
	for (const struct problem *k = all ? all->problems : NULL; k; k = k->next)
		if (of_form(v->form, k))
			own = problem(q, own, k->field, "%.*s", STR_ARG(k->text));
	return own;
}

/* What the same page says of the applicant counts before what was kept. */
static void just_said(struct req *q, struct form_person *who, const struct applicant *said)
{
	who->name = said->name;
	who->personal_number = said->personal_number;
	who->birth_on = iso_or_typed(q->ctx.a, said->birth_on);
	who->sex = personal_number_sex(said->personal_number);
	who->phone = said->phone;
	who->email = said->email;
	who->address = said->address;
}

err draft_form_post(struct req *q)
{
	struct form_fields f = {0};
	struct draft_view v = {0};
	if (form_rows_pressed(q))
		return draft_form(q);
	TRY(load(q, &v));
	TRY(read_input(q, &f));
	TRY(know(q, &v));
	just_said(q, &v.who, &f.who);
	form_offer_typed(q, v.form, &v.who);
	struct draft_save s = {q->ctx.actor, f.version, q->key, f.who, S("")};
	struct attachments files;
	bool later = str_is(f.then, "later"), next = !q->json && !later; /* Enter in a field goes on, as the button does */
	err refused = dossier_attachments_read(q, &(struct attaching){v.draft.procedure_id, v.draft.unit_id}, &files);
	if (refused && refused->kind != INVALID)
		return refused;
	err wrong = attendant_form_read(q, v.draft.procedure_id, v.form, &v.who, next, &files.sent, &s.answers);
	if (wrong && wrong->kind != INVALID)
		return wrong;
	s.who.birth_on = iso_or_typed(q->ctx.a, f.who.birth_on);
	TRY(save(q, &s));
	if (q->json) {
		struct draft_saved saved = {s.version, q->ctx.now};
		return reply_json(q, &saved);
	}
	TRY(save_files(q, &files));
	TRY(refused);
	if (later) {
		flash(q, "Đã lưu hồ sơ đang soạn. Ông/bà có thể soạn tiếp trên bất kỳ thiết bị nào.");
		return see_other(q, "/ho-so");
	}
	err papers = lacking(q, &v, s.answers);
	if (papers && papers->kind != INVALID)
		return papers;
	TRY(both(q, both(q, check(q, &s.who), wrong), papers));
	return see_other(q, "/ho-so/soan/%.*s/giay-to", STR_ARG(q->key));
}

/* ---- papers ---- */

/* What was kept just now stands with its item, which the address names too (#giay-to-3): the page stays where it was. */
err draft_papers(struct req *q)
{
	struct draft_view v = {.just = -1};
	TRY(load(q, &v));
	TRY(missing(q, &v));
	files_told(q);
	if (!q->page.again && query_int(q, "so", 0) > 0)
		v.just = query_int(q, "vua", -1);
	v.just_files = v.just >= 0 ? (size_t)query_int(q, "so", 0) : 0;
	draft_papers_page(&q->page, &v);
	return NULL;
}

static size_t of_component(const struct attachments *list, int64_t component)
{
	size_t n = 0;
	for (size_t i = 0; i < list->n; i++)
		n += list->v[i].component == component;
	return n;
}

err draft_papers_post(struct req *q)
{
	struct attachments files;
	struct draft_view v = {0};
	struct draft_files_change f = {.account = q->ctx.actor, .key = q->key};
	TRY(load(q, &v)); /* before anything is stored */
	err wrong = dossier_attachments_read(q, &(struct attaching){v.draft.procedure_id, v.draft.unit_id}, &files);
	if (wrong && wrong->kind != INVALID)
		return wrong;
	f.attachments = files.v;
	f.nattachments = files.n;
	TRY(apply(&q->ctx, draft_change_files, &f)); /* the good ones stay, whatever is wrong with another */
	TRY(wrong);
	if (q->json) {
		const struct stored *last = files.n ? &files.v[files.n - 1].stored : NULL;
		struct draft_filed filed = {f.added, last ? last->size : 0, last ? last->name : S("")};
		return reply_json(q, &filed);
	}
	if (!str_is(http_field(q->http, "then"), "stay"))
		return see_other(q, "/ho-so/soan/%.*s/xem-lai", STR_ARG(q->key));
	if (!files.n)
		return see_other(q, "/ho-so/soan/%.*s/giay-to", STR_ARG(q->key));
	long long item = (long long)files.v[files.n - 1].component;
	arena *a = q->ctx.a;
	str page = address_with(a, str_format(a, "/ho-so/soan/%.*s/giay-to", STR_ARG(q->key)),
		QUERY(a, {"vua", str_format(a, "%lld", item)}, {"so", str_format(a, "%zu", of_component(&files, item))}));
	return see_other(q, "%.*s#giay-to-%lld", STR_ARG(page), item);
}

err draft_paper_drop(struct req *q)
{
	struct draft_files_change f = {.account = q->ctx.actor, .key = q->key, .remove = q->id};
	struct draft_view v = {0};
	int64_t item = -1;
	TRY(load(q, &v));
	for (size_t i = 0; i < v.files.n; i++)
		if (v.files.v[i].id == q->id)
			item = v.files.v[i].component;
	TRY(apply(&q->ctx, draft_change_files, &f));
	if (item < 0 || q->json)
		return see_other(q, "/ho-so/soan/%.*s/giay-to", STR_ARG(q->key));
	return see_other(q, "/ho-so/soan/%.*s/giay-to#giay-to-%lld", STR_ARG(q->key), (long long)item);
}

err draft_paper(struct req *q)
{
	struct draft_view v = {0};
	struct draft_file_get f;
	bool found;
	TRY(load(q, &v));
	TRY(draft_file_get(&q->ctx, v.draft.id, q->id, &f, &found));
	return found ? file_send(q, f.file_id, true) : FAIL(&q->ctx, NOT_FOUND, "file");
}

/* ---- everything once more ---- */

err draft_review(struct req *q)
{
	struct draft_view v = {0};
	struct form_answers *said;
	TRY(load(q, &v));
	TRY(settle(q, &v));
	TRY(missing(q, &v));
	form_answers_stored(&q->ctx, v.form, v.draft.answers, &said);
	said->photos = &v.photos;
	v.said = said;
	draft_review_page(&q->page, &v);
	return NULL;
}

struct submit_fields {
	int64_t version;
	bool declared;
};
static const struct field submit_fields[] = {
	INT(struct submit_fields, version, "Phiên bản", 1, INT64_MAX),
	BOOL(struct submit_fields, declared, "Lời cam đoan"),
};
const struct input draft_submit_input = INPUT("draft_submission", submit_fields);

/* The second press of the button finds no draft any more, only the dossier that it has become. */
static err complete(struct req *q, const struct submit_fields *f, str *answers)
{
	struct draft_view v = {0};
	err e = load(q, &v);
	if (e)
		return e->kind == NOT_FOUND ? NULL : e;
	TRY(settle(q, &v));
	TRY(missing(q, &v));
	*answers = v.draft.answers;
	if (v.missing)
		return problem(q, NULL, "", "Hồ sơ còn chỗ chưa đủ. Hãy sửa những chỗ ghi ở dưới rồi nộp.");
	return f->declared ? NULL : problem(q, NULL, "declared", "Đánh dấu vào ô cam đoan trước khi nộp.");
}

err draft_submit_post(struct req *q)
{
	struct submit_fields f = {0};
	TRY(read_input(q, &f));
	str answers = {0};
	TRY(complete(q, &f, &answers));
	struct draft_end e = {.account = q->ctx.actor, .version = f.version, .key = q->key, .answers = answers};
	TRY(apply(&q->ctx, draft_submit, &e));
	return see_other(q, q->json ? "/ho-so/%lld" : "/ho-so/%lld/da-nop", (long long)e.dossier);
}

err draft_drop_post(struct req *q)
{
	struct draft_end e = {.account = q->ctx.actor, .key = q->key};
	TRY(apply(&q->ctx, draft_remove, &e));
	flash(q, "Đã xóa hồ sơ đang soạn.");
	return see_other(q, "/ho-so");
}

err drafts_list(struct req *q)
{
	struct drafts_view v = {0};
	TRY(drafts_of(&q->ctx, q->ctx.actor, &v.drafts));
	return q->json ? reply_json(q, &v) : see_other(q, "/ho-so");
}

/* ---- what programs get ---- */

static const struct member own_members[] = {
	MEMBER(struct dossier_own, id, M_INT),
	MEMBER(struct dossier_own, title, M_TEXT),
	MEMBER(struct dossier_own, detail, M_TEXT),
	MEMBER(struct dossier_own, is_chosen, M_INT),
};
static const struct shape own_shape = SHAPE("own_record", struct dossier_own, own_members);
static const struct member draft_members[] = {
	ONE(struct draft_view, draft, draft_get),
	MANY(struct draft_view, files, draft_files),
	MANY(struct draft_view, components, filing_components),
	{.name = "own_records", .type = M_MANY, .at = offsetof(struct draft_view, known.owned), .of = &own_shape},
};
const struct shape draft_shape = SHAPE("draft_dossier", struct draft_view, draft_members);
static const struct member saved_members[] = {
	MEMBER(struct draft_saved, version, M_INT),
	MEMBER(struct draft_saved, saved_at, M_INT),
};
const struct shape draft_saved_shape = SHAPE("draft_saved", struct draft_saved, saved_members);
static const struct member filed_members[] = {
	MEMBER(struct draft_filed, id, M_INT),
	MEMBER(struct draft_filed, name, M_TEXT),
	MEMBER(struct draft_filed, size, M_INT),
};
const struct shape draft_filed_shape = SHAPE("draft_file", struct draft_filed, filed_members);
static const struct member drafts_members[] = {MANY(struct drafts_view, drafts, drafts_of)};
const struct shape drafts_shape = SHAPE("drafts", struct drafts_view, drafts_members);

/* ---- who sees its photos: whoever writes it ---- */

err draft_object(struct req *q, int64_t id, struct object_seen *out)
{
	struct draft_own d;
	bool found = false;
	if (may(q, "dossier.file"))
		TRY(draft_own(&q->ctx, id, q->ctx.actor, &d, &found));
	if (!found)
		return FAIL(&q->ctx, NOT_FOUND, "draft");
	*out = (struct object_seen){.title = d.procedure_name, .path = str_format(q->ctx.a, "/ho-so/soan/%.*s", STR_ARG(d.key))};
	return NULL;
}
