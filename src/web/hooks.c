/* hooks: what the modules say for the pages that belong to none of them, read once and checked. */
#include "web/hooks.h"
#include "web/pages/menu.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/notify.h"
#include "web/input.h"
#include "web/edge/edge.h"

static struct {
	const char *doors[DOORS];
	const struct finder *finder;
} known;

const char *door_path(enum door door) { return known.doors[door]; }
const struct finder *finder_used(void) { return known.finder; }

/* ---- declarations ---- */

static bool leads(const char *method, const char *path)
{
	struct match found;
	route_match(str_of(method), str_of(path), &found);
	return found.target != NULL;
}

static bool permission_is(const char *name)
{
	return name && (!strcmp(name, PUBLIC) || !strcmp(name, SIGNED_IN) || permission_known(name));
}

static err declare_doors(struct ctx *c, const struct module *m)
{
	for (size_t i = 0; i < m->doors.n; i++) {
		const struct doorway *d = &m->doors.v[i];
		if (!leads(d->door == DOOR_SIGN_OUT ? "POST" : "GET", d->path))
			return FAIL(c, BROKEN, "module %s: door %s leads nowhere", m->name, d->path);
		if (known.doors[d->door])
			return FAIL(c, BROKEN, "module %s: door %s is %s already", m->name, d->path, known.doors[d->door]);
		known.doors[d->door] = d->path;
	}
	return NULL;
}

static err declare_finder(struct ctx *c, const struct module *m)
{
	if (!m->finder)
		return NULL;
	if (known.finder)
		return FAIL(c, BROKEN, "module %s: a second finder, beside %s", m->name, known.finder->path);
	if (!leads("GET", m->finder->path) || !leads("GET", str_format(c->a, "/api/v1%s", m->finder->suggestions).s))
		return FAIL(c, BROKEN, "module %s: finder %s leads nowhere", m->name, m->finder->path);
	known.finder = m->finder;
	return NULL;
}

static err check_home(struct ctx *c, const struct module *m)
{
	for (size_t i = 0; i < m->home.n; i++)
		if (!m->home.v[i].show || m->home.v[i].rank < 0 || m->home.v[i].rank >= HOME_RANKS)
			return FAIL(c, BROKEN, "module %s: home part %zu needs a template and a rank from 0 to %d", m->name, i,
				HOME_RANKS - 1);
	return NULL;
}

static err check_searches(struct ctx *c, const struct module *m)
{
	for (size_t i = 0; i < m->searches.n; i++) {
		const struct search *s = &m->searches.v[i];
		if (!s->kind || !s->title || !s->find == !s->list || !permission_is(s->permission) || s->rank < 0 ||
			s->rank >= SEARCH_RANKS)
			return FAIL(c, BROKEN,
				"module %s: search %zu needs a kind, a title, find or a list, a known permission and a rank",
				m->name, i);
	}
	return NULL;
}

static const struct reference *reference_row(str kind)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->references.n; i++)
			if (str_is(kind, (*m)->references.v[i].kind))
				return &(*m)->references.v[i];
	return NULL;
}

static err check_references(struct ctx *c, const struct module *m)
{
	for (size_t i = 0; i < m->references.n; i++) {
		const struct reference *r = &m->references.v[i];
		if (!r->kind || !r->title || !r->find || !r->read || reference_row(str_of(r->kind)) != r)
			return FAIL(c, BROKEN, "module %s: reference %zu needs a kind of its own, a title, find and read",
				m->name, i);
	}
	return NULL;
}

err hooks_declare(struct ctx *c, const struct module *const *list)
{
	memset(&known, 0, sizeof known);
	for (size_t i = 0; list[i]; i++) {
		TRY(declare_doors(c, list[i]));
		TRY(declare_finder(c, list[i]));
		TRY(check_home(c, list[i]));
		TRY(check_searches(c, list[i]));
		TRY(check_references(c, list[i]));
	}
	TRY(notify_declare(c, list));
	return menu_declare(c, list);
}

bool home_has_top(void)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->home.n; i++)
			if ((*m)->home.v[i].place == HOME_TOP)
				return true;
	return false;
}

