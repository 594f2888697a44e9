/* What db.h promises, on either backend. */
#include "tests/unit/store.h"
#include "tests/unit/specimen.sql.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

static int setup(void **state) { return test_open_with(state, &specimen_migrations, 1); }

/* ---- values ---- */

static err add(struct ctx *c, const char *name, int64_t amount, int64_t *id)
{
	struct specimen_add row;
	TRY(specimen_add(c, str_of(name), some_int(amount), (opt_real){0}, (str){0}, (str){0}, &row));
	*id = row.id;
	return NULL;
}

static void values_come_back_as_they_went(void **state)
{
	struct ctx *c = test_store(state);
	struct specimen_add row;
	struct specimen_get got;
	const str name = S("Xã Gia Lâm ' \" \\ {}, \n 😀"), data = {"\0\1\xff'\\x", 6};
	OK(WRITE(c, specimen_add(c, name, some_int(INT64_MIN), (opt_real){true, 0.1}, data, S(""), &row)));
	OK(specimen_get(c, row.id, &got));
	assert_true(str_eq(got.name, name));
	assert_true(got.amount.set && got.amount.v == INT64_MIN);
	assert_true(got.ratio.set && got.ratio.v == 0.1);
	assert_true(str_eq(got.data, data));
	assert_true(got.note.s && got.note.n == 0);
	OK(WRITE(c, specimen_add(c, S("nulls"), (opt_int){0}, (opt_real){0}, (str){0}, (str){0}, &row)));
	OK(specimen_get(c, row.id, &got));
	assert_false(got.amount.set || got.ratio.set || got.data.s || got.note.s);
	OK(WRITE(c, specimen_add(c, S("empty"), some_int(0), (opt_real){true, 1e300}, S(""), S("x"), &row)));
	OK(specimen_get(c, row.id, &got));
	assert_true(got.data.s && got.data.n == 0);
	assert_true(got.ratio.v == 1e300);
}

static const struct inserted {
	const char *text, *back; /* what it gives back, row by row */
} insertions[] = {
	{"insert into specimen (name) values ('one') returning name", "one,"},
	{"insert into specimen (name, amount) values (lower('TWO'), (3)) returning name, amount", "two,"},
	{"insert into specimen (name) values ('three'), ('four') returning name", "three,four,"},
	{"insert into specimen (name) values ('one') on conflict (name) do update set note = excluded.name returning note",
		"one,"},
	{"insert into specimen (name) values ('one') on conflict (name) do nothing returning name", ""},
	{"insert into specimen (name) select name || '5' from specimen where name < 'p' order by name returning name",
		"four5,one5,"},
	{"insert into specimen_sum (key, part, total, last) values ('k', 'p', 1, 'x') returning key, total", "k,"},
	{"insert into specimen_sum (key, part, total, last) values ('a', 'p', 1, 'x') returning key", "a,"},
};

static err insertion_run(struct ctx *c, const struct inserted *x, str *back)
{
	static const unsigned char types[] = {0};
	struct sql q = {.name = "test.insertion", .sqlite = x->text, .postgres = x->text, .types = types, .writes = true};
	struct sql *own = NEW(c->a, struct sql); /* statements are remembered by their place */
	struct rows *r;
	buf b = {.a = c->a};
	bool more;
	*own = q;
	TRY(db_query(c, own, NULL, &r));
	for (;;) {
		TRY(db_next(c, r, &more));
		if (!more)
			break;
		buf_str(&b, row_text(r, 0, c->a));
		buf_lit(&b, ",");
	}
	db_done(r);
	*back = buf_text(&b);
	return NULL;
}

/* Whatever else an insertion does: several rows, none, one that was there. */
static void an_insertion_gives_its_own_rows_back(void **state)
{
	struct ctx *c = test_store(state);
	str back = S("");
	for (size_t i = 0; i < COUNT(insertions); i++) {
		OK(WRITE(c, insertion_run(c, &insertions[i], &back)));
		if (!str_is(back, insertions[i].back))
			fail_msg("%s: %.*s", insertions[i].text, STR_ARG(back));
	}
}

