/* looks: who looked at the data of a citizen (Ai đã xem dữ liệu của tôi; the access ledger of Luật 91/2025/QH15 article 4): when, which unit, what and
 * why, from all modules. He sees the unit and never the officer. What is his: what concerns his account, his number once it is proved, and the
 * lists of units that hold something of his account as a whole. What modules say of their things: src/web/services/looks.h. */
#pragma once
#include "core/looks/looks.sql.h"
#include "web/list/list.h"

struct looks_filter {
	str from, to; /* ISO days */
};
struct look_line {
	int64_t id, happened_at, is_list; /* is_list: he stands in the list that was opened; nobody looked at him alone */
	str unit, what, title, path, why; /* title, path: of what is his to open; else empty */
};
struct look_lines {
	struct look_line *v;
	size_t n;
};
struct looks_view {
	struct listing list;
	struct look_lines looks;
	str next;
	int64_t is_proved; /* his number is: else he sees what concerns his account alone */
};
extern const struct list looks_list;
extern const struct module looks_module;
