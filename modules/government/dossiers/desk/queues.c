/* queues: the officers' lists of dossiers row by row: what needs me, what is due, every queue of the unit, what a filter finds. */
#include "government/dossiers/dossier_pages.h"
#include "core/calendar/calendar.h"

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
		TRY(clock_soon_at(c, &soon));
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

err clock_fill_all(struct ctx *c, const struct inbox_of_step_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		struct inbox_of_step *d = &rows->v[i];
		opt_int until = d->answer_due_at.set ? d->answer_due_at : d->finished_at.set ? (opt_int){0} : d->due_at;
		d->minutes_left = (opt_int){0};
		if (!until.set)
			continue;
		d->minutes_left.set = true;
		TRY(calendar_minutes_left(c, c->unit, until.v, &d->minutes_left.v));
	}
	return NULL;
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
	TRY(clock_fill_all(c, &rows));
	*out = LIST_ROWS(rows);
	out->cut = last > 0;
	out->cut_after = (struct list_key){.id = last};
	return NULL;
}

const struct queue *inbox_queue(struct req *q, str wanted) { return queue_of(wanted.n ? wanted : str_of(first_queue(q))); }

err inbox_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct inbox_asked *asked = l->asked;
	const struct queue *k = inbox_queue(q, asked->queue);
	struct inbox_of_step_rows rows;
	if (!k)
		return FAIL(&q->ctx, NOT_FOUND, "queue");
	if (asked->search.n)
		return found_rows(q, l, asked->search, most, out);
	TRY(rows_of(q, l, str_of(k->name), most, &rows));
	TRY(clock_fill_all(&q->ctx, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}

/* Counts of what time brings about are cut at a hundred; the tallies are exact and cost nothing. */
err inbox_count(struct req *q, struct inbox_view *v)
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

const char *inbox_bulk_names(const struct listing *l)
{
	const struct inbox_view *v = l->view;
	const struct queue *k = queue_of(v->queue);
	return !k ? "hand_over assign approve" /* found by filters */ : v->search.n ? NULL : k->bulk;
}

const struct choice dossier_step_choices[] = {{"reception", "Tiếp nhận"}, {"processing", "Xử lý"}, {"approval", "Phê duyệt"},
	{"waiting", "Tạm dừng"}, {"return", "Chờ trả kết quả"}, {"closed", "Đã xong"}, {NULL, NULL}};

err dossier_filtered_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
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
		TRY(dossier_filtered_field(c,
			&(struct dossier_filtered_field_in){.unit = c->unit,
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
		TRY(dossier_filtered(c,
			&(struct dossier_filtered_in){.unit = c->unit,
				.since = since,
				.before_at = at.at,
				.before_id = at.id,
				.step = f->step,
				.procedure = f->procedure,
				.channel = f->channel,
				.officer = f->officer,
				.n = most},
			&rows));
	TRY(clock_fill_all(c, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}
