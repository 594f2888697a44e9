/* send: files, byte ranges, and the built assets. */
#include "web/edge/edge.h"
#include <unistd.h>
#include "http/http.h"
#include "web/catalogue.h"
#include "web/reply.h"
#include "web/services/setting.h"

/* ---- ranges ---- */

int range_parse(str header, int64_t size, int64_t *from, int64_t *length)
{
	str unit, spec, first, last;
	int64_t a, b;
	if (!str_cut(header, '=', &unit, &spec) || !str_is(str_trim(unit), "bytes") ||
		!str_cut(str_trim(spec), '-', &first, &last))
		return 200;
	if (!first.n) { /* the last b bytes */
		if (!str_int(last, &b) || b < 0)
			return 200;
		if (!b || !size)
			return 416;
		*from = b < size ? size - b : 0;
		*length = size - *from;
		return 206;
	}
	if (!str_int(first, &a) || a < 0 || (last.n && (!str_int(last, &b) || b < a)))
		return 200;
	if (a >= size)
		return 416;
	*from = a;
	*length = (last.n && b < size - 1 ? b + 1 : size) - a;
	return 206;
}

/* Is this tag in the list of an If-None-Match? */
static bool tag_listed(str list, str tag)
{
	if (str_is(str_trim(list), "*"))
		return true;
	for (str one; list.n;) {
		str_cut(list, ',', &one, &list);
		one = str_trim(one);
		if (str_starts(one, S("W/")))
			one = (str){one.s + 2, one.n - 2};
		if (str_eq(one, tag))
			return true;
	}
	return false;
}

/* ---- files ---- */

static void disposition(struct req *q, str name, bool attachment)
{
	buf b = {.a = q->ctx.a};
	name = file_name_clean(q->ctx.a, name); /* whoever made it: no path, no marks that turn its letters round */
	buf_str(&b, attachment ? S("attachment") : S("inline"));
	buf_lit(&b, "; filename=\"");
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.s[i];
		if ((c & 0xc0) != 0x80) /* one _ for a character, not for each of its bytes */
			buf_put(&b, c < ' ' || c > '~' || strchr("\"\\%/", c) ? "_" : &name.s[i], 1);
	}
	buf_lit(&b, "\"; filename*=UTF-8''");
	html_component(&b, name);
	http_set(q->reply, "Content-Disposition", buf_text(&b));
}

static void file_headers(struct req *q, str name, const char *mime, bool attachment)
{
	bool pdf = !strcmp(mime, "application/pdf"), picture = !strcmp(mime, "image/jpeg") || !strcmp(mime, "image/png");
	http_set(q->reply, "Content-Type", str_of(mime));
	if (name.n)
		disposition(q, name, attachment || !(pdf || picture));
	if (attachment || !pdf)
		http_set(q->reply, "Content-Security-Policy", S("default-src 'none'; sandbox"));
}

static void whole_or_range(struct req *q, int64_t size, str tag)
{
	struct http_reply *r = q->reply;
	str asked = http_header(q->http, "Range"), condition = http_header(q->http, "If-Range");
	r->offset = 0;
	r->length = size;
	if (!asked.n || (condition.s && !(tag.n && str_eq(condition, tag))))
		return;
	int status = range_parse(asked, size, &r->offset, &r->length);
	if (status == 206)
		http_set(r, "Content-Range",
			str_format(q->ctx.a, "bytes %lld-%lld/%lld", (long long)r->offset, (long long)(r->offset + r->length - 1),
				(long long)size));
	if (status == 416)
		http_set(r, "Content-Range", str_format(q->ctx.a, "bytes */%lld", (long long)size));
	r->status = status;
}

err reply_file(struct req *q, int fd, int64_t size, str name, const char *mime, str etag, bool attachment)
{
	struct http_reply *r = q->reply;
	str tag = etag.n ? str_format(q->ctx.a, "\"%.*s\"", STR_ARG(etag)) : S("");
	if (tag.n) {
		http_set(r, "ETag", tag);
		if (!strcmp(q->route->permission, PUBLIC))
			http_set(r, "Cache-Control", S("private, no-cache"));
		if (tag_listed(http_header(q->http, "If-None-Match"), tag)) {
			close(fd);
			r->status = 304;
			return NULL;
		}
	}
	http_set(r, "Accept-Ranges", S("bytes"));
	whole_or_range(q, size, tag);
	if (r->status == 416) {
		close(fd);
		return NULL;
	}
	file_headers(q, name, mime, attachment);
	r->fd = fd;
	return NULL;
}

err reply_bytes(struct req *q, str bytes, str name, const char *mime, bool attachment)
{
	file_headers(q, name, mime, attachment);
	buf_str(&q->reply->body, bytes);
	return NULL;
}

err reply_tagged(struct req *q, str bytes, const char *mime)
{
	struct http_reply *r = q->reply;
	str tag = str_format(q->ctx.a, "\"%.16s\"", sha256_hex(q->ctx.a, sha256_of(bytes)).s);
	http_set(r, "Content-Type", str_of(mime));
	http_set(r, "ETag", str_format(q->ctx.a, "W/%s", tag.s)); /* weak: packed, the bytes are others */
	http_set(r, "Cache-Control", S("private, no-cache"));
	if (tag_listed(http_header(q->http, "If-None-Match"), tag))
		r->status = 304;
	else
		buf_str(&r->body, bytes);
	return NULL;
}

