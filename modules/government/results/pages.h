/* What the pages of results share. Private to this folder. */
#pragma once
#include "government/results/register.h"
#include "web/list/list.h"

struct result_view {
	struct result_dossier dossier;
	struct result_draft_of draft;
	bool begun;
	struct templates templates;
	const struct template *template; /* NULL: to be chosen */
	struct result_values values;
	str number, signed_on, base;
	int64_t next_number; /* of the register, this year; 0: another system gives it */
};
struct register_asked {
	str kind_name;
	int64_t year;
	struct templates kinds; /* that have a register */
	const struct template *kind;
};
struct register_view {
	struct register_asked is;
	struct listing list;
	int64_t next_number;
	struct result_register_rows rows;
	str next;
};
extern const struct result_maker results_maker;
extern const struct input result_input;
extern const struct list result_register_list;
extern const struct shape result_shape, result_register_view_shape;
err result_form(struct req *q);
err result_post(struct req *q);
err result_drop_post(struct req *q);
err result_preview(struct req *q);
err result_register_run(struct req *q);

#include "government/results/results.html.h"
