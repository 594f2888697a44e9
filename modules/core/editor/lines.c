/* lines: offers and papers of a definition as lines that an administrator types, and back:
 *   name khi relation là mother            là Có khi relation là mother, father            như mother_home
 *   6; Giấy chứng sinh; bắt buộc khi birth_paper là certificate            3, 4; ; không hỏi khi mother_known là Có và relation đã ghi
 * What cannot be read stays a text in the tree, and the definition's reader says what is wrong with it. */
#include "core/editor/inside.h"

/* ---- printing ---- */

static void print_when(buf *b, const struct form_conditions *when)
{
	for (size_t i = 0; i < when->n; i++) {
		const struct form_condition *k = &when->v[i];
		buf_printf(b, " %s %s", i ? "và" : "khi", k->field->name);
		buf_str(b, k->is == FORM_FILLED ? S(" đã ghi") : k->is == FORM_EMPTY ? S(" để trống") : S(" là "));
		if (k->is == FORM_ONE_OF)
			buf_str(b, editor_when_values(b->a, when, i));
	}
}

str editor_offers_typed(arena *a, const struct form_field *f)
{
	buf b = {.a = a};
	for (size_t i = 0; f && i < f->noffers; i++) {
		const struct form_offer *o = &f->offers[i];
		if (o->fact)
			buf_printf(&b, "%s", o->fact);
		else if (o->same_as)
			buf_printf(&b, "như %s", o->same_as->name);
		else
			buf_printf(&b, "là %s",
				f->type != FORM_YES_NO    ? str_c(a, o->value)
				: str_is(o->value, "yes") ? "Có"
							  : "Không");
		print_when(&b, &o->when);
		buf_lit(&b, "\n");
	}
	return buf_text(&b);
}

/* Made of one line: their parts are the very same. */
static bool same_rule(const struct form_paper_rule *x, const struct form_paper_rule *y)
{
	bool same = x->when.n == y->when.n && x->name == y->name && x->required == y->required;
	for (size_t i = 0; same && i < x->when.n; i++) {
		const struct form_condition *a = &x->when.v[i], *b = &y->when.v[i];
		same = a->field == b->field && a->is == b->is && a->values.v == b->values.v && a->values.n == b->values.n;
	}
	return same;
}

/* Components of one rule stand in one line; the reader has made a rule of each. */
str editor_papers_typed(arena *a, const struct form *f)
{
	buf b = {.a = a};
	for (size_t i = 0; i < f->npapers; i++) {
		const struct form_paper_rule *k = &f->papers[i];
		size_t last = i;
		while (last + 1 < f->npapers && k->when.n && same_rule(k, &f->papers[last + 1]))
			last++;
		for (size_t n = i; n <= last; n++)
			buf_printf(&b, "%s%lld", n > i ? ", " : "", (long long)f->papers[n].component);
		i = last;
		buf_printf(&b, "; %s; %s", k->name ? k->name : "", k->required ? "bắt buộc" : "không hỏi");
		print_when(&b, &k->when);
		buf_lit(&b, "\n");
	}
	return buf_text(&b);
}

/* ---- reading ---- */

/* Cuts at a word that stands between spaces. */
static bool cut_word(str s, const char *word, str *before, str *after)
{
	size_t n = strlen(word);
	for (size_t i = 0; i + n <= s.n; i++)
		if (!memcmp(s.s + i, word, n)) {
			*before = str_trim((str){s.s, i});
			*after = str_trim((str){s.s + i + n, s.n - i - n});
			return true;
		}
	*before = str_trim(s);
	*after = S("");
	return false;
}

struct tree *editor_condition_value(arena *a, const struct form_field *f, str s)
{
	int64_t i;
	if (f && f->type == FORM_YES_NO) {
		struct tree *t = tree_new(a, N_BOOL);
		t->i = str_is(fold(a, s), "co") || str_is(s, "true");
		return t;
	}
	if (f && (f->type == FORM_INTEGER || f->type == FORM_YEAR) && str_int(s, &i))
		return tree_int(a, i);
	for (size_t k = 0; f && k < f->nchoices; k++) /* the label does too */
		if (str_is(s, f->choices[k].label))
			return tree_text(a, str_of(f->choices[k].value));
	return tree_text(a, s);
}

const struct form_field *editor_field_known(const struct form *f, const struct form_section *in, str name)
{
	const struct form_field *found = in ? form_field_find(in, name) : NULL;
	for (size_t i = 0; !found && i < f->n; i++)
		if (!f->sections[i].name)
			found = form_field_find(&f->sections[i], name);
	return found;
}

