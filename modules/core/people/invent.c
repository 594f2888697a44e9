/* Invented persons for demo data, from the lists of names in the catalogue. */
#include "people.h"
#include <pthread.h>
#include <stdlib.h>
#include "web/catalogue.h"

enum { NAMES_MAX = 4096, SURNAMES_MAX = 256 };
static struct {
	str male[NAMES_MAX], female[NAMES_MAX], surname[SURNAMES_MAX];
	double weight[SURNAMES_MAX], total;
	size_t males, females, surnames;
} lists;

/* splitmix64: small, good enough, the same everywhere */
uint64_t person_invented(uint64_t *seed, uint64_t below)
{
	uint64_t z = (*seed += 0x9e3779b97f4a7c15u);
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (z ^ (z >> 31)) % below;
}

static double decimal(str s)
{
	char text[32] = {0};
	memcpy(text, s.s, s.n < sizeof text - 1 ? s.n : sizeof text - 1);
	return atof(text);
}

static void load(void)
{
	str cells[3], given = catalogue_file("given_names.tsv"), surnames = catalogue_file("surnames.tsv");
	while (tsv_row(&given, cells, 2)) {
		if (str_is(cells[0], "male") && lists.males < NAMES_MAX)
			lists.male[lists.males++] = cells[1];
		if (str_is(cells[0], "female") && lists.females < NAMES_MAX)
			lists.female[lists.females++] = cells[1];
	}
	while (tsv_row(&surnames, cells, 3))
		if (str_is(cells[0], "north") && lists.surnames < SURNAMES_MAX) {
			lists.surname[lists.surnames] = cells[1];
			lists.total += lists.weight[lists.surnames++] = decimal(cells[2]);
		}
}

static str surname(uint64_t *seed)
{
	double at = (double)person_invented(seed, 1000000) / 1e6 * lists.total;
	size_t i = 0;
	while (i + 1 < lists.surnames && (at -= lists.weight[i]) > 0)
		i++;
	return lists.surname[i];
}

static str last_word(str s)
{
	size_t i = s.n;
	while (i && s.s[i - 1] != ' ')
		i--;
	return (str){s.s + i, s.n - i};
}

static str name(struct ctx *c, uint64_t *seed, bool female)
{
	str family = surname(seed);
	str given = female ? lists.female[person_invented(seed, lists.females)] : lists.male[person_invented(seed, lists.males)];
	if (str_has(given, S(" ")) && person_invented(seed, 5) < 2)
		return str_format(c->a, "%.*s %.*s", STR_ARG(family), STR_ARG(given));
	return str_format(c->a, "%.*s %s %.*s", STR_ARG(family), female ? "Thị" : "Văn", STR_ARG(last_word(given)));
}

void person_invent(struct ctx *c, uint64_t *seed, struct person_facts *out)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, load);
	bool female = person_invented(seed, 2);
	day birth = day_make(2008, 1, 1) - (day)person_invented(seed, 60 * 365);
	struct date d = day_parts(birth);
	*out = (struct person_facts){
		.name = name(c, seed, female),
		.personal_number = str_format(c->a, "037%d%02d%06d", (d.year - 1900) / 100 * 2 + female, d.year % 100,
			(int)person_invented(seed, 1000000)),
		.birth_on = day_iso(c->a, birth),
		.sex = female ? S("female") : S("male"),
		.phone = str_format(c->a, "053%07d", (int)person_invented(seed, 10000000)),
	};
}
