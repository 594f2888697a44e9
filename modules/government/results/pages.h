/* What the pages of results share. Private to this folder. */
#pragma once
#include "government/results/templates.h"

struct result_view {
	struct result_dossier dossier;
	struct result_draft_of draft;
	bool begun;
	struct templates templates;
	const struct template *template; /* NULL: to be chosen */
	struct result_values values;
	str number, signed_on, base;
};
extern const struct result_maker results_maker;
extern const struct input result_input;
extern const struct shape result_shape;
err result_form(struct req *q);
err result_post(struct req *q);
err result_drop_post(struct req *q);
err result_preview(struct req *q);

#include "government/results/results.html.h"
