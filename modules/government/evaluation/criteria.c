/* criteria: a set of criteria as JSON, read strictly; a score from what is known. */
#include "government/evaluation/criteria.h"
#include "web/catalogue.h"

enum { NAME_MAX = 40, TITLE_MAX = 200, REMARK_MAX = 600, HUNDRED = 100 };

static const char *const task_names[] = {"assigned", "done", "good", "on_time", NULL};
static const char *const judged_names[] = {"common", "unit_result", "organising", "unity", NULL};

/* ---- reading ---- */

static err member_int(struct ctx *c, const struct node *o, const char *what, const char *name, int64_t most, int64_t *out)
{
	const struct node *n = json_member(o, name);
	if (!n || n->type != N_INT || n->i < 0 || n->i > most)
		return FAIL(c, INVALID, "%s: “%s” phải là số nguyên từ 0 đến %lld", what, name, (long long)most);
	*out = n->i;
	return NULL;
}

static err read_grade(struct ctx *c, const struct node *o, struct evaluation_criteria *k)
{
	static const char *const known[] = {"name", "title", "from", NULL};
	const char *what = str_format(c->a, "Mức xếp loại thứ %zu", k->n + 1).s;
	struct evaluation_grade *g = &k->grades[k->n];
	const struct node *from = json_member(o, "from");
	TRY(json_members_only(c, o, what, known));
	TRY(json_member_text(c, o, what, "name", NAME_MAX, &g->name));
	TRY(json_member_text(c, o, what, "title", TITLE_MAX, &g->title));
	if (!from || (from->type != N_INT && from->type != N_REAL) || !hundredths_parse(from->text, &g->from) || g->from < 0)
		return FAIL(c, INVALID, "%s: “from” phải là số điểm, nhiều nhất hai chữ số thập phân", what);
	if (k->n && g->from >= k->grades[k->n - 1].from)
		return FAIL(c, INVALID, "%s: “from” phải thấp hơn mức đứng trước", what);
	if (evaluation_grade_place(k, g->name) < k->n)
		return FAIL(c, INVALID, "%s: tên “%.*s” đã dùng", what, STR_ARG(g->name));
	k->n++;
	return NULL;
}

static err read_grades(struct ctx *c, const struct node *list, struct evaluation_criteria *k)
{
	if (!list || list->type != N_LIST)
		return FAIL(c, INVALID, "Thiếu “grades”: các mức xếp loại, mức cao nhất trước");
	for (const struct node *n = list->first; n; n = n->next) {
		if (k->n == EVALUATION_GRADES_MAX)
			return FAIL(c, INVALID, "“grades” có nhiều nhất %d mức", EVALUATION_GRADES_MAX);
		TRY(read_grade(c, n, k));
	}
	return k->n >= 2 && !k->grades[k->n - 1].from
		       ? NULL
		       : FAIL(c, INVALID, "“grades” phải có từ hai mức trở lên, mức cuối cùng từ 0 điểm");
}

static err grade_named(struct ctx *c, const struct evaluation_criteria *k, const struct node *n, size_t *out)
{
	*out = n && n->type == N_TEXT ? evaluation_grade_place(k, n->text) : k->n;
	return *out < k->n ? NULL : FAIL(c, INVALID, "“quota”: mỗi mức phải là tên một mức của “grades”");
}

static err read_quota(struct ctx *c, const struct node *o, struct evaluation_criteria *k)
{
	static const char *const known[] = {"grade", "percent", "of", NULL};
	const struct node *of = o ? json_member(o, "of") : NULL;
	TRY(json_members_only(c, o, "“quota”", known));
	TRY(grade_named(c, k, json_member(o, "grade"), &k->quota_grade));
	TRY(member_int(c, o, "“quota”", "percent", HUNDRED, &k->quota_percent));
	for (const struct node *n = of && of->type == N_LIST ? of->first : NULL; n; n = n->next) {
		if (k->nquota == EVALUATION_OF_MAX)
			return FAIL(c, INVALID, "“quota”: “of” có nhiều nhất %d mức", EVALUATION_OF_MAX);
		TRY(grade_named(c, k, n, &k->quota_of[k->nquota]));
		k->nquota++;
	}
	return k->nquota ? NULL : FAIL(c, INVALID, "“quota”: “of” phải là danh sách mức mà tỷ lệ được tính trên đó");
}

/* ---- the two forms ---- */

const struct form_field *evaluation_field(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct form_field *found = f->sections[i].name ? NULL : form_field_find(&f->sections[i], str_of(name));
		if (found)
			return found;
	}
	return NULL;
}

static bool is_fed(const char *name)
{
	for (size_t i = 0; task_names[i]; i++)
		if (!strcmp(name, task_names[i]))
			return true;
	for (size_t i = 0; judged_names[i]; i++)
		if (!strcmp(name, judged_names[i]))
			return true;
	return false;
}

