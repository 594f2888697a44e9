/* Messages of DCI: what is read is bounded, and its queries may be asked of anything. */
#include "core/dci/dci.h"
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
	struct ctx c = {.a = &a};
	str s = {(const char *)data, size};
	struct dci_request m;
	const struct node *record;
	err e = dci_request_read(&c, s, &m);
	require(!e || e->kind == INVALID);
	require(e || (m.n > 0 && m.n <= DCI_SEARCHES_MOST && m.message_id.n > 0 && m.message_id.n <= 99));
	if (!e && !json_read(&c, s, &record))
		for (size_t i = 0; i < m.n; i++) {
			struct texts attributes;
			dci_attributes(&c, &m.v[i], &attributes);
			require(attributes.n <= DCI_CONDITIONS_MOST + DCI_SORTS_MOST);
			require(m.v[i].code || (m.v[i].query && m.v[i].size >= 1 && m.v[i].size <= DCI_PAGE_MOST));
			if (m.v[i].query)
				dci_holds(m.v[i].query, record);
			require(dci_order(&m.v[i], record, record) == 0);
		}
	arena_free(&a);
	return 0;
}
