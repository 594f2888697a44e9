/* expression: the formulas of computed fields. + - * /, brackets, numbers, "texts", names of fields before, and
 *   area(plot) in m²   length(road) in m, of a polygon around it
 *   sum(children.income)   count(children)   list(children.name): "An; Bình"
 *   age(born_on)   age(born_on, died_on)   join(name, ", ", place)
 * Typed while it is read (number or text), bounded in depth and size; a number is hundredths and never overflows: what is too
 * large, divided by nothing or made of empty fields only is empty. In sums and differences an empty field counts as nothing. */
#include "core/forms/inside.h"
#include <math.h>

enum { DEPTH_MAX = 12, NODES_MAX = 80, TEXT_RESULT_MAX = 1000 };
enum operation {
	O_NUMBER,
	O_TEXT,
	O_FIELD,
	O_ADD,
	O_SUBTRACT,
	O_MULTIPLY,
	O_DIVIDE,
	O_SUM,
	O_COUNT,
	O_LIST,
	O_AGE,
	O_AREA,
	O_LENGTH,
	O_JOIN
};

struct expression {
	enum operation op;
	bool is_text;
	int64_t number;
	str text;
	const struct form_field *field, *until; /* until: the day of an age; NULL: today */
	const struct form_section *section;
	struct expression *left, *right, *next; /* next: the following argument of join */
};
struct formula {
	const struct scope *s;
	str rest;
	int depth, nodes;
};

/* ---- reading ---- */

static err read_sum(struct formula *f, struct expression **out);

static void skip_spaces(struct formula *f)
{
	while (f->rest.n && (f->rest.s[0] == ' ' || f->rest.s[0] == '\n' || f->rest.s[0] == '\t'))
		f->rest = (str){f->rest.s + 1, f->rest.n - 1};
}

static bool next_is(struct formula *f, char c)
{
	skip_spaces(f);
	return f->rest.n && f->rest.s[0] == c;
}

static bool take(struct formula *f, char c)
{
	if (!next_is(f, c))
		return false;
	f->rest = (str){f->rest.s + 1, f->rest.n - 1};
	return true;
}

static err expect(struct formula *f, char c)
{
	if (take(f, c))
		return NULL;
	return FAIL(f->s->c, INVALID, "thiếu dấu “%c” trước “%.*s”", c, STR_ARG(f->rest));
}

static err new_node(struct formula *f, enum operation op, bool is_text, struct expression **out)
{
	if (++f->nodes > NODES_MAX)
		return FAIL(f->s->c, INVALID, "dài quá; hãy chia thành nhiều trường tự tính");
	*out = NEW(f->s->a, struct expression);
	**out = (struct expression){.op = op, .is_text = is_text};
	return NULL;
}

static str take_word(struct formula *f)
{
	size_t n = 0;
	skip_spaces(f);
	while (n < f->rest.n && ((f->rest.s[n] >= 'a' && f->rest.s[n] <= 'z') || (f->rest.s[n] >= '0' && f->rest.s[n] <= '9') ||
					f->rest.s[n] == '_'))
		n++;
	str word = {f->rest.s, n};
	f->rest = (str){f->rest.s + n, f->rest.n - n};
	return word;
}

static err read_number(struct formula *f, struct expression **out)
{
	int64_t whole = 0, part = 0, scale = FORM_UNITS_OF_NUMBER;
	bool dot = false;
	size_t n = 0;
	for (; n < f->rest.n && n < 18; n++) {
		char c = f->rest.s[n];
		if (c == '.' && !dot)
			dot = true;
		else if (c < '0' || c > '9')
			break;
		else if (!dot)
			whole = whole * 10 + (c - '0');
		else if ((scale /= 10) > 0)
			part += scale * (c - '0');
		else
			return FAIL(f->s->c, INVALID, "số trong công thức có nhiều nhất hai chữ số thập phân");
	}
	if (whole > FORM_NUMBER_MAX / FORM_UNITS_OF_NUMBER || n == 18)
		return FAIL(f->s->c, INVALID, "số lớn quá");
	f->rest = (str){f->rest.s + n, f->rest.n - n};
	TRY(new_node(f, O_NUMBER, false, out));
	(*out)->number = whole * FORM_UNITS_OF_NUMBER + part;
	return NULL;
}

