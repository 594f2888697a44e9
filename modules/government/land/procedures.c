/* procedures: which procedures end in the register of land, by what acts, and what of a parcel stands where in their forms
 * (catalogue/land_procedures.tsv). */
#include "inside.h"
#include "web/catalogue.h"
#include <pthread.h>

enum { PROCEDURES_MAX = 32 };
static struct {
	struct land_procedure v[PROCEDURES_MAX];
	size_t n;
} procedures;

static void load(void)
{
	str rest = catalogue_file("land_procedures.tsv"), cells[3];
	for (tsv_row(&rest, cells, 3); tsv_row(&rest, cells, 3) && procedures.n < PROCEDURES_MAX;)
		procedures.v[procedures.n++] = (struct land_procedure){.code = cells[0], .acts = cells[1], .fills = cells[2]};
}

const struct land_procedure *land_procedure(str code)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, load);
	for (size_t i = 0; i < procedures.n; i++)
		if (str_eq(procedures.v[i].code, code))
			return &procedures.v[i];
	return NULL;
}

const struct choice land_acts[] = {{"split", "Tách thửa"}, {"merge", "Hợp thửa"}, {"right", "Chuyển quyền"},
	{"facts", "Ghi biến động, đính chính"}, {NULL, NULL}};
