/* setting: what an administrator may set, declared by its module, and its value now. services.h is what keeps them. */
#pragma once
#include "base/base.h"

struct ctx;

enum setting_type { SET_TEXT, SET_INT, SET_BOOL, SET_SECRET, SET_SITE }; /* SET_SITE: https://HOST[:PORT], or empty */
enum setting_scope {
	FOR_PROGRAM, /* one value for the whole program */
	FOR_UNITS    /* each unit may put its own in the place of the program's */
};
struct setting { /* every one is read by some code; what is needed before there is a store (server.db) is not declared: the file alone says it */
	const char *name;         /* "site.url": section and key of the INI file; what stands in the database wins */
	const char *title, *help; /* what it does */
	enum setting_scope scope;
	enum setting_type type;
	const char *fallback;
	int64_t min, max; /* value, or characters */
	const char *
		permission; /* whoever changes it holds this too, beside settings.change or, for his unit, settings.unit; NULL = no other */
};
/* Of the program: its value in the database, else in the file, else the fallback. */
str setting_text(struct ctx *c, const char *name);
int64_t setting_int(struct ctx *c, const char *name); /* booleans: 0 or 1 */
/* Of a unit (FOR_UNITS): its own value, else the program's. */
str setting_text_in(struct ctx *c, int64_t unit, const char *name);
int64_t setting_int_in(struct ctx *c, int64_t unit, const char *name);
str setting_text_own(struct ctx *c, int64_t unit, const char *name); /* empty when the unit has put none there */
