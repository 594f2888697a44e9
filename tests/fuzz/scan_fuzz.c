/* Fuzz target: whatever a reader at the counter types: addresses and codes of receipts, cards. */
#include "government/dossiers/counter/intake.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	arena a = {0};
	struct counter_asked asked = counter_read(&a, (str){(const char *)data, size}, S("H42.17"));
	struct counter_asked again = counter_read(&a, asked.text, S("H42.17"));
	if (asked.kind == ASKED_CODE && (again.kind != ASKED_CODE || !str_eq(again.text, asked.text)))
		abort(); /* a code stays what it is */
	if (asked.kind == ASKED_NUMBER && again.kind != ASKED_NUMBER && asked.text.n != 12)
		abort();
	arena_free(&a);
	return 0;
}
