/* Pages of registries: which there are, one's records, one record, and what is done with it. */
#include "core/registries/map.h"
#include "core/registries/proposing.h"
#include "core/registries/registries.html.h"
#include "web/input.h"
#include "web/reply.h"
#include "web/request.h"
#include "web/services/audit.h"

enum { PAGE = 20, HITS_LOOKED = 30, NAMERS_SHOWN = 20 };
#define WRITE_PERMISSION REGISTRY_WRITE

/* ---- all registries, one registry ---- */

err registries_run(struct req *q)
{
	struct registries_view v = {.words = q->json ? S("") : query_text(q, "tim")};
	struct registries all;
	struct registry_unit unit;
	TRY(registries_of_today(&q->ctx, &all));
	TRY(registry_unit(&q->ctx, q->ctx.unit, &unit));
	v.registries.v = NEWN(q->ctx.a, struct registry_head, all.n + 1);
	for (size_t i = 0; i < all.n; i++)
		if (registry_of_level(all.v[i], unit.level))
			v.registries.v[v.registries.n++] = (struct registry_head){.code = all.v[i]->code,
				.title = all.v[i]->title,
				.one = str_of(all.v[i]->one),
				.remark = registry_has_ended(&q->ctx, all.v[i])
						  ? str_format(q->ctx.a, "Đã đóng từ %.*s: chỉ xem.",
							    STR_ARG(show_day(q->ctx.a, all.v[i]->ended)))
						  : all.v[i]->remark,
				.basis = all.v[i]->basis};
	return reply(q, &v, registries_page);
}

err registry_run(struct req *q)
{
	struct registry_view v = {0};
	struct registry_asked asked = {0};
	struct registry_unit unit;
	const struct list *list;
	TRY(registry_of(&q->ctx, q->key, &v.registry));
	TRY(registry_unit(&q->ctx, q->ctx.unit, &unit));
	v.is_writable =
		may(q, WRITE_PERMISSION) && registry_of_level(v.registry, unit.level) && !registry_has_ended(&q->ctx, v.registry);
	v.is_imported = v.is_writable && may(q, "import.run") && registry_is_importable(v.registry);
	TRY(registry_list_made(q, &list));
	TRY(list_read(q, list, &asked, &v.list));
	TRY(list_fill(q, &v.list));
	registry_bulk_settle(q, v.registry, &v.list);
	v.code = v.registry->code;
	v.title = v.registry->title;
	v.records = (struct registry_lines){v.list.rows.v, v.list.rows.n};
	v.next = v.list.next;
	return reply(q, &v, registry_page);
}

/* ---- one record ---- */

static err record_of(struct req *q, const struct registry **r, struct registry_record_get *out)
{
	bool found;
	TRY(registry_of(&q->ctx, q->key, r));
	TRY(registry_record_get(&q->ctx, q->id, (*r)->id, q->ctx.unit, out, &found));
	return found ? NULL : FAIL(&q->ctx, NOT_FOUND, "record");
}

/* The day that was asked, else today; what is no day is said beside the field. */
err registry_day_shown(struct req *q, const char *label, str *day)
{
	str typed = query_text(q, "ngay"), read;
	const char *wrong = typed.n ? date_typed(q->ctx.a, typed, false, &read) : NULL;
	*day = typed.n && !wrong ? read : day_iso(q->ctx.a, day_of(q->ctx.now));
	if (!wrong)
		return NULL;
	err e = problem(q, NULL, "ngay", "“%s” %s", label, wrong);
	q->page.problems = e->problems;
	return q->json ? e : NULL;
}

/* Where whoever follows a link to one that was merged finds what it is now: that one may have been merged itself since. */
static err merged_of(struct ctx *c, struct record_view *v)
{
	struct registry_record_get at = v->record;
	for (bool found = true; found && at.merged_into.set;) {
		v->merged_into = at.merged_into.v;
		TRY(registry_record_get(c, v->merged_into, v->registry->id, c->unit, &at, &found));
	}
	if (v->merged_into)
		TRY(record_titled(c, v->merged_into, &v->merged_into_name));
	return registry_records_merged(c, v->id, &v->merged);
}

static str day_after(arena *a, str iso)
{
	day d = 0;
	day_parse(iso, &d);
	return day_iso(a, d + 1);
}

