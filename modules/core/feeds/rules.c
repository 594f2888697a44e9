/* rules: what a feed is, who may set one up, what may be done with it. */
#include "inside.h"
#include "auth/auth.h"
#include "http/client.h"
#include "web/module.h"
#include "web/services/audit.h"
#include "web/services/job.h"
#include "web/services/setting.h"

const struct choice feed_outcomes[] = {
	{"came", "Đã nhận"}, {"same", "Không có gì mới"}, {"failed", "Không lấy được"}, {NULL, NULL}};

const char *feed_outcome_said(str outcome) { return choice_label(feed_outcomes, outcome); }
const char *feed_outcome_colour(str outcome)
{
	return str_is(outcome, "came") ? "green" : str_is(outcome, "failed") ? "red" : "grey";
}

const struct choice feed_every[] = {{"1", "Mỗi giờ"}, {"6", "6 giờ một lần"}, {"24", "Mỗi ngày"}, {"168", "Mỗi tuần"},
	{"720", "30 ngày một lần"}, {NULL, NULL}};

/* ---- how it signs in ---- */

static err key_of(struct ctx *c, str *key) { return secret_key(c, S("feeds"), key); }

err feed_sign_in_sealed(struct ctx *c, const struct feed_change *n, str *out)
{
	str key;
	*out = S("");
	if (!n->secret.n)
		return NULL;
	TRY(key_of(c, &key));
	str closed = secret_seal(c->a, key, str_format(c->a, "%.*s\n%.*s", STR_ARG(n->user), STR_ARG(n->secret)));
	*out = base64url(c->a, closed.s, closed.n);
	return NULL;
}

err feed_sign_in_opened(struct ctx *c, const str *sealed, struct feed_sign_in *out)
{
	str key, plain;
	*out = (struct feed_sign_in){S(""), S("")};
	if (!sealed->n)
		return NULL;
	TRY(key_of(c, &key));
	plain = secret_open(c->a, key, base64url_parse(c->a, *sealed));
	if (plain.s)
		str_cut(plain, '\n', &out->user, &out->secret);
	return NULL;
}

/* ---- rules ---- */

bool feed_is_allowed(str hosts, str host)
{
	for (str one; hosts.n;) {
		str_cut(hosts, ' ', &one, &hosts);
		if (host.n && str_eq(one, host))
			return true;
	}
	return false;
}

static err judge(struct ctx *c, const struct feed_change *n)
{
	str host = url_host(c->a, n->url), hosts = str_lower_ascii(c->a, setting_text(c, FEED_HOSTS));
	if (!host.n)
		return FAIL_FIELD(c, "url", "Ghi địa chỉ bắt đầu bằng https://, không kèm tên đăng nhập.");
	if (!feed_is_allowed(hosts, host))
		return FAIL_FIELD(c, "url", "Máy chủ %.*s chưa được phép lấy dữ liệu. %s", STR_ARG(host),
			hosts.n ? str_format(c->a, "Được phép: %.*s.", STR_ARG(hosts)).s
				: "Đề nghị người quản trị hệ thống thêm máy chủ này vào cài đặt “Nguồn dữ liệu: máy chủ được "
				  "phép”.");
	if (n->user.n && !n->secret.n)
		return FAIL_FIELD(c, "secret", "Ghi mật khẩu đi cùng tên đăng nhập.");
	bool one = !choice_label(feed_every, str_format(c->a, "%lld", (long long)n->every))[0];
	return one ? FAIL_FIELD(c, "every", "Chọn bao lâu lấy một lần.") : NULL;
}

