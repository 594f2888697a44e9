/* What people ask at the desk finds what they need: tests/search/questions.tsv. */
#include "tests/unit/vectors.h"
#include "procedures_rank.h"
#include "procedures_kept.h"
#include "procedures_said.h"
#include "core/units/units.h"
#include <stdlib.h>
#include "web/catalogue.h"
#include "web/module.h"
#include "web/importer.h"

static void fill(struct ctx *c)
{
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, calendar_module.init(c)));
	OK(WRITE(c, procedures_module.init(c)));
}
static int filled(void **state) { return test_open_filled(state, "procedures", fill); }

static struct procedure_list_rows found(struct ctx *c, str typed)
{
	struct procedures_found found;
	OK(procedures_find(c, typed, 1, &found));
	return found.list;
}

/* The place of the first right answer, 0 = none among the first twenty. */
static size_t place_of(struct ctx *c, str question, str codes)
{
	struct procedure_list_rows list = found(c, question);
	for (size_t i = 0; i < list.n; i++)
		if (str_has(str_format(c->a, " %.*s ", STR_ARG(codes)), str_format(c->a, " %.*s ", STR_ARG(list.v[i].code))))
			return i + 1;
	return 0;
}

struct recall {
	int asked, right, first; /* right: among the first three */
};

static void ask(struct ctx *c, const char *file, const char *set, bool show, struct recall *out)
{
	enum { SET, QUESTION, CODES, CELLS };
	str rest = vector_file(c->a, file), cells[CELLS];
	*out = (struct recall){0};
	tsv_row(&rest, cells, CELLS);
	while (tsv_row(&rest, cells, CELLS)) {
		if (!str_is(cells[SET], set))
			continue;
		size_t place = place_of(c, cells[QUESTION], cells[CODES]);
		bool fine = place >= 1 && place <= 3;
		out->asked++;
		out->right += fine;
		out->first += place == 1;
		if (!fine && show)
			print_message("  %.*s: place %d\n", STR_ARG(cells[QUESTION]), (int)place);
	}
	print_message("recall@3, %s: %d of %d, first %d\n", set, out->right, out->asked, out->first);
}

/* What is held back stays unread: only its number is printed. QUESTIONS=FILE: the same for another file, its first column "outside". */
static void questions_of_everyday_life_find_their_procedure(void **state)
{
	struct ctx *c = test_store(state);
	struct recall tune, held, later, dev, unseen;
	ask(c, "tests/search/questions.tsv", "tune", true, &tune);
	ask(c, "tests/search/questions.tsv", "held", getenv("HELD") != NULL, &held);
	ask(c, "tests/search/later.tsv", "later", getenv("HELD") != NULL, &later);
	ask(c, "tests/search/dev.tsv", "dev", true, &dev);
	ask(c, "tests/search/unseen.tsv", "unseen", getenv("HELD") != NULL, &unseen);
	if (getenv("QUESTIONS")) {
		struct recall more;
		ask(c, getenv("QUESTIONS"), "outside", true, &more);
	}
	assert_int_equal(tune.asked, 100);
	assert_int_equal(unseen.asked, 51);
	assert_true(tune.right + held.right >= 148);
	assert_true(held.right >= 48);
	assert_true(later.right >= 37);
	assert_true(dev.right >= 38);
	assert_true(unseen.right >= 48);
}

static void first_is(struct ctx *c, const char *typed, const char *code)
{
	struct procedure_list_rows list = found(c, str_of(typed));
	if (!list.n || !str_is(list.v[0].code, code))
		fail_msg("“%s” finds first %s, not %s", typed, list.n ? list.v[0].code.s : "nothing", code);
}

