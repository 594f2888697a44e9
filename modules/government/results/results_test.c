/* Results from templates: what is filled in, who may save, how a draft becomes the result. */
#include "government/dossiers/stage_test.h"
#include "government/results/pages.h"
#include "tests/unit/paper.h"
#include "core/files/files.h"
#include "web/web.sql.h"
#include "modules/modules.h"
#include <unistd.h>
#include "web/site.h"

static int64_t single; /* xác nhận tình trạng hôn nhân */

static int open_results(void **state)
{
	struct demo_procedures_rows procedures;
	str code = S("1.004873");
	if (open_with_catalogue(state))
		return 1;
	struct ctx *c = test_store(state);
	OK(demo_procedures(c, (struct texts){&code, 1}, &procedures));
	single = procedures.v[0].id;
	data_folder_set(test_folder(c));
	OK(WRITE(c, results_module.init(c)));
	return 0;
}

static struct template named(struct ctx *c, const char *name)
{
	struct templates all;
	templates_for(c, S(""), &all);
	for (size_t i = 0; i < all.n; i++)
		if (str_is(all.v[i].name, name))
			return all.v[i];
	fail_msg("no template %s", name);
	return (struct template){0};
}

/* Of the demo officers' unit, in the specialist's hands. */
static int64_t at_work(struct ctx *c)
{
	struct new_dossier n = specimen();
	const struct form *form;
	n.procedure = single;
	OK(eform_for(c, single, &form));
	n.eform = form->id;
	n.answers = S("{\"person_name\":\"Đinh Thị "
		      "Hoà\",\"born_on\":\"1990-05-09\",\"sex\":\"female\",\"ethnicity\":\"Kinh\",\"nationality\":"
		      "\"Việt Nam\",\"status\":\"never\",\"purpose\":\"marriage\",\"partner_name\":\"Lê Văn Nam\"}");
	c->actor = is.citizen;
	c->unit = 0;
	OK(WRITE(c, dossier_submit(c, &n)));
	OK(act(c, n.id, "receive", ""));
	OK(act(c, n.id, "hand_over", ""));
	c->actor = is.specialist;
	c->unit = is.unit;
	return n.id;
}

static struct result_dossier dossier_of(struct ctx *c, int64_t id)
{
	struct result_dossier d;
	bool found;
	OK(result_dossier(c, id, &d, &found));
	assert_true(found);
	return d;
}

static err save(struct ctx *c, int64_t id, int64_t unit, int64_t seen, const char *number, const char *fields)
{
	struct result_save s = {.dossier = id,
		.unit = unit,
		.seen = seen,
		.template = S("xac-nhan-hon-nhan"),
		.number = str_of(number),
		.signed_on = S("2026-11-23"),
		.fields = str_of(fields),
		.approver = c->actor == is.leader};
	return WRITE(c, result_save(c, &s));
}

/* Whole, as a specialist leaves it. */
static str whole(struct ctx *c, int64_t id)
{
	struct template t = named(c, "xac-nhan-hon-nhan");
	struct result_dossier d = dossier_of(c, id);
	struct result_values v = result_values_known(c, &t, &d);
	for (size_t i = 0; i < t.n; i++)
		if (!v.v[i].n)
			v.v[i] = S("theo sổ");
	return result_values_json(c->a, &t, &v);
}

static void what_waits_to_be_signed_changes_in_no_other_hand(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = at_work(c);
	OK(save(c, id, is.unit, 0, "15/2026", str_c(c->a, whole(c, id))));
	OK(act(c, id, "propose", "Đủ điều kiện."));
	struct result_save s = {.dossier = id,
		.unit = is.unit,
		.seen = 1,
		.template = S("xac-nhan-hon-nhan"),
		.number = S("16/2026"),
		.signed_on = S("2026-11-23"),
		.fields = whole(c, id)};
	struct result_drop drop = {.dossier = id, .unit = is.unit};
	c->actor = is.specialist;
	c->unit = is.unit;
	FAILS(CONFLICT, WRITE(c, result_save(c, &s)));
	FAILS(CONFLICT, WRITE(c, result_drop(c, &drop)));
	c->actor = is.leader;
	s.approver = true;
	OK(WRITE(c, result_save(c, &s)));
	OK(act(c, id, "send_back", "Xem lại."));
	c->actor = is.specialist;
	s.approver = false;
	s.seen = 2;
	OK(WRITE(c, result_save(c, &s)));
}

