/* answer: one value of one field, judged. The problem is a sentence that says what to do; what was typed is kept. */
#include "core/forms/inside.h"
#include "core/people/people.h"
#include "web/judging.h"

enum { TYPED_MAX = 4000, NUMBER_TEXT_MAX = 40 };

/* ---- texts ---- */

static str length_problem(struct judging *j, str s, int64_t min, int64_t max)
{
	int64_t n = (int64_t)utf8_length(s);
	if (min && n < min)
		return str_format(j->c->a, "“%s” phải có ít nhất %lld ký tự", j->field->label, (long long)min);
	if (max && n > max)
		return str_format(
			j->c->a, "“%s” dài tối đa %lld ký tự (đang có %lld)", j->field->label, (long long)max, (long long)n);
	return S("");
}

static str judge_text(struct judging *j, str s)
{
	const struct form_field *f = j->field;
	s = f->kind && f->kind->normal ? f->kind->normal(j->c->a, s) : s;
	j->out->text = s;
	str problem = length_problem(j, s, f->has_min ? f->min : 0, f->max);
	if (!problem.n && f->kind && !f->kind->fits(s))
		problem = str_format(j->c->a, "“%s”: %s", f->label, f->kind->problem);
	return problem;
}

static str judge_phone(struct judging *j, str s)
{
	if (!phone_valid(s))
		return str_format(j->c->a, "“%s” %s", j->field->label, phone_wanted);
	j->out->text = phone_normal(j->c->a, s);
	return S("");
}

/* The value of another field of the same row, or of a plain section; empty when it is not usable. */
static str other(struct judging *j, const struct form_field *f)
{
	const struct form_answer *a = f ? form_answer_to(j->answers, f, f->section == j->field->section ? j->row : 0) : NULL;
	return a && a->filled && !a->wrong ? a->text : S("");
}

static str judge_personal_number(struct judging *j, str s)
{
	const struct form_field *f = j->field;
	s = j->out->text = number_ungrouped(j->c->a, s);
	if (!personal_number_valid(s, S(""), S("")))
		return str_format(j->c->a, "“%s” phải gồm đúng 12 chữ số như trên thẻ căn cước", f->label);
	if (!personal_number_valid(s, other(j, f->birth_on), S("")))
		return str_format(j->c->a, "“%s” không khớp với “%s”; hãy kiểm tra lại cả hai", f->label, f->birth_on->label);
	str sex = other(j, f->sex);
	if ((str_is(sex, "male") || str_is(sex, "female")) && !personal_number_valid(s, S(""), sex))
		return str_format(j->c->a, "“%s” không khớp với “%s”; hãy kiểm tra lại cả hai", f->label, f->sex->label);
	return S("");
}

/* ---- dates ---- */

static str judge_date(struct judging *j, str s)
{
	const struct form_field *f = j->field;
	day first, last, earlier, to, today = day_of(j->c->now);
	const char *wrong = date_typed(j->c->a, s, f->partly, &s);
	if (wrong || !date_span(s, &first, &last))
		return str_format(j->c->a, "“%s” %s", f->label, wrong);
	j->out->text = s;
	if (f->past && first > today)
		return str_format(j->c->a, "“%s” không thể sau hôm nay", f->label);
	if (f->min_age && years_between(first, today) < f->min_age) /* the law counts an unknown day as the first */
		return str_format(j->c->a, "“%s”: phải đủ %lld tuổi trở lên", f->label, (long long)f->min_age);
	if (date_span(other(j, f->not_before), &earlier, &to) && last < earlier)
		return str_format(j->c->a, "“%s” không thể trước “%s”", f->label, f->not_before->label);
	return S("");
}

static str judge_month(struct judging *j, str s)
{
	day first, last;
	const char *label = j->field->label, *wrong = date_typed(j->c->a, s, true, &s);
	if (wrong || s.n != strlen("2026-12") || !date_span(s, &first, &last))
		return str_format(j->c->a, "“%s”: ghi tháng và năm, ví dụ 12/2026", label);
	j->out->text = s;
	return j->field->past && first > day_of(j->c->now) ? str_format(j->c->a, "“%s” không thể sau tháng này", label) : S("");
}

