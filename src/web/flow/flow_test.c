/* Flows over a small one of this file: a task is open, done, accepted. What comes from a declaration, what is refused, what is drawn. */
#include "tests/unit/store.h"
#include "web/edge/edge.h"
#include "web/flow/flow_view.h"
#include "web/web.sql.h"
#include "http/http.h"
#include "web/module.h"
#include "web/naming.h"

/* ---- a task ---- */

enum { OPEN, DONE, ACCEPTED, DROPPED };
enum { OFFICER_SIDE, CITIZEN_SIDE };
static struct task {
	int64_t state, version, verdict;
	bool reminded, at_leader;
	int saves;
} tasks[3];
struct task_work {
	FLOW_WORK;
	int64_t task;
};
RULE(task_load, struct task_work)
RULE(task_save, struct task_work)
RULE(task_remind, struct task_work)
RULE(task_judge, struct task_work)
RULE(task_apply, struct task_work)

err task_load(struct ctx *c, struct task_work *w)
{
	if (w->task < 0 || w->task >= (int64_t)COUNT(tasks))
		return FAIL(c, NOT_FOUND, "task");
	struct task *t = &tasks[w->task];
	w->object = w->task;
	w->version = t->version;
	w->is = &t->state;
	w->stage = FLOW_IN(t->at_leader);
	w->place = t;
	w->chain = 7;
	w->detail = S("Việc số 1");
	return NULL;
}

err task_save(struct ctx *c, struct task_work *w)
{
	(void)c;
	tasks[w->task].version++;
	tasks[w->task].saves++;
	return NULL;
}

err task_remind(struct ctx *c, struct task_work *w)
{
	(void)c;
	tasks[w->task].reminded = true;
	return NULL;
}

err task_judge(struct ctx *c, struct task_work *w)
{
	(void)c;
	*w->is = tasks[w->task].verdict;
	return NULL;
}

static bool not_reminded(const struct flow_action *a, const void *place)
{
	(void)a;
	return !((const struct task *)place)->reminded;
}

static err nothing(struct req *q)
{
	(void)q;
	return NULL;
}

static const struct flow_state states[] = {
	{.value = OPEN,
		.code = "open",
		.title = "Đang làm",
		.plain = "Chúng tôi đang làm",
		.first = true,
		.clock = FLOW_RUNS,
		.colour = "blue"},
	{.value = DONE, .code = "done", .title = "Đã làm xong", .clock = FLOW_RESTS},
	{.value = ACCEPTED, .code = "accepted", .title = "Đã nghiệm thu", .terminal = true},
	{.value = DROPPED, .code = "dropped", .title = "Đã bỏ", .terminal = true},
};
static const struct flow_stage stages[] = {{.code = "hands", .title = "Người làm"}, {.code = "leader", .title = "Lãnh đạo"}};
static const struct flow_side sides[] = {
	{.who = "cán bộ",
		.path = "/viec/{id}",
		.api = "/tasks/{id}",
		.permission = "task.read",
		.summary = "Mẫu của một việc",
		.form = nothing,
		.run = nothing},
	{.who = "người dân",
		.path = "/viec-cua-toi/{id}",
		.permission = "task.ask",
		.summary = "Mẫu của tôi",
		.form = nothing,
		.run = nothing,
		.quiet = true},
};
static const struct permission permissions[] = {{.name = "task.read", .title = "Xem việc", .roles = "specialist"},
	{.name = "task.work", .title = "Làm việc", .roles = "specialist"},
	{.name = "task.judge", .title = "Nghiệm thu", .roles = "leader"},
	{.name = "task.ask", .title = "Hỏi về việc", .roles = "citizen"}};
