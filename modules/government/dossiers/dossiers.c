/* dossiers: the rules of filing and keeping one. rules/ holds what its actions change, where it stands, its time limits and steps, papers/ the
 * forms issued and the register; pages stand in filing/ and following/ (citizens; tracking.c is everybody's), counter/ and desk/ (officers). */
#include "government/dossiers/filing/filing.sql.h"
#include "government/dossiers/rules/rules.h"
#include "government/dossiers/rules/tally.h"
#include "government/eforms/eforms.h"
#include "web/notify.h"
#include "web/services/audit.h"
#include "web/services/setting.h"

/* Identifier, date, order in the day: H42.17-261123-0001. Beyond 9999 a day the number widens. */
static err next_code(struct ctx *c, int64_t unit, str agency_code, str *code)
{
	struct dossier_next next;
	struct date d = day_parts(day_of(c->now));
	str today = day_iso(c->a, day_of(c->now));
	TRY(dossier_count(c, unit, today));
	TRY(dossier_next(c, unit, today, &next));
	*code = str_format(
		c->a, "%.*s-%02d%02d%02d-%04lld", STR_ARG(agency_code), d.year % 100, d.month, d.day, (long long)next.last);
	return NULL;
}

static err index_words(struct ctx *c, const struct new_dossier *n)
{
	return dossier_index(c, &(struct dossier_indexed){n->id, n->receiving_unit, n->competent_unit, n->support_unit, n->code,
					n->applicant_name, n->applicant_phone, n->applicant_number});
}

/* What is still in the mail stands behind what can be worked on, until it is time to ask for it. Only what comes online has the law's
 * promise of an answer; at the counter it is due just as soon. */
static int64_t first_place(struct ctx *c, const struct new_dossier *n, int64_t answer_due_at)
{
	return str_is(n->channel, "post") ? c->now + setting_int_in(c, n->receiving_unit, "dossiers.mail_days") * DAY
					  : answer_due_at;
}

/* One by one, and the number of the day counted before it is asked for: where SQLite may have to undo a part of a statement it saves, and FTS5
 * writes out the words of every dossier by itself instead of those of a commit together. */
static err components(struct ctx *c, int64_t dossier, int64_t procedure)
{
	struct dossier_wanted_rows wanted;
	TRY(dossier_wanted(c, procedure, &wanted));
	for (size_t i = 0; i < wanted.n; i++) {
		const struct dossier_wanted *k = &wanted.v[i];
		TRY(dossier_component_add(c, dossier, k->number, k->name, k->originals, k->copies));
	}
	return NULL;
}

static err insert(struct ctx *c, struct new_dossier *n, const struct procedure_terms *p)
{
	struct dossier_add added;
	opt_int paid = {n->fee_paid && p->fee > 0, c->now}, answer_due_at = {str_is(n->channel, "online"), 0};
	TRY(clock_answer_due(c, n->receiving_unit, c->now, &answer_due_at.v));
	if (!n->secret.n)
		n->secret = random_code(c->a, 8);
	TRY(dossier_add(c,
		&(struct dossier_add_in){.code = n->code,
			.secret = n->secret,
			.procedure = p->procedure,
			.procedure_code = p->code,
			.procedure_name = p->name,
			.field = p->field,
			.support = n->support_unit,
			.unit = n->receiving_unit,
			.competent = n->competent_unit,
			.account = id_or_none(n->account),
			.submitter = id_or_none(c->actor),
			.client_key = n->client_key.n ? n->client_key : (str){0},
			.name = n->applicant_name,
			.number = n->applicant_number,
			.birth_on = n->applicant_birth_on.n ? n->applicant_birth_on : (str){0},
			.phone = n->applicant_phone,
			.email = n->applicant_email,
			.address = n->applicant_address,
			.channel = n->channel,
			.content = n->content,
			.eform = id_or_none(n->eform),
			.answers = n->answers,
			.result_by = n->result_by,
			.result_address = n->result_address,
			.fee = p->fee,
			.fee_paid_at = paid,
			.term_unit = p->term.unit,
			.term_amount = p->term.amount,
			.supplement_rule = p->supplement_rule,
			.at = c->now,
			.step_at = first_place(c, n, answer_due_at.v),
			.answer_due_at = answer_due_at},
		&added));
	n->id = added.id;
	TRY(components(c, n->id, p->procedure));
	for (size_t i = 0; i < n->nhanded; i++)
		TRY(dossier_component_hand(c, n->id, n->handed[i].number, n->handed[i].originals, n->handed[i].copies));
	TRY(dossier_photos_keep(c, n->id, n->eform, n->answers, n->draft));
	return dossier_attach(c, n->id, "component", n->attachments, n->nattachments);
}

