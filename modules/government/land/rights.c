/* rights: who holds a parcel, by what certificate, and what stands against it. */
#include "inside.h"
#include "core/history/history.h"
#include "web/choice.h"
#include "web/naming.h"
#include "web/object.h"
#include "web/services/audit.h"

const struct choice land_right_kinds[] = {{"use", "Quyền sử dụng đất"}, {"managed", "Nhà nước quản lý"}, {NULL, NULL}};
const struct choice land_origins[] = {{"1", "Công nhận quyền sử dụng đất"}, {"4", "Nhà nước giao đất có thu tiền"},
	{"5", "Nhà nước giao đất không thu tiền"}, {"6", "Nhà nước giao để quản lý"}, {"10", "Thuê đất trả tiền hằng năm"},
	{"11", "Thuê đất trả tiền một lần"}, {"16", "Sở hữu căn hộ"}, {NULL, NULL}};
const struct choice land_certificate_kinds[] = {{"1993", "Theo Luật Đất đai 1993"}, {"2003", "Theo Luật Đất đai 2003"},
	{"2005", "Theo Nghị định 60/CP"}, {"2009", "Theo Nghị định 88/2009/NĐ-CP"}, {"2014", "Theo Nghị định 43/2014/NĐ-CP"},
	{"2024", "Theo Luật Đất đai 2024"}, {"other", "Giấy tờ khác"}, {NULL, NULL}};
const struct choice land_restriction_kinds[] = {{"mortgage", "Thế chấp"}, {"dispute", "Tranh chấp"}, {"distraint", "Kê biên"},
	{"easement", "Quyền của thửa liền kề"}, {"planning", "Nằm trong quy hoạch"}, {NULL, NULL}};

/* ---- shares ---- */

static int64_t common(int64_t a, int64_t b)
{
	while (b) {
		int64_t rest = a % b;
		a = b;
		b = rest;
	}
	return a;
}

/* Thirty denominators up to a thousand may have no common one within 63 bits: then it is said, nothing is rounded. */
static bool share_add(int64_t *part, int64_t *whole, const struct land_holding *h)
{
	int64_t scaled, both, added;
	int64_t divisor = common(*whole, h->whole);
	if (__builtin_mul_overflow(*whole, h->whole / divisor, &both) ||
		__builtin_mul_overflow(*part, h->whole / divisor, &scaled) ||
		__builtin_mul_overflow(h->part, *whole / divisor, &added) || __builtin_add_overflow(scaled, added, part))
		return false;
	*whole = both;
	divisor = common(*part, *whole);
	*part /= divisor;
	*whole /= divisor;
	return true;
}

str land_shares_wrong(arena *a, const struct land_holdings *h)
{
	int64_t part = 0, whole = 1;
	size_t shared = 0;
	for (size_t i = 0; i < h->n; i++) {
		const struct land_holding *one = &h->v[i];
		for (size_t j = 0; j < i; j++)
			if (h->v[j].id == one->id && str_eq(h->v[j].kind, one->kind))
				return S("Một người chỉ ghi một lần; hãy gộp các phần lại.");
		shared += one->whole != 0;
		if (one->whole && (one->part < 1 || one->whole < one->part || one->whole > LAND_SHARE_MAX))
			return str_format(a, "Phần của mỗi người là một phân số từ 1/%d đến 1, ví dụ 1/2.", LAND_SHARE_MAX);
		if (one->whole && !share_add(&part, &whole, one))
			return S("Các phần có mẫu số quá khác nhau. Hãy ghi theo một mẫu số chung.");
	}
	if (shared && shared < h->n)
		return S("Hoặc mọi người đều ghi phần, hoặc không ai ghi phần (sử dụng chung không chia phần).");
	if (shared && (part != 1 || whole != 1))
		return str_format(
			a, "Các phần cộng lại là %lld/%lld, phải vừa đúng toàn bộ thửa đất.", (long long)part, (long long)whole);
	return S("");
}

