/* list: what a declared list was asked, and the answers that pages and programs get. The files: list_file.c. */
#include "web/list/list.h"
#include "web/edge/edge.h"
#include "web/judging.h"
#include "web/list/views.h"
#include <stdlib.h>
#include "http/http.h"
#include "web/input.h"

enum { PAGE = 50, BEHIND_MAX = 600 }; /* rows; bytes of the cursors of earlier pages that an address carries */

/* ---- what every list is asked beside its filters ---- */

struct asked {
	str from, behind, sort;
	struct texts columns;
};
#define PARAMETER(of, name_, label_, type_)                                                                                      \
	((struct field){.name = name_, .label = label_, .type = type_, .at = offsetof(struct asked, of)})
const struct field list_cursor_field =
	PARAMETER(from, "sau", "Chỗ bắt đầu của trang tiếp theo, như next của câu trả lời trước", I_TEXT);
const struct field list_sort_field = PARAMETER(sort, "xep", "Cột để sắp xếp; dấu - đứng trước là ngược lại", I_TEXT);
const struct field list_columns_field = PARAMETER(columns, "cot", "Các cột", I_TEXTS);

static const struct field common[] = {
	PARAMETER(from, "sau", "Chỗ bắt đầu", I_TEXT),
	PARAMETER(behind, "qua", "Các trang trước", I_TEXT),
	PARAMETER(sort, "xep", "Sắp xếp", I_TEXT),
	{.name = "cot", .label = "Các cột", .type = I_TEXTS, .at = offsetof(struct asked, columns), .max = 60},
};

/* ---- cursors: "at.id", or with a text in base64url: "at.id.bMOq" ---- */

static bool key_read(arena *a, str cursor, struct list_key *key)
{
	str at, rest, id, text;
	struct list_key read = {0};
	if (!str_cut(cursor, '.', &at, &rest))
		return false;
	str_cut(rest, '.', &id, &text);
	if (text.n) {
		read.text = base64url_parse(a, text);
		if (!read.text.s || !utf8_valid(read.text))
			return false;
	}
	if (!str_int(at, &read.at) || !str_int(id, &read.id))
		return false;
	*key = read; /* half a place is none: rows may be asked from it without `begun` */
	return true;
}

static str key_text(arena *a, struct list_key key)
{
	str numbers = str_format(a, "%lld.%lld", (long long)key.at, (long long)key.id);
	return key.text.n ? str_format(a, "%.*s.%.*s", STR_ARG(numbers), STR_ARG(base64url(a, key.text.s, key.text.n))) : numbers;
}

/* ---- columns and order ---- */

bool list_may_show(const struct listing *l, size_t column)
{
	const struct column *of = &l->list->columns.v[column];
	return of->place != COLUMN_IN_FILE && (!of->when || of->when(l));
}

static uint64_t usual_columns(const struct listing *l)
{
	uint64_t bits = 0;
	for (size_t i = 0; i < l->list->columns.n; i++)
		if (list_may_show(l, i) && !l->list->columns.v[i].spare)
			bits |= UINT64_C(1) << i;
	return bits;
}

/* "cot=code&cot=applicant" of the form, "cot=code.applicant" of links. */
static uint64_t chosen_columns(const struct listing *l, struct texts sent)
{
	const struct list *list = l->list;
	uint64_t bits = 0;
	for (size_t i = 0; i < sent.n; i++)
		for (str rest = sent.v[i], one; rest.n;) {
			str_cut(rest, '.', &one, &rest);
			for (size_t k = 0; k < list->columns.n; k++)
				if (list_may_show(l, k) && str_is(one, list->columns.v[k].name))
					bits |= UINT64_C(1) << k;
		}
	return bits ? bits | 1 : usual_columns(l);
}

bool list_numeric(const struct column *column)
{
	return column->numeric || (!column->text && (column->as == COLUMN_NUMBER || column->as == COLUMN_OPTIONAL));
}

