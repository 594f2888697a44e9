/* home: what the pages of the front door show: itself, the search of everything, all entries of the menu. */
#pragma once
#include "web/hooks.h"
#include "web/pages/menu.h"

struct home_view {
	struct home_cards cards;
};

struct hit_row {
	str title, detail, path, api; /* api: the twin of path for programs; empty: it has none */
};
struct hit_rows {
	struct hit_row *v;
	size_t n;
};
struct search_group {
	str kind, title;
	struct hit_rows hits;
	int64_t more;
	str list; /* the module's own list of what was typed */
};
struct search_groups {
	struct search_group *v;
	size_t n;
};
struct search_view {
	str typed;
	struct search_groups groups; /* those in which something was found */
	bool asked;                  /* enough was typed */
};

struct menu_row {
	str title, path, area;
	int64_t is_favourite;
};
struct menu_rows {
	struct menu_row *v;
	size_t n;
};
struct menu_view {
	const struct shell *shell;
	struct menu_rows entries;
};

err search_show(struct req *q);
extern const struct shape search_shape;
