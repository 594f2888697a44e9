/* inbox: the officers' lists: what needs me, what is due, every queue of the unit, filters, and one action on many dossiers. */
#include "government/dossiers/dossier_pages.h"
#include "core/calendar/calendar.h"
#include "core/people/people.h"
#include <string.h>

enum { PAGE = 50, MANY_AT_ONCE = 100, EXPORT = 5000 };

/* ---- queues ---- */

static const struct queue queues[] = {
	{"mine", "Việc của tôi", "Không có hồ sơ nào đang giao cho ông/bà.", "dossier.read", "hand_over propose finish"},
	{"reception", "Chờ tiếp nhận, chuyển", "Không có hồ sơ nào chờ tiếp nhận hoặc chờ chuyển xử lý.", "dossier.receive",
		"hand_over"},
	{"unanswered", "Quá hạn trả lời", "Hồ sơ nộp trực tuyến nào cũng được trả lời trong hạn.", "dossier.receive", NULL},
	{"unassigned", "Chưa có người xử lý", "Hồ sơ nào đang xử lý cũng đã có người nhận.", "dossier.process", "take assign"},
	{"approval", "Chờ phê duyệt", "Không có hồ sơ nào chờ phê duyệt.", "dossier.approve", "approve"},
	{"return", "Chờ trả kết quả", "Không có kết quả nào chờ trả.", "dossier.receive", NULL},
	{"late", "Quá hạn", "Không có hồ sơ nào quá hạn.", NULL, "assign approve"},
	{"soon", "Sắp đến hạn", "Không có hồ sơ nào đến hạn trong một ngày làm việc tới.", NULL, "assign approve"},
	{"ontime", "Còn hạn", "Không có hồ sơ nào đang trong hạn.", NULL, "assign approve"},
	{"processing", "Đang xử lý", "Không có hồ sơ nào đang xử lý.", NULL, "assign"},
	{"waiting", "Đang tạm dừng", "Không có hồ sơ nào chờ bổ sung, nộp phí hoặc tạm dừng.", NULL, NULL},
	{"elsewhere", "Ở cơ quan khác", "Không có hồ sơ nào đang ở cơ quan khác.", NULL, NULL},
	{"watched", "Tôi theo dõi", "Ông/bà chưa theo dõi hồ sơ nào. Mở một hồ sơ rồi chọn “Theo dõi”.", NULL, NULL},
	{"closed", "Đã xong", "Chưa có hồ sơ nào kết thúc.", NULL, NULL},
	{NULL, NULL, NULL, NULL, NULL},
};

const struct choice queue_choices[] = {{"mine", "Việc của tôi"}, {"reception", "Chờ tiếp nhận, chuyển"},
	{"unanswered", "Quá hạn trả lời"}, {"unassigned", "Chưa có người xử lý"}, {"approval", "Chờ phê duyệt"},
	{"return", "Chờ trả kết quả"}, {"late", "Quá hạn"}, {"soon", "Sắp đến hạn"}, {"ontime", "Còn hạn"},
	{"processing", "Đang xử lý"}, {"waiting", "Đang tạm dừng"}, {"elsewhere", "Ở cơ quan khác"}, {"watched", "Tôi theo dõi"},
	{"closed", "Đã xong"}, {NULL, NULL}};

_Static_assert(COUNT(queue_choices) == COUNT(queues), "each queue can be asked for");

static const struct queue *queue_of(str name)
{
	for (const struct queue *k = queues; k->name; k++)
		if (str_is(name, k->name))
			return k;
	return NULL;
}

static const char *first_queue(struct req *q)
{
	return may(q, "dossier.approve") ? "approval" : may(q, "dossier.receive") ? "reception" : "mine";
}

/* Whose work it is sees it first, then what is late or will be; the other queues of the unit stand below. */
static const struct queue *queues_for(struct req *q, size_t *first)
{
	struct queue *list = NEWN(q->ctx.a, struct queue, COUNT(queues));
	size_t n = 0;
	for (int turn = 0; turn < 2; turn++) {
		for (size_t i = 0; queues[i].name; i++) {
			const struct queue *k = &queues[i];
			bool ahead = k->needs ? may(q, k->needs) : !strcmp(k->name, "late") || !strcmp(k->name, "soon");
			if (ahead == !turn)
				list[n++] = *k;
		}
		if (!turn)
			*first = n;
	}
	return list;
}

err soon_at(struct ctx *c, int64_t *at)
{
	return calendar_due(c, c->unit, c->now, (struct term){S("working_minutes"), MINUTES_A_DAY}, at);
}

