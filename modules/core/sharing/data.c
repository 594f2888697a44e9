/* data: what a program of the other unit asks for: records, one record, is there one, one value. Each is counted before it is read and written
 * down before it is answered. */
#include "core/sharing/pages.h"
#include "core/sharing/sharing.html.h"
#include "http/http.h"
#include "web/actor.h"
#include "web/input.h"
#include "web/json.h"
#include "web/query.h"
#include "web/reply.h"

/* ---- what is asked ---- */

static struct texts listed(arena *a, str line)
{
	str *v = NEWN(a, str, line.n + 1), word;
	struct texts out = {v, 0};
	while (line.n) {
		str_cut(line, ',', &word, &line);
		word = str_trim(word);
		if (word.n)
			v[out.n++] = word;
	}
	return out;
}

static err take(struct req *q, struct sharing_call *k)
{
	k->registry = q->key;
	k->agreement = query_int(q, "thoa-thuan", 0);
	k->unit = query_int(q, "don-vi", 0);
	k->by_program = q->actor->is_program;
	TRY(apply(&q->ctx, sharing_take, k));
	return k->refused ? FAIL(&q->ctx, k->refused, "%.*s", STR_ARG(k->why)) : NULL;
}

static err head(struct req *q, const struct sharing_call *k, struct sharing_data_view *v)
{
	struct registry_fields all = registry_fields_shared(k->r);
	v->agreement = k->facts;
	v->agreement_id = k->facts.id;
	v->heads.v = NEWN(q->ctx.a, struct sharing_fact, k->fields.n + 1);
	for (size_t i = 0; i < k->fields.n; i++)
		for (size_t n = 0; n < all.n; n++)
			if (str_is(k->fields.v[i], all.v[n]->name))
				v->heads.v[v->heads.n++] =
					(struct sharing_fact){str_of(all.v[n]->name), str_of(all.v[n]->label), 0};
	return NULL;
}

static err answered(struct req *q, const struct sharing_call *k, struct sharing_data_view *v, const struct registry_givens *given)
{
	int64_t *ids = NEWN(q->ctx.a, int64_t, given->n + 1);
	v->records.v = NEWN(q->ctx.a, struct sharing_record, given->n + 1);
	for (size_t i = 0; i < given->n; i++) {
		ids[i] = given->v[i].id;
		v->records.v[v->records.n++] =
			(struct sharing_record){given->v[i].id, given->v[i].unit, given->v[i].answers, given->v[i].cells};
	}
	v->is_there = given->n > 0;
	struct sharing_answered d = {k, {ids, given->n}};
	TRY(apply(&q->ctx, sharing_done, &d));
	return head(q, k, v);
}

/* ---- the list ---- */

static void after_asked(struct req *q, struct registry_wanted *w)
{
	str unit, record;
	if (str_cut(query_text(q, "sau"), '.', &unit, &record)) {
		str_int(unit, &w->after_unit);
		str_int(record, &w->record);
	}
}

err sharing_data_run(struct req *q)
{
	struct sharing_data_view v = {0};
	struct sharing_call k = {.what = S("list"), .fields = listed(q->ctx.a, query_text(q, "truong"))};
	struct registry_givens given = {0};
	TRY(take(q, &k));
	struct registry_wanted w = {.fields = k.fields, .units = k.units};
	after_asked(q, &w);
	TRY(registry_given_some(&q->ctx, k.r, &w, SHARING_PAGE + 1, &given));
	if (given.n > SHARING_PAGE) {
		given.n = SHARING_PAGE;
		const struct registry_given *last = &given.v[given.n - 1];
		v.next = str_format(q->ctx.a, "%lld.%lld", (long long)last->unit, (long long)last->id);
	}
	TRY(answered(q, &k, &v, &given));
	v.address = address_with(q->ctx.a, str_format(q->ctx.a, "/chia-se/du-lieu/%.*s", STR_ARG(q->key)),
		QUERY(q->ctx.a, {"thoa-thuan", .number = k.facts.id}, {"truong", query_text(q, "truong")}, {"sau", v.next}));
	return reply(q, &v, sharing_data_page);
}

