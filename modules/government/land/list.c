/* list: the parcels of a unit, by sheet and number; holders masked. */
#include "pages.h"
#include "core/people/people.h"
#include "web/hooks.h"
#include "web/query.h"
#include "web/request.h"

/* ---- whose they are ---- */

static err held_by(struct ctx *c, str typed, str day, struct ints *out)
{
	struct persons_found found = {0};
	struct land_held_by_rows rows;
	size_t room = 0;
	int64_t *v = NULL;
	TRY(person_find(c, c->unit, typed, &found));
	for (size_t i = 0; i < found.n; i++) {
		TRY(land_held_by(c, S("person"), found.v[i].id, c->unit, day, &rows));
		for (size_t k = 0; k < rows.n; k++) {
			v = GROWN(c->a, v, out->n, &room, 32);
			v[out->n++] = rows.v[k].parcel_id;
		}
	}
	out->v = v;
	return NULL;
}

static err holders_on(struct ctx *c, int64_t parcel, str day, str *out)
{
	struct land_rights_of_rows right;
	struct holder_lines h;
	TRY(land_right_on(c, parcel, day, &right));
	if (!right.n)
		return NULL;
	TRY(land_holder_lines_of(c, right.v[0].id, false, &h));
	*out = h.n ? land_holders_said(c->a, &h) : S("Nhà nước quản lý");
	return NULL;
}

