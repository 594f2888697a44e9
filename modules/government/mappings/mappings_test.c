/* Mappings: what is read and refused, what a result writes and how often, what an applicant's form gets of his own records and of no others. */
#include "government/dossiers/stage_test.h"
#include "government/mappings/inside.h"
#include "web/actor.h"
#include "web/catalogue.h"
#include "web/hooks.h"
#include "web/request.h"

#define REGISTER "1.001612"
#define CHANGE   "2.000720"
#define END      "1.001266"
#define NUMBER   "037090000016"
#define PLACE                                                                                                                      \
	"{\"province\":\"37\",\"commune\":\"14389\",\"name\":\"Xã Gia Lâm\",\"detail\":\"Thôn 2\",\"text\":\"Thôn 2, Xã Gia " \
	"Lâm, Tỉnh Ninh Bình\"}"

/* A kept store brings its tables, and nothing of what modules tell one another when they begin. */
static int open_attended(void **state)
{
	if (open_with_catalogue(state))
		return 1;
	struct ctx *c = test_store(state);
	for (const struct module *const *m = modules_all(); *m; m++)
		if ((*m)->init)
			OK(WRITE(c, (*m)->init(c)));
	return 0;
}

static int64_t procedure_id(struct ctx *c, const char *code)
{
	struct mapping_procedure_today p;
	bool found;
	OK(mapping_procedure_today(c, str_of(code), day_iso(c->a, day_of(c->now)), &p, &found));
	assert_true(found);
	return p.id;
}

/* Codes come with the form here: another system gives them, and no result is drafted in these tests. */
static const char registers[] =
	"{'writes':[{'name':'register','registry':'ho-kinh-doanh','act':'create','fields':{'label':'business_name',"
	"'code':'short_name','head_office':'head_office','owner_name':'owner_name','owner_number':'owner_number',"
	"'owner_sex':'owner_sex','lines':'list(activities.name)','capital':'capital','workers':'workers'}}]}";

static str json(struct ctx *c, const char *text)
{
	char *s = str_c(c->a, str_of(text));
	for (char *k = s; *k; k++)
		*k = *k == '\'' ? '"' : *k;
	return str_of(s);
}

static err keep(struct ctx *c, const char *procedure, const char *text)
{
	struct mapping_version_newest newest;
	bool found;
	OK(mapping_version_newest(c, str_of(procedure), &newest, &found));
	struct mapping_saving s = {.procedure = procedure_id(c, procedure),
		.seen = found ? newest.number : 0,
		.definition = json(c, text),
		.valid_from = day_iso(c->a, day_of(c->now))};
	return WRITE(c, mapping_save(c, &s));
}

static void says(err e, const char *part)
{
	str text = !e ? S("nothing") : e->problems ? e->problems->text : e->text;
	if (!e || !str_has(text, str_of(part)))
		fail_msg("“%.*s” says not “%s”", STR_ARG(text), part);
}

static int64_t filed(struct ctx *c, const char *code, str answers)
{
	const struct form *f;
	struct new_dossier n = specimen();
	c->unit = 0;
	c->actor = is.citizen;
	n.procedure = procedure_id(c, code);
	OK(eform_for(c, n.procedure, &f));
	n.eform = f->id;
	n.answers = answers;
	OK(WRITE(c, dossier_submit(c, &n)));
	return n.id;
}

static str business_of(struct ctx *c, const char *name, const char *code, const char *number)
{
	return str_format(c->a,
		"{\"business_name\":\"%s\",\"short_name\":\"%s\",\"head_office\":" PLACE
		",\"business_phone\":\"0912345678\",\"activities\":"
		"[{\"name\":\"Bán gạo\",\"main\":true},{\"name\":\"Bán "
		"nước\",\"main\":false}],\"capital\":50000000,\"workers\":2,"
		"\"owner_name\":\"Trần Văn An\",\"owner_sex\":\"%s\",\"owner_number\":\"%s\"}",
		name, code, number[3] % 2 ? "female" : "male", number);
}
static str business(struct ctx *c, const char *name, const char *code) { return business_of(c, name, code, NUMBER); }

static struct mapping_tasks_of task_of(struct ctx *c, int64_t dossier)
{
	struct mapping_tasks_of_rows rows;
	OK(mapping_tasks_of(c, dossier, &rows));
	assert_int_equal(rows.n, 1);
	return rows.v[0];
}

