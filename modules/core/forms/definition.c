/* definition: a form as JSON (forms.h), read strictly; what is wrong is said with its place, for whoever edits the form. */
#include "core/forms/inside.h"
#include <stdio.h>

enum { TITLE_MAX = 300, HINT_MAX = 600, NOTE_MAX = 2000, NAME_LENGTH = 40, VALUE_MAX = 60, FORMULA_MAX = 300 };

struct parsing {
	struct ctx *c;
	arena *a;
	struct form *f;
	size_t section;
	const struct form_section *in;
	str field;
	size_t number; /* of the field in its section */
	size_t paper;  /* of `papers`, after the sections */
};

const struct form_type_word form_types[FORM_TYPES] = {
	[FORM_TEXT] = {"text", "Một dòng chữ"},
	[FORM_LONG_TEXT] = {"long_text", "Đoạn văn bản"},
	[FORM_INTEGER] = {"integer", "Số nguyên"},
	[FORM_DECIMAL] = {"decimal", "Số thập phân"},
	[FORM_MONEY] = {"money", "Số tiền (đồng)"},
	[FORM_DATE] = {"date", "Ngày tháng năm"},
	[FORM_PERSONAL_NUMBER] = {"personal_number", "Số định danh cá nhân"},
	[FORM_PHONE] = {"phone", "Số điện thoại"},
	[FORM_CHOICE] = {"choice", "Chọn một"},
	[FORM_CHOICES] = {"choices", "Chọn nhiều"},
	[FORM_YES_NO] = {"yes_no", "Có hoặc không"},
	[FORM_PLACE] = {"place", "Địa danh (tỉnh, xã)"},
	[FORM_FILE] = {"file", "Tệp đính kèm"},
	[FORM_NOTE] = {"note", "Lời hướng dẫn"},
	[FORM_COMPUTED] = {"computed", "Tự tính"},
};
const struct choice form_person_facts[] = {{"name", "Họ và tên"}, {"personal_number", "Số định danh cá nhân"},
	{"birth_on", "Ngày sinh"}, {"sex", "Giới tính"}, {"phone", "Số điện thoại"}, {"email", "Thư điện tử"},
	{"address", "Nơi cư trú"}, {NULL, NULL}};

/* ---- what is wrong, and where ---- */

static err PRINTF(2, 3) wrong(struct parsing *p, const char *format, ...)
{
	char text[700];
	va_list list;
	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	text[utf8_whole(str_of(text)).n] = 0;
	if (p->field.n)
		return FAIL(p->c, INVALID, "Phần %zu, trường “%.*s”: %s", p->section, STR_ARG(p->field), text);
	if (p->number)
		return FAIL(p->c, INVALID, "Phần %zu, trường thứ %zu: %s", p->section, p->number, text);
	if (p->section)
		return FAIL(p->c, INVALID, "Phần %zu: %s", p->section, text);
	if (p->paper)
		return FAIL(p->c, INVALID, "Giấy tờ thứ %zu của “papers”: %s", p->paper, text);
	return FAIL(p->c, INVALID, "%s", text);
}

/* ---- members ---- */

static err read_text(struct parsing *p, const struct node *o, const char *name, size_t min, size_t max, str *out)
{
	const struct node *n = json_member(o, name);
	*out = S("");
	if (!n && !min)
		return NULL;
	if (!n || n->type != N_TEXT)
		return wrong(p, "“%s” phải là văn bản", name);
	size_t length = utf8_length(n->text);
	if (!utf8_valid(n->text) || length < min || length > max)
		return wrong(p, "“%s” phải có từ %zu đến %zu ký tự", name, min, max);
	for (size_t i = 0; i < n->text.n; i++)
		if ((unsigned char)n->text.s[i] < ' ' && n->text.s[i] != '\n')
			return wrong(p, "“%s” có ký tự điều khiển", name);
	*out = utf8_nfc(p->a, str_copy(p->a, n->text));
	return NULL;
}

static err read_c(struct parsing *p, const struct node *o, const char *name, size_t min, size_t max, const char **out)
{
	str s;
	TRY(read_text(p, o, name, min, max, &s));
	*out = s.n ? str_c(p->a, s) : NULL;
	return NULL;
}

static err read_flag(struct parsing *p, const struct node *o, const char *name, bool *out)
{
	const struct node *n = json_member(o, name);
	if (n && n->type != N_BOOL)
		return wrong(p, "“%s” phải là true hoặc false", name);
	*out = n && n->i;
	return NULL;
}

