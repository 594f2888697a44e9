/* layout: the reader of the language, strict: what it does not know it refuses, with the line. */
#include "layout_inside.h"
#include <stdlib.h>

struct reader {
	struct ctx *c;
	arena *a;
	str rest;
	size_t line;
	int depth;
};

enum takes { TAKES_NOTHING, TAKES_TEXT, TAKES_NUMBER, TAKES_WIDTHS, TAKES_CONDITION, TAKES_SECTION };
static const struct word {
	const char *name;
	enum layout_op op;
	enum takes takes;
	bool opens; /* a block up to @end */
} directives[] = {
	{"code", OP_CODE, TAKES_TEXT, false},
	{"nation", OP_NATION, TAKES_NOTHING, false},
	{"state", OP_STATE, TAKES_TEXT, false},
	{"title", OP_TITLE, TAKES_TEXT, false},
	{"subtitle", OP_SUBTITLE, TAKES_TEXT, false},
	{"to", OP_TO, TAKES_TEXT, false},
	{"heading", OP_HEADING, TAKES_TEXT, false},
	{"centre", OP_CENTRE, TAKES_TEXT, false},
	{"bold", OP_BOLD, TAKES_TEXT, false},
	{"right", OP_RIGHT, TAKES_TEXT, false},
	{"place", OP_PLACE, TAKES_TEXT, false},
	{"para", OP_PARA, TAKES_TEXT, false},
	{"note", OP_NOTE, TAKES_TEXT, false},
	{"space", OP_SPACE, TAKES_NUMBER, false},
	{"rule", OP_RULE, TAKES_NUMBER, false},
	{"page", OP_PAGE, TAKES_NOTHING, false},
	{"more", OP_MORE, TAKES_NOTHING, false},
	{"widths", OP_WIDTHS, TAKES_WIDTHS, false},
	{"keep", OP_KEEP, TAKES_NOTHING, true},
	{"if", OP_IF, TAKES_CONDITION, true},
	{"unless", OP_UNLESS, TAKES_CONDITION, true},
	{"each", OP_EACH, TAKES_SECTION, true},
	{"table", OP_TABLE, TAKES_SECTION, true},
	{"sign", OP_SIGN, TAKES_NOTHING, true},
	{"end", OP_END, TAKES_NOTHING, false},
};

#define WRONG(r, ...) FAIL((r)->c, INVALID, "dòng %zu: %s", (r)->line, str_format((r)->c->a, __VA_ARGS__).s)

/* ---- texts with places ---- */

static bool is_name(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.s[i] >= 'a' && s.s[i] <= 'z') || (s.s[i] >= '0' && s.s[i] <= '9') || s.s[i] == '_' || s.s[i] == '.'))
			return false;
	return s.n > 0 && s.n <= 60;
}

static bool is_filter(str s)
{
	static const char *const known[] = {"upper", "lower", "words", "day", "month", "year", "spaced"};
	for (size_t i = 0; i < COUNT(known); i++)
		if (str_is(s, known[i]))
			return true;
	return false;
}

static err read_place(struct reader *r, str inside, struct piece *p)
{
	str number;
	int64_t dots = 12;
	if (str_cut(inside, ':', &inside, &number) && (!str_int(number, &dots) || dots < 1 || dots > 120))
		return WRONG(r, "số dấu chấm của {%.*s} từ 1 đến 120", STR_ARG(inside));
	if (str_cut(inside, '|', &p->text, &p->filter) && !is_filter(p->filter))
		return WRONG(r, "không có cách viết “%.*s”", STR_ARG(p->filter));
	if (!is_name(p->text) && !str_is(p->text, "#"))
		return WRONG(r, "“%.*s” không phải tên mục", STR_ARG(p->text));
	p->kind = PIECE_PLACE;
	p->dots = (int)dots;
	return NULL;
}

static err read_box(struct reader *r, str inside, struct piece *p)
{
	str_cut(inside, '=', &p->text, &p->value);
	if (!is_name(p->text))
		return WRONG(r, "“%.*s” không phải tên mục", STR_ARG(p->text));
	p->kind = PIECE_BOX;
	return NULL;
}

static size_t find_any(str s, const char *signs)
{
	size_t i = 0;
	while (i < s.n && !strchr(signs, s.s[i]))
		i++;
	return i;
}

