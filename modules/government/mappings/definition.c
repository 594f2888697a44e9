/* definition: a mapping as JSON, read strictly against the form that holds and the registries; what is wrong is said with its place. */
#include "government/mappings/inside.h"
#include "web/hooks.h"
#include "web/json.h"

enum { NAME_MAX = 40, FORMULA_MAX = 300 };

const struct choice mapping_acts[] = {
	{"create", "Ghi mục mới"}, {"change", "Ghi thay đổi vào mục đã có"}, {"end", "Ghi kết thúc mục đã có"}, {NULL, NULL}};
const struct choice mapping_times[] = {
	{"finished", "Khi hồ sơ được giải quyết xong"}, {"returned", "Khi trả kết quả"}, {NULL, NULL}};

struct reading {
	struct ctx *c;
	const struct mapping_against *at;
	const struct form *source; /* what formulas of writes see */
	const char *what;          /* "Việc ghi “register”" */
};

/* ---- members ---- */

static err only(struct reading *r, const struct node *o, const char *const *names)
{
	if (!o || o->type != N_OBJECT)
		return FAIL(r->c, INVALID, "%s phải là một đối tượng { }", r->what);
	for (const struct node *n = o->first; n; n = n->next) {
		size_t i = 0;
		while (names[i] && !str_is(n->name, names[i]))
			i++;
		if (!names[i])
			return FAIL(r->c, INVALID, "%s: không có mục “%.*s”", r->what, STR_ARG(n->name));
	}
	return NULL;
}

static err text(struct reading *r, const struct node *o, const char *name, bool needed, size_t most, str *out)
{
	const struct node *n = json_member(o, name);
	*out = n && n->type == N_TEXT ? n->text : S("");
	if ((n && n->type != N_TEXT) || (needed && !out->n))
		return FAIL(r->c, INVALID, "%s: thiếu “%s”", r->what, name);
	return out->n <= most ? NULL : FAIL(r->c, INVALID, "%s: “%s” dài quá %zu ký tự", r->what, name, most);
}

static err flag(struct reading *r, const struct node *o, const char *name, bool *out)
{
	const struct node *n = json_member(o, name);
	*out = n && n->type == N_BOOL && n->i;
	return !n || n->type == N_BOOL ? NULL : FAIL(r->c, INVALID, "%s: “%s” phải là true hoặc false", r->what, name);
}

static err choice(struct reading *r, const char *name, str value, const struct choice *list, size_t *out)
{
	for (*out = 0; list[*out].value; ++*out)
		if (str_is(value, list[*out].value))
			return NULL;
	return FAIL(r->c, INVALID, "%s: không có “%s” là “%.*s”", r->what, name, STR_ARG(value));
}

static const struct form_field *plain_field(const struct form *f, str name)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct form_field *found = f->sections[i].name ? NULL : form_field_find(&f->sections[i], name);
		if (found)
			return found;
	}
	return NULL;
}

/* A mapping serves every unit: a registry of one unit's own is not for it. */
static err registry_named(struct reading *r, const struct node *o, const struct registry **out)
{
	str code;
	int64_t unit = r->c->unit;
	TRY(text(r, o, "registry", true, NAME_MAX, &code));
	*out = r->at->instead && str_eq(r->at->instead->code, code) ? r->at->instead : NULL;
	r->c->unit = 0;
	err e = *out ? NULL : registry_of(r->c, code, out);
	r->c->unit = unit;
	if (e && e->kind == NOT_FOUND)
		return FAIL(r->c, INVALID, "%s: không có sổ “%.*s” đang dùng", r->what, STR_ARG(code));
	TRY(e);
	return (*out)->unit ? FAIL(r->c, INVALID, "%s: sổ “%.*s” là của riêng một đơn vị, không dùng chung cho thủ tục được",
				      r->what, STR_ARG((*out)->title))
			    : NULL;
}

static err chosen_field(struct reading *r, str name, const struct registry *of, const struct form_field **out)
{
	*out = name.n ? plain_field(r->at->form, name) : NULL;
	if (!name.n)
		return NULL;
	str kind = str_format(r->c->a, "own_record:%.*s", STR_ARG(of->code));
	bool fits = *out && (*out)->type == FORM_REFERENCE && str_is(kind, (*out)->to->kind);
	return fits ? NULL
		    : FAIL(r->c, INVALID, "%s: “chosen”: tờ khai không có trường “%.*s” để chọn một mục của sổ (%.*s)", r->what,
			      STR_ARG(name), STR_ARG(kind));
}

