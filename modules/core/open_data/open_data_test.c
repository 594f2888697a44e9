/* Open data: what may be given, what the files say, what takes a set down. */
#include "core/open_data/inside.h"
#include "core/access/access.h"
#include "core/files/files.h"
#include "core/notices/notices.sql.h"
#include "core/privacy/privacy.h"
#include "core/registries/definitions.h"
#include "core/units/units.h"
#include "modules.h"
#include "web/actor.h"
#include "tests/unit/store.h"
#include "web/edge/edge.h"
#include "web/module.h"
#include "web/object.h"
#include "web/request.h"
#include "web/services/services.h"
#include "web/web.sql.h"
#include "web/site.h"
#include <unistd.h>

/* ---- a unit, its administrator, a registry of its own ---- */

#define FIELD(name, type, more) "{\"name\":\"" name "\",\"type\":\"" type "\",\"label\":\"Trường " name "\"" more "}"
#define FIELDS                                                                                                                   \
	"{\"name\":\"label\",\"type\":\"text\",\"label\":\"Tên\",\"required\":true}," FIELD("number", "integer", "") "," FIELD(  \
		"deep", "decimal", "") "," FIELD("on", "date", "") "," FIELD("clean", "yes_no", "") "," FIELD("at", "geometry",  \
		",\"shape\":\"point\"") "," FIELD("phone", "phone", "") "," FIELD("owner", "text", "") "," FIELD("keeper",       \
		"text", ",\"kind\":\"person_name\"") "," FIELD("mail", "text", ",\"kind\":\"email\"") "," FIELD("officer",       \
		"reference", ",\"to\":\"record:can-bo\"") "," FIELD("twice", "computed",                                         \
		",\"formula\":\"deep * 2\",\"shown_as\":\"decimal\"") "," FIELD("of", "computed",                                \
		",\"formula\":\"join(label, owner)\",\"shown_as\":\"text\"") "," FIELD("pictures", "photos",                     \
		"") "," FIELD("of_that", "computed", ",\"formula\":\"join(of, label)\",\"shown_as\":\"text\"") "," FIELD("kind", \
		"choice", ",\"choices\":[{\"value\":\"dug\",\"label\":\"Đào\"},{\"value\":\"drilled\",\"label\":\"Khoan\"}]")
#define NARROWED(personal, fields, filters)                                                                                      \
	"{\"code\":\"so-mo\",\"title\":\"Sổ "                                                                                  \
	"mở\",\"one\":\"mục\",\"level\":\"commune\",\"name\":\"label\",\"personal\":[" personal                                  \
	"],\"states\":[{\"name\":\"good\",\"title\":\"Tốt\"},{\"name\":\"bad\",\"title\":\"Hỏng\"}],"                        \
	"\"sections\":[{\"title\":\"Chung\",\"fields\":[" fields "]}],\"list\":{\"columns\":[\"label\"],\"filters\":[" filters   \
	"]}}"
#define DEFINITION(personal, fields) NARROWED(personal, fields, "\"kind\",\"clean\"")
#define OWNER                        "\"owner\""

static void settle(struct ctx *c, int64_t *unit, int64_t *account)
{
	modules_set(modules);
	data_folder_set(test_folder(c));
	OK(routes_declare(c, modules_all()));
	jobs_declare(modules_all());
	OK(settings_open(c, modules_all(), NULL));
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, access_module.init(c)));
	OK(WRITE(c, registries_module.init(c)));
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), unit));
	c->unit = c->actor = 0;
	OK(WRITE(c, account_add(c,
			    &(struct new_account){.kind = S("officer"),
				    .login = S("quantri.thu"),
				    .name = S("Người Quản Trị"),
				    .unit = *unit,
				    .role = S("administrator")},
			    account)));
	c->unit = *unit;
	c->actor = *account;
}

static int64_t version_published(struct ctx *c, int64_t registry, const char *definition, const char *from)
{
	struct registry_draft d = {.registry = registry, .definition = str_of(definition)};
	OK(apply(c, registry_draft_add, &d));
	struct registry_publication p = {.version = d.version, .valid_from = str_of(from), .though_lost = true};
	OK(apply(c, registry_draft_publish, &p));
	return d.version;
}

