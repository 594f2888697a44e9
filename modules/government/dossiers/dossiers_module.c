/* What the feature declares: routes, permissions, menu. */
#include "government/dossiers/rules/rules.h"
#include "government/dossiers/dossier_pages.h"
#include "government/dossiers/filing/drafts.h"
#include "government/dossiers/counter/intake.h"
#include "government/dossiers/following/following.h"
#include "government/dossiers/desk/front.h"
#include "government/dossiers/desk/home.html.h"
#include "core/units/units.h"
#include "web/query.h"

/* ---- shapes of what the API answers ---- */

static const struct member dossier_members[] = {
	ONE(struct dossier_view, dossier, dossier_of_unit),
	MANY(struct dossier_view, events, dossier_events),
	MANY(struct dossier_view, components, dossier_components),
	MANY(struct dossier_view, files, dossier_files),
	MANY(struct dossier_view, steps, dossier_steps),
	MANY(struct dossier_view, papers, papers_issued),
	MANY(struct dossier_view, notes, dossier_notes),
	MANY(struct dossier_view, watchers, dossier_watchers),
	MEMBER(struct dossier_view, applicant_proved, M_TEXT),
};
static const struct shape dossier_shape = SHAPE("Dossier", struct dossier_view, dossier_members);
static const struct member my_members[] = {
	MANY(struct my_view, dossiers, dossiers_of_account),
	MEMBER(struct my_view, next, M_TEXT),
};
static const struct shape my_shape = SHAPE("MyDossiers", struct my_view, my_members);
static const struct member inbox_members[] = {
	MEMBER(struct inbox_view, queue, M_TEXT),
	MANY(struct inbox_view, dossiers, inbox_of_step),
	MEMBER(struct inbox_view, next, M_TEXT),
	MEMBER(struct inbox_view, late, M_INT),
	MEMBER(struct inbox_view, soon, M_INT),
	MEMBER(struct inbox_view, mine, M_INT),
	MEMBER(struct inbox_view, unanswered, M_INT),
};
static const struct shape inbox_shape = SHAPE("Inbox", struct inbox_view, inbox_members);
static const struct member filter_members[] = {
	{"dossiers", M_MANY, offsetof(struct filter_view, list.dossiers), &inbox_of_step_shape},
	{"next", M_TEXT, offsetof(struct filter_view, list.next), NULL},
};
static const struct shape filter_shape = SHAPE("FilteredDossiers", struct filter_view, filter_members);
static const struct member failure_members[] = {
	MEMBER(struct bulk_failure, id, M_INT),
	MEMBER(struct bulk_failure, code, M_TEXT),
	MEMBER(struct bulk_failure, text, M_TEXT),
};
static const struct shape bulk_failure_shape = SHAPE("BulkFailure", struct bulk_failure, failure_members);
static const struct member bulk_members[] = {
	MEMBER(struct bulk_view, done, M_INT),
	MANY(struct bulk_view, failed, bulk_failure),
};
static const struct shape bulk_shape = SHAPE("BulkResult", struct bulk_view, bulk_members);
static const struct member sentence_members[] = {MEMBER(struct sentence, at, M_INT), MEMBER(struct sentence, text, M_TEXT)};
static const struct shape sentence_shape = SHAPE("Sentence", struct sentence, sentence_members);
static const struct member due_row_members[] = {
	ONE(struct due_row, due, dossier_dues),
	MANY(struct due_row, why, sentence),
};
static const struct shape due_row_shape = SHAPE("DueDate", struct due_row, due_row_members);
static const struct member due_members[] = {MANY(struct due_view, rows, due_row)};
static const struct shape due_shape = SHAPE("DueDates", struct due_view, due_members);
static const struct member book_members[] = {
	{"from_on", M_TEXT, offsetof(struct book_view, is.from_on), NULL},
	{"to_on", M_TEXT, offsetof(struct book_view, is.to_on), NULL},
	MEMBER(struct book_view, first, M_INT),
	MANY(struct book_view, rows, book_rows),
	MEMBER(struct book_view, next, M_TEXT),
};
static const struct shape book_shape = SHAPE("Book", struct book_view, book_members);
static const struct member tracking_members[] = {
	MEMBER(struct tracking_view, code, M_TEXT),
	MEMBER(struct tracking_view, label, M_TEXT),
	ONE(struct tracking_view, dossier, dossier_tracked),
	MEMBER(struct tracking_view, name, M_TEXT),
};
static const struct shape tracking_shape = SHAPE("Tracking", struct tracking_view, tracking_members);

