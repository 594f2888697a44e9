/* pages: the models of the pages of people. */
#pragma once
#include "people.h"
#include "core/people/people.sql.h"
#include "web/import.h"
#include "web/list/list.h"
#include "web/choice.h"

struct person_line { /* one found, masked: enough to choose, not enough to copy */
	int64_t id;
	str name, personal_number, birth_year, phone;
	int64_t is_near;
};
struct person_lines {
	struct person_line *v;
	size_t n;
};
struct people_filter {
	str q, purpose;
};
struct people_view {
	struct listing list;
	str q, purpose, next;
	int64_t is_searched;
	struct person_lines people;
};
struct person_view {
	struct person_seen person;
	struct person_numbers_rows old_numbers;
	str purpose;
};
extern const struct import_kind people_import;
extern const struct list people_list;
err people_page_run(struct req *q), person_page_run(struct req *q);

/* ---- facts.c ---- */
extern const struct choice purposes[];
const char *purpose_title(str purpose); /* NULL: none of them */
extern const char people_verify_purpose[];
const char *fact_title(const char *fact);      /* "Ngày sinh" */
str fact_shown(arena *a, str fact, str value); /* as a person reads it: 05/09/1984, Nam */

/* ---- a card beside what is known ---- */
struct card_view {
	struct card card;
	str scanned; /* as it was typed: goes on with the forms of the page */
	int64_t person;
	int64_t is_elsewhere; /* known, of another unit: not shown, not changed here */
	struct fact_differences differences;
};
struct correction { /* what an officer takes over from a card */
	struct person_facts said;
	bool name, birth_on, sex, address;
	int64_t id; /* out */
};
RULE(person_correct, struct correction)
err card_read(struct req *q);
err card_apply(struct req *q);
extern const struct input card_input, card_choice_input;
extern const struct shape card_shape;

#include "core/people/people.html.h"
struct holding_of;
struct held_things;
err people_held(struct ctx *c, const struct holding_of *of, struct held_things *out);
