/* The pure parts: heads, percent encoding, cookies, forms; threads of the crew. The rest is in tests/server, over sockets. */
#include "inside.h"
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>
#include "tests/unit/tests.h"

static arena a;

static int clean(void **state)
{
	(void)state;
	arena_free(&a);
	return 0;
}

static void assert_text(str got, const char *expected)
{
	if (!expected) {
		assert_null(got.s);
		return;
	}
	assert_non_null(got.s);
	assert_string_equal(str_c(&a, got), expected);
	assert_int_equal(got.n, strlen(expected));
}

/* ---- heads ---- */
struct sample {
	const char *method, *target, *version;
	struct http_line lines[4];
	int status;
	int64_t length;
};
#define LINE(name, value)                                                                                                        \
	{                                                                                                                        \
		S(name), S(value)                                                                                                \
	}

static void heads(void **state)
{
	(void)state;
	static const struct sample samples[] = {
		{"GET", "/", "HTTP/1.1", {LINE("Host", "a")}, 0, 0},
		{"GET", "/", "HTTP/1.0", {{{0}}}, 0, 0},
		{"GET", "/", "HTTP/1.1", {{{0}}}, 400, 0},
		{"GET", "/", "HTTP/1.1", {LINE("Host", "[::1]:8080")}, 0, 0},
		{"GET", "/", "HTTP/1.1", {LINE("Host", "a b")}, 400, 0},
		{"GET", "/", "HTTP/1.1", {LINE("Host", "a"), LINE("HOST", "a")}, 400, 0},
		{"G T", "/", "HTTP/1.1", {LINE("Host", "a")}, 400, 0},
		{"", "/", "HTTP/1.1", {LINE("Host", "a")}, 400, 0},
		{"GET", "/", "HTTP/1.1", {LINE("Host", "a"), LINE("A b", "c")}, 400, 0},
		{"GET", "/", "HTTP/1.1", {LINE("Host", "a"), LINE("A", "b\tc")}, 0, 0},
		{"GET", "/", "HTTP/1.1", {LINE("Host", "a"), LINE("A", "b\x1b[2Jc")}, 400, 0},
		{"POST", "/", "HTTP/1.1", {LINE("Host", "a"), LINE("Content-Length", "12")}, 0, 12},
		{"POST", "/", "HTTP/1.1", {LINE("Host", "a"), LINE("Content-Length", "-1")}, 400, 0},
		{"POST", "/", "HTTP/1.1", {LINE("Host", "a"), LINE("Content-Length", "")}, 400, 0},
		{"POST", "/", "HTTP/1.1", {LINE("Host", "a"), LINE("Content-Length", "9223372036854775808")}, 400, 0},
		{"POST", "/", "HTTP/1.1", {LINE("Host", "a"), LINE("Transfer-Encoding", "Chunked")}, 411, 0},
		{"POST", "/", "HTTP/1.1", {LINE("Host", "a"), LINE("Transfer-Encoding", "chunked, chunked")}, 501, 0},
		{"POST", "/", "HTTP/1.0", {LINE("Transfer-Encoding", "chunked")}, 400, 0},
		{"POST", "/", "HTTP/1.1", {LINE("Host", "a"), LINE("Content-Length", "1"), LINE("Transfer-Encoding", "chunked")},
			400, 0},
	};
	for (size_t i = 0; i < COUNT(samples); i++) {
		const struct sample *s = &samples[i];
		struct http_head h = {str_of(s->method), str_of(s->target), str_of(s->version), s->lines, 0};
		while (h.n < COUNT(s->lines) && s->lines[h.n].name.s)
			h.n++;
		if (head_check(&a, &h) != s->status)
			fail_msg("sample %zu", i);
		if (!s->status)
			assert_int_equal(h.length, s->length);
	}
}

static void targets(void **state)
{
	(void)state;
	static const struct {
		const char *raw, *path, *query;
	} good[] = {
		{"/", "/", ""},
		{"/ho-so/1?a=b?c", "/ho-so/1", "a=b?c"},
		{"/t%C3%ACm%20ki%E1%BA%BFm", "/tìm kiếm", ""},
		{"/tìm", "/tìm", ""},
		{"/a+b", "/a+b", ""},
		{"/..a/b../...", "/..a/b../...", ""},
		{"/a?b=%", "/a", "b=%"},
	};
	static const char *const bad[] = {"", "a", "*", "http://a/", "/%", "/%1", "/%g1", "/a%2Fb", "/a%2f..", "/..", "/.",
		"/a/./b", "/a/..", "/%2e%2e/a", "/a%00", "/a%0a", "/a%7f", "/%c0%ae", "/%ff", "/a#b", "/a b", "/a?b\x01",
		"/a\x7f"};
	const struct http_line host = LINE("Host", "a");
	for (size_t i = 0; i < COUNT(good); i++) {
		struct http_head h = {S("GET"), str_of(good[i].raw), S("HTTP/1.1"), &host, 1};
		assert_int_equal(head_check(&a, &h), 0);
		assert_text(h.path, good[i].path);
		assert_text(str_copy(&a, h.query), good[i].query);
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct http_head h = {S("GET"), str_of(bad[i]), S("HTTP/1.1"), &host, 1};
		if (head_check(&a, &h) != 400)
			fail_msg("taken: %s", bad[i]);
		assert_text(h.path, "/");
	}
}

