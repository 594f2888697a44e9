/* References: what an answer names is there, and whoever fills in may name it. */
#include "core/forms/filling_test.h"
#include "core/people/people.h"
#include "web/hooks.h"
#include "web/edge/edge.h"

static int64_t ours, theirs; /* two communes */
static int64_t here, there, twin, gone;

static int64_t hamlet(struct ctx *c, int64_t unit, const char *name, const char *note)
{
	struct hamlet_change n = {
		.unit = unit, .kind = S("thon"), .name = str_of(name), .note = str_of(note), .day = S("2025-07-01")};
	OK(apply(c, hamlet_open, &n));
	return n.id;
}

static int open_hamlets(void **state)
{
	if (open_filled(state))
		return -1;
	struct ctx *c = test_store(state);
	OK(routes_declare(c, modules_all())); /* so that permissions are known */
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &ours));
	OK(unit_find(c, S("commune"), S("21292"), day_of(c->now), &theirs));
	here = hamlet(c, ours, "Đồng Chưa", "");
	twin = hamlet(c, ours, "Đồng Chưa", "xã Gia Sơn cũ");
	gone = hamlet(c, ours, "Bãi Giữa", "");
	there = hamlet(c, theirs, "Nước Lác", "");
	OK(apply(c, hamlet_close, (&(struct hamlet_change){.unit = ours, .hamlet = gone, .day = S("2026-01-01")})));
	return 0;
}

static const struct form *of_kind(struct ctx *c, const char *kind)
{
	return form(c, str_format(c->a,
			       "{\"title\":\"A\",\"fields\":[{\"name\":\"at\",\"type\":\"reference\",\"to\":\"%s\","
			       "\"label\":\"Nơi\",\"required\":true}]}",
			       kind)
			       .s);
}

static str kept(struct ctx *c, const struct form *f, const char *sent)
{
	str answers;
	OK(send(c, f, sent, true, &answers));
	OK(form_check(c, f, answers));
	struct form_answers *v;
	form_answers_stored(c, f, answers, &v);
	assert_true(str_eq(form_answers_json(c->a, v), answers));
	return answers;
}

static void refused(struct ctx *c, const struct form *f, str sent, const char *says)
{
	str answers;
	err e = send(c, f, str_c(c->a, sent), true, &answers);
	FAILS(INVALID, e);
	assert_true(complains(e, "e_at"));
	if (!str_has(e->problems->text, str_of(says)))
		fail_msg("%s: “%s” does not say “%s”", sent.s, e->problems->text.s, says);
	FAILS(INVALID, form_check(c, f, answers));
}

static void what_is_named_is_kept_with_its_id_and_title(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = of_kind(c, "hamlet");
	c->unit = ours;
	str id = str_format(c->a, "%lld", (long long)twin);
	str wanted =
		str_format(c->a, "{\"at\":{\"kind\":\"hamlet\",\"id\":%s,\"title\":\"Thôn Đồng Chưa (xã Gia Sơn cũ)\"}}", id.s);
	assert_string_equal(kept(c, f, "e_at=thon dong chua (xa gia son cu)").s, wanted.s); /* the words alone, without marks */
	assert_string_equal(
		kept(c, f, str_format(c->a, "e_at=dong chua&e_at-id=%s", id.s).s).s, wanted.s); /* chosen among several */
	assert_string_equal(kept(c, f, str_format(c->a, "e_at=Thôn Đồng Chưa (xã Gia Sơn cũ)&e_at-id=%s", id.s).s).s, wanted.s);
	OK(form_check(c, f, str_format(c->a, "{\"at\":{\"id\":%s}}", id.s)));
	struct form_answers *v;
	form_answers_stored(c, f, wanted, &v);
	assert_string_equal(
		form_answer_shown(c, &f->sections[0].fields[0], &v->sections[0].v[0].v[0]).s, "Thôn Đồng Chưa (xã Gia Sơn cũ)");
	int64_t banyan = hamlet(c, ours, "Cây Đa", "");
	str answers; /* other words than those of the choice that is still there: the words count */
	OK(send(c, f, str_format(c->a, "e_at=Thôn Đồng Chưa&e_at-id=%s", id.s).s, true, &answers));
	assert_true(str_has(answers, str_format(c->a, "\"id\":%lld", (long long)twin)));
	OK(send(c, f, str_format(c->a, "e_at=Thôn Cây Đa&e_at-id=%s", id.s).s, true, &answers));
	assert_true(str_has(answers, str_format(c->a, "\"id\":%lld", (long long)banyan)));
	FAILS(INVALID, send(c, f, str_format(c->a, "e_at=&e_at-id=%s", id.s).s, true, &answers)); /* emptied */
}

