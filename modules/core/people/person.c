/* The rules of persons. A person is known once, by his number; what two sources say differently is settled by who says it. */
#include "people.h"
#include "number.h"
#include "core/people/people.sql.h"

enum { NAME_MAX_CHARACTERS = 100, ADDRESS_MAX_CHARACTERS = 300, OLDEST = 130 };

/* ---- checking ---- */

static err check_birth(struct req *q, err e, str birth_on)
{
	day birth, today = day_of(q->ctx.now);
	if (!birth_on.n)
		return e;
	if (!day_parse(birth_on, &birth))
		return problem(q, e, "birth_on", "Ngày sinh ghi theo mẫu ngày/tháng/năm, ví dụ 05/09/1984.");
	if (birth > today)
		return problem(q, e, "birth_on", "Ngày sinh không thể ở sau hôm nay.");
	if (day_parts(birth).year < day_parts(today).year - OLDEST)
		return problem(q, e, "birth_on", "Năm sinh quá xa. Hãy kiểm tra lại.");
	return e;
}

static bool name_like(str name)
{
	size_t n = utf8_length(name);
	if (n < 2 || n > NAME_MAX_CHARACTERS)
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (strchr("0123456789<>@#$%^*_=+{}[]|\\/\";:?!", name.s[i]))
			return false;
	return true;
}

static bool email_like(str email)
{
	str before, after;
	return str_cut(email, '@', &before, &after) && before.n && str_has(after, S(".")) && !str_has(after, S("@")) &&
	       !str_has(email, S(" "));
}

err person_check(struct req *q, const struct person_facts *f)
{
	err e = NULL;
	if (!name_like(f->name))
		e = problem(q, e, "name", "Ghi họ, chữ đệm và tên như trên giấy khai sinh hoặc thẻ căn cước, chỉ gồm chữ.");
	const char *wrong = f->personal_number.n ? number_problem(f->personal_number, f->birth_on, f->sex) : NULL;
	if (wrong)
		e = problem(q, e, "personal_number", "%s", wrong);
	e = check_birth(q, e, f->birth_on);
	if (f->sex.n && !str_is(f->sex, "male") && !str_is(f->sex, "female"))
		e = problem(q, e, "sex", "Chọn Nam hoặc Nữ.");
	if (f->phone.n && !phone_valid(f->phone))
		e = problem(q, e, "phone", "Số điện thoại gồm 10 chữ số, bắt đầu bằng 0, ví dụ 0912 345 678.");
	if (f->email.n && !email_like(f->email))
		e = problem(q, e, "email", "Địa chỉ thư điện tử có dạng ten@vidu.vn.");
	if (utf8_length(f->address) > ADDRESS_MAX_CHARACTERS)
		e = problem(q, e, "address", "Địa chỉ dài nhất %d chữ cái.", ADDRESS_MAX_CHARACTERS);
	return e;
}

/* ---- keeping ---- */

str person_name(arena *a, str name)
{
	name = utf8_nfc(a, str_trim(name));
	str title = title_case(a, name);
	bool has_lower = false;
	for (size_t i = 0; i < name.n; i++)
		has_lower |= name.s[i] >= 'a' && name.s[i] <= 'z';
	return has_lower ? name : title;
}

static str or_null(str s) { return s.n ? s : (str){NULL, 0}; }

static err add(struct ctx *c, const struct person_facts *f, int64_t *id)
{
	str name = person_name(c->a, f->name), sex = f->sex.n ? f->sex : personal_number_sex(f->personal_number);
	struct person_add added;
	TRY(person_add(c, or_null(f->personal_number), name, name_key(c->a, name), fold(c->a, name), or_null(f->birth_on),
		or_null(sex), phone_normal(c->a, f->phone), f->email, f->address, f->unit ? some_int(f->unit) : (opt_int){0},
		c->now, &added));
	*id = added.id;
	return audit_add(c, "person.add", "person", added.id, S(""));
}

/* One fact of somebody known: what the source says wins when it may replace, else only what was empty is filled. */
static str settle(buf *changed, const char *what, str known, str said, bool replace)
{
	if (!said.n || str_eq(known, said) || (known.n && !replace))
		return known;
	buf_printf(changed, "%s%s", changed->n ? " " : "", what);
	return said;
}

static err bring_up_to_date(struct ctx *c, const struct person_by_number *k, const struct person_facts *f)
{
	bool officer = c->unit != 0;
	buf changed = {.a = c->a};
	str name = settle(&changed, "name", k->name, person_name(c->a, f->name), officer);
	str birth_on = settle(&changed, "birth_on", k->birth_on, f->birth_on, officer);
	str sex = settle(&changed, "sex", k->sex, f->sex, officer);
	str phone = settle(&changed, "phone", k->phone, phone_normal(c->a, f->phone), officer);
	str email = settle(&changed, "email", k->email, f->email, officer);
	str address = settle(&changed, "address", k->address, f->address, officer);
	opt_int unit = k->unit_id;
	if (f->unit && (!unit.set || (officer && unit.v != f->unit))) {
		unit = some_int(f->unit);
		buf_lit(&changed, " unit");
	}
	if (!changed.n)
		return NULL;
	TRY(person_change(c, k->id, name, name_key(c->a, name), fold(c->a, name), or_null(birth_on), or_null(sex), phone, email,
		address, unit));
	return audit_add(c, "person.change", "person", k->id, str_trim(buf_text(&changed)));
}

err person_save(struct ctx *c, const struct person_facts *f, int64_t *id)
{
	struct person_by_number known;
	bool found = false;
	if (f->personal_number.n)
		TRY(person_by_number(c, f->personal_number, &known, &found));
	if (!found)
		return add(c, f, id);
	*id = known.id;
	return bring_up_to_date(c, &known, f);
}
