/* forms: the list of electronic forms; there are some dozens, so it is made whole. */
#include "government/eforms/pages.h"
#include "government/eforms/editor.html.h"
#include "web/reply.h"

static const struct choice states[] = {
	{"published", "Đã công bố"}, {"unpublished", "Chưa công bố"}, {"draft", "Có bản thảo"}, {NULL, NULL}};

static bool wanted(arena *a, const struct forms_asked *f, const struct eform_list *r)
{
	if (f->words.n && !str_has(fold(a, r->title), fold(a, f->words)) && !str_has(fold(a, r->code), fold(a, f->words)))
		return false;
	return !f->state.n || (str_is(f->state, "draft") ? r->draft != 0 : str_is(f->state, "published") == (r->published != 0));
}

static err rows_of(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct eform_list_rows rows;
	size_t n = 0;
	TRY(eform_list(&q->ctx, &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (wanted(q->ctx.a, l->asked, &rows.v[i]))
			rows.v[n++] = rows.v[i];
	*out = list_whole(q, l, rows.v, n, most);
	return NULL;
}

static struct list_key key_of(const struct listing *l, const void *row)
{
	struct list_key key = list_place(l, row);
	key.id = ((const struct eform_list *)row)->id;
	return key;
}

static str published_text(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	const struct eform_list *f = row;
	return f->published ? show_int(a, f->published) : S("Chưa công bố");
}

static str draft_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return ((const struct eform_list *)row)->draft ? S("Có") : S("");
}

#define OF(member) .at = offsetof(struct eform_list, member)
static const struct column columns[] = {
	{.name = "title", .title = "Biểu mẫu", OF(title), .leads = "/quan-tri/bieu-mau/{id}", .sort = "ten"},
	{.name = "code", .title = "Mã", OF(code), .sort = "ma"},
	{.name = "version", .title = "Phiên bản", .as = COLUMN_MADE, .text = published_text},
	{.name = "draft", .title = "Bản thảo", .as = COLUMN_MADE, .text = draft_text, .part = eform_draft_part},
};
#define FILTER(of, name_, label_, type_) .name = name_, .label = label_, .type = type_, .at = offsetof(struct forms_asked, of)
static const struct field filters[] = {
	{FILTER(words, "tim", "Tên hoặc mã", I_TEXT), .max = 100},
	{FILTER(state, "tinh-trang", "Tình trạng", I_CHOICE), .choices = states},
};
const struct list eforms_list = {
	.title = "Các biểu mẫu",
	.path = "/quan-tri/bieu-mau",
	.file = "bieu-mau",
	.columns = LIST(columns),
	.filters = LIST(filters),
	.asked = sizeof(struct forms_asked),
	.row = sizeof(struct eform_list),
	.rows = rows_of,
	.key = key_of,
	.sorts_first = "ten",
};

err eforms_run(struct req *q)
{
	struct eforms_view v = {0};
	struct listing *l = &v.list;
	TRY(list_read(q, &eforms_list, &v.is, l));
	TRY(list_fill(q, l));
	v.forms = (struct eform_list_rows){l->rows.v, l->rows.n};
	v.next = l->next;
	return reply(q, &v, eform_forms_page);
}
