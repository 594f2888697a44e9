/* At the one-stop shop: an officer has a citizen's card before him and the citizen himself, so the number is proved. The account is
 * his from now on, whoever opened one under it before; he sets his password with the code that he is given. */
#include "pages.h"
#include "http/http.h"
#include "web/reply.h"

static const struct field desk_fields[] = {
	TEXT(struct desk_form, name, "Họ, chữ đệm và tên", 2, 100),
	NUMBER_TEXT(struct desk_form, personal_number, "Số định danh cá nhân", 1, 20),
	BIRTH_DATE(struct desk_form, birth_on, "Ngày sinh", NEEDED),
	TEXT(struct desk_form, sex, "Giới tính", 0, 10),
	BOOL(struct desk_form, seen, "Đã đối chiếu thẻ căn cước"),
};
const struct input confirmation_desk_input = INPUT("confirmation", desk_fields);

err confirmation_desk_page(struct req *q)
{
	confirmation_page(&q->page);
	return NULL;
}

err confirmation_desk_card_post(struct req *q)
{
	bool scanned;
	TRY(card_scanned(q, &scanned));
	q->page.again = true;
	return confirmation_desk_page(q);
}

/* What is known of the person of that number is not made something else on the way. */
static err check_known(struct req *q, const struct person_facts *f)
{
	struct fact_differences differences;
	int64_t person;
	TRY(person_differences(&q->ctx, f, &person, &differences));
	if (!differences.n)
		return NULL;
	return FAIL_FIELD(&q->ctx, "personal_number",
		"Dữ liệu đang lưu của số này ghi khác thẻ ở: %.*s. Hãy đối chiếu và sửa ở trang Tra cứu người dân trước.",
		STR_ARG(differences.v[0].title));
}

err confirmation_desk_post(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct desk_form f = {0};
	bool scanned;
	TRY(card_scanned(q, &scanned));
	if (scanned) {
		q->page.again = true;
		return confirmation_desk_page(q);
	}
	TRY(read_input(q, &f));
	struct confirmation n = {.level = S("desk"),
		.facts = {.name = f.name,
			.personal_number = f.personal_number,
			.birth_on = f.birth_on,
			.sex = f.sex,
			.address = S("")}};
	err e = person_check(q, &n.facts);
	if (!f.seen)
		e = problem(q, e, "seen", "Chỉ xác nhận khi người có thẻ đang có mặt và thẻ là bản chính.");
	TRY(e);
	TRY(check_known(q, &n.facts));
	TRY(apply(c, account_confirm, &n));
	struct confirmation_desk_done done = {person_name(c->a, f.name), n.facts.personal_number,
		str_format(c->a, "%.4s-%.4s", n.code.s, n.code.s + 4), c->now + DAY};
	if (q->json)
		q->reply->status = 201;
	return reply(q, &done, confirmation_done_page);
}

static const struct member done_members[] = {
	MEMBER(struct confirmation_desk_done, name, M_TEXT),
	MEMBER(struct confirmation_desk_done, personal_number, M_TEXT),
	MEMBER(struct confirmation_desk_done, code, M_TEXT),
	MEMBER(struct confirmation_desk_done, expires_at, M_INT),
};
const struct shape confirmation_desk_done_shape = SHAPE("confirmed_citizen", struct confirmation_desk_done, done_members);
