/* menu: the table of entries, one reader's part of it, and what accounts keep of it. */
#include "web/pages/menu.h"
#include "web/web.sql.h"
#include <pthread.h>
#include "http/http.h"
#include "web/module.h"
#include "web/edge/edge.h"

enum { ENTRIES_MOST = 256, SLOTS = 1024, NOTES = 256 };
#define KEPT (5 * SECOND)

static const char *const area_titles[] = {[AREA_NONE] = "",
	[AREA_DESK] = "Một cửa",
	[AREA_DOCUMENTS] = "Văn bản",
	[AREA_TASKS] = "Công việc",
	[AREA_REPORTS] = "Báo cáo",
	[AREA_DATA] = "Dữ liệu",
	[AREA_RESIDENTS] = "Dân cư",
	[AREA_ECONOMY] = "Kinh tế",
	[AREA_SOCIETY] = "Xã hội",
	[AREA_PORTAL] = "Cổng thông tin",
	[AREA_ADMINISTRATION] = "Quản trị"};

/* ---- the table ---- */

struct row {
	const struct menu_entry *entry;
	enum area area;
	int permission; /* bit, or ROUTE_PUBLIC, ROUTE_SIGNED_IN */
};
static struct {
	struct row v[ENTRIES_MOST];
	size_t n;
} table;

static enum area area_of(const struct menu_entry *e) { return e->place == MENU_ADMIN ? AREA_ADMINISTRATION : e->area; }

/* By area, then rank; entries of one rank keep their order. */
static void insert(struct row r)
{
	size_t at = table.n++;
	for (; at; at--) {
		const struct row *before = &table.v[at - 1];
		if (before->area < r.area || (before->area == r.area && before->entry->rank <= r.entry->rank))
			break;
		table.v[at] = *before;
	}
	table.v[at] = r;
}

err menu_declare(struct ctx *c, const struct module *const *list)
{
	table.n = 0;
	for (size_t i = 0; list[i]; i++)
		for (size_t k = 0; k < list[i]->menu.n; k++) {
			const struct menu_entry *e = &list[i]->menu.v[k];
			if (table.n == ENTRIES_MOST)
				return FAIL(c, BROKEN, "module %s: more than %d menu entries; raise ENTRIES_MOST", list[i]->name,
					ENTRIES_MOST);
			insert((struct row){e, area_of(e),
				!strcmp(e->permission, PUBLIC)      ? ROUTE_PUBLIC
				: !strcmp(e->permission, SIGNED_IN) ? ROUTE_SIGNED_IN
								    : permission_bit(e->permission)});
		}
	return NULL;
}

static bool open_to(const struct row *r, const struct actor *a)
{
	bool his = a->kind == OFFICER ? r->entry->place != MENU_CITIZEN : r->entry->place == MENU_CITIZEN;
	return his && (r->permission == ROUTE_PUBLIC             ? true
			      : r->permission == ROUTE_SIGNED_IN ? a->kind != NOBODY
								 : actor_may(a, r->permission));
}

/* ---- one reader's part ---- */

static struct shell_menu entries_of(arena *a, const struct actor *who)
{
	struct shell_entry *v = NEWN(a, struct shell_entry, table.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < table.n; i++)
		if (open_to(&table.v[i], who))
			v[n++] = (struct shell_entry){table.v[i].entry->title, table.v[i].entry->path, table.v[i].area};
	return (struct shell_menu){v, n};
}

static void areas_of(arena *a, struct shell *s)
{
	struct shell_area *v = NEWN(a, struct shell_area, s->menu.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s->menu.n; i++) {
		const struct shell_entry *e = &s->menu.v[i];
		if (n && e->area && v[n - 1].area == e->area)
			v[n - 1].entries.n++;
		else
			v[n++] = (struct shell_area){area_titles[e->area], e->area, {e, 1}};
	}
	for (size_t i = 0; i < n; i++)
		if (v[i].entries.n == 1)
			v[i].title = v[i].entries.v->title;
	s->areas = v;
	s->areas_n = n;
}

/* "/mot-cua" holds "/mot-cua" and "/mot-cua/17", not "/mot-cua-khac". */
static bool holds(const char *path, str page)
{
	size_t n = strlen(path);
	return n > 1 && page.n >= n && !memcmp(page.s, path, n) && (page.n == n || page.s[n] == '/');
}

