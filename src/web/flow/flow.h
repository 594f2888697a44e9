/* flow: what may be done with a thing, from its beginning to its end, is declared once, as data: the states it may be in, and each action
 * with its words, who may do it, from where, to where, and the rule that does it. From that come the routes (pages and API), the buttons
 * that this reader sees now, the refusal that says what can be done instead, events and audit rows with their words, permissions, OpenAPI
 * and the picture of the whole for administrators (/quan-tri/luong-xu-ly). Whoever declares nonsense does not start (flow_fault).
 *
 *	enum { OPEN, DONE, ACCEPTED };
 *	static const struct flow_state states[] = {
 *		{.value = OPEN, .code = "open", .title = "Đang làm", .first = true, .clock = FLOW_RUNS, .colour = "blue"},
 *		{.value = DONE, .code = "done", .title = "Đã làm xong", .clock = FLOW_RESTS},
 *		{.value = ACCEPTED, .code = "accepted", .title = "Đã nghiệm thu", .terminal = true}};
 *	static const struct flow_side sides[] = {
 *		{.who = "cán bộ", .path = "/viec/{id}", .api = "/tasks/{id}", .permission = "task.read", .form = task_form, .run = task_act}};
 *	static const struct flow_action actions[] = {
 *		{.name = "finish", .path = "lam-xong", .title = "Báo đã làm xong", .done = "Đã báo làm xong", .permission = "task.work",
 *			.sides = 1, .from = FLOW_IN(OPEN), .to = FLOW_IN(DONE), .input = &finish_input, .note = "Kết quả",
 *			.note_required = true, .rule = task_finish_rule}, ..};
 *	const struct flow task_flow = {.name = "task", .noun = "Việc", .title = "Giải quyết một việc", .states = LIST(states),
 *		.sides = LIST(sides), .actions = LIST(actions), .load = task_load_rule, .save = task_save_rule};
 *
 * The module lists it (.flows of struct module). Its handler of an action, one for all of a side:
 *
 *	struct task_work w = {.task = q->id};                              struct task_work { FLOW_WORK; int64_t task; .. };
 *	TRY(flow_begin(q, &w.flow));                                       which action; may he; what else he might
 *	TRY(read_input(q, &in)); w.note = in.note; ..
 *	TRY(apply(&q->ctx, task_apply, &w));                               task_apply is flow_apply(c, &task_flow, work)
 *	flash(q, "%s.", w.action->done);  return see_other(q, "/viec/%lld", (long long)q->id);
 */
#pragma once
#include "base/base.h"

struct input;
struct module;
struct page;
struct permission;
struct req;

enum { FLOW_STATES_MAX = 31, FLOW_ACTIONS_MAX = 63, FLOW_SIDES_MAX = 4 };
#define FLOW_IN(state) (UINT32_C(1) << (state)) /* several: FLOW_IN(OPEN) | FLOW_IN(DONE) */

enum flow_clock { FLOW_NO_CLOCK, FLOW_RUNS, FLOW_RESTS }; /* does a time limit run in a state? */
struct flow_state {
	int64_t value;      /* in the store: 0 .. 30 */
	const char *code;   /* of the API: "in_progress" */
	const char *title;  /* for those who work on it: "Đang xử lý" */
	const char *plain;  /* for the person whose it is; NULL = title */
	const char *level;  /* for everybody; NULL = title */
	const char *colour; /* of its tag; NULL = grey */
	enum flow_clock clock;
	bool first, terminal; /* it begins here; nothing is done any more */
};
struct flow_stage { /* where within a state: "at the leader's". A flow without stages has none */
	const char *code, *title;
};
struct flow_side {              /* those who meet the thing on pages of their own */
	const char *who;        /* within a sentence: "cán bộ", "người nộp hồ sơ" */
	const char *path, *api; /* of the thing: "/mot-cua/{id}", "/dossiers/{id}" */
	const char *permission; /* of the forms' route, PATH/lam/{action}; each action asks for its own besides */
	const char *summary;    /* of that route */
	err (*form)(
		struct req *q); /* shows the form of the action {action}; again after INVALID; NULL: struct flow_pages says it */
	err (*run)(struct req *q); /* does it; the same */
	bool quiet;                /* what ends the thing is no red button here */
};