bool list_shows(const struct listing *l, size_t column) { return l->columns >> column & 1; }

bool list_chosen(const struct listing *l) { return l->columns != usual_columns(l); }

static str columns_text(arena *a, const struct listing *l)
{
	buf b = {.a = a};
	if (!list_chosen(l))
		return S("");
	for (size_t i = 0; i < l->list->columns.n; i++)
		if (list_shows(l, i))
			buf_printf(&b, "%s%s", b.n ? "." : "", l->list->columns.v[i].name);
	return buf_text(&b);
}

static void take_sort(struct listing *l, str sent)
{
	const struct list *list = l->list;
	for (int turn = 0; turn < 2; turn++) {
		str sort = turn ? str_of(list->sorts_first) : sent;
		bool from_end = str_starts(sort, S("-"));
		str name = from_end ? (str){sort.s + 1, sort.n - 1} : sort;
		for (size_t i = 0; i < list->columns.n && name.n; i++)
			if (list->columns.v[i].sort && str_is(name, list->columns.v[i].sort)) {
				l->sort = name;
				l->from_end = from_end;
				return;
			}
	}
}

static str sort_text(arena *a, const struct listing *l, str name, bool from_end)
{
	str text = str_format(a, "%s%.*s", from_end ? "-" : "", STR_ARG(name));
	return str_is(text, l->list->sorts_first ? l->list->sorts_first : "") ? S("") : text;
}

str list_order(arena *a, const struct listing *l) { return l->sort.n ? sort_text(a, l, l->sort, l->from_end) : S(""); }

/* ---- what was asked ---- */

str list_asked_text(arena *a, const struct listing *l, const struct field *f)
{
	const char *at = (const char *)l->asked + f->at;
	if (l->wrong && page_problem(&l->asker->page, f->name))
		return text_clean(a, http_query(l->asker->http, f->name), false);
	switch (f->type) {
	case I_INT: return *(const int64_t *)at ? str_format(a, "%lld", (long long)*(const int64_t *)at) : S("");
	case I_BOOL: return *(const bool *)at ? S("1") : S("");
	default: return *(const str *)at;
	}
}

static struct query asked_query(struct req *q, struct listing *l)
{
	arena *a = q->ctx.a;
	struct parameter *all = NEWN(a, struct parameter, l->list->filters.n + 3);
	size_t n = 0;
	for (size_t i = 0; i < l->list->filters.n; i++) {
		const struct field *f = &l->list->filters.v[i];
		str text = list_asked_text(a, l, f);
		all[n++] = (struct parameter){f->name, text, 0};
	}
	all[n++] = (struct parameter){"xep", list_order(a, l), 0};
	all[n++] = (struct parameter){"cot", columns_text(a, l), 0};
	return query_of(a, all);
}

static bool narrowed(const struct listing *l)
{
	bool is = false;
	for (size_t i = 0; i < l->list->filters.n; i++)
		is |= list_asked_text(l->asker->ctx.a, l, &l->list->filters.v[i]).n > 0;
	return is;
}

static err read_filters(struct req *q, struct listing *l)
{
	const struct input filters = {.name = "filters", .fields = l->list->filters.v, .n = l->list->filters.n};
	err wrong = read_fields(q, &filters, FROM_QUERY, l->asked);
	l->wrong = wrong != NULL;
	if (wrong)
		q->page.problems = wrong->problems;
	l->narrowed = narrowed(l);
	err unsettled = l->list->settle ? l->list->settle(q, l) : NULL; /* also then: its page shows what is usual */
	return wrong && !(unsettled && !unsettled->problems) ? wrong : unsettled;
}

