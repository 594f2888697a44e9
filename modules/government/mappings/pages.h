/* What the pages of mappings share. Private to this folder. */
#pragma once
#include "government/mappings/inside.h"
#include "web/list/list.h"
#include "core/editor/editor.h"
#include "web/naming.h"

/* ---- of a dossier (part.c) ---- */
struct mapping_entry {        /* one write: planned, done, or waiting for an officer */
	int64_t task;         /* 0: the dossier has not ended yet */
	int64_t record, seen; /* that it is about, its version now; 0: none */
	str name, act, act_title, registry, registry_title, state, reason, record_title, record_path;
	int64_t settled_at;             /* 0: not yet */
	struct differences differences; /* what it changes in the record, as far as it can be said by now */
};
struct mapping_entries {
	struct mapping_entry *v;
	size_t n;
};
struct mapping_part { /* on the page of a dossier */
	struct mapping_entries entries;
	struct differences said; /* where the form says otherwise than the registry did */
	bool is_staff;
	str base; /* "/mot-cua/17/ghi-so" */
};
struct mapping_entries_view { /* the page of its own */
	struct mapping_dossier dossier;
	struct mapping_entries entries;
	str base;
	bool may_settle;
};
struct mapping_settle_input {
	str note;
	bool though_alike, though_other;
	int64_t seen;
};
extern const struct input mapping_write_input, mapping_drop_input;
extern const struct shape mapping_entries_view_shape;
MUST_USE err mapping_part(struct req *q, int64_t dossier, const void **model);
void mapping_part_shown(struct page *p, const void *model);
err mapping_entries_run(struct req *q), mapping_write_run(struct req *q), mapping_drop_run(struct req *q);
const char *mapping_state_title(str state), *mapping_state_colour(str state);

/* ---- what is stuck (tasks.c) ---- */
extern const struct list mapping_stuck_list;
struct home_cards;
err mapping_cards(struct req *q, struct home_cards *to);

/* ---- of a procedure, for administrators (design.c) ---- */
struct mapping_line {              /* one field of what is written or filled */
	str label, formula, shown; /* shown: what a sample dossier would write there */
};
struct mapping_lines {
	struct mapping_line *v;
	size_t n;
};
struct mapping_said { /* one write or fill in words */
	str title, remark;
	struct mapping_lines lines;
};
struct mapping_saids {
	struct mapping_said *v;
	size_t n;
};
struct mapping_design_view {
	struct mapping_procedure procedure;
	int64_t seen; /* number of the newest version; 0: there is none */
	str definition, valid_from, form_title, base, problem;
	struct mapping_saids works;
	const struct choice *registries;
	bool is_proposed; /* a write was added to the definition, not kept yet */
};
struct mapping_design_input {
	str definition, valid_from;
	int64_t seen;
};
extern const struct input mapping_design_input;
extern const struct shape mapping_design_view_shape;
err mapping_design_run(struct req *q), mapping_design_save(struct req *q);
/* A write into a registry, its fields paired by their names and labels with what the form, the dossier and its result say (proposing.c). */
MUST_USE err mapping_propose(
	struct ctx *c, const struct mapping_against *at, const struct registry *r, enum mapping_act act, struct tree *out);
