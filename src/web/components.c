#include "web/components.h"

str described_by(const struct page *p, const char *name, const char *hint)
{
	bool wrong = page_problem(p, name) != NULL;
	if (hint && wrong)
		return str_format(p->a, "%s-hint %s-error", name, name);
	if (hint || wrong)
		return str_format(p->a, "%s-%s", name, hint ? "hint" : "error");
	return S("");
}

str date_shown(const struct page *p, str value) { return value.n ? show_date(p->a, value) : value; }

str problem_anchor(const struct page *p, const char *field) { return field[0] ? str_format(p->a, "#%s", field) : S(""); }

str choice_id(const struct page *p, const char *name, size_t i)
{
	return i ? str_format(p->a, "%s-%zu", name, i + 1) : str_of(name);
}

bool texts_have(struct texts list, str value)
{
	for (size_t i = 0; i < list.n; i++)
		if (str_eq(list.v[i], value))
			return true;
	return false;
}
