/* The jobs. Both go from row to row by the number in `import.at_line`, which moves in the transaction that writes what was found, so a
 * program that was killed goes on behind the last one that is on disk. */
#include "inside.h"
#include "web/actor.h"
#include "web/notify.h"
#include "web/request.h"
#include "web/services/audit.h"
#include "web/services/job.h"
#include "web/services/setting.h"

enum { CHECKED = 500, APPLIED = 400 };
#define TURN (10 * SECOND) /* then others have theirs */

struct running { /* one import, in the name of who began it or confirmed it */
	struct req q;
	struct actor who;
	const struct import_kind *kind;
	struct imports_of import;
	struct texts mapping;
};

/* ---- what people do ---- */

static err queue(struct ctx *c, int64_t import)
{
	str id = str_format(c->a, "%lld", (long long)import);
	return job_add(c, "imports.work", id, id, 0);
}

static err moved_on(struct ctx *c, err e, const char *words)
{
	return e && e->kind == CONFLICT ? FAIL(c, CONFLICT, "%s", words) : e;
}

err import_map(struct ctx *c, struct mapping_work *m)
{
	struct imports_of im;
	TRY(import_get(c, m->id, &im));
	const struct import_kind *k;
	TRY(import_kind_named(c, im.kind, &k));
	struct texts headings = import_parts(c->a, im.headings);
	if (!k || m->columns.n != headings.n)
		return FAIL_FIELD(c, "columns", "Chọn cho mỗi cột của tệp một cột của danh sách, hoặc “Bỏ qua”.");
	for (size_t i = 0; i < m->columns.n; i++) {
		bool known = import_field_named(k, m->columns.v[i]) != NULL;
		if (!known && !str_is(m->columns.v[i], "-"))
			return FAIL_FIELD(c, "columns", "Không có cột “%.*s”.", STR_ARG(m->columns.v[i]));
		for (size_t j = 0; known && j < i; j++)
			if (str_eq(m->columns.v[i], m->columns.v[j]))
				return FAIL_FIELD(c, "columns", "Hai cột của tệp cùng được chọn là “%s”. Hãy bỏ qua một cột.",
					import_field_named(k, m->columns.v[i])->label);
		if (headings.v[i].n)
			TRY(import_mapping_keep(c, im.unit_id, im.kind, fold(c->a, headings.v[i]), m->columns.v[i]));
	}
	const struct field *lacking = import_lacking(k, m->columns);
	if (lacking)
		return FAIL_FIELD(c, "columns", "Chưa chọn cột nào là “%s”. Cột này bắt buộc phải có.", lacking->label);
	TRY(moved_on(c, import_mapped(c, m->id, im.unit_id, import_joined(c->a, m->columns.v, m->columns.n)),
		"Danh sách này đang được kiểm tra hoặc đã ghi, không đổi cột được nữa."));
	TRY(import_rows_unkeyed(c, row_id(m->id, 0), row_id(m->id + 1, 0)));
	return queue(c, m->id);
}

err import_confirm(struct ctx *c, struct confirming *w)
{
	struct imports_of im;
	TRY(import_get(c, w->id, &im));
	if (im.state == IMPORT_READY && im.news + im.changes == 0)
		return FAIL(c, INVALID, "Không có dòng nào mới hay thay đổi để ghi.");
	TRY(moved_on(c, import_confirmed(c, w->id, c->unit, c->actor, c->now, c->now + setting_int(c, IMPORT_DAYS) * DAY),
		"Danh sách này chưa kiểm tra xong, đang được ghi hoặc đã ghi."));
	TRY(audit_add(
		c, "import.confirm", "import", w->id, str_format(c->a, "%lld, %lld", (long long)im.news, (long long)im.changes)));
	return queue(c, w->id);
}

err import_stop(struct ctx *c, struct confirming *w)
{
	TRY(moved_on(
		c, import_stopped(c, w->id, c->unit, c->now), "Danh sách này đang được ghi hoặc đã ghi, không bỏ được nữa."));
	TRY(audit_add(c, "import.stop", "import", w->id, S("")));
	return job_add(c, "imports.clean", S("now"), S(""), 0);
}

