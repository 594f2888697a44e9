#include "../../../tests/unit/store.h"
#include "procedures.h"
#include "procedures_kept.h"
#include "procedures_pages.h"
#include "procedures_rank.h"
#include "procedures_steps.h"
#include "core/units/units.h"
#include "web/catalogue.h"
#include "web/module.h"
#include "web/importer.h"

static int filled(void **state)
{
	int bad = test_open(state);
	if (bad)
		return bad;
	struct ctx *c = test_store(state);
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, calendar_module.init(c)));
	int64_t before = clock_now();
	OK(WRITE(c, procedures_module.init(c)));
	print_message("catalogue imported in %d ms\n", (int)((clock_now() - before) / 1000));
	return 0;
}

static int64_t by_code(struct ctx *c, const char *code)
{
	struct procedure_by_code p;
	bool found;
	OK(procedure_by_code(c, str_of(code), day_iso(c->a, day_of(c->now)), &p, &found));
	if (!found)
		fail_msg("%s: no such procedure", code);
	return p.id;
}

static struct procedure_list_rows found(struct ctx *c, const char *typed)
{
	struct procedures_found found;
	OK(procedures_find(c, str_of(typed), 1, &found));
	return found.list;
}

static void assert_first(struct ctx *c, const char *typed, const char *code)
{
	struct procedure_list_rows rows = found(c, typed);
	if (!rows.n || !str_is(rows.v[0].code, code))
		fail_msg("“%s” finds first %s, not %s", typed, rows.n ? rows.v[0].name.s : "nothing", code);
}

static void what_people_type_finds_it(void **state)
{
	struct ctx *c = test_store(state);
	assert_first(c, "khai sinh", "1.001193");
	assert_first(c, "đăng ký khai sinh", "1.001193");
	assert_first(c, "KHAI SINH", "1.001193");
	assert_first(c, "tôi muốn làm giấy khai sinh cho con", "1.001193");
	assert_first(c, "giấy độc thân", "1.004873");
	assert_first(c, "kết hôn", "1.000894");
	assert_first(c, "nhập hộ khẩu", "1.004222");
	assert_first(c, "dang ky tam tru", "1.004194");
	assert_first(c, "1.001193", "1.001193");
	assert_int_equal(found(c, "1.001193").n, 1);
	assert_int_equal(found(c, "").n, 0);
	assert_int_equal(found(c, "%").n, 0);
	assert_int_equal(found(c, "không thể nào có thủ tục này").n, 0);
}

static void pages_do_not_overlap(void **state)
{
	struct ctx *c = test_store(state);
	struct procedures_found first, second;
	OK(procedures_find(c, S("đăng ký"), 1, &first));
	assert_int_equal(first.next, 2);
	assert_int_equal(first.list.n, PROCEDURES_A_PAGE);
	OK(procedures_find(c, S("đăng ký"), 2, &second));
	for (size_t i = 0; i < first.list.n; i++)
		for (size_t k = 0; k < second.list.n; k++)
			assert_true(first.list.v[i].id != second.list.v[k].id);
	for (int64_t odd = -1; odd <= 201; odd += 202) { /* no page: the first */
		OK(procedures_find(c, S("đăng ký"), odd, &second));
		assert_int_equal(second.page, 1);
		assert_int_equal(second.list.v[0].id, first.list.v[0].id);
	}
}

/* From page to page by `next`: everything that is found, once, and then the end. */
static void pages_end_where_the_search_ends(void **state)
{
	static const char *const typed[] = {
		"đăng ký", "đăng ký khai sinh", "sổ đỏ", "cấp lại giấy chứng nhận", "mất", "1.001193"};
	struct ctx *c = test_store(state);
	for (size_t t = 0; t < COUNT(typed); t++) {
		struct ranking all;
		struct procedures_found f;
		size_t seen = 0;
		OK(procedures_rank(c, &(struct ranking_wish){.typed = str_of(typed[t])}, &all));
		for (int64_t page = 1; page; page = f.next) {
			OK(procedures_find(c, str_of(typed[t]), page, &f));
			for (size_t i = 0; i < f.list.n && all.n; i++, seen++)
				assert_int_equal(f.list.v[i].id, all.v[seen].document->row.id);
			assert_true(!f.next || f.list.n == PROCEDURES_A_PAGE);
			assert_true(f.list.n > 0);
		}
		assert_int_equal(seen, all.n);
	}
}

/* What people say that finds full pages and no more. */
static void a_full_last_page_is_the_last(void **state)
{
	struct ctx *c = test_store(state);
	str rest = catalogue_file("everyday_words.tsv"), row, say;
	int full = 0;
	while (!full && tsv_row(&rest, &row, 1))
		while (!full && row.n) {
			struct ranking all;
			struct procedures_found f;
			str_cut(row, ';', &say, &row);
			OK(procedures_rank(c, &(struct ranking_wish){.typed = say}, &all));
			if (!all.n || all.n % PROCEDURES_A_PAGE)
				continue;
			OK(procedures_find(c, say, (int64_t)(all.n / PROCEDURES_A_PAGE), &f));
			assert_int_equal(f.list.n, PROCEDURES_A_PAGE);
			assert_int_equal(f.next, 0);
			full++;
		}
	assert_int_equal(full, 1);
}

