/* access: accounts of citizens and officers, positions, roles. Signing in and out, registering, one's own account, administration. */
#pragma once
#include "web/web.h"

/* Roles: citizen, reception (công chức Một cửa), specialist (chuyên môn), leader (lãnh đạo), clerk (văn thư), administrator (quản trị). */
struct new_account {
	str kind, login, password, name, email, phone; /* password empty: cannot sign in until one is set */
	int64_t person;                                /* citizens; 0 = none */
	int64_t agency, unit;                          /* officers: the position to give; 0 = none */
	str title, role, valid_from;
};
MUST_USE err account_add(struct ctx *c, const struct new_account *n, int64_t *id); /* inside db_write; CONFLICT: login taken */
MUST_USE err access_identify(struct ctx *c, int64_t account, struct actor *out);
extern const struct module access_module;
