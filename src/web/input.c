/* input: a form, a query string or a JSON object, as the declared struct. Every field is judged, so that one answer names
 * everything that is wrong. */
#include "web/judging.h"
#include "web/edge/edge.h"
#include <stdio.h>
#include "http/http.h"
#include "web/input.h"

const char *choice_label(const struct choice *list, str value)
{
	for (; list->value; list++)
		if (str_is(value, list->value))
			return list->label;
	return "";
}

/* ---- problems ---- */

static void add_problem(struct reading *r, const char *field, str text)
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

err problem(struct req *q, err so_far, const char *field, const char *format, ...)
{
	char text[600];
	va_list list;
	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	struct problem *p = NEW(q->ctx.a, struct problem);
	struct error *e = NEW(q->ctx.a, struct error);
	*p = (struct problem){NULL, field, str_copy(q->ctx.a, utf8_whole(str_of(text)))};
	*e = so_far ? *so_far : (struct error){INVALID, HERE, p->text, NULL};
	const struct problem **tail = &e->problems;
	while (*tail)
		tail = (const struct problem **)&(*tail)->next;
	*tail = p;
	return e;
}

static void complain_missing(struct reading *r, const struct field *f)
{
	bool picked = f->type == I_CHOICE || f->type == I_FILE || f->type == I_FILES || f->type == I_INTS || f->type == I_TEXTS;
	complain(r, f, "%s %.*s", picked ? "Chọn" : "Nhập", STR_ARG(lower_first(r->q->ctx.a, str_of(f->label))));
}

/* ---- texts ---- */

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

/* ---- numbers, dates, choices ---- */

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

/* ---- several ---- */

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

/* ---- files ---- */

static void take_files(struct reading *r, const struct field *f)
{
	const struct http_request *http = r->q->http;
	struct upload *v = NEWN(r->q->ctx.a, struct upload, http->nparts + 1);
	size_t n = 0;
	for (size_t i = 0; i < http->nparts; i++) {
		const struct http_part *part = &http->parts[i];
		if (!str_is(part->name, f->name) || part->fd < 0 || (!part->filename.n && !part->size))
			continue; /* a file input left empty sends a nameless empty file */
		if (!part->size)
			complain(r, f, "Tệp “%.*s” trống; hãy chọn tệp khác",
				STR_ARG(file_name_clean(r->q->ctx.a, part->filename)));
		v[n++] = (struct upload){file_name_clean(r->q->ctx.a, part->filename), part->fd, part->size};
	}
	if (f->type == I_FILES)
		*(struct uploads *)(r->out + f->at) = (struct uploads){v, n};
	else
		*(struct upload *)(r->out + f->at) = n ? v[0] : (struct upload){S(""), -1, 0};
	if (!n && f->min > 0)
		complain_missing(r, f);
	else if ((int64_t)n < f->min)
		complain(r, f, "%s: chọn ít nhất %lld tệp", f->label, (long long)f->min);
	else if ((int64_t)n > f->max)
		complain(r, f, "%s: chọn tối đa %lld tệp", f->label, (long long)f->max);
}

/* ---- where the texts come from ---- */

struct pair {
	str name, value;
};
struct pairs {
	const struct pair *v;
	size_t n;
};

static str decode(arena *a, str raw)
{
	char *to = arena_get(a, raw.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < raw.n; i++) {
		unsigned char byte;
		if (raw.s[i] == '%' && i + 2 < raw.n && hex_parse((str){raw.s + i + 1, 2}, &byte, 1)) {
			to[n++] = (char)byte;
			i += 2;
		} else
			to[n++] = raw.s[i] == '+' ? ' ' : raw.s[i];
	}
	return (str){to, n};
}