static err rows_of(struct req *q, struct inbox_view *v, int64_t most)
{
	struct ctx *c = &q->ctx;
	int64_t unit = c->unit;
	struct inbox_of_step_rows *out = &v->dossiers;
	if (str_is(v->queue, "closed")) {
		struct cursor at = cursor_read(q, INT64_MAX);
		return inbox_closed(c, unit, at.at, at.id, most, out);
	}
	bool soon = str_is(v->queue, "soon"), late = str_is(v->queue, "late"), ontime = str_is(v->queue, "ontime");
	struct cursor at = cursor_read(q, soon ? v->now : ontime ? v->soon_at : 0);
	if (late || soon || ontime)
		return inbox_due(c, unit, late ? v->now : soon ? v->soon_at : INT64_MAX, at.at, at.id, most, out);
	if (str_is(v->queue, "mine"))
		return inbox_of_assignee(c, c->actor, unit, at.at, at.id, most, out);
	if (str_is(v->queue, "unanswered"))
		return inbox_unanswered(c, unit, v->now, at.at, at.id, most, out);
	if (str_is(v->queue, "unassigned"))
		return inbox_unassigned(c, unit, at.at, at.id, most, out);
	if (str_is(v->queue, "elsewhere"))
		return inbox_elsewhere(c, unit, at.at, at.id, most, out);
	if (str_is(v->queue, "watched"))
		return inbox_watched(c, c->actor, unit, at.id, most, out);
	return inbox_of_step(c, unit, v->queue, at.at, at.id, most, out);
}

/* The newest first; what was found for others counts for the page too, so the cursor is the index's. */
static err found_rows(struct req *q, struct inbox_view *v)
{
	struct ctx *c = &q->ctx;
	struct ints ids;
	TRY(dossiers_find(c, c->unit, v->search, cursor_read(q, INT64_MAX).id, PAGE + 1, &ids));
	if (ids.n > PAGE)
		v->next = cursor_text(c, 0, ids.v[--ids.n - 1]);
	return inbox_found(c, ids, c->unit, &v->dossiers);
}

/* Counts of what time brings about are cut at a hundred; the tallies are exact and cost nothing. */
static err count_queues(struct req *q, struct inbox_view *v)
{
	struct ctx *c = &q->ctx;
	struct dossier_tallies_rows tallies;
	struct inbox_counts counts;
	TRY(dossier_tallies(c, c->unit, &tallies));
	TRY(inbox_counts(c, c->unit, c->actor, v->now, v->soon_at, &counts));
	v->queues = queues_for(q, &v->first);
	v->totals = NEWN(c->a, int64_t, COUNT(queues));
	for (size_t i = 0; v->queues[i].name; i++) {
		const char *name = v->queues[i].name;
		v->totals[i] = !strcmp(name, "mine")         ? counts.mine
			       : !strcmp(name, "late")       ? counts.late
			       : !strcmp(name, "soon")       ? counts.soon
			       : !strcmp(name, "unassigned") ? counts.unassigned
			       : !strcmp(name, "unanswered") ? counts.unanswered
							     : -1;
		for (size_t k = 0; k < tallies.n; k++)
			if (str_is(tallies.v[k].step, name))
				v->totals[i] = tallies.v[k].total;
	}
	v->late = counts.late;
	v->unanswered = counts.unanswered;
	v->soon = counts.soon;
	v->mine = counts.mine;
	return NULL;
}

/* ---- one action on many ---- */

static bool names_officer(const struct dossier_action *a) { return a->steps == AT_PROCESSING && !strcmp(a->name, "assign"); }

static err fill_bulk(struct req *q, struct inbox_view *v, const char *names)
{
	const struct dossier_action **list = NEWN(q->ctx.a, const struct dossier_action *, 8);
	size_t n = 0;
	for (str rest = str_of(names), one; rest.n && n < 7;) {
		str_cut(rest, ' ', &one, &rest);
		const struct dossier_action *a = dossier_action(one);
		if (!may(q, a->permission))
			continue;
		list[n++] = a;
		v->choose |= names_officer(a) || !strcmp(a->name, "hand_over");
	}
	v->bulk = list;
	if (!v->choose || !v->dossiers.n)
		return NULL;
	return role_officers(&q->ctx, q->ctx.unit, S("specialist"), day_iso(q->ctx.a, day_of(q->ctx.now)), &v->officers);
}

static err list_begin(struct req *q, struct inbox_view *v)
{
	v->now = q->ctx.now;
	v->answer_basis = setting_text(&q->ctx, "dossiers.answer_basis");
	return soon_at(&q->ctx, &v->soon_at);
}

static void cut_page(struct req *q, struct inbox_view *v)
{
	if (v->dossiers.n <= PAGE)
		return;
	const struct inbox_of_step *last = &v->dossiers.v[--v->dossiers.n - 1];
	v->next = cursor_text(&q->ctx, last->step_at, last->id);
}

