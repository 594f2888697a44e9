/* The editor of steps: one form, everything in it; each button sends the whole and gets it back changed. Only "Lưu" stores. */
#include "procedures_admin.h"
#include "government/procedures/procedures_admin.html.h"
#include "web/reply.h"

/* ---- what the form sends ---- */

struct step_input {
	str title, kind, role, agency;
	int64_t share;
	struct texts actions;
};
struct editor_form {
	struct step_input steps[PROCEDURE_STEPS_MAX];
	int64_t count;
	str button; /* "save", "preview", "usual", "add_2", "up_2", "down_2", "remove_2" */
};

#define AT(n, member) offsetof(struct editor_form, steps[n - 1].member)
#define STEP(n)                                                                                                                  \
	FIELD_NAMED("title_" #n, "Tên bước", .type = I_TEXT, .at = AT(n, title), .max = 200),                                    \
		FIELD_NAMED("kind_" #n, "Loại bước", .type = I_CHOICE, .at = AT(n, kind), .choices = step_kinds),                \
		FIELD_NAMED("role_" #n, "Người thực hiện", .type = I_CHOICE, .at = AT(n, role), .choices = step_roles),          \
		FIELD_NAMED("agency_" #n, "Cơ quan", .type = I_CHOICE, .at = AT(n, agency), .choices = step_agencies),           \
		FIELD_NAMED("share_" #n, "Tỷ lệ thời gian", .type = I_INT, .at = AT(n, share), .max = 100),                      \
		FIELD_NAMED("actions_" #n, "Việc được làm", .type = I_TEXTS, .at = AT(n, actions), .max = 12)

static const struct field editor_fields[] = {STEP(1), STEP(2), STEP(3), STEP(4), STEP(5), STEP(6), STEP(7), STEP(8), STEP(9),
	STEP(10), INT(struct editor_form, count, "Số bước", 1, PROCEDURE_STEPS_MAX),
	TEXT(struct editor_form, button, "Nút bấm", 0, 20)};
const struct input steps_editor_input = INPUT("steps_editor", editor_fields);

static str joined(arena *a, struct texts list)
{
	buf b = {.a = a};
	for (size_t i = 0; i < list.n; i++)
		buf_printf(&b, "%s%.*s", b.n ? " " : "", STR_ARG(list.v[i]));
	return buf_text(&b);
}

static void take_form(arena *a, const struct editor_form *f, struct editor_view *v)
{
	v->n = (size_t)f->count;
	for (size_t i = 0; i < v->n; i++) {
		const struct step_input *s = &f->steps[i];
		v->steps[i] = (struct procedure_step){
			(int64_t)i + 1, s->title, s->kind, s->role, s->agency, s->share, joined(a, s->actions)};
	}
}

/* ---- what the page shows ---- */

/* Due dates of a reception now; none where the shares do not add up or the calendar ends. */
static err preview(struct req *q, struct editor_view *v)
{
	struct procedure_terms terms;
	struct procedure_steps steps = {v->steps, v->n};
	v->share = 0;
	for (size_t i = 0; i < v->n; i++)
		v->share += v->steps[i].share;
	memset(v->due, 0, sizeof v->due);
	err e = procedure_in_force(&q->ctx, q->id, S("desk"), &terms);
	if (!e && v->share == 100)
		e = procedure_plan(&q->ctx, q->ctx.unit, q->ctx.now, terms.term, &steps, v->due);
	return e && e->kind == BROKEN ? e : NULL;
}

static err show(struct req *q, struct editor_view *v)
{
	struct steps_found now;
	TRY(procedure_get(&q->ctx, q->id, &v->procedure));
	TRY(steps_in_force(&q->ctx, v->procedure.code, q->ctx.unit, &now));
	v->whose = now.whose;
	v->of_unit = q->ctx.unit;
	TRY(preview(q, v));
	steps_editor_page(&q->page, v);
	return NULL;
}

/* The form comes back: the sum under it is that of the numbers typed. */
static void take_typed_shares(struct req *q, struct editor_view *v)
{
	for (size_t i = 0; q->page.again && i < v->n; i++)
		if (!str_int(str_trim(page_value(&q->page, step_field(&q->page, "share", i).s, S(""))), &v->steps[i].share))
			v->steps[i].share = 0;
}

static size_t typed_count(struct req *q, size_t stored)
{
	int64_t n;
	bool sent = q->page.again && str_int(page_value(&q->page, "count", S("")), &n) && n > 0 && n <= PROCEDURE_STEPS_MAX;
	return sent ? (size_t)n : stored;
}

err steps_editor_run(struct req *q)
{
	struct editor_view *v = NEW(q->ctx.a, struct editor_view);
	struct steps_found found;
	TRY(procedure_get(&q->ctx, q->id, &v->procedure));
	TRY(steps_in_force(&q->ctx, v->procedure.code, q->ctx.unit, &found));
	for (size_t i = 0; i < found.steps.n && i < PROCEDURE_STEPS_MAX; i++)
		v->steps[v->n++] = found.steps.v[i];
	v->n = typed_count(q, v->n);
	take_typed_shares(q, v);
	return show(q, v);
}

/* ---- the buttons ---- */

static void swap(struct editor_view *v, size_t i, size_t k)
{
	struct procedure_step s = v->steps[i];
	v->steps[i] = v->steps[k];
	v->steps[k] = s;
	v->focus = k + 1;
}

static void add_after(struct editor_view *v, size_t i)
{
	if (v->n == PROCEDURE_STEPS_MAX)
		return;
	memmove(&v->steps[i + 2], &v->steps[i + 1], (v->n - i - 1) * sizeof *v->steps);
	v->steps[i + 1] = (struct procedure_step){
		.kind = S("processing"), .role = S("specialist"), .actions = S("ask_supplement pause extend stop")};
	v->n++;
	v->focus = i + 2;
}

static void take_away(struct editor_view *v, size_t i)
{
	memmove(&v->steps[i], &v->steps[i + 1], (v->n - i - 1) * sizeof *v->steps);
	v->n--;
	v->focus = i < v->n ? i + 1 : v->n;
}

static bool press(struct editor_view *v, str button)
{
	str verb, number;
	int64_t n = 0;
	if (!str_cut(button, '_', &verb, &number))
		return str_is(button, "preview");
	if (!str_int(number, &n) || n < 1 || n > (int64_t)v->n)
		return false;
	size_t i = (size_t)n - 1;
	if (str_is(verb, "add"))
		add_after(v, i);
	else if (str_is(verb, "up") && i)
		swap(v, i, i - 1);
	else if (str_is(verb, "down") && i + 1 < v->n)
		swap(v, i, i + 1);
	else if (str_is(verb, "remove") && v->n > 1)
		take_away(v, i);
	return true;
}

static err save(struct req *q, const struct procedure_steps *steps)
{
	struct steps_change n = {q->id, q->ctx.unit, *steps};
	TRY(apply(&q->ctx, steps_save, &n));
	flash(q, steps->n ? "Đã lưu các bước. Hồ sơ đã tiếp nhận vẫn theo các bước cũ." : "Đã trở lại các bước chung.");
	return see_other(q, "/quan-tri/thu-tuc/%lld", (long long)q->id);
}

err steps_editor_post(struct req *q)
{
	struct editor_form *f = NEW(q->ctx.a, struct editor_form);
	struct editor_view *v = NEW(q->ctx.a, struct editor_view);
	TRY(read_input(q, f));
	take_form(q->ctx.a, f, v);
	if (str_is(f->button, "usual"))
		return save(q, &(struct procedure_steps){0});
	if (press(v, f->button))
		return show(q, v);
	return save(q, &(struct procedure_steps){v->steps, v->n});
}

/* ---- the same for programs: one list a column ---- */

struct steps_list {
	struct texts titles, kinds, roles, agencies, actions;
	struct ints shares;
};
static const struct field list_fields[] = {
	TEXTS(struct steps_list, titles, "Tên các bước", 0, PROCEDURE_STEPS_MAX),
	TEXTS(struct steps_list, kinds, "Loại các bước", 0, PROCEDURE_STEPS_MAX),
	TEXTS(struct steps_list, roles, "Người thực hiện", 0, PROCEDURE_STEPS_MAX),
	TEXTS(struct steps_list, agencies, "Cơ quan; “any” là bất kỳ", 0, PROCEDURE_STEPS_MAX),
	TEXTS(struct steps_list, actions, "Việc được làm, cách nhau bằng dấu cách; “none” là không", 0, PROCEDURE_STEPS_MAX),
	INTS(struct steps_list, shares, "Tỷ lệ thời gian", 0, PROCEDURE_STEPS_MAX),
};
const struct input steps_list_input = INPUT("steps", list_fields);

static str unless(str value, const char *nothing) { return str_is(value, nothing) ? S("") : value; }

err steps_list_post(struct req *q)
{
	struct steps_list l = {0};
	TRY(read_input(q, &l));
	size_t n = l.titles.n;
	if (l.kinds.n != n || l.roles.n != n || l.agencies.n != n || l.actions.n != n || l.shares.n != n)
		return FAIL_FIELD(&q->ctx, "titles", "Mỗi danh sách phải có một mục cho mỗi bước.");
	struct procedure_step *v = NEWN(q->ctx.a, struct procedure_step, n + 1);
	for (size_t i = 0; i < n; i++)
		v[i] = (struct procedure_step){(int64_t)i + 1, l.titles.v[i], l.kinds.v[i], l.roles.v[i],
			unless(l.agencies.v[i], "any"), l.shares.v[i], unless(l.actions.v[i], "none")};
	return save(q, &(struct procedure_steps){v, n});
}