static void job(struct ctx *c, int64_t task)
{
	c->unit = c->actor = 0;
	OK(mapping_job(c, str_format(c->a, "%lld", (long long)task)));
}

/* Filed, decided and written: the record. */
static int64_t written_of(struct ctx *c, const char *name, const char *code, const char *number)
{
	int64_t id = filed(c, REGISTER, business_of(c, name, code, number));
	walk(c, id, "receive hand_over propose approve");
	job(c, task_of(c, id).id);
	struct mapping_tasks_of t = task_of(c, id);
	assert_str(t.state, "written");
	return t.record_id.v;
}

static int64_t written(struct ctx *c, const char *name, const char *code) { return written_of(c, name, code, NUMBER); }

static const struct registry *businesses(struct ctx *c)
{
	const struct registry *r;
	OK(registry_of(c, S("ho-kinh-doanh"), &r));
	return r;
}

static struct registry_held now_in(struct ctx *c, int64_t unit, int64_t record)
{
	struct registry_held h;
	bool found;
	c->unit = unit;
	OK(registry_record_today(c, businesses(c), record, &h, &found));
	assert_true(found);
	return h;
}

static void has(str text, const char *part)
{
	if (!str_has(text, str_of(part)))
		fail_msg("“%.*s” has no “%s”", STR_ARG(text), part);
}

static void begins(struct ctx *c) { c->unit = c->actor = 0; }

/* ---- definitions ---- */

static void what_is_wrong_is_said_with_its_place(void **state)
{
	static const struct {
		const char *text, *says;
	} bad[] = {
		{"{'writes':[{'name':'a','registry':'khong-co','act':'create','fields':{}}]}",
			"Việc ghi “a”: không có sổ “khong-co”"},
		{"{'writes':[{'name':'a','registry':'ho-kinh-doanh','act':'xoa','fields':{}}]}", "không có “act” là “xoa”"},
		{"{'writes':[{'name':'a','registry':'ho-kinh-doanh','act':'create','fields':{'nothing':'business_name'}}]}",
			"sổ không có trường “nothing”"},
		{"{'writes':[{'name':'a','registry':'ho-kinh-doanh','act':'create','fields':{'label':'no_such'}}]}",
			"trường “label”: không có trường “no_such”"},
		{"{'writes':[{'name':'a','registry':'ho-kinh-doanh','act':'create','fields':{'label':'business_name'}}]}",
			"bắt buộc có “Mã số hộ kinh doanh” (code)"},
		{"{'writes':[{'name':'a','registry':'ho-kinh-doanh','act':'create','fields':{'capital':'business_name'}}]}",
			"không ghi vào “Vốn kinh doanh”"},
		{"{'writes':[{'name':'a','registry':'ho-kinh-doanh','act':'create','result':'khai-sinh','fields':{'label':'"
		 "business_name'}}]}",
			"không có mẫu kết quả “khai-sinh”"},
		{"{'writes':[{'name':'a','registry':'ho-kinh-doanh','act':'change','fields':{'label':'business_name'}}]}",
			"thiếu “record”"},
		{"{'writes':[{'name':'a','registry':'ho-kinh-doanh','act':'change','record':{'chosen':'business_name'},'fields':{"
		 "'label':'business_name'}}]}",
			"“chosen”: tờ khai không có trường “business_name” để chọn"},
		{"{'writes':[{'name':'a','registry':'ho-kinh-doanh','act':'end','record':{'key':'short_name'},'fields':{'label':'"
		 "business_name'}}]}",
			"ghi kết thúc thì không có “fields”"},
		{"{'writes':[{'name':'a','registry':'ho-kinh-doanh','act':'change','record':{'key':'short_name'},'state':'gone'}]"
		 "}",
			"sổ không có trạng thái “gone”"},
		{"{'writes':[{'name':'a','registry':'ho-kinh-doanh','act':'change','record':{'key':'short_name'},'state':'"
		 "resting'},{'name':'a','registry':'ho-kinh-doanh','act':'end','record':{'key':'short_name'}}]}",
			"tên đã dùng"},
		{"{'fills':[{'registry':'gieng-nuoc','chosen':'business_name','fields':{}}]}",
			"chưa ghi trường nào là số định danh của người đứng tên"},
		{"{'nonsense':[]}", "không có mục “nonsense”"},
	};
	struct ctx *c = begin(state);
	begins(c);
	for (size_t i = 0; i < COUNT(bad); i++)
		says(keep(c, REGISTER, bad[i].text), bad[i].says);
	says(keep(c, CHANGE,
		     "{'fills':[{'registry':'ho-kinh-doanh','chosen':'business','fields':{'business_phone':{'from':'phone','"
		     "change':true}}}]}"),
		"là dữ liệu cá nhân");
	says(keep(c, CHANGE,
		     "{'fills':[{'registry':'ho-kinh-doanh','chosen':'business','fields':{'short_name':{'from':'join(short_name, "
		     "email)'}}}]}"),
		"là dữ liệu cá nhân");
	OK(keep(c, CHANGE,
		"{'fills':[{'registry':'ho-kinh-doanh','chosen':'business','fields':{'business_phone':{'from':'phone','own':true}"
		"}}]}"));
	struct mapping_saving late = {.procedure = procedure_id(c, CHANGE),
		.seen = 1,
		.definition = S("{}"),
		.valid_from = day_iso(c->a, day_of(c->now))};
	FAILS(CONFLICT, WRITE(c, mapping_save(c, &late)));
	late.seen = 2;
	late.valid_from = S("2020-01-01");
	says(WRITE(c, mapping_save(c, &late)), "");
}