static void slips_of_the_finger_are_forgiven(void **state)
{
	struct ctx *c = test_store(state);
	struct procedures_found f;
	OK(procedures_find(c, S("khia snih"), 1, &f));
	assert_string_equal(f.meant.s, "khai sinh");
	assert_string_equal(f.list.v[0].code.s, "1.001193");
	assert_first(c, "kai sinh", "1.001193");
	assert_first(c, "giấy độc thaan", "1.004873");
	assert_first(c, "đăng kí kết hôn", "1.000894");
	assert_first(c, "tôi muốn làm kết hônn", "1.000894");
	assert_first(c, "đăng ký thườg trú", "1.004222");
	OK(procedures_find(c, S("khai sinh"), 1, &f));
	assert_int_equal(f.meant.n, 0);
	OK(procedures_find(c, S("qwxzjk vbnmpq"), 1, &f));
	assert_int_equal(f.list.n, 0);
	assert_int_equal(f.meant.n, 0);
}

static void life_events_lead_to_what_holds_today(void **state)
{
	struct ctx *c = test_store(state);
	struct life_events all;
	life_events_all(c->a, &all);
	assert_true(all.n >= 9);
	for (size_t i = 0; i < all.n; i++) {
		struct life_event event;
		struct procedure_list_rows list;
		OK(life_event_procedures(c, all.v[i].key, &event, &list));
		assert_true(list.n >= 4);
	}
	struct life_event event;
	struct procedure_list_rows list;
	OK(life_event_procedures(c, S("sinh-con"), &event, &list));
	assert_true(str_is(event.title, "Sinh con"));
	assert_string_equal(list.v[0].code.s, "1.001193");
	FAILS(NOT_FOUND, life_event_procedures(c, S("bay-len-trang"), &event, &list));
}

static void communes_see_their_own(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_fields_rows fields;
	OK(procedure_fields(c, S("2026-11-23"), &fields));
	int64_t total = 0;
	for (size_t i = 0; i < fields.n; i++) {
		total += fields.v[i].total;
		assert_false(str_is(fields.v[i].field, "Hải quan"));
	}
	assert_int_equal(total,
		317 + 97 + 6 + 1); /* the portal's, the posted ones with tuition fees, land of the province, military service */
	assert_true(fields.n > 20);
	struct procedure_get p;
	OK(procedure_get(c, by_code(c, "1.000005"), &p));
	assert_string_equal(p.level.s, "vertical");
	OK(procedure_get(c, by_code(c, "3.000333"), &p));
	assert_string_equal(p.level.s, "other");
	by_code(c, "1.001257"); /* of the posted list */
}

static void limits_and_fees_differ_by_channel(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_terms t;
	int64_t id = by_code(c, "1.012753");
	OK(procedure_in_force(c, id, S("online"), &t));
	assert_string_equal(term_text(c, t.term).s, "17 ngày làm việc");
	OK(procedure_in_force(c, id, S("desk"), &t));
	assert_string_equal(term_text(c, t.term).s, "20 ngày làm việc");
	OK(procedure_in_force(c, id, S("post"), &t));
	assert_string_equal(term_text(c, t.term).s, "30 ngày làm việc");
	id = by_code(c, "1.004222");
	OK(procedure_in_force(c, id, S("online"), &t));
	assert_int_equal(t.fee, 10000);
	OK(procedure_in_force(c, id, S("desk"), &t));
	assert_int_equal(t.fee, 20000);
	FAILS(INVALID, procedure_in_force(c, id, S("post"), &t));
}

static void an_unknown_limit_is_five_working_days(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_terms t;
	struct procedure_get p;
	int64_t id = by_code(c, "1.004859");
	OK(procedure_get(c, id, &p));
	assert_string_equal(p.term_unit.s, "unknown");
	assert_int_equal(p.term_amount, 1); /* the portal printed a bare 1 */
	OK(procedure_in_force(c, id, S("online"), &t));
	assert_string_equal(term_text(c, t.term).s, "5 ngày làm việc");
	OK(procedure_in_force(c, by_code(c, "1.001193"), S("online"), &t));
	assert_string_equal(t.name.s, "Thủ tục đăng ký khai sinh");
}

static void only_what_communes_take_can_be_filed(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_terms t;
	FAILS(NOT_FOUND, procedure_in_force(c, by_code(c, "1.000005"), S("online"), &t));
	FAILS(NOT_FOUND, procedure_in_force(c, by_code(c, "3.000333"), S("desk"), &t));
	FAILS(NOT_FOUND, procedure_in_force(c, 999999, S("desk"), &t));
	c->now = day_start(day_make(2025, 6, 30));
	int64_t id = 1;
	FAILS(NOT_FOUND, procedure_in_force(c, id, S("desk"), &t));
	c->now = TEST_NOW;
}

