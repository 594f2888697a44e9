/* Indicators: what is read and refused, what units say together, which version holds, targets. */
#include "tests/unit/store.h"
#include "core/access/access.h"
#include "core/registries/registries.h"
#include "core/units/units.h"
#include "government/indicators/inside.h"
#include "modules.h"
#include "web/catalogue.h"
#include "web/module.h"

/* ---- measures that say what a test wants ---- */

enum { GIA_LAM, NHO_QUAN, UNITS };
static int64_t unit_of[UNITS], done_of[UNITS], all_of[UNITS];
static day asked_last, asked_first;

static err read_table(struct ctx *c, const struct measure_asked *k, int64_t *amounts)
{
	const int64_t *table = k->of->data;
	(void)c;
	asked_first = k->first;
	asked_last = k->last;
	for (size_t i = 0; i < k->units.n; i++) {
		amounts[i] = MEASURE_UNKNOWN;
		for (size_t u = 0; u < UNITS; u++)
			if (unit_of[u] == k->units.v[i])
				amounts[i] = str_is(k->value, "half") ? table[u] / 2 : table[u];
	}
	return NULL;
}
static const struct choice halves[] = {{"half", "Một nửa"}, {NULL, NULL}};
static const struct measure_by divided[] = {{"part", "Phần", halves}};
static const struct measure measures[] = {
	{.name = "fake.done", .title = "Việc đã xong", .unit = "việc", .by = LIST(divided), .read = read_table, .data = done_of},
	{.name = "fake.all", .title = "Việc", .unit = "việc", .as = MEASURE_STANDS, .read = read_table, .data = all_of},
};
static const struct module fake = {.name = "fake", .title = "Thử", .measures = LIST(measures)};

static void declare(void) /* all of the program, and ours */
{
	static const struct module *list[100];
	size_t n = 0;
	for (; modules[n]; n++)
		list[n] = modules[n];
	list[n] = &fake;
	modules_set(list);
}

static struct ctx *ready(void **state)
{
	struct ctx *c = test_store(state);
	declare();
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, access_module.init(c)));
	OK(WRITE(c, registries_module.init(c)));
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &unit_of[GIA_LAM]));
	OK(unit_find(c, S("commune"), S("14401"), day_of(c->now), &unit_of[NHO_QUAN]));
	int64_t province, leader;
	OK(unit_find(c, S("province"), S("37"), day_of(c->now), &province));
	const struct new_account who = {
		.kind = S("officer"), .login = S("lanhdao.tinh"), .name = S("Lãnh đạo"), .unit = province, .role = S("leader")};
	OK(WRITE(c, account_add(c, &who, &leader)));
	c->unit = province;
	c->actor = leader;
	for (size_t i = 0; i < UNITS; i++)
		done_of[i] = all_of[i] = 0;
	return c;
}

#define SHARE                                                                                                                    \
	"{'code':'xong','title':'Tỷ lệ việc đã "                                                                         \
	"xong','group':'Việc','as':'share','unit':'%','direction':'up','good':90,'middle':50,"                                 \
	"'parts':[{'name':'done','measure':'fake.done'},{'name':'all','measure':'fake.all'}],'numerator':'done','denominator':'" \
	"all'}"

static str json(struct ctx *c, const char *text)
{
	char *s = str_c(c->a, str_of(text));
	for (char *k = s; *k; k++)
		*k = *k == '\'' ? '"' : *k;
	return str_of(s);
}

static const struct indicator *parsed(struct ctx *c, const char *text)
{
	struct indicator *k;
	OK(indicator_parse(c, c->a, json(c, text), &k));
	return k;
}

/* ---- definitions ---- */

static str without(struct ctx *c, const char *text, const char *part, const char *instead)
{
	const char *at = strstr(text, part);
	if (!at)
		fail_msg("%s is not in the definition", part);
	return str_format(c->a, "%.*s%s%s", (int)(at - text), text, instead, at + strlen(part));
}

