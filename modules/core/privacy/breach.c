/* breach: the rules: writing one down, what is done about it, who is warned. */
#include "core/privacy/breach.h"
#include "web/input.h"
#include "web/notify.h"
#include "web/route.h"
#include "web/services/audit.h"

/* ---- writing one down ---- */

static bool minutes_read(str typed, int64_t *minutes)
{
	str hours, rest;
	int64_t h = 0, m = 0;
	if (!str_cut(typed, ':', &hours, &rest) || !str_int(hours, &h) || !str_int(rest, &m) || h < 0 || h > 23 || m < 0 ||
		m > 59)
		return false;
	*minutes = h * 60 + m;
	return true;
}

static err tell(struct ctx *c, int64_t unit, const char *permission, const struct news *n)
{
	struct privacy_officers_rows all;
	TRY(privacy_officers(c, unit, str_of(permission), day_iso(c->a, day_of(c->now)), &all));
	for (size_t i = 0; i < all.n; i++)
		TRY(notify(c, all.v[i].id, "privacy.breach", n));
	return NULL;
}

err privacy_breach_write(struct ctx *c, struct privacy_new_breach *n)
{
	struct privacy_breach_add added;
	day on = 0;
	int64_t minutes = 0;
	if (!day_parse(n->detected_on, &on))
		return FAIL_FIELD(c, "detected_on", "Ngày phát hiện chưa đúng.");
	if (!minutes_read(n->detected_time, &minutes))
		return FAIL_FIELD(c, "detected_time", "Hãy ghi giờ phát hiện, ví dụ 08:30.");
	int64_t detected = day_start(on) + minutes * MINUTE;
	if (detected > c->now)
		return FAIL_FIELD(c, "detected_on", "Lúc phát hiện không thể ở sau bây giờ.");
	TRY(privacy_breach_add(c,
		&(struct privacy_breach_add_in){.unit = c->unit,
			.title = n->title,
			.detected = detected,
			.happened = n->happened,
			.kinds = n->kinds,
			.people = n->people,
			.harm = n->harm,
			.serious = n->is_serious,
			.account = c->actor,
			.now = c->now,
			.due = detected + BREACH_HOURS * HOUR},
		&added));
	n->id = added.id;
	TRY(privacy_breach_event_add(c, n->id, c->now, c->actor, S("write"), S("")));
	TRY(audit_add(c, "privacy_breach.write", "privacy_breach", n->id, n->title));
	struct news told = {.title = str_format(c->a, "Sự cố dữ liệu mới: %.*s", STR_ARG(n->title)),
		.text = n->is_serious ? str_format(c->a, "Phải báo cơ quan chuyên trách trước %.*s.",
						STR_ARG(show_time(c->a, detected + BREACH_HOURS * HOUR)))
				      : S("Hãy ngăn chặn và ghi lại việc đã làm."),
		.path = str_format(c->a, "/su-co-du-lieu/%lld", (long long)n->id)};
	return tell(c, c->unit, "privacy.breach", &told);
}

struct privacy_hours privacy_hours_of(int64_t detected, opt_int reported, int64_t due, int64_t now)
{
	int64_t until = reported.set ? reported.v : now;
	return (struct privacy_hours){(until - detected + HOUR - 1) / HOUR, reported.set, until > due};
}

/* ---- the flow ---- */

err privacy_breach_load(struct ctx *c, struct privacy_breach_work *w)
{
	TRY(privacy_breach(c, w->breach, c->unit, &w->facts));
	w->at = (struct privacy_breach_place){w->facts.contained_at.set, w->facts.told_people_at.set, w->facts.is_serious};
	w->object = w->facts.id;
	w->version = w->facts.version;
	w->state = w->facts.state;
	w->is = &w->state;
	w->place = &w->at;
	w->detail = w->facts.title;
	return NULL;
}

