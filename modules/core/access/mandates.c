/* Pages of delegation: one's own, given and received, and all of a unit for its administrator. And choosing the unit to act for. */
#include "front.h"
#include "pages.h"
#include "web/reply.h"
#include "web/services/audit.h"
#include "auth/auth.h"

enum { PAGE = 30 };

/* ---- lines ---- */

static str powers_of(arena *a, const struct delegation_powers_rows *all, int64_t id)
{
	buf b = {.a = a};
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].delegation_id == id)
			buf_printf(&b, "%s%.*s", b.n ? " " : "", STR_ARG(all->v[i].permission));
	return buf_text(&b);
}

static str state_of(struct ctx *c, const struct delegations_of_unit *d)
{
	day from = 0, to = 0, today = day_of(c->now);
	day_parse(d->valid_from, &from);
	day_parse(d->valid_to, &to);
	return d->ended_at.set || to <= today ? S("ended") : from > today ? S("planned") : S("active");
}

static err fill_lines(struct ctx *c, const struct delegations_of_unit_rows *rows, struct mandate_lines *out)
{
	struct delegation_powers_rows powers = {0};
	struct file_links_rows papers;
	int64_t *ids = NEWN(c->a, int64_t, rows->n + 1);
	size_t n = rows->n;
	for (size_t i = 0; i < n; i++)
		ids[i] = rows->v[i].id;
	if (n)
		TRY(delegation_powers(c, (struct ints){ids, n}, &powers));
	TRY(files_linked(c, "delegation", (struct ints){ids, n}, &papers));
	*out = (struct mandate_lines){NEWN(c->a, struct mandate_line, n), n};
	for (size_t i = 0; i < n; i++) {
		const struct delegations_of_unit *d = &rows->v[i];
		day last = 0;
		day_parse(d->valid_to, &last);
		out->v[i] = (struct mandate_line){.id = d->id,
			.from_name = d->from_name,
			.to_name = d->to_name,
			.valid_from = d->valid_from,
			.valid_until = day_iso(c->a, last - 1),
			.reason = d->reason,
			.document = d->document,
			.permissions = powers_of(c->a, &powers, d->id),
			.state = state_of(c, d),
			.is_mine = d->from_id == c->actor,
			.papers = file_links_of(&papers, d->id)};
	}
	return NULL;
}

/* ---- one's own: given and received ---- */

static const struct field delegation_form_fields[] = {
	INT(struct delegation_form, to, "Người được ủy quyền", 1, INT64_MAX),
	TEXTS(struct delegation_form, permissions, "Việc được ủy quyền", 1, 100),
	DATE(struct delegation_form, valid_from, "Từ ngày", NEEDED),
	DATE(struct delegation_form, valid_until, "Đến hết ngày", NEEDED),
	TEXT(struct delegation_form, reason, "Lý do", 3, 300),
	TEXT(struct delegation_form, document, "Văn bản ủy quyền", 3, 200),
};
const struct input delegation_input = INPUT("new_delegation", delegation_form_fields);

static err colleague_choices(struct req *q, const struct choice **out)
{
	struct colleagues_rows all;
	TRY(colleagues(&q->ctx, q->ctx.unit, today_iso(&q->ctx), q->ctx.actor, &all));
	struct choice *v = NEWN(q->ctx.a, struct choice, all.n + 2);
	v[0] = (struct choice){"", "Chọn một người"};
	for (size_t i = 0; i < all.n; i++)
		v[i + 1] =
			(struct choice){str_format(q->ctx.a, "%lld", (long long)all.v[i].id).s, str_c(q->ctx.a, all.v[i].name)};
	*out = v;
	return NULL;
}

static err power_choices(struct req *q, const struct choice **out)
{
	struct texts may_give;
	TRY(delegable_permissions(&q->ctx, &may_give));
	struct choice *v = NEWN(q->ctx.a, struct choice, may_give.n + 1);
	for (size_t i = 0; i < may_give.n; i++)
		v[i] = (struct choice){
			str_c(q->ctx.a, may_give.v[i]), str_c(q->ctx.a, permission_titles(q->ctx.a, may_give.v[i]))};
	*out = v;
	return NULL;
}

static err officers_only(struct req *q)
{
	return q->actor->kind == OFFICER && q->ctx.unit ? NULL
							: FAIL(&q->ctx, DENIED, "Ủy quyền dành cho cán bộ của một đơn vị.");
}