static err read_int(
	struct parsing *p, const struct node *o, const char *name, int64_t min, int64_t max, int64_t fallback, int64_t *out)
{
	const struct node *n = json_member(o, name);
	*out = n && n->type == N_INT ? n->i : fallback;
	if (n && (n->type != N_INT || n->i < min || n->i > max))
		return wrong(p, "“%s” phải là số nguyên từ %lld đến %lld", name, (long long)min, (long long)max);
	return NULL;
}

/* A bound: whole for characters and counts, hundredths for numbers. */
static err read_bound(struct parsing *p, const struct node *o, const char *name, bool hundredths, bool *has, int64_t *out)
{
	const struct node *n = json_member(o, name);
	*has = n != NULL;
	*out = 0;
	if (!n)
		return NULL;
	bool number = n->type == N_INT || (n->type == N_REAL && hundredths);
	if (!number || !hundredths_parse(n->text, out) || *out > FORM_NUMBER_MAX || *out < -FORM_NUMBER_MAX)
		return wrong(p, "“%s” phải là một số%s", name, hundredths ? ", nhiều nhất hai chữ số thập phân" : "");
	if (!hundredths && *out < 0)
		return wrong(p, "“%s” phải là một số", name);
	*out = hundredths ? *out : *out / FORM_UNITS_OF_NUMBER;
	return NULL;
}

static bool name_fits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.s[i] >= 'a' && s.s[i] <= 'z') || (i && ((s.s[i] >= '0' && s.s[i] <= '9') || s.s[i] == '_'))))
			return false;
	return s.n > 0 && s.n <= NAME_LENGTH;
}

static err read_name(struct parsing *p, const struct node *o, const char **out)
{
	TRY(read_c(p, o, "name", 1, NAME_LENGTH, out));
	if (!name_fits(str_of(*out)))
		return wrong(p, "tên “%s” chỉ được gồm chữ thường không dấu, chữ số, dấu _ và bắt đầu bằng chữ", *out);
	return NULL;
}

static err only(struct parsing *p, const struct node *o, const char *const *names)
{
	for (const struct node *n = o->first; n; n = n->next) {
		size_t i = 0;
		while (names[i] && !str_is(n->name, names[i]))
			i++;
		if (!names[i])
			return wrong(p, "không có thuộc tính “%.*s”", (int)(n->name.n < 40 ? n->name.n : 40), n->name.s);
	}
	return NULL;
}

static size_t count(const struct node *list)
{
	size_t n = 0;
	for (const struct node *i = list ? list->first : NULL; i; i = i->next)
		n++;
	return n;
}

/* ---- looking back ---- */

struct form_field *form_field_find(const struct form_section *s, str name)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_is(name, s->fields[i].name))
			return &s->fields[i];
	return NULL;
}

struct form_section *form_section_find(const struct form *f, str name)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->sections[i].name && str_is(name, f->sections[i].name))
			return &f->sections[i];
	return NULL;
}

/* A field named before: of this section, else of a plain one. */
static const struct form_field *before(const struct parsing *p, str name)
{
	const struct form_field *found = p->in ? form_field_find(p->in, name) : NULL;
	for (size_t i = 0; !found && i < p->f->n; i++)
		if (!p->f->sections[i].name)
			found = form_field_find(&p->f->sections[i], name);
	return found;
}

static err read_reference(
	struct parsing *p, const struct node *o, const char *name, unsigned types, const struct form_field **out)
{
	str s;
	TRY(read_text(p, o, name, 0, NAME_LENGTH, &s));
	*out = s.n ? before(p, s) : NULL;
	if (s.n && (!*out || !(types & 1u << (*out)->type)))
		return wrong(p, "“%s” phải là tên một trường đứng trước, đúng loại; không có “%.*s”", name, STR_ARG(s));
	return NULL;
}

/* ---- conditions ---- */

static bool choice_has(const struct form_field *f, str value)
{
	for (size_t i = 0; i < f->nchoices; i++)
		if (str_is(value, f->choices[i].value))
			return true;
	return false;
}

static err condition_value(struct parsing *p, const struct form_field *f, const struct node *n, str *out)
{
	bool yes_no = f->type == FORM_YES_NO && n->type == N_BOOL, number = f->type == FORM_INTEGER && n->type == N_INT;
	if (yes_no || number)
		*out = str_format(p->a, "%lld", (long long)n->i);
	else if ((f->type == FORM_CHOICE || f->type == FORM_CHOICES) && n->type == N_TEXT && choice_has(f, n->text))
		*out = str_copy(p->a, n->text);
	else
		return wrong(p, "điều kiện theo “%s”: giá trị không phải là một lựa chọn của trường đó", f->name);
	return NULL;
}

