/* What forms declare. */
#include "core/forms/inside.h"
#include "web/query.h"

static const struct field communes_query[] = {ASK_TEXT("tinh", "Mã tỉnh, thành phố")};
static const struct route routes[] = {
	GET("/bieu-mau/xa-phuong", .run = form_communes_run, .permission = PUBLIC,
		.summary = "Xã, phường, đặc khu của một tỉnh (tinh)", .api = "/eforms/communes",
		.shape = &form_communes_view_shape, .quick = true, .query = LIST(communes_query), .whole = "mọi xã của một tỉnh"),
};

const struct module forms_module = {.name = "forms", .title = "Biểu mẫu", .routes = LIST(routes)};
