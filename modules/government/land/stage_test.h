/* stage: a commune with one sheet and rectangles on it, for the tests of this room. */
#pragma once
#include "tests/unit/store.h"
#include "government/land/inside.h"
#include "core/people/people.h"
#include "core/units/units.h"
#include "web/module.h"

static struct {
	int64_t unit, elsewhere, sheet, an, binh;
} stage;

/* A rectangle in metres from 581 km east, 2256 km north: Gia Lâm, in the zone of 105°00'. */
static inline str box(struct ctx *c, int64_t west, int64_t south, int64_t east, int64_t north)
{
	return str_format(c->a, "%lld.000 %lld.000, %lld.000 %lld.000, %lld.000 %lld.000, %lld.000 %lld.000",
		(long long)(581000 + west), (long long)(2256000 + south), (long long)(581000 + east),
		(long long)(2256000 + south), (long long)(581000 + east), (long long)(2256000 + north),
		(long long)(581000 + west), (long long)(2256000 + north));
}
static inline struct ground ground_box_of(struct ctx *c, int64_t west, int64_t south, int64_t east, int64_t north)
{
	struct ground g;
	assert_true(ground_read(c->a, box(c, west, south, east, north), &g));
	return g;
}
static inline int64_t somebody(struct ctx *c, const char *number, const char *name)
{
	int64_t id;
	OK(WRITE(c, person_save(c,
			    &(struct person_facts){.name = str_of(name), .personal_number = str_of(number), .unit = stage.unit},
			    &id)));
	return id;
}
static inline struct land_holdings held_by(int64_t person)
{
	return (struct land_holdings){.v = {{.kind = S("person"), .id = person}}, .n = 1};
}
static inline void stage_set(struct ctx *c)
{
	OK(WRITE(c, units_module.init(c)));
	OK(unit_find(c, S("commune"), S("14389"), day_of(c->now), &stage.unit));
	OK(unit_find(c, S("commune"), S("00565"), day_of(c->now), &stage.elsewhere));
	c->unit = stage.unit;
	stage.an = somebody(c, "037090000015", "Bùi Văn An");
	stage.binh = somebody(c, "037190000016", "Đinh Thị Bình");
	struct sheet_work w = {
		.unit = c->unit, .old_unit = c->unit, .number = 12, .scale = 1000, .meridian = 6300, .drawn_on = S("2003")};
	OK(apply(c, land_sheet_keep, &w));
	stage.sheet = w.id;
}
/* Held by An since 2010, with a certificate. */
static inline int64_t parcel_in(struct ctx *c, str shape, int64_t area, const char *uses)
{
	struct parcel_work w = {.sheet = stage.sheet,
		.area = area,
		.uses = str_of(uses),
		.address = S("Thôn Mỹ Lộc"),
		.shape = shape,
		.old_sheet = S(""),
		.old_number = S(""),
		.day = S("2010-05-04"),
		.basis = S("Sổ địa chính"),
		.reason = S(""),
		.holdings = held_by(stage.an)};
	OK(apply(c, land_parcel_add, &w));
	OK(apply(c, land_certificate_add,
		(&(struct certificate_work){.parcel = w.parcel,
			.kind = S("2009"),
			.serial = str_format(c->a, "BK %06lld", (long long)w.parcel),
			.book = S("CH00012"),
			.issued_on = S("2010-06-01"),
			.issuer = S("Ủy ban nhân dân huyện Nho Quan")})));
	return w.parcel;
}
static inline struct land_parcel parcel_now(struct ctx *c, int64_t id)
{
	struct land_parcel p;
	OK(land_parcel(c, id, c->unit, &p));
	return p;
}
static inline void all_adds_up(struct ctx *c)
{
	struct verify_report report = {.lines = {.a = c->a}};
	OK(WRITE(c, land_verify(c, &report)));
	if (report.wrong)
		print_error("%s", report.lines.s);
	assert_int_equal(report.wrong, 0);
}
