/* routes: who may what, how often, with files or not, is pinned in tests/unit/routes.tsv, a line a route. Whoever adds a route or changes what
 * one asks for writes it there by hand; what a slip of the hand changes is seen here. */
#include "tests/unit/vectors.h"
#include "modules.h"
#include "web/module.h"
#include "web/route.h"

static str line_of(arena *a, const struct route *r)
{
	static const char *const rates[] = {[RATE_NONE] = "-",
		[RATE_LOGIN] = "login",
		[RATE_TRACKING] = "tracking",
		[RATE_SUBMIT] = "submit",
		[RATE_UPLOAD] = "upload",
		[RATE_SUGGEST] = "suggest",
		[RATE_OPEN] = "open"};
	return str_format(a, "%s\t%s\t%s\t%s\t%s\t%s\t%s", r->method, r->path, r->api ? r->api : "-", r->permission,
		rates[r->rate], r->file_max ? "files" : "-",
		r->in_person && r->fresh ? "in person, fresh"
		: r->in_person           ? "in person"
		: r->fresh               ? "fresh"
					 : "-");
}

static void every_route_asks_for_what_is_pinned(void **state)
{
	struct ctx *c = test_store(state);
	struct map lines = {.a = c->a};
	size_t wrong = 0;
	for (str rest = vector_file(c->a, "tests/unit/routes.tsv"), line; rest.n;) {
		str_cut(rest, '\n', &line, &rest);
		map_put(&lines, line, "");
	}
	size_t routes = 0;
	modules_set(modules);
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t k = 0; k < (*m)->routes.n; k++, routes++) {
			str line = line_of(c->a, &(*m)->routes.v[k]);
			bool known = map_get(&lines, line) != NULL;
			map_put(&lines, line, NULL); /* seen */
			if (known)
				continue;
			print_error("not in tests/unit/routes.tsv:\n%.*s\n", STR_ARG(line));
			wrong++;
		}
	for (size_t i = 1; i < lines.n; i++) /* after the heading */
		if (lines.entries[i].value) {
			print_error("pinned, but no route is so:\n%.*s\n", STR_ARG(lines.entries[i].key));
			wrong++;
		}
	assert_true(routes > 200);
	assert_int_equal(wrong, 0);
}

/* What stands in one's own account is sensitive unless somebody has thought about it. */
static void ones_own_account_asks_for_a_fresh_proof(void **state)
{
	(void)state;
	static const char *const others[] = {"/tai-khoan/kiem-tra", /* a word about what was seen */
		"/tai-khoan/lien-lac", "/tai-khoan/mat-khau",       /* ask for the password themselves, or for a fresh proof */
		"/tai-khoan/lien-lac/ma", "/tai-khoan/xac-thuc/tat", "/tai-khoan/xac-thuc/ma-du-phong", /* ask for a code */
		"/tai-khoan/don-vi", "/tai-khoan/phien/{id}/ket-thuc",
		"/tai-khoan/phien-khac/ket-thuc", /* give nobody anything */
		"/tai-khoan/uy-quyen/{id}/ket-thuc", "/tai-khoan/ma-truy-cap/{id}/thu-hoi"};
	size_t seen = 0, fresh = 0;
	modules_set(modules);
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t k = 0; k < (*m)->routes.n; k++) {
			const struct route *r = &(*m)->routes.v[k];
			bool known = false;
			if (strcmp(r->method, "POST") || strncmp(r->path, "/tai-khoan", 10))
				continue;
			for (size_t n = 0; n < COUNT(others); n++)
				known |= !strcmp(r->path, others[n]);
			if (known == r->fresh)
				fail_msg("%s: %s", r->path,
					known ? "fresh, and in the list of those that are not" : "is not fresh: why?");
			seen += known;
			fresh += r->fresh;
		}
	assert_int_equal(seen, COUNT(others));
	assert_true(fresh >= 6);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_route_asks_for_what_is_pinned, test_open, test_close),
		cmocka_unit_test(ones_own_account_asks_for_a_fresh_proof)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
