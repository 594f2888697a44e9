/* text: the whole of a definition, as JSON. */
#include "core/editor/inside.h"
#include "core/editor/editor.html.h"
#include "web/reply.h"

struct json_form {
	str definition, seen;
};
static const struct field json_fields[] = {
	LONG_TEXT(struct json_form, definition, "Định nghĩa", 1, FORM_DEFINITION_MAX),
	TEXT(struct json_form, seen, "Bản đang sửa", 0, 16),
};
const struct input editor_json_input = INPUT("definition", json_fields);

err editor_json_form(struct req *q, const struct editor *of)
{
	struct editing e;
	TRY(editor_open(q, of, &e));
	editor_json_page(&q->page, &e);
	return NULL;
}

err editor_json_save(struct req *q, const struct editor *of)
{
	struct editing e;
	struct json_form in = {0};
	TRY(editor_open(q, of, &e));
	TRY(read_input(q, &in));
	if (!str_eq(in.seen, e.seen))
		return FAIL(&q->ctx, CONFLICT, "Bản thảo vừa được sửa ở nơi khác. Hãy tải lại trang rồi sửa tiếp.");
	err bad = of->save(q, &e, str_format(q->ctx.a, "%.*s\n", STR_ARG(in.definition)));
	if (bad && bad->kind == INVALID)
		return FAIL_FIELD(&q->ctx, "definition", "%.*s", STR_ARG(bad->text));
	TRY(bad);
	flash(q, "Đã lưu bản thảo.");
	return see_other(q, "%.*s", STR_ARG(e.path));
}
