#include "procedures_versions.h"
#include "procedures_import.h"
#include "procedures_kept.h"
#include "procedures_pages.h"
#include "web/services/audit.h"

const struct choice version_units[] = {{"wd", "ngày làm việc"}, {"d", "ngày"}, {"mo", "tháng"}, {"h", "giờ làm việc"},
	{"sd", "trong ngày"}, {"?", "chưa rõ (tạm tính 5 ngày làm việc)"}, {NULL, NULL}};

/* ---- terms, as people write them ---- */

static struct channel_change change_of(arena *a, str unit, int64_t amount, opt_int fee)
{
	struct channel_change k = {true, S(""), S("?"), fee.set ? str_format(a, "%lld", (long long)fee.v) : S("")};
	long long n = amount;
	if (str_is(unit, "same_day"))
		k.unit = S("sd");
	if (str_is(unit, "days") || str_is(unit, "months"))
		k = (struct channel_change){true, str_format(a, "%lld", n), str_is(unit, "days") ? S("d") : S("mo"), k.fee};
	if (!str_is(unit, "working_minutes"))
		return k;
	bool hours = n % (MINUTES_A_DAY / 2);
	k.unit = hours ? S("h") : S("wd");
	if (hours)
		k.time = str_format(a, "%lld", n / 60);
	else
		k.time = str_format(a, n % MINUTES_A_DAY ? "%lld,5" : "%lld", n / MINUTES_A_DAY);
	return k;
}

struct new_channel {
	const char *name, *time_field, *fee_field;
	const struct channel_change *change;
	str unit;
	int64_t amount;
	opt_int fee;
};

static err read_channel(struct ctx *c, struct new_channel *k)
{
	const struct channel_change *x = k->change;
	int64_t fee;
	if (!x->offered)
		return NULL;
	str time = str_is(x->unit, "sd") ? S("1") : x->time;
	procedure_term_of(time, x->unit, &k->unit, &k->amount);
	if (str_is(k->unit, "unknown") && !str_is(x->unit, "?"))
		return FAIL_FIELD(c, k->time_field, "Nhập thời hạn bằng số, ví dụ 5 hoặc 0,5.");
	if (x->fee.n && (!str_int(x->fee, &fee) || fee < 0))
		return FAIL_FIELD(c, k->fee_field, "Nhập phí bằng số đồng, không có dấu chấm, ví dụ 8000; bỏ trống nếu chưa rõ.");
	k->fee = x->fee.n ? some_int(fee) : (opt_int){0};
	return NULL;
}

/* ---- papers, a line each ---- */

static str papers_text(arena *a, const struct procedure_components_rows *rows)
{
	buf b = {.a = a};
	str grouping = S("");
	for (size_t i = 0; i < rows->n; i++) {
		const struct procedure_components *k = &rows->v[i];
		if (!str_eq(k->grouping, grouping))
			buf_printf(&b, "# %.*s\n", STR_ARG(k->grouping));
		grouping = k->grouping;
		buf_printf(&b, "%.*s | %lld bản chính, %lld bản sao\n", STR_ARG(k->name), (long long)k->originals,
			(long long)k->copies);
	}
	return str_trim(buf_text(&b));
}

/* The number before "bản chính" or "bản sao"; 0 when it is not said. */
static bool count_of(str said, str what, int64_t *out)
{
	str one, number, rest;
	*out = 0;
	while (said.n) {
		str_cut(said, ',', &one, &said);
		one = str_trim(one);
		if (!str_has(one, what))
			continue;
		str_cut(one, ' ', &number, &rest);
		return str_int(number, out) && *out >= 0 && *out <= 99;
	}
	return true;
}

/* The name of the attached form stays with a paper that kept its name. */
static str form_of(const struct procedure_components_rows *old, str name)
{
	for (size_t i = 0; i < old->n; i++)
		if (str_eq(old->v[i].name, name))
			return old->v[i].form_name;
	return S("");
}

struct papers {
	int64_t procedure, number;
	str grouping;
	struct procedure_components_rows old;
};

static err add_paper(struct ctx *c, struct papers *p, str line)
{
	str name, said;
	int64_t originals, copies;
	if (!str_cut(line, '|', &name, &said))
		said = S("1 bản chính");
	name = str_trim(name);
	if (!name.n || !count_of(said, S("bản chính"), &originals) || !count_of(said, S("bản sao"), &copies))
		return FAIL_FIELD(
			c, "papers", "Không đọc được dòng “%.*s”. Hãy ghi như: Tờ khai | 1 bản chính, 2 bản sao.", STR_ARG(line));
	return procedure_component_add(c, &(struct procedure_component_add_in){.procedure = p->procedure,
						  .number = ++p->number,
						  .grouping = p->grouping,
						  .name = name,
						  .form_name = form_of(&p->old, name),
						  .originals = originals,
						  .copies = copies});
}

