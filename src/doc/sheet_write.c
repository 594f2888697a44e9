/* sheet_write: which kind of table the bytes are, and all of it as text, in the helper process. */
#include "sheet.h"

enum sheet_fault sheet_write(struct sheet_writing *w, str bytes)
{
	if (str_starts(bytes, S("\xd0\xcf\x11\xe0")))
		return SHEET_LOCKED;
	bool archive = str_starts(bytes, S("PK\3\4"));
	buf_put(&w->out, (char[]){SHEET_NAME_END}, archive ? 0 : 1);
	enum sheet_fault fault = archive ? xlsx_read(w, bytes) : csv_read(w, bytes);
	w->begun = w->begun && !fault;
	if (w->begun)
		sheet_row_end(w);
	return fault ? fault : !w->rows ? SHEET_EMPTY : SHEET_READ;
}