void reply_open(struct req *q, int64_t modified)
{
	http_set(q->reply, "Access-Control-Allow-Origin", S("*"));
	http_set(q->reply, "Access-Control-Expose-Headers",
		S("ETag, Last-Modified, Content-Length, Content-Range, Content-Disposition"));
	http_set(q->reply, "Cross-Origin-Resource-Policy", S("cross-origin"));
	http_set(q->reply, "Cache-Control", S("public, no-cache"));
	http_set(q->reply, "Last-Modified", time_http(q->ctx.a, modified));
}

/* ---- codings ---- */

/* 0: the reader does not want it, or wants the plain bytes more. A coding that he does not name he may not know, unless he says `*`. */
static int coding_weight(const struct http_request *r, const char *coding)
{
	str accepted = http_header(r, "Accept-Encoding");
	int weight = http_weight(accepted, coding), plain = http_weight(accepted, "identity");
	if (weight < 0)
		weight = http_weight(accepted, "*");
	return weight > 0 && weight >= plain ? weight : 0;
}

/* Texts of some length leave compressed. Pages may: their form token is another in every page (guard.c), and no other site makes a browser
 * fetch them with its cookie (SameSite). */
void send_packed(struct visit *v)
{
	static const char *const texts[] = {
		"text/", "application/json", "application/problem+json", "application/geo+json", "image/svg+xml"};
	enum { WORTH_IT = 1000 };
	struct http_reply *r = v->q.reply;
	str type = {0};
	bool text = false;
	for (int i = 0; i < r->nheaders; i++)
		if (!strcmp(r->headers[i].name, "Content-Type"))
			type = r->headers[i].value;
	for (size_t i = 0; i < COUNT(texts); i++)
		text |= str_starts(type, str_of(texts[i]));
	if (!text || r->fd >= 0 || r->fixed || r->body.n < WORTH_IT || !setting_int(&v->q.ctx, "server.compress"))
		return;
	http_set(r, "Vary", S("Accept-Encoding"));
	if (!coding_weight(v->q.http, "gzip"))
		return;
	str small = gzip(v->q.ctx.a, buf_text(&r->body));
	if (!small.s || small.n >= r->body.n)
		return;
	http_set(r, "Content-Encoding", S("gzip"));
	r->body.s = (char *)(uintptr_t)small.s;
	r->body.n = small.n;
}

/* ---- built assets: /static/app.3f2a91c07b.css is app.css for ever; /static/app.css may change ---- */

/* "app.3f2a91c07b.css" -> "app.css", and the hash. */
static str without_hash(arena *a, str name, str *hash)
{
	const char *dot = memrchr(name.s, '.', name.n);
	const char *before = dot ? memrchr(name.s, '.', (size_t)(dot - name.s)) : NULL;
	*hash = S("");
	if (!before || dot - before != 11)
		return name;
	*hash = (str){before + 1, 10};
	return str_format(a, "%.*s%.*s", (int)(before - name.s), name.s, (int)(name.s + name.n - dot), dot);
}

static const struct asset *packed(struct visit *v, str name, const struct asset *plain)
{
	static const struct {
		const char *coding, *suffix;
	} codings[] = {{"br", ".br"}, {"gzip", ".gz"}}; /* the smaller first */
	const struct asset *best = NULL;
	const char *coding = NULL;
	int most = 0;
	for (size_t i = 0; i < COUNT(codings); i++) {
		const struct asset *a = asset_find(str_format(v->q.ctx.a, "%.*s%s", STR_ARG(name), codings[i].suffix));
		int weight = coding_weight(v->q.http, codings[i].coding);
		if (!a)
			continue;
		http_set(v->q.reply, "Vary", S("Accept-Encoding"));
		if (weight > most) {
			most = weight;
			best = a;
			coding = codings[i].coding;
		}
	}
	if (coding)
		http_set(v->q.reply, "Content-Encoding", str_of(coding));
	return best ? best : plain;
}

bool send_asset(struct visit *v)
{
	struct http_reply *r = v->q.reply;
	arena *a = v->q.ctx.a;
	str path = v->q.http->path, method = v->q.http->method, hash;
	if (str_is(path, "/favicon.ico") || str_is(path, "/robots.txt"))
		path = str_format(a, "/static%.*s", STR_ARG(path));
	if (!str_starts(path, S("/static/")) || !(str_is(method, "GET") || str_is(method, "HEAD")))
		return false;
	str name = {path.s + 1, path.n - 1};
	const struct asset *found = asset_find(name);
	bool for_ever = false;
	if (!found) {
		name = without_hash(a, name, &hash);
		found = asset_find(name);
		for_ever = found && str_starts(str_of(found->hash), hash);
		if (!for_ever)
			return false;
	}
	str tag = str_format(a, "\"%.16s\"", found->hash); /* weak: the packed bytes are others */
	http_set(r, "Content-Type", str_of(found->mime));
	http_set(r, "ETag", str_format(a, "W/%s", tag.s));
	http_set(r, "Cache-Control",
		for_ever                      ? S("public, max-age=31536000, immutable")
		: str_ends(name, S(".woff2")) ? S("public, max-age=2592000")
					      : S("public, max-age=3600"));
	const struct asset *sent = packed(v, name, found);
	if (tag_listed(http_header(v->q.http, "If-None-Match"), tag)) {
		r->status = 304;
		return true;
	}
	r->fixed = sent->data;
	r->fixed_size = (size_t)(sent->end - sent->data);
	return true;
}