err privacy_breach_store(struct ctx *c, struct privacy_breach_work *w)
{
	const struct privacy_breach *b = &w->facts;
	TRY(privacy_breach_save(c, &(struct privacy_breach_save_in){.id = b->id,
					   .seen = w->version,
					   .state = w->state,
					   .contained = b->contained_at,
					   .reported = b->reported_at,
					   .told = b->told_people_at,
					   .closed = b->closed_at,
					   .kept_until = b->kept_until}));
	return privacy_breach_event_add(c, b->id, c->now, c->actor, str_of(w->action->name), w->note);
}

err privacy_breach_act(struct ctx *c, struct privacy_breach_work *w) { return flow_apply(c, &privacy_breach_flow, w); }

OWN_RULE(contain, struct privacy_breach_work)
static err contain(struct ctx *c, struct privacy_breach_work *w)
{
	w->facts.contained_at = some_int(c->now);
	return NULL;
}
OWN_RULE(report, struct privacy_breach_work)
static err report(struct ctx *c, struct privacy_breach_work *w)
{
	w->facts.reported_at = some_int(c->now);
	return NULL;
}
OWN_RULE(tell_people, struct privacy_breach_work)
static err tell_people(struct ctx *c, struct privacy_breach_work *w)
{
	w->facts.told_people_at = some_int(c->now);
	return NULL;
}
OWN_RULE(end, struct privacy_breach_work)
static err end(struct ctx *c, struct privacy_breach_work *w)
{
	if (!w->at.is_contained)
		return FAIL(c, CONFLICT, "Sự cố chưa được ghi là đã ngăn chặn. Hãy ghi việc đã làm để ngăn chặn trước.");
	if (w->at.is_serious && w->was == BREACH_OPEN)
		return FAIL(c, CONFLICT, "Sự cố này phải báo cơ quan chuyên trách trước khi kết thúc.");
	struct date d = day_parts(day_of(c->now));
	w->facts.closed_at = some_int(c->now);
	w->facts.kept_until = day_iso(c->a, day_make(d.year + BREACH_KEPT_YEARS, d.month, d.day));
	return NULL;
}

static bool is_not_contained(const struct flow_action *a, const void *place)
{
	(void)a;
	return place && !((const struct privacy_breach_place *)place)->is_contained;
}
static bool is_not_told(const struct flow_action *a, const void *place)
{
	(void)a;
	return place && !((const struct privacy_breach_place *)place)->is_told;
}

static const struct flow_state states[] = {
	{.value = BREACH_OPEN, .code = "open", .title = "Đang xử lý", .first = true, .clock = FLOW_RUNS, .colour = "red"},
	{.value = BREACH_REPORTED,
		.code = "reported",
		.title = "Đã báo cơ quan chuyên trách",
		.clock = FLOW_RESTS,
		.colour = "blue"},
	{.value = BREACH_CLOSED, .code = "closed", .title = "Đã kết thúc", .terminal = true},
};
static const struct flow_side sides[] = {{.who = "cán bộ",
	.path = "/su-co-du-lieu/{id}",
	.api = "/data-breaches/{id}",
	.permission = "privacy.breach",
	.summary = "Việc làm được với một sự cố dữ liệu"}};
