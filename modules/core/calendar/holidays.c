#include "holidays.h"

enum name {
	NO_NAME,
	NEW_YEAR,
	TET_28,
	TET_29,
	TET_30,
	TET_1,
	TET_2,
	TET_3,
	TET_4,
	HUNG_KINGS,
	VICTORY,
	LABOUR,
	NATIONAL,
	NATIONAL_SECOND,
	CULTURE,
	NAMES
};
static const char *const names[NAMES] = {
	[NO_NAME] = "",
	[NEW_YEAR] = "Tết Dương lịch",
	[TET_28] = "Tết Nguyên đán (28 tháng Chạp)",
	[TET_29] = "Tết Nguyên đán (29 tháng Chạp)",
	[TET_30] = "Tết Nguyên đán (30 tháng Chạp)",
	[TET_1] = "Tết Nguyên đán (mùng 1)",
	[TET_2] = "Tết Nguyên đán (mùng 2)",
	[TET_3] = "Tết Nguyên đán (mùng 3)",
	[TET_4] = "Tết Nguyên đán (mùng 4)",
	[HUNG_KINGS] = "Giỗ Tổ Hùng Vương (10 tháng Ba âm lịch)",
	[VICTORY] = "Ngày Chiến thắng",
	[LABOUR] = "Ngày Quốc tế Lao động",
	[NATIONAL] = "Quốc khánh",
	[NATIONAL_SECOND] = "Quốc khánh (ngày liền kề)",
	[CULTURE] = "Ngày Văn hóa Việt Nam",
};

enum law {
	NO_LAW,
	BEFORE_1995,
	CODE_1994,
	CODE_1994_HUNG,
	CODE_2012,
	CODE_2012_REST,
	CODE_2019,
	CODE_2019_REST,
	CULTURE_DAY,
	LAWS
};
static const struct {
	const char *full, *brief;
} laws[LAWS] = {
	[NO_LAW] = {"", ""},
	[BEFORE_1995] = {"Tính theo Điều 73 Bộ luật Lao động 1994; văn bản trước năm 1995 chưa có trong hệ thống",
		"tính theo Điều 73 Bộ luật Lao động 1994"},
	[CODE_1994] = {"Bộ luật Lao động 1994, Điều 73", "Điều 73 Bộ luật Lao động 1994"},
	[CODE_1994_HUNG] = {"Bộ luật Lao động 1994, Điều 73 sửa đổi theo Luật 84/2007/QH11",
		"Điều 73 Bộ luật Lao động 1994, Luật 84/2007/QH11"},
	[CODE_2012] = {"Bộ luật Lao động 2012, Điều 115", "Điều 115 Bộ luật Lao động 2012"},
	[CODE_2012_REST] = {"Bộ luật Lao động 2012, Điều 115 khoản 3", "khoản 3 Điều 115 Bộ luật Lao động 2012"},
	[CODE_2019] = {"Bộ luật Lao động 2019, Điều 112", "Điều 112 Bộ luật Lao động 2019"},
	[CODE_2019_REST] = {"Bộ luật Lao động 2019, Điều 111 khoản 3", "khoản 3 Điều 111 Bộ luật Lao động 2019"},
	[CULTURE_DAY] = {"Nghị quyết 28/2026/QH16", "Nghị quyết 28/2026/QH16"},
};

const char *holiday_name(int name) { return name > 0 && name < NAMES ? names[name] : ""; }
const char *law_name(int law) { return law > 0 && law < LAWS ? laws[law].full : ""; }
const char *law_short(int law) { return law > 0 && law < LAWS ? laws[law].brief : ""; }

bool weekly_rest(day d)
{
	enum { FORTY_HOURS = 10866 }; /* 02/10/1999, Decision 188/1999/QĐ-TTg */
	int weekday = day_weekday(d);
	return weekday == 7 || (weekday == 6 && d >= FORTY_HOURS);
}

/* The law in force on a day, by what it is asked for. */
static enum law law_on(day d, enum law now, enum law in_2012)
{
	if (d >= day_make(2021, 1, 1))
		return now;
	if (d >= day_make(2013, 5, 1))
		return in_2012;
	return d >= day_make(1995, 1, 1) ? CODE_1994 : BEFORE_1995;
}

struct list {
	struct special *v;
	size_t n;
};

static const struct special *taken(const struct list *l, day d)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].on == d)
			return &l->v[i];
	return NULL;
}

