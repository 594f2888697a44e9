/* attached: the files that come with a form: chosen now, or kept of what was sent before. */
#include "government/dossiers/dossier_pages.h"
#include "web/sealed.h"

enum { ATTACHMENTS = 60 };

/* ---- what is kept: "component sha256 name", sealed, so nobody has to choose it again ---- */

#define CHOOSE_AGAIN "Tệp gửi lần trước không còn giữ được. Hãy chọn lại tệp."

/* The form, whatever its buttons are called: both of the desk's lead to one page. The content stays for a day (core/files). */
static struct seal of_kept(struct req *q)
{
	str path = str_of(q->route->path), look_up = S("/tra");
	if (str_ends(path, look_up))
		path.n -= look_up.n;
	str form = str_format(
		q->ctx.a, "%.*s %lld %lld %.*s", STR_ARG(path), (long long)q->ctx.unit, (long long)q->id, STR_ARG(q->key));
	return (struct seal){.purpose = "kept", .account = q->ctx.actor, .form = form, .lasts = 12 * HOUR};
}

static str kept_text(struct req *q, struct attachment *a)
{
	struct seal s = of_kept(q);
	return sealed(&q->ctx, &s,
		str_format(
			q->ctx.a, "%lld %.*s %.*s", (long long)a->component, STR_ARG(a->stored.sha256), STR_ARG(a->stored.name)));
}

/* Whatever stands in it is looked at again: only a content that is there becomes an attachment. */
static err kept_parse(struct req *q, str text, struct attachment *out)
{
	struct seal s = of_kept(q);
	str facts, component, sha256, name;
	if (!unsealed(&q->ctx, &s, text, &facts) || !str_cut(facts, ' ', &component, &facts) ||
		!str_cut(facts, ' ', &sha256, &name) || !str_int(component, &out->component) || out->component < 0)
		return FAIL(&q->ctx, NOT_FOUND, "kept");
	return file_kept(&q->ctx, sha256, name, &out->stored);
}

/* ---- what is chosen now ---- */

static bool is_file(const struct http_part *part) { return part->filename.s != NULL; }

static bool asked_for(
	const struct attaching *how, const struct filing_components_rows *papers, const struct eform *form, int64_t number)
{
	for (size_t i = 0; i < papers->n; i++)
		if (papers->v[i].number == number)
			return true;
	return !number || (how->procedure && eform_asks_file(form, number));
}

/* Everything that may be attached here, and everything that was sent. */
struct gathering {
	struct req *q;
	const struct attaching *how;
	struct filing_components_rows papers;
	const struct eform *form;
	struct attachments *out;
	err wrong;
};

static err gather_file(struct gathering *g, const struct http_part *part)
{
	struct req *q = g->q;
	struct upload u = {part->filename, part->fd, part->size};
	struct attachment *to = &g->out->v[g->out->n];
	str number = part->name, before = S("component_");
	const char *field = str_c(q->ctx.a, part->name);
	bool ours = str_starts(number, before);
	if (ours)
		number = (str){number.s + before.n, number.n - before.n};
	if (!ours || !str_int(number, &to->component) || !asked_for(g->how, &g->papers, g->form, to->component)) {
		g->wrong = problem(q, g->wrong, "", "Không nhận tệp “%.*s”: trường “%s” không có trong biểu mẫu này.",
			STR_ARG(file_name_clean(q->ctx.a, part->filename)), field);
		return NULL;
	}
	err e = file_store(q, field, g->how->unit, &u, &to->stored);
	if (e && e->kind != INVALID)
		return e;
	if (e)
		g->wrong = problem(q, g->wrong, field, "%.*s", STR_ARG(e->text));
	else
		g->out->n++;
	return NULL;
}

static err gather_kept(struct gathering *g, str text)
{
	err e = kept_parse(g->q, text, &g->out->v[g->out->n]);
	if (e && e->kind != NOT_FOUND)
		return e;
	if (e)
		g->wrong = problem(g->q, g->wrong, "", CHOOSE_AGAIN);
	else
		g->out->n++;
	return NULL;
}