/* ---- formulas ---- */

static err formula(struct reading *r, const struct form *over, str where, str written, const struct expression **out)
{
	if (!written.n || written.n > FORMULA_MAX)
		return FAIL(
			r->c, INVALID, "%s, trường “%.*s”: công thức có từ 1 đến %d ký tự", r->what, STR_ARG(where), FORMULA_MAX);
	err e = form_formula_read(r->c, r->c->a, over, written, out);
	return e && e->kind == INVALID ? FAIL(r->c, INVALID, "%s, trường “%.*s”: %.*s", r->what, STR_ARG(where), STR_ARG(e->text))
				       : e;
}

static err target(struct reading *r, const struct form *form, str name, const char *of, const struct form_field **out)
{
	*out = plain_field(form, name);
	if (!*out)
		return FAIL(r->c, INVALID, "%s: %s không có trường “%.*s”", r->what, of, STR_ARG(name));
	if ((*out)->type == FORM_NOTE || (*out)->type == FORM_FILE || (*out)->type == FORM_PHOTOS ||
		(*out)->type == FORM_COMPUTED)
		return FAIL(r->c, INVALID, "%s: trường “%.*s” (%s) không ghi vào được", r->what, STR_ARG(name),
			form_types[(*out)->type].title);
	return NULL;
}

static err fits(struct reading *r, struct mapping_value *v)
{
	err e = form_formula_fits(r->c, v->is, v->to);
	return e && e->kind == INVALID ? FAIL(r->c, INVALID, "%s, trường “%s”: %.*s", r->what, v->to->name, STR_ARG(e->text)) : e;
}

static err room(struct reading *r, const struct node *o, struct mapping_values *out)
{
	const struct node *fields = json_member(o, "fields");
	size_t n = 0;
	if (fields && fields->type != N_OBJECT)
		return FAIL(r->c, INVALID, "%s: “fields” phải là một đối tượng { }", r->what);
	for (const struct node *k = fields ? fields->first : NULL; k; k = k->next)
		n++;
	out->v = NEWN(r->c->a, struct mapping_value, n + 1);
	return n <= MAPPING_FIELDS_MAX ? NULL : FAIL(r->c, INVALID, "%s: nhiều nhất %d trường", r->what, MAPPING_FIELDS_MAX);
}

/* ---- a write ---- */

static err write_fields(struct reading *r, const struct node *o, struct mapping_write *w)
{
	const struct node *fields = json_member(o, "fields");
	TRY(room(r, o, &w->values));
	for (const struct node *n = fields ? fields->first : NULL; n; n = n->next) {
		struct mapping_value *v = &w->values.v[w->values.n++];
		*v = (struct mapping_value){.text = n->type == N_TEXT ? n->text : S("")};
		TRY(target(r, w->registry->form, n->name, "sổ", &v->to));
		TRY(formula(r, r->source, n->name, v->text, &v->is));
		TRY(fits(r, v));
	}
	if (w->act == MAPPING_END)
		return w->values.n ? FAIL(r->c, INVALID, "%s: ghi kết thúc thì không có “fields”", r->what) : NULL;
	return w->values.n || w->state.n ? NULL : FAIL(r->c, INVALID, "%s: chưa ghép trường nào của sổ", r->what);
}

static bool mapped(const struct mapping_values *list, const struct form_field *f)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].to == f)
			return true;
	return false;
}

static err whole(struct reading *r, const struct mapping_write *w)
{
	const struct form *f = w->registry->form;
	for (size_t i = 0; w->act == MAPPING_CREATE && i < f->n; i++)
		for (size_t k = 0; k < f->sections[i].n; k++) {
			const struct form_field *d = &f->sections[i].fields[k];
			bool always = d->required && !d->when.n && !f->sections[i].when.n && !f->sections[i].name;
			if (always && !mapped(&w->values, d))
				return FAIL(r->c, INVALID, "%s: sổ bắt buộc có “%s” (%s) mà chưa ghép với gì", r->what, d->label,
					d->name);
		}
	return NULL;
}

