/* What holds always of a household and of a resident: asked at the end of each movement and by `dinh verify`. */
#include "inside.h"
#include "web/module.h"

/* It is somewhere on each day of its life. */
static err is_somewhere(struct ctx *c, const struct household_of *h)
{
	struct household_spans_rows spans;
	TRY(household_spans(c, h->id, &spans));
	str until = h->opened_on;
	for (size_t i = 0; i < spans.n; i++) {
		if (!population_before(spans.v[i].valid_from, spans.v[i].valid_to))
			continue;
		if (!str_eq(spans.v[i].valid_from, until))
			return FAIL(c, CONFLICT, "Hộ %s không rõ ở đâu từ ngày %s.", str_c(c->a, h->code), day_said(c, until));
		until = spans.v[i].valid_to;
	}
	return str_eq(until, h->ended_on)
		       ? NULL
		       : FAIL(c, CONFLICT, "Hộ %s không rõ ở đâu từ ngày %s.", str_c(c->a, h->code), day_said(c, until));
}

err household_holds(struct ctx *c, int64_t household, int64_t unit)
{
	struct household_of h;
	struct household_heads_rows heads;
	struct household_members_beyond beyond;
	TRY(household_of(c, household, unit, &h));
	TRY(household_members_beyond(c, household, h.opened_on, h.ended_on.n ? h.ended_on : S("9999"), &beyond));
	if (beyond.n)
		return FAIL(c, CONFLICT, "Hộ %s có người ở ngoài thời gian hộ tồn tại.", str_c(c->a, h.code));
	TRY(household_heads(c, household, &heads));
	str until = h.opened_on;
	for (size_t i = 0; i < heads.n; i++) {
		if (!str_eq(heads.v[i].valid_from, until))
			return FAIL(c, CONFLICT, "Hộ %s %s từ ngày %s.", str_c(c->a, h.code),
				population_before(heads.v[i].valid_from, until) ? "có hai chủ hộ" : "không có chủ hộ",
				day_said(c, population_before(heads.v[i].valid_from, until) ? heads.v[i].valid_from : until));
		until = heads.v[i].valid_to;
	}
	if (!str_eq(until, h.ended_on))
		return FAIL(c, CONFLICT, "Hộ %s không có chủ hộ từ ngày %s.", str_c(c->a, h.code), day_said(c, until));
	return is_somewhere(c, &h);
}

/* Two spans of one person on the same day: permanent both, or both in one commune. */
static err apart(struct ctx *c, const struct resident_one *p, const struct resident_spans *one, const struct resident_spans *next,
	int64_t unit)
{
	bool both = str_is(one->residence, "permanent") && str_is(next->residence, "permanent");
	const char *name = str_c(c->a, p->name), *as = str_is(one->residence, "permanent") ? "thường trú" : "tạm trú";
	if (!population_before(next->valid_from, one->valid_to) || (!both && one->unit_id != next->unit_id))
		return NULL;
	if (one->unit_id != unit || next->unit_id != unit)
		return FAIL(c, CONFLICT,
			"Ông/bà %s đang %s ở một hộ của xã, phường khác vào ngày %s. Nơi đó cần ghi chuyển đi trước.", name, as,
			day_said(c, next->valid_from));
	return FAIL(c, CONFLICT,
		"Ông/bà %s đang %s ở hộ %s, từ ngày %s không thể cùng lúc ở hộ %s. Hãy ghi chuyển hộ, hoặc chuyển đi từ hộ cũ.",
		name, as, str_c(c->a, one->code), day_said(c, next->valid_from), str_c(c->a, next->code));
}

/* ---- electronic identity ---- */

static bool covers(const struct resident_identities *account, const struct resident_identities *is)
{
	return str_is(account->fact, "level_2") && !population_before(is->valid_from, account->valid_from) &&
	       !population_before(account->valid_to, is->valid_to);
}

/* Nothing twice on a day; no activation without its account. */
err resident_identity_holds(struct ctx *c, int64_t person)
{
	struct resident_identities_rows all;
	TRY(resident_identities(c, person, &all));
	for (size_t i = 0; i < all.n; i++) {
		const struct resident_identities *is = &all.v[i];
		bool covered = !str_is(is->fact, "activated");
		for (size_t k = 0; k < all.n; k++) {
			covered = covered || covers(&all.v[k], is);
			if (k < i && str_eq(all.v[k].fact, is->fact) && population_before(is->valid_from, all.v[k].valid_to))
				return FAIL(c, CONFLICT, "%s được ghi hai lần vào ngày %s.",
					str_c(c->a, resident_identity_title(is->fact)), day_said(c, is->valid_from));
		}
		if (!covered)
			return FAIL(c, CONFLICT,
				"Đã ghi kích hoạt tài khoản từ ngày %s mà không có tài khoản mức độ 02. Hãy rút lại việc kích "
				"hoạt trước.",
				day_said(c, is->valid_from));
	}
	return NULL;
}

err resident_holds(struct ctx *c, int64_t person, int64_t unit)
{
	struct resident_one p;
	struct resident_spans_rows spans;
	day born, last;
	TRY(resident_one(c, person, &p));
	TRY(resident_spans(c, person, &spans));
	bool known = date_span(p.birth_on, &born, &last);
	for (size_t i = 0; i < spans.n; i++) {
		const struct resident_spans *s = &spans.v[i];
		if (known && population_before(s->valid_from, day_iso(c->a, born)))
			return FAIL_FIELD(c, "day", "Ngày này ở trước ngày sinh (%s) của %s.", day_said(c, p.birth_on),
				str_c(c->a, p.name));
		if (p.died_on.n && population_before(p.died_on, s->valid_to))
			return FAIL(c, CONFLICT, "Ông/bà %s đã chết ngày %s, không ghi biến động nào sau ngày đó.",
				str_c(c->a, p.name), day_said(c, p.died_on));
		for (size_t k = 0; k < i; k++)
			TRY(apart(c, &p, &spans.v[k], s, unit));
	}
	return resident_identity_holds(c, person);
}

err resident_may_enter(struct ctx *c, int64_t person, const struct household_movement *m, str code)
{
	struct resident_one p;
	struct resident_spans_rows spans;
	struct resident_spans next = {.unit_id = m->unit, .code = code, .residence = m->residence, .valid_from = m->day};
	TRY(resident_one(c, person, &p));
	TRY(resident_spans(c, person, &spans));
	if (p.died_on.n)
		return FAIL(c, CONFLICT, "Ông/bà %s đã chết ngày %s.", str_c(c->a, p.name), day_said(c, p.died_on));
	for (size_t i = 0; i < spans.n; i++)
		TRY(apart(c, &p, &spans.v[i], &next, m->unit));
	return NULL;
}
