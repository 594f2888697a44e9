/* sent: the files that come with a form: chosen now, or kept of what was sent before. */
#include "files.h"
#include "web/sealed.h"
#include "http/http.h"
#include "web/input.h"
#include "web/request.h"
#include "web/route.h"

enum { MOST = 60 };

/* ---- what is kept: "place sha256 name", sealed, so nobody has to choose it again ---- */

#define CHOOSE_AGAIN "Tệp gửi lần trước không còn giữ được. Hãy chọn lại tệp."

/* Whatever the captures of the path are. The content stays for a day (clean.c). */
static struct seal of_kept(struct req *q, const struct files_asked *how)
{
	str path = how->form.n ? how->form : str_of(q->route->path);
	str form = str_format(
		q->ctx.a, "%.*s %lld %lld %.*s", STR_ARG(path), (long long)q->ctx.unit, (long long)q->id, STR_ARG(q->key));
	return (struct seal){.purpose = "kept", .account = q->ctx.actor, .form = form, .lasts = 12 * HOUR};
}

static str kept_text(struct req *q, const struct files_asked *how, const struct sent_file *f)
{
	struct seal s = of_kept(q, how);
	return sealed(&q->ctx, &s,
		str_format(q->ctx.a, "%lld %.*s %.*s", (long long)f->place, STR_ARG(f->stored.sha256), STR_ARG(f->stored.name)));
}

/* Whatever stands in it is looked at again: only a content that is there comes along. */
static err kept_parse(struct req *q, const struct files_asked *how, str text, struct sent_file *out)
{
	struct seal s = of_kept(q, how);
	str facts, place, sha256, name;
	if (!unsealed(&q->ctx, &s, text, &facts) || !str_cut(facts, ' ', &place, &facts) ||
		!str_cut(facts, ' ', &sha256, &name) || !str_int(place, &out->place) || out->place < 0)
		return FAIL(&q->ctx, NOT_FOUND, "kept");
	return file_kept(&q->ctx, sha256, name, &out->stored);
}

/* ---- what is chosen now ---- */

static bool is_file(const struct http_part *part) { return part->filename.s != NULL; }

static bool is_kept(const struct http_part *part) { return str_is(part->name, "kept") && !is_file(part); }

bool file_field(const void *name, str field, int64_t *place)
{
	*place = 0;
	return str_is(field, name);
}

struct gathering {
	struct req *q;
	const struct files_asked *how;
	struct sent_files *out;
	err wrong;
};

static err gather_file(struct gathering *g, const struct http_part *part)
{
	struct req *q = g->q;
	struct upload u = {part->filename, part->fd, part->size};
	struct sent_file *to = &g->out->v[g->out->n];
	const char *field = str_c(q->ctx.a, part->name);
	if (!g->how->place(g->how->user, part->name, &to->place)) {
		g->wrong = problem(q, g->wrong, "", "Không nhận tệp “%.*s”: trường “%s” không có trong biểu mẫu này.",
			STR_ARG(file_name_clean(q->ctx.a, part->filename)), field);
		return NULL;
	}
	err e = file_store(q, field, g->how->unit, &u, &to->stored);
	if (e && e->kind != INVALID)
		return e;
	if (e)
		g->wrong = problem(q, g->wrong, field, "%.*s", STR_ARG(e->text));
	else if (g->how->pictures && g->how->pictures(g->how->user, to->place) && !photo_taken(&to->stored))
		g->wrong = problem(q, g->wrong, field, "“%.*s” không phải là ảnh. Hãy gửi ảnh JPEG, PNG, HEIC hoặc WebP.",
			STR_ARG(file_name_clean(q->ctx.a, part->filename)));
	else
		g->out->n++;
	return NULL;
}

static err gather_kept(struct gathering *g, str text)
{
	err e = kept_parse(g->q, g->how, text, &g->out->v[g->out->n]);
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
	for (size_t i = 0; i < q->http->nparts; i++) {
		const struct http_part *part = &q->http->parts[i];
		if (!is_kept(part) && !is_file(part))
			continue;
		if (g->out->n == MOST) {
			g->wrong = problem(q, g->wrong, "",
				"Mỗi lần gửi nhiều nhất %d tệp. Hãy gộp các trang của một giấy tờ vào một tệp PDF.", MOST);
			return NULL;
		}
		TRY(is_kept(part) ? gather_kept(g, part->value) : gather_file(g, part));
	}
	return NULL;
}

bool files_any(struct req *q)
{
	for (size_t i = 0; i < q->http->nparts; i++)
		if (is_file(&q->http->parts[i]) || str_is(q->http->parts[i].name, "kept"))
			return true;
	return false;
}

/* The page that comes back shows what the handler has stored. */
err files_sent(struct req *q, const struct files_asked *how, struct sent_files *out)
{
	struct gathering *g = q->memo;
	if (!g) {
		g = NEW(q->ctx.a, struct gathering);
		*g = (struct gathering){.q = q, .how = how, .out = NEW(q->ctx.a, struct sent_files)};
		g->out->v = NEWN(q->ctx.a, struct sent_file, MOST);
		TRY(gather(g));
		q->memo = g;
	}
	*out = *g->out;
	return g->wrong;
}

/* ---- the form that comes back ---- */

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

struct kept_files files_kept(struct req *q, const struct files_asked *how)
{
	struct sent_files list;
	struct kept_files kept = {0};
	if (!q->page.again)
		return kept;
	err refused = files_sent(q, how, &list);
	if (refused && refused->kind != INVALID)
		return kept;
	need_not_choose(q, refused ? refused->problems : NULL);
	kept.v = NEWN(q->ctx.a, struct kept_file, list.n + 1);
	for (size_t i = 0; i < list.n; i++) {
		struct sent_file *f = &list.v[i];
		if (file_hold(&q->ctx, &f->stored))
			choose_again(q);
		else
			kept.v[kept.n++] = (struct kept_file){f->place, f->stored.name, kept_text(q, how, f)};
	}
	return kept;
}

void files_told(struct req *q)
{
	struct gathering *g = q->memo;
	if (q->page.again && g)
		need_not_choose(q, g->wrong ? g->wrong->problems : NULL);
}
