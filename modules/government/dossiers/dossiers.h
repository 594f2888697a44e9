/* dossiers: what citizens hand in, and where it stands.
 *
 * The ten statuses and their transitions are those of the national portal (TrangThaiHoSo); the code is that of TT 01/2018/TT-VPCP
 * art. 19: identifier of the receiving authority, date of reception, order in that day. The rules below know neither requests nor
 * the clock; every one runs inside db_write, writes one event, one audit row and a notice to the applicant.
 *
 * Three organisations have a part in a dossier: where the applicant was helped (support), who took it in (receiving, whose code it
 * bears) and who decides (competent). The holder is the one that has the present step: reception and return are the receiving
 * unit's, the steps between the competent one's; queues and counts are the holder's. At reception the steps of the procedure are
 * copied into the dossier with a due time each; every due date that is ever computed stays in dossier_due with its proof. */
#pragma once
#include "web/flow/flow.h"
#include "government/procedures/procedures.h"
#include "core/files/files.h"

struct page;
struct req;

struct plan;

enum status {
	REGISTERED = 1,   /* Mới đăng ký */
	RECEIVED,         /* Được tiếp nhận: the clock starts */
	REFUSED,          /* Không được tiếp nhận */
	IN_PROGRESS,      /* Đang xử lý */
	SUPPLEMENT_ASKED, /* Yêu cầu bổ sung giấy tờ: the clock rests */
	PAYMENT_ASKED,    /* Yêu cầu thực hiện nghĩa vụ tài chính: the clock rests */
	WITHDRAWN,        /* Công dân yêu cầu rút hồ sơ */
	STOPPED,          /* Dừng xử lý */
	FINISHED,         /* Đã xử lý xong: the clock has ended */
	RETURNED          /* Đã trả kết quả */
};
enum { DOSSIER_STATES = RETURNED };
extern const struct flow_state dossier_states[DOSSIER_STATES]; /* what each is called */
enum { DOSSIER_STAGES = 6 };
extern const struct flow_stage dossier_stages[DOSSIER_STAGES]; /* at whose place within a state */
const char *status_title(int64_t status);                      /* "Mới đăng ký": the portal's word, for officers */
const char *status_plain(int64_t status);  /* "Đã nộp, chờ tiếp nhận": for the applicant, on every page and as JSON */
const char *status_level(int64_t status);  /* "Chưa tiếp nhận": for everybody who knows the code alone */
const char *status_colour(int64_t status); /* of its tag */
bool status_allows(int64_t from, int64_t to); /* the table of transitions */

/* ---- filing ---- */
struct attachment {
	int64_t component; /* number of the component; 0 = none */
	struct stored stored;
};
struct handed { /* a component that was handed over the counter */
	int64_t number, originals, copies;
};
struct new_dossier {
	int64_t procedure, receiving_unit;
	int64_t support_unit;   /* where the applicant was helped to file; 0 = the receiving unit */
	int64_t competent_unit; /* another commune of the province, when the desk knows so; 0 = by the procedure's level */
	str payer;              /* one of procedure_payers; empty = none: decides the fee */
	str channel;            /* 'online', 'desk', 'post' */
	str applicant_name, applicant_number, applicant_birth_on, applicant_phone, applicant_email, applicant_address;
	str content;   /* what is asked for */
	int64_t eform; /* the definition that `answers` (JSON) follow; 0 = none */
	str answers;
	str result_by, result_address;
	struct attachment *attachments;
	size_t nattachments;
	const struct handed *handed; /* on paper */
	size_t nhanded;
	int64_t account; /* the citizen; 0 = none (paper) */
	int64_t draft;   /* whose photos come along; 0 = none */
	opt_int fee;     /* what the counter found due, by pages or by a rule of the province; unset = procedure_fee() */
	bool fee_paid;   /* at the counter, now */
	bool receive;    /* the counter receives it at once, in the same transaction: needs an officer of the receiving unit */
	str client_key;  /* of a form that may be sent twice: the same actor and key give the same dossier; empty = none */
	int64_t id;      /* out */
	str code;        /* out */
	str secret;      /* in: empty = a random one; out: the look-up secret of the receipt */
	bool known;      /* out: it was there already, by client_key */
};
/* Dossiers in which a unit has a part, the newest first, from before that id on: by words of code and name, a telephone or personal
 * number in any grouping. */
