/* png: the adapter of libpng. */
#include "image.h"
#include <png.h>
#include <setjmp.h>

static void on_error(png_structp png, png_const_charp text)
{
	(void)text;
	png_longjmp(png, 1);
}
static void on_warning(png_structp png, png_const_charp text) { (void)png, (void)text; }

static void take(png_structp png, png_bytep to, size_t n)
{
	str *rest = png_get_io_ptr(png);
	if (rest->n < n)
		png_error(png, "truncated");
	memcpy(to, rest->s, n);
	*rest = (str){rest->s + n, rest->n - n};
}

static void give(png_structp png, png_bytep from, size_t n) { buf_put(png_get_io_ptr(png), (const char *)from, n); }
static void flush(png_structp png) { (void)png; }

/* Everything becomes 8 bits a channel: grey, grey and alpha, RGB, RGB and alpha. */
static void ask_for_plain_pixels(png_structp png, png_infop info)
{
	png_set_expand(png);
	png_set_scale_16(png);
	png_set_interlace_handling(png);
	png_read_update_info(png, info);
}

static void read_rows(png_structp png, png_infop info, arena *a, int side, struct image *out)
{
	struct scaler s;
	int height = (int)png_get_image_height(png, info);
	size_t line = png_get_rowbytes(png, info);
	bool interlaced = png_get_interlace_type(png, info) != PNG_INTERLACE_NONE;
	scale_begin(&s, a, (int)png_get_image_width(png, info), height, png_get_channels(png, info), side);
	if (interlaced) { /* its rows are complete only at the end */
		unsigned char **rows = NEWN(a, unsigned char *, height), *pixels = arena_get(a, line * (size_t)height);
		for (int y = 0; y < height; y++)
			rows[y] = pixels + (size_t)y * line;
		png_read_image(png, rows);
		for (int y = 0; y < height; y++)
			scale_row(&s, rows[y]);
	} else {
		unsigned char *row = arena_get(a, line);
		for (int y = 0; y < height; y++) {
			png_read_row(png, row, NULL);
			scale_row(&s, row);
		}
	}
	*out = s.out;
}

enum decoded png_decode(arena *a, str bytes, int side, struct image *out, int *orientation)
{
	str rest = bytes;
	png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, on_error, on_warning);
	png_infop info = png ? png_create_info_struct(png) : NULL;
	if (!info || setjmp(png_jmpbuf(png))) {
		png_destroy_read_struct(&png, &info, NULL);
		return UNREADABLE;
	}
	png_set_read_fn(png, &rest, take);
	png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
	png_set_chunk_malloc_max(png, 8 << 20);
	png_set_chunk_cache_max(png, 64);
	png_read_info(png, info);
	if (!image_allowed(png_get_image_width(png, info), png_get_image_height(png, info))) {
		png_destroy_read_struct(&png, &info, NULL);
		return TOO_MANY_PIXELS;
	}
	ask_for_plain_pixels(png, info);
	read_rows(png, info, a, side, out);
	png_read_end(png, info);
	png_bytep exif = NULL;
	png_uint_32 n = 0;
	if (png_get_eXIf_1(png, info, &n, &exif))
		*orientation = exif_orientation((str){(const char *)exif, n});
	png_destroy_read_struct(&png, &info, NULL);
	return DECODED;
}

bool png_encode(const struct image *image, buf *out)
{
	static const int colours[] = {
		0, PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGB_ALPHA};
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, on_error, on_warning);
	png_infop info = png ? png_create_info_struct(png) : NULL;
	if (!info || setjmp(png_jmpbuf(png))) {
		png_destroy_write_struct(&png, &info);
		return false;
	}
	png_set_write_fn(png, out, give, flush);
	png_set_IHDR(png, info, (unsigned)image->width, (unsigned)image->height, 8, colours[image->channels], PNG_INTERLACE_NONE,
		PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_write_info(png, info);
	for (int y = 0; y < image->height; y++)
		png_write_row(png, image->pixels + (size_t)y * (size_t)image->width * (size_t)image->channels);
	png_write_end(png, info);
	png_destroy_write_struct(&png, &info);
	return true;
}
