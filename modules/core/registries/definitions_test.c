/* Registries as administrators make them: whose they are, their versions, what one would lose, what is arranged anew. */
#include "tests/unit/store.h"
#include "core/registries/definitions.h"
#include "core/units/units.h"
#include "web/module.h"

static int64_t commune(struct ctx *c, const char *code)
{
	int64_t id;
	OK(unit_find(c, S("commune"), str_of(code), day_of(c->now), &id));
	return id;
}

static void begin(struct ctx *c)
{
	OK(WRITE(c, units_module.init(c)));
	OK(WRITE(c, registries_init(c)));
	c->unit = commune(c, "14389");
}

#define FIELDS(more)                                                                                                             \
	"\"sections\": [{\"title\": \"Chung\", \"fields\": [{\"name\": \"label\", \"type\": \"text\", \"label\": \"Tên\", "     \
	"\"required\": true}" more "]}]"
#define KIND                                                                                                                     \
	", {\"name\": \"kind\", \"type\": \"choice\", \"label\": \"Loại\", \"choices\": [{\"value\": \"dug\", \"label\": "     \
	"\"Đào\"}, {\"value\": \"drilled\", \"label\": \"Khoan\"}]}"
#define NOTE         ", {\"name\": \"note\", \"type\": \"text\", \"label\": \"Ghi chú\"}"
#define LIST_OF(all) "\"list\": {\"columns\": [\"label\"]" all "}"
#define DEFINITION(level, more)                                                                                                  \
	"{\"code\": \"so-thu\", \"title\": \"Sổ thử\", \"one\": \"mục\", \"level\": \"" level "\", \"name\": \"label\", " more "}"
#define WHOLE DEFINITION("commune", FIELDS(KIND NOTE) "," LIST_OF(""))

static struct registry_new added(struct ctx *c, const char *code, const char *definition)
{
	struct registry_new n = {.code = str_of(code), .definition = str_of(definition)};
	OK(apply(c, registry_new_add, &n));
	return n;
}

static int64_t registry_of_version(struct ctx *c, int64_t version)
{
	struct registry_version_get v;
	OK(registry_version_get(c, version, &v));
	return v.registry_id;
}

static void published(struct ctx *c, int64_t version, const char *from)
{
	struct registry_publication p = {.version = version, .valid_from = str_of(from)};
	OK(apply(c, registry_draft_publish, &p));
}

static int64_t draft_of(struct ctx *c, int64_t registry, const char *definition)
{
	struct registry_draft d = {.registry = registry, .definition = str_of(definition)};
	OK(apply(c, registry_draft_add, &d));
	return d.version;
}

static int64_t written(struct ctx *c, const char *code, const char *answers)
{
	struct record_work w = {.answers = str_of(answers), .valid_from = S("2026-01-05")};
	OK(registry_of(c, str_of(code), &w.registry));
	OK(apply(c, registry_record_create, &w));
	return w.record;
}

/* ---- a new one ---- */

static void a_code_is_its_own(void **state)
{
	struct ctx *c = test_store(state);
	begin(c);
	struct registry_new n = {.title = S("Giếng nước")}, again = {.title = S("Giếng nước")};
	OK(apply(c, registry_new_add, &n));
	assert_string_equal(n.code.s, "gieng-nuoc-2"); /* the program has gieng-nuoc */
	OK(apply(c, registry_new_add, &again));
	assert_string_equal(again.code.s, "gieng-nuoc-3");
	static const char *const wrong[] = {"gieng-nuoc", "Giếng", "-gieng", "2gieng", "g", "gieng_nuoc"};
	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct registry_new bad = {.title = S("Khác"), .code = str_of(wrong[i])};
		FAILS(INVALID, apply(c, registry_new_add, &bad));
	}
	assert_string_equal(registry_code_made(c->a, S("  Tổ hòa giải (thôn) - 2026 ")).s, "to-hoa-giai-thon-2026");
	assert_string_equal(registry_code_made(c->a, S("2026")).s, "so-moi");
	assert_string_equal(registry_code_made(c->a, S("12 giếng")).s, "gieng");
}

