/* desk: the officers' side: queues, one page that shows the whole dossier, actions. */
#include "government/dossiers/dossier_pages.h"

enum { PAGE = 50 };

/* ---- queues ---- */

static const struct queue queues[] = {
	{"reception", "Chờ tiếp nhận", "Không có hồ sơ nào chờ tiếp nhận."},
	{"mine", "Việc của tôi", "Không có hồ sơ nào đang giao cho ông/bà."},
	{"late", "Quá hạn", "Không có hồ sơ nào quá hạn."},
	{"processing", "Đang xử lý", "Không có hồ sơ nào đang xử lý."},
	{"approval", "Chờ phê duyệt", "Không có hồ sơ nào chờ phê duyệt."},
	{"waiting", "Chờ công dân", "Không có hồ sơ nào chờ bổ sung hoặc nộp phí."},
	{"return", "Chờ trả kết quả", "Không có kết quả nào chờ trả."},
	{"closed", "Đã xong", "Chưa có hồ sơ nào kết thúc."},
	{NULL, NULL, NULL},
};

static const char *first_queue(struct req *q)
{
	return may(q, "dossier.approve") ? "approval" : may(q, "dossier.receive") ? "reception" : "mine";
}

static err rows_of(struct req *q, struct inbox_view *v)
{
	struct ctx *c = &q->ctx;
	if (str_is(v->queue, "closed")) {
		struct cursor at = cursor_read(q, INT64_MAX);
		return inbox_closed(c, c->unit, at.at, at.id, PAGE + 1, &v->dossiers);
	}
	struct cursor at = cursor_read(q, 0);
	if (str_is(v->queue, "mine"))
		return inbox_of_assignee(c, c->actor, c->unit, at.at, at.id, PAGE + 1, &v->dossiers);
	if (str_is(v->queue, "late"))
		return inbox_late(c, c->unit, c->now, at.at, at.id, PAGE + 1, &v->dossiers);
	return inbox_of_step(c, c->unit, v->queue, at.at, at.id, PAGE + 1, &v->dossiers);
}

static err found_rows(struct req *q, struct inbox_view *v)
{
	struct ctx *c = &q->ctx;
	struct dossier_search_find_rows found = {0};
	str scoped = str_format(c->a, "u%lld %.*s", (long long)c->unit, STR_ARG(v->search));
	TRY(dossier_search_find(c, db_search_text(c, scoped), &found));
	int64_t *ids = NEWN(c->a, int64_t, found.n + 1);
	for (size_t i = 0; i < found.n; i++)
		ids[i] = found.v[i].id;
	return inbox_found(c, (struct ints){ids, found.n}, c->unit, &v->dossiers);
}

static err count_queues(struct req *q, struct inbox_view *v)
{
	struct ctx *c = &q->ctx;
	struct dossier_tallies_rows tallies;
	struct inbox_counts counts;
	TRY(dossier_tallies(c, c->unit, &tallies));
	TRY(inbox_counts(c, c->unit, c->actor, c->now, &counts));
	v->queues = queues;
	v->totals = NEWN(c->a, int64_t, COUNT(queues));
	for (size_t i = 0; queues[i].name; i++) {
		for (size_t k = 0; k < tallies.n; k++)
			if (str_is(tallies.v[k].step, queues[i].name))
				v->totals[i] = tallies.v[k].total;
		if (!strcmp(queues[i].name, "mine"))
			v->totals[i] = counts.mine;
		if (!strcmp(queues[i].name, "late"))
			v->totals[i] = counts.late;
	}
	v->late = counts.late;
	v->mine = counts.mine;
	return NULL;
}

static const struct queue *queue_of(str name)
{
	for (const struct queue *k = queues; k->name; k++)
		if (str_is(name, k->name))
			return k;
	return NULL;
}

err inbox(struct req *q)
{
	struct inbox_view v = {.search = query_text(q, "tim"), .now = q->ctx.now};
	str wanted = query_text(q, "hang");
	const struct queue *k = queue_of(wanted.n ? wanted : str_of(first_queue(q)));
	if (!k)
		return FAIL(&q->ctx, NOT_FOUND, "queue");
	v.queue = str_of(k->name);
	v.title = str_of(k->title);
	if (v.search.n)
		TRY(found_rows(q, &v));
	else
		TRY(rows_of(q, &v));
	if (!v.search.n && v.dossiers.n > PAGE) {
		const struct inbox_of_step *last = &v.dossiers.v[--v.dossiers.n - 1];
		v.next = cursor_text(&q->ctx, last->step_at, last->id);
	}
	TRY(count_queues(q, &v));
	return reply(q, &v, inbox_page);
}

/* ---- one dossier ---- */

static err load(struct req *q, struct dossier_view *v)
{
	TRY(dossier_of_unit(&q->ctx, q->id, q->ctx.unit, &v->dossier));
	audit_look(q, "dossier", q->id, "Giải quyết hồ sơ");
	return dossier_view_fill(q, v);
}

