/* ratings: the rules. Pages stand in ratings_pages.c, the sums in tally.c. */
#include "government/ratings/ratings.h"
#include "government/ratings/ratings.sql.h"
#include "government/ratings/tally.h"
#include "base/period.h"
#include "web/notify.h"
#include "web/services/audit.h"

/* ---- whose dossier ---- */

/* The same answer for a wrong code and a wrong secret: nobody learns which codes exist. */
static err unknown(struct ctx *c)
{
	return FAIL(c, NOT_FOUND, "Mã hồ sơ hoặc mã tra cứu không đúng. Hãy xem lại trên giấy tiếp nhận.");
}

static err by_code(struct ctx *c, struct new_rating *n)
{
	struct rated_code found;
	bool is;
	TRY(rated_code(c, n->code, &found, &is));
	if (!is || !n->secret.n || !same_secret(n->secret, found.secret))
		return unknown(c);
	n->dossier = found.id;
	return NULL;
}

static err dossier_of(struct ctx *c, struct new_rating *n, struct rated_dossier *d)
{
	bool found;
	if (!n->account)
		TRY(by_code(c, n));
	TRY(rated_dossier(c, n->dossier, d, &found));
	if (!found || (n->account && (!d->account_id.set || d->account_id.v != n->account)))
		return unknown(c);
	if (d->status != RETURNED)
		return FAIL(c, CONFLICT, "Hồ sơ chưa được trả kết quả nên chưa thể đánh giá.");
	return NULL;
}

/* ---- points ---- */

static opt_int points_of(str answer, const char *two, const char *one, const char *none)
{
	if (str_is(answer, two))
		return some_int(2);
	if (str_is(answer, one))
		return some_int(1);
	return (opt_int){str_is(answer, none), 0};
}

static int punctuality(const struct rated_dossier *d)
{
	return d->finished_at.set && d->due_at.set ? score_time(day_of(d->finished_at.v), day_of(d->due_at.v)) : 1;
}

static opt_int attitude_points(str answer, int64_t punctual, str complaint)
{
	bool counts = str_is(complaint, "made") || str_is(complaint, "upheld");
	return (opt_int){answer.n > 0, score_attitude((int)punctual, counts)};
}

static void answers(const struct new_rating *n, int64_t punctual, str complaint, opt_int *points)
{
	points[0] = points_of(n->time, "early", "on_time", "late");
	points[2] = points_of(n->contacts, "0", "1", "2");
	points[3] = points_of(n->agencies, "0", "1", "2");
	points[4] = attitude_points(n->attitude, punctual, complaint);
}

/* Who made the result; where nobody proposed one, who received the dossier. */
static err officer_of(struct ctx *c, int64_t dossier, int64_t *out)
{
	struct rated_officer officer;
	bool found;
	TRY(rated_officer(c, dossier, S("propose"), &officer, &found));
	if (!found)
		TRY(rated_officer(c, dossier, S("receive"), &officer, &found));
	*out = found ? officer.id : 0;
	return NULL;
}

/* Each unit's time against its share of the term: the slowest step decides. When the applicant comes for the result is his affair. */
static err unit_time_points(struct ctx *c, int64_t dossier, opt_int *out)
{
	struct rated_steps_rows steps;
	TRY(rated_steps(c, dossier, &steps));
	*out = (opt_int){steps.n > 0, 2};
	for (size_t i = 0; i < steps.n; i++) {
		int points = score_time(day_of(steps.v[i].ended_at), day_of(steps.v[i].due_at));
		out->v = points < out->v ? points : out->v;
	}
	return NULL;
}

/* ---- giving ---- */

static err tell_leaders(struct ctx *c, const struct rated_dossier *d, str comment)
{
	struct rating_leaders_rows leaders;
	TRY(rating_leaders(c, d->unit_id, day_iso(c->a, day_of(c->now)), &leaders));
	str text = str_format(c->a, "Người nộp hồ sơ không hài lòng%s", comment.n ? " và có ý kiến." : ".");
	for (size_t i = 0; i < leaders.n; i++)
		TRY(notify(c, leaders.v[i].account_id, "rating.low",
			&(struct news){.title = str_format(c->a, "Đánh giá hồ sơ %.*s", STR_ARG(d->code)),
				.text = text,
				.path = S("/danh-gia-phuc-vu?muc=1")}));
	return NULL;
}

static str month_of(struct ctx *c, int64_t at) { return period_text(c->a, period_of(PERIOD_MONTH, false, day_of(at))); }

