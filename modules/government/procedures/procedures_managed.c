/* The catalogue as administrators list it: found by words, of one field, what their unit does not offer, or all of today by code. */
#include "procedures_admin.h"
#include "procedures_find.h"
#include "government/procedures/procedures_admin.html.h"
#include "web/reply.h"

/* ---- rows ---- */

struct gathered {
	struct procedure_list *v;
	size_t n;
	struct texts down; /* codes that the unit does not offer, when those are asked for */
};

static bool wanted(const struct gathered *g, const struct managed_asked *m, const struct procedure_list *p)
{
	bool down = !m->posted.n;
	for (size_t i = 0; i < g->down.n && !down; i++)
		down = str_eq(g->down.v[i], p->code);
	return down && (!m->field.n || str_eq(p->field, m->field));
}

static void take(struct gathered *g, const struct managed_asked *m, const struct procedure_list_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		if (wanted(g, m, &rows->v[i]))
			g->v[g->n++] = rows->v[i];
}

/* Page after page of what was searched, as far as this page of the list reaches. */
static err gather_found(struct req *q, const struct managed_asked *m, uint64_t enough, struct gathered *g)
{
	struct procedures_found found = {.next = 1};
	g->v = NEWN(q->ctx.a, struct procedure_list, PROCEDURE_PAGES_MOST * PROCEDURES_A_PAGE);
	while (found.next && g->n < enough) {
		TRY(procedures_find(&q->ctx, m->typed, found.next, &found));
		take(g, m, &found.list);
	}
	return NULL;
}

static err codes_down(struct ctx *c, struct texts *out)
{
	struct posting_list_rows postings;
	TRY(posting_list(c, c->unit, &postings));
	str *codes = NEWN(c->a, str, postings.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < postings.n; i++)
		if (!postings.v[i].is_posted)
			codes[n++] = postings.v[i].code;
	*out = (struct texts){codes, n};
	return NULL;
}

static err gather_down(struct req *q, const struct managed_asked *m, struct gathered *g)
{
	struct ctx *c = &q->ctx;
	struct procedure_list_rows rows = {0};
	if (g->down.n)
		TRY(procedure_among(c, g->down, day_iso(c->a, day_of(c->now)), &rows));
	g->v = NEWN(c->a, struct procedure_list, rows.n);
	take(g, m, &rows);
	return NULL;
}

static bool by_code(const struct managed_asked *m) { return !m->typed.n && !m->field.n && !m->posted.n; }

static err rows_of(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct managed_asked *m = l->asked;
	struct ctx *c = &q->ctx;
	struct procedure_list_rows rows;
	struct gathered g = {0};
	if (by_code(m)) {
		TRY(procedure_all(c, day_iso(c->a, day_of(c->now)), l->begun ? l->from.text : S(""), most, &rows));
		*out = LIST_ROWS(rows);
		return NULL;
	}
	if (m->posted.n)
		TRY(codes_down(c, &g.down));
	if (m->typed.n)
		TRY(gather_found(q, m, (uint64_t)l->from.at + (uint64_t)most, &g));
	else if (m->posted.n)
		TRY(gather_down(q, m, &g));
	else {
		TRY(procedure_list(c, m->field, day_iso(c->a, day_of(c->now)), &rows));
		g = (struct gathered){rows.v, rows.n};
	}
	*out = list_whole(q, l, g.v, g.n, most);
	return NULL;
}

static struct list_key key_of(const struct listing *l, const void *row)
{
	const struct procedure_list *d = row;
	struct list_key key = by_code(l->asked) ? (struct list_key){.text = d->code} : list_place(l, row);
	key.id = d->id;
	return key;
}

/* ---- columns ---- */

#define ROW ((const struct procedure_list *)row)

static str term_shown(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	struct ctx c = {.a = a};
	return str_is(ROW->term_unit, "unknown") ? S("Chưa rõ") : term_text(&c, (struct term){ROW->term_unit, ROW->term_amount});
}

#define OF(member) .at = offsetof(struct procedure_list, member)
static const struct column columns[] = {
	{.name = "name", .title = "Thủ tục", OF(name), .leads = "/quan-tri/thu-tuc/{id}"},
	{.name = "code", .title = "Mã", OF(code), .class = "dinh-nowrap"},
	{.name = "field", .title = "Lĩnh vực", OF(field)},
	{.name = "term", .title = "Thời hạn", .as = COLUMN_MADE, .text = term_shown, .class = "dinh-nowrap"},
};

#define FILTER(of, name_, label_, type_) .name = name_, .label = label_, .type = type_, .at = offsetof(struct managed_asked, of)
static const struct choice postings[] = {{"khong", "Đơn vị không tiếp nhận"}, {NULL, NULL}};
static const struct field filters[] = {
	{FILTER(typed, "tu-khoa", "Tên, mã hoặc cách gọi hằng ngày", I_TEXT)},
	{FILTER(field, "linh-vuc", "Lĩnh vực", I_TEXT)},
	{FILTER(posted, "niem-yet", "Tại đơn vị", I_CHOICE), .choices = postings},
};
const struct list managed_list = {
	.title = "Các thủ tục",
	.path = "/quan-tri/thu-tuc",
	.file = "thu-tuc",
	.button = "Tìm",
	.columns = LIST(columns),
	.filters = LIST(filters),
	.asked = sizeof(struct managed_asked),
	.row = sizeof(struct procedure_list),
	.rows = rows_of,
	.key = key_of,
};

/* ---- the page ---- */

static const struct choice *field_choices(arena *a, const struct procedure_fields_rows *fields)
{
	struct choice *list = NEWN(a, struct choice, fields->n + 1);
	for (size_t i = 0; i < fields->n; i++)
		list[i] = (struct choice){str_c(a, fields->v[i].field),
			str_format(a, "%.*s (%lld)", STR_ARG(fields->v[i].field), (long long)fields->v[i].total).s};
	return list;
}

err managed_page_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct managed_view v = {0};
	struct listing *l = &v.list;
	TRY(list_read(q, &managed_list, &v.is, l));
	TRY(list_fill(q, l));
	TRY(procedure_fields(c, day_iso(c->a, day_of(c->now)), &v.fields));
	v.procedures = (struct procedure_list_rows){l->rows.v, l->rows.n};
	v.next = l->next;
	l->keeps = c->unit ? NULL : "niem-yet";
	l->choices = (const struct list_choices[]){{"linh-vuc", field_choices(c->a, &v.fields)}, {NULL, NULL}};
	return reply(q, &v, managed_page);
}
