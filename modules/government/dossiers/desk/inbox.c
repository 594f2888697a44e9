/* inbox: the officers' lists: what needs me, what is due, every queue of the unit, filters, and one action on many dossiers. */
#include "government/dossiers/rules/rules.h"
#include "government/dossiers/dossier_pages.h"
#include "core/calendar/calendar.h"
#include "core/people/people.h"
#include <string.h>
#include "web/reply.h"
#include "web/services/setting.h"

enum { MANY_AT_ONCE = 100 };

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
	{"soon", "Sắp đến hạn", "Không có hồ sơ nào sắp đến hạn.", NULL, "assign approve"},
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
	int64_t days = setting_int_in(c, c->unit, "dossiers.soon_days");
	return calendar_due(c, c->unit, c->now, (struct term){S("working_minutes"), days * MINUTES_A_DAY}, at);
}

/* Where a list begins that nobody has turned over yet. */
static struct cursor begin_at(const struct listing *l, int64_t at)
{
	return l->begun ? (struct cursor){l->from.at, l->from.id} : (struct cursor){at, at};
}

static err rows_of(struct req *q, const struct listing *l, str queue, int64_t most, struct inbox_of_step_rows *out)
{
	struct ctx *c = &q->ctx;
	int64_t unit = c->unit, soon = 0;
	if (str_is(queue, "closed")) {
		struct cursor at = begin_at(l, INT64_MAX);
		return inbox_closed(c, unit, at.at, at.id, most, out);
	}
	bool is_soon = str_is(queue, "soon"), is_late = str_is(queue, "late"), is_ontime = str_is(queue, "ontime");
	if (is_soon || is_ontime)
		TRY(soon_at(c, &soon));
	struct cursor at = begin_at(l, is_soon ? c->now : is_ontime ? soon : 0);
	if (is_late || is_soon || is_ontime)
		return inbox_due(c, unit, is_late ? c->now : is_soon ? soon : INT64_MAX, at.at, at.id, most, out);
	if (str_is(queue, "mine"))
		return inbox_of_assignee(c, c->actor, unit, at.at, at.id, most, out);
	if (str_is(queue, "unanswered"))
		return inbox_unanswered(c, unit, c->now, at.at, at.id, most, out);
	if (str_is(queue, "unassigned"))
		return inbox_unassigned(c, unit, at.at, at.id, most, out);
	if (str_is(queue, "elsewhere"))
		return inbox_elsewhere(c, unit, at.at, at.id, most, out);
	if (str_is(queue, "watched"))
		return inbox_watched(c, c->actor, unit, at.id, most, out);
	return inbox_of_step(c, unit, queue, at.at, at.id, most, out);
}

/* The newest first; what was found for others counts for the page too, so the cursor is the index's. */
static err found_rows(struct req *q, const struct listing *l, str search, int64_t most, struct list_rows *out)
{
	struct ctx *c = &q->ctx;
	struct inbox_of_step_rows rows;
	struct ints ids;
	if (most < 2) /* the last batch of a file: one more says that there are more, and is no place to go on after */
		most = 2;
	TRY(dossiers_find(c, c->unit, search, begin_at(l, INT64_MAX).id, most, &ids));
	int64_t last = (int64_t)ids.n == most ? ids.v[--ids.n - 1] : 0;
	TRY(inbox_found(c, ids, c->unit, &rows));
	TRY(fill_clocks(c, &rows));
	*out = LIST_ROWS(rows);
	out->cut = last > 0;
	out->cut_after = (struct list_key){.id = last};
	return NULL;
}

static const struct queue *queue_asked(struct req *q, str wanted) { return queue_of(wanted.n ? wanted : str_of(first_queue(q))); }

