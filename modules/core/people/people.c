/* people: the pages where officers look a person up. Only who is searched for is shown, within the officer's unit, and who looked at
 * whom and why is logged. */
#include "pages.h"
#include "find.h"
#include "web/query.h"
#include "web/reply.h"
#include "web/services/audit.h"

/* ---- searching ---- */

static struct person_line line_of(arena *a, const struct person_found *p)
{
	return (struct person_line){
		.id = p->id,
		.name = p->name,
		.personal_number = mask_number(a, p->personal_number),
		.birth_year = (str){p->birth_on.s, p->birth_on.n < 4 ? p->birth_on.n : 4},
		.phone = mask_phone(a, p->phone),
		.is_near = p->is_near > 0,
	};
}

static err people_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct people_filter *f = l->asked;
	struct persons_found found = {0};
	str cursor = l->begun ? str_format(q->ctx.a, "%lld,%.*s", (long long)l->from.id, STR_ARG(l->from.text)) : S(""), id, key;
	(void)most; /* a page of theirs */
	if (f->q.n)
		TRY(person_find_page(&q->ctx, q->ctx.unit, f->q, cursor, &found));
	struct person_line *v = NEWN(q->ctx.a, struct person_line, found.n + 1);
	for (size_t i = 0; i < found.n; i++)
		v[i] = line_of(q->ctx.a, &found.v[i]);
	*out = (struct list_rows){.v = v, .n = found.n};
	out->cut = str_cut(found.next, ',', &id, &key) && str_int(id, &out->cut_after.id);
	out->cut_after.text = key;
	return NULL;
}

static struct list_key people_key(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.id = ((const struct person_line *)row)->id};
}

static void person_part(struct page *p, const struct listing *l, const void *row)
{
	person_link(p, row, ((const struct people_filter *)l->asked)->purpose);
}

static const struct field people_filters[] = {
	{.name = "q",
		.label = "Số định danh, số điện thoại hoặc họ tên",
		.type = I_TEXT,
		.at = offsetof(struct people_filter, q),
		.max = 1000}, /* a whole card may be read here */
	{.name = "purpose",
		.label = "Mục đích xem",
		.type = I_CHOICE,
		.at = offsetof(struct people_filter, purpose),
		.choices = purposes},
};
static const struct column people_columns[] = {
	{.name = "name", .title = "Họ và tên", .at = offsetof(struct person_line, name), .part = person_part},
	{.name = "birth", .title = "Năm sinh", .at = offsetof(struct person_line, birth_year)},
	{.name = "number", .title = "Số định danh", .at = offsetof(struct person_line, personal_number)},
	{.name = "phone", .title = "Số điện thoại", .at = offsetof(struct person_line, phone)},
};
const struct list people_list = {
	.title = "Kết quả tìm người dân",
	.path = "/nguoi-dan",
	.file = "nguoi-dan",
	.columns = LIST(people_columns),
	.filters = LIST(people_filters),
	.asked = sizeof(struct people_filter),
	.row = sizeof(struct person_line),
	.page = PERSONS_FOUND,
	.rows = people_rows,
	.key = people_key,
};

err people_page_run(struct req *q)
{
	struct people_view v = {0};
	struct people_filter asked = {0};
	TRY(list_read(q, &people_list, &asked, &v.list));
	TRY(list_fill(q, &v.list));
	v.q = asked.q;
	v.purpose = asked.purpose;
	v.is_searched = v.q.n > 0;
	v.people = (struct person_lines){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	return reply(q, &v, people_page);
}

/* ---- one person ---- */

err person_page_run(struct req *q)
{
	struct person_view v = {.purpose = query_text(q, "purpose")};
	const char *purpose = purpose_title(v.purpose);
	if (!purpose && q->json)
		return FAIL_FIELD(&q->ctx, "purpose", "Nêu mục đích xem: receive, process hoặc verify.");
	TRY(person_seen(&q->ctx, q->id, q->ctx.unit, &v.person));
	if (!purpose) {
		person_purpose_page(&q->page, q->id);
		return NULL;
	}
	TRY(person_numbers(&q->ctx, q->id, &v.old_numbers));
	audit_look(q, "person", q->id, purpose);
	return reply(q, &v, person_page);
}
