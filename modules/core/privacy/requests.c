/* requests: what people ask of whoever keeps their data, from its arrival to its end, as a flow of two sides. */
#include "core/privacy/privacy.h"
#include "core/people/people.h"
#include "core/units/units.h"
#include "web/input.h"
#include "web/module.h"
#include "web/notify.h"
#include "web/route.h"
#include "web/services/audit.h"

enum { COPY_DAYS = 30 };

err privacy_find(struct ctx *c, int64_t id, struct privacy_request *out)
{
	struct privacy_request_rows rows;
	TRY(privacy_request(c, id, &rows));
	if (!rows.n)
		return FAIL(c, NOT_FOUND, "data request");
	*out = rows.v[0];
	return NULL;
}

static bool is_one_of(str kind, const char *words) { return str_listed(str_of(words), kind); }

/* ---- telling ---- */

static err tell_officers(struct ctx *c, const struct privacy_request *r, const char *what)
{
	struct privacy_officers_rows all;
	TRY(privacy_officers(c, r->unit_id, S("privacy.answer"), day_iso(c->a, day_of(c->now)), &all));
	struct news n = {.title = str_format(c->a, "Yêu cầu về dữ liệu số %lld: %s", (long long)r->id, what),
		.text = str_format(c->a, "%s. Phải trả lời trước %.*s.", choice_label(privacy_kinds, r->kind),
			STR_ARG(due_words(c->a, r->answer_due_at))),
		.path = str_format(c->a, "/yeu-cau-du-lieu/%lld", (long long)r->id)};
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].id != c->actor && (!r->officer_id.set || r->officer_id.v == all.v[i].id))
			TRY(notify(c, all.v[i].id, "privacy.asked", &n));
	return NULL;
}

static err tell_citizen(struct ctx *c, const struct privacy_work *w)
{
	if (!w->facts.account_id.set || w->action->inside)
		return NULL;
	return notify(c, w->facts.account_id.v, "privacy.step",
		&(struct news){.title = str_format(c->a, "Yêu cầu về dữ liệu số %lld: %s", (long long)w->request,
				       flow_plain_words(w->action)),
			.text = w->note.n ? w->note : str_format(c->a, "Đơn vị giải quyết: %.*s.", STR_ARG(w->facts.unit_name)),
			.path = str_format(c->a, "/quyen-du-lieu/%lld", (long long)w->request)});
}

/* ---- asking ---- */

/* Names of holdings as they are declared; nothing else is kept. */
static err about_asked(struct ctx *c, struct texts asked, str *out)
{
	buf b = {.a = c->a};
	for (size_t i = 0; i < asked.n; i++) {
		if (!holding_find(asked.v[i]))
			return FAIL_FIELD(c, "about", "Có loại dữ liệu mà hệ thống không có. Hãy tải lại trang và chọn lại.");
		if (!str_listed(buf_text(&b), asked.v[i]))
			buf_printf(&b, "%s%.*s", b.n ? " " : "", STR_ARG(asked.v[i]));
	}
	*out = buf_text(&b);
	return NULL;
}

static err own_asking(struct ctx *c, const struct privacy_asking *n, struct privacy_request_add_in *in)
{
	struct privacy_reader he;
	TRY(privacy_reader(c, c->actor, &he));
	TRY(unit_typed(c, "unit_typed", n->unit_typed, &in->unit));
	in->channel = S("account");
	in->account = some_int(c->actor);
	in->name = he.name;
	in->contact = he.phone.n ? he.phone : he.email;
	in->number = he.proved_number.s ? he.proved_number : S("");
	in->proved = in->number.n > 0;
	if (in->proved)
		in->person = he.person_id;
	if (!in->proved && is_one_of(in->kind, "restrict object"))
		return FAIL_FIELD(c, "kind",
			"Số định danh của ông/bà chưa được xác minh, nên chưa biết dữ liệu nào là của ông/bà. Hãy xác minh "
			"trước, hoặc mang "
			"căn cước đến đơn vị.");
	return NULL;
}

/* The papers that were compared bear this name and number: so does the person that is known by it, or nobody is. */
static err person_compared(struct ctx *c, str number, str name, opt_int *person)
{
	struct privacy_person_of known;
	bool found;
	*person = (opt_int){0};
	TRY(privacy_person_of(c, number, &known, &found));
	if (!found)
		return NULL;
	if (!str_eq(fold(c->a, known.name), fold(c->a, name)))
		return FAIL_FIELD(c, "name", "Số định danh này là của người có tên khác. Hãy đối chiếu lại giấy tờ.");
	*person = some_int(known.id);
	return NULL;
}