static void a_unit_makes_so_many(void **state)
{
	struct ctx *c = test_store(state);
	begin(c);
	for (int i = 0; i < REGISTRIES_OF_OWNER_MAX; i++)
		(void)added(c, str_format(c->a, "so-%d", i).s, WHOLE);
	struct registry_new more = {.code = S("so-nua"), .definition = S(WHOLE)};
	FAILS(CONFLICT, apply(c, registry_new_add, &more));
	c->unit = commune(c, "14404");
	OK(apply(c, registry_new_add, &more)); /* another's bound */
}

static void levels_are_of_the_unit_or_below(void **state)
{
	struct ctx *c = test_store(state);
	struct registry_unit unit;
	begin(c);
	struct registry_new n = {.code = S("so-tinh"), .definition = S(DEFINITION("province", FIELDS("") "," LIST_OF("")))};
	FAILS(INVALID, apply(c, registry_new_add, &n));
	OK(registry_unit(c, c->unit, &unit));
	c->unit = unit.parent_id.v;
	OK(apply(c, registry_new_add, &n));
	n = (struct registry_new){.title = S("Sổ của tỉnh")};
	OK(apply(c, registry_new_add, &n));
	struct registry_version_get v;
	OK(registry_version_get(c, n.version, &v));
	assert_true(str_has(v.definition, S("\"level\": \"province\"")));
}

/* ---- whose it is ---- */

static void another_units_is_not_there(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r;
	struct registry_version_get v;
	begin(c);
	int64_t own = c->unit, version = added(c, "cua-rieng", WHOLE).version, registry = registry_of_version(c, version);
	c->unit = commune(c, "14404");
	struct registry_draft d = {.registry = registry};
	struct registry_draft_change k = {version, S(WHOLE), S(WHOLE)};
	struct registry_publication p = {.version = version, .valid_from = S("2026-11-23")};
	struct registry_ending e = {.registry = registry, .valid_from = S("2026-11-23"), .reason = S("x")};
	FAILS(NOT_FOUND, apply(c, registry_draft_add, &d));
	FAILS(NOT_FOUND, apply(c, registry_draft_change, &k));
	FAILS(NOT_FOUND, apply(c, registry_draft_publish, &p));
	FAILS(NOT_FOUND, apply(c, registry_draft_drop, &version));
	FAILS(NOT_FOUND, apply(c, registry_close, &e));
	FAILS(NOT_FOUND, registry_version_seen(c, version, &v));
	int64_t other = c->unit;
	c->unit = own;
	OK(registry_version_seen(c, version, &v));
	published(c, version, "2026-11-23");
	OK(registry_of(c, S("cua-rieng"), &r));
	c->unit = other;
	FAILS(NOT_FOUND, registry_of(c, S("cua-rieng"), &r));
	FAILS(NOT_FOUND, registry_version_seen(c, version, &v));
	struct registries all;
	OK(registries_of_today(c, &all));
	for (size_t i = 0; i < all.n; i++)
		assert_false(str_is(all.v[i]->code, "cua-rieng"));
	c->unit = 0; /* the program counts and arranges them too */
	OK(registry_of(c, S("cua-rieng"), &r));
}

