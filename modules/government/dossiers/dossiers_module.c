/* What the feature declares: routes, permissions, menu. */
#include "government/dossiers/rules/rules.h"
#include "government/dossiers/dossier_pages.h"
#include "government/dossiers/filing/drafts.h"
#include "government/dossiers/counter/intake.h"
#include "government/dossiers/following/following.h"
#include "government/dossiers/desk/front.h"
#include "government/dossiers/desk/home.html.h"
#include "core/units/units.h"
#include "web/services/holdings.h"
#include "web/services/looks.h"
#include "web/query.h"
#include "web/notify.h"
#include "web/naming.h"
#include "web/services/job.h"
#include "web/services/setting.h"

/* ---- shapes of what the API answers ---- */

static const struct member dossier_members[] = {
	ONE(struct dossier_view, dossier, dossier_of_unit),
	MANY(struct dossier_view, events, dossier_events),
	MANY(struct dossier_view, components, dossier_components),
	MANY(struct dossier_view, files, dossier_files),
	MANY(struct dossier_view, photos, photos_of),
	MANY(struct dossier_view, steps, dossier_steps),
	MANY(struct dossier_view, papers, papers_issued),
	MANY(struct dossier_view, notes, dossier_notes),
	MANY(struct dossier_view, watchers, dossier_watchers),
	MEMBER(struct dossier_view, applicant_proved, M_TEXT),
	{.name = "actions", .type = M_MANY, .at = offsetof(struct dossier_view, offers), .of = &flow_offer_shape},
};
static const struct shape dossier_shape = SHAPE("dossier", struct dossier_view, dossier_members);
static const struct member my_members[] = {
	MANY(struct my_view, dossiers, dossiers_of_account),
	MEMBER(struct my_view, next, M_TEXT),
};
static const struct shape my_shape = SHAPE("my_dossiers", struct my_view, my_members);
static const struct member inbox_members[] = {
	MEMBER(struct inbox_view, queue, M_TEXT),
	MANY(struct inbox_view, dossiers, inbox_of_step),
	MEMBER(struct inbox_view, next, M_TEXT),
	MEMBER(struct inbox_view, late, M_INT),
	MEMBER(struct inbox_view, soon, M_INT),
	MEMBER(struct inbox_view, mine, M_INT),
	MEMBER(struct inbox_view, unanswered, M_INT),
};
static const struct shape inbox_shape = SHAPE("inbox", struct inbox_view, inbox_members);
static const struct member filter_members[] = {
	{.name = "dossiers", .type = M_MANY, .at = offsetof(struct filter_view, list.dossiers), .of = &inbox_of_step_shape},
	{.name = "next", .type = M_TEXT, .at = offsetof(struct filter_view, list.next)},
};
static const struct shape filter_shape = SHAPE("filtered_dossiers", struct filter_view, filter_members);
static const struct member failure_members[] = {
	MEMBER(struct bulk_failure, id, M_INT),
	MEMBER(struct bulk_failure, code, M_TEXT),
	MEMBER(struct bulk_failure, text, M_TEXT),
};
static const struct shape bulk_failure_shape = SHAPE("bulk_failure", struct bulk_failure, failure_members);
static const struct member bulk_members[] = {
	MEMBER(struct bulk_view, done, M_INT),
	MANY(struct bulk_view, failed, bulk_failure),
};
static const struct shape bulk_shape = SHAPE("bulk_result", struct bulk_view, bulk_members);
static const struct member sentence_members[] = {MEMBER(struct sentence, at, M_INT), MEMBER(struct sentence, text, M_TEXT)};
static const struct shape sentence_shape = SHAPE("sentence", struct sentence, sentence_members);
static const struct member due_row_members[] = {
	ONE(struct due_row, due, dossier_dues),
	MANY(struct due_row, why, sentence),
};
static const struct shape due_row_shape = SHAPE("due_date", struct due_row, due_row_members);
static const struct member due_members[] = {MANY(struct due_view, rows, due_row)};
static const struct shape due_shape = SHAPE("due_dates", struct due_view, due_members);
static const struct member book_members[] = {
	{.name = "from_on", .type = M_TEXT, .at = offsetof(struct book_view, is.from_on)},
	{.name = "to_on", .type = M_TEXT, .at = offsetof(struct book_view, is.to_on)},
	MEMBER(struct book_view, first, M_INT),
	MANY(struct book_view, rows, book_rows),
	MEMBER(struct book_view, next, M_TEXT),
};
static const struct shape book_shape = SHAPE("book", struct book_view, book_members);
static const struct member tracking_members[] = {
	MEMBER(struct tracking_view, code, M_TEXT),
	MEMBER(struct tracking_view, label, M_TEXT),
	ONE(struct tracking_view, dossier, dossier_tracked),
	MEMBER(struct tracking_view, name, M_TEXT),
};
static const struct shape tracking_shape = SHAPE("tracking", struct tracking_view, tracking_members);

