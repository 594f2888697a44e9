/* front: what of dossiers stands on the pages of the house: what needs an officer or an applicant now, the hits of the search, where a
 * dossier is found by whoever may see it. */
#include "government/dossiers/desk/front.h"
#include "government/dossiers/dossier_pages.h"
#include "government/dossiers/desk/inbox.sql.h"

/* ---- cards ---- */

static int64_t tally_of(const struct dossier_tallies_rows *all, const char *step)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_is(all->v[i].step, step))
			return all->v[i].total;
	return 0;
}

static void officer_card(struct req *q, struct home_cards *to, const char *title, const char *queue, int64_t count)
{
	bool late = !strcmp(queue, "late") || !strcmp(queue, "unanswered");
	card_add(to, (struct home_card){.title = title,
			     .count = count,
			     .path = ADDRESS(q->ctx.a, "/mot-cua", {"hang", str_of(queue)}),
			     .urgent = late});
}

static err officer_cards(struct req *q, struct home_cards *to)
{
	struct ctx *c = &q->ctx;
	struct dossier_tallies_rows tallies;
	struct inbox_counts counts;
	dossier_tallies_ahead(c, c->unit);
	inbox_counts_ahead(c, c->unit, c->actor, c->now, c->now);
	TRY(dossier_tallies(c, c->unit, &tallies));
	TRY(inbox_counts(c, c->unit, c->actor, c->now, c->now, &counts));
	if (may(q, "dossier.approve"))
		officer_card(q, to, "Chờ phê duyệt", "approval", tally_of(&tallies, "approval"));
	if (may(q, "dossier.receive")) {
		officer_card(q, to, "Chờ tiếp nhận, chuyển", "reception", tally_of(&tallies, "reception"));
		officer_card(q, to, "Quá hạn trả lời", "unanswered", counts.unanswered);
		officer_card(q, to, "Chờ trả kết quả", "return", tally_of(&tallies, "return"));
	}
	officer_card(q, to, "Việc của tôi", "mine", counts.mine);
	if (may(q, "dossier.process"))
		officer_card(q, to, "Chưa có người xử lý", "unassigned", counts.unassigned);
	officer_card(q, to, "Quá hạn", "late", counts.late);
	return NULL;
}

static err citizen_cards(struct req *q, struct home_cards *to)
{
	struct dossier_own_counts counts;
	TRY(dossier_own_counts(&q->ctx, q->ctx.actor, SUPPLEMENT_ASKED, PAYMENT_ASKED, &counts));
	if (counts.asked)
		card_add(to, (struct home_card){.title = "Chờ ông/bà bổ sung, nộp phí",
				     .count = counts.asked,
				     .path = S("/ho-so"),
				     .urgent = true});
	if (counts.drafts)
		card_add(to, (struct home_card){.title = "Hồ sơ đang soạn", .count = counts.drafts, .path = S("/ho-so/soan")});
	return NULL;
}

err dossiers_cards(struct req *q, struct home_cards *to)
{
	if (q->ctx.unit && may(q, "dossier.read"))
		return officer_cards(q, to);
	return q->actor->kind == CITIZEN && may(q, "dossier.file") ? citizen_cards(q, to) : NULL;
}

/* ---- hits ---- */

static struct hit hit_of(struct ctx *c, const struct inbox_of_step *d)
{
	return (struct hit){.title = str_format(c->a, "%.*s – %.*s", STR_ARG(d->code), STR_ARG(d->procedure_name)),
		.detail = str_format(c->a, "%.*s · %s", STR_ARG(d->applicant_name), status_title(d->status)),
		.path = str_format(c->a, "/mot-cua/%lld", (long long)d->id)};
}

err dossiers_hits(struct req *q, str typed, struct hits *hits)
{
	struct ctx *c = &q->ctx;
	struct inbox_of_step_rows rows;
	struct ints ids;
	if (!c->unit)
		return NULL;
	TRY(dossiers_find_first(c, c->unit, typed, HITS_MOST + 1, &ids));
	TRY(inbox_found(c, ids, c->unit, &rows));
	for (size_t i = 0; i < rows.n; i++)
		hit_add(hits, hit_of(c, &rows.v[i]));
	hits->list = ADDRESS(c->a, "/mot-cua", {"tim", typed});
	return NULL;
}

/* An applicant's own: among the newest, as he reads their list. */
err dossiers_own_hits(struct req *q, str typed, struct hits *hits)
{
	enum { LOOKED_AT = 100 };
	struct ctx *c = &q->ctx;
	struct dossiers_of_account_rows rows;
	str words = search_key(c->a, typed);
	if (q->actor->kind != CITIZEN)
		return NULL;
	TRY(dossiers_of_account(c, c->actor, INT64_MAX, INT64_MAX, LOOKED_AT, &rows));
	for (size_t i = 0; i < rows.n && !hits->more; i++) {
		const struct dossiers_of_account *d = &rows.v[i];
		if (str_has(search_key(c->a, d->code), words) || str_has(search_key(c->a, d->procedure_name), words))
			hit_add(hits, (struct hit){.title = str_format(
							   c->a, "%.*s – %.*s", STR_ARG(d->code), STR_ARG(d->procedure_name)),
					      .detail = str_of(status_plain(d->status)),
					      .path = str_format(c->a, "/ho-so/%lld", (long long)d->id)});
	}
	hits->list = S("/ho-so");
	return NULL;
}

/* ---- where one is found ---- */

err dossier_object(struct req *q, int64_t id, struct object_seen *out)
{
	struct ctx *c = &q->ctx;
	struct dossier_of_unit d;
	bool his = q->actor->kind == CITIZEN;
	if (!may(q, his ? "dossier.file" : "dossier.read"))
		return FAIL(c, NOT_FOUND, "dossier");
	TRY(his ? dossier_of_account(c, id, c->actor, &d) : dossier_of_unit(c, id, c->unit, &d));
	out->title = d.code;
	out->path = str_format(c->a, his ? "/ho-so/%lld" : "/mot-cua/%lld", (long long)id);
	return NULL;
}