/* ---- what stands in queries, cookies, other headers ---- */
static void queries(void **state)
{
	(void)state;
	str q = S("a=1&b=%C4%90&a=2&c&d=&=x&e=%zz&f=a%00b&%67=g+h&&");
	assert_text(query_find(&a, q, "a"), "1");
	assert_text(query_find(&a, q, "b"), "Đ");
	assert_text(query_find(&a, q, "c"), "");
	assert_text(query_find(&a, q, "d"), "");
	assert_text(query_find(&a, q, ""), "x");
	assert_text(query_find(&a, q, "e"), NULL);
	assert_text(query_find(&a, q, "f"), NULL);
	assert_text(query_find(&a, q, "g"), "g h");
	assert_text(query_find(&a, q, "h"), NULL);
	assert_text(query_find(&a, (str){0}, "a"), NULL);
}

static void cookies(void **state)
{
	(void)state;
	str c = S("a=1; session=\"x=y\";b ; aa=2;a=3; e=");
	assert_text(cookie_find(c, "a"), "1");
	assert_text(cookie_find(c, "session"), "x=y");
	assert_text(cookie_find(c, "aa"), "2");
	assert_text(cookie_find(c, "e"), "");
	assert_text(cookie_find(c, "b"), NULL);
	assert_text(cookie_find(c, "A"), NULL);
	assert_text(cookie_find((str){0}, "a"), NULL);
}

static void media(void **state)
{
	(void)state;
	assert_true(media_is(S("Application/JSON; charset=utf-8"), "application/json"));
	assert_false(media_is(S("application/jsonx"), "application/json"));
	assert_false(media_is((str){0}, "application/json"));
	assert_text(media_boundary(&a, S("multipart/form-data; charset=x; Boundary=\"a b\"")), "a b");
	assert_text(media_boundary(&a, S("multipart/form-data;boundary=----x")), "----x");
	assert_text(media_boundary(&a, S("multipart/form-data; boundary=")), NULL);
	assert_text(media_boundary(&a, S("multipart/form-data; boundary=\"")), NULL);
	assert_text(media_boundary(&a, S("multipart/form-data; boundary=\"a \"")), NULL);
	assert_text(media_boundary(&a, S("multipart/form-data")), NULL);
}

static void forwarded(void **state)
{
	(void)state;
	assert_text(address_last(&a, S("203.0.113.9, 198.51.100.7")), "198.51.100.7");
	assert_text(address_last(&a, S(" 2001:db8::1 ")), "2001:db8::1");
	assert_text(address_last(&a, S("198.51.100.7, evil")), NULL);
	assert_text(address_last(&a, S("198.51.100.7,")), NULL);
	assert_text(address_last(&a, (str){0}), NULL);
}

static void header_values(void **state)
{
	(void)state;
	struct http_reply reply = {.fd = -1};
	enum level before = log_level;
	log_level = LOG_ERROR;
	http_set(&reply, "Location", S("/a"));
	http_set(&reply, "location", S("/b"));
	http_set(&reply, "Location", S("/c\r\nX: y"));
	http_set(&reply, "X", (str){"a\0b", 3});
	assert_int_equal(reply.nheaders, 1);
	assert_text(reply.headers[0].value, "/b");
	http_set(&reply, "Set-Cookie", S("a=1"));
	http_set(&reply, "Set-Cookie", S("b=2"));
	assert_int_equal(reply.nheaders, 3);
	for (int i = 0; i < 40; i++)
		http_set(&reply, "Set-Cookie", S("c=3"));
	assert_int_equal(reply.nheaders, COUNT(reply.headers));
	log_level = before;
}

