/* Drafts: begun once, saved by version, gone on with elsewhere, handed in once, cleaned up. */
#include "government/dossiers/catalogue_test.h"
#include "government/dossiers/demo/demo.sql.h"
#include "government/dossiers/filing/drafts.h"
#include "web/site.h"

static struct {
	int64_t unit, other_unit, citizen, other, procedure, second;
} is;

static int open_stage(void **state)
{
	if (open_filled(state))
		return 1;
	struct ctx *c = test_store(state);
	data_folder_set(test_folder(c));
	struct dossier_receiving_units_rows units;
	OK(dossier_receiving_units(c, day_iso(c->a, day_of(c->now)), &units));
	is.unit = units.v[0].id;
	is.other_unit = units.v[1].id;
	struct demo_citizens_rows citizens;
	OK(demo_citizens(c, &citizens));
	is.citizen = citizens.v[0].id;
	is.other = citizens.v[1].id;
	const str codes[] = {S("1.004837"), S("1.004845")}; /* giám hộ, chấm dứt giám hộ */
	struct demo_procedures_rows procedures;
	OK(demo_procedures(c, (struct texts){codes, 2}, &procedures));
	assert_int_equal(procedures.n, 2);
	is.procedure = procedures.v[0].id;
	is.second = procedures.v[1].id;
	return 0;
}

static struct ctx *begin(void **state)
{
	struct ctx *c = test_store(state);
	struct drafts_of_rows old;
	c->now = TEST_NOW;
	c->actor = is.citizen;
	c->unit = 0;
	OK(drafts_of(c, is.citizen, &old));
	for (size_t i = 0; i < old.n; i++) {
		struct draft_end e = {.account = is.citizen, .key = old.v[i].key};
		OK(WRITE(c, draft_remove(c, &e)));
	}
	return c;
}

static str begun(struct ctx *c, int64_t procedure)
{
	struct draft_start s = {is.citizen, procedure, is.unit, S("online"), S("")};
	OK(WRITE(c, draft_begin(c, &s)));
	assert_true(s.key.n > 10);
	return s.key;
}

static struct draft_save filled(str key, int64_t version)
{
	return (struct draft_save){is.citizen, version, key,
		{S("ĐINH THỊ HOÀ"), S("037190000123"), S("1990-02-03"), S("0912 000 123"), S(""), S("Thôn 2, xã Gia Lâm"),
			S("post"), S("Thôn 2, xã Gia Lâm")},
		S("{\"content\":\"Đăng ký giám hộ\"}")};
}

static struct draft_get of(struct ctx *c, str key)
{
	struct draft_get d;
	bool found;
	OK(draft_get(c, key, is.citizen, &d, &found));
	assert_true(found);
	return d;
}

static struct attachment paper(struct ctx *c, const char *text, int64_t component)
{
	struct attachment a = {.component = component};
	OK(file_store_bytes(c, str_of(text), S("giấy khai sinh.pdf"), "application/pdf", &a.stored));
	return a;
}

static int64_t attach(struct ctx *c, str key, struct attachment *a, size_t n)
{
	struct draft_files_change f = {.account = is.citizen, .key = key, .attachments = a, .nattachments = n};
	OK(WRITE(c, draft_change_files(c, &f)));
	return f.added;
}

/* ---- tests ---- */

static void it_begins_with_what_is_known(void **state)
{
	struct ctx *c = begin(state);
	str key = begun(c, is.procedure);
	struct draft_get d = of(c, key);
	struct applicant_prefill who;
	bool found;
	OK(applicant_prefill(c, is.citizen, &who, &found));
	assert_true(str_eq(d.name, who.name) && str_eq(d.personal_number, who.personal_number) && str_eq(d.phone, who.phone));
	assert_int_equal(d.version, 1);
	assert_int_equal(d.unit_id, is.unit);
	assert_true(str_eq(begun(c, is.procedure), key)); /* untouched: the same again */
	struct draft_save s = filled(key, 1);
	OK(WRITE(c, draft_save(c, &s)));
	assert_false(str_eq(begun(c, is.procedure), key));
}