/* Those that it names on that day, of all that it ever had. */
static err record_photographed(struct ctx *c, struct record_view *v, struct form_answers *said)
{
	struct photos_of_rows *rows = NEW(c->a, struct photos_of_rows);
	struct texts named = form_photos_said(c->a, said);
	if (!named.n)
		return NULL;
	TRY(photos_of(c, S("record"), v->id, rows));
	said->photos = rows;
	v->photos.v = NEWN(c->a, struct record_photo, named.n);
	for (size_t i = 0; i < named.n; i++) {
		const struct photos_of *is = photo_of(rows, named.v[i]);
		if (is)
			v->photos.v[v->photos.n++] = (struct record_photo){.sha256 = is->sha256,
				.path = str_format(c->a, "/api/v1/photos/%lld", (long long)is->id),
				.small_path = str_format(c->a, "/api/v1/photos/%lld/small", (long long)is->id)};
	}
	return NULL;
}

static err record_placed(struct req *q, struct record_view *v)
{
	struct marks_map *map = NEW(q->ctx.a, struct marks_map);
	struct form_answers *said;
	form_answers_stored(&q->ctx, v->written->form, v->answers, &said);
	v->map = map;
	v->answered = said;
	TRY(record_photographed(&q->ctx, v, said));
	return marks_of_record(q, v, said, map);
}

err record_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct record_view v = {.id = q->id};
	TRY(record_of(q, &v.registry, &v.record));
	TRY(registry_day_shown(q, "Xem vào ngày", &v.day));
	TRY(record_titled(c, q->id, &v.name));
	TRY(registry_record_version_on(c, q->id, v.day, &v.said, &v.found));
	v.is_today = str_eq(v.day, day_iso(c->a, day_of(c->now)));
	v.version = v.record.version;
	v.code = v.registry->code;
	v.is_writable = may(q, WRITE_PERMISSION) && !registry_has_ended(c, v.registry);
	v.powers = registry_has_ended(c, v.registry) ? 0 : registry_powers(q, v.registry);
	v.written = v.registry;
	if (v.found) {
		v.name = v.said.name;
		TRY(registry_written(c, v.registry, v.said.definition_id, &v.written));
		v.answers = v.said.answers;
		TRY(record_whence(q, v.said.source_ref, &v.whence));
		v.state_title = str_of(registry_state_title(v.registry, v.said.state));
		if (!v.state_title.n) /* a state that was taken away since */
			v.state_title = str_of(registry_state_title(v.written, v.said.state));
		TRY(record_placed(q, &v));
	}
	TRY(registry_namers(c, registry_link_kind(c->a, v.code), q->id, v.day, day_after(c->a, v.day), NAMERS_SHOWN, &v.named));
	TRY(registry_record_alike_of(c, v.registry->id, c->unit, v.record.alike, q->id, &v.alike));
	TRY(merged_of(c, &v));
	TRY(registry_proposals_about(c, q->id, 0, &v.waiting));
	registry_look_logged(q, v.registry, q->id);
	return reply(q, &v, record_page);
}

/* ---- what others ask of a record ---- */

static str place_path(arena *a, const struct registry_record_place *at)
{
	return str_format(a, "/du-lieu/%.*s/%lld", STR_ARG(at->code), (long long)at->id);
}

err record_seen(struct req *q, int64_t id, struct object_seen *out)
{
	struct registry_record_place at;
	bool found = false;
	if (may(q, "registry.read"))
		TRY(registry_record_place(&q->ctx, id, q->ctx.unit, &at, &found));
	if (!found)
		return FAIL(&q->ctx, NOT_FOUND, "record");
	*out = (struct object_seen){.title = at.name, .path = place_path(q->ctx.a, &at)};
	return NULL;
}

/* Words are found over all units: a record of another is left out. */
err registry_hits(struct req *q, str typed, struct hits *hits)
{
	struct ctx *c = &q->ctx;
	struct registry_search_find_rows found = {0};
	str key = search_key(c->a, typed);
	str words = str_format(c->a, "%.*s %.*s", STR_ARG(registry_marks(c->a, 0, c->unit)), STR_ARG(key));
	if (key.n)
		TRY(registry_search_find(c, db_search_text(c, words), INT64_MAX, HITS_LOOKED, &found));
	hits->list = ADDRESS(c->a, "/du-lieu", {"tim", typed});
	for (size_t i = 0; i < found.n && !hits->more; i++) {
		struct registry_record_place at;
		bool own;
		TRY(registry_record_place(c, found.v[i].id, c->unit, &at, &own));
		if (own)
			hit_add(hits, (struct hit){.title = at.name, .detail = at.title, .path = place_path(c->a, &at)});
	}
	return NULL;
}