/* A centre takes in for every commune of its province (NĐ 118/2025), not beyond. */
static err organisations(struct ctx *c, struct new_dossier *n, int64_t procedure)
{
	struct dossier_same_province found;
	int64_t competent, support;
	bool posted, near = true;
	TRY(procedure_posted(c, procedure, n->receiving_unit, &posted));
	if (!posted)
		return FAIL_FIELD(c, "receiving_unit", "Nơi này không tiếp nhận thủ tục này. Hãy chọn nơi khác.");
	TRY(procedure_authority(c, procedure, n->receiving_unit, &competent, &support));
	if (!n->support_unit)
		n->support_unit = support;
	if (!n->competent_unit || n->competent_unit == n->receiving_unit) {
		n->competent_unit = competent;
		return NULL;
	}
	TRY(dossier_same_province(c, n->receiving_unit, n->competent_unit, &found, &near));
	return near ? NULL : FAIL_FIELD(c, "competent_unit", "Chọn cơ quan giải quyết trong cùng tỉnh với nơi tiếp nhận.");
}

static err file(struct ctx *c, struct new_dossier *n, struct procedure_terms *p)
{
	struct dossier_receiving_unit unit;
	bool receives;
	str basis;
	procedure_posted_ahead(c, p->procedure, n->receiving_unit);
	dossier_wanted_ahead(c, p->procedure);
	TRY(dossier_receiving_unit(c, n->receiving_unit, day_iso(c->a, day_of(c->now)), &unit, &receives));
	if (!receives)
		return FAIL_FIELD(c, "receiving_unit", "Nơi này chưa tiếp nhận hồ sơ. Hãy chọn nơi khác.");
	TRY(organisations(c, n, p->procedure));
	TRY(procedure_fee(c, p->procedure, n->channel, n->payer, &p->fee, &basis));
	if (n->fee.set)
		p->fee = n->fee.v;
	TRY(next_code(c, unit.id, unit.agency_code, &n->code));
	TRY(insert(c, n, p));
	TRY(dossier_event_add(c, &(struct dossier_event_add_in){.dossier = n->id,
					 .number = 1,
					 .at = c->now,
					 .account = id_or_none(c->actor),
					 .action = S("submit"),
					 .from_status = (opt_int){0},
					 .to_status = REGISTERED,
					 .note = S(""),
					 .due_at = (opt_int){0},
					 .from_step = 0,
					 .to_step = 0,
					 .step_due_at = (opt_int){0},
					 .unit = some_int(unit.id),
					 .assignee = (opt_int){0},
					 .behalf = id_or_none(c->behalf)}));
	TRY(index_words(c, n));
	TRY(dossier_tally_add(c, unit.id, S("reception"), 1));
	TRY(procedure_used(c, p->procedure, unit.id));
	TRY(audit_add_in(c, unit.id, "dossier.submit", "dossier", n->id, n->code));
	struct news done =
		dossier_news(c, n->id, n->code, "/ho-so", S("Đã nộp hồ sơ. Cơ quan tiếp nhận sẽ kiểm tra và trả lời."));
	TRY(notify(c, n->account, "dossier.news", &done));
	return attendant_acted(c, n->id, S("submit"), 0, REGISTERED);
}

static err filed_before(struct ctx *c, struct new_dossier *n)
{
	struct dossier_by_client d;
	n->known = false;
	if (!n->client_key.n || !c->actor)
		return NULL;
	TRY(dossier_by_client(c, c->actor, n->client_key, &d, &n->known));
	if (n->known) {
		n->id = d.id;
		n->code = d.code;
		n->secret = d.secret;
	}
	return NULL;
}

err dossier_submit(struct ctx *c, struct new_dossier *n)
{
	struct procedure_terms p;
	TRY(filed_before(c, n));
	if (n->known)
		return NULL;
	TRY(procedure_in_force(c, n->procedure, n->channel, &p));
	TRY(file(c, n, &p));
	if (!n->receive)
		return NULL;
	struct dossier_work w = {.action = dossier_action(S("receive")), .dossier = n->id, .unit = n->receiving_unit};
	return dossier_apply(c, &w);
}

err dossier_apply(struct ctx *c, struct dossier_work *w) { return flow_apply(c, &dossier_flow, w); }
