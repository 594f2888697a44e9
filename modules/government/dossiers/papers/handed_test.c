/* What was handed in, and what the pages, the receipt, the counter and the register say of it. */
#include "government/dossiers/stage_test.h"
#include "web/web.sql.h"

static int64_t birth; /* khai sinh: eight papers, several of special cases */

static int open_birth(void **state)
{
	struct demo_procedures_rows procedures;
	str code = S("1.001193");
	if (open_with_catalogue(state))
		return 1;
	OK(demo_procedures(test_store(state), (struct texts){&code, 1}, &procedures));
	birth = procedures.v[0].id;
	return 0;
}

static struct ctx *at_desk(void **state)
{
	struct ctx *c = begin(state);
	c->actor = is.reception;
	c->unit = is.unit;
	return c;
}

static int64_t on_paper(struct ctx *c, const struct handed *list, size_t n)
{
	struct new_dossier d = specimen();
	d.channel = S("desk");
	d.account = 0;
	d.procedure = birth;
	d.handed = list;
	d.nhanded = n;
	d.receive = true;
	OK(WRITE(c, dossier_submit(c, &d)));
	return d.id;
}

static struct dossier_view view_of(struct ctx *c, int64_t id)
{
	struct dossier_view v = {0};
	OK(dossier_of_unit(c, id, is.unit, &v.dossier));
	OK(dossier_components(c, id, &v.components));
	OK(dossier_files(c, id, &v.files));
	if (v.dossier.answers.n)
		OK(eform_get(c, v.dossier.eform_id.v, &v.eform));
	handed_fill(c, &v);
	return v;
}

static const struct handed_row *row_of(const struct handed_rows *list, int64_t number)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].number == number)
			return &list->v[i];
	return NULL;
}

static void only_what_was_handed(void **state)
{
	struct ctx *c = at_desk(state);
	static const struct handed list[] = {{1, 1, 0}, {6, 1, 2}};
	struct dossier_view v = view_of(c, on_paper(c, list, COUNT(list)));
	assert_int_equal(v.handed.n, 2);
	assert_int_equal(v.unhanded.n, 6);
	assert_int_equal(row_of(&v.handed, 1)->originals, 1);
	assert_int_equal(row_of(&v.handed, 1)->copies, 0);
	assert_int_equal(row_of(&v.handed, 6)->copies, 2);
	assert_null(row_of(&v.handed, 2));
	assert_non_null(row_of(&v.unhanded, 2));
	assert_str(handed_total(c->a, &v.handed), "2 bản chính, 2 bản sao");
	static const struct handed ticked[] = {{1, 0, 0}}; /* without a sheet of it */
	v = view_of(c, on_paper(c, ticked, 1));
	assert_int_equal(v.handed.n, 0);
	v = view_of(c, on_paper(c, NULL, 0));
	assert_int_equal(v.handed.n, 0);
	assert_str(handed_total(c->a, &v.handed), "");
}

static void counted_in_words(void **state)
{
	struct ctx *c = at_desk(state);
	assert_str(handed_text(c->a, 1, 2, 3), "1 bản chính, 2 bản sao, 3 tệp điện tử");
	assert_str(handed_text(c->a, 0, 1, 0), "1 bản sao");
	assert_str(handed_text(c->a, 0, 0, 0), "");
}

/* Files of the applicant are electronic papers; the desk's own scans of what it holds are none. */
static void files_are_electronic(void **state)
{
	struct ctx *c = at_desk(state);
	static const struct handed list[] = {{1, 1, 0}};
	int64_t id = on_paper(c, list, COUNT(list));
	struct dossier_view v = view_of(c, id);
	struct dossier_files file = {.component = some_int(1), .kind = S("component")}, other = {.kind = S("supplement")};
	struct dossier_files files[] = {file, file, other};
	v.files = (struct dossier_files_rows){files, COUNT(files)};
	handed_fill(c, &v);
	assert_int_equal(row_of(&v.handed, 1)->files, 0);
	assert_str(handed_total(c->a, &v.handed), "1 bản chính, 1 tệp điện tử");
	v.dossier.account_id = some_int(is.citizen);
	handed_fill(c, &v);
	assert_int_equal(row_of(&v.handed, 1)->files, 2);
	v.components.v[0].handed = v.components.v[0].handed_originals = 0;
	handed_fill(c, &v);
	assert_int_equal(row_of(&v.handed, 1)->originals, 0);
	assert_int_equal(row_of(&v.handed, 1)->files, 2);
}

static err take(struct ctx *c, int64_t id, int64_t unit, struct handed paper)
{
	struct papers_taken t = {id, unit, &paper, 1};
	return WRITE(c, dossier_papers_taken(c, &t));
}

