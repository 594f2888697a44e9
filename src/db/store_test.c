/* Whole stores: migrations, copies, export and import. */
#include "tests/unit/store.h"
#include "tests/unit/specimen.sql.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int setup(void **state) { return test_open_with(state, &specimen_migrations, 1); }

static err reopen(struct ctx *c, const struct migrations *list, size_t lists, struct store **out)
{
	struct db_options o = {.path = test_place(c)};
	if (db_is_postgres(test_handle(c)))
		o = (struct db_options){.postgres = test_place(c)};
	return db_open(c, &o, list, lists, out);
}

static int64_t total(struct ctx *c)
{
	struct specimen_count n;
	OK(specimen_count(c, &n));
	return n.total;
}

static err fill(struct ctx *c, void *arg)
{
	(void)arg;
	struct specimen_add row;
	TRY(specimen_add(
		c, S("Lê Thị Hoa \"\\/\n\t"), some_int(INT64_MIN), (opt_real){true, 0.1}, (str){"\0\1\xfe\xff", 4}, S(""), &row));
	TRY(specimen_index(c, row.id, S("le thi hoa le hoa 12 3a")));
	TRY(specimen_part_add(c, row.id, 2));
	TRY(specimen_part_add(c, row.id, 1));
	TRY(specimen_add(c, S("rỗng"), (opt_int){0}, (opt_real){0}, (str){0}, (str){0}, &row));
	for (int i = 0; i < 2000; i++)
		TRY(specimen_add(c, str_format(c->a, "số %d", i), some_int(i), (opt_real){true, i / 3.0}, S("x"),
			str_format(c->a, "%0*d", i % 500 + 1, i), &row));
	return NULL;
}

/* ---- migrations ---- */

static void opening_again_keeps_what_is_there(void **state)
{
	struct ctx *c = test_store(state);
	struct store *s;
	OK(db_write(c, fill, NULL));
	OK(reopen(c, &specimen_migrations, 1, &s));
	struct ctx other = *c;
	OK(db_use(&other, s));
	assert_int_equal(total(&other), 2002);
	db_close(s);
}

static void a_changed_migration_is_refused(void **state)
{
	struct ctx *c = test_store(state);
	struct migration changed[2] = {specimen_migrations.v[0], specimen_migrations.v[1]};
	const struct migrations list = {changed, 2};
	struct store *s = NULL;
	changed[0].hash = "0123456789abcdef0123456789abcdef";
	FAILS(BROKEN, reopen(c, &list, 1, &s));
	assert_null(s);
}

static void a_newer_store_is_refused(void **state)
{
	struct ctx *c = test_store(state);
	const struct migrations older = {specimen_migrations.v, 1};
	struct store *s = NULL;
	FAILS(BROKEN, reopen(c, &older, 1, &s));
	OK(reopen(c, NULL, 0, &s)); /* the module was taken out: its tables stay, nobody looks at them */
	db_close(s);
}

static const struct migration more_steps[] = {
	{"later", 1, "create table later (id integer primary key)", "create table later (id bigint primary key)", "1"},
	{"later", 2, "alter table later add column name text; update nothing_there set x = 1",
		"alter table later add column name text; update nothing_there set x = 1", "2"},
};

static int copies(const char *folder, char *last)
{
	int n = 0;
	DIR *d = opendir(folder);
	for (struct dirent *e; (e = readdir(d));)
		if (!strncmp(e->d_name, "dinh.db.before-", 15)) {
			snprintf(last, 512, "%s/%s", folder, e->d_name);
			n++;
		}
	closedir(d);
	return n;
}

static void a_step_that_fails_leaves_the_earlier_ones(void **state)
{
	struct ctx *c = test_store(state);
	const struct migrations both[] = {specimen_migrations, {more_steps, 2}}, good[] = {specimen_migrations, {more_steps, 1}};
	struct store *s = NULL;
	char copy[512];
	OK(db_write(c, fill, NULL));
	FAILS(BROKEN, reopen(c, both, 2, &s));
	OK(reopen(c, good, 2, &s)); /* step 1 stands, half of step 2 does not */
	db_close(s);
	if (db_is_postgres(test_handle(c)))
		return;
	assert_int_equal(copies(test_folder(c), copy), 1);
	assert_non_null(strstr(copy, ".before-20261123-090000"));
	struct db_options o = {.path = copy, .read_only = true};
	struct ctx other = *c;
	OK(db_open(c, &o, NULL, 0, &s));
	OK(db_use(&other, s));
	assert_int_equal(total(&other), 2002);
	FAILS(BROKEN, db_write(&other, fill, NULL));
	db_close(s);
}

static const struct migration rebuild[] = {{"specimen", 3,
	"create table x (id integer primary key, name text not null unique, amount integer, ratio real, data blob, note text);"
	"insert into x select id, name, amount, ratio, data, note from specimen; drop table specimen;"
	"alter table x rename to specimen; create index specimen_amount on specimen (amount)",
	"alter table specimen alter column note set default ''", "3"}};

