/* sqlc: compiles a module's SQL to typed C.   sqlc [-I DIR]... FILE.sql OUT   writes OUT.h and OUT.c
 *
 *   -- uses units people                      modules whose tables the queries may read; their migrations run first.
 *                                             A module writes its own tables only (a file of tests/ any)
 *   -- migrate                                a schema step; append, never edit
 *   -- query NAME(param type, ...) one        a row or NOT_FOUND          struct NAME, NAME_shape, NAME(c, .., struct NAME *)
 *   -- query NAME(param type, ...) maybe      a row or *found = false     NAME(c, .., struct NAME *, bool *found)
 *   -- query NAME(param type, ...) many       all rows                    struct NAME_rows { v, n }
 *   -- query NAME(param type, ...) change     exactly one row, or CONFLICT
 *   -- query NAME(param type, ...) run        any number of rows
 *   ... many like OTHER                       rows of the struct of an earlier query with the same columns
 *   -- postgres                               inside a step or query: the text for PostgreSQL where the two truly differ
 *
 * Parameter types: int real text blob, nullable with `?` (int? text? ..), lists: ints texts (written `in :name`).
 * Result types come from the declared columns; an expression says its own in its alias, nullable with `?`:
 *   count(*) as "total int"    max(at) as "last_at int?"
 * Every migration is executed and every query prepared in an in-memory SQLite while building, so a misspelt column is a
 * compile error on its line. For PostgreSQL the types of migrations are translated: integer -> bigint, blob -> bytea, real ->
 * double precision, text -> text collate "C", integer primary key -> identity. */
#include "output.h"
#include <ctype.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME = 64, PARAMS = 48, COLUMNS = 96, USES = 16, PATHS = 8 };
enum type { T_INT, T_REAL, T_TEXT, T_BLOB, T_INTS, T_TEXTS };
enum result { ONE, MAYBE, MANY, CHANGE, RUN };

struct typed {
	char name[NAME];
	enum type type;
	int nullable;
};
struct query {
	char name[NAME], row[NAME]; /* row: whose struct its rows are */
	enum result result;
	struct typed params[PARAMS], columns[COLUMNS];
	int nparams, ncolumns, writes, line;
	char *sqlite, *postgres;
	struct query *next;
};
static struct query *known; /* every query of this file so far, newest first */

static const char *file;
static int line;
static sqlite3 *db;
static struct output out;
static const char *paths[PATHS];
static int npaths, nmigrations;
static struct used {
	char name[NAME];
	int direct; /* named by the file itself, not by one that it uses */
	int reading;
} uses[USES];
static int nuses, depth;
static char module[NAME];
static struct table {
	char name[NAME], module[NAME];
	struct table *next;
} * tables; /* and whose they are */

static void __attribute__((noreturn, format(printf, 1, 2))) die(const char *format, ...)
{
	va_list v;
	va_start(v, format);
	fprintf(stderr, "%s:%d: error: ", file, line);
	vfprintf(stderr, format, v);
	fputc('\n', stderr);
	va_end(v);
	exit(1);
}

static int is_word(int c) { return isalnum(c) || c == '_'; }

/* The end of a quoted text, identifier or comment that starts at s; s itself when nothing starts there. */
static const char *skip_quoted(const char *s)
{
	if (*s == '\'' || *s == '"') {
		for (char q = *s++; *s; s++)
			if (*s == q && *++s != q)
				return s;
		die("quote is not closed");
	}
	if (s[0] == '-' && s[1] == '-')
		return s + strcspn(s, "\n");
	if (s[0] == '/' && s[1] == '*') {
		const char *end = strstr(s + 2, "*/");
		if (!end)
			die("comment is not closed");
		return end + 2;
	}
	return s;
}

/* Without empty lines and what ends in white space, so that a newline in a .sql file changes nothing. */
static char *without_empty_lines(const char *s)
{
	struct text t = {0};
	text_put(&t, "", 0);
	while (*s) {
		const char *end = skip_quoted(s);
		size_t blank = end > s ? 0 : strspn(s, " \t\n");
		const char *last = blank ? memrchr(s, '\n', blank) : NULL;
		if (last && t.n && s[blank])
			text_put(&t, last, (size_t)(s + blank - last));
		else if (!last && (!blank || s[blank]))
			text_put(&t, s, blank ? blank : end > s ? (size_t)(end - s) : 1);
		s += blank ? blank : end > s ? (size_t)(end - s) : 1;
	}
	return t.s;
}

