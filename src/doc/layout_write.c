/* layout_write: a layout with its values, as PDF. */
#include "layout_inside.h"

struct writing {
	struct ctx *c;
	struct pdf *p;
	const struct layout_source *s;
	str section; /* whose row is being written; empty: none */
	size_t row;
	const double *widths; /* of the cells of the next line */
	size_t nwidths;
	bool *more; /* written */
};

/* ---- values ---- */

static struct layout_value value_of(const struct writing *w, str name)
{
	struct layout_value v = {0};
	if (str_is(name, "#"))
		return (struct layout_value){.text = str_format(w->c->a, "%zu", w->row + 1), .bare = true};
	if (!w->s->get(w->s->of, w->section, w->row, name, &v))
		v = (struct layout_value){0};
	return v;
}

static bool is_one(const struct layout_value *v, str wanted)
{
	if (v->value.n && str_eq(v->value, wanted))
		return true;
	for (size_t i = 0; i < v->n; i++)
		if (str_eq(v->list[i], wanted))
			return true;
	return false;
}

static bool is_filled(const struct layout_value *v) { return (v->text.n || v->n) && !str_is(v->value, "0"); }

static bool holds(const struct writing *w, const struct item *k)
{
	if (str_is(k->name, "blank"))
		return w->s->blank == (k->op == OP_IF);
	struct layout_value v = value_of(w, k->name);
	bool any = !k->nvalues && is_filled(&v);
	for (size_t i = 0; i < k->nvalues; i++)
		any |= is_one(&v, k->values[i]);
	return w->s->blank ? k->op == OP_IF : any == (k->op == OP_IF);
}

static str spaced(arena *a, str text)
{
	buf b = {.a = a};
	for (size_t i = 0; i < text.n; i++)
		buf_printf(&b, "%s%c", i ? "  " : "", text.s[i]);
	return buf_text(&b);
}

static str filtered(struct ctx *c, const struct layout_value *v, str filter)
{
	day d;
	int64_t number;
	bool dated = day_parse(v->value, &d);
	struct date parts = dated ? day_parts(d) : (struct date){0};
	if (str_is(filter, "upper"))
		return upper_case(c->a, v->text);
	if (str_is(filter, "lower"))
		return lower_first(c->a, v->text);
	if (str_is(filter, "spaced"))
		return spaced(c->a, v->text);
	if (str_is(filter, "words"))
		return dated ? day_spelled(c->a, d) : str_int(v->value, &number) ? number_words(c->a, number) : S("");
	if (str_is(filter, "year") && v->value.n >= 4)
		return (str){v->value.s, 4}; /* of some births no more is known */
	if (!filter.n || !dated)
		return filter.n ? S("") : v->text;
	return str_is(filter, "day")     ? day_digits(c->a, parts.day)
	       : str_is(filter, "month") ? month_digits(c->a, parts.month)
					 : str_format(c->a, "%d", parts.year);
}

/* ---- lines ---- */

static str dots(struct ctx *c, int n)
{
	buf b = {.a = c->a};
	while (n-- > 0)
		buf_lit(&b, ".");
	return buf_text(&b);
}

static struct pdf_run run_of(const struct writing *w, const struct piece *k, bool led)
{
	if (k->kind == PIECE_TEXT)
		return (struct pdf_run){k->text, false};
	struct layout_value v = value_of(w, k->text);
	if (k->kind == PIECE_BOX) {
		bool on = k->value.n ? is_one(&v, k->value) : is_filled(&v);
		return (struct pdf_run){on && !w->s->blank ? S("☒") : S("☐"), false};
	}
	str text = filtered(w->c, &v, k->filter);
	if (text.n && !(w->s->blank && !v.bare))
		return (struct pdf_run){text, !v.bare};
	return (struct pdf_run){led && !k->next ? S("") : dots(w->c, k->dots), false};
}

static str cell_text(const struct writing *w, const struct cell *cell)
{
	buf b = {.a = w->c->a};
	for (const struct piece *k = cell->first; k; k = k->next)
		buf_str(&b, run_of(w, k, cell->leader).text);
	return buf_text(&b);
}

/* bold: the whole of it, not the values alone. */
static void put_cell(const struct writing *w, const struct cell *cell, struct pdf_text style)
{
	size_t n = 0;
	for (const struct piece *k = cell->first; k; k = k->next)
		n++;
	struct pdf_run *runs = NEWN(w->c->a, struct pdf_run, n + 1);
	n = 0;
	for (const struct piece *k = cell->first; k; k = k->next, n++) {
		runs[n] = run_of(w, k, cell->leader);
		runs[n].bold |= style.bold;
	}
	pdf_runs(w->p, runs, n, style, cell->leader);
}

static void put_line(struct writing *w, const struct item *k)
{
	const struct pdf_text style = {.size = 12.5, .align = PDF_LEFT, .after = 2.5 + w->s->gap};
	double equal[LAYOUT_CELLS];
	if (k->n == 1) {
		put_cell(w, &k->cells[0], style);
		return;
	}
	for (size_t i = 0; i < k->n; i++)
		equal[i] = w->nwidths == k->n ? w->widths[i] : 1;
	pdf_columns(w->p, equal, k->n);
	for (size_t i = 0; i < k->n; i++) {
		if (i)
			pdf_column(w->p);
		put_cell(w, &k->cells[i], style);
	}
	pdf_columns_end(w->p);
}

