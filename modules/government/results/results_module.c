/* What the feature declares. */
#include "government/results/pages.h"
#include "web/query.h"
#include "web/naming.h"

static const struct member view_members[] = {
	ONE(struct result_view, draft, result_draft_of),
	MEMBER(struct result_view, number, M_TEXT),
	MEMBER(struct result_view, signed_on, M_TEXT),
	MEMBER(struct result_view, next_number, M_INT),
};
const struct shape result_shape = SHAPE("result_draft_of_dossier", struct result_view, view_members);

static const struct member register_members[] = {
	{.name = "kind_name", .type = M_TEXT, .at = offsetof(struct register_view, is.kind_name)},
	{.name = "year", .type = M_INT, .at = offsetof(struct register_view, is.year)},
	MEMBER(struct register_view, next_number, M_INT),
	MANY(struct register_view, rows, result_register),
	MEMBER(struct register_view, next, M_TEXT),
};
const struct shape result_register_view_shape = SHAPE("result_register_list", struct register_view, register_members);

static const struct field result_query[] = {ASK_TEXT("mau", "Tên mẫu kết quả; để trống là mẫu đã chọn")};
static const struct route routes[] = {
	GET("/mot-cua/{id}/ket-qua", .run = result_form, .permission = "result.draft", .summary = "Dự thảo kết quả của một hồ sơ",
		.api = "/dossiers/{id}/result", .shape = &result_shape, .query = LIST(result_query)),
	POST("/mot-cua/{id}/ket-qua", .run = result_post, .permission = "result.draft", .summary = "Lưu dự thảo kết quả từ mẫu",
		.api = "/dossiers/{id}/result", .input = &result_input, .again = result_form),
	POST("/mot-cua/{id}/ket-qua/bo", .run = result_drop_post, .permission = "result.draft", .summary = "Bỏ dự thảo kết quả",
		.api = "/dossiers/{id}/result/drop"),
	GET("/mot-cua/{id}/ket-qua/xem", .run = result_preview, .permission = "dossier.read",
		.summary = "Xem dự thảo kết quả (PDF)", .api = "/dossiers/{id}/result/preview", .query = LIST(result_query)),
	GET("/mot-cua/so-ket-qua", .run = result_register_run, .permission = "result.draft",
		.summary = "Sổ cấp số kết quả của đơn vị", .api = "/results/register", .shape = &result_register_view_shape,
		.list = &result_register_list),
	LIST_FILES("/mot-cua/so-ket-qua", "/results/register", &result_register_list, "result.draft",
		"Sổ cấp số kết quả của đơn vị"),
};
static const struct permission permissions[] = {
	{.name = "result.draft", .title = "Soạn kết quả từ mẫu", .roles = "reception specialist leader clerk"},
};
static const struct word words[] = {
	{"result.save", "Lưu dự thảo kết quả"},
	{"result.drop", "Bỏ dự thảo kết quả"},
	{"result.issue", "Dự thảo thành kết quả"},
};

static err init(struct ctx *c)
{
	dossier_results_by(&results_maker);
	return templates_load(c);
}

/* Every template of the program prints, and every draft is of one. */
static err verify(struct ctx *c, struct verify_report *report)
{
	struct templates all;
	struct result_drafts_after_rows rows;
	TRY(templates_load(c)); /* of a store that nobody serves now */
	templates_for(c, S(""), &all);
	for (size_t i = 0; i < all.n; i++) {
		err e = template_check(c, &all.v[i]);
		report->checked++;
		report->wrong += e != NULL;
		if (e)
			buf_printf(&report->lines, "mẫu kết quả %.*s: %.*s\n", STR_ARG(all.v[i].name), STR_ARG(e->text));
	}
	for (int64_t after = 0;; after = rows.v[rows.n - 1].dossier_id) {
		TRY(result_drafts_after(c, after, &rows));
		if (!rows.n)
			return NULL;
		for (size_t i = 0; i < rows.n; i++) {
			bool known = false;
			for (size_t k = 0; k < all.n; k++)
				known |= str_eq(all.v[k].name, rows.v[i].template);
			report->checked++;
			report->wrong += !known;
			if (!known)
				buf_printf(&report->lines, "hồ sơ %lld: không có mẫu kết quả %.*s\n",
					(long long)rows.v[i].dossier_id, STR_ARG(rows.v[i].template));
		}
	}
}

const struct module results_module = {
	.name = "results",
	.title = "Kết quả",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.words = LIST(words),
	.migrations = &results_migrations,
	.init = init,
	.verify = verify,
};
