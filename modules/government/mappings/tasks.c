/* tasks: what could not be written, for the officers of a unit: a list and a card. */
#include "government/mappings/pages.h"
#include "government/mappings/mappings.html.h"
#include "web/hooks.h"
#include "web/request.h"

static err rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct mapping_tasks_stuck_rows found;
	TRY(mapping_tasks_stuck(&q->ctx, q->ctx.unit, l->from.id, most, &found));
	*out = LIST_ROWS(found);
	return NULL;
}

static str act_shown(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(choice_label(mapping_acts, ((const struct mapping_tasks_stuck *)row)->act));
}

static str work_path(arena *a, const struct mapping_tasks_stuck *t)
{
	return str_format(a, "/mot-cua/%lld/ghi-so", (long long)t->dossier_id);
}

static void code_shown(struct page *p, const struct listing *l, const void *row)
{
	const struct mapping_tasks_stuck *t = row;
	(void)l;
	mapping_task_link(p, t->code, work_path(p->a, t));
}

static const struct column columns[] = {
	{.name = "code", .title = "Hồ sơ", .at = offsetof(struct mapping_tasks_stuck, code), .part = code_shown},
	{.name = "procedure", .title = "Thủ tục", .at = offsetof(struct mapping_tasks_stuck, procedure_name)},
	{.name = "act", .title = "Việc", .as = COLUMN_MADE, .text = act_shown},
	{.name = "reason", .title = "Vì sao chưa ghi được", .at = offsetof(struct mapping_tasks_stuck, reason)},
	{.name = "at", .title = "Từ lúc", .as = COLUMN_TIME, .at = offsetof(struct mapping_tasks_stuck, planned_at)},
};
const struct list mapping_stuck_list = {.title = "Kết quả chưa ghi được vào sổ",
	.path = "/mot-cua/chua-ghi-so",
	.file = "chua-ghi-so",
	.columns = LIST(columns),
	.row = sizeof(struct mapping_tasks_stuck),
	.rows = rows,
	.none = {"Không có việc nào chờ", "Mọi kết quả hồ sơ của đơn vị đã được ghi vào sổ dữ liệu."},
	.above = {"Một cửa", "/mot-cua"}};

err mapping_cards(struct req *q, struct home_cards *to)
{
	struct mapping_tasks_stuck_count n;
	if (!q->ctx.unit || !may(q, "mapping.settle"))
		return NULL;
	TRY(mapping_tasks_stuck_count(&q->ctx, q->ctx.unit, &n));
	if (n.total)
		card_add(to, (struct home_card){.title = "Kết quả chưa ghi được vào sổ",
				     .count = n.total,
				     .path = S("/mot-cua/chua-ghi-so"),
				     .urgent = true});
	return NULL;
}
