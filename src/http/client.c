/* The adapter of libcurl. */
#include "client.h"
#include <curl/curl.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { CONNECT_SECONDS = 5, ANSWER_SECONDS = 10, FILE_SECONDS = 60 };

/* ---- which addresses ---- */

static bool loopback(const char *host)
{
	bool number = host[strspn(host, "0123456789.")] == 0; /* not 127.0.0.1.example */
	return !strcmp(host, "localhost") || !strcmp(host, "[::1]") || (number && !strncmp(host, "127.", 4));
}

/* With one of two schemes, the second (unless `open`) only of this machine; near says that it is this machine. */
static bool address_good(str url, const char *safe, const char *plain, bool open, bool *near)
{
	char *scheme = NULL, *host = NULL, *user = NULL;
	char text[2048];
	if (!url.n || url.n >= sizeof text)
		return false;
	for (size_t i = 0; i < url.n; i++)
		if ((unsigned char)url.s[i] <= ' ' || (unsigned char)url.s[i] >= 0x7f)
			return false;
	memcpy(text, url.s, url.n);
	text[url.n] = 0;
	CURLU *u = curl_url();
	bool good = u && !curl_url_set(u, CURLUPART_URL, text, 0) && !curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) &&
		    !curl_url_get(u, CURLUPART_HOST, &host, 0) && curl_url_get(u, CURLUPART_USER, &user, 0);
	*near = good && loopback(host);
	good = good && (!strcmp(scheme, safe) || (!strcmp(scheme, plain) && (open || *near)));
	curl_free(scheme);
	curl_free(host);
	curl_free(user);
	curl_url_cleanup(u);
	return good;
}

bool url_fetchable(str url)
{
	bool near;
	return address_good(url, "https", "http", false, &near);
}

bool mail_url_good(str url)
{
	bool near;
	return address_good(url, "smtps", "smtp", true, &near);
}

/* ---- one question ---- */

static size_t take(char *bytes, size_t size, size_t n, void *arg)
{
	buf *body = arg;
	if (body->n + size * n > FETCH_MAX)
		return 0; /* curl gives up */
	buf_put(body, bytes, size * n);
	return size * n;
}

static void start(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }
static void release(void *h) { curl_easy_cleanup(h); }

