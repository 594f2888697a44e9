/* statuses: what the ten of the national portal are called, and which may follow which; at whose place a dossier stands. */
#include "government/dossiers/rules/rules.h"

/* title: the national portal's word, for officers; plain: what it means for the applicant; level: how far it is, for everybody (NĐ 61/2018:
 * without authentication only the level of completion). */
const struct flow_state dossier_states[DOSSIER_STATES] = {
	{.value = REGISTERED,
		.code = "registered",
		.title = "Mới đăng ký",
		.plain = "Đã nộp, chờ tiếp nhận",
		.level = "Chưa tiếp nhận",
		.colour = "blue",
		.first = true},
	{.value = RECEIVED,
		.code = "received",
		.title = "Được tiếp nhận",
		.plain = "Đã tiếp nhận",
		.level = "Đang giải quyết",
		.colour = "turquoise",
		.clock = FLOW_RUNS},
	{.value = REFUSED,
		.code = "refused",
		.title = "Không được tiếp nhận",
		.plain = "Không được tiếp nhận",
		.level = "Đã kết thúc",
		.colour = "red",
		.terminal = true},
	{.value = IN_PROGRESS,
		.code = "in_progress",
		.title = "Đang xử lý",
		.plain = "Đang giải quyết",
		.level = "Đang giải quyết",
		.colour = "blue",
		.clock = FLOW_RUNS},
	{.value = SUPPLEMENT_ASKED,
		.code = "supplement_asked",
		.title = "Yêu cầu bổ sung giấy tờ",
		.plain = "Chờ người nộp bổ sung",
		.level = "Chờ người nộp",
		.colour = "yellow",
		.clock = FLOW_RESTS},
	{.value = PAYMENT_ASKED,
		.code = "payment_asked",
		.title = "Yêu cầu thực hiện nghĩa vụ tài chính",
		.plain = "Chờ nộp phí, lệ phí",
		.level = "Chờ người nộp",
		.colour = "yellow",
		.clock = FLOW_RESTS},
	{.value = WITHDRAWN,
		.code = "withdrawn",
		.title = "Công dân yêu cầu rút hồ sơ",
		.plain = "Đã rút hồ sơ",
		.level = "Đã kết thúc",
		.colour = "grey",
		.terminal = true},
	{.value = STOPPED,
		.code = "stopped",
		.title = "Dừng xử lý",
		.plain = "Đã dừng giải quyết",
		.level = "Đã kết thúc",
		.colour = "grey",
		.terminal = true},
	{.value = FINISHED,
		.code = "finished",
		.title = "Đã xử lý xong",
		.plain = "Đã có kết quả",
		.level = "Đã giải quyết xong",
		.colour = "green"},
	{.value = RETURNED,
		.code = "returned",
		.title = "Đã trả kết quả",
		.plain = "Đã trả kết quả",
		.level = "Đã giải quyết xong",
		.colour = "green",
		.terminal = true},
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

/* ---- where within a status ---- */

const struct flow_stage dossier_stages[DOSSIER_STAGES] = {
	{.code = "reception", .title = "Tiếp nhận"},
	{.code = "processing", .title = "Xử lý"},
	{.code = "approval", .title = "Phê duyệt"},
	{.code = "waiting", .title = "Chờ"},
	{.code = "return", .title = "Trả kết quả"},
	{.code = "closed", .title = "Đã xong"},
};

static uint32_t stage_of(str step)
{
	for (size_t i = 0; i < DOSSIER_STAGES; i++)
		if (str_is(step, dossier_stages[i].code))
			return FLOW_IN(i);
	return 0;
}

struct flow_place dossier_stands(const struct dossier_place *at)
{
	return (struct flow_place){at->status, stage_of(at->step), at};
}

const char *dossier_nobody_words(str step)
{
	return str_is(step, "processing") ? "Chưa giao ai"
	       : str_is(step, "approval") ? "Lãnh đạo đơn vị"
	       : str_is(step, "waiting")  ? "Chờ người nộp"
	       : str_is(step, "closed")   ? ""
					  : "Công chức Một cửa";
}
