/* inside: what the files of channels share.
 *   channels.c  the outlets, their settings, what the module declares   short.c  how long a short message is   outbox.c  rows: in, out, again
 *   outbox_page.c  the page of administrators */
#pragma once
#include "channels.h"
#include "core/channels/channels.sql.h"
#include "db/db.h"
#include "web/list/list.h"
#include "web/notify.h"

struct req;
struct verify_report;

struct outbox_again_work {
	int64_t id;
	bool all;     /* all that wait for an administrator, 500 of each state at a time */
	int64_t done; /* out */
};
RULE(outbox_send_again, struct outbox_again_work)      /* CONFLICT: that one is on its way or went; NOT_FOUND: there is none */
MUST_USE err outbox_send(struct ctx *c, str argument); /* the job of one row */
MUST_USE err outbox_tidy(struct ctx *c, str argument); /* the job that finds rows without one, and forgets old ones */
MUST_USE err outbox_verify(struct ctx *c, struct verify_report *report);

struct outbox_row { /* as the page shows it */
	int64_t id, attempts, made_at, can_again;
	str title, outlet, whom, state, error;
	opt_int ready_at, ended_at;
};
struct outbox_row_rows {
	struct outbox_row *v;
	size_t n;
};
struct outbox_view {
	struct listing list;
	struct outbox_row_rows messages;
	struct outbox_counts counts;
	str state, next;
};
str outbox_title(str event); /* empty: a code */
str outbox_state_title(str state);
const char *outbox_state_colour(str state);
err outbox_get(struct req *q), outbox_again_post(struct req *q), outbox_all_post(struct req *q);
extern const struct list outbox_list;
extern const struct shape outbox_shape;