static void written_down_later(void **state)
{
	struct ctx *c = at_desk(state);
	static const struct handed list[] = {{1, 1, 0}};
	int64_t id = on_paper(c, list, COUNT(list));
	struct dossier_notes_rows notes;
	FAILS(INVALID, take(c, id, is.unit, (struct handed){1, 1, 0})); /* nothing new */
	FAILS(INVALID, take(c, id, is.unit, (struct handed){6, 100, 0}));
	FAILS(INVALID, take(c, id, is.unit, (struct handed){6, -1, 0}));
	FAILS(INVALID, take(c, id, is.unit, (struct handed){999, 1, 0})); /* no such paper */
	OK(take(c, id, is.unit, (struct handed){6, 1, 1}));
	struct dossier_view v = view_of(c, id);
	assert_str(handed_total(c->a, &v.handed), "2 bản chính, 1 bản sao");
	OK(dossier_notes(c, id, &notes));
	assert_int_equal(notes.n, 1);
	assert_true(str_has(notes.v[0].text, S("Giấy chứng sinh: 1 bản chính, 1 bản sao")));
	OK(take(c, id, is.unit, (struct handed){6, 0, 0})); /* it was an error */
	v = view_of(c, id);
	assert_null(row_of(&v.handed, 6));
	assert_non_null(row_of(&v.unhanded, 6));
	assert_int_equal(v.components.v[5].number, 6);
	assert_int_equal(v.components.v[5].handed, 0);
	assert_int_equal(times_logged(c, id, "dossier.papers"), 2);
}

static void by_the_receiving_desk_while_it_runs(void **state)
{
	struct ctx *c = at_desk(state);
	struct new_dossier there = specimen(); /* decided by another commune, which sees it */
	there.competent_unit = is.other_unit;
	OK(WRITE(c, dossier_submit(c, &there)));
	FAILS(NOT_FOUND, take(c, there.id, is.other_unit, (struct handed){1, 1, 0}));
	int64_t id = on_paper(c, NULL, 0);
	FAILS(NOT_FOUND, take(c, id, is.other_unit, (struct handed){1, 1, 0}));
	OK(act(c, id, "stop", "Người nộp xin dừng."));
	FAILS(CONFLICT, take(at_desk(state), id, is.unit, (struct handed){1, 1, 0}));
}

static void register_counts_it(void **state)
{
	struct ctx *c = at_desk(state);
	static const struct handed list[] = {{1, 1, 0}, {6, 1, 2}};
	struct book_rows_rows rows;
	c->now += 40 * DAY;
	int64_t id = on_paper(c, list, COUNT(list)), none = on_paper(c, NULL, 0);
	OK(book_rows(c, is.unit, c->now + DAY, c->now - DAY, 0, 50, &rows));
	assert_int_equal(rows.n, 2);
	assert_int_equal(rows.v[0].id, id);
	assert_int_equal(rows.v[0].originals, 2);
	assert_int_equal(rows.v[0].copies, 2);
	assert_int_equal(rows.v[0].files, 0);
	assert_int_equal(rows.v[1].id, none);
	assert_int_equal(rows.v[1].originals, 0);
	struct counter_handed_rows counter;
	OK(counter_handed(c, id, &counter));
	assert_int_equal(counter.n, 2);
	assert_int_equal(counter.v[1].handed_copies, 2);
}

/* A paper that only another answer asks for is neither missing nor to be brought. */
static void excluded_by_answers(void **state)
{
	struct ctx *c = at_desk(state);
	struct demo_procedures_rows land;
	str code = S("1.013992");
	const struct form *form;
	OK(demo_procedures(c, (struct texts){&code, 1}, &land));
	OK(eform_for(c, land.v[0].id, &form));
	static const char *const said[] = {"{\"measure\":false}", "{\"measure\":true}"};
	for (int measured = 0; measured < 2; measured++) {
		struct new_dossier d = specimen();
		d.procedure = land.v[0].id;
		d.channel = S("desk");
		d.account = 0;
		d.eform = form->id;
		d.answers = str_of(said[measured]);
		OK(WRITE(c, dossier_submit(c, &d)));
		struct dossier_view v = view_of(c, d.id);
		assert_int_equal(paper_owed(&v, 3), measured); /* the map extract */
		assert_true(paper_owed(&v, 2));
		assert_true(paper_owed(&v, 1));
	}
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_was_handed),
		cmocka_unit_test(counted_in_words),
		cmocka_unit_test(files_are_electronic),
		cmocka_unit_test(written_down_later),
		cmocka_unit_test(by_the_receiving_desk_while_it_runs),
		cmocka_unit_test(register_counts_it),
		cmocka_unit_test(excluded_by_answers),
	};
	return cmocka_run_group_tests(tests, open_birth, test_close);
}
