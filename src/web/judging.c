/* judging: one field from the texts that were sent for it, against its declaration. */
#include "web/judging.h"
#include <stdio.h>
#include "web/input.h"
#include "web/request.h"
#include "db/db.h"

void add_problem(struct reading *r, const char *field, str text)
{
	struct problem *p = NEW(r->q->ctx.a, struct problem);
	*p = (struct problem){NULL, field, text};
	*r->tail = p;
	r->tail = &p->next;
}

void complain(struct reading *r, const struct field *f, const char *format, ...)
{
	char text[600];
	va_list list;
	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	add_problem(r, f->name, str_copy(r->q->ctx.a, utf8_whole(str_of(text))));
}

void complain_missing(struct reading *r, const struct field *f)
{
	bool picked = f->type == I_CHOICE || f->type == I_FILE || f->type == I_FILES || f->type == I_INTS || f->type == I_TEXTS;
	complain(r, f, "%s %.*s", picked ? "Chọn" : "Nhập", STR_ARG(lower_first(r->q->ctx.a, str_of(f->label))));
}

static void take_text(struct reading *r, const struct field *f, str s, str *out)
{
	bool lines = f->type == I_LONG_TEXT;
	if (!utf8_valid(s)) {
		complain(r, f, "%s có ký tự không đọc được; hãy nhập lại", f->label);
		return;
	}
	*out = f->type == I_SECRET ? text_secret(r->q->ctx.a, s) : text_clean(r->q->ctx.a, s, lines);
	if (f->grouped)
		*out = number_ungrouped(r->q->ctx.a, *out);
	int64_t length = (int64_t)utf8_length(*out);
	if (!length && f->min > 0)
		complain_missing(r, f);
	else if (length && length < f->min)
		complain(r, f, "%s phải có ít nhất %lld ký tự", f->label, (long long)f->min);
	else if (f->max && length > f->max)
		complain(r, f, "%s dài tối đa %lld ký tự (đang có %lld)", f->label, (long long)f->max, (long long)length);
}

/* A dot anywhere else is not a grouping. */
bool number_grouped(arena *a, str s, int64_t *out)
{
	char *digits = arena_get(a, s.n + 1);
	size_t n = 0, group = 0;
	bool grouped = false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.s[i] == '.' || s.s[i] == ' ') {
			size_t lead = n - (size_t)(n && digits[0] == '-');
			if (grouped ? group != 3 : lead < 1 || lead > 3)
				return false;
			grouped = true;
			group = 0;
			continue;
		}
		digits[n++] = s.s[i];
		group++;
	}
	return !(grouped && group != 3) && str_int((str){digits, n}, out);
}

static void check_int(struct reading *r, const struct field *f, int64_t v)
{
	*(int64_t *)(r->out + f->at) = v;
	arena *a = r->q->ctx.a;
	if (v < f->min && f->max == INT64_MAX)
		complain(r, f, "%s phải từ %s trở lên", f->label, show_int(a, f->min).s);
	else if (v < f->min || v > f->max)
		complain(r, f, "%s phải từ %s đến %s", f->label, show_int(a, f->min).s, show_int(a, f->max).s);
}

/* A number that the field would take, of the size that is usual there: 2 copies, 150.000 đồng. */
static str int_example(arena *a, const struct field *f)
{
	static const int64_t usual[] = {150000, 2000, 10, 2};
	for (size_t i = 0; i < COUNT(usual); i++)
		if (usual[i] >= f->min && usual[i] <= f->max / 10)
			return show_int(a, usual[i]);
	return show_int(a, f->min);
}

static void take_int(struct reading *r, const struct field *f, str s)
{
	int64_t v;
	s = str_trim(s);
	if (!s.n && f->min <= 0 && f->max >= 0)
		return;
	if (!s.n)
		complain_missing(r, f);
	else if (!number_grouped(r->q->ctx.a, s, &v))
		complain(r, f, "%s phải là số nguyên, ví dụ %s", f->label, int_example(r->q->ctx.a, f).s);
	else
		check_int(r, f, v);
}