static err add_papers(struct ctx *c, int64_t old, int64_t id, str text)
{
	struct papers p = {.procedure = id, .grouping = S("")};
	str line;
	TRY(procedure_components(c, old, &p.old));
	while (text.n) {
		str_cut(text, '\n', &line, &text);
		line = str_trim(line);
		if (line.n && line.s[0] == '#')
			p.grouping = str_trim((str){line.s + 1, line.n - 1});
		else if (line.n)
			TRY(add_paper(c, &p, line));
	}
	return p.number ? NULL : FAIL_FIELD(c, "papers", "Nhập ít nhất một giấy tờ.");
}

/* ---- a new version ---- */

static err check_day(struct ctx *c, const struct procedure_newest *newest, str valid_from)
{
	day from, last;
	if (!day_parse(valid_from, &from) || from < day_of(c->now))
		return FAIL_FIELD(c, "valid_from", "Phiên bản mới có hiệu lực từ hôm nay hoặc một ngày sau hôm nay.");
	if (day_parse(newest->valid_from, &last) && from <= last)
		return FAIL_FIELD(c, "valid_from", "Đã có phiên bản có hiệu lực từ %s; hãy chọn một ngày sau ngày đó.",
			show_day(c->a, last).s);
	return NULL;
}

static err add_channels(struct ctx *c, int64_t id, const struct new_channel *list, size_t n)
{
	bool online = false;
	for (size_t i = 0; i < n; i++) {
		const struct new_channel *k = &list[i];
		if (!k->change->offered)
			continue;
		online |= !strcmp(k->name, "online");
		TRY(procedure_channel_add(c, id, str_of(k->name), k->unit, k->amount, k->fee, S("")));
	}
	return procedure_set_online(c, id, online ? S("full") : S("none"));
}

static err add_version(struct ctx *c, struct version_change *n, const struct procedure_get *old, const struct new_channel *desk)
{
	struct procedure_add added;
	str folded = fold(c->a, n->name);
	TRY(procedure_add(c,
		&(struct procedure_add_in){.code = old->code,
			.name = n->name,
			.field = old->field,
			.level = old->level,
			.levels = old->levels,
			.ministry = old->ministry,
			.decision = n->decision,
			.applicants = n->applicants,
			.result = n->result,
			.agency = n->agency,
			.term_unit = desk->unit,
			.term_amount = desk->amount,
			.fee = desk->fee,
			.fee_note = n->fee_note,
			.valid_from = n->valid_from,
			.source = S("Sửa trên hệ thống"),
			.folded = folded},
		&added));
	n->id = added.id;
	TRY(procedure_set_law(c, n->id, n->supplement_rule, n->conditions, n->legal_basis));
	TRY(version_set(c, n->id, n->term_basis, n->sequence, c->now, n->by, n->change_note));
	return procedure_copy_remarks(c, old->id, n->id);
}

err procedure_new_version(struct ctx *c, struct version_change *n)
{
	struct procedure_get old;
	struct procedure_newest newest;
	bool found;
	struct new_channel list[] = {{"desk", "desk_time", "desk_fee", &n->desk, .unit = S("unknown")},
		{"online", "online_time", "online_fee", &n->online}, {"post", "post_time", "post_fee", &n->post}};
	TRY(procedure_get(c, n->procedure, &old));
	TRY(procedure_newest(c, old.code, &newest, &found));
	TRY(check_day(c, &newest, n->valid_from));
	for (size_t i = 0; i < COUNT(list); i++)
		TRY(read_channel(c, &list[i]));
	TRY(procedure_end(c, newest.id, n->valid_from));
	TRY(add_version(c, n, &old, &list[0]));
	TRY(add_channels(c, n->id, list, COUNT(list)));
	TRY(add_papers(c, old.id, n->id, n->papers));
	TRY(procedures_renamed(c));
	return audit_add(c, "procedure.version", "procedure", n->id,
		str_format(c->a, "%.*s từ %.*s", STR_ARG(old.code), STR_ARG(n->valid_from)));
}