static void slips_of_sound_and_of_typing_lead_to_the_same(void **state)
{
	static const struct {
		const char *typed, *code;
	} rows[] = {{"khai xinh", "1.001193"}, {"chữ kí", "2.000884"}, {"đăng ký tạm chú", "1.004194"},
		{"giấy hôn thú", "1.000894"}, {"tranh chấp danh giới đất", "1.012812"}, {"giấy phép xây rựng", "1.013225"},
		{"hộ lghèo", "1.011607"}, {"sổ đõ", "1.013978"}, {"kêt hơn", "1.000894"}, {"so do", "1.013978"},
		{"soor ddor", "1.013978"}, {"khai sinhs", "1.001193"}, {"khai sinh1", "1.001193"},
		{"chuwsng thuwjc chuwx kys", "2.000884"}, {"khia snih", "1.001193"}, {"kết hônn", "1.000894"},
		{"năm sanh", "1.004859"}, {"tam tru", "1.004194"}, {"HỘ KHẨU", "1.004222"}, {"hộ khẩu", "1.004222"},
		{"mở quán cà phê", "1.001612"}, {"nghĩa vụ quân sự", "1.013133"}, {"khiêu nại", "2.002409"},
		{"khíu nại", "2.002409"}, {"cc", "2.000815"}, {"sodo", "1.013978"}};
	struct ctx *c = test_store(state);
	for (size_t i = 0; i < COUNT(rows); i++)
		first_is(c, rows[i].typed, rows[i].code);
}

static void what_was_meant_is_said(void **state)
{
	struct ctx *c = test_store(state);
	struct procedures_found f;
	OK(procedures_find(c, S("khai xinh"), 1, &f));
	assert_string_equal(f.meant.s, "khai sinh");
	OK(procedures_find(c, S("soor ddor"), 1, &f));
	assert_string_equal(f.meant.s, "sổ đỏ");
	OK(procedures_find(c, S("đăng ký tạm chú"), 1, &f));
	assert_string_equal(f.meant.s, "đăng ký tạm trú");
	OK(procedures_find(c, S("so do"), 1, &f)); /* no marks are no slip */
	assert_int_equal(f.meant.n, 0);
}

static void a_word_that_is_not_there_empties_nothing(void **state)
{
	struct ctx *c = test_store(state);
	first_is(c, "làm giấy khai sinh cho con mới đẻ zzyyxx", "1.001193");
	first_is(c, "anh ơi cho em hỏi đăng ký kết hôn thì mang theo gì ạ", "1.000894");
	struct ranking with, without;
	OK(procedures_rank(c, &(struct ranking_wish){.typed = S("đăng ký kết hôn")}, &without));
	OK(procedures_rank(c, &(struct ranking_wish){.typed = S("tôi muốn đăng ký kết hôn")}, &with));
	assert_ptr_equal(with.v[0].document, without.v[0].document);
	assert_true(with.v[0].fit == without.v[0].fit); /* words that only ask count nothing */
}

static void what_hardly_fits_is_left_out(void **state)
{
	static const char *const nothing[] = {"qwxzjk vbnmpq", "mua vé máy bay đi Đà Lạt", "thời tiết hôm nay thế nào",
		"tôi muốn hỏi thủ tục", "chào bạn", "xin chao", "mình cần hỗ trợ", "bạn là ai vậy", "%", "*", "\"", "(((",
		"1.999999", "''; --"};
	struct ctx *c = test_store(state);
	for (size_t i = 0; i < COUNT(nothing); i++)
		if (found(c, str_of(nothing[i])).n)
			fail_msg("“%s” finds %s", nothing[i], found(c, str_of(nothing[i])).v[0].name.s);
	struct procedure_list_rows land = found(c, S("sổ đỏ"));
	assert_in_range(land.n, 3, 12);
	for (size_t i = 0; i < land.n; i++)
		assert_true(str_is(land.v[i].field, "Đất đai") || str_has(land.v[i].name, S("quyền sử dụng đất")));
	struct ranking list;
	OK(procedures_rank(c, &(struct ranking_wish){.typed = S("giấy chứng nhận quyền sử dụng đất")}, &list));
	for (size_t i = 1; i < list.n; i++) {
		assert_true(list.v[i].score <= list.v[i - 1].score);
		assert_true(list.v[i].fit >= 0.37 * list.v[0].fit);
	}
}

