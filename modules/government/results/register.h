/* register: the numbers of results. Each unit has one register a kind of result (its template) and year: the next number is the last plus
 * one, a number is one result's, and those that nobody has are shown. A draft may take a number beforehand; else it gets the next one when it
 * is approved, in the same transaction, so two leaders at once never sign the same. A result whose number another system gives (a business
 * code) has none here. Private to this folder. */
#pragma once
#include "government/results/templates.h"

enum { RESULT_NUMBER_MAX = 999999 };
bool result_number_typed(str typed, int64_t *number, int64_t *year); /* "15", "015": year 0; "15/2026" */
str result_number_text(arena *a, int64_t number);         /* "05": two digits at least, as the rules on official papers ask */
str result_free_text(arena *a, int64_t from, int64_t to); /* "Số 12 đến 14 chưa cấp"; from 0: none is */
/* Inside db_write: of a draft that is saved. Empty: the number it had is free again. INVALID: no number, or another result's. *text is what
 * the draft keeps. */
MUST_USE err result_number_take(
	struct ctx *c, const struct result_dossier *d, const struct template *t, str typed, str signed_on, str *text);
/* Inside db_write: when the result is issued: the number it took for that year, else the next one. */
MUST_USE err result_number_issue(
	struct ctx *c, const struct result_dossier *d, const struct template *t, str signed_on, str *text);
MUST_USE err result_number_next(struct ctx *c, int64_t unit, const struct template *t, int year, int64_t *next);
