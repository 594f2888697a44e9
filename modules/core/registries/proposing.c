#include "core/registries/proposing.h"
#include "core/registries/proposing.html.h"
#include "web/input.h"
#include "web/request.h"
#include "web/services/audit.h"

enum { PAGE = 20 };

/* ---- the list ---- */

struct asked {
	str state, registry;
};
static const struct choice state_choices[] = {
	{"waiting", "Chờ duyệt"}, {"approved", "Đã duyệt"}, {"returned", "Bị trả lại"}, {"withdrawn", "Đã rút"}, {NULL, NULL}};

static err registry_asked(struct ctx *c, str code, int64_t *id)
{
	struct registry_by_code known;
	bool found = false;
	*id = 0;
	if (code.n)
		TRY(registry_by_code(c, code, &known, &found));
	if (code.n)
		*id = found ? known.id : -1;
	return NULL;
}

static int64_t state_of(str code)
{
	for (size_t i = 0; i < record_proposal_flow.states.n; i++)
		if (str_is(code, record_proposal_flow.states.v[i].code))
			return record_proposal_flow.states.v[i].value;
	return -1;
}

static err rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct asked *asked = l->asked;
	struct registry_proposals_of_rows found;
	int64_t registry, before = l->begun ? l->from.id : INT64_MAX;
	TRY(registry_asked(&q->ctx, asked->registry, &registry));
	if (asked->state.n)
		TRY(registry_proposals_in(&q->ctx, q->ctx.unit, state_of(asked->state), registry, before, most, &found));
	else
		TRY(registry_proposals_of(&q->ctx, q->ctx.unit, registry, before, most, &found));
	struct proposal_line *v = NEWN(q->ctx.a, struct proposal_line, found.n + 1);
	for (size_t i = 0; i < found.n; i++) {
		const struct flow_state *s = flow_state(&record_proposal_flow, found.v[i].state);
		v[i] = (struct proposal_line){.id = found.v[i].id,
			.made_at = found.v[i].made_at,
			.title = found.v[i].title,
			.registry = found.v[i].registry,
			.maker = found.v[i].maker,
			.state = str_of(s->code),
			.state_title = str_of(s->title)};
	}
	*out = (struct list_rows){.v = v, .n = found.n};
	return NULL;
}

#define AT(member) .at = offsetof(struct proposal_line, member)
static const struct column columns[] = {
	{.name = "title", .title = "Đề nghị", AT(title), .leads = "/de-nghi-ghi-so/{id}"},
	{.name = "registry", .title = "Sổ", AT(registry)},
	{.name = "maker", .title = "Người đề nghị", AT(maker)},
	{.name = "made", .title = "Lúc", .as = COLUMN_TIME, AT(made_at)},
	{.name = "state", .title = "Tình trạng", AT(state_title)},
};
static const struct field filters[] = {
	{.name = "trang-thai",
		.label = "Tình trạng",
		.type = I_CHOICE,
		.at = offsetof(struct asked, state),
		.choices = state_choices},
	{.name = "so", .label = "Sổ", .type = I_TEXT, .at = offsetof(struct asked, registry), .max = 60},
};
const struct list record_proposals_list = {.title = "Đề nghị ghi sổ",
	.path = "/de-nghi-ghi-so",
	.file = "de-nghi-ghi-so",
	.columns = LIST(columns),
	.filters = LIST(filters),
	.asked = sizeof(struct asked),
	.row = sizeof(struct proposal_line),
	.page = PAGE,
	.rows = rows};

/* Those in which somebody checks, and the one that is asked for. */
static err registries_offered(struct ctx *c, str asked, const struct list_choices **out)
{
	struct registries all;
	struct list_choices *of = NEWN(c->a, struct list_choices, 2);
	size_t n = 0;
	TRY(registries_of_today(c, &all));
	struct choice *v = NEWN(c->a, struct choice, all.n + 1);
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i]->check != CHECK_NOBODY || str_eq(all.v[i]->code, asked))
			v[n++] = (struct choice){str_c(c->a, all.v[i]->code), str_c(c->a, all.v[i]->title)};
	of[0] = (struct list_choices){"so", v};
	*out = of;
	return NULL;
}

