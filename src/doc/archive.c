/* archive: the adapter of minizip. */
#include "archive.h"
#include <minizip/unzip.h>

struct archive {
	unzFile zip;
	str all; /* the bytes, and where the library stands in them */
	size_t at;
};

static voidpf ZCALLBACK memory_open(voidpf opaque, const void *name, int mode)
{
	(void)name, (void)mode;
	return opaque;
}

static uLong ZCALLBACK memory_read(voidpf opaque, voidpf stream, void *out, uLong size)
{
	struct archive *m = stream;
	(void)opaque;
	size_t n = m->at < m->all.n ? m->all.n - m->at : 0;
	n = n < size ? n : size;
	memcpy(out, m->all.s + m->at, n);
	m->at += n;
	return n;
}

static ZPOS64_T ZCALLBACK memory_tell(voidpf opaque, voidpf stream)
{
	(void)opaque;
	return ((struct archive *)stream)->at;
}

static long ZCALLBACK memory_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
	struct archive *m = stream;
	(void)opaque;
	ZPOS64_T from = origin == ZLIB_FILEFUNC_SEEK_CUR ? m->at : origin == ZLIB_FILEFUNC_SEEK_END ? m->all.n : 0;
	if (offset > m->all.n || from + offset > m->all.n)
		return -1;
	m->at = (size_t)(from + offset);
	return 0;
}

static int ZCALLBACK memory_end(voidpf opaque, voidpf stream)
{
	(void)opaque, (void)stream;
	return 0;
}

struct archive *archive_open(arena *a, str bytes)
{
	struct archive *z = NEW(a, struct archive);
	z->all = bytes;
	zlib_filefunc64_def functions = {.zopen64_file = memory_open,
		.zread_file = memory_read,
		.ztell64_file = memory_tell,
		.zseek64_file = memory_seek,
		.zclose_file = memory_end,
		.zerror_file = memory_end,
		.opaque = z};
	z->zip = unzOpen2_64("", &functions);
	return z->zip ? z : NULL;
}

bool archive_find(struct archive *z, const char *part) { return unzLocateFile(z->zip, part, 1) == UNZ_OK; }

/* Folders have no size. */
static bool or_next(struct archive *z, int status)
{
	for (unz_file_info64 is; status == UNZ_OK; status = unzGoToNextFile(z->zip))
		if (unzGetCurrentFileInfo64(z->zip, &is, NULL, 0, NULL, 0, NULL, 0) == UNZ_OK && is.uncompressed_size)
			return true;
	return false;
}

bool archive_first(struct archive *z) { return or_next(z, unzGoToFirstFile(z->zip)); }
bool archive_next(struct archive *z) { return or_next(z, unzGoToNextFile(z->zip)); }
bool archive_begin(struct archive *z) { return unzOpenCurrentFile(z->zip) == UNZ_OK; }
int archive_read(struct archive *z, void *to, unsigned n) { return unzReadCurrentFile(z->zip, to, n); }
void archive_end(struct archive *z) { unzCloseCurrentFile(z->zip); }
void archive_close(struct archive *z) { unzClose(z->zip); }