/* ---- declarations ---- */

#define MEGABYTES (1024L * 1024)
#define FORM_MAX  (120 * MEGABYTES)
#define FILE_MAX  (20 * MEGABYTES)
static const struct field tracking_query[] = {CODE_FIELD, SECRET_FIELD};
static const struct field picks_query[] = {ASK_TEXT("q", "Mã, tên hoặc cách gọi của thủ tục")};
static const struct field book_query[] = {FROM_DAY_FIELD, TO_DAY_FIELD, CURSOR_FIELD};

static const struct field where_query[] = {ON_PAGE("thu-tuc", "Số của thủ tục", I_INT)},
			  added_query[] = {ON_PAGE("vua", "Thành phần vừa thêm tệp", I_INT),
				  ON_PAGE("so", "Số tệp vừa thêm", I_INT)},
			  intake_query[] = {ON_PAGE("thu-tuc", "Số của thủ tục", I_INT),
				  ON_PAGE("vua", "Hồ sơ vừa tiếp nhận", I_INT), ON_PAGE("in", "0: không in giấy", I_TEXT)},
			  counter_query[] = {ON_PAGE("ma", "Mã hồ sơ", I_TEXT)};
#define DUES_WHOLE "200 lần tính hẹn đầu của một hồ sơ"
static const struct route routes[] = {
	{"GET", "/tra-cuu", tracking, PUBLIC, "Tra cứu hồ sơ theo mã", "/tracking", NULL, &tracking_shape, .rate = RATE_TRACKING,
		.quick = true, .query = LIST(tracking_query)},

	{"POST", "/ho-so", filing_submit, "dossier.file", "Nộp hồ sơ trực tuyến trong một lần gửi", "/my/dossiers", &filing_input,
		.body_max = FORM_MAX, .file_max = FILE_MAX, .rate = RATE_SUBMIT},
	{"GET", "/ho-so/nop", draft_where, "dossier.file", "Chọn nơi nộp hồ sơ", .query = LIST(where_query)},
	{"GET", "/ho-so/soan", drafts_list, "dossier.file", "Hồ sơ đang soạn của tôi", "/my/drafts", NULL, &drafts_shape,
		.whole = "20 hồ sơ đang soạn lưu gần nhất"},
	{"POST", "/ho-so/soan", draft_start_post, "dossier.file", "Bắt đầu soạn hồ sơ", "/my/drafts", &draft_start_input,
		.again = draft_where, .rate = RATE_SUBMIT},
	{"GET", "/ho-so/soan/{draft}", draft_form, "dossier.file", "Tờ khai của hồ sơ đang soạn", "/my/drafts/{draft}", NULL,
		&draft_shape},
	{"POST", "/ho-so/soan/{draft}", draft_form_post, "dossier.file", "Lưu tờ khai của hồ sơ đang soạn", "/my/drafts/{draft}",
		&draft_form_input, &draft_saved_shape, .again = draft_form, .body_max = FORM_MAX, .file_max = FILE_MAX,
		.rate = RATE_UPLOAD},
	{"GET", "/ho-so/soan/{draft}/noi-nop", draft_move_form, "dossier.file", "Đổi nơi nộp của hồ sơ đang soạn"},
	{"POST", "/ho-so/soan/{draft}/noi-nop", draft_move_post, "dossier.file", "Đổi nơi nộp của hồ sơ đang soạn",
		"/my/drafts/{draft}/place", &draft_move_input, .again = draft_move_form},
	{"GET", "/ho-so/soan/{draft}/giay-to", draft_papers, "dossier.file", "Giấy tờ của hồ sơ đang soạn",
		.query = LIST(added_query)},
	{"POST", "/ho-so/soan/{draft}/giay-to", draft_papers_post, "dossier.file", "Tải giấy tờ lên hồ sơ đang soạn",
		"/my/drafts/{draft}/files", NULL, &draft_filed_shape, .again = draft_papers, .body_max = FORM_MAX,
		.file_max = FILE_MAX, .rate = RATE_UPLOAD},
	{"GET", "/ho-so/soan/{draft}/tep/{id}", draft_paper, "dossier.file", "Một tệp của hồ sơ đang soạn",
		"/my/drafts/{draft}/files/{id}"},
	{"POST", "/ho-so/soan/{draft}/tep/{id}/xoa", draft_paper_drop, "dossier.file", "Xóa một tệp của hồ sơ đang soạn",
		"/my/drafts/{draft}/files/{id}/delete"},
	{"GET", "/ho-so/soan/{draft}/xem-lai", draft_review, "dossier.file", "Xem lại hồ sơ trước khi nộp"},
	{"POST", "/ho-so/soan/{draft}/nop", draft_submit_post, "dossier.file", "Nộp hồ sơ đang soạn", "/my/drafts/{draft}/submit",
		&draft_submit_input, .again = draft_review, .rate = RATE_SUBMIT},
	{"POST", "/ho-so/soan/{draft}/xoa", draft_drop_post, "dossier.file", "Xóa hồ sơ đang soạn", "/my/drafts/{draft}/delete"},
	{"GET", "/ho-so", my_dossiers, "dossier.file", "Hồ sơ của tôi", "/my/dossiers", NULL, &my_shape, .quick = true,
		.list = &my_list},
	LIST_FILES("/ho-so", "/my/dossiers", &my_list, "dossier.file", "Hồ sơ của tôi"),
	{"GET", "/ho-so/{id}", my_dossier, "dossier.file", "Một hồ sơ của tôi", "/my/dossiers/{id}", NULL, &dossier_shape,
		.quick = true},
	{"GET", "/ho-so/{id}/da-nop", my_filed, "dossier.file", "Mã và mã QR của hồ sơ vừa nộp"},
	{"GET", "/ho-so/{id}/xac-nhan", my_filed_sheet, "dossier.file", "Xác nhận đã nộp hồ sơ, phiếu gửi bưu chính (PDF)",
		"/my/dossiers/{id}/confirmation"},
	{"GET", "/ho-so/{id}/giay-tiep-nhan", my_receipt, "dossier.file", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả (PDF)",
		"/my/dossiers/{id}/receipt"},
	{"GET", "/ho-so/{id}/han", my_due, "dossier.file", "Vì sao hẹn ngày này: các ngày hẹn và cách tính",
		"/my/dossiers/{id}/due", NULL, &due_shape, .quick = true, .whole = DUES_WHOLE},
	{"GET", "/ho-so/{id}/phieu/{paper}", my_paper, "dossier.file", "Một phiếu đã lập, Mẫu 02 đến 05 (PDF)",
		"/my/dossiers/{id}/papers/{paper}"},
	{"GET", "/ho-so/{id}/to-khai", my_form, "dossier.file", "Tờ khai đã điền (PDF)", "/my/dossiers/{id}/form"},
	{"GET", "/ho-so/{id}/tep/{file}", my_file, "dossier.file", "Một tệp của hồ sơ", "/my/dossiers/{id}/files/{file}"},

	{"GET", "/mot-cua/tiep-nhan", intake_form, "dossier.receive", "Tiếp nhận hồ sơ giấy", .query = LIST(intake_query)},
	{"POST", "/mot-cua/tiep-nhan/tra", intake_step, "dossier.receive", "Tiếp nhận: đọc thẻ, chọn thủ tục",
		.again = intake_form, .body_max = FORM_MAX, .file_max = FILE_MAX, .rate = RATE_UPLOAD},
	{"POST", "/mot-cua/tiep-nhan", intake_submit, "dossier.receive", "Tiếp nhận hồ sơ giấy tại quầy hoặc qua bưu chính",
		"/dossiers", &intake_input, .again = intake_form, .body_max = FORM_MAX, .file_max = FILE_MAX,
		.rate = RATE_UPLOAD},
	{"GET", "/mot-cua/thu-tuc", intake_picks_run, "dossier.receive", "Chọn thủ tục để tiếp nhận", "/desk/procedures", NULL,
		&picks_shape, .quick = true, .query = LIST(picks_query),
		.whole = "những gợi ý đầu; has_more là 1 khi còn, cần gõ thêm chữ"},
	{"GET", "/mot-cua/hom-nay", today, "dossier.receive", "Hôm nay tại quầy", .quick = true, .api = "/desk/today",
		.shape = &today_shape, .list = &today_list},
	LIST_FILES("/mot-cua/hom-nay", "/desk/today", &today_list, "dossier.receive", "Hồ sơ đến hôm nay"),
	{"GET", "/mot-cua/tra-ket-qua", counter_form, "dossier.receive", "Trả kết quả tại quầy", .query = LIST(counter_query)},
	{"POST", "/mot-cua/tra-ket-qua/tim", counter_find, "dossier.receive", "Tìm hồ sơ theo mã, thẻ, số định danh hoặc tên",
		"/desk/find", &counter_find_input, &counter_shape, .again = counter_form},
	{"POST", "/mot-cua/tra-ket-qua", counter_return, "dossier.receive", "Trả kết quả, nhiều hồ sơ một lần", "/desk/returns",
		&counter_return_input, .again = counter_form},
	{"GET", "/mot-cua", inbox, "dossier.read", "Hàng việc của đơn vị", "/dossiers", NULL, &inbox_shape, .quick = true,
		.list = &inbox_list},
	LIST_FILES("/mot-cua", "/dossiers", &inbox_list, "dossier.read", "Một hàng việc của đơn vị"),
	{"GET", "/mot-cua/loc", filter, "dossier.read", "Lọc hồ sơ", "/dossiers/filtered", NULL, &filter_shape, .quick = true,
		.list = &filtered_list},
	LIST_FILES("/mot-cua/loc", "/dossiers/filtered", &filtered_list, "dossier.read", "Hồ sơ theo điều kiện lọc"),
	{"POST", "/mot-cua/hang-loat", desk_bulk, "dossier.read", "Một việc cho nhiều hồ sơ", "/dossiers/bulk", &bulk_input,
		&bulk_shape, .again = inbox},
	{"GET", "/mot-cua/so-theo-doi", book, "dossier.read", "Sổ theo dõi hồ sơ (Mẫu 07) của một kỳ (tu, den)", "/dossiers/book",
		NULL, &book_shape, .quick = true, .list = &book_list},
	LIST_FILES("/mot-cua/so-theo-doi", "/dossiers/book", &book_list, "dossier.read", "Sổ theo dõi hồ sơ của một kỳ"),
	{"GET", "/mot-cua/so-theo-doi/in", book_pdf, "dossier.read", "Sổ theo dõi hồ sơ (PDF)", "/dossiers/book/print",
		.query = LIST(book_query)},
	{"GET", "/mot-cua/{id}", desk_dossier, "dossier.read", "Một hồ sơ của đơn vị", "/dossiers/{id}", NULL, &dossier_shape,
		.quick = true},
	{"GET", "/mot-cua/{id}/giay-tiep-nhan", desk_receipt, "dossier.read", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả (PDF)",
		"/dossiers/{id}/receipt"},
	{"GET", "/mot-cua/{id}/han", desk_due, "dossier.read", "Vì sao hẹn ngày này: các ngày hẹn và cách tính",
		"/dossiers/{id}/due", NULL, &due_shape, .quick = true, .whole = DUES_WHOLE},
	{"GET", "/mot-cua/{id}/phieu/{paper}", desk_paper, "dossier.read", "Một phiếu đã lập, Mẫu 02 đến 05 (PDF)",
		"/dossiers/{id}/papers/{paper}"},
	{"GET", "/mot-cua/{id}/phieu-kiem-soat", desk_control_sheet, "dossier.read",
		"Phiếu kiểm soát quá trình giải quyết hồ sơ, Mẫu 06 (PDF)", "/dossiers/{id}/control-sheet"},
	{"GET", "/mot-cua/{id}/giay-to", desk_taking_form, "dossier.receive", "Ghi giấy tờ đã nhận"},
	{"POST", "/mot-cua/{id}/giay-to", desk_taking, "dossier.receive",
		"Ghi giấy tờ đã nhận: số bản chính, bản sao của từng giấy tờ (papers, originals, copies theo thứ tự)",
		"/dossiers/{id}/taken", &taking_input, .again = desk_taking_form},
	{"POST", "/mot-cua/{id}/trao-doi", desk_note, "dossier.note", "Ghi trao đổi nội bộ", "/dossiers/{id}/notes",
		&remark_input, .again = desk_dossier},
	{"POST", "/mot-cua/{id}/theo-doi", desk_watch, "dossier.note", "Theo dõi hoặc thôi theo dõi hồ sơ",
		"/dossiers/{id}/watch", &watch_input},
	{"GET", "/mot-cua/{id}/to-khai", desk_form, "dossier.read", "Tờ khai đã điền (PDF)", "/dossiers/{id}/form"},
	{"GET", "/mot-cua/{id}/tep/{file}", desk_file, "dossier.read", "Một tệp của hồ sơ", "/dossiers/{id}/files/{file}"},
};

