/* pages: rules, models and handlers of the page where an object is talked about. Private to this folder. */
#pragma once
#include "core/talk/talk.h"
#include "core/talk/talk.sql.h"
#include "web/list/list.h"
#include "web/object.h"

struct choice;
struct req;

struct talk_link_line { /* one other end that the reader sees */
	int64_t id, linked_at;
	str kind, kind_title, title, path, why, author;
	int64_t object;
};
struct talk_link_lines {
	struct talk_link_line *v;
	size_t n;
};
struct talk_view {
	str kind;
	int64_t id, me;
	str next;
	struct object_seen of;
	struct listing list;
	int64_t is_watching;
	struct talk_notes_rows notes;
	struct talk_link_lines links;
	const struct choice *kinds;
};
struct talk_form {
	str text;
	bool watch;
	str kind, name, why; /* of the other end */
	int64_t object;
};
struct talking { /* of the rules: who asks, what about */
	struct req *q;
	struct talk_form f;
	str kind;
	int64_t id;
};
RULE(talk_note_write, const struct talking)
RULE(talk_note_take_back, struct talking)
RULE(talk_watch_set, const struct talking)
RULE(talk_link_make, struct talking)
RULE(talk_link_end, struct talking)
MUST_USE err talk_open(struct req *q, str kind, int64_t id, struct object_seen *out); /* NOT_FOUND: not for this reader */
MUST_USE err talk_links_seen(struct req *q, str kind, int64_t id, struct talk_link_lines *out);
const char *talk_kind_title(str kind); /* words.c */
