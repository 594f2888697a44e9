/* What pages say of a procedure: terms, papers, channels, who pays; and the choices that are offered. */
#include "procedures_admin.h"
#include "procedures_pages.h"

str procedure_term_text(struct ctx *c, str unit, int64_t amount)
{
	if (str_is(unit, "same_day"))
		return S("Trong ngày; nhận hồ sơ sau 15 giờ thì trả trong ngày làm việc tiếp theo");
	return term_text(c, str_is(unit, "unknown") ? PROCEDURE_DEFAULT_TERM : (struct term){unit, amount});
}

str procedure_term_remark(struct ctx *c, str unit, int64_t amount)
{
	if (!str_is(unit, "unknown"))
		return S("");
	if (amount)
		return str_format(c->a, "tạm tính: Cổng dịch vụ công chỉ ghi “%lld”, không ghi đơn vị", (long long)amount);
	return S("tạm tính: Cổng dịch vụ công không ghi thời hạn");
}

str component_paper_facts(arena *a, const struct procedure_components *k)
{
	buf b = {.a = a};
	if (k->originals)
		buf_printf(&b, "%lld bản chính", (long long)k->originals);
	if (k->copies)
		buf_printf(&b, "%s%lld bản sao", b.n ? ", " : "", (long long)k->copies);
	if (k->form_name.n)
		buf_printf(&b, "%smẫu trên Cổng: %.*s", b.n ? " · " : "", STR_ARG(k->form_name));
	return buf_text(&b);
}

str procedure_clipped(arena *a, str text, size_t most)
{
	str word, rest = text;
	buf b = {.a = a};
	while (rest.n) {
		str_cut(rest, ' ', &word, &rest);
		if (utf8_length(buf_text(&b)) + utf8_length(word) > most - 2)
			return str_format(a, "%s…", b.s ? b.s : "");
		buf_printf(&b, "%s%.*s", b.n ? " " : "", STR_ARG(word));
	}
	return text;
}

str procedure_short_title(arena *a, str name) { return procedure_clipped(a, name, 50); }

const struct choice procedure_channel_choices[] = {
	{"desk", "Trực tiếp"}, {"online", "Trực tuyến"}, {"post", "Qua bưu chính"}, {NULL, NULL}};

const char *procedure_channel_title(str channel)
{
	const struct choice *k = procedure_channel_choices;
	while (k[1].value && !str_is(channel, k->value))
		k++;
	return k->label;
}

const char *procedure_channel_label(str channel)
{
	if (!channel.n)
		return "";
	return str_is(channel, "online") ? "nộp trực tuyến" : str_is(channel, "desk") ? "nộp trực tiếp" : "nộp qua bưu chính";
}

str fee_payers_alike(arena *a, const struct fee_rules_on_rows *fees, size_t *i)
{
	const struct fee_rules_on *first = &fees->v[*i];
	buf b = {.a = a};
	for (; *i < fees->n; ++*i) {
		const struct fee_rules_on *r = &fees->v[*i];
		if (r->amount != first->amount || !str_eq(r->channel, first->channel) || !str_eq(r->basis, first->basis))
			break;
		const char *payer = r->attribute.n ? choice_label(procedure_payers, r->attribute) : "Mọi người";
		buf_printf(&b, "%s%s", b.n ? "; " : "", payer);
	}
	return buf_text(&b);
}

str procedure_channel_titles(arena *a, const struct procedure_channels_rows *channels)
{
	static const char *const small[] = {"trực tuyến", "trực tiếp", "qua bưu chính"};
	buf b = {.a = a};
	for (size_t i = 0; i < channels->n; i++) {
		str name = channels->v[i].channel;
		if (i)
			buf_printf(&b, ", %s", small[str_is(name, "online") ? 0 : str_is(name, "desk") ? 1 : 2]);
		else
			buf_str(&b, str_of(procedure_channel_title(name)));
	}
	return buf_text(&b);
}

str procedures_address(arena *a, const struct procedures_view *v, int64_t page)
{
	return ADDRESS(a, "/thu-tuc", {"tu-khoa", v->typed}, {"trang", .number = page > 1 ? page : 0});
}

const struct choice authority_levels[] = {{"commune", "Cấp xã"}, {"province", "Cấp tỉnh"}, {NULL, NULL}};

const struct choice procedure_supplement_rules[] = {
	{"restart", "Tính lại thời hạn từ đầu"}, {"resume", "Tính tiếp thời hạn còn lại"}, {NULL, NULL}};

str step_field(const struct page *p, const char *name, size_t i) { return str_format(p->a, "%s_%zu", name, i + 1); }
