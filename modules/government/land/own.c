/* own: parcels as forms name them, and what of the register stands in a form then. A citizen names those that he holds by his proved number; an
 * officer, who fills in for somebody, those of his unit. */
#include "pages.h"
#include "core/forms/forms.h"
#include "core/units/units.h"
#include "government/dossiers/dossiers.h"
#include "government/procedures/procedures.h"
#include "web/actor.h"
#include "web/hooks.h"
#include "web/request.h"
#include "web/services/audit.h"

static bool is_staff(const struct req *q) { return q->ctx.unit || !q->ctx.actor; }

/* ---- which ---- */

/* Those in force that whoever asks holds; none as long as he has proved no number. */
static err own_of(struct ctx *c, struct land_own_rows *out, bool *proved)
{
	struct land_person_proved who;
	bool found;
	*out = (struct land_own_rows){0};
	TRY(land_person_proved(c, c->actor, &who, &found));
	*proved = found && who.number.s && who.person_id.set;
	return *proved ? land_own(c, who.person_id.v, out) : NULL;
}

static err unit_of_own(struct ctx *c, int64_t id, int64_t *unit)
{
	struct land_own_rows rows;
	bool proved;
	*unit = 0;
	TRY(own_of(c, &rows, &proved));
	for (size_t i = 0; i < rows.n; i++)
		if (rows.v[i].id == id)
			*unit = rows.v[i].unit_id;
	return NULL;
}

/* A parcel in force that this reader may name. */
static err named(struct req *q, int64_t id, struct land_parcel *out, bool *found)
{
	struct ctx *c = &q->ctx;
	int64_t unit = may(q, LAND_READ) ? c->unit : 0;
	*found = false;
	if (!is_staff(q))
		TRY(unit_of_own(c, id, &unit));
	if (!unit)
		return NULL;
	err e = land_parcel(c, id, unit, out);
	if (e && e->kind == NOT_FOUND)
		return NULL;
	*found = !e && !out->valid_to.s;
	return e;
}

static struct referred as_referred(struct ctx *c, const struct land_parcel *p)
{
	return (struct referred){p->id, parcel_called(c->a, p->sheet, p->number),
		str_format(c->a, "%.*s, %s", STR_ARG(p->old_unit), land_area_shown(c->a, p->area).s)};
}

/* Two numbers are sheet and parcel, in that order or said in words; one is the parcel's. */
static void numbers_of(str typed, int64_t *sheet, int64_t *number)
{
	int64_t v[2] = {0};
	size_t n = 0;
	for (size_t i = 0; i < typed.n && n < COUNT(v);) {
		size_t from = i;
		while (i < typed.n && typed.s[i] >= '0' && typed.s[i] <= '9')
			i++;
		if (i > from && i - from < 10)
			(void)str_int((str){typed.s + from, i - from}, &v[n++]);
		i += i == from;
	}
	bool parcel_first = str_starts(typed, S("thua"));
	*sheet = n < 2 ? 0 : v[parcel_first];
	*number = n < 2 ? v[0] : v[!parcel_first];
}