static void what_a_province_makes_its_communes_see(void **state)
{
	struct ctx *c = test_store(state);
	struct registry_unit unit;
	const struct registry *r;
	begin(c);
	int64_t own = c->unit, hanoi = commune(c, "00004");
	OK(registry_unit(c, own, &unit));
	c->unit = unit.parent_id.v;
	published(c, added(c, "tinh-giao-xa", WHOLE).version, "2026-11-23");
	published(c, added(c, "tinh-giu", DEFINITION("province", FIELDS("") "," LIST_OF(""))).version, "2026-11-23");
	int64_t draft = added(c, "tinh-soan", WHOLE).version;
	struct registry_version_open open;
	bool found;
	OK(registry_of(c, S("tinh-giu"), &r));
	OK(registry_version_open(c, r->id, &open, &found));
	c->unit = own;
	OK(registry_of(c, S("tinh-giao-xa"), &r));
	FAILS(NOT_FOUND, registry_of(c, S("tinh-giu"), &r));
	struct registry_version_get v;
	FAILS(NOT_FOUND, registry_version_seen(c, open.id, &v));
	FAILS(NOT_FOUND, registry_version_seen(c, draft, &v)); /* it is not published */
	struct named_list called;
	static const struct {
		const char *code;
		size_t n;
	} told[] = {{"tinh-giao-xa", 1}, {"tinh-giu", 0}, {"tinh-soan", 0}};
	for (size_t i = 0; i < COUNT(told); i++) { /* nor named among those that may be copied */
		OK(registry_called(c, str_of(told[i].code), &called));
		assert_int_equal(called.n, told[i].n);
	}
	c->unit = hanoi;
	FAILS(NOT_FOUND, registry_of(c, S("tinh-giao-xa"), &r));
}

/* ---- versions ---- */

static void versions_follow_one_another(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r;
	begin(c);
	int64_t version = added(c, "so-thu", WHOLE).version, registry = registry_of_version(c, version);
	FAILS(NOT_FOUND, registry_of(c, S("so-thu"), &r));
	struct registry_publication p = {.version = version, .valid_from = S("2026-11-22")};
	FAILS(INVALID, apply(c, registry_draft_publish, &p)); /* gone by */
	published(c, version, "2026-11-23");
	FAILS(CONFLICT, apply(c, registry_draft_publish, &p));
	OK(registry_of(c, S("so-thu"), &r));
	assert_int_equal(r->version, version);
	int64_t next = draft_of(c, registry, DEFINITION("commune", FIELDS(KIND NOTE) ", \"basis\": \"B\"," LIST_OF("")));
	struct registry_draft again = {.registry = registry}, other = {.registry = registry, .definition = S(WHOLE)};
	OK(apply(c, registry_draft_add, &again));
	assert_int_equal(again.version, next); /* the one that is there */
	FAILS(CONFLICT, apply(c, registry_draft_add, &other));
	published(c, next, "2026-12-01");
	OK(registry_of(c, S("so-thu"), &r));
	assert_int_equal(r->version, version); /* until that day */
	c->now += INT64_C(8) * 24 * 3600 * 1000000;
	OK(registry_of(c, S("so-thu"), &r));
	assert_int_equal(r->version, next);
	assert_string_equal(r->basis.s, "B");
}

static void drafts_are_dropped_and_changed(void **state)
{
	struct ctx *c = test_store(state);
	struct registry_version_get v;
	begin(c);
	int64_t version = added(c, "so-thu", WHOLE).version, registry = registry_of_version(c, version);
	FAILS(CONFLICT, apply(c, registry_draft_drop, &version)); /* the only one */
	OK(registry_version_get(c, version, &v));
	struct registry_draft_change k = {version, v.definition, S(WHOLE)}, late = {version, v.definition, S(WHOLE " ")};
	OK(apply(c, registry_draft_change, &k));
	FAILS(CONFLICT, apply(c, registry_draft_change, &late)); /* it is not what he saw */
	k.before = S(WHOLE);
	k.after =
		S("{\"code\": \"khac\", \"title\": \"S\", \"one\": \"mục\", \"level\": \"commune\", \"name\": \"label\"," FIELDS(
			"") "," LIST_OF("") "}");
	FAILS(INVALID, apply(c, registry_draft_change, &k)); /* another code */
	published(c, version, "2026-11-23");
	k.after = S(WHOLE "\n");
	FAILS(CONFLICT, apply(c, registry_draft_change, &k)); /* what holds is never changed */
	FAILS(CONFLICT, apply(c, registry_draft_drop, &version));
	int64_t second = draft_of(c, registry, WHOLE);
	OK(apply(c, registry_draft_drop, &second));
	FAILS(NOT_FOUND, registry_version_get(c, second, &v));
	OK(registry_version_get(c, draft_of(c, registry, WHOLE), &v));
	assert_int_equal(v.number, 2); /* free again */
}

