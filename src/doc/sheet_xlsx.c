/* sheet_xlsx: the adapter of minizip and expat: a workbook of Office Open XML as rows of texts. Runs in the helper. Entities are none of the
 * format's business: a document that declares a type is refused, and all that is unpacked counts towards one limit. */
#include "sheet.h"
#include <expat.h>
#include <math.h>
#include <minizip/unzip.h>
#include <stdlib.h>

enum { LINES = 1048576, WIDEST = 16384, STYLES = 65536, FORMATS = 4096 };

struct workbook {
	struct sheet_writing *w;
	unzFile zip;
	size_t plain; /* unpacked so far */
	XML_Parser parser;
	enum sheet_fault fault;
	int depth;
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
	if (b->parser)
		XML_StopParser(b->parser, XML_FALSE);
}

/* Programs put any prefix before the names of the one vocabulary. */
static const char *local(const char *name)
{
	const char *colon = strrchr(name, ':');
	return colon ? colon + 1 : name;
}

static const char *attribute(const char **all, const char *name)
{
	for (; all[0]; all += 2)
		if (!strcmp(all[0], name))
			return all[1];
	return "";
}

static bool truth(const char *value) { return !strcmp(value, "1") || !strcmp(value, "true"); }

/* ---- one part of the archive through the parser ---- */

struct reading_part {
	struct workbook *b;
	begin_fn begin;
	end_fn end;
};

static void XMLCALL on_begin(void *arg, const char *name, const char **attributes)
{
	struct reading_part *r = arg;
	if (++r->b->depth > 64)
		stop(r->b, SHEET_BROKEN);
	else
		r->begin(r->b, local(name), attributes);
}

static void XMLCALL on_end(void *arg, const char *name)
{
	struct reading_part *r = arg;
	r->b->depth--;
	if (!r->b->fault)
		r->end(r->b, local(name));
}

static void XMLCALL on_text(void *arg, const char *s, int n)
{
	struct workbook *b = ((struct reading_part *)arg)->b;
	if (!b->taking || b->phonetic)
		return;
	if (b->text.n + (size_t)n > (size_t)4 * SHEET_CELL)
		stop(b, SHEET_LONG_CELL);
	else
		buf_put(&b->text, s, (size_t)n);
}

static void XMLCALL on_doctype(void *arg, const char *name, const char *system, const char *public, int subset)
{
	(void)name, (void)system, (void)public, (void)subset;
	stop(((struct reading_part *)arg)->b, SHEET_BROKEN);
}

static void parse_all(struct workbook *b)
{
	enum { PIECE = 1 << 16 };
	for (int n = 1; n > 0 && !b->fault;) {
		void *piece = XML_GetBuffer(b->parser, PIECE);
		n = piece ? unzReadCurrentFile(b->zip, piece, PIECE) : -1;
		if (n < 0)
			stop(b, SHEET_BROKEN);
		else if ((b->plain += (size_t)n) > SHEET_PLAIN_MAX)
			stop(b, SHEET_LARGE);
		else if (XML_ParseBuffer(b->parser, n, n == 0) != XML_STATUS_OK)
			stop(b, SHEET_BROKEN);
	}
}

/* False: the archive has no such part. */
static bool part(struct workbook *b, const char *path, begin_fn begin, end_fn end)
{
	struct reading_part r = {b, begin, end};
	if (b->fault || unzLocateFile(b->zip, path, 1) != UNZ_OK)
		return false;
	if (unzOpenCurrentFile(b->zip) != UNZ_OK) {
		b->fault = SHEET_BROKEN;
		return true;
	}
	b->parser = XML_ParserCreate(NULL);
	b->depth = 0;
	b->taking = b->phonetic = false;
	if (b->parser) {
		XML_SetUserData(b->parser, &r);
		XML_SetElementHandler(b->parser, on_begin, on_end);
		XML_SetCharacterDataHandler(b->parser, on_text);
		XML_SetStartDoctypeDeclHandler(b->parser, on_doctype);
		parse_all(b);
		XML_ParserFree(b->parser);
		b->parser = NULL;
	}
	unzCloseCurrentFile(b->zip);
	return true;
}

static void nothing_ends(struct workbook *b, const char *name) { (void)b, (void)name; }

/* ---- which sheet ---- */