static err read_pieces(struct reader *r, str text, struct cell *out)
{
	const struct piece **tail = &out->first;
	out->leader = str_ends(text, S("..."));
	while (out->leader && text.n && text.s[text.n - 1] == '.')
		text.n--;
	while (text.n) {
		struct piece *p = NEW(r->a, struct piece);
		size_t open = find_any(text, "{["), close;
		if (open) {
			p->text = str_copy(r->a, (str){text.s, open});
			text = (str){text.s + open, text.n - open};
		} else {
			bool place = *text.s == '{';
			close = find_any(text, place ? "}" : "]");
			if (close == text.n)
				return WRONG(r, "thiếu dấu đóng %s", place ? "}" : "]");
			str inside = str_copy(r->a, (str){text.s + 1, close - 1});
			TRY(place ? read_place(r, inside, p) : read_box(r, inside, p));
			text = (str){text.s + close + 1, text.n - close - 1};
		}
		*tail = p;
		tail = &p->next;
	}
	return NULL;
}

/* A bar of its own: with a space, or the edge of the line, on either side. */
static size_t find_bar(str s)
{
	size_t i = 0;
	for (; i < s.n; i++)
		if (s.s[i] == '|' && (!i || s.s[i - 1] == ' ') && (i + 1 == s.n || s.s[i + 1] == ' '))
			break;
	return i;
}

/* Cells stand between " | ". */
static err read_cells(struct reader *r, str text, struct item *out)
{
	for (bool more = true; more;) {
		size_t bar = find_bar(text);
		more = bar < text.n;
		if (out->n == LAYOUT_CELLS)
			return WRONG(r, "nhiều nhất %d ô trên một dòng", LAYOUT_CELLS);
		TRY(read_pieces(r, str_trim((str){text.s, bar}), &out->cells[out->n++]));
		if (more)
			text = (str){text.s + bar + 1, text.n - bar - 1};
	}
	return NULL;
}

/* ---- directives ---- */

static bool read_number(str s, double *out)
{
	int64_t v;
	if (!str_int(s, &v) || v < 0 || v > 1000)
		return false;
	*out = (double)v;
	return true;
}

static err read_widths(struct reader *r, str text, struct item *out)
{
	for (str one; text.n;) {
		str_cut(text, ' ', &one, &text);
		if (out->n == LAYOUT_CELLS || !read_number(one, &out->widths[out->n]) || out->widths[out->n] < 1)
			return WRONG(r, "độ rộng là các số nguyên cách nhau bằng dấu cách, nhiều nhất %d", LAYOUT_CELLS);
		out->n++;
	}
	return out->n ? NULL : WRONG(r, "thiếu độ rộng");
}

static err read_condition(struct reader *r, str text, struct item *out)
{
	str values, one;
	str *list = NEWN(r->a, str, text.n + 1);
	str_cut(text, '=', &out->name, &values);
	out->name = str_copy(r->a, out->name);
	while (values.n) {
		str_cut(values, ',', &one, &values);
		list[out->nvalues++] = str_copy(r->a, one);
	}
	out->values = list;
	return is_name(out->name) ? NULL : WRONG(r, "“%.*s” không phải tên mục", STR_ARG(out->name));
}

static err read_section(struct reader *r, str text, struct item *out)
{
	str least;
	if (str_cut(text, ' ', &text, &least) && (!read_number(least, &out->number) || out->number > 30))
		return WRONG(r, "số dòng ít nhất của bảng từ 0 đến 30");
	out->name = str_copy(r->a, text);
	return is_name(out->name) ? NULL : WRONG(r, "“%.*s” không phải tên phần", STR_ARG(out->name));
}

static err read_argument(struct reader *r, const struct word *w, str rest, struct item *out)
{
	if (w->takes == TAKES_NOTHING)
		return rest.n ? WRONG(r, "@%s không có gì theo sau", w->name) : NULL;
	if (!rest.n)
		return WRONG(r, "thiếu nội dung sau @%s", w->name);
	switch (w->takes) {
	case TAKES_TEXT: return w->op == OP_STATE ? read_cells(r, rest, out) : read_pieces(r, rest, &out->cells[out->n++]);
	case TAKES_NUMBER: return read_number(rest, &out->number) ? NULL : WRONG(r, "@%s cần một số từ 0 đến 1000", w->name);
	case TAKES_WIDTHS: return read_widths(r, rest, out);
	case TAKES_CONDITION: return read_condition(r, rest, out);
	case TAKES_SECTION: return read_section(r, rest, out);
	case TAKES_NOTHING: break;
	}
	return NULL;
}

