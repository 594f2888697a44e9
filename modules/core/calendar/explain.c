/* explain: a proof in the words of somebody at the counter. The days are walked again; what the walk finds becomes sentences. */
#include "proof.h"

/* ---- words ---- */

static const char *const weekdays[] = {"thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"};

/* "thứ Tư 02/9/2026": days below 10, January and February with a zero (Decree 30/2020/NĐ-CP). */
static str day_words(arena *a, day d)
{
	struct date p = day_parts(d);
	return str_format(a, "%s %s/%s/%d", weekdays[day_weekday(d) - 1], str_c(a, day_digits(a, p.day)),
		str_c(a, month_digits(a, p.month)), p.year);
}

str due_words(arena *a, int64_t at)
{
	int minute = minute_of_day(at);
	return str_format(a, "%02d:%02d %.*s", minute / 60, minute % 60, STR_ARG(day_words(a, day_of(at))));
}

static str minutes_words(arena *a, int64_t minutes)
{
	if (minutes % 60 == 0)
		return str_format(a, "%lld giờ", (long long)minutes / 60);
	if (minutes < 60)
		return str_format(a, "%lld phút", (long long)minutes);
	return str_format(a, "%lld giờ %lld phút", (long long)minutes / 60, (long long)minutes % 60);
}

static str hours_words(arena *a, const struct hours *h)
{
	return str_format(a, "%02d:%02d–%02d:%02d và %02d:%02d–%02d:%02d", h->opens / 60, h->opens % 60, h->lunch / 60,
		h->lunch % 60, h->back / 60, h->back % 60, h->closes / 60, h->closes % 60);
}

/* " (Điều 112 Bộ luật Lao động 2019)", ", theo 12729/VPCP-KGVX", and that the day is not settled. */
static str basis_words(arena *a, const struct special *s)
{
	const char *unsure = s->confirmed ? "" : ", ngày dự kiến";
	if (s->law)
		return str_format(a, " (%s)%s", law_short(s->law), unsure);
	return s->basis.n ? str_format(a, ", theo %.*s%s", STR_ARG(s->basis), unsure) : str_of(unsure);
}

/* "Tết Nguyên đán (mùng 1)" -> "Tết Nguyên đán" */
static str short_name(const struct special *s)
{
	str name = s->name ? str_of(holiday_name(s->name)) : s->reason, before, rest;
	return (s->kind == DAY_HOLIDAY || s->kind == DAY_SUBSTITUTE) && str_cut(name, '(', &before, &rest) ? str_trim(before)
													   : name;
}

/* ---- the growing explanation ---- */

struct telling {
	struct ctx *c;
	const struct proof *p;
	struct schedule s;
	struct sentence *v;
	size_t n, cap;
	bool brief;                            /* a long limit: weekends are told once */
	struct office_day run_first, run_last; /* days off of one reason, not told yet */
	int64_t told_marks, marks, mark_at;    /* working days of the limit: told, passed, when the last one ended */
};

static void tell(struct telling *t, int64_t at, str text)
{
	t->v = GROWN(t->c->a, t->v, t->n, &t->cap, 16);
	t->v[t->n++] = (struct sentence){at, text};
}
#define TELL(t, at, ...) tell((t), (at), str_format((t)->c->a, __VA_ARGS__))

/* ---- days off ---- */

static str run_words(struct telling *t)
{
	arena *a = t->c->a;
	const struct office_day *first = &t->run_first, *last = &t->run_last;
	str from = day_words(a, first->on), to = day_words(a, last->on);
	if (first->on == last->on)
		return from;
	if (first->on + 1 == last->on)
		return str_format(a, "%.*s và %.*s", STR_ARG(from), STR_ARG(to));
	return str_format(a, "từ %.*s đến %.*s", STR_ARG(from), STR_ARG(to));
}

