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
	struct period p;
	str code = dossier_code_typed(&a, s), secret = dossier_secret_typed(&a, s), masked = mask_personal(&a, s);
	require(str_eq(dossier_code_typed(&a, code), code));
	require(str_eq(dossier_secret_typed(&a, secret), secret));
	require(masked.n == s.n);
	if (period_parse(&a, s, &p))
		require(p.from_month.n == 7 && p.to_month.n == 7 && memcmp(p.from_month.s, p.to_month.s, 7) <= 0);
	arena_free(&a);
	return 0;
}
