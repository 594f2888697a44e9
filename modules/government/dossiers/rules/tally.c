/* tally: what the board counts, by competent unit, month, field and channel; by procedure; by officer: what he has and the steps he
 * ended. Kept in the transaction that changes the dossier: a figure costs a row of these tables, however many dossiers stand behind it;
 * `dinh verify` counts them again. */
#include "government/dossiers/rules/tally.h"
#include "base/period.h"
#include <stdio.h>
#include "web/module.h"

enum { MOST = 4 };

/* NĐ 61/2018 and the control sheet (Mẫu 06) know three results: before the appointed day, on it, after the appointed moment. */
enum figure dossier_finished_as(int64_t finished_at, opt_int due_at)
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
			s->finished_at.v, dossier_finished_as(s->finished_at.v, s->late_since.set ? s->late_since : s->due_at)};
	if (s->returned_at.set)
		out[n++] = (struct fact){s->returned_at.v, GIVEN_BACK};
	if (s->status == REFUSED || s->status == WITHDRAWN || s->status == STOPPED)
		out[n++] = (struct fact){closed_at, s->status == REFUSED     ? TURNED_AWAY
						    : s->status == WITHDRAWN ? TAKEN_BACK
									     : BROKEN_OFF};
	return n;
}

str tally_month_of(arena *a, int64_t at) { return period_text(a, period_of(PERIOD_MONTH, false, day_of(at))); }

static err add(struct ctx *c, const struct dossier_state *s, const struct fact *f, int64_t by)
{
	int64_t n[FIGURES] = {0};
	str month = tally_month_of(c->a, f->at);
	n[f->what] = by;
	TRY(dossier_month_add(c, &(struct dossier_month_add_in){.unit = s->competent_unit_id,
					 .month = month,
					 .field = s->field,
					 .channel = s->channel,
					 .taken_in = n[TAKEN_IN],
					 .early = n[EARLY],
					 .on_time = n[ON_TIME],
					 .overdue = n[OVERDUE],
					 .given_back = n[GIVEN_BACK],
					 .turned_away = n[TURNED_AWAY],
					 .taken_back = n[TAKEN_BACK],
					 .broken_off = n[BROKEN_OFF]}));
	if (f->what > OVERDUE)
		return NULL;
	return dossier_month_procedure_add(c, &(struct dossier_month_procedure_add_in){.unit = s->competent_unit_id,
						      .month = month,
						      .procedure = s->procedure_code,
						      .taken_in = n[TAKEN_IN],
						      .early = n[EARLY],
						      .on_time = n[ON_TIME],
						      .overdue = n[OVERDUE]});
}

static bool same_hand(const struct dossier_state *a, const struct dossier_state *b)
{
	return a->assignee_id.set == b->assignee_id.set && a->assignee_id.v == b->assignee_id.v &&
	       a->holder_unit_id == b->holder_unit_id;
}

static err pass_on(struct ctx *c, const struct dossier_state *before, const struct dossier_state *after)
{
	if (same_hand(before, after))
		return NULL;
	if (before->assignee_id.set)
		TRY(dossier_hand_add(c, before->holder_unit_id, before->assignee_id.v, -1));
	return after->assignee_id.set ? dossier_hand_add(c, after->holder_unit_id, after->assignee_id.v, 1) : NULL;
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
	return pass_on(c, before, after);
}

/* When the applicant comes for the result is his affair, so a return is never late. */
static bool ended_late(str kind, opt_int ended_at, opt_int due_at)
{
	return due_at.set && ended_at.v > due_at.v && !str_is(kind, "return");
}

static err count_step(struct ctx *c, const struct dossier_steps *k, int64_t by)
{
	if (!k->ended_at.set)
		return NULL;
	return dossier_month_officer_add(c, k->unit_id, tally_month_of(c->a, k->ended_at.v), k->account_id.v, by,
		ended_late(k->kind, k->ended_at, k->due_at) ? by : 0);
}

err tally_step(struct ctx *c, const struct dossier_steps *before, const struct dossier_steps *after)
{
	TRY(count_step(c, before, -1));
	return count_step(c, after, 1);
}

/* ---- counting again ---- */

struct counted {
	int64_t n[FIGURES];
};

/* In the memory given: a look-up for each of a million dossiers must leave nothing behind. What is counted stands first: 'm' figures of
 * a month, 'p' of a procedure, 'o' of an officer, 'h' what he has. */
enum { KEY = 512 };
static str key_in(char room[static KEY], char what, int64_t unit, str month, str of, str more)
{
	int n = snprintf(room, KEY, "%c %lld %.*s %.*s %.*s", what, (long long)unit, STR_ARG(month), STR_ARG(more), STR_ARG(of));
	return (str){room, n < KEY ? (size_t)n : KEY - 1};
}

static str key_of_officer(char room[static KEY], char what, int64_t unit, str month, int64_t account)
{
	char digits[24];
	return key_in(room, what, unit, month, (str){digits, (size_t)snprintf(digits, sizeof digits, "%lld", (long long)account)},
		S(""));
}

static str month_in(char room[static 16], int64_t at)
{
	struct date on = day_parts(day_of(at));
	return (str){room, (size_t)snprintf(room, 16, "%04d-%02d", on.year, on.month)};
}