static const struct job_kind jobs[] = {
	{"dossiers.rekey", "Lập lại chỉ mục tìm hồ sơ", dossiers_rekey},
	{"dossiers.answer_clocks", "Tính hạn trả lời của hồ sơ nộp trước khi có hạn này", clock_answers},
	{"dossiers.drafts", "Xóa hồ sơ soạn dở quá 90 ngày", drafts_clean, 0, DAY},
};
static const struct permission permissions[] = {
	{"dossier.note", "Ghi trao đổi nội bộ, theo dõi hồ sơ", "reception specialist leader clerk"},
};
static const struct flow *const flows[] = {&dossier_flow};

static const struct setting settings[] = {
	{"dossiers.answer_hours", "Trả lời hồ sơ nộp trực tuyến trong",
		"Số giờ làm việc kể từ khi nộp mà Trung tâm Phục vụ hành chính công phải tiếp nhận, yêu cầu bổ sung hoặc từ "
		"chối. Áp dụng cho hồ "
		"sơ "
		"nộp từ lúc đổi.",
		SET_INT, "8", 1, 80},
	{"dossiers.answer_basis", "Căn cứ của thời hạn trả lời", "Văn bản quy định, ghi cạnh thời hạn ở trang của cán bộ.",
		SET_TEXT, "Điều 11 Nghị định 45/2020/NĐ-CP", 0, 200},
};

