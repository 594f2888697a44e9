/* What the pages of results share. Private to this folder. */
#pragma once
#include "government/results/register.h"

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
struct register_view {
	struct templates kinds; /* that have a register */
	const struct template *kind;
	int64_t year, next_number;
	struct result_register_rows rows;
	str kind_name, next;
};
extern const struct result_maker results_maker;
extern const struct input result_input;
extern const struct shape result_shape, result_register_view_shape;
const struct choice *register_kinds(arena *a, const struct register_view *v);
const struct choice *register_years(arena *a, int64_t now);
str free_numbers(arena *a, const struct result_register *r); /* "Số 12 đến 14 chưa cấp" */
err result_form(struct req *q);
err result_post(struct req *q);
err result_drop_post(struct req *q);
err result_preview(struct req *q);
err result_register_run(struct req *q);

#include "government/results/results.html.h"
