/* demo: what three districts of 2022 and three communes of Cao Bằng published about computers, licences, networks, mailboxes, teams and plans,
 * as records: so many persons, machines and lines, from which the published shares are counted. The persons are invented. */
#include "core/registries/demo.h"
#include "core/people/people.h"

#define SINCE "2022-01-04"
enum { FAR = 200 };

/* One of an office has `staff` persons, of whom `machines` have a computer, and `spare` computers that nobody has for himself; of all
 * computers `protected` have a licence against viruses that holds. */
struct office {
	int staff, machines, spare, protected;
};
struct making {
	struct ctx *c;
	uint64_t seed;
	str domain; /* of mailboxes */
};

static err person(struct making *m, int number, str *named, int64_t *id)
{
	static const char *const positions[] = {"Chủ tịch", "Phó Chủ tịch", "Công chức Văn phòng – thống kê",
		"Công chức Địa chính", "Công chức Tư pháp – hộ tịch", "Công chức Văn hóa – xã hội",
		"Công chức Tài chính – kế toán"};
	struct person_facts facts;
	arena *a = m->c->a;
	person_invent(m->c, &m->seed, &facts);
	TRY(registry_demo_add(m->c, "can-bo",
		str_format(a, "{\"label\":\"%.*s\",\"position\":\"%s\",\"kind\":\"%s\"}", STR_ARG(facts.name),
			positions[(size_t)number % COUNT(positions)], number < 2 ? "official" : "servant"),
		SINCE, id));
	*named = registry_demo_named(a, "record:can-bo", *id, facts.name);
	return NULL;
}

static err machine(struct making *m, int number, str holder, bool protected)
{
	arena *a = m->c->a;
	int64_t id;
	str licence = protected ? S(",\"antivirus\":\"Phần mềm có bản quyền\",\"antivirus_until\":\"2023-12-31\"") : S("");
	return registry_demo_add(m->c, "thiet-bi-cntt",
		str_format(a,
			"{\"label\":\"Máy tính số %d\",\"tag\":\"MT-%03d\",\"kind\":\"desktop\"%s%.*s,\"system\":\"windows_10\","
			"\"system_until\":\"2025-10-14\"%.*s}",
			number + 1, number + 1, holder.n ? ",\"holder\":" : "", STR_ARG(holder), STR_ARG(licence)),
		SINCE, &id);
}

static err mailbox(struct making *m, int number, str holder)
{
	int64_t id;
	return registry_demo_add(m->c, "hop-thu-cong-vu",
		str_format(m->c->a, "{\"address\":\"cb%02d@%.*s\",\"kind\":\"person\",\"holder\":%.*s}", number + 1,
			STR_ARG(m->domain), STR_ARG(holder)),
		SINCE, &id);
}

static err people_of(struct making *m, struct office o)
{
	for (int i = 0; i < o.staff; i++) {
		str named;
		int64_t id;
		TRY(person(m, i, &named, &id));
		TRY(mailbox(m, i, named));
		if (i < o.machines)
			TRY(machine(m, i, named, i < o.protected));
	}
	for (int i = o.machines; i < o.machines + o.spare; i++)
		TRY(machine(m, i, S(""), i < o.protected));
	return NULL;
}

static err office_with_lines(struct making *m, str name)
{
	arena *a = m->c->a;
	int64_t office, id;
	static const char *const kinds[][2] = {{"lan", "Mạng LAN"}, {"internet", "Đường Internet"}, {"tslcd", "Kết nối TSLCD"}};
	str title = str_format(a, "Ủy ban nhân dân %.*s", STR_ARG(lower_first(a, name)));
	TRY(registry_demo_add(
		m->c, "to-chuc", str_format(a, "{\"label\":\"%.*s\",\"kind\":\"agency\"}", STR_ARG(title)), SINCE, &office));
	for (size_t i = 0; i < COUNT(kinds); i++)
		TRY(registry_demo_add(m->c, "mang-may-tinh",
			str_format(a, "{\"label\":\"%s %.*s\",\"kind\":\"%s\",\"organisation\":%.*s}", kinds[i][1],
				STR_ARG(title), kinds[i][0], STR_ARG(registry_demo_named(a, "record:to-chuc", office, title))),
			SINCE, &id));
	return NULL;
}

static err unit_set(struct making *m, const struct registry_demo_unit *u, bool lines, struct office o)
{
	arena *a = m->c->a;
	str folded = fold(a, u->name);
	buf domain = {.a = a};
	for (size_t i = 0; i < folded.n; i++)
		buf_printf(&domain, "%c", folded.s[i] == ' ' ? '-' : folded.s[i]);
	buf_printf(&domain, "-%.*s.example", STR_ARG(u->code));
	m->domain = buf_text(&domain);
	m->c->unit = u->id;
	if (lines)
		TRY(office_with_lines(m, u->full_name));
	return people_of(m, o);
}

