/* What an import of records means: each registry may be brought in from a table. The columns are its fields, its state and the day on which
 * it began; a row is the record of the same key, or the only one that agrees in all fields of `alike`. What a row does not say stays as it
 * is known: an empty cell, a column that is not there, one that was masked when it was written out. */
#include "core/registries/definitions.h"
#include "core/registries/pages.h"
#include "web/import.h"
#include "web/input.h"
#include "web/request.h"

#define KIND         "so-"
#define STATE_COLUMN "trang-thai"
#define DAY_COLUMN   "tu-ngay"
#define EXAMPLE_DAY  "01/07/2025"
enum { CELL_MOST = 2000, NOTE_CHOICES = 12, COLUMNS_MOST = 60 };

struct registry_columns { /* what a kind was made of */
	const struct registry *r;
	const struct form_field *fields[COLUMNS_MOST]; /* of each; NULL: of none */
	size_t state, day;
};
struct registry_row { /* the facts of a row */
	const struct registry_columns *columns;
	str cells[COLUMNS_MOST];
	struct record_work work;
	bool anew, changes; /* changes: from a day on; else what was written is wrong */
};

/* ---- columns ---- */

static bool is_column(const struct form_field *f)
{
	return f->type != FORM_NOTE && f->type != FORM_FILE && f->type != FORM_PHOTOS && f->type != FORM_COMPUTED &&
	       f->type != FORM_PLACE;
}

static str note_of(arena *a, const struct form_field *f)
{
	buf b = {.a = a};
	if (f->type == FORM_YES_NO)
		return S("Có hoặc Không");
	for (size_t i = 0; i < f->nchoices && i < NOTE_CHOICES && !f->list; i++)
		buf_printf(&b, "%s%s",
			i                         ? "; "
			: f->type == FORM_CHOICES ? "Một hay nhiều: "
						  : "Một trong: ",
			f->choices[i].label);
	if (f->nchoices && !f->list)
		return buf_text(&b);
	if (f->hint)
		return str_of(f->hint);
	if (f->type == FORM_DATE)
		return f->partly ? S("Ngày/tháng/năm; chỉ biết năm thì ghi năm") : S("Ngày/tháng/năm");
	return f->type == FORM_REFERENCE ? S("Ghi tên như trong danh sách") : S("");
}

/* "GN-0001" of GN-0000. */
static str of_pattern(arena *a, const char *pattern)
{
	str s = str_copy(a, str_of(pattern));
	for (size_t i = s.n; i > 0; i--)
		if (s.s[i - 1] == '0') {
			((char *)s.s)[i - 1] = '1';
			break;
		}
	return s;
}

struct made { /* one kind being made */
	struct ctx *c;
	const struct registry *r;
	struct registry_columns *made;
	struct field *fields;
	struct import_column *columns;
	size_t n;
	str sample;
};

static void column_add(struct made *m, const char *name, const char *label, str note, str example)
{
	m->columns[m->n] = (struct import_column){.example = str_c(m->c->a, example)};
	m->fields[m->n] = (struct field){.name = name,
		.label = label,
		.note = str_c(m->c->a, note),
		.type = I_TEXT,
		.at = offsetof(struct registry_row, cells) + m->n * sizeof(str),
		.max = CELL_MOST};
	m->n++;
}

/* The same on every day, whatever the unit has: the row of examples is known by it when the file comes back filled in. */
static str example_of(struct made *m, const struct form_field *f)
{
	str example = S("");
	if (f == m->r->key && m->r->key_pattern)
		return of_pattern(m->c->a, m->r->key_pattern);
	switch (f->type) {
	case FORM_DATE: return S(EXAMPLE_DAY);
	case FORM_MONTH: return S("07/2025");
	case FORM_YEAR: return S("2025");
	case FORM_REFERENCE: return S("");
	default: form_said(m->c, m->r->form, m->sample, str_of(f->name), &example); return example;
	}
}

/* A file may leave the column out, where it changes what is there; a new record needs it. */
static str note_for(struct made *m, const struct form_field *f, bool always)
{
	str note = note_of(m->c->a, f);
	if (!f->required || always)
		return note;
	return note.n ? str_format(m->c->a, "%.*s; mục mới phải có", STR_ARG(note)) : S("Mục mới phải có");
}

