#include "proof.h"

/* ---- counting ---- */

bool limit_last_day(int64_t from, struct term term, day *nominal)
{
	bool months = str_is(term.unit, "months");
	enum { YEARS = CALENDAR_LAST - CALENDAR_FIRST + 1 };
	if ((!months && !str_is(term.unit, "days")) || term.amount > (months ? 12 * YEARS : 366 * YEARS))
		return false;
	*nominal = months ? calendar_months_later(day_of(from), term.amount) : day_of(from) + (day)term.amount;
	return true;
}

bool limit_ends(const struct schedule *s, int64_t from, struct term term, int64_t *begin, int64_t *due)
{
	day first = day_of(from), nominal;
	if (term.amount < 0 || first < s->first || first >= s->last)
		return false;
	if (str_is(term.unit, "working_minutes"))
		return due_working(s, from, term.amount, begin, due);
	if (str_is(term.unit, "same_day"))
		return due_same_day(s, from, begin, due);
	*begin = day_start(first + 1);
	return limit_last_day(from, term, &nominal) && due_on_day(s, nominal, due);
}

/* ---- writing ---- */

/* A reason inside a line: without the marks of the format, not longer than it may be, cut between characters. */
static void put_text(buf *b, str s, size_t most)
{
	size_t n = s.n < most ? s.n : most;
	while (n && n < s.n && ((unsigned char)s.s[n] & 0xc0) == 0x80)
		n--;
	size_t at = b->n;
	buf_put(b, s.s, n);
	for (size_t i = at; i < b->n; i++)
		if (b->s[i] == '|' || (unsigned char)b->s[i] < ' ')
			b->s[i] = '/';
}

static void put_day(buf *b, const struct office_day *d, int offset)
{
	const struct special *w = d->why;
	if (w->law) {
		buf_printf(b, "s%d|%d|%d|%d|%d\n", offset, d->kind, w->name, w->law, w->confirmed);
		return;
	}
	size_t most = b->n < PROOF_MAX / 2 ? 120 : 0;
	buf_printf(b, "o%d|%d|%d|%d|", offset, d->kind, d->sessions, w->confirmed);
	put_text(b, day_special_reason(b->a, w), most);
	buf_lit(b, "|");
	put_text(b, w->basis, most);
	buf_lit(b, "\n");
}

static void put_header(buf *b, const struct proof *p)
{
	buf_printf(b, "1|%lld|%lld|%lld|%d|%.*s|%lld|%lld|%lld\n", (long long)p->version, (long long)p->unit, (long long)p->from,
		p->start, STR_ARG(p->term.unit), (long long)p->term.amount, (long long)p->begin, (long long)p->due);
}

str proof_write(arena *a, const struct schedule *s, const struct proof *p)
{
	buf b = {.a = a};
	day origin = day_of(p->from), first = origin, last = day_of(p->due);
	limit_last_day(p->from, p->term, &first);
	put_header(&b, p);
	struct walk w = walk_from(s, first);
	const struct hours *hours = &hours_standard;
	for (struct office_day d; w.next <= last && b.n <= PROOF_MAX && walk_day(&w, &d);) {
		if (memcmp(d.hours, hours, sizeof *hours))
			buf_printf(&b, "h%d|%d|%d|%d|%d|%d|%d\n", d.on - origin, d.hours->opens, d.hours->lunch, d.hours->back,
				d.hours->closes, d.hours->extra_opens, d.hours->extra_closes);
		hours = d.hours;
		if (d.why)
			put_day(&b, &d, d.on - origin);
	}
	if (b.n > PROOF_MAX) {
		b.n = 0;
		put_header(&b, p);
		buf_lit(&b, "x\n");
	}
	return buf_text(&b);
}

/* ---- reading ---- */

static str cell(str *line)
{
	str before;
	str_cut(*line, '|', &before, line);
	return before;
}

