/* settings: the adapter of inih. A value is the declared fallback, unless the INI file says otherwise, unless the database does; for a
 * unit, unless it has put one of its own there. */
#include "web/services/services.h"
#include "web/web.sql.h"
#include <ini.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "web/module.h"
#include "web/services/audit.h"
#include "web/services/setting.h"
#include "web/route.h"

struct held { /* a declared setting and what it is now */
	const struct setting *setting;
	const char *module; /* title */
	str file;           /* s == NULL: the file does not say */
	str stored;         /* s == NULL: the database does not say */
	const struct unit_value {
		int64_t unit;
		str value;
	} * own; /* of units, by unit */
	size_t own_n;
};
static struct {
	pthread_rwlock_t lock;
	arena a;            /* declarations and the file; for good */
	arena values;       /* what the database says; made anew by every reload */
	struct map by_name; /* -> struct held * */
} all = {.lock = PTHREAD_RWLOCK_INITIALIZER};

static struct held *find(const char *name) { return map_get(&all.by_name, str_of(name)); }

static str value_of(const struct held *h) { return h->stored.s ? h->stored : h->file.s ? h->file : str_of(h->setting->fallback); }

static int by_unit(const void *key, const void *row)
{
	int64_t unit = *(const int64_t *)key, other = ((const struct unit_value *)row)->unit;
	return (unit > other) - (unit < other);
}

static str own_of(const struct held *h, int64_t unit) /* s == NULL: it has none */
{
	const struct unit_value *own = h->own_n ? bsearch(&unit, h->own, h->own_n, sizeof *h->own, by_unit) : NULL;
	return own ? own->value : (str){0};
}

/* ---- what a value may be ---- */

static bool read_bool(str s, int64_t *out)
{
	static const char *const words[2][5] = {{"0", "false", "no", "off", "không"}, {"1", "true", "yes", "on", "có"}};
	for (int64_t v = 0; v < 2; v++)
		for (int i = 0; i < 5; i++)
			if (str_is(s, words[v][i])) {
				*out = v;
				return true;
			}
	return false;
}

static bool printable(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] < ' ' || s.s[i] == 0x7f)
			return false;
	return utf8_valid(s);
}

static err check_number(struct ctx *c, const struct setting *s, str value)
{
	int64_t v;
	if (!str_int(value, &v))
		return FAIL_FIELD(c, "value", "Hãy nhập một số nguyên, chỉ gồm chữ số");
	if (v < s->min || v > s->max)
		return FAIL_FIELD(c, "value", "Hãy nhập một số từ %s đến %s", show_int(c->a, s->min).s, show_int(c->a, s->max).s);
	return NULL;
}

/* "https://dichvucong.example.vn:8443": scheme, host, port and nothing else; *value is made lower case, without a last '/'. */
static bool read_site(arena *a, str *value)
{
	str rest, host, port, s = str_lower_ascii(a, *value);
	int64_t number = 1;
	if (str_ends(s, S("/")))
		s.n--;
	size_t scheme = str_starts(s, S("https://")) ? 8 : str_starts(s, S("http://")) ? 7 : 0;
	rest = (str){s.s + scheme, s.n - scheme};
	bool six = str_starts(rest, S("["));
	const char *shut = six ? memchr(rest.s, ']', rest.n) : NULL;
	host = shut ? (str){rest.s, (size_t)(shut - rest.s) + 1} : (str){0};
	port = shut ? (str){shut + 1, rest.n - host.n} : (str){0};
	if (!six && str_cut(rest, ':', &host, &port))
		port = (str){port.s - 1, port.n + 1};
	if (port.n && (port.s[0] != ':' || !str_int((str){port.s + 1, port.n - 1}, &number)))
		return false;
	for (size_t i = six; i + six < host.n; i++)
		if (!(host.s[i] >= 'a' && host.s[i] <= 'z') && !(host.s[i] >= '0' && host.s[i] <= '9') &&
			!strchr(six ? ":." : "-.", host.s[i]))
			return false;
	*value = s;
	return scheme && host.n > (six ? 2u : 0u) && host.s[0] != '.' && host.s[0] != '-' && number > 0 && number < 65536;
}

