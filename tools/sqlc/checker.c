/* checker: every query is prepared in SQLite, which knows its columns and whose tables it reads and writes. */
#include "sqlc.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static struct query *known; /* every query of this file so far, newest first */

const struct query *query_above(const char *name)
{
	const struct query *q = known;
	while (q && strcmp(q->name, name))
		q = q->next;
	return q;
}

static int parameter(const struct query *q, const char *name, size_t n)
{
	for (int i = 0; i < q->nparams; i++)
		if (strlen(q->params[i].name) == n && !strncmp(q->params[i].name, name, n))
			return i;
	die("query %s: parameter :%.*s is not declared", q->name, (int)n, name);
}

/* :name -> ?N or $N; `in :list` -> each dialect's way to unnest one value */
static char *numbered(const struct query *q, const char *sql, int postgres, int used[PARAMS])
{
	struct text t = {0};
	for (const char *s = sql; *s;) {
		const char *end = skip_quoted(s);
		if (end > s) {
			if (*s != '-' && *s != '/')
				text_put(&t, s, (size_t)(end - s));
			s = end;
			continue;
		}
		if (*s != ':' || !isalpha((unsigned char)s[1]) || (s > sql && s[-1] == ':')) {
			text_put(&t, s++, 1);
			continue;
		}
		size_t n = 1;
		while (is_word((unsigned char)s[n]))
			n++;
		int i = parameter(q, s + 1, n - 1);
		used[i] = 1;
		char mark[96];
		enum type type = q->params[i].type;
		if (type == T_INTS || type == T_TEXTS)
			snprintf(mark, sizeof mark, postgres ? "(select unnest($%d%s))" : "(select value from json_each(?%d))",
				i + 1, type == T_INTS ? "::bigint[]" : "::text[]");
		else
			snprintf(mark, sizeof mark, "%c%d", postgres ? '$' : '?', i + 1);
		text_put(&t, mark, strlen(mark));
		s += n;
	}
	while (t.n && isspace((unsigned char)t.s[t.n - 1]))
		t.s[--t.n] = 0;
	if (t.n && t.s[t.n - 1] == ';')
		die("query %s: no semicolon, please", q->name);
	return t.s ? t.s : calloc(1, 1);
}

static void column_type(struct query *q, sqlite3_stmt *s, int i)
{
	struct typed *c = &q->columns[q->ncolumns++];
	const char *alias = sqlite3_column_name(s, i), *declared = sqlite3_column_decltype(s, i);
	char name[NAME], word[16], rest[2];
	int parts = sscanf(alias, "%63s %15s %1s", name, word, rest);
	if (parts == 2 && type_of_word(word, c) && c->type < T_INTS) {
		strcpy(c->name, name);
		return;
	}
	if (parts != 1 || (!declared && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(name)))
		die("query %s: column %d (%s) needs an alias such as \"total int\"", q->name, i + 1, alias);
	strcpy(c->name, name);
	if (!declared)
		die("query %s: %s is an expression: say its type, as \"%s int\"", q->name, name, name);
	int not_null = 0, primary = 0;
	const char *table = sqlite3_column_table_name(s, i), *origin = sqlite3_column_origin_name(s, i);
	if (table)
		sqlite3_table_column_metadata(db, NULL, table, origin, NULL, NULL, &not_null, &primary, NULL);
	c->nullable = table && !not_null && !primary;
	c->type = !strncasecmp(declared, "int", 3)    ? T_INT
		  : !strncasecmp(declared, "real", 4) ? T_REAL
		  : !strncasecmp(declared, "blob", 4) ? T_BLOB
						      : T_TEXT;
}

/* `like OTHER`: the rows must be alike to the last column. */
static void check_like(const struct query *q)
{
	const struct query *other = query_above(q->row);
	if (!other)
		die("query %s: like %s: no such query above", q->name, q->row);
	if (q->result == MANY && other->result != MANY)
		die("query %s: like %s: that one is not `many`", q->name, q->row);
	int same = other->ncolumns == q->ncolumns;
	for (int i = 0; same && i < q->ncolumns; i++) {
		const struct typed *a = &q->columns[i], *b = &other->columns[i];
		same = !strcmp(a->name, b->name) && a->type == b->type && a->nullable == b->nullable;
	}
	if (!same)
		die("query %s: like %s: the columns differ", q->name, q->row);
}

/* ---- whose it is ---- */

static char trespass[256];
static int by_name; /* views stand there by their names: what SQLite reads through one it says so .. */
static const char *statement;

/* .. but for a look at a table of which no column is read: that it says of the view's table too. */
static int stands_there(const char *name)
{
	char word[NAME];
	for (const char *s = statement; *s;) {
		const char *end = skip_quoted(s);
		size_t n = end > s ? (size_t)(end - s) : word_at(s, word);
		if (end == s && n && !strcmp(word, name))
			return 1;
		s += n ? n : 1;
	}
	return 0;
}

