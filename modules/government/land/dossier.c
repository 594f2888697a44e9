/* dossier: a dossier beside the register of land: what stands on its page, the page where an officer names its parcels, the forms that are opened
 * on its ground, and the list of those that ended and changed nothing. */
#include "pages.h"
#include "government/dossiers/dossiers.h"
#include "web/hooks.h"
#include "web/object.h"
#include "web/query.h"
#include "web/request.h"

/* ---- what is said of it ---- */

static err view_of(struct req *q, int64_t dossier, struct land_dossier_view *v)
{
	struct ctx *c = &q->ctx;
	struct land_dossier d;
	struct land_dossier_name name;
	struct land_dossier_acts_rows acts;
	bool found;
	TRY(land_dossier_of_unit(c, dossier, &d, &v->parcels));
	TRY(land_dossier_name(c, dossier, &name));
	TRY(land_dossier_acts(c, dossier, &acts));
	TRY(land_act_lines_of(q, &acts, &v->acts));
	TRY(land_dossier_task(c, dossier, &v->task, &found));
	TRY(object_place(q, S("dossier"), dossier, &v->path));
	v->id = dossier;
	v->unit = c->unit;
	v->code = d.code;
	v->procedure = name.procedure_name;
	v->status = str_of(status_title(d.status));
	v->may_do = land_procedure(d.procedure_code)->acts;
	v->is_open = land_dossier_open(&d);
	v->is_over = d.status == REFUSED || d.status == WITHDRAWN || d.status == STOPPED;
	v->has_task = found && str_is(v->task.state, "open");
	return NULL;
}

/* ---- on the page of a dossier ---- */

err land_part(struct req *q, int64_t dossier, const void **model)
{
	struct land_dossier_view *v = NEW(q->ctx.a, struct land_dossier_view);
	*model = NULL;
	if (!q->ctx.unit || !may(q, LAND_READ))
		return NULL;
	err e = view_of(q, dossier, v);
	if (e && e->kind == NOT_FOUND)
		return NULL;
	*model = v;
	return e;
}
void land_part_shown(struct page *p, const void *model) { land_part_page(p, model); }

/* ---- the page of its own ---- */

err land_dossier_run(struct req *q)
{
	struct land_dossier_view v = {0};
	struct land_old_units_rows units;
	TRY(view_of(q, q->id, &v));
	TRY(land_old_units(&q->ctx, q->ctx.unit, &units));
	struct choice *choices = NEWN(q->ctx.a, struct choice, units.n + 1);
	for (size_t i = 0; i < units.n; i++)
		choices[i] = (struct choice){
			str_format(q->ctx.a, "%lld", (long long)units.v[i].old_unit_id).s, str_c(q->ctx.a, units.v[i].full_name)};
	v.old_units = choices;
	return reply(q, &v, land_dossier_page);
}

#define N(member, label, ...) FIELD_OF(struct land_naming_form, member, label, __VA_ARGS__)
static const struct field naming_fields[] = {N(old_unit, "Xã lập bản đồ", .type = I_INT, .max = INT64_MAX),
	N(sheet, "Tờ bản đồ số", .type = I_INT, .min = 1, .max = LAND_NUMBER_MAX),
	N(number, "Thửa số", .type = I_INT, .min = 1, .max = LAND_NUMBER_MAX)};
const struct input land_naming_input = INPUT("land_dossier_parcel", naming_fields);
static const struct field dropping_fields[] = {TEXT(struct land_dropping, reason, "Vì sao không cần ghi", 1, 300)};
const struct input land_dropping_input = INPUT("land_dossier_drop", dropping_fields);

err land_naming_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct land_naming_form f = {0};
	struct land_parcels_rows rows;
	TRY(read_input(q, &f));
	TRY(land_parcels(c,
		&(struct land_parcels_in){.unit = c->unit,
			.day = day_iso(c->a, day_of(c->now)),
			.sheet = f.sheet,
			.number = f.number,
			.old_unit = f.old_unit,
			.code = S(""),
			.words = S(""),
			.use = S(""),
			.most = 2},
		&rows));
	if (rows.n > 1)
		return FAIL_FIELD(c, "old_unit", "Nhiều xã cũ có tờ bản đồ số %lld. Hãy chọn xã lập bản đồ.", (long long)f.sheet);
	if (!rows.n)
		return FAIL_FIELD(c, "number", "Không có thửa %lld đang có của tờ bản đồ %lld. Hãy xem lại số tờ, số thửa.",
			(long long)f.number, (long long)f.sheet);
	struct land_naming n = {.dossier = q->id, .parcel = rows.v[0].id};
	TRY(apply(c, land_dossier_named, &n));
	flash(q, "Đã nêu thửa đất của hồ sơ.");
	return see_other(q, "/mot-cua/%lld/dat-dai", (long long)q->id);
}

