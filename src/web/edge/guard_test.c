/* The whole edge over a real socket, with a module of its own: who may, forged forms, forms that come back, cookies, headers. */
#include "tests/unit/store.h"
#include "web/edge/edge.h"
#include "web/hooks.h"
#include "web/services/services.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>
#include "http/http.h"
#include "web/cookies.h"
#include "web/input.h"
#include "web/module.h"
#include "web/reply.h"
#include "web/services/setting.h"

/* ---- a small module ---- */

struct note {
	str text;
	int64_t number;
};
static const struct field note_fields[] = {TEXT(struct note, text, "Nội dung", 1, 20), INT(struct note, number, "Số", 0, 9)};
static const struct input note_input = INPUT("note", note_fields);
static const struct member note_members[] = {MEMBER(struct note, text, M_TEXT), MEMBER(struct note, number, M_INT)};
static const struct shape note_shape = SHAPE("note", struct note, note_members);

static void note_page(struct page *p, const struct note *n)
{
	const struct problem *wrong = page_problem(p, "text");
	buf_lit(p->out, "<p>");
	h(p->out, page_value(p, "text", n->text));
	buf_lit(p->out, "</p>");
	if (wrong)
		h(p->out, wrong->text);
	html_csrf(p);
	buf_printf(p->out, "<i>%s</i>", str_c(p->a, page_shell(p)->flash));
}

static err show_note(struct req *q)
{
	struct note n = {S("<cũ>"), q->id};
	if (q->id == 404)
		return FAIL(&q->ctx, NOT_FOUND, "Không có ghi chú này");
	if (q->id == 500)
		return FAIL(&q->ctx, BROKEN, "a secret detail");
	return reply(q, &n, note_page);
}

static err save_note(struct req *q)
{
	struct note n = {0};
	TRY(read_input(q, &n));
	flash(q, "Đã ghi “%s”", n.text.s);
	return see_other(q, "/ghi-chu/%lld", (long long)n.number);
}

static err get_file(struct req *q)
{
	int fd = memfd_create("file", 0);
	assert_int_equal(write(fd, "0123456789", 10), 10);
	return reply_file(q, fd, 10,
		S("Giấy \"\xe2\x80\xae"
		  "A\".pdf"),
		"application/pdf", S("tag"), false);
}

static err sign_in(struct req *q)
{
	session_cookie(q, S("abc"));
	return see_other(q, "/ghi-chu/1");
}

static err identify(struct ctx *c, const struct session *s, struct actor *out)
{
	if (s->account == 13)
		return FAIL(c, DENIED, "Tài khoản đã khoá");
	*out = (struct actor){.kind = OFFICER, .name = S("Lê Thị Hoa"), .unit = 7};
	if (s->account == 1)
		permission_grant(out, S("note.write"));
	return NULL;
}

/* The module that knows passwords. */
static err prove(struct req *q)
{
	return str_is(http_field(q->http, "proof"), "đúng là tôi") ? NULL : FAIL_FIELD(&q->ctx, "proof", "Mật khẩu không đúng");
}

static const struct permission permissions[] = {{.name = "note.write", .title = "Ghi", .roles = "reception"}};
static const struct route routes[] = {
	GET("/ghi-chu/{id}", .run = show_note, .permission = PUBLIC, .summary = "Xem", .api = "/notes/{id}",
		.shape = &note_shape),
	POST("/ghi-chu", .run = save_note, .permission = "note.write", .summary = "Ghi", .api = "/notes", .input = &note_input,
		.again = show_note),
	GET("/rieng", .run = show_note, .permission = SIGNED_IN, .summary = "Riêng", .api = "/own", .shape = &note_shape),
	GET("/rieng/doi", .run = show_note, .permission = SIGNED_IN, .summary = "Riêng", .fresh = true),
	POST("/rieng/doi", .run = save_note, .permission = SIGNED_IN, .summary = "Đổi", .api = "/own/change",
		.input = &note_input, .again = show_note, .fresh = true),
	GET("/tep", .run = get_file, .permission = PUBLIC, .summary = "Tệp", .api = NULL),
	GET("/vao", .run = show_note, .permission = PUBLIC, .summary = "Trang vào"),
	POST("/vao", .run = sign_in, .permission = PUBLIC, .summary = "Vào", .rate = RATE_LOGIN),
};
static const struct doorway doors[] = {{.door = DOOR_SIGN_IN, .path = "/vao"}};
static const struct module note_module = {.name = "note",
	.title = "Ghi chú",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.doors = LIST(doors),
	.identify = identify,
	.prove = prove};
static const struct module *const list[] = {&edge_module, &web_module, &note_module, NULL};

