/* Every statement of the program, on the tables of all modules: its plan reads no table from end to end, unless the list below says why
 * that is right. (Without data a plan shows what the indexes allow, and SQLite gathers no statistics here, so the plan of an empty store is
 * the plan of a full one.) PostgreSQL: with the types the program sends, and the generic plan, which is the one that its sessions
 * use; they avoid walking a table, so whatever still does it has no index to go by. */
#include "store.h"
#include <stdio.h>
#include "web/request.h"

static const struct {
	const char *statement, *why;
} may_scan[] = {
	{"access.role_all", "roles: a dozen"},
	{"access.grant_all", "permissions of roles: some hundreds, read when they change"},
	{"access.permission_of_units",
		"permissions of declared roles: some hundreds, when a unit makes or shows a role of its own"},
	{"access.unit_role_grants", "roles of units' own: once, at the start"},
	{"access.unit_role_counts", "roles of units' own: counted on the platform's page of roles"},
	{"web.setting_all", "settings: some dozens"},
	{"web.unit_setting_all", "what units have set themselves: held in memory, read when one changes"},
	{"indicators.indicator_versions", "definitions of indicators: some hundreds, read when they change"},
	{"web.audit_heads", "one row a unit: dinh verify"},
	{"dossiers.dossier_total", "one row a unit and step: a number for the metrics"},
	{"dossiers.dossier_open_total", "one row a unit and step: a number for the metrics"},
	{"ratings.rating_tally_totals", "one row a unit, month, officer and procedure: dinh verify"},
	{"procedures.authority_all", "who decides: some hundreds, kept in memory, read when they change"},
	{"procedures.fee_rules_all", "exemptions: some hundreds, kept in memory, read when they change"},
	{"procedures.procedure_search_list", "procedures: some thousands, kept in memory, read when they change"},
	{"eforms.eform_list", "forms: some dozens"},
	{"eforms.eforms_published", "versions of some dozens of forms, read when they change"},
	{"registries.registry_facets_wrong", "verify looks at every version"},
	{"registries.registry_record_versions_count", "verify counts them"},
	{"registries.registries_published", "versions of some dozens of registries, read when they change"},
	{"personnel.personnel_forms", "kinds of entries of a record: some dozens, read when they change"},
	{"mappings.mapping_versions_on", "mappings of some dozens of procedures, read when they change"},
	{"mappings.mapping_tasks_count", "verify counts them"},
	{"mappings.mapping_tasks_wrong", "verify looks at every task"},
	{"mappings.mapping_tasks_waiting", "what the demonstration's dossiers have just planned"},
	{"registries.registry_versions_made_before", "versions of some dozens of registries, at the start"},
	{"ratings.rating_demo_units", "one row a unit and step: units that have dossiers, for demo data"},
	{"dossiers.dossiers_unclocked", "one row a unit and step, then the desk of each: at the start"},
	{"demo.demo_citizens", "100 at most, in the order of their id, for demo data"},
};

static int setup(void **state) { return test_open(state); }

/* Runs a text that is not a statement of the program; each row's column is given to `see`. */
static err run(struct ctx *c, const char *text, int params, int column, void (*see)(void *, str), void *arg)
{
	static const struct value nothing[64];
	static const unsigned char types[64] = {V_TEXT};
	const struct sql q = {.sqlite = text, .postgres = text, .types = types, .params = params};
	struct rows *r;
	TRY(db_query(c, &q, nothing, &r));
	for (;;) {
		bool more;
		TRY(db_next(c, r, &more));
		if (!more)
			break;
		if (see)
			see(arg, row_text(r, column, c->a));
	}
	db_done(r);
	return NULL;
}

struct plan {
	const struct sql *q;
	buf inner; /* " newest " : subqueries that the plan keeps or runs on the way, not tables */
	bool scans;
	str line, pending; /* pending: a walk through an index, until the next line says by what */
	bool limited, limit_above;
};

