/* Hamlets of the administrator's own commune: a register of its own, from the list to the import. */
#include "pages.h"
#include "core/history/history.h"
#include "web/list/register.h"

/* ---- the list ---- */

err organisation_day(struct req *q, struct listing *l)
{
	struct day_filter *f = l->asked;
	if (!f->day.n)
		f->day = day_iso(q->ctx.a, day_of(q->ctx.now));
	l->on_day = f->day;
	return NULL;
}

str organisation_until(arena *a, str valid_to)
{
	day d;
	return valid_to.s && day_parse(valid_to, &d) ? show_day(a, d - 1) : S("");
}

static err hamlet_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct day_filter *f = l->asked;
	struct organisation_hamlets_on_rows rows = {0};
	TRY(organisation_hamlets_on(
		&q->ctx, q->ctx.unit, f->day, fold(q->ctx.a, f->words), l->from.text, l->from.id, most, &rows));
	*out = LIST_ROWS(rows);
	return NULL;
}

static struct list_key hamlet_key(const struct listing *l, const void *row)
{
	const struct organisation_hamlets_on *r = row;
	return (struct list_key){.id = r->id, .text = fold(l->asker->ctx.a, r->name)};
}

static str hamlet_text(arena *a, const struct listing *l, const void *row)
{
	const struct organisation_hamlets_on *r = row;
	(void)l;
	return hamlet_shown(a, r->kind, r->name, r->note);
}

static str hamlet_until(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return organisation_until(a, ((const struct organisation_hamlets_on *)row)->valid_to);
}

static err hamlet_begins(struct req *q, const void **values)
{
	struct organisation_unit u;
	TRY(organisation_unit(&q->ctx, q->ctx.unit, &u));
	struct hamlet_change *n = NEW(q->ctx.a, struct hamlet_change);
	n->day = u.valid_from;
	*values = n;
	return NULL;
}

#define HAMLET(member, label, ...) FIELD_OF(struct hamlet_change, member, label, __VA_ARGS__)
static const struct field change_fields[] = {
	HAMLET(kind, "Loại", .type = I_CHOICE, .min = NEEDED, .choices = hamlet_kinds),
	HAMLET(name, "Tên", .type = I_TEXT, .min = 1, .max = 100,
		.note = "Không kèm chữ “thôn”, “tổ dân phố”: ví dụ Mỹ Lộc, hoặc 3"),
	HAMLET(note, "Ghi chú phân biệt", .type = I_TEXT, .max = 100,
		.note = "Khi trong xã có hai nơi trùng tên, ví dụ: xã Gia Sơn cũ"),
	HAMLET(legal_basis, "Căn cứ", .type = I_TEXT, .min = 1, .max = 200,
		.note = "Nghị quyết hoặc quyết định, ví dụ: Nghị quyết 12/NQ-HĐND"),
	HAMLET(day, "Từ ngày", .type = I_DATE, .min = NEEDED),
};
const struct input organisation_hamlet_input = INPUT("hamlet", change_fields);
static const struct field hamlet_filters[] = {
	{.name = "tim", .label = "Tên cần tìm", .type = I_TEXT, .at = offsetof(struct day_filter, words), .max = 100},
	{.name = "ngay", .label = "Ngày xem", .type = I_DATE, .at = offsetof(struct day_filter, day)},
};
static const struct column hamlet_columns[] = {
	{.name = "name", .title = "Thôn, tổ dân phố", .as = COLUMN_MADE, .text = hamlet_text, .leads = "/quan-tri/thon/{id}"},
	{.name = "from", .title = "Từ ngày", .as = COLUMN_DAY, .at = offsetof(struct organisation_hamlets_on, valid_from)},
	{.name = "until", .title = "Đến hết ngày", .as = COLUMN_MADE, .text = hamlet_until},
	{.name = "basis", .title = "Căn cứ", .at = offsetof(struct organisation_hamlets_on, legal_basis)},
};
const struct list organisation_hamlets = {
	.title = "Thôn, tổ dân phố",
	.path = "/quan-tri/thon",
	.file = "thon",
	.button = "Xem",
	.columns = LIST(hamlet_columns),
	.filters = LIST(hamlet_filters),
	.asked = sizeof(struct day_filter),
	.row = sizeof(struct organisation_hamlets_on),
	.settle = organisation_day,
	.rows = hamlet_rows,
	.key = hamlet_key,
	.none = {"Chưa có thôn, tổ dân phố nào", "Thêm từng nơi ở dưới, hoặc nhập cả danh sách từ tệp."},
	.adds = {&organisation_hamlet_input, "organisation.manage", "Thêm thôn, tổ dân phố", hamlet_begins},
	.above = {"Quản trị", "/quan-tri"},
};
const struct shape organisation_hamlets_shape = LIST_SHAPE("hamlets", hamlets, organisation_hamlets_on, LIST_ON_DAY);

/* ---- one of them, and changes ---- */

err organisation_hamlet_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct organisation_hamlet h;
	TRY(organisation_hamlet(&q->ctx, id, q->ctx.unit, &h));
	*out = (struct object_seen){h.name, str_format(q->ctx.a, "/quan-tri/thon/%lld", (long long)id)};
	return NULL;
}

static const struct field end_fields[] = {
	{.name = "end_day", .label = "Không còn từ ngày", .type = I_DATE, .at = offsetof(struct hamlet_change, day), .min = 1}};
const struct input organisation_hamlet_end_input = INPUT("hamlet_end", end_fields);

