/* htmlc: compiles templates to C.   htmlc FILE.html OUT   writes OUT.h and OUT.c
 *
 *   %% include "dossiers.sql.h"     a header the pages need; stands before the first page
 *   %% page NAME(C parameters)      begins a template: void NAME(struct page *p, parameters)
 *   %% part NAME(C parameters)      the same for this file alone: static, no header knows it; may stand behind who calls it
 *   % C code                        a line of C: loops, ifs, calls to other templates (every one takes `p` first)
 *   %# comment
 *   {{ expr }}                      print, escaped for the type of the expression and the place it stands in
 *   name?="{{ expr }}"              an attribute without value, present when expr is true: checked?="{{ on }}"
 *
 * It follows the HTML just far enough to know the place: text, a quoted attribute, the start of a URL attribute (scheme checked),
 * a later part of its path (percent-encoded), a whole query (after `?` or `&amp;`: a struct query, nothing else compiles), a value of
 * a query (after `=`: percent-encoded). What it refuses to compile: printing into a tag, an unquoted attribute, a comment,
 * <script> or <style>; inline script, inline style, event handlers and javascript: addresses (the Content-Security-Policy would
 * block them); a page that ends inside a tag. Every <form method="post"> gets the CSRF token. Indentation is dropped. */
#include "output.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum place { TEXT, TAG, SPACE, ATTRIBUTE, VALUE_START, DOUBLE, SINGLE, BARE, COMMENT, RAW };

static const char *file;
static int line;
static struct output out;
static enum place place;
static char tag[32], attribute[64], value[32];
static int ntag, nattribute, nvalue, printed_in_value;
static enum { PATH, QUERY, NAME, QUERY_VALUE } url; /* in a URL: its path; after '?' or '&'; a parameter's name, its value */
static int amp;                                     /* characters of "&amp;" that the value has just had */
static int has_src, is_post, dashes;                /* dashes: that a comment has just had */
static int in_literal;

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

static void end_literal(void)
{
	if (in_literal)
		fprintf(out.body, "\");\n");
	in_literal = 0;
}

static void emit(char c)
{
	if (((unsigned char)c < ' ' && c != '\n' && c != '\t') || c == 0x7f)
		die("a control character");
	if (!in_literal)
		fprintf(out.body, "\tbuf_lit(p->out, \"");
	in_literal = 1;
	if (c == '"' || c == '\\')
		fprintf(out.body, "\\%c", c);
	else if (c == '\n')
		fprintf(out.body, "\\n");
	else if (c == '?')
		fprintf(out.body, "\\?");
	else
		fputc(c, out.body);
}

static int is_url(void)
{
	static const char *const names[] = {
		"href", "src", "action", "formaction", "poster", "cite", "data", "ping", "xlink:href"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(attribute, names[i]))
			return 1;
	return 0;
}

static void begin_tag(void)
{
	place = TAG;
	ntag = has_src = is_post = 0;
	tag[0] = 0;
}

static void end_attribute_name(void)
{
	attribute[nattribute] = 0;
	if (!strncmp(attribute, "on", 2))
		die("%s: event handlers are not allowed (CSP); use a script in assets/", attribute);
	if (!strcmp(attribute, "style"))
		die("inline style is not allowed (CSP); use a class");
	if (!strcmp(attribute, "srcdoc") || !strcmp(attribute, "http-equiv") || !strcmp(attribute, "formmethod"))
		die("%s is not allowed: htmlc does not follow what it does", attribute);
	if (!strcmp(attribute, "src"))
		has_src = 1;
}

static void end_value(void)
{
	value[nvalue < 31 ? nvalue : 31] = 0;
	if (!strcmp(tag, "form") && !strcmp(attribute, "method") && !strcasecmp(value, "post"))
		is_post = 1;
	if (is_url() && !strncasecmp(value + strspn(value, " \t\n"), "javascript:", 11))
		die("javascript: addresses are not allowed (CSP)");
	nattribute = 0;
	place = SPACE;
}

/* After the `>` of a tag. */
static void end_tag(void)
{
	place = TEXT;
	if (!strcmp(tag, "style"))
		die("inline style is not allowed (CSP); use assets/");
	if (!strcmp(tag, "script")) {
		if (!has_src)
			die("inline script is not allowed (CSP); use assets/");
		place = RAW;
	}
	if (is_post) {
		end_literal();
		fprintf(out.body, "\thtml_csrf(p);\n");
	}
}

