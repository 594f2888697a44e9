/* The rules of accounts and positions. */
#include "parts.h"
#include "core/people/people.h"
#include "auth/auth.h"
#include "web/naming.h"
#include "web/services/audit.h"

static const char wrong_login[] =
	"Tên đăng nhập hoặc mật khẩu không đúng. Sau 8 lần sai liên tiếp, phải chờ 15 phút mới đăng nhập tiếp được từ nơi này.";

/* ---- logins ---- */

static bool login_good(str login)
{
	if (login.n < 3 || login.n > 60)
		return false;
	for (size_t i = 0; i < login.n; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789._-@", login.s[i]))
			return false;
	return true;
}

/* ---- proving a password ---- */

static enum in_line in_line_of(str kind) { return str_is(kind, "officer") ? KNOWN_OFFICER : KNOWN_CITIZEN; }

err attempt_check(struct ctx *c, struct attempt *t)
{
	struct account_by_login a;
	bool found, right, open = false;
	TRY(account_by_login(c, login_normal(c->a, t->login), &a, &found));
	struct source from = login_source_made(c, found ? a.id : 0, t->address, t->device);
	/* An unknown login takes as long. */
	enum in_line who = from.known ? in_line_of(a.kind) : STRANGER;
	TRY(password_check(c, t->password, found ? a.password_hash : S(""), who, &right));
	if (found && !a.disabled_at.set)
		TRY(attempts_open(c, a.id, from, &open));
	if (open && !right)
		TRY(attempt_wrong(c, a.id, from));
	if (!open || !right)
		return FAIL_FIELD(c, "", wrong_login);
	t->account = a.id;
	t->kind = a.kind;
	return NULL;
}

err account_check_own(struct ctx *c, struct source from, str password)
{
	struct account_secret s;
	bool open, right = false;
	TRY(account_secret(c, c->actor, &s));
	TRY(attempts_open(c, c->actor, from, &open));
	if (open)
		TRY(password_check(c, password, s.password_hash, in_line_of(s.kind), &right));
	if (open && !right)
		TRY(attempt_wrong(c, c->actor, from));
	return right ? NULL : FAIL_FIELD(c, "current", "Mật khẩu hiện tại không đúng.");
}

/* ---- accounts ---- */

err account_check(struct ctx *c, const struct new_account *n)
{
	str login = login_normal(c->a, n->login);
	if (!login_good(login))
		return FAIL_FIELD(c, "login", "Tên đăng nhập dài 3–60 ký tự, gồm chữ thường không dấu, chữ số, dấu chấm, gạch.");
	if (utf8_length(n->name) < 2 || utf8_length(n->name) > 100)
		return FAIL_FIELD(c, "name", "Ghi họ, chữ đệm và tên.");
	if (!str_is(n->kind, "citizen") && !str_is(n->kind, "officer"))
		return FAIL_FIELD(c, "kind", "Loại tài khoản là công dân hoặc cán bộ.");
	if (str_is(n->kind, "citizen") && n->role.n)
		return FAIL_FIELD(c, "role", "Tài khoản công dân không giữ vị trí.");
	if ((n->person != 0) != (n->level.n != 0) || (n->person && !str_is(n->kind, "citizen")))
		return FAIL(c, BROKEN, "an account of a person says how he proved his number, and no other does");
	if (str_starts(login, S("cu.")) && login.n > 3 && login.s[3] >= '0' && login.s[3] <= '9') /* confirm.c gives them */
		return FAIL_FIELD(c, "login", "Tên đăng nhập “cu.” và số là của hệ thống đặt. Hãy chọn tên khác.");
	if (!n->person && (login.s[0] < 'a' || login.s[0] > 'z'))
		return FAIL_FIELD(c, "login",
			"Tên đăng nhập bắt đầu bằng một chữ cái. Chỉ số đã xác minh mới dùng làm tên đăng nhập được.");
	return NULL;
}

static str or_null(str s) { return s.n ? s : (str){NULL, 0}; }

err account_add(struct ctx *c, const struct new_account *n, int64_t *id)
{
	str login = login_normal(c->a, n->login), name = person_name(c->a, n->name);
	struct account_insert added;
	bool new;
	TRY(account_check(c, n));
	TRY(account_insert(c,
		&(struct account_insert_in){.kind = n->kind,
			.login = login,
			.hash = n->password_hash,
			.name = name,
			.folded = fold(c->a, name),
			.person = some_id(n->person),
			.level = n->person ? n->level : S("declared"),
			.number = or_null(n->declared_number),
			.birth_on = or_null(n->declared_birth_on),
			.email = n->email,
			.phone = phone_normal(c->a, n->phone),
			.now = c->now},
		&added, &new));
	if (!new)
		return FAIL_FIELD(c, "login", "Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.");
	*id = added.id;
	TRY(audit_add(c, "account.add", "account", added.id, n->kind));
	if (!n->role.n)
		return NULL;
	struct new_position p = {
		.account = added.id,
		.agency = n->agency,
		.unit = n->unit,
		.title = n->title,
		.role = n->role,
		.valid_from = n->valid_from,
	};
	int64_t position;
	return position_add(c, &p, &position);
}

err account_set_password(struct ctx *c, int64_t account, str hash)
{
	TRY(account_password(c, account, hash));
	TRY(codes_forget(c, account));
	TRY(attempts_forget_all(c, account));
	TRY(session_end_all(c, account));
	TRY(links_sleep(c, account, c->now));
	auth_changed();
	TRY(account_tell(c, account, S("Mật khẩu vừa được đổi"),
		S("Mật khẩu tài khoản dịch vụ hành chính công của ông/bà vừa được đổi, mọi thiết bị đã được đăng xuất. Nếu không "
		  "phải "
		  "ông/bà "
		  "đổi, hãy liên hệ ngay Trung tâm Phục vụ hành chính công hoặc người quản trị của đơn vị.")));
	return audit_add(c, "account.password", "account", account, S(""));
}

err account_disable(struct ctx *c, int64_t account)
{
	TRY(account_disabled(c, account, some_int(c->now)));
	TRY(session_end_all(c, account));
	auth_changed();
	return audit_add(c, "account.disable", "account", account, S(""));
}

err account_enable(struct ctx *c, int64_t account)
{
	TRY(account_disabled(c, account, (opt_int){0}));
	auth_changed();
	return audit_add(c, "account.enable", "account", account, S(""));
}

err account_unlock(struct ctx *c, int64_t account)
{
	TRY(attempts_forget_all(c, account));
	return audit_add(c, "account.unlock", "account", account, S(""));
}

/* ---- finding ---- */

static void facts_of(struct account_facts *f, const struct position_unit_officers *row)
{
	*f = (struct account_facts){
		.id = row->id,
		.kind = row->kind,
		.login = row->login,
		.name = row->name,
		.disabled = row->disabled_at.set,
		.position = row->position,
	};
}

err account_find(struct ctx *c, str login, struct account_facts *out)
{
	struct position_unit_officers_rows rows;
	login = login_normal(c->a, login);
	TRY(accounts_by_login(c, login, str_format(c->a, "%.*s" NO_UPPER, STR_ARG(login)), S(""), 1, &rows));
	if (!rows.n || !str_eq(rows.v[0].login, login))
		return FAIL(c, NOT_FOUND, "Không có tài khoản “%.*s”.", STR_ARG(login));
	facts_of(out, &rows.v[0]);
	return NULL;
}

err account_all(struct ctx *c, str after_login, struct account_list *out)
{
	struct position_unit_officers_rows rows;
	TRY(accounts_after(c, after_login, &rows));
	*out = (struct account_list){NEWN(c->a, struct account_facts, rows.n), rows.n};
	for (size_t i = 0; i < rows.n; i++)
		facts_of(&out->v[i], &rows.v[i]);
	return NULL;
}

/* "Lê Thị Hoa (motcua.gialam)"; a citizen's number is not shown whole. */
static str titled(arena *a, str kind, str name, str login)
{
	return str_format(a, "%.*s (%.*s)", STR_ARG(name), STR_ARG(str_is(kind, "citizen") ? mask_number(a, login) : login));
}

err account_titled(struct ctx *c, int64_t id, str *out)
{
	struct account_title row;
	TRY(account_title(c, id, &row));
	*out = titled(c->a, row.kind, row.name, row.login);
	return NULL;
}

err account_named(struct ctx *c, str typed, struct named_list *out)
{
	enum { MOST = 30 };
	struct account_search s = {.words = typed, .most = 50};
	struct position_unit_officers_rows rows = {0};
	str before, inside;
	if (str_cut(typed, '(', &before, &inside) && inside.n > 1) /* as it is shown */
		s.words = (str){inside.s, inside.n - 1};
	TRY(accounts_search(c, &s, &rows));
	*out = (struct named_list){NEWN(c->a, struct named, rows.n), rows.n < MOST ? rows.n : MOST};
	for (size_t i = 0; i < out->n; i++) {
		out->v[i] = (struct named){rows.v[i].id, titled(c->a, rows.v[i].kind, rows.v[i].name, rows.v[i].login)};
		if (str_eq(rows.v[i].login, login_normal(c->a, s.words))) { /* others only begin so */
			out->v[0] = out->v[i];
			out->n = 1;
		}
	}
	return NULL;
}

/* ---- positions ---- */

static err check_dates(struct ctx *c, str from, str to)
{
	day a, b;
	if (!day_parse(from, &a))
		return FAIL_FIELD(c, "valid_from", "Ngày bắt đầu ghi theo mẫu ngày/tháng/năm.");
	if (to.n && (!day_parse(to, &b) || b < a))
		return FAIL_FIELD(c, "valid_to", "Ngày thôi giữ vị trí không thể trước ngày bắt đầu.");
	return NULL;
}

/* The agency a position stands in: the one given, if it is of the unit, else the unit's People's Committee. */
static err choose_agency(struct ctx *c, int64_t unit, int64_t agency, opt_int *out)
{
	struct account_agencies_rows of;
	*out = (opt_int){0};
	TRY(account_agencies(c, unit, &of));
	for (size_t i = 0; i < of.n; i++)
		if (agency ? of.v[i].id == agency : str_is(of.v[i].kind, "committee"))
			*out = some_int(of.v[i].id);
	return agency && !out->set ? FAIL_FIELD(c, "agency", "Cơ quan này không thuộc đơn vị.") : NULL;
}

/* Nobody gives himself a role, and an administrator of a unit appoints in his unit only. */
static err may_appoint(struct ctx *c, const struct new_position *n)
{
	if (c->actor && n->account == c->actor)
		return FAIL(c, DENIED, "Không tự giao vị trí cho mình; hãy nhờ một quản trị khác.");
	if (c->unit && n->unit != c->unit)
		return FAIL(c, DENIED, "Quản trị đơn vị chỉ giao được vị trí trong đơn vị mình.");
	return NULL;
}

/* A role of a unit's own is given in that unit, and not beyond its last day. */
static err check_last_day(struct ctx *c, str name, str valid_to)
{
	struct role_title role;
	bool known;
	day last, to;
	TRY(role_title(c, name, &role, &known));
	if (!known || !role.valid_to.n || !day_parse(role.valid_to, &last))
		return NULL;
	if (valid_to.n && day_parse(valid_to, &to) && to <= last)
		return NULL;
	return FAIL_FIELD(c, "valid_to", "Vai trò này thôi dùng từ ngày %s. Ghi ngày thôi giữ vị trí không sau ngày đó.",
		show_day(c->a, last).s);
}

static err check_unit_role(struct ctx *c, const struct new_position *n, const struct role_title *role)
{
	day last;
	if (role->unit_id != n->unit)
		return FAIL_FIELD(c, "role", "Vai trò này là của một đơn vị khác.");
	if (role->valid_to.n && day_parse(role->valid_to, &last) && last <= day_of(c->now))
		return FAIL_FIELD(c, "role", "Vai trò này đã thôi dùng. Hãy chọn vai trò khác.");
	return check_last_day(c, n->role, n->valid_to);
}

static err check_role(struct ctx *c, const struct new_position *n, str *title)
{
	struct role_title role;
	struct account_kind who;
	bool known;
	TRY(role_title(c, n->role, &role, &known));
	if (!known || str_is(n->role, "citizen"))
		return FAIL_FIELD(c, "role", "Chọn một vai trò của cán bộ.");
	if (str_is(n->role, "platform") != (n->unit == 0))
		return FAIL_FIELD(c, "role", "Quản trị hệ thống không thuộc đơn vị nào; vai trò khác phải thuộc một đơn vị.");
	TRY(account_kind(c, n->account, &who));
	if (!str_is(who.kind, "officer"))
		return FAIL_FIELD(c, "role", "Tài khoản công dân không giữ vị trí.");
	*title = n->title.n ? n->title : role.title;
	return role.own.set ? check_unit_role(c, n, &role) : NULL;
}

/* A declared role is a word of the audit log; one of a unit's own reads as the position does. */
static str role_said(str role, str title) { return str_starts(role, S("unit.")) ? title : role; }

err position_add(struct ctx *c, const struct new_position *n, int64_t *id)
{
	struct position_insert added;
	opt_int agency = {0};
	str title, from = n->valid_from.n ? n->valid_from : today_iso(c);
	TRY(may_appoint(c, n));
	TRY(check_role(c, n, &title));
	TRY(check_dates(c, from, n->valid_to));
	if (n->unit)
		TRY(choose_agency(c, n->unit, n->agency, &agency));
	TRY(position_insert(c,
		&(struct position_insert_in){.account = n->account,
			.agency = agency,
			.unit = some_id(n->unit),
			.title = title,
			.role = n->role,
			.valid_from = from,
			.valid_to = n->valid_to.n ? n->valid_to : (str){NULL, 0}},
		&added));
	*id = added.id;
	auth_changed();
	return audit_add(c, "position.add", "account", n->account, role_said(n->role, title));
}

err position_close(struct ctx *c, int64_t account, int64_t position, str valid_to)
{
	struct position_of p;
	bool found;
	TRY(position_of(c, position, account, c->unit, today_iso(c), &p, &found));
	if (!found)
		return FAIL(c, NOT_FOUND, "Không có vị trí này trong đơn vị của ông/bà, hoặc vị trí đã kết thúc.");
	if (account == c->actor)
		return FAIL(c, DENIED, "Không tự sửa vị trí của mình; hãy nhờ một quản trị khác.");
	TRY(check_dates(c, p.valid_from, valid_to));
	TRY(check_last_day(c, p.role, valid_to));
	TRY(position_end(c, position, account, c->unit, today_iso(c), valid_to.n ? valid_to : (str){NULL, 0}));
	auth_changed();
	return audit_add(c, "position.end", "account", account, role_said(p.role, p.title));
}

/* ---- registering ---- */

/* The last word of a name and four digits: what is free among those who want none of their own. */
static str login_made(arena *a, str name)
{
	str folded = fold(a, name), word = folded;
	for (size_t i = 0; i < folded.n; i++)
		if (folded.s[i] == ' ')
			word = (str){folded.s + i + 1, folded.n - i - 1};
	bool letters = word.n > 0 && word.n <= 20;
	for (size_t i = 0; i < word.n; i++)
		letters &= word.s[i] >= 'a' && word.s[i] <= 'z';
	uint32_t n;
	random_bytes(&n, sizeof n);
	return str_format(a, "%.*s.%05u", STR_ARG(letters ? word : S("congdan")), n % 100000u);
}

static err insert(struct ctx *c, struct new_account *n, struct registration *r)
{
	enum { TRIES = 5 };
	err e = NULL;
	for (int i = 0; i < TRIES; i++) {
		if (!r->login.n)
			n->login = login_made(c->a, r->name);
		e = account_add(c, n, &r->account);
		if (r->login.n || !e || e->kind != INVALID)
			break;
	}
	return e;
}

/* Whose number it is, is not asked: nobody has proved it, so it is joined to nobody, and the answer is the same for every number. */
err account_register(struct ctx *c, struct registration *r)
{
	struct new_account n = {
		.kind = S("citizen"),
		.login = r->login,
		.password_hash = r->password_hash,
		.name = r->name,
		.phone = r->phone,
		.declared_number = r->personal_number,
		.declared_birth_on = r->birth_on,
	};
	return insert(c, &n, r);
}
