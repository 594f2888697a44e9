/* Roles of a unit's own: they give in their unit what an administrator could give there anyway, and nothing else, until they end. */
#include "stage_test.h"
#include "core/history/history.sql.h"

static struct texts of(struct ctx *c, const char *const *names)
{
	str *v = NEWN(c->a, str, 8);
	size_t n = 0;
	for (; names[n]; n++)
		v[n] = str_of(names[n]);
	return (struct texts){v, n};
}
#define PERMISSIONS(...) of(c, (const char *const[]){__VA_ARGS__, NULL})

static int64_t gia_lam, other;
static void as_administrator(struct ctx *c, const char *login, const char *code, int64_t *unit)
{
	OK(unit_find(c, S("commune"), str_of(code), day_of(c->now), unit));
	c->actor = account(c, login);
	c->unit = *unit;
}
static void at_gia_lam(struct ctx *c) { as_administrator(c, "quantri.gialam", "14389", &gia_lam); }

static int64_t made(struct ctx *c, const char *title, struct texts permissions)
{
	struct unit_role_work w = {.title = str_of(title), .permissions = permissions};
	OK(apply(c, unit_role_keep, &w));
	return w.id;
}
static str name_of(struct ctx *c, int64_t id) { return str_format(c->a, "unit.%lld", (long long)id); }

static int64_t officer(struct ctx *c, const char *login)
{
	struct new_account n = {.kind = S("officer"), .login = str_of(login), .name = S("Phạm Thị Mới")};
	int64_t id;
	OK(WRITE(c, account_add(c, &n, &id)));
	return id;
}
static err give(struct ctx *c, int64_t who, int64_t unit, str role, const char *from, const char *to)
{
	struct new_position p = {.account = who, .unit = unit, .role = role, .valid_from = str_of(from), .valid_to = str_of(to)};
	int64_t id;
	return WRITE(c, position_add(c, &p, &id));
}

static bool holds(struct ctx *c, int64_t id, int64_t unit, int days, const char *permission)
{
	struct req q = {.ctx = *c};
	struct actor who;
	q.ctx.now += days * DAY;
	OK(access_identify(&q.ctx, &(struct session){.account = id, .unit = some_int(unit)}, &who));
	q.actor = &who;
	return who.unit == unit && may(&q, permission);
}

static void it_gives_what_it_says_in_its_unit_on_its_days(void **state)
{
	struct ctx *c = test_store(state);
	at_gia_lam(c);
	int64_t role = made(c, "Cán bộ tiếp công dân", PERMISSIONS("dossier.read", "people.read")),
		who = officer(c, "tiep.gialam");
	OK(give(c, who, gia_lam, name_of(c, role), "2026-11-23", "2026-12-01"));
	assert_true(holds(c, who, gia_lam, 0, "dossier.read"));
	assert_true(holds(c, who, gia_lam, 7, "people.read"));
	assert_false(holds(c, who, gia_lam, 0, "dossier.receive"));
	assert_false(holds(c, who, gia_lam, 8, "dossier.read")); /* the position is over */
	struct unit_role_work w = {
		.id = role, .version = 1, .title = S("Cán bộ tiếp công dân"), .permissions = PERMISSIONS("people.read")};
	OK(apply(c, unit_role_keep, &w));
	assert_false(holds(c, who, gia_lam, 0, "dossier.read"));
	assert_true(holds(c, who, gia_lam, 0, "people.read"));
	struct history_changes_rows changes;
	struct history_lines_rows lines;
	OK(history_changes(c, S("unit_role"), role, INT64_MAX, 10, &changes));
	assert_int_equal(changes.n, 2);
	OK(history_lines(c, (struct ints){&changes.v[0].id, 1}, &lines));
	assert_int_equal(lines.n, 1);
	assert_string_equal(str_c(c->a, lines.v[0].before), "Xem hồ sơ của đơn vị");
	FAILS(CONFLICT, apply(c, unit_role_keep, &w)); /* somebody saw the version before */
}

