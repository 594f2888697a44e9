/* lists: rows that a program gets come from a declared list, which is paged, or the route says why they come whole; what stands beside a list,
 * or below one thing, is pinned with its reason in tests/unit/lists.tsv. A new array is seen here. tests/tools/lists_test.sh asks the same of
 * tables on pages. */
#include "tests/unit/vectors.h"
#include "modules.h"
#include "web/list/list.h"
#include "web/module.h"

static struct map pinned(arena *a, const char *kind)
{
	struct map lines = {.a = a};
	for (str rest = vector_file(a, "tests/unit/lists.tsv"), line, what, where, why; rest.n;) {
		str_cut(rest, '\n', &line, &rest);
		str_cut(line, '\t', &what, &line);
		str_cut(line, '\t', &where, &why);
		if (!str_is(what, kind))
			continue;
		assert_true(why.n > 10); /* a reason */
		map_put(&lines, where, "");
	}
	return lines;
}

/* The array that the list fills: the one whose rows are as large as the list's. */
static const struct member *of_list(const struct route *r)
{
	for (size_t i = 0; r->list && i < r->shape->n; i++)
		if (r->shape->members[i].type == M_MANY && r->shape->members[i].of->size == r->list->row)
			return &r->shape->members[i];
	return NULL;
}

static size_t unsaid(arena *a, struct map *lines, const struct route *r)
{
	size_t wrong = 0;
	const struct member *listed = of_list(r);
	for (size_t i = 0; i < r->shape->n; i++) {
		const struct member *m = &r->shape->members[i];
		str at = str_format(a, "%s %s", r->api, m->name);
		if (m->type != M_MANY || m == listed || r->whole)
			continue;
		bool known = map_get(lines, at) != NULL;
		map_put(lines, at, NULL); /* seen */
		if (known)
			continue;
		print_error("array\t%.*s\tneither a declared list nor pinned\n", STR_ARG(at));
		wrong++;
	}
	return wrong;
}

static void every_array_is_a_list_or_has_a_reason(void **state)
{
	struct ctx *c = test_store(state);
	struct map lines = pinned(c->a, "array");
	size_t wrong = 0, lists = 0;
	modules_set(modules);
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t k = 0; k < (*m)->routes.n; k++) {
			const struct route *r = &(*m)->routes.v[k];
			if (strcmp(r->method, "GET") || !r->shape || !r->api)
				continue;
			wrong += unsaid(c->a, &lines, r);
			lists += of_list(r) != NULL;
		}
	for (size_t i = 0; i < lines.n; i++)
		if (lines.entries[i].value) {
			print_error("pinned, but there is no such array: %.*s\n", STR_ARG(lines.entries[i].key));
			wrong++;
		}
	assert_true(lists > 20);
	assert_int_equal(wrong, 0);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_array_is_a_list_or_has_a_reason, test_open, test_close)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
