/* pdf: the adapter of cairo and pango.
 *
 * Everything visible becomes a mark (a line of text, a stroke, a QR code) of a block. A block stays together: a line of a
 * paragraph, a row of a table, a row of columns. When a block ends it is moved to the next page if it does not fit the rest of
 * this one; only a block taller than a whole page is cut. */
#include "doc.h"
#include <pango/pangocairo.h>
#include <cairo-pdf.h>
#include <math.h>

static const char FONT[] = "Liberation Serif";
static const double MM = 72 / 25.4, HAIRLINE = 0.5, CELL_PADDING = 3;

enum mark_kind { MARK_TEXT, MARK_STROKE, MARK_DOTS, MARK_QR, MARK_CROSS };
struct mark {
	enum mark_kind kind;
	double x, y, w, h; /* y from the top of the block; text: the baseline is `rise` below y */
	double rise;
	PangoLayoutLine *line;
	const unsigned char *modules;
	int side; /* of the QR code, in modules */
	str link;
};
struct marks {
	struct mark *v;
	size_t n, cap;
};
enum { COLUMNS = 8 };
struct pdf {
	struct ctx *c;
	err error; /* the first one; everything after it does nothing */
	buf file;
	cairo_surface_t *surface;
	cairo_t *cr;
	PangoContext *context;
	double page_w, page_h, top, bottom, left, width, size;
	int page;
	str footer;
	double y;           /* where the next block begins */
	double x, w;        /* of the current column */
	double at;          /* from the top of the block */
	int depth;          /* of open blocks: columns may hold tables */
	struct marks marks; /* of the open block */
	double column_x[COLUMNS], column_w[COLUMNS], row_top, row_bottom;
	size_t columns, column;
	bool unprinted; /* a letter that no installed font has */
};

static void failed(struct pdf *p, err e)
{
	if (!p->error)
		p->error = e;
}

/* ---- layouts ---- */

/* Pango wants valid UTF-8; signs that no font has (control characters) become spaces. */
static str printable(arena *a, str s)
{
	str text = str_copy(a, utf8_valid(s) ? utf8_nfc(a, s) : s);
	bool valid = utf8_valid(text);
	char *b = (char *)text.s;
	for (size_t i = 0; i < text.n; i++) {
		unsigned char ch = (unsigned char)b[i];
		if ((ch < ' ' && ch != '\n') || ch == 0x7f)
			b[i] = ' ';
		else if (ch >= 0x80 && !valid)
			b[i] = '?';
	}
	return text;
}

static void unref(void *object) { g_object_unref(object); }

/* Centred text: the narrowest width with the same number of lines makes them about equally long. */
static void balance(PangoLayout *layout, double width)
{
	int lines = pango_layout_get_line_count(layout);
	double low = width / lines, high = width;
	if (lines < 2)
		return;
	while (high - low > 1) {
		double middle = (low + high) / 2;
		pango_layout_set_width(layout, (int)lround(middle * PANGO_SCALE));
		if (pango_layout_get_line_count(layout) > lines)
			low = middle;
		else
			high = middle;
	}
	pango_layout_set_width(layout, (int)lround(high * PANGO_SCALE));
}

/* Boxes are the font's own "□"; the ticked ones get a cross when their place is known. All three have three bytes. */
static str boxes(struct pdf *p, PangoLayout *layout, str text)
{
	static const char box[] = "□", empty[] = "☐", ticked[] = "☒";
	enum { BYTES = sizeof box - 1 };
	char *b = NULL;
	int *at = NULL, n = 0;
	for (size_t i = 0; i + BYTES <= text.n; i++) {
		bool cross = !memcmp(text.s + i, ticked, BYTES);
		if (!cross && memcmp(text.s + i, empty, BYTES) != 0)
			continue;
		if (!b) {
			text = str_copy(p->c->a, text);
			b = (char *)text.s;
			at = NEWN(p->c->a, int, text.n / BYTES + 1);
		}
		memcpy(b + i, box, BYTES);
		if (cross)
			at[n++] = (int)i;
	}
	if (n) {
		at[n] = -1;
		g_object_set_data(G_OBJECT(layout), "crosses", at);
	}
	return text;
}

