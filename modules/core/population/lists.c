/* The lists: households of a commune and its residents, as of a day. */
#include "pages.h"
#include "core/units/units.h"
#include "web/request.h"
#include "web/services/audit.h"

const struct choice population_age_groups[] = {{"0-4", "0 – 4 tuổi"}, {"5-9", "5 – 9 tuổi"}, {"10-14", "10 – 14 tuổi"},
	{"15-19", "15 – 19 tuổi"}, {"20-24", "20 – 24 tuổi"}, {"25-29", "25 – 29 tuổi"}, {"30-34", "30 – 34 tuổi"},
	{"35-39", "35 – 39 tuổi"}, {"40-44", "40 – 44 tuổi"}, {"45-49", "45 – 49 tuổi"}, {"50-54", "50 – 54 tuổi"},
	{"55-59", "55 – 59 tuổi"}, {"60-64", "60 – 64 tuổi"}, {"65-69", "65 – 69 tuổi"}, {"70-74", "70 – 74 tuổi"},
	{"75-79", "75 – 79 tuổi"}, {"80-84", "80 – 84 tuổi"}, {"85-150", "85 tuổi trở lên"}, {"unknown", "Chưa rõ ngày sinh"},
	{NULL, NULL}};

/* The hamlets of a day: for filters by the place that bears the name, for forms by the name itself. */
err population_hamlet_choices(struct req *q, str day, bool by_place, const struct choice **out)
{
	struct ctx *c = &q->ctx;
	struct household_hamlets_on_rows rows;
	TRY(household_hamlets_on(c, c->unit, day, &rows));
	struct choice *v = NEWN(c->a, struct choice, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++) {
		const struct household_hamlets_on *h = &rows.v[i];
		v[i] = (struct choice){str_format(c->a, "%lld", (long long)(by_place ? h->place_id : h->id)).s,
			hamlet_shown(c->a, h->kind, h->name, h->note).s};
	}
	*out = v;
	return NULL;
}

static err settled(struct req *q, struct listing *l, str *day, const struct list_choices *more)
{
	const struct choice *hamlets;
	struct list_choices *choices = NEWN(q->ctx.a, struct list_choices, 3);
	if (!day->n)
		*day = day_iso(q->ctx.a, day_of(q->ctx.now));
	TRY(population_hamlet_choices(q, *day, true, &hamlets));
	choices[0] = (struct list_choices){"thon", hamlets};
	if (more)
		choices[1] = *more;
	l->choices = choices;
	l->on_day = *day;
	return NULL;
}

/* ---- households ---- */

static err households_settle(struct req *q, struct listing *l)
{
	return settled(q, l, &((struct household_filter *)l->asked)->day, NULL);
}

static err household_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct household_filter *f = l->asked;
	struct households_on_rows rows = {0};
	TRY(households_on(&q->ctx,
		&(struct households_on_in){.unit = q->ctx.unit,
			.on_day = f->day,
			.words = fold(q->ctx.a, f->words),
			.place = f->place,
			.kind = f->kind,
			.status = f->status,
			.after = l->from.text,
			.most = most},
		&rows));
	audit_look(q, "unit", q->ctx.unit, "Xem danh sách hộ dân");
	*out = LIST_ROWS(rows);
	return NULL;
}

static struct list_key household_key(const struct listing *l, const void *row)
{
	const struct households_on *r = row;
	(void)l;
	return (struct list_key){.id = r->id, .text = r->code};
}
static str household_place(arena *a, const struct listing *l, const void *row)
{
	const struct households_on *r = row;
	(void)l;
	return hamlet_shown(a, r->hamlet_kind, r->hamlet_name, r->hamlet_note);
}
static str household_kind_said(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(choice_label(household_kinds, ((const struct households_on *)row)->kind));
}
static str household_poverty_said(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return household_policy_title(((const struct households_on *)row)->poverty);
}

