/* intake: reception of a dossier on paper, at the counter or out of the post: one page, one transaction. */
#include "government/dossiers/counter/intake.h"
#include "web/reply.h"
#include "web/services/audit.h"

/* ---- the rule ---- */

static err instead(struct ctx *c, struct desk_intake *n)
{
	struct dossier_work w = {.action = n->then,
		.dossier = n->dossier.id,
		.unit = c->unit,
		.note = n->reason,
		.legal_basis = n->legal_basis,
		.items = n->missing};
	TRY(dossier_apply(c, &w));
	n->paper = w.paper;
	return NULL;
}

err desk_take_in(struct ctx *c, struct desk_intake *n)
{
	int64_t person;
	if (n->person.personal_number.n)
		TRY(person_save(c, &n->person, &person));
	TRY(dossier_submit(c, &n->dossier));
	if (n->dossier.known)
		return NULL;
	if (n->dossier.fee_paid && n->fee_receipt.n) {
		struct dossier_remark receipt = {.dossier = n->dossier.id,
			.unit = c->unit,
			.text = str_format(c->a, "Đã thu phí, lệ phí khi tiếp nhận. Biên lai số %.*s.", STR_ARG(n->fee_receipt))};
		TRY(dossier_note_write(c, &receipt));
	}
	return n->then ? instead(c, n) : NULL;
}

/* ---- the form ---- */

struct intake {
	str client_key, outcome, channel;
	str name, personal_number, old_number, birth_on, sex, phone, email, address, resident;
	int64_t procedure;
	str procedure_words, payer;
	struct ints papers, originals, copies; /* a form sends the counts as originals_N and copies_N */
	int64_t fee;                           /* -1 = what the rule says */
	bool fee_paid, print;
	str fee_receipt, result_by, result_address, reason, legal_basis;
	str answers;
};
static const struct choice outcomes[] = {
	{"received", "Tiếp nhận"}, {"supplement", "Yêu cầu bổ sung"}, {"refused", "Từ chối tiếp nhận"}, {NULL, NULL}};
static const struct choice sexes[] = {{"male", "Nam"}, {"female", "Nữ"}, {NULL, NULL}};
static const struct field intake_fields[] = {
	TEXT(struct intake, client_key, "Khóa của lần gửi", 0, 64),
	CHOICE(struct intake, outcome, "Việc làm", NEEDED, outcomes),
	CHOICE(struct intake, channel, "Hồ sơ đến", NEEDED, intake_channels),
	TEXT(struct intake, name, "Họ và tên", 1, 100),
	NUMBER_TEXT(struct intake, personal_number, "Số định danh cá nhân", 0, 20),
	NUMBER_TEXT(struct intake, old_number, "Số giấy tờ cũ", 0, 20),
	BIRTH_DATE(struct intake, birth_on, "Ngày sinh", OPTIONAL),
	CHOICE(struct intake, sex, "Giới tính", OPTIONAL, sexes),
	TEXT(struct intake, phone, "Số điện thoại", 0, 20),
	TEXT(struct intake, email, "Thư điện tử", 0, 100),
	TEXT(struct intake, address, "Nơi cư trú", 1, 300),
	CHOICE(struct intake, resident, "Có cư trú tại đơn vị", OPTIONAL, applicant_resident_answers),
	INT(struct intake, procedure, "Thủ tục", 0, INT64_MAX),
	TEXT(struct intake, procedure_words, "Thủ tục", 0, 300),
	CHOICE(struct intake, payer, "Đối tượng nộp phí", OPTIONAL, procedure_payers),
	JSON_FIELD("answers", "Nội dung tờ khai"),
	INTS(struct intake, papers, "Giấy tờ đã nhận", 0, 200),
	INTS(struct intake, originals, "Số bản chính", 0, 200),
	INTS(struct intake, copies, "Số bản sao", 0, 200),
	INT(struct intake, fee, "Số tiền phải thu", 0, 100000000000),
	BOOL(struct intake, fee_paid, "Đã thu phí, lệ phí"),
	TEXT(struct intake, fee_receipt, "Số biên lai", 0, 50),
	CHOICE(struct intake, result_by, "Cách trả kết quả", NEEDED, dossier_result_choices),
	TEXT(struct intake, result_address, "Địa chỉ nhận kết quả", 0, 300),
	LONG_TEXT(struct intake, reason, "Lý do, hướng dẫn", 0, 4000),
	LONG_TEXT(struct intake, legal_basis, "Căn cứ pháp luật", 0, 1000),
	BOOL(struct intake, print, "Mở hộp in"),
};
const struct input intake_input = INPUT("desk_intake", intake_fields);

