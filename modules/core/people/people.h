/* people: persons, each once, by their 12-digit personal identification number (TT 07/2016/TT-BCA: province, century and sex, year). */
#pragma once
#include "web/web.h"

struct person_facts {              /* what a form or a card says about somebody */
	str name, personal_number; /* number may be empty */
	str birth_on;              /* ISO date or empty */
	str sex;                   /* "male", "female" or empty */
	str phone, email, address;
	int64_t unit; /* commune of residence; 0 = unknown */
};
/* Checks the facts and adds a problem a field that is wrong (fields named as the members). NULL when all is well. */
MUST_USE err person_check(struct req *q, const struct person_facts *f);
bool personal_number_valid(str number, str birth_on, str sex); /* 12 digits, known province; consistent with the facts given */
str personal_number_sex(str number);                           /* "male", "female"; empty when it is not a number */
bool phone_valid(str phone); /* 0 + 9 digits, or 02 + 9 digits of a land line, after removing spaces, dots, dashes and +84 */
str phone_normal(arena *a, str phone);
str person_name(arena *a, str typed); /* as it is stored: NFC; names typed in capitals only are brought into title case */
/* Inside db_write: the person of that number, brought up to date, or a new one. An officer's word replaces what is known; anybody
 * else's only fills what is empty. */
MUST_USE err person_save(struct ctx *c, const struct person_facts *f, int64_t *id);
/* An invented person of Ninh Bình with a number of the right form, for demo data: the same for the same seed, which moves on.
 * The telephone numbers begin with 053, which no operator has. */
void person_invent(struct ctx *c, uint64_t *seed, struct person_facts *out);
uint64_t invent(uint64_t *seed, uint64_t below); /* the next number of the seed, 0 .. below - 1 */
extern const struct module people_module;
