/* templates: the catalogue's results: what each asks for, and where that is known from. */
#include "government/results/templates.h"
#include "government/eforms/eforms.h"
#include "web/json.h"
#include "web/catalogue.h"

/* ---- reading ---- */

#define WRONG(line, ...) FAIL(c, INVALID, "dòng %zu: %s", (line), str_format(c->a, __VA_ARGS__).s)

static err read_field(struct ctx *c, str kind, str rest, size_t line, struct template *t)
{
	str name, label, source;
	struct template_field *f = &t->fields[t->n];
	if (t->n == TEMPLATE_FIELDS)
		return WRONG(line, "nhiều nhất %d mục", TEMPLATE_FIELDS);
	if (!str_cut(rest, '|', &name, &rest) || !str_cut(rest, '|', &label, &source))
		return WRONG(line, "một mục là: tên | nhãn | nguồn");
	*f = (struct template_field){.name = str_c(c->a, str_trim(name)),
		.label = str_c(c->a, str_trim(label)),
		.source = str_trim(source),
		.kind = str_is(kind, "date")   ? FIELD_DATE
			: str_is(kind, "long") ? FIELD_LONG
					       : FIELD_LINE,
		.optional = str_ends(str_trim(label), S("(nếu có)"))};
	for (size_t i = 0; i < t->n; i++)
		if (!strcmp(t->fields[i].name, f->name))
			return WRONG(line, "tên “%s” đã dùng", f->name);
	if (!*f->name || !*f->label)
		return WRONG(line, "một mục có tên và nhãn");
	t->n++;
	return NULL;
}

static err read_line(struct ctx *c, str line, size_t number, struct template *t)
{
	str word, rest = S("");
	if (!line.n || line.s[0] == '#')
		return NULL;
	str_cut(line, ' ', &word, &rest);
	rest = str_trim(rest);
	if (str_is(word, "title"))
		t->title = str_c(c->a, rest);
	else if (str_is(word, "procedures"))
		t->procedures = rest;
	else if (str_is(word, "number"))
		t->number_label = str_c(c->a, rest);
	else if (str_is(word, "field") || str_is(word, "date") || str_is(word, "long"))
		return read_field(c, word, rest, number, t);
	else
		return WRONG(number, "không hiểu “%.*s”", STR_ARG(word));
	return NULL;
}

err template_read(struct ctx *c, str name, str text, struct template *out)
{
	str line;
	size_t number = 0;
	bool parted = false;
	*out = (struct template){.name = name, .title = ""};
	while (text.n && !parted) {
		str_cut(text, '\n', &line, &text);
		line = str_trim(line);
		parted = str_is(line, "---");
		if (++number && !parted)
			TRY(read_line(c, line, number, out));
	}
	if (!parted || !*out->title || !out->procedures.n || !out->n)
		return FAIL(c, INVALID, "Mẫu kết quả cần tên, thủ tục, các mục và dòng “---” trước bản in.");
	return layout_read(c, c->a, text, &out->layout);
}

static bool serves(str procedures, str code)
{
	for (str one; procedures.n;) {
		str_cut(procedures, ' ', &one, &procedures);
		if (str_eq(one, code))
			return true;
	}
	return false;
}

/* Those that the program carries, read once at its start: they never change while it runs. */
static arena memory;
static struct templates carried;

err templates_load(struct ctx *c)
{
	enum { MOST = 50 };
	struct ctx own = *c;
	str rest = catalogue_file("results.tsv"), file;
	if (carried.n)
		return NULL;
	own.a = &memory;
	struct templates all = {NEWN(&memory, struct template, MOST), 0};
	tsv_row(&rest, &file, 1);
	while (tsv_row(&rest, &file, 1) && all.n < MOST) {
		str text = catalogue_file(str_format(&memory, "results/%.*s", STR_ARG(file)).s);
		TRY(template_read(&own, (str){file.s, file.n - (sizeof ".txt" - 1)}, text, &all.v[all.n]));
		all.n++;
	}
	carried = all;
	return NULL;
}

void templates_for(struct ctx *c, str code, struct templates *out)
{
	*out = (struct templates){NULL, 0};
	for (size_t i = 0; i < carried.n; i++) {
		if (code.n && !serves(carried.v[i].procedures, code))
			continue;
		if (!out->v)
			out->v = NEWN(c->a, struct template, carried.n);
		out->v[out->n++] = carried.v[i];
	}
}

/* ---- values ---- */

static str fact(struct ctx *c, const struct result_dossier *d, str name)
{
	if (str_is(name, "applicant.name"))
		return d->applicant_name;
	if (str_is(name, "unit"))
		return str_format(c->a, "Ủy ban nhân dân %.*s", STR_ARG(lower_first(c->a, d->unit_name)));
	if (str_is(name, "today"))
		return show_day(c->a, day_of(c->now));
	return S("");
}

