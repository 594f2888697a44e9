/* Who administers whom: whatever the positions and whatever id is put in, an administrator changes only what is his unit's today. */
#include "stage_test.h"
#include <stdio.h>

enum { UNITS = 3, PEOPLE = 6, WORLDS = 24, TRIES = 40 };

static int64_t units[UNITS];
static struct world {
	struct someone {
		int64_t id;
		char login[24];
		struct held {
			int64_t id, unit; /* unit 0: the platform */
			str from, to;
		} held[12];
		int n;
		str kept; /* what was seen of him last */
	} people[PEOPLE];
	int64_t mandates[UNITS];
} w;

static str day_at(struct ctx *c, int64_t offset) { return day_iso(c->a, day_of(c->now) + (day)offset); }
static uint64_t seed;
static int64_t chance(int64_t below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (int64_t)((seed >> 33) % (uint64_t)below);
}

/* ---- the model: said once more, in other words than the queries ---- */

static bool on_today(struct ctx *c, const struct held *h)
{
	str today = day_at(c, 0);
	return strcmp(h->from.s, today.s) <= 0 && (!h->to.n || strcmp(h->to.s, today.s) > 0);
}
static bool is_over(struct ctx *c, const struct held *h) { return h->to.n && strcmp(h->to.s, day_at(c, 0).s) <= 0; }

static bool works_in(struct ctx *c, const struct someone *s, int64_t unit)
{
	for (int i = 0; i < s->n; i++)
		if (s->held[i].unit == unit && on_today(c, &s->held[i]))
			return true;
	return false;
}

static bool of_platform_ever(struct ctx *c, const struct someone *s)
{
	for (int i = 0; i < s->n; i++)
		if (!s->held[i].unit && !is_over(c, &s->held[i]))
			return true;
	return false;
}

static bool belongs_to(struct ctx *c, const struct someone *s, int64_t unit)
{
	if (!works_in(c, s, unit) || of_platform_ever(c, s))
		return false;
	for (int i = 0; i < UNITS; i++)
		if (units[i] != unit && works_in(c, s, units[i]))
			return false;
	return true;
}

/* ---- a world ---- */

static void hold(struct ctx *c, struct someone *s, int64_t unit, int64_t from, int64_t to, const char *role)
{
	struct position_insert added;
	struct account_agencies_rows agencies = {0};
	struct held *h = &s->held[s->n++];
	*h = (struct held){.unit = unit, .from = day_at(c, from), .to = to == INT64_MAX ? S("") : day_at(c, to)};
	if (unit)
		OK(account_agencies(c, unit, &agencies));
	OK(WRITE(c, position_insert(c,
			    &(struct position_insert_in){.account = s->id,
				    .agency = unit ? some_int(agencies.v[0].id) : (opt_int){0},
				    .unit = some_id(unit),
				    .title = S("Thử"),
				    .role = unit ? str_of(role) : S("platform"),
				    .valid_from = h->from,
				    .valid_to = h->to.n ? h->to : (str){NULL, 0}},
			    &added)));
	h->id = added.id;
}

static void populate(struct ctx *c, int round)
{
	w = (struct world){0};
	for (int i = 0; i < PEOPLE; i++) {
		struct someone *s = &w.people[i];
		str token;
		snprintf(s->login, sizeof s->login, "nguoi%d.%d", round, i);
		struct new_account n = {
			.kind = S("officer"), .login = str_of(s->login), .name = S("Trần Văn Thử"), .password_hash = S("cu")};
		OK(WRITE(c, account_add(c, &n, &s->id)));
		OK(WRITE(c, session_begin(c, &(struct new_session){.account = s->id, .peer = S("::1"), .agent = S("")}, &token)));
		OK(WRITE(c, totp_put(c, s->id, S("x"), 0, c->now)));
		struct attempt_failed waits;
		OK(WRITE(c, attempt_failed(c, s->id, S("x"), 1, c->now, c->now, &waits)));
		OK(WRITE(c, attempt_failed(c, s->id, S("x"), 1, c->now, c->now + LOGIN_LOCK, &waits)));
		if (i == 0) { /* the administrator of the first unit, who tries */
			hold(c, s, units[0], -10, INT64_MAX, "administrator");
			continue;
		}
		for (int64_t k = chance(4); k > 0; k--) {
			static const int64_t starts[] = {-30, -1, 0, 1, 30}, ends[] = {-1, 0, 1, 40, INT64_MAX};
			int64_t from = starts[chance(5)], to = ends[chance(5)];
			hold(c, s, chance(9) ? units[chance(UNITS)] : 0, from, to <= from ? INT64_MAX : to, "leader");
		}
	}
	for (int i = 0; i < UNITS; i++) {
		struct delegation_insert added;
		OK(WRITE(c, delegation_insert(c,
				    &(struct delegation_insert_in){.unit = units[i],
					    .from = w.people[1].id,
					    .to = w.people[2].id,
					    .valid_from = day_at(c, 0),
					    .valid_to = day_at(c, 9),
					    .reason = S("đi vắng"),
					    .document = S("số 1"),
					    .at = c->now},
				    &added)));
		w.mandates[i] = added.id;
	}
}