static void lists_find_each_of_theirs(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id[3];
	const str odd = S("a\"b\\c{d},'e'");
	OK(WRITE(c, add(c, "một", 1, &id[0])));
	OK(WRITE(c, add(c, odd.s, 2, &id[1])));
	OK(WRITE(c, add(c, "", 3, &id[2])));
	struct specimen_among_rows some;
	OK(specimen_among(c, (struct ints){(int64_t[]){id[2], 999, id[0]}, 3}, &some));
	assert_int_equal(some.n, 2);
	assert_int_equal(some.v[1].id, id[2]);
	OK(specimen_among(c, (struct ints){0}, &some));
	assert_int_equal(some.n, 0);
	struct specimen_named_rows named;
	OK(specimen_named(c, (struct texts){(str[]){odd, S(""), S("NULL")}, 3}, &named));
	assert_int_equal(named.n, 2);
	assert_true(str_eq(named.v[1].name, odd));
	OK(specimen_named(c, (struct texts){0}, &named));
	assert_int_equal(named.n, 0);
}

/* ---- row by row ---- */

struct seen {
	int64_t n, last, stop_at, fail_at;
	const char *name; /* of the first row: where every row's name stands */
};

static err see(struct ctx *c, const struct specimen_each *row, void *arg)
{
	struct seen *s = arg;
	struct specimen_get again;
	assert_true(row->id > s->last);
	s->name = s->name ? s->name : row->name.s;
	assert_ptr_equal(row->name.s, s->name); /* the memory of one row is the memory of all */
	assert_null(row->note.s);
	s->last = row->id;
	s->n++;
	if (s->n % 97 == 1)
		TRY(specimen_get(c, row->id, &again)); /* a query within the query */
	if (s->n == s->stop_at)
		return EACH_STOP;
	return s->n == s->fail_at ? FAIL(c, INVALID, "Không được.") : NULL;
}

static err add_many(struct ctx *c, void *arg)
{
	struct specimen_add row;
	for (int i = 0; i < *(int *)arg; i++)
		TRY(specimen_add(c, str_format(c->a, "row %0100d", *(int *)arg * 10000 + i), some_int(i), (opt_real){0}, (str){0},
			(str){0}, &row));
	return NULL;
}

static int64_t seen_from(struct ctx *c, int64_t after)
{
	struct seen s = {0};
	OK(db_read_begin(c));
	OK(specimen_each(c, after, see, &s));
	db_read_end(c);
	return s.n;
}

static void rows_come_one_by_one(void **state)
{
	struct ctx *c = test_store(state);
	struct seen s = {0};
	struct specimen_count count;
	assert_int_equal(seen_from(c, 0), 0);
	OK(db_write(c, add_many, &(int){200})); /* what PostgreSQL fetches at a time */
	assert_int_equal(seen_from(c, 0), 200);
	OK(db_write(c, add_many, &(int){1001}));
	assert_int_equal(seen_from(c, 0), 1201);
	assert_int_equal(seen_from(c, 801), 400);
	FAILS(BROKEN, specimen_each(c, 0, see, &s)); /* of no view */
	OK(db_read_begin(c));
	s = (struct seen){.stop_at = 450};
	OK(specimen_each(c, 0, see, &s));
	assert_int_equal(s.n, 450);
	s = (struct seen){.fail_at = 3};
	FAILS(INVALID, specimen_each(c, 0, see, &s));
	assert_int_equal(s.n, 3);
	OK(specimen_count(c, &count)); /* what was left early is over */
	assert_int_equal(count.total, 1201);
	db_read_end(c);
	s = (struct seen){.stop_at = 900};
	OK(WRITE(c, specimen_each(c, 0, see, &s)));
	assert_int_equal(s.n, 900);
}

/* ---- transactions ---- */

static err three_then(struct ctx *c, void *arg)
{
	int64_t id;
	TRY(add(c, "a", 1, &id));
	TRY(add(c, "b", 2, &id));
	return arg ? FAIL(c, INVALID, "Không được.") : NULL;
}

static int64_t total(struct ctx *c)
{
	struct specimen_count n;
	OK(specimen_count(c, &n));
	return n.total;
}

static void a_failed_closure_leaves_nothing(void **state)
{
	struct ctx *c = test_store(state);
	FAILS(INVALID, db_write(c, three_then, "fail"));
	assert_int_equal(total(c), 0);
	OK(db_write(c, three_then, NULL));
	assert_int_equal(total(c), 2);
}

