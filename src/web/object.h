/* object: things that others hang something on, whatever module they are of: files (core/files), notes and links. Its module says what a
 * thing is called, where its page is, and for whom:
 *	static const struct object objects[] = {{.kind = "delegation", .see = delegation_seen, .change = delegation_add_to}};
 * The kind is the one of its struct naming, so the audit log can name it too. */
#pragma once
#include "base/base.h"

struct actor;
struct req;
struct shape;

struct object_seen {
	str title, path; /* path empty: it has no page of its own */
};
struct object {
	const char *kind;
	const char *reads;   /* who has not this permission sees none; NULL: `see` says who */
	const char *changes; /* who sees it and has this one may hang something on it; NULL: `change` says who */
	/* By q->ctx and q->actor alone: there may be no request. NOT_FOUND: there is none, or it is not this reader's to see; the two look the same. */
	err (*see)(struct req *q, int64_t id, struct object_seen *out);
	/* May the reader, who sees it, hang something on it or take it off? NULL: nobody, by the pages that all objects share. */
	err (*change)(struct req *q, int64_t id);
	bool talked; /* officers who see it may write notes on it, watch it and link it (core/talk) */
};
MUST_USE err object_see(struct req *q, str kind, int64_t id, struct object_seen *out);
MUST_USE err object_change(struct req *q, str kind, int64_t id); /* NOT_FOUND or DENIED */
bool object_changes(struct req *q, str kind, int64_t id);        /* the same as a question */
/* Its page, empty when it has none for this reader: for what is named anyway. */
MUST_USE err object_place(struct req *q, str kind, int64_t id, str *path);
str object_path(arena *a, const char *kind, int64_t id); /* leads each reader to his page of it: for notices */
bool object_talked(str kind);
/* Who an account is as an officer of that unit today (0: of the platform), for what is done in his name; NOT_FOUND when he is none. */
MUST_USE err officer_as(struct ctx *c, int64_t account, int64_t unit, struct actor *out);
/* The same for an account that does not ask itself, as an officer of that unit today: NOT_FOUND when he is none or does not see it. */
MUST_USE err object_seen_by(struct ctx *c, int64_t account, int64_t unit, str kind, int64_t id, struct object_seen *out);
/* Who that account is when it acts for that unit (0: none): for rules, which have no request. */
MUST_USE err actor_of(struct ctx *c, int64_t account, int64_t unit, struct actor *out);
MUST_USE err object_changed(
	struct ctx *c, const char *kind, int64_t id); /* inside db_write: tells the modules that want to know */
MUST_USE err object_title(
	struct ctx *c, str kind, int64_t id, str *title); /* by the struct naming of any kind; empty: gone, none */
extern const struct shape object_seen_shape;
