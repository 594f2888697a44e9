/* definition: an indicator as JSON, read strictly, with its formulas over a form of its parts. */
#include "government/indicators/inside.h"

enum { NAME_MAX = 40, GROUP_MAX = 60, UNIT_MAX = 20, FORMULA_MAX = 300 };

const struct choice indicator_kinds[] = {{"share", "Tỷ lệ phần trăm: tử số trên một trăm của mẫu số"},
	{"ratio", "Tỷ số: tử số chia mẫu số"}, {"number", "Con số: chỉ có tử số"}, {NULL, NULL}};
const struct choice indicator_directions[] = {
	{"up", "Càng cao càng tốt"}, {"down", "Càng thấp càng tốt"}, {"none", "Không xếp tốt, xấu"}, {NULL, NULL}};

static err one_of(struct ctx *c, const struct node *o, const char *name, const struct choice *list, size_t *out)
{
	const struct node *n = json_member(o, name);
	for (*out = 0; list[*out].value; ++*out)
		if (n && n->type == N_TEXT && str_is(n->text, list[*out].value))
			return NULL;
	return FAIL(c, INVALID, "“%s” phải là một trong các từ %s, %s, %s", name, list[0].value, list[1].value, list[2].value);
}

static bool is_word(str s, const char *more) /* small letters and digits, and what else may stand in it */
{
	for (size_t i = 0; i < s.n; i++)
		if (!(s.s[i] >= 'a' && s.s[i] <= 'z') && !(i && s.s[i] >= '0' && s.s[i] <= '9') && !(i && strchr(more, s.s[i])))
			return false;
	return s.n > 0 && s.n <= NAME_MAX;
}

/* ---- parts ---- */

static const struct indicator_part *part_named(const struct indicator *k, str name)
{
	for (size_t i = 0; i < k->nparts; i++)
		if (str_is(name, k->parts[i].name))
			return &k->parts[i];
	return NULL;
}

static err read_part(struct ctx *c, arena *a, const struct node *o, struct indicator *k)
{
	static const char *const known[] = {"name", "measure", "by", "value", NULL};
	const char *what = str_format(c->a, "Số liệu thứ %zu", k->nparts + 1).s;
	struct indicator_part *p = &k->parts[k->nparts];
	str name, measure, by = S(""), value = S("");
	TRY(json_members_only(c, o, what, known));
	TRY(json_member_text(c, o, what, "name", NAME_MAX, &name));
	TRY(json_member_text(c, o, what, "measure", INDICATOR_TITLE_MAX, &measure));
	if (!is_word(name, "_"))
		return FAIL(c, INVALID, "%s: tên “%.*s” phải gồm chữ thường không dấu, chữ số và _, bắt đầu bằng chữ", what,
			STR_ARG(name));
	if (part_named(k, name))
		return FAIL(c, INVALID, "%s: tên “%.*s” đã dùng", what, STR_ARG(name));
	if (json_member(o, "by") || json_member(o, "value")) {
		TRY(json_member_text(c, o, what, "by", NAME_MAX, &by));
		TRY(json_member_text(c, o, what, "value", NAME_MAX, &value));
	}
	*p = (struct indicator_part){str_c(a, name), str_copy(a, measure), str_copy(a, by), str_copy(a, value)};
	k->nparts++;
	return NULL;
}

static err read_parts(struct ctx *c, arena *a, const struct node *list, struct indicator *k)
{
	if (!list || list->type != N_LIST || !list->first)
		return FAIL(c, INVALID, "Thiếu “parts”: các số liệu mà chỉ số được tính từ đó");
	for (const struct node *n = list->first; n; n = n->next) {
		if (k->nparts == INDICATOR_PARTS_MAX)
			return FAIL(c, INVALID, "Một chỉ số có nhiều nhất %d số liệu", INDICATOR_PARTS_MAX);
		TRY(read_part(c, a, n, k));
	}
	return NULL;
}

