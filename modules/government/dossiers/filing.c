/* filing: files that come with a form; a dossier handed in with one request, by programs. People go by drafts (drafting.c). */
#include "government/dossiers/dossier_pages.h"
#include "core/people/people.h"
#include <stdlib.h>

enum { ATTACHMENTS = 60 };

/* ---- attachments ---- */

/* A file that is stored already travels with a form that comes back as a signed line, so nobody has to choose it again. */
static str kept_text(struct req *q, const struct attachment *a)
{
	str facts = str_format(q->ctx.a, "%lld|%.*s|%.*s|%lld|%.*s", (long long)a->component, STR_ARG(a->stored.sha256),
		STR_ARG(a->stored.mime), (long long)a->stored.size, STR_ARG(a->stored.name));
	struct sha256 mac = hmac_sha256(q->page.csrf, facts);
	return str_format(q->ctx.a, "%.*s|%.*s", STR_ARG(sha256_hex(q->ctx.a, mac)), STR_ARG(facts));
}

static bool kept_parse(struct req *q, str text, struct attachment *out)
{
	str mac, facts, component, size, rest;
	if (!str_cut(text, '|', &mac, &facts) || !same_secret(mac, sha256_hex(q->ctx.a, hmac_sha256(q->page.csrf, facts))))
		return false;
	str_cut(facts, '|', &component, &rest);
	str_cut(rest, '|', &out->stored.sha256, &rest);
	str_cut(rest, '|', &out->stored.mime, &rest);
	str_cut(rest, '|', &size, &out->stored.name);
	return str_int(component, &out->component) && str_int(size, &out->stored.size);
}

static err store_part(struct req *q, const struct http_part *part, struct attachment *out)
{
	str number = {part->name.s + sizeof "component_" - 1, part->name.n - (sizeof "component_" - 1)};
	struct upload u = {part->filename, part->fd, part->size};
	if (!str_int(number, &out->component))
		out->component = 0;
	return file_store(q, str_c(q->ctx.a, part->name), &u, &out->stored);
}

err attachments_read(struct req *q, struct attachments *out)
{
	err wrong = NULL;
	out->v = NEWN(q->ctx.a, struct attachment, ATTACHMENTS);
	out->n = 0;
	for (size_t i = 0; i < q->http->nparts; i++) {
		const struct http_part *part = &q->http->parts[i];
		bool kept = str_is(part->name, "kept"),
		     file = str_starts(part->name, S("component_")) && part->fd >= 0 && part->size > 0;
		if ((kept || file) && out->n == ATTACHMENTS)
			return problem(q, wrong, "",
				"Mỗi lần gửi nhiều nhất %d tệp. Hãy gộp các trang của một giấy tờ vào một tệp PDF.", ATTACHMENTS);
		if (kept && kept_parse(q, part->value, &out->v[out->n]))
			out->n++;
		if (!file)
			continue;
		err e = store_part(q, part, &out->v[out->n]);
		if (!e)
			out->n++;
		else if (e->kind != INVALID)
			return e;
		else
			wrong = problem(q, wrong, str_c(q->ctx.a, part->name), "%.*s", STR_ARG(e->text));
	}
	return wrong;
}

static bool names(const struct problem *list, const char *field)
{
	for (const struct problem *p = list; p; p = p->next)
		if (!strcmp(p->field, field))
			return true;
	return false;
}

static bool sent_file(struct req *q, const char *field)
{
	for (size_t i = 0; i < q->http->nparts; i++)
		if (q->http->parts[i].fd >= 0 && q->http->parts[i].size > 0 && str_is(q->http->parts[i].name, field))
			return true;
	return false;
}

/* What is kept need not be chosen again: only the problems of files that were refused stay. */
static void need_not_choose(struct req *q, const struct problem *refused)
{
	const struct problem *kept = NULL, **tail = &kept;
	for (const struct problem *p = q->page.problems; p; p = p->next) {
		if (sent_file(q, p->field) && !names(refused, p->field))
			continue;
		struct problem *copy = NEW(q->ctx.a, struct problem);
		*copy = (struct problem){NULL, p->field, p->text};
		*tail = copy;
		tail = (const struct problem **)&copy->next;
	}
	q->page.problems = kept;
}

