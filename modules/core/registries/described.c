/* described: the programming interface of one registry as OpenAPI: the fields of its definition, each with its type, where the document of the
 * whole program says only that there are fields. */
#include "core/registries/pages.h"
#include "web/reply.h"
#include "web/request.h"

/* ---- fields ---- */

static void enum_of(buf *b, const struct choice *choices)
{
	buf_lit(b, ",\"enum\":[");
	for (const struct choice *k = choices; k->value; k++) {
		buf_str(b, k == choices ? S("") : S(","));
		json_str(b, str_of(k->value));
	}
	buf_lit(b, "]");
}

static void type_of(buf *b, const struct form_field *f)
{
	static const char *const types[FORM_TYPES] = {[FORM_TEXT] = "\"string\"",
		[FORM_LONG_TEXT] = "\"string\"",
		[FORM_INTEGER] = "\"integer\"",
		[FORM_DECIMAL] = "\"number\"",
		[FORM_MONEY] = "\"integer\"",
		[FORM_DATE] = "\"string\",\"format\":\"date\"",
		[FORM_YEAR] = "\"integer\"",
		[FORM_MONTH] = "\"string\",\"pattern\":\"^[0-9]{4}-[0-9]{2}$\"",
		[FORM_PERSONAL_NUMBER] = "\"string\",\"pattern\":\"^[0-9]{12}$\"",
		[FORM_PHONE] = "\"string\"",
		[FORM_CHOICE] = "\"string\"",
		[FORM_CHOICES] = "\"array\",\"items\":{\"type\":\"string\"}",
		[FORM_YES_NO] = "\"boolean\"",
		[FORM_PLACE] = "\"object\"",
		[FORM_REFERENCE] = "\"object\"",
		[FORM_GEOMETRY] = "\"object\"",
		[FORM_PHOTOS] = "\"array\",\"items\":{\"type\":\"string\"}"};
	enum form_type as = f->type == FORM_COMPUTED ? f->shown_as : f->type;
	bool partly = f->type == FORM_DATE && f->partly;
	buf_printf(b, "{\"type\":%s", partly ? "\"string\"" : types[as] ? types[as] : "\"string\"");
	if (f->type == FORM_CHOICE && !f->list)
		enum_of(b, f->choices);
	if (f->type == FORM_COMPUTED)
		buf_lit(b, ",\"readOnly\":true");
}

static void field_put(buf *b, const struct registry *r, const struct form_field *f)
{
	json_str(b, str_of(f->name));
	buf_lit(b, ":");
	type_of(b, f);
	buf_lit(b, ",\"description\":");
	json_str(b, str_format(b->a, "%s%s%s%s", f->label, f->suffix ? ", " : "", f->suffix ? f->suffix : "",
			    registry_is_personal(r, f) ? " (dữ liệu cá nhân)" : ""));
	buf_lit(b, "}");
}

static bool is_said(const struct form_field *f) { return f->type != FORM_NOTE && f->type != FORM_FILE; }

static void section_put(buf *b, const struct registry *r, const struct form_section *s, bool *more)
{
	for (size_t k = 0; k < s->n; k++)
		if (is_said(&s->fields[k])) {
			buf_str(b, *more ? S(",") : S(""));
			field_put(b, r, &s->fields[k]);
			*more = true;
		}
}

static void fields_put(buf *b, const struct registry *r)
{
	bool more = false;
	buf_lit(b, "{\"type\":\"object\",\"properties\":{");
	for (size_t i = 0; i < r->form->n; i++) {
		const struct form_section *s = &r->form->sections[i];
		bool inner = false;
		if (!s->name) {
			section_put(b, r, s, &more);
			continue;
		}
		buf_printf(b, "%s\"%s\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{", more ? "," : "",
			s->name);
		section_put(b, r, s, &inner);
		buf_lit(b, "}}}");
		more = true;
	}
	buf_lit(b, "}");
	more = false;
	for (size_t i = 0; i < r->form->n; i++)
		for (size_t k = 0; k < r->form->sections[i].n; k++) {
			const struct form_field *f = &r->form->sections[i].fields[k];
			if (r->form->sections[i].name || !f->required || f->when.n || r->form->sections[i].when.n)
				continue;
			buf_printf(b, "%s\"%s\"", more ? "," : ",\"required\":[", f->name);
			more = true;
		}
	buf_str(b, more ? S("]}") : S("}"));
}

