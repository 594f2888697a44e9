/* The parts of the page of one procedure: which are there, what they are called, texts made whole. */
#include "procedures_pages.h"

static const struct {
	const char *title, *anchor, *missing;
} parts[PROCEDURE_PARTS] = {[PART_SEQUENCE] = {"Trình tự thực hiện", "trinh-tu", ""},
	[PART_WAYS] = {"Cách thức thực hiện", "cach-nop", "cách thức thực hiện"},
	[PART_PAPERS] = {"Thành phần, số lượng hồ sơ", "giay-to", "thành phần hồ sơ"},
	[PART_TIME] = {"Thời hạn giải quyết", "thoi-han", ""},
	[PART_APPLICANTS] = {"Đối tượng thực hiện", "doi-tuong", "đối tượng thực hiện"},
	[PART_AGENCY] = {"Cơ quan thực hiện", "co-quan", "cơ quan thực hiện"},
	[PART_RESULT] = {"Kết quả thực hiện", "ket-qua", "kết quả thực hiện"},
	[PART_FEES] = {"Phí, lệ phí", "phi", ""},
	[PART_FORMS] = {"Mẫu đơn, mẫu tờ khai", "mau-don", "mẫu đơn, mẫu tờ khai"},
	[PART_CONDITIONS] = {"Yêu cầu, điều kiện", "dieu-kien", "yêu cầu, điều kiện"},
	[PART_BASIS] = {"Căn cứ pháp lý", "can-cu", "căn cứ pháp lý"}};

const char *component_part_title(int part) { return parts[part].title; }
const char *component_part_anchor(int part) { return parts[part].anchor; }

size_t component_forms_count(const struct procedure_view *v)
{
	size_t n = 0;
	for (size_t i = 0; i < v->components.n; i++)
		n += v->components.v[i].form_name.n > 0;
	return n;
}

bool component_part_there(const struct procedure_view *v, int part)
{
	const struct procedure_get *d = &v->procedure;
	switch (part) {
	case PART_WAYS: return v->channels.n || v->handled;
	case PART_PAPERS: return v->components.n > 0;
	case PART_APPLICANTS: return d->applicants.n > 0;
	case PART_AGENCY: return d->agency.n || str_is(d->level, "commune");
	case PART_RESULT: return d->result.n > 0;
	case PART_FORMS: return v->handled || component_forms_count(v);
	case PART_CONDITIONS: return d->conditions.n > 0;
	case PART_BASIS: return d->legal_basis.n > 0;
	default: return true;
	}
}

str component_parts_missing(arena *a, const struct procedure_view *v)
{
	buf b = {.a = a};
	for (int i = 0; i < PROCEDURE_PARTS; i++)
		if (!component_part_there(v, i))
			buf_printf(&b, "%s%s", b.n ? "; " : "", parts[i].missing);
	return buf_text(&b);
}

/* ---- texts ---- */

static const char ellipsis[] = "…";

str suggestions_whole_words(arena *a, str text)
{
	size_t n = text.n;
	if (!str_ends(text, str_of(ellipsis)))
		return text;
	n -= sizeof ellipsis - 1;
	while (n && text.s[n - 1] != ' ' && text.s[n - 1] != '\n')
		n--;
	str kept = str_trim((str){text.s, n});
	while (kept.n && strchr(",;:-(", kept.s[kept.n - 1]))
		kept.n--;
	return kept.n ? str_format(a, "%.*s %s", STR_ARG(str_trim(kept)), ellipsis) : text;
}

bool procedure_basis_of_law(str basis) { return basis.n && !str_starts(basis, S("Ghi chú")); }

/* Words of every name: they tell nothing apart. */
static const char common[] = " thu tuc dang ky cap giay viec cho thuc hien va lien thong ve cac hanh chinh hoac ";

str component_name_beyond(arena *a, str short_name, str name)
{
	str known = str_format(a, " %s ", fold(a, short_name).s), rest = fold(a, name), word;
	while (rest.n) {
		str_cut(rest, ' ', &word, &rest);
		str piece = str_format(a, " %.*s ", STR_ARG(word));
		if (!str_has(known, piece) && !str_has(str_of(common), piece))
			return name;
	}
	return S("");
}
