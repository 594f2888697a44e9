/* Other people's accounts: for administrators of a unit, and of the platform. */
#include "pages.h"
#include "core/units/units.h"
#include "web/components.html.h"
#include "web/reply.h"
#include "auth/auth.h"

static bool of_platform(struct req *q) { return q->ctx.unit == 0; }

/* ---- the list ---- */

static const struct field account_filters[] = {{.name = "tim",
	.label = "Họ tên hoặc tên đăng nhập",
	.type = I_TEXT,
	.at = offsetof(struct account_filter, words),
	.max = 100}};

enum { BY_NAME = 1 }; /* in a cursor: what the list is read by, decided on its first page */

static err account_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct account_filter *f = l->asked;
	struct account_search s = {f->words, l->from.text, l->from.id, most, l->begun && l->from.at == BY_NAME};
	struct position_unit_officers_rows rows = {0};
	TRY(accounts_search(&q->ctx, &s, &rows));
	f->by_name = s.by_name;
	*out = LIST_ROWS(rows);
	return NULL;
}

static struct list_key account_after(const struct listing *l, const void *row)
{
	const struct position_unit_officers *r = row;
	const struct account_filter *f = l->asked;
	return f->by_name ? (struct list_key){BY_NAME, r->id, fold(l->asker->ctx.a, r->name)}
			  : (struct list_key){.id = r->id, .text = r->login};
}

/* That of a citizen is his personal number. */
static str account_login_shown(arena *a, const struct listing *l, const void *row)
{
	const struct position_unit_officers *r = row;
	(void)l;
	return str_is(r->kind, "citizen") ? mask_number(a, r->login) : r->login;
}

static str account_position(arena *a, const struct listing *l, const void *row)
{
	const struct position_unit_officers *r = row;
	(void)a, (void)l;
	return r->position.n ? r->position : str_is(r->kind, "citizen") ? S("Công dân") : S("");
}

static str account_state(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return ((const struct position_unit_officers *)row)->disabled_at.set ? S("Đã khóa") : S("Đang hoạt động");
}

static void account_state_tag(struct page *p, const struct listing *l, const void *row)
{
	bool disabled = ((const struct position_unit_officers *)row)->disabled_at.set;
	tag(p, account_state(p->a, l, row), disabled ? "red" : "green");
}

static const struct column account_columns[] = {
	{.name = "name",
		.title = "Họ và tên",
		.at = offsetof(struct position_unit_officers, name),
		.leads = "/quan-tri/tai-khoan/{id}"},
	{.name = "login", .title = "Tên đăng nhập", .as = COLUMN_MADE, .text = account_login_shown},
	{.name = "position", .title = "Vị trí", .as = COLUMN_MADE, .text = account_position},
	{.name = "state", .title = "Tình trạng", .as = COLUMN_MADE, .text = account_state, .part = account_state_tag},
};

const struct list account_list = {
	.title = "Các tài khoản",
	.path = "/quan-tri/tai-khoan",
	.file = "tai-khoan",
	.button = "Tìm",
	.columns = LIST(account_columns),
	.filters = LIST(account_filters),
	.asked = sizeof(struct account_filter),
	.row = sizeof(struct position_unit_officers),
	.rows = account_rows,
	.key = account_after,
	.looked = "account_list",
	.purpose = "Xuất danh sách tài khoản",
};

err accounts_page(struct req *q)
{
	struct accounts_view v = {.is_platform = of_platform(q)};
	struct account_filter asked = {0};
	TRY(list_read(q, &account_list, &asked, &v.list));
	TRY(list_fill(q, &v.list));
	v.q = asked.words;
	v.next = v.list.next;
	v.accounts = (struct position_unit_officers_rows){v.list.rows.v, v.list.rows.n};
	return reply(q, &v, account_list_page);
}

/* ---- choices of the forms ---- */

