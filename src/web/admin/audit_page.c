/* audit_page: the log as an administrator reads it. One of a unit sees the chain of his unit; one of the whole installation sees
 * them all. A list needs something to go by: a unit's chain, an actor or an object; the rest narrows it down. */
#include "web/admin/admin.h"
#include "web/edge/edge.h"
#include "web/hooks.h"
#include "web/object.h"
#include "web/admin/admin.html.h"
#include "web/reply.h"
#include "web/services/job.h"

static const struct member entry_members[] = {
	MEMBER(struct audit_row, id, M_INT),
	MEMBER(struct audit_row, happened_at, M_INT),
	MEMBER(struct audit_row, actor_id, M_INT),
	MEMBER(struct audit_row, actor, M_TEXT),
	MEMBER(struct audit_row, behalf_id, M_INT),
	MEMBER(struct audit_row, behalf, M_TEXT),
	MEMBER(struct audit_row, action, M_TEXT),
	MEMBER(struct audit_row, object_kind, M_TEXT),
	MEMBER(struct audit_row, object_id, M_INT),
	MEMBER(struct audit_row, object_name, M_TEXT),
	MEMBER(struct audit_row, object_path, M_TEXT),
	MEMBER(struct audit_row, detail, M_TEXT),
	MEMBER(struct audit_row, request_id, M_TEXT),
};
static const struct shape entry_shape = SHAPE("audit_entry", struct audit_row, entry_members);
static const struct member audit_members[] = {
	{.name = "entries", .type = M_MANY, .at = offsetof(struct audit_view, entries), .of = &entry_shape},
	MEMBER(struct audit_view, next, M_TEXT)};
const struct shape audit_shape = SHAPE("audit", struct audit_view, audit_members);

/* ---- words ---- */

static const char *title_in(const struct module *m, str name)
{
	for (size_t i = 0; i < m->words.n; i++)
		if (m->words.v[i].name[0] == '=' && str_is(name, m->words.v[i].name + 1))
			return m->words.v[i].title;
	for (size_t i = 0; i < m->permissions.n; i++)
		if (str_is(name, m->permissions.v[i].name))
			return m->permissions.v[i].title;
	for (size_t i = 0; i < m->settings.n; i++)
		if (str_is(name, m->settings.v[i].name))
			return m->settings.v[i].title;
	for (size_t i = 0; i < m->jobs.n; i++)
		if (str_is(name, m->jobs.v[i].name))
			return m->jobs.v[i].title;
	return NULL;
}

static const char *title_of_name(str name)
{
	const char *title = title_in(&edge_module, name);
	for (const struct module *const *m = modules_all(); *m && !title; m++)
		title = title_in(*m, name);
	return title;
}

/* The log keeps codes ("leader", "specialist:dossier.approve", "rate.login: 30 -> 0", a date as data); people read their titles. */
static str detail_told(arena *a, str detail)
{
	str name, rest;
	day on;
	bool parted = str_cut(detail, ':', &name, &rest);
	const char *title = title_of_name(name), *second = parted ? title_of_name(str_trim(rest)) : NULL;
	if (!parted && detail.n == 10 && day_parse(detail, &on))
		return show_day(a, on);
	if (!title)
		return detail;
	return !parted  ? str_of(title)
	       : second ? str_format(a, "%s: %s", title, second)
			: str_format(a, "%s:%.*s", title, STR_ARG(rest));
}

/* What may be asked for: the actions ("dossier.submit", "look") or the kinds of objects ("dossier"). */
static const struct choice *choices(arena *a, bool actions)
{
	size_t n = 0;
	for (const struct module *const *m = modules_all(); *m; m++)
		n += (*m)->words.n;
	struct choice *v = NEWN(a, struct choice, n + 1);
	n = 0;
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->words.n; i++) {
			const struct word *w = &(*m)->words.v[i];
			if (w->name[0] != '=' && actions == (strchr(w->name, '.') || !strcmp(w->name, "look")))
				v[n++] = (struct choice){w->name, w->title};
		}
	return v;
}

/* ---- names: people, units and things are asked for by them and shown by them ---- */

/* What was typed says who it is when there is one of that name; else he is chosen from those there are. */
static err choose(struct ctx *c, str kind, struct audit_pick *p)
{
	const struct naming *n = naming_of(kind);
	p->shown = p->typed;
	if (!p->typed.n)
		return NULL;
	p->id = 0;
	if (n && n->find)
		TRY(n->find(c, p->typed, &p->found));
	for (size_t i = 0; i < p->found.n; i++)
		if (p->found.n == 1 || str_eq(p->found.v[i].title, p->typed)) {
			p->id = p->found.v[i].id;
			p->shown = p->found.v[i].title;
			return NULL;
		}
	p->is_asked = true;
	return NULL;
}

/* ---- what is asked for ---- */

