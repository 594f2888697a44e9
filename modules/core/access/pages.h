/* pages: the forms and models of the pages of access. */
#pragma once
#include "parts.h"
#include "web/list/list.h"
#include "web/object.h"
#include "web/module.h"

/* ---- entry.c, register.c ---- */
struct entry_form {
	str login, password, code, tiep;
};
struct entry_view {
	str then, now_in;                     /* now_in: whose session this browser has */
	str provider, to_citizen, to_officer; /* the provider's button, empty: none; and where it leads */
};
struct register_form {
	str name, personal_number, birth_on, phone, login, password, again;
};
struct session_view { /* what a program gets for a password */
	str token, login, name, kind, unit_name;
	int64_t expires_at;
};
extern const struct input entry_input, register_input;
extern const struct shape session_view_shape;

/* ---- arrival.c ---- */
struct arrival { /* somebody who has proved who he is */
	int64_t account;
	str then, code, hint; /* code: what a program sent with its password; hint: see struct new_session */
	bool proved;          /* the second step too */
	bool by_provider;
	int64_t proved_at; /* when he showed that it is he; 0: now */
};
MUST_USE err arrival_session(
	struct req *q, const struct arrival *a); /* a session, or the second step; and on to the page asked for */
MUST_USE err arrival_here(struct req *q, const struct arrival *a); /* a session; the caller replies */
MUST_USE err code_check(struct req *q, int64_t account, str code); /* outside db_write; INVALID counts towards the lock */
struct source login_source(struct req *q, int64_t account);
str account_home_path(struct req *q);
str agent_of(struct req *q);
MUST_USE err session_reply(struct req *q, str token);

/* ---- provider.c ---- */
bool provider_configured(struct ctx *c);
struct link_view {
	struct link_of link;
	bool has_link;
};
str provider_leave(struct req *q, str hint); /* where one signs out at the provider too; empty: nowhere. May ask the network */

/* ---- step.c, own_codes.c ---- */
struct offer_view { /* a new secret as the page carries it, shows it and writes it out */
	int64_t account;
	str offer, key;
	struct html qr;
};
struct step_form {
	str code, offer, tiep;
};
struct step_view {
	str then;
	struct offer_view offer;
};
struct recovery_view {
	struct texts codes;
	str then;
};
struct own_codes_view {
	struct offer_view offer;
	int64_t since, left;
};
extern const struct input step_up_input;
MUST_USE err login_offer_fill(struct req *q, int64_t account, struct offer_view *out);

/* ---- desk.c, fallen.c, level.c, own_reach.c, reset.c ---- */
struct desk_form {
	str name, personal_number, birth_on, sex;
	bool seen;
};
struct confirmation_desk_done {
	str name, personal_number, code;
	int64_t expires_at;
};
struct fallen_thing {
	str title, what;
	int64_t at;
};
struct fallen_account {
	int64_t id, created_at;
	str name, phone;
	struct belongings things;
};
struct fallen_view {
	struct fallen_account *v;
	size_t n;
	int64_t empty; /* so many more had nothing in them */
};
struct level_view {
	struct account_own account;
	str provider;
};
struct fallen_form {
	int64_t account;
	str decision;
};
struct reset_form {
	str login, code, password, again;
};
struct forgotten_form {
	str login;
};
struct forgotten_view {
	bool open;
	str contact;
};
struct reach_form {
	str channel, email, phone, current, current_phone, code;
};
struct reach_view {
	struct account_own account;
	bool email_open, phone_open, has_password;
	str contact, channel; /* channel: a code is on its way there */
};
extern const struct shape confirmation_desk_done_shape;
extern const struct input confirmation_desk_input, fallen_input, reset_input, forgotten_input, reach_input, reach_code_input;

/* ---- recovery.c ---- */
struct review_view { /* what is still in the account that was recovered */
	struct account_own account;
	struct links_kept_rows links;
	str provider;
	bool has_codes;
	int64_t codes_since, codes_left, delegations, tokens, sessions;
};

