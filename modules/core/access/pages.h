/* pages: the forms and models of the pages of access. */
#pragma once
#include "parts.h"

/* ---- entry.c ---- */
struct entry_form {
	str login, password, tiep;
};
struct entry_view {
	str then, now_in; /* now_in: whose session this browser has */
};
struct register_form {
	str name, personal_number, birth_on, phone, login_by, password, again;
};
struct session_view { /* what a program gets for a password */
	str token, name, kind, unit_name;
	int64_t expires_at;
};
extern const struct choice login_choices[];
extern const struct input entry_input, register_input;
extern const struct shape session_view_shape;
str agent_of(struct req *q);
MUST_USE err session_reply(struct req *q, str token);

/* ---- own.c ---- */
struct own_session {
	int64_t id;
	str device, peer;
	int64_t created_at, seen_at, is_current;
};
struct own_sessions {
	struct own_session *v;
	size_t n;
};
struct own_view {
	struct account_own account;
	str unit_name, title;
	struct own_sessions sessions;
};
struct password_form {
	str current, password, again;
};
extern const struct shape own_view_shape;
extern const struct input own_password_input;

/* ---- admin.c ---- */
struct accounts_view {
	str q, next; /* next: address of the next page; empty = none */
	int64_t is_platform;
	struct unit_officers_rows accounts;
};
struct account_view {
	struct account_home account;
	int64_t is_locked;
	struct position_all_rows positions;
	const struct choice *roles, *agencies; /* of the form for a new position */
	bool platform;                         /* who looks on */
};
struct account_form { /* new officer */
	str name, login, email, phone, role, title, unit_code, agency, valid_from, password, again;
};
struct position_form {
	str role, title, unit_code, agency, valid_from, valid_to;
};
struct position_view {
	struct account_home account;
	struct position_all position;
};
struct new_account_view {
	const struct choice *roles, *agencies;
	bool platform;
	str today;
};
struct roles_view {
	struct role_all_rows roles;
	struct grant_all_rows grants;
};
extern const struct shape accounts_view_shape, account_view_shape, roles_view_shape;
extern const struct input account_input, account_password_input, position_input, position_close_input, grants_input;
bool granted(const struct roles_view *v, str role, const char *permission);

#include "core/access/access.html.h"
