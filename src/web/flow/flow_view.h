/* flow_view: what the pages of flows show, and the picture of one, as it is drawn. Private to src/web. */
#pragma once
#include "web/flow/flow.h"

struct flow_state_row {
	str code, title, plain, clock; /* "runs" "rests" "" */
	int64_t is_first, is_terminal;
	str clock_words;
};
struct flow_state_rows {
	struct flow_state_row *v;
	size_t n;
};
struct flow_action_row {
	str name, title, button, permission, from_states, to_states, form,
		only_when; /* states: codes, parted by spaces; to: empty = stays */
	str who, permission_title, from_titles, to_titles;
};
struct flow_action_rows {
	struct flow_action_row *v;
	size_t n;
};
struct flow_row {
	str name, title, about;
};
struct flow_row_rows {
	struct flow_row *v;
	size_t n;
};
struct flows_view {
	struct flow_row_rows flows;
};

/* ---- the picture: states as boxes one below the other, what can be done in each as lines of its box. Every state has a lane at the right
 * that leads into its box; a line that leads to a state runs to its lane. Units are pixels at 360 px of width. ---- */
struct picture_box {
	int64_t state, y, height;
	const char *title, *note, *colour;
};
struct picture_row {
	int64_t y, state;
	const struct flow_action *action;
	str words;
	bool stays, other; /* stays: it may stay where it is; other: not of the first side */
};
struct picture_lane {
	int64_t state, x, tone;
	int64_t *from; /* y of the lines that join it */
	size_t n;
	str line, tip, words;
};
struct picture {
	int64_t width, height, box; /* box: width of the boxes */
	str words;
	struct picture_box *boxes;
	struct picture_row *rows;
	struct picture_lane *lanes;
	size_t nboxes, nrows, nlanes;
};
struct picture *picture_make(arena *a, const struct flow *f);
str picture_head(arena *a, const struct picture *d, const struct picture_box *b); /* the coloured top of a box */

struct flow_view {
	str name, title;
	struct flow_state_rows states;
	struct flow_action_rows actions;
	struct picture *picture;
	str others; /* who is not of the first side; empty = nobody */
};
const char *flow_clock_words(const struct flow_state *s); /* flow_picture.c */
const char *flow_button_class(const struct flow_action *a, bool first, bool quiet);

err flows_show(struct req *q);
err flow_show(struct req *q);
extern const struct shape flows_shape, flow_shape;

#include "web/flow/flow.html.h"