static bool is_word(char x) { return (x >= 'a' && x <= 'z') || (x >= '0' && x <= '9') || x == '_'; }

static bool mentions(str text, str word)
{
	for (size_t i = 0; i + word.n <= text.n; i++)
		if (!memcmp(text.s + i, word.s, word.n) && (!i || !is_word(text.s[i - 1])) &&
			(i + word.n == text.n || !is_word(text.s[i + word.n])))
			return true;
	return false;
}

/* SCAN of a table or of a whole index; not of a subquery, a list, a full-text match or a row of constants. An insert's plan also
 * shows how rows that refer to the new one would be found; SQLite looks only when such rows are missing their target. */
static void look(void *arg, str line)
{
	struct plan *p = arg;
	str verb, rest, name;
	str_cut(line, ' ', &verb, &rest);
	str_cut(rest, ' ', &name, &rest);
	if (str_is(verb, "MATERIALIZE") || str_is(verb, "CO-ROUTINE"))
		buf_printf(&p->inner, " %.*s ", STR_ARG(name));
	if (!str_is(verb, "SCAN") || name.s[0] == '(' || str_has(rest, S("VIRTUAL TABLE")) || str_is(name, "CONSTANT") ||
		mentions(buf_text(&p->inner), name))
		return;
	if (str_starts(str_of(p->q->sqlite), S("insert")) && !mentions(str_of(p->q->sqlite), name))
		return;
	p->scans = true;
	p->line = line;
}

static const char *allowed(const char *name)
{
	for (size_t i = 0; i < COUNT(may_scan); i++)
		if (!strcmp(may_scan[i].statement, name))
			return may_scan[i].why;
	return NULL;
}

static int check_plan(struct ctx *c, const struct sql *q)
{
	struct plan p = {.q = q, .inner = {.a = c->a}};
	err e = run(c, str_format(c->a, "explain query plan %s", q->sqlite).s, q->params, 3, look, &p);
	if (e)
		print_error("%s: %.*s\n", q->name, STR_ARG(e->text));
	else if (p.scans && !allowed(q->name))
		print_error("%s reads a whole table (%.*s): give it an index, a bound, or a reason in may_scan\n", q->name,
			STR_ARG(p.line));
	else if (!p.scans && allowed(q->name))
		print_error("%s stands in may_scan and scans nothing\n", q->name);
	else
		return 0;
	return 1;
}

/* "Seq Scan on dossier d"; "Index Scan using x on dossier d" without a condition of the index in the line below it, unless it stands
 * right below "Limit" and throws nothing away. */
static void look_postgres(void *arg, str line)
{
	struct plan *p = arg;
	str whole = line;
	line = str_trim(line);
	bool walks = p->pending.n && !str_starts(line, S("Index Cond:")) && (!p->limited || str_starts(line, S("Filter:")));
	if (!p->scans && (walks || str_has(line, S("Seq Scan on ")))) {
		p->scans = true;
		p->line = walks ? p->pending : whole;
	}
	bool indexed = str_has(line, S("Index Scan using ")) || str_has(line, S("Index Only Scan "));
	p->pending = indexed ? whole : (str){0};
	p->limited = indexed ? p->limit_above : false;
	p->limit_above = str_ends(line, S("Limit"));
}

static err explain(struct ctx *c, const struct sql *q, struct plan *p)
{
	static const char *const types[] = {"", "bigint", "double precision", "text", "bytea", "bigint[]", "text[]"};
	buf b = {.a = c->a}, x = {.a = c->a};
	buf_lit(&b, "prepare checked");
	buf_lit(&x, "explain (costs off) execute checked");
	for (int i = 0; i < q->params; i++) {
		buf_printf(&b, "%s%s%s", i ? ", " : " (", types[q->types[i]], i + 1 == q->params ? ")" : "");
		buf_printf(&x, "%snull%s", i ? ", " : " (", i + 1 == q->params ? ")" : "");
	}
	buf_printf(&b, " as %s", q->postgres);
	TRY(run(c, buf_text(&b).s, 0, 0, NULL, NULL));
	TRY(run(c, buf_text(&x).s, 0, 0, look_postgres, p));
	look_postgres(p, S("end"));
	return run(c, "deallocate checked", 0, 0, NULL, NULL);
}