/* ---- what modules fill ---- */

void card_add(struct home_cards *to, struct home_card card)
{
	if (to->n < CARDS_MOST)
		to->v[to->n++] = card;
}

void hit_add(struct hits *to, struct hit hit)
{
	if (to->n < HITS_MOST)
		to->v[to->n++] = hit;
	else
		to->more = true;
}

/* ---- names ---- */

str word_title(str name)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->words.n; i++)
			if (str_is(name, (*m)->words.v[i].name))
				return str_of((*m)->words.v[i].title);
	return name;
}

const struct naming *naming_of(str kind)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->namings.n; i++)
			if (str_is(kind, (*m)->namings.v[i].kind))
				return &(*m)->namings.v[i];
	return NULL;
}

/* ---- references ---- */

enum { WHICH_MAX = 60 };

static bool which_fits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.s[i] >= 'a' && s.s[i] <= 'z') || (s.s[i] >= '0' && s.s[i] <= '9') || s.s[i] == '-'))
			return false;
	return s.n > 0 && s.n <= WHICH_MAX;
}

const struct reference *reference_of(arena *a, str kind)
{
	str row, which;
	bool named = str_cut(kind, ':', &row, &which);
	const struct reference *found = reference_row(row);
	if (!found || found->many != named || (named && !which_fits(which)))
		return NULL;
	if (!named)
		return found;
	struct reference *one = NEW(a, struct reference);
	*one = *found;
	one->kind = str_c(a, kind);
	one->which = str_c(a, which);
	return one;
}

struct offering { /* kinds being listed */
	struct ctx *c;
	struct choice *v;
	size_t n, room;
};

static void offer(struct offering *o, const char *kind, const char *title)
{
	o->v = GROWN(o->c->a, o->v, o->n, &o->room, 32);
	o->v[o->n++] = (struct choice){kind, title};
}

static err offer_kind(struct offering *o, const struct reference *r)
{
	const struct choice *each = NULL;
	arena *a = o->c->a;
	if (!r->many)
		offer(o, r->kind, r->title);
	else if (r->each)
		TRY(r->each(o->c, &each));
	for (; each && each->value; each++)
		offer(o, str_format(a, "%s:%s", r->kind, each->value).s, str_format(a, "%s “%s”", r->title, each->label).s);
	return NULL;
}

err reference_choices(struct ctx *c, const struct reference *chosen, const struct choice **out)
{
	struct offering o = {.c = c};
	bool there = !chosen || !chosen->which;
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->references.n; i++)
			TRY(offer_kind(&o, &(*m)->references.v[i]));
	for (size_t i = 0; i < o.n && !there; i++)
		there = !strcmp(o.v[i].value, chosen->kind);
	if (!there)
		offer(&o, chosen->kind, str_format(c->a, "%s “%s”", chosen->title, chosen->which).s);
	offer(&o, NULL, NULL);
	*out = o.v;
	return NULL;
}

str reference_kinds_said(arena *a)
{
	buf b = {.a = a};
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->references.n; i++)
			buf_printf(&b, "%s%s%s", b.n ? ", " : "", (*m)->references.v[i].kind,
				(*m)->references.v[i].many ? ":…" : "");
	return buf_text(&b);
}

err reference_free(struct ctx *c, const char *kind, int64_t object, str day)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		if ((*m)->named)
			TRY((*m)->named(c, kind, object, day));
	return NULL;
}

void reference_add(struct references *to, struct referred one)
{
	if (to->n < REFERENCES_MOST)
		to->v[to->n++] = one;
}

static bool word_begins(str key, str word)
{
	for (str one; key.n;) {
		str_cut(key, ' ', &one, &key);
		if (str_starts(one, word))
			return true;
	}
	return false;
}

bool reference_fits(arena *a, str title, str typed)
{
	str key = search_key(a, title), rest = search_key(a, typed);
	for (str word; rest.n;) {
		str_cut(rest, ' ', &word, &rest);
		if (!word_begins(key, word))
			return false;
	}
	return true;
}