static err condition_values(struct parsing *p, const struct node *o, struct form_condition *out)
{
	const struct node *is = json_member(o, "is"), *in = json_member(o, "in"), *filled = json_member(o, "filled");
	if ((is != NULL) + (in != NULL) + (filled != NULL) != 1)
		return wrong(p, "mỗi điều kiện có đúng một trong “is”, “in”, “filled”");
	if (filled && filled->type != N_BOOL)
		return wrong(p, "“filled” phải là true hoặc false");
	if (in && (in->type != N_LIST || !in->first || count(in) > FORM_CHOICES_MAX))
		return wrong(p, "“in” phải là một danh sách giá trị");
	out->is = !filled ? FORM_ONE_OF : filled->i ? FORM_FILLED : FORM_EMPTY;
	if (filled)
		return NULL;
	str *v = NEWN(p->a, str, is ? 1 : count(in));
	out->values = (struct texts){v, 0};
	for (const struct node *n = is ? is : in->first; n; n = is ? NULL : n->next)
		TRY(condition_value(p, out->field, n, &v[out->values.n++]));
	return NULL;
}

static err read_conditions(struct parsing *p, const struct node *o, struct form_conditions *out)
{
	static const char *const known[] = {"field", "is", "in", "filled", NULL};
	const struct node *list = json_member(o, "when");
	if (!list)
		return NULL;
	if (list->type != N_LIST || !list->first || count(list) > FORM_CONDITIONS_MAX)
		return wrong(p, "“when” phải là danh sách từ 1 đến %d điều kiện", FORM_CONDITIONS_MAX);
	for (const struct node *n = list->first; n; n = n->next) {
		struct form_condition *k = &out->v[out->n];
		str name;
		if (n->type != N_OBJECT)
			return wrong(p, "điều kiện phải là một đối tượng { }");
		TRY(only(p, n, known));
		TRY(read_text(p, n, "field", 1, NAME_LENGTH, &name));
		k->field = before(p, name);
		if (!k->field || k->field->type == FORM_NOTE || k->field->type == FORM_FILE)
			return wrong(p, "điều kiện phải theo một trường đứng trước; không có “%.*s”", STR_ARG(name));
		TRY(condition_values(p, n, k));
		out->n++;
	}
	return NULL;
}

/* ---- fields ---- */

enum { /* properties of a field beside name, type, label, hint, when */
	P_REQUIRED = 1,
	P_BOUNDS = 2,
	P_KIND = 4,
	P_CHOICES = 8,
	P_PREFILL = 16,
	P_DATE = 32,
	P_NUMBER = 64,
	P_FILE = 128,
	P_FORMULA = 256,
	P_SUFFIX = 512,
	P_ROWS = 1024,
	P_DETAIL = 2048,
	P_TEXT = 4096,
	P_LIST = 8192
};
static const unsigned properties[FORM_TYPES] = {
	[FORM_TEXT] = P_REQUIRED | P_BOUNDS | P_KIND | P_PREFILL,
	[FORM_LONG_TEXT] = P_REQUIRED | P_BOUNDS | P_PREFILL | P_ROWS,
	[FORM_INTEGER] = P_REQUIRED | P_BOUNDS | P_SUFFIX | P_PREFILL,
	[FORM_DECIMAL] = P_REQUIRED | P_BOUNDS | P_SUFFIX | P_PREFILL,
	[FORM_MONEY] = P_REQUIRED | P_BOUNDS | P_PREFILL,
	[FORM_DATE] = P_REQUIRED | P_DATE | P_PREFILL,
	[FORM_PERSONAL_NUMBER] = P_REQUIRED | P_NUMBER | P_PREFILL,
	[FORM_PHONE] = P_REQUIRED | P_PREFILL,
	[FORM_CHOICE] = P_REQUIRED | P_CHOICES | P_LIST | P_PREFILL,
	[FORM_CHOICES] = P_REQUIRED | P_CHOICES | P_BOUNDS,
	[FORM_YES_NO] = P_REQUIRED | P_PREFILL,
	[FORM_PLACE] = P_REQUIRED | P_DETAIL | P_PREFILL,
	[FORM_FILE] = P_REQUIRED | P_FILE,
	[FORM_NOTE] = P_TEXT,
	[FORM_COMPUTED] = P_FORMULA | P_SUFFIX,
};
static const struct {
	const char *name;
	unsigned property;
} property_names[] = {{"required", P_REQUIRED}, {"min", P_BOUNDS}, {"max", P_BOUNDS}, {"kind", P_KIND}, {"choices", P_CHOICES},
	{"list", P_LIST}, {"prefill", P_PREFILL}, {"past", P_DATE}, {"partly", P_DATE}, {"min_age", P_DATE},
	{"not_before", P_DATE}, {"birth_on", P_NUMBER}, {"sex", P_NUMBER}, {"component", P_FILE}, {"formula", P_FORMULA},
	{"shown_as", P_FORMULA}, {"suffix", P_SUFFIX}, {"rows", P_ROWS}, {"detail", P_DETAIL}, {"text", P_TEXT}};

