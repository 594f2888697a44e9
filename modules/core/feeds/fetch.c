/* fetch: the job. One feed at a time: the other side is asked outside of any transaction, what came becomes an import, how it went is written. */
#include "http/client.h"
#include "inside.h"
#include "web/actor.h"
#include "web/json.h"
#include "web/notify.h"
#include "web/request.h"
#include "web/services/audit.h"
#include "web/services/job.h"
#include "web/services/setting.h"
#include "doc/sheet.h"
#include <sys/mman.h>
#include <unistd.h>

enum { AT_ONCE = 20 };
#define FIRST_AGAIN (5 * MINUTE)
#define LAST_AGAIN  (6 * HOUR)

struct fetching {
	struct req q; /* in the name of the account that set it up */
	struct actor who;
	struct feed_running feed;
	struct feed_sign_in sign_in;
	int fd;
	str digest;
	/* how it went */
	enum feed_outcome outcome;
	str says;
	opt_int import;
	bool lost, waits; /* he may not any more; the last one is being worked on */
};
OWN_RULE(write_down, struct fetching)

/* ---- what came ---- */

static err bytes_of(struct ctx *c, int fd, int64_t size, str *out)
{
	char *bytes = arena_get(c->a, (size_t)size + 1);
	if (pread(fd, bytes, (size_t)size, 0) != size)
		return FAIL(c, BROKEN, "feeds: the file in memory is shorter than it was");
	bytes[size] = 0;
	*out = (str){bytes, (size_t)size};
	return NULL;
}

static bool is_json(str text)
{
	text = str_trim(text);
	return str_starts(text, S("{")) || str_starts(text, S("["));
}

static err as_table(struct ctx *c, struct fetching *f, str json)
{
	const struct node *document;
	str csv;
	TRY(json_read(c, json, &document));
	TRY(feed_rows(c, document, f->feed.rows_at, &csv));
	if (ftruncate(f->fd, 0) || pwrite(f->fd, csv.s, csv.n, 0) != (ssize_t)csv.n)
		return FAIL(c, BROKEN, "feeds: no room for a table of %zu bytes", csv.n);
	return NULL;
}

static err ask(struct fetching *f, int64_t *size)
{
	struct ctx *c = &f->q.ctx;
	struct fetch_file file = {.of = {.url = f->feed.url}, .fd = f->fd, .max = SHEET_FILE_MAX};
	if (!feed_is_allowed(setting_text(c, FEED_HOSTS), url_host(c->a, f->feed.url)))
		return FAIL(c, INVALID, "Máy chủ này không còn trong các máy chủ được phép lấy dữ liệu.");
	if (f->sign_in.user.n) {
		file.of.user = f->sign_in.user;
		file.of.password = f->sign_in.secret;
	} else
		file.of.bearer = f->sign_in.secret;
	TRY(http_fetch_file(c, &file));
	if (file.status != 200)
		return FAIL(c, BUSY,
			file.status == 401 || file.status == 403
				? "Máy chủ kia từ chối: tài khoản hoặc mã truy cập không đúng (%d)."
				: "Máy chủ kia trả lời %d thay vì dữ liệu.",
			file.status);
	*size = file.size;
	return file.size ? NULL : FAIL(c, BUSY, "Máy chủ kia trả lời không có nội dung.");
}

static err take(struct fetching *f)
{
	struct ctx *c = &f->q.ctx;
	struct import_given g = {.kind = f->feed.kind, .fd = f->fd};
	int64_t size;
	str all;
	TRY(ask(f, &size));
	TRY(bytes_of(c, f->fd, size, &all));
	f->digest = sha256_hex(c->a, sha256_of(all));
	if (str_eq(f->digest, f->feed.digest)) {
		f->outcome = FEED_SAME;
		f->says = S("Không có gì mới so với lần lấy trước.");
		return NULL;
	}
	if (is_json(all))
		TRY(as_table(c, f, all));
	g.file_name = f->feed.title;
	err e = import_give(&f->q, &g);
	f->lost = e && e->kind == NOT_FOUND;
	TRY(e);
	f->import = some_int(g.id);
	f->says = g.is_clear ? S("Đã nhận, đang kiểm tra; xem khác biệt rồi xác nhận.")
			     : S("Đã nhận; hãy chọn cột nào là cột nào.");
	return NULL;
}

/* ---- how it went ---- */