static err check_field(struct ctx *c, const char *what, const struct form_field *f)
{
	bool number = f->type == FORM_INTEGER || f->type == FORM_DECIMAL;
	if (f->type == FORM_COMPUTED && form_type_is_number(f->shown_as))
		return NULL;
	if (!number || !is_fed(f->name))
		return FAIL(c, INVALID, "%s: “%s” phải là trường tự tính, hoặc một số của nhiệm vụ hay điểm chấm", what, f->name);
	return f->has_min && f->min >= 0 ? NULL : FAIL(c, INVALID, "%s: “%s” phải có “min” từ 0 trở lên", what, f->name);
}

static err read_form(struct ctx *c, arena *a, const struct node *top, const char *name, struct form **out)
{
	const char *what = str_format(c->a, "“%s”", name).s;
	const struct node *o = json_member(top, name);
	if (!o)
		return FAIL(c, INVALID, "Thiếu %s: các trường và công thức tính điểm", what);
	err e = form_parse_tree(c, a, o, out);
	if (e)
		return e->kind == INVALID ? FAIL(c, INVALID, "%s: %.*s", what, STR_ARG(e->text)) : e;
	const struct form *f = *out;
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->sections[i].n; k++) {
			if (f->sections[i].name || f->sections[i].when.n || f->sections[i].fields[k].when.n)
				return FAIL(c, INVALID, "%s: không phần nào lặp lại hay có điều kiện", what);
			TRY(check_field(c, what, &f->sections[i].fields[k]));
		}
	for (size_t i = 0; task_names[i]; i++)
		if (!evaluation_field(f, task_names[i]))
			return FAIL(c, INVALID, "%s: thiếu trường “%s”", what, task_names[i]);
	const struct form_field *common = evaluation_field(f, "common"), *total = evaluation_field(f, "total");
	if (!common || !common->has_max || !total || total->type != FORM_COMPUTED)
		return FAIL(c, INVALID, "%s: phải có trường “common” với “max”, và trường tự tính “total”", what);
	return NULL;
}

err evaluation_criteria_parse(struct ctx *c, arena *a, str text, struct evaluation_criteria *out)
{
	static const char *const known[] = {
		"code", "title", "basis", "remark", "least_months", "appeal_days", "grades", "quota", "officer", "head", NULL};
	const struct node *o;
	*out = (struct evaluation_criteria){0};
	TRY(json_read(c, text, &o));
	TRY(json_members_only(c, o, "Bộ tiêu chí", known));
	TRY(json_member_text(c, o, "Bộ tiêu chí", "code", NAME_MAX, &out->code));
	TRY(json_member_text(c, o, "Bộ tiêu chí", "title", TITLE_MAX, &out->title));
	TRY(json_member_text(c, o, "Bộ tiêu chí", "basis", TITLE_MAX, &out->basis));
	if (json_member(o, "remark"))
		TRY(json_member_text(c, o, "Bộ tiêu chí", "remark", REMARK_MAX, &out->remark));
	TRY(member_int(c, o, "Bộ tiêu chí", "least_months", 12, &out->least_months));
	TRY(member_int(c, o, "Bộ tiêu chí", "appeal_days", 365, &out->appeal_days));
	TRY(read_grades(c, json_member(o, "grades"), out));
	TRY(read_quota(c, json_member(o, "quota"), out));
	TRY(read_form(c, a, o, "officer", &out->officer));
	return read_form(c, a, o, "head", &out->head);
}

err evaluation_criteria_of(struct ctx *c, int64_t set, struct evaluation_criteria *out)
{
	struct evaluation_set_text row;
	TRY(evaluation_set_text(c, set, &row));
	err e = evaluation_criteria_parse(c, c->a, row.definition, out);
	out->id = set;
	return e && e->kind == INVALID ? FAIL(c, BROKEN, "evaluation_set %lld: %.*s", (long long)set, STR_ARG(e->text)) : e;
}

enum { COLUMNS = 3 }; /* file, from, source */
err evaluation_init(struct ctx *c)
{
	str rest = catalogue_file("evaluation.tsv"), row[COLUMNS];
	struct evaluation_criteria k;
	struct evaluation_set_newest newest;
	bool found;
	tsv_row(&rest, row, COLUMNS);
	while (tsv_row(&rest, row, COLUMNS)) {
		str text = catalogue_file(str_format(c->a, "evaluation/%.*s", STR_ARG(row[0])).s);
		TRY(evaluation_criteria_parse(c, c->a, text, &k));
		TRY(evaluation_set_newest(c, k.code, &newest, &found));
		if (!found || !str_eq(newest.definition, text))
			TRY(evaluation_set_add(c, k.code, found ? newest.number + 1 : 1, text, row[2], row[1], c->now));
	}
	return NULL;
}

