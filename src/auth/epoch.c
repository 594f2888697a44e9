/* What the guard remembers of accounts is good as long as one number stands. */
#include "auth/auth.h"
#include <stdatomic.h>

static atomic_uint_fast64_t epoch = 1;

void auth_changed(void) { atomic_fetch_add(&epoch, 1); }
uint64_t auth_epoch(void) { return atomic_load(&epoch); }
