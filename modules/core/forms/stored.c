/* stored: answers as canonical JSON, and back without a question: what was true when it was filed stays as it was written, also
 * when a commune, a choice or a rule is no more. What was typed wrong stands there as the text that was typed. */
#include "core/forms/inside.h"
#include "web/hooks.h"

/* ---- writing ---- */

void form_number_json(buf *b, int64_t n)
{
	int64_t part = n % FORM_UNITS_OF_NUMBER;
	part = part < 0 ? -part : part;
	if (n < 0 && n > -FORM_UNITS_OF_NUMBER)
		buf_lit(b, "-");
	html_int(b, n / FORM_UNITS_OF_NUMBER);
	if (part)
		buf_printf(b, part % 10 ? ".%02lld" : ".%lld", (long long)(part % 10 ? part : part / 10));
}

static void place(buf *b, const struct form_answer *v)
{
	const struct {
		const char *name;
		str value;
	} members[] = {{"province", v->province}, {"commune", v->commune}, {"name", v->commune_name}, {"detail", v->detail},
		{"text", v->wrong ? S("") : v->text}};
	bool more = false;
	buf_lit(b, "{");
	for (size_t i = 0; i < COUNT(members); i++)
		if (members[i].value.n) {
			buf_printf(b, "%s\"%s\":", more ? "," : "", members[i].name);
			json_str(b, members[i].value);
			more = true;
		}
	buf_lit(b, "}");
}

static void reference(buf *b, const struct form_field *f, const struct form_answer *v)
{
	buf_printf(b, "{\"kind\":\"%s\",\"id\":%lld,\"title\":", f->to->kind, (long long)v->number);
	json_str(b, v->text);
	buf_lit(b, "}");
}

static void list(buf *b, struct texts v)
{
	buf_lit(b, "[");
	for (size_t i = 0; i < v.n; i++) {
		if (i)
			buf_lit(b, ",");
		json_str(b, v.v[i]);
	}
	buf_lit(b, "]");
}

static enum form_type written_as(const struct form_field *f) { return f->type == FORM_COMPUTED ? f->shown_as : f->type; }

static void value(buf *b, const struct form_field *f, const struct form_answer *v)
{
	switch (written_as(f)) {
	case FORM_PLACE: place(b, v); break;
	case FORM_PHOTOS:
	case FORM_CHOICES: list(b, v->list); break;
	case FORM_REFERENCE:
		if (v->wrong)
			json_str(b, v->text);
		else
			reference(b, f, v);
		break;
	case FORM_GEOMETRY:
		if (v->wrong)
			json_str(b, v->text);
		else
			buf_str(b, v->text); /* JSON it is */
		break;
	case FORM_INTEGER:
	case FORM_DECIMAL:
	case FORM_MONEY:
	case FORM_YEAR:
		if (!v->wrong) {
			form_number_json(b, v->number);
			break;
		}
		/* fall through */
	case FORM_YES_NO:
		if (!v->wrong) {
			buf_str(b, v->number ? S("true") : S("false"));
			break;
		}
		/* fall through */
	default: json_str(b, v->text);
	}
}

static bool members(buf *b, const struct form_section *s, const struct form_row *row, bool more)
{
	for (size_t i = 0; i < s->n; i++) {
		if (!row->v[i].filled)
			continue;
		buf_str(b, more ? S(",\"") : S("\""));
		buf_str(b, str_of(s->fields[i].name));
		buf_lit(b, "\":");
		value(b, &s->fields[i], &row->v[i]);
		more = true;
	}
	return more;
}

str form_answers_json(arena *a, const struct form_answers *v)
{
	buf b = {.a = a};
	bool more = false;
	buf_lit(&b, "{");
	for (size_t i = 0; i < v->form->n; i++) {
		const struct form_section *s = &v->form->sections[i];
		const struct form_rows *rows = &v->sections[i];
		if (!s->name && rows->n)
			more = members(&b, s, &rows->v[0], more);
		if (!s->name || !rows->n)
			continue;
		buf_printf(&b, "%s\"%s\":[", more ? "," : "", s->name);
		for (size_t k = 0; k < rows->n; k++) {
			buf_str(&b, k ? S(",{") : S("{"));
			members(&b, s, &rows->v[k], false);
			buf_lit(&b, "}");
		}
		buf_lit(&b, "]");
		more = true;
	}
	buf_lit(&b, "}");
	return buf_text(&b);
}

/* ---- reading back ---- */

struct form_answers *form_answers_empty(arena *a, const struct form *f)
{
	struct form_answers *v = NEW(a, struct form_answers);
	*v = (struct form_answers){.form = f, .sections = NEWN(a, struct form_rows, f->n + 1)};
	for (size_t i = 0; i < f->n; i++) {
		const struct form_section *s = &f->sections[i];
		size_t rows = (size_t)s->min;
		v->sections[i].v = NEWN(a, struct form_row, s->name ? FORM_ROWS_MAX + 1 : rows);
		v->sections[i].n = rows;
		for (size_t k = 0; k < rows; k++)
			v->sections[i].v[k] = (struct form_row){
				s->name ? str_format(a, "%zu", k + 1) : S(""), NEWN(a, struct form_answer, s->n + 1)};
	}
	return v;
}

static str text_of(const struct node *object, const char *name)
{
	const struct node *n = json_member(object, name);
	return n && n->type == N_TEXT ? n->text : S("");
}