static void it_cannot_reach_beyond(void **state)
{
	struct ctx *c = test_store(state);
	at_gia_lam(c);
	const char *const never[] = {"account.manage", "role.manage", "role.own", "settings.change", "jobs.manage",
		"procedure.edit", "administration.open", "delegation.make", "dossier.file", "rating.give", "no.such"};
	for (size_t i = 0; i < COUNT(never); i++) {
		struct unit_role_work w = {.title = S("Quá quyền"), .permissions = PERMISSIONS("dossier.read", never[i])};
		FAILS(INVALID, apply(c, unit_role_keep, &w));
	}
	struct unit_role_work none = {.title = S("Không có quyền")};
	FAILS(INVALID, apply(c, unit_role_keep, &none));
	/* Though the platform's administrator gave it to a role of units, what is declared for the platform alone is not the unit's to give. */
	OK(WRITE(c, grant_add(c, S("leader"), S("procedure.edit"))));
	struct unit_role_work w = {.title = S("Quá quyền"), .permissions = PERMISSIONS("procedure.edit")};
	FAILS(INVALID, apply(c, unit_role_keep, &w));
	c->unit = 0;
	w.permissions = PERMISSIONS("dossier.read");
	FAILS(DENIED, apply(c, unit_role_keep, &w)); /* the platform has no unit to make one for */
}

static void it_is_its_units_alone(void **state)
{
	struct ctx *c = test_store(state);
	at_gia_lam(c);
	int64_t role = made(c, "Cán bộ tiếp công dân", PERMISSIONS("dossier.read")), who = officer(c, "nguoi.ngoai");
	OK(unit_find(c, S("commune"), S("14329"), day_of(c->now), &other));
	c->unit = other;
	FAILS(INVALID, give(c, who, other, name_of(c, role), "2026-11-23", ""));
	struct unit_role_work w = {.id = role, .version = 1, .title = S("Của tôi"), .permissions = PERMISSIONS("dossier.read")};
	FAILS(NOT_FOUND, apply(c, unit_role_keep, &w));
	w.valid_to = S("2026-11-24");
	FAILS(NOT_FOUND, apply(c, unit_role_end, &w));
	struct position_insert added; /* a row that came in by another way gives nothing either */
	OK(WRITE(c, position_insert(c,
			    &(struct position_insert_in){.account = who,
				    .agency = some_int(1),
				    .unit = some_int(other),
				    .title = S("x"),
				    .role = name_of(c, role),
				    .valid_from = S("2026-01-01"),
				    .valid_to = {NULL, 0}},
			    &added)));
	assert_false(holds(c, who, other, 0, "dossier.read"));
	c->unit = gia_lam;
	FAILS(INVALID, WRITE(c, position_add(c, &(struct new_position){.account = who, .unit = gia_lam, .role = S("unit.999")},
					&other)));
}

/* Nobody gives himself more: neither by a role that he holds, nor by giving himself one. */
static void nobody_raises_himself(void **state)
{
	struct ctx *c = test_store(state);
	at_gia_lam(c);
	int64_t me = c->actor, role = made(c, "Cán bộ tiếp công dân", PERMISSIONS("dossier.read", "people.read"));
	FAILS(DENIED, give(c, me, gia_lam, name_of(c, role), "2026-11-23", ""));
	c->actor = account(c, "quantri"); /* another administrator gives it to him */
	OK(give(c, me, gia_lam, name_of(c, role), "2026-11-23", ""));
	c->actor = me;
	struct unit_role_work w = {.id = role,
		.version = 1,
		.title = S("Cán bộ tiếp công dân"),
		.permissions = PERMISSIONS("dossier.read", "people.read", "dossier.approve")};
	FAILS(INVALID, apply(c, unit_role_keep, &w));
	w.permissions = PERMISSIONS("dossier.read");
	OK(apply(c, unit_role_keep, &w)); /* less is his to say */
}

static void what_the_platform_takes_is_gone(void **state)
{
	struct ctx *c = test_store(state);
	at_gia_lam(c);
	int64_t role = made(c, "Người duyệt thay", PERMISSIONS("dossier.approve", "dossier.read")),
		who = officer(c, "duyet.gialam");
	OK(give(c, who, gia_lam, name_of(c, role), "2026-11-23", ""));
	assert_true(holds(c, who, gia_lam, 0, "dossier.approve"));
	OK(WRITE(c, grant_remove(c, S("leader"), S("dossier.approve"))));
	assert_false(holds(c, who, gia_lam, 0, "dossier.approve"));
	assert_true(holds(c, who, gia_lam, 0, "dossier.read"));
	struct unit_role_work w = {.title = S("Một vai trò nữa"), .permissions = PERMISSIONS("dossier.approve")};
	FAILS(INVALID, apply(c, unit_role_keep, &w));
	OK(WRITE(c, grant_add(c, S("leader"), S("dossier.approve"))));
	assert_true(holds(c, who, gia_lam, 0, "dossier.approve"));
}

