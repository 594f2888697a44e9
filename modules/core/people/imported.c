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

static const struct import_column columns[] = {
	{.field = TEXT(struct person_facts, name, "Họ và tên", 2, 100),
		.others = "ho ten|ten|ho chu dem va ten|ho ten chu dem va ten",
		.example = "Đinh Thị Hoa",
		.note = "Như trên thẻ căn cước (bắt buộc)"},
	{.field = NUMBER_TEXT(struct person_facts, personal_number, "Số định danh cá nhân", 12, 12),
		.others = "so dinh danh|so cccd|cccd|can cuoc cong dan|so can cuoc|so can cuoc cong dan|so cccd cmnd|so dinh "
			  "danh ca nhan cccd",
		.example = "037184000123",
		.note = "12 chữ số; đặt cột là kiểu Văn bản để không mất số 0 (bắt buộc)"},
	{.field = BIRTH_DATE(struct person_facts, birth_on, "Ngày sinh", OPTIONAL),
		.others = "ngay thang nam sinh|sinh ngay|nam sinh",
		.example = "05/09/1984",
		.note = "Ngày/tháng/năm; chỉ biết năm thì ghi năm"},
	{.field = CHOICE(struct person_facts, sex, "Giới tính", OPTIONAL, sexes),
		.others = "gioi|nam nu",
		.example = "Nữ",
		.note = "Nam hoặc Nữ"},
	{.field = NUMBER_TEXT(struct person_facts, phone, "Số điện thoại", 0, 20),
		.others = "dien thoai|sdt|so dt|di dong",
		.example = "0530123456",
		.note = "10 chữ số"},
	{.field = TEXT(struct person_facts, email, "Thư điện tử", 0, 100),
		.others = "email|e mail",
		.example = "hoa@vidu.vn",
		.note = ""},
	{.field = TEXT(struct person_facts, address, "Nơi ở", 0, 300),
		.others = "dia chi|noi cu tru|noi o hien tai|cho o hien nay|thuong tru",
		.example = "Thôn Mỹ Lộc",
		.note = "Thôn, tổ dân phố, số nhà"},
	{.field = NUMBER_TEXT(struct person_facts, old_number, "Số chứng minh nhân dân cũ", 0, 12),
		.others = "cmnd|so cmnd|so cmnd cu|cmnd cu",
		.example = "164123456",
		.note = "9 hoặc 12 chữ số"},
};

const struct import_kind people_imports[1] = {{.name = "people",
	.title = "Người dân",
	.permission = "people.change",
	.note = "Mỗi người nhận ra theo số định danh cá nhân. Người chưa có thì thêm; người đã có thì cập nhật điện thoại, thư "
		"điện tử, nơi ở. Họ tên, ngày "
		"sinh, giới tính đã lưu không bị thay.",
	.leads = "/nguoi-dan",
	.columns = LIST(columns),
	.size = sizeof(struct person_facts),
	.check = person_row_of,
	.keep = person_row_keep_of,
	.personal = true,
	.about = "person"}};