/* ---- a server and a client ---- */

static struct web web;
static struct http_server *server;
static struct ctx *c;
static str officer, reader, locked; /* tokens */
static int64_t shift;               /* of the clock */

static int64_t test_clock(void) { return clock_now() + shift; }

static str sign(int64_t account)
{
	str token;
	OK(WRITE(c,
		session_begin(c, &(struct new_session){.account = account, .peer = S("127.0.0.1"), .agent = S("test")}, &token)));
	return token;
}

static int setup(void **state)
{
	if (test_open(state))
		return 1;
	c = test_store(state);
	c->now = clock_now();
	log_level = LOG_ERROR + 1;
	web = (struct web){
		.store = test_handle(c), .list = list, .clock = test_clock, .secret = S("a secret of 32 bytes, as it were!")};
	OK(routes_declare(c, list));
	OK(settings_open(c, list, NULL));
	officer = sign(1);
	reader = sign(2);
	locked = sign(13);
	const struct http_options options = {
		.address = "127.0.0.1", .workers = 4, .upload_folder = test_folder(c), .trust_proxy = true};
	OK(http_start(c, &options, web_handlers(), &web, &server));
	return 0;
}

static int teardown(void **state)
{
	http_stop(server);
	settings_close();
	routes_forget();
	return test_close(state);
}

/* Sends a request and gives the whole answer. */
static const char *ask(const char *method, const char *path, const char *headers, const char *body)
{
	static char answer[65536];
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	struct sockaddr_in to = {
		.sin_family = AF_INET, .sin_port = htons((uint16_t)http_port(server)), .sin_addr = {htonl(INADDR_LOOPBACK)}};
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
	str request =
		str_format(c->a, "%s %s HTTP/1.1\r\nHost: dinh.test\r\nConnection: close\r\nContent-Length: %zu\r\n%s\r\n%s",
			method, path, strlen(body), headers, body);
	assert_int_equal(send(fd, request.s, request.n, MSG_NOSIGNAL), request.n);
	size_t n = 0;
	for (ssize_t got; n < sizeof answer - 1 && (got = recv(fd, answer + n, sizeof answer - 1 - n, 0)) > 0;)
		n += (size_t)got;
	answer[n] = 0;
	close(fd);
	return answer;
}

static const char *get(const char *path, const char *headers) { return ask("GET", path, headers, ""); }
static const char *cookie(str token) { return str_format(c->a, "Cookie: dinh=%.*s\r\n", STR_ARG(token)).s; }

#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"
static const char *post(const char *path, const char *headers, const char *body)
{
	return ask("POST", path, str_format(c->a, FORM "%s", headers).s, body);
}

static int status(const char *answer) { return atoi(answer + strlen("HTTP/1.1 ")); }
static bool says(const char *answer, const char *what) { return strcasestr(answer, what) != NULL; }

/* The first thing between two texts. */
static const char *between(const char *answer, const char *before, const char *after)
{
	const char *from = strstr(answer, before);
	assert_non_null(from);
	from += strlen(before);
	const char *end = strstr(from, after);
	assert_non_null(end);
	return str_c(c->a, (str){from, (size_t)(end - from)});
}

/* ---- who may ---- */

static void strangers_are_sent_to_sign_in(void **state)
{
	(void)state;
	const char *a = get("/rieng?a=1&b=2", "");
	assert_int_equal(status(a), 303);
	assert_true(says(a, "\r\nLocation: /vao?tiep=%2Frieng%3Fa%3D1%26b%3D2\r\n"));
	a = get("/api/v1/own", "");
	assert_int_equal(status(a), 401);
	assert_true(says(a, "application/problem+json") && says(a, "WWW-Authenticate: Bearer"));
}

static void accounts_get_what_they_may(void **state)
{
	(void)state;
	assert_int_equal(status(get("/rieng", cookie(reader))), 200);
	assert_int_equal(status(get("/rieng", cookie(S("no such token")))), 303);
	assert_int_equal(status(get("/rieng", cookie(locked))), 303);
	const char *bearer = str_format(c->a, "Authorization: Bearer %s\r\n", str_c(c->a, reader)).s;
	assert_int_equal(status(get("/api/v1/own", bearer)), 200);
	assert_int_equal(status(get("/rieng", bearer)), 303); /* for programs only */
	assert_int_equal(status(get("/api/v1/notes/1", "Authorization: Bearer nonsense\r\n")), 401);
	const char *json = str_format(c->a, "%sContent-Type: application/json\r\n", bearer).s;
	assert_int_equal(status(ask("POST", "/api/v1/notes", json, "{\"text\":\"a\"}")), 403);
}

