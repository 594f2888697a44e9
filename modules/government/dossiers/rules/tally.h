/* tally: the figures of the board. Private to this folder. */
#pragma once
#include "government/dossiers/dossiers.h"
#include "government/dossiers/dossiers.sql.h"
#include "government/dossiers/rules/verify.sql.h"

struct verify_report;

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
enum figure dossier_finished_as(int64_t finished_at, opt_int due_at);
/* What is to be counted of a dossier in this state; at most four. closed_at: when it was refused, withdrawn or stopped. */
size_t tally_facts(const struct dossier_state *s, int64_t closed_at, struct fact out[]);
str tally_month_of(arena *a, int64_t at); /* "2026-11" */
/* Inside db_write: brings the figures from one state of a dossier to the next. */
MUST_USE err tally_change(struct ctx *c, const struct dossier_state *before, const struct dossier_state *after);
/* The same for a step: who ended it in which month, and whether in time. */
MUST_USE err tally_step(struct ctx *c, const struct dossier_steps *before, const struct dossier_steps *after);
/* Counting again, for dossiers_verify: every dossier and every step that ended, then the comparison with the rows. */
void tally_recount(struct map *counted, const struct dossier_after *d);
void tally_recount_step(struct map *counted, const struct dossier_verify_ended *k);
MUST_USE err tally_verify(struct ctx *c, struct map *counted, struct verify_report *r);
