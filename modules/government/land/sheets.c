/* sheets: the map sheets of a unit, each with the commune that drew it and its own meridian. */
#include "pages.h"
#include "web/request.h"

const char land_sheets_path[] = PARCEL_PAGES "/to-ban-do";

static err rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct land_sheets_rows found = {0};
	const int64_t *number = l->asked;
	TRY(land_sheets(&q->ctx, q->ctx.unit, 0, *number, l->from.at, l->from.id, most, &found));
	*out = LIST_ROWS(found);
	return NULL;
}
static struct list_key key(const struct listing *l, const void *row)
{
	const struct land_sheets *s = row;
	(void)l;
	return (struct list_key){.id = s->id, .at = s->number};
}
static str called(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return str_format(a, "Tờ bản đồ số %lld", (long long)((const struct land_sheets *)row)->number);
}
static str scale(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return str_format(a, "1:%lld", (long long)((const struct land_sheets *)row)->scale);
}
static str meridian(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return meridian_shown(a, ((const struct land_sheets *)row)->meridian);
}

/* ---- forms ---- */

struct sheet_form {
	str drawer, meridian, drawn_on;
	int64_t number, scale;
};
static const struct choice meridians[] = {{"6180", "103°00′"}, {"6240", "104°00′"}, {"6270", "104°30′"}, {"6285", "104°45′"},
	{"6300", "105°00′"}, {"6330", "105°30′"}, {"6345", "105°45′"}, {"6360", "106°00′"}, {"6375", "106°15′"},
	{"6390", "106°30′"}, {"6420", "107°00′"}, {"6435", "107°15′"}, {"6450", "107°30′"}, {"6465", "107°45′"},
	{"6480", "108°00′"}, {"6495", "108°15′"}, {"6510", "108°30′"}, {NULL, NULL}};
#define SHEET(member, label, ...) FIELD_OF(struct sheet_form, member, label, __VA_ARGS__)
#define OF_A_SHEET                                                                                                               \
	SHEET(scale, "Tỷ lệ 1:", .type = I_INT, .min = 200, .max = 25000, .note = "Ví dụ 1000"),                                 \
		SHEET(meridian, "Kinh tuyến trục", .type = I_CHOICE, .min = NEEDED, .choices = meridians,                        \
			.note = "Ghi ở khung tờ bản đồ; trong một tỉnh có thể khác nhau"),                                       \
		SHEET(drawn_on, "Lập năm", .type = I_DATE, .partly = true)
static const struct field new_fields[] = {
	SHEET(drawer, "Mã xã đã lập bản đồ", .type = I_TEXT, .min = 5, .max = 5, .grouped = true,
		.note = "Mã 5 số của xã khi lập bản đồ; các xã cũ đều đánh số tờ từ 1"),
	SHEET(number, "Tờ bản đồ số", .type = I_INT, .min = 1, .max = LAND_NUMBER_MAX), OF_A_SHEET};
const struct input sheet_input = INPUT("land_sheet", new_fields);
static const struct field change_fields[] = {OF_A_SHEET};
const struct input sheet_change_input = INPUT("land_sheet_change", change_fields);

static err begins(struct req *q, const void **values)
{
	struct land_drawers_rows of;
	struct land_next_sheet next;
	struct sheet_form *f = NEW(q->ctx.a, struct sheet_form);
	TRY(land_drawers(&q->ctx, q->ctx.unit, &of));
	f->drawer = of.n ? of.v[0].code : S("");
	if (of.n) {
		TRY(land_next_sheet(&q->ctx, of.v[0].id, &next));
		f->number = next.number;
	}
	f->scale = 1000;
	*values = f;
	return NULL;
}

