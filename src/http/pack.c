/* The adapter of zlib: a reply made smaller. */
#include "inside.h"
#include <zlib.h>

/* Level 1 costs a third of the usual 6 and leaves a page 15 % larger: the network of a commune is not what waits then. */
str gzip(arena *a, str plain)
{
	z_stream z = {0};
	if (plain.n > INT32_MAX || deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
		return (str){0};
	size_t room = deflateBound(&z, plain.n);
	char *to = arena_get(a, room);
	z.next_in = (unsigned char *)(uintptr_t)plain.s;
	z.avail_in = (unsigned)plain.n;
	z.next_out = (unsigned char *)to;
	z.avail_out = (unsigned)room;
	int ended = deflate(&z, Z_FINISH);
	size_t n = z.total_out;
	deflateEnd(&z);
	return ended == Z_STREAM_END ? (str){to, n} : (str){0};
}