static void a_registry_of_one_units_own_serves_no_procedure(void **state)
{
	struct ctx *c = begin(state);
	struct registry *own;
	OK(registry_parse(c, c->a, catalogue_file("registries/ho-kinh-doanh.json"), &own));
	own->unit = is.unit;
	struct mapping_against at;
	struct mapping m;
	OK(mapping_against_of(c, procedure_id(c, REGISTER), &at));
	OK(mapping_read(c, &at, json(c, registers), &m));
	at.instead = own;
	says(mapping_read(c, &at, json(c, registers), &m), "của riêng một đơn vị");
}

static void a_version_holds_from_its_day(void **state)
{
	struct ctx *c = begin(state);
	const struct mapping_version *v;
	day today = day_of(c->now);
	begins(c);
	OK(keep(c, REGISTER, registers));
	struct mapping_saving later = {.procedure = procedure_id(c, REGISTER),
		.seen = 2,
		.definition = S("{}"),
		.valid_from = day_iso(c->a, today + 10)};
	OK(WRITE(c, mapping_save(c, &later)));
	OK(mapping_holding(c, S(REGISTER), today + 9, &v));
	assert_int_equal(v->number, 2);
	OK(mapping_holding(c, S(REGISTER), today + 10, &v));
	assert_int_equal(v->number, 3);
	OK(keep(c, REGISTER, registers)); /* sooner: the one that was to come never holds */
	OK(mapping_holding(c, S(REGISTER), today + 20, &v));
	assert_int_equal(v->number, 4);
}

/* ---- writing ---- */

static void a_result_writes_a_record_once(void **state)
{
	struct ctx *c = begin(state);
	struct registry_record_versions_rows past;
	int64_t other;
	bool found;
	begins(c);
	OK(keep(c, REGISTER, registers));
	int64_t id = filed(c, REGISTER, business(c, "Tạp hóa An", "HKD001"));
	walk(c, id, "receive hand_over propose");
	struct mapping_tasks_of_rows none;
	OK(mapping_tasks_of(c, id, &none));
	assert_int_equal(none.n, 0);
	walk(c, id, "approve");
	struct mapping_tasks_of t = task_of(c, id);
	assert_str(t.state, "waiting");
	job(c, t.id);
	t = task_of(c, id);
	assert_str(t.state, "written");
	struct registry_held h = now_in(c, is.unit, t.record_id.v);
	assert_str(h.name, "Tạp hóa An");
	has(h.answers, "\"lines\":\"Bán gạo; Bán nước\"");
	has(h.answers, "\"capital\":50000000");
	has(h.answers, "\"owner_sex\":\"male\"");
	OK(registry_record_versions(c, h.id, INT64_MAX, 10, &past));
	assert_int_equal(past.n, 1);
	assert_str(past.v[0].source, "dossier");
	assert_str(past.v[0].source_ref, str_format(c->a, "dossier/%lld", (long long)id).s);
	assert_int_equal(past.v[0].written_by.v, is.leader);
	job(c, t.id); /* twice is once */
	walk(c, id, "reopen propose approve");
	assert_int_equal(task_of(c, id).times, 2);
	job(c, t.id);
	assert_str(task_of(c, id).state, "written");
	assert_int_equal(task_of(c, id).record_id.v, h.id);
	OK(registry_record_versions(c, h.id, INT64_MAX, 10, &past));
	assert_int_equal(past.n, 1);
	c->unit = is.unit;
	OK(registry_record_by_key(c, businesses(c), S("HKD001"), &other, &found));
	assert_int_equal(other, h.id);
}