static int64_t registry_made(struct ctx *c, const char *definition)
{
	struct registry_new n = {.code = S("so-mo"), .definition = str_of(definition)};
	struct registry_version_get v;
	OK(apply(c, registry_new_add, &n));
	struct registry_publication p = {.version = n.version, .valid_from = S("2026-11-23")};
	OK(apply(c, registry_draft_publish, &p));
	OK(registry_version_get(c, n.version, &v));
	return v.registry_id;
}

static int64_t record(struct ctx *c, const char *answers, const char *state)
{
	struct record_work w = {.answers = str_of(answers), .valid_from = S("2026-11-23"), .state = str_of(state)};
	OK(registry_of(c, S("so-mo"), &w.registry));
	OK(apply(c, registry_record_create, &w));
	return w.record;
}

static struct open_set_work chosen(struct ctx *c, const char *const *names)
{
	struct open_set_work w = {.registry = S("so-mo"),
		.title = S("Bộ thử"),
		.description = S("Một bộ dữ liệu để thử phần mềm."),
		.licence = S("CC-BY-4.0"),
		.frequency = S("weekly"),
		.contact_name = S("Văn phòng"),
		.contact_phone = S("0912 345 678")};
	str *v = NEWN(c->a, str, 20);
	for (w.fields.v = v; *names; names++)
		v[w.fields.n++] = str_of(*names);
	return w;
}
#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

static err move(struct ctx *c, int64_t set, const char *action)
{
	struct open_work k = {.action = flow_action(&open_flow, str_of(action)), .set = set};
	return apply(c, open_act, &k);
}

static int64_t published(struct ctx *c, struct open_set_work w)
{
	OK(apply(c, open_set_keep, &w));
	OK(move(c, w.id, "publish"));
	return w.id;
}

static void write_files(struct ctx *c, int64_t set)
{
	struct ctx job = *c;
	job.actor = job.unit = 0;
	OK(open_write_job(&job, str_format(c->a, "%lld", (long long)set)));
}

static struct open_set_get kept(struct ctx *c, int64_t set)
{
	struct open_set_get s;
	bool found;
	OK(open_set_kept(c, set, &s, &found));
	assert_true(found);
	return s;
}

/* The text of a file; empty: there is none. */
static str file_text(struct ctx *c, int64_t set, const char *format)
{
	struct open_files_rows files;
	OK(open_files(c, set, &files));
	for (size_t i = 0; i < files.n; i++) {
		struct stored s;
		int fd;
		if (!str_is(files.v[i].format, format))
			continue;
		OK(file_open(c, files.v[i].file_id, &s, &fd));
		char *text = NEWN(c->a, char, s.size + 1);
		assert_int_equal(pread(fd, text, (size_t)s.size, 0), s.size);
		close(fd);
		assert_string_equal(s.sha256.s, sha256_hex(c->a, sha256_of((str){text, (size_t)s.size})).s);
		assert_int_equal(s.size, files.v[i].size);
		return (str){text, (size_t)s.size};
	}
	return S("");
}

#define FULL                                                                                                                     \
	"{\"label\":\"=Một\",\"number\":-7,\"deep\":2.5,\"on\":\"2026-01-02\",\"clean\":true,\"at\":{\"type\":\"Point\","      \
	"\"coordinates\":[105.78,"                                                                                               \
	"20.4]},\"phone\":\"0912345678\",\"owner\":\"Chủ Riêng\",\"keeper\":\"Bùi Văn Giữ\",\"twice\":5,\"kind\":\"dug\"}"

/* ---- what may be given ---- */