static size_t results_of(struct ctx *c, int64_t id, int64_t *file)
{
	struct dossier_files_rows files;
	size_t n = 0;
	OK(dossier_files(c, id, &files));
	for (size_t i = 0; i < files.n; i++)
		if (str_is(files.v[i].kind, "result")) {
			n++;
			*file = files.v[i].id;
		}
	return n;
}

static void answers_fill_the_template(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = at_work(c);
	struct template t = named(c, "xac-nhan-hon-nhan");
	struct result_dossier d = dossier_of(c, id);
	struct result_values v = result_values_known(c, &t, &d);
	assert_str(v.v[0], "Đinh Thị Hoà");
	assert_str(v.v[1], "09/05/1990");
	assert_str(v.v[2], "Nữ");
	bool asked_by = false, partner = false;
	for (size_t i = 0; i < t.n; i++) {
		asked_by |= !strcmp(t.fields[i].name, "request_of") && str_is(v.v[i], "Đinh Thị Hoà");
		partner |= !strcmp(t.fields[i].name, "partner") && str_is(v.v[i], "Lê Văn Nam");
	}
	assert_true(asked_by && partner);
	struct result_values again = result_values_read(c, &t, result_values_json(c->a, &t, &v));
	for (size_t i = 0; i < t.n; i++)
		assert_true(str_eq(again.v[i], v.v[i]));
}

static void saved_by_whoever_holds_the_dossier(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = at_work(c);
	struct result_draft_of draft;
	bool found;
	FAILS(NOT_FOUND, save(c, id, is.other_unit, 0, "1", "{}"));
	FAILS(NOT_FOUND, save(c, 999999999, is.unit, 0, "1", "{}"));
	OK(save(c, id, is.unit, 0, "", "{\"name\":\"Đinh Thị Hoà\"}"));
	FAILS(CONFLICT, save(c, id, is.unit, 0, "2", "{}")); /* a colleague was first */
	OK(save(c, id, is.unit, 1, "2", "{\"name\":\"Đinh Thị Hòa\"}"));
	FAILS(CONFLICT, save(c, id, is.unit, 1, "3", "{}"));
	OK(result_draft_of(c, id, &draft, &found));
	assert_true(found && draft.version == 2);
	assert_str(draft.number, "02");
	assert_true(str_has(draft.fields, S("Đinh Thị Hòa")));
	struct result_drop drop = {.dossier = id, .unit = is.other_unit};
	FAILS(NOT_FOUND, WRITE(c, result_drop(c, &drop)));
	drop.unit = is.unit;
	OK(WRITE(c, result_drop(c, &drop)));
	FAILS(NOT_FOUND, WRITE(c, result_drop(c, &drop)));
	FAILS(CONFLICT, save(c, id, is.unit, 2, "4", "{}")); /* it is gone */
}

static void only_while_it_is_worked_on(void **state)
{
	struct ctx *c = begin(state);
	struct new_dossier n = specimen();
	n.procedure = single;
	OK(WRITE(c, dossier_submit(c, &n)));
	c->actor = is.reception;
	c->unit = is.unit;
	FAILS(CONFLICT, save(c, n.id, is.unit, 0, "1", "{}")); /* not received yet */
	int64_t id = at_work(c);
	OK(act(c, id, "ask_supplement", "Thiếu giấy tờ."));
	c->actor = is.specialist;
	c->unit = is.unit;
	FAILS(CONFLICT, save(c, id, is.unit, 0, "1", "{}")); /* waits */
}

static void wrong_values_are_named(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = at_work(c);
	static const char *const fields[] = {"{\"born_on\":\"31/02/1990\"}"};
	FAILS(INVALID, save(c, id, is.unit, 0, "1", fields[0]));
	FAILS(INVALID, save(c, id, is.unit, 0, "12345678901234567890123456789012345678901", "{}"));
	struct result_save s = {.dossier = id, .unit = is.unit, .template = S("trich-luc-khai-tu"), .signed_on = S("2026-11-23")};
	FAILS(INVALID, WRITE(c, result_save(c, &s))); /* of another procedure */
	s.template = S("xac-nhan-hon-nhan");
	s.signed_on = S("hôm nay");
	FAILS(INVALID, WRITE(c, result_save(c, &s)));
}

static str paper_of(struct ctx *c, int64_t dossier, int64_t id)
{
	struct dossier_file_get file;
	struct stored content;
	int fd;
	char piece[4096];
	buf pdf = {.a = c->a};
	OK(dossier_file_get(c, dossier, id, &file));
	OK(file_open(c, file.file_id, &content, &fd));
	for (ssize_t n; (n = read(fd, piece, sizeof piece)) > 0;)
		buf_put(&pdf, piece, (size_t)n);
	close(fd);
	assert_str(content.mime, "application/pdf");
	return paper_words(c, &pdf);
}