static err line_of(struct ctx *c, const struct land_parcels *r, str day, struct parcel_line *out)
{
	str rest;
	*out = (struct parcel_line){.id = r->id,
		.sheet_id = r->sheet_id,
		.sheet = r->sheet,
		.number = r->number,
		.area = r->area,
		.old_unit = r->old_unit,
		.uses = r->uses,
		.address = r->address,
		.code = r->code,
		.valid_from = r->valid_from,
		.valid_to = r->valid_to,
		.known_from = r->known_from,
		.shape = r->shape,
		.coordinates = r->coordinates,
		.old_sheet = r->old_sheet,
		.old_number = r->old_number,
		.basis = r->basis,
		.holders = S("")};
	if (!str_cut(r->uses, ' ', &out->main_use, &rest))
		out->main_use = r->uses;
	return holders_on(c, r->id, day, &out->holders);
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
		TRY(held_by(c, f->holder, f->day, &held));
	if (!f->holder.n || held.n)
		TRY(land_parcels(c,
			&(struct land_parcels_in){.unit = c->unit,
				.day = f->day,
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
		TRY(line_of(c, &rows.v[i], f->day, &v[i]));
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
	if (!f->day.n)
		f->day = day_iso(c->a, day_of(c->now));
	if (strcmp(str_c(c->a, f->day), day_iso(c->a, day_of(c->now)).s) > 0)
		return FAIL_FIELD(c, "ngay", "Chọn ngày không ở sau hôm nay.");
	l->on_day = f->day;
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
	ASKED("ngay", "Vào ngày", day, .type = I_DATE, .note = "Để trống: hôm nay"),
	ASKED("trang-thai", "Trạng thái", state, .type = I_CHOICE, .choices = states),
};

/* ---- columns ---- */

static str called(arena *a, const struct listing *l, const void *row)
{
	const struct parcel_line *r = row;
	(void)l;
	return parcel_called(a, r->sheet, r->number);
}
static void called_shown(struct page *p, const struct listing *l, const void *row)
{
	const struct parcel_line *r = row;
	bool past = !str_eq(l->on_day, day_iso(p->a, day_of(l->asker->ctx.now)));
	parcel_link(p, r->id, called(p->a, l, row), past ? l->on_day : S(""));
}
static str area(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return land_area_shown(a, ((const struct parcel_line *)row)->area);
}
/* ---- in files, as an import reads them ---- */

enum { CELL_MOST = 1900 }; /* letters of a cell that every reader of tables takes */
static str area_typed(arena *a, const struct listing *l, const void *row)
{
	int64_t area = ((const struct parcel_line *)row)->area;
	(void)l;
	return str_format(a, "%lld,%02lld", (long long)(area / 100), (long long)(area % 100));
}
static str uses_typed(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return land_uses_brief(a, ((const struct parcel_line *)row)->uses);
}
/* VN-2000 of its sheet, to the millimetre. What is too long for a cell of a table is left out (an import leaves it as it is); GeoJSON has all. */
static str shape_typed(arena *a, const struct listing *l, const void *row)
{
	str kept = ((const struct parcel_line *)row)->shape;
	(void)l;
	if (!kept.n || kept.n > CELL_MOST)
		return S("");
	buf b = {.a = a};
	buf_lit(&b, "POLYGON((");
	for (size_t i = 0; i < kept.n; i++)
		if (kept.s[i] == ';')
			buf_lit(&b, "),(");
		else if (kept.s[i] != ' ' || (i && kept.s[i - 1] != ',' && kept.s[i - 1] != ';'))
			buf_put(&b, kept.s + i, 1);
	buf_lit(&b, "))");
	return buf_text(&b);
}
static str placed(arena *a, const struct listing *l, const void *row)
{
	str coordinates = ((const struct parcel_line *)row)->coordinates;
	(void)l;
	return coordinates.n ? str_format(a, "{\"type\":\"Polygon\",\"coordinates\":%.*s}", STR_ARG(coordinates)) : S("");
}
#define COLUMN(member, title_, ...)                                                                                              \
	{                                                                                                                        \
		.name = #member, .title = title_, .at = offsetof(struct parcel_line, member), __VA_ARGS__                        \
	}
static const struct column columns[] = {
	{.name = "parcel",
		.title = "Thửa đất",
		.as = COLUMN_MADE,
		.text = called,
		.part = called_shown,
		.leads = PARCEL_PAGES "/{id}"},
	COLUMN(old_unit, "Xã lập bản đồ"),
	COLUMN(sheet, "Tờ bản đồ số", .as = COLUMN_NUMBER, .place = COLUMN_IN_FILE),
	COLUMN(number, "Thửa số", .as = COLUMN_NUMBER, .place = COLUMN_IN_FILE),
	{.name = "area", .title = "Diện tích", .as = COLUMN_MADE, .text = area, .numeric = true, .place = COLUMN_ON_PAGE},
	{.name = "on_paper", .title = "Diện tích trên giấy (m²)", .as = COLUMN_MADE, .text = area_typed, .place = COLUMN_IN_FILE},
	COLUMN(main_use, "Loại đất", .place = COLUMN_ON_PAGE),
	{.name = "uses", .title = "Loại đất và diện tích", .as = COLUMN_MADE, .text = uses_typed, .place = COLUMN_IN_FILE},
	COLUMN(address, "Địa chỉ"),
	{.name = "held_by", .title = "Người sử dụng", .at = offsetof(struct parcel_line, holders)},
	COLUMN(code, "Mã thửa đất", .spare = true),
	COLUMN(old_sheet, "Số tờ bản đồ cũ", .place = COLUMN_IN_FILE),
	COLUMN(old_number, "Số thửa cũ", .place = COLUMN_IN_FILE),
	COLUMN(known_from, "Thông tin có từ ngày", .as = COLUMN_DAY, .place = COLUMN_IN_FILE),
	COLUMN(basis, "Căn cứ", .place = COLUMN_IN_FILE),
	{.name = "vn2000", .title = "Hình thửa", .as = COLUMN_MADE, .text = shape_typed, .place = COLUMN_IN_FILE},
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
	.place = placed,
	.below = parcel_list_ways,
	.looked = "parcel_list",
	.purpose = "Tải danh sách thửa đất",
};

/* Beside the map. */
static const struct column few[] = {
	{.name = "parcel",
		.title = "Thửa đất",
		.as = COLUMN_MADE,
		.text = called,
		.part = called_shown,
		.leads = PARCEL_PAGES "/{id}"},
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
