/* Fuzz target: proofs of due dates, which a store brings back from an import. What is read can be counted, whatever it says. */
#include "core/calendar/proof.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	arena a = {0};
	struct proof p;
	if (proof_read(&a, (str){(const char *)data, size}, &p)) {
		struct schedule s = proof_schedule(&p);
		int64_t begin, due;
		p.begin = p.due = 0;
		if (limit_ends(&s, p.from, p.term, &begin, &due)) {
			p.begin = begin;
			p.due = due;
			struct proof again;
			if (!proof_read(&a, proof_write(&a, &s, &p), &again))
				__builtin_trap();
		}
	}
	arena_free(&a);
	return 0;
}
