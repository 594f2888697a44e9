#include "sheet_inventory.h"
#include "archive.h"

enum { BEGINNING = 4096 };

bool inventory_is(str bytes)
{
	str head = {bytes.s, bytes.n < BEGINNING ? bytes.n : BEGINNING}, line, rest;
	if (str_starts(head, S("\xef\xbb\xbf")))
		head = (str){head.s + 3, head.n - 3};
	head = str_trim(head);
	if (str_starts(head, S("<")))
		return inventory_says(head, "request>") || inventory_says(head, "node ") || inventory_says(head, "list>");
	str_cut(head, '\n', &line, &rest);
	return inventory_snmp_line(line);
}

enum sheet_fault inventory_read(struct sheet_writing *w, str bytes)
{
	bytes = str_trim(str_starts(bytes, S("\xef\xbb\xbf")) ? (str){bytes.s + 3, bytes.n - 3} : bytes);
	return str_starts(bytes, S("<")) ? inventory_xml(w, bytes) : inventory_snmp(w, bytes);
}

static enum sheet_fault read_part(struct sheet_writing *w, struct archive *zip, buf *all, size_t *plain)
{
	char piece[1 << 14];
	all->n = 0;
	for (int n = 1; n > 0;) {
		if ((n = archive_read(zip, piece, sizeof piece)) < 0)
			return SHEET_BROKEN;
		if (all->n + (size_t)n > INVENTORY_FILE_MAX || (*plain += (size_t)n) > SHEET_PLAIN_MAX)
			return SHEET_LARGE;
		buf_put(all, piece, (size_t)n);
	}
	return inventory_is(buf_text(all)) ? inventory_read(w, buf_text(all)) : SHEET_READ;
}

enum sheet_fault inventory_files(struct sheet_writing *w, struct archive *zip)
{
	buf all = {.a = w->a};
	size_t plain = 0;
	int files = 0;
	for (bool more = archive_first(zip); more; more = archive_next(zip)) {
		if (++files > INVENTORY_FILES)
			return SHEET_LARGE;
		if (!archive_begin(zip))
			return SHEET_BROKEN;
		enum sheet_fault fault = read_part(w, zip, &all, &plain);
		archive_end(zip);
		if (fault)
			return fault;
	}
	return w->rows ? SHEET_READ : SHEET_BROKEN;
}