static str year_range(struct judging *j)
{
	const struct form_field *f = j->field;
	long long min = f->min / FORM_UNITS_OF_NUMBER, max = f->max / FORM_UNITS_OF_NUMBER;
	if ((!f->has_min || j->out->number >= f->min) && j->out->number <= f->max)
		return S("");
	if (!f->has_max)
		return str_format(j->c->a, "“%s” phải từ năm %lld trở đi", f->label, min);
	if (!f->has_min)
		return str_format(j->c->a, "“%s” phải từ năm %lld trở về trước", f->label, max);
	return str_format(j->c->a, "“%s” phải từ năm %lld đến năm %lld", f->label, min, max);
}

static str judge_year(struct judging *j, str s)
{
	int64_t year;
	if (s.n != strlen("1984") || !str_int(s, &year) || year < FORM_YEAR_FIRST || year > FORM_YEAR_LAST)
		return str_format(j->c->a, "“%s”: ghi năm bằng bốn chữ số, ví dụ 1984", j->field->label);
	j->out->number = year * FORM_UNITS_OF_NUMBER;
	j->out->text = s;
	if (j->field->past && year > day_parts(day_of(j->c->now)).year)
		return str_format(j->c->a, "“%s” không thể sau năm nay", j->field->label);
	return year_range(j);
}

/* ---- numbers: "1.085", "1 085", "1.085,5", "85,5", "85.5" ---- */

/* Whole part with its grouping, then a decimal comma; one dot before one or two last digits is a decimal point too. */
bool form_number_parse(arena *a, str s, int64_t *out)
{
	str whole, part;
	bool negative = s.n && s.s[0] == '-';
	int64_t w, p = 0;
	if (negative)
		s = (str){s.s + 1, s.n - 1};
	bool comma = str_cut(s, ',', &whole, &part);
	const char *dot = s.s && s.n ? memrchr(s.s, '.', s.n) : NULL;
	if (!comma && dot && dot == memchr(s.s, '.', s.n) && s.s + s.n - dot <= 3) {
		comma = true;
		whole = (str){s.s, (size_t)(dot - s.s)};
		part = (str){dot + 1, (size_t)(s.s + s.n - dot - 1)};
	}
	if (!whole.n || whole.s[0] == '-' || !number_grouped(a, whole, &w) || w > FORM_NUMBER_MAX / FORM_UNITS_OF_NUMBER)
		return false;
	if (comma && (part.n < 1 || part.n > 2 || part.s[0] == '-' || !str_int(part, &p)))
		return false;
	*out = w * FORM_UNITS_OF_NUMBER + (part.n == 1 ? p * 10 : p);
	*out = negative ? -*out : *out;
	return *out >= -FORM_NUMBER_MAX && *out <= FORM_NUMBER_MAX;
}

str form_number_typed(arena *a, int64_t n)
{
	int64_t part = n % FORM_UNITS_OF_NUMBER;
	part = part < 0 ? -part : part;
	str whole = show_int(a, n / FORM_UNITS_OF_NUMBER);
	const char *minus = n < 0 && n > -FORM_UNITS_OF_NUMBER ? "-" : "";
	if (!part)
		return whole;
	if (part % 10)
		return str_format(a, "%s%.*s,%02lld", minus, STR_ARG(whole), (long long)part);
	return str_format(a, "%s%.*s,%lld", minus, STR_ARG(whole), (long long)part / 10);
}

str form_number_of(arena *a, enum form_type type, int64_t n)
{
	return type == FORM_YEAR ? str_format(a, "%lld", (long long)(n / FORM_UNITS_OF_NUMBER)) : form_number_typed(a, n);
}

