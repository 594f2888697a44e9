/* output: files that are replaced only when they differ. */
#include "output.h"
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void *sure(void *p)
{
	if (!p)
		abort();
	return p;
}

void text_put(struct text *t, const char *s, size_t n)
{
	if (t->n + n + 1 > t->cap) {
		t->cap = (t->n + n + 1) * 2;
		t->s = sure(realloc(t->s, t->cap));
	}
	memcpy(t->s + t->n, s, n);
	t->s[t->n += n] = 0;
}

void output_begin(struct output *o, const char *base)
{
	*o = (struct output){.base = base};
	o->header = sure(open_memstream(&o->header_text, &o->header_size));
	o->body = sure(open_memstream(&o->body_text, &o->body_size));
	o->reads = sure(calloc(1, 1));
}

void output_reads(struct output *o, const char *path)
{
	size_t n = strlen(o->reads);
	o->reads = sure(realloc(o->reads, n + strlen(path) + 2));
	sprintf(o->reads + n, "%s ", path);
}

static size_t printed(struct output *o)
{
	fflush(o->header);
	return o->header_size;
}

void output_part(struct output *o, const char *name, size_t n)
{
	struct part *p = sure(calloc(1, sizeof *p));
	snprintf(p->name, sizeof p->name, "%.*s", (int)n, name);
	p->from = printed(o);
	p->next = o->parts;
	o->parts = o->open = p;
}

void output_part_end(struct output *o)
{
	o->open->to = printed(o);
	o->open = NULL;
}

static int same(const char *path, const char *s, size_t n)
{
	FILE *f = fopen(path, "r");
	if (!f)
		return 0;
	char *old = sure(malloc(n + 1));
	int equal = fread(old, 1, n + 1, f) == n && !memcmp(old, s, n);
	free(old);
	fclose(f);
	return equal;
}

static int replace(const char *path, const char *s, size_t n)
{
	char half[600];
	if (same(path, s, n))
		return 0;
	snprintf(half, sizeof half, "%s.new", path);
	FILE *f = fopen(half, "w");
	if (!f)
		return -1;
	int bad = fwrite(s, 1, n, f) != n;
	bad |= fclose(f);
	return bad ? -1 : rename(half, path);
}

static int is_part(const struct output *o, const char *name)
{
	for (const struct part *p = o->parts; p; p = p->next)
		if (!strcmp(p->name, name))
			return 1;
	return !strcmp(name, "0");
}

static int drop_old_parts(const struct output *o, const char *folder)
{
	DIR *d = opendir(folder);
	if (!d)
		return -1;
	for (struct dirent *e; (e = readdir(d));)
		if (*e->d_name != '.' && !is_part(o, e->d_name))
			unlinkat(dirfd(d), e->d_name, 0);
	return closedir(d);
}

static int write_parts(const struct output *o)
{
	char folder[520], path[600];
	struct text rest = {0};
	size_t end = o->header_size;
	int bad = 0;
	snprintf(folder, sizeof folder, "%s.parts", o->base);
	if (mkdir(folder, 0777) && errno != EEXIST)
		return -1;
	for (const struct part *p = o->parts; p;
		p = p->next) { /* the last one first: the order within the rest does not matter */
		snprintf(path, sizeof path, "%s/%s", folder, p->name);
		bad |= replace(path, o->header_text + p->from, p->to - p->from);
		text_put(&rest, o->header_text + p->to, end - p->to);
		end = p->from;
	}
	text_put(&rest, o->header_text, end);
	snprintf(path, sizeof path, "%s/0", folder);
	bad |= replace(path, rest.s, rest.n);
	free(rest.s);
	return bad | drop_old_parts(o, folder);
}

static int write_rules(const struct output *o)
{
	char *text = NULL, path[600];
	size_t n = 0;
	FILE *f = sure(open_memstream(&text, &n));
	fprintf(f, "%s.stamp: %s\n%s:\n%s.parts/0", o->base, o->reads, o->reads, o->base);
	for (const struct part *p = o->parts; p; p = p->next)
		fprintf(f, " %s.parts/%s", o->base, p->name);
	fprintf(f, ": %s.stamp ;\n", o->base);
	fclose(f);
	snprintf(path, sizeof path, "%s.mk", o->base);
	int bad = replace(path, text, n);
	free(text);
	return bad;
}

int output_end(struct output *o)
{
	char path[600];
	if (fclose(o->header) || fclose(o->body))
		return -1;
	snprintf(path, sizeof path, "%s.h", o->base);
	int bad = replace(path, o->header_text, o->header_size);
	snprintf(path, sizeof path, "%s.c", o->base);
	bad |= replace(path, o->body_text, o->body_size);
	bad |= write_parts(o) | write_rules(o);
	free(o->header_text);
	free(o->body_text);
	free(o->reads);
	return bad ? -1 : 0;
}
