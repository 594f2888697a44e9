/* compared: what two versions of a registry say differently. */
#include "core/registries/definitions.h"

static str names_of(arena *a, const struct registry_fields *list)
{
	buf b = {.a = a};
	for (size_t i = 0; i < list->n; i++)
		buf_printf(&b, "%s%s", i ? "\n" : "", list->v[i]->label);
	return buf_text(&b);
}

static str key_said(arena *a, const struct registry *r)
{
	if (!r->key)
		return S("");
	return str_format(a, "%s; không trùng %s%s%s", r->key->label, r->key_everywhere ? "ở mọi đơn vị" : "trong đơn vị",
		r->key_pattern ? "; dạng " : "", r->key_pattern ? r->key_pattern : "");
}

static str states_said(arena *a, const struct registry *r)
{
	buf b = {.a = a};
	for (size_t i = 0; i < r->nstates; i++)
		buf_printf(&b, "%s%s", i ? "\n" : "", r->states[i].title);
	return buf_text(&b);
}

static str moves_said(arena *a, const struct registry *r)
{
	buf b = {.a = a};
	for (size_t i = 0; i < r->nmoves; i++)
		buf_printf(&b, "%s%s: %.*s", i ? "\n" : "", r->moves[i].title, STR_ARG(registry_move_said(a, r, &r->moves[i])));
	return buf_text(&b);
}

static str check_said(const struct registry *r)
{
	return str_of(r->check == CHECK_NOBODY ? "Không cần" : registry_checks[r->check == CHECK_ALL].label);
}

static str level_said(const struct registry *r)
{
	return r->level ? str_of(choice_label(registry_levels, str_of(r->level))) : S("mọi cấp");
}

static void add_lists(struct differences *d, const struct registry *x, const struct registry *y)
{
	static const struct {
		const char *what;
		size_t at;
	} lists[] = {{"Cột của danh sách", offsetof(struct registry, columns)},
		{"Sắp xếp theo", offsetof(struct registry, sorts)}, {"Lọc theo", offsetof(struct registry, filters)},
		{"Tìm theo", offsetof(struct registry, searched)}, {"So trùng theo", offsetof(struct registry, alike)},
		{"Dữ liệu cá nhân", offsetof(struct registry, personal)}};
	for (size_t i = 0; i < COUNT(lists); i++)
		difference_lines(d, lists[i].what, names_of(d->a, (const void *)((const char *)x + lists[i].at)),
			names_of(d->a, (const void *)((const char *)y + lists[i].at)));
}

struct differences registry_compare(struct ctx *c, const struct registry *x, const struct registry *y)
{
	struct differences d = {.a = c->a};
	struct form was = *x->form, is = *y->form;
	was.title = is.title = S("");
	difference_add(&d, "Tên sổ", x->title, y->title);
	difference_add(&d, "Gọi một mục là", str_of(x->one), str_of(y->one));
	difference_add(&d, "Căn cứ", x->basis, y->basis);
	difference_add(&d, "Ghi chú", x->remark, y->remark);
	difference_add(&d, "Cấp lập sổ", level_said(x), level_said(y));
	difference_add(&d, "Mục được gọi theo", str_of(x->name->label), str_of(y->name->label));
	difference_add(&d, "Mã của mỗi mục", key_said(c->a, x), key_said(c->a, y));
	difference_add(&d, "Người thứ hai duyệt", check_said(x), check_said(y));
	difference_lines(&d, "Trạng thái", states_said(c->a, x), states_said(c->a, y));
	difference_lines(&d, "Chuyển trạng thái", moves_said(c->a, x), moves_said(c->a, y));
	add_lists(&d, x, y);
	struct differences of_form = form_compare(c, &was, &is);
	for (size_t i = 0; i < of_form.n; i++)
		difference_add(&d, str_c(c->a, of_form.v[i].what), of_form.v[i].before, of_form.v[i].after);
	return d;
}
