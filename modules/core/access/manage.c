/* What administrators do to the accounts of others. Whose an account is, is asked of its positions as they stand today, in the
 * transaction that changes it: of the unit where the officer works and of no other, else of the platform. A position is its unit's,
 * and only until it has ended. Nobody does any of this to himself. */
#include "parts.h"

static err not_here(struct ctx *c) { return FAIL(c, NOT_FOUND, "Không có tài khoản này trong đơn vị của ông/bà."); }

err account_visible(struct ctx *c, int64_t id, struct account_home *out)
{
	err e = account_home(c, id, c->unit, today_iso(c), out);
	return e && e->kind == NOT_FOUND ? not_here(c) : e;
}

err account_managed(struct ctx *c, int64_t id, struct account_home *out)
{
	TRY(account_visible(c, id, out));
	return out->is_mine ? NULL
			    : FAIL(c, DENIED,
				      "Hôm nay người này không chỉ làm việc ở đơn vị của ông/bà, nên mật khẩu, xác thực hai bước "
				      "và việc khóa "
				      "tài khoản do Quản trị hệ thống lo.");
}

static err add(struct ctx *c, const struct management *m, const struct account_home *home)
{
	struct new_position p = m->new;
	int64_t id;
	if (!home->works_here)
		return FAIL(c, DENIED,
			"Hôm nay người này không làm việc ở đơn vị của ông/bà. Hãy nhờ Quản trị hệ thống điều chuyển.");
	p.account = m->account;
	return position_add(c, &p, &id);
}

static err settle(struct ctx *c, const struct management *m)
{
	switch (m->act) {
	case SET_PASSWORD: return account_recover(c, m->account, m->hash, "");
	case DISABLE: return account_disable(c, m->account);
	case ENABLE: return account_enable(c, m->account);
	case UNLOCK: return account_unlock(c, m->account);
	default: return account_totp_reset(c, m->account);
	}
}

err account_manage(struct ctx *c, const struct management *m)
{
	struct account_home home;
	if (m->account == c->actor)
		return FAIL(c, INVALID,
			"Không tự làm việc này với tài khoản của mình. Mật khẩu và xác thực hai bước sửa ở trang Tài khoản của "
			"tôi; "
			"việc khác hãy nhờ một quản trị khác.");
	TRY(account_visible(c, m->account, &home));
	if (m->act == ADD_POSITION)
		return add(c, m, &home);
	if (m->act == CLOSE_POSITION)
		return position_close(c, m->account, m->position, m->valid_to);
	TRY(account_managed(c, m->account, &home));
	return settle(c, m);
}
