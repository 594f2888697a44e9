/* The applicant's form, with an account or with the code and secret of his receipt; the page of a unit. */
#include "government/ratings/ratings_pages.h"
#include "web/reply.h"

enum { LINES = 10 };

/* ---- the applicant ---- */

struct rating_fields {
	str code, secret; /* of somebody not signed in */
	str level, comment, time, contacts, agencies, attitude;
};
#define ANSWERS                                                                                                                  \
	CHOICE(struct rating_fields, level, "Mức độ hài lòng", NEEDED, rating_level_choices),                                    \
		LONG_TEXT(struct rating_fields, comment, "Ý kiến", 0, 2000),                                                     \
		CHOICE(struct rating_fields, time, "Thời gian nhận kết quả", OPTIONAL, rating_time_choices),                     \
		CHOICE(struct rating_fields, contacts, "Số lần phải liên hệ", OPTIONAL, rating_contact_choices),                 \
		CHOICE(struct rating_fields, agencies, "Số cơ quan phải liên hệ", OPTIONAL, rating_agency_choices),              \
		CHOICE(struct rating_fields, attitude, "Thái độ phục vụ", OPTIONAL, rating_attitude_choices)
static const struct field rating_fields[] = {ANSWERS};
const struct input rating_input = INPUT("new_rating", rating_fields);
static const struct field public_fields[] = {
	TEXT(struct rating_fields, code, "Mã hồ sơ", 1, 200),
	TEXT(struct rating_fields, secret, "Mã tra cứu", 1, 40),
	ANSWERS,
};
const struct input rating_public_input = INPUT("new_rating_by_code", public_fields);

static err read_rating(struct req *q, struct new_rating *n)
{
	struct rating_fields f = {0};
	TRY(read_input(q, &f));
	n->code = dossier_code_typed(q->ctx.a, f.code);
	n->secret = dossier_secret_typed(q->ctx.a, f.secret);
	n->level = f.level.s[0] - '0';
	n->comment = f.comment;
	n->time = f.time;
	n->contacts = f.contacts;
	n->agencies = f.agencies;
	n->attitude = f.attitude;
	if (str_is(f.attitude, "complaint") && !f.comment.n)
		return problem(q, NULL, "comment", "Ghi rõ điều ông/bà muốn phản ánh.");
	return NULL;
}

static err show(struct req *q, struct rating_view *v)
{
	struct ctx *c = &q->ctx;
	TRY(rating_of(c, v->dossier.id, &v->rating, &v->rated));
	v->until_at = v->rating.rated_at + RATING_DAYS * DAY;
	v->open = v->dossier.status == RETURNED && (!v->rated || c->now <= v->until_at);
	v->dossier.secret = S("");
	return reply(q, v, rating_page);
}

err rating_form(struct req *q)
{
	struct rating_view v = {.action = str_format(q->ctx.a, "/ho-so/%lld/danh-gia", (long long)q->id)};
	bool found;
	TRY(rated_dossier(&q->ctx, q->id, &v.dossier, &found));
	if (!found || v.dossier.account_id.v != q->ctx.actor || !v.dossier.account_id.set)
		return FAIL(&q->ctx, NOT_FOUND, "dossier");
	return show(q, &v);
}

err rating_post(struct req *q)
{
	struct new_rating n = {.dossier = q->id, .account = q->ctx.actor};
	TRY(read_rating(q, &n));
	TRY(apply(&q->ctx, rating_give, &n));
	flash(q, "Cảm ơn ông/bà đã đánh giá.");
	return see_other(q, "/ho-so/%lld/danh-gia", (long long)q->id);
}

/* Code and secret as the form brought them back, or as the address has them. */
err rating_public_form(struct req *q)
{
	struct ctx *c = &q->ctx;
	bool again = q->page.again, found = false;
	str code = again ? page_value(&q->page, "code", S("")) : query_text(q, "ma"),
	    secret = again ? page_value(&q->page, "secret", S("")) : query_text(q, "bi-mat");
	struct rating_view v = {
		.code = dossier_code_typed(c->a, code), .secret = dossier_secret_typed(c->a, secret), .action = S("/danh-gia")};
	struct rated_code known;
	if (v.code.n)
		TRY(rated_code(c, v.code, &known, &found));
	if (found && v.secret.n && same_secret(v.secret, known.secret)) {
		TRY(rated_dossier(c, known.id, &v.dossier, &found));
		return show(q, &v);
	}
	struct rating_ask_view ask = {code, secret, code.n > 0};
	if (q->json)
		return FAIL(c, NOT_FOUND, "Mã hồ sơ hoặc mã tra cứu không đúng.");
	rating_ask_page(&q->page, &ask);
	return NULL;
}

err rating_public_post(struct req *q)
{
	struct new_rating n = {0};
	TRY(read_rating(q, &n));
	TRY(apply(&q->ctx, rating_give, &n));
	flash(q, "Cảm ơn ông/bà đã đánh giá.");
	return see_other(q, "%.*s", STR_ARG(ADDRESS(q->ctx.a, "/danh-gia", {"ma", n.code}, {"bi-mat", n.secret})));
}

/* ---- the unit ---- */

