/* intake: what the pages of the counter share: reception of paper dossiers (intake.c, intake_view.c), the day and the return of results
 * (counter.c). Private to this folder. */
#pragma once
#include "government/dossiers/dossier_pages.h"
#include "government/eforms/eforms.h"
#include "core/people/people.h"

/* ---- reception: the rule ---- */
struct desk_intake {
	struct person_facts person;
	struct new_dossier dossier;
	const struct flow_action *then; /* instead of receiving it: supplement or refuse; NULL = received */
	str reason, legal_basis;
	struct ints missing; /* components to bring */
	str fee_receipt;
	int64_t paper; /* out: Mẫu 02 or 03; 0 = none */
};
/* struct desk_intake *: the person is brought up to date, the dossier filed and received (or a supplement asked for, or refused), all
 * or nothing; the same client_key a second time changes nothing. */
RULE(desk_take_in, struct desk_intake)

/* ---- reception: the page ---- */
struct intake_paper { /* one row of the table of papers */
	int64_t number;
	str group, name, form_name; /* group: heading above; empty = what everybody brings */
	bool ticked, usual;
	str originals, copies;
};
struct intake_papers {
	struct intake_paper *v;
	size_t n;
};
struct intake_view {
	str name, personal_number, old_number, birth_on, sex, phone, email, address;
	str channel, payer, result_by, result_address, fee_receipt, reason, legal_basis, procedure_words, client_key;
	bool fee_paid, print;
	str resident;                          /* answer to the question below */
	const char *home_question, *home_hint; /* NULL: the address is clear, or nobody was asked yet */
	/* the person */
	int64_t person; /* 0 = nobody known has that number */
	struct fact_differences differences;
	const struct counter_of_person *twin, *ready; /* his open dossier of the same procedure; a result that waits for him */
	/* the procedure */
	int64_t procedure; /* 0 = none chosen */
	struct filing_procedure chosen;
	struct procedure_terms terms;
	str short_name, term, due, fee_text;
	str fee; /* đồng, as it stands in its field; the field is there when something may be due */
	bool fee_asked;
	struct procedure_picks picks; /* found without script */
	bool searched;
	struct intake_papers papers;
	struct kept_files kept;
	const struct form *eform;
	struct form_person who; /* of its fields */
	bool answering;         /* something in it is wrong, or a row was added */
	/* the one before */
	bool received;
	struct dossier_of_unit before;
	int64_t before_paper;
};
extern const struct choice intake_channels[];
bool intake_has_place(const struct intake_view *v, int64_t component); /* a row of the table, or a field of the form */
MUST_USE err intake_view_fill(struct req *q, struct intake_view *v);   /* from what was typed; of a GET: an empty form */
MUST_USE err intake_papers_fill(struct req *q, int64_t procedure, struct intake_papers *out);

/* ---- intake_home.c ---- */
struct home_question {
	str address, personal_number, answer; /* one of applicant_resident_answers; empty: not asked yet */
};
extern const struct choice applicant_resident_answers[];
/* *unit: the desk's when the applicant lives there, else 0: nothing is assumed. In doubt a page asks (a problem beside `resident`). */
MUST_USE err my_home_settle(struct req *q, err e, const struct home_question *h, int64_t *unit);
MUST_USE err my_home_question_fill(struct req *q, struct intake_view *v);

struct pick_line { /* for combo.js */
	str value, title, detail;
};
struct pick_lines {
	struct pick_line *v;
	size_t n;
};
struct dossier_picks_view {
	str q;
	struct pick_lines choices;
	int64_t has_more;
};
extern const struct shape dossier_picks_shape;

/* ---- return ---- */
struct counter_asked { /* what was scanned or typed at the counter */
	enum { ASKED_NOTHING, ASKED_CODE, ASKED_NUMBER, ASKED_WORDS } kind;
	str text; /* code of a dossier, personal number, words */
};
/* The address or the code on a receipt, its end alone ("261123-0001": of this agency), a card, a personal number; else words. Any bytes
 * are welcome. */
struct counter_asked counter_read(arena *a, str typed, str agency_code);

struct desk_return {
	struct ints dossiers;
	int64_t unit;
	str taken_by, taken_number, relation, authorisation;
	struct ints paid;      /* of these the fee was collected now .. */
	str fee_receipt;       /* .. with this receipt */
	struct ints originals; /* of these the originals went back */
};
/* struct desk_return *: every one of them is returned, or none. */
RULE(desk_give_back, const struct desk_return)

struct counter_row {
	struct counter_of_person dossier;
	str originals; /* "Giấy chứng sinh (1)"; empty = none kept */
	str handed;    /* "Giấy chứng sinh (1 bản chính); Hộ chiếu (2 bản sao)" */
	bool ready, asked;
};
struct counter_rows {
	struct counter_row *v;
	size_t n;
};
struct counter_view {
	str find, name, number;
	bool searched;
	size_t ready;
	struct counter_rows rows;
};
extern const struct shape counter_shape;
extern const struct choice applicant_relations[];

/* ---- the day ---- */
struct today_view {
	str day, next;
	struct listing list;
	struct today_of_day_rows came;
	struct today_states_rows states;
	struct today_due_rows due;
	struct today_ready_rows ready;
	int64_t total, waiting, unanswered, due_total, ready_total; /* due and ready: only the first stand in their lists */
};

extern const struct list today_list;
extern const struct shape today_shape;

/* ---- handlers ---- */
extern const struct input intake_input, counter_find_input, counter_return_input;
err intake_form(struct req *q);
err intake_step(struct req *q);
err intake_submit(struct req *q);
err intake_picks_run(struct req *q);
err counter_form(struct req *q);
err counter_find(struct req *q);
err counter_return(struct req *q);
err today(struct req *q);

#include "government/dossiers/counter/intake.html.h"
#include "government/dossiers/counter/counter.html.h"
