/* quota: how many may work in a unit, by kind, from day to day. */
#include "government/personnel/inside.h"
#include "web/services/audit.h"

err personnel_quota_set(struct ctx *c, struct personnel_quota_work *w)
{
	struct personnel_quota_last last;
	struct personnel_quota_add made;
	bool found;
	if (!choice_label(personnel_servant_kinds, w->servant_kind)[0])
		return FAIL_FIELD(c, "servant_kind", "Hãy chọn đối tượng.");
	TRY(personnel_quota_last(c, c->unit, w->servant_kind, &last, &found));
	if (found && personnel_order(w->valid_from, last.valid_from) <= 0)
		return FAIL_FIELD(c, "valid_from", "Phải sau ngày %.*s, là ngày chỉ tiêu đang có bắt đầu.",
			STR_ARG(show_date(c->a, last.valid_from)));
	if (found)
		TRY(personnel_quota_end(c, last.id, w->valid_from));
	TRY(personnel_quota_add(c, c->unit, w->servant_kind, w->amount, w->valid_from, w->number, w->decision_on, &made));
	w->id = made.id;
	return audit_add(c, "personnel_quota.set", "personnel_quota", w->id,
		str_of(choice_label(personnel_servant_kinds, w->servant_kind)));
}
