/* verify: what must hold of records: every entry is read by its form, of a kind of which one holds none stands over another, and what stands on a
 * decision names it. */
#include "government/personnel/inside.h"

static err check_one(
	struct ctx *c, const struct personnel_kinds *all, const struct personnel_entries_after *e, struct verify_report *report)
{
	const struct personnel_kind *k = personnel_kind_of(all, e->form_id);
	struct personnel_entry_over over;
	const char *wrong = NULL;
	bool found = false;
	report->checked++;
	if (k && !k->is_several && !e->replaced_at.set)
		TRY(personnel_entry_over(c, e->id, e->file_id, e->kind, e->valid_from, e->valid_to, &over, &found));
	err unread = k ? form_check(c, k->form, e->answers) : NULL;
	if (unread && unread->kind != INVALID)
		return unread;
	if (!k || !str_eq(k->code, e->kind))
		wrong = "không có mẫu của mục này";
	else if (unread)
		wrong = "nội dung không đúng mẫu";
	else if (found)
		wrong = "trùng thời gian với một mục khác";
	else if (k->needs_decision && !e->decision_number.n)
		wrong = "thiếu quyết định";
	if (!wrong)
		return NULL;
	report->wrong++;
	buf_printf(&report->lines, "mục hồ sơ cán bộ %lld: %s\n", (long long)e->id, wrong);
	return NULL;
}

err personnel_verify(struct ctx *c, struct verify_report *report)
{
	const struct personnel_kinds *all;
	struct personnel_entries_after_rows rows;
	int64_t after = 0;
	TRY(personnel_kinds(c, &all));
	do {
		TRY(personnel_entries_after(c, after, &rows));
		for (size_t i = 0; i < rows.n; i++) {
			TRY(check_one(c, all, &rows.v[i], report));
			after = rows.v[i].id;
		}
	} while (rows.n);
	return NULL;
}
