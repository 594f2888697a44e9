/* tally: the figures of the board. Private to this folder. */
#pragma once
#include "government/dossiers/dossiers.h"
#include "government/dossiers/dossiers.sql.h"

enum figure {
	TAKEN_IN,    /* received */
	EARLY,       /* finished before the appointed day */
	ON_TIME,     /* finished on it, not after the appointed moment */
	OVERDUE,     /* finished later */
	GIVEN_BACK,  /* result returned */
	TURNED_AWAY, /* refused */
	TAKEN_BACK,  /* withdrawn by the applicant */
	BROKEN_OFF,  /* stopped */
	FIGURES
};
struct fact { /* one thing to be counted, in the month of `at` */
	int64_t at;
	enum figure what;
};
enum figure finished_as(int64_t finished_at, opt_int due_at);
/* What is to be counted of a dossier in this state; at most four. closed_at: when it was refused, withdrawn or stopped. */
size_t tally_facts(const struct dossier_state *s, int64_t closed_at, struct fact out[]);
str month_of(arena *a, int64_t at); /* "2026-11" */
/* Inside db_write: brings the figures from one state of a dossier to the next. */
MUST_USE err tally_change(struct ctx *c, const struct dossier_state *before, const struct dossier_state *after);
/* Counting again, for dossiers_verify: every dossier, then the comparison with the rows. */
void tally_recount(struct map *counted, const struct dossier_after *d);
MUST_USE err tally_verify(struct ctx *c, struct map *counted, struct verify_report *r);
