/* Departments of the administrator's own unit. */
#include "pages.h"
#include "core/history/history.h"
#include "web/reply.h"

static const struct choice opened_kinds[] = {{"office", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"},
	{"economy", "Phòng Kinh tế"}, {"culture", "Phòng Văn hóa - Xã hội"}, {"one_stop", "Trung tâm Phục vụ hành chính công"},
	{"police", "Công an"}, {"military", "Ban Chỉ huy quân sự"}, {"land_office", "Văn phòng đăng ký đất đai"},
	{"department", "Cơ quan, đơn vị khác"}, {NULL, NULL}};

const char *agency_kind_title(str kind)
{
	for (const struct choice *o = agency_kinds; o->value; o++)
		if (str_is(kind, o->value))
			return o->label;
	return "";
}

err organisation_day(struct req *q, struct listing *l)
{
	struct day_filter *f = l->asked;
	if (!f->day.n)
		f->day = day_iso(q->ctx.a, day_of(q->ctx.now));
	return NULL;
}

str organisation_until(arena *a, str valid_to)
{
	day d;
	return valid_to.s && day_parse(valid_to, &d) ? show_day(a, d - 1) : S("");
}

/* ---- reading ---- */

static bool lacking(const struct departments_on_rows *on)
{
	static const char *const wanted[] = {"one_stop", "office", "economy", "culture", "police", "military"};
	size_t found = 0;
	for (size_t i = 0; i < COUNT(wanted); i++)
		for (size_t k = 0; k < on->n; k++)
			if (str_is(on->v[k].kind, wanted[i])) {
				found++;
				break;
			}
	return found < COUNT(wanted);
}

static err agency_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct day_filter *f = l->asked;
	struct departments_on_rows all = {0};
	TRY(departments_on(&q->ctx, q->ctx.unit, f->day, &all));
	TRY(positions_at(&q->ctx, q->ctx.unit, f->day, &f->positions));
	f->is_lacking = lacking(&all);
	*out = list_whole(q, l, all.v, all.n, most);
	return NULL;
}

static struct list_key agency_key(const struct listing *l, const void *row)
{
	struct list_key key = list_place(l, row);
	key.id = ((const struct departments_on *)row)->id;
	return key;
}

static str agency_holders_text(arena *a, const struct listing *l, const void *row)
{
	const struct positions_at_rows *all = &((const struct day_filter *)l->asked)->positions;
	buf b = {.a = a};
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].agency_id.set && all->v[i].agency_id.v == ((const struct departments_on *)row)->id)
			buf_printf(&b, "%s%.*s: %.*s", b.n ? "; " : "", STR_ARG(all->v[i].name), STR_ARG(all->v[i].title));
	return buf_text(&b);
}

static void agency_holders_part(struct page *p, const struct listing *l, const void *row)
{
	agency_holders(p, &((const struct day_filter *)l->asked)->positions, ((const struct departments_on *)row)->id);
}

static str agency_until(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return organisation_until(a, ((const struct departments_on *)row)->valid_to);
}

static const struct field agency_filters[] = {
	{.name = "ngay", .label = "Ngày xem", .type = I_DATE, .at = offsetof(struct day_filter, day)}};
static const struct column agency_columns[] = {
	{.name = "name",
		.title = "Tên",
		.at = offsetof(struct departments_on, name),
		.leads = "/quan-tri/co-quan/{id}",
		.sort = "ten"},
	{.name = "holders",
		.title = "Người giữ vị trí",
		.as = COLUMN_MADE,
		.text = agency_holders_text,
		.part = agency_holders_part},
	{.name = "code", .title = "Mã định danh", .at = offsetof(struct departments_on, code), .sort = "ma"},
	{.name = "from",
		.title = "Từ ngày",
		.as = COLUMN_DAY,
		.at = offsetof(struct departments_on, valid_from),
		.sort = "tu-ngay"},
	{.name = "until", .title = "Đến hết ngày", .as = COLUMN_MADE, .text = agency_until},
};
const struct list organisation_agencies = {
	.title = "Phòng, ban và người giữ vị trí",
	.path = "/quan-tri/co-quan",
	.file = "phong-ban",
	.button = "Xem",
	.columns = LIST(agency_columns),
	.filters = LIST(agency_filters),
	.asked = sizeof(struct day_filter),
	.row = sizeof(struct departments_on),
	.settle = organisation_day,
	.rows = agency_rows,
	.key = agency_key,
};