static void put(struct list *l, day d, enum day_kind kind, enum name name, enum law law, bool confirmed)
{
	if (taken(l, d) || l->n == HOLIDAYS_MAX)
		return;
	size_t i = l->n++;
	for (; i > 0 && l->v[i - 1].on > d; i--)
		l->v[i] = l->v[i - 1];
	l->v[i] = (struct special){.on = d, .kind = kind, .name = name, .law = law, .confirmed = confirmed && law != BEFORE_1995};
	l->v[i].reason = kind == DAY_SUBSTITUTE ? S("") : str_of(names[name]);
	l->v[i].basis = str_of(laws[law].full);
}

static void holiday(struct list *l, day d, enum name name, bool confirmed)
{
	put(l, d, DAY_HOLIDAY, name, law_on(d, CODE_2019, CODE_2012), confirmed);
}

/* A day that a yearly decision has placed. */
static void decided(struct list *l, day d, enum name name, bool confirmed, str basis)
{
	size_t before = l->n;
	holiday(l, d, name, confirmed);
	for (size_t i = 0; basis.n && l->n > before && i < l->n; i++)
		if (l->v[i].on == d && !str_eq(l->v[i].basis, basis)) {
			l->v[i].law = NO_LAW;
			l->v[i].basis = basis;
		}
}

/* Five days (four before the Labour Code of 2012 held), mùng 1 among them. */
static void tet(struct list *l, int year, const struct year_choice *choice)
{
	day first;
	if (!lunar_day(year, 1, false, 1, &first))
		return;
	bool free = first >= day_make(2013, 5, 1);
	int days = free ? 5 : 4, before = free && choice->tet_before ? choice->tet_before : 1;
	int last = lunar_of(first - 1).day; /* 29 or 30 */
	for (int i = -before; i < days - before; i++)
		decided(l, first + i, i < 0 ? TET_30 + last - 30 + 1 + i : TET_1 + i, !free || choice->tet_confirmed,
			choice->tet_basis);
}

/* The day that makes the longest rest, as decided in every year so far: before 02/9 on Tuesday, Wednesday, Friday, Saturday. */
static void national_day(struct list *l, int year, const struct year_choice *choice)
{
	day second = day_make(year, 9, 2);
	holiday(l, second, NATIONAL, true);
	if (year < 2021)
		return;
	static const bool before[8] = {[2] = true, [3] = true, [5] = true, [6] = true};
	bool is_before = choice->national == SIDE_USUAL ? before[day_weekday(second)] : choice->national == SIDE_BEFORE;
	decided(l, is_before ? second - 1 : second + 1, NATIONAL_SECOND, choice->national_confirmed, choice->national_basis);
}

/* "Nghỉ bù vào ngày làm việc kế tiếp": one for each holiday that falls on a weekly rest day. */
static void substitutes(struct list *l)
{
	struct special holidays[HOLIDAYS_MAX];
	size_t n = l->n;
	memcpy(holidays, l->v, n * sizeof *holidays);
	for (size_t i = 0; i < n; i++) {
		const struct special *h = &holidays[i];
		if (!weekly_rest(h->on))
			continue;
		day d = h->on + 1;
		bool settled = h->confirmed;
		for (const struct special *other; (other = taken(l, d)) || weekly_rest(d); d++)
			settled &= !other || other->confirmed;
		put(l, d, DAY_SUBSTITUTE, h->name, law_on(h->on, CODE_2019_REST, CODE_2012_REST), settled);
	}
}

size_t holidays_of(int year, const struct year_choice *choice, struct special out[HOLIDAYS_MAX])
{
	struct list l = {out, 0};
	day hung;
	holiday(&l, day_make(year, 1, 1), NEW_YEAR, true);
	tet(&l, year, choice);
	if (year >= 2007 && lunar_day(year, 3, false, 10, &hung)) {
		enum law law = law_on(hung, CODE_2019, CODE_2012);
		put(&l, hung, DAY_HOLIDAY, HUNG_KINGS, law == CODE_1994 ? CODE_1994_HUNG : law, true);
	}
	holiday(&l, day_make(year, 4, 30), VICTORY, true);
	holiday(&l, day_make(year, 5, 1), LABOUR, true);
	national_day(&l, year, choice);
	if (year >= 2026)
		put(&l, day_make(year, 11, 24), DAY_HOLIDAY, CULTURE, CULTURE_DAY, true);
	substitutes(&l);
	return l.n;
}

str day_special_reason(arena *a, const struct special *s)
{
	if (s->name && s->kind == DAY_SUBSTITUTE)
		return str_format(a, "Nghỉ bù %s", holiday_name(s->name));
	return s->name ? str_of(holiday_name(s->name)) : s->reason;
}
