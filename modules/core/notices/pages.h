/* pages: what the files of notices share.
 *   notices.c  the bell, its page, what the module declares   tell.c  from an event to a notice and its ways out
 *   choices.c  what an account wants to be told, and how   gathered.c  the letter of a day */
#pragma once
#include "core/notices/notices.sql.h"
#include "db/db.h"
#include "web/list/list.h"
#include "web/notify.h"

struct req;

struct notices_view {
	struct listing list;
	struct notice_page_rows notices;
	int64_t unread;
	str next;
};

/* ---- tell.c ---- */
MUST_USE err notice_tell(struct ctx *c, int64_t account, const struct event *e, const struct news *n);
bool notice_goes(const struct notice_choices_rows *chosen, const struct event *e, const struct outlet *o);
str notice_letter(
	struct ctx *c, const struct outlet *o, const struct event *e, const struct news *n); /* the text that goes out */

/* ---- choices.c ---- */
struct choice_box {                                  /* an event by an outlet */
	str box, event, outlet, title, outlet_title; /* box: "dossier.news:email" */
	int64_t wanted, legal;
};
struct choice_boxes {
	struct choice_box *v;
	size_t n;
};
struct choice_outlet {
	const struct outlet *outlet;
	str title;
};
struct choices_view {
	struct choice_boxes choices; /* event by event, in each the outlets in their order */
	struct choice_outlet *outlets;
	size_t n;      /* outlets that are open */
	str unreached; /* those for which he has proved no address: "thư điện tử, tin nhắn" */
	bool may_gather;
	int64_t gathers;
};
err choices_page(struct req *q), choices_post(struct req *q);
extern const struct input choices_input;
extern const struct shape choices_shape;

/* ---- gathered.c ---- */
#define NOTICE_GATHERED "notice.gathered"
MUST_USE err notices_gathered(struct ctx *c, str argument); /* the job */
