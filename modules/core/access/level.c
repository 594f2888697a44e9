/* One's level: how the number of one's account was proved, and how to prove it. */
#include "pages.h"
#include "web/services/setting.h"

err login_level_page(struct req *q)
{
	struct level_view v = {.provider = provider_configured(&q->ctx) ? setting_text(&q->ctx, "oidc.title") : S("")};
	if (q->actor->kind != CITIZEN)
		return FAIL(&q->ctx, DENIED, "Mức xác minh dành cho tài khoản công dân.");
	TRY(account_own(&q->ctx, q->ctx.actor, &v.account));
	own_level_page(&q->page, &v);
	return NULL;
}
