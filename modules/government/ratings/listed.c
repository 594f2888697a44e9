/* listed: the forms of a unit one by one, for whoever has to conclude a complaint; its sums by officer and by procedure. */
#include "government/ratings/ratings_pages.h"
#include "web/reply.h"

enum { SUMS = 5000, SHOWN = 30 };

/* ---- what was asked: the present quarter, unless another period was ---- */

static err settle(struct req *q, struct listing *l)
{
	struct ratings_asked *r = l->asked;
	arena *a = q->ctx.a;
	if (!rating_span_parse(a, r->period, &r->span) &&
		!rating_span_parse(a, str_of(choice_periods(a, q->ctx.now)[0].value), &r->span))
		return FAIL(&q->ctx, BROKEN, "no period");
	r->period = r->span.text;
	r->level = r->level_name.n ? r->level_name.s[0] - '0' : 0;
	return NULL;
}

void ratings_choices(struct req *q, struct listing *l)
{
	struct list_choices *choices = NEWN(q->ctx.a, struct list_choices, 2);
	choices[0] = (struct list_choices){"ky", choice_periods(q->ctx.a, q->ctx.now)};
	l->choices = choices;
}

#define FILTER(of, name_, label_, type_) .name = name_, .label = label_, .type = type_, .at = offsetof(struct ratings_asked, of)
#define PERIOD_FILTER                                                                                                            \
	{                                                                                                                        \
		FILTER(period, "ky", "Thời gian", I_TEXT),                                                                       \
			.note = "năm 2026, quý 2026-Q4 hoặc tháng 2026-11; để trống là quý này"                     \
	}

/* ---- form by form ---- */

static err form_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct ratings_asked *r = l->asked;
	struct ctx *c = &q->ctx;
	struct rating_comments_rows rows;
	int64_t since = day_start(period_first(r->span.of)), until = day_start(period_last(r->span.of) + 1);
	struct list_key at = l->begun && l->from.at < until ? l->from : (struct list_key){.at = until};
	if (r->level)
		TRY(rating_comments_of_level(c,
			&(struct rating_comments_of_level_in){.unit = c->unit,
				.level = r->level,
				.complaint = r->complaint,
				.since = since,
				.before_at = at.at,
				.before_id = at.id,
				.n = most},
			&rows));
	else
		TRY(rating_comments(c, c->unit, r->complaint, since, at.at, at.id, most, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		rows.v[i].comment = rating_mask_personal(c->a, rows.v[i].comment);
		rows.v[i].applicant_name = mask_name(c->a, rows.v[i].applicant_name);
	}
	*out = LIST_ROWS(rows);
	return NULL;
}

#define ROW ((const struct rating_comments *)row)

static str level_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(rating_level_title(ROW->level));
}

static const struct choice complaints[] = {
	{"made", "Đang chờ xác minh"}, {"upheld", "Phản ánh đúng"}, {"untrue", "Phản ánh không đúng"}, {NULL, NULL}};

static str complaint_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(choice_label(complaints, ROW->complaint));
}

#define OF(member) .at = offsetof(struct rating_comments, member)
static const struct column form_columns[] = {
	{.name = "code", .title = "Mã hồ sơ", OF(code), .class = "dinh-nowrap"},
	{.name = "level", .title = "Mức hài lòng", .as = COLUMN_MADE, .text = level_text, .part = rating_level},
	{.name = "comment", .title = "Ý kiến", OF(comment)},
	{.name = "complaint",
		.title = "Phản ánh về thái độ",
		.as = COLUMN_MADE,
		.text = complaint_text,
		.part = rating_complaint},
	{.name = "note", .title = "Kết quả xác minh", OF(review_note), .place = COLUMN_IN_FILE},
	{.name = "officer", .title = "Người giải quyết", OF(officer)},
	{.name = "applicant", .title = "Người nộp", OF(applicant_name), .spare = true},
	{.name = "procedure", .title = "Thủ tục", OF(procedure_name), .part = rating_procedure, .spare = true},
	{.name = "rated", .title = "Đánh giá lúc", .as = COLUMN_TIME, OF(rated_at)},
};

static struct list_key form_key(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.at = ROW->rated_at, .id = ROW->id};
}

static const struct field form_filters[] = {
	PERIOD_FILTER,
	{FILTER(level_name, "muc", "Mức hài lòng", I_CHOICE), .choices = rating_level_choices},
	{FILTER(complaint, "phan-anh", "Phản ánh về thái độ", I_CHOICE), .choices = complaints},
};
const struct list ratings_list = {
	.title = "Từng phiếu đánh giá, mới nhất ở trên",
	.path = "/danh-gia-phuc-vu",
	.file = "danh-gia",
	.button = "Xem",
	.columns = LIST(form_columns),
	.filters = LIST(form_filters),
	.asked = sizeof(struct ratings_asked),
	.row = sizeof(struct rating_comments),
	.page = SHOWN,
	.rows = form_rows,
	.key = form_key,
	.settle = settle,
	.looked = "unit",
	.purpose = "Xuất phiếu đánh giá",
};