err own_delegations_page(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct own_delegations_view v = {.may_make = may(q, "delegation.make") && !may_for(q, "delegation.make")};
	struct own_filter asked = {0};
	TRY(officers_only(q));
	TRY(list_read(q, &own_delegation_list, &asked, &v.list));
	TRY(list_fill(q, &v.list));
	v.delegations = (struct mandate_lines){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	v.today = today_iso(c);
	if (v.may_make) {
		TRY(colleague_choices(q, &v.colleagues));
		TRY(power_choices(q, &v.powers));
		v.kept = files_kept(q, &FILES_OF("papers", c->unit));
	}
	return reply(q, &v, delegations_page);
}

err delegation_post(struct req *q)
{
	struct delegation_form f;
	struct sent_files papers;
	TRY(read_input(q, &f));
	TRY(files_sent(q, &FILES_OF("papers", q->ctx.unit), &papers));
	struct new_delegation n = {.to = f.to,
		.permissions = f.permissions,
		.valid_from = f.valid_from,
		.valid_until = f.valid_until,
		.reason = f.reason,
		.document = f.document,
		.papers = papers};
	TRY(apply(&q->ctx, delegation_add, &n));
	flash(q, "Đã ủy quyền. Mọi việc người đó làm thay đều được ghi rõ là được ông/bà ủy quyền.");
	return see_other(q, "/tai-khoan/uy-quyen");
}

OWN_RULE(end_own, const int64_t)
static err end_own(struct ctx *c, const int64_t *id) { return delegation_end(c, *id); }

err delegation_end_post(struct req *q)
{
	TRY(apply(&q->ctx, end_own, &q->id));
	flash(q, "Đã chấm dứt ủy quyền.");
	return see_other(q, "/tai-khoan/uy-quyen");
}

/* ---- one, as other modules see it: its papers ---- */

err delegation_titled(struct ctx *c, int64_t id, str *out)
{
	struct delegation_names d;
	TRY(delegation_names(c, id, &d));
	*out = str_format(c->a, "%.*s ủy quyền cho %.*s", STR_ARG(d.from_name), STR_ARG(d.to_name));
	return NULL;
}

/* The two, and who manages the accounts of its unit. */
static err delegation_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct ctx *c = &q->ctx;
	struct delegation_get d;
	TRY(delegation_get(c, id, &d));
	bool own = c->actor == d.from_id || c->actor == d.to_id;
	bool manages = may(q, "account.manage") && (!c->unit || c->unit == d.unit_id);
	if (q->actor->is_program || (!own && !manages))
		return FAIL(c, NOT_FOUND, "delegation");
	out->path = own ? S("/tai-khoan/uy-quyen") : S("/quan-tri/uy-quyen");
	return delegation_titled(c, id, &out->title);
}

static err delegation_add_to(struct req *q, int64_t id)
{
	struct ctx *c = &q->ctx;
	struct delegation_get d;
	TRY(delegation_get(c, id, &d));
	if (c->actor != d.from_id)
		return FAIL(c, DENIED, "Chỉ người ủy quyền đính kèm được văn bản của ủy quyền này.");
	day to = 0;
	day_parse(d.valid_to, &to);
	return d.ended_at.set || to <= day_of(c->now)
		       ? FAIL(c, CONFLICT, "Ủy quyền này đã kết thúc nên không thay đổi được văn bản kèm theo.")
		       : NULL;
}

/* ---- of a unit ---- */

/* Whose are wanted: those of the asker's unit; the platform's chooses one. */
static err whose(struct req *q, struct listing *l)
{
	struct delegation_filter *f = l->asked;
	if (q->ctx.unit)
		return NULL;
	if (f->place.n)
		TRY(places_named(&q->ctx, f->place, &f->places));
	if (f->places.n == 1)
		f->unit = f->places.v[0].id;
	return NULL;
}

static err delegation_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct delegations_of_unit_rows rows = {0};
	struct mandate_lines lines = {0};
	int64_t unit = q->ctx.unit ? q->ctx.unit : ((const struct delegation_filter *)l->asked)->unit;
	TRY(delegations_of_unit(&q->ctx, unit, l->begun ? l->from.id : INT64_MAX, most, &rows));
	TRY(fill_lines(&q->ctx, &rows, &lines));
	*out = LIST_ROWS(lines);
	return NULL;
}

