/* What of procedures stands on the pages of the house: the finder of everybody, the hits of the search, where a procedure is found. */
#include "procedures_pages.h"
#include "procedures_rank.h"
#include "web/request.h"

const struct finder procedures_finder = {
	.title = "Tìm thủ tục", .what = "thủ tục", .path = "/thu-tuc", .suggestions = "/procedures/suggestions"};

static void add(struct ctx *c, struct hits *hits, const struct procedure_list *d)
{
	enum { TITLE_MOST = 110 };
	hit_add(hits, (struct hit){.title = procedure_clipped(c->a, procedure_short_name(c, d->code, d->name), TITLE_MOST),
			      .detail = str_format(c->a, "%.*s · %.*s", STR_ARG(d->code), STR_ARG(d->field)),
			      .path = str_format(c->a, "/thu-tuc/%lld", (long long)d->id)});
}

/* The last word may be unfinished; what is no word (a code) is found as the list finds it. */
err procedures_hits(struct req *q, str typed, struct hits *hits)
{
	struct ctx *c = &q->ctx;
	struct ranking ranking = {0};
	struct procedures_found found = {0};
	struct ranking_wish wish = {.typed = typed, .unit = c->unit, .unfinished = true};
	TRY(procedures_rank(c, &wish, &ranking));
	if (!ranking.n)
		TRY(procedures_find(c, typed, 1, &found));
	for (size_t i = 0; i < ranking.n && !hits->more; i++)
		add(c, hits, &ranking.v[i].document->row);
	for (size_t i = 0; i < found.list.n; i++)
		add(c, hits, &found.list.v[i]);
	hits->list = ADDRESS(c->a, "/thu-tuc", {"tu-khoa", typed});
	return NULL;
}

err procedure_object(struct req *q, int64_t id, struct object_seen *out)
{
	struct procedure_get p;
	TRY(procedure_get(&q->ctx, id, &p));
	out->title = str_format(q->ctx.a, "%.*s – %.*s", STR_ARG(p.code), STR_ARG(p.name));
	out->path = str_format(q->ctx.a, may(q, "procedure.manage") ? "/quan-tri/thu-tuc/%lld" : "/thu-tuc/%lld", (long long)id);
	return NULL;
}
