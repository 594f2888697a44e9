/* What those who make registries use: rules of definitions (versions.c), what a new version would lose (losses.c), what is arranged anew for
 * it (arranging.c), the pages (design.c, settings.c, exchange.c; drafting.c over core/editor). */
#pragma once
#include "core/editor/editor.h"
#include "core/registries/pages.h"
#include "web/naming.h"

enum { REGISTRIES_OF_OWNER_MAX = 60, REGISTRY_LOSSES_MAX = 60 };

/* ---- rules; who may: the owner, c->unit (0: the program's) ---- */
struct registry_new {
	str code, title, one; /* code empty: made of the title */
	str definition;       /* of another or of a file; empty: from nothing, for units of c->unit's level */
	int64_t version;      /* out: its draft */
};
RULE(registry_new_add, struct registry_new)
struct registry_draft {
	int64_t registry, version; /* version: out; the one that is there already, if any */
	str definition;            /* empty: as the newest version. CONFLICT: there is a draft, and it is another */
};
RULE(registry_draft_add, struct registry_draft)
struct registry_draft_change { /* CONFLICT: it is not what the editor saw any more, or no draft */
	int64_t version;
	str before, after;
};
RULE(registry_draft_change, struct registry_draft_change)
struct registry_publication {
	int64_t version;
	str valid_from;
	bool though_lost; /* he has read what is asked no longer, though records answer it */
};
RULE(registry_draft_publish, struct registry_publication)
RULE(registry_draft_drop, const int64_t) /* its version */
struct registry_ending {
	int64_t registry;
	str valid_from; /* from that day nothing is written in it; it stays to be read. Empty: open it again */
	str reason;
};
RULE(registry_close, struct registry_ending)

MUST_USE err registry_owned(struct ctx *c, int64_t registry, struct registry_kept *out); /* NOT_FOUND: it is another's */
/* One of its own, or one that was published and that c->unit sees; NOT_FOUND. */
MUST_USE err registry_version_seen(struct ctx *c, int64_t version, struct registry_version_get *out);
bool registry_version_is_own(struct ctx *c, const struct registry_version_get *v);
bool registry_code_fits(str code);
str registry_code_made(arena *a, str title); /* "Giếng nước" makes gieng-nuoc */

/* ---- what a version would lose (losses.c) ---- */
struct registry_loss {
	str what;        /* "Trường “Độ sâu” không còn" */
	int64_t records; /* which have it; 0: not all were looked through */
	bool refused;    /* they could not go on: it must not be published */
	bool elsewhere;  /* no record loses it, but something that stands on the definition: `what` says all */
};
struct registry_losses {
	struct registry_loss *v;
	size_t n;
	bool more, refused; /* more: counts are of the first records only */
};
MUST_USE err registry_losses(struct ctx *c, int64_t registry, const struct registry *after, struct registry_losses *out);
str registry_loss_said(arena *a, const struct registry_losses *all, size_t i);
struct differences registry_compare(struct ctx *c, const struct registry *before, const struct registry *after);

/* Lists, search and what tells one from another as that version says, also for records that were written before it (arranging.c). Begins
 * inside db_write; a job goes on with what is much. */
MUST_USE err registry_arrange(struct ctx *c, int64_t version, int64_t not_before);
MUST_USE err registry_arrange_old(struct ctx *c); /* those of which facets were made otherwise than today, by the job */
MUST_USE err registry_arrange_run(struct ctx *c, str argument);

/* ---- pages ---- */
struct registry_owned { /* one in the list of those who make them */
	int64_t id, published, draft, owner;
	str code, title, ended;
	int64_t is_own;
};
struct registries_owned_view {
	struct listing list;
	struct {
		struct registry_owned *v;
		size_t n;
	} registries;
	str next;
	const struct choice *others; /* to be copied */
};
struct registry_design_view { /* one registry and its versions */
	struct registry_kept is;
	struct listing list;
	struct registry_version_list_rows versions;
	str next;
	int64_t is_own;
	bool draft;
};
struct registry_version_view {
	struct registry_version_get version;
	struct registry *registry;
	struct editing editing;
	int64_t is_own;
	bool tried;
	str seen, answers;
	int64_t before; /* number of the version that it is compared with; 0: it is the first */
	struct differences differences;
	struct registry_losses losses;
	size_t at; /* a state, a move: from 1; 0: a new one */
};
struct registry_import_view {
	bool asks_code;
};
extern const struct list registries_owned_list, registry_version_pages;
extern const struct editor registry_editor;
extern const struct shape registries_owned_shape, registry_design_shape, registry_version_shape, registry_compared_shape;
extern const struct input registry_new_input, registry_import_input, registry_head_input, registry_list_input,
	registry_state_input, registry_move_input, registry_publish_input, registry_close_input;
MUST_USE err registry_version_view(struct req *q, struct registry_version_view *v); /* of the path's {id} */
typedef bool registry_use(const struct registry *r, const struct form_field *f);    /* may it be used for that? */
registry_use registry_may_name, registry_may_key, registry_may_sort, registry_may_filter, registry_may_list;
const struct choice *registry_field_choices(arena *a, const struct registry *r, registry_use *fits);

/* ---- how it reads (definition_words.c) ---- */
MUST_USE err registry_version_parsed(struct ctx *c, str definition, struct registry **out); /* ready for forms */
const struct choice *registry_power_choices(arena *a, const struct registry_move *m); /* who may make it: the editor offers */
str registry_move_said(arena *a, const struct registry *r, const struct registry_move *m);
struct texts registry_move_from(arena *a, const struct registry *r, const struct registry_move *m); /* m may be NULL */
struct texts registry_names(arena *a, const struct registry_fields *list);

err registry_titled(struct ctx *c, int64_t id, str *out), registry_called(struct ctx *c, str typed, struct named_list *out);
err registry_design_seen(struct req *q, int64_t id, struct object_seen *out);
err registries_owned_run(struct req *q), registry_new_run(struct req *q), registry_design_run(struct req *q),
	registry_draft_run(struct req *q), registry_version_run(struct req *q), registry_compared_run(struct req *q),
	registry_preview_run(struct req *q), registry_preview_try(struct req *q), registry_publish_form(struct req *q),
	registry_publish_run(struct req *q), registry_drop_run(struct req *q), registry_close_form(struct req *q),
	registry_close_run(struct req *q), registry_reopen_run(struct req *q);
err registry_parts_run(struct req *q), registry_json_form(struct req *q), registry_json_run(struct req *q),
	registry_section_form(struct req *q), registry_section_run(struct req *q), registry_adding_form(struct req *q),
	registry_field_form(struct req *q), registry_field_run(struct req *q);
err registry_head_form(struct req *q), registry_head_run(struct req *q), registry_list_form(struct req *q),
	registry_list_run(struct req *q), registry_states_form(struct req *q), registry_states_run(struct req *q),
	registry_state_form(struct req *q), registry_state_run(struct req *q), registry_move_form(struct req *q),
	registry_move_run(struct req *q);
err registry_file_run(struct req *q), registry_import_form(struct req *q), registry_import_run(struct req *q);
