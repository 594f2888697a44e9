/* open_data: the rules: what is chosen, published, withdrawn, taken down. */
#include "core/open_data/inside.h"
#include "core/access/access.h"
#include "core/history/history.h"
#include "core/units/units.h"
#include "web/choice.h"
#include "web/notify.h"
#include "web/object.h"
#include "web/services/audit.h"
#include "web/services/job.h"

enum { CODE_MAX = 60, CODES_TRIED = 50 };

/* ---- what is chosen ---- */

static err write_soon(struct ctx *c, int64_t set)
{
	str id = str_format(c->a, "%lld", (long long)set);
	return job_add(c, "open_data.write", id, id, 0);
}

/* "Giếng nước công cộng" of 14389: gieng-nuoc-cong-cong-14389. An address stays when titles change. */
static err code_made(struct ctx *c, str title, str *out)
{
	struct open_unit u;
	struct open_set_code_taken other;
	buf b = {.a = c->a};
	bool taken = true;
	TRY(open_unit(c, c->unit, &u));
	str words = fold(c->a, title);
	for (size_t i = 0; i < words.n && b.n < CODE_MAX; i++)
		buf_put(&b, words.s[i] == ' ' ? "-" : &words.s[i], 1);
	for (int n = 1; taken && n <= CODES_TRIED; n++) {
		*out = str_format(c->a, n > 1 ? "%.*s-%.*s-%d" : "%.*s-%.*s", STR_ARG(buf_text(&b)), STR_ARG(u.code), n);
		TRY(open_set_code_taken(c, *out, &other, &taken));
	}
	return taken ? FAIL_FIELD(c, "title", "Đã có nhiều bộ dữ liệu tên như vậy; hãy đặt tên khác") : NULL;
}

static bool licence_fits(struct ctx *c, str code) { return choice_label(open_licences(c), code)[0]; }

/* Of an office: also one of four digits, or of a town. */
static bool telephone_fits(str s)
{
	size_t digits = 0;
	for (size_t i = 0; i < s.n; i++) {
		digits += s.s[i] >= '0' && s.s[i] <= '9';
		if (!memchr("0123456789 +-.()", s.s[i], 16))
			return false;
	}
	return digits >= 3;
}

static err said_fits(struct ctx *c, const struct open_set_work *w)
{
	if (!licence_fits(c, w->licence))
		return FAIL_FIELD(c, "licence", "Chọn giấy phép trong danh sách");
	if (!choice_label(open_frequencies, w->frequency)[0])
		return FAIL_FIELD(c, "frequency", "Chọn bao lâu làm mới một lần");
	if (!w->contact_email.n && !w->contact_phone.n)
		return FAIL_FIELD(c, "contact_email", "Ghi thư điện tử hoặc điện thoại của nơi giải đáp");
	if (w->contact_email.n && !email_valid(w->contact_email))
		return FAIL_FIELD(c, "contact_email", "Thư điện tử không đúng, ví dụ: ubnd@gialam.example");
	if (w->contact_phone.n && !telephone_fits(w->contact_phone))
		return FAIL_FIELD(
			c, "contact_phone", "Điện thoại chỉ gồm chữ số, dấu cách và dấu + - . ( ), ví dụ: 0229 3864 123");
	return NULL;
}

static str joined(arena *a, struct texts names)
{
	buf b = {.a = a};
	for (size_t i = 0; i < names.n; i++) {
		buf_str(&b, b.n ? S(" ") : S(""));
		buf_str(&b, names.v[i]);
	}
	return buf_text(&b);
}

static str narrowed_lines(arena *a, const struct registry *r, const struct open_set_work *w)
{
	buf b = {.a = a};
	if (w->state.n)
		buf_printf(&b, "state=%.*s", STR_ARG(w->state));
	for (size_t i = 0; i < r->filters.n; i++)
		if (w->narrowed[i].n)
			buf_printf(&b, "%s%s=%.*s", b.n ? "\n" : "", r->filters.v[i]->name, STR_ARG(w->narrowed[i]));
	return buf_text(&b);
}

/* A name with a space in it would be two, a value with a line end another filter. */
static bool one_word(str s) { return !memchr(s.s ? s.s : "", ' ', s.n) && !memchr(s.s ? s.s : "", '\n', s.n); }

static err giving_fits(struct ctx *c, const struct open_set_work *w, struct open_set_get *s, struct open_giving *g)
{
	str why;
	for (size_t i = 0; i < w->fields.n; i++)
		if (!one_word(w->fields.v[i]))
			return FAIL_FIELD(c, "fields", "Sổ không có trường này");
	TRY(registry_of(c, w->registry, &g->registry));
	const struct registry *r = g->registry;
	for (size_t i = 0; i < REGISTRY_FILTERS_MAX; i++)
		if (memchr(w->narrowed[i].s ? w->narrowed[i].s : "", '\n', w->narrowed[i].n) ||
			(i >= r->filters.n && w->narrowed[i].n))
			return FAIL_FIELD(c, "fields", "Sổ không có cách lọc này");
	*s = (struct open_set_get){.registry = w->registry, .fields = joined(c->a, w->fields), .has_state = w->has_state};
	s->narrowed = narrowed_lines(c->a, r, w);
	TRY(open_giving_of(c, s, g, &why));
	return why.n ? FAIL_FIELD(c, "fields", "%.*s", STR_ARG(why)) : NULL;
}

