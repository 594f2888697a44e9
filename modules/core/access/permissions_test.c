/* Permissions by position and day: what one position gives, another does not lend, and a last day is the day before it ends. */
#include "stage_test.h"

static bool permitted_on(struct ctx *c, int64_t id, struct date on, const char *permission)
{
	struct req q = {.ctx = *c};
	struct actor who;
	q.ctx.now = day_start(day_make(on.year, on.month, on.day)) + 9 * HOUR;
	OK(access_identify(&q.ctx, &(struct session){.account = id}, &who));
	q.actor = &who;
	return may(&q, permission);
}

/* A clerk for good, a leader in his own unit for November: on the first of December he approves nothing. */
static void what_has_ended_gives_nothing(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id, position, gia_lam;
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &gia_lam));
	struct new_account n = {.kind = S("officer"), .login = S("tamthoi.gialam"), .name = S("Trần Tạm Thời")};
	OK(WRITE(c, account_add(c, &n, &id)));
	struct new_position clerk = {.account = id, .unit = gia_lam, .role = S("reception"), .valid_from = S("2026-01-01")},
			    leader = {.account = id,
				    .unit = gia_lam,
				    .role = S("leader"),
				    .valid_from = S("2026-11-01"),
				    .valid_to = S("2026-12-01")};
	OK(WRITE(c, position_add(c, &clerk, &position)));
	OK(WRITE(c, position_add(c, &leader, &position)));
	static const struct {
		struct date on;
		bool approves;
	} days[] = {{{2026, 10, 31}, false}, {{2026, 11, 1}, true}, {{2026, 11, 30}, true}, {{2026, 12, 1}, false}};
	for (size_t i = 0; i < COUNT(days); i++) {
		assert_int_equal(permitted_on(c, id, days[i].on, "delegation.make"), days[i].approves);
		assert_true(permitted_on(c, id, days[i].on, "people.read"));
	}
}

/* What is declared with these modules beside the others. */
static err with(struct ctx *c, const struct module *more)
{
	const struct module *const *all = modules_all();
	const struct module *list[64] = {0};
	size_t n = 0;
	for (; all[n]; n++)
		list[n] = all[n];
	list[n] = more;
	modules_set(list);
	err e = WRITE(c, roles_declare(c));
	modules_set(all);
	return e;
}

static void a_module_declares_the_roles_that_its_permissions_are_for(void **state)
{
	struct ctx *c = test_store(state);
	struct role_title known;
	bool found;
	static const struct role teacher[] = {{.name = "teacher", .title = "Giáo viên"}},
				 leader[] = {{.name = "leader", .title = "Hiệu trưởng"}},
				 twice[] = {{.name = "teacher", .title = "Giáo viên"}, {.name = "teacher", .title = "Nhà giáo"}};
	static const struct permission marks[] = {{.name = "pupil.mark", .title = "Cho điểm", .roles = "leader teacher"}},
				       other[] = {{.name = "pupil.mark", .title = "Cho điểm", .roles = "leader teachers"}};
	FAILS(BROKEN, with(c, &(struct module){.name = "schools", .roles = LIST(teacher)}));
	FAILS(BROKEN, with(c, &(struct module){.name = "schools", .roles = LIST(teacher), .permissions = LIST(other)}));
	FAILS(BROKEN, with(c, &(struct module){.name = "schools", .roles = LIST(leader), .permissions = LIST(marks)}));
	FAILS(BROKEN, with(c, &(struct module){.name = "schools", .roles = LIST(twice), .permissions = LIST(marks)}));
	OK(role_title(c, S("teacher"), &known, &found));
	assert_false(found);
	OK(with(c, &(struct module){.name = "schools", .roles = LIST(teacher), .permissions = LIST(marks)}));
	OK(role_title(c, S("teacher"), &known, &found));
	assert_true(found && str_is(known.title, "Giáo viên"));
}

static void a_permission_says_itself_whether_it_may_be_passed_on(void **state)
{
	static const char *const kept[] = {"account.manage", "role.manage", "delegation.make", "administration.open",
		"settings.change", "jobs.manage", "system.style", "no.such", ""};
	static const char *const lent[] = {"dossier.approve", "dossier.read", "people.read", "audit.read", "citizen.confirm"};
	(void)state;
	for (size_t i = 0; i < COUNT(kept); i++)
		assert_true(permission_personal(str_of(kept[i])));
	for (size_t i = 0; i < COUNT(lent); i++)
		assert_false(permission_personal(str_of(lent[i])));
}

TESTS()
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(what_has_ended_gives_nothing),
		cmocka_unit_test(a_module_declares_the_roles_that_its_permissions_are_for),
		cmocka_unit_test(a_permission_says_itself_whether_it_may_be_passed_on)};
	return cmocka_run_group_tests_name("permissions", tests, filled, emptied);
}