static void flush_run(struct telling *t)
{
	const struct office_day *d = &t->run_first;
	if (!d->on)
		return;
	str when = run_words(t), basis = d->why ? basis_words(t->c->a, d->why) : S(""),
	    name = d->why ? short_name(d->why) : S("");
	int64_t at = day_start(d->on);
	if (d->kind == DAY_WEEKEND)
		TELL(t, at, "Nghỉ cuối tuần, %.*s.", STR_ARG(when));
	else if (d->kind == DAY_HOLIDAY || d->kind == DAY_SUBSTITUTE)
		TELL(t, at, "Nghỉ %s%.*s, %.*s%.*s.", d->kind == DAY_SUBSTITUTE && d->why->name ? "bù " : "", STR_ARG(name),
			STR_ARG(when), STR_ARG(basis));
	else
		TELL(t, at, "%s %.*s: %.*s%.*s.", d->kind == DAY_CLOSED ? "Cơ quan đóng cửa" : "Nghỉ", STR_ARG(when),
			STR_ARG(name), STR_ARG(basis));
	t->run_first.on = 0;
}

static bool same_run(const struct telling *t, const struct office_day *d)
{
	const struct office_day *r = &t->run_last;
	if (!t->run_first.on || r->kind != d->kind || r->on + 1 != d->on || !r->why != !d->why)
		return false;
	return !d->why || (r->why->confirmed == d->why->confirmed && str_eq(short_name(r->why), short_name(d->why)) &&
				  str_eq(r->why->basis, d->why->basis));
}

/* ---- working days of the limit ---- */

static void flush_marks(struct telling *t)
{
	arena *a = t->c->a;
	if (t->marks == t->told_marks)
		return;
	str end = due_words(a, t->mark_at);
	if (t->marks == t->told_marks + 1)
		TELL(t, t->mark_at, "Ngày làm việc thứ %lld: hết lúc %.*s.", (long long)t->marks, STR_ARG(end));
	else
		TELL(t, t->mark_at, "Ngày làm việc thứ %lld đến thứ %lld: hết lúc %.*s.", (long long)t->told_marks + 1,
			(long long)t->marks, STR_ARG(end));
	t->told_marks = t->marks;
}

static void tell_off(struct telling *t, const struct office_day *d)
{
	if (!d->why && t->brief)
		return;
	if (!same_run(t, d)) {
		flush_run(t);
		flush_marks(t);
		t->run_first = *d;
	}
	t->run_last = *d;
}

/* What is unusual about a day that is worked. */
static void tell_unusual(struct telling *t, const struct office_day *d)
{
	arena *a = t->c->a;
	if (!d->why)
		return;
	flush_marks(t);
	str when = day_words(a, d->on), basis = basis_words(a, d->why), reason = short_name(d->why);
	if (d->kind == DAY_CLOSED)
		TELL(t, day_start(d->on), "Cơ quan đóng cửa buổi %s, %.*s: %.*s%.*s.", d->sessions & MORNING ? "chiều" : "sáng",
			STR_ARG(when), STR_ARG(reason), STR_ARG(basis));
	else if (d->kind == DAY_MADE_UP)
		TELL(t, day_start(d->on), "%.*s là ngày làm bù nên được tính: %.*s%.*s.", STR_ARG(when), STR_ARG(reason),
			STR_ARG(basis));
	else
		TELL(t, day_start(d->on), "%.*s làm việc: %.*s%.*s.", STR_ARG(when), STR_ARG(reason), STR_ARG(basis));
}

static void capitals(struct telling *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_starts(t->v[i].text, S("thứ")))
			t->v[i].text = str_format(t->c->a, "T%.*s", (int)t->v[i].text.n - 1, t->v[i].text.s + 1);
}

/* One day's sessions, against the limit: every full 480 minutes is a mark. Returns what is counted so far. */
static int64_t count_day(struct telling *t, const struct office_day *d, int64_t counted)
{
	int opens, closes;
	int64_t day_begins = day_start(d->on);
	for (int i = 0; office_session_of(d, i, &opens, &closes); i++) {
		int64_t from = day_begins + opens * MINUTE, to = day_begins + closes * MINUTE;
		from = from > t->p->begin ? from : t->p->begin;
		to = to < t->p->due ? to : t->p->due;
		if (to <= from)
			continue;
		int64_t mark = (t->marks + 1) * MINUTES_A_DAY;
		for (int64_t after = counted + (to - from) / MINUTE; mark <= after; mark += MINUTES_A_DAY) {
			t->marks++;
			t->mark_at = from + (mark - counted) * MINUTE;
			if (!t->brief)
				flush_marks(t);
		}
		counted += (to - from) / MINUTE;
	}
	return counted;
}

