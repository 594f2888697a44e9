/* definition_fields: one field of a definition, with what its type knows. */
#include "core/forms/definition.h"
#include "core/files/files.h"
#include "web/hooks.h"

const struct form_type_word form_types[FORM_TYPES] = {
	[FORM_TEXT] = {"text", "Một dòng chữ"},
	[FORM_LONG_TEXT] = {"long_text", "Đoạn văn bản"},
	[FORM_INTEGER] = {"integer", "Số nguyên"},
	[FORM_DECIMAL] = {"decimal", "Số thập phân"},
	[FORM_MONEY] = {"money", "Số tiền (đồng)"},
	[FORM_DATE] = {"date", "Ngày tháng năm"},
	[FORM_YEAR] = {"year", "Năm"},
	[FORM_MONTH] = {"month", "Tháng và năm"},
	[FORM_PERSONAL_NUMBER] = {"personal_number", "Số định danh cá nhân"},
	[FORM_PHONE] = {"phone", "Số điện thoại"},
	[FORM_CHOICE] = {"choice", "Chọn một"},
	[FORM_CHOICES] = {"choices", "Chọn nhiều"},
	[FORM_YES_NO] = {"yes_no", "Có hoặc không"},
	[FORM_PLACE] = {"place", "Địa danh (tỉnh, xã)"},
	[FORM_REFERENCE] = {"reference", "Đối tượng đã có trong hệ thống"},
	[FORM_GEOMETRY] = {"geometry", "Vị trí, đường, vùng trên bản đồ"},
	[FORM_PHOTOS] = {"photos", "Ảnh"},
	[FORM_FILE] = {"file", "Tệp đính kèm"},
	[FORM_NOTE] = {"note", "Lời hướng dẫn"},
	[FORM_COMPUTED] = {"computed", "Tự tính"},
};
const struct choice form_person_facts[] = {{"name", "Họ và tên"}, {"personal_number", "Số định danh cá nhân"},
	{"birth_on", "Ngày sinh"}, {"sex", "Giới tính"}, {"phone", "Số điện thoại"}, {"email", "Thư điện tử"},
	{"address", "Nơi cư trú"}, {NULL, NULL}};

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
	P_LIST = 8192,
	P_PAST = 16384,
	P_TO = 32768,
	P_SHAPE = 65536
};
static const unsigned properties[FORM_TYPES] = {
	[FORM_TEXT] = P_REQUIRED | P_BOUNDS | P_KIND | P_PREFILL,
	[FORM_LONG_TEXT] = P_REQUIRED | P_BOUNDS | P_PREFILL | P_ROWS,
	[FORM_INTEGER] = P_REQUIRED | P_BOUNDS | P_SUFFIX | P_PREFILL,
	[FORM_DECIMAL] = P_REQUIRED | P_BOUNDS | P_SUFFIX | P_PREFILL,
	[FORM_MONEY] = P_REQUIRED | P_BOUNDS | P_PREFILL,
	[FORM_DATE] = P_REQUIRED | P_DATE | P_PAST | P_PREFILL,
	[FORM_YEAR] = P_REQUIRED | P_BOUNDS | P_PAST | P_PREFILL,
	[FORM_MONTH] = P_REQUIRED | P_PAST | P_PREFILL,
	[FORM_PERSONAL_NUMBER] = P_REQUIRED | P_NUMBER | P_PREFILL,
	[FORM_PHONE] = P_REQUIRED | P_PREFILL,
	[FORM_CHOICE] = P_REQUIRED | P_CHOICES | P_LIST | P_PREFILL,
	[FORM_CHOICES] = P_REQUIRED | P_CHOICES | P_BOUNDS,
	[FORM_YES_NO] = P_REQUIRED | P_PREFILL,
	[FORM_PLACE] = P_REQUIRED | P_DETAIL | P_PREFILL,
	[FORM_REFERENCE] = P_REQUIRED | P_TO,
	[FORM_GEOMETRY] = P_REQUIRED | P_SHAPE,
	[FORM_PHOTOS] = P_REQUIRED | P_BOUNDS,
	[FORM_FILE] = P_REQUIRED | P_FILE,
	[FORM_NOTE] = P_TEXT,
	[FORM_COMPUTED] = P_FORMULA | P_SUFFIX,
};
static const struct {
	const char *name;
	unsigned property;
} property_names[] = {{"required", P_REQUIRED}, {"min", P_BOUNDS}, {"max", P_BOUNDS}, {"kind", P_KIND}, {"choices", P_CHOICES},
	{"list", P_LIST}, {"prefill", P_PREFILL}, {"past", P_PAST}, {"partly", P_DATE}, {"min_age", P_DATE},
	{"not_before", P_DATE}, {"birth_on", P_NUMBER}, {"sex", P_NUMBER}, {"component", P_FILE}, {"to", P_TO},
	{"shape", P_SHAPE}, {"formula", P_FORMULA}, {"shown_as", P_FORMULA}, {"suffix", P_SUFFIX}, {"rows", P_ROWS},
	{"detail", P_DETAIL}, {"text", P_TEXT}};

