/* find: dossiers by code, name, telephone and personal number as people write them. */
#include "government/dossiers/rules/rules.h"
#include "government/dossiers/desk/inbox.sql.h"
#include "core/people/people.h"
#include "web/services/rekey.h"

enum { GROUPS = 8, ALONE = 2 };

/* ---- numbers typed in groups ---- */

static bool digits_in(str word)
{
	bool digit = false;
	for (size_t i = 0; i < word.n; i++) {
		bool is = word.s[i] >= '0' && word.s[i] <= '9';
		if (!is && !strchr("+().-", word.s[i]) && (unsigned char)word.s[i] < 0x80)
			return false;
		digit |= is;
	}
	return digit || str_is(word, "-") || str_is(word, "–");
}

/* One word for a telephone or personal number, or the beginning of one; empty: it is neither. */
static str number_of(arena *a, str typed)
{
	str digits = number_ungrouped(a, typed);
	if (phone_valid(typed))
		return phone_normal(a, typed);
	return str_digits(digits) && (digits.n == 12 || (digits.n < 12 && digits.s[0] == '0' && str_has(typed, S(" ")))) ? digits
															 : S("");
}

/* The longest run of groups from here that is a number. */
static str run_of(arena *a, str text, str *rest)
{
	str found = S(""), word, after = text;
	for (int groups = 0; groups < GROUPS && after.n; groups++) {
		str_cut(after, ' ', &word, &after);
		if (!digits_in(word))
			break;
		str number = number_of(a, (str){text.s, (size_t)(word.s + word.n - text.s)});
		if (!number.n)
			continue;
		found = number;
		*rest = after;
	}
	return found;
}

str dossier_words_typed(arena *a, str typed)
{
	buf b = {.a = a};
	for (str rest = text_clean(a, typed, false), word; rest.n;) {
		str number = run_of(a, rest, &rest);
		if (!number.n)
			str_cut(rest, ' ', &word, &rest);
		if (b.n)
			buf_lit(&b, " ");
		buf_str(&b, search_key(a, number.n ? number : word));
	}
	return buf_text(&b);
}

/* ---- the index ---- */

/* Every unit that has a part in it finds it. */
err dossier_index(struct ctx *c, const struct dossier_indexed *d)
{
	buf b = {.a = c->a};
	const int64_t units[] = {d->receiving_unit, d->competent_unit, d->support_unit};
	for (size_t i = 0; i < COUNT(units); i++)
		if (units[i] && (!i || units[i] != units[0]) && (i < 2 || units[i] != units[1]))
			buf_printf(&b, "u%lld ", (long long)units[i]);
	buf_printf(&b, "%.*s %.*s %.*s %.*s", STR_ARG(search_key(c->a, d->code)), STR_ARG(name_words(c->a, d->name)),
		STR_ARG(search_key(c->a, phone_normal(c->a, d->phone))), STR_ARG(search_key(c->a, d->number)));
	return dossier_search_add(c, d->id, buf_text(&b));
}

static err find(struct ctx *c, str query, int64_t before, int64_t most, struct ints *out)
{
	struct dossier_search_find_rows found = {0};
	TRY(dossier_search_find(c, query, before, most, &found));
	int64_t *ids = NEWN(c->a, int64_t, found.n + 1);
	for (size_t i = 0; i < found.n; i++)
		ids[i] = found.v[i].id;
	*out = (struct ints){ids, found.n};
	return NULL;
}

static str scoped(struct ctx *c, int64_t unit, str typed)
{
	str words = dossier_words_typed(c->a, typed);
	return words.n ? str_format(c->a, "u%lld %.*s", (long long)unit, STR_ARG(words)) : S("");
}

err dossiers_find(struct ctx *c, int64_t unit, str typed, int64_t before, int64_t most, struct ints *out)
{
	str words = scoped(c, unit, typed);
	*out = (struct ints){0};
	return words.n ? find(c, db_search_text(c, words), before, most, out) : NULL;
}

err dossiers_find_first(struct ctx *c, int64_t unit, str typed, int64_t most, struct ints *out)
{
	str words = scoped(c, unit, typed);
	*out = (struct ints){0};
	if (words.n)
		TRY(find(c, db_search_whole(c, words), INT64_MAX, most, out));
	bool alone = dossier_words_typed(c->a, typed).n <= ALONE; /* "ng": half of all names begin so */
	return words.n && !alone && (int64_t)out->n < most ? find(c, db_search_text(c, words), INT64_MAX, most, out) : NULL;
}

/* ---- keys made anew ---- */

static err batch(struct ctx *c, int64_t after, int64_t *last)
{
	struct dossiers_indexed_rows rows;
	TRY(dossiers_indexed(c, after, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const struct dossiers_indexed *d = &rows.v[i];
		TRY(dossier_search_forget(c, d->id));
		TRY(dossier_index(
			c, &(struct dossier_indexed){d->id, d->receiving_unit_id, d->competent_unit_id, d->support_unit_id,
				   d->code, d->applicant_name, d->applicant_phone, d->applicant_number}));
		*last = d->id;
	}
	return NULL;
}

static const struct rekey rekey = {.name = "dossiers", .job = "dossiers.rekey", .batch = batch};

err dossiers_init(struct ctx *c)
{
	TRY(clock_answers_init(c));
	return rekey_begin(c, &rekey);
}

err dossiers_rekey(struct ctx *c, str argument)
{
	(void)argument;
	return rekey_run(c, &rekey);
}
