/* Private to the rules of dossiers: the clock, the plan of steps and the papers of the dossier that is being worked on. */
#pragma once
#include "government/dossiers/dossiers.h"
#include "government/dossiers/dossiers.sql.h"
#include "core/calendar/calendar.h"

struct belongings;
struct news;
struct dossier_role_officers_rows;

#define BIT(status) (1u << (status))
static inline opt_int id_or_none(int64_t id) { return (opt_int){id > 0, id}; }

struct plan { /* the steps of a dossier; numbers run from 1, so step n is v[n - 1] */
	struct dossier_steps *v;
	const struct dossier_steps *before; /* as they are in the store */
	size_t n;
	bool made; /* just now: nothing of it is in the store */
};

/* Photos that the answers name are the dossier's; they may come from a draft (0: from none). */
MUST_USE err dossier_photos_keep(struct ctx *c, int64_t dossier, int64_t eform, str answers, int64_t draft);
MUST_USE err dossier_attach(struct ctx *c, int64_t dossier, const char *kind, const struct attachment *list, size_t n);

/* ---- belongings.c: see struct module ---- */
MUST_USE err dossiers_belongings(struct ctx *c, int64_t account, struct belongings *out);
MUST_USE err dossiers_hand_over(struct ctx *c, int64_t from, int64_t to);
struct look_subjects;
struct look_places;
MUST_USE err dossier_concerns(struct ctx *c, int64_t id, struct look_subjects *out);
MUST_USE err dossier_list_concerns(struct ctx *c, int64_t unit, struct look_subjects *out);
MUST_USE err dossiers_kept_in(struct ctx *c, int64_t account, struct look_places *out);
/* ---- find.c ---- */
struct dossier_indexed { /* what a dossier is found by */
	int64_t id, receiving_unit, competent_unit, support_unit;
	str code, name, phone, number;
};
MUST_USE err dossier_index(struct ctx *c, const struct dossier_indexed *d); /* inside db_write, once a dossier */

/* ---- clock.c ---- */
MUST_USE err clock_start(struct ctx *c, struct dossier_work *w, enum clock_start start); /* the whole term */
MUST_USE err clock_pause(struct ctx *c, struct dossier_state *s);
MUST_USE err clock_resume(struct ctx *c, struct dossier_work *w); /* goes on with what was left */
MUST_USE err clock_after_supplement(struct ctx *c, struct dossier_work *w);
MUST_USE err clock_extend(struct ctx *c, struct dossier_work *w);
MUST_USE err clock_answer_due(struct ctx *c, int64_t unit, int64_t from, int64_t *by); /* of what was filed then */
MUST_USE err clock_answers_init(struct ctx *c); /* plans clock_answers while something filed online has no such clock .. */
MUST_USE err clock_answers(struct ctx *c, str argument); /* job: .. from before there were any */
MUST_USE err clock_answer(
	struct ctx *c, struct dossier_state *s, int64_t was); /* begins when it is at the desk again, ends when answered */
void clock_stop(struct dossier_state *s);

/* ---- plan.c ---- */
MUST_USE err dossier_officers_for(
	struct ctx *c, int64_t unit, str role, str today, struct dossier_role_officers_rows *out); /* whose a step can be */
MUST_USE err plan_load(struct ctx *c, struct dossier_work *w);
MUST_USE err plan_make(struct ctx *c, struct dossier_work *w);                 /* at reception: copies the procedure's steps */
MUST_USE err plan_spread(struct ctx *c, struct dossier_work *w, int64_t from); /* shares what is left until due_at */
MUST_USE err plan_save(struct ctx *c, struct dossier_work *w);
const struct dossier_steps *plan_now(const struct dossier_work *w);  /* NULL before reception */
const struct dossier_steps *plan_next(const struct dossier_work *w); /* NULL: there is none */
const struct dossier_steps *plan_back(const struct dossier_work *w); /* the last processing step before the present one */
void plan_go(struct ctx *c, struct dossier_work *w, const struct dossier_steps *to); /* ends the present step, begins that one */
void plan_stay(struct dossier_work *w);               /* out of waiting: into the queue of the present step */
void plan_end(struct ctx *c, struct dossier_work *w); /* closes the dossier */

/* ---- papers.c ---- */
MUST_USE err paper_issue(struct ctx *c, struct dossier_work *w, const struct dossier_state *before);

/* ---- attended.c ---- */
MUST_USE err attendant_acted(struct ctx *c, int64_t dossier, str action, int64_t was, int64_t now);

/* ---- work.c: of the flow ---- */
bool dossier_has_part(const struct dossier_state *s, int64_t unit);                             /* who has one sees it */
struct news dossier_news(struct ctx *c, int64_t dossier, str code, const char *base, str what); /* base: "/ho-so", "/mot-cua" */
MUST_USE err dossier_tell_watchers(
	struct ctx *c, const struct dossier_state *s, const struct dossier_watchers_rows *all, str what); /* but for the actor */
RULE(dossier_load, struct dossier_work)
RULE(dossier_save, struct dossier_work)

/* ---- actions.c: what each action of flow.c changes beside the status ---- */
RULE(do_receive, struct dossier_work)
RULE(do_hand_over, struct dossier_work)
RULE(do_take, struct dossier_work)
RULE(do_assign, struct dossier_work)
RULE(do_forward, struct dossier_work)
RULE(do_send_back, struct dossier_work)
RULE(do_approve, struct dossier_work)
RULE(do_finish, struct dossier_work)
RULE(do_return, struct dossier_work)
RULE(do_ask_supplement, struct dossier_work)
RULE(do_supplement, struct dossier_work)
RULE(do_amend, struct dossier_work)
RULE(do_ask_payment, struct dossier_work)
RULE(do_confirm_payment, struct dossier_work)
RULE(do_pause, struct dossier_work)
RULE(do_resume, struct dossier_work)
RULE(do_extend, struct dossier_work)
RULE(do_reopen, struct dossier_work)
RULE(do_close, struct dossier_work)
