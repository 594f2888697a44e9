/* design: the registries of a procedure, for administrators: what it writes and fills in words, with what a sample dossier would write; the
 * definition, and a proposal that pairs fields by their names. */
#include "government/mappings/pages.h"
#include "government/mappings/mappings.html.h"
#include "web/input.h"
#include "web/request.h"
#include "web/json.h"
#include "web/reply.h"

/* ---- in words ---- */

static void line(struct mapping_said *to, const struct mapping_value *v, str shown)
{
	to->lines.v[to->lines.n++] = (struct mapping_line){str_of(v->to->label), v->text, shown};
}

static struct mapping_said of_write(struct ctx *c, const struct mapping_write *w, const struct form_answers *sample)
{
	struct mapping_said s = {.lines.v = NEWN(c->a, struct mapping_line, w->values.n + 1)};
	s.title = str_format(c->a, "%s: sổ %.*s", mapping_acts[w->act].label, STR_ARG(w->registry->title));
	s.remark = str_format(c->a, "%s%s%.*s%s", mapping_times[w->when_returned].label,
		w->result.n ? "; chỉ khi kết quả lập từ mẫu " : "", STR_ARG(w->result),
		w->chosen ? "; mục mà tờ khai đã chọn"
		: w->key  ? "; mục mang mã đã khai"
			  : "");
	for (size_t i = 0; i < w->values.n; i++) {
		struct form_answer v;
		form_formula_take(c, w->values.v[i].is, sample, w->values.v[i].to, &v);
		line(&s, &w->values.v[i], form_answer_shown(c, w->values.v[i].to, &v));
	}
	return s;
}

static struct mapping_said of_fill(struct ctx *c, const struct mapping_fill *f)
{
	struct mapping_said s = {.lines.v = NEWN(c->a, struct mapping_line, f->values.n + 1)};
	s.title = str_format(c->a, "Điền sẵn tờ khai: lấy từ sổ %.*s", STR_ARG(f->registry->title));
	s.remark = S("Chỉ lấy mục đứng tên người khai đã xác nhận danh tính");
	for (size_t i = 0; i < f->values.n; i++)
		line(&s, &f->values.v[i], f->values.v[i].may_change ? S("Sửa được") : S("Không sửa được"));
	return s;
}

/* A definition that does not read is shown with what is wrong with it. */
static err told(struct ctx *c, const struct mapping_against *at, struct mapping_design_view *v)
{
	struct mapping m;
	const struct form_answers *sample;
	err e = mapping_read(c, at, v->definition, &m);
	v->works.v = NEWN(c->a, struct mapping_said, MAPPING_WRITES_MAX + MAPPING_FILLS_MAX);
	if (e && e->kind == INVALID) {
		v->problem = e->text;
		return NULL;
	}
	TRY(e);
	TRY(mapping_source_sample(c, at, &sample));
	for (size_t i = 0; i < m.nwrites; i++)
		v->works.v[v->works.n++] = of_write(c, &m.writes[i], sample);
	for (size_t i = 0; i < m.nfills; i++)
		v->works.v[v->works.n++] = of_fill(c, &m.fills[i]);
	return NULL;
}

/* ---- the page ---- */

/* Those of the program alone: a mapping serves every unit. */
static err registries_offered(struct ctx *c, const struct choice **out)
{
	struct registries all;
	int64_t own = c->unit;
	c->unit = 0;
	err e = registries_of_today(c, &all);
	c->unit = own;
	TRY(e);
	struct choice *v = NEWN(c->a, struct choice, all.n + 1);
	for (size_t i = 0, n = 0; i < all.n; i++)
		if (!all.v[i]->unit)
			v[n++] = (struct choice){str_c(c->a, all.v[i]->code), str_c(c->a, all.v[i]->title)};
	*out = v;
	return NULL;
}

