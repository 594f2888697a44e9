/* The procedures that communes take, in memory: every dossier asks for one when it is filed. */
#pragma once
#include "procedures_find.h"

enum channel { DESK, ONLINE, POST, CHANNELS };
struct channel_terms {
	bool offered;
	struct term term; /* never "unknown" */
	int64_t fee;
};
struct procedure_version {
	int64_t id;
	str code, name, field, fee_note;
	day from, to; /* first day, first day no more */
	struct channel_terms channels[CHANNELS];
};
enum channel channel_of(str name); /* DESK for what is neither "online" nor "post" */
/* The version in force on a day of the procedure with any version's id; NULL when there is none or communes do not take it. The
 * texts live as long as the program. */
MUST_USE err procedure_version_on(struct ctx *c, int64_t procedure, day on, const struct procedure_version **out);
MUST_USE err procedures_changed(struct ctx *c); /* inside db_write */
