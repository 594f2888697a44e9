/* tally: what the board counts, by competent unit, month, field and channel. Kept in the transaction that changes the dossier: a figure
 * costs a row of this table, however many dossiers stand behind it; `dinh verify` counts them again. */
#include "government/dossiers/tally.h"
#include <stdio.h>

enum { MOST = 4 };

/* NĐ 61/2018 and the control sheet (Mẫu 06) know three results: before the appointed day, on it, after the appointed moment. */
enum figure finished_as(int64_t finished_at, opt_int due_at)
{
	if (!due_at.set || day_of(finished_at) < day_of(due_at.v))
		return EARLY;
	return finished_at <= due_at.v ? ON_TIME : OVERDUE;
}

size_t tally_facts(const struct dossier_state *s, int64_t closed_at, struct fact out[])
{
	size_t n = 0;
	if (s->received_at.set)
		out[n++] = (struct fact){s->received_at.v, TAKEN_IN};
	if (s->finished_at.set)
		out[n++] = (struct fact){
			s->finished_at.v, finished_as(s->finished_at.v, s->late_since.set ? s->late_since : s->due_at)};
	if (s->returned_at.set)
		out[n++] = (struct fact){s->returned_at.v, GIVEN_BACK};
	if (s->status == REFUSED || s->status == WITHDRAWN || s->status == STOPPED)
		out[n++] = (struct fact){closed_at, s->status == REFUSED     ? TURNED_AWAY
						    : s->status == WITHDRAWN ? TAKEN_BACK
									     : BROKEN_OFF};
	return n;
}

str month_of(arena *a, int64_t at)
{
	struct date d = day_parts(day_of(at));
	return str_format(a, "%04d-%02d", d.year, d.month);
}

static err add(struct ctx *c, const struct dossier_state *s, const struct fact *f, int64_t by)
{
	int64_t n[FIGURES] = {0};
	n[f->what] = by;
	return dossier_month_add(c, s->competent_unit_id, month_of(c->a, f->at), s->field, s->channel, n[TAKEN_IN], n[EARLY],
		n[ON_TIME], n[OVERDUE], n[GIVEN_BACK], n[TURNED_AWAY], n[TAKEN_BACK], n[BROKEN_OFF]);
}

static bool among(const struct fact *list, size_t n, const struct fact *f)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].what == f->what && list[i].at == f->at)
			return true;
	return false;
}

err tally_change(struct ctx *c, const struct dossier_state *before, const struct dossier_state *after)
{
	struct fact was[MOST], is[MOST];
	size_t m = tally_facts(before, 0, was), n = tally_facts(after, c->now, is);
	for (size_t i = 0; i < m; i++)
		if (!among(is, n, &was[i]))
			TRY(add(c, before, &was[i], -1));
	for (size_t i = 0; i < n; i++)
		if (!among(was, m, &is[i]))
			TRY(add(c, after, &is[i], 1));
	return NULL;
}

/* ---- counting again ---- */

struct counted {
	int64_t n[FIGURES];
};

/* In the memory given: a look-up for each of a million dossiers must leave nothing behind. */
static str key_in(char room[static 512], int64_t unit, str month, str field, str channel)
{
	int n = snprintf(room, 512, "%lld %.*s %.*s %.*s", (long long)unit, STR_ARG(month), STR_ARG(channel), STR_ARG(field));
	return (str){room, n < 512 ? (size_t)n : 511};
}

void tally_recount(struct map *counted, const struct dossier_after *d)
{
	/* The closing step is the last one a refused, withdrawn or stopped dossier has. */
	struct dossier_state s = {.status = d->status,
		.received_at = d->received_at,
		.finished_at = d->finished_at,
		.returned_at = d->returned_at,
		.due_at = d->due_at,
		.late_since = d->late_since};
	struct fact facts[MOST];
	size_t n = tally_facts(&s, d->step_at, facts);
	for (size_t i = 0; i < n; i++) {
		char room[512], month[16];
		struct date on = day_parts(day_of(facts[i].at));
		snprintf(month, sizeof month, "%04d-%02d", on.year, on.month);
		str key = key_in(room, d->competent_unit_id, str_of(month), d->field, d->channel);
		struct counted *k = map_get(counted, key);
		if (!k)
			map_put(counted, str_copy(counted->a, key), k = NEW(counted->a, struct counted));
		k->n[facts[i].what]++;
	}
}

static bool agrees(struct map *counted, const struct dossier_months_after *m)
{
	const int64_t stored[FIGURES] = {
		[TAKEN_IN] = m->taken_in,
		[EARLY] = m->early,
		[ON_TIME] = m->on_time,
		[OVERDUE] = m->overdue,
		[GIVEN_BACK] = m->given_back,
		[TURNED_AWAY] = m->turned_away,
		[TAKEN_BACK] = m->taken_back,
		[BROKEN_OFF] = m->broken_off,
	};
	static const struct counted nothing;
	char room[512];
	struct counted *k = map_get(counted, key_in(room, m->unit_id, m->month, m->field, m->channel));
	bool same = !memcmp(stored, k ? k->n : nothing.n, sizeof stored);
	if (k)
		*k = nothing; /* what is left over at the end has no row */
	return same;
}

err tally_verify(struct ctx *c, struct map *counted, struct verify_report *r)
{
	struct dossier_months_after last = {0};
	struct dossier_months_after_rows page;
	static const struct counted nothing;
	do {
		TRY(dossier_months_after(c, last.unit_id, last.month, last.field, last.channel, &page));
		for (size_t i = 0; i < page.n; i++) {
			last = page.v[i];
			r->checked++;
			if (agrees(counted, &last))
				continue;
			r->wrong++;
			buf_printf(&r->lines, "đơn vị %lld, tháng %.*s, %.*s: số liệu điều hành không khớp hồ sơ\n",
				(long long)last.unit_id, STR_ARG(last.month), STR_ARG(last.field));
		}
	} while (page.n);
	for (size_t i = 0; i < counted->n; i++)
		if (memcmp(counted->entries[i].value, &nothing, sizeof nothing)) {
			r->wrong++;
			buf_printf(&r->lines, "thiếu số liệu điều hành: %.*s\n", STR_ARG(counted->entries[i].key));
		}
	return NULL;
}