static void what_cannot_be_written_is_a_task(void **state)
{
	struct ctx *c = begin(state);
	begins(c);
	OK(keep(c, REGISTER, registers));
	written(c, "Quán A", "HKD010");
	int64_t id = filed(c, REGISTER, business(c, "Quán B", "HKD010"));
	walk(c, id, "receive hand_over propose approve");
	struct mapping_tasks_of t = task_of(c, id);
	job(c, t.id);
	t = task_of(c, id);
	assert_str(t.state, "stuck");
	has(t.reason, "Đã có mục mang “Mã số hộ kinh doanh”");
	assert_false(t.record_id.set);
	struct mapping_tasks_stuck_rows stuck;
	OK(mapping_tasks_stuck(c, is.unit, 0, 10, &stuck));
	assert_int_equal(stuck.n, 1);
	OK(mapping_tasks_stuck(c, is.other_unit, 0, 10, &stuck));
	assert_int_equal(stuck.n, 0);
	struct mapping_writing again = {.task = t.id};
	struct mapping_reason why = {.task = t.id, .reason = S("Đã ghi tay")};
	c->actor = is.specialist;
	c->unit = is.other_unit;
	FAILS(NOT_FOUND, WRITE(c, mapping_write_do(c, &again)));
	FAILS(NOT_FOUND, WRITE(c, mapping_drop(c, &why)));
	c->unit = is.unit;
	FAILS(CONFLICT, mapping_try(c, &again));
	why.reason = S("");
	FAILS(INVALID, WRITE(c, mapping_drop(c, &why)));
	why.reason = S("Đã ghi tay");
	OK(WRITE(c, mapping_drop(c, &why)));
	FAILS(CONFLICT, WRITE(c, mapping_drop(c, &why)));
	OK(WRITE(c, mapping_write_do(c, &again)));
	assert_str(task_of(c, id).state, "dropped");
}

static void another_paper_or_no_form_is_an_officers_to_judge(void **state)
{
	struct ctx *c = begin(state);
	begins(c);
	str rest = str_of(registers + sizeof "{'writes':[{" - 1);
	OK(keep(c, REGISTER, str_format(c->a, "{'writes':[{'result':'dang-ky-ho-kinh-doanh',%.*s", STR_ARG(rest)).s));
	int64_t id = filed(c, REGISTER, business(c, "Quán C", "HKD020")), bare = filed(c, REGISTER, S(""));
	walk(c, id, "receive hand_over propose approve");
	walk(c, bare, "receive hand_over propose approve");
	struct mapping_writing w = {.task = task_of(c, id).id, .though_other = true};
	job(c, w.task);
	has(task_of(c, id).reason, "không lập từ mẫu “Giấy chứng nhận đăng ký hộ kinh doanh”");
	c->actor = is.specialist;
	c->unit = is.unit;
	OK(mapping_try(c, &w));
	assert_str(task_of(c, id).state, "written");
	job(c, task_of(c, bare).id);
	has(task_of(c, bare).reason, "không có tờ khai điện tử");
}

static str changes(struct ctx *c, int64_t record, const char *name, const char *code)
{
	return str_format(c->a,
		"{\"business\":{\"kind\":\"own_record:ho-kinh-doanh\",\"id\":%lld,\"title\":\"x\"},\"business_code\":\"%s\","
		"\"business_name\":\"%s\","
		"\"head_office\":" PLACE ",\"capital\":70000000,\"workers\":5,\"lines\":\"Bán gạo\"}",
		(long long)record, code, name);
}