err record_changeable(struct req *q, int64_t id)
{
	(void)id;
	return may(q, WRITE_PERMISSION) ? NULL : FAIL(&q->ctx, DENIED, "record");
}

/* Who may not see it learns no more of it than that it came from a thing of that kind. */
err record_whence(struct req *q, str source_ref, struct object_seen *out)
{
	str kind, number;
	int64_t id;
	*out = (struct object_seen){0};
	if (!str_cut(source_ref, '/', &kind, &number) || !str_int(number, &id))
		return NULL;
	err e = object_see(q, kind, id, out);
	return e && (e->kind == NOT_FOUND || e->kind == DENIED) ? NULL : e;
}

/* ---- writing ---- */

struct record_input {
	str valid_from, reason, kind;
	bool though_alike;
	int64_t seen;
};
static const struct field new_fields[] = {
	JSON_FIELD("answers", "Nội dung của mục"),
	{.name = "valid_from", .label = "Có từ ngày", .type = I_DATE, .at = offsetof(struct record_input, valid_from)},
	{.name = "reason", .label = "Lý do, căn cứ", .type = I_TEXT, .at = offsetof(struct record_input, reason), .max = 300},
	{.name = "though_alike", .label = "Đây là mục khác", .type = I_BOOL, .at = offsetof(struct record_input, though_alike)},
};
const struct input record_new_input = INPUT("new_record", new_fields);
static const struct field edit_fields[] = {
	JSON_FIELD("answers", "Nội dung của mục"),
	{.name = "kind",
		.label = "Vì sao sửa",
		.type = I_CHOICE,
		.at = offsetof(struct record_input, kind),
		.min = 1,
		.choices = record_edit_kinds},
	{.name = "valid_from", .label = "Thay đổi từ ngày", .type = I_DATE, .at = offsetof(struct record_input, valid_from)},
	{.name = "reason", .label = "Lý do, căn cứ", .type = I_TEXT, .at = offsetof(struct record_input, reason), .max = 300},
	{.name = "though_alike", .label = "Đây là mục khác", .type = I_BOOL, .at = offsetof(struct record_input, though_alike)},
	{.name = "seen",
		.label = "Lần sửa đã xem",
		.type = I_INT,
		.at = offsetof(struct record_input, seen),
		.min = 1,
		.max = INT64_MAX},
};
const struct input record_edit_input = INPUT("record_edit", edit_fields);

static err drawn_around(struct req *q, const struct registry *r, const struct marks_map **out)
{
	struct marks_map *map = NEW(q->ctx.a, struct marks_map);
	*map = (struct marks_map){0};
	*out = registry_drawn(r) ? map : NULL;
	return *out ? marks_framed(q, map) : NULL;
}

err record_new_form(struct req *q)
{
	struct record_form_view v = {.alike = page_problem(&q->page, "though_alike") != NULL};
	struct registry_unit unit;
	TRY(registry_of(&q->ctx, q->key, &v.registry));
	TRY(registry_unit(&q->ctx, q->ctx.unit, &unit));
	if (!registry_of_level(v.registry, unit.level))
		return FAIL(&q->ctx, NOT_FOUND, "registry");
	TRY(drawn_around(q, v.registry, &v.around));
	TRY(form_photos_kept(q, v.registry->form, "record", v.id, &v.photos));
	record_form_page(&q->page, &v);
	return NULL;
}

err record_new_run(struct req *q)
{
	struct record_input in = {0};
	struct record_work w = {0};
	if (form_rows_pressed(q))
		return record_new_form(q);
	TRY(registry_of(&q->ctx, q->key, &w.registry));
	err wrong = read_input(q, &in), unanswered = form_read_photos(q, w.registry->form, true, &w.answers);
	TRY(wrong);
	TRY(unanswered);
	w.valid_from = in.valid_from;
	w.reason = in.reason;
	w.though_alike = in.though_alike;
	TRY(apply(&q->ctx, registry_record_create, &w));
	return record_written(q, w.registry, w.record, w.waits, "Đã ghi vào sổ.");
}

