/* Officers of the unit, brought in from a table: accounts and the positions they hold. No password stands in a file: a new account has none
 * until an administrator sets one on its page, or its owner comes by the identity provider. */
#include "parts.h"
#include "core/history/history.h"
#include "web/import.h"
#include "web/request.h"

struct officer_row {
	str name, login, role, title, agency, email, phone, valid_from;
	int64_t account, agency_id; /* found */
};

/* A role by what people call it, of those that this unit may give. */
static err role_meant(struct ctx *c, str typed, str *role, str *title)
{
	struct role_all_rows all;
	struct unit_roles_open_rows own;
	str folded = fold(c->a, typed);
	TRY(role_all(c, &all));
	TRY(unit_roles_open(c, c->unit, today_iso(c), &own));
	for (size_t i = 0; i < all.n + own.n; i++) {
		str name = i < all.n ? all.v[i].name : own.v[i - all.n].name,
		    called = i < all.n ? all.v[i].title : own.v[i - all.n].title;
		if (str_is(name, "citizen") || str_is(name, "platform") ||
			!(str_eq(name, typed) || str_eq(folded, fold(c->a, called))))
			continue;
		*role = name;
		*title = called;
		return NULL;
	}
	return FAIL_FIELD(c, "role", "Đơn vị không có vai trò “%.*s”. Ghi như ở trang Tài khoản, ví dụ Công chức chuyên môn.",
		STR_ARG(typed));
}

static err agency_meant(struct ctx *c, str typed, int64_t *agency)
{
	struct account_agencies_rows of;
	str folded = fold(c->a, typed);
	*agency = 0;
	if (!typed.n)
		return NULL;
	TRY(account_agencies(c, c->unit, &of));
	for (size_t i = 0; i < of.n; i++)
		if (str_eq(folded, fold(c->a, of.v[i].name)))
			*agency = of.v[i].id;
	return *agency ? NULL
		       : FAIL_FIELD(c, "agency", "Đơn vị không có phòng, ban “%.*s”. Hãy thêm phòng, ban trước.", STR_ARG(typed));
}

static struct new_account account_of(struct ctx *c, const struct officer_row *n)
{
	return (struct new_account){.kind = S("officer"),
		.login = n->login,
		.name = n->name,
		.email = n->email,
		.phone = n->phone,
		.agency = n->agency_id,
		.unit = c->unit,
		.title = n->title,
		.role = n->role,
		.valid_from = n->valid_from};
}

/* Somebody who works here gets the position that he has not yet; accounts of others are nobody's business. */
static err known(struct ctx *c, struct officer_row *n, int64_t account, struct import_row *row)
{
	struct account_home home;
	struct positions_open_rows open;
	struct differences d = {.a = c->a};
	err e = account_visible(c, account, &home);
	if (e && e->kind == NOT_FOUND)
		return FAIL_FIELD(c, "login", "Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.");
	if (e)
		return e;
	if (!str_eq(fold(c->a, home.name), fold(c->a, n->name)))
		return FAIL_FIELD(c, "name", "Tên đăng nhập này là của %.*s.", STR_ARG(home.name));
	if (account == c->actor)
		return FAIL_FIELD(c, "login", "Không tự giao vị trí cho mình; hãy nhờ một quản trị khác.");
	row->object = n->account = account;
	row->verdict = IMPORT_CHANGED;
	TRY(positions_open(c, account, c->unit, today_iso(c), &open));
	for (size_t i = 0; i < open.n; i++)
		if (str_eq(open.v[i].role, n->role) && str_eq(open.v[i].title, n->title) &&
			(!n->agency_id || (open.v[i].agency_id.set && open.v[i].agency_id.v == n->agency_id)))
			row->verdict = IMPORT_SAME;
	if (row->verdict == IMPORT_CHANGED && !home.works_here)
		return FAIL_FIELD(
			c, "login", "Hôm nay người này không làm việc ở đơn vị. Hãy nhờ Quản trị hệ thống điều chuyển.");
	if (row->verdict == IMPORT_CHANGED)
		difference_add(&d, "Vị trí", S(""), n->title);
	row->says = differences_said(&d);
	return NULL;
}

