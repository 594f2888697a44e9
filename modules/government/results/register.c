#include "government/results/register.h"

bool result_number_typed(str typed, int64_t *number, int64_t *year)
{
	str digits, of;
	bool parted = str_cut(str_trim(typed), '/', &digits, &of);
	*year = 0;
	if (digits.n > 6 || !str_int(digits, number) || (parted && (of.n != 4 || !str_int(of, year))))
		return false;
	return *number >= 1 && *number <= RESULT_NUMBER_MAX && (!parted || *year >= 1000);
}

str result_number_text(arena *a, int64_t number) { return str_format(a, "%02lld", (long long)number); }

str result_free_text(arena *a, int64_t from, int64_t to)
{
	return !from        ? S("")
	       : from == to ? str_format(a, "Số %02lld chưa cấp", (long long)from)
			    : str_format(a, "Số %02lld đến %02lld chưa cấp", (long long)from, (long long)to);
}

static int year_of(struct ctx *c, str signed_on)
{
	day on;
	return day_parts(day_parse(signed_on, &on) ? on : day_of(c->now)).year;
}

err result_number_next(struct ctx *c, int64_t unit, const struct template *t, int year, int64_t *next)
{
	struct result_number_last last;
	TRY(result_number_last(c, unit, t->name, year, &last));
	*next = last.last + 1;
	return NULL;
}

static err give(struct ctx *c, const struct result_dossier *d, const struct template *t, int year, int64_t number, str *text)
{
	TRY(result_number_free(c, d->id));
	TRY(result_number_give(c, &(struct result_number_give_in){.dossier = d->id,
					  .unit = d->competent_unit_id,
					  .kind = t->name,
					  .year = year,
					  .number = number,
					  .now = c->now,
					  .account = c->actor}));
	*text = result_number_text(c->a, number);
	return NULL;
}

err result_number_take(
	struct ctx *c, const struct result_dossier *d, const struct template *t, str typed, str signed_on, str *text)
{
	struct result_number_holder holder;
	int year = year_of(c, signed_on);
	int64_t number, next, said;
	bool taken;
	*text = str_trim(typed);
	if (t->number_label)
		return NULL;
	TRY(result_number_free(c, d->id));
	if (!text->n)
		return NULL;
	if (!result_number_typed(typed, &number, &said))
		return FAIL_FIELD(c, "number", "Số của kết quả chỉ gồm chữ số, ví dụ 15; để trống thì được cấp khi phê duyệt.");
	if (said && said != year)
		return FAIL_FIELD(c, "number", "Kết quả này ký năm %d nên lấy số của năm %d: hãy ghi %lld/%d hoặc chỉ ghi %lld.",
			year, year, (long long)number, year, (long long)number);
	TRY(result_number_holder(c, d->competent_unit_id, t->name, year, number, &holder, &taken));
	TRY(result_number_next(c, d->competent_unit_id, t, year, &next));
	if (taken)
		return FAIL_FIELD(c, "number", "Số %lld năm %d đã cấp cho hồ sơ %.*s. Số tiếp theo là %lld.", (long long)number,
			year, STR_ARG(holder.code), (long long)next);
	return give(c, d, t, year, number, text);
}

err result_number_issue(struct ctx *c, const struct result_dossier *d, const struct template *t, str signed_on, str *text)
{
	struct result_number_of kept;
	int year = year_of(c, signed_on);
	int64_t next;
	bool has;
	if (t->number_label)
		return NULL;
	TRY(result_number_of(c, d->id, &kept, &has));
	if (has && kept.year == year && str_eq(kept.kind, t->name)) {
		*text = result_number_text(c->a, kept.number);
		return NULL;
	}
	TRY(result_number_next(c, d->competent_unit_id, t, year, &next));
	return give(c, d, t, year, next, text);
}
