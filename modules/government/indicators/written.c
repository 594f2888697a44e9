/* written: an indicator as its form has it, and as JSON. */
#include "government/indicators/inside.h"
#include "web/input.h"

static str cut_word(str *rest, char at)
{
	str word;
	str_cut(*rest, at, &word, rest);
	return str_trim(word);
}

static void member(buf *b, const char *name, str value)
{
	buf_printf(b, "%s\"%s\":", b->n > 1 ? "," : "", name);
	json_str(b, value);
}

/* "online = dossiers.taken_in, channel = online" */
static err write_part(struct ctx *c, buf *b, str line)
{
	str rest = line, name = cut_word(&rest, '='), measure = cut_word(&rest, ','), by = cut_word(&rest, '='),
	    value = str_trim(rest);
	if (!name.n || !measure.n || (by.n && !value.n))
		return FAIL_FIELD(c, "parts",
			"Dòng “%.*s” chưa đúng. Hãy ghi: tên = số đo, ví dụ “tiep_nhan = dossiers.taken_in”, hoặc “truc_tuyen = "
			"dossiers.taken_in, channel = online”.",
			STR_ARG(line));
	buf one = {.a = c->a};
	buf_lit(&one, "{");
	member(&one, "name", name);
	member(&one, "measure", measure);
	if (by.n) {
		member(&one, "by", by);
		member(&one, "value", value);
	}
	buf_lit(&one, "}");
	if (b->n)
		buf_lit(b, ",");
	buf_str(b, buf_text(&one));
	return NULL;
}

static err write_bound(struct ctx *c, buf *b, const char *name, const char *field, str typed)
{
	int64_t v;
	if (!typed.n)
		return NULL;
	if (!form_number_parse(c->a, typed, &v))
		return FAIL_FIELD(c, field, "Hãy ghi một số, nhiều nhất hai chữ số thập phân, hoặc để trống.");
	buf_printf(b, ",\"%s\":", name);
	form_number_json(b, v);
	return NULL;
}

err indicator_written(struct ctx *c, const struct indicator_form *f, str *definition)
{
	buf b = {.a = c->a}, parts = {.a = c->a};
	const struct {
		const char *name;
		str value;
	} texts[] = {{"code", f->code}, {"title", f->title}, {"group", f->group}, {"basis", f->basis}, {"remark", f->remark},
		{"as", f->as}, {"unit", f->unit}, {"direction", f->direction}, {"numerator", f->numerator},
		{"denominator", f->denominator}};
	buf_lit(&b, "{");
	for (size_t i = 0; i < COUNT(texts); i++)
		if (texts[i].value.n)
			member(&b, texts[i].name, texts[i].value);
	TRY(write_bound(c, &b, "good", "good", f->good));
	TRY(write_bound(c, &b, "middle", "middle", f->middle));
	for (str rest = f->parts, line; rest.n;) {
		str_cut(rest, '\n', &line, &rest);
		if (str_trim(line).n)
			TRY(write_part(c, &parts, str_trim(line)));
	}
	buf_printf(&b, ",\"parts\":[%.*s]}", STR_ARG(buf_text(&parts)));
	*definition = buf_text(&b);
	return NULL;
}

void indicator_form_of(arena *a, const struct indicator *k, struct indicator_form *out)
{
	buf parts = {.a = a};
	for (size_t i = 0; i < k->nparts; i++) {
		const struct indicator_part *p = &k->parts[i];
		buf_printf(&parts, "%s%s = %.*s", i ? "\n" : "", p->name, STR_ARG(p->measure));
		if (p->by.n)
			buf_printf(&parts, ", %.*s = %.*s", STR_ARG(p->by), STR_ARG(p->value));
	}
	*out = (struct indicator_form){.code = k->code,
		.title = k->title,
		.group = k->group,
		.basis = k->basis,
		.remark = k->remark,
		.as = str_of(indicator_kinds[k->as].value),
		.unit = k->unit,
		.direction = str_of(indicator_directions[k->direction].value),
		.parts = buf_text(&parts),
		.numerator = k->numerator_text,
		.denominator = k->denominator_text,
		.good = k->good.set ? form_number_typed(a, k->good.v) : S(""),
		.middle = k->middle.set ? form_number_typed(a, k->middle.v) : S("")};
}
