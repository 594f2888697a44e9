#include "store.h"
#include "modules.h"
#include "web/sealed.h"
#include <libpq-fe.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "web/module.h"
#include "web/services/services.h"
#include "auth/auth.h"

struct test {
	struct ctx c; /* first: *state is a struct ctx * */
	arena a;
	struct store *store;
	char *folder, *place, *database;
	/* a write at work: the helper thread is in the closure and has lent its connection to the test's thread */
	struct ctx lent;
	arena lent_arena;
	struct db *own;
	pthread_t helper;
	sem_t inside, finish;
	err said, answer;
};

static struct test *test_of(const struct ctx *c) { return (struct test *)c; }

void test_ok(err e, const char *what, const char *file, int line)
{
	if (!e)
		return;
	print_error("%s:%d: %s\n\tfailed at %s: kind %d, %.*s\n", file, line, what, e->where, (int)e->kind, STR_ARG(e->text));
	for (const struct problem *p = e->problems; p; p = p->next)
		print_error("\tfield %s: %.*s\n", p->field, STR_ARG(p->text));
	_fail(file, line);
}

void test_fails(enum kind kind, err e, const char *what, const char *file, int line)
{
	if (e && e->kind == kind)
		return;
	print_error("%s:%d: %s\n\tkind %d expected, not %d (%.*s)\n", file, line, what, (int)kind, e ? (int)e->kind : 0,
		STR_ARG(e ? e->text : S("success")));
	_fail(file, line);
}

/* ---- PostgreSQL: a template database a program, a copy of it a test ---- */

static const char *uri(void)
{
	const char *u = getenv("DINH_TEST_DB");
	return u && *u ? u : NULL;
}

static bool command(arena *a, const char *format, const char *name, const char *from)
{
	PGconn *k = PQconnectdb(uri());
	PGresult *r = PQexec(k, "set client_min_messages = warning");
	PQclear(r);
	r = PQexec(k, str_format(a, format, name, from).s);
	bool good = PQresultStatus(r) == PGRES_COMMAND_OK;
	if (!good)
		print_error("%s: %s", name, PQerrorMessage(k));
	PQclear(r);
	PQfinish(k);
	return good;
}

/* postgres:///dinh?host=X -> postgres:///NAME?host=X */
static char *uri_of(arena *a, const char *name)
{
	str before, after, query;
	str u = str_of(uri()), scheme = S("postgres://");
	if (!str_starts(u, scheme)) {
		print_error("DINH_TEST_DB should look like postgres:///dinh?host=FOLDER\n");
		exit(1);
	}
	u = (str){u.s + scheme.n, u.n - scheme.n};
	str_cut(u, '/', &before, &after);
	bool has_query = str_cut(after, '?', &after, &query);
	return str_c(a, str_format(a, "postgres://%.*s/%s%s%.*s", STR_ARG(before), name, has_query ? "?" : "", STR_ARG(query)));
}

static char template[64];
static void drop_template(void)
{
	arena a = {0};
	command(&a, "drop database if exists %s", template, NULL);
	arena_free(&a);
}

static bool make_template(struct test *t, const struct migrations *list, size_t lists)
{
	static const struct migrations *made;
	if (made == list)
		return true;
	if (*template)
		drop_template();
	else
		atexit(drop_template);
	snprintf(template, sizeof template, "dinh_template_%d", (int)getpid());
	struct db_options o = {.postgres = uri_of(&t->a, template)};
	struct store *s;
	if (!command(&t->a, "create database %s template template0", template, NULL))
		return false;
	OK(db_open(&t->c, &o, list, lists, &s));
	db_close(s);
	made = list;
	return true;
}

static bool make_database(struct test *t, const char *from)
{
	static int number;
	t->database = str_c(&t->a, str_format(&t->a, "dinh_test_%d_%d", (int)getpid(), ++number));
	t->place = uri_of(&t->a, t->database);
	return command(&t->a, "create database %s template %s", t->database, from);
}

/* ---- stores kept for the other programs of a run: a file each in the run's folder, a database each on PostgreSQL ---- */

static char *kept_file(arena *a, const char *name)
{
	const char *run = getenv("DINH_TEST_RUN");
	return run ? str_c(a, str_format(a, "%s/%s.%s", run, name, uri() ? "postgres" : "sqlite")) : NULL;
}

static char *kept_database(arena *a, const char *name)
{
	return str_c(a, str_format(a, "\"%s %s\"", getenv("DINH_TEST_RUN"), name));
}

static bool is_kept(const char *name)
{
	arena a = {0};
	const char *file = kept_file(&a, name);
	bool known = file && access(file, F_OK) == 0;
	arena_free(&a);
	return known;
}

static bool copy(arena *a, const char *from, const char *to)
{
	const char *half = str_c(a, str_format(a, "%s.%d", to, (int)getpid()));
	return !system(str_c(a, str_format(a, "cp -- '%s' '%s' && mv -- '%s' '%s'", from, half, half, to)));
}

/* While nobody is connected. Two programs may get here at once: the first one's is kept. */
static bool keep(struct test *t, const char *name)
{
	char *file = kept_file(&t->a, name);
	if (!uri())
		return copy(&t->a, t->place, file);
	char *own = str_c(&t->a, str_format(&t->a, "dinh_kept_%d", (int)getpid()));
	if (!command(&t->a, "create database %s template %s", own, t->database))
		return false;
	if (!command(&t->a, "alter database %s rename to %s", own, kept_database(&t->a, name)))
		return command(&t->a, "drop database %s", own, NULL);
	FILE *f = fopen(file, "w");
	return f && fclose(f) == 0;
}