static void a_change_meanwhile_is_looked_at_first(void **state)
{
	struct ctx *c = begin(state);
	begins(c);
	OK(keep(c, REGISTER, registers));
	int64_t record = written(c, "Xưởng A", "HKD030");
	int64_t id = filed(c, CHANGE, changes(c, record, "Xưởng A Mới", "HKD030"));
	struct registry_held h = now_in(c, is.unit, record);
	struct record_work w = {
		.registry = businesses(c), .record = record, .seen = h.version, .reason = S("Ghi nhầm"), .answers = h.answers};
	c->actor = is.specialist;
	OK(WRITE(c, registry_record_correct(c, &w)));
	walk(c, id, "receive hand_over propose approve");
	struct mapping_writing again = {.task = task_of(c, id).id};
	job(c, again.task);
	has(task_of(c, id).reason, "sau khi hồ sơ được nộp");
	assert_str(now_in(c, is.unit, record).name, "Xưởng A");
	again.seen = now_in(c, is.unit, record).version - 1; /* not what is there now */
	c->actor = is.specialist;
	FAILS(CONFLICT, mapping_try(c, &again));
	again.seen++;
	OK(mapping_try(c, &again));
	assert_str(now_in(c, is.unit, record).name, "Xưởng A Mới");
	has(now_in(c, is.unit, record).answers, "\"owner_number\":\"" NUMBER "\"");
}

static void a_record_of_another_unit_is_not_written(void **state)
{
	struct ctx *c = begin(state);
	begins(c);
	OK(keep(c, REGISTER, registers));
	struct registry_held h = now_in(c, is.unit, written(c, "Xưởng B", "HKD040"));
	c->unit = is.other_unit;
	c->actor = 0;
	struct record_work w = {.registry = businesses(c), .answers = h.answers, .though_alike = true};
	const char *code = strstr(str_c(c->a, w.answers), "HKD040");
	assert_non_null(code);
	char *theirs = str_c(c->a, w.answers);
	memcpy(strstr(theirs, "HKD040"), "HKD041", 6);
	w.answers = str_of(theirs);
	OK(WRITE(c, registry_record_create(c, &w)));
	int64_t id = filed(c, CHANGE, changes(c, w.record, "Chiếm của người", "HKD041"));
	walk(c, id, "receive hand_over propose approve");
	job(c, task_of(c, id).id);
	assert_str(task_of(c, id).state, "stuck");
	has(task_of(c, id).reason, "nằm trong sổ “Hộ kinh doanh” của");
	assert_str(now_in(c, is.other_unit, w.record).name, "Xưởng B");
}

static void what_ends_is_no_more(void **state)
{
	struct ctx *c = begin(state);
	struct registry_held h;
	bool found;
	begins(c);
	OK(keep(c, REGISTER, registers));
	int64_t record = written(c, "Xưởng C", "HKD050");
	int64_t id =
		filed(c, END, S("{\"business_code\":\"HKD050\",\"business_name\":\"Xưởng C\"}")); /* he chose none: by its code */
	walk(c, id, "receive hand_over propose approve");
	struct mapping_writing looked = {.task = task_of(c, id).id};
	job(c, looked.task);
	has(task_of(c, id).reason, "đứng tên người khác"); /* whose code anybody may know */
	looked.seen = now_in(c, is.unit, record).version;
	c->actor = is.specialist;
	OK(mapping_try(c, &looked));
	assert_str(task_of(c, id).state, "written");
	assert_int_equal(task_of(c, id).record_id.v, record);
	c->unit = is.unit;
	c->now += DAY;
	OK(registry_record_today(c, businesses(c), record, &h, &found));
	assert_false(found);
}

/* ---- forms ---- */

static struct req asking(struct ctx *c, const struct actor *who)
{
	struct req q = {.ctx = *c, .actor = who};
	q.ctx.unit = 0;
	q.ctx.actor = is.citizen;
	return q;
}

