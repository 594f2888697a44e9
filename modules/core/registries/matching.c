/* matching: records that say just this today: by the key, the holder or an order where there is one; else some are gone through. */
#include "core/registries/inside.h"

enum { LOOKED_MOST = 2000, BATCH = 100 };

struct matching {
	const struct registry *r;
	const struct registry_wanted *w;
	struct registry_matches is;
	const struct form_field **fields; /* of each */
	struct texts names;
	struct registry_givens *out;
	size_t most, looked;
	int64_t ids[BATCH]; /* of one batch of an order */
	size_t n;
	bool past; /* what follows in that order says something else */
	str value;
};

/* ---- does it say so? ---- */

static enum form_type written_as(const struct form_field *f) { return f->type == FORM_COMPUTED ? f->shown_as : f->type; }

/* Numbers by what they are, "8.0" being "8"; everything else as it is written. */
static bool says(const struct form_field *f, const struct form_answer *v, str wanted)
{
	int64_t number;
	if (!v->filled || v->wrong)
		return false;
	if (form_type_is_number(written_as(f)))
		return hundredths_parse(wanted, &number) && number == v->number;
	if (f->type == FORM_YES_NO)
		return str_is(wanted, v->number ? "true" : "false");
	return str_eq(v->text, wanted);
}

static bool can_be_asked(const struct form_field *f)
{
	return f->type != FORM_CHOICES && f->type != FORM_PLACE && f->type != FORM_GEOMETRY && f->type != FORM_PHOTOS &&
	       f->type != FORM_NOTE && f->type != FORM_FILE;
}

static err says_all(struct ctx *c, const struct matching *k, int64_t record, bool *out)
{
	struct registry_record_version_on v;
	struct form_kept said;
	TRY(registry_record_version_on(c, record, day_iso(c->a, day_of(c->now)), &v, out));
	if (!*out)
		return NULL;
	TRY(registry_kept_listed(c, k->r, v.definition_id, v.answers, k->names, &said));
	for (size_t i = 0; i < k->is.n && *out; i++) {
		const struct form_field *there = registry_field_there(said.form, k->fields[i]);
		struct form_answer a = there ? form_kept_answer(c->a, &said, there) : (struct form_answer){0};
		*out = there && says(there, &a, k->is.v[i].value);
	}
	return NULL;
}

static err look_at(struct ctx *c, struct matching *k, int64_t record, int64_t unit)
{
	bool found;
	if (k->out->n == k->most)
		return NULL;
	TRY(says_all(c, k, record, &found));
	if (found)
		TRY(registry_may_be_given(c, k->r, k->w, record, unit, &found));
	if (!found)
		return NULL;
	TRY(registry_given_of(c, k->r, k->w->fields, record, unit, &k->out->v[k->out->n], &found));
	k->out->n += found;
	return NULL;
}

static bool among(struct ints list, int64_t n)
{
	for (size_t i = 0; i < list.n; i++)
		if (list.v[i] == n)
			return true;
	return false;
}

static err too_many(struct ctx *c, const struct registry *r)
{
	str sorts = registry_labels(c->a, &r->sorts);
	return FAIL(c, INVALID, "Sổ này có nhiều mục nên không tìm hết theo trường đã hỏi được. Hãy hỏi theo %s%s%s.",
		r->key ? str_format(c->a, "“%s”, ", r->key->label).s : "",
		sorts.n ? str_format(c->a, "“%.*s”, ", STR_ARG(sorts)).s : "", str_format(c->a, "“%s”", r->name->label).s);
}

/* ---- where they are looked for ---- */

static err by_key(struct ctx *c, struct matching *k, str key)
{
	for (size_t i = 0; i < k->w->units.n; i++) {
		struct registry_record_of_key row;
		bool found;
		TRY(registry_record_of_key(c, k->r->id, k->r->key_everywhere ? 0 : k->w->units.v[i], key, &row, &found));
		if (found && row.unit_id == k->w->units.v[i])
			TRY(look_at(c, k, row.id, row.unit_id));
	}
	return NULL;
}

static err by_holder(struct ctx *c, struct matching *k, str number)
{
	struct registry_helds held;
	TRY(registry_records_of(c, k->r, number, &held));
	for (size_t i = 0; i < held.n; i++)
		if (among(k->w->units, held.v[i].unit))
			TRY(look_at(c, k, held.v[i].id, held.v[i].unit));
	return NULL;
}

