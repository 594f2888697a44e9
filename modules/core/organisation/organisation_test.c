/* A unit's organisation: departments end only when nobody works in them. */
#include "../../../tests/unit/store.h"
#include "pages.h"
#include "core/access/access.h"
#include "core/history/history.sql.h"
#include <unistd.h>
#include "http/http.h"

static void a_department_ends_when_nobody_is_left(void **state)
{
	struct ctx *c = test_store(state);
	int64_t unit, added, economy, account;
	struct department_positions_rows positions;
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, access_module.init(c)));
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &unit));
	OK(WRITE(c, agencies_standard(c, unit, S("2025-07-01"), &added)));
	OK(agency_find(c, unit, S("economy"), &economy));
	struct new_account n = {.kind = S("officer"),
		.login = S("kinhte.thu"),
		.name = S("Lê Thử"),
		.agency = economy,
		.unit = unit,
		.title = S("Trưởng phòng"),
		.role = S("specialist"),
		.valid_from = S("2025-07-01")};
	OK(WRITE(c, account_add(c, &n, &account)));
	OK(department_positions(c, unit, 0, S("2026-11-23"), &positions));
	assert_int_equal(positions.n, 1);
	assert_int_equal(positions.v[0].agency_id.v, economy);
	OK(department_positions(c, unit, 0, S("2025-06-30"), &positions));
	assert_int_equal(positions.n, 0);
	OK(department_positions(c, unit, economy, S("2026-11-23"), &positions));
	assert_int_equal(positions.n, 1);
	OK(department_positions(c, unit, economy + 1, S("2026-11-23"), &positions));
	assert_int_equal(positions.n, 0);
	struct agency_change k = {.unit = unit, .agency = economy, .day = S("2026-12-01")};
	FAILS(INVALID, WRITE(c, organisation_end_agency(c, &k)));
	k.unit = unit + 1;
	FAILS(NOT_FOUND, WRITE(c, organisation_end_agency(c, &k))); /* how many work there is nobody else's business */
	k.unit = unit;
	int64_t culture;
	OK(agency_find(c, unit, S("culture"), &culture));
	k.agency = culture;
	OK(WRITE(c, organisation_end_agency(c, &k)));
	FAILS(CONFLICT, WRITE(c, organisation_end_agency(c, &k)));
}

/* A new name and a new code stand in its history, each with what was; another unit's administrator changes nothing. */
static void what_changes_in_a_department_stands_in_its_history(void **state)
{
	struct ctx *c = test_store(state);
	int64_t added, elsewhere;
	struct department d;
	struct history_changes_rows all;
	struct history_lines_rows lines;
	OK(WRITE(c, units_module.init(c)));
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &c->unit));
	OK(unit_find(c, S("commune"), S("14404"), day_of(c->now), &elsewhere));
	OK(WRITE(c, agencies_standard(c, c->unit, S("2025-07-01"), &added)));
	struct agency_change k = {
		.unit = elsewhere, .name = S("Phòng Kinh tế xã"), .code = S("H42.17.05"), .day = S("2026-02-01")};
	OK(agency_find(c, c->unit, S("economy"), &k.agency));
	FAILS(NOT_FOUND, apply(c, organisation_change_agency, &k));
	k.unit = c->unit;
	k.code = S("sai");
	FAILS(INVALID, apply(c, organisation_change_agency, &k));
	k.code = S("H42.17.05");
	OK(apply(c, organisation_change_agency, &k));
	OK(department(c, k.agency, c->unit, &d));
	assert_true(str_eq(d.name, k.name) && str_eq(d.code, k.code));
	OK(history_changes(c, S("agency"), k.agency, INT64_MAX, 10, &all));
	assert_int_equal(all.n, 1);
	OK(history_lines(c, (struct ints){&all.v[0].id, 1}, &lines));
	assert_int_equal(lines.n, 2);
	assert_true(str_is(lines.v[0].what, "Tên đầy đủ") && str_eq(lines.v[0].after, k.name));
	assert_true(str_is(lines.v[1].what, "Mã định danh") && str_eq(lines.v[1].after, k.code));
	OK(apply(c, organisation_change_agency, &k));
	OK(history_changes(c, S("agency"), k.agency, INT64_MAX, 10, &all));
	assert_int_equal(all.n, 1); /* nothing became anything else */
}

