/* offers: what the system knows is not asked again. A field that nobody has filled yet gets what its definition offers: a fact of the
 * applicant, the answer to a field before, or a value, when the conditions hold ("Mẹ" chosen: the mother's name is the applicant's).
 * The script of the page does the same while one chooses; then an empty field was emptied on purpose. */
#include "core/forms/inside.h"
#include "http/http.h"
#include "web/request.h"

static str fact_of(const struct form_person *who, const char *fact)
{
	const struct {
		const char *name;
		str value;
	} facts[] = {{"name", who->name}, {"personal_number", who->personal_number}, {"birth_on", who->birth_on},
		{"sex", who->sex}, {"phone", who->phone}, {"email", who->email}, {"address", who->address}};
	for (size_t i = 0; i < COUNT(facts); i++)
		if (!strcmp(facts[i].name, fact))
			return facts[i].value;
	return S("");
}

/* "Thôn 2, Xã Gia Lâm, Tỉnh Ninh Bình" of somebody who lives in Xã Gia Lâm: the commune has an input of its own. */
static str before_commune(str address, str commune)
{
	const char *at = commune.n ? memmem(address.s, address.n, commune.s, commune.n) : NULL;
	str rest = at ? (str){address.s, (size_t)(at - address.s)} : address;
	while (rest.n && strchr(", ", rest.s[rest.n - 1]))
		rest.n--;
	return rest;
}

static struct sent texts(arena *a, str one, str two, str three, size_t n)
{
	str *v = NEWN(a, str, 3);
	v[0] = one;
	v[1] = two;
	v[2] = three;
	return (struct sent){v, n, NULL};
}

static struct sent of_person(arena *a, const struct form_field *f, const struct form_person *who, const char *fact)
{
	str value = who ? fact_of(who, fact) : S("");
	if (!value.n || f->type != FORM_PLACE)
		return texts(a, value, S(""), S(""), value.n > 0);
	return texts(a, who->province, who->commune, f->with_detail ? before_commune(value, who->commune) : S(""), 3);
}

static struct sent of_answer(struct ctx *c, const struct form_answers *v, const struct form_field *from)
{
	const struct form_answer *a = form_answer_to(v, from, 0);
	if (!a || !a->filled || (a->wrong && from->type != FORM_PLACE)) /* of a place the texts count, found or not yet */
		return (struct sent){0};
	if (from->type == FORM_PLACE)
		return texts(c->a, a->province, a->commune_name.n ? a->commune_name : a->commune, a->detail, 3);
	return texts(c->a, form_input_value(c, from, a), S(""), S(""), 1);
}

static struct sent offered(struct ctx *c, const struct form_answers *v, const struct form_field *f, const struct form_offer *o,
	const struct form_person *who)
{
	if (o->fact)
		return of_person(c->a, f, who, o->fact);
	return o->same_as ? of_answer(c, v, o->same_as) : texts(c->a, o->value, S(""), S(""), 1);
}

/* The first of its offers whose conditions hold. n = 0: nothing is known. */
static struct sent best_offer(
	struct ctx *c, const struct form_answers *v, const struct form_field *f, const struct form_person *who)
{
	for (size_t i = 0; i < f->noffers; i++)
		if (form_conditions_hold(v, &f->offers[i].when, 0))
			return offered(c, v, f, &f->offers[i], who);
	return (struct sent){0};
}

const struct form_known *form_known_of(const struct form_person *who, const struct form_field *f)
{
	for (size_t i = 0; who && !f->section->name && i < who->nknown; i++)
		if (!strcmp(who->known[i].name, f->name))
			return &who->known[i];
	return NULL;
}

/* What is known of a field from elsewhere goes before what he may say himself; what he wrote stays, unless it is fixed or new. */
void form_known_take(const struct form_answers *v, const struct form_person *who, bool begun)
{
	for (size_t i = 0; i < v->form->n; i++)
		for (size_t k = 0; k < v->form->sections[i].n && !v->form->sections[i].name; k++) {
			const struct form_known *known = form_known_of(who, &v->form->sections[i].fields[k]);
			struct form_answer *out = &v->sections[i].v[0].v[k];
			if (known && (known->is_fixed || (known->is.filled && (known->is_anew || (!begun && !out->filled)))))
				*out = known->is;
		}
}

