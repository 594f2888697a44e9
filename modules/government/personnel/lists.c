/* lists: the records of a unit, what falls due, quotas beside those who work, requests. */
#include "government/personnel/pages.h"
#include "government/personnel/personnel.html.h"
#include "web/input.h"
#include "web/request.h"
#include "web/services/setting.h"
#include <stdlib.h>

static str rank_said(str code, str on_day)
{
	struct personnel_rank r;
	return personnel_rank_on(code, on_day, &r) ? r.title : S("");
}

static str salary_said(arena *a, const struct personnel_current *k)
{
	return k->step.set && k->coefficient.set
		       ? str_format(a, "Bậc %lld, hệ số %.*s", (long long)(k->step.v / FORM_UNITS_OF_NUMBER),
				 STR_ARG(form_number_typed(a, k->coefficient.v)))
		       : S("");
}

/* ---- records ---- */

static err rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct ctx *c = &q->ctx;
	const struct personnel_asked *asked = l->asked;
	struct personnel_files_of_rows found;
	str today = personnel_today(c);
	TRY(personnel_files_of(c, c->unit, fold(c->a, asked->words), l->begun ? l->from.id : 0, most, &found));
	struct personnel_row *v = NEWN(c->a, struct personnel_row, found.n + 1);
	for (size_t i = 0; i < found.n; i++) {
		struct personnel_current k;
		TRY(personnel_current(c, found.v[i].id, today, &k));
		v[i] = (struct personnel_row){.id = found.v[i].id,
			.name = found.v[i].name,
			.title = k.title,
			.rank = rank_said(k.rank, today),
			.salary = salary_said(c->a, &k),
			.complete = k.is_complete ? S("Đủ") : str_format(c->a, "Thiếu %zu mục", k.missing.n),
			.left_on = found.v[i].left_on.s ? found.v[i].left_on : S("")};
	}
	*out = (struct list_rows){.v = v, .n = found.n};
	return NULL;
}

static const struct field filters[] = {
	{.name = "tim", .label = "Họ và tên", .type = I_TEXT, .at = offsetof(struct personnel_asked, words), .max = 100}};
#define ROW_OF(member) .at = offsetof(struct personnel_row, member)
static const struct column columns[] = {{.name = "name", .title = "Họ và tên", ROW_OF(name), .leads = "/ho-so-can-bo/{id}"},
	{.name = "title", .title = "Chức vụ, chức danh", ROW_OF(title)}, {.name = "rank", .title = "Ngạch", ROW_OF(rank)},
	{.name = "salary", .title = "Lương", ROW_OF(salary)}, {.name = "complete", .title = "Hồ sơ", ROW_OF(complete)},
	{.name = "left", .title = "Thôi làm việc từ", .as = COLUMN_DAY, ROW_OF(left_on)}};
const struct list personnel_list = {.title = "Hồ sơ cán bộ, công chức",
	.path = "/ho-so-can-bo",
	.file = "ho-so-can-bo",
	.button = "Tìm",
	.columns = LIST(columns),
	.filters = LIST(filters),
	.asked = sizeof(struct personnel_asked),
	.row = sizeof(struct personnel_row),
	.rows = rows,
	.none = {"Chưa có hồ sơ nào", "Mở hồ sơ cho từng người đang làm việc tại đơn vị, ở cuối trang."},
	.below = personnel_open_part,
	.looked = "unit",
	.purpose = "Xuất danh sách hồ sơ cán bộ"};

/* ---- due ---- */

static const struct choice dues[] = {{"raise", "Nâng bậc lương"}, {"retire", "Nghỉ hưu"}, {NULL, NULL}};

struct due_list {
	struct personnel_due *v;
	size_t n, room;
};

static void due_add(arena *a, struct due_list *to, struct personnel_due d)
{
	if (to->n == to->room) {
		size_t room = to->room ? to->room * 2 : 64;
		struct personnel_due *v = NEWN(a, struct personnel_due, room);
		if (to->n)
			memcpy(v, to->v, to->n * sizeof *v);
		to->v = v;
		to->room = room;
	}
	to->v[to->n++] = d;
}

struct due_asking {
	str today, raises_until, retires_until, what;
	struct personnel_ages ages;
};

