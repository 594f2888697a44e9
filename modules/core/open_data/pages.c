/* pages: what everybody sees: which sets there are, one of them, its files, the catalogue for programs. */
#include "core/open_data/inside.h"
#include "core/access/access.h"
#include "core/open_data/open_data.html.h"
#include "web/input.h"
#include "web/list/register.h"
#include "web/reply.h"
#include "web/request.h"
#include <unistd.h>

/* ---- which there are ---- */

static err rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct open_sets_public_rows found = {0};
	TRY(open_sets_public(&q->ctx, fold(q->ctx.a, *(str *)l->asked), l->begun ? l->from.id : INT64_MAX, most, &found));
	*out = LIST_ROWS(found);
	return NULL;
}

static const struct field filters[] = {{.name = "tim", .label = "Tên hoặc mô tả", .type = I_TEXT, .max = 100}};
#define OF(member) .at = offsetof(struct open_sets_public, member)
static const struct column columns[] = {
	{.name = "title", .title = "Bộ dữ liệu", OF(title), .part = open_title_part},
	{.name = "unit", .title = "Đơn vị", OF(unit_name)},
	{.name = "modified", .title = "Dữ liệu đến ngày", .as = COLUMN_DATE_OPTIONAL, OF(modified_at)},
};
const struct list open_public_list = {.title = "Dữ liệu mở",
	.path = OPEN_PUBLIC_PATH,
	.file = "du-lieu-mo",
	.button = "Tìm",
	.page = 20,
	.columns = LIST(columns),
	.filters = LIST(filters),
	.asked = sizeof(str),
	.row = sizeof(struct open_sets_public),
	.rows = rows};
const struct shape open_public_shape = LIST_SHAPE("open_data", sets, open_sets_public);

err open_sets_run(struct req *q)
{
	struct listing l = {0};
	str words = S("");
	TRY(list_read(q, &open_public_list, &words, &l));
	TRY(list_fill(q, &l));
	return reply(q, &l, open_sets_page);
}

/* ---- one of them ---- */

/* Only what is public, and still may be: a stranger cannot tell what was withdrawn from what never was. */
static err shown(struct req *q, struct open_set_view *v)
{
	struct open_set_get s;
	bool found;
	TRY(open_set_public(&q->ctx, q->key, &s, &found));
	if (found)
		TRY(open_view_of(q, &s, v));
	return found && !v->why.n ? NULL : FAIL(&q->ctx, NOT_FOUND, "open data");
}

err open_set_run(struct req *q)
{
	struct open_set_view v;
	TRY(shown(q, &v));
	return reply(q, &v, open_set_page);
}

/* ---- files ---- */

/* The last part of the route's path: "du-lieu.csv". */
static str format_asked(const struct req *q) { return str_of(strrchr(q->route->path, '.') + 1); }

err open_file_run(struct req *q)
{
	struct open_set_view v;
	str format = format_asked(q);
	TRY(shown(q, &v));
	for (size_t i = 0; i < v.files.n; i++) {
		const struct open_files *f = &v.files.v[i];
		struct stored s;
		int fd;
		if (!str_eq(f->format, format))
			continue;
		TRY(file_open(&q->ctx, f->file_id, &s, &fd));
		TRY(reply_file(q, fd, s.size, s.name, open_mime(format), s.sha256, true));
		reply_open(q, f->made_at);
		return NULL;
	}
	return FAIL(&q->ctx, NOT_FOUND, "open data file");
}

err open_dcat_run(struct req *q)
{
	buf b = {.a = q->ctx.a};
	int64_t modified;
	TRY(open_dcat_write(q, &b, &modified));
	TRY(reply_tagged(q, buf_text(&b), "application/ld+json"));
	reply_open(q, modified);
	return NULL;
}
