/* registries: the lists that a unit keeps (sổ dữ liệu): wells, computers, teams, monuments. A registry is data: a form (core/forms) with a
 * head that says whose records they are, what tells one from another, which states they have, what stands in the list. A new list
 * needs a definition and no program.
 *
 *   {"code": "gieng-nuoc", "title": "Giếng nước", "one": "giếng", "basis": "..", "remark": "..", "level": "commune",
 *    "sections": [..],                                        as in a form
 *    "name": "label",                                         the field that a record is called by
 *    "key": {"field": "code", "within": "unit" or "everywhere", "pattern": "GN-0000"},   may be left out
 *    "alike": ["name", "owner"],                              records that agree in all of them may be one and the same
 *    "states": [{"name": "in_use", "title": "Đang dùng", "colour": "green"}, ..],        the first is that of a new record
 *    "moves": [{"name": "close", "title": "Ngừng dùng", "from": ["in_use"], "to": "closed"}, ..],
 *    "list": {"columns": [..], "sorts": [..], "filters": [..], "search": [..]}}          names of fields of plain sections
 *    "personal": ["phone"]                                    besides personal numbers and telephones, which always are
 *   level     "commune", "province", or "any": units of which level keep such records
 *   pattern   A stands for a letter, 0 for a digit, anything else for itself
 *   filters   fields of type choice, yes_no: what the list is narrowed by
 *
 *   personal  stands masked in lists and files, is neither sorted nor searched by; every look at such a record is in the audit log
 *
 * A record is what its versions say. A change holds from a day on; a correction takes the place of what was wrong; nothing is
 * overwritten, so that every list can be shown as it stood on any day (RULEs below). */
#pragma once
#include "core/forms/forms.h"
#include "core/registries/registries.sql.h"

enum { REGISTRY_FIELDS_MAX = 30, REGISTRY_STATES_MAX = 20, REGISTRY_MOVES_MAX = 40, REGISTRY_ALIKE_MAX = 5 };

struct registry_fields { /* of the form's plain sections */
	const struct form_field *v[REGISTRY_FIELDS_MAX];
	size_t n;
};
struct registry_state {
	const char *name, *title, *colour; /* colour: of its tag */
};
struct registry_move {
	const char *name, *title;
	uint32_t from; /* bits of states */
	size_t to;
};
struct registry { /* one version of a definition; immutable */
	int64_t id, version;
	day from, to; /* to: the first day on which it holds no longer */
	str code, title, basis, remark;
	const char *one, *level; /* level NULL: any */
	const struct form *form;
	const struct form_field *name, *key;
	const char *key_pattern; /* NULL: any text */
	bool key_everywhere;
	struct registry_fields alike, columns, sorts, filters, searched, personal;
	const struct registry_state *states;
	size_t nstates;
	const struct registry_move *moves;
	size_t nmoves;
};
/* Strictly; INVALID names the place. Everything of *out lives in `a`. */
MUST_USE err registry_parse(struct ctx *c, arena *a, str text, struct registry **out);
MUST_USE err registry_of(struct ctx *c, str code, const struct registry **out); /* as it holds today; NOT_FOUND */
/* The version that a record was written by; today's when it cannot be read any more. */
MUST_USE err registry_written(struct ctx *c, const struct registry *today, int64_t version, const struct registry **out);

/* ---- records ---- */
enum registry_act { REGISTRY_CREATE, REGISTRY_CHANGE, REGISTRY_CORRECT, REGISTRY_MOVE, REGISTRY_END, REGISTRY_RESTORE };
struct record_work {
	const struct registry *registry;
	int64_t record, seen; /* seen: version of the row that the editor saw; CONFLICT when another came before him */
	str answers;          /* canonical, of form_read */
	str valid_from;       /* ISO; empty: today */
	str reason, source;   /* source: typed, import, dossier, citizen, system */
	str move;             /* REGISTRY_MOVE: its name */
	bool though_alike;    /* another record agrees in all fields of `alike`, and the officer says it is another thing */
};
/* Of c->unit, by c->actor, audited; *work->record is set. INVALID: on the field that is wrong; e_NAME for the form's. CONFLICT: somebody wrote before. */
RULE(registry_record_create, struct record_work)  /* CONFLICT with a sentence when there is one alike */
RULE(registry_record_change, struct record_work)  /* it became different, from that day */
RULE(registry_record_correct, struct record_work) /* it was wrong, since the version that holds began */
RULE(registry_record_move, struct record_work)    /* to another state, from that day */
RULE(registry_record_end, struct record_work)     /* it is no more, from that day */
RULE(registry_record_restore, struct record_work) /* it was not to be ended */

extern const struct module registries_module;