/* ---- operations ---- */

static const struct operation {
	const char *path, *method, *says, *takes, *gives; /* takes: schema of the body; gives: what stands in the answer */
} operations[] = {
	{"", "get", "Danh sách", NULL,
		"{\"type\":\"object\",\"properties\":{\"records\":{\"type\":\"array\",\"items\":{\"$ref\":"
		"\"#/components/schemas/line\"}},\"next\":{\"type\":\"string\"}}}"},
	{"", "post", "Thêm", "new", "{\"$ref\":\"#/components/schemas/written\"}"},
	{"/upsert", "post", "Ghi theo mã", "upsert", "{\"$ref\":\"#/components/schemas/upserted\"}"},
	{"/exists", "get", "Có hay không", NULL, "{\"type\":\"object\",\"properties\":{\"is_there\":{\"type\":\"boolean\"}}}"},
	{"/{id}", "get", "Một mục", NULL, "{\"$ref\":\"#/components/schemas/record\"}"},
	{"/{id}", "post", "Sửa", "edit", "{\"$ref\":\"#/components/schemas/written\"}"},
	{"/{id}", "delete", "Kết thúc", "end", "{\"$ref\":\"#/components/schemas/written\"}"},
	{"/{id}/value", "get", "Một trường", NULL,
		"{\"type\":\"object\",\"properties\":{\"value\":{\"$ref\":\"#/components/schemas/answers\"},\"said\":{\"type\":"
		"\"string\"}}}"},
};

static void parameter(buf *b, bool first, const char *in, const char *name, bool required, const char *schema)
{
	buf_printf(b, "%s{\"in\":\"%s\",\"name\":\"%s\",\"required\":%s,\"schema\":%s}", first ? "" : ",", in, name,
		required ? "true" : "false", schema);
}

static void identifying_put(buf *b, const struct registry *r)
{
	struct registry_fields all = registry_fields_shared(r);
	bool more = false;
	buf_lit(b, "{\"type\":\"string\",\"enum\":[");
	for (size_t i = 0; i < all.n; i++)
		if (registry_identifies(r, all.v[i])) {
			buf_printf(b, "%s\"%s\"", more ? "," : "", all.v[i]->name);
			more = true;
		}
	buf_lit(b, "]}");
}

static void parameters_put(buf *b, const struct registry *r, const struct operation *o)
{
	static const char text[] = "{\"type\":\"string\"}";
	buf which = {.a = b->a};
	identifying_put(&which, r);
	buf_lit(b, ",\"parameters\":[");
	if (str_starts(str_of(o->path), S("/{id}")))
		parameter(b, true, "path", "id", true, "{\"type\":\"integer\",\"format\":\"int64\"}");
	if (!strcmp(o->path, "/exists")) {
		parameter(b, true, "query", "truong", true, str_c(b->a, buf_text(&which)));
		parameter(b, false, "query", "gia-tri", true, text);
		parameter(b, false, "query", "muc-dich", registry_tells_of_people(r), text);
	}
	if (!strcmp(o->path, "/{id}/value"))
		parameter(b, false, "query", "truong", true, text);
	if (!*o->path && !strcmp(o->method, "get"))
		parameter(b, true, "query", "sau", false, text);
	buf_lit(b, "]");
}