static void what_is_personal_is_refused_and_so_is_what_is_made_of_it(void **state)
{
	static const struct {
		const char *name, *says; /* NULL: it may */
	} cases[] = {{"label", NULL}, {"number", NULL}, {"twice", NULL}, {"at", NULL}, {"kind", NULL},
		{"phone", "là dữ liệu cá nhân"}, {"owner", "là dữ liệu cá nhân"}, {"keeper", "là tên người"},
		{"mail", "địa chỉ thư"}, {"officer", "nêu tên một người"}, {"pictures", "là ảnh"}, {"of", "được tính từ"},
		{"of_that", "được tính từ"}, {"nothing", "không còn trường"}, {"label owner", "không có trường"}};
	struct ctx *c = test_store(state);
	int64_t unit, account;
	settle(c, &unit, &account);
	registry_made(c, DEFINITION(OWNER, FIELDS));
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct open_set_work w = chosen(c, NAMES("label", cases[i].name));
		err e = apply(c, open_set_keep, &w);
		if (!cases[i].says) {
			OK(e);
			continue;
		}
		FAILS(INVALID, e);
		if (!str_has(e->text, str_of(cases[i].says)))
			fail_msg("%s: %.*s", cases[i].name, STR_ARG(e->text));
	}
	struct open_set_work none = chosen(c, (const char *const[]){NULL});
	FAILS(INVALID, apply(c, open_set_keep, &none));
}

static void a_registry_of_people_is_refused(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r;
	int64_t unit, account;
	str why;
	settle(c, &unit, &account);
	struct open_set_work w = chosen(c, NAMES("position", "kind"));
	w.registry = S("can-bo");
	FAILS(INVALID, apply(c, open_set_keep, &w));
	OK(registry_of(c, S("can-bo"), &r));
	OK(registry_closed(c, r, &why));
	assert_string_equal(why.s, "mỗi mục của sổ là của một người hoặc một hộ");
	OK(registry_of(c, S("gieng-nuoc"), &r));
	OK(registry_closed(c, r, &why));
	assert_int_equal(why.n, 0);
	registry_made(c,
		DEFINITION("", "{\"name\":\"label\",\"type\":\"text\",\"label\":\"Mã\",\"required\":true}," FIELD(
				       "number", "personal_number", ",\"required\":true") "," FIELD("clean", "yes_no",
				       "") "," FIELD("kind", "choice", ",\"choices\":[{\"value\":\"dug\",\"label\":\"Đào\"}]")));
	OK(registry_of(c, S("so-mo"), &r));
	OK(registry_closed(c, r, &why));
	assert_int_not_equal(why.n, 0);
}

static void what_is_said_of_a_set_is_checked(void **state)
{
	struct ctx *c = test_store(state);
	int64_t unit, account;
	settle(c, &unit, &account);
	registry_made(c, DEFINITION(OWNER, FIELDS));
	struct open_set_work good = chosen(c, NAMES("label")), w = good;
	w.licence = S("all-rights-reserved");
	FAILS(INVALID, apply(c, open_set_keep, &w));
	w = good;
	w.frequency = S("never");
	FAILS(INVALID, apply(c, open_set_keep, &w));
	w = good;
	w.contact_phone = S("");
	FAILS(INVALID, apply(c, open_set_keep, &w));
	w.contact_email = S("x@");
	FAILS(INVALID, apply(c, open_set_keep, &w));
	w = good;
	w.contact_phone = S("javascript:1");
	FAILS(INVALID, apply(c, open_set_keep, &w));
	w = good;
	w.narrowed[0] = S("bored");
	FAILS(INVALID, apply(c, open_set_keep, &w));
	w = good;
	w.narrowed[0] = S("dug\nstate=good");
	FAILS(INVALID, apply(c, open_set_keep, &w));
	w = good;
	w.narrowed[2] = S("dug"); /* it has two filters */
	FAILS(INVALID, apply(c, open_set_keep, &w));
	w = good;
	w.state = S("gone");
	FAILS(INVALID, apply(c, open_set_keep, &w));
	OK(apply(c, open_set_keep, &good));
	w = chosen(c, NAMES("label")); /* of the same name: another address */
	OK(apply(c, open_set_keep, &w));
	assert_string_equal(kept(c, good.id).code.s, "bo-thu-14389");
	assert_string_equal(kept(c, w.id).code.s, "bo-thu-14389-2");
	w.seen = 1;
	w.title = S("Tên khác hẳn");
	OK(apply(c, open_set_keep, &w));
	assert_string_equal(kept(c, w.id).code.s, "bo-thu-14389-2");
	FAILS(CONFLICT, apply(c, open_set_keep, &w)); /* it is not what he saw */
	c->unit = 1;
	w.seen = 2;
	FAILS(NOT_FOUND, apply(c, open_set_keep, &w));
	FAILS(NOT_FOUND, move(c, w.id, "publish"));
}

