/* channels: what the house sends outside, to an electronic address or a telephone. Each channel is an outlet behind settings: letters go
 * through a mail server (SMTP), short messages through a gateway that takes a form over https. A channel that is not set up is closed:
 * whoever would send asks first, and says on his page where to go instead.
 *
 * What is to go is a row of the outbox, written in the transaction of what happened; its text lies encrypted and is gone once it went. A job
 * sends each row, so the page that causes one takes as long whether or not there is somebody to send it to. What fails is tried again, later
 * each time, OUTBOX_ATTEMPTS times and until it is of no use any more; then it waits for an administrator (/quan-tri/thu-gui-di). Each row has
 * a mark that is sent along each time it is tried (Message-ID of letters, `id` of the gateway's form), so that the other side may know it again.
 * The row says `sending` before it goes: who finds that of a program that died cannot know whether it went, sends nothing and says so (unsure).
 *
 * A short message is as long as the setting allows, in parts as networks count them, with marks or without (short.c); it has quiet hours, in
 * which only what somebody asks for himself goes, and what is urgent. */
#pragma once
#include "base/base.h"

struct event;
struct module;
struct outlet;

enum { OUTBOX_ATTEMPTS = 10 }; /* 10 s, doubling: some hour and a half in all */
struct message {               /* to an address, whosoever it is: a code that somebody asked for */
	const char *channel;   /* "email", "phone" */
	str to, subject, text;
	int64_t until; /* of no use afterwards; 0: a day */
};
bool channel_open(struct ctx *c, const char *channel);
MUST_USE err message_post(struct ctx *c, const struct message *m); /* inside db_write; nothing when the channel is closed */

struct message_to { /* of an event, to an account where it can be reached when it goes, or to `to` */
	const struct outlet *outlet;
	const struct event *event;
	int64_t account;
	str to, subject, text;
};
MUST_USE err message_put(struct ctx *c, const struct message_to *m); /* inside db_write */

/* ---- short messages (short.c) ---- */
size_t message_parts(str text); /* 160 letters of the network's own alphabet are one part, or 70 of any; of several 153 or 67 */
str message_unmarked(arena *a, str text);                        /* "Hồ sơ đã có kết quả" -> "Ho so da co ket qua" */
str message_short(arena *a, str text, bool marks, size_t parts); /* cut after a word, so that it has no more parts */
extern const struct module channels_module;
