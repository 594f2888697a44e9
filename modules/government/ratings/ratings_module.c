/* What the feature declares. */
#include "government/ratings/ratings_pages.h"
#include "government/ratings/tally.h"
#include "web/query.h"

static const struct member rating_members[] = {
	ONE(struct rating_view, rating, rating_of),
	MEMBER(struct rating_view, until_at, M_INT),
};
const struct shape rating_shape = SHAPE("Rating", struct rating_view, rating_members);
static const struct member index_members[] = {
	MEMBER(struct index_row, number, M_INT),
	MEMBER(struct index_row, title, M_TEXT),
	MEMBER(struct index_row, tenths, M_INT),
	MEMBER(struct index_row, dossiers, M_INT),
};
static const struct shape index_row_shape = SHAPE("RatingIndex", struct index_row, index_members);
static const struct member ratings_members[] = {
	MEMBER(struct ratings_view, period, M_TEXT),
	ONE(struct ratings_view, sum, rating_sums),
	MANY(struct ratings_view, indices, index_row),
	MEMBER(struct ratings_view, total_tenths, M_INT),
	MEMBER(struct ratings_view, grade, M_TEXT),
	MANY(struct ratings_view, months, rating_sums),
	MANY(struct ratings_view, officers, rating_sums),
	MEMBER(struct ratings_view, has_more_officers, M_INT),
	MEMBER(struct ratings_view, next_officers, M_TEXT),
	MANY(struct ratings_view, procedures, rating_sums),
	MEMBER(struct ratings_view, has_more_procedures, M_INT),
	MEMBER(struct ratings_view, next_procedures, M_TEXT),
	MANY(struct ratings_view, comments, rating_comments),
	MEMBER(struct ratings_view, next, M_TEXT),
};
const struct shape ratings_shape = SHAPE("Ratings", struct ratings_view, ratings_members);

static const struct field public_query[] = {CODE_FIELD, ASK_TEXT_NEEDED("bi-mat", SECRET_LABEL)};
static const struct field unit_query[] = {
	ASK_TEXT("ky", "Kỳ: năm 2026, quý 2026-Q4 hoặc tháng 2026-11"),
	ASK_INT("muc", "Chỉ những đánh giá của một mức; 0 là mọi mức", 0, VERY_SATISFIED),
	ASK_INT("trang-nguoi", "Trang của bảng theo người giải quyết, từ 1", 1, 10000),
	ASK_INT("trang-thu-tuc", "Trang của bảng theo thủ tục, từ 1", 1, 10000),
	CURSOR_FIELD,
};
static const struct route routes[] = {
	{"GET", "/ho-so/{id}/danh-gia", rating_form, "rating.give", "Đánh giá của tôi về một hồ sơ", "/my/dossiers/{id}/rating",
		NULL, &rating_shape},
	{"POST", "/ho-so/{id}/danh-gia", rating_post, "rating.give", "Đánh giá việc giải quyết hồ sơ", "/my/dossiers/{id}/rating",
		&rating_input, .again = rating_form},
	{"GET", "/danh-gia", rating_public_form, PUBLIC, "Đánh giá hồ sơ bằng mã hồ sơ và mã tra cứu", "/tracking/rating", NULL,
		&rating_shape, .rate = RATE_TRACKING, .query = LIST(public_query)},
	{"POST", "/danh-gia", rating_public_post, PUBLIC, "Gửi đánh giá bằng mã hồ sơ và mã tra cứu", "/tracking/rating",
		&rating_public_input, .again = rating_public_form, .rate = RATE_TRACKING},
	{"GET", "/danh-gia-phuc-vu", ratings_page, "rating.read", "Đánh giá của người dân về đơn vị", "/ratings", NULL,
		&ratings_shape, .query = LIST(unit_query)},
	{"GET", "/danh-gia-phuc-vu/{id}/xac-minh", rating_review_form, "rating.review", "Mẫu xác minh phản ánh về thái độ"},
	{"POST", "/danh-gia-phuc-vu/{id}/xac-minh", rating_review_post, "rating.review", "Kết luận một phản ánh về thái độ",
		"/ratings/{id}/review", &review_input, .again = rating_review_form},
	{"POST", "/danh-gia-phuc-vu/chi-so", rating_share_post, "rating.review", "Chấm các chỉ số chung của đơn vị trong quý",
		"/ratings/shared-scores", &share_input, .again = ratings_page},
};
static const struct permission permissions[] = {
	{"rating.give", "Đánh giá việc giải quyết hồ sơ của mình", "citizen"},
	{"rating.read", "Xem đánh giá của người dân về đơn vị", "leader administrator", .reads = true},
	{"rating.review", "Xác minh phản ánh, chấm chỉ số chung của đơn vị", "leader"},
};
static const struct menu_entry menu[] = {{MENU_OFFICER, "Đánh giá", "/danh-gia-phuc-vu", "rating.read", 40}};
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
static const struct naming namings[] = {{"rating", titled, named}};

const struct module ratings_module = {
	.name = "ratings",
	.title = "Đánh giá",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.words = LIST(words),
	.namings = LIST(namings),
	.migrations = &ratings_migrations,
	.demo = ratings_demo,
	.verify = ratings_verify,
};
