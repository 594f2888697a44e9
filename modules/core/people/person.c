/* The rules of persons. A person is known once, by his number; what two sources say differently is settled by who says it. */
#include "people.h"
#include "number.h"
#include "pages.h"
#include "words.h"
#include "core/history/history.h"
#include "core/units/units.h"
#include "core/people/people.sql.h"
#include "web/services/audit.h"

enum { NAME_MAX_CHARACTERS = 100, ADDRESS_MAX_CHARACTERS = 300, OLDEST = 130 };

/* ---- checking ---- */

static err check_birth(struct req *q, err e, str birth_on)
{
	day birth, last, today = day_of(q->ctx.now);
	if (!birth_on.n)
		return e;
	if (!date_span(birth_on, &birth, &last))
		return problem(q, e, "birth_on",
			"Ngày sinh ghi theo mẫu ngày/tháng/năm, ví dụ 05/09/1984; chỉ biết năm thì ghi năm, ví dụ 1950.");
	if (birth > today)
		return problem(q, e, "birth_on", "Ngày sinh không thể ở sau hôm nay.");
	if (day_parts(birth).year < day_parts(today).year - OLDEST)
		return problem(q, e, "birth_on", "Năm sinh quá xa. Hãy kiểm tra lại.");
	return e;
}

bool name_like(str name)
{
	size_t n = utf8_length(name);
	if (n < 2 || n > NAME_MAX_CHARACTERS)
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (strchr("0123456789<>@#$%^*_=+{}[]|\\/\";:?!", name.s[i]))
			return false;
	return true;
}

err person_check(struct req *q, const struct person_facts *f)
{
	err e = NULL;
	if (!name_like(f->name))
		e = problem(q, e, "name", "Ghi họ, chữ đệm và tên như trên giấy khai sinh hoặc thẻ căn cước, chỉ gồm chữ.");
	const char *wrong = f->personal_number.n ? person_number_problem(f->personal_number, f->birth_on, f->sex) : NULL;
	if (wrong)
		e = problem(q, e, "personal_number", "%s", wrong);
	e = check_birth(q, e, f->birth_on);
	if (f->sex.n && !str_is(f->sex, "male") && !str_is(f->sex, "female"))
		e = problem(q, e, "sex", "Chọn Nam hoặc Nữ.");
	if (f->old_number.n && !person_old_number_valid(f->old_number))
		e = problem(q, e, "old_number", "Số chứng minh nhân dân có 9 hoặc 12 chữ số. Không nhớ thì để trống.");
	if (f->phone.n && !phone_valid(f->phone))
		e = problem(q, e, "phone", "Số điện thoại %s.", phone_wanted);
	if (f->email.n && !email_valid(f->email))
		e = problem(q, e, "email", "Địa chỉ thư điện tử ghi theo dạng ten@vidu.vn, không dấu.");
	if (utf8_length(f->address) > ADDRESS_MAX_CHARACTERS)
		e = problem(q, e, "address", "Địa chỉ dài nhất %d chữ cái.", ADDRESS_MAX_CHARACTERS);
	return e;
}

/* ---- keeping ---- */

str person_name(arena *a, str name)
{
	name = text_clean(a, name, false);
	str title = title_case(a, name);
	bool has_lower = false;
	for (size_t i = 0; i < name.n; i++)
		has_lower |= name.s[i] >= 'a' && name.s[i] <= 'z';
	return has_lower ? name : title;
}

static str or_null(str s) { return s.n ? s : (str){NULL, 0}; }

static err keep_old_number(struct ctx *c, int64_t person, str number)
{
	return person_old_number_valid(number) ? person_number_add(c, number, person, c->now) : NULL;
}

static err add(struct ctx *c, const struct person_facts *f, int64_t *id)
{
	str name = person_name(c->a, f->name), key = name_key(c->a, name), words = name_words(c->a, name);
	str sex = f->sex.n ? f->sex : personal_number_sex(f->personal_number);
	opt_int unit = f->unit ? some_int(f->unit) : (opt_int){0};
	struct person_add added;
	TRY(person_add(c,
		&(struct person_add_in){.number = or_null(f->personal_number),
			.name = name,
			.name_key = key,
			.folded = words,
			.birth_on = or_null(f->birth_on),
			.sex = or_null(sex),
			.phone = phone_normal(c->a, f->phone),
			.email = f->email,
			.address = f->address,
			.unit = unit,
			.now = c->now},
		&added));
	*id = added.id;
	TRY(name_words_keep(c, *id, unit, words, key));
	TRY(keep_old_number(c, *id, f->old_number));
	return audit_add(c, "person.add", "person", added.id, S(""));
}

