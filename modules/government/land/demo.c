/* demo: three hundred parcels on four sheets of xã Gia Lâm, which three old communes drew: two of the sheets bear the same number. Invented, the same
 * each time. */
#include "inside.h"
#include "core/people/people.h"
#include "core/units/units.h"
#include <math.h>

enum { ACROSS = 11, DOWN = 7, PEOPLE = 130, WIDE = 24000, HIGH = 32000, LOOSE = 3000, OLD_UNITS = 20240 };

static const struct {
	const char *commune, *hamlet; /* as of June 2025 */
	int64_t number, scale, east, north;
} sheets[] = {{"14389", "Thôn Mỹ Lộc", 11, 1000, 581000, 2256400}, {"14389", "Thôn Hạnh Phúc", 12, 1000, 581300, 2256400},
	{"14392", "Thôn Gia Hòa", 12, 2000, 580100, 2258200}, {"14386", "Thôn Vinh Quang", 5, 2000, 583400, 2257000}};

struct making {
	struct ctx *c;
	uint64_t seed;
	int64_t sheet, people[PEOPLE];
	const char *hamlet;
	int64_t corners[DOWN + 1][ACROSS + 1][2]; /* millimetres; neighbours share them */
};

static int64_t any(struct making *m, int64_t below) { return (int64_t)person_invented(&m->seed, (uint64_t)below); }

static err people_made(struct making *m)
{
	struct person_facts f;
	for (size_t i = 0; i < PEOPLE; i++) {
		person_invent(m->c, &m->seed, &f);
		f.unit = m->c->unit;
		TRY(person_save(m->c, &f, &m->people[i]));
	}
	return NULL;
}

static void corners_made(struct making *m, int64_t east, int64_t north)
{
	for (int j = 0; j <= DOWN; j++)
		for (int i = 0; i <= ACROSS; i++) {
			m->corners[j][i][0] = east * 1000 + i * WIDE + any(m, LOOSE) / 10 * 10;
			m->corners[j][i][1] = north * 1000 + j * HIGH + any(m, LOOSE) / 10 * 10;
		}
}

static struct land_holdings holders_of(struct making *m)
{
	struct land_holdings h = {0};
	int64_t first = any(m, PEOPLE), kind = any(m, 10);
	size_t n = kind < 6 ? 1 : kind < 9 ? 2 : 3;
	for (size_t i = 0; i < n; i++) {
		int64_t shared = n == 3 ? 3 : 0; /* three heirs by thirds, a couple together */
		h.v[h.n++] = (struct land_holding){
			.kind = S("person"), .id = m->people[(first + (int64_t)i) % PEOPLE], .part = shared / 3, .whole = shared};
	}
	return h;
}

static str uses_of(struct making *m, int64_t area, bool road)
{
	static const char *const single[] = {"LUC", "LUC", "HNK", "CLN", "NTS", "BHK", "LUK"};
	if (road)
		return S("DGT");
	if (any(m, 10) < 5 && area > 40000) {
		int64_t home = 20000 + any(m, 10) * 1000;
		struct land_uses u = {.v = {{S("ONT"), home}, {S("CLN"), area - home}}, .n = 2};
		return land_uses_text(m->c->a, &u);
	}
	return str_of(single[any(m, COUNT(single))]);
}

static err papers_of(struct making *m, int64_t parcel)
{
	struct ctx *c = m->c;
	int64_t era = any(m, 3);
	static const char *const kinds[] = {"2003", "2009", "2014"}, *const days[] = {"2006-03-15", "2011-08-22", "2018-05-10"};
	static const char letters[] = "ABC";
	if (any(m, 12) == 0)
		return NULL;
	struct certificate_work w = {.parcel = parcel,
		.kind = str_of(kinds[era]),
		.serial = str_format(c->a, "%c%c %06lld", letters[era], (int)('A' + any(m, 26)), (long long)(100000 + parcel)),
		.book = str_format(c->a, "CH%05lld", (long long)parcel),
		.issued_on = str_of(days[era]),
		.issuer = S("Ủy ban nhân dân huyện Nho Quan")};
	TRY(land_certificate_add(c, &w));
	static const char *const against[] = {"mortgage", "mortgage", "dispute", "distraint", "planning"};
	if (any(m, 15) > 0)
		return NULL;
	str kind = str_of(against[any(m, COUNT(against))]);
	struct restriction_work r = {.parcel = parcel,
		.kind = kind,
		.said = S(""),
		.basis = str_is(kind, "mortgage") ? S("Hợp đồng thế chấp 15/2024") : S("Văn bản 27/UBND"),
		.day = S("2024-06-03")};
	return land_restriction_add(c, &r);
}