static err add(struct ctx *c, const struct new_rating *n, const struct rated_dossier *d)
{
	struct rating_insert added;
	struct judged r = {.unit = d->unit_id, .level = n->level, .procedure = d->procedure_code, .month = month_of(c, c->now)};
	int punctual = punctuality(d);
	str complaint = str_is(n->attitude, "complaint") ? S("made") : S("none");
	answers(n, punctual, complaint, r.points);
	TRY(unit_time_points(c, d->id, &r.points[1]));
	TRY(officer_of(c, d->id, &r.officer));
	TRY(rating_insert(c,
		&(struct rating_insert_in){.dossier = d->id,
			.unit = r.unit,
			.officer = r.officer,
			.procedure = r.procedure,
			.month = r.month,
			.level = n->level,
			.comment = n->comment,
			.time = r.points[0],
			.unit_time = r.points[1],
			.contact = r.points[2],
			.agency = r.points[3],
			.attitude = r.points[4],
			.time_answer = n->time,
			.attitude_answer = n->attitude,
			.punctual = punctual,
			.complaint = complaint,
			.now = c->now},
		&added));
	return rating_count(c, &r, 1);
}

static struct judged judged_of(const struct rating_of *old)
{
	return (struct judged){old->unit_id, old->officer_id, old->level, old->procedure_code, old->month,
		{old->time_score, old->unit_time_score, old->contact_score, old->agency_score, old->attitude_score}};
}

/* A complaint that a leader has judged stays judged as long as it stands. */
static err change(struct ctx *c, const struct new_rating *n, const struct rating_of *old)
{
	struct judged before = judged_of(old), r = before;
	bool complains = str_is(n->attitude, "complaint");
	str complaint = !complains ? S("none") : str_is(old->complaint, "none") ? S("made") : old->complaint;
	if (c->now > old->rated_at + RATING_DAYS * DAY)
		return FAIL(c, CONFLICT, "Đánh giá chỉ sửa được trong %d ngày kể từ lần gửi đầu.", RATING_DAYS);
	r.level = n->level;
	answers(n, old->punctual, complaint, r.points);
	TRY(rating_change(c, &(struct rating_change_in){.id = old->id,
				     .level = n->level,
				     .comment = n->comment,
				     .time = r.points[0],
				     .contact = r.points[2],
				     .agency = r.points[3],
				     .attitude = r.points[4],
				     .time_answer = n->time,
				     .attitude_answer = n->attitude,
				     .complaint = complaint,
				     .now = c->now}));
	TRY(rating_count(c, &before, -1));
	return rating_count(c, &r, 1);
}

err rating_give(struct ctx *c, struct new_rating *n)
{
	struct rated_dossier d;
	struct rating_of old = {0};
	bool again;
	TRY(dossier_of(c, n, &d));
	if (n->level < UNHAPPY || n->level > VERY_SATISFIED)
		return FAIL_FIELD(c, "level", "Chọn một trong ba mức hài lòng.");
	TRY(rating_of(c, d.id, &old, &again));
	TRY(again ? change(c, n, &old) : add(c, n, &d));
	if (n->level == UNHAPPY && !(again && old.level == UNHAPPY))
		TRY(tell_leaders(c, &d, n->comment));
	return audit_add_in(c, d.unit_id, again ? "rating.change" : "rating.give", "dossier", d.id, d.code);
}

/* ---- judging ---- */

err rating_judge(struct ctx *c, struct rating_review *v)
{
	struct rating_of old;
	bool found;
	TRY(rating_of_unit(c, v->rating, c->unit, &old, &found));
	if (!found)
		return FAIL(c, NOT_FOUND, "rating");
	if (str_is(old.complaint, "none"))
		return FAIL(c, CONFLICT, "Phiếu đánh giá này không còn phản ánh về thái độ.");
	if (!v->note.n)
		return FAIL_FIELD(c, "note", "Ghi kết quả xác minh.");
	struct judged before = judged_of(&old), r = before;
	str complaint = v->upheld ? S("upheld") : S("untrue");
	r.points[4] = attitude_points(old.attitude_answer, old.punctual, complaint);
	TRY(rating_judged(c, old.id, complaint, r.points[4], v->note, c->actor));
	TRY(rating_count(c, &before, -1));
	TRY(rating_count(c, &r, 1));
	return audit_add(c, "rating.review", "rating", old.id, complaint);
}

static bool is_quarter(str s)
{
	struct period p;
	return period_parse(s, &p) && p.kind == PERIOD_QUARTER && !p.reported && p.year >= 2018;
}

err rating_share(struct ctx *c, struct shared_scores *s)
{
	if (!is_quarter(s->quarter))
		return FAIL_FIELD(c, "quarter", "Chọn quý cần chấm.");
	TRY(rating_share_set(c, &(struct rating_share_set_in){.unit = c->unit,
					.quarter = s->quarter,
					.one_stop = s->one_stop,
					.publicity = s->publicity,
					.petitions = s->petitions,
					.online = s->online,
					.account = c->actor,
					.now = c->now}));
	return audit_add(c, "rating.share", "unit", c->unit, s->quarter);
}
