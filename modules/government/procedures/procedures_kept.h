/* The procedures that communes take, in memory: every dossier asks for one when it is filed. */
#pragma once
#include "procedures_find.h"

enum channel { DESK, ONLINE, POST, CHANNELS };
struct channel_terms {
	bool offered;
	struct term term; /* never "unknown" */
	int64_t fee;
	bool fee_known;
};
struct procedure_version {
	int64_t id;
	str code, name, field, fee_note, supplement_rule;
	str short_name, aliases; /* of everyday life: "Khai sinh", "ks"; may be empty */
	str title;               /* folded: the short name or the name */
	int often;               /* place among what most people come for; 0 = not there */
	day from, to;            /* first day, first day no more */
	struct channel_terms channels[CHANNELS];
};
struct kept_authority {
	str code, level;
	day from, to;
};
struct kept_fee {
	str code, channel, attribute, basis;
	int64_t amount;
	day from, to;
};
struct kept_versions {
	struct procedure_version *v; /* by code, then first day */
	const struct procedure_version **by_id;
	size_t n;
	struct kept_authority *authorities;
	struct kept_fee *fees; /* the lowest first */
	size_t nauthorities, nfees;
};
MUST_USE err procedure_versions_kept(struct ctx *c, const struct kept_versions **out);
bool version_holds(const struct procedure_version *v, day on);
enum channel procedure_channel_of(str name); /* DESK for what is neither "online" nor "post" */
/* The version in force on a day of the procedure with any version's id; NULL when there is none or communes do not take it. The
 * texts live as long as the program. */
MUST_USE err procedure_version_on(struct ctx *c, int64_t procedure, day on, const struct procedure_version **out);
/* Code of any version's id; NOT_FOUND. */
MUST_USE err procedures_changed(struct ctx *c); /* inside db_write, after a change of authority or fees */
MUST_USE err procedures_renamed(
	struct ctx *c); /* inside db_write, after a change of versions: what finds them is made anew, too */