static err desk_asking(struct ctx *c, const struct privacy_asking *n, struct privacy_request_add_in *in)
{
	in->unit = c->unit;
	in->channel = n->channel;
	in->name = person_name(c->a, n->name);
	in->number = n->number;
	in->contact = n->contact;
	in->asker = n->asker;
	in->asker_basis = n->asker_basis;
	in->proved = n->is_proved;
	in->proof = n->proof;
	if (!in->name.n)
		return FAIL_FIELD(c, "name", "Hãy ghi họ và tên người có dữ liệu.");
	if (!personal_number_valid(n->number, S(""), S("")))
		return FAIL_FIELD(c, "number", "Số định danh phải có đúng 12 chữ số như trên thẻ căn cước.");
	if (n->asker.n && !n->asker_basis.n)
		return FAIL_FIELD(c, "asker_basis", "Hãy ghi giấy tờ cho thấy người này được yêu cầu thay.");
	if (n->is_proved && !n->proof.n)
		return FAIL_FIELD(c, "proof", "Hãy ghi giấy tờ đã đối chiếu.");
	return n->is_proved ? person_compared(c, in->number, in->name, &in->person) : NULL;
}

static err keep_dues(struct ctx *c, int64_t id, const struct privacy_clocks *k)
{
	TRY(privacy_due_add(c, id, S("answer"), k->answer.at, k->answer.proof));
	return privacy_due_add(c, id, S("carry_out"), k->carry_out.at, k->carry_out.proof);
}

err privacy_ask(struct ctx *c, struct privacy_asking *n)
{
	struct privacy_request_add_in in = {.kind = n->kind, .wish = n->wish, .now = c->now};
	struct privacy_request_add added;
	struct privacy_request r;
	struct privacy_clocks clocks;
	TRY(about_asked(c, n->about, &in.about));
	TRY(n->from_account ? own_asking(c, n, &in) : desk_asking(c, n, &in));
	if (!n->wish.n && !is_one_of(n->kind, "see provide"))
		return FAIL_FIELD(c, "wish", "Hãy ghi rõ điều ông/bà muốn, ví dụ dữ liệu nào chưa đúng và đúng phải là gì.");
	TRY(privacy_clocks_of(c, in.unit, n->kind, &clocks));
	in.month = (str){day_iso(c->a, day_of(c->now)).s, 7};
	in.answer_due = clocks.answer.at;
	in.due = clocks.carry_out.at;
	in.more_days = clocks.more_days;
	TRY(privacy_request_add(c, &in, &added));
	n->id = added.id;
	TRY(keep_dues(c, n->id, &clocks));
	TRY(privacy_event_add(c, n->id, c->now, c->actor, S("ask"), S("")));
	TRY(audit_add_in(c, in.unit, "privacy_request.ask", "privacy_request", n->id, n->kind));
	TRY(privacy_find(c, n->id, &r));
	return tell_officers(c, &r, "mới nhận");
}

/* ---- the flow ---- */

err privacy_load(struct ctx *c, struct privacy_work *w)
{
	struct privacy_limit_of limit;
	TRY(privacy_find(c, w->request, &w->facts));
	const struct privacy_request *r = &w->facts;
	bool his = r->account_id.set && r->account_id.v == c->actor;
	if (w->side == PRIVACY_CITIZEN ? !his : r->unit_id != c->unit)
		return FAIL(c, NOT_FOUND, "data request");
	w->at.is_proved = r->is_proved;
	w->at.may_be_put_off = r->more_days > 0;
	TRY(privacy_limit_of(c, r->id, &limit, &w->at.is_withheld));
	w->object = r->id;
	w->version = r->version;
	w->state = r->state;
	w->is = &w->state;
	w->place = &w->at;
	w->chain = r->unit_id;
	w->detail = str_of(choice_label(privacy_kinds, r->kind));
	return NULL;
}

err privacy_store(struct ctx *c, struct privacy_work *w)
{
	const struct privacy_request *r = &w->facts;
	struct privacy_request_save_in in = {.id = r->id,
		.seen = w->version,
		.state = w->state,
		.officer = r->officer_id,
		.proved = r->is_proved,
		.proof = r->proof,
		.person = r->person_id,
		.answered = r->answered_at,
		.due = r->due_at,
		.more_days = r->more_days,
		.ended = r->ended_at,
		.article = r->article,
		.paper = w->paper,
		.digest = r->paper_digest,
		.until = r->paper_until};
	TRY(privacy_request_save(c, &in));
	TRY(privacy_event_add(c, r->id, c->now, c->actor, str_of(w->action->name), w->note));
	if (w->side == PRIVACY_CITIZEN)
		return tell_officers(c, r, w->action->done);
	return tell_citizen(c, w);
}

