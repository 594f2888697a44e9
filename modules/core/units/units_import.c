/* Reading the lists of units: both eras from the catalogue, later changes from a file. */
#include "units_import.h"
#include "units.h"
#include "places.h"
#include "core/units/units.sql.h"
#include "web/catalogue.h"

/* The list of 30/06/2025 does not say since when each of its units exists: it holds for the first half of 2025. */
#define THREE_LEVELS_FROM "2025-01-01"
#define TWO_LEVELS_FROM   "2025-07-01"

struct era {
	str valid_from, valid_to; /* valid_to.s == NULL: still valid */
	str legal_basis;
	struct map ids;      /* "commune 01501" -> int64_t */
	struct map agencies; /* province code -> agency code */
	int64_t country;
};

static str key_of(struct ctx *c, str level, str code) { return str_format(c->a, "%.*s %.*s", STR_ARG(level), STR_ARG(code)); }

static int64_t known(struct ctx *c, const struct era *e, str level, str code)
{
	const int64_t *id = map_get(&e->ids, key_of(c, level, code));
	return id ? *id : 0;
}

static void remember(struct ctx *c, struct era *e, str level, str code, int64_t id)
{
	int64_t *copy = NEW(c->a, int64_t);
	*copy = id;
	map_put(&e->ids, key_of(c, level, code), copy);
}

/* Provinces have a code of Decision 20/2020; a commune gets one of ours, made of it and its number: H42.14389. */
static str agency_code(struct ctx *c, const struct era *e, str level, str code, str parent)
{
	bool commune = str_is(level, "commune");
	const str *province = map_get(&e->agencies, commune ? parent : code);
	if (!province || str_is(level, "district") || (commune && e->valid_to.s))
		return S("");
	return commune ? str_format(c->a, "%.*s.%.*s", STR_ARG(*province), STR_ARG(code)) : *province;
}

enum { LEVEL, CODE, NAME, FULL_NAME, PARENT, UNIT_CELLS };

static err add_unit(struct ctx *c, struct era *e, const str cells[UNIT_CELLS])
{
	str level = cells[LEVEL], parent_level = S("country"), parent_code = S("VN");
	if (!str_is(level, "province")) {
		bool in_district = str_is(level, "commune") && e->valid_to.s;
		parent_level = in_district ? S("district") : S("province");
		parent_code = cells[PARENT];
	}
	int64_t parent = known(c, e, parent_level, parent_code);
	if (!parent)
		return FAIL(c, INVALID, "Không có đơn vị cấp trên mã %.*s của %.*s.", STR_ARG(parent_code),
			STR_ARG(cells[FULL_NAME]));
	str code = agency_code(c, e, level, cells[CODE], cells[PARENT]);
	struct unit_add added;
	TRY(unit_add(c,
		&(struct unit_add_in){.level = level,
			.code = cells[CODE],
			.name = cells[NAME],
			.full_name = cells[FULL_NAME],
			.parent_id = some_int(parent),
			.agency_code = code,
			.valid_from = e->valid_from,
			.valid_to = e->valid_to,
			.legal_basis = e->legal_basis,
			.folded = fold(c->a, cells[NAME]),
			.letters = place_letters(c->a, cells[NAME])},
		&added));
	remember(c, e, level, cells[CODE], added.id);
	return e->valid_to.s ? NULL : unit_agencies_add(c, added.id, cells[FULL_NAME], code, e->valid_from);
}

static err add_era(struct ctx *c, struct era *e, const char *file)
{
	str rest = catalogue_file(file), cells[UNIT_CELLS];
	tsv_row(&rest, cells, UNIT_CELLS);
	remember(c, e, S("country"), S("VN"), e->country);
	while (tsv_row(&rest, cells, UNIT_CELLS))
		TRY(add_unit(c, e, cells));
	return NULL;
}

static void read_agency_codes(struct ctx *c, struct era *before, struct era *after)
{
	str rest = catalogue_file("agency_codes_province.tsv"), cells[5];
	tsv_row(&rest, cells, 5);
	while (tsv_row(&rest, cells, 5)) {
		str *code = NEW(c->a, str);
		*code = cells[0];
		map_put(&before->agencies, cells[2], code);
		if (cells[3].n)
			map_put(&after->agencies, cells[3], code);
	}
}

