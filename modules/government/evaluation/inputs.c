/* inputs: what the steps of a sheet ask for, and what may be chosen. */
#include "government/evaluation/inside.h"
#include "web/input.h"

#define SEEN                                                                                                                     \
	INT(struct evaluation_form, seen, "Phiên bản phiếu đã xem", 0, INT64_MAX),                                               \
		TEXT(struct evaluation_form, client_key, "Khóa chống gửi trùng", 0, 60)
#define NOTE         LONG_TEXT(struct evaluation_form, note, "Nội dung", 0, 4000)
#define POINTS(m, l) TEXT(struct evaluation_form, m, l, 0, 10)
#define GRADE        TEXT(struct evaluation_form, grade, "Mức xếp loại", 0, 40)

static const struct field seen_fields[] = {SEEN};
static const struct field note_fields[] = {NOTE, SEEN};
static const struct field self_fields[] = {POINTS(common, "Điểm tiêu chí chung"), NOTE, SEEN};
static const struct field propose_fields[] = {POINTS(common, "Điểm tiêu chí chung"),
	POINTS(unit_result, "Kết quả của đơn vị phụ trách (%)"), POINTS(organising, "Tổ chức thực hiện nhiệm vụ (%)"),
	POINTS(unity, "Tập hợp, đoàn kết (%)"), GRADE, NOTE, SEEN};
static const struct field decide_fields[] = {
	GRADE, TEXT(struct evaluation_form, document, "Văn bản cho phép vượt tỷ lệ", 0, 300), NOTE, SEEN};
static const struct field leave_fields[] = {DATE(struct evaluation_form, left_on, "Thôi làm việc từ ngày", OPTIONAL), NOTE, SEEN};

const struct choice evaluation_opinion_kinds[] = {{"meeting", "Cuộc họp tập thể cơ quan, đơn vị"}, {"party", "Cấp ủy"},
	{"organisation", "Tổ chức chính trị - xã hội"}, {"superior", "Cấp trên trực tiếp"}, {NULL, NULL}};
const struct choice evaluation_sources[] = {
	{"typed", "Người thực hiện ghi, kèm minh chứng"}, {"dossiers", "Lấy từ hồ sơ thủ tục hành chính"}, {NULL, NULL}};

const struct input evaluation_seen_input = INPUT("evaluation_seen", seen_fields),
		   evaluation_note_input = INPUT("evaluation_note", note_fields),
		   evaluation_self_input = INPUT("evaluation_self", self_fields),
		   evaluation_propose_input = INPUT("evaluation_propose", propose_fields),
		   evaluation_decide_input = INPUT("evaluation_decide", decide_fields),
		   evaluation_leave_input = INPUT("evaluation_leave", leave_fields);
