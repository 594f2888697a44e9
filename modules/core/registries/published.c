/* Published figures beside what the records say: counted, never typed; a share whose own parts say otherwise is told so. */
#include "core/registries/pages.h"
#include "core/registries/figures.html.h"
#include "core/units/units.h"
#include "web/catalogue.h"
#include "web/demo.h"
#include "web/reply.h"
#include "web/request.h"

enum { COLUMNS = 10, PERCENT = 100 * FORM_UNITS_OF_NUMBER };

/* ---- verdicts ---- */

/* "98.47", "~85": hundredths; *slack: half of its last digit, in thousandths of a hundredth. */
static bool published_read(str text, int64_t *value, int64_t *slack)
{
	bool about = str_starts(text, S("~"));
	str digits = about ? (str){text.s + 1, text.n - 1} : text, whole, rest;
	bool point = str_cut(digits, '.', &whole, &rest);
	*slack = point ? (rest.n == 1 ? 5000 : 500) : 50000;
	return hundredths_parse(digits, value);
}

static bool within(int64_t n, int64_t of, int64_t value, int64_t slack) /* is n / of of a hundred that value? */
{
	__int128 difference = ((__int128)n * PERCENT - (__int128)value * of) * 1000;
	return (difference < 0 ? -difference : difference) <= (__int128)slack * of;
}

enum registry_verdict registry_verdict_of(str numerator, str denominator, str published, const struct registry_value *counted)
{
	int64_t value, slack, part, whole;
	if (!published_read(published, &value, &slack))
		return PUBLISHED_UNCOUNTED;
	bool parts = str_int(numerator, &part) && str_int(denominator, &whole) && whole > 0;
	if (parts && !within(part, whole, value, slack))
		return PUBLISHED_CONTRADICTS;
	if (!counted || !counted->known)
		return PUBLISHED_UNCOUNTED;
	if (counted->value == value)
		return PUBLISHED_EQUAL;
	int64_t apart = counted->value > value ? counted->value - value : value - counted->value;
	return apart * 1000 <= slack ? PUBLISHED_ROUNDED : PUBLISHED_DIFFERS;
}

/* ---- counting ---- */

static err units_add(struct ctx *c, str word, day on, struct ints *to, int64_t *room)
{
	str level, code;
	int64_t unit;
	str_cut(word, ':', &level, &code);
	bool below = str_is(level, "below");
	err e = unit_find(c, below ? S("district") : level, code, on, &unit);
	if (e)
		return e->kind == NOT_FOUND ? NULL : e;
	if (!below) {
		room[to->n++] = unit;
		return NULL;
	}
	struct registry_units_below_rows rows;
	TRY(registry_units_below(c, unit, day_iso(c->a, on), &rows));
	for (size_t i = 0; i < rows.n && to->n < REGISTRY_UNITS_MAX; i++)
		room[to->n++] = rows.v[i].id;
	return NULL;
}

static err count(struct ctx *c, str words, struct registry_published *p, bool *counted)
{
	int64_t room[REGISTRY_UNITS_MAX];
	struct ints units = {room, 0};
	const struct registry *r;
	struct registry_figures_on_rows rows;
	*counted = false;
	err e = registry_of(c, p->registry, &r);
	if (e)
		return e->kind == NOT_FOUND ? NULL : e;
	const struct registry_figure *f = registry_figure_named(r, p->figure);
	for (str word, rest = words; rest.n && units.n < REGISTRY_UNITS_MAX;) {
		str_cut(rest, ' ', &word, &rest);
		TRY(units_add(c, word, REGISTRY_OLD_UNITS, &units, room));
	}
	if (!f)
		return NULL;
	p->is_share = f->as == FIGURE_SHARE;
	TRY(registry_figures_on(c, r->id, units, p->on_day, &rows));
	p->counted = registry_value_in(c->a, &rows, (struct registry_part){.figure = f}, 0);
	*counted = rows.n > 0;
	p->shown = registry_value_shown(c->a, f, p->counted);
	return NULL;
}