static err read_quoted(struct formula *f, struct expression **out)
{
	str inside, rest = {f->rest.s + 1, f->rest.n - 1};
	if (!str_cut(rest, '"', &inside, &rest))
		return FAIL(f->s->c, INVALID, "thiếu dấu \" đóng đoạn chữ");
	f->rest = rest;
	TRY(new_node(f, O_TEXT, true, out));
	(*out)->text = str_copy(f->s->a, inside);
	return NULL;
}

static bool is_number(const struct form_field *f)
{
	return form_type_is_number(f->type == FORM_COMPUTED ? f->shown_as : f->type);
}

static bool is_readable(const struct form_field *f)
{
	return f->type != FORM_FILE && f->type != FORM_PHOTOS && f->type != FORM_NOTE;
}

static const struct form_field *field_named(const struct scope *s, str name)
{
	const struct form_field *found = s->section ? form_field_find(s->section, name) : NULL;
	for (size_t i = 0; !found && i < s->form->n; i++)
		if (!s->form->sections[i].name)
			found = form_field_find(&s->form->sections[i], name);
	return found && is_readable(found) ? found : NULL;
}

static err read_field_name(struct formula *f, str name, struct expression **out)
{
	const struct form_field *field = field_named(f->s, name);
	if (!field)
		return FAIL(f->s->c, INVALID, "không có trường “%.*s” đứng trước", STR_ARG(name));
	TRY(new_node(f, O_FIELD, !is_number(field), out));
	(*out)->field = field;
	return NULL;
}

/* sum(section.field), list(section.field), count(section) */
static err read_rows(struct formula *f, enum operation op, struct expression **out)
{
	str name = take_word(f);
	const struct form_section *section = form_section_find(f->s->form, name);
	if (!section || section == f->s->section)
		return FAIL(f->s->c, INVALID, "không có phần lặp lại “%.*s” đứng trước", STR_ARG(name));
	TRY(new_node(f, op, op == O_LIST, out));
	(*out)->section = section;
	if (op == O_COUNT)
		return NULL;
	TRY(expect(f, '.'));
	name = take_word(f);
	(*out)->field = form_field_find(section, name);
	bool fits = (*out)->field && (op == O_LIST ? is_readable((*out)->field) : is_number((*out)->field));
	if (!fits)
		return FAIL(f->s->c, INVALID, "phần “%s” không có trường%s “%.*s”", section->name, op == O_LIST ? "" : " số",
			STR_ARG(name));
	return NULL;
}

static err read_age(struct formula *f, struct expression **out)
{
	const struct form_field *field[2] = {NULL, NULL};
	for (size_t i = 0; i < COUNT(field) && (!i || take(f, ',')); i++) {
		str name = take_word(f);
		field[i] = field_named(f->s, name);
		if (!field[i] || (field[i]->type != FORM_DATE && field[i]->type != FORM_MONTH && field[i]->type != FORM_YEAR))
			return FAIL(f->s->c, INVALID, "age cần một trường ngày, tháng hoặc năm đứng trước; “%.*s” không phải",
				STR_ARG(name));
	}
	TRY(new_node(f, O_AGE, false, out));
	(*out)->field = field[0];
	(*out)->until = field[1];
	return NULL;
}

static err read_measure(struct formula *f, enum operation op, struct expression **out)
{
	str name = take_word(f);
	const struct form_field *field = field_named(f->s, name);
	if (!field || field->type != FORM_GEOMETRY || field->shape < (op == O_AREA ? GEOMETRY_POLYGON : GEOMETRY_LINE))
		return FAIL(f->s->c, INVALID, "%s cần một trường %s trên bản đồ đứng trước; “%.*s” không phải",
			op == O_AREA ? "area" : "length", op == O_AREA ? "vùng" : "đường hoặc vùng", STR_ARG(name));
	TRY(new_node(f, op, false, out));
	(*out)->field = field;
	return NULL;
}

static err read_join(struct formula *f, struct expression **out)
{
	TRY(new_node(f, O_JOIN, true, out));
	struct expression **tail = &(*out)->left;
	do {
		TRY(read_sum(f, tail));
		tail = &(*tail)->next;
	} while (take(f, ','));
	return NULL;
}