static void words_that_fit_several_are_asked_back(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = of_kind(c, "hamlet");
	c->unit = ours;
	refused(c, f, S("e_at=dong"), "chọn một trong những mục tìm thấy");
	const struct page_found *found = sent_found;
	assert_non_null(found);
	assert_string_equal(found->field, "e_at");
	assert_non_null(found->choices[1].value);
	assert_null(found->choices[2].value);
	buf out = {.a = c->a};
	struct page p = {
		.out = &out, .a = c->a, .now = c->now, .typed = typed, .typed_has = typed_has, .again = true, .found = found};
	form_inputs(&p, f, NULL, S(""));
	assert_non_null(strstr(buf_text(&out).s, str_format(c->a, "name=\"e_at-id\" value=\"%lld\"", (long long)here).s));
	assert_non_null(strstr(out.s, "value=\"dong\""));
	refused(c, f, S("e_at=Đồng Không"), "không tìm thấy “Đồng Không”");
	assert_null(sent_found);
}

static void what_is_not_mine_looks_like_what_does_not_exist(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = of_kind(c, "hamlet");
	c->unit = ours;
	const int64_t hostile[] = {there, gone, 999999, INT64_MAX, 0, -1};
	const char *words = NULL;
	for (size_t i = 0; i < COUNT(hostile); i++) {
		err e = form_check(c, f, str_format(c->a, "{\"at\":{\"kind\":\"hamlet\",\"id\":%lld}}", (long long)hostile[i]));
		FAILS(INVALID, e);
		words = words ? words : e->text.s;
		assert_string_equal(e->text.s, words);
		refused(c, f, str_format(c->a, "e_at=Nước Lác&e_at-id=%lld", (long long)hostile[i]), "không tìm thấy");
	}
	refused(c, f, S("e_at=Bãi Giữa"), "không tìm thấy"); /* is no more */
	static const char *const odd[] = {
		"{\"kind\":\"unit\",\"id\":1}", "{\"kind\":\"hamlet\"}", "{\"id\":\"1\"}", "[]", "7", "true", "{\"id\":1.5}"};
	for (size_t i = 0; i < COUNT(odd); i++)
		FAILS(INVALID, form_check(c, f, str_format(c->a, "{\"at\":%s}", odd[i])));
	c->unit = theirs;
	assert_true(str_has(kept(c, f, "e_at=thon nuoc lac"), S("Thôn Nước Lác")));
	c->unit = 0; /* who works for no unit finds none */
	refused(c, f, S("e_at=Thôn Nước Lác"), "không tìm thấy");
}

static void units_and_departments_are_those_of_today(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = of_kind(c, "unit");
	assert_true(str_has(kept(c, f, "e_at=xa gia lam, tinh ninh binh"), S("\"title\":\"Xã Gia Lâm, Tỉnh Ninh Bình\"")));
	int64_t before;
	OK(unit_find(c, S("commune"), S("14389"), day_make(2025, 6, 30), &before));
	assert_true(before != ours);
	FAILS(INVALID, form_check(c, f, str_format(c->a, "{\"at\":{\"id\":%lld}}", (long long)before)));
	OK(form_check(c, f, str_format(c->a, "{\"at\":{\"id\":%lld}}", (long long)ours)));
	struct new_agency n = {.unit = ours, .kind = S("economy"), .name = S("Phòng Kinh tế"), .valid_from = S("2025-07-01")};
	c->unit = ours;
	OK(apply(c, agency_open, &n));
	f = of_kind(c, "agency");
	assert_true(
		str_has(kept(c, f, "e_at=phong kinh te"), str_format(c->a, "\"kind\":\"agency\",\"id\":%lld", (long long)n.id)));
	c->unit = theirs;
	FAILS(INVALID, form_check(c, f, str_format(c->a, "{\"at\":{\"id\":%lld}}", (long long)n.id)));
}

