/* Members of a definition, read strictly, and what it names. */
#include "core/registries/definition.h"

err registry_members_only(struct parsing *p, const struct node *o, const char *what, const char *const *names)
{
	if (o->type != N_OBJECT)
		return FAIL(p->c, INVALID, "%s phải là một đối tượng { }", what);
	for (const struct node *n = o->first; n; n = n->next) {
		size_t i = 0;
		while (names[i] && !str_is(n->name, names[i]))
			i++;
		if (!names[i])
			return FAIL(p->c, INVALID, "%s: không có thuộc tính “%.*s”", what, (int)(n->name.n < 40 ? n->name.n : 40),
				n->name.s);
	}
	return NULL;
}

err registry_member_text(
	struct parsing *p, const struct node *o, const char *what, const char *name, size_t min, size_t max, str *out)
{
	const struct node *n = json_member(o, name);
	*out = S("");
	if (!n && !min)
		return NULL;
	bool fits = n && n->type == N_TEXT && utf8_valid(n->text) && utf8_length(n->text) >= min && utf8_length(n->text) <= max;
	if (!fits)
		return FAIL(p->c, INVALID, "%s: “%s” phải là văn bản từ %zu đến %zu ký tự", what, name, min, max);
	*out = text_clean(p->a, n->text, false);
	return out->n >= min ? NULL : FAIL(p->c, INVALID, "%s: “%s” không được để trống", what, name);
}

static bool word_fits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.s[i] >= 'a' && s.s[i] <= 'z') || (i && ((s.s[i] >= '0' && s.s[i] <= '9') || s.s[i] == '_'))))
			return false;
	return s.n > 0 && s.n <= WORD_MAX;
}

err registry_member_word(struct parsing *p, const struct node *o, const char *what, const char *name, const char **out)
{
	str s;
	TRY(registry_member_text(p, o, what, name, 1, WORD_MAX, &s));
	*out = str_c(p->a, s);
	return word_fits(s) ? NULL
			    : FAIL(p->c, INVALID, "%s: “%s” chỉ được gồm chữ thường không dấu, chữ số, dấu _ và bắt đầu bằng chữ",
				      what, *out);
}

size_t registry_node_count(const struct node *list)
{
	size_t n = 0;
	for (const struct node *i = list && list->type == N_LIST ? list->first : NULL; i; i = i->next)
		n++;
	return n;
}

const struct form_field *registry_field(const struct registry *r, str name)
{
	for (size_t i = 0; i < r->form->n; i++) {
		const struct form_field *f = r->form->sections[i].name ? NULL : form_field_find(&r->form->sections[i], name);
		if (f && f->type != FORM_NOTE && f->type != FORM_FILE)
			return f;
	}
	return NULL;
}

err registry_member_field(struct parsing *p, str name, const char *what, const struct form_field **out)
{
	*out = registry_field(p->r, name);
	return *out ? NULL
		    : FAIL(p->c, INVALID, "%s phải là tên một trường của một phần không lặp lại; không có “%.*s”", what,
			      STR_ARG(name));
}

err registry_member_fields(struct parsing *p, const struct node *o, const char *name, size_t most, struct registry_fields *out)
{
	const struct node *list = o ? json_member(o, name) : NULL;
	const char *what = str_format(p->a, "“%s”", name).s;
	if (!list)
		return NULL;
	if (list->type != N_LIST || registry_node_count(list) > most)
		return FAIL(p->c, INVALID, "%s phải là danh sách nhiều nhất %zu tên trường", what, most);
	for (const struct node *n = list->first; n; n = n->next) {
		TRY(registry_member_field(p, n->type == N_TEXT ? n->text : S(""), what, &out->v[out->n]));
		if (registry_among(out, out->v[out->n]))
			return FAIL(p->c, INVALID, "%s ghi “%s” hai lần", what, out->v[out->n]->name);
		out->n++;
	}
	return NULL;
}

bool registry_among(const struct registry_fields *list, const struct form_field *f)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i] == f)
			return true;
	return false;
}

err registry_state_named(struct parsing *p, str name, const char *what, size_t *out)
{
	for (*out = 0; *out < p->r->nstates; ++*out)
		if (str_is(name, p->r->states[*out].name))
			return NULL;
	return FAIL(p->c, INVALID, "%s: không có trạng thái “%.*s”", what, STR_ARG(name));
}

const struct registry_figure *registry_figure_named(const struct registry *r, str name)
{
	for (size_t i = 0; i < r->nfigures; i++)
		if (str_is(name, r->figures[i].name))
			return &r->figures[i];
	return NULL;
}
