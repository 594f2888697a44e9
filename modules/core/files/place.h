/* place: content on disk. Only files.c and clean.c include this. */
#pragma once
#include "base/base.h"

struct place { /* DATA/files, locked against another process or thread that stores or removes */
	int lock;
};
bool content_is(str sha256); /* 64 digits of small hexadecimal, nothing else */
str content_place_path(
	arena *a, str sha256); /* DATA/files/ab/cd/SHA256; aborts when it is no content: ask before what you have not made */
/* Opens content for reading; NOT_FOUND when there is none, or when it is anything but a plain file. */
MUST_USE err content_place_open(struct ctx *c, str sha256, int *fd, int64_t *size);
/* Copies, fsyncs, renames into place. BUSY: the disk is full. *held, unless NULL: while it is open nobody removes the content. */
MUST_USE err content_place(struct ctx *c, int fd, str *sha256, int64_t *size, int *held);
/* Lets go of `held`; a content that no row names and nobody else holds goes at once. */
void content_place_drop(struct ctx *c, str sha256, int held);
MUST_USE err content_place_hash(struct ctx *c, int fd, str *sha256, int64_t *size);
MUST_USE err content_place_lock(struct ctx *c, struct place *p);
void content_place_unlock(struct place *p);