/* Of 23 communes each 20 persons and 17 computers of theirs (85 %); nine more stand at the desks: of 400, 328 are protected (82 %). */
static err nho_quan(struct making *m)
{
	struct registry_demo_units communes;
	struct registry_demo_unit district;
	TRY(registry_demo_district(m->c, "372", &district, &communes));
	TRY(unit_set(m, &district, true, (struct office){.staff = 96, .machines = 96, .protected = 96}));
	int spare = 400 - 17 * (int)communes.n, left = 328;
	for (size_t i = 0; i < communes.n; i++) {
		int more = (int)i < spare ? 1 : 0, rest = (int)(communes.n - i), share = (left + rest - 1) / rest;
		TRY(unit_set(m, &communes.v[i], true, (struct office){20, 17, more, share}));
		left -= share;
	}
	return NULL;
}

/* 21 communes and the district, each with a network and a line; 203 teams of 975 members; 12 tasks, all done. */
static err trung_khanh(struct making *m)
{
	struct registry_demo_units communes;
	struct registry_demo_unit district;
	arena *a = m->c->a;
	int64_t id;
	TRY(registry_demo_district(m->c, "047", &district, &communes));
	TRY(unit_set(m, &district, true, (struct office){0}));
	TRY(registry_demo_add(m->c, "van-ban-chi-dao",
		S("{\"label\":\"Kế hoạch chuyển đổi số năm 2022\",\"number\":\"18/KH-UBND\",\"kind\":\"plan\",\"issuer\":\"Ủy "
		  "ban nhân dân "
		  "huyện Trùng Khánh\",\"issued\":\"2022-01-04\",\"tasks\":12,\"done\":12}"),
		SINCE, &id));
	int teams = 203, members = 975;
	for (size_t i = 0; i < communes.n; i++) {
		int rest = (int)(communes.n - i), here = (teams + rest - 1) / rest;
		TRY(unit_set(m, &communes.v[i], true, (struct office){0}));
		for (int k = 0; k < here; k++, teams--) {
			int of_team = members / teams;
			struct person_facts facts;
			person_invent(m->c, &m->seed, &facts);
			TRY(registry_demo_add(m->c, "to-cong-nghe-so",
				str_format(a,
					"{\"label\":\"Tổ công nghệ số cộng đồng xóm %d\",\"hamlet\":\"Xóm "
					"%d\",\"leader\":\"%.*s\","
					"\"members\":%d}",
					k + 1, k + 1, STR_ARG(facts.name), of_team),
				SINCE, &id));
			members -= of_team;
		}
	}
	return NULL;
}

/* 40 documents of the steering committee in three years. */
static err yen_the(struct making *m)
{
	static const char *const kinds[][2] = {
		{"plan", "KH-UBND"}, {"letter", "UBND-VHTT"}, {"decision", "QĐ-UBND"}, {"directive", "CT-UBND"}};
	struct registry_demo_units communes;
	struct registry_demo_unit district;
	int64_t id;
	TRY(registry_demo_district(m->c, "215", &district, &communes));
	m->c->unit = district.id;
	for (int i = 0; i < 40; i++) {
		const char *day = str_format(m->c->a, "%d-%02d-%02d", 2020 + i / 14, 1 + i % 12, 3 + i % 25).s;
		TRY(registry_demo_add(m->c, "van-ban-chi-dao",
			str_format(m->c->a,
				"{\"label\":\"Văn bản chỉ đạo chuyển đổi số số "
				"%d\",\"number\":\"%d/%s\",\"kind\":\"%s\",\"issuer\":\"Ủy ban "
				"nhân dân huyện Yên Thế\",\"issued\":\"%s\"}",
				i + 1, 100 + i, kinds[i % 4][1], kinds[i % 4][0], day),
			day, &id));
	}
	return NULL;
}

err registry_demo_places(struct ctx *c)
{
	static const char *const cao_bang[] = {"01627", "01603", "01495"};
	struct making m = {.c = c, .seed = FAR};
	TRY(nho_quan(&m));
	TRY(trung_khanh(&m));
	TRY(yen_the(&m));
	for (size_t i = 0; i < COUNT(cao_bang); i++) {
		struct registry_demo_unit u;
		TRY(registry_demo_commune(c, cao_bang[i], &u));
		TRY(unit_set(&m, &u, false, (struct office){.staff = 18}));
	}
	return NULL;
}