static err settle(struct req *q, struct listing *l)
{
	struct audit_filter *f = l->asked;
	day today = day_of(q->ctx.now);
	if (!f->from.n)
		f->from = day_iso(q->ctx.a, today - 7);
	if (!f->to.n)
		f->to = day_iso(q->ctx.a, today);
	TRY(choose(&q->ctx, S("account"), &f->who));
	TRY(choose(&q->ctx, f->kind, &f->what));
	if (!q->ctx.unit)
		return choose(&q->ctx, S("unit"), &f->where);
	f->where = (struct audit_pick){0}; /* he reads that of his own alone */
	return NULL;
}

static bool asks(const struct audit_filter *f) { return f->who.is_asked || f->what.is_asked || f->where.is_asked; }

static err find_entries(
	struct ctx *c, const struct audit_filter *f, const struct list_key *from, int64_t most, struct audit_of_unit_rows *out)
{
	int64_t of = c->unit ? c->unit : f->where.id;
	opt_int unit = {of != 0, of};
	day first = 0;
	day_parse(f->from, &first);
	if (f->kind.n && f->what.id)
		return audit_of_object(c,
			&(struct audit_of_object_in){.kind = f->kind,
				.object = f->what.id,
				.unit = unit,
				.actor = f->who.id,
				.action = f->action,
				.from = day_start(first),
				.before = from->at,
				.before_id = from->id,
				.max = most},
			out);
	if (f->who.id)
		return audit_of_actor(c,
			&(struct audit_of_actor_in){.actor = f->who.id,
				.unit = unit,
				.kind = f->kind,
				.action = f->action,
				.from = day_start(first),
				.before = from->at,
				.before_id = from->id,
				.max = most},
			out);
	return audit_of_unit(c,
		&(struct audit_of_unit_in){.unit = of,
			.kind = f->kind,
			.action = f->action,
			.from = day_start(first),
			.before = from->at,
			.before_id = from->id,
			.max = most},
		out);
}

/* ---- who it was ---- */

static err identify(struct ctx *c, int64_t account, str *name)
{
	TRY(object_title(c, S("account"), account, name));
	if (!name->n)
		*name = S("Tài khoản không còn");
	return NULL;
}

/* The same thing stands in many rows. */
static err name_object(struct req *q, struct audit_row *rows, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (rows[k].object_id == rows[i].object_id && str_eq(rows[k].object_kind, rows[i].object_kind)) {
			rows[i].object_name = rows[k].object_name;
			rows[i].object_path = rows[k].object_path;
			return NULL;
		}
	TRY(object_place(q, rows[i].object_kind, rows[i].object_id, &rows[i].object_path));
	return object_title(&q->ctx, rows[i].object_kind, rows[i].object_id, &rows[i].object_name);
}

static err name_actor(struct ctx *c, struct audit_row *rows, size_t i)
{
	if (!rows[i].actor_id) {
		rows[i].actor = S("Chưa đăng nhập hoặc hệ thống");
		return NULL;
	}
	for (size_t k = 0; k < i; k++)
		if (rows[k].actor_id == rows[i].actor_id) {
			rows[i].actor = rows[k].actor;
			return NULL;
		}
	return identify(c, rows[i].actor_id, &rows[i].actor);
}

static err name_behalf(struct ctx *c, struct audit_row *row)
{
	row->behalf = S("");
	return row->behalf_id ? identify(c, row->behalf_id, &row->behalf) : NULL;
}

/* ---- the list ---- */

/* From the end of the last day, or behind the last entry of the page before. */
static struct list_key place_of(const struct listing *l, const struct audit_filter *f)
{
	day last = 0;
	day_parse(f->to, &last);
	struct list_key end = {.at = day_start(last + 1)};
	return l->begun && l->from.at < end.at ? l->from : end;
}

static err audit_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct ctx *c = &q->ctx;
	const struct audit_filter *f = l->asked;
	struct audit_of_unit_rows rows = {0};
	struct list_key from = place_of(l, f);
	if (asks(f))
		return NULL;
	TRY(find_entries(c, f, &from, most, &rows));
	struct audit_row *v = NEWN(c->a, struct audit_row, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++) {
		const struct audit_of_unit *r = &rows.v[i];
		v[i] = (struct audit_row){.id = r->id,
			.happened_at = r->happened_at,
			.actor_id = r->actor_id,
			.behalf_id = r->behalf_id,
			.object_id = r->object_id,
			.action = r->action,
			.action_title = word_title(r->action),
			.object_kind = r->object_kind,
			.object_title = word_title(r->object_kind),
			.detail = detail_told(c->a, r->detail),
			.request_id = r->request_id};
		TRY(name_actor(c, v, i));
		TRY(name_behalf(c, &v[i]));
		TRY(name_object(q, v, i));
	}
	*out = (struct list_rows){.v = v, .n = rows.n};
	return NULL;
}

static struct list_key audit_key(const struct listing *l, const void *row)
{
	const struct audit_row *r = row;
	(void)l;
	return (struct list_key){.at = r->happened_at, .id = r->id};
}

static str actor_text(arena *a, const struct listing *l, const void *row)
{
	const struct audit_row *r = row;
	(void)l;
	return r->behalf.n ? str_format(a, "%.*s, được %.*s ủy quyền", STR_ARG(r->actor), STR_ARG(r->behalf)) : r->actor;
}

