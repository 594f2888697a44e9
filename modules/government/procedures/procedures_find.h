/* Finding a procedure by what people call it. */
#pragma once
#include "procedures.h"
#include "government/procedures/procedures.sql.h"

#define PROCEDURE_DEFAULT_TERM ((struct term){S("working_minutes"), 5 * MINUTES_A_DAY}) /* when the source gives no limit */
enum { PROCEDURES_A_PAGE = 20 };

/* What most people come for (catalogue/procedures_often.tsv), in the order of that list. */
MUST_USE err procedures_often(struct ctx *c, struct procedure_list_rows *out);
/* Those of today whose name, field, code or everyday name has all the words, commune ones first; a code alone finds just that one.
 * When nothing has all words, words like "tôi muốn làm" are left out. *more: there is a next page. */
MUST_USE err procedures_find(struct ctx *c, str typed, int64_t page, struct procedure_list_rows *out, bool *more);
