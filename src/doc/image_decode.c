/* image_decode: the helper process that opens foreign images. It owns nothing but one file to read and one to write. */
#include "image.h"
#include "sheet.h"
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

struct image image_upright(arena *a, struct image from, int orientation)
{
	if (orientation < 2 || orientation > 8)
		return from;
	bool turned = orientation >= 5;
	struct image to = from;
	to.width = turned ? from.height : from.width;
	to.height = turned ? from.width : from.height;
	size_t n = (size_t)from.channels;
	to.pixels = arena_get(a, n * (size_t)to.width * (size_t)to.height);
	for (int y = 0; y < to.height; y++)
		for (int x = 0; x < to.width; x++) {
			int u = turned ? y : x, v = turned ? x : y;
			if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
				u = from.width - 1 - u;
			if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
				v = from.height - 1 - v;
			memcpy(to.pixels + ((size_t)y * (size_t)to.width + (size_t)x) * n,
				from.pixels + ((size_t)v * (size_t)from.width + (size_t)u) * n, n);
		}
	return to;
}

/* A JPEG has no transparency: what is not there is paper. */
static void on_white(struct image *image)
{
	size_t n = (size_t)image->width * (size_t)image->height;
	unsigned char *from = image->pixels, *to = image->pixels;
	if (image->channels != 4)
		return;
	for (size_t i = 0; i < n; i++, from += 4, to += 3)
		for (int k = 0; k < 3; k++)
			to[k] = (unsigned char)((from[k] * from[3] + 255 * (255 - from[3])) / 255);
	image->channels = 3;
}

static enum decoded decode(arena *a, str bytes, enum file_type type, int side, struct image *out, int *orientation)
{
	switch (type) {
	case FILE_JPEG: return jpeg_decode(a, bytes, side, out, orientation);
	case FILE_WEBP: return webp_decode(a, bytes, side, out, orientation);
	case FILE_HEIC: return heif_decode(a, bytes, side, out);
	default: return png_decode(a, bytes, side, out, orientation);
	}
}

enum decoded image_transcode(arena *a, str bytes, int side, buf *out)
{
	struct image image;
	int orientation = 1;
	enum file_type type = sniff(bytes, (int64_t)bytes.n);
	bool png = type != FILE_JPEG && type != FILE_WEBP && type != FILE_HEIC;
	enum decoded d = decode(a, bytes, type, side, &image, &orientation);
	if (d != DECODED)
		return d;
	image = image_upright(a, image, orientation);
	if (!png)
		on_white(&image);
	return (png ? png_encode : jpeg_encode)(&image, out) ? DECODED : UNREADABLE;
}

/* ---- the process ---- */

static void limit(int what, rlim_t most)
{
	struct rlimit l = {most, most};
	if (setrlimit((__rlimit_resource_t)what, &l))
		_exit(1);
}

static bool read_all(arena *a, buf *in)
{
	char *piece = arena_get(a, 1 << 16);
	for (ssize_t n; (n = read(STDIN_FILENO, piece, 1 << 16)) != 0;) {
		if (n < 0 || in->n + (size_t)n > 100 << 20)
			return false;
		buf_put(in, piece, (size_t)n);
	}
	return true;
}

static void write_all(const buf *out)
{
	for (size_t done = 0; done < out->n;) {
		ssize_t n = write(STDOUT_FILENO, out->s + done, out->n - done);
		if (n <= 0)
			_exit(1);
		done += (size_t)n;
	}
}

static void __attribute__((noreturn)) table_helper(arena *a, str bytes)
{
	struct sheet_writing w = {.a = a, .out.a = a};
	jail_enter(false);
	enum sheet_fault fault = sheet_write(&w, bytes);
	if (!fault)
		write_all(&w.out);
	_exit(fault ? SHEET_EXIT + (int)fault : 0);
}

int image_helper_main(void)
{
	const char *wanted = getenv("IMAGE_SIDE");
	int64_t side = 0;
	arena a = {0};
	buf in = {.a = &a}, out = {.a = &a};
	if (!SANITIZED)
		limit(RLIMIT_AS, (rlim_t)900 << 20);
	limit(RLIMIT_CPU, 15);
	limit(RLIMIT_FSIZE, 100 << 20);
	limit(RLIMIT_CORE, 0);
	if (!str_int(str_of(wanted), &side) || side < 0 || side > 20000 || !read_all(&a, &in))
		_exit(1);
	if (side == HELPER_SHEET)
		table_helper(&a, buf_text(&in));
	enum file_type type = sniff(buf_text(&in), (int64_t)in.n);
	if (type == FILE_HEIC)
		heif_prepare();
	jail_enter(type == FILE_HEIC);
	enum decoded d = type == FILE_PDF ? pdf_readable(buf_text(&in)) : image_transcode(&a, buf_text(&in), (int)side, &out);
	if (d == DECODED)
		write_all(&out);
	_exit(d == DECODED ? 0 : HELPER_EXIT + (int)d); /* at once: no exit handler runs on what hostile bytes have touched */
}
