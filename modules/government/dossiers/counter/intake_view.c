/* intake_view: what the page of reception shows: what was typed, who that is, what the procedure asks for. */
#include "government/dossiers/counter/intake.h"
#include "core/calendar/calendar.h"
#include "http/http.h"
#include "web/services/audit.h"

const struct choice intake_channels[] = {{"desk", "Nộp trực tiếp"}, {"post", "Gửi qua bưu chính"}, {NULL, NULL}};

/* ---- what was typed ---- */

static str typed(struct req *q, const char *name) { return text_clean(q->ctx.a, http_field(q->http, name), true); }

static str typed_or(struct req *q, const char *name, str otherwise)
{
	str s = typed(q, name);
	return s.n ? s : otherwise;
}

static bool sent(struct req *q) { return http_field(q->http, "client_key").n > 0; }

static void take_typed(struct req *q, struct intake_view *v)
{
	static const struct {
		const char *name;
		size_t at;
	} texts[] = {
#define FIELD(name) {#name, offsetof(struct intake_view, name)}
		FIELD(name), FIELD(personal_number), FIELD(old_number), FIELD(birth_on), FIELD(sex), FIELD(phone), FIELD(email),
		FIELD(address), FIELD(resident), FIELD(payer), FIELD(result_address), FIELD(fee_receipt), FIELD(reason),
		FIELD(legal_basis), FIELD(procedure_words)
#undef FIELD
	};
	for (size_t i = 0; i < COUNT(texts); i++)
		*(str *)((char *)v + texts[i].at) = typed(q, texts[i].name);
	v->personal_number = number_ungrouped(q->ctx.a, v->personal_number);
	v->old_number = number_ungrouped(q->ctx.a, v->old_number);
	v->channel = typed_or(q, "channel", S("desk"));
	v->result_by = typed_or(q, "result_by", S("desk"));
	v->client_key = typed_or(q, "client_key", random_token(q->ctx.a, 16));
	v->fee_paid = typed(q, "fee_paid").n > 0;
	v->print = sent(q) ? typed(q, "print").n > 0 : !str_is(query_text(q, "in"), "0");
}

/* ---- the person ---- */

static str iso(struct ctx *c, str date)
{
	str out = S("");
	return date.n && date_typed(c->a, date, true, &out) ? S("") : out;
}

/* Typed wins when a form comes back, so what the server found out is put where it was typed. */
static void as_typed(struct req *q, const char *name, str value)
{
	struct http_part *parts = NEWN(q->ctx.a, struct http_part, q->http->nparts + 1);
	parts[0] = (struct http_part){.name = str_of(name), .value = value, .fd = -1};
	memcpy(parts + 1, q->http->parts, q->http->nparts * sizeof *parts);
	q->http->parts = parts;
	q->http->nparts++;
}

/* What is known and was neither on the card nor typed. */
static void complete(struct req *q, const char *name, str *have, str known)
{
	if (have->n || !known.n)
		return;
	as_typed(q, name, known);
	*have = known;
}

static err fill_known(struct req *q, struct intake_view *v)
{
	struct ctx *c = &q->ctx;
	struct persons_found found;
	TRY(person_find(c, c->unit, v->personal_number, &found));
	if (found.n != 1)
		return NULL;
	complete(q, "name", &v->name, found.v[0].name);
	complete(q, "birth_on", &v->birth_on, found.v[0].birth_on);
	complete(q, "phone", &v->phone, found.v[0].phone);
	complete(q, "address", &v->address, found.v[0].address);
	audit_look(q, "person", found.v[0].id, "Tiếp nhận hồ sơ");
	return NULL;
}

static err fill_open(struct req *q, struct intake_view *v)
{
	struct ctx *c = &q->ctx;
	struct counter_of_person_rows open;
	TRY(counter_of_person(c, c->unit, v->personal_number, &open));
	for (size_t i = 0; i < open.n; i++) {
		const struct counter_of_person *d = &open.v[i];
		if (str_is(d->step, "return"))
			v->ready = d;
		else if (v->procedure && str_eq(d->procedure_code, v->chosen.code))
			v->twin = d;
	}
	return NULL;
}

