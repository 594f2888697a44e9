/* list: the parcels of a unit, by sheet and number; holders masked. */
#include "pages.h"
#include "core/people/people.h"
#include "web/hooks.h"
#include "web/query.h"
#include "web/request.h"

/* ---- whose they are ---- */

static err held_by(struct ctx *c, str typed, struct ints *out)
{
	struct persons_found found = {0};
	struct land_held_by_rows rows;
	size_t room = 0;
	int64_t *v = NULL;
	TRY(person_find(c, c->unit, typed, &found));
	for (size_t i = 0; i < found.n; i++) {
		TRY(land_held_by(c, S("person"), found.v[i].id, c->unit, &rows));
		for (size_t k = 0; k < rows.n; k++) {
			v = GROWN(c->a, v, out->n, &room, 32);
			v[out->n++] = rows.v[k].parcel_id;
		}
	}
	out->v = v;
	return NULL;
}

static err line_of(struct ctx *c, const struct land_parcels *r, struct parcel_line *out)
{
	struct land_rights_of right;
	struct holder_lines h = {0};
	bool found = false;
	*out = (struct parcel_line){.id = r->id,
		.sheet_id = r->sheet_id,
		.sheet = r->sheet,
		.number = r->number,
		.area = r->area,
		.old_unit = r->old_unit,
		.main_use = r->main_use,
		.address = r->address,
		.code = r->code,
		.valid_from = r->valid_from,
		.valid_to = r->valid_to,
		.holders = r->is_managed ? S("Nhà nước quản lý") : S("")};
	if (!r->is_managed && !r->valid_to.s)
		TRY(land_right_current(c, r->id, &right, &found));
	if (found)
		TRY(land_holder_lines_of(c, right.id, false, &h));
	if (h.n)
		out->holders = land_holders_said(c->a, &h);
	return NULL;
}

static int64_t number_of(str choice)
{
	int64_t v = 0;
	return str_int(choice, &v) ? v : 0;
}

err parcel_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct parcels_asked *f = l->asked;
	struct ctx *c = &q->ctx;
	struct land_parcels_rows rows = {0};
	struct ints held = {0};
	if (f->holder.n)
		TRY(held_by(c, f->holder, &held));
	if (!f->holder.n || held.n)
		TRY(land_parcels(c,
			&(struct land_parcels_in){.unit = c->unit,
				.sheet = f->sheet,
				.number = f->number,
				.old_unit = number_of(f->old_unit),
				.code = str_lower_ascii(c->a, f->code),
				.words = fold(c->a, f->words),
				.use = upper_case(c->a, f->use),
				.state = number_of(f->state),
				.held = f->holder.n > 0,
				.ids = held,
				.after_sheet = l->from.at / (LAND_NUMBER_MAX + 1),
				.after_number = l->from.at % (LAND_NUMBER_MAX + 1),
				.most = most},
			&rows));
	struct parcel_line *v = NEWN(c->a, struct parcel_line, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		TRY(line_of(c, &rows.v[i], &v[i]));
	*out = (struct list_rows){.v = v, .n = rows.n};
	return NULL;
}

struct list_key parcel_key(const struct listing *l, const void *row)
{
	const struct parcel_line *r = row;
	(void)l;
	return (struct list_key){.id = r->id, .at = r->sheet_id * (LAND_NUMBER_MAX + 1) + r->number};
}

/* ---- what it is narrowed by ---- */

static const struct choice states[] = {{"0", "Đang có"}, {"1", "Đã tách, hợp"}, {"2", "Tất cả"}, {NULL, NULL}};
err parcel_settle(struct req *q, struct listing *l)
{
	struct ctx *c = &q->ctx;
	struct land_old_units_rows units;
	struct parcels_asked *f = l->asked;
	if (!f->state.n)
		f->state = S("0");
	TRY(land_old_units(c, c->unit, &units));
	struct choice *choices = NEWN(c->a, struct choice, units.n + 1);
	for (size_t i = 0; i < units.n; i++)
		choices[i] = (struct choice){
			str_format(c->a, "%lld", (long long)units.v[i].old_unit_id).s, str_c(c->a, units.v[i].full_name)};
	struct list_choices *all = NEWN(c->a, struct list_choices, 2);
	all[0] = (struct list_choices){"xa-cu", choices};
	l->choices = all;
	return NULL;
}

