/* audit: who did what, and who looked at whom: append-only, hash-chained a unit. */
#pragma once
#include "base/base.h"

struct ctx;
struct req;

MUST_USE err audit_add(
	struct ctx *c, const char *action, const char *object_kind, int64_t object, str detail); /* inside db_write */
/* The same in the chain of that unit, whoever acts: what a citizen does to a thing of the unit's belongs to the thing's history. */
MUST_USE err audit_add_in(struct ctx *c, int64_t unit, const char *action, const char *object_kind, int64_t object, str detail);
/* Somebody looked at personal data: who, what, why. Written within a second by the writer, off the request's path; the same actor,
 * object and purpose within ten minutes count once. Whom it concerns finds it: src/web/services/looks.h. */
void audit_look(struct req *q, const char *object_kind, int64_t object, const char *purpose);
/* The same inside db_write, at c->now by c->actor in c->unit, each time that it is called. */
MUST_USE err audit_looked(struct ctx *c, const char *object_kind, int64_t object, str purpose);
