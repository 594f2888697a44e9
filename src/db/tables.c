/* Which tables a store has, their columns and references: the same answer from both backends. */
#include "inside.h"

/* What belongs to one installation and does not move: which steps it has run, who is signed in, its own keys. */
#define STAYS "'migration', 'session', 'secret'"

static const unsigned char one_text[] = {V_TEXT};
static const struct sql list_tables = {"tables.list",
	"select name, type = 'virtual' from pragma_table_list where schema = 'main' and type in ('table', 'virtual') "
	"and name not like 'sqlite_%' and name not in (" STAYS ") order by name",
	"select relname::text, 0 from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r' "
	"and relname not in (" STAYS ") order by relname",
	NULL, 0, false};
static const struct sql list_columns = {"tables.columns", "select name, lower(type), pk from pragma_table_info(?1) order by cid",
	"select a.attname::text, format_type(a.atttypid, null), coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0) "
	"from pg_attribute a left join pg_index i on i.indrelid = a.attrelid and i.indisprimary "
	"where a.attrelid = quote_ident($1)::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum",
	one_text, 1, false};
static const struct sql list_references = {"tables.references",
	"select distinct \"table\" from pragma_foreign_key_list(?1) order by 1",
	"select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid "
	"where k.contype = 'f' and k.conrelid = quote_ident($1)::regclass order by 1",
	one_text, 1, false};

enum { TABLES = 1024, COLUMNS = 256 };

static enum value_type type_of(str declared)
{
	if (str_is(declared, "integer") || str_is(declared, "int") || str_is(declared, "bigint") || str_is(declared, "smallint"))
		return V_INT;
	if (str_is(declared, "real") || str_is(declared, "double precision"))
		return V_REAL;
	return str_is(declared, "blob") || str_is(declared, "bytea") ? V_BLOB : V_TEXT;
}

static err read_columns(struct ctx *c, struct table *t, bool search)
{
	const struct value values[] = {v_text(t->name)};
	struct rows *r;
	t->columns = NEWN(c->a, struct column, COLUMNS);
	if (search) /* a full-text table has a rowid that it does not list */
		t->columns[t->n++] = (struct column){.name = S("rowid"), .type = V_INT, .key = 1};
	TRY(db_query(c, &list_columns, values, &r));
	for (;;) {
		bool more;
		TRY(db_next(c, r, &more));
		if (!more || t->n == COLUMNS)
			break;
		str declared = row_text(r, 1, c->a);
		t->columns[t->n++] =
			(struct column){row_text(r, 0, c->a), type_of(declared), str_is(declared, "tsvector"), row_int(r, 2)};
	}
	db_done(r);
	return NULL;
}

static err read_references(struct ctx *c, struct table *t)
{
	const struct value values[] = {v_text(t->name)};
	struct rows *r;
	t->refers = NEWN(c->a, str, COLUMNS);
	TRY(db_query(c, &list_references, values, &r));
	for (;;) {
		bool more;
		TRY(db_next(c, r, &more));
		if (!more || t->nrefers == COLUMNS)
			break;
		t->refers[t->nrefers++] = row_text(r, 0, c->a);
	}
	db_done(r);
	return NULL;
}

/* Depth first; a cycle is cut where it is met (references are checked at the end of an import). */
static void place(struct table *all, size_t n, struct table *t, struct tables *out)
{
	if (t->placed)
		return;
	t->placed = true;
	for (size_t i = 0; i < t->nrefers; i++)
		for (size_t k = 0; k < n; k++)
			if (str_eq(all[k].name, t->refers[i]))
				place(all, n, &all[k], out);
	out->v[out->n++] = t;
}

err db_tables(struct ctx *c, struct tables *out)
{
	struct table *all = NEWN(c->a, struct table, TABLES);
	bool *search = NEWN(c->a, bool, TABLES);
	size_t n = 0;
	struct rows *r;
	TRY(db_query(c, &list_tables, NULL, &r));
	for (;;) {
		bool more;
		TRY(db_next(c, r, &more));
		if (!more || n == TABLES)
			break;
		all[n].name = row_text(r, 0, c->a);
		search[n++] = row_int(r, 1) != 0;
	}
	db_done(r);
	for (size_t i = 0; i < n; i++) {
		TRY(read_columns(c, &all[i], search[i]));
		TRY(read_references(c, &all[i]));
	}
	*out = (struct tables){.v = NEWN(c->a, struct table *, n)};
	for (size_t i = 0; i < n; i++)
		place(all, n, &all[i], out);
	return NULL;
}
