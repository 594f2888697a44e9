/* source: what formulas of a write see: the answers to the form that the dossier was filed with, and behind them as a second form the facts of
 * the dossier and of its result; and the record that is made of them. */
#include "government/mappings/inside.h"
#include "web/json.h"

/* ---- the form of facts ---- */

struct fact {
	const char *name, *type, *label;
};
static const struct fact facts[] = {
	{"dossier_code", "text", "Mã hồ sơ"},
	{"dossier_on", "date", "Ngày nộp hồ sơ"},
	{"dossier_unit", "text", "Cơ quan giải quyết"},
	{"applicant_name", "text", "Người nộp: họ và tên"},
	{"applicant_number", "text", "Người nộp: số định danh cá nhân"},
	{"applicant_phone", "text", "Người nộp: điện thoại"},
	{"applicant_address", "text", "Người nộp: nơi cư trú"},
	{"result_number", "text", "Số, mã số của kết quả"},
	{"result_on", "date", "Ngày của kết quả"},
};

static void field(buf *b, bool more, const char *name, const char *type, const char *label)
{
	buf_printf(b, "%s{\"name\":\"%s\",\"type\":\"%s\",%s\"label\":", more ? "," : "", name, type,
		!strcmp(type, "text") ? "\"max\":300," : "");
	json_str(b, str_of(label));
	buf_lit(b, "}");
}

static bool is_among_facts(const char *name)
{
	for (size_t i = 0; i < COUNT(facts); i++)
		if (!strcmp(facts[i].name, name))
			return true;
	return false;
}

static const char *result_name(arena *a, const struct result_fact *f) { return str_format(a, "result_%s", f->name).s; }

static err facts_form(struct ctx *c, str procedure, const struct form **out)
{
	struct result_facts asked;
	struct form *f;
	buf b = {.a = c->a};
	buf_lit(&b, "{\"code\":\"facts\",\"title\":\"Hồ sơ\",\"sections\":[{\"title\":\"Hồ sơ và kết quả\",\"fields\":[");
	for (size_t i = 0; i < COUNT(facts); i++)
		field(&b, i > 0, facts[i].name, facts[i].type, facts[i].label);
	result_facts_asked(c, procedure, &asked);
	for (size_t i = 0; i < asked.n; i++) {
		const char *name = result_name(c->a, &asked.v[i]);
		if (!is_among_facts(name))
			field(&b, true, name, asked.v[i].is_date ? "date" : "text",
				str_format(c->a, "Kết quả: %s", asked.v[i].label).s);
	}
	buf_lit(&b, "]}]}");
	TRY(form_parse(c, c->a, buf_text(&b), &f));
	*out = f;
	return NULL;
}

err mapping_source_form(struct ctx *c, const struct mapping_against *at, const struct form **out)
{
	const struct form *behind;
	TRY(facts_form(c, at->procedure, &behind));
	*out = form_beside(c->a, at->form, behind);
	return NULL;
}

/* ---- of one dossier ---- */

static void say(struct form_answers *v, const char *name, str text)
{
	for (size_t i = 0; i < v->form->n; i++) {
		const struct form_field *f = form_field_find(&v->form->sections[i], str_of(name));
		day d;
		if (f && text.n && (f->type != FORM_DATE || day_parse(text, &d)))
			v->sections[i].v[0].v[f->slot] = (struct form_answer){.filled = true, .text = text};
	}
}

static err facts_said(struct ctx *c, const struct mapping_source *s, struct form_answers **out)
{
	const struct mapping_dossier *d = &s->dossier;
	const struct form *f;
	TRY(facts_form(c, d->procedure_code, &f));
	struct form_answers *v = *out = form_answers_empty(c->a, f);
	say(v, "dossier_code", d->code);
	say(v, "dossier_on", day_iso(c->a, day_of(d->submitted_at)));
	say(v, "dossier_unit", d->unit_name);
	say(v, "applicant_name", d->applicant_name);
	say(v, "applicant_number", d->applicant_number);
	say(v, "applicant_phone", d->applicant_phone);
	say(v, "applicant_address", d->applicant_address);
	say(v, "result_number", s->result.number);
	say(v, "result_on",
		s->result.signed_on.n ? s->result.signed_on
		: d->finished_at.set  ? day_iso(c->a, day_of(d->finished_at.v))
				      : S(""));
	for (size_t i = 0; i < s->result.n; i++)
		if (!is_among_facts(result_name(c->a, &s->result.v[i])))
			say(v, result_name(c->a, &s->result.v[i]), s->result.v[i].value);
	return NULL;
}

static err beside(struct ctx *c, const struct mapping_against *at, const struct form_answers *one,
	const struct form_answers *other, const struct form_answers **out)
{
	const struct form *both;
	TRY(mapping_source_form(c, at, &both));
	*out = form_answers_beside(c->a, both, one, other);
	return NULL;
}

err mapping_source(struct ctx *c, int64_t dossier, struct mapping_source *out)
{
	bool found;
	*out = (struct mapping_source){0};
	TRY(mapping_dossier(c, dossier, &out->dossier, &found));
	if (!found)
		return FAIL(c, NOT_FOUND, "dossier");
	TRY(eform_get(c, out->dossier.eform_id.v, &out->at.form));
	out->at.procedure = out->dossier.procedure_code;
	TRY(result_facts_of(c, dossier, &out->result));
	return mapping_source_said(c, out);
}

err mapping_source_said(struct ctx *c, struct mapping_source *s)
{
	struct form_answers *said, *behind;
	form_answers_stored(c, s->at.form, s->dossier.answers, &said);
	TRY(facts_said(c, s, &behind));
	return beside(c, &s->at, said, behind, &s->said);
}

err mapping_source_sample(struct ctx *c, const struct mapping_against *at, const struct form_answers **out)
{
	struct mapping_source s = {.at = *at,
		.dossier = {.code = S("H42.17-261123-0001"),
			.procedure_code = at->procedure,
			.unit_name = S("Xã Gia Lâm"),
			.applicant_name = S("Nguyễn Thị Lan"),
			.applicant_number = S("037190000016"),
			.applicant_phone = S("0912345678"),
			.applicant_address = S("Thôn 2, Xã Gia Lâm"),
			.submitted_at = c->now},
		.result = {.number = S("37A8001234"), .signed_on = day_iso(c->a, day_of(c->now)), .template = S("")}};
	struct form_answers *said, *behind;
	str sample;
	TRY(form_sample(c, at->form, &sample));
	form_answers_stored(c, at->form, sample, &said);
	TRY(facts_said(c, &s, &behind));
	return beside(c, at, said, behind, out);
}

/* ---- the record ---- */

err mapping_made(
	struct ctx *c, const struct mapping_write *w, const struct form_answers *said, str before, bool strictly, str *out)
{
	struct form_answers *v;
	const struct form *f = w->registry->form;
	form_answers_stored(c, f, before.n ? before : S("{}"), &v);
	for (size_t i = 0; i < w->values.n; i++) {
		const struct form_field *to = w->values.v[i].to;
		form_formula_take(c, w->values.v[i].is, said, to, &v->sections[to->section->slot].v[0].v[to->slot]);
	}
	*out = form_answers_json(c->a, v);
	return strictly ? form_settled(c, f, *out, out) : NULL;
}