/* ---- one record ---- */

static err one(struct req *q, struct sharing_call *k, struct sharing_data_view *v)
{
	struct registry_given found;
	bool there;
	k->key = query_text(q, "ma");
	k->record = query_int(q, "so", 0);
	if (!k->key.n && k->record <= 0)
		return FAIL_FIELD(&q->ctx, "ma", "Hãy ghi mã (ma) hoặc số (so) của mục cần hỏi.");
	TRY(take(q, k));
	struct registry_wanted w = {.fields = k->fields, .units = k->units, .key = k->key, .record = k->record};
	TRY(registry_given_find(&q->ctx, k->r, &w, &found, &there));
	return answered(q, k, v, &(struct registry_givens){&found, there});
}

err sharing_record_run(struct req *q)
{
	struct sharing_data_view v = {0};
	struct sharing_call k = {.what = S("record"), .fields = listed(q->ctx.a, query_text(q, "truong"))};
	TRY(one(q, &k, &v));
	if (!v.is_there)
		return FAIL(&q->ctx, NOT_FOUND, "Không có mục này trong dữ liệu được chia sẻ.");
	return q->json ? reply_json(q, &v.records.v[0]) : (sharing_data_page(&q->page, &v), (err)NULL);
}

err sharing_exists_run(struct req *q)
{
	struct sharing_data_view v = {0};
	struct sharing_call k = {.what = S("exists")};
	TRY(one(q, &k, &v));
	return reply(q, &v, sharing_data_page);
}

err sharing_value_run(struct req *q)
{
	struct sharing_data_view v = {0};
	str field = query_text(q, "truong");
	struct sharing_call k = {.what = S("value"), .fields = {&field, 1}};
	if (!field.n || str_has(field, S(",")))
		return FAIL_FIELD(&q->ctx, "truong", "Hãy ghi một trường (truong) cần lấy.");
	TRY(one(q, &k, &v));
	if (!v.is_there)
		return FAIL(&q->ctx, NOT_FOUND, "Không có mục này trong dữ liệu được chia sẻ.");
	v.value = v.records.v[0].fields;
	return reply(q, &v, sharing_data_page);
}

/* ---- what a program writes ---- */

struct write_asked {
	str valid_from, reason;
	bool though_alike;
	int64_t seen, agreement;
};
#define AGREEMENT_FIELD(T) INT(T, agreement, "Số thỏa thuận; bắt buộc khi đơn vị có nhiều thỏa thuận cho sổ này", 0, INT64_MAX)
#define SEEN_FIELD(T)      INT(T, seen, "Lần sửa đã xem; để trống là lần mới nhất", 0, INT64_MAX)
static const struct field write_fields[] = {
	JSON_FIELD("answers", "Nội dung của mục, có trường phân biệt; chỉ những trường được ghi"),
	DATE(struct write_asked, valid_from, "Có từ ngày; để trống là hôm nay", OPTIONAL),
	TEXT(struct write_asked, reason, "Lý do, căn cứ", 0, 300),
	BOOL(struct write_asked, though_alike, "Đây là mục khác, dù có mục giống"),
	SEEN_FIELD(struct write_asked),
	AGREEMENT_FIELD(struct write_asked),
};
const struct input sharing_write_input = INPUT("shared_write", write_fields);

static err take_writing(struct req *q, struct sharing_call *k)
{
	k->registry = q->key;
	k->by_program = q->actor->is_program;
	k->writes = true;
	TRY(apply(&q->ctx, sharing_take, k));
	return k->refused ? FAIL(&q->ctx, k->refused, "%.*s", STR_ARG(k->why)) : NULL;
}

