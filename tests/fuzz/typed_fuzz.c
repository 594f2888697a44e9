/* Fuzz target: codes and secrets as people type them or a scanner reads them; periods of ratings; what is hidden in comments. */
#include "government/dossiers/dossiers.h"
#include "government/ratings/ratings_pages.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	arena a = {0};
	str s = {(const char *)data, size};
	struct rating_span span;
	struct period p, again;
	str code = dossier_code_typed(&a, s), secret = dossier_secret_typed(&a, s), masked = rating_mask_personal(&a, s);
	require(str_eq(dossier_code_typed(&a, code), code));
	require(str_eq(dossier_secret_typed(&a, secret), secret));
	require(masked.n == s.n);
	if (rating_span_parse(&a, s, &span))
		require(span.from_month.n == 7 && span.to_month.n == 7 && memcmp(span.from_month.s, span.to_month.s, 7) <= 0);
	if (period_parse(s, &p))
		require(period_first(p) <= period_last(p) && period_parse(period_text(&a, p), &again) &&
			period_first(again) == period_first(p) && period_last(again) == period_last(p));
	arena_free(&a);
	return 0;
}
