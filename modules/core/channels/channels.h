/* channels: what the house sends outside, to an electronic address or a telephone. Each channel is an adapter behind settings: letters go
 * through a mail server (SMTP), short messages through a gateway that takes a form over https. A channel that is not set up is closed:
 * whoever would send asks first, and says on his page where to go instead. Messages are sent by a job, so the page that causes one takes
 * as long whether or not there is somebody to send it to; in the store they lie encrypted until they are gone. */
#pragma once
#include "base/base.h"

struct module;

struct message {
	const char *channel; /* "email", "phone" */
	str to, subject, text;
	int64_t until; /* of no use afterwards; 0: a day */
};
bool channel_open(struct ctx *c, const char *channel);
MUST_USE err message_post(struct ctx *c, const struct message *m); /* inside db_write; nothing when the channel is closed */
extern const struct module channels_module;
