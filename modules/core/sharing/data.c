/* data: what a program of the other unit asks for: records, one record, is there one, one value. Each is counted before it is read and written
 * down before it is answered. */
#include "core/sharing/pages.h"
#include "core/sharing/sharing.html.h"
#include "web/actor.h"
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

/* ---- shapes ---- */

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
