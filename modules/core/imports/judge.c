/* What a row means: its texts become the facts of its kind as a form's would, and the kind says what they are beside what is known. */
#include "inside.h"
#include "http/http.h"
#include "web/request.h"

bool import_says_why(err e)
{
	return e && (e->kind == INVALID || e->kind == CONFLICT || e->kind == NOT_FOUND || e->kind == DENIED);
}

str import_problems(arena *a, err e)
{
	buf b = {.a = a};
	for (const struct problem *p = e->problems; p; p = p->next)
		buf_printf(&b, "%s%c%.*s%c", p->field, FIELD_END, STR_ARG(p->text), FIELD_END);
	if (!e->problems)
		buf_printf(&b, "%c%.*s%c", FIELD_END, STR_ARG(e->text), FIELD_END);
	return buf_text(&b);
}

/* People write a choice as they read it. */
static str chosen(arena *a, const struct field *f, str typed)
{
	str folded = fold(a, typed);
	for (const struct choice *o = f->choices; o && o->value; o++)
		if (str_is(typed, o->value) || str_eq(folded, fold(a, str_of(o->label))))
			return str_of(o->value);
	return typed;
}

static bool is_yes(arena *a, str typed)
{
	str folded = fold(a, typed);
	return str_is(folded, "co") || str_is(folded, "x") || str_is(folded, "dung");
}

static str value_of(arena *a, const struct field *f, str typed)
{
	if (f->type == I_BOOL)
		return is_yes(a, typed) ? S("1") : str_is(fold(a, typed), "khong") ? S("0") : typed;
	return f->choices ? chosen(a, f, typed) : typed;
}

/* A number with a zero at its head that a spreadsheet took for a quantity. */
static err lost_zero(struct ctx *c, const struct field *f, const char *example, str typed)
{
	size_t wanted = example ? strlen(example) : 0;
	bool digits = typed.n > 0;
	for (size_t i = 0; i < typed.n; i++)
		digits &= typed.s[i] >= '0' && typed.s[i] <= '9';
	if (!f->grouped || !digits || !wanted || example[0] != '0' || typed.n + 1 != wanted || typed.s[0] == '0')
		return NULL;
	return FAIL_FIELD(c, f->name,
		"Thiếu số 0 ở đầu: bảng tính đã coi đây là con số. Hãy đặt cả cột là kiểu Văn bản (Text) rồi ghi lại.");
}

/* A file mostly has its columns in their order. */
static const struct field *column_at(const struct import_kind *k, struct texts mapping, size_t i)
{
	bool there = i < k->input->n && str_is(mapping.v[i], k->input->fields[i].name);
	return there ? &k->input->fields[i] : import_field_named(k, mapping.v[i]);
}

static err judge(struct req *q, const struct import_kind *k, struct texts mapping, struct texts cells, struct judged *out)
{
	arena *a = q->ctx.a;
	struct http_part *parts = NEWN(a, struct http_part, mapping.n + 1);
	struct http_request http = {.a = a, .parts = parts};
	struct route route = {.method = "POST", .path = "", .input = k->input};
	for (size_t i = 0; i < mapping.n && i < cells.n; i++) {
		const struct field *column = column_at(k, mapping, i);
		if (!column)
			continue;
		TRY(lost_zero(&q->ctx, column, k->columns[column - k->input->fields].example, cells.v[i]));
		parts[http.nparts++] =
			(struct http_part){.name = mapping.v[i], .value = value_of(a, column, cells.v[i]), .fd = -1};
	}
	if (!http.nparts) /* a row of columns that mean nothing */
		parts[http.nparts++] = (struct http_part){.name = S("-"), .value = S(""), .fd = -1};
	struct req row = *q;
	row.http = &http;
	row.route = &route;
	TRY(read_input(&row, out->facts));
	return k->check(&row, out->facts, &out->row);
}

err import_judge(struct req *q, const struct import_kind *k, struct texts mapping, str cells, struct judged *out)
{
	*out = (struct judged){.facts = arena_get(q->ctx.a, k->size), .problems = S("")};
	if (k->of)
		*(const void **)out->facts = k->of;
	err e = judge(q, k, mapping, import_parts(q->ctx.a, cells), out);
	if (!import_says_why(e))
		return e;
	out->row.verdict = IMPORT_WRONG;
	out->row.says = S("");
	out->problems = import_problems(q->ctx.a, e);
	return NULL;
}