static struct list_key delegation_key(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.id = ((const struct mandate_line *)row)->id};
}

static str powers_text(arena *a, const struct listing *l, const void *row)
{
	(void)l;
	return permission_titles(a, ((const struct mandate_line *)row)->permissions);
}

static str state_text(arena *a, const struct listing *l, const void *row)
{
	str state = ((const struct mandate_line *)row)->state;
	(void)a, (void)l;
	return str_is(state, "active") ? S("Đang hiệu lực") : str_is(state, "planned") ? S("Chưa bắt đầu") : S("Đã kết thúc");
}

static void state_part(struct page *p, const struct listing *l, const void *row) { mandate_state(p, row, l->list->path); }

static str document_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return ((const struct mandate_line *)row)->document;
}

static void document_part(struct page *p, const struct listing *l, const void *row)
{
	mandate_paper(p, row, l->list == &own_delegation_list);
}

static const struct field delegation_filters[] = {
	{.name = "xa", .label = "Tên đơn vị", .type = I_TEXT, .at = offsetof(struct delegation_filter, place), .max = 200},
	{.name = "don-vi",
		.label = "Số của đơn vị",
		.type = I_INT,
		.at = offsetof(struct delegation_filter, unit),
		.max = INT64_MAX},
};
#define LINE(member) offsetof(struct mandate_line, member)
static const struct column delegation_columns[] = {
	{.name = "from", .title = "Người ủy quyền", .at = LINE(from_name)},
	{.name = "to", .title = "Người được ủy quyền", .at = LINE(to_name)},
	{.name = "powers", .title = "Việc", .as = COLUMN_MADE, .text = powers_text},
	{.name = "since", .title = "Từ ngày", .as = COLUMN_DAY, .at = LINE(valid_from)},
	{.name = "until", .title = "Đến hết ngày", .as = COLUMN_DAY, .at = LINE(valid_until)},
	{.name = "reason", .title = "Lý do", .at = LINE(reason)},
	{.name = "document", .title = "Văn bản", .as = COLUMN_MADE, .text = document_text, .part = document_part},
	{.name = "state", .title = "Tình trạng", .as = COLUMN_MADE, .text = state_text, .part = state_part},
};
const struct list delegation_list = {
	.title = "Ủy quyền trong đơn vị",
	.path = "/quan-tri/uy-quyen",
	.file = "uy-quyen",
	.columns = LIST(delegation_columns),
	.filters = LIST(delegation_filters),
	.asked = sizeof(struct delegation_filter),
	.row = sizeof(struct mandate_line),
	.page = PAGE,
	.settle = whose,
	.rows = delegation_rows,
	.key = delegation_key,
};

static err own_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct own_filter *f = l->asked;
	struct delegations_of_unit_rows rows = {0};
	struct mandate_lines lines = {0};
	TRY(delegations_own(&q->ctx, q->ctx.actor, !str_is(f->side, "received"), !str_is(f->side, "given"),
		l->begun ? l->from.id : INT64_MAX, most, &rows));
	TRY(fill_lines(&q->ctx, &rows, &lines));
	*out = LIST_ROWS(lines);
	return NULL;
}

static const struct choice sides[] = {{"given", "Tôi ủy quyền"}, {"received", "Tôi được ủy quyền"}, {NULL, NULL}};
static const struct field own_filters[] = {
	{.name = "phia", .label = "Ủy quyền", .type = I_CHOICE, .at = offsetof(struct own_filter, side), .choices = sides}};
const struct list own_delegation_list = {
	.title = "Ủy quyền tôi trao và nhận",
	.path = "/tai-khoan/uy-quyen",
	.file = "uy-quyen-cua-toi",
	.columns = LIST(delegation_columns),
	.filters = LIST(own_filters),
	.asked = sizeof(struct own_filter),
	.row = sizeof(struct mandate_line),
	.page = PAGE,
	.rows = own_rows,
	.key = delegation_key,
};

