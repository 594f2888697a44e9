/* data: records through the paths of the specification. */
#include "core/govstack/inside.h"
#include "http/http.h"
#include "web/actor.h"

static err content(struct req *q, str answers)
{
	return govstack_json(q, 200, str_format(q->ctx.a, "{\"content\":%.*s}", STR_ARG(govstack_answers(&q->ctx, answers))));
}

/* ---- who asks, and what he is given ---- */

static bool is_version(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.s[i] >= '0' && s.s[i] <= '9') || (i && s.s[i] == '.')))
			return false;
	return s.n > 0 && s.n <= 20;
}

static struct texts fields_of(arena *a, struct registry_matches m)
{
	str *v = NEWN(a, str, m.n + 1);
	for (size_t i = 0; i < m.n; i++)
		v[i] = m.v[i].field;
	return (struct texts){v, m.n};
}

static err take(struct req *q, struct sharing_call *k)
{
	TRY(govstack_open(q, &k->client));
	TRY(govstack_may(q, k->writes ? "sharing.write" : "sharing.use"));
	if (!is_version(q->keys[1]))
		return FAIL(&q->ctx, INVALID, "the version must be digits and dots");
	k->registry = q->keys[0];
	k->agreement = query_int(q, "thoa-thuan", 0);
	k->by_program = q->actor->is_program;
	TRY(apply(&q->ctx, sharing_take, k));
	return k->refused ? FAIL(&q->ctx, k->refused, "%.*s", STR_ARG(k->why)) : NULL;
}

static err done(struct req *q, const struct sharing_call *k, const struct registry_givens *given)
{
	int64_t *ids = NEWN(q->ctx.a, int64_t, given->n + 1);
	for (size_t i = 0; i < given->n; i++)
		ids[i] = given->v[i].id;
	struct sharing_answered d = {k, {ids, given->n}};
	return apply(&q->ctx, sharing_done, &d);
}

static err find(struct req *q, const struct sharing_call *k, struct registry_matches m, size_t most, struct registry_givens *out)
{
	struct registry_wanted w = {.fields = k->fields, .units = k->units};
	return registry_given_matching(&q->ctx, k->r, &w, m, most, out);
}

/* ---- reading ---- */

static err read_one(struct req *q)
{
	struct govstack_body body;
	struct registry_givens found;
	struct sharing_call k = {.what = S("record")};
	TRY(govstack_body_read(&q->ctx, q->http->body, GOVSTACK_QUERY, &body));
	k.by = fields_of(q->ctx.a, body.query);
	TRY(take(q, &k));
	TRY(find(q, &k, body.query, 1, &found));
	TRY(done(q, &k, &found));
	return found.n ? content(q, found.v[0].answers) : govstack_none(q);
}

static err exists(struct req *q)
{
	struct govstack_body body;
	struct registry_givens found;
	struct sharing_call k = {.what = S("exists")};
	TRY(govstack_body_read(&q->ctx, q->http->body, GOVSTACK_BARE, &body));
	k.by = fields_of(q->ctx.a, body.query);
	TRY(take(q, &k));
	TRY(find(q, &k, body.query, 1, &found));
	TRY(done(q, &k, &found));
	return govstack_json(q, 200,
		found.n ? S("{\"answer\":{\"status\":true,\"message\":\"record exists\"}}")
			: S("{\"answer\":{\"status\":false,\"message\":\"no record found\"}}"));
}

static err listed(struct req *q, struct sharing_call *k, str filter, str search, struct registry_givens *out)
{
	str ordering = query_text(q, "ordering"), unit, record;
	struct registry_match m = {filter, search};
	struct registry_wanted w = {.fields = k->fields, .units = k->units, .from_end = str_is(ordering, "descending")};
	if (ordering.n && !w.from_end && !str_is(ordering, "ascending"))
		return FAIL(&q->ctx, INVALID, "ordering must be ascending or descending");
	if (str_cut(query_text(q, "page"), '.', &unit, &record) && (!str_int(unit, &w.after_unit) || !str_int(record, &w.record)))
		return FAIL(&q->ctx, INVALID, "page must be that of next");
	if (!filter.n)
		return registry_given_some(&q->ctx, k->r, &w, GOVSTACK_MOST + 1, out);
	TRY(find(q, k, (struct registry_matches){&m, 1}, GOVSTACK_MOST + 1, out));
	if (out->n > GOVSTACK_MOST)
		return FAIL(&q->ctx, INVALID, "more than %d records are so: ask for less", GOVSTACK_MOST);
	for (size_t i = 0; w.from_end && i < out->n / 2; i++) {
		struct registry_given one = out->v[i];
		out->v[i] = out->v[out->n - 1 - i];
		out->v[out->n - 1 - i] = one;
	}
	return NULL;
}

