/* The program: finds the command, reads its options, runs it, makes an exit code of what it returns (0 done, 1 failed, 2 wrong usage). */
#include "main.h"
#include "doc/doc.h"
#include "web/services/services.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "web/importer.h"
#include "web/module.h"
#include "web/web.h"

enum { DONE = 0, FAILED = 1, WRONG_USAGE = 2 };

#define SITE_OPTION                                                                                                              \
	{                                                                                                                        \
		"--site", "URL", "where people reach this site: https://HOST; papers and QR codes carry it"                      \
	}
static const struct option init_options[] = {SITE_OPTION, {NULL}};
static const struct option serve_options[] = {SITE_OPTION,

	{"--listen", "ADDRESS:PORT", "where to listen; an IPv6 address in brackets (default 127.0.0.1:8080)"},
	{"--no-sandbox", NULL, "do not restrict the process after start"}, {NULL}};
static const struct option demo_options[] = {SITE_OPTION, {"--seed", "N", "the same number makes the same data (default 1)"},
	{"--date", "YYYY-MM-DD", "the day the data is as of (default today)"},
	{"--full", NULL, "also the districts of 2022: Nho Quan with 67,120 dossiers, and three smaller sets"}, {NULL}};
static const struct option user_options[] = {{"--name", "TEXT", "the person's name (add)"},
	{"--role", "ROLE", "citizen, reception, specialist, leader, clerk, administrator, platform (add, grant)"},
	{"--unit", "CODE", "code of the commune or province the officer works for (add, grant)"},
	{"--title", "TEXT", "what the position is called (add, grant)"}, {"--email", "ADDRESS", "(add)"}, {NULL}};

static const struct option import_options[] = {
	{"--dry-run", NULL, "say what an importer would change, and change nothing"}, {NULL}};

static const struct option backup_options[] = {
	{"--incomplete", NULL, "make a backup of what there is when files are missing or spoilt"}, {NULL}};

static const struct command commands[] = {
	{"serve", "Serve the pages until a signal ends it", "", 0, 0,
		"SIGTERM and SIGINT let running requests finish. Only one server works on a data folder.", serve_options,
		command_serve},
	{"init", "Create the store and fill it from the catalogue", "", 0, 0,
		"Run again it adds what is new since an upgrade, as serve does at its start.", init_options, command_init},
	{"demo", "Create the store and fill it with demonstration data", "", 0, 0, "", demo_options, command_demo},
	{"user", "Administer accounts", "add LOGIN | list | passwd | disable | enable | unlock | reset-codes | grant LOGIN", 1, 2,
		"A password is read from standard input: typed twice on a terminal, one line otherwise.", user_options,
		command_user},
	{"import", "Import a catalogue file, or a whole exported store", "NAME FILE", 2, 2,
		"NAME is one of the importers, or `store` for a file written by `dinh export` (into an empty store).",
		import_options, command_import},
	{"export", "Write the whole store to a file, one JSON object a line", "FILE", 1, 1, "FILE may be - for standard output.",
		NULL, command_export},
	{"backup", "Copy store and files, with a manifest of SHA-256", "FOLDER", 1, 1,
		"FOLDER must not exist yet. The server may go on working meanwhile. Ends with 1 when a file that the store names "
		"is missing "
		"or spoilt.",
		backup_options, command_backup},
	{"restore", "Bring a backup into an empty data folder", "FOLDER", 1, 1, "Every file is checked against the manifest.",
		NULL, command_restore},
	{"verify", "Check the store, the audit log and every module's data", "", 0, 0, "Ends with 1 when something is wrong.",
		NULL, command_verify},
	{"routes", "Print every route with the permission it asks for", "", 0, 0, "", NULL, command_routes},
	{"openapi", "Print the OpenAPI document of /api/v1", "", 0, 0, "", NULL, command_openapi},
	{"version", "Print the version", "", 0, 0, "", NULL, command_version},
};
static const struct option common_options[] = {
	{"--data", "FOLDER", "the data folder (default: $DINH_DATA, ./var if it exists, /var/lib/dinh if it exists, ./var)"},
	{"--db", "URI", "use PostgreSQL: postgres://... (default: $DINH_DB, `db` in the configuration, else FOLDER/dinh.db)"},
	{"--config", "FILE", "the configuration file (default: FOLDER/dinh.ini, then /etc/dinh/dinh.ini)"},
	{"--verbose", NULL, "log more"}, {"--help", NULL, "print this help"}, {NULL}};

/* ---- help ---- */

