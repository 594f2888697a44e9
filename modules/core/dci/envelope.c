/* envelope: messages of strangers, read strictly. */
#include "core/dci/dci.h"

enum { ID_MOST = 99, TEXT_MOST = 200 };

static err wrong(struct ctx *c, const char *what) { return FAIL(c, INVALID, "%s", what); }

static err text_of(struct ctx *c, const struct node *o, const char *name, bool needed, size_t most, str *out)
{
	const struct node *n = json_member(o, name);
	*out = n && n->type == N_TEXT ? n->text : S("");
	if ((n && n->type != N_TEXT) || out->n > most)
		return FAIL(c, INVALID, "\"%s\" must be a text of at most %zu bytes", name, most);
	return needed && !out->n ? FAIL(c, INVALID, "\"%s\" is missing", name) : NULL;
}

/* "2026-11-28T13:00:00Z", "..+07:00": the time zone must be there. */
static bool is_moment(str s)
{
	static const char shape[] = "0000-00-00T00:00:00";
	size_t n = sizeof shape - 1;
	if (s.n <= n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (shape[i] == '0' ? s.s[i] < '0' || s.s[i] > '9' : s.s[i] != shape[i])
			return false;
	if (s.s[n] == '.')
		for (n++; n < s.n && s.s[n] >= '0' && s.s[n] <= '9'; n++)
			;
	str zone = {s.s + n, s.n - n};
	return str_is(zone, "Z") || (zone.n == 6 && (zone.s[0] == '+' || zone.s[0] == '-') && zone.s[3] == ':');
}

static err moment_of(struct ctx *c, const struct node *o, const char *name)
{
	str s;
	TRY(text_of(c, o, name, true, 40, &s));
	return is_moment(s) ? NULL : FAIL(c, INVALID, "\"%s\" must be a time with its zone", name);
}

static err header_read(struct ctx *c, const struct node *h, struct dci_request *out)
{
	const struct node *encrypted = json_member(h, "is_msg_encrypted");
	str version, action;
	if (!h || h->type != N_OBJECT)
		return wrong(c, "\"header\" must be an object");
	TRY(text_of(c, h, "version", false, 20, &version));
	TRY(text_of(c, h, "action", true, 40, &action));
	TRY(text_of(c, h, "message_id", true, ID_MOST, &out->message_id));
	TRY(text_of(c, h, "sender_id", true, ID_MOST, &out->sender_id));
	TRY(text_of(c, h, "receiver_id", false, ID_MOST, &out->receiver_id));
	TRY(moment_of(c, h, "message_ts"));
	if (version.n && !str_is(version, "1.0.0"))
		return wrong(c, "\"version\" must be 1.0.0");
	if (!str_is(action, "search"))
		return wrong(c, "\"action\" must be search");
	return encrypted && encrypted->i ? wrong(c, "an encrypted message cannot be read here") : NULL;
}

static void reject(struct dci_search *s, const char *code, str why)
{
	if (!s->code) {
		s->code = code;
		s->why = why;
	}
}

static void page_read(const struct node *page, struct dci_search *s)
{
	const struct node *size = json_member(page, "page_size"), *number = json_member(page, "page_number");
	bool good = !page || (page->type == N_OBJECT && (!size || size->type == N_INT) && (!number || number->type == N_INT));
	s->size = good && size ? size->i : DCI_PAGE_MOST;
	s->number = good && number ? number->i : 1;
	if (!good || s->size < 1 || s->size > DCI_PAGE_MOST || s->number < 1 || s->number > DCI_LOOKED_MOST)
		reject(s, "rjct.pagination.invalid", S("page_size must be 1 to 100, page_number 1 or more"));
}

static void sorts_read(const struct node *sort, struct dci_search *s)
{
	bool good = !sort || sort->type == N_LIST;
	for (const struct node *m = good && sort ? sort->first : NULL; m && good; m = m->next) {
		const struct node *name = json_member(m, "attribute_name"), *order = json_member(m, "sort_order");
		bool down = order && order->type == N_TEXT && str_is(order->text, "desc");
		good = name && name->type == N_TEXT && s->nsorts < DCI_SORTS_MOST &&
		       (!order || down || (order->type == N_TEXT && str_is(order->text, "asc")));
		if (good) {
			s->sorts[s->nsorts].attribute = name->text;
			s->sorts[s->nsorts++].down = down;
		}
	}
	if (!good)
		reject(s, "rjct.sort.invalid",
			S("sort must be a list of attribute_name and sort_order asc or desc, four at most"));
}

static bool is_locale(str s)
{
	bool good = s.n == 3;
	for (size_t i = 0; good && i < 3; i++)
		good = s.s[i] >= 'a' && s.s[i] <= 'z';
	return good || !s.n;
}

static err criteria_read(struct ctx *c, const struct node *k, struct dci_search *s)
{
	str type;
	if (!k || k->type != N_OBJECT)
		return wrong(c, "\"search_criteria\" must be an object");
	TRY(text_of(c, k, "reg_type", false, TEXT_MOST, &s->reg_type));
	TRY(text_of(c, k, "reg_record_type", false, TEXT_MOST, &s->reg_record_type));
	TRY(text_of(c, k, "query_type", true, 40, &type));
	page_read(json_member(k, "pagination"), s);
	sorts_read(json_member(k, "sort"), s);
	err e = dci_query_read(c, type, json_member(k, "query"), &s->query);
	if (e && e->kind == INVALID)
		reject(s, "rjct.search_criteria.invalid", e->text);
	return e && e->kind != INVALID ? e : NULL;
}

static err search_read(struct ctx *c, const struct node *one, struct dci_request *out)
{
	if (one->type != N_OBJECT || out->n == DCI_SEARCHES_MOST)
		return wrong(c, "\"search_request\" must be a list of one to ten objects");
	struct dci_search *s = &out->v[out->n];
	*s = (struct dci_search){0};
	TRY(text_of(c, one, "reference_id", true, ID_MOST, &s->reference_id));
	TRY(text_of(c, one, "locale", false, 10, &s->locale));
	TRY(moment_of(c, one, "timestamp"));
	if (!is_locale(s->locale))
		return wrong(c, "\"locale\" must be three small letters");
	for (size_t i = 0; i < out->n; i++)
		if (str_eq(out->v[i].reference_id, s->reference_id))
			reject(s, "rjct.reference_id.duplicate", S("this reference_id is in the message twice"));
	TRY(criteria_read(c, json_member(one, "search_criteria"), s));
	out->n++;
	return NULL;
}

err dci_request_read(struct ctx *c, str text, struct dci_request *out)
{
	const struct node *top, *message, *list;
	*out = (struct dci_request){0};
	TRY(json_read(c, text, &top));
	if (top->type != N_OBJECT)
		return wrong(c, "the message must be an object");
	TRY(header_read(c, json_member(top, "header"), out));
	message = json_member(top, "message");
	if (!message || message->type != N_OBJECT)
		return wrong(c, "\"message\" must be an object");
	TRY(text_of(c, message, "transaction_id", true, ID_MOST, &out->transaction_id));
	list = json_member(message, "search_request");
	if (!list || list->type != N_LIST || !list->first)
		return wrong(c, "\"search_request\" must be a list of one to ten objects");
	for (const struct node *m = list->first; m; m = m->next)
		TRY(search_read(c, m, out));
	return NULL;
}
