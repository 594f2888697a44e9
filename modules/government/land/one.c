/* one: the page of a parcel. Who says a purpose sees names whole, and that look is logged. */
#include "pages.h"
#include "web/request.h"
#include "web/services/audit.h"

err parcel_run(struct req *q)
{
	struct parcel_view v = {.purpose = query_text(q, "muc-dich")};
	const char *purpose = land_purpose(v.purpose);
	if (!purpose)
		v.purpose = S("");
	TRY(parcel_view_read(q, q->id, &v));
	if (purpose)
		audit_look(q, PARCEL_KIND, q->id, purpose);
	return reply(q, &v, parcel_page);
}
