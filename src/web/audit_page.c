/* audit_page: the log as an administrator reads it. One of a unit sees the chain of his unit; one of the whole installation sees
 * them all. A list needs something to go by: a unit's chain, an actor or an object; the rest narrows it down. */
#include "admin.h"
#include "edge.h"
#include "web/admin.html.h"

enum { PAGE = 50 };
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
	MEMBER(struct audit_row, detail, M_TEXT),
	MEMBER(struct audit_row, request_id, M_TEXT),
};
static const struct shape entry_shape = SHAPE("audit_entry", struct audit_row, entry_members);
static const struct member audit_members[] = {
	{"entries", M_MANY, offsetof(struct audit_view, entries), &entry_shape}, MEMBER(struct audit_view, next, M_TEXT)};
const struct shape audit_shape = SHAPE("audit", struct audit_view, audit_members);

/* ---- words ---- */

static str title_of(str name)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->words.n; i++)
			if (str_is(name, (*m)->words.v[i].name))
				return str_of((*m)->words.v[i].title);
	return name;
}

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

static const struct naming *naming_of(str kind)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->namings.n; i++)
			if (str_is(kind, (*m)->namings.v[i].kind))
				return &(*m)->namings.v[i];
	return NULL;
}

static err title_by(struct ctx *c, str kind, int64_t id, str *title)
{
	const struct naming *n = naming_of(kind);
	*title = S("");
	err e = n && n->title && id ? n->title(c, id, title) : NULL;
	return e && e->kind == NOT_FOUND ? NULL : e;
}

/* What was typed says who it is when there is one of that name; else he is chosen from those there are. */
static err choose(struct req *q, struct audit_pick *p, str kind, int64_t *id)
{
	const struct naming *n = naming_of(kind);
	p->typed = query_text(q, p->said);
	if (!p->typed.n) {
		*id = query_int(q, p->parameter, 0);
		return title_by(&q->ctx, kind, *id, &p->typed);
	}
	*id = 0;
	if (n && n->find)
		TRY(n->find(&q->ctx, p->typed, &p->found));
	for (size_t i = 0; i < p->found.n; i++)
		if (p->found.n == 1 || str_eq(p->found.v[i].title, p->typed)) {
			*id = p->found.v[i].id;
			p->typed = p->found.v[i].title;
			return NULL;
		}
	p->asked = true;
	return NULL;
}

/* ---- what is asked for ---- */

static str date_of_query(struct req *q, const char *name, day fallback)
{
	day d;
	return day_iso(q->ctx.a, day_typed(q->ctx.a, query_text(q, name), &d) ? d : fallback);
}

static err read_filter(struct req *q, struct audit_view *v)
{
	struct audit_filter *f = &v->filter;
	day today = day_of(q->ctx.now);
	v->all_units = !q->ctx.unit;
	f->kind = query_text(q, "doi-tuong");
	f->action = query_text(q, "viec");
	f->from = date_of_query(q, "tu", today - 7);
	f->to = date_of_query(q, "den", today);
	v->who = (struct audit_pick){.parameter = "nguoi", .said = "ten"};
	v->what = (struct audit_pick){.parameter = "so", .said = "cai"};
	v->where = (struct audit_pick){.parameter = "don-vi", .said = "xa"};
	TRY(choose(q, &v->who, S("account"), &f->actor));
	TRY(choose(q, &v->what, f->kind, &f->object));
	f->unit = q->ctx.unit;
	return v->all_units ? choose(q, &v->where, S("unit"), &f->unit) : NULL;
}

/* Where the list begins: the end of the last day, or behind the last entry of the page before: "TIME-ID". */
static void read_place(struct req *q, str to, int64_t *at, int64_t *id)
{
	str before, after, given = query_text(q, "truoc");
	day last = day_of(q->ctx.now);
	day_parse(to, &last);
	*at = day_start(last + 1);
	*id = 0;
	int64_t time, number;
	if (str_cut(given, '-', &before, &after) && str_int(before, &time) && str_int(after, &number) && time < *at) {
		*at = time;
		*id = number;
	}
}

