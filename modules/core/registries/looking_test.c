/* Lists narrowed and sorted at once say what who reads every record finds, on any day, forward and back, page by page. */
#include "tests/unit/store.h"
#include "core/registries/definitions.h"
#include "core/units/units.h"
#include "web/module.h"
#include "web/web.sql.h"
#include "modules.h"

enum { WELLS = 1300, CHANGED = 40, RARE = 7, PAGE = 150 /* more than come at once */ };

static const struct registry *wells(struct ctx *c)
{
	const struct registry *r;
	modules_set(modules);
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, registries_init(c)));
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &c->unit));
	OK(registry_of(c, S("gieng-nuoc"), &r));
	return r;
}

static str answers(struct ctx *c, int i, const char *kind)
{
	static const char *const clean[] = {",\"clean\":true", ",\"clean\":false", ""};
	return str_format(c->a, "{\"label\":\"Giếng %d\",\"hamlet\":\"Đồng\",\"kind\":\"%s\",\"depth\":%d%s}", i, kind,
		(i * 37) % 400, clean[i % 3]);
}

struct filling {
	const struct registry *r;
	int from, until;
};
OWN_RULE(fill_some, struct filling)
static err fill_some(struct ctx *c, struct filling *f)
{
	for (int i = f->from; i < f->until; i++) {
		struct record_work w = {.registry = f->r,
			.answers = answers(c, i, i % 4 ? "dug" : "drilled"),
			.valid_from = S("2026-01-05"),
			.state = i % 200 == RARE ? S("closed") : S("")};
		TRY(registry_record_create(c, &w));
		struct record_work k = {.registry = f->r,
			.record = w.record,
			.seen = 1,
			.answers = answers(c, i, "drilled"),
			.valid_from = S("2026-06-01")};
		if (i < CHANGED)
			TRY(registry_record_change(c, &k));
	}
	return NULL;
}

static void fill(struct ctx *c, const struct registry *r, int n)
{
	for (int i = 0; i < n; i += 100) {
		struct filling f = {r, i, i + 100 < n ? i + 100 : n};
		OK(apply(c, fill_some, &f));
	}
}

struct asked {
	const char *by, *day, *kind, *clean, *state;
	bool from_end;
};

static bool says(struct ctx *c, const struct registry *r, const struct asked *x, const struct registry_rows *row)
{
	struct form_kept said;
	OK(registry_kept_listed(c, r, row->definition_id, row->answers, (struct texts){0}, &said));
	str kind = form_kept_answer(c->a, &said, registry_field(r, S("kind"))).text;
	str clean = form_kept_answer(c->a, &said, registry_field(r, S("clean"))).text;
	return (!*x->kind || str_is(kind, x->kind)) && (!*x->clean || str_is(clean, x->clean)) &&
	       (!*x->state || str_is(row->state, x->state));
}

static size_t in_vain; /* rows that were read and did not say it */

/* As the list does: some at a time, each page begun behind the last row of the one before; *last: how the last page went. */
static size_t looked(
	struct ctx *c, const struct registry *r, const struct asked *x, bool beside, int64_t *ids, struct registry_looking *last)
{
	struct list_key after = {0};
	size_t n = 0, before;
	do {
		struct registry_looking k = registry_look_begin(
			r, registry_look_sorted(registry_field(r, str_of(x->by))), str_of(x->day), x->from_end);
		if (beside) {
			registry_look_beside(c->a, &k, "kind", str_of(x->kind));
			registry_look_beside(c->a, &k, "clean", str_of(x->clean));
			registry_look_beside(c->a, &k, "state", str_of(x->state));
		}
		if (n)
			k.after = after;
		before = n;
		while (!k.whole && n < before + PAGE && k.passed < REGISTRY_PASSED_MOST) {
			struct registry_rows_rows rows;
			OK(registry_look_some(c, &k, (int64_t)(before + PAGE - n), &rows));
			for (size_t i = 0; i < rows.n && n < before + PAGE; i++)
				if (says(c, r, x, &rows.v[i])) {
					ids[n++] = rows.v[i].record_id;
					after = (struct list_key){.at = rows.v[i].id, .text = rows.v[i].value};
				} else
					in_vain++;
		}
		*last = k;
	} while (n == before + PAGE);
	return n;
}

static void what_is_passed_over_would_not_have_fitted(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	static int64_t wanted[WELLS + PAGE], found[WELLS + PAGE];
	struct registry_looking k;
	fill(c, r, WELLS);
	static const struct asked cases[] = {{"depth", "2026-11-23", "drilled", "", "", false},
		{"depth", "2026-11-23", "drilled", "", "", true}, {"depth", "2026-03-01", "drilled", "1", "", false},
		{"label", "2026-11-23", "dug", "0", "in_use", true}, {"depth", "2026-11-23", "", "", "closed", false},
		{"depth", "2026-11-23", "", "", "closed", true}, {"depth", "2026-11-23", "dug", "1", "closed", false},
		{"hamlet", "2026-11-23", "drilled", "1", "closed", false}, {"depth", "2026-01-04", "dug", "", "", false},
		{"depth", "2026-11-23", "nothing", "", "", false}};
	static const size_t counts[] = {325 + 30, 325 + 30, 108 + 1, 0, 7, 7, 0, 0, 0, 0};
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t n = looked(c, r, &cases[i], false, wanted, &k);
		if (counts[i])
			assert_int_equal(n, counts[i]);
		in_vain = 0;
		assert_int_equal(looked(c, r, &cases[i], true, found, &k), n);
		assert_int_equal(in_vain, 0);
		assert_memory_equal(found, wanted, n * sizeof *found);
		assert_true(k.whole);
	}
}

