/* A unit's hamlets as rows: they are judged, applied in pieces, left where something moved; a program that stops goes on. */
#include "stage_test.h"
#include "inside.h"
#include "core/notices/notices.sql.h"
#include "web/actor.h"
#include "web/request.h"
#include "web/site.h"
#include <sys/mman.h>
#include <unistd.h>

static void columns_are_found_by_their_names(void **state)
{
	struct ctx *c = test_store(state);
	const struct import_kind *k, *none;
	OK(import_kind_named(c, S("hamlets"), &k));
	str mapping;
	assert_non_null(k);
	OK(import_kind_named(c, S("nothing"), &none));
	assert_null(none);
	c->unit = 1;
	OK(import_guess(c, k,
		(str[]){S("STT"), S("LOẠI"), S("Tên thôn (*)"), S("từ ngày"), S("Từ ngày"), S("legal_basis"), S("")}, 7,
		&mapping));
	struct texts m = import_parts(c->a, mapping);
	assert_int_equal(m.n, 7);
	const char *const wanted[] = {"-", "kind", "name", "day", "-", "legal_basis", "-"};
	for (size_t i = 0; i < COUNT(wanted); i++)
		assert_string_equal(str_c(c->a, m.v[i]), wanted[i]);
	assert_null(import_lacking(k, m));
	assert_string_equal(import_lacking(k, (struct texts){m.v, 5})->name, "legal_basis");
	OK(WRITE(c, import_mapping_keep(c, 1, S("hamlets"), S("stt"), S("note"))));
	OK(import_guess(c, k, (str[]){S("Stt")}, 1, &mapping));
	assert_int_equal(mapping.s[0], 'n');
	c->unit = 2; /* another unit has said nothing */
	OK(import_guess(c, k, (str[]){S("Stt")}, 1, &mapping));
	assert_int_equal(mapping.s[0], '-');
}

static void parts_stand_in_one_text(void **state)
{
	struct ctx *c = test_store(state);
	const str v[] = {S("a"), S(""), S("c")};
	struct texts t = import_parts(c->a, import_joined(c->a, v, 3));
	assert_int_equal(t.n, 3);
	assert_true(str_is(t.v[0], "a") && !t.v[1].n && str_is(t.v[2], "c"));
	assert_int_equal(import_parts(c->a, S("")).n, 0);
}

/* ---- a unit's list, from its rows to the end ---- */

static int64_t list_of(struct ctx *c, int64_t account, const char *const *rows, size_t n)
{
	struct import_add added;
	str headings = S("Loại\x1fTên\x1fTừ ngày\x1f"
			 "Căn cứ\x1f"),
	    mapping = S("kind\x1fname\x1f"
			"day\x1flegal_basis\x1f");
	OK(WRITE(c, import_add(c,
			    &(struct import_add_in){.unit = c->unit,
				    .account = account,
				    .kind = S("hamlets"),
				    .file_name = S("thon.csv"),
				    .headings = headings,
				    .mapping = mapping,
				    .now = c->now,
				    .expires = c->now + 7 * DAY},
			    &added)));
	for (size_t i = 0; i < n; i++) {
		str cells = str_format(c->a,
			"Thôn\x1f%s\x1f"
			"01/07/2025\x1fNQ 1\x1f",
			rows[i]);
		OK(WRITE(c, import_row_add(c, row_id(added.id, (int64_t)i + 2), added.id, cells)));
	}
	OK(WRITE(c, import_read(c, added.id, IMPORT_CHECKING, (int64_t)n)));
	return added.id;
}

static void work(struct ctx *c, int64_t id)
{
	struct ctx job = *c;
	job.actor = job.unit = 0;
	OK(import_work(&job, str_format(c->a, "%lld", (long long)id)));
}

static struct imports_of of(struct ctx *c, int64_t id)
{
	struct imports_of im;
	OK(import_get(c, id, &im));
	return im;
}

