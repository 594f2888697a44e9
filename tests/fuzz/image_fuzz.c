/* Fuzz target: what the image helper does with foreign bytes, pictures and PDFs, in this process. */
#include "doc/image.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	arena a = {0};
	buf out = {.a = &a}, again = {.a = &a};
	str bytes = {(const char *)data, size};
	struct image image;
	/* Large pictures are only slow. */
	if (image_transcode(&a, bytes, 300, &out) == DECODED) {
		int orientation = 1;
		bool jpeg = sniff(buf_text(&out), (int64_t)out.n) == FILE_JPEG;
		enum decoded d = (jpeg ? jpeg_decode : png_decode)(&a, buf_text(&out), 300, &image, &orientation);
		if (d != DECODED || orientation != 1 || image.width > 300 || image.height > 300)
			abort(); /* what leaves the helper is a clean image */
		image_transcode(&a, buf_text(&out), 7, &again);
	}
	exif_orientation(bytes);
	if (sniff(bytes, (int64_t)size) == FILE_PDF)
		pdf_readable(bytes);
	arena_free(&a);
	return 0;
}