static err dues_of(struct ctx *c, const struct personnel_files_on *f, const struct due_asking *k, struct due_list *out)
{
	struct personnel_current is;
	TRY(personnel_current(c, f->id, k->today, &is));
	struct personnel_due d = {.id = f->id, .name = f->name, .rank = rank_said(is.rank, k->today), .since = is.since};
	if (is.raise_on.n && personnel_order(is.raise_on, k->raises_until) <= 0 && !str_is(k->what, "retire")) {
		d.what = S("raise");
		d.due_on = is.raise_on;
		due_add(c->a, out, d);
	}
	str on = personnel_retires_on(c->a, &k->ages, is.birth_on, is.sex);
	if (on.n && personnel_order(on, k->retires_until) <= 0 && !str_is(k->what, "raise")) {
		d.what = S("retire");
		d.due_on = on;
		d.since = S("");
		due_add(c->a, out, d);
	}
	return NULL;
}

static int by_day(const void *a, const void *b)
{
	const struct personnel_due *x = a, *y = b;
	int order = personnel_order(x->due_on, y->due_on);
	return order ? order : (x->id > y->id) - (x->id < y->id);
}

static err due_settle(struct req *q, struct listing *l)
{
	struct personnel_ages ages;
	((struct personnel_asked *)l->asked)->ages_known = personnel_ages_set(&q->ctx, &ages);
	return NULL;
}

static err due_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct ctx *c = &q->ctx;
	struct due_list all = {0};
	struct personnel_files_on_rows found;
	day today = day_of(c->now);
	struct due_asking k = {.today = day_iso(c->a, today),
		.raises_until = day_iso(c->a, today + (day)setting_int(c, "personnel.remind_days")),
		.retires_until = personnel_months_after(c->a, day_iso(c->a, today), PERSONNEL_RETIRE_MONTHS),
		.what = ((const struct personnel_asked *)l->asked)->what};
	personnel_ages_set(c, &k.ages);
	int64_t after = 0;
	do {
		TRY(personnel_files_on(c, c->unit, k.today, after, PERSONNEL_BATCH, &found));
		for (size_t i = 0; i < found.n; i++)
			TRY(dues_of(c, &found.v[i], &k, &all));
		after = found.n ? found.v[found.n - 1].id : 0;
	} while (after);
	if (all.n)
		qsort(all.v, all.n, sizeof *all.v, by_day);
	*out = list_whole(q, l, all.v, all.n, most);
	return NULL;
}

static str due_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(choice_label(dues, ((const struct personnel_due *)row)->what));
}

static const struct field due_filters[] = {{.name = "loai",
	.label = "Việc đến hạn",
	.type = I_CHOICE,
	.at = offsetof(struct personnel_asked, what),
	.choices = dues}};
#define DUE_OF(member) .at = offsetof(struct personnel_due, member)
static const struct column due_columns[] = {{.name = "name", .title = "Họ và tên", DUE_OF(name), .part = personnel_due_name},
	{.name = "what", .title = "Việc", .as = COLUMN_MADE, .text = due_text},
	{.name = "due", .title = "Đến hạn ngày", .as = COLUMN_DAY, DUE_OF(due_on)},
	{.name = "rank", .title = "Ngạch", DUE_OF(rank)},
	{.name = "since", .title = "Hưởng lương hiện tại từ", .as = COLUMN_DAY, DUE_OF(since)}};
const struct list personnel_due_list = {.title = "Đến hạn nâng lương, nghỉ hưu",
	.path = "/ho-so-can-bo/den-han",
	.file = "den-han",
	.columns = LIST(due_columns),
	.filters = LIST(due_filters),
	.asked = sizeof(struct personnel_asked),
	.row = sizeof(struct personnel_due),
	.rows = due_rows,
	.key = list_place,
	.settle = due_settle,
	.none = {"Chưa có ai đến hạn", "Danh sách tính từ các mục lương, ngạch và ngày sinh trong hồ sơ."},
	.below = personnel_due_part,
	.above = {"Hồ sơ cán bộ, công chức", "/ho-so-can-bo"},
	.looked = "unit",
	.purpose = "Xuất danh sách đến hạn nâng lương, nghỉ hưu"};

/* ---- quota ---- */

