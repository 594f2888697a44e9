/* remind: once for each date, who keeps the records of a unit is told whose raise falls due and who retires; the officer himself too. */
#include "government/personnel/inside.h"
#include "web/notify.h"
#include "web/object.h"
#include "web/services/setting.h"

/* ---- the ages, from the settings ---- */

bool personnel_ages_set(struct ctx *c, struct personnel_ages *out)
{
	return personnel_ages_read(setting_text(c, "personnel.retirement_ages"), out) && out->n;
}

/* ---- reminding ---- */

struct reminding {
	int64_t unit, after; /* after: out: the last record that was looked at; 0: none was left */
	str today, raises_until, retires_until;
	const struct personnel_ages *ages;
};

static err tell(struct ctx *c, const struct reminding *m, int64_t account, int64_t file, const char *event, str what, str on)
{
	struct personnel_keepers_rows keepers;
	struct news n = {.title = what,
		.text = str_format(c->a, "Ngày %.*s", STR_ARG(show_date(c->a, on))),
		.path = object_path(c->a, "personnel", file),
		.outside = S("Có người đến hạn trong hồ sơ cán bộ"),
		.once = str_format(c->a, "%s/%lld/%.*s", event, (long long)file, STR_ARG(on))};
	TRY(personnel_keepers(c, m->unit, S(PERSONNEL_KEEP), m->today, &keepers));
	for (size_t i = 0; i < keepers.n; i++)
		if (keepers.v[i].id != account)
			TRY(notify(c, keepers.v[i].id, event, &n));
	return account ? notify(c, account, event, &n) : NULL;
}

OWN_RULE(remind_some, struct reminding)
static err remind_some(struct ctx *c, struct reminding *m)
{
	struct personnel_files_on_rows rows;
	struct personnel_current k;
	TRY(personnel_files_on(c, m->unit, m->today, m->after, PERSONNEL_BATCH, &rows));
	m->after = 0;
	for (size_t i = 0; i < rows.n; i++) {
		const struct personnel_files_on *f = &rows.v[i];
		int64_t account = f->account_id.set ? f->account_id.v : 0;
		m->after = f->id;
		TRY(personnel_current(c, f->id, m->today, &k));
		if (k.raise_on.n && personnel_order(k.raise_on, m->raises_until) <= 0)
			TRY(tell(c, m, account, f->id, "personnel.raise_due",
				str_format(c->a, "%.*s đến hạn nâng bậc lương", STR_ARG(f->name)), k.raise_on));
		str on = personnel_retires_on(c->a, m->ages, k.birth_on, k.sex);
		if (on.n && personnel_order(on, m->retires_until) <= 0)
			TRY(tell(c, m, account, f->id, "personnel.retires",
				str_format(c->a, "%.*s đến tuổi nghỉ hưu", STR_ARG(f->name)), on));
	}
	return NULL;
}

/* Each transaction reads some records: its memory goes with it. */
err personnel_remind(struct ctx *c, str argument)
{
	struct personnel_units_rows units;
	struct personnel_ages ages;
	int64_t after = 0, days = setting_int(c, "personnel.remind_days");
	day today = day_of(c->now);
	(void)argument;
	personnel_ages_set(c, &ages);
	do {
		TRY(personnel_units(c, after, &units));
		for (size_t i = 0; i < units.n; i++) {
			struct reminding m = {.unit = after = units.v[i].id,
				.today = day_iso(c->a, today),
				.raises_until = day_iso(c->a, today + (day)days),
				.retires_until = personnel_months_after(c->a, day_iso(c->a, today), PERSONNEL_RETIRE_MONTHS),
				.ages = &ages};
			do
				TRY(apply(c, remind_some, &m));
			while (m.after);
		}
	} while (units.n);
	return NULL;
}