bool land_holdings_same(const struct land_holdings *one, const struct land_holdings *other)
{
	if (one->n != other->n)
		return false;
	for (size_t i = 0; i < one->n; i++) {
		bool found = false;
		for (size_t j = 0; j < other->n; j++) {
			const struct land_holding *a = &one->v[i], *b = &other->v[j];
			found |= a->id == b->id && str_eq(a->kind, b->kind) && a->part * b->whole == b->part * a->whole &&
				 !a->whole == !b->whole;
		}
		if (!found)
			return false;
	}
	return true;
}

err land_holdings_of(struct ctx *c, int64_t right, struct land_holdings *out)
{
	struct land_holders_rows rows;
	*out = (struct land_holdings){0};
	TRY(land_holders(c, right, &rows));
	for (size_t i = 0; i < rows.n && out->n < LAND_HOLDERS_MAX; i++)
		out->v[out->n++] = (struct land_holding){
			.kind = rows.v[i].kind, .id = rows.v[i].holder_id, .part = rows.v[i].part, .whole = rows.v[i].whole};
	return NULL;
}

/* ---- a right begins, passes on ---- */

err land_right_put(struct ctx *c, const struct right_work *w, str valid_from)
{
	struct land_right_add added;
	TRY(land_right_add(c,
		&(struct land_right_add_in){.parcel = w->parcel,
			.kind = w->holdings.n ? S("use") : S("managed"),
			.origin = w->origin,
			.term = w->term,
			.valid_from = valid_from,
			.basis = w->basis,
			.account = c->actor,
			.now = c->now},
		&added));
	for (size_t i = 0; i < w->holdings.n; i++) {
		const struct land_holding *h = &w->holdings.v[i];
		TRY(land_holder_add(c, added.id, h->kind, h->id, h->part, h->whole));
	}
	return land_parcel_managed(c, w->parcel, !w->holdings.n);
}

/* Names stay out of the history: they are asked of whom they belong to when it is shown. */
static str counted(arena *a, size_t n) { return n ? str_format(a, "%zu người, tổ chức", n) : S("Nhà nước quản lý"); }

err land_right_keep(struct ctx *c, struct right_work *w)
{
	struct land_parcel p;
	struct land_rights_of was;
	struct land_holdings held;
	struct differences d = {.a = c->a};
	bool found, correct = w->how == LAND_CORRECT;
	TRY(parcel_open(c, w->parcel, w->seen, &p));
	TRY(land_right_current(c, p.id, &was, &found));
	if (!found)
		return FAIL(c, BROKEN, "parcel %lld has no right", (long long)p.id);
	TRY(land_holdings_of(c, was.id, &held));
	str wrong = land_shares_wrong(c->a, &w->holdings);
	if (wrong.n)
		return FAIL_FIELD(c, "holders", "%.*s", STR_ARG(wrong));
	if (land_holdings_same(&held, &w->holdings) && was.origin == w->origin && str_eq(was.term, w->term))
		return FAIL_FIELD(c, "holders", "Chưa có gì khác với quyền đang ghi.");
	if (!correct) {
		str forbidden;
		TRY(land_day_check(c, w->day, was.valid_from));
		TRY(land_forbidden(c, p.id, &forbidden));
		if (forbidden.n)
			return FAIL(c, CONFLICT, "%.*s", STR_ARG(forbidden));
	}
	TRY(correct ? land_right_wrong(c, was.id, c->now, c->actor) : land_right_until(c, was.id, w->day));
	TRY(land_right_put(c, w, correct ? was.valid_from : w->day));
	TRY(land_parcel_touch(c, p.id, w->seen));
	difference_add(&d, correct ? "Đính chính người sử dụng đất" : "Người sử dụng đất", counted(c->a, held.n),
		land_holdings_same(&held, &w->holdings)
			? counted(c->a, held.n)
			: str_format(c->a, "%s, theo %.*s", counted(c->a, w->holdings.n).s, STR_ARG(w->basis)));
	difference_add(&d, "Thời hạn", show_date(c->a, was.term), show_date(c->a, w->term));
	TRY(history_add(c, PARCEL_KIND, p.id, &d));
	TRY(land_grounded(c, w->dossier, (struct ints){&p.id, 1}, "right", (opt_int){0}, correct ? was.valid_from : w->day));
	return audit_add(c, correct ? "parcel.right_corrected" : "parcel.right_passed", PARCEL_KIND, p.id, S(""));
}