/* ---- declarations ---- */

#define MEGABYTES (1024L * 1024)
#define FORM_MAX  (120 * MEGABYTES)
#define FILE_MAX  (20 * MEGABYTES)
static const struct field tracking_query[] = {CODE_FIELD, SECRET_FIELD};
static const struct field picks_query[] = {ASK_TEXT("q", "Mã, tên hoặc cách gọi của thủ tục")};
static const struct field book_query[] = {FROM_DAY_FIELD, TO_DAY_FIELD, CURSOR_FIELD};

static const struct field where_query[] = {ON_PAGE("thu-tuc", "Số của thủ tục", I_INT)},
			  own_query[] = {ASK_ID("muc", "Mục của sổ để lấy sẵn thông tin")},
			  added_query[] = {ON_PAGE("vua", "Thành phần vừa thêm tệp", I_INT),
				  ON_PAGE("so", "Số tệp vừa thêm", I_INT)},
			  intake_query[] = {ON_PAGE("thu-tuc", "Số của thủ tục", I_INT),
				  ON_PAGE("vua", "Hồ sơ vừa tiếp nhận", I_INT), ON_PAGE("in", "0: không in giấy", I_TEXT)},
			  counter_query[] = {ON_PAGE("ma", "Mã hồ sơ", I_TEXT)};