static err role_choices(struct req *q, const struct choice **out)
{
	struct role_all_rows roles;
	struct unit_roles_open_rows own = {0};
	TRY(role_all(&q->ctx, &roles));
	if (!of_platform(q))
		TRY(unit_roles_open(&q->ctx, q->ctx.unit, today_iso(&q->ctx), &own));
	struct choice *v = NEWN(q->ctx.a, struct choice, roles.n + own.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < roles.n; i++)
		if (!str_is(roles.v[i].name, "citizen") && (of_platform(q) || !str_is(roles.v[i].name, "platform")))
			v[n++] = (struct choice){str_c(q->ctx.a, roles.v[i].name), str_c(q->ctx.a, roles.v[i].title)};
	for (size_t i = 0; i < own.n; i++)
		v[n++] = (struct choice){str_c(q->ctx.a, own.v[i].name),
			str_format(q->ctx.a, "%.*s (vai trò riêng của đơn vị)", STR_ARG(own.v[i].title)).s};
	*out = v;
	return NULL;
}

static err agency_choices(struct req *q, const struct choice **out)
{
	struct account_agencies_rows of = {0};
	if (!of_platform(q))
		TRY(account_agencies(&q->ctx, q->ctx.unit, &of));
	struct choice *v = NEWN(q->ctx.a, struct choice, of.n + 1);
	for (size_t i = 0; i < of.n; i++)
		v[i] = (struct choice){str_format(q->ctx.a, "%lld", (long long)of.v[i].id).s, str_c(q->ctx.a, of.v[i].name)};
	*out = v;
	return NULL;
}

static int64_t number(str typed) /* 0: nothing chosen */
{
	int64_t v;
	return str_int(typed, &v) ? v : 0;
}

/* "Xã Gia Lâm", "gia lam, ninh binh": the one of that name, or the sentence says which there are. */
static err unit_by_name(struct ctx *c, str typed, int64_t *unit)
{
	struct named_places found = {0};
	buf several = {.a = c->a};
	if (typed.n)
		TRY(places_named(c, typed, &found));
	for (size_t i = 0; i < found.n; i++) {
		if (found.n == 1 || str_eq(fold(c->a, found.v[i].place), fold(c->a, typed))) {
			*unit = found.v[i].id;
			return NULL;
		}
		if (i < 5)
			buf_printf(&several, "%s%.*s", i ? "; " : "", STR_ARG(found.v[i].place));
	}
	if (found.n)
		return FAIL_FIELD(c, "unit_code", "Có %zu đơn vị tên như vậy: %.*s. Hãy ghi đủ cả tên tỉnh.", found.n,
			STR_ARG(buf_text(&several)));
	return FAIL_FIELD(c, "unit_code", "Ghi tên xã, phường hoặc tỉnh nơi giữ vị trí, ví dụ Xã Gia Lâm, Ninh Bình.");
}

/* An administrator of a unit fills positions there only; the platform's names the unit, or none for his own role. */
static err choose_unit(struct req *q, str role, str code, int64_t *unit)
{
	struct ctx *c = &q->ctx;
	*unit = c->unit;
	if (!of_platform(q))
		return str_is(role, "platform") ? FAIL(c, DENIED, "Chỉ Quản trị hệ thống trao được vai trò này.") : NULL;
	if (str_is(role, "platform"))
		return NULL;
	if (!code.n || code.s[0] < '0' || code.s[0] > '9')
		return unit_by_name(c, code, unit);
	err e = unit_find(c, code.n == 2 ? S("province") : S("commune"), code, day_of(c->now), unit);
	if (e && e->kind == NOT_FOUND)
		return FAIL_FIELD(c, "unit_code", "Không có đơn vị mang mã này. Mã xã có 5 chữ số, mã tỉnh có 2 chữ số.");
	return e;
}

/* ---- a new officer ---- */

