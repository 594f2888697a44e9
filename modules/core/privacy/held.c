/* held: what is kept about the person of a request, as modules say it; the copy that he is given; what is erased. */
#include "core/privacy/privacy.h"
#include "doc/doc.h"
#include "web/catalogue.h"
#include "web/json.h"

/* ---- which law keeps it ---- */

str privacy_ground(arena *a, str holding)
{
	enum { HOLDING, BASIS, CELLS };
	str cells[CELLS], text = catalogue_file("privacy_grounds.tsv");
	tsv_row(&text, cells, CELLS);
	while (tsv_row(&text, cells, CELLS))
		if (str_eq(cells[HOLDING], holding))
			return str_copy(a, cells[BASIS]);
	return S("");
}

bool privacy_is_about(str about, const struct holding *of) { return !about.n || str_listed(about, str_of(of->name)); }

struct texts privacy_grounds_of(arena *a, str about)
{
	struct holdings all = holdings_all(a);
	str *v = NEWN(a, str, all.n + 1);
	struct texts out = {v, 0};
	for (size_t i = 0; i < all.n; i++) {
		str ground = privacy_ground(a, str_of(all.v[i]->name));
		if (ground.n && privacy_is_about(about, all.v[i]))
			v[out.n++] = str_format(a, "%s: %.*s", all.v[i]->title, STR_ARG(ground));
	}
	return out;
}

/* ---- what there is ---- */

static struct holding_of whose(const struct privacy_request *r)
{
	if (!r->is_proved) /* what his account did himself, and nothing by a number */
		return (struct holding_of){.unit = r->unit_id, .account = r->account_id.v};
	return (struct holding_of){.unit = r->unit_id, .person = r->person_id.v, .account = r->account_id.v, .number = r->number};
}

err privacy_kept(struct ctx *c, const struct privacy_request *r, struct privacy_groups *out)
{
	struct holdings all = holdings_all(c->a);
	struct holding_of of = whose(r);
	struct ctx there = *c;
	there.unit = r->unit_id;
	*out = (struct privacy_groups){NEWN(c->a, struct privacy_group, all.n + 1), 0};
	for (size_t i = 0; i < all.n; i++) {
		struct privacy_group *g = &out->v[out->n];
		if (!privacy_is_about(r->about, all.v[i]))
			continue;
		*g = (struct privacy_group){.holding = all.v[i], .ground = privacy_ground(c->a, str_of(all.v[i]->name))};
		TRY(all.v[i]->read(&there, &of, &g->things));
		out->n += g->things.n > 0;
	}
	return NULL;
}

err privacy_erase(struct ctx *c, const struct privacy_request *r, struct texts *done)
{
	struct holdings all = holdings_all(c->a);
	struct holding_of of = whose(r);
	str *v = NEWN(c->a, str, all.n + 1);
	*done = (struct texts){v, 0};
	for (size_t i = 0; i < all.n; i++) {
		int64_t n = 0;
		if (!all.v[i]->erase || !privacy_is_about(r->about, all.v[i]) || privacy_ground(c->a, str_of(all.v[i]->name)).n)
			continue;
		TRY(all.v[i]->erase(c, &of, &n));
		if (n)
			v[done->n++] = str_format(c->a, "%s (%lld)", all.v[i]->title, (long long)n);
	}
	return NULL;
}

/* ---- the copy ---- */

struct copied_thing {
	str title, on;
	struct held_facts facts;
};
struct copied_group {
	str title, ground;
	struct {
		struct copied_thing *v;
		size_t n;
	} things;
};
struct copied {
	str unit, name, number, kind, made;
	int64_t request;
	struct {
		struct copied_group *v;
		size_t n;
	} groups;
};
static const struct member fact_members[] = {MEMBER(struct held_fact, label, M_TEXT), MEMBER(struct held_fact, value, M_TEXT)};
static const struct shape held_fact_shape = SHAPE("held_fact", struct held_fact, fact_members);
static const struct member thing_members[] = {MEMBER(struct copied_thing, title, M_TEXT), MEMBER(struct copied_thing, on, M_TEXT),
	MANY(struct copied_thing, facts, held_fact)};
static const struct shape copied_thing_shape = SHAPE("held_thing", struct copied_thing, thing_members);
static const struct member group_members[] = {MEMBER(struct copied_group, title, M_TEXT),
	MEMBER(struct copied_group, ground, M_TEXT), MANY(struct copied_group, things, copied_thing)};
static const struct shape copied_group_shape = SHAPE("held_group", struct copied_group, group_members);
static const struct member copied_members[] = {MEMBER(struct copied, request, M_INT), MEMBER(struct copied, unit, M_TEXT),
	MEMBER(struct copied, name, M_TEXT), MEMBER(struct copied, number, M_TEXT), MEMBER(struct copied, made, M_TEXT),
	MANY(struct copied, groups, copied_group)};
static const struct shape copied_shape = SHAPE("personal_data", struct copied, copied_members);

