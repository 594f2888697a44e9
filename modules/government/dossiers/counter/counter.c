/* counter: the day at the counter, and the return of results: found by the receipt's QR, a card or a name, several at once. */
#include "government/dossiers/counter/intake.h"
#include "http/http.h"
#include "web/reply.h"
#include "web/services/audit.h"

enum { TODAY_LIST = 30 };

/* ---- what was scanned ---- */

/* "H42.17-261123-0001": authority, date, order. */
static bool is_code(str s)
{
	str authority, date, order, rest;
	int64_t number;
	return str_cut(s, '-', &authority, &rest) && str_cut(rest, '-', &date, &order) && authority.n >= 3 &&
	       authority.s[0] >= 'A' && authority.s[0] <= 'Z' && date.n == 6 && str_int(date, &number) && order.n >= 4 &&
	       order.n <= 7 && str_int(order, &number);
}

/* The whole code, or its end alone: date and order. */
static str code_of(arena *a, str text, str agency_code)
{
	str code = dossier_code_typed(a, text);
	if (is_code(code))
		return code;
	code = dossier_code_typed(a, str_format(a, "%.*s-%.*s", STR_ARG(agency_code), STR_ARG(text)));
	return text.s[0] >= '0' && text.s[0] <= '9' && is_code(code) ? code : S("");
}

struct counter_asked counter_read(arena *a, str typed, str agency_code)
{
	struct card card = {0};
	str text = str_trim(typed), code;
	if (!text.n)
		return (struct counter_asked){ASKED_NOTHING, S("")};
	card_parse(a, text, &card);
	if (card.number.n)
		return (struct counter_asked){ASKED_NUMBER, card.number};
	str number = number_ungrouped(a, text);
	if (personal_number_valid(number, S(""), S("")))
		return (struct counter_asked){ASKED_NUMBER, number};
	if ((code = code_of(a, text, agency_code)).n)
		return (struct counter_asked){ASKED_CODE, code};
	return (struct counter_asked){ASKED_WORDS, text};
}

/* ---- the rule ---- */

static bool among(struct ints list, int64_t id)
{
	for (size_t i = 0; i < list.n; i++)
		if (list.v[i] == id)
			return true;
	return false;
}

static str taker(struct ctx *c, const struct desk_return *r)
{
	if (!str_is(r->relation, "authorised"))
		return str_format(c->a, "%.*s (chính chủ)", STR_ARG(r->taken_by));
	return str_format(c->a, "%.*s, số định danh %.*s, được ủy quyền (%.*s)", STR_ARG(r->taken_by), STR_ARG(r->taken_number),
		STR_ARG(r->authorisation));
}

/* For colleagues: what went over the counter with the result. */
static err remark(struct ctx *c, const struct desk_return *r, int64_t dossier, bool paid)
{
	buf b = {.a = c->a};
	if (paid) {
		buf_lit(&b, "Đã thu phí, lệ phí khi trả kết quả.");
		if (r->fee_receipt.n)
			buf_printf(&b, " Biên lai số %.*s.", STR_ARG(r->fee_receipt));
	}
	if (among(r->originals, dossier))
		buf_printf(&b, "%sĐã trả lại bản chính giấy tờ.", b.n ? " " : "");
	if (!b.n)
		return NULL;
	struct dossier_remark text = {.dossier = dossier, .unit = r->unit, .text = buf_text(&b)};
	return dossier_note_write(c, &text);
}

err desk_give_back(struct ctx *c, const struct desk_return *r)
{
	for (size_t i = 0; i < r->dossiers.n; i++) {
		int64_t id = r->dossiers.v[i];
		bool paid = among(r->paid, id);
		struct dossier_work w = {
			.action = dossier_action(S("return")), .dossier = id, .unit = r->unit, .taken_by = taker(c, r)};
		if (paid)
			TRY(counter_fee_paid(c, id, r->unit, c->now));
		TRY(remark(c, r, id, paid));
		TRY(dossier_apply(c, &w));
	}
	return NULL;
}

/* ---- finding ---- */

static err own_agency(struct ctx *c, struct dossier_unit_code_name *out) { return dossier_unit_code_name(c, c->unit, out); }

