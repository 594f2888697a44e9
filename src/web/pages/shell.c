/* shell: what stands around a page, made when a layout first asks for it; and what templates may ask about their reader. */
#include "web/edge/edge.h"
#include "web/hooks.h"
#include "web/pages/menu.h"
#include <stdlib.h>
#include "http/http.h"
#include "web/catalogue.h"
#include "web/module.h"
#include "web/services/setting.h"

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
	menu_fill(v, s);
	s->unit_name = v->q.actor->unit_name.n ? v->q.actor->unit_name : setting_text(&v->q.ctx, "site.name");
	s->desk_phone = setting_text_in(&v->q.ctx, v->q.actor->unit, "desk.phone");
	s->desk_address = setting_text_in(&v->q.ctx, v->q.actor->unit, "desk.address");
	s->unread = unread_of(v);
	s->flash = flash_take(v);
	s->path = v->q.http->path;
	s->back = back_of(v);
	if (v->q.route && route_asks(v->q.route, "tu-khoa", v->q.json))
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

struct layout_search layout_search_of(const struct page *p, const struct shell *s)
{
	const struct finder *f = finder_used();
	if (s->actor->kind != NOBODY)
		return (struct layout_search){"Tìm hồ sơ, người, thủ tục", "/tim", "/api/v1/search", "kết quả"};
	return f ? (struct layout_search){f->title, f->path, str_format(p->a, "/api/v1%s", f->suggestions).s, f->what}
		 : (struct layout_search){0};
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
