/* main: the command line. A command is one row of the table in main.c and one function; the functions stand in a file per group. */
#pragma once
#include "modules.h"

struct web;

struct option {
	const char *name;  /* "--listen" */
	const char *value; /* "ADDRESS:PORT"; NULL = a flag */
	const char *help;
};
enum { OPTIONS_MAX = 8, ARGUMENTS_MAX = 8 };
struct call { /* a command that was typed */
	struct ctx ctx;
	const struct command *command;
	const char *data;     /* folder of the store */
	const char *postgres; /* connection URI or NULL */
	const char *ini;      /* configuration file or NULL */
	const char *values[OPTIONS_MAX];
	const char *arguments[ARGUMENTS_MAX];
	int n;
	bool usage;     /* the command refused what was typed: exit code 2 */
	bool to_import; /* open_store leaves an empty store empty */
	struct web *web;
};
struct command {
	const char *name, *line;      /* "serve", "Serve the pages" */
	const char *arguments;        /* "NAME FILE"; "" = none */
	int min, max;                 /* how many of them */
	const char *details;          /* more for --help; may be "" */
	const struct option *options; /* ends with {NULL}; NULL = only the common ones */
	err (*run)(struct call *call);
};

/* call.c: what was given for an option: the value, "" for a flag, NULL when absent. */
const char *option(const struct call *call, const char *name);
/* Says what is wrong with what was typed; the program ends with 2. */
err wrong_usage(struct call *call, const char *format, ...) PRINTF(2, 3) __attribute__((returns_nonnull));

/* folder.c. Opens the store of the call: makes its folders, sets call->web. Closed by main. */
MUST_USE err open_store(struct call *call);
/* What the modules of this program put into every store; does nothing where it is there already. store.c */
MUST_USE err fill_store(struct call *call);
/* One server a folder: takes the lock that ends with the process. CONFLICT when somebody else holds it. */
MUST_USE err lock_folder(struct call *call);
MUST_USE err make_folders(struct ctx *c, const char *data);
str data_path(struct call *call, const char *name);
bool folder_is_fresh(struct call *call); /* no store in it yet */

/* site.c: takes --site, else asks on a terminal when the store is new; says loudly when nobody has said it. */
MUST_USE err choose_site(struct call *call, bool fresh);
void say_site(struct call *call);

err command_serve(struct call *call); /* serve.c */
err command_init(struct call *call);  /* store.c */
err command_demo(struct call *call);
err command_import(struct call *call);
err command_export(struct call *call);
err command_verify(struct call *call);
err command_backup(struct call *call); /* backup.c */
err command_restore(struct call *call);
err command_user(struct call *call);   /* user.c */
err command_routes(struct call *call); /* main.c */
err command_openapi(struct call *call);
err command_version(struct call *call);

/* sandbox.c: from here on the process reads its data folder, the few files of the system that libraries need, and `more`; it makes no
 * dangerous system calls. */
void sandbox(struct ctx *c, const char *data, const char *ini, struct texts more);