/* The quarterly judgements of the period, averaged like points of dossiers. */
static void shared_tenths(const struct rating_shares_rows *rows, int64_t *tenths)
{
	struct score s[4] = {{0}};
	for (size_t i = 0; i < rows->n; i++) {
		const int64_t points[] = {rows->v[i].one_stop, rows->v[i].publicity, rows->v[i].petitions, rows->v[i].online};
		for (int k = 0; k < 4; k++) {
			s[k].points += points[k];
			s[k].dossiers++;
		}
	}
	static const enum score_index which[] = {ONE_STOP, PUBLICITY, PETITIONS, ONLINE};
	for (int k = 0; k < 4; k++)
		tenths[which[k]] = score_average(s[k]);
}

static void judge_unit(struct ctx *c, struct ratings_view *v)
{
	int64_t tenths[INDICES + 1];
	const int64_t dossiers[INDICES + 1] = {[TOTAL_TIME] = v->sum.times,
		[UNIT_TIME] = v->sum.unit_times,
		[CONTACTS] = v->sum.contacts,
		[AGENCIES] = v->sum.agencies,
		[ATTITUDE] = v->sum.attitudes};
	rating_tenths_of(&v->sum, tenths);
	shared_tenths(&v->shares, tenths);
	v->indices = (struct index_rows){NEWN(c->a, struct index_row, INDICES), INDICES};
	for (enum score_index i = TOTAL_TIME; i <= INDICES; i++)
		v->indices.v[i - 1] = (struct index_row){
			i, tenths[i], dossiers[i], str_of(rating_index_title(i)), rating_show_tenths(c->a, tenths[i])};
	v->total_tenths = score_authority(tenths);
	v->total = rating_show_tenths(c->a, v->total_tenths);
	v->grade = str_of(rating_authority_grade(v->total_tenths));
}

err ratings_page(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct ratings_view v = {.list.view = &v};
	struct listing *l = &v.list;
	struct rating_sums_rows sum;
	TRY(list_read(q, &ratings_list, &v.is, l));
	TRY(list_fill(q, l));
	ratings_choices(q, l);
	const struct rating_span *p = &v.is.span;
	v.period = p->text;
	v.title = p->title;
	v.comments = (struct rating_comments_rows){l->rows.v, l->rows.n};
	v.next = l->next;
	TRY(rating_sums(c, c->unit, p->from_month, p->to_month, &sum));
	v.sum = sum.v[0];
	TRY(rating_shares(c, c->unit, p->from_quarter, p->to_quarter, &v.shares));
	TRY(rating_by_month(c, c->unit, p->from_month, p->to_month, &v.months));
	TRY(rating_by_officer(c, c->unit, p->from_month, p->to_month, LINES, &v.officers));
	TRY(rating_by_procedure(c, c->unit, p->from_month, p->to_month, LINES, &v.procedures));
	judge_unit(c, &v);
	return reply(q, &v, ratings_unit_page);
}

struct review_fields {
	str verdict, note;
};
static const struct choice verdicts[] = {{"upheld", "Phản ánh đúng"}, {"untrue", "Phản ánh không đúng"}, {NULL, NULL}};
static const struct field review_fields[] = {
	CHOICE(struct review_fields, verdict, "Kết luận", NEEDED, verdicts),
	LONG_TEXT(struct review_fields, note, "Kết quả xác minh", 1, 1000),
};
const struct input rating_review_input = INPUT("rating_review", review_fields);

err rating_review_form(struct req *q)
{
	struct rating_of r;
	bool found;
	TRY(rating_of_unit(&q->ctx, q->id, q->ctx.unit, &r, &found));
	if (!found)
		return FAIL(&q->ctx, NOT_FOUND, "rating");
	r.comment = rating_mask_personal(q->ctx.a, r.comment);
	rating_review_page(&q->page, &r, verdicts);
	return NULL;
}

err rating_review_post(struct req *q)
{
	struct review_fields f = {0};
	TRY(read_input(q, &f));
	struct rating_review v = {q->id, str_is(f.verdict, "upheld"), f.note};
	TRY(apply(&q->ctx, rating_judge, &v));
	flash(q, "Đã ghi kết quả xác minh.");
	return see_other(q, "/danh-gia-phuc-vu");
}

struct share_fields {
	str quarter, one_stop, publicity, petitions, online;
};
static const struct field share_fields[] = {
	TEXT(struct share_fields, quarter, "Quý", 7, 7),
	CHOICE(struct share_fields, one_stop, "Chỉ số 5", NEEDED, score_choices),
	CHOICE(struct share_fields, publicity, "Chỉ số 6", NEEDED, score_choices),
	CHOICE(struct share_fields, petitions, "Chỉ số 8", NEEDED, score_choices),
	CHOICE(struct share_fields, online, "Chỉ số 9", NEEDED, score_choices),
};
const struct input rating_share_input = INPUT("shared_scores", share_fields);

err rating_share_post(struct req *q)
{
	struct share_fields f = {0};
	TRY(read_input(q, &f));
	struct shared_scores s = {
		f.quarter, f.one_stop.s[0] - '0', f.publicity.s[0] - '0', f.petitions.s[0] - '0', f.online.s[0] - '0'};
	TRY(apply(&q->ctx, rating_share, &s));
	flash(q, "Đã lưu điểm các chỉ số chung của %.*s.", STR_ARG(f.quarter));
	return see_other(q, "%.*s", STR_ARG(ADDRESS(q->ctx.a, "/danh-gia-phuc-vu", {"ky", f.quarter})));
}
