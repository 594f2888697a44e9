/* doc: documents as files: PDF, QR codes, images, tables (sheet.h). Adapters of cairo and pango, libqrencode, libjpeg, libpng, libwebp,
 * libheif, qpdf, minizip, expat. */
#pragma once
#include "../base/base.h"

/* ---- PDF (pdf.c): pages laid out from top to bottom; text is Pango's, so every Vietnamese letter shapes correctly ----
 * ☐ and ☒ in a text are boxes to be ticked, drawn by us: no font need have them.
 * Letters are Liberation Serif, the free twin of Times New Roman (same widths) that the rules on official documents (Nghị định
 * 30/2020/NĐ-CP) ask for; scripts it has not come from the fonts that are installed (deploy/packages.txt), and a paper with letters that
 * none of them has says so in its last line. Margins are the rules' too. From the second page on the number stands above the text. A document keeps no
 * state outside its own ctx, so threads may write documents at the same time; one document belongs to one thread. */
struct pdf;
enum pdf_size { PDF_A4, PDF_A5, PDF_A4_WIDE }; /* wide: registers of many columns, landscape, small type */
enum pdf_align { PDF_LEFT, PDF_CENTRE, PDF_RIGHT, PDF_JUSTIFY };
struct pdf_text {
	double size; /* points; 0 = 13 on A4, 10 on A5, 9 on a wide A4 */
	bool bold, italic, underline;
	bool one_line;        /* shrinks until it fits the width in one line (not below half its size) */
	enum pdf_align align; /* centred lines are made about equally long */
	double before, after; /* space above and below, points */
	double indent;        /* first line, points; negative: the other lines (hanging) */
};
MUST_USE err pdf_begin(struct ctx *c, enum pdf_size size, str title, struct pdf **out);
void pdf_paragraph(struct pdf *p, str text, struct pdf_text style); /* flows over pages; newlines break lines, no markup */
struct pdf_run {
	str text;
	bool bold;
};
/* A paragraph of letters in two weights; dots: a leader from its end to the edge. */
void pdf_runs(struct pdf *p, const struct pdf_run *runs, size_t n, struct pdf_text style, bool dots);
void pdf_labelled(struct pdf *p, str label, str value); /* "label: " plain, value bold, hanging indent; an empty value: dots */
void pdf_columns(struct pdf *p, const double *widths, size_t n); /* shares of the width; begins a row of at most 8 columns .. */
void pdf_column(struct pdf *p);                                  /* .. moves to the next one .. */
void pdf_columns_end(struct pdf *p); /* .. and below the tallest; the row stays on one page if it fits one */
void pdf_table(struct pdf *p, const double *widths, const str *cells, size_t columns, size_t rows); /* row by row; first row =
        heading, repeated on every page; borders; a column of short cells (numbers, kinds) is centred */
void pdf_together(struct pdf *p);     /* what follows stays on one page if it fits one: a signature never stands alone .. */
void pdf_together_end(struct pdf *p); /* .. up to here; may hold everything but columns that are already open */
void pdf_qr(struct pdf *p, str text, double side); /* side in points, quiet zone included; centred in a column, else left;
                                                      an https: text is a link as well */
void pdf_rule(struct pdf *p, double width);        /* a centred line */
void pdf_space(struct pdf *p, double points);
void pdf_footer(struct pdf *p, str text); /* small, at the foot of this page and of those that follow */
void pdf_page(struct pdf *p);             /* what follows begins on the next page */
double pdf_text_width(struct pdf *p, str text, struct pdf_text style); /* in one line, points */
double pdf_width(const struct pdf *p);                                 /* of the column or the page, points */
arena *pdf_arena(struct pdf *p);
int pdf_pages(const struct pdf *p);            /* so far */
MUST_USE err pdf_end(struct pdf *p, buf *out); /* the file; the first error of all calls */

/* The head of every official paper (pdf_forms.c), Nghị định 30/2020/NĐ-CP, Phụ lục I: the issuing agency below its superior on the left, the
 * national name and motto on the right; below them the number and the place and date in italics. Without an agency (what a person
 * declares) the national name and motto stand alone in the middle. */
struct official_head {
	str above, agency; /* in capitals; `above` may be empty */
	str number;        /* "Số: 12/QĐ-UBND"; may be empty */
	str dated;         /* place_and_day(); may be empty */
};
void pdf_official_head(struct pdf *p, const struct official_head *h);
/* Two or three signature columns side by side: title in bold capitals, note in italics ("(Ký, ghi rõ họ tên)"), room to sign,
 * name in bold (may be empty). */
struct pdf_signature {
	str title, note, name;
};
void pdf_signatures(struct pdf *p, const struct pdf_signature *s, size_t n);

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
	FILE_HEIC,
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
/* Re-encodes a JPEG, PNG, WebP or HEIC, the last two as JPEG: turned upright by its EXIF orientation, all metadata dropped, longest side at most `side`
 * pixels. INVALID when it cannot be decoded or is larger than 80 megapixels. */
MUST_USE err image_clean(struct ctx *c, int fd, int side, int *out_fd, int64_t *out_size);
/* Opens somebody's PDF in the helper. INVALID, with a sentence: it is cut off or damaged, or it asks for a password. */
MUST_USE err pdf_check(struct ctx *c, int fd);
int image_helper_main(void); /* body of `dinh image-helper`: stdin -> stdout */
