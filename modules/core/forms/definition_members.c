/* definition_members: what definitions are made of: texts, numbers, names, conditions; and what is wrong with them. */
#include "core/forms/definition.h"
#include <stdio.h>

/* ---- what is wrong, and where ---- */

err definition_wrong(struct parsing *p, const char *format, ...)
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

err definition_text(struct parsing *p, const struct node *o, const char *name, size_t min, size_t max, str *out)
{
	const struct node *n = json_member(o, name);
	*out = S("");
	if (!n && !min)
		return NULL;
	if (!n || n->type != N_TEXT)
		return definition_wrong(p, "“%s” phải là văn bản", name);
	size_t length = utf8_length(n->text);
	if (!utf8_valid(n->text) || length < min || length > max)
		return definition_wrong(p, "“%s” phải có từ %zu đến %zu ký tự", name, min, max);
	for (size_t i = 0; i < n->text.n; i++)
		if ((unsigned char)n->text.s[i] < ' ' && n->text.s[i] != '\n')
			return definition_wrong(p, "“%s” có ký tự điều khiển", name);
	*out = utf8_nfc(p->a, str_copy(p->a, n->text));
	return NULL;
}

err definition_line(struct parsing *p, const struct node *o, const char *name, size_t min, size_t max, const char **out)
{
	str s;
	TRY(definition_text(p, o, name, min, max, &s));
	*out = s.n ? str_c(p->a, s) : NULL;
	return NULL;
}

err definition_flag(struct parsing *p, const struct node *o, const char *name, bool *out)
{
	const struct node *n = json_member(o, name);
	if (n && n->type != N_BOOL)
		return definition_wrong(p, "“%s” phải là true hoặc false", name);
	*out = n && n->i;
	return NULL;
}

err definition_int(
	struct parsing *p, const struct node *o, const char *name, int64_t min, int64_t max, int64_t fallback, int64_t *out)
{
	const struct node *n = json_member(o, name);
	*out = n && n->type == N_INT ? n->i : fallback;
	if (n && (n->type != N_INT || n->i < min || n->i > max))
		return definition_wrong(p, "“%s” phải là số nguyên từ %lld đến %lld", name, (long long)min, (long long)max);
	return NULL;
}

/* A bound: whole for characters and counts, hundredths for numbers. */
err definition_bound(struct parsing *p, const struct node *o, const char *name, bool hundredths, bool *has, int64_t *out)
{
	const struct node *n = json_member(o, name);
	*has = n != NULL;
	*out = 0;
	if (!n)
		return NULL;
	bool number = n->type == N_INT || (n->type == N_REAL && hundredths);
	if (!number || !hundredths_parse(n->text, out) || *out > FORM_NUMBER_MAX || *out < -FORM_NUMBER_MAX)
		return definition_wrong(p, "“%s” phải là một số%s", name, hundredths ? ", nhiều nhất hai chữ số thập phân" : "");
	if (!hundredths && *out < 0)
		return definition_wrong(p, "“%s” phải là một số", name);
	*out = hundredths ? *out : *out / FORM_UNITS_OF_NUMBER;
	return NULL;
}

bool definition_name_fits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.s[i] >= 'a' && s.s[i] <= 'z') || (i && ((s.s[i] >= '0' && s.s[i] <= '9') || s.s[i] == '_'))))
			return false;
	return s.n > 0 && s.n <= NAME_LENGTH;
}

err definition_name(struct parsing *p, const struct node *o, const char **out)
{
	TRY(definition_line(p, o, "name", 1, NAME_LENGTH, out));
	if (!definition_name_fits(str_of(*out)))
		return definition_wrong(p, "tên “%s” chỉ được gồm chữ thường không dấu, chữ số, dấu _ và bắt đầu bằng chữ", *out);
	return NULL;
}

err definition_only(struct parsing *p, const struct node *o, const char *const *names)
{
	for (const struct node *n = o->first; n; n = n->next) {
		size_t i = 0;
		while (names[i] && !str_is(n->name, names[i]))
			i++;
		if (!names[i])
			return definition_wrong(
				p, "không có thuộc tính “%.*s”", (int)(n->name.n < 40 ? n->name.n : 40), n->name.s);
	}
	return NULL;
}