static void copy_group(arena *a, const struct privacy_group *g, struct copied_group *out)
{
	*out = (struct copied_group){.title = str_of(g->holding->title), .ground = g->ground};
	out->things.v = NEWN(a, struct copied_thing, g->things.n + 1);
	for (size_t i = 0; i < g->things.n; i++) {
		const struct held_thing *t = &g->things.v[i];
		out->things.v[out->things.n++] =
			(struct copied_thing){t->title, t->at ? show_day(a, day_of(t->at)) : S(""), t->facts};
	}
}

err privacy_copy(struct ctx *c, const struct privacy_request *r, str *json)
{
	struct privacy_groups groups;
	buf b = {.a = c->a};
	TRY(privacy_kept(c, r, &groups));
	struct copied all = {.unit = r->unit_name,
		.name = r->name,
		.number = r->is_proved ? r->number : S(""),
		.made = show_time(c->a, c->now),
		.request = r->id};
	all.groups.v = NEWN(c->a, struct copied_group, groups.n + 1);
	for (size_t i = 0; i < groups.n; i++)
		copy_group(c->a, &groups.v[i], &all.groups.v[all.groups.n++]);
	json_write(&b, &copied_shape, &all);
	*json = buf_text(&b);
	return NULL;
}

/* ---- the same on paper ---- */

static str said(const struct node *object, const char *name)
{
	const struct node *n = json_member(object, name);
	return n ? n->text : S("");
}

static void paper_thing(struct pdf *p, arena *a, const struct node *t)
{
	str on = said(t, "on");
	pdf_together(p);
	pdf_paragraph(p, on.n ? str_format(a, "%.*s (ghi ngày %.*s)", STR_ARG(said(t, "title")), STR_ARG(on)) : said(t, "title"),
		(struct pdf_text){.bold = true, .before = 5, .after = 1});
	pdf_together_end(p);
	const struct node *facts = json_member(t, "facts");
	for (const struct node *f = facts ? facts->first : NULL; f; f = f->next)
		pdf_labelled(p, said(f, "label"), said(f, "value"));
}

static void paper_group(struct pdf *p, arena *a, const struct node *g, int number)
{
	const struct node *things = json_member(g, "things");
	pdf_paragraph(p, str_format(a, "%d. %.*s", number, STR_ARG(upper_case(a, said(g, "title")))),
		(struct pdf_text){.bold = true, .before = 12, .after = 2});
	if (said(g, "ground").n)
		pdf_paragraph(p, str_format(a, "Giữ theo: %.*s", STR_ARG(said(g, "ground"))),
			(struct pdf_text){.italic = true, .after = 2});
	for (const struct node *t = things ? things->first : NULL; t; t = t->next)
		paper_thing(p, a, t);
}

static void paper_head(struct pdf *p, struct ctx *c, const struct privacy_request *r, const struct node *top)
{
	pdf_official_head(p, &(struct official_head){.agency = str_format(c->a, "ỦY BAN NHÂN DÂN\n%.*s",
							     STR_ARG(upper_case(c->a, r->unit_name)))});
	pdf_paragraph(p, S("BẢN SAO DỮ LIỆU CÁ NHÂN"),
		(struct pdf_text){.bold = true, .size = 14, .align = PDF_CENTRE, .before = 14, .after = 2});
	pdf_paragraph(p, str_format(c->a, "(theo yêu cầu số %lld, lập lúc %.*s)", (long long)r->id, STR_ARG(said(top, "made"))),
		(struct pdf_text){.italic = true, .align = PDF_CENTRE, .after = 8});
	pdf_labelled(p, S("Của"), said(top, "name"));
	if (said(top, "number").n)
		pdf_labelled(p, S("Số định danh cá nhân"), said(top, "number"));
	pdf_labelled(p, S("Đơn vị giữ dữ liệu"), said(top, "unit"));
}

err privacy_copy_pdf(struct ctx *c, const struct privacy_request *r, str json, buf *out)
{
	const struct node *top;
	struct pdf *p;
	int number = 0;
	TRY(json_read(c, json, &top));
	TRY(pdf_begin(c, PDF_A4, str_format(c->a, "Bản sao dữ liệu cá nhân, yêu cầu số %lld", (long long)r->id), &p));
	pdf_footer(p, str_format(c->a, "Mã kiểm tra của bản sao (SHA-256): %.*s", STR_ARG(r->paper_digest)));
	paper_head(p, c, r, top);
	const struct node *groups = json_member(top, "groups");
	for (const struct node *g = groups ? groups->first : NULL; g; g = g->next)
		paper_group(p, c->a, g, ++number);
	if (!number)
		pdf_paragraph(p, S("Đơn vị không giữ dữ liệu nào về người này."), (struct pdf_text){.before = 8});
	pdf_paragraph(p, S("Dữ liệu của người khác có trong các mục trên đã được che hoặc bỏ bớt."),
		(struct pdf_text){.italic = true, .before = 12});
	return pdf_end(p, out);
}
