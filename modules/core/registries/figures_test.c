/* Figures: what counts on which day, kept in the transaction; links: what is named stays. */
#include "tests/unit/store.h"
#include "core/registries/demo.h"
#include "core/registries/figures.h"
#include "core/units/units.h"
#include "modules.h"
#include "web/module.h"

/* ---- a unit and its records ---- */

static const struct registry *registry(struct ctx *c, const char *code)
{
	const struct registry *r;
	OK(registry_of(c, str_of(code), &r));
	return r;
}

static struct ctx *unit_ready(void **state)
{
	struct ctx *c = test_store(state);
	modules_set(modules);
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, registries_init(c)));
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &c->unit));
	return c;
}

static struct record_work *said(struct ctx *c, const char *code, str answers, const char *from)
{
	struct record_work *w = NEW(c->a, struct record_work);
	*w = (struct record_work){.registry = registry(c, code),
		.answers = answers,
		.valid_from = str_of(from),
		.seen = 1,
		.reason = S("kiểm tra")};
	return w;
}

static int64_t add(struct ctx *c, const char *code, const char *answers, const char *from)
{
	struct record_work *w = said(c, code, str_of(answers), from);
	OK(apply(c, registry_record_create, w));
	return w->record;
}

static void put(struct ctx *c, err (*rule)(struct ctx *, struct record_work *), const char *code, int64_t id, int64_t seen,
	const char *answers, const char *from)
{
	struct record_work *w = said(c, code, str_of(answers), from);
	w->record = id;
	w->seen = seen;
	OK(WRITE(c, rule(c, w)));
}

static struct registry_value value(struct ctx *c, const char *code, const char *figure, const char *part, const char *day)
{
	const struct registry *r = registry(c, code);
	struct registry_part of = {.figure = registry_figure_named(r, str_of(figure))};
	str by, is;
	struct registry_value v;
	assert_non_null(of.figure);
	if (*part) {
		str_cut(str_of(part), '=', &by, &is);
		of.by = registry_field(r, by);
		of.part = str_c(c->a, is);
	}
	OK(registry_figure_value(c, r, of, (struct ints){&c->unit, 1}, str_of(day), &v));
	return v;
}

static int64_t counted(struct ctx *c, const char *code, const char *figure, const char *part, const char *day)
{
	return value(c, code, figure, part, day).n;
}

static void sound(struct ctx *c)
{
	struct verify_report report = {.lines = {.a = c->a}};
	OK(registry_figures_verify(c, &report));
	if (report.wrong)
		fail_msg("%s", buf_text(&report.lines).s);
}

#define WELL(label, kind, clean)                                                                                                 \
	"{\"label\":\"" label "\",\"hamlet\":\"Mỹ Lộc\",\"kind\":\"" kind "\",\"clean\":" clean ",\"depth\":10}"

/* ---- days ---- */

static void a_figure_is_what_it_was_on_any_day(void **state)
{
	struct ctx *c = unit_ready(state);
	int64_t one = add(c, "gieng-nuoc", WELL("Giếng đình", "dug", "true"), "2026-01-10");
	add(c, "gieng-nuoc", WELL("Giếng trường", "drilled", "false"), "2026-03-01");
	assert_int_equal(counted(c, "gieng-nuoc", "wells", "", "2026-01-09"), 0);
	assert_int_equal(counted(c, "gieng-nuoc", "wells", "", "2026-01-10"), 1);
	assert_int_equal(counted(c, "gieng-nuoc", "wells", "", "2026-03-01"), 2);
	assert_int_equal(counted(c, "gieng-nuoc", "wells", "kind=dug", "2026-03-01"), 1);
	assert_int_equal(counted(c, "gieng-nuoc", "wells", "clean=0", "2026-03-01"), 1);
	put(c, registry_record_change, "gieng-nuoc", one, 1, WELL("Giếng đình", "drilled", "true"), "2026-05-01");
	assert_int_equal(counted(c, "gieng-nuoc", "wells", "kind=dug", "2026-04-30"), 1);
	assert_int_equal(counted(c, "gieng-nuoc", "wells", "kind=dug", "2026-05-01"), 0);
	assert_int_equal(counted(c, "gieng-nuoc", "wells", "kind=drilled", "2026-05-01"), 2);
	put(c, registry_record_correct, "gieng-nuoc", one, 2, WELL("Giếng đình", "drilled", "false"), "");
	assert_int_equal(counted(c, "gieng-nuoc", "clean_wells", "", "2026-04-30"), 1);
	assert_int_equal(counted(c, "gieng-nuoc", "clean_wells", "", "2026-05-01"), 0);
	put(c, registry_record_end, "gieng-nuoc", one, 3, "", "2026-08-01");
	assert_int_equal(counted(c, "gieng-nuoc", "wells", "", "2026-07-31"), 2);
	assert_int_equal(counted(c, "gieng-nuoc", "wells", "", "2026-08-01"), 1);
	sound(c);
	put(c, registry_record_restore, "gieng-nuoc", one, 4, "", "");
	assert_int_equal(counted(c, "gieng-nuoc", "wells", "", "2026-08-01"), 2);
	sound(c);
}

