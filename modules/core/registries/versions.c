/* versions: the rules of definitions. A registry has published versions, each from a day on, and at most one draft, which only its owner sees:
 * the unit whose own it is, or who runs the program. */
#include "core/registries/definitions.h"
#include "web/services/audit.h"
#include "web/object.h"
#include "web/services/job.h"

/* ---- whose it is ---- */

err registry_owned(struct ctx *c, int64_t registry, struct registry_kept *out)
{
	TRY(registry_kept(c, registry, out));
	return out->unit_id == c->unit ? NULL : FAIL(c, NOT_FOUND, "registry");
}

bool registry_version_is_own(struct ctx *c, const struct registry_version_get *v) { return v->unit_id == c->unit; }

err registry_version_seen(struct ctx *c, int64_t version, struct registry_version_get *out)
{
	struct registry *r;
	bool seen = false;
	TRY(registry_version_get(c, version, out));
	if (registry_version_is_own(c, out))
		return NULL;
	if (out->published_at.set && !registry_parse(c, c->a, out->definition, &r))
		TRY(registry_seen_by_unit(c, out->unit_id, r->level, &seen));
	return seen ? NULL : FAIL(c, NOT_FOUND, "registry_version");
}

static err owned_version(struct ctx *c, int64_t version, struct registry_version_get *out)
{
	TRY(registry_version_get(c, version, out));
	return registry_version_is_own(c, out) ? NULL : FAIL(c, NOT_FOUND, "registry_version");
}

static str numbered(arena *a, int64_t number) { return str_format(a, "phiên bản %lld", (long long)number); }

static opt_int who(struct ctx *c) { return c->actor ? some_int(c->actor) : (opt_int){0}; }

/* ---- what a definition must be besides being readable ---- */

/* A unit keeps records itself, or units below it do: a commune cannot make a registry for provinces. */
static err level_fits(struct ctx *c, const struct registry *r)
{
	struct registry_unit unit;
	if (!c->unit || !r->level)
		return NULL;
	TRY(registry_unit(c, c->unit, &unit));
	return str_is(unit.level, r->level) || str_is(unit.level, "province")
		       ? NULL
		       : FAIL_FIELD(c, "level",
				 "Đơn vị cấp xã chỉ lập được sổ của cấp xã: “Cấp lập sổ” phải là “xã, phường, đặc khu” hoặc “mọi "
				 "cấp”");
}

static err read_definition(struct ctx *c, str code, str text, struct registry **out)
{
	TRY(registry_version_parsed(c, text, out));
	if (!str_eq((*out)->code, code))
		return FAIL_FIELD(c, "definition", "“code” của sổ này là “%.*s”, không đổi được", STR_ARG(code));
	TRY(registry_figures_fit(c, *out));
	return level_fits(c, *out);
}

/* ---- a new registry ---- */

bool registry_code_fits(str code)
{
	for (size_t i = 0; i < code.n; i++)
		if (!((code.s[i] >= 'a' && code.s[i] <= 'z') ||
			    (i && ((code.s[i] >= '0' && code.s[i] <= '9') || code.s[i] == '-'))))
			return false;
	return code.n >= 2 && code.n <= 40;
}

str registry_code_made(arena *a, str title)
{
	enum { MADE_MAX = 34 };
	str words = fold(a, title);
	buf b = {.a = a};
	for (size_t i = 0; i < words.n && b.n < MADE_MAX; i++) {
		char is = words.s[i] == ' ' ? '-' : words.s[i];
		bool fits = (is >= 'a' && is <= 'z') || (b.n && ((is >= '0' && is <= '9') || (is == '-' && b.s[b.n - 1] != '-')));
		if (fits)
			buf_put(&b, &is, 1);
	}
	while (b.n && b.s[b.n - 1] == '-')
		b.n--;
	return b.n < 2 ? S("so-moi") : str_copy(a, buf_text(&b));
}

static err code_asked(struct ctx *c, struct registry_new *n)
{
	struct registry_by_code known;
	bool found, made = !n->code.n;
	str code = made ? registry_code_made(c->a, n->title) : n->code;
	if (!registry_code_fits(code))
		return FAIL_FIELD(
			c, "code", "Mã có từ 2 đến 40 ký tự: chữ thường không dấu, chữ số, dấu gạch nối, bắt đầu bằng chữ");
	n->code = code;
	TRY(registry_by_code(c, n->code, &known, &found));
	for (int i = 2; made && found; i++) {
		n->code = str_format(c->a, "%.*s-%d", STR_ARG(code), i);
		TRY(registry_by_code(c, n->code, &known, &found));
	}
	return found ? FAIL_FIELD(c, "code", "Đã có sổ mang mã “%.*s”. Hãy ghi mã khác.", STR_ARG(n->code)) : NULL;
}

