/* years: opening a period for a unit, who leads whom, the unit's own grade, how the grades stand beside the quota; checking. */
#include "base/period.h"
#include "government/evaluation/inside.h"
#include "web/module.h"
#include "web/services/audit.h"

/* ---- opening ---- */

static err add_sheet(struct ctx *c, const struct evaluation_staff *o, int64_t cycle, opt_int above, int64_t *n)
{
	struct evaluation_position held;
	struct evaluation_add added;
	bool is_new;
	TRY(evaluation_position(c, o->position, o->account_id, c->unit, &held));
	TRY(evaluation_add(c,
		&(struct evaluation_add_in){.cycle = cycle,
			.unit = c->unit,
			.account = o->account_id,
			.head = o->is_head ? above : (opt_int){0},
			.is_head = o->is_head,
			.title = held.title,
			.joined_on = held.joined_on},
		&added, &is_new));
	*n += is_new;
	return NULL;
}

static err find_or_add(struct ctx *c, const struct period *p, str text, str on_day, int64_t *id)
{
	struct evaluation_cycle_add added;
	struct evaluation_cycle_get known;
	struct evaluation_set_on set;
	bool found;
	TRY(evaluation_cycle_of(c, c->unit, text, &known, &found));
	*id = found ? known.id : 0;
	if (found)
		return NULL;
	TRY(evaluation_set_on(c, S("cong-chuc"), on_day, &set, &found));
	if (!found)
		return FAIL_FIELD(c, "period", "Chưa có bộ tiêu chí nào có hiệu lực cho kỳ này.");
	TRY(evaluation_cycle_add(c,
		&(struct evaluation_cycle_add_in){.unit = c->unit,
			.period = text,
			.first_on = day_iso(c->a, period_first(*p)),
			.last_on = day_iso(c->a, period_last(*p)),
			.set_id = set.id,
			.now = c->now,
			.account = c->actor},
		&added, &found));
	*id = added.id;
	return found ? NULL : FAIL(c, CONFLICT, "Kỳ này vừa được mở.");
}

/* Opened once more, it takes in those who have come since. */
err evaluation_open(struct ctx *c, struct evaluation_opening *n)
{
	struct period p;
	struct evaluation_staff_rows staff;
	struct evaluation_leader_above above;
	day today = day_of(c->now);
	n->n = 0;
	if (!period_parse(n->period, &p) || p.reported || (p.kind != PERIOD_QUARTER && p.kind != PERIOD_YEAR))
		return FAIL_FIELD(c, "period", "Kỳ đánh giá là một quý, ví dụ 2026-Q4, hoặc một năm, ví dụ 2026.");
	if (period_first(p) > today)
		return FAIL_FIELD(c, "period", "Kỳ này chưa bắt đầu.");
	str on_day = day_iso(c->a, period_last(p) < today ? period_last(p) : today);
	TRY(find_or_add(c, &p, period_text(c->a, p), on_day, &n->id));
	TRY(evaluation_staff(c, c->unit, on_day, &staff));
	TRY(evaluation_leader_above(c, c->unit, on_day, &above));
	for (size_t i = 0; i < staff.n; i++)
		TRY(add_sheet(c, &staff.v[i], n->id, above.account, &n->n));
	return audit_add(c, "evaluation_cycle.open", "evaluation_cycle", n->id, period_title(c->a, p));
}

/* ---- who leads whom ---- */

static err works_here(struct ctx *c, int64_t account, bool *here)
{
	struct evaluation_staff_rows staff;
	*here = false;
	TRY(evaluation_staff(c, c->unit, day_iso(c->a, day_of(c->now)), &staff));
	for (size_t i = 0; i < staff.n; i++)
		*here |= staff.v[i].account_id == account;
	return NULL;
}

