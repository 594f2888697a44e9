/* Fuzz target: everything of src/http that reads what a stranger sent: heads, queries, cookies, forms. */
#include "http/inside.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

/* METHOD target version LF name:value LF .. */
static void head(arena *a, str input)
{
	struct http_line *lines = NEWN(a, struct http_line, 64);
	struct http_head h = {.lines = lines};
	str line, rest;
	str_cut(input, '\n', &line, &rest);
	str_cut(line, ' ', &h.method, &line);
	str_cut(line, ' ', &h.target, &h.version);
	while (rest.n && h.n < 64) {
		str_cut(rest, '\n', &line, &rest);
		str_cut(line, ':', &lines[h.n].name, &lines[h.n].value);
		h.n++;
	}
	if (head_check(a, &h) == 0) {
		require(h.path.n && h.path.s[0] == '/' && utf8_valid(h.path) && !str_has(h.path, S("/../")));
		require(h.length >= 0);
	}
	query_find(a, h.query, "q");
	cookie_find(head_find(&h, "Cookie"), "session");
	address_last(a, head_find(&h, "X-Forwarded-For"));
	media_boundary(a, head_find(&h, "Content-Type"));
}

/* The parts of a form must not depend on how its bytes are cut. */
static void form(arena *a, str input, bool multipart)
{
	str type = multipart ? S("multipart/form-data; boundary=x") : S("application/x-www-form-urlencoded");
	const struct http_part *once, *twice;
	size_t n = 0, m = 0, half = input.n / 2;
	int status = 0;
	struct http_form *f = http_form_begin(a, type, "/tmp", 64, &status), *g = http_form_begin(a, type, "/tmp", 64, &status);
	http_form_feed(f, input.s, input.n);
	http_form_feed(g, input.s, half);
	http_form_feed(g, input.s + half, input.n - half);
	status = http_form_end(f, &once, &n);
	require(http_form_end(g, &twice, &m) == status && n == m);
	for (size_t i = 0; i < n; i++)
		require(str_eq(once[i].name, twice[i].name) && str_eq(once[i].value, twice[i].value) &&
			once[i].size == twice[i].size && utf8_valid(once[i].name) && utf8_valid(once[i].value) &&
			str_eq(once[i].filename, twice[i].filename));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	arena a = {0};
	if (!size)
		return 0;
	str input = {(const char *)data + 1, size - 1};
	log_level = LOG_ERROR;
	if (data[0] % 3 == 0)
		head(&a, input);
	else
		form(&a, input, data[0] % 3 == 1);
	arena_free(&a);
	return 0;
}