static void columns_of_form(struct made *m)
{
	const struct form *f = m->r->form;
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->sections[i].n && !f->sections[i].name && m->n + 2 < COLUMNS_MOST; k++) {
			const struct form_field *x = &f->sections[i].fields[k];
			if (!is_column(x))
				continue;
			bool always = x == m->r->name && registry_among(&m->r->columns, x);
			column_add(m, x->name, x->label, note_for(m, x, always), example_of(m, x));
			m->made->fields[m->n - 1] = x;
			struct field *made = &m->fields[m->n - 1];
			made->min = always;
			made->max = x->type == FORM_GEOMETRY ? GEOMETRY_TEXT_MAX : CELL_MOST;
			if (x == registry_place(m->r)) /* as a file of GeoJSON calls it */
				m->columns[m->n - 1].others = "geometry";
		}
}

static str states_said(arena *a, const struct registry *r)
{
	buf b = {.a = a};
	for (size_t i = 0; i < r->nstates; i++)
		buf_printf(&b, "%s%s", i ? "; " : "Để trống, hoặc một trong: ", r->states[i].title);
	return buf_text(&b);
}

/* ---- what a row says ---- */

static str cell_of(const struct registry_row *x, size_t i)
{
	return i < COLUMNS_MOST && x->cells[i].s ? str_trim(x->cells[i]) : S("");
}

static bool is_said(const struct registry *r, const struct form_field *f, str cell)
{
	bool masked = f && registry_among(&r->personal, f) && memchr(cell.s, '*', cell.n);
	return f && cell.n && !masked;
}

static err state_said(struct ctx *c, const struct registry *r, str typed, str *out)
{
	str folded = fold(c->a, typed);
	*out = S("");
	for (size_t i = 0; i < r->nstates && typed.n && !out->n; i++)
		if (str_is(typed, r->states[i].name) || str_eq(folded, fold(c->a, str_of(r->states[i].title))))
			*out = str_of(r->states[i].name);
	return !typed.n || out->n ? NULL : FAIL_FIELD(c, STATE_COLUMN, "Sổ này không có trạng thái “%.*s”", STR_ARG(typed));
}

static err day_said(struct ctx *c, str typed, str *out)
{
	*out = S("");
	const char *wrong = typed.n ? date_typed(c->a, typed, false, out) : NULL;
	return wrong ? FAIL_FIELD(c, DAY_COLUMN, "“Từ ngày” %s", wrong) : NULL;
}

struct saying {
	struct texts names;
	str answers; /* of those fields alone */
	struct form_answers *said;
	str state, day;
	bool is_whole; /* nothing that is required misses */
};

static err read_row(struct req *q, struct registry_row *x, struct saying *out)
{
	struct ctx *c = &q->ctx;
	const struct input *input = q->route->input;
	const struct registry *r = x->columns->r;
	struct form_typed *v = NEWN(c->a, struct form_typed, input->n + 1);
	str *names = NEWN(c->a, str, input->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < input->n; i++) {
		str cell = cell_of(x, i);
		if (!is_said(r, x->columns->fields[i], cell))
			continue;
		names[n] = str_of(input->fields[i].name);
		v[n] = (struct form_typed){names[n], cell};
		n++;
	}
	out->names = (struct texts){names, n};
	TRY(state_said(c, r, cell_of(x, x->columns->state), &out->state));
	TRY(day_said(c, cell_of(x, x->columns->day), &out->day));
	TRY(form_read_typed(q, r->form, v, n, &out->answers, &out->is_whole));
	form_answers_stored(c, r->form, out->answers, &out->said);
	return NULL;
}

/* ---- which record it is ---- */

static str which_columns(arena *a, const struct registry *r)
{
	const char *key = r->key ? r->key->label : "";
	str alike = registry_labels(a, &r->alike);
	return str_format(a, "Chưa biết dòng này là mục nào của sổ. Hãy ghi “%s%s%.*s”.", key,
		*key && alike.n ? "”, hoặc đủ các cột “" : "", STR_ARG(alike));
}

/* ---- what it would do ---- */

static err compare(struct ctx *c, struct registry_row *x, const struct saying *s, const struct registry_record_version_on *last,
	struct import_row *row)
{
	struct record_work *w = &x->work;
	struct differences d = {.a = c->a};
	if (!str_eq(w->answers, last->answers))
		d = form_answers_compare(c, x->columns->r->form, last->answers, w->answers);
	w->state = s->state.n ? s->state : last->state;
	difference_add(&d, "Trạng thái", str_of(registry_state_title(x->columns->r, last->state)),
		str_of(registry_state_title(x->columns->r, w->state)));
	row->verdict = d.n ? IMPORT_CHANGED : IMPORT_SAME;
	row->says = differences_said(&d);
	str today = day_iso(c->a, day_of(c->now)), day = s->day.n ? s->day : today;
	int order = strcmp(str_c(c->a, day), str_c(c->a, last->valid_from));
	if (s->day.n && order < 0 && d.n)
		return FAIL_FIELD(c, DAY_COLUMN, "Nội dung đang ghi có từ ngày %s; thay đổi không thể từ trước ngày đó",
			show_date(c->a, last->valid_from).s);
	x->changes = order > 0;
	w->valid_from = x->changes ? day : S("");
	return NULL;
}

