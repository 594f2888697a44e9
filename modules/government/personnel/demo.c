/* demo: records of xã Gia Lâm: its officers, one who keeps the records, and some who have no account. Invented, the same each time. */
#include "auth/auth.h"
#include "core/access/access.h"
#include "core/people/people.h"
#include "core/units/units.h"
#include "government/personnel/inside.h"

enum { WITHOUT_ACCOUNT = 18, SEED = 80202501, OLDEST = 58, YOUNGEST = 24 };

static const struct {
	const char *title, *rank, *kind, *major, *work;
} posts[] = {
	{"Chánh Văn phòng HĐND và UBND", "principal_expert", "servant", "Luật", "Điều hành Văn phòng HĐND và UBND xã"},
	{"Công chức Địa chính", "expert", "servant", "Quản lý đất đai", "Quản lý đất đai, đo đạc"},
	{"Công chức Tài chính - Kế toán", "expert", "servant", "Kế toán", "Kế toán ngân sách xã"},
	{"Công chức Văn hóa - Xã hội", "expert", "servant", "Công tác xã hội", "Lao động, bảo trợ xã hội"},
	{"Trưởng phòng Kinh tế", "principal_expert", "servant", "Kinh tế nông nghiệp", "Phụ trách Phòng Kinh tế"},
	{"Công chức Nông nghiệp", "assistant", "servant", "Trồng trọt", "Theo dõi trồng trọt, chăn nuôi"},
	{"Cán sự Văn phòng", "assistant", "servant", "Hành chính", "Phục vụ hội họp, văn phòng"},
	{"Nhân viên phục vụ", "staff", "other", "Nghiệp vụ văn phòng", "Tạp vụ, bảo vệ tài sản"},
	{"Chủ tịch Hội Nông dân", "expert", "official", "Nông học", "Phụ trách Hội Nông dân xã"},
};

struct making {
	struct ctx *c;
	uint64_t seed;
	int64_t keeper, n;
	int year; /* of today */
};

static int any(struct making *m, int below) { return (int)person_invented(&m->seed, (uint64_t)below); }

static err entry(struct making *m, int64_t file, const char *kind, str from, bool decided, str said)
{
	struct ctx *c = m->c;
	const struct personnel_kinds *all;
	struct personnel_writing w = {
		.file = file, .kind = str_of(kind), .valid_from = from, .may_sensitive = true, .reason = S("")};
	TRY(personnel_kinds(c, &all));
	TRY(form_settled(c, personnel_kind_named(all, w.kind)->form, said, &w.answers));
	w.decision =
		decided ? (struct personnel_decision){str_format(c->a, "%d/QĐ-UBND", 10 + any(m, 400)), from, S("Chủ tịch UBND")}
			: (struct personnel_decision){S(""), S(""), S("")};
	return personnel_write(c, &w);
}

static str quoted(struct ctx *c, str s)
{
	buf b = {.a = c->a};
	json_str(&b, s);
	return buf_text(&b);
}

static err person_part(struct making *m, int64_t file, const struct person_facts *who)
{
	struct ctx *c = m->c;
	static const char *const bloods[] = {"a", "b", "ab", "o"};
	bool male = str_is(who->sex, "male");
	TRY(entry(m, file, "identity", S("2020-01-01"), false,
		str_format(c->a,
			"{\"full_name\":%.*s,\"born_on\":\"%.*s\",\"sex\":\"%.*s\",\"born_at\":\"Huyện Nho Quan, tỉnh Ninh "
			"Bình\","
			"\"home_town\":\"Xã Gia Lâm, tỉnh Ninh "
			"Bình\",\"ethnicity\":\"01\",\"religion\":\"Không\",\"residence\":\"Thôn "
			"%d, xã Gia Lâm, tỉnh Ninh Bình\",\"lives_at\":\"Thôn %d, xã Gia Lâm, tỉnh Ninh Bình\","
			"\"personal_number\":\"%.*s\"}",
			STR_ARG(quoted(c, who->name)), STR_ARG(who->birth_on), STR_ARG(who->sex), 1 + any(m, 9), 1 + any(m, 9),
			STR_ARG(who->personal_number))));
	TRY(entry(m, file, "health", S("2026-03-01"), false,
		str_format(c->a, "{\"health\":\"%s\",\"height\":%d,\"weight\":%d,\"blood_group\":\"%s\"}",
			any(m, 4) ? "good" : "fair", (male ? 160 : 150) + any(m, 15), (male ? 55 : 45) + any(m, 20),
			bloods[any(m, COUNT(bloods))])));
	struct person_facts other;
	person_invent(c, &m->seed, &other);
	TRY(entry(m, file, "family", S("2020-01-01"), false,
		str_format(c->a,
			"{\"relation\":\"spouse\",\"relative_name\":%.*s,\"relative_born\":%d,\"relative_facts\":\"Giáo viên, "
			"Trường Tiểu "
			"học Gia Lâm\"}",
			STR_ARG(quoted(c, other.name)), 1970 + any(m, 25))));
	return any(m, 3) ? entry(m, file, "party", S("2020-01-01"), false,
				   str_format(c->a, "{\"party_on\":\"%d-05-19\",\"party_full_on\":\"%d-05-19\"}",
					   2008 + any(m, 10), 2019))
			 : NULL;
}

