/* demo: for .demo functions: the same numbers from the same `dinh demo --seed N`; ctx->now is the day given by --date. */
#pragma once
#include "db/db.h"

/* For .demo functions: the same numbers from the same `dinh demo --seed N`; ctx->now is the day given by --date. */
void demo_seed(uint64_t seed);
int64_t demo_random(int64_t below); /* 0 .. below - 1 */
void demo_make_all(void);           /* `dinh demo --full`: the large sets too */
bool demo_is_full(void);
MUST_USE err demo_held(struct ctx *c, bool *out); /* for pages: does this store hold demonstration data? */