/* ---- showing ---- */

static err load_before(struct req *q, struct intake_view *v)
{
	int64_t id = query_int(q, "vua", 0);
	struct papers_issued_rows papers;
	if (!id || q->page.again)
		return NULL;
	TRY(dossier_of_unit(&q->ctx, id, q->ctx.unit, &v->before));
	TRY(papers_issued(&q->ctx, id, &papers));
	v->received = true;
	v->before_paper = papers.n ? papers.v[papers.n - 1].id : 0;
	audit_look(q, "dossier", id, "Tiếp nhận hồ sơ");
	return NULL;
}

err intake_form(struct req *q)
{
	struct intake_view v = {0};
	TRY(load_before(q, &v));
	TRY(intake_view_fill(q, &v));
	intake_page(&q->page, &v);
	return NULL;
}

/* A card was scanned or a procedure chosen: the same form, filled further. Nothing is kept. */
err intake_step(struct req *q)
{
	bool scanned;
	TRY(card_scanned(q, &scanned));
	q->page.again = true;
	return intake_form(q);
}

/* ---- choosing a procedure ---- */

static const struct member line_members[] = {
	MEMBER(struct pick_line, value, M_TEXT),
	MEMBER(struct pick_line, title, M_TEXT),
	MEMBER(struct pick_line, detail, M_TEXT),
};
static const struct shape line_shape = SHAPE("procedure_choice", struct pick_line, line_members);
static const struct member picks_members[] = {
	{.name = "choices", .type = M_MANY, .at = offsetof(struct dossier_picks_view, choices), .of = &line_shape},
	MEMBER(struct dossier_picks_view, has_more, M_INT),
};
const struct shape dossier_picks_shape = SHAPE("procedure_choices", struct dossier_picks_view, picks_members);

err intake_picks_run(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct procedure_picks found;
	struct dossier_picks_view v = {.q = query_text(q, "q")};
	TRY(procedure_pick(c, c->unit, v.q, &found));
	v.choices = (struct pick_lines){NEWN(c->a, struct pick_line, found.n + 1), found.n};
	v.has_more = found.more;
	for (size_t i = 0; i < found.n; i++) {
		const struct procedure_pick *k = &found.v[i];
		v.choices.v[i] = (struct pick_line){str_format(c->a, "%lld", (long long)k->id), k->short_name,
			str_format(c->a, "%.*s%s%.*s", STR_ARG(k->code), k->alias.n ? " · " : "", STR_ARG(k->alias))};
	}
	return reply(q, &v, dossier_picks_page);
}

/* ---- taking it in ---- */

struct handed_list {
	struct handed *v;
	size_t n;
};

static bool among(struct ints list, int64_t number, size_t *at)
{
	for (size_t i = 0; i < list.n; i++)
		if (list.v[i] == number) {
			*at = i;
			return true;
		}
	return false;
}

/* One count of one paper: of a form its own field, of a program the list beside `papers`, else what the procedure says. */
static err count_of(struct req *q, err e, const char *list, str typed, struct ints sent, size_t at, int64_t number, int64_t *out)
{
	bool ok = true;
	if (!q->json)
		ok = !typed.n || str_int(typed, out);
	else if (at < sent.n)
		*out = sent.v[at];
	else
		ok = str_int(typed, out);
	if (!q->json && !typed.n)
		*out = 0;
	if (ok && *out >= 0 && *out <= 99)
		return e;
	return problem(q, e, str_format(q->ctx.a, "%s_%lld", list, (long long)number).s, "Số bản ghi bằng số, từ 0 đến 99.");
}