static err find_entries(struct req *q, const struct audit_view *v, struct audit_of_unit_rows *out)
{
	struct ctx *c = &q->ctx;
	const struct audit_filter *f = &v->filter;
	int64_t at, id;
	day first = 0;
	if (v->who.asked || v->what.asked || v->where.asked)
		return NULL; /* nobody knows yet whose rows are meant */
	opt_int unit = {!v->all_units || f->unit, f->unit};
	day_parse(f->from, &first);
	read_place(q, f->to, &at, &id);
	if (f->kind.n && f->object)
		return audit_of_object(c,
			&(struct audit_of_object_in){.kind = f->kind,
				.object = f->object,
				.unit = unit,
				.action = f->action,
				.from = day_start(first),
				.before = at,
				.before_id = id,
				.max = PAGE + 1},
			out);
	if (f->actor)
		return audit_of_actor(c,
			&(struct audit_of_actor_in){.actor = f->actor,
				.unit = unit,
				.kind = f->kind,
				.action = f->action,
				.from = day_start(first),
				.before = at,
				.before_id = id,
				.max = PAGE + 1},
			out);
	return audit_of_unit(c,
		&(struct audit_of_unit_in){.unit = f->unit,
			.kind = f->kind,
			.action = f->action,
			.from = day_start(first),
			.before = at,
			.before_id = id,
			.max = PAGE + 1},
		out);
}

/* ---- who it was ---- */

static err identify(struct ctx *c, int64_t account, str *name)
{
	TRY(title_by(c, S("account"), account, name));
	if (!name->n)
		*name = S("Tài khoản không còn");
	return NULL;
}

/* The same thing stands in many rows. */
static err name_object(struct ctx *c, struct audit_row *rows, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (rows[k].object_id == rows[i].object_id && str_eq(rows[k].object_kind, rows[i].object_kind)) {
			rows[i].object_name = rows[k].object_name;
			return NULL;
		}
	return title_by(c, rows[i].object_kind, rows[i].object_id, &rows[i].object_name);
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

/* ---- the page ---- */

str audit_choice(const struct page *p, const struct audit_view *v, const struct audit_pick *k, int64_t id)
{
	const struct audit_filter *f = &v->filter;
	struct {
		const struct audit_pick *pick;
		int64_t number;
	} all[] = {{&v->what, f->object}, {&v->who, f->actor}, {&v->where, v->all_units ? f->unit : 0}};
	for (size_t i = 0; i < COUNT(all); i++)
		if (all[i].pick == k)
			all[i].number = id;
	return ADDRESS(p->a, "/quan-tri/nhat-ky", {"tu", f->from}, {"den", f->to}, {"viec", f->action}, {"doi-tuong", f->kind},
		{"so", .number = all[0].number}, {"nguoi", .number = all[1].number}, {"don-vi", .number = all[2].number});
}

str audit_next(const struct page *p, const struct audit_view *v)
{
	const struct audit_filter *f = &v->filter;
	if (!v->next.n)
		return S("");
	return ADDRESS(p->a, "/quan-tri/nhat-ky", {"tu", f->from}, {"den", f->to}, {"viec", f->action}, {"doi-tuong", f->kind},
		{"so", .number = f->object}, {"nguoi", .number = f->actor}, {"don-vi", .number = v->all_units ? f->unit : 0},
		{"truoc", v->next});
}

err audit_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct audit_view v = {.unit_name = q->actor->unit_name};
	struct audit_of_unit_rows rows = {0};
	v.actions = choices(c->a, true);
	v.kinds = choices(c->a, false);
	TRY(read_filter(q, &v));
	TRY(find_entries(q, &v, &rows));
	v.entries.n = rows.n > PAGE ? PAGE : rows.n;
	v.entries.v = NEWN(c->a, struct audit_row, v.entries.n + 1);
	for (size_t i = 0; i < v.entries.n; i++) {
		const struct audit_of_unit *r = &rows.v[i];
		v.entries.v[i] = (struct audit_row){.id = r->id,
			.happened_at = r->happened_at,
			.actor_id = r->actor_id,
			.behalf_id = r->behalf_id,
			.object_id = r->object_id,
			.action = r->action,
			.action_title = title_of(r->action),
			.object_kind = r->object_kind,
			.object_title = title_of(r->object_kind),
			.detail = detail_told(c->a, r->detail),
			.request_id = r->request_id};
		TRY(name_actor(c, v.entries.v, i));
		TRY(name_behalf(c, &v.entries.v[i]));
		TRY(name_object(c, v.entries.v, i));
	}
	if (rows.n > PAGE)
		v.next = str_format(c->a, "%lld-%lld", (long long)rows.v[PAGE - 1].happened_at, (long long)rows.v[PAGE - 1].id);
	return reply(q, &v, audit_page);
}