static err check_properties(struct parsing *p, const struct node *o, enum form_type type)
{
	const char *names[COUNT(property_names) + 6] = {"name", "type", "label", "hint", "when"};
	size_t n = 5;
	for (size_t i = 0; i < COUNT(property_names); i++)
		if (property_names[i].property & properties[type])
			names[n++] = property_names[i].name;
	return only(p, o, names);
}

static err read_list(struct parsing *p, str name, bool choices, struct form_field *f)
{
	f->list = f->type == FORM_CHOICE && !choices ? form_list_named(name) : NULL;
	if (!f->list)
		return wrong(p, "“list” là ethnic_groups hoặc countries, thay cho “choices”; không có “%.*s”", STR_ARG(name));
	f->choices = f->list->choices;
	f->nchoices = f->list->n;
	return NULL;
}

static err read_choice_list(struct parsing *p, const struct node *o, struct form_field *f)
{
	static const char *const known[] = {"value", "label", NULL};
	const struct node *list = json_member(o, "choices");
	str official;
	TRY(read_text(p, o, "list", 0, NAME_LENGTH, &official));
	if (official.n)
		return read_list(p, official, list != NULL, f);
	if (!list || list->type != N_LIST || !list->first || count(list) > FORM_CHOICES_MAX)
		return wrong(p, "“choices” phải có từ 1 đến %d lựa chọn", FORM_CHOICES_MAX);
	struct choice *v = NEWN(p->a, struct choice, count(list) + 1);
	f->choices = v;
	for (const struct node *n = list->first; n; n = n->next) {
		struct choice one;
		if (n->type != N_OBJECT)
			return wrong(p, "mỗi lựa chọn phải là {\"value\": .., \"label\": ..}");
		TRY(only(p, n, known));
		TRY(read_c(p, n, "value", 1, VALUE_MAX, &one.value));
		TRY(read_c(p, n, "label", 1, TITLE_MAX, &one.label));
		if (!name_fits(str_of(one.value)))
			return wrong(
				p, "giá trị “%s” của lựa chọn chỉ được gồm chữ thường không dấu, chữ số và dấu _", one.value);
		if (choice_has(f, str_of(one.value)))
			return wrong(p, "hai lựa chọn cùng giá trị “%s”", one.value);
		v[f->nchoices++] = one;
	}
	return NULL;
}

static err read_bounds(struct parsing *p, const struct node *o, struct form_field *f)
{
	bool number = f->type == FORM_INTEGER || f->type == FORM_DECIMAL || f->type == FORM_MONEY;
	int64_t most = f->type == FORM_LONG_TEXT ? 4000
		       : f->type == FORM_TEXT    ? 500
		       : f->type == FORM_CHOICES ? FORM_CHOICES_MAX
						 : FORM_NUMBER_MAX;
	TRY(read_bound(p, o, "min", number, &f->has_min, &f->min));
	TRY(read_bound(p, o, "max", number, &f->has_max, &f->max));
	if (!f->has_max)
		f->max = most;
	if (!f->has_min && f->type == FORM_MONEY) /* nobody owes less than nothing */
		f->has_min = true;
	if (f->max > most || (f->has_min && f->min > f->max))
		return wrong(p, "“min” và “max” phải theo thứ tự và “max” không quá %lld",
			(long long)(number ? most / FORM_UNITS_OF_NUMBER : most));
	return NULL;
}