err privacy_act(struct ctx *c, struct privacy_work *w) { return flow_apply(c, &privacy_flow, w); }

OWN_RULE(take_on, struct privacy_work)
static err take_on(struct ctx *c, struct privacy_work *w)
{
	w->facts.officer_id = some_int(c->actor);
	return NULL;
}

OWN_RULE(prove, struct privacy_work)
static err prove(struct ctx *c, struct privacy_work *w)
{
	struct privacy_request *r = &w->facts;
	if (str_is(r->channel, "account"))
		return FAIL(c, CONFLICT,
			"Yêu cầu này gửi từ tài khoản chưa xác minh số định danh. Hãy mời ông/bà xác minh tài khoản tại quầy, "
			"rồi gửi yêu "
			"cầu mới.");
	TRY(person_compared(c, r->number, r->name, &r->person_id));
	r->is_proved = 1;
	r->proof = w->note;
	return NULL;
}

static str joined(arena *a, struct texts all)
{
	buf b = {.a = a};
	for (size_t i = 0; i < all.n; i++)
		buf_printf(&b, "%s%.*s", i ? "; " : "", STR_ARG(all.v[i]));
	return buf_text(&b);
}

/* Is there anything among what it names that no law keeps and the program can erase? */
static bool can_erase(struct ctx *c, str about)
{
	struct holdings all = holdings_all(c->a);
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i]->erase && privacy_is_about(about, all.v[i]) && !privacy_ground(c->a, str_of(all.v[i]->name)).n)
			return true;
	return false;
}

OWN_RULE(accept_it, struct privacy_work)
static err accept_it(struct ctx *c, struct privacy_work *w)
{
	struct privacy_request *r = &w->facts;
	if (!r->is_proved && !str_is(r->channel, "account"))
		return FAIL(c, CONFLICT, "Chưa đối chiếu giấy tờ của người yêu cầu. Hãy ghi đã đối chiếu trước khi đồng ý.");
	if (str_is(r->kind, "delete") && !can_erase(c, r->about))
		return FAIL(c, CONFLICT, "Dữ liệu này phải giữ theo luật (%.*s). Hãy từ chối và ghi điều luật.",
			STR_ARG(joined(c->a, privacy_grounds_of(c->a, r->about))));
	r->answered_at = some_int(c->now);
	if (!r->officer_id.set)
		r->officer_id = some_int(c->actor);
	return NULL;
}

OWN_RULE(put_off, struct privacy_work)
static err put_off(struct ctx *c, struct privacy_work *w)
{
	struct privacy_request *r = &w->facts;
	struct due due;
	if (r->due_at < c->now)
		return FAIL(c, CONFLICT, "Đã quá hạn thực hiện, không kéo dài được nữa. Hãy thực hiện ngay.");
	TRY(calendar_due_started(c, r->unit_id, r->due_at, (struct term){S("days"), r->more_days}, CLOCK_EXTENDED, &due));
	TRY(privacy_due_add(c, r->id, S("put_off"), due.at, due.proof));
	r->due_at = due.at;
	r->more_days = 0;
	return NULL;
}

static err withhold(struct ctx *c, int64_t unit)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		if ((*m)->withheld)
			TRY((*m)->withheld(c, unit));
	return NULL;
}

static err begin_limit(struct ctx *c, const struct privacy_request *r)
{
	int64_t number;
	if (!r->number.n || !str_int(r->number, &number))
		return FAIL(c, CONFLICT, "Người yêu cầu chưa được xác minh số định danh.");
	TRY(privacy_limit_add(c, r->unit_id, r->id, number, r->person_id, c->now));
	return withhold(c, r->unit_id);
}

static err make_copy(struct ctx *c, struct privacy_work *w)
{
	TRY(privacy_copy(c, &w->facts, &w->paper));
	w->facts.paper_digest = sha256_hex(c->a, sha256_of(w->paper));
	w->facts.paper_until = some_int(day_start(day_of(c->now) + COPY_DAYS + 1));
	return NULL;
}

static err erase_it(struct ctx *c, struct privacy_work *w)
{
	TRY(privacy_erase(c, &w->facts, &w->erased));
	struct texts kept = privacy_grounds_of(c->a, w->facts.about);
	w->note = str_format(c->a, "%.*s Đã xóa: %.*s.%s%.*s", STR_ARG(w->note),
		STR_ARG(w->erased.n ? joined(c->a, w->erased) : S("không còn gì để xóa")), kept.n ? " Phải giữ theo luật: " : "",
		STR_ARG(joined(c->a, kept)));
	return NULL;
}

