/* verify: what must hold of all dossiers: the status is that of the last event, events are numbered without gaps, the due date is the
 * last one that was computed, one step of an open dossier is present, every number of a counter has its dossier or paper, the tallies
 * add up. */
#include "government/dossiers/dossier_pages.h"
#include "government/dossiers/rules/tally.h"
#include <stdio.h>

static void wrong(struct verify_report *r, const char *what, str code)
{
	r->wrong++;
	buf_printf(&r->lines, "hồ sơ %.*s: %s\n", STR_ARG(code), what);
}

/* One page of dossiers and the events that belong to them. */
static err verify_page(struct ctx *c, const struct dossier_after_rows *page, int64_t low, struct verify_report *r)
{
	struct dossier_events_of_rows events;
	size_t k = 0;
	TRY(dossier_events_of(c, low, page->v[page->n - 1].id, &events));
	for (size_t i = 0; i < page->n; i++) {
		const struct dossier_after *d = &page->v[i];
		struct dossier_last_status last;
		r->checked++;
		while (k < events.n && events.v[k].dossier_id < d->id)
			k++;
		if (k == events.n || events.v[k].dossier_id != d->id) {
			wrong(r, "không có nhật ký xử lý", d->code);
			continue;
		}
		if (events.v[k].total != events.v[k].last || events.v[k].last != d->version)
			wrong(r, "nhật ký xử lý bị thiếu bước", d->code);
		TRY(dossier_last_status(c, d->id, &last));
		if (last.to_status != d->status)
			wrong(r, "trạng thái không khớp bước cuối của nhật ký", d->code);
		if ((d->status == FINISHED || d->status == RETURNED) && !d->finished_at.set)
			wrong(r, "đã xong nhưng thiếu thời điểm kết thúc", d->code);
		if (d->answer_due_at.set && d->status != REGISTERED)
			wrong(r, "đã trả lời nhưng vẫn còn hạn trả lời", d->code);
	}
	return NULL;
}

/* The appointment is the last one computed, with its proof; and none was lost. */
static err verify_due_dates(struct ctx *c, const struct dossier_after_rows *page, int64_t low, struct verify_report *r)
{
	struct dossier_verify_dues_rows dues;
	size_t k = 0;
	TRY(dossier_verify_dues(c, low, page->v[page->n - 1].id, &dues));
	for (size_t i = 0; i < page->n; i++) {
		const struct dossier_after *d = &page->v[i];
		int64_t n = 0, last = 0;
		while (k < dues.n && dues.v[k].dossier_id < d->id)
			k++;
		for (; k < dues.n && dues.v[k].dossier_id == d->id; k++) {
			if (dues.v[k].number != ++n)
				wrong(r, "thiếu một lần tính ngày hẹn", d->code);
			last = dues.v[k].due_at;
		}
		if (d->received_at.set && !n)
			wrong(r, "đã tiếp nhận nhưng không lưu cách tính ngày hẹn", d->code);
		if (d->due_at.set && d->due_at.v != last)
			wrong(r, "ngày hẹn khác với lần tính cuối", d->code);
	}
	return NULL;
}

static err verify_plans(struct ctx *c, const struct dossier_after_rows *page, int64_t low, struct verify_report *r)
{
	struct dossier_verify_steps_rows steps;
	size_t k = 0;
	TRY(dossier_verify_steps(c, low, page->v[page->n - 1].id, &steps));
	for (size_t i = 0; i < page->n; i++) {
		const struct dossier_after *d = &page->v[i];
		while (k < steps.n && steps.v[k].dossier_id < d->id)
			k++;
		bool planned = k < steps.n && steps.v[k].dossier_id == d->id;
		if (planned != (d->step_number > 0) || (planned && steps.v[k].total != steps.v[k].last))
			wrong(r, "các bước giải quyết không đủ", d->code);
		else if (planned && steps.v[k].present != !str_is(d->step, "closed"))
			wrong(r, "không rõ hồ sơ đang ở bước nào", d->code);
	}
	return NULL;
}

static err count_ended(struct ctx *c, const struct dossier_after_rows *page, int64_t low, struct map *counted)
{
	struct dossier_verify_ended_rows ended;
	TRY(dossier_verify_ended(c, low, page->v[page->n - 1].id, &ended));
	for (size_t i = 0; i < ended.n; i++)
		tally_recount_step(counted, &ended.v[i]);
	return NULL;
}

struct tally {
	int64_t steps[6];
};
static const char *const steps[] = {"reception", "processing", "approval", "waiting", "return", "closed"};

