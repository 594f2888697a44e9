/* desk: the officers' side of one dossier: the page that shows it whole, its papers, notes and watchers. */
#include "government/dossiers/dossier_pages.h"
#include "web/reply.h"
#include "web/services/audit.h"

/* ---- one dossier ---- */

err desk_load(struct req *q, struct dossier_view *v)
{
	dossier_view_ahead(&q->ctx, q->id);
	TRY(dossier_of_unit(&q->ctx, q->id, q->ctx.unit, &v->dossier));
	audit_look(q, "dossier", q->id, "Giải quyết hồ sơ");
	return dossier_view_fill(q, v);
}

err desk_dossier(struct req *q)
{
	struct dossier_view v = {0};
	TRY(desk_load(q, &v));
	return reply(q, &v, desk_dossier_page);
}

err desk_receipt(struct req *q)
{
	struct dossier_view v = {0};
	TRY(desk_load(q, &v));
	return receipt_send(q, &v);
}

err desk_form(struct req *q)
{
	struct dossier_view v = {0};
	TRY(desk_load(q, &v));
	return dossier_form_send(q, &v);
}

err desk_file(struct req *q)
{
	struct dossier_of_unit d;
	TRY(dossier_of_unit(&q->ctx, q->id, q->ctx.unit, &d));
	audit_look(q, "dossier", q->id, "Mở giấy tờ của hồ sơ");
	return dossier_file_send(q);
}

err desk_paper(struct req *q)
{
	struct dossier_of_unit d;
	TRY(dossier_of_unit(&q->ctx, q->id, q->ctx.unit, &d));
	audit_look(q, "dossier", q->id, "In phiếu của hồ sơ");
	return paper_send(q, &d);
}

err desk_control_sheet(struct req *q)
{
	struct dossier_view v = {0};
	TRY(desk_load(q, &v));
	return dossier_control_sheet_send(q, &v);
}

/* ---- notes, watchers ---- */

struct dossier_remark_input {
	str text;
	bool watch;
};
static const struct field remark_fields[] = {LONG_TEXT(struct dossier_remark_input, text, "Nội dung trao đổi", 1, 4000)};
static const struct field watch_fields[] = {BOOL(struct dossier_remark_input, watch, "Theo dõi")};
const struct input dossier_remark_input = INPUT("remark", remark_fields), watch_input = INPUT("watch", watch_fields);

err desk_note(struct req *q)
{
	struct dossier_remark_input in = {0};
	TRY(read_input(q, &in));
	struct dossier_remark r = {.dossier = q->id, .unit = q->ctx.unit, .text = in.text};
	TRY(apply(&q->ctx, dossier_note_write, &r));
	flash(q, "Đã ghi trao đổi nội bộ.");
	return see_other(q, "/mot-cua/%lld", (long long)q->id);
}

err desk_watch(struct req *q)
{
	struct dossier_remark_input in = {0};
	TRY(read_input(q, &in));
	struct dossier_remark r = {.dossier = q->id, .unit = q->ctx.unit, .watch = in.watch};
	TRY(apply(&q->ctx, dossier_watching, &r));
	flash(q, in.watch ? "Ông/bà sẽ nhận thông báo về hồ sơ này." : "Đã thôi theo dõi hồ sơ này.");
	return see_other(q, "/mot-cua/%lld", (long long)q->id);
}