static err gather(struct gathering *g)
{
	struct req *q = g->q;
	if (g->how->procedure && attachments_sent(q)) {
		TRY(filing_components(&q->ctx, g->how->procedure, &g->papers));
		TRY(eform_for(&q->ctx, g->how->procedure, &g->form));
	}
	for (size_t i = 0; i < q->http->nparts; i++) {
		const struct http_part *part = &q->http->parts[i];
		bool kept = str_is(part->name, "kept") && !is_file(part);
		if (!kept && !is_file(part))
			continue;
		if (g->out->n == ATTACHMENTS) {
			g->wrong = problem(q, g->wrong, "",
				"Mỗi lần gửi nhiều nhất %d tệp. Hãy gộp các trang của một giấy tờ vào một tệp PDF.", ATTACHMENTS);
			return NULL;
		}
		TRY(kept ? gather_kept(g, part->value) : gather_file(g, part));
	}
	return NULL;
}

bool attachments_sent(struct req *q)
{
	for (size_t i = 0; i < q->http->nparts; i++)
		if (is_file(&q->http->parts[i]) || str_is(q->http->parts[i].name, "kept"))
			return true;
	return false;
}

/* Read once a request: the page that comes back shows what the handler has stored. */
err attachments_read(struct req *q, const struct attaching *how, struct attachments *out)
{
	struct gathering *g = q->memo;
	if (!g) {
		g = NEW(q->ctx.a, struct gathering);
		*g = (struct gathering){.q = q, .how = how, .out = NEW(q->ctx.a, struct attachments)};
		g->out->v = NEWN(q->ctx.a, struct attachment, ATTACHMENTS);
		TRY(gather(g));
		q->memo = g;
	}
	*out = *g->out;
	return g->wrong;
}

static bool names(const struct problem *list, const char *field)
{
	for (const struct problem *p = list; p; p = p->next)
		if (!strcmp(p->field, field))
			return true;
	return false;
}

static bool sent_file(struct req *q, const char *field)
{
	for (size_t i = 0; i < q->http->nparts; i++)
		if (is_file(&q->http->parts[i]) && str_is(q->http->parts[i].name, field))
			return true;
	return false;
}

/* What is kept need not be chosen again: only the problems of files that were refused stay. */
static void need_not_choose(struct req *q, const struct problem *refused)
{
	const struct problem *kept = NULL, **tail = &kept;
	for (const struct problem *p = q->page.problems; p; p = p->next) {
		if (sent_file(q, p->field) && !names(refused, p->field))
			continue;
		struct problem *copy = NEW(q->ctx.a, struct problem);
		*copy = (struct problem){NULL, p->field, p->text};
		*tail = copy;
		tail = (const struct problem **)&copy->next;
	}
	q->page.problems = kept;
}

static void choose_again(struct req *q)
{
	struct problem *p = NEW(q->ctx.a, struct problem);
	*p = (struct problem){q->page.problems, "", S(CHOOSE_AGAIN)};
	q->page.problems = p;
}

struct kept_files kept_files(struct req *q, const struct attaching *how)
{
	struct attachments list;
	struct kept_files kept = {0};
	if (!q->page.again)
		return kept;
	err refused = attachments_read(q, how, &list);
	if (refused && refused->kind != INVALID)
		return kept;
	need_not_choose(q, refused ? refused->problems : NULL);
	kept.v = NEWN(q->ctx.a, struct kept_file, list.n + 1);
	for (size_t i = 0; i < list.n; i++) {
		struct attachment *a = &list.v[i];
		if (file_hold(&q->ctx, &a->stored))
			choose_again(q);
		else
			kept.v[kept.n++] = (struct kept_file){a->component, a->stored.name, kept_text(q, a)};
	}
	return kept;
}

void attachments_told(struct req *q)
{
	struct gathering *g = q->memo;
	if (q->page.again && g)
		need_not_choose(q, g->wrong ? g->wrong->problems : NULL);
}

void kept_papers(arena *a, const struct kept_files *kept, const struct dossier_files_rows *files, struct eform_person *who)
{
	struct eform_paper *papers = NEWN(a, struct eform_paper, kept->n + (files ? files->n : 0) + 1);
	who->papers = papers;
	who->npapers = 0;
	for (size_t i = 0; files && i < files->n; i++)
		if (files->v[i].component.set)
			papers[who->npapers++] = (struct eform_paper){files->v[i].component.v, files->v[i].name, S("")};
	for (size_t i = 0; i < kept->n; i++)
		papers[who->npapers++] = (struct eform_paper){kept->v[i].component, kept->v[i].name, kept->v[i].text};
}
