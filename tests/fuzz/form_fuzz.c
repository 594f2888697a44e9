/* Fuzz target: forms. The first line is a definition, the rest answers as JSON. A definition that is accepted can be drawn
 * and written again, whatever stands in the store; answers that are accepted come out canonical: read once more they are the same. */
#include "core/forms/inside.h"
#include "core/forms/fields.html.h"
#include "web/hooks.h"
#include "web/module.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

/* What definitions may refer to. */
static err find(struct req *q, const struct reference *to, str typed, struct references *out)
{
	(void)q;
	(void)to;
	reference_add(out, (struct referred){.id = 1, .title = typed, .detail = typed});
	return NULL;
}
static err read_one(struct req *q, const struct reference *to, int64_t id, struct referred *out)
{
	(void)to;
	*out = (struct referred){.id = id, .title = S("Thôn 1"), .detail = S("")};
	return id == 1 ? NULL : FAIL(&q->ctx, NOT_FOUND, "thing");
}
static const struct reference references[] = {{.kind = "hamlet", .title = "Thôn", .find = find, .read = read_one}};
static const struct module things = {.name = "things", .title = "Đối tượng", .references = LIST(references)};
static const struct module *const modules_known[] = {&things, NULL};

static str nothing_typed(const struct page *p, const char *name) { return (void)p, (void)name, (str){0}; }
static bool nothing_chosen(const struct page *p, const char *name, str value) { return (void)p, (void)name, (void)value, false; }

static void draw(struct ctx *c, const struct form *f, str answers)
{
	buf out = {.a = c->a};
	struct page p = {.out = &out, .a = c->a, .now = c->now, .typed = nothing_typed, .typed_has = nothing_chosen};
	form_inputs(&p, f, NULL, answers);
	form_show(&p, f, answers);
	require(utf8_valid(buf_text(&out)));
	require(utf8_valid(form_summary(c, f, answers)));
}

static void answer(struct ctx *c, const struct form *f, str sent)
{
	struct form_source from = {0};
	const struct problem *wrong, *again;
	struct form_answers *first, *second;
	if (json_read(c, sent, &from.object) || from.object->type != N_OBJECT)
		return;
	draw(c, f, sent);
	require(!form_answers_read(c, f, &from, &first, &wrong));
	str kept = form_answers_json(c->a, first);
	require(utf8_valid(kept));
	draw(c, f, kept);
	if (wrong)
		return;
	from.as_kept = true;
	require(!json_read(c, kept, &from.object));
	require(!form_answers_read(c, f, &from, &second, &again) && !again);
	require(str_eq(kept, form_answers_json(c->a, second)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct choice provinces[] = {{"37", "Tỉnh Ninh Bình"}, {NULL, NULL}};
	arena a = {0};
	struct ctx c = {.a = &a, .now = INT64_C(1795399200000000)};
	str text = str_copy(&a, (str){(const char *)data, size}), definition, answers;
	struct form *f;
	log_level = LOG_ERROR;
	if (*modules_all() != &things)
		modules_set(modules_known);
	str_cut(text, '\n', &definition, &answers);
	if (!form_parse(&c, &a, definition, &f)) {
		f->provinces = provinces;
		draw(&c, f, S(""));
		answer(&c, f, answers);
	}
	arena_free(&a);
	return 0;
}
