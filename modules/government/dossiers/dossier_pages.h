/* What the pages of dossiers share: models of templates, handlers of the routes table. Private to this folder. */
#pragma once
#include "government/dossiers/dossiers.h"
#include "government/eforms/eforms.h"
#include "web/list/list.h"
#include "government/dossiers/dossiers.sql.h"
#include "government/dossiers/counter/counter.sql.h"
#include "government/dossiers/desk/inbox.sql.h"
#include "government/dossiers/filing/filing.sql.h"
#include "government/dossiers/papers/book.sql.h"

struct verify_report;

struct dossier_files_rows;
struct filter_fields_rows;
struct filter_officers_rows;
struct inbox_of_step_rows;
struct dossier_role_officers_rows;

/* ---- attendant.c ---- */
struct dossier_view;
struct form_person;
MUST_USE err attendant_part(struct req *q, struct dossier_view *v);
void attendant_show(struct page *p, const struct dossier_view *v);
MUST_USE err attendant_know(struct req *q, const struct dossier_asking *of, struct form_person *who, struct dossier_known *out);
/* form_read of a form that is handed in: what the attendants fix counts, whatever was sent. */
MUST_USE err attendant_form_read(struct req *q, int64_t procedure, const struct form *f, struct form_person *who, bool complete,
	const struct sent_files *sent, str *answers);

/* ---- models ---- */
struct attachments {
	struct attachment *v;
	size_t n;
	struct sent_files sent; /* as they came, with the photos of the e-form, which are no attachments */
};
struct my_view {
	struct listing list;
	struct drafts_of_rows drafts; /* on the first page */
	struct dossiers_of_account_rows dossiers;
	str next; /* cursor of the next page; empty = none */
};
struct handed_row { /* a paper; number: of its component, 0 and below: none */
	int64_t number;
	str name;
	int64_t originals, copies, files;
};
struct handed_rows {
	struct handed_row *v;
	size_t n;
};
struct dossier_view {
	struct dossier_of_unit dossier;
	str desk_phone; /* of the receiving unit */
	struct dossier_events_rows events;
	struct dossier_components_rows components;
	struct dossier_files_rows files;
	struct handed_rows handed,
		unhanded;                 /* of components: what was handed in; what was not, though these answers ask for it */
	struct dossier_steps_rows steps;  /* planned at reception; none before */
	struct papers_issued_rows papers; /* Mẫu 02 to 05 issued */
	struct dossier_notes_rows notes;  /* officers only, as watchers */
	struct dossier_watchers_rows watchers;
	bool watching;                               /* this officer does */
	bool result_offered;                         /* it can be drafted from a template .. */
	struct result_offer result;                  /* .. and this is what has been */
	bool takes_papers;                           /* he may write down what came in on paper */
	str applicant_proved;                        /* of the applicant's number, for officers: see applicant_proved_words() */
	str base, term, fee;                         /* "/ho-so/17", "3 ngày làm việc", "8.000 đồng (đã nộp)" */
	const struct flow_action *const *actions;    /* that this user may take now .. */
	struct flow_offers offers;                   /* .. as programs read them */
	const struct flow_action *action;            /* of a form page */
	struct dossier_role_officers_rows officers;  /* to hand over to */
	const struct dossier_steps *to;              /* the step that the action leads to; NULL = none is planned */
	int64_t apology_by;                          /* the last moment for a letter of apology; 0 = no clock runs */
	int64_t soon_at;                             /* due soon: dossiers.soon_days */
	str answer_basis;                            /* of the time for an answer; officers only */
	const struct form *eform;                    /* of the answers; NULL = filed without one */
	const struct form_answers *said;             /* the answers, taken apart; NULL = none */
	struct dossier_said_before_rows said_before; /* by the e-form, before each amendment */
	struct photos_of_rows photos;                /* that the answers name, and those before */
	struct kept_files kept;
	struct sent_files sent;                       /* with an action */
	const void *attended[DOSSIER_ATTENDANTS_MAX]; /* what each attendant says; NULL: nothing */
};
struct queue {
	const char *name, *title, *empty;
	const char *needs; /* permission of those whose work it is: their tabs stand first */
	const char *bulk;  /* actions that may be taken on many at once */
};
struct inbox_asked {
	str queue, search;
};
struct inbox_view {
	struct inbox_of_step_rows dossiers;
	struct listing list;
	str queue, title, next, search;
	const struct queue *queues; /* ends with {NULL} */
	size_t first;               /* so many of them need somebody now; the others stand below */
	int64_t *totals;            /* of each queue; -1 = none shown */
	int64_t late, soon, mine, unanswered;
	str answer_basis;                           /* of the time for an answer */
	int64_t now, soon_at;                       /* soon_at: due within dossiers.soon_days from now */
	struct dossier_role_officers_rows officers; /* when something that is done to many names one */
};
struct filter {
	str field, procedure, channel, step, from_on, to_on;
	int64_t officer;
};
struct filter_view {
	struct inbox_view list; /* first: rows and bulk actions of the inbox */
	struct filter is;
	struct filter_fields_rows fields;
	struct filter_officers_rows officers;
};
struct bulk_failure {
	int64_t id;
	str code, text;
};
struct bulk_failures {
	struct bulk_failure *v;
	size_t n;
};
struct bulk_view {
	int64_t done;
	struct bulk_failures failed;
	str title, back;
};
struct due_row { /* a due date that was computed, and why */
	struct dossier_dues due;
	struct explanation why;
};
struct due_rows {
	struct due_row *v;
	size_t n;
};
struct due_view {
	struct dossier_of_unit dossier;
	struct due_rows rows;
	str base;
};
struct book_asked {
	str from_on, to_on; /* ISO dates */
	int64_t since, until;
};
struct book_view {
	struct book_asked is;
	struct listing list;
	struct book_rows_rows rows;
	str next;
	int64_t first; /* number of the first row in its year */
};
struct tracking_view {
	bool asked, found, secret_right;
	bool wrong; /* code or secret: which one is not said */
	str code, secret, label;
	struct dossier_tracked dossier;
	str name; /* masked */
};