/* What a unit must not find changed: the credentials of an account, and each position. */
static str seen(struct ctx *c, const struct someone *s, int64_t besides)
{
	struct account_by_login a;
	struct totp_of codes;
	struct sessions open;
	struct position_all_rows held;
	struct attempts_until waits;
	str from = S("x");
	bool found, has;
	buf b = {.a = c->a};
	OK(account_by_login(c, str_of(s->login), &a, &found));
	OK(totp_of(c, s->id, &codes, &has));
	OK(attempts_until(c, s->id, (struct texts){&from, 1}, &waits));
	OK(session_list(c, s->id, &open));
	OK(position_all(c, s->id, 0, day_at(c, 0), &held));
	if (!belongs_to(c, s, besides) || s == &w.people[0])
		buf_printf(&b, "%.*s %lld %d %d %zu;", STR_ARG(a.password_hash), (long long)waits.until, a.disabled_at.set, has,
			open.n);
	for (int i = 0; i < s->n; i++)
		for (size_t k = 0; k < held.n; k++)
			if (held.v[k].id == s->held[i].id &&
				(s->held[i].unit != besides || is_over(c, &s->held[i]) || s == &w.people[0]))
				buf_printf(&b, "%lld:%.*s-%.*s;", (long long)held.v[k].id, STR_ARG(held.v[k].valid_from),
					STR_ARG(held.v[k].valid_to));
	return buf_text(&b);
}

/* ---- what is tried ---- */

static struct management random_act(struct ctx *c)
{
	struct someone *s = &w.people[chance(PEOPLE)], *other = &w.people[chance(PEOPLE)];
	struct management m = {.act = (enum management_act)chance(CLOSE_POSITION + 1), .account = s->id, .hash = S("moi")};
	const struct someone *owner = chance(4) ? s : other;
	if (owner->n)
		m.position = owner->held[chance(owner->n)].id;
	m.valid_to = chance(5) ? day_at(c, chance(60) - 5) : S("");
	m.new = (struct new_position){.unit = chance(3)   ? units[0]
					      : chance(2) ? units[1]
							  : 0,
		.role = chance(4) ? S("administrator") : S("platform"),
		.valid_from = day_at(c, chance(20) - 10)};
	return m;
}

static struct someone *whom(int64_t id)
{
	for (int i = 0; i < PEOPLE; i++)
		if (w.people[i].id == id)
			return &w.people[i];
	fail();
	return NULL;
}

/* What the model says must come of it; the changes of the actor's own unit are taken into the model. */
static void judge(struct ctx *c, const struct management *m, err e)
{
	struct someone *s = whom(m->account);
	bool own = s == &w.people[0], may = !own && belongs_to(c, s, units[0]);
	if (m->act == ADD_POSITION)
		may = !own && works_in(c, s, units[0]) && !of_platform_ever(c, s) && m->new.unit == units[0] &&
		      !str_is(m->new.role, "platform");
	if (m->act == CLOSE_POSITION) {
		may = false;
		for (int i = 0; i < s->n && !own; i++) {
			struct held *h = &s->held[i];
			bool sense = !m->valid_to.n || strcmp(m->valid_to.s, h->from.s) >= 0;
			if (h->id != m->position || h->unit != units[0] || is_over(c, h) || !sense || of_platform_ever(c, s))
				continue;
			may = true;
			h->to = m->valid_to;
		}
	}
	if (may)
		OK(e);
	else
		assert_non_null(e);
	if (may && m->act == ADD_POSITION && s->n < 12) {
		struct position_all_rows now;
		OK(position_all(c, s->id, 0, day_at(c, 0), &now));
		int64_t newest = 0;
		for (size_t i = 0; i < now.n; i++)
			newest = now.v[i].id > newest ? now.v[i].id : newest;
		s->held[s->n++] = (struct held){newest, m->new.unit, m->new.valid_from, S("")};
	}
}