static void book_begins(struct workbook *b, const char *name, const char **attributes)
{
	if (!strcmp(name, "workbookPr"))
		b->from_1904 = truth(attribute(attributes, "date1904"));
	if (strcmp(name, "sheet") != 0 || b->has_sheet || !strncmp(attribute(attributes, "state"), "hidden", 6) ||
		!strcmp(attribute(attributes, "state"), "veryHidden"))
		return;
	b->has_sheet = true;
	b->sheet_id = S("");
	for (const char **one = attributes; one[0]; one += 2)
		if (!strcmp(local(one[0]), "id") && strchr(one[0], ':'))
			b->sheet_id = str_copy(b->w->a, str_of(one[1]));
	str title = str_of(attribute(attributes, "name"));
	for (size_t i = 0; i < title.n && b->name.n < 200; i++)
		buf_put(&b->name, (unsigned char)title.s[i] < ' ' ? " " : title.s + i, 1);
}

static void relation_begins(struct workbook *b, const char *name, const char **attributes)
{
	if (strcmp(name, "Relationship") != 0 || !str_is(b->sheet_id, attribute(attributes, "Id")))
		return;
	const char *target = attribute(attributes, "Target");
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
	if (!strcmp(name, "numFmt") && b->ndates < FORMATS && shows_date(attribute(attributes, "formatCode")))
		b->dates[b->ndates++] = atoi(attribute(attributes, "numFmtId"));
	if (!strcmp(name, "cellXfs"))
		b->in_styles = true;
	if (!strcmp(name, "xf") && b->in_styles && b->nstyles < STYLES)
		b->style_is_date[b->nstyles++] = date_format(b, atoi(attribute(attributes, "numFmtId")));
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
	const char *reference = attribute(attributes, "r"), *type = attribute(attributes, "t");
	b->column = reference[0] ? column_of(reference) : b->column + 1;
	b->type = !strcmp(type, "s") ? 's' : !strcmp(type, "inlineStr") || !strcmp(type, "str") ? 't' : type[0] ? type[0] : 'n';
	b->style = strtoul(attribute(attributes, "s"), NULL, 10);
	b->text.n = 0;
	if (b->column < 0 || !b->line) /* or outside of any row */
		stop(b, SHEET_BROKEN);
}

static void row_begins(struct workbook *b, const char **attributes)
{
	const char *line = attribute(attributes, "r");
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

/* ---- the archive, from memory ---- */

struct bytes {
	str all;
	size_t at;
};

static voidpf ZCALLBACK memory_open(voidpf opaque, const void *name, int mode)
{
	(void)name, (void)mode;
	return opaque;
}

static uLong ZCALLBACK memory_read(voidpf opaque, voidpf stream, void *out, uLong size)
{
	struct bytes *m = stream;
	(void)opaque;
	size_t n = m->at < m->all.n ? m->all.n - m->at : 0;
	n = n < size ? n : size;
	memcpy(out, m->all.s + m->at, n);
	m->at += n;
	return n;
}

static ZPOS64_T ZCALLBACK memory_tell(voidpf opaque, voidpf stream)
{
	(void)opaque;
	return ((struct bytes *)stream)->at;
}

static long ZCALLBACK memory_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
	struct bytes *m = stream;
	(void)opaque;
	ZPOS64_T from = origin == ZLIB_FILEFUNC_SEEK_CUR ? m->at : origin == ZLIB_FILEFUNC_SEEK_END ? m->all.n : 0;
	if (offset > m->all.n || from + offset > m->all.n)
		return -1;
	m->at = (size_t)(from + offset);
	return 0;
}

static int ZCALLBACK memory_end(voidpf opaque, voidpf stream)
{
	(void)opaque, (void)stream;
	return 0;
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

enum sheet_fault xlsx_read(struct sheet_writing *w, str bytes)
{
	struct bytes memory = {bytes, 0};
	zlib_filefunc64_def functions = {.zopen64_file = memory_open,
		.zread_file = memory_read,
		.ztell64_file = memory_tell,
		.zseek64_file = memory_seek,
		.zclose_file = memory_end,
		.zerror_file = memory_end,
		.opaque = &memory};
	struct workbook *b = NEW(w->a, struct workbook);
	b->w = w;
	b->text.a = b->name.a = w->a;
	b->zip = unzOpen2_64("", &functions);
	if (!b->zip)
		return SHEET_BROKEN;
	enum sheet_fault fault = read_book(b);
	unzClose(b->zip);
	return fault;
}