/* ---- grades ---- */

size_t evaluation_grade_place(const struct evaluation_criteria *k, str name)
{
	size_t i = 0;
	while (i < k->n && !str_eq(k->grades[i].name, name))
		i++;
	return i;
}

str evaluation_grade_title(const struct evaluation_criteria *k, str name)
{
	size_t i = evaluation_grade_place(k, name);
	return i < k->n ? k->grades[i].title : S("");
}

const struct choice *evaluation_grade_choices(arena *a, const struct evaluation_criteria *k)
{
	struct choice *v = NEWN(a, struct choice, k->n + 1);
	for (size_t i = 0; i < k->n; i++)
		v[i] = (struct choice){str_c(a, k->grades[i].name), str_c(a, k->grades[i].title)};
	return v;
}

int64_t evaluation_quota(const struct evaluation_criteria *k, int64_t base) { return base * k->quota_percent / HUNDRED; }

/* ---- scores ---- */

static int64_t at_most(int64_t n, int64_t most) { return n < most ? n : most; }

struct evaluation_sums evaluation_sums_of(const struct evaluation_tasks_rows *tasks)
{
	struct evaluation_sums s = {0};
	for (size_t i = 0; i < tasks->n; i++) {
		const struct evaluation_tasks *t = &tasks->v[i];
		s.assigned += t->amount * t->coefficient_hundredths;
		s.done += at_most(t->done, t->amount) * t->coefficient_hundredths;
		s.good += at_most(t->good, t->amount) * t->coefficient_hundredths;
		s.on_time += at_most(t->on_time, t->amount) * t->coefficient_hundredths;
	}
	return s;
}

static err feed(struct ctx *c, const struct form *f, buf *b, const char *name, opt_int value)
{
	const struct form_field *field = evaluation_field(f, name);
	if (!field || !value.set)
		return NULL;
	if (value.v < field->min || (field->has_max && value.v > field->max) ||
		(field->type == FORM_INTEGER && value.v % FORM_UNITS_OF_NUMBER))
		return FAIL_FIELD(c, name, "%s phải là số%s từ %.*s đến %.*s.", field->label,
			field->type == FORM_INTEGER ? " nguyên" : "", STR_ARG(form_number_typed(c->a, field->min)),
			STR_ARG(form_number_typed(c->a, field->max)));
	buf_printf(b, "%s\"%s\":", b->n > 1 ? "," : "", name);
	form_number_json(b, value.v);
	return NULL;
}

/* Every field has a value, else nothing is said of the whole. */
static opt_int total_of(const struct evaluation_score *s)
{
	const struct form_answer *total = form_answer_to(s->said, evaluation_field(s->form, "total"), 0);
	for (size_t i = 0; i < s->form->n; i++)
		for (size_t k = 0; k < s->form->sections[i].n; k++) {
			const struct form_answer *v = form_answer_to(s->said, &s->form->sections[i].fields[k], 0);
			if (!v || !v->filled || v->wrong)
				return (opt_int){0};
		}
	return some_int(total->number);
}

err evaluation_score_again(
	struct ctx *c, const struct evaluation_criteria *k, bool is_head, str answers, struct evaluation_score *out)
{
	struct form_answers *said;
	*out = (struct evaluation_score){.form = is_head ? k->head : k->officer, .grade = S("")};
	TRY(form_worked_out(c, out->form, answers, &out->answers));
	form_answers_stored(c, out->form, out->answers, &said);
	out->said = said;
	out->total = total_of(out);
	for (size_t i = k->n; out->total.set && i-- > 0;)
		if (out->total.v >= k->grades[i].from)
			out->grade = k->grades[i].name;
	return NULL;
}

err evaluation_score_make(struct ctx *c, const struct evaluation_criteria *k, bool is_head, const struct evaluation_sums *sums,
	const struct evaluation_judged *judged, struct evaluation_score *out)
{
	const struct form *f = is_head ? k->head : k->officer;
	const opt_int known[] = {some_int(sums->assigned), some_int(sums->done), some_int(sums->good), some_int(sums->on_time)};
	const opt_int said[] = {judged->common, judged->unit_result, judged->organising, judged->unity};
	buf b = {.a = c->a};
	buf_lit(&b, "{");
	for (size_t i = 0; task_names[i]; i++)
		TRY(feed(c, f, &b, task_names[i], known[i]));
	for (size_t i = 0; judged_names[i]; i++)
		TRY(feed(c, f, &b, judged_names[i], said[i]));
	buf_lit(&b, "}");
	return evaluation_score_again(c, k, is_head, buf_text(&b), out);
}
