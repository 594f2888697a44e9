/* openapi: the routes with a twin under /api/v1 as an OpenAPI 3.1 document. */
#include "web/edge/edge.h"
#include "web/flow/flow.h"
#include "web/list/list.h"
#include <ctype.h>
#include <stdlib.h>
#include "http/http.h"
#include "web/input.h"
#include "web/module.h"

enum { SHAPES = 512 };
struct document {
	buf *b;
	const struct module *edge;          /* stands before the others */
	const struct shape *shapes[SHAPES]; /* met so far; each becomes a schema */
	size_t nshapes;
	bool more; /* a comma comes before the next member */
};

/* ---- JSON with commas ---- */

static void open_object(struct document *d)
{
	buf_lit(d->b, "{");
	d->more = false;
}
static void open_list(struct document *d)
{
	buf_lit(d->b, "[");
	d->more = false;
}
static void close_with(struct document *d, char end)
{
	buf_put(d->b, &end, 1);
	d->more = true;
}
static void comma(struct document *d)
{
	if (d->more)
		buf_lit(d->b, ",");
	d->more = true;
}
static void key(struct document *d, const char *name)
{
	comma(d);
	json_str(d->b, str_of(name));
	buf_lit(d->b, ":");
	d->more = false;
}
static void text(struct document *d, const char *name, const char *value)
{
	key(d, name);
	json_str(d->b, str_of(value));
	d->more = true;
}
static void number(struct document *d, const char *name, int64_t value)
{
	key(d, name);
	html_int(d->b, value);
	d->more = true;
}
/* A member whose value is written out as JSON. */
static void raw(struct document *d, const char *name, const char *json)
{
	key(d, name);
	buf_str(d->b, str_of(json));
	d->more = true;
}

/* ---- schemas of rows ---- */

static const char *schema_name(const struct document *d, size_t i)
{
	size_t same = 0;
	for (size_t j = 0; j < i; j++)
		same += !strcmp(d->shapes[j]->name, d->shapes[i]->name);
	return same ? str_format(d->b->a, "%s_%zu", d->shapes[i]->name, same + 1).s : d->shapes[i]->name;
}

static void reference(struct document *d, const struct shape *shape)
{
	size_t i = 0;
	while (i < d->nshapes && d->shapes[i] != shape)
		i++;
	if (i == SHAPES)
		abort();
	if (i == d->nshapes)
		d->shapes[d->nshapes++] = shape;
	text(d, "$ref", str_format(d->b->a, "#/components/schemas/%s", schema_name(d, i)).s);
}

static void int_type(struct document *d, const char *name, bool nullable)
{
	str n = str_of(name);
	if (str_ends(n, S("_at"))) {
		raw(d, "type", nullable ? "[\"string\",\"null\"]" : "\"string\"");
		text(d, "format", "date-time");
	} else if (str_starts(n, S("is_")) || str_starts(n, S("has_")))
		raw(d, "type", nullable ? "[\"boolean\",\"null\"]" : "\"boolean\"");
	else {
		raw(d, "type", nullable ? "[\"integer\",\"null\"]" : "\"integer\"");
		text(d, "format", "int64");
	}
}

static void member_schema(struct document *d, const struct member *m)
{
	key(d, m->name);
	open_object(d);
	switch (m->type) {
	case M_INT:
	case M_OPT_INT: int_type(d, m->name, m->type == M_OPT_INT); break;
	case M_REAL: text(d, "type", "number"); break;
	case M_OPT_REAL: raw(d, "type", "[\"number\",\"null\"]"); break;
	case M_TEXT: text(d, "type", "string"); break;
	case M_OPT_TEXT: raw(d, "type", "[\"string\",\"null\"]"); break;
	case M_JSON: raw(d, "type", "[\"object\",\"null\"]"); break;
	case M_BLOB:
		raw(d, "type", "[\"string\",\"null\"]");
		text(d, "contentEncoding", "base64url");
		break;
	case M_ONE: reference(d, m->of); break;
	case M_MANY:
		text(d, "type", "array");
		key(d, "items");
		open_object(d);
		reference(d, m->of);
		close_with(d, '}');
		break;
	}
	close_with(d, '}');
}

static void row_schema(struct document *d, const struct shape *shape)
{
	open_object(d);
	text(d, "type", "object");
	key(d, "properties");
	open_object(d);
	for (size_t i = 0; i < shape->n; i++)
		member_schema(d, &shape->members[i]);
	close_with(d, '}');
	if (shape->n) {
		key(d, "required");
		open_list(d);
		for (size_t i = 0; i < shape->n; i++) {
			comma(d);
			json_str(d->b, str_of(shape->members[i].name));
		}
		close_with(d, ']');
	}
	close_with(d, '}');
}