const struct shell_entry *menu_here(const struct shell *s, const char *active)
{
	const struct shell_entry *best = NULL;
	for (size_t i = 0; i < s->menu.n; i++) {
		const struct shell_entry *e = &s->menu.v[i];
		if (active && !strcmp(e->path, active))
			return e;
		if (holds(e->path, s->path) && (!best || strlen(e->path) > strlen(best->path)))
			best = e;
	}
	return best;
}

const struct shell_area *menu_area_of(const struct shell *s, const struct shell_entry *here)
{
	for (size_t i = 0; here && i < s->areas_n; i++)
		if (here >= s->areas[i].entries.v && here < s->areas[i].entries.v + s->areas[i].entries.n)
			return &s->areas[i];
	return NULL;
}

static const struct shell_entry *entry_at(const struct shell_menu *menu, str path)
{
	for (size_t i = 0; i < menu->n; i++)
		if (str_is(path, menu->v[i].path))
			return &menu->v[i];
	return NULL;
}

bool menu_has(const struct shell_menu *menu, const char *path) { return entry_at(menu, str_of(path)) != NULL; }

/* ---- what an account keeps: remembered for seconds ---- */

struct slot {
	int64_t account, until;
	int64_t changed_at; /* by the machine's clock: a view opened before may still be read, so nothing is remembered for KEPT after */
	char favourites[FAVOURITES_MOST * 64], used[USED_MOST * 64]; /* paths, one a line; what is longer is read each time */
};
static struct {
	pthread_mutex_t lock;
	struct slot slots[SLOTS];
	struct {
		int64_t account;
		const char *path;
	} notes[NOTES];
	size_t n;
} memory = {.lock = PTHREAD_MUTEX_INITIALIZER};

struct kept_paths {
	str favourites, used;
};

static struct slot *slot_of(int64_t account) { return &memory.slots[(uint64_t)account % SLOTS]; }

static bool remembered(arena *a, int64_t account, int64_t now, struct kept_paths *out)
{
	pthread_mutex_lock(&memory.lock);
	const struct slot *s = slot_of(account);
	bool good = s->account == account && s->until > now && s->until <= now + KEPT;
	if (good)
		*out = (struct kept_paths){str_copy(a, str_of(s->favourites)), str_copy(a, str_of(s->used))};
	pthread_mutex_unlock(&memory.lock);
	return good;
}

static void remember(int64_t account, int64_t now, const struct kept_paths *k)
{
	pthread_mutex_lock(&memory.lock);
	struct slot *s = slot_of(account);
	int64_t age = clock_now() - s->changed_at;
	s->until = 0;
	if ((age < 0 || age >= KEPT) && k->favourites.n < sizeof s->favourites && k->used.n < sizeof s->used) {
		*s = (struct slot){.account = account, .until = now + KEPT, .changed_at = s->changed_at};
		memcpy(s->favourites, k->favourites.s ? k->favourites.s : "", k->favourites.n);
		memcpy(s->used, k->used.s ? k->used.s : "", k->used.n);
	}
	pthread_mutex_unlock(&memory.lock);
}

void menu_forget(int64_t account)
{
	pthread_mutex_lock(&memory.lock);
	struct slot *s = slot_of(account);
	s->changed_at = clock_now();
	if (s->account == account)
		s->until = 0;
	pthread_mutex_unlock(&memory.lock);
}

static err load(struct ctx *c, int64_t account, struct kept_paths *out)
{
	struct menu_kept_of row;
	bool found;
	TRY(menu_kept_of(c, account, &row, &found));
	*out = found ? (struct kept_paths){row.favourites, row.used} : (struct kept_paths){S(""), S("")};
	return NULL;
}

/* Those of these paths that he may still open, in their order. */
static struct shell_menu shown_of(arena *a, const struct shell *s, str paths, size_t most)
{
	struct shell_entry *v = NEWN(a, struct shell_entry, most);
	size_t n = 0;
	for (str path; paths.n && n < most;) {
		str_cut(paths, '\n', &path, &paths);
		const struct shell_entry *e = entry_at(&s->menu, path);
		if (e)
			v[n++] = *e;
	}
	return (struct shell_menu){v, n};
}

void menu_fill(struct visit *v, struct shell *s)
{
	struct ctx *c = &v->q.ctx;
	struct kept_paths kept;
	s->menu = entries_of(c->a, s->actor);
	areas_of(c->a, s);
	if (s->actor->kind == NOBODY)
		return;
	if (!remembered(c->a, s->actor->account, c->now, &kept)) {
		if (load(c, s->actor->account, &kept))
			return; /* a menu without favourites is better than no page */
		remember(s->actor->account, c->now, &kept);
	}
	s->favourites = shown_of(c->a, s, kept.favourites, FAVOURITES_MOST);
	s->used = shown_of(c->a, s, kept.used, USED_MOST);
}

