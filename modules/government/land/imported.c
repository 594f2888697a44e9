/* imported: parcels from a table (CSV, XLSX) or a map (GeoJSON). A row is known by the commune that drew the sheet, the sheet and the number. What is not there
 * yet is added; what is there is changed from its day on, or corrected when the day is not later; a shape that is left empty stays as it is. What the
 * list gives as a file changes nothing when it comes back: shapes in degrees count as the same within a centimetre, which is what such a file holds.
 * Holders are taken of new parcels alone: of others a transfer is written. */
#include "pages.h"
#include "core/history/history.h"
#include "web/import.h"
#include "web/request.h"
#include <stdlib.h>

struct parcel_row {
	struct facts_form f;
	int64_t sheet, number;
	str old_unit;
	struct parcel_work work; /* what is to be done */
};

/* ---- which ---- */

static bool unit_meant(arena *a, str full_name, str typed)
{
	str kind, name, folded = fold(a, full_name), said = fold(a, typed);
	return str_eq(folded, said) || (str_cut(folded, ' ', &kind, &name) && str_eq(name, said));
}

static err sheet_of(struct ctx *c, const struct parcel_row *r, struct land_sheets *out)
{
	struct land_sheets_rows rows;
	size_t n = 0;
	TRY(land_sheets(c, c->unit, 0, r->sheet, 0, 0, 50, &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (!r->old_unit.n || unit_meant(c->a, rows.v[i].old_unit, r->old_unit)) {
			*out = rows.v[i];
			n++;
		}
	if (!n)
		return FAIL_FIELD(c, "sheet", "Chưa có tờ bản đồ số %lld%s%.*s. Hãy thêm tờ bản đồ trước.", (long long)r->sheet,
			r->old_unit.n ? " của " : "", STR_ARG(r->old_unit));
	return n == 1 ? NULL
		      : FAIL_FIELD(
				c, "old_unit", "Nhiều xã cũ có tờ bản đồ số %lld. Hãy ghi xã lập bản đồ.", (long long)r->sheet);
}

/* ---- what it says beside what is known ---- */

enum { DEGREES_EXACT = 20 }; /* millimetres: a step of a file in ten-millionths of a degree, there and back */

static bool as_in_degrees(arena *a, str kept, str typed)
{
	struct ground one, other;
	if (!ground_read(a, kept, &one) || !ground_read(a, typed, &other) || one.n != other.n || one.nrings != other.nrings ||
		memcmp(one.ends, other.ends, one.nrings * sizeof *one.ends) != 0)
		return false;
	size_t from = 0;
	for (size_t ring = 0; ring < one.nrings; from = one.ends[ring++]) {
		size_t n = one.ends[ring] - from;
		bool same = false;
		for (int back = 0; back < 2 && !same; back++)
			for (size_t shift = 0; shift < n && !same; shift++) {
				same = true;
				for (size_t i = 0; same && i < n; i++) {
					size_t k = from + (back ? shift + n - i : shift + i) % n;
					same = llabs(one.points[from + i][0] - other.points[k][0]) <= DEGREES_EXACT &&
					       llabs(one.points[from + i][1] - other.points[k][1]) <= DEGREES_EXACT;
				}
			}
		if (!same)
			return false;
	}
	return true;
}

static err row_new(struct req *q, const struct land_sheets *sheet, struct parcel_row *r)
{
	struct ctx *c = &q->ctx;
	struct land_fact_add_in made;
	TRY(land_day_check(c, r->work.day, S("")));
	TRY(land_holdings_read(q, r->f.holders, &r->work.holdings));
	str wrong = land_shares_wrong(c->a, &r->work.holdings);
	if (wrong.n)
		return FAIL_FIELD(c, "holders", "%.*s", STR_ARG(wrong));
	TRY(land_fact_made(c, sheet->meridian, &r->work, "first", &made));
	return land_apart(c, 0, sheet->meridian, &made);
}

static err row_known(struct req *q, const struct land_sheets *sheet, struct parcel_row *r, struct import_row *row)
{
	struct ctx *c = &q->ctx;
	struct land_parcel p;
	struct land_facts_of was;
	struct land_fact_add_in is;
	struct differences d = {.a = c->a};
	TRY(land_parcel(c, row->object, c->unit, &p));
	if (p.valid_to.s)
		return FAIL_FIELD(c, "number", "%s đã hết hiệu lực từ %s, không ghi thêm được.",
			parcel_called(c->a, p.sheet, p.number).s, show_date(c->a, p.valid_to).s);
	TRY(land_fact_current(c, p.id, &was));
	if (!r->work.shape.n || as_in_degrees(c->a, was.shape, r->work.shape))
		r->work.shape = was.shape;
	bool later = strcmp(str_c(c->a, r->work.day), str_c(c->a, was.valid_from)) > 0;
	r->work.parcel = p.id;
	r->work.seen = p.version;
	r->work.how = later ? LAND_CHANGE : LAND_CORRECT;
	r->work.reason = later ? S("") : S("Nhập từ tệp");
	TRY(land_fact_made(c, sheet->meridian, &r->work, later ? "change" : "correct", &is));
	land_facts_differ(&d, &was, &is);
	row->verdict = d.n ? IMPORT_CHANGED : IMPORT_SAME;
	row->says = differences_said(&d);
	if (d.n && later)
		TRY(land_day_check(c, r->work.day, was.valid_from));
	return str_eq(was.shape, is.shape) ? NULL : land_apart(c, p.id, sheet->meridian, &is);
}

IMPORT_RULE(land_row, struct parcel_row)
static err land_row(struct req *q, struct parcel_row *r, struct import_row *row)
{
	struct ctx *c = &q->ctx;
	struct land_sheets sheet = {0};
	struct land_parcel_numbered there;
	bool found;
	TRY(sheet_of(c, r, &sheet));
	r->work = (struct parcel_work){.sheet = sheet.id, .number = r->number};
	TRY(land_facts_read(q, sheet.meridian, &r->f, &r->work));
	TRY(land_parcel_numbered(c, sheet.id, r->number, &there, &found));
	row->key = str_format(c->a, "%lld/%lld", (long long)sheet.id, (long long)r->number);
	row->verdict = IMPORT_NEW;
	row->object = found ? there.id : 0;
	return found ? row_known(q, &sheet, r, row) : row_new(q, &sheet, r);
}

IMPORT_RULE(land_row_keep, struct parcel_row)
static err land_row_keep(struct req *q, struct parcel_row *r, struct import_row *row)
{
	if (row->verdict != IMPORT_NEW)
		return land_parcel_facts(&q->ctx, &r->work);
	TRY(land_parcel_add(&q->ctx, &r->work));
	row->object = r->work.parcel;
	return NULL;
}

/* ---- what is declared ---- */

#define P(name_, member, label, ...) FIELD_NAMED(name_, label, .at = offsetof(struct parcel_row, member), __VA_ARGS__)
static const struct field fields[] = {P("old_unit", old_unit, "Xã lập bản đồ", .type = I_TEXT, .max = 100,
					      .note = "Cần ghi khi hai xã cũ có tờ bản đồ cùng số"),
	P("sheet", sheet, "Tờ bản đồ số", .type = I_INT, .min = 1, .max = LAND_NUMBER_MAX),
	P("number", number, "Thửa số", .type = I_INT, .min = 1, .max = LAND_NUMBER_MAX),
	P("area", f.area, "Diện tích trên giấy (m²)", .type = I_TEXT, .min = 1, .max = 20),
	P("uses", f.uses, "Loại đất và diện tích", .type = I_TEXT, .min = 1, .max = 300,
		.note = "ONT 200; CLN 312,5. Chỉ một loại thì ghi mã"),
	P("address", f.address, "Địa chỉ", .type = I_TEXT, .min = 1, .max = 200),
	P("old_sheet", f.old_sheet, "Số tờ bản đồ cũ", .type = I_TEXT, .max = 20),
	P("old_number", f.old_number, "Số thửa cũ", .type = I_TEXT, .max = 20),
	P("day", f.day, "Thông tin có từ ngày", .type = I_DATE, .min = NEEDED),
	P("basis", f.basis, "Căn cứ", .type = I_TEXT, .min = 1, .max = 200),
	P("shape", f.shape, "Hình thửa", .type = I_LONG_TEXT, .max = 60000,
		.note = "POLYGON của VN-2000 theo kinh tuyến trục của tờ bản đồ, hoặc GeoJSON của WGS84; để trống: như đang có"),
	P("holders", f.holders, "Số định danh người sử dụng", .type = I_LONG_TEXT, .max = 4000,
		.note = "Của thửa mới: mỗi người một dòng, như ở trang thêm thửa. Để trống: Nhà nước quản lý")};
static const struct input parcel_row_input = INPUT("parcel_row", fields);
static const struct import_column columns[] = {{"xa|xa cu", "Xã Gia Lâm"}, {"to ban do|so to|to", "12"}, {"so thua|thua", "45"},
	{"dien tich phap ly|dien tich|on_paper|on paper", "512,5"}, {"muc dich su dung|loai dat", "ONT 200; CLN 312,5"},
	{"dia chi thua dat", "Thôn Mỹ Lộc"}, {"to ban do cu", "3"}, {"so thua cu", "118"},
	{"tu ngay|ngay|known_from|known from", "01/07/2005"}, {"ho so|quyet dinh", "Sổ địa chính"},
	{"geometry|hinh|toa do", "POLYGON((581000.000 2256000.000, 581020.000 2256000.000, 581020.000 2256030.000))"},
	{"so dinh danh|cccd", "037190123456"}};
const struct import_kind land_import = {.name = "parcels",
	.title = "Thửa đất",
	.permission = LAND_CHANGE_PERMISSION,
	.note = "Thửa đã có thì ghi biến động từ ngày của dòng, hoặc đính chính khi ngày không sau ngày đang có; thửa chưa có "
		"thì thêm. Không có thửa nào "
		"bị xóa; chuyển quyền thì ghi ở trang của thửa.",
	.leads = PARCEL_PAGES,
	.input = &parcel_row_input,
	.columns = columns,
	.size = sizeof(struct parcel_row),
	.check = land_row_of,
	.keep = land_row_keep_of,
	.personal = true,
	.about = PARCEL_KIND};
