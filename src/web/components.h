/* components: what the templates of components.html compute. */
#pragma once
#include "db/db.h"

str described_by(const struct page *p, const char *name, const char *hint); /* ids for aria-describedby; empty = none */
str date_shown(const struct page *p, str value); /* an ISO date as 23/11/2026; what is no date stays as it was typed */
str problem_anchor(const struct page *p, const char *field);     /* "#field"; empty for the whole form */
str choice_id(const struct page *p, const char *name, size_t i); /* of the i-th radio or checkbox: name, name-2, .. */
enum { TABLE_COLUMNS = 8 };                                      /* more may be wider than a screen: table_wide_begin */
bool texts_have(struct texts list, str value);
