/* one: the page of a parcel, as it is or as it was on a past day. Who says a purpose sees names whole, and that look is logged. */
#include "pages.h"
#include "web/request.h"
#include "web/services/audit.h"

err parcel_run(struct req *q)
{
	struct parcel_view v = {.purpose = query_text(q, "muc-dich"), .day = query_text(q, "ngay")};
	day on, today = day_of(q->ctx.now);
	const char *purpose = land_purpose(v.purpose);
	if (!purpose)
		v.purpose = S("");
	if (v.day.n && (!day_parse(v.day, &on) || on > today))
		return FAIL_FIELD(&q->ctx, "ngay", "Chọn ngày không ở sau hôm nay.");
	if (v.day.n)
		v.day = on == today ? S("") : day_iso(q->ctx.a, on);
	TRY(parcel_view_read(q, q->id, &v));
	if (purpose)
		audit_look(q, PARCEL_KIND, q->id, purpose);
	return reply(q, &v, parcel_page);
}
