/* Data that tests compare with: rows of a tab separated file of the repository; tests run in its root. */
#pragma once
#include "store.h"
#include <stdio.h>

static inline str vector_file(arena *a, const char *path)
{
	FILE *f = fopen(path, "r");
	if (!f)
		fail_msg("%s is not there: run tests in the root of the repository", path);
	buf b = {.a = a};
	char chunk[4096];
	for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
		buf_put(&b, chunk, n);
	fclose(f);
	return buf_text(&b);
}