/* What the reader keeps of this list; one of them is what he sees when he asked for nothing. */
static err take_views(struct req *q, struct listing *l)
{
	struct saved_views *views = NEW(q->ctx.a, struct saved_views);
	size_t dropped;
	const struct list *declared = l->list->declared ? l->list->declared : l->list;
	if (q->json || !q->ctx.actor || !q->route || q->route->list != declared || strcmp(q->route->path, l->list->path) != 0 ||
		list_below(l->list))
		return NULL;
	TRY(views_of(q, list_path(q->ctx.a, l), views));
	l->views = views;
	for (size_t i = 0; i < views->n && !q->http->query.n; i++)
		if (views->v[i].is_first && views->v[i].query.n) {
			struct http_request *http = NEW(q->ctx.a, struct http_request);
			*http = *q->http;
			http->query = views->v[i].query;
			q->http = http;
		}
	l->given = list_kept(q, l->list, q->http->query, &dropped);
	return NULL;
}

err list_read(struct req *q, const struct list *list, void *asked, struct listing *l)
{
	struct asked own = {0};
	const struct input others = {.name = "list", .fields = common, .n = COUNT(common)};
	const void *view = l->view;
	*l = (struct listing){.list = list, .asked = asked, .asker = q, .view = view};
	TRY(take_views(q, l));
	err wrong = read_filters(q, l);
	if (wrong && (q->json || !wrong->problems))
		return wrong;
	if (wrong) {
		l->wrong = true;
		q->page.problems = wrong->problems;
	}
	if (read_fields(q, &others, FROM_QUERY, &own)) /* what is no text is no place either */
		own = (struct asked){0};
	l->begun = key_read(q->ctx.a, own.from, &l->from);
	if (q->json && !l->begun && http_query(q->http, list_cursor_field.name).n)
		return FAIL_FIELD(&q->ctx, list_cursor_field.name, "Chỗ bắt đầu phải là next của một câu trả lời trước");
	l->here = l->begun ? own.from : S("");
	l->behind = l->begun ? own.behind : S("");
	l->columns = chosen_columns(l, own.columns);
	take_sort(l, own.sort);
	l->query = asked_query(q, l);
	return NULL;
}

static const struct flow_action *const *offered(struct req *q, const struct listing *l, const struct list_bulk *bulk)
{
	const struct flow_action **list = NEWN(q->ctx.a, const struct flow_action *, bulk->flow->actions.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < bulk->flow->actions.n && !bulk->names; i++)
		if (bulk->flow->actions.v[i].bulk && may(q, bulk->flow->actions.v[i].permission))
			list[n++] = &bulk->flow->actions.v[i];
	for (str rest = bulk->names ? str_of(bulk->names(l)) : S(""), one; rest.n && n < bulk->flow->actions.n;) {
		str_cut(rest, ' ', &one, &rest);
		const struct flow_action *a = flow_action(bulk->flow, one);
		if (a && a->bulk && may(q, a->permission))
			list[n++] = a;
	}
	return n ? list : NULL;
}

bool list_offers(const struct listing *l, const char *action)
{
	for (size_t i = 0; l->offered && l->offered[i]; i++)
		if (!strcmp(l->offered[i]->name, action))
			return true;
	return false;
}

err list_fill(struct req *q, struct listing *l)
{
	size_t page = l->list->page ? l->list->page : PAGE;
	if (l->wrong)
		return NULL;
	TRY(l->list->rows(q, l, (int64_t)page + 1, &l->rows));
	if (l->rows.n > page) {
		l->rows.n = page;
		l->next = key_text(q->ctx.a, list_key_of(l, list_row(l, page - 1)));
	} else if (l->rows.cut)
		l->next = key_text(q->ctx.a, l->rows.cut_after);
	if (l->list->bulk && l->rows.n && !q->json)
		l->offered = offered(q, l, l->list->bulk);
	return NULL;
}

/* ---- lists that are whole in memory ---- */

struct placed {
	const void *row;
	size_t place;
	const struct listing *l;
	const struct column *by;
	arena *a;
};

