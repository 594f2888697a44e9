/* The rules of delegation: an officer lets a colleague of his unit use some of his permissions for some days. Only what he holds by
 * his own positions, so a mandate cannot be passed on; what he loses his delegate loses too (query account_mandates). */
#include "parts.h"
#include "auth/auth.h"
#include "web/actor.h"
#include "web/components.h"
#include "web/module.h"
#include "web/route.h"
#include "web/services/audit.h"

enum { LONGEST = 366 };

/* ---- what may be delegated ---- */

err delegable_permissions(struct ctx *c, struct texts *out)
{
	struct account_permissions_rows held = {0};
	if (c->unit)
		TRY(account_permissions(c, c->actor, c->unit, today_iso(c), S(""), &held));
	str *v = NEWN(c->a, str, held.n + 1);
	*out = (struct texts){v, 0};
	for (size_t i = 0; i < held.n; i++)
		if (!permission_personal(held.v[i].permission) && permission_known(str_c(c->a, held.v[i].permission)))
			v[out->n++] = held.v[i].permission;
	return NULL;
}

static err tell(struct ctx *c, int64_t account, const char *title, str text)
{
	if (account == c->actor)
		return NULL;
	return notify(c, account, "account.delegation",
		&(struct news){.title = str_of(title), .text = text, .path = S("/tai-khoan/uy-quyen")});
}

/* ---- making one ---- */

static err check_days(struct ctx *c, const struct new_delegation *n, day *from, day *until)
{
	if (!day_parse(n->valid_from, from) || *from < day_of(c->now))
		return FAIL_FIELD(c, "valid_from", "Ủy quyền bắt đầu từ hôm nay hoặc một ngày sau.");
	if (!day_parse(n->valid_until, until) || *until < *from)
		return FAIL_FIELD(c, "valid_until", "Ngày cuối của ủy quyền không thể trước ngày bắt đầu.");
	if (*until - *from >= LONGEST)
		return FAIL_FIELD(c, "valid_until", "Ủy quyền phải có thời hạn, tối đa một năm. Hết hạn có thể ủy quyền lại.");
	return NULL;
}

static err check_colleague(struct ctx *c, int64_t to)
{
	struct colleagues_rows all;
	TRY(colleagues(c, c->unit, today_iso(c), c->actor, &all));
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].id == to)
			return NULL;
	return FAIL_FIELD(c, "to", "Chọn một người đang giữ vị trí trong cùng đơn vị.");
}

static err check_permissions(struct ctx *c, struct texts wanted)
{
	struct texts may;
	if (!wanted.n)
		return FAIL_FIELD(c, "permissions", "Chọn ít nhất một việc được ủy quyền.");
	TRY(delegable_permissions(c, &may));
	for (size_t i = 0; i < wanted.n; i++)
		if (!texts_have(may, wanted.v[i]))
			return FAIL_FIELD(c, "permissions", "Chỉ ủy quyền được những việc mà chính mình được giao làm.");
	return NULL;
}

err delegation_add(struct ctx *c, struct new_delegation *n)
{
	struct delegation_insert added;
	day from, until;
	TRY(check_days(c, n, &from, &until));
	TRY(check_colleague(c, n->to));
	TRY(check_permissions(c, n->permissions));
	TRY(delegation_insert(c,
		&(struct delegation_insert_in){.unit = c->unit,
			.from = c->actor,
			.to = n->to,
			.valid_from = day_iso(c->a, from),
			.valid_to = day_iso(c->a, until + 1),
			.reason = n->reason,
			.document = n->document,
			.at = c->now},
		&added));
	for (size_t i = 0; i < n->permissions.n; i++)
		if (!texts_have((struct texts){n->permissions.v, i}, n->permissions.v[i]))
			TRY(delegation_allow(c, added.id, n->permissions.v[i]));
	n->id = added.id;
	TRY(file_links_add(c, "delegation", n->id, &n->papers));
	auth_changed();
	str days = str_format(c->a, "%s – %s", show_day(c->a, from).s, show_day(c->a, until).s);
	TRY(tell(c, n->to, "Ông/bà được ủy quyền",
		str_format(c->a, "Thời hạn ủy quyền: từ ngày %s đến hết ngày %s.", show_day(c->a, from).s,
			show_day(c->a, until).s)));
	return audit_add(
		c, "delegation.add", "account", n->to, str_format(c->a, "%.*s, %.*s", STR_ARG(days), STR_ARG(n->document)));
}

/* ---- ending one ---- */

static err stop(struct ctx *c, const struct delegation_get *d)
{
	day last;
	if (d->ended_at.set || !day_parse(d->valid_to, &last) || last <= day_of(c->now))
		return FAIL(c, CONFLICT, "Ủy quyền này đã kết thúc.");
	TRY(delegation_close(c, d->id, c->unit, today_iso(c), some_int(c->now), some_int(c->actor)));
	auth_changed();
	TRY(tell(c, d->to_id, "Ủy quyền đã kết thúc", S("Ông/bà không còn làm việc theo ủy quyền này.")));
	TRY(tell(c, d->from_id, "Ủy quyền đã kết thúc", S("Người được ủy quyền không còn làm việc thay ông/bà.")));
	return audit_add(c, "delegation.end", "account", d->to_id, S(""));
}

err delegation_end(struct ctx *c, int64_t id)
{
	struct delegation_get d;
	TRY(delegation_get(c, id, &d));
	if (c->actor != d.from_id && c->actor != d.to_id)
		return FAIL(c, NOT_FOUND, "Không có ủy quyền này.");
	return stop(c, &d);
}

err delegation_end_of_unit(struct ctx *c, int64_t id)
{
	struct delegation_get d;
	TRY(delegation_get(c, id, &d));
	if (c->unit && c->unit != d.unit_id)
		return FAIL(c, NOT_FOUND, "Không có ủy quyền này trong đơn vị của ông/bà.");
	return stop(c, &d);
}