static void says(
	struct differences *d, const struct open_set_get *was, const struct open_set_work *w, const struct open_set_get *now)
{
	difference_add(d, "Tên", was->title, w->title);
	difference_add(d, "Mô tả", was->description, w->description);
	difference_add(d, "Giấy phép", was->licence, w->licence);
	difference_add(d, "Làm mới", str_of(choice_label(open_frequencies, was->frequency)),
		str_of(choice_label(open_frequencies, w->frequency)));
	difference_add(d, "Nơi giải đáp", was->contact_name, w->contact_name);
	difference_add(d, "Thư điện tử", was->contact_email, w->contact_email);
	difference_add(d, "Điện thoại", was->contact_phone, w->contact_phone);
	difference_add(d, "Các trường", was->fields, now->fields);
	difference_add(d, "Lọc theo", was->narrowed, now->narrowed);
	difference_add(d, "Kèm trạng thái", was->has_state ? S("Có") : S("Không"), now->has_state ? S("Có") : S("Không"));
}

static err change(
	struct ctx *c, struct open_set_work *w, const struct open_set_get *was, const struct open_set_get *now, str folded)
{
	struct differences d = {.a = c->a};
	says(&d, was, w, now);
	err e = open_set_change(c, &(struct open_set_change_in){.id = w->id,
					   .seen = w->seen,
					   .title = w->title,
					   .description = w->description,
					   .folded = folded,
					   .licence = w->licence,
					   .frequency = w->frequency,
					   .contact_name = w->contact_name,
					   .contact_email = w->contact_email,
					   .contact_phone = w->contact_phone,
					   .fields = now->fields,
					   .has_state = now->has_state,
					   .narrowed = now->narrowed,
					   .account = c->actor});
	if (e && e->kind == CONFLICT)
		return FAIL(c, CONFLICT, "Bộ dữ liệu vừa được người khác sửa. Hãy tải lại trang rồi sửa tiếp.");
	TRY(e);
	TRY(history_add(c, "open_set", w->id, &d));
	TRY(audit_add(c, "open_set.change", "open_set", w->id, w->title));
	return was->state == OPEN_PUBLIC ? write_soon(c, w->id) : NULL;
}

static err add(struct ctx *c, struct open_set_work *w, const struct registry *r, const struct open_set_get *now, str folded)
{
	struct open_set_add added;
	str code;
	TRY(code_made(c, w->title, &code));
	TRY(open_set_add(c,
		&(struct open_set_add_in){.unit = c->unit,
			.registry_id = r->id,
			.registry = r->code,
			.code = code,
			.title = w->title,
			.description = w->description,
			.folded = folded,
			.licence = w->licence,
			.frequency = w->frequency,
			.contact_name = w->contact_name,
			.contact_email = w->contact_email,
			.contact_phone = w->contact_phone,
			.fields = now->fields,
			.has_state = now->has_state,
			.narrowed = now->narrowed,
			.account = c->actor},
		&added));
	w->id = added.id;
	return audit_add(c, "open_set.add", "open_set", w->id, w->title);
}

err open_set_keep(struct ctx *c, struct open_set_work *w)
{
	struct open_set_get now = {0}, was = {0};
	struct open_giving g;
	if (w->id) {
		TRY(open_set_get(c, w->id, c->unit, &was));
		w->registry = was.registry;
	}
	TRY(said_fits(c, w));
	TRY(giving_fits(c, w, &now, &g));
	str folded = fold(c->a, str_format(c->a, "%.*s %.*s", STR_ARG(w->title), STR_ARG(w->description)));
	return w->id ? change(c, w, &was, &now, folded) : add(c, w, g.registry, &now, folded);
}

/* ---- published, withdrawn ---- */

err open_load(struct ctx *c, struct open_work *w)
{
	TRY(open_set_get(c, w->set, c->unit, &w->row));
	w->object = w->row.id;
	w->version = w->row.version;
	w->state = w->row.state;
	w->is = &w->state;
	w->detail = w->row.title;
	return NULL;
}

err open_save(struct ctx *c, struct open_work *w) { return open_set_moved(c, w->set, w->state, c->actor, c->now); }

/* Its files go with it: the contents a day later (core/files). */
static err files_dropped(struct ctx *c, int64_t set)
{
	struct open_files_rows files;
	TRY(open_files(c, set, &files));
	TRY(open_files_forget(c, set));
	for (size_t i = 0; i < files.n; i++)
		TRY(file_remove(c, files.v[i].file_id));
	return open_set_stale(c, set);
}

