/* The floor of the submission benchmark: SQLite alone, doing the statements of dossier_submit with fixed values, kept as the program keeps
 * its file (pragmas, checkpoints in a thread of their own). A commit carries as many as there are clients who wait for it, or a half or a
 * quarter of them: the best counts. The texts are those of the program itself; which of them, and how often, is written
 * below and follows dossier_submit by hand. What it only asks (the unit, the terms, whether it was filed before) is left out.
 *
 *     floor_submit DATABASE CLIENTS SECONDS      prints submissions a second and the number in a commit */
#include "db/db.h"
#include "db/sqlite.h"
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static sqlite3 *db;

static void must(int rc)
{
	if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW) {
		fprintf(stderr, "floor_submit: %s\n", sqlite3_errmsg(db));
		exit(1);
	}
}

/* As the program does: what `returning` gives back is read from the row itself, or known. */
static int length_of(const char *sql)
{
	const char *end = strstr(sql, "on conflict") ? NULL : strstr(sql, "returning ");
	return end ? (int)(end - sql) : -1;
}

static sqlite3_stmt *statement(const char *name)
{
	size_t n;
	const struct sql *const *all = db_statements(&n);
	for (size_t i = 0; i < n; i++) {
		const char *dot = strchr(all[i]->name, '.');
		if (!strcmp(dot ? dot + 1 : all[i]->name, name)) {
			sqlite3_stmt *found;
			must(sqlite3_prepare_v3(
				db, all[i]->sqlite, length_of(all[i]->sqlite), SQLITE_PREPARE_PERSISTENT, &found, NULL));
			return found;
		}
	}
	fprintf(stderr, "floor_submit: the program has no statement %s\n", name);
	exit(1);
}

/* format: i = int64_t, t = text, n = null; the first column of the first row comes back when it is a number, else the id of the row made. */
static int64_t run(sqlite3_stmt *one, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	for (int i = 0; format[i]; i++)
		if (format[i] == 'i')
			sqlite3_bind_int64(one, i + 1, va_arg(list, int64_t));
		else if (format[i] == 't')
			sqlite3_bind_text(one, i + 1, va_arg(list, const char *), -1, SQLITE_STATIC);
		else
			sqlite3_bind_null(one, i + 1);
	va_end(list);
	int64_t first = 0;
	int rc;
	while ((rc = sqlite3_step(one)) == SQLITE_ROW)
		for (int i = 0; !first && i < sqlite3_column_count(one); i++)
			first = sqlite3_column_int64(one, i);
	must(rc);
	sqlite3_reset(one);
	return sqlite3_stmt_readonly(one) ? first : sqlite3_last_insert_rowid(db);
}

static int64_t number(const char *sql)
{
	sqlite3_stmt *one;
	must(sqlite3_prepare_v2(db, sql, -1, &one, NULL));
	must(sqlite3_step(one));
	int64_t n = sqlite3_column_int64(one, 0);
	sqlite3_finalize(one);
	return n;
}

static struct {
	sqlite3_stmt *count, *next, *add, *wanted, *component, *event, *search, *tally, *audit, *head, *notice, *use;
} s;
static int64_t unit, procedure, account;

static void prepare(void)
{
	s.count = statement("dossier_count");
	s.next = statement("dossier_next");
	s.add = statement("dossier_add");
	s.wanted = statement("dossier_wanted");
	s.component = statement("dossier_component_add");
	s.event = statement("dossier_event_add");
	s.search = statement("dossier_search_add");
	s.tally = statement("dossier_tally_add");
	s.audit = statement("audit_put");
	s.head = statement("audit_head_put");
	s.notice = statement("notice_insert");
	s.use = statement("procedure_use_count");
	unit = number("select unit_id from position where role = 'reception' limit 1");
	procedure = number("select id from procedure where code = '1.001193' limit 1");
	account = number("select id from account where kind = 'citizen' limit 1");
}

