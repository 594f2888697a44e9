/* query: the three languages of a search as one tree, and what holds of a record. */
#include "core/dci/dci.h"

struct reading {
	struct ctx *c;
	size_t n; /* conditions so far */
	int depth;
};
enum { DEPTH_MOST = 6, NAME_MOST = 60, VALUES_MOST = 50 };

static err wrong(struct reading *r, const char *what) { return FAIL(r->c, INVALID, "%s", what); }

static err condition_new(struct reading *r, enum dci_is is, struct dci_condition **out)
{
	if (r->n++ == DCI_CONDITIONS_MOST)
		return wrong(r, "the query has too many conditions");
	*out = NEW(r->c->a, struct dci_condition);
	**out = (struct dci_condition){.is = is};
	return NULL;
}

/* ---- leaves ---- */

static bool comparison_of(str name, enum dci_is *out)
{
	static const struct {
		const char *name;
		enum dci_is is;
	} all[] = {{"eq", DCI_EQ}, {"lt", DCI_LT}, {"le", DCI_LE}, {"lte", DCI_LE}, {"gt", DCI_GT}, {"ge", DCI_GE},
		{"gte", DCI_GE}, {"in", DCI_IN}};
	if (name.n && name.s[0] == '$')
		name = (str){name.s + 1, name.n - 1};
	for (size_t i = 0; i < COUNT(all); i++)
		if (str_is(name, all[i].name)) {
			*out = all[i].is;
			return true;
		}
	return false;
}

static err value_of(struct reading *r, const struct node *n, str *out)
{
	switch (n->type) {
	case N_TEXT: *out = text_clean(r->c->a, n->text, false); return NULL;
	case N_INT:
	case N_REAL: *out = n->text; return NULL;
	case N_BOOL: *out = n->i ? S("true") : S("false"); return NULL;
	default: return wrong(r, "a value must be a text, a number or true or false");
	}
}

static err values_of(struct reading *r, const struct node *n, enum dci_is is, struct texts *out)
{
	str *v = NEWN(r->c->a, str, VALUES_MOST);
	size_t k = 0;
	if ((n->type == N_LIST) != (is == DCI_IN))
		return wrong(r, "\"in\" asks for a list of values, all others for one value");
	for (const struct node *m = n->type == N_LIST ? n->first : n; m; m = n->type == N_LIST ? m->next : NULL) {
		if (k == VALUES_MOST)
			return wrong(r, "a list of too many values");
		TRY(value_of(r, m, &v[k++]));
	}
	*out = (struct texts){v, k};
	return NULL;
}

static err leaf(struct reading *r, str attribute, str comparison, const struct node *value, struct dci_condition **out)
{
	enum dci_is is;
	if (!attribute.n || attribute.n > NAME_MOST)
		return wrong(r, "a condition must name an attribute");
	if (!comparison_of(comparison, &is))
		return wrong(r, "an operator must be eq, lt, le, gt, ge or in");
	if (!value)
		return wrong(r, "a condition must have a value");
	TRY(condition_new(r, is, out));
	(*out)->attribute = attribute;
	return values_of(r, value, is, &(*out)->values);
}

static str text_in(const struct node *o, const char *name)
{
	const struct node *n = json_member(o, name);
	return n && n->type == N_TEXT ? n->text : S("");
}

/* ---- idtype-value, predicate ---- */

static err id_read(struct reading *r, const struct node *query, struct dci_condition **out)
{
	str type = text_in(query, "type");
	const char *colon = memrchr(type.s, ':', type.n);
	if (colon)
		type = (str){colon + 1, (size_t)(type.s + type.n - colon - 1)};
	return leaf(r, type, S("eq"), json_member(query, "value"), out);
}

static err expression_of(struct reading *r, const struct node *e, struct dci_condition **out)
{
	if (!e || e->type != N_OBJECT)
		return wrong(r, "a predicate must have expression1 as an object");
	return leaf(r, text_in(e, "attribute_name"), text_in(e, "operator"), json_member(e, "attribute_value"), out);
}