static void a_closed_one_is_read_and_opened_again(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r;
	begin(c);
	int64_t version = added(c, "so-thu", WHOLE).version, registry = registry_of_version(c, version);
	published(c, version, "2026-11-23");
	int64_t record = written(c, "so-thu", "{\"label\":\"A\"}");
	struct registry_ending e = {.registry = registry, .valid_from = S("2026-11-22"), .reason = S("Hết")},
			       open = {.registry = registry};
	FAILS(INVALID, apply(c, registry_close, &e));
	FAILS(CONFLICT, apply(c, registry_close, &open));
	e.valid_from = S("2026-11-24");
	e.reason = S("");
	FAILS(INVALID, apply(c, registry_close, &e));
	e.reason = S("Hết");
	OK(apply(c, registry_close, &e));
	FAILS(CONFLICT, apply(c, registry_close, &e));
	(void)written(c, "so-thu", "{\"label\":\"B\"}"); /* the day before still */
	c->now += INT64_C(24) * 3600 * 1000000;
	OK(registry_of(c, S("so-thu"), &r));
	struct record_work w = {.registry = r, .answers = S("{\"label\":\"C\"}")},
			   k = {.registry = r, .record = record, .seen = 1, .answers = S("{\"label\":\"C\"}")};
	FAILS(CONFLICT, apply(c, registry_record_create, &w));
	FAILS(CONFLICT, apply(c, registry_record_change, &k));
	OK(apply(c, registry_close, &open));
	OK(registry_of(c, S("so-thu"), &w.registry));
	OK(apply(c, registry_record_create, &w));
}

/* ---- what is lost ---- */

static struct registry_losses lost(struct ctx *c, int64_t registry, const char *definition)
{
	struct registry *after;
	struct registry_losses all;
	OK(registry_parse(c, c->a, str_of(definition), &after));
	OK(registry_losses(c, registry, after, &all));
	return all;
}

static void losses_are_counted(void **state)
{
	struct ctx *c = test_store(state);
	begin(c);
	int64_t version = added(c, "so-thu", WHOLE).version, registry = registry_of_version(c, version);
	published(c, version, "2026-11-23");
	(void)written(c, "so-thu", "{\"label\":\"A\",\"kind\":\"dug\",\"note\":\"x\"}");
	(void)written(c, "so-thu", "{\"label\":\"B\",\"kind\":\"drilled\",\"note\":\"y\"}");
	c->unit = commune(c, "14389");
	(void)written(c, "so-thu", "{\"label\":\"C\",\"kind\":\"drilled\"}");
	assert_int_equal(lost(c, registry, WHOLE).n, 0);
	struct registry_losses all = lost(c, registry, DEFINITION("commune", FIELDS(KIND) "," LIST_OF("")));
	assert_int_equal(all.n, 1);
	assert_int_equal(all.v[0].records, 2);
	assert_false(all.refused);
	assert_string_equal(registry_loss_said(c->a, &all, 0).s, "Trường “Ghi chú” không còn được hỏi: 2 mục đang có");
	static const char one[] = DEFINITION(
		"commune", FIELDS(", {\"name\": \"kind\", \"type\": \"choice\", \"label\": \"Loại\", \"choices\": [{\"value\": "
				  "\"dug\", \"label\": \"Đào\"}]}"
				  ", {\"name\": \"note\", \"type\": \"integer\", \"label\": \"Ghi chú\"}") "," LIST_OF(""));
	all = lost(c, registry, one);
	assert_int_equal(all.n, 2);
	assert_string_equal(all.v[0].what.s, "Trường “Loại” không còn lựa chọn “Khoan”");
	assert_int_equal(all.v[0].records, 2);
	assert_string_equal(all.v[1].what.s, "Trường “Ghi chú” đổi từ “Một dòng chữ” thành “Số nguyên”");
	all = lost(c, registry,
		DEFINITION("commune",
			FIELDS(KIND ", {\"name\": \"note\", \"type\": \"long_text\", \"label\": \"G\"}") "," LIST_OF("")));
	assert_int_equal(all.n, 0); /* a longer text loses nothing */
	all = lost(c, registry,
		DEFINITION(
			"commune", FIELDS(KIND NOTE) ", \"states\": [{\"name\": \"other\", \"title\": \"Khác\"}]," LIST_OF("")));
	assert_true(all.refused);
	all = lost(c, registry,
		DEFINITION("commune", FIELDS(KIND NOTE) ", \"key\": {\"field\": \"note\", \"within\": \"unit\"}," LIST_OF("")));
	assert_true(all.refused);
	assert_int_equal(all.v[0].records, 3);
}