static void a_list_is_checked_confirmed_and_done(void **state)
{
	struct ctx *c = test_store(state);
	begin(c);
	int64_t unit = c->unit, account = c->actor;
	int64_t id = list_of(c, account, (const char *const[]){"A", "B", "a", ""}, 4);
	struct confirming w = {id};
	FAILS(CONFLICT, apply(c, import_confirm, &w)); /* nobody has seen what it would do */
	work(c, id);
	assert_int_equal(of(c, id).state, IMPORT_READY);
	assert_int_equal(of(c, id).news, 2);
	assert_int_equal(of(c, id).wrongs, 2);
	c->unit = unit + 1;
	FAILS(CONFLICT, apply(c, import_confirm, &w)); /* another unit's */
	FAILS(CONFLICT, apply(c, import_stop, &w));
	c->unit = unit;
	OK(WRITE(c, hamlet_open(c, &(struct hamlet_change){.unit = unit,
					   .kind = S("thon"),
					   .name = S("B"),
					   .day = S("2025-07-01"),
					   .legal_basis = S("NQ 1")})));
	OK(apply(c, import_confirm, &w));
	FAILS(CONFLICT, apply(c, import_confirm, &w));
	FAILS(CONFLICT, apply(c, import_stop, &w)); /* what is being done is not given up */
	work(c, id);
	struct imports_of done = of(c, id);
	assert_int_equal(done.state, IMPORT_DONE);
	assert_int_equal(done.added, 1);
	assert_int_equal(done.moved, 1); /* B came in between */
	work(c, id);                     /* once more does nothing */
	assert_int_equal(of(c, id).added, 1);
	int64_t again = list_of(c, account, (const char *const[]){"A", "B"}, 2);
	work(c, again);
	assert_int_equal(of(c, again).sames, 2);
	w.id = again;
	FAILS(INVALID, apply(c, import_confirm, &w)); /* there is nothing to do */
}

/* Which column is which comes back from a browser: one for each of the file's, known, each at most once, and all that must be there. */
static void columns_are_chosen_once(void **state)
{
	static const char *const said[][4] = {{"kind", "name", "day", "x"}, {"kind", "name", "day", "-"},
		{"kind", "name", "day", "day"}, {"note", "name", "day", "note"}};
	static const char *const words[] = {"Không có cột", "Căn cứ", "Hai cột của tệp", "Hai cột của tệp"};
	struct ctx *c = test_store(state);
	begin(c);
	int64_t account = c->actor;
	struct mapping_work m = {list_of(c, account, (const char *const[]){"A"}, 1), {0}};
	work(c, m.id);
	str columns[4];
	for (size_t i = 0; i < COUNT(said); i++) {
		for (size_t j = 0; j < COUNT(columns); j++)
			columns[j] = str_of(said[i][j]);
		m.columns = (struct texts){columns, COUNT(columns)};
		err e = apply(c, import_map, &m);
		assert_non_null(e);
		assert_int_equal(e->kind, INVALID);
		assert_non_null(strstr(str_c(c->a, e->problems->text), words[i]));
	}
	m.columns.n = 3;
	FAILS(INVALID, apply(c, import_map, &m));
	assert_int_equal(of(c, m.id).state, IMPORT_READY);
}

/* A number of a kind whose columns have no example is no lost zero. */
struct numbered {
	str number;
};
IMPORT_RULE(numbered_row, struct numbered)
static err numbered_row(struct req *q, struct numbered *n, struct import_row *row)
{
	(void)q;
	row->verdict = IMPORT_NEW;
	row->key = n->number;
	return NULL;
}

static void a_column_may_have_no_example(void **state)
{
	struct import_column column = {.others = ""};
	const struct field field = NUMBER_TEXT(struct numbered, number, "Số", 0, 12);
	const struct input input = {.name = "numbered", .fields = &field, .n = 1};
	const struct import_kind k = {.name = "numbered",
		.input = &input,
		.columns = &column,
		.size = sizeof(struct numbered),
		.check = numbered_row_of};
	struct ctx *c = test_store(state);
	struct req q = {.ctx = *c};
	struct judged j;
	str mapping = S("number");
	OK(import_judge(&q, &k, (struct texts){&mapping, 1}, S("37184000123\x1f"), &j));
	assert_int_equal(j.row.verdict, IMPORT_NEW);
	column.example = "037184000123";
	OK(import_judge(&q, &k, (struct texts){&mapping, 1}, S("37184000123\x1f"), &j));
	assert_int_equal(j.row.verdict, IMPORT_WRONG);
}