err sharing_write_run(struct req *q)
{
	struct write_asked in = {0};
	const struct node *body;
	TRY(read_input(q, &in));
	TRY(json_read(&q->ctx, q->http->body, &body));
	struct sharing_call k = {.what = S("write"), .agreement = in.agreement};
	TRY(registry_sent_names(&q->ctx, json_member(body, "answers"), &k.fields));
	struct record_upsert put = {.names = k.fields,
		.valid_from = in.valid_from,
		.reason = in.reason,
		.though_alike = in.though_alike,
		.seen = in.seen};
	struct sharing_writing w = {&k, &put, 1};
	TRY(take_writing(q, &k));
	TRY(form_read_object(q, k.r->form, json_member(body, "answers"), false, &put.answers));
	TRY(apply(&q->ctx, sharing_write, &w));
	struct sharing_written v = {put.record, put.version, put.is_created, put.is_changed};
	q->reply->status = v.is_created ? 201 : 200;
	return q->json ? reply_json(q, &v) : see_other(q, "/chia-se/xin/%lld", (long long)k.facts.id);
}

struct end_asked {
	str key, reason;
	int64_t record, seen, agreement;
};
static const struct field end_fields[] = {
	TEXT(struct end_asked, key, "Mã của mục", 0, 100),
	INT(struct end_asked, record, "Số của mục, khi không có mã", 0, INT64_MAX),
	TEXT(struct end_asked, reason, "Lý do, căn cứ", 1, 300),
	SEEN_FIELD(struct end_asked),
	AGREEMENT_FIELD(struct end_asked),
};
const struct input sharing_end_input = INPUT("shared_end", end_fields);

err sharing_end_run(struct req *q)
{
	struct end_asked in = {0};
	struct registry_given found;
	bool there;
	TRY(read_input(q, &in));
	if (!in.key.n && in.record <= 0)
		return FAIL_FIELD(&q->ctx, "key", "Hãy ghi mã hoặc số của mục.");
	struct sharing_call k = {.what = S("end"), .agreement = in.agreement, .key = in.key};
	TRY(take_writing(q, &k));
	struct registry_wanted w = {.fields = k.fields, .units = k.units, .key = in.key, .record = in.record};
	TRY(registry_given_find(&q->ctx, k.r, &w, &found, &there));
	if (!there)
		return FAIL(&q->ctx, NOT_FOUND, "Không có mục này trong dữ liệu được chia sẻ.");
	struct sharing_ending e = {&k, found.id, in.seen, in.reason};
	TRY(apply(&q->ctx, sharing_end, &e));
	return see_other(q, "/chia-se/xin/%lld", (long long)k.facts.id);
}

/* ---- shapes ---- */

static const struct member written_members[] = {MEMBER(struct sharing_written, id, M_INT),
	MEMBER(struct sharing_written, version, M_INT), MEMBER(struct sharing_written, is_created, M_INT),
	MEMBER(struct sharing_written, is_changed, M_INT)};
const struct shape sharing_written_shape = SHAPE("shared_written", struct sharing_written, written_members);

static const struct member record_members[] = {MEMBER(struct sharing_record, id, M_INT),
	MEMBER(struct sharing_record, unit, M_INT), MEMBER(struct sharing_record, fields, M_JSON)};
const struct shape sharing_record_shape = SHAPE("shared_record", struct sharing_record, record_members);
static const struct member data_members[] = {
	{.name = "agreement", .type = M_INT, .at = offsetof(struct sharing_data_view, agreement_id)},
	MANY(struct sharing_data_view, records, sharing_record), MEMBER(struct sharing_data_view, next, M_TEXT)};
const struct shape sharing_data_shape = SHAPE("shared_records", struct sharing_data_view, data_members);
static const struct member exists_members[] = {MEMBER(struct sharing_data_view, is_there, M_INT)};
const struct shape sharing_exists_shape = SHAPE("shared_exists", struct sharing_data_view, exists_members);
static const struct member value_members[] = {MEMBER(struct sharing_data_view, value, M_JSON)};
const struct shape sharing_value_shape = SHAPE("shared_value", struct sharing_data_view, value_members);
