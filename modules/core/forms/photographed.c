/* photographed: a page whose form takes photos, and the object that has them then. */
#include "core/files/files.h"
#include "core/forms/inside.h"
#include "web/input.h"
#include "web/request.h"

/* A form that is tried has papers too. */
static bool place_of(const void *form, str field, int64_t *place)
{
	str before = S("component_");
	if (str_starts(field, before) && str_int((str){field.s + before.n, field.n - before.n}, place))
		return form_asks_file(form, *place);
	return form_photos_place(form, field, place);
}
static bool only_pictures(const void *form, int64_t place) { return form && form_photos_only(place); }

static struct files_asked asked_of(const struct form *f, int64_t unit)
{
	return (struct files_asked){.unit = unit, .place = place_of, .pictures = only_pictures, .user = f};
}

/* ---- a page whose form takes photos and no other files ---- */

static err hold(struct req *q, struct sent_files *sent)
{
	for (size_t i = 0; i < sent->n; i++)
		TRY(file_hold(&q->ctx, &sent->v[i].stored));
	return NULL;
}

err form_read_photos(struct req *q, const struct form *f, bool held, str *answers)
{
	struct sent_files sent = {0};
	struct files_asked asked = asked_of(f, q->ctx.unit);
	err unsent = files_any(q) ? files_sent(q, &asked, &sent) : NULL;
	if (unsent && unsent->kind != INVALID)
		return unsent;
	err wrong = form_read_sent(q, f, true, &sent, answers);
	if (wrong && wrong->kind != INVALID)
		return wrong;
	for (const struct problem *k = unsent ? unsent->problems : NULL; k; k = k->next)
		wrong = problem(q, wrong, k->field, "%.*s", STR_ARG(k->text));
	TRY(wrong);
	return held ? hold(q, &sent) : NULL;
}

err form_photos_kept(struct req *q, const struct form *f, const char *kind, int64_t object, struct form_person *who)
{
	struct files_asked asked = asked_of(f, q->ctx.unit);
	struct photos_of_rows *rows = NEW(q->ctx.a, struct photos_of_rows);
	if (!form_has_photos(f))
		return NULL;
	struct kept_files kept = files_kept(q, &asked);
	struct form_paper *papers = NEWN(q->ctx.a, struct form_paper, kept.n + 1);
	for (size_t i = 0; i < kept.n; i++)
		papers[i] = (struct form_paper){kept.v[i].place, kept.v[i].name, kept.v[i].text};
	*rows = (struct photos_of_rows){0};
	if (object)
		TRY(photos_of(&q->ctx, str_of(kind), object, rows));
	who->papers = papers;
	who->npapers = kept.n;
	who->photos = rows;
	return NULL;
}

/* ---- whose they are ---- */

struct texts form_photos_said(arena *a, const struct form_answers *said)
{
	size_t most = 1, n = 0;
	for (size_t i = 0; i < said->form->n; i++)
		for (size_t k = 0; k < said->form->sections[i].n; k++)
			most += said->form->sections[i].fields[k].type == FORM_PHOTOS ? PHOTOS_MAX : 0;
	str *v = NEWN(a, str, most);
	for (size_t i = 0; i < said->form->n; i++)
		for (size_t k = 0; k < said->form->sections[i].n; k++) {
			const struct form_field *f = &said->form->sections[i].fields[k];
			const struct form_answer *x = f->type == FORM_PHOTOS ? form_answer_to(said, f, 0) : NULL;
			for (size_t m = 0; x && m < x->list.n && m < PHOTOS_MAX; m++)
				v[n++] = x->list.v[m];
		}
	return (struct texts){v, n};
}

struct texts form_photos_dropped(arena *a, const struct form_answers *before, const struct form_answers *after)
{
	struct texts had = form_photos_said(a, before), has = form_photos_said(a, after);
	str *v = NEWN(a, str, had.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < had.n; i++)
		if (!form_photo_among(has, had.v[i]))
			v[n++] = had.v[i];
	return (struct texts){v, n};
}

err form_photos_keep(struct ctx *c, const struct form_answers *said, const struct photos_kept *to)
{
	for (size_t i = 0; i < said->form->n; i++)
		for (size_t k = 0; k < said->form->sections[i].n; k++) {
			const struct form_field *f = &said->form->sections[i].fields[k];
			const struct form_answer *x = f->type == FORM_PHOTOS ? form_answer_to(said, f, 0) : NULL;
			if (!x || !x->filled)
				continue;
			struct photos_kept kept = *to;
			kept.field = form_input_name(c->a, f, S(""));
			kept.contents = x->list;
			TRY(photos_keep(c, &kept));
		}
	return NULL;
}
