/* Hamlets of the administrator's own commune. */
#include "pages.h"
#include "web/reply.h"

static const struct field change_fields[] = {
	CHOICE(struct hamlet_change, kind, "Loại", NEEDED, hamlet_kinds),
	TEXT(struct hamlet_change, name, "Tên", 1, 100),
	TEXT(struct hamlet_change, note, "Ghi chú phân biệt", 0, 100),
	DATE(struct hamlet_change, day, "Từ ngày", NEEDED),
	TEXT(struct hamlet_change, legal_basis, "Căn cứ", 1, 200),
};
const struct input hamlet_input = INPUT("hamlet", change_fields);
static const struct field end_fields[] = {
	{.name = "end_day", .label = "Không còn từ ngày", .type = I_DATE, .at = offsetof(struct hamlet_change, day), .min = 1}};
const struct input hamlet_end_input = INPUT("hamlet_end", end_fields);

/* ---- the list ---- */

static err hamlet_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct day_filter *f = l->asked;
	struct own_hamlets_on_rows rows = {0};
	TRY(own_hamlets_on(&q->ctx, q->ctx.unit, f->day, fold(q->ctx.a, f->words), l->from.text, l->from.id, most, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}

static struct list_key hamlet_key(const struct listing *l, const void *row)
{
	const struct own_hamlets_on *r = row;
	return (struct list_key){.id = r->id, .text = fold(l->asker->ctx.a, r->name)};
}

static str hamlet_text(arena *a, const struct listing *l, const void *row)
{
	const struct own_hamlets_on *r = row;
	(void)l;
	return hamlet_shown(a, r->kind, r->name, r->note);
}

static str hamlet_until(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return organisation_until(a, ((const struct own_hamlets_on *)row)->valid_to);
}

static const struct field hamlet_filters[] = {
	{.name = "tim", .label = "Tên cần tìm", .type = I_TEXT, .at = offsetof(struct day_filter, words), .max = 100},
	{.name = "ngay", .label = "Ngày xem", .type = I_DATE, .at = offsetof(struct day_filter, day)},
};
static const struct column hamlet_columns[] = {
	{.name = "name", .title = "Thôn, tổ dân phố", .as = COLUMN_MADE, .text = hamlet_text, .leads = "/quan-tri/thon/{id}"},
	{.name = "from", .title = "Từ ngày", .as = COLUMN_DAY, .at = offsetof(struct own_hamlets_on, valid_from)},
	{.name = "until", .title = "Đến hết ngày", .as = COLUMN_MADE, .text = hamlet_until},
	{.name = "basis", .title = "Căn cứ", .at = offsetof(struct own_hamlets_on, legal_basis)},
};
const struct list organisation_hamlets = {
	.title = "Thôn, tổ dân phố",
	.path = "/quan-tri/thon",
	.file = "thon",
	.button = "Xem",
	.columns = LIST(hamlet_columns),
	.filters = LIST(hamlet_filters),
	.asked = sizeof(struct day_filter),
	.row = sizeof(struct own_hamlets_on),
	.settle = organisation_day,
	.rows = hamlet_rows,
	.key = hamlet_key,
};

err hamlets_run(struct req *q)
{
	struct hamlets_view v = {0};
	struct day_filter asked = {0};
	TRY(own_unit(&q->ctx, q->ctx.unit, &v.unit));
	TRY(list_read(q, &organisation_hamlets, &asked, &v.list));
	TRY(list_fill(q, &v.list));
	v.on_day = asked.day;
	v.hamlets = (struct own_hamlets_on_rows){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	return reply(q, &v, hamlets_page);
}

/* ---- one of them, and changes ---- */

err hamlet_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct own_hamlet h;
	if (!may(q, "organisation.manage"))
		return FAIL(&q->ctx, NOT_FOUND, "hamlet");
	TRY(own_hamlet(&q->ctx, id, q->ctx.unit, &h));
	out->title = h.name;
	out->path = str_format(q->ctx.a, "/quan-tri/thon/%lld", (long long)id);
	return NULL;
}

err hamlet_run(struct req *q)
{
	struct hamlet_view v = {0};
	TRY(own_hamlet(&q->ctx, q->id, q->ctx.unit, &v.hamlet));
	return reply(q, &v, hamlet_page);
}

struct changing {
	err (*rule)(struct ctx *c, struct hamlet_change *n);
	struct hamlet_change n;
};

OWN_RULE(run_change, struct changing)
static err run_change(struct ctx *c, struct changing *k) { return k->rule(c, &k->n); }

static err change(struct req *q, err (*rule)(struct ctx *c, struct hamlet_change *n), const char *done)
{
	struct changing k = {.rule = rule};
	TRY(read_input(q, &k.n));
	k.n.unit = q->ctx.unit;
	k.n.hamlet = q->id;
	TRY(apply(&q->ctx, run_change, &k));
	flash(q, "%s", done);
	return see_other(q, "/quan-tri/thon");
}

err hamlets_add_run(struct req *q) { return change(q, hamlet_open, "Đã thêm vào danh sách."); }
err hamlet_rename_run(struct req *q) { return change(q, hamlet_rename, "Đã ghi tên mới. Tên cũ vẫn được giữ để tra cứu."); }
err hamlet_end_run(struct req *q) { return change(q, hamlet_close, "Đã ghi ngày kết thúc."); }

static const struct member hamlets_members[] = {
	MEMBER(struct hamlets_view, on_day, M_TEXT),
	MANY(struct hamlets_view, hamlets, own_hamlets_on),
	MEMBER(struct hamlets_view, next, M_TEXT),
};
const struct shape hamlets_shape = SHAPE("hamlets", struct hamlets_view, hamlets_members);
static const struct member hamlet_members[] = {ONE(struct hamlet_view, hamlet, own_hamlet)};
const struct shape hamlet_shape = SHAPE("hamlet", struct hamlet_view, hamlet_members);
