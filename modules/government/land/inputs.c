/* inputs: what may be sent of a parcel, declared. */
#include "pages.h"

static const struct choice hows[] = {
	{"change", "Biến động: từ ngày ghi dưới đây đã khác"}, {"correct", "Đính chính: trước đây ghi sai"}, {NULL, NULL}};
#define F(member, label, ...) FIELD_OF(struct facts_form, member, label, __VA_ARGS__)
#define OF_FACTS                                                                                                                                     \
	F(area, "Diện tích trên giấy (m²)", .type = I_TEXT, .min = 1, .max = 20, .note = "Ví dụ 512,5"),                                             \
		F(uses, "Loại đất", .type = I_LONG_TEXT, .min = 1, .max = 300,                                                                       \
			.note = "Mã rồi diện tích, mỗi loại một dòng: ONT 200. Chỉ một loại thì ghi mã"),                                            \
		F(address, "Địa chỉ", .type = I_TEXT, .min = 1, .max = 200, .note = "Thôn, xứ đồng"),                                                \
		F(shape, "Hình thửa: tọa độ VN-2000 các đỉnh", .type = I_LONG_TEXT, .max = 200000,                                                   \
			.note = "Mỗi dòng một đỉnh theo kinh tuyến trục của tờ bản đồ: 581000.50 2256000.25; nhận cả WKT, " \
				"GeoJSON. Dòng có dấu - tách phần khoét"),                                                                           \
		F(old_sheet, "Số tờ bản đồ cũ", .type = I_TEXT, .max = 20),                                                                          \
		F(old_number, "Số thửa cũ", .type = I_TEXT, .max = 20)
#define BASIS F(basis, "Căn cứ", .type = I_TEXT, .min = 1, .max = 200, .note = "Hồ sơ, quyết định, biên bản")
static const struct field new_fields[] = {
	F(number, "Số thửa", .type = I_INT, .min = 0, .max = LAND_NUMBER_MAX, .note = "0: số tiếp theo của tờ bản đồ"), OF_FACTS,
	F(holders, "Người sử dụng đất", .type = I_LONG_TEXT, .max = 4000,
		.note = "Mỗi dòng: số định danh hoặc tên tổ chức; họ tên; phần (1/2). Để trống: Nhà nước quản lý"),
	F(day, "Từ ngày", .type = I_DATE, .min = NEEDED), BASIS};
const struct input parcel_new_input = INPUT("parcel", new_fields);
static const struct field facts_fields[] = {F(how, "Ghi là", .type = I_CHOICE, .min = NEEDED, .choices = hows), OF_FACTS,
	F(day, "Biến động từ ngày", .type = I_DATE), BASIS,
	F(reason, "Chỗ ghi sai, vì sao biết", .type = I_TEXT, .max = 300, .note = "Khi đính chính"),
	F(dossier, "Theo hồ sơ", .type = I_INT, .max = INT64_MAX),
	F(seen, "Lần sửa đã xem", .type = I_INT, .min = 1, .max = INT64_MAX)};
const struct input parcel_facts_input = INPUT("parcel_facts", facts_fields);

static const struct choice passings[] = {
	{"change", "Chuyển quyền: từ ngày ghi dưới đây"}, {"correct", "Đính chính: trước đây ghi sai"}, {NULL, NULL}};
#define R(member, label, ...) FIELD_OF(struct right_typed, member, label, __VA_ARGS__)
static const struct field right_fields[] = {R(how, "Ghi là", .type = I_CHOICE, .min = NEEDED, .choices = passings),
	R(holders, "Người sử dụng đất", .type = I_LONG_TEXT, .max = 4000,
		.note = "Mỗi dòng: số định danh hoặc tên tổ chức; họ tên; phần (1/2). Để trống: Nhà nước quản lý"),
	R(origin, "Nguồn gốc sử dụng", .type = I_CHOICE, .choices = land_origins),
	R(term, "Thời hạn sử dụng đến", .type = I_DATE, .note = "Để trống: lâu dài"), R(day, "Từ ngày", .type = I_DATE),
	R(basis, "Căn cứ", .type = I_TEXT, .min = 1, .max = 200, .note = "Hợp đồng, văn bản thừa kế, quyết định"),
	R(dossier, "Theo hồ sơ", .type = I_INT, .max = INT64_MAX),
	R(seen, "Lần sửa đã xem", .type = I_INT, .min = 1, .max = INT64_MAX)};
const struct input land_right_input = INPUT("land_right", right_fields);

