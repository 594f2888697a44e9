/* listed: the columns of the officers' lists of dossiers, and what a row says about time: working minutes left or gone by, of the answer
 * or of the result. */
#include "government/dossiers/dossier_pages.h"
#include "core/calendar/calendar.h"
#include "government/procedures/procedures.h"

/* ---- columns ---- */

#define ROW ((const struct inbox_of_step *)row)

static str channel_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(dossier_channel_words(ROW->channel));
}

static str step_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(choice_label(dossier_step_choices, ROW->step));
}

static str status_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(status_title(ROW->status));
}

static str supplemented_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return dossier_supplemented(row) ? S("đã bổ sung") : S("");
}

/* A member that a page shows in its own way and a file as it is. */
#define MEMBER_OF(member) .at = offsetof(struct inbox_of_step, member)
static const struct column columns[] = {
	{.name = "code", .title = "Mã hồ sơ", MEMBER_OF(code), .leads = "/mot-cua/{id}", .class = "dinh-nowrap"},
	{.name = "procedure-code", .title = "Mã thủ tục", MEMBER_OF(procedure_code), .spare = true},
	{.name = "applicant", .title = "Người nộp", MEMBER_OF(applicant_name)},
	{.name = "procedure", .title = "Thủ tục", MEMBER_OF(procedure_name), .part = queue_listed_procedure},
	{.name = "channel", .title = "Cách nộp", .as = COLUMN_MADE, .text = channel_text, .place = COLUMN_IN_FILE},
	{.name = "submitted", .title = "Nộp", .as = COLUMN_TIME, MEMBER_OF(submitted_at), .part = queue_listed_submitted},
	{.name = "answer-due",
		.title = "Trả lời trước",
		.as = COLUMN_TIME_OPTIONAL,
		MEMBER_OF(answer_due_at),
		.place = COLUMN_IN_FILE},
	{.name = "due", .title = "Hẹn trả kết quả", .as = COLUMN_TIME_OPTIONAL, MEMBER_OF(due_at), .spare = true},
	{.name = "minutes",
		.title = "Còn lại (phút làm việc, số âm là đã quá)",
		.as = COLUMN_OPTIONAL,
		MEMBER_OF(minutes_left),
		.place = COLUMN_IN_FILE},
	{.name = "clock",
		.title = "Thời hạn",
		.as = COLUMN_MADE,
		.part = queue_listed_clock,
		.class = "dinh-clock",
		.place = COLUMN_ON_PAGE},
	{.name = "step", .title = "Bước", .as = COLUMN_MADE, .text = step_text, .spare = true},
	{.name = "officer", .title = "Người xử lý", MEMBER_OF(assignee_name), .part = queue_listed_officer},
	{.name = "status", .title = "Tình trạng", .as = COLUMN_MADE, .text = status_text, .part = queue_listed_status},
	{.name = "supplemented", .title = "Bổ sung", .as = COLUMN_MADE, .text = supplemented_text, .place = COLUMN_IN_FILE},
};

static struct list_key key_of(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.at = ROW->step_at, .id = ROW->id};
}

static const struct field inbox_fields[] = {
	{.name = "hang",
		.label = "Hàng việc; để trống là hàng việc đầu của tài khoản",
		.type = I_TEXT,
		.at = offsetof(struct inbox_asked, queue),
		.choices = queue_choices},
	{.name = "tim", .label = "Từ cần tìm", .type = I_TEXT, .at = offsetof(struct inbox_asked, search)},
};

static const struct list_bulk bulk = {
	.path = "/mot-cua/hang-loat",
	.pick = "dossiers",
	.noun = "hồ sơ",
	.flow = &dossier_flow,
	.names = inbox_bulk_names,
	.more = inbox_assignee,
};

const struct list inbox_list = {
	.title = "Hồ sơ của đơn vị",
	.path = "/mot-cua",
	.file = "ho-so",
	.columns = LIST(columns),
	.filters = LIST(inbox_fields),
	.asked = sizeof(struct inbox_asked),
	.row = sizeof(struct inbox_of_step),
	.rows = inbox_rows,
	.bulk = &bulk,
	.key = key_of,
	.looked = "dossier_list",
	.purpose = "Xuất danh sách hồ sơ",
};

#define FILTER(of, name_, label_, type_) .name = name_, .label = label_, .type = type_, .at = offsetof(struct filter, of)
static const struct field filter_fields_asked[] = {
	{FILTER(field, "linh-vuc", "Lĩnh vực", I_TEXT)},
	{FILTER(procedure, "thu-tuc", "Mã thủ tục", I_TEXT), .max = 40},
	{FILTER(channel, "kenh", "Cách nộp", I_CHOICE), .choices = procedure_channel_choices},
	{FILTER(step, "buoc", "Bước", I_CHOICE), .choices = dossier_step_choices},
	{FILTER(officer, "can-bo", "Người xử lý", I_INT), .max = INT64_MAX},
	{FILTER(from_on, "tu", "Nộp từ ngày", I_DATE)},
	{FILTER(to_on, "den", "Đến ngày", I_DATE)},
};

const struct list dossier_filtered_list = {
	.title = "Hồ sơ theo điều kiện lọc, mới nộp ở trên",
	.path = "/mot-cua/loc",
	.file = "ho-so-loc",
	.columns = LIST(columns),
	.filters = LIST(filter_fields_asked),
	.asked = sizeof(struct filter),
	.row = sizeof(struct inbox_of_step),
	.rows = dossier_filtered_rows,
	.bulk = &bulk,
	.key = key_of,
	.looked = "dossier_list",
	.purpose = "Xuất danh sách hồ sơ",
};
