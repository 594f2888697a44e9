/* structure: a draft is opened, its sections and fields are changed in the tree of its definition, and it is saved anew. */
#include "core/editor/inside.h"
#include "core/editor/editor.html.h"
#include <stdio.h>
#include <stdlib.h>
#include "web/hooks.h"
#include "web/reply.h"

/* ---- opening ---- */

err editor_open(struct req *q, const struct editor *of, struct editing *e)
{
	*e = (struct editing){.of = of};
	TRY(of->open(q, e));
	e->seen = editor_seen(q->ctx.a, e->definition);
	return NULL;
}

err editor_open_draft(struct req *q, const struct editor *of, struct editing *e)
{
	const struct node *n;
	TRY(editor_open(q, of, e));
	if (!e->is_draft)
		return FAIL(&q->ctx, CONFLICT, "Phiên bản này đã công bố nên không sửa được. Hãy tạo bản thảo mới.");
	TRY(json_read(&q->ctx, e->definition, &n));
	e->top = tree_of(q->ctx.a, n);
	return NULL;
}

struct part { /* of a draft, as the query names it (phan, truong: from 1) */
	struct editing e;
	struct tree *sections, *section, *fields, *field; /* as far as they are there */
};

static err open_part(struct req *q, const struct editor *of, struct part *k)
{
	struct editing *e = &k->e;
	TRY(editor_open_draft(q, of, e));
	int64_t section = query_int(q, "phan", 0), field = query_int(q, "truong", 0);
	k->sections = tree_member(e->top, "sections");
	k->section = section > 0 ? tree_nth(k->sections, (size_t)section - 1) : NULL;
	k->fields = tree_member(k->section, "fields");
	k->field = field > 0 ? tree_nth(k->fields, (size_t)field - 1) : NULL;
	if ((section && !k->section) || (field && !k->field))
		return FAIL(&q->ctx, NOT_FOUND, "part");
	e->section = (size_t)section;
	e->field = (size_t)field;
	e->in = section ? &e->form->sections[section - 1] : NULL;
	e->at = e->in && field ? &e->in->fields[field - 1] : NULL;
	return NULL;
}

/* ---- saving ---- */

/* Beside which input a complaint about the definition belongs. */
static const char *input_meant(str text)
{
	static const struct {
		const char *says, *input;
	} meant[] = {{"công thức", "formula"}, {"“shown_as”", "shown_as"}, {"điều kiện", "when_field_1"}, {"lựa chọn", "choices"},
		{"“choices”", "choices"}, {"tên đã dùng", "name"}, {"chỉ được gồm chữ thường không dấu, chữ số, dấu _", "name"},
		{"“label”", "label"}, {"“hint”", "hint"}, {"“min”", "min"}, {"“max”", "max"}, {"“component”", "component"},
		{"“not_before”", "not_before"}, {"“birth_on”", "birth_on"}, {"“sex”", "sex"}, {"“title”", "title"},
		{"“text”", "text"}, {"“item”", "item"}, {"mã thủ tục", "procedures"}, {"“rows”", "rows"}, {"“to”", "to"},
		{"“shape”", "shape"}, {"“suffix”", "suffix"}};
	for (size_t i = 0; i < COUNT(meant); i++)
		if (str_has(text, str_of(meant[i].says)))
			return meant[i].input;
	return "";
}

err editor_save(struct req *q, struct editing *e, str seen)
{
	buf b = {.a = q->ctx.a};
	if (!str_eq(seen, e->seen))
		return FAIL(&q->ctx, CONFLICT, "Bản thảo vừa được sửa ở nơi khác. Hãy tải lại trang rồi sửa tiếp.");
	tree_write(&b, e->top);
	err bad = e->of->save(q, e, buf_text(&b));
	if (bad && bad->kind == INVALID && !bad->problems)
		return FAIL_FIELD(&q->ctx, input_meant(bad->text), "%.*s", STR_ARG(bad->text));
	TRY(bad);
	return see_other(q, "%.*s%s", STR_ARG(e->path), e->section ? str_format(q->ctx.a, "#phan-%zu", e->section).s : "");
}