static void what_makes_no_sense_is_refused_by_name(void **state)
{
	static const struct {
		const char *part, *instead, *said;
	} wrong[] = {
		{"'xong'", "'Xong'", "Mã “Xong”"},
		{"'xong'", "'1xong'", "Mã “1xong”"},
		{"'code':'xong',", "", "“code”"},
		{"'title':'Tỷ lệ việc đã xong',", "", "“title”"},
		{"'group':'Việc'", "'groups':'Việc'", "không có thuộc tính “groups”"},
		{"'share'", "'part'", "“as” phải là một trong các từ share, ratio, number"},
		{"'up'", "'upward'", "“direction” phải là"},
		{"'unit':'%'", "'unit':'việc'", "tỷ lệ phần trăm là %"},
		{"'good':90", "'good':'90'", "“good” phải là một số"},
		{"'good':90", "'good':90.123", "“good” phải là một số"},
		{"'good':90,", "", "thì phải có “good”"},
		{"'middle':50", "'middle':90", "“middle” phải kém hơn"},
		{"'up'", "'down'", "“middle” phải kém hơn"},
		{"'up'", "'none'", "không xếp tốt, xấu"},
		{"'name':'all'", "'name':'done'", "tên “done” đã dùng"},
		{"'name':'all'", "'name':'All'", "tên “All”"},
		{"'measure':'fake.all'", "'measures':'fake.all'", "không có thuộc tính “measures”"},
		{"'measure':'fake.all'", "'measure':'fake.all','by':'part'", "“value”"},
		{"'numerator':'done'", "'numerator':'done +'", "Công thức “numerator”"},
		{"'numerator':'done'", "'numerator':'undone'", "không có trường “undone”"},
		{"'numerator':'done'", "'numerator':'join(done)'", "phải cho ra một số"},
		{"'numerator':'done'", "'numerator':'5'", "phải dùng ít nhất một số liệu"},
		{"'numerator':'done'", "'numerator':'all'", "“done” không có trong công thức nào"},
		{",'denominator':'all'", "", "“denominator”"},
	};
	struct ctx *c = ready(state);
	struct indicator *k;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		str text = json(c, str_c(c->a, without(c, SHARE, wrong[i].part, wrong[i].instead)));
		err e = indicator_parse(c, c->a, text, &k);
		if (!e || e->kind != INVALID || !str_has(e->text, str_of(wrong[i].said)))
			fail_msg("%s instead of %s: %.*s", wrong[i].instead, wrong[i].part, e ? (int)e->text.n : 4,
				e ? e->text.s : "fine");
	}
	FAILS(INVALID, indicator_parse(c, c->a, S("[]"), &k));
	FAILS(INVALID, indicator_parse(c, c->a, S("{"), &k));
	str number = json(c, str_c(c->a, without(c, SHARE, "'share','unit':'%'", "'number','unit':'việc'")));
	FAILS(INVALID, indicator_parse(c, c->a, number, &k));
}

static void parts_are_measures_that_somebody_knows(void **state)
{
	struct ctx *c = ready(state);
	const struct indicator *k = parsed(c, SHARE);
	OK(indicator_known(c, k));
	k = parsed(c, str_c(c->a, without(c, SHARE, "fake.all", "fake.nothing")));
	FAILS(INVALID, indicator_known(c, k));
	k = parsed(c, str_c(c->a, without(c, SHARE, "'fake.done'", "'fake.done','by':'part','value':'half'")));
	OK(indicator_known(c, k));
	k = parsed(c, str_c(c->a, without(c, SHARE, "'fake.done'", "'fake.done','by':'part','value':'whole'")));
	FAILS(INVALID, indicator_known(c, k));
	k = parsed(c, str_c(c->a, without(c, SHARE, "'fake.all'", "'fake.all','by':'part','value':'half'")));
	FAILS(INVALID, indicator_known(c, k));
}

static void a_formula_is_said_by_its_measures(void **state)
{
	struct ctx *c = ready(state);
	const struct indicator *k =
		parsed(c, str_c(c->a, without(c, SHARE, "'fake.done'", "'fake.done','by':'part','value':'half'")));
	assert_string_equal(str_c(c->a, indicator_said(c, k, S("(done + all) / 2"))), "([Việc đã xong, Một nửa] + [Việc]) / 2");
	assert_string_equal(str_c(c->a, indicator_said(c, k, S("done_2"))), "done_2");
}