static err nested(struct ctx *c, void *arg)
{
	TRY(db_write(c, three_then, NULL));
	assert_int_equal(total(c), 2); /* a transaction sees its own work */
	return arg ? FAIL(c, INVALID, "Không được.") : NULL;
}

static void a_write_within_a_write_is_part_of_it(void **state)
{
	struct ctx *c = test_store(state);
	FAILS(INVALID, db_write(c, nested, "fail"));
	assert_int_equal(total(c), 0);
	OK(db_write(c, nested, NULL));
	assert_int_equal(total(c), 2);
}

static void change_is_one_row_or_conflict(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id;
	OK(WRITE(c, add(c, "a", 1, &id)));
	OK(WRITE(c, specimen_move(c, id, 1, 2)));
	FAILS(CONFLICT, WRITE(c, specimen_move(c, id, 1, 3)));
	FAILS(CONFLICT, WRITE(c, specimen_move(c, 999, 1, 3)));
	struct specimen_get got;
	OK(specimen_get(c, id, &got));
	assert_int_equal(got.amount.v, 2);
	FAILS(NOT_FOUND, specimen_get(c, 999, &got));
	bool found;
	struct specimen_find f;
	OK(specimen_find(c, S("b"), &f, &found));
	assert_false(found);
	OK(specimen_find(c, S("a"), &f, &found));
	assert_true(found && f.id == id);
}

static err swallow(struct ctx *c, void *arg)
{
	int64_t id;
	(void)arg;
	TRY(add(c, "b", 1, &id));
	err e = add(c, "a", 1, &id); /* there already */
	assert_int_equal(e->kind, CONFLICT);
	e = specimen_raise(c, 1); /* after a failed statement nothing goes on */
	assert_int_equal(e->kind, CONFLICT);
	return NULL;
}

static void constraints_say_what_is_wrong(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id;
	OK(WRITE(c, add(c, "a", 1, &id)));
	FAILS(CONFLICT, WRITE(c, add(c, "a", 2, &id)));
	FAILS(CONFLICT, db_write(c, swallow, NULL)); /* on both backends: the transaction is lost */
	assert_int_equal(total(c), 1);
	FAILS(CONFLICT, WRITE(c, specimen_part_add(c, 999, 1)));
	FAILS(BROKEN, WRITE(c, specimen_part_add(c, id, 0)));
	OK(WRITE(c, specimen_part_add(c, id, 1)));
	FAILS(CONFLICT, WRITE(c, specimen_remove(c, id)));
	FAILS(BROKEN, WRITE(c, add(c, "Hi\xe1\xbb", 1, &id))); /* cut within a character */
	FAILS(BROKEN, specimen_raise(c, 1));                   /* outside db_write */
}

/* ---- readers ---- */

static err raise_all(struct ctx *c, void *arg)
{
	(void)arg;
	return specimen_raise(c, 1);
}

static void *raise_elsewhere(void *arg)
{
	struct ctx *c = arg;
	arena a = {0};
	struct ctx mine = {.a = &a, .now = c->now};
	OK(db_use(&mine, test_handle(c)));
	OK(db_write(&mine, raise_all, NULL));
	db_thread_end();
	arena_free(&a);
	return NULL;
}

static int64_t amount(struct ctx *c)
{
	struct specimen_count n;
	OK(specimen_count(c, &n));
	return n.amount;
}

static void a_reader_sees_one_moment(void **state)
{
	struct ctx *c = test_store(state);
	int64_t id;
	pthread_t t;
	OK(WRITE(c, add(c, "a", 1, &id)));
	OK(db_read_begin(c));
	assert_int_equal(amount(c), 1);
	pthread_create(&t, NULL, raise_elsewhere, c);
	pthread_join(t, NULL);
	assert_int_equal(amount(c), 1);
	OK(db_write(c, raise_all, NULL)); /* one's own write is seen at once */
	assert_int_equal(amount(c), 3);
	db_read_end(c);
	assert_int_equal(amount(c), 3);
}

