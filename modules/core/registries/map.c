/* map: the records of a registry as marks, in the colours of a state or of a choice. */
#include "core/registries/map.h"
#include "core/registries/map.html.h"
#include "web/reply.h"
#include "web/request.h"

enum { BATCH = 500, BATCHES = 20, BESIDE = 20 };

/* ---- the list beside it ---- */

static str number_text(arena *a, const struct listing *l, const void *row)
{
	const struct registry_line *line = row;
	return line->place.n ? str_format(a, "%td", line - (const struct registry_line *)l->rows.v + 1) : S("");
}

static const struct form_field *coloured_by(const struct registry *r, str colour)
{
	for (size_t i = 0; i < r->filters.n; i++)
		if (str_is(colour, r->filters.v[i]->name))
			return r->filters.v[i];
	return NULL;
}

static const struct field colour_field = {
	.name = "mau", .label = "Tô màu theo", .type = I_TEXT, .at = offsetof(struct registry_asked, colour), .max = 40};

static err map_made(struct req *q, const struct list **out)
{
	const struct registry *r;
	const struct list *all;
	arena *a = q->ctx.a;
	TRY(registry_of(&q->ctx, q->key, &r));
	if (!registry_place(r))
		return FAIL(&q->ctx, NOT_FOUND, "map");
	TRY(registry_list_made(q, &all));
	struct list *list = NEW(a, struct list);
	struct field *filters = NEWN(a, struct field, all->filters.n + 1);
	struct column *columns = NEWN(a, struct column, 3);
	const char **lasting = NEWN(a, const char *, all->filters.n + 1);
	*list = *all;
	list->declared = &registry_map_list;
	list->title = str_format(a, "%.*s trên bản đồ", STR_ARG(r->title)).s;
	list->kept_as = lasting;
	memcpy(lasting, all->kept_as, all->filters.n * sizeof *lasting);
	lasting[all->filters.n] = colour_field.name;
	memcpy(filters, all->filters.v, all->filters.n * sizeof *filters);
	filters[all->filters.n] = colour_field;
	columns[0] = (struct column){.name = "name",
		.title = r->name->label,
		.at = offsetof(struct registry_line, name),
		.leads = str_format(a, "/du-lieu/%.*s/{id}", STR_ARG(r->code)).s,
		.sort = r->name->name};
	columns[1] =
		(struct column){.name = "so", .title = "Số trên bản đồ", .as = COLUMN_MADE, .text = number_text, .numeric = true};
	const struct form_field *by = coloured_by(r, query_text(q, colour_field.name));
	columns[2] =
		(struct column){.name = "mau", .title = by ? by->label : "Trạng thái", .at = offsetof(struct registry_line, hue)};
	list->path = registry_map_list.path;
	list->filters.v = filters;
	list->filters.n = all->filters.n + 1;
	list->columns.v = columns;
	list->columns.n = by || r->nstates > 1 ? 3 : 2;
	list->page = BESIDE;
	list->bulk = NULL;
	*out = list;
	return NULL;
}

/* ---- what the colours say ---- */

/* Of the choices in their order, so that a colour stays when the list is narrowed; what is not said is the last. */
static size_t hue_of(const struct registry *r, const struct form_field *by, str said)
{
	static const struct choice yes_no[] = {{"", "Có"}, {"", "Không"}, {NULL, NULL}};
	const struct choice *choices = !by ? NULL : by->type == FORM_YES_NO ? yes_no : by->choices;
	for (size_t i = 0; choices && choices[i].value && i < MARK_HUES - 1; i++)
		if (str_is(said, choices[i].label))
			return i;
	for (size_t i = 0; !by && i < r->nstates && i < MARK_HUES - 1; i++)
		if (str_is(said, r->states[i].title))
			return i;
	return MARK_HUES - 1;
}

static void count(struct marks_map *m, const struct registry_mark *k)
{
	struct marks_key *key = &m->keys[k->hue];
	if (!key->n)
		*key = (struct marks_key){k->hue == MARK_HUES - 1 ? S("Khác, hoặc chưa ghi") : k->said, k->hue, 0};
	key->n++;
}

/* ---- all marks ---- */

static int64_t number_in(const struct listing *l, int64_t id)
{
	const struct registry_line *v = l->rows.v;
	for (size_t i = 0; i < l->rows.n; i++)
		if (v[i].id == id)
			return (int64_t)i + 1;
	return 0;
}

struct collecting {
	const struct registry *r;
	const struct listing *beside;
	const struct form_field *by;
	struct registry_mark *marks;
	struct marks_map *m;
};

static void mark_add(struct req *q, struct collecting *k, const struct registry_line *line)
{
	struct registry_mark *mark = &k->marks[k->m->n];
	if (!geometry_stored(&q->ctx, line->place, &mark->at))
		return;
	mark->id = line->id;
	mark->number = number_in(k->beside, line->id);
	mark->name = line->name;
	mark->said = line->hue;
	mark->href = record_path(q->ctx.a, k->r, line->id, "");
	mark->hue = hue_of(k->r, k->by, line->hue);
	count(k->m, mark);
	k->m->n++;
}