#define EVERY(n, p, t, d, side) .name = n, .path = p, .title = t, .done = d, .sides = FLOW_IN(side)
static const struct flow_action actions[] = {
	{EVERY("drop_it", "bo", "Bỏ việc này", "Đã bỏ", OFFICER_SIDE), .permission = "task.judge",
		.from = FLOW_IN(OPEN) | FLOW_IN(DONE), .to = FLOW_IN(DROPPED), .destructive = true, .rule = flow_moves},
	{EVERY("finish", "lam-xong", "Báo cáo đã làm xong việc", "Đã báo làm xong", OFFICER_SIDE), .button = "Báo làm xong",
		.permission = "task.work", .from = FLOW_IN(OPEN), .stages = FLOW_IN(0), .to = FLOW_IN(DONE), .note = "Kết quả",
		.note_required = true, .form = "02", .files = true, .key = "x", .rule = flow_moves},
	{EVERY("remind", "nhac", "Nhắc làm", "Đã nhắc", OFFICER_SIDE), .permission = "task.judge", .from = FLOW_IN(OPEN),
		.only = not_reminded, .only_when = "chưa nhắc lần nào", .at_once = true, .rule = task_remind_rule},
	{EVERY("judge", "nghiem-thu", "Nghiệm thu", "Đã xem xét", OFFICER_SIDE), .permission = "task.judge",
		.from = FLOW_IN(DONE), .to = FLOW_IN(OPEN) | FLOW_IN(ACCEPTED), .rule = task_judge_rule},
	{EVERY("ask", "hoi", "Hỏi", "Công dân đã hỏi", CITIZEN_SIDE), .plain = "Ông/bà đã hỏi", .permission = "task.ask",
		.from = FLOW_IN(OPEN), .rule = flow_moves},
};
#define TASK_FLOW                                                                                                                \
	{                                                                                                                        \
		.name = "task", .noun = "Việc", .title = "Giải quyết một việc", .states = LIST(states), .stages = LIST(stages),  \
		.sides = LIST(sides), .actions = LIST(actions), .permissions = LIST(permissions), .body_max = 2000,              \
		.file_max = 1000, .load = task_load_rule, .save = task_save_rule                                                 \
	}
static const struct flow task_flow = TASK_FLOW;
static const struct flow *const flows[] = {&task_flow};
static const struct word words[] = {{"task", "Việc"}};
static const struct naming namings[] = {{.kind = "task"}};
static const struct permission own[] = {{.name = "task.note", .title = "Ghi chú", .roles = "specialist"}};
static const struct module task_module = {.name = "tasks",
	.title = "Việc",
	.flows = LIST(flows),
	.words = LIST(words),
	.namings = LIST(namings),
	.permissions = LIST(own)};
static const struct module *const list[] = {&edge_module, &web_module, &task_module, NULL};

err task_apply(struct ctx *c, struct task_work *w) { return flow_apply(c, &task_flow, w); }

static struct ctx *begin(void **state)
{
	struct ctx *c = test_store(state);
	memset(tasks, 0, sizeof tasks);
	c->actor = 5;
	c->unit = 3;
	c->now = TEST_NOW;
	return c;
}

static const struct flow_action *named(const char *name) { return flow_action(&task_flow, str_of(name)); }

static err act(struct ctx *c, int64_t task, const char *action)
{
	struct task_work w = {.action = named(action), .task = task, .note = S("Xong.")};
	return WRITE(c, task_apply(c, &w));
}

static void assert_says(err e, const char *words)
{
	if (!e || !str_has(e->text, str_of(words)))
		fail_msg("“%s” is not in “%.*s”", words, e ? (int)e->text.n : 0, e ? e->text.s : "");
}

static void assert_silent(err e, const char *words)
{
	if (e && str_has(e->text, str_of(words)))
		fail_msg("“%s” is in “%.*s”", words, STR_ARG(e->text));
}

/* ---- nonsense is not started with ---- */

static struct spoilt {
	struct flow f;
	struct flow_state states[4];
	struct flow_action actions[5];
	struct flow_side sides[2];
	struct permission permissions[4];
} s;

static const char *fault(struct ctx *c)
{
	const char *said = flow_fault(c->a, &s.f);
	return said ? said : "nothing";
}

static void begin_spoilt(void)
{
	s = (struct spoilt){.f = TASK_FLOW};
	memcpy(s.states, states, sizeof states);
	memcpy(s.actions, actions, sizeof actions);
	memcpy(s.sides, sides, sizeof sides);
	memcpy(s.permissions, permissions, sizeof permissions);
	s.f.states.v = s.states;
	s.f.actions.v = s.actions;
	s.f.sides.v = s.sides;
	s.f.permissions.v = s.permissions;
}

