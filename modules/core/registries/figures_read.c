/* The figures of a definition: what is counted, what is summed, and by what they are shown. */
#include "core/registries/definition.h"

enum { SUMMED_MAX = 12 }; /* digits before the comma */
#define FIGURE_BOUND (INT64_C(1000000000000) * FORM_UNITS_OF_NUMBER)

static const char *const figure_kinds[] = {"count", "sum", "average", "share", NULL};

/* ---- conditions ---- */

struct condition_reading {
	struct parsing *p;
	const struct node *o;
	const char *what;
	struct registry_condition *out;
};

static bool said_bool(const struct node *n, bool *out)
{
	*out = n && n->type == N_BOOL && n->i;
	return n && n->type == N_BOOL;
}

static err wrong(struct condition_reading *k, const char *text) { return FAIL(k->p->c, INVALID, "%s: %s", k->what, text); }

static bool has_choice(const struct form_field *f, str value)
{
	for (size_t i = 0; i < f->nchoices; i++)
		if (str_is(value, f->choices[i].value))
			return true;
	return false;
}

static err one_value(struct condition_reading *k, const struct node *n, str *out)
{
	const struct form_field *f = k->out->field;
	bool yes;
	if (f->type == FORM_YES_NO && said_bool(n, &yes)) {
		*out = yes ? S("1") : S("0");
		return NULL;
	}
	if (f->type != FORM_CHOICE || f->list || n->type != N_TEXT || !has_choice(f, n->text))
		return FAIL(k->p->c, INVALID, "%s: “%s” không có giá trị như vậy", k->what, f->name);
	*out = str_copy(k->p->a, n->text);
	return NULL;
}

static err read_values(struct condition_reading *k)
{
	const struct node *is = json_member(k->o, "is"), *in = json_member(k->o, "in");
	size_t n = is ? 1 : registry_node_count(in);
	str *v = NEWN(k->p->a, str, n + 1);
	if (!n)
		return wrong(k, "“in” phải là danh sách giá trị");
	k->out->is = RECORD_ONE_OF;
	k->out->values = (struct texts){v, n};
	if (is)
		return one_value(k, is, v);
	for (const struct node *x = in->first; x; x = x->next)
		TRY(one_value(k, x, v++));
	return NULL;
}

static err read_day(struct condition_reading *k)
{
	const struct node *ending = json_member(k->o, "ending");
	bool yes;
	if (k->out->field->type != FORM_DATE)
		return wrong(k, "“valid”, “over”, “ending” là của một trường ngày (date)");
	if (said_bool(json_member(k->o, "valid"), &yes) && yes) {
		k->out->is = RECORD_VALID;
		return NULL;
	}
	if (said_bool(json_member(k->o, "over"), &yes) && yes) {
		k->out->is = RECORD_OVER;
		return NULL;
	}
	k->out->is = RECORD_ENDING;
	k->out->days = ending && ending->type == N_INT ? ending->i : 0;
	return k->out->days > 0 && k->out->days <= 3660 ? NULL : wrong(k, "“ending” là số ngày, từ 1 đến 3660");
}

static err read_of_field(struct condition_reading *k)
{
	const struct node *name = json_member(k->o, "field");
	bool filled;
	k->out->field = registry_field(k->p->r, name->type == N_TEXT ? name->text : S(""));
	if (!k->out->field)
		return wrong(k, "“field” phải là tên một trường của một phần không lặp lại");
	if (said_bool(json_member(k->o, "filled"), &filled)) {
		k->out->is = filled ? RECORD_FILLED : RECORD_EMPTY;
		return NULL;
	}
	if (registry_among(&k->p->r->personal, k->out->field))
		return wrong(k, "dữ liệu cá nhân chỉ được hỏi là đã ghi hay chưa (filled)");
	return json_member(k->o, "is") || json_member(k->o, "in") ? read_values(k) : read_day(k);
}

