/* definition: a registry as JSON, read strictly; what is wrong is said with its place. The form inside is read by core/forms. */
#include "core/registries/inside.h"
#include "core/registries/definition.h"
#include "web/hooks.h"
#include "web/module.h"
#include "web/components.h"

enum { BASIS_MAX = 600, PATTERN_MAX = 40 };

const struct choice registry_levels[] = {
	{"commune", "xã, phường, đặc khu"}, {"province", "tỉnh, thành phố"}, {"any", "mọi cấp"}, {NULL, NULL}};
const struct choice registry_colours[] = {{"green", "Xanh lá"}, {"blue", "Xanh dương"}, {"turquoise", "Xanh ngọc"},
	{"yellow", "Vàng"}, {"red", "Đỏ"}, {"grey", "Xám"}, {NULL, NULL}};
const struct choice registry_key_bounds[] = {{"unit", "trong đơn vị"}, {"everywhere", "ở mọi đơn vị"}, {NULL, NULL}};

/* ---- what may be written ---- */

static err one_of(struct parsing *p, str s, const char *what, const char *name, const struct choice *list, const char **out)
{
	for (const struct choice *k = list; k->value; k++)
		if (str_is(s, k->value)) {
			*out = k->value;
			return NULL;
		}
	return FAIL(p->c, INVALID, "%s: không có “%s” là “%.*s”", what, name, STR_ARG(s));
}

static err read_list(struct parsing *p, const struct node *o)
{
	static const char *const known[] = {"columns", "sorts", "filters", "search", NULL};
	struct registry *r = p->r;
	if (!o)
		return FAIL(p->c, INVALID, "Thiếu “list”: danh sách có cột nào, sắp xếp và lọc theo trường nào");
	TRY(registry_members_only(p, o, "“list”", known));
	TRY(registry_member_fields(p, o, "columns", REGISTRY_FIELDS_MAX, &r->columns));
	TRY(registry_member_fields(p, o, "sorts", REGISTRY_SORTS_MAX, &r->sorts));
	TRY(registry_member_fields(p, o, "filters", REGISTRY_FILTERS_MAX, &r->filters));
	TRY(registry_member_fields(p, o, "search", REGISTRY_FIELDS_MAX, &r->searched));
	for (size_t i = 0; i < r->filters.n; i++)
		if (r->filters.v[i]->type != FORM_YES_NO && (r->filters.v[i]->type != FORM_CHOICE || r->filters.v[i]->list))
			return FAIL(p->c, INVALID, "“filters”: “%s” không phải là trường chọn một, có hoặc không",
				r->filters.v[i]->name);
	for (size_t i = 0; i < r->sorts.n; i++)
		if (!registry_among(&r->columns, r->sorts.v[i]))
			return FAIL(p->c, INVALID, "“sorts”: “%s” không phải là một cột của danh sách", r->sorts.v[i]->name);
	return r->columns.n ? NULL : FAIL(p->c, INVALID, "“columns” phải có ít nhất một trường");
}

static err read_key(struct parsing *p, const struct node *o)
{
	static const char *const known[] = {"field", "within", "pattern", NULL};
	str name, where, pattern;
	const char *found;
	if (!o)
		return NULL;
	TRY(registry_members_only(p, o, "“key”", known));
	TRY(registry_member_text(p, o, "“key”", "field", 1, WORD_MAX, &name));
	TRY(registry_member_text(p, o, "“key”", "within", 1, WORD_MAX, &where));
	TRY(registry_member_text(p, o, "“key”", "pattern", 0, PATTERN_MAX, &pattern));
	TRY(registry_member_field(p, name, "“field” của “key”", &p->r->key));
	TRY(one_of(p, where, "“key”", "within", registry_key_bounds, &found));
	p->r->key_everywhere = str_is(where, "everywhere");
	p->r->key_pattern = pattern.n ? str_c(p->a, pattern) : NULL;
	return p->r->key->type == FORM_TEXT ? NULL : FAIL(p->c, INVALID, "“field” của “key” phải là một dòng chữ (text)");
}

