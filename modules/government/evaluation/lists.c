/* lists: one's own sheets, those one leads, a period of the unit, what was published, the catalogue of products. */
#include "base/period.h"
#include "government/evaluation/evaluation.html.h"
#include "government/evaluation/pages.h"
#include "web/input.h"
#include "web/request.h"

#define ROW ((const struct evaluations_mine *)row)

/* ---- how a row reads ---- */

static str title_of(arena *a, str text)
{
	struct period p;
	return period_parse(text, &p) ? period_title(a, p) : text;
}

static str period_said(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return title_of(a, ROW->period);
}

static str state_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(flow_state(&evaluation_flow, ROW->state)->title);
}

static str total_text(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return ROW->total_hundredths.set ? form_number_typed(a, ROW->total_hundredths.v) : S("");
}

static str grade_text(arena *a, const struct listing *l, const void *row)
{
	(void)a;
	const struct evaluation_criteria *k = l->list == &evaluations_mine_list || l->list == &evaluations_led_list
						      ? l->view
						      : &((const struct evaluation_asked *)l->asked)->criteria;
	str grade = ROW->decided.n ? ROW->decided : ROW->proposed;
	return k ? evaluation_grade_title(k, grade) : grade;
}

#define OF(member) .at = offsetof(struct evaluations_mine, member)
#define STATE                                                                                                                    \
	{                                                                                                                        \
		.name = "state", .title = "Trạng thái", .as = COLUMN_MADE, .text = state_text, .part = evaluation_state_tag      \
	}
#define TOTAL                                                                                                                    \
	{                                                                                                                        \
		.name = "total", .title = "Tổng điểm", .as = COLUMN_MADE, .text = total_text, .numeric = true                    \
	}
#define GRADE                                                                                                                    \
	{                                                                                                                        \
		.name = "grade", .title = "Xếp loại", .as = COLUMN_MADE, .text = grade_text                                      \
	}
#define PERIOD                                                                                                                   \
	{                                                                                                                        \
		.name = "period", .title = "Kỳ", .as = COLUMN_MADE, .text = period_said                                          \
	}

static struct list_key newest_first(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.id = ROW->id};
}

/* Rows of several periods: their grades by the criteria of the newest. */
static err criteria_for(struct req *q, const struct listing *l, const struct evaluations_mine_rows *rows)
{
	struct evaluation_criteria *k = NEW(q->ctx.a, struct evaluation_criteria);
	if (!rows->n || l->view)
		return NULL;
	TRY(evaluation_criteria_of(&q->ctx, rows->v[0].set_id, k));
	((struct listing *)(uintptr_t)l)->view = k;
	return NULL;
}

/* ---- mine, led ---- */

