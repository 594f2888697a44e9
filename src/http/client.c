/* The adapter of libcurl. */
#include "client.h"
#include <curl/curl.h>
#include <pthread.h>
#include <stdlib.h>

enum { CONNECT_SECONDS = 5, ANSWER_SECONDS = 10 };

/* ---- which addresses ---- */

static bool loopback(const char *host)
{
	bool number = host[strspn(host, "0123456789.")] == 0; /* not 127.0.0.1.example */
	return !strcmp(host, "localhost") || !strcmp(host, "[::1]") || (number && !strncmp(host, "127.", 4));
}

bool url_fetchable(str url)
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
		    !curl_url_get(u, CURLUPART_HOST, &host, 0) && curl_url_get(u, CURLUPART_USER, &user, 0) &&
		    (!strcmp(scheme, "https") || (!strcmp(scheme, "http") && loopback(host)));
	curl_free(scheme);
	curl_free(host);
	curl_free(user);
	curl_url_cleanup(u);
	return good;
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
	curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "http,https"); /* http: to this machine only, see url_fetchable */
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

err http_fetch(struct ctx *c, const struct fetch *f, struct fetched *out)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	buf body = {.a = c->a};
	long status = 0;
	char *type = NULL;
	pthread_once(&once, start);
	if (!url_fetchable(f->url))
		return FAIL(c, BUSY, "Không hỏi được máy chủ khác: địa chỉ phải bắt đầu bằng https://.");
	CURL *h = curl_easy_init();
	if (!h)
		abort();
	arena_defer(c->a, release, h);
	secure(h);
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