static void c_string(FILE *f, const char *sql)
{
	char *text = without_empty_lines(sql);
	fputs("\n\t\"", f);
	for (const char *s = text; *s; s++) {
		if (*s == '\n')
			fputs("\\n\"\n\t\"", f);
		else if (*s == '\t')
			fputc(' ', f);
		else {
			if (*s == '"' || *s == '\\')
				fputc('\\', f);
			fputc(*s, f);
		}
	}
	fputc('"', f);
	free(text);
}

/* FNV-1a, twice with different seeds: it notices an edited migration, it does not defend against one. */
static void hash_text(const char *s, char out[33])
{
	uint64_t a = 0xcbf29ce484222325u, b = 0x9ae16a3b2f90404fu;
	for (const char *start = s; *s; s++) {
		if (*s == '\n' && (s == start || s[-1] == '\n')) /* where a comment stood */
			continue;
		a = (a ^ (unsigned char)*s) * 0x100000001b3u;
		b = (b ^ (unsigned char)*s) * 0x100000001b3u + 1;
	}
	snprintf(out, 33, "%016llx%016llx", (unsigned long long)a, (unsigned long long)b);
}

/* ---- migrations ---- */

/* The word at s, lower case; 0 when none starts there. */
static size_t word_at(const char *s, char word[NAME])
{
	size_t n = 0;
	while (n < NAME - 1 && is_word((unsigned char)s[n])) {
		word[n] = (char)tolower((unsigned char)s[n]);
		n++;
	}
	word[n] = 0;
	return n;
}

static size_t key_at(const char *s) /* " primary key" with any white space: its length */
{
	char word[NAME];
	const char *start = s;
	for (int i = 0; i < 2; i++) {
		s += strspn(s, " \t\n");
		size_t n = word_at(s, word);
		if (strcmp(word, i ? "key" : "primary"))
			return 0;
		s += n;
	}
	return (size_t)(s - start);
}

static int among(const char *list, const char *word) /* list: " one two " */
{
	char spaced[NAME + 2];
	return snprintf(spaced, sizeof spaced, " %s ", word) < (int)sizeof spaced && strstr(list, spaced);
}

/* A type stands behind a column's name. Behind these words stands a name, even one like text or blob. */
static int names_follow(const char *word)
{
	return !*word || among(" table references on into update from join set select where and or not by add column index using "
			       "rename to exists distinct when then else case key ",
				 word);
}

static const char *postgres_type(const char *word, int key)
{
	static const char *const types[][2] = {
		{"integer", "bigint"}, {"blob", "bytea"}, {"real", "double precision"}, {"text", "text collate \"C\""}};
	if (key && !strcmp(word, "integer"))
		return "bigint generated by default as identity primary key";
	for (int i = 0; i < 4; i++)
		if (!strcmp(word, types[i][0]))
			return types[i][1];
	return NULL;
}

static char *postgres_schema(const char *sql)
{
	struct text t = {0};
	char word[NAME], before[NAME] = "";
	for (const char *s = sql; *s;) {
		const char *end = skip_quoted(s);
		size_t n = end > s ? 0 : word_at(s, word);
		if (!n) {
			n = end > s ? (size_t)(end - s) : 1;
			if (*s == '"')
				strcpy(before, "a name");
			else if (end == s && !isspace((unsigned char)*s))
				*before = 0;
			text_put(&t, s, n);
			s += n;
			continue;
		}
		size_t key = key_at(s + n);
		const char *type = names_follow(before) ? NULL : postgres_type(word, key > 0);
		if (type && !strcmp(before, "as") && !strcmp(word, "text")) /* cast(x as text) takes no collation */
			type = NULL;
		text_put(&t, type ? type : s, type ? strlen(type) : n);
		s += n;
		if (type && key && !strcmp(word, "integer"))
			s += key;
		strcpy(before, type ? "" : word);
	}
	return t.s ? t.s : calloc(1, 1);
}

