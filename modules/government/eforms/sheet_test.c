/* Forms on paper: every form of the catalogue, in the shape that the law gives it. */
#include "tests/unit/store.h"
#include "tests/unit/paper.h"
#include "government/eforms/inside.h"
#include "doc/layout.h"
#include "core/units/units.h"
#include "web/catalogue.h"
#include "web/module.h"

static void fill(struct ctx *c)
{
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, procedures_module.init(c)));
	OK(WRITE(c, eforms_module.init(c)));
}

static int open_filled(void **state) { return test_open_filled(state, "eforms", fill); }

static struct form *read_form(struct ctx *c, str file)
{
	struct form *f;
	const struct form *any;
	OK(eform_for(c, 1, &any));
	OK(form_parse(c, c->a, catalogue_file(str_format(c->a, "eforms/%.*s", STR_ARG(file)).s), &f));
	f->provinces = any->provinces;
	return f;
}

static const struct form_person who = {.name = S("Lê Thị Hoa"),
	.personal_number = S("037190000123"),
	.birth_on = S("1990-05-09"),
	.phone = S("0912000123"),
	.address = S("Thôn 2, xã Gia Lâm")};

static str paper(struct ctx *c, const struct form *f, str answers, bool blank)
{
	buf out = {.a = c->a};
	static const struct form_person nobody = {0};
	const struct eform_sheet sheet = {.addressee = S("Ủy ban nhân dân xã Gia Lâm"),
		.unit = S("xã Gia Lâm"),
		.place = S("Gia Lâm"),
		.procedure = S("Thủ tục thử"),
		.applicant = blank ? &nobody : &who,
		.blank = blank};
	OK(eform_pdf(c, f, answers, &sheet, &out));
	return paper_words(c, &out);
}

/* Without spaces: a paper breaks lines where it likes, and writes numbers digit by digit. */
static str letters_of(arena *a, str text)
{
	str folded = fold(a, text);
	buf b = {.a = a};
	for (size_t i = 0; i < folded.n; i++)
		if (folded.s[i] != ' ')
			buf_put(&b, folded.s + i, 1);
	return buf_text(&b);
}

static void says_everything(struct ctx *c, const struct form *f, str answers)
{
	struct form_answers *v;
	str all = letters_of(c->a, paper(c, f, answers, false));
	form_answers_stored(c, f, answers, &v);
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->sections[i].n; k++) {
			const struct form_field *d = &f->sections[i].fields[k];
			const struct form_answer *a = form_answer_to(v, d, 0);
			bool boxed = d->type == FORM_YES_NO || d->type == FORM_CHOICE || d->type == FORM_CHOICES;
			if (boxed || f->sections[i].name || !a || !a->filled || !form_field_asked(v, d, 0) ||
				d->type == FORM_FILE)
				continue;
			str first, rest;
			str_cut(fold(c->a, form_answer_shown(c, d, a)), ' ', &first, &rest);
			if (!str_has(all, first))
				fail_msg("%.*s: “%.*s” of %s is not on the paper", STR_ARG(f->code), STR_ARG(first), d->name);
		}
}

static void each_form_has_its_shape(void **state)
{
	struct ctx *c = test_store(state);
	str rest = catalogue_file("eforms.tsv"), file, answers;
	size_t shaped = 0;
	tsv_row(&rest, &file, 1);
	while (tsv_row(&rest, &file, 1)) {
		struct form *f = read_form(c, file);
		OK(eform_sheet_verify(c, f));
		shaped += asset_find(str_format(c->a, "catalogue/layouts/%.*s.txt", STR_ARG(f->code))) != NULL;
		OK(form_sample(c, f, &answers));
		says_everything(c, f, answers);
		str empty = paper(c, f, S(""), true);
		assert_true(str_has(empty, S("Độc lập - Tự do - Hạnh phúc")));
		assert_false(str_has(empty, S("Lê Thị Hoa")));
	}
	assert_int_equal(shaped, 13); /* all but the form of those that have none */
}