err record_proposals_run(struct req *q)
{
	struct proposals_view v = {0};
	struct asked asked = {0};
	TRY(list_read(q, &record_proposals_list, &asked, &v.list));
	TRY(registries_offered(&q->ctx, asked.registry, &v.list.choices));
	TRY(list_fill(q, &v.list));
	v.proposals = (struct proposal_lines){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	return reply(q, &v, record_proposals_page);
}

/* ---- one of them: what would become different ---- */

static str since_said(arena *a, str day) { return day.n ? str_format(a, "Từ ngày %.*s.", STR_ARG(show_date(a, day))) : S(""); }

struct looked {
	const struct registry *r; /* NULL: it is no more */
	struct registry_record_get record;
	struct registry_record_version_on last;
	bool found;
};

static err now_said(struct ctx *c, const struct registry_proposal_parts *t, struct looked *k)
{
	k->found = false;
	if (!t->record_id.set || !k->r)
		return NULL;
	TRY(registry_record_get(c, t->record_id.v, k->r->id, c->unit, &k->record, &k->found));
	return k->found ? registry_record_version_last(c, t->record_id.v, &k->last, &k->found) : NULL;
}

static const struct registry_move *move_of(const struct registry *r, str name) { return r ? registry_move_named(r, name) : NULL; }

static void differences(struct ctx *c, const struct registry_proposal_parts *t, const struct looked *k, struct differences *d)
{
	bool says = t->act == REGISTRY_CREATE || t->act == REGISTRY_CHANGE || t->act == REGISTRY_CORRECT;
	const struct registry_move *m = move_of(k->r, t->move);
	if (says)
		*d = form_answers_compare(c, k->r->form, k->found ? k->last.answers : S(""), t->answers);
	str state = m ? str_of(k->r->states[m->to].name) : t->record_state;
	if (state.n)
		difference_add(d, "Trạng thái", k->found ? str_of(registry_state_title(k->r, k->last.state)) : S(""),
			str_of(registry_state_title(k->r, state)));
	if (t->act == REGISTRY_MERGE && t->other_id.set) {
		str other = S("");
		if (!record_titled(c, t->other_id.v, &other))
			difference_add(d, "Mục gộp vào", S(""), other);
	}
}

static err photos_said(struct ctx *c, const struct registry_proposal_parts *t, const struct looked *k, int64_t proposal,
	struct proposal_part *out)
{
	struct photos_of_rows *held = NEW(c->a, struct photos_of_rows);
	struct form_answers *said;
	if (!k->r || !form_has_photos(k->r->form) || !t->answers.n)
		return NULL;
	form_answers_stored(c, k->r->form, t->answers, &said);
	TRY(photos_of(c, S(REGISTRY_PROPOSAL), proposal, held));
	out->photos = form_photos_said(c->a, said);
	out->photos_held = held;
	return NULL;
}

static err part_of(struct req *q, const struct registry_proposal_get *p, const struct registry_proposal_parts *t,
	struct looked *k, struct proposal_part *out)
{
	static const struct {
		const char *title, *colour;
	} ended[] = {{"", ""}, {"Đã ghi", "green"}, {"Không ghi được", "red"}};
	struct ctx *c = &q->ctx;
	const struct registry_move *m = move_of(k->r, t->move);
	*out = (struct proposal_part){.id = t->id,
		.differences = {.a = c->a},
		.record = t->record_id.set ? t->record_id.v : 0,
		.title = str_of(m ? m->title : registry_act_title((enum registry_act)t->act)),
		.name = t->name,
		.since = since_said(c->a, t->valid_from),
		.valid_from = t->valid_from,
		.reason = t->reason,
		.why = t->why,
		.answers = t->status == 0 ? t->answers : S(""), /* what was written stands in the record */
		.status = str_of(ended[t->status].title),
		.status_colour = ended[t->status].colour};
	if (t->record_id.set)
		out->path = str_format(c->a, "/du-lieu/%.*s/%lld", STR_ARG(p->code), (long long)t->record_id.v);
	TRY(now_said(c, t, k));
	if (k->r && t->status == 0) {
		out->is_stale = p->state == PROPOSAL_WAITS && k->found && k->record.version != t->seen;
		differences(c, t, k, &out->differences);
		TRY(photos_said(c, t, k, p->id, out));
		registry_look_logged(q, k->r, out->record);
	}
	return NULL;
}

static err registry_still(struct ctx *c, str code, const struct registry **out)
{
	err e = registry_of(c, code, out);
	if (e)
		*out = NULL;
	return e && e->kind != NOT_FOUND ? e : NULL;
}

static err part_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct registry_proposal_get *p = l->view;
	struct registry_proposal_parts_rows found;
	struct looked k = {0};
	TRY(registry_still(&q->ctx, p->code, &k.r));
	TRY(registry_proposal_parts(&q->ctx, p->id, l->begun ? l->from.id : 0, most, &found));
	struct proposal_part *v = NEWN(q->ctx.a, struct proposal_part, found.n + 1);
	for (size_t i = 0; i < found.n; i++)
		TRY(part_of(q, p, &found.v[i], &k, &v[i]));
	*out = (struct list_rows){.v = v, .n = found.n};
	return NULL;
}