#define ENDED "Mục này đã kết thúc trong sổ. Hãy khôi phục ở sổ rồi nhập lại dòng này."
static bool day_is_later(struct ctx *c, str day) { return strcmp(day.s, day_iso(c->a, day_of(c->now)).s) > 0; }

static err judge_known(struct ctx *c, struct registry_row *x, const struct saying *s, struct import_row *row)
{
	struct record_work *w = &x->work;
	struct registry_record_get record;
	struct registry_record_version_on last;
	bool found;
	TRY(registry_record_get(c, w->record, x->columns->r->id, c->unit, &record, &found));
	if (found)
		TRY(registry_record_version_last(c, w->record, &last, &found));
	bool ends = found && record.ended_from.s, ended = ends && !day_is_later(c, record.ended_from);
	if (!found || ended)
		return FAIL(c, INVALID, ENDED);
	w->seen = record.version;
	TRY(form_answers_joined(c, x->columns->r->form, last.answers, s->answers, s->names, &w->answers));
	TRY(compare(c, x, s, &last, row));
	if (ends && row->verdict != IMPORT_SAME) /* it is there until that day, as it is */
		return FAIL(c, INVALID, ENDED);
	return row->verdict == IMPORT_SAME ? NULL : registry_record_try(c, w, x->changes ? REGISTRY_CHANGE : REGISTRY_CORRECT);
}

static err judge(struct req *q, struct registry_row *x, struct import_row *row)
{
	struct ctx *c = &q->ctx;
	const struct registry *r = x->columns->r;
	struct saying s;
	TRY(read_row(q, x, &s));
	x->work = (struct record_work){.registry = r,
		.reason = S("Nhập từ tệp"),
		.source = S("import"),
		.answers = s.answers,
		.state = s.state,
		.powers = registry_powers(q, r),
		.batch = str_format(c->a, "import/%lld", (long long)q->id)};
	TRY(registry_known_of(c, r, s.said, &x->work.record, &row->key));
	if (!row->key.n)
		return FAIL(c, INVALID, "%s", which_columns(c->a, r).s);
	row->object = x->work.record;
	x->anew = !row->object;
	if (!x->anew)
		return judge_known(c, x, &s, row);
	row->verdict = IMPORT_NEW;
	x->work.valid_from = s.day;
	x->work.though_alike = row->key.s[0] == 'k';
	x->work.is_whole = s.is_whole;
	return registry_record_try(c, &x->work, REGISTRY_CREATE);
}

/* Problems stand beside the columns: forms name e_NAME, answers.NAME. */
static err named_by_columns(struct ctx *c, err e)
{
	if (!e || e->kind != INVALID)
		return e;
	for (const struct problem *p = e->problems; p; p = p->next) {
		const char *name = !strncmp(p->field, "e_", 2)         ? p->field + 2
				   : !strncmp(p->field, "answers.", 8) ? p->field + 8
								       : NULL;
		if (name)
			((struct problem *)p)->field = str_copy(c->a, (str){name, strcspn(name, "-.[")}).s;
	}
	return e;
}

static err row_check(struct req *q, void *facts, struct import_row *row)
{
	return named_by_columns(&q->ctx, judge(q, facts, row));
}

static err row_keep(struct req *q, void *facts, struct import_row *row)
{
	struct registry_row *x = facts;
	struct record_work *w = &x->work;
	err e = x->anew      ? registry_record_create(&q->ctx, w)
		: x->changes ? registry_record_change(&q->ctx, w)
			     : registry_record_correct(&q->ctx, w);
	TRY(named_by_columns(&q->ctx, e));
	row->object = w->record;
	return NULL;
}

/* ---- what is known ---- */