static err staff_of(struct ctx *c, str today, int64_t *counts)
{
	struct personnel_files_on_rows found;
	struct personnel_current k;
	int64_t after = 0;
	do {
		TRY(personnel_files_on(c, c->unit, today, after, PERSONNEL_BATCH, &found));
		for (size_t i = 0; i < found.n; i++) {
			TRY(personnel_current(c, after = found.v[i].id, today, &k));
			for (size_t j = 0; personnel_servant_kinds[j].value; j++)
				counts[j] += str_is(k.servant_kind, personnel_servant_kinds[j].value);
		}
	} while (found.n);
	return NULL;
}

enum { SERVANT_KINDS = 4 };
static err quota_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct ctx *c = &q->ctx;
	int64_t counts[SERVANT_KINDS] = {0};
	str today = personnel_today(c);
	struct personnel_quota_row *v = NEWN(c->a, struct personnel_quota_row, SERVANT_KINDS);
	TRY(staff_of(c, today, counts));
	for (size_t i = 0; i < SERVANT_KINDS; i++) {
		struct personnel_quota_on is;
		bool found;
		TRY(personnel_quota_on(c, c->unit, str_of(personnel_servant_kinds[i].value), today, &is, &found));
		v[i] = (struct personnel_quota_row){.id = (int64_t)i + 1,
			.kind = str_of(personnel_servant_kinds[i].label),
			.staff = counts[i],
			.decision = S("")};
		if (!found)
			continue;
		v[i].quota = some_int(is.amount);
		v[i].vacant = some_int(is.amount - counts[i]);
		v[i].decision =
			str_format(c->a, "%.*s ngày %.*s", STR_ARG(is.decision_number), STR_ARG(show_date(c->a, is.decision_on)));
	}
	*out = list_whole(q, l, v, SERVANT_KINDS, most);
	return NULL;
}

static const struct field quota_fields[] = {
	CHOICE(struct personnel_quota_work, servant_kind, "Đối tượng", NEEDED, personnel_servant_kinds),
	INT(struct personnel_quota_work, amount, "Số được giao", 1, 100000),
	DATE(struct personnel_quota_work, valid_from, "Từ ngày", NEEDED),
	TEXT(struct personnel_quota_work, number, "Số, ký hiệu quyết định giao", 1, 60),
	DATE(struct personnel_quota_work, decision_on, "Ngày quyết định", NEEDED)};
const struct input personnel_quota_input = INPUT("personnel_quota_new", quota_fields);
#define QUOTA_OF(member) .at = offsetof(struct personnel_quota_row, member)
static const struct column quota_columns[] = {{.name = "kind", .title = "Đối tượng", QUOTA_OF(kind)},
	{.name = "quota", .title = "Được giao", .as = COLUMN_OPTIONAL, QUOTA_OF(quota)},
	{.name = "staff", .title = "Có mặt", .as = COLUMN_NUMBER, QUOTA_OF(staff)},
	{.name = "vacant", .title = "Còn thiếu", .as = COLUMN_OPTIONAL, QUOTA_OF(vacant)},
	{.name = "decision", .title = "Theo quyết định", QUOTA_OF(decision)}};
const struct list personnel_quota_list = {.title = "Biên chế được giao",
	.path = "/ho-so-can-bo/bien-che",
	.file = "bien-che",
	.compare = true,
	.columns = LIST(quota_columns),
	.row = sizeof(struct personnel_quota_row),
	.rows = quota_rows,
	.key = list_place,
	.above = {"Hồ sơ cán bộ, công chức", "/ho-so-can-bo"},
	.adds = {&personnel_quota_input, PERSONNEL_KEEP, "Ghi số được giao mới", NULL}};

err personnel_quota_post(struct req *q)
{
	struct personnel_quota_work w = {0};
	TRY(read_input(q, &w));
	TRY(apply(&q->ctx, personnel_quota_set, &w));
	flash(q, "Đã ghi số được giao.");
	return see_other(q, "/ho-so-can-bo/bien-che");
}

/* ---- requests ---- */

static struct list_key newest_first(const struct listing *l, const void *row)
{
	(void)l;
	return (struct list_key){.id = ((const struct personnel_requests_of_unit *)row)->id};
}

