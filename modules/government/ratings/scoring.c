#include "government/ratings/scoring.h"

const char *rating_index_title(enum score_index i)
{
	static const char *const titles[] = {"", "Thời gian giải quyết so với quy định",
		"Thời gian của từng đơn vị tham gia giải quyết", "Số lần phải liên hệ để hoàn thiện hồ sơ",
		"Số cơ quan phải liên hệ để hoàn thiện hồ sơ",
		"Tiếp nhận, giải quyết, trả kết quả tại Trung tâm Phục vụ hành chính công", "Công khai thủ tục hành chính",
		"Thái độ của cán bộ, công chức, viên chức", "Tiếp nhận, xử lý phản ánh, kiến nghị", "Dịch vụ công trực tuyến"};
	return i >= TOTAL_TIME && i <= INDICES ? titles[i] : "";
}

/* ---- points of one dossier ---- */

int score_time(day finished, day due) { return finished < due ? 2 : finished == due ? 1 : 0; }

/* The law asks for both: early and without complaint, on time and without complaint. A late dossier earns nothing here either. */
int score_attitude(int time, bool complaint) { return complaint ? 0 : time; }

/* ---- sums ---- */

int64_t score_average(struct score s) { return s.dossiers > 0 ? (s.points * 20 + s.dossiers) / (2 * s.dossiers) : NO_SCORE; }

bool rating_index_of_officer(enum score_index i) { return (i >= TOTAL_TIME && i <= AGENCIES) || i == ATTITUDE; }

static int64_t sum(const int64_t *tenths, bool officer)
{
	int64_t total = 0;
	for (enum score_index i = TOTAL_TIME; i <= INDICES; i++) {
		if (officer && !rating_index_of_officer(i))
			continue;
		if (tenths[i] == NO_SCORE)
			return NO_SCORE;
		total += tenths[i];
	}
	return total;
}

int64_t score_authority(const int64_t *tenths) { return sum(tenths, false); }
int64_t score_officer(const int64_t *tenths) { return sum(tenths, true); }

const char *rating_authority_grade(int64_t tenths)
{
	if (tenths == NO_SCORE)
		return "";
	return tenths >= 150 ? "Xuất sắc" : tenths >= 120 ? "Tốt" : tenths >= 90 ? "Khá" : tenths >= 60 ? "Trung bình" : "Yếu";
}

const char *rating_officer_grade(int64_t tenths)
{
	if (tenths == NO_SCORE)
		return "";
	return tenths >= 50   ? "Hoàn thành 100 % nhiệm vụ"
	       : tenths >= 35 ? "Hoàn thành từ 70 % đến dưới 100 % nhiệm vụ"
			      : "Hoàn thành dưới 70 % nhiệm vụ";
}

str rating_show_tenths(arena *a, int64_t tenths)
{
	if (tenths == NO_SCORE)
		return S("–");
	return str_format(a, "%lld,%lld", (long long)(tenths / 10), (long long)(tenths % 10));
}