static void queries_may_stand_within_queries(void **state)
{
	struct ctx *c = test_store(state);
	static const unsigned char types[] = {V_INT};
	static const struct sql above = {"test.above", "select id from specimen where amount > ?1 order by id",
		"select id from specimen where amount > $1 order by id", types, 1, false};
	const struct value zero[] = {v_int(0)}, one[] = {v_int(1)};
	int64_t id[2];
	bool more;
	OK(WRITE(c, add(c, "a", 1, &id[0])));
	OK(WRITE(c, add(c, "b", 2, &id[1])));
	struct rows *outer, *inner;
	OK(db_query(c, &above, zero, &outer));
	OK(db_next(c, outer, &more));
	OK(db_query(c, &above, one, &inner));
	OK(db_next(c, inner, &more));
	assert_int_equal(row_int(inner, 0), id[1]);
	db_done(inner);
	assert_int_equal(row_int(outer, 0), id[0]);
	OK(db_next(c, outer, &more));
	assert_true(more && row_int(outer, 0) == id[1]);
	OK(db_next(c, outer, &more));
	assert_false(more);
	db_done(outer);
}

static err add_what_was_not_there(struct ctx *c, void *arg)
{
	struct specimen_find f;
	bool found;
	int64_t id;
	(void)arg;
	specimen_find_ahead(c, S("a"));
	specimen_find_ahead(c, S("c"));
	TRY(specimen_find(c, S("a"), &f, &found));
	assert_true(found);
	TRY(add(c, "c", 1, &id));
	TRY(specimen_find(c, S("c"), &f, &found)); /* foreseen before it was written */
	assert_true(found && f.id == id);
	specimen_find_ahead(c, S("a"));
	return NULL;
}

static void what_is_foreseen_is_no_less_true(void **state)
{
	struct ctx *c = test_store(state);
	struct specimen_named_rows rows;
	struct specimen_find f;
	bool found;
	int64_t id[2];
	const struct texts a = {(str[]){S("a")}, 1}, both = {(str[]){S("a"), S("b")}, 2};
	OK(WRITE(c, add(c, "a", 1, &id[0])));
	OK(WRITE(c, add(c, "b", 1, &id[1])));
	specimen_named_ahead(c, a); /* outside a view: nothing is promised */
	OK(db_read_begin(c));
	specimen_named_ahead(c, both);
	specimen_named_ahead(c, a);
	specimen_find_ahead(c, S("nobody asks"));
	specimen_find_ahead(c, S("b"));
	OK(specimen_find(c, S("b"), &f, &found));
	assert_true(found && f.id == id[1]);
	for (int i = 0; i < 2; i++) { /* the second time it is asked anew */
		OK(specimen_named(c, a, &rows));
		assert_int_equal(rows.n, 1);
		OK(specimen_named(c, both, &rows));
		assert_int_equal(rows.n, 2);
	}
	db_read_end(c);
	OK(db_write(c, add_what_was_not_there, NULL));
	OK(db_read_begin(c));
	specimen_find_ahead(c, S("c")); /* left behind unread */
	db_read_end(c);
	assert_int_equal(total(c), 3);
	OK(db_check(c, test_handle(c)));
}

/* ---- many threads ---- */

struct spoiler {
	struct store *store;
	int number, wrong;
};

/* Its error comes from a statement whose end nobody waits for. */
static err spoil(struct ctx *c, void *arg)
{
	const struct spoiler *s = arg;
	int64_t id;
	TRY(add(c, str_format(c->a, "spoiler %d", s->number).s, 1, &id));
	return specimen_part_add(c, s->number % 3 ? id : 99999, 1);
}

static void *spoil_elsewhere(void *arg)
{
	struct spoiler *s = arg;
	arena a = {0};
	struct ctx c = {.a = &a, .now = TEST_NOW};
	OK(db_use(&c, s->store));
	err e = db_write(&c, spoil, s);
	s->wrong = s->number % 3 ? e != NULL : !e || e->kind != CONFLICT;
	db_thread_end();
	arena_free(&a);
	return NULL;
}

static void who_spoils_a_commit_is_alone_in_it(void **state)
{
	enum { SPOILERS = 30 };
	struct ctx *c = test_store(state);
	struct spoiler s[SPOILERS];
	pthread_t t[SPOILERS];
	for (int i = 0; i < SPOILERS; i++) {
		s[i] = (struct spoiler){test_handle(c), i, 0};
		pthread_create(&t[i], NULL, spoil_elsewhere, &s[i]);
	}
	for (int i = 0; i < SPOILERS; i++) {
		pthread_join(t[i], NULL);
		assert_int_equal(s[i].wrong, 0);
	}
	assert_int_equal(total(c), SPOILERS - SPOILERS / 3);
}

