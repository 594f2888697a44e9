/* jpeg: the adapter of libjpeg. */
#include "image.h"
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <jpeglib.h>
#include <jerror.h>

struct guard {
	struct jpeg_error_mgr errors; /* first: libjpeg hands this one back */
	jmp_buf out;
};

static void on_error(j_common_ptr c) { longjmp(((struct guard *)c->err)->out, 1); }
static void on_text(j_common_ptr c) { (void)c; }

/* libjpeg would fill the missing part with grey; half a paper is not the paper. */
static void on_message(j_common_ptr c, int level)
{
	if (level < 0 && c->err->msg_code == JWRN_JPEG_EOF)
		on_error(c);
}

/* A file may ask for any number of passes over its pixels; an honest one needs about ten. */
static void on_progress(j_common_ptr c)
{
	if (((j_decompress_ptr)c)->input_scan_number > 60)
		on_error(c);
}

static void guard_start(struct guard *g, struct jpeg_error_mgr **errors)
{
	*errors = jpeg_std_error(&g->errors);
	g->errors.error_exit = on_error;
	g->errors.output_message = on_text;
	g->errors.emit_message = on_message;
}

static int orientation_of(const struct jpeg_decompress_struct *c)
{
	static const char exif[6] = "Exif\0";
	for (jpeg_saved_marker_ptr m = c->marker_list; m; m = m->next)
		if (m->marker == JPEG_APP0 + 1 && m->data_length > 6 && !memcmp(m->data, exif, 6))
			return exif_orientation((str){(const char *)m->data + 6, m->data_length - 6});
	return 1;
}

/* Ink to light; Adobe's programs store ink inverted. */
static void cmyk_to_rgb(unsigned char *row, int width, bool inverted)
{
	for (int i = 0; i < width; i++) {
		unsigned char *from = row + (size_t)i * 4, *to = row + (size_t)i * 3;
		int flip = inverted ? 0 : 255, k = from[3] ^ flip;
		unsigned char light[3] = {(unsigned char)((from[0] ^ flip) * k / 255),
			(unsigned char)((from[1] ^ flip) * k / 255), (unsigned char)((from[2] ^ flip) * k / 255)};
		memcpy(to, light, 3);
	}
}

static void read_rows(struct jpeg_decompress_struct *c, arena *a, int side, struct image *out)
{
	struct scaler s;
	bool ink = c->out_color_space == JCS_CMYK;
	unsigned char *row = arena_get(a, (size_t)c->output_width * 4);
	scale_begin(&s, a, (int)c->output_width, (int)c->output_height, ink ? 3 : c->output_components, side);
	while (c->output_scanline < c->output_height) {
		jpeg_read_scanlines(c, &row, 1);
		if (ink)
			cmyk_to_rgb(row, (int)c->output_width, c->saw_Adobe_marker);
		scale_row(&s, row);
	}
	*out = s.out;
}

enum decoded jpeg_decode(arena *a, str bytes, int side, struct image *out, int *orientation)
{
	struct jpeg_decompress_struct c = {0};
	struct jpeg_progress_mgr progress = {.progress_monitor = on_progress};
	struct guard guard;
	guard_start(&guard, &c.err);
	if (setjmp(guard.out)) {
		jpeg_destroy_decompress(&c);
		return UNREADABLE;
	}
	jpeg_create_decompress(&c);
	c.progress = &progress;
	c.mem->max_memory_to_use = 600L << 20;
	jpeg_save_markers(&c, JPEG_APP0 + 1, 0xffff);
	jpeg_mem_src(&c, (const unsigned char *)bytes.s, bytes.n);
	jpeg_read_header(&c, TRUE);
	if (!image_allowed(c.image_width, c.image_height)) {
		jpeg_destroy_decompress(&c);
		return TOO_MANY_PIXELS;
	}
	if (c.jpeg_color_space == JCS_CMYK || c.jpeg_color_space == JCS_YCCK)
		c.out_color_space = JCS_CMYK;
	else if (c.jpeg_color_space != JCS_GRAYSCALE)
		c.out_color_space = JCS_RGB;
	*orientation = orientation_of(&c);
	int width, height;
	fit_side(c.image_width, c.image_height, side, &width, &height);
	c.scale_denom = 8;
	for (c.scale_num = 1; c.scale_num < 8; c.scale_num++) { /* the decoder shrinks by eighths nearly for nothing */
		jpeg_calc_output_dimensions(&c);
		if (c.output_width >= (unsigned)width && c.output_height >= (unsigned)height)
			break;
	}
	jpeg_start_decompress(&c);
	read_rows(&c, a, side, out);
	jpeg_finish_decompress(&c);
	jpeg_destroy_decompress(&c);
	return DECODED;
}

bool jpeg_encode(const struct image *image, buf *out)
{
	struct jpeg_compress_struct c = {0};
	struct guard guard;
	unsigned char *bytes = NULL;
	unsigned long n = 0;
	guard_start(&guard, &c.err);
	if (setjmp(guard.out)) {
		jpeg_destroy_compress(&c);
		free(bytes);
		return false;
	}
	jpeg_create_compress(&c);
	jpeg_mem_dest(&c, &bytes, &n);
	c.image_width = (unsigned)image->width;
	c.image_height = (unsigned)image->height;
	c.input_components = image->channels;
	c.in_color_space = image->channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
	jpeg_set_defaults(&c);
	jpeg_set_quality(&c, 85, TRUE);
	c.optimize_coding = TRUE;
	jpeg_start_compress(&c, TRUE);
	while (c.next_scanline < c.image_height) {
		JSAMPROW row = image->pixels + (size_t)c.next_scanline * (size_t)image->width * (size_t)image->channels;
		jpeg_write_scanlines(&c, &row, 1);
	}
	jpeg_finish_compress(&c);
	jpeg_destroy_compress(&c);
	buf_put(out, (const char *)bytes, n);
	free(bytes);
	return true;
}