/* ---- sums ---- */

static err officer_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct rating_span *p = &((const struct ratings_asked *)l->asked)->span;
	struct rating_sums_rows rows;
	TRY(rating_by_officer(&q->ctx, q->ctx.unit, p->from_month, p->to_month, SUMS, &rows));
	*out = list_whole(q, l, rows.v, rows.n, most);
	return NULL;
}

static err procedure_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct rating_span *p = &((const struct ratings_asked *)l->asked)->span;
	struct rating_sums_rows rows;
	TRY(rating_by_procedure(&q->ctx, q->ctx.unit, p->from_month, p->to_month, SUMS, &rows));
	*out = list_whole(q, l, rows.v, rows.n, most);
	return NULL;
}

#undef ROW
#define ROW ((const struct rating_sums *)row)

static str share_text(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return show_share(a, ROW->total - ROW->unhappy, ROW->total);
}

static int64_t score_of(const struct rating_sums *s)
{
	int64_t tenths[INDICES + 1];
	rating_tenths_of(s, tenths);
	return score_officer(tenths);
}

static str score_text(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return rating_show_tenths(a, score_of(ROW));
}

static str grade_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	int64_t score = score_of(ROW);
	return score == NO_SCORE ? S("Chưa đủ phiếu trả lời") : str_of(rating_officer_grade(score));
}

#undef OF
#define OF(member) .as = COLUMN_NUMBER, .at = offsetof(struct rating_sums, member), .sort = #member
#define SUM_COLUMNS(title_)                                                                                                      \
	{.name = "name", .title = title_, .at = offsetof(struct rating_sums, name), .sort = "ten"},                              \
		{.name = "total", .title = "Phiếu", OF(total)},                                                                  \
		{.name = "very-satisfied", .title = "Rất hài lòng", OF(very_satisfied), .spare = true},                          \
		{.name = "satisfied", .title = "Hài lòng (số phiếu)", OF(satisfied), .spare = true},                             \
		{.name = "share", .title = "Tỷ lệ hài lòng", .as = COLUMN_MADE, .text = share_text, .numeric = true},            \
	{                                                                                                                        \
		.name = "unhappy", .title = "Không hài lòng", OF(unhappy)                                                        \
	}

static const struct column officer_columns[] = {
	SUM_COLUMNS("Người giải quyết"),
	{.name = "score", .title = "Điểm (trên 10)", .as = COLUMN_MADE, .text = score_text, .numeric = true},
	{.name = "grade", .title = "Xếp loại", .as = COLUMN_MADE, .text = grade_text},
};
static const struct column procedure_columns[] = {SUM_COLUMNS("Thủ tục")};
static const struct field sum_filters[] = {PERIOD_FILTER};

#define SUM_LIST(title_, path_, file_, columns_, rows_)                                                                          \
	{                                                                                                                        \
		.title = title_, .path = path_, .file = file_, .button = "Xem", .columns = LIST(columns_),                       \
		.filters = LIST(sum_filters), .asked = sizeof(struct ratings_asked), .row = sizeof(struct rating_sums),          \
		.compare = true, .rows = rows_, .key = list_place, .settle = settle                                              \
	}
const struct list ratings_officers_list = SUM_LIST("Theo người giải quyết", "/danh-gia-phuc-vu/nguoi-giai-quyet",
	"danh-gia-nguoi-giai-quyet", officer_columns, officer_rows);
const struct list ratings_procedures_list =
	SUM_LIST("Theo thủ tục", "/danh-gia-phuc-vu/thu-tuc", "danh-gia-thu-tuc", procedure_columns, procedure_rows);

static err sums_page(struct req *q, const struct list *list)
{
	struct rating_sums_view v = {.title = list->title};
	struct listing *l = &v.list;
	TRY(list_read(q, list, &v.is, l));
	TRY(list_fill(q, l));
	ratings_choices(q, l);
	v.rows = (struct rating_sums_rows){l->rows.v, l->rows.n};
	v.next = l->next;
	return reply(q, &v, rating_sums_page);
}

err ratings_officers(struct req *q) { return sums_page(q, &ratings_officers_list); }
err ratings_procedures(struct req *q) { return sums_page(q, &ratings_procedures_list); }
