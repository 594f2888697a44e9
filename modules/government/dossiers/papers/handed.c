/* handed: what was handed in, told in one way on pages and papers. A paper over the counter or out of the post has its counts of originals
 * and copies; what came as a file is electronic. What the procedure lists and nobody handed in stands on no paper of ours. */
#include "government/dossiers/dossier_pages.h"

str handed_text(arena *a, int64_t originals, int64_t copies, int64_t files)
{
	const struct {
		int64_t n;
		const char *what;
	} parts[] = {{originals, "bản chính"}, {copies, "bản sao"}, {files, "tệp điện tử"}};
	buf b = {.a = a};
	for (size_t i = 0; i < COUNT(parts); i++)
		if (parts[i].n > 0)
			buf_printf(&b, "%s%lld %s", b.n ? ", " : "", (long long)parts[i].n, parts[i].what);
	return buf_text(&b);
}

static void add(struct handed_rows *list, int64_t number, str name, int64_t originals, int64_t copies, int64_t files)
{
	list->v[list->n++] = (struct handed_row){number, name, originals, copies, files};
}

/* The desk scans what it took: its pictures are no papers of the applicant. His own uploads are. */
static void component(struct dossier_view *v, const struct dossier_components *k)
{
	const struct dossier_of_unit *d = &v->dossier;
	bool on_paper = k->handed && k->handed_originals + k->handed_copies > 0;
	int64_t files = on_paper && !d->account_id.set ? 0 : (int64_t)dossier_files_count(v, "component", k->number);
	if (on_paper || files)
		add(&v->handed, k->number, k->name, k->handed_originals, k->handed_copies, files);
	else if (!form_file_excluded(v->said, k->number))
		add(&v->unhanded, k->number, k->name, k->originals, k->copies, 0);
}

void handed_fill(struct ctx *c, struct dossier_view *v)
{
	enum { OTHERS = 3 };
	const struct dossier_of_unit *d = &v->dossier;
	v->handed = (struct handed_rows){NEWN(c->a, struct handed_row, v->components.n + OTHERS), 0};
	v->unhanded = (struct handed_rows){NEWN(c->a, struct handed_row, v->components.n + 1), 0};
	if (v->eform && d->account_id.set)
		add(&v->handed, -1, str_format(c->a, "%.*s (biểu mẫu điện tử)", STR_ARG(v->eform->title)), 0, 0, 1);
	v->said = form_answered(c, v->eform, d->answers);
	for (size_t i = 0; i < v->components.n; i++)
		component(v, &v->components.v[i]);
	int64_t others = (int64_t)dossier_files_count(v, "component", 0),
		supplements = (int64_t)dossier_files_count(v, "supplement", -1);
	if (others)
		add(&v->handed, 0, S("Giấy tờ khác"), 0, 0, others);
	if (supplements)
		add(&v->handed, 0, S("Giấy tờ bổ sung"), 0, 0, supplements);
}

str handed_total(arena *a, const struct handed_rows *list)
{
	int64_t originals = 0, copies = 0, files = 0;
	for (size_t i = 0; i < list->n; i++) {
		originals += list->v[i].originals;
		copies += list->v[i].copies;
		files += list->v[i].files;
	}
	return handed_text(a, originals, copies, files);
}

static bool names(const struct handed_rows *list, int64_t number)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].number == number)
			return true;
	return false;
}

bool paper_owed(const struct dossier_view *v, int64_t number) { return names(&v->handed, number) || names(&v->unhanded, number); }

bool paper_long_name(str name)
{
	enum { LONGEST = 240 };
	return utf8_length(name) > LONGEST;
}