static str salary_said(struct making *m, const char *rank, int step)
{
	static const struct {
		const char *rank;
		int first, each;
	} scales[] = {{"principal_expert", 440, 34}, {"expert", 234, 33}, {"assistant", 186, 20}, {"staff", 135, 18}};
	int at = 100;
	for (size_t i = 0; i < COUNT(scales); i++)
		if (str_is(str_of(scales[i].rank), rank))
			at = scales[i].first + scales[i].each * (step - 1);
	return str_format(m->c->a, "{\"step\":%d,\"coefficient\":%d.%02d}", step, at / 100, at % 100);
}

/* Two steps: the second so that raises fall due in each of the coming years. */
static err work_part(struct making *m, int64_t file, str title, size_t which)
{
	struct ctx *c = m->c;
	int begun = m->year - 6 - any(m, 12), step = 1 + any(m, 5), raised = m->year - 1 - any(m, 3);
	str from = str_format(c->a, "%d-%02d-01", begun, 1 + any(m, 12));
	TRY(entry(m, file, "recruitment", from, true,
		str_format(c->a,
			"{\"job_before\":\"Sinh viên\",\"recruited_on\":\"%.*s\",\"recruited_by\":\"UBND huyện Nho "
			"Quan\",\"servant_kind\":\"%s\"}",
			STR_ARG(from), posts[which].kind)));
	TRY(entry(m, file, "position", from, true,
		str_format(
			c->a, "{\"position_title\":%.*s,\"main_work\":\"%s\"}", STR_ARG(quoted(c, title)), posts[which].work)));
	TRY(entry(m, file, "rank", from, true, str_format(c->a, "{\"rank\":\"%s\"}", posts[which].rank)));
	TRY(entry(m, file, "salary", from, true, salary_said(m, posts[which].rank, step)));
	TRY(entry(m, file, "salary", str_format(c->a, "%d-%02d-01", raised, 1 + any(m, 10)), true,
		salary_said(m, posts[which].rank, step + 1)));
	TRY(entry(m, file, "education", from, false,
		str_format(c->a,
			"{\"schooling\":\"12/"
			"12\",\"degree\":\"university\",\"major\":\"%s\",\"political_theory\":\"%s\",\"state_management\":"
			"\"Chuyên viên\"}",
			posts[which].major, any(m, 2) ? "intermediate" : "elementary")));
	TRY(entry(m, file, "training", from, false,
		str_format(c->a,
			"{\"school\":\"Trường Chính trị tỉnh Ninh Bình\",\"course\":\"Quản lý nhà nước ngạch chuyên "
			"viên\",\"training_from\":\"%d-03\",\"training_to\":\"%d-05\",\"training_form\":\"Bồi "
			"dưỡng\",\"diploma\":\"Chứng chỉ\"}",
			begun + 2, begun + 2)));
	return entry(m, file, "work", from, false,
		str_format(c->a, "{\"work_from\":\"%d-01\",\"work_done\":\"Công chức, UBND xã Gia Lâm\"}", begun));
}

