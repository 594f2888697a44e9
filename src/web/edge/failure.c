/* failure: an err as people read it (a page that helps) and as programs do (RFC 9457). What has been written so far is dropped. */
#include "web/edge/edge.h"
#include "web/hooks.h"
#include "web/edge/errors.html.h"
#include <unistd.h>
#include "http/http.h"

static const struct words {
	int status;
	const char *title, *text;
} words[] = {
	{400, "Yêu cầu không hợp lệ", "Máy chủ không hiểu yêu cầu này. Hãy quay lại trang trước và thử lại."},
	{401, "Cần đăng nhập", "Hãy đăng nhập để tiếp tục."},
	{403, "Không có quyền", "Tài khoản của ông/bà không có quyền dùng trang này."},
	{404, "Không tìm thấy trang", "Địa chỉ có thể đã gõ sai, hoặc nội dung không còn ở đây."},
	{405, "Không làm được theo cách này", "Trang này không nhận thao tác vừa gửi. Hãy quay lại trang trước và thử lại."},
	{408, "Mạng quá chậm", "Dữ liệu chưa đến đủ thì đã hết giờ chờ. Hãy kiểm tra mạng và gửi lại."},
	{409, "Nội dung đã thay đổi", "Có người vừa cập nhật nội dung này. Hãy tải lại trang để xem bản mới nhất."},
	{411, "Yêu cầu không ghi độ dài", "Phần mềm gửi dữ liệu phải ghi Content-Length; không gửi theo từng đoạn (chunked)."},
	{413, "Dữ liệu gửi lên quá lớn", "Tệp hoặc nội dung vượt giới hạn cho phép. Hãy gửi tệp nhỏ hơn."},
	{422, "Thông tin chưa đúng", "Hãy quay lại, sửa các thông tin được nêu và gửi lần nữa."},
	{429, "Thao tác quá nhanh", "Hãy chờ một lát rồi thử lại."},
	{500, "Hệ thống gặp lỗi", "Lỗi đã được ghi lại. Hãy thử lại sau; nếu vẫn lỗi, báo cho cán bộ kèm mã bên dưới."},
	{503, "Hệ thống đang bận", "Đang có quá nhiều người dùng. Hãy thử lại sau ít giây."},
};

static const struct words *words_of(int status)
{
	for (size_t i = 0; i < COUNT(words); i++)
		if (words[i].status == status)
			return &words[i];
	return words_of(status < 500 ? 400 : 500);
}

int status_of(enum kind kind)
{
	static const int statuses[] = {[NOT_FOUND] = 404,
		[SIGN_IN] = 401,
		[DENIED] = 403,
		[INVALID] = 422,
		[CONFLICT] = 409,
		[TOO_LARGE] = 413,
		[LIMITED] = 429,
		[BUSY] = 503,
		[BROKEN] = 500};
	return statuses[kind];
}

/* Forgets the reply made so far. */
void reply_reset(struct visit *v)
{
	struct http_reply *r = v->q.reply;
	if (r->fd >= 0)
		close(r->fd);
	r->fd = -1;
	r->fixed = NULL;
	r->body.n = 0;
	r->status = r->nheaders = 0;
}

static void problem_json(struct visit *v, const struct error_view *e)
{
	buf *b = &v->q.reply->body;
	http_set(v->q.reply, "Content-Type", S("application/problem+json; charset=utf-8"));
	buf_printf(b, "{\"type\":\"about:blank\",\"status\":%d,\"title\":", e->status);
	json_str(b, str_of(e->title));
	buf_lit(b, ",\"detail\":");
	json_str(b, e->text);
	buf_lit(b, ",\"request_id\":");
	json_str(b, e->request_id);
	if (e->problems)
		buf_lit(b, ",\"problems\":[");
	for (const struct problem *p = e->problems; p; p = p->next) {
		buf_lit(b, "{\"field\":");
		json_str(b, str_of(p->field));
		buf_lit(b, ",\"text\":");
		json_str(b, p->text);
		buf_str(b, p->next ? S("},") : S("}]"));
	}
	buf_lit(b, "}");
}

static void show(struct visit *v, int status, str text, const struct problem *problems)
{
	const struct words *w = words_of(status);
	reply_reset(v);
	struct error_view view = {.status = status,
		.title = w->title,
		.text = text.n ? text : str_of(w->text),
		.problems = problems,
		.retry_after = v->retry_after  ? v->retry_after
			       : status == 503 ? 2
					       : 0,
		.sign_in = (status == 401 || status == 403) && door_path(DOOR_SIGN_IN),
		.back = referer_path(v),
		.request_id = v->q.ctx.request_id};
	v->q.reply->status = status;
	if (view.retry_after)
		http_set(v->q.reply, "Retry-After", str_format(v->q.ctx.a, "%lld", (long long)view.retry_after));
	if (status == 405 && v->allow)
		http_set(v->q.reply, "Allow", str_of(v->allow));
	if (status == 401 && v->q.json)
		http_set(v->q.reply, "WWW-Authenticate", S("Bearer"));
	if (v->q.json)
		return problem_json(v, &view);
	v->q.page.problems = NULL;
	v->q.page.again = false;
	error_page(&v->q.page, &view);
}

void fail_status(struct visit *v, int status, str text) { show(v, status, text, NULL); }

/* To the sign-in page and, after that, back to where he wanted to go. */
static void send_to(struct visit *v, const char *sign_in)
{
	struct http_request *r = v->q.http;
	buf to = {.a = v->q.ctx.a};
	if (str_is(r->method, "GET") || str_is(r->method, "HEAD")) {
		buf_str(&to, r->path);
		if (r->query.n)
			buf_printf(&to, "?%.*s", STR_ARG(r->query));
	} else
		buf_str(&to, referer_path(v));
	reply_reset(v);
	v->q.reply->status = 303;
	http_set(v->q.reply, "Location", address_with(v->q.ctx.a, str_of(sign_in), QUERY(v->q.ctx.a, {"tiep", buf_text(&to)})));
}

void fail_reply(struct visit *v, err e)
{
	static const char *const kinds[] = {[NOT_FOUND] = "not_found",
		[SIGN_IN] = "sign_in",
		[DENIED] = "denied",
		[INVALID] = "invalid",
		[CONFLICT] = "conflict",
		[TOO_LARGE] = "too_large",
		[LIMITED] = "limited",
		[BUSY] = "busy",
		[BROKEN] = "broken"};
	if (e->kind == BROKEN)
		log_line(LOG_ERROR, &v->q.ctx, "broken", "where=%s text=\"%.*s\"", e->where, STR_ARG(e->text));
	else
		log_line(LOG_DEBUG, &v->q.ctx, "refused", "kind=%s where=%s", kinds[e->kind], e->where);
	if (e->kind == SIGN_IN && !v->q.json && door_path(DOOR_SIGN_IN))
		return send_to(v, door_path(DOOR_SIGN_IN));
	show(v, status_of(e->kind), e->kind == BROKEN ? S("") : e->text, e->problems);
}
