/* sheet: foreign tables as rows of texts. What comes out of the helper is believed no more than what went in: it is cut at two signs, and
 * each text is cleaned by whoever takes it. */
#include "sheet.h"
#include "image.h"
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

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
		[SHEET_LONG_CELL] = "Có ô dài quá 2.000 chữ, hoặc một hình có quá nhiều điểm. Hãy rút ngắn rồi gửi.",
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
