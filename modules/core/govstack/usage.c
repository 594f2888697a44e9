/* usage: who looked at the data of a person, of the caller's own unit: MyPersonalDataUsage of the specification, with its spelling. */
#include "core/govstack/govstack.sql.h"
#include "core/govstack/inside.h"
#include "http/http.h"
#include "web/services/audit.h"
#include "web/services/looks.h"

enum { NAME_MOST = 64 };

static bool is_name(str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char is = s.s[i];
		bool fits = (is >= 'a' && is <= 'z') || (is >= 'A' && is <= 'Z') || (is >= '0' && is <= '9') || is == '-' ||
			    is == '_';
		if (!fits)
			return false;
	}
	return s.n && s.n <= NAME_MOST;
}

/* "LTH" of "Lê Thị Hoa" */
static str initials(arena *a, str name)
{
	buf b = {.a = a};
	for (str rest = name, word; rest.n;) {
		str_cut(rest, ' ', &word, &rest);
		size_t n = 1;
		while (n < word.n && ((unsigned char)word.s[n] & 0xc0) == 0x80)
			n++;
		if (word.n)
			buf_put(&b, word.s, n);
	}
	return buf_text(&b);
}

static void row(buf *b, const struct govstack_looks *l)
{
	str at = time_rfc3339(b->a, l->happened_at);
	buf_printf(b, "{\"ID\":\"%lld\",\"ReaderID\":\"%lld\",\"ReaderInitials\":%.*s,\"ReaderInstitutionID\":\"%lld\",",
		(long long)l->id, (long long)l->actor_id, STR_ARG(govstack_text(b->a, initials(b->a, l->actor_name))),
		(long long)l->unit_id);
	buf_printf(b,
		"\"ReaderInstitutionName\":%.*s,\"ReaderApplicationName\":\"Đình\",\"SearchDateTime\":\"%.*s\","
		"\"Refrences\":[{\"ReferenceID\":\"%.*s/%lld\"}]}",
		STR_ARG(govstack_text(b->a, l->unit_name)), STR_ARG(at), STR_ARG(l->object_kind), (long long)l->object_id);
}

static err is_of(struct req *q, const struct registry *r, const struct govstack_looks *l, bool *out)
{
	int64_t unit = 0;
	if (str_is(l->object_kind, "record"))
		TRY(registry_record_unit(&q->ctx, r, l->object_id, &unit));
	*out = unit != 0;
	return NULL;
}

static err rows(struct req *q, str number, const struct registry *r)
{
	struct look_subjects subject = {0};
	struct govstack_looks_rows looks = {0};
	buf b = {.a = q->ctx.a};
	bool more = false, fits;
	look_at_number(&q->ctx, &subject, number);
	if (subject.n)
		TRY(govstack_looks(&q->ctx, subject.v[0], q->ctx.unit, &looks));
	buf_lit(&b, "[");
	for (size_t i = 0; i < looks.n; i++) {
		TRY(is_of(q, r, &looks.v[i], &fits));
		buf_str(&b, fits && more ? S(",") : S(""));
		if (fits)
			row(&b, &looks.v[i]);
		more |= fits;
	}
	buf_lit(&b, "]");
	audit_look(q, "audit_list", q->ctx.unit, "Hỏi ai đã xem dữ liệu của một người (GovStack)");
	return govstack_json(q, 200, buf_text(&b));
}

static err usage(struct req *q)
{
	str client, user = query_text(q, "userID"), database = query_text(q, "DatabaseID");
	const struct registry *r;
	TRY(govstack_open(q, &client));
	TRY(govstack_may(q, "audit.read"));
	if (!str_is(q->keys[1], "1.0"))
		return FAIL(&q->ctx, NOT_FOUND, "MyPersonalDataUsage");
	if (!is_name(user) || !is_name(database))
		return FAIL(&q->ctx, INVALID, "userID and DatabaseID must be letters, digits, - and _");
	err e = registry_of(&q->ctx, str_lower_ascii(q->ctx.a, database), &r);
	if (e)
		return e->kind == NOT_FOUND ? govstack_json(q, 200, S("[]")) : e;
	return rows(q, user, r);
}

err govstack_usage(struct req *q) { return govstack_said(q, usage(q)); }
