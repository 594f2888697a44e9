/* Finding a procedure by what people call it. */
#pragma once
#include "procedures.h"
#include "government/procedures/procedures.sql.h"

#define PROCEDURE_DEFAULT_TERM ((struct term){S("working_minutes"), 5 * MINUTES_A_DAY}) /* when the source gives no limit */
enum { PROCEDURES_A_PAGE = 20 };

/* What most people come for (catalogue/procedures_often.tsv), in the order of that list. */
MUST_USE err procedures_often(struct ctx *c, struct procedure_list_rows *out);
struct procedures_found {
	struct procedure_list_rows list;
	bool more; /* there is a next page */
	str meant; /* what was looked for instead, when nothing was found for what was typed; empty otherwise */
};
/* Those of today whose name, field, code or everyday name has all the words, commune ones first; a code alone finds just that one.
 * When nothing has all words, words like "tôi muốn làm" are left out; when that finds nothing, slips of the finger are undone. */
MUST_USE err procedures_find(struct ctx *c, str typed, int64_t page, struct procedures_found *out);

/* ---- what happens in life (catalogue/life_events.tsv) ---- */
struct life_event {
	str key, title, text;
};
struct life_events {
	struct life_event *v;
	size_t n;
};
void life_events_all(arena *a, struct life_events *out);
/* NOT_FOUND: no such event. What it needs, in its order; only what holds today. */
MUST_USE err life_event_procedures(struct ctx *c, str key, struct life_event *event, struct procedure_list_rows *out);
extern const struct shape life_event_shape;
