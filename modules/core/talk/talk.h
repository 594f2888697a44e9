/* talk: what officers say among themselves about an object (kind, number) of any module whose struct object has `talked`: notes, who
 * watches it, and which other objects it belongs together with. Notes and links are the unit's that wrote them: another unit that sees the
 * object too sees its own. Whoever may no longer see the object is told nothing more of it, and a link is shown to who sees both ends.
 * All of it is on /trao-doi/KIND/NUMBER. */
#pragma once
#include "base/base.h"

struct module;

enum { TALK_WATCHERS_MAX = 100, TALK_LINKS_MAX = 100 }; /* of one object, links of one unit */
/* Inside db_write: a notice for everybody who watches the object, sees it today and is not c->actor; `what`: "Có ghi chú mới". Whoever does
 * not see it any more watches it no longer. */
MUST_USE err talk_tell(struct ctx *c, const char *kind, int64_t object, const char *what);
extern const struct module talk_module;
