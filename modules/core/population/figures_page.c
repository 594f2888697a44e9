/* The page of figures: one declared list of all that is counted, so that table, file and programs say the same. */
#include "pages.h"
#include "web/request.h"
#include "web/services/audit.h"

enum { LINES_MOST = 4000 };
struct lines {
	struct req *q;
	const struct population_filter *asked;
	struct population_view *v;
	bool may_see; /* the people behind a figure */
};

/* ---- where a figure leads ---- */

static str people(const struct lines *l, const char *name, str value, int64_t place)
{
	const struct population_filter *f = l->asked;
	arena *a = l->q->ctx.a;
	if (!l->may_see)
		return S("");
	str path = ADDRESS(
		a, "/nhan-khau", {"ngay", f->day}, {"thon", .number = place ? place : f->place}, {"cu-tru", f->residence});
	return name ? address_with(a, path, QUERY(a, {name, value})) : path;
}

static str households(const struct lines *l, const char *name, str value)
{
	arena *a = l->q->ctx.a;
	return l->may_see ? address_with(a, ADDRESS(a, "/ho-dan", {"ngay", l->asked->day}, {"thon", .number = l->asked->place}),
				    QUERY(a, {name, value}))
			  : S("");
}

/* ---- lines ---- */

static struct population_line *line(struct lines *l, const char *group, const char *group_title, str title, str path)
{
	struct population_view *v = l->v;
	struct population_line *n = &v->v[v->n++];
	*n = (struct population_line){.id = (int64_t)v->n,
		.group = str_of(group),
		.group_title = str_of(group_title),
		.title = title,
		.poor_rate = S(""),
		.activated_rate = S(""),
		.path = path};
	return n;
}

static void place_line(struct lines *l, const char *group, const char *group_title, const struct population_place *p)
{
	struct population_line *n = line(l, group, group_title, p->title, people(l, NULL, S(""), p->place));
	n->persons = p->persons;
	n->female = p->female;
	n->male = p->male;
	n->unknown = p->persons - p->male - p->female;
	n->temporary = p->temporary;
	n->absent = p->absent;
	n->households = p->households;
	n->poor = p->poor;
	n->near_poor = p->near_poor;
	n->poor_rate = show_share(l->q->ctx.a, p->poor, p->households);
	n->cards = p->cards;
	n->eligible = p->eligible;
	n->level_2 = p->level_2;
	n->activated = p->activated;
	n->activated_rate = show_share(l->q->ctx.a, p->activated, p->level_2);
}

static void cell_line(struct lines *l, const char *group, const char *group_title, const struct choice *what,
	const struct population_cell *cell, const char *asks)
{
	struct population_line *n = line(l, group, group_title, str_of(what->label), people(l, asks, str_of(what->value), 0));
	n->male = cell->male;
	n->female = cell->female;
	n->unknown = cell->unknown;
	n->persons = cell->male + cell->female + cell->unknown;
}

static void kind_lines(struct lines *l)
{
	const struct population *c = &l->v->counted;
	for (size_t i = 0; household_kinds[i].value; i++) {
		struct population_line *n = line(l, "kind", "Loại hộ", str_of(household_kinds[i].label),
			households(l, "loai", str_of(household_kinds[i].value)));
		n->households = c->kinds[i];
		n->persons = c->kind_persons[i];
	}
}

static void all_lines(struct lines *l)
{
	static const struct choice unknown = {"unknown", "Chưa ghi dân tộc"};
	const struct population *c = &l->v->counted;
	const struct choice *groups = resident_ethnicities();
	place_line(l, "total", "Toàn xã", &c->total);
	for (size_t i = 0; i < c->places.n; i++)
		place_line(l, "hamlet", "Thôn, tổ dân phố", &c->places.v[i]);
	for (size_t i = 0; population_age_groups[i].value; i++)
		cell_line(l, "age", "Nhóm tuổi", &population_age_groups[i], &c->ages[i], "tuoi");
	for (size_t i = 0; i <= ETHNICITIES; i++) {
		const struct population_cell *cell = &c->ethnicities[i];
		if (cell->male + cell->female + cell->unknown)
			cell_line(l, "ethnicity", "Dân tộc", i < ETHNICITIES ? &groups[i] : &unknown, cell, "dan-toc");
	}
	kind_lines(l);
}

/* ---- the list ---- */

static err population_settle(struct req *q, struct listing *l)
{
	struct population_filter *f = l->asked;
	const struct choice *hamlets;
	struct list_choices *choices = NEWN(q->ctx.a, struct list_choices, 2);
	if (!f->day.n)
		f->day = day_iso(q->ctx.a, day_of(q->ctx.now));
	TRY(population_hamlet_choices(q, f->day, true, &hamlets));
	choices[0] = (struct list_choices){"thon", hamlets};
	l->choices = choices;
	l->on_day = f->day;
	return NULL;
}