static const struct field account_fields[] = {
	TEXT(struct account_form, name, "Họ và tên", 2, 100),
	TEXT(struct account_form, login, "Tên đăng nhập", 3, 60),
	TEXT(struct account_form, email, "Thư điện tử", 0, 100),
	TEXT(struct account_form, phone, "Số điện thoại", 0, 20),
	TEXT(struct account_form, role, "Vai trò", 1, 40),
	TEXT(struct account_form, title, "Chức danh", 0, 100),
	TEXT(struct account_form, unit_code, "Đơn vị", 0, 120),
	TEXT(struct account_form, agency, "Cơ quan", 0, 20),
	DATE(struct account_form, valid_from, "Giữ vị trí từ ngày", OPTIONAL),
	SECRET(struct account_form, password, "Mật khẩu ban đầu", 1, 200),
	SECRET(struct account_form, again, "Mật khẩu lần thứ hai", 1, 200),
};
const struct input account_input = INPUT("new_account", account_fields);

err account_new_page(struct req *q)
{
	struct new_account_view v = {.platform = of_platform(q), .today = today_iso(&q->ctx)};
	TRY(role_choices(q, &v.roles));
	TRY(agency_choices(q, &v.agencies));
	account_add_page(&q->page, &v);
	return NULL;
}

struct adding {
	struct new_account account;
	int64_t id;
};

OWN_RULE(add, struct adding)
static err add(struct ctx *c, struct adding *n)
{
	TRY(account_add(c, &n->account, &n->id));
	return account_invite(c, n->id, &n->account);
}

err account_new_post(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct account_form f;
	struct adding n = {.account = {.kind = S("officer")}};
	TRY(read_input(q, &f));
	if (!str_eq(f.password, f.again))
		return FAIL_FIELD(c, "again", "Hai lần nhập mật khẩu không giống nhau.");
	TRY(choose_unit(q, f.role, f.unit_code, &n.account.unit));
	const str about[] = {f.name, f.login, f.email, q->actor->unit_name};
	TRY(password_make(c, f.password, (struct texts){about, COUNT(about)}, &n.account.password_hash));
	n.account.login = f.login;
	n.account.name = f.name;
	n.account.email = f.email;
	n.account.phone = f.phone;
	n.account.agency = number(f.agency);
	n.account.role = f.role;
	n.account.title = f.title;
	n.account.valid_from = f.valid_from;
	TRY(apply(c, add, &n));
	flash(q, "Đã thêm tài khoản. Hãy trao tên đăng nhập và mật khẩu ban đầu tận tay người dùng.");
	return see_other(q, "/quan-tri/tai-khoan/%lld", (long long)n.id);
}

/* ---- one account ---- */

err account_page(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct account_view v = {.platform = of_platform(q)};
	TRY(account_visible(c, q->id, &v.account));
	TRY(position_all(c, q->id, c->unit, today_iso(c), &v.positions));
	TRY(role_choices(q, &v.roles));
	TRY(agency_choices(q, &v.agencies));
	v.is_locked = v.account.locked_until > c->now;
	return reply(q, &v, account_facts_page);
}

static err manage(struct req *q, struct management *m, const char *done)
{
	m->account = q->id;
	TRY(apply(&q->ctx, account_manage, m));
	auth_changed(); /* once more: what the guard read before the commit is old */
	flash(q, "%s", done);
	return see_other(q, "/quan-tri/tai-khoan/%lld", (long long)q->id);
}

static const struct field password_fields[] = {
	SECRET(struct password_form, password, "Mật khẩu mới", 1, 200),
	SECRET(struct password_form, again, "Mật khẩu mới lần thứ hai", 1, 200),
};
const struct input account_password_input = INPUT("account_password", password_fields);

err account_password_post(struct req *q)
{
	struct password_form f;
	struct management n = {.act = SET_PASSWORD};
	TRY(read_input(q, &f));
	if (!str_eq(f.password, f.again))
		return FAIL_FIELD(&q->ctx, "again", "Hai lần nhập mật khẩu không giống nhau.");
	struct account_home home;
	TRY(account_managed(&q->ctx, q->id, &home));
	const str about[] = {home.name, home.login, home.email, q->actor->unit_name};
	TRY(password_make(&q->ctx, f.password, (struct texts){about, COUNT(about)}, &n.hash));
	return manage(q, &n, "Đã đặt mật khẩu mới và đăng xuất mọi thiết bị của tài khoản này.");
}