/* Every line of a list ends where the next begins: one space too many is one letter to correct. */
struct result_values result_values_known(struct ctx *c, const struct template *t, const struct result_dossier *d)
{
	struct result_values v = {NEWN(c->a, str, t->n + 1)};
	const struct form *form = NULL;
	if (d->answers.n && d->eform_id.set && eform_get(c, d->eform_id.v, &form))
		form = NULL;
	for (size_t i = 0; i < t->n; i++)
		if (!form || !t->fields[i].source.n || !form_said(c, form, d->answers, t->fields[i].source, &v.v[i]))
			v.v[i] = fact(c, d, t->fields[i].source);
	return v;
}

struct result_values result_values_read(struct ctx *c, const struct template *t, str json)
{
	struct result_values v = {NEWN(c->a, str, t->n + 1)};
	const struct node *tree = NULL, *one;
	err e = json_read(c, json.n ? json : S("{}"), &tree);
	for (size_t i = 0; i < t->n; i++) {
		one = !e && tree->type == N_OBJECT ? json_member(tree, t->fields[i].name) : NULL;
		v.v[i] = one && one->type == N_TEXT ? str_trim(one->text) : S("");
	}
	return v;
}

str result_values_json(arena *a, const struct template *t, const struct result_values *v)
{
	buf b = {.a = a};
	buf_lit(&b, "{");
	for (size_t i = 0; i < t->n; i++) {
		buf_printf(&b, "%s\"%s\":", i ? "," : "", t->fields[i].name);
		json_str(&b, v->v[i]);
	}
	buf_lit(&b, "}");
	return buf_text(&b);
}

/* ---- the paper ---- */

struct printing {
	struct ctx *c;
	const struct result_paper *paper;
};

static struct layout_value plain(str text) { return (struct layout_value){.text = text, .bare = true}; }

static str iso_of(struct ctx *c, str typed)
{
	day d;
	return day_parse(typed, &d) ? day_iso(c->a, d) : S("");
}

static struct layout_value value_of(struct ctx *c, const struct template_field *f, str text)
{
	return (struct layout_value){.text = f->kind == FIELD_DATE && iso_of(c, text).n ? show_date(c->a, iso_of(c, text)) : text,
		.value = f->kind == FIELD_DATE ? iso_of(c, text) : text};
}

static bool around(const struct printing *w, str name, struct layout_value *out)
{
	struct ctx *c = w->c;
	const struct result_paper *r = w->paper;
	const struct result_dossier *d = r->dossier;
	day on = 0;
	bool dated = day_parse(r->signed_on, &on);
	struct date parts = day_parts(on);
	const struct {
		const char *name;
		str text;
	} known[] = {{"result.number", r->number}, {"result.day", dated ? day_digits(c->a, parts.day) : S("")},
		{"result.month", dated ? month_digits(c->a, parts.month) : S("")},
		{"result.year", dated ? str_format(c->a, "%d", parts.year) : S("")}, {"unit", d->unit_name},
		{"place", d->unit_place}, {"province", d->province_name}, {"dossier.code", d->code}, {"signer.name", r->signer},
		{"signer.capacity",
			r->signer_title.n ? dossier_signing_capacity(c, r->signer_title) : S("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH")}};
	for (size_t i = 0; i < COUNT(known); i++)
		if (str_is(name, known[i].name)) {
			*out = plain(known[i].text);
			return true;
		}
	return false;
}

static bool get(void *of, str section, size_t row, str name, struct layout_value *out)
{
	const struct printing *w = of;
	const struct template *t = w->paper->template;
	(void)row;
	for (size_t i = 0; i < t->n && !section.n; i++)
		if (str_is(name, t->fields[i].name)) {
			*out = value_of(w->c, &t->fields[i], w->paper->values.v[i]);
			return true;
		}
	return around(w, name, out);
}

static bool rows(void *of, str section, size_t *n)
{
	(void)of;
	(void)section;
	*n = 0;
	return false;
}

err template_check(struct ctx *c, const struct template *t)
{
	const struct result_dossier nobody = {0};
	struct result_paper paper = {.template = t, .dossier = &nobody, .values = {NEWN(c->a, str, t->n + 1)}};
	struct printing w = {c, &paper};
	const struct layout_source source = {.of = &w, .get = get, .rows = rows};
	return layout_check(c, t->layout, &source);
}

err result_pdf(struct ctx *c, const struct result_paper *r, buf *out)
{
	struct pdf *p;
	struct printing w = {c, r};
	const struct layout_source source = {.of = &w, .get = get, .rows = rows};
	TRY(pdf_begin(c, PDF_A4, str_of(r->template->title), &p));
	pdf_footer(p, r->signer.n ? str_format(c->a, "Mã hồ sơ: %.*s", STR_ARG(r->dossier->code))
				  : str_format(c->a, "DỰ THẢO – Mã hồ sơ: %.*s", STR_ARG(r->dossier->code)));
	layout_write(c, p, r->template->layout, &source);
	return pdf_end(p, out);
}

str result_lacks(struct ctx *c, const struct result_paper *r)
{
	if (r->template->number_label && !r->number.n)
		return str_format(c->a, "%s", r->template->number_label);
	for (size_t i = 0; i < r->template->n; i++)
		if (!r->template->fields[i].optional && !r->values.v[i].n)
			return str_format(c->a, "%s", r->template->fields[i].label);
	return S("");
}
