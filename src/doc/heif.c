/* heif: the adapter of libheif: the pictures of iPhones. The library turns them upright itself. */
#include "image.h"
#include <libheif/heif.h>

/* Before the jail: the library looks for plug-ins once. */
void heif_prepare(void) { heif_init(NULL); }

static enum decoded read_pixels(arena *a, struct heif_image_handle *handle, int side, struct image *out)
{
	struct heif_image *pixels = NULL;
	struct scaler s;
	int stride = 0;
	if (!image_allowed(heif_image_handle_get_width(handle), heif_image_handle_get_height(handle)))
		return TOO_MANY_PIXELS;
	if (heif_decode_image(handle, &pixels, heif_colorspace_RGB, heif_chroma_interleaved_RGB, NULL).code)
		return UNREADABLE;
	int width = heif_image_get_width(pixels, heif_channel_interleaved),
	    height = heif_image_get_height(pixels, heif_channel_interleaved);
	const uint8_t *rows = heif_image_get_plane_readonly(pixels, heif_channel_interleaved, &stride);
	bool good = rows && image_allowed(width, height) && stride >= width * 3;
	if (good) {
		scale_begin(&s, a, width, height, 3, side);
		for (int y = 0; y < height; y++)
			scale_row(&s, rows + (size_t)y * (size_t)stride);
		*out = s.out;
	}
	heif_image_release(pixels);
	return good ? DECODED : UNREADABLE;
}

enum decoded heif_decode(arena *a, str bytes, int side, struct image *out)
{
	struct heif_context *c = heif_context_alloc();
	struct heif_image_handle *handle = NULL;
	enum decoded d = UNREADABLE;
	if (!c)
		return d;
	heif_context_set_max_decoding_threads(c, 0);
	if (!heif_context_read_from_memory_without_copy(c, bytes.s, bytes.n, NULL).code &&
		!heif_context_get_primary_image_handle(c, &handle).code) {
		d = read_pixels(a, handle, side, out);
		heif_image_handle_release(handle);
	}
	heif_context_free(c);
	return d;
}