/* From the first row on, whatever page of the list stands beside. */
static err collect(struct req *q, struct collecting *k)
{
	struct listing l = *k->beside;
	struct list_rows rows = {0};
	l.begun = false;
	l.from = (struct list_key){0};
	bool more = !l.wrong;
	for (int batch = 0; more && batch < BATCHES; batch++) {
		TRY(l.list->rows(q, &l, BATCH, &rows));
		const struct registry_line *lines = rows.v;
		for (size_t i = 0; i < rows.n; i++) {
			k->m->cut |= lines[i].place.n && k->m->n == MARKS_MOST;
			if (lines[i].place.n && k->m->n < MARKS_MOST)
				mark_add(q, k, &lines[i]);
		}
		more = (rows.cut || rows.n == BATCH) && !k->m->cut;
		if (more) {
			l.from = rows.cut ? rows.cut_after : l.list->key(&l, &lines[rows.n - 1]);
			l.begun = true;
		}
	}
	k->m->cut |= more;
	return NULL;
}

/* ---- the pages ---- */

static str coloured(struct req *q, const struct listing *l, const char *by)
{
	struct parameter *v = NEWN(q->ctx.a, struct parameter, l->list->filters.n + 2);
	size_t n = 0;
	for (size_t i = 0; i + 1 < l->list->filters.n; i++) {
		const struct field *f = &l->list->filters.v[i];
		v[n++] = (struct parameter){.name = f->name, .text = list_asked_text(q->ctx.a, l, f)};
	}
	v[n++] = (struct parameter){.name = colour_field.name, .text = by ? str_of(by) : S("")};
	v[n] = (struct parameter){0};
	return address_with(q->ctx.a, list_path(q->ctx.a, l), query_of(q->ctx.a, v));
}

static void colours(struct req *q, struct registry_map_view *v)
{
	const struct registry *r = v->of.registry;
	const struct form_field *by = coloured_by(r, ((const struct registry_asked *)v->of.list.asked)->colour);
	v->map.of = by ? by->label : "Trạng thái";
	if (r->nstates > 1)
		v->colours[v->ncolours++] = (struct marks_colour){"Trạng thái", coloured(q, &v->of.list, NULL), !by};
	for (size_t i = 0; i < r->filters.n; i++)
		v->colours[v->ncolours++] = (struct marks_colour){
			r->filters.v[i]->label, coloured(q, &v->of.list, r->filters.v[i]->name), by == r->filters.v[i]};
}

static err map_filled(struct req *q, struct registry_asked *asked, struct registry_map_view *v)
{
	const struct list *list;
	struct registry_view *of = &v->of;
	TRY(registry_of(&q->ctx, q->key, &of->registry));
	TRY(map_made(q, &list));
	TRY(list_read(q, list, asked, &of->list));
	TRY(list_fill(q, &of->list));
	of->list.keeps = colour_field.name;
	of->records = (struct registry_lines){of->list.rows.v, of->list.rows.n};
	struct collecting k = {.r = of->registry,
		.beside = &of->list,
		.by = coloured_by(of->registry, asked->colour),
		.marks = NEWN(q->ctx.a, struct registry_mark, MARKS_MOST),
		.m = &v->map};
	TRY(collect(q, &k));
	v->map.marks = k.marks;
	colours(q, v);
	return NULL;
}

err registry_map_run(struct req *q)
{
	struct registry_map_view v = {0};
	struct registry_asked asked = {0};
	TRY(map_filled(q, &asked, &v));
	TRY(marks_framed(q, &v.map));
	v.map.title = str_format(q->ctx.a, "%.*s", STR_ARG(v.of.registry->title));
	v.map.source = list_file_path(q->ctx.a, &v.of.list, ".geojson");
	registry_map_page(&q->page, &v);
	return NULL;
}

err registry_marks_run(struct req *q)
{
	struct registry_map_view v = {0};
	struct registry_asked asked = {0};
	buf b = {.a = q->ctx.a};
	TRY(map_filled(q, &asked, &v));
	buf_lit(&b, "{\"type\":\"FeatureCollection\",\"features\":[");
	for (size_t i = 0; i < v.map.n; i++) {
		buf_str(&b, i ? S(",\n") : S("\n"));
		mark_write(&b, &v.map.marks[i]);
	}
	buf_lit(&b, "\n]}\n");
	return reply_tagged(q, buf_text(&b), "application/geo+json");
}

/* What there may be: the definition says which. */
#define NARROWED(n)                                                                                                              \
	{                                                                                                                        \
		.name = "loc" #n, .label = "Giá trị của trường lọc thứ " #n " mà sổ khai", .type = I_TEXT,                       \
		.at = offsetof(struct registry_asked, narrowed[n - 1]), .max = 60                                                \
	}
static const struct field all_filters[] = {
	{.name = "tim", .label = "Từ cần tìm", .type = I_TEXT, .at = offsetof(struct registry_asked, words), .max = 100},
	{.name = "ngay", .label = "Vào ngày; để trống là hôm nay", .type = I_DATE, .at = offsetof(struct registry_asked, day)},
	{.name = "trang-thai",
		.label = "Trạng thái mà sổ khai",
		.type = I_TEXT,
		.at = offsetof(struct registry_asked, state),
		.max = 60},
	NARROWED(1), NARROWED(2), NARROWED(3), NARROWED(4), NARROWED(5), NARROWED(6), NARROWED(7), NARROWED(8),
	{.name = "mau",
		.label = "Tô màu theo trường lọc nào; để trống là theo trạng thái",
		.type = I_TEXT,
		.at = offsetof(struct registry_asked, colour),
		.max = 40}};
static const struct column all_columns[] = {{.name = "name", .title = "Tên", .at = offsetof(struct registry_line, name)}};
const struct list registry_map_list = {
	.title = "Bản đồ",
	.path = "/du-lieu/{registry}/ban-do",
	.file = "ban-do",
	.button = "Xem",
	.columns = LIST(all_columns),
	.filters = LIST(all_filters),
	.asked = sizeof(struct registry_asked),
	.row = sizeof(struct registry_line),
	.made = map_made,
};
