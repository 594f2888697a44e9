/* giving: the rows of a set as a declared list, for its files and the preview. Values are those that programs read: dates as ISO writes them,
 * numbers with a dot, true and false; what was chosen from a list by its words. A cell of a field that was not there, or of another kind, is empty. */
#include "core/open_data/inside.h"
#include "web/input.h"
#include "web/request.h"

static bool is_plain(const struct form_field *f)
{
	enum form_type t = f->type == FORM_COMPUTED ? f->shown_as : f->type;
	return form_type_is_number(t) || t == FORM_YES_NO || t == FORM_GEOMETRY;
}

/* In JSON a text is quoted here, so that what nobody said is null and no empty text. */
static str finished(arena *a, const struct open_giving *g, bool plain, str cell)
{
	buf b = {.a = a};
	if (g->as == LIST_AS_CSV || plain || !cell.n)
		return cell;
	json_str(&b, cell);
	return buf_text(&b);
}

static str number_cell(struct ctx *c, const struct form_answer *v)
{
	buf b = {.a = c->a};
	form_number_json(&b, v->number);
	return buf_text(&b);
}

static str geometry_cell(struct ctx *c, const struct open_giving *g, const struct form_answer *v)
{
	struct geometry at;
	if (!geometry_stored(c, v->text, &at))
		return S("");
	return g->as == LIST_AS_CSV ? geometry_typed(c->a, &at) : v->text;
}

static str cell_of(struct ctx *c, const struct open_giving *g, const struct form_field *f, const struct form_kept *said)
{
	const struct form_field *there = registry_field_there(said->form, f);
	if (!there || there->type != f->type)
		return S("");
	struct form_answer answer = form_kept_answer(c->a, said, there), *v = &answer;
	if (!v->filled || v->wrong)
		return S("");
	enum form_type t = f->type == FORM_COMPUTED ? f->shown_as : f->type;
	if (form_type_is_number(t))
		return f->type == FORM_COMPUTED && there->shown_as != f->shown_as ? S("") : number_cell(c, v);
	if (t == FORM_YES_NO)
		return v->number ? S("true") : S("false");
	if (t == FORM_DATE || t == FORM_MONTH)
		return v->text;
	return t == FORM_GEOMETRY ? geometry_cell(c, g, v) : form_answer_shown(c, there, v);
}

struct taking {
	const struct open_giving *g;
	struct open_row *rows;
	size_t n;
};

static str place_of(struct ctx *c, const struct open_giving *g, const struct form_kept *said)
{
	struct open_giving as_json = {.as = LIST_AS_GEOJSON};
	return g->place ? cell_of(c, &as_json, g->place, said) : S("");
}

static void take(struct ctx *c, void *arg, const struct registry_rows *row, const struct form_kept *said)
{
	struct taking *to = arg;
	const struct open_giving *g = to->g;
	struct open_row *out = &to->rows[to->n++];
	*out = (struct open_row){.version = row->id, .key = row->value, .place = place_of(c, g, said)};
	for (size_t i = 0; i < g->fields.n; i++)
		out->cells[i] = finished(c->a, g, is_plain(g->fields.v[i]), cell_of(c, g, g->fields.v[i], said));
	out->cells[g->fields.n] = finished(c->a, g, false, str_of(registry_state_title(g->registry, row->state)));
}

static err rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct open_giving *g = (struct open_giving *)(uintptr_t)l->view;
	struct taking to = {.g = g, .rows = NEWN(q->ctx.a, struct open_row, (size_t)most + 1)};
	struct registry_reading k = {.registry = g->registry,
		.asked = &g->asked,
		.fields = g->names,
		.given = true,
		.begun = l->begun,
		.value = l->from.text,
		.version = l->from.at};
	TRY(registry_records_read(&q->ctx, &k, most, take, &to));
	g->written += (int64_t)to.n;
	*out = (struct list_rows){
		.v = to.rows, .n = to.n, .cut = !k.whole && to.n < (size_t)most, .cut_after = {.at = k.version, .text = k.value}};
	return NULL;
}

static struct list_key key(const struct listing *l, const void *row)
{
	const struct open_row *r = row;
	(void)l;
	return (struct list_key){.at = r->version, .text = r->key};
}

static str place(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return ((const struct open_row *)row)->place;
}

const struct list *open_list_of(arena *a, const struct open_giving *g)
{
	struct list *list = NEW(a, struct list);
	struct column *v = NEWN(a, struct column, OPEN_FIELDS_MAX + 1);
	size_t n = 0;
	for (size_t i = 0; i < g->fields.n; i++)
		if (g->as != LIST_AS_GEOJSON || g->fields.v[i] != g->place)
			v[n++] = (struct column){.name = g->fields.v[i]->name,
				.title = g->fields.v[i]->label,
				.as = g->as != LIST_AS_CSV || is_plain(g->fields.v[i]) ? COLUMN_PLAIN : COLUMN_TEXT,
				.at = offsetof(struct open_row, cells) + i * sizeof(str)};
	if (g->has_state)
		v[n++] = (struct column){.name = "record_state",
			.title = "Trạng thái",
			.as = g->as != LIST_AS_CSV ? COLUMN_PLAIN : COLUMN_TEXT,
			.at = offsetof(struct open_row, cells) + g->fields.n * sizeof(str)};
	*list = (struct list){.title = "Dữ liệu mở",
		.path = OPEN_PUBLIC_PATH,
		.file = "du-lieu",
		.row = sizeof(struct open_row),
		.rows = rows,
		.key = key,
		.place = place};
	list->columns.v = v;
	list->columns.n = n;
	return list;
}