IMPORT_RULE(officer_row, struct officer_row)
static err officer_row(struct req *q, struct officer_row *n, struct import_row *row)
{
	struct ctx *c = &q->ctx;
	struct account_by_login there;
	str title;
	bool found;
	if (!c->unit)
		return FAIL(c, DENIED, "Danh sách cán bộ do quản trị của từng đơn vị nhập.");
	TRY(role_meant(c, n->role, &n->role, &title));
	if (!n->title.n)
		n->title = title;
	TRY(agency_meant(c, n->agency, &n->agency_id));
	struct new_account account = account_of(c, n);
	TRY(account_check(c, &account));
	str login = login_normal(c->a, n->login);
	TRY(account_by_login(c, login, &there, &found));
	row->key = str_format(c->a, "%.*s|%.*s|%.*s|%lld", STR_ARG(login), STR_ARG(n->role), STR_ARG(fold(c->a, n->title)),
		(long long)n->agency_id);
	row->verdict = IMPORT_NEW;
	return found ? known(c, n, there.id, row) : NULL;
}

IMPORT_RULE(officer_row_keep, struct officer_row)
static err officer_row_keep(struct req *q, struct officer_row *n, struct import_row *row)
{
	struct ctx *c = &q->ctx;
	int64_t position;
	if (row->verdict == IMPORT_NEW) {
		struct new_account account = account_of(c, n);
		TRY(account_add(c, &account, &row->object));
		return account_invite(c, row->object, &account);
	}
	struct new_position p = {.account = n->account,
		.agency = n->agency_id,
		.unit = c->unit,
		.title = n->title,
		.role = n->role,
		.valid_from = n->valid_from};
	return position_add(c, &p, &position);
}

static const struct field fields[] = {
	{.name = "name", .label = "Họ và tên", .type = I_TEXT, .at = offsetof(struct officer_row, name), .min = 2, .max = 100},
	{.name = "login",
		.label = "Tên đăng nhập",
		.type = I_TEXT,
		.at = offsetof(struct officer_row, login),
		.min = 3,
		.max = 60,
		.note = "3 đến 60 chữ thường không dấu, chữ số, dấu chấm; không phải mật khẩu"},
	{.name = "role",
		.label = "Vai trò",
		.type = I_TEXT,
		.at = offsetof(struct officer_row, role),
		.min = 1,
		.max = 100,
		.note = "Như ở trang Tài khoản"},
	{.name = "title",
		.label = "Chức danh",
		.type = I_TEXT,
		.at = offsetof(struct officer_row, title),
		.max = 100,
		.note = "Để trống thì lấy theo vai trò"},
	{.name = "agency",
		.label = "Phòng, ban",
		.type = I_TEXT,
		.at = offsetof(struct officer_row, agency),
		.max = 200,
		.note = "Để trống thì là Ủy ban nhân dân"},
	{.name = "email", .label = "Thư điện tử", .type = I_TEXT, .at = offsetof(struct officer_row, email), .max = 100},
	{.name = "phone",
		.label = "Số điện thoại",
		.type = I_TEXT,
		.at = offsetof(struct officer_row, phone),
		.max = 20,
		.grouped = true,
		.note = "10 chữ số"},
	{.name = "valid_from",
		.label = "Giữ vị trí từ ngày",
		.type = I_DATE,
		.at = offsetof(struct officer_row, valid_from),
		.note = "Để trống là hôm nay"},
};
static const struct input input = INPUT("imported_officer", fields);
static const struct import_column columns[] = {
	{"ho ten|ten", "Đinh Thị Hoa"},
	{"tai khoan|ten tai khoan|dang nhap", "hoa.gialam"},
	{"quyen|nhom quyen", "Công chức chuyên môn"},
	{"chuc vu|vi tri", "Công chức Tư pháp - Hộ tịch"},
	{"co quan|don vi cong tac|phong|phong ban", "Phòng Văn hóa - Xã hội"},
	{"email|e mail", "hoa@vidu.vn"},
	{"dien thoai|sdt|so dt", "0530123456"},
	{"tu ngay|ngay bat dau", "01/07/2025"},
};

const struct import_kind access_import = {.name = "accounts",
	.title = "Tài khoản cán bộ",
	.permission = "account.manage",
	.note = "Tài khoản chưa có thì thêm, cùng vị trí; tài khoản đã có thì thêm vị trí còn thiếu. Tệp không có mật khẩu: tài "
		"khoản mới chưa đăng nhập "
		"được cho đến khi ông/bà đặt mật khẩu ban đầu ở trang của tài khoản.",
	.leads = "/quan-tri/tai-khoan",
	.input = &input,
	.columns = columns,
	.size = sizeof(struct officer_row),
	.check = officer_row_of,
	.keep = officer_row_keep_of,
	.personal = true,
	.fresh = true};
