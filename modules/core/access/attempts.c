/* Wrong passwords and codes: who waits for how long. */
#include "parts.h"
#include "web/sealed.h"
#include "web/services/audit.h"

enum { DEVICE_BYTES = 16 };
static const char everybody[] = "*"; /* all who are not known, together */

/* ---- devices ---- */

static struct seal of_device(int64_t account)
{
	return (struct seal){.purpose = "device", .account = account, .lasts = DEVICE_LIFE};
}

struct source login_source_made(struct ctx *c, int64_t account, str address, str device)
{
	struct seal seal = of_device(account);
	str id;
	if (account && device.n && unsealed(c, &seal, device, &id))
		return (struct source){str_format(c->a, "device %.*s", STR_ARG(id)), true};
	return (struct source){address.n ? address : S("-"), false};
}

str device_made(struct ctx *c, int64_t account, str device)
{
	struct seal seal = of_device(account);
	str id;
	if (!device.n || !unsealed(c, &seal, device, &id))
		id = random_token(c->a, DEVICE_BYTES);
	return sealed(c, &seal, id);
}

/* ---- counting ---- */

static struct texts sources(struct ctx *c, struct source from)
{
	str *v = NEWN(c->a, str, 2);
	v[0] = from.name;
	v[1] = str_of(everybody);
	return (struct texts){v, from.known ? 1 : 2};
}

err attempts_open(struct ctx *c, int64_t account, struct source from, bool *open)
{
	struct attempts_until row;
	TRY(attempts_until(c, account, sources(c, from), &row));
	*open = row.until <= c->now;
	return NULL;
}

struct wrong {
	int64_t account;
	struct source from;
};

static err count(struct ctx *c, int64_t account, str source, int most, bool *locked)
{
	struct attempt_failed row;
	TRY(attempt_failed(c, account, source, most, c->now, c->now + LOGIN_LOCK, &row));
	*locked |= row.locked_until > c->now;
	return NULL;
}

err attempt_counted(struct ctx *c, int64_t account, str source, int most)
{
	bool locked = false;
	TRY(count(c, account, source, most, &locked));
	return locked ? audit_add(c, "account.lock", "account", account, S("")) : NULL;
}

OWN_RULE(note, const struct wrong)
static err note(struct ctx *c, const struct wrong *w)
{
	struct texts all = sources(c, w->from);
	bool locked = false;
	for (size_t i = 0; i < all.n; i++)
		TRY(count(c, w->account, all.v[i], i ? STRANGER_FAILURES : LOGIN_FAILURES, &locked));
	return locked ? audit_add(c, "account.lock", "account", w->account, S("")) : NULL;
}

err attempt_wrong(struct ctx *c, int64_t account, struct source from)
{
	struct wrong w = {account, from};
	return apply(c, note, &w);
}

/* Whoever has proved who he is: what strangers have tried since he was last here is no row of wrong ones any more. */
err attempts_passed(struct ctx *c, int64_t account, struct source from)
{
	str v[2] = {from.name, str_of(everybody)};
	return attempts_forget(c, account, (struct texts){v, 2});
}

OWN_RULE(clean, struct nothing)
static err clean(struct ctx *c, struct nothing *none)
{
	(void)none;
	TRY(codes_old(c, c->now - 2 * DAY));
	TRY(code_days_old(c, day_iso(c->a, day_of(c->now) - 1)));
	return attempts_old(c, c->now - DAY);
}

err attempts_clean(struct ctx *c, str argument)
{
	(void)argument;
	return apply(c, clean, NULL);
}
