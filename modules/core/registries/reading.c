/* reading: records of a registry in an order, narrowed as its list is: for its pages and for whoever gives them on. */
#include "core/registries/inside.h"

/* ---- what was asked ---- */

static struct form_answer answer_there(arena *a, const struct form_kept *said, const struct form_field *f)
{
	const struct form_field *there = registry_field_there(said->form, f);
	return there ? form_kept_answer(a, said, there) : (struct form_answer){0};
}

static bool says(arena *a, const struct registry *r, const struct registry_asked *asked, const struct registry_rows *row,
	const struct form_kept *said)
{
	if (asked->state.n && !str_eq(asked->state, row->state))
		return false;
	for (size_t i = 0; i < r->filters.n; i++)
		if (asked->narrowed[i].n && !str_eq(answer_there(a, said, r->filters.v[i]).text, asked->narrowed[i]))
			return false;
	return true;
}

err registry_narrowed_by(struct ctx *c, const struct registry *r, const struct registry_asked *asked,
	const struct registry_rows *row, const struct form_kept *said, bool *out)
{
	struct registry_is_counted is;
	*out = says(c->a, r, asked, row, said);
	if (!*out || !asked->figure.n)
		return NULL;
	return registry_is_counted(c, row->id, registry_figure_facet(c->a, str_c(c->a, asked->figure)), asked->day, &is, out);
}

/* The first filter has an index of its own when the order is the usual one; what else is asked is passed over by signs. */
static struct registry_look look_of(arena *a, const struct registry_reading *k)
{
	const struct registry *r = k->registry;
	const struct registry_asked *asked = k->asked;
	const struct form_field *by = k->by ? k->by : r->name;
	if (asked->figure.n && by == r->name)
		return (struct registry_look){
			registry_figure_facet(a, str_c(a, asked->figure)), S(""), registry_look_sorted(by).until};
	for (size_t i = 0; i < r->filters.n && by == r->name; i++)
		if (asked->narrowed[i].n)
			return registry_look_narrowed(a, r->filters.v[i]->name, asked->narrowed[i]);
	if (asked->state.n && by == r->name)
		return registry_look_narrowed(a, REGISTRY_STATE, asked->state);
	return registry_look_sorted(by);
}

/* ---- batch after batch ---- */

static struct registry_looking looking_of(arena *a, const struct registry_reading *k)
{
	const struct registry *r = k->registry;
	struct registry_looking l = registry_look_begin(r, look_of(a, k), k->asked->day, k->from_end);
	registry_look_beside(a, &l, REGISTRY_STATE, k->asked->state);
	for (size_t i = 0; i < r->filters.n; i++)
		registry_look_beside(a, &l, r->filters.v[i]->name, k->asked->narrowed[i]);
	if (k->begun)
		l.after = (struct list_key){.at = k->version, .text = k->value};
	return l;
}

/* The rows of a figure's facet are those that it counts. */
static err fits(struct ctx *c, const struct registry_reading *k, struct registry_look look, const struct registry_rows *row,
	const struct form_kept *said, bool *out)
{
	if (!str_starts(look.facet, S("@")))
		return registry_narrowed_by(c, k->registry, k->asked, row, said, out);
	*out = says(c->a, k->registry, k->asked, row, said);
	return NULL;
}

/* Which of the rows may be given on: in the order of their records' numbers, so that one is found by halves. */
static err open_ones(struct ctx *c, const struct registry_reading *k, const struct registry_rows_rows *rows,
	struct registry_records_open_rows *out)
{
	int64_t *ids = NEWN(c->a, int64_t, rows->n + 1);
	*out = (struct registry_records_open_rows){0};
	for (size_t i = 0; i < rows->n; i++)
		ids[i] = rows->v[i].record_id;
	return k->given && rows->n ? registry_records_open(c, (struct ints){ids, rows->n}, k->asked->day, out) : NULL;
}

static bool is_open(const struct registry_records_open_rows *open, int64_t record)
{
	size_t from = 0, to = open->n;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (open->v[middle].id < record)
			from = middle + 1;
		else
			to = middle;
	}
	return from < open->n && open->v[from].id == record;
}

static void go_on(struct registry_reading *k, int64_t version, str value)
{
	k->begun = true;
	k->version = version;
	k->value = value;
}

err registry_records_read(struct ctx *c, struct registry_reading *k, int64_t most, registry_take *take, void *arg)
{
	struct registry_looking l = looking_of(c->a, k);
	int64_t taken = 0;
	k->whole = false;
	while (!l.whole && taken < most && l.passed < REGISTRY_PASSED_MOST) {
		struct registry_rows_rows rows;
		struct registry_records_open_rows open;
		size_t i = 0;
		TRY(registry_look_some(c, &l, most - taken, &rows));
		TRY(open_ones(c, k, &rows, &open));
		for (; i < rows.n && taken < most; i++) {
			struct form_kept said;
			bool wanted;
			TRY(registry_kept_listed(c, k->registry, rows.v[i].definition_id, rows.v[i].answers, k->fields, &said));
			k->record = rows.v[i].record_id;
			go_on(k, rows.v[i].id, rows.v[i].value);
			TRY(fits(c, k, l.look, &rows.v[i], &said, &wanted));
			if (!wanted || (k->given && !is_open(&open, rows.v[i].record_id)))
				continue;
			take(c, arg, &rows.v[i], &said);
			taken++;
		}
		if (i == rows.n)
			go_on(k, l.after.at, l.after.text);
		k->whole = l.whole && i == rows.n;
	}
	return NULL;
}
