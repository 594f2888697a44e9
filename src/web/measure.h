/* measure: a figure that a module knows how to tell of any units: dossiers received, satisfied ratings, computers in use. It is declared once,
 * beside the facts that it is told of; whoever makes indicators, reports or boards asks for it by name and need not know whose it is:
 *
 *	static const struct measure measures[] = {
 *		{.name = "dossiers.taken_in", .title = "Hồ sơ tiếp nhận", .unit = "hồ sơ", .read = read_taken_in, .path = path_taken_in}, ..};
 *	.measures = LIST(measures),
 *
 * What happens is counted over days, so periods add up; what stands is told as of the end of a day. A module whose figures are data (the
 * registries) makes a measure when somebody asks for its name. */
#pragma once
#include "db/db.h"

struct choice;

#define MEASURE_UNKNOWN INT64_MIN /* nobody can say: not nought */
enum { MEASURES_MOST = 600 };
enum measure_as { MEASURE_HAPPENS, MEASURE_STANDS };
struct measure_by { /* by what it can be divided */
	const char *name, *title;
	const struct choice *values;
};
struct measure_asked {
	const struct measure *of;
	struct ints units;
	day first, last; /* both belong to it; of what stands the last one alone */
	str by, value;   /* one value of one of its divisions; empty: all */
};
struct measure {
	const char *name, *title, *unit; /* "dossiers.on_time", "Hồ sơ giải quyết đúng hạn", "hồ sơ" */
	enum measure_as as;
	struct {
		const struct measure_by *v;
		size_t n;
	} by;
	/* Hundredths, one for each unit and for that one alone. */
	err (*read)(struct ctx *c, const struct measure_asked *asked, int64_t *amounts);
	str (*path)(
		struct ctx *c, const struct measure_asked *asked); /* the list behind it, of one unit; empty: none. May be NULL */
	const void *data;                                          /* of one that is made of data */
};
struct measures {
	const struct measure **v;
	size_t n;
};
MUST_USE err measure_named(struct ctx *c, str name, const struct measure **out); /* *out NULL: c->unit knows none of that name */
MUST_USE err measures_all(struct ctx *c, struct measures *out);                  /* that c->unit knows, module by module */
bool measure_divides(const struct measure *m, str by, str value);                /* can it be asked so? */

/* ---- for who reads them ---- */
enum { MEASURE_ONE = 100 };                                                                          /* of what is counted */
void measure_add(const struct measure_asked *asked, int64_t unit, int64_t amount, int64_t *amounts); /* to that unit's, once */
/* Of who keeps sums of months and can count days: what each finds it adds. Months are both included, the second instant is not. */
struct measure_kept {
	err (*months)(struct ctx *c, const struct measure_asked *asked, str since, str until, int64_t *amounts);
	err (*days)(struct ctx *c, const struct measure_asked *asked, int64_t since, int64_t until, int64_t *amounts);
};
MUST_USE err measure_read_kept(
	struct ctx *c, const struct measure_kept *kept, const struct measure_asked *asked, int64_t *amounts);