static void long_and_odd_questions_are_bounded(void **state)
{
	struct ctx *c = test_store(state);
	enum { LONG = 100000 };
	char *text = arena_get(c->a, LONG);
	memset(text, 'a', LONG);
	assert_int_equal(found(c, (str){text, LONG}).n, 0);
	for (size_t i = 0; i < LONG; i++)
		text[i] = i % 5 == 4 ? ' ' : "nhan"[i % 5];
	found(c, (str){text, LONG});
	found(c, S("\x01\x02 khai\tsinh \xff\xfe"));
	first_is(c, "\x01 khai\t sinh\n", "1.001193");
	first_is(c, "“khai\u00a0sinh” – ở đâu?", "1.001193");
	struct word_form words[4];
	assert_int_equal(suggestions_words_cut(c->a, S("một hai ba bốn năm sáu"), words, 4), 4);
}

/* Letters, marks, digits, gaps and broken bytes in any order: an answer in order, or none. */
static void any_question_is_survived(void **state)
{
	static const char *const pieces[] = {"a", "s", "gi", "quy", "ngh", "ương", "ổ", "đ", "Đ", "\xcc\x81", "\xff", "\xe2\x80",
		" ", "  ", ".", "9", "1.", "dd", "x", "w", "yy", "%", "\n", "khai", "sinh", "\xc2\xa0", "\xf0\x9f\x98\x80"};
	struct ctx *c = test_store(state);
	uint32_t seed = 7;
	for (int i = 0; i < 300; i++) {
		buf b = {.a = c->a};
		for (int k = 0; k < i % 60; k++) {
			seed = seed * 1664525 + 1013904223;
			buf_str(&b, str_of(pieces[(seed >> 16) % COUNT(pieces)]));
		}
		struct ranking r;
		OK(procedures_rank(c, &(struct ranking_wish){.typed = buf_text(&b), .unfinished = i % 2}, &r));
		for (size_t k = 1; k < r.n; k++)
			assert_true(r.v[k].score <= r.v[k - 1].score);
	}
}

static int64_t unit_of(struct ctx *c)
{
	int64_t id;
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &id));
	return id;
}

static const struct index_document *first_for(struct ctx *c, const char *typed, int64_t unit)
{
	struct ranking r;
	OK(procedures_rank(c, &(struct ranking_wish){.typed = str_of(typed), .unit = unit}, &r));
	assert_true(r.n > 0);
	return r.v[0].document;
}

static void what_a_unit_takes_in_most_stands_first_there(void **state)
{
	struct ctx *c = test_store(state);
	int64_t unit = unit_of(c);
	const char *question = "xóa đăng ký";
	const struct index_document *usual = first_for(c, question, 0);
	struct ranking r;
	OK(procedures_rank(c, &(struct ranking_wish){.typed = str_of(question), .unit = unit}, &r));
	assert_ptr_equal(r.v[0].document, usual);
	const struct index_document *other = r.v[1].document;
	for (int i = 0; i < 200; i++)
		OK(WRITE(c, procedure_used(c, other->row.id, unit)));
	assert_ptr_equal(first_for(c, question, unit), other);
	assert_ptr_equal(first_for(c, question, 0), usual); /* nobody's question */
	OK(WRITE(c, posting_set(c, unit, other->row.code, 0, S("Không tiếp nhận"))));
	assert_ptr_equal(first_for(c, question, unit), usual);
	OK(WRITE(c, posting_set(c, unit, other->row.code, 1, S(""))));
}

static void communes_stand_before_other_levels(void **state)
{
	struct ctx *c = test_store(state);
	struct ranking all, commune;
	OK(procedures_rank(c, &(struct ranking_wish){.typed = S("trình báo mất hộ chiếu phổ thông")}, &all));
	assert_string_equal(all.v[0].document->row.level.s, "commune");
	OK(procedures_rank(c, &(struct ranking_wish){.typed = S("trình báo mất hộ chiếu phổ thông"), .commune = true}, &commune));
	assert_true(commune.n < all.n);
	for (size_t i = 0; i < commune.n; i++)
		assert_string_equal(commune.v[i].document->row.level.s, "commune");
}

static size_t versions_found(struct ctx *c, const char *code)
{
	struct procedure_list_rows list = found(c, S("đăng ký thường trú"));
	size_t n = 0;
	for (size_t i = 0; i < list.n; i++)
		n += str_is(list.v[i].code, code);
	return n;
}