static const struct column part_columns[] = {{.name = "name", .title = "Mục", .at = offsetof(struct proposal_part, name)}};
const struct list record_proposal_parts_list = {.title = "Các mục của đề nghị",
	.path = "/de-nghi-ghi-so/{id}",
	.file = "de-nghi",
	.columns = LIST(part_columns),
	.row = sizeof(struct proposal_part),
	.page = PAGE,
	.rows = part_rows};

static err loaded(struct req *q, struct proposal_view *v, struct record_proposal_work *w)
{
	*w = (struct record_proposal_work){.proposal = q->id};
	q->ctx.behalf = may_for(q, REGISTRY_APPROVE);
	TRY(record_proposal_load(&q->ctx, w));
	v->proposal = w->facts;
	v->is_own = w->asker.is_own;
	v->is_maker = w->asker.is_maker;
	v->state = str_of(flow_state(&record_proposal_flow, w->state)->code);
	v->offered = flow_offered(q->ctx.a, &record_proposal_flow, 0, flow_powers(q, &record_proposal_flow),
		&(struct flow_place){.state = w->state, .place = &w->asker});
	v->actions = flow_offers_of(q, &record_proposal_flow, 0, v->offered);
	return NULL;
}

err record_proposal_run(struct req *q)
{
	struct proposal_view v = {0};
	struct record_proposal_work w;
	TRY(loaded(q, &v, &w));
	v.list.view = &v.proposal;
	TRY(list_read(q, &record_proposal_parts_list, NULL, &v.list));
	TRY(list_fill(q, &v.list));
	v.parts = (struct proposal_parts){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	TRY(registry_proposal_counts(&q->ctx, q->id, &v.counts));
	if (v.proposal.state == PROPOSAL_WAITS && !v.proposal.batch.n && v.parts.n && v.parts.v[0].record)
		TRY(registry_proposals_about(&q->ctx, v.parts.v[0].record, q->id, &v.others));
	return reply(q, &v, record_proposal_page);
}

/* ---- deciding ---- */

err record_proposal_form(struct req *q)
{
	struct proposal_view v = {0};
	struct record_proposal_work w;
	v.action = q->route->action ? q->route->action : flow_action(&record_proposal_flow, q->key);
	TRY(loaded(q, &v, &w));
	if (!v.action)
		return FAIL(&q->ctx, NOT_FOUND, "action");
	record_proposal_form_page(&q->page, &v);
	return NULL;
}

err record_proposal_act_run(struct req *q)
{
	struct record_proposal_work w = {.proposal = q->id};
	struct record_proposal_said said = {0};
	TRY(flow_begin(q, &w.flow));
	TRY(read_input(q, &said));
	w.note = said.note;
	w.seen = said.seen;
	w.client_key = said.client_key;
	TRY(apply(&q->ctx, record_proposal_act, &w));
	flash(q, "%s.", w.action->done);
	return see_other(q, "/de-nghi-ghi-so/%lld", (long long)q->id);
}

/* ---- what others ask ---- */

err record_proposal_titled(struct ctx *c, int64_t id, str *out)
{
	struct registry_proposal_title t;
	bool found;
	TRY(registry_proposal_title(c, id, &t, &found));
	*out = found ? t.title : S("");
	return NULL;
}

err record_proposal_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct registry_proposal_title t;
	bool found = false;
	if (may(q, "registry.read"))
		TRY(registry_proposal_title(&q->ctx, id, &t, &found));
	if (!found || t.unit_id != q->ctx.unit)
		return FAIL(&q->ctx, NOT_FOUND, "record_proposal");
	*out = (struct object_seen){t.title, str_format(q->ctx.a, "/de-nghi-ghi-so/%lld", (long long)id)};
	return NULL;
}

