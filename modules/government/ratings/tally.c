#include "government/ratings/tally.h"
#include "government/ratings/ratings.sql.h"
#include "web/module.h"

static const char *const kinds[] = {"unit", "officer", "procedure"};

void rating_counts_add(struct counts *to, const struct judged *r, int sign)
{
	to->n[0] += sign;
	to->n[1] += r->level == VERY_SATISFIED ? sign : 0;
	to->n[2] += r->level == SATISFIED ? sign : 0;
	to->n[3] += r->level == UNHAPPY ? sign : 0;
	for (int i = 0; i < POINTS; i++) {
		to->n[4 + 2 * i] += r->points[i].set ? sign : 0;
		to->n[5 + 2 * i] += r->points[i].set ? sign * r->points[i].v : 0;
	}
}

static int64_t officer_key(const struct judged *r, const char *kind) { return strcmp(kind, "officer") ? 0 : r->officer; }
static str procedure_key(const struct judged *r, const char *kind) { return strcmp(kind, "procedure") ? S("") : r->procedure; }

err rating_count(struct ctx *c, const struct judged *r, int sign)
{
	struct counts k = {0};
	rating_counts_add(&k, r, sign);
	const int64_t *n = k.n;
	for (size_t i = 0; i < COUNT(kinds); i++)
		TRY(rating_tally_add(c, &(struct rating_tally_add_in){.unit = r->unit,
						.kind = str_of(kinds[i]),
						.month = r->month,
						.officer = officer_key(r, kinds[i]),
						.procedure = procedure_key(r, kinds[i]),
						.total = n[0],
						.very_satisfied = n[1],
						.satisfied = n[2],
						.unhappy = n[3],
						.times = n[4],
						.time_points = n[5],
						.unit_times = n[6],
						.unit_time_points = n[7],
						.contacts = n[8],
						.contact_points = n[9],
						.agencies = n[10],
						.agency_points = n[11],
						.attitudes = n[12],
						.attitude_points = n[13]}));
	return NULL;
}

/* ---- verify: counting all ratings again gives what the tallies say ---- */

struct place { /* one row of rating_tally as it should be */
	const char *kind;
	struct judged of;
	struct counts counts;
};

struct recount {
	struct map places;
	arena key; /* of the row at hand */
	int64_t counted;
};

static err count_again(struct ctx *c, const struct ratings_each *row, void *arg)
{
	struct recount *again = arg;
	arena *a = again->places.a;
	struct judged r = {row->unit_id, row->officer_id, row->level, row->procedure_code, row->month,
		{row->time_score, row->unit_time_score, row->contact_score, row->agency_score, row->attitude_score}};
	for (size_t i = 0; i < COUNT(kinds); i++) {
		str key = str_format(&again->key, "%s|%lld|%.*s|%lld|%.*s", kinds[i], (long long)r.unit, STR_ARG(r.month),
			(long long)officer_key(&r, kinds[i]), STR_ARG(procedure_key(&r, kinds[i])));
		struct place *p = map_get(&again->places, key);
		if (!p) {
			map_put(&again->places, str_copy(a, key), p = NEW(a, struct place));
			p->kind = kinds[i];
			p->of = r;
			p->of.month = str_copy(a, r.month);
			p->of.procedure = str_copy(a, r.procedure);
		}
		rating_counts_add(&p->counts, &r, 1);
	}
	arena_reset(&again->key);
	again->counted++;
	(void)c;
	return NULL;
}

static err compare(struct ctx *c, const struct place *p, struct verify_report *report)
{
	struct rating_tallies_of t;
	bool found;
	report->checked++;
	TRY(rating_tallies_of(c, p->of.unit, str_of(p->kind), p->of.month, officer_key(&p->of, p->kind),
		procedure_key(&p->of, p->kind), &t, &found));
	const int64_t stored[COUNTS] = {t.total, t.very_satisfied, t.satisfied, t.unhappy, t.times, t.time_points, t.unit_times,
		t.unit_time_points, t.contacts, t.contact_points, t.agencies, t.agency_points, t.attitudes, t.attitude_points};
	if (found && !memcmp(stored, p->counts.n, sizeof stored))
		return NULL;
	report->wrong++;
	buf_printf(&report->lines, "đánh giá của đơn vị %lld, tháng %.*s: số đếm (%s) không khớp các phiếu\n",
		(long long)p->of.unit, STR_ARG(p->of.month), p->kind);
	return NULL;
}

static err compare_totals(struct ctx *c, int64_t counted, struct verify_report *report)
{
	struct rating_tally_totals_rows totals;
	TRY(rating_tally_totals(c, &totals));
	for (size_t i = 0; i < totals.n; i++) {
		report->checked++;
		if (totals.v[i].total == counted)
			continue;
		report->wrong++;
		buf_printf(&report->lines, "đánh giá: số đếm (%.*s) có %lld phiếu, đếm lại được %lld\n",
			STR_ARG(totals.v[i].kind), (long long)totals.v[i].total, (long long)counted);
	}
	return NULL;
}

err ratings_verify(struct ctx *c, struct verify_report *report)
{
	struct recount again = {.places = {.a = c->a}};
	err e = ratings_each(c, 0, count_again, &again);
	arena_free(&again.key);
	for (size_t i = 0; !e && i < again.places.n; i++)
		e = compare(c, again.places.entries[i].value, report);
	return e ? e : compare_totals(c, again.counted, report);
}
