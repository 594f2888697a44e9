/* front: what of dossiers stands on the pages of the house. Private to this folder. */
#pragma once
#include "web/hooks.h"
#include "web/object.h"
#include "base/base.h"

struct req;

MUST_USE err dossiers_cards(struct req *q, struct home_cards *to);
MUST_USE err dossiers_hits(struct req *q, str typed, struct hits *hits);     /* an officer's, of his unit */
MUST_USE err dossiers_own_hits(struct req *q, str typed, struct hits *hits); /* an applicant's */
MUST_USE err dossier_object(struct req *q, int64_t id, struct object_seen *out);