static err parcel_made(struct making *m, int i, int j, int64_t *id)
{
	struct ctx *c = m->c;
	int64_t ring[4][2];
	size_t end = 4;
	static const int corner[4][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
	for (int k = 0; k < 4; k++)
		memcpy(ring[k], m->corners[j + corner[k][1]][i + corner[k][0]], sizeof ring[k]);
	struct ground g = {ring, 4, &end, 1};
	bool road = i == ACROSS / 2;
	int64_t area = (ground_hundredths(ground_area(&g)) + 5) / 10 * 10;
	struct parcel_work w = {.sheet = m->sheet,
		.area = area,
		.uses = uses_of(m, area, road),
		.address = str_of(m->hamlet),
		.shape = ground_text(c->a, &g),
		.old_sheet = S(""),
		.old_number = str_format(c->a, "%lld", (long long)(100 + j * ACROSS + i)),
		.day = S("2005-07-01"),
		.basis = S("Sổ địa chính"),
		.reason = S("")};
	if (!road)
		w.holdings = holders_of(m);
	TRY(land_parcel_add(c, &w));
	*id = w.parcel;
	return road ? NULL : papers_of(m, w.parcel);
}

/* Cut from west to east in the middle; those that may not be are left as they are. */
static err split_one(struct making *m, int64_t id)
{
	struct ctx *c = m->c;
	struct land_parcel p;
	struct land_facts_of f;
	struct ground g;
	struct split_work w = {.parcel = id, .day = S("2026-09-14"), .basis = S("Hồ sơ tách thửa, Quyết định 118/QĐ-UBND")};
	struct split_preview plan;
	int64_t box[4];
	TRY(land_parcel(c, id, c->unit, &p));
	TRY(land_fact_current(c, id, &f));
	if (!ground_read(c->a, f.shape, &g))
		return NULL;
	ground_bounds(&g, box);
	struct ground_point line[] = {{box[0] - 5000, (box[1] + box[3]) / 2}, {box[2] + 5000, (box[1] + box[3]) / 2 + 1000}};
	w.seen = p.version;
	TRY(ground_cut(c, &g, line, 2, &w.parts));
	TRY(land_split_preview(c, &w, &plan));
	return plan.wrong.n ? NULL : land_split(c, &w);
}

static err merge_two(struct making *m, int64_t one, int64_t other)
{
	struct ctx *c = m->c;
	struct land_parcel first, second;
	struct land_rights_of right;
	struct land_holdings held;
	str forbidden, too;
	bool found;
	TRY(land_parcel(c, one, c->unit, &first));
	TRY(land_parcel(c, other, c->unit, &second));
	TRY(land_forbidden(c, one, &forbidden));
	TRY(land_forbidden(c, other, &too));
	if (forbidden.n || too.n || first.valid_to.s || second.valid_to.s || first.is_managed || second.is_managed)
		return NULL;
	TRY(land_right_current(c, one, &right, &found));
	TRY(land_holdings_of(c, right.id, &held));
	struct right_work bought = {.parcel = other,
		.seen = second.version,
		.holdings = held,
		.term = S(""),
		.day = S("2026-03-02"),
		.basis = S("Hợp đồng chuyển nhượng 41")};
	TRY(land_right_current(c, other, &right, &found));
	struct land_holdings before;
	TRY(land_holdings_of(c, right.id, &before));
	if (!land_holdings_same(&held, &before)) {
		TRY(land_right_keep(c, &bought));
		second.version++;
	}
	struct land_certificates_of_rows papers[2];
	TRY(land_certificates_of(c, one, &papers[0]));
	TRY(land_certificates_of(c, other, &papers[1]));
	if (!papers[0].n || !papers[1].n)
		return NULL;
	struct merge_work w = {.parcels = {(const int64_t[]){one, other}, 2},
		.seen = {(const int64_t[]){first.version, second.version}, 2},
		.day = S("2026-10-05"),
		.basis = S("Hồ sơ hợp thửa, Quyết định 131/QĐ-UBND")};
	return land_merge(c, &w);
}

static err sheet_made(struct making *m, size_t which)
{
	struct ctx *c = m->c;
	int64_t ids[DOWN][ACROSS];
	struct sheet_work s = {.unit = c->unit,
		.number = sheets[which].number,
		.scale = sheets[which].scale,
		.meridian = 6300,
		.drawn_on = S("2003")};
	TRY(unit_find(c, S("commune"), str_of(sheets[which].commune), (day)OLD_UNITS, &s.old_unit));
	TRY(land_sheet_keep(c, &s));
	m->sheet = s.id;
	m->hamlet = sheets[which].hamlet;
	corners_made(m, sheets[which].east, sheets[which].north);
	for (int j = 0; j < DOWN; j++)
		for (int i = 0; i < ACROSS; i++)
			TRY(parcel_made(m, i, j, &ids[j][i]));
	for (int k = 0; k < 3; k++)
		TRY(split_one(m, ids[k * 2][1 + k]));
	return merge_two(m, ids[1][ACROSS - 2], ids[1][ACROSS - 1]);
}

err land_demo(struct ctx *c)
{
	struct making m = {.c = c, .seed = 20260701};
	int64_t own = c->unit;
	TRY(unit_find(c, S("commune"), S("14389"), day_of(c->now), &c->unit));
	err e = people_made(&m);
	for (size_t i = 0; !e && i < COUNT(sheets); i++)
		e = sheet_made(&m, i);
	c->unit = own;
	return e;
}