/* The table of declared roles, saved by the platform's administrator, leaves roles of units as they are. */
static void saving_the_table_spares_them(void **state)
{
	struct ctx *c = test_store(state);
	struct grant_all_rows all;
	struct role_grants_rows kept;
	at_gia_lam(c);
	int64_t role = made(c, "Cán bộ tiếp công dân", PERMISSIONS("dossier.read"));
	OK(grant_all(c, &all));
	str *v = NEWN(c->a, str, all.n);
	for (size_t i = 0; i < all.n; i++) {
		assert_false(str_starts(all.v[i].role, S("unit.")));
		v[i] = str_format(c->a, "%.*s:%.*s", STR_ARG(all.v[i].role), STR_ARG(all.v[i].permission));
	}
	c->actor = account(c, "quantri");
	c->unit = 0;
	struct grants g = {.grants = {v, all.n}};
	OK(WRITE(c, grants_save(c, &g)));
	OK(role_grants(c, name_of(c, role), &kept));
	assert_int_equal(kept.n, 1);
	v[0] = str_format(c->a, "%.*s:dossier.approve", STR_ARG(name_of(c, role)));
	FAILS(INVALID, WRITE(c, grants_save(c, &g))); /* nor can it be changed through that table */
}

static void it_ends_with_whoever_holds_it(void **state)
{
	struct ctx *c = test_store(state);
	at_gia_lam(c);
	int64_t role = made(c, "Cán bộ tiếp công dân", PERMISSIONS("dossier.read")), now = officer(c, "nay.gialam"),
		later = officer(c, "sau.gialam"), soon = officer(c, "sap.gialam");
	str name = name_of(c, role);
	OK(give(c, now, gia_lam, name, "2026-11-01", ""));
	OK(give(c, later, gia_lam, name, "2026-12-20", "2027-01-20"));
	OK(give(c, soon, gia_lam, name, "2026-11-01", "2026-11-25"));
	struct unit_role_work w = {.id = role, .version = 1, .valid_to = S("2026-11-22")};
	FAILS(INVALID, apply(c, unit_role_end, &w)); /* the past stays as it was */
	w.valid_to = S("2026-11-30");
	OK(apply(c, unit_role_end, &w));
	struct unit_role_holders_rows holders;
	OK(unit_role_holders(c, name, gia_lam, today_iso(c), &holders));
	assert_int_equal(holders.n, 3);
	assert_string_equal(holders.v[0].valid_to.s, "2026-11-30");
	assert_string_equal(holders.v[1].valid_to.s, "2026-12-20"); /* never begins */
	assert_string_equal(holders.v[2].valid_to.s, "2026-11-25");
	assert_true(holds(c, now, gia_lam, 6, "dossier.read"));
	assert_false(holds(c, now, gia_lam, 7, "dossier.read"));
	assert_false(holds(c, later, gia_lam, 30, "dossier.read"));
	FAILS(INVALID, give(c, officer(c, "them.gialam"), gia_lam, name, "2026-11-24", "")); /* beyond its last day */
	OK(give(c, officer(c, "ngan.gialam"), gia_lam, name, "2026-11-24", "2026-11-30"));
	FAILS(INVALID, WRITE(c, position_close(c, now, holders.v[0].id, S(""))));
	c->now += 7 * DAY;
	w.version = 2;
	FAILS(CONFLICT, apply(c, unit_role_end, &w));
	w.title = S("Cán bộ tiếp công dân"), w.permissions = PERMISSIONS("dossier.read");
	FAILS(CONFLICT, apply(c, unit_role_keep, &w));
	FAILS(INVALID, give(c, officer(c, "muon.gialam"), gia_lam, name, "2026-12-01", "2026-12-02"));
	FAILS(INVALID, give(c, officer(c, "dung.gialam"), gia_lam, name, "2026-11-30", "2026-11-30"));
	assert_int_not_equal(made(c, "Cán bộ tiếp công dân", PERMISSIONS("dossier.read")), role); /* its name is free again */
}

static void a_title_is_one_roles(void **state)
{
	struct ctx *c = test_store(state);
	at_gia_lam(c);
	int64_t role = made(c, "Cán bộ tiếp công dân", PERMISSIONS("dossier.read"));
	const char *const taken[] = {"Lãnh đạo", "lãnh  đạo", "QUẢN TRỊ HỆ THỐNG", "can bo tiep cong dan"};
	for (size_t i = 0; i < COUNT(taken); i++) {
		struct unit_role_work w = {.title = str_of(taken[i]), .permissions = PERMISSIONS("dossier.read")};
		if (i == 1)
			w.title = S("lãnh đạo");
		FAILS(INVALID, apply(c, unit_role_keep, &w));
	}
	struct unit_role_work same = {
		.id = role, .version = 1, .title = S("Cán bộ Tiếp công dân"), .permissions = PERMISSIONS("dossier.read")};
	OK(apply(c, unit_role_keep, &same)); /* its own */
	OK(unit_find(c, S("commune"), S("14329"), day_of(c->now), &other));
	c->unit = other;
	made(c, "Cán bộ tiếp công dân", PERMISSIONS("dossier.read")); /* another unit's */
}

