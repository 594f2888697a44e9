/* access: the routes of signing in and of administration, and what the module declares. */
#include "pages.h"

static const struct permission permissions[] = {
	{"account.manage", "Quản lý tài khoản và vị trí công tác", "administrator platform"},
	{"role.manage", "Sửa quyền của các vai trò", "platform"},
	{"delegation.make", "Ủy quyền cho người cùng đơn vị", "leader"},
};

static const struct menu_entry menu[] = {
	{MENU_ADMIN, "Tài khoản", "/quan-tri/tai-khoan", "account.manage"},
	{MENU_ADMIN, "Vai trò và quyền", "/quan-tri/vai-tro", "role.manage"},
};

static const struct route routes[] = {
	{"GET", "/dang-nhap", entry_page, PUBLIC, "Trang đăng nhập"},
	{"POST", "/dang-nhap", entry_post, PUBLIC, "Đăng nhập", .api = "/sessions", .input = &entry_input,
		.shape = &session_view_shape, .again = entry_page, .rate = RATE_LOGIN},
	{"POST", "/dang-xuat", leave_post, SIGNED_IN, "Đăng xuất", .api = "/sessions/end"},
	{"GET", "/dang-ky", register_page, PUBLIC, "Trang đăng ký tài khoản công dân"},
	{"POST", "/dang-ky", register_post, PUBLIC, "Đăng ký tài khoản công dân", .api = "/registrations",
		.input = &register_input, .shape = &session_view_shape, .again = register_page, .rate = RATE_LOGIN},
	{"GET", "/tai-khoan", own_page, SIGNED_IN, "Tài khoản của tôi", .api = "/me", .shape = &own_view_shape},
	{"POST", "/tai-khoan/mat-khau", own_password_post, SIGNED_IN, "Đổi mật khẩu của mình", .api = "/me/password",
		.input = &own_password_input, .shape = &session_view_shape, .again = own_page, .rate = RATE_LOGIN},
	{"POST", "/tai-khoan/phien/{id}/ket-thuc", own_session_post, SIGNED_IN, "Kết thúc một phiên đăng nhập của mình",
		.api = "/me/sessions/{id}/end"},
	{"GET", "/quan-tri/tai-khoan", accounts_page, "account.manage", "Tìm tài khoản", .api = "/accounts",
		.shape = &accounts_view_shape},
	{"GET", "/quan-tri/tai-khoan/them", account_new_page, "account.manage", "Trang thêm cán bộ"},
	{"POST", "/quan-tri/tai-khoan", account_new_post, "account.manage", "Thêm cán bộ", .api = "/accounts",
		.input = &account_input, .again = account_new_page},
	{"GET", "/quan-tri/tai-khoan/{id}", account_page, "account.manage", "Một tài khoản", .api = "/accounts/{id}",
		.shape = &account_view_shape},
	{"POST", "/quan-tri/tai-khoan/{id}/mat-khau", account_password_post, "account.manage", "Đặt mật khẩu mới cho tài khoản",
		.api = "/accounts/{id}/password", .input = &account_password_input, .again = account_page},
	{"POST", "/quan-tri/tai-khoan/{id}/khoa", account_disable_post, "account.manage", "Khóa tài khoản",
		.api = "/accounts/{id}/disable", .again = account_page},
	{"POST", "/quan-tri/tai-khoan/{id}/mo-lai", account_enable_post, "account.manage", "Mở lại tài khoản",
		.api = "/accounts/{id}/enable", .again = account_page},
	{"POST", "/quan-tri/tai-khoan/{id}/vi-tri", position_add_post, "account.manage", "Thêm vị trí công tác",
		.api = "/accounts/{id}/positions", .input = &position_input, .again = account_page},
	{"GET", "/quan-tri/tai-khoan/{id}/vi-tri/{position}", position_page, "account.manage", "Trang thôi giữ vị trí"},
	{"POST", "/quan-tri/tai-khoan/{id}/vi-tri/{position}", position_close_post, "account.manage", "Ghi ngày thôi giữ vị trí",
		.api = "/accounts/{id}/positions/{position}", .input = &position_close_input, .again = position_page},
	{"GET", "/quan-tri/vai-tro", roles_page, "role.manage", "Vai trò và quyền", .api = "/roles", .shape = &roles_view_shape},
	{"POST", "/quan-tri/vai-tro", roles_post, "role.manage", "Sửa quyền của các vai trò", .api = "/roles",
		.input = &grants_input, .again = roles_page},
};

static const struct setting settings[] = {
	{"access.totp_required", "Vai trò phải xác thực hai bước",
		"Tên các vai trò, cách nhau bằng dấu cách: leader administrator platform reception specialist clerk. Bỏ trống: "
		"không bắt buộc ai.",
		SET_TEXT, "", 0, 200},
	{"access.totp_grace", "Thời gian chuẩn bị xác thực hai bước",
		"Số ngày kể từ lần đăng nhập đầu tiên sau khi bắt buộc; hết hạn phải bật mới vào được.", SET_INT, "14", 0, 90},
};

static const struct word words[] = {
	{"account", "Tài khoản"},
	{"role", "Vai trò"},
	{"session.begin", "Đăng nhập"},
	{"session.end", "Đăng xuất"},
	{"account.add", "Thêm tài khoản"},
	{"account.lock", "Khóa tạm vì sai mật khẩu nhiều lần"},
	{"account.password", "Đổi mật khẩu"},
	{"account.disable", "Khóa tài khoản"},
	{"account.enable", "Mở lại tài khoản"},
	{"account.unlock", "Mở khóa tạm"},
	{"account.totp_on", "Bật xác thực hai bước"},
	{"account.totp_off", "Tắt xác thực hai bước"},
	{"account.totp_reset", "Quản trị bỏ xác thực hai bước"},
	{"account.recovery_renew", "Tạo lại mã dự phòng"},
	{"account.recovery_use", "Dùng một mã dự phòng"},
	{"account.link", "Liên kết tài khoản định danh"},
	{"account.unlink", "Bỏ liên kết tài khoản định danh"},
	{"token.add", "Tạo mã truy cập cho phần mềm"},
	{"token.end", "Thu hồi mã truy cập của phần mềm"},
	{"delegation.add", "Ủy quyền"},
	{"delegation.end", "Chấm dứt ủy quyền"},
	{"position.add", "Giao vị trí công tác"},
	{"position.end", "Thôi giữ vị trí công tác"},
	{"role.grant", "Trao quyền cho vai trò"},
	{"role.revoke", "Thu quyền của vai trò"},
};
const struct module access_module = {
	.name = "access",
	.title = "Tài khoản và quyền",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.settings = LIST(settings),
	.words = LIST(words),
	.migrations = &access_migrations,
	.init = role_start,
	.demo = access_demo,
	.identify = access_identify,
};