/* ---- files ---- */

static void files_say_what_was_chosen_and_nothing_else(void **state)
{
	struct ctx *c = test_store(state);
	int64_t unit, account;
	settle(c, &unit, &account);
	registry_made(c, DEFINITION(OWNER, FIELDS));
	record(c, FULL, "");
	record(c, "{\"label\":\"Hai\",\"kind\":\"drilled\",\"clean\":false}", "bad");
	struct open_set_work w = chosen(c, NAMES("label", "number", "deep", "on", "clean", "at", "twice", "kind"));
	w.has_state = true;
	int64_t set = published(c, w);
	assert_string_equal(file_text(c, set, "csv").s, "");
	write_files(c, set);
	assert_string_equal(file_text(c, set, "csv").s,
		"\xef\xbb\xbf\"Tên\",\"Trường number\",\"Trường deep\",\"Trường on\",\"Trường clean\",\"Trường at\",\"Trường "
		"twice\","
		"\"Trường kind\",\"Trạng thái\"\r\n"
		"\"Hai\",\"\",\"\",\"\",false,\"\",\"\",\"Khoan\",\"Hỏng\"\r\n"
		"\"'=Một\",-7,2.5,\"2026-01-02\",true,\"20.4, 105.78\",5,\"Đào\",\"Tốt\"\r\n");
	assert_string_equal(file_text(c, set, "json").s,
		"[\n{\"label\":\"Hai\",\"number\":null,\"deep\":null,\"on\":null,\"clean\":false,\"at\":null,\"twice\":null,"
		"\"kind\":\"Khoan\",\"record_state\":\"Hỏng\"},\n"
		"{\"label\":\"=Một\",\"number\":-7,\"deep\":2.5,\"on\":\"2026-01-02\",\"clean\":true,\"at\":{\"type\":\"Point\","
		"\"coordinates\":[105.78,20.4]},\"twice\":5,\"kind\":\"Đào\",\"record_state\":\"Tốt\"}\n]\n");
	str places = file_text(c, set, "geojson");
	assert_true(
		str_has(places, S("\"record_state\":\"Tốt\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[105.78,20.4]}}")));
	assert_true(str_has(places, S("\"geometry\":null")));
	assert_false(str_has(places, S("\"at\"")) || str_has(places, S("\"id\"")));
	assert_int_equal(kept(c, set).modified_at.v, c->now);
}

static void only_what_was_narrowed_to_goes_out(void **state)
{
	struct ctx *c = test_store(state);
	int64_t unit, account;
	settle(c, &unit, &account);
	registry_made(c, DEFINITION(OWNER, FIELDS));
	record(c, FULL, "");
	record(c, "{\"label\":\"Hai\",\"kind\":\"drilled\",\"clean\":false}", "bad");
	record(c, "{\"label\":\"Ba\",\"kind\":\"drilled\",\"clean\":true}", "");
	struct open_set_work w = chosen(c, NAMES("label"));
	w.narrowed[0] = S("drilled");
	w.state = S("good");
	int64_t set = published(c, w);
	write_files(c, set);
	assert_string_equal(file_text(c, set, "csv").s, "\xef\xbb\xbf\"Tên\"\r\n\"Ba\"\r\n");
	assert_string_equal(file_text(c, set, "geojson").s, ""); /* no place was chosen */
	c->unit++;
	struct open_set_work other = chosen(c, NAMES("label"));
	other.registry = S("gieng-nuoc");
	int64_t theirs = published(c, other);
	write_files(c, theirs);
	assert_string_equal(file_text(c, theirs, "csv").s, "\xef\xbb\xbf\"Tên giếng\"\r\n");
}