static int check_generic_plan(struct ctx *c, const struct sql *q)
{
	struct plan p = {.q = q};
	err e = explain(c, q, &p);
	if (e)
		print_error("%s: %.*s\n%s\n", q->name, STR_ARG(e->text), q->postgres);
	else if (p.scans && !allowed(q->name))
		print_error("%s reads a whole table under its generic plan (%.*s)\n", q->name, STR_ARG(p.line));
	else
		return 0;
	return 1;
}

static void every_statement_is_sound(void **state)
{
	struct ctx *c = test_store(state);
	size_t n;
	int bad = 0, checked = 0;
	const struct sql *const *all = db_statements(&n);
	for (size_t i = 0; i < n; i++) {
		if (str_starts(str_of(all[i]->name), S("specimen."))) /* of the tests of src/db */
			continue;
		bad += db_is_postgres(test_handle(c)) ? check_generic_plan(c, all[i]) : check_plan(c, all[i]);
		checked++;
	}
	print_message("%d statements\n", checked);
	assert_true(checked > 0);
	assert_int_equal(bad, 0);
}

static void found(void *arg, str trigger)
{
	print_error("trigger %.*s reads what is written late\n", STR_ARG(trigger));
	*(int *)arg += 1;
}

static void view_found(void *arg, str view)
{
	++*(int *)arg;
	print_error("the store keeps a view, %.*s: write a -- view section (tools/sqlc/sqlc.h)\n", STR_ARG(view));
}

/* Views are written into the statements that read them, so programs of two versions may share a store. */
static void a_store_keeps_no_view(void **state)
{
	struct ctx *c = test_store(state);
	int bad = 0;
	OK(run(c,
		db_is_postgres(test_handle(c)) ? "select viewname::text from pg_views where schemaname = current_schema()"
					       : "select name from sqlite_master where type = 'view'",
		0, 0, view_found, &bad));
	assert_int_equal(bad, 0);
}

/* A statement that names a table of late statements makes them be written first; a trigger hides the table's name. */
static void no_trigger_reads_what_is_written_late(void **state)
{
	struct ctx *c = test_store(state);
	size_t n;
	int late = 0, bad = 0;
	const struct sql *const *all = db_statements(&n);
	if (db_is_postgres(test_handle(c)))
		return; /* the same triggers */
	for (size_t i = 0; i < n; i++) {
		const char *s = all[i]->sqlite + strspn(all[i]->sqlite, " \n") + strlen("insert into ");
		if (!all[i]->late)
			continue;
		late++;
		OK(run(c,
			str_format(c->a, "select name from sqlite_master where type = 'trigger' and sql like '%%%.*s%%'",
				(int)strcspn(s, " ("), s)
				.s,
			0, 0, found, &bad));
	}
	assert_true(late > 5);
	assert_int_equal(bad, 0);
}

static void the_exceptions_are_known(void **state)
{
	(void)state;
	size_t n;
	const struct sql *const *all = db_statements(&n);
	for (size_t i = 0; i < COUNT(may_scan); i++) {
		bool known = false;
		for (size_t k = 0; k < n; k++)
			known |= !strcmp(all[k]->name, may_scan[i].statement);
		if (!known)
			print_error("may_scan names %s, which is no statement\n", may_scan[i].statement);
		assert_true(known);
	}
}

TESTS()
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_statement_is_sound, setup, test_close),
		cmocka_unit_test_setup_teardown(a_store_keeps_no_view, setup, test_close),
		cmocka_unit_test_setup_teardown(no_trigger_reads_what_is_written_late, setup, test_close),
		cmocka_unit_test(the_exceptions_are_known),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
