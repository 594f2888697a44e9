/* What the feature declares. */
#include "inside.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/services/setting.h"

static err parcel_named(struct ctx *c, int64_t id, str *out)
{
	struct land_parcel_title t;
	TRY(land_parcel_title(c, id, &t));
	*out = str_format(c->a, "%s (%.*s)", parcel_called(c->a, t.sheet, t.number).s, STR_ARG(t.old_unit));
	return NULL;
}
static const struct setting settings[] = {
	{.name = "land.tolerance_area",
		.title = "Sai số diện tích khi tách, hợp thửa (phần nghìn)",
		.help = "Tổng diện tích trước và sau được lệch nhau nhiều nhất chừng này phần nghìn diện tích trước, ít nhất 1 "
			"m².",
		.scope = FOR_UNITS,
		.type = SET_INT,
		.fallback = "5",
		.max = 100},
	{.name = "land.tolerance_shape",
		.title = "Sai số hình thửa (phần trăm mét vuông)",
		.help = "Phần hở, phần chồng và phần vượt ra ngoài khi tách, hợp thửa, mỗi thứ nhiều nhất chừng này.",
		.scope = FOR_UNITS,
		.type = SET_INT,
		.fallback = "50",
		.max = 100000},
	{.name = "land.seam",
		.title = "Khe giữa hai thửa liền nhau (mi-li-mét)",
		.help = "Khi hợp thửa, khe hẹp hơn chừng này được coi là sai số vẽ và khép lại.",
		.scope = FOR_UNITS,
		.type = SET_INT,
		.fallback = "20",
		.max = 1000},
	{.name = "land.least_home",
		.title = "Diện tích tối thiểu được tách của đất ở (m²)",
		.help = "Theo quyết định của Ủy ban nhân dân tỉnh. 0: không kiểm tra.",
		.scope = FOR_UNITS,
		.type = SET_INT,
		.fallback = "0",
		.max = 100000},
	{.name = "land.least_farm",
		.title = "Diện tích tối thiểu được tách của đất nông nghiệp (m²)",
		.help = "Theo quyết định của Ủy ban nhân dân tỉnh. 0: không kiểm tra.",
		.scope = FOR_UNITS,
		.type = SET_INT,
		.fallback = "0",
		.max = 1000000},
};
static const struct naming namings[] = {{.kind = PARCEL_KIND, .title = parcel_named}};
static const struct word words[] = {
	{PARCEL_KIND, "Thửa đất"},
};
const struct module land_module = {
	.name = "land",
	.title = "Đất đai",
	.settings = LIST(settings),
	.words = LIST(words),
	.namings = LIST(namings),
	.migrations = &land_migrations,
	.verify = land_verify,
	.demo = land_demo,
};
