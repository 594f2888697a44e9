/* Departments of a unit: opened, renamed and ended from a day on. */
#include "units.h"
#include "units_import.h"
#include "core/units/units.sql.h"
#include "web/services/audit.h"
#include "web/hooks.h"

const struct choice agency_kinds[] = {{"committee", "Ủy ban nhân dân"}, {"one_stop", "Trung tâm Phục vụ hành chính công"},
	{"office", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"}, {"economy", "Phòng Kinh tế (Kinh tế, Hạ tầng và Đô thị)"},
	{"culture", "Phòng Văn hóa - Xã hội"}, {"police", "Công an"}, {"military", "Ban Chỉ huy quân sự"},
	{"land_office", "Văn phòng đăng ký đất đai"}, {"department", "Cơ quan, đơn vị khác"}, {NULL, NULL}};

static bool known_kind(str kind)
{
	for (const struct choice *o = agency_kinds; o->value; o++)
		if (str_is(kind, o->value))
			return true;
	return false;
}

static err check_name(struct ctx *c, str name)
{
	size_t n = utf8_length(name);
	return n < 3 || n > 200 ? FAIL_FIELD(c, "name", "Ghi tên đầy đủ của phòng, ban, từ 3 đến 200 chữ.") : NULL;
}

static err check_day(struct ctx *c, const char *field, str typed, str not_before)
{
	day d, first;
	if (!day_parse(typed, &d))
		return FAIL_FIELD(c, field, "Ghi ngày theo mẫu ngày/tháng/năm, ví dụ 01/07/2025.");
	if (day_parse(not_before, &first) && d < first)
		return FAIL_FIELD(c, field, "Ngày này phải từ %s trở đi.", show_day(c->a, first).s);
	return NULL;
}

static err check_code(struct ctx *c, str code)
{
	if (!code.n || agency_code_kind(code) == CODE_STATE)
		return NULL;
	return FAIL_FIELD(c, "code",
		"Mã định danh theo Quyết định 20/2020/QĐ-TTg có dạng H42.17.05: nhóm đầu một chữ và hai số, dài nhất 35 ký tự.");
}

err agency_check(struct ctx *c, const struct new_agency *n)
{
	struct unit_get u;
	TRY(unit_get(c, n->unit, &u));
	TRY(check_name(c, n->name));
	TRY(check_code(c, n->code));
	TRY(check_day(c, "valid_from", n->valid_from, u.valid_from));
	if (!known_kind(n->kind) || str_is(n->kind, "committee"))
		return FAIL_FIELD(c, "kind", "Chọn loại phòng, ban. Mỗi đơn vị đã có sẵn một Ủy ban nhân dân.");
	return NULL;
}

err agency_open(struct ctx *c, struct new_agency *n)
{
	int64_t committee;
	struct agency_add added;
	TRY(agency_check(c, n));
	TRY(agency_find(c, n->unit, S("committee"), &committee));
	TRY(agency_add(c, n->unit, some_int(committee), n->kind, n->name, n->code, n->valid_from, &added));
	n->id = added.id;
	return audit_add(c, "agency.open", "agency", added.id, n->name);
}

err agency_rename_from(struct ctx *c, struct agency_change *n)
{
	struct agency_of k;
	TRY(agency_of(c, n->agency, n->unit, &k));
	TRY(check_name(c, n->name));
	TRY(check_code(c, n->code));
	TRY(check_day(c, "day", n->day, k.valid_from));
	if (str_is(n->day, "") || strcmp(str_c(c->a, n->day), day_iso(c->a, day_of(c->now)).s) > 0)
		return FAIL_FIELD(c, "day", "Tên mới được ghi khi đã có hiệu lực; ngày này chưa tới.");
	if (!str_eq(k.code, n->code))
		TRY(agency_code_set(c, k.id, n->code));
	if (str_eq(k.name, n->name))
		return audit_add(c, "agency.rename", "agency", k.id, n->code);
	struct agency_names_rows names;
	TRY(agency_names(c, k.id, &names));
	if (!names.n)
		TRY(agency_name_add(c, k.id, k.valid_from, k.name));
	else if (strcmp(str_c(c->a, n->day), str_c(c->a, names.v[names.n - 1].valid_from)) < 0)
		return FAIL_FIELD(c, "day", "Lần đổi tên trước có hiệu lực sau ngày này. Hãy ghi ngày muộn hơn.");
	TRY(agency_name_add(c, k.id, n->day, n->name));
	TRY(agency_rename(c, k.id, n->name));
	return audit_add(c, "agency.rename", "agency", k.id, n->name);
}

err agency_end(struct ctx *c, struct agency_change *n)
{
	struct agency_of k;
	TRY(agency_of(c, n->agency, n->unit, &k));
	TRY(check_day(c, "end_day", n->day, k.valid_from));
	if (str_is(k.kind, "committee"))
		return FAIL_FIELD(c, "end_day", "Ủy ban nhân dân chỉ kết thúc cùng với đơn vị hành chính.");
	if (k.valid_to.s)
		return FAIL(c, CONFLICT, "%s đã kết thúc hoạt động.", str_c(c->a, k.name));
	TRY(reference_free(c, "agency", k.id, n->day));
	TRY(agency_close(c, k.id, n->day));
	return audit_add(c, "agency.end", "agency", k.id, n->day);
}

/* ---- Decree 150/2025/NĐ-CP ---- */

static bool has_kind(const struct agency_list_rows *known, const char *kind)
{
	for (size_t i = 0; i < known->n; i++)
		if (str_is(known->v[i].kind, kind) && !known->v[i].valid_to.s)
			return true;
	return false;
}

err agencies_standard(struct ctx *c, int64_t unit, str valid_from, int64_t *added)
{
	struct unit_get u;
	struct agency_list_rows known;
	*added = 0;
	TRY(unit_get(c, unit, &u));
	TRY(agency_list(c, unit, &known));
	day on;
	if (!day_parse(valid_from, &on))
		return FAIL_FIELD(c, "valid_from", "Ghi ngày theo mẫu ngày/tháng/năm, ví dụ 01/07/2025.");
	bool ward = str_starts(u.full_name, S("Phường"));
	str place = lower_first(c->a, u.full_name);
	const struct {
		const char *kind;
		str name;
	} wanted[] = {
		{"one_stop", agency_one_stop_name(c, u.full_name, on)},
		{"office", S("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân")},
		{"economy", ward ? S("Phòng Kinh tế, Hạ tầng và Đô thị") : S("Phòng Kinh tế")},
		{"culture", S("Phòng Văn hóa - Xã hội")},
		{"police", str_format(c->a, "Công an %.*s", STR_ARG(place))},
		{"military", str_format(c->a, "Ban Chỉ huy quân sự %.*s", STR_ARG(place))},
	};
	for (size_t i = 0; i < COUNT(wanted); i++) {
		struct new_agency n = {
			.unit = unit, .kind = str_of(wanted[i].kind), .name = wanted[i].name, .valid_from = valid_from};
		if (has_kind(&known, wanted[i].kind))
			continue;
		TRY(agency_open(c, &n));
		++*added;
	}
	return NULL;
}

/* ---- of a unit that is new ---- */

str unit_committee_name(struct ctx *c, str full_name)
{
	return str_format(c->a, "Ủy ban nhân dân %.*s", STR_ARG(lower_first(c->a, full_name)));
}

err unit_agencies_add(struct ctx *c, int64_t unit, str full_name, str code, str valid_from)
{
	struct agency_add committee, one_stop;
	day on = day_of(c->now);
	if (!day_parse(valid_from, &on))
		return FAIL(c, BROKEN, "valid_from");
	TRY(agency_add(c, unit, (opt_int){0}, S("committee"), unit_committee_name(c, full_name), code, valid_from, &committee));
	return agency_add(c, unit, some_int(committee.id), S("one_stop"), agency_one_stop_name(c, full_name, on), S(""),
		valid_from, &one_stop);
}

err unit_equip(struct ctx *c, int64_t unit, str agency_code)
{
	struct unit_get u;
	struct agency_by_kind there;
	bool found;
	TRY(unit_get(c, unit, &u));
	TRY(agency_by_kind(c, unit, S("committee"), &there, &found));
	if (found)
		return NULL;
	TRY(unit_code_set(c, unit, agency_code));
	return unit_agencies_add(c, unit, u.full_name, agency_code, u.valid_from);
}