static void whoever_stopped_it_is_in_no_file(void **state)
{
	struct ctx *c = test_store(state);
	struct privacy_request_add added;
	int64_t unit, account;
	settle(c, &unit, &account);
	registry_made(c,
		"{\"code\":\"so-mo\",\"title\":\"Sổ mở\",\"one\":\"mục\",\"level\":\"commune\",\"name\":\"label\",\"holder\":"
		"\"who\",\"states\":[{\"name\":\"good\",\"title\":\"Tốt\"}],\"sections\":[{\"title\":\"Chung\",\"fields\":["
		"{\"name\":\"label\",\"type\":\"text\",\"label\":\"Tên\",\"required\":true},{\"name\":\"who\",\"type\":"
		"\"personal_number\",\"label\":\"Của\"}]}],\"list\":{\"columns\":[\"label\"]}}");
	record(c, "{\"label\":\"Một\",\"who\":\"037175000001\"}", "");
	record(c, "{\"label\":\"Hai\",\"who\":\"037175000002\"}", "");
	struct open_set_work w = chosen(c, NAMES("label"));
	int64_t set = published(c, w);
	write_files(c, set);
	assert_true(str_has(file_text(c, set, "json"), S("Một")) && str_has(file_text(c, set, "json"), S("Hai")));
	OK(WRITE(c, privacy_request_add(c,
			    &(struct privacy_request_add_in){.unit = c->unit,
				    .kind = S("object"),
				    .channel = S("paper"),
				    .name = S("Bà Một"),
				    .month = S("2026-11"),
				    .now = c->now},
			    &added)));
	OK(WRITE(c, privacy_limit_add(c, c->unit, added.id, 37175000001, (opt_int){0}, c->now)));
	write_files(c, set);
	assert_true(!str_has(file_text(c, set, "json"), S("Một")) && str_has(file_text(c, set, "json"), S("Hai")));
	assert_false(str_has(file_text(c, set, "csv"), S("Một")));
}

struct many {
	const struct registry *r;
	int n;
};
OWN_RULE(record_many, struct many)
static err record_many(struct ctx *c, struct many *m)
{
	for (int i = 0; i < m->n; i++) {
		struct record_work w = {.registry = m->r,
			.answers = str_format(c->a, "{\"label\":\"Mục %03d\"}", i),
			.valid_from = S("2026-11-23")};
		TRY(registry_record_create(c, &w));
	}
	return NULL;
}

/* Rows are asked for by 500: none is left out, none comes twice. */
static void more_than_are_read_at_once_are_each_written_once(void **state)
{
	struct ctx *c = test_store(state);
	struct many m = {.n = 503};
	struct open_files_rows files;
	int64_t unit, account;
	settle(c, &unit, &account);
	registry_made(c, DEFINITION(OWNER, FIELDS));
	OK(registry_of(c, S("so-mo"), &m.r));
	OK(apply(c, record_many, &m));
	int64_t set = published(c, chosen(c, NAMES("label")));
	write_files(c, set);
	OK(open_files(c, set, &files));
	assert_int_equal(files.v[0].rows, m.n);
	buf wanted = {.a = c->a};
	buf_lit(&wanted, "\xef\xbb\xbf\"Tên\"\r\n");
	for (int i = 0; i < m.n; i++)
		buf_printf(&wanted, "\"Mục %03d\"\r\n", i);
	assert_string_equal(file_text(c, set, "csv").s, str_c(c->a, buf_text(&wanted)));
}

static void files_change_when_the_registry_does_and_go_when_the_set_does(void **state)
{
	struct ctx *c = test_store(state);
	struct open_files_rows before, after;
	int64_t unit, account;
	settle(c, &unit, &account);
	registry_made(c, DEFINITION(OWNER, FIELDS));
	record(c, FULL, "");
	int64_t set = published(c, chosen(c, NAMES("label", "at"))), first = c->now;
	write_files(c, set);
	OK(open_files(c, set, &before));
	c->now += DAY;
	write_files(c, set);
	OK(open_files(c, set, &after));
	assert_int_equal(after.v[0].file_id, before.v[0].file_id); /* nothing changed: the same files, looked at again */
	assert_int_equal(kept(c, set).modified_at.v, first);
	assert_int_equal(kept(c, set).refreshed_at.v, c->now);
	record(c, "{\"label\":\"Hai\"}", "");
	write_files(c, set);
	assert_true(str_has(file_text(c, set, "csv"), S("\"Hai\"")));
	assert_int_equal(kept(c, set).modified_at.v, c->now);
	OK(open_files(c, set, &after));
	assert_int_equal(after.n, 3);
	assert_int_equal(after.v[0].rows, 2);
	OK(move(c, set, "withdraw"));
	assert_string_equal(file_text(c, set, "csv").s, "");
	write_files(c, set); /* a job that was on its way makes nothing public */
	assert_string_equal(file_text(c, set, "csv").s, "");
	struct open_set_get s;
	bool found;
	OK(open_set_public(c, kept(c, set).code, &s, &found));
	assert_false(found);
	OK(move(c, set, "publish"));
	assert_int_equal(kept(c, set).issued_at.v, first); /* its first day stays */
}