static err check_properties(struct parsing *p, const struct node *o, enum form_type type)
{
	const char *names[COUNT(property_names) + 6] = {"name", "type", "label", "hint", "when"};
	size_t n = 5;
	for (size_t i = 0; i < COUNT(property_names); i++)
		if (property_names[i].property & properties[type])
			names[n++] = property_names[i].name;
	return definition_only(p, o, names);
}

static err read_list(struct parsing *p, str name, bool choices, struct form_field *f)
{
	f->list = f->type == FORM_CHOICE && !choices ? form_list_named(name) : NULL;
	if (!f->list)
		return definition_wrong(
			p, "“list” là ethnic_groups hoặc countries, thay cho “choices”; không có “%.*s”", STR_ARG(name));
	f->choices = f->list->choices;
	f->nchoices = f->list->n;
	return NULL;
}

static err read_choice_list(struct parsing *p, const struct node *o, struct form_field *f)
{
	static const char *const known[] = {"value", "label", NULL};
	const struct node *list = json_member(o, "choices");
	str official;
	TRY(definition_text(p, o, "list", 0, NAME_LENGTH, &official));
	if (official.n)
		return read_list(p, official, list != NULL, f);
	if (!list || list->type != N_LIST || !list->first || definition_count(list) > FORM_CHOICES_MAX)
		return definition_wrong(p, "“choices” phải có từ 1 đến %d lựa chọn", FORM_CHOICES_MAX);
	struct choice *v = NEWN(p->a, struct choice, definition_count(list) + 1);
	f->choices = v;
	for (const struct node *n = list->first; n; n = n->next) {
		struct choice one;
		if (n->type != N_OBJECT)
			return definition_wrong(p, "mỗi lựa chọn phải là {\"value\": .., \"label\": ..}");
		TRY(definition_only(p, n, known));
		TRY(definition_line(p, n, "value", 1, VALUE_MAX, &one.value));
		TRY(definition_line(p, n, "label", 1, TITLE_MAX, &one.label));
		if (!definition_name_fits(str_of(one.value)))
			return definition_wrong(
				p, "giá trị “%s” của lựa chọn chỉ được gồm chữ thường không dấu, chữ số và dấu _", one.value);
		if (form_choice_has(f, str_of(one.value)))
			return definition_wrong(p, "hai lựa chọn cùng giá trị “%s”", one.value);
		v[f->nchoices++] = one;
	}
	return NULL;
}

static err read_bounds(struct parsing *p, const struct node *o, struct form_field *f)
{
	bool number = form_type_is_number(f->type), year = f->type == FORM_YEAR;
	int64_t most = year                        ? FORM_YEAR_LAST * FORM_UNITS_OF_NUMBER
		       : f->type == FORM_LONG_TEXT ? 4000
		       : f->type == FORM_TEXT      ? 500
		       : f->type == FORM_CHOICES   ? FORM_CHOICES_MAX
		       : f->type == FORM_PHOTOS    ? PHOTOS_MAX
						   : FORM_NUMBER_MAX;
	TRY(definition_bound(p, o, "min", number, &f->has_min, &f->min));
	TRY(definition_bound(p, o, "max", number, &f->has_max, &f->max));
	if (!f->has_max)
		f->max = most;
	if (!f->has_min && f->type == FORM_MONEY) /* nobody owes less than nothing */
		f->has_min = true;
	if (year && ((f->has_min && (f->min < FORM_YEAR_FIRST * FORM_UNITS_OF_NUMBER || f->min % FORM_UNITS_OF_NUMBER)) ||
			    f->max % FORM_UNITS_OF_NUMBER))
		return definition_wrong(p, "“min” và “max” của một năm phải là năm có bốn chữ số");
	if (f->max > most || (f->has_min && f->min > f->max))
		return definition_wrong(p, "“min” và “max” phải theo thứ tự và “max” không quá %lld",
			(long long)(number ? most / FORM_UNITS_OF_NUMBER : most));
	return NULL;
}