static err queue_begin(struct req *q, struct inbox_view *v, const struct queue **out)
{
	str wanted = query_text(q, "hang");
	const struct queue *k = queue_of(wanted.n ? wanted : str_of(first_queue(q)));
	*out = k ? k : queues;
	if (!k)
		return FAIL(&q->ctx, NOT_FOUND, "queue");
	v->queue = str_of(k->name);
	v->title = str_of(k->title);
	v->back = ADDRESS(q->ctx.a, "/mot-cua", {"hang", v->queue});
	return list_begin(q, v);
}

err inbox(struct req *q)
{
	struct inbox_view v = {.search = query_text(q, "tim")};
	const struct queue *k;
	TRY(queue_begin(q, &v, &k));
	if (v.search.n)
		TRY(found_rows(q, &v));
	else
		TRY(rows_of(q, &v, PAGE + 1));
	if (!v.search.n)
		cut_page(q, &v);
	TRY(fill_clocks(&q->ctx, &v.dossiers));
	TRY(fill_bulk(q, &v, v.search.n ? NULL : k->bulk));
	TRY(count_queues(q, &v));
	return reply(q, &v, inbox_page);
}

/* The whole queue, not only its first page. */
err inbox_export(struct req *q)
{
	struct inbox_view v = {0};
	const struct queue *k;
	TRY(queue_begin(q, &v, &k));
	TRY(rows_of(q, &v, EXPORT));
	return list_send(q, &v.dossiers, str_format(q->ctx.a, "ho-so-%s.csv", k->name));
}

struct bulk_input {
	struct ints dossiers;
	str action, note, back;
	int64_t assignee;
};
static const struct field bulk_fields[] = {
	INTS(struct bulk_input, dossiers, "Hồ sơ", 1, MANY_AT_ONCE),
	TEXT(struct bulk_input, action, "Việc cần làm", 1, 40),
	INT(struct bulk_input, assignee, "Người xử lý", 0, INT64_MAX),
	LONG_TEXT(struct bulk_input, note, "Ý kiến", 0, 4000),
	TEXT(struct bulk_input, back, "Danh sách", 0, 400),
};
const struct input bulk_input = INPUT("BulkAction", bulk_fields);

/* Each for itself: what a colleague was quicker at does not hold up the others. */
static err each(struct req *q, const struct bulk_input *in, const struct dossier_action *a, struct bulk_view *v)
{
	v->failed.v = NEWN(q->ctx.a, struct bulk_failure, in->dossiers.n);
	for (size_t i = 0; i < in->dossiers.n; i++) {
		struct dossier_work w = {.action = a,
			.dossier = in->dossiers.v[i],
			.unit = q->ctx.unit,
			.assignee = in->assignee,
			.note = in->note};
		err e = db_write(&q->ctx, dossier_apply, &w);
		if (e && e->kind != CONFLICT && e->kind != NOT_FOUND && e->kind != INVALID)
			return e;
		if (e)
			v->failed.v[v->failed.n++] =
				e->kind == NOT_FOUND /* of another unit: not even its code */
					? (struct bulk_failure){w.dossier, S(""), S("Không có hồ sơ này ở đơn vị.")}
					: (struct bulk_failure){w.dossier, w.state ? w.state->code : S(""), e->text};
		else
			v->done++;
	}
	return NULL;
}

err desk_bulk(struct req *q)
{
	struct bulk_input in = {0};
	struct bulk_view v = {0};
	TRY(read_input(q, &in));
	const struct dossier_action *a = dossier_action(in.action);
	bool known = false;
	for (const struct queue *k = queues; k->name && a; k++)
		for (str rest = str_of(k->bulk), one; rest.n;) {
			str_cut(rest, ' ', &one, &rest);
			known |= str_is(one, a->name);
		}
	if (!known)
		return FAIL_FIELD(&q->ctx, "action", "Việc này không làm cùng lúc cho nhiều hồ sơ được.");
	if (!may(q, a->permission))
		return FAIL(&q->ctx, DENIED, "Ông/bà không được giao quyền thực hiện việc này.");
	q->ctx.behalf = may_for(q, a->permission);
	if (a->note_required && !in.note.n)
		return FAIL_FIELD(&q->ctx, "note", "Ghi %.*s.", STR_ARG(lower_first(q->ctx.a, str_of(a->note_label))));
	TRY(each(q, &in, a, &v));
	v.title = str_of(a->title);
	v.back = local_path(q, in.back, "/mot-cua");
	if (q->json || v.failed.n)
		return reply(q, &v, bulk_page);
	flash(q, "%s: %lld hồ sơ.", a->done, (long long)v.done);
	return see_other(q, "%.*s", STR_ARG(v.back));
}

/* ---- filters ---- */