typedef void flow_part(struct page *p, const void *view);
struct flow_action {
	const char *name;   /* of the event, "FLOW.name" of the audit row, the API with - for _: "ask_supplement" */
	const char *path;   /* last part of the route: "yeu-cau-bo-sung" */
	const char *title;  /* what it is, in full: in the audit log, the documentation, the picture */
	const char *button; /* shorter; NULL = title */
	const char *submit; /* of its form's own button; NULL = button */
	const char *done;   /* of the event, and the sentence afterwards: "Đã tiếp nhận hồ sơ" */
	const char *plain;  /* the event for the person whose it is; NULL = done */
	const char *permission;
	uint32_t sides;  /* FLOW_IN of the indexes in flow.sides */
	uint32_t from;   /* states it starts from */
	uint32_t stages; /* FLOW_IN of the indexes in flow.stages; 0 = any */
	uint32_t to;     /* one state: that one; several: the rule decides among them; 0 = it stays where it is */
	bool (*only)(const struct flow_action *a, const void *place); /* what else must hold; NULL = nothing */
	const char *only_when; /* the same in words, after "chỉ khi": "chưa ai được giao" */
	const struct input *input;
	const char *note; /* label of the note to be written; NULL = none */
	bool note_required;
	bool at_once;                           /* its button does it, without a form */
	bool files;                             /* takes files: flow.body_max, flow.file_max */
	bool bulk;                              /* may be done to many at once */
	bool inside;                            /* of no interest to the person whose it is */
	bool note_open;                         /* he reads the note too */
	bool destructive;                       /* ends the thing: stands last */
	const char *form;                       /* the paper that it issues: "02" of TT 03/2025/TT-VPCP */
	const char *key;                        /* of the keyboard */
	int event;                              /* kind of the event, the module's own: how its line is told */
	flow_part *fields;                      /* of its form, before the note; NULL = none */
	err (*run)(struct req *q);              /* instead of the side's */
	err (*rule)(struct ctx *c, void *work); /* what else changes: NAME_rule of a RULE; nothing: flow_moves */
};
err flow_moves(struct ctx *c, void *work);
/* Where rules and pages are files of their own, rules know no page: the module lists beside .flows, in .flow_pages, what a side shows. */
struct flow_fields {
	const char *action;
	flow_part *fields; /* as in struct flow_action */
};
struct flow_pages {
	const struct flow *flow;
	int side;
	err (*form)(struct req *q), (*run)(struct req *q); /* as in struct flow_side */
	struct {
		const struct flow_fields *v;
		size_t n;
	} fields;
};

struct flow {
	const char *name;  /* kind of object in the audit log: "dossier" */
	const char *noun;  /* begins a sentence: "Hồ sơ" */
	const char *title; /* of the picture: "Giải quyết hồ sơ thủ tục hành chính" */
	struct {
		const struct flow_state *v;
		size_t n;
	} states;
	struct {
		const struct flow_stage *v;
		size_t n;
	} stages;
	struct {
		const struct flow_side *v;
		size_t n;
	} sides;
	struct {
		const struct flow_action *v;
		size_t n;
	} actions;
	struct {
		const struct permission *v;
		size_t n;
	} permissions;             /* that its actions and sides ask for */
	size_t body_max, file_max; /* of actions that take files */
	/* Of the work (below), inside db_write. load fills what flow_apply needs to know, NOT_FOUND: out of his reach; save writes the thing
	 * and its event. */
	err (*load)(struct ctx *c, void *work), (*save)(struct ctx *c, void *work);
};

/* One action being done. A module's own struct begins with FLOW_WORK: its members, and the same as `.flow`. */
#define FLOW_WORK_MEMBERS                                                                                                        \
	const struct flow_action *action;                                                                                        \
	uint64_t powers; /* actions that he has the permission for, for words; 0 = not asked */                                  \
	int64_t seen;    /* version that he was looking at; 0 = any */                                                           \
	str note;                                                                                                                \
	str client_key; /* of a form that may be sent twice; empty = none */                                                     \
	str said;       /* fingerprint of what was sent with it */                                                               \
	bool known;     /* out: it was done already, by client_key: nothing was done now */                                      \
	int side;       /* index in flow.sides */                                                                                \
	/* by load: */                                                                                                           \
	int64_t object, version, was; /* was: the state before */                                                                \
	int64_t *is;                  /* where the state stands; the rule changes it when it decides */                          \
	uint32_t stage;               /* FLOW_IN of its index; 0 = none */                                                       \
	const void *place;            /* what .only is asked of */                                                               \
	int64_t chain;                /* unit whose audit chain the row stands in; 0 = the actor's */                            \
	str detail                    /* of the audit row */
