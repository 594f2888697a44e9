/* programs: what programs ask of records beside what pages show: is there one, one value, write it whether it is there or not. */
#include "core/registries/pages.h"
#include "core/registries/registries.html.h"
#include "web/input.h"
#include "web/reply.h"
#include "web/request.h"
#include "web/services/audit.h"
#include "http/http.h"

enum { PURPOSE_LEAST = 5 };

/* ---- is there one ---- */

static str which_identify(arena *a, const struct registry *r)
{
	struct registry_fields all = registry_fields_shared(r);
	buf b = {.a = a};
	for (size_t i = 0; i < all.n; i++)
		if (registry_identifies(r, all.v[i]))
			buf_printf(&b, "%s%s (%s)", b.n ? ", " : "", all.v[i]->label, all.v[i]->name);
	return b.n ? buf_text(&b) : S("sổ này không có trường nào như vậy");
}

/* No more is told of it than that it is there: what does not tell a thing from others would make a question of whatever it says. */
static err exists_asked(struct req *q, const struct registry *r, struct registry_match *out, str *purpose)
{
	struct ctx *c = &q->ctx;
	*out = (struct registry_match){query_text(q, "truong"), query_text(q, "gia-tri")};
	*purpose = query_text(q, "muc-dich");
	if (!registry_identifies(r, registry_field(r, out->field)))
		return FAIL_FIELD(
			c, "truong", "Chỉ hỏi được theo trường phân biệt mục này với mục khác: %s.", which_identify(c->a, r).s);
	if (!out->value.n)
		return FAIL_FIELD(c, "gia-tri", "Hãy ghi nội dung cần hỏi.");
	if (registry_tells_of_people(r) && purpose->n < PURPOSE_LEAST)
		return FAIL_FIELD(c, "muc-dich", "Sổ này có dữ liệu cá nhân: hãy ghi hỏi để làm gì.");
	return NULL;
}

static void exists_logged(struct req *q, const struct registry *r, const struct registry_givens *found, str purpose)
{
	str why = str_format(q->ctx.a, "Hỏi có hay không trong sổ %.*s: %.*s", STR_ARG(r->title), STR_ARG(purpose));
	if (!registry_tells_of_people(r))
		return;
	if (found->n)
		audit_look(q, "record", found->v[0].id, why.s);
	else
		audit_look(q, "registry", r->id, why.s);
}

err record_exists_run(struct req *q)
{
	struct record_answer_view v = {.title = S("Có mục này không?")};
	struct registry_match is;
	struct registry_givens found;
	const struct registry *r;
	str purpose;
	TRY(registry_of(&q->ctx, q->key, &r));
	TRY(exists_asked(q, r, &is, &purpose));
	struct registry_wanted w = {.units = {&q->ctx.unit, 1}, .own = true};
	TRY(registry_given_matching(&q->ctx, r, &w, (struct registry_matches){&is, 1}, 1, &found));
	exists_logged(q, r, &found, purpose);
	v.registry = r;
	v.is_there = found.n > 0;
	v.said = v.is_there ? S("Có.") : S("Không có.");
	return reply(q, &v, record_answer_page);
}

/* ---- one value ---- */

err record_value_run(struct req *q)
{
	struct record_answer_view v = {0};
	struct registry_given given;
	str name = query_text(q, "truong");
	bool found;
	TRY(registry_of(&q->ctx, q->key, &v.registry));
	const struct form_field *f = registry_field(v.registry, name);
	if (!f || f->type == FORM_NOTE || f->type == FORM_PHOTOS)
		return FAIL_FIELD(&q->ctx, "truong", "Sổ này không có trường đó.");
	struct registry_wanted w = {.fields = {&name, 1}, .units = {&q->ctx.unit, 1}, .record = q->id, .own = true};
	TRY(registry_given_find(&q->ctx, v.registry, &w, &given, &found));
	if (!found)
		return FAIL(&q->ctx, NOT_FOUND, "record");
	registry_look_logged(q, v.registry, q->id);
	v.title = str_of(f->label);
	v.value = given.answers;
	v.said = given.cells[0];
	return reply(q, &v, record_answer_page);
}

/* ---- written whether it is there or not ---- */

struct upsert_asked {
	str valid_from, reason;
	bool though_alike;
	int64_t seen;
};
static const struct field upsert_fields[] = {
	JSON_FIELD("answers", "Nội dung của mục, có trường phân biệt; trường không gửi thì giữ nguyên"),
	DATE(struct upsert_asked, valid_from, "Có từ ngày; để trống là hôm nay", OPTIONAL),
	TEXT(struct upsert_asked, reason, "Lý do, căn cứ", 0, 300),
	BOOL(struct upsert_asked, though_alike, "Đây là mục khác, dù có mục giống"),
	INT(struct upsert_asked, seen, "Lần sửa đã xem; để trống là lần mới nhất", 0, INT64_MAX),
};
const struct input record_upsert_input = INPUT("record_upsert", upsert_fields);

err registry_sent_names(struct ctx *c, const struct node *object, struct texts *out)
{
	size_t n = 0;
	for (const struct node *m = object ? object->first : NULL; m; m = m->next)
		n++;
	str *v = NEWN(c->a, str, n + 1);
	*out = (struct texts){v, 0};
	for (const struct node *m = object ? object->first : NULL; m; m = m->next)
		v[out->n++] = m->name;
	return n ? NULL : FAIL_FIELD(c, "answers", "Hãy gửi nội dung của mục trong “answers”.");
}

err record_upsert_run(struct req *q)
{
	struct upsert_asked in = {0};
	struct record_upsert u = {0};
	const struct node *body;
	TRY(registry_of(&q->ctx, q->key, &u.registry));
	err wrong = read_input(q, &in), unanswered = form_read(q, u.registry->form, false, &u.answers);
	TRY(wrong);
	TRY(unanswered);
	TRY(json_read(&q->ctx, q->http->body, &body));
	TRY(registry_sent_names(&q->ctx, json_member(body, "answers"), &u.names));
	u.valid_from = in.valid_from;
	u.reason = in.reason;
	u.though_alike = in.though_alike;
	u.seen = in.seen;
	TRY(apply(&q->ctx, registry_record_upsert, &u));
	struct record_upserted v = {u.record, u.version, u.is_created, u.is_changed,
		str_format(q->ctx.a, "/api/v1/registries/%.*s/records/%lld", STR_ARG(u.registry->code), (long long)u.record)};
	q->reply->status = u.is_created ? 201 : 200;
	return q->json ? reply_json(q, &v) : see_other(q, "/du-lieu/%.*s/%lld", STR_ARG(u.registry->code), (long long)u.record);
}

/* ---- shapes ---- */

static const struct member exists_members[] = {MEMBER(struct record_answer_view, is_there, M_INT)};
const struct shape record_exists_shape = SHAPE("record_exists", struct record_answer_view, exists_members);
static const struct member value_members[] = {
	MEMBER(struct record_answer_view, value, M_JSON), MEMBER(struct record_answer_view, said, M_TEXT)};
const struct shape record_value_shape = SHAPE("record_value", struct record_answer_view, value_members);
static const struct member upserted_members[] = {MEMBER(struct record_upserted, id, M_INT),
	MEMBER(struct record_upserted, version, M_INT), MEMBER(struct record_upserted, is_created, M_INT),
	MEMBER(struct record_upserted, is_changed, M_INT), MEMBER(struct record_upserted, location, M_TEXT)};
const struct shape record_upserted_shape = SHAPE("record_upserted", struct record_upserted, upserted_members);
