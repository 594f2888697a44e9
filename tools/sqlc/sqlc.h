/* sqlc: compiles a module's SQL to typed C.   sqlc [-I DIR]... FILE.sql OUT   writes OUT.h and OUT.c
 *
 *   -- uses units people                      modules whose views the queries may read; their migrations run first.
 *                                             A module reads and writes its own tables only, files in subfolders of its room
 *                                             read them too (a file of tests/ any)
 *   -- migrate                                a schema step; append, never edit
 *   -- query NAME(param type, ...) one        a row or NOT_FOUND          struct NAME, NAME_shape, NAME(c, .., struct NAME *)
 *   -- query NAME(param type, ...) maybe      a row or *found = false     NAME(c, .., struct NAME *, bool *found)
 *   -- query NAME(param type, ...) many       all rows                    struct NAME_rows { v, n }
 *   -- query NAME(param type, ...) each       row by row to each(c, const struct NAME *row, arg), in the memory of one row; each
 *                                             may return EACH_STOP; inside db_read_begin or db_write
 *   -- query NAME(param type, ...) change     exactly one row, or CONFLICT
 *   -- query NAME(param type, ...) run        any number of rows
 *   ... many ahead                            (or maybe, one) also NAME_ahead(c, ..): asked before it is needed, see db_ahead
 *   ... many like OTHER                       rows of the struct of an earlier query with the same columns
 *   -- part NAME                              text, such as a list of columns, that queries below repeat as {NAME}
 *   -- part NAME(a, b)                        text with words to fill in: {NAME(u, :day)}; files that use its module may repeat it too
 *   -- view NAME, -- view NAME(day)           a select that queries read as if it were a table: `from NAME n`, `join NAME(:today) n`.
 *                                             What a module lets others read of its tables; it is written into the statement that
 *                                             reads it: a store keeps no views, so programs of two versions may share one, and
 *                                             a day is told (ctx knows it), not asked of the database
 *   -- postgres                               inside a step or query: the text for PostgreSQL where the two truly differ
 *
 * A head may go on in comments until the ) of its parameters. Above six parameters they are a struct: NAME(c, &(struct NAME_in){.id = 1,
 * ..}, ..); what is left out is 0 or the empty text.
 *
 * int+ int! text! in a query that is `run` and begins with `insert into TABLE`: it waits for the end of its closure, or for a statement
 * that names the table, by itself or through a view; those that agree in the other parameters are one by then, with the sum (+) or
 * the newest value (!) of these.
 *
 * Parameter types: int real text blob, nullable with `?` (int? text? ..), lists: ints texts (written `in :name`).
 * Result types come from the declared columns; an expression says its own in its alias, nullable with `?`:
 *   count(*) as "total int"    max(at) as "last_at int?"
 * Every migration is executed and every query prepared in an in-memory SQLite while building, so a misspelt column is a
 * compile error on its line. For PostgreSQL the types of migrations are translated: integer -> bigint, blob -> bytea, real ->
 * double precision, text -> text collate "C", integer primary key -> identity. */
#pragma once
#include "../output.h"
#include <sqlite3.h>
#include <stdio.h>

enum { NAME = 64, PARAMS = 64, COLUMNS = 96, MANY_PARAMS = 6 /* more are a struct */ };
enum type { T_INT, T_REAL, T_TEXT, T_BLOB, T_INTS, T_TEXTS };
enum result { ONE, MAYBE, MANY, EACH, CHANGE, RUN };

struct typed {
	char name[NAME];
	enum type type;
	int nullable;
	char late; /* '+' added up, '!' the newest counts; 0 */
};
struct query {
	char name[NAME], row[NAME]; /* row: whose struct its rows are */
	enum result result;
	struct typed params[PARAMS], columns[COLUMNS];
	int nparams, ncolumns, writes, ahead, line;
	char *sqlite, *postgres;
	struct query *next;
};

/* ---- the file at work ---- */
extern const char *file;
extern int line;
extern char module[NAME], room[NAME]; /* room: the module in whose folder or subfolder the file stands */
extern sqlite3 *db;                   /* in memory, with the tables of all migrations so far */
extern struct output out;
void __attribute__((noreturn, format(printf, 1, 2))) die(const char *format, ...); /* with file and line */

/* ---- words.c: texts ---- */
int is_word(int c);
const char *skip_quoted(
	const char *s); /* the end of a quoted text, identifier or comment that starts at s; s when nothing starts there */
size_t word_at(const char *s, char word[NAME]); /* the word at s, lower case; 0 when none starts there */
int among(const char *list, const char *word);  /* list: " one two " */
int lines_before(const char *s, const char *end);
char *one_line(const char *s);
void c_string(FILE *f, const char *sql); /* as C, without empty lines */
void hash_text(const char *s, char hash[33]);
int type_of_word(const char *w, struct typed *t);
void check_name(const char *what, const char *name, int parameter_too);

/* ---- schema.c: migrations and whose tables they made ---- */
void run_migration(const char *sql, const char *postgres);
char *postgres_schema(const char *sql);
void own_tables(const char *owner);      /* the tables that have come since the last call are `owner`s */
const char *owner_of(const char *table); /* NULL: nobody's */

/* ---- reader.c: a .sql file ---- */
void folder_add(const char *path); /* where modules are looked for */
void read_file(const char *path, const char *owner, int emit);
int uses_directly(const char *other);

/* ---- texts.c: parts and views ---- */
struct seer { /* who repeats a text: a module, and those it uses */
	const char *module;
	struct text uses; /* " one  two " */
};
char *expand(const char *sql, const struct seer *by, int views_by_name);
void keep_part(const char *head, const char *sql, const struct seer *by);
void keep_view(const char *head, const char *sql, const struct seer *by);
void all_parts_used(const char *owner);
int is_view(const char *name);

/* ---- head.c: the first lines of a query ---- */
void parse_head(struct query *q, const char *head);
int is_late(const struct query *q); /* + or ! stands at a parameter */

/* ---- checker.c: what SQLite says of a query ---- */
void check_query(const char *head, const char *sqlite, const char *postgres, const char *by_views);
void check_view(const char *name, const char *sql);
const struct query *query_above(const char *name);

/* ---- writer.c: C ---- */
void write_begin(const char *source, const char *base);
void write_migration(const char *sqlite, const char *postgres);
void write_query(const struct query *q);
int write_end(void);
