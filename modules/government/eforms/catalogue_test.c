#include "tests/unit/store.h"
#include "government/eforms/pages.h"
#include "core/units/units.h"
#include "web/catalogue.h"
#include "web/module.h"

static void fill_eforms(struct ctx *c)
{
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, procedures_module.init(c)));
	OK(WRITE(c, eforms_module.init(c)));
}

static int open_filled(void **state)
{
	if (test_open_filled(state, "eforms", fill_eforms))
		return 1;
	struct ctx *c = test_store(state);
	OK(WRITE(c, eforms_module.init(c))); /* the second time nothing is left to do */
	return 0;
}

static void a_procedure_without_a_form_gets_the_default_one(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f, *again;
	OK(eform_for(c, 1, &f));
	assert_true(eform_is_default(f));
	assert_true(f->id > 0);
	assert_non_null(f->provinces);
	OK(eform_get(c, f->id, &again));
	assert_ptr_equal(f, again);
	FAILS(NOT_FOUND, eform_for(c, 99999999, &f));
	OK(eform_get(c, 0, &f));
	assert_int_equal(f->id, 0);
	assert_non_null(f->provinces);
	FAILS(INVALID, form_check(c, f, S("{}")));
	OK(form_check(c, f, S("{\"content\":\"Cấp 02 bản sao\"}")));
	assert_string_equal(form_summary(c, f, S("{\"content\":\"Cấp 02 bản sao\"}")).s, "Cấp 02 bản sao");
}

static void the_catalogue_is_there(void **state)
{
	struct ctx *c = test_store(state);
	str rest = catalogue_file("eforms.tsv"), file;
	for (tsv_row(&rest, &file, 1); tsv_row(&rest, &file, 1);) {
		struct eform_by_code known;
		struct eform_version_newest version;
		const struct form *f;
		bool found;
		OK(eform_by_code(c, (str){file.s, file.n - strlen(".json")}, &known, &found));
		assert_true(found);
		OK(eform_version_newest(c, known.id, &version, &found));
		OK(eform_get(c, version.id, &f));
		assert_true(str_eq(f->title, known.title));
	}
}

/* What the editor shows of a form of the catalogue makes the same form again. */
static void the_editor_writes_offers_as_it_shows_them(void **state)
{
	struct ctx *c = test_store(state);
	str rest = catalogue_file("eforms.tsv"), file;
	size_t offers = 0, papers = 0;
	tsv_row(&rest, &file, 1);
	while (tsv_row(&rest, &file, 1)) {
		const struct node *node;
		struct form *f, *again;
		buf b = {.a = c->a};
		str text = catalogue_file(str_format(c->a, "eforms/%.*s", STR_ARG(file)).s);
		OK(form_parse(c, c->a, text, &f));
		OK(json_read(c, text, &node));
		struct tree *top = tree_of(c->a, node), *sections = tree_member(top, "sections");
		for (size_t i = 0; i < f->n; i++)
			for (size_t k = 0; k < f->sections[i].n; k++) {
				const struct form_field *d = &f->sections[i].fields[k];
				struct tree *t = tree_nth(tree_member(tree_nth(sections, i), "fields"), k);
				tree_set(c->a, t, "prefill",
					editor_offers_tree(c->a, f, &f->sections[i], d->type, editor_offers_typed(c->a, d)));
				offers += d->noffers;
			}
		tree_set(c->a, top, "papers", editor_papers_tree(c->a, f, editor_papers_typed(c->a, f)));
		papers += f->npapers;
		tree_write(&b, top);
		OK(form_parse(c, c->a, buf_text(&b), &again));
		assert_true(str_eq(editor_papers_typed(c->a, f), editor_papers_typed(c->a, again)));
		for (size_t i = 0; i < f->n; i++)
			for (size_t k = 0; k < f->sections[i].n; k++)
				assert_true(str_eq(editor_offers_typed(c->a, &f->sections[i].fields[k]),
					editor_offers_typed(c->a, &again->sections[i].fields[k])));
	}
	assert_true(offers > 40 && papers > 5);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_procedure_without_a_form_gets_the_default_one),
		cmocka_unit_test(the_catalogue_is_there),
		cmocka_unit_test(the_editor_writes_offers_as_it_shows_them),
	};
	return cmocka_run_group_tests(tests, open_filled, test_close);
}
