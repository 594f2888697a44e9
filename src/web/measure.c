#include "web/measure.h"
#include "base/period.h"
#include "web/choice.h"
#include "web/module.h"

err measure_named(struct ctx *c, str name, const struct measure **out)
{
	*out = NULL;
	for (const struct module *const *m = modules_all(); *m && !*out; m++) {
		for (size_t i = 0; i < (*m)->measures.n && !*out; i++)
			if (str_is(name, (*m)->measures.v[i].name))
				*out = &(*m)->measures.v[i];
		if (!*out && (*m)->measure_made)
			TRY((*m)->measure_made(c, name, out));
	}
	return NULL;
}

static err add_made(struct ctx *c, const struct module *m, struct measures *out)
{
	struct texts names = {0};
	if (m->measure_names)
		TRY(m->measure_names(c, &names));
	for (size_t i = 0; i < names.n && out->n < MEASURES_MOST; i++) {
		TRY(m->measure_made(c, names.v[i], &out->v[out->n]));
		out->n += out->v[out->n] != NULL;
	}
	return NULL;
}

err measures_all(struct ctx *c, struct measures *out)
{
	*out = (struct measures){NEWN(c->a, const struct measure *, MEASURES_MOST), 0};
	for (const struct module *const *m = modules_all(); *m; m++) {
		for (size_t i = 0; i < (*m)->measures.n && out->n < MEASURES_MOST; i++)
			out->v[out->n++] = &(*m)->measures.v[i];
		TRY(add_made(c, *m, out));
	}
	return NULL;
}

bool measure_divides(const struct measure *m, str by, str value)
{
	for (size_t i = 0; i < m->by.n; i++)
		if (str_is(by, m->by.v[i].name))
			return *choice_label(m->by.v[i].values, value) != '\0';
	return !by.n && !value.n;
}

void measure_add(const struct measure_asked *asked, int64_t unit, int64_t amount, int64_t *amounts)
{
	for (size_t i = 0; i < asked->units.n; i++)
		if (asked->units.v[i] == unit) {
			amounts[i] += amount;
			return;
		}
}

static err read_days(
	struct ctx *c, const struct measure_kept *kept, const struct measure_asked *asked, day first, day last, int64_t *amounts)
{
	return last < first ? NULL : kept->days(c, asked, day_start(first), day_start(last + 1), amounts);
}

err measure_read_kept(struct ctx *c, const struct measure_kept *kept, const struct measure_asked *asked, int64_t *amounts)
{
	struct period_pieces k = period_pieces_of(asked->first, asked->last);
	for (size_t i = 0; i < asked->units.n; i++)
		amounts[i] = 0;
	if (k.from.kind)
		TRY(kept->months(c, asked, period_text(c->a, k.from), period_text(c->a, k.to), amounts));
	TRY(read_days(c, kept, asked, k.before_first, k.before_last, amounts));
	return read_days(c, kept, asked, k.behind_first, k.behind_last, amounts);
}