/* What a form shows makes the same indicator again. */
static void what_is_written_is_what_is_read(void **state)
{
	struct ctx *c = ready(state);
	str rest = catalogue_file("indicators.tsv"), row[3];
	size_t n = 0;
	tsv_row(&rest, row, 3);
	while (tsv_row(&rest, row, 3)) {
		struct indicator *k, *again;
		struct indicator_form f, g;
		str text;
		OK(indicator_parse(c, c->a, catalogue_file(str_format(c->a, "indicators/%.*s", STR_ARG(row[0])).s), &k));
		indicator_form_of(c->a, k, &f);
		OK(indicator_written(c, &f, &text));
		OK(indicator_parse(c, c->a, text, &again));
		indicator_form_of(c->a, again, &g);
		const str *x = (const str *)&f, *y = (const str *)&g;
		for (size_t i = 0; i < sizeof f / sizeof *x; i++)
			assert_true(str_eq(x[i], y[i]));
		n++;
	}
	assert_true(n >= 20);
}

static void lines_that_cannot_be_read_are_refused(void **state)
{
	static const char *const wrong[] = {
		"done", "done =", "= fake.done", "done = fake.done, part", "done = fake.done, part ="};
	struct ctx *c = ready(state);
	struct indicator_form f;
	str text;
	indicator_form_of(c->a, parsed(c, SHARE), &f);
	for (size_t i = 0; i < COUNT(wrong); i++) {
		f.parts = str_of(wrong[i]);
		FAILS(INVALID, indicator_written(c, &f, &text));
	}
	f.parts = S("\n  done=fake.done ,part=half\n\n all = fake.all \n");
	OK(indicator_written(c, &f, &text));
	assert_true(str_has(
		text, S("{\"name\":\"done\",\"measure\":\"fake.done\",\"by\":\"part\",\"value\":\"half\"},{\"name\":\"all\"")));
	f.good = S("chín mươi");
	FAILS(INVALID, indicator_written(c, &f, &text));
}

/* ---- values ---- */

static struct indicator_sums summed(struct ctx *c, const char *text, const char *period, bool one)
{
	int64_t ids[] = {unit_of[GIA_LAM], unit_of[NHO_QUAN], c->unit};
	struct indicator_amounts amounts;
	struct period p;
	assert_true(period_parse(str_of(period), &p));
	OK(indicator_read(c, parsed(c, text), (struct ints){ids, 3}, p, &amounts));
	return indicator_sum(c, &amounts, one ? ids : NULL, unit_of[GIA_LAM]);
}

static void set(int64_t done, int64_t all, int64_t other_done, int64_t other_all)
{
	done_of[GIA_LAM] = done;
	all_of[GIA_LAM] = all;
	done_of[NHO_QUAN] = other_done;
	all_of[NHO_QUAN] = other_all;
}

/* 9 of 10 and 1 of 90 are 10 of 100, not the half of 90 % and 1,11 %. */
static void units_are_added_up_before_they_are_divided(void **state)
{
	struct ctx *c = ready(state);
	set(900, 1000, 100, 9000);
	struct indicator_sums s = summed(c, SHARE, "2026-10", false);
	assert_int_equal(s.value.v, 1000);
	assert_int_equal(s.units, 3);
	assert_int_equal(s.silent, 1); /* the province says nothing itself */
	s = summed(c, SHARE, "2026-10", true);
	assert_int_equal(s.value.v, 9000);
	assert_int_equal(s.parts[0].v, 900);
	assert_int_equal(s.units, 1);
}

static void nothing_to_divide_by_is_no_value(void **state)
{
	struct ctx *c = ready(state);
	assert_false(summed(c, SHARE, "2026-10", false).value.set); /* 0 of 0 */
	set(0, 1000, 0, 0);
	struct indicator_sums s = summed(c, SHARE, "2026-10", false);
	assert_true(s.value.set && s.value.v == 0);
	set(MEASURE_UNKNOWN, 1000, MEASURE_UNKNOWN, 0);
	assert_false(summed(c, SHARE, "2026-10", false).value.set);
	set(100, MEASURE_UNKNOWN, 100, MEASURE_UNKNOWN);
	assert_false(summed(c, SHARE, "2026-10", false).value.set);
	set(100, 100, MEASURE_UNKNOWN, MEASURE_UNKNOWN);
	assert_int_equal(summed(c, SHARE, "2026-10", false).silent, 2);
	assert_int_equal(summed(c, SHARE, "2026-10", false).value.v, 10000);
}

