/* The rules of versions: a form has published ones, each from a day on, and at most one draft, which nobody but its editors sees. */
#include "government/eforms/pages.h"
#include "web/hooks.h"
#include "web/services/audit.h"

static err read_definition(struct ctx *c, const struct eform_version_get *v, str text, struct form **out)
{
	struct eform_head form;
	TRY(form_parse(c, c->a, text, out));
	TRY(eform_head(c, v->eform_id, &form));
	if (!str_eq((*out)->code, form.code))
		return FAIL_FIELD(c, "definition", "“code” của biểu mẫu này là “%.*s”, không đổi được", STR_ARG(form.code));
	return NULL;
}

err eform_draft_change(struct ctx *c, struct eform_draft_change *d)
{
	struct eform_version_get v;
	struct form *f;
	TRY(eform_version_get(c, d->version, &v));
	TRY(read_definition(c, &v, d->after, &f));
	err e = eform_version_change(c, d->version, d->after, f->title, d->before);
	if (e && e->kind == CONFLICT)
		return FAIL(c, CONFLICT, "Bản thảo vừa được sửa ở nơi khác, hoặc đã công bố. Hãy tải lại trang rồi sửa tiếp.");
	TRY(e);
	return audit_add(c, "eform.change", "eform", v.eform_id, str_format(c->a, "phiên bản %lld", (long long)v.number));
}

static opt_int who(struct ctx *c) { return c->actor ? some_int(c->actor) : (opt_int){0}; }

static err add_version(struct ctx *c, int64_t form, int64_t number, str title, str definition, int64_t *id)
{
	struct eform_version_add added;
	TRY(eform_version_add(c, form, number, title, definition, c->now, who(c), &added));
	*id = added.id;
	return audit_add(c, "eform.draft", "eform", form, str_format(c->a, "phiên bản %lld", (long long)number));
}

err eform_form_add(struct ctx *c, struct new_form *n)
{
	struct eform_by_code known;
	struct eform_add added;
	struct form *f;
	bool found;
	buf b = {.a = c->a};
	TRY(eform_by_code(c, n->code, &known, &found));
	if (found)
		return FAIL_FIELD(c, "code", "Đã có biểu mẫu mang mã này: %.*s", STR_ARG(known.title));
	struct tree *t = tree_new(c->a, N_OBJECT);
	tree_set(c->a, t, "code", tree_text(c->a, n->code));
	tree_set(c->a, t, "title", tree_text(c->a, n->title));
	tree_set(c->a, t, "sections", tree_new(c->a, N_LIST));
	tree_write(&b, t);
	err e = form_parse(c, c->a, buf_text(&b), &f);
	if (e && e->kind == INVALID)
		return FAIL_FIELD(c, "code", "%.*s", STR_ARG(e->text));
	TRY(e);
	TRY(eform_add(c, n->code, n->title, &added));
	return add_version(c, added.id, 1, n->title, buf_text(&b), &n->version);
}

err eform_draft_add(struct ctx *c, struct new_draft *d)
{
	struct eform_head form;
	struct eform_version_newest newest;
	bool found;
	TRY(eform_head(c, d->form, &form));
	TRY(eform_version_newest(c, d->form, &newest, &found));
	d->version = newest.id;
	if (!newest.published_at.set)
		return NULL;
	return add_version(c, d->form, newest.number + 1, newest.title, newest.definition, &d->version);
}

/* ---- publishing ---- */

static err check_from(struct ctx *c, int64_t form, str valid_from)
{
	struct eform_version_open open;
	bool found;
	TRY(eform_version_open(c, form, &open, &found));
	return editor_from_asked(c, valid_from, found ? open.valid_from : S(""));
}

/* Whoever files may be a citizen. */
static err check_filled_by_all(struct ctx *c, const struct form *f)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->sections[i].n; k++) {
			const struct form_field *d = &f->sections[i].fields[k];
			if (d->required && d->to && d->to->of_staff)
				return FAIL_FIELD(c, "valid_from",
					"Trường “%s” bắt buộc chọn “%s”, mà người dân nộp hồ sơ không chọn được. Hãy bỏ bắt buộc "
					"hoặc đổi loại trường.",
					d->label, d->to->title);
		}
	return NULL;
}

static eform_breaks *breaks;

void eform_broken_by(eform_breaks *ask) { breaks = ask; }

static err check_broken(struct ctx *c, const struct form *f)
{
	str why = S("");
	if (breaks)
		TRY(breaks(c, f, &why));
	return why.n ? FAIL_FIELD(c, "valid_from", "%.*s. Hãy sửa sổ dữ liệu của thủ tục trước.", STR_ARG(why)) : NULL;
}

static err check_whole(struct ctx *c, int64_t form, const struct form *f)
{
	str code, title;
	size_t asked = 0;
	for (size_t i = 0; i < f->n; i++)
		asked += f->sections[i].n;
	if (!asked)
		return FAIL_FIELD(c, "valid_from", "Biểu mẫu chưa có trường nào để hỏi");
	TRY(check_filled_by_all(c, f));
	TRY(eform_taken(c, form, f->procedures, &code, &title));
	if (code.n)
		return FAIL_FIELD(c, "valid_from", "Thủ tục %.*s đã dùng biểu mẫu “%.*s”. Hãy bỏ mã đó ở một trong hai biểu mẫu.",
			STR_ARG(code), STR_ARG(title));
	return check_broken(c, f);
}

err eform_draft_publish(struct ctx *c, struct publication *p)
{
	struct eform_version_get v;
	struct form *f;
	TRY(eform_version_get(c, p->version, &v));
	if (v.published_at.set)
		return FAIL(c, CONFLICT, "Phiên bản này đã công bố.");
	TRY(read_definition(c, &v, v.definition, &f));
	TRY(check_from(c, v.eform_id, p->valid_from));
	TRY(check_whole(c, v.eform_id, f));
	TRY(eform_version_end(c, v.eform_id, p->valid_from));
	TRY(eform_version_publish(c, v.id, p->valid_from, c->now));
	TRY(eform_retitle(c, v.eform_id, f->title));
	TRY(audit_add(c, "eform.publish", "eform", v.eform_id,
		str_format(c->a, "phiên bản %lld, từ %.*s", (long long)v.number, STR_ARG(p->valid_from))));
	return eforms_changed(c);
}

err eform_draft_drop(struct ctx *c, const int64_t *which)
{
	int64_t version = *which;
	struct eform_version_get v;
	TRY(eform_version_get(c, version, &v));
	if (v.published_at.set)
		return FAIL(c, CONFLICT, "Phiên bản này đã công bố nên không xóa được.");
	if (v.number == 1)
		return FAIL(c, CONFLICT, "Biểu mẫu chỉ có một bản thảo này; hãy sửa nó thay vì xóa.");
	TRY(eform_version_drop(c, version));
	return audit_add(c, "eform.drop", "eform", v.eform_id, str_format(c->a, "phiên bản %lld", (long long)v.number));
}
