#include "procedures.h"
#include "procedures_import.h"
#include "procedures_pages.h"
#include "government/procedures/procedures.sql.h"

/* ---- rules ---- */

err procedure_in_force(struct ctx *c, int64_t procedure, str channel, struct procedure_terms *out)
{
	struct procedure_terms_get p;
	bool found;
	TRY(procedure_terms_get(c, procedure, channel, day_iso(c->a, day_of(c->now)), &p, &found));
	if (!found)
		return FAIL(c, NOT_FOUND, "Thủ tục này không có hoặc không còn hiệu lực.");
	if (!str_is(p.level, "commune"))
		return FAIL(c, NOT_FOUND, "Thủ tục này không tiếp nhận tại bộ phận một cửa cấp xã.");
	bool offered = p.channel_unit.s != NULL;
	if (!offered && str_is(channel, "online"))
		return FAIL_FIELD(
			c, "channel", "Thủ tục này không nhận hồ sơ trực tuyến. Hãy nộp trực tiếp tại bộ phận một cửa.");
	if (!offered && str_is(channel, "post"))
		return FAIL_FIELD(
			c, "channel", "Thủ tục này không nhận hồ sơ qua bưu chính. Hãy nộp trực tiếp tại bộ phận một cửa.");
	struct term term =
		offered ? (struct term){p.channel_unit, p.channel_amount.v} : (struct term){p.term_unit, p.term_amount};
	if (str_is(term.unit, "unknown"))
		term = PROCEDURE_DEFAULT_TERM;
	*out = (struct procedure_terms){.procedure = p.id,
		.code = p.code,
		.name = p.name,
		.field = p.field,
		.term = term,
		.fee = offered ? p.channel_fee.v : p.fee.v,
		.fee_note = p.fee_note};
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
