/* Hamlets of the administrator's own commune. */
#include "pages.h"

static const struct field change_fields[] = {
	CHOICE(struct hamlet_change, kind, "Loại", 1, hamlet_kinds),
	TEXT(struct hamlet_change, name, "Tên", 1, 100),
	TEXT(struct hamlet_change, note, "Ghi chú phân biệt", 0, 100),
	DATE(struct hamlet_change, day, "Từ ngày", 1),
	TEXT(struct hamlet_change, legal_basis, "Căn cứ", 1, 200),
};
const struct input hamlet_input = INPUT("Hamlet", change_fields);
static const struct field end_fields[] = {
	{"end_day", "Không còn từ ngày", I_DATE, offsetof(struct hamlet_change, day), 1, 0, NULL}};
const struct input hamlet_end_input = INPUT("HamletEnd", end_fields);

err hamlets_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct hamlets_view v = {0};
	v.on_day = day_iso(c->a, organisation_day(q, &v.no_day));
	TRY(own_unit(c, c->unit, &v.unit));
	TRY(own_hamlets_on(c, c->unit, v.on_day, &v.hamlets));
	return reply(q, &v, hamlets_page);
}

err hamlet_run(struct req *q)
{
	struct hamlet_view v = {0};
	TRY(own_hamlet(&q->ctx, q->id, q->ctx.unit, &v.hamlet));
	return reply(q, &v, hamlet_page);
}

static err apply(struct req *q, err (*rule)(struct ctx *, void *), const char *done)
{
	struct hamlet_change n = {0};
	TRY(read_input(q, &n));
	n.unit = q->ctx.unit;
	n.hamlet = q->id;
	TRY(db_write(&q->ctx, rule, &n));
	flash(q, "%s", done);
	return see_other(q, "/quan-tri/thon");
}

err hamlets_add_run(struct req *q) { return apply(q, hamlet_open, "Đã thêm vào danh sách."); }
err hamlet_rename_run(struct req *q) { return apply(q, hamlet_rename, "Đã ghi tên mới. Tên cũ vẫn được giữ để tra cứu."); }
err hamlet_end_run(struct req *q) { return apply(q, hamlet_close, "Đã ghi ngày kết thúc."); }

static const struct member hamlets_members[] = {
	MEMBER(struct hamlets_view, on_day, M_TEXT),
	MANY(struct hamlets_view, hamlets, own_hamlets_on),
};
const struct shape hamlets_shape = SHAPE("hamlets", struct hamlets_view, hamlets_members);
static const struct member hamlet_members[] = {ONE(struct hamlet_view, hamlet, own_hamlet)};
const struct shape hamlet_shape = SHAPE("hamlet", struct hamlet_view, hamlet_members);