static void a_set_that_is_due_is_made_anew(void **state)
{
	struct ctx *c = test_store(state);
	int64_t unit, account;
	settle(c, &unit, &account);
	registry_made(c, DEFINITION(OWNER, FIELDS));
	int64_t set = published(c, chosen(c, NAMES("label"))), day = c->now;
	write_files(c, set);
	struct job_waits waits;
	struct job_take job;
	bool found;
	str key = str_format(c->a, "%lld", (long long)set);
	do { /* those of publishing registry and set */
		OK(WRITE(c, job_take(c, c->now, c->now + HOUR, &job, &found)));
		if (found)
			OK(WRITE(c, job_finish(c, job.id, job.attempts, S("done"), S(""), c->now)));
	} while (found && !str_is(job.kind, "open_data.write"));
	assert_true(found);
	c->now = day + 6 * DAY;
	OK(open_refresh_job(c, S("")));
	OK(job_waits(c, S("open_data.write"), key, &waits, &found));
	assert_false(found); /* weekly */
	c->now = day + 7 * DAY - 10 * MINUTE;
	OK(open_refresh_job(c, S("")));
	OK(job_waits(c, S("open_data.write"), key, &waits, &found));
	assert_true(found);
}

/* ---- taken down ---- */

static size_t told(struct ctx *c, int64_t account)
{
	struct notice_page_rows all;
	size_t n = 0;
	OK(notice_page(c, account, INT64_MAX, 50, &all));
	for (size_t i = 0; i < all.n; i++)
		n += str_has(all.v[i].title, S("Bộ dữ liệu mở đã bị gỡ: Bộ thử"));
	return n;
}

static void a_definition_that_makes_a_field_personal_takes_the_set_down_at_once(void **state)
{
	struct ctx *c = test_store(state);
	int64_t unit, account;
	settle(c, &unit, &account);
	int64_t registry = registry_made(c, DEFINITION("", FIELDS));
	record(c, FULL, "");
	int64_t set = published(c, chosen(c, NAMES("label", "owner"))), other = published(c, chosen(c, NAMES("label")));
	write_files(c, set);
	assert_true(str_has(file_text(c, set, "csv"), S("Chủ Riêng")));
	version_published(c, registry, DEFINITION(OWNER, FIELDS), "2026-12-24"); /* it holds a month later */
	struct open_set_get s = kept(c, set);
	assert_int_equal(s.state, OPEN_WITHDRAWN);
	assert_true(str_has(s.taken, S("“Trường owner” là dữ liệu cá nhân")));
	assert_string_equal(file_text(c, set, "csv").s, "");
	assert_int_equal(kept(c, other).state, OPEN_PUBLIC);
	assert_int_equal(told(c, account), 1);
	FAILS(CONFLICT, move(c, set, "publish"));
	c->now += 40 * DAY; /* what was personal once stays so: records are as they were written */
	version_published(c, registry, DEFINITION("", FIELDS), "2027-01-05");
	FAILS(CONFLICT, move(c, set, "publish"));
}

/* Whose label is published because of a value publishes the value. */
static void what_was_personal_once_narrows_no_set(void **state)
{
	struct ctx *c = test_store(state);
	int64_t unit, account;
	settle(c, &unit, &account);
	int64_t registry = registry_made(c, NARROWED("\"kind\"", FIELDS, "\"clean\""));
	c->now += 5 * DAY;
	version_published(c, registry, DEFINITION("", FIELDS), "2026-11-28");
	struct open_set_work w = chosen(c, NAMES("label")), good = w;
	w.narrowed[0] = S("dug");
	err e = apply(c, open_set_keep, &w);
	FAILS(INVALID, e);
	assert_true(str_has(e->text, S("“Trường kind” là dữ liệu cá nhân")));
	good.narrowed[1] = S("1");
	OK(apply(c, open_set_keep, &good));
}

