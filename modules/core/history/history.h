/* history: what reads differently, and what was changed of an object (kind, number), by whom and how it read before; whatever module it is
 * of. Everything that compares two states of something says so by struct differences, and shows it by one table:
 *	struct differences d = {.a = c->a};
 *	difference_add(&d, "Họ và tên", known.name, said.name);      only what differs stands in it
 *	TRY(history_add(c, "person", id, &d));                        inside db_write; nothing when nothing differs
 * Who sees the object (struct object of web/object.h) sees its history on /lich-su/KIND/NUMBER. */
#pragma once
#include "base/base.h"

struct module;
struct page;
struct shape;

struct difference {
	str what, before, after; /* empty: there was, there is nothing */
};
struct differences { /* as a list of rows: v, n */
	struct difference *v;
	size_t n, room;
	arena *a;
};
void difference_add(struct differences *d, const char *what, str before, str after);
void difference_lines(
	struct differences *d, const char *what, str before, str after); /* of long lists: only the lines that differ */
struct difference_part {                                                 /* one of many things that a state consists of */
	str key;                                                         /* the same in both states; unlike in one */
	str what, said;                                                  /* what it is called, how it reads */
};
struct difference_parts {
	struct difference_part *v;
	size_t n;
};
/* Parts of the same key that read differently, those that came and those that went, in the order of the new state. */
void differences_of_parts(struct differences *d, struct difference_parts before, struct difference_parts after);
str differences_said(const struct differences *d); /* in one line: "Căn cứ: A → B; Từ ngày: .." */
extern const struct shape difference_shape;
/* "Nội dung", then what stood `before` ("Từ 01/11/2026") and `after` */
void differences_table(struct page *p, const char *caption, const char *before, const char *after, const struct differences *d);

MUST_USE err history_add(struct ctx *c, const char *kind, int64_t object, const struct differences *d);
extern const struct module history_module;