err evaluation_set_head(struct ctx *c, struct evaluation_leading *n)
{
	struct evaluation_own e;
	bool here;
	TRY(evaluation_led(c, n->id, c->actor, c->unit, 1, &e));
	if (e.unit_id != c->unit)
		return FAIL(c, NOT_FOUND, "evaluation");
	if (e.state > EVALUATION_COLLECTIVE)
		return FAIL(c, CONFLICT, "Phiếu đã được đề xuất xếp loại, không đổi người phụ trách được.");
	if (n->head == e.account_id)
		return FAIL_FIELD(c, "head", "Không ai phụ trách chính mình.");
	TRY(works_here(c, n->head, &here));
	bool kept = e.head_id.set && n->head == e.head_id.v; /* a leader of the unit above stays */
	if (n->head && !here && !kept)
		return FAIL_FIELD(c, "head", "Hãy chọn một người của đơn vị.");
	TRY(evaluation_lead(c, n->id, c->unit, n->head ? some_int(n->head) : (opt_int){0}, n->is_head));
	return audit_add(c, "evaluation.lead", "evaluation", n->id, e.name);
}

err evaluation_grade_unit(struct ctx *c, struct evaluation_unit_graded *n)
{
	struct evaluation_cycle_get k;
	struct evaluation_criteria criteria;
	TRY(evaluation_cycle_get(c, n->cycle, c->unit, &k));
	TRY(evaluation_criteria_of(c, k.set_id, &criteria));
	if (evaluation_grade_place(&criteria, n->grade) == criteria.n)
		return FAIL_FIELD(c, "grade", "Hãy chọn mức xếp loại của đơn vị.");
	TRY(evaluation_cycle_grade(c, n->cycle, c->unit, n->grade, n->document));
	return audit_add(c, "evaluation_cycle.grade", "evaluation_cycle", n->cycle, evaluation_grade_title(&criteria, n->grade));
}

/* ---- beside the quota ---- */

err evaluation_standing_of(
	struct ctx *c, const struct evaluation_criteria *k, int64_t cycle, int64_t but, str as, struct evaluation_standing *out)
{
	struct evaluation_grades_rows rows;
	*out = (struct evaluation_standing){0};
	TRY(evaluation_grades(c, cycle, but, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		size_t place = evaluation_grade_place(k, rows.v[i].grade);
		if (place < k->n)
			out->counts[place] += rows.v[i].n;
		if (place == k->quota_grade)
			out->free += rows.v[i].free;
	}
	if (evaluation_grade_place(k, as) < k->n)
		out->counts[evaluation_grade_place(k, as)]++;
	for (size_t i = 0; i < k->nquota; i++)
		out->base += out->counts[k->quota_of[i]];
	out->quota = evaluation_quota(k, out->base);
	return NULL;
}

/* ---- checking: what was computed once comes out again ---- */

static int64_t said_of(const struct evaluation_score *s, const char *name)
{
	const struct form_answer *v = form_answer_to(s->said, evaluation_field(s->form, name), 0);
	return v ? v->number : 0;
}

static bool is_same(const struct evaluation_score *s, const struct evaluations_scored *e, const struct evaluation_sums *sums)
{
	return s->total.set == e->total.set && s->total.v == e->total.v && str_eq(s->grade, e->earned) &&
	       str_eq(s->answers, e->scores) && said_of(s, "assigned") == sums->assigned && said_of(s, "done") == sums->done &&
	       said_of(s, "good") == sums->good && said_of(s, "on_time") == sums->on_time;
}

static err check_one(struct ctx *c, const struct evaluations_scored *e, struct verify_report *report)
{
	struct evaluation_criteria k;
	struct evaluation_score s;
	struct evaluation_tasks_rows tasks = {0};
	TRY(evaluation_criteria_of(c, e->set_id, &k));
	err wrong = evaluation_score_again(c, &k, e->is_head, e->scores, &s);
	if (!wrong)
		wrong = evaluation_tasks_then(c, e->behind, &tasks);
	if (wrong && wrong->kind != INVALID)
		return wrong;
	const struct evaluation_sums sums = evaluation_sums_of(&tasks);
	report->checked++;
	if (!wrong && is_same(&s, e, &sums))
		return NULL;
	report->wrong++;
	buf_printf(&report->lines, "phiếu đánh giá %lld: tính lại không ra kết quả đã lưu\n", (long long)e->id);
	return NULL;
}

err evaluation_verify(struct ctx *c, struct verify_report *report)
{
	struct evaluations_scored_rows rows;
	int64_t after = 0;
	do {
		TRY(evaluations_scored(c, after, &rows));
		for (size_t i = 0; i < rows.n; i++) {
			TRY(check_one(c, &rows.v[i], report));
			after = rows.v[i].id;
		}
	} while (rows.n);
	return NULL;
}
