/* qr: the adapter of libqrencode. */
#include "doc.h"
#include <errno.h>
#include <qrencode.h>

static void free_code(void *code) { QRcode_free(code); }

err qr_matrix(struct ctx *c, str text, int *side, const unsigned char **modules)
{
	/* Eight-bit mode; level M restores 15 %: enough for a folded receipt. */
	QRcode *code =
		text.n && text.n <= 2331 ? QRcode_encodeData((int)text.n, (const unsigned char *)text.s, 0, QR_ECLEVEL_M) : NULL;
	if (!code)
		return FAIL(c, BROKEN, "QR code of %zu bytes", text.n);
	arena_defer(c->a, free_code, code);
	unsigned char *m = arena_get(c->a, (size_t)code->width * (size_t)code->width);
	for (int i = 0; i < code->width * code->width; i++)
		m[i] = code->data[i] & 1;
	*side = code->width;
	*modules = m;
	return NULL;
}

err qr_svg(struct ctx *c, str text, buf *out)
{
	int side;
	const unsigned char *m;
	TRY(qr_matrix(c, text, &side, &m));
	buf_printf(out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\">"
		"<path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path d=\"",
		side + 8, side + 8, side + 8, side + 8);
	for (int y = 0; y < side; y++)
		for (int x = 0, end; x < side; x = end + 1) {
			for (end = x; end < side && m[y * side + end];)
				end++;
			if (end > x)
				buf_printf(out, "M%d %dh%dv1h-%dz", x + 4, y + 4, end - x, end - x);
		}
	buf_lit(out, "\"/></svg>\n");
	return NULL;
}
