/* web: src/web as a whole, for program/ and tests: opened over a store, answering requests. What a handler needs says the header of each noun:
 * request, route, input, reply, layout, menu; services/ audit, job, setting; module is what a feature declares. */
#pragma once
#include "base/base.h"

struct ctx;
struct http_handlers;
struct module;
struct store;
struct web;

struct web_options {
	const struct module *const *modules; /* the features, ends with NULL; NULL: those that modules_set has said */
	const char *data;                    /* folder: dinh.db, files/, backup/, tmp/ */
	const char *postgres;                /* or NULL */
	const char *ini;                     /* INI file or NULL */
	bool to_import;                      /* db_import fills it: nothing may be written before */
};
MUST_USE err web_open(
	struct ctx *c, const struct web_options *o, struct web **out); /* store, settings; checks the declarations */
const struct http_handlers *web_handlers(void);                        /* user = struct web * */
void web_jobs_start(struct web *w);                                    /* job runner and look log threads */
void web_close(struct web *w);
struct store *web_store(struct web *w);
void openapi_print(buf *out); /* the OpenAPI 3.1 document of all routes with .api */
void routes_print(buf *out);  /* the permission matrix */