err inbox_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct inbox_asked *asked = l->asked;
	const struct queue *k = queue_asked(q, asked->queue);
	struct inbox_of_step_rows rows;
	if (!k)
		return FAIL(&q->ctx, NOT_FOUND, "queue");
	if (asked->search.n)
		return found_rows(q, l, asked->search, most, out);
	TRY(rows_of(q, l, str_of(k->name), most, &rows));
	TRY(fill_clocks(&q->ctx, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
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

const char *inbox_bulk_names(const struct listing *l)
{
	const struct inbox_view *v = l->view;
	const struct queue *k = queue_of(v->queue);
	return !k ? "hand_over assign approve" /* found by filters */ : v->search.n ? NULL : k->bulk;
}

/* Only then is somebody to be chosen. */
static err fill_officers(struct req *q, struct inbox_view *v)
{
	if (!list_offers(&v->list, "assign") && !list_offers(&v->list, "hand_over"))
		return NULL;
	return officers_for(&q->ctx, q->ctx.unit, S("specialist"), day_iso(q->ctx.a, day_of(q->ctx.now)), &v->officers);
}

static err list_begin(struct req *q, struct inbox_view *v)
{
	v->now = q->ctx.now;
	v->answer_basis = setting_text_in(&q->ctx, q->ctx.unit, "dossiers.answer_basis");
	return soon_at(&q->ctx, &v->soon_at);
}

static void take_rows(struct inbox_view *v)
{
	v->dossiers = (struct inbox_of_step_rows){v->list.rows.v, v->list.rows.n};
	v->next = v->list.next;
}

err inbox(struct req *q)
{
	struct inbox_view v = {.list.view = &v};
	struct inbox_asked asked = {0};
	TRY(list_begin(q, &v));
	TRY(list_read(q, &inbox_list, &asked, &v.list));
	const struct queue *k = queue_asked(q, asked.queue);
	if (!k)
		return FAIL(&q->ctx, NOT_FOUND, "queue");
	v.search = asked.search;
	v.queue = str_of(k->name);
	v.title = str_of(k->title);
	v.list.title = v.search.n ? "Hồ sơ tìm thấy" : k->title;
	dossier_tallies_ahead(&q->ctx, q->ctx.unit);
	inbox_counts_ahead(&q->ctx, q->ctx.unit, q->ctx.actor, v.now, v.soon_at);
	TRY(list_fill(q, &v.list));
	TRY(fill_officers(q, &v));
	take_rows(&v);
	TRY(count_queues(q, &v));
	return reply(q, &v, inbox_page);
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
const struct input bulk_input = INPUT("bulk_action", bulk_fields);

/* Each for itself: what a colleague was quicker at does not hold up the others. */
static err each(struct req *q, const struct bulk_input *in, const struct flow_action *a, struct bulk_view *v)
{
	v->failed.v = NEWN(q->ctx.a, struct bulk_failure, in->dossiers.n);
	for (size_t i = 0; i < in->dossiers.n; i++) {
		struct dossier_work w = {.action = a,
			.dossier = in->dossiers.v[i],
			.unit = q->ctx.unit,
			.assignee = in->assignee,
			.powers = flow_powers(q, &dossier_flow),
			.note = in->note};
		err e = apply(&q->ctx, dossier_apply, &w);
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
	const struct flow_action *a = dossier_action(in.action);
	if (!a || !a->bulk)
		return FAIL_FIELD(&q->ctx, "action", "Việc này không làm cùng lúc cho nhiều hồ sơ được.");
	if (!may(q, a->permission))
		return FAIL(&q->ctx, DENIED, "Ông/bà không được giao quyền thực hiện việc này.");
	q->ctx.behalf = may_for(q, a->permission);
	if (a->note_required && !in.note.n)
		return FAIL_FIELD(&q->ctx, "note", "Ghi %.*s.", STR_ARG(lower_first(q->ctx.a, str_of(a->note))));
	TRY(each(q, &in, a, &v));
	v.title = str_of(flow_button_words(a));
	v.back = local_path(q, in.back, "/mot-cua");
	if (q->json || v.failed.n)
		return reply(q, &v, bulk_page);
	flash(q, "%s: %lld hồ sơ.", a->done, (long long)v.done);
	return see_other(q, "%.*s", STR_ARG(v.back));
}

/* ---- filters ---- */

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

err filtered_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct filter *f = l->asked;
	struct ctx *c = &q->ctx;
	struct inbox_of_step_rows rows;
	int64_t since = 0, until = INT64_MAX;
	day d;
	if (!l->narrowed)
		return NULL;
	if (day_parse(f->from_on, &d))
		since = day_start(d);
	if (day_parse(f->to_on, &d))
		until = day_start(d + 1);
	struct cursor at = begin_at(l, INT64_MAX);
	if (at.at > until)
		at = (struct cursor){until, 0};
	if (f->field.n)
		TRY(filtered_field(c,
			&(struct filtered_field_in){.unit = c->unit,
				.field = f->field,
				.since = since,
				.before_at = at.at,
				.before_id = at.id,
				.step = f->step,
				.procedure = f->procedure,
				.channel = f->channel,
				.officer = f->officer,
				.n = most},
			&rows));
	else
		TRY(filtered(c,
			&(struct filtered_in){.unit = c->unit,
				.since = since,
				.before_at = at.at,
				.before_id = at.id,
				.step = f->step,
				.procedure = f->procedure,
				.channel = f->channel,
				.officer = f->officer,
				.n = most},
			&rows));
	TRY(fill_clocks(c, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}

err filter(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct filter_view v = {.list.list.view = &v.list};
	struct listing *l = &v.list.list;
	TRY(list_begin(q, &v.list));
	TRY(list_read(q, &filtered_list, &v.is, l));
	TRY(list_fill(q, l));
	TRY(fill_officers(q, &v.list));
	take_rows(&v.list);
	if (q->json)
		return reply(q, &v, filter_page);
	TRY(filter_fields(c, c->unit, &v.fields));
	TRY(filter_officers(c, c->unit, day_iso(c->a, day_of(c->now)), &v.officers));
	l->choices = (const struct list_choices[]){
		{"linh-vuc", field_choices(c->a, &v.fields)}, {"can-bo", colleague_choices(c->a, &v.officers)}, {NULL, NULL}};
	return reply(q, &v, filter_page);
}
