/* sample: example answers that every rule accepts, so that whoever edits a form sees it filled, and tests have good data. */
#include "core/forms/inside.h"

struct sampling {
	struct ctx *c;
	const struct form *f;
	struct form_communes commune;
};

static str sample_text(struct ctx *c, const struct form_field *f)
{
	static const struct {
		const char *kind, *text;
	} kinds[] = {{"person_name", "Nguyễn Thị Lan"}, {"email", "lan@vidu.vn"}, {"tax_code", "0100109106"}, {"year", "2026"},
		{"url", "https://gialam.ninhbinh.gov.vn"}, {"document_number", "B1234567"}};
	for (size_t i = 0; f->kind && i < COUNT(kinds); i++)
		if (!strcmp(f->kind->name, kinds[i].kind))
			return str_of(kinds[i].text);
	size_t least = f->has_min && f->min > 0 ? (size_t)f->min : 0;
	str text = f->kind ? S("1234") : f->max >= 20 ? S("Nội dung ví dụ") : S("Ví dụ");
	buf b = {.a = c->a};
	buf_str(&b, (int64_t)utf8_length(text) > f->max ? S("1") : text);
	while (utf8_length(buf_text(&b)) < least)
		buf_lit(&b, "1");
	return buf_text(&b);
}

static day sample_day(const struct sampling *s, const struct form_field *f)
{
	if (f->not_before)
		return sample_day(s, f->not_before) + 31;
	return f->past || f->min_age ? day_make(1990, 5, 12) : day_of(s->c->now) + 30;
}

static bool is_female(const struct form_field *f)
{
	return f->sex && f->sex->nchoices && str_is(str_of(f->sex->choices[0].value), "female");
}

static int64_t sample_number(const struct form_field *f)
{
	int64_t wanted = f->type == FORM_MONEY ? 1000000 : f->type == FORM_DECIMAL ? 80 : 2;
	wanted *= FORM_UNITS_OF_NUMBER;
	if (f->has_min && wanted < f->min)
		wanted = f->min;
	return wanted > f->max ? f->max : wanted;
}

static int64_t sample_year(const struct sampling *s, const struct form_field *f)
{
	int64_t year = f->past ? 1990 : day_parts(day_of(s->c->now)).year;
	year *= FORM_UNITS_OF_NUMBER;
	return f->has_min && year < f->min ? f->min : year > f->max ? f->max : year;
}

static str sample_month(const struct sampling *s, const struct form_field *f)
{
	return f->past ? S("1990-05") : (str){day_iso(s->c->a, day_of(s->c->now)).s, strlen("2026-12")};
}

static struct texts sample_choices(struct ctx *c, const struct form_field *f)
{
	size_t n = f->has_min && f->min > 1 ? (size_t)f->min : 1;
	str *v = NEWN(c->a, str, n);
	for (size_t i = 0; i < n && i < f->nchoices; i++)
		v[i] = str_of(f->choices[i].value);
	return (struct texts){v, n < f->nchoices ? n : f->nchoices};
}

static const char *const geometries[GEOMETRY_SHAPES] = {
	[GEOMETRY_POINT] = "{\"type\":\"Point\",\"coordinates\":[105.7905,20.4012]}",
	[GEOMETRY_LINE] = "{\"type\":\"LineString\",\"coordinates\":[[105.79,20.4],[105.795,20.403]]}",
	[GEOMETRY_POLYGON] = "{\"type\":\"Polygon\",\"coordinates\":[[[105.79,20.4],[105.791,20.4],[105.791,20.401],[105.79,20."
			     "401],[105.79,20.4]]]}"};

static struct form_answer sample_of(const struct sampling *s, const struct form_field *f)
{
	struct form_answer v = {.filled = true};
	switch (f->type) {
	case FORM_TEXT:
	case FORM_LONG_TEXT: v.text = sample_text(s->c, f); break;
	case FORM_INTEGER:
	case FORM_DECIMAL:
	case FORM_MONEY: v.number = sample_number(f); break;
	case FORM_DATE: v.text = day_iso(s->c->a, sample_day(s, f)); break;
	case FORM_YEAR: v.number = sample_year(s, f); break;
	case FORM_MONTH: v.text = sample_month(s, f); break;
	case FORM_PERSONAL_NUMBER: v.text = is_female(f) ? S("037190001234") : S("037090001234"); break;
	case FORM_PHONE: v.text = S("0912345678"); break;
	case FORM_CHOICE: v.text = str_of(f->choices[0].value); break; /* of a list: Kinh, Việt Nam */
	case FORM_CHOICES: v.list = sample_choices(s->c, f); break;
	case FORM_YES_NO: v.number = 1; break;
	case FORM_GEOMETRY: v.text = str_of(geometries[f->shape]); break;
	case FORM_PLACE:
		v.province = s->f->provinces[0].value ? str_of(s->f->provinces[0].value) : S("");
		v.commune = s->commune.code;
		v.commune_name = s->commune.full_name;
		v.detail = f->with_detail ? S("Thôn 3") : S("");
		break;
	default: v.filled = false;
	}
	return v;
}

static err fill(const struct sampling *s, struct form_answers **out)
{
	struct form_answers *v = *out = form_answers_empty(s->c->a, s->f);
	for (size_t i = 0; i < s->f->n; i++) {
		const struct form_section *section = &s->f->sections[i];
		struct form_rows *rows = &v->sections[i];
		size_t wanted = section->name && section->max > 1 && section->min < 2 ? 2 : rows->n ? rows->n : 1;
		for (; rows->n < wanted; rows->n++)
			rows->v[rows->n] = (struct form_row){
				str_format(s->c->a, "%zu", rows->n + 1), NEWN(s->c->a, struct form_answer, section->n + 1)};
		for (size_t row = 0; row < rows->n; row++)
			for (size_t k = 0; k < section->n; k++)
				if (section->fields[k].type == FORM_REFERENCE)
					TRY(form_reference_sample(s->c, &section->fields[k], &rows->v[row].v[k]));
				else
					rows->v[row].v[k] = sample_of(s, &section->fields[k]);
	}
	return NULL;
}

/* Read like any other, so that what conditions hide is left out and what is computed is there. */
err form_sample(struct ctx *c, const struct form *f, str *out)
{
	struct sampling s = {.c = c, .f = f};
	struct form_communes_rows communes;
	struct form_source from = {.as_kept = true};
	const struct problem *problems;
	struct form_answers *v;
	TRY(form_communes(
		c, f->provinces[0].value ? str_of(f->provinces[0].value) : S(""), day_iso(c->a, day_of(c->now)), &communes));
	if (communes.n)
		s.commune = communes.v[0];
	TRY(fill(&s, &v));
	TRY(json_read(c, form_answers_json(c->a, v), &from.object));
	TRY(form_answers_read(c, f, &from, &v, &problems));
	*out = form_answers_json(c->a, v);
	return NULL;
}
