/* schema: what the specification calls a database becomes the definition of a registry: its plain properties are fields, those of an object in it
 * are named after both, its primary key is the key. */
#include "core/govstack/govstack.h"

enum { FIELDS_MOST = REGISTRY_FIELDS_MAX, NAME_MOST = 40, TEXT_MOST = 200 };

struct making {
	struct ctx *c;
	buf fields, columns;
	size_t n;
	str first, key; /* the first field, which a record is called by when there is no key */
};

static bool is_name(str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char is = s.s[i];
		bool letter = (is >= 'a' && is <= 'z') || (is >= 'A' && is <= 'Z');
		if (!letter && !(i && ((is >= '0' && is <= '9') || is == '_')))
			return false;
	}
	return s.n && s.n <= NAME_MOST;
}

static const char *type_of(const struct node *property)
{
	const struct node *type = json_member(property, "type"), *format = json_member(property, "format");
	bool text = type && type->type == N_TEXT;
	if (text && str_is(type->text, "integer"))
		return "integer";
	if (text && str_is(type->text, "number"))
		return "decimal";
	if (text && str_is(type->text, "boolean"))
		return "yes_no";
	return format && format->type == N_TEXT && str_is(format->text, "date") ? "date" : "text";
}

static str label_of(arena *a, const struct node *property, str name)
{
	const struct node *said = json_member(property, "description");
	str label = said && said->type == N_TEXT ? text_clean(a, said->text, false) : S("");
	return label.n && label.n <= TEXT_MOST ? label : name;
}

static bool is_true(const struct node *n) { return n && n->type == N_BOOL && n->i; }

static bool is_required(const struct node *schema, str name)
{
	const struct node *list = json_member(schema, "required");
	for (const struct node *m = list && list->type == N_LIST ? list->first : NULL; m; m = m->next)
		if (m->type == N_TEXT && str_eq(m->text, name))
			return true;
	return false;
}

static void field(struct making *m, const struct node *property, str name, bool required)
{
	const char *type = type_of(property);
	bool key = is_true(json_member(property, "primaryKey")) && !m->key.n && !strcmp(type, "text");
	buf_printf(&m->fields, "%s{\"name\":\"%.*s\",\"type\":\"%s\",\"label\":", m->n ? "," : "", STR_ARG(name), type);
	json_str(&m->fields, label_of(m->c->a, property, name));
	m->key = key ? name : m->key;
	m->first = m->n ? m->first : name;
	buf_str(&m->fields, key || required || !m->n ? S(",\"required\":true}") : S("}"));
	if (m->n < 6)
		buf_printf(&m->columns, "%s\"%.*s\"", m->n ? "," : "", STR_ARG(name));
	m->n++;
}

static err properties(struct making *m, const struct node *schema, str inside, int depth)
{
	struct ctx *c = m->c;
	const struct node *all = json_member(schema, "properties");
	if (!all || all->type != N_OBJECT)
		return FAIL(c, INVALID, "the schema must have properties");
	for (const struct node *p = all->first; p; p = p->next) {
		str said = inside.n ? str_format(c->a, "%.*s_%.*s", STR_ARG(inside), STR_ARG(p->name)) : p->name;
		str name = govstack_field(c->a, said);
		if (p->type != N_OBJECT || !is_name(name))
			return FAIL(c, INVALID, "\"%.*s\" is no property: a name of letters, digits and _, with an object",
				STR_ARG(p->name));
		if (json_member(p, "properties") && depth)
			TRY(properties(m, p, said, depth - 1));
		else if (m->n == FIELDS_MOST)
			return FAIL(c, INVALID, "a registry has at most %d fields", FIELDS_MOST);
		else
			field(m, p, name, is_required(schema, p->name));
	}
	return m->n ? NULL : FAIL(c, INVALID, "the schema has no property");
}

static err text_of(struct ctx *c, const struct node *top, const char *name, str *out)
{
	const struct node *m = json_member(top, name);
	*out = m && m->type == N_TEXT ? text_clean(c->a, m->text, false) : S("");
	return out->n && out->n <= TEXT_MOST ? NULL : FAIL(c, INVALID, "\"%s\" must be a text", name);
}

err govstack_schema_read(struct ctx *c, str text, struct govstack_schema *out)
{
	const struct node *top, *schema;
	struct making m = {.c = c, .fields = {.a = c->a}, .columns = {.a = c->a}};
	struct registry *r;
	buf b = {.a = c->a};
	TRY(json_read(c, text, &top));
	schema = json_member(top, "schema");
	if (!schema || schema->type != N_OBJECT)
		return FAIL(c, INVALID, "\"schema\" must be an object");
	TRY(text_of(c, top, "catalog_name", &out->title));
	TRY(text_of(c, top, "code", &out->code));
	out->code = str_lower_ascii(c->a, out->code);
	TRY(properties(&m, schema, S(""), 2));
	buf_lit(&b, "{\"code\":");
	json_str(&b, out->code);
	buf_lit(&b, ",\"title\":");
	json_str(&b, out->title);
	buf_lit(&b, ",\"one\":\"mục\",\"level\":\"any\",");
	if (m.key.n)
		buf_printf(&b, "\"key\":{\"field\":\"%.*s\",\"within\":\"unit\"},", STR_ARG(m.key));
	buf_printf(&b, "\"name\":\"%.*s\",\"sections\":[{\"title\":", STR_ARG(m.key.n ? m.key : m.first));
	json_str(&b, out->title);
	buf_printf(&b, ",\"fields\":[%.*s]}],\"list\":{\"columns\":[%.*s]}}", STR_ARG(buf_text(&m.fields)),
		STR_ARG(buf_text(&m.columns)));
	out->definition = buf_text(&b);
	return registry_parse(c, c->a, out->definition, &r);
}