static void a_state_counts_from_its_day(void **state)
{
	struct ctx *c = unit_ready(state);
	int64_t one = add(c, "gieng-nuoc", WELL("Giếng đình", "dug", "true"), "2026-01-10");
	struct record_work *w = said(c, "gieng-nuoc", S(""), "2026-06-01");
	w->record = one;
	w->move = S("close");
	OK(apply(c, registry_record_move, w));
	assert_int_equal(counted(c, "gieng-nuoc", "wells", "", "2026-05-31"), 1);
	assert_int_equal(counted(c, "gieng-nuoc", "wells", "", "2026-06-01"), 0);
	sound(c);
}

static void what_is_counted_is_parted_by_its_state(void **state)
{
	struct ctx *c = unit_ready(state);
	int64_t one = add(c, "thiet-bi-cntt", "{\"label\":\"Máy 1\",\"kind\":\"laptop\"}", "2026-01-10");
	struct record_work *w = said(c, "thiet-bi-cntt", S(""), "2026-06-01");
	w->record = one;
	w->move = S("send_to_repair");
	OK(apply(c, registry_record_move, w));
	assert_int_equal(counted(c, "thiet-bi-cntt", "devices", "state=in_use", "2026-05-31"), 1);
	assert_int_equal(counted(c, "thiet-bi-cntt", "devices", "state=repair", "2026-05-31"), 0);
	assert_int_equal(counted(c, "thiet-bi-cntt", "devices", "state=in_use", "2026-06-01"), 0);
	assert_int_equal(counted(c, "thiet-bi-cntt", "devices", "state=repair", "2026-06-01"), 1);
	sound(c);
}

static void shares_and_averages_of_nothing_are_no_number(void **state)
{
	struct ctx *c = unit_ready(state);
	struct registry_value v = value(c, "gieng-nuoc", "clean_share", "", "2026-05-01");
	const struct registry *r = registry(c, "gieng-nuoc");
	assert_false(v.known);
	assert_string_equal(registry_value_shown(c->a, registry_figure_named(r, S("clean_share")), v).s, "–");
	assert_false(value(c, "gieng-nuoc", "depth", "", "2026-05-01").known);
	add(c, "gieng-nuoc", WELL("Giếng đình", "dug", "true"), "2026-01-10");
	add(c, "gieng-nuoc", WELL("Giếng chùa", "dug", "false"), "2026-01-10");
	add(c, "gieng-nuoc", "{\"label\":\"Giếng trường\",\"hamlet\":\"Hạ\",\"kind\":\"drilled\",\"clean\":false,\"depth\":20.5}",
		"2026-01-10");
	add(c, "gieng-nuoc", "{\"label\":\"Giếng chợ\",\"hamlet\":\"Hạ\",\"kind\":\"drilled\",\"clean\":false}", "2026-02-01");
	v = value(c, "gieng-nuoc", "clean_share", "", "2026-01-31");
	assert_int_equal(v.value, 3333);
	assert_string_equal(registry_value_shown(c->a, registry_figure_named(r, S("clean_share")), v).s, "33,33 %");
	assert_int_equal(value(c, "gieng-nuoc", "clean_share", "", "2026-02-01").value, 2500);
	v = value(c, "gieng-nuoc", "depth", "", "2026-02-01"); /* what says no depth is no depth of nothing */
	assert_int_equal(v.n, 3);
	assert_int_equal(v.value, 1350);
	sound(c);
}