static err read_holder(struct parsing *p, const struct node *o)
{
	str name;
	TRY(registry_member_text(p, o, "Sổ", "holder", 0, WORD_MAX, &name));
	if (!name.n)
		return NULL;
	TRY(registry_member_field(p, name, "“holder”", &p->r->holder));
	return p->r->holder->type == FORM_PERSONAL_NUMBER
		       ? NULL
		       : FAIL(p->c, INVALID, "“holder”: trường “%s” phải là số định danh cá nhân (personal_number)",
				 p->r->holder->name);
}

/* ---- what is somebody's own ---- */

bool registry_personal_by_type(const struct form_field *f)
{
	return f->type == FORM_PERSONAL_NUMBER || f->type == FORM_PHONE || (f->type == FORM_REFERENCE && f->to->of_person);
}

bool registry_is_personal(const struct registry *r, const struct form_field *f)
{
	return registry_among(&r->personal, f) || registry_personal_by_type(f);
}

static err not_by(struct parsing *p, const struct registry_fields *list, const char *what)
{
	for (size_t i = 0; i < list->n; i++)
		if (registry_is_personal(p->r, list->v[i]))
			return FAIL(p->c, INVALID, "%s: “%s” là dữ liệu cá nhân", what, list->v[i]->name);
	return NULL;
}

/* Named ones first, then those that are by their type. */
static err read_personal(struct parsing *p, const struct node *o)
{
	struct registry *r = p->r;
	TRY(registry_member_fields(p, o, "personal", REGISTRY_FIELDS_MAX, &r->personal));
	for (size_t i = 0; i < r->form->n; i++)
		for (size_t k = 0; k < r->form->sections[i].n; k++) {
			const struct form_field *f = &r->form->sections[i].fields[k];
			if (registry_among(&r->personal, f) || !registry_is_personal(r, f))
				continue;
			if (r->personal.n == REGISTRY_FIELDS_MAX)
				return FAIL(p->c, INVALID, "Sổ có nhiều nhất %d trường dữ liệu cá nhân", REGISTRY_FIELDS_MAX);
			r->personal.v[r->personal.n++] = f;
		}
	TRY(not_by(p, &r->sorts, "“sorts”"));
	TRY(not_by(p, &r->filters, "“filters”"));
	TRY(not_by(p, &r->searched, "“search”"));
	return registry_is_personal(r, r->name) ? FAIL(p->c, INVALID, "“name”: “%s” là dữ liệu cá nhân", r->name->name) : NULL;
}

/* ---- states ---- */

static err read_state(struct parsing *p, const struct node *o, size_t number, struct registry_state *out)
{
	static const char *const known[] = {"name", "title", "colour", NULL};
	const char *what = str_format(p->a, "Trạng thái thứ %zu", number).s;
	str title, colour;
	size_t other;
	TRY(registry_members_only(p, o, what, known));
	TRY(registry_member_word(p, o, what, "name", &out->name));
	TRY(registry_member_text(p, o, what, "title", 1, TITLE_MAX, &title));
	TRY(registry_member_text(p, o, what, "colour", 0, WORD_MAX, &colour));
	TRY(one_of(p, colour.n ? colour : S("grey"), what, "colour", registry_colours, &out->colour));
	out->title = str_c(p->a, title);
	err e = registry_state_named(p, str_of(out->name), "", &other);
	return e ? NULL : FAIL(p->c, INVALID, "%s: tên “%s” đã dùng", what, out->name);
}

static err read_states(struct parsing *p, const struct node *list)
{
	static const struct registry_state usual[] = {{"kept", "Đang quản lý", "green"}};
	struct registry *r = p->r;
	if (!list) {
		r->states = usual;
		r->nstates = 1;
		return NULL;
	}
	if (list->type != N_LIST || !list->first || registry_node_count(list) > REGISTRY_STATES_MAX)
		return FAIL(p->c, INVALID, "“states” phải có từ 1 đến %d trạng thái", REGISTRY_STATES_MAX);
	struct registry_state *v = NEWN(p->a, struct registry_state, registry_node_count(list));
	r->states = v;
	for (const struct node *n = list->first; n; n = n->next) {
		TRY(read_state(p, n, r->nstates + 1, &v[r->nstates]));
		r->nstates++;
	}
	return NULL;
}