static const struct word *directive(str name)
{
	for (size_t i = 0; i < COUNT(directives); i++)
		if (str_is(name, directives[i].name))
			return &directives[i];
	return NULL;
}

/* ---- lines ---- */

static bool next_line(struct reader *r, str *line)
{
	while (r->rest.n) {
		str_cut(r->rest, '\n', line, &r->rest);
		r->line++;
		*line = str_trim(*line);
		if (!line->n || line->s[0] != '#')
			return true;
	}
	return false;
}

/* A row of a table: "width | heading | cell"; of signatures: "title | note | name", or "-". */
static err read_row(struct reader *r, enum layout_op of, str line, struct item *out)
{
	out->op = OP_ROW;
	if (of == OP_SIGN && str_is(line, "-"))
		return NULL;
	TRY(read_cells(r, line, out));
	if (out->n != 3 && !(of == OP_SIGN && out->n == 2))
		return WRONG(r, of == OP_SIGN ? "một cột chữ ký là: chức danh | ghi chú | họ tên"
					      : "một cột của bảng là: độ rộng | tên cột | ô");
	const struct piece *width = out->cells[0].first;
	if (of == OP_TABLE && (!width || width->next || !read_number(width->text, &out->number) || out->number < 1))
		return WRONG(r, "độ rộng của cột là một số");
	return NULL;
}

static err read_block(struct reader *r, enum layout_op of, const struct item **first);

static err read_directive(struct reader *r, enum layout_op of, str line, struct item *out)
{
	str name, rest = S("");
	str_cut((str){line.s + 1, line.n - 1}, ' ', &name, &rest);
	const struct word *w = directive(name);
	if (!w)
		return WRONG(r, "không có chỉ dẫn “@%.*s”", STR_ARG(name));
	if ((of == OP_TABLE || of == OP_SIGN) && w->op != OP_END)
		return WRONG(r, "@%s không đứng trong bảng hay phần chữ ký", w->name);
	out->op = w->op;
	TRY(read_argument(r, w, str_trim(rest), out));
	return w->opens ? read_block(r, w->op, &out->inner) : NULL;
}

static err read_item(struct reader *r, enum layout_op of, str line, struct item *out)
{
	out->line = r->line;
	if (line.n && line.s[0] == '@')
		return read_directive(r, of, line, out);
	if (of == OP_TABLE || of == OP_SIGN)
		return read_row(r, of, line, out);
	out->op = line.n ? OP_LINE : OP_SPACE;
	out->number = line.n ? 0 : 6;
	return read_cells(r, line, out);
}

/* Up to its @end; of = OP_END: the whole description, which has none. */
static err read_block(struct reader *r, enum layout_op of, const struct item **first)
{
	const struct item **tail = first;
	size_t begun = r->line, rows = 0;
	str line;
	if (++r->depth > LAYOUT_DEPTH)
		return WRONG(r, "lồng nhau quá %d lớp", LAYOUT_DEPTH);
	while (next_line(r, &line)) {
		struct item *one = NEW(r->a, struct item);
		if (!line.n && (of == OP_TABLE || of == OP_SIGN))
			continue;
		TRY(read_item(r, of, line, one));
		if (one->op == OP_END) {
			r->depth--;
			return of == OP_END ? WRONG(r, "@end thừa") : NULL;
		}
		if (one->op == OP_ROW && ++rows > (of == OP_SIGN ? 3 : LAYOUT_CELLS))
			return WRONG(r, "quá nhiều cột");
		*tail = one;
		tail = &one->next;
	}
	r->depth--;
	r->line = of == OP_END ? r->line : begun;
	return of == OP_END ? NULL : WRONG(r, "thiếu @end");
}

err layout_read(struct ctx *c, arena *a, str text, struct layout **out)
{
	struct reader r = {.c = c, .a = a, .rest = text};
	*out = NEW(a, struct layout);
	if (text.n > LAYOUT_MAX)
		return FAIL(c, INVALID, "Mẫu in dài quá %d KB.", LAYOUT_MAX / 1024);
	if (!utf8_valid(text))
		return FAIL(c, INVALID, "Mẫu in không phải văn bản UTF-8.");
	TRY(read_block(&r, OP_END, &(*out)->first));
	return (*out)->first ? NULL : FAIL(c, INVALID, "Mẫu in trống.");
}