static void submit(int64_t now)
{
	static const char hash[] = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
	char code[64];
	run(s.count, "it", unit, "2030-01-01");
	snprintf(code, sizeof code, "H42.99-300101-%04lld", (long long)run(s.next, "it", unit, "2030-01-01"));
	int64_t id = run(s.add, "ttitttiiiiinttttttttntttintitiii", code, "ABCD2345", procedure, "1.001193",
		"Thủ tục đăng ký khai sinh", "Hộ tịch", unit, unit, unit, account, account, "Nguyễn Thị Hoa", "037190001234",
		"1990-02-03", "0912345678", "", "Thôn 3, xã Gia Lâm, tỉnh Ninh Bình", "online", "Đăng ký khai sinh cho con.", "",
		"desk", "", INT64_C(0), "working_minutes", INT64_C(480), "restart", now, now, now + INT64_C(86400000000));
	sqlite3_bind_int64(s.wanted, 1, procedure);
	for (int64_t number = 1; sqlite3_step(s.wanted) == SQLITE_ROW; number++)
		run(s.component, "iitii", id, number, (const char *)sqlite3_column_text(s.wanted, 1), INT64_C(1), INT64_C(0));
	sqlite3_reset(s.wanted);
	run(s.event, "iiiitnitniininn", id, INT64_C(1), now, account, "submit", INT64_C(1), "", INT64_C(0), INT64_C(0), unit);
	run(s.search, "it", id, "u1 h42 99 300101 0001 nguyen thi hoa 0912345678");
	run(s.tally, "iti", unit, "reception", INT64_C(1));
	run(s.use, "iti", unit, "1.001193", INT64_C(1));
	int64_t entry = run(s.audit, "iiiittitt", INT64_C(0), now, account, INT64_C(0), "dossier.submit", "dossier", id, code,
		"0123456789abcdef");
	run(s.head, "iit", INT64_C(0), entry, hash);
	run(s.notice, "ittti", account, "Hồ sơ H42.99-300101-0001", "Đã nộp hồ sơ. Cơ quan tiếp nhận sẽ kiểm tra và trả lời.",
		"/ho-so/1", now);
}

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- checkpoints: as in src/db/sqlite.c ---- */

static sem_t wanted;
static atomic_bool waiting, ended;

static void *checkpoints(void *path)
{
	sqlite3 *own;
	must(sqlite3_open_v2(path, &own, SQLITE_OPEN_READWRITE, NULL));
	must(sqlite3_exec(own, SQLITE_WRITES, NULL, NULL, NULL));
	for (;;) {
		while (sem_wait(&wanted) && errno == EINTR)
			continue;
		if (ended)
			break;
		waiting = false;
		sqlite3_wal_checkpoint_v2(own, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	}
	sqlite3_close_v2(own);
	return NULL;
}

static int grew(void *help_at, sqlite3 *h, const char *name, int pages)
{
	int *at = help_at;
	if (pages >= CHECKPOINT_AT && !atomic_exchange(&waiting, true))
		sem_post(&wanted);
	if (pages < WAL_PAGES_MAX)
		*at = WAL_PAGES_MAX;
	else if (pages >= *at) {
		sqlite3_wal_checkpoint_v2(h, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
		*at = pages + CHECKPOINT_AT;
	}
	return SQLITE_OK;
}

static double rate(int in_a_commit, double most)
{
	int64_t done = 0;
	double began = seconds();
	while (seconds() < began + most) {
		must(sqlite3_exec(db, "begin immediate", NULL, NULL, NULL));
		for (int i = 0; i < in_a_commit; i++)
			submit((int64_t)(seconds() * 1e6));
		must(sqlite3_exec(db, "commit", NULL, NULL, NULL));
		done += in_a_commit;
	}
	return (double)done / (seconds() - began);
}

int main(int argc, char **argv)
{
	if (argc != 4)
		return 2;
	enum { SIZES = 3 };
	int help_at = WAL_PAGES_MAX, size = atoi(argv[2]), best_size = 0;
	double best = 0;
	pthread_t thread;
	sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	must(sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL));
	must(sqlite3_exec(db, "pragma journal_mode=wal;" SQLITE_WRITES, NULL, NULL, NULL));
	sqlite3_wal_hook(db, grew, &help_at);
	sem_init(&wanted, 0, 0);
	pthread_create(&thread, NULL, checkpoints, argv[1]);
	prepare();
	for (int i = 0; i < SIZES && size; i++, size /= 2) {
		double one = rate(size, atof(argv[3]) / SIZES);
		if (one > best) {
			best = one;
			best_size = size;
		}
	}
	ended = true;
	sem_post(&wanted);
	pthread_join(thread, NULL);
	printf("%.0f %d\n", best, best_size);
	must(sqlite3_close_v2(db));
	return 0;
}