static void one_unit_never_changes_another(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const codes[] = {"14389", "14404", "14428"};
	int done = 0;
	for (int i = 0; i < UNITS; i++)
		OK(unit_find(c, S("commune"), str_of(codes[i]), day_of(c->now), &units[i]));
	for (int round = 0; round < WORLDS; round++) {
		seed = 20261127u + (uint64_t)round;
		c->actor = c->unit = 0;
		populate(c, round);
		for (int try = 0; try < TRIES; try++) {
			struct management m = random_act(c);
			if (whom(m.account)->n >= 12)
				continue;
			for (int i = 0; i < PEOPLE; i++)
				w.people[i].kept = seen(c, &w.people[i], units[0]);
			struct world before = w;
			c->actor = w.people[0].id;
			c->unit = units[0];
			err e = WRITE(c, account_manage(c, &m));
			done += !e;
			struct world after_model = w;
			w = before;
			for (int i = 0; i < PEOPLE; i++)
				assert_string_equal(str_c(c->a, seen(c, &w.people[i], units[0])), str_c(c->a, w.people[i].kept));
			w = after_model;
			judge(c, &m, e);
		}
	}
	c->actor = c->unit = 0;
	assert_true(done > WORLDS); /* it is not that nothing is allowed */
}

static void mandates_end_in_their_own_unit(void **state)
{
	struct ctx *c = test_store(state);
	seed = 5;
	populate(c, 1000);
	c->actor = w.people[0].id;
	c->unit = units[0];
	FAILS(NOT_FOUND, WRITE(c, delegation_end_of_unit(c, w.mandates[1])));
	FAILS(NOT_FOUND, WRITE(c, delegation_end_of_unit(c, w.mandates[2])));
	FAILS(NOT_FOUND, WRITE(c, delegation_end(c, w.mandates[0])));
	OK(WRITE(c, delegation_end_of_unit(c, w.mandates[0])));
	FAILS(CONFLICT, WRITE(c, delegation_end_of_unit(c, w.mandates[0])));
	c->unit = 0;
	OK(WRITE(c, delegation_end_of_unit(c, w.mandates[1])));
	c->actor = 0;
}

/* ---- the cases that were found, each for itself ---- */

static struct someone *officer(struct ctx *c, int i)
{
	struct someone *s = &w.people[i];
	str name = str_format(c->a, "vu.viec.%d.%d", i, (int)chance(1000000));
	*s = (struct someone){0};
	memcpy(s->login, name.s, name.n + 1);
	struct new_account n = {.kind = S("officer"), .login = name, .name = S("Trần Văn Thử"), .password_hash = S("cu")};
	c->actor = c->unit = 0;
	OK(WRITE(c, account_add(c, &n, &s->id)));
	return s;
}

static void as_administrator(struct ctx *c, int64_t unit)
{
	struct someone *chief = officer(c, 0);
	hold(c, chief, unit, -10, INT64_MAX, "administrator");
	c->actor = chief->id;
	c->unit = unit;
}

static void who_has_left_is_not_mine(void **state)
{
	struct ctx *c = test_store(state);
	struct account_home home;
	struct someone *s = officer(c, 1);
	hold(c, s, units[1], -300, INT64_MAX, "leader"); /* works there since long */
	hold(c, s, units[0], -20, -1, "clerk");          /* helped out here: the newest position, and over */
	as_administrator(c, units[0]);
	FAILS(NOT_FOUND, account_visible(c, s->id, &home));
	FAILS(NOT_FOUND,
		WRITE(c, account_manage(c, &(struct management){.act = SET_PASSWORD, .account = s->id, .hash = S("moi")})));
	FAILS(NOT_FOUND, WRITE(c, position_close(c, s->id, s->held[0].id, S(""))));
	FAILS(NOT_FOUND, WRITE(c, position_close(c, s->id, s->held[1].id, S("")))); /* what is over is not opened again */
	as_administrator(c, units[1]);
	OK(WRITE(c, account_manage(c, &(struct management){.act = SET_PASSWORD, .account = s->id, .hash = S("moi")})));
}

