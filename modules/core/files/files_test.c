#include "files.h"
#include "clean.h"
#include "place.h"
#include "stage_test.h"
#include "doc/doc.h"
#include "web/edge/uploads.h"
#include "core/files/files.sql.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "http/http.h"
#include "web/input.h"
#include "web/module.h"

#define PDF(text) "%PDF-1.7 " text "\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

static int fd_of(str bytes)
{
	int fd = memfd_create("test", MFD_CLOEXEC);
	assert_true(fd >= 0 && write(fd, bytes.s, bytes.n) == (ssize_t)bytes.n);
	return fd;
}

static err store(struct ctx *c, str bytes, const char *name, struct stored *out)
{
	int fd = fd_of(bytes);
	err e = file_store_fd(c, "file", fd, str_of(name), out);
	close(fd);
	return e;
}

static bool there(struct ctx *c, str sha256) { return !access(content_place_path(c->a, sha256).s, F_OK); }

static void grow_old(struct ctx *c, str sha256)
{
	struct timespec long_ago[2] = {{(c->now - 3 * DAY) / SECOND, 0}, {(c->now - 3 * DAY) / SECOND, 0}};
	assert_int_equal(utimensat(AT_FDCWD, content_place_path(c->a, sha256).s, long_ago, 0), 0);
}

static void content_is_stored_once(void **state)
{
	struct ctx *c = test_store(state);
	struct stored a, b, read_back;
	int64_t first, second;
	int fd;
	OK(store(c, S(PDF("one")), "Đơn xin.pdf", &a));
	OK(store(c, S(PDF("one")), "khác.PDF", &b));
	assert_true(str_eq(a.sha256, b.sha256));
	assert_true(str_eq(a.sha256, sha256_hex(c->a, sha256_of(S(PDF("one"))))));
	assert_int_equal(a.size, sizeof PDF("one") - 1);
	OK(WRITE(c, file_add(c, &a, &first)));
	OK(WRITE(c, file_add(c, &b, &second)));
	assert_true(first != second);
	OK(file_open(c, second, &read_back, &fd));
	char bytes[sizeof PDF("one")] = {0};
	assert_int_equal(read(fd, bytes, sizeof bytes), sizeof bytes - 1);
	close(fd);
	assert_string_equal(bytes, PDF("one"));
	assert_true(str_is(read_back.name, "khác.PDF"));
	assert_true(str_is(read_back.mime, "application/pdf"));
	assert_false(read_back.own);
	struct content_last last;
	OK(content_last(c, &last));
	struct contents_after_rows all;
	OK(contents_after(c, 0, &all));
	assert_int_equal(all.n, 1);
}

static void names_are_made_safe(void **state)
{
	static const struct {
		const char *given, *kept;
	} names[] = {
		{"Giấy khai sinh.pdf", "Giấy khai sinh.pdf"}, {"../../etc/passwd", "passwd.pdf"}, {"C:\\Ảnh\\đơn.pdf", "đơn.pdf"},
		{"don.exe", "don.exe.pdf"}, {"\xe2\x80\xaexcod.pdf", "xcod.pdf"}, /* turns the reading direction */
		{"a\"b\r\nc.pdf", "a_b c.pdf"}, {"", "tep.pdf"}, {"...", "tep.pdf"}, {"\xff\xfe", "__.pdf"},
		{"ảnh.heic", "ảnh.heic.pdf"},
		{"a\xc2\xad\xe2\x80\x8b\xef\xbb\xbf"
		 "b\xc2\x85.pdf",
			"ab.pdf"},
		{"e\xcc\x82\xcc\x81.pdf", "ế.pdf"}, /* composed */
	};
	struct ctx *c = test_store(state);
	for (size_t i = 0; i < COUNT(names); i++) {
		struct stored s;
		OK(store(c, S(PDF("")), names[i].given, &s));
		assert_string_equal(str_c(c->a, s.name), names[i].kept);
	}
	struct stored again; /* what it has become stays so */
	OK(store(c, S(PDF("")),
		"../a\xe2\x80\xae"
		"fdp.exe",
		&again));
	assert_true(str_is(again.name, "afdp.exe.pdf"));
	buf long_name = {.a = c->a};
	for (int i = 0; i < 100; i++)
		buf_lit(&long_name, "ệ");
	struct stored s;
	OK(store(c, S(PDF("")), long_name.s, &s));
	assert_true(s.name.n <= 160 && utf8_valid(s.name));
}