static err last_of(
	struct req *q, const struct registry **r, struct registry_record_get *record, struct registry_record_version_on *last)
{
	bool found;
	TRY(record_of(q, r, record));
	TRY(registry_record_version_last(&q->ctx, q->id, last, &found));
	return found ? NULL : FAIL(&q->ctx, NOT_FOUND, "record");
}

err record_edit_form(struct req *q)
{
	struct record_form_view v = {.id = q->id, .alike = page_problem(&q->page, "though_alike") != NULL};
	struct registry_record_get record;
	struct registry_record_version_on last;
	TRY(last_of(q, &v.registry, &record, &last));
	v.version = record.version;
	v.answers = last.answers;
	v.name = last.name;
	TRY(drawn_around(q, v.registry, &v.around));
	TRY(form_photos_kept(q, v.registry->form, "record", v.id, &v.photos));
	record_form_page(&q->page, &v);
	return NULL;
}

static struct record_work work_of(struct req *q, const struct registry *r, const struct record_input *in)
{
	return (struct record_work){.registry = r,
		.record = q->id,
		.seen = in->seen,
		.valid_from = in->valid_from,
		.reason = in->reason,
		.though_alike = in->though_alike};
}

err record_edit_run(struct req *q)
{
	struct record_input in = {0};
	const struct registry *r;
	struct registry_record_get record;
	str answers = S("");
	if (form_rows_pressed(q))
		return record_edit_form(q);
	TRY(record_of(q, &r, &record));
	err wrong = read_input(q, &in), unanswered = form_read_photos(q, r->form, true, &answers);
	TRY(wrong);
	TRY(unanswered);
	struct record_work w = work_of(q, r, &in);
	w.answers = answers;
	bool correct = str_is(in.kind, "correct");
	TRY(correct ? apply(&q->ctx, registry_record_correct, &w) : apply(&q->ctx, registry_record_change, &w));
	return record_written(
		q, r, q->id, w.waits, correct ? "Đã sửa lại cho đúng. Nội dung sai vẫn xem được ở lịch sử." : "Đã ghi thay đổi.");
}

/* ---- states, end and return ---- */

struct step_input {
	struct record_input in;
	str move;
};
#define FROM_DAY                                                                                                                 \
	{                                                                                                                        \
		.name = "valid_from", .label = "Từ ngày", .type = I_DATE, .at = offsetof(struct step_input, in.valid_from)       \
	}
#define REASON                                                                                                                   \
	{                                                                                                                        \
		.name = "reason", .label = "Lý do, căn cứ", .type = I_TEXT, .at = offsetof(struct step_input, in.reason),        \
		.max = 300                                                                                                       \
	}
#define SEEN_VERSION                                                                                                             \
	{                                                                                                                        \
		.name = "seen", .label = "Lần sửa đã xem", .type = I_INT, .at = offsetof(struct step_input, in.seen), .min = 1,  \
		.max = INT64_MAX                                                                                                 \
	}
static const struct field move_fields[] = {FROM_DAY, REASON, SEEN_VERSION,
	{.name = "move", .label = "Việc", .type = I_TEXT, .at = offsetof(struct step_input, move), .min = 1, .max = 40}};
static const struct field end_fields[] = {FROM_DAY, REASON, SEEN_VERSION};
static const struct field restore_fields[] = {REASON, SEEN_VERSION};
const struct input record_move_input = INPUT("record_move", move_fields), record_end_input = INPUT("record_end", end_fields),
		   record_restore_input = INPUT("record_restore", restore_fields);

struct stepping {
	err (*rule)(struct ctx *c, struct record_work *w);
	struct record_work work;
};

OWN_RULE(run_step, struct stepping)
static err run_step(struct ctx *c, struct stepping *s) { return s->rule(c, &s->work); }

static err step(struct req *q, err (*rule)(struct ctx *c, struct record_work *w), const char *done)
{
	struct step_input in = {0};
	const struct registry *r;
	struct registry_record_get record;
	TRY(record_of(q, &r, &record));
	TRY(read_input(q, &in));
	struct stepping s = {rule, work_of(q, r, &in.in)};
	s.work.move = in.move;
	s.work.powers = registry_powers(q, r);
	const struct registry_move *move = registry_move_named(r, in.move);
	if (move)
		TRY(registry_move_asked(q, move));
	TRY(apply(&q->ctx, run_step, &s));
	return record_written(q, r, q->id, s.work.waits, done);
}