static void a_step_may_rebuild_a_table_that_others_refer_to(void **state)
{
	struct ctx *c = test_store(state);
	const struct migration steps[] = {specimen_migrations.v[0], specimen_migrations.v[1], rebuild[0]};
	const struct migrations list = {steps, 3};
	struct store *s;
	OK(db_write(c, fill, NULL));
	OK(reopen(c, &list, 1, &s));
	struct ctx other = *c;
	OK(db_use(&other, s));
	assert_int_equal(total(&other), 2002);
	FAILS(CONFLICT, db_write(&other, fill, NULL)); /* names are still unique */
	OK(db_check(c, s));
	db_close(s);
}

/* ---- copies ---- */

static void a_backup_is_a_whole_store_of_its_owner_only(void **state)
{
	struct ctx *c = test_store(state);
	const char *to = str_format(c->a, "%s/copy.db", test_folder(c)).s;
	OK(db_write(c, fill, NULL));
	if (db_is_postgres(test_handle(c))) {
		FAILS(INVALID, db_backup(c, test_handle(c), to));
		return;
	}
	OK(db_backup(c, test_handle(c), to));
	FAILS(CONFLICT, db_backup(c, test_handle(c), to));
	struct stat file;
	assert_int_equal(stat(to, &file), 0);
	assert_int_equal(file.st_mode & 0777, 0600);
	struct store *s;
	struct ctx other = *c;
	OK(db_open(c, &(struct db_options){.path = to}, &specimen_migrations, 1, &s));
	OK(db_check(c, s));
	OK(db_use(&other, s));
	assert_int_equal(total(&other), 2002);
	db_close(s);
}

static void a_damaged_store_is_noticed(void **state)
{
	struct ctx *c = test_store(state);
	if (db_is_postgres(test_handle(c)))
		skip(); /* the server's own files */
	const char *to = str_format(c->a, "%s/copy.db", test_folder(c)).s;
	struct stat file;
	OK(db_write(c, fill, NULL));
	OK(db_backup(c, test_handle(c), to));
	assert_int_equal(stat(to, &file), 0);
	int fd = open(to, O_WRONLY);
	for (off_t at = 8192; at < file.st_size; at += 4096)
		assert_int_equal(pwrite(fd, "damaged, damaged", 16, at), 16);
	close(fd);
	struct store *s;
	enum level before = log_level;
	log_level = LOG_ERROR + 1;
	OK(db_open(c, &(struct db_options){.path = to, .read_only = true}, NULL, 0, &s));
	FAILS(BROKEN, db_check(c, s));
	log_level = before;
	db_close(s);
}

/* ---- export and import ---- */

static str exported(struct ctx *c, struct store *s, int64_t *rows)
{
	char *path = str_c(c->a, str_format(c->a, "%s/exportXXXXXX", test_folder(c)));
	int fd = mkstemp(path);
	OK(db_export(c, s, fd, rows));
	off_t n = lseek(fd, 0, SEEK_END);
	char *text = arena_get(c->a, (size_t)n + 1);
	assert_int_equal(pread(fd, text, (size_t)n, 0), n);
	close(fd);
	return (str){text, (size_t)n};
}

static err imported(struct ctx *c, struct store *s, str text, int64_t *rows)
{
	char *path = str_c(c->a, str_format(c->a, "%s/importXXXXXX", test_folder(c)));
	int fd = mkstemp(path);
	assert_int_equal(write(fd, text.s, text.n), (ssize_t)text.n);
	lseek(fd, 0, SEEK_SET);
	err e = db_import(c, s, fd, rows);
	close(fd);
	return e;
}

static void opened(struct ctx *c, const char *name, struct store **s)
{
	OK(db_open(
		c, &(struct db_options){.path = str_format(c->a, "%s/%s", test_folder(c), name).s}, &specimen_migrations, 1, s));
}

/* this backend -> SQLite -> this backend again (a second database of it), byte for byte */
static void a_store_moves_between_backends_and_back(void **state)
{
	struct ctx *c = test_store(state);
	int64_t out, in;
	struct store *lite;
	void *second;
	OK(db_write(c, fill, NULL));
	str text = exported(c, test_handle(c), &out);
	assert_int_equal(out, 2002 + 2 + 1);
	opened(c, "lite.db", &lite);
	OK(imported(c, lite, text, &in));
	assert_int_equal(in, out);
	assert_true(str_eq(exported(c, lite, &out), text));
	OK(db_check(c, lite));
	assert_int_equal(setup(&second), 0);
	struct ctx *d = second;
	OK(imported(d, test_handle(d), text, &in));
	assert_true(str_eq(exported(d, test_handle(d), &out), text));
	struct specimen_search_rows found;
	OK(specimen_search(d, db_search_text(d, S("HOA lê")), &found));
	assert_int_equal(found.n, 1);
	struct specimen_add row;
	OK(WRITE(d, specimen_add(d, S("mới"), some_int(1), (opt_real){0}, (str){0}, (str){0}, &row)));
	assert_int_equal(row.id, 2003); /* numbering goes on */
	FAILS(CONFLICT, WRITE(d, specimen_part_add(d, 99999, 1)));
	FAILS(INVALID, imported(d, test_handle(d), text, &in)); /* not empty any more */
	db_close(lite);
	test_close(&second);
}

