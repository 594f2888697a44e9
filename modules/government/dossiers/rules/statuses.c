/* statuses: what the ten of the national portal are called, and which may follow which. */
#include "government/dossiers/rules/rules.h"

/* title: the national portal's word, for officers; plain: what it means for the applicant; level: how far it is, for everybody (NĐ 61/2018:
 * without authentication only the level of completion). */
const struct flow_state dossier_states[DOSSIER_STATES] = {
	{REGISTERED, "registered", "Mới đăng ký", "Đã nộp, chờ tiếp nhận", "Chưa tiếp nhận", "blue", .first = true},
	{RECEIVED, "received", "Được tiếp nhận", "Đã tiếp nhận", "Đang giải quyết", "turquoise", FLOW_RUNS},
	{REFUSED, "refused", "Không được tiếp nhận", "Không được tiếp nhận", "Đã kết thúc", "red", .terminal = true},
	{IN_PROGRESS, "in_progress", "Đang xử lý", "Đang giải quyết", "Đang giải quyết", "blue", FLOW_RUNS},
	{SUPPLEMENT_ASKED, "supplement_asked", "Yêu cầu bổ sung giấy tờ", "Chờ người nộp bổ sung", "Chờ người nộp", "yellow",
		FLOW_RESTS},
	{PAYMENT_ASKED, "payment_asked", "Yêu cầu thực hiện nghĩa vụ tài chính", "Chờ nộp phí, lệ phí", "Chờ người nộp", "yellow",
		FLOW_RESTS},
	{WITHDRAWN, "withdrawn", "Công dân yêu cầu rút hồ sơ", "Đã rút hồ sơ", "Đã kết thúc", "grey", .terminal = true},
	{STOPPED, "stopped", "Dừng xử lý", "Đã dừng giải quyết", "Đã kết thúc", "grey", .terminal = true},
	{FINISHED, "finished", "Đã xử lý xong", "Đã có kết quả", "Đã giải quyết xong", "green"},
	{RETURNED, "returned", "Đã trả kết quả", "Đã trả kết quả", "Đã giải quyết xong", "green", .terminal = true},
};

static const struct flow_state *state(int64_t status)
{
	return status >= REGISTERED && status <= RETURNED ? &dossier_states[status - REGISTERED] : NULL;
}
const char *status_title(int64_t status) { return state(status) ? state(status)->title : ""; }
const char *status_plain(int64_t status) { return state(status) ? state(status)->plain : ""; }
const char *status_level(int64_t status) { return state(status) ? state(status)->level : ""; }
const char *status_colour(int64_t status) { return state(status) ? state(status)->colour : ""; }

/* The table of the national portal stands for itself: the flow is compared with it, not made of it. */
static const uint32_t next[] = {
	[REGISTERED] = BIT(RECEIVED) | BIT(REFUSED) | BIT(SUPPLEMENT_ASKED) | BIT(WITHDRAWN),
	[RECEIVED] =
		BIT(IN_PROGRESS) | BIT(SUPPLEMENT_ASKED) | BIT(PAYMENT_ASKED) | BIT(WITHDRAWN) | BIT(STOPPED) | BIT(FINISHED),
	[IN_PROGRESS] = BIT(SUPPLEMENT_ASKED) | BIT(PAYMENT_ASKED) | BIT(WITHDRAWN) | BIT(STOPPED) | BIT(FINISHED),
	/* Back to REGISTERED only when the supplement was asked for before reception: somebody still has to receive it. */
	[SUPPLEMENT_ASKED] = BIT(REGISTERED) | BIT(IN_PROGRESS) | BIT(WITHDRAWN) | BIT(STOPPED),
	[PAYMENT_ASKED] = BIT(IN_PROGRESS) | BIT(WITHDRAWN) | BIT(STOPPED),
	[FINISHED] = BIT(RETURNED) | BIT(IN_PROGRESS),
	[RETURNED] = 0,
};

bool status_allows(int64_t from, int64_t to)
{
	return from >= REGISTERED && from <= RETURNED && to >= REGISTERED && to <= RETURNED && next[from] & BIT(to);
}