static err read_call(struct formula *f, str word, struct expression **out)
{
	if (str_is(word, "sum"))
		TRY(read_rows(f, O_SUM, out));
	else if (str_is(word, "count"))
		TRY(read_rows(f, O_COUNT, out));
	else if (str_is(word, "list"))
		TRY(read_rows(f, O_LIST, out));
	else if (str_is(word, "age"))
		TRY(read_age(f, out));
	else if (str_is(word, "area") || str_is(word, "length"))
		TRY(read_measure(f, str_is(word, "area") ? O_AREA : O_LENGTH, out));
	else if (str_is(word, "join"))
		TRY(read_join(f, out));
	else
		return FAIL(f->s->c, INVALID, "không có phép “%.*s”; chỉ có sum, count, list, age, area, length, join",
			STR_ARG(word));
	return expect(f, ')');
}

static err read_primary(struct formula *f, struct expression **out)
{
	skip_spaces(f);
	if (!f->rest.n)
		return FAIL(f->s->c, INVALID, "chưa viết hết");
	char c = f->rest.s[0];
	if (c >= '0' && c <= '9')
		return read_number(f, out);
	if (c == '"')
		return read_quoted(f, out);
	if (take(f, '(')) {
		TRY(read_sum(f, out));
		return expect(f, ')');
	}
	str word = take_word(f);
	if (!word.n)
		return FAIL(f->s->c, INVALID, "không hiểu “%.*s”", STR_ARG(f->rest));
	return take(f, '(') ? read_call(f, word, out) : read_field_name(f, word, out);
}

static err both_numbers(struct formula *f, const struct expression *a, const struct expression *b)
{
	if (!a->is_text && !b->is_text)
		return NULL;
	return FAIL(f->s->c, INVALID, "chỉ cộng, trừ, nhân, chia được các số; nối chữ bằng join");
}

static err join_nodes(struct formula *f, enum operation op, struct expression **left, struct expression *right)
{
	struct expression *e;
	TRY(both_numbers(f, *left, right));
	TRY(new_node(f, op, false, &e));
	e->left = *left;
	e->right = right;
	*left = e;
	return NULL;
}

static err read_product(struct formula *f, struct expression **out)
{
	struct expression *right;
	TRY(read_primary(f, out));
	while (next_is(f, '*') || next_is(f, '/')) {
		enum operation op = take(f, '*') ? O_MULTIPLY : O_DIVIDE;
		if (op == O_DIVIDE)
			take(f, '/');
		TRY(read_primary(f, &right));
		TRY(join_nodes(f, op, out, right));
	}
	return NULL;
}

static err read_sum(struct formula *f, struct expression **out)
{
	struct expression *right;
	if (++f->depth > DEPTH_MAX)
		return FAIL(f->s->c, INVALID, "lồng quá %d ngoặc", DEPTH_MAX);
	TRY(read_product(f, out));
	while (next_is(f, '+') || next_is(f, '-')) {
		enum operation op = take(f, '+') ? O_ADD : O_SUBTRACT;
		if (op == O_SUBTRACT)
			take(f, '-');
		TRY(read_product(f, &right));
		TRY(join_nodes(f, op, out, right));
	}
	f->depth--;
	return NULL;
}

err form_expression_read(const struct scope *s, str text, const struct expression **out)
{
	struct formula f = {.s = s, .rest = text};
	struct expression *e;
	TRY(read_sum(&f, &e));
	skip_spaces(&f);
	if (f.rest.n)
		return FAIL(s->c, INVALID, "thừa “%.*s”", STR_ARG(f.rest));
	*out = e;
	return NULL;
}

bool form_expression_is_text(const struct expression *e) { return e->is_text; }
const struct form_field *form_expression_field(const struct expression *e) { return e->op == O_FIELD ? e->field : NULL; }
bool form_formula_names(const struct expression *e, const struct form_field *f)
{
	bool found = e->field == f || (e->until && e->until == f);
	for (const struct expression *x = e->left; x && !found; x = x->next)
		found = form_formula_names(x, f);
	return found || (e->right && form_formula_names(e->right, f));
}
str form_expression_constant(const struct expression *e) { return e->op == O_TEXT ? e->text : (str){0}; }

