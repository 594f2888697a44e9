/* What the pages of mappings share. Private to this folder. */
#pragma once
#include "government/mappings/inside.h"
#include "web/list/list.h"
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
struct mapping_line { /* one field of what is written or filled */
	const struct form_field *field;
	str name, label, text; /* text: the formula, or the one that is proposed */
	int64_t is_needed, may_change, is_own, is_proposed;
	str shown; /* of a preview */
};
struct mapping_lines {
	struct mapping_line *v;
	size_t n;
};
struct mapping_work { /* one write or fill in words */
	str kind, name, registry, registry_title, act_title, condition;
	struct mapping_lines lines;
};
struct mapping_works {
	struct mapping_work *v;
	size_t n;
};
struct mapping_view { /* the registries of one procedure */
	struct mapping_procedure procedure;
	int64_t number; /* of the newest version; 0: none */
	str form_title, definition, valid_from, problem, base, today, next;
	struct mapping_works works;
	struct listing list;
	struct mapping_versions_of_rows versions;
};
struct mapping_editing { /* one write or fill being made */
	struct mapping_view of;
	bool is_fill;
	str name; /* of the write, or the chosen field of the fill; empty: a new one */
	const struct registry *registry;
	enum mapping_act act;
	struct mapping_lines lines;
	str key, state, result, when, chosen;                                 /* as they stand */
	const struct choice *registries, *chosens, *states, *results, *names; /* names: what formulas may name */
	str preview; /* what a sample dossier would write; problems stand beside the fields */
	bool tried;
};
struct mapping_json_input {
	str definition, valid_from;
	int64_t seen;
};
extern const struct list mapping_version_list;
extern const struct shape mapping_view_shape;
extern const struct input mapping_json_input, mapping_work_input, mapping_bare_input;
err mapping_design_run(struct req *q), mapping_json_form(struct req *q), mapping_json_run(struct req *q),
	mapping_version_run(struct req *q);
err mapping_work_form(struct req *q), mapping_work_run(struct req *q), mapping_bare_run(struct req *q);
