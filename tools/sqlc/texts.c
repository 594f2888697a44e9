/* texts: what a file says once and queries repeat: parts ({NAME}, {NAME(a, b)}) and views (from NAME, join NAME(:day)). */
#include "sqlc.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { ARGUMENTS = 6 };

static struct kept {
	char name[NAME], owner[NAME];
	char params[ARGUMENTS][NAME];
	char *text, *by_name; /* in one line, so that the lines of a query keep their numbers; views written out, or named */
	int nparams, open /* written with (): others may use it */, view, line, used;
	struct kept *next;
} * texts;

static int may_see(const struct kept *t, const struct seer *by)
{
	return !strcmp(t->owner, by->module) || ((t->open || t->view) && among(by->uses.s ? by->uses.s : "", t->owner));
}

static struct kept *find(const char *name, size_t n, int view, const struct seer *by)
{
	struct kept *t = texts;
	while (t && (t->view != view || strlen(t->name) != n || strncmp(t->name, name, n) || !may_see(t, by)))
		t = t->next;
	return t;
}

int is_view(const char *name)
{
	const struct kept *t = texts;
	while (t && (!t->view || strcmp(t->name, name)))
		t = t->next;
	return t != NULL;
}

/* ---- (a, b) behind a name ---- */

/* The arguments of the list that opens at s; returns what stands behind it. */
static const char *arguments(const char *s, char *out[ARGUMENTS], int *n)
{
	struct text one = {0};
	int depth = 1;
	*n = 0;
	for (s++; *s; s++) {
		const char *end = skip_quoted(s);
		if (end > s) {
			text_put(&one, s, (size_t)(end - s));
			s = end - 1;
			continue;
		}
		depth += *s == '(' ? 1 : *s == ')' ? -1 : 0;
		if (depth && !(depth == 1 && *s == ',')) {
			text_put(&one, s, 1);
			continue;
		}
		if (*n == ARGUMENTS)
			die("more than %d in (%s ..)", ARGUMENTS, one.s);
		text_put(&one, "", 0);
		while (one.n && isspace((unsigned char)one.s[one.n - 1]))
			one.s[--one.n] = 0;
		out[(*n)++] = one_line(one.s + strspn(one.s, " \t\n"));
		free(one.s);
		one = (struct text){0};
		if (!depth)
			return s + 1;
	}
	die("( is not closed");
}

/* Writes the text with its parameters replaced: words of a part (not behind a dot: columns), :names of a view. */
static void put_filled(struct text *to, const struct kept *t, const char *text, char *const given[ARGUMENTS])
{
	char word[NAME];
	for (const char *s = text; *s;) {
		const char *end = skip_quoted(s);
		int colon = t->view && *s == ':';
		size_t n = end > s ? 0 : word_at(s + colon, word);
		int i = n && (s == text || s[-1] != '.') ? 0 : t->nparams;
		while (i < t->nparams && (t->view != colon || strcmp(t->params[i], word)))
			i++;
		if (i < t->nparams)
			text_put(to, given[i], strlen(given[i]));
		n = end > s ? (size_t)(end - s) : n ? n + (size_t)colon : 1;
		if (i == t->nparams)
			text_put(to, s, n);
		s += n;
	}
}

/* NAME or NAME(..) at s is used: writes its text; returns what stands behind. */
static const char *put_used(struct text *to, struct kept *t, const char *s, int views_by_name)
{
	char *given[ARGUMENTS] = {NULL};
	int n = 0;
	s += strlen(t->name);
	if (*s == '(')
		s = arguments(s, given, &n);
	if (n != t->nparams)
		die("%s %s takes %d, here are %d", t->view ? "view" : "part", t->name, t->nparams, n);
	t->used = 1;
	put_filled(to, t, views_by_name ? t->by_name : t->text, given);
	while (n)
		free(given[--n]);
	return s;
}

/* ---- {NAME} ---- */

static const char *put_part(struct text *to, const char *s, const struct seer *by, int views_by_name)
{
	size_t n = strspn(s + 1, "abcdefghijklmnopqrstuvwxyz0123456789_"), all = strcspn(s + 1, "}\n");
	struct kept *t = s[1 + n] == '}' || s[1 + n] == '(' ? find(s + 1, n, 0, by) : NULL;
	if (!t)
		die("{%.*s}: no such part above", (int)all, s + 1);
	s = put_used(to, t, s + 1, views_by_name);
	if (*s != '}')
		die("{%s: } is missing", t->name);
	return s + 1;
}

/* ---- from NAME ---- */

/* Behind a table's name stands another for it, or one of these words, or a mark. */
static int is_named(const char *s)
{
	char word[NAME];
	s += strspn(s, " \t\n");
	return word_at(s, word) && !among(" where on join left inner cross natural full right order group having limit union "
					  "except intersect using window offset for returning set ",
					   word);
}

static const char *put_view(struct text *to, struct kept *v, const char *s, int by_name)
{
	struct text unread = {0};
	if (by_name)
		text_put(to, v->name, strlen(v->name));
	else
		text_put(to, "(", 1);
	s = put_used(by_name ? &unread : to, v, s, by_name);
	free(unread.s);
	if (by_name)
		return s;
	text_put(to, ")", 1);
	if (!is_named(s)) {
		text_put(to, " as ", 4);
		text_put(to, v->name, strlen(v->name));
	}
	return s;
}