/* Beyond Latin letters, their marks and signs: only then is it worth asking. */
static bool of_another_script(str text)
{
	for (size_t i = 0; i + 1 < text.n; i++) {
		unsigned char first = (unsigned char)text.s[i], second = (unsigned char)text.s[i + 1];
		if (first > 0xe2 || (first > 0xcd && first < 0xe1) || (first == 0xe1 && (second < 0xb8 || second > 0xbb)))
			return true;
	}
	return false;
}

static PangoLayout *layout_of(struct pdf *p, str text, struct pdf_text style, double size, double width)
{
	PangoLayout *layout = pango_layout_new(p->context);
	arena_defer(p->c->a, unref, layout);
	PangoFontDescription *font = pango_font_description_from_string(FONT);
	pango_font_description_set_size(font, (int)lround(size * PANGO_SCALE));
	pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_font_description_set_style(font, style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_spacing(layout, (int)lround(size * 0.12 * PANGO_SCALE));
	pango_layout_set_indent(layout, (int)lround(style.indent * PANGO_SCALE));
	pango_layout_set_justify(layout, style.align == PDF_JUSTIFY);
	pango_layout_set_alignment(layout, style.align == PDF_CENTRE  ? PANGO_ALIGN_CENTER
					   : style.align == PDF_RIGHT ? PANGO_ALIGN_RIGHT
								      : PANGO_ALIGN_LEFT);
	if (width > 0)
		pango_layout_set_width(layout, (int)lround(width * PANGO_SCALE));
	if (style.underline) {
		PangoAttrList *list = pango_attr_list_new();
		pango_attr_list_insert(list, pango_attr_underline_new(PANGO_UNDERLINE_SINGLE));
		pango_layout_set_attributes(layout, list);
		pango_attr_list_unref(list);
	}
	text = boxes(p, layout, text);
	pango_layout_set_text(layout, text.s, (int)text.n);
	if (of_another_script(text) && pango_layout_get_unknown_glyphs_count(layout))
		p->unprinted = true;
	if (style.align == PDF_CENTRE && width > 0)
		balance(layout, width);
	return layout;
}

/* ---- blocks and pages ---- */

static void draw_footer(struct pdf *p)
{
	const double size = 9;
	if (!p->footer.n)
		return;
	cairo_move_to(p->cr, p->left, (p->page_h + p->bottom) / 2 - size / 2);
	pango_cairo_show_layout(p->cr, layout_of(p, p->footer, (struct pdf_text){.italic = true}, size, p->width));
}

static void next_page(struct pdf *p)
{
	cairo_show_page(p->cr);
	p->page++;
	p->y = p->top;
	str number = str_format(p->c->a, "%d", p->page);
	PangoLayout *layout = layout_of(p, number, (struct pdf_text){.align = PDF_CENTRE}, p->size, p->width);
	cairo_move_to(p->cr, p->left, p->top / 2 - p->size / 2);
	pango_cairo_show_layout(p->cr, layout);
	draw_footer(p);
}

void pdf_footer(struct pdf *p, str text)
{
	if (p->error)
		return;
	p->footer = printable(p->c->a, text);
	draw_footer(p);
}

static struct mark *add_mark(struct pdf *p, enum mark_kind kind)
{
	struct marks *m = &p->marks;
	m->v = GROWN(p->c->a, m->v, m->n, &m->cap, 32);
	struct mark *added = &m->v[m->n++];
	*added = (struct mark){.kind = kind, .x = p->x, .y = p->at, .w = p->w};
	return added;
}

static void draw_qr(struct pdf *p, const struct mark *m, double y)
{
	double module = m->w / (m->side + 8), x0 = m->x + 4 * module, y0 = y + 4 * module;
	for (int row = 0; row < m->side; row++)
		for (int from = 0, to; from < m->side; from = to + 1) {
			const unsigned char *line = m->modules + row * m->side;
			while (from < m->side && !line[from])
				from++;
			for (to = from; to < m->side && line[to];)
				to++;
			if (to > from)
				cairo_rectangle(p->cr, x0 + from * module, y0 + row * module, (to - from) * module, module);
		}
	cairo_fill(p->cr);
	if (m->link.n) {
		str area = str_format(
			p->c->a, "rect=[%d %d %d %d] uri='%.*s'", (int)m->x, (int)y, (int)m->w, (int)m->w, STR_ARG(m->link));
		cairo_tag_begin(p->cr, CAIRO_TAG_LINK, area.s);
		cairo_tag_end(p->cr, CAIRO_TAG_LINK);
	}
}

static void draw_stroke(struct pdf *p, const struct mark *m, double y, double h)
{
	static const double dots[] = {0.4, 2};
	if (m->kind == MARK_DOTS)
		cairo_set_dash(p->cr, dots, 2, 0);
	cairo_set_line_width(p->cr, HAIRLINE);
	cairo_move_to(p->cr, m->x, y);
	cairo_line_to(p->cr, m->x + m->w, y + h);
	cairo_stroke(p->cr);
	cairo_set_dash(p->cr, NULL, 0, 0);
}

/* The part of a mark that stands between `from` and `to` of its block, on a page where `from` lies at p->y. */
static void draw(struct pdf *p, const struct mark *m, double from, double to)
{
	bool vertical = m->kind == MARK_STROKE && m->h > 0;
	double y = p->y + m->y - from;
	if (vertical) {
		double top = fmax(m->y, from), end = fmin(m->y + m->h, to);
		if (end > top)
			draw_stroke(p, m, p->y + top - from, end - top);
		return;
	}
	if (m->y + m->h < from || (m->y + m->h > to && to < INFINITY))
		return;
	if (m->kind == MARK_QR)
		draw_qr(p, m, y);
	else if (m->kind == MARK_CROSS) {
		draw_stroke(p, m, y, m->h);
		draw_stroke(p, m, y + m->h, -m->h);
	} else if (m->kind != MARK_TEXT)
		draw_stroke(p, m, y, 0);
	else {
		cairo_move_to(p->cr, m->x, y + m->rise);
		pango_cairo_show_layout_line(p->cr, m->line);
	}
}

static void block_begin(struct pdf *p)
{
	if (p->depth++)
		return;
	p->marks.n = 0;
	p->at = 0;
}

static bool fits(const struct pdf *p, double height) { return p->y + height <= p->bottom + 0.01; }

static void block_end(struct pdf *p)
{
	if (--p->depth)
		return;
	double height = p->at, room = p->bottom - p->top, from = 0;
	if (!fits(p, height) && p->y > p->top)
		next_page(p);
	for (; height - from > room + 0.01; from += room) { /* taller than a page: cut it */
		for (size_t i = 0; i < p->marks.n; i++)
			draw(p, &p->marks.v[i], from, from + room);
		next_page(p);
	}
	for (size_t i = 0; i < p->marks.n; i++)
		draw(p, &p->marks.v[i], from, INFINITY);
	p->y += height - from;
}

/* ---- text ---- */

static double size_of(const struct pdf *p, struct pdf_text style) { return style.size > 0 ? style.size : p->size; }

static double layout_width(PangoLayout *layout)
{
	PangoRectangle r;
	pango_layout_get_extents(layout, NULL, &r);
	return (double)r.width / PANGO_SCALE;
}

double pdf_text_width(struct pdf *p, str text, struct pdf_text style)
{
	style.indent = 0;
	return p->error ? 0 : layout_width(layout_of(p, printable(p->c->a, text), style, size_of(p, style), 0));
}

double pdf_width(const struct pdf *p) { return p->w; }

/* The crosses of the boxes that stand in this line, which begins at (x, y). */
static void cross_boxes(struct pdf *p, PangoLayout *layout, const PangoLayoutLine *line, double x, double y)
{
	const int *at = g_object_get_data(G_OBJECT(layout), "crosses");
	for (; at && *at >= 0; at++) {
		PangoRectangle box;
		int start = line->start_index;
		if (*at < start || *at >= start + line->length)
			continue;
		pango_layout_index_to_pos(layout, *at, &box);
		int left;
		pango_layout_line_index_to_x((PangoLayoutLine *)(uintptr_t)line, *at, 0, &left);
		double side = (double)box.width / PANGO_SCALE;
		struct mark *m = add_mark(p, MARK_CROSS);
		*m = (struct mark){.kind = MARK_CROSS,
			.x = x + (double)left / PANGO_SCALE + side * 0.2,
			.y = y - side * 0.72,
			.w = side * 0.6,
			.h = side * 0.6};
	}
}

/* Puts the lines of a layout into blocks: `together` all into one, else a few lines at either end stay together. */
static void put_lines(struct pdf *p, PangoLayout *layout, bool together)
{
	int n = pango_layout_get_line_count(layout), i = 0;
	double done = 0, block_top = 0, width = (double)pango_layout_get_width(layout) / PANGO_SCALE;
	double shift = width > 0 && width < p->w ? (p->w - width) / 2 : 0; /* of a balanced layout */
	PangoLayoutIter *iter = pango_layout_get_iter(layout);
	together |= n <= 3;
	block_begin(p);
	block_top = p->at;
	do {
		PangoRectangle r;
		int top, end;
		pango_layout_iter_get_line_extents(iter, NULL, &r);
		pango_layout_iter_get_line_yrange(iter, &top, &end);
		if (!together && i > 1 && i < n - 1) { /* neither one line alone at the foot of a page nor at its head */
			block_end(p);
			block_begin(p);
			block_top = p->at;
			done = (double)top / PANGO_SCALE;
		}
		struct mark *m = add_mark(p, MARK_TEXT);
		m->line = pango_layout_iter_get_line_readonly(iter);
		m->x += (double)r.x / PANGO_SCALE + shift;
		m->y = block_top + (double)top / PANGO_SCALE - done;
		m->h = (double)(end - top) / PANGO_SCALE;
		m->rise = (double)(pango_layout_iter_get_baseline(iter) - top) / PANGO_SCALE;
		p->at = m->y + m->h;
		cross_boxes(p, layout, m->line, m->x, m->y + m->rise);
		i++;
	} while (pango_layout_iter_next_line(iter));
	pango_layout_iter_free(iter);
	block_end(p);
}

void pdf_space(struct pdf *p, double points)
{
	if (p->depth)
		p->at += points;
	else if (p->y > p->top)
		p->y += points; /* no space at the head of a page */
}

void pdf_page(struct pdf *p)
{
	if (p->depth)
		failed(p, FAIL(p->c, BROKEN, "pdf_page within a block"));
	if (!p->error && p->y > p->top)
		next_page(p);
}

void pdf_paragraph(struct pdf *p, str text, struct pdf_text style)
{
	if (p->error)
		return;
	str shown = printable(p->c->a, text);
	double size = size_of(p, style), least = size / 2;
	if (style.one_line)
		for (; size > least && layout_width(layout_of(p, shown, style, size, 0)) > p->w; size -= 0.25)
			;
	pdf_space(p, style.before);
	put_lines(p, layout_of(p, shown, style, size, p->w), false);
	pdf_space(p, style.after);
}

/* From the end of the last line of the open block to the edge; a column leaves room before the next one. */
static void leader(struct pdf *p, double x0, double width)
{
	enum { GAP = 6 };
	PangoRectangle end;
	size_t at = p->marks.n;
	while (at > 0 && p->marks.v[at - 1].kind != MARK_TEXT)
		at--;
	if (!at)
		return;
	const struct mark last = p->marks.v[at - 1];
	double edge = x0 + width - (p->columns && p->column + 1 < p->columns ? GAP : 0);
	pango_layout_line_get_extents(last.line, NULL, &end);
	double text_end = last.x + (double)end.width / PANGO_SCALE;
	struct mark *dots = add_mark(p, MARK_DOTS);
	*dots = (struct mark){.kind = MARK_DOTS, .x = text_end, .y = last.y + last.rise, .w = fmax(0, edge - text_end)};
}

void pdf_runs(struct pdf *p, const struct pdf_run *runs, size_t n, struct pdf_text style, bool dots)
{
	buf b = {.a = p->c->a};
	PangoAttrList *list = pango_attr_list_new();
	for (size_t i = 0; i < n; i++) {
		size_t start = b.n;
		buf_str(&b, printable(p->c->a, runs[i].text));
		if (!runs[i].bold)
			continue;
		PangoAttribute *bold = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
		bold->start_index = (guint)start;
		bold->end_index = (guint)b.n;
		pango_attr_list_insert(list, bold);
	}
	if (!p->error) {
		PangoLayout *layout = layout_of(p, buf_text(&b), style, size_of(p, style), p->w);
		pango_layout_set_attributes(layout, list);
		pdf_space(p, style.before);
		block_begin(p);
		put_lines(p, layout, true);
		if (dots)
			leader(p, p->x, p->w);
		block_end(p);
		pdf_space(p, style.after);
	}
	pango_attr_list_unref(list);
}

void pdf_labelled(struct pdf *p, str label, str value)
{
	str body = str_trim(value);
	const struct pdf_run runs[] = {{str_format(p->c->a, "%.*s: ", STR_ARG(label)), false}, {body, true}};
	pdf_runs(p, runs, 2, (struct pdf_text){.indent = -p->size, .after = p->size * 0.2}, !body.n);
}

/* ---- columns ---- */

void pdf_columns(struct pdf *p, const double *widths, size_t n)
{
	double sum = 0, x = p->left;
	if (p->columns || !n || n > COLUMNS)
		failed(p, FAIL(p->c, BROKEN, "pdf_columns: %zu columns, or columns within columns", n));
	if (p->error)
		return;
	for (size_t i = 0; i < n; i++)
		sum += widths[i];
	for (size_t i = 0; i < n; i++) {
		p->column_x[i] = x;
		p->column_w[i] = p->width * widths[i] / sum;
		x += p->column_w[i];
	}
	p->columns = n;
	p->column = 0;
	block_begin(p);
	p->row_top = p->row_bottom = p->at;
	p->x = p->column_x[0];
	p->w = p->column_w[0];
}

void pdf_column(struct pdf *p)
{
	if (p->column + 1 >= p->columns)
		failed(p, FAIL(p->c, BROKEN, "pdf_column: there is no next column"));
	if (p->error)
		return;
	p->row_bottom = fmax(p->row_bottom, p->at);
	p->at = p->row_top;
	p->column++;
	p->x = p->column_x[p->column];
	p->w = p->column_w[p->column];
}

void pdf_columns_end(struct pdf *p)
{
	if (!p->columns)
		failed(p, FAIL(p->c, BROKEN, "pdf_columns_end without pdf_columns"));
	if (p->error)
		return;
	p->at = fmax(p->row_bottom, p->at);
	p->columns = 0;
	p->x = p->left;
	p->w = p->width;
	block_end(p);
}

/* ---- tables ---- */

struct table {
	const double *widths;
	const str *cells;
	size_t columns, rows;
	double sum;
	bool *centred;
};

static void stroke(struct pdf *p, double x, double y, double w, double h)
{
	struct mark *m = add_mark(p, MARK_STROKE);
	m->x = x;
	m->y = y;
	m->w = w;
	m->h = h;
}

/* One row as a block of its own; the line above it belongs to it. */
static void table_row(struct pdf *p, const struct table *t, size_t row)
{
	double x0 = p->x, w0 = p->w, top = p->at, x = x0, end = top;
	for (size_t i = 0; i < t->columns; i++) {
		double w = w0 * t->widths[i] / t->sum;
		struct pdf_text style = {.bold = row == 0, .align = row == 0 || t->centred[i] ? PDF_CENTRE : PDF_LEFT};
		p->at = top + CELL_PADDING;
		p->x = x + CELL_PADDING;
		p->w = w - 2 * CELL_PADDING;
		str text = printable(p->c->a, t->cells[row * t->columns + i]);
		put_lines(p, layout_of(p, text, style, p->size * 0.95, p->w), true);
		end = fmax(end, p->at + CELL_PADDING);
		x += w;
	}
	p->x = x0;
	p->w = w0;
	x = x0;
	for (size_t i = 0; i <= t->columns; i++) {
		stroke(p, x, top, 0, end - top);
		x += i < t->columns ? w0 * t->widths[i] / t->sum : 0;
	}
	stroke(p, x0, top, w0, 0);
	stroke(p, x0, end, w0, 0);
	p->at = end;
}

static void measure_columns(struct pdf *p, struct table *t)
{
	t->centred = NEWN(p->c->a, bool, t->columns);
	for (size_t i = 0; i < t->columns; i++) {
		t->sum += t->widths[i];
		t->centred[i] = true;
		for (size_t row = 1; row < t->rows; row++)
			if (utf8_length(t->cells[row * t->columns + i]) > 12)
				t->centred[i] = false;
	}
}

/* How tall a row will be; nothing is drawn. */
static double row_height(struct pdf *p, const struct table *t, size_t row)
{
	size_t marks = p->marks.n;
	double at = p->at;
	p->depth++;
	table_row(p, t, row);
	p->depth--;
	double height = p->at - at;
	p->marks.n = marks;
	p->at = at;
	return height;
}

void pdf_table(struct pdf *p, const double *widths, const str *cells, size_t columns, size_t rows)
{
	struct table t = {.widths = widths, .cells = cells, .columns = columns, .rows = rows};
	if (p->error || !columns || !rows)
		return;
	measure_columns(p, &t);
	double head = row_height(p, &t, 0);
	for (size_t row = 0; row < rows; row++) {
		double height = row == 0 ? head + (rows > 1 ? row_height(p, &t, 1) : 0) : row_height(p, &t, row);
		if (!p->depth && !fits(p, height) && p->y > p->top) { /* the heading never stands alone at the foot */
			next_page(p);
			if (row) {
				block_begin(p);
				table_row(p, &t, 0);
				block_end(p);
			}
		}
		block_begin(p);
		table_row(p, &t, row);
		block_end(p);
	}
	pdf_space(p, p->size * 0.4);
}

/* ---- the rest ---- */

void pdf_together(struct pdf *p)
{
	if (p->columns)
		failed(p, FAIL(p->c, BROKEN, "pdf_together within columns"));
	if (!p->error)
		block_begin(p);
}

void pdf_together_end(struct pdf *p)
{
	if (!p->depth)
		failed(p, FAIL(p->c, BROKEN, "pdf_together_end without pdf_together"));
	if (!p->error)
		block_end(p);
}

void pdf_qr(struct pdf *p, str text, double side)
{
	int modules;
	const unsigned char *matrix;
	if (p->error)
		return;
	err e = qr_matrix(p->c, text, &modules, &matrix);
	if (e)
		return failed(p, e);
	block_begin(p);
	struct mark *m = add_mark(p, MARK_QR);
	if (p->columns)
		m->x += (p->w - side) / 2;
	m->w = m->h = side;
	m->modules = matrix;
	m->side = modules;
	if (str_starts(text, S("https://")) || str_starts(text, S("http://")))
		m->link = memchr(text.s, '\'', text.n) ? S("") : str_copy(p->c->a, text);
	p->at += side;
	block_end(p);
}

void pdf_rule(struct pdf *p, double width)
{
	if (p->error)
		return;
	double shown = fmin(width, p->w);
	block_begin(p);
	p->at += 1.5;
	stroke(p, p->x + (p->w - shown) / 2, p->at, shown, 0);
	p->at += 1.5;
	block_end(p);
}

static cairo_status_t append(void *to, const unsigned char *bytes, unsigned int n)
{
	buf_put(to, (const char *)bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

static void destroy(void *pdf)
{
	struct pdf *p = pdf;
	g_object_unref(p->context);
	cairo_destroy(p->cr);
	cairo_surface_destroy(p->surface);
}

/* A machine without the font would print a commune's papers in whatever is left, with boxes for letters: refuse instead. */
static bool font_serves(struct pdf *p)
{
	PangoFontDescription *wanted = pango_font_description_from_string(FONT);
	PangoFont *font = pango_context_load_font(p->context, wanted);
	bool serves = font && pango_font_has_char(font, 0x1eab) && pango_font_has_char(font, 0x1ef1);
	pango_font_description_free(wanted);
	if (font)
		g_object_unref(font);
	return serves;
}

static void set_paper(struct pdf *p, enum pdf_size size)
{
	static const struct {
		double w, h, edge, left, right, size; /* millimetres; edge: above and below */
	} papers[] = {
		[PDF_A4] = {210, 297, 20, 30, 15, 13},
		[PDF_A5] = {148, 210, 10, 14, 10, 10},
		[PDF_A4_WIDE] = {297, 210, 15, 20, 10, 9},
	};
	p->page_w = papers[size].w * MM;
	p->page_h = papers[size].h * MM;
	p->top = p->y = papers[size].edge * MM;
	p->bottom = p->page_h - papers[size].edge * MM;
	p->left = p->x = papers[size].left * MM;
	p->width = p->w = p->page_w - p->left - papers[size].right * MM;
	p->size = papers[size].size;
	p->page = 1;
}

err pdf_begin(struct ctx *c, enum pdf_size size, str title, struct pdf **out)
{
	struct pdf *p = NEW(c->a, struct pdf);
	p->c = c;
	p->file = (buf){.a = c->a};
	set_paper(p, size);
	p->surface = cairo_pdf_surface_create_for_stream(append, &p->file, p->page_w, p->page_h);
	p->cr = cairo_create(p->surface);
	p->context = pango_font_map_create_context(pango_cairo_font_map_get_default());
	arena_defer(c->a, destroy, p);
	if (cairo_status(p->cr))
		return FAIL(c, BROKEN, "cairo: %s", cairo_status_to_string(cairo_status(p->cr)));
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_resolution(p->context, 72);
	pango_cairo_context_set_font_options(p->context, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(p->context, FALSE);
	pango_context_set_language(p->context, pango_language_from_string("vi"));
	pango_cairo_update_context(p->cr, p->context);
	if (!font_serves(p))
		return FAIL(c, BROKEN, "the font %s with Vietnamese letters is missing (Debian package fonts-liberation2)", FONT);
	str made = time_rfc3339(c->a, c->now);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, str_c(c->a, printable(c->a, title)));
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATOR, "Đình");
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, str_format(c->a, "%.*sZ", 19, made.s).s);
	*out = p;
	return NULL;
}

/* What a paper cannot say it says it cannot. */
static void note_unprinted(struct pdf *p)
{
	pdf_paragraph(p,
		S("Có chữ không in được vì máy chủ chưa cài phông của hệ chữ đó; những chữ này hiện thành ô vuông. Khi dùng giấy "
		  "này, hãy "
		  "đối chiếu với hồ sơ điện tử."),
		(struct pdf_text){.size = p->size * 0.75, .italic = true, .before = 6});
	log_line(LOG_WARNING, p->c, "pdf.font", "missing=true packages=fonts-noto-core,fonts-noto-cjk");
}

arena *pdf_arena(struct pdf *p) { return p->c->a; }
int pdf_pages(const struct pdf *p) { return p->page; }

err pdf_end(struct pdf *p, buf *out)
{
	if (p->unprinted && !p->error && !p->depth)
		note_unprinted(p);
	if (!p->error && p->depth)
		failed(p, FAIL(p->c, BROKEN, "pdf_end inside columns"));
	if (p->error)
		return p->error;
	cairo_surface_finish(p->surface);
	cairo_status_t status = cairo_surface_status(p->surface);
	if (!status)
		status = cairo_status(p->cr) == CAIRO_STATUS_SURFACE_FINISHED ? 0 : cairo_status(p->cr);
	if (status)
		return FAIL(p->c, BROKEN, "cairo: %s", cairo_status_to_string(status));
	buf_str(out, buf_text(&p->file));
	return NULL;
}