err record_move_run(struct req *q) { return step(q, registry_record_move, "Đã ghi trạng thái mới."); }
err record_end_run(struct req *q)
{
	return step(q, registry_record_end, "Đã ghi kết thúc. Mục này vẫn xem được ở những ngày trước đó.");
}
err record_restore_run(struct req *q) { return step(q, registry_record_restore, "Đã khôi phục."); }

static err step_form(struct req *q, enum record_step step)
{
	struct record_step_view v = {.step = step, .id = q->id};
	struct registry_record_get record;
	struct registry_record_version_on last;
	TRY(last_of(q, &v.registry, &record, &last));
	str move = step != RECORD_MOVE ? S("") : q->page.again ? page_value(&q->page, "move", S("")) : query_text(q, "move");
	v.move = registry_move_named(v.registry, move);
	if (step == RECORD_MOVE && !v.move)
		return FAIL(&q->ctx, NOT_FOUND, "move");
	if (v.move)
		TRY(registry_move_asked(q, v.move));
	v.version = record.version;
	v.name = last.name;
	record_step_page(&q->page, &v);
	return NULL;
}

err record_move_form(struct req *q) { return step_form(q, RECORD_MOVE); }
err record_end_form(struct req *q) { return step_form(q, RECORD_END); }
err record_restore_form(struct req *q) { return step_form(q, RECORD_RESTORE); }

/* ---- history ---- */

static const struct choice act_titles[] = {{"create", "Ghi vào sổ"}, {"change", "Thay đổi"}, {"correct", "Sửa sai"},
	{"move", "Chuyển trạng thái"}, {"end", "Kết thúc"}, {"restore", "Khôi phục"}, {"merge", "Gộp mục trùng"},
	{"split", "Tách ra"}, {NULL, NULL}};

static struct texts photos_then(struct ctx *c, const struct form *f, str answers)
{
	struct form_answers *said;
	if (!form_has_photos(f))
		return (struct texts){0};
	form_answers_stored(c, f, answers, &said);
	return form_photos_said(c->a, said);
}

static bool same_photos(struct texts x, struct texts y)
{
	bool same = x.n == y.n;
	for (size_t i = 0; i < x.n && same; i++)
		same = str_eq(x.v[i], y.v[i]);
	return same;
}

static err differences_of(struct ctx *c, const struct registry *today, struct record_past *past)
{
	const struct registry_record_versions *is = &past->is;
	struct differences *d = &past->differences;
	struct registry_record_version_on before = {.state = S(""), .answers = S("")};
	const struct registry *r, *old;
	bool found;
	TRY(registry_written(c, today, is->definition_id, &r));
	TRY(registry_record_version_before(c, is->record_id, is->id, &before, &found));
	old = r;
	if (found)
		TRY(registry_written(c, today, before.definition_id, &old));
	*d = form_answers_compare(c, r->form, found ? before.answers : S(""), is->answers);
	struct texts had = photos_then(c, old->form, found ? before.answers : S("")), has = photos_then(c, r->form, is->answers);
	if (!same_photos(had, has)) {
		past->photos_before = had;
		past->photos_after = has;
	}
	difference_add(d, "Trạng thái", str_of(found ? registry_state_title(old, before.state) : ""),
		str_of(registry_state_title(r, is->state)));
	return NULL;
}

static err version_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct ctx *c = &q->ctx;
	struct registry_record_versions_rows rows;
	const struct registry *today;
	TRY(registry_of(c, q->key, &today));
	TRY(registry_record_versions(c, q->id, l->begun ? l->from.id : INT64_MAX, most, &rows));
	struct record_past *v = NEWN(c->a, struct record_past, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++) {
		v[i] = (struct record_past){.is = rows.v[i], .title = str_of(choice_label(act_titles, rows.v[i].act))};
		TRY(record_whence(q, rows.v[i].source_ref, &v[i].whence));
		TRY(differences_of(c, today, &v[i]));
	}
	*out = (struct list_rows){.v = v, .n = rows.n};
	return NULL;
}

static struct list_key version_key(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.id = ((const struct record_past *)row)->is.id};
}