static void secure(CURL *h)
{
	curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "http,https,smtp,smtps"); /* http: to this machine only, see url_fetchable */
	curl_easy_setopt(h, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(h, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(h, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(h, CURLOPT_TIMEOUT, (long)ANSWER_SECONDS);
	curl_easy_setopt(h, CURLOPT_NOPROXY, "localhost,127.0.0.1,::1");
	curl_easy_setopt(h, CURLOPT_USERAGENT, "dinh/" VERSION);
}

static void ask(struct ctx *c, CURL *h, const struct fetch *f)
{
	curl_easy_setopt(h, CURLOPT_URL, str_c(c->a, f->url));
	if (f->form.s) {
		curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE, (long)f->form.n);
		curl_easy_setopt(h, CURLOPT_POSTFIELDS, str_c(c->a, f->form));
	}
	if (f->user.n) {
		curl_easy_setopt(h, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
		curl_easy_setopt(h, CURLOPT_USERNAME, str_c(c->a, f->user));
		curl_easy_setopt(h, CURLOPT_PASSWORD, str_c(c->a, f->password));
	} else if (f->bearer.n) {
		curl_easy_setopt(h, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
		curl_easy_setopt(h, CURLOPT_XOAUTH2_BEARER, str_c(c->a, f->bearer));
	}
}

static CURL *handle(struct ctx *c)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, start);
	CURL *h = curl_easy_init();
	if (!h)
		abort();
	arena_defer(c->a, release, h);
	secure(h);
	return h;
}

err http_fetch(struct ctx *c, const struct fetch *f, struct fetched *out)
{
	buf body = {.a = c->a};
	long status = 0;
	char *type = NULL;
	if (!url_fetchable(f->url))
		return FAIL(c, BUSY, "Không hỏi được máy chủ khác: địa chỉ phải bắt đầu bằng https://.");
	CURL *h = handle(c);
	ask(c, h, f);
	curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(h, CURLOPT_WRITEDATA, &body);
	CURLcode code = curl_easy_perform(h);
	if (code) {
		log_line(LOG_WARNING, c, "fetch", "url=%.*s error=\"%s\"", STR_ARG(f->url), curl_easy_strerror(code));
		return FAIL(c, BUSY, "Máy chủ bên ngoài không trả lời đúng. Hãy thử lại sau ít phút.");
	}
	curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(h, CURLINFO_CONTENT_TYPE, &type);
	*out = (struct fetched){(int)status, str_copy(c->a, str_of(type ? type : "")), buf_text(&body)};
	return NULL;
}

/* ---- into a file ---- */

struct filling {
	int fd;
	int64_t size, max;
	bool full;
};

static size_t fill(char *bytes, size_t size, size_t n, void *arg)
{
	struct filling *f = arg;
	size_t all = size * n, done = 0;
	if (f->size + (int64_t)all > f->max) {
		f->full = true;
		return 0;
	}
	while (done < all) {
		ssize_t put = write(f->fd, bytes + done, all - done);
		if (put <= 0)
			return 0;
		done += (size_t)put;
	}
	f->size += (int64_t)all;
	return all;
}

err http_fetch_file(struct ctx *c, struct fetch_file *f)
{
	struct filling into = {.fd = f->fd, .max = f->max};
	long status = 0;
	if (!url_fetchable(f->of.url))
		return FAIL(c, BUSY, "Địa chỉ phải bắt đầu bằng https://.");
	CURL *h = handle(c);
	ask(c, h, &f->of);
	curl_easy_setopt(h, CURLOPT_TIMEOUT, (long)FILE_SECONDS);
	curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, fill);
	curl_easy_setopt(h, CURLOPT_WRITEDATA, &into);
	CURLcode code = curl_easy_perform(h);
	curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &status);
	f->status = (int)status;
	f->size = into.size;
	if (into.full)
		return FAIL(c, TOO_LARGE, "Tệp của máy chủ kia lớn hơn %lld MB.", (long long)(f->max >> 20));
	if (code) {
		log_line(LOG_WARNING, c, "fetch", "url=%.*s error=\"%s\"", STR_ARG(f->of.url), curl_easy_strerror(code));
		return FAIL(c, BUSY, "Không lấy được: %s.",
			code == CURLE_COULDNT_RESOLVE_HOST       ? "không tìm thấy máy chủ có tên này"
			: code == CURLE_COULDNT_CONNECT          ? "máy chủ không nhận kết nối"
			: code == CURLE_OPERATION_TIMEDOUT       ? "máy chủ không trả lời trong một phút"
			: code == CURLE_PEER_FAILED_VERIFICATION ? "chứng thư của máy chủ không đúng"
								 : "máy chủ ngắt giữa chừng");
	}
	return NULL;
}

str url_host(arena *a, str url)
{
	char *host = NULL, *port = NULL;
	str out = S("");
	if (!url_fetchable(url))
		return out;
	CURLU *u = curl_url();
	if (u && !curl_url_set(u, CURLUPART_URL, str_c(a, url), 0) && !curl_url_get(u, CURLUPART_HOST, &host, 0)) {
		curl_url_get(u, CURLUPART_PORT, &port, 0);
		out = str_lower_ascii(a, str_format(a, "%s%s%s", host, port ? ":" : "", port ? port : ""));
	}
	curl_free(host);
	curl_free(port);
	curl_url_cleanup(u);
	return out;
}

/* ---- one letter (RFC 5322, 2045, 2047) ---- */

static bool mail_address(str s)
{
	str before, after;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] <= ' ' || (unsigned char)s.s[i] >= 0x7f || strchr("<>,;:\"()[]\\", s.s[i]))
			return false;
	return s.n < 200 && str_cut(s, '@', &before, &after) && before.n && after.n && !str_has(after, S("@"));
}

