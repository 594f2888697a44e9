/* parcels: sheets, parcels and what holds of them from day to day. */
#include "inside.h"
#include "core/history/history.h"
#include "core/units/units.h"
#include "web/services/audit.h"
#include "web/services/setting.h"

/* ---- sheets ---- */

static err may_have_drawn(struct ctx *c, int64_t unit, int64_t old_unit)
{
	struct land_drawers_rows of;
	TRY(land_drawers(c, unit, &of));
	for (size_t i = 0; i < of.n; i++)
		if (of.v[i].id == old_unit)
			return NULL;
	return FAIL_FIELD(c, "old_unit", "Chọn xã đã lập tờ bản đồ: xã của đơn vị, hoặc xã cũ đã nhập vào.");
}

static err sheet_check(struct ctx *c, const struct sheet_work *w)
{
	static const int64_t scales[] = {200, 500, 1000, 2000, 5000, 10000, 25000};
	bool known = false;
	for (size_t i = 0; i < COUNT(scales); i++)
		known |= scales[i] == w->scale;
	if (!known)
		return FAIL_FIELD(c, "scale", "Tỷ lệ là 200, 500, 1000, 2000, 5000, 10000 hoặc 25000.");
	if (!meridian_valid(w->meridian))
		return FAIL_FIELD(c, "meridian", "Chọn kinh tuyến trục ghi trên tờ bản đồ.");
	return w->number >= 1 && w->number <= LAND_NUMBER_MAX
		       ? NULL
		       : FAIL_FIELD(c, "number", "Số tờ bản đồ từ 1 đến %d.", LAND_NUMBER_MAX);
}

static err sheet_change(struct ctx *c, struct sheet_work *w)
{
	struct land_sheet was;
	struct land_sheet_measured m;
	struct differences d = {.a = c->a};
	TRY(land_sheet(c, w->id, w->unit, &was));
	TRY(land_sheet_measured(c, w->id, &m));
	if (m.parcels && was.meridian != w->meridian)
		return FAIL(c, CONFLICT,
			"Tờ bản đồ đã có thửa đất với tọa độ theo kinh tuyến trục %s, nên không đổi kinh tuyến trục được nữa.",
			meridian_shown(c->a, was.meridian).s);
	difference_add(
		&d, "Tỷ lệ", str_format(c->a, "1:%lld", (long long)was.scale), str_format(c->a, "1:%lld", (long long)w->scale));
	difference_add(&d, "Kinh tuyến trục", meridian_shown(c->a, was.meridian), meridian_shown(c->a, w->meridian));
	difference_add(&d, "Lập năm", show_date(c->a, was.drawn_on), show_date(c->a, w->drawn_on));
	TRY(land_sheet_change(c, w->id, w->unit, w->scale, w->meridian, w->drawn_on));
	TRY(history_add(c, "land_sheet", w->id, &d));
	return audit_add(c, "land_sheet.change", "land_sheet", w->id, S(""));
}

err land_sheet_keep(struct ctx *c, struct sheet_work *w)
{
	struct land_sheet_numbered other;
	struct land_sheet_add added;
	bool found;
	TRY(sheet_check(c, w));
	if (w->id)
		return sheet_change(c, w);
	TRY(may_have_drawn(c, w->unit, w->old_unit));
	TRY(land_sheet_numbered(c, w->old_unit, w->number, &other, &found));
	if (found)
		return FAIL_FIELD(c, "number", "Xã đó đã có tờ bản đồ số %lld.", (long long)w->number);
	TRY(land_sheet_add(c, w->unit, w->old_unit, w->number, w->scale, w->meridian, w->drawn_on, &added));
	w->id = added.id;
	return audit_add(c, "land_sheet.add", "land_sheet", w->id, str_format(c->a, "%lld", (long long)w->number));
}

/* ---- cells ---- */

int64_t land_cell(int64_t east, int64_t north) { return east / LAND_CELL * 100000 + north / LAND_CELL; }

struct ints land_cells(arena *a, int64_t west, int64_t south, int64_t east, int64_t north, size_t most)
{
	int64_t across = east / LAND_CELL - west / LAND_CELL + 1, down = north / LAND_CELL - south / LAND_CELL + 1;
	struct ints out = {0};
	if (across < 1 || down < 1 || (out.n = (size_t)(across * down)) > most)
		return out;
	int64_t *v = NEWN(a, int64_t, out.n);
	for (int64_t x = 0, i = 0; x < across; x++)
		for (int64_t y = 0; y < down; y++, i++)
			v[i] = (west / LAND_CELL + x) * 100000 + south / LAND_CELL + y;
	out.v = v;
	return out;
}

enum { CELLS_OF_ONE = 10000 };
err land_cells_keep(struct ctx *c, int64_t parcel, const struct land_fact_add_in *f)
{
	TRY(land_cells_forget(c, parcel));
	if (!f->shape.n)
		return NULL;
	struct ints cells = land_cells(c->a, f->west, f->south, f->east, f->north, CELLS_OF_ONE);
	for (size_t i = 0; cells.v && i < cells.n; i++)
		TRY(land_cell_add(c, c->unit, cells.v[i], parcel));
	return NULL;
}