static int lines_before(const char *s, const char *end)
{
	int n = 0;
	for (; s < end; s++)
		n += *s == '\n';
	return n;
}

/* Statement by statement, so that an error says on which line. */
static void run_migration(const char *sql, const char *postgres)
{
	int first = line + 1;
	if (!sql[strspn(sql, " \t\n")])
		die("migration: empty");
	for (const char *s = sql, *tail; *s; s = tail) {
		s += strspn(s, " \t\n;");
		sqlite3_stmt *step;
		int bad = sqlite3_prepare_v2(db, s, -1, &step, &tail);
		int at = bad ? sqlite3_error_offset(db) : 0;
		line = first + lines_before(sql, s + (at > 0 ? at : 0));
		if (bad)
			die("migration: %s", sqlite3_errmsg(db));
		if (!strncasecmp(s, "create virtual", 14) && !*postgres)
			die("migration: a virtual table needs a text for PostgreSQL under -- postgres");
		if (step && sqlite3_step(step) != SQLITE_DONE)
			die("migration: %s", sqlite3_errmsg(db));
		sqlite3_finalize(step);
	}
	line = first - 1;
}

/* The tables that have come since the last call are `owner`s. */
static void own_tables(const char *owner)
{
	sqlite3_stmt *s;
	if (sqlite3_prepare_v2(db, "select name from sqlite_schema where type = 'table'", -1, &s, NULL))
		die("%s", sqlite3_errmsg(db));
	while (sqlite3_step(s) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(s, 0);
		struct table *t = tables;
		while (t && strcmp(t->name, name))
			t = t->next;
		if (t)
			continue;
		if (!(t = calloc(1, sizeof *t)))
			abort();
		snprintf(t->name, NAME, "%s", name);
		snprintf(t->module, NAME, "%s", owner);
		t->next = tables;
		tables = t;
	}
	sqlite3_finalize(s);
}

static void emit_migration(const char *sqlite, const char *postgres)
{
	struct text whole = {0};
	text_put(&whole, sqlite, strlen(sqlite));
	text_put(&whole, postgres, strlen(postgres));
	char hash[33];
	hash_text(whole.s, hash);
	fprintf(out.body, "%s\t{\"%s\", %d,", nmigrations ? "" : "\nstatic const struct migration steps[] = {\n", module,
		nmigrations + 1);
	c_string(out.body, sqlite);
	fprintf(out.body, ",");
	c_string(out.body, *postgres ? postgres : postgres_schema(sqlite));
	fprintf(out.body, ",\n\t\"%s\"},\n", hash);
	nmigrations++;
	free(whole.s);
}

/* Ends the array of steps before the first query, or at the end of a file without queries. */
static void close_steps(void)
{
	static int closed;
	if (!closed && nmigrations)
		fprintf(out.body, "};\n");
	if (!closed)
		own_tables(module);
	closed = 1;
}

/* ---- queries ---- */

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
				text_put(&t, s, end - s);
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