static void long_names_keep_both_ends(void **state)
{
	struct ctx *c = test_store(state);
	struct stored first, second;
	const char *long_name =
		"Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất của hộ ông "
		"Nguyễn Văn An tại thôn Hạ, xã Gia Lâm, trang ";
	OK(store(c, S(PDF("1")), str_format(c->a, "%s1.pdf", long_name).s, &first));
	OK(store(c, S(PDF("2")), str_format(c->a, "%s2.pdf", long_name).s, &second));
	assert_false(str_eq(first.name, second.name));
	assert_true(str_starts(first.name, S("Giấy chứng nhận quyền sử dụng đất")));
	assert_true(str_ends(first.name, S("xã Gia Lâm, trang 1.pdf")));
	assert_true(utf8_valid(first.name) && first.name.n <= 150);
	/* a mark stays with its letter, wherever the cut falls */
	for (int shift = 0; shift < 12; shift++) {
		buf b = {.a = c->a};
		buf_put(&b, "aaaaaaaaaaaa", (size_t)shift);
		for (int i = 0; i < 80; i++)
			buf_lit(&b, "q\xcc\x82"); /* no letter of its own */
		OK(store(c, S(PDF("")), b.s, &first));
		assert_true(utf8_valid(first.name));
		const char *dots = strstr(str_c(c->a, first.name), "…");
		assert_non_null(dots);
		assert_int_equal(dots[3], 'q');
		assert_memory_equal(dots - 2, "\xcc\x82", 2);
	}
}

