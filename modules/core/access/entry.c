/* Signing in, signing out, registering. */
#include "pages.h"
#include "core/people/people.h"

/* ---- a session begins ---- */

struct beginning {
	int64_t account, replaces; /* the session this browser had */
	str peer, agent, token;
};

static err begin(struct ctx *c, void *arg)
{
	struct beginning *b = arg;
	TRY(account_passed(c, b->account, c->now));
	if (b->replaces)
		TRY(session_end(c, b->replaces));
	struct new_session n = {.account = b->account, .peer = b->peer, .agent = b->agent};
	TRY(session_begin(c, &n, &b->token));
	c->actor = b->account;
	return audit_add(c, "session.begin", "account", b->account, S(""));
}

str agent_of(struct req *q)
{
	str agent = http_header(q->http, "User-Agent");
	return (str){agent.s ? agent.s : "", agent.n < 200 ? agent.n : 200};
}

/* Where somebody goes who asked for no page in particular: an officer to the first entry of his menu. */
static const char *home_of(struct req *q)
{
	if (q->actor->kind == CITIZEN)
		return "/";
	const struct menu_entry *first = NULL;
	for (const struct module *const *m = modules; *m; m++)
		for (size_t i = 0; i < (*m)->menu.n; i++) {
			const struct menu_entry *e = &(*m)->menu.v[i];
			bool open = strcmp(e->permission, PUBLIC) && may(q, e->permission);
			if (e->place == MENU_OFFICER && open && (!first || e->rank < first->rank))
				first = e;
		}
	return first ? first->path : "/tai-khoan";
}

err session_reply(struct req *q, str token)
{
	struct session_view v = {token, q->actor->name, q->actor->kind == OFFICER ? S("officer") : S("citizen"),
		q->actor->unit_name, q->ctx.now + SESSION_LIFE};
	q->reply->status = 201;
	return reply_json(q, &v);
}

static err enter(struct req *q, int64_t account, str then)
{
	struct ctx *c = &q->ctx;
	struct actor *who = NEW(c->a, struct actor);
	struct beginning b = {.account = account, .peer = q->http->peer, .agent = agent_of(q)};
	if (!q->json)
		b.replaces = q->actor->session;
	TRY(db_write(c, begin, &b));
	TRY(access_identify(c, &(struct session){.account = account}, who));
	q->actor = who;
	if (q->json)
		return session_reply(q, b.token);
	session_cookie(q, b.token);
	return see_other(q, "%.*s", STR_ARG(local_path(q, then, home_of(q))));
}

/* ---- signing in and out ---- */

static const struct field entry_fields[] = {
	TEXT(struct entry_form, login, "Tên đăng nhập", 1, 100),
	TEXT(struct entry_form, password, "Mật khẩu", 1, 200),
	TEXT(struct entry_form, tiep, "Trang mở sau khi đăng nhập", 0, 500),
};
const struct input entry_input = INPUT("sign_in", entry_fields);

err entry_page(struct req *q)
{
	str typed = query_text(q, "tiep");
	struct entry_view v = {
		.then = page_value(&q->page, "tiep", typed),
		.now_in = q->actor->kind == NOBODY ? S("") : q->actor->name,
	};
	v.then = local_path(q, v.then, "");
	sign_in_page(&q->page, &v);
	return NULL;
}

err entry_post(struct req *q)
{
	struct entry_form f;
	TRY(read_input(q, &f));
	struct attempt t = {.login = f.login, .password = f.password};
	TRY(attempt_check(&q->ctx, &t));
	return enter(q, t.account, f.tiep);
}

static err end(struct ctx *c, void *arg)
{
	TRY(session_end(c, *(int64_t *)arg));
	return audit_add(c, "session.end", "account", c->actor, S(""));
}

err leave_post(struct req *q)
{
	int64_t session = q->actor->session;
	TRY(db_write(&q->ctx, end, &session));
	if (q->json) {
		q->reply->status = 204;
		return NULL;
	}
	session_cookie(q, S(""));
	flash(q, "Đã đăng xuất. Nếu dùng máy chung, hãy đóng trình duyệt.");
	return see_other(q, "/");
}

/* ---- registering ---- */

static const struct field register_fields[] = {
	TEXT(struct register_form, name, "Họ, chữ đệm và tên", 2, 100),
	TEXT(struct register_form, personal_number, "Số định danh cá nhân", 1, 20),
	DATE(struct register_form, birth_on, "Ngày sinh", 1),
	TEXT(struct register_form, phone, "Số điện thoại", 1, 20),
	CHOICE(struct register_form, login_by, "Tên đăng nhập", 1, login_choices),
	TEXT(struct register_form, password, "Mật khẩu", 1, 200),
	TEXT(struct register_form, again, "Mật khẩu lần thứ hai", 1, 200),
};
const struct input register_input = INPUT("registration", register_fields);
const struct choice login_choices[] = {{"phone", "Số điện thoại"}, {"number", "Số định danh cá nhân"}, {NULL, NULL}};

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
	f.personal_number = phone_normal(c->a, f.personal_number); /* people write it in groups */
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
		.login_by = f.login_by,
	};
	TRY(password_make(c, f.password, &r.password_hash));
	TRY(db_write(c, account_register, &r));
	flash(q, "Đã tạo tài khoản. Từ nay ông/bà nộp và theo dõi hồ sơ được ở đây.");
	return enter(q, r.account, S("/"));
}