static int type_of_word(const char *w, struct typed *out)
{
	static const char *const words[] = {"int", "real", "text", "blob", "ints", "texts"};
	size_t n = strlen(w);
	out->nullable = n && w[n - 1] == '?';
	n -= (size_t)out->nullable;
	for (int i = 0; i < 6; i++)
		if (strlen(words[i]) == n && !strncmp(w, words[i], n)) {
			out->type = (enum type)i;
			return !(out->nullable && i >= T_INTS);
		}
	return 0;
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

static const char *c_type(const struct typed *t)
{
	switch (t->type) {
	case T_INT: return t->nullable ? "opt_int" : "int64_t";
	case T_REAL: return t->nullable ? "opt_real" : "double";
	case T_INTS: return "struct ints";
	case T_TEXTS: return "struct texts";
	default: return "str";
	}
}

static void emit_struct(const struct query *q)
{
	static const char *const member[] = {"M_INT", "M_REAL", "M_TEXT", "M_BLOB"};
	static const char *const optional[] = {"M_OPT_INT", "M_OPT_REAL", "M_OPT_TEXT", "M_BLOB"};
	fprintf(out.header, "struct %s {\n", q->name);
	for (int i = 0; i < q->ncolumns; i++)
		fprintf(out.header, "\t%s %s;%s\n", c_type(&q->columns[i]), q->columns[i].name,
			q->columns[i].nullable && q->columns[i].type >= T_TEXT ? " /* may be null */" : "");
	fprintf(out.header, "};\nextern const struct shape %s_shape;\n", q->name);
	if (q->result == MANY)
		fprintf(out.header, "struct %s_rows {\n\tstruct %s *v;\n\tsize_t n;\n};\n", q->name, q->name);
	fprintf(out.body, "\nstatic const struct member %s_members[] = {\n", q->name);
	for (int i = 0; i < q->ncolumns; i++)
		fprintf(out.body, "\t{\"%s\", %s, offsetof(struct %s, %s), NULL},\n", q->columns[i].name,
			(q->columns[i].nullable ? optional : member)[q->columns[i].type], q->name, q->columns[i].name);
	fprintf(out.body, "};\nconst struct shape %s_shape = SHAPE(\"%s\", struct %s, %s_members);\n", q->name, q->name, q->name,
		q->name);
}

/* `like OTHER`: the rows must be alike to the last column. */
static void check_like(const struct query *q)
{
	const struct query *other = known;
	while (other && strcmp(other->name, q->row))
		other = other->next;
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

static void emit_signature(FILE *f, const struct query *q)
{
	fprintf(f, "err %s(struct ctx *c", q->name);
	for (int i = 0; i < q->nparams; i++)
		fprintf(f, ", %s%s %s", c_type(&q->params[i]),
			q->params[i].nullable && q->params[i].type == T_TEXT ? " /* or null */" : "", q->params[i].name);
	if (q->result == ONE || q->result == MAYBE)
		fprintf(f, ", struct %s *out", q->row);
	if (q->result == MAYBE)
		fprintf(f, ", bool *found");
	if (q->result == MANY)
		fprintf(f, ", struct %s_rows *out", q->row);
	fprintf(f, ")");
}

static void emit_statement(const struct query *q)
{
	static const char *const types[] = {"V_INT", "V_REAL", "V_TEXT", "V_BLOB", "V_INTS", "V_TEXTS"};
	fprintf(out.body, "\nstatic const unsigned char %s_types[] = {", q->name);
	for (int i = 0; i < q->nparams; i++)
		fprintf(out.body, "%s%s", i ? ", " : "", types[q->params[i].type]);
	fprintf(out.body, "%s};\nstatic const struct sql %s_sql = {\"%s.%s\",", q->nparams ? "" : "0", q->name, module, q->name);
	c_string(out.body, q->sqlite);
	fprintf(out.body, ",");
	c_string(out.body, q->postgres);
	fprintf(out.body, ",\n\t%s_types, %d, %s, %s};\nSTATEMENT(%s_sql);\n", q->name, q->nparams, q->writes ? "true" : "false",
		q->result == RUN ? "true" : "false", q->name);
}

static void emit_values(const struct query *q)
{
	static const char *const maker[] = {"int", "real", "text", "blob", "ints", "texts"};
	fprintf(out.body, "\tstruct rows *r;\n\tbool more;\n\tconst struct value values[] = {");
	for (int i = 0; i < q->nparams; i++)
		fprintf(out.body, "%sv_%s%s(%s)", i ? ", " : "", q->params[i].nullable ? "opt_" : "", maker[q->params[i].type],
			q->params[i].name);
	fprintf(out.body, "%s};\n\tTRY(db_query(c, &%s_sql, values, &r));\n", q->nparams ? "" : "{0}", q->name);
}

static void emit_columns(const struct query *q, const char *indent)
{
	for (int i = 0; i < q->ncolumns; i++) {
		const struct typed *t = &q->columns[i];
		fprintf(out.body, "%s", indent);
		if (t->type == T_INT || t->type == T_REAL) {
			const char *get = t->type == T_INT ? "int" : "real";
			if (t->nullable)
				fprintf(out.body, "if ((o->%s.set = !row_null(r, %d)))\n%s\to->%s.v = row_%s(r, %d);\n", t->name,
					i, indent, t->name, get, i);
			else
				fprintf(out.body, "o->%s = row_%s(r, %d);\n", t->name, get, i);
		} else
			fprintf(out.body, "o->%s = row_%s(r, %d, c->a);\n", t->name, t->type == T_TEXT ? "text" : "blob", i);
	}
}

static void emit_function(const struct query *q)
{
	fprintf(out.header, "MUST_USE ");
	emit_signature(out.header, q);
	fprintf(out.header, ";\n");
	emit_signature(out.body, q);
	fprintf(out.body, "\n{\n");
	emit_values(q);
	if (q->result == MANY) {
		fprintf(out.body,
			"\tsize_t cap = 0;\n\t*out = (struct %s_rows){0};\n\tfor (;;) {\n\t\tTRY(db_next(c, r, &more));\n\t\tif "
			"(!more)\n\t\t\tbreak;\n"
			"\t\tif (out->n == cap) {\n\t\t\tcap = cap ? cap * 2 : 16;\n\t\t\tstruct %s *v = NEWN(c->a, struct %s, "
			"cap);\n\t\t\tif (out->n)\n"
			"\t\t\t\tmemcpy(v, out->v, out->n * sizeof *v);\n\t\t\tout->v = v;\n\t\t}\n\t\tstruct %s *o = "
			"&out->v[out->n++];\n",
			q->row, q->row, q->row, q->row);
		emit_columns(q, "\t\t");
		fprintf(out.body, "\t}\n\tdb_done(r);\n");
	} else if (q->result == ONE || q->result == MAYBE) {
		fprintf(out.body, "\tTRY(db_next(c, r, &more));\n");
		if (q->result == MAYBE)
			fprintf(out.body,
				"\tif (!(*found = more)) {\n\t\t*out = (struct %s){0};\n\t\tdb_done(r);\n\t\treturn NULL;\n\t}\n",
				q->row);
		else
			fprintf(out.body,
				"\tif (!more) {\n\t\tdb_done(r);\n\t\treturn FAIL(c, NOT_FOUND, \"Không tìm thấy nội dung "
				"này.\");\n\t}\n");
		fprintf(out.body, "\tstruct %s *o = out;\n", q->row);
		emit_columns(q, "\t");
		fprintf(out.body, "\tdb_done(r);\n");
	} else {
		fprintf(out.body, "\tTRY(db_next(c, r, &more));\n");
		if (q->result == CHANGE)
			fprintf(out.body, "\tint64_t changed = db_changes(r);\n");
		fprintf(out.body, "\tdb_done(r);\n");
		if (q->result == CHANGE)
			fprintf(out.body,
				"\tif (changed != 1)\n\t\treturn FAIL(c, CONFLICT, \"Dữ liệu vừa được người khác thay đổi. "
				"Hãy tải lại trang rồi thử lại.\");\n");
	}
	fprintf(out.body, "\treturn NULL;\n}\n");
}

/* Names become C: lower case, no word of C, none of what generated functions use themselves. */
static void check_name(const char *what, const char *name, int parameter_too)
{
	static const char c_words[] =
		" auto bool break case char const continue default do double else enum err extern false float for goto if inline "
		"int long register restrict return short signed sizeof static str struct switch true typedef typeof union "
		"unsigned "
		"void volatile while asm ";
	if (!islower((unsigned char)*name) || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(name))
		die("%s '%s': a name is of lower case letters, digits and _", what, name);
	if (among(c_words, name) || (parameter_too && among(" c r o v out cap more found values changed ", name)))
		die("%s '%s' is taken by C or by generated code", what, name);
}

static void parse_params(struct query *q, char *list)
{
	char *save = NULL;
	for (char *p = strtok_r(list, ",", &save); p; p = strtok_r(NULL, ",", &save)) {
		if (q->nparams == PARAMS)
			die("query %s: more than %d parameters", q->name, PARAMS);
		struct typed *t = &q->params[q->nparams];
		char word[16], rest[2];
		if (sscanf(p, " %63s %15s %1s", t->name, word, rest) != 2 || !type_of_word(word, t))
			die("query %s: parameter '%s' should be NAME TYPE (int real text blob, with ? when nullable; ints texts)",
				q->name, p + strspn(p, " "));
		check_name("parameter", t->name, 1);
		for (int i = 0; i < q->nparams; i++)
			if (!strcmp(q->params[i].name, t->name))
				die("query %s: parameter %s stands there twice", q->name, t->name);
		q->nparams++;
	}
}

static void parse_head(struct query *q, const char *head)
{
	static const char *const results[] = {"one", "maybe", "many", "change", "run"};
	const char *open = strchr(head, '('), *shut = open ? strchr(open, ')') : NULL;
	if (!shut || open - head >= NAME)
		die("write: -- query NAME(param type, ...) one|maybe|many|change|run");
	snprintf(q->name, sizeof q->name, "%.*s", (int)(open - head), head);
	check_name("query", q->name, 1);
	for (const struct query *other = known; other; other = other->next)
		if (!strcmp(other->name, q->name))
			die("query %s: there is one of this name on line %d", q->name, other->line);
	char list[1024], kind[16] = "", like[8] = "", rest[2];
	if (shut - open > (int)sizeof list)
		die("query %s: the list of parameters is too long", q->name);
	snprintf(list, sizeof list, "%.*s", (int)(shut - open - 1), open + 1);
	parse_params(q, list);
	strcpy(q->row, q->name);
	int words = sscanf(shut + 1, " %15s %7s %63s %1s", kind, like, q->row, rest), i = 0;
	while (i < 5 && strcmp(kind, results[i]))
		i++;
	if (i == 5)
		die("query %s: '%s' is none of one, maybe, many, change, run", q->name, kind);
	if (words != 1 && (words != 3 || strcmp(like, "like")))
		die("query %s: behind '%s' only `like OTHER` may stand", q->name, kind);
	q->result = (enum result)i;
}

/* Which tables a query reads and writes; SQLite asks while it prepares. */
static char trespass[256];
static int authorize(void *unused, int action, const char *name, const char *column, const char *database, const char *trigger)
{
	(void)unused;
	(void)column;
	(void)database;
	int writes = action == SQLITE_INSERT || action == SQLITE_UPDATE || action == SQLITE_DELETE;
	const struct table *t = tables;
	while (t && (!name || strcmp(t->name, name)))
		t = t->next;
	if (!t || trigger || !strcmp(t->module, module) || !strncmp(file, "tests/", 6) || (!writes && action != SQLITE_READ))
		return SQLITE_OK;
	int direct = 0;
	for (int i = 0; i < nuses; i++)
		direct |= uses[i].direct && !strcmp(uses[i].name, t->module);
	if (writes)
		snprintf(trespass, sizeof trespass, "writes %s, a table of %s: call a function of that module", name, t->module);
	else if (!direct)
		snprintf(trespass, sizeof trespass, "reads %s: add %s to -- uses", name, t->module);
	return SQLITE_OK;
}

static sqlite3_stmt *prepare_query(const struct query *q)
{
	sqlite3_stmt *s;
	const char *tail;
	*trespass = 0;
	sqlite3_set_authorizer(db, authorize, NULL);
	int bad = sqlite3_prepare_v2(db, q->sqlite, -1, &s, &tail), at = bad ? sqlite3_error_offset(db) : -1;
	sqlite3_set_authorizer(db, NULL, NULL);
	if (at >= 0)
		line = q->line + 1 + lines_before(q->sqlite, q->sqlite + at);
	if (bad)
		die("query %s: %s", q->name, sqlite3_errmsg(db));
	if (!s)
		die("query %s: no statement", q->name);
	if (*tail)
		die("query %s: one statement, please", q->name);
	if (*trespass)
		die("query %s: it %s", q->name, trespass);
	return s;
}

static void compile_query(const char *head, const char *sqlite, const char *postgres)
{
	struct query *q = calloc(1, sizeof *q);
	int used[PARAMS] = {0};
	q->line = line;
	parse_head(q, head);
	q->sqlite = numbered(q, sqlite, 0, used);
	q->postgres = numbered(q, *postgres ? postgres : sqlite, 1, used);
	for (int i = 0; i < q->nparams; i++)
		if (!used[i])
			die("query %s: parameter :%s is declared and not used", q->name, q->params[i].name);
	sqlite3_stmt *s = prepare_query(q);
	q->writes = !sqlite3_stmt_readonly(s);
	int n = sqlite3_column_count(s), returns = q->result == ONE || q->result == MAYBE || q->result == MANY;
	if (returns != (n > 0))
		die("query %s: %s", q->name, n ? "it returns rows: one, maybe or many" : "it returns no rows: change or run");
	if (n > COLUMNS)
		die("query %s: more than %d columns", q->name, COLUMNS);
	for (int i = 0; i < n; i++) {
		column_type(q, s, i);
		check_name("column", q->columns[i].name, 0);
		for (int k = 0; k < i; k++)
			if (!strcmp(q->columns[k].name, q->columns[i].name))
				die("query %s: column %s stands there twice; give one an alias", q->name, q->columns[i].name);
	}
	sqlite3_finalize(s);
	output_part(&out, q->name, strlen(q->name));
	fprintf(out.header, "\n");
	if (n && strcmp(q->row, q->name))
		check_like(q);
	else if (n)
		emit_struct(q);
	emit_statement(q);
	emit_function(q);
	output_part_end(&out);
	free(q->sqlite);
	free(q->postgres);
	q->next = known;
	known = q;
}

/* ---- reading a .sql file ---- */

enum section { NOTHING, MIGRATION, QUERY };
static void read_file(const char *path, int emit);

/* A used module is MODULES/NAME/NAME.sql under one of the -I folders. */
static int find_module(const char *name, char path[512])
{
	for (int i = 0; i < npaths; i++)
		for (int nested = 0; nested < 2; nested++) {
			int n = snprintf(path, 512, nested ? "%s/%s/%s.sql" : "%s/%s.sql", paths[i], name, name);
			FILE *f = n < 512 ? fopen(path, "r") : NULL;
			if (!f)
				continue;
			fclose(f);
			return 1;
		}
	return 0;
}

static void use(const char *name)
{
	char path[512];
	int reading = !strcmp(name, module);
	for (int i = 0; i < nuses; i++)
		if (!strcmp(uses[i].name, name)) {
			uses[i].direct |= depth == 0;
			reading = uses[i].reading;
			if (!reading)
				return;
		}
	if (reading)
		die("-- uses %s: the modules use each other in a circle", name);
	if (nuses == USES)
		die("more than %d modules used", USES);
	if (strlen(name) >= NAME || !find_module(name, path))
		die("-- uses %s: no %s.sql in the folders given by -I", name, name);
	struct used *u = &uses[nuses++];
	*u = (struct used){.direct = depth == 0, .reading = 1};
	strcpy(u->name, name);
	const char *back = file;
	int back_line = line;
	depth++;
	read_file(path, 0);
	own_tables(name);
	depth--;
	u->reading = 0;
	file = back;
	line = back_line;
}

static void finish(enum section section, const char *head, struct text *sqlite, struct text *postgres, int emit)
{
	const char *lite = sqlite->s ? sqlite->s : "", *pg = postgres->s ? postgres->s : "";
	if (section == MIGRATION) {
		run_migration(lite, pg);
		if (emit)
			emit_migration(lite, pg);
	}
	if (section == QUERY && emit) {
		close_steps();
		compile_query(head, lite, pg);
	}
	sqlite->n = postgres->n = 0;
	if (sqlite->s)
		*sqlite->s = 0;
	if (postgres->s)
		*postgres->s = 0;
}

/* `-- WORD` alone or followed by a space: the rest of the line, else NULL. */
static char *directive(char *l, const char *word)
{
	size_t n = strlen(word);
	if (strncmp(l, "-- ", 3) || strncmp(l + 3, word, n) || (l[3 + n] && !isspace((unsigned char)l[3 + n])))
		return NULL;
	return l + 3 + n + strspn(l + 3 + n, " ");
}

struct reader {
	enum section section;
	char head[1200];
	struct text sqlite, postgres, *to;
	int start, seen_query, seen_postgres, emit;
};

static void begin_section(struct reader *r, char *query)
{
	if (!query && r->seen_query)
		die("migrations stand before the queries");
	r->seen_query |= query != NULL;
	r->seen_postgres = 0;
	r->to = &r->sqlite;
	r->section = query ? QUERY : MIGRATION;
	r->start = line;
	if (snprintf(r->head, sizeof r->head, "%s", query ? query : "") >= (int)sizeof r->head)
		die("the line is too long");
}

static void end_section(struct reader *r)
{
	int at = line;
	line = r->start;
	finish(r->section, r->head, &r->sqlite, &r->postgres, r->emit);
	line = at;
}

static void read_line(struct reader *r, char *l)
{
	char *names = directive(l, "uses"), *save = NULL;
	if (names && r->section != NOTHING)
		die("-- uses stands at the top");
	for (char *n = names ? strtok_r(names, " \t\n", &save) : NULL; n; n = strtok_r(NULL, " \t\n", &save))
		use(n);
	if (names)
		return;
	if (directive(l, "postgres")) {
		if (r->section == NOTHING || r->seen_postgres)
			die("-- postgres stands once inside a step or query");
		r->seen_postgres = 1;
		r->to = &r->postgres;
	} else if (!strncmp(l, "--", 2)) {
		if (r->section != NOTHING && r->to == &r->sqlite)
			text_put(r->to, "\n", 1); /* lines keep their numbers */
	} else if (r->section != NOTHING)
		text_put(r->to, l, strlen(l));
	else if (l[strspn(l, " \t\r\n")])
		die("text before the first -- migrate or -- query");
}

static void read_file(const char *path, int emit)
{
	FILE *f = fopen(path, "r");
	file = path;
	line = 0;
	if (!f)
		die("cannot open");
	output_reads(&out, path);
	char *l = NULL;
	size_t cap = 0;
	struct reader r = {.emit = emit};
	for (int at = 1; getline(&l, &cap, f) > 0; at++) {
		line = at;
		char *query = directive(l, "query");
		if (query || directive(l, "migrate")) {
			end_section(&r);
			begin_section(&r, query);
		} else
			read_line(&r, l);
		line = at;
	}
	end_section(&r);
	free(l);
	free(r.sqlite.s);
	free(r.postgres.s);
	fclose(f);
}

int main(int argc, char **argv)
{
	int i = 1;
	for (; i + 1 < argc && !strcmp(argv[i], "-I") && npaths < PATHS; i += 2)
		paths[npaths++] = argv[i + 1];
	if (argc - i != 2) {
		fprintf(stderr, "usage: sqlc [-I DIR]... FILE.sql OUT\n");
		return 2;
	}
	const char *slash = strrchr(argv[i], '/');
	snprintf(module, sizeof module, "%.*s", (int)strcspn(slash ? slash + 1 : argv[i], "."), slash ? slash + 1 : argv[i]);
	if (sqlite3_open(":memory:", &db))
		return 1;
	sqlite3_exec(db, "pragma foreign_keys=on", NULL, NULL, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL); /* "x" is a name, never a text */
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	output_begin(&out, argv[i + 1]);
	fprintf(out.header, "/* generated by sqlc from %s */\n#pragma once\n#include \"db/db.h\"\n", argv[i]);
	fprintf(out.body,
		"/* generated by sqlc from %s */\n#include \"%s.sql.h\"\n"
		"#define STATEMENT(s) static const struct sql *const registered_##s __attribute__((used, "
		"section(\"statements\"))) = &s\n",
		argv[i], module);
	read_file(argv[i], 1);
	close_steps();
	if (!nmigrations)
		fprintf(out.body, "const struct migrations %s_migrations = {NULL, 0};\n", module);
	else
		fprintf(out.body, "const struct migrations %s_migrations = {steps, COUNT(steps)};\n", module);
	fprintf(out.header, "\nextern const struct migrations %s_migrations;\n", module);
	if (output_end(&out)) {
		perror(argv[i + 1]);
		return 1;
	}
	sqlite3_close(db);
	return 0;
}