static void own_records_alone_are_named(void **state)
{
	struct ctx *c = begin(state);
	begins(c);
	OK(keep(c, REGISTER, registers));
	int64_t record = written(c, "Quán của An", "HKD060");
	struct registry_helds all;
	OK(registry_records_of(c, businesses(c), S(NUMBER), &all));
	assert_true(all.n >= 1);
	assert_int_equal(all.v[all.n - 1].id, record);
	OK(registry_records_of(c, businesses(c), S("037090000017"), &all));
	assert_int_equal(all.n, 0);
	const struct reference *to = reference_of(c->a, S("own_record:ho-kinh-doanh"));
	struct actor who = {.kind = CITIZEN, .account = is.citizen};
	struct referred one;
	struct references some = {0};
	struct req q = asking(c, &who);
	FAILS(NOT_FOUND, to->read(&q, to, record, &one)); /* it is An's, and this is another citizen */
	OK(to->find(&q, to, S("Quán"), &some));
	assert_int_equal(some.n, 0);
	str number;
	OK(registry_number_proved(c, is.citizen, &number));
	int64_t own = written_of(c, "Quán của tôi", "HKD061", number.s);
	q = asking(c, &who);
	OK(to->read(&q, to, own, &one));
	assert_int_equal(one.id, own);
	FAILS(NOT_FOUND, to->read(&q, to, record, &one)); /* to have one opens no other */
	OK(to->find(&q, to, S("Quán"), &some));
	assert_int_equal(some.n, 1);
}

static void what_is_fixed_counts_whatever_was_said(void **state)
{
	struct ctx *c = begin(state);
	const struct form *f;
	OK(eform_for(c, procedure_id(c, CHANGE), &f));
	struct form_known known[] = {
		{.name = "business_code", .is = {.filled = true, .text = S("HKD1")}, .source = S("Sổ"), .is_fixed = true},
		{.name = "business_name", .is = {.filled = true, .text = S("Quán A")}, .source = S("Sổ")}};
	struct form_person who = {.known = known, .nknown = COUNT(known)};
	str put = form_known_put(c, f, &who, S("{\"business_code\":\"X\",\"business_name\":\"Tên tôi gõ\"}"));
	has(put, "\"business_code\":\"HKD1\"");
	has(put, "\"business_name\":\"Tên tôi gõ\"");
	known[1].is_anew = true;
	has(form_known_put(c, f, &who, put), "\"business_name\":\"Quán A\"");
}

/* ---- what breaks ---- */

static void what_a_definition_breaks_is_named(void **state)
{
	struct ctx *c = begin(state);
	struct registry *r;
	struct texts said;
	struct form *f;
	str why;
	begins(c);
	str now = catalogue_file("registries/ho-kinh-doanh.json");
	OK(registry_parse(c, c->a, now, &r));
	OK(mapping_broken_by_registry(c, r, &said));
	assert_int_equal(said.n, 0);
	r->holder = NULL;
	OK(mapping_broken_by_registry(c, r, &said));
	assert_int_equal(said.n, 2); /* change and end are filled by it */
	has(said.v[0], "hộ kinh doanh");
	OK(form_parse(c, c->a,
		S("{\"code\":\"cham-dut-ho-kinh-doanh\",\"title\":\"x\",\"summary\":\"x\",\"procedures\":[\"" END
		  "\"],\"sections\":[{\"title\":\"x\",\"fields\":[{\"name\":\"business_name\",\"type\":\"text\",\"label\":"
		  "\"Tên\"}]}]}"),
		&f));
	OK(mapping_broken_by_form(c, f, &why));
	has(why, "Chấm dứt hoạt động hộ kinh doanh");
	OK(form_parse(c, c->a, catalogue_file("eforms/cham-dut-ho-kinh-doanh.json"), &f));
	OK(mapping_broken_by_form(c, f, &why));
	assert_int_equal(why.n, 0);
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_registry_of_one_units_own_serves_no_procedure),
		cmocka_unit_test(a_version_holds_from_its_day),
		cmocka_unit_test(a_result_writes_a_record_once),
		cmocka_unit_test(what_cannot_be_written_is_a_task),
		cmocka_unit_test(another_paper_or_no_form_is_an_officers_to_judge),
		cmocka_unit_test(a_change_meanwhile_is_looked_at_first),
		cmocka_unit_test(a_record_of_another_unit_is_not_written),
		cmocka_unit_test(what_ends_is_no_more),
		cmocka_unit_test(own_records_alone_are_named),
		cmocka_unit_test(what_is_fixed_counts_whatever_was_said),
		cmocka_unit_test(what_a_definition_breaks_is_named),
		cmocka_unit_test(what_is_wrong_is_said_with_its_place),
	};
	return cmocka_run_group_tests(tests, open_attended, test_close);
}
