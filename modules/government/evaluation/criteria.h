/* criteria: by what officers are judged, as data (JSON in catalogue/evaluation). A set of criteria is read strictly: grades with the points from
 * which they are earned, the quota of the best, the least time worked, and two forms of core/forms, for officers and for those who lead.
 * Their fields are what is known of the tasks (assigned, done, good, on_time: converted units) and what is judged (common, unit_result,
 * organising, unity); formulas make the points. Numbers are hundredths, so what a version said once it says again.
 *
 * A score counts only when every field of its form has a value: without a task there is nothing to divide by, and what nobody has judged is
 * not nought. Then it is "chưa đủ dữ liệu". */
#pragma once
#include "core/forms/forms.h"
#include "government/evaluation/evaluation.sql.h"

enum { EVALUATION_GRADES_MAX = 8, EVALUATION_OF_MAX = 4 };
struct evaluation_grade {
	str name, title; /* "excellent", "Hoàn thành xuất sắc nhiệm vụ" */
	int64_t from;    /* hundredths of a point */
};
struct evaluation_criteria { /* immutable; grades: the best first, the last one from 0 */
	int64_t id;          /* of the version */
	str code, title, basis, remark;
	int64_t least_months, appeal_days;
	struct evaluation_grade grades[EVALUATION_GRADES_MAX];
	size_t n;
	size_t quota_grade;    /* index of the one that only some may have .. */
	int64_t quota_percent; /* .. at most so many of a hundred of those whose grade is one of: */
	size_t quota_of[EVALUATION_OF_MAX], nquota;
	struct form *officer, *head;
};
/* INVALID names the place. */
MUST_USE err evaluation_criteria_parse(struct ctx *c, arena *a, str text, struct evaluation_criteria *out);
MUST_USE err evaluation_criteria_of(struct ctx *c, int64_t set, struct evaluation_criteria *out);
MUST_USE err evaluation_init(struct ctx *c); /* versions of the catalogue that the store has not */
/* The place of a grade, 0 the best; n: there is no such grade. */
size_t evaluation_grade_place(const struct evaluation_criteria *k, str name);
const struct form_field *evaluation_field(const struct form *f, const char *name); /* NULL: there is none */
str evaluation_grade_title(const struct evaluation_criteria *k, str name);         /* empty: none */
const struct choice *evaluation_grade_choices(arena *a, const struct evaluation_criteria *k);

struct evaluation_sums { /* converted units, hundredths */
	int64_t assigned, done, good, on_time;
};
struct evaluation_judged { /* hundredths */
	opt_int common, unit_result, organising, unity;
};
struct evaluation_score {
	const struct form *form;
	str answers; /* what it was computed from and what came out, as canonical JSON */
	const struct form_answers *said;
	opt_int total; /* hundredths; not set: not enough is known */
	str grade;     /* that the total earns; empty: none yet */
};
/* INVALID on common, unit_result .. : beyond what the criteria allow. */
MUST_USE err evaluation_score_make(struct ctx *c, const struct evaluation_criteria *k, bool is_head,
	const struct evaluation_sums *sums, const struct evaluation_judged *judged, struct evaluation_score *out);
/* The same again from the answers of a score: what was stored must come out. */
MUST_USE err evaluation_score_again(
	struct ctx *c, const struct evaluation_criteria *k, bool is_head, str answers, struct evaluation_score *out);
/* Converted units of tasks; results beyond what was assigned do not count. */
struct evaluation_sums evaluation_sums_of(const struct evaluation_tasks_rows *tasks);

/* Tasks as they stand, to be kept with a proposal, and as they were kept. */
str evaluation_tasks_kept(arena *a, const struct evaluation_tasks_rows *tasks);
MUST_USE err evaluation_tasks_then(struct ctx *c, str kept, struct evaluation_tasks_rows *out);

/* How many may have the grade of the quota. */
int64_t evaluation_quota(const struct evaluation_criteria *k, int64_t base);
