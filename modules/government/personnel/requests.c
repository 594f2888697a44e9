/* requests: an officer asks that his record be put right, with evidence; who keeps records approves it, which writes the entry, or refuses it with a reason. */
#include "government/personnel/inside.h"
#include "web/input.h"
#include "web/notify.h"
#include "web/object.h"
#include "web/route.h"
#include "web/services/audit.h"

enum { WAITING_MOST = 20, NOTE_MOST = 1000 };

/* ---- asking ---- */

static err check_asked(struct ctx *c, const struct personnel_asking *w, int64_t file)
{
	struct personnel_entries_on e;
	struct personnel_requests_waiting_of waiting;
	TRY(personnel_requests_waiting_of(c, file, &waiting));
	if (waiting.n >= WAITING_MOST)
		return FAIL(c, CONFLICT, "Đã có %d đề nghị đang chờ. Hãy chờ trả lời rồi gửi tiếp.", WAITING_MOST);
	if (!w->entry)
		return w->valid_from.n ? NULL : FAIL_FIELD(c, "valid_from", "Hãy ghi từ ngày nào.");
	err none = personnel_entry_get(c, w->entry, &e);
	if (none || e.file_id != file || !str_eq(e.kind, w->kind))
		return FAIL(c, NOT_FOUND, PERSONNEL_ENTRY);
	return e.replaced_at.set ? FAIL(c, CONFLICT, "Mục này đã được đính chính rồi. Hãy xem lại hồ sơ.") : NULL;
}

static err tell_keepers(struct ctx *c, const struct personnel_file_get *f, int64_t request, str what)
{
	struct personnel_keepers_rows keepers;
	TRY(personnel_keepers(c, f->unit_id, S(PERSONNEL_KEEP), personnel_today(c), &keepers));
	struct news n = {.title = S("Có đề nghị sửa hồ sơ cán bộ"),
		.text = str_format(c->a, "%.*s: %.*s", STR_ARG(f->name), STR_ARG(what)),
		.path = object_path(c->a, PERSONNEL_REQUEST, request),
		.outside = S("Có đề nghị sửa hồ sơ cán bộ đang chờ")};
	for (size_t i = 0; i < keepers.n; i++)
		if (keepers.v[i].id != c->actor)
			TRY(notify(c, keepers.v[i].id, "personnel.request", &n));
	return NULL;
}

err personnel_ask(struct ctx *c, struct personnel_asking *w)
{
	const struct personnel_kinds *all;
	struct personnel_file_get f;
	struct personnel_request_add made;
	bool found;
	TRY(personnel_kinds(c, &all));
	const struct personnel_kind *k = personnel_kind_named(all, w->kind);
	TRY(personnel_file_own(c, c->actor, &f, &found));
	if (!k || !found)
		return FAIL(c, NOT_FOUND, "personnel");
	TRY(check_asked(c, w, f.id));
	TRY(form_check(c, k->form, w->answers));
	TRY(personnel_request_add(c,
		&(struct personnel_request_add_in){.file = f.id,
			.unit = f.unit_id,
			.account = c->actor,
			.kind = w->kind,
			.entry = w->entry ? some_int(w->entry) : (opt_int){0},
			.form = k->id,
			.answers = w->answers,
			.valid_from = w->valid_from,
			.reason = w->reason,
			.now = c->now},
		&made));
	w->id = made.id;
	TRY(file_links_add(c, PERSONNEL_REQUEST, w->id, &w->papers));
	TRY(personnel_event_add(c, w->id, S("send"), c->actor, c->now, w->reason));
	TRY(tell_keepers(c, &f, w->id, k->form->title));
	return audit_add_in(c, f.unit_id, "personnel.ask", PERSONNEL_REQUEST, w->id, k->form->title);
}

/* ---- answering ---- */

