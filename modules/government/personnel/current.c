/* current: what a record says on a day, derived from its entries; figures of a unit; when a raise falls due, when somebody retires. */
#include "government/personnel/inside.h"

enum { MONTHS = 12, AGES_TYPED = 40 };

static const struct personnel_entries_on *entry_of(const struct personnel_entries_on_rows *rows, const char *kind)
{
	for (size_t i = 0; i < rows->n; i++)
		if (str_is(rows->v[i].kind, kind))
			return &rows->v[i];
	return NULL;
}

/* Of the newest entry of that kind: the field as it is kept; empty when nothing was said. */
static const struct form_answer *answer_of(struct ctx *c, const struct personnel_kinds *all, const struct personnel_entries_on *e,
	const char *name, const struct form_field **f)
{
	const struct personnel_kind *k = e ? personnel_kind_of(all, e->form_id) : NULL;
	struct form_answers *said;
	*f = k ? form_field_find(&k->form->sections[0], str_of(name)) : NULL;
	if (!*f)
		return NULL;
	form_answers_stored(c, k->form, e->answers, &said);
	const struct form_answer *a = form_answer_to(said, *f, 0);
	return a && a->filled ? a : NULL;
}

static str text_of(struct ctx *c, const struct personnel_kinds *all, const struct personnel_entries_on *e, const char *name)
{
	const struct form_field *f;
	const struct form_answer *a = answer_of(c, all, e, name, &f);
	return a ? a->text : S("");
}

static opt_int number_of(struct ctx *c, const struct personnel_kinds *all, const struct personnel_entries_on *e, const char *name)
{
	const struct form_field *f;
	const struct form_answer *a = answer_of(c, all, e, name, &f);
	return a ? some_int(a->number) : (opt_int){0};
}

static void missing_of(struct ctx *c, const struct personnel_kinds *all, struct personnel_current *out)
{
	str *v = NEWN(c->a, str, all->now + 1);
	size_t n = 0;
	for (size_t i = 0; i < all->now; i++)
		if (all->v[i].is_needed && !entry_of(&out->entries, all->v[i].code.s))
			v[n++] = all->v[i].form->title;
	out->missing = (struct texts){v, n};
	out->is_complete = !n;
}

/* After the months of his rank, or on the day that was written. */
static void raise_of(struct ctx *c, const struct personnel_kinds *all, str on_day, struct personnel_current *out)
{
	const struct personnel_entries_on *salary = entry_of(&out->entries, "salary");
	struct personnel_rank r;
	out->since = salary ? salary->valid_from : S("");
	out->raise_on = text_of(c, all, salary, "next_raise_on");
	if (salary && !out->raise_on.n && personnel_rank_on(out->rank, on_day, &r))
		out->raise_on = personnel_months_after(c->a, salary->valid_from, r.raise_months);
}

err personnel_current(struct ctx *c, int64_t file, str on_day, struct personnel_current *out)
{
	const struct personnel_kinds *all;
	*out = (struct personnel_current){0};
	TRY(personnel_kinds(c, &all));
	TRY(personnel_entries_on(c, file, on_day, &out->entries));
	const struct personnel_entries_on *identity = entry_of(&out->entries, "identity"),
					  *digital = entry_of(&out->entries, "digital"),
					  *salary = entry_of(&out->entries, "salary");
	out->name = text_of(c, all, identity, "full_name");
	out->birth_on = text_of(c, all, identity, "born_on");
	out->sex = text_of(c, all, identity, "sex");
	out->title = text_of(c, all, entry_of(&out->entries, "position"), "position_title");
	out->rank = text_of(c, all, entry_of(&out->entries, "rank"), "rank");
	out->servant_kind = text_of(c, all, entry_of(&out->entries, "recruitment"), "servant_kind");
	out->step = number_of(c, all, salary, "step");
	out->coefficient = number_of(c, all, salary, "coefficient");
	out->mailbox = text_of(c, all, digital, "mailbox");
	out->has_skill = text_of(c, all, digital, "digital_certificate").n > 0;
	str until = text_of(c, all, digital, "signature_until");
	out->has_signature = text_of(c, all, digital, "signature_serial").n && until.n && personnel_order(on_day, until) <= 0;
	raise_of(c, all, on_day, out);
	missing_of(c, all, out);
	return NULL;
}

err personnel_figures(struct ctx *c, int64_t unit, str on_day, struct personnel_figures *out)
{
	struct personnel_files_on_rows rows;
	struct personnel_current k;
	int64_t after = 0;
	*out = (struct personnel_figures){0};
	do {
		TRY(personnel_files_on(c, unit, on_day, after, PERSONNEL_BATCH, &rows));
		for (size_t i = 0; i < rows.n; i++) {
			after = rows.v[i].id;
			TRY(personnel_current(c, after, on_day, &k));
			out->staff++;
			out->complete += k.is_complete;
			out->signature += k.has_signature;
			out->mailbox += k.mailbox.n > 0;
			out->skill += k.has_skill;
		}
	} while (rows.n);
	return NULL;
}

/* ---- retirement ---- */

/* "61-6": years and months */
static bool age_read(str typed, int64_t *months)
{
	str years, rest;
	int64_t y, m;
	if (!str_cut(typed, '-', &years, &rest) || !str_int(years, &y) || !str_int(rest, &m) || y < 40 || y > 80 || m < 0 ||
		m >= MONTHS)
		return false;
	*months = y * MONTHS + m;
	return true;
}

static bool line_read(str line, struct personnel_age *out)
{
	str from, ages, male, female;
	return str_cut(line, ' ', &from, &ages) && str_cut(str_trim(ages), '/', &male, &female) && day_parse(from, &out->from) &&
	       age_read(str_trim(male), &out->male) && age_read(str_trim(female), &out->female);
}

bool personnel_ages_read(str typed, struct personnel_ages *out)
{
	*out = (struct personnel_ages){0};
	for (str rest = str_trim(typed), line; rest.n;) {
		str_cut(rest, ';', &line, &rest);
		rest = str_trim(rest);
		if (out->n == COUNT(out->v) || !line_read(str_trim(line), &out->v[out->n]) ||
			(out->n && out->v[out->n].from <= out->v[out->n - 1].from))
			return false;
		out->n++;
	}
	return true;
}

/* He retires at the age of the time in which he reaches it. */
str personnel_retires_on(arena *a, const struct personnel_ages *k, str birth_on, str sex)
{
	bool male = str_is(sex, "male");
	if (!male && !str_is(sex, "female"))
		return S("");
	for (size_t i = 0; i < k->n; i++) {
		str on = personnel_months_after(a, birth_on, male ? k->v[i].male : k->v[i].female),
		    from = day_iso(a, k->v[i].from);
		if (!on.n)
			return S("");
		if (i + 1 < k->n && personnel_order(on, day_iso(a, k->v[i + 1].from)) >= 0)
			continue;
		return personnel_order(on, from) < 0 && i ? from : on;
	}
	return S("");
}