static str range_problem(struct judging *j, int64_t n)
{
	const struct form_field *f = j->field;
	arena *a = j->c->a;
	if ((!f->has_min || n >= f->min) && n <= f->max)
		return S("");
	if (!f->has_max)
		return str_format(a, "“%s” phải từ %s trở lên", f->label, form_number_typed(a, f->min).s);
	if (!f->has_min)
		return str_format(a, "“%s” phải từ %s trở xuống", f->label, form_number_typed(a, f->max).s);
	return str_format(a, "“%s” phải từ %s đến %s", f->label, form_number_typed(a, f->min).s, form_number_typed(a, f->max).s);
}

/* A number that this field would take: half way of a narrow range, else one of the usual size of its type. */
static str number_example(struct judging *j)
{
	const struct form_field *f = j->field;
	int64_t usual = f->type == FORM_DECIMAL ? 8550
			: f->type == FORM_MONEY ? 150000 * FORM_UNITS_OF_NUMBER
						: 3 * FORM_UNITS_OF_NUMBER;
	bool fits = (!f->has_min || usual >= f->min) && usual <= f->max;
	return form_number_typed(j->c->a, fits ? usual : f->has_min ? f->min : f->max);
}

static bool has_long_fraction(str s)
{
	str whole, part;
	int64_t n;
	return str_cut(s, ',', &whole, &part) && part.n > 2 && str_int(part, &n) && n >= 0;
}

static str not_a_number(struct judging *j, str s)
{
	const char *label = j->field->label, *example = number_example(j).s;
	if (j->field->type != FORM_DECIMAL)
		return str_format(j->c->a, "“%s” phải là số nguyên, ví dụ %s", label, example);
	if (has_long_fraction(s))
		return str_format(j->c->a, "“%s” chỉ ghi đến hai chữ số sau dấu phẩy, ví dụ %s", label, example);
	return str_format(j->c->a, "“%s” phải là số, ví dụ %s", label, example);
}

static str judge_number(struct judging *j, str s)
{
	const struct form_field *f = j->field;
	if (s.n > NUMBER_TEXT_MAX || !form_number_parse(j->c->a, s, &j->out->number))
		return not_a_number(j, s);
	if (f->type != FORM_DECIMAL && j->out->number % FORM_UNITS_OF_NUMBER)
		return str_format(j->c->a, "“%s” phải là số nguyên, không có phần lẻ", f->label);
	return range_problem(j, j->out->number);
}

/* ---- choices ---- */

static str judge_choice(struct judging *j, str s)
{
	const struct choice *found = j->field->list ? form_list_find(j->c->a, j->field->list, s) : NULL;
	j->out->text = found ? str_of(found->value) : s;
	if (found || form_choice_has(j->field, s))
		return S("");
	if (j->field->list)
		return str_format(j->c->a, "“%s”: danh sách không có “%.*s”; gõ vài chữ rồi chọn tên được gợi ý", j->field->label,
			STR_ARG(s));
	return str_format(j->c->a, "Chọn “%s” trong danh sách", j->field->label);
}

static str judge_yes_no(struct judging *j, str s)
{
	bool yes = str_is(s, "yes"), no = str_is(s, "no");
	j->out->number = yes;
	j->out->text = yes ? S("1") : S("0");
	return yes || no ? S("") : str_format(j->c->a, "“%s”: chọn Có hoặc Không", j->field->label);
}

