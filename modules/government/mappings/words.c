#include "government/mappings/pages.h"

static const struct choice states[] = {{"planned", "Chưa ghi"}, {"waiting", "Đang ghi"}, {"written", "Đã ghi"},
	{"stuck", "Chưa ghi được"}, {"dropped", "Không ghi"}, {NULL, NULL}};

const char *mapping_state_title(str state) { return choice_label(states, state); }
const char *mapping_state_colour(str state)
{
	return str_is(state, "written") ? "green" : str_is(state, "stuck") ? "red" : str_is(state, "waiting") ? "blue" : "grey";
}
