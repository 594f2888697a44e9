/* proposing: the pages of what waits for another officer. Private to registries. */
#pragma once
#include "core/registries/deciding.h"
#include "core/registries/pages.h"
#include "web/hooks.h"
#include "web/reply.h"

struct proposal_line {
	int64_t id, made_at;
	str title, registry, maker, state, state_title;
};
struct proposal_lines {
	struct proposal_line *v;
	size_t n;
};
struct proposals_view {
	struct listing list;
	struct proposal_lines proposals;
	str next;
};
struct proposal_part {
	int64_t id, record; /* record 0: it is new */
	const char *status_colour;
	str title, name, since, reason, path, status, why, valid_from, answers;
	struct differences differences;
	struct texts photos;
	const struct photos_of_rows *photos_held;
	bool is_stale; /* somebody changed the record since */
};
struct proposal_parts {
	struct proposal_part *v;
	size_t n;
};
struct proposal_view {
	struct registry_proposal_get proposal;
	struct registry_proposal_counts counts;
	struct registry_proposals_about_rows others; /* about the same record */
	struct proposal_parts parts;
	struct listing list;
	str next, state;
	const struct flow_action *action, *const *offered;
	struct flow_offers actions;
	int64_t is_own, is_maker;
};
extern const struct list record_proposals_list, record_proposal_parts_list;
extern const struct shape record_proposals_shape, record_proposal_shape;
err record_proposals_run(struct req *q), record_proposal_run(struct req *q), record_proposal_form(struct req *q),
	record_proposal_act_run(struct req *q);
MUST_USE err record_proposal_seen(struct req *q, int64_t id, struct object_seen *out);
MUST_USE err record_proposal_titled(struct ctx *c, int64_t id, str *out);
MUST_USE err record_proposal_cards(struct req *q, struct home_cards *out);
/* Where whoever wrote goes: to the record, or to what waits. */
MUST_USE err record_written(struct req *q, const struct registry *r, int64_t record, int64_t waits, const char *done);
