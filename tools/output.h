/* output: what sqlc and htmlc write. Nothing touches the disk before everything is right; then a file is replaced only when its
 * content differs, so that make compiles only what changed.
 *
 *   BASE.h, BASE.c      the result
 *   BASE.parts/NAME     each part of BASE.h (a query, a page) by itself, BASE.parts/0 the rest: what objects depend on (tools/needs.c)
 *   BASE.mk             for make: what was read to make BASE.stamp, and that the parts come with it */
#pragma once
#include <stddef.h>
#include <stdio.h>

struct output {
	const char *base;
	FILE *header, *body; /* in memory */
	char *header_text, *body_text;
	size_t header_size, body_size;
	struct part {
		char name[64];
		size_t from, to; /* in the header */
		struct part *next;
	} * parts, *open;
	char *reads; /* names of files, a space behind each */
};
void output_begin(struct output *o, const char *base);
void output_reads(struct output *o, const char *path);
/* What is printed to the header from one to the other is the part NAME. */
void output_part(struct output *o, const char *name, size_t n);
void output_part_end(struct output *o);
/* Writes it all; 0, or -1 and errno. */
int output_end(struct output *o);

/* A text that grows; s is NULL while nothing was put. */
struct text {
	char *s;
	size_t n, cap;
};
void text_put(struct text *t, const char *s, size_t n);