static void in_base64(buf *b, str text, size_t line)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0, column = 0; i < text.n; i += 3, column += 4) {
		uint32_t v = 0;
		char out[4];
		for (size_t k = 0; k < 3; k++)
			v = v << 8 | (i + k < text.n ? (unsigned char)text.s[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			out[k] = i + k <= text.n ? digits[v >> (18 - 6 * k) & 63] : '=';
		if (line && column && column % line == 0)
			buf_lit(b, "\r\n");
		buf_put(b, out, 4);
	}
}

/* Encoded words hold 75 characters: as many as are needed, none cut in the middle of a character. */
static void words(buf *b, str text)
{
	while (text.n) {
		size_t n = text.n < 42 ? text.n : 42;
		while (n < text.n && ((unsigned char)text.s[n] & 0xc0) == 0x80)
			n--;
		buf_lit(b, "=?UTF-8?B?");
		in_base64(b, (str){text.s, n}, 0);
		buf_lit(b, "?=");
		text = (str){text.s + n, text.n - n};
		if (text.n)
			buf_lit(b, "\r\n ");
	}
}

static str letter(struct ctx *c, const struct mail *m)
{
	buf b = {.a = c->a};
	char date[64];
	time_t seconds = (time_t)(c->now / SECOND);
	struct tm utc;
	gmtime_r(&seconds, &utc);
	strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", &utc);
	str before, host;
	str_cut(m->from, '@', &before, &host);
	buf_lit(&b, "From: ");
	words(&b, m->from_name);
	buf_printf(&b, " <%.*s>\r\nTo: <%.*s>\r\nSubject: ", STR_ARG(m->from), STR_ARG(m->to));
	words(&b, m->subject);
	buf_printf(&b, "\r\nDate: %s\r\nMessage-ID: <%s@%.*s>\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n", date,
		m->mark.n ? str_c(c->a, m->mark) : random_token(c->a, 16).s, STR_ARG(host));
	buf_lit(&b, "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
	in_base64(&b, m->text, 76);
	buf_lit(&b, "\r\n");
	return buf_text(&b);
}

static size_t give(char *to, size_t size, size_t n, void *arg)
{
	str *left = arg;
	size_t part = left->n < size * n ? left->n : size * n;
	memcpy(to, left->s, part);
	*left = (str){left->s + part, left->n - part};
	return part;
}

static void free_list(void *list) { curl_slist_free_all(list); }

err mail_send(struct ctx *c, const struct mail *m)
{
	bool near;
	if (!address_good(m->url, "smtps", "smtp", true, &near))
		return FAIL(c, BUSY, "Địa chỉ máy chủ thư phải bắt đầu bằng smtps:// hoặc smtp://.");
	if (!mail_address(m->from) || !mail_address(m->to))
		return FAIL(c, INVALID, "Địa chỉ thư điện tử không đúng.");
	CURL *h = handle(c);
	str text = letter(c, m);
	struct curl_slist *to = curl_slist_append(NULL, str_format(c->a, "<%.*s>", STR_ARG(m->to)).s);
	arena_defer(c->a, free_list, to);
	curl_easy_setopt(h, CURLOPT_URL, str_c(c->a, m->url));
	curl_easy_setopt(h, CURLOPT_USE_SSL, (long)(near ? CURLUSESSL_TRY : CURLUSESSL_ALL));
	if (m->user.n) {
		curl_easy_setopt(h, CURLOPT_USERNAME, str_c(c->a, m->user));
		curl_easy_setopt(h, CURLOPT_PASSWORD, str_c(c->a, m->password));
	}
	curl_easy_setopt(h, CURLOPT_MAIL_FROM, str_format(c->a, "<%.*s>", STR_ARG(m->from)).s);
	curl_easy_setopt(h, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(h, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(h, CURLOPT_READDATA, &text);
	curl_easy_setopt(h, CURLOPT_UPLOAD, 1L);
	CURLcode code = curl_easy_perform(h);
	if (!code)
		return NULL;
	log_line(LOG_WARNING, c, "mail", "url=%.*s error=\"%s\"", STR_ARG(m->url), curl_easy_strerror(code));
	return FAIL(c, BUSY, "Máy chủ thư không nhận thư. Hãy thử lại sau ít phút.");
}