static int compare_cells(const struct placed *x, const struct placed *y)
{
	const char *one = (const char *)x->row + x->by->at, *other = (const char *)y->row + y->by->at;
	switch (x->by->text ? COLUMN_MADE : x->by->as) {
	case COLUMN_NUMBER:
	case COLUMN_TIME:
	case COLUMN_DATE: {
		int64_t p = *(const int64_t *)(const void *)one, q = *(const int64_t *)(const void *)other;
		return (p > q) - (p < q);
	}
	case COLUMN_OPTIONAL:
	case COLUMN_TIME_OPTIONAL:
	case COLUMN_DATE_OPTIONAL: {
		opt_int p = *(const opt_int *)(const void *)one, q = *(const opt_int *)(const void *)other;
		return p.set != q.set ? p.set - q.set : (p.v > q.v) - (p.v < q.v);
	}
	case COLUMN_TEXT:
	case COLUMN_PLAIN:
	case COLUMN_DAY:
	case COLUMN_MADE: break;
	}
	return strcmp(str_c(x->a, fold(x->a, list_text(x->a, x->l, x->by, x->row))),
		str_c(x->a, fold(x->a, list_text(x->a, x->l, x->by, y->row))));
}

static int compare_rows(const void *one, const void *other)
{
	const struct placed *x = one, *y = other;
	int order = compare_cells(x, y);
	if (order)
		return x->l->from_end ? -order : order;
	return (x->place > y->place) - (x->place < y->place);
}

static void sort_whole(struct req *q, const struct listing *l, char *v, size_t n)
{
	size_t row = l->list->row, by = 0;
	while (by < l->list->columns.n && !(l->list->columns.v[by].sort && str_is(l->sort, l->list->columns.v[by].sort)))
		by++;
	if (!l->sort.n || by == l->list->columns.n || !n)
		return;
	struct placed *all = NEWN(q->ctx.a, struct placed, n);
	char *copy = memcpy(arena_get(q->ctx.a, n * row), v, n * row);
	for (size_t i = 0; i < n; i++)
		all[i] = (struct placed){copy + i * row, i, l, &l->list->columns.v[by], q->ctx.a};
	qsort(all, n, sizeof *all, compare_rows);
	for (size_t i = 0; i < n; i++)
		memcpy(v + i * row, all[i].row, row);
}

struct list_rows list_whole(struct req *q, const struct listing *l, void *v, size_t n, int64_t most)
{
	size_t from = !l->begun ? 0 : l->from.at < 0 || (uint64_t)l->from.at > n ? n : (size_t)l->from.at;
	sort_whole(q, l, v, n);
	return (struct list_rows){.v = (char *)v + from * l->list->row, .n = n - from < (size_t)most ? n - from : (size_t)most};
}

struct list_key list_place(const struct listing *l, const void *row)
{
	int64_t before = l->begun ? l->from.at : 0;
	return (struct list_key){.at = before + ((const char *)row - (const char *)l->rows.v) / (int64_t)l->list->row + 1};
}

/* ---- rows as people read them ---- */

const void *list_row(const struct listing *l, size_t i) { return (const char *)l->rows.v + i * l->list->row; }

struct list_key list_key_of(const struct listing *l, const void *row)
{
	return l->list->key ? l->list->key(l, row) : (struct list_key){.id = *(const int64_t *)row};
}

int64_t list_id(const struct listing *l, const void *row) { return list_key_of(l, row).id; }

str list_text(arena *a, const struct listing *l, const struct column *column, const void *row)
{
	const char *at = (const char *)row + column->at;
	if (column->text)
		return column->text(a, l, row);
	switch (column->as) {
	case COLUMN_NUMBER: return show_int(a, *(const int64_t *)at);
	case COLUMN_OPTIONAL: return ((const opt_int *)at)->set ? show_int(a, ((const opt_int *)at)->v) : S("");
	case COLUMN_TIME: return show_time(a, *(const int64_t *)at);
	case COLUMN_TIME_OPTIONAL: return ((const opt_int *)at)->set ? show_time(a, ((const opt_int *)at)->v) : S("");
	case COLUMN_DATE: return show_day(a, day_of(*(const int64_t *)at));
	case COLUMN_DATE_OPTIONAL: return ((const opt_int *)at)->set ? show_day(a, day_of(((const opt_int *)at)->v)) : S("");
	case COLUMN_DAY: return show_date(a, *(const str *)at);
	case COLUMN_MADE: return S("");
	case COLUMN_TEXT:
	case COLUMN_PLAIN: break;
	}
	return *(const str *)at;
}

