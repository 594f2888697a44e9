/* sheet_xlsx: a workbook of Office Open XML as rows of texts. Runs in the helper. All that is unpacked counts towards one limit. */
#include "archive.h"
#include "sheet.h"
#include "xml.h"
#include <math.h>
#include <stdlib.h>

enum { LINES = 1048576, WIDEST = 16384, STYLES = 65536, FORMATS = 4096 };

struct workbook {
	struct sheet_writing *w;
	struct archive *archive;
	size_t plain;    /* unpacked so far */
	struct xml *xml; /* the part at work */
	enum sheet_fault fault;
	buf text; /* of the element at work */
	bool taking, phonetic;
	/* workbook.xml and its relations */
	str sheet_id, sheet_path;
	bool has_sheet, from_1904;
	buf name;
	/* shared strings */
	str *strings;
	size_t nstrings, strings_room, strings_bytes;
	/* styles: which of them show a date */
	int dates[FORMATS];
	size_t ndates;
	unsigned char style_is_date[STYLES];
	size_t nstyles;
	bool in_styles;
	/* the sheet */
	int64_t line;
	int column;
	char type;
	size_t style;
	bool in_value;
};
typedef void (*begin_fn)(struct workbook *b, const char *name, const char **attributes);
typedef void (*end_fn)(struct workbook *b, const char *name);

static void stop(struct workbook *b, enum sheet_fault fault)
{
	if (!b->fault)
		b->fault = fault;
	xml_stop(b->xml);
}

static bool truth(const char *value) { return !strcmp(value, "1") || !strcmp(value, "true"); }

/* ---- one part of the archive through the parser ---- */

struct reading_part {
	struct workbook *b;
	begin_fn begin;
	end_fn end;
};

static void on_begin(struct xml *x, const char *name, const char **attributes)
{
	struct reading_part *r = x->arg;
	r->begin(r->b, name, attributes);
}

static void on_end(struct xml *x, const char *name)
{
	struct reading_part *r = x->arg;
	r->end(r->b, name);
}

static void on_text(struct xml *x, const char *s, size_t n)
{
	struct workbook *b = ((struct reading_part *)x->arg)->b;
	if (!b->taking || b->phonetic)
		return;
	if (b->text.n + n > (size_t)4 * SHEET_CELL)
		stop(b, SHEET_LONG_CELL);
	else
		buf_put(&b->text, s, n);
}

static void parse_all(struct workbook *b)
{
	for (int n = 1; n > 0 && !b->xml->stopped;) {
		void *room = xml_room(b->xml);
		n = room ? archive_read(b->archive, room, XML_PIECE) : -1;
		if (n < 0)
			stop(b, SHEET_BROKEN);
		else if ((b->plain += (size_t)n) > SHEET_PLAIN_MAX)
			stop(b, SHEET_LARGE);
		else
			xml_piece(b->xml, (size_t)n);
	}
	if (b->xml->bad && !b->fault)
		b->fault = SHEET_BROKEN;
}

/* False: the archive has no such part. */
static bool part(struct workbook *b, const char *path, begin_fn begin, end_fn end)
{
	struct reading_part r = {b, begin, end};
	struct xml x = {.begin = on_begin, .end = on_end, .text = on_text, .arg = &r};
	if (b->fault || !archive_find(b->archive, path))
		return false;
	if (!archive_begin(b->archive)) {
		b->fault = SHEET_BROKEN;
		return true;
	}
	b->xml = &x;
	b->taking = b->phonetic = false;
	if (xml_open(&x)) {
		parse_all(b);
		xml_close(&x);
	}
	archive_end(b->archive);
	return true;
}

static void nothing_ends(struct workbook *b, const char *name) { (void)b, (void)name; }

/* ---- which sheet ---- */

