/* What the tests of sheets share: the helper process reads, texts are compared. */
#pragma once
#include "tests/unit/store.h"
#include "sheet.h"
#include <fcntl.h>
#include <minizip/zip.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static inline struct ctx ctx_of(arena *a) { return (struct ctx){.a = a, .now = TEST_NOW, .request_id = S("test")}; }

static inline int file_of(str bytes)
{
	int fd = memfd_create("table", MFD_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes.s, bytes.n), bytes.n);
	return fd;
}

static inline err read_bytes(struct ctx *c, str bytes, struct sheet *out)
{
	int fd = file_of(bytes);
	err e = sheet_read(c, fd, out);
	close(fd);
	return e;
}

/* "2:a|b|c;5:d": each row that is there, by its line. */
static inline str shown(struct ctx *c, struct sheet *s)
{
	buf b = {.a = c->a};
	for (struct sheet_row row; sheet_next(s, &row);) {
		buf_printf(&b, "%s%lld:", b.n ? ";" : "", (long long)row.line);
		for (size_t i = 0; i < row.n; i++)
			buf_printf(&b, "%s%.*s", i ? "|" : "", STR_ARG(row.cells[i]));
	}
	return buf_text(&b);
}

static inline void reads(str bytes, const char *wanted)
{
	arena a = {0};
	struct ctx c = ctx_of(&a);
	struct sheet s;
	OK(read_bytes(&c, bytes, &s));
	assert_string_equal(str_c(&a, shown(&c, &s)), wanted);
	arena_free(&a);
}

static inline void refuses(str bytes, const char *words)
{
	arena a = {0};
	struct ctx c = ctx_of(&a);
	struct sheet s;
	err e = read_bytes(&c, bytes, &s);
	assert_non_null(e);
	assert_int_equal(e->kind, INVALID);
	assert_non_null(e->problems);
	assert_string_equal(e->problems->field, "file");
	if (!str_has(e->text, str_of(words)))
		fail_msg("“%.*s” does not say “%s”", STR_ARG(e->text), words);
	arena_free(&a);
}

struct member_text {
	const char *path;
	str text;
};

static inline str zipped(arena *a, const struct member_text *parts)
{
	char path[] = "/tmp/sheet-test-XXXXXX";
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	zipFile z = zipOpen64(path, APPEND_STATUS_CREATE);
	assert_non_null(z);
	for (const struct member_text *p = parts; p->path; p++) {
		assert_int_equal(zipOpenNewFileInZip64(z, p->path, NULL, NULL, 0, NULL, 0, NULL, 8, 6, 1), 0);
		for (size_t at = 0; at < p->text.n; at += 1 << 30)
			assert_int_equal(zipWriteInFileInZip(z, p->text.s + at, (unsigned)(p->text.n - at)), 0);
		zipCloseFileInZip(z);
	}
	zipClose(z, NULL);
	off_t size = lseek(fd, 0, SEEK_END);
	char *bytes = arena_get(a, (size_t)size + 1);
	assert_int_equal(pread(fd, bytes, (size_t)size, 0), size);
	close(fd);
	unlink(path);
	return (str){bytes, (size_t)size};
}