/* ---- counts ---- */

static err count(struct ctx *c, const int64_t *id)
{
	struct import_counts_rows rows;
	int64_t n[IMPORT_VERDICTS] = {0};
	TRY(import_counts(c, *id, &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (rows.v[i].verdict >= 0 && rows.v[i].verdict < IMPORT_VERDICTS)
			n[rows.v[i].verdict] = rows.v[i].n;
	return import_counted(c, &(struct import_counted_in){.id = *id,
					 .news = n[IMPORT_NEW],
					 .changes = n[IMPORT_CHANGED],
					 .sames = n[IMPORT_SAME],
					 .wrongs = n[IMPORT_WRONG],
					 .added = n[IMPORT_ADDED],
					 .updated = n[IMPORT_UPDATED],
					 .moved = n[IMPORT_MOVED],
					 .failures = n[IMPORT_FAILED]});
}

/* ---- the end of either part ---- */

/* Whoever waits for it has left the page. */
static err tell(struct ctx *c, int64_t id, bool checked)
{
	struct imports_of im;
	TRY(import_get(c, id, &im));
	const struct import_kind *k;
	TRY(import_kind_named(c, im.kind, &k));
	str text =
		checked ? str_format(c->a, "Đã kiểm tra xong: %s dòng mới, %s thay đổi, %s sai. Hãy xem trước rồi xác nhận ghi.",
				  show_int(c->a, im.news).s, show_int(c->a, im.changes).s, show_int(c->a, im.wrongs).s)
			: str_format(c->a, "Đã ghi xong: thêm %s, sửa %s, không ghi được %s dòng.", show_int(c->a, im.added).s,
				  show_int(c->a, im.updated).s, show_int(c->a, im.moved + im.failed).s);
	if (k && k->waits && !checked)
		text = str_format(c->a, "%.*s %s", STR_ARG(text), k->waits);
	return notify(c, im.account_id, checked ? "import.checked" : "import.ended",
		&(struct news){.title = str_format(c->a, "Nhập dữ liệu: %s", k ? k->title : ""),
			.text = text,
			.path = str_format(c->a, "/nhap-du-lieu/%lld", (long long)id),
			.once = checked ? S("") : str_format(c->a, "%lld", (long long)id)});
}

struct resting {
	int64_t id;
	bool checked;
};
OWN_RULE(rest, const struct resting)
static err rest(struct ctx *c, const struct resting *w)
{
	TRY(w->checked ? import_state(c, w->id, IMPORT_CHECKING, IMPORT_READY) : import_ended(c, w->id, c->now));
	TRY(count(c, &w->id));
	TRY(tell(c, w->id, w->checked));
	return w->checked ? NULL : audit_add(c, "import.end", "import", w->id, S(""));
}

/* ---- checking ---- */

struct checked {
	int64_t import;
	const struct import_rows_rows *rows;
	const struct judged *judged;
};
OWN_RULE(keep_checked, const struct checked)

/* The first of two rows that mean the same stays, and a row stands on one before it; which they are is known when all before them are written. */
static err beside_others(struct ctx *c, int64_t import, int64_t id, struct import_row *row, str *problems)
{
	struct import_row_twin twin;
	bool found = false;
	if (row->verdict != IMPORT_WRONG && row->key.n)
		TRY(import_row_twin(c, import, row->key, id, &twin, &found));
	if (found)
		*problems =
			str_format(c->a, "%cTrùng với dòng %lld của tệp.%c", FIELD_END, (long long)row_line(twin.id), FIELD_END);
	bool wrong = found;
	if (!wrong && row->verdict != IMPORT_WRONG && row->after.n) {
		TRY(import_row_twin(c, import, row->after, id, &twin, &found));
		wrong = !found;
		if (wrong)
			*problems = str_format(c->a, "%c%.*s%c", FIELD_END, STR_ARG(row->lacking), FIELD_END);
	}
	if (wrong) {
		row->verdict = IMPORT_WRONG;
		row->key = row->says = S("");
	}
	return NULL;
}

static err keep_checked(struct ctx *c, const struct checked *k)
{
	for (size_t i = 0; i < k->rows->n; i++) {
		struct import_row row = k->judged[i].row;
		str problems = k->judged[i].problems;
		TRY(beside_others(c, k->import, k->rows->v[i].id, &row, &problems));
		TRY(import_row_judged(c, k->rows->v[i].id, row.verdict, row.object, row.verdict == IMPORT_WRONG ? S("") : row.key,
			problems, row.says));
	}
	return import_at(c, k->import, row_line(k->rows->v[k->rows->n - 1].id));
}

static err next_rows(struct running *r, struct ints verdicts, int64_t most, struct import_rows_rows *rows)
{
	int64_t id = r->import.id;
	return import_rows(&r->q.ctx, row_id(id, r->import.at_line), row_id(id + 1, 0), verdicts, most, rows);
}

static err look(struct running *r, struct import_rows_rows *rows, struct judged **judged)
{
	TRY(next_rows(r, import_all_verdicts, CHECKED, rows));
	*judged = NEWN(r->q.ctx.a, struct judged, rows->n + 1);
	for (size_t i = 0; i < rows->n; i++)
		TRY(import_judge(&r->q, r->kind, r->mapping, rows->v[i].cells, &(*judged)[i]));
	return NULL;
}

static err check_piece(struct running *r, bool *more)
{
	struct import_rows_rows rows = {0};
	struct judged *judged = NULL;
	TRY(db_read_begin(&r->q.ctx));
	err e = look(r, &rows, &judged);
	db_read_end(&r->q.ctx);
	if (e)
		return e;
	*more = rows.n > 0;
	struct checked done = {r->import.id, &rows, judged};
	if (rows.n)
		return apply(&r->q.ctx, keep_checked, &done);
	struct resting done_all = {r->import.id, true};
	return apply(&r->q.ctx, rest, &done_all);
}

/* ---- applying ---- */

struct piece {
	struct running *r;
	const struct import_rows_rows *rows;
	size_t from, n;
};
OWN_RULE(apply_piece, const struct piece)
struct failing {
	int64_t import, row, object;
	str problems;
};
OWN_RULE(keep_failed, const struct failing)

static err apply_row(struct req *q, const struct running *r, const struct import_rows *row)
{
	struct judged now;
	TRY(import_judge(q, r->kind, r->mapping, row->cells, &now));
	if (now.row.verdict != (enum import_verdict)row->verdict || now.row.object != row->object_id ||
		!str_eq(now.row.says, row->says)) {
		str why = now.problems.n ? now.problems
					 : str_format(q->ctx.a,
						   "%cDữ liệu đã thay đổi từ khi xem trước, nên dòng này chưa được ghi. Hãy nhập "
						   "lại dòng này.%c",
						   FIELD_END, FIELD_END);
		return import_row_ended(&q->ctx, row->id, IMPORT_MOVED, row->object_id, why);
	}
	TRY(r->kind->keep(q, now.facts, &now.row));
	return import_row_ended(
		&q->ctx, row->id, row->verdict == IMPORT_NEW ? IMPORT_ADDED : IMPORT_UPDATED, now.row.object, S(""));
}

static err apply_piece(struct ctx *c, const struct piece *p)
{
	struct req q = p->r->q;
	q.ctx = *c;
	for (size_t i = p->from; i < p->from + p->n; i++)
		TRY(apply_row(&q, p->r, &p->rows->v[i]));
	return import_at(&q.ctx, p->r->import.id, row_line(p->rows->v[p->from + p->n - 1].id));
}

static err keep_failed(struct ctx *c, const struct failing *f)
{
	TRY(import_row_ended(c, f->row, IMPORT_FAILED, f->object, f->problems));
	return import_at(c, f->import, row_line(f->row));
}

/* One row spoils the transaction of its piece: each then has its own, and the one that cannot be applied says why. */
static err apply_singly(struct running *r, const struct import_rows_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		struct piece one = {r, rows, i, 1};
		err e = apply(&r->q.ctx, apply_piece, &one);
		struct failing f = {r->import.id, rows->v[i].id, rows->v[i].object_id,
			import_says_why(e) ? import_problems(r->q.ctx.a, e) : S("")};
		if (import_says_why(e))
			e = apply(&r->q.ctx, keep_failed, &f);
		if (e)
			return e;
	}
	return NULL;
}

static err do_piece(struct running *r, bool *more)
{
	struct import_rows_rows rows;
	TRY(next_rows(r, import_open_verdicts, APPLIED, &rows));
	*more = rows.n > 0;
	struct resting done = {r->import.id, false};
	if (!rows.n)
		return apply(&r->q.ctx, rest, &done);
	struct piece all = {r, &rows, 0, rows.n};
	err e = apply(&r->q.ctx, apply_piece, &all);
	return import_says_why(e) ? apply_singly(r, &rows) : e;
}

/* ---- whoever began it may no longer ---- */

#define LOST                                                                                                                                                         \
	"Người xác nhận không còn quyền nhập danh sách này, nên dòng này chưa được ghi. Hãy tải về và nhập lại bằng tài khoản " \
	"có quyền."

/* Those of the unit who may do it in his place; and himself, if he is still there. */
static err tell_lost(struct ctx *c, const struct running *r)
{
	struct import_colleagues_rows all;
	int64_t id = r->import.id;
	struct news n = {.title = str_format(c->a, "Nhập dữ liệu phải dừng: %s", r->kind ? r->kind->title : ""),
		.text = str_format(c->a,
			"Người xác nhận không còn quyền nhập danh sách này. %s Hãy mở danh sách, tải các dòng chưa ghi về rồi "
			"nhập lại.",
			r->import.state == IMPORT_CHECKING ? "Chưa dòng nào được ghi." : "Các dòng còn lại chưa được ghi."),
		.path = str_format(c->a, "/nhap-du-lieu/%lld", (long long)id),
		.once = str_format(c->a, "%lld", (long long)id)};
	TRY(import_colleagues(c, r->import.unit_id, day_iso(c->a, day_of(c->now)), &all));
	bool himself = false;
	for (size_t i = 0; i < all.n; i++) {
		struct actor who;
		struct req q = {.ctx = *c, .actor = &who};
		himself |= all.v[i].id == r->import.account_id;
		if (all.v[i].id == r->import.account_id ||
			(!officer_as(c, all.v[i].id, r->import.unit_id, &who) && r->kind && may(&q, r->kind->permission)))
			TRY(notify(c, all.v[i].id, "import.lost", &n));
	}
	return himself ? NULL : notify(c, r->import.account_id, "import.lost", &n);
}

OWN_RULE(end_lost, const struct running)
static err end_lost(struct ctx *c, const struct running *r)
{
	int64_t id = r->import.id;
	if (r->import.state == IMPORT_CHECKING)
		TRY(import_state(c, id, IMPORT_CHECKING, IMPORT_STOPPED));
	else
		TRY(import_ended(c, id, c->now));
	TRY(count(c, &id));
	TRY(tell_lost(c, r));
	return audit_add_in(c, r->import.unit_id, "import.lost", "import", id, S(""));
}

OWN_RULE(leave_rows, struct piece)
static err leave_rows(struct ctx *c, struct piece *p)
{
	str why = str_format(c->a, "%c" LOST "%c", FIELD_END, FIELD_END);
	for (size_t i = 0; i < p->n; i++)
		TRY(import_row_ended(c, p->rows->v[i].id, IMPORT_FAILED, p->rows->v[i].object_id, why));
	return import_at(c, p->r->import.id, row_line(p->rows->v[p->n - 1].id));
}

static err lost_piece(struct running *r, bool *more)
{
	struct import_rows_rows rows = {0};
	if (r->import.state == IMPORT_APPLYING)
		TRY(next_rows(r, import_open_verdicts, CHECKED, &rows));
	*more = rows.n > 0;
	struct piece left = {r, &rows, 0, rows.n};
	return rows.n ? apply(&r->q.ctx, leave_rows, &left) : apply(&r->q.ctx, end_lost, r);
}

/* ---- the job ---- */

OWN_RULE(go_on, const int64_t)
static err go_on(struct ctx *c, const int64_t *id) { return queue(c, *id); }

/* Its rows would be somebody else's: whoever confirmed must still be one who may (NOT_FOUND, DENIED). */
static err stand_in(struct running *r, int64_t id)
{
	struct ctx *c = &r->q.ctx;
	TRY(import_get(c, id, &r->import));
	if (r->import.state != IMPORT_CHECKING && r->import.state != IMPORT_APPLYING)
		return NULL;
	c->unit = r->import.unit_id; /* also when he may no longer: his colleagues are told what it was */
	TRY(import_kind_named(c, r->import.kind, &r->kind));
	TRY(officer_as(c, r->import.account_id, r->import.unit_id, &r->who));
	r->q.actor = &r->who;
	c->actor = r->import.account_id;
	if (!r->kind || !may(&r->q, r->kind->permission))
		return FAIL(c, DENIED, "Người nhập không còn quyền nhập danh sách này.");
	c->behalf = may_for(&r->q, r->kind->permission);
	r->q.id = id;
	r->mapping = import_parts(c->a, r->import.mapping);
	return NULL;
}

static err piece(struct ctx *c, int64_t id, bool *more)
{
	struct running r = {.q.ctx = *c};
	*more = false;
	err e = stand_in(&r, id);
	if (e && (e->kind == DENIED || e->kind == NOT_FOUND) && r.import.id) {
		r.q.ctx.actor = r.q.ctx.behalf = 0; /* the program does it, nobody */
		return lost_piece(&r, more);
	}
	TRY(e);
	if (r.import.state == IMPORT_CHECKING)
		return check_piece(&r, more);
	return r.import.state == IMPORT_APPLYING ? do_piece(&r, more) : NULL;
}

err import_work(struct ctx *c, str argument)
{
	arena own = {0}, *const outer = c->a;
	int64_t id, until = clock_now() + TURN;
	bool more = true;
	err e = str_int(argument, &id) ? NULL : FAIL(c, BROKEN, "imports.work: no number");
	while (!e && more && clock_now() < until) {
		c->a = &own;
		e = piece(c, id, &more);
		c->a = outer;
		if (e) {
			struct error *kept = NEW(outer, struct error);
			*kept = (struct error){e->kind, e->where, str_copy(outer, e->text), NULL};
			e = kept;
		}
		arena_reset(&own);
	}
	arena_free(&own);
	return e ? e : more ? apply(c, go_on, &id) : NULL;
}

/* ---- what has expired ---- */

struct dropping {
	int64_t import;
	bool more; /* out */
};
OWN_RULE(drop_some, struct dropping)

static err drop_some(struct ctx *c, struct dropping *d)
{
	int64_t from = row_id(d->import, 0) - 1, until = row_id(d->import + 1, 0);
	struct import_rows_last last;
	TRY(import_rows_last(c, from, until, &last));
	d->more = last.id > 0;
	if (!d->more)
		return import_forgotten(c, d->import);
	return import_rows_drop(c, from, last.id + 1);
}

/* Whoever confirmed lost his right half-way: what was applied until then is counted while its rows are there. */
static err end_applied(struct ctx *c, int64_t id)
{
	struct imports_of im;
	struct ctx own = *c;
	const struct resting as_it_is = {id, false};
	TRY(import_get(c, id, &im));
	if (im.state != IMPORT_APPLYING)
		return NULL;
	own.unit = im.unit_id;
	return apply(&own, rest, &as_it_is);
}

err import_clean(struct ctx *c, str argument)
{
	struct imports_expired_rows over;
	(void)argument;
	do {
		TRY(imports_expired(c, c->now, &over));
		for (size_t i = 0; i < over.n; i++) {
			struct dropping d = {over.v[i].id, true};
			TRY(end_applied(c, d.import));
			while (d.more)
				TRY(apply(c, drop_some, &d));
		}
	} while (over.n);
	return NULL;
}
