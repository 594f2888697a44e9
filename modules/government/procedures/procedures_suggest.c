/* What may be meant while somebody still types, and whom to ask when nothing is. */
#include "procedures_pages.h"
#include "procedures_rank.h"
#include "government/procedures/procedures.html.h"
#include "web/reply.h"
#include "web/services/setting.h"

enum { SUGGESTIONS = 6, LEAST = 2 };

static const struct member suggestion_members[] = {
	MEMBER(struct suggestion, value, M_TEXT),
	MEMBER(struct suggestion, title, M_TEXT),
	MEMBER(struct suggestion, detail, M_TEXT),
};
static const struct shape suggestion_shape = SHAPE("procedure_suggestion", struct suggestion, suggestion_members);
static const struct member suggestions_members[] = {
	{.name = "choices", .type = M_MANY, .at = offsetof(struct suggestions_view, choices), .of = &suggestion_shape},
	MEMBER(struct suggestions_view, has_more, M_INT),
};
const struct shape suggestions_view_shape = SHAPE("procedure_suggestions", struct suggestions_view, suggestions_members);

static struct suggestion suggestion_of(struct ctx *c, const struct procedure_list *d)
{
	enum { TITLE_MOST = 90 };
	return (struct suggestion){str_format(c->a, "/thu-tuc/%lld", (long long)d->id),
		procedure_clipped(c->a, procedure_short_name(c, d->code, d->name), TITLE_MOST),
		str_format(c->a, "%.*s · %.*s", STR_ARG(d->code), STR_ARG(d->field))};
}

err suggestions_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct suggestions_view v = {.typed = query_text(q, "tu-khoa")};
	struct ranking found = {0};
	struct ranking_wish wish = {.typed = v.typed, .unit = c->unit, .unfinished = true};
	if (utf8_length(v.typed) >= LEAST)
		TRY(procedures_rank(c, &wish, &found));
	v.n = found.n < SUGGESTIONS ? found.n : SUGGESTIONS;
	v.has_more = found.n > v.n;
	v.choices = NEWN(c->a, struct suggestion, v.n + 1);
	for (size_t i = 0; i < v.n; i++)
		v.choices[i] = suggestion_of(c, &found.v[i].document->row);
	return reply(q, &v, suggestions_page);
}

static str dialled(arena *a, str phone)
{
	buf b = {.a = a};
	for (size_t i = 0; i < phone.n; i++)
		if ((phone.s[i] >= '0' && phone.s[i] <= '9') || phone.s[i] == '+')
			buf_put(&b, phone.s + i, 1);
	return buf_text(&b);
}

err suggestions_ask_page_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct ask_view v = {setting_text(c, "desk.phone"), .address = setting_text(c, "desk.address")};
	v.dialled = dialled(c->a, v.phone);
	suggestions_ask_page(&q->page, &v);
	return NULL;
}