/* Each part is a number that may miss. */
static err make_form(struct ctx *c, arena *a, struct indicator *k)
{
	buf b = {.a = c->a};
	buf_lit(&b, "{\"code\":\"chi-so\",\"title\":\"Chỉ số\",\"source\":\"Số liệu\",\"sections\":[{\"title\":\"Số "
		    "liệu\",\"fields\":[");
	for (size_t i = 0; i < k->nparts; i++)
		buf_printf(&b, "%s{\"name\":\"%s\",\"type\":\"decimal\",\"label\":\"%s\"}", i ? "," : "", k->parts[i].name,
			k->parts[i].name);
	buf_lit(&b, "]}]}");
	return form_parse(c, a, buf_text(&b), &k->form);
}

/* ---- formulas ---- */

static err read_formula(struct ctx *c, arena *a, const struct node *o, const struct indicator *k, const char *name, str *text,
	const struct expression **out)
{
	str said;
	TRY(json_member_text(c, o, "Chỉ số", name, FORMULA_MAX, &said));
	*text = str_copy(a, said);
	err e = form_formula_read(c, a, k->form, *text, out);
	if (e)
		return e->kind == INVALID ? FAIL(c, INVALID, "Công thức “%s”: %.*s", name, STR_ARG(e->text)) : e;
	if (!form_formula_is_number(*out))
		return FAIL(c, INVALID, "Công thức “%s” phải cho ra một số", name);
	bool used = false;
	for (size_t i = 0; i < k->nparts && !used; i++)
		used = form_formula_names(*out, &k->form->sections[0].fields[i]);
	return used ? NULL : FAIL(c, INVALID, "Công thức “%s” phải dùng ít nhất một số liệu của chỉ số", name);
}

static err read_formulas(struct ctx *c, arena *a, const struct node *o, struct indicator *k)
{
	TRY(make_form(c, a, k));
	TRY(read_formula(c, a, o, k, "numerator", &k->numerator_text, &k->numerator));
	if (k->as == INDICATOR_NUMBER)
		return json_member(o, "denominator")
			       ? FAIL(c, INVALID, "Chỉ số là một con số thì không có mẫu số (“denominator”)")
			       : NULL;
	return read_formula(c, a, o, k, "denominator", &k->denominator_text, &k->denominator);
}

static err every_part_counts(struct ctx *c, const struct indicator *k)
{
	for (size_t i = 0; i < k->nparts; i++) {
		const struct form_field *f = &k->form->sections[0].fields[i];
		if (!form_formula_names(k->numerator, f) && !(k->denominator && form_formula_names(k->denominator, f)))
			return FAIL(c, INVALID, "Số liệu “%s” không có trong công thức nào", k->parts[i].name);
	}
	return NULL;
}

/* ---- the whole ---- */

static err read_bound(struct ctx *c, const struct node *o, const char *name, opt_int *out)
{
	const struct node *n = json_member(o, name);
	int64_t v;
	*out = (opt_int){0};
	if (!n)
		return NULL;
	if ((n->type != N_INT && n->type != N_REAL) || !hundredths_parse(n->text, &v))
		return FAIL(c, INVALID, "“%s” phải là một số, nhiều nhất hai chữ số thập phân", name);
	*out = some_int(v);
	return NULL;
}

static err read_bounds(struct ctx *c, const struct node *o, struct indicator *k)
{
	TRY(read_bound(c, o, "good", &k->good));
	TRY(read_bound(c, o, "middle", &k->middle));
	if (k->direction == INDICATOR_NEITHER && (k->good.set || k->middle.set))
		return FAIL(c, INVALID, "Chỉ số không xếp tốt, xấu thì không có “good”, “middle”");
	if (k->middle.set && !k->good.set)
		return FAIL(c, INVALID, "Có “middle” thì phải có “good”");
	if (k->middle.set && (k->direction == INDICATOR_UP ? k->middle.v >= k->good.v : k->middle.v <= k->good.v))
		return FAIL(c, INVALID, "“middle” phải kém hơn “good”");
	return NULL;
}

