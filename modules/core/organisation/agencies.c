/* Departments of the administrator's own unit: a register of its own, from the list to the import. */
#include "pages.h"
#include "core/history/history.h"
#include "web/list/register.h"

static const struct choice opened_kinds[] = {{"office", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"},
	{"economy", "Phòng Kinh tế"}, {"culture", "Phòng Văn hóa - Xã hội"}, {"one_stop", "Trung tâm Phục vụ hành chính công"},
	{"police", "Công an"}, {"military", "Ban Chỉ huy quân sự"}, {"land_office", "Văn phòng đăng ký đất đai"},
	{"department", "Cơ quan, đơn vị khác"}, {NULL, NULL}};

/* ---- the list ---- */

static err agency_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct day_filter *f = l->asked;
	struct departments_on_rows all = {0};
	size_t n = 0;
	TRY(departments_on(&q->ctx, q->ctx.unit, f->day, &all));
	for (size_t i = 0; i < all.n; i++)
		if (str_has(fold(q->ctx.a, all.v[i].name), fold(q->ctx.a, f->words)))
			all.v[n++] = all.v[i];
	*out = list_whole(q, l, all.v, n, most);
	return NULL;
}

static struct list_key agency_key(const struct listing *l, const void *row)
{
	struct list_key key = list_place(l, row);
	key.id = ((const struct departments_on *)row)->id;
	return key;
}

static str agency_until(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return organisation_until(a, ((const struct departments_on *)row)->valid_to);
}

static err agency_begins(struct req *q, const void **values)
{
	struct organisation_unit u;
	struct new_agency *n = NEW(q->ctx.a, struct new_agency);
	TRY(organisation_unit(&q->ctx, q->ctx.unit, &u));
	n->valid_from = u.valid_from;
	*values = n;
	return NULL;
}

#define AGENCY(member, label, ...) FIELD_OF(struct new_agency, member, label, __VA_ARGS__)
#define RENAME(member, label, ...) FIELD_OF(struct agency_change, member, label, __VA_ARGS__)
#define CODE_NOTE                  "Theo Quyết định 20/2020/QĐ-TTg, ví dụ H42.17.05"
#define KIND_NAME_CODE                                                                                                           \
	AGENCY(kind, "Loại", .type = I_CHOICE, .min = NEEDED, .choices = opened_kinds,                                           \
		.note = "Bước giải quyết của thủ tục chuyển hồ sơ theo loại này"),                                               \
		AGENCY(name, "Tên đầy đủ", .type = I_TEXT, .min = 1, .max = 200, .note = "Như trong quyết định thành lập"),      \
		AGENCY(code, "Mã định danh", .type = I_TEXT, .max = 35, .note = CODE_NOTE)
static const struct field new_fields[] = {KIND_NAME_CODE, AGENCY(valid_from, "Hoạt động từ ngày", .type = I_DATE, .min = NEEDED)};
const struct input department_input = INPUT("new_agency", new_fields);
static const struct field agency_filters[] = {
	{.name = "tim", .label = "Tên cần tìm", .type = I_TEXT, .at = offsetof(struct day_filter, words), .max = 100},
	{.name = "ngay", .label = "Ngày xem", .type = I_DATE, .at = offsetof(struct day_filter, day)}};
