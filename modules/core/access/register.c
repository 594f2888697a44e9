/* Registering: a citizen makes an account. */
#include "pages.h"
#include "core/people/people.h"
#include "web/reply.h"
#include "auth/auth.h"

static const struct field register_fields[] = {
	TEXT(struct register_form, name, "Họ, chữ đệm và tên", 2, 100),
	NUMBER_TEXT(struct register_form, personal_number, "Số định danh cá nhân", 1, 20),
	BIRTH_DATE(struct register_form, birth_on, "Ngày sinh", NEEDED),
	TEXT(struct register_form, phone, "Số điện thoại", 1, 20),
	TEXT(struct register_form, login, "Tên đăng nhập", 0, 60),
	SECRET(struct register_form, password, "Mật khẩu", 1, 200),
	SECRET(struct register_form, again, "Mật khẩu lần thứ hai", 1, 200),
};
const struct input register_input = INPUT("registration", register_fields);

err register_page(struct req *q)
{
	registration_page(&q->page);
	return NULL;
}

err register_post(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct register_form f;
	TRY(read_input(q, &f));
	struct person_facts facts = {
		.name = f.name, .personal_number = f.personal_number, .birth_on = f.birth_on, .phone = f.phone};
	err e = person_check(q, &facts);
	if (!str_eq(f.password, f.again))
		e = problem(q, e, "again", "Hai lần nhập mật khẩu không giống nhau.");
	TRY(e);
	struct registration r = {
		.name = f.name,
		.personal_number = f.personal_number,
		.birth_on = f.birth_on,
		.phone = f.phone,
		.login = f.login,
	};
	const str about[] = {f.name, f.login};
	TRY(password_make(c, f.password, (struct texts){about, COUNT(about)}, &r.password_hash));
	TRY(apply(c, account_register, &r));
	if (!q->json)
		flash(q, "Đã tạo tài khoản. Hãy ghi lại tên đăng nhập ở trang này; từ nay ông/bà nộp và theo dõi hồ sơ được.");
	return arrival_session(q, &(struct arrival){.account = r.account, .then = S("/tai-khoan"), .proved = true});
}