/* A licence counts up to its last day, "ending" within so many days before it. */
static void what_runs_out_counts_up_to_its_last_day(void **state)
{
	struct ctx *c = unit_ready(state);
	add(c, "thiet-bi-cntt",
		"{\"label\":\"Máy "
		"1\",\"kind\":\"desktop\",\"antivirus\":\"Có\",\"antivirus_until\":\"2026-06-30\",\"cost\":1000000}",
		"2026-01-01");
	add(c, "thiet-bi-cntt", "{\"label\":\"Máy 2\",\"kind\":\"laptop\"}", "2026-01-01");
	add(c, "thiet-bi-cntt", "{\"label\":\"Máy in\",\"kind\":\"printer\",\"cost\":250000}", "2026-01-01");
	assert_int_equal(counted(c, "thiet-bi-cntt", "computers", "", "2026-06-30"), 2);
	assert_int_equal(counted(c, "thiet-bi-cntt", "protected", "", "2026-06-30"), 1);
	assert_int_equal(counted(c, "thiet-bi-cntt", "protected", "", "2026-07-01"), 0);
	assert_int_equal(counted(c, "thiet-bi-cntt", "antivirus_ending", "", "2026-04-30"), 0);
	assert_int_equal(counted(c, "thiet-bi-cntt", "antivirus_ending", "", "2026-05-01"), 1);
	assert_int_equal(counted(c, "thiet-bi-cntt", "antivirus_ending", "", "2026-07-01"), 0);
	assert_int_equal(value(c, "thiet-bi-cntt", "cost", "", "2026-06-30").value, 125000000);
	add(c, "phan-mem", "{\"label\":\"A\",\"kind\":\"office\",\"copies\":5,\"until\":\"2026-06-30\"}", "2026-01-01");
	assert_int_equal(counted(c, "phan-mem", "over", "", "2026-06-30"), 0);
	assert_int_equal(counted(c, "phan-mem", "over", "", "2026-07-01"), 1);
	sound(c);
}

static void the_list_behind_a_figure_is_what_it_counts(void **state)
{
	struct ctx *c = unit_ready(state);
	const struct registry *r = registry(c, "thiet-bi-cntt");
	struct registry_rows_rows rows;
	add(c, "thiet-bi-cntt",
		"{\"label\":\"Máy 1\",\"kind\":\"desktop\",\"antivirus\":\"Có\",\"antivirus_until\":\"2026-06-30\"}",
		"2026-01-01");
	add(c, "thiet-bi-cntt", "{\"label\":\"Máy 2\",\"kind\":\"laptop\"}", "2026-01-01");
	struct registry_rows_in in = {.registry = r->id,
		.unit = c->unit,
		.facet = registry_figure_facet(c->a, "protected"),
		.from = S(""),
		.until = S("\xf4\x8f\xbf\xbf"),
		.after = S(""),
		.on_day = S("2026-06-30"),
		.most = 9};
	OK(registry_rows(c, &in, &rows));
	assert_int_equal(rows.n, 1);
	assert_string_equal(rows.v[0].name.s, "Máy 1");
	in.on_day = S("2026-07-01");
	OK(registry_rows(c, &in, &rows));
	assert_int_equal(rows.n, 0);
	struct registry_part of = {registry_figure_named(r, S("computers")), registry_field(r, S("system")), "linux"};
	assert_string_equal(registry_part_path(c->a, r, of, S("2026-06-30")).s,
		"/du-lieu/thiet-bi-cntt/danh-sach?ngay=2026-06-30&so-lieu=computers&loc2=linux");
	assert_int_equal(
		registry_part_path(c->a, r, (struct registry_part){registry_figure_named(r, S("protected_share")), NULL, NULL},
			S("2026-06-30"))
			.n,
		0);
}

/* ---- who names whom ---- */

#define HOLDER "\"holder\":{\"kind\":\"record:can-bo\",\"id\":%lld,\"title\":\"%s\"}"

static const char *machine(struct ctx *c, const char *kind, int64_t holder, const char *name)
{
	return str_format(c->a, "{\"label\":\"Máy\",\"kind\":\"%s\"," HOLDER "}", kind, (long long)holder, name).s;
}