static err read_kind(struct parsing *p, const struct node *o, struct form_field *f)
{
	str s;
	TRY(read_text(p, o, "kind", 0, NAME_LENGTH, &s));
	for (const struct form_text_kind *k = form_text_kinds; s.n && k->name; k++)
		if (str_is(s, k->name))
			f->kind = k;
	return s.n && !f->kind ? wrong(p, "không có kiểu chữ “%.*s”", STR_ARG(s)) : NULL;
}

static const char *fact_named(str s)
{
	for (const struct choice *k = form_person_facts; k->value; k++)
		if (str_is(s, k->value))
			return k->value;
	return NULL;
}

/* A constant as it would be typed: true, 2, 64.1, "kinh". */
static err offer_value(struct parsing *p, const struct form_field *f, const struct node *n, str *out)
{
	int64_t hundredths;
	bool number = f->type == FORM_INTEGER || f->type == FORM_DECIMAL || f->type == FORM_MONEY;
	if (f->type == FORM_YES_NO && n->type == N_BOOL)
		*out = n->i ? S("yes") : S("no");
	else if (number && (n->type == N_INT || n->type == N_REAL) && hundredths_parse(n->text, &hundredths))
		*out = form_number_typed(p->a, hundredths);
	else if (f->list && n->type == N_TEXT && form_list_find(p->a, f->list, n->text))
		*out = str_of(form_list_find(p->a, f->list, n->text)->label);
	else if (n->type == N_TEXT && n->text.n && utf8_valid(n->text) && n->text.n <= HINT_MAX &&
		 (f->type == FORM_TEXT || f->type == FORM_LONG_TEXT || (f->type == FORM_CHOICE && choice_has(f, n->text))))
		*out = str_copy(p->a, n->text);
	else
		return wrong(p, "“value” của “prefill” phải là một câu trả lời của trường này");
	return NULL;
}

static err read_offer(struct parsing *p, const struct node *o, struct form_field *f, struct form_offer *out)
{
	static const char *const known[] = {"fact", "field", "value", "when", NULL};
	const struct node *value = json_member(o, "value");
	str fact;
	if (o->type != N_OBJECT)
		return wrong(p, "“prefill” phải là tên một thông tin của người nộp, hoặc {\"fact\": .., \"when\": [..]}");
	TRY(only(p, o, known));
	TRY(read_text(p, o, "fact", 0, NAME_LENGTH, &fact));
	TRY(read_reference(p, o, "field", 1u << f->type, &out->same_as));
	if ((fact.n > 0) + (out->same_as != NULL) + (value != NULL) != 1)
		return wrong(p, "mỗi cách điền sẵn có đúng một trong “fact”, “field”, “value”");
	out->fact = fact.n ? fact_named(fact) : NULL;
	if (fact.n && !out->fact)
		return wrong(p, "không có thông tin người nộp “%.*s” để điền sẵn", STR_ARG(fact));
	if (value)
		TRY(offer_value(p, f, value, &out->value));
	return read_conditions(p, o, &out->when);
}

static err read_prefill(struct parsing *p, const struct node *o, struct form_field *f)
{
	const struct node *n = json_member(o, "prefill");
	struct form_offer *v = NEWN(p->a, struct form_offer, FORM_OFFERS_MAX);
	f->offers = v;
	if (!n)
		return NULL;
	if (n->type == N_TEXT) { /* a fact, always */
		v->fact = fact_named(n->text);
		f->noffers = v->fact != NULL;
		return v->fact ? NULL : wrong(p, "không có thông tin người nộp “%.*s” để điền sẵn", STR_ARG(n->text));
	}
	if (n->type == N_LIST && (!n->first || count(n) > FORM_OFFERS_MAX))
		return wrong(p, "“prefill” có từ 1 đến %d cách điền sẵn", FORM_OFFERS_MAX);
	for (const struct node *i = n->type == N_LIST ? n->first : n; i; i = n->type == N_LIST ? i->next : NULL)
		TRY(read_offer(p, i, f, &v[f->noffers++]));
	return NULL;
}