static const struct field certificate_fields[] = {
	FIELD_OF(struct certificate_work, kind, "Loại giấy", .type = I_CHOICE, .min = NEEDED, .choices = land_certificate_kinds),
	FIELD_OF(struct certificate_work, serial, "Số phát hành", .type = I_TEXT, .min = 1, .max = 20,
		.note = "Ví dụ BK 123456; từ 2025: AA 01234567"),
	FIELD_OF(struct certificate_work, book, "Số vào sổ", .type = I_TEXT, .max = 30),
	DATE(struct certificate_work, issued_on, "Ngày cấp", NEEDED),
	FIELD_OF(struct certificate_work, issuer, "Nơi cấp", .type = I_TEXT, .min = 1, .max = 150)};
const struct input land_certificate_input = INPUT("land_certificate", certificate_fields);
static const struct field certificate_end_fields[] = {DATE(struct certificate_work, day, "Thu hồi từ ngày", NEEDED),
	FIELD_OF(struct certificate_work, reason, "Căn cứ thu hồi", .type = I_TEXT, .min = 1, .max = 200)};
const struct input land_certificate_end_input = INPUT("land_certificate_end", certificate_end_fields);
static const struct field restriction_fields[] = {
	FIELD_NAMED("restriction", "Loại hạn chế", .at = offsetof(struct restriction_work, kind), .type = I_CHOICE, .min = NEEDED,
		.choices = land_restriction_kinds),
	FIELD_OF(struct restriction_work, said, "Nội dung", .type = I_TEXT, .max = 300),
	FIELD_NAMED("restriction_basis", "Căn cứ", .at = offsetof(struct restriction_work, basis), .type = I_TEXT, .min = 1,
		.max = 200),
	DATE(struct restriction_work, day, "Từ ngày", NEEDED)};
const struct input land_restriction_input = INPUT("land_restriction", restriction_fields);
static const struct field restriction_end_fields[] = {DATE(struct restriction_work, day, "Xóa từ ngày", NEEDED),
	FIELD_OF(struct restriction_work, basis, "Căn cứ xóa", .type = I_TEXT, .min = 1, .max = 200)};
const struct input land_restriction_end_input = INPUT("land_restriction_end", restriction_end_fields);

static const struct choice steps[] = {{"preview", "Xem trước"}, {"apply", "Tách thửa"}, {NULL, NULL}};
#undef F
#define F(member, label, ...) FIELD_OF(struct split_typed, member, label, __VA_ARGS__)
static const struct field split_fields[] = {
	F(step, "Việc làm", .type = I_CHOICE, .min = NEEDED, .choices = steps, .note = "preview: chỉ tính thử; apply: ghi"),
	F(line, "Đường tách", .type = I_LONG_TEXT, .max = 100000,
		.note = "Vẽ trên bản đồ, hoặc mỗi dòng một điểm; hai đầu ở ngoài ranh giới thửa"),
	F(parts, "Hoặc tọa độ các đỉnh của từng phần", .type = I_LONG_TEXT, .max = 200000,
		.note = "Mỗi dòng một đỉnh VN-2000; hai phần cách nhau một dòng trống"),
	F(uses, "Loại đất của từng phần", .type = I_LONG_TEXT, .max = 2000,
		.note = "Mỗi dòng một phần, theo số thứ tự khi xem trước: ONT 200; CLN 112,5. Để trống: như thửa cũ"),
	F(joins, "Phần hợp ngay với thửa liền kề", .type = I_TEXT, .max = 200,
		.note = "Số phần rồi số thửa, cách nhau dấu phẩy: 2: 46. Người sử dụng thửa liền kề nhận phần đó"),
	F(day, "Tách từ ngày", .type = I_DATE, .min = NEEDED),
	F(basis, "Căn cứ", .type = I_TEXT, .max = 200, .note = "Hồ sơ, quyết định cho tách thửa"),
	F(dossier, "Theo hồ sơ", .type = I_INT, .max = INT64_MAX),
	F(seen, "Lần sửa đã xem", .type = I_INT, .min = 1, .max = INT64_MAX)};
const struct input parcel_split_input = INPUT("land_split", split_fields);

static const struct field merge_fields[] = {
	FIELD_NAMED("parcels", "Hợp với các thửa số", .at = offsetof(struct merge_typed, numbers), .type = I_TEXT, .min = 1,
		.max = 200, .note = "Cùng tờ bản đồ, cách nhau dấu phẩy: 46, 47"),
	DATE(struct merge_typed, day, "Hợp từ ngày", NEEDED),
	FIELD_OF(struct merge_typed, basis, "Căn cứ", .type = I_TEXT, .min = 1, .max = 200,
		.note = "Hồ sơ, quyết định cho hợp thửa"),
	INT(struct merge_typed, dossier, "Theo hồ sơ", 0, INT64_MAX),
	INT(struct merge_typed, seen, "Lần sửa đã xem", 1, INT64_MAX)};
const struct input parcel_merge_input = INPUT("land_merge", merge_fields);