static void a_person_has_a_computer_while_one_is_his(void **state)
{
	struct ctx *c = unit_ready(state);
	int64_t an = add(c, "can-bo", "{\"label\":\"Bùi Văn An\",\"position\":\"A\",\"kind\":\"servant\"}", "2026-01-01");
	int64_t bo = add(c, "can-bo", "{\"label\":\"Bùi Văn Bộ\",\"position\":\"B\",\"kind\":\"official\"}", "2026-01-01");
	int64_t one = add(c, "thiet-bi-cntt", machine(c, "laptop", an, "Bùi Văn An"), "2026-02-01");
	assert_int_equal(counted(c, "can-bo", "with_computer", "", "2026-01-31"), 0);
	assert_int_equal(counted(c, "can-bo", "without_computer", "", "2026-01-31"), 2);
	assert_int_equal(counted(c, "can-bo", "with_computer", "kind=servant", "2026-02-01"), 1);
	assert_int_equal(counted(c, "can-bo", "without_computer", "", "2026-02-01"), 1);
	assert_int_equal(value(c, "can-bo", "computer_share", "", "2026-02-01").value, 5000);
	sound(c);
	/* It passes to another, then goes into repair: nobody's. */
	put(c, registry_record_change, "thiet-bi-cntt", one, 1, machine(c, "laptop", bo, "Bùi Văn Bộ"), "2026-04-01");
	assert_int_equal(counted(c, "can-bo", "with_computer", "kind=servant", "2026-03-31"), 1);
	assert_int_equal(counted(c, "can-bo", "with_computer", "kind=servant", "2026-04-01"), 0);
	assert_int_equal(counted(c, "can-bo", "with_computer", "kind=official", "2026-04-01"), 1);
	struct record_work *w = said(c, "thiet-bi-cntt", S(""), "2026-05-01");
	w->record = one;
	w->seen = 2;
	w->move = S("send_to_repair");
	OK(apply(c, registry_record_move, w));
	assert_int_equal(counted(c, "can-bo", "with_computer", "", "2026-05-01"), 0);
	/* A printer is no computer; a second computer of one person makes no second person. */
	add(c, "thiet-bi-cntt", machine(c, "printer", an, "Bùi Văn An"), "2026-06-01");
	assert_int_equal(counted(c, "can-bo", "with_computer", "", "2026-06-01"), 0);
	w = said(c, "thiet-bi-cntt", str_of(machine(c, "desktop", an, "Bùi Văn An")), "2026-07-01");
	w->though_alike = true;
	OK(apply(c, registry_record_create, w));
	w = said(c, "thiet-bi-cntt", str_of(machine(c, "laptop", an, "Bùi Văn An")), "2026-07-15");
	w->though_alike = true;
	OK(apply(c, registry_record_create, w));
	assert_int_equal(counted(c, "can-bo", "with_computer", "", "2026-07-20"), 1);
	sound(c);
}

static void what_is_named_is_not_ended(void **state)
{
	struct ctx *c = unit_ready(state);
	int64_t an = add(c, "can-bo", "{\"label\":\"Bùi Văn An\",\"position\":\"A\",\"kind\":\"servant\"}", "2026-01-01");
	int64_t one = add(c, "thiet-bi-cntt", machine(c, "laptop", an, "Bùi Văn An"), "2026-02-01");
	struct record_work *end = said(c, "can-bo", S(""), "2026-03-01");
	end->record = an;
	err e = apply(c, registry_record_end, end);
	FAILS(CONFLICT, e);
	if (!str_has(e->text, S("“Máy” (Thiết bị công nghệ thông tin)")))
		fail_msg("%.*s", STR_ARG(e->text));
	struct registry_namers_rows namers;
	OK(registry_namers(c, S("record:can-bo"), an, S("2026-01-15"), S("2026-01-16"), 9, &namers));
	assert_int_equal(namers.n, 0); /* not yet on that day */
	OK(registry_namers(c, S("record:can-bo"), an, S("2026-02-01"), S("2026-02-02"), 9, &namers));
	assert_int_equal(namers.n, 1);
	put(c, registry_record_end, "thiet-bi-cntt", one, 1, "", "2026-03-01");
	OK(apply(c, registry_record_end, end)); /* from the same day on */
	/* What has ended is not named, and what names it is not restored. */
	struct record_work *back = said(c, "thiet-bi-cntt", S(""), "");
	back->record = one;
	back->seen = 2;
	FAILS(INVALID, apply(c, registry_record_restore, back));
	FAILS(INVALID,
		apply(c, registry_record_create, said(c, "thiet-bi-cntt", str_of(machine(c, "desktop", an, "Bùi Văn An")), "")));
	sound(c);
}

