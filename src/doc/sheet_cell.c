/* sheet_cell: what the readers of tables write, in the helper process: rows of cells as text, and nothing beyond the limits. */
#include "sheet.h"

/* Control characters are spaces: two of them have a meaning of ours. */
static void put_text(buf *out, str text)
{
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.s[i];
		buf_put(out, c < ' ' || c == 0x7f ? " " : text.s + i, 1);
	}
}

void sheet_row_end(struct sheet_writing *w)
{
	char end = SHEET_ROW_END;
	if (w->begun)
		buf_put(&w->out, &end, 1);
	w->begun = false;
	w->columns = 0;
}

void sheet_cell(struct sheet_writing *w, int64_t line, int column, str text)
{
	sheet_cell_long(w, line, column, text, SHEET_CELL);
}

void sheet_cell_long(struct sheet_writing *w, int64_t line, int column, str text, size_t most)
{
	char start = SHEET_CELL_START;
	text = str_trim(text);
	if (!text.n || w->fault)
		return;
	if (w->begun && line != w->line)
		sheet_row_end(w);
	if (column < w->columns || (w->rows && line < w->line))
		w->fault = SHEET_BROKEN; /* places that go back */
	else if (column >= SHEET_COLUMNS)
		w->fault = SHEET_MANY_COLUMNS;
	else if (text.n > most && utf8_length(text) > most)
		w->fault = SHEET_LONG_CELL;
	else if (!w->begun && ++w->rows > SHEET_ROWS + 30) /* a title and the headings stand above */
		w->fault = SHEET_MANY_ROWS;
	else if (w->out.n > SHEET_TEXT_MAX)
		w->fault = SHEET_LARGE;
	if (w->fault)
		return;
	if (!w->begun)
		buf_printf(&w->out, "%lld", (long long)line);
	w->begun = true;
	w->line = line;
	for (; w->columns <= column; w->columns++)
		buf_put(&w->out, &start, 1);
	put_text(&w->out, text);
}
