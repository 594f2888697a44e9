/* identity: what a resident has of electronic identity: the card, an account of level 1 or 2, whether he has activated it; each from a day on. It is
 * his wherever he lives: a movement writes it, no household keeps it. */
#include "inside.h"

static const struct resident_identities *noted(const struct resident_identities_rows *now, const char *fact)
{
	for (size_t i = 0; i < now->n; i++)
		if (str_is(now->v[i].fact, fact))
			return &now->v[i];
	return NULL;
}

static err already(struct ctx *c, const struct resident_identities *is)
{
	return FAIL_FIELD(
		c, "day", "%s đã ghi từ ngày %s.", str_c(c->a, resident_identity_title(is->fact)), day_said(c, is->valid_from));
}

static err ends_one(struct ctx *c, struct acting *a, const struct resident_identities *is)
{
	if (!population_before(is->valid_from, a->m->day))
		return FAIL_FIELD(c, "day", "%s ghi từ ngày %s; ngày này phải sau ngày đó.",
			str_c(c->a, resident_identity_title(is->fact)), day_said(c, is->valid_from));
	return resident_identity_ends(c, is->id, a->m->day, a->id);
}

/* What stands in its way or gives way to it. */
static err makes_room(struct ctx *c, struct acting *a, const char *fact, const struct resident_identities_rows *now)
{
	const struct resident_identities *same = noted(now, fact), *lower = noted(now, "level_1"),
					 *higher = noted(now, "level_2");
	if (same)
		return already(c, same);
	if (!strcmp(fact, "level_1") && higher)
		return already(c, higher);
	if (!strcmp(fact, "activated") && (!higher || population_before(a->m->day, higher->valid_from)))
		return FAIL_FIELD(
			c, "day", "Vào ngày này chưa có tài khoản định danh điện tử mức độ 02. Hãy ghi tài khoản trước.");
	return !strcmp(fact, "level_2") && lower ? ends_one(c, a, lower) : NULL;
}

/* The card; or the account with all that it is. */
static err ends(struct ctx *c, struct acting *a, const struct resident_identities_rows *now)
{
	bool of_card = !strcmp(a->kind->fact, "card"), any = false;
	for (size_t i = 0; i < now->n; i++)
		if (str_is(now->v[i].fact, "card") == of_card) {
			TRY(ends_one(c, a, &now->v[i]));
			any = true;
		}
	return any ? NULL
		   : FAIL_FIELD(
			     c, "day", "Vào ngày này chưa ghi %s nào.", of_card ? "thẻ căn cước" : "tài khoản định danh điện tử");
}

err resident_identifies(struct ctx *c, struct acting *a)
{
	struct resident_one p;
	struct resident_identities_rows now;
	int64_t person = a->who.person_id;
	day born, last;
	TRY(resident_one(c, person, &p));
	if (date_span(p.birth_on, &born, &last) && population_before(a->m->day, day_iso(c->a, born)))
		return FAIL_FIELD(c, "day", "Ngày này ở trước ngày sinh (%s).", day_said(c, p.birth_on));
	TRY(resident_identities_on(c, person, a->m->day, &now));
	TRY(movement_keep(c, a, person));
	if (a->kind->ends)
		return ends(c, a, &now);
	TRY(makes_room(c, a, a->kind->fact, &now));
	return resident_identity_add(c, person, a->m->unit, str_of(a->kind->fact), a->m->day, a->id);
}
