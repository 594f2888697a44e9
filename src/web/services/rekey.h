/* rekey: search keys in the store: made anew once when SEARCH_KEY_VERSION says that fold(), search_key() .. make others. */
#pragma once
#include "base/base.h"

struct ctx;

enum { SEARCH_KEY_VERSION = 2 };
struct rekey {
	const char *name, *job; /* "people", the module's job kind that calls rekey_run */
	/* Inside db_write: the next few hundred rows after that id; *last stays 0 when there are none. */
	err (*batch)(struct ctx *c, int64_t after, int64_t *last);
};
MUST_USE err rekey_begin(struct ctx *c, const struct rekey *r); /* in .init: nothing, or a job that begins at once */
MUST_USE err rekey_run(struct ctx *c, const struct rekey *r);   /* the job: outside a transaction */
