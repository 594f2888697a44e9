#include "lunar.h"
#include <math.h>

static const double DEGREE = M_PI / 180, MEAN_MONTH = 29.530588853, ZONE = 7.0 / 24;
enum { JULIAN_OF_1970 = 2440588 };

/* The instant of the k-th new moon since January 1900, as a Julian day in universal time. */
static double new_moon(int k)
{
	double t = k / 1236.85, t2 = t * t, t3 = t2 * t;
	double mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3 +
		      0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t2) * DEGREE);
	double sun = (359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3) * DEGREE;
	double moon = (306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3) * DEGREE;
	double node = (21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3) * DEGREE;
	double true_phase = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun) - 0.4068 * sin(moon) +
			    0.0161 * sin(2 * moon) - 0.0004 * sin(3 * moon) + 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) -
			    0.0074 * sin(sun - moon) + 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun) -
			    0.0006 * sin(2 * node + moon) + 0.0010 * sin(2 * node - moon) + 0.0005 * sin(2 * moon + sun);
	double dynamical_time = t < -11 ? 0.001 + 0.000839 * t + 0.0002261 * t2 - 0.00000845 * t3 - 0.000000081 * t * t3
					: -0.000278 + 0.000265 * t + 0.000262 * t2;
	return mean + true_phase - dynamical_time;
}

static day new_moon_day(int k) { return (day)floor(new_moon(k) + 0.5 + ZONE) - JULIAN_OF_1970; }

/* In which twelfth of its yearly way the sun stands when a day begins in Viet Nam: 0 at the spring equinox, 9 at the winter solstice. */
static int sun_sector(day d)
{
	double t = (d + JULIAN_OF_1970 - 0.5 - ZONE - 2451545) / 36525, t2 = t * t;
	double anomaly = (357.5291 + 35999.0503 * t - 0.0001559 * t2 - 0.00000048 * t * t2) * DEGREE;
	double centre = (1.9146 - 0.004817 * t - 0.000014 * t2) * sin(anomaly) + (0.019993 - 0.000101 * t) * sin(2 * anomaly) +
			0.00029 * sin(3 * anomaly);
	double longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t2 + centre;
	return (int)floor((longitude - 360 * floor(longitude / 360)) / 30);
}

/* The new moon that begins the month of the winter solstice of a solar year. */
static int solstice_month(int year)
{
	int k = (int)floor((day_make(year, 12, 31) + JULIAN_OF_1970 - 2415021) / MEAN_MONTH);
	return sun_sector(new_moon_day(k)) >= 9 ? k - 1 : k;
}

/* The months from the 11th of the year before to the one before the 11th of this year: 12, or 13 with a leap month. */
static int months_between_solstices(int year, struct lunar_month out[13])
{
	int from = solstice_month(year - 1), n = solstice_month(year) - from, leap = 0;
	day first[15];
	for (int i = 0; i <= n; i++)
		first[i] = new_moon_day(from + i);
	for (int i = 1; n == 13 && !leap && i < n; i++)
		if (sun_sector(first[i]) == sun_sector(first[i + 1]))
			leap = i;
	for (int i = 0; i < n; i++) {
		int month = 11 + i - (leap && i >= leap);
		out[i] = (struct lunar_month){.first = first[i],
			.year = month > 12 ? year : year - 1,
			.month = month > 12 ? month - 12 : month,
			.days = first[i + 1] - first[i],
			.leap = leap && i == leap};
	}
	return n;
}

int lunar_months(int year, struct lunar_month out[LUNAR_MONTHS])
{
	struct lunar_month all[26];
	int n = months_between_solstices(year, all), kept = 0;
	n += months_between_solstices(year + 1, all + n);
	day begin = day_make(year, 1, 1), end = day_make(year + 1, 1, 1);
	for (int i = 0; i < n; i++)
		if (all[i].first < end && all[i].first + all[i].days > begin)
			out[kept++] = all[i];
	return kept;
}

struct lunar_date lunar_of(day d)
{
	struct lunar_month months[LUNAR_MONTHS];
	int i = lunar_months(day_parts(d).year, months) - 1;
	while (i > 0 && months[i].first > d)
		i--;
	return (struct lunar_date){months[i].year, months[i].month, d - months[i].first + 1, months[i].days, months[i].leap};
}

bool lunar_day(int year, int month, bool leap, int mday, day *out)
{
	struct lunar_month months[13];
	for (int solar = year; solar <= year + 1; solar++) {
		int n = months_between_solstices(solar, months);
		for (int i = 0; i < n; i++) {
			const struct lunar_month *m = &months[i];
			if (m->year != year || m->month != month || m->leap != leap)
				continue;
			*out = m->first + mday - 1;
			return mday >= 1 && mday <= m->days;
		}
	}
	return false;
}

str lunar_year_name(arena *a, int year)
{
	static const char *const stems[] = {"Canh", "Tân", "Nhâm", "Quý", "Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ"};
	static const char *const branches[] = {
		"Thân", "Dậu", "Tuất", "Hợi", "Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi"};
	return str_format(a, "%s %s", stems[year % 10], branches[year % 12]);
}