static void book_begins(struct workbook *b, const char *name, const char **attributes)
{
	if (!strcmp(name, "workbookPr"))
		b->from_1904 = truth(xml_attribute(attributes, "date1904"));
	if (strcmp(name, "sheet") != 0 || b->has_sheet || !strncmp(xml_attribute(attributes, "state"), "hidden", 6) ||
		!strcmp(xml_attribute(attributes, "state"), "veryHidden"))
		return;
	b->has_sheet = true;
	b->sheet_id = S("");
	for (const char **one = attributes; one[0]; one += 2)
		if (!strcmp(xml_local(one[0]), "id") && strchr(one[0], ':'))
			b->sheet_id = str_copy(b->w->a, str_of(one[1]));
	str title = str_of(xml_attribute(attributes, "name"));
	for (size_t i = 0; i < title.n && b->name.n < 200; i++)
		buf_put(&b->name, (unsigned char)title.s[i] < ' ' ? " " : title.s + i, 1);
}

static void relation_begins(struct workbook *b, const char *name, const char **attributes)
{
	if (strcmp(name, "Relationship") != 0 || !str_is(b->sheet_id, xml_attribute(attributes, "Id")))
		return;
	const char *target = xml_attribute(attributes, "Target");
	b->sheet_path = target[0] == '/' ? str_copy(b->w->a, str_of(target + 1)) : str_format(b->w->a, "xl/%s", target);
}

/* ---- shared strings ---- */

static void string_begins(struct workbook *b, const char *name, const char **attributes)
{
	(void)attributes;
	if (!strcmp(name, "si"))
		b->text.n = 0;
	b->taking = !strcmp(name, "t");
	b->phonetic |= !strcmp(name, "rPh");
}

static void string_ends(struct workbook *b, const char *name)
{
	b->taking = false;
	if (!strcmp(name, "rPh"))
		b->phonetic = false;
	if (strcmp(name, "si") != 0)
		return;
	if ((b->strings_bytes += b->text.n + 16) > SHEET_TEXT_MAX) {
		stop(b, SHEET_LARGE);
		return;
	}
	b->strings = GROWN(b->w->a, b->strings, b->nstrings, &b->strings_room, 1024);
	b->strings[b->nstrings++] = str_copy(b->w->a, buf_text(&b->text));
}

/* ---- styles ---- */

/* A day or a year stands in it, outside of texts, colours and escapes. */
static bool shows_date(const char *code)
{
	for (const char *s = code; *s; s++) {
		if (*s == '"' || *s == '[') {
			const char *end = strchr(s + 1, *s == '"' ? '"' : ']');
			if (!end)
				return false;
			s = end;
		} else if (*s == '\\' || *s == '_' || *s == '*')
			s += s[1] != 0;
		else if (strchr("dDyY", *s))
			return true;
	}
	return false;
}

static bool date_format(const struct workbook *b, int format)
{
	if ((format >= 14 && format <= 17) || format == 22 || (format >= 27 && format <= 31) || format == 36 ||
		(format >= 50 && format <= 58))
		return true;
	for (size_t i = 0; i < b->ndates; i++)
		if (b->dates[i] == format)
			return true;
	return false;
}

static void style_begins(struct workbook *b, const char *name, const char **attributes)
{
	if (!strcmp(name, "numFmt") && b->ndates < FORMATS && shows_date(xml_attribute(attributes, "formatCode")))
		b->dates[b->ndates++] = atoi(xml_attribute(attributes, "numFmtId"));
	if (!strcmp(name, "cellXfs"))
		b->in_styles = true;
	if (!strcmp(name, "xf") && b->in_styles && b->nstyles < STYLES)
		b->style_is_date[b->nstyles++] = date_format(b, atoi(xml_attribute(attributes, "numFmtId")));
}

static void style_ends(struct workbook *b, const char *name)
{
	if (!strcmp(name, "cellXfs"))
		b->in_styles = false;
}

/* ---- the sheet ---- */

/* "AB12": column 27; the line is the row's. -1: no place in a sheet. */
static int column_of(const char *reference)
{
	int column = 0;
	for (; *reference >= 'A' && *reference <= 'Z'; reference++)
		if ((column = column * 26 + *reference - 'A' + 1) > WIDEST)
			return -1;
	return column - 1;
}

