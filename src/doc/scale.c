/* scale: how large an image may be, its rows made smaller one by one, and how it was held: what all decoders share, in the helper process. */
#include "image.h"
#include <math.h>

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
