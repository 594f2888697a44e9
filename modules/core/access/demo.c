/* Demo accounts: three officers in every commune of the former district of Nho Quan, and citizens. */
#include "parts.h"
#include "core/people/people.h"
#include "core/units/units.h"
#include "auth/auth.h"

enum { CITIZENS = 12, SEED = 372 };

const struct demo_account accounts_demo[] = {
	{"quantri", "Quản trị hệ thống"},
	{"quantri.gialam", "Quản trị đơn vị, xã Gia Lâm"},
	{"motcua.gialam", "Công chức Một cửa, xã Gia Lâm"},
	{"chuyenmon.gialam", "Công chức chuyên môn, xã Gia Lâm"},
	{"lanhdao.gialam", "Lãnh đạo, xã Gia Lâm"},
	{"lanhdao.ninhbinh", "Lãnh đạo, tỉnh Ninh Bình"},
	{"0530000001", "Công dân xã Gia Lâm"},
	{NULL, NULL},
};

static const struct {
	const char *login, *role, *title, *agency;
} offices[] = {
	{"motcua", "reception", "Công chức Một cửa", "one_stop"},
	{"chuyenmon", "specialist", "Công chức Tư pháp - Hộ tịch", "office"},
	{"lanhdao", "leader", "Phó Chủ tịch UBND", "committee"},
	{"vanthu", "clerk", "Văn thư", "office"},
	{"quantri", "administrator", "Quản trị đơn vị", "office"},
};

/* "Xã Gia Lâm" -> "gialam" */
static str login_of(struct ctx *c, const struct commune *u)
{
	str kind, name, folded;
	str_cut(fold(c->a, u->full_name), ' ', &kind, &name);
	folded = str_starts(name, S("tran ")) || str_starts(name, S("khu ")) ? (str){name.s + 4, name.n - 4} : name;
	buf b = {.a = c->a};
	for (size_t i = 0; i < folded.n; i++)
		if (folded.s[i] != ' ')
			buf_put(&b, folded.s + i, 1);
	return buf_text(&b);
}

static err add_officers(struct ctx *c, const struct commune *u, str hash, uint64_t *seed)
{
	str place = login_of(c, u);
	for (size_t i = 0; i < COUNT(offices); i++) {
		struct person_facts who;
		int64_t id;
		person_invent(c, seed, &who);
		struct new_account n = {
			.kind = S("officer"),
			.login = str_format(c->a, "%s.%.*s", offices[i].login, STR_ARG(place)),
			.password_hash = hash,
			.name = who.name,
			.phone = who.phone,
			.unit = u->id,
			.title = str_of(offices[i].title),
			.role = str_of(offices[i].role),
			.valid_from = S("2025-07-01"),
		};
		err none = agency_find(c, u->id, str_of(offices[i].agency), &n.agency); /* then it is the committee's */
		if (none && none->kind != NOT_FOUND)
			return none;
		TRY(account_add(c, &n, &id));
	}
	return NULL;
}

static err add_citizen(struct ctx *c, const struct commune *u, str hash, int number, uint64_t *seed)
{
	struct person_facts who;
	struct new_account n = {.kind = S("citizen"), .password_hash = hash, .level = S("desk")};
	str place;
	int64_t id;
	TRY(unit_place(c, u->id, &place));
	person_invent(c, seed, &who);
	who.phone = str_format(c->a, "053%07d", number);
	who.address = str_format(c->a, "Thôn %d, %.*s", 1 + (int)person_invented(seed, 12), STR_ARG(place));
	who.unit = u->id;
	TRY(person_save(c, &who, &n.person));
	n.login = n.phone = who.phone;
	n.name = who.name;
	return account_add(c, &n, &id);
}

/* The province sees the figures of its communes. */
static err add_province(struct ctx *c, str hash, uint64_t *seed)
{
	struct person_facts who;
	int64_t unit, id;
	TRY(unit_find(c, S("province"), S("37"), day_of(c->now), &unit));
	person_invent(c, seed, &who);
	struct new_account n = {.kind = S("officer"),
		.login = S("lanhdao.ninhbinh"),
		.password_hash = hash,
		.name = who.name,
		.phone = who.phone,
		.unit = unit,
		.title = S("Phó Chủ tịch UBND tỉnh"),
		.role = S("leader"),
		.valid_from = S("2025-07-01")};
	return account_add(c, &n, &id);
}

/* What a commune takes in for the province (land) is worked there. Last, and of a seed of their own: everybody else stays who he is. */
static err add_province_office(struct ctx *c, str hash)
{
	static const struct {
		const char *login, *role, *title;
	} office[] = {{"vanthu.ninhbinh", "clerk", "Văn thư"}, {"chuyenmon.ninhbinh", "specialist", "Chuyên viên đất đai"}};
	uint64_t seed = SEED + 1;
	for (size_t i = 0; i < COUNT(office); i++) {
		struct person_facts who;
		struct new_account n = {.kind = S("officer"),
			.login = str_of(office[i].login),
			.password_hash = hash,
			.title = str_of(office[i].title),
			.role = str_of(office[i].role),
			.valid_from = S("2025-07-01")};
		int64_t id;
		TRY(unit_find(c, S("province"), S("37"), day_of(c->now), &n.unit));
		person_invent(c, &seed, &who);
		n.name = who.name;
		n.phone = who.phone;
		TRY(account_add(c, &n, &id));
	}
	return NULL;
}

err access_demo(struct ctx *c)
{
	struct communes communes;
	uint64_t seed = SEED;
	int64_t id;
	str hash;
	TRY(unit_communes_of_district(c, S("372"), &communes));
	TRY(password_make(c, S(DEMO_PASSWORD), (struct texts){0}, &hash)); /* once: every demo account has this password */
	struct new_account platform = {.kind = S("officer"),
		.login = S("quantri"),
		.password_hash = hash,
		.name = S("Quản trị hệ thống"),
		.role = S("platform"),
		.valid_from = S("2025-07-01")};
	TRY(account_add(c, &platform, &id));
	size_t home = 0; /* the first citizens live in Gia Lâm, the others in all communes in turn */
	for (size_t i = 0; i < communes.n; i++) {
		TRY(add_officers(c, &communes.v[i], hash, &seed));
		if (str_is(communes.v[i].code, "14389"))
			home = i;
	}
	for (int i = 0; i < CITIZENS && communes.n; i++)
		TRY(add_citizen(c, &communes.v[i < 3 ? home : (size_t)i % communes.n], hash, i + 1, &seed));
	if (!communes.n)
		return NULL;
	TRY(add_province(c, hash, &seed));
	return add_province_office(c, hash);
}
