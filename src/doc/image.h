/* image: what the parts of the image helper share. Everything here runs in the helper process, on hostile bytes. */
#pragma once
#include "doc.h"

/* The runtimes of sanitizers want more memory and more of the kernel than what is tested. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

enum decoded { DECODED, UNREADABLE, TOO_MANY_PIXELS, LOCKED }; /* also the helper's exit codes, counted from HELPER_EXIT */
enum { HELPER_EXIT = 40, SHEET_EXIT = 60 };
enum { HELPER_SHEET = 0 }; /* instead of a side in pixels: the file is a table (sheet.h) */
/* Runs the helper on a file; what it wrote is in *out, which the caller closes. result: what the user reads, by the helper's end. */
MUST_USE err helper_text(struct ctx *c, int fd, int side, err (*result)(struct ctx *c, int status), int *out);
#define PIXELS_MAX INT64_C(80000000)

struct image {
	int width, height, channels; /* 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha; 8 bits each */
	unsigned char *pixels;
};

/* Shrinks an image while its rows come in, by the mean of the area that each new pixel covers. */
struct scaler {
	struct image out;
	int from_width, from_height, row, out_row;
	float *line, *sum;
};
bool image_allowed(int64_t width, int64_t height);
void fit_side(int64_t width, int64_t height, int side, int *out_width, int *out_height);
void scale_begin(struct scaler *s, arena *a, int width, int height, int channels, int side);
void scale_row(struct scaler *s, const unsigned char *pixels);
struct image image_upright(arena *a, struct image from, int orientation); /* EXIF's 1 .. 8 */
int exif_orientation(str tiff);                                           /* 1 when it says nothing */

enum decoded jpeg_decode(arena *a, str bytes, int side, struct image *out, int *orientation); /* jpeg.c */
enum decoded png_decode(arena *a, str bytes, int side, struct image *out, int *orientation);  /* png.c */
enum decoded webp_decode(arena *a, str bytes, int side, struct image *out, int *orientation); /* webp.c */
enum decoded heif_decode(arena *a, str bytes, int side, struct image *out);                   /* heif.c; threads of its own */
void heif_prepare(void);
enum decoded pdf_readable(str bytes); /* pdf_read.c: LOCKED = it asks for a password */
bool jpeg_encode(const struct image *image, buf *out);
bool png_encode(const struct image *image, buf *out);

enum decoded image_transcode(arena *a, str bytes, int side, buf *out); /* all of it: what the helper does, and the fuzzers */
void jail_enter(bool threads);                                         /* jail.c: from now on only memory, read, write, exit */
