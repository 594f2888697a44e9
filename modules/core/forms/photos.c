/* photos: an answer that is pictures, each by its content: those that stay, and those that came along. */
#include "core/files/files.h"
#include "core/forms/inside.h"

enum { FIRST_PLACE = 100000, PLACES_OF_SECTION = 100 }; /* components are numbered up to 1000 */

/* ---- places of files ---- */

int64_t form_photos_number(const struct form_field *f)
{
	return FIRST_PLACE + (int64_t)f->section->slot * PLACES_OF_SECTION + (int64_t)f->slot;
}

static const struct form_field *photos_named(const struct form *f, str name)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct form_field *x = f->sections[i].name ? NULL : form_field_find(&f->sections[i], name);
		if (x && x->type == FORM_PHOTOS)
			return x;
	}
	return NULL;
}

bool form_photos_place(const struct form *f, str field, int64_t *place)
{
	static const char *const ends[] = {"-file", "-camera"};
	for (size_t i = 0; i < COUNT(ends) && str_starts(field, S("e_")); i++) {
		if (!str_ends(field, str_of(ends[i])))
			continue;
		const struct form_field *x = photos_named(f, (str){field.s + 2, field.n - 2 - strlen(ends[i])});
		*place = x ? form_photos_number(x) : 0;
		return x != NULL;
	}
	return false;
}

bool form_photos_only(int64_t place) { return place >= FIRST_PLACE; }

bool form_has_photos(const struct form *f)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->sections[i].n; k++)
			if (f->sections[i].fields[k].type == FORM_PHOTOS)
				return true;
	return false;
}

/* ---- what was sent ---- */

const char *form_photo_input(arena *a, const char *name, size_t i) { return str_format(a, "%s-%zu", name, i + 1).s; }

/* Another editor may have put them in another order meanwhile. */
bool form_photo_ticked(const struct page *p, const char *name, str sha256)
{
	for (size_t i = 0; i < PHOTOS_MAX; i++)
		if (str_eq(p->typed(p, form_photo_input(p->a, name, i)), sha256))
			return true;
	return false;
}

struct sent form_photos_typed(arena *a, const struct form_source *from, const struct form_field *f, const char *name)
{
	size_t n = 0, came = from->sent ? from->sent->n : 0;
	str *v = NEWN(a, str, PHOTOS_MAX + came + 1);
	for (size_t i = 0; i < PHOTOS_MAX; i++) {
		v[n] = from->page->typed(from->page, form_photo_input(a, name, i));
		n += v[n].n > 0;
	}
	for (size_t i = 0; i < came; i++)
		if (from->sent->v[i].place == form_photos_number(f))
			v[n++] = from->sent->v[i].stored.sha256;
	return (struct sent){.v = v, .n = n};
}

/* ---- judged ---- */

bool form_photo_among(struct texts list, str s)
{
	for (size_t i = 0; i < list.n; i++)
		if (str_eq(list.v[i], s))
			return true;
	return false;
}

str form_photos_judge(struct judging *j, struct sent s)
{
	const struct form_field *f = j->field;
	str *v = NEWN(j->c->a, str, s.n + 1);
	struct texts list = {v, 0};
	bool known = true;
	for (size_t i = 0; i < s.n; i++) {
		known &= photo_is(s.v[i]);
		if (!form_photo_among(list, s.v[i])) /* the same one twice is one */
			v[list.n++] = s.v[i];
	}
	j->out->list = list;
	if (!known)
		return str_format(j->c->a, "“%s”: có ảnh không đọc được; hãy chụp hoặc chọn lại", f->label);
	if (j->complete && f->has_min && (int64_t)list.n < f->min)
		return str_format(j->c->a, "“%s”: cần ít nhất %lld ảnh", f->label, (long long)f->min);
	if ((int64_t)list.n > f->max)
		return str_format(
			j->c->a, "“%s”: nhiều nhất %lld ảnh (đang có %zu); hãy bỏ bớt", f->label, (long long)f->max, list.n);
	return S("");
}

/* ---- what changed ---- */

static size_t missing(struct texts list, struct texts in)
{
	size_t n = 0;
	for (size_t i = 0; i < list.n; i++)
		n += !form_photo_among(in, list.v[i]);
	return n;
}

/* "3 ảnh (thêm 1, bỏ 1)": others may be as many. */
str form_photos_changed(arena *a, str shown, struct texts before, struct texts after)
{
	size_t added = missing(after, before), dropped = missing(before, after);
	if (!before.n || !after.n || (!added && !dropped))
		return shown;
	buf b = {.a = a};
	if (added)
		buf_printf(&b, "thêm %zu%s", added, dropped ? ", " : "");
	if (dropped)
		buf_printf(&b, "bỏ %zu", dropped);
	return str_format(a, "%.*s (%.*s)", STR_ARG(shown), STR_ARG(buf_text(&b)));
}
