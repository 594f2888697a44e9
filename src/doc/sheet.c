/* sheet: foreign tables as rows of texts. What comes out of the helper is believed no more than what went in: it is cut at two signs, and
 * each text is cleaned by whoever takes it. */
#include "sheet.h"
#include "image.h"
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- writing, in the helper ---- */

/* Control characters are spaces: two of them have a meaning of ours. */
static void put_text(buf *out, str text)
{
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.s[i];
		buf_put(out, c < ' ' || c == 0x7f ? " " : text.s + i, 1);
	}
}

static void row_end(struct sheet_writing *w)
{
	char end = SHEET_ROW_END;
	if (w->begun)
		buf_put(&w->out, &end, 1);
	w->begun = false;
	w->columns = 0;
}

void sheet_cell(struct sheet_writing *w, int64_t line, int column, str text)
{
	char start = SHEET_CELL_START;
	text = str_trim(text);
	if (!text.n || w->fault)
		return;
	if (w->begun && line != w->line)
		row_end(w);
	if (column < w->columns || (w->rows && line < w->line))
		w->fault = SHEET_BROKEN; /* places that go back */
	else if (column >= SHEET_COLUMNS)
		w->fault = SHEET_MANY_COLUMNS;
	else if (text.n > SHEET_CELL && utf8_length(text) > SHEET_CELL)
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

enum sheet_fault sheet_write(struct sheet_writing *w, str bytes)
{
	if (str_starts(bytes, S("\xd0\xcf\x11\xe0")))
		return SHEET_LOCKED;
	bool archive = str_starts(bytes, S("PK\3\4"));
	buf_put(&w->out, (char[]){SHEET_NAME_END}, archive ? 0 : 1);
	enum sheet_fault fault = archive ? xlsx_read(w, bytes) : csv_read(w, bytes);
	w->begun = w->begun && !fault;
	if (w->begun)
		row_end(w);
	return fault ? fault : !w->rows ? SHEET_EMPTY : SHEET_READ;
}

/* ---- reading ---- */

static err result_of_sheet(struct ctx *c, int status)
{
	static const char *const words[] = {
		[SHEET_BROKEN] =
			"Không đọc được tệp này như một bảng tính. Hãy mở bằng Excel hoặc LibreOffice, lưu lại thành .xlsx "
			"hoặc CSV UTF-8 rồi gửi.",
		[SHEET_LOCKED] =
			"Tệp là .xls kiểu cũ hoặc có mật khẩu. Hãy mở bằng Excel, chọn Lưu thành (Save As) “Excel Workbook "
			"(.xlsx)”, không đặt mật khẩu, rồi gửi.",
		[SHEET_ENCODING] =
			"Chữ trong tệp không phải UTF-8 nên sẽ mất dấu. Trong Excel, chọn Lưu thành (Save As) “CSV UTF-8” "
			"hoặc “Excel Workbook (.xlsx)” rồi gửi.",
		[SHEET_OPEN] =
			"Trong tệp CSV có dấu ngoặc kép mở mà không đóng, nên không biết ô nào kết thúc ở đâu. Hãy lưu thành "
			".xlsx rồi gửi.",
		[SHEET_MANY_ROWS] = "Tệp có hơn 100.000 dòng. Hãy chia thành nhiều tệp rồi gửi từng tệp.",
		[SHEET_MANY_COLUMNS] = "Tệp có hơn 60 cột. Hãy xóa các cột không dùng rồi gửi.",
		[SHEET_LONG_CELL] = "Có ô dài quá 2.000 chữ. Hãy rút ngắn rồi gửi.",
		[SHEET_LARGE] = "Tệp quá lớn khi mở ra. Hãy chia thành nhiều tệp, hoặc lưu thành CSV UTF-8 rồi gửi.",
		[SHEET_EMPTY] = "Tệp không có dòng nào. Hãy kiểm tra trang tính đầu tiên của tệp.",
	};
	int fault = status - SHEET_EXIT;
	if (!status)
		return NULL;
	if (fault <= SHEET_READ || fault >= (int)COUNT(words)) {
		log_line(LOG_WARNING, c, "image-helper", "status=%d", status);
		fault = SHEET_BROKEN;
	}
	return FAIL_FIELD(c, "file", "%s", words[fault]);
}

struct mapped {
	void *at;
	size_t n;
};

static void unmap(void *arg)
{
	const struct mapped *m = arg;
	munmap(m->at, m->n);
}

static err text_of(struct ctx *c, int fd, str *out)
{
	struct stat s;
	if (fstat(fd, &s))
		return FAIL(c, BROKEN, "sheet: no size");
	*out = S("");
	if (!s.st_size)
		return NULL;
	struct mapped *m = NEW(c->a, struct mapped);
	*m = (struct mapped){mmap(NULL, (size_t)s.st_size, PROT_READ, MAP_PRIVATE, fd, 0), (size_t)s.st_size};
	if (m->at == MAP_FAILED)
		return FAIL(c, BROKEN, "sheet: no memory for %lld bytes", (long long)s.st_size);
	arena_defer(c->a, unmap, m);
	*out = (str){m->at, m->n};
	return NULL;
}

err sheet_read(struct ctx *c, int fd, struct sheet *out)
{
	int text;
	struct stat s;
	*out = (struct sheet){0};
	if (fstat(fd, &s))
		return FAIL(c, BROKEN, "sheet: no file");
	if (s.st_size > SHEET_FILE_MAX)
		return FAIL_FIELD(c, "file", "Tệp lớn hơn 40 MB. Hãy chia thành nhiều tệp rồi gửi từng tệp.");
	TRY(helper_text(c, fd, HELPER_SHEET, result_of_sheet, &text));
	err e = text_of(c, text, &out->rest);
	close(text);
	if (e || !str_cut(out->rest, SHEET_NAME_END, &out->name, &out->rest))
		return e ? e : FAIL(c, BROKEN, "sheet: no name");
	out->name = text_clean(c->a, utf8_whole(out->name), false);
	for (size_t i = 0; i < out->rest.n; i++)
		out->n += out->rest.s[i] == SHEET_ROW_END;
	return NULL;
}

bool sheet_next(struct sheet *s, struct sheet_row *row)
{
	str line, number, cell;
	*row = (struct sheet_row){0};
	if (!str_cut(s->rest, SHEET_ROW_END, &line, &s->rest))
		return false;
	bool more = str_cut(line, SHEET_CELL_START, &number, &line);
	if (!more || !str_int(number, &row->line) || row->line < 1)
		return false;
	while (more && row->n < SHEET_COLUMNS) {
		more = str_cut(line, SHEET_CELL_START, &cell, &line);
		row->cells[row->n++] = cell;
	}
	return true;
}