static void count_steps(struct map *units, const struct dossier_after_rows *page)
{
	for (size_t i = 0; i < page->n; i++) {
		char digits[24];
		str key = {digits, (size_t)snprintf(digits, sizeof digits, "%lld", (long long)page->v[i].holder_unit_id)};
		struct tally *t = map_get(units, key);
		if (!t)
			map_put(units, str_copy(units->a, key), t = NEW(units->a, struct tally));
		for (size_t s = 0; s < COUNT(steps); s++)
			t->steps[s] += str_is(page->v[i].step, steps[s]);
	}
}

static err verify_tallies(struct ctx *c, const struct map *units, struct verify_report *r)
{
	for (size_t i = 0; i < units->n; i++) {
		struct dossier_tallies_rows stored;
		const struct tally *counted = units->entries[i].value;
		int64_t unit, expected[COUNT(steps)] = {0};
		str_int(units->entries[i].key, &unit);
		TRY(dossier_tallies(c, unit, &stored));
		for (size_t k = 0; k < stored.n; k++)
			for (size_t s = 0; s < COUNT(steps); s++)
				if (str_is(stored.v[k].step, steps[s]))
					expected[s] = stored.v[k].total;
		r->checked++;
		if (memcmp(expected, counted->steps, sizeof expected)) {
			r->wrong++;
			buf_printf(&r->lines, "đơn vị %lld: số đếm hồ sơ theo bước không khớp\n", (long long)unit);
		}
	}
	return NULL;
}

static err verify_codes(struct ctx *c, const struct dossier_counters_after *counter, struct verify_report *r)
{
	struct dossier_unit_code_name unit;
	struct dossier_codes_between found;
	day d;
	TRY(dossier_unit_code_name(c, counter->unit_id, &unit));
	if (!day_parse(counter->day, &d))
		return NULL;
	struct date p = day_parts(d);
	str prefix = str_format(c->a, "%.*s-%02d%02d%02d-", STR_ARG(unit.agency_code), p.year % 100, p.month, p.day);
	TRY(dossier_codes_between(c, prefix, str_format(c->a, "%.*s~", STR_ARG(prefix)), &found));
	r->checked++;
	if (found.total == counter->last)
		return NULL;
	r->wrong++;
	buf_printf(&r->lines, "%.*s ngày %.*s: đã cấp %lld mã, có %lld hồ sơ\n", STR_ARG(unit.full_name), STR_ARG(counter->day),
		(long long)counter->last, (long long)found.total);
	return NULL;
}

static err verify_papers(struct ctx *c, struct verify_report *r)
{
	struct paper_counters_after last = {.form = S("")};
	struct paper_counters_after_rows page;
	do {
		TRY(paper_counters_after(c, last.unit_id, last.form, last.year, &page));
		for (size_t i = 0; i < page.n; i++) {
			struct paper_numbers found;
			last = page.v[i];
			TRY(paper_numbers(c, last.unit_id, last.form, last.year, &found));
			r->checked++;
			if (found.total == last.last)
				continue;
			r->wrong++;
			buf_printf(&r->lines, "đơn vị %lld, mẫu %.*s năm %lld: đã cấp %lld số, có %lld phiếu\n",
				(long long)last.unit_id, STR_ARG(last.form), (long long)last.year, (long long)last.last,
				(long long)found.total);
		}
	} while (page.n);
	return NULL;
}

static err verify_counters(struct ctx *c, struct verify_report *r)
{
	int64_t unit = 0;
	str at = S("");
	for (;;) {
		struct dossier_counters_after_rows page;
		TRY(dossier_counters_after(c, unit, at, &page));
		for (size_t i = 0; i < page.n; i++)
			TRY(verify_codes(c, &page.v[i], r));
		if (!page.n)
			return NULL;
		unit = page.v[page.n - 1].unit_id;
		at = page.v[page.n - 1].day;
	}
}

err dossiers_verify(struct ctx *c, struct verify_report *r)
{
	arena page_memory = {0}, *whole = c->a;
	struct map units = {.a = whole}, months = {.a = whole};
	err e = NULL;
	for (int64_t low = 0; !e;) {
		struct dossier_after_rows page;
		c->a = &page_memory;
		e = dossier_after(c, low, &page);
		if (e || !page.n)
			break;
		e = verify_page(c, &page, low, r);
		if (!e)
			e = verify_due_dates(c, &page, low, r);
		if (!e)
			e = verify_plans(c, &page, low, r);
		if (!e)
			e = count_ended(c, &page, low, &months);
		low = page.v[page.n - 1].id;
		count_steps(&units, &page);
		for (size_t i = 0; i < page.n; i++)
			tally_recount(&months, &page.v[i]);
		if (!e)
			arena_reset(&page_memory);
	}
	c->a = whole;
	if (e)
		e = FAIL(c, e->kind, "%.*s", STR_ARG(e->text));
	arena_free(&page_memory);
	TRY(e);
	TRY(verify_tallies(c, &units, r));
	TRY(tally_verify(c, &months, r));
	TRY(verify_papers(c, r));
	return verify_counters(c, r);
}
