/* actor: who asks: a citizen, an officer, nobody yet; what he may, and by whose mandate. */
#pragma once
#include "base/base.h"

enum actor_kind { NOBODY, CITIZEN, OFFICER };
enum { PERMISSIONS_MAX = 256, MANDATES_MAX = 4 };
struct mandate { /* what another officer lets this one do in his place, beyond what he may himself */
	int64_t account;
	uint64_t permissions[PERMISSIONS_MAX / 64];
};
struct actor {
	enum actor_kind kind;
	int64_t account, session;
	int64_t waiting;            /* kind NOBODY: the account whose second step of signing in this session waits for; else 0 */
	int64_t person;             /* of a citizen; 0 = none */
	int64_t unit;               /* the unit an officer acts for; 0 = none */
	bool has_units;             /* he holds positions in several: he may choose another */
	bool is_program;            /* comes by the token of a program: holds what its scope says and nothing else */
	bool has_password;          /* else he comes by the identity provider alone */
	str name, unit_name, title; /* "Lê Thị Hoa", "UBND xã Gia Lâm", "Công chức Một cửa" */
	uint64_t permissions[PERMISSIONS_MAX / 64]; /* with those of the mandates */
	struct mandate mandates[MANDATES_MAX];
	size_t mandates_n;
};
bool permission_known(const char *name);
void permission_grant(struct actor *a, str name);              /* unknown names are ignored */
void permission_lend(struct actor *a, int64_t from, str name); /* by a mandate; ignored when he holds it anyway */