/* ---- certificates ---- */

static bool serial_like(str s, size_t letters, size_t digits)
{
	if (s.n != letters + 1 + digits || s.s[letters] != ' ')
		return false;
	for (size_t i = 0; i < letters; i++)
		if (s.s[i] < 'A' || s.s[i] > 'Z')
			return false;
	return str_digits((str){s.s + letters + 1, digits});
}

str land_serial_wrong(arena *a, str kind, str serial)
{
	if (str_is(kind, "other"))
		return serial.n ? S("") : S("Ghi số của giấy tờ.");
	if (str_is(kind, "2024"))
		return serial_like(serial, 2, 8)
			       ? S("")
			       : S("Giấy chứng nhận theo Luật Đất đai 2024 có hai chữ cái và 8 chữ số, ví dụ AA 01234567.");
	if (str_is(kind, "1993") || str_is(kind, "2005"))
		return serial_like(serial, 1, 6) || serial_like(serial, 2, 6)
			       ? S("")
			       : S("Số phát hành có một hoặc hai chữ cái và 6 chữ số, ví dụ M 123456.");
	return serial_like(serial, 2, 6) ? S("") : str_format(a, "Số phát hành có hai chữ cái và 6 chữ số, ví dụ BK 123456.");
}

err land_certificate_add(struct ctx *c, struct certificate_work *w)
{
	struct land_parcel p;
	struct land_certificate_there there;
	struct land_certificate_insert added;
	struct differences d = {.a = c->a};
	bool found;
	TRY(land_parcel(c, w->parcel, c->unit, &p));
	TRY(parcel_open(c, p.id, p.version, &p));
	w->serial = upper_case(c->a, w->serial);
	str wrong = land_serial_wrong(c->a, w->kind, w->serial);
	if (wrong.n)
		return FAIL_FIELD(c, "serial", "%.*s", STR_ARG(wrong));
	if (p.is_managed)
		return FAIL(c, CONFLICT,
			"Thửa đất do Nhà nước quản lý, chưa có người sử dụng để ghi giấy chứng nhận. Hãy ghi người sử dụng "
			"trước.");
	w->day = w->issued_on;
	if (strcmp(str_c(c->a, w->issued_on), day_iso(c->a, day_of(c->now)).s) > 0)
		return FAIL_FIELD(c, "issued_on", "Ngày cấp không ở sau hôm nay.");
	TRY(land_certificate_there(c, w->serial, p.id, &there, &found));
	if (found)
		return FAIL_FIELD(c, "serial", "Giấy chứng nhận này đã ghi cho thửa đất.");
	TRY(land_certificate_insert(c,
		&(struct land_certificate_insert_in){.parcel = p.id,
			.kind = w->kind,
			.serial = w->serial,
			.book = w->book,
			.issued_on = w->issued_on,
			.issuer = w->issuer,
			.account = c->actor,
			.now = c->now},
		&added));
	w->id = added.id;
	difference_add(&d, "Giấy chứng nhận", S(""), w->serial);
	TRY(history_add(c, PARCEL_KIND, p.id, &d));
	return audit_add(c, "parcel.certificate", PARCEL_KIND, p.id, S(""));
}

err land_certificate_revoke(struct ctx *c, struct certificate_work *w)
{
	struct land_certificate_of of;
	struct land_parcel p;
	struct differences d = {.a = c->a};
	TRY(land_certificate_of(c, w->id, &of));
	TRY(land_parcel(c, of.parcel_id, c->unit, &p));
	w->parcel = p.id;
	if (of.revoked_on.s)
		return FAIL(c, CONFLICT, "Giấy chứng nhận này đã được ghi thu hồi.");
	if (!w->reason.n)
		return FAIL_FIELD(c, "reason", "Ghi căn cứ thu hồi.");
	if (strcmp(str_c(c->a, w->day), day_iso(c->a, day_of(c->now)).s) > 0 ||
		strcmp(str_c(c->a, w->day), str_c(c->a, of.issued_on)) < 0)
		return FAIL_FIELD(c, "day", "Ngày thu hồi từ ngày cấp đến hôm nay.");
	TRY(land_certificate_end(c, w->id, p.id, w->day, w->reason));
	difference_add(&d, "Giấy chứng nhận", of.serial, S("đã thu hồi"));
	TRY(history_add(c, PARCEL_KIND, p.id, &d));
	return audit_add(c, "parcel.certificate_revoked", PARCEL_KIND, p.id, S(""));
}

