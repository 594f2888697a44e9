/* holidays: the days off that the law gives, computed for a year: fixed and lunar holidays, and the days given for those that fall
 * on a weekly rest day. What the law leaves to a yearly decision (how Tết lies around mùng 1, on which side of 02/9 the second
 * day of Quốc khánh falls) is said by the caller, or taken as the government has mostly decided: then those days are not settled. */
#pragma once
#include "lunar.h"

enum day_kind {
	DAY_WORKING,
	DAY_WEEKEND,
	DAY_HOLIDAY,    /* by law */
	DAY_SUBSTITUTE, /* for a holiday on a weekly rest day */
	DAY_SWAPPED,    /* off, worked on another day */
	DAY_OFF,        /* off by another decision */
	DAY_MADE_UP,    /* a weekly rest day that is worked */
	DAY_CLOSED      /* one unit's office is closed, wholly or for half a day */
};
enum { MORNING = 1, AFTERNOON = 2, WHOLE_DAY = 3 }; /* sessions of a day */

/* A day that is not what its weekday says. */
struct special {
	day on;
	uint8_t kind;      /* enum day_kind */
	uint8_t sessions;  /* those that are worked */
	uint8_t name, law; /* of a computed day: holiday_name, law_name; 0: reason and basis are written out */
	bool confirmed;    /* follows from the law alone, or from a decision at hand */
	bool closes;       /* takes the other sessions away from whatever the day is */
	str reason, basis;
};
enum side { SIDE_USUAL, SIDE_BEFORE, SIDE_AFTER };
struct year_choice {
	int tet_before;     /* days off before mùng 1; 0 = nobody has said: 1 */
	enum side national; /* where the second day of Quốc khánh lies */
	bool tet_confirmed, national_confirmed;
	str tet_basis, national_basis; /* empty: the law's */
};
enum { HOLIDAYS_MAX = 32 };
/* In the order of days; on a day with two holidays the first one stands. */
size_t holidays_of(int year, const struct year_choice *choice, struct special out[HOLIDAYS_MAX]);
bool weekly_rest(day d);            /* Sunday; since 02/10/1999 Saturday too */
const char *holiday_name(int name); /* "Quốc khánh"; "" for 0 and unknown numbers */
const char *law_name(int law);      /* "Bộ luật Lao động 2019, Điều 112"; "" for 0 and unknown numbers */
const char *law_short(int law);     /* "Điều 112 Bộ luật Lao động 2019" */
str day_special_reason(arena *a, const struct special *s); /* "Nghỉ bù Quốc khánh" */