static err counted(struct req *q, const struct population_filter *f, struct population_view *v)
{
	struct lines l = {.q = q, .asked = f, .v = v, .may_see = may(q, "population.read")};
	TRY(population_count(&q->ctx, q->ctx.unit,
		&(struct population_asked){.day = f->day, .place = f->place, .residence = f->residence}, &v->counted));
	v->v = NEWN(q->ctx.a, struct population_line, v->counted.places.n + ETHNICITIES + AGE_GROUPS + 20);
	v->n = 0;
	all_lines(&l);
	return NULL;
}

static err population_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct population_view one = {0}, *v = l->view ? (struct population_view *)(uintptr_t)l->view : &one;
	TRY(counted(q, l->asked, v));
	*out = list_whole(q, l, v->v, v->n, most);
	return NULL;
}

static const struct field filters[] = {
	{.name = "ngay", .label = "Vào ngày", .type = I_DATE, .at = offsetof(struct population_filter, day)},
	{.name = "thon",
		.label = "Thôn, tổ dân phố",
		.type = I_INT,
		.at = offsetof(struct population_filter, place),
		.max = INT64_MAX},
	{.name = "cu-tru",
		.label = "Cư trú",
		.type = I_CHOICE,
		.at = offsetof(struct population_filter, residence),
		.choices = household_residences},
};
#define NUMBER(name_, title_, member)                                                                                            \
	{                                                                                                                        \
		.name = name_, .title = title_, .as = COLUMN_NUMBER, .at = offsetof(struct population_line, member)              \
	}
static const struct column columns[] = {
	{.name = "title", .title = "Mục", .at = offsetof(struct population_line, title)},
	{.name = "group", .title = "Theo", .at = offsetof(struct population_line, group_title)},
	NUMBER("persons", "Số người", persons),
	NUMBER("male", "Nam", male),
	NUMBER("female", "Nữ", female),
	NUMBER("unknown", "Chưa rõ giới tính", unknown),
	NUMBER("temporary", "Trong đó tạm trú", temporary),
	NUMBER("absent", "Đang tạm vắng", absent),
	NUMBER("households", "Số hộ", households),
	NUMBER("poor", "Hộ nghèo", poor),
	NUMBER("near-poor", "Hộ cận nghèo", near_poor),
	{.name = "poor-rate", .title = "Tỷ lệ hộ nghèo", .at = offsetof(struct population_line, poor_rate), .numeric = true},
	NUMBER("cards", "Đã cấp thẻ căn cước", cards),
	NUMBER("eligible", "Đủ 14 tuổi", eligible),
	NUMBER("level-2", "Tài khoản mức độ 02", level_2),
	NUMBER("activated", "Đã kích hoạt", activated),
	{.name = "activated-rate",
		.title = "Tỷ lệ kích hoạt",
		.at = offsetof(struct population_line, activated_rate),
		.numeric = true},
};
const struct list population_list = {.title = "Số liệu dân số",
	.path = "/dan-so",
	.file = "dan-so",
	.page = LINES_MOST,
	.columns = LIST(columns),
	.filters = LIST(filters),
	.asked = sizeof(struct population_filter),
	.row = sizeof(struct population_line),
	.settle = population_settle,
	.rows = population_rows,
	.key = list_place,
	.compare = true,
	.none = {"Chưa có hộ nào", "Số liệu đếm từ các hộ và nhân khẩu."},
	.above = {"Hộ dân", "/ho-dan"}};

err population_run(struct req *q)
{
	struct population_view *v = NEW(q->ctx.a, struct population_view);
	struct population_filter asked = {0};
	TRY(list_read(q, &population_list, &asked, &v->list));
	v->list.view = v;
	TRY(list_fill(q, &v->list));
	if (!q->json) {
		struct population_below_rows below;
		TRY(population_below(&q->ctx, q->ctx.unit, v->list.on_day, 1, &below));
		v->is_above = below.n > 0;
		population_page(&q->page, v);
		return NULL;
	}
	return reply_json(q, &v->list);
}

static const struct member line_members[] = {
	MEMBER(struct population_line, group, M_TEXT),
	MEMBER(struct population_line, title, M_TEXT),
	MEMBER(struct population_line, persons, M_INT),
	MEMBER(struct population_line, male, M_INT),
	MEMBER(struct population_line, female, M_INT),
	MEMBER(struct population_line, unknown, M_INT),
	MEMBER(struct population_line, temporary, M_INT),
	MEMBER(struct population_line, absent, M_INT),
	MEMBER(struct population_line, households, M_INT),
	MEMBER(struct population_line, poor, M_INT),
	MEMBER(struct population_line, near_poor, M_INT),
	MEMBER(struct population_line, cards, M_INT),
	MEMBER(struct population_line, eligible, M_INT),
	MEMBER(struct population_line, level_2, M_INT),
	MEMBER(struct population_line, activated, M_INT),
};
static const struct shape population_line_shape = SHAPE("population_line", struct population_line, line_members);
const struct shape population_shape = LIST_SHAPE("population", figures, population_line, LIST_ON_DAY);
