/* drafts: dossiers being filled in. A draft is saved as its owner types, keeps its uploads, and can be gone on with on another device; whoever
 * saves says which version he has seen, so that two devices do not overwrite each other unknowingly. It ends when it becomes a dossier (in
 * the same transaction), when it is dropped, or untouched for a time (setting dossiers.draft_days). Private to this folder. */
#pragma once
#include "government/dossiers/dossier_pages.h"
#include "web/object.h"
#include "government/eforms/eforms.h"

enum { DRAFTS_MAX = 20, DRAFT_FILES_MAX = 60 };
struct applicant { /* as typed: checked when the form is left, and again before submitting */
	str name, personal_number, birth_on, phone, email, address, result_by, result_address;
};
struct draft_start {
	int64_t account, procedure, unit;
	str channel; /* "online" or "post" */
	str key;     /* out */
};
/* struct draft_start *: a draft with what is known of its owner; the one he has begun but not touched, if there is one. INVALID: twenty
 * already, or nobody receives there. */
RULE(draft_begin, struct draft_start)
struct draft_move {
	int64_t account, unit;
	str key, channel;
};
RULE(draft_moved, struct draft_move) /* to be handed in elsewhere */
struct draft_save {
	int64_t account, version; /* version: that was shown; out: the one saved */
	str key;
	struct applicant who;
	str answers;
};
RULE(draft_save, struct draft_save) /* CONFLICT when another device has saved since */
struct draft_files_change {
	int64_t account;
	str key;
	struct attachment *attachments;
	size_t nattachments;
	int64_t remove; /* id of a file of the draft; 0 = none */
	int64_t added;  /* out: id of the last one */
};
RULE(draft_change_files, struct draft_files_change)
struct draft_end {
	int64_t account, version; /* version: that was reviewed */
	str key;
	str answers;     /* with what is known by now; s NULL: as they are in the draft */
	int64_t dossier; /* out of draft_submit */
};
RULE(draft_remove, struct draft_end)
RULE(draft_submit, struct draft_end) /* the second time: the dossier of the first */
struct holding_of;
struct held_things;
err dossiers_held(struct ctx *c, const struct holding_of *of, struct held_things *out);
err drafts_held(struct ctx *c, const struct holding_of *of, struct held_things *out);
err drafts_erase(struct ctx *c, const struct holding_of *of, int64_t *n);
MUST_USE err draft_forget(struct ctx *c, int64_t id); /* inside db_write: with its files */
err draft_object(struct req *q, int64_t id, struct object_seen *out);
MUST_USE err drafts_clean(struct ctx *c, str argument); /* a job: away with what nobody has touched for so long */

/* ---- models of the pages ---- */
struct where_view {
	struct filing_procedure procedure;
	struct dossier_receiving_units_rows units;
	struct drafts_of_rows drafts; /* of the same procedure */
	struct procedure_terms terms;
	str term, fee;
	int64_t home;                   /* commune of residence; 0 = unknown */
	int64_t unit;                   /* chosen */
	str channel, key;               /* key: of a draft that moves */
	const struct draft_view *draft; /* that draft; NULL: it only begins */
	bool by_post;
};
struct draft_view {
	struct draft_get draft;
	struct draft_files_rows files;
	struct filing_components_rows components;
	const struct form *form;
	const struct form_answers *said; /* for the last look */
	struct photos_of_rows photos;    /* that the answers name */
	struct form_person who;          /* fills what nobody has filled yet */
	struct dossier_known known;      /* from elsewhere than himself */
	int64_t chosen;                  /* the thing of his that he chose just now, to fill it from; 0: none */
	const struct problem *missing;   /* what must be mended before submitting */
	bool form_wrong, papers_wrong;   /* where it is */
	bool overtaken;                  /* another device has saved since the page was opened here */
	int64_t just;                    /* the item whose files were kept just now; -1 = none */
	size_t just_files;               /* so many of them */
};
struct draft_saved { /* for the script that saves in the background */
	int64_t version, saved_at;
};
struct draft_filed {
	int64_t id, size;
	str name;
};
struct filed_view {
	struct dossier_of_unit dossier;
	int side; /* of the QR code, in modules */
	str path;
};
struct drafts_view {
	struct drafts_of_rows drafts;
};
str draft_just_kept(arena *a, const struct draft_view *v); /* "a.pdf, b.jpg" */
size_t draft_files_count(const struct draft_view *v, int64_t component);
const struct choice *dossier_place_choices(arena *a, const struct where_view *v); /* the applicant's own commune first */
bool draft_applicant_open(const struct page *p, const struct draft_get *d);       /* something about him is missing or wrong */
bool draft_has_form_for(const struct draft_view *v, const struct filing_components *k); /* the electronic form takes its place */
bool draft_asks_paper(
	const struct page *p, const struct draft_view *v, const struct filing_components *k); /* nor do the answers exclude it */
bool draft_group_begins(
	const struct page *p, const struct draft_view *v, size_t i); /* the first paper of its group that is asked here */
str draft_paper_hint(const struct page *p, const struct draft_view *v, const struct filing_components *k);
/* Of the step `i` from 1, seen from `step`: "now", "done", "wrong" or "next". v NULL: the draft only begins. */
const char *draft_step_state(const struct draft_view *v, int i, int step);
extern const struct choice draft_channels[];
str draft_path(arena *a, const struct draft_get *d, const char *page); /* "/ho-so/soan/KEY/giay-to" */

err draft_where(struct req *q);
err draft_start_post(struct req *q);
err draft_move_form(struct req *q);
err draft_move_post(struct req *q);
err draft_form(struct req *q);
err draft_form_post(struct req *q);
err draft_papers(struct req *q);
err draft_papers_post(struct req *q);
err draft_paper_drop(struct req *q);
err draft_paper(struct req *q);
err draft_review(struct req *q);
err draft_submit_post(struct req *q);
err draft_drop_post(struct req *q);
err drafts_list(struct req *q);
err my_filed(struct req *q);
err my_filed_sheet(struct req *q);
extern const struct input draft_start_input, draft_move_input, draft_form_input, draft_submit_input;
extern const struct shape draft_shape, draft_saved_shape, draft_filed_shape, drafts_shape;

#include "government/dossiers/filing/drafts.html.h"
