/* envelope: bodies of strangers, read strictly. */
#include "core/govstack/govstack.h"

enum { MEMBERS_MOST = 40 };

static err alone(struct ctx *c, const struct node *o, const char *where, const char *const *names, size_t n)
{
	if (!o || o->type != N_OBJECT)
		return FAIL(c, INVALID, "%s must be an object", where);
	for (const struct node *m = o->first; m; m = m->next) {
		size_t i = 0;
		while (i < n && !str_is(m->name, names[i]))
			i++;
		if (i == n)
			return FAIL(c, INVALID, "%s has no member \"%.*s\"", where, STR_ARG(m->name));
	}
	return NULL;
}

static err scalar(struct ctx *c, const struct node *m, str *out)
{
	switch (m->type) {
	case N_TEXT: *out = text_clean(c->a, m->text, false); break;
	case N_INT:
	case N_REAL: *out = m->text; break;
	case N_BOOL: *out = m->i ? S("true") : S("false"); break;
	default: return FAIL(c, INVALID, "\"%.*s\" of the query must be a text, a number or true or false", STR_ARG(m->name));
	}
	return NULL;
}

err govstack_content_asked(struct ctx *c, const struct node *content, struct registry_matches *out)
{
	struct registry_match *v = NEWN(c->a, struct registry_match, MEMBERS_MOST);
	size_t n = 0;
	if (!content || content->type != N_OBJECT || !content->first)
		return FAIL(c, INVALID, "the query must have a content with at least one field");
	for (const struct node *m = content->first; m; m = m->next, n++) {
		if (n == MEMBERS_MOST)
			return FAIL(c, INVALID, "the query has more than %d fields", MEMBERS_MOST);
		v[n].field = govstack_field(c->a, m->name);
		TRY(scalar(c, m, &v[n].value));
	}
	*out = (struct registry_matches){v, n};
	return NULL;
}

static err content_of(struct ctx *c, const struct node *top, const char *name, const struct node **out)
{
	static const char *const only[] = {"content"};
	const struct node *part = json_member(top, name);
	TRY(alone(c, part, name, only, 1));
	*out = json_member(part, "content");
	return *out && (*out)->type == N_OBJECT ? NULL : FAIL(c, INVALID, "%s must have an object \"content\"", name);
}

/* The same members by the names of here. */
static err write_of(struct ctx *c, const struct node *content, struct govstack_body *out)
{
	struct node *v = NEWN(c->a, struct node, MEMBERS_MOST + 1), *top = NEW(c->a, struct node);
	size_t n = 0;
	for (const struct node *m = content->first; m; m = m->next, n++) {
		if (n == MEMBERS_MOST)
			return FAIL(c, INVALID, "more than %d fields are to be written", MEMBERS_MOST);
		v[n] = *m;
		v[n].name = govstack_field(c->a, m->name);
		v[n].next = m->next ? &v[n + 1] : NULL;
		for (size_t i = 0; i < n; i++)
			if (str_eq(v[i].name, v[n].name))
				return FAIL(c, INVALID, "the field \"%.*s\" is there twice", STR_ARG(m->name));
	}
	*top = (struct node){.type = N_OBJECT, .first = n ? v : NULL};
	out->write = top;
	return n ? registry_sent_names(c, top, &out->names) : FAIL(c, INVALID, "nothing is to be written");
}

err govstack_body_read(struct ctx *c, str text, unsigned wants, struct govstack_body *out)
{
	const struct node *top, *content;
	const char *names[2];
	size_t n = 0;
	*out = (struct govstack_body){0};
	TRY(json_read(c, text, &top));
	if (wants & GOVSTACK_BARE)
		return govstack_content_asked(c, top, &out->query);
	if (wants & GOVSTACK_QUERY)
		names[n++] = "query";
	if (wants & GOVSTACK_WRITE)
		names[n++] = "write";
	TRY(alone(c, top, "the body", names, n));
	if (wants & GOVSTACK_QUERY) {
		TRY(content_of(c, top, "query", &content));
		TRY(govstack_content_asked(c, content, &out->query));
	}
	if (!(wants & GOVSTACK_WRITE))
		return NULL;
	TRY(content_of(c, top, "write", &content));
	return write_of(c, content, out);
}

bool govstack_client_fits(str header)
{
	enum { PARTS = 4, PART_MOST = 64 };
	size_t parts = 0;
	for (bool more = true; more; parts++) {
		str part;
		more = str_cut(header, '/', &part, &header);
		if (!part.n || part.n > PART_MOST || parts == PARTS)
			return false;
		for (size_t i = 0; i < part.n; i++) {
			char is = part.s[i];
			bool letter = (is >= 'a' && is <= 'z') || (is >= 'A' && is <= 'Z') || (is >= '0' && is <= '9');
			if (!letter && is != '-' && is != '_' && is != '.')
				return false;
		}
	}
	return parts == PARTS;
}
