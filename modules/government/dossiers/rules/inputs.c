/* inputs: what the forms of the actions send. */
#include "government/dossiers/dossier_pages.h"

#define SEEN                                                                                                                     \
	INT(struct act_input, seen, "Phiên bản hồ sơ đã xem", 0, INT64_MAX),                                                     \
		TEXT(struct act_input, client_key, "Khóa chống gửi trùng", 0, 60)
#define NOTE LONG_TEXT(struct act_input, note, "Nội dung", 0, 4000)
static const struct field seen_fields[] = {SEEN};
static const struct field note_fields[] = {NOTE, SEEN};
static const struct field assign_fields[] = {INT(struct act_input, assignee, "Người xử lý", 0, INT64_MAX), NOTE, SEEN};
static const struct field payment_fields[] = {INT(struct act_input, amount, "Số tiền (đồng)", 0, 100000000000), NOTE, SEEN};
static const struct field return_fields[] = {TEXT(struct act_input, taken_by, "Người nhận kết quả", 1, 100), SEEN};
static const struct field asked_fields[] = {
	INTS(struct act_input, items, "Giấy tờ cần bổ sung", 0, 200),
	LONG_TEXT(struct act_input, more, "Giấy tờ khác", 0, 2000),
	NOTE,
	TEXT(struct act_input, legal_basis, "Căn cứ", 0, 500),
	TEXT(struct act_input, contact, "Người hướng dẫn", 0, 200),
	SEEN,
};
static const struct field refuse_fields[] = {
	NOTE,
	TEXT(struct act_input, legal_basis, "Căn cứ pháp luật", 0, 500),
	SEEN,
};
static const struct field stop_fields[] = {
	NOTE,
	TEXT(struct act_input, legal_basis, "Căn cứ", 0, 500),
	TEXT(struct act_input, fees, "Xử lý phí, lệ phí đã nộp", 0, 500),
	SEEN,
};
static const struct field extend_fields[] = {INT(struct act_input, days, "Số ngày làm việc xin thêm", 0, 1000), NOTE, SEEN};
static const struct field amended_fields[] = {JSON_FIELD("answers", "Nội dung tờ khai"), SEEN};
const struct input dossier_seen_input = INPUT("seen", seen_fields), note_input = INPUT("note", note_fields),
		   dossier_assign_input = INPUT("assignment", assign_fields),
		   payment_input = INPUT("payment_request", payment_fields),
		   dossier_return_input = INPUT("result_return", return_fields),
		   dossier_supplement_input = INPUT("supplement_request", asked_fields),
		   dossier_refuse_input = INPUT("refusal", refuse_fields), dossier_stop_input = INPUT("stop", stop_fields),
		   dossier_extend_input = INPUT("extension", extend_fields),
		   dossier_amend_input = INPUT("amendment", amended_fields);