struct settled { /* what changes: names of facts for the log, how they read for the history */
	buf names;
	struct differences d;
};

static void settled_add(struct settled *s, const char *fact, str known, str said)
{
	buf_printf(&s->names, "%s%s", s->names.n ? " " : "", fact);
	difference_add(&s->d, fact_title(fact), fact_shown(s->d.a, str_of(fact), known), fact_shown(s->d.a, str_of(fact), said));
}

/* One fact of somebody known: what the source says wins when it may replace, else only what was empty is filled. */
static str settle(struct settled *changed, const char *what, str known, str said, bool replace)
{
	if (!said.n || str_eq(known, said) || (known.n && !replace))
		return known;
	settled_add(changed, what, known, said);
	return said;
}

/* A birth date of which less was known is filled; it never becomes another date. */
static str settle_birth(struct settled *changed, str known, str said)
{
	bool more = known.n && said.n > known.n && dates_agree(known, said);
	return settle(changed, "birth_on", known, said, more);
}

/* Somebody's facts are stored anew, with what finds him. */
static err store(struct ctx *c, const struct person_by_number *k, const struct person_facts *f, opt_int unit,
	const struct settled *changed)
{
	str key = name_key(c->a, f->name), words = name_words(c->a, f->name);
	TRY(person_change(c, &(struct person_change_in){.id = k->id,
				     .name = f->name,
				     .name_key = key,
				     .folded = words,
				     .birth_on = or_null(f->birth_on),
				     .sex = or_null(f->sex),
				     .phone = f->phone,
				     .email = f->email,
				     .address = f->address,
				     .unit = unit}));
	if (!str_eq(k->name, f->name) || k->unit_id.set != unit.set || k->unit_id.v != unit.v) {
		TRY(person_words_forget(c, k->id));
		TRY(name_words_keep(c, k->id, unit, words, key));
	}
	TRY(history_add(c, "person", k->id, &changed->d));
	return audit_add(c, "person.change", "person", k->id, buf_text(&changed->names));
}

/* Is the old number one that he is not known by yet, and may this source say it? */
static err settle_old_number(struct ctx *c, int64_t person, str number, struct settled *changed, bool *link)
{
	struct person_numbers_rows known;
	bool there = false;
	*link = false;
	if (!person_old_number_valid(number))
		return NULL;
	TRY(person_numbers(c, person, &known));
	for (size_t i = 0; i < known.n; i++)
		there |= str_eq(known.v[i].number, number);
	if (there || (known.n && !c->unit))
		return NULL;
	settled_add(changed, "old_number", S(""), number);
	*link = true;
	return NULL;
}

static err link_old_number(struct ctx *c, int64_t person, str number, struct settled *changed)
{
	bool link;
	TRY(settle_old_number(c, person, number, changed, &link));
	return link ? person_number_add(c, number, person, c->now) : NULL;
}

static err unit_change(struct ctx *c, struct settled *changed, opt_int from, int64_t to)
{
	str before = S(""), after;
	if (from.set)
		TRY(unit_place(c, from.v, &before));
	TRY(unit_place(c, to, &after));
	settled_add(changed, "unit", before, after);
	return NULL;
}

struct brought { /* somebody known, with what a source says */
	struct person_facts now;
	opt_int unit;
	bool link; /* the old number is new */
	struct settled changed;
};

static err settle_all(struct ctx *c, const struct person_by_number *k, const struct person_facts *f, struct brought *b)
{
	bool officer = c->unit != 0;
	*b = (struct brought){.unit = k->unit_id, .changed = {.names.a = c->a, .d.a = c->a}};
	b->now = (struct person_facts){
		.name = k->name,
		.birth_on = settle_birth(&b->changed, k->birth_on, f->birth_on),
		.sex = settle(&b->changed, "sex", k->sex, f->sex, false),
		.phone = settle(&b->changed, "phone", k->phone, phone_normal(c->a, f->phone), officer),
		.email = settle(&b->changed, "email", k->email, f->email, officer),
		.address = settle(&b->changed, "address", k->address, f->address, officer),
	};
	if (f->unit && (!b->unit.set || (officer && b->unit.v != f->unit))) {
		TRY(unit_change(c, &b->changed, b->unit, f->unit));
		b->unit = some_int(f->unit);
	}
	return settle_old_number(c, k->id, f->old_number, &b->changed, &b->link);
}