static err read_state(struct condition_reading *k)
{
	const struct node *list = json_member(k->o, "state");
	size_t state;
	if (list->type != N_LIST || !list->first)
		return wrong(k, "“state” phải là danh sách trạng thái");
	k->out->is = RECORD_STATE;
	for (const struct node *n = list->first; n; n = n->next) {
		TRY(registry_state_named(k->p, n->type == N_TEXT ? n->text : S(""), k->what, &state));
		k->out->states |= UINT32_C(1) << state;
	}
	return NULL;
}

static err read_named(struct condition_reading *k)
{
	str code;
	bool named;
	TRY(registry_member_text(k->p, k->o, k->what, "named_by", 2, WORD_MAX, &code));
	TRY(registry_member_word(k->p, k->o, k->what, "through", &k->out->through));
	TRY(registry_member_word(k->p, k->o, k->what, "figure", &k->out->figure));
	k->out->registry = str_c(k->p->a, code);
	if (!said_bool(json_member(k->o, "is"), &named))
		return wrong(k, "“is” phải là true hoặc false");
	k->out->is = named ? RECORD_NAMED : RECORD_NOT_NAMED;
	return NULL;
}

static err read_condition(struct parsing *p, const struct node *o, const char *of, struct registry_condition *out)
{
	static const char *const of_field[] = {"field", "is", "in", "filled", "valid", "over", "ending", NULL},
				 *const of_state[] = {"state", NULL},
				 *const of_named[] = {"named_by", "through", "figure", "is", NULL};
	struct condition_reading k = {p, o, str_format(p->a, "%s, điều kiện", of).s, out};
	if (o->type != N_OBJECT)
		return wrong(&k, "phải là một đối tượng { }");
	if (json_member(o, "state")) {
		TRY(registry_members_only(p, o, k.what, of_state));
		return read_state(&k);
	}
	if (json_member(o, "named_by")) {
		TRY(registry_members_only(p, o, k.what, of_named));
		return read_named(&k);
	}
	TRY(registry_members_only(p, o, k.what, of_field));
	return json_member(o, "field") ? read_of_field(&k) : wrong(&k, "phải có “field”, “state” hoặc “named_by”");
}

static err read_where(struct parsing *p, const struct node *list, const char *what, struct registry_figure *out)
{
	if (!list)
		return NULL;
	if (list->type != N_LIST || registry_node_count(list) > REGISTRY_WHERE_MAX)
		return FAIL(p->c, INVALID, "%s: “where” phải là danh sách nhiều nhất %d điều kiện", what, REGISTRY_WHERE_MAX);
	struct registry_condition *v = NEWN(p->a, struct registry_condition, REGISTRY_WHERE_MAX);
	out->where = v;
	for (const struct node *n = list->first; n; n = n->next)
		TRY(read_condition(p, n, what, &v[out->nwhere++]));
	return NULL;
}

/* ---- one figure ---- */

static err read_summed(struct parsing *p, const struct node *o, const char *what, struct registry_figure *out)
{
	str name;
	TRY(registry_member_text(p, o, what, "of", 1, WORD_MAX, &name));
	const struct form_field *f = registry_field(p->r, name);
	if (!f || (f->type != FORM_INTEGER && f->type != FORM_DECIMAL && f->type != FORM_MONEY))
		return FAIL(p->c, INVALID, "%s: “of” phải là tên một trường số (integer, decimal, money)", what);
	if (!f->has_min || !f->has_max || f->min < -FIGURE_BOUND || f->max > FIGURE_BOUND)
		return FAIL(p->c, INVALID, "%s: trường “%s” phải khai “min” và “max” không quá 10^%d để cộng được", what, f->name,
			SUMMED_MAX);
	if (registry_among(&p->r->personal, f))
		return FAIL(p->c, INVALID, "%s: “%s” là dữ liệu cá nhân", what, f->name);
	out->of = f;
	return NULL;
}

static err read_other(
	struct parsing *p, const struct node *o, const char *what, const char *member, const struct registry_figure **out)
{
	str name;
	TRY(registry_member_text(p, o, what, member, 1, WORD_MAX, &name));
	*out = registry_figure_named(p->r, name);
	return *out && (*out)->as <= FIGURE_SUM
		       ? NULL
		       : FAIL(p->c, INVALID, "%s: “%s” phải là tên một số liệu đếm hoặc cộng đã khai ở trước", what, member);
}

