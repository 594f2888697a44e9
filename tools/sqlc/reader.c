/* reader: a .sql file by its sections; those that it uses are read for their migrations. */
#include "sqlc.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum section { NOTHING, MIGRATION, QUERY, PART, VIEW };

static struct text folders; /* names, a NUL behind each */
static struct used {
	char name[NAME];
	int direct; /* named by the file itself, not by one that it uses */
	int reading;
	struct used *next;
} * uses;
static int depth;

struct reader {
	enum section section;
	struct text head, sqlite, postgres, *to;
	int start, seen_query, seen_postgres, emit;
	struct seer seer;
};

void folder_add(const char *path) { text_put(&folders, path, strlen(path) + 1); }

int uses_directly(const char *other)
{
	for (const struct used *u = uses; u; u = u->next)
		if (u->direct && !strcmp(u->name, other))
			return 1;
	return 0;
}

/* ---- -- uses ---- */

/* A used module is MODULES/NAME/NAME.sql under one of the -I folders. */
static int find_module(const char *name, char path[512])
{
	for (const char *folder = folders.s; folder && folder < folders.s + folders.n; folder += strlen(folder) + 1)
		for (int nested = 0; nested < 2; nested++) {
			int n = snprintf(path, 512, nested ? "%s/%s/%s.sql" : "%s/%s.sql", folder, name, name);
			FILE *f = n < 512 ? fopen(path, "r") : NULL;
			if (!f)
				continue;
			fclose(f);
			return 1;
		}
	return 0;
}

static void read_module(const char *name, const char *path)
{
	const char *back = file;
	int back_line = line;
	depth++;
	read_file(path, name, 0);
	own_tables(name);
	depth--;
	file = back;
	line = back_line;
}

static void use(const char *name)
{
	char path[512];
	int reading = !strcmp(name, module);
	for (struct used *u = uses; u; u = u->next)
		if (!strcmp(u->name, name)) {
			u->direct |= depth == 0;
			reading = u->reading;
			if (!reading)
				return;
		}
	if (reading)
		die("-- uses %s: the modules use each other in a circle", name);
	if (strlen(name) >= NAME || !find_module(name, path))
		die("-- uses %s: no %s.sql in the folders given by -I", name, name);
	struct used *u = calloc(1, sizeof *u);
	if (!u)
		abort();
	*u = (struct used){.direct = depth == 0, .reading = 1, .next = uses};
	snprintf(u->name, NAME, "%s", name);
	uses = u;
	read_module(name, path);
	u->reading = 0;
}

/* ---- sections ---- */

static void empty(struct text *t)
{
	t->n = 0;
	if (t->s)
		*t->s = 0;
}

static void finish_query(struct reader *r, const char *head)
{
	char *sqlite = expand(r->sqlite.s, &r->seer, 0), *postgres = expand(r->postgres.s, &r->seer, 0),
	     *by_name = expand(r->sqlite.s, &r->seer, 1);
	own_tables(module);
	check_query(head, sqlite, postgres, by_name);
	free(sqlite);
	free(postgres);
	free(by_name);
}

static void finish(struct reader *r)
{
	const char *head = r->head.s ? r->head.s : "";
	if (r->section == MIGRATION) {
		const char *sqlite = r->sqlite.s ? r->sqlite.s : "", *postgres = r->postgres.s ? r->postgres.s : "";
		run_migration(sqlite, postgres);
		if (r->emit)
			write_migration(sqlite, postgres);
	}
	const char *sqlite = r->sqlite.s ? r->sqlite.s : "";
	if (r->section == PART)
		keep_part(head, sqlite, &r->seer);
	if (r->section == VIEW) {
		own_tables(r->seer.module);
		keep_view(head, sqlite, &r->seer);
		own_tables(r->seer.module);
	}
	if (r->section == QUERY && r->emit)
		finish_query(r, head);
	empty(&r->sqlite);
	empty(&r->postgres);
}

/* `-- WORD` alone or followed by a space: the rest of the line, else NULL. */
static char *directive(char *l, const char *word)
{
	size_t n = strlen(word);
	if (strncmp(l, "-- ", 3) || strncmp(l + 3, word, n) || (l[3 + n] && !isspace((unsigned char)l[3 + n])))
		return NULL;
	return l + 3 + n + strspn(l + 3 + n, " ");
}

static void begin_section(struct reader *r, enum section section, const char *head)
{
	if (section == MIGRATION && r->seen_query)
		die("migrations stand before the queries");
	r->seen_query |= section == QUERY;
	r->seen_postgres = 0;
	r->to = &r->sqlite;
	r->section = section;
	r->start = line;
	empty(&r->head);
	text_put(&r->head, head, strcspn(head, "\n"));
}

static void end_section(struct reader *r)
{
	int at = line;
	line = r->start;
	finish(r);
	line = at;
}

/* A head goes on in comments until its parameters are all there. */
static int head_goes_on(struct reader *r, const char *l)
{
	if (r->section != QUERY || !strchr(r->head.s, '(') || strchr(r->head.s, ')'))
		return 0;
	int empty = !l[strspn(l, " \t\r\n")];
	if (!empty && strncmp(l, "--", 2))
		die("the parameters of the query are not closed by )");
	text_put(&r->head, " ", 1);
	if (!empty)
		text_put(&r->head, l + 2, strcspn(l + 2, "\n"));
	text_put(&r->sqlite, "\n", 1);
	return 1;
}

static void read_uses(struct reader *r, char *names)
{
	char *save = NULL;
	if (r->section != NOTHING)
		die("-- uses stands at the top");
	for (char *n = strtok_r(names, " \t\n", &save); n; n = strtok_r(NULL, " \t\n", &save)) {
		use(n);
		text_put(&r->seer.uses, " ", 1);
		text_put(&r->seer.uses, n, strlen(n));
		text_put(&r->seer.uses, " ", 1);
	}
}

static void read_line(struct reader *r, char *l)
{
	char *names = directive(l, "uses");
	if (names)
		read_uses(r, names);
	else if (directive(l, "postgres")) {
		if (r->section == NOTHING || r->section == PART || r->section == VIEW || r->seen_postgres)
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

static void read_any(struct reader *r, char *l)
{
	static const struct {
		const char *word;
		enum section section;
	} sections[] = {{"query", QUERY}, {"migrate", MIGRATION}, {"part", PART}, {"view", VIEW}};
	if (head_goes_on(r, l))
		return;
	for (int i = 0; i < 4; i++) {
		char *head = directive(l, sections[i].word);
		if (!head)
			continue;
		end_section(r);
		begin_section(r, sections[i].section, head);
		return;
	}
	read_line(r, l);
}

void read_file(const char *path, const char *owner, int emit)
{
	FILE *f = fopen(path, "r");
	file = path;
	line = 0;
	if (!f)
		die("cannot open");
	output_reads(&out, path);
	char *l = NULL;
	size_t cap = 0;
	struct reader r = {.emit = emit, .seer = {.module = owner}};
	for (int at = 1; getline(&l, &cap, f) > 0; at++) {
		line = at;
		read_any(&r, l);
		line = at;
	}
	end_section(&r);
	if (emit) {
		own_tables(module);
		all_parts_used(module);
	}
	free(l);
	free(r.head.s);
	free(r.sqlite.s);
	free(r.postgres.s);
	free(r.seer.uses.s);
	fclose(f);
}
