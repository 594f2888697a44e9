/* following: a citizen's own dossiers: the list, one of them told in plain words, its files and forms. */
#include "government/dossiers/following/following.h"
#include "web/reply.h"

/* Words between officers stay between them. */
static bool for_applicant(str action)
{
	const struct flow_action *a = dossier_action(action);
	return a && a->note_open;
}

/* ---- what is asked of him ---- */

static err asked(struct req *q, struct followed *v)
{
	for (size_t i = v->whole.papers.n; i-- > 0;)
		if (str_is(v->whole.papers.v[i].form, "02")) {
			v->asked = &v->whole.papers.v[i];
			return dossier_paper_items(&q->ctx, v->asked->id, &v->items);
		}
	return NULL;
}

/* ---- pages ---- */

#define ROW ((const struct dossiers_of_account *)row)

static err my_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct ctx *c = &q->ctx;
	struct dossiers_of_account_rows rows;
	TRY(dossiers_of_account(c, c->actor, l->begun ? l->from.at : INT64_MAX, l->begun ? l->from.id : INT64_MAX, most, &rows));
	for (size_t i = 0; i < rows.n; i++)
		rows.v[i].status_label = str_of(status_plain(rows.v[i].status));
	*out = LIST_ROWS(rows);
	return NULL;
}

static struct list_key my_key(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.at = ROW->submitted_at, .id = ROW->id};
}

static str my_due_text(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return ROW->due_at.set             ? show_day(a, day_of(ROW->due_at.v))
	       : ROW->status == REGISTERED ? S("Có khi hồ sơ được tiếp nhận")
					   : S("");
}

#define MEMBER_OF(member) .at = offsetof(struct dossiers_of_account, member)
static const struct column my_columns[] = {
	{.name = "code", .title = "Mã hồ sơ", MEMBER_OF(code), .leads = "/ho-so/{id}", .class = "dinh-nowrap"},
	{.name = "procedure", .title = "Thủ tục", MEMBER_OF(procedure_name)},
	{.name = "unit", .title = "Nơi tiếp nhận", MEMBER_OF(unit_name)},
	{.name = "submitted", .title = "Ngày nộp", .as = COLUMN_DATE, MEMBER_OF(submitted_at)},
	{.name = "due", .title = "Hẹn trả", .as = COLUMN_MADE, .text = my_due_text},
	{.name = "status", .title = "Tình trạng", MEMBER_OF(status_label), .part = my_status},
};

const struct list my_list = {
	.title = "Các hồ sơ đã nộp, mới nhất ở trên",
	.path = "/ho-so",
	.file = "ho-so-cua-toi",
	.columns = LIST(my_columns),
	.row = sizeof(struct dossiers_of_account),
	.page = 30,
	.rows = my_rows,
	.key = my_key,
};

err my_dossiers(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct my_view v = {0};
	TRY(list_read(q, &my_list, NULL, &v.list));
	TRY(list_fill(q, &v.list));
	if (!v.list.begun)
		TRY(drafts_of(c, c->actor, &v.drafts));
	v.dossiers = (struct dossiers_of_account_rows){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	return reply(q, &v, my_dossiers_page);
}

/* What the specialist wrote to his leader is not the result; what the leader or the last step wrote is. */
err my_load(struct req *q, struct followed *v)
{
	dossier_view_ahead(&q->ctx, q->id);
	TRY(dossier_of_account(&q->ctx, q->id, q->ctx.actor, &v->whole.dossier));
	TRY(dossier_view_fill(q, &v->whole));
	TRY(event_titles(&q->ctx, q->id, &v->titles));
	str result = dossier_last_note(&v->whole, "finish");
	v->whole.dossier.result_note = result.n ? result : dossier_last_note(&v->whole, "approve");
	for (size_t i = 0; i < v->whole.events.n; i++)
		if (!for_applicant(v->whole.events.v[i].action))
			v->whole.events.v[i].note = S("");
	return asked(q, v);
}

err my_dossier(struct req *q)
{
	struct followed v = {0};
	TRY(my_load(q, &v));
	return reply(q, &v, my_dossier_page);
}

err my_receipt(struct req *q)
{
	struct followed v = {0};
	TRY(my_load(q, &v));
	return receipt_send(q, &v.whole);
}

err my_paper(struct req *q)
{
	struct dossier_of_unit d;
	TRY(dossier_of_account(&q->ctx, q->id, q->ctx.actor, &d));
	return paper_send(q, &d);
}

err my_form(struct req *q)
{
	struct followed v = {0};
	TRY(my_load(q, &v));
	return dossier_form_send(q, &v.whole);
}

err my_file(struct req *q)
{
	struct dossier_of_unit d;
	TRY(dossier_of_account(&q->ctx, q->id, q->ctx.actor, &d));
	return dossier_file_send(q);
}