/* ---- open, close ---- */

static err open_store(struct test *t, const struct migrations *list, size_t lists)
{
	struct db_options o = {.path = uri() ? NULL : t->place, .postgres = uri() ? t->place : NULL};
	TRY(db_open(&t->c, &o, list, lists, &t->store));
	return db_use(&t->c, t->store);
}

static void close_store(struct test *t)
{
	db_thread_end();
	db_close(t->store);
}

static int open_from(void **state, const struct migrations *list, size_t lists, const char *name)
{
	seal_with(S("the secret of all test programs!"));
	struct test *t = calloc(1, sizeof *t);
	t->c = (struct ctx){.a = &t->a, .now = TEST_NOW, .request_id = S("test")};
	crypto_start();
	const char *base = getenv("TMPDIR");
	char *folder = str_c(&t->a, str_format(&t->a, "%s/dinh-test-XXXXXX", base ? base : "/tmp"));
	if (!(t->folder = mkdtemp(folder)))
		return -1;
	t->place = str_c(&t->a, str_format(&t->a, "%s/dinh.db", t->folder));
	if (!uri() && name && !copy(&t->a, kept_file(&t->a, name), t->place))
		return -1;
	if (uri() && !name && !make_template(t, list, lists))
		return -1;
	if (uri() && !make_database(t, name ? kept_database(&t->a, name) : template))
		return -1;
	OK(open_store(t, list, lists));
	*state = &t->c;
	return 0;
}

int test_open_with(void **state, const struct migrations *list, size_t lists) { return open_from(state, list, lists, NULL); }

/* As the program starts: rules that tell somebody read settings and leave jobs. */
static int declared(struct test *t)
{
	jobs_declare(modules);
	return settings_open(&t->c, modules, NULL) ? -1 : 0;
}

int test_open_filled(void **state, const char *name, void (*fill)(struct ctx *c))
{
	static struct migrations *list; /* the same for all tests of a process: its place says which template it is */
	size_t n = 1, most = 1;
	modules_set(modules);
	while (modules[most - 1])
		most++;
	if (!list && !(list = calloc(most, sizeof *list)))
		abort();
	list[0] = auth_migrations; /* as web_open does */
	for (size_t i = 0; modules[i]; i++)
		if (modules[i]->migrations)
			list[n++] = *modules[i]->migrations;
	if (is_kept(name))
		return open_from(state, list, n, name) ? -1 : declared(*state);
	if (open_from(state, list, n, NULL) || declared(*state))
		return -1;
	struct test *t = *state;
	if (fill)
		fill(&t->c);
	if (!getenv("DINH_TEST_RUN"))
		return 0;
	close_store(t);
	bool good = keep(t, name);
	OK(open_store(t, list, n));
	return good ? 0 : -1;
}

int test_open(void **state) { return test_open_filled(state, "empty", NULL); }

static void remove_folder(const char *path)
{
	char line[512];
	snprintf(line, sizeof line, "rm -rf -- '%s'", path);
	if (system(line))
		print_error("cannot remove %s\n", path);
}

int test_close(void **state)
{
	struct test *t = *state;
	settings_close();
	close_store(t);
	if (t->database)
		command(&t->a, "drop database %s with (force)", t->database, NULL);
	remove_folder(t->folder);
	arena_free(&t->lent_arena);
	arena_free(&t->a);
	free(t);
	return 0;
}

struct ctx *test_store(void **state) { return *state; }
struct store *test_handle(const struct ctx *c) { return test_of(c)->store; }
const char *test_folder(const struct ctx *c) { return test_of(c)->folder; }
const char *test_place(const struct ctx *c) { return test_of(c)->place; }

/* ---- WRITE: a closure that waits in a helper thread while the test's thread does its work ---- */

OWN_RULE(lend, struct test)
static err lend(struct ctx *c, struct test *t)
{
	(void)c;
	sem_post(&t->inside);
	sem_wait(&t->finish);
	return t->said;
}

static void *help(void *arg)
{
	struct test *t = arg;
	err e = db_use(&t->lent, t->store);
	if (!e)
		e = apply(&t->lent, lend, t);
	t->answer = e;
	sem_post(&t->inside); /* also when the closure was never reached */
	db_thread_end();
	return NULL;
}

void test_begin(struct ctx *c)
{
	struct test *t = test_of(c);
	assert_null(t->own); /* one WRITE at a time */
	arena_reset(&t->lent_arena);
	t->lent = t->c;
	t->lent.a = &t->lent_arena;
	t->said = t->answer = NULL;
	sem_init(&t->inside, 0, 0);
	sem_init(&t->finish, 0, 0);
	assert_int_equal(pthread_create(&t->helper, NULL, help, t), 0);
	while (sem_wait(&t->inside))
		continue;
	t->own = c->db;
	c->db = t->lent.db;
}

err test_end(struct ctx *c, err e)
{
	struct test *t = test_of(c);
	c->db = t->own;
	t->own = NULL;
	t->said = e;
	sem_post(&t->finish);
	pthread_join(t->helper, NULL);
	sem_destroy(&t->inside);
	sem_destroy(&t->finish);
	return t->answer;
}