static struct pairs query_pairs(struct req *q)
{
	arena *a = q->ctx.a;
	size_t most = 1, n = 0;
	for (size_t i = 0; i < q->http->query.n; i++)
		most += q->http->query.s[i] == '&';
	struct pair *v = NEWN(a, struct pair, most);
	for (str rest = q->http->query, one, name, value; rest.n;) {
		str_cut(rest, '&', &one, &rest);
		str_cut(one, '=', &name, &value);
		if (one.n)
			v[n++] = (struct pair){decode(a, name), decode(a, value)};
	}
	return (struct pairs){v, n};
}

static struct pairs form_pairs(struct req *q)
{
	struct pair *v = NEWN(q->ctx.a, struct pair, q->http->nparts + 1);
	size_t n = 0;
	for (size_t i = 0; i < q->http->nparts; i++)
		if (q->http->parts[i].fd < 0)
			v[n++] = (struct pair){q->http->parts[i].name, q->http->parts[i].value};
	return (struct pairs){v, n};
}

static void read_pairs(struct reading *r, const struct input *in, struct pairs pairs)
{
	str *sent = NEWN(r->q->ctx.a, str, pairs.n + 1);
	for (size_t i = 0; i < in->n; i++) {
		const struct field *f = &in->fields[i];
		size_t n = 0;
		for (size_t j = 0; j < pairs.n; j++)
			if (str_is(pairs.v[j].name, f->name))
				sent[n++] = pairs.v[j].value;
		if (f->type == I_FILE || f->type == I_FILES)
			take_files(r, f);
		else
			take_texts(r, f, sent, n);
	}
}

static const struct field *field_named(const struct input *in, str name)
{
	for (size_t i = 0; i < in->n; i++)
		if (str_is(name, in->fields[i].name))
			return &in->fields[i];
	return NULL;
}

static err read_json(struct reading *r, const struct input *in)
{
	const struct node *object;
	struct ctx *c = &r->q->ctx;
	TRY(json_read(c, r->q->http->body.n ? r->q->http->body : S("{}"), &object));
	if (object->type != N_OBJECT)
		return FAIL(c, INVALID, "Dữ liệu JSON phải là một đối tượng { }");
	for (size_t i = 0; i < in->n; i++)
		take_json(r, &in->fields[i], json_member(object, in->fields[i].name));
	for (const struct node *n = object->first; n; n = n->next)
		if (!field_named(in, n->name))
			add_problem(r, str_c(c->a, n->name), S("Không có trường này"));
	return NULL;
}

static enum source source_of(struct req *q)
{
	str media, rest;
	if (!strcmp(q->route->method, "GET"))
		return FROM_QUERY;
	if (q->http->nparts)
		return FROM_FORM;
	str_cut(http_header(q->http, "Content-Type"), ';', &media, &rest);
	media = str_trim(media);
	if (media.n ? str_is(str_lower_ascii(q->ctx.a, media), "application/json") : q->json && !q->http->body.n)
		return FROM_JSON;
	return q->http->body.n ? FROM_ELSE : FROM_FORM;
}

err read_fields(struct req *q, const struct input *in, enum source source, void *out)
{
	struct reading r = {.q = q, .out = out};
	r.tail = &r.first;
	switch (source) {
	case FROM_QUERY: read_pairs(&r, in, query_pairs(q)); break;
	case FROM_FORM: read_pairs(&r, in, form_pairs(q)); break;
	case FROM_JSON: TRY(read_json(&r, in)); break;
	case FROM_ELSE: return FAIL(&q->ctx, INVALID, "Content-Type phải là application/json hoặc một dạng biểu mẫu");
	}
	if (!r.first)
		return NULL;
	struct error *e = NEW(q->ctx.a, struct error);
	*e = (struct error){INVALID, HERE, r.first->text, r.first};
	return e;
}

err read_input(struct req *q, void *out)
{
	if (!q->route->input)
		return FAIL(&q->ctx, BROKEN, "route %s declares no input", q->route->path);
	return read_fields(q, q->route->input, source_of(q), out);
}
