/* settings: the adapter of inih. A value is the declared fallback, unless the INI file says otherwise, unless the database does. */
#include "web/services/services.h"
#include "web/web.sql.h"
#include <ini.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct held { /* a declared setting and what it is now */
	const struct setting *setting;
	const char *module; /* title */
	str file;           /* s == NULL: the file does not say */
	str stored;         /* s == NULL: the database does not say */
};
static struct {
	pthread_rwlock_t lock;
	arena a;            /* declarations and the file; for good */
	arena values;       /* what the database says; made anew by every reload */
	struct map by_name; /* -> struct held * */
} all = {.lock = PTHREAD_RWLOCK_INITIALIZER};

static struct held *find(const char *name) { return map_get(&all.by_name, str_of(name)); }

static str value_of(const struct held *h) { return h->stored.s ? h->stored : h->file.s ? h->file : str_of(h->setting->fallback); }

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

err settings_open(struct ctx *c, const struct module *const *list, const char *ini)
{
	settings_close();
	all.by_name.a = &all.a;
	for (; *list; list++)
		for (size_t i = 0; i < (*list)->settings.n; i++) {
			struct held *h = NEW(&all.a, struct held);
			h->setting = &(*list)->settings.v[i];
			h->module = (*list)->title;
			if (find(h->setting->name))
				return FAIL(c, BROKEN, "setting %s is declared twice", h->setting->name);
			map_put(&all.by_name, str_of(h->setting->name), h);
		}
	TRY(take_file(c, ini));
	return settings_reload(c);
}

err settings_reload(struct ctx *c)
{
	struct setting_all_rows rows;
	TRY(setting_all(c, &rows));
	pthread_rwlock_wrlock(&all.lock);
	for (size_t i = 0; i < all.by_name.n; i++)
		((struct held *)all.by_name.entries[i].value)->stored = (str){0};
	arena_reset(&all.values);
	for (size_t i = 0; i < rows.n; i++) {
		struct held *h = map_get(&all.by_name, rows.v[i].name);
		str kept; /* a setting that is gone, or whose bounds moved, is as good as not stored */
		if (h && !check_value(c, h->setting, rows.v[i].value, &kept))
			h->stored = str_copy(&all.values, kept);
	}
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

str setting_text(struct ctx *c, const char *name)
{
	pthread_rwlock_rdlock(&all.lock);
	const struct held *h = find(name);
	if (!h) {
		log_line(LOG_ERROR, c, "settings", "undeclared=%s", name);
		abort();
	}
	str value = str_copy(c->a, value_of(h));
	pthread_rwlock_unlock(&all.lock);
	return value;
}

int64_t setting_int(struct ctx *c, const char *name)
{
	int64_t v = 0;
	str text = setting_text(c, name);
	if (!str_int(text, &v))
		read_bool(text, &v);
	return v;
}

void settings_each(struct ctx *c, struct setting_views *out)
{
	pthread_rwlock_rdlock(&all.lock);
	out->n = all.by_name.n;
	out->v = NEWN(c->a, struct setting_view, out->n + 1);
	for (size_t i = 0; i < out->n; i++) {
		const struct held *h = all.by_name.entries[i].value;
		const struct setting *s = h->setting;
		bool secret = s->type == SET_SECRET;
		out->v[i] = (struct setting_view){.setting = s,
			.name = str_of(s->name),
			.title = str_of(s->title),
			.help = str_of(s->help),
			.module = str_of(h->module),
			.value = secret ? (str){"", 0} : str_copy(c->a, value_of(h)),
			.is_set = value_of(h).n > 0,
			.source = h->stored.s ? S("database")
				  : h->file.s ? S("file")
					      : S("default")};
	}
	pthread_rwlock_unlock(&all.lock);
}

/* ---- changing one ---- */

static err declared(struct ctx *c, const char *name, const struct setting **out)
{
	pthread_rwlock_rdlock(&all.lock);
	const struct held *h = find(name);
	pthread_rwlock_unlock(&all.lock);
	if (!h)
		return FAIL(c, NOT_FOUND, "Không có cài đặt này.");
	*out = h->setting;
	return NULL;
}

err setting_save(struct ctx *c, const char *name, str value)
{
	const struct setting *s;
	str kept;
	TRY(declared(c, name, &s));
	TRY(check_value(c, s, value, &kept));
	str was = setting_text(c, name);
	TRY(setting_put(c, str_of(name), kept, c->now, c->actor));
	str detail =
		s->type == SET_SECRET ? str_of(name) : str_format(c->a, "%s: %.*s -> %.*s", name, STR_ARG(was), STR_ARG(kept));
	return audit_add(c, "setting.change", "setting", 0, detail);
}

err setting_reset(struct ctx *c, const char *name)
{
	const struct setting *s;
	TRY(declared(c, name, &s));
	TRY(setting_drop(c, str_of(name)));
	return audit_add(c, "setting.reset", "setting", 0, str_of(name));
}
