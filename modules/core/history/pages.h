/* pages: the model of an object's history. Private to this folder. */
#pragma once
#include "core/history/history.h"
#include "core/history/history.sql.h"
#include "web/list/list.h"
#include "web/object.h"

struct history_entry {
	int64_t id, happened_at;
	str by;
	struct differences differences;
};
struct history_entries {
	struct history_entry *v;
	size_t n;
};
struct history_view {
	struct object_seen of;
	struct listing list;
	struct history_entries changes;
	str next;
};
