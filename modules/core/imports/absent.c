/* absent: what is known here and stands in no row of a file. A file of some of them is no fault, so nothing is done: somebody looks. */
#include "core/imports/imports.html.h"
#include "inside.h"
#include "web/reply.h"
#include "web/request.h"

enum { LOOKED_AT = 500, LOOKS = 20 }; /* so many at a time, so often for one page */

static bool among(const struct import_objects_rows *known, int64_t id)
{
	size_t from = 0, to = known->n;
	while (from < to) {
		size_t middle = (from + to) / 2;
		if (known->v[middle].object_id < id)
			from = middle + 1;
		else
			to = middle;
	}
	return from < known->n && known->v[from].object_id == id;
}

static err rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct import_absent_view *v = l->view;
	struct import_held *kept = NEWN(q->ctx.a, struct import_held, (size_t)most + 1);
	struct import_held_rows held = {0};
	int64_t after = l->begun ? l->from.id : 0;
	size_t n = 0;
	int looks = 0;
	do {
		struct import_objects_rows known;
		TRY(v->kind->held(q, v->kind, after, LOOKED_AT, &held));
		int64_t last = held.n ? held.v[held.n - 1].id : after;
		TRY(import_objects(&q->ctx, q->id, after, last, &known));
		for (size_t i = 0; i < held.n && n < (size_t)most; i++)
			if (!among(&known, held.v[i].id))
				kept[n++] = held.v[i];
		after = last;
	} while (held.n == LOOKED_AT && n < (size_t)most && ++looks < LOOKS);
	*out = (struct list_rows){.v = kept, .n = n, .cut = held.n == LOOKED_AT && n < (size_t)most, .cut_after = {.id = after}};
	return NULL;
}

static str leads(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return ((const struct import_held *)row)->title;
}

static void title_part(struct page *p, const struct listing *l, const void *row)
{
	(void)l;
	import_absent_link(p, row);
}

static const struct column columns[] = {
	{.name = "title", .title = "Mục", .as = COLUMN_MADE, .text = leads, .part = title_part},
	{.name = "since", .title = "Có từ ngày", .as = COLUMN_DAY, .at = offsetof(struct import_held, since)},
};
const struct list import_absent_list = {.title = "Có ở đây mà không có trong tệp",
	.path = "/nhap-du-lieu/{id}/khong-co-trong-tep",
	.file = "khong-co-trong-tep",
	.columns = LIST(columns),
	.row = sizeof(struct import_held),
	.rows = rows};

err import_absent_get(struct req *q)
{
	struct import_absent_view v = {0};
	TRY(import_visible(q, q->id, &v.import, &v.kind));
	if (!v.kind->held || v.import.state < IMPORT_READY || !v.import.expires_at.set)
		return FAIL(&q->ctx, NOT_FOUND, "Danh sách này chưa kiểm tra xong, hoặc các dòng của nó không còn được giữ.");
	TRY(list_read(q, &import_absent_list, NULL, &v.list));
	v.list.view = &v;
	TRY(list_fill(q, &v.list));
	v.rows = (struct import_held_rows){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	import_looked_at(q, v.kind, q->id, "Xem mục không có trong tệp");
	return reply(q, &v, import_absent_page);
}

static const struct member held_members[] = {MEMBER(struct import_held, id, M_INT), MEMBER(struct import_held, title, M_TEXT),
	MEMBER(struct import_held, since, M_TEXT)};
static const struct shape import_held_shape = SHAPE("import_held", struct import_held, held_members);
static const struct member view_members[] = {
	MANY(struct import_absent_view, rows, import_held), MEMBER(struct import_absent_view, next, M_TEXT)};
const struct shape import_absent_shape = SHAPE("import_absent", struct import_absent_view, view_members);