static err write_record(struct reading *r, const struct node *o, struct mapping_write *w)
{
	static const char *const known[] = {"chosen", "key", NULL};
	const struct node *record = json_member(o, "record");
	str chosen;
	if (w->act == MAPPING_CREATE)
		return record ? FAIL(r->c, INVALID, "%s: ghi mục mới thì không có “record”", r->what) : NULL;
	if (!record)
		return FAIL(r->c, INVALID, "%s: thiếu “record”: ghi vào mục nào của sổ", r->what);
	TRY(only(r, record, known));
	TRY(text(r, record, "chosen", false, NAME_MAX, &chosen));
	TRY(text(r, record, "key", false, FORMULA_MAX, &w->key_text));
	TRY(chosen_field(r, chosen, w->registry, &w->chosen));
	if (w->key_text.n && !w->registry->key)
		return FAIL(r->c, INVALID, "%s: sổ không có mã của mỗi mục, nên không tìm theo “key” được", r->what);
	if (w->key_text.n)
		TRY(formula(r, r->source, S("key"), w->key_text, &w->key));
	return w->chosen || w->key ? NULL : FAIL(r->c, INVALID, "%s: “record” phải có “chosen” hoặc “key”", r->what);
}

static err write_state(struct reading *r, const struct node *o, struct mapping_write *w)
{
	TRY(text(r, o, "state", false, NAME_MAX, &w->state));
	for (size_t i = 0; i < w->registry->nstates; i++)
		if (str_is(w->state, w->registry->states[i].name))
			return NULL;
	return w->state.n ? FAIL(r->c, INVALID, "%s: sổ không có trạng thái “%.*s”", r->what, STR_ARG(w->state)) : NULL;
}

static err write_result(struct reading *r, const struct node *o, struct mapping_write *w)
{
	const char *title;
	TRY(text(r, o, "result", false, 60, &w->result));
	return !w->result.n || result_template_of(r->c, r->at->procedure, w->result, &title)
		       ? NULL
		       : FAIL(r->c, INVALID, "%s: thủ tục này không có mẫu kết quả “%.*s”", r->what, STR_ARG(w->result));
}

static bool name_fits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.s[i] >= 'a' && s.s[i] <= 'z') || (i && (s.s[i] == '_' || (s.s[i] >= '0' && s.s[i] <= '9')))))
			return false;
	return s.n > 0;
}

static err read_write(struct reading *r, const struct node *o, struct mapping *m)
{
	static const char *const known[] = {"name", "registry", "act", "when", "result", "record", "state", "fields", NULL};
	struct mapping_write *w = &m->writes[m->nwrites];
	str act, when;
	size_t which;
	r->what = str_format(r->c->a, "Việc ghi thứ %zu", m->nwrites + 1).s;
	TRY(only(r, o, known));
	TRY(text(r, o, "name", true, NAME_MAX, &w->name));
	r->what = str_format(r->c->a, "Việc ghi “%.*s”", STR_ARG(w->name)).s;
	if (!name_fits(w->name))
		return FAIL(r->c, INVALID, "%s: tên chỉ có chữ thường không dấu, chữ số và _", r->what);
	for (size_t i = 0; i < m->nwrites; i++)
		if (str_eq(m->writes[i].name, w->name))
			return FAIL(r->c, INVALID, "%s: tên đã dùng", r->what);
	TRY(registry_named(r, o, &w->registry));
	TRY(text(r, o, "act", true, NAME_MAX, &act));
	TRY(choice(r, "act", act, mapping_acts, &which));
	w->act = (enum mapping_act)which;
	TRY(text(r, o, "when", false, NAME_MAX, &when));
	TRY(choice(r, "when", when.n ? when : S("finished"), mapping_times, &which));
	w->when_returned = which == 1;
	TRY(write_result(r, o, w));
	TRY(write_record(r, o, w));
	TRY(write_state(r, o, w));
	TRY(write_fields(r, o, w));
	m->nwrites++;
	return whole(r, w);
}

/* ---- a fill ---- */

/* A record may say much of others than its holder; only what is said to be his own goes into his form. */
static err personal(struct reading *r, const struct mapping_fill *f, const struct mapping_value *v)
{
	const struct form *form = f->registry->form;
	for (size_t i = 0; i < form->n; i++)
		for (size_t k = 0; k < form->sections[i].n; k++) {
			const struct form_field *d = &form->sections[i].fields[k];
			bool named = form_formula_names(v->is, d);
			if (!named || d == f->registry->holder || !registry_is_personal(f->registry, d) || v->is_own)
				continue;
			return FAIL(r->c, INVALID,
				"%s, trường “%s”: “%s” của sổ là dữ liệu cá nhân. Chỉ lấy được khi là của chính người đứng tên: "
				"khi đó "
				"ghi thêm “own”: true",
				r->what, v->to->name, d->label);
		}
	return NULL;
}

