/* answers: what every path of the specification asks of its caller, and how it answers. */
#include "core/govstack/inside.h"
#include "http/http.h"
#include "web/services/setting.h"

/* ---- answers ---- */

err govstack_json(struct req *q, int status, str json)
{
	q->reply->status = status;
	http_set(q->reply, "Content-Type", S("application/json; charset=utf-8"));
	buf_str(&q->reply->body, json);
	return NULL;
}

str govstack_text(arena *a, str s)
{
	buf b = {.a = a};
	json_str(&b, s);
	return buf_text(&b);
}

static err detail(struct req *q, int status, str said)
{
	return govstack_json(q, status, str_format(q->ctx.a, "{\"detail\":%.*s}", STR_ARG(govstack_text(q->ctx.a, said))));
}

err govstack_none(struct req *q) { return detail(q, 404, S("no record found")); }

err govstack_said(struct req *q, err e)
{
	str text = e && e->problems ? e->problems->text : e ? e->text : S("");
	return e && e->kind == INVALID ? detail(q, 400, text) : e;
}

/* ---- who asks ---- */

err govstack_may(struct req *q, const char *permission)
{
	return may(q, permission) ? NULL
				  : FAIL(&q->ctx, DENIED, "Mã truy cập của phần mềm không được trao việc này (%s).", permission);
}

err govstack_open(struct req *q, str *client)
{
	if (!setting_int(&q->ctx, "govstack.on"))
		return FAIL(&q->ctx, NOT_FOUND, "govstack is off");
	*client = http_header(q->http, "Information-Mediator-Client");
	if (!client->s || !govstack_client_fits(*client))
		return FAIL(
			&q->ctx, INVALID, "the header Information-Mediator-Client must say INSTANCE/CLASS/MEMBER/APPLICATION");
	return NULL;
}
