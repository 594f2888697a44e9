/* demo_districts: districts as they worked in 2022, with the volumes they published, for `dinh demo --full`. Every dossier goes through
 * the same rules as a user's actions, in the order of time, at the units of that era; so every figure of the board is counted, not written.
 *
 * What is invented: persons, and which day and procedure. What was published: the totals and shares in `districts`. The wording of the
 * procedures of 2022 is not known here; their versions of that time say so. */
#include "government/dossiers/dossier_pages.h"
#include "government/dossiers/demo/demo.sql.h"
#include "core/access/access.h"
#include "core/calendar/calendar.h"
#include "core/people/people.h"
#include "core/units/units.h"
#include <stdlib.h>
#include "web/demo.h"
#include "web/importer.h"

enum { YEAR = 2022, OFFICES = 64, STEPS = 6 };

struct district {
	const char *code, *province; /* of the catalogue of units; agency code of the province (QĐ 20/2020/QĐ-TTg) */
	int at_district, at_communes;
	int online_per_mille; /* of all */
	const char *busy;     /* commune with a number of its own; NULL = none */
	int at_busy;          /* of those at communes */
};
/* Nho Quan: report on 2022. Thái Thụy: about 3,000 online since the beginning of 2022; xã Dương Phúc about 4,000 in all, over 80 % solved
 * online, which is more than the district counts: here the commune's own number holds. Trùng Khánh and Yên Thế published shares only. */
static const struct district districts[] = {
	{"372", "H42", 8301, 58819, 880, NULL, 0},
	{"047", "H14", 300, 1700, 930, NULL, 0},
	{"341", "H54", 400, 4600, 820, "12865", 4000},
	{"215", "H02", 200, 1300, 800, NULL, 0},
};

struct asked {
	const char *code;
	int weight;
	bool by_district, online;
	const char *content;
};
/* Until 30/06/2025 household businesses and civil status with a foreign element were the district's. */
static const struct asked kinds[] = {
	{"1.004873", 26, false, true, "Xin giấy xác nhận tình trạng hôn nhân."},
	{"2.000635", 24, false, true, "Xin bản sao trích lục khai sinh, 02 bản."},
	{"1.001193", 22, false, true, "Đăng ký khai sinh cho con."},
	{"1.000894", 14, false, true, "Đăng ký kết hôn."},
	{"1.000656", 14, false, true, "Đăng ký khai tử cho người thân."},
	{"2.000815", 80, false, false, "Chứng thực bản sao từ bản chính."},
	{"2.000884", 20, false, false, "Chứng thực chữ ký trong giấy ủy quyền."},
	{"1.001612", 40, true, true, "Đăng ký thành lập hộ kinh doanh."},
	{"2.000720", 25, true, true, "Thay đổi ngành, nghề kinh doanh của hộ."},
	{"1.001266", 15, true, true, "Chấm dứt hoạt động hộ kinh doanh."},
	{"2.000528", 10, true, true, "Đăng ký khai sinh cho con có cha là người nước ngoài."},
	{"2.000806", 10, true, true, "Đăng ký kết hôn với người nước ngoài."},
	{"2.000815", 70, true, false, "Chứng thực bản sao từ bản chính do cơ quan nước ngoài cấp."},
	{"2.000992", 30, true, false, "Chứng thực chữ ký người dịch."},
};

struct office {
	int64_t unit, reception, specialist, leader;
	str place;
	bool of_district;
};
struct filed {
	int64_t id, at;
	uint16_t office;
	uint8_t kind;
	bool online;
};
struct year {
	struct ctx *c;
	int64_t procedures[COUNT(kinds)];
	struct office offices[OFFICES];
	size_t noffices;
	int64_t days[366]; /* 00:00 of each working day */
	size_t ndays;
	struct filed *dossiers;
	size_t n;
	uint64_t seed;
};
struct step {
	int64_t at;
	uint32_t dossier;
	uint32_t number;
};

/* ---- the stage ---- */

static err add_officer(struct year *y, const struct office *o, str login, const char *role, const char *title, int64_t *id)
{
	struct ctx *c = y->c;
	struct person_facts who;
	c->actor = c->unit = 0; /* whoever worked last appoints nobody */
	person_invent(c, &y->seed, &who);
	struct new_account n = {.kind = S("officer"),
		.login = str_format(c->a, "%.*s.%s", STR_ARG(login), role),
		.name = who.name,
		.phone = who.phone};
	TRY(account_add(c, &n, id));
	struct new_position p = {.account = *id,
		.unit = o->unit,
		.title = str_of(title),
		.role = str_of(role),
		.valid_from = str_format(c->a, "%d-01-01", YEAR),
		.valid_to = S("2025-07-01")};
	int64_t position;
	return position_add(c, &p, &position);
}