static int64_t again_at(const struct fetching *f, int64_t now)
{
	int64_t wait = FIRST_AGAIN;
	if (f->outcome != FEED_FAILED)
		return now + f->feed.every * HOUR;
	for (int64_t i = 0; i < f->feed.failures && wait < LAST_AGAIN; i++)
		wait *= 2;
	return now + (wait < LAST_AGAIN ? wait : LAST_AGAIN);
}

/* What came tells by itself: an import that is checked does. */
static err tell(struct ctx *c, const struct fetching *f, int64_t failures)
{
	const char *title = f->lost ? "Nguồn dữ liệu tạm dừng: %.*s" : "Không lấy được dữ liệu: %.*s";
	if (!f->lost && failures != FEED_TELL_AT)
		return NULL;
	return notify(c, f->feed.account_id, "feed.failed",
		&(struct news){.title = str_format(c->a, title, STR_ARG(f->feed.title)),
			.text = f->says,
			.path = str_format(c->a, "/nguon-du-lieu/%lld", (long long)f->feed.id)});
}

static err write_down(struct ctx *c, struct fetching *f)
{
	bool failed = f->outcome == FEED_FAILED;
	int64_t failures = failed ? f->feed.failures + 1 : 0;
	TRY(feed_ended(c, f->feed.id, f->feed.version, again_at(f, c->now), failures, failed ? f->feed.digest : f->digest,
		f->import.set ? f->import : f->feed.import_id));
	TRY(feed_run_add(c, f->feed.id, c->now, str_of(feed_outcomes[f->outcome].value), f->says, f->import));
	TRY(feed_runs_forget(c, f->feed.id, FEED_RUNS_KEPT));
	if (f->lost) {
		TRY(feed_rested(c, f->feed.id));
		TRY(audit_add_in(c, f->feed.unit_id, "feed.lost", "feed", f->feed.id, S("")));
	}
	return tell(c, f, failures);
}

/* ---- one feed ---- */

static err prepare(struct ctx *c, struct fetching *f)
{
	bool busy;
	TRY(feed_sign_in_opened(c, &f->feed.sign_in, &f->sign_in));
	if (!f->feed.import_id.set)
		return NULL;
	TRY(import_replace(c, f->feed.import_id.v, &busy));
	f->waits = busy;
	return NULL;
}
OWN_RULE(prepare, struct fetching)

static err in_his_name(struct fetching *f)
{
	struct ctx *c = &f->q.ctx;
	c->unit = f->feed.unit_id;
	err e = officer_as(c, f->feed.account_id, f->feed.unit_id, &f->who);
	f->lost = e && (e->kind == DENIED || e->kind == NOT_FOUND);
	if (f->lost)
		return FAIL(c, DENIED,
			"Người đặt nguồn không còn làm việc ở đơn vị, nên nguồn tạm dừng. Ai có quyền mở lại thì nguồn chạy bằng "
			"quyền của người đó.");
	TRY(e);
	f->q.actor = &f->who;
	c->actor = f->feed.account_id;
	return NULL;
}

static err work(struct ctx *c, struct fetching *f)
{
	err e = in_his_name(f);
	if (!e)
		e = apply(&f->q.ctx, prepare, f);
	if (!e && f->waits)
		return NULL;
	if (!e)
		e = take(f);
	if (e && e->kind == BROKEN)
		return e;
	if (e) {
		f->outcome = FEED_FAILED;
		f->says = e->problems ? e->problems->text : e->text;
	}
	struct ctx ours = *c;
	ours.unit = f->feed.unit_id;
	ours.actor = 0; /* the program writes how it went */
	return apply(&ours, write_down, f);
}

static err fetch_one(struct ctx *c, int64_t id)
{
	struct fetching *f = NEW(c->a, struct fetching);
	bool found;
	TRY(db_read_begin(c));
	err e = feed_running(c, id, &f->feed, &found);
	db_read_end(c);
	if (e || !found || f->feed.state != FEED_RUNS)
		return e;
	f->q.ctx = *c;
	if ((f->fd = memfd_create("feed", MFD_CLOEXEC)) < 0)
		return FAIL(c, BROKEN, "feeds: no file in memory");
	e = work(c, f);
	close(f->fd);
	return e;
}

err feeds_fetch(struct ctx *c, str argument)
{
	struct feeds_due_rows due = {0};
	int64_t id;
	if (str_int(argument, &id))
		return fetch_one(c, id);
	TRY(feeds_due(c, c->now, AT_ONCE, &due));
	err first = NULL; /* one that is our fault keeps none of the others waiting */
	for (size_t i = 0; i < due.n; i++) {
		err e = fetch_one(c, due.v[i].id);
		first = first ? first : e;
	}
	return first;
}
