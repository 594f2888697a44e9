/* places: names of units as people write them, taken apart. For this module only. */
#pragma once
#include "units.h"
#include "base/base.h"

enum { PLACE_PARTS = 12 };
struct place_part { /* "H. Nho Quan": kind "Huyện", name "Nho Quan", whole "Huyện Nho Quan" */
	str whole;
	str kind, name; /* kind empty: none was read */
};
struct place_parts {
	struct place_part v[PLACE_PARTS];
	size_t n;
	bool marks; /* it was typed with marks */
};
/* An address at its commas and before each kind of unit inside, also at dashes when they part it (names have dashes too: Văn Miếu -
 * Quốc Tử Giám); the country is left out. Abbreviations are written out. Too many parts: the first ones (house, street) are left out. */
void place_parts(arena *a, str typed, bool dashes, struct place_parts *out);
/* A kind of unit at the beginning, when there is one: with marks as it is written ("Quận", not the "Quản" of Quản Bạ), in a text without
 * marks by its letters. False: `part` is a name alone. */
bool place_kind(arena *a, str text, struct place_part *part);
str place_letters(arena *a, str text); /* its search key without gaps: Ea H'Leo, Ea HLeo and EaHleo are eahleo */
/* Written the same but for capitals, the place of the tone, i and y. */
bool place_same(arena *a, str typed, str name);