MUST_USE err dossiers_find(struct ctx *c, int64_t unit, str typed, int64_t before, int64_t most, struct ints *ids);
/* The newest alone, `most` of them: those with just these words when there are so many, which is found in no time; else as above. */
MUST_USE err dossiers_find_first(struct ctx *c, int64_t unit, str typed, int64_t most, struct ints *ids);
str dossier_words_typed(arena *a, str typed); /* what is looked for: numbers in one piece, the rest as search keys */
MUST_USE err dossiers_init(struct ctx *c);
MUST_USE err dossiers_rekey(struct ctx *c, str argument); /* job: the index made anew */
/* Files a dossier as REGISTERED, with the next code of its unit and day. NOT_FOUND: procedure not in force, or the
 * unit receives no dossiers. */
RULE(dossier_submit, struct new_dossier)

/* ---- working on it ---- */
/* Where a dossier stands, as far as that decides what may be done to it. */
struct dossier_place {
	int64_t status;
	str step;         /* queue: reception processing approval waiting return closed */
	const char *next; /* kind of the step after the present one; NULL = none is planned (not received yet, or the last) */
	bool resting;     /* paused by an officer, not waiting for the applicant */
	bool running;     /* the clock runs */
	bool extended;
	bool assigned;
	bool declared; /* on an e-form, by the applicant himself */
	bool on_paper; /* at the desk or by post: nobody has it in an account */
	bool limited;  /* the step names what may be done beside going on .. */
	str actions;   /* .. here, separated by spaces */
};
enum { AT_RECEPTION = 1, AT_PROCESSING = 2, AT_APPROVAL = 4, AT_WAITING = 8, AT_RETURN = 16, AT_CLOSED = 32 };
struct dossier_state;
/* What can be done to one: states, actions, who may, what follows, as data (flow.c). */
enum { BY_OFFICER, BY_APPLICANT }; /* the sides of the flow */
extern const struct flow dossier_flow;
const struct flow_action *dossier_action(str path_or_name);
struct flow_place dossier_stands(const struct dossier_place *at);
struct dossier_work { /* a dossier being worked on: the state that is written back */
	FLOW_WORK;    /* action, seen, note, .. */
	int64_t dossier;
	int64_t unit, account;          /* scope: an officer's unit, or the citizen's account (the other one is 0) */
	int64_t assignee;               /* account; 0 = nobody */
	int64_t amount;                 /* đồng */
	int64_t days;                   /* working days of an extension */
	str taken_by;                   /* who took the result */
	str legal_basis, contact, fees; /* of the paper that is issued */
	struct ints items;              /* components that the applicant must bring (Mẫu 02) */
	str answers, content;           /* of the e-form, amended; what is asked for, in one line */
	str more;                       /* what else he must bring, one a line */
	struct attachment *attachments;
	size_t nattachments;
	struct dossier_state *state, *before;   /* filled by dossier_apply: as it becomes, as it was */
	struct dossier_watchers_rows *watchers; /* .. who followed it */
	struct plan *plan;
	int64_t paper; /* out: the paper issued; 0 = none */
};
/* Applies the action. NOT_FOUND: not in scope; CONFLICT: the dossier is not where the action starts (any more), or somebody else has
 * worked on it since `seen`; INVALID: a field of the action is missing. */
RULE(dossier_apply, struct dossier_work)
const char *dossier_nobody_words(str step); /* whose it is where no officer is named: "Lãnh đạo đơn vị", "Chưa giao ai" */
/* Everybody with a part in a dossier sees it; the holder works on it, the receiving unit while it waits for the applicant. */
bool dossier_workable(int64_t unit, int64_t holder, int64_t receiving, str step);