static struct tree *list_of(arena *a, const char *name)
{
	struct tree *list = tree_new(a, N_LIST);
	tree_append(list, tree_text(a, str_of(name)));
	return list;
}

/* One field, by which records are called: the least that a registry has. */
static err skeleton(struct ctx *c, const struct registry_new *n, struct tree **out)
{
	arena *a = c->a;
	struct registry_unit unit = {.level = S("commune")};
	if (c->unit)
		TRY(registry_unit(c, c->unit, &unit));
	struct tree *t = *out = tree_new(a, N_OBJECT), *section = tree_new(a, N_OBJECT), *field = tree_new(a, N_OBJECT),
		    *sections = tree_new(a, N_LIST), *fields = tree_new(a, N_LIST), *list = tree_new(a, N_OBJECT);
	tree_set(a, field, "name", tree_text(a, S("label")));
	tree_set(a, field, "type", tree_text(a, S("text")));
	tree_set(a, field, "label", tree_text(a, S("Tên")));
	tree_set(a, field, "required", tree_flag(a, true));
	tree_append(fields, field);
	tree_set(a, section, "title", tree_text(a, S("Thông tin chung")));
	tree_set(a, section, "fields", fields);
	tree_append(sections, section);
	tree_set(a, list, "columns", list_of(a, "label"));
	tree_set(a, list, "search", list_of(a, "label"));
	tree_set(a, t, "code", tree_text(a, n->code));
	tree_set(a, t, "title", tree_text(a, n->title));
	tree_set(a, t, "one", tree_text(a, n->one.n ? n->one : S("mục")));
	tree_set(a, t, "level", tree_text(a, str_is(unit.level, "province") ? unit.level : S("commune")));
	tree_set(a, t, "name", tree_text(a, S("label")));
	tree_set(a, t, "sections", sections);
	tree_set(a, t, "list", list);
	return NULL;
}

/* Another's, under a code of its own, called as asked. */
static err copied(struct ctx *c, const struct registry_new *n, struct tree **out)
{
	const struct node *node;
	struct registry *r;
	TRY(registry_parse(c, c->a, n->definition, &r));
	TRY(json_read(c, n->definition, &node));
	*out = tree_of(c->a, node);
	tree_set(c->a, *out, "code", tree_text(c->a, n->code));
	if (n->title.n)
		tree_set(c->a, *out, "title", tree_text(c->a, n->title));
	if (n->one.n)
		tree_set(c->a, *out, "one", tree_text(c->a, n->one));
	return NULL;
}

static err add_version(struct ctx *c, int64_t registry, int64_t number, str definition, int64_t *id)
{
	struct registry_version_add added;
	TRY(registry_version_add(c, registry, number, definition, c->now, who(c), &added));
	*id = added.id;
	return audit_add(c, "registry.draft", "registry", registry, numbered(c->a, number));
}

static err few_enough(struct ctx *c)
{
	struct registries_owned_count count;
	TRY(registries_owned_count(c, c->unit, &count));
	return count.total < REGISTRIES_OF_OWNER_MAX || !c->unit
		       ? NULL
		       : FAIL(c, CONFLICT, "Đơn vị đã lập %d sổ, là số nhiều nhất. Hãy dùng hoặc sửa một sổ đã có.",
				 REGISTRIES_OF_OWNER_MAX);
}

err registry_new_add(struct ctx *c, struct registry_new *n)
{
	struct registry_own_add added;
	struct registry *r;
	struct tree *t = NULL;
	buf b = {.a = c->a};
	TRY(few_enough(c));
	TRY(code_asked(c, n));
	TRY(n->definition.n ? copied(c, n, &t) : skeleton(c, n, &t));
	tree_write(&b, t);
	TRY(read_definition(c, n->code, buf_text(&b), &r));
	TRY(registry_own_add(c, n->code, r->title, c->unit, &added));
	return add_version(c, added.id, 1, buf_text(&b), &n->version);
}

/* ---- drafts ---- */

err registry_draft_add(struct ctx *c, struct registry_draft *d)
{
	struct registry_kept is;
	struct registry_version_newest newest;
	struct registry *r;
	bool found;
	TRY(registry_owned(c, d->registry, &is));
	TRY(registry_version_newest(c, d->registry, &newest, &found));
	str text = d->definition.n ? d->definition : newest.definition;
	TRY(read_definition(c, is.code, text, &r));
	d->version = newest.id;
	if (newest.published_at.set)
		return add_version(c, d->registry, newest.number + 1, text, &d->version);
	return str_eq(text, newest.definition)
		       ? NULL
		       : FAIL(c, CONFLICT, "Sổ này đang có một bản thảo khác. Hãy công bố hoặc xóa bản thảo ấy trước.");
}