static void what_cannot_be_imported_is_named_and_nothing_stays(void **state)
{
	struct ctx *c = test_store(state);
	int64_t rows;
	str head = exported(c, test_handle(c), &rows);
	assert_int_equal(rows, 0);
	static const char *const bad[][2] = {
		{"{\"table\":\"nowhere\",\"row\":{\"id\":1}}", "nowhere"},
		{"{\"table\":\"specimen\",\"row\":{\"id\":2,\"name\":\"b\",\"colour\":1}}", "colour"},
		{"{\"table\":\"specimen\",\"row\":{\"id\":\"2\",\"name\":\"b\"}}", "cột id"},
		{"{\"table\":\"specimen\",\"row\":{\"id\":2,\"name\":\"b\",\"data\":\"a+b/\"}}", "data"},
		{"{\"table\":\"specimen\",\"row\":{\"id\":2,\"name\":\"b\"}", "định dạng"},
		{"{\"table\":\"specimen\",\"row\":{\"id\":2,\"name\":\"\xc3\"}}", "name"},
		{"{\"table\":\"specimen\",\"row\":{\"id\":2,\"name\":\"\\u0000\"}}", "name"},
		{"{\"table\":\"specimen\",\"row\":{\"id\":1,\"name\":\"twice\"}}", "specimen"},
		{"[]", "định dạng"},
		{"{\"table\":\"migration\",\"row\":{\"module\":\"other\",\"number\":1,\"hash\":\"x\"}}", "other 1"},
	};
	for (size_t i = 0; i < COUNT(bad); i++) {
		str text = str_format(c->a,
			"%.*s{\"table\":\"specimen\",\"row\":{\"id\":1,\"name\":\"a\\u00e0\\ud83d\\ude00\"}}\n%s%s",
			STR_ARG(head), bad[i][0], i % 2 ? "\n" : "");
		err e = imported(c, test_handle(c), text, &rows);
		FAILS(INVALID, e);
		assert_true(str_has(e->text, str_of(bad[i][1])) && str_has(e->text, S("Dòng 4")));
		assert_int_equal(total(c), 0);
	}
	FAILS(INVALID, imported(c, test_handle(c), S("{\"table\":\"specimen\",\"row\":{\"id\":1,\"name\":\"a\"}}"), &rows));
	str orphan =
		str_format(c->a, "%.*s{\"table\":\"specimen_part\",\"row\":{\"specimen_id\":5,\"number\":1}}\n", STR_ARG(head));
	err e = imported(c, test_handle(c), orphan, &rows);
	assert_non_null(e);
	str part = {orphan.s + head.n, orphan.n - head.n};
	str whole = str_format(
		c->a, "%.*s\n%.*s{\"table\":\"specimen\",\"row\":{\"name\":\"b\",\"id\":5}}", STR_ARG(head), STR_ARG(part));
	OK(imported(c, test_handle(c), whole, &rows)); /* any order of rows will do */
	assert_int_equal(rows, 2);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, test_close)

/* Even by a statement that says of itself that it only reads. */
static void a_reader_changes_nothing(void **state)
{
	struct ctx *c = test_store(state);
	static const unsigned char types[] = {0};
	static const char text[] = "insert into specimen (name) values ('by a reader')";
	static const struct sql q = {.name = "test.sly", .sqlite = text, .postgres = text, .types = types};
	struct rows *r;
	if (!db_is_postgres(test_handle(c)))
		skip(); /* a file that is opened for both */
	FAILS(BROKEN, db_query(c, &q, NULL, &r));
	OK(db_read_begin(c));
	FAILS(BROKEN, db_query(c, &q, NULL, &r));
	db_read_end(c);
	assert_int_equal(total(c), 0);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		TEST(opening_again_keeps_what_is_there),
		TEST(a_changed_migration_is_refused),
		TEST(a_newer_store_is_refused),
		TEST(a_step_that_fails_leaves_the_earlier_ones),
		TEST(a_step_may_rebuild_a_table_that_others_refer_to),
		TEST(a_backup_is_a_whole_store_of_its_owner_only),
		TEST(a_damaged_store_is_noticed),
		TEST(a_store_moves_between_backends_and_back),
		TEST(what_cannot_be_imported_is_named_and_nothing_stays),
		cmocka_unit_test_setup_teardown(a_reader_changes_nothing, setup, test_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
