/* kept: which version of each indicator holds on a day, read once; new versions, of the catalogue and typed. */
#include "government/indicators/inside.h"
#include "web/catalogue.h"
#include "web/input.h"
#include "web/kept.h"
#include "web/services/audit.h"
#include <stdlib.h>

struct versions { /* of all, a code's together, the oldest first */
	struct indicator **v;
	size_t n;
};

static err load(struct ctx *c, arena *a, const void **out)
{
	struct indicator_versions_rows rows;
	struct versions *all = NEW(a, struct versions);
	TRY(indicator_versions(c, &rows));
	*all = (struct versions){NEWN(a, struct indicator *, rows.n + 1), 0};
	for (size_t i = 0; i < rows.n; i++) {
		err e = indicator_parse(c, a, rows.v[i].definition, &all->v[all->n]);
		if (e)
			return e->kind == INVALID ? FAIL(c, BROKEN, "indicator_version %lld: %.*s", (long long)rows.v[i].id,
							    STR_ARG(e->text))
						  : e;
		all->v[all->n]->id = rows.v[i].id;
		all->v[all->n]->number = rows.v[i].number;
		day_parse(rows.v[i].valid_from, &all->v[all->n]->from);
		all->n++;
	}
	*out = all;
	return NULL;
}
static struct kept kept_versions = {.name = "indicators", .load = load};

static int by_group(const void *x, const void *y)
{
	const struct indicator *a = *(const struct indicator *const *)x, *b = *(const struct indicator *const *)y;
	int order = strcmp(a->group.s, b->group.s);
	return order ? order : strcmp(a->title.s, b->title.s);
}

err indicators_on(struct ctx *c, day on, struct indicators *out)
{
	const void *found;
	TRY(kept_read(c, &kept_versions, &found));
	const struct versions *all = found;
	*out = (struct indicators){NEWN(c->a, const struct indicator *, all->n + 1), 0};
	for (size_t i = 0; i < all->n; i++) {
		const struct indicator *k = all->v[i];
		bool newer = i + 1 < all->n && str_eq(all->v[i + 1]->code, k->code) && all->v[i + 1]->from <= on;
		if (k->from <= on && !newer)
			out->v[out->n++] = k;
	}
	if (out->n)
		qsort(out->v, out->n, sizeof *out->v, by_group);
	return NULL;
}

err indicator_on(struct ctx *c, str code, day on, const struct indicator **out)
{
	struct indicators all;
	TRY(indicators_on(c, on, &all));
	for (size_t i = 0; i < all.n; i++)
		if (str_eq(all.v[i]->code, code)) {
			*out = all.v[i];
			return NULL;
		}
	return FAIL(c, NOT_FOUND, "Không có chỉ số này vào ngày %.*s.", STR_ARG(show_day(c->a, on)));
}

/* ---- new ones ---- */

static bool is_later(str one, str other)
{
	day a = 0, b = 0;
	return day_parse(one, &a) && day_parse(other, &b) && a > b;
}

err indicator_add(struct ctx *c, struct new_indicator *n)
{
	struct indicator *k;
	struct indicator_newest last;
	bool found;
	day from;
	TRY(indicator_parse(c, c->a, n->definition, &k));
	TRY(indicator_known(c, k));
	TRY(indicator_newest(c, k->code, &last, &found));
	if (!day_parse(n->valid_from, &from))
		return FAIL_FIELD(c, "valid_from", "Hãy ghi ngày mà công thức bắt đầu được dùng.");
	if (found && !is_later(n->valid_from, last.valid_from))
		return FAIL_FIELD(c, "valid_from", "Hãy ghi một ngày sau %.*s, ngày bắt đầu của phiên bản đang có.",
			STR_ARG(show_date(c->a, last.valid_from)));
	struct indicator_version_add made;
	TRY(indicator_version_add(c,
		&(struct indicator_version_add_in){.code = k->code,
			.number = found ? last.number + 1 : 1,
			.definition = n->definition,
			.source = S(""),
			.valid_from = n->valid_from,
			.account = some_int(c->actor),
			.now = c->now},
		&made));
	n->id = made.id;
	TRY(kept_changed(c, &kept_versions));
	return audit_add(c, found ? "indicator.change" : "indicator.add", "indicator", n->id, k->code);
}

enum { COLUMNS = 3 }; /* file, from, source */
err indicator_init(struct ctx *c)
{
	str rest = catalogue_file("indicators.tsv"), row[COLUMNS];
	struct indicator *k;
	struct indicator_newest last;
	struct indicator_version_add made;
	bool found, changed = false;
	tsv_row(&rest, row, COLUMNS);
	while (tsv_row(&rest, row, COLUMNS)) {
		str text = catalogue_file(str_format(c->a, "indicators/%.*s", STR_ARG(row[0])).s);
		TRY(indicator_parse(c, c->a, text, &k));
		TRY(indicator_newest(c, k->code, &last, &found));
		if (found &&
			(!last.source.n || !is_later(row[1], last.valid_from))) /* it is there, or somebody here wrote another */
			continue;
		TRY(indicator_version_add(c,
			&(struct indicator_version_add_in){.code = k->code,
				.number = found ? last.number + 1 : 1,
				.definition = text,
				.source = row[0],
				.valid_from = row[1],
				.now = c->now},
			&made));
		changed = true;
	}
	return changed ? kept_changed(c, &kept_versions) : NULL;
}