/* A text with its parts and views written out, or its views left by their names, for the checker; without comments. */
char *expand(const char *sql, const struct seer *by, int views_by_name)
{
	struct text to = {0};
	char word[NAME], before[NAME] = "";
	int head = line;
	text_put(&to, "", 0);
	for (const char *s = sql ? sql : ""; *s;) {
		const char *end = skip_quoted(s);
		if (end > s && strchr("-/", *s)) { /* a comment: in one line it would swallow what follows */
			for (; s < end; s++)
				text_put(&to, "\n", *s == '\n');
			continue;
		}
		size_t n = end > s ? 0 : word_at(s, word);
		struct kept *v = n && among(" from join ", before) ? find(s, n, 1, by) : NULL;
		line = head + 1 + lines_before(sql, s);
		if (v)
			s = put_view(&to, v, s, views_by_name);
		else if (end == s && *s == '{')
			s = put_part(&to, s, by, views_by_name);
		else {
			size_t all = end > s ? (size_t)(end - s) : n ? n : 1;
			text_put(&to, s, all);
			s += all;
		}
		if (n || !isspace((unsigned char)s[-1]))
			strcpy(before, n ? word : "");
	}
	line = head;
	return to.s;
}

/* ---- -- part, -- view ---- */

static void parameters(struct kept *t, const char *head)
{
	char *given[ARGUMENTS];
	const char *rest = head + strcspn(head, "( \t\n");
	snprintf(t->name, sizeof t->name, "%.*s", (int)(rest - head), head);
	check_name(t->view ? "view" : "part", t->name, 0);
	if (*rest == '(') {
		t->open = 1;
		rest = arguments(rest, given, &t->nparams);
		for (int i = 0; i < t->nparams; i++) {
			snprintf(t->params[i], NAME, "%s", given[i]);
			check_name("parameter", t->params[i], 0);
			free(given[i]);
		}
	}
	if (rest[strspn(rest, " \t\n")])
		die("write: -- %s NAME or -- %s NAME(a, b)", t->view ? "view" : "part", t->view ? "view" : "part");
}

static void every_parameter_used(struct kept *t)
{
	for (int i = 0; i < t->nparams; i++) {
		char mark[NAME + 2], *given[ARGUMENTS] = {NULL};
		struct text with = {0};
		for (int k = 0; k < t->nparams; k++)
			given[k] = k == i ? "\x01" : "";
		put_filled(&with, t, t->text, given);
		snprintf(mark, sizeof mark, "%s%s", t->view ? ":" : "", t->params[i]);
		if (!with.s || !strchr(with.s, 1))
			die("%s %s: %s is not used", t->view ? "view" : "part", t->name, mark);
		free(with.s);
	}
}

static struct kept *keep(const char *head, const char *sql, int view, const struct seer *by)
{
	struct kept *t = calloc(1, sizeof *t);
	if (!t)
		abort();
	t->view = view;
	t->line = line;
	snprintf(t->owner, NAME, "%s", by->module);
	parameters(t, head);
	if (find(t->name, strlen(t->name), view, by))
		die("%s %s stands there twice", view ? "view" : "part", t->name);
	char *whole = expand(sql, by, 0), *by_name = expand(sql, by, 1);
	t->text = one_line(whole);
	t->by_name = one_line(by_name);
	free(whole);
	free(by_name);
	if (!*t->text)
		die("%s %s: empty", view ? "view" : "part", t->name);
	every_parameter_used(t);
	t->next = texts;
	texts = t;
	return t;
}

void keep_part(const char *head, const char *sql, const struct seer *by) { keep(head, sql, 0, by); }

/* With a null for each parameter: SQLite takes none in a view. */
static char *with_nulls(const struct kept *v, const char *text)
{
	char *nulls[ARGUMENTS] = {"null", "null", "null", "null", "null", "null"};
	struct text t = {0};
	put_filled(&t, v, text, nulls);
	return t.s;
}

/* While building a view is a view of the tables in memory, which tells through what a query reads. */
void keep_view(const char *head, const char *sql, const struct seer *by)
{
	struct kept *v = keep(head, sql, 1, by);
	char *lines = expand(sql, by, 1), *text = with_nulls(v, v->text), *named = with_nulls(v, lines), *create = NULL;
	if (!strcmp(v->owner, module))
		check_view(v->name, named);
	if (asprintf(&create, "create view %s as %s", v->name, text) < 0)
		abort();
	if (sqlite3_exec(db, create, NULL, NULL, NULL))
		die("view %s: %s", v->name, sqlite3_errmsg(db));
	free(create);
	free(text);
	free(named);
	free(lines);
}

void all_parts_used(const char *owner)
{
	for (const struct kept *t = texts; t; t = t->next)
		if (!t->used && !t->open && !t->view && !strcmp(t->owner, owner)) {
			line = t->line;
			die("part %s is not used", t->name);
		}
}