OWN_RULE(carry_out, struct privacy_work)
static err carry_out(struct ctx *c, struct privacy_work *w)
{
	struct privacy_request *r = &w->facts;
	r->ended_at = some_int(c->now);
	if (is_one_of(r->kind, "see provide"))
		return make_copy(c, w);
	if (is_one_of(r->kind, "restrict object"))
		return begin_limit(c, r);
	return str_is(r->kind, "delete") ? erase_it(c, w) : NULL;
}

OWN_RULE(refuse_it, struct privacy_work)
static err refuse_it(struct ctx *c, struct privacy_work *w)
{
	if (!w->article.n)
		return FAIL_FIELD(c, "article", "Hãy ghi điều, khoản của văn bản cho phép từ chối.");
	w->facts.article = w->article;
	if (!w->facts.answered_at.set)
		w->facts.answered_at = some_int(c->now);
	w->facts.ended_at = some_int(c->now);
	return NULL;
}

OWN_RULE(lift, struct privacy_work)
static err lift(struct ctx *c, struct privacy_work *w)
{
	TRY(privacy_limit_end(c, w->request, c->now));
	return withhold(c, w->facts.unit_id);
}

OWN_RULE(take_back, struct privacy_work)
static err take_back(struct ctx *c, struct privacy_work *w)
{
	w->facts.ended_at = some_int(c->now);
	return NULL;
}

static bool is_unproved(const struct flow_action *a, const void *place)
{
	(void)a;
	return place && !((const struct privacy_place *)place)->is_proved;
}
static bool may_be_put_off(const struct flow_action *a, const void *place)
{
	(void)a;
	return place && ((const struct privacy_place *)place)->may_be_put_off;
}
static bool is_withheld(const struct flow_action *a, const void *place)
{
	(void)a;
	return place && ((const struct privacy_place *)place)->is_withheld;
}