static const struct field household_filters[] = {
	{.name = "tim",
		.label = "Chủ hộ, mã hộ, địa chỉ",
		.type = I_TEXT,
		.at = offsetof(struct household_filter, words),
		.max = 100},
	{.name = "thon",
		.label = "Thôn, tổ dân phố",
		.type = I_INT,
		.at = offsetof(struct household_filter, place),
		.max = INT64_MAX},
	{.name = "loai",
		.label = "Loại hộ",
		.type = I_CHOICE,
		.at = offsetof(struct household_filter, kind),
		.choices = household_kinds},
	{.name = "dien",
		.label = "Diện hộ",
		.type = I_CHOICE,
		.at = offsetof(struct household_filter, status),
		.choices = household_policies_named},
	{.name = "ngay", .label = "Ngày xem", .type = I_DATE, .at = offsetof(struct household_filter, day)},
};
static const struct column household_columns[] = {
	{.name = "code", .title = "Mã hộ", .at = offsetof(struct households_on, code), .leads = "/ho-dan/{id}"},
	{.name = "head", .title = "Chủ hộ", .at = offsetof(struct households_on, head_name)},
	{.name = "hamlet", .title = "Thôn, tổ dân phố", .as = COLUMN_MADE, .text = household_place},
	{.name = "address", .title = "Địa chỉ", .at = offsetof(struct households_on, address)},
	{.name = "members", .title = "Số người", .as = COLUMN_NUMBER, .at = offsetof(struct households_on, members)},
	{.name = "kind", .title = "Loại hộ", .as = COLUMN_MADE, .text = household_kind_said},
	{.name = "poverty", .title = "Nghèo, cận nghèo", .as = COLUMN_MADE, .text = household_poverty_said},
};
const struct list households_list = {.title = "Hộ dân",
	.path = "/ho-dan",
	.file = "ho-dan",
	.columns = LIST(household_columns),
	.filters = LIST(household_filters),
	.asked = sizeof(struct household_filter),
	.row = sizeof(struct households_on),
	.settle = households_settle,
	.rows = household_rows,
	.key = household_key,
	.none = {"Chưa có hộ nào", "Lập từng hộ, hoặc nhập cả danh sách hộ và nhân khẩu từ tệp."},
	.looked = "unit",
	.purpose = "Tải danh sách hộ dân"};
const struct shape households_shape = LIST_SHAPE("households", households, households_on, LIST_ON_DAY);

err households_run(struct req *q)
{
	struct listing l = {0};
	struct household_filter asked = {0};
	TRY(list_read(q, &households_list, &asked, &l));
	TRY(list_fill(q, &l));
	return reply(q, &l, households_page);
}

/* ---- residents ---- */

static err residents_settle(struct req *q, struct listing *l)
{
	struct resident_filter *f = l->asked;
	return settled(q, l, &f->day, &(struct list_choices){"dan-toc", resident_ethnicities()});
}

/* The birth days of who is that old: after *from, not after *to. */
static void born_between(arena *a, str ages, str day, str *from, str *to)
{
	str low, high;
	int64_t least = 0, most = 0, year = 0;
	*from = *to = S("");
	if (!str_cut(ages, '-', &low, &high) || !str_int(low, &least) || !str_int(high, &most) || day.n != 10 ||
		!str_int((str){day.s, 4}, &year))
		return;
	*from = str_format(a, "%04lld%.*s", (long long)(year - most - 1), 6, day.s + 4);
	*to = str_format(a, "%04lld%.*s", (long long)(year - least), 6, day.s + 4);
}

/* What the list of a state of electronic identity asks for: a fact, one that is not there, the age from which an account is his own. */
static void identity_asked(arena *a, const struct resident_filter *f, struct residents_on_in *in)
{
	str none, fourteen;
	bool grown = f->identity.n && !str_is(f->identity, "card"), not_active = str_is(f->identity, "not_activated");
	in->has = in->lacks = in->grown = S("");
	if (grown) {
		born_between(a, S("14-150"), f->day, &none, &fourteen);
		in->grown = fourteen;
	}
	if (str_starts(f->identity, S("no_")))
		in->lacks = (str){f->identity.s + 3, f->identity.n - 3};
	else if (not_active)
		in->lacks = S("activated");
	if (!in->lacks.n && !str_is(f->identity, "eligible"))
		in->has = f->identity;
	else if (not_active)
		in->has = S("level_2");
}

static err resident_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct resident_filter *f = l->asked;
	struct residents_on_rows rows = {0};
	str from, to;
	born_between(q->ctx.a, f->ages, f->day, &from, &to);
	struct residents_on_in in = {.unit = q->ctx.unit,
		.on_day = f->day,
		.words = name_words(q->ctx.a, f->words),
		.place = f->place,
		.sex = f->sex,
		.born_from = from,
		.born_to = to,
		.undated = str_is(f->ages, "unknown"),
		.ethnicity = f->ethnicity,
		.residence = f->residence,
		.after = l->from.id,
		.most = most};
	identity_asked(q->ctx.a, f, &in);
	TRY(residents_on(&q->ctx, &in, &rows));
	for (size_t i = 0; i < rows.n; i++)
		rows.v[i].personal_number = mask_number(q->ctx.a, rows.v[i].personal_number);
	audit_look(q, "unit", q->ctx.unit, "Xem danh sách nhân khẩu");
	*out = LIST_ROWS(rows);
	return NULL;
}