/* The same of what other modules keep: a hamlet, a department. */
static void a_hamlet_that_is_named_is_not_ended(void **state)
{
	struct ctx *c = unit_ready(state);
	struct hamlet_change h = {
		.unit = c->unit, .kind = S("thon"), .name = S("Mới"), .day = S("2026-01-01"), .legal_basis = S("Nghị quyết 1")};
	OK(apply(c, hamlet_open, &h));
	struct hamlet_change end = {.unit = c->unit, .hamlet = h.id, .day = S("2026-06-01"), .legal_basis = S("Nghị quyết 2")};
	int64_t one = add(c, "cau",
		str_format(c->a,
			"{\"label\":\"Cầu Mới\",\"kind\":\"wood\",\"hamlet\":{\"kind\":\"hamlet\",\"id\":%lld,\"title\":\"Thôn "
			"Mới\"}}",
			(long long)h.id)
			.s,
		"2026-02-01");
	err e = apply(c, hamlet_close, &end);
	FAILS(CONFLICT, e);
	assert_true(str_has(e->text, S("“Cầu Mới” (Cầu)")));
	put(c, registry_record_end, "cau", one, 1, "", "2026-05-01");
	OK(apply(c, hamlet_close, &end));
}

static const char *body(struct ctx *c, const char *label, int64_t parent, const char *title)
{
	return parent ? str_format(c->a,
				"{\"label\":\"%s\",\"kind\":\"agency\",\"parent\":{\"kind\":\"record:to-chuc\",\"id\":%lld,"
				"\"title\":\"%s\"}}",
				label, (long long)parent, title)
				.s
		      : str_format(c->a, "{\"label\":\"%s\",\"kind\":\"agency\"}", label).s;
}

static void nothing_stands_above_itself(void **state)
{
	struct ctx *c = unit_ready(state);
	int64_t a = add(c, "to-chuc", body(c, "Cơ quan A", 0, ""), "2026-01-01");
	int64_t b = add(c, "to-chuc", body(c, "Cơ quan B", a, "Cơ quan A"), "2026-01-01");
	int64_t d = add(c, "to-chuc", body(c, "Cơ quan D", b, "Cơ quan B"), "2026-01-01");
	struct record_work *w = said(c, "to-chuc", str_of(body(c, "Cơ quan A", d, "Cơ quan D")), "2026-02-01");
	w->record = a;
	err e = apply(c, registry_record_change, w);
	FAILS(INVALID, e);
	w->answers = str_of(body(c, "Cơ quan A", a, "Cơ quan A"));
	FAILS(INVALID, apply(c, registry_record_change, w));
	w = said(c, "to-chuc", str_of(body(c, "Cơ quan D", a, "Cơ quan A")), "2026-02-01");
	w->record = d;
	OK(apply(c, registry_record_change, w)); /* another place in the same tree */
	int64_t own = c->unit;
	OK(unit_find(c, S("province"), S("37"), day_of(c->now), &c->unit));
	FAILS(INVALID, apply(c, registry_record_create, said(c, "to-chuc", str_of(body(c, "Cơ quan E", a, "Cơ quan A")), "")));
	c->unit = own;
}

/* ---- recounting ---- */

static void what_is_kept_is_counted_again(void **state)
{
	struct ctx *c = unit_ready(state);
	const struct registry *r = registry(c, "gieng-nuoc");
	int64_t one = add(c, "gieng-nuoc", WELL("Giếng đình", "dug", "true"), "2026-01-10");
	struct verify_report report = {.lines = {.a = c->a}};
	struct registry_record_version_on v;
	bool found;
	OK(WRITE(c, registry_tally_add(c, &(struct registry_tally_add_in){.registry = r->id,
						  .unit = c->unit,
						  .figure = S("wells"),
						  .part = S("kind=dug"),
						  .on_day = S("2026-01-10"),
						  .n = 2})));
	OK(registry_figures_verify(c, &report));
	assert_int_equal(report.wrong, 1);
	if (!str_has(buf_text(&report.lines),
		    S("số liệu “Giếng đang dùng”, kind=dug, từ 2026-01-10: đang giữ 3 (0), đếm lại 1 (0)")))
		fail_msg("%s", buf_text(&report.lines).s);
	OK(WRITE(c, registry_unit_count(c, r, c->unit)));
	sound(c);
	OK(registry_record_version_last(c, one, &v, &found));
	OK(WRITE(c, registry_counts_forget(c, v.id)));
	report = (struct verify_report){.lines = {.a = c->a}};
	OK(registry_figures_verify(c, &report));
	assert_int_equal(report.wrong, 1);
	OK(WRITE(c, registry_tallies_forget(c, r->id, c->unit)));
	report = (struct verify_report){.lines = {.a = c->a}};
	OK(registry_figures_verify(c, &report));
	assert_true(report.wrong > 5); /* what should be kept and is not */
}

