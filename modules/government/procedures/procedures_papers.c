/* procedures_papers: what of the list of papers is a paper. The portal prints remarks in the same table: a heading over papers, who
 * answers for what, how long a certificate is good. Nobody can hand them in, so they are told with the procedure and never ticked. */
#include "procedures.h"

/* Past marks of lists, folded: "(iv) ", "2. ", "a) ". */
static str past_mark(str folded)
{
	str word, rest = folded;
	while (str_cut(rest, ' ', &word, &rest) && word.n && word.n <= 4) {
		bool roman = word.n > 0;
		for (size_t i = 0; i < word.n; i++)
			roman &= strchr("ivx", word.s[i]) != NULL;
		bool digit = word.s[0] >= '0' && word.s[0] <= '9' && word.n <= 2;
		if (!roman && !digit && word.n > 1)
			break;
		folded = rest;
	}
	return folded;
}

static bool starts_with_any(str s, const char *const *list)
{
	for (; *list; list++)
		if (str_starts(s, str_of(*list)))
			return true;
	return false;
}

/* "Đối với các dự án .. phải bổ sung:": the papers are the rows below. */
static bool is_heading(str text, str folded)
{
	static const char *const openings[] = {
		"nguoi ", "doi voi ", "truong hop ", "ngoai ", "dang ky cap nhat", "tuy ", "cac giay to", "ho so gom", NULL};
	bool open = str_ends(str_trim(text), S(":")) || str_ends(folded, S(" gom")) || str_ends(folded, S(" sau day")) ||
		    str_ends(folded, S(" sau"));
	return open && starts_with_any(folded, openings);
}

bool component_is_note(struct ctx *c, str grouping, str text)
{
	static const char *const remarks[] = {"luu y", "ghi chu", "gia tri su dung cua", "so luong ho so", "thu tuc ve ",
		"noi dung khai bao", "thoi han ", "nguoi tiep nhan", "nguoi duoc uy quyen dang ky", NULL};
	str group = fold(c->a, grouping), folded = past_mark(fold(c->a, text));
	if (str_starts(group, S("luu y")) || str_starts(group, S("ghi chu")) || starts_with_any(folded, remarks))
		return true;
	if (str_starts(folded, S("nguoi ")) && str_has(folded, S("chiu trach nhiem truoc phap luat")))
		return true;
	if (str_starts(folded, S("truong hop ")) && str_has(folded, S("da co trong co so du lieu")))
		return true;
	return str_has(folded, S("viec uy quyen thuc hien theo")) || is_heading(text, folded);
}

/* Cuts only where the law's own sentence pauses: never within a word. */
str component_title(str name)
{
	enum { LEAST = 8 };
	for (size_t i = LEAST; i < name.n; i++) {
		bool pause = strchr(";(:", name.s[i]) != NULL;
		bool sentence = name.s[i] == '.' && i + 1 < name.n && name.s[i + 1] == ' ';
		if (pause || sentence)
			return str_trim((str){name.s, i});
	}
	return str_trim(name);
}