/* What comes by itself (core/feeds) went through no request, whose head is asked first. */
static void a_full_disk_takes_no_table(void **state)
{
	static const struct module *const with_edge[] = {&edge_module, &imports_module, NULL};
	struct ctx *c = test_store(state);
	struct actor who;
	begin(c);
	data_folder_set(test_folder(c));
	OK(settings_open(c, with_edge, NULL));
	OK(officer_as(c, c->actor, c->unit, &who));
	struct req q = {.ctx = *c, .actor = &who};
	struct import_given g = {.kind = S("hamlets"), .file_name = S("Thôn của Sở"), .fd = memfd_create("table", MFD_CLOEXEC)};
	OK(WRITE(c, setting_save(c, "uploads.floor_mb", S("100000000"))));
	OK(settings_reload(c));
	FAILS(BUSY, import_give(&q, &g));
	OK(WRITE(c, setting_save(c, "uploads.floor_mb", S("0"))));
	OK(settings_reload(c));
	FAILS(INVALID, import_give(&q, &g)); /* now it is read, and there is nothing in it */
	close(g.fd);
}

/* Of 120 rows the job is told that the first 70 are done: it neither does them again nor forgets the others. */
static void it_goes_on_where_it_stood(void **state)
{
	struct ctx *c = test_store(state);
	const char *names[120];
	begin(c);
	int64_t account = c->actor;
	for (size_t i = 0; i < COUNT(names); i++)
		names[i] = str_format(c->a, "Số %zu", i).s;
	int64_t id = list_of(c, account, names, COUNT(names));
	work(c, id);
	struct confirming w = {id};
	OK(apply(c, import_confirm, &w));
	OK(WRITE(c, import_at(c, id, 71)));
	work(c, id);
	assert_int_equal(of(c, id).added, 50);
	assert_int_equal(of(c, id).news, 70);
	assert_int_equal(of(c, id).state, IMPORT_DONE);
}

/* Who may import it there, beside the one who did. */
static int64_t another(struct ctx *c, int64_t unit)
{
	int64_t id;
	OK(WRITE(c, account_add(c,
			    &(struct new_account){.kind = S("officer"),
				    .login = S("quantri.khac"),
				    .name = S("Người Khác"),
				    .unit = unit,
				    .role = S("administrator")},
			    &id)));
	return id;
}

static int64_t told_of(struct ctx *c, int64_t account)
{
	struct notice_page_rows all;
	int64_t n = 0;
	OK(notice_page(c, account, INT64_MAX, 50, &all));
	for (size_t i = 0; i < all.n; i++)
		n += str_has(all.v[i].text, S("không còn quyền"));
	return n;
}

/* Who confirmed may lose his right before the work begins, or half-way: then nothing more is done in his name, the rest says why, and whoever
 * may do it in his place hears of it, once. */
