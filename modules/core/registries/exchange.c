/* exchange: a definition as a file that others take: so-gieng-nuoc-v2.json. What is the same as here is recognised, what is another version of a
 * registry of one's own becomes its draft, what bears a code that is taken needs another one. */
#include "core/registries/definitions.h"
#include "core/registries/definitions.html.h"
#include "web/reply.h"
#include "web/request.h"
#include <unistd.h>

#define HERE_ALL "/quan-tri/so-du-lieu"

err registry_file_run(struct req *q)
{
	struct registry_version_get v;
	TRY(registry_version_seen(&q->ctx, q->id, &v));
	return reply_bytes(q, v.definition, str_format(q->ctx.a, "so-%.*s-v%lld.json", STR_ARG(v.code), (long long)v.number),
		"application/json", true);
}

struct import_asked {
	struct upload file;
	str definition, code;
};
static const struct field import_fields[] = {
	FILE_FIELD(struct import_asked, file, "Tệp định nghĩa", OPTIONAL),
	LONG_TEXT(struct import_asked, definition, "Nội dung của tệp", 0, FORM_DEFINITION_MAX),
	TEXT(struct import_asked, code, "Mã mới", 0, 40),
};
const struct input registry_import_input = INPUT("registry_import", import_fields);

err registry_import_form(struct req *q)
{
	struct registry_import_view v = {page_problem(&q->page, "code") != NULL};
	registry_import_page(&q->page, &v);
	return NULL;
}

static err file_read(struct ctx *c, const struct upload *u, str *out)
{
	if (u->size > FORM_DEFINITION_MAX)
		return FAIL_FIELD(
			c, "file", "Tệp lớn quá %d KB nên không phải là định nghĩa của một sổ", FORM_DEFINITION_MAX / 1024);
	char *s = NEWN(c->a, char, u->size + 1);
	size_t n = 0;
	while (n < (size_t)u->size) {
		ssize_t got = pread(u->fd, s + n, (size_t)u->size - n, (off_t)n);
		if (got <= 0)
			return FAIL(c, BROKEN, "the uploaded definition cannot be read");
		n += (size_t)got;
	}
	*out = (str){s, n};
	return utf8_valid(*out) ? NULL : FAIL_FIELD(c, "file", "Tệp không phải là văn bản UTF-8");
}

static err definition_read(struct ctx *c, const struct import_asked *in, str *text, struct registry **r)
{
	const char *where = in->file.size ? "file" : "definition";
	const struct node *node;
	buf b = {.a = c->a};
	*text = in->definition;
	if (in->file.size)
		TRY(file_read(c, &in->file, text));
	if (!text->n)
		return FAIL_FIELD(c, "file", "Chọn tệp định nghĩa, hoặc dán nội dung của nó");
	err e = registry_parse(c, c->a, *text, r);
	if (e && e->kind == INVALID)
		return FAIL_FIELD(c, where, "%.*s", STR_ARG(e->text));
	TRY(e);
	TRY(json_read(c, *text, &node));
	tree_write(&b, tree_of(c->a, node)); /* as the editor writes it, so that what is the same looks the same */
	*text = buf_text(&b);
	return NULL;
}

static err same_as(struct ctx *c, str x, str y, bool *out)
{
	const struct node *a, *b;
	TRY(json_read(c, x, &a));
	TRY(json_read(c, y, &b));
	*out = tree_same(c->a, tree_of(c->a, a), tree_of(c->a, b));
	return NULL;
}

static err added(struct req *q, str code, str definition)
{
	struct registry_new n = {.code = code, .definition = definition};
	TRY(apply(&q->ctx, registry_new_add, &n));
	flash(q, "Đã nhập thành bản thảo. Xem trước rồi công bố.");
	return see_other(q, HERE_ALL "/ban/%lld", (long long)n.version);
}

/* Another version of what is here: its draft. */
static err versioned(struct req *q, int64_t registry, str definition)
{
	struct registry_version_newest newest;
	struct registry_draft d = {.registry = registry, .definition = definition};
	bool found, same = false;
	TRY(registry_version_newest(&q->ctx, registry, &newest, &found));
	if (found)
		TRY(same_as(&q->ctx, newest.definition, definition, &same));
	if (same) {
		flash(q, "Sổ này đã có ở đây, giống hệt phiên bản %lld. Không có gì thay đổi.", (long long)newest.number);
		return see_other(q, HERE_ALL "/ban/%lld", (long long)newest.id);
	}
	TRY(apply(&q->ctx, registry_draft_add, &d));
	flash(q, "Đã nhập thành bản thảo mới. Dưới đây là những chỗ khác phiên bản trước.");
	return see_other(q, HERE_ALL "/ban/%lld/so-sanh", (long long)d.version);
}

/* Of another owner: there it is, or the code is taken. Nothing is told of what the reader does not see. */
static err taken(struct req *q, int64_t registry, str code, str definition)
{
	struct registry_version_open open;
	struct registry_version_get v;
	bool found, same = false;
	TRY(registry_version_open(&q->ctx, registry, &open, &found));
	err unseen = found ? registry_version_seen(&q->ctx, open.id, &v) : FAIL(&q->ctx, NOT_FOUND, "registry");
	if (unseen && unseen->kind != NOT_FOUND)
		return unseen;
	if (!unseen)
		TRY(same_as(&q->ctx, v.definition, definition, &same));
	if (!same)
		return FAIL_FIELD(&q->ctx, "code",
			"Mã “%.*s” trong tệp đã dùng cho một sổ khác. Ghi mã mới cho sổ được nhập, rồi chọn lại tệp",
			STR_ARG(code));
	flash(q, "Sổ này đã có sẵn ở đây, giống hệt phiên bản đang dùng. Không cần nhập.");
	return see_other(q, HERE_ALL "/%lld", (long long)registry);
}

err registry_import_run(struct req *q)
{
	struct import_asked in = {0};
	struct registry_by_code known;
	struct registry_kept is;
	struct registry *r;
	str text;
	bool found;
	TRY(read_input(q, &in));
	TRY(definition_read(&q->ctx, &in, &text, &r));
	if (in.code.n)
		return added(q, in.code, text);
	TRY(registry_by_code(&q->ctx, r->code, &known, &found));
	if (!found)
		return added(q, r->code, text);
	TRY(registry_kept(&q->ctx, known.id, &is));
	return is.unit_id == q->ctx.unit ? versioned(q, is.id, text) : taken(q, is.id, r->code, text);
}