/* ---- mandates.c ---- */
struct mandate_line {
	int64_t id;
	str from_name, to_name, valid_from, valid_until, reason, document, permissions, state; /* state: planned active ended */
	int64_t is_mine;                                                                       /* the reader gave it */
	struct file_links_rows papers;
};
struct mandate_lines {
	struct mandate_line *v;
	size_t n;
};
struct delegation_form {
	int64_t to;
	struct texts permissions;
	str valid_from, valid_until, reason, document;
};
struct own_filter {
	str side; /* given, received; empty: both */
};
struct own_delegations_view {
	struct listing list;
	struct mandate_lines delegations;
	str next;
	bool may_make;
	const struct choice *colleagues, *powers;
	str today;
	struct kept_files kept;
};
struct delegation_filter { /* of who sees all units: the one he wants, by its name or, in links and for programs, by its number */
	str place;
	int64_t unit;
	struct named_places places; /* noted: several are called so */
};
struct unit_delegations_view {
	struct listing list;
	struct mandate_lines delegations;
	str next;
	str unit_name, typed;       /* typed: the unit asked for, by who sees them all */
	struct named_places places; /* several are called so */
	bool platform;
};
struct own_units_view {
	int64_t now;
	struct account_units_rows units;
};
struct unit_form {
	int64_t unit;
};
extern const struct input delegation_input, position_unit_input;
extern const struct shape own_delegations_shape, unit_delegations_shape, own_units_shape;
extern const struct list delegation_list, own_delegation_list;

/* ---- programs.c ---- */
struct program_line {
	int64_t id;
	str name, scope, titles;
	int64_t expires_at;
	opt_int seen_at;
};
struct program_lines {
	struct program_line *v;
	size_t n;
};
struct programs_view {
	struct program_lines tokens;
	const struct choice *scopes, *days;
};
struct program_form {
	str name, days;
	struct texts scope;
};
struct program_new_view {
	int64_t id;
	str token, name, scope;
	int64_t expires_at;
};
extern const struct input program_input;
extern const struct shape programs_view_shape, program_new_shape;

/* ---- own.c ---- */
struct own_session {
	int64_t id;
	str device, peer, place;
	int64_t created_at, seen_at, is_current;
};
struct own_sessions {
	struct own_session *v;
	size_t n;
};
struct own_view {
	struct account_own account;
	str unit_name, title;
	bool has_units, has_codes, has_link, link_asleep, fallen; /* fallen: accounts that fell to him wait for his word */
	str provider;                                             /* empty: none */
	struct own_sessions sessions;
};
struct password_form {
	str current, password, again;
};
extern const struct shape own_view_shape;
extern const struct input own_password_input;

/* ---- admin.c ---- */
struct account_filter {
	str words;
	bool by_name; /* out: the rows stand by name, not by login */
};
struct accounts_view {
	str q, next; /* next: where the next page begins; empty = none */
	int64_t is_platform;
	struct position_unit_officers_rows accounts;
	struct listing list;
};
extern const struct list account_list;
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
extern const struct shape accounts_view_shape, account_view_shape;
extern const struct input account_input, account_password_input, position_input, position_close_input;

/* ---- roles.c ---- */
struct roles_view {
	struct role_all_rows roles;
	struct grant_all_rows grants;
	struct unit_role_counts_rows own; /* how many roles of units' own hold each */
};
extern const struct shape roles_view_shape;
extern const struct input grants_input;

/* ---- unit_roles_pages.c: roles of a unit's own ---- */
struct unit_role_row {
	int64_t id, holders;
	str title, unit_name, permissions, valid_to;
};
struct unit_role_list {
	struct unit_role_row *v;
	size_t n;
};
struct unit_role_filter { /* of who sees all units: the one he wants, by its name */
	str place;
	int64_t unit;               /* -1: none, or several, are called so */
	struct named_places places; /* noted: what is called so */
};
struct unit_roles_view {
	struct listing list;
	struct unit_role_list roles;
	bool platform;
	str next;
	str typed; /* the unit asked for, by who sees them all */
	struct named_places places;
};
struct unit_role_view {
	struct unit_role_get role; /* of a new one: id 0 */
	struct texts permissions;
	struct texts sleeping; /* of those: what no role of units gives any more */
	str holds, lost;       /* the same as words, for programs */
	struct unit_role_holders_rows holders;
	const struct choice *choices;
	bool may_change, over;
	str today;
};
extern const struct list unit_role_list;
extern const struct shape unit_roles_shape, unit_role_shape;
extern const struct input unit_role_input, unit_role_change_input, unit_role_end_input;
err unit_roles_page(struct req *q), unit_role_new_page(struct req *q), unit_role_new_post(struct req *q),
	unit_role_page(struct req *q), unit_role_change_post(struct req *q), unit_role_end_post(struct req *q);
MUST_USE err unit_role_seen(struct req *q, int64_t id, struct object_seen *out);
MUST_USE err unit_role_titled(struct ctx *c, int64_t id, str *out); /* for struct naming */

/* ---- matrix.c ---- */
bool granted(const struct roles_view *v, str role, const char *permission);
int64_t roles_of_units(const struct roles_view *v, const char *permission);

#include "core/access/access.html.h"
#include "core/access/unit_roles.html.h"
#include "core/access/security.html.h"

extern const struct object access_objects[3];
err delegation_titled(struct ctx *c, int64_t id, str *out); /* for struct naming */