static void take_place(const struct node *n, struct form_answer *out)
{
	out->province = text_of(n, "province");
	out->commune = text_of(n, "commune");
	out->commune_name = text_of(n, "name");
	out->detail = text_of(n, "detail");
	out->text = text_of(n, "text");
	out->wrong = !out->text.n;
}

static void take_reference(const struct node *n, struct form_answer *out)
{
	const struct node *id = json_member(n, "id");
	out->number = id && id->type == N_INT ? id->i : 0;
	out->text = text_of(n, "title");
	out->wrong = out->number < 1;
}

static void take_list(arena *a, const struct node *n, struct form_answer *out)
{
	size_t count = 0;
	for (const struct node *i = n->first; i; i = i->next)
		count++;
	str *v = NEWN(a, str, count + 1);
	out->list.v = v;
	for (const struct node *i = n->first; i; i = i->next)
		if (i->type == N_TEXT)
			v[out->list.n++] = i->text;
	out->filled = out->list.n > 0;
}

static void take_geometry(arena *a, const struct node *n, struct form_answer *out)
{
	struct ctx c = {.a = a};
	struct geometry g;
	out->filled = geometry_kept(&c, n, &g);
	out->text = out->filled ? geometry_json(a, &g) : S("");
}

static void take(arena *a, const struct form_field *f, const struct node *n, struct form_answer *out)
{
	enum form_type type = written_as(f);
	bool is_number = form_type_is_number(type);
	*out = (struct form_answer){.filled = true};
	if (type == FORM_PLACE && n->type == N_OBJECT)
		take_place(n, out);
	else if (type == FORM_REFERENCE && n->type == N_OBJECT)
		take_reference(n, out);
	else if (type == FORM_GEOMETRY && n->type == N_OBJECT)
		take_geometry(a, n, out);
	else if ((type == FORM_CHOICES || type == FORM_PHOTOS) && n->type == N_LIST)
		take_list(a, n, out);
	else if (is_number && (n->type == N_INT || n->type == N_REAL)) {
		out->wrong = !hundredths_parse(n->text, &out->number) || out->number > FORM_NUMBER_MAX ||
			     out->number < -FORM_NUMBER_MAX;
		out->text = out->wrong ? n->text : type == FORM_YEAR ? form_number_of(a, type, out->number) : S("");
	} else if (type == FORM_YES_NO && n->type == N_BOOL) {
		out->number = n->i;
		out->text = n->i ? S("1") : S("0");
	} else if (n->type == N_TEXT) {
		out->text = n->text;
		out->wrong = is_number || type == FORM_YES_NO || type == FORM_REFERENCE || type == FORM_GEOMETRY;
	} else
		out->filled = false;
}

/* They were written in the order of the fields: the one behind the last one, else wherever it stands. */
static const struct node *member_next(const struct node *object, const struct node **next, const char *name)
{
	const struct node *n = *next && str_is((*next)->name, name) ? *next : json_member(object, name);
	*next = n ? n->next : *next;
	return n;
}

static void take_row(struct ctx *c, const struct form_section *s, const struct node *object, struct form_answer *out)
{
	const struct node *next = object->type == N_OBJECT ? object->first : NULL;
	for (size_t i = 0; i < s->n; i++) {
		const struct node *n = member_next(object, &next, s->fields[i].name);
		if (n && s->fields[i].type != FORM_FILE && s->fields[i].type != FORM_NOTE)
			take(c->a, &s->fields[i], n, &out[i]);
	}
}

void form_answers_stored(struct ctx *c, const struct form *f, str json, struct form_answers **out)
{
	const struct node *object = NULL;
	struct form_answers *v = *out = form_answers_empty(c->a, f);
	if (!json.n || json.n > FORM_ANSWERS_MAX || json_kept(c, json, NULL, &object) || object->type != N_OBJECT)
		return;
	for (size_t i = 0; i < f->n; i++) {
		const struct form_section *s = &f->sections[i];
		struct form_rows *rows = &v->sections[i];
		if (!s->name) {
			take_row(c, s, object, rows->v[0].v);
			continue;
		}
		const struct node *list = json_member(object, s->name);
		rows->n = list && list->type == N_LIST ? 0 : rows->n;
		for (const struct node *n = list && list->type == N_LIST ? list->first : NULL; n && rows->n < FORM_ROWS_MAX;
			n = n->next) {
			struct form_row *row = &rows->v[rows->n++];
			*row = (struct form_row){str_format(c->a, "%zu", rows->n), NEWN(c->a, struct form_answer, s->n + 1)};
			take_row(c, s, n, row->v);
		}
	}
}

/* ---- one answer of many ---- */

void form_kept_read(struct ctx *c, const struct form *f, str json, struct texts names, struct form_kept *out)
{
	const struct node *object = NULL;
	*out = (struct form_kept){.form = f};
	if (json.n && json.n <= FORM_ANSWERS_MAX && !json_kept(c, json, names.n ? &names : NULL, &object))
		out->object = object;
}

struct form_answer form_kept_answer(arena *a, const struct form_kept *kept, const struct form_field *f)
{
	struct form_answer out = {0};
	const struct node *n = json_member(kept->object, f->name);
	if (n && f->type != FORM_FILE && f->type != FORM_NOTE)
		take(a, f, n, &out);
	return out;
}