/* ---- facts ---- */

static err shape_of(struct ctx *c, int64_t meridian, str kept, struct land_fact_add_in *f)
{
	struct ground g;
	struct ground_box box;
	struct parcel_code code;
	if (!ground_read(c->a, kept, &g))
		return FAIL_FIELD(c, "shape", "Hình thửa đất không đọc được.");
	TRY(ground_on_earth(c, meridian, &g, &f->coordinates, &box));
	TRY(parcel_code_of(c, meridian, &g, &code));
	f->shape = kept;
	f->west = box.west;
	f->south = box.south;
	f->east = box.east;
	f->north = box.north;
	f->label_east = code.at.east;
	f->label_north = code.at.north;
	f->code = str_copy(c->a, str_of(code.code));
	f->algorithm = PARCEL_CODE_ALGORITHM;
	return NULL;
}

err land_fact_made(struct ctx *c, int64_t meridian, const struct parcel_work *w, const char *act, struct land_fact_add_in *out)
{
	struct land_uses uses;
	if (w->area < 1 || w->area > (int64_t)LAND_AREA_MAX * 100)
		return FAIL_FIELD(c, "area", "Diện tích ghi bằng mét vuông, lớn hơn 0, ví dụ 512,5.");
	str wrong = land_uses_read(c->a, w->uses, w->area, &uses);
	if (wrong.n)
		return FAIL_FIELD(c, "uses", "%.*s", STR_ARG(wrong));
	*out = (struct land_fact_add_in){.valid_from = w->day,
		.valid_to = {NULL, 0},
		.area = w->area,
		.uses = land_uses_text(c->a, &uses),
		.address = w->address,
		.shape = S(""),
		.coordinates = S(""),
		.code = S(""),
		.old_sheet = w->old_sheet,
		.old_number = w->old_number,
		.act = str_of(act),
		.basis = w->basis,
		.reason = w->reason,
		.account = c->actor,
		.now = c->now};
	return w->shape.n ? shape_of(c, meridian, w->shape, out) : NULL;
}

static str folded_of(arena *a, const struct parcel_work *w, int64_t sheet, int64_t number, str code)
{
	return fold(a, str_format(a, "to %lld thua %lld %.*s %.*s", (long long)sheet, (long long)number, STR_ARG(w->address),
			       STR_ARG(code)));
}
static str main_use(str uses)
{
	str code, rest;
	return str_cut(uses, ' ', &code, &rest) ? code : uses;
}

/* What lies over a neighbour by more than the survey may err is one of two mistakes, and somebody must look. */
err land_apart(struct ctx *c, int64_t parcel, int64_t meridian, const struct land_fact_add_in *f)
{
	struct ground own, other;
	struct land_near_rows near;
	int64_t area, allowed = setting_int_in(c, c->unit, "land.tolerance_shape") * 10000;
	if (!f->shape.n || !ground_read(c->a, f->shape, &own))
		return NULL;
	struct ints cells = land_cells(c->a, f->west, f->south, f->east, f->north, CELLS_OF_ONE);
	if (!cells.v)
		return NULL;
	TRY(land_near(c, c->unit, cells, parcel, &near));
	for (size_t i = 0; i < near.n; i++) {
		if (near.v[i].meridian != meridian || !ground_read(c->a, near.v[i].shape, &other))
			continue;
		TRY(ground_overlap(c, &own, &other, &area));
		if (area > allowed)
			return FAIL_FIELD(c, "shape", "Hình thửa đất chồng lên %.*s %s. Hãy kiểm tra lại tọa độ của hai thửa.",
				STR_ARG(lower_first(c->a, parcel_called(c->a, near.v[i].sheet, near.v[i].number))),
				land_area_shown(c->a, ground_hundredths(area)).s);
	}
	return NULL;
}

/* ---- a parcel comes, changes ---- */

static err number_of(struct ctx *c, const struct parcel_work *w, int64_t *number)
{
	struct land_next_number next;
	struct land_parcel_numbered other;
	bool found;
	*number = w->number;
	if (!w->number) {
		TRY(land_next_number(c, w->sheet, &next));
		*number = next.number;
	}
	if (*number < 1 || *number > LAND_NUMBER_MAX)
		return FAIL_FIELD(c, "number", "Số thửa từ 1 đến %d.", LAND_NUMBER_MAX);
	TRY(land_parcel_numbered(c, w->sheet, *number, &other, &found));
	return found ? FAIL_FIELD(c, "number",
			       "Tờ bản đồ này đã có thửa số %lld. Số thửa chỉ cấp một lần, kể cả khi thửa đó không còn.",
			       (long long)*number)
		     : NULL;
}