static struct tree *condition_tree(arena *a, const struct form *f, const struct form_section *in, str s)
{
	struct tree *o = tree_new(a, N_OBJECT), *list = tree_new(a, N_LIST);
	str name, values, one;
	bool filled = cut_word(s, " đã ghi", &name, &values), empty = !filled && cut_word(s, " để trống", &name, &values);
	if (!filled && !empty)
		cut_word(s, " là ", &name, &values);
	tree_set(a, o, "field", tree_text(a, name));
	if (filled || empty) {
		struct tree *flag = tree_new(a, N_BOOL);
		flag->i = filled;
		tree_set(a, o, "filled", flag);
		return o;
	}
	while (values.n) {
		str_cut(values, ',', &one, &values);
		if (str_trim(one).n)
			tree_append(list, editor_condition_value(a, editor_field_known(f, in, name), str_trim(one)));
	}
	tree_set(a, o, "in", list);
	return o;
}

static struct tree *when_tree(arena *a, const struct form *f, const struct form_section *in, str s)
{
	struct tree *list = tree_new(a, N_LIST);
	for (str one, rest = s; rest.n;) {
		cut_word(rest, " và ", &one, &rest);
		tree_append(list, condition_tree(a, f, in, one));
	}
	return list->first ? list : NULL;
}

static struct tree *constant(arena *a, enum form_type type, str s)
{
	int64_t n;
	if (type == FORM_YES_NO) {
		struct tree *t = tree_new(a, N_BOOL);
		t->i = str_is(fold(a, s), "co");
		return t;
	}
	if (!form_type_is_number(type) || !form_number_parse(a, s, &n))
		return tree_text(a, s);
	buf b = {.a = a};
	struct tree *t = tree_new(a, N_REAL);
	form_number_json(&b, n);
	t->text = buf_text(&b);
	return t;
}

struct tree *editor_offers_tree(arena *a, const struct form *f, const struct form_section *in, enum form_type type, str typed)
{
	struct tree *list = tree_new(a, N_LIST);
	for (str line, rest = typed, what, when; rest.n;) {
		str_cut(rest, '\n', &line, &rest);
		if (!str_trim(line).n)
			continue;
		struct tree *o = tree_new(a, N_OBJECT);
		cut_word(line, " khi ", &what, &when);
		if (str_starts(what, S("như ")))
			tree_set(a, o, "field", tree_text(a, str_trim((str){what.s + strlen("như "), what.n - strlen("như ")})));
		else if (str_starts(what, S("là ")))
			tree_set(a, o, "value",
				constant(a, type, str_trim((str){what.s + strlen("là "), what.n - strlen("là ")})));
		else if (!when.n && !str_trim(rest).n && !list->first)
			return tree_text(a, what); /* one fact, always: as the definition says it shortly */
		else
			tree_set(a, o, "fact", tree_text(a, what));
		tree_set(a, o, "when", when_tree(a, f, in, when));
		tree_append(list, o);
	}
	return list->first && !list->first->next ? list->first : list->first ? list : NULL;
}

struct tree *editor_papers_tree(arena *a, const struct form *f, str typed)
{
	struct tree *list = tree_new(a, N_LIST);
	for (str line, rest = typed, numbers, name, wanted, when, one; rest.n;) {
		int64_t n;
		str_cut(rest, '\n', &line, &rest);
		if (!str_trim(line).n)
			continue;
		struct tree *o = tree_new(a, N_OBJECT), *components = tree_new(a, N_LIST), *required = tree_new(a, N_BOOL);
		str_cut(line, ';', &numbers, &line);
		str_cut(line, ';', &name, &line);
		cut_word(line, " khi ", &wanted, &when);
		while (numbers.n) {
			str_cut(numbers, ',', &one, &numbers);
			one = str_trim(one);
			tree_append(components, str_int(one, &n) ? tree_int(a, n) : tree_text(a, one.n ? one : S("?")));
		}
		required->i = str_is(wanted, "bắt buộc");
		tree_set(a, o, "component", components);
		tree_set(a, o, "name", tree_text(a, str_trim(name)));
		tree_set(a, o, "required", required->i || str_is(wanted, "không hỏi") ? required : NULL);
		tree_set(a, o, "when", when_tree(a, f, NULL, when));
		tree_append(list, o);
	}
	return list->first ? list : NULL;
}