struct said {
	str note, client_key;
	int64_t seen;
};
static const struct field said_fields[] = {
	LONG_TEXT(struct said, note, "Nội dung", 0, 2000),
	INT(struct said, seen, "Phiên bản đang xem", 0, INT64_MAX),
	TEXT(struct said, client_key, "Mã của biểu mẫu", 0, 60),
};
static const struct input said_input = INPUT("data_breach_said", said_fields);
#define LIVING FLOW_IN(BREACH_OPEN) | FLOW_IN(BREACH_REPORTED)
#define DOES   .sides = FLOW_IN(0), .input = &said_input, .note_required = true
static const struct flow_action actions[] = {
	{.name = "report",
		.path = "bao-cao",
		.title = "Ghi đã báo cơ quan chuyên trách",
		.done = "Đã báo cơ quan chuyên trách",
		.permission = "privacy.breach_report",
		DOES,
		.from = FLOW_IN(BREACH_OPEN),
		.to = FLOW_IN(BREACH_REPORTED),
		.note = "Báo cho cơ quan nào, văn bản số, ngày",
		.rule = report_rule},
	{.name = "contain",
		.path = "ngan-chan",
		.title = "Ghi đã ngăn chặn",
		.done = "Đã ngăn chặn",
		.permission = "privacy.breach",
		DOES,
		.from = LIVING,
		.only = is_not_contained,
		.only_when = "chưa ngăn chặn",
		.note = "Đã làm gì để ngăn chặn, khắc phục",
		.rule = contain_rule},
	{.name = "tell_people",
		.path = "bao-nguoi-dan",
		.title = "Ghi đã báo người có dữ liệu",
		.done = "Đã báo người có dữ liệu",
		.permission = "privacy.breach",
		DOES,
		.from = LIVING,
		.only = is_not_told,
		.only_when = "chưa báo người có dữ liệu",
		.note = "Báo bằng cách nào, cho ai",
		.rule = tell_people_rule},
	{.name = "close",
		.path = "ket-thuc",
		.title = "Kết thúc",
		.done = "Đã kết thúc",
		.permission = "privacy.breach_report",
		DOES,
		.from = LIVING,
		.to = FLOW_IN(BREACH_CLOSED),
		.note = "Kết luận, bài học",
		.destructive = true,
		.rule = end_rule},
};
static const struct permission permissions[] = {
	{.name = "privacy.breach", .title = "Ghi, xử lý sự cố dữ liệu cá nhân", .roles = "specialist leader administrator"},
	{.name = "privacy.breach_report", .title = "Báo cơ quan chuyên trách, kết thúc sự cố dữ liệu", .roles = "leader"},
};
const struct flow privacy_breach_flow = {.name = "privacy_breach",
	.noun = "Sự cố dữ liệu",
	.title = "Sự cố lộ, mất dữ liệu cá nhân",
	.states = LIST(states),
	.sides = LIST(sides),
	.actions = LIST(actions),
	.permissions = LIST(permissions),
	.load = privacy_breach_load_rule,
	.save = privacy_breach_store_rule};

/* ---- the hours run ---- */

static err warn_one(struct ctx *c, const struct privacy_breaches_due *b)
{
	int64_t left = b->report_due_at - c->now;
	const char *stage = left < 0 ? "late" : left <= 6 * HOUR ? "6" : left <= 24 * HOUR ? "24" : "48";
	struct news n = {.title = left < 0 ? str_format(c->a, "Quá hạn 72 giờ báo sự cố dữ liệu: %.*s", STR_ARG(b->title))
					   : str_format(c->a, "Còn %lld giờ để báo sự cố dữ liệu: %.*s", (long long)(left / HOUR),
						     STR_ARG(b->title)),
		.text = str_format(c->a, "Hạn báo cơ quan chuyên trách: %.*s.", STR_ARG(show_time(c->a, b->report_due_at))),
		.path = str_format(c->a, "/su-co-du-lieu/%lld", (long long)b->id),
		.once = str_format(c->a, "%lld:%s", (long long)b->id, stage)};
	TRY(tell(c, b->unit_id, left <= 24 * HOUR ? "privacy.breach_report" : "privacy.breach", &n));
	n.path = S(""); /* the unit above reads that it is late; the file is the unit's */
	return left < 0 && b->parent_id.set ? tell(c, b->parent_id.v, "privacy.breach_report", &n) : NULL;
}

OWN_RULE(warn_all, struct nothing)
static err warn_all(struct ctx *c, struct nothing *none)
{
	int64_t after_due = 0, after = 0;
	(void)none;
	for (struct privacy_breaches_due_rows rows = {NULL, 1}; rows.n;) {
		TRY(privacy_breaches_due(c, BREACH_OPEN, c->now + 48 * HOUR, after_due, after, &rows));
		for (size_t i = 0; i < rows.n; i++) {
			TRY(warn_one(c, &rows.v[i]));
			after_due = rows.v[i].report_due_at;
			after = rows.v[i].id;
		}
	}
	return NULL;
}

err privacy_breach_warn(struct ctx *c, str argument)
{
	(void)argument;
	return apply(c, warn_all, NULL);
}