static err read_formula(struct parsing *p, const struct node *o, struct form_field *f)
{
	str shown;
	struct scope scope = {p->c, p->a, p->f, p->in};
	TRY(read_text(p, o, "formula", 1, FORMULA_MAX, &f->formula_text));
	err e = form_expression_read(&scope, f->formula_text, &f->formula);
	if (e)
		return e->kind == INVALID ? wrong(p, "công thức: %.*s", STR_ARG(e->text)) : e;
	TRY(read_text(p, o, "shown_as", 0, NAME_LENGTH, &shown));
	f->shown_as = form_expression_is_text(f->formula) ? FORM_TEXT : FORM_DECIMAL;
	for (size_t i = 0; i < FORM_TYPES; i++)
		if (shown.n && str_is(shown, form_types[i].name))
			f->shown_as = (enum form_type)i;
	bool number = f->shown_as == FORM_INTEGER || f->shown_as == FORM_DECIMAL || f->shown_as == FORM_MONEY;
	if ((shown.n && !str_is(shown, form_types[f->shown_as].name)) || number == form_expression_is_text(f->formula))
		return wrong(p, "“shown_as” phải là integer, decimal, money, hoặc text khi công thức cho ra chữ");
	return NULL;
}

static err read_own(struct parsing *p, const struct node *o, struct form_field *f)
{
	unsigned has = properties[f->type];
	int64_t rows;
	if (has & P_BOUNDS)
		TRY(read_bounds(p, o, f));
	if (has & P_KIND)
		TRY(read_kind(p, o, f));
	if (has & P_CHOICES)
		TRY(read_choice_list(p, o, f));
	if (has & P_PREFILL)
		TRY(read_prefill(p, o, f));
	if (has & P_FORMULA)
		TRY(read_formula(p, o, f));
	TRY(read_flag(p, o, "required", &f->required));
	TRY(read_flag(p, o, "past", &f->past));
	TRY(read_flag(p, o, "partly", &f->partly));
	TRY(read_flag(p, o, "detail", &f->with_detail));
	TRY(read_int(p, o, "min_age", 0, 150, 0, &f->min_age));
	TRY(read_int(p, o, "component", 1, 1000, 0, &f->component));
	TRY(read_int(p, o, "rows", 2, 30, 4, &rows));
	f->rows = (int)rows;
	TRY(read_reference(p, o, "not_before", 1u << FORM_DATE, &f->not_before));
	TRY(read_reference(p, o, "birth_on", 1u << FORM_DATE, &f->birth_on));
	TRY(read_reference(p, o, "sex", 1u << FORM_CHOICE, &f->sex));
	TRY(read_c(p, o, "suffix", 0, 20, &f->suffix));
	TRY(read_text(p, o, "text", f->type == FORM_NOTE, NOTE_MAX, &f->text));
	if (f->type == FORM_FILE && !f->component)
		return wrong(p, "“component” phải là số thứ tự của giấy tờ trong thành phần hồ sơ");
	return f->type == FORM_FILE && p->in->name ? wrong(p, "phần lặp lại không nhận tệp; hãy đặt tệp ở một phần thường")
						   : NULL;
}

static err read_type(struct parsing *p, const struct node *o, enum form_type *out)
{
	str s;
	TRY(read_text(p, o, "type", 1, NAME_LENGTH, &s));
	for (size_t i = 0; i < FORM_TYPES; i++)
		if (str_is(s, form_types[i].name)) {
			*out = (enum form_type)i;
			return NULL;
		}
	return wrong(p, "không có loại trường “%.*s”", STR_ARG(s));
}

static bool name_taken(const struct parsing *p, const char *name)
{
	if (form_field_find(p->in, str_of(name)))
		return true;
	if (p->in->name) /* inside a repeatable section names are its own */
		return false;
	return before(p, str_of(name)) || form_section_find(p->f, str_of(name));
}

static err read_field(struct parsing *p, const struct node *o, struct form_section *s)
{
	struct form_field *f = &s->fields[s->n];
	*f = (struct form_field){.slot = s->n, .section = s};
	p->number = s->n + 1;
	p->field = (str){0};
	if (o->type != N_OBJECT)
		return wrong(p, "phải là một đối tượng { }");
	TRY(read_name(p, o, &f->name));
	p->field = str_of(f->name);
	if (name_taken(p, f->name))
		return wrong(p, "tên đã dùng cho một trường hoặc phần khác");
	TRY(read_type(p, o, &f->type));
	TRY(check_properties(p, o, f->type));
	TRY(read_c(p, o, "label", f->type != FORM_NOTE, TITLE_MAX, &f->label));
	TRY(read_c(p, o, "hint", 0, HINT_MAX, &f->hint));
	TRY(read_conditions(p, o, &f->when));
	TRY(read_own(p, o, f));
	s->n++;
	return NULL;
}

/* ---- sections ---- */

