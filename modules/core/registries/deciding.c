#include "core/registries/deciding.h"
#include "core/files/files.h"
#include "web/input.h"
#include "web/notify.h"
#include "web/services/audit.h"
#include "web/services/job.h"

enum { AT_ONCE = 50 }; /* parts of a transaction */
enum { PART_WAITS, PART_DONE, PART_REFUSED };

static registry_settles *settles;
void registry_settled_by(registry_settles *tell) { settles = tell; }

/* ---- doing what was approved ---- */

static struct texts parted(arena *a, str joined)
{
	str *v = NEWN(a, str, joined.n / 2 + 2);
	size_t n = 0;
	for (str rest = joined; rest.n;)
		str_cut(rest, ' ', &v[n++], &rest);
	return (struct texts){v, n};
}

static struct record_work work_of(
	const struct registry *r, const struct registry_proposal_get *p, const struct registry_proposal_parts *t)
{
	return (struct record_work){.registry = r,
		.record = t->record_id.set ? t->record_id.v : 0,
		.seen = t->seen,
		.answers = t->answers,
		.valid_from = t->valid_from,
		.reason = t->reason,
		.source = t->source,
		.source_ref = t->source_ref,
		.move = t->move,
		.state = t->record_state,
		.though_alike = t->though_alike,
		.powers = REGISTRY_ALL_POWERS, /* its maker had them when he proposed it */
		.approved = p->id,
		.maker = p->made_by};
}

static err merge(
	struct ctx *c, const struct registry *r, const struct registry_proposal_get *p, const struct registry_proposal_parts *t)
{
	struct record_merge m = {.registry = r,
		.kept = t->record_id.v,
		.kept_seen = t->seen,
		.other = t->other_id.v,
		.other_seen = t->other_seen,
		.take = parted(c->a, t->take),
		.reason = t->reason,
		.approved = p->id,
		.maker = p->made_by};
	return registry_record_merge(c, &m);
}

static err part_do(struct ctx *c, const struct registry_proposal_get *p, const struct registry_proposal_parts *t)
{
	static err (*const rules[])(struct ctx *, struct record_work *) = {[REGISTRY_CREATE] = registry_record_create,
		[REGISTRY_CHANGE] = registry_record_change,
		[REGISTRY_CORRECT] = registry_record_correct,
		[REGISTRY_MOVE] = registry_record_move,
		[REGISTRY_END] = registry_record_end,
		[REGISTRY_RESTORE] = registry_record_restore,
		[REGISTRY_SPLIT] = registry_record_split};
	const struct registry *r;
	TRY(registry_of(c, p->code, &r));
	struct record_work w = work_of(r, p, t);
	TRY(t->act == REGISTRY_MERGE ? merge(c, r, p, t) : rules[t->act](c, &w));
	if (settles && t->source_ref.n)
		TRY(settles(c, p->id, w.record, S("")));
	return registry_proposal_part_ended(c, t->id, w.record ? some_int(w.record) : (opt_int){0}, PART_DONE, S(""));
}

static bool says_why(err e) { return e && (e->kind == INVALID || e->kind == CONFLICT || e->kind == NOT_FOUND); }

static str why_said(err e)
{
	if (e->kind == NOT_FOUND)
		return S("Mục hoặc sổ này không còn.");
	return e->problems ? e->problems->text : e->text;
}

/* ---- deciding ---- */

static bool same(opt_int one, int64_t other) { return one.set && other && one.v == other; }

err record_proposal_load(struct ctx *c, struct record_proposal_work *w)
{
	bool found;
	TRY(registry_proposal_get(c, w->proposal, &w->facts, &found));
	if (!found || w->facts.unit_id != c->unit)
		return FAIL(c, NOT_FOUND, "record_proposal");
	const struct registry_proposal_get *p = &w->facts;
	w->asker = (struct record_proposal_place){.is_maker = same(p->made_by, c->actor),
		.is_own = same(p->made_by, c->actor) || same(p->made_by, c->behalf) || same(p->made_behalf, c->actor) ||
			  same(p->made_behalf, c->behalf)};
	w->object = p->id;
	w->version = p->version;
	w->state = p->state;
	w->is = &w->state;
	w->place = &w->asker;
	w->detail = p->title;
	return NULL;
}

