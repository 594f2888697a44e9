/* archive: a foreign zip, read from memory in the helper process. No name of a part is ever a path of ours. */
#pragma once
#include "base/base.h"

struct archive;

struct archive *archive_open(arena *a, str bytes); /* NULL: it is none */
bool archive_find(struct archive *z, const char *part);
bool archive_first(struct archive *z); /* its first part that has a size; false: there is none */
bool archive_next(struct archive *z);
/* Of the part that was found: how many bytes came, 0 at the end, -1 when it is broken or locked. */
bool archive_begin(struct archive *z);
int archive_read(struct archive *z, void *to, unsigned n);
void archive_end(struct archive *z);
void archive_close(struct archive *z);
