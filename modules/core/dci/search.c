/* search: the answer to a message of searches. */
#include "auth/auth.h"
#include "core/dci/dci.h"
#include "http/http.h"
#include "web/actor.h"
#include "web/input.h"
#include "web/module.h"
#include "web/request.h"
#include "web/route.h"
#include "web/services/setting.h"

/* ---- JSON ---- */

static str quoted(arena *a, str s)
{
	buf b = {.a = a};
	json_str(&b, s);
	return buf_text(&b);
}

static void send(struct req *q, int status)
{
	q->reply->status = status;
	http_set(q->reply, "Content-Type", S("application/json; charset=utf-8"));
}

static err refuse(struct req *q, int status, const char *code, str why, str correlation)
{
	arena *a = q->ctx.a;
	send(q, status);
	buf_printf(&q->reply->body,
		"{\"message\":{\"ack_status\":\"ERR\",\"timestamp\":\"%.*s\",\"correlation_id\":%.*s,\"error\":{\"code\":\"%s\","
		"\"message\":%.*s}}}",
		STR_ARG(time_rfc3339(a, q->ctx.now)), STR_ARG(quoted(a, correlation)), code, STR_ARG(quoted(a, why)));
	return NULL;
}

/* ---- one search ---- */

struct found {
	struct sharing_call call;
	struct registry_given *v;
	const struct node **said; /* what each says */
	size_t n;
};

static str registry_code(struct req *q, str reg_type)
{
	const char *colon = memrchr(reg_type.s, ':', reg_type.n);
	if (!reg_type.n)
		return setting_text(&q->ctx, "dci.registry");
	return colon ? (str){colon + 1, (size_t)(reg_type.s + reg_type.n - colon - 1)} : reg_type;
}

/* "UIN" is the number of whom a record is about, or what else is its own. */
static void name_ids(struct ctx *c, const struct registry *r, struct dci_condition *k)
{
	if (k->is > DCI_NOT && str_is(str_lower_ascii(c->a, k->attribute), "uin"))
		k->attribute = str_of(r->holder ? r->holder->name : r->key ? r->key->name : r->name->name);
	for (struct dci_condition *m = k->first; m; m = m->next)
		name_ids(c, r, m);
}

/* What must be so in any case. */
static size_t equal_of(const struct dci_condition *k, struct registry_match *v, size_t n)
{
	if (k->is == DCI_EQ)
		v[n++] = (struct registry_match){k->attribute, k->values.v[0]};
	for (const struct dci_condition *m = k->is == DCI_AND ? k->first : NULL; m; m = m->next)
		n = equal_of(m, v, n);
	return n;
}

static err rejected(struct dci_search *s, const char *code, str why)
{
	s->code = code;
	s->why = why;
	return NULL;
}

static err candidates(struct req *q, struct dci_search *s, const struct sharing_call *k, struct registry_givens *out)
{
	struct registry_match equal[DCI_CONDITIONS_MOST];
	struct registry_wanted w = {.fields = k->fields, .units = k->units};
	size_t n = equal_of(s->query, equal, 0);
	err e = n ? registry_given_matching(&q->ctx, k->r, &w, (struct registry_matches){equal, n}, DCI_LOOKED_MOST + 1, out)
		  : registry_given_some(&q->ctx, k->r, &w, DCI_LOOKED_MOST + 1, out);
	if (e && e->kind == INVALID)
		return rejected(s, "rjct.search_criteria.invalid", e->text);
	TRY(e);
	return out->n > DCI_LOOKED_MOST ? rejected(s, "rjct.search.too_many_records_found",
						  S("too many records: ask by something equal, or for less"))
					: NULL;
}

static err keep_held(struct req *q, const struct dci_search *s, const struct registry_givens *all, struct found *f)
{
	f->v = NEWN(q->ctx.a, struct registry_given, all->n + 1);
	f->said = NEWN(q->ctx.a, const struct node *, all->n + 1);
	for (size_t i = 0; i < all->n; i++) {
		const struct node *said;
		TRY(json_read(&q->ctx, all->v[i].answers, &said));
		if (!dci_holds(s->query, said))
			continue;
		f->v[f->n] = all->v[i];
		f->said[f->n++] = said;
	}
	return NULL;
}

