/* rows: the list of a registry's records, made for each request from its definition: columns, filters and orders are the definition's. */
#include "core/registries/pages.h"
#include "web/input.h"
#include "web/request.h"

enum { BATCH = 100 };

/* ---- one line ---- */

static str said_there(struct ctx *c, const struct form_kept *said, const struct form_field *f)
{
	const struct form_field *there = registry_field_there(said->form, f);
	struct form_answer v = there ? form_kept_answer(c->a, said, there) : (struct form_answer){0};
	return there ? form_answer_shown(c, there, &v) : S("");
}

str registry_masked(arena *a, const struct form_field *f, str s)
{
	if (!s.n)
		return s;
	return f->type == FORM_PHONE ? mask_phone(a, s) : f->type == FORM_PERSONAL_NUMBER ? mask_number(a, s) : S("*****");
}

static str place_of(arena *a, const struct registry *r, const struct form_kept *said)
{
	const struct form_field *f = registry_place(r), *there = f ? registry_field_there(said->form, f) : NULL;
	struct form_answer v = there && there->type == FORM_GEOMETRY ? form_kept_answer(a, said, there) : (struct form_answer){0};
	return v.filled && !v.wrong ? v.text : S("");
}

static str hue_of(struct ctx *c, const struct registry *r, const struct registry_asked *asked, const struct registry_rows *row,
	const struct form_kept *said)
{
	for (size_t i = 0; i < r->filters.n; i++)
		if (str_is(asked->colour, r->filters.v[i]->name))
			return said_there(c, said, r->filters.v[i]);
	return str_of(registry_state_title(r, row->state));
}

static void line_of(struct ctx *c, const struct registry *r, const struct registry_asked *asked, const struct registry_rows *row,
	const struct form_kept *said, struct registry_line *out)
{
	*out = (struct registry_line){.id = row->record_id,
		.version = row->id,
		.key = row->value,
		.name = row->name,
		.state = str_of(registry_state_title(r, row->state)),
		.since = row->valid_from,
		.answers = r->personal.n ? S("") : row->answers,
		.place = place_of(c->a, r, said),
		.hue = hue_of(c, r, asked, row, said)};
	for (size_t i = 0; i < r->columns.n; i++) {
		str text = said_there(c, said, r->columns.v[i]);
		out->cells[i] =
			registry_among(&r->personal, r->columns.v[i]) ? registry_masked(c->a, r->columns.v[i], text) : text;
	}
}

/* ---- in the order of the list, or by words ---- */

static const struct form_field *sorted_by(const struct registry *r, const struct listing *l)
{
	for (size_t i = 0; i < r->sorts.n; i++)
		if (str_is(l->sort, r->sorts.v[i]->name))
			return r->sorts.v[i];
	return r->name;
}

struct lining {
	const struct registry *r;
	const struct registry_asked *asked;
	struct registry_line *lines;
	size_t n;
};

static void take_line(struct ctx *c, void *arg, const struct registry_rows *row, const struct form_kept *said)
{
	struct lining *to = arg;
	line_of(c, to->r, to->asked, row, said, &to->lines[to->n++]);
}

static err sorted_rows(struct req *q, const struct registry *r, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct ctx *c = &q->ctx;
	struct lining to = {.r = r, .asked = l->asked, .lines = NEWN(c->a, struct registry_line, (size_t)most + 1)};
	struct registry_reading k = {.registry = r,
		.asked = l->asked,
		.by = sorted_by(r, l),
		.fields = registry_listed_names(c->a, r),
		.begun = l->begun,
		.from_end = l->from_end,
		.value = l->from.text,
		.version = l->from.at,
		.record = l->from.id};
	TRY(registry_records_read(c, &k, most, take_line, &to));
	*out = (struct list_rows){.v = to.lines,
		.n = to.n,
		.cut = !k.whole && to.n < (size_t)most,
		.cut_after = {.at = k.version, .id = k.record, .text = k.value}};
	return NULL;
}