static void one_version_is_found_on_any_day(void **state)
{
	struct ctx *c = test_store(state);
	int64_t rows;
	OK(WRITE(
		c, procedures_module.importers.v->run(c,
			   S("code\tname\tfield\thandled\tlevels\tdecision\tministry\tapplicants\ttime\ttime_unit\tfee_vnd\tfee_"
			     "note\t"
			     "result\tagency\tvalid_from\n1.004222\tĐăng ký thường trú\t\t\t\t\t\t\t3\twd\t\t\t\t\t2026-12-01\n"),
			   &rows)));
	assert_int_equal(rows, 1);
	assert_int_equal(versions_found(c, "1.004222"), 1);
	int64_t old = found(c, S("đăng ký thường trú")).v[0].id;
	c->now = day_start(day_make(2026, 12, 1));
	assert_int_equal(versions_found(c, "1.004222"), 1);
	assert_true(found(c, S("đăng ký thường trú")).v[0].id != old);
	c->now = TEST_NOW;
}

static void only_an_unfinished_word_is_completed(void **state)
{
	struct ctx *c = test_store(state);
	struct ranking r;
	OK(procedures_rank(c, &(struct ranking_wish){.typed = S("khai si"), .unfinished = true}, &r));
	assert_string_equal(r.v[0].document->row.code.s, "1.001193");
	OK(procedures_rank(c, &(struct ranking_wish){.typed = S("đăng ký thường t"), .unfinished = true}, &r));
	assert_string_equal(r.v[0].document->row.code.s, "1.004222");
	OK(procedures_rank(c, &(struct ranking_wish){.typed = S("nghĩa vụ quân s"), .unfinished = true}, &r));
	assert_string_equal(r.v[0].document->row.code.s, "1.013133");
	double begun = r.v[0].fit;
	OK(procedures_rank(c, &(struct ranking_wish){.typed = S("nghĩa vụ quân s")}, &r));
	assert_true(!r.n || r.v[0].fit < begun);
}

/* ---- words ---- */

static void words_are_told_apart_and_brought_together(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const sounds[][2] = {{"xinh", "sinh"}, {"chu", "tru"}, {"ranh", "danh"}, {"gianh", "danh"},
		{"ngheo", "ngeo"}, {"lop", "nop"}, {"ky", "ki"}, {"ruou", "rieu"}, {"huu", "hiu"}, {"qua", "cua"}, {"gi", "di"}};
	for (size_t i = 0; i < COUNT(sounds); i++)
		if (!str_eq(suggestions_sound_of(c->a, str_of(sounds[i][0])), suggestions_sound_of(c->a, str_of(sounds[i][1]))))
			fail_msg("%s does not sound like %s", sounds[i][0], sounds[i][1]);
	assert_string_not_equal(suggestions_sound_of(c->a, S("khai")).s, suggestions_sound_of(c->a, S("cai")).s);
	assert_string_not_equal(suggestions_sound_of(c->a, S("tam")).s, suggestions_sound_of(c->a, S("nam")).s);
	static const char *const typed[][2] = {{"sinhs", "sinh"}, {"ddor", "do"}, {"soor", "so"}, {"chuwsng", "chung"},
		{"so63", "so"}, {"d9o3", "do"}, {"xa", "xa"}, {"2025", "2025"}, {"sn", "sn"}, {"khai", "khai"}};
	for (size_t i = 0; i < COUNT(typed); i++)
		assert_string_equal(str_c(c->a, suggestions_untelexed(c->a, str_of(typed[i][0]))), typed[i][1]);
	assert_true(suggestions_marks_alike(name_key(c->a, S("khải")), name_key(c->a, S("khãi"))));
	assert_true(suggestions_marks_alike(name_key(c->a, S("kỹ")), name_key(c->a, S("kĩ"))));
	assert_false(suggestions_marks_alike(name_key(c->a, S("sổ")), name_key(c->a, S("số"))));
	assert_false(suggestions_marks_alike(name_key(c->a, S("đỏ")), name_key(c->a, S("độ"))));
	struct word_form said[2];
	suggestions_words_cut(c->a, S("sanh sinh"), said, 2);
	assert_true(str_is(suggestions_spoken_for(&said[0], true), "sinh"));
	assert_int_equal(suggestions_spoken_for(&said[1], true).n, 0);
}