static void tell_working(struct telling *t)
{
	const struct proof *p = t->p;
	int64_t counted = 0;
	struct walk w = walk_from(&t->s, day_of(p->from));
	const struct hours *hours = NULL;
	for (struct office_day d; w.next <= day_of(p->due) && walk_day(&w, &d);) {
		if (!d.sessions) {
			if (d.on > day_of(p->from)) /* that day is in the first sentence */
				tell_off(t, &d);
			continue;
		}
		if (d.on < day_of(p->begin))
			continue;
		flush_run(t);
		if (!hours || memcmp(hours, d.hours, sizeof *hours)) {
			flush_marks(t);
			TELL(t, hours ? day_start(d.on) : 0, "%s: %.*s, mỗi ngày làm việc 8 giờ%s.",
				hours ? "Từ đây giờ làm việc là" : "Giờ làm việc", STR_ARG(hours_words(t->c->a, d.hours)),
				t->brief && !hours ? "; không tính thứ Bảy, Chủ nhật" : "");
		}
		hours = d.hours;
		tell_unusual(t, &d);
		counted = count_day(t, &d, counted);
	}
	flush_run(t);
	flush_marks(t);
	int64_t rest = p->term.amount % MINUTES_A_DAY;
	if (rest)
		TELL(t, p->due, "%s %.*s: hết lúc %.*s.", t->marks ? "Còn" : "Đủ", STR_ARG(minutes_words(t->c->a, rest)),
			STR_ARG(due_words(t->c->a, p->due)));
}

/* ---- the other limits ---- */

static void tell_moved(struct telling *t, day nominal)
{
	struct walk w = walk_from(&t->s, nominal);
	for (struct office_day d; w.next <= day_of(t->p->due) && walk_day(&w, &d);)
		if (!d.sessions)
			tell_off(t, &d);
	flush_run(t);
	if (nominal != day_of(t->p->due))
		TELL(t, t->p->due,
			"Ngày cuối là ngày nghỉ nên hạn chuyển đến hết ngày làm việc tiếp theo (khoản 5 Điều 148 Bộ luật Dân sự "
			"2015).");
}

static void tell_days(struct telling *t)
{
	const struct proof *p = t->p;
	arena *a = t->c->a;
	day nominal = 0;
	long long n = p->term.amount;
	limit_last_day(p->from, p->term, &nominal);
	if (n)
		TELL(t, p->begin,
			"Ngày đầu tiên là %.*s, ngày liền sau (khoản 2 Điều 147 Bộ luật Dân sự 2015); tính cả ngày nghỉ.",
			STR_ARG(day_words(a, day_of(p->begin))));
	if (n && str_is(p->term.unit, "months"))
		TELL(t, day_start(nominal), "Tròn %lld tháng: %.*s (khoản 3 Điều 148 Bộ luật Dân sự 2015).", n,
			STR_ARG(day_words(a, nominal)));
	else if (n)
		TELL(t, day_start(nominal), "Ngày thứ %lld: %.*s.", n, STR_ARG(day_words(a, nominal)));
	tell_moved(t, nominal);
}

static void tell_same_day(struct telling *t)
{
	bool today = day_of(t->p->due) == day_of(t->p->from);
	struct office_day d;
	if (today)
		tell(t, t->p->from, S("Nhận không quá 15:00 nên trả kết quả trong ngày."));
	else if (office_on(&t->s, day_of(t->p->from), &d) && d.sessions)
		tell(t, t->p->from,
			S("Nhận sau 15:00 hoặc khi cơ quan đã hết giờ nên trả kết quả trong ngày làm việc tiếp theo."));
	struct walk w = walk_from(&t->s, day_of(t->p->from));
	while (!today && w.next < day_of(t->p->due) && walk_day(&w, &d))
		if (!d.sessions)
			tell_off(t, &d);
	flush_run(t);
}

