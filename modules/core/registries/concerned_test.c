/* Whom a record concerns, for the log of looks: personal numbers and persons that it names, in any section. */
#include "tests/unit/store.h"
#include "core/people/people.h"
#include "core/registries/pages.h"
#include "core/units/units.h"
#include "web/module.h"
#include "web/services/looks.h"

static const char definition[] =
	"{\"code\":\"ho-so-rieng\",\"title\":\"Hồ sơ riêng\",\"one\":\"mục\",\"basis\":\"\",\"remark\":\"\",\"level\":\"any\","
	"\"name\":\"label\",\"sections\":[{\"title\":\"Chung\",\"fields\":["
	"{\"name\":\"label\",\"type\":\"text\",\"label\":\"Tên\",\"required\":true,\"max\":100},"
	"{\"name\":\"number\",\"type\":\"personal_number\",\"label\":\"Số định danh\"},"
	"{\"name\":\"who\",\"type\":\"reference\",\"label\":\"Người\",\"to\":\"person\"},"
	"{\"name\":\"where\",\"type\":\"reference\",\"label\":\"Đơn vị\",\"to\":\"unit\"}]},"
	"{\"title\":\"Con\",\"name\":\"children\",\"repeat\":{\"min\":0,\"max\":5,\"item\":\"Người con\"},\"fields\":["
	"{\"name\":\"child\",\"type\":\"personal_number\",\"label\":\"Số định danh\"}]}],"
	"\"states\":[{\"name\":\"in_use\",\"title\":\"Đang dùng\"}],\"moves\":[],"
	"\"list\":{\"columns\":[\"label\"],\"sorts\":[\"label\"],\"filters\":[],\"search\":[\"label\"]}}";

static const struct registry *kept(struct ctx *c)
{
	struct registry_add registry;
	struct registry_version_add version;
	const struct registry *r;
	OK(WRITE(c, units_module.init(c)));
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &c->unit));
	OK(WRITE(c, registry_add(c, S("ho-so-rieng"), S("Hồ sơ riêng"), &registry)));
	OK(WRITE(c, registry_version_add(c, registry.id, 1, str_of(definition), c->now, (opt_int){0}, &version)));
	OK(WRITE(c, registry_version_publish(c, version.id, S("2026-01-01"), c->now)));
	OK(WRITE(c, registries_changed(c)));
	OK(registry_of(c, S("ho-so-rieng"), &r));
	return r;
}

static struct record_work made(struct ctx *c, const struct registry *r, str answers)
{
	struct record_work w = {.registry = r, .answers = answers, .valid_from = S("2026-02-01"), .though_alike = true};
	OK(apply(c, registry_record_create, &w));
	return w;
}

static bool concerns(struct ctx *c, int64_t record, const struct look_subjects *wanted)
{
	struct look_subjects said = {0};
	OK(registry_record_concerns(c, record, &said));
	size_t n = 0;
	for (size_t i = 0; i < said.n; i++)
		for (size_t k = 0; k < wanted->n; k++)
			n += str_eq(said.v[i], wanted->v[k]);
	return n == wanted->n && said.n == wanted->n;
}

static void numbers_and_persons_of_all_sections(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = kept(c);
	struct person_facts known = {
		.name = S("Bùi Thị Hạnh"), .personal_number = S("037175000001"), .birth_on = S("1975-03-08"), .unit = c->unit};
	struct look_subjects wanted = {0};
	int64_t person;
	OK(WRITE(c, person_save(c, &known, &person)));
	str said = str_format(c->a,
		"{\"label\":\"A\",\"number\":\"037175000002\",\"who\":{\"kind\":\"person\",\"id\":%lld,\"title\":\"Hạnh\"},"
		"\"where\":{\"kind\":\"unit\",\"id\":%lld,\"title\":\"Xã\"},\"children\":[{\"child\":"
		"\"037210000003\"},"
		"{\"child\":\"037210000004\"}]}",
		(long long)person, (long long)c->unit);
	look_at_number(c, &wanted, S("037175000002"));
	look_at_person(c, &wanted, person);
	look_at_number(c, &wanted, known.personal_number);
	look_at_number(c, &wanted, S("037210000003"));
	look_at_number(c, &wanted, S("037210000004"));
	struct record_work w = made(c, r, S("{\"label\":\"A\"}"));
	struct registry_record_version_add added; /* as an officer of the unit wrote it */
	OK(WRITE(c, registry_record_version_add(c,
			    &(struct registry_record_version_add_in){.record = w.record,
				    .definition = r->version,
				    .act = S("change"),
				    .valid_from = S("2026-03-01"),
				    .valid_to = S(REGISTRY_FOREVER),
				    .name = S("A"),
				    .state = S("in_use"),
				    .answers = said,
				    .source = S("typed"),
				    .reason = S(""),
				    .at = c->now},
			    &added)));
	c->unit = 0; /* the log is written for no unit */
	assert_true(concerns(c, w.record, &wanted));
}

static void of_one_that_ended_what_it_said_last(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r = kept(c);
	struct look_subjects wanted = {0}, none = {0};
	look_at_number(c, &wanted, S("037175000002"));
	struct record_work w = made(c, r, S("{\"label\":\"A\",\"number\":\"037175000002\"}"));
	struct record_work other = made(c, r, S("{\"label\":\"B\"}"));
	assert_true(concerns(c, other.record, &none));
	assert_true(concerns(c, 4711, &none)); /* there is none */
	struct record_merge m = {.registry = r,
		.kept = other.record,
		.kept_seen = 1,
		.other = w.record,
		.other_seen = 1,
		.reason = S("Ghi hai lần")};
	OK(apply(c, registry_record_merge, &m));
	assert_true(concerns(c, w.record, &wanted)); /* its history is read as before */
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(numbers_and_persons_of_all_sections, test_open, test_close),
		cmocka_unit_test_setup_teardown(of_one_that_ended_what_it_said_last, test_open, test_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