static err read_kind(struct parsing *p, const struct node *o, struct form_field *f)
{
	str s;
	TRY(definition_text(p, o, "kind", 0, NAME_LENGTH, &s));
	for (const struct form_text_kind *k = form_text_kinds; s.n && k->name; k++)
		if (str_is(s, k->name))
			f->kind = k;
	return s.n && !f->kind ? definition_wrong(p, "không có kiểu chữ “%.*s”", STR_ARG(s)) : NULL;
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
	bool number = form_type_is_number(f->type);
	if (f->type == FORM_YES_NO && n->type == N_BOOL)
		*out = n->i ? S("yes") : S("no");
	else if (number && (n->type == N_INT || n->type == N_REAL) && hundredths_parse(n->text, &hundredths))
		*out = form_number_of(p->a, f->type, hundredths);
	else if (f->list && n->type == N_TEXT && form_list_find(p->a, f->list, n->text))
		*out = str_of(form_list_find(p->a, f->list, n->text)->label);
	else if (n->type == N_TEXT && n->text.n && utf8_valid(n->text) && n->text.n <= HINT_MAX &&
		 (f->type == FORM_TEXT || f->type == FORM_LONG_TEXT || (f->type == FORM_CHOICE && form_choice_has(f, n->text))))
		*out = str_copy(p->a, n->text);
	else
		return definition_wrong(p, "“value” của “prefill” phải là một câu trả lời của trường này");
	return NULL;
}

static err read_offer(struct parsing *p, const struct node *o, struct form_field *f, struct form_offer *out)
{
	static const char *const known[] = {"fact", "field", "value", "when", NULL};
	const struct node *value = json_member(o, "value");
	str fact;
	if (o->type != N_OBJECT)
		return definition_wrong(
			p, "“prefill” phải là tên một thông tin của người nộp, hoặc {\"fact\": .., \"when\": [..]}");
	TRY(definition_only(p, o, known));
	TRY(definition_text(p, o, "fact", 0, NAME_LENGTH, &fact));
	TRY(definition_reference(p, o, "field", 1u << f->type, &out->same_as));
	if ((fact.n > 0) + (out->same_as != NULL) + (value != NULL) != 1)
		return definition_wrong(p, "mỗi cách điền sẵn có đúng một trong “fact”, “field”, “value”");
	out->fact = fact.n ? fact_named(fact) : NULL;
	if (fact.n && !out->fact)
		return definition_wrong(p, "không có thông tin người nộp “%.*s” để điền sẵn", STR_ARG(fact));
	if (value)
		TRY(offer_value(p, f, value, &out->value));
	return definition_conditions(p, o, &out->when);
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
		return v->fact ? NULL : definition_wrong(p, "không có thông tin người nộp “%.*s” để điền sẵn", STR_ARG(n->text));
	}
	if (n->type == N_LIST && (!n->first || definition_count(n) > FORM_OFFERS_MAX))
		return definition_wrong(p, "“prefill” có từ 1 đến %d cách điền sẵn", FORM_OFFERS_MAX);
	for (const struct node *i = n->type == N_LIST ? n->first : n; i; i = n->type == N_LIST ? i->next : NULL)
		TRY(read_offer(p, i, f, &v[f->noffers++]));
	return NULL;
}

static err read_formula(struct parsing *p, const struct node *o, struct form_field *f)
{
	str shown;
	struct scope scope = {p->c, p->a, p->f, p->in};
	TRY(definition_text(p, o, "formula", 1, FORMULA_MAX, &f->formula_text));
	err e = form_expression_read(&scope, f->formula_text, &f->formula);
	if (e)
		return e->kind == INVALID ? definition_wrong(p, "công thức: %.*s", STR_ARG(e->text)) : e;
	TRY(definition_text(p, o, "shown_as", 0, NAME_LENGTH, &shown));
	f->shown_as = form_expression_is_text(f->formula) ? FORM_TEXT : FORM_DECIMAL;
	for (size_t i = 0; i < FORM_TYPES; i++)
		if (shown.n && str_is(shown, form_types[i].name))
			f->shown_as = (enum form_type)i;
	bool number = form_type_is_number(f->shown_as);
	if ((shown.n && !str_is(shown, form_types[f->shown_as].name)) || number == form_expression_is_text(f->formula))
		return definition_wrong(
			p, "“shown_as” phải là integer, decimal, money, year, hoặc text khi công thức cho ra chữ");
	return NULL;
}

