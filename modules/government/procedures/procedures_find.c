#include "procedures_kept.h"
#include "procedures_rank.h"
#include "web/catalogue.h"

/* "1.001193": only such a text is asked of the database. */
static bool looks_like_code(str typed)
{
	enum { CODE_LONGEST = 20 };
	bool dot = false;
	for (size_t i = 0; i < typed.n; i++) {
		dot |= typed.s[i] == '.';
		if (typed.s[i] != '.' && (typed.s[i] < '0' || typed.s[i] > '9'))
			return false;
	}
	return dot && typed.n <= CODE_LONGEST;
}

static err find_code(struct ctx *c, str code, struct procedure_list_rows *out)
{
	struct procedure_by_code known;
	struct procedure_get p;
	bool found;
	*out = (struct procedure_list_rows){0};
	if (!looks_like_code(code))
		return NULL;
	TRY(procedure_by_code(c, code, day_iso(c->a, day_of(c->now)), &known, &found));
	if (!found)
		return NULL;
	TRY(procedure_get(c, known.id, &p));
	out->v = NEW(c->a, struct procedure_list);
	out->n = 1;
	*out->v = (struct procedure_list){.id = p.id,
		.code = p.code,
		.name = p.name,
		.field = p.field,
		.level = p.level,
		.levels = p.levels,
		.online = p.online,
		.term_unit = p.term_unit,
		.term_amount = p.term_amount};
	return NULL;
}

err procedures_find(struct ctx *c, str typed, int64_t page, struct procedures_found *out)
{
	struct ranking_wish wish = {.typed = typed, .unit = c->unit};
	struct ranking ranking;
	*out = (struct procedures_found){.meant = S(""), .page = page >= 1 && page <= PROCEDURE_PAGES_MOST ? page : 1};
	TRY(find_code(c, typed, &out->list));
	if (out->list.n)
		return NULL;
	TRY(procedures_rank(c, &wish, &ranking));
	size_t from = (size_t)(out->page - 1) * PROCEDURES_A_PAGE, n = from < ranking.n ? ranking.n - from : 0;
	out->next = n > PROCEDURES_A_PAGE ? out->page + 1 : 0;
	out->meant = ranking.meant;
	out->list.n = out->next ? PROCEDURES_A_PAGE : n;
	out->list.v = NEWN(c->a, struct procedure_list, out->list.n + 1);
	for (size_t i = 0; i < out->list.n; i++)
		out->list.v[i] = ranking.v[from + i].document->row;
	return NULL;
}

/* ---- lists of the catalogue: those of today, in the order of the codes ---- */

static err in_order(struct ctx *c, const str *codes, size_t n, struct procedure_list_rows *out)
{
	struct procedure_list_rows rows;
	TRY(procedure_among(c, (struct texts){codes, n}, day_iso(c->a, day_of(c->now)), &rows));
	*out = (struct procedure_list_rows){.v = NEWN(c->a, struct procedure_list, rows.n + 1)};
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < rows.n; k++)
			if (str_eq(rows.v[k].code, codes[i]))
				out->v[out->n++] = rows.v[k];
	return NULL;
}

err procedures_often(struct ctx *c, struct procedure_list_rows *out)
{
	enum { OFTEN = 32 };
	str rest = catalogue_file("procedures_often.tsv"), codes[OFTEN];
	size_t n = 0;
	tsv_row(&rest, codes, 1);
	while (n < OFTEN && tsv_row(&rest, &codes[n], 1))
		n++;
	return in_order(c, codes, n, out);
}

/* ---- what happens in life ---- */

enum { EVENT, EVENT_TITLE, EVENT_TEXT, EVENT_CODE, EVENT_CELLS, EVENTS_MOST = 40 };

static const struct member life_event_members[] = {
	MEMBER(struct life_event, key, M_TEXT),
	MEMBER(struct life_event, title, M_TEXT),
	MEMBER(struct life_event, text, M_TEXT),
};
const struct shape life_event_shape = SHAPE("life_event", struct life_event, life_event_members);

void life_events_all(arena *a, struct life_events *out)
{
	str rest = catalogue_file("life_events.tsv"), cells[EVENT_CELLS];
	*out = (struct life_events){NEWN(a, struct life_event, EVENTS_MOST), 0};
	tsv_row(&rest, cells, EVENT_CELLS);
	while (tsv_row(&rest, cells, EVENT_CELLS))
		if ((!out->n || !str_eq(out->v[out->n - 1].key, cells[EVENT])) && out->n < EVENTS_MOST)
			out->v[out->n++] = (struct life_event){cells[EVENT], cells[EVENT_TITLE], cells[EVENT_TEXT]};
}

err life_event_procedures(struct ctx *c, str key, struct life_event *event, struct procedure_list_rows *out)
{
	str rest = catalogue_file("life_events.tsv"), cells[EVENT_CELLS], codes[EVENTS_MOST];
	size_t n = 0;
	tsv_row(&rest, cells, EVENT_CELLS);
	while (tsv_row(&rest, cells, EVENT_CELLS))
		if (str_eq(cells[EVENT], key) && n < COUNT(codes)) {
			*event = (struct life_event){cells[EVENT], cells[EVENT_TITLE], cells[EVENT_TEXT]};
			codes[n++] = cells[EVENT_CODE];
		}
	return n ? in_order(c, codes, n, out) : FAIL(c, NOT_FOUND, "Không có việc này trong danh sách.");
}
