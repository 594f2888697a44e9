/* feeds: tables that come in by themselves (nguồn dữ liệu): a unit says from which address of another system a list is taken, into what
 * (whatever can be imported: core/imports), how often; /nguon-du-lieu. What came is an import like one sent by hand, in the name of the
 * account that set the feed up: it is checked, and nothing is written before somebody has seen the differences and confirmed them. The
 * page of the import also lists what is here and not there.
 *
 * What the other side answers: CSV, XLSX and whatever else a file may be (src/doc/sheet.h), or JSON: a list of objects, or an object with
 * such a list in it (`rows_at`: "data.items"; left out, the first list of objects). Members become columns, those of inner objects "a.b";
 * which column is which is said once on the page of the first import and remembered.
 *
 * Hosts are allowed by whoever runs the program (setting feeds.hosts); no redirections, 40 MB, a minute. A failure is tried again after 5,
 * 10, 20 .. minutes, at most 6 hours; the third in a row tells the account. An answer that is the same byte for byte as the last one is
 * not taken again; a new one takes the place of one that nobody has confirmed yet. When the account may not import the list any more,
 * the feed rests. */
#pragma once
#include "core/feeds/feeds.sql.h"
#include "core/imports/imports.h"
#include "web/flow/flow.h"

struct module;
struct node;

enum { FEED_RESTS, FEED_RUNS };
struct feed_change { /* a new one or a changed one */
	int64_t id;
	str kind, title, url, rows_at;
	int64_t every;    /* hours: 1 .. 720 */
	str user, secret; /* user empty: the secret is a token; both empty: as it was */
	bool open;        /* no secret: what was kept is thrown away */
};
struct feed_work {
	FLOW_WORK;
	int64_t feed, state;
};
RULE(feed_keep, struct
	feed_change) /* INVALID: no such list for him, an address that is not allowed; CONFLICT: 50 are enough for a unit */
RULE(feed_load, struct feed_work)
RULE(feed_save, struct feed_work)
RULE(feed_act, struct feed_work)
RULE(feed_now, const int64_t) /* it is fetched at once, at most once a minute */
extern const struct flow feed_flow;

/* A list of objects as CSV. INVALID with a sentence: no list there, none of its rows an object, more than 60 columns. */
MUST_USE err feed_rows(struct ctx *c, const struct node *document, str rows_at, str *csv);
bool feed_is_allowed(str hosts, str host); /* "a.gov.vn b.gov.vn:8443" */

MUST_USE err feeds_fetch(struct ctx *c, str argument); /* the job: those that are due, or the one of that number */
extern const struct module feeds_module;
