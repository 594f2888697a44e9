/* versions: what every keeper of definitions says of its versions, and how what they ask is named in data. */
#include "core/editor/inside.h"

str editor_seen(arena *a, str definition) { return str_format(a, "%.16s", sha256_hex(a, sha256_of(definition)).s); }

const char *editor_version_state(arena *a, str valid_from, str valid_to, bool published, day today, const char **colour)
{
	day from = 0, to = INT32_MAX;
	*colour = "yellow";
	if (!published)
		return "Bản thảo";
	day_parse(valid_from, &from);
	if (valid_to.s)
		day_parse(valid_to, &to);
	*colour = today < from && from < to ? "blue" : today < to ? "green" : "grey";
	if (today < from && from < to)
		return str_format(a, "Có hiệu lực từ %s", show_day(a, from).s).s;
	return today < to ? "Đang dùng" : "Không còn dùng";
}

err editor_from_asked(struct ctx *c, str valid_from, str open_from)
{
	day from = 0, other;
	if (!day_parse(valid_from, &from) || from < day_of(c->now))
		return FAIL_FIELD(c, "valid_from", "Ngày có hiệu lực phải là hôm nay hoặc một ngày sau hôm nay");
	if (open_from.n && day_parse(open_from, &other) && other > from)
		return FAIL_FIELD(
			c, "valid_from", "Đã có phiên bản công bố từ %s; hãy chọn từ ngày đó trở đi", show_day(c->a, other).s);
	return NULL;
}

/* ---- names in data ---- */

enum { NAME_MADE_MAX = 30 }; /* of 40: a number may follow */

str editor_name_made(arena *a, str label, bool (*taken)(const void *of, str name), const void *of)
{
	str words = fold(a, label);
	buf b = {.a = a};
	for (str word, rest = words; rest.n && b.n < NAME_MADE_MAX;) {
		str_cut(rest, ' ', &word, &rest);
		for (size_t i = 0; i < word.n; i++)
			if ((word.s[i] >= 'a' && word.s[i] <= 'z') || (word.s[i] >= '0' && word.s[i] <= '9'))
				buf_put(&b, word.s + i, 1);
		if (rest.n && b.n)
			buf_lit(&b, "_");
	}
	b.n = b.n < NAME_MADE_MAX ? b.n : NAME_MADE_MAX;
	while (b.n && b.s[b.n - 1] == '_')
		b.n--;
	bool begins = b.n && b.s[0] >= 'a' && b.s[0] <= 'z';
	str name = str_format(a, "%s%.*s", begins ? "" : b.n ? "f_" : "f", STR_ARG(buf_text(&b))), made = name;
	for (int n = 2; taken(of, made); n++)
		made = str_format(a, "%.*s_%d", STR_ARG(name), n);
	return made;
}
