/* following: what the pages of a citizen's own dossier show beside what officers see too. Private to this folder. */
#pragma once
#include "government/dossiers/dossier_pages.h"

struct followed {
	struct dossier_view whole;             /* first: programs get it */
	struct event_titles_rows titles;       /* whom each event gave the dossier to */
	const struct papers_issued *asked;     /* the newest Mẫu 02; NULL = none */
	struct dossier_paper_items_rows items; /* what it asks for */
	struct form_person who;                /* of the e-form that is amended: its papers so far */
};
str event_plain(arena *a, const struct followed *v, const struct dossier_events *e); /* one sentence for people */
bool event_inside(str action);                                                       /* of no interest to the applicant */
const char *dossier_step_state(const struct followed *v, size_t step);               /* "done", "now", "next" */
int64_t paper_item_component(
	const struct followed *v, const struct dossier_paper_items *item); /* its component; 0 = written by hand */
err my_form(struct req *q);
MUST_USE err my_load(struct req *q, struct followed *v); /* {id} of this account, as its applicant reads it */

#include "government/dossiers/following/citizen.html.h"
