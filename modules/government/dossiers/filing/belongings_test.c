/* What was filed under a number falls to the one who proves it: kept, or put down with a word to the office. */
#include "government/dossiers/stage_test.h"
#include "government/dossiers/filing/drafts.h"
#include "government/dossiers/rules/rules.h"
#include "web/site.h"

static int64_t drafted(struct ctx *c)
{
	struct draft_start s = {is.citizen, is.procedure, is.unit, S("online"), S("")};
	struct my_account_drafts_rows all;
	OK(WRITE(c, draft_begin(c, &s)));
	OK(my_account_drafts(c, is.citizen, &all));
	assert_int_equal(all.n, 1);
	return all.v[0].id;
}

static struct belongings of(struct ctx *c, int64_t account)
{
	struct belongings b = {0};
	OK(dossiers_belongings(c, account, &b));
	return b;
}

static int64_t owner(struct ctx *c, int64_t dossier)
{
	struct dossier_state s;
	OK(dossier_state(c, dossier, &s));
	return s.account_id.set ? s.account_id.v : 0;
}

static void what_is_there_is_listed_kept_and_dropped(void **state)
{
	struct ctx *c = begin(state);
	data_folder_set(test_folder(c));
	int64_t first = file(c), theirs_before = (int64_t)of(c, is.other_citizen).n;
	drafted(c);
	struct belongings mine = of(c, is.citizen);
	assert_true(mine.n >= 2);
	struct belongings more = {NEWN(c->a, struct belonging, 1), 1};
	OK(dossiers_belongings(c, is.citizen, &more));
	assert_int_equal(more.n, mine.n + 1); /* beside what others said */
	OK(WRITE(c, dossiers_hand_over(c, is.citizen, is.other_citizen)));
	assert_int_equal(of(c, is.citizen).n, 0);
	assert_int_equal(of(c, is.other_citizen).n, theirs_before + (int64_t)mine.n);
	assert_int_equal(owner(c, first), is.other_citizen);
	int64_t second = file(c);
	drafted(c);
	c->actor = is.other_citizen;
	OK(WRITE(c, dossiers_hand_over(c, is.citizen, 0)));
	assert_int_equal(of(c, is.citizen).n, 0);
	assert_int_equal(owner(c, second), 0);
	assert_int_equal(owner(c, first), is.other_citizen); /* nobody else's is touched */
	struct dossier_notes_rows notes;
	OK(dossier_notes(c, second, &notes));
	assert_int_equal(notes.n, 1);
	assert_true(str_has(notes.v[0].text, S("không nộp hồ sơ này")));
	OK(dossier_notes(c, first, &notes));
	assert_int_equal(notes.n, 0);
}

static void a_declared_number_brings_nothing_along(void **state)
{
	struct ctx *c = begin(state);
	struct applicant_prefill who, stranger;
	bool found;
	struct new_account n = {
		.kind = S("citizen"), .login = S("ke.la"), .name = S("Kẻ Lạ Mặt"), .declared_birth_on = S("1990-01-01")};
	int64_t id;
	OK(applicant_prefill(c, is.citizen, &who, &found));
	assert_true(who.address.n && who.unit_id.set); /* proved at the desk */
	n.declared_number = who.personal_number;
	c->actor = 0;
	OK(WRITE(c, account_add(c, &n, &id)));
	OK(applicant_prefill(c, id, &stranger, &found));
	assert_false(stranger.address.n || stranger.unit_id.set);
	assert_string_equal(str_c(c->a, stranger.birth_on), "1990-01-01");
	assert_string_equal(str_c(c->a, stranger.personal_number), str_c(c->a, who.personal_number)); /* what he said himself */
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_there_is_listed_kept_and_dropped),
		cmocka_unit_test(a_declared_number_brings_nothing_along),
	};
	return cmocka_run_group_tests_name("belongings", tests, open_with_catalogue, test_close);
}
