/* image_decode: the helper process that opens foreign images. It owns nothing but one file to read and one to write. */
#include "image.h"
#include "sheet.h"
#include <math.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

bool image_allowed(int64_t width, int64_t height)
{
	return width > 0 && height > 0 && width <= 65500 && height <= 65500 && width * height <= PIXELS_MAX;
}

void fit_side(int64_t width, int64_t height, int side, int *out_width, int *out_height)
{
	int64_t longest = width > height ? width : height;
	if (longest <= side)
		side = (int)longest;
	int64_t w = (width * side + longest / 2) / longest, h = (height * side + longest / 2) / longest;
	*out_width = w > 0 ? (int)w : 1;
	*out_height = h > 0 ? (int)h : 1;
}

void scale_begin(struct scaler *s, arena *a, int width, int height, int channels, int side)
{
	*s = (struct scaler){.from_width = width, .from_height = height, .out.channels = channels};
	fit_side(width, height, side, &s->out.width, &s->out.height);
	size_t line = (size_t)s->out.width * (size_t)channels;
	s->out.pixels = arena_get(a, line * (size_t)s->out.height);
	s->line = NEWN(a, float, line);
	s->sum = NEWN(a, float, line);
}

/* One row, `line` becomes the means over the columns. Colours count by their opacity. */
static void shrink_columns(struct scaler *s, const unsigned char *pixels)
{
	int n = s->out.channels, colours = n - (n % 2 == 0);
	double ratio = (double)s->from_width / s->out.width;
	for (int x = 0; x < s->out.width; x++) {
		double from = x * ratio, to = fmin(from + ratio, s->from_width);
		float sum[4] = {0};
		for (int i = (int)from; i < s->from_width && i < to; i++) {
			float share = (float)(fmin(i + 1, to) - fmax(i, from));
			const unsigned char *p = pixels + (size_t)i * (size_t)n;
			float opacity = colours < n ? p[colours] * (1 / 255.0f) : 1;
			for (int k = 0; k < colours; k++)
				sum[k] += share * opacity * p[k];
			sum[3] += share * opacity;
		}
		float *out = s->line + (size_t)x * (size_t)n;
		for (int k = 0; k < colours; k++)
			out[k] = sum[k] / (float)ratio;
		if (colours < n)
			out[colours] = sum[3] / (float)ratio;
	}
}

static unsigned char byte_of(float v) { return v <= 0 ? 0 : v >= 254.5f ? 255 : (unsigned char)(v + 0.5f); }

static void finish_row(struct scaler *s)
{
	int n = s->out.channels, colours = n - (n % 2 == 0);
	float height = (float)s->from_height / (float)s->out.height;
	unsigned char *out = s->out.pixels + (size_t)s->out_row++ * (size_t)s->out.width * (size_t)n;
	for (int x = 0; x < s->out.width; x++, out += n) {
		float *sum = s->sum + (size_t)x * (size_t)n;
		float opacity = colours < n ? sum[colours] / height : 1;
		for (int k = 0; k < colours; k++)
			out[k] = opacity > 0 ? byte_of(sum[k] / height / opacity) : 0;
		if (colours < n)
			out[colours] = byte_of(opacity * 255);
	}
	memset(s->sum, 0, sizeof *s->sum * (size_t)s->out.width * (size_t)n);
}

void scale_row(struct scaler *s, const unsigned char *pixels)
{
	size_t line = (size_t)s->out.width * (size_t)s->out.channels;
	double ratio = (double)s->from_height / s->out.height, at = s->row, end = ++s->row;
	if (s->out_row >= s->out.height)
		return;
	if (s->out.width == s->from_width && s->out.height == s->from_height) {
		memcpy(s->out.pixels + (size_t)s->out_row++ * line, pixels, line);
		return;
	}
	shrink_columns(s, pixels);
	while (at < end && s->out_row < s->out.height) {
		double limit = s->out_row + 1 == s->out.height ? s->from_height : (s->out_row + 1) * ratio;
		double next = fmin(end, limit);
		for (size_t i = 0; i < line; i++)
			s->sum[i] += s->line[i] * (float)(next - at);
		if (next >= limit)
			finish_row(s);
		at = next;
	}
}

/* ---- EXIF: only the orientation, tag 0x0112 of the first directory ---- */

static uint32_t tiff_number(str t, size_t at, int bytes, bool little)
{
	uint32_t v = 0;
	if (at > t.n || t.n - at < (size_t)bytes)
		return 0;
	for (int i = 0; i < bytes; i++)
		v |= (uint32_t)(unsigned char)t.s[at + (size_t)i] << 8 * (little ? i : bytes - 1 - i);
	return v;
}

int exif_orientation(str tiff)
{
	bool little = str_starts(tiff, S("II"));
	if (!little && !str_starts(tiff, S("MM")))
		return 1;
	size_t directory = tiff_number(tiff, 4, 4, little), entries = tiff_number(tiff, directory, 2, little);
	for (size_t i = 0; i < entries; i++) {
		size_t entry = directory + 2 + 12 * i;
		if (entry + 12 > tiff.n)
			break;
		if (tiff_number(tiff, entry, 2, little) == 0x112) {
			uint32_t v = tiff_number(tiff, entry + 8, 2, little);
			return v >= 1 && v <= 8 ? (int)v : 1;
		}
	}
	return 1;
}

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
