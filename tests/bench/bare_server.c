/* The floor of the page benchmarks: libmicrohttpd alone, the same way of polling, one SQLite row a request, a body of a given size.
 *
 *     bare_server PORT THREADS BYTES DATABASE ROWS
 *
 * The database is made when it is missing: ROWS rows of BYTES bytes. /empty answers without touching it. Ends with standard input. */
#include <microhttpd.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *path;
static int64_t rows;
static int bytes;

static void must(int rc, sqlite3 *db)
{
	if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW) {
		fprintf(stderr, "bare_server: %s\n", sqlite3_errmsg(db));
		exit(1);
	}
}

static void fill(void)
{
	sqlite3 *db;
	sqlite3_stmt *s;
	must(sqlite3_open(path, &db), db);
	must(sqlite3_exec(db,
		     "pragma journal_mode = wal; pragma synchronous = off; create table page(id integer primary key, body blob);"
		     "begin",
		     NULL, NULL, NULL),
		db);
	must(sqlite3_prepare_v2(db, "insert into page(body) values (?1)", -1, &s, NULL), db);
	char *body = malloc((size_t)bytes);
	memset(body, 'x', (size_t)bytes);
	for (int64_t i = 0; i < rows; i++) {
		must(sqlite3_bind_blob(s, 1, body, bytes, SQLITE_STATIC), db);
		must(sqlite3_step(s), db);
		sqlite3_reset(s);
	}
	must(sqlite3_finalize(s), db);
	must(sqlite3_exec(db, "commit", NULL, NULL, NULL), db);
	must(sqlite3_close(db), db);
	free(body);
}

static sqlite3_stmt *statement(void)
{
	static __thread sqlite3_stmt *s;
	sqlite3 *db;
	if (!s) {
		must(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL), db);
		sqlite3_busy_timeout(db, 5000);
		must(sqlite3_prepare_v2(db, "select body from page where id = ?1", -1, &s, NULL), db);
	}
	return s;
}

static struct MHD_Response *row_reply(void)
{
	static __thread unsigned seed = 1;
	sqlite3_stmt *s = statement();
	sqlite3_bind_int64(s, 1, 1 + rand_r(&seed) % rows);
	must(sqlite3_step(s), sqlite3_db_handle(s));
	void *body = (void *)(uintptr_t)sqlite3_column_blob(s, 0);
	struct MHD_Response *r = MHD_create_response_from_buffer((size_t)sqlite3_column_bytes(s, 0), body, MHD_RESPMEM_MUST_COPY);
	sqlite3_reset(s);
	return r;
}

static enum MHD_Result serve(void *user, struct MHD_Connection *connection, const char *url, const char *method,
	const char *version, const char *data, size_t *size, void **context)
{
	(void)user, (void)method, (void)version, (void)data, (void)size;
	if (!*context) {
		*context = connection;
		return MHD_YES;
	}
	struct MHD_Response *r =
		strcmp(url, "/empty") ? row_reply() : MHD_create_response_from_buffer(2, "ok", MHD_RESPMEM_PERSISTENT);
	MHD_add_response_header(r, "Content-Type", "text/html; charset=utf-8");
	enum MHD_Result sent = MHD_queue_response(connection, 200, r);
	MHD_destroy_response(r);
	return sent;
}

int main(int argc, char **argv)
{
	if (argc != 6)
		return 2;
	unsigned threads = (unsigned)atoi(argv[2]);
	bytes = atoi(argv[3]);
	path = argv[4];
	rows = atoll(argv[5]);
	if (access(path, R_OK) != 0)
		fill();
	struct MHD_Daemon *d = MHD_start_daemon(MHD_USE_EPOLL | MHD_USE_INTERNAL_POLLING_THREAD, (uint16_t)atoi(argv[1]), NULL,
		NULL, serve, NULL, threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_CONNECTION_LIMIT,
		threads > 1 ? threads : 1000U, MHD_OPTION_END);
	if (!d)
		return 1;
	puts("ready");
	fflush(stdout);
	while (getchar() != EOF)
		;
	MHD_stop_daemon(d);
	return 0;
}
