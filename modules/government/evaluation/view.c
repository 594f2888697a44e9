/* view: one sheet, read and explained. */
#include "base/period.h"
#include "government/evaluation/pages.h"
#include "web/request.h"
#include "web/services/audit.h"

/* ---- how a number came about ---- */

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

static const struct form_answer *answer_named(const struct evaluation_score *s, str name, const struct form_field **f)
{
	for (size_t i = 0; i < s->form->n; i++) {
		*f = form_field_find(&s->form->sections[i], name);
		if (*f)
			return form_answer_to(s->said, *f, 0);
	}
	return NULL;
}

/* "100 * done / assigned" -> "100 × 12 / 20" */
static str with_numbers(struct ctx *c, const struct evaluation_score *s, str formula)
{
	buf b = {.a = c->a};
	for (size_t i = 0; i < formula.n;) {
		size_t from = i;
		const struct form_field *f;
		while (i < formula.n && is_letter(formula.s[i]))
			i++;
		if (i == from) {
			if (formula.s[i] == '*')
				buf_lit(&b, "×");
			else
				buf_put(&b, &formula.s[i], 1);
			i++;
			continue;
		}
		const struct form_answer *v = answer_named(s, (str){formula.s + from, i - from}, &f);
		buf_str(&b, v && v->filled ? form_number_typed(c->a, v->number) : S("…"));
	}
	return buf_text(&b);
}

static void explain(struct ctx *c, const struct evaluation_score *s, struct evaluation_lines *out)
{
	size_t n = 0;
	for (size_t i = 0; i < s->form->n; i++)
		n += s->form->sections[i].n;
	*out = (struct evaluation_lines){NEWN(c->a, struct evaluation_line, n + 1), 0};
	for (size_t i = 0; i < s->form->n; i++)
		for (size_t k = 0; k < s->form->sections[i].n; k++) {
			const struct form_field *f = &s->form->sections[i].fields[k];
			const struct form_answer *v = form_answer_to(s->said, f, 0);
			bool is_total = !strcmp(f->name, "total"), is_known = v && v->filled && (!is_total || s->total.set);
			out->v[out->n++] = (struct evaluation_line){.label = str_of(f->label),
				.value = is_known     ? form_answer_shown(c, f, v)
					 : f->formula ? S("chưa đủ dữ liệu")
						      : S("chưa chấm"),
				.formula = f->formula && is_known ? with_numbers(c, s, f->formula_text) : S(""),
				.is_total = is_total};
		}
}

/* ---- quarters of a year ---- */

static str share_said(struct ctx *c, const struct evaluation_score *s, const char *name)
{
	const struct form_field *f;
	const struct form_answer *v = answer_named(s, str_of(name), &f);
	return v && v->filled ? form_answer_shown(c, f, v) : S("chưa đủ dữ liệu");
}

static err quarter_of(struct ctx *c, const struct evaluation_view *v, struct period p, struct evaluation_quarter *out)
{
	struct evaluation_tasks *own = NEWN(c->a, struct evaluation_tasks, v->tasks.n + 1);
	struct evaluation_tasks_rows some = {own, 0};
	struct evaluation_score s;
	str first = day_iso(c->a, period_first(p)), last = day_iso(c->a, period_last(p));
	for (size_t i = 0; i < v->tasks.n; i++)
		if (memcmp(v->tasks.v[i].due_on.s, first.s, first.n) >= 0 && memcmp(v->tasks.v[i].due_on.s, last.s, last.n) <= 0)
			own[some.n++] = v->tasks.v[i];
	const struct evaluation_sums sums = evaluation_sums_of(&some);
	TRY(evaluation_score_make(c, &v->criteria, v->e.is_head, &sums, &(struct evaluation_judged){0}, &s));
	*out = (struct evaluation_quarter){.period = period_text(c->a, p),
		.title = period_title(c->a, p),
		.quantity = share_said(c, &s, "quantity"),
		.quality = share_said(c, &s, "quality"),
		.progress = share_said(c, &s, "progress"),
		.tasks = (int64_t)some.n};
	return NULL;
}

static err quarters_of(struct ctx *c, struct evaluation_view *v, const struct period *p)
{
	if (p->kind != PERIOD_YEAR)
		return NULL;
	v->quarters = (struct evaluation_quarters){NEWN(c->a, struct evaluation_quarter, 4), 4};
	struct period quarter = period_of(PERIOD_QUARTER, false, period_first(*p));
	for (int i = 0; i < 4; i++)
		TRY(quarter_of(c, v, period_shift(quarter, i), &v->quarters.v[i]));
	return NULL;
}

/* ---- the sheet ---- */

