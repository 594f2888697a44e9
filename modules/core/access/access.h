/* access: accounts of citizens and officers, positions, roles. Signing in and out, registering, one's own account, administration.
 *
 * Roles: citizen; in a unit: reception (công chức Một cửa), specialist (chuyên môn), leader (lãnh đạo), clerk (văn thư),
 * administrator (quản trị đơn vị); for the whole installation: platform (quản trị hệ thống). What a role may do stands in
 * role_permission: filled from the `.roles` of every declared permission when the permission is first seen, edited by
 * administrators from then on. Beside these a unit's administrators make roles of its own (Vai trò riêng) out of permissions that a role of
 * units gives: positions name them as `unit.17`, they give something in their unit alone, and end with whoever holds them. A citizen's number counts once it is proved: by his card at the desk, or by the national provider.
 * What he only declares stays with his account, is joined to no person, and falls to whoever proves that number: he says then
 * whether what was filed under it is his. An officer acts for the unit that he chose, else of his newest position that is valid today, with
 * the roles of all his positions there, and with what colleagues of that unit have delegated to him for these days. */
#pragma once
#include "core/files/files.h"

struct actor;
struct module;
struct session;

struct new_account {
	str kind;          /* "citizen", "officer" */
	str login;         /* as typed: phone numbers are brought into one form, letters into lower case */
	str password_hash; /* of password_make, made before the transaction; empty: cannot sign in until one is set */
	str name, email, phone;
	int64_t person; /* citizens who have proved who they are, and how: level; 0 = none */
	str level;      /* "desk": by card at the one-stop shop, "provider": by the national provider; empty: not at all */
	str declared_number, declared_birth_on; /* what a citizen says of himself; joined to nobody */
	int64_t agency, unit;                   /* officers: the position to give; unit 0 with the role platform only */
	str title, role, valid_from;            /* role empty: no position yet; valid_from empty: today */
};
struct new_position {
	int64_t account, agency, unit; /* agency 0: the unit's People's Committee */
	str title, role;               /* title empty: the role's */
	str valid_from, valid_to;      /* ISO dates, the last one no longer included; from empty: today, to empty: open */
};
struct account_facts {
	int64_t id;
	str kind, login, name;
	bool disabled;
	str position; /* of an officer, today's: "Lãnh đạo, UBND xã Gia Lâm"; may be empty */
};
struct account_list {
	struct account_facts *v;
	size_t n;
};

struct new_delegation { /* by c->actor, in c->unit */
	int64_t to;
	struct texts permissions;    /* of those that delegable_permissions lists */
	str valid_from, valid_until; /* ISO dates, both included */
	str reason, document;
	struct sent_files papers; /* the document itself, scanned */
	int64_t id;               /* out */
};

/* Reading. */
MUST_USE err access_identify(
	struct ctx *c, const struct session *s, struct actor *out); /* three queries; NOBODY when disabled or unknown */
MUST_USE err account_find(struct ctx *c, str login, struct account_facts *out);
MUST_USE err account_all(struct ctx *c, str after_login, struct account_list *out); /* officers and citizens, 200 at a time */

/* Writing, inside db_write; each is audited. */
MUST_USE err account_add(struct ctx *c, const struct new_account *n, int64_t *id); /* CONFLICT: login taken */
MUST_USE err account_set_password(struct ctx *c, int64_t account, str hash);       /* ends all its sessions, unlocks it */
MUST_USE err account_disable(struct ctx *c, int64_t account);                      /* ends all its sessions */
MUST_USE err account_enable(struct ctx *c, int64_t account);
MUST_USE err account_unlock(struct ctx *c, int64_t account);     /* after too many wrong passwords */
MUST_USE err account_totp_reset(struct ctx *c, int64_t account); /* no one-time codes any more; ends all its sessions */
RULE(delegation_add, struct new_delegation)                      /* only what he holds himself, to a colleague of the unit */
MUST_USE err delegation_end(struct ctx *c, int64_t id);          /* by either of the two, or an administrator of the unit */
/* DENIED: to himself, or by an administrator of another unit. */
MUST_USE err position_add(struct ctx *c, const struct new_position *n, int64_t *id);

/* What `dinh demo` made: for the message that names the accounts. All have one password. */
#define DEMO_PASSWORD "Dinh@2026demo"
struct demo_account {
	const char *login, *title; /* "motcua.gialam", "Công chức Một cửa xã Gia Lâm" */
};
extern const struct demo_account accounts_demo[]; /* the ones worth naming; ends with {NULL, NULL} */

extern const struct module access_module;
