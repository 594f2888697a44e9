/* Fuzz target: shapes of parcels. What is taken is valid, has an area, is kept in one way and read again as the same; a line and parts never break. */
#include "government/land/land.h"
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
	struct ground g, again;
	struct grounds parts;
	struct ground_point *line;
	struct land_uses uses;
	int64_t area;
	size_t n;
	str wrong, text = text_clean(&a, (str){(const char *)data, size}, true);
	if (!land_shape_read(&c, 6300, text, &g, &wrong) && !wrong.n) {
		require(g.n >= 3 && g.n <= GROUND_POINTS_MAX && g.nrings >= 1 && g.nrings <= GROUND_RINGS_MAX &&
			g.ends[g.nrings - 1] == g.n);
		require(ground_area(&g) > 0);
		str kept = ground_text(&a, &g);
		require(ground_read(&a, kept, &again) && str_eq(kept, ground_text(&a, &again)));
		struct parcel_code code;
		require(!parcel_code_of(&c, 6300, &g, &code) && parcel_code_like(str_of(code.code)));
	}
	if (!land_shapes_read(&c, 6300, text, &parts, &wrong) && !wrong.n)
		require(parts.n <= GROUND_PARTS_MAX);
	if (!land_line_read(&c, 6300, text, &line, &n, &wrong) && !wrong.n)
		require(n >= 2);
	if (land_area_read(text, &area))
		require(area >= 0 && area <= (int64_t)LAND_AREA_MAX * 100);
	if (!land_uses_read(&a, text, 51250, &uses).n)
		require(uses.n >= 1 && uses.n <= LAND_USES_MAX && land_uses_shown(&a, &uses).n > 0);
	arena_free(&a);
	return 0;
}