/* The decree names six kinds: two of one kind are no two, and one that has ended is none any more. */
static void a_commune_lacks_what_it_has_not_on_the_day(void **state)
{
	struct ctx *c = test_store(state);
	struct departments_wanted found;
	struct agency_change k = {.day = S("2026-03-01")};
	OK(WRITE(c, units_module.init(c)));
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &c->unit));
	int64_t added;
	OK(WRITE(c, agencies_standard(c, c->unit, S("2025-07-01"), &added)));
	struct new_agency twice = {
		.unit = c->unit, .kind = S("culture"), .name = S("Phòng Văn hóa hai"), .valid_from = S("2025-08-01")};
	OK(apply(c, agency_open, &twice));
	k.unit = c->unit;
	OK(agency_find(c, c->unit, S("police"), &k.agency));
	OK(apply(c, organisation_end_agency, &k));
	static const struct {
		const char *day;
		int64_t n;
	} cases[] = {{"2025-06-30", 0}, {"2025-07-01", 6}, {"2026-02-28", 6}, {"2026-03-01", 5}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		OK(departments_wanted(c, c->unit, str_of(cases[i].day), &found));
		assert_int_equal(found.n, cases[i].n);
	}
	OK(departments_wanted(c, c->unit + 1, S("2026-01-01"), &found));
	assert_true(found.n < 6);
}

/* ---- the lists, as an administrator asks them ---- */

struct asking {
	struct http_request http;
	struct http_reply reply;
	struct req q;
	struct day_filter asked;
	struct listing l;
};

static void ask(struct asking *k, const struct ctx *c, const struct list *list, str address)
{
	static struct route route = {.method = "GET", .path = "/thu"};
	str path, query;
	str_cut(address, '?', &path, &query);
	*k = (struct asking){.http = {.a = c->a, .query = query, .method = S("GET"), .path = path},
		.reply = {.fd = -1, .body = {.a = c->a}},
		.q = {.ctx = *c}};
	route.list = list;
	k->q.http = &k->http;
	k->q.reply = &k->reply;
	k->q.route = &route;
	k->q.page = (struct page){.out = &k->reply.body, .a = c->a, .now = c->now};
}

static void look(struct asking *k, const struct ctx *c, const struct list *list, str address)
{
	ask(k, c, list, address);
	OK(list_read(&k->q, list, &k->asked, &k->l));
	OK(list_fill(&k->q, &k->l));
}

enum { HAMLETS = 620 };

static err open_hamlets(struct ctx *c, int64_t unit, int64_t elsewhere)
{
	for (int i = 0; i <= HAMLETS; i++) {
		struct hamlet_change n = {.unit = i < HAMLETS ? unit : elsewhere,
			.kind = S("thon"),
			.name = str_format(c->a, i % 3 ? "Đồng %d" : "Ấp Mới", i),
			.note = str_format(c->a, "số %d", i),
			.day = i % 10 ? S("2025-07-01") : S("2026-01-01"),
			.legal_basis = S("=NQ 1")};
		TRY(hamlet_open(c, &n));
	}
	return NULL;
}

static size_t lines_of(struct asking *k, const struct ctx *c, str address)
{
	int fd;
	char text[256 * 1024];
	size_t lines = 0;
	ask(k, c, &organisation_hamlets, address);
	OK(list_file(&k->q, false, &fd));
	ssize_t n = pread(fd, text, sizeof text, 0);
	close(fd);
	assert_true(n > 0 && n < (ssize_t)sizeof text);
	for (ssize_t i = 1; i < n; i++)
		lines += text[i] == '\n' && text[i - 1] == '\r';
	return lines - 1;
}

