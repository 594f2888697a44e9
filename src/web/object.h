/* object: things that others hang something on, whatever module they are of: files (core/files), notes and links. Its module says what a
 * thing is called, where its page is, and for whom:
 *	static const struct object objects[] = {{"delegation", .see = delegation_seen, .change = delegation_add_to}};
 * The kind is the one of its struct naming, so the audit log can name it too. */
#pragma once
#include "web.h"

struct object_seen {
	str title, path; /* path empty: it has no page of its own */
};
struct object {
	const char *kind;
	/* NOT_FOUND: there is none, or it is not this reader's to see; the two look the same. */
	err (*see)(struct req *q, int64_t id, struct object_seen *out);
	/* May the reader, who sees it, hang something on it or take it off? NULL: nobody, by the pages that all objects share. */
	err (*change)(struct req *q, int64_t id);
};
MUST_USE err object_see(struct req *q, str kind, int64_t id, struct object_seen *out);
MUST_USE err object_change(struct req *q, str kind, int64_t id); /* NOT_FOUND or DENIED */
bool object_changes(struct req *q, str kind, int64_t id);        /* the same as a question */
/* Its page, empty when it has none for this reader: for what is named anyway. */
MUST_USE err object_place(struct req *q, str kind, int64_t id, str *path);
str object_path(arena *a, const char *kind, int64_t id); /* leads each reader to his page of it: for notices */
MUST_USE err object_title(
	struct ctx *c, str kind, int64_t id, str *title); /* by the struct naming of any kind; empty: gone, none */
extern const struct shape object_seen_shape;