static void who_confirmed_must_still_may(void **state)
{
	struct ctx *c = test_store(state);
	begin(c);
	int64_t unit = c->unit, account = c->actor;
	int64_t there;
	OK(unit_find(c, S("commune"), S("14404"), day_of(c->now), &there));
	c->unit = c->actor = 0;
	int64_t other = another(c, unit), elsewhere = officer(c, "administrator", there), clerk = officer(c, "reception", unit);
	c->unit = unit;
	c->actor = account;
	int64_t id = list_of(c, account, (const char *const[]){"A", "B"}, 2);
	work(c, id);
	int64_t checking = list_of(c, account, (const char *const[]){"C"}, 1);
	struct confirming w = {id};
	OK(apply(c, import_confirm, &w));
	OK(WRITE(c, import_row_ended(c, row_id(id, 2), IMPORT_ADDED, 1, S("")))); /* as one was that came in before */
	OK(WRITE(c, account_disable(c, account)));
	struct ctx job = *c;
	job.actor = job.unit = 0;
	for (int turn = 0; turn < 2; turn++)
		OK(import_work(&job, str_format(c->a, "%lld", (long long)id)));
	assert_int_equal(of(c, id).added, 1);
	assert_int_equal(of(c, id).failed, 1);
	assert_int_equal(of(c, id).state, IMPORT_DONE);
	struct import_rows_rows rows;
	OK(import_rows(c, row_id(id, 0), row_id(id + 1, 0), import_kept_back, 10, &rows));
	assert_int_equal(rows.n, 1);
	assert_true(str_has(rows.v[0].problems, S("không còn quyền")));
	assert_int_equal(told_of(c, other), 1);
	assert_int_equal(told_of(c, elsewhere), 0);
	assert_int_equal(told_of(c, clerk), 0);
	OK(import_work(&job, str_format(c->a, "%lld", (long long)checking))); /* what nobody has seen is given up */
	assert_int_equal(of(c, checking).state, IMPORT_STOPPED);
	assert_int_equal(told_of(c, other), 2);
}

/* The program may have been away until the time of the rows was over: what was applied until then stays counted. */
static void what_was_applied_stays_counted(void **state)
{
	struct ctx *c = test_store(state);
	begin(c);
	int64_t account = c->actor;
	int64_t id = list_of(c, account, (const char *const[]){"A"}, 1);
	work(c, id);
	struct confirming w = {id};
	OK(apply(c, import_confirm, &w));
	OK(WRITE(c, import_row_ended(c, row_id(id, 2), IMPORT_ADDED, 1, S(""))));
	struct ctx job = *c;
	job.actor = job.unit = 0;
	job.now += 7 * DAY;
	OK(import_clean(&job, S("")));
	assert_int_equal(of(c, id).state, IMPORT_DONE);
	assert_int_equal(of(c, id).added, 1);
	assert_false(of(c, id).expires_at.set);
}

static void rows_go_when_their_time_is_over(void **state)
{
	struct ctx *c = test_store(state);
	struct import_rows_rows rows;
	begin(c);
	int64_t account = c->actor;
	int64_t id = list_of(c, account, (const char *const[]){"A", "B"}, 2),
		other = list_of(c, account, (const char *const[]){"C"}, 1);
	work(c, id);
	struct confirming w = {id};
	OK(apply(c, import_confirm, &w));
	work(c, id);
	OK(import_clean(c, S("")));
	OK(import_rows(c, row_id(id, 0), row_id(id + 1, 0), import_all_verdicts, 10, &rows));
	assert_int_equal(rows.n, 2);
	c->now += 7 * DAY;
	w.id = other;
	OK(import_clean(c, S("")));
	OK(import_rows(c, row_id(id, 0), row_id(other + 1, 0), import_all_verdicts, 10, &rows));
	assert_int_equal(rows.n, 0);
	assert_int_equal(of(c, id).added, 2); /* what became of them stays */
	assert_false(of(c, id).expires_at.set);
	assert_int_equal(of(c, other).state, IMPORT_STOPPED);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(columns_are_found_by_their_names, test_open, test_close),
		cmocka_unit_test_setup_teardown(parts_stand_in_one_text, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_list_is_checked_confirmed_and_done, test_open, test_close),
		cmocka_unit_test_setup_teardown(columns_are_chosen_once, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_column_may_have_no_example, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_full_disk_takes_no_table, test_open, test_close),
		cmocka_unit_test_setup_teardown(it_goes_on_where_it_stood, test_open, test_close),
		cmocka_unit_test_setup_teardown(who_confirmed_must_still_may, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_was_applied_stays_counted, test_open, test_close),
		cmocka_unit_test_setup_teardown(rows_go_when_their_time_is_over, test_open, test_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
