/* people: persons, each once, by their 12-digit personal identification number (TT 07/2016/TT-BCA: province, century and sex, year).
 *
 * A person is found by that number, by the number of an old identity card, by telephone, or by name: folded, in any order of the
 * words, with one slip a word. Who a person is (name, birth date, sex) is never replaced silently: what a card says differently
 * stands beside what is known, and an officer chooses. */
#pragma once
#include "base/base.h"

struct module;
struct page;
struct req;

struct person_facts {              /* what a form or a card says about somebody */
	str name, personal_number; /* number may be empty */
	str birth_on;              /* ISO date, or what is known of it ("1950-05", "1950"), or empty */
	str sex;                   /* "male", "female" or empty */
	str phone, email, address;
	int64_t unit;   /* commune of residence; 0 = unknown */
	str old_number; /* of the identity card before, 9 or 12 digits; may be empty */
};
/* Checks the facts and adds a problem a field that is wrong (fields named as the members). NULL when all is well. */
MUST_USE err person_check(struct req *q, const struct person_facts *f);
str person_name(arena *a, str typed); /* as it is stored: NFC; names typed in capitals only are brought into title case */
/* Inside db_write: the person of that number, brought up to date, or a new one. An officer's word replaces telephone, e-mail,
 * address and commune; everything else, and anybody else's word, only fills what is empty. */
MUST_USE err person_save(struct ctx *c, const struct person_facts *f, int64_t *id);

/* What person_save would change of somebody known, as the history will say it; person 0: nobody has that number. */
struct differences;
MUST_USE err person_changes(struct ctx *c, const struct person_facts *f, int64_t *person, struct differences *d);
MUST_USE err person_home(struct ctx *c, str personal_number, int64_t *unit); /* where he is known to live; 0: nobody, nowhere */

/* ---- numbers ---- */
bool personal_number_valid(str number, str birth_on, str sex); /* 12 digits, known province; consistent with the facts given */
str personal_number_sex(str number);                           /* "male", "female"; empty when it is not a number */
str personal_number_place(str number);                         /* "Ninh Bình": where the birth was registered; empty: unknown */
bool person_old_number_valid(str number);                      /* 9 digits, or 12 of the identity cards of 2012 to 2016 */
bool tax_code_valid(str code);           /* 10 digits with their check digit, -001 to -999 of a branch, or a personal number */
str tax_code_normal(arena *a, str code); /* "0102182292998" -> "0102182292-998"; without spaces and dots */
/* A telephone number in any grouping, with +84, 0084 or 84 before it: 0 + 9 digits, or 02 + 9 digits of a land line; or one abroad,
 * after + or 00, of 7 to 15 digits. */
bool phone_valid(str phone);
str phone_normal(
	arena *a, str phone);     /* "0912345678", "+8223123456"; what is no number comes back, digits without their grouping */
extern const char phone_wanted[]; /* what to type, after the name of the field: "phải có 10 chữ số, .." */

/* ---- the citizen card ---- */
struct card {
	str number, old_number, name; /* what cannot be read for sure is empty */
	str birth_on, sex, address, issued_on;
	const char *doubt; /* a sentence: number, birth date and sex do not agree; NULL: they do */
};
/* What a reader makes of the card's QR: "number|old number|NAME|ddMMyyyy|sex|address|ddMMyyyy", more fields ignored, with six on
 * the first cards. Any bytes are welcome. False: it is no card; a number that can be read for sure is set even then. */
bool card_parse(arena *a, str scanned, struct card *out);
/* For a form with a field `card`, before read_input: what was scanned there takes the place of what stands in the fields name,
 * personal_number, birth_on, sex, address and old_number, and *scanned says to show the form again instead of applying it.
 * INVALID, with a problem on that field, when it is no card. */
MUST_USE err card_scanned(struct req *q, bool *scanned);
/* In such a form: the field that a reader types into. The form itself says data-card (see assets/scripts/card.js). */
void card_field(struct page *p);

/* ---- finding ---- */
enum { PERSONS_FOUND = 30 };
struct person_found {
	int64_t id;
	str name, personal_number, birth_on, phone, address;
	int64_t is_near; /* the name was not typed so: one letter of a word differs, or it only sounds like it */
};
struct persons_found { /* by given name, then family name; near ones by how near they are */
	struct person_found *v;
	size_t n;
	str next; /* where the following page begins; empty: there is none */
};
/* The persons of a unit that were meant: a personal number, an old number, a whole card, a telephone number or a name. */
MUST_USE err person_find(struct ctx *c, int64_t unit, str typed, struct persons_found *out);
/* Where what is said about who somebody is differs from what is known of the person with that number: side by side for an officer.
 * person = 0: nobody has that number. */
struct fact_difference {
	str fact, title, known, said; /* "name", "Họ và tên", .. ; values as they are stored */
};
struct fact_differences {
	struct fact_difference *v;
	size_t n;
};
MUST_USE err person_differences(struct ctx *c, const struct person_facts *said, int64_t *person, struct fact_differences *out);
void fact_differences_table(struct page *p, const struct fact_differences *d); /* the two columns, for any officer's page */

/* An invented person of Ninh Bình with a number of the right form, for demo data: the same for the same seed, which moves on.
 * The telephone numbers begin with 053, which no operator has. */
void person_invent(struct ctx *c, uint64_t *seed, struct person_facts *out);
uint64_t person_invented(uint64_t *seed, uint64_t below); /* the next number of the seed, 0 .. below - 1 */
extern const struct module people_module;