static err open_office(struct year *y, int64_t unit, str code, str agency_code, bool of_district)
{
	struct ctx *c = y->c;
	struct office *o = &y->offices[y->noffices];
	str login = str_format(c->a, "nam%d.%.*s", YEAR, STR_ARG(code));
	if (y->noffices == OFFICES)
		return FAIL(c, BROKEN, "demo: more than %d offices in a district", OFFICES);
	*o = (struct office){.unit = unit, .of_district = of_district};
	TRY(unit_equip(c, unit, agency_code));
	TRY(unit_place(c, unit, &o->place));
	TRY(add_officer(y, o, login, "reception", "Công chức Một cửa", &o->reception));
	TRY(add_officer(y, o, login, "specialist", of_district ? "Chuyên viên" : "Công chức Tư pháp - Hộ tịch", &o->specialist));
	TRY(add_officer(y, o, login, "leader", of_district ? "Phó Chủ tịch UBND huyện" : "Phó Chủ tịch UBND xã", &o->leader));
	y->noffices++;
	return NULL;
}

static err open_offices(struct year *y, const struct district *d, size_t *busy)
{
	struct ctx *c = y->c;
	int64_t unit;
	struct demo_communes_below_rows communes;
	y->noffices = 0;
	*busy = 0;
	TRY(unit_find(c, S("district"), str_of(d->code), day_make(2025, 6, 30), &unit));
	TRY(demo_communes_below(c, unit, &communes));
	TRY(open_office(y, unit, str_of(d->code), str_format(c->a, "%s.%s", d->province, d->code), true));
	for (size_t i = 0; i < communes.n; i++) {
		str code = communes.v[i].code;
		if (d->busy && str_is(code, d->busy))
			*busy = y->noffices;
		TRY(open_office(
			y, communes.v[i].id, code, str_format(c->a, "%s.%s.%.*s", d->province, d->code, STR_ARG(code)), false));
	}
	return NULL;
}

static err find_days(struct year *y)
{
	for (day d = day_make(YEAR, 1, 1); d <= day_make(YEAR, 12, 29); d++) {
		int64_t minutes;
		TRY(calendar_minutes(y->c, 0, day_start(d), day_start(d + 1), &minutes));
		if (minutes >= MINUTES_A_DAY)
			y->days[y->ndays++] = day_start(d);
	}
	return NULL;
}

/* ---- the plan ---- */

static size_t pick_kind(bool by_district, bool online)
{
	int total = 0;
	for (size_t i = 0; i < COUNT(kinds); i++)
		total += kinds[i].by_district == by_district && kinds[i].online == online ? kinds[i].weight : 0;
	int64_t at = demo_random(total);
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (kinds[i].by_district != by_district || kinds[i].online != online)
			continue;
		if (at < kinds[i].weight)
			return i;
		at -= kinds[i].weight;
	}
	return 0;
}

/* Exactly as many online as published: each is drawn with the chance that is left. */
static void plan(struct year *y, const struct district *d, size_t busy)
{
	int total = d->at_district + d->at_communes, online = (int)(((int64_t)total * d->online_per_mille + 500) / 1000);
	for (int i = 0; i < total; i++) {
		struct filed *f = &y->dossiers[y->n++];
		bool is_online = demo_random(total - i) < online;
		online -= is_online;
		f->office = 0;
		if (i >= d->at_district && i < d->at_district + d->at_busy)
			f->office = (uint16_t)busy;
		else if (i >= d->at_district)
			f->office = (uint16_t)(1 + demo_random((int64_t)y->noffices - 1));
		f->online = is_online;
		f->kind = (uint8_t)pick_kind(i < d->at_district, is_online);
		/* The last two days of work see no new dossier, so that all of the year are done within it. */
		f->at = y->days[demo_random((int64_t)y->ndays - 2)] + 7 * HOUR + 10 * MINUTE + demo_random(170 * 60) * SECOND;
	}
}

/* Filed in the morning, done before noon or in the afternoon: the day counts, also for what is due the same day. */
static int64_t step_at(const struct filed *f, int number)
{
	static const int minutes[STEPS] = {0, 6, 14, 50, 85, 0};
	if (number < STEPS - 1)
		return f->at + minutes[number] * MINUTE;
	return f->at - f->at % HOUR + 7 * HOUR; /* results are given out in the afternoon */
}

static int by_time(const void *a, const void *b)
{
	const struct step *x = a, *y = b;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->dossier != y->dossier ? (x->dossier > y->dossier) - (x->dossier < y->dossier)
					: (x->number > y->number) - (x->number < y->number);
}

