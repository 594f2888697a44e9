/* Finding units by what people write: a name with or without marks, kind, spaces and what it lies in; a whole address. */
#include "places.h"
#include "core/units/units.sql.h"

enum { LOOKED_AT = UNITS_LOOKED_AT, GENERATIONS = 4 };

struct likes { /* what may be meant, the best first */
	struct units_like v[LOOKED_AT];
	int score[LOOKED_AT];
	size_t n;
};
struct reading { /* one way to understand a name: "Quan Ba" may be a name or the Quận Ba.. */
	str name, kind;
	bool marks; /* it was typed with marks */
};
struct above { /* what the unit lies in, in letters: with the kinds and without; empty: not said */
	str with_kinds, bare;
};

/* ---- what lies where ---- */

static str two(arena *a, str x, str y) { return str_format(a, "%.*s%.*s", STR_ARG(x), STR_ARG(y)); }

static bool fits(str said, str is, bool whole) { return whole ? str_eq(said, is) : str_starts(is, said); }

/* "Nho Quan, Ninh Bình", "huyện Nho Quan tỉnh Ninh Bình", "Ninh Bình": one of them, or the lower before the upper. */
static bool lies_in(arena *a, const struct units_like *u, const struct above *w, bool whole)
{
	str p[2] = {u->parent_letters, place_letters(a, u->parent_name)},
	    g[2] = {u->grand_letters, place_letters(a, u->grand_name)};
	str said[2] = {w->with_kinds, w->bare};
	if (!said[0].n)
		return true;
	for (size_t s = 0; s < 2; s++)
		for (size_t i = 0; i < 2; i++) {
			if ((p[i].n && fits(said[s], p[i], whole)) || (g[i].n && fits(said[s], g[i], whole)))
				return true;
			for (size_t k = 0; k < 2; k++)
				if (g[k].n && fits(said[s], two(a, p[i], g[k]), whole))
					return true;
		}
	return false;
}

static bool commune_kind(str kind)
{
	return str_is(kind, "Xã") || str_is(kind, "Phường") || str_is(kind, "Thị trấn") || str_is(kind, "Đặc khu");
}

/* Nothing lies in a commune: "xã Nho Quan" is not the huyện Nho Quan. */
static struct above above_of(arena *a, const struct place_part *parts, size_t n)
{
	struct above w = {S(""), S("")};
	for (size_t i = 0; i < n; i++) {
		w.with_kinds = two(a, w.with_kinds, place_letters(a, parts[i].whole));
		w.bare = two(a, w.bare, place_letters(a, commune_kind(parts[i].kind) ? parts[i].whole : parts[i].name));
	}
	return w;
}

/* ---- searching ---- */

static str kind_of(const struct units_like *u)
{
	return u->full_name.n > u->name.n ? (str){u->full_name.s, u->full_name.n - u->name.n - 1} : S("");
}

enum { HISTORY = 4, OTHER_MARKS = 8, OTHER_KIND = 16, MARKS_TYPED = 4, OTHER_GAPS = 64, LONGER = 128 };

/* Its very name before names that begin so, the same marks before others, the kind that was typed, today before history. */
static int score_of(arena *a, const struct units_like *u, const struct reading *r, str letters)
{
	int score = str_is(u->level, "district") ? 2 : str_is(u->level, "commune");
	if (!str_eq(u->letters, letters))
		score += LONGER;
	else if (!str_eq(search_key(a, r->name), search_key(a, u->name)))
		score += OTHER_GAPS;
	if (score < LONGER && !place_same(a, r->name, u->name))
		score += r->marks ? MARKS_TYPED * OTHER_MARKS : OTHER_MARKS;
	if (r->kind.n && !str_eq(r->kind, kind_of(u)))
		score += OTHER_KIND;
	return score + (u->valid_to.s ? HISTORY : 0);
}

