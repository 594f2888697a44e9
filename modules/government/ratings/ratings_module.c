/* What the feature declares. */
#include "government/ratings/ratings_pages.h"
#include "government/ratings/tally.h"
#include "web/query.h"
#include "web/notify.h"
#include "web/naming.h"
#include "web/hooks.h"
#include "web/object.h"

static const struct member rating_members[] = {
	ONE(struct rating_view, rating, rating_of),
	MEMBER(struct rating_view, until_at, M_INT),
};
const struct shape rating_shape = SHAPE("rating", struct rating_view, rating_members);
static const struct member index_members[] = {
	MEMBER(struct index_row, number, M_INT),
	MEMBER(struct index_row, title, M_TEXT),
	MEMBER(struct index_row, tenths, M_INT),
	MEMBER(struct index_row, dossiers, M_INT),
};
static const struct shape index_row_shape = SHAPE("rating_index", struct index_row, index_members);
static const struct member ratings_members[] = {
	MEMBER(struct ratings_view, period, M_TEXT),
	ONE(struct ratings_view, sum, rating_sums),
	MANY(struct ratings_view, indices, index_row),
	MEMBER(struct ratings_view, total_tenths, M_INT),
	MEMBER(struct ratings_view, grade, M_TEXT),
	MANY(struct ratings_view, months, rating_sums),
	MANY(struct ratings_view, comments, rating_comments),
	MEMBER(struct ratings_view, next, M_TEXT),
};
const struct shape ratings_shape = SHAPE("ratings", struct ratings_view, ratings_members);
static const struct member sums_members[] = {
	MANY(struct rating_sums_view, rows, rating_sums),
	MEMBER(struct rating_sums_view, next, M_TEXT),
};
static const struct shape sums_shape = SHAPE("rating_sums_list", struct rating_sums_view, sums_members);

static const struct field public_query[] = {CODE_FIELD, ASK_TEXT_NEEDED("bi-mat", SECRET_LABEL)};
static const struct route routes[] = {
	GET("/ho-so/{id}/danh-gia", .run = rating_form, .permission = "rating.give", .summary = "Đánh giá của tôi về một hồ sơ",
		.api = "/my/dossiers/{id}/rating", .shape = &rating_shape),
	POST("/ho-so/{id}/danh-gia", .run = rating_post, .permission = "rating.give", .summary = "Đánh giá việc giải quyết hồ sơ",
		.api = "/my/dossiers/{id}/rating", .input = &rating_input, .again = rating_form),
	GET("/danh-gia", .run = rating_public_form, .permission = PUBLIC, .summary = "Đánh giá hồ sơ bằng mã hồ sơ và mã tra cứu",
		.api = "/tracking/rating", .shape = &rating_shape, .rate = RATE_TRACKING, .query = LIST(public_query)),
	POST("/danh-gia", .run = rating_public_post, .permission = PUBLIC, .summary = "Gửi đánh giá bằng mã hồ sơ và mã tra cứu",
		.api = "/tracking/rating", .input = &rating_public_input, .again = rating_public_form, .rate = RATE_TRACKING),
	GET("/danh-gia-phuc-vu", .run = ratings_page, .permission = "rating.read", .summary = "Đánh giá của người dân về đơn vị",
		.api = "/ratings", .shape = &ratings_shape, .list = &ratings_list),
	LIST_FILES("/danh-gia-phuc-vu", "/ratings", &ratings_list, "rating.read", "Từng phiếu đánh giá của đơn vị, tên được che"),
	GET("/danh-gia-phuc-vu/nguoi-giai-quyet", .run = ratings_officers, .permission = "rating.read",
		.summary = "Đánh giá theo người giải quyết", .api = "/ratings/officers", .shape = &sums_shape,
		.list = &ratings_officers_list),
	LIST_FILES("/danh-gia-phuc-vu/nguoi-giai-quyet", "/ratings/officers", &ratings_officers_list, "rating.read",
		"Đánh giá theo người giải quyết"),
	GET("/danh-gia-phuc-vu/thu-tuc", .run = ratings_procedures, .permission = "rating.read",
		.summary = "Đánh giá theo thủ tục", .api = "/ratings/procedures", .shape = &sums_shape,
		.list = &ratings_procedures_list),
	LIST_FILES("/danh-gia-phuc-vu/thu-tuc", "/ratings/procedures", &ratings_procedures_list, "rating.read",
		"Đánh giá theo thủ tục"),
	GET("/danh-gia-phuc-vu/{id}/xac-minh", .run = rating_review_form, .permission = "rating.review",
		.summary = "Mẫu xác minh phản ánh về thái độ"),
	POST("/danh-gia-phuc-vu/{id}/xac-minh", .run = rating_review_post, .permission = "rating.review",
		.summary = "Kết luận một phản ánh về thái độ", .api = "/ratings/{id}/review", .input = &rating_review_input,
		.again = rating_review_form),
	POST("/danh-gia-phuc-vu/chi-so", .run = rating_share_post, .permission = "rating.review",
		.summary = "Chấm các chỉ số chung của đơn vị trong quý", .api = "/ratings/shared-scores",
		.input = &rating_share_input, .again = ratings_page),
};
static const struct permission permissions[] = {
	{.name = "rating.give", .title = "Đánh giá việc giải quyết hồ sơ của mình", .roles = "citizen"},
	{.name = "rating.read", .title = "Xem đánh giá của người dân về đơn vị", .roles = "leader administrator", .reads = true},
	{.name = "rating.review", .title = "Xác minh phản ánh, chấm chỉ số chung của đơn vị", .roles = "leader"},
};
static const struct menu_entry menu[] = {{.place = MENU_OFFICER,
	.title = "Đánh giá",
	.path = "/danh-gia-phuc-vu",
	.permission = "rating.read",
	.rank = 40,
	.area = AREA_REPORTS}};