static void ratios_and_numbers(void **state)
{
	struct ctx *c = ready(state);
	char *ratio = str_c(c->a, without(c, SHARE, "'share','unit':'%'", "'ratio','unit':'việc'"));
	char *number = str_c(c->a, without(c, str_c(c->a, without(c, SHARE, "'share','unit':'%'", "'number','unit':'việc'")),
					   "'numerator':'done','denominator':'all'", "'numerator':'all - done'"));
	set(500, 300, 0, 0);
	assert_int_equal(summed(c, ratio, "2026-10", false).value.v, 167); /* 5 / 3 */
	set(-500, 300, 0, 0);
	assert_int_equal(summed(c, ratio, "2026-10", false).value.v, -167);
	set(500, -300, 0, 0);
	assert_false(summed(c, ratio, "2026-10", false).value.set);
	set(500, 300, 100, 1000);
	assert_int_equal(summed(c, number, "2026-10", false).value.v, 700);
	set(INT64_MAX / 2, 1, 0, 0); /* beyond what a formula calculates with */
	assert_false(summed(c, number, "2026-10", false).value.set && summed(c, ratio, "2026-10", false).value.set);
}

/* What happens is asked of the whole period, what stands as of its last day or today; of what has not begun nothing is known. */
static void days_that_are_asked(void **state)
{
	struct ctx *c = ready(state);
	set(100, 100, 0, 0);
	const char *done =
		"{'code':'a','title':'A','group':'Việc','as':'number','unit':'việc','direction':'none','parts':[{'name':'done',"
		"'measure':'fake.done'}],'numerator':'done'}";
	const char *all =
		"{'code':'a','title':'A','group':'Việc','as':'number','unit':'việc','direction':'none','parts':[{'name':'all',"
		"'measure':'fake.all'}],'numerator':'all'}";
	summed(c, done, "2026-11", false);
	assert_int_equal(asked_first, day_make(2026, 11, 1));
	assert_int_equal(asked_last, day_make(2026, 11, 30));
	summed(c, all, "2026-11", false);
	assert_int_equal(asked_last, day_of(c->now));
	summed(c, all, "2026-10", false);
	assert_int_equal(asked_last, day_make(2026, 10, 31));
	assert_false(summed(c, all, "2026-12", false).value.set);
	assert_false(summed(c, done, "2027", false).value.set);
	assert_true(summed(c, done, "2026", false).value.set);
}

static void lights_are_those_of_good_or_of_the_target(void **state)
{
	struct ctx *c = ready(state);
	const struct period month = {PERIOD_MONTH, false, 2026, 10}, year = {PERIOD_YEAR, false, 2026, 1};
	const struct indicator *up = parsed(c, SHARE),
			       *down = parsed(c, str_c(c->a, without(c, SHARE, "'up','good':90,'middle':50",
								     "'down','good':10,'middle':20")));
	const struct {
		const struct indicator *k;
		int64_t value;
		enum indicator_light is;
	} cases[] = {{up, 9000, INDICATOR_GREEN}, {up, 8999, INDICATOR_YELLOW}, {up, 5000, INDICATOR_YELLOW},
		{up, 4999, INDICATOR_RED}, {down, 1000, INDICATOR_GREEN}, {down, 1001, INDICATOR_YELLOW},
		{down, 2000, INDICATOR_YELLOW}, {down, 2001, INDICATOR_RED}};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(indicator_light(cases[i].k, month, some_int(cases[i].value), (opt_int){0}), cases[i].is);
	assert_int_equal(indicator_light(up, month, (opt_int){0}, some_int(1)), INDICATOR_PLAIN);
	assert_int_equal(indicator_light(up, month, some_int(9000), some_int(9500)), INDICATOR_YELLOW);
	assert_int_equal(indicator_light(up, month, some_int(9500), some_int(9500)), INDICATOR_GREEN);
	const struct indicator *number =
		parsed(c, "{'code':'a','title':'A','group':'Việc','as':'number','unit':'việc','direction':'up',"
			  "'parts':[{'name':'done','measure':'fake.done'}],'numerator':'done'}");
	assert_int_equal(indicator_light(number, month, some_int(10), some_int(100)), INDICATOR_PLAIN);
	assert_int_equal(indicator_light(number, year, some_int(10), some_int(100)), INDICATOR_RED);
	assert_string_equal(str_c(c->a, indicator_shown(c->a, number, some_int(123450))), "1.234,5 việc");
	assert_string_equal(str_c(c->a, indicator_shown(c->a, number, (opt_int){0})), "–");
	assert_string_equal(str_c(c->a, indicator_shown(c->a, up, some_int(9853))), "98,53 %");
}

