/* What administrators see of a procedure: its steps, versions, fees, authority, whether their unit offers it. An officer of a unit
 * changes what holds in that unit (its steps, its posting); the platform's administrator changes what holds for all. */
#pragma once
#include "procedures_kept.h"
#include "procedures_pages.h"
#include "procedures_steps.h"
#include "procedures_versions.h"
#include "web/list/list.h"

/* ---- the list, one procedure ---- */
struct managed_asked {
	str typed, field, posted;
};
struct managed_view {
	struct managed_asked is;
	struct listing list;
	struct procedure_list_rows procedures;
	struct procedure_fields_rows fields;
	str next;
};
struct administration_view {
	struct procedure_get procedure;
	struct steps_found steps;
	struct listing list; /* of its versions */
	struct version_list_rows versions;
	str next;
	struct fee_rules_on_rows fees;
	struct authority_list_rows authorities;
	int64_t is_posted, of_unit; /* of_unit: the reader acts for a unit */
	bool cancellable;           /* this version does not hold yet, and none comes after it */
	str remark, today;
};
err managed_page_run(struct req *q);
const struct procedure_beside *procedure_beside(void); /* NULL: none */
err administration_page_run(struct req *q);
err posting_post(struct req *q);
err fee_rule_post(struct req *q);
err fee_rule_end_post(struct req *q);
err authority_post(struct req *q);
err authority_drop_post(struct req *q);
extern const struct list managed_list, procedure_version_list;
extern const struct shape managed_view_shape, administration_view_shape;
extern const struct input posting_input, fee_rule_input, authority_input;

/* ---- versions ---- */
struct version_view {
	struct procedure_get procedure;
	struct version_change start;
	str today;
};
struct difference_view {
	struct procedure_get before, after;
	bool first; /* there is nothing before it */
	struct differences differences;
};
err version_page_run(struct req *q);
err version_post(struct req *q);
err version_cancel_post(struct req *q);
err procedure_differences_page_run(struct req *q);
extern const struct input version_input;
extern const struct shape procedure_differences_view_shape;

/* ---- the editor of steps ---- */
struct editor_view {
	struct procedure_get procedure;
	struct procedure_step steps[PROCEDURE_STEPS_MAX];
	size_t n;
	size_t focus;                     /* number of the step that was just moved or added; 0 = none */
	int64_t share;                    /* all together */
	int64_t due[PROCEDURE_STEPS_MAX]; /* if it were received now; 0 = cannot be said */
	enum steps_owner whose;
	int64_t of_unit;
};
err steps_editor_run(struct req *q);
err steps_editor_post(struct req *q);
err steps_list_post(struct req *q);
extern const struct input steps_editor_input, steps_list_input;
str step_field(const struct page *p, const char *name, size_t i); /* "title_2" for the second */
extern const struct choice authority_levels[], procedure_supplement_rules[];