err registry_draft_change(struct ctx *c, struct registry_draft_change *d)
{
	struct registry_version_get v;
	struct registry *r;
	TRY(owned_version(c, d->version, &v));
	TRY(read_definition(c, v.code, d->after, &r));
	err e = registry_version_change(c, d->version, d->after, d->before);
	if (e && e->kind == CONFLICT)
		return FAIL(c, CONFLICT, "Bản thảo vừa được sửa ở nơi khác, hoặc đã công bố. Hãy tải lại trang rồi sửa tiếp.");
	TRY(e);
	if (v.number == 1)
		TRY(registry_retitle(c, v.registry_id, r->title));
	return audit_add(c, "registry.design", "registry", v.registry_id, numbered(c->a, v.number));
}

err registry_draft_drop(struct ctx *c, const int64_t *which)
{
	struct registry_version_get v;
	TRY(owned_version(c, *which, &v));
	if (v.published_at.set)
		return FAIL(c, CONFLICT, "Phiên bản này đã công bố nên không xóa được.");
	if (v.number == 1)
		return FAIL(c, CONFLICT, "Sổ chỉ có một bản thảo này; hãy sửa nó thay vì xóa.");
	TRY(registry_version_drop(c, v.id));
	return audit_add(c, "registry.drop", "registry", v.registry_id, numbered(c->a, v.number));
}

/* ---- publishing ---- */

static err from_asked(struct ctx *c, int64_t registry, str valid_from)
{
	struct registry_version_open open;
	bool found;
	TRY(registry_version_open(c, registry, &open, &found));
	return editor_from_asked(c, valid_from, found ? open.valid_from : S(""));
}

static err losses_asked(struct ctx *c, const struct registry_publication *p, int64_t registry, const struct registry *r)
{
	struct registry_losses lost;
	TRY(registry_losses(c, registry, r, &lost));
	for (size_t i = 0; i < lost.n; i++)
		if (lost.v[i].refused)
			return FAIL_FIELD(
				c, "valid_from", "Chưa công bố được. %.*s.", STR_ARG(registry_loss_said(c->a, &lost, i)));
	if (lost.n && !p->though_lost)
		return FAIL_FIELD(c, "though_lost",
			"%.*s%s. Hãy xem lại; nếu vẫn công bố, đánh dấu rằng ông/bà đã biết. Nội dung cũ vẫn đọc được ở từng "
			"mục.",
			STR_ARG(registry_loss_said(c->a, &lost, 0)), lost.n > 1 ? ", và những chỗ khác nêu ở trên" : "");
	return NULL;
}

err registry_draft_publish(struct ctx *c, struct registry_publication *p)
{
	struct registry_version_get v;
	struct registry *r;
	day from;
	TRY(owned_version(c, p->version, &v));
	if (v.published_at.set)
		return FAIL(c, CONFLICT, "Phiên bản này đã công bố.");
	TRY(read_definition(c, v.code, v.definition, &r));
	TRY(from_asked(c, v.registry_id, p->valid_from));
	TRY(losses_asked(c, p, v.registry_id, r));
	TRY(registry_version_close(c, v.registry_id, p->valid_from));
	TRY(registry_version_publish(c, v.id, p->valid_from, c->now));
	TRY(registry_retitle(c, v.registry_id, r->title));
	TRY(audit_add(c, "registry.publish", "registry", v.registry_id,
		str_format(c->a, "phiên bản %lld, từ %.*s", (long long)v.number, STR_ARG(p->valid_from))));
	TRY(registry_arrange(c, v.id, 0));
	if (day_parse(p->valid_from, &from) && from > day_of(c->now)) /* what is written until then */
		TRY(registry_arrange(c, v.id, day_start(from)));
	TRY(job_add(c, "registry.count", S("published"), S(""), 0));
	TRY(registries_changed(c));
	return object_changed(c, "registry", v.registry_id);
}

/* ---- its end ---- */

err registry_close(struct ctx *c, struct registry_ending *e)
{
	struct registry_kept is;
	day from = day_of(c->now);
	bool open = !e->valid_from.n;
	TRY(registry_owned(c, e->registry, &is));
	if (!open && (!day_parse(e->valid_from, &from) || from < day_of(c->now)))
		return FAIL_FIELD(c, "valid_from", "Ngày đóng sổ phải là hôm nay hoặc một ngày sau hôm nay");
	if (!open && !e->reason.n)
		return FAIL_FIELD(c, "reason", "Ghi lý do hoặc căn cứ");
	err bad = open ? registry_reopen(c, e->registry, c->unit) : registry_end(c, e->registry, c->unit, e->valid_from);
	if (bad && bad->kind == CONFLICT)
		return open ? FAIL(c, CONFLICT, "Sổ này đang mở.") : FAIL(c, CONFLICT, "Sổ này đã đóng rồi.");
	TRY(bad);
	TRY(audit_add(c, open ? "registry.open" : "registry.close", "registry", e->registry, open ? S("") : e->reason));
	return registries_changed(c);
}
