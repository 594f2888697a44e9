/* Other people's accounts found: by the beginning of the name, or of the login when no name begins so. */
#include "parts.h"

static bool like_login(struct ctx *c, str words) { return strpbrk(str_c(c->a, words), "0123456789.@_-"); }

static err search_platform(struct ctx *c, struct account_search *s, struct position_unit_officers_rows *out)
{
	str name = fold(c->a, s->words), login = login_normal(c->a, s->words);
	if (!s->words.n)
		return account_officers_after(c, s->after, s->most, out);
	if (s->by_name || (name.n && !like_login(c, s->words)))
		TRY(accounts_by_name(
			c, name, str_format(c->a, "%.*s" NO_UPPER, STR_ARG(name)), s->after, s->after_id, s->most, out));
	if (s->by_name || (s->by_name = out->n > 0)) /* a list by name ends with its names */
		return NULL;
	return accounts_by_login(c, login, str_format(c->a, "%.*s" NO_UPPER, STR_ARG(login)), s->after, s->most, out);
}

static err search_unit(struct ctx *c, struct account_search *s, struct position_unit_officers_rows *out)
{
	str words = like_login(c, s->words) ? login_normal(c->a, s->words) : fold(c->a, s->words);
	return position_unit_officers(c, c->unit, words, s->after, today_iso(c), s->most, out);
}

err accounts_search(struct ctx *c, struct account_search *s, struct position_unit_officers_rows *out)
{
	return (c->unit ? search_unit : search_platform)(c, s, out);
}