enum { THREADS = 16, EACH = 50 };
struct worker {
	struct store *store;
	int number, good, failed;
};

static err insert_or_fail(struct ctx *c, void *arg)
{
	int64_t id, *n = arg;
	TRY(add(c, str_format(c->a, "row %lld", (long long)*n).s, 0, &id));
	TRY(specimen_part_add(c, id, 1));
	if (*n % 5 == 0)
		return FAIL(c, INVALID, "Không được.");
	return *n % 7 == 0 ? specimen_part_add(c, id, 1) : NULL; /* twice the same: CONFLICT */
}

static void *work(void *arg)
{
	struct worker *w = arg;
	arena a = {0};
	struct ctx c = {.a = &a, .now = TEST_NOW};
	OK(db_use(&c, w->store));
	for (int i = 0; i < EACH; i++) {
		int64_t n = w->number * EACH + i;
		err e = db_write(&c, insert_or_fail, &n);
		int expected = n % 5 == 0 ? INVALID : n % 7 == 0 ? CONFLICT : 0;
		if (e ? (int)e->kind == expected : !expected)
			w->good++;
		bool found = false;
		struct specimen_find f;
		OK(specimen_find(&c, str_format(&a, "row %lld", (long long)n), &f, &found));
		w->good += found == !expected; /* an answer means: there for everybody */
		arena_reset(&a);
	}
	arena_free(&a);
	return NULL;
}

static void closures_of_many_threads_do_not_disturb_each_other(void **state)
{
	struct ctx *c = test_store(state);
	struct worker w[THREADS];
	pthread_t t[THREADS];
	int64_t expected = 0;
	for (int i = 0; i < THREADS; i++) {
		w[i] = (struct worker){.store = test_handle(c), .number = i};
		pthread_create(&t[i], NULL, work, &w[i]);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(t[i], NULL);
		assert_int_equal(w[i].good, 2 * EACH);
	}
	for (int n = 0; n < THREADS * EACH; n++)
		expected += n % 5 && n % 7;
	assert_int_equal(total(c), expected);
	struct db_stats s;
	db_stats(test_handle(c), &s);
	assert_int_equal(s.writes, expected);
	assert_int_equal(s.waiting, 0);
	assert_true(s.reads > THREADS * EACH && s.bytes > 0);
	assert_true(s.batches > 0 && s.batches < THREADS * EACH); /* they shared commits */
	OK(db_check(c, test_handle(c)));
}

static err count_up(struct ctx *c, void *arg)
{
	struct specimen_count n;
	TRY(specimen_count(c, &n));
	return specimen_move(c, *(int64_t *)arg, n.amount, n.amount + 1);
}

struct counter {
	struct store *store;
	int64_t id;
	int failed;
};

static void *count_many(void *arg)
{
	struct counter *k = arg;
	arena a = {0};
	struct ctx c = {.a = &a, .now = TEST_NOW};
	OK(db_use(&c, k->store));
	for (int i = 0; i < 25; i++) {
		err e = db_write(&c, count_up, &k->id);
		if (e)
			k->failed++;
		arena_reset(&a);
	}
	arena_free(&a);
	return NULL;
}

static void one_counter_of_many_threads_loses_nothing(void **state)
{
	struct ctx *c = test_store(state);
	struct counter k[8];
	pthread_t t[8];
	int64_t id;
	struct db_options o = {.postgres = test_place(c)};
	struct store *second = NULL; /* another program on the same database */
	if (db_is_postgres(test_handle(c)))
		OK(db_open(c, &o, &specimen_migrations, 1, &second));
	OK(WRITE(c, add(c, "counter", 0, &id)));
	for (int i = 0; i < 8; i++) {
		k[i] = (struct counter){second && i % 2 ? second : test_handle(c), id, 0};
		pthread_create(&t[i], NULL, count_many, &k[i]);
	}
	for (int i = 0; i < 8; i++) {
		pthread_join(t[i], NULL);
		assert_int_equal(k[i].failed, 0);
	}
	assert_int_equal(amount(c), 8 * 25);
	struct db_stats s;
	db_stats(test_handle(c), &s);
	assert_int_equal(s.retries, 0); /* they waited for one another instead */
	db_close(second);
}