static void count(struct map *counted, str key, enum figure what)
{
	struct counted *k = map_get(counted, key);
	if (!k)
		map_put(counted, str_copy(counted->a, key), k = NEW(counted->a, struct counted));
	k->n[what]++;
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
	char room[KEY], digits[16];
	size_t n = tally_facts(&s, d->step_at, facts);
	for (size_t i = 0; i < n; i++) {
		str month = month_in(digits, facts[i].at);
		count(counted, key_in(room, 'm', d->competent_unit_id, month, d->field, d->channel), facts[i].what);
		if (facts[i].what <= OVERDUE)
			count(counted, key_in(room, 'p', d->competent_unit_id, month, d->procedure_code, S("")), facts[i].what);
	}
	if (d->assignee_id.set)
		count(counted, key_of_officer(room, 'h', d->holder_unit_id, S(""), d->assignee_id.v), TAKEN_IN);
}

void tally_recount_step(struct map *counted, const struct dossier_verify_ended *k)
{
	char room[KEY], digits[16];
	str key = key_of_officer(room, 'o', k->unit_id, month_in(digits, k->at), k->account_id.v);
	count(counted, key, TAKEN_IN);
	if (ended_late(k->kind, some_int(k->at), k->due_at))
		count(counted, key, OVERDUE);
}

/* Each row is asked for once: what is left over at the end has no row. */
static bool agrees(struct map *counted, str key, const int64_t stored[static FIGURES])
{
	static const struct counted nothing;
	struct counted *k = map_get(counted, key);
	bool same = !memcmp(stored, k ? k->n : nothing.n, sizeof nothing.n);
	if (k)
		*k = nothing;
	return same;
}

static void compare(struct verify_report *r, struct map *counted, str key, const int64_t stored[static FIGURES])
{
	r->checked++;
	if (agrees(counted, key, stored))
		return;
	r->wrong++;
	buf_printf(&r->lines, "số liệu điều hành không khớp hồ sơ: %.*s\n", STR_ARG(key));
}

static err verify_months(struct ctx *c, struct map *counted, struct verify_report *r)
{
	struct dossier_months_after last = {0};
	struct dossier_months_after_rows page;
	char room[KEY];
	do {
		TRY(dossier_months_after(c, last.unit_id, last.month, last.field, last.channel, &page));
		for (size_t i = 0; i < page.n; i++) {
			last = page.v[i];
			const int64_t stored[FIGURES] = {
				[TAKEN_IN] = last.taken_in,
				[EARLY] = last.early,
				[ON_TIME] = last.on_time,
				[OVERDUE] = last.overdue,
				[GIVEN_BACK] = last.given_back,
				[TURNED_AWAY] = last.turned_away,
				[TAKEN_BACK] = last.taken_back,
				[BROKEN_OFF] = last.broken_off,
			};
			compare(r, counted, key_in(room, 'm', last.unit_id, last.month, last.field, last.channel), stored);
		}
	} while (page.n);
	return NULL;
}

static err verify_procedures(struct ctx *c, struct map *counted, struct verify_report *r)
{
	struct dossier_month_procedures_after last = {0};
	struct dossier_month_procedures_after_rows page;
	char room[KEY];
	do {
		TRY(dossier_month_procedures_after(c, last.unit_id, last.month, last.procedure, &page));
		for (size_t i = 0; i < page.n; i++) {
			last = page.v[i];
			const int64_t stored[FIGURES] = {[TAKEN_IN] = last.taken_in,
				[EARLY] = last.early,
				[ON_TIME] = last.on_time,
				[OVERDUE] = last.overdue};
			compare(r, counted, key_in(room, 'p', last.unit_id, last.month, last.procedure, S("")), stored);
		}
	} while (page.n);
	return NULL;
}

static err verify_officers(struct ctx *c, struct map *counted, struct verify_report *r)
{
	struct dossier_month_officers_after last = {0};
	struct dossier_month_officers_after_rows page;
	char room[KEY];
	do {
		TRY(dossier_month_officers_after(c, last.unit_id, last.month, last.account_id, &page));
		for (size_t i = 0; i < page.n; i++) {
			last = page.v[i];
			const int64_t stored[FIGURES] = {[TAKEN_IN] = last.done, [OVERDUE] = last.overdue};
			compare(r, counted, key_of_officer(room, 'o', last.unit_id, last.month, last.account_id), stored);
		}
	} while (page.n);
	return NULL;
}

static err verify_hands(struct ctx *c, struct map *counted, struct verify_report *r)
{
	struct dossier_hands_after last = {0};
	struct dossier_hands_after_rows page;
	char room[KEY];
	do {
		TRY(dossier_hands_after(c, last.unit_id, last.account_id, &page));
		for (size_t i = 0; i < page.n; i++) {
			last = page.v[i];
			const int64_t stored[FIGURES] = {[TAKEN_IN] = last.total};
			compare(r, counted, key_of_officer(room, 'h', last.unit_id, S(""), last.account_id), stored);
		}
	} while (page.n);
	return NULL;
}

err tally_verify(struct ctx *c, struct map *counted, struct verify_report *r)
{
	static const struct counted nothing;
	TRY(verify_months(c, counted, r));
	TRY(verify_procedures(c, counted, r));
	TRY(verify_officers(c, counted, r));
	TRY(verify_hands(c, counted, r));
	for (size_t i = 0; i < counted->n; i++)
		if (memcmp(counted->entries[i].value, &nothing, sizeof nothing)) {
			r->wrong++;
			buf_printf(&r->lines, "thiếu số liệu điều hành: %.*s\n", STR_ARG(counted->entries[i].key));
		}
	return NULL;
}