err procedure_cancel_version(struct ctx *c, const int64_t *id)
{
	struct procedure_get p;
	TRY(procedure_get(c, *id, &p));
	TRY(version_cancel(c, *id, day_iso(c->a, day_of(c->now))));
	TRY(version_reopen(c, p.code, p.valid_from));
	TRY(procedures_renamed(c));
	return audit_add(c, "procedure.version_cancel", "procedure", *id,
		str_format(c->a, "%.*s từ %.*s", STR_ARG(p.code), STR_ARG(p.valid_from)));
}

err version_start(struct ctx *c, int64_t procedure, struct version_change *out)
{
	struct procedure_get p;
	struct procedure_channels_rows channels;
	struct procedure_components_rows papers;
	TRY(procedure_get(c, procedure, &p));
	TRY(procedure_channels(c, procedure, &channels));
	TRY(procedure_components(c, procedure, &papers));
	*out = (struct version_change){.procedure = procedure,
		.name = p.name,
		.decision = p.decision,
		.applicants = p.applicants,
		.agency = p.agency,
		.result = p.result,
		.fee_note = p.fee_note,
		.term_basis = p.term_basis,
		.sequence = p.sequence,
		.conditions = p.conditions,
		.legal_basis = p.legal_basis,
		.supplement_rule = p.supplement_rule};
	out->desk = change_of(c->a, p.term_unit, p.term_amount, p.fee);
	out->online = out->post = out->desk;
	out->online.offered = out->post.offered = false;
	for (size_t i = 0; i < channels.n; i++) {
		const struct procedure_channels *k = &channels.v[i];
		struct channel_change *to[] = {[DESK] = &out->desk, [ONLINE] = &out->online, [POST] = &out->post};
		*to[procedure_channel_of(k->channel)] = change_of(c->a, k->term_unit, k->term_amount, k->fee);
	}
	out->papers = papers_text(c->a, &papers);
	return NULL;
}

/* ---- what changed ---- */

static str channel_said(struct ctx *c, const struct channel_change *k)
{
	str unit;
	int64_t amount, fee;
	if (!k->offered)
		return S("Không nhận");
	procedure_term_of(str_is(k->unit, "sd") ? S("1") : k->time, k->unit, &unit, &amount);
	str guess = procedure_term_remark(c, unit, amount);
	return str_format(c->a, "%s%s%s%s; phí: %s", procedure_term_text(c, unit, amount).s, guess.n ? " (" : "",
		guess.n ? guess.s : "", guess.n ? ")" : "",
		str_int(k->fee, &fee) ? str_format(c->a, "%s đồng", show_int(c->a, fee).s).s : "không nêu");
}

static str rule_said(str rule)
{
	return str_is(rule, "resume") ? S("Tính tiếp thời hạn còn lại") : S("Tính lại thời hạn từ đầu");
}

err version_differences(struct ctx *c, int64_t before, int64_t after, struct differences *out)
{
	struct version_change a, b;
	TRY(version_start(c, before, &a));
	TRY(version_start(c, after, &b));
	*out = (struct differences){.a = c->a};
	difference_add(out, "Tên thủ tục", a.name, b.name);
	difference_add(out, "Nộp trực tiếp", channel_said(c, &a.desk), channel_said(c, &b.desk));
	difference_add(out, "Nộp trực tuyến", channel_said(c, &a.online), channel_said(c, &b.online));
	difference_add(out, "Nộp qua bưu chính", channel_said(c, &a.post), channel_said(c, &b.post));
	difference_add(out, "Căn cứ của thời hạn", a.term_basis, b.term_basis);
	difference_add(out, "Ghi chú về phí", a.fee_note, b.fee_note);
	difference_add(out, "Quyết định công bố", a.decision, b.decision);
	difference_add(out, "Đối tượng thực hiện", a.applicants, b.applicants);
	difference_add(out, "Cơ quan thực hiện", a.agency, b.agency);
	difference_add(out, "Kết quả", a.result, b.result);
	difference_add(out, "Trình tự thực hiện", a.sequence, b.sequence);
	difference_add(out, "Yêu cầu, điều kiện", a.conditions, b.conditions);
	difference_add(out, "Căn cứ pháp lý", a.legal_basis, b.legal_basis);
	difference_add(out, "Khi hồ sơ được bổ sung", rule_said(a.supplement_rule), rule_said(b.supplement_rule));
	difference_lines(out, "Thành phần hồ sơ", a.papers, b.papers);
	return NULL;
}
