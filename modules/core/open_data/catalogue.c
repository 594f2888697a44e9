/* Licences (catalogue/licences.tsv) and how often files are made anew. */
#include "core/open_data/inside.h"
#include "web/catalogue.h"
#include "web/choice.h"
#include "web/services/setting.h"

enum { COLUMNS = 4, LICENCES_MAX = 20 };

static const struct {
	const char *code, *url;
	int64_t days;
} frequencies[] = {{"daily", "http://publications.europa.eu/resource/authority/frequency/DAILY", 1},
	{"weekly", "http://publications.europa.eu/resource/authority/frequency/WEEKLY", 7},
	{"monthly", "http://publications.europa.eu/resource/authority/frequency/MONTHLY", 30},
	{"quarterly", "http://publications.europa.eu/resource/authority/frequency/QUARTERLY", 90}};
const struct choice open_frequencies[] = {
	{"daily", "Hằng ngày"}, {"weekly", "Hằng tuần"}, {"monthly", "Hằng tháng"}, {"quarterly", "Hằng quý"}, {NULL, NULL}};

int64_t open_frequency_days(str code)
{
	for (size_t i = 0; i < COUNT(frequencies); i++)
		if (str_is(code, frequencies[i].code))
			return frequencies[i].days;
	return 1;
}

const char *open_frequency_url(str code)
{
	for (size_t i = 0; i < COUNT(frequencies); i++)
		if (str_is(code, frequencies[i].code))
			return frequencies[i].url;
	return frequencies[0].url;
}

const struct open_licence *open_licence_of(arena *a, str code)
{
	str rest = catalogue_file("licences.tsv"), row[COLUMNS];
	tsv_row(&rest, row, COLUMNS);
	while (tsv_row(&rest, row, COLUMNS)) {
		if (!str_eq(row[0], code))
			continue;
		struct open_licence *l = NEW(a, struct open_licence);
		*l = (struct open_licence){str_c(a, row[0]), str_c(a, row[1]), str_c(a, row[2]), str_c(a, row[3])};
		return l;
	}
	return NULL;
}

const struct choice *open_licences(struct ctx *c)
{
	struct choice *v = NEWN(c->a, struct choice, LICENCES_MAX + 1);
	size_t n = 0;
	for (str rest = setting_text(c, "open_data.licences"), one; rest.n && n < LICENCES_MAX;) {
		str_cut(rest, ' ', &one, &rest);
		const struct open_licence *l = open_licence_of(c->a, one);
		if (l)
			v[n++] = (struct choice){l->code, l->title};
	}
	return v;
}