static str judge_choices(struct judging *j, struct sent s)
{
	const struct form_field *f = j->field;
	str *v = NEWN(j->c->a, str, f->nchoices + 1);
	size_t n = 0, known = 0;
	for (size_t i = 0; i < f->nchoices; i++) /* in the order of the form, each once */
		for (size_t k = 0; k < s.n; k++)
			if (str_is(s.v[k], f->choices[i].value)) {
				v[n++] = str_of(f->choices[i].value);
				break;
			}
	for (size_t k = 0; k < s.n; k++)
		known += form_choice_has(f, s.v[k]);
	j->out->list = (struct texts){v, n};
	j->out->filled = n > 0;
	if (known != s.n)
		return str_format(j->c->a, "Chọn “%s” trong danh sách", f->label);
	if (n && f->has_min && (int64_t)n < f->min)
		return str_format(j->c->a, "“%s”: chọn ít nhất %lld mục", f->label, (long long)f->min);
	if ((int64_t)n > f->max)
		return str_format(j->c->a, "“%s”: chọn tối đa %lld mục", f->label, (long long)f->max);
	return S("");
}

/* ---- places ---- */

static const char *province_name(const struct form *f, str code)
{
	for (const struct choice *k = f->provinces; k && k->value; k++)
		if (str_is(code, k->value))
			return k->label;
	return NULL;
}

/* What was typed is the code, the full name or the bare name of one commune, with or without marks. */
static err find_commune(struct judging *j, str province, str typed, struct form_communes *out, size_t *matches)
{
	struct form_communes_rows rows;
	arena *a = j->c->a;
	str key = search_key(a, typed), marked = name_key(a, typed);
	TRY(form_communes(j->c, province, day_iso(j->c->a, day_of(j->c->now)), &rows));
	*matches = 0;
	for (int pass = 0; pass < 4 && !*matches; pass++)
		for (size_t i = 0; i < rows.n; i++) {
			const struct form_communes *u = &rows.v[i];
			bool same = pass == 0 ? str_eq(u->code, typed) || str_eq(u->full_name, typed)
				    : pass == 1
					    ? str_eq(name_key(a, u->full_name), marked) || str_eq(name_key(a, u->name), marked)
				    : pass == 2 ? str_eq(search_key(a, u->full_name), key)
						: str_eq(search_key(a, u->name), key);
			if (same && !(*matches)++)
				*out = *u;
		}
	return NULL;
}

static err judge_place(struct judging *j, struct sent s, str *problem)
{
	const struct form_field *f = j->field;
	struct form_answer *v = j->out;
	v->province = s.n > 0 ? s.v[0] : S("");
	v->commune = s.n > 1 ? s.v[1] : S("");
	v->detail = s.n > 2 && f->with_detail ? s.v[2] : S("");
	const char *province = province_name(j->answers->form, v->province);
	struct form_communes commune = {0};
	size_t matches = 0;
	*problem = length_problem(j, v->detail, 0, 200);
	j->part = "-detail";
	if (problem->n)
		return NULL;
	j->part = "-province";
	if (!province) {
		*problem = str_format(j->c->a, "“%s”: chọn tỉnh, thành phố", f->label);
		return NULL;
	}
	j->part = "-commune";
	if (!j->c->db) { /* shown again: nobody asks, the texts stay as they are */
		*problem = S("…");
		return NULL;
	}
	if (v->commune.n)
		TRY(find_commune(j, v->province, v->commune, &commune, &matches));
	if (!v->commune.n)
		*problem = str_format(j->c->a, "“%s”: ghi tên xã, phường, đặc khu", f->label);
	else if (!matches)
		*problem = str_format(j->c->a, "“%s”: %s không có xã, phường “%.*s”; hãy kiểm tra lại tên", f->label, province,
			STR_ARG(v->commune));
	else if (matches > 1)
		*problem = str_format(j->c->a, "“%s”: %s có nhiều nơi tên “%.*s”; hãy ghi rõ xã hay phường", f->label, province,
			STR_ARG(v->commune));
	if (problem->n)
		return NULL;
	v->commune = commune.code;
	v->commune_name = commune.full_name;
	v->text = str_format(
		j->c->a, "%.*s%s%.*s, %s", STR_ARG(v->detail), v->detail.n ? ", " : "", STR_ARG(commune.full_name), province);
	return NULL;
}

/* ---- geometries ---- */