/* The tallies of another definition are not gone on with: the unit is counted anew, with what the change made. */
static void another_definition_counts_all_anew(void **state)
{
	struct ctx *c = unit_ready(state);
	const struct registry *r = registry(c, "gieng-nuoc");
	add(c, "gieng-nuoc", WELL("Giếng đình", "dug", "true"), "2026-01-10");
	OK(WRITE(c, registry_counted_put(c, r->id, c->unit, registry(c, "cau")->version)));
	OK(WRITE(c, registry_tallies_forget(c, r->id, c->unit)));
	assert_int_equal(counted(c, "gieng-nuoc", "wells", "", "2026-03-01"), 0);
	add(c, "gieng-nuoc", WELL("Giếng chùa", "dug", "true"), "2026-02-10");
	assert_int_equal(counted(c, "gieng-nuoc", "wells", "", "2026-03-01"), 2);
	sound(c);
	OK(WRITE(c, registry_counted_put(c, r->id, c->unit, registry(c, "cau")->version)));
	OK(WRITE(c, registry_tallies_forget(c, r->id, c->unit)));
	OK(registry_count_job(c, S("")));
	assert_int_equal(counted(c, "gieng-nuoc", "wells", "", "2026-03-01"), 2);
	sound(c);
}

/* ---- definitions ---- */

#define HEAD                                                                                                                     \
	"{\"code\": \"gieng\", \"title\": \"Giếng\", \"one\": \"giếng\", \"level\": \"commune\", \"name\": \"label\", "      \
	"\"personal\": [\"secret\"],"                                                                                            \
	"\"sections\": [{\"title\": \"Chung\", \"fields\": ["                                                                    \
	"{\"name\": \"label\", \"type\": \"text\", \"label\": \"Tên\", \"required\": true},"                                    \
	"{\"name\": \"kind\", \"type\": \"choice\", \"label\": \"Loại\", \"choices\": [{\"value\": \"dug\", \"label\": "       \
	"\"Đào\"}]},"                                                                                                          \
	"{\"name\": \"deep\", \"type\": \"integer\", \"label\": \"Sâu\", \"min\": 0, \"max\": 100},"                            \
	"{\"name\": \"free\", \"type\": \"integer\", \"label\": \"Gì\"},"                                                       \
	"{\"name\": \"below\", \"type\": \"integer\", \"label\": \"Dưới\", \"max\": 9},"                                      \
	"{\"name\": \"until\", \"type\": \"date\", \"label\": \"Đến\"},"                                                      \
	"{\"name\": \"secret\", \"type\": \"integer\", \"label\": \"Riêng\", \"min\": 0, \"max\": 9}]}],"                       \
	"\"list\": {\"columns\": [\"label\"], \"filters\": [\"kind\"]}, \"figures\": ["
#define FIGURE(rest) "{\"name\": \"a\", \"title\": \"A\", \"unit\": \"cái\", " rest "}"

