/* The adapter of libdeflate: a reply made smaller. */
#include "inside.h"
#include <libdeflate.h>

/* Measured on the page of a dossier and on a desk's list: half the time of zlib's level 1 and a tenth smaller; level 2 takes twice the
 * time for 2 %. */
enum { FASTEST = 1 };

str gzip(arena *a, str plain)
{
	struct libdeflate_compressor *compressor = plain.n <= INT32_MAX ? libdeflate_alloc_compressor(FASTEST) : NULL;
	if (!compressor)
		return (str){0};
	size_t room = libdeflate_gzip_compress_bound(compressor, plain.n);
	char *to = arena_get(a, room);
	size_t n = libdeflate_gzip_compress(compressor, plain.s, plain.n, to, room);
	libdeflate_free_compressor(compressor);
	return n ? (str){to, n} : (str){0};
}