static void an_ended_session_is_over_at_once(void **state)
{
	(void)state;
	str token = sign(2);
	struct session s;
	bool found;
	assert_int_equal(status(get("/rieng", cookie(token))), 200);
	OK(session_find(c, token, &s, &found));
	OK(WRITE(c, session_end(c, s.id)));
	assert_int_equal(status(get("/rieng", cookie(token))), 303);
}

static void use_is_noted_once_a_minute(void **state)
{
	(void)state;
	struct session s;
	bool found;
	str token = sign(2);
	shift = 2 * MINUTE;
	assert_int_equal(status(get("/rieng", cookie(token))), 200);
	shift = 0;
	c->now = clock_now() + 2 * MINUTE;
	OK(actors_flush(c));
	OK(session_find(c, token, &s, &found));
	assert_true(s.seen_at > clock_now() + MINUTE);
}

/* ---- forged forms ---- */

static const char *token_of(const char *page) { return between(page, "name=\"_csrf\" value=\"", "\""); }

/* ---- is it still he ---- */

static void what_is_sensitive_wants_a_fresh_proof(void **state)
{
	(void)state;
	c->now = clock_now();
	str token = sign(2);
	const char *key = token_of(get("/rieng", cookie(token)));
	const char *form = str_format(c->a, "text=a&number=1&_csrf=%s", key).s,
		   *with = str_format(c->a, "%s&proof=%%C4%%91%%C3%%BAng%%20l%%C3%%A0%%20t%%C3%%B4i", form).s,
		   *wrong = str_format(c->a, "%s&proof=sai", form).s;
	const char *bearer =
		str_format(c->a, "Authorization: Bearer %s\r\nContent-Type: application/json\r\n", str_c(c->a, token)).s;
	shift = SESSION_FRESH - MINUTE;
	assert_int_equal(status(post("/rieng/doi", cookie(token), form)), 303);
	assert_int_equal(status(get("/rieng/doi", cookie(token))), 200);
	assert_int_equal(status(ask("POST", "/api/v1/own/change", bearer, "{\"text\":\"a\"}")), 201);
	shift = SESSION_FRESH + 2 * SECOND;
	const char *a = post("/rieng/doi", cookie(token), form);
	assert_int_equal(status(a), 422);
	assert_true(says(a, "<p>a</p>")); /* what was typed is still there */
	assert_int_equal(status(post("/rieng/doi", cookie(token), wrong)), 422);
	a = get("/rieng/doi", cookie(token));
	assert_true(status(a) == 303 && says(a, "/vao?tiep=%2Frieng%2Fdoi"));
	assert_int_equal(status(ask("POST", "/api/v1/own/change", bearer, "{\"text\":\"a\"}")), 403);
	assert_int_equal(status(post("/rieng/doi", cookie(token), with)), 303);
	assert_int_equal(status(post("/rieng/doi", cookie(token), form)), 303); /* and for ten minutes more */
	assert_int_equal(status(get("/rieng/doi", cookie(token))), 200);
	assert_int_equal(status(post("/rieng/doi", cookie(token), "text=a&number=1&proof=x")), 403); /* nobody else's form */
	shift = 0;
}

static void a_form_needs_the_token_of_its_session(void **state)
{
	(void)state;
	const char *mine = token_of(get("/ghi-chu/1", cookie(officer))), *others = token_of(get("/ghi-chu/1", cookie(reader)));
	const char *good = str_format(c->a, "text=a&number=5&_csrf=%s", mine).s;
	assert_string_not_equal(mine, others);
	assert_int_equal(status(post("/ghi-chu", cookie(officer), "text=a&number=5")), 403);
	assert_int_equal(status(post("/ghi-chu", cookie(officer), str_format(c->a, "text=a&_csrf=%s", others).s)), 403);
	const char *a = post("/ghi-chu", cookie(officer), good);
	assert_int_equal(status(a), 303);
	assert_true(says(a, "\r\nLocation: /ghi-chu/5\r\n"));
	static const char *const foreign[] = {"Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: same-site\r\n",
		"Origin: https://evil.test\r\n", "Origin: null\r\n", "Origin: https://dinh.test\r\n", "Origin: dinh.test\r\n",
		"Origin: ftp://dinh.test\r\n"};
	for (size_t i = 0; i < COUNT(foreign); i++)
		assert_int_equal(status(post("/ghi-chu", str_format(c->a, "%s%s", cookie(officer), foreign[i]).s, good)), 403);
	const char *own = str_format(c->a, "%sOrigin: http://dinh.test\r\nSec-Fetch-Site: same-origin\r\n", cookie(officer)).s;
	assert_int_equal(status(post("/ghi-chu", own, good)), 303);
}

