/* pages: models and handlers. Private to this folder. */
#pragma once
#include "core/registries/inside.h"
#include "core/files/files.h"
#include "web/pictures/chart.h"
#include "web/hooks.h"
#include "web/object.h"

struct marks_map;

struct registry_line {
	int64_t id, version;
	str key;     /* value of the facet by which the list is sorted */
	bool begins; /* it was found by a word that only begins as typed */
	str name, state, since, answers;
	str place, hue;                 /* GeoJSON, empty when nobody knows; what the map's colour says, as people read it */
	str cells[REGISTRY_FIELDS_MAX]; /* by the columns of the definition */
};
str registry_masked(arena *a, const struct form_field *f, str s); /* of a personal field, in lists */
struct registry_lines {
	const struct registry_line *v;
	size_t n;
};
struct registry_head { /* one registry in the list of all */
	str code, title, one, remark, basis;
};
struct registry_heads {
	struct registry_head *v;
	size_t n;
};
struct registries_view {
	str words; /* to be looked for in one of them */
	struct registry_heads registries;
};
struct registry_view {
	const struct registry *registry;
	struct listing list;
	struct registry_lines records;
	str code, title, next;
	bool is_writable, is_imported;
};
struct record_photo { /* for programs */
	str sha256, path, small_path;
};
struct record_photos {
	struct record_photo *v;
	size_t n;
};
struct record_view {
	const struct registry *registry, *written; /* as it holds today; as it held when this was written */
	struct registry_record_get record;
	struct registry_record_version_on said; /* of the day */
	bool found;                             /* on that day there was one */
	bool is_today, is_writable;
	uint64_t powers; /* moves that he may make */
	str day, name, answers, code, state_title;
	int64_t id, version;
	struct registry_record_alike_of_rows alike;
	struct registry_namers_rows named;          /* that name it, on that day */
	struct registry_records_merged_rows merged; /* those that became this one */
	int64_t merged_into;                        /* the one that it leads to; 0: none */
	str merged_into_name;
	struct registry_proposals_about_rows waiting; /* what is proposed of it */
	const struct marks_map *map;                  /* where it lies; NULL: nobody knows */
	const struct form_answers *answered;          /* what it says, with its photos */
	struct record_photos photos;
	struct object_seen whence; /* what it came from; title empty: nothing, or not for this reader */
};
struct registry_figure_part {
	str title, path, shown, number, of; /* number: "85.5", for programs; of: "laptop", what they ask by */
	struct registry_value value;
};
struct registry_figure_parts {
	struct registry_figure_part *v;
	size_t n;
	str by, title; /* "kind", "Loại" */
};
struct registry_figure_bys {
	struct registry_figure_parts *v;
	size_t n;
};
struct registry_figure_line { /* one figure, with what it is shown by */
	const struct registry_figure *is;
	struct registry_value value;
	str name, title, unit, shown, number, path;
	str part, whole, part_path, whole_path; /* of a share */
	struct registry_figure_bys by;
};
struct registry_figure_lines {
	struct registry_figure_line *v;
	size_t n;
};
enum { FIGURE_MONTHS = 13 };
struct registry_figures_view {
	const struct registry *registry;
	str code, day;
	bool anew; /* being counted */
	struct registry_figure_lines figures;
	const struct registry_figure_line *chosen;
	str months[FIGURE_MONTHS];
	int64_t month_values[FIGURE_MONTHS];
	size_t nmonths;
	int decimals;                       /* of the months */
	bool below;                         /* there are units below this one */
	struct registry_figure_parts units; /* the unit and those below it; of none: it keeps its own alone */
};
struct published_line {
	str place, indicator, published, said, counted, own, on_day, verdict, registry, figure;
	const char *colour;
};
struct published_lines {
	struct published_line *v;
	size_t n;
};
struct published_view {
	struct published_lines figures;
	bool is_demo, is_counted; /* the store holds demonstration data; some figure has records to be counted from */
};
struct record_form_view {
	const struct registry *registry;
	int64_t id, version; /* 0: a new one */
	str name, answers;
	struct form_person photos;      /* nobody: the photos that are there, and those of a form that comes back */
	const struct marks_map *around; /* where its place is drawn; NULL: it has none */
	bool alike;                     /* it was told that there is one alike: he may say that this is another */
};
enum record_step { RECORD_MOVE, RECORD_END, RECORD_RESTORE, RECORD_SPLIT, RECORD_STEPS };
struct record_step_view {
	const struct registry *registry;
	enum record_step step;
	const struct registry_move *move;
	int64_t id, version;
	str name;
};
struct record_past { /* one version in the history */
	struct registry_record_versions is;
	str title;
	struct object_seen whence; /* what it came from, for who may see it */
	struct differences differences;
	struct texts photos_before, photos_after; /* where they differ */
};
struct record_pasts {
	struct record_past *v;
	size_t n;
};
struct record_history_view {
	const struct registry *registry;
	struct listing list;
	int64_t id;
	str code, name, next;
	struct record_pasts versions;
	struct photos_of_rows photos;
};
/* ---- for programs (programs.c, described.c) ---- */
struct record_answer_view { /* one question, one answer */
	const struct registry *registry;
	str title, said, value; /* value: JSON {"field": ..} */
	int64_t is_there;
};
struct record_upserted {
	int64_t id, version, is_created, is_changed;
	str location;
};
extern const struct input record_upsert_input;
extern const struct shape record_exists_shape, record_value_shape, record_upserted_shape;
err record_exists_run(struct req *q), record_value_run(struct req *q), record_upsert_run(struct req *q),
	registry_described_run(struct req *q);