static err of_unit(struct req *q, str typed, struct references *out)
{
	struct ctx *c = &q->ctx;
	struct land_parcels_rows rows;
	struct land_parcel p;
	struct land_parcels_in in = {.unit = c->unit,
		.day = day_iso(c->a, day_of(c->now)),
		.code = S(""),
		.words = S(""),
		.use = S(""),
		.most = REFERENCES_MOST};
	if (!may(q, LAND_READ))
		return NULL;
	numbers_of(fold(c->a, typed), &in.sheet, &in.number);
	if (!in.number)
		in.words = fold(c->a, typed);
	TRY(land_parcels(c, &in, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		TRY(land_parcel(c, rows.v[i].id, c->unit, &p));
		reference_add(out, as_referred(c, &p));
	}
	return NULL;
}

static err find(struct req *q, const struct reference *to, str typed, struct references *out)
{
	struct land_own_rows rows;
	struct land_parcel p;
	bool proved;
	(void)to;
	if (is_staff(q))
		return of_unit(q, typed, out);
	TRY(own_of(&q->ctx, &rows, &proved));
	for (size_t i = 0; i < rows.n; i++) {
		TRY(land_parcel(&q->ctx, rows.v[i].id, rows.v[i].unit_id, &p));
		struct referred one = as_referred(&q->ctx, &p);
		if (!typed.n || reference_fits(q->ctx.a, one.title, typed))
			reference_add(out, one);
	}
	return NULL;
}

static err read_one(struct req *q, const struct reference *to, int64_t id, struct referred *out)
{
	struct land_parcel p;
	bool found;
	(void)to;
	TRY(named(q, id, &p, &found));
	if (!found)
		return FAIL(&q->ctx, NOT_FOUND, "parcel");
	*out = as_referred(&q->ctx, &p);
	return NULL;
}

const struct reference land_references[] = {
	{.kind = LAND_OWN_KIND, .title = "Thửa đất trong sổ của người khai", .find = find, .read = read_one}};

/* ---- what of it stands in a form ---- */

struct known_parcel {
	struct land_parcel parcel;
	struct land_facts_of facts;
	struct land_certificates_of certificate; /* that is good; empty: none */
	str holders;
};

static err parcel_known(struct ctx *c, const struct land_parcel *p, struct known_parcel *k)
{
	struct land_rights_of right;
	struct land_certificates_of_rows papers;
	struct holder_lines lines = {0};
	bool found;
	*k = (struct known_parcel){.parcel = *p};
	TRY(land_fact_current(c, p->id, &k->facts));
	TRY(land_right_current(c, p->id, &right, &found));
	if (found)
		TRY(land_holder_lines_of(c, right.id, true, &lines));
	k->holders = land_holders_said(c->a, &lines);
	TRY(land_certificates_of(c, p->id, &papers));
	for (size_t i = papers.n; i-- > 0;)
		if (!papers.v[i].revoked_on.s)
			k->certificate = papers.v[i];
	return NULL;
}

static err place_of(struct ctx *c, const struct known_parcel *k, struct form_answer *out)
{
	struct land_commune_code u;
	bool found;
	TRY(land_commune_code(c, k->parcel.unit_id, day_iso(c->a, day_of(c->now)), &u, &found));
	if (!found || !u.province.s)
		return NULL;
	str place;
	TRY(unit_place(c, k->parcel.unit_id, &place));
	*out = (struct form_answer){.filled = true,
		.province = u.province,
		.commune = u.code,
		.commune_name = u.full_name,
		.detail = k->facts.address,
		.text = str_format(c->a, "%.*s, %.*s", STR_ARG(k->facts.address), STR_ARG(place))};
	return NULL;
}

static struct form_answer text_of(arena *a, const struct known_parcel *k, str what)
{
	const struct {
		const char *name;
		str text;
	} texts[] = {{"number", str_format(a, "%lld", (long long)k->parcel.number)},
		{"sheet", str_format(a, "%lld", (long long)k->parcel.sheet)}, {"uses", land_uses_brief(a, k->facts.uses)},
		{"code", k->parcel.code}, {"holders", k->holders}, {"certificate", k->certificate.serial},
		{"book", k->certificate.book}, {"issued_on", k->certificate.issued_on}, {"issuer", k->certificate.issuer}};
	for (size_t i = 0; i < COUNT(texts); i++)
		if (str_is(what, texts[i].name))
			return (struct form_answer){.filled = texts[i].text.n > 0, .text = texts[i].text};
	return (struct form_answer){0};
}

static const struct form_field *plain_field(const struct form *f, str name)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct form_field *there = f->sections[i].name ? NULL : form_field_find(&f->sections[i], name);
		if (there)
			return there;
	}
	return NULL;
}

static const struct form_field *naming_field(const struct form *f)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->sections[i].n && !f->sections[i].name; k++)
			if (land_field_names(&f->sections[i].fields[k]))
				return &f->sections[i].fields[k];
	return NULL;
}