static err held(struct req *q, const struct import_kind *k, int64_t after, int64_t most, struct import_held_rows *out)
{
	const struct registry *r = ((const struct registry_columns *)k->of)->r;
	struct registry_records_held_rows found = {0};
	TRY(registry_records_held(&q->ctx, r->id, q->ctx.unit, after, day_iso(q->ctx.a, day_of(q->ctx.now)), most, &found));
	*out = (struct import_held_rows){NEWN(q->ctx.a, struct import_held, found.n + 1), found.n};
	bool hidden = registry_among(&r->personal, r->name);
	for (size_t i = 0; i < found.n; i++)
		out->v[i] = (struct import_held){.id = found.v[i].id,
			.title = hidden ? registry_masked(q->ctx.a, r->name, found.v[i].title) : found.v[i].title,
			.since = found.v[i].valid_from,
			.path = str_format(q->ctx.a, "/du-lieu/%.*s/%lld", STR_ARG(r->code), (long long)found.v[i].id)};
	return NULL;
}

/* ---- the kinds ---- */

static err kind_of(struct ctx *c, const struct registry *r, const struct import_kind **out)
{
	struct made m = {.c = c,
		.r = r,
		.made = NEW(c->a, struct registry_columns),
		.fields = NEWN(c->a, struct field, COLUMNS_MOST),
		.columns = NEWN(c->a, struct import_column, COLUMNS_MOST)};
	struct import_kind *k = NEW(c->a, struct import_kind);
	struct input *input = NEW(c->a, struct input);
	TRY(form_sample(c, r->form, &m.sample));
	*m.made = (struct registry_columns){.r = r, .state = COLUMNS_MOST};
	columns_of_form(&m);
	if (r->nstates > 1) {
		m.made->state = m.n;
		column_add(&m, STATE_COLUMN, "Trạng thái", states_said(c->a, r), str_of(r->states[0].title));
	}
	m.made->day = m.n;
	column_add(&m, DAY_COLUMN, "Từ ngày", S("Ngày/tháng/năm; để trống là hôm nay"), S(EXAMPLE_DAY));
	const char *waits =
		r->check != CHECK_NOBODY
			? "Sổ này có người thứ hai duyệt: các dòng chờ duyệt trong “Đề nghị ghi sổ”, và vào sổ khi được duyệt."
			: NULL;
	*input = (struct input){.name = "registry_row", .fields = m.fields, .n = m.n};
	*k = (struct import_kind){.waits = waits,
		.waits_at = "/de-nghi-ghi-so",
		.name = str_format(c->a, KIND "%.*s", STR_ARG(r->code)).s,
		.title = str_c(c->a, r->title),
		.permission = REGISTRY_WRITE,
		.note = "Mục đã có được nhận ra theo số hiệu, hoặc theo những nội dung phân biệt của sổ: có khác thì được ghi "
			"thay đổi, "
			"không khác thì để nguyên. Ô để trống không xóa gì.",
		.leads = str_format(c->a, "/du-lieu/%.*s/danh-sach", STR_ARG(r->code)).s,
		.input = input,
		.columns = m.columns,
		.size = sizeof(struct registry_row),
		.of = m.made,
		.check = row_check,
		.keep = row_keep,
		.held = held,
		.personal = r->personal.n > 0,
		.about = r->personal.n ? "record" : NULL};
	*out = k;
	return NULL;
}

static bool may_come_in(struct ctx *c, const struct registry *r, str level)
{
	return registry_of_level(r, level) && registry_is_importable(r) && !registry_has_ended(c, r);
}

err registry_import_kind(struct ctx *c, str name, const struct import_kind **out)
{
	const struct registry *r;
	struct registry_unit unit;
	*out = NULL;
	if (!str_starts(name, S(KIND)) || !c->unit)
		return NULL;
	err e = registry_of(c, (str){name.s + sizeof KIND - 1, name.n - sizeof KIND + 1}, &r);
	if (e)
		return e->kind == NOT_FOUND ? NULL : e;
	TRY(registry_unit(c, c->unit, &unit));
	return may_come_in(c, r, unit.level) ? kind_of(c, r, out) : NULL;
}

err registry_import_names(struct ctx *c, struct texts *out)
{
	struct registries all;
	struct registry_unit unit;
	*out = (struct texts){0};
	if (!c->unit)
		return NULL;
	TRY(registries_of_today(c, &all));
	TRY(registry_unit(c, c->unit, &unit));
	str *v = NEWN(c->a, str, all.n + 1);
	for (size_t i = 0; i < all.n; i++)
		if (may_come_in(c, all.v[i], unit.level))
			v[out->n++] = str_format(c->a, KIND "%.*s", STR_ARG(all.v[i]->code));
	out->v = v;
	return NULL;
}
