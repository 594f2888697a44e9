/* Who decides, who offers, what it costs: effective-dated facts beside the versions. */
#include "procedures_kept.h"

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

static err level_on(struct ctx *c, str code, day on, str *level)
{
	const struct kept_versions *all;
	TRY(procedure_versions_kept(c, &all));
	*level = S("commune");
	for (size_t i = 0; i < all->nauthorities; i++) {
		const struct kept_authority *k = &all->authorities[i];
		if (str_eq(k->code, code) && k->from <= on && on < k->to)
			*level = k->level;
	}
	return NULL;
}

err procedure_authority(struct ctx *c, int64_t procedure, int64_t receiving_unit, int64_t *competent_unit, int64_t *support_unit)
{
	struct authority_parents unit;
	str code, level;
	*competent_unit = *support_unit = receiving_unit;
	TRY(procedure_code(c, procedure, &code));
	TRY(level_on(c, code, day_of(c->now), &level));
	if (str_is(level, "commune"))
		return NULL;
	TRY(authority_parents(c, receiving_unit, &unit));
	*competent_unit = ancestor(&unit, level);
	return NULL;
}

/* ---- posting ---- */

err procedure_posted(struct ctx *c, int64_t procedure, int64_t unit, bool *posted)
{
	struct posting_of own;
	str code;
	bool found;
	TRY(procedure_code(c, procedure, &code));
	TRY(posting_of(c, unit, code, &own, &found));
	*posted = !found || own.is_posted;
	return NULL;
}

void procedure_posted_ahead(struct ctx *c, int64_t procedure, int64_t unit)
{
	str code;
	if (!procedure_code(c, procedure, &code))
		posting_of_ahead(c, unit, code);
}

err procedure_used(struct ctx *c, int64_t procedure, int64_t unit)
{
	str code;
	TRY(procedure_code(c, procedure, &code));
	return procedure_use_count(c, unit, code, 1);
}

/* ---- fees ---- */

const struct choice procedure_payers[] = {{"poor", "Người thuộc hộ nghèo"}, {"near_poor", "Người thuộc hộ cận nghèo"},
	{"merit", "Người có công với cách mạng, thân nhân"}, {"disabled", "Người khuyết tật"}, {"elderly", "Người cao tuổi"},
	{"child", "Trẻ em"}, {"minority", "Người dân tộc thiểu số ở xã đặc biệt khó khăn"},
	{"border", "Người thường trú ở xã biên giới, huyện đảo"}, {"orphan", "Người từ 16 đến dưới 18 tuổi mồ côi cả cha và mẹ"},
	{NULL, NULL}};

static bool applies(const struct kept_fee *r, const struct procedure_terms *t, str channel, str attribute, day on)
{
	return str_eq(r->attribute, attribute) && (!r->channel.n || str_eq(r->channel, channel)) && r->from <= on && on < r->to &&
	       str_eq(r->code, t->code);
}

static const struct kept_fee *lowest(
	const struct kept_versions *all, const struct procedure_terms *t, str channel, str attribute, day on)
{
	for (size_t i = 0; i < all->nfees; i++)
		if (applies(&all->fees[i], t, channel, attribute, on))
			return &all->fees[i];
	return NULL;
}

/* A rule for everybody replaces what the source says (most are set by the province); a rule for some lowers it. */
err procedure_fee(struct ctx *c, int64_t procedure, str channel, str attribute, int64_t *amount, str *basis)
{
	struct procedure_terms terms;
	const struct kept_versions *all;
	day today = day_of(c->now);
	TRY(procedure_in_force(c, procedure, channel, &terms));
	TRY(procedure_versions_kept(c, &all));
	*amount = terms.fee;
	*basis = terms.fee_note;
	const struct kept_fee *general = lowest(all, &terms, channel, S(""), today);
	if (general) {
		*amount = general->amount;
		*basis = general->basis;
	}
	const struct kept_fee *own = attribute.n ? lowest(all, &terms, channel, attribute, today) : NULL;
	if (own && own->amount <= *amount) {
		*amount = own->amount;
		*basis = own->basis;
	}
	return NULL;
}

static bool starts_with_any(str text, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_starts(text, str_of(list[i])))
			return true;
	return false;
}

/* "/trang", "/trường hợp": what the sum is for. */
static bool is_measure(str note) { return note.n > 1 && note.s[0] == '/' && utf8_length(note) <= 24; }

str fee_told(arena *a, opt_int sum, str note)
{
	static const char *const nothing[] = {"Không", "Miễn lệ phí.", "Chưa quy định"};
	if (sum.v > 0)
		return str_format(
			a, "%s đồng%.*s", show_int(a, sum.v).s, is_measure(note) ? (int)note.n : 0, note.s ? note.s : "");
	if (str_has(note, S("Hội đồng nhân dân")))
		return S("Theo quy định của Hội đồng nhân dân cấp tỉnh");
	if (sum.set && (!note.n || starts_with_any(note, nothing, COUNT(nothing))))
		return S("Không thu");
	return note.n ? S("Theo mức thu quy định") : S("Hỏi khi nộp hồ sơ");
}

err procedure_fee_told(struct ctx *c, int64_t procedure, str channel, str attribute, str *told)
{
	const struct procedure_version *p;
	struct procedure_get row;
	int64_t amount;
	str basis;
	TRY(procedure_version_on(c, procedure, day_of(c->now), &p));
	if (!p) {
		TRY(procedure_get(c, procedure, &row));
		*told = fee_told(c->a, row.fee, row.fee_note);
		return NULL;
	}
	enum channel by = p->channels[procedure_channel_of(channel)].offered ? procedure_channel_of(channel) : DESK;
	TRY(procedure_fee(c, procedure, by == DESK ? S("desk") : channel, attribute, &amount, &basis));
	bool ruled = !str_eq(basis, p->fee_note) || p->channels[by].fee_known;
	bool free = !amount && !str_eq(basis, p->fee_note); /* by a rule: its basis is a law, not a remark on the sum */
	*told = fee_told(c->a, (opt_int){ruled, amount}, free ? S("") : basis);
	return NULL;
}

err procedure_fee_settled(struct ctx *c, int64_t procedure, int64_t sum, bool paid, str *told)
{
	if (!sum) {
		TRY(procedure_fee_told(c, procedure, S("desk"), S(""), told));
		if (str_has(*told, S("đồng")) && !str_has(*told, S("Hội đồng")))
			*told = S("Không thu"); /* exempt */
		return NULL;
	}
	*told = str_format(c->a, "%s (%s)", fee_told(c->a, some_int(sum), S("")).s, paid ? "đã nộp" : "chưa nộp");
	return NULL;
}
