/* register: the usual page of a declared list, so that a module writes what is its own and no more.
 *
 *	const struct list hotline_list = {.., .none = {"Chưa có số nào", "Thêm số ở dưới."}, .adds = {&input, "hotline.publish", "Thêm số"}};
 *	static const struct shape list_shape = LIST_SHAPE("Hotlines", hotlines, hotlines_of);
 *	GET("/duong-day-nong", .run = register_show, .., .shape = &list_shape, .list = &hotline_list),
 *	POST("/duong-day-nong", .run = keep, .., .input = &input, .again = register_show),
 *
 * That is the filters, the table or a sentence that there is nothing, pages, files, columns, and for who may the form that adds one, made of
 * its input; as JSON the rows with `next`. input_form (register.html) makes a form of any declared input, thing_show the page of one thing. */
#pragma once
#include "list.h"
#include "web/object.h"
#include "web/reply.h" /* what a register is made of: its handlers answer, its things are objects */

MUST_USE err register_show(struct req *q); /* .run of the route with .list, .again of the one that adds */
/* The shape of such an answer: the rows under their name, then the cursor; more of struct listing where it has more to say. */
#define LIST_MEMBERS(rows_, row_, ...)                                                                                           \
	(const struct member[])                                                                                                  \
	{                                                                                                                        \
		{.name = #rows_, .type = M_MANY, .at = offsetof(struct listing, rows), .of = &row_##_shape},                     \
			{.name = "next", .type = M_TEXT, .at = offsetof(struct listing, next)}, __VA_ARGS__                      \
	}
#define LIST_SHAPE(name_, rows_, row_, ...)                                                                                      \
	{                                                                                                                        \
		.name = name_, .size = sizeof(struct listing), .members = LIST_MEMBERS(rows_, row_, __VA_ARGS__),                \
		.n = sizeof(LIST_MEMBERS(rows_, row_, __VA_ARGS__)) / sizeof(struct member)                                      \
	}
/* A member more: LIST_SHAPE("hamlets", hamlets, organisation_hamlets_on, LIST_ON_DAY). */
#define LIST_ON_DAY                                                                                                              \
	{                                                                                                                        \
		.name = "on_day", .type = M_TEXT, .at = offsetof(struct listing, on_day)                                         \
	}
/* The page of one thing: its name, what can be done with it, and for who may the form that changes it; the module prints its facts between
 * thing_begin and thing_end (register.html). */
struct thing {
	const struct list *list; /* where it stands */
	int64_t id;
	str title;
	const void *model;       /* what the module's page prints of it */
	const struct flow *flow; /* NULL: it has none */
	int64_t state, version;
	const struct input *input; /* of the form that changes it; sent to `path` */
	const void *values;
	const char *heading, *button; /* of the form; NULL: none, "Lưu" */
	struct {
		const struct input *input;
		const char *heading, *note, *button;
	} ends;                 /* the form that ends it, of what holds for some days; sent to `path`/ket-thuc */
	const char *permission; /* of the forms; NULL = of the form that adds one */
	str path;               /* out: below the list's .. */
	const struct flow_action *const *offered; /* .. and what may be done */
};
MUST_USE err thing_show(
	struct req *q, struct thing *t, void (*page)(struct page *p, const struct thing *t)); /* JSON: the model */
