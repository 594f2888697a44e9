/* attached: which files the forms of dossiers take, as component_N; core/files reads and keeps them. */
#include "government/dossiers/dossier_pages.h"

struct places { /* what may be attached here */
	bool any_form;
	struct filing_components_rows papers;
	const struct form *form;
};

static bool component_of(const void *user, str field, int64_t *number)
{
	const struct places *p = user;
	str before = S("component_");
	if (p->form && form_photos_place(p->form, field, number))
		return true;
	if (!str_starts(field, before) || !str_int((str){field.s + before.n, field.n - before.n}, number))
		return false;
	for (size_t i = 0; i < p->papers.n; i++)
		if (p->papers.v[i].number == *number)
			return true;
	return !*number || (p->any_form && form_asks_file(p->form, *number));
}

static bool only_pictures(const void *user, int64_t place)
{
	(void)user;
	return form_photos_only(place);
}

/* The form, whatever its buttons are called: both of the desk's lead to one page. */
static str form_of(struct req *q)
{
	str path = str_of(q->route->path), look_up = S("/tra");
	if (str_ends(path, look_up))
		path.n -= look_up.n;
	return path;
}

static err asked_of(struct req *q, const struct attaching *how, struct files_asked **out)
{
	struct places *p = NEW(q->ctx.a, struct places);
	*p = (struct places){.any_form = how->procedure != 0};
	if (how->procedure && files_any(q)) {
		TRY(filing_components(&q->ctx, how->procedure, &p->papers));
		TRY(eform_for(&q->ctx, how->procedure, &p->form));
	}
	*out = NEW(q->ctx.a, struct files_asked);
	**out = (struct files_asked){
		.unit = how->unit, .place = component_of, .pictures = only_pictures, .user = p, .form = form_of(q)};
	return NULL;
}

err dossier_attachments_read(struct req *q, const struct attaching *how, struct attachments *out)
{
	struct files_asked *asked;
	struct sent_files sent = {0};
	*out = (struct attachments){0};
	TRY(asked_of(q, how, &asked));
	err wrong = files_sent(q, asked, &sent);
	out->v = NEWN(q->ctx.a, struct attachment, sent.n + 1);
	out->sent = sent;
	for (size_t i = 0; i < sent.n; i++)
		if (form_photos_only(sent.v[i].place))
			TRY(file_hold(&q->ctx, &sent.v[i].stored)); /* until the draft or the dossier has it */
		else
			out->v[out->n++] = (struct attachment){sent.v[i].place, sent.v[i].stored};
	return wrong;
}

struct kept_files dossier_kept_files(struct req *q, const struct attaching *how)
{
	struct files_asked *asked;
	if (!q->page.again || asked_of(q, how, &asked))
		return (struct kept_files){0};
	return files_kept(q, asked);
}

void paper_kept(arena *a, const struct kept_files *kept, const struct dossier_files_rows *files, struct form_person *who)
{
	struct form_paper *papers = NEWN(a, struct form_paper, kept->n + (files ? files->n : 0) + 1);
	who->papers = papers;
	who->npapers = 0;
	for (size_t i = 0; files && i < files->n; i++)
		if (files->v[i].component.set)
			papers[who->npapers++] = (struct form_paper){files->v[i].component.v, files->v[i].name, S("")};
	for (size_t i = 0; i < kept->n; i++)
		papers[who->npapers++] = (struct form_paper){kept->v[i].place, kept->v[i].name, kept->v[i].text};
}