/* *out: the value as it is kept. */
static err check_value(struct ctx *c, const struct setting *s, str value, str *out)
{
	int64_t truth;
	*out = str_trim(value);
	if (!printable(*out))
		return FAIL_FIELD(c, "value", "Giá trị có ký tự không hợp lệ");
	switch (s->type) {
	case SET_INT: return check_number(c, s, *out);
	case SET_BOOL:
		if (!read_bool(*out, &truth))
			return FAIL_FIELD(c, "value", "Hãy chọn Có hoặc Không");
		*out = truth ? S("1") : S("0");
		return NULL;
	case SET_SITE:
		if (out->n && !read_site(c->a, out))
			return FAIL_FIELD(c, "value",
				"Hãy ghi https:// (hoặc http://) và tên máy chủ, không có đường dẫn phía sau, ví dụ "
				"https://dichvucong.example.vn");
		return NULL;
	default:;
		int64_t n = (int64_t)utf8_length(*out);
		if (n < s->min)
			return FAIL_FIELD(c, "value", "Hãy nhập ít nhất %lld ký tự", (long long)s->min);
		if (s->max && n > s->max)
			return FAIL_FIELD(c, "value", "Hãy nhập không quá %lld ký tự", (long long)s->max);
		return NULL;
	}
}

/* ---- the file ---- */

struct reading {
	arena *a;
	struct map *found; /* "section.key" -> str * */
};

static int on_entry(void *user, const char *section, const char *key, const char *value)
{
	struct reading *r = user;
	str *kept = NEW(r->a, str);
	*kept = str_copy(r->a, str_of(value));
	map_put(r->found, str_format(r->a, "%s%s%s", section, *section ? "." : "", key), kept);
	return 1;
}

static err read_file(struct ctx *c, const char *path, arena *a, struct map *found)
{
	struct reading r = {a, found};
	int line = path ? ini_parse(path, on_entry, &r) : 0;
	if (line < 0)
		return FAIL(c, BROKEN, "cannot read the configuration %s", path);
	if (line > 0)
		return FAIL(c, BROKEN, "%s:%d: expected [section], key = value, or ; comment", path, line);
	return NULL;
}

err setting_from_file(struct ctx *c, const char *path, const char *name, str *value)
{
	struct map found = {.a = c->a};
	TRY(read_file(c, path, c->a, &found));
	const str *v = map_get(&found, str_of(name));
	*value = v ? *v : (str){0};
	return NULL;
}

static err take_file(struct ctx *c, const char *path)
{
	struct map found = {.a = &all.a};
	TRY(read_file(c, path, &all.a, &found));
	for (size_t i = 0; i < found.n; i++) {
		str name = found.entries[i].key;
		struct held *h = map_get(&all.by_name, name);
		if (str_is(name, "server.db")) /* read before there is a store */
			continue;
		if (!h) {
			log_line(LOG_WARNING, NULL, "settings", "file=%s unknown=%.*s", path, STR_ARG(name));
			continue;
		}
		str kept;
		err e = check_value(c, h->setting, *(str *)found.entries[i].value, &kept);
		if (e)
			return FAIL(c, BROKEN, "%s: %.*s: %.*s", path, STR_ARG(name), STR_ARG(e->problems->text));
		h->file = str_copy(&all.a, kept);
	}
	return NULL;
}

/* ---- opening, reading anew ---- */

static bool permission_of(const struct module *const *list, const char *name)
{
	for (; *list; list++)
		for (size_t i = 0; i < (*list)->permissions.n; i++)
			if (!strcmp((*list)->permissions.v[i].name, name))
				return true;
	return false;
}

/* A declaration that nobody could keep, or that would let in whoever may change something else. */
static err check_declared(struct ctx *c, const struct module *const *list, const struct setting *s)
{
	str kept;
	if (find(s->name))
		return FAIL(c, BROKEN, "setting %s is declared twice", s->name);
	if (s->permission && !permission_of(list, s->permission))
		return FAIL(c, BROKEN, "setting %s: no permission %s is declared", s->name, s->permission);
	if (s->scope == FOR_UNITS && s->type == SET_SECRET)
		return FAIL(c, BROKEN, "setting %s: a secret is the program's", s->name);
	return check_value(c, s, str_of(s->fallback), &kept)
		       ? FAIL(c, BROKEN, "setting %s: its fallback is out of its bounds", s->name)
		       : NULL;
}

