/* terms: how long a request may take, and who is told when it is about to be late. */
#include "core/privacy/privacy.h"
#include "web/catalogue.h"
#include "web/input.h"
#include "web/notify.h"
#include "web/services/audit.h"

const struct choice privacy_kinds[] = {
	{"see", "Xem dữ liệu về mình"},
	{"provide", "Nhận bản sao dữ liệu về mình"},
	{"correct", "Sửa dữ liệu chưa đúng"},
	{"delete", "Xóa dữ liệu"},
	{"restrict", "Hạn chế xử lý dữ liệu"},
	{"object", "Phản đối xử lý dữ liệu"},
	{"withdraw", "Rút lại sự đồng ý"},
	{NULL, NULL},
};

/* ---- terms, from a day on ---- */

err privacy_terms_fill(struct ctx *c)
{
	enum { KIND, ANSWER, DAYS, MORE, FROM, VERIFIED, BASIS, CELLS };
	str cells[CELLS], text = catalogue_file("privacy_terms.tsv");
	tsv_row(&text, cells, CELLS);
	while (tsv_row(&text, cells, CELLS)) {
		int64_t answer = 0, days = 0, more = 0;
		if (!str_int(cells[ANSWER], &answer) || !str_int(cells[DAYS], &days) || !str_int(cells[MORE], &more))
			return FAIL(c, BROKEN, "privacy_terms.tsv: %.*s", STR_ARG(cells[KIND]));
		TRY(privacy_term_seed(c, &(struct privacy_term_seed_in){.kind = cells[KIND],
						 .valid_from = cells[FROM],
						 .answer_days = answer,
						 .days = days,
						 .more_days = more,
						 .basis = cells[BASIS],
						 .verified = str_is(cells[VERIFIED], "1")}));
	}
	return NULL;
}

err privacy_term_keep(struct ctx *c, struct privacy_new_term *n)
{
	struct privacy_term_from same;
	struct privacy_term_add added;
	day from = 0;
	bool found;
	if (!day_parse(n->valid_from, &from) || from < day_of(c->now))
		return FAIL_FIELD(c, "valid_from", "Thời hạn mới áp dụng từ hôm nay trở đi; yêu cầu đã nhận giữ hạn đã hẹn.");
	TRY(privacy_term_from(c, n->kind, n->valid_from, &same, &found));
	if (found)
		return FAIL_FIELD(c, "valid_from", "Loại yêu cầu này đã có thời hạn áp dụng từ ngày đó. Hãy chọn ngày khác.");
	TRY(privacy_term_add(c,
		&(struct privacy_term_add_in){.kind = n->kind,
			.valid_from = n->valid_from,
			.answer_days = n->answer_days,
			.days = n->days,
			.more_days = n->more_days,
			.basis = n->basis,
			.verified = n->is_verified},
		&added));
	n->id = added.id;
	return audit_add(c, "privacy_term.add", "privacy_term", n->id, n->kind);
}

err privacy_clocks_of(struct ctx *c, int64_t unit, str kind, struct privacy_clocks *out)
{
	struct privacy_term_on t;
	bool found;
	TRY(privacy_term_on(c, kind, day_iso(c->a, day_of(c->now)), &t, &found));
	if (!found)
		return FAIL(c, BROKEN, "privacy: no term of %.*s today", STR_ARG(kind));
	out->more_days = t.more_days;
	TRY(calendar_due_started(c, unit, c->now, (struct term){S("working_minutes"), t.answer_days * MINUTES_A_DAY},
		CLOCK_RECEIVED, &out->answer));
	return calendar_due_started(c, unit, c->now, (struct term){S("days"), t.days}, CLOCK_RECEIVED, &out->carry_out);
}

/* ---- who is told ---- */

static err tell_of(struct ctx *c, const struct privacy_due_before *r, str today)
{
	struct privacy_officers_rows all = {0};
	bool answered = r->answered_at.set;
	int64_t due = answered ? r->due_at : r->answer_due_at;
	str what = str_format(c->a, "%s %s %.*s", answered ? "thực hiện" : "trả lời", due < c->now ? "đã quá hạn từ" : "trước",
		STR_ARG(due_words(c->a, due)));
	struct news n = {.title = str_format(c->a, "Yêu cầu về dữ liệu số %lld: %.*s", (long long)r->id, STR_ARG(what)),
		.text = S("Mở yêu cầu để trả lời hoặc ghi kết quả."),
		.path = str_format(c->a, "/yeu-cau-du-lieu/%lld", (long long)r->id),
		.once = str_format(c->a, "%lld:%.*s", (long long)r->id, STR_ARG(today))};
	if (r->officer_id.set)
		return notify(c, r->officer_id.v, "privacy.due", &n);
	TRY(privacy_officers(c, r->unit_id, S("privacy.answer"), today, &all));
	for (size_t i = 0; i < all.n; i++)
		TRY(notify(c, all.v[i].id, "privacy.due", &n));
	return NULL;
}

/* What falls due until tomorrow ends, and what is late. */
OWN_RULE(remind_all, struct nothing)
static err remind_all(struct ctx *c, struct nothing *none)
{
	static const enum privacy_state living[] = {PRIVACY_RECEIVED, PRIVACY_ACCEPTED};
	int64_t until = day_start(day_of(c->now) + 2);
	str today = day_iso(c->a, day_of(c->now));
	(void)none;
	for (size_t i = 0; i < COUNT(living); i++) {
		int64_t after_due = 0, after = 0;
		for (struct privacy_due_before_rows rows = {NULL, 1}; rows.n;) {
			TRY(privacy_due_before(c, living[i], until, after_due, after, &rows));
			for (size_t k = 0; k < rows.n; k++) {
				TRY(tell_of(c, &rows.v[k], today));
				after_due = rows.v[k].due_at;
				after = rows.v[k].id;
			}
		}
	}
	return NULL;
}

err privacy_remind(struct ctx *c, str day)
{
	(void)day;
	return apply(c, remind_all, NULL);
}

/* ---- copies that were there to be fetched ---- */

OWN_RULE(forget_all, struct nothing)
static err forget_all(struct ctx *c, struct nothing *none)
{
	(void)none;
	for (struct privacy_papers_over_rows rows = {NULL, 1}; rows.n;) {
		TRY(privacy_papers_over(c, c->now, &rows));
		for (size_t i = 0; i < rows.n; i++)
			TRY(privacy_paper_forget(c, rows.v[i].id));
	}
	return NULL;
}

err privacy_papers_clean(struct ctx *c, str unused)
{
	(void)unused;
	return apply(c, forget_all, NULL);
}