static const struct pdf_text styles[] = {
	[OP_CODE] = {.size = 11, .italic = true, .align = PDF_RIGHT, .after = 4},
	[OP_TITLE] = {.size = 15, .bold = true, .align = PDF_CENTRE, .before = 12, .after = 2},
	[OP_SUBTITLE] = {.size = 12, .italic = true, .align = PDF_CENTRE, .after = 2},
	[OP_TO] = {.size = 13, .align = PDF_CENTRE, .before = 8, .after = 8},
	[OP_HEADING] = {.size = 12.5, .bold = true, .before = 4, .after = 2.5},
	[OP_CENTRE] = {.align = PDF_CENTRE, .after = 3},
	[OP_BOLD] = {.bold = true, .align = PDF_CENTRE, .before = 4, .after = 4},
	[OP_RIGHT] = {.align = PDF_RIGHT, .italic = true, .after = 3},
	[OP_PLACE] = {.align = PDF_CENTRE, .italic = true},
	[OP_PARA] = {.size = 12.5, .align = PDF_JUSTIFY, .indent = 28, .before = 2, .after = 3},
	[OP_NOTE] = {.size = 10.5, .italic = true, .align = PDF_JUSTIFY, .before = 2, .after = 2},
};

static void put_place(struct writing *w, const struct item *k)
{
	pdf_columns(w->p, (double[]){0.42, 0.58}, 2);
	pdf_column(w->p);
	put_cell(w, &k->cells[0], styles[OP_PLACE]);
	pdf_columns_end(w->p);
}

static void put_state(struct writing *w, const struct item *k)
{
	str parts[4] = {S(""), S(""), S(""), S("")};
	for (size_t i = 0; i < k->n && i < COUNT(parts); i++)
		parts[i] = cell_text(w, &k->cells[i]);
	pdf_official_head(w->p, &(struct official_head){parts[0], parts[1], parts[2], parts[3]});
}

/* ---- blocks ---- */

static void put_items(struct writing *w, const struct item *first);

static size_t rows_of(const struct writing *w, str section)
{
	size_t n = 0;
	return w->s->rows(w->s->of, section, &n) ? n : 0;
}

static struct writing in_row(const struct writing *w, str section, size_t row)
{
	struct writing inner = *w;
	inner.section = section;
	inner.row = row;
	return inner;
}

static void put_each(const struct writing *w, const struct item *k)
{
	size_t n = rows_of(w, k->name);
	for (size_t i = 0; i < n; i++) {
		struct writing inner = in_row(w, k->name, i);
		put_items(&inner, k->inner);
	}
}

enum { SMALL_TABLE = 12 }; /* rows that stay on one page, with their heading */
static void put_table(const struct writing *w, const struct item *k)
{
	size_t rows = rows_of(w, k->name), columns = 0;
	double widths[LAYOUT_CELLS];
	size_t least = w->s->blank ? (size_t)k->number : 1, shown = rows < least ? least : rows;
	str *cells = NEWN(w->c->a, str, (shown + 1) * LAYOUT_CELLS);
	for (const struct item *column = k->inner; column; column = column->next)
		widths[columns++] = column->number;
	size_t at = 0;
	for (const struct item *column = k->inner; column; column = column->next, at++) {
		cells[at] = cell_text(w, &column->cells[1]);
		for (size_t i = 0; i < shown; i++) {
			struct writing inner = in_row(w, k->name, i);
			bool numbered = column->cells[2].first && str_is(column->cells[2].first->text, "#");
			cells[(i + 1) * columns + at] = i < rows || numbered ? cell_text(&inner, &column->cells[2]) : S("");
			if (w->s->blank && !numbered)
				cells[(i + 1) * columns + at] = S("");
		}
	}
	bool small = shown <= SMALL_TABLE;
	if (small)
		pdf_together(w->p);
	if (columns)
		pdf_table(w->p, widths, cells, columns, shown + 1);
	if (small)
		pdf_together_end(w->p);
}

/* A name that nobody knows yet is left to be written: no dots. */
static str name_text(const struct writing *w, const struct cell *cell)
{
	struct cell led = *cell;
	led.leader = true;
	return w->s->blank ? S("") : cell_text(w, &led);
}

static void put_signs(const struct writing *w, const struct item *k)
{
	struct pdf_signature list[3] = {{{0}, {0}, {0}}, {{0}, {0}, {0}}, {{0}, {0}, {0}}};
	size_t n = 0;
	for (const struct item *one = k->inner; one && n < COUNT(list); one = one->next, n++)
		if (one->n >= 2) {
			list[n].title = cell_text(w, &one->cells[0]);
			list[n].note = cell_text(w, &one->cells[1]);
			list[n].name = one->n < 3 ? S("") : name_text(w, &one->cells[2]);
		}
	pdf_space(w->p, 4);
	pdf_signatures(w->p, list, n);
}