static err tell(struct ctx *c, const struct registry_proposal_get *p, const char *what, str note)
{
	if (!p->made_by.set || same(p->made_by, c->actor))
		return NULL;
	return notify(c, p->made_by.v, "record_proposal.decided",
		&(struct news){.title = str_format(c->a, "%s: %.*s", what, STR_ARG(p->title)),
			.text = note.n ? note : str_format(c->a, "Sổ “%.*s”.", STR_ARG(p->registry)),
			.outside = S("Một đề nghị ghi sổ của ông/bà đã có kết quả."),
			.path = str_format(c->a, "/de-nghi-ghi-so/%lld", (long long)p->id),
			.once = str_format(c->a, "%lld", (long long)p->id)});
}

err record_proposal_store(struct ctx *c, struct record_proposal_work *w)
{
	TRY(registry_proposal_moved(c, &(struct registry_proposal_moved_in){.id = w->proposal,
					       .seen = w->version,
					       .state = w->state,
					       .at = c->now,
					       .account = c->actor ? some_int(c->actor) : (opt_int){0},
					       .behalf = c->behalf ? some_int(c->behalf) : (opt_int){0},
					       .remark = w->note}));
	if (settles && w->state != PROPOSAL_APPROVED)
		TRY(settles(c, w->proposal, 0, w->note));
	TRY(photos_forget(c, REGISTRY_PROPOSAL, w->proposal, (struct texts){0}));
	bool goes_on = w->state == PROPOSAL_APPROVED && w->facts.batch.n; /* told when it is done */
	return goes_on ? NULL : tell(c, &w->facts, w->action->done, w->note);
}

/* One thing is done now, or not at all; of many the job does each that can be done. */
err record_proposal_approve(struct ctx *c, struct record_proposal_work *w)
{
	struct registry_proposal_parts_rows parts;
	TRY(registry_proposal_parts_left(c, w->proposal, 2, &parts));
	if (parts.n != 1 || w->facts.batch.n) {
		str id = str_format(c->a, "%lld", (long long)w->proposal);
		return job_add(c, "registry.proposal", id, id, 0);
	}
	err e = part_do(c, &w->facts, &parts.v[0]);
	if (!says_why(e))
		return e;
	return FAIL(c, CONFLICT, "Chưa ghi được: %.*s Nếu đề nghị không còn đúng, hãy trả lại kèm lý do.", STR_ARG(why_said(e)));
}

err record_proposal_act(struct ctx *c, struct record_proposal_work *w) { return flow_apply(c, &record_proposal_flow, w); }

static bool by_another(const struct flow_action *a, const void *place)
{
	(void)a;
	return !place || !((const struct record_proposal_place *)place)->is_own;
}

static bool by_maker(const struct flow_action *a, const void *place)
{
	(void)a;
	return !place || ((const struct record_proposal_place *)place)->is_maker;
}

static const struct flow_state states[] = {
	{.value = PROPOSAL_WAITS, .code = "waiting", .title = "Chờ duyệt", .first = true, .colour = "yellow"},
	{.value = PROPOSAL_APPROVED, .code = "approved", .title = "Đã duyệt", .terminal = true, .colour = "green"},
	{.value = PROPOSAL_RETURNED, .code = "returned", .title = "Bị trả lại", .terminal = true, .colour = "red"},
	{.value = PROPOSAL_WITHDRAWN, .code = "withdrawn", .title = "Đã rút", .terminal = true},
};
static const struct flow_side sides[] = {{.who = "cán bộ",
	.path = "/de-nghi-ghi-so/{id}",
	.api = "/record-proposals/{id}",
	.permission = "registry.read",
	.summary = "Việc làm được với một đề nghị ghi sổ"}};

static const struct field said_fields[] = {
	{.name = "note", .label = "Lý do", .type = I_LONG_TEXT, .at = offsetof(struct record_proposal_said, note), .max = 500},
	{.name = "seen",
		.label = "Lần đã xem",
		.type = I_INT,
		.at = offsetof(struct record_proposal_said, seen),
		.max = INT64_MAX},
	{.name = "client_key",
		.label = "Mã của biểu mẫu",
		.type = I_TEXT,
		.at = offsetof(struct record_proposal_said, client_key),
		.max = 40},
};
static const struct input said_input = INPUT("record_proposal_step", said_fields);

#define OTHERS                                                                                                                   \
	.permission = REGISTRY_APPROVE, .only = by_another,                                                                      \
	.only_when = "người duyệt không phải là người đề nghị, cũng không làm thay người ấy"