static err read_papers(struct req *q, err e, const struct intake *in, struct desk_intake *n, struct handed_list *out)
{
	struct intake_papers papers;
	const struct form *form;
	struct ints *missing = &n->missing;
	TRY(intake_papers_fill(q, in->procedure, &papers));
	TRY(eform_for(&q->ctx, in->procedure, &form));
	const struct form_answers *said = form_answered(&q->ctx, form, n->dossier.answers);
	int64_t *lacking = NEWN(q->ctx.a, int64_t, papers.n + 1);
	out->v = NEWN(q->ctx.a, struct handed, papers.n + 1);
	for (size_t i = 0; i < papers.n; i++) {
		const struct intake_paper *k = &papers.v[i];
		struct handed *h = &out->v[out->n];
		size_t at;
		if (!among(in->papers, k->number, &at)) {
			bool wanted = k->usual || form_file_required(said, k->number);
			if (wanted && !form_file_excluded(said, k->number))
				lacking[missing->n++] = k->number;
			continue;
		}
		*h = (struct handed){.number = k->number};
		e = count_of(q, e, "originals", k->originals, in->originals, at, k->number, &h->originals);
		e = count_of(q, e, "copies", k->copies, in->copies, at, k->number, &h->copies);
		if (!h->originals && !h->copies)
			e = problem(q, e, str_format(q->ctx.a, "originals_%lld", (long long)k->number).s,
				"Ghi số bản đã nhận, hoặc bỏ đánh dấu giấy tờ này.");
		out->n++;
	}
	missing->v = lacking;
	if (papers.n && !out->n && str_is(in->outcome, "received"))
		e = problem(q, e, "papers", "Đánh dấu những giấy tờ đã nhận.");
	return e;
}

/* Words typed after a procedure was chosen mean another one. */
static err check_procedure(struct req *q, err e, const struct intake *in)
{
	struct filing_procedure p;
	struct ctx *c = &q->ctx;
	if (!in->procedure)
		return problem(
			q, e, "procedure_words", "Chọn thủ tục: gõ vài chữ của tên hoặc tên tắt, rồi chọn trong danh sách.");
	TRY(filing_procedure(c, in->procedure, &p));
	str words = fold(c->a, in->procedure_words), known = procedure_short_name(c, p.code, p.name);
	if (words.n && !str_eq(words, fold(c->a, known)) && !str_eq(words, fold(c->a, p.name)))
		return problem(
			q, e, "procedure_words", "Đã gõ chữ khác sau khi chọn “%.*s”. Hãy chọn lại thủ tục.", STR_ARG(known));
	return e;
}

static err check(struct req *q, err e, const struct intake *in, const struct person_facts *person)
{
	if (!e)
		e = person_check(q, person);
	if (e && e->kind != INVALID)
		return e;
	e = check_procedure(q, e, in);
	if (str_is(in->result_by, "post") && !in->result_address.n)
		e = problem(q, e, "result_address", "Ghi địa chỉ để gửi kết quả qua bưu chính.");
	if (!str_is(in->outcome, "received") && !in->reason.n)
		e = problem(q, e, "reason", "Ghi lý do để in vào phiếu.");
	if (str_is(in->outcome, "refused") && !in->legal_basis.n)
		e = problem(q, e, "legal_basis", "Ghi căn cứ pháp luật của việc từ chối.");
	return e;
}

static struct person_facts facts_of(struct ctx *c, const struct intake *in)
{
	return (struct person_facts){.name = in->name,
		.personal_number = in->personal_number,
		.birth_on = in->birth_on,
		.sex = in->sex,
		.phone = phone_normal(c->a, in->phone),
		.email = in->email,
		.address = in->address,
		.old_number = in->old_number};
}