static err fill(
	struct ctx *c, const struct form *f, str fills, const struct known_parcel *k, bool anew, struct dossier_known *out)
{
	enum { FILLS_MAX = 20 };
	struct form_known *v = NEWN(c->a, struct form_known, FILLS_MAX + 1);
	str source = str_format(
		c->a, "Lấy từ sổ đất đai, %s", lower_first(c->a, parcel_called(c->a, k->parcel.sheet, k->parcel.number)).s);
	str one, name, what;
	for (bool more = fills.n > 0; more && out->n < FILLS_MAX;) {
		struct form_answer is = {0};
		more = str_cut(fills, ' ', &one, &fills);
		const struct form_field *to = str_cut(one, '=', &name, &what) ? plain_field(f, name) : NULL;
		if (!to)
			continue;
		bool place = to->type == FORM_PLACE;
		if (place)
			TRY(place_of(c, k, &is));
		else if (str_is(what, "area") && to->type == FORM_DECIMAL)
			is = (struct form_answer){.filled = true, .number = k->facts.area};
		else if (to->type == FORM_TEXT || to->type == FORM_LONG_TEXT || to->type == FORM_DATE)
			is = text_of(c->a, k, what);
		if (is.filled)
			v[out->n++] = (struct form_known){
				.name = to->name, .is = is, .source = source, .is_fixed = !place, .is_anew = anew};
	}
	out->v = v;
	return NULL;
}

/* He has just chosen it, or said so before. */
static int64_t chosen_of(struct ctx *c, const struct dossier_asking *of, const struct form_field *field)
{
	struct form_answers *said;
	if (of->chosen)
		return of->chosen;
	form_answers_stored(c, of->form, of->answers, &said);
	const struct form_answer *named_one = form_answer_to(said, field, 0);
	return named_one && named_one->filled && !named_one->wrong ? named_one->number : 0;
}

static err owned(struct req *q, int64_t chosen, struct dossier_known *out)
{
	struct ctx *c = &q->ctx;
	struct land_own_rows rows;
	struct land_parcel p;
	TRY(own_of(c, &rows, &out->proved));
	out->asked = true;
	out->what = S("thửa đất");
	out->owned = NEWN(c->a, struct dossier_own, rows.n + 1);
	for (out->nowned = 0; out->nowned < rows.n; out->nowned++) {
		TRY(land_parcel(c, rows.v[out->nowned].id, rows.v[out->nowned].unit_id, &p));
		struct referred r = as_referred(c, &p);
		out->owned[out->nowned] =
			(struct dossier_own){.id = p.id, .is_chosen = p.id == chosen, .title = r.title, .detail = r.detail};
	}
	return NULL;
}

err land_known(struct req *q, const struct dossier_asking *of, struct dossier_known *out)
{
	struct ctx *c = &q->ctx;
	const struct form_field *field = naming_field(of->form);
	struct land_parcel p;
	struct known_parcel k;
	str code;
	bool found;
	if (!field)
		return NULL;
	TRY(procedure_code(c, of->procedure, &code));
	const struct land_procedure *procedure = land_procedure(code);
	if (!procedure)
		return NULL;
	int64_t chosen = chosen_of(c, of, field);
	if (!is_staff(q))
		TRY(owned(q, chosen, out));
	TRY(named(q, chosen, &p, &found));
	if (!found)
		return NULL;
	TRY(parcel_known(c, &p, &k));
	TRY(fill(c, of->form, procedure->fills, &k, of->chosen == p.id, out));
	audit_look(q, PARCEL_KIND, p.id, "Lấy vào tờ khai");
	if (of->chosen != p.id)
		return NULL;
	struct form_known *with = NEWN(c->a, struct form_known, out->n + 1);
	memcpy(with, out->v, out->n * sizeof *with);
	with[out->n++] = (struct form_known){.name = field->name,
		.is = {.filled = true, .number = p.id, .text = parcel_called(c->a, p.sheet, p.number)},
		.is_anew = true};
	out->v = with;
	return NULL;
}