/* More that may be lost than is looked for: what is behind is not told as nothing. */
static void losses_beyond_the_bound_are_told(void **state)
{
	struct ctx *c = test_store(state);
	buf b = {.a = c->a};
	begin(c);
	for (int i = 0; i <= REGISTRY_LOSSES_MAX; i++)
		buf_printf(&b, "%s{\"value\": \"v%d\", \"label\": \"V%d\"}", i ? ", " : "", i, i);
	const char *many = str_format(c->a,
		DEFINITION("commune", FIELDS(", {\"name\": \"kind\", \"type\": \"choice\", \"label\": \"Loại\", "
					     "\"choices\": [%.*s]}" NOTE) "," LIST_OF("")),
		STR_ARG(buf_text(&b)))
				   .s;
	int64_t version = added(c, "so-thu", many).version, registry = registry_of_version(c, version);
	published(c, version, "2026-11-23");
	(void)written(c, "so-thu", "{\"label\":\"A\",\"note\":\"x\"}");
	struct registry_losses all = lost(c, registry, DEFINITION("commune", FIELDS(KIND) "," LIST_OF("")));
	assert_int_equal(all.n, 1);
	assert_string_equal(
		registry_loss_said(c->a, &all, 0).s, "Còn những chỗ khác bị bỏ hoặc đổi: chưa đếm hết các mục đang có");
}

static void what_is_lost_is_told_before_it_holds(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r;
	begin(c);
	int64_t version = added(c, "so-thu", WHOLE).version, registry = registry_of_version(c, version);
	published(c, version, "2026-11-23");
	int64_t record = written(c, "so-thu", "{\"label\":\"A\",\"note\":\"x\"}");
	struct registry_publication p = {.version = draft_of(c, registry, DEFINITION("commune", FIELDS(KIND) "," LIST_OF(""))),
		.valid_from = S("2026-11-23")};
	FAILS(INVALID, apply(c, registry_draft_publish, &p));
	p.though_lost = true;
	OK(apply(c, registry_draft_publish, &p));
	OK(registry_of(c, S("so-thu"), &r));
	struct record_work end = {.registry = r, .record = record, .seen = 1, .reason = S("Hết")};
	OK(apply(c, registry_record_end, &end));
	struct registry_record_versions_rows told;
	OK(registry_record_versions(c, record, INT64_MAX, 1, &told));
	assert_string_equal(told.v[0].act.s, "end");
	assert_int_equal(told.v[0].definition_id, version); /* what was not answered anew is read as it was answered */
	p.version = draft_of(c, registry,
		DEFINITION("commune", FIELDS(KIND) ", \"states\": [{\"name\": \"other\", \"title\": \"Khác\"}]," LIST_OF("")));
	FAILS(INVALID, apply(c, registry_draft_publish, &p)); /* though he knows */
}