/* ---- schemas of fields ---- */

static bool is_file(const struct field *f) { return f->type == I_FILE || f->type == I_FILES; }

static bool is_required(const struct field *f)
{
	if (f->type == I_INT)
		return f->min > 0 || f->max < 0;
	return f->min > 0;
}

static void choices(struct document *d, const struct field *f)
{
	key(d, "enum");
	open_list(d);
	if (!f->min) {
		comma(d);
		buf_lit(d->b, "\"\"");
	}
	for (const struct choice *c = f->choices; c->value; c++) {
		comma(d);
		json_str(d->b, str_of(c->value));
	}
	close_with(d, ']');
}

static void list_schema(struct document *d, const struct field *f, const char *items)
{
	text(d, "type", "array");
	raw(d, "items", items);
	if (f->min > 0)
		number(d, "minItems", f->min);
	if (f->max > 0)
		number(d, "maxItems", f->max);
}

static void field_type(struct document *d, const struct field *f)
{
	static const char file[] = "{\"type\":\"string\",\"contentMediaType\":\"application/octet-stream\"}";
	switch (f->type) {
	case I_TEXT:
	case I_SECRET:
	case I_LONG_TEXT:
		text(d, "type", "string");
		if (f->min > 0)
			number(d, "minLength", f->min);
		if (f->max > 0)
			number(d, "maxLength", f->max);
		if (f->choices)
			choices(d, f);
		break;
	case I_INT:
		text(d, "type", "integer");
		text(d, "format", "int64");
		number(d, "minimum", f->min);
		number(d, "maximum", f->max);
		break;
	case I_DATE:
		text(d, "type", "string");
		if (f->partly) /* "1950-05-12", "1950-05" or "1950" */
			text(d, "pattern", "^[0-9]{4}(-[0-9]{2}){0,2}$");
		else
			text(d, "format", "date");
		break;
	case I_BOOL: text(d, "type", "boolean"); break;
	case I_CHOICE:
		text(d, "type", "string");
		choices(d, f);
		break;
	case I_INTS: list_schema(d, f, "{\"type\":\"integer\",\"format\":\"int64\"}"); break;
	case I_TEXTS: list_schema(d, f, "{\"type\":\"string\"}"); break;
	case I_FILE:
		text(d, "type", "string");
		text(d, "contentMediaType", "application/octet-stream");
		break;
	case I_FILES: list_schema(d, f, file); break;
	case I_OBJECT: text(d, "type", "object"); break;
	}
}

static const char *described(struct document *d, const struct field *f)
{
	return f->note ? str_c(d->b->a, str_format(d->b->a, "%s, %s", f->label, f->note)) : f->label;
}

static void field_schema(struct document *d, const struct field *f)
{
	open_object(d);
	field_type(d, f);
	text(d, "description", described(d, f));
	close_with(d, '}');
}

static void input_schema(struct document *d, const struct input *in)
{
	bool any = false;
	open_object(d);
	text(d, "type", "object");
	key(d, "properties");
	open_object(d);
	for (size_t i = 0; i < in->n; i++) {
		key(d, in->fields[i].name);
		field_schema(d, &in->fields[i]);
	}
	close_with(d, '}');
	for (size_t i = 0; i < in->n; i++) {
		if (!is_required(&in->fields[i]))
			continue;
		if (!any) {
			key(d, "required");
			open_list(d);
		}
		any = true;
		comma(d);
		json_str(d->b, str_of(in->fields[i].name));
	}
	if (any)
		close_with(d, ']');
	close_with(d, '}');
}

/* ---- operations ---- */

static void parameter(struct document *d, const char *in, const char *name, const struct field *f, bool required)
{
	comma(d);
	open_object(d);
	text(d, "name", name);
	text(d, "in", in);
	raw(d, "required", required ? "true" : "false");
	if (f)
		text(d, "description", described(d, f));
	key(d, "schema");
	if (f)
		field_schema(d, f);
	else
		buf_str(d->b, strcmp(name, "id") ? S("{\"type\":\"string\"}") : S("{\"type\":\"integer\",\"format\":\"int64\"}"));
	close_with(d, '}');
}

/* A file begins at the first row. */
static void list_parameters(struct document *d, const struct route *r)
{
	const struct list *list = r->list;
	bool sorts = false;
	for (size_t i = 0; i < list->filters.n; i++)
		parameter(d, "query", list->filters.v[i].name, &list->filters.v[i], is_required(&list->filters.v[i]));
	for (size_t i = 0; i < list->columns.n; i++)
		sorts |= list->columns.v[i].sort != NULL;
	if (sorts)
		parameter(d, "query", list_sort_field.name, &list_sort_field, false);
	if (r->shape)
		parameter(d, "query", list_cursor_field.name, &list_cursor_field, false);
}

