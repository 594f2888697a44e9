/* draft_told: the small things that the pages of a draft call. */
#include "government/dossiers/filing/drafts.h"
#include "government/dossiers/dossier_pages.h"

/* Near before far: the applicant's own commune, then those of its province, then the others. */
const struct choice draft_channels[] = {
	{"online", "Gửi ảnh chụp hoặc tệp giấy tờ qua mạng"}, {"post", "Gửi giấy tờ qua bưu điện sau khi khai"}, {NULL, NULL}};

const struct choice *dossier_place_choices(arena *a, const struct where_view *v)
{
	struct choice *list = NEWN(a, struct choice, v->units.n + 1);
	str province = S("");
	size_t n = 0;
	for (size_t i = 0; i < v->units.n; i++)
		if (v->units.v[i].id == v->home)
			province = v->units.v[i].province_name;
	for (int far = 0; far < 3; far++)
		for (size_t i = 0; i < v->units.n; i++) {
			const struct dossier_receiving_units *u = &v->units.v[i];
			if (far != (u->id == v->home ? 0 : province.n && str_eq(u->province_name, province) ? 1 : 2))
				continue;
			list[n].value = str_c(a, str_format(a, "%lld", (long long)u->id));
			list[n++].label = str_c(a, str_format(a, "%.*s, %.*s%s", STR_ARG(u->full_name), STR_ARG(u->province_name),
							   far ? "" : " (nơi ông/bà cư trú)"));
		}
	return list;
}

str draft_path(arena *a, const struct draft_get *d, const char *page)
{
	return str_format(a, "/ho-so/soan/%.*s%s", STR_ARG(d->key), page);
}

bool draft_applicant_open(const struct page *p, const struct draft_get *d)
{
	static const char *const fields[] = {"name", "personal_number", "birth_on", "phone", "email", "address"};
	for (size_t i = 0; i < COUNT(fields); i++)
		if (page_problem(p, fields[i]))
			return true;
	return !d->name.n || !d->personal_number.n || !d->phone.n || !d->address.n;
}

bool draft_has_form_for(const struct draft_view *v, const struct filing_components *k)
{
	bool paper_form = k->form_name.n || str_starts(k->name, S("Tờ khai")) || str_starts(k->name, S("Mẫu hộ tịch điện tử"));
	return form_asks_file(v->form, k->number) || (paper_form && !eform_is_default(v->form));
}

bool draft_asks_paper(const struct page *p, const struct draft_view *v, const struct filing_components *k)
{
	struct ctx c = {.a = p->a, .now = p->now};
	if (draft_has_form_for(v, k))
		return false;
	return draft_files_count(v, k->number) || !form_file_excluded(form_answered(&c, v->form, v->draft.answers), k->number);
}

bool draft_group_begins(const struct page *p, const struct draft_view *v, size_t i)
{
	const struct filing_components *k = &v->components.v[i];
	if (!k->grouping.n || !draft_asks_paper(p, v, k))
		return false;
	for (size_t n = i; n-- > 0 && str_eq(v->components.v[n].grouping, k->grouping);)
		if (draft_asks_paper(p, v, &v->components.v[n]))
			return false;
	return true;
}

str draft_paper_hint(const struct page *p, const struct draft_view *v, const struct filing_components *k)
{
	struct ctx c = {.a = p->a, .now = p->now};
	bool required =
		form_file_required(form_answered(&c, v->form, v->draft.answers), k->number) && !str_is(v->draft.channel, "post");
	return str_format(p->a, "%s%s%s%.*s", required ? "Bắt buộc" : "", required && k->form_name.n ? ". " : "",
		k->form_name.n ? "Theo mẫu: " : "", STR_ARG(k->form_name));
}

const char *draft_step_state(const struct draft_view *v, int i, int step)
{
	enum { WHERE = 1, FORM, PAPERS, REVIEW };
	if (i == step)
		return "now";
	if (!v || i == REVIEW)
		return "next";
	bool wrong = i == FORM ? v->form_wrong : i == PAPERS && v->papers_wrong;
	bool begun = i == WHERE || (i == FORM ? v->draft.answers.n > 0 : v->files.n > 0 || (step > PAPERS && !v->form_wrong));
	return !begun ? "next" : wrong ? "wrong" : "done";
}

str draft_just_kept(arena *a, const struct draft_view *v)
{
	size_t all = draft_files_count(v, v->just), seen = 0;
	buf b = {.a = a};
	for (size_t i = 0; i < v->files.n; i++)
		if (v->files.v[i].component == v->just && ++seen + v->just_files > all)
			buf_printf(&b, "%s%.*s", b.n ? ", " : "", STR_ARG(v->files.v[i].name));
	return buf_text(&b);
}

size_t draft_files_count(const struct draft_view *v, int64_t component)
{
	size_t n = 0;
	for (size_t i = 0; i < v->files.n; i++)
		n += v->files.v[i].component == component;
	return n;
}