static const struct menu_entry menu[] = {
	{MENU_CITIZEN, "Hồ sơ của tôi", "/ho-so", "dossier.file", 20},
	{MENU_CITIZEN, "Tra cứu hồ sơ", "/tra-cuu", PUBLIC, 30},
	{MENU_OFFICER, "Một cửa", "/mot-cua", "dossier.read", 10, .area = AREA_DESK},
	{MENU_OFFICER, "Hôm nay", "/mot-cua/hom-nay", "dossier.receive", 11, .area = AREA_DESK},
	{MENU_OFFICER, "Tiếp nhận hồ sơ", "/mot-cua/tiep-nhan", "dossier.receive", 12, .area = AREA_DESK},
	{MENU_OFFICER, "Trả kết quả", "/mot-cua/tra-ket-qua", "dossier.receive", 13, .area = AREA_DESK},
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
	{"dinh_dossiers", "Hồ sơ đã nộp", read_total},
	{"dinh_dossiers_open", "Hồ sơ chưa kết thúc", read_open},
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
static const struct naming namings[] = {{"dossier", titled, named}, {"dossier_list", unit_place, unit_called}}; /* of a unit */
static const struct object objects[] = {{"dossier", .see = dossier_object, .talked = true}};
static const struct search searches[] = {{"dossiers", "Hồ sơ", "dossier.read", 0, dossiers_hits},
	{"my-dossiers", "Hồ sơ của tôi", "dossier.file", 1, dossiers_own_hits}};
static const struct home_part home[] = {
	{HOME_GREETING, 0, dossiers_home_ways}, {HOME_SIDE, 0, dossiers_home_track}, {HOME_SIDE, 1, dossiers_home_how}};

const struct module dossiers_module = {
	.name = "dossiers",
	.title = "Hồ sơ",
	.routes = LIST(routes),
	.permissions = LIST(permissions),
	.menu = LIST(menu),
	.settings = LIST(settings),
	.flows = LIST(flows),
	.words = LIST(words),
	.namings = LIST(namings),
	.objects = LIST(objects),
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
};