static err read_texts(struct ctx *c, arena *a, const struct node *o, struct indicator *k)
{
	const struct {
		const char *name;
		size_t most;
		str *to;
		bool optional;
	} texts[] = {{"code", INDICATOR_CODE_MAX, &k->code, false}, {"title", INDICATOR_TITLE_MAX, &k->title, false},
		{"group", GROUP_MAX, &k->group, false}, {"unit", UNIT_MAX, &k->unit, false},
		{"basis", INDICATOR_TEXT_MAX, &k->basis, true}, {"remark", INDICATOR_TEXT_MAX, &k->remark, true}};
	for (size_t i = 0; i < COUNT(texts); i++) {
		*texts[i].to = S("");
		if (!texts[i].optional || json_member(o, texts[i].name))
			TRY(json_member_text(c, o, "Chỉ số", texts[i].name, texts[i].most, texts[i].to));
		*texts[i].to = str_copy(a, *texts[i].to);
	}
	return is_word(k->code, "-")
		       ? NULL
		       : FAIL(c, INVALID, "Mã “%.*s” phải gồm chữ thường không dấu, chữ số và gạch nối, bắt đầu bằng chữ",
				 STR_ARG(k->code));
}

err indicator_parse(struct ctx *c, arena *a, str text, struct indicator **out)
{
	static const char *const known[] = {"code", "title", "group", "basis", "remark", "as", "unit", "direction", "good",
		"middle", "parts", "numerator", "denominator", NULL};
	const struct node *o;
	struct indicator *k = NEW(a, struct indicator);
	size_t as, direction;
	TRY(json_read(c, text, &o));
	TRY(json_members_only(c, o, "Chỉ số", known));
	TRY(read_texts(c, a, o, k));
	TRY(one_of(c, o, "as", indicator_kinds, &as));
	TRY(one_of(c, o, "direction", indicator_directions, &direction));
	k->as = (enum indicator_as)as;
	k->direction = (enum indicator_direction)direction;
	if (k->as == INDICATOR_SHARE && !str_is(k->unit, "%"))
		return FAIL(c, INVALID, "Đơn vị tính (“unit”) của một tỷ lệ phần trăm là %%");
	TRY(read_bounds(c, o, k));
	TRY(read_parts(c, a, json_member(o, "parts"), k));
	TRY(read_formulas(c, a, o, k));
	TRY(every_part_counts(c, k));
	*out = k;
	return NULL;
}

/* ---- what is measured ---- */

err indicator_known(struct ctx *c, const struct indicator *k)
{
	for (size_t i = 0; i < k->nparts; i++) {
		const struct indicator_part *p = &k->parts[i];
		const struct measure *m;
		TRY(measure_named(c, p->measure, &m));
		if (!m)
			return FAIL(c, INVALID, "Số liệu “%s”: không có số đo “%.*s”", p->name, STR_ARG(p->measure));
		if (!measure_divides(m, p->by, p->value))
			return FAIL(c, INVALID, "Số liệu “%s”: số đo “%.*s” không chia được theo “%.*s” là “%.*s”", p->name,
				STR_ARG(p->measure), STR_ARG(p->by), STR_ARG(p->value));
	}
	return NULL;
}

static bool of_word(char x) { return (x >= 'a' && x <= 'z') || (x >= '0' && x <= '9') || x == '_'; }

str indicator_part_title(struct ctx *c, const struct indicator_part *p)
{
	const struct measure *m;
	if (measure_named(c, p->measure, &m) || !m)
		return p->measure;
	for (size_t i = 0; p->by.n && i < m->by.n; i++)
		if (str_is(p->by, m->by.v[i].name))
			return str_format(c->a, "%s, %s", m->title, choice_label(m->by.v[i].values, p->value));
	return str_of(m->title);
}

str indicator_said(struct ctx *c, const struct indicator *k, str formula)
{
	buf b = {.a = c->a};
	for (size_t i = 0; i < formula.n;) {
		size_t n = i;
		while (n < formula.n && of_word(formula.s[n]))
			n++;
		const struct indicator_part *p = n > i ? part_named(k, (str){formula.s + i, n - i}) : NULL;
		if (p)
			buf_printf(&b, "[%.*s]", STR_ARG(indicator_part_title(c, p)));
		else
			buf_str(&b, (str){formula.s + i, n > i ? n - i : 1});
		i = n > i ? n : i + 1;
	}
	return buf_text(&b);
}