err organisation_hamlet_run(struct req *q)
{
	struct hamlet_view v = {0};
	const struct organisation_hamlet *o = &v.hamlet;
	arena *a = q->ctx.a;
	TRY(organisation_hamlet(&q->ctx, q->id, q->ctx.unit, &v.hamlet));
	return thing_show(q,
		&(struct thing){.list = &organisation_hamlets,
			.id = o->id,
			.title = hamlet_shown(a, o->kind, o->name, o->note),
			.model = &v,
			.input = o->valid_to.s ? NULL : &organisation_hamlet_input,
			.heading = "Đổi tên, sáp nhập",
			.button = "Ghi tên mới",
			.values =
				&(struct hamlet_change){
					.kind = o->kind, .name = o->name, .note = o->note, .day = day_iso(a, day_of(q->ctx.now))},
			.ends = {o->valid_to.s ? NULL : &organisation_hamlet_end_input, "Không còn nữa", NULL,
				"Ghi ngày kết thúc"}},
		organisation_hamlet_page);
}

static err read_change(struct req *q, struct hamlet_change *n)
{
	TRY(read_input(q, n));
	n->unit = q->ctx.unit;
	n->hamlet = q->id;
	return NULL;
}

static err changed(struct req *q, const char *done)
{
	flash(q, "%s", done);
	return see_other(q, "/quan-tri/thon");
}

err organisation_hamlet_add_run(struct req *q)
{
	struct hamlet_change n = {0};
	TRY(read_change(q, &n));
	TRY(apply(&q->ctx, hamlet_open, &n));
	return changed(q, "Đã thêm vào danh sách.");
}

err organisation_hamlet_rename_run(struct req *q)
{
	struct hamlet_change n = {0};
	TRY(read_change(q, &n));
	TRY(apply(&q->ctx, hamlet_rename, &n));
	return changed(q, "Đã ghi tên mới. Tên cũ vẫn được giữ để tra cứu.");
}

err organisation_hamlet_end_run(struct req *q)
{
	struct hamlet_change n = {0};
	TRY(read_change(q, &n));
	TRY(apply(&q->ctx, hamlet_close, &n));
	return changed(q, "Đã ghi ngày kết thúc.");
}

static const struct member hamlet_members[] = {ONE(struct hamlet_view, hamlet, organisation_hamlet)};
const struct shape organisation_hamlet_view_shape = SHAPE("hamlet", struct hamlet_view, hamlet_members);

/* ---- import: what stands under that name, else a new one; days and grounds that were written wrongly are set right ---- */

static void changes(struct differences *d, const struct organisation_hamlet_named *was, const struct hamlet_change *n)
{
	difference_add(d, "Từ ngày", show_date(d->a, was->valid_from), show_date(d->a, n->day));
	difference_add(d, "Căn cứ", was->legal_basis, n->legal_basis);
}

IMPORT_RULE(hamlet_row, struct hamlet_change)
static err hamlet_row(struct req *q, struct hamlet_change *n, struct import_row *row)
{
	struct ctx *c = &q->ctx;
	struct organisation_hamlet_named was;
	struct differences d = {.a = c->a};
	bool found;
	n->unit = c->unit;
	TRY(hamlet_check(c, n));
	str folded = fold(c->a, n->name);
	TRY(organisation_hamlet_named(c, c->unit, n->kind, folded, n->note, &was, &found));
	row->key = str_format(c->a, "%.*s|%.*s|%.*s", STR_ARG(n->kind), STR_ARG(folded), STR_ARG(fold(c->a, n->note)));
	row->verdict = IMPORT_NEW;
	if (!found)
		return NULL;
	changes(&d, &was, n);
	row->object = n->hamlet = was.id;
	row->verdict = d.n ? IMPORT_CHANGED : IMPORT_SAME;
	row->says = differences_said(&d);
	return NULL;
}

IMPORT_RULE(hamlet_row_keep, struct hamlet_change)
static err hamlet_row_keep(struct req *q, struct hamlet_change *n, struct import_row *row)
{
	struct ctx *c = &q->ctx;
	struct organisation_hamlet was;
	struct differences d = {.a = c->a};
	if (row->verdict == IMPORT_NEW) {
		TRY(hamlet_open(c, n));
		row->object = n->id;
		return NULL;
	}
	TRY(organisation_hamlet(c, n->hamlet, c->unit, &was));
	changes(&d, &(struct organisation_hamlet_named){.valid_from = was.valid_from, .legal_basis = was.legal_basis}, n);
	TRY(hamlet_correct(c, n));
	return history_add(c, "hamlet", n->hamlet, &d);
}

static const struct import_column imported[] = {{"loai hinh", "Thôn"}, {"ten thon|ten thon to dan pho|ten goi", "Mỹ Lộc"},
	{"ghi chu", "xã Gia Sơn cũ"}, {"can cu phap ly|nghi quyet|quyet dinh", "Nghị quyết 12/NQ-HĐND"},
	{"ngay|ngay thanh lap|hieu luc tu ngay", "01/07/2025"}};
const struct import_kind organisation_hamlet_import = {.name = "hamlets",
	.title = "Thôn, tổ dân phố",
	.permission = "organisation.manage",
	.note = "Nơi đã có tên trong danh sách thì được sửa ngày và căn cứ; nơi chưa có thì thêm. Không có dòng nào bị xóa.",
	.leads = "/quan-tri/thon",
	.input = &organisation_hamlet_input,
	.columns = imported,
	.size = sizeof(struct hamlet_change),
	.check = hamlet_row_of,
	.keep = hamlet_row_keep_of};