static void follow_url(char c)
{
	amp = c == "&amp;"[amp] ? amp + 1 : c == '&';
	if (c == '?' || c == '&')
		url = url == PATH && c == '&' ? PATH : QUERY;
	else if (amp == 5)
		amp = 0;
	else if (c == '#')
		url = PATH;
	else if (c == '=' && url != PATH)
		url = QUERY_VALUE;
	else if (url == QUERY && !amp)
		url = NAME;
}

/* One character of HTML: follows the place. */
static void step(const char *s)
{
	char c = *s;
	switch (place) {
	case TEXT:
		if (!strncmp(s, "<!--", 4)) {
			place = COMMENT;
			dashes = -3; /* those of its beginning do not end it */
		} else if (c == '<')
			begin_tag();
		break;
	case COMMENT:
		if (c == '>' && dashes >= 2)
			place = TEXT;
		dashes = c == '-' || dashes < 0 ? dashes + 1 : 0;
		break;
	case RAW:
		if (c == '<' && s[1] == '/')
			begin_tag();
		else if (!isspace((unsigned char)c))
			die("inline script is not allowed (CSP); use assets/");
		break;
	case TAG:
		if (!ntag && (c == '>' || isspace((unsigned char)c)))
			die("write &lt; for a < that begins no tag");
		if (c == '>')
			end_tag();
		else if (isspace((unsigned char)c) || (c == '/' && ntag))
			place = SPACE;
		else if (!ntag && !isalpha((unsigned char)c) && c != '/' && c != '!')
			die("write &lt; for a < that begins no tag");
		else if (ntag < 31) {
			tag[ntag++] = (char)tolower((unsigned char)c);
			tag[ntag] = 0;
		}
		break;
	case SPACE:
		nattribute = 0;
		if (c == '>')
			end_tag();
		else if (c == '=' || c == '"' || c == '\'')
			die("write name=\"value\" without spaces between");
		else if (!isspace((unsigned char)c) && c != '/') {
			place = ATTRIBUTE;
			attribute[nattribute++] = (char)tolower((unsigned char)c);
		}
		break;
	case ATTRIBUTE:
		if (c == '=') {
			end_attribute_name();
			place = VALUE_START;
		} else if (c == '>' || isspace((unsigned char)c)) {
			end_attribute_name();
			place = SPACE;
			if (c == '>')
				end_tag();
		} else if (nattribute < 63)
			attribute[nattribute++] = (char)tolower((unsigned char)c);
		break;
	case VALUE_START:
		nvalue = printed_in_value = amp = 0;
		url = PATH;
		if (c == '>' || isspace((unsigned char)c))
			die("%s= without a value", attribute);
		place = c == '"' ? DOUBLE : c == '\'' ? SINGLE : BARE;
		if (place == BARE)
			value[nvalue++] = c;
		break;
	case DOUBLE:
	case SINGLE:
		if (c == (place == DOUBLE ? '"' : '\''))
			end_value();
		else {
			if (nvalue++ < 31)
				value[nvalue - 1] = c;
			follow_url(c);
		}
		break;
	case BARE:
		if (c == '>' || isspace((unsigned char)c)) {
			end_value();
			if (c == '>')
				end_tag();
		} else if (nvalue++ < 31)
			value[nvalue - 1] = c;
		break;
	}
}

static void literal(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		emit(s[i]);
		step(s + i);
	}
}

/* How to print into a URL attribute. */
static const char *url_part(void)
{
	if (!nvalue && !printed_in_value)
		return "hu";
	if (url == NAME)
		die("the names of a query's parameters are not printed; a whole query (struct query) stands right after ? or "
		    "&amp;");
	return url == PATH ? "hc" : url == QUERY ? "hq" : "hv";
}

static void print(const char *expression, int n)
{
	const char *how = NULL;
	if (place == TEXT)
		how = "h";
	else if (place == DOUBLE || place == SINGLE)
		how = !is_url() ? "ha" : url_part();
	if (!how)
		die("{{ }} may stand in text and in quoted attributes only");
	if (place != TEXT && !strcmp(attribute, "method"))
		die("the method of a form is fixed: it decides whether the form carries a token");
	if (place != TEXT) {
		printed_in_value = 1;
		nvalue++;
		url = url == QUERY ? QUERY_VALUE : url; /* the query that was printed ends in a value */
		amp = 0;
	}
	end_literal();
	fprintf(out.body, "#line %d \"%s\"\n\t%s(p->out, %.*s);\n", line, file, how, n, expression);
}

