#include "procedures.h"
#include "procedures_import.h"
#include "procedures_kept.h"
#include "procedures_pages.h"
#include "government/procedures/procedures.sql.h"

/* ---- rules ---- */

/* Why a procedure that no commune takes today is not there. */
static err not_in_force(struct ctx *c, int64_t procedure)
{
	struct procedure_get p;
	TRY(procedure_get(c, procedure, &p));
	if (!str_is(p.level, "commune"))
		return FAIL(c, NOT_FOUND, "Thủ tục này không tiếp nhận tại bộ phận một cửa cấp xã.");
	return FAIL(c, NOT_FOUND, "Thủ tục này chưa có hoặc không còn hiệu lực.");
}

err procedure_in_force(struct ctx *c, int64_t procedure, str channel, struct procedure_terms *out)
{
	const struct procedure_version *p;
	TRY(procedure_version_on(c, procedure, day_of(c->now), &p));
	if (!p)
		return not_in_force(c, procedure);
	enum channel by = channel_of(channel);
	const struct channel_terms *k = &p->channels[by];
	if (!k->offered && by == ONLINE)
		return FAIL_FIELD(
			c, "channel", "Thủ tục này không nhận hồ sơ trực tuyến. Hãy nộp trực tiếp tại bộ phận một cửa.");
	if (!k->offered && by == POST)
		return FAIL_FIELD(
			c, "channel", "Thủ tục này không nhận hồ sơ qua bưu chính. Hãy nộp trực tiếp tại bộ phận một cửa.");
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

static const struct route routes[] = {
	{"GET", "/thu-tuc", procedures_page_run, PUBLIC, "Thủ tục hành chính: tìm (tu-khoa, trang), theo lĩnh vực (linh-vuc)",
		.api = "/procedures", .shape = &procedures_view_shape, .quick = true},
	{"GET", "/thu-tuc/{id}", procedure_page_run, PUBLIC, "Một thủ tục hành chính", .api = "/procedures/{id}",
		.shape = &procedure_view_shape, .quick = true},
};
static const struct menu_entry menu[] = {
	{MENU_CITIZEN, "Thủ tục", "/thu-tuc", PUBLIC, 10},
	{MENU_OFFICER, "Thủ tục", "/thu-tuc", PUBLIC, 20},
};
static const struct importer importers[] = {
	{"procedures", "Danh mục thủ tục hành chính", procedures_import},
};

const struct module procedures_module = {
	.name = "procedures",
	.title = "Thủ tục hành chính",
	.routes = LIST(routes),
	.menu = LIST(menu),
	.importers = LIST(importers),
	.migrations = &procedures_migrations,
	.init = procedures_init,
};