err desk_dossier(struct req *q)
{
	struct dossier_view v = {0};
	TRY(load(q, &v));
	return reply(q, &v, desk_dossier_page);
}

err desk_receipt(struct req *q)
{
	struct dossier_view v = {0};
	TRY(load(q, &v));
	return receipt_send(q, &v);
}

err desk_file(struct req *q)
{
	struct dossier_of_unit d;
	TRY(dossier_of_unit(&q->ctx, q->id, q->ctx.unit, &d));
	audit_look(q, "dossier", q->id, "Mở giấy tờ của hồ sơ");
	return dossier_file_send(q);
}

/* ---- actions ---- */

#define SEEN INT(struct act_input, seen, "Phiên bản hồ sơ đã xem", 0, INT64_MAX)
#define NOTE LONG_TEXT(struct act_input, note, "Nội dung", 0, 4000)
static const struct field seen_fields[] = {SEEN};
static const struct field note_fields[] = {NOTE, SEEN};
static const struct field assign_fields[] = {INT(struct act_input, assignee, "Người xử lý", 0, INT64_MAX), NOTE, SEEN};
static const struct field payment_fields[] = {INT(struct act_input, amount, "Số tiền (đồng)", 0, 100000000000), NOTE, SEEN};
static const struct field return_fields[] = {TEXT(struct act_input, taken_by, "Người nhận kết quả", 1, 100), SEEN};
static const struct field supplement_fields[] = {
	INTS(struct act_input, items, "Giấy tờ cần bổ sung", 0, 200),
	LONG_TEXT(struct act_input, more, "Giấy tờ khác", 0, 2000),
	NOTE,
	TEXT(struct act_input, legal_basis, "Căn cứ", 0, 500),
	TEXT(struct act_input, contact, "Người hướng dẫn", 0, 200),
	SEEN,
};
static const struct field refuse_fields[] = {
	NOTE,
	TEXT(struct act_input, legal_basis, "Căn cứ pháp luật", 0, 500),
	SEEN,
};
static const struct field stop_fields[] = {
	NOTE,
	TEXT(struct act_input, legal_basis, "Căn cứ", 0, 500),
	TEXT(struct act_input, fees, "Xử lý phí, lệ phí đã nộp", 0, 500),
	SEEN,
};
static const struct field extend_fields[] = {INT(struct act_input, days, "Số ngày làm việc xin thêm", 0, 1000), NOTE, SEEN};
const struct input seen_input = INPUT("Seen", seen_fields), note_input = INPUT("Note", note_fields),
		   assign_input = INPUT("Assignment", assign_fields), payment_input = INPUT("PaymentRequest", payment_fields),
		   return_input = INPUT("ResultReturn", return_fields),
		   supplement_input = INPUT("SupplementRequest", supplement_fields),
		   refuse_input = INPUT("Refusal", refuse_fields), stop_input = INPUT("Stop", stop_fields),
		   extend_input = INPUT("Extension", extend_fields);

err action_of(struct req *q, const struct dossier_action **out)
{
	const char *last = strrchr(q->route->path, '/') + 1;
	*out = dossier_action(q->key.n ? q->key : str_of(last));
	if (!*out)
		return FAIL(&q->ctx, NOT_FOUND, "action");
	return may(q, (*out)->permission) ? NULL : FAIL(&q->ctx, DENIED, "Ông/bà không được giao quyền thực hiện việc này.");
}

err desk_action_form(struct req *q)
{
	struct dossier_view v = {0};
	struct ctx *c = &q->ctx;
	TRY(action_of(q, &v.action));
	TRY(load(q, &v));
	TRY(role_officers(c, c->unit, S("specialist"), day_iso(c->a, day_of(c->now)), &v.officers));
	desk_action_page(&q->page, &v);
	return NULL;
}

void work_fill(struct dossier_work *w, const struct act_input *in, const struct attachments *files)
{
	w->note = in->note;
	w->assignee = in->assignee;
	w->amount = in->amount;
	w->days = in->days;
	w->seen = in->seen;
	w->taken_by = in->taken_by;
	w->legal_basis = in->legal_basis;
	w->contact = in->contact;
	w->fees = in->fees;
	w->items = in->items;
	w->more = in->more;
	w->attachments = files->v;
	w->nattachments = files->n;
}

err desk_act(struct req *q)
{
	struct act_input in = {0};
	struct attachments files = {0};
	struct dossier_work w = {.dossier = q->id, .unit = q->ctx.unit};
	TRY(action_of(q, &w.action));
	if (q->route->input)
		TRY(read_input(q, &in));
	if (q->route->file_max)
		TRY(attachments_read(q, &files));
	work_fill(&w, &in, &files);
	TRY(db_write(&q->ctx, dossier_apply, &w));
	flash(q, "%s.", w.action->done);
	return see_other(q, "/mot-cua/%lld", (long long)q->id);
}