/* ---- the beginning and the end ---- */

/* Why a limit does not start at once: "ngoài giờ làm việc". */
static str why_later(struct telling *t, const struct office_day *d)
{
	arena *a = t->c->a;
	int minute = minute_of_day(t->p->from), opens, closes;
	if (!d->sessions && d->why)
		return str_format(a, "ngày nghỉ (%.*s)", STR_ARG(short_name(d->why)));
	const struct hours *h = d->hours;
	if (!d->sessions && day_weekday(d->on) == 6 && minute >= h->extra_opens && minute < h->extra_closes)
		return S("buổi chỉ tiếp nhận, không tính là giờ làm việc");
	if (!d->sessions)
		return S("ngày nghỉ cuối tuần");
	if (d->kind == DAY_CLOSED)
		return S("lúc cơ quan đóng cửa");
	if (office_session_of(d, 0, &opens, &closes) && minute < opens)
		return S("trước giờ làm việc");
	return minute < day_closes(d) ? S("giờ nghỉ trưa") : S("sau giờ làm việc");
}

static void tell_start(struct telling *t)
{
	static const char *const what[] = {[CLOCK_RECEIVED] = "Tiếp nhận",
		[CLOCK_RESUMED] = "Tiếp tục xử lý",
		[CLOCK_RESTARTED] = "Nhận đủ hồ sơ bổ sung",
		[CLOCK_EXTENDED] = "Gia hạn, tính từ"};
	static const char *const limit[] = {[CLOCK_RECEIVED] = "Thời hạn",
		[CLOCK_RESUMED] = "Thời hạn còn lại",
		[CLOCK_RESTARTED] = "Thời hạn tính lại từ đầu",
		[CLOCK_EXTENDED] = "Thời gian gia hạn"};
	const struct proof *p = t->p;
	arena *a = t->c->a;
	struct office_day d;
	str at = due_words(a, p->from), term = term_text(t->c, p->term);
	bool counts_minutes = str_is(p->term.unit, "working_minutes"), later = counts_minutes && p->begin > p->from + MINUTE;
	if (later && t->p->listed && office_on(&t->s, day_of(p->from), &d))
		TELL(t, p->from, "%s lúc %.*s, %.*s, nên tính từ %.*s.", what[p->start], STR_ARG(at), STR_ARG(why_later(t, &d)),
			STR_ARG(due_words(a, p->begin)));
	else if (later)
		TELL(t, p->from, "%s lúc %.*s, tính từ %.*s.", what[p->start], STR_ARG(at), STR_ARG(due_words(a, p->begin)));
	else
		TELL(t, p->from, "%s lúc %.*s.", what[p->start], STR_ARG(at));
	TELL(t, 0, "%s: %.*s.", limit[p->start], STR_ARG(term));
}

err calendar_explain(struct ctx *c, str text, struct explanation *out)
{
	struct proof p;
	int64_t begin = 0, due = 0;
	if (!proof_read(c->a, text, &p))
		return FAIL(c, INVALID, "Bằng chứng tính hạn không đọc được.");
	struct telling t = {.c = c, .p = &p, .s = proof_schedule(&p)};
	if (p.listed && (!limit_ends(&t.s, p.from, p.term, &begin, &due) || begin != p.begin || due != p.due))
		return FAIL(c, INVALID, "Bằng chứng tính hạn không khớp với ngày hẹn.");
	t.brief = p.term.amount > 15 * MINUTES_A_DAY;
	tell_start(&t);
	if (p.listed && str_is(p.term.unit, "working_minutes"))
		tell_working(&t);
	else if (p.listed && str_is(p.term.unit, "same_day"))
		tell_same_day(&t);
	else if (p.listed)
		tell_days(&t);
	TELL(&t, p.due, "Hạn: %.*s.", STR_ARG(due_words(c->a, p.due)));
	TELL(&t, 0, "Tính theo lịch làm việc phiên bản %lld.", (long long)p.version);
	capitals(&t);
	*out = (struct explanation){t.v, t.n};
	return NULL;
}