err agencies_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct agencies_view v = {0};
	struct day_filter asked = {0};
	TRY(own_unit(c, c->unit, &v.unit));
	TRY(list_read(q, &organisation_agencies, &asked, &v.list));
	TRY(list_fill(q, &v.list));
	v.on_day = asked.day;
	v.agencies = (struct departments_on_rows){v.list.rows.v, v.list.rows.n};
	v.positions = asked.positions;
	v.next = v.list.next;
	v.is_lacking = str_is(v.unit.level, "commune") && asked.is_lacking;
	return reply(q, &v, agencies_page);
}

err organisation_change(struct req *q, int64_t id)
{
	(void)id;
	return may(q, "organisation.manage") ? NULL : FAIL(&q->ctx, DENIED, "organisation");
}

err agency_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct department d;
	if (!may(q, "organisation.manage"))
		return FAIL(&q->ctx, NOT_FOUND, "agency");
	TRY(department(&q->ctx, id, q->ctx.unit, &d));
	out->title = d.name;
	out->path = str_format(q->ctx.a, "/quan-tri/co-quan/%lld", (long long)id);
	return NULL;
}

err agency_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct agency_view v = {0};
	struct positions_at_rows all;
	TRY(department(c, q->id, c->unit, &v.agency));
	TRY(department_names(c, q->id, &v.names));
	TRY(positions_at(c, c->unit, day_iso(c->a, day_of(c->now)), &all));
	v.positions.v = NEWN(c->a, struct positions_at, all.n + 1);
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].agency_id.set && all.v[i].agency_id.v == q->id)
			v.positions.v[v.positions.n++] = all.v[i];
	return reply(q, &v, agency_page);
}

/* ---- writing ---- */

#define AGENCY(member, label, ...) FIELD_OF(struct new_agency, member, label, __VA_ARGS__)
#define CODE_NOTE                  "Theo Quyết định 20/2020/QĐ-TTg, ví dụ H42.17.05"
static const struct field new_fields[] = {
	AGENCY(kind, "Loại", .type = I_CHOICE, .min = NEEDED, .choices = opened_kinds,
		.note = "Bước giải quyết của thủ tục chuyển hồ sơ theo loại này"),
	AGENCY(name, "Tên đầy đủ", .type = I_TEXT, .min = 1, .max = 200, .note = "Như trong quyết định thành lập"),
	AGENCY(code, "Mã định danh", .type = I_TEXT, .max = 35, .note = CODE_NOTE),
	AGENCY(valid_from, "Hoạt động từ ngày", .type = I_DATE, .min = NEEDED),
};
const struct input new_agency_input = INPUT("new_agency", new_fields);
#define RENAME(member, label, ...) FIELD_OF(struct agency_change, member, label, __VA_ARGS__)
static const struct field rename_fields[] = {
	RENAME(name, "Tên đầy đủ", .type = I_TEXT, .min = 1, .max = 200),
	RENAME(code, "Mã định danh", .type = I_TEXT, .max = 35, .note = CODE_NOTE),
	RENAME(day, "Từ ngày", .type = I_DATE, .min = NEEDED, .note = "Ngày tên mới có hiệu lực; tên cũ vẫn được giữ"),
};
const struct input agency_rename_input = INPUT("agency_name", rename_fields);
static const struct field end_fields[] = {{.name = "end_day",
	.label = "Thôi hoạt động từ ngày",
	.type = I_DATE,
	.at = offsetof(struct agency_change, day),
	.min = 1}};
const struct input agency_end_input = INPUT("agency_end", end_fields);

err agencies_add_run(struct req *q)
{
	struct new_agency n = {.unit = q->ctx.unit};
	TRY(read_input(q, &n));
	n.unit = q->ctx.unit;
	TRY(apply(&q->ctx, agency_open, &n));
	flash(q, "Đã thêm %s.", str_c(q->ctx.a, n.name));
	return see_other(q, "/quan-tri/co-quan");
}

struct standard {
	int64_t unit, added;
	str valid_from;
};
OWN_RULE(add_standard, struct standard)
static err add_standard(struct ctx *c, struct standard *s) { return agencies_standard(c, s->unit, s->valid_from, &s->added); }