static err read_to(struct parsing *p, const struct node *o, struct form_field *f)
{
	str kind;
	TRY(definition_text(p, o, "to", 0, NAME_LENGTH, &kind));
	f->to = reference_of(p->a, kind);
	if (f->to)
		return NULL;
	return definition_wrong(p, "“to” là loại đối tượng được trỏ tới (%s); không có “%.*s”",
		str_c(p->a, reference_kinds_said(p->a)), STR_ARG(kind));
}

static err read_shape(struct parsing *p, const struct node *o, struct form_field *f)
{
	str s;
	TRY(definition_text(p, o, "shape", 0, NAME_LENGTH, &s));
	for (size_t i = 0; i < GEOMETRY_SHAPES; i++)
		if (str_is(s, geometry_names[i])) {
			f->shape = (enum geometry_shape)i;
			return NULL;
		}
	return definition_wrong(p, "“shape” là point (một điểm), line (một đường) hoặc polygon (một vùng)");
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
	if (has & P_TO)
		TRY(read_to(p, o, f));
	if (has & P_SHAPE)
		TRY(read_shape(p, o, f));
	if (has & P_FORMULA)
		TRY(read_formula(p, o, f));
	TRY(definition_flag(p, o, "required", &f->required));
	TRY(definition_flag(p, o, "past", &f->past));
	TRY(definition_flag(p, o, "partly", &f->partly));
	TRY(definition_flag(p, o, "detail", &f->with_detail));
	TRY(definition_int(p, o, "min_age", 0, 150, 0, &f->min_age));
	TRY(definition_int(p, o, "component", 1, 1000, 0, &f->component));
	TRY(definition_int(p, o, "rows", 2, 30, 4, &rows));
	f->rows = (int)rows;
	TRY(definition_reference(p, o, "not_before", 1u << FORM_DATE, &f->not_before));
	TRY(definition_reference(p, o, "birth_on", 1u << FORM_DATE, &f->birth_on));
	TRY(definition_reference(p, o, "sex", 1u << FORM_CHOICE, &f->sex));
	TRY(definition_line(p, o, "suffix", 0, 20, &f->suffix));
	TRY(definition_text(p, o, "text", f->type == FORM_NOTE, NOTE_MAX, &f->text));
	if (f->type == FORM_FILE && !f->component)
		return definition_wrong(p, "“component” phải là số thứ tự của giấy tờ trong thành phần hồ sơ");
	return (f->type == FORM_FILE || f->type == FORM_PHOTOS) && p->in->name
		       ? definition_wrong(p, "phần lặp lại không nhận tệp và ảnh; hãy đặt ở một phần thường")
		       : NULL;
}

static err read_type(struct parsing *p, const struct node *o, enum form_type *out)
{
	str s;
	TRY(definition_text(p, o, "type", 1, NAME_LENGTH, &s));
	for (size_t i = 0; i < FORM_TYPES; i++)
		if (str_is(s, form_types[i].name)) {
			*out = (enum form_type)i;
			return NULL;
		}
	return definition_wrong(p, "không có loại trường “%.*s”", STR_ARG(s));
}

static bool name_taken(const struct parsing *p, const char *name)
{
	if (form_field_find(p->in, str_of(name)))
		return true;
	if (p->in->name) /* inside a repeatable section names are its own */
		return false;
	return definition_before(p, str_of(name)) || form_section_find(p->f, str_of(name));
}

err definition_field(struct parsing *p, const struct node *o, struct form_section *s)
{
	struct form_field *f = &s->fields[s->n];
	*f = (struct form_field){.slot = s->n, .section = s};
	p->number = s->n + 1;
	p->field = (str){0};
	if (o->type != N_OBJECT)
		return definition_wrong(p, "phải là một đối tượng { }");
	TRY(definition_name(p, o, &f->name));
	p->field = str_of(f->name);
	if (name_taken(p, f->name))
		return definition_wrong(p, "tên đã dùng cho một trường hoặc phần khác");
	TRY(read_type(p, o, &f->type));
	TRY(check_properties(p, o, f->type));
	TRY(definition_line(p, o, "label", f->type != FORM_NOTE, TITLE_MAX, &f->label));
	TRY(definition_line(p, o, "hint", 0, HINT_MAX, &f->hint));
	TRY(definition_conditions(p, o, &f->when));
	TRY(read_own(p, o, f));
	s->n++;
	return NULL;
}