static err fill_fields(struct reading *r, const struct node *o, struct mapping_fill *f)
{
	static const char *const known[] = {"from", "change", "own", NULL};
	const struct node *fields = json_member(o, "fields");
	const char *what = r->what;
	TRY(room(r, o, &f->values));
	for (const struct node *n = fields ? fields->first : NULL; n; n = n->next) {
		struct mapping_value *v = &f->values.v[f->values.n++];
		*v = (struct mapping_value){0};
		TRY(target(r, r->at->form, n->name, "tờ khai", &v->to));
		if (v->to == f->chosen)
			return FAIL(
				r->c, INVALID, "%s: trường “%.*s” là chỗ chọn mục, không điền sẵn được", what, STR_ARG(n->name));
		r->what = str_format(r->c->a, "%s, trường “%.*s”", what, STR_ARG(n->name)).s;
		TRY(only(r, n, known));
		TRY(text(r, n, "from", true, FORMULA_MAX, &v->text));
		TRY(flag(r, n, "change", &v->may_change));
		TRY(flag(r, n, "own", &v->is_own));
		r->what = what;
		TRY(formula(r, f->registry->form, n->name, v->text, &v->is));
		TRY(fits(r, v));
		TRY(personal(r, f, v));
	}
	return f->values.n ? NULL : FAIL(r->c, INVALID, "%s: chưa ghép trường nào của tờ khai", r->what);
}

static err read_fill(struct reading *r, const struct node *o, struct mapping *m)
{
	static const char *const known[] = {"registry", "chosen", "fields", NULL};
	struct mapping_fill *f = &m->fills[m->nfills];
	str chosen;
	r->what = str_format(r->c->a, "Việc lấy thứ %zu", m->nfills + 1).s;
	TRY(only(r, o, known));
	TRY(registry_named(r, o, &f->registry));
	if (!f->registry->holder)
		return FAIL(r->c, INVALID, "%s: sổ “%.*s” chưa ghi trường nào là số định danh của người đứng tên (holder)",
			r->what, STR_ARG(f->registry->title));
	TRY(text(r, o, "chosen", true, NAME_MAX, &chosen));
	TRY(chosen_field(r, chosen, f->registry, &f->chosen));
	for (size_t i = 0; i < m->nfills; i++)
		if (m->fills[i].chosen == f->chosen)
			return FAIL(
				r->c, INVALID, "%s: trường “%.*s” đã là chỗ chọn của việc lấy khác", r->what, STR_ARG(chosen));
	TRY(fill_fields(r, o, f));
	m->nfills++;
	return NULL;
}

/* ---- the whole ---- */

static err each(struct reading *r, const struct node *o, const char *name, size_t most, struct mapping *m,
	err (*one)(struct reading *r, const struct node *o, struct mapping *m))
{
	const struct node *list = json_member(o, name);
	size_t n = 0;
	if (list && list->type != N_LIST)
		return FAIL(r->c, INVALID, "“%s” phải là một danh sách", name);
	for (const struct node *k = list ? list->first : NULL; k; k = k->next) {
		if (++n > most)
			return FAIL(r->c, INVALID, "“%s”: nhiều nhất %zu việc", name, most);
		TRY(one(r, k, m));
	}
	return NULL;
}

err mapping_read(struct ctx *c, const struct mapping_against *at, str definition, struct mapping *out)
{
	static const char *const known[] = {"writes", "fills", NULL};
	const struct node *o;
	struct reading r = {.c = c, .at = at, .what = "Định nghĩa"};
	*out = (struct mapping){0};
	if (definition.n > MAPPING_TEXT_MAX)
		return FAIL(c, INVALID, "Định nghĩa dài quá %d KB", MAPPING_TEXT_MAX / 1024);
	TRY(json_read(c, definition, &o));
	TRY(only(&r, o, known));
	TRY(mapping_source_form(c, at, &r.source));
	TRY(each(&r, o, "writes", MAPPING_WRITES_MAX, out, read_write));
	return each(&r, o, "fills", MAPPING_FILLS_MAX, out, read_fill);
}