err agencies_standard_run(struct req *q)
{
	struct own_unit u;
	TRY(own_unit(&q->ctx, q->ctx.unit, &u));
	struct standard s = {.unit = u.id, .valid_from = u.valid_from};
	TRY(apply(&q->ctx, add_standard, &s));
	flash(q, "Đã thêm %lld phòng, ban. Hãy sửa tên và ngày cho đúng quyết định của đơn vị.", (long long)s.added);
	return see_other(q, "/quan-tri/co-quan");
}

err agency_rename_run(struct req *q)
{
	struct agency_change n = {0};
	TRY(read_input(q, &n));
	n.unit = q->ctx.unit;
	n.agency = q->id;
	TRY(apply(&q->ctx, agency_rename_from, &n));
	flash(q, "Đã lưu tên và mã.");
	return see_other(q, "/quan-tri/co-quan/%lld", (long long)q->id);
}

err organisation_end_agency(struct ctx *c, struct agency_change *n)
{
	struct positions_left left;
	TRY(positions_left(c, n->agency, n->day, &left));
	if (left.n)
		return FAIL_FIELD(c, "end_day",
			"Từ ngày đó còn %lld người giữ vị trí ở đây. Hãy ghi ngày thôi giữ vị trí, hoặc chuyển họ sang phòng "
			"khác trước.",
			(long long)left.n);
	return agency_end(c, n);
}

err agency_end_run(struct req *q)
{
	struct agency_change n = {0};
	TRY(read_input(q, &n));
	n.unit = q->ctx.unit;
	n.agency = q->id;
	TRY(apply(&q->ctx, organisation_end_agency, &n));
	flash(q, "Đã ghi ngày thôi hoạt động.");
	return see_other(q, "/quan-tri/co-quan");
}

/* ---- import: by their name; the code may change, the day on which one began not ---- */

IMPORT_RULE(agency_row, struct new_agency)
static err agency_row(struct req *q, struct new_agency *n, struct import_row *row)
{
	struct ctx *c = &q->ctx;
	struct own_agencies_named_rows all;
	struct differences d = {.a = c->a};
	str folded = fold(c->a, n->name);
	n->unit = c->unit;
	TRY(own_agencies_named(c, c->unit, &all));
	row->key = folded;
	row->verdict = IMPORT_NEW;
	for (size_t i = 0; i < all.n && !row->object; i++) {
		const struct own_agencies_named *was = &all.v[i];
		if (!str_eq(folded, fold(c->a, was->name)))
			continue;
		if (!str_eq(n->kind, was->kind))
			return FAIL_FIELD(
				c, "kind", "Trong danh sách, %.*s là “%s”.", STR_ARG(was->name), agency_kind_title(was->kind));
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
	struct department was;
	struct differences d = {.a = c->a};
	change.day = day_iso(c->a, day_of(c->now));
	TRY(department(c, n->id, c->unit, &was));
	difference_add(&d, "Mã định danh", was.code, n->code);
	TRY(agency_rename_from(c, &change));
	return history_add(c, "agency", n->id, &d);
}

static const struct field imported_fields[] = {
	AGENCY(kind, "Loại", .type = I_CHOICE, .min = NEEDED, .choices = opened_kinds,
		.note = "Phòng Kinh tế, Công an, Cơ quan, đơn vị khác…"),
	AGENCY(name, "Tên đầy đủ", .type = I_TEXT, .min = 1, .max = 200, .note = "Như trong quyết định thành lập"),
	AGENCY(code, "Mã định danh", .type = I_TEXT, .max = 35, .note = "Theo Quyết định 20/2020/QĐ-TTg"),
	AGENCY(valid_from, "Hoạt động từ ngày", .type = I_DATE, .note = "Phải có khi là phòng, ban mới"),
};
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

/* ---- as JSON ---- */

static const struct member agencies_members[] = {
	MEMBER(struct agencies_view, on_day, M_TEXT),
	MANY(struct agencies_view, agencies, departments_on),
	MANY(struct agencies_view, positions, positions_at),
	MEMBER(struct agencies_view, next, M_TEXT),
};
const struct shape agencies_shape = SHAPE("agencies", struct agencies_view, agencies_members);
static const struct member agency_members[] = {
	ONE(struct agency_view, agency, department),
	MANY(struct agency_view, names, department_names),
	MANY(struct agency_view, positions, positions_at),
};
const struct shape agency_shape = SHAPE("agency", struct agency_view, agency_members);