str list_link(arena *a, const struct listing *l, const struct column *column, const void *row)
{
	str before, after;
	if (!column->leads)
		return S("");
	const char *id = strstr(column->leads, "{id}");
	before = id ? (str){column->leads, (size_t)(id - column->leads)} : str_of(column->leads);
	after = id ? str_of(id + 4) : S("");
	return str_format(a, "%.*s%lld%.*s", STR_ARG(before), (long long)list_id(l, row), STR_ARG(after));
}

bool list_keeps(const struct listing *l, const struct field *f)
{
	for (str rest = str_of(l->keeps), one; rest.n;) {
		str_cut(rest, ' ', &one, &rest);
		if (str_is(one, f->name))
			return true;
	}
	return false;
}

const struct choice *list_choices_of(const struct listing *l, const struct field *f)
{
	for (const struct list_choices *c = l->choices; c && c->field; c++)
		if (!strcmp(c->field, f->name))
			return c->choices;
	return f->choices;
}

/* ---- addresses ---- */

/* Nothing asked would be the view that he sees first: who keeps some says the start of the list aloud. */
static str start_at(arena *a, const struct listing *l, struct query query)
{
	return query.text.n || !l->views || !l->views->n ? address_with(a, list_path(a, l), query)
							 : list_whole_address(a, list_path(a, l));
}

str list_address(arena *a, const struct listing *l) { return start_at(a, l, l->query); }

static str page_at(arena *a, const struct listing *l, str from, str behind)
{
	return address_with(a, address_with(a, list_path(a, l), l->query), QUERY(a, {"sau", from}, {"qua", behind}));
}

/* The cursors behind stand in the address, newest last, a first page as "0": no list has to be read backwards. */
str list_following(arena *a, const struct listing *l)
{
	if (!l->next.n)
		return S("");
	str here = l->begun ? l->here : S("0"), behind = l->behind;
	while (behind.n + here.n > BEHIND_MAX && str_cut(behind, '~', &(str){0}, &behind))
		;
	return page_at(a, l, l->next, behind.n ? str_format(a, "%.*s~%.*s", STR_ARG(behind), STR_ARG(here)) : here);
}

str list_previous(arena *a, const struct listing *l)
{
	if (!l->begun)
		return S("");
	size_t last = l->behind.n;
	while (last && l->behind.s[last - 1] != '~')
		last--;
	str to = {l->behind.s + last, l->behind.n - last}, behind = {l->behind.s, last ? last - 1 : 0};
	struct list_key key;
	return key_read(a, to, &key) ? page_at(a, l, to, behind) : list_address(a, l);
}

str list_sorted(arena *a, const struct listing *l, const struct column *column)
{
	buf b = {.a = a};
	bool turned = str_is(l->sort, column->sort) && !l->from_end;
	str sort = sort_text(a, l, str_of(column->sort), turned);
	for (str rest = l->query.text, one; rest.n;) {
		str_cut(rest, '&', &one, &rest);
		if (!str_starts(one, S("xep=")))
			buf_printf(&b, "%s%.*s", b.n ? "&" : "", STR_ARG(one));
	}
	struct query others = {buf_text(&b)};
	return sort.n ? address_with(a, address_with(a, list_path(a, l), others), QUERY(a, {"xep", sort}))
		      : start_at(a, l, others);
}

str list_file_path(arena *a, const struct listing *l, const char *ending)
{
	return address_with(a, str_format(a, "%.*s%s", STR_ARG(list_path(a, l)), ending), l->query);
}
