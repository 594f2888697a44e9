/* inside: what the files of this folder share.  rules.c rules and flow   rows.c JSON as a table   fetch.c the job   pages.c
 * feeds.c what is declared */
#pragma once
#include "core/feeds/feeds.h"
#include "web/list/register.h"

#define FEED_HOSTS "feeds.hosts"
enum feed_outcome { FEED_CAME, FEED_SAME, FEED_FAILED }; /* the order of feed_outcomes */
extern const struct choice feed_outcomes[];
enum { FEEDS_MOST = 50, FEED_RUNS_SHOWN = 20, FEED_RUNS_KEPT = 200, FEED_TELL_AT = 3 };

struct feed_view {
	struct feed_find feed;
	str kind, state;
	bool signs_in;
	struct feed_runs_rows runs;
	const struct choice *kinds;
	struct feed_change typed;
};
struct feed_form_view {
	const struct choice *kinds;
	struct feed_change typed;
	str hosts; /* that are allowed; empty: none */
};
const char *feed_outcome_said(str outcome), *feed_outcome_colour(str outcome);
extern const struct choice feed_every[];
extern const struct list feed_list;
extern const struct input feed_input;
extern const struct shape feeds_shape, feed_shape;
err feed_new_form(struct req *q), feed_one(struct req *q), feed_keep_run(struct req *q), feed_act_run(struct req *q),
	feed_now_run(struct req *q);

/* How it signs in there, encrypted in the store. Inside db_write. */
MUST_USE err feed_sign_in_sealed(struct ctx *c, const struct feed_change *n, str *out);
struct feed_sign_in {
	str user, secret; /* both empty: it does not */
};
/* What may not be opened any more (of another installation) is empty. */
MUST_USE err feed_sign_in_opened(struct ctx *c, const str *sealed, struct feed_sign_in *out);
