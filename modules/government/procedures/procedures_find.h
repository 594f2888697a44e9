/* Finding a procedure by what people call it. */
#pragma once
#include "procedures.h"
#include "government/procedures/procedures.sql.h"

struct procedure_list_rows;

#define PROCEDURE_DEFAULT_TERM ((struct term){S("working_minutes"), 5 * MINUTES_A_DAY}) /* when the source gives no limit */
enum { PROCEDURES_A_PAGE = 20 };

/* What most people come for (catalogue/procedures_often.tsv), in the order of that list. */
MUST_USE err procedures_often(struct ctx *c, struct procedure_list_rows *out);
struct procedures_found {
	struct procedure_list_rows list;
	int64_t page, next; /* this page; the next one, 0 = this is the last */
	str meant;          /* what was typed with its slips undone, when the first answer needed that; empty otherwise */
};
enum { PROCEDURE_PAGES_MOST = 200 };
/* Those of today in the order of procedures_rank.h; a code alone finds just that one. Of pages beyond 1 .. 200 the first. */
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