static err found_by_words(struct ctx *c, str words, struct counter_of_person_rows *out)
{
	struct ints ids;
	TRY(dossiers_find(c, c->unit, words, INT64_MAX, 100, &ids));
	return counter_among(c, ids, c->unit, out);
}

/* With a receipt come the other dossiers of the same person: nobody should have to come twice. */
static err found_by_code(struct ctx *c, str code, struct counter_of_person_rows *out)
{
	struct counter_of_person *one = NEW(c->a, struct counter_of_person);
	bool found;
	TRY(counter_of_code(c, c->unit, code, one, &found));
	if (!found)
		return NULL;
	if (one->applicant_number.n)
		TRY(counter_of_person(c, c->unit, one->applicant_number, out));
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].id == one->id)
			return NULL;
	*out = (struct counter_of_person_rows){one, 1};
	return NULL;
}

/* What goes back and what stays: originals, and whatever else was handed in. */
static err handed_words(struct ctx *c, int64_t dossier, struct counter_row *row)
{
	struct counter_handed_rows rows;
	buf originals = {.a = c->a}, all = {.a = c->a};
	TRY(counter_handed(c, dossier, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const struct counter_handed *k = &rows.v[i];
		str name = component_title(k->name), counts = handed_text(c->a, k->handed_originals, k->handed_copies, 0);
		buf_printf(&all, "%s%.*s (%.*s)", all.n ? "; " : "", STR_ARG(name), STR_ARG(counts));
		if (k->handed_originals)
			buf_printf(&originals, "%s%.*s (%lld)", originals.n ? "; " : "", STR_ARG(name),
				(long long)k->handed_originals);
	}
	row->originals = buf_text(&originals);
	row->handed = buf_text(&all);
	return NULL;
}

static err fill_rows(struct ctx *c, const struct counter_of_person_rows *found, str code, struct counter_view *v)
{
	v->rows = (struct counter_rows){NEWN(c->a, struct counter_row, found->n + 1), 0};
	for (int pass = 0; pass < 2; pass++) /* what is ready stands first */
		for (size_t i = 0; i < found->n; i++) {
			const struct counter_of_person *d = &found->v[i];
			bool ready = d->status == FINISHED && str_is(d->step, "return");
			if (ready == (pass > 0))
				continue;
			struct counter_row *row = &v->rows.v[v->rows.n++];
			*row = (struct counter_row){.dossier = *d, .ready = ready, .asked = str_eq(d->code, code)};
			v->ready += ready;
			if (ready)
				TRY(handed_words(c, d->id, row));
		}
	if (v->rows.n) {
		v->name = v->rows.v[0].dossier.applicant_name;
		v->number = v->rows.v[0].dossier.applicant_number;
	}
	return NULL;
}

static err look_for(struct req *q, struct counter_view *v)
{
	struct ctx *c = &q->ctx;
	struct dossier_unit_code_name here;
	struct counter_of_person_rows found = {0};
	TRY(own_agency(c, &here));
	struct counter_asked asked = counter_read(c->a, v->find, here.agency_code);
	v->searched = asked.kind != ASKED_NOTHING;
	if (asked.kind == ASKED_CODE)
		TRY(found_by_code(c, asked.text, &found));
	if (asked.kind == ASKED_NUMBER)
		TRY(counter_of_person(c, c->unit, asked.text, &found));
	if (asked.kind == ASKED_WORDS)
		TRY(found_by_words(c, asked.text, &found));
	TRY(fill_rows(c, &found, asked.kind == ASKED_CODE ? asked.text : S(""), v));
	for (size_t i = 0; i < v->rows.n; i++)
		audit_look(q, "dossier", v->rows.v[i].dossier.id, "Trả kết quả");
	return NULL;
}

/* ---- pages ---- */

static const struct member row_members[] = {
	ONE(struct counter_row, dossier, counter_of_person),
	MEMBER(struct counter_row, originals, M_TEXT),
	MEMBER(struct counter_row, handed, M_TEXT),
};
static const struct shape row_shape = SHAPE("counter_dossier", struct counter_row, row_members);
static const struct member counter_members[] = {
	{.name = "dossiers", .type = M_MANY, .at = offsetof(struct counter_view, rows), .of = &row_shape},
};
const struct shape counter_shape = SHAPE("counter_dossiers", struct counter_view, counter_members);

struct find_input {
	str find;
};
static const struct field find_fields[] = {TEXT(struct find_input, find, "Mã hồ sơ, thẻ hoặc tên", 1, 2000)};
const struct input counter_find_input = INPUT("counter_find", find_fields);

err counter_form(struct req *q)
{
	struct counter_view v = {.find = query_text(q, "ma")};
	if (q->page.again)
		v.find = str_trim(http_field(q->http, "find"));
	TRY(look_for(q, &v));
	counter_page(&q->page, &v);
	return NULL;
}

err counter_find(struct req *q)
{
	struct find_input in;
	TRY(read_input(q, &in));
	struct counter_view v = {.find = in.find};
	TRY(look_for(q, &v));
	return reply(q, &v, counter_page);
}

static const struct field return_fields[] = {
	INTS(struct desk_return, dossiers, "Hồ sơ trả kết quả", 1, 50),
	TEXT(struct desk_return, taken_by, "Người nhận kết quả", 1, 100),
	CHOICE(struct desk_return, relation, "Người nhận là", NEEDED, applicant_relations),
	NUMBER_TEXT(struct desk_return, taken_number, "Số định danh của người nhận", 0, 20),
	TEXT(struct desk_return, authorisation, "Giấy ủy quyền", 0, 200),
	INTS(struct desk_return, paid, "Đã thu phí, lệ phí", 0, 50),
	TEXT(struct desk_return, fee_receipt, "Số biên lai", 0, 50),
	INTS(struct desk_return, originals, "Đã trả lại bản chính", 0, 50),
};
const struct input counter_return_input = INPUT("desk_return", return_fields);

static err check_taker(struct req *q, const struct desk_return *r)
{
	err e = NULL;
	if (!str_is(r->relation, "authorised"))
		return NULL;
	if (!personal_number_valid(r->taken_number, S(""), S("")))
		e = problem(q, e, "taken_number", "Ghi số định danh 12 chữ số của người được ủy quyền.");
	if (!r->authorisation.n)
		e = problem(q, e, "authorisation", "Ghi số, ngày của giấy ủy quyền.");
	return e;
}

err counter_return(struct req *q)
{
	struct desk_return r = {0};
	TRY(read_input(q, &r));
	r.unit = q->ctx.unit;
	TRY(check_taker(q, &r));
	TRY(apply(&q->ctx, desk_give_back, &r));
	flash(q, "Đã trả %zu kết quả cho %.*s.", r.dossiers.n, STR_ARG(r.taken_by));
	return see_other(q, "/mot-cua/tra-ket-qua");
}

/* ---- the day ---- */

/* A list names procedures as people at the counter do; the whole name stands on the dossier's page. */
static void everyday_names(struct ctx *c, struct today_view *v)
{
	for (size_t i = 0; i < v->due.n; i++)
		v->due.v[i].procedure_name = procedure_short_name(c, v->due.v[i].procedure_code, v->due.v[i].procedure_name);
	for (size_t i = 0; i < v->ready.n; i++)
		v->ready.v[i].procedure_name =
			procedure_short_name(c, v->ready.v[i].procedure_code, v->ready.v[i].procedure_name);
}

/* Codes of a day begin alike: "H42.17-261123-". */
static err day_codes(struct ctx *c, str *low, str *high)
{
	struct dossier_unit_code_name here;
	struct date d = day_parts(day_of(c->now));
	TRY(own_agency(c, &here));
	*low = str_format(c->a, "%.*s-%02d%02d%02d-", STR_ARG(here.agency_code), d.year % 100, d.month, d.day);
	*high = str_format(c->a, "%.*s~", STR_ARG(*low));
	return NULL;
}

static err came_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct ctx *c = &q->ctx;
	struct today_of_day_rows rows;
	str low, high;
	TRY(day_codes(c, &low, &high));
	TRY(today_of_day(c, c->unit, low, str_starts(l->from.text, low) ? l->from.text : high, most, &rows));
	for (size_t i = 0; i < rows.n; i++)
		rows.v[i].procedure_name = procedure_short_name(c, rows.v[i].procedure_code, rows.v[i].procedure_name);
	*out = LIST_ROWS(rows);
	return NULL;
}