static void cell_begins(struct workbook *b, const char **attributes)
{
	const char *reference = xml_attribute(attributes, "r"), *type = xml_attribute(attributes, "t");
	b->column = reference[0] ? column_of(reference) : b->column + 1;
	b->type = !strcmp(type, "s") ? 's' : !strcmp(type, "inlineStr") || !strcmp(type, "str") ? 't' : type[0] ? type[0] : 'n';
	b->style = strtoul(xml_attribute(attributes, "s"), NULL, 10);
	b->text.n = 0;
	if (b->column < 0 || !b->line) /* or outside of any row */
		stop(b, SHEET_BROKEN);
}

static void row_begins(struct workbook *b, const char **attributes)
{
	const char *line = xml_attribute(attributes, "r");
	int64_t given = b->line + 1;
	if (line[0] && (!str_int(str_of(line), &given) || given <= b->line || given > LINES))
		stop(b, SHEET_BROKEN);
	b->line = given;
	b->column = -1;
}

static void sheet_begins(struct workbook *b, const char *name, const char **attributes)
{
	if (!strcmp(name, "row"))
		row_begins(b, attributes);
	else if (!strcmp(name, "c"))
		cell_begins(b, attributes);
	b->phonetic |= !strcmp(name, "rPh");
	b->taking = !strcmp(name, "v") || !strcmp(name, "t"); /* not "f": what a formula says counts, not how */
}

static str number_text(struct workbook *b, const char *typed)
{
	char *end;
	double v = strtod(typed, &end);
	if (*end || !isfinite(v))
		return str_of(typed);
	if (b->style < b->nstyles && b->style_is_date[b->style] && v >= 1 && v < 2958466) {
		int64_t serial = (int64_t)v + (b->from_1904 ? 1462 : 0);
		return day_iso(b->w->a, (day)(serial - 25569 + (serial < 60))); /* 29/02/1900 never was */
	}
	if (v == floor(v) && fabs(v) < 1e15)
		return str_format(b->w->a, "%.0f", v);
	return str_format(b->w->a, "%.15g", v);
}

static void cell_ends(struct workbook *b)
{
	str text = buf_text(&b->text);
	int64_t at;
	if (b->type == 's')
		text = str_int(text, &at) && at >= 0 && (uint64_t)at < b->nstrings ? b->strings[at] : S("");
	else if (b->type == 'n' && text.n)
		text = number_text(b, str_c(b->w->a, text));
	sheet_cell(b->w, b->line, b->column, text);
	if (b->w->fault)
		stop(b, b->w->fault);
}

static void sheet_ends(struct workbook *b, const char *name)
{
	b->taking = false;
	if (!strcmp(name, "rPh"))
		b->phonetic = false;
	if (!strcmp(name, "c"))
		cell_ends(b);
}

static enum sheet_fault read_book(struct workbook *b)
{
	part(b, "xl/workbook.xml", book_begins, nothing_ends);
	if (!b->has_sheet || !b->sheet_id.n)
		return b->fault ? b->fault : SHEET_BROKEN;
	part(b, "xl/_rels/workbook.xml.rels", relation_begins, nothing_ends);
	buf_str(&b->w->out, buf_text(&b->name));
	buf_put(&b->w->out, (char[]){SHEET_NAME_END}, 1);
	part(b, "xl/sharedStrings.xml", string_begins, string_ends);
	part(b, "xl/styles.xml", style_begins, style_ends);
	if (!b->fault && (!b->sheet_path.n || !part(b, b->sheet_path.s, sheet_begins, sheet_ends)))
		return SHEET_BROKEN;
	return b->fault;
}

enum sheet_fault xlsx_read(struct sheet_writing *w, struct archive *archive)
{
	struct workbook *b = NEW(w->a, struct workbook);
	b->w = w;
	b->text.a = b->name.a = w->a;
	b->archive = archive;
	return read_book(b);
}