static void parameters(struct document *d, const struct route *r, const char *path)
{
	bool query = r->input && !strcmp(r->method, "GET");
	if (!strchr(path, '{') && !query && !r->query.n && !r->list)
		return;
	key(d, "parameters");
	open_list(d);
	for (const char *p = strchr(path, '{'); p; p = strchr(p + 1, '{'))
		parameter(d, "path", str_c(d->b->a, (str){p + 1, strcspn(p + 1, "}")}), NULL, true);
	for (size_t i = 0; query && i < r->input->n; i++)
		parameter(d, "query", r->input->fields[i].name, &r->input->fields[i], is_required(&r->input->fields[i]));
	for (size_t i = 0; i < r->query.n; i++) { /* query_int has something to fall back to, whatever the least */
		const struct field *f = &r->query.v[i];
		if (!f->on_page)
			parameter(d, "query", f->name, f, f->type != I_INT && is_required(f));
	}
	if (r->list)
		list_parameters(d, r);
	close_with(d, ']');
}

static void media(struct document *d, const char *type, const struct route *r)
{
	key(d, type);
	open_object(d);
	key(d, "schema");
	input_schema(d, r->input);
	close_with(d, '}');
}

static void request_body(struct document *d, const struct route *r)
{
	bool files = false;
	if (!r->input || !strcmp(r->method, "GET"))
		return;
	for (size_t i = 0; i < r->input->n; i++)
		files |= is_file(&r->input->fields[i]);
	key(d, "requestBody");
	open_object(d);
	raw(d, "required", "true");
	key(d, "content");
	open_object(d);
	if (files)
		media(d, "multipart/form-data", r);
	else {
		media(d, "application/json", r);
		media(d, "application/x-www-form-urlencoded", r);
	}
	close_with(d, '}');
	close_with(d, '}');
}

static void success(struct document *d, const struct route *r)
{
	static const char location[] =
		"{\"description\":\"Đã ghi; địa chỉ của kết quả\",\"headers\":{\"Location\":{\"schema\":{\"type\":\"string\"}}},"
		"\"content\":{\"application/json\":{\"schema\":{\"type\":\"object\",\"required\":[\"location\"],"
		"\"properties\":{\"location\":{\"type\":\"string\"}}}}}}";
	if (r->shape) {
		key(d, "200");
		open_object(d);
		raw(d, "description", "\"Thành công\"");
		key(d, "content");
		open_object(d);
		key(d, "application/json");
		open_object(d);
		key(d, "schema");
		open_object(d);
		reference(d, r->shape);
		for (int i = 0; i < 4; i++)
			close_with(d, '}');
	} else if (!strcmp(r->method, "GET"))
		raw(d, "200", "{\"description\":\"Nội dung tệp\",\"content\":{\"application/octet-stream\":{}}}");
	if (strcmp(r->method, "GET") && !r->shape)
		raw(d, strcmp(r->method, "POST") ? "200" : "201", location);
}

static void responses(struct document *d, const struct route *r)
{
	bool public = !strcmp(r->permission, PUBLIC);
	const struct {
		const char *status;
		bool given;
	} failures[] = {{"400", true}, {"401", !public}, {"403", !public}, {"404", strchr(r->api, '{')},
		{"409", strcmp(r->method, "GET") != 0}, {"422", r->input || r->query.n || r->list},
		{"429", r->rate != RATE_NONE}};
	key(d, "responses");
	open_object(d);
	success(d, r);
	for (size_t i = 0; i < COUNT(failures); i++)
		if (failures[i].given)
			raw(d, failures[i].status, "{\"$ref\":\"#/components/responses/problem\"}");
	close_with(d, '}');
}

/* "POST", "/dossiers/{id}/receive" -> "postDossiersIdReceive" */
static const char *operation_id(arena *a, const struct route *r)
{
	str method = str_lower_ascii(a, str_of(r->method));
	char *out = arena_get(a, method.n + strlen(r->api) + 1);
	bool upper = true;
	memcpy(out, method.s, method.n);
	char *to = out + method.n;
	for (const char *p = r->api; *p; p++) {
		if (isalnum((unsigned char)*p))
			*to++ = upper ? (char)toupper((unsigned char)*p) : *p;
		upper = !isalnum((unsigned char)*p);
	}
	return out;
}