static const char *worths(struct ctx *c, const char *typed, bool unfinished)
{
	struct said said;
	buf b = {.a = c->a};
	catalogue_said_read(c->a, str_of(typed), 12, unfinished, &said);
	for (size_t i = 0; i < said.n; i++)
		buf_printf(&b, "%s%.*s %d", i ? ", " : "", STR_ARG(said.v[i].form.folded), (int)(100 * said.v[i].worth));
	return str_c(c->a, buf_text(&b));
}

static void what_is_typed_is_read(void **state)
{
	struct ctx *c = test_store(state);
	assert_string_equal(worths(c, "tui xin shk", false), "tui 0, xin 0, so 100, ho 100, khau 100");
	assert_string_equal(worths(c, "đkkh", false), "dang 35, ki 35, ket 100, hon 100");
	assert_string_equal(worths(c, "tạm trú hk", true), "tam 100, tru 100, hk 100"); /* may become another word */
	assert_string_equal(worths(c, "nuôi ong bị phạt bao nhiêu", false), "nuoi 100, ong 100, bi 0, phat 0, bao 0, nhieu 0");
	assert_string_equal(worths(c, "nuôi ong bị phạt bao lâu", false), "nuoi 100, ong 100, bi 0, phat 100, bao 0, lau 0");
	assert_string_equal(worths(c, "phat bao nhieu", false), "phat 0, bao 0, nhieu 0");
	assert_string_equal(worths(c, "vậy hả", false), "vay 0, ha 0");
	assert_string_equal(worths(c, "vay von", false), "vay 100, von 100"); /* without marks it may be a loan */
	assert_string_equal(worths(c, "12 tháng", false), "12 35, thang 35");
	struct said said;
	catalogue_said_read(c->a, S("một hai ba bốn shk"), 4, false, &said);
	assert_int_equal(said.n, 4);
	struct word_form w[2];
	suggestions_words_cut(c->a, S("má ma"), w, 2);
	assert_true(str_is(suggestions_spoken_for(&w[0], true), "mẹ"));
	assert_int_equal(suggestions_spoken_for(&w[1], true).n, 0); /* of a wedding or a funeral */
	assert_true(str_is(suggestions_spoken_for(&w[1], false), "mẹ"));
}

static void what_people_call_it_is_found_in_any_order(void **state)
{
	struct ctx *c = test_store(state);
	first_is(c, "sổ hồng nhà tui hôm bữa bị mất trộm", "1.012786");
	first_is(c, "tối qua má em mất tại nhà", "1.000656");
	first_is(c, "heo nhà em dịch chết hết trơn", "1.013997");
	first_is(c, "mướn đất", "1.013949");              /* thuê */
	first_is(c, "giám hộ cho Việt kiều", "1.001669"); /* a word for words of the law: "yếu tố nước ngoài" */
	first_is(c, "khai tử cho Việt kiều", "1.001766");
	first_is(c, "xin cấp gpxd", "1.013225");
	struct ranking part, whole;
	OK(procedures_rank(c, &(struct ranking_wish){.typed = S("mất giấy kết hôn")}, &whole));
	OK(procedures_rank(c, &(struct ranking_wish){.typed = S("mất xe kết hôn")}, &part));
	assert_true(whole.v[0].fit > part.v[0].fit);
}

/* ---- the catalogue of everyday words: general words, alive, with where they are said ---- */

static size_t words_in(struct ctx *c, str text)
{
	struct word_form words[20];
	return suggestions_words_cut(c->a, text, words, COUNT(words));
}

static bool is_a_question(struct ctx *c, str say, str questions)
{
	return str_has(questions, str_format(c->a, "\t%.*s\t", STR_ARG(say)));
}

static bool known_code(struct ctx *c, str code)
{
	struct procedure_by_code p;
	bool there;
	OK(procedure_by_code(c, code, day_iso(c->a, day_of(c->now)), &p, &there));
	return there;
}

