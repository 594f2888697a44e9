/* use: what an agreement lets a program read, asked at each call. */
#include "core/sharing/sharing.h"
#include "web/services/audit.h"

/* ---- which agreement ---- */

static void refuse(struct sharing_call *k, enum kind kind, str why)
{
	k->refused = kind;
	k->why = why;
}

static bool over(struct ctx *c, const struct sharing_agreed *g)
{
	day to = 0;
	day_parse(g->valid_to, &to);
	return to <= day_of(c->now);
}

static str why_not(struct ctx *c, const struct sharing_agreed *g)
{
	day to = 0;
	day_parse(g->valid_to, &to);
	long long n = (long long)g->id;
	if (over(c, g) && (g->state == SHARING_RUNNING || g->state == SHARING_SUSPENDED || g->state == SHARING_EXPIRED))
		return str_format(
			c->a, "Thỏa thuận số %lld đã hết hạn sau ngày %.*s. Hãy xin lại.", n, STR_ARG(show_day(c->a, to - 1)));
	const struct flow_state *s = flow_state(&sharing_flow, g->state);
	return str_format(c->a, "Thỏa thuận số %lld không dùng được: %s.", n, s ? s->title : "không rõ");
}

static err choose(struct ctx *c, struct sharing_call *k)
{
	struct sharing_agreed_rows all;
	const struct sharing_agreed *chosen = NULL, *newest = NULL;
	size_t living = 0;
	TRY(sharing_usable(c, c->unit, k->registry, c->actor, k->agreement, &all));
	for (size_t i = 0; i < all.n; i++) {
		const struct sharing_agreed *g = &all.v[i];
		newest = newest ? newest : g;
		if (g->state == SHARING_RUNNING && !over(c, g)) {
			chosen = chosen ? chosen : g;
			living++;
		}
	}
	if (!newest)
		refuse(k, DENIED, S("Đơn vị chưa có thỏa thuận chia sẻ nào cho sổ dữ liệu này. Hãy xin ở mục Chia sẻ dữ liệu."));
	else if (living > 1)
		refuse(k, INVALID, S("Đơn vị có nhiều thỏa thuận cho sổ này. Hãy ghi số thỏa thuận dùng (thoa-thuan)."));
	else if (!chosen)
		refuse(k, DENIED, why_not(c, newest));
	if (newest)
		k->facts = chosen ? *chosen : *newest;
	return NULL;
}

/* ---- what it lets him read ---- */

static const char *label_of(const struct registry *r, str name)
{
	struct registry_fields all = registry_fields_shared(r);
	for (size_t i = 0; i < all.n; i++)
		if (str_is(name, all.v[i]->name))
			return all.v[i]->label;
	return NULL;
}

static struct texts words_of(arena *a, str line)
{
	str *v = NEWN(a, str, line.n + 1), word;
	struct texts out = {v, 0};
	while (line.n) {
		str_cut(line, ' ', &word, &line);
		if (word.n)
			v[out.n++] = word;
	}
	return out;
}

/* "Độ sâu (depth), Loại giếng (kind)": for whoever reads it and whoever writes the program. */
static str fields_told(struct ctx *c, const struct sharing_call *k)
{
	struct registry_fields all = registry_fields_shared(k->r);
	buf b = {.a = c->a};
	for (size_t i = 0; i < all.n; i++)
		if (str_listed(k->facts.fields, str_of(all.v[i]->name)))
			buf_printf(&b, "%s%s (%s)", b.n ? ", " : "", all.v[i]->label, all.v[i]->name);
	return buf_text(&b);
}

static bool is_agreed(struct ctx *c, struct sharing_call *k, str field)
{
	const char *label = label_of(k->r, field);
	if (str_listed(k->facts.fields, field))
		return true;
	str told = fields_told(c, k);
	refuse(k, DENIED,
		str_format(c->a, "Thỏa thuận số %lld không cho trường “%.*s”. Chỉ lấy được: %.*s.", (long long)k->facts.id,
			STR_ARG(label ? str_of(label) : field), STR_ARG(told)));
	return false;
}

/* An agreement names fields; one that the registry no longer has is no more. */
static void check_fields(struct ctx *c, struct sharing_call *k)
{
	struct texts asked = k->fields;
	if (!asked.n)
		asked = words_of(c->a, k->facts.fields);
	str *v = NEWN(c->a, str, asked.n + 1);
	k->fields = (struct texts){v, 0};
	for (size_t i = 0; i < k->by.n; i++)
		if (!is_agreed(c, k, k->by.v[i]))
			return;
	for (size_t i = 0; i < asked.n; i++) {
		if (!is_agreed(c, k, asked.v[i]))
			return;
		if (label_of(k->r, asked.v[i]))
			v[k->fields.n++] = asked.v[i];
	}
	if (!k->fields.n)
		refuse(k, DENIED, S("Sổ dữ liệu không còn trường nào mà thỏa thuận này cho."));
}

