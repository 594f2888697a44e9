/* Households with who lives in them, brought in from a table: a row is a person. The row of the head stands before those of the others; what is known
 * stays as it is, for what becomes different is a movement. */
#include "pages.h"
#include "core/units/units.h"
#include "web/request.h"

struct household_row {
	struct household_movement m; /* who, which household, from when */
	str code, hamlet_name, ethnicity_name, policy_day;
};

/* ---- what the words of a row mean ---- */

static err hamlet_of(struct ctx *c, struct household_row *r)
{
	struct household_hamlets_on_rows rows;
	str typed = fold(c->a, r->hamlet_name);
	size_t found = 0;
	TRY(household_hamlets_on(c, c->unit, r->m.day, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const struct household_hamlets_on *h = &rows.v[i];
		bool whole = str_eq(typed, fold(c->a, hamlet_shown(c->a, h->kind, h->name, h->note)));
		if (!whole && !str_eq(typed, h->folded) &&
			!str_eq(typed, fold(c->a, hamlet_shown(c->a, h->kind, h->name, S("")))))
			continue;
		found = whole ? 1 : found + 1;
		r->m.hamlet = h->id;
		if (whole)
			break;
	}
	if (!found)
		return FAIL_FIELD(c, "hamlet_name", "Trong xã không có thôn, tổ dân phố tên này vào ngày đó.");
	return found > 1 ? FAIL_FIELD(c, "hamlet_name",
				   "Trong xã có nhiều nơi tên này: ghi cả phần trong ngoặc, ví dụ Thôn 1 (xã Gia Sơn cũ).")
			 : NULL;
}

static err ethnicity_of(struct ctx *c, struct household_row *r)
{
	str typed = fold(c->a, r->ethnicity_name);
	r->m.ethnicity = S("");
	for (const struct choice *o = resident_ethnicities(); typed.n && o->value; o++)
		if (str_is(r->ethnicity_name, o->value) || str_eq(typed, fold(c->a, str_of(o->label))))
			r->m.ethnicity = str_of(o->value);
	return typed.n && !r->m.ethnicity.n ? FAIL_FIELD(c, "ethnicity_name", "Không có dân tộc này trong danh mục.") : NULL;
}

/* As the row says; else from the decision on, or from when the household is there. */
static str policy_day(const struct household_row *r)
{
	str later = population_before(r->m.day, r->m.decision_on) ? r->m.decision_on : r->m.day;
	return r->policy_day.n ? r->policy_day : later;
}

static err policy_of(struct ctx *c, const struct household_row *r)
{
	day on;
	const struct household_movement *m = &r->m;
	if (!m->policy_kind.n)
		return NULL;
	if (!str_is(m->relation, "head"))
		return FAIL_FIELD(c, "policy_kind", "Diện của hộ ghi ở dòng của chủ hộ.");
	if (!m->decision_number.n)
		return FAIL_FIELD(c, "decision_number", "Ghi số quyết định công nhận diện hộ.");
	if (!day_parse(m->decision_on, &on) || on > day_of(c->now))
		return FAIL_FIELD(c, "decision_on", "Ghi ngày của quyết định, không sau hôm nay.");
	if (population_before(policy_day(r), m->day) || population_before(day_iso(c->a, day_of(c->now)), policy_day(r)))
		return FAIL_FIELD(c, "policy_day", "Ngày này từ khi lập hộ đến hôm nay.");
	return household_policy_kind_on(m->policy_kind, policy_day(r))
		       ? NULL
		       : FAIL_FIELD(c, "policy_day", "Ngày này không thuộc giai đoạn nào có quy định về diện hộ này.");
}

static err facts_of(struct req *q, struct household_row *r)
{
	struct ctx *c = &q->ctx;
	struct household_movement *m = &r->m;
	if (!c->unit)
		return FAIL(c, DENIED, "Danh sách hộ do xã, phường nhập.");
	m->unit = c->unit;
	m->source = S("import");
	r->code = upper_case(c->a, r->code);
	TRY(person_check(
		q, &(struct person_facts){
			   .name = m->name, .personal_number = m->personal_number, .birth_on = m->birth_on, .sex = m->sex}));
	TRY(movement_day(c, m, S("")));
	TRY(hamlet_of(c, r));
	TRY(ethnicity_of(c, r));
	TRY(household_code_fits(c, r->code));
	TRY(policy_of(c, r));
	return movement_person_checked(c, m);
}

/* ---- beside what is known ---- */

static err person_known(struct ctx *c, const struct household_row *r, int64_t household, int64_t *person)
{
	struct fact_differences none;
	struct resident_here here;
	bool found = false;
	const struct household_movement *m = &r->m;
	*person = 0;
	if (m->personal_number.n)
		return person_differences(c, &(struct person_facts){.personal_number = m->personal_number}, person, &none);
	if (household)
		TRY(resident_here(c, household, name_key(c->a, person_name(c->a, m->name)), m->birth_on, &here, &found));
	if (found)
		*person = here.person_id;
	return NULL;
}

static err in_that_household(struct ctx *c, struct household_row *r, const struct household_by_code *h, int64_t person, bool *is)
{
	struct household_member_now now;
	struct household_span_now place;
	*is = false;
	if (person)
		TRY(household_member_now(c, h->id, person, &now, is));
	if (!*is)
		return NULL;
	if (!str_eq(now.relation, r->m.relation))
		return FAIL_FIELD(c, "relation", "Đang ghi là “%s”. Thay đổi thì ghi biến động trên trang của hộ.",
			choice_label(household_relations, now.relation));
	if (!str_is(r->m.relation, "head"))
		return NULL;
	TRY(household_span_now(c, h->id, &place));
	if (place.hamlet_id != r->m.hamlet || !str_eq(place.address, r->m.address) || !str_eq(place.kind, r->m.household_kind))
		return FAIL_FIELD(
			c, "address", "Hộ này đang ghi chỗ ở hoặc loại hộ khác. Thay đổi thì ghi biến động trên trang của hộ.");
	return NULL;
}

static err row_of_known(
	struct ctx *c, struct household_row *r, const struct household_by_code *h, int64_t person, struct import_row *row)
{
	bool same;
	if (h->ended_on.n)
		return FAIL_FIELD(c, "code", "Hộ này đã kết thúc từ ngày %s.", show_date(c->a, h->ended_on).s);
	TRY(in_that_household(c, r, h, person, &same));
	if (same) {
		row->verdict = IMPORT_SAME;
		row->object = person;
		return NULL;
	}
	if (str_is(r->m.relation, "head"))
		return FAIL_FIELD(c, "relation", "Hộ này đã có chủ hộ là người khác. Đổi chủ hộ thì ghi trên trang của hộ.");
	return population_before(r->m.day, h->opened_on)
		       ? FAIL_FIELD(c, "day", "Hộ này có từ ngày %s.", show_date(c->a, h->opened_on).s)
		       : NULL;
}

IMPORT_RULE(household_row_check, struct household_row)
static err household_row_check(struct req *q, struct household_row *r, struct import_row *row)
{
	struct ctx *c = &q->ctx;
	struct household_by_code h = {0};
	bool found, head = str_is(r->m.relation, "head");
	int64_t person;
	TRY(facts_of(q, r));
	str own = str_format(c->a, "ho:%.*s", STR_ARG(r->code));
	row->verdict = IMPORT_NEW;
	row->key = head                     ? own
		   : r->m.personal_number.n ? r->m.personal_number
					    : str_format(c->a, "%.*s|%.*s|%.*s", STR_ARG(r->code), STR_ARG(fold(c->a, r->m.name)),
						      STR_ARG(r->m.birth_on));
	TRY(household_by_code(c, c->unit, r->code, &h, &found));
	TRY(person_known(c, r, h.id, &person));
	if (found)
		TRY(row_of_known(c, r, &h, person, row));
	else if (!head) {
		row->after = own;
		row->lacking = S("Hộ này chưa có trong sổ, và trong tệp chưa có dòng đúng nào của chủ hộ đứng trước dòng này.");
	}
	return row->verdict == IMPORT_NEW && person ? resident_may_enter(c, person, &r->m, r->code) : NULL;
}

/* ---- done ---- */

static err new_with_head(struct ctx *c, struct household_row *r)
{
	struct new_household n = {.unit = c->unit, .code = r->code, .head = r->m};
	TRY(household_open(c, &n));
	if (!r->m.policy_kind.n)
		return NULL;
	struct household_movement m = {.unit = c->unit,
		.household = n.id,
		.kind = S("policy"),
		.source = S("import"),
		.document = S(""),
		.reason = S(""),
		.policy_kind = r->m.policy_kind,
		.decision_number = r->m.decision_number,
		.decision_on = r->m.decision_on};
	m.day = policy_day(r);
	return household_move(c, &m);
}

IMPORT_RULE(household_row_keep, struct household_row)
static err household_row_keep(struct req *q, struct household_row *r, struct import_row *row)
{
	struct ctx *c = &q->ctx;
	struct household_by_code h;
	bool found;
	(void)row;
	if (str_is(r->m.relation, "head"))
		return new_with_head(c, r);
	TRY(household_by_code(c, c->unit, r->code, &h, &found));
	if (!found)
		return FAIL_FIELD(c, "code", "Hộ này chưa lập được, vì dòng của chủ hộ không ghi được.");
	r->m.household = h.id;
	r->m.kind = S("arrive");
	return household_move(c, &r->m);
}

#define CELL(member, name_, label_, ...) FIELD_NAMED(name_, label_, .at = offsetof(struct household_row, member), __VA_ARGS__)
static const struct choice sexes[] = {{"male", "Nam"}, {"female", "Nữ"}, {NULL, NULL}};
static const struct field fields[] = {
	CELL(code, "code", "Mã hộ", .type = I_TEXT, .min = 1, .max = 40, .note = "Mỗi hộ một mã, như nhau ở mọi dòng của hộ"),
	CELL(m.relation, "relation", "Quan hệ với chủ hộ", .type = I_CHOICE, .min = NEEDED, .choices = household_relations,
		.note = "Dòng “Chủ hộ” đứng trước các dòng khác của hộ"),
	CELL(m.name, "name", "Họ và tên", .type = I_TEXT, .min = 2, .max = 100),
	CELL(m.personal_number, "personal_number", "Số định danh cá nhân", .type = I_TEXT, .max = 12, .grouped = true,
		.note = "12 chữ số; đặt cột là kiểu Văn bản"),
	CELL(m.birth_on, "birth_on", "Ngày sinh", .type = I_DATE, .min = NEEDED, .partly = true),
	CELL(m.sex, "sex", "Giới tính", .type = I_CHOICE, .min = NEEDED, .choices = sexes),
	CELL(ethnicity_name, "ethnicity_name", "Dân tộc", .type = I_TEXT, .max = 40, .note = "Tên hoặc mã trong danh mục"),
	CELL(m.residence, "residence", "Cư trú", .type = I_CHOICE, .min = NEEDED, .choices = household_residences),
	CELL(m.day, "day", "Ở hộ từ ngày", .type = I_DATE, .min = NEEDED),
	CELL(hamlet_name, "hamlet_name", "Thôn, tổ dân phố", .type = I_TEXT, .min = 1, .max = 120),
	CELL(m.address, "address", "Địa chỉ", .type = I_TEXT, .max = 300),
	CELL(m.household_kind, "household_kind", "Loại hộ", .type = I_CHOICE, .min = NEEDED, .choices = household_kinds),
	CELL(m.policy_kind, "policy_kind", "Diện hộ", .type = I_CHOICE, .choices = household_policies_named,
		.note = "Chỉ ghi ở dòng chủ hộ"),
	CELL(m.decision_number, "decision_number", "Số quyết định", .type = I_TEXT, .max = 60),
	CELL(m.decision_on, "decision_on", "Ngày quyết định", .type = I_DATE),
	CELL(policy_day, "policy_day", "Diện từ ngày", .type = I_DATE, .note = "Để trống thì từ ngày quyết định"),
};
static const struct input input = INPUT("imported_household", fields);
static const struct import_column columns[] = {{"so ho|ma so ho", "ML-0012"}, {"quan he|quan he chu ho", "Chủ hộ"},
	{"ho ten|ten|ho chu dem va ten", "Đinh Thị Hoa"},
	{"so dinh danh|so cccd|cccd|can cuoc cong dan|so can cuoc", "037184000123"},
	{"ngay thang nam sinh|sinh ngay|nam sinh", "05/09/1984"}, {"gioi|nam nu", "Nữ"}, {"dan toc", "Kinh"},
	{"loai cu tru|hinh thuc cu tru", "Thường trú"}, {"tu ngay|ngay den", "01/07/2025"},
	{"thon|ten thon|to dan pho|noi o", "Thôn Mỹ Lộc"}, {"dia chi|so nha", "Số 12"}, {"loai", "Hộ gia đình"},
	{"dien|ho ngheo", "Hộ nghèo"}, {"quyet dinh|so qd", "125/QĐ-UBND"}, {"ngay qd|ngay ky", "25/12/2025"},
	{"huong tu ngay|cong nhan tu ngay", "01/01/2026"}};
_Static_assert(COUNT(columns) == COUNT(fields), "a column for each field");

const struct import_kind population_import = {.name = "households",
	.title = "Hộ dân và nhân khẩu",
	.permission = "population.change",
	.note = "Mỗi dòng là một người. Hộ chưa có thì lập, người chưa có thì thêm vào hộ. Hộ và người đã có giữ nguyên: thay "
		"đổi được ghi thành biến "
		"động trên trang của hộ.",
	.leads = "/ho-dan",
	.input = &input,
	.columns = columns,
	.size = sizeof(struct household_row),
	.check = household_row_check_of,
	.keep = household_row_keep_of,
	.personal = true,
	.about = "person"};