static err read_by(struct parsing *p, const struct node *list, const char *what, struct registry_figure *out)
{
	if (!list)
		return NULL;
	if (list->type != N_LIST || registry_node_count(list) > REGISTRY_BY_MAX)
		return FAIL(p->c, INVALID, "%s: “by” phải là danh sách nhiều nhất %d tên", what, REGISTRY_BY_MAX);
	for (const struct node *n = list->first; n; n = n->next) {
		str name = n->type == N_TEXT ? n->text : S("");
		const struct form_field *f = registry_field(p->r, name);
		if (str_is(name, REGISTRY_STATE) && !out->by_state && p->r->nstates > 1)
			out->by_state = true;
		else if (f && registry_among(&p->r->filters, f) && !registry_among(&out->by, f))
			out->by.v[out->by.n++] = f;
		else
			return FAIL(p->c, INVALID, "%s: “by” chỉ gồm “state” và các trường của “filters”, mỗi tên một lần", what);
	}
	return NULL;
}

static err read_figure(struct parsing *p, const struct node *o, size_t number, struct registry_figure *out)
{
	static const char *const of_share[] = {"name", "title", "unit", "as", "part", "whole", NULL},
				 *const of_sum[] = {"name", "title", "unit", "as", "of", "where", "by", NULL},
				 *const of_count[] = {"name", "title", "unit", "as", "where", "by", NULL};
	const char *what = str_format(p->a, "Số liệu thứ %zu", number).s;
	str title, unit, as;
	size_t kind = 0;
	if (o->type != N_OBJECT)
		return FAIL(p->c, INVALID, "%s phải là một đối tượng { }", what);
	TRY(registry_member_text(p, o, what, "as", 1, WORD_MAX, &as));
	while (figure_kinds[kind] && !str_is(as, figure_kinds[kind]))
		kind++;
	if (!figure_kinds[kind])
		return FAIL(p->c, INVALID, "%s: “as” là count, sum, average hoặc share", what);
	out->as = (enum registry_figure_as)kind;
	TRY(registry_members_only(p, o, what, out->as == FIGURE_SHARE ? of_share : out->as == FIGURE_COUNT ? of_count : of_sum));
	TRY(registry_member_word(p, o, what, "name", &out->name));
	TRY(registry_member_text(p, o, what, "title", 1, TITLE_MAX, &title));
	TRY(registry_member_text(p, o, what, "unit", 1, WORD_MAX, &unit));
	out->title = str_c(p->a, title);
	out->unit = str_c(p->a, unit);
	if (registry_figure_named(p->r, str_of(out->name)))
		return FAIL(p->c, INVALID, "%s: tên “%s” đã dùng", what, out->name);
	if (out->as == FIGURE_SHARE) {
		TRY(read_other(p, o, what, "part", &out->part));
		return read_other(p, o, what, "whole", &out->whole);
	}
	if (out->as != FIGURE_COUNT)
		TRY(read_summed(p, o, what, out));
	TRY(read_where(p, json_member(o, "where"), what, out));
	return read_by(p, json_member(o, "by"), what, out);
}

err registry_figures_read(struct parsing *p, const struct node *list)
{
	struct registry *r = p->r;
	if (!list)
		return NULL;
	if (list->type != N_LIST || registry_node_count(list) > REGISTRY_FIGURES_MAX)
		return FAIL(p->c, INVALID, "“figures” phải là danh sách nhiều nhất %d số liệu", REGISTRY_FIGURES_MAX);
	struct registry_figure *v = NEWN(p->a, struct registry_figure, REGISTRY_FIGURES_MAX);
	r->figures = v;
	for (const struct node *n = list->first; n; n = n->next) {
		TRY(read_figure(p, n, r->nfigures + 1, &v[r->nfigures]));
		r->nfigures++;
	}
	return NULL;
}
