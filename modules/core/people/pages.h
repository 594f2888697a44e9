/* pages: the models of the pages of people. */
#pragma once
#include "people.h"
#include "core/people/people.sql.h"

struct person_line { /* one found, masked: enough to choose, not enough to copy */
	int64_t id;
	str name, personal_number, birth_year, phone;
};
struct person_lines {
	struct person_line *v;
	size_t n;
};
struct people_view {
	str q, purpose, next; /* next: address of the next page; empty = none */
	int64_t is_searched;
	struct person_lines people;
};
struct person_view {
	struct person_seen person;
	str purpose;
};
extern const struct choice purposes[];
const char *purpose_title(str purpose); /* NULL: none of them */

#include "core/people/people.html.h"