static void approval_makes_it_the_result(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = at_work(c), file = 0;
	OK(save(c, id, is.unit, 0, "", whole(c, id).s));
	OK(act(c, id, "propose", "Đủ điều kiện."));
	assert_int_equal(results_of(c, id, &file), 0); /* a draft is no result */
	c->actor = is.leader;
	OK(save(c, id, is.unit, 1, "15", "{}"));
	FAILS(INVALID, act(c, id, "approve", "")); /* not whole */
	assert_int_equal(state_of(c, id).status, IN_PROGRESS);
	c->actor = is.leader;
	OK(save(c, id, is.unit, 2, "15", whole(c, id).s));
	OK(act(c, id, "approve", ""));
	assert_int_equal(state_of(c, id).status, FINISHED);
	assert_int_equal(results_of(c, id, &file), 1);
	str paper = paper_of(c, id, file);
	static const char *const lines[] = {"GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", "Số: 15/UBND-XNTTHN", "ĐINH THỊ HOÀ",
		"09/05/1990", "ngày 23 tháng 11 năm 2026", "LÊ VĂN NAM", "6 tháng"};
	for (size_t i = 0; i < COUNT(lines); i++)
		if (!str_has(paper, str_of(lines[i])))
			fail_msg("“%s” is not on: %.*s", lines[i], STR_ARG(paper));
	struct result_signer leader;
	bool found;
	OK(result_signer(c, is.unit, is.leader, day_iso(c->a, day_of(c->now)), &leader, &found));
	assert_true(str_has(paper, leader.name)); /* whoever approved has signed */
	assert_false(str_has(paper, S("DỰ THẢO")));
	struct result_draft_of draft;
	OK(result_draft_of(c, id, &draft, &found));
	assert_true(draft.issued_at.set && draft.issued_at.v == c->now);
	c->actor = is.specialist;
	FAILS(CONFLICT, save(c, id, is.unit, 3, "16", "{}")); /* what is issued is not changed */
}

/* ---- numbers ---- */

/* A draft that waits for the leader; number: what the specialist wrote. */
static int64_t proposed(struct ctx *c, const char *number)
{
	int64_t id = at_work(c);
	struct result_save s = {.dossier = id,
		.unit = is.unit,
		.template = S("xac-nhan-hon-nhan"),
		.number = str_of(number),
		.fields = whole(c, id)};
	OK(WRITE(c, result_save(c, &s)));
	OK(act(c, id, "propose", "Đủ điều kiện."));
	return id;
}

static int64_t number_of(struct ctx *c, int64_t id)
{
	struct result_number_of n;
	bool found;
	OK(result_number_of(c, id, &n, &found));
	return found ? n.number : 0;
}

static int64_t next_of(struct ctx *c, int year)
{
	struct template t = named(c, "xac-nhan-hon-nhan");
	int64_t next;
	OK(result_number_next(c, is.unit, &t, year, &next));
	return next;
}

static void approval_gives_the_next_number_and_the_day(void **state)
{
	struct ctx *c = begin(state);
	int64_t first = proposed(c, ""), second = proposed(c, ""), start = next_of(c, 2026), file;
	struct result_draft_of draft;
	bool found;
	assert_int_equal(number_of(c, first), 0);
	c->now += DAY; /* signed the day after it was drafted */
	OK(act(c, second, "approve", ""));
	OK(act(c, first, "approve", ""));
	assert_int_equal(number_of(c, second), start);
	assert_int_equal(number_of(c, first), start + 1);
	OK(result_draft_of(c, first, &draft, &found));
	assert_true(str_eq(draft.signed_on, day_iso(c->a, day_of(c->now))));
	assert_true(str_eq(draft.number, result_number_text(c->a, start + 1)));
	assert_int_equal(results_of(c, first, &file), 1);
	str paper = paper_of(c, first, file);
	if (!str_has(paper, str_format(c->a, "Số: %02lld/UBND-XNTTHN", (long long)start + 1)) ||
		!str_has(paper, S("ngày 24 tháng 11 năm 2026")))
		fail_msg("%.*s", STR_ARG(paper));
}