static void differences_are_said(void **state)
{
	struct ctx *c = test_store(state);
	struct registry *x, *y;
	begin(c);
	OK(registry_parse(c, c->a, S(WHOLE), &x));
	OK(registry_parse(c, c->a,
		S(DEFINITION("any",
			FIELDS(KIND) ", \"alike\": [\"kind\"], \"states\": [{\"name\": \"a\", \"title\": \"Mới\"}, {\"name\": "
				     "\"b\", \"title\": \"Cũ\"}],"
				     "\"moves\": [{\"name\": \"m\", \"title\": \"Cất\", \"from\": [\"a\"], \"to\": \"b\"}], "
				     "\"key\": {\"field\": \"label\", \"within\": \"everywhere\", \"pattern\": \"A-0\"}," LIST_OF(
					     ", \"sorts\": [\"label\"]"))),
		&y));
	assert_int_equal(registry_compare(c, x, x).n, 0);
	struct differences d = registry_compare(c, x, y);
	str all = differences_said(&d);
	static const char *const said[] = {"mọi cấp", "Tên; không trùng ở mọi đơn vị; dạng A-0", "Mới", "Cất: từ Mới sang Cũ",
		"Sắp xếp theo", "So trùng theo", "Ghi chú"};
	for (size_t i = 0; i < COUNT(said); i++)
		if (!str_has(all, str_of(said[i])))
			fail_msg("%s: %s", said[i], all.s);
	assert_false(str_has(all, S("Tên biểu mẫu")));
}

/* ---- what is arranged anew ---- */

static size_t listed(struct ctx *c, const struct registry *r, const char *facet, const char *from)
{
	struct registry_rows_rows rows;
	OK(registry_rows(c,
		&(struct registry_rows_in){.registry = r->id,
			.unit = c->unit,
			.facet = str_of(facet),
			.from = str_of(from),
			.until = S("\xf4\x8f\xbf\xbf"),
			.after = S(""),
			.on_day = S("2026-11-23"),
			.most = 1000},
		&rows));
	return rows.n;
}

static void lists_follow_a_new_version(void **state)
{
	enum { MANY_RECORDS = 205 }; /* more than the transaction that publishes takes */
	struct ctx *c = test_store(state);
	const struct registry *r;
	begin(c);
	int64_t version = added(c, "so-thu", WHOLE).version, registry = registry_of_version(c, version), record = 0;
	published(c, version, "2026-11-23");
	for (int i = 0; i < MANY_RECORDS; i++)
		record = written(
			c, "so-thu", str_format(c->a, "{\"label\":\"Mục %d\",\"note\":\"ghi %d\",\"kind\":\"dug\"}", i, i).s);
	int64_t next = draft_of(c, registry,
		DEFINITION("commune",
			FIELDS(KIND NOTE) ", \"alike\": [\"note\"], \"list\": {\"columns\": [\"label\", \"note\"], "
					  "\"sorts\": [\"note\"], \"filters\": [\"kind\"], \"search\": [\"note\"]}"));
	published(c, next, "2026-11-23");
	OK(registry_of(c, S("so-thu"), &r));
	assert_int_equal(listed(c, r, "note", ""), 200);
	OK(registry_arrange_run(c, str_format(c->a, "%lld 0 0", (long long)next)));
	assert_int_equal(listed(c, r, "note", ""), MANY_RECORDS);
	assert_int_equal(listed(c, r, "kind=", "dug"), MANY_RECORDS);
	assert_int_equal(listed(c, r, "label", ""), MANY_RECORDS);
	OK(registry_arrange_run(c, str_format(c->a, "%lld 0 0", (long long)next))); /* twice is the same */
	assert_int_equal(listed(c, r, "note", ""), MANY_RECORDS);
	struct registry_search_find_rows found;
	str words = str_format(c->a, "%.*s ghi 204", STR_ARG(registry_marks(c->a, registry, c->unit)));
	OK(registry_search_find(c, db_search_text(c, words), INT64_MAX, 10, &found));
	assert_int_equal(found.n, 1);
	assert_int_equal(found.v[0].id, record);
	struct record_work same = {.registry = r, .answers = S("{\"label\":\"Khác\",\"note\":\"ghi 204\"}")};
	FAILS(INVALID, apply(c, registry_record_create, &same)); /* alike, as the new version says */
	FAILS(BROKEN, registry_arrange_run(c, S("nonsense")));
}

