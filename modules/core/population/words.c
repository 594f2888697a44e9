/* The words of households: kinds, relations, sources, what makes a family poor, and what can happen. */
#include "pages.h"
#include <pthread.h>
#include <stdlib.h>
#include "web/catalogue.h"

const struct choice household_kinds[] = {{"family", "Hộ gia đình"}, {"single", "Hộ một người"}, {"collective", "Hộ tập thể"},
	{"lodging", "Hộ ở trọ"}, {NULL, NULL}};
const struct choice household_relations[] = {{"head", "Chủ hộ"}, {"spouse", "Vợ, chồng"}, {"child", "Con"}, {"parent", "Cha, mẹ"},
	{"grandparent", "Ông, bà"}, {"grandchild", "Cháu"}, {"sibling", "Anh, chị, em"}, {"child_in_law", "Con dâu, con rể"},
	{"relative", "Người thân khác"}, {"other", "Ở nhờ, người khác"}, {NULL, NULL}};
const struct choice household_residences[] = {{"permanent", "Thường trú"}, {"temporary", "Tạm trú"}, {NULL, NULL}};
const struct choice household_sources[] = {{"declared", "Người dân khai báo"}, {"police", "Thông báo của Công an xã"},
	{"civil", "Đăng ký hộ tịch"}, {"survey", "Rà soát tại thôn, tổ dân phố"}, {"dossier", "Kết quả giải quyết hồ sơ"},
	{"import", "Nhập từ tệp"}, {NULL, NULL}};

/* Those of the catalogue: fields of tables and filters are declared before it is read (population_test.c compares). */
const struct choice household_policies_named[] = {{"poor", "Hộ nghèo"}, {"near_poor", "Hộ cận nghèo"},
	{"merit", "Gia đình người có công với cách mạng"}, {"social", "Hộ có người hưởng trợ cấp xã hội hằng tháng"},
	{NULL, NULL}};

/* ---- ethnic groups ---- */

static struct {
	struct choice groups[ETHNICITIES + 1], kinds[9];
	struct household_policy_kinds policies;
} lists;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static char *kept(str s)
{
	char *copy = strndup(s.s, s.n);
	if (!copy)
		abort();
	return copy;
}

static void load(void)
{
	str cells[6], text = catalogue_file("ethnic_groups.tsv");
	size_t n = 0, kinds = 0;
	for (bool first = true; tsv_row(&text, cells, 2); first = false)
		if (!first && n < ETHNICITIES)
			lists.groups[n++] = (struct choice){kept(cells[0]), kept(cells[1])};
	text = catalogue_file("household_policies.tsv");
	for (bool first = true; tsv_row(&text, cells, 6); first = false) {
		if (first || lists.policies.n == COUNT(lists.policies.v))
			continue;
		lists.policies.v[lists.policies.n++] = (struct household_policy_kind){.kind = cells[0],
			.family = cells[1],
			.title = cells[2],
			.from = cells[3],
			.to = cells[4],
			.basis = cells[5]};
		if (!*choice_label(lists.kinds, cells[0]) && kinds + 1 < COUNT(lists.kinds))
			lists.kinds[kinds++] = (struct choice){kept(cells[0]), kept(cells[2])};
	}
}

const struct choice *resident_ethnicities(void)
{
	pthread_once(&once, load);
	return lists.groups;
}

const struct household_policy_kinds *household_policy_kinds(void)
{
	pthread_once(&once, load);
	return &lists.policies;
}

const struct choice *household_policy_choices(void)
{
	pthread_once(&once, load);
	return lists.kinds;
}

const struct household_policy_kind *household_policy_kind_on(str kind, str day)
{
	const struct household_policy_kinds *all = household_policy_kinds();
	for (size_t i = 0; i < all->n; i++) {
		const struct household_policy_kind *k = &all->v[i];
		if (str_eq(k->kind, kind) && !population_before(day, k->from) && (!k->to.n || population_before(day, k->to)))
			return k;
	}
	return NULL;
}

str household_policy_title(str kind) { return str_of(choice_label(household_policy_choices(), kind)); }

/* ---- what can happen ---- */