static void two_devices_do_not_overwrite(void **state)
{
	struct ctx *c = begin(state);
	str key = begun(c, is.procedure);
	struct draft_save phone = filled(key, 1), desk = filled(key, 1);
	OK(WRITE(c, draft_save(c, &phone)));
	assert_int_equal(phone.version, 2);
	FAILS(CONFLICT, WRITE(c, draft_save(c, &desk)));
	desk.version = of(c, key).version;
	OK(WRITE(c, draft_save(c, &desk)));
	assert_int_equal(of(c, key).version, 3);
	struct draft_end e = {.account = is.citizen, .key = key, .version = 2}; /* reviewed before the last change */
	FAILS(CONFLICT, WRITE(c, draft_submit(c, &e)));
}

static void nobody_sees_anothers(void **state)
{
	struct ctx *c = begin(state);
	str key = begun(c, is.procedure);
	struct draft_save s = filled(key, 1);
	struct draft_files_change f = {.account = is.other, .key = key};
	struct draft_end e = {.account = is.other, .key = key, .version = 1};
	struct draft_move m = {is.other, is.other_unit, key, S("online")};
	s.account = is.other;
	FAILS(NOT_FOUND, WRITE(c, draft_save(c, &s)));
	FAILS(NOT_FOUND, WRITE(c, draft_change_files(c, &f)));
	FAILS(NOT_FOUND, WRITE(c, draft_submit(c, &e)));
	FAILS(NOT_FOUND, WRITE(c, draft_moved(c, &m)));
	OK(WRITE(c, draft_remove(c, &e)));
	of(c, key);
}

static void twenty_at_most(void **state)
{
	struct ctx *c = begin(state);
	for (int i = 0; i < DRAFTS_MAX; i++) {
		struct draft_save s = filled(begun(c, is.procedure), 1);
		OK(WRITE(c, draft_save(c, &s)));
	}
	struct draft_start one_more = {is.citizen, is.procedure, is.unit, S("online"), S("")};
	FAILS(INVALID, WRITE(c, draft_begin(c, &one_more)));
	struct drafts_of_rows list;
	OK(drafts_of(c, is.citizen, &list));
	assert_int_equal(list.n, DRAFTS_MAX);
}

static void places_that_receive(void **state)
{
	struct ctx *c = begin(state);
	struct draft_start s = {is.citizen, is.procedure, 1, S("online"), S("")}; /* the country receives nothing */
	FAILS(INVALID, WRITE(c, draft_begin(c, &s)));
	s.procedure = INT32_MAX;
	s.unit = is.unit;
	FAILS(NOT_FOUND, WRITE(c, draft_begin(c, &s)));
	str key = begun(c, is.procedure);
	struct draft_move m = {is.citizen, is.other_unit, key, S("online")};
	OK(WRITE(c, draft_moved(c, &m)));
	assert_int_equal(of(c, key).unit_id, is.other_unit);
	m.unit = 1;
	FAILS(INVALID, WRITE(c, draft_moved(c, &m)));
}

static void files_stay_with_it(void **state)
{
	struct ctx *c = begin(state);
	str key = begun(c, is.procedure);
	struct attachment two[] = {paper(c, "%PDF-1.4 một", 1), paper(c, "%PDF-1.4 hai", 0)};
	int64_t id = attach(c, key, two, 2);
	struct draft_files_rows files;
	OK(draft_files(c, of(c, key).id, &files));
	assert_int_equal(files.n, 2);
	struct draft_files_change f = {.account = is.citizen, .key = key, .remove = id};
	OK(WRITE(c, draft_change_files(c, &f)));
	OK(WRITE(c, draft_change_files(c, &f))); /* twice is once */
	struct stored gone;
	FAILS(NOT_FOUND, file_stored(c, files.v[1].file_id, &gone));
	struct attachment many[DRAFT_FILES_MAX];
	for (int i = 0; i < DRAFT_FILES_MAX; i++)
		many[i] = two[0];
	f = (struct draft_files_change){.account = is.citizen, .key = key, .attachments = many, .nattachments = DRAFT_FILES_MAX};
	FAILS(INVALID, WRITE(c, draft_change_files(c, &f)));
	OK(draft_files(c, of(c, key).id, &files));
	assert_int_equal(files.n, 1);
}