static err add_successors(struct ctx *c, const struct era *before, const struct era *after)
{
	enum { OLD_LEVEL, OLD_CODE, NEW_CODE, EXTENT, SUCCESSOR_CELLS };
	str rest = catalogue_file("units_successors_2025-07.tsv"), cells[SUCCESSOR_CELLS];
	tsv_row(&rest, cells, SUCCESSOR_CELLS);
	while (tsv_row(&rest, cells, SUCCESSOR_CELLS)) {
		if (str_is(cells[OLD_LEVEL], "earlier")) /* merged before the list of 30/06/2025: not a unit of it */
			continue;
		str new_level = str_is(cells[OLD_LEVEL], "province") ? S("province") : S("commune");
		int64_t old = known(c, before, cells[OLD_LEVEL], cells[OLD_CODE]);
		int64_t new = known(c, after, new_level, cells[NEW_CODE]);
		if (!old || !new)
			return FAIL(c, BROKEN, "successor of %.*s %.*s: unknown unit", STR_ARG(cells[OLD_LEVEL]),
				STR_ARG(cells[OLD_CODE]));
		TRY(unit_successor_add(c, old, new, cells[EXTENT]));
	}
	return NULL;
}

static err add_other_codes(struct ctx *c, const struct era *after)
{
	str rest = catalogue_file("units_other_codes.tsv"), cells[3];
	tsv_row(&rest, cells, 3);
	while (tsv_row(&rest, cells, 3))
		TRY(unit_other_code_add(c, cells[0], cells[2], after->valid_from, known(c, after, cells[0], cells[1])));
	return NULL;
}

/* Stores from before the search keys had letters: once. */
static err key_anew(struct ctx *c)
{
	struct units_unkeyed_rows units;
	struct hamlets_after_rows hamlets;
	int64_t done = 0;
	do {
		TRY(units_unkeyed(c, &units));
		for (size_t i = 0; i < units.n; i++) {
			str letters = place_letters(c->a, units.v[i].name);
			TRY(unit_key(c, units.v[i].id, fold(c->a, units.v[i].name), letters.n ? letters : S("-")));
		}
		done += (int64_t)units.n;
	} while (units.n);
	for (int64_t after = 0; done && after >= 0;) {
		TRY(hamlets_after(c, after, &hamlets));
		for (size_t i = 0; i < hamlets.n; i++)
			TRY(hamlet_key(c, hamlets.v[i].id, fold(c->a, hamlets.v[i].name)));
		after = hamlets.n ? hamlets.v[hamlets.n - 1].id : -1;
	}
	return NULL;
}

err units_init(struct ctx *c)
{
	struct unit_any there;
	bool found;
	TRY(unit_any(c, &there, &found));
	if (found)
		return key_anew(c);
	struct unit_add country;
	TRY(unit_add(c,
		&(struct unit_add_in){.level = S("country"),
			.code = S("VN"),
			.name = S("Việt Nam"),
			.full_name = S("Cộng hòa xã hội chủ nghĩa Việt Nam"),
			.parent_id = (opt_int){0},
			.agency_code = S(""),
			.valid_from = S("1976-07-02"),
			.valid_to = (str){0},
			.legal_basis = S("Nghị quyết của Quốc hội ngày 02/07/1976"),
			.folded = S("viet nam"),
			.letters = S("vietnam")},
		&country));
	struct era before = {.valid_from = S(THREE_LEVELS_FROM),
		.valid_to = S(TWO_LEVELS_FROM),
		.legal_basis = S("Danh mục đơn vị hành chính đến hết ngày 30/06/2025"),
		.ids.a = c->a,
		.agencies.a = c->a,
		.country = country.id};
	struct era after = {.valid_from = S(TWO_LEVELS_FROM),
		.legal_basis = S("Quyết định 19/2025/QĐ-TTg"),
		.ids.a = c->a,
		.agencies.a = c->a,
		.country = country.id};
	read_agency_codes(c, &before, &after);
	TRY(add_era(c, &before, "units_2025-06.tsv"));
	TRY(add_era(c, &after, "units_2025-07.tsv"));
	TRY(add_successors(c, &before, &after));
	TRY(add_other_codes(c, &after));
	int64_t rows;
	return units_import(c, catalogue_file("units_2026-07.tsv"), &rows);
}
