/* webp: the adapter of libwebp. */
#include "image.h"
#include <webp/decode.h>

static uint32_t number(str s, size_t at)
{
	uint32_t v = 0;
	for (int i = 3; i >= 0; i--)
		v = v << 8 | (unsigned char)s.s[at + (size_t)i];
	return v;
}

/* A chunk: four letters, its length, its bytes, to an even number. */
static int orientation_of(str s)
{
	for (size_t at = 12; at + 8 <= s.n;) {
		size_t n = number(s, at + 4);
		if (n > s.n - at - 8)
			break;
		str chunk = {s.s + at + 8, n}, head = {"Exif\0\0", 6};
		if (!memcmp(s.s + at, "EXIF", 4))
			return exif_orientation(str_starts(chunk, head) ? (str){chunk.s + head.n, chunk.n - head.n} : chunk);
		at += 8 + n + n % 2;
	}
	return 1;
}

enum decoded webp_decode(arena *a, str bytes, int side, struct image *out, int *orientation)
{
	WebPDecoderConfig c;
	if (!WebPInitDecoderConfig(&c) || WebPGetFeatures((const uint8_t *)bytes.s, bytes.n, &c.input) != VP8_STATUS_OK ||
		c.input.has_animation)
		return UNREADABLE;
	if (!image_allowed(c.input.width, c.input.height))
		return TOO_MANY_PIXELS;
	*out = (struct image){.channels = c.input.has_alpha ? 4 : 3};
	fit_side(c.input.width, c.input.height, side, &out->width, &out->height);
	size_t line = (size_t)out->width * (size_t)out->channels;
	out->pixels = arena_get(a, line * (size_t)out->height);
	c.options.use_scaling = 1;
	c.options.scaled_width = out->width;
	c.options.scaled_height = out->height;
	c.output.colorspace = c.input.has_alpha ? MODE_RGBA : MODE_RGB;
	c.output.is_external_memory = 1;
	c.output.u.RGBA = (WebPRGBABuffer){out->pixels, (int)line, line * (size_t)out->height};
	enum decoded d = WebPDecode((const uint8_t *)bytes.s, bytes.n, &c) == VP8_STATUS_OK ? DECODED : UNREADABLE;
	WebPFreeDecBuffer(&c.output);
	*orientation = orientation_of(bytes);
	return d;
}
