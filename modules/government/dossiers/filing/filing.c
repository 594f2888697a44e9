/* filing: a dossier handed in with one request, by programs. People go by drafts (drafting.c). */
#include "government/dossiers/dossier_pages.h"
#include "core/people/people.h"
#include "web/reply.h"

struct filing {
	int64_t procedure, receiving_unit;
	str name, personal_number, birth_on, phone, email, address, content, result_by, result_address, client_key;
	bool declared;
};
static const struct field filing_fields[] = {
	INT(struct filing, procedure, "Thủ tục", 1, INT64_MAX),
	INT(struct filing, receiving_unit, "Nơi tiếp nhận", 1, INT64_MAX),
	TEXT(struct filing, name, "Họ và tên", 1, 100),
	NUMBER_TEXT(struct filing, personal_number, "Số định danh cá nhân", 1, 20),
	BIRTH_DATE(struct filing, birth_on, "Ngày sinh", OPTIONAL),
	TEXT(struct filing, phone, "Số điện thoại", 1, 20),
	TEXT(struct filing, email, "Thư điện tử", 0, 100),
	TEXT(struct filing, address, "Nơi cư trú", 1, 300),
	LONG_TEXT(struct filing, content, "Nội dung đề nghị giải quyết, khi không gửi tờ khai", 0, 4000),
	JSON_FIELD("answers", "Nội dung tờ khai"),
	CHOICE(struct filing, result_by, "Cách nhận kết quả", NEEDED, dossier_result_choices),
	TEXT(struct filing, result_address, "Địa chỉ nhận kết quả", 0, 300),
	BOOL(struct filing, declared, "Lời cam đoan"),
	TEXT(struct filing, client_key, "Khóa chống nộp trùng", 0, 60),
};
const struct input filing_input = INPUT("new_dossier", filing_fields);

static err check(struct req *q, struct filing *f)
{
	struct person_facts facts = {f->name, f->personal_number, f->birth_on, {0}, f->phone, f->email, f->address, 0};
	err e = person_check(q, &facts);
	if (e && e->kind != INVALID)
		return e;
	if (str_is(f->result_by, "post") && !f->result_address.n)
		e = problem(q, e, "result_address", "Ghi địa chỉ nhận kết quả qua bưu chính.");
	if (!f->declared)
		e = problem(q, e, "declared", "Đánh dấu vào ô cam đoan trước khi nộp.");
	return e;
}

/* What the answers require must be there; who writes free words instead of a form is asked by the desk. */
static err check_files(struct req *q, const struct form *form, str answers, const struct attachments *files)
{
	int64_t *there = NEWN(q->ctx.a, int64_t, files->n + 1);
	for (size_t i = 0; i < files->n; i++)
		there[i] = files->v[i].component;
	return answers.n ? form_check_files(&q->ctx, form, answers, (struct ints){there, files->n}) : NULL;
}

err filing_submit(struct req *q)
{
	struct filing f;
	struct attachments files;
	const struct form *form;
	struct form_person who = {0};
	str answers = S("");
	TRY(read_input(q, &f));
	TRY(check(q, &f));
	TRY(eform_for(&q->ctx, f.procedure, &form));
	TRY(dossier_attachments_read(q, &(struct attaching){f.procedure, f.receiving_unit}, &files));
	if (!f.content.n)
		TRY(attendant_form_read(q, f.procedure, form, &who, true, &files.sent, &answers));
	TRY(check_files(q, form, answers, &files));
	struct new_dossier n = {.procedure = f.procedure,
		.receiving_unit = f.receiving_unit,
		.channel = S("online"),
		.applicant_name = f.name,
		.applicant_number = f.personal_number,
		.applicant_birth_on = f.birth_on,
		.applicant_phone = phone_normal(q->ctx.a, f.phone),
		.applicant_email = f.email,
		.applicant_address = f.address,
		.content = f.content.n ? f.content : form_summary(&q->ctx, form, answers),
		.eform = answers.n ? form->id : 0,
		.answers = answers,
		.result_by = f.result_by,
		.result_address = f.result_address,
		.attachments = files.v,
		.nattachments = files.n,
		.account = q->ctx.actor,
		.client_key = f.client_key};
	TRY(apply(&q->ctx, dossier_submit, &n));
	flash(q, "Đã nộp hồ sơ. Mã hồ sơ của ông/bà là %.*s.", STR_ARG(n.code));
	return see_other(q, "/ho-so/%lld", (long long)n.id);
}
