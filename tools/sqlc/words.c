/* words: pieces of text, types, names. */
#include "sqlc.h"
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int is_word(int c) { return isalnum(c) || c == '_'; }

const char *skip_quoted(const char *s)
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

size_t word_at(const char *s, char word[NAME])
{
	size_t n = 0;
	while (n < NAME - 1 && is_word((unsigned char)s[n])) {
		word[n] = (char)tolower((unsigned char)s[n]);
		n++;
	}
	word[n] = 0;
	return n;
}

int among(const char *list, const char *word)
{
	char spaced[NAME + 2];
	return snprintf(spaced, sizeof spaced, " %s ", word) < (int)sizeof spaced && strstr(list, spaced);
}

int lines_before(const char *s, const char *end)
{
	int n = 0;
	for (; s < end; s++)
		n += *s == '\n';
	return n;
}

/* White space with line ends in it becomes `instead` and, unless that is a space, the last line's indentation; none at the ends. */
static char *folded(const char *s, const char *instead)
{
	struct text t = {0};
	text_put(&t, "", 0);
	while (*s) {
		const char *end = skip_quoted(s);
		size_t blank = end > s ? 0 : strspn(s, " \t\n"), n = blank ? blank : end > s ? (size_t)(end - s) : 1;
		const char *last = blank ? memrchr(s, '\n', blank) : NULL;
		if (!blank || (s[blank] && !last))
			text_put(&t, s, n);
		else if (s[blank] && t.n) {
			text_put(&t, instead, 1);
			text_put(&t, last + 1, *instead == ' ' ? 0 : (size_t)(s + blank - last - 1));
		}
		s += n;
	}
	return t.s;
}

char *one_line(const char *s) { return folded(s, " "); }

/* Without empty lines, so that a newline in a .sql file changes nothing. */
void c_string(FILE *f, const char *sql)
{
	char *text = folded(sql, "\n");
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
void hash_text(const char *s, char hash[33])
{
	uint64_t a = 0xcbf29ce484222325u, b = 0x9ae16a3b2f90404fu;
	for (const char *start = s; *s; s++) {
		if (*s == '\n' && (s == start || s[-1] == '\n')) /* where a comment stood */
			continue;
		a = (a ^ (unsigned char)*s) * 0x100000001b3u;
		b = (b ^ (unsigned char)*s) * 0x100000001b3u + 1;
	}
	snprintf(hash, 33, "%016llx%016llx", (unsigned long long)a, (unsigned long long)b);
}

int type_of_word(const char *w, struct typed *t)
{
	static const char *const words[] = {"int", "real", "text", "blob", "ints", "texts"};
	size_t n = strlen(w);
	t->nullable = n && w[n - 1] == '?';
	t->late = n && strchr("+!", w[n - 1]) ? w[n - 1] : 0;
	n -= (size_t)(t->nullable || t->late);
	for (int i = 0; i < 6; i++)
		if (strlen(words[i]) == n && !strncmp(w, words[i], n)) {
			t->type = (enum type)i;
			return !(t->nullable && i >= T_INTS) && !(t->late == '+' && i != T_INT) &&
			       !(t->late && i != T_INT && i != T_TEXT);
		}
	return 0;
}

/* Names become C: lower case, no word of C, none of what generated functions use themselves. */
void check_name(const char *what, const char *name, int parameter_too)
{
	static const char c_words[] =
		" auto bool break case char const continue default do double else enum err extern false float for goto if inline "
		"int long register restrict return short signed sizeof static str struct switch true typedef typeof union "
		"unsigned "
		"void volatile while asm ";
	if (!islower((unsigned char)*name) || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(name))
		die("%s '%s': a name is of lower case letters, digits and _", what, name);
	if (among(c_words, name) ||
		(parameter_too && among(" c r o v out cap more found values changed in each arg memory failed row ", name)))
		die("%s '%s' is taken by C or by generated code", what, name);
}
