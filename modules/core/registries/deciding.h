/* deciding: what becomes of a proposal. Another officer approves it, and then it is done; or he returns it with a reason; or its maker takes
 * it back. Nobody decides on what is his own: not its maker, not who acts for him, not whom he acted for. A batch is decided as one thing
 * and done by a job, some parts a transaction, each once; what cannot be done any more says why and leaves the others alone. */
#pragma once
#include "core/registries/inside.h"
#include "web/flow/flow.h"

enum record_proposal_state { PROPOSAL_WAITS, PROPOSAL_APPROVED, PROPOSAL_RETURNED, PROPOSAL_WITHDRAWN };
struct record_proposal_place { /* who looks at it */
	bool is_own;           /* its maker, whoever acts for him, whom he acted for */
	bool is_maker;
};
struct record_proposal_work {
	FLOW_WORK;
	int64_t proposal, state;
	struct registry_proposal_get facts;
	struct record_proposal_place asker;
};
struct record_proposal_said { /* of the form of an action */
	str note, client_key;
	int64_t seen;
};
RULE(record_proposal_load, struct record_proposal_work)
RULE(record_proposal_store, struct record_proposal_work)
RULE(record_proposal_approve, struct record_proposal_work)
RULE(record_proposal_act, struct record_proposal_work)
extern const struct flow record_proposal_flow;
err record_proposal_job(struct ctx *c, str argument); /* the rest of one that was approved */
