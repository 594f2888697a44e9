/* known: what every rule and page asks of a parcel: is it there, as the editor saw it, and what holds of it. */
#include "inside.h"
#include "web/choice.h"

str parcel_called(arena *a, int64_t sheet, int64_t number)
{
	return str_format(a, "Thửa %lld, tờ bản đồ %lld", (long long)number, (long long)sheet);
}

str land_dossier_path(arena *a, int64_t dossier) { return str_format(a, "/mot-cua/%lld/dat-dai", (long long)dossier); }

err land_fact_current(struct ctx *c, int64_t parcel, struct land_facts_of *out)
{
	struct land_facts_of_rows rows;
	TRY(land_fact_now(c, parcel, &rows));
	if (!rows.n)
		return FAIL(c, NOT_FOUND, "facts of a parcel");
	*out = rows.v[0];
	return NULL;
}

err land_right_current(struct ctx *c, int64_t parcel, struct land_rights_of *out, bool *found)
{
	struct land_rights_of_rows rows;
	TRY(land_right_now(c, parcel, &rows));
	*found = rows.n > 0;
	if (rows.n)
		*out = rows.v[0];
	return NULL;
}

err land_day_check(struct ctx *c, str day, str since)
{
	if (strcmp(str_c(c->a, day), day_iso(c->a, day_of(c->now)).s) > 0)
		return FAIL_FIELD(c, "day", "Ngày có hiệu lực không ở sau hôm nay.");
	if (since.n && strcmp(str_c(c->a, day), str_c(c->a, since)) <= 0)
		return FAIL_FIELD(c, "day",
			"Ngày có hiệu lực phải sau %s, ngày của thông tin đang có. Nếu thông tin đó ghi sai, hãy đính chính.",
			show_date(c->a, since).s);
	return NULL;
}

err parcel_open(struct ctx *c, int64_t id, int64_t seen, struct land_parcel *out)
{
	TRY(land_parcel(c, id, c->unit, out));
	if (out->valid_to.s)
		return FAIL(c, CONFLICT, "%s đã hết hiệu lực từ %s, không ghi thêm được. Hãy mở thửa mới của nó.",
			parcel_called(c->a, out->sheet, out->number).s, show_date(c->a, out->valid_to).s);
	if (out->version != seen)
		return FAIL(c, CONFLICT, "Thửa đất vừa được người khác ghi thay đổi. Hãy mở lại trang để xem rồi ghi lại.");
	return NULL;
}

const struct choice land_purposes[] = {{"process", "Giải quyết hồ sơ đất đai"}, {"verify", "Xác minh, đối chiếu"},
	{"dispute", "Hòa giải, giải quyết tranh chấp"}, {NULL, NULL}};
const char *land_purpose(str purpose)
{
	for (const struct choice *o = land_purposes; o->value; o++)
		if (str_is(purpose, o->value))
			return o->label;
	return NULL;
}
