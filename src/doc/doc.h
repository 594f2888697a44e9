/* doc: documents as files: PDF, QR codes, images. Adapters of cairo and pango, libqrencode, libjpeg, libpng. */
#pragma once
#include "../base/base.h"

/* ---- PDF (pdf.c): pages laid out from top to bottom; text is Pango's, so every Vietnamese letter shapes correctly ---- */
struct pdf;
enum pdf_size { PDF_A4, PDF_A5 };
struct pdf_text {
	double size; /* points; 0 = 11 */
	bool bold, italic, underline;
	enum { PDF_LEFT, PDF_CENTRE, PDF_RIGHT, PDF_JUSTIFY } align;
	double before, after; /* space above and below, points */
	double indent;        /* first line, points */
};
MUST_USE err pdf_begin(struct ctx *c, enum pdf_size size, str title, struct pdf **out);
void pdf_paragraph(struct pdf *p, str text, struct pdf_text style); /* flows over pages; `<b>` `<i>` marks are not interpreted */
void pdf_labelled(struct pdf *p, str label, str value);             /* label plain, value bold, hanging indent */
void pdf_columns(struct pdf *p, const double *widths, size_t n);    /* shares of the width; begins a row of columns .. */
void pdf_column(struct pdf *p);                                     /* .. moves to the next one .. */
void pdf_columns_end(struct pdf *p);                                /* .. and below the tallest */
void pdf_table(struct pdf *p, const double *widths, const str *cells, size_t columns, size_t rows); /* first row = heading,
                                                                         repeated on every page; borders */
void pdf_qr(struct pdf *p, str text, double side); /* at the current position, points */
void pdf_rule(struct pdf *p, double width);        /* a centred line */
void pdf_space(struct pdf *p, double points);
MUST_USE err pdf_end(struct pdf *p, buf *out); /* the file */

/* ---- QR (qr.c) ---- */
MUST_USE err qr_svg(struct ctx *c, str text, buf *out); /* an <svg> document, modules of 1 unit, quiet zone 4 */
MUST_USE err qr_matrix(struct ctx *c, str text, int *side, const unsigned char **modules); /* 1 = dark */

/* ---- images (image.c): foreign bytes are decoded in a helper process (`dinh image-helper`) without network or files ---- */
enum file_type {
	FILE_UNKNOWN,
	FILE_PDF,
	FILE_JPEG,
	FILE_PNG,
	FILE_WEBP,
	FILE_DOCX,
	FILE_XLSX,
	FILE_ODT,
	FILE_TEXT,
	FILE_XML,
	FILE_ZIP
};
enum file_type sniff(str head, int64_t size); /* by content, from the first 4 KiB */
const char *file_type_mime(enum file_type t);
const char *file_type_ending(enum file_type t); /* "pdf" */
/* Re-encodes a JPEG or PNG: turned upright by its EXIF orientation, all metadata dropped, longest side at most `side`
 * pixels. INVALID when it cannot be decoded or is larger than 80 megapixels. */
MUST_USE err image_clean(struct ctx *c, int fd, int side, int *out_fd, int64_t *out_size);
int image_helper_main(void); /* body of `dinh image-helper`: stdin -> stdout */
