/* kept: facts that change rarely, made from tables into a form that answers in nanoseconds (working days, procedures in force).
 *
 *	static err load(struct ctx *c, arena *a, const void **out);
 *	static struct kept days = {"working_days", load};
 *	TRY(kept_read(c, &days, &w));
 *
 * A version of the facts is loaded once a process and never dropped, so readers hold plain pointers; keep it small. Which version
 * holds is asked at most every ten seconds a thread; after a change here, for as long, each time: nobody but the store knows when it is on
 * disk, or that it never will be. */
#pragma once
#include "base/base.h"

struct kept_version;

struct kept {
	const char *name;
	err (*load)(struct ctx *c, arena *a, const void **out); /* a lives as long as the program */
	struct kept_version *versions;                          /* the rest is kept.c's */
	int64_t changed_at;
};
MUST_USE err kept_read(struct ctx *c, struct kept *k, const void **out);
MUST_USE err kept_changed(struct ctx *c, struct kept *k);              /* inside db_write, after changing the tables */
MUST_USE err kept_filled(struct ctx *c, struct kept *k, bool *filled); /* has kept_changed ever been called in this store? */