#define OF(member) .at = offsetof(struct departments_on, member)
static const struct column agency_columns[] = {
	{.name = "name", .title = "Tên", OF(name), .leads = "/quan-tri/co-quan/{id}", .sort = "ten"},
	{.name = "holders",
		.title = "Người giữ vị trí",
		.as = COLUMN_MADE,
		.text = organisation_holders_text,
		.part = organisation_holders_part},
	{.name = "code", .title = "Mã định danh", OF(code), .sort = "ma"},
	{.name = "from", .title = "Từ ngày", .as = COLUMN_DAY, OF(valid_from), .sort = "tu-ngay"},
	{.name = "until", .title = "Đến hết ngày", .as = COLUMN_MADE, .text = agency_until},
};
const struct list organisation_agencies = {
	.title = "Phòng, ban",
	.path = "/quan-tri/co-quan",
	.file = "phong-ban",
	.button = "Xem",
	.columns = LIST(agency_columns),
	.filters = LIST(agency_filters),
	.asked = sizeof(struct day_filter),
	.row = sizeof(struct departments_on),
	.settle = organisation_staff_day,
	.rows = agency_rows,
	.key = agency_key,
	.above = {"Quản trị", "/quan-tri"},
	.none = {"Chưa có phòng, ban nào vào ngày này", "Hãy chọn ngày khác, hoặc thêm từng phòng, ban ở dưới."},
	.below = organisation_standard_form,
	.adds = {&department_input, "organisation.manage", "Thêm phòng, ban", agency_begins},
};
const struct shape departments_shape = LIST_SHAPE("agencies", agencies, departments_on, LIST_ON_DAY,
	{.name = "positions", .type = M_MANY, .at = offsetof(struct listing, beside), .of = &department_positions_shape});

/* ---- one of them, and changes ---- */

err department_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct department d;
	TRY(department(&q->ctx, id, q->ctx.unit, &d));
	*out = (struct object_seen){d.name, str_format(q->ctx.a, "/quan-tri/co-quan/%lld", (long long)id)};
	return NULL;
}

static const struct field rename_fields[] = {
	RENAME(name, "Tên đầy đủ", .type = I_TEXT, .min = 1, .max = 200),
	RENAME(code, "Mã định danh", .type = I_TEXT, .max = 35, .note = CODE_NOTE),
	RENAME(day, "Từ ngày", .type = I_DATE, .min = NEEDED, .note = "Ngày tên mới có hiệu lực; tên cũ vẫn được giữ"),
};
const struct input department_rename_input = INPUT("agency_name", rename_fields);
static const struct field end_fields[] = {FIELD_NAMED(
	"end_day", "Thôi hoạt động từ ngày", .type = I_DATE, .at = offsetof(struct agency_change, day), .min = NEEDED)};
const struct input department_end_input = INPUT("agency_end", end_fields);

err department_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct department_view v = {0};
	str today = day_iso(c->a, day_of(c->now));
	TRY(department(c, q->id, c->unit, &v.agency));
	TRY(department_names(c, q->id, &v.names));
	TRY(department_positions(c, c->unit, q->id, today, &v.positions));
	bool there = !v.agency.valid_to.s;
	return thing_show(q,
		&(struct thing){.list = &organisation_agencies,
			.id = q->id,
			.title = v.agency.name,
			.model = &v,
			.input = there ? &department_rename_input : NULL,
			.heading = "Sửa tên, mã định danh",
			.values = &(struct agency_change){.name = v.agency.name, .code = v.agency.code, .day = today},
			.ends = {there && !str_is(v.agency.kind, "committee") ? &department_end_input : NULL, "Thôi hoạt động",
				"Phòng, ban chỉ thôi hoạt động khi không còn ai giữ vị trí trong đó.",
				"Ghi ngày thôi hoạt động"}},
		department_page);
}

err department_add_run(struct req *q)
{
	struct new_agency n = {0};
	TRY(read_input(q, &n));
	n.unit = q->ctx.unit;
	TRY(apply(&q->ctx, agency_open, &n));
	flash(q, "Đã thêm %s.", str_c(q->ctx.a, n.name));
	return see_other(q, "/quan-tri/co-quan");
}

err organisation_change_agency(struct ctx *c, struct agency_change *n)
{
	struct department was;
	struct differences d = {.a = c->a};
	TRY(department(c, n->agency, n->unit, &was));
	difference_add(&d, "Tên đầy đủ", was.name, n->name);
	difference_add(&d, "Mã định danh", was.code, n->code);
	TRY(agency_rename_from(c, n));
	return history_add(c, "agency", n->agency, &d);
}

static err read_change(struct req *q, struct agency_change *n)
{
	TRY(read_input(q, n));
	n->unit = q->ctx.unit;
	n->agency = q->id;
	return NULL;
}

