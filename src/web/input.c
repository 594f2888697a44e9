/* input: a form, a query string or a JSON object, as the declared struct. Every field is judged (judging.c), so that one answer names
 * everything that is wrong. */
#include "web/judging.h"
#include "web/edge/edge.h"
#include <stdio.h>
#include "http/http.h"
#include "web/input.h"

/* ---- problems ---- */

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
		str name = str_of(f->name);
		for (size_t j = 0; j < pairs.n; j++)
			if (str_eq(pairs.v[j].name, name))
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
