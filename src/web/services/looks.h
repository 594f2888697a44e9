/* looks: whom a look of the audit log concerns, so that he finds it without anybody going through the log (core/looks shows it to him). A
 * module says it of the kinds of things that looks name:
 *	static const struct concern concerns[] = {{.kind = "dossier", .whom = dossier_concerns}};
 * It is asked when the look is written, behind the request: whom the thing concerned then stays found, whatever becomes of it. */
#pragma once
#include "base/base.h"

struct ctx;

struct look_subjects {
	str *v;
	size_t n, room;
};
/* A person is a subject by his number where there is one: he is found also by looks from before anybody knew him. */
void look_at_account(struct ctx *c, struct look_subjects *to, int64_t account);
void look_at_person(struct ctx *c, struct look_subjects *to, int64_t person);
void look_at_number(struct ctx *c, struct look_subjects *to, str personal_number); /* empty: nobody */
void look_at_unit(struct ctx *c, struct look_subjects *to, int64_t unit);          /* a whole list of it: all who stand there */
/* Whom a thing of a kind concerns, as its module says; one that is gone, or of a kind that concerns nobody: nobody. */
MUST_USE err look_at_thing(struct ctx *c, struct look_subjects *to, str kind, int64_t id);
struct concern {
	const char *kind;
	const char *title; /* what he reads that was looked at: "Thông tin cá nhân"; NULL: the word of the kind */
	/* NOT_FOUND: it is gone, and concerns nobody any more. Inside db_write, for no unit. */
	err (*whom)(struct ctx *c, int64_t id, struct look_subjects *out);
};

str look_title(str kind); /* what was looked at, as he reads it */

/* In which units' lists the things of an account stand, and since when: a module says it by `.kept_in`. */
struct look_places {
	struct look_place {
		int64_t unit, since;
	} * v;
	size_t n, room;
};
void look_place_add(struct ctx *c, struct look_places *to, int64_t unit, int64_t since);
MUST_USE err look_places_of(struct ctx *c, int64_t account, struct look_places *out);

MUST_USE err looks_pass(
	struct ctx *c, int64_t from, int64_t to); /* inside db_write: an account fell to another; to 0: to nobody */

/* ---- src/web only ---- */
struct look_written { /* a row of the log */
	int64_t id, at, actor, object;
	str kind;
};
MUST_USE err look_index(struct ctx *c, const struct look_written *l); /* inside db_write */
MUST_USE err looks_begin(struct ctx *c); /* in .init: looks from before there was an index are found once, by a job */
MUST_USE err looks_index_all(struct ctx *c, str argument);
