/* Who decides, who offers, what it costs: effective-dated facts beside the versions. */
#include "procedures_kept.h"

static err code_of(struct ctx *c, int64_t procedure, str *code)
{
	struct procedure_code_of p;
	bool known;
	TRY(procedure_code_of(c, procedure, &p, &known));
	if (!known)
		return FAIL(c, NOT_FOUND, "Không có thủ tục này.");
	*code = p.code;
	return NULL;
}

/* ---- authority ---- */

/* The unit itself or the one above it of that level; itself when there is none (a province's own centre). */
static int64_t ancestor(const struct authority_parents *u, str level)
{
	if (u->parent_id.set && str_eq(u->parent_level, level))
		return u->parent_id.v;
	if (u->grand_id.set && str_eq(u->grand_level, level))
		return u->grand_id.v;
	return u->id;
}

err procedure_authority(struct ctx *c, int64_t procedure, int64_t receiving_unit, int64_t *competent_unit, int64_t *support_unit)
{
	struct authority_on rule;
	struct authority_parents unit;
	str code;
	bool found;
	*competent_unit = *support_unit = receiving_unit;
	TRY(code_of(c, procedure, &code));
	TRY(authority_on(c, code, day_iso(c->a, day_of(c->now)), &rule, &found));
	if (!found || str_is(rule.level, "commune"))
		return NULL;
	TRY(authority_parents(c, receiving_unit, &unit));
	*competent_unit = ancestor(&unit, rule.level);
	return NULL;
}

/* ---- posting ---- */

err procedure_posted(struct ctx *c, int64_t procedure, int64_t unit, bool *posted)
{
	struct posting_of own;
	str code;
	bool found;
	TRY(code_of(c, procedure, &code));
	TRY(posting_of(c, unit, code, &own, &found));
	*posted = !found || own.is_posted;
	return NULL;
}

err procedure_remark(struct ctx *c, int64_t procedure, int64_t unit, str *remark)
{
	struct posting_of own;
	str code;
	bool found;
	TRY(code_of(c, procedure, &code));
	TRY(posting_of(c, unit, code, &own, &found));
	*remark = found ? own.remark : S("");
	return NULL;
}

err procedure_used(struct ctx *c, int64_t procedure, int64_t unit)
{
	str code;
	TRY(code_of(c, procedure, &code));
	return use_count(c, unit, code);
}

/* ---- fees ---- */

const struct choice procedure_payers[] = {{"poor", "Người thuộc hộ nghèo"}, {"near_poor", "Người thuộc hộ cận nghèo"},
	{"merit", "Người có công với cách mạng, thân nhân"}, {"disabled", "Người khuyết tật"}, {"elderly", "Người cao tuổi"},
	{"child", "Trẻ em"}, {"minority", "Người dân tộc thiểu số ở xã đặc biệt khó khăn"},
	{"border", "Người thường trú ở xã biên giới, huyện đảo"}, {"orphan", "Người từ 16 đến dưới 18 tuổi mồ côi cả cha và mẹ"},
	{NULL, NULL}};

static bool applies(const struct fee_rules_on *r, str channel, str attribute)
{
	return (!r->channel.n || str_eq(r->channel, channel)) && str_eq(r->attribute, attribute);
}

/* A rule for everybody replaces what the source says (most are set by the province); a rule for some lowers it. */
err procedure_fee(struct ctx *c, int64_t procedure, str channel, str attribute, int64_t *amount, str *basis)
{
	struct procedure_terms terms;
	struct fee_rules_on_rows rules; /* lowest first */
	TRY(procedure_in_force(c, procedure, channel, &terms));
	TRY(fee_rules_on(c, terms.code, day_iso(c->a, day_of(c->now)), &rules));
	*amount = terms.fee;
	*basis = terms.fee_note;
	for (size_t i = rules.n; i-- > 0;)
		if (applies(&rules.v[i], channel, S(""))) {
			*amount = rules.v[i].amount;
			*basis = rules.v[i].basis;
		}
	for (size_t i = 0; attribute.n && i < rules.n; i++)
		if (applies(&rules.v[i], channel, attribute) && rules.v[i].amount <= *amount) {
			*amount = rules.v[i].amount;
			*basis = rules.v[i].basis;
			break;
		}
	return NULL;
}