static err joined(struct reading *r, str by, struct dci_condition **out)
{
	bool all = str_is(by, "and"), any = str_is(by, "or"), none = str_is(by, "not");
	if (!all && !any && !none)
		return wrong(r, "a condition between expressions must be and, or or not");
	return condition_new(r, all ? DCI_AND : any ? DCI_OR : DCI_NOT, out);
}

static err predicate_one(struct reading *r, const struct node *p, struct dci_condition **out)
{
	const struct node *second = json_member(p, "expression2"), *by = json_member(p, "condition");
	struct dci_condition *one, *two = NULL, *both;
	TRY(expression_of(r, json_member(p, "expression1"), &one));
	*out = one;
	if (!by)
		return second ? wrong(r, "two expressions must be joined by a condition") : NULL;
	TRY(joined(r, text_in(p, "condition"), &both));
	if ((both->is == DCI_NOT) == (second != NULL))
		return wrong(r, "and, or join two expressions, not turns one");
	if (second)
		TRY(expression_of(r, second, &two));
	one->next = two;
	both->first = one;
	*out = both;
	return NULL;
}

/* All of the list must hold. */
static err predicate_read(struct reading *r, const struct node *query, struct dci_condition **out)
{
	struct dci_condition **tail;
	if (query->type != N_LIST || !query->first)
		return wrong(r, "a predicate must be a list");
	TRY(condition_new(r, DCI_AND, out));
	tail = &(*out)->first;
	for (const struct node *p = query->first; p; p = p->next) {
		if (p->type != N_OBJECT)
			return wrong(r, "a predicate must be an object");
		TRY(predicate_one(r, p, tail));
		tail = &(*tail)->next;
	}
	return NULL;
}

/* ---- expression ---- */

static err tree_read(struct reading *r, const struct node *o, struct dci_condition **out);

static err branch(struct reading *r, enum dci_is is, const struct node *list, struct dci_condition **out)
{
	struct dci_condition **tail;
	bool turned = is == DCI_NOT && list->type == N_OBJECT;
	if (!turned && (list->type != N_LIST || !list->first))
		return wrong(r, "$and, $or, $not ask for a list of conditions");
	TRY(condition_new(r, is, out));
	tail = &(*out)->first;
	for (const struct node *m = turned ? list : list->first; m; m = turned ? NULL : m->next) {
		TRY(tree_read(r, m, tail));
		tail = &(*tail)->next;
	}
	return is == DCI_NOT && (*out)->first->next ? wrong(r, "$not turns one condition") : NULL;
}

static err member_read(struct reading *r, const struct node *m, struct dci_condition **out)
{
	struct dci_condition **tail;
	if (str_is(m->name, "$and") || str_is(m->name, "$or") || str_is(m->name, "$not"))
		return branch(r, str_is(m->name, "$and") ? DCI_AND : str_is(m->name, "$or") ? DCI_OR : DCI_NOT, m, out);
	if (m->type != N_OBJECT)
		return leaf(r, m->name, S("eq"), m, out);
	if (!m->first)
		return wrong(r, "a condition must have an operator");
	TRY(condition_new(r, DCI_AND, out));
	tail = &(*out)->first;
	for (const struct node *k = m->first; k; k = k->next) {
		TRY(leaf(r, m->name, k->name, k, tail));
		tail = &(*tail)->next;
	}
	return NULL;
}

static err tree_read(struct reading *r, const struct node *o, struct dci_condition **out)
{
	struct dci_condition **tail;
	if (o->type != N_OBJECT || !o->first)
		return wrong(r, "a condition must be an object");
	if (r->depth == DEPTH_MOST)
		return wrong(r, "the query is too deep");
	r->depth++;
	TRY(condition_new(r, DCI_AND, out));
	tail = &(*out)->first;
	for (const struct node *m = o->first; m; m = m->next) {
		TRY(member_read(r, m, tail));
		tail = &(*tail)->next;
	}
	r->depth--;
	return NULL;
}

static err expression_read(struct reading *r, const struct node *query, struct dci_condition **out)
{
	const struct node *e = json_member(json_member(query, "value"), "expression"), *tree = json_member(e, "query");
	return tree ? tree_read(r, tree, out) : wrong(r, "an expression must have value.expression.query");
}