static str next_of(struct req *q, struct registry_givens *found)
{
	if (found->n <= GOVSTACK_MOST)
		return S("");
	found->n = GOVSTACK_MOST;
	const struct registry_given *last = &found->v[found->n - 1];
	return address_with(q->ctx.a, q->http->path,
		QUERY(q->ctx.a, {"ordering", query_text(q, "ordering")},
			{"page", str_format(q->ctx.a, "%lld.%lld", (long long)last->unit, (long long)last->id)}));
}

static err list(struct req *q)
{
	str filter = govstack_field(q->ctx.a, query_text(q, "filter")), search = query_text(q, "search");
	struct sharing_call k = {.what = S("list"), .by = {&filter, filter.n > 0}};
	struct registry_givens found = {0};
	buf b = {.a = q->ctx.a};
	if (search.n && !filter.n)
		return FAIL(&q->ctx, INVALID, "filter must name the field that is searched");
	TRY(take(q, &k));
	TRY(listed(q, &k, filter, search, &found));
	str next = next_of(q, &found);
	TRY(done(q, &k, &found));
	buf_printf(&b, "{\"count\":%zu,\"next\":%.*s,\"previous\":null,\"results\":[", found.n,
		STR_ARG(govstack_text(q->ctx.a, next)));
	for (size_t i = 0; i < found.n; i++)
		buf_printf(&b, "%s%.*s", i ? "," : "", STR_ARG(govstack_answers(&q->ctx, found.v[i].answers)));
	buf_lit(&b, "]}");
	return govstack_json(q, 200, buf_text(&b));
}

/* By its key, where there is one that he is given; else by its number. */
static err find_named(struct req *q, const struct sharing_call *k, str name, struct registry_given *out, bool *found)
{
	struct registry_wanted w = {.fields = k->fields, .units = k->units};
	*found = false;
	if (k->r->key && str_listed(k->facts.fields, str_of(k->r->key->name))) {
		w.key = name;
		TRY(registry_given_find(&q->ctx, k->r, &w, out, found));
	}
	w.key = S("");
	if (!*found && str_int(name, &w.record))
		TRY(registry_given_find(&q->ctx, k->r, &w, out, found));
	return NULL;
}

static err value(struct req *q)
{
	const char *dot = memrchr(q->keys[3].s, '.', q->keys[3].n);
	str field = {q->keys[3].s, dot ? (size_t)(dot - q->keys[3].s) : 0};
	str ext = dot ? (str){dot + 1, q->keys[3].n - field.n - 1} : S("");
	struct sharing_call k = {.what = S("value"), .fields = {&field, 1}};
	struct registry_given given = {0};
	const struct node *said;
	bool found;
	if (!field.n || (!str_is(ext, "json") && !str_is(ext, "txt")))
		return FAIL(&q->ctx, INVALID, "the last part must be FIELD.json or FIELD.txt");
	field = govstack_field(q->ctx.a, field);
	TRY(take(q, &k));
	TRY(find_named(q, &k, q->keys[2], &given, &found));
	TRY(done(q, &k, &(struct registry_givens){&given, found}));
	if (!found)
		return govstack_none(q);
	TRY(json_read(&q->ctx, given.answers, &said));
	str text = said->first && said->first->type == N_TEXT ? said->first->text : given.cells[0];
	if (str_is(ext, "json"))
		return govstack_json(q, 200, govstack_text(q->ctx.a, text));
	http_set(q->reply, "Content-Type", S("text/plain; charset=utf-8"));
	buf_str(&q->reply->body, text);
	return NULL;
}

/* ---- writing ---- */

static err write_all(
	struct req *q, const struct sharing_call *k, const struct govstack_body *body, struct record_upsert *put, size_t n)
{
	str answers;
	TRY(form_read_object(q, k->r->form, body->write, false, &answers));
	for (size_t i = 0; i < n; i++) {
		put[i].answers = answers;
		put[i].names = body->names;
	}
	struct sharing_writing w = {k, put, n};
	return apply(&q->ctx, sharing_write, &w);
}