enum { REGISTRIES_REFERENCES = 2 };
struct reference;
struct references;
struct referred;
err registry_records_find(struct req *q, const struct reference *to, str typed, struct references *out);
err registry_record_read(struct req *q, const struct reference *to, int64_t id, struct referred *out);
err registry_own_find(struct req *q, const struct reference *to, str typed, struct references *out); /* held.c */
err registry_own_read(struct req *q, const struct reference *to, int64_t id, struct referred *out);
err record_whence(struct req *q, str source_ref, struct object_seen *out);
extern const struct reference registries_references[REGISTRIES_REFERENCES];
struct merge_pair { /* one field, or a repeatable section as a whole */
	str name, label, one, other;
	int64_t is_different, is_only_there;
};
struct merge_pairs {
	struct merge_pair *v;
	size_t n;
};
struct merge_other {
	int64_t id;
	str name;
};
struct merge_others {
	struct merge_other *v;
	size_t n;
};
struct record_merge_view {
	const struct registry *registry;
	int64_t id, version, other, other_version; /* other 0: it is to be chosen among `others` */
	str name, answers, other_name, other_answers, words;
	struct merge_others others;
	struct merge_pairs pairs;
};
struct registry_refused {
	int64_t id;
	str name, text;
};
struct registry_refusals {
	struct registry_refused *v;
	size_t n;
};
struct registry_bulk_view { /* after many were moved at once */
	const struct registry *registry;
	str title, back;
	int64_t done, waits; /* waits: the proposal in which those that are done wait; 0: they hold */
	struct registry_refusals refused;
};
extern const struct list registry_records_list, registry_map_list;
const struct list_bulk *registry_bulk_made(const struct req *q, const struct registry *r); /* NULL: it has no moves */
void registry_bulk_settle(struct req *q, const struct registry *r, struct listing *l);
void registry_look_logged(struct req *q, const struct registry *r, int64_t record);
err registry_bulk_run(struct req *q);
struct import_kind;
err registry_import_kind(struct ctx *c, str name, const struct import_kind **out); /* NULL: it is none of ours */
bool registry_is_importable(const struct registry *r);                             /* something tells its records from another */
struct measure;
err registry_measure_names(struct ctx *c, struct texts *out); /* measured.c */
err registry_measure_made(struct ctx *c, str name, const struct measure **out);
err registry_import_names(struct ctx *c, struct texts *out);
err record_merge_form(struct req *q), record_merge_run(struct req *q), record_split_form(struct req *q),
	record_split_run(struct req *q);
extern const struct input registry_bulk_input, record_merge_input, record_split_input;
extern const struct shape registry_bulk_shape, record_merge_shape;
err registry_list_made(struct req *q, const struct list **out);
const struct choice *registry_state_choices(arena *a, const struct registry *r);
const char *registry_state_colour(const struct registry *r, str name);

err registry_map_run(struct req *q), registry_marks_run(struct req *q);
err registries_run(struct req *q), registry_run(struct req *q), record_run(struct req *q), record_history_run(struct req *q);
int registry_values_plain(int64_t *values, size_t n);
err registry_figures_run(struct req *q), registries_published_run(struct req *q);
err registry_day_shown(struct req *q, const char *label, str *day);
err record_new_form(struct req *q), record_new_run(struct req *q), record_edit_form(struct req *q),
	record_edit_run(struct req *q);
err record_move_run(struct req *q), record_end_run(struct req *q), record_restore_run(struct req *q);
err record_move_form(struct req *q), record_end_form(struct req *q), record_restore_form(struct req *q);
err registry_hits(struct req *q, str typed, struct hits *hits);
err record_seen(struct req *q, int64_t id, struct object_seen *out), record_changeable(struct req *q, int64_t id);
err record_titled(struct ctx *c, int64_t id, str *out);
struct look_subjects;
err registry_record_concerns(struct ctx *c, int64_t id, struct look_subjects *out);
extern const struct shape registry_figures_shape, registry_published_view_shape;
extern const struct shape registries_shape, registry_shape, record_shape, record_history_shape;
extern const struct input record_new_input, record_edit_input, record_move_input, record_end_input, record_restore_input;
extern const struct list record_versions_list;
extern const struct choice record_edit_kinds[];
str record_path(arena *a, const struct registry *r, int64_t id, const char *rest);
struct holding_of;
struct held_things;
err registry_held_of(struct ctx *c, const struct holding_of *of, struct held_things *out);