static err mine_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct evaluations_mine_rows rows;
	TRY(evaluations_mine(&q->ctx, q->ctx.actor, l->begun ? l->from.id : INT64_MAX, most, &rows));
	TRY(criteria_for(q, l, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}
static const struct column mine_columns[] = {
	{.name = "period", .title = "Kỳ", .as = COLUMN_MADE, .text = period_said, .leads = "/danh-gia-can-bo/{id}"}, STATE, TOTAL,
	GRADE};
const struct list evaluations_mine_list = {.title = "Đánh giá của tôi",
	.path = "/danh-gia-can-bo",
	.file = "danh-gia-cua-toi",
	.columns = LIST(mine_columns),
	.row = sizeof(struct evaluations_mine),
	.rows = mine_rows,
	.key = newest_first,
	.none = {"Chưa có kỳ đánh giá nào", "Khi đơn vị mở một kỳ đánh giá, phiếu của ông/bà có ở đây."}};

static err led_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct evaluations_mine_rows rows;
	TRY(evaluations_led(&q->ctx, q->ctx.actor, l->begun ? l->from.id : INT64_MAX, most, &rows));
	TRY(criteria_for(q, l, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}
static const struct column led_columns[] = {
	{.name = "name", .title = "Họ và tên", OF(name), .leads = "/danh-gia-can-bo/phu-trach/{id}"},
	{.name = "position", .title = "Vị trí", OF(title)}, PERIOD, STATE, TOTAL, GRADE};
const struct list evaluations_led_list = {.title = "Những người tôi phụ trách",
	.path = "/danh-gia-can-bo/phu-trach",
	.file = "nguoi-phu-trach",
	.columns = LIST(led_columns),
	.row = sizeof(struct evaluations_mine),
	.rows = led_rows,
	.key = newest_first,
	.looked = "unit",
	.purpose = "Xuất danh sách người phụ trách",
	.none = {"Ông/bà chưa phụ trách ai",
		"Người quyết định xếp loại của đơn vị chọn người phụ trách trên phiếu của từng người."}};

/* ---- a period of the unit ---- */

static err settle(struct req *q, struct listing *l)
{
	struct ctx *c = &q->ctx;
	struct evaluation_asked *r = l->asked;
	struct evaluation_cycles_rows cycles;
	struct list_choices *choices = NEWN(c->a, struct list_choices, 2);
	TRY(evaluation_cycles(c, c->unit, &cycles));
	struct choice *v = NEWN(c->a, struct choice, cycles.n + 1);
	for (size_t i = 0; i < cycles.n; i++)
		v[i] = (struct choice){str_c(c->a, cycles.v[i].period), str_c(c->a, title_of(c->a, cycles.v[i].period))};
	*choices = (struct list_choices){"ky", v};
	l->choices = choices;
	if (!r->period.n && cycles.n)
		r->period = cycles.v[0].period;
	TRY(evaluation_cycle_of(c, c->unit, r->period, &r->cycle, &r->found));
	return r->found ? evaluation_criteria_of(c, r->cycle.set_id, &r->criteria) : NULL;
}

static err unit_settle(struct req *q, struct listing *l)
{
	struct evaluation_asked *r = l->asked;
	struct evaluation_undecided n;
	TRY(settle(q, l));
	if (!r->found)
		return NULL;
	TRY(evaluation_undecided(&q->ctx, r->cycle.id, &n));
	r->undecided = n.n;
	return evaluation_standing_of(&q->ctx, &r->criteria, r->cycle.id, 0, S(""), &r->standing);
}

static err unit_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct evaluation_asked *r = l->asked;
	struct evaluations_mine_rows rows = {0};
	if (r->found)
		TRY(evaluations_of_cycle(
			&q->ctx, q->ctx.unit, r->cycle.id, q->ctx.actor, l->begun ? l->from.id : 0, most, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}

static str earned_text(arena *a, const struct listing *l, const void *row)
{
	(void)a;
	return evaluation_grade_title(&((const struct evaluation_asked *)l->asked)->criteria, ROW->earned);
}

static const struct field period_filter[] = {
	{.name = "ky", .label = "Kỳ", .type = I_TEXT, .at = offsetof(struct evaluation_asked, period), .max = 10}};
static const struct column unit_columns[] = {
	{.name = "name", .title = "Họ và tên", OF(name), .leads = "/danh-gia-can-bo/phu-trach/{id}"},
	{.name = "position", .title = "Vị trí", OF(title)}, STATE, TOTAL,
	{.name = "earned", .title = "Mức theo điểm", .as = COLUMN_MADE, .text = earned_text, .spare = true}, GRADE};
const struct list evaluations_unit_list = {.title = "Đánh giá, xếp loại của đơn vị",
	.path = "/danh-gia-can-bo/don-vi",
	.file = "danh-gia-don-vi",
	.button = "Xem",
	.columns = LIST(unit_columns),
	.filters = LIST(period_filter),
	.asked = sizeof(struct evaluation_asked),
	.row = sizeof(struct evaluations_mine),
	.rows = unit_rows,
	.settle = unit_settle,
	.none = {"Chưa có phiếu nào", "Mở một kỳ đánh giá ở dưới; mỗi người của đơn vị sẽ có một phiếu."},
	.adds = {&evaluation_open_input, "evaluation.decide", "Mở kỳ đánh giá", NULL},
	.below = evaluation_standing_part,
	.looked = "unit",
	.purpose = "Xuất danh sách đánh giá, xếp loại"};

/* ---- published ---- */

static err public_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct evaluation_asked *r = l->asked;
	struct evaluations_public_rows rows = {0};
	if (r->found)
		TRY(evaluations_public(&q->ctx, q->ctx.unit, r->cycle.id, l->begun ? l->from.id : 0, most, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}

static str public_grade(arena *a, const struct listing *l, const void *row)
{
	(void)a;
	return evaluation_grade_title(
		&((const struct evaluation_asked *)l->asked)->criteria, ((const struct evaluations_public *)row)->decided);
}
static const struct column public_columns[] = {
	{.name = "name", .title = "Họ và tên", .at = offsetof(struct evaluations_public, name)},
	{.name = "position", .title = "Vị trí", .at = offsetof(struct evaluations_public, title)},
	{.name = "grade", .title = "Xếp loại", .as = COLUMN_MADE, .text = public_grade}};
const struct list evaluations_public_list = {.title = "Kết quả xếp loại đã công bố",
	.path = "/danh-gia-can-bo/ket-qua",
	.file = "ket-qua-xep-loai",
	.button = "Xem",
	.columns = LIST(public_columns),
	.filters = LIST(period_filter),
	.asked = sizeof(struct evaluation_asked),
	.row = sizeof(struct evaluations_public),
	.rows = public_rows,
	.settle = settle,
	.none = {"Chưa công bố kết quả nào", "Kết quả có ở đây khi người có thẩm quyền công bố."},
	.looked = "unit",
	.purpose = "Xuất kết quả xếp loại đã công bố"};

/* ---- products ---- */

static str coefficient_text(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return form_number_typed(a, ((const struct evaluation_products *)row)->coefficient_hundredths);
}

static str source_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(choice_label(evaluation_sources, ((const struct evaluation_products *)row)->source));
}

static err product_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct evaluation_asked *r = l->asked;
	struct evaluation_products_rows rows;
	TRY(evaluation_products(&q->ctx, q->ctx.unit, fold(q->ctx.a, r->words), l->begun ? l->from.id : 0, most, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}

#define PRODUCT(member, label, ...) FIELD_OF(struct new_evaluation_product, member, label, __VA_ARGS__)
#define NAMED                                                                                                                    \
	PRODUCT(title, "Sản phẩm, công việc", .type = I_TEXT, .min = 1, .max = 200),                                             \
		PRODUCT(counted, "Đơn vị tính", .type = I_TEXT, .min = 1, .max = 40, .note = "Ví dụ: báo cáo, hồ sơ, cuộc"),     \
		PRODUCT(coefficient, "Hệ số quy đổi", .type = I_TEXT, .min = 1, .max = 10,                                       \
			.note = "So với một sản phẩm chuẩn, ví dụ 1,5; nhiệm vụ đã giao giữ hệ số cũ")
static const struct field new_fields[] = {
	NAMED, PRODUCT(source, "Kết quả được ghi nhận thế nào", .type = I_CHOICE, .min = NEEDED, .choices = evaluation_sources)};
static const struct field change_fields[] = {NAMED};
const struct input evaluation_product_input = INPUT("evaluation_product_new", new_fields),
		   evaluation_product_change_input = INPUT("evaluation_product_change", change_fields);

static const struct field product_filter[] = {
	{.name = "tim", .label = "Tên cần tìm", .type = I_TEXT, .at = offsetof(struct evaluation_asked, words), .max = 100}};
#define PR(member) .at = offsetof(struct evaluation_products, member)
static const struct column product_columns[] = {
	{.name = "title", .title = "Sản phẩm, công việc", PR(title), .leads = "/danh-gia-can-bo/danh-muc/{id}"},
	{.name = "counted", .title = "Đơn vị tính", PR(counted)},
	{.name = "coefficient", .title = "Hệ số", .as = COLUMN_MADE, .text = coefficient_text, .numeric = true},
	{.name = "source", .title = "Kết quả", .as = COLUMN_MADE, .text = source_text},
	{.name = "until", .title = "Thôi dùng từ", .as = COLUMN_DAY, PR(valid_to)}};
const struct list evaluation_products_list = {.title = "Danh mục sản phẩm, công việc",
	.path = "/danh-gia-can-bo/danh-muc",
	.file = "danh-muc-san-pham",
	.columns = LIST(product_columns),
	.filters = LIST(product_filter),
	.asked = sizeof(struct evaluation_asked),
	.row = sizeof(struct evaluation_products),
	.rows = product_rows,
	.none = {"Danh mục chưa có gì", "Thêm từng sản phẩm, công việc với hệ số quy đổi theo quyết định của đơn vị."},
	.adds = {&evaluation_product_input, "evaluation.decide", "Thêm sản phẩm, công việc", NULL}};

err evaluation_product_show(struct req *q)
{
	struct evaluation_product_get o;
	struct ctx *c = &q->ctx;
	TRY(evaluation_product_get(c, q->id, c->unit, &o));
	struct new_evaluation_product values = {
		.title = o.title, .counted = o.counted, .coefficient = form_number_typed(c->a, o.coefficient_hundredths)};
	return thing_show(q,
		&(struct thing){.list = &evaluation_products_list,
			.id = o.id,
			.title = o.title,
			.model = &o,
			.input = o.valid_to.s ? NULL : &evaluation_product_change_input,
			.values = &values},
		evaluation_product_page);
}

err evaluation_product_post(struct req *q)
{
	struct new_evaluation_product n = {.id = q->id};
	TRY(read_input(q, &n));
	TRY(apply(&q->ctx, evaluation_product_keep, &n));
	flash(q, "Đã lưu.");
	return see_other(q, "/danh-gia-can-bo/danh-muc/%lld", (long long)n.id);
}

err evaluation_product_end_post(struct req *q)
{
	struct new_evaluation_product n = {.id = q->id};
	TRY(apply(&q->ctx, evaluation_product_stop, &n));
	flash(q, "Sản phẩm này thôi dùng từ hôm nay; nhiệm vụ đã giao không đổi.");
	return see_other(q, "/danh-gia-can-bo/danh-muc/%lld", (long long)q->id);
}