static struct list_key came_key(const struct listing *l, const void *row)
{
	const struct today_of_day *d = row;
	(void)l;
	return (struct list_key){.id = d->id, .text = d->code};
}

static str came_due(arena *a, const struct listing *l, const void *row)
{
	const struct today_of_day *d = row;
	(void)l;
	return d->due_at.set ? show_time(a, d->due_at.v) : d->status == REGISTERED ? S("Chưa tiếp nhận") : S("");
}

static str came_status(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(status_title(((const struct today_of_day *)row)->status));
}

#define CAME(member) offsetof(struct today_of_day, member)
static const struct column came_columns[] = {
	{.name = "code", .title = "Mã hồ sơ", .at = CAME(code), .leads = "/mot-cua/{id}"},
	{.name = "applicant", .title = "Người nộp", .at = CAME(applicant_name)},
	{.name = "procedure", .title = "Thủ tục", .at = CAME(procedure_name), .part = dossier_came_procedure},
	{.name = "due", .title = "Hẹn trả", .as = COLUMN_MADE, .text = came_due},
	{.name = "status", .title = "Tình trạng", .as = COLUMN_MADE, .text = came_status, .part = dossier_came_status_tag},
};
const struct list today_list = {.title = "Hồ sơ đến hôm nay, mới nhất ở trên",
	.path = "/mot-cua/hom-nay",
	.file = "ho-so-den-hom-nay",
	.columns = LIST(came_columns),
	.row = sizeof(struct today_of_day),
	.rows = came_rows,
	.key = came_key,
	.looked = "dossier_list",
	.purpose = "Xuất danh sách hồ sơ"};