err land_parcel_put(struct ctx *c, const struct parcel_work *w, const char *act, opt_int event, int64_t meridian, int64_t *id)
{
	int64_t number;
	struct land_fact_add_in f;
	struct land_sheet sheet;
	struct land_parcel_insert added;
	TRY(land_sheet(c, w->sheet, c->unit, &sheet));
	TRY(number_of(c, w, &number));
	TRY(land_fact_made(c, meridian, w, act, &f));
	TRY(land_parcel_insert(c,
		&(struct land_parcel_insert_in){.unit = c->unit,
			.sheet = w->sheet,
			.number = number,
			.valid_from = w->day,
			.made_by = event,
			.area = w->area,
			.main_use = main_use(f.uses),
			.address = w->address,
			.folded = folded_of(c->a, w, sheet.number, number, f.code),
			.code = f.code,
			.managed = !w->holdings.n},
		&added));
	*id = f.parcel = added.id;
	TRY(land_fact_add(c, &f));
	TRY(land_apart(c, *id, meridian, &f));
	TRY(land_cells_keep(c, *id, &f));
	return audit_add(
		c, event.set ? "parcel.made" : "parcel.add", PARCEL_KIND, *id, parcel_called(c->a, sheet.number, number));
}

err land_parcel_add(struct ctx *c, struct parcel_work *w)
{
	struct land_sheet sheet;
	TRY(land_sheet(c, w->sheet, c->unit, &sheet));
	TRY(land_day_check(c, w->day, S("")));
	str wrong = land_shares_wrong(c->a, &w->holdings);
	if (wrong.n)
		return FAIL_FIELD(c, "holders", "%.*s", STR_ARG(wrong));
	TRY(land_parcel_put(c, w, "first", (opt_int){0}, sheet.meridian, &w->parcel));
	return land_right_put(c, &(struct right_work){.parcel = w->parcel, .holdings = w->holdings, .basis = w->basis}, w->day);
}

static str placed(arena *a, str shape)
{
	struct ground g;
	return !ground_read(a, shape, &g)
		       ? S("")
		       : str_format(a, "%zu đỉnh, %s", g.n, land_area_shown(a, ground_hundredths(ground_area(&g))).s);
}

void land_facts_differ(struct differences *d, const struct land_facts_of *was, const struct land_fact_add_in *is)
{
	arena *a = d->a;
	difference_add(d, "Diện tích", land_area_shown(a, was->area), land_area_shown(a, is->area));
	difference_add(d, "Loại đất", was->uses, is->uses);
	difference_add(d, "Địa chỉ", was->address, is->address);
	if (!str_eq(was->shape, is->shape))
		difference_add(d, "Hình thửa", placed(a, was->shape), placed(a, is->shape));
	difference_add(d, "Mã thửa đất", was->code, is->code);
	difference_add(d, "Tờ bản đồ cũ", was->old_sheet, is->old_sheet);
	difference_add(d, "Số thửa cũ", was->old_number, is->old_number);
}

err land_parcel_facts(struct ctx *c, struct parcel_work *w)
{
	struct land_parcel p;
	struct land_facts_of was;
	struct land_fact_add_in is;
	struct differences d = {.a = c->a};
	bool correct = w->how == LAND_CORRECT;
	TRY(parcel_open(c, w->parcel, w->seen, &p));
	TRY(land_fact_current(c, p.id, &was));
	if (correct)
		w->day = was.valid_from;
	else
		TRY(land_day_check(c, w->day, was.valid_from));
	if (!w->basis.n || (correct && !w->reason.n))
		return FAIL_FIELD(c, correct && w->basis.n ? "reason" : "basis",
			correct && w->basis.n ? "Ghi chỗ nào sai và vì sao biết."
					      : "Ghi căn cứ: hồ sơ, quyết định hoặc biên bản.");
	TRY(land_fact_made(c, p.meridian, w, correct ? "correct" : "change", &is));
	land_facts_differ(&d, &was, &is);
	if (!d.n)
		return FAIL_FIELD(c, "area", "Chưa có gì khác với thông tin đang lưu.");
	is.parcel = p.id;
	TRY(land_apart(c, p.id, p.meridian, &is));
	TRY(correct ? land_fact_wrong(c, was.id, c->now, c->actor) : land_fact_until(c, was.id, w->day));
	TRY(land_fact_add(c, &is));
	TRY(land_parcel_summary(c, &(struct land_parcel_summary_in){.id = p.id,
					   .seen = w->seen,
					   .area = w->area,
					   .main_use = main_use(is.uses),
					   .address = w->address,
					   .folded = folded_of(c->a, w, p.sheet, p.number, is.code),
					   .code = is.code}));
	TRY(land_cells_keep(c, p.id, &is));
	TRY(history_add(c, PARCEL_KIND, p.id, &d));
	TRY(land_grounded(c, w->dossier, (struct ints){&p.id, 1}, "facts", (opt_int){0}, w->day));
	return audit_add(c, correct ? "parcel.correct" : "parcel.change", PARCEL_KIND, p.id, S(""));
}