err unit_delegations_page(struct req *q)
{
	struct unit_delegations_view v = {.unit_name = q->actor->unit_name, .platform = !q->ctx.unit};
	struct delegation_filter asked = {0};
	TRY(list_read(q, &delegation_list, &asked, &v.list));
	TRY(list_fill(q, &v.list));
	if (asked.unit && v.platform)
		TRY(unit_place(&q->ctx, asked.unit, &v.unit_name));
	v.typed = asked.place;
	v.places = asked.places;
	v.delegations = (struct mandate_lines){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	return reply(q, &v, unit_delegation_list);
}

OWN_RULE(end_of_unit, const int64_t)
static err end_of_unit(struct ctx *c, const int64_t *id) { return delegation_end_of_unit(c, *id); }

err unit_delegation_end_post(struct req *q)
{
	TRY(apply(&q->ctx, end_of_unit, &q->id));
	flash(q, "Đã chấm dứt ủy quyền.");
	return see_other(q, "/quan-tri/uy-quyen");
}

/* ---- the unit to act for ---- */

err own_units_page(struct req *q)
{
	struct own_units_view v = {.now = q->actor->unit};
	TRY(account_units(&q->ctx, q->ctx.actor, today_iso(&q->ctx), &v.units));
	return reply(q, &v, own_unit_list);
}

struct choosing {
	int64_t session, unit;
};

OWN_RULE(choose, const struct choosing)
static err choose(struct ctx *c, const struct choosing *n)
{
	struct account_units_rows mine;
	TRY(account_units(c, c->actor, today_iso(c), &mine));
	for (size_t i = 0; i < mine.n; i++)
		if (mine.v[i].unit == n->unit) {
			TRY(session_act_for(c, n->session, n->unit));
			return audit_add(c, "session.act_for", "unit", n->unit, S(""));
		}
	return FAIL(c, INVALID, "Hôm nay ông/bà không giữ vị trí nào ở đơn vị này.");
}

static const struct field unit_fields[] = {INT(struct unit_form, unit, "Đơn vị", 0, INT64_MAX)};
const struct input position_unit_input = INPUT("act_for", unit_fields);

err own_unit_post(struct req *q)
{
	struct unit_form f;
	TRY(read_input(q, &f));
	struct choosing n = {q->actor->session, f.unit};
	TRY(apply(&q->ctx, choose, &n));
	flash(q, "Từ giờ, việc ông/bà làm ở thiết bị này là của đơn vị vừa chọn.");
	struct actor *who = NEW(q->ctx.a, struct actor);
	TRY(access_identify(&q->ctx, &(struct session){.account = q->ctx.actor, .unit = some_int(f.unit)}, who));
	q->actor = who;
	return see_other(q, "%.*s", STR_ARG(q->json ? S("/tai-khoan") : account_home_path(q)));
}

const struct object access_objects[] = {{.kind = "delegation", .see = delegation_seen, .change = delegation_add_to},
	{.kind = "account", .see = account_object}, {.kind = "unit_role", .see = unit_role_seen}};

/* ---- shapes ---- */

static const struct member line_members[] = {
	MEMBER(struct mandate_line, id, M_INT),
	MEMBER(struct mandate_line, from_name, M_TEXT),
	MEMBER(struct mandate_line, to_name, M_TEXT),
	MEMBER(struct mandate_line, valid_from, M_TEXT),
	MEMBER(struct mandate_line, valid_until, M_TEXT),
	MEMBER(struct mandate_line, reason, M_TEXT),
	MEMBER(struct mandate_line, document, M_TEXT),
	MEMBER(struct mandate_line, permissions, M_TEXT),
	MEMBER(struct mandate_line, state, M_TEXT),
	MEMBER(struct mandate_line, is_mine, M_INT),
	MANY(struct mandate_line, papers, file_links),
};
static const struct shape mandate_line_shape = SHAPE("delegation", struct mandate_line, line_members);
static const struct member own_members[] = {
	MANY(struct own_delegations_view, delegations, mandate_line),
	MEMBER(struct own_delegations_view, next, M_TEXT),
};
const struct shape own_delegations_shape = SHAPE("own_delegations", struct own_delegations_view, own_members);
static const struct member unit_members[] = {
	MANY(struct unit_delegations_view, delegations, mandate_line),
	MEMBER(struct unit_delegations_view, next, M_TEXT),
};
const struct shape unit_delegations_shape = SHAPE("delegations", struct unit_delegations_view, unit_members);
static const struct member units_members[] = {
	MEMBER(struct own_units_view, now, M_INT), MANY(struct own_units_view, units, account_units)};
const struct shape own_units_shape = SHAPE("own_units", struct own_units_view, units_members);
