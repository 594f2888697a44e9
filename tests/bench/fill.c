/* Grows a demo store to N dossiers, through the same tables: every dossier is copied with its events, components, files and search
 * text, under codes that go on without a gap.
 *
 *     fill DATABASE N LOGIN LIST
 *
 * LIST receives "id code secret" of 2,000 dossiers of that officer's unit, in random order: what the load is about. Nothing else may
 * use the database meanwhile; the audit log, notices and issued papers are not multiplied. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static sqlite3 *db;

static void must(int rc)
{
	if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW) {
		fprintf(stderr, "fill: %s\n", sqlite3_errmsg(db));
		exit(1);
	}
}

static void run(const char *sql)
{
	char *text = NULL;
	if (sqlite3_exec(db, sql, NULL, NULL, &text) != SQLITE_OK) {
		fprintf(stderr, "fill: %s\n%s\n", text, sql);
		exit(1);
	}
}

static sqlite3_stmt *prepared(const char *sql)
{
	sqlite3_stmt *s;
	must(sqlite3_prepare_v2(db, sql, -1, &s, NULL));
	return s;
}

static sqlite3_int64 number(const char *sql)
{
	sqlite3_stmt *s = prepared(sql);
	must(sqlite3_step(s));
	sqlite3_int64 n = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return n;
}

/* insert into TABLE select .. : every column as it is, but for those that must differ in copy number ?1. */
static sqlite3_stmt *copier(const char *table, const char *from, const char *(*changed)(const char *column))
{
	char columns[4096] = "", values[8192] = "", sql[16384], question[256];
	snprintf(question, sizeof question, "select name from pragma_table_info('%s')", table);
	sqlite3_stmt *s = prepared(question);
	while (sqlite3_step(s) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(s, 0), *value = changed(name);
		if (value && !*value)
			continue;
		size_t used = strlen(columns), taken = strlen(values);
		snprintf(columns + used, sizeof columns - used, "%s%s", used ? ", " : "", name);
		snprintf(values + taken, sizeof values - taken, "%s%s%s", taken ? ", " : "", value ? "" : "o.",
			value ? value : name);
	}
	sqlite3_finalize(s);
	snprintf(sql, sizeof sql, "insert into %s (%s) select %s from %s", table, columns, values, from);
	return prepared(sql);
}

static const char *of_dossier(const char *column)
{
	if (!strcmp(column, "id"))
		return "o.id + ?1 * ?2";
	if (!strcmp(column, "code"))
		return "b.prefix || printf('%04d', b.number + ?1 * b.last)";
	if (!strcmp(column, "step_at") || !strcmp(column, "submitted_at"))
		return !strcmp(column, "step_at") ? "o.step_at + ?1" : "o.submitted_at + ?1";
	return NULL;
}

static const char *of_part(const char *column) { return !strcmp(column, "dossier_id") ? "o.dossier_id + ?1 * ?2" : NULL; }

static const char *of_numbered(const char *column) { return !strcmp(column, "id") ? "o.id + ?1 * ?2 * 65536" : of_part(column); }

static const char *of_file(const char *column) { return !strcmp(column, "id") ? "" : of_part(column); }

/* Indexes are made anew at the end: twice as fast as keeping them up to date. */
static size_t drop_indexes(char **texts, size_t most)
{
	size_t n = 0;
	char names[64][64], sql[256];
	sqlite3_stmt *s = prepared(
		"select sql, name from sqlite_master where type = 'index' and sql is not null and tbl_name like 'dossier%'");
	while (n < most && sqlite3_step(s) == SQLITE_ROW) {
		texts[n] = strdup((const char *)sqlite3_column_text(s, 0));
		snprintf(names[n], sizeof names[n], "%s", (const char *)sqlite3_column_text(s, 1));
		n++;
	}
	sqlite3_finalize(s);
	for (size_t i = 0; i < n; i++) {
		snprintf(sql, sizeof sql, "drop index %.63s", names[i]);
		run(sql);
	}
	return n;
}