static void persons_are_named_by_officers_who_may_look_them_up(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = of_kind(c, "person");
	struct person_facts lan = {
		.name = S("Nguyễn Thị Lan"), .personal_number = S("037184001234"), .birth_on = S("1984-09-05"), .unit = ours};
	int64_t id;
	c->unit = ours;
	OK(WRITE(c, person_save(c, &lan, &id)));
	str by_id = str_format(c->a, "e_at=Nguyễn Thị Lan (sinh năm 1984)&e_at-id=%lld", (long long)id), answers;
	refused(c, f, by_id, "không tìm thấy");
	sender.kind = OFFICER;
	permission_grant(&sender, S("people.read"));
	OK(send(c, f, by_id.s, true, &answers));
	assert_string_equal(answers.s,
		str_format(c->a, "{\"at\":{\"kind\":\"person\",\"id\":%lld,\"title\":\"Nguyễn Thị Lan (sinh năm 1984)\"}}",
			(long long)id)
			.s);
	refused(c, f, S("e_at=lan nguyen"), "chọn một trong những mục");
	assert_non_null(strstr(sent_found->choices[0].label, "037*******34"));
	assert_null(strstr(sent_found->choices[0].label, "037184001234"));
	lan.personal_number = S("037184001242");
	int64_t namesake;
	OK(WRITE(c, person_save(c, &lan, &namesake)));
	refused(c, f, S("e_at=Nguyễn Thị Lan (sinh năm 1984)"), "chọn một trong những mục"); /* two of a name: nobody guesses */
	OK(send(c, f, by_id.s, true, &answers));
	c->unit = theirs;
	FAILS(INVALID, send(c, f, by_id.s, true, &answers)); /* of another unit */
	sender = (struct actor){.kind = NOBODY};
}

static void a_definition_names_a_kind_that_somebody_declares(void **state)
{
	struct ctx *c = test_store(state);
	static const char *const wrong[] = {"\"to\":\"homestead\",", "\"to\":\"\",", "\"to\":7,", ""};
	struct form *f;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		err e = form_parse(c, c->a,
			str_format(c->a,
				"{\"code\":\"thu\",\"title\":\"T\",\"sections\":[{\"title\":\"A\",\"fields\":[{\"name\":\"x\","
				"\"type\":"
				"\"reference\",%s\"label\":\"X\"}]}]}",
				wrong[i]),
			&f);
		FAILS(INVALID, e);
		assert_true(str_has(e->text, S("“to”")));
		if (!i)
			assert_true(str_has(e->text, S("homestead")) && str_has(e->text, S("unit, hamlet, agency")));
	}
}

static void an_example_names_something_that_is_there(void **state)
{
	struct ctx *c = test_store(state);
	const struct form *f = of_kind(c, "hamlet");
	str sample;
	c->unit = ours;
	OK(form_sample(c, f, &sample));
	OK(form_check(c, f, sample));
}

static void words_begin_words(void **state)
{
	arena *a = test_store(state)->a;
	assert_true(reference_fits(a, S("Thôn Đồng Chưa"), S("dong ch")));
	assert_true(reference_fits(a, S("Thôn Đồng Chưa"), S("CHƯA thôn")));
	assert_true(reference_fits(a, S("Bản Lý"), S("lí")));
	assert_false(reference_fits(a, S("Thôn Đồng Chưa"), S("ong")));
	assert_false(reference_fits(a, S("Thôn Đồng Chưa"), S("dong x")));
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_named_is_kept_with_its_id_and_title),
		cmocka_unit_test(words_that_fit_several_are_asked_back),
		cmocka_unit_test(what_is_not_mine_looks_like_what_does_not_exist),
		cmocka_unit_test(units_and_departments_are_those_of_today),
		cmocka_unit_test(persons_are_named_by_officers_who_may_look_them_up),
		cmocka_unit_test(a_definition_names_a_kind_that_somebody_declares),
		cmocka_unit_test(an_example_names_something_that_is_there),
		cmocka_unit_test(words_begin_words),
	};
	return cmocka_run_group_tests(tests, open_hamlets, test_close);
}