static bool number(str *line, int64_t low, int64_t high, int64_t *out)
{
	return str_int(cell(line), out) && *out >= low && *out <= high;
}

static bool read_header(str line, struct proof *p)
{
	int64_t start;
	const int64_t far = INT64_C(1) << 53;
	if (!str_is(cell(&line), "1") || !number(&line, 0, far, &p->version) || !number(&line, 0, far, &p->unit) ||
		!number(&line, 0, far, &p->from) || !number(&line, CLOCK_RECEIVED, CLOCK_EXTENDED, &start))
		return false;
	p->start = (enum clock_start)start;
	p->term.unit = cell(&line);
	return number(&line, 0, far, &p->term.amount) && number(&line, 0, far, &p->begin) && number(&line, 0, far, &p->due);
}

static bool read_hours(str line, day origin, struct span *out)
{
	int64_t v[7];
	for (size_t i = 0; i < COUNT(v); i++)
		if (!number(&line, 0, i ? 24 * 60 : 366 * 80, &v[i]))
			return false;
	*out = (struct span){origin + (day)v[0], INT32_MAX,
		{(int16_t)v[1], (int16_t)v[2], (int16_t)v[3], (int16_t)v[4], (int16_t)v[5], (int16_t)v[6]}};
	return v[1] <= v[2] && v[2] <= v[3] && v[3] <= v[4];
}

static bool read_day(char type, str line, day origin, struct special *out)
{
	int64_t offset, kind, a, b, confirmed;
	if (!number(&line, 0, 366 * 80, &offset) || !number(&line, DAY_WORKING, DAY_CLOSED, &kind))
		return false;
	if (!number(&line, 0, 255, &a) || (type == 's' && !number(&line, 0, 255, &b)) || !number(&line, 0, 1, &confirmed))
		return false;
	*out = (struct special){.on = origin + (day)offset, .kind = (uint8_t)kind, .confirmed = confirmed};
	if (type == 's') {
		out->name = (uint8_t)a;
		out->law = (uint8_t)b;
		out->basis = str_of(law_name(out->law));
		return holiday_name(out->name)[0];
	}
	out->sessions = (uint8_t)(a & WHOLE_DAY);
	out->reason = cell(&line);
	out->basis = line;
	return true;
}

static size_t lines_of(str s)
{
	size_t n = 1;
	for (size_t i = 0; i < s.n; i++)
		n += s.s[i] == '\n';
	return n;
}

bool proof_read(arena *a, str text, struct proof *out)
{
	str line, rest;
	size_t most = lines_of(text);
	struct special *days = NEWN(a, struct special, most);
	struct span *spans = NEWN(a, struct span, most);
	*out = (struct proof){.listed = true, .tier = {.days = days, .spans = spans}};
	str_cut(text, '\n', &line, &rest);
	if (text.n > 2 * PROOF_MAX || !read_header(line, out))
		return false;
	day origin = day_of(out->from);
	while (str_cut(rest, '\n', &line, &rest), line.n) {
		str cells = {line.s + 1, line.n - 1};
		size_t n = out->tier.ndays, h = out->tier.nspans;
		if (line.s[0] == 'x')
			out->listed = false;
		else if (line.s[0] == 'h' && read_hours(cells, origin, &spans[h])) {
			if (h)
				spans[h - 1].to = spans[h].from;
			out->tier.nspans++;
		} else if ((line.s[0] == 's' || line.s[0] == 'o') && read_day(line.s[0], cells, origin, &days[n]) &&
			   (!n || days[n - 1].on < days[n].on))
			out->tier.ndays++;
		else
			return false;
	}
	return true;
}

struct schedule proof_schedule(const struct proof *p)
{
	return (struct schedule){.version = p->version,
		.first = day_make(CALENDAR_FIRST, 1, 1),
		.last = day_make(CALENDAR_LAST + 1, 1, 1),
		.n = 1,
		.tiers = {&p->tier}};
}