err open_publish(struct ctx *c, struct open_work *w)
{
	struct open_giving g;
	str why;
	TRY(open_giving_of(c, &w->row, &g, &why));
	if (why.n)
		return FAIL(c, CONFLICT, "Chưa công bố được. %.*s", STR_ARG(why));
	if (!licence_fits(c, w->row.licence))
		return FAIL(c, CONFLICT, "Chưa công bố được. Giấy phép đã chọn không còn dùng; hãy sửa rồi công bố.");
	return write_soon(c, w->set);
}

err open_withdraw(struct ctx *c, struct open_work *w) { return files_dropped(c, w->set); }

err open_act(struct ctx *c, struct open_work *w) { return flow_apply(c, &open_flow, w); }

/* ---- taken down by the program ---- */

static err tell(struct ctx *c, const struct open_set_get *s, str why)
{
	struct open_keepers_rows keepers;
	struct news n = {.title = str_format(c->a, "Bộ dữ liệu mở đã bị gỡ: %.*s", STR_ARG(s->title)),
		.text = str_format(
			c->a, "%.*s Bộ dữ liệu không còn trên trang dữ liệu mở. Hãy sửa lựa chọn rồi công bố lại.", STR_ARG(why)),
		.path = object_path(c->a, "open_set", s->id)};
	bool himself = false;
	TRY(open_keepers(c, s->unit_id, day_iso(c->a, day_of(c->now)), &keepers));
	for (size_t i = 0; i < keepers.n; i++) {
		himself |= keepers.v[i].id == s->chosen_by;
		TRY(notify(c, keepers.v[i].id, "open_data.taken", &n));
	}
	return himself ? NULL : notify(c, s->chosen_by, "open_data.taken", &n);
}

err open_take_down(struct ctx *c, struct open_taking *t)
{
	struct open_set_get s;
	bool found;
	TRY(open_set_kept(c, t->set, &s, &found));
	if (!found || s.state != OPEN_PUBLIC)
		return NULL;
	TRY(open_set_taken(c, s.id, t->why));
	TRY(files_dropped(c, s.id));
	TRY(audit_add_in(c, s.unit_id, "open_set.taken", "open_set", s.id, t->why));
	return tell(c, &s, t->why);
}

static err judged_anew(struct ctx *c, const struct open_set_get *s, const struct open_giving *g, str why, void *arg)
{
	struct open_taking t = {s->id, why};
	(void)g, (void)arg;
	return why.n ? open_take_down(c, &t) : NULL;
}

/* A version was published, perhaps for a later day: what it says is somebody's own is not given any more from now on. Sets of other registries may
 * name its records. */
err open_registry_changed(struct ctx *c, const char *kind, int64_t object)
{
	(void)object;
	return strcmp(kind, "registry") ? NULL : open_each_published(c, judged_anew, NULL);
}

/* ---- the flow ---- */

static const struct flow_state states[] = {
	{.value = OPEN_DRAFT, .code = "draft", .title = "Chưa công bố", .first = true},
	{.value = OPEN_PUBLIC, .code = "public", .title = "Đang công bố", .colour = "green"},
	{.value = OPEN_WITHDRAWN, .code = "withdrawn", .title = "Đã thôi công bố", .colour = "yellow"},
};
static const struct flow_side sides[] = {{.who = "quản trị đơn vị",
	.path = OPEN_ADMIN "/{id}",
	.api = "/open-data-sets/{id}",
	.permission = OPEN_PUBLISH,
	.summary = "Việc làm được với một bộ dữ liệu mở"}};
static const struct flow_action actions[] = {
	{.name = "publish",
		.path = "cong-bo",
		.title = "Công bố",
		.done = "Đã công bố bộ dữ liệu",
		.permission = OPEN_PUBLISH,
		.sides = FLOW_IN(0),
		.from = FLOW_IN(OPEN_DRAFT) | FLOW_IN(OPEN_WITHDRAWN),
		.to = FLOW_IN(OPEN_PUBLIC),
		.at_once = true,
		.rule = open_publish_rule},
	{.name = "withdraw",
		.path = "thoi-cong-bo",
		.title = "Thôi công bố",
		.done = "Đã thôi công bố bộ dữ liệu",
		.permission = OPEN_PUBLISH,
		.sides = FLOW_IN(0),
		.from = FLOW_IN(OPEN_PUBLIC),
		.to = FLOW_IN(OPEN_WITHDRAWN),
		.at_once = true,
		.destructive = true,
		.rule = open_withdraw_rule},
};
static const struct permission permissions[] = {
	{.name = OPEN_PUBLISH, .title = "Chọn và công bố dữ liệu mở của đơn vị", .roles = "administrator"}};
const struct flow open_flow = {.name = "open_set",
	.noun = "Bộ dữ liệu mở",
	.title = "Công bố dữ liệu mở",
	.states = LIST(states),
	.sides = LIST(sides),
	.actions = LIST(actions),
	.permissions = LIST(permissions),
	.load = open_load_rule,
	.save = open_save_rule};