static void records_of_every_unit_are_arranged(void **state)
{
	struct ctx *c = test_store(state);
	struct registry_unit unit;
	const struct registry *r;
	begin(c);
	int64_t own = c->unit;
	OK(registry_unit(c, own, &unit));
	c->unit = unit.parent_id.v;
	int64_t version = added(c, "so-thu", WHOLE).version, registry = registry_of_version(c, version);
	published(c, version, "2026-11-23");
	c->unit = own;
	(void)written(c, "so-thu", "{\"label\":\"A\",\"note\":\"x\"}");
	c->unit = unit.parent_id.v;
	published(c,
		draft_of(c, registry,
			DEFINITION("commune",
				FIELDS(KIND NOTE) ", \"list\": {\"columns\": [\"label\", \"note\"], \"sorts\": [\"note\"]}")),
		"2026-11-23");
	OK(registry_of(c, S("so-thu"), &r));
	assert_int_equal(listed(c, r, "note", ""), 0);
	c->unit = own;
	assert_int_equal(listed(c, r, "note", ""), 1);
}

static void what_holds_later_is_arranged_then(void **state)
{
	struct ctx *c = test_store(state);
	const struct registry *r;
	begin(c);
	int64_t version = added(c, "so-thu", DEFINITION("commune", FIELDS(KIND NOTE) ", \"alike\": [\"label\"]," LIST_OF("")))
				  .version,
		registry = registry_of_version(c, version);
	published(c, version, "2026-11-23");
	(void)written(c, "so-thu", "{\"label\":\"A\",\"note\":\"x\"}");
	int64_t next = draft_of(c, registry,
		DEFINITION("commune", FIELDS(KIND NOTE) ", \"alike\": [\"note\"], \"list\": {\"columns\": [\"label\", \"note\"], "
							"\"sorts\": [\"note\"]}"));
	published(c, next, "2026-11-25");
	OK(registry_of(c, S("so-thu"), &r));
	struct record_work w = {.registry = r, .answers = S("{\"label\":\"A\",\"note\":\"y\"}")};
	FAILS(INVALID, apply(c, registry_record_create, &w)); /* alike as it is said today */
	(void)written(c, "so-thu", "{\"label\":\"B\",\"note\":\"z\"}");
	c->now += INT64_C(48) * 3600 * 1000000;
	OK(registry_arrange_run(c, str_format(c->a, "%lld 0 0", (long long)next)));
	OK(registry_of(c, S("so-thu"), &r));
	assert_int_equal(listed(c, r, "note", ""), 2);
	w = (struct record_work){.registry = r, .answers = S("{\"label\":\"C\",\"note\":\"x\"}")};
	FAILS(INVALID, apply(c, registry_record_create, &w));
}

TESTS()
{
#define RULES(name) cmocka_unit_test_setup_teardown(name, test_open, test_close)
	const struct CMUnitTest tests[] = {
		RULES(a_code_is_its_own),
		RULES(a_unit_makes_so_many),
		RULES(levels_are_of_the_unit_or_below),
		RULES(another_units_is_not_there),
		RULES(what_a_province_makes_its_communes_see),
		RULES(versions_follow_one_another),
		RULES(drafts_are_dropped_and_changed),
		RULES(a_closed_one_is_read_and_opened_again),
		RULES(losses_are_counted),
		RULES(losses_beyond_the_bound_are_told),
		RULES(what_is_lost_is_told_before_it_holds),
		RULES(differences_are_said),
		RULES(lists_follow_a_new_version),
		RULES(records_of_every_unit_are_arranged),
		RULES(what_holds_later_is_arranged_then),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