static void hamlets_are_paged_by_name_on_a_day(void **state)
{
	struct ctx *c = test_store(state);
	int64_t unit, elsewhere, seen = 0, pages = 0;
	OK(WRITE(c, units_module.init(c)));
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &unit));
	OK(unit_find(c, S("commune"), S("14404"), day_of(c->now), &elsewhere));
	OK(WRITE(c, open_hamlets(c, unit, elsewhere)));
	bool met[HAMLETS + 1] = {false};
	struct asking k;
	str last = S("");
	c->unit = unit;
	for (str at = S("/quan-tri/thon"); at.n; at = list_following(c->a, &k.l), pages++) {
		look(&k, c, &organisation_hamlets, at);
		for (size_t i = 0; i < k.l.rows.n; i++, seen++) {
			const struct organisation_hamlets_on *r = list_row(&k.l, i);
			int64_t number = -1;
			assert_true(str_int((str){r->note.s + 4, r->note.n - 4}, &number) || r->note.n);
			assert_true(strcmp(str_c(c->a, fold(c->a, r->name)), str_c(c->a, last)) >= 0);
			last = fold(c->a, r->name);
			for (const char *p = r->note.s; number < 0 && p < r->note.s + r->note.n; p++)
				if (*p >= '0' && *p <= '9' && str_int((str){p, (size_t)(r->note.s + r->note.n - p)}, &number))
					break;
			assert_true(number >= 0 && number < HAMLETS && !met[number]);
			met[number] = true;
		}
	}
	assert_int_equal(seen, HAMLETS);
	assert_int_equal(pages, (HAMLETS + 49) / 50);
	look(&k, c, &organisation_hamlets, S("/quan-tri/thon?ngay=01/12/2025&tim=%C4%90%E1%BB%93ng"));
	assert_true(k.l.narrowed && k.l.rows.n == 50 && str_is(k.asked.day, "2025-12-01"));
	assert_true(str_starts(((const struct organisation_hamlets_on *)list_row(&k.l, 0))->name, S("Đồng ")));
	assert_int_equal(lines_of(&k, c, S("/quan-tri/thon.csv")), HAMLETS);
	assert_int_equal(lines_of(&k, c, S("/quan-tri/thon.csv?ngay=2025-12-01")), HAMLETS - HAMLETS / 10);
	c->unit = elsewhere;
	assert_int_equal(lines_of(&k, c, S("/quan-tri/thon.csv")), 1);
}

static void departments_say_who_holds_what_on_the_day(void **state)
{
	struct ctx *c = test_store(state);
	int64_t added, economy, account;
	struct asking k;
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, access_module.init(c)));
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &c->unit));
	OK(WRITE(c, agencies_standard(c, c->unit, S("2025-07-01"), &added)));
	OK(agency_find(c, c->unit, S("economy"), &economy));
	struct new_account n = {.kind = S("officer"),
		.login = S("kinhte.thu"),
		.name = S("Lê Thử"),
		.agency = economy,
		.unit = c->unit,
		.title = S("Trưởng phòng"),
		.role = S("specialist"),
		.valid_from = S("2026-02-01")};
	OK(WRITE(c, account_add(c, &n, &account)));
	static const struct {
		const char *address, *holds;
	} cases[] = {{"/quan-tri/co-quan?xep=-ten", "Lê Thử: Trưởng phòng"}, {"/quan-tri/co-quan?ngay=31/01/2026", ""},
		{"/quan-tri/co-quan?ngay=01/02/2026", "Lê Thử: Trưởng phòng"}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		bool met = false;
		look(&k, c, &organisation_agencies, str_of(cases[i].address));
		assert_true(k.l.rows.n > 5 && !k.asked.is_lacking);
		for (size_t r = 0; r < k.l.rows.n; r++) {
			const struct departments_on *d = list_row(&k.l, r);
			const struct column *holders = &organisation_agencies.columns.v[1];
			assert_int_equal(list_id(&k.l, d), d->id);
			if (d->id != economy) {
				assert_int_equal(holders->text(c->a, &k.l, d).n, 0);
				continue;
			}
			met = true;
			assert_string_equal(str_c(c->a, holders->text(c->a, &k.l, d)), cases[i].holds);
		}
		assert_true(met);
	}
	look(&k, c, &organisation_agencies, S("/quan-tri/co-quan?ngay=30/06/2025"));
	assert_true(k.asked.is_lacking);
	look(&k, c, &organisation_agencies, S("/quan-tri/co-quan?ngay=31/06/2025"));
	assert_true(k.l.wrong && !k.l.rows.n && !k.asked.is_lacking);
	assert_true(str_is(organisation_until(c->a, S("2026-02-01")), "31/01/2026") && !organisation_until(c->a, (str){0}).n);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_department_ends_when_nobody_is_left, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_changes_in_a_department_stands_in_its_history, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_commune_lacks_what_it_has_not_on_the_day, test_open, test_close),
		cmocka_unit_test_setup_teardown(hamlets_are_paged_by_name_on_a_day, test_open, test_close),
		cmocka_unit_test_setup_teardown(departments_say_who_holds_what_on_the_day, test_open, test_close),
	};
	return cmocka_run_group_tests_name("organisation", tests, NULL, NULL);
}