struct cursor {
	int64_t at, id;
};
enum lateness { NO_DUE, IN_TIME, DUE_SOON, LATE, ENDED_EARLY, ENDED_LATE };

/* ---- queues.c, listed.c ---- */
const struct queue *inbox_queue(struct req *q, str wanted); /* NULL: there is none; empty: his first */
MUST_USE err inbox_count(struct req *q, struct inbox_view *v);
MUST_USE err inbox_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out);
MUST_USE err dossier_filtered_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out);
MUST_USE err clock_fill_all(struct ctx *c, const struct inbox_of_step_rows *rows);
const char *inbox_bulk_names(const struct listing *l); /* what this queue lets be done to many at once */
extern const struct choice dossier_step_choices[], queue_choices[];
extern const struct list inbox_list, dossier_filtered_list;
extern const struct list my_list, book_list; /* following.c, book.c */

/* ---- shown.c ---- */
/* Due soon: before soon_at. Late stays who was late when the clock was set anew. */
enum lateness clock_lateness_by(int64_t now, int64_t soon_at, opt_int due_at, opt_int late_since, opt_int finished_at);
MUST_USE err clock_soon_at(struct ctx *c, int64_t *at);   /* the end of so many working days from now as the unit has set */
str dossier_answer_time(arena *a, int64_t minutes);       /* "7 giờ 20 phút", hours only */
bool dossier_supplemented(const struct inbox_of_step *d); /* the applicant has brought what was asked for, and waits */
const char *dossier_channel_words(str channel);           /* "trực tuyến", within a sentence */
const struct choice *dossier_field_choices(arena *a, const struct filter_fields_rows *fields);
const struct choice *dossier_colleague_choices(arena *a, const struct filter_officers_rows *officers);
const struct choice *dossier_officer_choices(arena *a, const struct dossier_role_officers_rows *officers);
const char *dossier_due_kind_title(str kind); /* "reception" -> "Tiếp nhận hồ sơ" */
const char *action_done(str action);          /* event text: "Đã tiếp nhận hồ sơ" */
enum { TOLD_PLAIN, TOLD_WITH_DUE, TOLD_POSTPONED, TOLD_MOVED, TOLD_EXPECTED, TOLD_PAUSED }; /* how the applicant reads an event */
str dossier_first_officer(arena *a, const struct dossier_view *v);       /* whom to hand over to unless said otherwise */
str dossier_last_note(const struct dossier_view *v, const char *action); /* of the newest event of that action; empty = none */
struct texts dossier_photos_before(struct ctx *c, const struct dossier_view *v, size_t i); /* that the i-th amendment took away */
str dossier_said_after(const struct dossier_view *v, size_t i); /* what said_before.v[i] was changed to (view.c) */
size_t dossier_files_count(const struct dossier_view *v, const char *kind, int64_t component); /* -1 = of any component */

/* ---- papers/ ---- */
/* What was handed in (handed.c); of v: dossier, components, files and eform are there. */
void handed_fill(struct ctx *c, struct dossier_view *v);
str handed_text(arena *a, int64_t originals, int64_t copies, int64_t files); /* "1 bản chính, 2 tệp điện tử"; empty: nothing */
bool paper_long_name(str name); /* of a component: a page of law, told by its title where room is short */
str handed_total(arena *a, const struct handed_rows *list);
/* Does whoever comes bring this paper? Not those of a special case, of an authorised person, of the electronic form, nor those only to
 * be shown. They are ticked beforehand; missing ones are what Mẫu 02 asks for. */
bool paper_usual(struct ctx *c, str grouping, str name);
/* How far the applicant's number is proved: "paper" (no account: the desk looks at the card), "declared", "desk", "provider", "other" (the
 * account is somebody's whose number is another). */