static const struct column version_columns[] = {
	{.name = "act", .title = "Việc", .at = offsetof(struct record_past, title)},
	{.name = "at", .title = "Lúc", .as = COLUMN_TIME, .at = offsetof(struct record_past, is.written_at)},
	{.name = "by", .title = "Người ghi", .at = offsetof(struct record_past, is.author)},
};
const struct list record_versions_list = {.title = "Các lần ghi",
	.path = "/du-lieu/{registry}/{id}/lich-su",
	.file = "lich-su",
	.columns = LIST(version_columns),
	.row = sizeof(struct record_past),
	.page = PAGE,
	.rows = version_rows,
	.key = version_key};

err record_history_run(struct req *q)
{
	struct record_history_view v = {.id = q->id};
	struct registry_record_get record;
	TRY(record_of(q, &v.registry, &record));
	TRY(record_titled(&q->ctx, q->id, &v.name));
	TRY(list_read(q, &record_versions_list, NULL, &v.list));
	TRY(list_fill(q, &v.list));
	v.code = v.registry->code;
	registry_look_logged(q, v.registry, q->id);
	v.versions = (struct record_pasts){v.list.rows.v, v.list.rows.n};
	TRY(photos_of(&q->ctx, S("record"), q->id, &v.photos));
	v.next = v.list.next;
	return reply(q, &v, record_history_page);
}

/* ---- what programs get ---- */

static const struct member head_members[] = {MEMBER(struct registry_head, code, M_TEXT),
	MEMBER(struct registry_head, title, M_TEXT), MEMBER(struct registry_head, one, M_TEXT),
	MEMBER(struct registry_head, remark, M_TEXT), MEMBER(struct registry_head, basis, M_TEXT)};
static const struct shape registry_head_shape = SHAPE("registry", struct registry_head, head_members);
static const struct member registries_members[] = {MANY(struct registries_view, registries, registry_head)};
const struct shape registries_shape = SHAPE("registries", struct registries_view, registries_members);
static const struct member line_members[] = {MEMBER(struct registry_line, id, M_INT), MEMBER(struct registry_line, name, M_TEXT),
	MEMBER(struct registry_line, state, M_TEXT),
	{.name = "valid_from", .type = M_TEXT, .at = offsetof(struct registry_line, since)},
	MEMBER(struct registry_line, answers, M_JSON)};
static const struct shape registry_line_shape = SHAPE("record_line", struct registry_line, line_members);
static const struct member registry_members[] = {MEMBER(struct registry_view, code, M_TEXT),
	MEMBER(struct registry_view, title, M_TEXT), MANY(struct registry_view, records, registry_line),
	MEMBER(struct registry_view, next, M_TEXT)};
const struct shape registry_shape = SHAPE("registry_records", struct registry_view, registry_members);
static const struct member photo_members[] = {MEMBER(struct record_photo, sha256, M_TEXT),
	MEMBER(struct record_photo, path, M_TEXT), MEMBER(struct record_photo, small_path, M_TEXT)};
static const struct shape record_photo_shape = SHAPE("record_photo", struct record_photo, photo_members);
static const struct member record_members[] = {MEMBER(struct record_view, id, M_INT), MEMBER(struct record_view, version, M_INT),
	MEMBER(struct record_view, code, M_TEXT), {.name = "on_day", .type = M_TEXT, .at = offsetof(struct record_view, day)},
	MEMBER(struct record_view, state_title, M_TEXT), MEMBER(struct record_view, merged_into, M_INT),
	MEMBER(struct record_view, answers, M_JSON), MANY(struct record_view, photos, record_photo),
	MANY(struct record_view, named, registry_namers)};
const struct shape record_shape = SHAPE("record", struct record_view, record_members);
static const struct member past_members[] = {ONE(struct record_past, is, registry_record_versions),
	MEMBER(struct record_past, title, M_TEXT), MANY(struct record_past, differences, difference)};
static const struct shape record_past_shape = SHAPE("record_version", struct record_past, past_members);
static const struct member history_members[] = {MEMBER(struct record_history_view, id, M_INT),
	MEMBER(struct record_history_view, name, M_TEXT), MANY(struct record_history_view, versions, record_past),
	MEMBER(struct record_history_view, next, M_TEXT)};
const struct shape record_history_shape = SHAPE("record_history", struct record_history_view, history_members);