static void figures_are_read_strictly(void **state)
{
	static const struct {
		const char *text, *says; /* NULL: it is right */
	} cases[] = {
		{FIGURE("\"as\": \"count\", \"by\": [\"kind\"], \"where\": [{\"field\": \"kind\", \"is\": \"dug\"}]"), NULL},
		{FIGURE("\"as\": \"sum\", \"of\": \"deep\""), NULL},
		{FIGURE("\"as\": \"total\""), "“as” là count"},
		{FIGURE("\"as\": \"sum\", \"of\": \"label\""), "phải là tên một trường số"},
		{FIGURE("\"as\": \"sum\", \"of\": \"free\""), "phải khai “min” và “max”"},
		{FIGURE("\"as\": \"sum\", \"of\": \"below\""), "phải khai “min” và “max”"},
		{FIGURE("\"as\": \"sum\", \"of\": \"secret\""), "là dữ liệu cá nhân"},
		{FIGURE("\"as\": \"count\", \"of\": \"deep\""), "không có thuộc tính “of”"},
		{FIGURE("\"as\": \"count\", \"by\": [\"deep\"]"), "“by” chỉ gồm"},
		{FIGURE("\"as\": \"count\", \"by\": [\"state\"]"), "“by” chỉ gồm"}, /* there is one state */
		{FIGURE("\"as\": \"count\", \"by\": [\"kind\", \"kind\"]"), "“by” chỉ gồm"},
		{FIGURE("\"as\": \"count\", \"where\": [{\"field\": \"kind\", \"is\": \"drilled\"}]"),
			"không có giá trị như vậy"},
		{FIGURE("\"as\": \"count\", \"where\": [{\"field\": \"nobody\", \"filled\": true}]"), "tên một trường"},
		{FIGURE("\"as\": \"count\", \"where\": [{\"field\": \"secret\", \"is\": \"1\"}]"), "dữ liệu cá nhân"},
		{FIGURE("\"as\": \"count\", \"where\": [{\"field\": \"kind\", \"valid\": true}]"), "của một trường ngày"},
		{FIGURE("\"as\": \"count\", \"where\": [{\"field\": \"until\", \"ending\": 0}]"), "từ 1 đến 3660"},
		{FIGURE("\"as\": \"count\", \"where\": [{\"field\": \"until\", \"ending\": 60}]"), NULL},
		{FIGURE("\"as\": \"count\", \"where\": [{\"state\": [\"gone\"]}]"), "không có trạng thái “gone”"},
		{FIGURE("\"as\": \"count\", \"where\": [{\"named_by\": \"xy\", \"through\": \"f\", \"figure\": \"g\"}]"),
			"“is” phải là true"},
		{FIGURE("\"as\": \"count\", \"where\": [7]"), "phải là một đối tượng"},
		{FIGURE("\"as\": \"share\", \"part\": \"b\", \"whole\": \"b\""), "đã khai ở trước"},
		{FIGURE("\"as\": \"share\", \"part\": \"a\", \"whole\": \"a\""), "đã khai ở trước"},
		{FIGURE("\"as\": \"count\"") "," FIGURE("\"as\": \"count\""), "tên “a” đã dùng"},
		{"7", "phải là một đối tượng"},
	};
	struct ctx *c = test_store(state);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct registry *r;
		err e = registry_parse(c, c->a, str_format(c->a, "%s%s]}", HEAD, cases[i].text), &r);
		if (!cases[i].says) {
			OK(e);
			continue;
		}
		FAILS(INVALID, e);
		if (!str_has(e->text, str_of(cases[i].says)))
			fail_msg("%zu: %.*s", i, STR_ARG(e->text));
	}
}

static void what_figures_ask_of_others_is_there(void **state)
{
	struct ctx *c = unit_ready(state);
	struct registries all;
	OK(registries_of_today(c, &all));
	for (size_t i = 0; i < all.n; i++)
		OK(registry_figures_fit(c, all.v[i]));
	static const char *const wrong[] = {"\"through\": \"holder\", \"figure\": \"nothing\", \"is\": true",
		"\"through\": \"label\", \"figure\": \"computers\", \"is\": true",
		"\"through\": \"holder\", \"figure\": \"protected_share\", \"is\": true"};
	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct registry *r;
		str where = str_format(
			c->a, FIGURE("\"as\": \"count\", \"where\": [{\"named_by\": \"thiet-bi-cntt\", %s}]"), wrong[i]);
		OK(registry_parse(c, c->a, str_format(c->a, "%s%.*s]}", HEAD, STR_ARG(where)), &r));
		r->code = S("can-bo");
		FAILS(INVALID, registry_figures_fit(c, r));
	}
}

/* ---- what was published ---- */