/* ---- forms ---- */
/* Feeds a form in pieces of every size from 1: the answer must not depend on how the bytes come. */
static int form_read(str type, str body, size_t file_max, size_t piece, const struct http_part **parts, size_t *n)
{
	int status = 0;
	struct http_form *f = http_form_begin(&a, type, "/tmp", file_max, &status);
	if (!f)
		return status;
	for (size_t at = 0; at < body.n; at += piece)
		http_form_feed(f, body.s + at, body.n - at < piece ? body.n - at : piece);
	return http_form_end(f, parts, n);
}

static void multipart(void **state)
{
	(void)state;
	str type = S("multipart/form-data; boundary=AaB");
	str body = S("preamble\r\n--AaB\r\nContent-Disposition: form-data; "
		     "name=\"t\xc3\xaan\"\r\n\r\nm\xe1\xbb\x99t\r\nhai\r\n--Aa\r\n"
		     "\r\n--AaB\r\ncontent-disposition: form-data; filename=\"a;\\\"b%22.pdf\"; name=f\r\nContent-Type: "
		     "text/plain\r\n\r\n"
		     "\r\r\n\r\n--A\r\n--AaB  \r\nContent-Disposition: form-data; name=\"e\"\r\n\r\n\r\n--AaB--\r\nepilogue");
	for (size_t piece = 1; piece <= body.n; piece++) {
		const struct http_part *parts = NULL;
		size_t n = 0;
		char file[16] = "";
		assert_int_equal(form_read(type, body, 100, piece, &parts, &n), 0);
		assert_int_equal(n, 3);
		assert_text(parts[0].name, "tên");
		assert_text(parts[0].value, "một\r\nhai\r\n--Aa\r\n");
		assert_null(parts[0].filename.s);
		assert_text(parts[1].name, "f");
		assert_text(parts[1].filename, "a;\"b\".pdf");
		assert_text(parts[1].content_type, "text/plain");
		assert_int_equal(parts[1].size, 8);
		assert_int_equal(read(parts[1].fd, file, sizeof file), 8);
		assert_memory_equal(file, "\r\r\n\r\n--A", 8);
		assert_text(parts[2].value, "");
		arena_free(&a);
	}
}

/* What browsers, curl, Python, Java, mail libraries and old programs send as the name of a file. */
static void names_of_files(void **state)
{
	(void)state;
	static const struct {
		const char *parameters, *name;
	} samples[] = {
		{"filename=\"giấy.pdf\"", "giấy.pdf"},
		{"filename*=utf-8''gi%E1%BA%A5y.pdf", "giấy.pdf"},
		{"filename*=UTF-8'vi'gi%e1%ba%a5y%20t%E1%BB%9D.pdf", "giấy tờ.pdf"},
		{"filename*=iso-8859-1'en'%A3%20rates.pdf", "£ rates.pdf"},
		{"filename=\"giay.pdf\"; filename*=utf-8''gi%E1%BA%A5y.pdf", "giấy.pdf"},
		{"filename*=utf-8''gi%E1%BA%A5y.pdf; filename=\"giay.pdf\"", "giấy.pdf"},
		{"FileName*=utf-8''gi%E1%BA%A5y.pdf", "giấy.pdf"},
		{"filename*=gi%E1%BA%A5y.pdf", "giấy.pdf"},
		{"filename*=utf-8''%FF.pdf", "ÿ.pdf"},
		{"filename*=utf-8''100%.pdf", "100%.pdf"},
		{"filename=\"=?utf-8?B?Z2nhuqV5IHThu50ucGRm?=\"", "giấy tờ.pdf"},
		{"filename=\"=?UTF-8?Q?gi=E1=BA=A5y_t=E1=BB=9D.pdf?=\"", "giấy tờ.pdf"},
		{"filename=\"=?utf-8?B?Z2nhug==?= =?utf-8?B?pXkucGRm?=\"", "giấy.pdf"},
		{"filename=\"=?iso-8859-1?Q?caf=E9.pdf?=\"", "café.pdf"},
		{"filename=\"=?utf-8?X?a?=.pdf\"", "=?utf-8?X?a?=.pdf"},
		{"filename=\"gi%E1%BA%A5y.pdf\"", "giấy.pdf"},
		{"filename=\"gi\u1EA5y%20t%E1%BB%9D.pdf\"", "giấy tờ.pdf"},
		{"filename=\"100%.pdf\"", "100%.pdf"},
		{"filename=\"a%22b.pdf\"", "a\"b.pdf"},
		{"filename=\"a\\\"b\\\\c.pdf\"", "a\"b\\c.pdf"},
		{"filename=\"C:\\Users\\An\\a.pdf\"", "C:\\Users\\An\\a.pdf"},
		{"filename=\"caf\xe9.pdf\"", "café.pdf"},
		{"filename=giay.pdf", "giay.pdf"},
		{"filename*0=\"a.pdf\"", "a.pdf"},
		{"filename=\"\"; x=y", ""},
	};
	for (size_t i = 0; i < COUNT(samples); i++) {
		const struct http_part *parts = NULL;
		size_t n = 0;
		str body = str_format(
			&a, "--x\r\nContent-Disposition: form-data; name=\"f\"; %s\r\n\r\n\xff\r\n--x--", samples[i].parameters);
		int status = form_read(S("multipart/form-data; boundary=x"), body, 100, 7, &parts, &n);
		if (status || n != 1 || !parts[0].filename.s || !str_is(parts[0].filename, samples[i].name))
			fail_msg("%s: %d, %zu parts, %.*s", samples[i].parameters, status, n, (int)(n ? parts[0].filename.n : 0),
				n ? parts[0].filename.s : "");
		assert_int_equal(parts[0].size, 1);
		arena_free(&a);
	}
	/* no name at all, but what it is */
	const struct http_part *parts = NULL;
	size_t n = 0;
	str body = S("--x\r\nContent-Disposition: form-data; name=f\r\nContent-Type: application/pdf\r\n\r\n%PDF\xff\r\n--x\r\n"
		     "Content-Type: application/octet-stream\r\nContent-Disposition: form-data; name=g\r\n\r\n\r\n--x--");
	assert_int_equal(form_read(S("multipart/form-data; boundary=x"), body, 100, 7, &parts, &n), 0);
	assert_int_equal(n, 1);
	assert_non_null(parts[0].filename.s);
	assert_int_equal(parts[0].size, 5);
	arena_free(&a);
}