static err read_by(struct parsing *p, const struct node *list, const char *what, struct texts *out)
{
	str *v = NEWN(p->a, str, REGISTRY_POWERS_MAX);
	if (!list)
		return NULL;
	if (list->type != N_LIST || !list->first || registry_node_count(list) > REGISTRY_POWERS_MAX)
		return FAIL(p->c, INVALID, "%s: “by” phải là danh sách từ 1 đến %d quyền", what, REGISTRY_POWERS_MAX);
	*out = (struct texts){v, 0};
	for (const struct node *n = list->first; n; n = n->next) {
		str name = n->type == N_TEXT ? n->text : S("");
		if (!permission_find(name))
			return FAIL(p->c, INVALID, "%s: “by” phải gồm tên quyền của phần mềm; không có quyền “%.*s”", what,
				(int)(name.n < 60 ? name.n : 60), name.s);
		if (texts_have(*out, name))
			return FAIL(p->c, INVALID, "%s: “by” ghi “%.*s” hai lần", what, STR_ARG(name));
		v[out->n++] = str_of(str_c(p->a, name));
	}
	return NULL;
}

static err read_move(struct parsing *p, const struct node *o, size_t number, struct registry_move *out)
{
	static const char *const known[] = {"name", "title", "from", "to", "by", NULL};
	const char *what = str_format(p->a, "Chuyển trạng thái thứ %zu", number).s;
	const struct node *from = json_member(o, "from");
	str title, to;
	size_t state;
	TRY(registry_members_only(p, o, what, known));
	TRY(registry_member_word(p, o, what, "name", &out->name));
	TRY(registry_member_text(p, o, what, "title", 1, TITLE_MAX, &title));
	TRY(registry_member_text(p, o, what, "to", 1, WORD_MAX, &to));
	TRY(registry_state_named(p, to, what, &out->to));
	out->title = str_c(p->a, title);
	TRY(read_by(p, json_member(o, "by"), what, &out->by));
	if (!from || from->type != N_LIST || !from->first)
		return FAIL(p->c, INVALID, "%s: “from” phải là danh sách trạng thái", what);
	for (const struct node *n = from->first; n; n = n->next) {
		TRY(registry_state_named(p, n->type == N_TEXT ? n->text : S(""), what, &state));
		out->from |= UINT32_C(1) << state;
	}
	if (out->from & UINT32_C(1) << out->to)
		return FAIL(p->c, INVALID, "%s: “to” không được là một trạng thái của “from”", what);
	for (size_t i = 0; i + 1 < number; i++)
		if (!strcmp(p->r->moves[i].name, out->name))
			return FAIL(p->c, INVALID, "%s: tên “%s” đã dùng", what, out->name);
	return NULL;
}

static err read_moves(struct parsing *p, const struct node *list)
{
	struct registry *r = p->r;
	if (!list)
		return NULL;
	if (list->type != N_LIST || registry_node_count(list) > REGISTRY_MOVES_MAX)
		return FAIL(p->c, INVALID, "“moves” phải là danh sách nhiều nhất %d cách chuyển", REGISTRY_MOVES_MAX);
	struct registry_move *v = NEWN(p->a, struct registry_move, registry_node_count(list) + 1);
	r->moves = v;
	for (const struct node *n = list->first; n; n = n->next) {
		if (n->type != N_OBJECT)
			return FAIL(p->c, INVALID, "Mỗi mục của “moves” phải là một đối tượng { }");
		TRY(read_move(p, n, r->nmoves + 1, &v[r->nmoves]));
		r->nmoves++;
	}
	return NULL;
}

/* ---- the whole ---- */

