/* view: what the page of a parcel shows: what holds of it, who holds it, what it was made of and what became of it. Holders are masked until a
 * purpose is said. */
#include "pages.h"
#include "web/choice.h"
#include "web/naming.h"
#include "web/object.h"
#include "web/request.h"

enum { TREE_MOST = 200 };

/* ---- holders ---- */

static str share_said(arena *a, const struct land_holders *h, size_t n)
{
	if (!h->whole)
		return n > 1 ? S("sử dụng chung") : S("");
	return h->part == h->whole ? S("toàn bộ") : str_format(a, "%lld/%lld", (long long)h->part, (long long)h->whole);
}

err land_holder_lines_of(struct ctx *c, int64_t right, bool whole, struct holder_lines *out)
{
	struct land_holders_rows rows;
	TRY(land_holders(c, right, &rows));
	*out = (struct holder_lines){NEWN(c->a, struct holder_line, rows.n + 1), rows.n};
	for (size_t i = 0; i < rows.n; i++) {
		const struct land_holders *h = &rows.v[i];
		bool person = str_is(h->kind, "person");
		struct holder_line *line = &out->v[i];
		TRY(object_title(c, h->kind, h->holder_id, &line->name));
		if (person && !whole)
			line->name = mask_name(c->a, line->name);
		line->share = share_said(c->a, h, rows.n);
		line->kind = h->kind;
		line->id = whole || !person ? h->holder_id : 0;
	}
	return NULL;
}

str land_holders_said(arena *a, const struct holder_lines *h)
{
	buf b = {.a = a};
	for (size_t i = 0; i < h->n; i++)
		buf_printf(&b, "%s%.*s%s%.*s%s", i ? "; " : "", STR_ARG(h->v[i].name), h->v[i].share.n ? " (" : "",
			STR_ARG(h->v[i].share), h->v[i].share.n ? ")" : "");
	return buf_text(&b);
}

static bool is_later(str one, str other) { return memcmp(one.s, other.s, one.n < other.n ? one.n : other.n) > 0; } /* ISO days */
static bool holds_on(str from, str to, str on) { return !is_later(from, on) && (!to.s || is_later(to, on)); }

static err rights_read(struct ctx *c, struct parcel_view *v)
{
	struct land_rights_of_rows rows;
	TRY(land_rights_of(c, v->parcel.id, &rows));
	v->rights = (struct right_lines){NEWN(c->a, struct right_line, rows.n + 1), 0};
	bool chosen = false;
	for (size_t i = 0; i < rows.n; i++) {
		const struct land_rights_of *r = &rows.v[i];
		struct holder_lines h;
		bool wrong = r->corrected_at.set;
		bool holds = !wrong && (v->day.n ? holds_on(r->valid_from, r->valid_to, v->day) : !r->valid_to.s);
		if (v->day.n && is_later(r->valid_from, v->day))
			continue;
		TRY(land_holder_lines_of(c, r->id, v->purpose.n > 0, &h));
		v->rights.v[v->rights.n++] = (struct right_line){.kind = str_of(choice_label(land_right_kinds, r->kind)),
			.valid_from = r->valid_from,
			.valid_to = v->day.n && holds ? (str){0} : r->valid_to,
			.basis = r->basis,
			.holders = h.n ? land_holders_said(c->a, &h) : S("Nhà nước quản lý"),
			.state = wrong   ? S("đã đính chính")
				 : holds ? S("đang có")
					 : S("đã hết")};
		if (!chosen && (v->day.n ? holds : !wrong)) {
			v->right = *r;
			v->holders = h;
			chosen = true;
		}
	}
	return NULL;
}

/* Papers and restrictions as they stood then: what came later is not there, what ended later has not ended. */
static void papers_on(struct parcel_view *v)
{
	size_t n = 0;
	for (size_t i = 0; i < v->certificates.n; i++) {
		struct land_certificates_of *k = &v->certificates.v[i];
		if (is_later(k->issued_on, v->day))
			continue;
		if (k->revoked_on.s && is_later(k->revoked_on, v->day))
			k->revoked_on = (str){0};
		v->certificates.v[n++] = *k;
	}
	v->certificates.n = n;
	n = 0;
	for (size_t i = 0; i < v->restrictions.n; i++) {
		struct land_restrictions_of *k = &v->restrictions.v[i];
		if (is_later(k->valid_from, v->day))
			continue;
		if (k->valid_to.s && is_later(k->valid_to, v->day))
			k->valid_to = (str){0};
		v->restrictions.v[n++] = *k;
	}
	v->restrictions.n = n;
}

/* The facts of the day; NOT_FOUND: there was no such parcel then. */
static err facts_read(struct ctx *c, int64_t id, struct parcel_view *v)
{
	struct land_facts_of_rows rows;
	if (!v->day.n)
		return land_fact_current(c, id, &v->facts);
	TRY(land_fact_on(c, id, v->day, &rows));
	if (!rows.n || !holds_on(v->parcel.valid_from, v->parcel.valid_to, v->day))
		return FAIL(c, NOT_FOUND, "parcel on a day");
	v->facts = rows.v[0];
	v->parcel.code = v->facts.code;
	v->parcel.valid_to = (str){0};
	return NULL;
}

/* ---- the tree ---- */

struct growing {
	struct tree_lines *out;
	size_t room;
};

static bool known(const struct tree_lines *t, int64_t id, bool after)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->v[i].id == id && t->v[i].is_after == after)
			return true;
	return false;
}