static void bad_forms(void **state)
{
	(void)state;
	static const struct {
		str body;
		int status;
	} samples[] = {
		{S("--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--x--"), 0},
		{S("--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--x"), 400},
		{S("--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb"), 400},
		{S(""), 400},
		{S("--x--"), 0},
		{S("--xy\r\n"), 400},
		{S("--x\r\n\r\nb\r\n--x--"), 400},
		{S("--x\r\nContent-Disposition: form-data\r\n\r\nb\r\n--x--"), 400},
		{S("--x\r\nContent-Disposition: attachment; name=a\r\n\r\nb\r\n--x--"), 400},
		{S("--x\r\nContent-Disposition: form-data; name=\"a\r\n\r\nb\r\n--x--"), 400},
		{S("--x\r\nContent-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b\r\n\r\nb\r\n--x--"),
			400},
		{S("--x\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\nb\r\n--x--"), 400},
		{S("--x\r\nContent-Disposition: form-data; name=a\r\n\r\n\xff\r\n--x--"), 400},
		{S("--x\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\n12345\r\n--x--"), 413},
		{S("--x\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\n1234\r\n--x--"), 0},
	};
	for (size_t i = 0; i < COUNT(samples); i++) {
		const struct http_part *parts;
		size_t n;
		int status = form_read(S("multipart/form-data; boundary=x"), samples[i].body, 4, 7, &parts, &n);
		if (status != samples[i].status)
			fail_msg("sample %zu: %d", i, status);
	}
}

static void urlencoded(void **state)
{
	(void)state;
	const struct http_part *parts;
	size_t n;
	str type = S("application/x-www-form-urlencoded; charset=UTF-8");
	assert_int_equal(form_read(type, S("a=1+2&&b&c=%0D%0A&a="), 0, 3, &parts, &n), 0);
	assert_int_equal(n, 4);
	assert_text(parts[0].value, "1 2");
	assert_text(parts[1].name, "b");
	assert_text(parts[1].value, "");
	assert_text(parts[2].value, "\r\n");
	assert_text(parts[3].value, "");
	assert_int_equal(form_read(type, S("a=%"), 0, 3, &parts, &n), 400);
	assert_int_equal(form_read(type, S("%ff=a"), 0, 3, &parts, &n), 400);
	assert_int_equal(form_read(type, S("a=%00"), 0, 3, &parts, &n), 400);
	assert_int_equal(form_read(type, S(""), 0, 3, &parts, &n), 0);
	assert_int_equal(n, 0);
	str large = {NEWN(&a, char, FIELDS_MAX + 1), FIELDS_MAX + 1};
	memset((char *)large.s, 'a', large.n);
	assert_int_equal(form_read(type, large, 0, 65536, &parts, &n), 413);
}

/* ---- crew ---- */
struct piece {
	struct job_link link;
	_Atomic int *done;
};
static _Atomic int left;