/* ---- restrictions ---- */

bool land_restriction_forbids(str kind) { return str_listed(S("mortgage dispute distraint"), kind); }

err land_forbidden(struct ctx *c, int64_t parcel, str *why)
{
	struct land_restrictions_of_rows rows;
	struct land_parcel_title t;
	*why = S("");
	TRY(land_restrictions_of(c, parcel, &rows));
	for (size_t i = 0; i < rows.n && !why->n; i++) {
		if (rows.v[i].valid_to.s || !land_restriction_forbids(rows.v[i].kind))
			continue;
		TRY(land_parcel_title(c, parcel, &t));
		*why = str_format(c->a, "%s đang có hạn chế: %s (%.*s, từ %s). Hãy ghi xóa hạn chế đó trước.",
			parcel_called(c->a, t.sheet, t.number).s, choice_label(land_restriction_kinds, rows.v[i].kind),
			STR_ARG(rows.v[i].basis), show_date(c->a, rows.v[i].valid_from).s);
	}
	return NULL;
}

err land_restriction_add(struct ctx *c, struct restriction_work *w)
{
	struct land_parcel p;
	struct land_restriction_insert added;
	struct differences d = {.a = c->a};
	TRY(land_parcel(c, w->parcel, c->unit, &p));
	TRY(parcel_open(c, p.id, p.version, &p));
	if (!choice_label(land_restriction_kinds, w->kind)[0])
		return FAIL_FIELD(c, "restriction", "Chọn loại hạn chế.");
	TRY(land_day_check(c, w->day, S("")));
	TRY(land_restriction_insert(c,
		&(struct land_restriction_insert_in){.parcel = p.id,
			.kind = w->kind,
			.said = w->said,
			.basis = w->basis,
			.valid_from = w->day,
			.account = c->actor,
			.now = c->now},
		&added));
	w->id = added.id;
	difference_add(&d, "Hạn chế", S(""),
		str_format(c->a, "%s, theo %.*s", choice_label(land_restriction_kinds, w->kind), STR_ARG(w->basis)));
	TRY(history_add(c, PARCEL_KIND, p.id, &d));
	return audit_add(c, "parcel.restriction", PARCEL_KIND, p.id, w->kind);
}

err land_restriction_lift(struct ctx *c, struct restriction_work *w)
{
	struct land_restriction_of of;
	struct land_parcel p;
	struct differences d = {.a = c->a};
	TRY(land_restriction_of(c, w->id, &of));
	TRY(land_parcel(c, of.parcel_id, c->unit, &p));
	w->parcel = p.id;
	if (of.valid_to.s)
		return FAIL(c, CONFLICT, "Hạn chế này đã được ghi xóa.");
	TRY(land_day_check(c, w->day, S("")));
	if (strcmp(str_c(c->a, w->day), str_c(c->a, of.valid_from)) < 0)
		return FAIL_FIELD(c, "day", "Ngày xóa không ở trước ngày bắt đầu hạn chế, %s.", show_date(c->a, of.valid_from).s);
	TRY(land_restriction_end(c, w->id, p.id, w->day, w->basis));
	difference_add(&d, "Hạn chế", str_of(choice_label(land_restriction_kinds, of.kind)),
		str_format(c->a, "đã xóa theo %.*s", STR_ARG(w->basis)));
	TRY(history_add(c, PARCEL_KIND, p.id, &d));
	return audit_add(c, "parcel.restriction_lifted", PARCEL_KIND, p.id, of.kind);
}
