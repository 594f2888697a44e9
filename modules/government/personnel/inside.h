/* Inside personnel: what its files share. */
#pragma once
#include "government/personnel/personnel.h"
#include "web/choice.h"
#include "web/list/register.h"
#include "web/module.h"

#define PERSONNEL_OWN_RIGHT "personnel.own"
#define PERSONNEL_READ      "personnel.read"
#define PERSONNEL_KEEP      "personnel.keep"
#define PERSONNEL_SENSITIVE "personnel.sensitive"
#define PERSONNEL_ENTRY     "personnel_entry"
#define PERSONNEL_REQUEST   "personnel_request"

/* Of two days as they are stored: below 0, the first is before the second. */
static inline int personnel_order(str a, str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.s, b.s, n) : 0;
	return order ? order : (a.n > b.n) - (a.n < b.n);
}

enum { PERSONNEL_BATCH = 200, PERSONNEL_RETIRE_MONTHS = 12 };

struct personnel_answer_form { /* of any step of a request */
	str decision_number, decision_on, decision_signer, note;
	int64_t seen;
};

bool personnel_ages_set(struct ctx *c, struct personnel_ages *out); /* false: the setting is empty, or makes no sense */
MUST_USE err personnel_init(struct ctx *c);                         /* versions of the catalogue that the store has not */
/* Inside db_write, after it was seen that the actor may: the entry, its neighbours, its papers, the version of the record. */
MUST_USE err personnel_entry_write(struct ctx *c, const struct personnel_file_get *f, struct personnel_writing *w);
str personnel_today(struct ctx *c);
str personnel_months_after(arena *a, str iso, int64_t months); /* a day that the month has not is its last one; empty: no day */
/* With personal numbers and telephones covered. */
str personnel_masked(struct ctx *c, const struct form *f, str answers);
MUST_USE err personnel_demo(struct ctx *c);
MUST_USE err personnel_verify(struct ctx *c, struct verify_report *report);
MUST_USE err personnel_remind(struct ctx *c, str argument); /* job */
/* The sheet of a record as it is today, PDF. */
MUST_USE err personnel_sheet(struct ctx *c, int64_t file, buf *out);