err personnel_request_load(struct ctx *c, struct personnel_request_work *w)
{
	const struct personnel_kinds *all;
	TRY(personnel_kinds(c, &all));
	if (w->side == PERSONNEL_OWN)
		TRY(personnel_request_own(c, w->request, c->actor, &w->r));
	else {
		TRY(personnel_request_of_unit(c, w->request, c->unit, &w->r));
		const struct personnel_kind *k = personnel_kind_of(all, w->r.form_id);
		if (w->r.account_id == c->actor)
			return FAIL(c, NOT_FOUND, PERSONNEL_REQUEST); /* nobody answers himself */
		if (k && k->is_sensitive && !w->may_sensitive)
			return FAIL(c, DENIED, "Phần riêng của hồ sơ chỉ người được giao mới xem và ghi được.");
	}
	w->object = w->r.id;
	w->version = w->r.version;
	w->state = w->r.state;
	w->is = &w->state;
	w->chain = w->r.unit_id;
	const struct personnel_kind *k = personnel_kind_named(all, w->r.kind);
	w->detail = str_format(c->a, "%.*s: %.*s", STR_ARG(w->r.name), STR_ARG(k ? k->form->title : w->r.kind));
	return NULL;
}

/* The evidence becomes what the entry stands on. */
static err papers_pass(struct ctx *c, int64_t request, int64_t entry)
{
	struct file_links_rows papers;
	TRY(files_linked(c, PERSONNEL_REQUEST, (struct ints){&request, 1}, &papers));
	for (size_t i = 0; i < papers.n; i++) {
		struct file_link_get file;
		struct stored s;
		int64_t link;
		TRY(file_link_get(c, papers.v[i].id, &file));
		TRY(file_stored(c, file.file_id, &s));
		TRY(file_link(c, PERSONNEL_ENTRY, entry, &s, &link));
	}
	return NULL;
}

OWN_RULE(approve, struct personnel_request_work)
static err approve(struct ctx *c, struct personnel_request_work *w)
{
	struct personnel_file_get f;
	struct personnel_writing entry = {.file = w->r.file_id,
		.kind = w->r.kind,
		.answers = w->r.answers,
		.corrects = w->r.entry_id.set ? w->r.entry_id.v : 0,
		.valid_from = w->r.valid_from,
		.decision = w->decision,
		.reason = w->r.entry_id.set ? w->r.reason : S(""),
		.may_sensitive = w->may_sensitive};
	TRY(personnel_file_whose(c, w->r.file_id, &f));
	TRY(personnel_entry_write(c, &f, &entry));
	TRY(papers_pass(c, w->request, entry.id));
	w->r.made_id = some_int(entry.id);
	return NULL;
}

err personnel_request_save_work(struct ctx *c, struct personnel_request_work *w)
{
	TRY(personnel_request_save(c, w->request, w->state, w->note, w->r.made_id));
	TRY(personnel_event_add(c, w->request, str_of(w->action->name), c->actor, c->now, w->note));
	if (w->side == PERSONNEL_OWN)
		return NULL;
	struct news n = {.title = w->state == PERSONNEL_APPROVED ? S("Đề nghị sửa hồ sơ đã được duyệt")
								 : S("Đề nghị sửa hồ sơ không được duyệt"),
		.text = w->note.n ? w->note : w->detail,
		.path = object_path(c->a, PERSONNEL_REQUEST, w->request),
		.outside = S("Đề nghị sửa hồ sơ của ông/bà đã có trả lời")};
	return notify(c, w->r.account_id, "personnel.answered", &n);
}

err personnel_request_act(struct ctx *c, struct personnel_request_work *w) { return flow_apply(c, &personnel_request_flow, w); }

/* ---- the declaration ---- */

static const struct field approve_fields[] = {
	TEXT(struct personnel_answer_form, decision_number, "Số, ký hiệu quyết định", 0, 60),
	DATE(struct personnel_answer_form, decision_on, "Ngày quyết định", OPTIONAL),
	TEXT(struct personnel_answer_form, decision_signer, "Người ký", 0, 120),
	LONG_TEXT(struct personnel_answer_form, note, "Ý kiến", 0, NOTE_MOST),
	INT(struct personnel_answer_form, seen, "Lần sửa đã xem", 0, INT64_MAX)};