static err choices_of(struct ctx *c, struct evaluation_view *v)
{
	struct evaluation_products_on_rows products;
	struct evaluation_staff_named_rows staff;
	str today = day_iso(c->a, day_of(c->now));
	TRY(evaluation_products_on(c, v->e.unit_id, today, &products));
	struct choice *p = NEWN(c->a, struct choice, products.n + 1);
	for (size_t i = 0; i < products.n; i++)
		p[i] = (struct choice){str_format(c->a, "%lld", (long long)products.v[i].id).s,
			str_format(c->a, "%.*s (hệ số %.*s)", STR_ARG(products.v[i].title),
				STR_ARG(form_number_typed(c->a, products.v[i].coefficient_hundredths)))
				.s};
	v->products = p;
	TRY(evaluation_staff_named(c, v->e.unit_id, today, v->e.account_id, &staff));
	struct choice *s = NEWN(c->a, struct choice, staff.n + 2);
	size_t n = 0;
	if (v->e.head_id.set)
		s[n++] = (struct choice){str_format(c->a, "%lld", (long long)v->e.head_id.v).s, str_c(c->a, v->e.head_name)};
	for (size_t i = 0; i < staff.n; i++)
		if (!v->e.head_id.set || staff.v[i].account_id != v->e.head_id.v)
			s[n++] = (struct choice){
				str_format(c->a, "%lld", (long long)staff.v[i].account_id).s, str_c(c->a, staff.v[i].name)};
	v->staff = s;
	return NULL;
}

static err score_of(struct ctx *c, struct evaluation_view *v)
{
	const struct evaluation_sums sums = evaluation_sums_of(&v->tasks);
	if (v->e.scores.n)
		TRY(evaluation_score_again(c, &v->criteria, v->e.is_head, v->e.scores, &v->score));
	else
		TRY(evaluation_score_make(c, &v->criteria, v->e.is_head, &sums, &(struct evaluation_judged){0}, &v->score));
	v->scores = v->score.answers;
	v->is_enough = v->score.total.set;
	explain(c, &v->score, &v->lines);
	return NULL;
}

static err parts_of(struct req *q, struct evaluation_view *v)
{
	struct ctx *c = &q->ctx;
	struct period p;
	TRY(evaluation_criteria_of(c, v->e.set_id, &v->criteria));
	if (v->e.scores.n)
		TRY(evaluation_tasks_then(c, v->e.behind, &v->tasks));
	else
		TRY(evaluation_tasks(c, v->e.account_id, v->e.unit_id, v->e.first_on, v->e.last_on, &v->tasks));
	TRY(score_of(c, v));
	if (period_parse(v->e.period, &p)) {
		v->period_title = period_title(c->a, p);
		TRY(quarters_of(c, v, &p));
	}
	if (v->e.is_head) {
		TRY(evaluation_unit_dossiers(
			c, v->e.unit_id, (str){v->e.first_on.s, MONTH_TEXT}, (str){v->e.last_on.s, MONTH_TEXT}, &v->dossiers));
		v->in_time = show_share(c->a, v->dossiers.in_time, v->dossiers.finished);
	}
	TRY(evaluation_events(c, v->e.id, &v->events));
	TRY(evaluation_opinions(c, v->e.id, &v->opinions));
	v->grade = v->e.decided.n ? v->e.decided : v->e.proposed;
	v->grade_title = evaluation_grade_title(&v->criteria, v->grade);
	return v->side == EVALUATION_OWN ? NULL : choices_of(c, v);
}

err evaluation_view_load(struct req *q, int side, struct evaluation_view *v)
{
	struct ctx *c = &q->ctx;
	v->side = side;
	v->decides = q->ctx.unit && may(q, "evaluation.decide");
	if (side == EVALUATION_OWN)
		TRY(evaluation_own(c, q->id, c->actor, &v->e));
	else
		TRY(evaluation_led(c, q->id, c->actor, c->unit, v->decides, &v->e));
	v->leads_unit = v->decides && v->e.unit_id == c->unit;
	v->base = str_format(
		c->a, side == EVALUATION_OWN ? "/danh-gia-can-bo/%lld" : "/danh-gia-can-bo/phu-trach/%lld", (long long)v->e.id);
	v->state = str_of(flow_state(&evaluation_flow, v->e.state)->code);
	if (side == EVALUATION_HEADS)
		audit_look(q, "evaluation", v->e.id, "Xem phiếu đánh giá");
	TRY(parts_of(q, v));
	v->offered = flow_offered(c->a, &evaluation_flow, side, flow_powers(q, &evaluation_flow),
		&(struct flow_place){.state = v->e.state, .place = &v->e});
	v->actions = flow_offers_of(q, &evaluation_flow, side, v->offered);
	if (side == EVALUATION_HEADS && v->decides)
		TRY(evaluation_standing_of(c, &v->criteria, v->e.cycle_id, v->e.id, S(""), &v->standing));
	return NULL;
}
