/* What forms declare. */
#include "core/forms/inside.h"
#include "web/query.h"
#include "web/module.h"
#include "web/route.h"

static const struct field communes_query[] = {ASK_TEXT("tinh", "Mã tỉnh, thành phố")};
static const struct field references_query[] = {
	ASK_TEXT("loai", "Loại đối tượng: unit, hamlet, agency, person"), ASK_TEXT("tu-khoa", "Chữ đang gõ")};
static const struct route routes[] = {
	GET("/bieu-mau/xa-phuong", .run = form_communes_run, .permission = PUBLIC,
		.summary = "Xã, phường, đặc khu của một tỉnh (tinh)", .api = "/eforms/communes",
		.shape = &form_communes_view_shape, .quick = true, .query = LIST(communes_query), .whole = "mọi xã của một tỉnh"),
	GET("/bieu-mau/goi-y", .run = form_references_run, .permission = SIGNED_IN,
		.summary = "Gợi ý để điền biểu mẫu: loại đối tượng (loai), chữ đang gõ (tu-khoa)", .api = "/eforms/references",
		.shape = &form_references_view_shape, .quick = true, .rate = RATE_SUGGEST, .query = LIST(references_query),
		.whole = "mười gợi ý đầu; cần gõ thêm chữ"),
};

const struct module forms_module = {.name = "forms", .title = "Biểu mẫu", .routes = LIST(routes)};
