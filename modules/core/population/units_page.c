/* The page for whoever stands above communes: one row for each, and their sum. */
#include "pages.h"
#include "web/request.h"

struct units_asked {
	str day;
};
enum { UNITS_MOST = 500 };

static err settle(struct req *q, struct listing *l)
{
	struct units_asked *f = l->asked;
	if (!f->day.n)
		f->day = day_iso(q->ctx.a, day_of(q->ctx.now));
	l->on_day = f->day;
	return NULL;
}

static void add(struct population_below *sum, const struct population_below *one)
{
	sum->households += one->households;
	sum->persons += one->persons;
	sum->female += one->female;
	sum->poor += one->poor;
	sum->near_poor += one->near_poor;
	sum->cards += one->cards;
	sum->eligible += one->eligible;
	sum->level_2 += one->level_2;
	sum->activated += one->activated;
}

static err rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct units_asked *f = l->asked;
	struct population_below_rows found;
	TRY(population_below(&q->ctx, q->ctx.unit, f->day, UNITS_MOST, &found));
	struct population_below *v = NEWN(q->ctx.a, struct population_below, found.n + 1);
	v[0] = (struct population_below){.name = str_format(q->ctx.a, "Cộng %zu xã, phường", found.n), .on_day = S("")};
	for (size_t i = 0; i < found.n; i++) {
		add(&v[0], &found.v[i]);
		v[1 + i] = found.v[i];
	}
	*out = list_whole(q, l, v, found.n ? found.n + 1 : 0, most);
	return NULL;
}

static str poor_rate(arena *a, const struct listing *l, const void *row)
{
	const struct population_below *r = row;
	(void)l;
	return show_share(a, r->poor, r->households);
}
static str activated_rate(arena *a, const struct listing *l, const void *row)
{
	const struct population_below *r = row;
	(void)l;
	return show_share(a, r->activated, r->level_2);
}

static const struct field filters[] = {
	{.name = "ngay", .label = "Vào ngày", .type = I_DATE, .at = offsetof(struct units_asked, day)},
};
#define NUMBER(name_, title_, member)                                                                                            \
	{                                                                                                                        \
		.name = name_, .title = title_, .as = COLUMN_NUMBER, .at = offsetof(struct population_below, member),            \
		.sort = name_                                                                                                    \
	}
static const struct column columns[] = {
	{.name = "name", .title = "Xã, phường", .at = offsetof(struct population_below, name)},
	NUMBER("households", "Số hộ", households),
	NUMBER("persons", "Số người", persons),
	NUMBER("poor", "Hộ nghèo", poor),
	{.name = "poor-rate", .title = "Tỷ lệ hộ nghèo", .as = COLUMN_MADE, .text = poor_rate, .numeric = true},
	NUMBER("cards", "Thẻ căn cước", cards),
	NUMBER("eligible", "Đủ 14 tuổi", eligible),
	NUMBER("level-2", "Tài khoản mức độ 02", level_2),
	NUMBER("activated", "Đã kích hoạt", activated),
	{.name = "activated-rate", .title = "Tỷ lệ kích hoạt", .as = COLUMN_MADE, .text = activated_rate, .numeric = true},
	{.name = "female", .title = "Nữ", .as = COLUMN_NUMBER, .at = offsetof(struct population_below, female), .spare = true},
	{.name = "near-poor",
		.title = "Hộ cận nghèo",
		.as = COLUMN_NUMBER,
		.at = offsetof(struct population_below, near_poor),
		.spare = true},
	{.name = "counted", .title = "Đếm ngày", .as = COLUMN_DAY, .at = offsetof(struct population_below, on_day)},
};
const struct list population_units_list = {.title = "Dân số các xã, phường",
	.path = "/dan-so/xa-phuong",
	.file = "dan-so-xa-phuong",
	.page = UNITS_MOST + 1,
	.columns = LIST(columns),
	.filters = LIST(filters),
	.asked = sizeof(struct units_asked),
	.row = sizeof(struct population_below),
	.settle = settle,
	.rows = rows,
	.key = list_place,
	.compare = true,
	.none = {"Chưa có số liệu của xã, phường nào",
		"Số liệu của từng xã, phường trực thuộc được đếm mỗi đêm từ sổ hộ dân của xã, phường đó."},
	.above = {"Số liệu dân số", "/dan-so"}};
const struct shape population_units_shape = LIST_SHAPE("population_units", units, population_below, LIST_ON_DAY);