static const struct word words[] = {
	{"rating", "Phiếu đánh giá"},
	{"rating.give", "Đánh giá việc giải quyết hồ sơ"},
	{"rating.change", "Sửa đánh giá"},
	{"rating.review", "Kết luận phản ánh về thái độ"},
	{"rating.share", "Chấm chỉ số chung của đơn vị"},
};

static err titled(struct ctx *c, int64_t id, str *out)
{
	struct rating_title row;
	TRY(rating_title(c, id, &row));
	*out = str_format(c->a, "của hồ sơ %.*s", STR_ARG(row.code));
	return NULL;
}

/* By the code of the dossier that it is of, as typed or as it is shown. */
static err named(struct ctx *c, str typed, struct named_list *out)
{
	struct rating_coded row;
	bool found;
	str code = str_starts(typed, S("của hồ sơ "))
			   ? (str){typed.s + sizeof "của hồ sơ " - 1, typed.n - (sizeof "của hồ sơ " - 1)}
			   : typed;
	TRY(rating_coded(c, code, &row, &found));
	if (!found)
		return NULL;
	*out = (struct named_list){NEWN(c->a, struct named, 1), 1};
	out->v[0].id = row.id;
	return titled(c, row.id, &out->v[0].title);
}
static const struct naming namings[] = {{.kind = "rating", .title = titled, .find = named}};

/* Of the unit that was rated, and whoever reads its ratings; who reviews them is led to the one. */
static err seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct rating_of found;
	bool ours = false;
	if (q->ctx.unit && may(q, "rating.read"))
		TRY(rating_of_unit(&q->ctx, id, q->ctx.unit, &found, &ours));
	if (!ours)
		return FAIL(&q->ctx, NOT_FOUND, "rating");
	TRY(titled(&q->ctx, id, &out->title));
	out->path = may(q, "rating.review") ? str_format(q->ctx.a, "/danh-gia-phuc-vu/%lld/xac-minh", (long long)id)
					    : S("/danh-gia-phuc-vu");
	return NULL;
}
/* Complaints that nobody has looked into; the list opens in the year of the oldest. */
static err cards(struct req *q, struct home_cards *to)
{
	struct ratings_waiting n;
	if (!q->ctx.unit || !may(q, "rating.review"))
		return NULL;
	TRY(ratings_waiting(&q->ctx, q->ctx.unit, &n));
	str year = str_format(q->ctx.a, "%d", day_parts(day_of(n.oldest.set ? n.oldest.v : q->ctx.now)).year);
	str path = ADDRESS(q->ctx.a, "/danh-gia-phuc-vu", {"ky", year}, {"phan-anh", S("made")});
	card_add(to, (struct home_card){.title = "Phản ánh chờ xác minh", .count = n.total, .path = path, .urgent = true});
	return NULL;
}
static const struct object objects[] = {{.kind = "rating", .see = seen}};

static const struct event events[] = {{.name = "rating.low",
	.title = "Người nộp hồ sơ không hài lòng",
	.who = "officer",
	.permission = "rating.read",
	.outlets = "email"}};

const struct module ratings_module = {
	.name = "ratings",
	.title = "Đánh giá",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.words = LIST(words),
	.events = LIST(events),
	.measures = LIST(rating_measures),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.cards = cards,
	.migrations = &ratings_migrations,
	.demo = ratings_demo,
	.verify = ratings_verify,
};
