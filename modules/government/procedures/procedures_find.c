#include "procedures_find.h"

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

err procedures_find(struct ctx *c, str typed, int64_t page, struct procedure_list_rows *out, bool *more)
{
	*more = false;
	TRY(find_code(c, typed, out));
	if (out->n)
		return NULL;
	TRY(find(c, typed, page, out));
	if (!out->n && page == 1)
		TRY(find(c, without_filler(c, fold(c->a, typed)), page, out));
	if (out->n > PROCEDURES_A_PAGE) {
		out->n = PROCEDURES_A_PAGE;
		*more = true;
	}
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
	struct procedure_list_rows rows;
	TRY(procedure_among(c, (struct texts){codes, n}, day_iso(c->a, day_of(c->now)), &rows));
	*out = (struct procedure_list_rows){.v = NEWN(c->a, struct procedure_list, rows.n)};
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < rows.n; k++)
			if (str_eq(rows.v[k].code, codes[i]))
				out->v[out->n++] = rows.v[k];
	return NULL;
}