const struct choice channel_choices[] = {{"desk", "Trực tiếp"}, {"online", "Trực tuyến"}, {"post", "Bưu chính"}, {NULL, NULL}};
const struct choice step_choices[] = {{"reception", "Tiếp nhận"}, {"processing", "Xử lý"}, {"approval", "Phê duyệt"},
	{"waiting", "Tạm dừng"}, {"return", "Chờ trả kết quả"}, {"closed", "Đã xong"}, {NULL, NULL}};

const struct choice *field_choices(arena *a, const struct filter_fields_rows *fields)
{
	struct choice *list = NEWN(a, struct choice, fields->n + 1);
	for (size_t i = 0; i < fields->n; i++)
		list[i].value = list[i].label = str_c(a, fields->v[i].field);
	return list;
}

const struct choice *colleague_choices(arena *a, const struct filter_officers_rows *officers)
{
	struct choice *list = NEWN(a, struct choice, officers->n + 1);
	for (size_t i = 0; i < officers->n; i++)
		list[i] = (struct choice){str_format(a, "%lld", (long long)officers->v[i].id).s, str_c(a, officers->v[i].name)};
	return list;
}

static err filter_read(struct req *q, struct filter_view *v, int64_t *since, int64_t *until)
{
	struct filter *f = &v->is;
	day from, to;
	*f = (struct filter){query_text(q, "linh-vuc"), query_text(q, "thu-tuc"), query_text(q, "kenh"), query_text(q, "buoc"),
		query_text(q, "tu"), query_text(q, "den"), query_int(q, "can-bo", 0)};
	v->asked = f->field.n || f->procedure.n || f->channel.n || f->step.n || f->from_on.n || f->to_on.n || f->officer;
	*since = 0;
	*until = INT64_MAX;
	err e = NULL;
	if (f->from_on.n && !day_typed(q->ctx.a, f->from_on, &from))
		e = problem(q, e, "tu", "Ghi ngày theo dạng 01/11/2026.");
	else if (f->from_on.n)
		*since = day_start(from);
	if (f->to_on.n && !day_typed(q->ctx.a, f->to_on, &to))
		e = problem(q, e, "den", "Ghi ngày theo dạng 30/11/2026.");
	else if (f->to_on.n)
		*until = day_start(to + 1);
	return e;
}

static err filter_rows(struct req *q, struct filter_view *v, int64_t since, int64_t until, int64_t most)
{
	const struct filter *f = &v->is;
	struct cursor at = cursor_read(q, INT64_MAX);
	if (at.at > until)
		at = (struct cursor){until, 0};
	if (f->field.n)
		return filtered_field(&q->ctx,
			&(struct filtered_field_in){.unit = q->ctx.unit,
				.field = f->field,
				.since = since,
				.before_at = at.at,
				.before_id = at.id,
				.step = f->step,
				.procedure = f->procedure,
				.channel = f->channel,
				.officer = f->officer,
				.n = most},
			&v->list.dossiers);
	return filtered(&q->ctx,
		&(struct filtered_in){.unit = q->ctx.unit,
			.since = since,
			.before_at = at.at,
			.before_id = at.id,
			.step = f->step,
			.procedure = f->procedure,
			.channel = f->channel,
			.officer = f->officer,
			.n = most},
		&v->list.dossiers);
}

static str filter_path(struct req *q, const struct filter *f)
{
	return ADDRESS(q->ctx.a, "/mot-cua/loc", {"linh-vuc", f->field}, {"thu-tuc", f->procedure}, {"kenh", f->channel},
		{"buoc", f->step}, {"tu", f->from_on}, {"den", f->to_on}, {"can-bo", .number = f->officer});
}

err filter(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct filter_view v = {0};
	int64_t since, until;
	TRY(list_begin(q, &v.list));
	err e = filter_read(q, &v, &since, &until);
	if (e && q->json)
		return e;
	if (e)
		q->page.problems = e->problems;
	else if (v.asked)
		TRY(filter_rows(q, &v, since, until, PAGE + 1));
	cut_page(q, &v.list);
	TRY(fill_clocks(c, &v.list.dossiers));
	v.list.back = filter_path(q, &v.is);
	TRY(fill_bulk(q, &v.list, "hand_over assign approve"));
	TRY(filter_fields(c, c->unit, &v.fields));
	TRY(filter_officers(c, c->unit, day_iso(c->a, day_of(c->now)), &v.officers));
	return reply(q, &v, filter_page);
}

err filter_export(struct req *q)
{
	struct filter_view v = {0};
	int64_t since, until;
	TRY(filter_read(q, &v, &since, &until));
	TRY(filter_rows(q, &v, since, until, EXPORT));
	return list_send(q, &v.list.dossiers, S("ho-so-loc.csv"));
}