static void a_number_is_one_results(void **state)
{
	struct ctx *c = begin(state);
	int64_t start = next_of(c, 2026) + 4, id = at_work(c), other = at_work(c);
	const char *number = str_format(c->a, "%lld", (long long)start).s;
	OK(save(c, id, is.unit, 0, number, "{}"));
	assert_int_equal(next_of(c, 2026), start + 1);
	err e = save(c, other, is.unit, 0, number, "{}");
	FAILS(INVALID, e);
	if (!str_has(e->problems->text, dossier_of(c, id).code) ||
		!str_has(e->problems->text, str_format(c->a, "Số tiếp theo là %lld", (long long)start + 1)))
		fail_msg("%.*s", STR_ARG(e->problems->text));
	OK(save(c, id, is.unit, 1, number, "{}")); /* its own again */
	OK(save(c, other, is.unit, 0, str_format(c->a, "%lld/2026", (long long)start - 1).s, "{}"));
	assert_int_equal(number_of(c, other), start - 1);
	OK(save(c, other, is.unit, 1, "", "{}")); /* given back */
	assert_int_equal(number_of(c, other), 0);
	struct result_drop drop = {.dossier = id, .unit = is.unit};
	c->actor = is.specialist;
	c->unit = is.unit;
	OK(WRITE(c, result_drop(c, &drop)));
	assert_int_equal(next_of(c, 2026), start - 4);
	OK(save(c, other, is.unit, 2, number, "{}")); /* free again */
	static const char *const wrong[] = {"0", "-3", "A5", "15/2026/QĐ", "1000000", "1,5", "777/26", "777/2025", "777/2027"};
	for (size_t i = 0; i < COUNT(wrong); i++)
		FAILS(INVALID, save(c, other, is.unit, 3, wrong[i], "{}")); /* 777 itself is free */
	assert_int_equal(number_of(c, other), start);                       /* what was refused changed nothing */
}

static void a_number_as_it_is_typed(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		int64_t number, year; /* 0: none */
	} cases[] = {{"15", 15, 0}, {" 015 ", 15, 0}, {"15/2026", 15, 2026}, {"1/1999", 1, 1999}, {"999999", 999999, 0},
		{"", 0, 0}, {"0", 0, 0}, {"00", 0, 0}, {"-3", 0, 0}, {"1000000", 0, 0}, {"15/26", 0, 0}, {"15/", 0, 0},
		{"15/20266", 0, 0}, {"15/202", 0, 0}, {"15/0000", 0, 0}, {"15/-026", 0, 0}, {"15/abcd", 0, 0}, {"/2026", 0, 0},
		{"15/2026/1", 0, 0}, {"1,5", 0, 0}, {"mười", 0, 0}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t number, year;
		bool good = result_number_typed(str_of(cases[i].typed), &number, &year);
		if (good != (cases[i].number > 0) || (good && (number != cases[i].number || year != cases[i].year)))
			fail_msg("\"%s\"", cases[i].typed);
	}
}

static void each_year_and_unit_begins_anew(void **state)
{
	struct ctx *c = begin(state);
	struct template t = named(c, "xac-nhan-hon-nhan"), extract = named(c, "trich-luc-khai-tu");
	int64_t id = proposed(c, "700"), next;
	assert_int_equal(next_of(c, 2026), 701);
	assert_int_equal(next_of(c, 2027), 1);
	OK(result_number_next(c, is.other_unit, &t, 2026, &next));
	assert_int_equal(next, 1);
	OK(result_number_next(c, is.unit, &extract, 2026, &next));
	assert_int_equal(next, 1);
	c->now = day_start(day_make(2027, 1, 4)) + 9 * HOUR; /* drafted last year, signed in this one */
	OK(act(c, id, "approve", ""));
	assert_int_equal(number_of(c, id), 1);
	assert_int_equal(next_of(c, 2027), 2);
}

static void the_register_has_every_number(void **state)
{
	struct ctx *c = begin(state);
	int64_t low = at_work(c), high = at_work(c), start = next_of(c, 2026);
	struct result_register_rows rows;
	OK(save(c, low, is.unit, 0, str_format(c->a, "%lld", (long long)start).s, "{}"));
	OK(save(c, high, is.unit, 0, str_format(c->a, "%lld", (long long)start + 3).s, "{}"));
	OK(result_register(c, is.unit, S("xac-nhan-hon-nhan"), 2026, INT64_MAX, 10, &rows));
	assert_true(rows.n >= 2);
	assert_int_equal(rows.v[0].number, start + 3);
	assert_int_equal(rows.v[0].dossier_id, high);
	assert_int_equal(rows.v[1].number, start);
	OK(result_register(c, is.unit, S("xac-nhan-hon-nhan"), 2026, start + 3, 1, &rows));
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].dossier_id, low);
	OK(result_register(c, is.other_unit, S("xac-nhan-hon-nhan"), 2026, INT64_MAX, 10, &rows));
	assert_int_equal(rows.n, 0);
}