static void a_field_or_filter_that_is_gone_takes_it_down_with_the_next_files(void **state)
{
	struct ctx *c = test_store(state);
	int64_t unit, account;
	settle(c, &unit, &account);
	int64_t registry = registry_made(c, DEFINITION("", FIELDS));
	int64_t set = published(c, chosen(c, NAMES("label", "deep")));
	version_published(c, registry,
		DEFINITION(
			"", "{\"name\":\"label\",\"type\":\"text\",\"label\":\"Tên\",\"required\":true}," FIELD("clean", "yes_no",
				    "") "," FIELD("kind", "choice", ",\"choices\":[{\"value\":\"dug\",\"label\":\"Đào\"}]")),
		"2026-11-25");
	assert_int_equal(kept(c, set).state, OPEN_PUBLIC);
	c->now += 5 * DAY;
	struct actor nobody = {0};
	struct req q = {.ctx = *c, .actor = &nobody, .key = kept(c, set).code};
	FAILS(NOT_FOUND, open_set_run(&q)); /* nor is it shown until then */
	write_files(c, set);
	assert_int_equal(kept(c, set).state, OPEN_WITHDRAWN);
	assert_string_equal(kept(c, set).taken.s, "Sổ không còn trường “deep”.");
	assert_int_equal(told(c, account), 1);
	write_files(c, set);
	assert_int_equal(told(c, account), 1);
}

static void verify_names_a_file_that_is_not_what_was_written(void **state)
{
	struct ctx *c = test_store(state);
	struct verify_report report = {.lines.a = c->a};
	int64_t unit, account;
	settle(c, &unit, &account);
	registry_made(c, DEFINITION(OWNER, FIELDS));
	int64_t set = published(c, chosen(c, NAMES("label")));
	write_files(c, set);
	OK(open_data_verify(c, &report));
	assert_int_equal(report.wrong, 0);
	assert_int_equal(report.checked, 1);
	struct open_files_rows files;
	OK(open_files(c, set, &files));
	OK(WRITE(c, open_files_forget(c, set)));
	OK(WRITE(c, open_file_add(c, &(struct open_file_add_in){.set = set,
					     .format = S("csv"),
					     .file = files.v[0].file_id,
					     .size = 1,
					     .sha256 = files.v[0].sha256,
					     .rows = 1,
					     .at = c->now})));
	OK(open_data_verify(c, &report));
	assert_int_equal(report.wrong, 1);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_personal_is_refused_and_so_is_what_is_made_of_it, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_registry_of_people_is_refused, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_is_said_of_a_set_is_checked, test_open, test_close),
		cmocka_unit_test_setup_teardown(files_say_what_was_chosen_and_nothing_else, test_open, test_close),
		cmocka_unit_test_setup_teardown(only_what_was_narrowed_to_goes_out, test_open, test_close),
		cmocka_unit_test_setup_teardown(whoever_stopped_it_is_in_no_file, test_open, test_close),
		cmocka_unit_test_setup_teardown(more_than_are_read_at_once_are_each_written_once, test_open, test_close),
		cmocka_unit_test_setup_teardown(
			files_change_when_the_registry_does_and_go_when_the_set_does, test_open, test_close),
		cmocka_unit_test_setup_teardown(a_set_that_is_due_is_made_anew, test_open, test_close),
		cmocka_unit_test_setup_teardown(
			a_definition_that_makes_a_field_personal_takes_the_set_down_at_once, test_open, test_close),
		cmocka_unit_test_setup_teardown(what_was_personal_once_narrows_no_set, test_open, test_close),
		cmocka_unit_test_setup_teardown(
			a_field_or_filter_that_is_gone_takes_it_down_with_the_next_files, test_open, test_close),
		cmocka_unit_test_setup_teardown(verify_names_a_file_that_is_not_what_was_written, test_open, test_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