static void only_a_content_has_a_path(void **state)
{
	struct ctx *c = test_store(state);
	struct stored s, out;
	static const char *const none[] = {"", "0000", "../../../../etc/passwd", "../dinh.db",
		"0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0",
		"../../../../../../../../../../../../../../../../../../etc/passwd",
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde/"};
	for (size_t i = 0; i < COUNT(none); i++) {
		int fd;
		int64_t id, size;
		assert_false(content_is(str_of(none[i])));
		FAILS(NOT_FOUND, content_place_open(c, str_of(none[i]), &fd, &size));
		FAILS(NOT_FOUND, file_kept(c, str_of(none[i]), S("a.pdf"), &out));
		s = (struct stored){.sha256 = str_of(none[i]), .mime = S("application/pdf"), .name = S("a.pdf"), .size = 1};
		FAILS(INVALID, WRITE(c, file_add(c, &s, &id)));
		pid_t child = fork();
		if (!child) {
			content_place_path(c->a, str_of(none[i]));
			_exit(0);
		}
		int status = 0;
		waitpid(child, &status, 0);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	}
}

/* Whatever somebody says of a content, the row says what lies there. */
static void a_row_tells_the_truth(void **state)
{
	struct ctx *c = test_store(state);
	struct stored real, lie, row;
	int64_t id;
	OK(store(c, S(PDF("real")), "a.pdf", &real));
	lie = real;
	lie.size = 1 << 30;
	lie.mime = S("text/html");
	lie.name = S("../\xe2\x80\xae"
		     "fdp.exe");
	OK(WRITE(c, file_add(c, &lie, &id)));
	OK(file_stored(c, id, &row));
	assert_int_equal(row.size, real.size);
	assert_true(str_is(row.mime, "application/pdf") && str_is(row.name, "fdp.exe.pdf"));
	assert_int_equal(unlink(content_place_path(c->a, real.sha256).s), 0);
	FAILS(INVALID, WRITE(c, file_add(c, &real, &id)));
	assert_int_equal(symlink("/etc/passwd", content_place_path(c->a, real.sha256).s), 0);
	FAILS(INVALID, WRITE(c, file_add(c, &real, &id)));
}

static void kept_content_is_ones_own(void **state)
{
	struct ctx *c = test_store(state);
	struct stored a, out;
	int64_t id;
	c->actor = 1;
	OK(store(c, S(PDF("own")), "a.pdf", &a));
	FAILS(NOT_FOUND, file_kept(c, a.sha256, S("b.pdf"), &out)); /* nobody kept it for him */
	OK(file_hold(c, &a));
	OK(file_kept(c, a.sha256, S("b.pdf"), &out)); /* no row yet: sent with a form that came back */
	assert_int_equal(out.size, a.size);
	assert_true(str_is(out.name, "b.pdf") && str_is(out.mime, "application/pdf"));
	OK(WRITE(c, file_add(c, &out, &id)));
	OK(file_kept(c, a.sha256, S("b.pdf"), &out));
	c->actor = 2;
	FAILS(NOT_FOUND, file_kept(c, a.sha256, S("b.pdf"), &out));
	OK(store(c, S(PDF("own")), "a.pdf", &a)); /* who has the paper himself sends it himself */
	OK(file_hold(c, &a));                     /* with a form that comes back, when another has named the same paper before */
	OK(file_kept(c, a.sha256, S("b.pdf"), &out));
	OK(WRITE(c, file_add(c, &a, &id)));
	OK(file_kept(c, a.sha256, S("b.pdf"), &out));
	c->actor = 3;
	OK(file_hold(c, &a));
	c->now += 2 * DAY;
	OK(files_clean(c, S("")));
	FAILS(NOT_FOUND, file_kept(c, a.sha256, S("b.pdf"), &out));
}

static void what_is_not_a_paper_is_refused(void **state)
{
	struct ctx *c = test_store(state);
	struct stored s;
	FAILS(INVALID, store(c, S(""), "trống.pdf", &s));
	FAILS(INVALID, store(c, S("MZ\x90\0"), "đơn.pdf", &s));
	FAILS(INVALID, store(c, S("<html>"), "đơn.pdf", &s));
	FAILS(INVALID, store(c, S("\xff\xd8\xff\xe0 not an image"), "ảnh.jpg", &s));
	err e = store(c, S("plain"), "đơn.txt", &s);
	assert_non_null(e);
	assert_string_equal(e->problems->field, "file");
	int fd = fd_of(S(PDF("")));
	assert_int_equal(ftruncate(fd, 200 << 20), 0);
	FAILS(INVALID, file_store_fd(c, "file", fd, S("to.pdf"), &s));
	close(fd);
}

static void papers_that_nobody_can_open_are_told(void **state)
{
	static const struct {
		const char *bytes, *says;
	} papers[] = {{"%PDF-1.7 and no more", "bị hỏng hoặc tải về chưa đủ"}, {"%PDF-1.7\n%%EOF", "bị hỏng"},
		{"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n", "chưa đủ"}, /* cut off */
		{"junk", "không nhận được"}, {"", "Tệp trống"}};
	struct ctx *c = test_store(state);
	struct stored s;
	for (size_t i = 0; i < COUNT(papers); i++) {
		err e = store(c, str_of(papers[i].bytes), "đơn.pdf", &s);
		assert_non_null(e);
		assert_int_equal(e->kind, INVALID);
		assert_true(str_has(e->problems->text, str_of(papers[i].says)) && str_has(e->problems->text, S("đơn.pdf")));
	}
	OK(store(c, S("\xef\xbb\xbf" PDF("after a mark") "\r\n\0\0\0"), "a.pdf", &s));
	assert_true(str_is(s.mime, "application/pdf"));
	OK(store(c, S("\x1b%-12345X@PJL\r\n" PDF("of a scanner")), "a.pdf", &s));
}

static void locked_papers_are_told_and_restricted_ones_taken(void **state)
{
	struct ctx *c = test_store(state);
	struct stored s;
	int fd = open("tests/fuzz/seeds/file/locked.pdf", O_RDONLY);
	assert_true(fd >= 0);
	err e = file_store_fd(c, "file", fd, S("khóa.pdf"), &s);
	close(fd);
	assert_non_null(e);
	assert_true(str_has(e->problems->text, S("có mật khẩu")));
	fd = open("tests/fuzz/seeds/file/restricted.pdf", O_RDONLY);
	OK(file_store_fd(c, "file", fd, S("a.pdf"), &s));
	close(fd);
}

static void pictures_of_phones_become_jpeg(void **state)
{
	static const struct {
		const char *path, *name, *kept;
	} pictures[] = {{"tests/fuzz/seeds/image/rgb.heic", "IMG_0001.HEIC", "IMG_0001.jpg"},
		{"tests/fuzz/seeds/image/rgb.webp", "ảnh.webp", "ảnh.jpg"}, {"tests/fuzz/seeds/image/alpha.webp", "a", "a.jpg"},
		{"tests/fuzz/seeds/image/rgb.heic", "a.jpeg", "a.jpeg"}};
	struct ctx *c = test_store(state);
	for (size_t i = 0; i < COUNT(pictures); i++) {
		struct stored s;
		char head[64];
		int fd = open(pictures[i].path, O_RDONLY);
		OK(file_store_fd(c, "file", fd, str_of(pictures[i].name), &s));
		close(fd);
		assert_string_equal(str_c(c->a, s.name), pictures[i].kept);
		assert_true(str_is(s.mime, "image/jpeg"));
		fd = open(content_place_path(c->a, s.sha256).s, O_RDONLY);
		assert_int_equal(read(fd, head, sizeof head), sizeof head);
		close(fd);
		assert_int_equal(sniff((str){head, sizeof head}, s.size), FILE_JPEG);
	}
}

/* A grey JPEG of 8 x 8 with a comment. */
static const char jpeg[] =
	"\xff\xd8\xff\xfe\x00\x08secret\xff\xdb\x00\x43\x00\x10\x0b\x0c\x0e\x0c\x0a\x10\x0e\x0d\x0e\x12\x11\x10\x13\x18\x28\x1a"
	"\x18\x16\x16\x18\x31\x23\x25\x1d\x28\x3a\x33\x3d\x3c\x39\x33\x38\x37\x40\x48\x5c\x4e\x40\x44\x57\x45\x37\x38\x50\x6d\x51"
	"\x57\x5f\x62\x67\x68\x67\x3e\x4d\x71\x79\x70\x64\x78\x5c\x65\x67\x63\xff\xc0\x00\x0b\x08\x00\x08\x00\x08\x01\x01\x11\x00"
	"\xff\xc4\x00\x14\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\xff\xc4\x00\x14\x10\x01\x00\x00"
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x37\xff\xd9";

static void images_lose_what_they_tell_of_their_maker(void **state)
{
	struct ctx *c = test_store(state);
	struct stored s;
	str bytes = {jpeg, sizeof jpeg - 1};
	assert_true(str_has(bytes, S("secret")));
	OK(store(c, bytes, "ảnh.jpeg", &s));
	assert_true(str_is(s.name, "ảnh.jpeg"));
	assert_true(str_is(s.mime, "image/jpeg"));
	char clean[4096];
	int fd = open(content_place_path(c->a, s.sha256).s, O_RDONLY);
	ssize_t n = read(fd, clean, sizeof clean);
	close(fd);
	assert_int_equal(n, s.size);
	assert_false(str_has((str){clean, (size_t)n}, S("secret")));
	assert_int_equal(sniff((str){clean, (size_t)n}, n), FILE_JPEG);
}

/* ---- what a request keeps, and lets go ---- */

struct bench {
	struct visit v;
	struct http_request http;
	struct web web;
};

static struct req *request(struct ctx *c, struct bench *b, int64_t account, enum actor_kind kind)
{
	*b = (struct bench){.http = {.a = c->a, .peer = S("203.0.113.7")}, .web = {.secret = S("0123456789abcdef")}};
	b->v.web = &b->web;
	b->v.q.ctx = *c;
	b->v.q.ctx.actor = account;
	b->v.actor.kind = kind;
	b->v.actor.person = kind == CITIZEN ? account : 0;
	b->v.q.actor = &b->v.actor;
	b->v.q.http = &b->http;
	return &b->v.q;
}

static err send(struct req *q, int64_t unit, str bytes, struct stored *out)
{
	struct upload u = {S("a.pdf"), fd_of(bytes), (int64_t)bytes.n};
	err e = file_store(q, "component_1", unit, &u, out);
	close(u.fd);
	return e;
}

static void what_came_to_nothing_goes_with_the_answer(void **state)
{
	struct ctx *c = test_store(state);
	struct bench b, other;
	struct req *q = request(c, &b, 1, CITIZEN);
	struct stored refused, named, kept, twice, again, own;
	int64_t id;
	OK(send(q, 1, S(PDF("refused")), &refused));
	OK(send(q, 1, S(PDF("named")), &named));
	OK(send(q, 1, S(PDF("kept")), &kept));
	OK(send(q, 1, S(PDF("twice")), &twice));
	OK(send(q, 1, S(PDF("twice")), &again));
	OK(file_store_bytes(c, S(PDF("own")), S("a.pdf"), "application/pdf", &own));
	OK(WRITE(c, file_add(c, &named, &id)));
	q->ctx.actor = 1;
	OK(file_hold(&q->ctx, &kept));
	struct stored elsewhere; /* another request has the same paper under way */
	struct req *second = request(c, &other, 2, CITIZEN);
	OK(send(second, 1, S(PDF("twice")), &elsewhere));
	assert_true(there(c, refused.sha256));
	last_things(&b.v);
	assert_false(there(c, refused.sha256));
	assert_true(there(c, named.sha256) && there(c, kept.sha256) && there(c, own.sha256));
	assert_true(there(c, twice.sha256));
	OK(WRITE(c, file_add(c, &elsewhere, &id)));
	last_things(&other.v);
	assert_true(there(c, twice.sha256));
	/* a paper that others have named stays, whoever fails with it */
	OK(send(q = request(c, &b, 3, CITIZEN), 1, S(PDF("named")), &again));
	last_things(&b.v);
	assert_true(there(c, named.sha256));
}

static err set(struct ctx *c, const char *name, const char *value)
{
	TRY(WRITE(c, setting_save(c, name, str_of(value))));
	return settings_reload(c);
}

static str two_thirds(struct ctx *c, const char *mark)
{
	enum { SIZE = 700 * 1024 };
	char *bytes = arena_get(c->a, SIZE);
	memset(bytes, 'x', SIZE);
	snprintf(bytes, SIZE, "%%PDF-1.7 %s", mark);
	static const char end[] = PDF("");
	memcpy(bytes + SIZE - sizeof end + 1, end, sizeof end - 1);
	return (str){bytes, SIZE};
}

static void a_day_has_its_bounds(void **state)
{
	struct ctx *c = test_store(state);
	struct bench b;
	struct stored s;
	static const struct {
		const char *setting;
		int64_t accounts[2], units[2];
		enum actor_kind kind;
		const char *says;
	} bounds[] = {{"uploads.day_mb_account", {1, 1}, {1, 2}, CITIZEN, "Tài khoản này"},
		{"uploads.day_mb_officer", {9, 9}, {1, 2}, OFFICER, "Tài khoản này"},
		{"uploads.day_mb_address", {2, 3}, {1, 2}, CITIZEN, "Địa chỉ mạng này"},
		{"uploads.day_mb_unit", {4, 5}, {7, 7}, CITIZEN, "Nơi tiếp nhận này"}};
	for (size_t i = 0; i < COUNT(bounds); i++) {
		OK(WRITE(c, uploads_forget(c, S("9999"))));
		const char *two = str_format(c->a, "two %zu", i).s;
		OK(set(c, bounds[i].setting, "1"));
		OK(send(request(c, &b, bounds[i].accounts[0], bounds[i].kind), bounds[i].units[0],
			two_thirds(c, str_format(c->a, "one %zu", i).s), &s));
		err e = send(request(c, &b, bounds[i].accounts[1], bounds[i].kind), bounds[i].units[1], two_thirds(c, two), &s);
		assert_non_null(e);
		assert_int_equal(e->kind, INVALID);
		assert_string_equal(e->problems->field, "component_1");
		assert_true(str_starts(e->problems->text, str_of(bounds[i].says)));
		assert_false(there(c, sha256_hex(c->a, sha256_of(two_thirds(c, two))))); /* asked before */
		c->now += DAY;
		OK(send(request(c, &b, bounds[i].accounts[1], bounds[i].kind), bounds[i].units[1], two_thirds(c, two), &s));
		OK(set(c, bounds[i].setting, "0"));
		OK(send(request(c, &b, bounds[i].accounts[1], bounds[i].kind), bounds[i].units[1], two_thirds(c, two), &s));
	}
	/* officers use up nobody else's day */
	OK(WRITE(c, uploads_forget(c, S("9999"))));
	OK(set(c, "uploads.day_mb_unit", "1"));
	OK(set(c, "uploads.day_mb_address", "1"));
	for (int i = 0; i < 3; i++)
		OK(send(request(c, &b, 9, OFFICER), 1, two_thirds(c, "three"), &s));
	OK(send(request(c, &b, 1, CITIZEN), 1, two_thirds(c, "four"), &s));
}

/* Whoever registers a hundred accounts locks out nobody who has proved who he is. */
static void unproved_accounts_leave_half_of_a_unit(void **state)
{
	struct ctx *c = test_store(state);
	struct bench b;
	struct stored s;
	OK(set(c, "uploads.day_mb_unit", "3"));
	for (int64_t account = 20; account < 24; account++) {
		struct req *q = request(c, &b, account, CITIZEN);
		b.v.actor.person = 0;
		err e = send(q, 1, two_thirds(c, "declared"), &s);
		assert_true(account < 22 ? !e : e && e->kind == INVALID && str_starts(e->problems->text, S("Những tài khoản")));
	}
	request(c, &b, 24, CITIZEN);
	b.v.actor.person = 0;
	OK(send(&b.v.q, 2, two_thirds(c, "another unit"), &s));
	OK(send(request(c, &b, 25, CITIZEN), 1, two_thirds(c, "proved"), &s));
	OK(send(request(c, &b, 26, CITIZEN), 1, two_thirds(c, "proved too"), &s));
}

static void a_full_disk_takes_no_files(void **state)
{
	struct ctx *c = test_store(state);
	struct bench b;
	struct stored s;
	OK(send(request(c, &b, 1, CITIZEN), 1, S(PDF("room")), &s));
	OK(set(c, "uploads.floor_mb", "100000000"));
	assert_true(uploads_room(c).stopped);
	FAILS(BUSY, send(request(c, &b, 1, CITIZEN), 1, S(PDF("no room")), &s));
	assert_false(there(c, sha256_hex(c->a, sha256_of(S(PDF("no room"))))));
	assert_int_equal(uploads_refuse(c, &(struct http_request){.a = c->a, .peer = S("203.0.113.8")}, 1 << 20), 503);
	OK(set(c, "uploads.floor_mb", "0"));
	OK(send(request(c, &b, 1, CITIZEN), 1, S(PDF("no room")), &s));
}

static void one_address_sends_so_much_at_a_time(void **state)
{
	struct ctx *c = test_store(state);
	arena first = {0}, more = {0};
	struct http_request a = {.a = &first, .peer = S("203.0.113.9")}, b = {.a = &more, .peer = S("203.0.113.10")};
	OK(set(c, "uploads.floor_mb", "0"));
	for (int i = 0; i < 4; i++)
		assert_int_equal(uploads_refuse(c, &a, 120 << 20), 0);
	assert_int_equal(uploads_refuse(c, &a, 120 << 20), 429);
	assert_int_equal(uploads_refuse(c, &b, 120 << 20), 0);
	arena_free(&first); /* they have arrived, or were given up */
	first = (arena){0};
	assert_int_equal(uploads_refuse(c, &a, 120 << 20), 0);
	arena_free(&first);
	arena_free(&more);
}

/* A disk that is full while a file is written. */
static void no_room_while_writing_is_said(void **state)
{
	struct ctx *c = test_store(state);
	struct rlimit old, small;
	struct stored s;
	getrlimit(RLIMIT_FSIZE, &old);
	signal(SIGXFSZ, SIG_IGN);
	small = (struct rlimit){1 << 16, old.rlim_max};
	str big = two_thirds(c, "big");
	int fd = fd_of(big);
	setrlimit(RLIMIT_FSIZE, &small); /* EFBIG stands for no room, as ENOSPC and EDQUOT do */
	err e = file_store_fd(c, "file", fd, S("a.pdf"), &s);
	setrlimit(RLIMIT_FSIZE, &old);
	close(fd);
	assert_non_null(e);
	assert_int_equal(e->kind, BUSY);
	assert_true(str_has(e->text, S("hết chỗ lưu trữ")));
}

static void what_no_row_names_goes_after_a_day(void **state)
{
	struct ctx *c = test_store(state);
	struct stored kept, loose, fresh;
	int64_t id;
	c->now = clock_now();
	OK(store(c, S(PDF("kept")), "a.pdf", &kept));
	OK(store(c, S(PDF("loose")), "b.pdf", &loose));
	OK(store(c, S(PDF("fresh")), "c.pdf", &fresh));
	OK(WRITE(c, file_add(c, &kept, &id)));
	grow_old(c, kept.sha256);
	grow_old(c, loose.sha256);
	str left = str_format(c->a, "%s/tmp/file-crashed", data_folder());
	int fd = open(left.s, O_CREAT | O_WRONLY, 0600);
	assert_true(fd >= 0);
	struct timespec long_ago[2] = {{1, 0}, {1, 0}};
	assert_int_equal(futimens(fd, long_ago), 0);
	close(fd);
	OK(files_clean(c, S("")));
	assert_true(there(c, kept.sha256));
	assert_false(there(c, loose.sha256));
	assert_true(there(c, fresh.sha256));
	assert_int_equal(access(left.s, F_OK), -1);
}

static void storing_again_saves_it_from_the_cleaner(void **state)
{
	struct ctx *c = test_store(state);
	struct stored s;
	c->now = clock_now();
	OK(store(c, S(PDF("")), "a.pdf", &s));
	grow_old(c, s.sha256);
	OK(store(c, S(PDF("")), "a.pdf", &s)); /* its row comes a moment later */
	OK(files_clean(c, S("")));
	assert_true(there(c, s.sha256));
}

OWN_RULE(blob_alone, const struct stored)
static err blob_alone(struct ctx *c, const struct stored *s)
{
	struct content_keep row;
	return content_keep(c, s->sha256, s->size, s->mime, c->now - 3 * DAY, &row);
}

static void rows_without_files_go_too(void **state)
{
	struct ctx *c = test_store(state);
	struct stored used, unused;
	struct contents_after_rows rows;
	int64_t id;
	c->now = clock_now();
	OK(store(c, S(PDF("used")), "a.pdf", &used));
	OK(store(c, S(PDF("unused")), "b.pdf", &unused));
	int64_t now = c->now;
	c->now -= 3 * DAY;
	OK(WRITE(c, file_add(c, &used, &id)));
	c->now = now;
	OK(apply(c, blob_alone, &unused));
	grow_old(c, used.sha256);
	grow_old(c, unused.sha256);
	OK(files_clean(c, S("")));
	OK(contents_after(c, 0, &rows));
	assert_int_equal(rows.n, 1);
	assert_true(str_eq(rows.v[0].sha256, used.sha256));
	assert_true(there(c, used.sha256));
	assert_false(there(c, unused.sha256));
	OK(files_clean(c, S(""))); /* and a second time finds nothing to do */
}

static void verify_sees_every_harm(void **state)
{
	struct ctx *c = test_store(state);
	struct verify_report report = {.lines = {.a = c->a}};
	struct stored good, changed, shorter, gone;
	int64_t id;
	OK(store(c, S(PDF("good")), "a.pdf", &good));
	OK(store(c, S(PDF("changed")), "b.pdf", &changed));
	OK(store(c, S(PDF("shorter")), "c.pdf", &shorter));
	OK(store(c, S(PDF("gone")), "d.pdf", &gone));
	OK(WRITE(c, file_add(c, &good, &id)));
	OK(WRITE(c, file_add(c, &changed, &id)));
	OK(WRITE(c, file_add(c, &shorter, &id)));
	OK(files_verify(c, &report));
	assert_int_equal(report.checked, 3);
	assert_int_equal(report.wrong, 0);
	OK(WRITE(c, file_add(c, &gone, &id)));
	assert_int_equal(unlink(content_place_path(c->a, gone.sha256).s), 0);
	assert_int_equal(truncate(content_place_path(c->a, shorter.sha256).s, 5), 0);
	int fd = open(content_place_path(c->a, changed.sha256).s, O_WRONLY);
	assert_int_equal(pwrite(fd, "X", 1, 9), 1);
	close(fd);
	OK(files_verify(c, &report));
	assert_int_equal(report.checked, 7);
	assert_int_equal(report.wrong, 3);
	assert_true(str_has(buf_text(&report.lines), gone.sha256));
	assert_true(str_has(buf_text(&report.lines), changed.sha256));
	assert_false(str_has(buf_text(&report.lines), good.sha256));
	struct stored s;
	FAILS(BROKEN, file_open(c, id, &s, &fd));
	FAILS(NOT_FOUND, file_open(c, 999999, &s, &fd));
}

static void content_is_verified_once_whoever_names_it(void **state)
{
	struct ctx *c = test_store(state);
	struct verify_report report = {.lines = {.a = c->a}};
	struct stored s;
	int64_t id;
	for (int i = 0; i < 5; i++) {
		OK(store(c, S(PDF("the same")), i % 2 ? "a.pdf" : "b.pdf", &s));
		OK(WRITE(c, file_add(c, &s, &id)));
	}
	OK(files_verify(c, &report));
	assert_int_equal(report.checked, 1);
}

static err note_path(struct ctx *c, void *user, str path)
{
	(void)c;
	buf_printf(user, "%.*s\n", STR_ARG(path));
	return NULL;
}

static void a_backup_needs_what_rows_name(void **state)
{
	struct ctx *c = test_store(state);
	buf paths = {.a = c->a};
	struct stored named, loose;
	int64_t id;
	OK(store(c, S(PDF("named")), "a.pdf", &named));
	OK(WRITE(c, file_add(c, &named, &id)));
	OK(WRITE(c, file_add(c, &named, &id)));
	OK(store(c, S(PDF("loose")), "b.pdf", &loose));
	OK(WRITE(c, file_add(c, &loose, &id)));
	OK(WRITE(c, file_remove(c, id)));
	OK(files_needs(c, &(struct needed_files){note_path, &paths}));
	str path = content_place_path(c->a, named.sha256);
	assert_true(str_ends(path, str_trim(buf_text(&paths))));
	assert_int_equal(paths.n, 2 + 1 + 2 + 1 + 64 + 1);
}

static void our_own_are_marked(void **state)
{
	struct ctx *c = test_store(state);
	struct stored s, back;
	int64_t id;
	int fd;
	OK(file_store_bytes(c, S("%PDF-1.7 receipt"), S("Giấy tiếp nhận.pdf"), "application/pdf", &s));
	OK(WRITE(c, file_add(c, &s, &id)));
	OK(file_open(c, id, &back, &fd));
	close(fd);
	assert_true(back.own);
	assert_int_equal(back.size, 16);
}

#define ON_STORE(test) cmocka_unit_test_setup_teardown(test, open_store, close_store)
TESTS()
{
	const struct CMUnitTest tests[] = {ON_STORE(content_is_stored_once), ON_STORE(names_are_made_safe),
		ON_STORE(long_names_keep_both_ends), ON_STORE(only_a_content_has_a_path), ON_STORE(a_row_tells_the_truth),
		ON_STORE(kept_content_is_ones_own), ON_STORE(what_is_not_a_paper_is_refused),
		ON_STORE(papers_that_nobody_can_open_are_told), ON_STORE(locked_papers_are_told_and_restricted_ones_taken),
		ON_STORE(pictures_of_phones_become_jpeg), ON_STORE(images_lose_what_they_tell_of_their_maker),
		ON_STORE(what_came_to_nothing_goes_with_the_answer), ON_STORE(a_day_has_its_bounds),
		ON_STORE(unproved_accounts_leave_half_of_a_unit), ON_STORE(a_full_disk_takes_no_files),
		ON_STORE(one_address_sends_so_much_at_a_time), ON_STORE(no_room_while_writing_is_said),
		ON_STORE(what_no_row_names_goes_after_a_day), ON_STORE(storing_again_saves_it_from_the_cleaner),
		ON_STORE(rows_without_files_go_too), ON_STORE(verify_sees_every_harm),
		ON_STORE(content_is_verified_once_whoever_names_it), ON_STORE(a_backup_needs_what_rows_name),
		ON_STORE(our_own_are_marked)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