static const struct choice no_choices[] = {{NULL, NULL}};
#define ASKED(name_, label_, member, ...) FIELD_NAMED(name_, label_, .at = offsetof(struct parcels_asked, member), __VA_ARGS__)
static const struct field parcel_filters[] = {
	ASKED("tim", "Địa chỉ, số tờ, số thửa hoặc mã", words, .type = I_TEXT, .max = 100),
	ASKED("to", "Tờ bản đồ số", sheet, .type = I_INT, .min = 0, .max = LAND_NUMBER_MAX),
	ASKED("thua", "Thửa số", number, .type = I_INT, .min = 0, .max = LAND_NUMBER_MAX),
	ASKED("xa-cu", "Xã lập bản đồ", old_unit, .type = I_CHOICE, .choices = no_choices),
	ASKED("loai-dat", "Mã loại đất", use, .type = I_TEXT, .max = 4),
	ASKED("chu", "Người sử dụng: họ tên hoặc số định danh", holder, .type = I_TEXT, .max = 100),
	ASKED("ma", "Mã thửa đất (12 ký tự)", code, .type = I_TEXT, .max = PARCEL_CODE_LENGTH),
	ASKED("trang-thai", "Trạng thái", state, .type = I_CHOICE, .choices = states),
};

/* ---- columns ---- */

static str called(arena *a, const struct listing *l, const void *row)
{
	const struct parcel_line *r = row;
	(void)l;
	return parcel_called(a, r->sheet, r->number);
}
static str area(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return land_area_shown(a, ((const struct parcel_line *)row)->area);
}
#define COLUMN(member, title_, ...)                                                                                              \
	{                                                                                                                        \
		.name = #member, .title = title_, .at = offsetof(struct parcel_line, member), __VA_ARGS__                        \
	}
static const struct column columns[] = {
	{.name = "parcel", .title = "Thửa đất", .as = COLUMN_MADE, .text = called, .leads = PARCEL_PAGES "/{id}"},
	COLUMN(old_unit, "Xã lập bản đồ"),
	{.name = "area", .title = "Diện tích", .as = COLUMN_MADE, .text = area, .numeric = true},
	COLUMN(main_use, "Loại đất"),
	COLUMN(address, "Địa chỉ"),
	COLUMN(holders, "Người sử dụng"),
	COLUMN(code, "Mã thửa đất", .spare = true),
	COLUMN(valid_from, "Từ ngày", .as = COLUMN_DAY, .spare = true),
	COLUMN(valid_to, "Không còn từ", .as = COLUMN_DAY, .spare = true),
};
const struct list parcel_list = {
	.title = "Thửa đất",
	.path = PARCEL_PAGES,
	.file = "thua-dat",
	.columns = LIST(columns),
	.filters = {parcel_filters, COUNT(parcel_filters)},
	.asked = sizeof(struct parcels_asked),
	.row = sizeof(struct parcel_line),
	.rows = parcel_rows,
	.key = parcel_key,
	.settle = parcel_settle,
	.none = {"Chưa có thửa đất nào", "Lập tờ bản đồ trước, rồi thêm thửa ở trang của tờ bản đồ."},
	.below = parcel_list_ways,
	.looked = "parcel_list",
	.purpose = "Tải danh sách thửa đất",
};

/* Beside the map. */
static const struct column few[] = {
	{.name = "parcel", .title = "Thửa đất", .as = COLUMN_MADE, .text = called, .leads = PARCEL_PAGES "/{id}"},
	{.name = "area", .title = "Diện tích", .as = COLUMN_MADE, .text = area, .numeric = true},
	COLUMN(main_use, "Loại đất"),
};
const struct list land_map_list = {
	.title = "Thửa đất trên bản đồ",
	.path = PARCEL_PAGES "/ban-do",
	.file = "ban-do",
	.button = "Xem",
	.columns = LIST(few),
	.filters = {parcel_filters, COUNT(parcel_filters)},
	.asked = sizeof(struct parcels_asked),
	.row = sizeof(struct parcel_line),
	.page = 20,
	.rows = parcel_rows,
	.key = parcel_key,
	.settle = parcel_settle,
};

static const struct member line_members[] = {MEMBER(struct parcel_line, id, M_INT), MEMBER(struct parcel_line, sheet, M_INT),
	MEMBER(struct parcel_line, number, M_INT), MEMBER(struct parcel_line, old_unit, M_TEXT),
	MEMBER(struct parcel_line, area, M_INT), MEMBER(struct parcel_line, main_use, M_TEXT),
	MEMBER(struct parcel_line, address, M_TEXT), MEMBER(struct parcel_line, holders, M_TEXT),
	MEMBER(struct parcel_line, code, M_TEXT), MEMBER(struct parcel_line, valid_from, M_TEXT),
	MEMBER(struct parcel_line, valid_to, M_OPT_TEXT)};
const struct shape parcel_line_shape = SHAPE("parcel_line", struct parcel_line, line_members);
