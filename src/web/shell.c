/* shell: what stands around a page, made when a layout first asks for it; and what templates may ask about their reader. */
#include "edge.h"
#include <stdlib.h>

enum { USUAL_PAGE = 24 * 1024 }; /* bytes; a longer page is copied as it grows */

/* ---- the page and its request ---- */

static str typed(const struct page *p, const char *name) { return http_field(visit_of_page(p)->q.http, name); }

static bool typed_has(const struct page *p, const char *name, str value)
{
	const struct http_request *r = visit_of_page(p)->q.http;
	for (size_t i = 0; i < r->nparts; i++)
		if (str_is(r->parts[i].name, name) && str_eq(str_trim(r->parts[i].value), value))
			return true;
	return false;
}

struct visit *visit_of_page(const struct page *p)
{
	return p->typed == typed ? (struct visit *)((char *)(uintptr_t)p - offsetof(struct visit, q.page)) : NULL;
}

void page_begin(struct visit *v)
{
	struct req *q = &v->q;
	q->page = (struct page){.out = &q->reply->body, .a = q->ctx.a, .now = q->ctx.now, .typed = typed, .typed_has = typed_has};
}

const struct actor *page_actor(const struct page *p)
{
	static const struct actor nobody;
	const struct visit *v = visit_of_page(p);
	return v ? v->q.actor : p->shell ? ((const struct shell *)p->shell)->actor : &nobody;
}

static bool actor_holds(const struct actor *a, const char *permission)
{
	if (!strcmp(permission, PUBLIC))
		return true;
	if (!strcmp(permission, SIGNED_IN))
		return a->kind != NOBODY;
	int bit = permission_bit(permission);
	return bit >= 0 && actor_may(a, bit);
}

bool may(const struct req *q, const char *permission) { return actor_holds(q->actor, permission); }
int64_t may_for(const struct req *q, const char *permission) { return actor_may_for(q->actor, permission_bit(permission)); }
bool page_may(const struct page *p, const char *permission) { return actor_holds(page_actor(p), permission); }

/* ---- its parts ---- */

/* Inserts by rank; entries of one rank keep their order. */
static void menu_insert(const struct menu_entry **list, size_t n, const struct menu_entry *e)
{
	for (; n && list[n - 1]->rank > e->rank; n--)
		list[n] = list[n - 1];
	list[n] = e;
}

static struct shell_menu menu_of(struct visit *v, enum menu_place place)
{
	size_t most = 0, n = 0;
	const struct module *const *list = v->web->list;
	for (size_t i = 0; list[i]; i++)
		most += list[i]->menu.n;
	const struct menu_entry **sorted = NEWN(v->q.ctx.a, const struct menu_entry *, most + 1);
	for (size_t i = 0; list[i]; i++)
		for (size_t j = 0; j < list[i]->menu.n; j++) {
			const struct menu_entry *e = &list[i]->menu.v[j];
			if (e->place == place && may(&v->q, e->permission))
				menu_insert(sorted, n++, e);
		}
	struct shell_entry *entries = NEWN(v->q.ctx.a, struct shell_entry, n + 1);
	for (size_t i = 0; i < n; i++)
		entries[i] = (struct shell_entry){sorted[i]->title, sorted[i]->path, sorted[i]->place};
	return (struct shell_menu){entries, n};
}

static int64_t unread_of(struct visit *v)
{
	struct ctx *c = &v->q.ctx;
	int64_t count = 0;
	if (v->q.actor->kind == NOBODY || actors_unread(v->token, c->now, &count))
		return count;
	for (size_t i = 0; v->web->list[i]; i++)
		if (v->web->list[i]->unread && v->web->list[i]->unread(c, &count))
			return 0; /* a bell without a number is better than no page */
	actors_set_unread(v->token, c->now, count);
	return count;
}

/* The cookie is three letters: text n l x, contrast n h, theme s l d. */
static struct look look_of(const struct visit *v)
{
	struct look look = {0};
	str cookie = get_cookie(v, "dinh_look");
	if (cookie.n != 3)
		return look;
	look.text = cookie.s[0] == 'l' ? TEXT_LARGE : cookie.s[0] == 'x' ? TEXT_LARGEST : TEXT_NORMAL;
	look.high_contrast = cookie.s[1] == 'h';
	look.theme = cookie.s[2] == 'l' ? THEME_LIGHT : cookie.s[2] == 'd' ? THEME_DARK : THEME_SYSTEM;
	return look;
}

static str back_of(struct visit *v)
{
	const struct http_request *r = v->q.http;
	if (!str_is(r->method, "GET"))
		return referer_path(v);
	return r->query.n ? str_format(v->q.ctx.a, "%.*s?%.*s", STR_ARG(r->path), STR_ARG(r->query)) : r->path;
}

static const struct shell *make(struct visit *v)
{
	struct shell *s = NEW(v->q.ctx.a, struct shell);
	bool officer = v->q.actor->kind == OFFICER;
	s->actor = v->q.actor; /* whom signing in or out has just made it */
	s->place = officer ? MENU_OFFICER : MENU_CITIZEN;
	s->menu = menu_of(v, s->place);
	s->admin = menu_of(v, MENU_ADMIN);
	s->unit_name = v->q.actor->unit_name.n ? v->q.actor->unit_name : setting_text(&v->q.ctx, "site.name");
	s->unread = unread_of(v);
	s->flash = flash_take(v);
	s->path = v->q.http->path;
	s->back = back_of(v);
	s->search = query_text(&v->q, "tu-khoa");
	s->look = look_of(v);
	s->request_id = v->q.ctx.request_id;
	return s;
}

const struct shell *page_shell(const struct page *p)
{
	static const struct actor nobody;
	static const struct shell plain = {.actor = &nobody, .place = MENU_CITIZEN, .path = {"/", 1}, .back = {"/", 1}};
	if (p->shell)
		return p->shell;
	struct visit *v = visit_of_page(p);
	if (!v)
		return &plain;
	buf_room(p->out, USUAL_PAGE);
	return v->q.page.shell = make(v);
}

str asset_url(const struct page *p, const char *name)
{
	char path[128] = "static/";
	size_t n = strlen(path), more = strlen(name);
	const struct asset *a = NULL;
	if (n + more < sizeof path) {
		memcpy(path + n, name, more);
		a = asset_find((str){path, n + more});
	}
	if (!a) {
		log_line(LOG_ERROR, NULL, "asset", "missing=%s", name);
		abort();
	}
	(void)p;
	return str_of(a->url);
}
