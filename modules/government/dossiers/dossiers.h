/* dossiers: what citizens hand in, and where it stands.
 *
 * The ten statuses and their transitions are those of the national portal (TrangThaiHoSo); the code is that of TT 01/2018/TT-VPCP
 * art. 19: identifier of the receiving authority, date of reception, order in that day. The rules below know neither requests nor
 * the clock; every one runs inside db_write, writes one event, one audit row and a notice to the applicant. */
#pragma once
#include "web/web.h"
#include "government/procedures/procedures.h"
#include "core/files/files.h"

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
const char *status_title(int64_t status);
bool status_allows(int64_t from, int64_t to); /* the table of transitions */

/* ---- filing ---- */
struct attachment {
	int64_t component; /* number of the component; 0 = none */
	struct stored stored;
};
struct new_dossier {
	int64_t procedure, receiving_unit;
	str channel; /* 'online', 'desk', 'post' */
	str applicant_name, applicant_number, applicant_birth_on, applicant_phone, applicant_email, applicant_address;
	str content; /* what is asked for */
	str result_by, result_address;
	struct attachment *attachments;
	size_t nattachments;
	int64_t account; /* the citizen; 0 = none (paper) */
	int64_t id;      /* out */
	str code;        /* out */
	str secret;      /* look-up secret of the receipt; empty = a random one */
};
/* struct new_dossier *: files a dossier as REGISTERED, with the next code of its unit and day. NOT_FOUND: procedure not in force, or the
 * unit receives no dossiers. */
MUST_USE err dossier_submit(struct ctx *c, void *new_dossier);

/* ---- working on it ---- */
struct dossier_work;
struct dossier_state;
struct dossier_action {    /* one thing that can be done to a dossier */
	const char *name;  /* of the event and the audit row: "receive" */
	const char *path;  /* last part of the route: "tiep-nhan" */
	const char *title; /* of the button: "Tiếp nhận hồ sơ" */
	const char *done;  /* of the event: "Đã tiếp nhận hồ sơ" */
	const char *permission;
	unsigned from;          /* bit 1 << status for each status it starts from */
	const char *from_step;  /* NULL = any */
	int to;                 /* status; 0 = it decides itself */
	const char *note_label; /* label of the note to be written; NULL = none */
	bool note_required;
	err (*apply)(struct ctx *c, struct dossier_work *w); /* what else changes; NULL = nothing */
	const char *key;                                     /* of the keyboard at the desk; NULL = none */
};
struct dossier_work { /* a dossier being worked on: the state that is written back */
	const struct dossier_action *action;
	int64_t dossier;
	int64_t unit, account; /* scope: an officer's unit, or the citizen's account (the other one is 0) */
	str note;
	int64_t assignee; /* account; 0 = nobody */
	int64_t amount;   /* đồng */
	str taken_by;     /* who took the result */
	struct attachment *attachments;
	size_t nattachments;
	struct dossier_state *state; /* filled by dossier_apply */
};
const struct dossier_action *dossier_action(str path_or_name);
/* Every action that this status and step allow; ends with NULL. The caller filters by permission. */
const struct dossier_action *const *dossier_actions(struct ctx *c, int64_t status, str step);
/* struct dossier_work *: applies the action. NOT_FOUND: not in scope; CONFLICT: the status does not allow it (any more); INVALID: a
 * field of the action is missing. */
MUST_USE err dossier_apply(struct ctx *c, void *work);

/* ---- codes as people type them ---- */
/* "h42.17 261123 1", "H42.172611230001" or the whole address out of the QR code -> "H42.17-261123-0001"; what cannot be read stays as it is,
 * in capitals. The secret: in capitals, without spaces and dashes; out of the address where the code was that. */
str dossier_code_typed(arena *a, str typed);
str dossier_secret_typed(arena *a, str typed);

extern const struct module dossiers_module;
