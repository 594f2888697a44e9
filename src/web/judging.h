/* judging: the halves of read_input: judging.c judges texts against a declaration, input_json.c gets them out of JSON, input.c out of
 * forms and queries. */
#pragma once
#include "web/json.h"

struct field;
struct input;
struct req;

struct reading { /* one read_input */
	struct req *q;
	char *out; /* the struct being filled */
	const struct problem *first;
	const struct problem **tail;
};
enum source { FROM_QUERY, FROM_FORM, FROM_JSON, FROM_ELSE };
MUST_USE err read_fields(struct req *q, const struct input *in, enum source source, void *out);
void add_problem(struct reading *r, const char *field, str text);
void complain_missing(struct reading *r, const struct field *f);
void complain(struct reading *r, const struct field *f, const char *format, ...) PRINTF(3, 4);
/* One field from the texts sent for it (none: n = 0). */
void take_texts(struct reading *r, const struct field *f, const str *sent, size_t n);
/* One field from a JSON value of its own type. */
void take_json(struct reading *r, const struct field *f, const struct node *value);
bool number_grouped(arena *a, str s, int64_t *out); /* "1.000.000" and "1 000 000" as Vietnamese write them */