const struct movement_kind movement_kinds[] = {
	{.name = "born",
		.title = "Sinh",
		.done = "Đã ghi trẻ mới sinh",
		.of = MOVEMENT_BRINGS,
		.asks = ASKS_PERSON | ASKS_RELATION,
		.key = "s"},
	{.name = "arrive",
		.title = "Chuyển đến",
		.done = "Đã ghi chuyển đến",
		.of = MOVEMENT_BRINGS,
		.asks = ASKS_PERSON | ASKS_RELATION | ASKS_RESIDENCE,
		.key = "d"},
	{.name = "leave", .title = "Chuyển đi khỏi xã", .done = "Đã ghi chuyển đi", .asks = ASKS_SUCCESSOR},
	{.name = "move",
		.title = "Chuyển sang hộ khác trong xã",
		.done = "Đã ghi chuyển hộ",
		.asks = ASKS_SUCCESSOR | ASKS_TARGET | ASKS_RELATION},
	{.name = "die", .title = "Chết", .done = "Đã ghi người chết", .asks = ASKS_SUCCESSOR},
	{.name = "absent", .title = "Tạm vắng", .done = "Đã ghi tạm vắng"},
	{.name = "return", .title = "Trở về", .done = "Đã ghi trở về"},
	{.name = "settle", .title = "Chuyển từ tạm trú sang thường trú", .done = "Đã ghi thường trú"},
	{.name = "relation", .title = "Đổi quan hệ với chủ hộ", .done = "Đã ghi quan hệ với chủ hộ", .asks = ASKS_RELATION},
	{.name = "head", .title = "Làm chủ hộ", .done = "Đã ghi chủ hộ mới", .asks = ASKS_RELATION},
	{.name = "id_card", .title = "Được cấp thẻ căn cước", .done = "Đã ghi cấp thẻ căn cước", .fact = "card"},
	{.name = "id_level_1",
		.title = "Được cấp tài khoản định danh điện tử mức độ 01",
		.done = "Đã ghi tài khoản mức độ 01",
		.fact = "level_1"},
	{.name = "id_level_2",
		.title = "Được cấp tài khoản định danh điện tử mức độ 02",
		.done = "Đã ghi tài khoản mức độ 02",
		.fact = "level_2"},
	{.name = "id_activated",
		.title = "Kích hoạt tài khoản định danh điện tử",
		.done = "Đã ghi kích hoạt tài khoản",
		.fact = "activated"},
	{.name = "id_card_end",
		.title = "Thẻ căn cước hết giá trị, bị thu hồi",
		.done = "Đã ghi thôi thẻ căn cước",
		.fact = "card",
		.ends = true,
		.asks = ASKS_REASON},
	{.name = "id_account_end",
		.title = "Tài khoản định danh điện tử bị khóa, hủy",
		.done = "Đã ghi thôi tài khoản",
		.fact = "account",
		.ends = true,
		.asks = ASKS_REASON},
	{.name = "relocate",
		.title = "Cả hộ đổi chỗ ở, loại hộ",
		.done = "Đã ghi chỗ ở mới",
		.of = MOVEMENT_OF_HOUSEHOLD,
		.asks = ASKS_PLACE,
		.key = "o"},
	{.name = "correct",
		.title = "Đính chính chỗ ở, loại hộ",
		.done = "Đã đính chính",
		.of = MOVEMENT_OF_HOUSEHOLD,
		.asks = ASKS_PLACE | ASKS_REASON | ASKS_NO_DAY},
	{.name = "policy",
		.title = "Công nhận diện hộ",
		.done = "Đã ghi diện hộ",
		.of = MOVEMENT_OF_HOUSEHOLD,
		.asks = ASKS_DECISION | ASKS_POLICY_KIND,
		.key = "n"},
	{.name = "policy_end",
		.title = "Thôi diện hộ",
		.done = "Đã ghi thôi diện hộ",
		.of = MOVEMENT_OF_HOUSEHOLD,
		.asks = ASKS_POLICY | ASKS_REASON},
	{.name = "withdraw",
		.title = "Rút lại biến động ghi nhầm",
		.done = "Đã rút lại biến động",
		.of = MOVEMENT_OF_HOUSEHOLD,
		.asks = ASKS_REASON | ASKS_NO_DAY},
	{.name = NULL},
};

const struct movement_kind *movement_kind_named(str name)
{
	for (const struct movement_kind *k = movement_kinds; k->name; k++)
		if (str_is(name, k->name))
			return k;
	return NULL;
}

str movement_title(str kind)
{
	const struct movement_kind *k = movement_kind_named(kind);
	return str_is(kind, "open") ? S("Lập hộ") : k ? str_of(k->title) : kind;
}

const struct choice resident_identity_states[] = {{"card", "Đã được cấp thẻ căn cước"},
	{"no_card", "Đủ 14 tuổi, chưa ghi thẻ căn cước"}, {"eligible", "Đủ 14 tuổi trở lên"},
	{"level_2", "Có tài khoản mức độ 02"}, {"no_level_2", "Đủ 14 tuổi, chưa có tài khoản mức độ 02"},
	{"activated", "Đã kích hoạt tài khoản"}, {"not_activated", "Có tài khoản mức độ 02, chưa kích hoạt"}, {NULL, NULL}};
const struct choice resident_sexes[] = {{"male", "Nam"}, {"female", "Nữ"}, {"unknown", "Chưa rõ"}, {NULL, NULL}};

/* ---- electronic identity ---- */

static const struct choice identity_facts[] = {{"card", "Thẻ căn cước"}, {"level_1", "Tài khoản định danh điện tử mức độ 01"},
	{"level_2", "Tài khoản định danh điện tử mức độ 02"}, {"activated", "Kích hoạt tài khoản"}, {NULL, NULL}};
str resident_identity_title(str fact) { return str_of(choice_label(identity_facts, fact)); }