static str object_text(arena *a, const struct listing *l, const void *row)
{
	const struct audit_row *r = row;
	(void)l;
	return r->object_name.n ? str_format(a, "%.*s %.*s", STR_ARG(r->object_title), STR_ARG(r->object_name)) : r->object_title;
}

static void actor_part(struct page *p, const struct listing *l, const void *row) { audit_actor(p, l->asked, row); }
static void object_part(struct page *p, const struct listing *l, const void *row) { audit_object(p, l->asked, row); }

#define ASKED(member) offsetof(struct audit_filter, member)
static const struct field audit_filters[] = {
	{.name = "tu", .label = "Từ ngày", .type = I_DATE, .at = ASKED(from)},
	{.name = "den", .label = "Đến hết ngày", .type = I_DATE, .at = ASKED(to)},
	{.name = "viec", .label = "Việc đã làm, ví dụ dossier.submit", .type = I_TEXT, .at = ASKED(action), .max = 100},
	{.name = "ten", .label = "Tên của người làm", .type = I_TEXT, .at = ASKED(who.typed), .max = 200},
	{.name = "nguoi", .label = "Mã tài khoản của người làm", .type = I_INT, .at = ASKED(who.id), .max = INT64_MAX},
	{.name = "doi-tuong", .label = "Loại đối tượng, ví dụ dossier", .type = I_TEXT, .at = ASKED(kind), .max = 100},
	{.name = "cai", .label = "Tên, mã của đối tượng", .type = I_TEXT, .at = ASKED(what.typed), .max = 200},
	{.name = "so", .label = "Số của đối tượng", .type = I_INT, .at = ASKED(what.id), .max = INT64_MAX},
	{.name = "xa", .label = "Tên đơn vị", .type = I_TEXT, .at = ASKED(where.typed), .max = 200},
	{.name = "don-vi", .label = "Số của đơn vị", .type = I_INT, .at = ASKED(where.id), .max = INT64_MAX},
};
#define ROW(member) offsetof(struct audit_row, member)
static const struct column audit_columns[] = {
	{.name = "when", .title = "Thời gian", .as = COLUMN_TIME, .at = ROW(happened_at)},
	{.name = "who", .title = "Người thực hiện", .as = COLUMN_MADE, .text = actor_text, .part = actor_part},
	{.name = "action", .title = "Việc", .at = ROW(action_title)},
	{.name = "object", .title = "Đối tượng", .as = COLUMN_MADE, .text = object_text, .part = object_part},
	{.name = "detail", .title = "Chi tiết", .at = ROW(detail)},
	{.name = "request", .title = "Mã yêu cầu", .at = ROW(request_id), .spare = true},
};
const struct list audit_list = {
	.title = "Nhật ký",
	.path = "/quan-tri/nhat-ky",
	.file = "nhat-ky",
	.columns = LIST(audit_columns),
	.filters = LIST(audit_filters),
	.asked = sizeof(struct audit_filter),
	.row = sizeof(struct audit_row),
	.settle = settle,
	.rows = audit_rows,
	.key = audit_key,
	.looked = "audit_list",
	.purpose = "Xuất nhật ký",
};

/* ---- the page ---- */

/* A number alone would give away the name of anybody anywhere, a personal number too: who reads one chain sees the names that stand in it,
 * and of what he typed no more than he typed. */
static void name_from_rows(struct audit_filter *f, const struct audit_rows *rows)
{
	f->what.shown = f->what.typed;
	for (size_t i = 0; i < rows->n; i++) {
		const struct audit_row *r = &rows->v[i];
		if (!f->who.typed.n && f->who.id && r->actor_id == f->who.id)
			f->who.shown = r->actor;
		if (!f->what.typed.n && f->what.id && r->object_id == f->what.id && str_eq(r->object_kind, f->kind))
			f->what.shown = r->object_name;
	}
}

static err name_numbers(struct ctx *c, struct audit_filter *f)
{
	const struct {
		str kind;
		struct audit_pick *pick;
	} all[] = {{S("account"), &f->who}, {f->kind, &f->what}, {S("unit"), &f->where}};
	for (size_t i = 0; i < COUNT(all); i++)
		if (!all[i].pick->typed.n)
			TRY(object_title(c, all[i].kind, all[i].pick->id, &all[i].pick->shown));
	return NULL;
}

err audit_show(struct req *q)
{
	struct audit_view v = {.unit_name = q->actor->unit_name, .all_units = !q->ctx.unit};
	v.actions = choices(q->ctx.a, true);
	v.kinds = choices(q->ctx.a, false);
	TRY(list_read(q, &audit_list, &v.filter, &v.list));
	TRY(list_fill(q, &v.list));
	v.asks = asks(&v.filter);
	v.entries = (struct audit_rows){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	if (v.all_units)
		TRY(name_numbers(&q->ctx, &v.filter));
	else
		name_from_rows(&v.filter, &v.entries);
	return reply(q, &v, audit_page);
}