static void renamed(struct req *q, const struct editing *e, const struct form_field *was, str now)
{
	if (e->of->renamed && was && was->name && !was->section->name && !str_is(now, was->name))
		e->of->renamed(q->ctx.a, e, str_of(was->name), now);
}

static struct tree *number_or_null(arena *a, str typed)
{
	int64_t i;
	if (!typed.n)
		return NULL;
	if (str_int(typed, &i))
		return tree_int(a, i);
	if (!form_number_parse(a, typed, &i))
		return tree_text(a, typed); /* the reader says that it is no number */
	buf b = {.a = a};
	struct tree *t = tree_new(a, N_REAL);
	form_number_json(&b, i);
	t->text = buf_text(&b);
	return t;
}

/* ---- moving and removing ---- */

static const struct field change_fields[] = {
	TEXT(struct editor_change, seen, "Bản đang sửa", 1, 16),
	TEXT(struct editor_change, what, "Việc", 1, 40),
};
const struct input editor_change_input = INPUT("definition_change", change_fields);

/* "up 2 3": the third field of the second section; "drop 2": the second section. */
struct change_asked {
	char what[8];
	int section, field; /* field 0: the section */
};

static void dropped(struct req *q, const struct editing *e, const struct change_asked *k)
{
	const struct form_section *s = &e->form->sections[k->section - 1];
	for (size_t i = 0; i < s->n; i++)
		if (!k->field || i + 1 == (size_t)k->field)
			renamed(q, e, &s->fields[i], S(""));
}

err editor_change_run(struct req *q, const struct editor *of)
{
	struct part k;
	struct editor_change in = {0};
	struct change_asked asked = {0};
	TRY(open_part(q, of, &k));
	TRY(read_input(q, &in));
	int n = sscanf(str_c(q->ctx.a, in.what), "%7s %3d %3d", asked.what, &asked.section, &asked.field);
	struct tree *list = n == 3 ? tree_member(tree_nth(k.sections, (size_t)(asked.section - 1)), "fields") : k.sections;
	size_t at = (size_t)((n == 3 ? asked.field : asked.section) - 1);
	if (n < 2 || asked.section < 1 || (n == 3 && asked.field < 1) || !tree_nth(list, at))
		return FAIL(&q->ctx, NOT_FOUND, "part");
	k.e.section = n == 3 ? (size_t)asked.section : 0;
	bool drop = !strcmp(asked.what, "drop");
	if (drop)
		dropped(q, &k.e, &asked);
	bool done = !strcmp(asked.what, "up")     ? tree_move(list, at, -1)
		    : !strcmp(asked.what, "down") ? tree_move(list, at, 1)
						  : drop && tree_drop(list, at);
	if (!done)
		return FAIL(&q->ctx, INVALID, "Không chuyển được: đã ở đầu hoặc cuối danh sách");
	return editor_save(q, &k.e, in.seen);
}

/* ---- conditions ---- */