#define DUES_WHOLE "200 lần tính hẹn đầu của một hồ sơ"
static const struct route routes[] = {
	GET("/tra-cuu", .run = tracking, .permission = PUBLIC, .summary = "Tra cứu hồ sơ theo mã", .api = "/tracking",
		.shape = &tracking_shape, .rate = RATE_TRACKING, .quick = true, .query = LIST(tracking_query)),

	POST("/ho-so", .run = filing_submit, .permission = "dossier.file", .summary = "Nộp hồ sơ trực tuyến trong một lần gửi",
		.api = "/my/dossiers", .input = &filing_input, .body_max = FORM_MAX, .file_max = FILE_MAX, .rate = RATE_SUBMIT),
	GET("/ho-so/nop", .run = draft_where, .permission = "dossier.file", .summary = "Chọn nơi nộp hồ sơ",
		.query = LIST(where_query)),
	GET("/ho-so/soan", .run = drafts_list, .permission = "dossier.file", .summary = "Hồ sơ đang soạn của tôi",
		.api = "/my/drafts", .shape = &drafts_shape, .whole = "20 hồ sơ đang soạn lưu gần nhất"),
	POST("/ho-so/soan", .run = draft_start_post, .permission = "dossier.file", .summary = "Bắt đầu soạn hồ sơ",
		.api = "/my/drafts", .input = &draft_start_input, .again = draft_where, .rate = RATE_SUBMIT),
	GET("/ho-so/soan/{draft}", .run = draft_form, .permission = "dossier.file", .summary = "Tờ khai của hồ sơ đang soạn",
		.api = "/my/drafts/{draft}", .shape = &draft_shape, .query = LIST(own_query)),
	POST("/ho-so/soan/{draft}", .run = draft_form_post, .permission = "dossier.file",
		.summary = "Lưu tờ khai của hồ sơ đang soạn", .api = "/my/drafts/{draft}", .input = &draft_form_input,
		.shape = &draft_saved_shape, .again = draft_form, .body_max = FORM_MAX, .file_max = FILE_MAX,
		.rate = RATE_UPLOAD),
	GET("/ho-so/soan/{draft}/noi-nop", .run = draft_move_form, .permission = "dossier.file",
		.summary = "Đổi nơi nộp của hồ sơ đang soạn"),
	POST("/ho-so/soan/{draft}/noi-nop", .run = draft_move_post, .permission = "dossier.file",
		.summary = "Đổi nơi nộp của hồ sơ đang soạn", .api = "/my/drafts/{draft}/place", .input = &draft_move_input,
		.again = draft_move_form),
	GET("/ho-so/soan/{draft}/giay-to", .run = draft_papers, .permission = "dossier.file",
		.summary = "Giấy tờ của hồ sơ đang soạn", .query = LIST(added_query)),
	POST("/ho-so/soan/{draft}/giay-to", .run = draft_papers_post, .permission = "dossier.file",
		.summary = "Tải giấy tờ lên hồ sơ đang soạn", .api = "/my/drafts/{draft}/files", .shape = &draft_filed_shape,
		.again = draft_papers, .body_max = FORM_MAX, .file_max = FILE_MAX, .rate = RATE_UPLOAD),
	GET("/ho-so/soan/{draft}/tep/{id}", .run = draft_paper, .permission = "dossier.file",
		.summary = "Một tệp của hồ sơ đang soạn", .api = "/my/drafts/{draft}/files/{id}"),
	POST("/ho-so/soan/{draft}/tep/{id}/xoa", .run = draft_paper_drop, .permission = "dossier.file",
		.summary = "Xóa một tệp của hồ sơ đang soạn", .api = "/my/drafts/{draft}/files/{id}/delete"),
	GET("/ho-so/soan/{draft}/xem-lai", .run = draft_review, .permission = "dossier.file",
		.summary = "Xem lại hồ sơ trước khi nộp"),
	POST("/ho-so/soan/{draft}/nop", .run = draft_submit_post, .permission = "dossier.file", .summary = "Nộp hồ sơ đang soạn",
		.api = "/my/drafts/{draft}/submit", .input = &draft_submit_input, .again = draft_review, .rate = RATE_SUBMIT),
	POST("/ho-so/soan/{draft}/xoa", .run = draft_drop_post, .permission = "dossier.file", .summary = "Xóa hồ sơ đang soạn",
		.api = "/my/drafts/{draft}/delete"),
	GET("/ho-so", .run = my_dossiers, .permission = "dossier.file", .summary = "Hồ sơ của tôi", .api = "/my/dossiers",
		.shape = &my_shape, .quick = true, .list = &my_list),
	LIST_FILES("/ho-so", "/my/dossiers", &my_list, "dossier.file", "Hồ sơ của tôi"),
	GET("/ho-so/{id}", .run = my_dossier, .permission = "dossier.file", .summary = "Một hồ sơ của tôi",
		.api = "/my/dossiers/{id}", .shape = &dossier_shape, .quick = true),
	GET("/ho-so/{id}/da-nop", .run = my_filed, .permission = "dossier.file", .summary = "Mã và mã QR của hồ sơ vừa nộp"),
	GET("/ho-so/{id}/xac-nhan", .run = my_filed_sheet, .permission = "dossier.file",
		.summary = "Xác nhận đã nộp hồ sơ, phiếu gửi bưu chính (PDF)", .api = "/my/dossiers/{id}/confirmation"),
	GET("/ho-so/{id}/giay-tiep-nhan", .run = my_receipt, .permission = "dossier.file",
		.summary = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả (PDF)", .api = "/my/dossiers/{id}/receipt"),
	GET("/ho-so/{id}/han", .run = my_due, .permission = "dossier.file",
		.summary = "Vì sao hẹn ngày này: các ngày hẹn và cách tính", .api = "/my/dossiers/{id}/due", .shape = &due_shape,
		.quick = true, .whole = DUES_WHOLE),
	GET("/ho-so/{id}/phieu/{paper}", .run = my_paper, .permission = "dossier.file",
		.summary = "Một phiếu đã lập, Mẫu 02 đến 05 (PDF)", .api = "/my/dossiers/{id}/papers/{paper}"),
	GET("/ho-so/{id}/to-khai", .run = my_form, .permission = "dossier.file", .summary = "Tờ khai đã điền (PDF)",
		.api = "/my/dossiers/{id}/form"),
	GET("/ho-so/{id}/tep/{file}", .run = my_file, .permission = "dossier.file", .summary = "Một tệp của hồ sơ",
		.api = "/my/dossiers/{id}/files/{file}"),

	GET("/mot-cua/tiep-nhan", .run = intake_form, .permission = "dossier.receive", .summary = "Tiếp nhận hồ sơ giấy",
		.query = LIST(intake_query)),
	POST("/mot-cua/tiep-nhan/tra", .run = intake_step, .permission = "dossier.receive",
		.summary = "Tiếp nhận: đọc thẻ, chọn thủ tục", .again = intake_form, .body_max = FORM_MAX, .file_max = FILE_MAX,
		.rate = RATE_UPLOAD),
	POST("/mot-cua/tiep-nhan", .run = intake_submit, .permission = "dossier.receive",
		.summary = "Tiếp nhận hồ sơ giấy tại quầy hoặc qua bưu chính", .api = "/dossiers", .input = &intake_input,
		.again = intake_form, .body_max = FORM_MAX, .file_max = FILE_MAX, .rate = RATE_UPLOAD),
	GET("/mot-cua/thu-tuc", .run = intake_picks_run, .permission = "dossier.receive", .summary = "Chọn thủ tục để tiếp nhận",
		.api = "/desk/procedures", .shape = &dossier_picks_shape, .quick = true, .query = LIST(picks_query),
		.whole = "những gợi ý đầu; has_more là 1 khi còn, cần gõ thêm chữ"),
	GET("/mot-cua/hom-nay", .run = today, .permission = "dossier.receive", .summary = "Hôm nay tại quầy", .quick = true,
		.api = "/desk/today", .shape = &today_shape, .list = &today_list),
	LIST_FILES("/mot-cua/hom-nay", "/desk/today", &today_list, "dossier.receive", "Hồ sơ đến hôm nay"),
	GET("/mot-cua/tra-ket-qua", .run = counter_form, .permission = "dossier.receive", .summary = "Trả kết quả tại quầy",
		.query = LIST(counter_query)),
	POST("/mot-cua/tra-ket-qua/tim", .run = counter_find, .permission = "dossier.receive",
		.summary = "Tìm hồ sơ theo mã, thẻ, số định danh hoặc tên", .api = "/desk/find", .input = &counter_find_input,
		.shape = &counter_shape, .again = counter_form),
	POST("/mot-cua/tra-ket-qua", .run = counter_return, .permission = "dossier.receive",
		.summary = "Trả kết quả, nhiều hồ sơ một lần", .api = "/desk/returns", .input = &counter_return_input,
		.again = counter_form),
	GET("/mot-cua", .run = inbox, .permission = "dossier.read", .summary = "Hàng việc của đơn vị", .api = "/dossiers",
		.shape = &inbox_shape, .quick = true, .list = &inbox_list),
	LIST_FILES("/mot-cua", "/dossiers", &inbox_list, "dossier.read", "Một hàng việc của đơn vị"),
	GET("/mot-cua/loc", .run = filter, .permission = "dossier.read", .summary = "Lọc hồ sơ", .api = "/dossiers/filtered",
		.shape = &filter_shape, .quick = true, .list = &dossier_filtered_list),
	LIST_FILES("/mot-cua/loc", "/dossiers/filtered", &dossier_filtered_list, "dossier.read", "Hồ sơ theo điều kiện lọc"),
	POST("/mot-cua/hang-loat", .run = desk_bulk, .permission = "dossier.read", .summary = "Một việc cho nhiều hồ sơ",
		.api = "/dossiers/bulk", .input = &bulk_input, .shape = &bulk_shape, .again = inbox),
	GET("/mot-cua/so-theo-doi", .run = book, .permission = "dossier.read",
		.summary = "Sổ theo dõi hồ sơ (Mẫu 07) của một kỳ (tu, den)", .api = "/dossiers/book", .shape = &book_shape,
		.quick = true, .list = &book_list),
	LIST_FILES("/mot-cua/so-theo-doi", "/dossiers/book", &book_list, "dossier.read", "Sổ theo dõi hồ sơ của một kỳ"),
	GET("/mot-cua/so-theo-doi/in", .run = book_pdf, .permission = "dossier.read", .summary = "Sổ theo dõi hồ sơ (PDF)",
		.api = "/dossiers/book/print", .query = LIST(book_query)),
	GET("/mot-cua/{id}", .run = desk_dossier, .permission = "dossier.read", .summary = "Một hồ sơ của đơn vị",
		.api = "/dossiers/{id}", .shape = &dossier_shape, .quick = true),
	GET("/mot-cua/{id}/giay-tiep-nhan", .run = desk_receipt, .permission = "dossier.read",
		.summary = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả (PDF)", .api = "/dossiers/{id}/receipt"),
	GET("/mot-cua/{id}/han", .run = desk_due, .permission = "dossier.read",
		.summary = "Vì sao hẹn ngày này: các ngày hẹn và cách tính", .api = "/dossiers/{id}/due", .shape = &due_shape,
		.quick = true, .whole = DUES_WHOLE),
	GET("/mot-cua/{id}/phieu/{paper}", .run = desk_paper, .permission = "dossier.read",
		.summary = "Một phiếu đã lập, Mẫu 02 đến 05 (PDF)", .api = "/dossiers/{id}/papers/{paper}"),
	GET("/mot-cua/{id}/phieu-kiem-soat", .run = desk_control_sheet, .permission = "dossier.read",
		.summary = "Phiếu kiểm soát quá trình giải quyết hồ sơ, Mẫu 06 (PDF)", .api = "/dossiers/{id}/control-sheet"),
	GET("/mot-cua/{id}/giay-to", .run = desk_taking_form, .permission = "dossier.receive", .summary = "Ghi giấy tờ đã nhận"),
	POST("/mot-cua/{id}/giay-to", .run = desk_taking, .permission = "dossier.receive",
		.summary = "Ghi giấy tờ đã nhận: số bản chính, bản sao của từng giấy tờ (papers, originals, copies theo thứ tự)",
		.api = "/dossiers/{id}/taken", .input = &intake_taking_input, .again = desk_taking_form),
	POST("/mot-cua/{id}/trao-doi", .run = desk_note, .permission = "dossier.note", .summary = "Ghi trao đổi nội bộ",
		.api = "/dossiers/{id}/notes", .input = &dossier_remark_input, .again = desk_dossier),
	POST("/mot-cua/{id}/theo-doi", .run = desk_watch, .permission = "dossier.note",
		.summary = "Theo dõi hoặc thôi theo dõi hồ sơ", .api = "/dossiers/{id}/watch", .input = &watch_input),
	GET("/mot-cua/{id}/to-khai", .run = desk_form, .permission = "dossier.read", .summary = "Tờ khai đã điền (PDF)",
		.api = "/dossiers/{id}/form"),
	GET("/mot-cua/{id}/tep/{file}", .run = desk_file, .permission = "dossier.read", .summary = "Một tệp của hồ sơ",
		.api = "/dossiers/{id}/files/{file}"),
};

static const struct job_kind jobs[] = {
	{.name = "dossiers.rekey", .title = "Lập lại chỉ mục tìm hồ sơ", .run = dossiers_rekey},
	{.name = "dossiers.answer_clocks", .title = "Tính hạn trả lời của hồ sơ nộp trước khi có hạn này", .run = clock_answers},
	{.name = "dossiers.drafts",
		.title = "Xóa hồ sơ soạn dở đã lâu",
		.run = drafts_clean,
		.when = {.each = EACH_DAY, .at = 2 * 60 + 20}},
};
static const struct permission permissions[] = {
	{.name = "dossier.note", .title = "Ghi trao đổi nội bộ, theo dõi hồ sơ", .roles = "reception specialist leader clerk"},
};
static const struct flow *const flows[] = {&dossier_flow};
static const struct flow_fields desk_fields[] = {
	{"hand_over", desk_assign_fields},
	{"propose", desk_result_fields},
	{"forward", desk_assign_fields},
	{"approve", desk_result_fields},
	{"finish", desk_result_fields},
	{"return", desk_return_fields},
	{"send_back", desk_assign_fields},
	{"assign", desk_assign_fields},
	{"ask_supplement", desk_ask_fields},
	{"take_supplement", desk_supplement_fields},
	{"ask_payment", desk_payment_fields},
	{"extend", desk_extension_fields},
	{"reopen", desk_assign_fields},
	{"refuse", desk_refusal_fields},
	{"stop", desk_stop_fields},
};
static const struct flow_fields my_fields[] = {
	{"supplement", my_supplement_fields},
	{"amend", my_amend_fields},
	{"withdraw", my_withdraw_fields},
};
static const struct flow_pages flow_pages[] = {
	{.flow = &dossier_flow, .side = BY_OFFICER, .form = desk_action_form, .run = desk_act, .fields = LIST(desk_fields)},
	{.flow = &dossier_flow, .side = BY_APPLICANT, .form = my_action_form, .run = my_act, .fields = LIST(my_fields)},
};

static const struct setting settings[] = {
	{.name = "dossiers.answer_hours",
		.permission = "calendar.edit",
		.scope = FOR_UNITS,
		.title = "Trả lời hồ sơ nộp trực tuyến trong (giờ làm việc)",
		.help = "Số giờ làm việc kể từ khi nộp mà Trung tâm Phục vụ hành chính công phải tiếp nhận, yêu cầu bổ sung hoặc "
			"từ "
			"chối. Áp dụng cho hồ "
			"sơ "
			"nộp từ lúc đổi.",
		.type = SET_INT,
		.fallback = "8",
		.min = 1,
		.max = 80},
	{.name = "dossiers.answer_basis",
		.scope = FOR_UNITS,
		.title = "Căn cứ của thời hạn trả lời",
		.help = "Văn bản quy định, ghi cạnh thời hạn ở trang của cán bộ.",
		.type = SET_TEXT,
		.fallback = "Điều 11 Nghị định 45/2020/NĐ-CP",
		.max = 200},
	{.name = "dossiers.soon_days",
		.scope = FOR_UNITS,
		.title = "Sắp đến hạn khi còn (ngày làm việc)",
		.help = "Số ngày làm việc trước hạn trả kết quả mà hồ sơ được đánh dấu sắp đến hạn và đứng đầu hàng chờ.",
		.type = SET_INT,
		.fallback = "1",
		.min = 1,
		.max = 10},
	{.name = "dossiers.mail_days",
		.scope = FOR_UNITS,
		.title = "Chờ hồ sơ gửi qua bưu chính (ngày)",
		.help = "Số ngày hồ sơ gửi qua bưu chính đứng sau các hồ sơ khác để chờ giấy tờ tới.",
		.type = SET_INT,
		.fallback = "30",
		.min = 1,
		.max = 90},
	{.name = "dossiers.remind_desk",
		.scope = FOR_UNITS,
		.title = "Nhắc cả công chức Một cửa",
		.help = "Khi lãnh đạo nhắc hồ sơ quá hạn, công chức Một cửa nơi tiếp nhận cũng nhận được lời nhắc để xin lỗi và "
			"hẹn lại người nộp.",
		.type = SET_BOOL,
		.fallback = "0",
		.max = 1},
	{.name = "dossiers.draft_days",
		.title = "Giữ hồ sơ soạn dở (ngày)",
		.help = "Số ngày kể từ lần sửa cuối; quá số ngày này hồ sơ chưa nộp bị xóa.",
		.type = SET_INT,
		.fallback = "90",
		.min = 7,
		.max = 365},
};

static const struct menu_entry menu[] = {
	{.place = MENU_CITIZEN, .title = "Hồ sơ của tôi", .path = "/ho-so", .permission = "dossier.file", .rank = 20},
	{.place = MENU_CITIZEN, .title = "Tra cứu hồ sơ", .path = "/tra-cuu", .permission = PUBLIC, .rank = 30},
	{.place = MENU_OFFICER,
		.title = "Một cửa",
		.path = "/mot-cua",
		.permission = "dossier.read",
		.rank = 10,
		.area = AREA_DESK},
	{.place = MENU_OFFICER,
		.title = "Hôm nay",
		.path = "/mot-cua/hom-nay",
		.permission = "dossier.receive",
		.rank = 11,
		.area = AREA_DESK},
	{.place = MENU_OFFICER,
		.title = "Tiếp nhận hồ sơ",
		.path = "/mot-cua/tiep-nhan",
		.permission = "dossier.receive",
		.rank = 12,
		.area = AREA_DESK},
	{.place = MENU_OFFICER,
		.title = "Trả kết quả",
		.path = "/mot-cua/tra-ket-qua",
		.permission = "dossier.receive",
		.rank = 13,
		.area = AREA_DESK},
};

static err read_total(struct ctx *c, int64_t *value)
{
	struct dossier_total t;
	TRY(dossier_total(c, &t));
	*value = t.total;
	return NULL;
}

static err read_open(struct ctx *c, int64_t *value)
{
	struct dossier_open_total t;
	TRY(dossier_open_total(c, &t));
	*value = t.total;
	return NULL;
}

static const struct metric metrics[] = {
	{.name = "dinh_dossiers", .help = "Hồ sơ đã nộp", .read = read_total},
	{.name = "dinh_dossiers_open", .help = "Hồ sơ chưa kết thúc", .read = read_open},
};

static const struct word words[] = {
	{"dossier", "Hồ sơ"},
	{"dossier_list", "Danh sách hồ sơ"},
	{"dossier.submit", "Nộp hồ sơ"},
	{"dossier.note", "Ghi trao đổi nội bộ"},
	{"dossier.papers", "Ghi giấy tờ đã nhận"},
	{"dossier.remind", "Nhắc xử lý hồ sơ quá hạn"},
};
static err titled(struct ctx *c, int64_t id, str *out)
{
	struct dossier_code row;
	TRY(dossier_code(c, id, &row));
	*out = row.code;
	return NULL;
}

static err named(struct ctx *c, str typed, struct named_list *out)
{
	struct dossier_coded_rows rows;
	char *code = str_c(c->a, typed);
	for (char *x = code; *x; x++)
		*x = (char)(*x >= 'a' && *x <= 'z' ? *x - 'a' + 'A' : *x);
	TRY(dossier_coded(c, str_of(code), &rows));
	*out = (struct named_list){NEWN(c->a, struct named, rows.n + 1), rows.n};
	for (size_t i = 0; i < rows.n; i++)
		out->v[i] = (struct named){rows.v[i].id, rows.v[i].code};
	return NULL;
}
static const struct naming namings[] = {{.kind = "dossier", .title = titled, .find = named},
	{.kind = "dossier_list", .title = unit_place, .find = unit_called}}; /* of a unit */
static const struct object objects[] = {
	{.kind = "dossier", .see = dossier_object, .talked = true}, {.kind = "draft", .see = draft_object}};
static const struct concern concerns[] = {
	{.kind = "dossier", .whom = dossier_concerns}, {.kind = "dossier_list", .whom = dossier_list_concerns}};
static const struct search searches[] = {
	{.kind = "dossiers", .title = "Hồ sơ", .permission = "dossier.read", .find = dossiers_hits},
	{.kind = "my-dossiers", .title = "Hồ sơ của tôi", .permission = "dossier.file", .rank = 1, .find = dossiers_own_hits}};
static const struct home_part home[] = {{.place = HOME_GREETING, .show = dossiers_home_ways},
	{.place = HOME_SIDE, .show = dossiers_home_track}, {.place = HOME_SIDE, .rank = 1, .show = dossiers_home_how}};

static const struct event events[] = {
	{.name = "dossier.legal",
		.title = "Hồ sơ của tôi: tiếp nhận, cần bổ sung, nộp phí, gia hạn, từ chối, có kết quả",
		.who = "citizen",
		.outlets = "email phone",
		.legal = true},
	{.name = "dossier.news", .title = "Hồ sơ của tôi: các thay đổi khác", .who = "citizen", .outlets = "email"},
	{.name = "dossier.given", .title = "Hồ sơ được giao cho tôi", .who = "officer"},
	{.name = "dossier.reminded", .title = "Lãnh đạo nhắc hồ sơ quá hạn", .who = "officer", .outlets = "email"},
	{.name = "dossier.watched", .title = "Hồ sơ tôi theo dõi có thay đổi", .who = "officer"},
};

static const struct holding holdings[] = {{.name = "dossiers", .title = "Hồ sơ thủ tục hành chính", .read = dossiers_held},
	{.name = "drafts", .title = "Hồ sơ soạn dở, chưa nộp", .read = drafts_held, .erase = drafts_erase}};

const struct module dossiers_module = {
	.name = "dossiers",
	.title = "Hồ sơ",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.settings = LIST(settings),
	.flows = LIST(flows),
	.flow_pages = LIST(flow_pages),
	.words = LIST(words),
	.events = LIST(events),
	.namings = LIST(namings),
	.objects = LIST(objects),
	.concerns = LIST(concerns),
	.holdings = LIST(holdings),
	.searches = LIST(searches),
	.home = LIST(home),
	.cards = dossiers_cards,
	.metrics = LIST(metrics),
	.jobs = LIST(jobs),
	.migrations = &dossiers_migrations,
	.init = dossiers_init,
	.demo = dossiers_demo,
	.verify = dossiers_verify,
	.belongings = dossiers_belongings,
	.hand_over = dossiers_hand_over,
	.kept_in = dossiers_kept_in,
};