static void operation(struct document *d, const struct module *m, const struct route *r)
{
	key(d, str_lower_ascii(d->b->a, str_of(r->method)).s);
	open_object(d);
	text(d, "operationId", operation_id(d->b->a, r));
	text(d, "summary", r->summary);
	if (r->whole)
		text(d, "description", str_format(d->b->a, "Danh sách gửi một lần, không chia trang: %s.", r->whole).s);
	if (r->action)
		text(d, "description", flow_told(d->b->a, r->flow, r->action).s);
	key(d, "tags");
	open_list(d);
	comma(d);
	json_str(d->b, str_of(m->name));
	close_with(d, ']');
	raw(d, "security", strcmp(r->permission, PUBLIC) ? "[{\"token\":[]}]" : "[]");
	parameters(d, r, r->api);
	request_body(d, r);
	responses(d, r);
	close_with(d, '}');
}

/* ---- the document ---- */

static const struct module *module_at(const struct document *d, size_t i) { return i ? modules_all()[i - 1] : d->edge; }

/* Every route of this path, whatever module declares it, stands in one path item: written when its first route is met. */
static bool is_first(const struct document *d, const struct module *m, size_t at)
{
	const char *path = m->routes.v[at].api;
	for (size_t i = 0; module_at(d, i); i++)
		for (size_t j = 0; j < module_at(d, i)->routes.n; j++) {
			const struct route *r = &module_at(d, i)->routes.v[j];
			if (r == &m->routes.v[at])
				return true;
			if (r->api && !strcmp(r->api, path))
				return false;
		}
	return true;
}

static void path_item(struct document *d, const char *path)
{
	key(d, path);
	open_object(d);
	for (size_t i = 0; module_at(d, i); i++)
		for (size_t j = 0; j < module_at(d, i)->routes.n; j++) {
			const struct route *r = &module_at(d, i)->routes.v[j];
			if (r->api && !strcmp(r->api, path))
				operation(d, module_at(d, i), r);
		}
	close_with(d, '}');
}

static void tags(struct document *d)
{
	key(d, "tags");
	open_list(d);
	for (size_t i = 0; module_at(d, i); i++) {
		const struct module *m = module_at(d, i);
		bool any = false;
		for (size_t j = 0; j < m->routes.n; j++)
			any |= m->routes.v[j].api != NULL;
		if (!any)
			continue;
		comma(d);
		open_object(d);
		text(d, "name", m->name);
		text(d, "description", m->title);
		close_with(d, '}');
	}
	close_with(d, ']');
}

static void components(struct document *d)
{
	static const char problem[] =
		"{\"type\":\"object\",\"required\":[\"type\",\"status\",\"title\",\"detail\",\"request_id\"],\"properties\":{"
		"\"type\":{\"type\":\"string\"},\"status\":{\"type\":\"integer\"},\"title\":{\"type\":\"string\"},"
		"\"detail\":{\"type\":\"string\"},\"request_id\":{\"type\":\"string\"},\"problems\":{\"type\":\"array\","
		"\"items\":{\"type\":\"object\",\"required\":[\"field\",\"text\"],\"properties\":{\"field\":{\"type\":\"string\"}"
		","
		"\"text\":{\"type\":\"string\"}}}}}}";
	key(d, "components");
	open_object(d);
	raw(d, "securitySchemes", "{\"token\":{\"type\":\"http\",\"scheme\":\"bearer\"}}");
	raw(d, "responses",
		"{\"problem\":{\"description\":\"Không làm được; RFC 9457\",\"content\":{\"application/problem+json\":"
		"{\"schema\":{\"$ref\":\"#/components/schemas/problem\"}}}}}");
	key(d, "schemas");
	open_object(d);
	raw(d, "problem", problem);
	for (size_t i = 0; i < d->nshapes; i++) { /* grows meanwhile: a row may hold rows */
		key(d, schema_name(d, i));
		row_schema(d, d->shapes[i]);
	}
	close_with(d, '}');
	close_with(d, '}');
}

void openapi_write(buf *out, const struct module *edge)
{
	struct document d = {.b = out, .edge = edge};
	open_object(&d);
	text(&d, "openapi", "3.1.0");
	raw(&d, "info",
		"{\"title\":\"Đình\",\"version\":\"" VERSION
		"\",\"description\":\"Giao diện lập trình của nền tảng chính quyền số cấp "
		"xã.\",\"license\":{\"name\":\"MIT\",\"identifier\":\"MIT\"}}");
	raw(&d, "servers", "[{\"url\":\"/api/v1\"}]");
	tags(&d);
	key(&d, "paths");
	open_object(&d);
	for (size_t i = 0; module_at(&d, i); i++)
		for (size_t j = 0; j < module_at(&d, i)->routes.n; j++)
			if (module_at(&d, i)->routes.v[j].api && is_first(&d, module_at(&d, i), j))
				path_item(&d, module_at(&d, i)->routes.v[j].api);
	close_with(&d, '}');
	components(&d);
	close_with(&d, '}');
	buf_lit(out, "\n");
}