struct when_form {
	str field[FORM_CONDITIONS_MAX], is[FORM_CONDITIONS_MAX], values[FORM_CONDITIONS_MAX];
};
#define WHEN_FIELDS(T, n)                                                                                                        \
	FIELD_NAMED("when_field_" #n, "Điều kiện " #n, .type = I_TEXT, .at = offsetof(T, when.field[n - 1]), .max = 40),         \
		FIELD_NAMED("when_is_" #n, "Phép so của điều kiện " #n, .type = I_TEXT, .at = offsetof(T, when.is[n - 1]),       \
			.max = 10),                                                                                              \
		FIELD_NAMED("when_values_" #n, "Giá trị của điều kiện " #n, .type = I_TEXT,                                      \
			.at = offsetof(T, when.values[n - 1]), .max = 400)

static void set_when(struct req *q, const struct editing *e, struct tree *object, const struct when_form *w)
{
	arena *a = q->ctx.a;
	struct tree *list = tree_new(a, N_LIST);
	for (size_t i = 0; i < FORM_CONDITIONS_MAX; i++) {
		if (!w->field[i].n)
			continue;
		struct tree *o = tree_new(a, N_OBJECT), *in = tree_new(a, N_LIST);
		const struct form_field *f = editor_field_known(e->form, e->in, w->field[i]);
		tree_set(a, o, "field", tree_text(a, w->field[i]));
		for (str rest = w->values[i], one; rest.n;) {
			str_cut(rest, ',', &one, &rest);
			if (str_trim(one).n)
				tree_append(in, editor_condition_value(a, f, str_trim(one)));
		}
		if (str_is(w->is[i], "filled") || str_is(w->is[i], "empty")) {
			struct tree *filled = tree_new(a, N_BOOL);
			filled->i = str_is(w->is[i], "filled");
			tree_set(a, o, "filled", filled);
		} else
			tree_set(a, o, "in", in);
		tree_append(list, o);
	}
	tree_set(a, object, "when", list->first ? list : NULL);
}

/* ---- names in data ---- */

/* Plain sections share their names; those of a repeated one are its own. */
static bool part_taken(const void *of, str name)
{
	const struct editing *e = of;
	if (e->in && form_field_find(e->in, name))
		return true;
	for (size_t i = 0; i < e->form->n; i++) {
		const struct form_section *s = &e->form->sections[i];
		if (s->name ? str_is(name, s->name) : form_field_find(s, name) != NULL)
			return true;
	}
	return false;
}

/* ---- a section ---- */

struct section_edit {
	str title, hint, name, item, seen;
	int64_t min, max;
	bool repeated;
	struct when_form when;
};
static const struct field section_fields[] = {
	TEXT(struct section_edit, title, "Tên phần", 1, 300),
	LONG_TEXT(struct section_edit, hint, "Lời chỉ dẫn", 0, 600),
	BOOL(struct section_edit, repeated, "Phần lặp lại"),
	TEXT(struct section_edit, name, "Tên trong dữ liệu", 0, 40),
	TEXT(struct section_edit, item, "Tên một dòng", 0, 60),
	INT(struct section_edit, min, "Ít nhất", 0, FORM_ROWS_MAX),
	INT(struct section_edit, max, "Nhiều nhất", 0, FORM_ROWS_MAX),
	TEXT(struct section_edit, seen, "Bản đang sửa", 1, 16),
	WHEN_FIELDS(struct section_edit, 1),
	WHEN_FIELDS(struct section_edit, 2),
	WHEN_FIELDS(struct section_edit, 3),
	WHEN_FIELDS(struct section_edit, 4),
};
const struct input editor_section_input = INPUT("definition_section", section_fields);

/* Fields that stand before, as choices: of plain sections, and, for a field, of its own section up to it. */
static const struct choice *fields_before(struct req *q, const struct editing *e, bool of_field, unsigned types)
{
	const struct form *f = e->form;
	size_t n = 0, last = e->section ? e->section - !of_field : f->n;
	struct choice *v = NEWN(q->ctx.a, struct choice, FORM_SECTIONS_MAX * FORM_FIELDS_MAX + 1);
	for (size_t i = 0; i < last; i++) {
		bool own = of_field && i + 1 == e->section;
		if (f->sections[i].name && !own)
			continue;
		for (size_t k = 0; k < f->sections[i].n && !(own && e->field && k + 1 >= e->field); k++) {
			const struct form_field *d = &f->sections[i].fields[k];
			if (types & 1u << d->type)
				v[n++] = (struct choice){
					d->name, str_format(q->ctx.a, "%s (%s)", d->label ? d->label : "", d->name).s};
		}
	}
	return v;
}

#define ANSWERED (~(1u << FORM_NOTE | 1u << FORM_FILE))

err editor_section_form(struct req *q, const struct editor *of)
{
	struct part k;
	TRY(open_part(q, of, &k));
	k.e.before = fields_before(q, &k.e, false, ANSWERED);
	editor_section_page(&q->page, &k.e);
	return NULL;
}

static void set_repeat(arena *a, struct tree *s, const struct section_edit *in)
{
	struct tree *r = tree_new(a, N_OBJECT);
	tree_set(a, r, "min", tree_int(a, in->min));
	tree_set(a, r, "max", tree_int(a, in->max ? in->max : 10));
	tree_set(a, r, "item", tree_text(a, in->item));
	tree_set(a, s, "name", in->repeated ? tree_text(a, in->name) : NULL);
	tree_set(a, s, "repeat", in->repeated ? r : NULL);
}

err editor_section_save(struct req *q, const struct editor *of)
{
	struct part k;
	struct section_edit in = {0};
	arena *a = q->ctx.a;
	TRY(open_part(q, of, &k));
	TRY(read_input(q, &in));
	if (!k.section) {
		tree_append(k.sections, k.section = tree_new(a, N_OBJECT));
		k.e.section = tree_count(k.sections);
	}
	if (in.repeated && !in.name.n)
		in.name = editor_name_made(a, in.item.n ? in.item : in.title, part_taken, &k.e);
	tree_set(a, k.section, "title", tree_text(a, in.title));
	tree_set(a, k.section, "hint", tree_text(a, in.hint));
	set_repeat(a, k.section, &in);
	k.e.in = NULL;
	set_when(q, &k.e, k.section, &in.when);
	if (!tree_member(k.section, "fields"))
		tree_set(a, k.section, "fields", tree_new(a, N_LIST));
	return editor_save(q, &k.e, in.seen);
}

/* ---- a field ---- */

struct field_edit {
	str type, name, label, hint, min, max, kind, choices, list, prefill, not_before, birth_on, sex, min_age, component,
		formula, shown_as, suffix, rows, text, to, shape, seen;
	bool required, past, partly, detail;
	struct when_form when;
};
#define LINE(member, label, max) TEXT(struct field_edit, member, label, 0, max)
static const struct field field_fields[] = {
	TEXT(struct field_edit, type, "Loại", 1, 40),
	TEXT(struct field_edit, name, "Tên trong dữ liệu", 0, 40),
	LINE(label, "Nhãn", 300),
	LONG_TEXT(struct field_edit, hint, "Lời chỉ dẫn", 0, 600),
	BOOL(struct field_edit, required, "Bắt buộc"),
	LINE(min, "Nhỏ nhất", 20),
	LINE(max, "Lớn nhất", 20),
	LINE(kind, "Kiểu chữ", 40),
	LONG_TEXT(struct field_edit, choices, "Các lựa chọn", 0, 20000),
	LONG_TEXT(struct field_edit, prefill, "Điền sẵn", 0, 1000),
	LINE(list, "Danh sách có sẵn", 40),
	BOOL(struct field_edit, past, "Không sau hôm nay"),
	BOOL(struct field_edit, partly, "Có thể chỉ biết năm hoặc tháng"),
	LINE(min_age, "Đủ tuổi", 3),
	LINE(not_before, "Không trước", 40),
	LINE(birth_on, "Khớp với ngày sinh", 40),
	LINE(sex, "Khớp với giới tính", 40),
	LINE(component, "Thành phần hồ sơ số", 4),
	LINE(formula, "Công thức", 300),
	LINE(shown_as, "Hiện như", 40),
	LINE(suffix, "Đơn vị tính", 20),
	LINE(rows, "Số dòng", 2),
	LINE(to, "Loại đối tượng", 40),
	LINE(shape, "Hình", 20),
	BOOL(struct field_edit, detail, "Hỏi cả số nhà, thôn xóm"),
	LONG_TEXT(struct field_edit, text, "Lời hướng dẫn", 0, 2000),
	TEXT(struct field_edit, seen, "Bản đang sửa", 1, 16),
	WHEN_FIELDS(struct field_edit, 1),
	WHEN_FIELDS(struct field_edit, 2),
	WHEN_FIELDS(struct field_edit, 3),
	WHEN_FIELDS(struct field_edit, 4),
};
const struct input editor_field_input = INPUT("definition_field", field_fields);

static enum form_type type_named(str name)
{
	for (size_t i = 0; i < FORM_TYPES; i++)
		if (str_is(name, form_types[i].name))
			return (enum form_type)i;
	return FORM_TEXT;
}

err editor_field_adding(struct req *q, const struct editor *of)
{
	struct part k;
	TRY(open_part(q, of, &k));
	if (!k.section)
		return FAIL(&q->ctx, NOT_FOUND, "section");
	editor_adding_page(&q->page, &k.e);
	return NULL;
}

err editor_field_form(struct req *q, const struct editor *of)
{
	struct part k;
	struct editing *e = &k.e;
	TRY(open_part(q, of, &k));
	if (!k.section)
		return FAIL(&q->ctx, NOT_FOUND, "section");
	e->type = e->at ? e->at->type : type_named(q->page.again ? page_value(&q->page, "type", S("")) : query_text(q, "loai"));
	e->before = fields_before(q, e, true, ANSWERED);
	e->dates = fields_before(q, e, true, 1u << FORM_DATE);
	e->sexes = fields_before(q, e, true, 1u << FORM_CHOICE);
	if (e->type == FORM_REFERENCE)
		TRY(reference_choices(&q->ctx, e->at ? e->at->to : NULL, &e->kinds));
	editor_field_page(&q->page, e);
	return NULL;
}

/* "male | Nam", one a line; a line without a value gets one made of its label. */
static struct tree *choices_of(arena *a, str typed)
{
	struct tree *list = tree_new(a, N_LIST);
	for (str line, value, label; typed.n;) {
		str_cut(typed, '\n', &line, &typed);
		bool both = str_cut(line, '|', &value, &label);
		label = str_trim(both ? label : line);
		value = both ? str_trim(value) : fold(a, label);
		if (!label.n)
			continue;
		char *v = str_c(a, value);
		for (char *s = v; *s && !both; s++)
			*s = *s == ' ' ? '_' : *s;
		struct tree *o = tree_new(a, N_OBJECT);
		tree_set(a, o, "value", tree_text(a, (str){v, value.n < 60 ? value.n : 60}));
		tree_set(a, o, "label", tree_text(a, label));
		tree_append(list, o);
	}
	return list->first ? list : NULL;
}

static void set_field(arena *a, struct tree *t, const struct field_edit *in)
{
	tree_set(a, t, "name", tree_text(a, in->name));
	tree_set(a, t, "type", tree_text(a, in->type));
	tree_set(a, t, "label", tree_text(a, in->label));
	tree_set(a, t, "hint", tree_text(a, in->hint));
	tree_set(a, t, "text", tree_text(a, in->text));
	tree_set(a, t, "required", tree_flag(a, in->required));
	tree_set(a, t, "min", number_or_null(a, in->min));
	tree_set(a, t, "max", number_or_null(a, in->max));
	tree_set(a, t, "kind", tree_text(a, in->kind));
	tree_set(a, t, "choices", in->list.n ? NULL : choices_of(a, in->choices));
	tree_set(a, t, "list", tree_text(a, in->list));
	tree_set(a, t, "past", tree_flag(a, in->past));
	tree_set(a, t, "partly", tree_flag(a, in->partly));
	tree_set(a, t, "min_age", number_or_null(a, in->min_age));
	tree_set(a, t, "not_before", tree_text(a, in->not_before));
	tree_set(a, t, "birth_on", tree_text(a, in->birth_on));
	tree_set(a, t, "sex", tree_text(a, in->sex));
	tree_set(a, t, "component", number_or_null(a, in->component));
	tree_set(a, t, "formula", tree_text(a, in->formula));
	tree_set(a, t, "shown_as", tree_text(a, in->shown_as));
	tree_set(a, t, "suffix", tree_text(a, in->suffix));
	tree_set(a, t, "rows", number_or_null(a, in->rows));
	tree_set(a, t, "to", tree_text(a, in->to));
	tree_set(a, t, "shape", tree_text(a, in->shape));
	tree_set(a, t, "detail", tree_flag(a, in->detail));
}

err editor_field_save(struct req *q, const struct editor *of)
{
	struct part k;
	struct field_edit in = {0};
	arena *a = q->ctx.a;
	TRY(open_part(q, of, &k));
	if (!k.section)
		return FAIL(&q->ctx, NOT_FOUND, "section");
	TRY(read_input(q, &in));
	if (!in.name.n)
		in.name = k.e.at ? str_of(k.e.at->name)
				 : editor_name_made(a, in.label.n ? in.label : S("ghi chú"), part_taken, &k.e);
	if (k.field)
		renamed(q, &k.e, k.e.at, in.name);
	else
		tree_append(k.fields, k.field = tree_new(a, N_OBJECT));
	set_field(a, k.field, &in);
	tree_set(a, k.field, "prefill", editor_offers_tree(a, k.e.form, k.e.in, type_named(in.type), in.prefill));
	set_when(q, &k.e, k.field, &in.when);
	return editor_save(q, &k.e, in.seen);
}
