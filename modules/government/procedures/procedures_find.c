#include "procedures_kept.h"

/* Words of a question, not of a procedure's name. */
static const char filler[] = " toi muon can xin lam nop hoi cho con o dau nhu the nao thi la de ve bi mat giay to thu tuc ho so ";

static str without_filler(struct ctx *c, str folded)
{
	buf b = {.a = c->a};
	str word;
	while (folded.n) {
		str_cut(folded, ' ', &word, &folded);
		if (!str_has(str_of(filler), str_format(c->a, " %.*s ", STR_ARG(word))))
			buf_printf(&b, "%s%.*s", b.n ? " " : "", STR_ARG(word));
	}
	return buf_text(&b);
}

static err find(struct ctx *c, str words, int64_t page, struct procedure_list_rows *out)
{
	str text = db_search_text(c, words);
	*out = (struct procedure_list_rows){0};
	if (!text.s)
		return NULL;
	str phrase = str_format(c->a, "%%%.*s%%", STR_ARG(fold(c->a, words)));
	return procedure_find(c, text, phrase, day_iso(c->a, day_of(c->now)), (page - 1) * PROCEDURES_A_PAGE, out);
}

static err find_code(struct ctx *c, str code, struct procedure_list_rows *out)
{
	struct procedure_by_code known;
	struct procedure_get p;
	bool found;
	*out = (struct procedure_list_rows){0};
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

/* ---- slips of the finger ---- */

enum { WORDS_MOST = 6, MEANINGS = 3 };
struct meanings {
	str word[WORDS_MOST][MEANINGS];
	str typed[WORDS_MOST];
	size_t n[WORDS_MOST], words;
	bool known[WORDS_MOST];
};

/* Words that are near no known one are left out. In a sentence short words mean too many things. */
static void read_meanings(const struct vocabulary *known, str folded, struct meanings *m)
{
	str word;
	while (folded.n && m->words < WORDS_MOST) {
		str_cut(folded, ' ', &word, &folded);
		m->n[m->words] = words_meant(known, word, m->word[m->words], MEANINGS);
		m->typed[m->words] = word;
		m->known[m->words] = m->n[m->words] && str_eq(word, m->word[m->words][0]);
		m->words += m->n[m->words] > 0;
	}
	for (size_t i = 0; m->words > 2 && i < m->words; i++)
		if (!m->known[i] && m->typed[i].n < 4)
			m->words = 0;
}

/* Every word as its nearest one, only word `which` as its `other`. */
static str phrase_of(struct ctx *c, const struct meanings *m, size_t which, size_t other)
{
	buf b = {.a = c->a};
	for (size_t i = 0; i < m->words; i++)
		buf_printf(&b, "%s%.*s", i ? " " : "", STR_ARG(m->word[i][i == which ? other : 0]));
	return buf_text(&b);
}

/* In a sentence a known word stays what it is; of one or two words each may be the wrong one. */
static size_t choices(const struct meanings *m, size_t i) { return m->words > 2 && m->known[i] ? 1 : m->n[i]; }

/* The first phrase that stands in a name as it is; else the first that finds anything. */
static err find_meant(struct ctx *c, str typed, struct procedures_found *out)
{
	const struct kept_versions *all;
	struct meanings m = {.words = 0};
	struct procedure_list_rows list;
	str folded = without_filler(c, fold(c->a, typed));
	TRY(procedure_versions_kept(c, &all));
	read_meanings(&all->vocabulary, folded, &m);
	for (size_t i = 0; i < m.words; i++)
		for (size_t k = i ? 1 : 0; k < choices(&m, i); k++) {
			str meant = phrase_of(c, &m, i, k);
			if (str_eq(meant, folded))
				continue;
			TRY(find(c, meant, 1, &list));
			bool exact = list.n && str_has(fold(c->a, list.v[0].name), meant);
			if (exact || (list.n && !out->list.n)) {
				out->list = list;
				out->meant = meant;
			}
			if (exact)
				return NULL;
		}
	return NULL;
}

err procedures_find(struct ctx *c, str typed, int64_t page, struct procedures_found *out)
{
	*out = (struct procedures_found){.meant = S("")};
	TRY(find_code(c, typed, &out->list));
	if (out->list.n)
		return NULL;
	TRY(find(c, typed, page, &out->list));
	if (!out->list.n && page == 1)
		TRY(find(c, without_filler(c, fold(c->a, typed)), page, &out->list));
	if (!out->list.n && page == 1)
		TRY(find_meant(c, typed, out));
	out->more = out->list.n > PROCEDURES_A_PAGE;
	if (out->more)
		out->list.n = PROCEDURES_A_PAGE;
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