static void add(struct likes *out, const struct units_like *u, int score)
{
	size_t at = out->n;
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].id == u->id)
			return;
	while (at && out->score[at - 1] > score)
		at--;
	if (at == LOOKED_AT)
		return;
	size_t last = out->n < LOOKED_AT ? out->n++ : LOOKED_AT - 1;
	memmove(out->v + at + 1, out->v + at, (last - at) * sizeof *out->v);
	memmove(out->score + at + 1, out->score + at, (last - at) * sizeof *out->score);
	out->v[at] = *u;
	out->score[at] = score;
}

/* All letters that begin with s lie from s to this one. */
static str end_of(struct ctx *c, str s) { return str_format(c->a, "%.*s\x7f", STR_ARG(s)); }

static err search(struct ctx *c, const struct reading *r, const struct above *w, struct likes *out)
{
	struct units_like_rows rows;
	str letters = place_letters(c->a, r->name);
	if (letters.n < (r->kind.n ? 1 : 2))
		return NULL;
	if (letters.n < 2)
		TRY(units_written(c, letters, &rows));
	else
		TRY(units_like(c, letters, end_of(c, letters), S(""), S(""), &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (lies_in(c->a, &rows.v[i], w, false))
			add(out, &rows.v[i], score_of(c->a, &rows.v[i], r, letters));
	return NULL;
}

/* Quận 1: its kind belongs to its name. */
static bool numbered(const struct place_part *p) { return p->name.n && p->name.s[0] >= '0' && p->name.s[0] <= '9'; }

/* A frequent beginning has more names than are looked at: the first thing it lies in narrows them down. */
static err search_below(
	struct ctx *c, const struct reading *r, const struct place_part *upper, const struct above *w, struct likes *out)
{
	struct units_like_rows rows;
	str letters = place_letters(c->a, r->name), above = place_letters(c->a, numbered(upper) ? upper->whole : upper->name);
	if (letters.n < (r->kind.n ? 1 : 2) || !above.n)
		return NULL;
	TRY(units_like(c, letters, end_of(c, letters), above, end_of(c, above), &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (lies_in(c->a, &rows.v[i], w, false))
			add(out, &rows.v[i], score_of(c->a, &rows.v[i], r, letters));
	return NULL;
}

/* As a name, then without the kind before it. */
static size_t readings(const struct place_part *part, bool marks, struct reading out[2])
{
	out[0] = (struct reading){.name = part->whole, .kind = S(""), .marks = marks};
	out[1] = (struct reading){.name = part->name, .kind = part->kind, .marks = marks};
	return part->kind.n ? 2 : 1;
}

static err search_parts(struct ctx *c, const struct place_part *parts, size_t n, bool marks, struct likes *out)
{
	struct reading r[2];
	struct above w = above_of(c->a, parts + 1, n - 1);
	size_t ways = readings(parts, marks, r);
	for (size_t i = 0; i < ways; i++)
		TRY(n > 1 ? search_below(c, &r[i], &parts[1], &w, out) : search(c, &r[i], &w, out));
	return NULL;
}

/* "gia lam nho quan ninh binh": the longest beginning that is a name. */
static err search_words(struct ctx *c, str text, bool marks, struct likes *out)
{
	for (size_t n = text.n; !out->n && n-- > 2;) {
		struct place_part first;
		struct reading r[2];
		if (text.s[n] != ' ')
			continue;
		str rest = place_letters(c->a, (str){text.s + n, text.n - n});
		struct above w = {rest, rest};
		place_kind(c->a, (str){text.s, n}, &first);
		for (size_t i = 0, ways = readings(&first, marks, r); i < ways && rest.n; i++)
			TRY(search(c, &r[i], &w, out));
	}
	return NULL;
}

/* ---- what became of a unit ---- */

static err version_on(struct ctx *c, int64_t id, day on, int depth, struct ints *out)
{
	struct unit_get u;
	struct unit_kin_old_rows next;
	str today = day_iso(c->a, on);
	TRY(unit_get(c, id, &u));
	if (!u.valid_to.s || memcmp(u.valid_to.s, today.s, today.n) > 0) {
		int64_t *v = NEWN(c->a, int64_t, out->n + 1);
		for (size_t i = 0; i < out->n; i++) {
			if (out->v[i] == id)
				return NULL;
			v[i] = out->v[i];
		}
		v[out->n] = id;
		*out = (struct ints){v, out->n + 1};
		return NULL;
	}
	TRY(unit_kin_new(c, id, &next));
	for (size_t i = 0; i < next.n && depth; i++)
		TRY(version_on(c, next.v[i].id, on, depth - 1, out));
	return NULL;
}

static err add_successors(struct ctx *c, struct likes *out)
{
	struct ints now = {0};
	size_t n = out->n;
	for (size_t i = 0; i < n && i < UNITS_FOUND; i++)
		if (out->v[i].valid_to.s && out->score[i] < LONGER)
			TRY(version_on(c, out->v[i].id, day_of(c->now), GENERATIONS, &now));
	for (size_t i = 0; i < now.n && i < UNITS_FOUND; i++) {
		struct unit_get u;
		TRY(unit_get(c, now.v[i], &u));
		add(out,
			&(struct units_like){.id = u.id,
				.level = u.level,
				.code = u.code,
				.name = u.name,
				.full_name = u.full_name,
				.valid_from = u.valid_from,
				.valid_to = u.valid_to,
				.parent_name = u.parent_name,
				.grand_name = u.grand_name},
			HISTORY - 1); /* before the history it comes from */
	}
	return NULL;
}

/* ---- an address ---- */

struct written { /* the communes that one reading of an address names */
	struct units_like v[LOOKED_AT];
	size_t n;
	bool marks;         /* they were typed */
	bool today, marked; /* what holds that day goes before history, the same marks before the same letters */
};

static void keep(struct written *out, const struct units_like *u, bool today, bool marked)
{
	if (out->n && (out->today > today || (out->today == today && out->marked > marked)))
		return;
	if (out->n && (out->today != today || out->marked != marked))
		out->n = 0;
	out->today = today;
	out->marked = marked;
	if (out->n < LOOKED_AT)
		out->v[out->n++] = *u;
}

static err communes_written(struct ctx *c, const struct place_part *part, const struct above *w, str today, struct written *out)
{
	struct units_like_rows rows;
	struct reading r[2];
	size_t ways = readings(part, out->marks, r);
	for (size_t k = 0; k < ways; k++) {
		if (r[k].kind.n ? !commune_kind(r[k].kind) : !w->bare.n) /* a bare name says what it lies in */
			continue;
		TRY(units_written(c, place_letters(c->a, r[k].name), &rows));
		for (size_t i = 0; i < rows.n; i++) {
			const struct units_like *u = &rows.v[i];
			bool then = !u->valid_to.s || memcmp(u->valid_to.s, today.s, today.n) > 0;
			if (str_is(u->level, "commune") && (!r[k].kind.n || str_eq(r[k].kind, kind_of(u))) &&
				lies_in(c->a, u, w, true))
				keep(out, u, then && memcmp(u->valid_from.s, today.s, today.n) <= 0,
					!out->marks || place_same(c->a, r[k].name, u->name));
		}
	}
	return NULL;
}

/* The last kind of commune in a part without marks: "thon 3 xa gia lam". */
static bool commune_inside(arena *a, const struct place_part *part, struct place_part *out)
{
	for (size_t i = part->whole.n; i-- > 1;)
		if (part->whole.s[i - 1] == ' ' && place_kind(a, (str){part->whole.s + i, part->whole.n - i}, out) &&
			commune_kind(out->kind))
			return true;
	return false;
}

static err communes_of_parts(struct ctx *c, const struct place_parts *p, size_t n, str today, struct written *out)
{
	for (size_t i = 0; i < n && !out->n; i++) {
		struct above w = above_of(c->a, p->v + i + 1, n - i - 1);
		struct place_part inside;
		TRY(communes_written(c, &p->v[i], &w, today, out));
		if (!out->n && !p->marks && commune_inside(c->a, &p->v[i], &inside))
			TRY(communes_written(c, &inside, &w, today, out));
	}
	return NULL;
}

static err is_unit(struct ctx *c, const struct place_part *part, bool *is)
{
	struct units_like_rows named, whole;
	TRY(units_written(c, place_letters(c->a, part->name), &named));
	TRY(units_written(c, place_letters(c->a, part->whole), &whole));
	*is = named.n || whole.n;
	return NULL;
}

err communes_of_address(struct ctx *c, str address, day on, struct ints *out, bool *sure)
{
	struct written *found = NEW(c->a, struct written);
	str today = day_iso(c->a, on);
	*sure = true;
	for (int dashes = 0; dashes < 2 && !found->n; dashes++) {
		struct place_parts p;
		place_parts(c->a, address, dashes, &p);
		found->marks = p.marks;
		*sure = true;
		for (size_t n = p.n; n && !found->n; n--) {
			bool unit;
			TRY(communes_of_parts(c, &p, n, today, found));
			TRY(is_unit(c, &p.v[n - 1], &unit));
			if (found->n || unit)
				break;
			*sure = false; /* what stands at the end is no unit: a telephone number, a postcode, a misspelling */
		}
	}
	*out = (struct ints){0};
	for (size_t i = 0; i < found->n; i++)
		TRY(version_on(c, found->v[i].id, on, GENERATIONS, out));
	*sure = *sure && out->n == 1 && found->marked;
	return NULL;
}

/* ---- for others ---- */

static void show(arena *a, const struct likes *found, struct unit_search_rows *out)
{
	size_t n = found->n;
	struct unit_search *v = NEWN(a, struct unit_search, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct units_like *u = &found->v[i];
		v[i] = (struct unit_search){.id = u->id,
			.level = u->level,
			.code = u->code,
			.full_name = u->full_name,
			.valid_from = u->valid_from,
			.valid_to = u->valid_to,
			.parent_name = u->parent_name,
			.grand_name = u->grand_name};
	}
	*out = (struct unit_search_rows){.v = v, .n = n};
}

err unit_named(struct ctx *c, str typed, struct unit_search_rows *out)
{
	struct likes *found = NEW(c->a, struct likes);
	str text = text_clean(c->a, typed, false);
	*out = (struct unit_search_rows){0};
	if (utf8_length(search_key(c->a, text)) < 2)
		return NULL;
	if (strspn(text.s, "0123456789") >= text.n)
		return unit_search(c, text, out);
	bool several = false;
	for (int dashes = 0; dashes < 2 && !found->n; dashes++) {
		struct place_parts parts;
		place_parts(c->a, text, dashes, &parts);
		several = parts.n > 1;
		for (size_t from = 0; from < parts.n && !found->n; from++) /* a house, a hamlet may stand before */
			TRY(search_parts(c, parts.v + from, parts.n - from, parts.marks, found));
		if (parts.n == 1 && !found->n) {
			TRY(search_words(c, text, parts.marks, found));
			several = true;
		}
	}
	if (several) /* a place in another: what has taken over one of the past is meant as well */
		TRY(add_successors(c, found));
	show(c->a, found, out);
	return NULL;
}

err places_named(struct ctx *c, str typed, struct named_places *out)
{
	struct unit_search_rows rows;
	TRY(unit_named(c, typed, &rows));
	*out = (struct named_places){.v = NEWN(c->a, struct named_place, rows.n + 1)};
	for (size_t i = 0; i < rows.n && i < UNITS_FOUND; i++) {
		const struct unit_search *u = &rows.v[i];
		if (u->valid_to.s)
			continue;
		str place = u->parent_name.n ? str_format(c->a, "%.*s, %.*s", STR_ARG(u->full_name), STR_ARG(u->parent_name))
					     : u->full_name;
		out->v[out->n++] = (struct named_place){u->id, place};
	}
	return NULL;
}