static err found_rows(struct req *q, const struct registry *r, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct ctx *c = &q->ctx;
	const struct registry_asked *asked = l->asked;
	struct registry_line *lines = NEWN(c->a, struct registry_line, (size_t)most + 1);
	struct texts listed = registry_listed_names(c->a, r);
	struct registry_finding k = {.after = l->begun ? l->from.id : INT64_MAX, .begins = l->begun && l->from.at};
	struct list_key after = {.at = k.begins, .id = k.after};
	size_t n = 0;
	for (size_t looked = 0; !k.whole && n < (size_t)most && looked < REGISTRY_LOOKED_MOST; looked += BATCH) {
		struct registry_rows_rows rows;
		bool begins = k.begins;
		TRY(registry_found_some(c, r, asked->words, asked->day, &k, &rows));
		for (size_t i = 0; i < rows.n && n < (size_t)most; i++) {
			struct form_kept said;
			TRY(registry_kept_listed(c, r, rows.v[i].definition_id, rows.v[i].answers, listed, &said));
			after = (struct list_key){.at = begins, .id = rows.v[i].record_id};
			bool fits;
			TRY(registry_narrowed_by(c, r, asked, &rows.v[i], &said, &fits));
			if (!fits)
				continue;
			line_of(c, r, asked, &rows.v[i], &said, &lines[n]);
			lines[n++].begins = begins;
		}
		if (n < (size_t)most)
			after = (struct list_key){.at = k.begins, .id = k.after};
	}
	*out = (struct list_rows){.v = lines, .n = n, .cut = !k.whole && n < (size_t)most, .cut_after = after};
	return NULL;
}

static err rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	const struct registry *r;
	const struct registry_asked *asked = l->asked;
	TRY(registry_of(&q->ctx, q->key, &r));
	*out = (struct list_rows){0};
	return asked->words.n ? found_rows(q, r, l, most, out) : sorted_rows(q, r, l, most, out);
}

static struct list_key key(const struct listing *l, const void *row)
{
	const struct registry_line *line = row;
	const struct registry_asked *asked = l->asked;
	return asked->words.n ? (struct list_key){.at = line->begins, .id = line->id}
			      : (struct list_key){.at = line->version, .id = line->id, .text = line->key};
}

static str row_place(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return ((const struct registry_line *)row)->place;
}

static err settle(struct req *q, struct listing *l)
{
	struct registry_asked *asked = l->asked;
	if (!asked->day.n)
		asked->day = day_iso(q->ctx.a, day_of(q->ctx.now));
	return NULL;
}

/* ---- the list as the definition makes it ---- */

static const struct choice yes_no[] = {{"1", "Có"}, {"0", "Không"}, {NULL, NULL}};
#define ASKED(member) .at = offsetof(struct registry_asked, member)
static const struct field common[] = {
	{.name = "tim", .label = "Từ cần tìm", .type = I_TEXT, ASKED(words), .max = 100},
	{.name = "ngay", .label = "Vào ngày", .type = I_DATE, ASKED(day)},
	{.name = "trang-thai", .label = "Trạng thái", .type = I_CHOICE, ASKED(state)},
	{.name = "so-lieu", .label = "Được đếm trong số liệu", .type = I_CHOICE, ASKED(figure)},
};
#define NARROWED(n)                                                                                                              \
	{                                                                                                                        \
		.name = "loc" #n, .label = "Giá trị của trường lọc thứ " #n " mà sổ khai", .type = I_TEXT,                       \
		.at = offsetof(struct registry_asked, narrowed[n - 1]), .max = 60                                                \
	}
static const struct field all_filters[] = {{.name = "tim", .label = "Từ cần tìm", .type = I_TEXT, ASKED(words), .max = 100},
	{.name = "ngay", .label = "Vào ngày; để trống là hôm nay", .type = I_DATE, ASKED(day)},
	{.name = "trang-thai", .label = "Trạng thái mà sổ khai", .type = I_TEXT, ASKED(state), .max = 60},
	{.name = "so-lieu", .label = "Được đếm trong số liệu mà sổ khai", .type = I_TEXT, ASKED(figure), .max = 40}, NARROWED(1),
	NARROWED(2), NARROWED(3), NARROWED(4), NARROWED(5), NARROWED(6), NARROWED(7), NARROWED(8)};

const struct choice *registry_state_choices(arena *a, const struct registry *r)
{
	struct choice *v = NEWN(a, struct choice, r->nstates + 1);
	for (size_t i = 0; i < r->nstates; i++)
		v[i] = (struct choice){r->states[i].name, r->states[i].title};
	return v;
}

/* Shares and averages lead to the figures that they are made of. */
static const struct choice *figure_choices(arena *a, const struct registry *r)
{
	struct choice *v = NEWN(a, struct choice, r->nfigures + 1);
	size_t n = 0;
	for (size_t i = 0; i < r->nfigures; i++)
		if (r->figures[i].as != FIGURE_SHARE)
			v[n++] = (struct choice){r->figures[i].name, r->figures[i].title};
	return v;
}

