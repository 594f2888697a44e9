#include "pages.h"
#include "stage_test.h"

static struct stored paper(struct ctx *c, const char *name)
{
	struct stored s;
	OK(file_store_bytes(c, str_of(name), str_of(name), "application/pdf", &s));
	return s;
}

/* Made by the program, so its content need not be a PDF; the row asks the content what it is: give it one. */
static int64_t linked(struct ctx *c, const char *kind, int64_t object, const char *name)
{
	struct stored s;
	int64_t link = 0;
	OK(file_store_bytes(c, str_format(c->a, "%%PDF-1.4 %s\n1 0 obj<<>>endobj\ntrailer<<>>\n%%%%EOF\n", name), str_of(name),
		"application/pdf", &s));
	OK(WRITE(c, file_link(c, kind, object, &s, &link)));
	return link;
}

static void files_stand_with_their_object_and_no_other(void **state)
{
	struct ctx *c = test_store(state);
	struct file_links_rows all, mine;
	int64_t objects[] = {7, 8, 9};
	linked(c, "road", 8, "b.pdf");
	linked(c, "road", 7, "a.pdf");
	linked(c, "road", 8, "c.pdf");
	linked(c, "bridge", 8, "d.pdf");
	linked(c, "road", 10, "e.pdf");
	OK(files_linked(c, "road", (struct ints){objects, 3}, &all));
	assert_int_equal(all.n, 3);
	mine = file_links_of(&all, 8);
	assert_int_equal(mine.n, 2);
	assert_true(str_is(mine.v[0].name, "b.pdf") && str_is(mine.v[1].name, "c.pdf"));
	assert_int_equal(file_links_of(&all, 7).n, 1);
	assert_int_equal(file_links_of(&all, 9).n, 0);
	OK(files_linked(c, "road", (struct ints){objects, 0}, &all));
	assert_int_equal(all.n, 0);
}

static void what_is_taken_off_is_gone_with_its_row_and_both_are_in_the_log(void **state)
{
	struct ctx *c = test_store(state);
	struct stored s;
	struct file_link_get l;
	struct audit_after_rows log;
	int64_t link = linked(c, "road", 7, "a.pdf"), object = 7;
	struct file_links_rows all;
	OK(file_link_get(c, link, &l));
	OK(WRITE(c, file_unlink(c, link)));
	FAILS(NOT_FOUND, file_stored(c, l.file_id, &s));
	FAILS(NOT_FOUND, WRITE(c, file_unlink(c, link)));
	OK(files_linked(c, "road", (struct ints){&object, 1}, &all));
	assert_int_equal(all.n, 0);
	OK(audit_after(c, 0, 10, &log));
	assert_int_equal(log.n, 2);
	assert_true(str_is(log.v[0].action, "file.attach") && str_is(log.v[1].action, "file.detach"));
	assert_true(str_is(log.v[1].object_kind, "road") && log.v[1].object_id == 7 && str_is(log.v[1].detail, "a.pdf"));
}

static void an_object_has_so_many_and_no_more(void **state)
{
	struct ctx *c = test_store(state);
	int64_t link;
	struct sent_file two[2] = {{0}, {0}};
	for (int i = 0; i < FILE_LINKS_MAX - 1; i++)
		linked(c, "road", 7, "a.pdf");
	two[0].stored = two[1].stored = paper(c, "%PDF-1.4 x\n%%EOF\n");
	FAILS(INVALID, WRITE(c, file_links_add(c, "road", 7, &(struct sent_files){two, 2})));
	OK(WRITE(c, file_link(c, "road", 7, &two[0].stored, &link)));
	FAILS(INVALID, WRITE(c, file_link(c, "road", 7, &two[0].stored, &link)));
	OK(WRITE(c, file_link(c, "road", 8, &two[0].stored, &link)));
}

static void a_size_is_said_as_people_say_it(void **state)
{
	struct ctx *c = test_store(state);
	static const struct {
		int64_t bytes;
		const char *shown;
	} t[] = {{1, "1 KB"}, {1024, "1 KB"}, {1025, "2 KB"}, {996147, "973 KB"}, {996148, "1,0 MB"}, {1 << 20, "1,0 MB"},
		{20 << 20, "20,0 MB"}, {1258291, "1,2 MB"}};
	for (size_t i = 0; i < COUNT(t); i++)
		assert_string_equal(str_c(c->a, file_size_shown(c->a, t[i].bytes)), t[i].shown);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(files_stand_with_their_object_and_no_other, open_store, close_store),
		cmocka_unit_test_setup_teardown(
			what_is_taken_off_is_gone_with_its_row_and_both_are_in_the_log, open_store, close_store),
		cmocka_unit_test_setup_teardown(an_object_has_so_many_and_no_more, open_store, close_store),
		cmocka_unit_test_setup_teardown(a_size_is_said_as_people_say_it, open_store, close_store),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