/* ---- value ---- */

struct evaluation {
	struct ctx *c;
	const struct form_answers *a;
	size_t section, row;
};

static struct result value(const struct evaluation *v, const struct expression *e);

static struct result number(__int128 n)
{
	bool fits = n <= FORM_NUMBER_MAX && n >= -FORM_NUMBER_MAX;
	return (struct result){.set = fits, .number = fits ? (int64_t)n : 0};
}

/* Half away from zero. */
static __int128 rounded(__int128 n, __int128 by)
{
	if (by < 0) {
		n = -n;
		by = -by;
	}
	return n < 0 ? -((-n + by / 2) / by) : (n + by / 2) / by;
}

static struct result calculated(enum operation op, struct result a, struct result b)
{
	__int128 x = a.number, y = b.number;
	bool additive = op == O_ADD || op == O_SUBTRACT;
	if (additive ? !a.set && !b.set : !a.set || !b.set)
		return (struct result){0};
	if (op == O_DIVIDE && !y)
		return (struct result){0};
	return number(op == O_ADD        ? x + y
		      : op == O_SUBTRACT ? x - y
		      : op == O_MULTIPLY ? rounded(x * y, FORM_UNITS_OF_NUMBER)
					 : rounded(x * FORM_UNITS_OF_NUMBER, y));
}

static struct result field_value(const struct evaluation *v, const struct form_field *f)
{
	const struct form_answer *a = form_answer_to(v->a, f, f->section->slot == v->section ? v->row : 0);
	if (!a || !a->filled || a->wrong)
		return (struct result){0};
	if (is_number(f))
		return (struct result){.set = true, .number = a->number};
	return (struct result){.set = true, .is_text = true, .text = form_answer_shown(v->c, f, a)};
}

static struct result sum(const struct evaluation *v, const struct expression *e)
{
	struct result total = {0};
	for (size_t i = 0; i < v->a->sections[e->section->slot].n; i++) {
		const struct form_answer *a = form_answer_to(v->a, e->field, i);
		if (a && a->filled && !a->wrong) {
			total = number((__int128)total.number + a->number);
			if (!total.set)
				return total;
		}
	}
	return total;
}

static struct result listed(const struct evaluation *v, const struct expression *e)
{
	buf b = {.a = v->c->a};
	for (size_t i = 0; i < v->a->sections[e->section->slot].n; i++) {
		const struct form_answer *a = form_answer_to(v->a, e->field, i);
		if (a && a->filled && !a->wrong && b.n < TEXT_RESULT_MAX)
			buf_printf(&b, "%s%.*s", b.n ? "; " : "", STR_ARG(form_answer_shown(v->c, e->field, a)));
	}
	return (struct result){.set = b.n > 0, .is_text = true, .text = buf_text(&b)};
}

static bool span_of(const struct evaluation *v, const struct form_field *f, day *first, day *last)
{
	const struct form_answer *a = form_answer_to(v->a, f, f->section->slot == v->section ? v->row : 0);
	return a && a->filled && !a->wrong && date_span(a->text, first, last);
}

/* With a day or month that nobody knows two ages may be right: then it is a text that says both, and nothing to calculate with. */
static struct result age(const struct evaluation *v, const struct expression *e)
{
	day born, born_last, first, last;
	if (!span_of(v, e->field, &born, &born_last))
		return (struct result){0};
	first = last = day_of(v->c->now);
	if (e->until && !span_of(v, e->until, &first, &last))
		return (struct result){0};
	int64_t least = years_between(born_last, first), most = years_between(born, last);
	if (most < 0)
		return (struct result){0};
	least = least < 0 ? 0 : least;
	if (least == most)
		return (struct result){.set = true, .number = most * FORM_UNITS_OF_NUMBER};
	return (struct result){.in_doubt = true,
		.text = str_format(
			v->c->a, most - least > 1 ? "từ %lld đến %lld" : "%lld hoặc %lld", (long long)least, (long long)most)};
}

