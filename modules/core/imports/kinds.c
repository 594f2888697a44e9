/* What may be imported, and which column of a file is which. */
#include "inside.h"
#include "web/module.h"
#include "web/request.h"

static const int64_t every[] = {IMPORT_UNREAD, IMPORT_NEW, IMPORT_CHANGED, IMPORT_SAME, IMPORT_WRONG, IMPORT_ADDED,
	IMPORT_UPDATED, IMPORT_MOVED, IMPORT_FAILED},
		     doing[] = {IMPORT_NEW, IMPORT_CHANGED}, back[] = {IMPORT_WRONG, IMPORT_MOVED, IMPORT_FAILED};
const struct ints import_all_verdicts = LIST(every), import_open_verdicts = LIST(doing), import_kept_back = LIST(back);

err import_get(struct ctx *c, int64_t id, struct imports_of *out)
{
	struct imports_of_rows one;
	TRY(import_by_id(c, id, &one));
	if (!one.n)
		return FAIL(c, NOT_FOUND, "Không có lần nhập này, hoặc ông/bà không được xem.");
	*out = one.v[0];
	return NULL;
}

err import_kind_named(struct ctx *c, str name, const struct import_kind **out)
{
	*out = NULL;
	for (const struct module *const *m = modules_all(); *m && !*out; m++) {
		for (size_t i = 0; i < (*m)->imports.n && !*out; i++)
			if (str_is(name, (*m)->imports.v[i]->name))
				*out = (*m)->imports.v[i];
		if (!*out && (*m)->import_made)
			TRY((*m)->import_made(c, name, out));
	}
	return NULL;
}

err import_kind_of(struct req *q, str name, const struct import_kind **out)
{
	TRY(import_kind_named(&q->ctx, name, out));
	if (!*out || !may(q, (*out)->permission))
		return FAIL(&q->ctx, NOT_FOUND, "Không có danh sách này, hoặc ông/bà không được nhập.");
	q->ctx.behalf = may_for(q, (*out)->permission);
	return NULL;
}

enum { KINDS_MOST = 400 };

static err add_made(struct req *q, const struct module *m, struct texts *out)
{
	struct texts names = {0};
	const struct import_kind *k = NULL;
	if (m->import_names)
		TRY(m->import_names(&q->ctx, &names));
	for (size_t i = 0; i < names.n && out->n < KINDS_MOST; i++) {
		TRY(m->import_made(&q->ctx, names.v[i], &k));
		if (k && may(q, k->permission))
			((str *)out->v)[out->n++] = names.v[i];
	}
	return NULL;
}

err import_kinds_of(struct req *q, struct texts *out)
{
	str *names = NEWN(q->ctx.a, str, KINDS_MOST);
	*out = (struct texts){names, 0};
	for (const struct module *const *m = modules_all(); *m; m++) {
		for (size_t i = 0; i < (*m)->imports.n && out->n < KINDS_MOST; i++)
			if (may(q, (*m)->imports.v[i]->permission))
				names[out->n++] = str_of((*m)->imports.v[i]->name);
		TRY(add_made(q, *m, out));
	}
	return NULL;
}

err import_choices(struct req *q, const struct choice **out)
{
	struct texts names;
	TRY(import_kinds_of(q, &names));
	struct choice *v = NEWN(q->ctx.a, struct choice, names.n + 1);
	for (size_t i = 0; i < names.n; i++)
		v[i] = (struct choice){str_c(q->ctx.a, names.v[i]), str_c(q->ctx.a, import_title(&q->ctx, names.v[i]))};
	*out = v;
	return NULL;
}

str import_title(struct ctx *c, str kind)
{
	const struct import_kind *k;
	return import_kind_named(c, kind, &k) || !k ? S("") : str_of(k->title);
}

const struct field *import_field_named(const struct import_kind *k, str name)
{
	for (size_t i = 0; i < k->input->n; i++)
		if (str_is(name, k->input->fields[i].name))
			return &k->input->fields[i];
	return NULL;
}

bool import_required(const struct field *column) { return column->min > 0; }

str import_note(arena *a, const struct field *column)
{
	const char *note = column->note ? column->note : "", *day = column->type == I_DATE ? "Ngày/tháng/năm" : "";
	const char *must = import_required(column) ? *day || *note ? " (bắt buộc)" : "(bắt buộc)" : "";
	return str_format(a, "%s%s%s%s", day, *day && *note ? ". " : "", note, must);
}

/* ---- texts that stand together in one ---- */

struct texts import_parts(arena *a, str joined)
{
	size_t n = 0;
	for (size_t i = 0; i < joined.n; i++)
		n += joined.s[i] == FIELD_END;
	str *v = NEWN(a, str, n + 1);
	for (size_t i = 0; i < n; i++)
		str_cut(joined, FIELD_END, &v[i], &joined);
	return (struct texts){v, n};
}

str import_joined(arena *a, const str *v, size_t n)
{
	buf b = {.a = a};
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%.*s%c", STR_ARG(v[i]), FIELD_END);
	return buf_text(&b);
}

/* ---- headings ---- */

static bool among(str folded, const char *list)
{
	for (str rest = str_of(list), one; rest.n;) {
		str_cut(rest, '|', &one, &rest);
		if (str_eq(one, folded))
			return true;
	}
	return false;
}

/* "Họ và tên (*)", "HỌ VÀ TÊN", "ho_ten". */
size_t import_column_for(const struct import_kind *k, str heading)
{
	arena a = {0};
	str folded = fold(&a, heading);
	size_t i = 0;
	while (folded.n && i < k->input->n && !str_eq(folded, fold(&a, str_of(k->input->fields[i].label))) &&
		!str_eq(folded, fold(&a, str_of(k->input->fields[i].name))) && !among(folded, k->columns[i].others))
		i++;
	arena_free(&a);
	return folded.n ? i : k->input->n;
}

err import_guess(struct ctx *c, const struct import_kind *k, const str *headings, size_t n, str *mapping)
{
	struct import_mapping_of_rows known;
	bool *taken = NEWN(c->a, bool, k->input->n + 1);
	str names[SHEET_COLUMNS];
	TRY(import_mapping_of(c, c->unit, str_of(k->name), &known));
	for (size_t i = 0; i < n; i++) {
		size_t at = import_column_for(k, headings[i]);
		str folded = fold(c->a, headings[i]);
		for (size_t j = 0; j < known.n; j++)
			if (folded.n && str_eq(known.v[j].heading, folded)) {
				const struct field *said = import_field_named(k, known.v[j].name);
				at = said ? (size_t)(said - k->input->fields) : k->input->n;
			}
		bool free = at < k->input->n && !taken[at];
		names[i] = free ? str_of(k->input->fields[at].name) : S("-");
		taken[at] |= free;
	}
	*mapping = import_joined(c->a, names, n);
	return NULL;
}

const struct field *import_lacking(const struct import_kind *k, struct texts mapping)
{
	for (size_t i = 0; i < k->input->n; i++) {
		bool there = !import_required(&k->input->fields[i]);
		for (size_t j = 0; j < mapping.n; j++)
			there |= str_is(mapping.v[j], k->input->fields[i].name);
		if (!there)
			return &k->input->fields[i];
	}
	return NULL;
}