/* ---- changes ---- */

/* That path, if it is to be there, before or behind the others; at most so many. */
static str paths_with(arena *a, str paths, str path, bool first, bool last, size_t most)
{
	buf b = {.a = a};
	size_t n = 0;
	if (first)
		buf_printf(&b, "%.*s", STR_ARG(path));
	n += first;
	for (str one; paths.n && n < most;) {
		str_cut(paths, '\n', &one, &paths);
		if (!one.n || str_eq(one, path))
			continue;
		buf_printf(&b, "%s%.*s", n ? "\n" : "", STR_ARG(one));
		n++;
	}
	if (last && n < most)
		buf_printf(&b, "%s%.*s", n ? "\n" : "", STR_ARG(path));
	return buf_text(&b);
}

static size_t lines(str text)
{
	size_t n = 0;
	for (str one; text.n; n++)
		str_cut(text, '\n', &one, &text);
	return n;
}

err menu_favourite(struct ctx *c, const struct favourite *f)
{
	struct kept_paths kept;
	str path = f->add.n ? f->add : f->drop;
	TRY(load(c, c->actor, &kept));
	if (f->add.n && !entry_at(&f->shell->menu, path))
		return FAIL_FIELD(c, "add", "Chọn một mục trong mục lục của ông/bà.");
	/* What he may no longer open makes room. */
	struct shell_menu mine = shown_of(c->a, f->shell, kept.favourites, lines(kept.favourites) + 1);
	if (f->add.n && mine.n >= FAVOURITES_MOST && !menu_has(&mine, str_c(c->a, path)))
		return FAIL_FIELD(c, "add", "Đã có %d mục ưa thích. Hãy bỏ bớt một mục rồi thêm.", FAVOURITES_MOST);
	if (f->add.n && mine.n < lines(kept.favourites)) {
		buf b = {.a = c->a};
		for (size_t i = 0; i < mine.n; i++)
			buf_printf(&b, "%s%s", i ? "\n" : "", mine.v[i].path);
		kept.favourites = buf_text(&b);
	}
	kept.favourites = paths_with(c->a, kept.favourites, path, false, f->add.n > 0, FAVOURITES_MOST);
	return menu_kept_put(c, c->actor, kept.favourites, kept.used);
}

/* ---- what was used last ---- */

void menu_note(struct visit *v)
{
	const struct actor *a = v->q.actor;
	const struct shell *s = v->q.page.shell;
	int status = v->q.reply->status;
	if (!s || a->kind == NOBODY || !v->session.id || v->bearer || v->q.json || (status && status != 200))
		return;
	const struct shell_entry *e = entry_at(&s->menu, v->q.http->path);
	if (!e)
		return;
	pthread_mutex_lock(&memory.lock);
	const char *last = s->used.n ? s->used.v[0].path : "";
	for (size_t i = 0; i < memory.n; i++)
		if (memory.notes[i].account == a->account)
			last = memory.notes[i].path;
	if (strcmp(last, e->path) && memory.n < NOTES) { /* else: it is noted the next time */
		memory.notes[memory.n].account = a->account;
		memory.notes[memory.n++].path = e->path;
	}
	pthread_mutex_unlock(&memory.lock);
}

struct noted {
	struct {
		int64_t account;
		const char *path;
	} v[NOTES];
	size_t n;
};

OWN_RULE(write_notes, const struct noted)
static err write_notes(struct ctx *c, const struct noted *all)
{
	for (size_t i = 0; i < all->n; i++) {
		struct kept_paths kept;
		TRY(load(c, all->v[i].account, &kept));
		kept.used = paths_with(c->a, kept.used, str_of(all->v[i].path), true, false, USED_MOST);
		TRY(menu_kept_put(c, all->v[i].account, kept.favourites, kept.used));
	}
	return NULL;
}

err menu_flush(struct ctx *c)
{
	struct noted *all = NEW(c->a, struct noted);
	pthread_mutex_lock(&memory.lock);
	all->n = memory.n;
	memcpy(all->v, memory.notes, memory.n * sizeof *memory.notes);
	memory.n = 0;
	pthread_mutex_unlock(&memory.lock);
	if (!all->n)
		return NULL;
	TRY(apply(c, write_notes, all));
	for (size_t i = 0; i < all->n; i++)
		menu_forget(all->v[i].account);
	return NULL;
}