static void a_stranger_has_a_token_of_his_browser(void **state)
{
	(void)state;
	const char *page = get("/ghi-chu/1", "");
	const char *form = between(page, "Set-Cookie: dinh_form=", ";"), *body = str_format(c->a, "_csrf=%s", token_of(page)).s;
	assert_int_equal(status(post("/vao", "", body)), 403);
	const char *a = post("/vao", str_format(c->a, "Cookie: dinh_form=%s\r\n", form).s, body);
	assert_int_equal(status(a), 303);
	assert_true(says(a, "Set-Cookie: dinh=abc; Path=/; HttpOnly; SameSite=Lax\r\n"));
}

static void cookies_behind_https_are_bound_to_it(void **state)
{
	(void)state;
	const char *a = get("/ghi-chu/1", "X-Forwarded-Proto: https\r\nX-Forwarded-For: 203.0.113.5\r\n");
	assert_true(says(a, "Set-Cookie: __Host-dinh_form="));
	assert_true(says(a, "; Path=/; HttpOnly; SameSite=Lax; Secure\r\n"));
	assert_true(says(a, "Strict-Transport-Security: "));
	/* a cookie that an http page could have planted does not count */
	assert_int_equal(status(get("/rieng", str_format(c->a, "X-Forwarded-Proto: https\r\n%s", cookie(reader)).s)), 303);
}

/* ---- forms and replies ---- */

static void a_wrong_form_comes_back_with_what_was_typed(void **state)
{
	(void)state;
	const char *token = token_of(get("/ghi-chu/1", cookie(officer)));
	const char *a = post("/ghi-chu", cookie(officer),
		str_format(c->a, "text=m%%E1%%BB%%99t+%%3Cb%%3E+d%%C3%%A0i+qu%%C3%%A1+d%%C3%%A0i+d%%C3%%B2ng&_csrf=%s", token).s);
	assert_int_equal(status(a), 422);
	assert_true(says(a, "<p>một &lt;b&gt; dài quá dài dòng</p>Nội dung dài tối đa 20 ký tự (đang có 24)"));
	const char *bearer =
		str_format(c->a, "Authorization: Bearer %s\r\nContent-Type: application/json\r\n", str_c(c->a, officer)).s;
	a = ask("POST", "/api/v1/notes", bearer, "{\"number\":10}");
	assert_int_equal(status(a), 422);
	assert_true(says(
		a, "{\"field\":\"text\",\"text\":\"Nhập nội dung\"},{\"field\":\"number\",\"text\":\"Số phải từ 0 đến 9\"}"));
	a = ask("POST", "/api/v1/notes", bearer, "{\"text\":\"a\",\"number\":4}");
	assert_int_equal(status(a), 201);
	assert_true(says(a, "Location: /api/v1/notes/4\r\n") && says(a, "{\"location\":\"/api/v1/notes/4\"}"));
}

static void a_sentence_is_shown_once_and_cannot_be_forged(void **state)
{
	(void)state;
	const char *token = token_of(get("/ghi-chu/1", cookie(officer)));
	const char *a = post("/ghi-chu", cookie(officer), str_format(c->a, "text=x&_csrf=%s", token).s);
	const char *sentence = between(a, "Set-Cookie: dinh_flash=", ";");
	a = get("/ghi-chu/1", str_format(c->a, "Cookie: dinh_flash=%s\r\n", sentence).s);
	assert_true(says(a, "<i>Đã ghi “x”</i>") && says(a, "Set-Cookie: dinh_flash=; "));
	char *forged = str_c(c->a, str_of(sentence));
	forged[1] ^= 1;
	assert_true(says(get("/ghi-chu/1", str_format(c->a, "Cookie: dinh_flash=%s\r\n", forged).s), "<i></i>"));
}

static void failures_say_little(void **state)
{
	(void)state;
	const char *a = get("/ghi-chu/500", "");
	assert_int_equal(status(a), 500);
	assert_false(says(a, "secret detail"));
	assert_true(says(a, between(a, "X-Request-Id: ", "\r\n")));
	assert_int_equal(status(get("/ghi-chu/404", "")), 404);
	assert_true(says(get("/api/v1/notes/404", ""), "\"detail\":\"Không có ghi chú này\""));
	assert_int_equal(status(get("/nowhere", "")), 404);
	a = post("/ghi-chu/1", "", "a=b");
	assert_int_equal(status(a), 405);
	assert_true(says(a, "\r\nAllow: GET, HEAD\r\n"));
}

