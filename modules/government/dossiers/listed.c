/* listed: what a row of a list says about time: working minutes left or gone by, of the answer or of the result; lists as spreadsheets. */
#include "government/dossiers/dossier_pages.h"
#include "core/calendar/calendar.h"
#include "html/csv.h"

err fill_clocks(struct ctx *c, const struct inbox_of_step_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		struct inbox_of_step *d = &rows->v[i];
		opt_int until = d->answer_due_at.set ? d->answer_due_at : d->finished_at.set ? (opt_int){0} : d->due_at;
		d->minutes_left = (opt_int){0};
		if (!until.set)
			continue;
		d->minutes_left.set = true;
		TRY(calendar_minutes_left(c, c->unit, until.v, &d->minutes_left.v));
	}
	return NULL;
}

str answer_time(arena *a, int64_t minutes)
{
	long long n = minutes < 0 ? -minutes : minutes;
	return n < 60   ? str_format(a, "%lld phút", n)
	       : n % 60 ? str_format(a, "%lld giờ %lld phút", n / 60, n % 60)
			: str_format(a, "%lld giờ", n / 60);
}

bool dossier_supplemented(const struct inbox_of_step *d)
{
	return d->supplements > 0 && (d->status == REGISTERED || d->status == RECEIVED || d->status == IN_PROGRESS);
}

const char *channel_words(str channel)
{
	return str_is(channel, "online") ? "trực tuyến" : str_is(channel, "post") ? "bưu chính" : "tại quầy";
}

/* ---- as a spreadsheet ---- */

static const char *step_words(str step)
{
	for (const struct choice *k = step_choices; k->value; k++)
		if (str_is(step, k->value))
			return k->label;
	return "";
}

static str time_of(arena *a, opt_int at) { return at.set ? show_time(a, at.v) : S(""); }

static void write_row(buf *b, const struct inbox_of_step *d)
{
	csv_text(b, d->code);
	csv_text(b, d->procedure_code);
	csv_text(b, d->procedure_name);
	csv_text(b, d->applicant_name);
	csv_text(b, str_of(channel_words(d->channel)));
	csv_text(b, show_time(b->a, d->submitted_at));
	csv_text(b, time_of(b->a, d->answer_due_at));
	csv_text(b, time_of(b->a, d->due_at));
	if (d->minutes_left.set)
		csv_number(b, d->minutes_left.v);
	else
		csv_text(b, S(""));
	csv_text(b, str_of(step_words(d->step)));
	csv_text(b, d->assignee_name);
	csv_text(b, str_of(status_title(d->status)));
	csv_text(b, dossier_supplemented(d) ? S("đã bổ sung") : S(""));
	csv_row_end(b);
}

err list_send(struct req *q, const struct inbox_of_step_rows *rows, str name)
{
	static const char *const head[] = {"Mã hồ sơ", "Mã thủ tục", "Thủ tục", "Người nộp", "Cách nộp", "Nộp lúc",
		"Trả lời trước", "Hẹn trả kết quả", "Còn lại (phút làm việc, số âm là đã quá)", "Bước", "Người xử lý",
		"Tình trạng", "Bổ sung"};
	buf b = {.a = q->ctx.a};
	TRY(fill_clocks(&q->ctx, rows));
	csv_begin(&b);
	for (size_t i = 0; i < COUNT(head); i++)
		csv_text(&b, str_of(head[i]));
	csv_row_end(&b);
	for (size_t i = 0; i < rows->n; i++)
		write_row(&b, &rows->v[i]);
	audit_look(q, "dossier_list", q->ctx.unit, "Xuất danh sách hồ sơ");
	return reply_bytes(q, buf_text(&b), name, "text/csv; charset=utf-8", true);
}

/* "/mot-cua/loc?kenh=online" -> "/mot-cua/loc/xuat?kenh=online" */
str export_path(arena *a, str list)
{
	str path, query;
	bool asked = str_cut(list, '?', &path, &query);
	return asked ? str_format(a, "%.*s/xuat?%.*s", STR_ARG(path), STR_ARG(query)) : str_format(a, "%.*s/xuat", STR_ARG(path));
}
