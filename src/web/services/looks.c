/* looks: the index of the log by whom its looks concern. */
#include "web/services/looks.h"
#include "db/db.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/web.sql.h"

/* ---- subjects ---- */

static void subject_add(struct ctx *c, struct look_subjects *to, str subject)
{
	for (size_t i = 0; i < to->n; i++)
		if (str_eq(to->v[i], subject))
			return;
	to->v = GROWN(c->a, to->v, to->n, &to->room, 8);
	to->v[to->n++] = subject;
}

void look_at_account(struct ctx *c, struct look_subjects *to, int64_t account)
{
	if (account)
		subject_add(c, to, str_format(c->a, "account %lld", (long long)account));
}

void look_at_person(struct ctx *c, struct look_subjects *to, int64_t person)
{
	if (person)
		subject_add(c, to, str_format(c->a, "person %lld", (long long)person));
}

/* Not to keep it a secret from who has the store, but so that it stands in no more places than it must. */
void look_at_number(struct ctx *c, struct look_subjects *to, str personal_number)
{
	if (!personal_number.n)
		return;
	str digest = sha256_hex(c->a, sha256_of(personal_number));
	subject_add(c, to, str_format(c->a, "number %.*s", STR_ARG(digest)));
}

void look_at_unit(struct ctx *c, struct look_subjects *to, int64_t unit)
{
	if (unit)
		subject_add(c, to, str_format(c->a, "unit %lld", (long long)unit));
}

/* ---- places ---- */

void look_place_add(struct ctx *c, struct look_places *to, int64_t unit, int64_t since)
{
	for (size_t i = 0; i < to->n; i++)
		if (to->v[i].unit == unit) {
			to->v[i].since = to->v[i].since < since ? to->v[i].since : since;
			return;
		}
	to->v = GROWN(c->a, to->v, to->n, &to->room, 8);
	to->v[to->n++] = (struct look_place){unit, since};
}

err look_places_of(struct ctx *c, int64_t account, struct look_places *out)
{
	*out = (struct look_places){0};
	for (const struct module *const *m = modules_all(); *m; m++)
		if ((*m)->kept_in)
			TRY((*m)->kept_in(c, account, out));
	return NULL;
}

/* ---- the index ---- */

static const struct concern *concern_of(str kind)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->concerns.n; i++)
			if (str_is(kind, (*m)->concerns.v[i].kind))
				return &(*m)->concerns.v[i];
	return NULL;
}

str look_title(str kind)
{
	const struct concern *k = concern_of(kind);
	return k && k->title ? str_of(k->title) : word_title(kind);
}

/* What cannot be told of a thing must not keep the log from being written: only a store that fails does. */
static bool fails(err e) { return e && (e->kind == BROKEN || e->kind == BUSY); }

err look_at_thing(struct ctx *c, struct look_subjects *to, str kind, int64_t id)
{
	const struct concern *k = concern_of(kind);
	struct look_subjects all = *to;
	err e = k ? k->whom(c, id, &all) : NULL;
	if (!e)
		*to = all;
	return fails(e) ? e : NULL;
}

err look_index(struct ctx *c, const struct look_written *l)
{
	struct look_subjects own = {0}, all = {0};
	TRY(look_at_thing(c, &all, l->kind, l->object));
	look_at_account(c, &own, l->actor);
	for (size_t i = 0; i < all.n; i++)
		if (own.n && str_eq(all.v[i], own.v[0]))
			return NULL; /* what is his own */
	for (size_t i = 0; i < all.n; i++)
		TRY(look_subject_add(c, all.v[i], l->at, l->id));
	return NULL;
}

err looks_pass(struct ctx *c, int64_t from, int64_t to)
{
	struct look_subjects was = {0}, is = {0};
	look_at_account(c, &was, from);
	look_at_account(c, &is, to);
	if (to)
		TRY(look_subjects_copy(c, was.v[0], is.v[0]));
	return look_subjects_forget(c, was.v[0]);
}