size_t definition_count(const struct node *list)
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
const struct form_field *definition_before(const struct parsing *p, str name)
{
	const struct form_field *found = p->in ? form_field_find(p->in, name) : NULL;
	for (size_t i = 0; !found && i < p->f->n; i++)
		if (!p->f->sections[i].name)
			found = form_field_find(&p->f->sections[i], name);
	return found;
}

err definition_reference(struct parsing *p, const struct node *o, const char *name, unsigned types, const struct form_field **out)
{
	str s;
	TRY(definition_text(p, o, name, 0, NAME_LENGTH, &s));
	*out = s.n ? definition_before(p, s) : NULL;
	if (s.n && (!*out || !(types & 1u << (*out)->type)))
		return definition_wrong(
			p, "“%s” phải là tên một trường đứng trước, đúng loại; không có “%.*s”", name, STR_ARG(s));
	return NULL;
}

/* ---- conditions ---- */

bool form_choice_has(const struct form_field *f, str value)
{
	for (size_t i = 0; i < f->nchoices; i++)
		if (str_is(value, f->choices[i].value))
			return true;
	return false;
}

static err condition_value(struct parsing *p, const struct form_field *f, const struct node *n, str *out)
{
	bool yes_no = f->type == FORM_YES_NO && n->type == N_BOOL,
	     number = (f->type == FORM_INTEGER || f->type == FORM_YEAR) && n->type == N_INT;
	if (yes_no || number)
		*out = str_format(p->a, "%lld", (long long)n->i);
	else if ((f->type == FORM_CHOICE || f->type == FORM_CHOICES) && n->type == N_TEXT && form_choice_has(f, n->text))
		*out = str_copy(p->a, n->text);
	else
		return definition_wrong(p, "điều kiện theo “%s”: giá trị không phải là một lựa chọn của trường đó", f->name);
	return NULL;
}

static err condition_values(struct parsing *p, const struct node *o, struct form_condition *out)
{
	const struct node *is = json_member(o, "is"), *in = json_member(o, "in"), *filled = json_member(o, "filled");
	if ((is != NULL) + (in != NULL) + (filled != NULL) != 1)
		return definition_wrong(p, "mỗi điều kiện có đúng một trong “is”, “in”, “filled”");
	if (filled && filled->type != N_BOOL)
		return definition_wrong(p, "“filled” phải là true hoặc false");
	if (in && (in->type != N_LIST || !in->first || definition_count(in) > FORM_CHOICES_MAX))
		return definition_wrong(p, "“in” phải là một danh sách giá trị");
	out->is = !filled ? FORM_ONE_OF : filled->i ? FORM_FILLED : FORM_EMPTY;
	if (filled)
		return NULL;
	str *v = NEWN(p->a, str, is ? 1 : definition_count(in));
	out->values = (struct texts){v, 0};
	for (const struct node *n = is ? is : in->first; n; n = is ? NULL : n->next)
		TRY(condition_value(p, out->field, n, &v[out->values.n++]));
	return NULL;
}

err definition_conditions(struct parsing *p, const struct node *o, struct form_conditions *out)
{
	static const char *const known[] = {"field", "is", "in", "filled", NULL};
	const struct node *list = json_member(o, "when");
	if (!list)
		return NULL;
	if (list->type != N_LIST || !list->first || definition_count(list) > FORM_CONDITIONS_MAX)
		return definition_wrong(p, "“when” phải là danh sách từ 1 đến %d điều kiện", FORM_CONDITIONS_MAX);
	for (const struct node *n = list->first; n; n = n->next) {
		struct form_condition *k = &out->v[out->n];
		str name;
		if (n->type != N_OBJECT)
			return definition_wrong(p, "điều kiện phải là một đối tượng { }");
		TRY(definition_only(p, n, known));
		TRY(definition_text(p, n, "field", 1, NAME_LENGTH, &name));
		k->field = definition_before(p, name);
		if (!k->field || k->field->type == FORM_NOTE || k->field->type == FORM_FILE || k->field->type == FORM_PHOTOS)
			return definition_wrong(p, "điều kiện phải theo một trường đứng trước; không có “%.*s”", STR_ARG(name));
		TRY(condition_values(p, n, k));
		out->n++;
	}
	return NULL;
}
