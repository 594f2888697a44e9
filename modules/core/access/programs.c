/* Tokens of programs: an account lets a program of its own do some of what it may, through /api/v1, until a day. */
#include "pages.h"
#include "http/http.h"
#include "web/reply.h"
#include "web/services/audit.h"
#include "auth/auth.h"

enum { TOKENS_MAX = 20 };

/* What a program may be given: what its maker holds himself, without administration. */
static const struct choice *scope_choices(struct req *q)
{
	size_t n = 0;
	for (const struct module *const *m = modules_all(); *m; m++)
		n += (*m)->permissions.n;
	struct choice *v = NEWN(q->ctx.a, struct choice, n + 1);
	n = 0;
	for (const struct module *const *m = modules_all(); *m; m++)
		for (size_t i = 0; i < (*m)->permissions.n; i++) {
			const struct permission *p = &(*m)->permissions.v[i];
			if (may(q, p->name) && !may_for(q, p->name) && !permission_personal(str_of(p->name)))
				v[n++] = (struct choice){p->name, p->title};
		}
	return v;
}

/* ---- the page ---- */

static const struct choice days[] = {{"30", "30 ngày"}, {"90", "90 ngày"}, {"180", "6 tháng"}, {"365", "1 năm"}, {NULL, NULL}};
static const struct field program_fields[] = {
	TEXT(struct program_form, name, "Tên phần mềm", 2, 100),
	TEXTS(struct program_form, scope, "Việc được làm", 1, 100),
	CHOICE(struct program_form, days, "Thời hạn", NEEDED, days),
};
const struct input program_input = INPUT("new_token", program_fields);

static err fill(struct req *q, struct programs_view *v)
{
	struct tokens all;
	TRY(token_list(&q->ctx, q->ctx.actor, &all));
	v->tokens = (struct program_lines){NEWN(q->ctx.a, struct program_line, all.n), all.n};
	for (size_t i = 0; i < all.n; i++)
		v->tokens.v[i] = (struct program_line){.id = all.v[i].id,
			.name = all.v[i].name,
			.scope = all.v[i].scope,
			.titles = permission_titles(q->ctx.a, all.v[i].scope),
			.expires_at = all.v[i].expires_at,
			.seen_at = all.v[i].seen_at};
	v->scopes = scope_choices(q);
	v->days = days;
	return NULL;
}

err programs_page(struct req *q)
{
	struct programs_view v = {0};
	TRY(fill(q, &v));
	return reply(q, &v, program_tokens_page);
}

/* ---- making and ending ---- */

struct making {
	struct new_token new;
	str token;
	int64_t id;
};

OWN_RULE(make, struct making)
static err make(struct ctx *c, struct making *m)
{
	struct tokens all;
	TRY(token_list(c, c->actor, &all));
	if (all.n >= TOKENS_MAX)
		return FAIL_FIELD(
			c, "name", "Mỗi tài khoản có tối đa %d mã truy cập. Hãy thu hồi mã không dùng nữa.", TOKENS_MAX);
	TRY(token_add(c, &m->new, &m->token, &m->id));
	return audit_add(
		c, "token.add", "account", c->actor, str_format(c->a, "%.*s: %.*s", STR_ARG(m->new.name), STR_ARG(m->new.scope)));
}

static err read_scope(struct req *q, struct texts wanted, str *scope)
{
	const struct choice *may_give = scope_choices(q);
	buf b = {.a = q->ctx.a};
	for (size_t i = 0; i < wanted.n; i++) {
		const struct choice *o = may_give;
		while (o->value && !str_is(wanted.v[i], o->value))
			o++;
		if (!o->value)
			return FAIL_FIELD(&q->ctx, "scope", "Chỉ trao được những việc mà tài khoản này được làm.");
		buf_printf(&b, "%s%s", b.n ? " " : "", o->value);
	}
	*scope = buf_text(&b);
	return NULL;
}

err program_post(struct req *q)
{
	struct program_form f;
	struct making m = {.new = {.account = q->ctx.actor, .unit = q->actor->unit}};
	int64_t n = 0;
	TRY(read_input(q, &f));
	TRY(read_scope(q, f.scope, &m.new.scope));
	str_int(f.days, &n);
	m.new.name = f.name;
	m.new.expires_at = q->ctx.now + n *DAY;
	TRY(apply(&q->ctx, make, &m));
	struct program_new_view v = {m.id, m.token, f.name, m.new.scope, m.new.expires_at};
	if (q->json)
		q->reply->status = 201;
	return reply(q, &v, program_new_page);
}

OWN_RULE(revoke, const int64_t)
static err revoke(struct ctx *c, const int64_t *which)
{
	int64_t id = *which;
	TRY(token_end(c, c->actor, id));
	return audit_add(c, "token.end", "account", c->actor, S(""));
}

err program_end_post(struct req *q)
{
	TRY(apply(&q->ctx, revoke, &q->id));
	if (q->json) {
		q->reply->status = 204;
		return NULL;
	}
	flash(q, "Đã thu hồi mã truy cập. Phần mềm dùng mã này không vào được nữa.");
	return see_other(q, "/tai-khoan/ma-truy-cap");
}

/* ---- shapes ---- */

static const struct member line_members[] = {
	MEMBER(struct program_line, id, M_INT),
	MEMBER(struct program_line, name, M_TEXT),
	MEMBER(struct program_line, scope, M_TEXT),
	MEMBER(struct program_line, expires_at, M_INT),
	MEMBER(struct program_line, seen_at, M_OPT_INT),
};
static const struct shape program_line_shape = SHAPE("token", struct program_line, line_members);
static const struct member programs_members[] = {MANY(struct programs_view, tokens, program_line)};
const struct shape programs_view_shape = SHAPE("tokens", struct programs_view, programs_members);
static const struct member new_members[] = {
	MEMBER(struct program_new_view, id, M_INT),
	MEMBER(struct program_new_view, token, M_TEXT),
	MEMBER(struct program_new_view, name, M_TEXT),
	MEMBER(struct program_new_view, scope, M_TEXT),
	MEMBER(struct program_new_view, expires_at, M_INT),
};
const struct shape program_new_shape = SHAPE("token_secret", struct program_new_view, new_members);