/* The members that are the form's. */
static err read_form(struct parsing *p, const struct node *o)
{
	static const char *const names[] = {"code", "title", "remark", "sections"};
	struct node *form = NEW(p->a, struct node), *members = NEWN(p->a, struct node, COUNT(names));
	struct form *out;
	size_t n = 0;
	for (size_t i = 0; i < COUNT(names); i++) {
		const struct node *m = json_member(o, names[i]);
		if (!m)
			continue;
		members[n] = *m;
		members[n].next = NULL;
		if (n)
			members[n - 1].next = &members[n];
		n++;
	}
	form->type = N_OBJECT;
	form->first = n ? members : NULL;
	TRY(form_parse_tree(p->c, p->a, form, &out));
	p->r->form = out;
	for (size_t i = 0; i < out->n; i++)
		for (size_t k = 0; k < out->sections[i].n; k++)
			if (out->sections[i].fields[k].type == FORM_FILE)
				return FAIL(p->c, INVALID,
					"Trường “%s”: sổ không có thành phần hồ sơ; tệp được đính kèm ở trang của mỗi mục",
					out->sections[i].fields[k].name);
	return NULL;
}

const struct choice registry_checks[] = {{"people", "Cán bộ ghi thì chờ người khác duyệt; kết quả thủ tục được ghi ngay"},
	{"all", "Cán bộ ghi và kết quả thủ tục đều chờ người khác duyệt"}, {NULL, NULL}};

static err read_check(struct parsing *p, const struct node *o)
{
	str check;
	const char *found;
	TRY(registry_member_text(p, o, "Sổ", "check", 0, WORD_MAX, &check));
	if (!check.n)
		return NULL;
	TRY(one_of(p, check, "Sổ", "check", registry_checks, &found));
	p->r->check = str_is(check, "all") ? CHECK_ALL : CHECK_PEOPLE;
	return NULL;
}

static err read_head(struct parsing *p, const struct node *o)
{
	struct registry *r = p->r;
	str one, level, name;
	TRY(registry_member_text(p, o, "Sổ", "code", 2, WORD_MAX, &r->code));
	TRY(registry_member_text(p, o, "Sổ", "title", 1, TITLE_MAX, &r->title));
	TRY(registry_member_text(p, o, "Sổ", "one", 1, TITLE_MAX, &one));
	TRY(registry_member_text(p, o, "Sổ", "basis", 0, BASIS_MAX, &r->basis));
	TRY(registry_member_text(p, o, "Sổ", "remark", 0, BASIS_MAX, &r->remark));
	TRY(registry_member_text(p, o, "Sổ", "level", 1, WORD_MAX, &level));
	TRY(registry_member_text(p, o, "Sổ", "name", 1, WORD_MAX, &name));
	r->one = str_c(p->a, one);
	TRY(one_of(p, level, "Sổ", "level", registry_levels, &r->level));
	if (str_is(level, "any"))
		r->level = NULL;
	TRY(read_form(p, o));
	TRY(registry_member_field(p, name, "“name”", &r->name));
	return r->name->required && !r->name->when.n
		       ? NULL
		       : FAIL(p->c, INVALID, "“name”: trường “%s” phải luôn được hỏi và bắt buộc (required)", r->name->name);
}

err registry_parse(struct ctx *c, arena *a, str definition, struct registry **out)
{
	static const char *const known[] = {"code", "title", "one", "basis", "remark", "level", "sections", "name", "key",
		"alike", "holder", "check", "personal", "states", "moves", "list", "figures", NULL};
	const struct node *o;
	struct parsing p = {.c = c, .a = a, .r = *out = NEW(a, struct registry)};
	if (definition.n > FORM_DEFINITION_MAX)
		return FAIL(c, INVALID, "Định nghĩa dài quá %d KB.", FORM_DEFINITION_MAX / 1024);
	TRY(json_read(c, definition, &o));
	TRY(registry_members_only(&p, o, "Sổ", known));
	TRY(read_head(&p, o));
	TRY(read_key(&p, json_member(o, "key")));
	TRY(registry_member_fields(&p, o, "alike", REGISTRY_ALIKE_MAX, &p.r->alike));
	TRY(read_holder(&p, o));
	TRY(read_check(&p, o));
	TRY(read_states(&p, json_member(o, "states")));
	TRY(read_moves(&p, json_member(o, "moves")));
	TRY(read_list(&p, json_member(o, "list")));
	TRY(read_personal(&p, o));
	return registry_figures_read(&p, json_member(o, "figures"));
}