/* By insertion into what is in order already; those of one rank stay as they were found. */
static void sort(const struct dci_search *s, struct found *f)
{
	for (size_t i = 1; s->nsorts && i < f->n; i++) {
		struct registry_given v = f->v[i];
		const struct node *said = f->said[i];
		size_t k = i;
		for (; k > 0 && dci_order(s, f->said[k - 1], said) > 0; k--) {
			f->v[k] = f->v[k - 1];
			f->said[k] = f->said[k - 1];
		}
		f->v[k] = v;
		f->said[k] = said;
	}
}

static err take(struct req *q, struct dci_search *s, str sender, struct found *f)
{
	struct sharing_call *k = &f->call;
	struct ctx there = q->ctx;
	*k = (struct sharing_call){.registry = registry_code(q, s->reg_type),
		.what = S("list"),
		.agreement = query_int(q, "thoa-thuan", 0),
		.by_program = q->actor->is_program,
		.client = text_clean(q->ctx.a, sender, false)};
	struct sharing_agreed_rows mine;
	TRY(sharing_usable(&q->ctx, q->ctx.unit, k->registry, q->ctx.actor, k->agreement, &mine));
	if (mine.n) { /* its names, before they are asked for */
		there.unit = mine.v[0].owner_id;
		err e = registry_of(&there, k->registry, &k->r);
		if (e && e->kind != NOT_FOUND)
			return e;
		if (!e)
			name_ids(&q->ctx, k->r, s->query);
	}
	dci_attributes(&q->ctx, s, &k->by);
	return apply(&q->ctx, sharing_take, k);
}

/* The page that is wanted, from *from on. */
static size_t page_of(const struct dci_search *s, size_t n, size_t *from)
{
	size_t skip = (size_t)(s->size * (s->number - 1));
	*from = skip < n ? skip : n;
	return n - *from < (size_t)s->size ? n - *from : (size_t)s->size;
}

static err search_one(struct req *q, struct dci_search *s, struct found *f)
{
	struct registry_givens all = {0};
	size_t from;
	TRY(candidates(q, s, &f->call, &all));
	if (!s->code)
		TRY(keep_held(q, s, &all, f));
	sort(s, f);
	size_t n = page_of(s, f->n, &from);
	int64_t *ids = NEWN(q->ctx.a, int64_t, n + 1);
	for (size_t i = 0; i < n; i++)
		ids[i] = f->v[from + i].id;
	struct sharing_answered d = {&f->call, {ids, n}};
	return apply(&q->ctx, sharing_done, &d);
}

static void response(struct req *q, buf *b, const struct dci_search *s, const struct found *f)
{
	arena *a = b->a;
	size_t from, n = page_of(s, f->n, &from);
	buf_printf(b, "{\"reference_id\":%.*s,\"timestamp\":\"%.*s\",\"status\":\"%s\"", STR_ARG(quoted(a, s->reference_id)),
		STR_ARG(time_rfc3339(a, q->ctx.now)), s->code ? "rjct" : "succ");
	if (s->code) {
		buf_printf(
			b, ",\"status_reason_code\":\"%s\",\"status_reason_message\":%.*s}", s->code, STR_ARG(quoted(a, s->why)));
		return;
	}
	buf_printf(b, ",\"data\":{\"reg_type\":%.*s,\"reg_record_type\":%.*s,\"reg_records\":[",
		STR_ARG(quoted(a, s->reg_type.n ? s->reg_type : f->call.registry)), STR_ARG(quoted(a, s->reg_record_type)));
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "%s%.*s", i ? "," : "", STR_ARG(f->v[from + i].answers));
	buf_printf(b, "]},\"pagination\":{\"page_size\":%lld,\"page_number\":%lld,\"total_count\":%zu}", (long long)s->size,
		(long long)s->number, f->n);
	buf_printf(b, ",\"locale\":\"%s\"}", s->locale.n ? str_c(a, s->locale) : "vie");
}

/* ---- the message ---- */