err land_dropping_run(struct req *q)
{
	struct land_dropping w = {.dossier = q->id};
	TRY(read_input(q, &w));
	TRY(apply(&q->ctx, land_dossier_dropped, &w));
	flash(q, "Đã ghi nhận: không cần ghi vào sổ đất đai.");
	return see_other(q, "/mot-cua/%lld/dat-dai", (long long)q->id);
}

/* ---- a form on its ground ---- */

err land_ground_of(struct req *q, int64_t dossier, struct land_ground *out)
{
	struct land_dossier_parcels_rows parcels;
	struct land_dossier_name name;
	struct land_dossier d;
	*out = (struct land_ground){0};
	if (!dossier)
		return NULL;
	TRY(land_dossier_of_unit(&q->ctx, dossier, &d, &parcels));
	TRY(land_dossier_name(&q->ctx, dossier, &name));
	*out = (struct land_ground){.id = dossier,
		.code = d.code,
		.procedure = name.procedure_name,
		.basis = str_format(q->ctx.a, "Hồ sơ %.*s", STR_ARG(d.code))};
	return NULL;
}

err land_ground_asked(struct req *q, struct land_ground *out)
{
	int64_t dossier = 0;
	if (q->page.again)
		(void)str_int(page_value(&q->page, "dossier", S("")), &dossier);
	else
		dossier = query_int(q, "ho-so", 0);
	return land_ground_of(q, dossier, out);
}

/* ---- those that ended and changed nothing ---- */

static err rows_of(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct land_dossier_tasks_rows found;
	TRY(land_dossier_tasks(&q->ctx, q->ctx.unit, l->from.id, most, &found));
	*out = LIST_ROWS(found);
	return NULL;
}
static const struct column columns[] = {
	{.name = "code", .title = "Hồ sơ", .at = offsetof(struct land_dossier_tasks, code), .leads = "/mot-cua/{id}/dat-dai"},
	{.name = "procedure", .title = "Thủ tục", .at = offsetof(struct land_dossier_tasks, procedure_name)},
	{.name = "at", .title = "Giải quyết xong lúc", .as = COLUMN_TIME, .at = offsetof(struct land_dossier_tasks, planned_at)},
};
const struct list land_unwritten_list = {.title = "Hồ sơ đất đai chưa ghi vào sổ",
	.path = PARCEL_PAGES "/chua-ghi",
	.file = "ho-so-chua-ghi-so-dat-dai",
	.columns = LIST(columns),
	.row = sizeof(struct land_dossier_tasks),
	.rows = rows_of,
	.none = {"Không có hồ sơ nào chờ", "Mọi hồ sơ đất đai đã giải quyết xong đều đã ghi vào sổ đất đai."},
	.above = {"Thửa đất", PARCEL_PAGES}};

err land_cards(struct req *q, struct home_cards *to)
{
	struct land_dossier_tasks_count n;
	if (!q->ctx.unit || !may(q, LAND_CHANGE_PERMISSION))
		return NULL;
	TRY(land_dossier_tasks_count(&q->ctx, q->ctx.unit, &n));
	if (n.total)
		card_add(to, (struct home_card){.title = "Hồ sơ đất đai chưa ghi vào sổ",
				     .count = n.total,
				     .path = S(PARCEL_PAGES "/chua-ghi"),
				     .urgent = true});
	return NULL;
}

/* ---- what programs get ---- */

static const struct member dossier_members[] = {MEMBER(struct land_dossier_view, code, M_TEXT),
	MEMBER(struct land_dossier_view, may_do, M_TEXT), MEMBER(struct land_dossier_view, is_open, M_INT),
	MEMBER(struct land_dossier_view, has_task, M_INT), MANY(struct land_dossier_view, parcels, land_dossier_parcels),
	MANY(struct land_dossier_view, acts, land_act_line)};
const struct shape land_dossier_view_shape = SHAPE("land_dossier_view", struct land_dossier_view, dossier_members);
