/* Versions: a procedure as it holds from a day on. A running dossier keeps the one it was received under. */
#pragma once
#include "core/history/history.h"
#include "procedures_find.h"

struct channel_change {
	bool offered;
	str time, unit; /* "5" or "0,5" and a unit of the catalogue: wd d mo h sd, ? = unknown */
	str fee;        /* đồng; empty = unknown */
};
struct version_change {
	int64_t procedure;
	str name, decision, applicants, agency, result, fee_note, term_basis, sequence, conditions, legal_basis, supplement_rule;
	struct channel_change desk, online, post;
	str papers; /* a line each: "Tờ khai | 1 bản chính, 2 bản sao"; "# Trường hợp ủy quyền" begins a group */
	str valid_from;  /* first day */
	str change_note; /* why */
	str by;          /* who, by name */
	int64_t id;      /* out */
};
/* Inside db_write. INVALID: a day before today or not after the newest version's, a limit or a line of papers that says nothing. */
RULE(procedure_new_version, struct version_change)
/* Inside db_write: int64_t *, the id of a version that does not hold yet; the one before it stays in force and the
 * cancelled one in the history. CONFLICT: it holds, or there
 * is a later one. */
RULE(procedure_cancel_version, const int64_t)
extern const struct choice version_units[];

/* What the form begins with. */
MUST_USE err version_start(struct ctx *c, int64_t procedure, struct version_change *out);

MUST_USE err version_differences(struct ctx *c, int64_t before, int64_t after, struct differences *out);