err department_rename_run(struct req *q)
{
	struct agency_change n = {0};
	TRY(read_change(q, &n));
	TRY(apply(&q->ctx, organisation_change_agency, &n));
	flash(q, "Đã lưu tên và mã.");
	return see_other(q, "/quan-tri/co-quan/%lld", (long long)q->id);
}

err department_end_run(struct req *q)
{
	struct agency_change n = {0};
	TRY(read_change(q, &n));
	TRY(apply(&q->ctx, organisation_end_agency, &n));
	flash(q, "Đã ghi ngày thôi hoạt động.");
	return see_other(q, "/quan-tri/co-quan");
}

static const struct member agency_members[] = {
	ONE(struct department_view, agency, department),
	MANY(struct department_view, names, department_names),
	MANY(struct department_view, positions, department_positions),
};
const struct shape department_view_shape = SHAPE("agency", struct department_view, agency_members);

/* ---- import: by their name; the code may change, the day on which one began not ---- */

IMPORT_RULE(agency_row, struct new_agency)
static err agency_row(struct req *q, struct new_agency *n, struct import_row *row)
{
	struct ctx *c = &q->ctx;
	struct departments_named_rows all;
	struct differences d = {.a = c->a};
	str folded = fold(c->a, n->name);
	n->unit = c->unit;
	TRY(departments_named(c, c->unit, &all));
	row->key = folded;
	row->verdict = IMPORT_NEW;
	for (size_t i = 0; i < all.n && !row->object; i++) {
		const struct departments_named *was = &all.v[i];
		if (!str_eq(folded, fold(c->a, was->name)))
			continue;
		if (!str_eq(n->kind, was->kind))
			return FAIL_FIELD(c, "kind", "Trong danh sách, %.*s là “%s”.", STR_ARG(was->name),
				choice_label(agency_kinds, was->kind));
		if (n->valid_from.n && !str_eq(n->valid_from, was->valid_from))
			return FAIL_FIELD(c, "valid_from",
				"Trong danh sách, phòng, ban này hoạt động từ %.*s. Ghi đúng ngày đó, hoặc để trống.",
				STR_ARG(show_date(c->a, was->valid_from)));
		n->name = was->name;
		n->valid_from = was->valid_from;
		row->object = n->id = was->id;
		difference_add(&d, "Mã định danh", was->code, n->code);
		row->verdict = d.n ? IMPORT_CHANGED : IMPORT_SAME;
		row->says = differences_said(&d);
	}
	return row->verdict == IMPORT_SAME ? NULL : agency_check(c, n);
}

IMPORT_RULE(agency_row_keep, struct new_agency)
static err agency_row_keep(struct req *q, struct new_agency *n, struct import_row *row)
{
	struct ctx *c = &q->ctx;
	struct agency_change change = {.unit = c->unit, .agency = n->id, .name = n->name, .code = n->code};
	if (row->verdict == IMPORT_NEW) {
		TRY(agency_open(c, n));
		row->object = n->id;
		return NULL;
	}
	change.day = day_iso(c->a, day_of(c->now));
	return organisation_change_agency(c, &change);
}

static const struct field imported_fields[] = {
	KIND_NAME_CODE, AGENCY(valid_from, "Hoạt động từ ngày", .type = I_DATE, .note = "Phải có khi là phòng, ban mới")};
static const struct input imported_input = INPUT("imported_agency", imported_fields);
static const struct import_column imported[] = {{"loai phong ban", "Cơ quan, đơn vị khác"},
	{"ten|ten phong ban|phong ban|co quan|ten co quan", "Trạm Y tế xã Gia Lâm"},
	{"ma|ma co quan|ma dinh danh dien tu", "H42.17.05"}, {"tu ngay|ngay thanh lap", "01/07/2025"}};
const struct import_kind organisation_agency_import = {.name = "agencies",
	.title = "Phòng, ban",
	.permission = "organisation.manage",
	.note = "Phòng, ban đã có tên trong danh sách thì được sửa mã định danh; chưa có thì thêm. Không có dòng nào bị xóa.",
	.leads = "/quan-tri/co-quan",
	.input = &imported_input,
	.columns = imported,
	.size = sizeof(struct new_agency),
	.check = agency_row_of,
	.keep = agency_row_keep_of};
