/* objects: whatever the audit log can speak of leads somewhere: each kind that has a struct naming (and each must, src/web/edge/route.c) has a
 * struct object, or tests/unit/objects.tsv says why it leads nowhere. tests/tools/kinds_test.sh finds the kinds in the sources. */
#include "tests/unit/vectors.h"
#include "modules.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/object.h"

static bool leads(const char *kind)
{
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->objects.n; i++)
			if (!strcmp((*m)->objects.v[i].kind, kind))
				return true;
	return false;
}

static void every_kind_of_the_log_leads_somewhere_or_has_a_reason(void **state)
{
	struct ctx *c = test_store(state);
	struct map reasons = {.a = c->a};
	size_t wrong = 0, kinds = 0;
	for (str rest = vector_file(c->a, "tests/unit/objects.tsv"), line, kind; rest.n;) {
		str_cut(rest, '\n', &line, &rest);
		str_cut(line, '\t', &kind, &line);
		map_put(&reasons, kind, "");
	}
	modules_set(modules);
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->namings.n; i++, kinds++) {
			str kind = str_of((*m)->namings.v[i].kind);
			bool known = map_get(&reasons, kind) != NULL;
			map_put(&reasons, kind, NULL); /* seen */
			if (known == leads(kind.s)) {
				print_error("%s: %s\n", kind.s,
					known ? "leads somewhere, and has a reason why not" : "leads nowhere: why?");
				wrong++;
			}
		}
	for (size_t i = 1; i < reasons.n; i++) /* after the heading */
		if (reasons.entries[i].value) {
			print_error("%.*s: there is no such kind\n", STR_ARG(reasons.entries[i].key));
			wrong++;
		}
	assert_true(kinds > 12);
	assert_int_equal(wrong, 0);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_kind_of_the_log_leads_somewhere_or_has_a_reason, test_open, test_close)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