/* What he has by such a role he may pass on, and it falls with the role. */
static void delegations_follow(void **state)
{
	struct ctx *c = test_store(state);
	struct actor lent;
	at_gia_lam(c);
	int64_t boss = c->actor, role = made(c, "Cán bộ tiếp công dân", PERMISSIONS("people.change")),
		who = officer(c, "giao.gialam"), to = account(c, "vanthu.gialam");
	OK(give(c, who, gia_lam, name_of(c, role), "2026-11-01", ""));
	c->actor = who;
	struct new_delegation n = {.to = to,
		.permissions = PERMISSIONS("people.change"),
		.valid_from = S("2026-11-23"),
		.valid_until = S("2026-12-23"),
		.reason = S("Đi công tác"),
		.document = S("Giấy ủy quyền 12")};
	OK(WRITE(c, delegation_add(c, &n)));
	OK(access_identify(c, &(struct session){.account = to}, &lent));
	assert_int_equal(lent.mandates_n, 1);
	assert_int_equal(lent.mandates[0].account, who);
	c->actor = boss;
	struct unit_role_work w = {.id = role, .version = 1, .valid_to = S("2026-11-23")};
	OK(apply(c, unit_role_end, &w));
	OK(access_identify(c, &(struct session){.account = to}, &lent));
	assert_int_equal(lent.mandates_n, 0);
}

/* What otherwise only roles with one-time codes give is not had without them by another name. */
static void codes_are_asked_of_it_too(void **state)
{
	struct ctx *c = test_store(state);
	bool asked;
	at_gia_lam(c);
	int64_t strong = made(c, "Người duyệt thay", PERMISSIONS("dossier.approve")),
		weak = made(c, "Người xem", PERMISSIONS("dossier.read"));
	OK(unit_role_demands(c, name_of(c, strong), S("leader administrator"), &asked));
	assert_true(asked);
	OK(unit_role_demands(c, name_of(c, weak), S("leader administrator"), &asked));
	assert_false(asked);
	OK(unit_role_demands(c, S("leader"), S("leader"), &asked));
	assert_false(asked); /* declared roles are named themselves */
}

/* A permission that is declared otherwise since then is taken out when the program starts. */
static void what_became_personal_goes(void **state)
{
	struct ctx *c = test_store(state);
	struct role_grants_rows kept;
	at_gia_lam(c);
	int64_t role = made(c, "Cán bộ tiếp công dân", PERMISSIONS("dossier.read"));
	OK(WRITE(c, grant_add(c, name_of(c, role), S("account.manage"))));
	OK(WRITE(c, grant_add(c, name_of(c, role), S("gone.module"))));
	OK(WRITE(c, unit_roles_start(c)));
	OK(role_grants(c, name_of(c, role), &kept));
	assert_int_equal(kept.n, 2); /* what is of no module now waits for its return */
	assert_string_equal(kept.v[0].permission.s, "dossier.read");
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(it_gives_what_it_says_in_its_unit_on_its_days, filled, emptied),
		cmocka_unit_test_setup_teardown(it_cannot_reach_beyond, filled, emptied),
		cmocka_unit_test_setup_teardown(it_is_its_units_alone, filled, emptied),
		cmocka_unit_test_setup_teardown(nobody_raises_himself, filled, emptied),
		cmocka_unit_test_setup_teardown(what_the_platform_takes_is_gone, filled, emptied),
		cmocka_unit_test_setup_teardown(saving_the_table_spares_them, filled, emptied),
		cmocka_unit_test_setup_teardown(it_ends_with_whoever_holds_it, filled, emptied),
		cmocka_unit_test_setup_teardown(a_title_is_one_roles, filled, emptied),
		cmocka_unit_test_setup_teardown(delegations_follow, filled, emptied),
		cmocka_unit_test_setup_teardown(codes_are_asked_of_it_too, filled, emptied),
		cmocka_unit_test_setup_teardown(what_became_personal_goes, filled, emptied),
	};
	return cmocka_run_group_tests_name("unit_roles", tests, NULL, NULL);
}