static err more_part(struct making *m, int64_t file, size_t nth)
{
	struct ctx *c = m->c;
	if (nth % 3)
		TRY(entry(m, file, "digital", S("2026-01-05"), false,
			nth % 2 ? str_format(c->a,
					  "{\"mailbox\":\"canbo%zu.gialam@ninhbinh.gov.vn\",\"signature_serial\":\"5403%04zu\","
					  "\"signature_"
					  "until\":\"2029-01-04\"}",
					  nth, nth)
				: str_format(c->a,
					  "{\"mailbox\":\"canbo%zu.gialam@ninhbinh.gov.vn\",\"digital_certificate\":\"Ứng dụng "
					  "công nghệ thông "
					  "tin cơ bản\"}",
					  nth)));
	if (nth % 4 == 1)
		TRY(entry(m, file, "award", S("2024-12-20"), true,
			S("{\"award_year\":2024,\"award\":\"Chiến sĩ thi đua cơ sở\"}")));
	if (nth == 5)
		TRY(entry(m, file, "discipline", S("2024-06-10"), true,
			S("{\"discipline\":\"reprimand\",\"discipline_why\":\"Chậm giải quyết công việc được giao\"}")));
	return NULL;
}

static err record(struct making *m, int64_t account, str title, size_t which, size_t nth)
{
	struct ctx *c = m->c;
	struct person_facts who;
	struct personnel_opening o = {.account = account, .name = S("")};
	day born;
	int64_t age;
	do {
		person_invent(c, &m->seed, &who);
		age = day_parse(who.birth_on, &born) ? years_between(born, day_of(c->now)) : 0;
	} while (age > OLDEST || age < YOUNGEST);
	if (!account)
		o.name = who.name;
	TRY(personnel_open(c, &o));
	who.name = account ? o.name : who.name;
	TRY(person_part(m, o.id, &who));
	if (nth % 7 == 6)
		return NULL; /* a record that is not complete yet */
	TRY(work_part(m, o.id, title, which));
	return more_part(m, o.id, nth);
}

static err keeper_made(struct making *m)
{
	struct ctx *c = m->c;
	struct person_facts who;
	str hash;
	person_invent(c, &m->seed, &who);
	TRY(password_make(c, S(DEMO_PASSWORD), (struct texts){0}, &hash));
	return account_add(c,
		&(struct new_account){.kind = S("officer"),
			.login = S("tochuc.gialam"),
			.password_hash = hash,
			.name = who.name,
			.phone = who.phone,
			.unit = c->unit,
			.title = S("Công chức tổ chức cán bộ"),
			.role = S("personnel"),
			.valid_from = S("2025-07-01")},
		&m->keeper);
}

/* Who keeps the records does not write his own: the first officer of the unit does, as far as demo data goes. */
static err records_made(struct making *m)
{
	struct ctx *c = m->c;
	struct personnel_unrecorded_rows officers;
	int64_t first = 0;
	size_t nth = 0;
	TRY(personnel_unrecorded(c, c->unit, personnel_today(c), &officers));
	for (size_t i = 0; i < officers.n; i++)
		if (officers.v[i].account_id != m->keeper)
			first = officers.v[i].account_id;
	for (size_t i = 0; i < officers.n; i++, nth++) {
		c->actor = officers.v[i].account_id == m->keeper ? first : m->keeper;
		size_t which = 1 + nth % 3;
		TRY(record(m, officers.v[i].account_id, str_of(posts[which].title), which, nth));
	}
	c->actor = m->keeper;
	for (int i = 0; i < WITHOUT_ACCOUNT; i++, nth++) {
		size_t which = (size_t)i % COUNT(posts);
		TRY(record(m, 0, str_of(posts[which].title), which, nth));
	}
	return personnel_quota_set(c, &(struct personnel_quota_work){.servant_kind = S("servant"),
					      .amount = 24,
					      .valid_from = S("2026-01-01"),
					      .number = S("1502/QĐ-UBND"),
					      .decision_on = S("2025-12-18")});
}

err personnel_demo(struct ctx *c)
{
	struct making m = {.c = c, .seed = SEED, .year = day_parts(day_of(c->now)).year};
	int64_t unit = c->unit, actor = c->actor, now = c->now;
	TRY(unit_find(c, S("commune"), S("14389"), day_of(c->now), &c->unit));
	TRY(keeper_made(&m));
	c->now -= 90 * DAY; /* kept for a while: what officers do today stands before it in the log */
	err e = records_made(&m);
	c->unit = unit;
	c->actor = actor;
	c->now = now;
	return e;
}
