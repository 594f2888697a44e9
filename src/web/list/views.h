/* views: what somebody keeps of a list under a name of his own ("Hồ sơ đất đai quá hạn"): its filters, columns and order. It stands above
 * the list, and one may be what the list shows when nothing is asked. A view is kept as the list's own address; each time it is shown it
 * is read against the declaration again, and what is not there any more is left out. A list that is made for each request (the records of a registry) has
 * views for each path that it stands at; its filters are kept by names that mean the same later (list.kept_as). Nobody sees another's, but those that somebody who may
 * (view.share) shares with his unit: its officers see them beside their own, each where he may open the list; whoever may share there, and
 * its owner, takes it back. It stays its owner's to drop, and to rename while he may share there: all of them read its name. */
#pragma once
#include "web/list/list.h"
#include "db/db.h"
#include "web/module.h"

enum { VIEWS_MOST = 30, VIEWS_SHARED_MOST = 60, VIEW_NAME_MOST = 80, VIEW_QUERY_MOST = 1500 };

struct new_view {
	str list, name, query; /* path of the list's page; the query by the names that last */
	bool first;
	int64_t id; /* out */
};
struct view_change {
	int64_t id;
	str name; /* of view_rename */
	bool first;
	bool may_share; /* in the unit that he acts for: he gives shared ones a name there, and takes back those of others */
};
/* Inside db_write; of the actor. INVALID: a name that he has or may not give, or there are too many; NOT_FOUND: not his. */
RULE(view_add, struct new_view)
RULE(view_rename, struct view_change)
RULE(view_drop, struct view_change)
RULE(view_first, struct view_change)
RULE(view_share, struct view_change) /* with c->unit. CONFLICT: it is shared already */
RULE(view_unshare, struct view_change)

struct saved_view {
	int64_t id;
	str name, query, address, api; /* of the page; under /api/v1 */
	str list;                      /* path of the list's page */
	const char *list_title;
	int64_t is_first, has_gaps; /* has_gaps: something of it is not there any more */
	int64_t is_mine, is_shared; /* is_shared: with the unit */
	str owner;                  /* of one that is not the reader's */
};
struct saved_views {
	struct saved_view *v;
	size_t n;
};
/* Those of the reader for the list at this path, by name, then those shared with his unit; none for nobody. */
MUST_USE err views_of(struct req *q, str path, struct saved_views *out);
str list_whole_address(arena *a, str path); /* of a list's start, also for whom a view of his own comes first */
/* A query of that list as it makes sense today; *dropped: how many parts were left out. */
str list_kept(struct req *q, const struct list *list, str query, size_t *dropped);
extern const struct module views_module;
