/* edge: the private side of src/web, in the order a request meets it. Modules see the headers of nouns (src/web/web.h names them). Beside it,
 * in src/web: web.c (the life of a request, from the adapter and back; start and stop), input.c, reply.c, sealed.c; pages/shell.c.
 *
 *   route.c    path -> route, made of what the modules declare; permissions
 *   guard.c    who asks, may he, is it his own browser that asks      actors.c  what is remembered of an account for seconds
 *   rate.c     too often                                              uploads.c may files come in
 *   send.c     files, ranges, built assets                            failure.c an err as a page or as a problem document
 *   openapi.c  the routes as an OpenAPI document                      edge.c    its module: health, the document, the look, limits */
#pragma once
#include "web/pages/shell.h"
#include "auth/auth.h"
#include "web/actor.h"
#include "web/request.h"
#include "web/route.h"
#include "web/web.h"

struct http_reply;
struct http_request;
struct last_thing;
struct module;

struct web {
	arena a;
	struct web_options options;
	struct store *store;
	str secret; /* makes form tokens of form cookies */
	const struct module *const *list;
	int64_t (*clock)(void); /* clock_now; tests set their own */
};
extern const struct module edge_module; /* /healthz, the OpenAPI document, the look switches */

/* A request inside src/web: what handlers see, and what only the edge needs. */
struct visit {
	struct req q; /* first */
	struct web *web;
	struct actor actor;      /* q.actor points here */
	struct session session;  /* id 0: none; of a cookie or of a bearer token */
	struct sha256 token;     /* its hash */
	bool bearer;             /* signed in by a token that no browser sends by itself */
	str form_cookie;         /* a fresh one, to be set with the page */
	int64_t retry_after;     /* seconds, of LIMITED */
	const char *allow;       /* of 405: the methods there are */
	struct last_thing *last; /* what `later` asked for */
};
static inline struct visit *visit_of(struct req *q) { return (struct visit *)q; }

/* ---- web.c ---- */
void last_things(struct visit *v); /* does what `later` asked for */

/* ---- reply.c ---- */
bool route_asks(const struct route *r, const char *name, bool program); /* it declares that it reads this of the query string */

/* ---- pages/shell.c ---- */
void page_begin(struct visit *v);
struct visit *visit_of_page(const struct page *p); /* NULL: a page made outside a request */

/* ---- route.c ---- */
enum { ROUTE_PUBLIC = -1, ROUTE_SIGNED_IN = -2 };
struct target {
	const struct route *route;
	int permission; /* bit of struct actor, or ROUTE_PUBLIC, ROUTE_SIGNED_IN */
};
struct match {
	const struct target *target; /* NULL: no such path, or not with this method */
	int64_t id;
	str key, keys[ROUTE_KEYS_MAX];
	char allow[40]; /* "GET, HEAD, POST" of the path; empty when there is no such path */
};
/* Reads the declarations of all modules once; says in words what is wrong with them. */
MUST_USE err routes_declare(struct ctx *c, const struct module *const *list); /* declared.c: flows and hooks too */
MUST_USE err routes_take(struct ctx *c, const struct module *const *list);
void routes_forget(void);
void route_match(str method, str path, struct match *out);
/* The API twin of a page's path: "/ho-so/5" -> "/api/v1/dossiers/5"; the path itself when it has none. */
str route_twin(arena *a, str path);
int permission_bit(const char *name);                  /* -1 when unknown */
int64_t actor_may_for(const struct actor *a, int bit); /* whose power it is; 0 = his own */
bool permission_reads(int bit);
bool actor_only_reads(const struct actor *a); /* all he may is look */
static inline bool actor_may(const struct actor *a, int bit) { return a->permissions[bit / 64] >> bit % 64 & 1; }

/* ---- guard.c ---- */
MUST_USE err guard(struct visit *v, const struct target *t); /* session, permission, rate, forged forms; in this order */
/* Is anybody signed in who sends this head? Before the body comes; what he may is asked later. */
bool guard_knows(struct web *w, const struct http_request *r);
MUST_USE err guard_identify(struct visit *v); /* only who asks: for the page of a failure before any route */

/* ---- actors.c: accounts looked up in the last seconds, by token; safe from every thread ---- */
struct known {
	struct actor actor;
	struct session session;
};
bool actors_find(arena *a, struct sha256 token, int64_t now, struct known *out);
void actors_keep(struct sha256 token, int64_t now, uint64_t epoch, const struct known *k);
bool actors_unread(struct sha256 token, int64_t now, int64_t *count);    /* what the bell showed seconds ago */
void actors_set_unread(struct sha256 token, int64_t now, int64_t count); /* count < 0: forget it */
void actors_used(int64_t session, int64_t seen_at, int64_t now);         /* notes it for actors_flush, at most once a minute */
MUST_USE err actors_flush(struct ctx *c); /* writes what actors_used noted; opens its own transaction */

/* ---- rate.c: token buckets ---- */
/* Takes one token of the bucket of (rate, who); per_minute tokens come back in a minute and as many may be saved. 0, or the
 * seconds until there is one again. */
int64_t rate_take(enum rate rate, str who, int64_t per_minute, int64_t now);
str rate_address(arena *a, str peer); /* an IPv6 address counts with its whole /64 */

/* ---- failure.c ---- */
int status_of(enum kind kind);
void fail_reply(struct visit *v, err e);                 /* instead of whatever has been written so far */
void reply_reset(struct visit *v);                       /* forgets the reply made so far */
void fail_status(struct visit *v, int status, str text); /* text empty: the usual words of that status */

/* ---- reply.c, send.c ---- */
str flash_take(struct visit *v);   /* the sentence of the request before this one; empty = none */
str referer_path(struct visit *v); /* path and query of the page one comes from, if it is of this site; else "/" */
bool has_header(const struct http_reply *r, const char *name);
void set_cookie(struct visit *v, const char *name, str value, int64_t max_age); /* max_age < 0: until the browser closes */
str get_cookie(const struct visit *v, const char *name);
void send_packed(struct visit *v); /* the last step: compresses the body when that is worth it and wanted */
bool send_asset(struct visit *v);  /* /static/...; false: not that path */

/* One byte range of `size` bytes. 200: none asked, or more than one, or not legal: send all; 206: these; 416: outside. */
int range_parse(str header, int64_t size, int64_t *from, int64_t *length);

/* ---- openapi.c ---- */
void openapi_write(buf *out, const struct module *edge);
