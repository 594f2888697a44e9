/* place: content on disk. Only files.c and clean.c include this. */
#pragma once
#include "web/web.h"

struct place { /* DATA/files, locked against another process or thread that stores or removes */
	int lock;
};
str place_path(arena *a, str sha256);                                          /* DATA/files/ab/cd/SHA256 */
MUST_USE err place_content(struct ctx *c, int fd, str *sha256, int64_t *size); /* copies, fsyncs, renames into place */
MUST_USE err place_hash(struct ctx *c, int fd, str *sha256, int64_t *size);
MUST_USE err place_lock(struct ctx *c, struct place *p);
void place_unlock(struct place *p);