/* A thousand others stand before it: it is read by its own facet, and the page is whole. */
static void what_is_rare_is_found_at_once(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	static int64_t found[WELLS + PAGE];
	struct registry_looking k;
	fill(c, r, WELLS);
	assert_int_equal(looked(c, r, &(struct asked){"depth", "2026-11-23", "", "", "closed", false}, true, found, &k), 7);
	assert_non_null(k.rare);
	assert_string_equal(k.rare->facet.s, "state=");
	assert_true(k.passed < WELLS);
	looked(c, r, &(struct asked){"depth", "2026-11-23", "dug", "", "closed", false}, true, found, &k);
	assert_string_equal(k.rare->facet.s, "state="); /* of two, what fewer have .. */
	looked(c, r, &(struct asked){"depth", "2026-11-23", "nothing", "", "closed", false}, true, found, &k);
	assert_string_equal(k.rare->facet.s, "kind="); /* .. whichever was asked first */
	looked(c, r, &(struct asked){"depth", "2026-11-23", "", "", "in_use", false}, true, found, &k);
	assert_null(k.rare); /* what many have is met along the way */
	looked(c, r, &(struct asked){"depth", "2026-11-23", "nothing", "", "", false}, true, found, &k);
	assert_non_null(k.rare);
	int64_t own = c->unit;
	c->unit = own + 1; /* nobody's else */
	assert_int_equal(looked(c, r, &(struct asked){"depth", "2026-11-23", "", "", "closed", false}, true, found, &k), 0);
	c->unit = own;
}

/* They stand in the store: another sign of the same value would hide what is there. */
static void signs_are_what_they_were(void **state)
{
	(void)state;
	assert_int_equal(registry_sign(S("state"), S("in_use")), INT64_C(1) << 14);
	assert_int_equal(registry_sign(S("kind"), S("dug")), INT64_C(1) << 32);
	assert_true(registry_sign(S("a"), S("b")) > 0 && registry_sign(S("kind"), S("drilled")) > 0);
	assert_int_not_equal(registry_sign(S("kind"), S("dug")), registry_sign(S("kind"), S("drilled")));
}

static struct registry_passed in_store(struct ctx *c, const struct registry *r, const char *facet)
{
	struct registry_passed_rows rows;
	OK(registry_passed(c,
		&(struct registry_passed_in){.registry = r->id,
			.unit = c->unit,
			.facet = str_of(facet),
			.from = S(""),
			.until = registry_look_sorted(r->name).until,
			.after = S(""),
			.on_day = S("2026-11-23"),
			.most = 1},
		&rows));
	assert_int_equal(rows.n, 1);
	return rows.v[0];
}

/* A store from before: what it has bears every sign until a job has made it anew. */
static void what_was_written_before_is_made_anew_once(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = wells(c);
	int64_t found[PAGE];
	struct registry_looking k;
	struct asked x = {"depth", "2026-11-23", "drilled", "", "", false};
	fill(c, r, 1);
	int64_t signs = in_store(c, r, "label").signs;
	assert_int_equal(signs, registry_sign(S("state"), S("in_use")) | registry_sign(S("kind"), S("drilled")) |
					registry_sign(S("clean"), S("1")));
	struct registry_passed depth = in_store(c, r, "depth");
	OK(WRITE(c, registry_facet_drop(c, depth.version_id, S("depth"))));
	OK(WRITE(c, registry_facet_add(c, &(struct registry_facet_add_in){.registry = r->id,
						  .unit = c->unit,
						  .facet = S("depth"),
						  .value = depth.value,
						  .version = depth.version_id,
						  .valid_from = S("2026-06-01"),
						  .valid_to = S(REGISTRY_FOREVER),
						  .signs = -1})));
	assert_int_equal(looked(c, r, &x, true, found, &k), 1);
	x.kind = "dug";
	assert_int_equal(looked(c, r, &x, true, found, &k), 0); /* what it says is asked all the same */
	struct registry_versions_made_before_rows old;
	OK(registry_versions_made_before(c, REGISTRY_FACETS, &old));
	assert_int_equal(old.n, 0);
	OK(WRITE(c, registry_version_made(c, r->version, 0)));
	OK(WRITE(c, registry_arrange_old(c)));
	OK(registry_versions_made_before(c, REGISTRY_FACETS, &old));
	assert_int_equal(old.n, 0);
	struct job_planned job;
	str argument = str_format(c->a, "%lld 0 0", (long long)r->version);
	bool planned;
	OK(job_planned(c, S("registry.arrange"), argument, &job, &planned));
	assert_true(planned);
	OK(registry_arrange_run(c, argument));
	assert_int_equal(in_store(c, r, "depth").signs, signs);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_passed_over_would_not_have_fitted, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_is_rare_is_found_at_once, test_open, test_close),
		cmocka_unit_test(signs_are_what_they_were),
		cmocka_unit_test_setup_teardown(what_was_written_before_is_made_anew_once, test_open, test_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
