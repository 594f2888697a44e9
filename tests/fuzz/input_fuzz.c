/* Fuzz target: typed input. Whatever is sent as a query, a form or JSON, what read_input lets through keeps the declaration. */
#include "web/judging.h"
#include <stdlib.h>
#include "db/db.h"
#include "http/http.h"
#include "web/input.h"
#include "web/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct form {
	str text, lines, day, kind;
	int64_t number;
	bool yes;
	struct ints ints;
	struct texts texts;
	struct upload file;
};
static const struct choice kinds[] = {{"a", "A"}, {"b", "B"}, {NULL, NULL}};
static const struct field fields[] = {
	TEXT(struct form, text, "Chữ", 1, 8),
	LONG_TEXT(struct form, lines, "Dòng", 0, 16),
	DATE(struct form, day, "Ngày", OPTIONAL),
	CHOICE(struct form, kind, "Ý kiến", OPTIONAL, kinds),
	INT(struct form, number, "Số", -5, 1000),
	BOOL(struct form, yes, "Có"),
	INTS(struct form, ints, "Các số", 0, 3),
	TEXTS(struct form, texts, "Các chữ", 0, 3),
	FILE_FIELD(struct form, file, "Tệp", OPTIONAL),
};
static const struct input input = INPUT("form", fields);

static void require(bool holds)
{
	if (!holds)
		abort();
}

static bool plain(str s, bool lines)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] < ' ' && !(lines && (s.s[i] == '\n' || s.s[i] == '\t')))
			return false;
	return s.s && utf8_valid(s) && str_eq(s, str_trim(s));
}

static void keeps_the_declaration(const struct form *f)
{
	day d;
	require(plain(f->text, false) && utf8_length(f->text) >= 1 && utf8_length(f->text) <= 8);
	require(plain(f->lines, true) && utf8_length(f->lines) <= 16);
	require(!f->day.n || (f->day.n == 10 && day_parse(f->day, &d)));
	require(!f->kind.n || str_is(f->kind, "a") || str_is(f->kind, "b"));
	require(f->number >= -5 && f->number <= 1000);
	require(f->ints.n <= 3 && f->texts.n <= 3);
	for (size_t i = 0; i < f->texts.n; i++)
		require(plain(f->texts.v[i], false) && f->texts.v[i].n);
}

/* The input as the name of a file: what is kept is one visible component of a path. */
static void file_name(struct req *q, str sent)
{
	struct http_part part = {.name = S("file"), .filename = sent, .fd = 0, .size = 1};
	struct form f = {0};
	q->http->parts = &part;
	q->http->nparts = 1;
	require(read_fields(q, &input, FROM_FORM, &f) != NULL); /* the text is missing */
	if (f.file.fd == 0)
		require(plain(f.file.name, false) && f.file.name.n && f.file.name.s[0] != '.' && !str_has(f.file.name, S("/")) &&
			!str_has(f.file.name, S("\\")) && f.file.name.n <= 255);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size)
		return 0;
	arena a = {0};
	str sent = str_copy(&a, (str){(const char *)data + 1, size - 1});
	struct http_request http = {.a = &a, .query = sent, .body = sent};
	struct req q = {.ctx.a = &a, .http = &http};
	struct form f = {0};
	log_level = LOG_ERROR;
	if (data[0] % 3 == 2)
		file_name(&q, sent);
	else if (!read_fields(&q, &input, data[0] % 3 ? FROM_JSON : FROM_QUERY, &f))
		keeps_the_declaration(&f);
	arena_free(&a);
	return 0;
}