static void print_options(const struct option *o)
{
	for (; o && o->name; o++) {
		char left[64];
		snprintf(left, sizeof left, "%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
		printf("  %-24s %s\n", left, o->help);
	}
}

static void print_help(const struct command *k)
{
	printf("usage: dinh %s%s%s [options]\n\n%s.\n", k->name, *k->arguments ? " " : "", k->arguments, k->line);
	if (*k->details)
		printf("%s\n", k->details);
	printf("\noptions:\n");
	print_options(k->options);
	print_options(common_options);
	if (k->run == command_import) {
		printf("\nimporters:\n  %-24s %s\n", "store", "the whole store, as written by dinh export");
		for (const struct module *const *m = modules; *m; m++)
			for (size_t i = 0; i < (*m)->importers.n; i++)
				printf("  %-24s %s\n", (*m)->importers.v[i].name, (*m)->importers.v[i].title);
	}
}

static void print_overview(FILE *to)
{
	fprintf(to, "dinh %s: digital government for a commune, in one program\n\nusage: dinh COMMAND [options]\n\ncommands:\n",
		VERSION);
	for (size_t i = 0; i < COUNT(commands); i++)
		fprintf(to, "  %-10s %s\n", commands[i].name, commands[i].line);
	fprintf(to, "  %-10s %s\n\n`dinh COMMAND --help` tells more about one; `man dinh` about all.\n", "help",
		"Print help about a command");
}

/* ---- what was mistyped ---- */

static size_t distance(const char *a, const char *b)
{
	enum { LONGEST = 32 };
	size_t row[LONGEST + 1], na = strlen(a), nb = strlen(b);
	if (na > LONGEST || nb > LONGEST)
		return LONGEST;
	for (size_t j = 0; j <= nb; j++)
		row[j] = j;
	for (size_t i = 1; i <= na; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			size_t best = diagonal + (a[i - 1] != b[j - 1]);
			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[nb];
}

static void nearer(const char *typed, const char *name, const char **best, size_t *least)
{
	size_t d = distance(typed, name);
	if (d < *least && d <= 1 + strlen(name) / 3) {
		*least = d;
		*best = name;
	}
}

static int unknown(const char *what, const char *typed, const char *nearest, const char *help)
{
	fprintf(stderr, "dinh: no %s `%s`", what, typed);
	if (nearest)
		fprintf(stderr, "; did you mean `%s`?", nearest);
	fprintf(stderr, "\nTry `%s`.\n", help);
	return WRONG_USAGE;
}

static int unknown_command(const char *typed)
{
	const char *best = NULL;
	size_t least = SIZE_MAX;
	for (size_t i = 0; i < COUNT(commands); i++)
		nearer(typed, commands[i].name, &best, &least);
	nearer(typed, "help", &best, &least);
	return unknown("command", typed, best, "dinh help");
}

static int unknown_option(const struct command *k, const char *typed)
{
	const char *best = NULL;
	size_t least = SIZE_MAX;
	char help[64];
	for (const struct option *o = k->options; o && o->name; o++)
		nearer(typed, o->name, &best, &least);
	for (const struct option *o = common_options; o->name; o++)
		nearer(typed, o->name, &best, &least);
	snprintf(help, sizeof help, "dinh %s --help", k->name);
	return unknown("option", typed, best, help);
}

static int refuse(const struct command *k, const char *what, const char *which)
{
	fprintf(stderr, "dinh %s: %s%s%s\nusage: dinh %s%s%s [options]\n", k->name, what, which ? " " : "", which ? which : "",
		k->name, *k->arguments ? " " : "", k->arguments);
	return WRONG_USAGE;
}

/* ---- reading a call ---- */

static const struct option *find(const struct option *list, const char *name, size_t n)
{
	for (; list && list->name; list++)
		if (strlen(list->name) == n && !strncmp(list->name, name, n))
			return list;
	return NULL;
}

static void keep(struct call *call, const struct option *o, bool own, const char *value)
{
	if (own)
		call->values[o - call->command->options] = value;
	else if (!strcmp(o->name, "--data"))
		call->data = value;
	else if (!strcmp(o->name, "--db"))
		call->postgres = value;
	else if (!strcmp(o->name, "--config"))
		call->ini = value;
	else
		log_level = LOG_DEBUG;
}

/* `--name value` and `--name=value`. Returns DONE, WRONG_USAGE, or -1 when --help was asked for. */
static int read_call(struct call *call, char **v)
{
	const struct command *k = call->command;
	bool options = true;
	for (; *v; v++) {
		if (!options || **v != '-' || !(*v)[1]) {
			if (call->n == k->max)
				return refuse(k, "too many arguments, from", *v);
			call->arguments[call->n++] = *v;
			continue;
		}
		if (!strcmp(*v, "--")) {
			options = false;
			continue;
		}
		if (!strcmp(*v, "--help") || !strcmp(*v, "-h"))
			return -1;
		size_t n = strcspn(*v, "=");
		const struct option *own = find(k->options, *v, n), *o = own ? own : find(common_options, *v, n);
		if (!o)
			return unknown_option(k, *v);
		const char *value = o->value ? ((*v)[n] ? *v + n + 1 : v[1] ? *++v : NULL) : "";
		if (!value)
			return refuse(k, "a value is missing after", o->name);
		if (!o->value && strlen(*v) > n)
			return refuse(k, "no value belongs to", o->name);
		keep(call, o, own != NULL, value);
	}
	return call->n < k->min ? refuse(k, "something is missing:", k->arguments) : DONE;
}

static err fill_in(struct call *call)
{
	arena *a = call->ctx.a;
	const char *given = getenv("DINH_DATA"), *db = getenv("DINH_DB");
	str in_file;
	if (!call->data)
		call->data = given && *given                                         ? given
			     : !access("var", F_OK) || access("/var/lib/dinh", F_OK) ? "var"
										     : "/var/lib/dinh";
	const char *own = str_format(a, "%s/dinh.ini", call->data).s;
	if (!call->ini)
		call->ini = !access(own, R_OK) ? own : !access("/etc/dinh/dinh.ini", R_OK) ? "/etc/dinh/dinh.ini" : NULL;
	if (!call->postgres && db && *db)
		call->postgres = db;
	if (call->postgres)
		return NULL;
	TRY(setting_from_file(&call->ctx, call->ini, "server.db", &in_file));
	call->postgres = in_file.n ? in_file.s : NULL;
	return NULL;
}

static int report(struct call *call, err e)
{
	if (!e)
		return DONE;
	fprintf(stderr, "dinh %s: %.*s\n", call->command->name, STR_ARG(e->text));
	for (const struct problem *p = e->problems; p; p = p->next)
		fprintf(stderr, "  %s: %.*s\n", p->field, STR_ARG(p->text));
	if (e->kind == BROKEN && log_level == LOG_DEBUG)
		fprintf(stderr, "  (%s)\n", e->where);
	if (call->usage)
		fprintf(stderr, "Try `dinh %s --help`.\n", call->command->name);
	return call->usage ? WRONG_USAGE : FAILED;
}

static int run(const struct command *k, char **v)
{
	arena a = {0};
	struct call call = {.ctx = {.a = &a, .now = clock_now(), .request_id = S("command")}, .command = k};
	int code = read_call(&call, v);
	if (code < 0) {
		print_help(k);
		code = DONE;
	} else if (code == DONE) {
		err e = fill_in(&call);
		code = report(&call, e ? e : k->run(&call));
		if (call.web)
			web_close(call.web);
	}
	arena_free(&a);
	if (fflush(stdout) || ferror(stdout)) {
		fprintf(stderr, "dinh %s: cannot write: %s\n", k->name, strerror(errno));
		return FAILED;
	}
	return code;
}

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < COUNT(commands); i++)
		if (!strcmp(commands[i].name, name))
			return &commands[i];
	return NULL;
}