static void published_figures_are_counts_of_the_demonstration(void **state)
{
	struct ctx *c = unit_ready(state);
	struct registry_publisheds all;
	size_t counts = 0, contradictions = 0;
	OK(registry_published_all(c, &all));
	for (size_t i = 0; i < all.n; i++) {
		assert_true(all.v[i].verdict == PUBLISHED_UNCOUNTED || all.v[i].verdict == PUBLISHED_CONTRADICTS);
		assert_false(all.v[i].counted.known); /* a sum of nothing is no count of that place */
		assert_int_equal(all.v[i].is_share,
			!str_is(all.v[i].key, "community_team_members") && !str_is(all.v[i].key, "steering_documents_issued"));
	}
	OK(WRITE(c, registries_demo(c)));
	OK(registry_published_all(c, &all));
	assert_int_equal(all.n, 13);
	for (size_t i = 0; i < all.n; i++) {
		const struct registry_published *p = &all.v[i];
		contradictions += p->verdict == PUBLISHED_CONTRADICTS;
		counts += p->verdict == PUBLISHED_EQUAL || p->verdict == PUBLISHED_ROUNDED;
		if (p->registry.n && p->verdict != PUBLISHED_EQUAL && p->verdict != PUBLISHED_ROUNDED)
			fail_msg("%.*s: %.*s", STR_ARG(p->key), STR_ARG(p->shown));
		if (str_is(p->key, "commune_computers_antivirus")) {
			assert_int_equal(p->counted.n, 32800);
			assert_int_equal(p->counted.total, 40000);
		}
	}
	assert_int_equal(counts, 11);
	assert_int_equal(contradictions, 2);
	sound(c);
}

static void a_published_share_is_judged_as_precisely_as_it_was_said(void **state)
{
	static const struct {
		const char *numerator, *denominator, *published;
		int64_t value;
		bool known;
		enum registry_verdict verdict;
	} cases[] = {
		{"", "", "85", 8500, true, PUBLISHED_EQUAL},
		{"", "", "85", 8550, true, PUBLISHED_ROUNDED},
		{"", "", "85", 8449, true, PUBLISHED_DIFFERS},
		{"", "", "~85", 8531, true, PUBLISHED_ROUNDED},
		{"", "", "98.65", 9865, true, PUBLISHED_EQUAL},
		{"", "", "98.65", 9866, true, PUBLISHED_DIFFERS},
		{"", "", "98.6", 9864, true, PUBLISHED_ROUNDED},
		{"", "", "98.6", 9866, true, PUBLISHED_DIFFERS},
		{"12", "12", "100", 10000, true, PUBLISHED_EQUAL},
		{"32468", "32641", "98.47", 9847, true, PUBLISHED_CONTRADICTS},
		{"209", "230", "90.96", 0, false, PUBLISHED_CONTRADICTS},
		{"209", "230", "90.87", 0, false, PUBLISHED_UNCOUNTED},
		{"", "", ">=90", 9500, true, PUBLISHED_UNCOUNTED},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct registry_value v = {.known = cases[i].known, .value = cases[i].value};
		enum registry_verdict got = registry_verdict_of(str_of(cases[i].numerator), str_of(cases[i].denominator),
			str_of(cases[i].published), cases[i].known ? &v : NULL);
		if (got != cases[i].verdict)
			fail_msg("%zu: %d", i, (int)got);
	}
}

TESTS()
{
#define RUN(name) cmocka_unit_test_setup_teardown(name, test_open, test_close)
	const struct CMUnitTest tests[] = {
		RUN(a_figure_is_what_it_was_on_any_day),
		RUN(a_state_counts_from_its_day),
		RUN(what_is_counted_is_parted_by_its_state),
		RUN(shares_and_averages_of_nothing_are_no_number),
		RUN(what_runs_out_counts_up_to_its_last_day),
		RUN(the_list_behind_a_figure_is_what_it_counts),
		RUN(a_person_has_a_computer_while_one_is_his),
		RUN(what_is_named_is_not_ended),
		RUN(a_hamlet_that_is_named_is_not_ended),
		RUN(nothing_stands_above_itself),
		RUN(what_is_kept_is_counted_again),
		RUN(another_definition_counts_all_anew),
		RUN(figures_are_read_strictly),
		RUN(what_figures_ask_of_others_is_there),
		RUN(published_figures_are_counts_of_the_demonstration),
		RUN(a_published_share_is_judged_as_precisely_as_it_was_said),
	};
	return cmocka_run_group_tests_name("figures", tests, NULL, NULL);
}
