#include "procedures_import.h"
#include "procedures_steps.h"
#include "web/catalogue.h"

static int64_t known(const struct map *ids, str code)
{
	const int64_t *id = map_get(ids, code);
	return id ? *id : 0;
}

static err bad_row(struct ctx *c, const char *file, str code)
{
	return FAIL(c, BROKEN, "%s: a bad row of %.*s", file, STR_ARG(code));
}

/* ---- papers ---- */

/* "5" or "0,5", in units of `one`. */
static int64_t amount_of(str time, int64_t one)
{
	str whole, part;
	int64_t n, tenths = 0;
	str_cut(time, ',', &whole, &part);
	if (!str_int(whole, &n) || n < 0 || n > 9999)
		return -1;
	if (part.n && (!str_int((str){part.s, 1}, &tenths) || tenths < 0))
		return -1;
	return n * one + tenths * one / 10;
}

void procedure_term_of(str time, str time_unit, str *unit, int64_t *amount)
{
	static const struct {
		const char *source, *unit;
		int64_t one;
	} units[] = {{"wd", "working_minutes", 480}, {"h", "working_minutes", 60}, {"d", "days", 1}, {"mo", "months", 1},
		{"sd", "same_day", 1}};
	*unit = S("unknown");
	*amount = amount_of(time, 1); /* the bare number that the portal printed */
	for (size_t i = 0; i < COUNT(units); i++)
		if (str_is(time_unit, units[i].source) && amount_of(time, units[i].one) > 0) {
			*unit = str_of(units[i].unit);
			*amount = amount_of(time, units[i].one);
		}
	if (*amount < 0)
		*amount = 0;
}

/* A procedure whose page lists no papers still takes two: what is asked for, and what proves it. */
err procedures_default_components(struct ctx *c)
{
	struct procedure_bare_rows bare;
	TRY(procedure_bare(c, &bare));
	for (size_t i = 0; i < bare.n; i++) {
		TRY(procedure_component_add(c, &(struct procedure_component_add_in){.procedure = bare.v[i].id,
						       .number = 1,
						       .grouping = S(""),
						       .name = S("Đơn đề nghị"),
						       .form_name = S(""),
						       .originals = 1,
						       .copies = 0}));
		TRY(procedure_component_add(c, &(struct procedure_component_add_in){.procedure = bare.v[i].id,
						       .number = 2,
						       .grouping = S(""),
						       .name = S("Giấy tờ kèm theo"),
						       .form_name = S(""),
						       .originals = 0,
						       .copies = 1}));
	}
	return NULL;
}

static err add_components(struct ctx *c, const struct map *ids, const char *file)
{
	enum { CODE, NUMBER, GROUPING, PAPER, FORM, ORIGINALS, COPIES, REMARK, CELLS };
	str rest = catalogue_file(file), cells[CELLS];
	int64_t number, originals, copies;
	tsv_row(&rest, cells, CELLS);
	while (tsv_row(&rest, cells, CELLS)) {
		int64_t id = known(ids, cells[CODE]);
		if (!id || !str_int(cells[NUMBER], &number) || !str_int(cells[ORIGINALS], &originals) ||
			!str_int(cells[COPIES], &copies))
			return bad_row(c, file, cells[CODE]);
		if (str_is(cells[REMARK], "1") || component_is_note(c, cells[GROUPING], cells[PAPER]))
			TRY(procedure_remark_add(c, id, number, cells[GROUPING], cells[PAPER]));
		else
			TRY(procedure_component_add(c, &(struct procedure_component_add_in){.procedure = id,
							       .number = number,
							       .grouping = cells[GROUPING],
							       .name = cells[PAPER],
							       .form_name = cells[FORM],
							       .originals = originals,
							       .copies = copies}));
	}
	return NULL;
}

/* ---- what the portal does not tag for communes, but communes take in ---- */

static err add_received(struct ctx *c, const struct map *ids)
{
	enum { CODE, ONLINE, AGENCY, APPLICANTS, SOURCE, FEE_NOTE, CELLS };
	static const char *const channels[] = {"desk", "online", "post"};
	str rest = catalogue_file("procedures_received.tsv"), cells[CELLS];
	tsv_row(&rest, cells, CELLS);
	while (tsv_row(&rest, cells, CELLS)) {
		struct procedure_get p;
		int64_t id = known(ids, cells[CODE]);
		if (!id)
			return bad_row(c, "procedures_received.tsv", cells[CODE]);
		TRY(procedure_receive(c, id, cells[AGENCY], cells[APPLICANTS], cells[FEE_NOTE], cells[SOURCE]));
		TRY(procedure_get(c, id, &p));
		for (size_t i = 0; i < COUNT(channels); i++)
			TRY(procedure_channel_add(c, id, str_of(channels[i]), p.term_unit, p.term_amount, p.fee, S("")));
		TRY(procedure_set_online(c, id, str_is(cells[ONLINE], "1") ? S("full") : S("none")));
	}
	return NULL;
}

/* ---- the law ---- */