static err read_repeat(struct parsing *p, const struct node *o, struct form_section *s)
{
	static const char *const known[] = {"min", "max", "item", NULL};
	const struct node *r = json_member(o, "repeat");
	s->min = s->max = 1;
	if (!r && !json_member(o, "name"))
		return NULL;
	if (!r || r->type != N_OBJECT)
		return wrong(p, "phần có “name” phải có “repeat”: {\"min\": .., \"max\": .., \"item\": ..}");
	TRY(read_name(p, o, &s->name));
	TRY(only(p, r, known));
	TRY(read_int(p, r, "min", 0, FORM_ROWS_MAX, 0, &s->min));
	TRY(read_int(p, r, "max", 1, FORM_ROWS_MAX, 10, &s->max));
	TRY(read_c(p, r, "item", 1, 60, &s->item));
	if (s->min > s->max)
		return wrong(p, "“min” của phần lặp lại lớn hơn “max”");
	p->in = NULL;
	if (before(p, str_of(s->name)) || form_section_find(p->f, str_of(s->name)))
		return wrong(p, "tên “%s” đã dùng cho một trường hoặc phần khác", s->name);
	return NULL;
}

static err read_section(struct parsing *p, const struct node *o)
{
	static const char *const known[] = {"title", "hint", "name", "repeat", "when", "fields", NULL};
	struct form_section *s = &p->f->sections[p->f->n];
	p->section = p->f->n + 1;
	p->number = 0;
	p->field = (str){0};
	p->in = NULL;
	if (o->type != N_OBJECT)
		return wrong(p, "phải là một đối tượng { }");
	TRY(only(p, o, known));
	s->slot = p->f->n;
	TRY(read_c(p, o, "title", 1, TITLE_MAX, &s->title));
	TRY(read_c(p, o, "hint", 0, HINT_MAX, &s->hint));
	TRY(read_repeat(p, o, s));
	TRY(read_conditions(p, o, &s->when));
	const struct node *fields = json_member(o, "fields");
	if (!fields || fields->type != N_LIST || count(fields) > FORM_FIELDS_MAX)
		return wrong(p, "“fields” phải là danh sách nhiều nhất %d trường", FORM_FIELDS_MAX);
	s->fields = NEWN(p->a, struct form_field, count(fields) + 1);
	p->in = s;
	for (const struct node *n = fields->first; n; n = n->next)
		TRY(read_field(p, n, s));
	p->f->n++;
	return NULL;
}

static err read_procedures(struct parsing *p, const struct node *o)
{
	const struct node *list = json_member(o, "procedures");
	if (!list)
		return NULL;
	if (list->type != N_LIST || count(list) > FORM_CHOICES_MAX)
		return wrong(p, "“procedures” phải là danh sách mã thủ tục");
	str *v = NEWN(p->a, str, count(list) + 1);
	p->f->procedures.v = v;
	for (const struct node *n = list->first; n; n = n->next) {
		if (n->type != N_TEXT || n->text.n < 3 || n->text.n > 20 ||
			strspn(str_c(p->a, n->text), "0123456789.") != n->text.n)
			return wrong(p, "mã thủ tục có dạng 1.001193");
		for (size_t i = 0; i < p->f->procedures.n; i++)
			if (str_eq(v[i], n->text))
				return wrong(p, "mã thủ tục %.*s ghi hai lần", STR_ARG(n->text));
		v[p->f->procedures.n++] = str_copy(p->a, n->text);
	}
	return NULL;
}

static err read_paper(struct parsing *p, const struct node *n, struct form_paper_rule *v)
{
	static const char *const known[] = {"component", "name", "required", "when", NULL};
	const struct node *which = json_member(n, "component");
	struct form_paper_rule k = {0};
	if (n->type != N_OBJECT)
		return wrong(p, "phải là một đối tượng { }");
	TRY(only(p, n, known));
	TRY(read_flag(p, n, "required", &k.required));
	TRY(read_c(p, n, "name", k.required, TITLE_MAX, &k.name));
	TRY(read_conditions(p, n, &k.when));
	if (!json_member(n, "required") || (!k.required && !k.when.n))
		return wrong(p, "“required” là true (phải nộp), hoặc false (không hỏi) với điều kiện “when”");
	for (const struct node *i = which && which->type == N_LIST ? which->first : which; i;
		i = which->type == N_LIST ? i->next : NULL) {
		if (i->type != N_INT || i->i < 1 || i->i > 1000 || p->f->npapers == FORM_PAPERS_MAX)
			return wrong(p, "“component” là số thứ tự của giấy tờ hoặc danh sách số, cả thảy nhiều nhất %d",
				FORM_PAPERS_MAX);
		k.component = i->i;
		v[p->f->npapers++] = k;
	}
	return which ? NULL : wrong(p, "thiếu “component”: số thứ tự của giấy tờ trong thành phần hồ sơ");
}