static void birth_looks_like_the_law(void **state)
{
	struct ctx *c = test_store(state);
	struct form *f = read_form(c, S("khai-sinh.json"));
	str all = paper(c, f,
		S("{\"relation\":\"mother\",\"child_name\":\"Nguyễn Minh "
		  "An\",\"born_on\":\"2026-11-01\",\"sex\":\"male\",\"ethnicity\":"
		  "\"Kinh\",\"nationality\":\"Việt Nam\",\"birth_place\":\"Bệnh viện A\",\"home_town\":\"Xã Gia "
		  "Lâm\",\"mother_known\":true,"
		  "\"mother_name\":\"Lê Thị Hoa\",\"father_known\":false,\"wants_copies\":true,\"copies\":3}"),
		false);
	static const char *const lines[] = {"TỜ KHAI ĐĂNG KÝ KHAI SINH Kính gửi: Ủy ban nhân dân xã Gia Lâm",
		"Họ, chữ đệm, tên người yêu cầu: LÊ THỊ HOA", "Quan hệ với người được khai sinh: Mẹ",
		"Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:", "Họ, chữ đệm, tên: NGUYỄN MINH AN",
		"ghi bằng chữ: ngày một tháng mười một năm", "Giới tính: Nam", "Họ, chữ đệm, tên người cha: không khai",
		"Tôi cam đoan nội dung đề nghị đăng ký khai sinh", "Số lượng: 3 bản", "NGƯỜI YÊU CẦU"};
	for (size_t i = 0; i < COUNT(lines); i++)
		if (!str_has(all, str_of(lines[i])))
			fail_msg("“%s” is not on: %.*s", lines[i], STR_ARG(all));
	assert_false(str_has(all, S("Có thông tin về người mẹ"))); /* a question of the screen is no line of the form */
}

/* What no longer applies was not declared; an empty form bears no date. */
static void only_what_was_asked(void **state)
{
	struct ctx *c = test_store(state);
	struct form *f = read_form(c, S("khai-tu.json"));
	str all = paper(c, f, S("{\"dead_number\":\"037040000123\",\"identity_paper\":\"HC 777\"}"), false);
	assert_false(str_has(all, S("HC 777")));
	assert_true(str_has(all, S("037040000123")));
	assert_true(str_has(all, S("năm 2026")));
	assert_false(str_has(paper(c, f, S(""), true), S("2026")));
	f = read_form(c, S("ket-hon.json"));
	all = paper(c, f, S("{\"woman_name\":\"Lê Thị Hoa\",\"visit_on\":\"2026-12-24\"}"), false);
	assert_true(str_has(all, S("Ngày hẹn đến ký (dự kiến): 24/12/2026"))); /* the law's form has no place for it */
}

static str dated(struct ctx *c, const struct form *f, day on)
{
	buf out = {.a = c->a};
	const struct eform_sheet sheet = {.place = S("Gia Lâm"), .applicant = &who, .at = day_start(on) + 8 * HOUR};
	OK(eform_pdf(c, f, S(""), &sheet, &out));
	return paper_words(c, &out);
}

/* A form of the law, and one that has no layout of its own. */
static void forms_are_dated_as_the_decree_says(void **state)
{
	struct ctx *c = test_store(state);
	struct form *forms[] = {read_form(c, S("khai-sinh.json")), NULL};
	OK(form_parse(c, c->a,
		S("{\"code\":\"khac\",\"title\":\"Tờ khai khác\",\"sections\":[{\"title\":\"A\",\"fields\":[{\"name\":\"a\","
		  "\"type\":\"text\",\"label\":\"Mục\"}]}]}"),
		&forms[1]));
	for (size_t i = 0; i < COUNT(forms); i++) {
		assert_true(str_has(dated(c, forms[i], day_make(2026, 2, 1)), S("Gia Lâm, ngày 01 tháng 02 năm 2026")));
		assert_true(str_has(dated(c, forms[i], day_make(2026, 9, 10)), S("Gia Lâm, ngày 10 tháng 9 năm 2026")));
		assert_true(str_has(dated(c, forms[i], day_make(2026, 11, 10)), S("Gia Lâm, ngày 10 tháng 11 năm 2026")));
		str head = S("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc");
		assert_true(str_has(dated(c, forms[i], day_make(2026, 2, 1)), head));
	}
}

/* A form edited past its layout says all the same what was declared. */
static void what_has_no_place_is_said(void **state)
{
	struct ctx *c = test_store(state);
	struct form *f;
	OK(form_parse(c, c->a,
		S("{\"code\":\"khai-tu\",\"title\":\"Tờ khai "
		  "khác\",\"sections\":[{\"title\":\"A\",\"fields\":[{\"name\":\"new_one\","
		  "\"type\":\"text\",\"label\":\"Mục mới\"}]}]}"),
		&f));
	FAILS(INVALID, eform_sheet_verify(c, f));
	str all = paper(c, f, S("{\"new_one\":\"điều mới khai\"}"), false);
	assert_true(str_has(all, S("Mục mới: điều mới khai")));
	assert_true(str_has(all, S("Kính gửi: Ủy ban nhân dân xã Gia Lâm")));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_form_has_its_shape),
		cmocka_unit_test(birth_looks_like_the_law),
		cmocka_unit_test(only_what_was_asked),
		cmocka_unit_test(what_has_no_place_is_said),
		cmocka_unit_test(forms_are_dated_as_the_decree_says),
	};
	return cmocka_run_group_tests(tests, open_filled, test_close);
}