static const struct field note_fields[] = {LONG_TEXT(struct personnel_answer_form, note, "Lý do", 0, NOTE_MOST),
	INT(struct personnel_answer_form, seen, "Lần sửa đã xem", 0, INT64_MAX)};
static const struct input approve_input = INPUT("personnel_approval", approve_fields),
			  note_input = INPUT("personnel_answer", note_fields);

static const struct flow_state states[] = {
	{.value = PERSONNEL_SENT, .code = "sent", .title = "Chờ duyệt", .first = true, .colour = "blue"},
	{.value = PERSONNEL_APPROVED, .code = "approved", .title = "Đã duyệt", .terminal = true, .colour = "green"},
	{.value = PERSONNEL_REFUSED, .code = "refused", .title = "Không duyệt", .terminal = true, .colour = "red"},
	{.value = PERSONNEL_WITHDRAWN, .code = "withdrawn", .title = "Đã rút", .terminal = true},
};
static const struct flow_side sides[] = {
	{.who = "người giữ hồ sơ",
		.path = "/ho-so-can-bo/de-nghi/{id}",
		.api = "/personnel-requests/{id}",
		.permission = PERSONNEL_KEEP,
		.summary = "Mẫu trả lời đề nghị sửa hồ sơ"},
	{.who = "người có hồ sơ",
		.path = "/ho-so-cua-toi/de-nghi/{id}",
		.api = "/my/personnel-requests/{id}",
		.permission = PERSONNEL_OWN_RIGHT,
		.summary = "Mẫu rút đề nghị sửa hồ sơ",
		.quiet = true},
};
static const struct flow_action actions[] = {
	{.name = "approve",
		.path = "duyet",
		.title = "Duyệt, ghi vào hồ sơ",
		.done = "Đã duyệt và ghi vào hồ sơ",
		.permission = PERSONNEL_KEEP,
		.sides = FLOW_IN(PERSONNEL_KEEPERS),
		.from = FLOW_IN(PERSONNEL_SENT),
		.to = FLOW_IN(PERSONNEL_APPROVED),
		.input = &approve_input,
		.note = "Ý kiến",
		.rule = approve_rule},
	{.name = "refuse",
		.path = "khong-duyet",
		.title = "Không duyệt",
		.done = "Đã trả lời không duyệt",
		.permission = PERSONNEL_KEEP,
		.sides = FLOW_IN(PERSONNEL_KEEPERS),
		.from = FLOW_IN(PERSONNEL_SENT),
		.to = FLOW_IN(PERSONNEL_REFUSED),
		.input = &note_input,
		.note = "Lý do",
		.note_required = true,
		.note_open = true,
		.rule = flow_moves,
		.destructive = true},
	{.name = "withdraw",
		.path = "rut",
		.title = "Rút đề nghị",
		.done = "Đã rút đề nghị",
		.permission = PERSONNEL_OWN_RIGHT,
		.sides = FLOW_IN(PERSONNEL_OWN),
		.from = FLOW_IN(PERSONNEL_SENT),
		.to = FLOW_IN(PERSONNEL_WITHDRAWN),
		.at_once = true,
		.input = &note_input,
		.rule = flow_moves,
		.destructive = true},
};
static const struct permission permissions[] = {
	{.name = PERSONNEL_OWN_RIGHT,
		.title = "Xem hồ sơ cán bộ của mình, đề nghị sửa",
		.roles = "reception specialist leader clerk administrator personnel"},
	{.name = PERSONNEL_KEEP, .title = "Ghi hồ sơ cán bộ của đơn vị, duyệt đề nghị sửa", .roles = "personnel"},
};
const struct flow personnel_request_flow = {.name = PERSONNEL_REQUEST,
	.noun = "Đề nghị",
	.title = "Đề nghị sửa hồ sơ cán bộ",
	.states = LIST(states),
	.sides = LIST(sides),
	.actions = LIST(actions),
	.permissions = LIST(permissions),
	.load = personnel_request_load_rule,
	.save = personnel_request_save_work_rule};
