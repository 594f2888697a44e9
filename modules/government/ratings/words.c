/* The words of ratings: what can be answered, and what an answer is called. */
#include "government/ratings/ratings_pages.h"

const struct choice rating_level_choices[] = {{"3", "Rất hài lòng"}, {"2", "Hài lòng"}, {"1", "Không hài lòng"}, {NULL, NULL}};
const struct choice rating_time_choices[] = {
	{"early", "Sớm hơn ngày hẹn"}, {"on_time", "Đúng ngày hẹn"}, {"late", "Trễ hơn ngày hẹn"}, {NULL, NULL}};
const struct choice rating_contact_choices[] = {
	{"0", "Không phải lần nào"}, {"1", "Một lần"}, {"2", "Hơn một lần, không do lỗi của tôi"}, {NULL, NULL}};
const struct choice rating_agency_choices[] = {{"0", "Không phải đến cơ quan nào"},
	{"1", "Chỉ Trung tâm Phục vụ hành chính công"}, {"2", "Hơn một cơ quan"}, {NULL, NULL}};
const struct choice rating_attitude_choices[] = {{"good", "Đúng mực, tôi không có gì phản ánh"},
	{"complaint", "Có điều chưa đúng mực (xin ghi rõ ở ô ý kiến)"}, {NULL, NULL}};
const struct choice score_choices[] = {{"2", "2 điểm"}, {"1", "1 điểm"}, {"0", "0 điểm"}, {NULL, NULL}};

const char *rating_level_title(int64_t level)
{
	return level >= UNHAPPY && level <= VERY_SATISFIED ? rating_level_choices[VERY_SATISFIED - level].label : "";
}

str rating_answer_of(opt_int points)
{
	static const char *const answers[] = {"2", "1", "0"};
	return points.set && points.v >= 0 && points.v <= 2 ? str_of(answers[points.v]) : S("");
}

const char *rating_level_colour(int64_t level) { return level == UNHAPPY ? "red" : level == SATISFIED ? "blue" : "green"; }