/* Records of units below are read, not written: their keepers did not agree. */
static void check_writes(struct ctx *c, struct sharing_call *k)
{
	if (!k->writes)
		return;
	if (!k->facts.is_writing)
		refuse(k, DENIED,
			str_format(c->a,
				"Thỏa thuận số %lld chỉ cho đọc, không cho ghi. Hãy xin quyền ghi ở mục Chia sẻ dữ liệu.",
				(long long)k->facts.id));
	k->unit = k->facts.owner_id;
}

/* Whoever may not read the key may not learn by it which record is whose. */
static void check_key(struct ctx *c, struct sharing_call *k)
{
	if (!k->key.n || k->refused)
		return;
	if (!k->r->key)
		refuse(k, INVALID, S("Sổ dữ liệu này không có mã riêng cho từng mục; hãy hỏi bằng số của mục (so)."));
	else if (!str_listed(k->facts.fields, str_of(k->r->key->name)))
		refuse(k, DENIED,
			str_format(c->a, "Thỏa thuận số %lld không cho trường “%s”, nên không tra được bằng mã.",
				(long long)k->facts.id, k->r->key->label));
}

static err check_units(struct ctx *c, struct sharing_call *k)
{
	struct sharing_below_rows below = {0};
	if (k->facts.is_below)
		TRY(sharing_below(c, k->facts.owner_id, day_iso(c->a, day_of(c->now)), &below));
	int64_t *v = NEWN(c->a, int64_t, below.n + 1);
	size_t n = 0, own = 0;
	while (own < below.n && below.v[own].id < k->facts.owner_id)
		own++;
	for (size_t i = 0; i <= below.n; i++) { /* in the order of their numbers */
		int64_t unit = i == own ? k->facts.owner_id : below.v[i - (i > own)].id;
		if (!k->unit || k->unit == unit)
			v[n++] = unit;
	}
	k->units = (struct ints){v, n};
	if (!k->units.n && !k->refused)
		refuse(k, DENIED,
			str_format(c->a, "Thỏa thuận số %lld không cho dữ liệu của đơn vị này.", (long long)k->facts.id));
	return NULL;
}

static err registry_there(struct ctx *c, struct sharing_call *k)
{
	struct ctx there = *c;
	there.unit = k->facts.owner_id;
	err e = registry_of(&there, k->registry, &k->r);
	if (!e || e->kind != NOT_FOUND)
		return e;
	refuse(k, DENIED, S("Sổ dữ liệu này không còn dùng."));
	return NULL;
}

/* ---- counting ---- */

static err count(struct ctx *c, struct sharing_call *k)
{
	struct sharing_day_of day = {0};
	struct sharing_call_add added;
	bool found;
	str today = day_iso(c->a, day_of(c->now));
	buf fields = {.a = c->a};
	TRY(sharing_day_of(c, k->facts.id, today, &day, &found));
	if (!k->refused && found && day.calls >= k->facts.calls)
		refuse(k, LIMITED,
			str_format(c->a,
				"Thỏa thuận số %lld cho %lld lần gọi một ngày; hôm nay đã dùng hết. Hãy gọi lại vào ngày mai.",
				(long long)k->facts.id, (long long)k->facts.calls));
	TRY(sharing_day_add(c, k->facts.id, today, !k->refused, 0, k->refused != 0));
	if (k->refused && found && day.refused >= SHARING_REFUSED_KEPT)
		return NULL;
	for (size_t i = 0; i < k->fields.n && !str_is(k->what, "exists"); i++)
		buf_printf(&fields, "%s%.*s", i ? " " : "", STR_ARG(k->fields.v[i]));
	TRY(sharing_call_add(c, k->facts.id, c->now, c->actor, k->what, buf_text(&fields), k->why, &added));
	k->call = added.id;
	return NULL;
}

err sharing_take(struct ctx *c, struct sharing_call *k)
{
	TRY(choose(c, k));
	if (!k->facts.id)
		return NULL;
	if (!k->refused)
		TRY(registry_there(c, k));
	if (!k->refused)
		check_writes(c, k);
	if (!k->refused)
		check_fields(c, k);
	if (!k->refused) {
		check_key(c, k);
		TRY(check_units(c, k));
	}
	return count(c, k);
}

err sharing_done(struct ctx *c, const struct sharing_answered *d)
{
	const struct sharing_call *k = d->call;
	buf numbers = {.a = c->a};
	str by = k->client.n     ? str_format(c->a, " (qua phần mềm %.*s)", STR_ARG(k->client))
		 : k->by_program ? S(" (qua phần mềm)")
				 : S("");
	str purpose = str_format(c->a, "Chia sẻ theo thỏa thuận số %lld: %.*s%.*s", (long long)k->facts.id,
		STR_ARG(k->facts.purpose), STR_ARG(by));
	for (size_t i = 0; i < d->records.n; i++) {
		buf_printf(&numbers, "%s%lld", i ? " " : "", (long long)d->records.v[i]);
		if (registry_tells_of_people(k->r))
			TRY(audit_looked(c, "record", d->records.v[i], purpose));
	}
	TRY(sharing_call_done(c, k->call, buf_text(&numbers), (int64_t)d->records.n));
	return sharing_day_add(c, k->facts.id, day_iso(c->a, day_of(c->now)), 0, (int64_t)d->records.n, 0);
}