/* Inside db_write, for officers who see the dossier. Notes are for colleagues only; watchers get every notice. */
struct dossier_remark {
	int64_t dossier, unit;
	str text;
	bool watch; /* of dossier_watching: begin or stop */
};
RULE(dossier_note_write, struct dossier_remark)
RULE(dossier_watching, struct dossier_remark)

/* The desk of the receiving unit writes down what papers are there now: the counts replace those before. INVALID: nothing changed. */
struct papers_taken {
	int64_t dossier, unit;
	struct handed *v;
	size_t n;
};
RULE(dossier_papers_taken, struct papers_taken)

/* Inside db_write, for those who oversee the unit that holds the dossier: whoever has it gets a notice, colleagues see a note. CONFLICT:
 * reminded today already, or it is neither late nor waiting for an answer too long; NOT_FOUND: that unit does not hold it. */
struct dossier_reminding {
	int64_t dossier, unit; /* the holder */
	str code;              /* out */
	int64_t told;          /* out: so many officers */
};
RULE(dossier_remind, struct dossier_reminding)

/* ---- results made by another module (government/results) ---- */
struct result_offer {
	bool begun; /* a draft is there */
	str text;   /* "Trích lục khai tử, số 12" */
};
struct result_maker { /* told to dossiers once, before requests come */
	/* Is there something to make this dossier's result of? */
	err (*offer)(struct ctx *c, int64_t dossier, str procedure_code, bool *offered, struct result_offer *out);
	/* Inside db_write, when the dossier is approved or finished: the file of what was prepared. *there = false: nothing was. INVALID: it is
	 * not complete. */
	err (*make)(struct ctx *c, int64_t dossier, struct stored *out, bool *there);
	const char *book, *book_title, *book_permission; /* the page of its numbers, for the head of the desk's list */
};
void dossier_results_by(const struct result_maker *m);
const struct result_maker *dossier_result_maker(void);  /* NULL: none */
str dossier_signing_capacity(struct ctx *c, str title); /* NĐ 30/2020: "TM. ỦY BAN NHÂN DÂN", below it "CHỦ TỊCH" */

/* ---- what stands on dossiers and knows more than they do (government/mappings, land): told to dossiers once, before requests come ---- */
enum { DOSSIER_ATTENDANTS_MAX = 4 };
struct form;
struct form_known;
struct dossier_own { /* a thing of the applicant's, from which his form may be filled */
	int64_t id, is_chosen;
	str title, detail;
};
struct dossier_known { /* what is known for a form of a procedure */
	bool asked;    /* the procedure's form is filled from such things: no other attendant is asked */
	bool proved;   /* he has proved who he is: only then is anything his */
	str what;      /* "hộ kinh doanh" */
	const struct form_known *v;
	size_t n;
	struct dossier_own *owned;
	size_t nowned;
};
struct dossier_asking {
	int64_t procedure; /* of any version */
	const struct form *form;
	str answers;    /* as far as he has answered */
	int64_t chosen; /* the thing that he chose just now; 0: none */
};
struct dossier_attendant {
	/* Inside db_write, after an action ("submit", "amend", "approve" ..) that led from status `was` to `now`. */
	err (*acted)(struct ctx *c, int64_t dossier, str action, int64_t was, int64_t now);
	err (*known)(struct req *q, const struct dossier_asking *of,
		struct dossier_known *out); /* for the applicant q->actor himself */
	/* What it says on the page of a dossier that the reader sees; *model NULL: nothing. */
	err (*part)(struct req *q, int64_t dossier, const void **model);
	void (*show)(struct page *p, const void *model);
};
void dossier_attended_by(const struct dossier_attendant *a);
const struct dossier_attendant *const *dossier_attendants(void); /* ends with NULL */

/* ---- codes as people type them ---- */
/* "h42.17 261123 1", "H42.172611230001" or the whole address out of the QR code -> "H42.17-261123-0001"; what cannot be read stays as it is,
 * in capitals. The secret: in capitals, without spaces and dashes; out of the address where the code was that. */
str dossier_code_typed(arena *a, str typed);
str dossier_secret_typed(arena *a, str typed);

extern const struct module dossiers_module;