#define SPOILT(change, words)                                                                                                    \
	do {                                                                                                                     \
		begin_spoilt();                                                                                                  \
		change;                                                                                                          \
		if (!strstr(fault(c), words))                                                                                    \
			fail_msg("%s: “%s” is not said, but: %s", #change, words, fault(c));                                     \
	} while (0)

static void nonsense_is_named(void **state)
{
	struct ctx *c = begin(state);
	enum { DROP, FINISH, REMIND, JUDGE, ASK };
	SPOILT((void)0, "nothing");
	SPOILT(s.f.noun = "", "needs a name, a noun");
	SPOILT(s.f.save = NULL, "load and save");
	SPOILT(s.f.sides.n = 0, "nobody meets it");
	SPOILT(s.sides[1].who = NULL, "a side needs who");
	SPOILT(s.states[1].title = NULL, "state 1 needs a code and a title");
	SPOILT(s.states[1].value = ACCEPTED, "has the value of another one");
	SPOILT(s.states[3].value = FLOW_STATES_MAX, "state 31 is not one of 0 to 30");
	SPOILT(s.states[0].first = false, "no state is the first");
	SPOILT(s.actions[DROP].to = FLOW_IN(ACCEPTED), "state dropped cannot be reached");
	SPOILT((s.states[3].terminal = false), "nothing leads out of state dropped");
	SPOILT((s.states[3].terminal = false, s.actions[REMIND].from |= FLOW_IN(DROPPED)), "nothing leads out of state dropped");
	SPOILT((s.states[1].terminal = true), "action drop_it: it starts from a terminal state");
	SPOILT(s.actions[FINISH].name = NULL, "action without a name: it has no name");
	SPOILT(s.actions[FINISH].title = "", "action finish: words for its button are missing");
	SPOILT(s.actions[FINISH].button = "", "words for its button are missing");
	SPOILT(s.actions[FINISH].done = NULL, "what is done is missing");
	SPOILT(s.actions[FINISH].note = NULL, "the note it requires has no label");
	SPOILT(s.actions[REMIND].only_when = NULL, "only_when");
	SPOILT(s.actions[FINISH].path = "", "a path is missing");
	SPOILT(s.actions[FINISH].from = 0, "or from none");
	SPOILT(s.actions[FINISH].from |= FLOW_IN(9), "starts from a state that is not declared");
	SPOILT(s.actions[FINISH].to |= FLOW_IN(9), "leads to a state that is not declared");
	SPOILT(s.actions[FINISH].stages |= FLOW_IN(2), "starts at a stage that is not declared");
	SPOILT(s.actions[FINISH].sides = 0, "no side does it");
	SPOILT(s.actions[FINISH].sides = FLOW_IN(2), "no side does it");
	SPOILT(s.actions[FINISH].permission = NULL, "a permission is missing");
	SPOILT(s.actions[FINISH].rule = NULL, "a rule is missing");
	SPOILT(s.f.file_max = 0, "file_max");
	SPOILT(s.actions[REMIND].path = "bo", "action remind: its path is that of another action");
	SPOILT(s.actions[REMIND].name = "finish", "action finish: its name is that of another action");
	SPOILT(s.actions[REMIND].key = "x", "its key of the keyboard is that of another action");
	SPOILT((s.actions[REMIND].key = "x", s.actions[REMIND].stages = FLOW_IN(1)), "nothing"); /* never at one place */
	SPOILT(s.permissions[2].name = "task.other", "nothing asks for its permission task.other");
}

/* ---- pages apart from the flow ---- */

static struct match at(const char *method, const char *path)
{
	struct match m;
	route_match(str_of(method), str_of(path), &m);
	return m;
}

static err shows_it(struct req *q) { return nothing(q); }
static err does_it(struct req *q) { return nothing(q); }
static void asks_it(struct page *p, const void *view) { (void)p, (void)view; }
static const struct flow *const apart[] = {&s.f};
static const struct flow_fields fields_there[] = {{"finish", asks_it}}, fields_of_nothing[] = {{"finsh", asks_it}},
				fields_of_another[] = {{"ask", asks_it}};
#define PAGES(side_, fields_)                                                                                                    \
	{                                                                                                                        \
		.flow = &s.f, .side = side_, .form = shows_it, .run = does_it, .fields = LIST(fields_)                           \
	}
static const struct flow_pages both[] = {PAGES(OFFICER_SIDE, fields_there), PAGES(CITIZEN_SIDE, fields_of_another)};
static const struct flow_pages pages_of_one[] = {PAGES(OFFICER_SIDE, fields_there)}, no_side[] = {PAGES(2, fields_there)},
			       no_action[] = {PAGES(OFFICER_SIDE, fields_of_nothing)},
			       wrong_side[] = {PAGES(OFFICER_SIDE, fields_of_another)};

static err declare(struct ctx *c, const struct flow_pages *v, size_t n)
{
	static struct module m;
	static const struct module *const with_pages[] = {&m, NULL};
	m = task_module;
	m.flows.v = apart;
	m.flow_pages.v = v;
	m.flow_pages.n = n;
	begin_spoilt();
	for (int i = 0; i < 2; i++)
		s.sides[i].form = s.sides[i].run = NULL;
	modules_set(with_pages);
	return routes_declare(c, modules_all());
}

static void pages_may_stand_above_the_flow(void **state)
{
	struct ctx *c = begin(state);
	OK(declare(c, both, COUNT(both)));
	const struct route *form = at("GET", "/viec/7/lam/lam-xong").target->route,
			   *act = at("POST", "/viec/7/lam-xong").target->route;
	assert_true(form->run == shows_it && act->run == does_it && act->again == shows_it);
	assert_true(at("POST", "/viec-cua-toi/7/hoi").target->route->run == does_it);
	assert_true(flow_fields_of(flow_action(&s.f, S("finish"))) == asks_it);
	assert_null(flow_fields_of(flow_action(&s.f, S("remind"))));
	assert_says(declare(c, pages_of_one, 1), "run is missing"); /* of the other side */
	assert_says(declare(c, no_side, 1), "its pages are of no side");
	assert_says(declare(c, no_action, 1), "fields of finsh, which is no action of this side");
	assert_says(declare(c, wrong_side, 1), "fields of ask, which is no action of this side");
}

static void a_program_does_not_start_with_nonsense(void **state)
{
	struct ctx *c = begin(state);
	static const struct flow *const bad[] = {&s.f};
	static const struct module m = {.name = "bad", .title = "Sai", .flows = LIST(bad)};
	static const struct module *const with_bad[] = {&m, NULL};
	begin_spoilt();
	s.actions[1].title = NULL;
	modules_set(with_bad);
	err e = routes_declare(c, modules_all());
	assert_says(e, "module bad: flow task: action finish: words for its button are missing");
}

/* ---- what comes from it ---- */

static void routes_come_from_it(void **state)
{
	struct ctx *c = begin(state);
	modules_set(list);
	OK(routes_declare(c, modules_all()));
	struct match m = at("POST", "/viec/7/lam-xong");
	assert_non_null(m.target);
	const struct route *r = m.target->route;
	assert_ptr_equal(r->action, named("finish"));
	assert_ptr_equal(r->flow, &task_flow);
	assert_string_equal(r->permission, "task.work");
	assert_string_equal(r->summary, "Báo cáo đã làm xong việc (Mẫu 02)");
	assert_int_equal(r->file_max, 1000);
	assert_int_equal(r->rate, RATE_UPLOAD);
	assert_ptr_equal(at("POST", "/api/v1/tasks/7/finish").target, m.target);
	assert_non_null(at("POST", "/api/v1/tasks/7/drop-it").target);
	r = at("POST", "/viec/7/nghiem-thu").target->route;
	assert_true(!r->file_max && r->rate == RATE_NONE && r->again == nothing);
	r = at("GET", "/viec-cua-toi/7/lam/hoi").target->route;
	assert_true(r->side == CITIZEN_SIDE && !r->action && !strcmp(r->permission, "task.ask"));
	assert_int_equal(at("POST", "/viec-cua-toi/7/hoi").target->route->side, CITIZEN_SIDE);
	assert_null(at("POST", "/viec/7/hoi").target); /* of the other side */
	assert_null(at("POST", "/viec-cua-toi/7/bo").target);
	assert_true(permission_known("task.judge") && permission_known("task.note"));
	assert_int_equal(permission_bit("task.note"), permission_bit("task.ask") + 1); /* the flow's first, then the module's */
}

static void programs_read_where_an_action_starts(void **state)
{
	struct ctx *c = begin(state);
	buf b = {.a = c->a};
	modules_set(list);
	OK(routes_declare(c, modules_all()));
	openapi_print(&b);
	assert_true(str_has(
		buf_text(&b), S("\"summary\":\"Nhắc làm\",\"description\":\"Khi ở trạng thái: Đang làm; chỉ khi chưa nhắc lần "
				"nào. Sau đó: không đổi.")));
	assert_true(str_has(buf_text(&b), S("Sau đó: Đang làm; Đã nghiệm thu.")));
}

static void words_of_the_log_come_from_it(void **state)
{
	(void)begin(state);
	modules_set(list);
	const struct module *m = modules_all()[2];
	assert_int_equal(m->words.n, 1 + COUNT(actions));
	assert_string_equal(m->words.v[0].name, "task");
	assert_string_equal(m->words.v[2].name, "task.finish");
	assert_string_equal(m->words.v[2].title, "Báo cáo đã làm xong việc");
	assert_ptr_equal(modules_all()[0], list[0]); /* without flows: as it was */
}

/* ---- doing it ---- */

static void a_task_goes_its_way(void **state)
{
	struct ctx *c = begin(state);
	struct audit_of_unit_rows rows;
	OK(act(c, 1, "finish"));
	assert_int_equal(tasks[1].state, DONE);
	tasks[1].verdict = OPEN; /* the rule decides */
	OK(act(c, 1, "judge"));
	assert_int_equal(tasks[1].state, OPEN);
	OK(act(c, 1, "remind"));
	assert_int_equal(tasks[1].state, OPEN);
	OK(act(c, 1, "finish"));
	tasks[1].verdict = ACCEPTED;
	OK(act(c, 1, "judge"));
	assert_int_equal(tasks[1].state, ACCEPTED);
	assert_int_equal(tasks[1].saves, 5);
	OK(audit_of_unit(c,
		&(struct audit_of_unit_in){
			.unit = 7, .kind = S(""), .action = S(""), .before = INT64_MAX, .before_id = INT64_MAX, .max = 10},
		&rows));
	assert_int_equal(rows.n, 5); /* in the chain that load named */
	assert_true(str_is(rows.v[0].action, "task.judge") && str_is(rows.v[0].object_kind, "task"));
	assert_true(rows.v[0].object_id == 1 && rows.v[0].actor_id == 5 && str_is(rows.v[0].detail, "Việc số 1"));
	assert_int_equal(c->unit, 3);
}

static void a_rule_keeps_to_what_is_declared(void **state)
{
	struct ctx *c = begin(state);
	OK(act(c, 1, "finish"));
	for (int64_t wrong = -1; wrong < 40; wrong++) {
		tasks[1].state = DONE;
		tasks[1].verdict = wrong;
		if (wrong != OPEN && wrong != ACCEPTED)
			FAILS(BROKEN, act(c, 1, "judge"));
	}
	assert_int_equal(tasks[1].saves, 1);
	tasks[1].state = 9;
	FAILS(BROKEN, act(c, 1, "finish"));
}

static void what_is_not_possible_is_said_with_what_is(void **state)
{
	struct ctx *c = begin(state);
	err e = act(c, 1, "judge");
	assert_int_equal(e->kind, CONFLICT);
	assert_says(e, "Việc đang ở trạng thái “Đang làm” (bước người làm) nên không thể thực hiện “Nghiệm thu”.");
	assert_says(e, "Lúc này có thể: Báo làm xong; Nhắc làm; Bỏ việc này.");
	assert_silent(e, "chỉ làm được khi");
	assert_silent(e, "Hỏi"); /* the other side's */
	struct task_work w = {.action = named("judge"), .task = 1, .powers = UINT64_C(1) << 1};
	e = WRITE(c, task_apply(c, &w));
	assert_says(e, "Lúc này có thể: Báo làm xong."); /* what he may do, no more */
	w.powers = UINT64_C(1) << 3;
	e = WRITE(c, task_apply(c, &w));
	assert_says(e, "Lúc này ông/bà không có việc nào để làm ở đây.");
	tasks[1].at_leader = true;
	e = act(c, 1, "finish");
	assert_says(e, "“Đang làm” (bước lãnh đạo)");
	assert_silent(e, "Báo làm xong;");
	OK(act(c, 1, "remind"));
	assert_says(act(c, 1, "remind"), "Việc này chỉ làm được khi chưa nhắc lần nào.");
	OK(act(c, 1, "drop_it"));
	e = act(c, 1, "finish");
	assert_int_equal(e->kind, CONFLICT);
	assert_says(e, "đã kết thúc ở trạng thái “Đã bỏ”");
	assert_int_equal(tasks[1].saves, 2);
}

static void what_is_missing_or_old_is_refused(void **state)
{
	struct ctx *c = begin(state);
	struct task_work w = {.action = named("finish"), .task = 1, .note = S("")};
	err e = WRITE(c, task_apply(c, &w));
	assert_int_equal(e->kind, INVALID);
	assert_string_equal(e->problems->field, "note");
	assert_true(str_is(e->problems->text, "Ghi kết quả."));
	w.note = S("Xong.");
	w.task = 8;
	FAILS(NOT_FOUND, WRITE(c, task_apply(c, &w)));
	tasks[1].version = 4;
	w = (struct task_work){.action = named("finish"), .task = 1, .note = S("Xong."), .seen = 3};
	e = WRITE(c, task_apply(c, &w));
	assert_int_equal(e->kind, CONFLICT);
	assert_says(e, "vừa có người khác xử lý, hiện ở trạng thái “Đang làm”");
	assert_int_equal(tasks[1].saves, 0);
	w.seen = 4;
	w.side = CITIZEN_SIDE;
	FAILS(NOT_FOUND, WRITE(c, task_apply(c, &w))); /* whatever the page has let through */
	w.side = OFFICER_SIDE;
	OK(WRITE(c, task_apply(c, &w)));
}

/* ---- sent twice ---- */

static err sent(struct ctx *c, int64_t task, const char *action, const char *said, bool *known)
{
	struct task_work w = {.action = named(action),
		.task = task,
		.note = S("Xong."),
		.client_key = S("khóa 1"),
		.said = str_of(said),
		.seen = 0};
	err e = WRITE(c, task_apply(c, &w));
	*known = w.known;
	return e;
}

static void a_form_sent_twice_works_once(void **state)
{
	struct ctx *c = begin(state);
	bool known;
	OK(sent(c, 1, "finish", "a", &known));
	assert_false(known);
	OK(sent(c, 1, "finish", "a", &known));
	assert_true(known);
	assert_int_equal(tasks[1].saves, 1);
	FAILS(CONFLICT, sent(c, 1, "finish", "b", &known)); /* he wrote something else: it is not thrown away in silence */
	FAILS(CONFLICT, sent(c, 2, "finish", "a", &known));
	FAILS(CONFLICT, sent(c, 1, "judge", "a", &known));
	FAILS(NOT_FOUND, sent(c, 8, "finish", "a", &known));
	c->actor = 6; /* another's key is no key */
	OK(sent(c, 2, "finish", "a", &known));
	assert_true(!known && tasks[2].saves == 1);
	c->actor = 5;
	OK(WRITE(c, flow_keys_forget(c, c->now)));
	OK(sent(c, 1, "finish", "a", &known)); /* still there */
	OK(WRITE(c, flow_keys_forget(c, c->now + 1)));
	FAILS(CONFLICT, sent(c, 1, "finish", "a", &known));
}

static void what_failed_is_not_kept(void **state)
{
	struct ctx *c = begin(state);
	bool known;
	tasks[1].at_leader = true;
	FAILS(CONFLICT, sent(c, 1, "finish", "a", &known));
	tasks[1].at_leader = false;
	OK(sent(c, 1, "finish", "a", &known));
	assert_false(known);
}

/* ---- a request ---- */

static struct asking {
	struct http_request http;
	struct http_reply reply;
	struct actor actor;
	struct req q;
} k;

static struct req *request(struct ctx *c, const char *method, const char *path)
{
	struct match m = at(method, path);
	assert_non_null(m.target);
	k = (struct asking){
		.http = {.a = c->a}, .reply = {.fd = -1, .body = {.a = c->a}}, .actor = {.kind = OFFICER, .account = 5}};
	k.q = (struct req){.ctx = *c,
		.http = &k.http,
		.reply = &k.reply,
		.actor = &k.actor,
		.route = m.target->route,
		.key = m.key,
		.id = m.id};
	k.q.page = (struct page){.out = &k.reply.body, .a = c->a, .now = c->now};
	return &k.q;
}

static void who_may_not_is_told_before_anything_else(void **state)
{
	struct ctx *c = begin(state);
	struct flow_work w = {0};
	modules_set(list);
	OK(routes_declare(c, modules_all()));
	struct req *q = request(c, "POST", "/viec/1/nghiem-thu");
	permission_grant(&k.actor, S("task.work"));
	FAILS(DENIED, flow_begin(q, &w));
	permission_lend(&k.actor, 44, S("task.judge"));
	OK(flow_begin(q, &w));
	assert_ptr_equal(w.action, named("judge"));
	assert_int_equal(w.powers & 31, 1 | 2 | 4 | 8); /* drop_it, finish, remind, judge: not ask */
	assert_int_equal(q->ctx.behalf, 44);
	q = request(c, "GET", "/viec/1/lam/lam-xong");
	struct flow_place here = {OPEN, FLOW_IN(0), &tasks[0]};
	assert_null(flow_offered(c->a, &task_flow, OFFICER_SIDE, flow_powers(q, &task_flow), &here)[0]); /* who may nothing */
	permission_grant(&k.actor, S("task.work"));
	permission_grant(&k.actor, S("task.ask"));
	OK(flow_begin(q, &w));
	assert_ptr_equal(w.action, named("finish"));
	assert_int_equal(q->ctx.behalf, 0);
	q->key = S("hoi"); /* his own, but on the other side's pages */
	FAILS(NOT_FOUND, flow_begin(q, &w));
	q->key = S("khong-co");
	FAILS(NOT_FOUND, flow_begin(q, &w));
	q->key = S("nghiem-thu");
	FAILS(DENIED, flow_begin(q, &w));
}

static str said_by(struct ctx *c, const char *field, const char *value)
{
	struct flow_work w = {0};
	struct http_part parts[] = {{.name = S("_csrf"), .value = random_code(c->a, 8), .fd = -1},
		{.name = str_of(field), .value = str_of(value), .fd = -1}};
	struct req *q = request(c, "POST", "/viec/1/lam-xong");
	permission_grant(&k.actor, S("task.work"));
	k.http.parts = parts;
	k.http.nparts = 2;
	OK(flow_begin(q, &w));
	return w.said;
}

static void a_form_is_the_same_when_it_says_the_same(void **state)
{
	struct ctx *c = begin(state);
	modules_set(list);
	OK(routes_declare(c, modules_all()));
	str first = said_by(c, "note", "Xong.");
	assert_true(str_eq(first, said_by(c, "note", "Xong."))); /* whatever the page's token */
	assert_false(str_eq(first, said_by(c, "note", "Xong!")));
	assert_false(str_eq(first, said_by(c, "more", "Xong.")));
}

/* ---- on the page ---- */

static void what_is_offered(void **state)
{
	struct ctx *c = begin(state);
	struct flow_place here = {OPEN, FLOW_IN(0), &tasks[0]};
	const struct flow_action *const *all = flow_offered(c->a, &task_flow, OFFICER_SIDE, 0, &here);
	assert_ptr_equal(all[0], named("finish"));
	assert_ptr_equal(all[1], named("remind"));
	assert_ptr_equal(all[2], named("drop_it")); /* declared first, stands last */
	assert_null(all[3]);
	all = flow_offered(c->a, &task_flow, OFFICER_SIDE, 1, &here);
	assert_true(all[0] == named("drop_it") && !all[1]);
	all = flow_offered(c->a, &task_flow, CITIZEN_SIDE, 0, &here);
	assert_true(all[0] == named("ask") && !all[1]);
	here.state = ACCEPTED;
	assert_null(flow_offered(c->a, &task_flow, OFFICER_SIDE, 0, &here)[0]);
}

static void assert_shows(str html, const char *words, bool shown)
{
	if (str_has(html, str_of(words)) != shown)
		fail_msg("“%s” is %sin %.*s", words, shown ? "not " : "", STR_ARG(html));
}

static void buttons(void **state)
{
	struct ctx *c = begin(state);
	struct flow_place here = {OPEN, FLOW_IN(0), &tasks[0]};
	buf out = {.a = c->a};
	struct page p = {.out = &out, .a = c->a, .now = c->now};
	flow_buttons(&p, S("/viec/1"), flow_offered(c->a, &task_flow, OFFICER_SIDE, 0, &here), 12, false);
	str html = buf_text(&out);
	assert_shows(html, "<a class=\"govuk-button\" href=\"/viec/1/lam/lam-xong\" data-key=\"x\">Báo làm xong</a>", true);
	assert_shows(html, "<form method=\"post\" action=\"/viec/1/nhac\">", true);
	assert_shows(html, "name=\"seen\" value=\"12\"", true);
	assert_shows(html, "name=\"client_key\" value=\"", true);
	assert_shows(html, "govuk-button--warning dinh-actions__last", true);
	out = (buf){.a = c->a};
	flow_buttons(&p, S("/viec/1"), flow_offered(c->a, &task_flow, OFFICER_SIDE, 1, &here), 12, true);
	assert_shows(buf_text(&out), "govuk-button--warning", false); /* a quiet side, and the only button */
	assert_shows(buf_text(&out), "govuk-button--secondary", true);
	assert_string_equal(flow_button_class(named("drop_it"), true, false), "govuk-button govuk-button--warning");
	out = (buf){.a = c->a};
	flow_fields(&p, named("finish"), NULL);
	flow_submit(&p, named("finish"));
	assert_shows(buf_text(&out), "Kết quả", true);
	assert_shows(buf_text(&out), "không bắt buộc", false);
	assert_shows(buf_text(&out), "name=\"client_key\"", true);
}

/* ---- the picture ---- */

static void every_state_is_a_box_and_every_action_a_line_of_it(void **state)
{
	struct ctx *c = begin(state);
	struct picture *d = picture_make(c->a, &task_flow);
	assert_int_equal(d->nboxes, COUNT(states));
	assert_int_equal(d->nrows, 6); /* open: drop_it, finish, remind, ask; done: drop_it, judge */
	for (size_t i = 1; i < d->nboxes; i++)
		assert_true(d->boxes[i].y >= d->boxes[i - 1].y + d->boxes[i - 1].height + 10);
	const struct picture_box *last = &d->boxes[d->nboxes - 1];
	assert_true(d->height >= last->y + last->height);
	size_t at = 0;
	for (size_t i = 0; i < d->nrows; i++) {
		while (d->boxes[at].state != d->rows[i].state)
			at++;
		assert_in_range(d->rows[i].y, d->boxes[at].y + 39, d->boxes[at].y + d->boxes[at].height);
		assert_true(i == 0 || d->rows[i].y >= d->rows[i - 1].y + 15);
		assert_int_equal(d->rows[i].other, d->rows[i].action == named("ask"));
		assert_int_equal(d->rows[i].stays, d->rows[i].action == named("ask") || d->rows[i].action == named("remind"));
	}
}

static void every_arrow_leads_where_the_action_does(void **state)
{
	struct ctx *c = begin(state);
	struct picture *d = picture_make(c->a, &task_flow);
	size_t joined = 0;
	assert_int_equal(d->nlanes, 4);
	for (size_t i = 0; i < d->nlanes; i++) {
		const struct picture_lane *l = &d->lanes[i];
		assert_true(l->x > d->box && l->x < d->width);
		assert_true(i == 0 || l->x > d->lanes[i - 1].x);
		joined += l->n;
		for (size_t n = 0; n < l->n; n++) {
			const struct picture_row *from = NULL;
			for (size_t r = 0; r < d->nrows; r++)
				if (d->rows[r].y - 4 == l->from[n])
					from = &d->rows[r];
			assert_true(from && from->action->to & FLOW_IN(l->state) && from->state != l->state);
		}
	}
	assert_int_equal(joined, 5); /* finish, judge to two, drop_it from two */
	for (size_t i = 0; i < d->nlanes; i++)
		if (d->lanes[i].state == DROPPED) /* each action once */
			assert_true(str_is(d->lanes[i].words, "Đến “Đã bỏ”: Bỏ việc này"));
	assert_true(d->width <= 372); /* a phone shows it as it is */
	begin_spoilt();
	s.actions[3].to |= FLOW_IN(DONE); /* judge may leave it where it is: no arrow for that */
	d = picture_make(c->a, &s.f);
	for (size_t i = joined = 0; i < d->nlanes; i++)
		joined += d->lanes[i].n;
	assert_int_equal(joined, 5);
}

static void the_page_says_it_in_tables_too(void **state)
{
	struct ctx *c = begin(state);
	modules_set(list);
	OK(routes_declare(c, modules_all()));
	struct req *q = request(c, "GET", "/quan-tri/luong-xu-ly/task");
	OK(flow_show(q));
	str html = buf_text(&k.reply.body);
	assert_shows(html, "role=\"img\"", true);
	assert_shows(html, "Báo cáo đã làm xong việc", true);
	assert_shows(html, "chỉ khi chưa nhắc lần nào", true);
	assert_shows(html, "Đang làm; Đã nghiệm thu", true);
	assert_shows(html, "Lập Mẫu 02", true);
	assert_shows(html, "việc in nghiêng là của người dân", true);
	assert_shows(html, "Chúng tôi đang làm", true);
	q = request(c, "GET", "/quan-tri/luong-xu-ly/task");
	q->key = S("other");
	FAILS(NOT_FOUND, flow_show(q));
	q = request(c, "GET", "/quan-tri/luong-xu-ly");
	OK(flows_show(q));
	assert_shows(buf_text(&k.reply.body), "4 trạng thái, 5 việc", true);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nonsense_is_named, test_open, test_close),
		cmocka_unit_test_setup_teardown(pages_may_stand_above_the_flow, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_program_does_not_start_with_nonsense, test_open, test_close),
		cmocka_unit_test_setup_teardown(routes_come_from_it, test_open, test_close),
		cmocka_unit_test_setup_teardown(programs_read_where_an_action_starts, test_open, test_close),
		cmocka_unit_test_setup_teardown(words_of_the_log_come_from_it, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_task_goes_its_way, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_rule_keeps_to_what_is_declared, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_is_not_possible_is_said_with_what_is, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_is_missing_or_old_is_refused, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_form_sent_twice_works_once, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_failed_is_not_kept, test_open, test_close),
		cmocka_unit_test_setup_teardown(who_may_not_is_told_before_anything_else, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_form_is_the_same_when_it_says_the_same, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_is_offered, test_open, test_close),
		cmocka_unit_test_setup_teardown(buttons, test_open, test_close),
		cmocka_unit_test_setup_teardown(every_state_is_a_box_and_every_action_a_line_of_it, test_open, test_close),
		cmocka_unit_test_setup_teardown(every_arrow_leads_where_the_action_does, test_open, test_close),
		cmocka_unit_test_setup_teardown(the_page_says_it_in_tables_too, test_open, test_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