/* What he reads of it afterwards: the fields of his agreement. */
static err written(struct req *q, const struct sharing_call *k, int64_t record, str *answers)
{
	struct registry_wanted w = {.fields = k->fields, .units = k->units, .record = record};
	struct registry_given given;
	bool found;
	TRY(registry_given_find(&q->ctx, k->r, &w, &given, &found));
	*answers = found ? given.answers : S("{}");
	return NULL;
}

static err create(struct req *q)
{
	struct govstack_body body;
	struct record_upsert put = {.new_only = true};
	str answers;
	TRY(govstack_body_read(&q->ctx, q->http->body, GOVSTACK_WRITE, &body));
	struct sharing_call k = {.what = S("write"), .writes = true, .fields = body.names};
	TRY(take(q, &k));
	TRY(write_all(q, &k, &body, &put, 1));
	TRY(written(q, &k, put.record, &answers));
	return content(q, answers);
}

static err take_change(struct req *q, struct sharing_call *k, struct govstack_body *body)
{
	TRY(govstack_body_read(&q->ctx, q->http->body, GOVSTACK_QUERY | GOVSTACK_WRITE, body));
	*k = (struct sharing_call){
		.what = S("write"), .writes = true, .fields = body->names, .by = fields_of(q->ctx.a, body->query)};
	return take(q, k);
}

static err both(struct req *q) { return govstack_json(q, 200, q->http->body); /* it was read strictly */ }

/* What is sent again finds nothing any more that it asks for: it says so already. */
static err said_already(struct req *q, const struct sharing_call *k, const struct govstack_body *body, bool *out)
{
	struct registry_matches is;
	struct registry_givens found = {0};
	TRY(govstack_content_asked(&q->ctx, body->write, &is));
	TRY(find(q, k, is, 1, &found));
	*out = found.n > 0;
	return NULL;
}

static err update_some(struct req *q, size_t most)
{
	struct sharing_call k;
	struct govstack_body body;
	struct registry_givens found;
	TRY(take_change(q, &k, &body));
	TRY(find(q, &k, body.query, most + (most > 1), &found));
	bool again = most > 1; /* all of none is nothing to be done */
	if (!found.n && !again)
		TRY(said_already(q, &k, &body, &again));
	if (!found.n)
		return again ? both(q) : govstack_none(q);
	if (found.n > most)
		return FAIL(&q->ctx, INVALID, "more than %d records are so: ask for less", GOVSTACK_MOST);
	struct record_upsert *put = NEWN(q->ctx.a, struct record_upsert, found.n);
	for (size_t i = 0; i < found.n; i++)
		put[i] = (struct record_upsert){.record = found.v[i].id};
	TRY(write_all(q, &k, &body, put, found.n));
	return both(q);
}

static err update(struct req *q) { return update_some(q, 1); }
static err update_all(struct req *q) { return update_some(q, GOVSTACK_MOST); }

static err update_or_create(struct req *q)
{
	struct sharing_call k;
	struct govstack_body body;
	struct registry_givens found;
	struct record_upsert put = {0};
	str answers;
	TRY(take_change(q, &k, &body));
	TRY(find(q, &k, body.query, 1, &found));
	put.record = found.n ? found.v[0].id : 0;
	TRY(write_all(q, &k, &body, &put, 1));
	TRY(written(q, &k, put.record, &answers));
	return content(q, answers);
}

static err end(struct req *q)
{
	struct sharing_call k = {.what = S("end"), .writes = true};
	struct registry_given given;
	bool found;
	TRY(take(q, &k));
	TRY(find_named(q, &k, q->keys[2], &given, &found));
	if (found) {
		struct sharing_ending e = {.call = &k, .record = given.id};
		TRY(apply(&q->ctx, sharing_end, &e));
	}
	q->reply->status = 204; /* what is not there is gone already */
	return NULL;
}

/* ---- handlers ---- */

err govstack_create(struct req *q) { return govstack_said(q, create(q)); }
err govstack_read(struct req *q) { return govstack_said(q, read_one(q)); }
err govstack_exists(struct req *q) { return govstack_said(q, exists(q)); }
err govstack_update(struct req *q) { return govstack_said(q, update(q)); }
err govstack_update_all(struct req *q) { return govstack_said(q, update_all(q)); }
err govstack_put(struct req *q) { return govstack_said(q, update_or_create(q)); }
err govstack_value(struct req *q) { return govstack_said(q, value(q)); }
err govstack_delete(struct req *q) { return govstack_said(q, end(q)); }
err govstack_list(struct req *q)
{
	return str_is(q->keys[0], "MyPersonalDataUsage") ? govstack_usage(q) : govstack_said(q, list(q));
}