err account_disable_post(struct req *q)
{
	return manage(q, &(struct management){.act = DISABLE}, "Đã khóa tài khoản và đăng xuất mọi thiết bị.");
}

err account_unlock_post(struct req *q)
{
	return manage(q, &(struct management){.act = UNLOCK}, "Đã mở khóa. Người dùng đăng nhập lại được ngay.");
}

err account_codes_reset_post(struct req *q)
{
	return manage(q, &(struct management){.act = RESET_CODES},
		"Đã bỏ xác thực hai bước và đăng xuất mọi thiết bị. Người dùng nên bật lại khi đăng nhập.");
}

err account_enable_post(struct req *q) { return manage(q, &(struct management){.act = ENABLE}, "Đã mở lại tài khoản."); }

/* ---- positions ---- */

static const struct field position_form_fields[] = {
	TEXT(struct position_form, role, "Vai trò", 1, 40),
	TEXT(struct position_form, title, "Chức danh", 0, 100),
	TEXT(struct position_form, unit_code, "Đơn vị", 0, 120),
	TEXT(struct position_form, agency, "Cơ quan", 0, 20),
	DATE(struct position_form, valid_from, "Giữ vị trí từ ngày", OPTIONAL),
	DATE(struct position_form, valid_to, "Thôi giữ từ ngày", OPTIONAL),
};
const struct input position_input = INPUT("new_position", position_form_fields);

err position_add_post(struct req *q)
{
	struct position_form f;
	struct management n = {.act = ADD_POSITION};
	TRY(read_input(q, &f));
	TRY(choose_unit(q, f.role, f.unit_code, &n.new.unit));
	n.new.agency = number(f.agency);
	n.new.role = f.role;
	n.new.title = f.title;
	n.new.valid_from = f.valid_from;
	n.new.valid_to = f.valid_to;
	return manage(q, &n, "Đã thêm vị trí công tác.");
}

static err position_number(struct req *q, int64_t *out)
{
	return str_int(q->key, out) ? NULL : FAIL(&q->ctx, NOT_FOUND, "Không có vị trí công tác này.");
}

err position_page(struct req *q)
{
	struct position_view v = {0};
	struct position_all_rows all;
	int64_t id;
	TRY(position_number(q, &id));
	TRY(account_visible(&q->ctx, q->id, &v.account));
	TRY(position_all(&q->ctx, q->id, q->ctx.unit, today_iso(&q->ctx), &all));
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].id == id && all.v[i].is_mine) {
			v.position = all.v[i];
			position_end_page(&q->page, &v);
			return NULL;
		}
	return FAIL(&q->ctx, NOT_FOUND, "Không có vị trí công tác này.");
}

static const struct field close_fields[] = {DATE(struct position_form, valid_to, "Thôi giữ vị trí từ ngày", NEEDED)};
const struct input position_close_input = INPUT("position_end", close_fields);

err position_close_post(struct req *q)
{
	struct position_form f;
	struct management n = {.act = CLOSE_POSITION};
	TRY(read_input(q, &f));
	TRY(position_number(q, &n.position));
	n.valid_to = f.valid_to;
	return manage(q, &n, "Đã ghi ngày thôi giữ vị trí.");
}

/* ---- shapes ---- */

static const struct member accounts_view_members[] = {
	MEMBER(struct accounts_view, q, M_TEXT),
	MANY(struct accounts_view, accounts, position_unit_officers),
	MEMBER(struct accounts_view, next, M_TEXT),
};
const struct shape accounts_view_shape = SHAPE("accounts", struct accounts_view, accounts_view_members);
static const struct member account_view_members[] = {
	ONE(struct account_view, account, account_home),
	MEMBER(struct account_view, is_locked, M_INT),
	MANY(struct account_view, positions, position_all),
};
const struct shape account_view_shape = SHAPE("account", struct account_view, account_view_members);