err dci_query_read(struct ctx *c, str type, const struct node *query, struct dci_condition **out)
{
	struct reading r = {.c = c};
	*out = NULL;
	if (!query)
		return wrong(&r, "query is missing");
	if (str_is(type, "idtype-value"))
		return id_read(&r, query, out);
	if (str_is(type, "predicate"))
		return predicate_read(&r, query, out);
	return str_is(type, "expression") ? expression_read(&r, query, out)
					  : wrong(&r, "query_type must be idtype-value, predicate or expression");
}

/* ---- what holds ---- */

static str said(const struct node *n)
{
	const struct node *title = n->type == N_OBJECT ? json_member(n, "title") : NULL; /* of a reference */
	if (n->type == N_BOOL)
		return n->i ? S("true") : S("false");
	return title && title->type == N_TEXT                               ? title->text
	       : n->type == N_TEXT || n->type == N_INT || n->type == N_REAL ? n->text
									    : S("");
}

static int by_letters(str a, str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.s, b.s, n) : 0;
	return order ? order : (a.n > b.n) - (a.n < b.n);
}

/* Numbers as numbers; false: they cannot be compared. */
static bool compared(const struct node *n, str value, int *out)
{
	int64_t x, y;
	if (n->type != N_INT && n->type != N_REAL) {
		*out = by_letters(said(n), value);
		return n->type == N_TEXT || n->type == N_BOOL || n->type == N_OBJECT;
	}
	if (!hundredths_parse(n->text, &x) || !hundredths_parse(value, &y))
		return false;
	*out = (x > y) - (x < y);
	return true;
}

static bool leaf_holds(const struct dci_condition *k, const struct node *record)
{
	const struct node *n = record && record->type == N_OBJECT ? record->first : NULL;
	int order;
	while (n && !str_eq(n->name, k->attribute))
		n = n->next;
	for (size_t i = 0; n && i < k->values.n; i++) {
		if (!compared(n, k->values.v[i], &order))
			continue;
		if (k->is == DCI_EQ || k->is == DCI_IN ? order == 0
			: k->is == DCI_LT              ? order < 0
			: k->is == DCI_LE              ? order <= 0
			: k->is == DCI_GT              ? order > 0
						       : order >= 0)
			return true;
	}
	return false;
}

bool dci_holds(const struct dci_condition *k, const struct node *record)
{
	if (k->is > DCI_NOT)
		return leaf_holds(k, record);
	if (k->is == DCI_NOT)
		return !dci_holds(k->first, record);
	for (const struct dci_condition *m = k->first; m; m = m->next)
		if (dci_holds(m, record) != (k->is == DCI_AND))
			return k->is == DCI_OR;
	return k->is == DCI_AND;
}

/* ---- what it asks by, and the order ---- */

static size_t attributes_of(const struct dci_condition *k, str *v, size_t n)
{
	if (k->is > DCI_NOT)
		v[n++] = k->attribute;
	for (const struct dci_condition *m = k->first; m; m = m->next)
		n = attributes_of(m, v, n);
	return n;
}

void dci_attributes(struct ctx *c, const struct dci_search *s, struct texts *out)
{
	str *v = NEWN(c->a, str, DCI_CONDITIONS_MOST + DCI_SORTS_MOST + 1);
	size_t n = s->query ? attributes_of(s->query, v, 0) : 0;
	for (size_t i = 0; i < s->nsorts; i++)
		v[n++] = s->sorts[i].attribute;
	*out = (struct texts){v, n};
}

static const struct node *named(const struct node *record, str name)
{
	const struct node *n = record->type == N_OBJECT ? record->first : NULL;
	while (n && !str_eq(n->name, name))
		n = n->next;
	return n;
}

int dci_order(const struct dci_search *s, const struct node *a, const struct node *b)
{
	for (size_t i = 0; i < s->nsorts; i++) {
		const struct node *x = named(a, s->sorts[i].attribute), *y = named(b, s->sorts[i].attribute);
		int order = (y == NULL) - (x == NULL);
		if (!x != !y)
			return -order; /* what says nothing stands last */
		if (x && y && compared(x, said(y), &order) && order)
			return s->sorts[i].down ? -order : order;
	}
	return 0;
}