err settings_open(struct ctx *c, const struct module *const *list, const char *ini)
{
	settings_close();
	all.by_name.a = &all.a;
	for (const struct module *const *m = list; *m; m++)
		for (size_t i = 0; i < (*m)->settings.n; i++) {
			struct held *h = NEW(&all.a, struct held);
			h->setting = &(*m)->settings.v[i];
			h->module = (*m)->title;
			TRY(check_declared(c, list, h->setting));
			map_put(&all.by_name, str_of(h->setting->name), h);
		}
	TRY(take_file(c, ini));
	return settings_reload(c);
}

/* A setting that is gone, or whose bounds moved, is as good as not stored. */
static void take_stored(struct ctx *c, const struct setting_all_rows *rows)
{
	str kept;
	for (size_t i = 0; i < rows->n; i++) {
		struct held *h = map_get(&all.by_name, rows->v[i].name);
		if (h && !check_value(c, h->setting, rows->v[i].value, &kept))
			h->stored = str_copy(&all.values, kept);
	}
}

static void take_own(struct ctx *c, const struct unit_setting_all_rows *rows)
{
	str kept;
	struct unit_value *v = NEWN(&all.values, struct unit_value, rows->n + 1);
	for (size_t i = 0; i < rows->n; i++) { /* by name, then unit */
		struct held *h = map_get(&all.by_name, rows->v[i].name);
		if (!h || h->setting->scope != FOR_UNITS || check_value(c, h->setting, rows->v[i].value, &kept))
			continue;
		*v = (struct unit_value){rows->v[i].unit_id, str_copy(&all.values, kept)};
		if (!h->own_n++)
			h->own = v;
		v++;
	}
}

err settings_reload(struct ctx *c)
{
	struct setting_all_rows rows;
	struct unit_setting_all_rows own;
	TRY(setting_all(c, &rows));
	TRY(unit_setting_all(c, &own));
	pthread_rwlock_wrlock(&all.lock);
	for (size_t i = 0; i < all.by_name.n; i++) {
		struct held *h = all.by_name.entries[i].value;
		h->stored = (str){0};
		h->own = NULL;
		h->own_n = 0;
	}
	arena_reset(&all.values);
	take_stored(c, &rows);
	take_own(c, &own);
	pthread_rwlock_unlock(&all.lock);
	return NULL;
}

void settings_close(void)
{
	pthread_rwlock_wrlock(&all.lock);
	all.by_name = (struct map){0};
	arena_free(&all.values);
	arena_free(&all.a);
	pthread_rwlock_unlock(&all.lock);
}

/* ---- reading one ---- */

enum whose { PROGRAMS, UNITS_OR_PROGRAMS, UNITS_ALONE };

static str read_one(struct ctx *c, const char *name, enum whose whose, int64_t unit)
{
	pthread_rwlock_rdlock(&all.lock);
	const struct held *h = find(name);
	if (!h || (whose != PROGRAMS && h->setting->scope != FOR_UNITS)) {
		log_line(LOG_ERROR, c, "settings", "undeclared=%s unit=%lld", name, (long long)unit);
		abort();
	}
	str own = whose == PROGRAMS ? (str){0} : own_of(h, unit);
	str value = str_copy(c->a, own.s || whose == UNITS_ALONE ? own : value_of(h));
	pthread_rwlock_unlock(&all.lock);
	return value;
}

static int64_t number_of(str text)
{
	int64_t v = 0;
	if (!str_int(text, &v))
		read_bool(text, &v);
	return v;
}

str setting_text(struct ctx *c, const char *name) { return read_one(c, name, PROGRAMS, 0); }
int64_t setting_int(struct ctx *c, const char *name) { return number_of(setting_text(c, name)); }
str setting_text_in(struct ctx *c, int64_t unit, const char *name) { return read_one(c, name, UNITS_OR_PROGRAMS, unit); }
int64_t setting_int_in(struct ctx *c, int64_t unit, const char *name) { return number_of(setting_text_in(c, unit, name)); }
str setting_text_own(struct ctx *c, int64_t unit, const char *name) { return read_one(c, name, UNITS_ALONE, unit); }