static str judge_geometry(struct judging *j, struct sent s)
{
	const struct form_field *f = j->field;
	struct geometry g;
	str problem = s.object ? geometry_from_json(j->c, s.object, f->shape, f->label, &g)
			       : geometry_from_text(j->c, s.v[0], f->shape, f->label, &g);
	j->out->text = problem.n ? S("") : geometry_json(j->c->a, &g);
	return problem;
}

/* ---- one field ---- */

static str missing(struct judging *j)
{
	enum form_type t = j->field->type;
	if (t == FORM_GEOMETRY)
		return str_format(j->c->a, "Chọn vị trí cho “%s”", j->field->label);
	if (t == FORM_PHOTOS)
		return str_format(j->c->a, "Chụp hoặc chọn ảnh cho “%s”", j->field->label);
	const char *what = t == FORM_CHOICE || t == FORM_CHOICES || t == FORM_YES_NO || t == FORM_REFERENCE ? "Chọn"
			   : t == FORM_PLACE                                                                ? "Chọn nơi cho"
													    : "Nhập";
	return str_format(j->c->a, "%s “%s”", what, j->field->label);
}

static str judge_one(struct judging *j, str s)
{
	switch (j->field->type) {
	case FORM_TEXT:
	case FORM_LONG_TEXT: return judge_text(j, s);
	case FORM_INTEGER:
	case FORM_DECIMAL:
	case FORM_MONEY: return judge_number(j, s);
	case FORM_DATE: return judge_date(j, s);
	case FORM_YEAR: return judge_year(j, s);
	case FORM_MONTH: return judge_month(j, s);
	case FORM_PERSONAL_NUMBER: return judge_personal_number(j, s);
	case FORM_PHONE: return judge_phone(j, s);
	case FORM_CHOICE: return judge_choice(j, s);
	default: return judge_yes_no(j, s);
	}
}

/* Cleans the texts; false: one of them is not text. */
static bool clean(struct judging *j, struct sent *s, bool *any)
{
	str *v = NEWN(j->c->a, str, s->n + 1);
	*any = false;
	for (size_t i = 0; i < s->n; i++) {
		enum form_type type = j->field->type;
		size_t most = type == FORM_GEOMETRY ? GEOMETRY_TEXT_MAX : 4 * TYPED_MAX;
		if (!utf8_valid(s->v[i]) || s->v[i].n > most)
			return false;
		v[i] = text_clean(j->c->a, s->v[i], type == FORM_LONG_TEXT || type == FORM_GEOMETRY);
		*any |= v[i].n > 0;
	}
	s->v = v;
	return true;
}

err form_answer_judge(struct judging *j, struct sent s, str *problem)
{
	const struct form_field *f = j->field;
	bool any;
	*j->out = (struct form_answer){0};
	*problem = S("");
	j->part = f->type == FORM_PLACE ? "-province" : "";
	if (s.wrong_type) {
		*problem = str_format(j->c->a, "“%s” phải là %s", f->label, s.wrong_type);
		return NULL;
	}
	if (!clean(j, &s, &any)) {
		*problem = str_format(j->c->a, "“%s” có ký tự không đọc được hoặc quá dài; hãy nhập lại", f->label);
		return NULL;
	}
	if (!any) {
		*problem = f->required && j->complete ? missing(j) : S("");
		return NULL;
	}
	j->out->filled = true;
	if (f->type == FORM_CHOICES)
		*problem = judge_choices(j, s);
	else if (f->type == FORM_PHOTOS)
		*problem = form_photos_judge(j, s);
	else if (f->type == FORM_PLACE)
		TRY(judge_place(j, s, problem));
	else if (f->type == FORM_REFERENCE)
		TRY(form_reference_judge(j, s, problem));
	else if (f->type == FORM_GEOMETRY)
		*problem = judge_geometry(j, s);
	else
		*problem = judge_one(j, s.v[0]);
	if (problem->n) {
		j->out->wrong = true;
		j->out->text = s.v[0];
	}
	return NULL;
}