static void put_more(const struct writing *w)
{
	if (w->s->more && !*w->more)
		w->s->more(w->s->of, w->p);
	*w->more = true;
}

static void put_item(struct writing *w, const struct item *k)
{
	switch (k->op) {
	case OP_LINE: put_line(w, k); break;
	case OP_NATION: pdf_official_head(w->p, &(struct official_head){0}); break;
	case OP_STATE: put_state(w, k); break;
	case OP_PLACE: put_place(w, k); break;
	case OP_SPACE: pdf_space(w->p, k->number); break;
	case OP_RULE: pdf_rule(w->p, k->number); break;
	case OP_PAGE: pdf_page(w->p); break;
	case OP_MORE: put_more(w); break;
	case OP_EACH: put_each(w, k); break;
	case OP_TABLE: put_table(w, k); break;
	case OP_SIGN: put_signs(w, k); break;
	case OP_IF:
	case OP_UNLESS:
		if (holds(w, k))
			put_items(w, k->inner);
		break;
	case OP_KEEP:
		pdf_together(w->p);
		put_items(w, k->inner);
		pdf_together_end(w->p);
		break;
	case OP_WIDTHS:
	case OP_END:
	case OP_ROW: break;
	default: put_cell(w, &k->cells[0], styles[k->op]); break;
	}
}

/* A heading does not stay behind on a page when its line goes to the next. */
static bool heads_next(const struct item *k)
{
	return k->op == OP_HEADING && k->next && (k->next->op == OP_LINE || k->next->op == OP_PARA || k->next->op == OP_TABLE);
}

static void put_items(struct writing *w, const struct item *first)
{
	const struct item *before = NULL;
	for (const struct item *k = first; k; before = k, k = k->next) {
		bool goes_on = before && before->op == OP_TITLE && k->op == OP_TITLE; /* a title of two lines */
		bool heads = heads_next(k), headed = before && heads_next(before);
		if (heads)
			pdf_together(w->p);
		if (goes_on) {
			struct pdf_text style = styles[OP_TITLE];
			style.before = 0;
			put_cell(w, &k->cells[0], style);
		} else
			put_item(w, k);
		if (headed)
			pdf_together_end(w->p);
		w->widths = k->op == OP_WIDTHS ? k->widths : NULL;
		w->nwidths = k->op == OP_WIDTHS ? k->n : 0;
	}
}

void layout_write(struct ctx *c, struct pdf *p, const struct layout *l, const struct layout_source *s)
{
	bool more = false;
	struct writing w = {.c = c, .p = p, .s = s, .more = &more};
	put_items(&w, l->first);
	put_more(&w);
}

/* ---- names ---- */

static err check_items(struct ctx *c, const struct item *first, const struct layout_source *s, str section);

static err check_name(struct ctx *c, const struct layout_source *s, str section, str name, size_t line)
{
	struct layout_value v;
	if (str_is(name, "#") ? section.n > 0 : s->get(s->of, section, 0, name, &v))
		return NULL;
	return FAIL(c, INVALID, "dòng %zu: không có mục “%.*s”", line, STR_ARG(name));
}

static err check_item(struct ctx *c, const struct item *k, const struct layout_source *s, str section)
{
	size_t rows;
	bool repeats = k->op == OP_EACH || k->op == OP_TABLE;
	if (repeats && (section.n || !s->rows(s->of, k->name, &rows)))
		return FAIL(c, INVALID, "dòng %zu: không có phần lặp lại “%.*s”", k->line, STR_ARG(k->name));
	if ((k->op == OP_IF || k->op == OP_UNLESS) && !str_is(k->name, "blank"))
		TRY(check_name(c, s, section, k->name, k->line));
	for (size_t i = 0; i < k->n; i++)
		for (const struct piece *one = k->cells[i].first; one; one = one->next)
			if (one->kind != PIECE_TEXT)
				TRY(check_name(c, s, section, one->text, k->line));
	return check_items(c, k->inner, s, repeats ? k->name : section);
}

static err check_items(struct ctx *c, const struct item *first, const struct layout_source *s, str section)
{
	for (const struct item *k = first; k; k = k->next)
		TRY(check_item(c, k, s, section));
	return NULL;
}

err layout_check(struct ctx *c, const struct layout *l, const struct layout_source *s)
{
	return check_items(c, l->first, s, S(""));
}

static bool names(const struct item *first, str in, str section, str name)
{
	for (const struct item *k = first; k; k = k->next) {
		bool repeats = k->op == OP_EACH || k->op == OP_TABLE, asks = k->op == OP_IF || k->op == OP_UNLESS;
		if (asks && str_eq(in, section) && str_eq(k->name, name))
			return true;
		for (size_t i = 0; i < k->n && str_eq(in, section); i++)
			for (const struct piece *one = k->cells[i].first; one; one = one->next)
				if (one->kind != PIECE_TEXT && str_eq(one->text, name))
					return true;
		if (names(k->inner, repeats ? k->name : in, section, name))
			return true;
	}
	return false;
}

bool layout_names(const struct layout *l, str section, str name) { return names(l->first, S(""), section, name); }