static void fill_dossier(struct req *q, const struct intake *in, struct desk_intake *n)
{
	const struct person_facts *who = &n->person;
	struct new_dossier *d = &n->dossier;
	d->procedure = in->procedure;
	d->receiving_unit = q->ctx.unit;
	d->channel = in->channel;
	d->applicant_name = person_name(q->ctx.a, who->name);
	d->applicant_number = who->personal_number;
	d->applicant_birth_on = who->birth_on;
	d->applicant_phone = who->phone;
	d->applicant_email = who->email;
	d->applicant_address = who->address;
	d->result_by = in->result_by;
	d->result_address = in->result_address;
	d->payer = in->payer;
	d->fee = (opt_int){in->fee >= 0, in->fee};
	d->fee_paid = in->fee_paid;
	d->receive = str_is(in->outcome, "received");
	d->client_key = in->client_key;
	n->fee_receipt = in->fee_receipt;
	n->reason = in->reason;
	n->legal_basis = in->legal_basis;
	if (!d->receive)
		n->then = dossier_action(str_is(in->outcome, "refused") ? S("refuse") : S("ask_supplement"));
}

/* What is asked for: the answers in one line, else the procedure's everyday name. */
static err read_answers(struct req *q, err e, const struct attachments *files, struct desk_intake *n)
{
	struct ctx *c = &q->ctx;
	const struct form *form;
	struct filing_procedure p;
	TRY(eform_for(c, n->dossier.procedure, &form));
	TRY(filing_procedure(c, n->dossier.procedure, &p));
	struct form_person who = {0};
	err wrong = attendant_form_read(q, n->dossier.procedure, form, &who, false, &files->sent, &n->dossier.answers);
	if (wrong && wrong->kind != INVALID)
		return wrong;
	for (const struct problem *k = wrong ? wrong->problems : NULL; k; k = k->next)
		e = problem(q, e, k->field, "%.*s", STR_ARG(k->text));
	n->dossier.eform = form->id;
	n->dossier.content = form_summary(c, form, n->dossier.answers);
	if (!n->dossier.content.n)
		n->dossier.content = procedure_short_name(c, p.code, p.name);
	return e;
}

static err read_intake(struct req *q, struct intake *in, struct desk_intake *n)
{
	struct attachments files;
	struct handed_list handed = {0};
	err e = read_input(q, in);
	if (e && e->kind != INVALID)
		return e;
	n->person = facts_of(&q->ctx, in);
	e = check(q, e, in, &n->person);
	if (e && (e->kind != INVALID || !in->procedure))
		return e;
	fill_dossier(q, in, n);
	err refused = dossier_attachments_read(q, &(struct attaching){n->dossier.procedure, q->ctx.unit}, &files);
	if (refused && refused->kind != INVALID)
		return refused;
	e = read_answers(q, e, &files, n);
	if (e && e->kind != INVALID)
		return e;
	e = read_papers(q, e, in, n, &handed);
	if (e && e->kind != INVALID)
		return e;
	e = my_home_settle(q, e, &(struct home_question){in->address, n->person.personal_number, in->resident}, &n->person.unit);
	TRY(e);
	TRY(refused);
	n->dossier.attachments = files.v;
	n->dossier.nattachments = files.n;
	n->dossier.handed = handed.v;
	n->dossier.nhanded = handed.n;
	return NULL;
}

err intake_submit(struct req *q)
{
	struct intake in = {.fee = -1};
	struct desk_intake n = {0};
	bool scanned;
	TRY(card_scanned(q, &scanned));
	if (scanned || form_rows_pressed(q))
		return intake_form(q);
	TRY(read_intake(q, &in, &n));
	TRY(apply(&q->ctx, desk_take_in, &n));
	if (q->json)
		return see_other(q, "/mot-cua/%lld", (long long)n.dossier.id);
	return see_other(q, "%.*s",
		STR_ARG(ADDRESS(q->ctx.a, "/mot-cua/tiep-nhan", {"vua", .number = n.dossier.id}, {"in", .number = in.print})));
}
