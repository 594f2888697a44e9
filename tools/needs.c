/* needs: narrows what an object depends on.   needs FILE.d
 * gcc writes that an object needs the whole of every generated header it includes. Such a header has parts (tools/output.h): of these
 * the object needs those whose names its sources say, and those that these say in turn. So a new query compiles its own .sql.c, not
 * everything that includes its header. A name put together by ## would not be seen: say it whole. */
#include "output.h"
#include <ctype.h>
#include <dirent.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char *program_file;
static void __attribute__((noreturn)) die(const char *path)
{
	perror(path);
	remove(program_file);
	exit(1);
}

static char *read_all(const char *path)
{
	FILE *f = fopen(path, "r");
	struct text t = {0};
	char piece[8192];
	if (!f)
		die(path);
	text_put(&t, "", 0);
	for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
		text_put(&t, piece, n);
	fclose(f);
	return t.s;
}

/* ---- words that were said: a set of 32-bit hashes; two words of one hash only make a part more needed than it is ---- */

static uint32_t *said;
static size_t nsaid, places;

static int is_word(int c) { return isalnum(c) || c == '_'; }

static uint32_t hash(const char *s, size_t n)
{
	uint32_t h = 2166136261u;
	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)s[i]) * 16777619u;
	return h ? h : 1;
}

static uint32_t *place(uint32_t h)
{
	size_t i = h & (places - 1);
	while (said[i] && said[i] != h)
		i = (i + 1) & (places - 1);
	return &said[i];
}

static void say(uint32_t h)
{
	if (2 * (nsaid + 1) > places) {
		uint32_t *old = said;
		size_t n = places;
		places = places ? places * 2 : 1 << 14;
		if (!(said = calloc(places, sizeof *said)))
			abort();
		for (size_t i = 0; i < n; i++)
			if (old[i])
				*place(old[i]) = old[i];
		free(old);
	}
	uint32_t *p = place(h);
	nsaid += !*p;
	*p = h;
}

/* The next word of *s, NULL at the end. */
static const char *next_word(const char **s, size_t *n)
{
	while (**s && !is_word((unsigned char)**s))
		(*s)++;
	const char *word = *s;
	while (is_word((unsigned char)**s))
		(*s)++;
	*n = (size_t)(*s - word);
	return *n ? word : NULL;
}

static void say_all(const char *text)
{
	size_t n;
	for (const char *word; (word = next_word(&text, &n));)
		say(hash(word, n));
}

/* ---- parts ---- */

static struct part_file {
	char *path, *text;
	const char *name;
	int needed;
	struct part_file *next;
} * parts;

static void add_parts(const char *folder)
{
	DIR *d = opendir(folder);
	if (!d)
		die(folder);
	for (struct dirent *e; (e = readdir(d));) {
		if (*e->d_name == '.')
			continue;
		struct part_file *p = calloc(1, sizeof *p);
		if (!p || asprintf(&p->path, "%s/%s", folder, e->d_name) < 0)
			abort();
		p->name = strrchr(p->path, '/') + 1;
		p->text = read_all(p->path);
		p->next = parts;
		parts = p;
	}
	closedir(d);
}

/* Of what a part declares (NAME, NAME_rows, NAME_shape ..) somebody says something. */
static int is_said(const struct part_file *p)
{
	size_t own = strlen(p->name), n;
	const char *s = p->text;
	if (!strcmp(p->name, "0"))
		return 1;
	for (const char *word; (word = next_word(&s, &n));)
		if (n >= own && !strncmp(word, p->name, own) && (n == own || word[own] == '_') && *place(hash(word, n)))
			return 1;
	return 0;
}

static void choose(void)
{
	for (int again = 1; again;) {
		again = 0;
		for (struct part_file *p = parts; p; p = p->next)
			if (!p->needed && is_said(p)) {
				p->needed = again = 1;
				say_all(p->text);
			}
	}
}

/* ---- the file ---- */

static void keep(struct text *list, const char *path)
{
	text_put(list, " \\\n ", 4);
	text_put(list, path, strlen(path));
}

static int has_parts(const char *path, char folder[600])
{
	size_t n = strlen(path);
	if (n < 2 || strcmp(path + n - 2, ".h") || snprintf(folder, 600, "%.*s.parts", (int)n - 2, path) >= 600)
		return 0;
	DIR *d = strstr(path, "/gen/") ? opendir(folder) : NULL;
	if (d)
		closedir(d);
	return d != NULL;
}

int main(int argc, char **argv)
{
	char folder[600], *text, *colon, *save = NULL;
	struct text kept = {0};
	if (argc != 2) {
		fprintf(stderr, "usage: needs FILE.d\n");
		return 2;
	}
	text = read_all(program_file = argv[1]);
	if (!(colon = strstr(text, ": ")))
		return 0; /* depends on nothing */
	char *end = colon;
	while (*end && !(*end == '\n' && end[-1] != '\\'))
		end++;
	*end = *colon = 0;
	for (char *path = strtok_r(colon + 1, " \\\n", &save); path; path = strtok_r(NULL, " \\\n", &save))
		if (has_parts(path, folder))
			add_parts(folder);
		else {
			keep(&kept, path);
			say_all(read_all(path));
		}
	choose();
	for (const struct part_file *p = parts; p; p = p->next)
		if (p->needed)
			keep(&kept, p->path);
	FILE *f = fopen(argv[1], "w");
	if (!f)
		die(argv[1]);
	fprintf(f, "%s:%s\n", text, kept.s ? kept.s : "");
	for (char *path = kept.s ? strtok_r(kept.s, " \\\n", &save) : NULL; path; path = strtok_r(NULL, " \\\n", &save))
		fprintf(f, "%s:\n", path); /* one that is gone asks for nothing */
	if (fclose(f))
		die(argv[1]);
	return 0;
}