static void take(struct ctx *c, void *arg, const struct registry_rows *row, const struct form_kept *said)
{
	struct matching *k = arg;
	(void)c, (void)said;
	k->past |= !str_eq(row->value, k->value);
	if (!k->past)
		k->ids[k->n++] = row->record_id;
}

static err in_order(struct ctx *c, struct matching *k, const struct form_field *by, int64_t unit)
{
	struct ctx there = *c;
	struct registry_asked asked = {.day = day_iso(c->a, day_of(c->now))};
	struct registry_reading reading = {
		.registry = k->r, .asked = &asked, .by = by, .fields = k->names, .begun = true, .value = k->value};
	there.unit = unit;
	for (k->past = false; !k->past && !reading.whole && k->out->n < k->most;) {
		k->n = 0;
		TRY(registry_records_read(&there, &reading, BATCH, take, k));
		k->looked += k->n;
		for (size_t i = 0; i < k->n; i++)
			TRY(look_at(c, k, k->ids[i], unit));
		if (k->looked >= LOOKED_MOST)
			return too_many(c, k->r);
	}
	return NULL;
}

static err one_by_one(struct ctx *c, struct matching *k, int64_t unit)
{
	int64_t after = 0;
	for (struct registry_records_after_rows rows = {NULL, BATCH}; rows.n == BATCH && k->out->n < k->most;) {
		TRY(registry_records_after(c, k->r->id, unit, after, BATCH, &rows));
		k->looked += rows.n;
		for (size_t i = 0; i < rows.n; i++)
			TRY(look_at(c, k, rows.v[i].id, unit));
		after = rows.n ? rows.v[rows.n - 1].id : after;
		if (k->looked >= LOOKED_MOST && k->out->n < k->most)
			return too_many(c, k->r);
	}
	return NULL;
}

static err fields_of(struct ctx *c, struct matching *k)
{
	str *names = NEWN(c->a, str, k->is.n + 1);
	k->fields = NEWN(c->a, const struct form_field *, k->is.n + 1);
	for (size_t i = 0; i < k->is.n; i++) {
		names[i] = k->is.v[i].field;
		k->fields[i] = registry_field(k->r, names[i]);
		if (!k->fields[i] || !can_be_asked(k->fields[i]))
			return FAIL(c, INVALID, "Không hỏi được theo trường “%.*s” của sổ này.", STR_ARG(names[i]));
	}
	k->names = (struct texts){names, k->is.n};
	return k->is.n ? NULL : FAIL(c, INVALID, "Hãy ghi ít nhất một trường cần tìm.");
}

/* The order that leads there; NULL: there is none. */
static const struct form_field *order_of(struct ctx *c, struct matching *k)
{
	for (size_t i = 0; i < k->is.n; i++)
		if (registry_order_value(c->a, k->r, k->fields[i], k->is.v[i].value, &k->value))
			return k->fields[i];
	return NULL;
}

err registry_given_matching(struct ctx *c, const struct registry *r, const struct registry_wanted *w, struct registry_matches is,
	size_t most, struct registry_givens *out)
{
	struct matching k = {.r = r, .w = w, .is = is, .most = most, .out = out};
	*out = (struct registry_givens){NEWN(c->a, struct registry_given, most + 1), 0};
	TRY(fields_of(c, &k));
	for (size_t i = 0; i < is.n; i++)
		if (k.fields[i] == r->key)
			return by_key(c, &k, is.v[i].value);
	for (size_t i = 0; i < is.n; i++)
		if (k.fields[i] == r->holder)
			return by_holder(c, &k, is.v[i].value);
	const struct form_field *by = order_of(c, &k);
	for (size_t i = 0; i < w->units.n && out->n < most; i++)
		TRY(by ? in_order(c, &k, by, w->units.v[i]) : one_by_one(c, &k, w->units.v[i]));
	return NULL;
}

/* ---- what tells a record from others ---- */

bool registry_identifies(const struct registry *r, const struct form_field *f)
{
	return f && (f == r->key || f == r->holder || registry_among(&r->alike, f));
}