static struct result measure(const struct evaluation *v, const struct expression *e)
{
	const struct form_field *f = e->field;
	const struct form_answer *a = form_answer_to(v->a, f, f->section->slot == v->section ? v->row : 0);
	struct geometry g;
	if (!a || !a->filled || a->wrong || !geometry_stored(v->c, a->text, &g))
		return (struct result){0};
	double size = e->op == O_AREA ? geometry_square_metres(&g) : geometry_metres(&g);
	return number(llround(size * FORM_UNITS_OF_NUMBER));
}

static bool is_year(const struct expression *e)
{
	return e->op == O_FIELD && (e->field->type == FORM_COMPUTED ? e->field->shown_as : e->field->type) == FORM_YEAR;
}

static struct result joined(const struct evaluation *v, const struct expression *e)
{
	buf b = {.a = v->c->a};
	bool any = false; /* of what is not a constant */
	for (const struct expression *x = e->left; x; x = x->next) {
		struct result r = value(v, x);
		any |= r.set && x->op != O_TEXT;
		if (r.set && b.n < TEXT_RESULT_MAX)
			buf_str(&b,
				r.is_text ? r.text : form_number_of(v->c->a, is_year(x) ? FORM_YEAR : FORM_DECIMAL, r.number));
	}
	return any ? (struct result){.set = true, .is_text = true, .text = buf_text(&b)} : (struct result){0};
}

static struct result value(const struct evaluation *v, const struct expression *e)
{
	switch (e->op) {
	case O_NUMBER: return (struct result){.set = true, .number = e->number};
	case O_TEXT: return (struct result){.set = true, .is_text = true, .text = e->text};
	case O_FIELD: return field_value(v, e->field);
	case O_SUM: return sum(v, e);
	case O_COUNT: return number((__int128)v->a->sections[e->section->slot].n * FORM_UNITS_OF_NUMBER);
	case O_LIST: return listed(v, e);
	case O_AGE: return age(v, e);
	case O_AREA:
	case O_LENGTH: return measure(v, e);
	case O_JOIN: return joined(v, e);
	default: return calculated(e->op, value(v, e->left), value(v, e->right));
	}
}

struct result form_expression_value(
	struct ctx *c, const struct expression *e, const struct form_answers *a, size_t section, size_t row)
{
	return value(&(struct evaluation){c, a, section, row}, e);
}

/* ---- for the script: ["add", left, right], ["field", name], ["sum", section, name], .. ---- */

static bool has(const struct expression *e, bool (*is)(void *arg, const struct form_field *f), void *arg)
{
	bool found = (e->field && is(arg, e->field)) || (e->until && is(arg, e->until));
	for (const struct expression *x = e->left; x && !found; x = x->next)
		found = has(x, is, arg);
	return found || (e->right && has(e->right, is, arg));
}

bool form_formula_has(const struct form_field *computed, bool (*is)(void *arg, const struct form_field *f), void *arg)
{
	return computed->formula && has(computed->formula, is, arg);
}

void form_expression_json(buf *b, const struct expression *e)
{
	static const char *const names[] = {[O_NUMBER] = "number",
		[O_TEXT] = "text",
		[O_FIELD] = "field",
		[O_ADD] = "add",
		[O_SUBTRACT] = "subtract",
		[O_MULTIPLY] = "multiply",
		[O_DIVIDE] = "divide",
		[O_SUM] = "sum",
		[O_COUNT] = "count",
		[O_LIST] = "list",
		[O_AGE] = "age",
		[O_AREA] = "area",
		[O_LENGTH] = "length",
		[O_JOIN] = "join"};
	buf_printf(b, "[\"%s\"", is_year(e) ? "year" : names[e->op]);
	if (e->op == O_NUMBER)
		buf_printf(b, ",%lld", (long long)e->number);
	if (e->op == O_TEXT) {
		buf_lit(b, ",");
		json_str(b, e->text);
	}
	if (e->section)
		buf_printf(b, ",\"%s\"", e->section->name);
	for (const struct form_field *f = e->field; f; f = f == e->until ? NULL : e->until)
		buf_printf(b, ",\"%s\",\"%s\"", f->name, f->section->name && !e->section ? f->section->name : "");
	for (const struct expression *x = e->left; x; x = x->next) {
		buf_lit(b, ",");
		form_expression_json(b, x);
	}
	if (e->right) {
		buf_lit(b, ",");
		form_expression_json(b, e->right);
	}
	buf_lit(b, "]");
}