/* ---- a full queue ---- */

struct gate {
	pthread_mutex_t m;
	pthread_cond_t c;
	bool inside, open;
};

static err hold(struct ctx *c, void *arg)
{
	struct gate *g = arg;
	(void)c;
	pthread_mutex_lock(&g->m);
	g->inside = true;
	pthread_cond_broadcast(&g->c);
	while (!g->open)
		pthread_cond_wait(&g->c, &g->m);
	pthread_mutex_unlock(&g->m);
	return NULL;
}

struct held {
	struct store *store;
	struct gate *gate;
};

static void *hold_elsewhere(void *arg)
{
	struct held *h = arg;
	arena a = {0};
	struct ctx c = {.a = &a, .now = TEST_NOW};
	OK(db_use(&c, h->store));
	OK(db_write(&c, hold, h->gate));
	db_thread_end();
	arena_free(&a);
	return NULL;
}

/* Those that waited behind it go on to their end. */
static void open_gate(struct gate *g, const pthread_t *waiting, int n)
{
	pthread_mutex_lock(&g->m);
	g->open = true;
	pthread_cond_broadcast(&g->c);
	pthread_mutex_unlock(&g->m);
	for (int i = 0; i < n; i++)
		pthread_join(waiting[i], NULL);
}

static void a_full_queue_is_busy(void **state)
{
	struct ctx *c = test_store(state);
	struct db_options o = {.path = str_format(c->a, "%s/other.db", test_folder(c)).s, .queue_max = 1};
	if (db_is_postgres(test_handle(c)))
		o = (struct db_options){.postgres = test_place(c), .queue_max = 1};
	struct gate g = {.m = PTHREAD_MUTEX_INITIALIZER, .c = PTHREAD_COND_INITIALIZER};
	struct store *s;
	struct ctx other = *c;
	pthread_t t;
	OK(db_open(&other, &o, &specimen_migrations, 1, &s));
	pthread_create(&t, NULL, hold_elsewhere, &(struct held){s, &g});
	pthread_mutex_lock(&g.m);
	while (!g.inside)
		pthread_cond_wait(&g.c, &g.m);
	pthread_mutex_unlock(&g.m);
	OK(db_use(&other, s));
	FAILS(BUSY, db_write(&other, raise_all, NULL));
	open_gate(&g, &t, 1);
	OK(db_write(&other, raise_all, NULL));
	db_close(s);
}

static void wait_for(struct store *s, int64_t closures)
{
	struct db_stats now = {0};
	for (int i = 0; i < 2000 && now.waiting < closures; i++) {
		usleep(5000);
		db_stats(s, &now);
	}
	assert_int_equal(now.waiting, closures);
}

/* The error shows at the commit that carries both. */
static void the_last_of_a_commit_spoils_nobody_before_it(void **state)
{
	struct ctx *c = test_store(state);
	struct store *s = test_handle(c);
	struct gate g = {.m = PTHREAD_MUTEX_INITIALIZER, .c = PTHREAD_COND_INITIALIZER};
	struct spoiler good = {s, 1, 0}, bad = {s, 3, 0};
	pthread_t t[3];
	pthread_create(&t[0], NULL, hold_elsewhere, &(struct held){s, &g});
	wait_for(s, 1);
	pthread_create(&t[1], NULL, spoil_elsewhere, &good);
	wait_for(s, 2);
	pthread_create(&t[2], NULL, spoil_elsewhere, &bad);
	wait_for(s, 3);
	open_gate(&g, t, 3);
	assert_int_equal(good.wrong + bad.wrong, 0);
	assert_int_equal(total(c), 1);
}

struct counted {
	int64_t times;
	struct store *store;
};

static err count_and_add(struct ctx *c, struct counted *k)
{
	int64_t id;
	c->unit++;
	return add(c, str_format(c->a, "%lld of %lld", (long long)++k->times, (long long)c->unit).s, 1, &id);
}
static err count_and_add_rule(struct ctx *c, void *work) { return count_and_add(c, work); }

