/* A scanned card at the officer's: opens the person, adds one who is not known yet, or shows what differs for him to decide. */
#include "pages.h"
#include "core/units/units.h"
#include "web/reply.h"
#include "web/services/audit.h"

struct scan {
	str card;
	struct texts take; /* the facts to take over from the card */
};
static const struct field scan_fields[] = {TEXT(struct scan, card, "Thẻ căn cước", 1, 1000)};
const struct input card_input = INPUT("citizen_card", scan_fields);
static const struct field choice_fields[] = {
	TEXT(struct scan, card, "Thẻ căn cước", 1, 1000),
	TEXTS(struct scan, take, "Thông tin lấy theo thẻ", 0, 4),
};
const struct input card_choice_input = INPUT("citizen_card_choice", choice_fields);

static struct person_facts facts_of(struct ctx *c, const struct card *k)
{
	return (struct person_facts){.name = k->name,
		.personal_number = k->number,
		.birth_on = k->birth_on,
		.sex = k->sex,
		.address = k->address,
		.unit = c->unit,
		.old_number = k->old_number};
}

/* What is on the card must agree with itself before anything is kept of it. */
static err read_card(struct req *q, struct scan *s, struct card *card)
{
	TRY(read_input(q, s));
	if (!card_parse(q->ctx.a, s->card, card))
		return FAIL_FIELD(&q->ctx, "card", "%s",
			card->number.n ? "Chỉ đọc được số trên thẻ. Hãy quét lại, hoặc tìm theo số đó."
				       : "Không đọc được thẻ. Hãy quét lại mã QR trên thẻ căn cước.");
	return card->doubt ? FAIL_FIELD(&q->ctx, "card", "%s", card->doubt) : NULL;
}

static err look(struct req *q, const struct scan *s, const struct card *card, struct card_view *v)
{
	struct ctx *c = &q->ctx;
	struct person_facts said = facts_of(c, card);
	*v = (struct card_view){.card = *card, .scanned = s->card};
	TRY(person_differences(c, &said, &v->person, &v->differences));
	if (!v->person)
		return NULL;
	struct person_by_id known;
	TRY(person_by_id(c, v->person, &known));
	v->is_elsewhere = known.unit_id.set && known.unit_id.v != c->unit;
	audit_look(q, "person", v->person, purpose_title(str_of(people_verify_purpose)));
	return NULL;
}

struct keeping {
	struct person_facts facts;
	int64_t id;
};
OWN_RULE(keep, struct keeping)
static err keep(struct ctx *c, struct keeping *k) { return person_save(c, &k->facts, &k->id); }

static err to_person(struct req *q, int64_t id)
{
	return see_other(q, "%.*s",
		STR_ARG(address_with(q->ctx.a, str_format(q->ctx.a, "/nguoi-dan/%lld", (long long)id),
			QUERY(q->ctx.a, {"purpose", str_of(people_verify_purpose)}))));
}

err card_read(struct req *q)
{
	struct scan s = {0};
	struct card card;
	struct card_view v;
	TRY(read_card(q, &s, &card));
	TRY(look(q, &s, &card, &v));
	if (q->json || !v.person || v.is_elsewhere || v.differences.n)
		return reply(q, &v, card_page);
	struct keeping k = {.facts = facts_of(&q->ctx, &card)}; /* nothing differs: only fills what was not known */
	k.facts.unit = 0;
	k.facts.address = S("");
	TRY(apply(&q->ctx, keep, &k));
	return to_person(q, v.person);
}

static bool taken(const struct scan *s, const char *fact)
{
	for (size_t i = 0; i < s->take.n; i++)
		if (str_is(s->take.v[i], fact))
			return true;
	return false;
}

/* Whose card names another commune for sure is known from now on, but lives elsewhere. */
static err not_from_here(struct ctx *c, struct person_facts *f)
{
	struct ints units;
	bool sure, here = false;
	TRY(communes_of_address(c, f->address, day_of(c->now), &units, &sure));
	for (size_t i = 0; i < units.n; i++)
		here |= units.v[i] == c->unit;
	if (units.n && !here)
		f->unit = 0;
	return NULL;
}

err card_apply(struct req *q)
{
	struct scan s = {0};
	struct card card;
	struct card_view v;
	TRY(read_card(q, &s, &card));
	TRY(look(q, &s, &card, &v));
	if (!v.person) {
		struct keeping k = {.facts = facts_of(&q->ctx, &card)};
		TRY(person_check(q, &k.facts));
		TRY(not_from_here(&q->ctx, &k.facts));
		TRY(apply(&q->ctx, keep, &k));
		flash(q,
			k.facts.unit ? "Đã thêm %s vào dữ liệu người dân của đơn vị."
				     : "Đã thêm %s. Thẻ ghi nơi cư trú ở đơn vị khác.",
			str_c(q->ctx.a, card.name));
		return to_person(q, k.id);
	}
	struct correction n = {.said = facts_of(&q->ctx, &card),
		.name = taken(&s, "name"),
		.birth_on = taken(&s, "birth_on"),
		.sex = taken(&s, "sex"),
		.address = taken(&s, "address")};
	TRY(apply(&q->ctx, person_correct, &n));
	flash(q, s.take.n ? "Đã cập nhật theo thẻ căn cước." : "Đã giữ thông tin đang lưu.");
	return to_person(q, n.id);
}

static const struct member card_members[] = {
	MEMBER(struct card, number, M_TEXT),
	MEMBER(struct card, old_number, M_TEXT),
	MEMBER(struct card, name, M_TEXT),
	MEMBER(struct card, birth_on, M_TEXT),
	MEMBER(struct card, sex, M_TEXT),
	MEMBER(struct card, address, M_TEXT),
	MEMBER(struct card, issued_on, M_TEXT),
};
static const struct shape card_facts_shape = SHAPE("citizen_card", struct card, card_members);
static const struct member difference_members[] = {
	MEMBER(struct fact_difference, fact, M_TEXT),
	MEMBER(struct fact_difference, title, M_TEXT),
	MEMBER(struct fact_difference, known, M_TEXT),
	MEMBER(struct fact_difference, said, M_TEXT),
};
static const struct shape fact_difference_shape = SHAPE("fact_difference", struct fact_difference, difference_members);
static const struct member view_members[] = {
	ONE(struct card_view, card, card_facts),
	MEMBER(struct card_view, person, M_INT),
	MEMBER(struct card_view, is_elsewhere, M_INT),
	MANY(struct card_view, differences, fact_difference),
};
const struct shape card_shape = SHAPE("card_beside_person", struct card_view, view_members);