/* Rows are asked in pieces: what nobody has below the last of a piece is said by the number that the next one begins with. */
static void a_gap_is_said_where_a_piece_ends(void **state)
{
	struct ctx *c = begin(state);
	int64_t start = next_of(c, 2026);
	OK(save(c, at_work(c), is.unit, 0, str_format(c->a, "%lld", (long long)start).s, "{}"));
	OK(save(c, at_work(c), is.unit, 0, str_format(c->a, "%lld", (long long)start + 3).s, "{}"));
	struct req q = {.ctx = *c};
	struct template t = named(c, "xac-nhan-hon-nhan");
	struct register_asked asked = {.kind_name = t.name, .year = 2026, .kind = &t};
	struct listing l = {.list = &result_register_list, .asked = &asked};
	for (int64_t most = 1; most <= 2; most++) {
		struct list_rows rows = {0};
		OK(result_register_list.rows(&q, &l, most, &rows));
		const struct result_register *v = rows.v;
		assert_int_equal(rows.n, most);
		assert_int_equal(v[0].number, start + 3);
		assert_int_equal(v[0].free_from, start + 1);
		assert_int_equal(v[0].free_to, start + 2);
	}
}

static void without_a_draft_nothing_is_made(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = at_work(c), file = 0;
	OK(act(c, id, "propose", "Đủ điều kiện."));
	OK(act(c, id, "approve", ""));
	assert_int_equal(results_of(c, id, &file), 0);
}

/* The log says which lines changed, never what they say. */
static void every_change_is_audited(void **state)
{
	struct ctx *c = begin(state);
	int64_t id = at_work(c);
	struct result_drop drop = {id, is.unit};
	struct audit_of_unit_rows rows;
	OK(save(c, id, is.unit, 0, "8", whole(c, id).s));
	assert_int_equal(times_logged(c, id, "result.save"), 1);
	OK(WRITE(c, result_drop(c, &drop)));
	assert_int_equal(times_logged(c, id, "result.drop"), 1);
	OK(save(c, id, is.unit, 0, "8", whole(c, id).s));
	OK(act(c, id, "propose", "Đủ điều kiện."));
	OK(act(c, id, "approve", ""));
	assert_int_equal(times_logged(c, id, "result.save"), 2);
	assert_int_equal(times_logged(c, id, "result.issue"), 1);
	rows = logged(c, id);
	for (size_t i = 0; i < rows.n; i++)
		assert_false(str_has(rows.v[i].detail, S("Đinh Thị Hoà")));
}

static void every_template_prints(void **state)
{
	struct ctx *c = begin(state);
	struct templates all;
	struct result_dossier d = dossier_of(c, at_work(c));
	struct verify_report report = {.lines = {.a = c->a}};
	templates_for(c, S(""), &all);
	assert_int_equal(all.n, 5);
	for (size_t i = 0; i < all.n; i++) {
		const struct template *t = &all.v[i];
		buf pdf = {.a = c->a};
		struct result_paper r = {.template = t, .dossier = &d, .values = result_values_known(c, t, &d)};
		OK(template_check(c, t));
		if (t->number_label)
			assert_str(result_lacks(c, &r), "Mã số hộ kinh doanh");
		assert_true((t->number_label != NULL) == str_is(t->name, "dang-ky-ho-kinh-doanh"));
		r.number = S("1");
		r.signed_on = S("2026-11-23");
		for (size_t k = 0; k < t->n; k++)
			r.values.v[k] = t->fields[k].optional ? S("") : S("x");
		assert_str(result_lacks(c, &r), "");
		for (size_t k = 0; k < t->n; k++)
			r.values.v[k] = t->fields[k].kind == FIELD_DATE ? S("09/05/1990") : str_format(c->a, "giá trị %zu", k);
		assert_str(result_lacks(c, &r), "");
		OK(result_pdf(c, &r, &pdf));
		str words = fold(c->a, paper_words(c, &pdf));
		for (size_t k = 0; k < t->n; k++)
			if (t->fields[k].kind != FIELD_DATE && !str_has(words, str_format(c->a, "gia tri %zu", k)))
				fail_msg("%.*s does not print %s", STR_ARG(t->name), t->fields[k].name);
		assert_int_equal(paper_pages(c, &pdf), 1);
		struct templates of;
		str first, rest;
		str_cut(t->procedures, ' ', &first, &rest);
		templates_for(c, first, &of);
		assert_true(of.n >= 1 && of.n < 5);
	}
	OK(results_module.verify(c, &report));
	assert_int_equal(report.wrong, 0);
	assert_true(report.checked >= 5);
}