static err bring_up_to_date(struct ctx *c, const struct person_by_number *k, const struct person_facts *f)
{
	struct brought b;
	TRY(settle_all(c, k, f, &b));
	if (b.link)
		TRY(person_number_add(c, f->old_number, k->id, c->now));
	return b.changed.names.n ? store(c, k, &b.now, b.unit, &b.changed) : NULL;
}

err person_changes(struct ctx *c, const struct person_facts *f, int64_t *person, struct differences *d)
{
	struct person_by_number known;
	struct brought b;
	bool found = false;
	*person = 0;
	if (f->personal_number.n)
		TRY(person_by_number(c, f->personal_number, &known, &found));
	if (!found)
		return NULL;
	TRY(settle_all(c, &known, f, &b));
	*person = known.id;
	*d = b.changed.d;
	return NULL;
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

err person_home(struct ctx *c, str personal_number, int64_t *unit)
{
	struct person_by_number known;
	bool found = false;
	if (personal_number.n)
		TRY(person_by_number(c, personal_number, &known, &found));
	*unit = found && known.unit_id.set ? known.unit_id.v : 0;
	return NULL;
}

/* ---- what a card says differently ---- */

/* Marks lost on the way to a card, or written in the other place (Hòa, Hoà), make no other name. */
static bool same_name(arena *a, str known, str said)
{
	bool plain = true;
	for (size_t i = 0; i < said.n; i++)
		plain &= (unsigned char)said.s[i] < 0x80;
	return str_eq(name_key(a, known), name_key(a, said)) || (plain && str_eq(fold(a, known), fold(a, said)));
}

static void differ(struct fact_differences *out, const char *fact, const char *title, str known, str said, bool same)
{
	if (known.n && said.n && !same)
		out->v[out->n++] = (struct fact_difference){str_of(fact), str_of(title), known, said};
}

err person_differences(struct ctx *c, const struct person_facts *said, int64_t *person, struct fact_differences *out)
{
	struct person_by_number k;
	bool found;
	*person = 0;
	*out = (struct fact_differences){.v = NEWN(c->a, struct fact_difference, 4)};
	TRY(person_by_number(c, said->personal_number, &k, &found));
	if (!found)
		return NULL;
	*person = k.id;
	str name = person_name(c->a, said->name);
	differ(out, "name", "Họ và tên", k.name, name, same_name(c->a, k.name, name));
	differ(out, "birth_on", "Ngày sinh", k.birth_on, said->birth_on, dates_agree(k.birth_on, said->birth_on));
	differ(out, "sex", "Giới tính", k.sex, said->sex, str_eq(k.sex, said->sex));
	if (!k.unit_id.set || k.unit_id.v == c->unit) /* where somebody of another commune lives is not told here */
		differ(out, "address", "Nơi ở", k.address, said->address,
			str_eq(fold(c->a, k.address), fold(c->a, said->address)));
	return NULL;
}

err person_correct(struct ctx *c, struct correction *n)
{
	struct person_by_number k;
	bool found;
	struct settled changed = {.names.a = c->a, .d.a = c->a};
	TRY(person_by_number(c, n->said.personal_number, &k, &found));
	if (!found)
		return FAIL(c, NOT_FOUND, "Không có ai mang số này.");
	if (k.unit_id.set && k.unit_id.v != c->unit)
		return FAIL(c, DENIED, "Người này thuộc đơn vị khác; chỉ đơn vị đó sửa được thông tin.");
	struct person_facts now = {
		.name = settle(&changed, "name", k.name, n->name ? person_name(c->a, n->said.name) : S(""), true),
		.birth_on = settle(&changed, "birth_on", k.birth_on, n->said.birth_on, n->birth_on),
		.sex = settle(&changed, "sex", k.sex, n->said.sex, n->sex),
		.phone = k.phone,
		.email = k.email,
		.address = settle(&changed, "address", k.address, n->said.address, n->address),
	};
	n->id = k.id;
	TRY(link_old_number(c, k.id, n->said.old_number, &changed));
	return changed.names.n ? store(c, &k, &now, k.unit_id, &changed) : NULL;
}