static const struct flow_action actions[] = {
	{.name = "approve",
		.path = "duyet",
		.title = "Duyệt đề nghị ghi sổ",
		.button = "Duyệt, ghi vào sổ",
		.done = "Đã duyệt",
		OTHERS,
		.sides = FLOW_IN(0),
		.input = &said_input,
		.from = FLOW_IN(PROPOSAL_WAITS),
		.to = FLOW_IN(PROPOSAL_APPROVED),
		.at_once = true,
		.rule = record_proposal_approve_rule},
	{.name = "return",
		.path = "tra-lai",
		.title = "Trả lại đề nghị ghi sổ",
		.button = "Trả lại",
		.done = "Đã trả lại",
		OTHERS,
		.sides = FLOW_IN(0),
		.input = &said_input,
		.from = FLOW_IN(PROPOSAL_WAITS),
		.to = FLOW_IN(PROPOSAL_RETURNED),
		.note = "Lý do trả lại",
		.note_required = true,
		.destructive = true,
		.rule = flow_moves},
	{.name = "withdraw",
		.path = "rut",
		.title = "Rút đề nghị ghi sổ",
		.button = "Rút đề nghị",
		.done = "Đã rút đề nghị",
		.permission = "registry.read",
		.only = by_maker,
		.only_when = "ông/bà là người đề nghị",
		.sides = FLOW_IN(0),
		.input = &said_input,
		.from = FLOW_IN(PROPOSAL_WAITS),
		.to = FLOW_IN(PROPOSAL_WITHDRAWN),
		.at_once = true,
		.destructive = true,
		.rule = flow_moves},
};
const struct flow record_proposal_flow = {.name = REGISTRY_PROPOSAL,
	.noun = "Đề nghị ghi sổ",
	.title = "Duyệt những gì chờ ghi vào sổ",
	.states = LIST(states),
	.sides = LIST(sides),
	.actions = LIST(actions),
	.load = record_proposal_load_rule,
	.save = record_proposal_store_rule};

/* ---- the rest of a batch ---- */

struct going {
	struct registry_proposal_get facts;
	struct registry_proposal_parts_rows parts;
	size_t from, n;
	str why;
};
OWN_RULE(parts_do, struct going)
OWN_RULE(part_refused, struct going)
OWN_RULE(all_done, struct going)

static err parts_do(struct ctx *c, struct going *g)
{
	for (size_t i = g->from; i < g->from + g->n; i++)
		TRY(part_do(c, &g->facts, &g->parts.v[i]));
	return NULL;
}

static err part_refused(struct ctx *c, struct going *g)
{
	return registry_proposal_part_ended(c, g->parts.v[g->from].id, (opt_int){0}, PART_REFUSED, g->why);
}

static err all_done(struct ctx *c, struct going *g)
{
	struct registry_proposal_counts n;
	TRY(registry_proposal_counts(c, g->facts.id, &n));
	return tell(c, &g->facts, n.refused ? "Đã duyệt, có mục không ghi được" : "Đã duyệt",
		str_format(c->a, "Đã ghi %lld mục; không ghi được %lld mục.", (long long)n.done, (long long)n.refused));
}

/* One spoils the transaction of all: each then has its own. */
static err singly(struct ctx *c, struct going *g)
{
	for (size_t i = 0; i < g->parts.n; i++) {
		struct going one = *g;
		one.from = i;
		one.n = 1;
		err e = apply(c, parts_do, &one);
		if (says_why(e)) {
			one.why = why_said(e);
			e = apply(c, part_refused, &one);
		}
		TRY(e);
	}
	return NULL;
}

static err some(struct ctx *c, int64_t id, bool *more)
{
	struct going g = {0};
	bool found;
	TRY(registry_proposal_get(c, id, &g.facts, &found));
	*more = found && g.facts.state == PROPOSAL_APPROVED;
	if (!*more)
		return NULL;
	c->unit = g.facts.unit_id;
	c->actor = g.facts.decided_by.set ? g.facts.decided_by.v : 0;
	c->behalf = g.facts.decided_behalf.set ? g.facts.decided_behalf.v : 0;
	TRY(registry_proposal_parts_left(c, id, AT_ONCE, &g.parts));
	g.n = g.parts.n;
	*more = g.n > 0;
	if (!g.n)
		return apply(c, all_done, &g);
	err e = apply(c, parts_do, &g);
	return says_why(e) ? singly(c, &g) : e;
}

err record_proposal_job(struct ctx *c, str argument)
{
	arena own = {0};
	struct ctx mine = *c;
	bool more = true;
	int64_t id;
	if (!str_int(argument, &id))
		return FAIL(c, BROKEN, "registry.proposal: no number");
	err e = NULL;
	while (!e && more) {
		mine.a = &own;
		mine.now = clock_now();
		e = some(&mine, id, &more);
		if (e)
			e = FAIL(c, e->kind, "%.*s", STR_ARG(e->text));
		arena_reset(&own);
	}
	arena_free(&own);
	return e;
}
