/* sniff: what a file is, by its content. Names and what a browser claims count for nothing. */
#include "doc.h"

static bool has_at(str s, size_t at, str what) { return s.n >= at + what.n && !memcmp(s.s + at, what.s, what.n); }

static unsigned number(str s, size_t at) { return (unsigned char)s.s[at] | (unsigned)(unsigned char)s.s[at + 1] << 8; }

/* The name in the local header at `at`; empty when it is cut off. */
static str zip_name(str s, size_t at)
{
	if (s.n < at + 30)
		return S("");
	size_t n = number(s, at + 26);
	return s.n >= at + 30 + n ? (str){s.s + at + 30, n} : S("");
}

/* Office documents are ZIP archives; the names of their first members tell them apart. An OpenDocument file begins with a member
 * `mimetype`, not compressed. */
static enum file_type zip_type(str s)
{
	static const char odt[] = "application/vnd.oasis.opendocument.text";
	if (str_is(zip_name(s, 0), "mimetype")) {
		size_t at = 30 + 8 + number(s, 28);
		return has_at(s, at, str_of(odt)) && (has_at(s, at + sizeof odt - 1, S("PK"))) ? FILE_ODT : FILE_ZIP;
	}
	bool office = false;
	for (size_t at = 0; at + 30 <= s.n;) {
		str name = zip_name(s, at);
		office |= str_is(name, "[Content_Types].xml") || str_is(name, "_rels/.rels");
		if (office && str_starts(name, S("word/")))
			return FILE_DOCX;
		if (office && str_starts(name, S("xl/")))
			return FILE_XLSX;
		const char *more = memmem(s.s + at + 4, s.n - at - 4, "PK\3\4", 4);
		if (!more)
			break;
		at = (size_t)(more - s.s);
	}
	return FILE_ZIP;
}

static bool is_text(str head, bool cut)
{
	for (size_t i = 0; i < head.n; i++) {
		unsigned char c = (unsigned char)head.s[i];
		if ((c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f') || c == 0x7f)
			return false;
	}
	for (size_t tail = 0; tail <= (cut ? 3 : 0) && tail < head.n; tail++) /* the head may end within a character */
		if (utf8_valid((str){head.s, head.n - tail}))
			return true;
	return false;
}

/* A box "ftyp" whose brands name pictures in HEVC. */
static bool is_heic(str s)
{
	static const char *const brands[] = {"heic", "heix", "heim", "heis", "hevc", "hevx", NULL};
	if (!has_at(s, 4, S("ftyp")))
		return false;
	size_t n = (size_t)(unsigned char)s.s[2] << 8 | (unsigned char)s.s[3];
	for (size_t at = 8; at + 4 <= n && at + 4 <= s.n; at += at == 8 ? 8 : 4)
		for (const char *const *b = brands; *b; b++)
			if (!memcmp(s.s + at, *b, 4))
				return true;
	return false;
}

/* Scanners and programs write lines, a BOM, a printer's head before it; readers look in the first 1,024 bytes. */
static bool has_pdf(str s)
{
	enum { WITHIN = 1024 };
	static const char *const others[] = {"GIF8", "MZ", "\177ELF", "BM", "<", "#!", NULL};
	for (const char *const *o = others; *o; o++)
		if (str_starts(s, str_of(*o)))
			return false; /* a file of two natures */
	str head = {s.s, s.n < WITHIN + 7 ? s.n : WITHIN + 7};
	return str_has(head, S("%PDF-1.")) || str_has(head, S("%PDF-2."));
}

enum file_type sniff(str head, int64_t size)
{
	if (has_at(head, 0, S("\xff\xd8\xff")))
		return FILE_JPEG;
	if (has_at(head, 0, S("\x89PNG\r\n\x1a\n")))
		return FILE_PNG;
	if (has_at(head, 0, S("RIFF")) && has_at(head, 8, S("WEBP")))
		return FILE_WEBP;
	if (is_heic(head))
		return FILE_HEIC;
	if (has_at(head, 0, S("PK\3\4")) && head.n >= 30)
		return zip_type(head);
	if (has_pdf(head))
		return FILE_PDF;
	if (!head.n || !is_text(head, size > (int64_t)head.n))
		return FILE_UNKNOWN;
	str text = has_at(head, 0, S("\xef\xbb\xbf")) ? (str){head.s + 3, head.n - 3} : head;
	return str_starts(str_trim(text), S("<?xml")) ? FILE_XML : FILE_TEXT;
}

static const struct {
	const char *mime, *ending;
} types[] = {
	[FILE_UNKNOWN] = {"application/octet-stream", "bin"},
	[FILE_PDF] = {"application/pdf", "pdf"},
	[FILE_JPEG] = {"image/jpeg", "jpg"},
	[FILE_PNG] = {"image/png", "png"},
	[FILE_WEBP] = {"image/webp", "webp"},
	[FILE_HEIC] = {"image/heic", "heic"},
	[FILE_DOCX] = {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
	[FILE_XLSX] = {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
	[FILE_ODT] = {"application/vnd.oasis.opendocument.text", "odt"},
	[FILE_TEXT] = {"text/plain; charset=utf-8", "txt"},
	[FILE_XML] = {"application/xml", "xml"},
	[FILE_ZIP] = {"application/zip", "zip"},
};

const char *file_type_mime(enum file_type t) { return types[t].mime; }
const char *file_type_ending(enum file_type t) { return types[t].ending; }