/* False: there is nothing to choose from. */
static bool filter_made(arena *a, const struct registry *r, struct field *f)
{
	if (f->at == offsetof(struct registry_asked, state)) {
		f->choices = registry_state_choices(a, r);
		return r->nstates > 1;
	}
	if (f->at == offsetof(struct registry_asked, figure)) {
		f->choices = figure_choices(a, r);
		return f->choices->value != NULL;
	}
	return true;
}

static void make_filters(arena *a, const struct registry *r, struct list *list)
{
	struct field *v = NEWN(a, struct field, COUNT(common) + r->filters.n);
	size_t n = 0;
	for (size_t i = 0; i < COUNT(common); i++) {
		v[n] = common[i];
		n += filter_made(a, r, &v[n]);
	}
	for (size_t i = 0; i < r->filters.n; i++)
		v[n++] = (struct field){.name = all_filters[COUNT(common) + i].name,
			.label = r->filters.v[i]->label,
			.type = I_CHOICE,
			.at = all_filters[COUNT(common) + i].at,
			.choices = r->filters.v[i]->type == FORM_YES_NO ? yes_no : r->filters.v[i]->choices};
	list->filters.v = v;
	list->filters.n = n;
}

/* A filter's place among them is another one when the next definition has others: it is kept by its field. */
static const char *const *lasting_names(arena *a, const struct registry *r, const struct list *list)
{
	const char **v = NEWN(a, const char *, list->filters.n + 1);
	size_t own = list->filters.n - r->filters.n;
	for (size_t i = 0; i < list->filters.n; i++)
		v[i] = i < own ? list->filters.v[i].name : str_format(a, "loc.%s", r->filters.v[i - own]->name).s;
	return v;
}

static const char *sort_of(const struct registry *r, const struct form_field *f)
{
	for (size_t i = 0; i < r->sorts.n; i++)
		if (r->sorts.v[i] == f)
			return f->name;
	return f == r->name ? f->name : NULL;
}

static bool is_number(const struct form_field *f)
{
	enum form_type t = f->type == FORM_COMPUTED ? f->shown_as : f->type;
	return t == FORM_INTEGER || t == FORM_DECIMAL || t == FORM_MONEY;
}

static void make_columns(arena *a, const struct registry *r, const char *leads, struct list *list)
{
	struct column *v = NEWN(a, struct column, r->columns.n + 2);
	size_t n = 0;
	for (size_t i = 0; i < r->columns.n; i++)
		v[n++] = (struct column){.name = r->columns.v[i]->name,
			.title = r->columns.v[i]->label,
			.at = offsetof(struct registry_line, cells) + i * sizeof(str),
			.leads = i ? NULL : leads,
			.numeric = is_number(r->columns.v[i]),
			.sort = sort_of(r, r->columns.v[i])};
	if (r->nstates > 1)
		v[n++] =
			(struct column){.name = "trang-thai", .title = "Trạng thái", .at = offsetof(struct registry_line, state)};
	v[n++] = (struct column){.name = "tu-ngay",
		.title = "Từ ngày",
		.as = COLUMN_DAY,
		.at = offsetof(struct registry_line, since),
		.spare = true};
	list->columns.v = v;
	list->columns.n = n;
}

err registry_list_made(struct req *q, const struct list **out)
{
	const struct registry *r;
	arena *a = q->ctx.a;
	TRY(registry_of(&q->ctx, q->key, &r));
	struct list *list = NEW(a, struct list);
	*list = registry_records_list;
	list->made = NULL;
	list->declared = &registry_records_list;
	list->title = str_c(a, r->title);
	list->file = str_c(a, r->code);
	list->sorts_first = r->name->name;
	list->bulk = registry_bulk_made(q, r);
	list->place = registry_place(r) ? row_place : NULL;
	make_filters(a, r, list);
	list->kept_as = lasting_names(a, r, list);
	make_columns(a, r, str_format(a, "/du-lieu/%.*s/{id}", STR_ARG(r->code)).s, list);
	*out = list;
	return NULL;
}

static const struct column all_columns[] = {{.name = "name", .title = "Tên", .at = offsetof(struct registry_line, name)}};
const struct list registry_records_list = {
	.title = "Sổ dữ liệu",
	.path = "/du-lieu/{registry}/danh-sach",
	.file = "so",
	.button = "Xem",
	.columns = LIST(all_columns),
	.filters = LIST(all_filters),
	.asked = sizeof(struct registry_asked),
	.row = sizeof(struct registry_line),
	.settle = settle,
	.rows = rows,
	.key = key,
	.made = registry_list_made,
};