/* ---- playing it ---- */

static err submit(struct year *y, struct filed *f)
{
	struct ctx *c = y->c;
	const struct office *o = &y->offices[f->office];
	struct person_facts who;
	person_invent(c, &y->seed, &who);
	struct new_dossier n = {.procedure = y->procedures[f->kind],
		.receiving_unit = o->unit,
		.channel = f->online ? S("online") : S("desk"),
		.applicant_name = who.name,
		.applicant_number = who.personal_number,
		.applicant_birth_on = who.birth_on,
		.applicant_phone = who.phone,
		.applicant_email = S(""),
		.applicant_address = o->place,
		.content = str_of(kinds[f->kind].content),
		.result_by = S("desk"),
		.result_address = S(""),
		.secret = str_format(c->a, "%08d", (int)demo_random(100000000))};
	c->actor = f->online ? 0 : o->reception;
	c->unit = f->online ? 0 : o->unit;
	TRY(dossier_submit(c, &n));
	f->id = n.id;
	return NULL;
}

static err act(struct year *y, const struct filed *f, const struct flow_action *a, char who)
{
	struct ctx *c = y->c;
	const struct office *o = &y->offices[f->office];
	struct dossier_work w = {.action = a, .dossier = f->id, .unit = o->unit};
	c->actor = who == 'r' ? o->reception : who == 's' ? o->specialist : o->leader;
	c->unit = o->unit;
	if (a->note_required)
		w.note = S("Hồ sơ đủ điều kiện giải quyết.");
	if (!strcmp(a->name, "hand_over"))
		w.assignee = o->specialist;
	if (!strcmp(a->name, "return"))
		w.taken_by = S("Người nộp hồ sơ");
	return dossier_apply(c, &w);
}

static err play(struct year *y, const struct step *steps, size_t n, size_t first)
{
	static const struct {
		const char *action;
		char who;
	} parts[STEPS] = {
		{"submit", 0}, {"receive", 'r'}, {"hand_over", 'r'}, {"propose", 's'}, {"approve", 'l'}, {"return", 'r'}};
	const struct flow_action *actions[STEPS] = {NULL};
	struct ctx *c = y->c;
	arena memory = {0}, *whole = c->a;
	err e = NULL;
	for (int i = 1; i < STEPS; i++)
		actions[i] = dossier_action(str_of(parts[i].action));
	for (size_t i = 0; i < n && !e; i++) {
		struct filed *f = &y->dossiers[first + steps[i].dossier];
		c->a = &memory;
		c->now = steps[i].at;
		e = steps[i].number ? act(y, f, actions[steps[i].number], parts[steps[i].number].who) : submit(y, f);
		c->a = whole;
		if (e)
			e = FAIL(c, e->kind, "demo, %s: %.*s (%s)", parts[steps[i].number].action, STR_ARG(e->text), e->where);
		arena_reset(&memory);
		if (i % 500 == 0)
			progress("Hồ sơ năm 2022", (int64_t)i, (int64_t)n);
	}
	arena_free(&memory);
	return e;
}

static err play_district(struct year *y, const struct district *d)
{
	struct ctx *c = y->c;
	size_t busy, first = y->n, total = (size_t)d->at_district + (size_t)d->at_communes, n = 0;
	TRY(open_offices(y, d, &busy));
	plan(y, d, busy);
	struct step *steps = NEWN(c->a, struct step, total * STEPS);
	for (size_t i = 0; i < total; i++)
		for (int k = 0; k < STEPS; k++)
			steps[n++] = (struct step){step_at(&y->dossiers[first + i], k), (uint32_t)i, (uint32_t)k};
	qsort(steps, n, sizeof *steps, by_time);
	return play(y, steps, n, first);
}

err demo_districts(struct ctx *c)
{
	struct year *y = NEW(c->a, struct year);
	struct ctx before = *c;
	size_t total = 0;
	y->c = c;
	y->seed = YEAR;
	for (size_t i = 0; i < COUNT(districts); i++)
		total += (size_t)(districts[i].at_district + districts[i].at_communes);
	y->dossiers = NEWN(c->a, struct filed, total);
	for (size_t i = 0; i < COUNT(kinds); i++)
		TRY(procedure_before(c, str_of(kinds[i].code), day_make(2021, 1, 1),
			S("Bản trước 01/7/2025 dựng theo bản hiện hành (dữ liệu mẫu)"), &y->procedures[i]));
	TRY(find_days(y));
	err e = NULL;
	for (size_t i = 0; i < COUNT(districts) && !e; i++)
		e = play_district(y, &districts[i]);
	c->now = before.now;
	c->actor = before.actor;
	c->unit = before.unit;
	return e;
}