static err add_terms(struct ctx *c, const struct map *ids)
{
	enum { CODE, TIME, UNIT, BASIS, CELLS };
	str rest = catalogue_file("procedure_terms.tsv"), cells[CELLS], unit;
	int64_t amount;
	tsv_row(&rest, cells, CELLS);
	while (tsv_row(&rest, cells, CELLS)) {
		int64_t id = known(ids, cells[CODE]);
		procedure_term_of(cells[TIME], cells[UNIT], &unit, &amount);
		if (!id || str_is(unit, "unknown"))
			return bad_row(c, "procedure_terms.tsv", cells[CODE]);
		TRY(procedure_set_term(c, id, unit, amount, cells[BASIS]));
		TRY(procedure_set_channel_terms(c, id, unit, amount));
	}
	return NULL;
}

static err add_law(struct ctx *c, const struct map *ids)
{
	enum { CODE, SUPPLEMENT_RULE, CONDITIONS, BASIS, CELLS };
	str rest = catalogue_file("procedure_law.tsv"), cells[CELLS];
	tsv_row(&rest, cells, CELLS);
	while (tsv_row(&rest, cells, CELLS)) {
		int64_t id = known(ids, cells[CODE]);
		if (!id)
			return bad_row(c, "procedure_law.tsv", cells[CODE]);
		TRY(procedure_set_law(c, id, cells[SUPPLEMENT_RULE], cells[CONDITIONS], cells[BASIS]));
	}
	return NULL;
}

static str or_null(str cell) { return cell.n ? cell : (str){0}; }

static err add_authorities(struct ctx *c)
{
	enum { CODE, LEVEL, FROM, TO, BASIS, CELLS };
	str rest = catalogue_file("procedure_authority.tsv"), cells[CELLS];
	tsv_row(&rest, cells, CELLS);
	while (tsv_row(&rest, cells, CELLS))
		TRY(authority_add(c, cells[CODE], cells[LEVEL], cells[FROM], or_null(cells[TO]), cells[BASIS]));
	return NULL;
}

static err add_fee_rules(struct ctx *c)
{
	enum { CODE, CHANNEL, ATTRIBUTE, AMOUNT, BASIS, FROM, TO, CELLS };
	str rest = catalogue_file("fee_rules.tsv"), cells[CELLS];
	tsv_row(&rest, cells, CELLS);
	while (tsv_row(&rest, cells, CELLS)) {
		struct fee_rule_add added;
		int64_t amount;
		if (!str_int(cells[AMOUNT], &amount))
			return bad_row(c, "fee_rules.tsv", cells[CODE]);
		TRY(fee_rule_add(c,
			&(struct fee_rule_add_in){.code = cells[CODE],
				.channel = cells[CHANNEL],
				.attribute = cells[ATTRIBUTE],
				.amount = amount,
				.basis = cells[BASIS],
				.valid_from = cells[FROM],
				.valid_to = or_null(cells[TO])},
			&added));
	}
	return NULL;
}

/* ---- steps: rows of one code stand together ---- */

enum { STEP_CODE, STEP_NUMBER, STEP_TITLE, STEP_KIND, STEP_ROLE, STEP_AGENCY, STEP_SHARE, STEP_ACTIONS, STEP_BASIS, STEP_CELLS };

static err store_steps(struct ctx *c, str code, const struct procedure_steps *steps, str basis)
{
	if (!steps->n)
		return NULL;
	err e = steps_check(c, steps);
	return e ? FAIL(c, BROKEN, "procedure_steps.tsv: %.*s: %.*s", STR_ARG(code), STR_ARG(e->text))
		 : steps_store(c, code, 0, steps, basis);
}

static err add_steps(struct ctx *c)
{
	str rest = catalogue_file("procedure_steps.tsv"), cells[STEP_CELLS], code = S(""), basis = S("");
	struct procedure_step list[PROCEDURE_STEPS_MAX];
	struct procedure_steps steps = {list, 0};
	int64_t share;
	tsv_row(&rest, cells, STEP_CELLS);
	while (tsv_row(&rest, cells, STEP_CELLS)) {
		if (!str_eq(code, cells[STEP_CODE])) {
			TRY(store_steps(c, code, &steps, basis));
			steps.n = 0;
		}
		code = cells[STEP_CODE];
		basis = cells[STEP_BASIS];
		if (steps.n == COUNT(list) || !str_int(cells[STEP_SHARE], &share))
			return bad_row(c, "procedure_steps.tsv", code);
		list[steps.n++] = (struct procedure_step){.title = cells[STEP_TITLE],
			.kind = cells[STEP_KIND],
			.role = cells[STEP_ROLE],
			.agency_kind = cells[STEP_AGENCY],
			.share = share,
			.actions = cells[STEP_ACTIONS]};
	}
	return store_steps(c, code, &steps, basis);
}

err catalogue_details(struct ctx *c, const struct map *ids)
{
	TRY(add_received(c, ids));
	TRY(add_terms(c, ids));
	TRY(add_law(c, ids));
	TRY(add_components(c, ids, "procedure_components.tsv"));
	TRY(add_components(c, ids, "procedure_components_more.tsv"));
	TRY(procedures_default_components(c));
	TRY(add_authorities(c));
	TRY(add_fee_rules(c));
	return add_steps(c);
}