static err row_of(struct ctx *c, const str *row, struct registry_published *p)
{
	int64_t part, whole;
	bool counted = false;
	*p = (struct registry_published){.place = row[0],
		.key = row[1],
		.indicator = row[2],
		.numerator = row[3],
		.denominator = row[4],
		.published = row[5],
		.is_share = row[4].n > 0,
		.on_day = row[7],
		.registry = row[8],
		.figure = row[9]};
	if (p->registry.n)
		TRY(count(c, row[6], p, &counted));
	p->verdict = registry_verdict_of(p->numerator, p->denominator, p->published, counted ? &p->counted : NULL);
	if (!counted) {
		p->counted = (struct registry_value){0};
		p->shown = S("–");
	}
	if (p->verdict == PUBLISHED_CONTRADICTS && str_int(p->numerator, &part) && str_int(p->denominator, &whole))
		p->own = str_format(c->a, "%.*s %%", STR_ARG(form_number_typed(c->a, (part * PERCENT + whole / 2) / whole)));
	return NULL;
}

err registry_published_all(struct ctx *c, struct registry_publisheds *out)
{
	str rest = catalogue_file("published_figures.tsv"), row[COLUMNS];
	tsv_row(&rest, row, COLUMNS);
	*out = (struct registry_publisheds){NEWN(c->a, struct registry_published, REGISTRY_PUBLISHED_MAX), 0};
	while (out->n < REGISTRY_PUBLISHED_MAX && tsv_row(&rest, row, COLUMNS))
		TRY(row_of(c, row, &out->v[out->n++]));
	return NULL;
}

/* ---- the page ---- */

static str published_shown(arena *a, const struct registry_published *p) /* "98.47" -> "98,47 %" */
{
	str whole, rest;
	bool decimal = str_cut(p->published, '.', &whole, &rest);
	return str_format(a, "%.*s%s%.*s%s", STR_ARG(whole), decimal ? "," : "", STR_ARG(rest), p->is_share ? " %" : "");
}

static const char *const verdicts[] = {[PUBLISHED_EQUAL] = "Khớp",
	[PUBLISHED_ROUNDED] = "Khớp khi làm tròn",
	[PUBLISHED_DIFFERS] = "Khác",
	[PUBLISHED_CONTRADICTS] = "Số công bố tự mâu thuẫn",
	[PUBLISHED_UNCOUNTED] = "Chưa có mục để đếm"};
static const char *const colours[] = {[PUBLISHED_EQUAL] = "green",
	[PUBLISHED_ROUNDED] = "green",
	[PUBLISHED_DIFFERS] = "red",
	[PUBLISHED_CONTRADICTS] = "yellow",
	[PUBLISHED_UNCOUNTED] = "grey"};
static const struct choice places[] = {{"trung-khanh", "Huyện Trùng Khánh, Cao Bằng"}, {"nho-quan", "Huyện Nho Quan, Ninh Bình"},
	{"yen-the", "Huyện Yên Thế, Bắc Giang"}, {"cao-bang-communes", "Tà Lùng, Phúc Sen, Đàm Thủy (Cao Bằng)"}, {NULL, NULL}};

err registries_published_run(struct req *q)
{
	struct registry_publisheds all;
	struct published_view v = {0};
	TRY(registry_published_all(&q->ctx, &all));
	TRY(demo_held(&q->ctx, &v.is_demo));
	v.figures.v = NEWN(q->ctx.a, struct published_line, all.n + 1);
	for (size_t i = 0; i < all.n; i++) {
		v.is_counted |= all.v[i].counted.known;
		v.figures.v[v.figures.n++] = (struct published_line){.place = str_of(choice_label(places, all.v[i].place)),
			.indicator = all.v[i].indicator,
			.published = all.v[i].published,
			.said = published_shown(q->ctx.a, &all.v[i]),
			.counted = all.v[i].shown,
			.own = all.v[i].own,
			.on_day = all.v[i].on_day,
			.verdict = str_of(verdicts[all.v[i].verdict]),
			.colour = colours[all.v[i].verdict],
			.registry = all.v[i].registry,
			.figure = all.v[i].figure};
	}
	return reply(q, &v, registries_published_page);
}

static const struct member line_members[] = {MEMBER(struct published_line, place, M_TEXT),
	MEMBER(struct published_line, indicator, M_TEXT), MEMBER(struct published_line, published, M_TEXT),
	MEMBER(struct published_line, counted, M_TEXT), MEMBER(struct published_line, on_day, M_TEXT),
	MEMBER(struct published_line, verdict, M_TEXT), MEMBER(struct published_line, registry, M_TEXT),
	MEMBER(struct published_line, figure, M_TEXT)};
static const struct shape published_line_shape = SHAPE("published_figure", struct published_line, line_members);
static const struct member published_members[] = {MANY(struct published_view, figures, published_line)};
const struct shape registry_published_view_shape = SHAPE("published_figures", struct published_view, published_members);
