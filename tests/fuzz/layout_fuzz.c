/* Fuzz target: descriptions of papers. What is refused says where; what is read prints, and names only what it holds. */
#include "doc/layout_inside.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool get(void *of, str section, size_t row, str name, struct layout_value *out)
{
	(void)of;
	(void)section;
	(void)row;
	*out = (struct layout_value){.text = name, .value = S("2026-11-01")};
	return name.n % 3 != 0;
}

static bool rows(void *of, str section, size_t *n)
{
	(void)of;
	*n = section.n % 4;
	return section.n % 5 != 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum { PRINTED = 400 }; /* longer ones are read only: setting them takes too long */
	arena a = {0};
	struct ctx c = {.a = &a, .request_id = S("fuzz")};
	struct layout_source source = {.get = get, .rows = rows, .blank = size % 2};
	struct layout *l;
	struct pdf *p;
	buf out = {.a = &a};
	err e = layout_read(&c, &a, (str){(const char *)data, size}, &l);
	if (e && (e->kind != INVALID || !e->text.n))
		abort();
	if (!e && !layout_check(&c, l, &source) && size < PRINTED && !pdf_begin(&c, PDF_A4, S("x"), &p)) {
		layout_write(&c, p, l, &source);
		if (pdf_end(p, &out))
			abort();
	}
	arena_free(&a);
	return 0;
}
