/* request: a request as a handler sees it: who asks, what he may, what stands in the query string. */
#pragma once
#include "html/html.h"

struct actor;
struct http_reply;
struct http_request;
struct route;

enum { ROUTE_KEYS_MAX = 4 };
struct req {
	struct ctx ctx;   /* first: what rules get */
	struct page page; /* what templates get */
	struct http_request *http;
	struct http_reply *reply;
	const struct route *route;
	const struct actor *actor;
	bool json;                /* asked under /api/v1: answer JSON */
	int64_t id;               /* {id} of the path */
	str key;                  /* the other capture of the path: {code}, {token}, .. */
	str keys[ROUTE_KEYS_MAX]; /* all others, in the order of the path; the first is `key` */
	void *memo;               /* the module's own: what `run` has made already for the page of `again` */
};
bool may(const struct req *q, const char *permission);
bool page_may(const struct page *p, const char *permission); /* the same in a template */
/* Whose power a permission is: the account that delegated it, 0 = his own. The guard puts that of the route's permission into
 * ctx.behalf, so audit rows say it; a handler that asks for another permission sets it anew. */
int64_t may_for(const struct req *q, const char *permission);
const struct actor *page_actor(const struct page *p); /* never NULL */
bool page_fresh(const struct page *p);                /* need its reader not prove himself again for what is sensitive? */
MUST_USE err prove_fresh(struct req *q); /* for a handler that asks only sometimes; INVALID on `proof`. Outside db_write */
/* Of the query string: what the route declares (src/web/query.h). What it does not is absent, whatever was asked. */
str query_text(const struct req *q, const char *name); /* text_clean; empty when absent */
int64_t query_int(const struct req *q, const char *name, int64_t fallback);
str query_raw(const struct req *q, const char *name); /* to the byte, as secrets of others are; .s NULL when absent */
/* When the answer is made, before it is sent: on this thread, outside any transaction, whatever became of the request. */
void later(struct req *q, void (*fn)(struct ctx *c, void *arg), void *arg);
str local_path(struct req *q, str typed, const char *fallback); /* typed when it is a path of this site, else fallback */