err feed_keep(struct ctx *c, struct feed_change *n)
{
	struct feed_add added;
	struct feed_counted count;
	struct feed_find was;
	str sign_in;
	TRY(judge(c, n));
	TRY(feed_sign_in_sealed(c, n, &sign_in));
	if (n->id) {
		TRY(feed_find(c, n->id, c->unit, &was));
		/* What is known there is not sent to another server. */
		bool same_host = str_eq(url_host(c->a, was.url), url_host(c->a, n->url));
		if (!sign_in.n && !n->open && same_host)
			sign_in = was.sign_in;
		TRY(feed_change(c, &(struct feed_change_in){
					   n->id, c->unit, c->actor, n->kind, n->title, n->url, n->rows_at, sign_in, n->every}));
		return audit_add(c, "feed.change", "feed", n->id, n->title);
	}
	TRY(feed_counted(c, c->unit, &count));
	if (count.total >= FEEDS_MOST)
		return FAIL(c, CONFLICT, "Đơn vị đã có %d nguồn. Hãy sửa một nguồn không còn dùng.", FEEDS_MOST);
	TRY(feed_add(
		c, &(struct feed_add_in){c->unit, c->actor, n->kind, n->title, n->url, n->rows_at, sign_in, n->every}, &added));
	n->id = added.id;
	return audit_add(c, "feed.add", "feed", n->id, n->title);
}

static err queue(struct ctx *c, int64_t id)
{
	str number = str_format(c->a, "%lld", (long long)id);
	return job_add(c, "feeds.fetch", number, number, 0);
}

err feed_now(struct ctx *c, const int64_t *id)
{
	struct feed_find f;
	struct feed_runs_rows last;
	TRY(feed_find(c, *id, c->unit, &f));
	if (f.state != FEED_RUNS)
		return FAIL(c, CONFLICT, "Nguồn đang tạm dừng. Hãy bấm “Chạy” trước.");
	TRY(feed_runs(c, *id, 1, &last));
	if (last.n && last.v[0].tried_at > c->now - MINUTE)
		return FAIL(c, LIMITED, "Vừa lấy xong chưa được một phút. Hãy đợi rồi bấm lại.");
	TRY(audit_add(c, "feed.now", "feed", *id, f.title));
	return queue(c, *id);
}

/* ---- the flow ---- */

static const struct flow_state states[] = {
	{.value = FEED_RESTS, .code = "resting", .title = "Tạm dừng", .first = true},
	{.value = FEED_RUNS, .code = "running", .title = "Đang chạy", .colour = "green"},
};
static const struct flow_side sides[] = {{.who = "cán bộ",
	.path = "/nguon-du-lieu/{id}",
	.api = "/feeds/{id}",
	.permission = "feed.manage",
	.summary = "Việc làm được với một nguồn dữ liệu"}};
static const struct flow_action actions[] = {
	FLOW_MOVES(FLOW_IN(FEED_RESTS), FLOW_IN(FEED_RUNS), .name = "run", .path = "chay", .title = "Chạy",
		.done = "Nguồn bắt đầu chạy", .permission = "feed.manage"),
	FLOW_MOVES(FLOW_IN(FEED_RUNS), FLOW_IN(FEED_RESTS), .name = "rest", .path = "tam-dung", .title = "Tạm dừng",
		.done = "Đã tạm dừng", .permission = "feed.manage"),
};
static const struct permission permissions[] = {{.name = "feed.manage",
	.title = "Đặt nguồn dữ liệu lấy tự động (cùng với quyền nhập của từng danh sách)",
	.roles = "specialist administrator"}};
const struct flow feed_flow = {.name = "feed",
	.noun = "Nguồn dữ liệu",
	.title = "Lấy dữ liệu tự động",
	.states = LIST(states),
	.sides = LIST(sides),
	.actions = LIST(actions),
	.permissions = LIST(permissions),
	.load = feed_load_rule,
	.save = feed_save_rule};

err feed_load(struct ctx *c, struct feed_work *w)
{
	struct feed_find f;
	TRY(feed_find(c, w->feed, c->unit, &f));
	w->object = f.id;
	w->version = f.version;
	w->state = f.state;
	w->is = &w->state;
	w->detail = f.title;
	return NULL;
}

/* Whoever lets it run answers for it: it comes in by his right. */
err feed_save(struct ctx *c, struct feed_work *w)
{
	TRY(feed_state(c, w->feed, w->state, c->now, c->actor));
	return w->state == FEED_RUNS ? queue(c, w->feed) : NULL;
}
err feed_act(struct ctx *c, struct feed_work *w) { return flow_apply(c, &feed_flow, w); }