static err today_fill(struct req *q, struct today_view *v)
{
	struct ctx *c = &q->ctx;
	struct inbox_counts counts;
	struct today_due_count due;
	struct today_ready_count ready;
	int64_t morning = day_start(day_of(c->now));
	str low, high;
	TRY(day_codes(c, &low, &high));
	TRY(today_states(c, c->unit, low, high, &v->states));
	TRY(today_due(c, c->unit, morning, morning + DAY, TODAY_LIST, &v->due));
	TRY(today_due_count(c, c->unit, morning, morning + DAY, &due));
	TRY(today_ready(c, c->unit, TODAY_LIST, &v->ready));
	TRY(today_ready_count(c, c->unit, &ready));
	TRY(inbox_counts(c, c->unit, c->actor, c->now, c->now, &counts));
	v->unanswered = counts.unanswered;
	v->due_total = due.total;
	v->ready_total = ready.total;
	for (size_t i = 0; i < v->states.n; i++) {
		v->total += v->states.v[i].total;
		v->waiting += v->states.v[i].status == REGISTERED ? v->states.v[i].total : 0;
	}
	return NULL;
}

err today(struct req *q)
{
	struct today_view v = {.day = show_day(q->ctx.a, day_of(q->ctx.now))};
	TRY(list_read(q, &today_list, NULL, &v.list));
	TRY(list_fill(q, &v.list));
	v.came = (struct today_of_day_rows){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	TRY(today_fill(q, &v));
	everyday_names(&q->ctx, &v);
	return reply(q, &v, today_page);
}

static const struct member today_members[] = {
	MEMBER(struct today_view, day, M_TEXT),
	MANY(struct today_view, came, today_of_day),
	MEMBER(struct today_view, next, M_TEXT),
	MANY(struct today_view, states, today_states),
	MANY(struct today_view, due, today_due),
	MANY(struct today_view, ready, today_ready),
	MEMBER(struct today_view, total, M_INT),
	MEMBER(struct today_view, waiting, M_INT),
	MEMBER(struct today_view, unanswered, M_INT),
	MEMBER(struct today_view, due_total, M_INT),
	MEMBER(struct today_view, ready_total, M_INT),
};
const struct shape today_shape = SHAPE("desk_today", struct today_view, today_members);