static void every_page_carries_its_guards(void **state)
{
	(void)state;
	static const char *const headers[] = {
		"Content-Security-Policy: default-src 'self'; img-src 'self' blob:; object-src 'none'", "frame-ancestors 'none'",
		"X-Content-Type-Options: nosniff", "Referrer-Policy: same-origin",
		"Permissions-Policy: ", "Cross-Origin-Opener-Policy: same-origin", "X-Request-Id: "};
	static const char *const paths[] = {"/ghi-chu/1", "/ghi-chu/404", "/nowhere", "/api/v1/notes/1", "/rieng"};
	for (size_t i = 0; i < COUNT(paths); i++) {
		const char *a = get(paths[i], "");
		for (size_t j = 0; j < COUNT(headers); j++)
			assert_true(says(a, headers[j]));
	}
	assert_true(says(get("/rieng", cookie(reader)), "Cache-Control: no-store\r\n"));
	const char *a = ask("HEAD", "/ghi-chu/1", "", "");
	assert_int_equal(status(a), 200);
	assert_false(says(a, "<p>"));
}

static void files_come_in_ranges(void **state)
{
	(void)state;
	const char *a = get("/tep", "");
	assert_int_equal(status(a), 200);
	assert_true(says(a, "\r\n\r\n0123456789"));
	assert_true(
		says(a, "Content-Disposition: inline; filename=\"Gi_y _A_.pdf\"; filename*=UTF-8''Gi%E1%BA%A5y%20_A_.pdf\r\n"));
	a = get("/tep", "Range: bytes=2-4\r\n");
	assert_int_equal(status(a), 206);
	assert_true(says(a, "Content-Range: bytes 2-4/10\r\n") && says(a, "\r\n\r\n234"));
	assert_int_equal(status(get("/tep", "Range: bytes=2-4\r\nIf-Range: \"tag\"\r\n")), 206);
	assert_int_equal(status(get("/tep", "Range: bytes=2-4\r\nIf-Range: \"old\"\r\n")), 200);
	a = get("/tep", "Range: bytes=10-\r\n");
	assert_int_equal(status(a), 416);
	assert_true(says(a, "Content-Range: bytes */10\r\n"));
	assert_int_equal(status(get("/tep", "If-None-Match: \"x\", W/\"tag\"\r\n")), 304);
}

static void signing_in_is_limited(void **state)
{
	(void)state;
	static const char headers[] = "X-Forwarded-Proto: http\r\nX-Forwarded-For: 203.0.113.77\r\n";
	int64_t most = setting_int(c, "rate.login");
	for (int64_t i = 0; i < most; i++)
		assert_int_equal(status(post("/vao", headers, "a=b")), 403); /* no token, but counted */
	const char *a = post("/vao", headers, "a=b");
	assert_int_equal(status(a), 429);
	assert_true(says(a, "\r\nRetry-After: "));
	assert_int_equal(status(post("/vao", "X-Forwarded-For: 203.0.113.78\r\n", "a=b")), 403);
}

static void the_look_is_kept_in_a_cookie(void **state)
{
	(void)state;
	const char *token = token_of(get("/ghi-chu/1", cookie(reader)));
	const char *a = post("/giao-dien", cookie(reader),
		str_format(c->a, "text=large&contrast=high&theme=dark&back=/tep&_csrf=%s", token).s);
	assert_int_equal(status(a), 303);
	assert_true(says(a, "Set-Cookie: dinh_look=lhd; ") && says(a, "Location: /tep\r\n"));
	a = post("/giao-dien", cookie(reader),
		str_format(c->a, "text=large&contrast=high&theme=dark&back=//evil.test&_csrf=%s", token).s);
	assert_true(says(a, "Location: /\r\n"));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strangers_are_sent_to_sign_in),
		cmocka_unit_test(accounts_get_what_they_may),
		cmocka_unit_test(an_ended_session_is_over_at_once),
		cmocka_unit_test(use_is_noted_once_a_minute),
		cmocka_unit_test(what_is_sensitive_wants_a_fresh_proof),
		cmocka_unit_test(a_form_needs_the_token_of_its_session),
		cmocka_unit_test(a_stranger_has_a_token_of_his_browser),
		cmocka_unit_test(cookies_behind_https_are_bound_to_it),
		cmocka_unit_test(a_wrong_form_comes_back_with_what_was_typed),
		cmocka_unit_test(a_sentence_is_shown_once_and_cannot_be_forged),
		cmocka_unit_test(failures_say_little),
		cmocka_unit_test(every_page_carries_its_guards),
		cmocka_unit_test(files_come_in_ranges),
		cmocka_unit_test(signing_in_is_limited),
		cmocka_unit_test(the_look_is_kept_in_a_cookie),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