static void operation_put(buf *b, const struct registry *r, const struct operation *o)
{
	buf_printf(b, "\"%s\":{\"summary\":", o->method);
	json_str(b, str_format(b->a, "%s: %.*s", o->says, STR_ARG(r->title)));
	parameters_put(b, r, o);
	if (o->takes)
		buf_printf(b,
			",\"requestBody\":{\"required\":true,\"content\":{\"application/json\":{\"schema\":{\"$ref\":"
			"\"#/components/schemas/%s\"}}}}",
			o->takes);
	buf_printf(b,
		",\"responses\":{\"%s\":{\"description\":\"Thành công\",\"content\":{\"application/json\":{\"schema\":%s}}},"
		"\"default\":{\"description\":\"Không làm được; RFC 9457\"}}}",
		!*o->path && o->takes ? "201" : "200", o->gives);
}

static void paths_put(buf *b, const struct registry *r)
{
	for (size_t i = 0; i < COUNT(operations); i++) {
		bool same = i && !strcmp(operations[i].path, operations[i - 1].path);
		buf_str(b, same ? S(",") : i ? S("},") : S(""));
		if (!same)
			buf_printf(b, "\"/registries/%.*s/records%s\":{", STR_ARG(r->code), operations[i].path);
		operation_put(b, r, &operations[i]);
	}
	buf_lit(b, "}");
}

/* ---- the document ---- */

#define MEMBERS(name, members) ",\"" name "\":{\"type\":\"object\",\"properties\":{" members "}}"
#define ANSWERS                "\"answers\":{\"$ref\":\"#/components/schemas/answers\"}"
#define SAID_WHY               "\"valid_from\":{\"type\":\"string\",\"format\":\"date\"},\"reason\":{\"type\":\"string\"}"
#define NUMBER(name)           "\"" name "\":{\"type\":\"integer\",\"format\":\"int64\"}"
#define TRUTH(name)            "\"" name "\":{\"type\":\"boolean\"}"
#define TEXT_OF(name)          "\"" name "\":{\"type\":\"string\"}"
static const char schemas[] = MEMBERS("new", ANSWERS "," SAID_WHY "," TRUTH("though_alike")) MEMBERS(
	"upsert", ANSWERS "," SAID_WHY "," TRUTH("though_alike") "," NUMBER("seen"))
	MEMBERS("edit", ANSWERS "," SAID_WHY "," NUMBER("seen") ",\"kind\":{\"enum\":[\"change\",\"correct\"]}") MEMBERS(
		"end", SAID_WHY "," NUMBER("seen")) MEMBERS("written", TEXT_OF("location")) MEMBERS("upserted",
		NUMBER("id") "," NUMBER("version") "," TRUTH("is_created") "," TRUTH("is_changed") "," TEXT_OF("location"))
		MEMBERS("line", NUMBER("id") "," TEXT_OF("name") "," TEXT_OF("state") "," ANSWERS) MEMBERS("record",
			NUMBER("id") "," NUMBER("version") "," TEXT_OF("on_day") "," TEXT_OF("state_title") "," ANSWERS);

err registry_described_run(struct req *q)
{
	const struct registry *r;
	buf b = {.a = q->ctx.a};
	TRY(registry_of(&q->ctx, q->key, &r));
	buf_lit(&b, "{\"openapi\":\"3.1.0\",\"info\":{\"title\":");
	json_str(&b, r->title);
	buf_printf(&b, ",\"version\":\"%lld\"", (long long)r->version);
	if (r->basis.n) {
		buf_lit(&b, ",\"description\":");
		json_str(&b, r->basis);
	}
	buf_lit(&b, "},\"servers\":[{\"url\":\"/api/v1\"}],\"security\":[{\"token\":[]}],\"paths\":{");
	paths_put(&b, r);
	buf_lit(&b, "},\"components\":{\"securitySchemes\":{\"token\":{\"type\":\"http\",\"scheme\":\"bearer\"}},\"schemas\":{"
		    "\"answers\":");
	fields_put(&b, r);
	buf_str(&b, str_of(schemas));
	buf_lit(&b, "}}}");
	return reply_bytes(q, buf_text(&b), S(""), "application/json; charset=utf-8", false);
}
