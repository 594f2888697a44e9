/* demo_kinds: which dossiers the demonstration plays, and which ways they go. */
#include "demo.h"

/* How often people come for what: civil status and certified copies are most of a commune's day, done the same day. */
const struct demo_kind demo_kinds[DEMO_KINDS] = {
	{"2.000815", 30, true, "Chứng thực bản sao từ bản chính để nộp hồ sơ xin việc."},
	{"1.001193", 12, true, "Đăng ký khai sinh cho con."},
	{"1.004873", 12, false, "Xin giấy xác nhận tình trạng hôn nhân để đăng ký kết hôn."},
	{"2.000635", 10, true, "Xin bản sao trích lục khai sinh, 02 bản."},
	{"1.000894", 8, true, "Đăng ký kết hôn."},
	{"2.000884", 8, true, "Chứng thực chữ ký trong giấy ủy quyền."},
	{"1.000656", 6, true, "Đăng ký khai tử cho người thân."},
	{"2.001035", 5, false, "Chứng thực hợp đồng tặng cho quyền sử dụng đất."},
	{"1.001612", 4, false, "Đăng ký hộ kinh doanh bán hàng tạp hóa."},
	{"1.004837", 3, false, "Đăng ký giám hộ cho cháu."},
	{"2.001016", 2, false, "Chứng thực văn bản từ chối nhận di sản."},
};

/* The ways a dossier can go; most end well. */
const struct demo_path demo_paths[] = {
	{76, {"receive", "hand_over", "propose", "approve", "return"}},
	{6, {"receive", "hand_over", "ask_supplement", "supplement", "propose", "approve", "return"}},
	{4, {"receive", "ask_payment", "confirm_payment", "propose", "approve", "return"}},
	{4, {"receive", "hand_over", "propose", "send_back", "propose", "approve", "return"}},
	{4, {"ask_supplement", "supplement", "receive", "hand_over", "propose", "approve", "return"}},
	{3, {"refuse"}},
	{2, {"receive", "withdraw"}},
	{1, {"receive", "hand_over", "stop"}},
};
