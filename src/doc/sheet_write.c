/* sheet_write: which kind of table the bytes are, and all of it as text, in the helper process. */
#include "archive.h"
#include "sheet_inventory.h"

static void without_name(struct sheet_writing *w) { buf_put(&w->out, (char[]){SHEET_NAME_END}, 1); }

static enum sheet_fault from_archive(struct sheet_writing *w, str bytes)
{
	struct archive *zip = archive_open(w->a, bytes);
	enum sheet_fault fault;
	if (!zip)
		return SHEET_BROKEN;
	if (archive_find(zip, "xl/workbook.xml"))
		fault = xlsx_read(w, zip);
	else {
		without_name(w);
		fault = inventory_files(w, zip);
	}
	archive_close(zip);
	return fault;
}

static enum sheet_fault from_text(struct sheet_writing *w, str bytes)
{
	without_name(w);
	if (geojson_is(bytes))
		return geojson_read(w, bytes);
	return inventory_is(bytes) ? inventory_read(w, bytes) : csv_read(w, bytes);
}

enum sheet_fault sheet_write(struct sheet_writing *w, str bytes)
{
	if (str_starts(bytes, S("\xd0\xcf\x11\xe0")))
		return SHEET_LOCKED;
	enum sheet_fault fault = str_starts(bytes, S("PK\3\4")) ? from_archive(w, bytes) : from_text(w, bytes);
	w->begun = w->begun && !fault;
	if (w->begun)
		sheet_row_end(w);
	return fault ? fault : !w->rows ? SHEET_EMPTY : SHEET_READ;
}
