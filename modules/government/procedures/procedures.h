/* procedures: the catalogue of administrative procedures (thủ tục hành chính) with versions by date, channels, components.
 *
 * Level 'commune': the commune's one-stop shop takes it; 'vertical': tagged for the commune, but customs, tax, treasury, courts or
 * social insurance handle it; 'other': other levels, and posted lists without details: for search only. The portal does not say how
 * far a service is online: a procedure with an online channel counts as 'full', without one as 'none'. */
#pragma once
#include "web/web.h"
#include "core/calendar/calendar.h"

struct procedure_terms {   /* what a dossier keeps as its snapshot when it is received */
	int64_t procedure; /* id of the version in force on that day */
	str code, name, field;
	struct term term; /* of the channel; "unknown" in the source counts as 5 working days, said so on the page */
	int64_t fee;      /* đồng; 0 = none or set by the province: see fee_note */
	str fee_note;
};
/* The version of a procedure in force at ctx->now, for a channel ('desk', 'online', 'post'). NOT_FOUND: unknown, not in force or not
 * handled at communes; INVALID: it does not come by that channel (the desk is always open). */
MUST_USE err procedure_in_force(struct ctx *c, int64_t procedure, str channel, struct procedure_terms *out);
extern const struct module procedures_module;
