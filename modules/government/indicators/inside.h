/* Inside indicators: what its files share. definition.c reads an indicator, kept.c knows its versions, figures.c works it out, targets.c what is to be
 * reached; the pages: pages.h. */
#pragma once
#include "government/indicators/indicators.h"
#include "web/choice.h"
#include "web/measure.h"

extern const struct choice indicator_kinds[], indicator_directions[];
enum { INDICATOR_CODE_MAX = 40, INDICATOR_TITLE_MAX = 200, INDICATOR_TEXT_MAX = 600 };

str indicator_part_title(struct ctx *c, const struct indicator_part *p); /* of its measure, with what it is narrowed to */

/* ---- an indicator as its form has it (written.c): each part on a line, "online = dossiers.taken_in, channel = online" ---- */
struct indicator_form {
	str code, title, group, basis, remark, as, unit, direction, parts, numerator, denominator, good, middle, valid_from;
};
MUST_USE err indicator_written(struct ctx *c, const struct indicator_form *f, str *definition); /* INVALID on its fields */
void indicator_form_of(arena *a, const struct indicator *k, struct indicator_form *out);
MUST_USE err indicator_init(struct ctx *c); /* versions of the catalogue that the store has not */
