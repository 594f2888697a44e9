/* What holds of a procedure when somebody files. */
#include "procedures.h"
#include "procedures_kept.h"
#include "government/procedures/procedures.sql.h"

/* Why a procedure that no commune takes today is not there. */
static err not_in_force(struct ctx *c, int64_t procedure)
{
	struct procedure_get p;
	TRY(procedure_get(c, procedure, &p));
	if (!str_is(p.level, "commune"))
		return FAIL(c, NOT_FOUND, "Thủ tục này không tiếp nhận tại Trung tâm Phục vụ hành chính công cấp xã.");
	return FAIL(c, NOT_FOUND, "Thủ tục này chưa có hoặc không còn hiệu lực.");
}

err procedure_in_force(struct ctx *c, int64_t procedure, str channel, struct procedure_terms *out)
{
	const struct procedure_version *p;
	TRY(procedure_version_on(c, procedure, day_of(c->now), &p));
	if (!p)
		return not_in_force(c, procedure);
	enum channel by = procedure_channel_of(channel);
	const struct channel_terms *k = &p->channels[by];
	if (!k->offered && by == ONLINE)
		return FAIL_FIELD(c, "channel",
			"Thủ tục này không nhận hồ sơ trực tuyến. Hãy nộp trực tiếp tại Trung tâm Phục vụ hành chính công.");
	if (!k->offered && by == POST)
		return FAIL_FIELD(c, "channel",
			"Thủ tục này không nhận hồ sơ qua bưu chính. Hãy nộp trực tiếp tại Trung tâm Phục vụ hành chính công.");
	*out = (struct procedure_terms){.procedure = p->id,
		.code = p->code,
		.name = p->name,
		.field = p->field,
		.term = k->term,
		.fee = k->fee,
		.fee_note = p->fee_note,
		.supplement_rule = p->supplement_rule};
	return NULL;
}