static void *count_elsewhere(void *arg)
{
	struct counted *k = arg;
	arena a = {0};
	struct ctx c = {.a = &a, .now = TEST_NOW};
	OK(db_use(&c, k->store));
	OK(db_write_of(&c, count_and_add_rule, k, sizeof *k));
	assert_int_equal(c.unit, 1);
	db_thread_end();
	arena_free(&a);
	return NULL;
}

/* Both closures ran, the second failed after it had changed something: the first runs again. False: each had a commit of its own. */
static bool run_together(struct store *s, struct counted *k)
{
	struct gate g = {.m = PTHREAD_MUTEX_INITIALIZER, .c = PTHREAD_COND_INITIALIZER};
	struct spoiler bad = {s, 3, 0};
	struct db_stats before, now;
	pthread_t t[3];
	db_stats(s, &before);
	pthread_create(&t[0], NULL, hold_elsewhere, &(struct held){s, &g});
	wait_for(s, 1);
	pthread_create(&t[1], NULL, count_elsewhere, k);
	wait_for(s, 2);
	pthread_create(&t[2], NULL, spoil_elsewhere, &bad);
	wait_for(s, 3);
	open_gate(&g, t, 3);
	db_stats(s, &now);
	assert_int_equal(bad.wrong, 0);
	assert_int_equal(now.writes - before.writes, 2);
	return now.retries - before.retries >= 2;
}

static void what_runs_again_finds_what_it_was_given(void **state)
{
	enum { TRIES = 50 }; /* a busy machine lets no two into one commit */
	struct ctx *c = test_store(state);
	struct counted k = {0, test_handle(c)};
	struct specimen_find f;
	bool together = false, found;
	for (int64_t i = 1; i <= TRIES && !together; i++) {
		together = run_together(test_handle(c), &k);
		assert_int_equal(k.times, i);
		assert_int_equal(total(c), i);
		OK(specimen_find(c, str_format(c->a, "%lld of 1", (long long)i), &f, &found));
		assert_true(found);
	}
	assert_true(together);
}

/* ---- a disk that takes no more ---- */

static err much(struct ctx *c, void *arg)
{
	(void)arg;
	struct specimen_add row;
	str data = {arena_get(c->a, 1 << 20), 1 << 20};
	for (int i = 0; i < 8; i++)
		TRY(specimen_add(c, str_format(c->a, "much %d", i), some_int(0), (opt_real){0}, data, (str){0}, &row));
	return NULL;
}

static void after_a_failed_disk_writes_go_on(void **state)
{
	struct ctx *c = test_store(state);
	struct rlimit before, small = {2 << 20, RLIM_INFINITY};
	int64_t id;
	if (db_is_postgres(test_handle(c)))
		skip(); /* the server's disk */
	OK(WRITE(c, add(c, "before", 1, &id)));
	void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small.rlim_max = before.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	enum level level = log_level;
	log_level = LOG_ERROR + 1;
	err e = db_write(c, much, NULL);
	log_level = level;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, handler);
	assert_non_null(e);
	assert_true(e->kind == BUSY || e->kind == BROKEN);
	assert_int_equal(total(c), 1);
	OK(WRITE(c, add(c, "after", 1, &id)));
	OK(db_write(c, much, NULL));
	assert_int_equal(total(c), 10);
	OK(db_check(c, test_handle(c)));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, test_close)

TESTS()
{
	const struct CMUnitTest tests[] = {
		TEST(values_come_back_as_they_went),
		TEST(an_insertion_gives_its_own_rows_back),
		TEST(lists_find_each_of_theirs),
		TEST(rows_come_one_by_one),
		TEST(a_failed_closure_leaves_nothing),
		TEST(a_write_within_a_write_is_part_of_it),
		TEST(change_is_one_row_or_conflict),
		TEST(constraints_say_what_is_wrong),
		TEST(a_reader_sees_one_moment),
		TEST(queries_may_stand_within_queries),
		TEST(what_is_foreseen_is_no_less_true),
		TEST(who_spoils_a_commit_is_alone_in_it),
		TEST(closures_of_many_threads_do_not_disturb_each_other),
		TEST(one_counter_of_many_threads_loses_nothing),
		TEST(a_full_queue_is_busy),
		TEST(the_last_of_a_commit_spoils_nobody_before_it),
		TEST(what_runs_again_finds_what_it_was_given),
		TEST(after_a_failed_disk_writes_go_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
