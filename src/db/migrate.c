/* Brings a store's schema up to date. The table migration says which steps have run, with the hash of their text. */
#include "inside.h"

static const struct sql make_table = {"migration.make",
	"create table if not exists migration (module text not null, number integer not null, hash text not null, "
	"applied_at integer not null, primary key (module, number))",
	"create table if not exists migration (module text collate \"C\" not null, number bigint not null, "
	"hash text collate \"C\" not null, applied_at bigint not null, primary key (module, number))",
	NULL, 0, true};
static const struct sql list_applied = {"migration.list", "select module, number, hash from migration order by module, number",
	"select module, number, hash from migration order by module, number", NULL, 0, false};
static const unsigned char add_types[] = {V_TEXT, V_INT, V_TEXT, V_INT};
static const struct sql add_applied = {"migration.add",
	"insert into migration (module, number, hash, applied_at) values (?1, ?2, ?3, ?4)",
	"insert into migration (module, number, hash, applied_at) values ($1, $2, $3, $4)", add_types, 4, true};

static err run(struct ctx *c, const struct sql *q, const struct value *values)
{
	struct rows *r;
	bool more;
	TRY(db_query(c, q, values, &r));
	TRY(db_next(c, r, &more));
	db_done(r);
	return NULL;
}

static str key(struct ctx *c, str module, int64_t number)
{
	return str_format(c->a, "%.*s %lld", STR_ARG(module), (long long)number);
}

static const struct migration *find(const struct migrations *list, size_t lists, str module, int64_t number, bool *known)
{
	for (size_t i = 0; i < lists; i++)
		for (size_t k = 0; k < list[i].n; k++)
			if (str_is(module, list[i].v[k].module)) {
				*known = true;
				if (list[i].v[k].number == number)
					return &list[i].v[k];
			}
	return NULL;
}

/* A step the program does not know: of a module that was taken out (its tables stay as they are), or of a newer program. */
static err compare(struct ctx *c, const struct migrations *list, size_t lists, str module, int64_t number, str hash)
{
	bool known = false;
	const struct migration *m = find(list, lists, module, number, &known);
	if (m && !str_is(hash, m->hash))
		return FAIL(c, BROKEN,
			"migration %.*s %lld was changed after it had run here (store %.*s, program %s): append a new step "
			"instead. "
			"Bước nâng cấp dữ liệu đã chạy bị sửa; hãy dùng đúng phiên bản chương trình.",
			STR_ARG(module), (long long)number, STR_ARG(hash), m->hash);
	if (!m && known)
		return FAIL(c, BROKEN,
			"the store is newer than this program: it has run migration %.*s %lld. "
			"Dữ liệu do phiên bản mới hơn tạo ra; hãy nâng cấp chương trình.",
			STR_ARG(module), (long long)number);
	if (!m)
		log_line(LOG_WARNING, c, "module_missing", "module=%.*s migration=%lld", STR_ARG(module), (long long)number);
	return NULL;
}

static err read_applied(struct ctx *c, const struct migrations *list, size_t lists, struct map *applied)
{
	struct rows *r;
	TRY(db_query(c, &list_applied, NULL, &r));
	for (;;) {
		bool more;
		TRY(db_next(c, r, &more));
		if (!more)
			break;
		str module = row_text(r, 0, c->a), hash = row_text(r, 2, c->a);
		int64_t number = row_int(r, 1);
		err e = compare(c, list, lists, module, number, hash);
		if (e) {
			db_done(r);
			return e;
		}
		map_put(applied, key(c, module, number), c);
	}
	db_done(r);
	return NULL;
}

static err step(struct ctx *c, struct store *s, const struct migration *m)
{
	const struct value values[] = {v_text(str_of(m->module)), v_int(m->number), v_text(str_of(m->hash)), v_int(c->now)};
	TRY(s->back->exec(c, "begin"));
	err e = s->back->exec(c, db_is_postgres(s) ? m->postgres : m->sqlite);
	if (!e)
		e = run(c, &add_applied, values);
	if (!e)
		e = s->back->exec(c, "commit");
	if (!e)
		return NULL;
	c->db->failed = NULL;
	if (s->back->exec(c, "rollback"))
		c->db->failed = NULL;
	return FAIL(c, BROKEN, "migration %s %d: %.*s", m->module, m->number, STR_ARG(e->text));
}

static err run_steps(struct ctx *c, struct store *s, const struct migrations *list, size_t lists, bool *migrated)
{
	struct map applied = {.a = c->a};
	TRY(run(c, &make_table, NULL));
	TRY(read_applied(c, list, lists, &applied));
	for (size_t i = 0; i < lists; i++)
		for (size_t k = 0; k < list[i].n; k++) {
			const struct migration *m = &list[i].v[k];
			if (map_get(&applied, key(c, str_of(m->module), m->number)))
				continue;
			if (!*migrated && applied.n)
				TRY(s->back->copy_aside(c, s));
			*migrated = true;
			TRY(step(c, s, m));
		}
	return NULL;
}

err db_migrate(struct ctx *c, struct store *s, struct db *admin, const struct migrations *list, size_t lists)
{
	struct db *before = c->db;
	bool migrated = false;
	c->db = admin;
	admin->writing = true;
	err e = s->back->before_migrations(c, s);
	if (!e) {
		e = run_steps(c, s, list, lists, &migrated);
		admin->failed = NULL;
		err after = s->back->after_migrations(c, s, migrated && !e);
		e = e ? e : after;
	}
	admin->writing = false;
	admin->failed = NULL;
	c->db = before;
	return e;
}