static const struct field filters[] = {{.name = "to", .label = "Tờ bản đồ số", .type = I_INT, .min = 0, .max = LAND_NUMBER_MAX}};
static const struct column columns[] = {
	{.name = "sheet", .title = "Tờ bản đồ", .as = COLUMN_MADE, .text = called, .leads = "/dat-dai/to-ban-do/{id}"},
	{.name = "drawer", .title = "Xã lập bản đồ", .at = offsetof(struct land_sheets, old_unit)},
	{.name = "scale", .title = "Tỷ lệ", .as = COLUMN_MADE, .text = scale, .numeric = true},
	{.name = "meridian", .title = "Kinh tuyến trục", .as = COLUMN_MADE, .text = meridian, .numeric = true},
	{.name = "parcels", .title = "Số thửa đang có", .as = COLUMN_NUMBER, .at = offsetof(struct land_sheets, parcels)},
};
const struct list sheet_list = {
	.title = "Tờ bản đồ địa chính",
	.path = land_sheets_path,
	.file = "to-ban-do",
	.columns = LIST(columns),
	.filters = LIST(filters),
	.asked = sizeof(int64_t),
	.row = sizeof(struct land_sheets),
	.rows = rows,
	.key = key,
	.none = {"Chưa có tờ bản đồ nào", "Thêm tờ bản đồ ở dưới, rồi thêm các thửa của nó."},
	.adds = {&sheet_input, LAND_CHANGE_PERMISSION, "Thêm tờ bản đồ", begins},
	.above = {"Thửa đất", PARCEL_PAGES},
};
const struct shape sheet_list_shape = LIST_SHAPE("land_sheet_list", sheets, land_sheets);

/* ---- handlers ---- */

err sheet_run(struct req *q)
{
	struct land_sheet s;
	arena *a = q->ctx.a;
	TRY(land_sheet(&q->ctx, q->id, q->ctx.unit, &s));
	return thing_show(q,
		&(struct thing){.list = &sheet_list,
			.id = s.id,
			.title = str_format(a, "Tờ bản đồ số %lld", (long long)s.number),
			.model = &s,
			.version = s.version,
			.input = &sheet_change_input,
			.heading = "Sửa thông tin tờ bản đồ",
			.values = &(struct sheet_form){.scale = s.scale,
				.meridian = str_format(a, "%lld", (long long)s.meridian),
				.drawn_on = s.drawn_on}},
		sheet_page);
}

static err kept(struct req *q, const struct sheet_form *f, struct sheet_work *w)
{
	w->unit = q->ctx.unit;
	w->scale = f->scale;
	w->drawn_on = f->drawn_on;
	if (!str_int(f->meridian, &w->meridian))
		w->meridian = 0;
	TRY(apply(&q->ctx, land_sheet_keep, w));
	flash(q, "Đã lưu tờ bản đồ.");
	return see_other(q, PARCEL_PAGES "/to-ban-do/%lld", (long long)w->id);
}

/* The commune of today often bears the code of an old one: what was drawn before it began, or nobody knows when, the old one drew. */
static int64_t drawer_of(arena *a, const struct land_drawers_rows *of, str code, str drawn_on)
{
	const struct land_drawers *found = NULL;
	for (size_t i = 0; i < of->n; i++) {
		const struct land_drawers *u = &of->v[i];
		if (!str_eq(u->code, code))
			continue;
		bool fits = drawn_on.n && strcmp(str_c(a, u->valid_from), str_c(a, drawn_on)) <= 0;
		bool later = found && strcmp(str_c(a, u->valid_from), str_c(a, found->valid_from)) > 0;
		if (!found || fits == later)
			found = u;
	}
	return found ? found->id : 0;
}

err sheet_add_run(struct req *q)
{
	struct sheet_form f = {0};
	struct land_drawers_rows of;
	TRY(read_input(q, &f));
	TRY(land_drawers(&q->ctx, q->ctx.unit, &of));
	struct sheet_work w = {.number = f.number, .old_unit = drawer_of(q->ctx.a, &of, f.drawer, f.drawn_on)};
	if (!w.old_unit)
		return FAIL_FIELD(&q->ctx, "drawer", "Ghi mã 5 số của xã hiện nay hoặc của một xã cũ đã nhập vào xã.");
	return kept(q, &f, &w);
}

err sheet_change_run(struct req *q)
{
	struct sheet_form f = {0};
	struct land_sheet s;
	TRY(read_input(q, &f));
	TRY(land_sheet(&q->ctx, q->id, q->ctx.unit, &s));
	return kept(q, &f, &(struct sheet_work){.id = q->id, .number = s.number, .old_unit = s.old_unit_id});
}
