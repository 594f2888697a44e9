/* kept: what is known of a person, for the copy that he is given (web/services/holdings.h). */
#include "pages.h"
#include "web/services/holdings.h"

static str sex_said(str sex) { return str_is(sex, "male") ? S("Nam") : str_is(sex, "female") ? S("Nữ") : S(""); }

err people_held(struct ctx *c, const struct holding_of *of, struct held_things *out)
{
	struct person_seen p;
	struct person_numbers_rows old;
	if (!of->person)
		return NULL;
	err e = person_seen(c, of->person, of->unit, &p);
	if (e)
		return e->kind == NOT_FOUND ? NULL : e; /* another commune's */
	struct held_thing *t = held_add(c, out, p.name, p.created_at, "person", p.id);
	held_fact(c, t, "Số định danh cá nhân", p.personal_number);
	held_fact(c, t, "Ngày sinh", show_date(c->a, p.birth_on));
	held_fact(c, t, "Giới tính", sex_said(p.sex));
	held_fact(c, t, "Điện thoại", p.phone);
	held_fact(c, t, "Thư điện tử", p.email);
	held_fact(c, t, "Địa chỉ", p.address);
	TRY(person_numbers(c, p.id, &old));
	for (size_t i = 0; i < old.n; i++)
		held_fact(c, t, "Số giấy tờ cũ", old.v[i].number);
	return NULL;
}
