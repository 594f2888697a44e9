/* demo: agreements as communes have them: one in use for a week, one that waits for an answer, one that was refused. */
#include "core/sharing/pages.h"
#include "core/access/access.h"
#include "core/units/units.h"

#define BASIS "Điều 17 Luật Dữ liệu số 60/2024/QH15"

static err as(struct ctx *c, const char *login, const char *level, const char *code)
{
	struct account_facts who;
	TRY(account_find(c, str_of(login), &who));
	c->actor = who.id;
	return unit_find(c, str_of(level), str_of(code), day_of(c->now), &c->unit);
}

static err owner_does(struct ctx *c, int64_t agreement, const char *action, const char *note)
{
	struct sharing_work w = {
		.action = flow_action(&sharing_flow, str_of(action)), .agreement = agreement, .note = str_of(note)};
	TRY(as(c, "lanhdao.gialam", "commune", "14389"));
	return sharing_act(c, &w);
}

/* Calls of one day, and one for a field that was not agreed. */
static err used(struct ctx *c, int64_t agreement, int calls)
{
	str label = S("label"), depth = S("depth");
	TRY(as(c, "chuyenmon.cucphuong", "commune", "14404"));
	for (int i = 0; i <= calls; i++) {
		struct sharing_call k = {.registry = S("gieng-nuoc"),
			.what = S("list"),
			.agreement = agreement,
			.fields = {i < calls ? &label : &depth, 1},
			.by_program = true};
		struct registry_givens given = {0};
		TRY(sharing_take(c, &k));
		if (k.refused)
			continue;
		struct registry_wanted w = {.fields = k.fields, .units = k.units};
		TRY(registry_given_some(c, k.r, &w, SHARING_PAGE, &given));
		int64_t *ids = NEWN(c->a, int64_t, given.n + 1);
		for (size_t n = 0; n < given.n; n++)
			ids[n] = given.v[n].id;
		struct sharing_answered d = {&k, {ids, given.n}};
		TRY(sharing_done(c, &d));
	}
	return NULL;
}

static err asks(struct ctx *c, const char *registry, const char *purpose, const str *fields, size_t n, int64_t *id)
{
	struct sharing_asking a = {.registry = str_of(registry),
		.owner = S("Xã Gia Lâm, tỉnh Ninh Bình"),
		.fields = {fields, n},
		.purpose = str_of(purpose),
		.basis = S(BASIS),
		.until = day_iso(c->a, day_of(c->now) + 180),
		.calls = 50};
	TRY(sharing_ask(c, &a));
	*id = a.id;
	return NULL;
}

static err play(struct ctx *c, int64_t now)
{
	const str wells[] = {S("number"), S("label"), S("hamlet"), S("kind")}, graves[] = {S("label"), S("relative")},
		  boxes[] = {S("address"), S("holder"), S("last_used")};
	int64_t id;
	c->now = now - 9 * DAY;
	TRY(as(c, "lanhdao.cucphuong", "commune", "14404"));
	TRY(asks(c, "gieng-nuoc", "Lập bản đồ nguồn nước dùng chung của hai xã giáp ranh khi hạn hán", wells, COUNT(wells), &id));
	c->now += HOUR;
	TRY(owner_does(c, id, "approve", ""));
	for (int i = 7; i > 0; i--) {
		c->now = now - i * DAY;
		TRY(used(c, id, 1 + i * 3 % 5));
	}
	c->now = now - 4 * DAY;
	TRY(as(c, "lanhdao.cucphuong", "commune", "14404"));
	TRY(asks(c, "hop-thu-cong-vu", "Gửi giấy mời họp giao ban cụm xã hằng tháng", boxes, COUNT(boxes), &id));
	c->now += 2 * HOUR;
	TRY(owner_does(
		c, id, "refuse", "Gửi giấy mời chỉ cần địa chỉ của cơ quan, đã công khai; không cần biết ai dùng hộp thư."));
	c->now = now - 2 * HOUR;
	TRY(as(c, "lanhdao.ninhbinh", "province", "37"));
	return asks(c, "phan-mo", "Tổng hợp phần mộ phải di dời của dự án đường ven sông", graves, COUNT(graves), &id);
}

err sharing_demo(struct ctx *c)
{
	struct ctx was = *c;
	err e = play(c, c->now);
	c->now = was.now;
	c->actor = was.actor;
	c->unit = was.unit;
	return e;
}