static const struct flow_state states[] = {
	{.value = PRIVACY_RECEIVED,
		.code = "received",
		.title = "Chờ trả lời",
		.first = true,
		.clock = FLOW_RUNS,
		.colour = "yellow"},
	{.value = PRIVACY_ACCEPTED, .code = "accepted", .title = "Đang thực hiện", .clock = FLOW_RUNS, .colour = "blue"},
	{.value = PRIVACY_DONE, .code = "done", .title = "Đã thực hiện", .clock = FLOW_RESTS, .colour = "green"},
	{.value = PRIVACY_REFUSED, .code = "refused", .title = "Bị từ chối", .terminal = true, .colour = "red"},
	{.value = PRIVACY_TAKEN_BACK, .code = "taken_back", .title = "Người yêu cầu đã rút lại", .terminal = true},
	{.value = PRIVACY_LIFTED, .code = "lifted", .title = "Đã gỡ hạn chế", .terminal = true},
};
static const struct flow_side sides[] = {
	[PRIVACY_DESK] = {.who = "đơn vị giữ dữ liệu",
		.path = "/yeu-cau-du-lieu/{id}",
		.api = "/data-requests/{id}",
		.permission = "privacy.read",
		.summary = "Việc làm được với một yêu cầu về dữ liệu"},
	[PRIVACY_CITIZEN] = {.who = "người yêu cầu",
		.path = "/quyen-du-lieu/{id}",
		.api = "/my/data-requests/{id}",
		.permission = "privacy.own",
		.summary = "Việc làm được với một yêu cầu của tôi về dữ liệu"},
};
static const struct field said_fields[] = {
	LONG_TEXT(struct privacy_said, note, "Nội dung", 0, 2000),
	TEXT(struct privacy_said, article, "Điều, khoản của văn bản", 0, 300),
	INT(struct privacy_said, seen, "Phiên bản đang xem", 0, INT64_MAX),
	TEXT(struct privacy_said, client_key, "Mã của biểu mẫu", 0, 60),
};
static const struct input said_input = INPUT("data_request_said", said_fields);
#define LIVING   FLOW_IN(PRIVACY_RECEIVED) | FLOW_IN(PRIVACY_ACCEPTED)
#define OFFICERS .sides = FLOW_IN(PRIVACY_DESK), .input = &said_input
static const struct flow_action actions[] = {
	{.name = "prove",
		.path = "doi-chieu",
		.title = "Ghi đã đối chiếu giấy tờ",
		.done = "Đã đối chiếu giấy tờ của người yêu cầu",
		.permission = "privacy.take",
		OFFICERS,
		.from = LIVING,
		.only = is_unproved,
		.only_when = "người yêu cầu chưa được xác minh",
		.note = "Giấy tờ đã đối chiếu",
		.note_required = true,
		.inside = true,
		.rule = prove_rule},
	{.name = "accept",
		.path = "dong-y",
		.title = "Đồng ý thực hiện",
		.done = "Đã đồng ý thực hiện",
		.permission = "privacy.answer",
		OFFICERS,
		.from = FLOW_IN(PRIVACY_RECEIVED),
		.to = FLOW_IN(PRIVACY_ACCEPTED),
		.note = "Trả lời người yêu cầu",
		.note_open = true,
		.rule = accept_it_rule},
	{.name = "put_off",
		.path = "keo-dai",
		.title = "Kéo dài thời hạn",
		.done = "Đã kéo dài thời hạn thực hiện",
		.permission = "privacy.answer",
		OFFICERS,
		.from = FLOW_IN(PRIVACY_ACCEPTED),
		.only = may_be_put_off,
		.only_when = "thời hạn chưa được kéo dài lần nào",
		.note = "Lý do kéo dài",
		.note_required = true,
		.note_open = true,
		.rule = put_off_rule},
	{.name = "finish",
		.path = "thuc-hien",
		.title = "Ghi đã thực hiện",
		.done = "Đã thực hiện yêu cầu",
		.permission = "privacy.answer",
		OFFICERS,
		.from = FLOW_IN(PRIVACY_ACCEPTED),
		.to = FLOW_IN(PRIVACY_DONE),
		.note = "Đã làm gì",
		.note_required = true,
		.note_open = true,
		.rule = carry_out_rule},
	{.name = "lift",
		.path = "go-han-che",
		.title = "Gỡ hạn chế",
		.done = "Đã gỡ hạn chế",
		.permission = "privacy.answer",
		OFFICERS,
		.from = FLOW_IN(PRIVACY_DONE),
		.to = FLOW_IN(PRIVACY_LIFTED),
		.only = is_withheld,
		.only_when = "đang hạn chế",
		.note = "Vì sao gỡ",
		.note_required = true,
		.note_open = true,
		.rule = lift_rule},
	{.name = "take_on",
		.path = "nhan-xu-ly",
		.title = "Nhận xử lý",
		.done = "Đã nhận xử lý",
		.permission = "privacy.answer",
		OFFICERS,
		.from = LIVING,
		.at_once = true,
		.inside = true,
		.rule = take_on_rule},
	{.name = "refuse",
		.path = "tu-choi",
		.title = "Từ chối",
		.done = "Đã từ chối",
		.permission = "privacy.answer",
		OFFICERS,
		.from = LIVING,
		.to = FLOW_IN(PRIVACY_REFUSED),
		.note = "Lý do",
		.note_required = true,
		.note_open = true,
		.destructive = true,
		.rule = refuse_it_rule},
	{.name = "take_back",
		.path = "rut-lai",
		.title = "Rút lại yêu cầu",
		.done = "Người yêu cầu đã rút lại",
		.plain = "Đã rút lại yêu cầu",
		.permission = "privacy.own",
		.sides = FLOW_IN(PRIVACY_CITIZEN),
		.input = &said_input,
		.from = LIVING,
		.to = FLOW_IN(PRIVACY_TAKEN_BACK),
		.at_once = true,
		.destructive = true,
		.rule = take_back_rule},
};
static const struct permission permissions[] = {
	{.name = "privacy.own", .title = "Yêu cầu về dữ liệu của mình", .roles = "citizen"},
	{.name = "privacy.read",
		.title = "Xem yêu cầu của người dân về dữ liệu",
		.roles = "reception specialist leader",
		.reads = true},
	{.name = "privacy.take", .title = "Ghi yêu cầu về dữ liệu, đối chiếu giấy tờ", .roles = "reception specialist"},
	{.name = "privacy.answer", .title = "Trả lời, thực hiện yêu cầu về dữ liệu", .roles = "specialist leader"},
};
const struct flow privacy_flow = {.name = "privacy_request",
	.noun = "Yêu cầu về dữ liệu",
	.title = "Yêu cầu của người dân về dữ liệu cá nhân",
	.states = LIST(states),
	.sides = LIST(sides),
	.actions = LIST(actions),
	.permissions = LIST(permissions),
	.load = privacy_load_rule,
	.save = privacy_store_rule};
