#include "web/edge/uploads.h"
#include "web/edge/edge.h"
#include "web/web.sql.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/statvfs.h>
#include "http/http.h"
#include "web/services/setting.h"
#include "web/site.h"

#define MEGABYTE (INT64_C(1) << 20)

const char uploads_no_room[] =
	"Máy chủ tạm ngừng nhận tệp vì sắp hết chỗ lưu trữ; người quản trị đã được báo. Ông/bà hãy gửi lại sau, hoặc "
	"mang giấy tờ đến Trung tâm Phục vụ hành chính công.";

/* ---- room on the disk ---- */

static int64_t free_bytes(int64_t now)
{
	static _Atomic int64_t looked_at, known;
	struct statvfs s;
	int64_t at = atomic_load(&looked_at);
	if (at && now >= at && now - at < SECOND)
		return atomic_load(&known);
	if (statvfs(data_folder(), &s))
		return INT64_MAX; /* the write itself will say what is wrong */
	int64_t bytes = (int64_t)s.f_bavail * (int64_t)s.f_frsize;
	atomic_store(&known, bytes);
	atomic_store(&looked_at, now);
	return bytes;
}

struct room uploads_room(struct ctx *c)
{
	struct room r = {free_bytes(c->now), setting_int(c, "uploads.floor_mb") * MEGABYTE, false};
	r.stopped = r.free < r.wanted;
	return r;
}

/* ---- on their way ---- */

enum { ADDRESSES = 256, EACH_MB = 512 };
static struct {
	pthread_mutex_t lock;
	int64_t all;
	struct on_way {
		int64_t bytes;
		char address[64];
	} of[ADDRESSES];
} way = {.lock = PTHREAD_MUTEX_INITIALIZER};
struct coming {
	struct on_way *from;
	int64_t bytes;
};

static void arrived(void *arg)
{
	struct coming *k = arg;
	pthread_mutex_lock(&way.lock);
	way.all -= k->bytes;
	k->from->bytes -= k->bytes;
	pthread_mutex_unlock(&way.lock);
}

/* Under the lock. A place that nobody uses is free for the next. */
static struct on_way *way_of(str address)
{
	struct on_way *unused = NULL;
	for (size_t i = 0; i < ADDRESSES; i++) {
		struct on_way *k = &way.of[i];
		if (k->bytes && str_is(address, k->address))
			return k;
		if (!k->bytes && !unused)
			unused = k;
	}
	if (unused)
		snprintf(unused->address, sizeof unused->address, "%.*s", STR_ARG(address));
	return unused;
}

int uploads_refuse(struct ctx *c, const struct http_request *r, size_t length)
{
	struct room room = uploads_room(c);
	struct coming *k = NEW(r->a, struct coming);
	str address = rate_address(c->a, r->peer);
	int refused = 0;
	*k = (struct coming){.bytes = (int64_t)length};
	pthread_mutex_lock(&way.lock);
	if (room.stopped || (room.wanted && room.free - way.all - k->bytes < room.wanted))
		refused = 503;
	else if (!(k->from = way_of(address)) || k->from->bytes + k->bytes > EACH_MB * MEGABYTE)
		refused = 429;
	if (!refused) {
		way.all += k->bytes;
		k->from->bytes += k->bytes;
	}
	pthread_mutex_unlock(&way.lock);
	if (refused)
		log_line(LOG_WARNING, c, "uploads", "refused=%d free=%lld wanted=%lld", refused, (long long)room.free,
			(long long)room.wanted);
	else
		arena_defer(r->a, arrived, k);
	return refused;
}

/* ---- a day's ---- */

enum { ACCOUNT, ADDRESS, UNIT, UNPROVED, COUNTED };
struct taking {
	str day, who[COUNTED];
	int64_t most[COUNTED], bytes;
	const char *field;
	bool officer;
};

static str address_key(struct req *q)
{
	struct visit *v = visit_of(q);
	str facts = str_format(q->ctx.a, "upload %.*s", STR_ARG(rate_address(q->ctx.a, q->http->peer)));
	struct sha256 mac = hmac_sha256(v->web->secret, facts); /* nobody reads addresses out of the table */
	return str_format(q->ctx.a, "address %s", hex(q->ctx.a, mac.bytes, 12).s);
}

static err had_enough(struct ctx *c, const struct taking *t, int which)
{
	static const char *const whose[] = {[ACCOUNT] = "Tài khoản này",
		[ADDRESS] = "Địa chỉ mạng này",
		[UNIT] = "Nơi tiếp nhận này",
		[UNPROVED] = "Những tài khoản chưa xác minh ở nơi tiếp nhận này"};
	long long megabytes = (long long)(t->most[which] / MEGABYTE);
	log_line(LOG_WARNING, c, "uploads", "day=full who=\"%.*s\"", STR_ARG(t->who[which]));
	if (t->officer)
		return FAIL_FIELD(c, t->field,
			"Tài khoản này đã gửi đủ %lld MB tệp của hôm nay. Hãy báo người quản trị nếu cần gửi thêm.", megabytes);
	return FAIL_FIELD(c, t->field,
		"%s đã gửi đủ %lld MB tệp của hôm nay. Hãy gửi tiếp vào ngày mai, hoặc mang giấy tờ đến Trung tâm Phục vụ hành "
		"chính công.",
		whose[which], megabytes);
}

OWN_RULE(take, struct taking)
static err take(struct ctx *c, struct taking *t)
{
	struct upload_used_rows used;
	TRY(upload_used(c, t->day, (struct texts){t->who, COUNTED}, &used));
	for (int i = 0; i < COUNTED; i++)
		for (size_t k = 0; t->most[i] && k < used.n; k++)
			if (str_eq(used.v[k].who, t->who[i]) && used.v[k].bytes + t->bytes > t->most[i])
				return had_enough(c, t, i);
	for (int i = 0; i < COUNTED; i++)
		if (t->most[i] && t->bytes > t->most[i])
			return had_enough(c, t, i);
	for (int i = 0; i < COUNTED; i++)
		if (t->most[i])
			TRY(upload_count(c, t->day, t->who[i], t->bytes));
	return NULL;
}

err uploads_take(struct req *q, const char *field, int64_t unit, int64_t bytes)
{
	struct ctx *c = &q->ctx;
	struct taking t = {
		.day = day_iso(c->a, day_of(c->now)), .bytes = bytes, .field = field, .officer = q->actor->kind == OFFICER};
	if (uploads_room(c).stopped)
		return FAIL(c, BUSY, "%s", uploads_no_room);
	t.who[ACCOUNT] = str_format(c->a, "account %lld", (long long)c->actor);
	t.who[ADDRESS] = address_key(q);
	t.who[UNIT] = str_format(c->a, "unit %lld", (long long)unit);
	t.most[ACCOUNT] = setting_int(c, t.officer ? "uploads.day_mb_officer" : "uploads.day_mb_account") * MEGABYTE;
	t.most[ADDRESS] = t.officer ? 0 : setting_int(c, "uploads.day_mb_address") * MEGABYTE;
	t.most[UNIT] = t.officer || !unit ? 0 : setting_int(c, "uploads.day_mb_unit") * MEGABYTE;
	/* Anybody registers as many accounts as he likes: together they use up half of a unit's day, and never that of proved people. */
	t.who[UNPROVED] = str_format(c->a, "unit %lld unproved", (long long)unit);
	t.most[UNPROVED] = q->actor->person ? 0 : t.most[UNIT] / 2;
	return apply(c, take, &t);
}

err uploads_forget(struct ctx *c, str before) { return upload_forget(c, before); }