static err grow(struct req *q, int64_t of, bool after, int64_t depth, struct growing *g)
{
	struct ctx *c = &q->ctx;
	struct land_parents_rows rows;
	TRY(after ? land_children(c, of, &rows) : land_parents(c, of, &rows));
	for (size_t i = 0; i < rows.n && g->out->n < TREE_MOST; i++) {
		const struct land_parents *r = &rows.v[i];
		if (known(g->out, r->parcel_id, after))
			continue;
		g->out->v = GROWN(c->a, g->out->v, g->out->n, &g->room, 16);
		struct tree_line *line = &g->out->v[g->out->n++];
		*line = (struct tree_line){.id = r->parcel_id,
			.depth = depth,
			.is_after = after,
			.dossier = r->dossier_id.v,
			.called = parcel_called(c->a, r->sheet, r->number),
			.said = str_format(c->a, "%s, %.*s; %s ngày %s%s", land_area_shown(c->a, r->area).s, STR_ARG(r->main_use),
				str_is(r->kind, "split") ? "tách" : "hợp", show_date(c->a, r->on_day).s,
				after && r->valid_to.s ? "; không còn" : "")};
		if (line->dossier) {
			TRY(object_title(c, S("dossier"), line->dossier, &line->code));
			TRY(object_place(q, S("dossier"), line->dossier, &line->path));
		}
		TRY(grow(q, r->parcel_id, after, depth + 1, g));
	}
	return NULL;
}

err land_tree(struct req *q, int64_t parcel, bool after, struct tree_lines *out)
{
	struct growing g = {.out = out};
	*out = (struct tree_lines){0};
	TRY(grow(q, parcel, false, 1, &g));
	return after ? grow(q, parcel, true, 1, &g) : NULL;
}

/* ---- the page ---- */

/* Those up to the day; all, when it is empty. */
static size_t acts_by(struct land_dossier_acts_rows *acts, str on)
{
	size_t n = 0;
	for (size_t i = 0; i < acts->n; i++)
		if (!on.n || !is_later(acts->v[i].on_day, on))
			acts->v[n++] = acts->v[i];
	return n;
}

err parcel_view_read(struct req *q, int64_t id, struct parcel_view *v)
{
	struct ctx *c = &q->ctx;
	struct ground g;
	struct land_uses uses;
	struct land_dossier_acts_rows acts;
	TRY(land_parcel(c, id, c->unit, &v->parcel));
	TRY(facts_read(c, id, v));
	TRY(land_facts_of(c, id, &v->past));
	TRY(rights_read(c, v));
	TRY(land_certificates_of(c, id, &v->certificates));
	TRY(land_restrictions_of(c, id, &v->restrictions));
	TRY(land_tree(q, id, !v->day.n, &v->tree));
	TRY(land_dossier_acts_of(c, id, &acts));
	acts.n = acts_by(&acts, v->day);
	TRY(land_act_lines_of(q, &acts, &v->acts));
	if (v->day.n)
		papers_on(v);
	else if (!v->parcel.valid_to.s)
		TRY(land_forbidden(c, id, &v->forbidden));
	v->uses = land_uses_read(c->a, v->facts.uses, v->facts.area, &uses).n ? v->facts.uses : land_uses_shown(c->a, &uses);
	if (v->facts.shape.n && ground_read(c->a, v->facts.shape, &g)) {
		v->measured = ground_hundredths(ground_area(&g));
		v->coordinates = str_format(c->a, "{\"type\":\"Polygon\",\"coordinates\":%.*s}", STR_ARG(v->facts.coordinates));
	}
	return NULL;
}

/* ---- what programs get ---- */

static const struct member holder_members[] = {MEMBER(struct holder_line, name, M_TEXT),
	MEMBER(struct holder_line, share, M_TEXT), MEMBER(struct holder_line, kind, M_TEXT),
	MEMBER(struct holder_line, id, M_INT)};
const struct shape land_holder_line_shape = SHAPE("land_holder_line", struct holder_line, holder_members);
static const struct member right_members[] = {MEMBER(struct right_line, kind, M_TEXT), MEMBER(struct right_line, holders, M_TEXT),
	MEMBER(struct right_line, valid_from, M_TEXT), MEMBER(struct right_line, valid_to, M_OPT_TEXT),
	MEMBER(struct right_line, basis, M_TEXT), MEMBER(struct right_line, state, M_TEXT)};
static const struct shape right_line_shape = SHAPE("land_right_line", struct right_line, right_members);
static const struct member tree_members[] = {MEMBER(struct tree_line, id, M_INT), MEMBER(struct tree_line, depth, M_INT),
	MEMBER(struct tree_line, is_after, M_INT), MEMBER(struct tree_line, called, M_TEXT),
	MEMBER(struct tree_line, said, M_TEXT), MEMBER(struct tree_line, dossier, M_INT), MEMBER(struct tree_line, code, M_TEXT)};
static const struct shape tree_line_shape = SHAPE("land_tree_line", struct tree_line, tree_members);
static const struct member view_members[] = {ONE(struct parcel_view, parcel, land_parcel),
	ONE(struct parcel_view, facts, land_facts_of), MANY(struct parcel_view, past, land_facts_of),
	MANY(struct parcel_view, holders, land_holder_line), MANY(struct parcel_view, rights, right_line),
	MANY(struct parcel_view, certificates, land_certificates_of),
	MANY(struct parcel_view, restrictions, land_restrictions_of), MANY(struct parcel_view, tree, tree_line),
	MANY(struct parcel_view, acts, land_act_line), MEMBER(struct parcel_view, coordinates, M_JSON),
	MEMBER(struct parcel_view, measured, M_INT)};
const struct shape parcel_view_shape = SHAPE("parcel", struct parcel_view, view_members);