static void exactly_the_most_files_are_taken(void **state)
{
	struct ctx *c = begin(state);
	str key = begun(c, is.procedure);
	struct attachment one = paper(c, "%PDF-1.4 giấy", 1), many[DRAFT_FILES_MAX];
	for (int i = 0; i < DRAFT_FILES_MAX; i++)
		many[i] = one;
	attach(c, key, many, DRAFT_FILES_MAX - 1);
	attach(c, key, many, 1);
	struct draft_files_rows files;
	struct draft_files_change more = {.account = is.citizen, .key = key, .attachments = many, .nattachments = 1};
	FAILS(INVALID, WRITE(c, draft_change_files(c, &more)));
	OK(draft_files(c, of(c, key).id, &files));
	assert_int_equal(files.n, DRAFT_FILES_MAX);
}

static void handed_in_once(void **state)
{
	struct ctx *c = begin(state);
	str key = begun(c, is.procedure);
	struct attachment one = paper(c, "%PDF-1.4 giấy", 1);
	struct draft_save s = filled(key, 1);
	attach(c, key, &one, 1);
	OK(WRITE(c, draft_save(c, &s)));
	int64_t draft = of(c, key).id;
	struct draft_end first = {.account = is.citizen, .key = key, .version = 2}, second = first;
	OK(WRITE(c, draft_submit(c, &first)));
	OK(WRITE(c, draft_submit(c, &second)));
	assert_int_equal(first.dossier, second.dossier);
	struct dossier_of_unit d;
	struct dossier_files_rows files;
	OK(dossier_of_account(c, first.dossier, is.citizen, &d));
	assert_true(str_is(d.applicant_name, "Đinh Thị Hoà"));
	assert_true(str_is(d.applicant_phone, "0912000123"));
	assert_true(str_is(d.result_by, "post"));
	assert_true(d.content.n > 0);
	assert_true(str_eq(d.answers, s.answers));
	OK(dossier_files(c, first.dossier, &files));
	assert_int_equal(files.n, 1);
	assert_int_equal(files.v[0].component.v, 1);
	struct draft_get gone;
	struct draft_files_rows left;
	bool found;
	OK(draft_get(c, key, is.citizen, &gone, &found));
	assert_false(found);
	OK(draft_files(c, draft, &left));
	assert_int_equal(left.n, 0);
	second.account = is.other;
	FAILS(NOT_FOUND, WRITE(c, draft_submit(c, &second)));
}

static void forgotten_after_ninety_days(void **state)
{
	struct ctx *c = begin(state);
	str old = begun(c, is.procedure), young;
	struct attachment one = paper(c, "%PDF-1.4 giấy", 1);
	attach(c, old, &one, 1);
	struct draft_save s = filled(old, 1);
	OK(WRITE(c, draft_save(c, &s)));
	c->now += 30 * DAY;
	young = begun(c, is.second);
	c->now = TEST_NOW + 91 * DAY;
	OK(drafts_clean(c, S("")));
	struct draft_get d;
	bool found;
	OK(draft_get(c, old, is.citizen, &d, &found));
	assert_false(found);
	of(c, young);
	OK(drafts_clean(c, S("")));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_begins_with_what_is_known),
		cmocka_unit_test(two_devices_do_not_overwrite),
		cmocka_unit_test(nobody_sees_anothers),
		cmocka_unit_test(twenty_at_most),
		cmocka_unit_test(places_that_receive),
		cmocka_unit_test(files_stay_with_it),
		cmocka_unit_test(exactly_the_most_files_are_taken),
		cmocka_unit_test(handed_in_once),
		cmocka_unit_test(forgotten_after_ninety_days),
	};
	return cmocka_run_group_tests(tests, open_stage, test_close);
}
