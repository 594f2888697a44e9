/* Fuzz target: places. The first byte says which shape; what is taken is within bounds, is written in one way, and is read again as the same. */
#include "core/forms/geometry.h"
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
	struct geometry g, again;
	if (!size)
		return 0;
	str text = str_copy(&a, (str){(const char *)data + 1, size - 1});
	enum geometry_shape shape = (enum geometry_shape)(data[0] % GEOMETRY_SHAPES);
	if (geometry_from_text(&c, text, shape, "Vị trí", &g).n == 0) {
		require(g.shape == shape && g.n > 0 && g.n <= GEOMETRY_POINTS_MAX && g.nrings <= GEOMETRY_RINGS_MAX);
		require(g.ends[g.nrings - 1] == g.n && geometry_square_metres(&g) >= 0 && geometry_metres(&g) >= 0);
		str kept = geometry_json(&a, &g);
		require(geometry_said(&a, &g).n > 0 && geometry_stored(&c, kept, &again) &&
			str_eq(kept, geometry_json(&a, &again)));
		require(geometry_from_text(&c, kept, shape, "Vị trí", &again).n == 0 && str_eq(kept, geometry_json(&a, &again)));
		str typed = geometry_typed(&a, &g);
		require(geometry_from_text(&c, typed, shape, "Vị trí", &again).n == 0 && str_eq(kept, geometry_json(&a, &again)));
	}
	if (geometry_stored(&c, text, &g))
		require(geometry_said(&a, &g).n > 0 && geometry_json(&a, &g).n > 0 && geometry_typed(&a, &g).n > 0);
	arena_free(&a);
	return 0;
}