static err proposed(struct req *q, const struct mapping_against *at, struct mapping_design_view *v)
{
	struct ctx *c = &q->ctx;
	const struct registry *r;
	const struct node *o;
	str code = query_text(q, "so"), act = query_text(q, "viec");
	size_t which = 0;
	buf b = {.a = c->a};
	while (mapping_acts[which].value && !str_is(act, mapping_acts[which].value))
		which++;
	if (!code.n || !mapping_acts[which].value || q->page.again)
		return NULL;
	TRY(registry_of(c, code, &r));
	TRY(json_read(c, v->definition, &o));
	struct tree *t = tree_of(c->a, o);
	TRY(mapping_propose(c, at, r, (enum mapping_act)which, t));
	tree_write(&b, t);
	v->definition = buf_text(&b);
	v->is_proposed = true;
	return NULL;
}

err mapping_design_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct mapping_design_view v = {.definition = S("{}\n"), .valid_from = day_iso(c->a, day_of(c->now))};
	struct mapping_version_newest newest;
	struct mapping_against at;
	bool found;
	TRY(mapping_procedure(c, q->id, &v.procedure));
	TRY(mapping_against_of(c, q->id, &at));
	TRY(mapping_version_newest(c, at.procedure, &newest, &found));
	if (found) {
		v.definition = newest.definition;
		v.seen = newest.number;
		v.valid_from = newest.valid_from;
	}
	v.form_title = at.form->title;
	v.base = str_format(c->a, "/quan-tri/thu-tuc/%lld/so-du-lieu", (long long)q->id);
	TRY(registries_offered(c, &v.registries));
	TRY(proposed(q, &at, &v));
	TRY(told(c, &at, &v));
	return reply(q, &v, mapping_design_page);
}

static const struct field design_fields[] = {
	LONG_TEXT(struct mapping_design_input, definition, "Định nghĩa", 2, MAPPING_TEXT_MAX),
	DATE(struct mapping_design_input, valid_from, "Áp dụng từ ngày", NEEDED),
	INT(struct mapping_design_input, seen, "Phiên bản đã xem", 0, INT64_MAX)};
const struct input mapping_design_input = INPUT("mapping", design_fields);

err mapping_design_save(struct req *q)
{
	struct mapping_design_input in = {0};
	TRY(read_input(q, &in));
	struct mapping_saving s = {.procedure = q->id, .seen = in.seen, .definition = in.definition, .valid_from = in.valid_from};
	TRY(apply(&q->ctx, mapping_save, &s));
	flash(q, "Đã lưu. Hồ sơ xong từ ngày ấy ghi theo bản này.");
	return see_other(q, "/quan-tri/thu-tuc/%lld/so-du-lieu", (long long)q->id);
}

static const struct member line_members[] = {MEMBER(struct mapping_line, label, M_TEXT),
	MEMBER(struct mapping_line, formula, M_TEXT), MEMBER(struct mapping_line, shown, M_TEXT)};
static const struct shape mapping_line_shape = SHAPE("mapping_line", struct mapping_line, line_members);
static const struct member said_members[] = {MEMBER(struct mapping_said, title, M_TEXT),
	MEMBER(struct mapping_said, remark, M_TEXT), MANY(struct mapping_said, lines, mapping_line)};
static const struct shape mapping_said_shape = SHAPE("mapping_said", struct mapping_said, said_members);
static const struct member design_members[] = {MEMBER(struct mapping_design_view, seen, M_INT),
	MEMBER(struct mapping_design_view, definition, M_TEXT),
	{.name = "valid_from", .type = M_TEXT, .at = offsetof(struct mapping_design_view, valid_from)},
	MEMBER(struct mapping_design_view, problem, M_TEXT),
	{.name = "works", .type = M_MANY, .at = offsetof(struct mapping_design_view, works), .of = &mapping_said_shape}};
const struct shape mapping_design_view_shape = SHAPE("mapping", struct mapping_design_view, design_members);
