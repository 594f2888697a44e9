/* Inside open_data: what its files share. open_data.c are the rules, chosen.c what a set gives, giving.c its rows, writing.c the jobs that make its
 * files, catalogue.c licences and frequencies, dcat.c the description for programs, admin.c and pages.c the pages. */
#pragma once
#include "core/open_data/open_data.h"
#include "core/registries/registries.h"
#include "web/flow/flow.h"
#include "web/list/list.h"

struct object_seen;
struct verify_report;

enum { OPEN_FIELDS_MAX = REGISTRY_FIELDS_MAX, OPEN_PREVIEW = 10 };
#define OPEN_PUBLISH     "open_data.publish"
#define OPEN_ADMIN       "/quan-tri/du-lieu-mo"
#define OPEN_PUBLIC_PATH "/du-lieu-mo"

/* ---- licences, how often (catalogue.c) ---- */
struct open_licence {
	const char *code, *title, *url, *what;
};
const struct open_licence *open_licence_of(arena *a, str code); /* NULL: there is none */
const struct choice *open_licences(struct ctx *c);              /* those that the setting offers; ends with {NULL} */
extern const struct choice open_frequencies[];                  /* code, words */
int64_t open_frequency_days(str code);                          /* after so many the files are made anew */
const char *open_frequency_url(str code);

/* ---- what a set gives (chosen.c) ---- */
struct open_giving {
	const struct registry *registry;
	struct registry_fields fields;
	const struct form_field *place; /* among the fields; NULL: no GeoJSON */
	struct registry_asked asked;
	struct texts names; /* that must be read of an answer */
	bool has_state;
	enum list_written_as as;
	int64_t written; /* rows, so far */
};
/* By the registry of today, of c->unit. *why empty: it may be given; else a sentence that says why not. */
MUST_USE err open_giving_of(struct ctx *c, const struct open_set_get *s, struct open_giving *out, str *why);
/* What may be chosen of a registry, and what may not and why. */
struct open_choice {
	const struct form_field *field;
	str why; /* empty: it may */
};
struct open_choices {
	const struct registry *registry;
	str why; /* of the whole; empty: it may */
	struct open_choice *v;
	size_t n;
};
MUST_USE err open_choices_of(struct ctx *c, str registry, struct open_choices *out);
str open_type_words(arena *a, const struct form_field *f); /* "số thập phân (m)": for who reads the files */
str open_narrowed_words(arena *a, const struct open_giving *g);

/* ---- rows (giving.c): the declared list of a set, as its format wants it ---- */
struct open_row {
	int64_t version;
	str key, place, cells[OPEN_FIELDS_MAX + 1]; /* the state behind the fields */
};
const struct list *open_list_of(arena *a, const struct open_giving *g); /* listing.view: the giving */

/* ---- rules (open_data.c) ---- */
struct open_set_work {
	int64_t id, seen; /* id 0: a new one */
	str registry, title, description, licence, frequency, contact_name, contact_email, contact_phone;
	struct texts fields;
	bool has_state;
	str state, narrowed[REGISTRY_FILTERS_MAX];
};
RULE(open_set_keep, struct open_set_work) /* INVALID on the field; CONFLICT: somebody changed it before */
struct open_work {
	FLOW_WORK;
	int64_t set, state, to; /* to: out, where it went */
	struct open_set_get row;
};
RULE(open_load, struct open_work)
RULE(open_save, struct open_work)
RULE(open_act, struct open_work)
RULE(open_publish, struct open_work)
RULE(open_withdraw, struct open_work)
extern const struct flow open_flow;
struct open_taking {
	int64_t set;
	str why;
};
RULE(open_take_down, struct open_taking) /* of any unit; tells who answers for it */
/* Each published set of any unit, with c->unit its own; *why: it may not be given any more. */
typedef err open_visit(struct ctx *c, const struct open_set_get *s, const struct open_giving *g, str why, void *arg);
MUST_USE err open_each_published(struct ctx *c, open_visit *visit, void *arg);
MUST_USE err open_registry_changed(struct ctx *c, const char *kind, int64_t object);

/* ---- jobs (writing.c) ---- */
MUST_USE err open_write_job(struct ctx *c, str set);
MUST_USE err open_refresh_job(struct ctx *c, str day);
MUST_USE err open_withheld(struct ctx *c, int64_t unit);
MUST_USE err open_data_demo(struct ctx *c);
MUST_USE err open_data_verify(struct ctx *c, struct verify_report *report);
const char *open_mime(str format);

/* ---- pages ---- */
struct open_field_row { /* one column of the files, explained */
	str name, label, type, hint;
};
struct open_field_rows {
	struct open_field_row *v;
	size_t n;
};
struct open_set_view {
	struct open_set_get set;
	struct open_files_rows files;
	struct open_field_rows fields;
	str licence_title, licence_url, frequency_title, narrowed, registry_title,
		why; /* why: it could not be given as it stands */
	struct open_giving giving;
	struct listing preview; /* the first rows; of the administrator's page */
};
struct open_form_view {
	int64_t id, seen;
	struct open_choices choices;
	struct open_set_work values;
	const struct choice *registries, *licences;
};
MUST_USE err open_view_of(struct req *q, const struct open_set_get *s, struct open_set_view *v);
str open_file_path(arena *a, str code, str format);
extern const struct list open_sets_list, open_public_list;
extern const struct shape open_sets_shape, open_public_shape, open_set_view_shape, open_public_view_shape;
extern const struct input open_set_input;
err open_new_form(struct req *q), open_new_run(struct req *q), open_edit_form(struct req *q), open_edit_run(struct req *q);
err open_one_run(struct req *q), open_act_run(struct req *q), open_seen(struct req *q, int64_t id, struct object_seen *out);
err open_titled(struct ctx *c, int64_t id, str *out);
err open_sets_run(struct req *q), open_set_run(struct req *q), open_file_run(struct req *q), open_dcat_run(struct req *q);

/* ---- dcat.c ---- */
MUST_USE err open_dcat_write(struct req *q, buf *b, int64_t *modified); /* modified: when the youngest of them changed */