static void who_works_in_two_units_is_the_platforms(void **state)
{
	struct ctx *c = test_store(state);
	struct account_home home;
	struct someone *s = officer(c, 1);
	hold(c, s, units[0], -30, INT64_MAX, "clerk");
	hold(c, s, units[1], 0, 1, "leader");
	as_administrator(c, units[0]);
	OK(account_visible(c, s->id, &home));
	FAILS(DENIED, account_managed(c, s->id, &home));
	struct ctx tomorrow = *c;
	tomorrow.now += DAY;
	OK(account_managed(&tomorrow, s->id, &home));
	c->actor = account(c, "quantri");
	c->unit = 0;
	OK(account_managed(c, s->id, &home));
	OK(WRITE(c, account_manage(c, &(struct management){.act = RESET_CODES, .account = s->id})));
	c->actor = 0;
}

static void nobody_gives_himself_a_role(void **state)
{
	struct ctx *c = test_store(state);
	struct grant_all_rows rows;
	as_administrator(c, units[0]);
	struct someone *me = &w.people[0];
	struct management m = {.act = ADD_POSITION, .account = me->id, .new = {.unit = units[0], .role = S("leader")}};
	FAILS(INVALID, WRITE(c, account_manage(c, &m)));
	m = (struct management){.act = CLOSE_POSITION, .account = me->id, .position = me->held[0].id, .valid_to = day_at(c, 900)};
	FAILS(INVALID, WRITE(c, account_manage(c, &m)));
	FAILS(DENIED, WRITE(c, position_add(c, &(struct new_position){.account = me->id, .unit = units[0], .role = S("leader")},
				       &m.position)));
	FAILS(DENIED, WRITE(c, position_close(c, me->id, me->held[0].id, day_at(c, 900))));
	FAILS(INVALID, WRITE(c, account_manage(c, &(struct management){.act = RESET_CODES, .account = me->id})));
	c->actor = account(c, "quantri");
	c->unit = 0;
	FAILS(DENIED, WRITE(c, position_add(c, &(struct new_position){.account = c->actor, .unit = units[0], .role = S("leader")},
				       &m.position)));
	OK(grant_all(c, &rows));
	str *v = NEWN(c->a, str, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = str_format(c->a, "%.*s:%.*s", STR_ARG(rows.v[i].role), STR_ARG(rows.v[i].permission));
	v[rows.n] = S("platform:people.read"); /* not his from the first */
	struct grants g = {{v, rows.n + 1}};
	FAILS(INVALID, WRITE(c, grants_save(c, &g)));
	v[rows.n] = S("clerk:people.read");
	OK(WRITE(c, grants_save(c, &g)));
	g.grants.n--;
	OK(WRITE(c, grants_save(c, &g)));
	c->actor = 0;
}

/* What was taken from one's own role by mistake can be given back. */
static void ones_own_role_gets_back_what_it_had(void **state)
{
	struct ctx *c = test_store(state);
	struct grant_all_rows rows;
	OK(grant_all(c, &rows));
	str *v = NEWN(c->a, str, rows.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < rows.n; i++) {
		v[n] = str_format(c->a, "%.*s:%.*s", STR_ARG(rows.v[i].role), STR_ARG(rows.v[i].permission));
		n += !str_is(v[n], "platform:settings.change");
	}
	assert_int_equal(n, rows.n - 1);
	struct grants g = {{v, n}};
	c->actor = account(c, "quantri");
	OK(WRITE(c, grants_save(c, &g)));
	v[g.grants.n++] = S("platform:settings.change");
	OK(WRITE(c, grants_save(c, &g)));
	c->actor = 0;
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_unit_never_changes_another),
		cmocka_unit_test(mandates_end_in_their_own_unit),
		cmocka_unit_test(who_has_left_is_not_mine),
		cmocka_unit_test(who_works_in_two_units_is_the_platforms),
		cmocka_unit_test(nobody_gives_himself_a_role),
		cmocka_unit_test(ones_own_role_gets_back_what_it_had),
	};
	return cmocka_run_group_tests_name("manage", tests, filled, emptied);
}