extern const struct choice applicant_proved_words[];
const char *applicant_proved_colour(str proved);
bool paper_owed(const struct dossier_view *v, int64_t number); /* not of a case that the answers exclude */

/* ---- shared by the handlers ---- */
struct act_input { /* of any action; each takes its own part */
	str note, taken_by, legal_basis, contact, fees, more, client_key;
	struct ints items;
	int64_t assignee, amount, days, seen;
};
extern const struct input intake_taking_input, bulk_input, dossier_remark_input, watch_input, filing_input, dossier_seen_input,
	note_input, dossier_assign_input, payment_input, dossier_return_input, dossier_supplement_input, dossier_refuse_input,
	dossier_stop_input, dossier_extend_input, dossier_amend_input;
extern const struct choice dossier_result_choices[];
struct attaching {
	int64_t procedure; /* its papers may be sent, beside those without a number; 0 = only these */
	int64_t unit;      /* that receives them */
};
/* Files that were sent as component_N, and those kept of a form that came back. Every one is kept or refused by its name: after INVALID
 * *out has the good ones. */
MUST_USE err dossier_attachments_read(struct req *q, const struct attaching *how, struct attachments *out);
MUST_USE err action_open(
	struct req *q, const struct dossier_view *v, const struct flow_work *w); /* CONFLICT: not where it is now */
/* What stands beside the file fields of an e-form: what was handed in (NULL = nothing), then what came back. */
void paper_kept(arena *a, const struct kept_files *kept, const struct dossier_files_rows *files, struct form_person *who);
struct kept_files dossier_kept_files(
	struct req *q, const struct attaching *how);           /* of a form that comes back: stored, to be sent along */
MUST_USE err desk_load(struct req *q, struct dossier_view *v); /* {id} of this unit, whole; the look is logged */
void dossier_view_ahead(struct ctx *c, int64_t id); /* before v->dossier is read: all goes to the server together, see db_ahead */
MUST_USE err dossier_view_fill(struct req *q, struct dossier_view *v); /* v->dossier is there: the rest */
str dossier_committee_short(arena *a, str unit);                       /* "UBND xã Gia Lâm": where room is short */
str dossier_committee(struct ctx *c, str unit); /* "ỦY BAN NHÂN DÂN", below it the unit: the head of a paper */
struct pdf;
MUST_USE err desk_heading(
	struct ctx *c, struct pdf *p, int64_t unit, int64_t at); /* of a paper of that unit's desk, with the day */
void paper_printable(struct req *q); /* the PDF may stand in a frame of our own page, from which it is printed */
MUST_USE err dossier_form_send(struct req *q, const struct dossier_view *v); /* the filled form ("Tờ khai") as PDF */
MUST_USE err receipt_send(struct req *q, const struct dossier_view *v);
MUST_USE err paper_send(struct req *q, const struct dossier_of_unit *d); /* the issued paper {key} */
MUST_USE err dossier_control_sheet_send(struct req *q, const struct dossier_view *v);
const char *paper_title(str form);                         /* "04" -> "Văn bản xin lỗi .." */
str paper_number(arena *a, const struct papers_issued *f); /* "03/HDHS" */
MUST_USE err dossier_file_send(struct req *q);             /* {id} is in scope: file {key} of it */

/* ---- handlers ---- */
err filing_submit(struct req *q);
err my_dossiers(struct req *q);
err my_dossier(struct req *q);
err my_receipt(struct req *q);
err my_file(struct req *q);
err my_action_form(struct req *q);
err my_act(struct req *q);
err inbox(struct req *q);
err filter(struct req *q);
err desk_dossier(struct req *q);
err desk_receipt(struct req *q);
err desk_form(struct req *q);
err desk_file(struct req *q);
err desk_action_form(struct req *q);
err desk_act(struct req *q);
err desk_paper(struct req *q);
err desk_taking_form(struct req *q);
err desk_taking(struct req *q);
str intake_taking_typed(struct page *p, const char *list, int64_t number, int64_t known); /* what stands in its input */
err desk_control_sheet(struct req *q);
err my_paper(struct req *q);
err desk_due(struct req *q);
err my_due(struct req *q);
err desk_note(struct req *q);
err desk_watch(struct req *q);
err desk_bulk(struct req *q);
err book(struct req *q);
err book_pdf(struct req *q);
err tracking(struct req *q);

MUST_USE err dossiers_demo(struct ctx *c);
MUST_USE err demo_districts(struct ctx *c); /* of --full */
MUST_USE err dossiers_verify(struct ctx *c, struct verify_report *report);

#include "government/dossiers/dossiers.html.h"
#include "government/dossiers/following/tracking.html.h"
#include "government/dossiers/desk/inbox.html.h"
#include "government/dossiers/desk/desk.html.h"
#include "government/dossiers/papers/book.html.h"
