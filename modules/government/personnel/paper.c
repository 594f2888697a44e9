/* paper: the sheet of a record (sơ yếu lý lịch, mẫu 2C) by a layout that is data: catalogue/personnel/sheet.txt. */
#include "doc/layout.h"
#include "government/personnel/inside.h"
#include "web/catalogue.h"

struct told { /* an entry, taken apart */
	const struct personnel_kind *k;
	const struct form_answers *said;
	str valid_from, decision;
};
struct table { /* a kind of entry */
	const struct personnel_kind *k;
	struct told *v;
	size_t n;
	const struct told *now; /* of a kind of which one holds */
};
struct sheet {
	struct ctx *c;
	struct table *tables;
	size_t n;
	str unit, place, rank_code, rank_title;
	struct date day;
};

static struct told told_of(struct ctx *c, const struct personnel_kind *k, const struct personnel_entries_on *e)
{
	struct form_answers *said;
	form_answers_stored(c, k->form, e->answers, &said);
	return (struct told){.k = k,
		.said = said,
		.valid_from = e->valid_from,
		.decision = e->decision_number.n ? str_format(c->a, "%.*s ngày %.*s", STR_ARG(e->decision_number),
							   STR_ARG(show_date(c->a, e->decision_on)))
						 : S("")};
}

/* From the oldest on; what was wrong is left out, and what begins later. */
static err table_of(struct sheet *s, int64_t file, const struct personnel_kinds *all, struct table *t)
{
	struct ctx *c = s->c;
	struct personnel_entries_on_rows rows;
	str today = personnel_today(c);
	TRY(personnel_entries_of(c, file, t->k->code, &rows));
	t->v = NEWN(c->a, struct told, rows.n + 1);
	for (size_t i = rows.n; i-- > 0;) {
		const struct personnel_entries_on *e = &rows.v[i];
		const struct personnel_kind *k = personnel_kind_of(all, e->form_id);
		if (!k || e->replaced_at.set || personnel_order(e->valid_from, today) > 0)
			continue;
		t->v[t->n] = told_of(c, k, e);
		if (!e->valid_to.s || personnel_order(today, e->valid_to) < 0)
			t->now = &t->v[t->n];
		t->n++;
	}
	return NULL;
}

static const struct table *table_named(const struct sheet *s, str code)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->tables[i].k->code, code))
			return &s->tables[i];
	return NULL;
}

static struct layout_value value_of(struct ctx *c, const struct told *t, const struct form_field *f)
{
	const struct form_field *own = t ? form_field_find(&t->k->form->sections[0], str_of(f->name)) : NULL;
	const struct form_answer *a = own ? form_answer_to(t->said, own, 0) : NULL;
	if (!a || !a->filled)
		return (struct layout_value){0};
	return (struct layout_value){.text = form_answer_shown(c, own, a), .value = a->text};
}

static bool around(const struct sheet *s, str name, struct layout_value *out)
{
	const struct {
		const char *name;
		str text;
	} known[] = {{"unit", s->unit}, {"place", s->place}, {"rank_title", s->rank_title}, {"rank_code", s->rank_code},
		{"day", day_digits(s->c->a, s->day.day)}, {"month", month_digits(s->c->a, s->day.month)},
		{"year", str_format(s->c->a, "%d", s->day.year)}};
	for (size_t i = 0; i < COUNT(known); i++)
		if (str_is(name, known[i].name)) {
			*out = (struct layout_value){.text = known[i].text, .bare = i < 2};
			return true;
		}
	return false;
}

static bool of_row(const struct sheet *s, const struct table *t, size_t row, str name, struct layout_value *out)
{
	const struct told *e = row < t->n ? &t->v[row] : NULL;
	const struct form_field *f = form_field_find(&t->k->form->sections[0], name);
	if (str_is(name, "from"))
		*out = (struct layout_value){.text = e ? show_date(s->c->a, e->valid_from) : S("")};
	else if (str_is(name, "decision"))
		*out = (struct layout_value){.text = e ? e->decision : S("")};
	else if (f)
		*out = value_of(s->c, e, f);
	else
		return false;
	if (e && !out->text.n) /* what was left open has no dots to be filled in by hand */
		*out = (struct layout_value){.text = str_ends(name, S("_to")) ? S("nay") : S("–"), .bare = true};
	return true;
}

static bool get(void *of, str section, size_t row, str name, struct layout_value *out)
{
	const struct sheet *s = of;
	const struct table *rows = section.n ? table_named(s, section) : NULL;
	if (rows && of_row(s, rows, row, name, out))
		return true;
	for (size_t i = 0; i < s->n; i++) { /* "salary.from": since when it holds; else a field, of the one kind that has it */
		const struct table *t = &s->tables[i];
		str kind, what;
		if (t->k->is_several)
			continue;
		if (str_cut(name, '.', &kind, &what) && str_eq(kind, t->k->code) && str_is(what, "from")) {
			*out = (struct layout_value){.text = t->now ? show_date(s->c->a, t->now->valid_from) : S("")};
			return true;
		}
		const struct form_field *f = form_field_find(&t->k->form->sections[0], name);
		if (f) {
			*out = value_of(s->c, t->now, f);
			return true;
		}
	}
	return around(s, name, out);
}

static bool rows(void *of, str section, size_t *n)
{
	const struct table *t = table_named(of, section);
	if (t)
		*n = t->n;
	return t != NULL;
}

static err gather(struct sheet *s, int64_t file)
{
	struct ctx *c = s->c;
	const struct personnel_kinds *all;
	struct personnel_file_get f;
	struct personnel_rank r;
	TRY(personnel_kinds(c, &all));
	TRY(personnel_file_whose(c, file, &f));
	s->tables = NEWN(c->a, struct table, all->now + 1);
	for (; s->n < all->now; s->n++) {
		s->tables[s->n] = (struct table){.k = &all->v[s->n]};
		TRY(table_of(s, file, all, &s->tables[s->n]));
	}
	struct personnel_unit unit;
	TRY(personnel_unit(c, f.unit_id, &unit));
	s->unit = unit.full_name;
	s->place = unit.name;
	struct layout_value rank;
	if (get(s, S(""), 0, S("rank"), &rank) && personnel_rank_on(rank.value, personnel_today(c), &r)) {
		s->rank_code = r.code;
		s->rank_title = r.title;
	} else
		s->rank_title = rank.text;
	return NULL;
}

static err layout_of(struct ctx *c, const struct layout_source *source, struct layout **out)
{
	TRY(layout_read(c, c->a, catalogue_file("personnel/sheet.txt"), out));
	return layout_check(c, *out, source);
}

err personnel_sheet(struct ctx *c, int64_t file, buf *out)
{
	struct sheet s = {.c = c, .day = day_parts(day_of(c->now)), .rank_code = S(""), .rank_title = S("")};
	struct layout *l;
	struct pdf *p;
	TRY(gather(&s, file));
	struct layout_source source = {.of = &s, .get = get, .rows = rows};
	TRY(layout_of(c, &source, &l));
	TRY(pdf_begin(c, PDF_A4, S("Sơ yếu lý lịch"), &p));
	layout_write(c, p, l, &source);
	return pdf_end(p, out);
}