static void copy_all(sqlite3_int64 copies, sqlite3_int64 span)
{
	sqlite3_stmt *all[] = {
		copier("dossier", "dossier o join base b on b.id = o.id order by o.id", of_dossier),
		copier("dossier_event", "dossier_event o where o.id < (?2 + 1) * 65536 order by o.id", of_numbered),
		copier("dossier_component", "dossier_component o where o.id < (?2 + 1) * 65536 order by o.id", of_numbered),
		copier("dossier_step", "dossier_step o where o.id < (?2 + 1) * 65536 order by o.id", of_numbered),
		copier("dossier_due", "dossier_due o where o.dossier_id <= ?2 order by o.dossier_id, o.number", of_part),
		copier("dossier_note", "dossier_note o where o.dossier_id <= ?2 order by o.id", of_file),
		copier("dossier_watcher", "dossier_watcher o where o.dossier_id <= ?2", of_part),
		copier("dossier_file", "dossier_file o where o.dossier_id <= ?2 order by o.id", of_file),
		prepared("insert into dossier_search (rowid, text) select rowid + ?1 * ?2, text from dossier_search where rowid "
			 "<= ?2"),
	};
	for (sqlite3_int64 k = 1; k <= copies; k++) {
		for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
			sqlite3_bind_int64(all[i], 1, k);
			sqlite3_bind_int64(all[i], 2, span);
			must(sqlite3_step(all[i]));
			must(sqlite3_reset(all[i]));
		}
		if (k % 20 == 0)
			fprintf(stderr, "\rfill: %lld of %lld dossiers ", (k + 1) * span, (copies + 1) * span);
	}
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		sqlite3_finalize(all[i]);
	fprintf(stderr, "\n");
}

static void grow(sqlite3_int64 target)
{
	static const char *const figures[] = {
		"taken_in", "early", "on_time", "overdue", "given_back", "turned_away", "taken_back", "broken_off"};
	char *indexes[64], sql[256];
	sqlite3_int64 span = number("select max(id) from dossier"), copies = (target + span - 1) / span - 1;
	if (copies <= 0)
		return;
	run("begin");
	size_t n = drop_indexes(indexes, 64);
	run("create temp table base as select id, prefix, number, max(number) over (partition by prefix) as last from (select "
	    "id, "
	    "substr(code, 1, length(code) - 4) as prefix, cast(substr(code, -4) as integer) as number from dossier)");
	run("create unique index temp.base_id on base (id)");
	copy_all(copies, span);
	snprintf(sql, sizeof sql, "update dossier_tally set total = total * %lld", copies + 1);
	run(sql);
	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
		snprintf(sql, sizeof sql, "update dossier_month set %s = %s * %lld", figures[i], figures[i], copies + 1);
		run(sql);
	}
	snprintf(sql, sizeof sql, "update dossier_counter set last = last * %lld", copies + 1);
	run(sql);
	for (size_t i = 0; i < n; i++)
		run(indexes[i]);
	run("commit");
}

static void list(const char *login, const char *path)
{
	FILE *f = fopen(path, "w");
	sqlite3_stmt *s =
		prepared("select id, code, secret from dossier where receiving_unit_id = (select p.unit_id from position p "
			 "join account a on a.id = p.account_id where a.login = ?1 limit 1) order by random() limit 2000");
	sqlite3_bind_text(s, 1, login, -1, SQLITE_STATIC);
	while (f && sqlite3_step(s) == SQLITE_ROW)
		fprintf(f, "%s %s %s\n", sqlite3_column_text(s, 0), sqlite3_column_text(s, 1), sqlite3_column_text(s, 2));
	sqlite3_finalize(s);
	if (!f || fclose(f) != 0)
		exit(1);
}

int main(int argc, char **argv)
{
	if (argc != 5)
		return 2;
	must(sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL));
	run("pragma journal_mode = off; pragma foreign_keys = off; pragma synchronous = off; pragma cache_size = -400000; pragma "
	    "temp_store = memory");
	grow(atoll(argv[2]));
	list(argv[3], argv[4]);
	run("pragma journal_mode = wal");
	must(sqlite3_close(db));
	return 0;
}