static str resident_birth(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return show_date(a, ((const struct residents_on *)row)->birth_on);
}
static str resident_sex(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(choice_label(resident_sexes, ((const struct residents_on *)row)->sex));
}
static str resident_ethnicity(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(choice_label(resident_ethnicities(), ((const struct residents_on *)row)->ethnicity));
}
static str resident_relation(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(choice_label(household_relations, ((const struct residents_on *)row)->relation));
}
static str resident_residence(arena *a, const struct listing *l, const void *row)
{
	const struct residents_on *r = row;
	(void)l;
	return str_format(a, "%s%s", choice_label(household_residences, r->residence),
		str_is(r->presence, "absent") ? ", đang tạm vắng" : "");
}
static str resident_identity_said(arena *a, const struct listing *l, const void *row)
{
	static const char *const said[] = {"Thẻ căn cước", "Tài khoản mức độ 01", "Tài khoản mức độ 02", "Đã kích hoạt"};
	buf b = {.a = a};
	(void)l;
	for (size_t i = 0; i < COUNT(said); i++)
		if (((const struct residents_on *)row)->identity & (1 << i))
			buf_printf(&b, "%s%s", b.n ? "; " : "", said[i]);
	return buf_text(&b);
}
static str resident_place(arena *a, const struct listing *l, const void *row)
{
	const struct residents_on *r = row;
	(void)l;
	return hamlet_shown(a, r->hamlet_kind, r->hamlet_name, r->hamlet_note);
}
static void resident_part(struct page *p, const struct listing *l, const void *row)
{
	const struct residents_on *r = row;
	(void)l;
	resident_link(p, r->person_id, r->name);
}
static void resident_household_part(struct page *p, const struct listing *l, const void *row)
{
	const struct residents_on *r = row;
	(void)l;
	household_link(p, r->household_id, r->code);
}

static const struct field resident_filters[] = {
	{.name = "tim", .label = "Họ và tên", .type = I_TEXT, .at = offsetof(struct resident_filter, words), .max = 100},
	{.name = "thon",
		.label = "Thôn, tổ dân phố",
		.type = I_INT,
		.at = offsetof(struct resident_filter, place),
		.max = INT64_MAX},
	{.name = "gioi",
		.label = "Giới tính",
		.type = I_CHOICE,
		.at = offsetof(struct resident_filter, sex),
		.choices = resident_sexes},
	{.name = "tuoi",
		.label = "Nhóm tuổi",
		.type = I_CHOICE,
		.at = offsetof(struct resident_filter, ages),
		.choices = population_age_groups},
	{.name = "dan-toc",
		.label = "Dân tộc",
		.note = "Mã trong danh mục: 01 Kinh, 02 Tày ..; unknown: chưa ghi",
		.type = I_TEXT,
		.at = offsetof(struct resident_filter, ethnicity),
		.max = 10},
	{.name = "cu-tru",
		.label = "Cư trú",
		.type = I_CHOICE,
		.at = offsetof(struct resident_filter, residence),
		.choices = household_residences},
	{.name = "dinh-danh",
		.label = "Định danh điện tử",
		.type = I_CHOICE,
		.at = offsetof(struct resident_filter, identity),
		.choices = resident_identity_states},
	{.name = "ngay", .label = "Ngày xem", .type = I_DATE, .at = offsetof(struct resident_filter, day)},
};
static const struct column resident_columns[] = {
	{.name = "name", .title = "Họ và tên", .at = offsetof(struct residents_on, name), .part = resident_part},
	{.name = "birth", .title = "Ngày sinh", .as = COLUMN_MADE, .text = resident_birth},
	{.name = "sex", .title = "Giới tính", .as = COLUMN_MADE, .text = resident_sex},
	{.name = "ethnicity", .title = "Dân tộc", .as = COLUMN_MADE, .text = resident_ethnicity},
	{.name = "number", .title = "Số định danh", .at = offsetof(struct residents_on, personal_number), .spare = true},
	{.name = "household", .title = "Mã hộ", .at = offsetof(struct residents_on, code), .part = resident_household_part},
	{.name = "relation", .title = "Quan hệ với chủ hộ", .as = COLUMN_MADE, .text = resident_relation},
	{.name = "residence", .title = "Cư trú", .as = COLUMN_MADE, .text = resident_residence},
	{.name = "hamlet", .title = "Thôn, tổ dân phố", .as = COLUMN_MADE, .text = resident_place},
	{.name = "identity", .title = "Định danh điện tử", .as = COLUMN_MADE, .text = resident_identity_said, .spare = true},
};
const struct list residents_list = {.title = "Nhân khẩu",
	.path = "/nhan-khau",
	.file = "nhan-khau",
	.columns = LIST(resident_columns),
	.filters = LIST(resident_filters),
	.asked = sizeof(struct resident_filter),
	.row = sizeof(struct residents_on),
	.settle = residents_settle,
	.rows = resident_rows,
	.none = {"Chưa có nhân khẩu nào", "Người trong các hộ của xã đứng ở đây."},
	.above = {"Hộ dân", "/ho-dan"},
	.looked = "unit",
	.purpose = "Tải danh sách nhân khẩu"};
const struct shape residents_shape = LIST_SHAPE("residents", residents, residents_on, LIST_ON_DAY);