struct kept_files kept_files(struct req *q)
{
	struct attachments list;
	struct kept_files kept = {0};
	if (!q->page.again)
		return kept;
	err refused = attachments_read(q, &list);
	if (refused && refused->kind != INVALID)
		return kept;
	need_not_choose(q, refused ? refused->problems : NULL);
	kept.v = NEWN(q->ctx.a, struct kept_file, list.n + 1);
	for (size_t i = 0; i < list.n; i++)
		kept.v[kept.n++] = (struct kept_file){list.v[i].component, list.v[i].stored.name, kept_text(q, &list.v[i])};
	return kept;
}

/* ---- filing ---- */

struct filing {
	int64_t procedure, receiving_unit;
	str name, personal_number, birth_on, phone, email, address, content, result_by, result_address, client_key;
	bool declared;
};
const struct choice result_choices[] = {{"desk", "Đến nhận tại Bộ phận Một cửa"}, {"online", "Nhận bản điện tử trực tuyến"},
	{"post", "Nhận qua bưu chính tại nhà"}, {NULL, NULL}};
static const struct field filing_fields[] = {
	INT(struct filing, procedure, "Thủ tục", 1, INT64_MAX),
	INT(struct filing, receiving_unit, "Nơi tiếp nhận", 1, INT64_MAX),
	TEXT(struct filing, name, "Họ và tên", 1, 100),
	TEXT(struct filing, personal_number, "Số định danh cá nhân", 1, 12),
	DATE(struct filing, birth_on, "Ngày sinh", 0),
	TEXT(struct filing, phone, "Số điện thoại", 1, 20),
	TEXT(struct filing, email, "Thư điện tử", 0, 100),
	TEXT(struct filing, address, "Nơi cư trú", 1, 300),
	LONG_TEXT(struct filing, content, "Nội dung đề nghị giải quyết, khi không gửi tờ khai", 0, 4000),
	JSON_FIELD("answers", "Nội dung tờ khai"),
	CHOICE(struct filing, result_by, "Cách nhận kết quả", 1, result_choices),
	TEXT(struct filing, result_address, "Địa chỉ nhận kết quả", 0, 300),
	BOOL(struct filing, declared, "Lời cam đoan"),
	TEXT(struct filing, client_key, "Khóa chống nộp trùng", 0, 60),
};
const struct input filing_input = INPUT("NewDossier", filing_fields);

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

err filing_submit(struct req *q)
{
	struct filing f;
	struct attachments files;
	const struct eform *form;
	str answers = S("");
	TRY(read_input(q, &f));
	TRY(check(q, &f));
	TRY(eform_for(&q->ctx, f.procedure, &form));
	if (!f.content.n)
		TRY(eform_read(q, form, true, &answers));
	TRY(attachments_read(q, &files));
	struct new_dossier n = {.procedure = f.procedure,
		.receiving_unit = f.receiving_unit,
		.channel = S("online"),
		.applicant_name = f.name,
		.applicant_number = f.personal_number,
		.applicant_birth_on = f.birth_on,
		.applicant_phone = phone_normal(q->ctx.a, f.phone),
		.applicant_email = f.email,
		.applicant_address = f.address,
		.content = f.content.n ? f.content : eform_summary(&q->ctx, form, answers),
		.eform = answers.n ? eform_id(form) : 0,
		.answers = answers,
		.result_by = f.result_by,
		.result_address = f.result_address,
		.attachments = files.v,
		.nattachments = files.n,
		.account = q->ctx.actor,
		.client_key = f.client_key};
	TRY(db_write(&q->ctx, dossier_submit, &n));
	flash(q, "Đã nộp hồ sơ. Mã hồ sơ của ông/bà là %.*s.", STR_ARG(n.code));
	return see_other(q, "/ho-so/%lld", (long long)n.id);
}
