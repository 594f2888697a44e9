/* Inside govstack: what its files share. */
#pragma once
#include "core/govstack/govstack.h"
#include "web/request.h"

/* Is it on, and does the header say who calls? */
MUST_USE err govstack_open(struct req *q, str *client);
MUST_USE err govstack_may(struct req *q, const char *permission);
/* The answer of that status with that JSON. */
err govstack_json(struct req *q, int status, str json);
/* What is wrong as the specification says it: 400 and 404 with "detail"; all else is the house's own. */
err govstack_said(struct req *q, err e);
err govstack_none(struct req *q);
str govstack_text(arena *a, str s);               /* as JSON */
str govstack_answers(struct ctx *c, str answers); /* with names as the specification writes them */

err govstack_create(struct req *q), govstack_read(struct req *q), govstack_exists(struct req *q), govstack_update(struct req *q),
	govstack_update_all(struct req *q), govstack_put(struct req *q), govstack_list(struct req *q),
	govstack_value(struct req *q), govstack_delete(struct req *q);
err govstack_usage(struct req *q);
err govstack_modify(struct req *q), govstack_databases(struct req *q), govstack_database(struct req *q),
	govstack_unmake(struct req *q);