static void run_piece(struct job_link *job)
{
	usleep(200);
	++*((struct piece *)job)->done;
}
static void leave(void *user)
{
	(void)user;
	left++;
}

static void crew(void **state)
{
	(void)state;
	_Atomic int done = 0;
	struct crew *w = crew_start(4, 60000, run_piece, leave, NULL);
	struct piece *pieces = NEWN(&a, struct piece, 500);
	for (int i = 0; i < 500; i++) {
		pieces[i].done = &done;
		assert_true(crew_give(w, &pieces[i].link));
		if (i % 50 == 0)
			usleep(2000); /* let them fall idle now and then */
	}
	crew_stop(w);
	assert_int_equal(done, 500);
	assert_in_range(left, 1, 4);
	assert_false(crew_give(w, &pieces[0].link));
	crew_free(w);
}

/* Given at the very moment at which a hand has waited long enough: it works first. */
static void hands_leave_and_nothing_is_lost(void **state)
{
	enum { PIECES = 1000 };
	(void)state;
	_Atomic int done = 0;
	left = 0;
	struct crew *w = crew_start(2, 1, run_piece, leave, NULL);
	struct piece *pieces = NEWN(&a, struct piece, PIECES);
	for (int i = 0; i < PIECES; i++) {
		pieces[i].done = &done;
		assert_true(crew_give(w, &pieces[i].link));
		usleep((useconds_t)(1250 + i % 150)); /* 200 of work, then the wait of a hand, more or less */
	}
	crew_stop(w);
	assert_int_equal(done, PIECES);
	assert_true(left > 2);
	crew_free(w);
}

static void weights_of_accept(void **state)
{
	(void)state;
	static const struct {
		const char *header, *what;
		int weight;
	} all[] = {{"gzip", "gzip", 1000}, {"GZIP", "gzip", 1000}, {"br;q=0, gzip", "br", 0}, {"br;q=0, gzip", "gzip", 1000},
		{"gzip;q=0", "gzip", 0}, {"gzip;q=0.000", "gzip", 0}, {"gzip;q=0.5", "gzip", 500},
		{"gzip ; Q=0.25 , br", "gzip", 250}, {"gzip;q=0.001", "gzip", 1}, {"abrasive", "br", -1}, {"x-gzip", "gzip", -1},
		{"gzipped", "gzip", -1}, {"", "gzip", -1}, {"*", "*", 1000}, {"*;q=0", "*", 0}, {"gzip;q=1.0", "gzip", 1000},
		{"gzip;q=1.001", "gzip", 0}, {"gzip;q=2", "gzip", 0}, {"gzip;q=", "gzip", 0}, {"gzip;q=-1", "gzip", 0},
		{"gzip;q=0,5", "gzip", 0}, {"gzip;q=abc", "gzip", 0}, {"gzip;level=9;q=0.3", "gzip", 300},
		{";;,,gzip", "gzip", 1000}, {"gzip;q=0.1234", "gzip", 0},
		{"text/html;q=0.8, application/json", "text/html", 800}};
	for (size_t i = 0; i < COUNT(all); i++)
		if (http_weight(str_of(all[i].header), all[i].what) != all[i].weight)
			fail_msg("%s, %s: %d", all[i].header, all[i].what, http_weight(str_of(all[i].header), all[i].what));
}

static void packed_texts_are_smaller(void **state)
{
	(void)state;
	char *text = arena_get(&a, 100000);
	memset(text, 'a', 100000);
	str small = gzip(&a, (str){text, 100000});
	assert_in_range(small.n, 20, 1000);
	assert_memory_equal(small.s, "\x1f\x8b", 2);
	assert_true(gzip(&a, S("")).n > 0);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(weights_of_accept),
		cmocka_unit_test(packed_texts_are_smaller),
		cmocka_unit_test_teardown(heads, clean),
		cmocka_unit_test_teardown(targets, clean),
		cmocka_unit_test_teardown(queries, clean),
		cmocka_unit_test_teardown(cookies, clean),
		cmocka_unit_test_teardown(media, clean),
		cmocka_unit_test_teardown(forwarded, clean),
		cmocka_unit_test_teardown(header_values, clean),
		cmocka_unit_test_teardown(multipart, clean),
		cmocka_unit_test_teardown(names_of_files, clean),
		cmocka_unit_test_teardown(bad_forms, clean),
		cmocka_unit_test_teardown(urlencoded, clean),
		cmocka_unit_test_teardown(crew, clean),
		cmocka_unit_test_teardown(hands_leave_and_nothing_is_lost, clean),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
