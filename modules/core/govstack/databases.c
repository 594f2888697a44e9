/* databases: definitions through the paths of the specification: by an administrator's program, as drafts that somebody publishes. */
#include "core/govstack/inside.h"
#include "http/http.h"

static err open_for(struct req *q)
{
	str client;
	TRY(govstack_open(q, &client));
	return govstack_may(q, "registry.design");
}

/* ---- how a definition is said ---- */

static const char *json_type(const struct form_field *f)
{
	enum form_type as = f->type == FORM_COMPUTED ? f->shown_as : f->type;
	return as == FORM_INTEGER || as == FORM_MONEY || as == FORM_YEAR         ? "integer"
	       : as == FORM_DECIMAL                                              ? "number"
	       : as == FORM_YES_NO                                               ? "boolean"
	       : as == FORM_CHOICES || as == FORM_PHOTOS                         ? "array"
	       : as == FORM_PLACE || as == FORM_REFERENCE || as == FORM_GEOMETRY ? "object"
										 : "string";
}

static void schema_put(buf *b, const struct registry *r)
{
	int64_t id = 0;
	bool more = false;
	buf_lit(b, "{\"type\":\"object\",\"properties\":{");
	for (size_t i = 0; i < r->form->n; i++)
		for (size_t k = 0; k < r->form->sections[i].n && !r->form->sections[i].name; k++) {
			const struct form_field *f = &r->form->sections[i].fields[k];
			if (f->type == FORM_NOTE || f->type == FORM_FILE)
				continue;
			buf_printf(b,
				"%s\"%s\":{\"type\":\"%s\",\"primaryKey\":%s,\"readOnly\":%s,\"description\":%.*s,\"id\":%lld}",
				id ? "," : "", str_c(b->a, govstack_name(b->a, str_of(f->name))), json_type(f),
				f == r->key ? "true" : "false", f->type == FORM_COMPUTED ? "true" : "false",
				STR_ARG(govstack_text(b->a, str_of(f->label))), (long long)(id + 1));
			id++;
		}
	buf_lit(b, "},\"required\":[");
	for (size_t i = 0; i < r->form->n; i++)
		for (size_t k = 0; k < r->form->sections[i].n && !r->form->sections[i].name; k++)
			if (r->form->sections[i].fields[k].required) {
				buf_printf(b, "%s\"%s\"", more ? "," : "",
					str_c(b->a, govstack_name(b->a, str_of(r->form->sections[i].fields[k].name))));
				more = true;
			}
	buf_printf(b, "],\"incrementIndex\":%lld}", (long long)id);
}

static err put(struct req *q, buf *b, const struct registry_outline *o)
{
	struct registry *r;
	arena *a = q->ctx.a;
	TRY(registry_parse(&q->ctx, a, o->definition, &r));
	buf_printf(b, "{\"id\":%lld,\"version\":\"%lld\",\"name\":%.*s,\"description\":%.*s,\"number_format\":%.*s,\"schema\":",
		(long long)o->id, (long long)o->number, STR_ARG(govstack_text(a, o->code)), STR_ARG(govstack_text(a, o->title)),
		STR_ARG(govstack_text(a, r->key_pattern ? str_of(r->key_pattern) : S(""))));
	schema_put(b, r);
	buf_printf(b,
		",\"is_draft\":%s,\"is_disabled\":%s,\"is_archived\":%s,\"modified_at\":\"%.*s\",\"data_index_increment\":0,"
		"\"has_logo\":false}",
		o->is_draft ? "true" : "false", o->has_ended ? "true" : "false", o->has_ended ? "true" : "false",
		STR_ARG(time_rfc3339(a, o->made_at)));
	return NULL;
}

/* ---- what is asked ---- */

static err database(struct req *q)
{
	struct registry_outline o;
	buf b = {.a = q->ctx.a};
	TRY(open_for(q));
	TRY(registry_outlined(&q->ctx, q->id, &o));
	TRY(put(q, &b, &o));
	return govstack_json(q, 200, buf_text(&b));
}

static err databases(struct req *q)
{
	struct registry_outlines all;
	buf b = {.a = q->ctx.a};
	TRY(open_for(q));
	TRY(registries_outlined(&q->ctx, &all));
	buf_lit(&b, "{\"id\":1,\"name\":\"Sổ dữ liệu\",\"code\":\"registries\",\"databases\":[");
	for (size_t i = 0; i < all.n; i++) {
		buf_str(&b, i ? S(",") : S(""));
		TRY(put(q, &b, &all.v[i]));
	}
	buf_lit(&b, "],\"group_id\":1,\"order\":1,\"data_index_increment\":0}");
	return govstack_json(q, 200, buf_text(&b));
}

static err modify(struct req *q)
{
	struct govstack_schema s = {0};
	struct registry_made m = {0};
	struct registry *r;
	buf b = {.a = q->ctx.a};
	TRY(open_for(q));
	TRY(govstack_schema_read(&q->ctx, q->http->body, &s));
	m.code = s.code;
	m.definition = s.definition;
	TRY(apply(&q->ctx, registry_make, &m));
	TRY(registry_parse(&q->ctx, q->ctx.a, s.definition, &r));
	schema_put(&b, r);
	http_set(q->reply, "Location", str_format(q->ctx.a, "/api/govstack/database/%lld", (long long)m.registry));
	return govstack_json(q, 200, buf_text(&b));
}

static err unmake(struct req *q)
{
	TRY(open_for(q));
	TRY(apply(&q->ctx, registry_unmake, &q->id));
	return govstack_json(q, 200, S("\"Success\""));
}

err govstack_database(struct req *q) { return govstack_said(q, database(q)); }
err govstack_databases(struct req *q) { return govstack_said(q, databases(q)); }
err govstack_modify(struct req *q) { return govstack_said(q, modify(q)); }
err govstack_unmake(struct req *q) { return govstack_said(q, unmake(q)); }
