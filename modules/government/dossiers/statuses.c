/* statuses: what the ten of the national portal are called, and which may follow which. */
#include "government/dossiers/rules.h"

/* title: the national portal's word, for officers; plain: what it means for the applicant; level: how far it is, for everybody (NĐ 61/2018:
 * without authentication only the level of completion). */
static const struct {
	const char *title, *plain, *level;
	unsigned next;
} statuses[] = {
	[REGISTERED] = {"Mới đăng ký", "Đã nộp, chờ tiếp nhận", "Chưa tiếp nhận",
		BIT(RECEIVED) | BIT(REFUSED) | BIT(SUPPLEMENT_ASKED) | BIT(WITHDRAWN)},
	[RECEIVED] = {"Được tiếp nhận", "Đã tiếp nhận", "Đang giải quyết",
		BIT(IN_PROGRESS) | BIT(SUPPLEMENT_ASKED) | BIT(PAYMENT_ASKED) | BIT(WITHDRAWN) | BIT(STOPPED) | BIT(FINISHED)},
	[REFUSED] = {"Không được tiếp nhận", "Không được tiếp nhận", "Đã kết thúc", 0},
	[IN_PROGRESS] = {"Đang xử lý", "Đang giải quyết", "Đang giải quyết",
		BIT(SUPPLEMENT_ASKED) | BIT(PAYMENT_ASKED) | BIT(WITHDRAWN) | BIT(STOPPED) | BIT(FINISHED)},
	/* Back to REGISTERED only when the supplement was asked for before reception: somebody still has to receive it. */
	[SUPPLEMENT_ASKED] = {"Yêu cầu bổ sung giấy tờ", "Chờ người nộp bổ sung", "Chờ người nộp",
		BIT(REGISTERED) | BIT(IN_PROGRESS) | BIT(WITHDRAWN) | BIT(STOPPED)},
	[PAYMENT_ASKED] = {"Yêu cầu thực hiện nghĩa vụ tài chính", "Chờ nộp phí, lệ phí", "Chờ người nộp",
		BIT(IN_PROGRESS) | BIT(WITHDRAWN) | BIT(STOPPED)},
	[WITHDRAWN] = {"Công dân yêu cầu rút hồ sơ", "Đã rút hồ sơ", "Đã kết thúc", 0},
	[STOPPED] = {"Dừng xử lý", "Đã dừng giải quyết", "Đã kết thúc", 0},
	[FINISHED] = {"Đã xử lý xong", "Đã có kết quả", "Đã giải quyết xong", BIT(RETURNED) | BIT(IN_PROGRESS)},
	[RETURNED] = {"Đã trả kết quả", "Đã trả kết quả", "Đã giải quyết xong", 0},
};

static bool known(int64_t status) { return status >= REGISTERED && status <= RETURNED; }
const char *status_title(int64_t status) { return known(status) ? statuses[status].title : ""; }
const char *status_plain(int64_t status) { return known(status) ? statuses[status].plain : ""; }
const char *status_level(int64_t status) { return known(status) ? statuses[status].level : ""; }

bool status_allows(int64_t from, int64_t to)
{
	return from >= REGISTERED && from <= RETURNED && to >= REGISTERED && to <= RETURNED && statuses[from].next & BIT(to);
}
