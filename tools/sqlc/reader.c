/* reader: a .sql file by its sections; those that it uses are read for their migrations. */
#include "sqlc.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum section { NOTHING, MIGRATION, QUERY, PART };

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
};

void folder_add(const char *path) { text_put(&folders, path, strlen(path) + 1); }

int uses_directly(const char *other)
{
	for (const struct used *u = uses; u; u = u->next)
		if (u->direct && !strcmp(u->name, other))
			return 1;
	return 0;
}

/* ---- -- part NAME: text that queries below repeat as {NAME} ---- */

static struct part_text {
	char name[NAME], *text;
	int line, used;
	struct part_text *next;
} * texts;

static struct part_text *part_find(const char *name, size_t n)
{
	struct part_text *p = texts;
	while (p && (strlen(p->name) != n || strncmp(p->name, name, n)))
		p = p->next;
	return p;
}

/* Parts take one line, so that the lines of a query keep their numbers. */
static void expand(struct text *t)
{
	struct text whole = {0};
	const char *s = t->s ? t->s : "";
	text_put(&whole, "", 0);
	while (*s) {
		const char *end = skip_quoted(s);
		if (end > s || *s != '{') {
			size_t n = end > s ? (size_t)(end - s) : 1;
			text_put(&whole, s, n);
			s += n;
			continue;
		}
		size_t n = strcspn(s + 1, "}\n");
		struct part_text *p = s[1 + n] == '}' ? part_find(s + 1, n) : NULL;
		line += p ? 0 : 1 + lines_before(t->s, s);
		if (!p)
			die("{%.*s}: no such part above", (int)n, s + 1);
		p->used = 1;
		text_put(&whole, p->text, strlen(p->text));
		s += n + 2;
	}
	free(t->s);
	*t = whole;
}

static void keep_part(const char *name, struct text *text)
{
	struct part_text *p = calloc(1, sizeof *p);
	if (!p)
		abort();
	snprintf(p->name, sizeof p->name, "%.*s", (int)strcspn(name, " \t\n"), name);
	check_name("part", p->name, 0);
	if (part_find(p->name, strlen(p->name)))
		die("part %s stands there twice", p->name);
	expand(text);
	p->text = one_line(text->s);
	if (!*p->text)
		die("part %s: empty", p->name);
	p->line = line;
	p->next = texts;
	texts = p;
}

static void all_parts_used(void)
{
	for (const struct part_text *p = texts; p; p = p->next)
		if (!p->used) {
			line = p->line;
			die("part %s is not used", p->name);
		}
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
	read_file(path, 0);
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

static void finish(struct reader *r)
{
	const char *head = r->head.s ? r->head.s : "";
	if (r->section == MIGRATION) {
		const char *sqlite = r->sqlite.s ? r->sqlite.s : "", *postgres = r->postgres.s ? r->postgres.s : "";
		run_migration(sqlite, postgres);
		if (r->emit)
			write_migration(sqlite, postgres);
	}
	if (r->section == PART && r->emit)
		keep_part(head, &r->sqlite);
	if (r->section == QUERY && r->emit) {
		own_tables(module);
		expand(&r->sqlite);
		expand(&r->postgres);
		check_query(head, r->sqlite.s, r->postgres.s);
	}
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
	for (char *n = strtok_r(names, " \t\n", &save); n; n = strtok_r(NULL, " \t\n", &save))
		use(n);
}

static void read_line(struct reader *r, char *l)
{
	char *names = directive(l, "uses");
	if (names)
		read_uses(r, names);
	else if (directive(l, "postgres")) {
		if (r->section == NOTHING || r->section == PART || r->seen_postgres)
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
	} sections[] = {{"query", QUERY}, {"migrate", MIGRATION}, {"part", PART}};
	if (head_goes_on(r, l))
		return;
	for (int i = 0; i < 3; i++) {
		char *head = directive(l, sections[i].word);
		if (!head)
			continue;
		end_section(r);
		begin_section(r, sections[i].section, head);
		return;
	}
	read_line(r, l);
}

void read_file(const char *path, int emit)
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
		read_any(&r, l);
		line = at;
	}
	end_section(&r);
	if (emit) {
		own_tables(module);
		all_parts_used();
	}
	free(l);
	free(r.head.s);
	free(r.sqlite.s);
	free(r.postgres.s);
	fclose(f);
}