/* name?="{{ expr }}": returns the character after it. */
static const char *optional_attribute(const char *name, size_t n, const char *at)
{
	const char *end = strstr(at, "}}\"");
	if (!end || (place != SPACE && place != ATTRIBUTE))
		die("write: %.*s?=\"{{ expr }}\" inside a tag", (int)n, name);
	end_literal();
	fprintf(out.body, "#line %d \"%s\"\n\tif (%.*s)\n\t\tbuf_lit(p->out, \" %.*s\");\n", line, file, (int)(end - at), at,
		(int)n, name);
	place = SPACE;
	return end + 3;
}

static void html_line(char *s)
{
	while (isspace((unsigned char)*s) && *s != '\n' && (place == TEXT || place == SPACE))
		s++;
	for (char *p = s; *p;) {
		char *mark = strstr(p, "{{");
		char *optional = strstr(p, "?=\"{{");
		if (optional && (!mark || optional < mark)) {
			char *name = optional;
			while (name > p && !isspace((unsigned char)name[-1]))
				name--;
			literal(p, (size_t)(name - p));
			p = (char *)optional_attribute(name, (size_t)(optional - name), optional + 5);
			continue;
		}
		if (!mark) {
			literal(p, strlen(p));
			return;
		}
		char *end = strstr(mark, "}}");
		if (!end)
			die("{{ without }}");
		literal(p, (size_t)(mark - p));
		print(mark + 2, (int)(end - mark - 2));
		p = end + 2;
	}
}

static void print_head(FILE *to, const char *before, const char *l, const char *after)
{
	const char *open = strchr(l, '('), *shut = strrchr(l, ')');
	if (!open || !shut || shut < open)
		die("write: %%%% page NAME(parameters) or %%%% part NAME(parameters)");
	const char *parameters = open + 1;
	int empty = strspn(parameters, " ") == (size_t)(shut - parameters);
	fprintf(to, "%svoid %.*s(struct page *p%s%.*s)%s", before, (int)(open - l), l, empty ? "" : ", ",
		(int)(shut - parameters), parameters, after);
}

/* Heads of the parts of this file, so that each may stand where it reads best. */
static void declare_parts(FILE *f)
{
	char *l = NULL;
	size_t cap = 0;
	while (getline(&l, &cap, f) > 0) {
		line++;
		if (!strncmp(l, "%% part ", 8))
			print_head(out.body, "static ", l + 8, ";\n");
	}
	free(l);
	line = 0;
	rewind(f);
}

static void begin_page(const char *l, int part)
{
	if (!part) {
		output_part(&out, l, strcspn(l, "("));
		print_head(out.header, "", l, ";\n");
		output_part_end(&out);
	}
	fprintf(out.body, "\n#line %d \"%s\"\n", line, file);
	print_head(out.body, part ? "static " : "", l, "\n{\n");
}

static void compile(FILE *f)
{
	char *l = NULL;
	size_t cap = 0;
	int in_page = 0;
	while (getline(&l, &cap, f) > 0) {
		line++;
		char *code = l + strspn(l, " \t");
		if (!strncmp(l, "%% include ", 11))
			fprintf(out.header, "#include %s", l + 11);
		else if (!strncmp(l, "%% page ", 8) || !strncmp(l, "%% part ", 8)) {
			end_literal();
			if (in_page)
				fprintf(out.body, "}\n");
			if (place != TEXT)
				die("the page before ends inside a tag, a comment or a script");
			begin_page(l + 8, l[5] == 'r');
			in_page = 1;
		} else if (code[0] == '%' && code[1] == '#')
			continue;
		else if (code[0] == '%' && code[1] != '%') {
			if (!in_page)
				die("code before the first page");
			end_literal();
			fprintf(out.body, "#line %d \"%s\"\n%s", line, file, code + 1);
		} else if (in_page)
			html_line(l);
		else if (code[0] != '\n' && code[0])
			die("text before the first page");
	}
	end_literal();
	if (place != TEXT)
		die("the last page ends inside a tag, a comment or a script");
	if (in_page)
		fprintf(out.body, "}\n");
	free(l);
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: htmlc FILE.html OUT\n");
		return 2;
	}
	FILE *f = fopen(file = argv[1], "r");
	if (!f)
		die("cannot open");
	output_begin(&out, argv[2]);
	output_reads(&out, file);
	const char *slash = strrchr(argv[2], '/');
	fprintf(out.header, "/* generated by htmlc from %s */\n#pragma once\n#include \"html/html.h\"\n", file);
	fprintf(out.body, "/* generated by htmlc from %s */\n#include \"%s.h\"\n", file, slash ? slash + 1 : argv[2]);
	declare_parts(f);
	compile(f);
	fclose(f);
	if (output_end(&out)) {
		perror(argv[2]);
		return 1;
	}
	return 0;
}
