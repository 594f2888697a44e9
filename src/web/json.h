/* json: JSON text as a tree in an arena. json.c is the adapter of jansson, json_kept.c reads what we wrote. */
#pragma once
#include "db/db.h"

enum node_type { N_NULL, N_BOOL, N_INT, N_REAL, N_TEXT, N_LIST, N_OBJECT };
struct node {
	enum node_type type;
	str name;  /* of a member of an object */
	int64_t i; /* N_INT, N_BOOL */
	str text;  /* of N_INT and N_REAL what was written: hundredths_parse() reads it exactly, no double comes in between */
	const struct node *first, *next; /* children of N_LIST and N_OBJECT, in the order written */
};
/* INVALID says the line. Refused: a member named twice, a NUL in a text, more than `depth` 32 levels. */
MUST_USE err json_read(struct ctx *c, str text, const struct node **out);
const struct node *json_member(const struct node *object, const char *name); /* NULL when absent */
/* The same of an object that we wrote ourselves (json_str, no spaces), for much less: of the members of these names alone, or of all (NULL). Names
 * point into `text`. What is written otherwise is read as json_read does, whole. */
MUST_USE err json_kept(struct ctx *c, str text, const struct texts *names, const struct node **out);
/* The members of these names as an object of its own, as they were written; of what we have not written so: the whole text, for json_read to judge. */
str json_picked(arena *a, str object, struct texts names);

/* ---- definitions, read strictly (json_strict.c); `what` begins the sentence of a fault: "Bộ tiêu chí" ---- */
/* INVALID: it is no object, or has a member that is not among `names` (the last one NULL). */
MUST_USE err json_members_only(struct ctx *c, const struct node *o, const char *what, const char *const *names);
/* INVALID: it is not there, no text, empty, or longer than `most` characters. */
MUST_USE err json_member_text(struct ctx *c, const struct node *o, const char *what, const char *name, size_t most, str *out);