err record_proposal_cards(struct req *q, struct home_cards *out)
{
	struct registry_proposals_count n;
	if (!may(q, REGISTRY_APPROVE) || !q->ctx.unit)
		return NULL;
	TRY(registry_proposals_count(&q->ctx, q->ctx.unit, q->ctx.actor, &n));
	card_add(out,
		(struct home_card){.title = "Đề nghị ghi sổ chờ duyệt",
			.count = n.total,
			.path = address_with(q->ctx.a, S("/de-nghi-ghi-so"), QUERY(q->ctx.a, {"trang-thai", S("waiting")}))});
	return NULL;
}

err record_written(struct req *q, const struct registry *r, int64_t record, int64_t waits, const char *done)
{
	if (waits) {
		flash(q, "Đã gửi đề nghị. Nội dung vào sổ khi người khác duyệt.");
		return see_other(q, "/de-nghi-ghi-so/%lld", (long long)waits);
	}
	flash(q, "%s", done);
	return see_other(q, "/du-lieu/%.*s/%lld", STR_ARG(r->code), (long long)record);
}

/* ---- what programs get ---- */

static const struct member line_members[] = {MEMBER(struct proposal_line, id, M_INT), MEMBER(struct proposal_line, title, M_TEXT),
	MEMBER(struct proposal_line, registry, M_TEXT), MEMBER(struct proposal_line, maker, M_TEXT),
	MEMBER(struct proposal_line, made_at, M_INT), MEMBER(struct proposal_line, state, M_TEXT)};
static const struct shape proposal_line_shape = SHAPE("record_proposal_line", struct proposal_line, line_members);
static const struct member list_members[] = {
	MANY(struct proposals_view, proposals, proposal_line), MEMBER(struct proposals_view, next, M_TEXT)};
const struct shape record_proposals_shape = SHAPE("record_proposals", struct proposals_view, list_members);
static const struct member part_members[] = {MEMBER(struct proposal_part, id, M_INT), MEMBER(struct proposal_part, record, M_INT),
	MEMBER(struct proposal_part, title, M_TEXT), MEMBER(struct proposal_part, name, M_TEXT),
	MEMBER(struct proposal_part, valid_from, M_TEXT), MEMBER(struct proposal_part, reason, M_TEXT),
	MEMBER(struct proposal_part, status, M_TEXT), MEMBER(struct proposal_part, why, M_TEXT),
	MEMBER(struct proposal_part, answers, M_JSON), MANY(struct proposal_part, differences, difference)};
static const struct shape proposal_part_shape = SHAPE("record_proposal_part", struct proposal_part, part_members);
static const struct member other_members[] = {MEMBER(struct registry_proposals_about, id, M_INT),
	MEMBER(struct registry_proposals_about, title, M_TEXT), MEMBER(struct registry_proposals_about, maker, M_TEXT)};
static const struct shape proposal_other_shape = SHAPE("record_proposal_other", struct registry_proposals_about, other_members);
static const struct member view_members[] = {ONE(struct proposal_view, proposal, registry_proposal_get),
	MEMBER(struct proposal_view, state, M_TEXT), MEMBER(struct proposal_view, is_own, M_INT),
	ONE(struct proposal_view, counts, registry_proposal_counts), MANY(struct proposal_view, others, proposal_other),
	MANY(struct proposal_view, parts, proposal_part), MANY(struct proposal_view, actions, flow_offer),
	MEMBER(struct proposal_view, next, M_TEXT)};
const struct shape record_proposal_shape = SHAPE("record_proposal", struct proposal_view, view_members);