static void take_date(struct reading *r, const struct field *f, str s)
{
	str iso = S("");
	s = utf8_valid(s) ? text_clean(r->q->ctx.a, s, false) : S("?");
	const char *wrong = s.n ? date_typed(r->q->ctx.a, s, f->partly, &iso) : NULL;
	*(str *)(r->out + f->at) = iso;
	if (!s.n && f->min)
		complain_missing(r, f);
	if (wrong)
		complain(r, f, "%s %s", f->label, wrong);
}

static void take_bool(struct reading *r, const struct field *f, str s)
{
	bool yes = str_is(s, "1") || str_is(s, "on") || str_is(s, "true") || str_is(s, "yes");
	*(bool *)(r->out + f->at) = yes;
	if (!yes && s.n && !str_is(s, "0") && !str_is(s, "false") && !str_is(s, "off") && !str_is(s, "no"))
		complain(r, f, "%s: chỉ chọn có hoặc không", f->label);
}

static void take_choice(struct reading *r, const struct field *f, str s)
{
	s = str_trim(s);
	*(str *)(r->out + f->at) = S("");
	if (!s.n && f->min)
		complain_missing(r, f);
	if (!s.n)
		return;
	for (const struct choice *c = f->choices; c->value; c++)
		if (str_is(s, c->value)) {
			*(str *)(r->out + f->at) = str_of(c->value);
			return;
		}
	complain(r, f, "Chọn %.*s trong danh sách", STR_ARG(lower_first(r->q->ctx.a, str_of(f->label))));
}

static void check_count(struct reading *r, const struct field *f, size_t n)
{
	if (!n && f->min > 0)
		complain_missing(r, f);
	else if ((int64_t)n < f->min)
		complain(r, f, "%s: chọn ít nhất %lld mục", f->label, (long long)f->min);
	else if (f->max && (int64_t)n > f->max)
		complain(r, f, "%s: chọn tối đa %lld mục", f->label, (long long)f->max);
}

static void take_ints(struct reading *r, const struct field *f, const str *sent, size_t n)
{
	int64_t *v = NEWN(r->q->ctx.a, int64_t, n + 1);
	size_t kept = 0;
	for (size_t i = 0; i < n; i++) {
		str s = str_trim(sent[i]);
		if (s.n && !str_int(s, &v[kept++])) {
			complain(r, f, "%s: mục %zu không phải là số", f->label, i + 1);
			return;
		}
	}
	*(struct ints *)(r->out + f->at) = (struct ints){v, kept};
	check_count(r, f, kept);
}

enum { ONE_TEXT_MAX = 500 };

static void take_list(struct reading *r, const struct field *f, const str *sent, size_t n)
{
	str *v = NEWN(r->q->ctx.a, str, n + 1);
	size_t kept = 0;
	for (size_t i = 0; i < n; i++) {
		if (!utf8_valid(sent[i]) || utf8_length(sent[i]) > ONE_TEXT_MAX) {
			complain(r, f, "%s: mục %zu không đọc được hoặc dài quá %d ký tự", f->label, i + 1, ONE_TEXT_MAX);
			return;
		}
		v[kept] = text_clean(r->q->ctx.a, sent[i], false);
		kept += v[kept].n > 0;
	}
	*(struct texts *)(r->out + f->at) = (struct texts){v, kept};
	check_count(r, f, kept);
}

void take_texts(struct reading *r, const struct field *f, const str *sent, size_t n)
{
	str first = n ? sent[0] : S("");
	switch (f->type) {
	case I_TEXT:
	case I_SECRET:
	case I_LONG_TEXT: take_text(r, f, first, (str *)(r->out + f->at)); break;
	case I_INT: take_int(r, f, first); break;
	case I_DATE: take_date(r, f, first); break;
	case I_BOOL: take_bool(r, f, str_trim(first)); break;
	case I_CHOICE: take_choice(r, f, first); break;
	case I_INTS: take_ints(r, f, sent, n); break;
	case I_TEXTS: take_list(r, f, sent, n); break;
	case I_FILE:
	case I_FILES:
	case I_OBJECT: break;
	}
}
