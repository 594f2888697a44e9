/* Bodies of the GovStack paths: what is read is what was asked for; a schema that is taken is a definition that the reader of registries takes. */
#include "core/govstack/govstack.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const unsigned wants[] = {GOVSTACK_QUERY, GOVSTACK_WRITE, GOVSTACK_QUERY | GOVSTACK_WRITE, GOVSTACK_BARE};
	arena a = {0};
	struct ctx c = {.a = &a};
	str s = {(const char *)data, size};
	for (size_t i = 0; i < COUNT(wants); i++) {
		struct govstack_body body;
		err e = govstack_body_read(&c, s, wants[i], &body);
		require(!e || e->kind == INVALID);
		require(e || !(wants[i] & GOVSTACK_WRITE) || (body.write && body.names.n));
		require(e || !(wants[i] & (GOVSTACK_QUERY | GOVSTACK_BARE)) || body.query.n);
	}
	struct govstack_schema schema;
	struct registry *r;
	err e = govstack_schema_read(&c, s, &schema);
	require(!e || e->kind == INVALID);
	require(e || !registry_parse(&c, &a, schema.definition, &r));
	str name = govstack_field(&a, s);
	require(name.n <= 2 * s.n && (!govstack_client_fits(s) || s.n <= 4 * 64 + 3));
	arena_free(&a);
	return 0;
}
