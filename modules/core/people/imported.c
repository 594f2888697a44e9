/* People of the unit, brought in from a table. Who somebody is stays as it is known: a row that says otherwise is wrong, and a card decides. */
#include "pages.h"
#include "core/history/history.h"
#include "web/import.h"

static const struct choice sexes[] = {{"male", "Nam"}, {"female", "Nữ"}, {NULL, NULL}};

/* A commune keeps its own people: somebody who is known to live elsewhere is not moved by a list. */
static err his_own(struct req *q, const struct person_facts *f, int64_t person)
{
	struct fact_differences differ;
	int64_t home;
	err e = NULL;
	TRY(person_home(&q->ctx, f->personal_number, &home));
	if (home && home != q->ctx.unit)
		return FAIL_FIELD(&q->ctx, "personal_number",
			"Người này đang được ghi cư trú ở xã, phường khác. Hãy quét thẻ căn cước của người đó.");
	TRY(person_differences(&q->ctx, f, &person, &differ));
	for (size_t i = 0; i < differ.n; i++)
		if (!str_is(differ.v[i].fact, "address"))
			e = problem(q, e, str_c(q->ctx.a, differ.v[i].fact),
				"Đang lưu là “%.*s”. Chỉ sửa được theo thẻ căn cước.",
				STR_ARG(fact_shown(q->ctx.a, differ.v[i].fact, differ.v[i].known)));
	return e;
}

IMPORT_RULE(person_row, struct person_facts)
static err person_row(struct req *q, struct person_facts *f, struct import_row *row)
{
	struct differences d = {.a = q->ctx.a};
	TRY(person_check(q, f));
	if (!q->ctx.unit)
		return FAIL(&q->ctx, DENIED, "Danh sách người dân do xã, phường nhập.");
	f->unit = q->ctx.unit;
	row->key = f->personal_number;
	row->verdict = IMPORT_NEW;
	TRY(person_changes(&q->ctx, f, &row->object, &d));
	if (!row->object)
		return NULL;
	TRY(his_own(q, f, row->object));
	row->verdict = d.n ? IMPORT_CHANGED : IMPORT_SAME;
	row->says = differences_said(&d);
	return NULL;
}

IMPORT_RULE(person_row_keep, struct person_facts)
static err person_row_keep(struct req *q, struct person_facts *f, struct import_row *row)
{
	return person_save(&q->ctx, f, &row->object);
}

static const struct field fields[] = {
	{.name = "name",
		.label = "Họ và tên",
		.type = I_TEXT,
		.at = offsetof(struct person_facts, name),
		.min = 2,
		.max = 100,
		.note = "Như trên thẻ căn cước"},
	{.name = "personal_number",
		.label = "Số định danh cá nhân",
		.type = I_TEXT,
		.at = offsetof(struct person_facts, personal_number),
		.min = 12,
		.max = 12,
		.grouped = true,
		.note = "12 chữ số; đặt cột là kiểu Văn bản để không mất số 0"},
	{.name = "birth_on",
		.label = "Ngày sinh",
		.type = I_DATE,
		.at = offsetof(struct person_facts, birth_on),
		.partly = true,
		.note = "Chỉ biết năm thì ghi năm"},
	{.name = "sex",
		.label = "Giới tính",
		.type = I_CHOICE,
		.at = offsetof(struct person_facts, sex),
		.choices = sexes,
		.note = "Nam hoặc Nữ"},
	{.name = "phone",
		.label = "Số điện thoại",
		.type = I_TEXT,
		.at = offsetof(struct person_facts, phone),
		.max = 20,
		.grouped = true,
		.note = "10 chữ số"},
	{.name = "email", .label = "Thư điện tử", .type = I_TEXT, .at = offsetof(struct person_facts, email), .max = 100},
	{.name = "address",
		.label = "Nơi ở",
		.type = I_TEXT,
		.at = offsetof(struct person_facts, address),
		.max = 300,
		.note = "Thôn, tổ dân phố, số nhà"},
	{.name = "old_number",
		.label = "Số chứng minh nhân dân cũ",
		.type = I_TEXT,
		.at = offsetof(struct person_facts, old_number),
		.max = 12,
		.grouped = true,
		.note = "9 hoặc 12 chữ số"},
};
static const struct input input = INPUT("imported_person", fields);
static const struct import_column columns[] = {
	{"ho ten|ten|ho chu dem va ten|ho ten chu dem va ten", "Đinh Thị Hoa"},
	{"so dinh danh|so cccd|cccd|can cuoc cong dan|so can cuoc|so can cuoc cong dan|so cccd cmnd|so dinh danh ca nhan cccd",
		"037184000123"},
	{"ngay thang nam sinh|sinh ngay|nam sinh", "05/09/1984"},
	{"gioi|nam nu", "Nữ"},
	{"dien thoai|sdt|so dt|di dong", "0530123456"},
	{"email|e mail", "hoa@vidu.vn"},
	{"dia chi|noi cu tru|noi o hien tai|cho o hien nay|thuong tru", "Thôn Mỹ Lộc"},
	{"cmnd|so cmnd|so cmnd cu|cmnd cu", "164123456"},
};

const struct import_kind people_import = {.name = "people",
	.title = "Người dân",
	.permission = "people.change",
	.note = "Mỗi người nhận ra theo số định danh cá nhân. Người chưa có thì thêm; người đã có thì cập nhật điện thoại, thư "
		"điện tử, nơi ở. Họ tên, ngày "
		"sinh, giới tính đã lưu không bị thay.",
	.leads = "/nguoi-dan",
	.input = &input,
	.columns = columns,
	.size = sizeof(struct person_facts),
	.check = person_row_of,
	.keep = person_row_keep_of,
	.personal = true,
	.about = "person"};