static err fill_person(struct req *q, struct intake_view *v)
{
	struct ctx *c = &q->ctx;
	if (!personal_number_valid(v->personal_number, S(""), S("")))
		return NULL;
	if (sent(q))
		TRY(fill_known(q, v));
	struct person_facts said = {.name = v->name,
		.personal_number = v->personal_number,
		.birth_on = iso(c, v->birth_on),
		.sex = v->sex,
		.old_number = v->old_number};
	TRY(person_differences(c, &said, &v->person, &v->differences));
	return fill_open(q, v);
}

/* ---- the procedure ---- */

static int64_t wanted_procedure(struct req *q)
{
	int64_t id = 0;
	str pressed = typed(q, "pick");
	if (!str_int(pressed.n ? pressed : typed(q, "procedure"), &id))
		id = query_int(q, "thu-tuc", 0);
	return id > 0 ? id : 0;
}

bool paper_usual(struct ctx *c, str grouping, str name)
{
	str folded = fold(c->a, name), group = fold(c->a, grouping);
	if (str_starts(folded, S("truong hop")) || str_starts(group, S("truong hop")) || str_is(group, "giay to phai xuat trinh"))
		return false;
	if (str_has(folded, S("uy quyen")))
		return false;
	return !str_has(folded, S("truc tuyen")) || str_has(folded, S("truc tiep")) || str_has(folded, S("ban giay"));
}

/* A grouping that is not merely "to be handed in" names a case; several are cases of which one applies. */
static bool names_case(struct ctx *c, str grouping)
{
	str folded = fold(c->a, grouping);
	return folded.n && !str_starts(folded, S("giay to phai"));
}

static bool several_cases(struct ctx *c, const struct filing_components_rows *rows)
{
	str first = S("");
	for (size_t i = 0; i < rows->n; i++) {
		if (!names_case(c, rows->v[i].grouping))
			continue;
		if (first.n && !str_eq(first, rows->v[i].grouping))
			return true;
		first = rows->v[i].grouping;
	}
	return false;
}

static void default_paper(struct ctx *c, const struct filing_components *k, bool cases, struct intake_paper *out)
{
	bool none = !k->originals && !k->copies, case_of = names_case(c, k->grouping);
	bool usual = paper_usual(c, k->grouping, k->name) && !(cases && case_of);
	*out = (struct intake_paper){.number = k->number,
		.group = usual              ? S("")
			 : cases && case_of ? k->grouping
					    : S("Chỉ trong trường hợp riêng, hoặc để xuất trình"),
		.name = k->name,
		.form_name = k->form_name,
		.usual = usual,
		.originals = str_format(c->a, "%lld", none ? 1LL : (long long)k->originals),
		.copies = str_format(c->a, "%lld", (long long)k->copies)};
	out->ticked = out->usual;
}

static void typed_paper(struct req *q, struct intake_paper *k)
{
	str number = str_format(q->ctx.a, "%lld", (long long)k->number);
	k->ticked = q->page.typed_has(&q->page, "papers", number);
	k->originals = typed(q, str_format(q->ctx.a, "originals_%s", number.s).s);
	k->copies = typed(q, str_format(q->ctx.a, "copies_%s", number.s).s);
}

/* Of which procedure the form that was sent showed the papers. */
static int64_t shown_papers(struct req *q)
{
	int64_t procedure = 0;
	str_int(typed(q, "papers_of"), &procedure);
	return procedure;
}

/* What everybody brings stands first, then group by group, in the order in which they are first named. */
static void by_group(struct ctx *c, struct intake_papers *list)
{
	struct intake_paper *sorted = NEWN(c->a, struct intake_paper, list->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < list->n; i++)
		if (!list->v[i].group.n)
			sorted[n++] = list->v[i];
	for (size_t i = 0; i < list->n; i++) {
		bool met = !list->v[i].group.n;
		for (size_t k = 0; k < i; k++)
			met |= str_eq(list->v[k].group, list->v[i].group);
		for (size_t k = i; k < list->n && !met; k++)
			if (str_eq(list->v[k].group, list->v[i].group))
				sorted[n++] = list->v[k];
	}
	list->v = sorted;
}