static void dates_of_results_are_those_of_the_decree(void **state)
{
	struct ctx *c = begin(state);
	static const char *const dates[][2] = {{"2026-02-01", "ngày 01 tháng 02 năm 2026"},
		{"2026-10-09", "ngày 09 tháng 10 năm 2026"}, {"2026-03-05", "ngày 05 tháng 3 năm 2026"},
		{"2026-11-10", "ngày 10 tháng 11 năm 2026"}};
	struct templates all;
	struct result_dossier d = dossier_of(c, at_work(c));
	templates_for(c, S(""), &all);
	for (size_t i = 0; i < all.n; i++)
		for (size_t k = 0; k < COUNT(dates); k++) {
			const struct template *t = &all.v[i];
			buf pdf = {.a = c->a};
			struct result_paper r = {.template = t,
				.dossier = &d,
				.values = result_values_known(c, t, &d),
				.number = S("1"),
				.signed_on = str_of(dates[k][0])};
			OK(result_pdf(c, &r, &pdf));
			if (!str_has(paper_words(c, &pdf), str_format(c->a, "Cúc Phương, %s", dates[k][1])))
				fail_msg("%.*s does not say “%s”: %.*s", STR_ARG(t->name), dates[k][1],
					STR_ARG(paper_words(c, &pdf)));
		}
}

static void a_bad_template_says_where(void **state)
{
	struct ctx *c = begin(state);
	static const struct {
		const char *text, *problem;
	} cases[] = {
		{"title A\nprocedures 1\nfield a | A | \n", "cần tên"},
		{"title A\nfield a | A | \n---\nx", "cần tên"},
		{"procedures 1\nfield a | A | \n---\nx", "cần tên"},
		{"title A\nprocedures 1\n---\nx", "cần tên"},
		{"title A\nprocedures 1\nfield a | A\n---\nx", "dòng 3: một mục là"},
		{"title A\nprocedures 1\nfield | A | b\n---\nx", "dòng 3"},
		{"title A\nprocedures 1\nfield a | A | \nfield a | B | \n---\nx", "dòng 4: tên “a” đã dùng"},
		{"title A\nprocedures 1\nfeld a | A | \n---\nx", "dòng 3: không hiểu “feld”"},
		{"title A\nprocedures 1\nfield a | A | \n---\n@tittle x", "không có chỉ dẫn"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct template t;
		err e = template_read(c, S("x"), str_of(cases[i].text), &t);
		if (!e || !str_has(e->text, str_of(cases[i].problem)))
			fail_msg("“%s”: %s", cases[i].text, e ? str_c(c->a, e->text) : "let through");
	}
	struct template t;
	OK(template_read(c, S("x"), S("title A\nprocedures 1 2\nfield a | A (nếu có) | b\n---\n{nobody}"), &t));
	assert_true(t.fields[0].optional);
	FAILS(INVALID, template_check(c, &t));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_waits_to_be_signed_changes_in_no_other_hand),
		cmocka_unit_test(answers_fill_the_template),
		cmocka_unit_test(saved_by_whoever_holds_the_dossier),
		cmocka_unit_test(only_while_it_is_worked_on),
		cmocka_unit_test(wrong_values_are_named),
		cmocka_unit_test(approval_makes_it_the_result),
		cmocka_unit_test(without_a_draft_nothing_is_made),
		cmocka_unit_test(approval_gives_the_next_number_and_the_day),
		cmocka_unit_test(a_number_is_one_results),
		cmocka_unit_test(a_number_as_it_is_typed),
		cmocka_unit_test(each_year_and_unit_begins_anew),
		cmocka_unit_test(the_register_has_every_number),
		cmocka_unit_test(a_gap_is_said_where_a_piece_ends),
		cmocka_unit_test(every_change_is_audited),
		cmocka_unit_test(every_template_prints),
		cmocka_unit_test(dates_of_results_are_those_of_the_decree),
		cmocka_unit_test(a_bad_template_says_where),
	};
	return cmocka_run_group_tests(tests, open_results, test_close);
}