/* ---- versions ---- */

static err add(struct ctx *c, const char *text, const char *from)
{
	struct new_indicator n = {.definition = json(c, text), .valid_from = str_of(from)};
	return apply(c, indicator_add, &n);
}

static void a_period_has_the_version_of_its_time(void **state)
{
	struct ctx *c = ready(state);
	const struct indicator *k;
	struct indicators all;
	OK(add(c, SHARE, "2026-01-01"));
	FAILS(INVALID, add(c, SHARE, "2026-01-01"));
	FAILS(INVALID, add(c, SHARE, "2025-12-31"));
	FAILS(INVALID, add(c, SHARE, ""));
	FAILS(INVALID, add(c, str_c(c->a, without(c, SHARE, "fake.all", "fake.nothing")), "2026-07-01"));
	OK(add(c, str_c(c->a, without(c, SHARE, "Tỷ lệ việc đã xong", "Tỷ lệ việc xong")), "2026-07-01"));
	FAILS(NOT_FOUND, indicator_on(c, S("xong"), day_make(2025, 12, 31), &k));
	OK(indicator_on(c, S("xong"), day_make(2026, 6, 30), &k));
	assert_true(str_is(k->title, "Tỷ lệ việc đã xong") && k->number == 1);
	OK(indicator_on(c, S("xong"), day_make(2026, 7, 1), &k));
	assert_true(str_is(k->title, "Tỷ lệ việc xong") && k->number == 2);
	OK(indicators_on(c, day_of(c->now), &all));
	assert_int_equal(all.n, 1);
}

/* What somebody here wrote stays when the program brings its catalogue again. */
static void the_catalogue_comes_once_and_overwrites_nothing(void **state)
{
	struct ctx *c = ready(state);
	struct indicators all, again;
	const struct indicator *k;
	OK(WRITE(c, indicator_init(c)));
	OK(indicators_on(c, day_of(c->now), &all));
	assert_true(all.n >= 20);
	for (size_t i = 1; i < all.n; i++)
		assert_true(strcmp(all.v[i - 1]->group.s, all.v[i]->group.s) <= 0);
	OK(add(c, str_c(c->a, without(c, SHARE, "'xong'", "'dung-han'")), "2026-07-01"));
	OK(WRITE(c, indicator_init(c)));
	OK(indicators_on(c, day_of(c->now), &again));
	assert_int_equal(again.n, all.n);
	OK(indicator_on(c, S("dung-han"), day_of(c->now), &k));
	assert_true(str_is(k->title, "Tỷ lệ việc đã xong") && k->number == 2);
}

/* ---- targets ---- */

static err give(struct ctx *c, int64_t unit, const char *code, int64_t year, const char *value)
{
	struct new_indicator_target n = {
		.unit = unit, .code = str_of(code), .year = year, .value = str_of(value), .basis = S("KH 15/KH-UBND")};
	return apply(c, indicator_target_set, &n);
}

static void a_target_is_given_below_and_the_newest_holds(void **state)
{
	struct ctx *c = ready(state);
	struct indicator_targets_of_rows rows;
	struct indicator_target_history_rows history;
	const struct ints both = {unit_of, UNITS};
	OK(add(c, SHARE, "2026-01-01"));
	OK(give(c, unit_of[GIA_LAM], "xong", 2026, "95"));
	OK(give(c, unit_of[GIA_LAM], "xong", 2026, "98,5"));
	OK(give(c, unit_of[GIA_LAM], "xong", 2027, "100"));
	OK(give(c, unit_of[NHO_QUAN], "xong", 2026, "0"));
	FAILS(INVALID, give(c, unit_of[GIA_LAM], "xong", 2026, "100,01"));
	FAILS(INVALID, give(c, unit_of[GIA_LAM], "xong", 2026, "-1"));
	FAILS(INVALID, give(c, unit_of[GIA_LAM], "xong", 2026, "nhiều"));
	FAILS(INVALID, give(c, unit_of[GIA_LAM], "xong", 2014, "90"));
	FAILS(INVALID, give(c, unit_of[GIA_LAM], "xong", 2037, "90"));
	OK(give(c, unit_of[NHO_QUAN], "xong", 2036, "90"));
	FAILS(NOT_FOUND, give(c, unit_of[GIA_LAM], "khac", 2026, "90"));
	OK(indicator_targets_of(c, both, S("xong"), 2026, &rows));
	assert_int_equal(rows.n, 2);
	for (size_t i = 0; i < rows.n; i++)
		assert_int_equal(rows.v[i].value, rows.v[i].unit_id == unit_of[GIA_LAM] ? 9850 : 0);
	OK(indicator_target_history(c, unit_of[GIA_LAM], S("xong"), &history));
	assert_int_equal(history.n, 3);
	assert_int_equal(history.v[0].year, 2027);
	assert_int_equal(history.v[2].value, 9500);
	c->unit = unit_of[NHO_QUAN];
	FAILS(NOT_FOUND, give(c, unit_of[GIA_LAM], "xong", 2026, "90"));
	OK(give(c, unit_of[NHO_QUAN], "xong", 2026, "90"));
}