static void check_sayings(struct ctx *c, str says, str questions)
{
	enum { SYLLABLES_MOST = 7, WHOLE_MOST = 4 };
	for (str say; says.n;) {
		str_cut(says, ';', &say, &says);
		say = str_trim(say);
		if (!say.n || words_in(c, say) > SYLLABLES_MOST)
			fail_msg("everyday_words.tsv: “%.*s”", STR_ARG(say));
		if (words_in(c, say) > WHOLE_MOST && is_a_question(c, say, questions))
			fail_msg("everyday_words.tsv: “%.*s” is a question of the test", STR_ARG(say));
	}
}

static void check_codes(struct ctx *c, str codes)
{
	for (str code; codes.n;) {
		str_cut(codes, ' ', &code, &codes);
		if (!known_code(c, code))
			fail_msg("everyday_words.tsv: no procedure %.*s", STR_ARG(code));
	}
}

static void check_law(struct ctx *c, const struct kept_versions *all, str words)
{
	str law = str_format(c->a, " %s ", search_key(c->a, words).s);
	for (size_t i = 0; i < all->n; i++)
		if (str_has(str_format(c->a, " %s ", search_key(c->a, all->v[i].name).s), law))
			return;
	fail_msg("everyday_words.tsv: no name has “%.*s”", STR_ARG(words));
}

static void everyday_words_are_general_and_alive(void **state)
{
	enum { SAY, LAW, REMARK, CELLS };
	static const char *const files[] = {"questions", "later", "dev", "unseen"};
	struct ctx *c = test_store(state);
	const struct kept_versions *all;
	str rest = catalogue_file("everyday_words.tsv"), cells[CELLS];
	buf questions = {.a = c->a};
	for (size_t i = 0; i < COUNT(files); i++)
		buf_str(&questions, vector_file(c->a, str_format(c->a, "tests/search/%s.tsv", files[i]).s));
	OK(procedure_versions_kept(c, &all));
	tsv_row(&rest, cells, CELLS);
	while (tsv_row(&rest, cells, CELLS)) {
		if (!cells[REMARK].n)
			fail_msg("everyday_words.tsv: no remark at %.*s", STR_ARG(cells[SAY]));
		check_sayings(c, cells[SAY], buf_text(&questions));
		if (cells[LAW].s[0] >= '0' && cells[LAW].s[0] <= '9')
			check_codes(c, cells[LAW]);
		else
			check_law(c, all, cells[LAW]);
	}
}

static void a_question_takes_less_than_a_millisecond(void **state)
{
	enum { SET, QUESTION, CODES, CELLS };
	struct ctx *c = test_store(state);
	str rest = vector_file(c->a, "tests/search/questions.tsv"), cells[CELLS];
	int64_t began, spent, n = 0;
	found(c, S("khai sinh"));
	began = clock_now();
	while (tsv_row(&rest, cells, CELLS)) {
		found(c, cells[QUESTION]);
		n++;
	}
	spent = (clock_now() - began) / n;
	print_message("%d µs a question\n", (int)spent);
	assert_true(spent < 50000); /* a sanitized build on a busy machine; the plain one: see bench */
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(questions_of_everyday_life_find_their_procedure),
		cmocka_unit_test(slips_of_sound_and_of_typing_lead_to_the_same),
		cmocka_unit_test(what_was_meant_is_said),
		cmocka_unit_test(a_word_that_is_not_there_empties_nothing),
		cmocka_unit_test(what_hardly_fits_is_left_out),
		cmocka_unit_test(long_and_odd_questions_are_bounded),
		cmocka_unit_test(any_question_is_survived),
		cmocka_unit_test(what_a_unit_takes_in_most_stands_first_there),
		cmocka_unit_test(communes_stand_before_other_levels),
		cmocka_unit_test(only_an_unfinished_word_is_completed),
		cmocka_unit_test(words_are_told_apart_and_brought_together),
		cmocka_unit_test(what_is_typed_is_read),
		cmocka_unit_test(what_people_call_it_is_found_in_any_order),
		cmocka_unit_test(everyday_words_are_general_and_alive),
		cmocka_unit_test(a_question_takes_less_than_a_millisecond),
		cmocka_unit_test(one_version_is_found_on_any_day),
	};
	return cmocka_run_group_tests(tests, filled, test_close);
}