str form_known_put(struct ctx *c, const struct form *f, const struct form_person *who, str answers)
{
	struct form_answers *v;
	form_answers_stored(c, f, answers, &v);
	form_known_take(v, who, true);
	form_compute(c, v);
	return form_answers_json(c->a, v);
}

static bool wanting(const struct form_answers *v, const struct form_field *f)
{
	const struct form_answer *a = f->noffers ? form_answer_to(v, f, 0) : NULL;
	return a && !a->filled && form_field_asked(v, f, 0);
}

err form_offers_take(struct ctx *c, struct form_answers *v, const struct form_person *who)
{
	for (size_t i = 0; i < v->form->n; i++)
		for (size_t k = 0; k < v->form->sections[i].n && !v->form->sections[i].name; k++) {
			const struct form_field *f = &v->form->sections[i].fields[k];
			struct sent s = wanting(v, f) ? best_offer(c, v, f, who) : (struct sent){0};
			struct judging j = {.c = c, .answers = v, .field = f, .out = &v->sections[i].v[0].v[k]};
			str problem;
			if (s.n)
				TRY(form_answer_judge(&j, s, &problem));
		}
	return NULL;
}

/* ---- without script ---- */

static const char *part_name(arena *a, const struct form_field *f, size_t i)
{
	static const char *const parts[] = {"-province", "-commune", "-detail"};
	return str_format(a, "%s%s", form_input_name(a, f, S("")), f->type == FORM_PLACE ? parts[i] : "").s;
}

/* Typed wins when a form comes back, so what is known is put where it would have been typed. */
static void put_typed(struct req *q, const struct form_field *f, struct sent s)
{
	struct http_part *parts = NEWN(q->ctx.a, struct http_part, q->http->nparts + s.n);
	for (size_t i = 0; i < s.n; i++)
		parts[i] = (struct http_part){.name = str_of(part_name(q->ctx.a, f, i)), .value = s.v[i], .fd = -1};
	memcpy(parts + s.n, q->http->parts, q->http->nparts * sizeof *parts);
	q->http->parts = parts;
	q->http->nparts += s.n;
}

void form_offer_typed(struct req *q, const struct form *f, const struct form_person *who)
{
	struct ctx *c = &q->ctx;
	if (!q->http->nparts || http_field(q->http, "e_offered").n)
		return;
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->sections[i].n && !f->sections[i].name; k++) {
			if (!f->sections[i].fields[k].noffers)
				continue;
			const struct form_answers *v = form_answers_typed(&q->page, f); /* with what has just been put there */
			struct sent s = wanting(v, &f->sections[i].fields[k]) ? best_offer(c, v, &f->sections[i].fields[k], who)
									      : (struct sent){0};
			if (s.n)
				put_typed(q, &f->sections[i].fields[k], s);
		}
}

/* ---- for the script: [{"when": [..], "set": {input: value}, "of": {input: the applicant's input}}, {"when": [..], "same": {input: input}}] ---- */

static void offer_json(buf *b, const struct form_field *f, const struct form_offer *o, const struct form_person *who)
{
	struct ctx c = {.a = b->a};
	struct sent s = o->same_as ? texts(b->a, S(""), S(""), S(""), o->same_as->type == FORM_PLACE ? 3 : 1)
				   : offered(&c, NULL, f, o, who);
	buf_lit(b, "{\"when\":");
	buf_str(b, form_conditions_json(b->a, &o->when, S("")));
	buf_printf(b, ",\"%s\":{", o->same_as ? "same" : "set");
	for (size_t i = 0; i < s.n; i++) {
		buf_str(b, i ? S(",") : S(""));
		json_str(b, str_of(part_name(b->a, f, i)));
		buf_lit(b, ":");
		json_str(b, o->same_as ? str_of(part_name(b->a, o->same_as, i)) : s.v[i]);
	}
	if (o->fact && f->type != FORM_PLACE) /* what stands in the applicant's own input is newer */
		buf_printf(b, "},\"of\":{\"%s\":\"%s\"", form_input_name(b->a, f, S("")), o->fact);
	buf_lit(b, "}}");
}

str form_offers_json(arena *a, const struct form_field *f, const struct form_person *who)
{
	buf b = {.a = a};
	buf_lit(&b, "[");
	for (size_t i = 0; i < f->noffers; i++) {
		buf_str(&b, i ? S(",") : S(""));
		offer_json(&b, f, &f->offers[i], who);
	}
	buf_lit(&b, "]");
	return buf_text(&b);
}