static void message_begin(struct req *q, buf *b, const struct dci_request *m, size_t good)
{
	arena *a = b->a;
	str now = time_rfc3339(a, q->ctx.now);
	buf_printf(b,
		"{\"signature\":\"\",\"header\":{\"version\":\"1.0.0\",\"message_id\":\"%.*s\",\"message_ts\":\"%.*s\","
		"\"action\":\"on-search\",\"status\":\"%s\",\"total_count\":%zu,\"completed_count\":%zu,\"sender_id\":%.*s,"
		"\"receiver_id\":%.*s,\"is_msg_encrypted\":false}",
		STR_ARG(random_token(a, 16)), STR_ARG(now), good ? "succ" : "rjct", m->n, good,
		STR_ARG(quoted(a, m->receiver_id)), STR_ARG(quoted(a, m->sender_id)));
	buf_printf(b, ",\"message\":{\"transaction_id\":%.*s,\"correlation_id\":%.*s,\"search_response\":[",
		STR_ARG(quoted(a, m->transaction_id)), STR_ARG(quoted(a, m->message_id)));
}

/* Who may not, or too often, is told so for the whole message: nothing is given by halves. */
static err refused(struct req *q, const struct dci_request *m, const struct sharing_call *k)
{
	return refuse(q,
		k->refused == DENIED    ? 403
		: k->refused == LIMITED ? 429
					: 400,
		k->refused == DENIED ? "err.request.forbidden" : "err.request.bad", k->why, m->message_id);
}

static err sync_search(struct req *q)
{
	struct dci_request m;
	size_t good = 0;
	buf all = {.a = q->ctx.a};
	if (!setting_int(&q->ctx, "dci.on"))
		return FAIL(&q->ctx, NOT_FOUND, "dci is off");
	err e = dci_request_read(&q->ctx, q->http->body, &m);
	if (e && e->kind == INVALID)
		return refuse(q, 400, "err.request.bad", e->text, m.message_id);
	TRY(e);
	if (!may(q, "sharing.use"))
		return refuse(q, 403, "err.request.forbidden", S("the token may not read (sharing.use)"), m.message_id);
	for (size_t i = 0; i < m.n; i++) {
		struct found f = {0};
		if (!m.v[i].code) {
			TRY(take(q, &m.v[i], m.sender_id, &f));
			if (f.call.refused)
				return refused(q, &m, &f.call);
			TRY(search_one(q, &m.v[i], &f));
		}
		good += !m.v[i].code;
		buf_str(&all, i ? S(",") : S(""));
		response(q, &all, &m.v[i], &f);
	}
	send(q, 200);
	message_begin(q, &q->reply->body, &m, good);
	buf_str(&q->reply->body, buf_text(&all));
	buf_lit(&q->reply->body, "]}}");
	return NULL;
}

/* ---- what the module declares ---- */

static const struct field search_query[] = {{.name = "thoa-thuan",
	.label = "Số thỏa thuận; bắt buộc khi đơn vị có nhiều thỏa thuận cho sổ này",
	.type = I_INT,
	.min = 1,
	.max = INT64_MAX}};
static const struct route routes[] = {{.method = "POST",
	.path = "/api/dci/registry/sync/search",
	.run = sync_search,
	.permission = "dci.use",
	.summary = "DCI: tìm trong các sổ theo thỏa thuận",
	.query = LIST(search_query)}};
static const struct permission permissions[] = {{.name = "dci.use",
	.title = "Dùng giao diện DCI (SPDCI) của các sổ dữ liệu",
	.roles = "specialist leader administrator"}};
static const struct setting settings[] = {
	{.name = "dci.on",
		.title = "Giao diện DCI (SPDCI) của các sổ dữ liệu",
		.help = "Mở /api/dci cho phần mềm an sinh xã hội theo chuẩn SPDCI 1.0.0. Phần mềm vẫn phải có mã truy cập và "
			"thỏa thuận chia sẻ dữ liệu.",
		.type = SET_BOOL,
		.fallback = "0"},
	{.name = "dci.registry",
		.title = "Sổ dữ liệu mà giao diện DCI tìm khi phần mềm không nói rõ",
		.help = "Mã của sổ, ví dụ gieng-nuoc. Để trống thì phần mềm phải ghi reg_type.",
		.type = SET_TEXT,
		.fallback = "",
		.max = 40},
};
const struct module dci_module = {.name = "dci",
	.title = "Giao diện DCI",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.settings = LIST(settings)};