struct flow_work {
	FLOW_WORK_MEMBERS;
};
#define FLOW_WORK                                                                                                                \
	union {                                                                                                                  \
		struct flow_work flow;                                                                                           \
		struct {                                                                                                         \
			FLOW_WORK_MEMBERS;                                                                                       \
		};                                                                                                               \
	}
/* Inside db_write, struct flow_work * (first in the module's): load, look whether it may be done, the rule, save, the audit row. NOT_FOUND:
 * out of reach; CONFLICT: not from where it is now, or somebody worked on it since `seen`; INVALID: the note is missing. */
MUST_USE err flow_apply(struct ctx *c, const struct flow *f, void *work);
/* For what is to be done before the transaction and not twice, such as storing files: w->known says whether the form of w->client_key
 * has done this action on w->object already. CONFLICT: its key belongs to something else, or it said something else. */
MUST_USE err flow_known(struct ctx *c, const struct flow *f, struct flow_work *w);

/* A row of actions that only moves the thing, by its button alone, on the first side: FLOW_MOVES(FLOW_IN(DRAFT), FLOW_IN(SHOWN), .name = .., ..) */
#define FLOW_MOVES(from_, to_, ...)                                                                                              \
	((struct flow_action){.from = from_, .to = to_, .sides = FLOW_IN(0), .at_once = true, .rule = flow_moves, __VA_ARGS__})

struct flow_place { /* where a thing stands, for what may be done */
	int64_t state;
	uint32_t stage;
	const void *place; /* for .only */
};
bool flow_possible(const struct flow_action *a, const struct flow_place *at);
/* CONFLICT with a sentence: what state it is in, and what can be done there by this side with these powers; NULL: it is possible. */
MUST_USE err flow_guard(struct ctx *c, const struct flow *f, const struct flow_work *w, const struct flow_place *at);
/* Those possible for that side with those powers (0 = all), what ends the thing last; ends with NULL. */
const struct flow_action *const *flow_offered(
	arena *a, const struct flow *f, int side, uint64_t powers, const struct flow_place *at);
uint64_t flow_powers(
	const struct req *q, const struct flow *f); /* bits of its actions, never 0: who may nothing is offered nothing */
/* The same for programs, as the page's buttons are for people: what it is called, where it is sent and what it asks for. */
struct flow_offer {
	str name, title, path; /* "ask_supplement", "Yêu cầu bổ sung", "/api/v1/dossiers/17/ask-supplement" */
	str note;              /* what a note is about; empty: none is taken */
	int64_t is_note_needed, has_files, is_final;
};
struct flow_offers {
	struct flow_offer *v;
	size_t n;
};
extern const struct shape flow_offer_shape;
struct flow_offers flow_offers_of(
	const struct req *q, const struct flow *f, int side, const struct flow_action *const *offered); /* of the thing q->id */
/* Fills action, side and powers from the route of a flow: DENIED without the action's permission, NOT_FOUND: not on this side. Puts whose
 * power it is into ctx.behalf. */
MUST_USE err flow_begin(struct req *q, struct flow_work *w);

const struct flow_state *flow_state(const struct flow *f, int64_t value);      /* NULL: there is none */
const struct flow_action *flow_action(const struct flow *f, str name_or_path); /* NULL: there is none */
static inline const char *flow_button_words(const struct flow_action *a) { return a->button ? a->button : a->title; }
static inline const char *flow_submit_words(const struct flow_action *a) { return a->submit ? a->submit : flow_button_words(a); }
static inline const char *flow_plain_words(const struct flow_action *a) { return a->plain ? a->plain : a->done; }

/* ---- declarations ---- */
const char *flow_fault(arena *a, const struct flow *f); /* what is wrong with it, in words; NULL: nothing */
const char *flow_pages_fault(arena *a, const struct flow_pages *k);
flow_part *flow_fields_of(const struct flow_action *a); /* NULL: it asks for its note alone */
/* The modules with what their flows declare among their routes, permissions and words. Lasts; asked once by modules_set. */
const struct module *const *flows_unfold(const struct module *const *list);
str flow_told(arena *a, const struct flow *f, const struct flow_action *action); /* for the documentation: from where, to where */
str flow_new_key(const struct page *p);                                          /* for client_key of a form that begins */