/* After the sections: any plain field may be referred to. */
static err read_papers(struct parsing *p, const struct node *o)
{
	const struct node *list = json_member(o, "papers");
	struct form_paper_rule *v = NEWN(p->a, struct form_paper_rule, FORM_PAPERS_MAX);
	p->section = p->number = 0;
	p->field = (str){0};
	p->in = NULL;
	p->f->papers = v;
	if (!list)
		return NULL;
	if (list->type != N_LIST || p->f->procedures.n > 1)
		return wrong(p, "“papers” phải là một danh sách, và chỉ ở biểu mẫu dùng cho một thủ tục");
	for (const struct node *n = list->first; n; n = n->next) {
		p->paper++;
		TRY(read_paper(p, n, v));
	}
	p->paper = 0;
	return NULL;
}

static err check_size(struct parsing *p)
{
	int64_t inputs = 0;
	p->section = 0;
	p->number = 0;
	p->field = (str){0};
	for (size_t i = 0; i < p->f->n; i++)
		for (size_t j = 0; j < p->f->sections[i].n; j++) {
			const struct form_field *f = &p->f->sections[i].fields[j];
			int64_t each = f->type == FORM_NOTE || f->type == FORM_COMPUTED ? 0
				       : f->type == FORM_PLACE                          ? 3
				       : f->type == FORM_CHOICES                        ? (int64_t)f->nchoices
											: 1;
			inputs += each * p->f->sections[i].max;
		}
	return inputs <= FORM_INPUTS_MAX ? NULL
					 : wrong(p, "biểu mẫu có thể có tới %lld ô (tính cả các dòng lặp lại), nhiều hơn %d",
						   (long long)inputs, FORM_INPUTS_MAX);
}

static bool code_fits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.s[i] >= 'a' && s.s[i] <= 'z') || (s.s[i] >= '0' && s.s[i] <= '9') || (i && s.s[i] == '-')))
			return false;
	return s.n > 0;
}

err form_parse_tree(struct ctx *c, arena *a, const struct node *o, struct form **out)
{
	static const char *const known[] = {
		"code", "title", "source", "remark", "summary", "addressee", "procedures", "sections", "papers", NULL};
	struct form *f = *out = NEW(a, struct form);
	struct parsing p = {.c = c, .a = a, .f = f};
	if (o->type != N_OBJECT)
		return wrong(&p, "Biểu mẫu phải là một đối tượng { }");
	TRY(only(&p, o, known));
	TRY(read_text(&p, o, "code", 2, NAME_LENGTH, &f->code));
	if (!code_fits(f->code))
		return wrong(&p, "“code” chỉ được gồm chữ thường không dấu, chữ số và dấu -");
	TRY(read_text(&p, o, "title", 1, TITLE_MAX, &f->title));
	TRY(read_text(&p, o, "source", 0, HINT_MAX, &f->source));
	TRY(read_text(&p, o, "remark", 0, HINT_MAX, &f->remark));
	TRY(read_text(&p, o, "summary", 0, TITLE_MAX, &f->summary));
	TRY(read_text(&p, o, "addressee", 0, TITLE_MAX, &f->addressee));
	TRY(read_procedures(&p, o));
	const struct node *sections = json_member(o, "sections");
	if (!sections || sections->type != N_LIST || count(sections) > FORM_SECTIONS_MAX)
		return wrong(&p, "“sections” phải là danh sách nhiều nhất %d phần", FORM_SECTIONS_MAX);
	f->sections = NEWN(a, struct form_section, count(sections) + 1);
	for (const struct node *n = sections->first; n; n = n->next)
		TRY(read_section(&p, n));
	TRY(read_papers(&p, o));
	return check_size(&p);
}

err form_parse(struct ctx *c, arena *a, str text, struct form **out)
{
	const struct node *tree;
	if (text.n > FORM_DEFINITION_MAX)
		return FAIL(c, INVALID, "Biểu mẫu dài quá %d KB.", FORM_DEFINITION_MAX / 1024);
	TRY(json_read(c, text, &tree));
	return form_parse_tree(c, a, tree, out);
}