static int authorize(void *unused, int action, const char *name, const char *column, const char *database, const char *through)
{
	(void)unused;
	(void)database;
	int writes = action == SQLITE_INSERT || action == SQLITE_UPDATE || action == SQLITE_DELETE;
	const char *owner = name ? owner_of(name) : NULL;
	if (!owner || (!writes && action != SQLITE_READ))
		return SQLITE_OK;
	if (!by_name && is_view(through ? through : name))
		snprintf(
			trespass, sizeof trespass, "reads %s: a view stands right behind from or join", through ? through : name);
	if (through || !strcmp(owner, module) || !strncmp(file, "tests/", 6) || (column && !*column && !stands_there(name)))
		return SQLITE_OK;
	if (writes)
		snprintf(trespass, sizeof trespass, "writes %s, a table of %s: call a function of that module", name, owner);
	else if (by_name && !uses_directly(owner))
		snprintf(trespass, sizeof trespass, "reads %s: add %s to -- uses", name, owner);
	else if (by_name && !is_view(name) && strcmp(owner, room))
		snprintf(trespass, sizeof trespass, "reads %s, a table of %s: read a view of that module", name, owner);
	return SQLITE_OK;
}

static sqlite3_stmt *prepare(const char *what, const char *name, const char *sql)
{
	sqlite3_stmt *s;
	const char *tail;
	*trespass = 0;
	statement = sql;
	sqlite3_set_authorizer(db, authorize, NULL);
	int bad = sqlite3_prepare_v2(db, sql, -1, &s, &tail), at = bad ? sqlite3_error_offset(db) : -1;
	sqlite3_set_authorizer(db, NULL, NULL);
	if (at >= 0)
		line += 1 + lines_before(sql, sql + at);
	if (bad)
		die("%s %s: %s", what, name, sqlite3_errmsg(db));
	if (!s)
		die("%s %s: no statement", what, name);
	if (*tail)
		die("%s %s: one statement, please", what, name);
	if (*trespass)
		die("%s %s: it %s", what, name, trespass);
	return s;
}

/* Once more with its views by their names, and without the looks that references take at others' tables. */
static void check_reads(const char *what, const char *name, const char *sql)
{
	by_name = 1;
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
	sqlite3_finalize(prepare(what, name, sql));
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	by_name = 0;
}

void check_view(const char *name, const char *sql) { check_reads("view", name, sql); }

static void check_columns(struct query *q, sqlite3_stmt *s)
{
	int n = sqlite3_column_count(s), returns = q->result != CHANGE && q->result != RUN;
	if (returns != (n > 0))
		die("query %s: %s", q->name,
			n ? "it returns rows: one, maybe, many or each" : "it returns no rows: change or run");
	if (n > COLUMNS)
		die("query %s: more than %d columns", q->name, COLUMNS);
	for (int i = 0; i < n; i++) {
		column_type(q, s, i);
		check_name("column", q->columns[i].name, 0);
		for (int k = 0; k < i; k++)
			if (!strcmp(q->columns[k].name, q->columns[i].name))
				die("query %s: column %s stands there twice; give one an alias", q->name, q->columns[i].name);
	}
}

void check_query(const char *head, const char *sqlite, const char *postgres, const char *by_views)
{
	struct query *q = calloc(1, sizeof *q);
	int used[PARAMS] = {0};
	if (!q)
		abort();
	q->line = line;
	parse_head(q, head);
	q->sqlite = numbered(q, sqlite, 0, used);
	q->postgres = numbered(q, *postgres ? postgres : sqlite, 1, used);
	for (int i = 0; i < q->nparams; i++)
		if (!used[i])
			die("query %s: parameter :%s is declared and not used", q->name, q->params[i].name);
	sqlite3_stmt *s = prepare("query", q->name, q->sqlite);
	char *named = numbered(q, by_views, 0, used);
	check_reads("query", q->name, named);
	free(named);
	q->writes = !sqlite3_stmt_readonly(s);
	check_columns(q, s);
	if (q->writes && q->result == EACH)
		die("query %s: each only reads", q->name);
	for (int i = 0; i < q->nparams && is_late(q); i++)
		if ((q->params[i].type != T_INT && q->params[i].type != T_TEXT) ||
			strncmp(q->sqlite + strspn(q->sqlite, " \n"), "insert into ", 12))
			die("query %s: what waits for the end of its closure is `insert into TABLE` of ints and texts", q->name);
	sqlite3_finalize(s);
	if (q->ncolumns && strcmp(q->row, q->name))
		check_like(q);
	write_query(q);
	q->next = known;
	known = q;
}