/* Ticks and counts are kept while the procedure stays the same. */
err intake_papers_fill(struct req *q, int64_t procedure, struct intake_papers *out)
{
	struct filing_components_rows rows;
	TRY(filing_components(&q->ctx, procedure, &rows));
	bool cases = several_cases(&q->ctx, &rows);
	*out = (struct intake_papers){NEWN(q->ctx.a, struct intake_paper, rows.n + 1), rows.n};
	for (size_t i = 0; i < rows.n; i++) {
		default_paper(&q->ctx, &rows.v[i], cases, &out->v[i]);
		if (shown_papers(q) == procedure)
			typed_paper(q, &out->v[i]);
	}
	by_group(&q->ctx, out);
	return NULL;
}

/* "2.000 đồng/trang": what is due depends on the papers, or on the province; the officer writes the sum and reads why. */
static err fill_fee(struct req *q, struct intake_view *v)
{
	struct ctx *c = &q->ctx;
	int64_t amount;
	str basis, told;
	TRY(procedure_fee(c, v->procedure, v->channel, v->payer, &amount, &basis));
	TRY(procedure_fee_told(c, v->procedure, v->channel, v->payer, &told));
	bool said = !basis.n || str_ends(told, basis);
	v->fee_text = said ? told : str_format(c->a, "%.*s. %.*s", STR_ARG(told), STR_ARG(basis));
	v->fee_asked = amount > 0 || basis.n;
	v->fee = amount ? show_int(c->a, amount) : S("");
	if (sent(q) && shown_papers(q) != v->procedure)
		as_typed(q, "fee", v->fee); /* the sum of another procedure */
	return NULL;
}

static err fill_terms(struct req *q, struct intake_view *v)
{
	struct ctx *c = &q->ctx;
	int64_t due;
	TRY(procedure_in_force(c, v->procedure, v->channel, &v->terms));
	TRY(filing_procedure(c, v->terms.procedure, &v->chosen));
	TRY(calendar_due(c, c->unit, c->now, v->terms.term, &due));
	TRY(fill_fee(q, v));
	v->procedure = v->terms.procedure;
	v->term = term_text(c, v->terms.term);
	v->due = show_time(c->a, due);
	v->short_name = procedure_short_name(c, v->chosen.code, v->chosen.name);
	return NULL;
}

static err fill_procedure(struct req *q, struct intake_view *v)
{
	struct ctx *c = &q->ctx;
	bool pressed = typed(q, "pick").n > 0;
	v->procedure = wanted_procedure(q);
	if (str_is(typed(q, "step"), "procedure") && !pressed && v->procedure_words.n) {
		v->searched = true;
		TRY(procedure_pick(c, c->unit, v->procedure_words, &v->picks));
	}
	if (!v->procedure)
		return NULL;
	TRY(fill_terms(q, v));
	if (pressed || !v->procedure_words.n)
		v->procedure_words = v->short_name;
	TRY(intake_papers_fill(q, v->procedure, &v->papers));
	return eform_for(c, v->procedure, &v->eform);
}

/* Answers are typed when somebody has the time: the form is shut unless somebody works in it. */
static void fill_answers(struct req *q, struct intake_view *v)
{
	v->who = (struct form_person){.name = v->name,
		.personal_number = v->personal_number,
		.birth_on = iso(&q->ctx, v->birth_on),
		.sex = v->sex,
		.phone = v->phone,
		.email = v->email,
		.address = v->address};
	v->answering = q->page.again && form_rows_pressed(q);
	for (const struct problem *k = q->page.problems; k; k = k->next)
		v->answering |= !strncmp(k->field, "e_", 2);
}

bool intake_has_place(const struct intake_view *v, int64_t component)
{
	for (size_t i = 0; i < v->papers.n; i++)
		if (v->papers.v[i].number == component)
			return true;
	return v->eform && (form_asks_file(v->eform, component) || form_photos_only(component));
}

err intake_view_fill(struct req *q, struct intake_view *v)
{
	take_typed(q, v);
	TRY(fill_procedure(q, v));
	TRY(fill_person(q, v));
	fill_answers(q, v);
	TRY(my_home_question_fill(q, v));
	v->kept = dossier_kept_files(q, &(struct attaching){v->procedure, q->ctx.unit});
	paper_kept(q->ctx.a, &v->kept, NULL, &v->who);
	return NULL;
}