static str kind_text(arena *a, const struct listing *l, const void *row)
{
	const struct personnel_kinds *all;
	struct ctx c = l->asker->ctx;
	const struct personnel_kind *k = NULL;
	(void)a;
	if (!personnel_kinds(&c, &all))
		k = personnel_kind_named(all, ((const struct personnel_requests_of_unit *)row)->kind);
	return k ? k->form->title : S("");
}

static str state_text(arena *a, const struct listing *l, const void *row)
{
	(void)a, (void)l;
	return str_of(flow_state(&personnel_request_flow, ((const struct personnel_requests_of_unit *)row)->state)->title);
}

static const struct choice states[] = {
	{"sent", "Chờ duyệt"}, {"approved", "Đã duyệt"}, {"refused", "Không duyệt"}, {"withdrawn", "Đã rút"}, {NULL, NULL}};
static int64_t state_asked(const struct personnel_asked *asked)
{
	for (size_t i = 0; states[i].value; i++)
		if (str_is(asked->state, states[i].value))
			return (int64_t)i;
	return PERSONNEL_SENT;
}

static err request_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct personnel_requests_of_unit_rows found;
	TRY(personnel_requests_of_unit(
		&q->ctx, q->ctx.unit, state_asked(l->asked), l->begun ? l->from.id : INT64_MAX, most, &found));
	*out = LIST_ROWS(found);
	return NULL;
}

static err my_rows(struct req *q, const struct listing *l, int64_t most, struct list_rows *out)
{
	struct personnel_requests_of_unit_rows found;
	TRY(personnel_requests_mine(&q->ctx, q->ctx.actor, l->begun ? l->from.id : INT64_MAX, most, &found));
	*out = LIST_ROWS(found);
	return NULL;
}

static const struct field request_filters[] = {{.name = "trang-thai",
	.label = "Trạng thái",
	.type = I_CHOICE,
	.at = offsetof(struct personnel_asked, state),
	.choices = states}};
#define REQUEST_OF(member) .at = offsetof(struct personnel_requests_of_unit, member)
#define SENT_COLUMN                                                                                                              \
	{                                                                                                                        \
		.name = "sent", .title = "Gửi lúc", .as = COLUMN_TIME, REQUEST_OF(sent_at)                                       \
	}
#define STATE_COLUMN                                                                                                             \
	{                                                                                                                        \
		.name = "state", .title = "Trạng thái", .as = COLUMN_MADE, .text = state_text, .part = personnel_state_tag       \
	}
static const struct column request_columns[] = {
	{.name = "name", .title = "Người đề nghị", REQUEST_OF(name), .leads = "/ho-so-can-bo/de-nghi/{id}"},
	{.name = "kind", .title = "Mục", .as = COLUMN_MADE, .text = kind_text}, SENT_COLUMN, STATE_COLUMN};
const struct list personnel_requests_list = {.title = "Đề nghị sửa hồ sơ",
	.path = "/ho-so-can-bo/de-nghi",
	.file = "de-nghi-sua-ho-so",
	.columns = LIST(request_columns),
	.filters = LIST(request_filters),
	.asked = sizeof(struct personnel_asked),
	.row = sizeof(struct personnel_requests_of_unit),
	.rows = request_rows,
	.key = newest_first,
	.above = {"Hồ sơ cán bộ, công chức", "/ho-so-can-bo"},
	.none = {"Không có đề nghị nào đang chờ", "Đề nghị của cán bộ, công chức gửi từ trang “Hồ sơ của tôi” có ở đây."},
	.looked = "unit",
	.purpose = "Xuất danh sách đề nghị sửa hồ sơ"};
static const struct column my_columns[] = {
	{.name = "kind", .title = "Mục", .as = COLUMN_MADE, .text = kind_text, .leads = "/ho-so-cua-toi/de-nghi/{id}"},
	SENT_COLUMN, STATE_COLUMN};
const struct list personnel_my_requests_list = {.title = "Đề nghị của tôi",
	.path = "/ho-so-cua-toi/de-nghi",
	.file = "de-nghi-cua-toi",
	.columns = LIST(my_columns),
	.row = sizeof(struct personnel_requests_of_unit),
	.rows = my_rows,
	.key = newest_first,
	.above = {"Hồ sơ của tôi", "/ho-so-cua-toi"},
	.none = {"Chưa có đề nghị nào", "Khi hồ sơ có chỗ sai hoặc thiếu, hãy chọn “Đề nghị sửa” ở mục đó."}};