/* ---- registries ---- */

static void a_unit_without_records_says_nothing(void **state)
{
	struct ctx *c = ready(state);
	const struct measure *m;
	const struct registry *r;
	int64_t amounts[2];
	c->unit = unit_of[GIA_LAM];
	OK(registry_of(c, S("gieng-nuoc"), &r));
	OK(measure_named(c, S("gieng-nuoc.clean_wells"), &m));
	assert_non_null(m);
	assert_int_equal(m->as, MEASURE_STANDS);
	const struct measure_asked asked = {m, {unit_of, 2}, day_make(2026, 11, 1), day_make(2026, 11, 23), S(""), S("")};
	OK(m->read(c, &asked, amounts));
	assert_true(amounts[0] == MEASURE_UNKNOWN && amounts[1] == MEASURE_UNKNOWN);
	struct record_work w = {.registry = r,
		.answers = S("{\"label\":\"G-1\",\"hamlet\":\"Mỹ Lộc\",\"kind\":\"drilled\",\"clean\":false,\"depth\":10}"),
		.valid_from = S("2026-11-20")};
	OK(apply(c, registry_record_create, &w));
	OK(m->read(c, &asked, amounts));
	assert_true(amounts[0] == 0 && amounts[1] == MEASURE_UNKNOWN);
	const struct measure_asked before = {m, {unit_of, 2}, day_make(2026, 11, 1), day_make(2026, 11, 19), S(""), S("")};
	OK(m->read(c, &before, amounts));
	assert_true(amounts[0] == MEASURE_UNKNOWN);
	OK(measure_named(c, S("gieng-nuoc.wells"), &m));
	const struct measure_asked wells = {m, {unit_of, 2}, day_make(2026, 11, 1), day_make(2026, 11, 23), S(""), S("")};
	OK(m->read(c, &wells, amounts));
	assert_true(amounts[0] == MEASURE_ONE && amounts[1] == MEASURE_UNKNOWN);
	OK(measure_named(c, S("gieng-nuoc.clean_share"), &m)); /* shares are made of measures */
	assert_null(m);
	OK(measure_named(c, S("gieng-nuoc"), &m));
	assert_null(m);
	struct measures all;
	OK(measures_all(c, &all));
	size_t found = 0;
	for (size_t i = 0; i < all.n; i++)
		found += !strcmp(all.v[i]->name, "gieng-nuoc.wells") || !strcmp(all.v[i]->name, "fake.done");
	assert_int_equal(found, 2);
}

TESTS()
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, test_open, test_close)
	const struct CMUnitTest tests[] = {EACH(what_makes_no_sense_is_refused_by_name),
		EACH(parts_are_measures_that_somebody_knows), EACH(a_formula_is_said_by_its_measures),
		EACH(what_is_written_is_what_is_read), EACH(lines_that_cannot_be_read_are_refused),
		EACH(units_are_added_up_before_they_are_divided), EACH(nothing_to_divide_by_is_no_value),
		EACH(ratios_and_numbers), EACH(days_that_are_asked), EACH(lights_are_those_of_good_or_of_the_target),
		EACH(a_period_has_the_version_of_its_time), EACH(the_catalogue_comes_once_and_overwrites_nothing),
		EACH(a_target_is_given_below_and_the_newest_holds), EACH(a_unit_without_records_says_nothing)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