static struct setting_view view_of(struct ctx *c, const struct held *h, int64_t unit)
{
	const struct setting *s = h->setting;
	str own = unit ? own_of(h, unit) : (str){0}, program = value_of(h), value = own.s ? own : program;
	bool secret = s->type == SET_SECRET;
	return (struct setting_view){.setting = s,
		.name = str_of(s->name),
		.title = str_of(s->title),
		.help = str_of(s->help),
		.module = str_of(h->module),
		.value = secret ? (str){"", 0} : str_copy(c->a, value),
		.of_program = secret ? (str){"", 0} : str_copy(c->a, program),
		.is_set = value.n > 0,
		.units = (int64_t)h->own_n,
		.is_units = s->scope == FOR_UNITS,
		.source = own.s         ? S("unit")
			  : h->stored.s ? S("database")
			  : h->file.s   ? S("file")
					: S("default")};
}

void settings_each(struct ctx *c, int64_t unit, struct setting_views *out)
{
	pthread_rwlock_rdlock(&all.lock);
	out->n = 0;
	out->v = NEWN(c->a, struct setting_view, all.by_name.n + 1);
	for (size_t i = 0; i < all.by_name.n; i++) {
		const struct held *h = all.by_name.entries[i].value;
		if (!unit || h->setting->scope == FOR_UNITS)
			out->v[out->n++] = view_of(c, h, unit);
	}
	pthread_rwlock_unlock(&all.lock);
}

/* ---- changing one ---- */

static err declared(struct ctx *c, const struct setting_change *n, const struct setting **out)
{
	pthread_rwlock_rdlock(&all.lock);
	const struct held *h = map_get(&all.by_name, n->name);
	*out = h ? h->setting : NULL;
	pthread_rwlock_unlock(&all.lock);
	return !*out || (n->unit && (*out)->scope != FOR_UNITS) ? FAIL(c, NOT_FOUND, "Không có cài đặt này.") : NULL;
}

/* As the store has it now: what is in memory may be some seconds old where several programs share it. s == NULL: it says nothing. */
static err stored_now(struct ctx *c, const struct setting_change *n, str *out)
{
	struct setting_value was = {0};
	struct unit_setting_value own = {0};
	bool found;
	*out = (str){0};
	if (n->unit) {
		TRY(unit_setting_value(c, n->unit, n->name, &own, &found));
		if (found)
			*out = own.value;
		return NULL;
	}
	TRY(setting_value(c, n->name, &was, &found));
	if (found)
		*out = was.value;
	return NULL;
}

static str said(const struct setting *s, str value) { return s->type != SET_SECRET ? value : value.n ? S("•") : S(""); }

static err put(struct ctx *c, const struct setting_change *n, str kept)
{
	if (n->reset)
		return n->unit ? unit_setting_drop(c, n->unit, n->name) : setting_drop(c, n->name);
	return n->unit ? unit_setting_put(c, n->unit, n->name, kept, c->now, c->actor)
		       : setting_put(c, n->name, kept, c->now, c->actor);
}

err setting_keep(struct ctx *c, const struct setting_change *n)
{
	const struct setting *s;
	str kept = {0}, was;
	TRY(declared(c, n, &s));
	if (!n->reset)
		TRY(check_value(c, s, n->value, &kept));
	TRY(stored_now(c, n, &was));
	if (n->reset ? !was.s : was.s && str_eq(was, kept))
		return NULL;
	TRY(put(c, n, kept));
	TRY(setting_change_add(c, &(struct setting_change_add_in){.unit = n->unit,
					  .name = n->name,
					  .before = said(s, was),
					  .had = was.s != NULL,
					  .after = said(s, kept),
					  .has = !n->reset,
					  .at = c->now,
					  .actor = c->actor}));
	str detail = n->reset || s->type == SET_SECRET ? n->name
						       : str_format(c->a, "%s: %.*s -> %.*s", s->name,
								 STR_ARG(was.s ? was : setting_text(c, s->name)), STR_ARG(kept));
	const char *action = n->unit    ? (n->reset ? "setting.unit_reset" : "setting.unit_change")
			     : n->reset ? "setting.reset"
					: "setting.change";
	return audit_add(c, action, "setting", 0, detail);
}

err setting_save(struct ctx *c, const char *name, str value)
{
	return setting_keep(c, &(struct setting_change){.name = str_of(name), .value = value});
}