static void remarks_are_no_papers(void **state)
{
	struct ctx *c = test_store(state);
	static const struct {
		const char *grouping, *text;
		bool note;
	} cases[] = {
		{"Lưu ý", "Giấy tờ do cơ quan có thẩm quyền của nước ngoài cấp phải được hợp pháp hóa lãnh sự", true},
		{"", "Lưu ý:- Trường hợp nộp hồ sơ trực tiếp", true},
		{"Giấy tờ phải nộp", "Giá trị sử dụng của giấy tờ chứng minh tình trạng hôn nhân", true},
		{"", "Số lượng hồ sơ: 01 bộ.", true},
		{"", "(v) Người ủy quyền và người được ủy quyền chịu trách nhiệm trước pháp luật về tính hợp pháp", true},
		{"", "(iv) Trường hợp ủy quyền cho đơn vị bưu chính thì việc ủy quyền thực hiện theo quy định tại mục (ii).",
			true},
		{"", "2. Trường hợp bầu lại Ban quản trị thì hồ sơ bao gồm:", true},
		{"", "Trường hợp Giấy chứng nhận đã có trong Cơ sở dữ liệu thì được thay thế", true},
		{"", "Ngoài giấy tờ nêu trên, bên nam, bên nữ phải nộp giấy tờ tương ứng sau đây:", true},
		{"", "Giấy chứng sinh", false},
		{"Giấy tờ phải nộp", "Trường hợp trẻ em bị bỏ rơi thì phải có biên bản về việc trẻ bị bỏ rơi", false},
		{"", "b) Bản sao tài liệu thể hiện sự phù hợp các tiêu chí thụ hưởng theo quy định:", false},
		{"", "Người nước ngoài phải nộp bản sao hộ chiếu", false},
		{"", "c) Văn bản thể hiện quyền sử dụng vùng đất của cảng;.", false},
		{"", "Đối với Quân đội nhân dân: Giấy giới thiệu đăng ký thường trú", false},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		if (component_is_note(c, str_of(cases[i].grouping), str_of(cases[i].text)) != cases[i].note)
			fail_msg("%s", cases[i].text);
}

/* Every list of the catalogue: no remark among the papers, no text cut by whoever collected it. */
static void the_catalogue_is_whole(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const files[] = {"procedure_components.tsv", "procedure_components_more.tsv"};
	enum { CODE, NUMBER, GROUPING, PAPER, FORM, ORIGINALS, COPIES, REMARK, CELLS };
	size_t papers = 0;
	for (size_t i = 0; i < COUNT(files); i++) {
		str rest = catalogue_file(files[i]), cells[CELLS];
		tsv_row(&rest, cells, CELLS);
		while (tsv_row(&rest, cells, CELLS)) {
			if (str_has(cells[PAPER], S("…")) || str_is(cells[PAPER], "hoặc"))
				fail_msg("%.*s %.*s is cut", STR_ARG(cells[CODE]), STR_ARG(cells[NUMBER]));
			if (!str_is(cells[REMARK], "0"))
				continue;
			papers++;
			if (component_is_note(c, cells[GROUPING], cells[PAPER]))
				fail_msg("%.*s %.*s is a remark", STR_ARG(cells[CODE]), STR_ARG(cells[NUMBER]));
		}
	}
	assert_true(papers > 1500);
	assert_false(str_has(catalogue_file("procedure_channels.tsv"), S("…")));
	assert_false(str_has(catalogue_file("procedures_commune.tsv"), S("…")));
}

static void titles_pause_where_the_sentence_does(void **state)
{
	(void)state;
	assert_true(str_is(component_title(S("Giấy chứng sinh; trường hợp không có thì nộp văn bản")), "Giấy chứng sinh"));
	assert_true(str_is(component_title(S("Văn bản ủy quyền (được chứng thực) theo quy định")), "Văn bản ủy quyền"));
	assert_true(str_is(component_title(S("Tờ khai theo mẫu. Hai bên khai chung.")), "Tờ khai theo mẫu"));
	assert_true(str_is(component_title(S("Đơn theo Mẫu 1.2 của Nghị định")), "Đơn theo Mẫu 1.2 của Nghị định"));
	assert_true(str_is(component_title(S("Thẻ")), "Thẻ"));
}

static void papers_stand_before_remarks(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_components_rows papers;
	struct procedure_remarks_rows remarks;
	int64_t id = by_code(c, "1.001193");
	OK(procedure_components(c, id, &papers));
	OK(procedure_remarks(c, id, &remarks));
	assert_int_equal(papers.n, 8);
	assert_true(remarks.n > 10);
	assert_true(str_starts(papers.v[0].name, S("Tờ khai đăng ký khai sinh")));
	OK(procedure_components(c, by_code(c, "1.002755"), &papers));
	for (size_t i = 0; i < papers.n; i++)
		assert_false(str_has(papers.v[i].name, S("MuCT01")));
	OK(procedure_components(c, by_code(c, "1.002759"), &papers)); /* the portal lists none */
	assert_int_equal(papers.n, 2);
	assert_string_equal(papers.v[0].name.s, "Đơn đề nghị");
}

#define HEAD                                                                                                                     \
	"code\tname\tfield\thandled\tlevels\tdecision\tministry\tapplicants\ttime\ttime_unit\tfee_vnd\tfee_"                     \
	"note\tresult\tagency\tvalid_from\n"

static err import(struct ctx *c, const char *lines, int64_t *rows)
{
	return procedures_module.importers.v->run(c, str_format(c->a, "%s%s", HEAD, lines), rows);
}

static void a_code_read_as_a_number_is_offered_its_zeros(void **state)
{
	struct ctx *c = test_store(state);
	int64_t rows;
	by_code(c, "1.010810");
	err e = WRITE(c, import(c, "1.01081\tTên\t\t\t\t\t\t\t\t\t\t\t\t\t2027-01-01\n", &rows));
	assert_int_equal(e->kind, INVALID);
	assert_true(str_has(e->text, S("1.010810")));
	FAILS(INVALID, WRITE(c, import(c, "1.99\tTên\t\t\t\t\t\t\t\t\t\t\t\t\t2027-01-01\n", &rows)));
	FAILS(INVALID, WRITE(c, import(c, "khai sinh\tTên\t\t\t\t\t\t\t\t\t\t\t\t\t2027-01-01\n", &rows)));
	FAILS(INVALID, WRITE(c, procedures_module.importers.v->run(c, S("mã\ttên\n"), &rows)));
}

static void a_wrong_name_is_left_out(void **state)
{
	struct ctx *c = test_store(state);
	int64_t rows = -1;
	OK(WRITE(c, import(c, "1.001193\tCấp giấy phép xây dựng nhà ở\t\t\t\t\t\t\t\t\t\t\t\t\t2027-01-01\n", &rows)));
	assert_int_equal(rows, 0);
	struct procedure_get p;
	OK(procedure_get(c, by_code(c, "1.001193"), &p));
	assert_null(p.valid_to.s);
}

static void a_new_version_leaves_the_old_one_in_force_until_then(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_terms t;
	int64_t rows, old = by_code(c, "1.004222");
	const char *line = "1.004222\tĐăng ký thường trú\t\t\t\t1/QĐ-BCA\t\t\t3\twd\t5000\t\t\t\t2026-12-01\n";
	OK(WRITE(c, import(c, line, &rows)));
	assert_int_equal(rows, 1);
	OK(procedure_in_force(c, old, S("online"), &t));
	assert_int_equal(t.procedure, old);
	assert_int_equal(t.fee, 10000);
	c->now = day_start(day_make(2026, 12, 1));
	OK(procedure_in_force(c, old, S("online"), &t)); /* asked by the old id, too */
	assert_true(t.procedure != old);
	assert_int_equal(t.fee, 5000);
	assert_string_equal(term_text(c, t.term).s, "3 ngày làm việc");
	struct procedure_components_rows before, after;
	OK(procedure_components(c, old, &before));
	OK(procedure_components(c, t.procedure, &after));
	assert_int_equal(before.n, after.n);
	assert_int_equal(found(c, "đăng ký thường trú").v[0].id, t.procedure);
	FAILS(CONFLICT, WRITE(c, import(c, line, &rows)));
	c->now = TEST_NOW;
	assert_int_equal(found(c, "đăng ký thường trú").v[0].id, old);
	OK(WRITE(c, import(c, "9.000001\tThủ tục mới của tỉnh\tThử\t\tCấp xã\t\t\t\t0,5\twd\t\t\t\t\t2026-01-01\n", &rows)));
	OK(procedure_in_force(c, by_code(c, "9.000001"), S("desk"), &t));
	assert_string_equal(term_text(c, t.term).s, "0,5 ngày làm việc");
	OK(procedure_components(c, t.procedure, &after));
	assert_int_equal(after.n, 2);
}

/* ---- steps ---- */

static void every_procedure_has_steps(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_steps steps;
	OK(procedure_steps_of(c, by_code(c, "1.004859"), &steps)); /* nobody described it */
	assert_int_equal(steps.n, 4);
	assert_string_equal(steps.v[0].kind.s, "reception");
	assert_string_equal(steps.v[2].role.s, "leader");
	assert_string_equal(steps.v[3].kind.s, "return");
	OK(procedure_steps_of(c, by_code(c, "1.011607"), &steps));
	assert_int_equal(steps.n, 5);
	assert_true(str_has(steps.v[2].title, S("Họp dân")));
	FAILS(NOT_FOUND, procedure_steps_of(c, 999999, &steps));
}

static void the_catalogue_describes_the_most_used(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const codes[] = {"1.001193", "1.000656", "1.000894", "1.004873", "2.000815", "1.010041", "1.013992",
		"1.012784", "1.001612", "1.001776", "1.013225", "1.011607", "1.005144"};
	for (size_t i = 0; i < COUNT(codes); i++) {
		struct steps_found found;
		struct procedure_terms t;
		struct procedure_components_rows papers;
		int64_t id = by_code(c, codes[i]);
		OK(steps_in_force(c, str_of(codes[i]), 0, &found));
		assert_int_equal(found.whose, STEPS_OF_PROCEDURE);
		assert_true(found.basis.n > 0);
		OK(steps_check(c, &found.steps));
		OK(procedure_in_force(c, id, S("desk"), &t));
		OK(procedure_components(c, id, &papers));
		assert_false(str_is(papers.v[0].name, "Đơn đề nghị")); /* not the default papers */
	}
}

static struct procedure_steps some_steps(struct ctx *c)
{
	static const struct procedure_step list[] = {
		{1, {"Nhận", 6}, {"reception", 9}, {"reception", 9}, {"one_stop", 8}, 20, {"refuse", 6}},
		{2, {"Ký", 3}, {"approval", 8}, {"leader", 6}, {"committee", 9}, 70, {"", 0}},
		{3, {"Trả", 5}, {"return", 6}, {"reception", 9}, {"", 0}, 10, {"", 0}},
	};
	struct procedure_step *v = NEWN(c->a, struct procedure_step, COUNT(list));
	memcpy(v, list, sizeof list);
	return (struct procedure_steps){v, COUNT(list)};
}

static void a_unit_has_its_own_steps(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_steps steps;
	struct steps_change n = {.procedure = by_code(c, "1.004884"), .unit = 7, .steps = some_steps(c)};
	OK(WRITE(c, steps_save(c, &n)));
	OK(procedure_steps_of(c, n.procedure, &steps));
	assert_int_equal(steps.n, 4); /* elsewhere nothing changed */
	c->unit = 7;
	OK(procedure_steps_of(c, n.procedure, &steps));
	assert_int_equal(steps.n, 3);
	assert_int_equal(steps.v[1].share, 70);
	n.steps.n = 0;
	OK(WRITE(c, steps_save(c, &n)));
	OK(procedure_steps_of(c, n.procedure, &steps));
	assert_int_equal(steps.n, 4);
	c->unit = 0;
}

static void refused(struct ctx *c, const struct procedure_steps *steps, const char *field)
{
	err e = steps_check(c, steps);
	if (!e || e->kind != INVALID || strcmp(e->problems->field, field))
		fail_msg("%s: %s", field, e ? e->problems->field : "accepted");
}

static void steps_must_make_sense(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_steps steps = some_steps(c);
	struct procedure_step *v = (struct procedure_step *)(uintptr_t)steps.v;
	OK(steps_check(c, &steps));
	v[1].share = 60;
	refused(c, &steps, "share_1");
	steps = some_steps(c), v = (struct procedure_step *)(uintptr_t)steps.v;
	v[1].title = S("");
	refused(c, &steps, "title_2");
	v[1].title = S("Ký"), v[1].role = S("specialist");
	refused(c, &steps, "role_2");
	v[1].role = S("leader"), v[1].kind = S("processing");
	refused(c, &steps, "kind_2");
	v[1].kind = S("return");
	refused(c, &steps, "kind_2");
	v[1].kind = S("approval"), v[0].kind = S("processing");
	refused(c, &steps, "kind_1");
	v[0].kind = S("reception"), v[2].kind = S("approval");
	refused(c, &steps, "kind_3");
	v[2].kind = S("return"), v[0].actions = S("refuse nothing");
	refused(c, &steps, "actions_1");
	steps.n = 2;
	refused(c, &steps, "title_1");
}

static void a_plan_divides_the_term(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_steps steps;
	int64_t due[PROCEDURE_STEPS_MAX], end;
	OK(procedure_steps_of(c, by_code(c, "1.004859"), &steps));
	struct term week = {S("working_minutes"), 5 * MINUTES_A_DAY};
	OK(procedure_plan(c, 0, TEST_NOW, week, &steps, due)); /* Monday 23/11/2026, 09:00; Tuesday is a holiday */
	OK(calendar_due(c, 0, TEST_NOW, week, &end));
	assert_int_equal(due[3], end);
	assert_true(due[0] < due[1] && due[1] < due[2] && due[2] < due[3]);
	assert_string_equal(show_time(c->a, due[0]).s, "15:00, 23/11/2026"); /* 10 % of 40 hours */
}

/* ---- who decides, who offers, what it costs ---- */

static int64_t unit(struct ctx *c, const char *level, const char *code, day on)
{
	int64_t id;
	OK(unit_find(c, str_of(level), str_of(code), on, &id));
	return id;
}

static void authority_follows_the_level_and_the_day(void **state)
{
	struct ctx *c = test_store(state);
	int64_t competent, support, gia_lam = unit(c, "commune", "14389", day_of(TEST_NOW));
	OK(procedure_authority(c, by_code(c, "1.001193"), gia_lam, &competent, &support));
	assert_int_equal(competent, gia_lam);
	assert_int_equal(support, gia_lam);
	OK(procedure_authority(c, by_code(c, "1.012784"), gia_lam, &competent, &support));
	assert_int_equal(competent, unit(c, "province", "37", day_of(TEST_NOW)));
	assert_int_equal(support, gia_lam);
	int64_t business = by_code(c, "1.001612");
	OK(procedure_authority(c, business, gia_lam, &competent, &support));
	assert_int_equal(competent, gia_lam);
	day before = day_make(2025, 6, 30);
	int64_t old = unit(c, "commune", "14389", before);
	c->now = day_start(before);
	OK(procedure_authority(c, business, old, &competent, &support));
	assert_int_equal(competent, unit(c, "district", "372", before)); /* Nho Quan */
	c->now = TEST_NOW;
}

static void a_unit_offers_everything_but_what_it_took_down(void **state)
{
	struct ctx *c = test_store(state);
	int64_t gia_lam = unit(c, "commune", "14389", day_of(TEST_NOW)), id = by_code(c, "1.012812");
	struct procedure_picks picks;
	struct posting_of own;
	bool posted;
	OK(procedure_posted(c, id, gia_lam, &posted));
	assert_true(posted);
	OK(procedure_pick(c, gia_lam, S("hòa giải tranh chấp đất"), &picks));
	assert_int_equal(picks.v[0].id, id);
	OK(WRITE(c, posting_set(c, gia_lam, S("1.012812"), 0, S("Tạm dừng"))));
	OK(procedure_posted(c, id, gia_lam, &posted));
	assert_false(posted);
	OK(posting_of(c, gia_lam, S("1.012812"), &own, &posted));
	assert_string_equal(own.remark.s, "Tạm dừng");
	OK(procedure_pick(c, gia_lam, S("1.012812"), &picks));
	assert_int_equal(picks.n, 0);
}

static void fees_know_who_pays(void **state)
{
	struct ctx *c = test_store(state);
	int64_t amount, id = by_code(c, "1.004222");
	struct fee_rule_add rule;
	str basis;
	OK(procedure_fee(c, id, S("desk"), S(""), &amount, &basis));
	assert_int_equal(amount, 20000);
	OK(procedure_fee(c, id, S("online"), S(""), &amount, &basis));
	assert_int_equal(amount, 10000);
	OK(procedure_fee(c, id, S("desk"), S("poor"), &amount, &basis));
	assert_int_equal(amount, 0);
	assert_true(str_has(basis, S("Thông tư 75/2022/TT-BTC")));
	id = by_code(c, "1.004873"); /* the portal says 0, the province decides */
	OK(WRITE(c, fee_rule_add(c,
			    &(struct fee_rule_add_in){.code = S("1.004873"),
				    .channel = S(""),
				    .attribute = S(""),
				    .amount = 15000,
				    .basis = S("Nghị quyết của tỉnh"),
				    .valid_from = S("2026-11-23"),
				    .valid_to = S("2027-01-01")},
			    &rule)));
	OK(WRITE(c, procedures_changed(c)));
	OK(procedure_fee(c, id, S("desk"), S(""), &amount, &basis));
	assert_int_equal(amount, 15000);
	OK(procedure_fee(c, id, S("desk"), S("merit"), &amount, &basis));
	assert_int_equal(amount, 0);
	OK(procedure_fee(c, id, S("desk"), S("child"), &amount, &basis));
	assert_int_equal(amount, 15000);
	c->now = day_start(day_make(2027, 1, 1));
	OK(procedure_fee(c, id, S("desk"), S(""), &amount, &basis));
	assert_int_equal(amount, 0);
	c->now = TEST_NOW;
}

static void told(struct ctx *c, opt_int sum, const char *note, const char *text)
{
	assert_string_equal(str_c(c->a, fee_told(c->a, sum, str_of(note))), text);
}

static void a_fee_is_told_in_one_way(void **state)
{
	struct ctx *c = test_store(state);
	opt_int nobody_says = {0};
	told(c, some_int(20000), "", "20.000 đồng");
	told(c, some_int(2000), "/trang", "2.000 đồng/trang");
	told(c, some_int(2000), "2.000 đồng/trang; từ trang thứ 3 trở lên thu 1.000 đồng/trang", "2.000 đồng");
	told(c, some_int(0), "", "Không thu");
	told(c, some_int(0), "Không quy định.", "Không thu");
	told(c, some_int(0), "Miễn lệ phí. Phí cấp bản sao thu theo quy định.", "Không thu");
	told(c, some_int(0), "Miễn lệ phí cho người thuộc hộ nghèo.", "Theo mức thu quy định");
	told(c, some_int(0), "Mức thu do Hội đồng nhân dân tỉnh quyết định.", "Theo quy định của Hội đồng nhân dân cấp tỉnh");
	told(c, nobody_says, "Thông tư số 60/2023/TT-BTC", "Theo mức thu quy định");
	told(c, nobody_says, "", "Hỏi khi nộp hồ sơ");
}

static void fee_is(struct ctx *c, const char *code, const char *channel, const char *attribute, const char *text)
{
	str said;
	OK(procedure_fee_told(c, by_code(c, code), str_of(channel), str_of(attribute), &said));
	assert_string_equal(str_c(c->a, said), text);
}

static void a_procedure_tells_its_fee(void **state)
{
	struct ctx *c = test_store(state);
	str said;
	fee_is(c, "1.004222", "desk", "", "20.000 đồng");
	fee_is(c, "1.004222", "online", "", "10.000 đồng");
	fee_is(c, "1.004222", "post", "", "20.000 đồng"); /* it does not come by post: as at the desk */
	fee_is(c, "1.004222", "desk", "poor", "Không thu");
	fee_is(c, "1.001193", "desk", "", "Không thu");
	fee_is(c, "1.004859", "desk", "", "Theo quy định của Hội đồng nhân dân cấp tỉnh");
	fee_is(c, "1.004859", "desk", "poor", "Không thu");
	fee_is(c, "2.001019", "desk", "", "50.000 đồng/di chúc");
	fee_is(c, "1.001257", "desk", "", "Hỏi khi nộp hồ sơ");     /* the posted list says nothing */
	fee_is(c, "1.000005", "desk", "", "Theo mức thu quy định"); /* not of communes: what its version says */
	OK(procedure_fee_settled(c, by_code(c, "1.004222"), 20000, true, &said));
	assert_string_equal(said.s, "20.000 đồng (đã nộp)");
	OK(procedure_fee_settled(c, by_code(c, "1.004222"), 20000, false, &said));
	assert_string_equal(said.s, "20.000 đồng (chưa nộp)");
	OK(procedure_fee_settled(c, by_code(c, "1.004222"), 0, false, &said));
	assert_string_equal(said.s, "Không thu"); /* he was exempt */
	OK(procedure_fee_settled(c, by_code(c, "1.004859"), 0, false, &said));
	assert_string_equal(said.s, "Theo quy định của Hội đồng nhân dân cấp tỉnh");
	FAILS(NOT_FOUND, procedure_fee_told(c, 999999, S("desk"), S(""), &said));
}

/* ---- what the page shows ---- */

static void names_stand_once_and_texts_whole(void **state)
{
	struct ctx *c = test_store(state);
	arena *a = c->a;
	assert_int_equal(component_name_beyond(a, S("Khai sinh"), S("Thủ tục đăng ký khai sinh")).n, 0);
	assert_int_equal(component_name_beyond(a, S("Tách hộ"), S("Tách hộ")).n, 0);
	assert_true(component_name_beyond(
			    a, S("Bản sao trích lục hộ tịch"), S("Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh"))
			    .n > 0);
	assert_string_equal(suggestions_whole_words(a, S("Giấy chứng nhận, giấy ph…")).s, "Giấy chứng nhận, giấy …");
	assert_string_equal(suggestions_whole_words(a, S("Giấy chứng nhận (bản ch…")).s, "Giấy chứng nhận (bản …");
	assert_string_equal(suggestions_whole_words(a, S("Quyết định; giấy…")).s, "Quyết định …");
	assert_string_equal(suggestions_whole_words(a, S("Giấy khai sinh")).s, "Giấy khai sinh");
	assert_string_equal(suggestions_whole_words(a, S("…")).s, "…");
	assert_true(procedure_basis_of_law(S("Thông tư 75/2022/TT-BTC, điều 4")));
	assert_false(procedure_basis_of_law(S("Ghi chú về phí của thủ tục trên Cổng dịch vụ công quốc gia")));
}

static void only_parts_with_something_in_them_have_a_heading(void **state)
{
	struct ctx *c = test_store(state);
	struct procedure_view v = {.handled = true, .procedure = {.level = S("commune"), .applicants = S("Cá nhân")}};
	assert_string_equal(
		component_parts_missing(c->a, &v).s, "thành phần hồ sơ; kết quả thực hiện; yêu cầu, điều kiện; căn cứ pháp lý");
	assert_true(component_part_there(&v, PART_WAYS) && component_part_there(&v, PART_AGENCY) &&
		    component_part_there(&v, PART_FORMS));
	v.procedure.level = S("other"), v.handled = false;
	assert_false(component_part_there(&v, PART_WAYS) || component_part_there(&v, PART_AGENCY) ||
		     component_part_there(&v, PART_FORMS));
	assert_true(component_part_there(&v, PART_FEES) && component_part_there(&v, PART_TIME) &&
		    component_part_there(&v, PART_SEQUENCE));
}

/* ---- the desk ---- */

static void picked(struct ctx *c, int64_t of, const char *typed, const char *code)
{
	struct procedure_picks picks;
	OK(procedure_pick(c, of, str_of(typed), &picks));
	if (!picks.n || !str_is(picks.v[0].code, code))
		fail_msg("“%s” picks first %s, not %s", typed, picks.n ? picks.v[0].code.s : "nothing", code);
}

static void the_desk_finds_with_few_keys(void **state)
{
	struct ctx *c = test_store(state);
	int64_t of = unit(c, "commune", "14389", day_of(TEST_NOW));
	picked(c, of, "ks", "1.001193");
	picked(c, of, "KS", "1.001193");
	picked(c, of, "cc", "2.000815");
	picked(c, of, "khai sinh", "1.001193");
	picked(c, of, "khia snih", "1.001193");
	picked(c, of, "kai sinh", "1.001193");
	picked(c, of, "đọc thân", "1.004873");
	picked(c, of, "giấy độc thân", "1.004873");
	picked(c, of, "ket hon", "1.000894");
	picked(c, of, "kêt hơn", "1.000894");
	picked(c, of, "001193", "1.001193");
	picked(c, of, "1.001193", "1.001193");
	picked(c, of, "sổ đỏ", "1.013978");
	picked(c, of, "sao y", "2.000815");
	struct procedure_picks picks;
	OK(procedure_pick(c, of, S("qwxzjk"), &picks));
	assert_int_equal(picks.n, 0);
	assert_false(picks.more);
	OK(procedure_pick(c, of, S("đăng ký lại khai tử"), &picks));
	assert_true(picks.n < 12 && !picks.more);
	OK(procedure_pick(c, of, S("đăng ký"), &picks));
	assert_true(picks.n == 12 && picks.more);
	OK(procedure_pick(c, of, S("hợp tác xã"), &picks)); /* none of them has a short name */
	assert_true(picks.n == 12 && picks.more);
	OK(procedure_pick(c, of, S(""), &picks));
	assert_int_equal(picks.n, 12);
	assert_true(picks.more);
	assert_string_equal(picks.v[0].code.s, "1.001193");
	assert_string_equal(picks.v[0].short_name.s, "Khai sinh");
	for (int i = 0; i < 3; i++)
		OK(WRITE(c, procedure_used(c, by_code(c, "1.010038"), of)));
	picked(c, of, "", "1.010038");
	assert_string_equal(procedure_short_name(c, S("1.010038"), S("x")).s, "Tách hộ");
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_people_type_finds_it),
		cmocka_unit_test(pages_do_not_overlap),
		cmocka_unit_test(pages_end_where_the_search_ends),
		cmocka_unit_test(a_full_last_page_is_the_last),
		cmocka_unit_test(slips_of_the_finger_are_forgiven),
		cmocka_unit_test(life_events_lead_to_what_holds_today),
		cmocka_unit_test(communes_see_their_own),
		cmocka_unit_test(limits_and_fees_differ_by_channel),
		cmocka_unit_test(an_unknown_limit_is_five_working_days),
		cmocka_unit_test(only_what_communes_take_can_be_filed),
		cmocka_unit_test(remarks_are_no_papers),
		cmocka_unit_test(the_catalogue_is_whole),
		cmocka_unit_test(titles_pause_where_the_sentence_does),
		cmocka_unit_test(papers_stand_before_remarks),
		cmocka_unit_test(a_code_read_as_a_number_is_offered_its_zeros),
		cmocka_unit_test(a_wrong_name_is_left_out),
		cmocka_unit_test(every_procedure_has_steps),
		cmocka_unit_test(the_catalogue_describes_the_most_used),
		cmocka_unit_test(a_unit_has_its_own_steps),
		cmocka_unit_test(steps_must_make_sense),
		cmocka_unit_test(a_plan_divides_the_term),
		cmocka_unit_test(authority_follows_the_level_and_the_day),
		cmocka_unit_test(a_unit_offers_everything_but_what_it_took_down),
		cmocka_unit_test(fees_know_who_pays),
		cmocka_unit_test(a_fee_is_told_in_one_way),
		cmocka_unit_test(a_procedure_tells_its_fee),
		cmocka_unit_test(names_stand_once_and_texts_whole),
		cmocka_unit_test(only_parts_with_something_in_them_have_a_heading),
		cmocka_unit_test(the_desk_finds_with_few_keys),
		cmocka_unit_test(a_new_version_leaves_the_old_one_in_force_until_then),
	};
	return cmocka_run_group_tests(tests, filled, test_close);
}