/* ---- the commands that need no store ---- */

err command_routes(struct call *call)
{
	buf b = {.a = call->ctx.a};
	modules_set(modules);
	routes_print(&b);
	fwrite(b.s, 1, b.n, stdout);
	return NULL;
}

err command_openapi(struct call *call)
{
	buf b = {.a = call->ctx.a};
	modules_set(modules);
	openapi_print(&b);
	fwrite(b.s, 1, b.n, stdout);
	return NULL;
}

err command_version(struct call *call)
{
	(void)call;
	printf("dinh %s\n", VERSION);
	return NULL;
}

int main(int argc, char **argv)
{
	crypto_start();
	const char *name = argc > 1 ? argv[1] : "";
	if (!strcmp(name, "image-helper"))
		return image_helper_main();
	if (argc < 2) {
		print_overview(stderr);
		return WRONG_USAGE;
	}
	if (!strcmp(name, "--version"))
		name = "version";
	bool help = !strcmp(name, "help") || !strcmp(name, "--help") || !strcmp(name, "-h");
	if (help && (argc < 3 || !strcmp(argv[2], "--help"))) {
		print_overview(stdout);
		return DONE;
	}
	const struct command *k = find_command(help ? argv[2] : name);
	if (!k)
		return unknown_command(help ? argv[2] : name);
	if (help) {
		print_help(k);
		return DONE;
	}
	return run(k, argv + 2);
}
