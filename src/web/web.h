/* web: what a page handler needs above http: who asks, what he may, typed input, one reply for people and programs, layout,
 * settings, jobs, audit. And struct module: everything a feature declares. */
#pragma once
#include "auth/auth.h"
#include "db/db.h"
#include "html/html.h"
#include "http/http.h"

/* ---- who asks ---- */
enum actor_kind { NOBODY, CITIZEN, OFFICER };
enum { PERMISSIONS_MAX = 256, MANDATES_MAX = 4 };
struct mandate { /* what another officer lets this one do in his place, beyond what he may himself */
	int64_t account;
	uint64_t permissions[PERMISSIONS_MAX / 64];
};
struct actor {
	enum actor_kind kind;
	int64_t account, session;
	int64_t waiting;            /* kind NOBODY: the account whose second step of signing in this session waits for; else 0 */
	int64_t person;             /* of a citizen; 0 = none */
	int64_t unit;               /* the unit an officer acts for; 0 = none */
	bool has_units;             /* he holds positions in several: he may choose another */
	bool is_program;            /* comes by the token of a program: holds what its scope says and nothing else */
	bool has_password;          /* else he comes by the identity provider alone */
	str name, unit_name, title; /* "Lê Thị Hoa", "UBND xã Gia Lâm", "Công chức Một cửa" */
	uint64_t permissions[PERMISSIONS_MAX / 64]; /* with those of the mandates */
	struct mandate mandates[MANDATES_MAX];
	size_t mandates_n;
};

/* ---- the request as a handler sees it ---- */
struct req {
	struct ctx ctx;   /* first: what rules get */
	struct page page; /* what templates get */
	struct http_request *http;
	struct http_reply *reply;
	const struct route *route;
	const struct actor *actor;
	bool json;  /* asked under /api/v1: answer JSON */
	int64_t id; /* {id} of the path */
	str key;    /* the other capture of the path: {code}, {token}, .. */
	void *memo; /* the module's own: what `run` has made already for the page of `again` */
};
bool may(const struct req *q, const char *permission);
bool page_may(const struct page *p, const char *permission); /* the same in a template */
/* Whose power a permission is: the account that delegated it, 0 = his own. The guard puts that of the route's permission into
 * ctx.behalf, so audit rows say it; a handler that asks for another permission sets it anew. */
int64_t may_for(const struct req *q, const char *permission);
const struct actor *page_actor(const struct page *p); /* never NULL */
bool page_fresh(const struct page *p);                /* need its reader not prove himself again for what is sensitive? */
MUST_USE err prove_fresh(struct req *q); /* for a handler that asks only sometimes; INVALID on `proof`. Outside db_write */

/* ---- routes ---- */
#define PUBLIC    "public"    /* everybody */
#define SIGNED_IN "signed-in" /* any account */
struct list;
struct flow;
struct flow_action;
enum rate {
	RATE_NONE,
	RATE_LOGIN,
	RATE_TRACKING,
	RATE_SUBMIT,
	RATE_UPLOAD,
	RATE_SUGGEST
}; /* limits: see guard.c; settings change them */
struct route {
	const char *method, *path; /* {id} captures an integer, {any other name} a text without '/' */
	err (*run)(struct req *q);
	const char *permission;      /* PUBLIC, SIGNED_IN or a declared permission */
	const char *summary;         /* Vietnamese, for OpenAPI and `dinh routes` */
	const char *api;             /* English twin under /api/v1, same captures: "/dossiers/{id}"; NULL = pages only */
	const struct input *input;   /* what read_input reads; NULL = nothing */
	const struct shape *shape;   /* what reply() writes as JSON; NULL = no JSON body */
	err (*again)(struct req *q); /* after INVALID from `run` a browser sees this handler's page with the problems, 422 */
	size_t body_max;             /* 0 = 64 KiB for POST */
	size_t file_max;             /* > 0 = takes files */
	enum rate rate;
	bool quick;     /* GET: a few indexed reads, may run on a polling thread */
	bool in_person; /* not for the tokens of programs: what touches the account itself */
	/* What gives somebody a way in, or takes one: only minutes after the session's owner has proved that it is he, or with his password
	 * in the field `proof` of this form (proof_input of the components). A program signs in anew. */
	bool fresh;
	struct {
		const struct field *v;
		size_t n;
	} query;                 /* all that the handler reads of the query string by itself: src/web/query.h */
	const struct list *list; /* the declared list that it shows or sends: src/web/list/list.h */
	const char *whole;       /* its list comes in one piece: why, and how long it may be; the document says so */
	/* Of a declared flow (src/web/flow/flow.h), which makes these routes: */
	const struct flow *flow;
	const struct flow_action *action; /* NULL: by {action} of the path */
	int side;
};

/* A row of routes, as a value: GET("/lich", .run = calendar, .permission = PUBLIC, .summary = "Lịch làm việc"). */
#define GET(path_, ...)  ((struct route){.method = "GET", .path = path_, __VA_ARGS__})
#define POST(path_, ...) ((struct route){.method = "POST", .path = path_, __VA_ARGS__})

/* ---- input: declared fields only ---- */
enum input_type { I_TEXT, I_LONG_TEXT, I_SECRET, I_INT, I_DATE, I_BOOL, I_CHOICE, I_INTS, I_TEXTS, I_FILE, I_FILES, I_OBJECT };
struct choice {
	const char *value, *label;
};
const char *choice_label(const struct choice *list, str value); /* "" when there is none */
struct field {
	const char *name, *label; /* the label stands in messages: "Họ và tên" */
	enum input_type type;
	size_t at;                    /* offsetof in the struct that read_input fills */
	int64_t min, max;             /* characters (min > 0 = required), value, or number of files */
	const struct choice *choices; /* I_CHOICE: ends with {NULL, NULL} */
	bool grouped;                 /* I_TEXT: digits, which people write in groups; kept without */
	bool partly;                  /* I_DATE: year or month alone may be known: "1950", "1950-05" */
	bool on_page;                 /* of a query: pages alone ask it, the document does not name it */
	const char *note;             /* what the document of the API says beside the label */
};
struct input {
	const char *name;
	const struct field *fields;
	size_t n;
};
struct upload {
	str name; /* as the browser said, made safe: no path, NFC */
	int fd;
	int64_t size;
};
struct uploads {
	const struct upload *v;
	size_t n;
};
/* A row of an input, as a value: TEXT(struct form, title, "Tên", 1, 100); FIELD_OF and FIELD_NAMED say the rest by name.
 * The members' types: str, str, str, int64_t, str (ISO date), bool, str, struct ints, struct texts, struct upload, struct uploads. */
enum { OPTIONAL, NEEDED };
#define INPUT(name_, fields_)            ((struct input){.name = name_, .fields = fields_, .n = COUNT(fields_)})
#define FIELD_NAMED(name_, label_, ...)  ((struct field){.name = name_, .label = label_, __VA_ARGS__})
#define FIELD_OF(T, member, label_, ...) FIELD_NAMED(#member, label_, .at = offsetof(T, member), __VA_ARGS__)
#define TEXT(T, member, label, from, to) FIELD_OF(T, member, label, .type = I_TEXT, .min = from, .max = to)
/* A password: as it was typed, not tidied up like a text. */
#define SECRET(T, member, label, from, to)    FIELD_OF(T, member, label, .type = I_SECRET, .min = from, .max = to)
#define LONG_TEXT(T, member, label, from, to) FIELD_OF(T, member, label, .type = I_LONG_TEXT, .min = from, .max = to)
#define INT(T, member, label, from, to)       FIELD_OF(T, member, label, .type = I_INT, .min = from, .max = to)
#define DATE(T, member, label, needed)        FIELD_OF(T, member, label, .type = I_DATE, .min = needed)
/* A number one is known by. */
#define NUMBER_TEXT(T, member, label, from, to)                                                                                  \
	FIELD_OF(T, member, label, .type = I_TEXT, .min = from, .max = to, .grouped = true)
#define BIRTH_DATE(T, member, label, needed)    FIELD_OF(T, member, label, .type = I_DATE, .min = needed, .partly = true)
#define BOOL(T, member, label)                  FIELD_OF(T, member, label, .type = I_BOOL)
#define CHOICE(T, member, label, needed, of)    FIELD_OF(T, member, label, .type = I_CHOICE, .min = needed, .choices = of)
#define INTS(T, member, label, from, to)        FIELD_OF(T, member, label, .type = I_INTS, .min = from, .max = to)
#define TEXTS(T, member, label, from, to)       FIELD_OF(T, member, label, .type = I_TEXTS, .min = from, .max = to)
#define FILE_FIELD(T, member, label, needed)    FIELD_OF(T, member, label, .type = I_FILE, .min = needed, .max = 1)
#define FILES_FIELD(T, member, label, from, to) FIELD_OF(T, member, label, .type = I_FILES, .min = from, .max = to)
/* An object of a JSON body that another reader takes (form_read): allowed and documented here, a form has it as fields of its own. */
#define JSON_FIELD(name_, label_) FIELD_NAMED(name_, label_, .type = I_OBJECT)
/* Fills *out from the route's input, a form or JSON by Content-Type: texts as text_clean leaves them; every problem is
 * collected, not only the first. For GET routes it reads the query string. */
MUST_USE err read_input(struct req *q, void *out);
/* Adds a problem of a rule to those shown beside the fields: err e = NULL; e = problem(q, e, "due_on", "..."); if (e) return e; */
err problem(struct req *q, err so_far, const char *field, const char *format, ...) PRINTF(4, 5);

/* ---- replies ---- */
/* The page for people, the same model as JSON for programs. page: void page(struct page *p, const T *model). */
#define reply(q, model, page_) ((q)->json ? reply_json((q), (model)) : (page_(&(q)->page, (model)), (err)NULL))
MUST_USE err reply_json(struct req *q, const void *model); /* by the route's shape */
/* After a POST: a browser goes there (303); a program gets 201 {"location": "/api/v1/.."} of the API twin of that path. */
MUST_USE err see_other(struct req *q, const char *format, ...) PRINTF(2, 3);
void flash(struct req *q, const char *format, ...) PRINTF(2, 3); /* a sentence shown on top of the next page */
/* A file: range requests, ETag, never inline unless it is one of our own PDFs (attachment = false). Takes fd over. */
MUST_USE err reply_file(struct req *q, int fd, int64_t size, str name, const char *mime, str etag, bool attachment);
MUST_USE err reply_bytes(struct req *q, str bytes, str name, const char *mime, bool attachment);
MUST_USE err reply_tagged(struct req *q, str bytes, const char *mime); /* with an ETag: who has it already is answered 304 */
/* Of the query string: what the route declares (src/web/query.h). What it does not is absent, whatever was asked. */
str query_text(const struct req *q, const char *name); /* text_clean; empty when absent */
int64_t query_int(const struct req *q, const char *name, int64_t fallback);
str query_raw(const struct req *q, const char *name); /* to the byte, as secrets of others are; .s NULL when absent */
str site_url(struct req *q, const char *path_format, ...) PRINTF(2, 3); /* absolute, for QR codes; see site_origin */
/* Where people reach this site: the setting site.url, else the address the server listens on. Never what a request says of itself: who
 * asks with a Host of his own would get papers that lead to him. */
str site_origin(struct ctx *c);
/* When the answer is made, before it is sent: on this thread, outside any transaction, whatever became of the request. */
void later(struct req *q, void (*fn)(struct ctx *c, void *arg), void *arg);
/* For signing in and out (modules/core/access). The browser keeps the token of session_begin until it closes; empty = forget it. */
void session_cookie(struct req *q, str token);
/* A cookie of one step of signing in, for its browser only; max_age in seconds, 0 = forget it. */
void step_cookie(struct req *q, str value, int64_t max_age);
str step_cookie_value(const struct req *q);
/* What this browser is known by to an account that has signed in from it; max_age in seconds. */
void device_cookie(struct req *q, str value, int64_t max_age);
str device_cookie_value(const struct req *q);
str local_path(struct req *q, str typed, const char *fallback); /* typed when it is a path of this site, else fallback */

/* ---- layout and components: src/web/layout.html, src/web/components.html ---- */
struct crumb {
	const char *title;
	str href;
};
struct layout {
	str title;                  /* of the browser tab; the page prints its own <h1> */
	str description;            /* a sentence for search engines and links; empty = made of the title */
	const struct crumb *crumbs; /* ends with {NULL}; without the last page itself */
	bool dense;                 /* officers' screens */
	bool narrow;                /* forms and texts: two thirds wide */
	const char *active;         /* path of the menu entry to mark */
};
#define CRUMBS(...) ((const struct crumb[]){__VA_ARGS__, {NULL, {NULL, 0}}})
struct control { /* one form component */
	const char *name;
	const char *label, *hint; /* Vietnamese */
	str value;                /* stored value; what was typed wins when the form comes back */
	const char *type;         /* text (default) email tel password search number date */
	const char *autocomplete, *inputmode;
	const char *list; /* text_input: the id of a <datalist> of the page */
	int width;        /* characters: 2 3 4 5 10 20; 0 = full */
	int rows;         /* text_area; 0 = 5 */
	bool optional;    /* adds "(không bắt buộc)" */
	const char *none; /* select_input: what the empty choice says; NULL = "— Chọn —" */
	bool spellcheck, autofocus, multiple;
	const char *accept;           /* file_input */
	const struct choice *choices; /* select_input, radios, checkboxes; ends with {NULL} */
	bool small, in_line;          /* radios, checkboxes */
	bool partly;                  /* date_input: year or month alone is welcome */
};
struct shell; /* what layout.html shows around a page; made by the guard */

/* ---- permissions, menu, settings, jobs: declared in struct module ---- */
struct permission {
	const char *name, *title; /* "dossier.receive", "Tiếp nhận hồ sơ" */
	const char *roles;        /* who holds it by default: "citizen reception specialist leader administrator" */
	bool reads;               /* it only lets somebody look: a program's token with nothing else changes nothing */
	bool personal;            /* of those who were appointed to it: neither delegated to a colleague nor given to a program */
};
struct role { /* whom positions are given to: "reception", "Công chức Một cửa". Declared by the module whose permissions it is made for;
	       * one that no permission names is refused when the program starts */
	const char *name, *title;
};
enum menu_place { MENU_CITIZEN, MENU_OFFICER, MENU_ADMIN }; /* MENU_ADMIN: an officer's too, in the last area */
enum area { /* of an officer's menu; an area of which he may open nothing is not there, one of a single entry is that entry */
	AREA_NONE,          /* by itself, before the areas */
	AREA_DESK,          /* Một cửa */
	AREA_DOCUMENTS,     /* Văn bản */
	AREA_TASKS,         /* Công việc */
	AREA_REPORTS,       /* Báo cáo */
	AREA_DATA,          /* Dữ liệu */
	AREA_RESIDENTS,     /* Dân cư */
	AREA_ECONOMY,       /* Kinh tế */
	AREA_SOCIETY,       /* Xã hội */
	AREA_PORTAL,        /* Cổng thông tin */
	AREA_ADMINISTRATION /* Quản trị */
};
struct menu_entry {
	enum menu_place place;
	const char *title, *path, *permission;
	int rank;  /* entries of an area stand by rank, then in the order of modules.c */
	bool home; /* whoever may open it begins there after signing in, whatever else is in his menu */
	enum area area;
};
enum setting_type { SET_TEXT, SET_INT, SET_BOOL, SET_SECRET, SET_SITE }; /* SET_SITE: https://HOST[:PORT], or empty */
enum setting_scope {
	FOR_PROGRAM, /* one value for the whole program */
	FOR_UNITS    /* each unit may put its own in the place of the program's */
};
struct setting { /* every one is read by some code; what is needed before there is a store (server.db) is not declared: the file alone says it */
	const char *name;         /* "site.url": section and key of the INI file; what stands in the database wins */
	const char *title, *help; /* what it does */
	enum setting_scope scope;
	enum setting_type type;
	const char *fallback;
	int64_t min, max; /* value, or characters */
	const char *
		permission; /* whoever changes it holds this too, beside settings.change or, for his unit, settings.unit; NULL = no other */
};
/* Of the program: its value in the database, else in the file, else the fallback. */
str setting_text(struct ctx *c, const char *name);
int64_t setting_int(struct ctx *c, const char *name); /* booleans: 0 or 1 */
/* Of a unit (FOR_UNITS): its own value, else the program's. */
str setting_text_in(struct ctx *c, int64_t unit, const char *name);
int64_t setting_int_in(struct ctx *c, int64_t unit, const char *name);
str setting_text_own(struct ctx *c, int64_t unit, const char *name); /* empty when the unit has put none there */

/* When something is done by itself, in the time of Viet Nam. A date that a month does not have is its last day. */
enum schedule_each { EACH_NEVER, EACH_DAY, EACH_WORKDAY, EACH_WEEK, EACH_MONTH, EACH_QUARTER };
enum weekday { MONDAY = 1, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };
struct timetable { /* the third working day of each month at 07:00: {.each = EACH_MONTH, .workday = 3, .at = 7 * 60} */
	enum schedule_each each;
	int at;               /* minutes of the day */
	enum weekday weekday; /* EACH_WEEK */
	int month;            /* EACH_QUARTER: 1, 2, 3 */
	int day, workday;     /* of the month: the day, or which working day; -1 = the last working day */
};
struct job_kind {
	const char *name, *title; /* "files.clean", "Dọn tệp không còn dùng" */
	err (*run)(
		struct ctx *c, str argument); /* outside a transaction: may do I/O; writes through db_write; must be idempotent */
	int attempts;                         /* before it becomes a dead letter; 0 = 8; waits 10 s, doubling, at most 6 h */
	int64_t every;                        /* > 0: also runs by itself, at this interval (microseconds), less than a day */
	struct timetable
		when; /* .. or at these times; `argument` is the ISO day that it was due on. Missed ones are made up for once */
};
/* Inside db_write: the job exists if and only if the transaction commits. key: one job of that kind and key waits at a time. */
MUST_USE err job_add(struct ctx *c, const char *kind, str key, str argument, int64_t not_before);

/* ---- search keys in the store: made anew once when SEARCH_KEY_VERSION says that fold(), search_key() .. make others ---- */
enum { SEARCH_KEY_VERSION = 2 };
struct rekey {
	const char *name, *job; /* "people", the module's job kind that calls rekey_run */
	/* Inside db_write: the next few hundred rows after that id; *last stays 0 when there are none. */
	err (*batch)(struct ctx *c, int64_t after, int64_t *last);
};
MUST_USE err rekey_begin(struct ctx *c, const struct rekey *r); /* in .init: nothing, or a job that begins at once */
MUST_USE err rekey_run(struct ctx *c, const struct rekey *r);   /* the job: outside a transaction */

/* ---- audit: append-only, hash-chained a unit ---- */
MUST_USE err audit_add(
	struct ctx *c, const char *action, const char *object_kind, int64_t object, str detail); /* inside db_write */
/* The same in the chain of that unit, whoever acts: what a citizen does to a thing of the unit's belongs to the thing's history. */
MUST_USE err audit_add_in(struct ctx *c, int64_t unit, const char *action, const char *object_kind, int64_t object, str detail);
/* Somebody looked at personal data: who, what, why. Written within a second by the writer, off the request's path; the same actor
 * and object within ten minutes count once. */
void audit_look(struct req *q, const char *object_kind, int64_t object, const char *purpose);

/* ---- what the binary carries: catalogue/ and the built assets ---- */
struct asset {
	const char *name; /* "catalogue/units_2025-06.tsv", "static/app.css" */
	const unsigned char *data, *end;
	const char *mime, *hash, *url; /* url: "/static/app.3f2a91c07b.css" */
};
const struct asset *asset_find(str name);
str catalogue_file(const char *name);          /* "units_2025-06.tsv"; aborts when it is not embedded */
bool tsv_row(str *rest, str *cells, size_t n); /* next line of a TSV cut into n cells (missing ones empty); false at the end */
void progress(const char *what, int64_t done, int64_t of); /* on a terminal only */
/* For importers: a line that says what changes. `dinh import` prints it, and with --dry-run changes nothing else. */
void import_report(const char *format, ...) PRINTF(1, 2);
void import_report_show(bool on);
/* For .demo functions: the same numbers from the same `dinh demo --seed N`; ctx->now is the day given by --date. */
void demo_seed(uint64_t seed);
int64_t demo_random(int64_t below); /* 0 .. below - 1 */
void demo_make_all(void);           /* `dinh demo --full`: the large sets too */
bool demo_is_full(void);

/* ---- a module ---- */
struct verify_report {
	int64_t checked, wrong;
	buf lines; /* what is wrong, one a line */
};
struct needed_files { /* who asks which files below DATA/files the rows need */
	err (*each)(struct ctx *c, void *user, str path);
	void *user;
};
struct importer {
	const char *name, *title;                           /* `dinh import NAME FILE` */
	err (*run)(struct ctx *c, str text, int64_t *rows); /* inside db_write */
};
struct metric {
	const char *name, *help; /* "dinh_dossiers_open" */
	err (*read)(struct ctx *c, int64_t *value);
};
struct word { /* an action or a kind of object in the audit log, as an administrator reads it .. */
	const char *name,
		*title; /* "dossier.submit", "Nộp hồ sơ"; "dossier", "Hồ sơ"; .. "=leader", "Lãnh đạo": a detail that is a code */
};
struct named { /* something a person knows by a name: "Lê Thị Hoa (motcua.gialam)", "Xã Gia Lâm", "H42.17-261123-0001" */
	int64_t id;
	str title;
};
struct named_list {
	struct named *v;
	size_t n;
};
struct naming { /* of every kind of object in the audit log (a word without a dot): nobody types or reads its number */
	const char *kind;
	err (*title)(struct ctx *c, int64_t id, str *out); /* NOT_FOUND: it is gone; NULL: its rows bear no number */
	err (*find)(struct ctx *c, str typed,
		struct named_list *out); /* at most some dozens, of c->unit where it is a unit's; NULL: no */
};
struct object;
struct import_kind;
struct doorway;
struct home_part;
struct search;
struct reference;
struct finder;
struct home_cards;
struct belonging { /* something an account has: "Hồ sơ H42.17-261123-0001", "Đăng ký khai sinh" */
	str what, title;
	int64_t at;
};
struct belongings {
	struct belonging *v;
	size_t n;
};
struct module {
	const char *name, *title;
	struct {
		const struct route *v;
		size_t n;
	} routes;
	struct {
		const struct permission *v;
		size_t n;
	} permissions;
	struct {
		const struct role *v;
		size_t n;
	} roles;
	struct {
		const struct menu_entry *v;
		size_t n;
	} menu;
	struct {
		const struct setting *v;
		size_t n;
	} settings;
	struct {
		const struct job_kind *v;
		size_t n;
	} jobs;
	struct {
		const struct importer *v;
		size_t n;
	} importers;
	struct {
		const struct metric *v;
		size_t n;
	} metrics;
	struct {
		const struct word *v;
		size_t n;
	} words;
	struct {
		const struct naming *v;
		size_t n;
	} namings;
	struct {
		const struct object *v;
		size_t n;
	} objects; /* src/web/object.h */
	struct {
		const struct import_kind *v;
		size_t n;
	} imports; /* src/web/import.h */
	struct {
		const struct flow *const *v;
		size_t n;
	} flows; /* src/web/flow/flow.h: their routes, permissions and words are added to those above */
	struct { /* what follows: src/web/hooks.h */
		const struct doorway *v;
		size_t n;
	} doors;
	struct {
		const struct home_part *v;
		size_t n;
	} home;
	struct {
		const struct search *v;
		size_t n;
	} searches;
	struct {
		const struct reference *v;
		size_t n;
	} references;
	const struct finder *finder; /* one module (procedures) */
	err (*cards)(struct req *q, struct home_cards *out);
	const struct migrations *migrations;
	err (*init)(struct ctx *c); /* fills a fresh store from the catalogue; inside db_write; must do nothing the second time */
	err (*demo)(struct ctx *c); /* demo data; inside db_write of its own; the order of modules.c */
	err (*verify)(struct ctx *c, struct verify_report *report);                 /* `dinh verify` */
	err (*needs)(struct ctx *c, const struct needed_files *to);                 /* `dinh backup` asks; each file once */
	err (*identify)(struct ctx *c, const struct session *s, struct actor *out); /* one module (access): who an account is */
	err (*prove)(struct req *q); /* one module (access): is `proof` of this form his password? INVALID on that field */
	err (*workday)(
		struct ctx *c, int64_t on, bool *works); /* one module (calendar): do offices work on that day (type day)? */
	err (*unread)(struct ctx *c, int64_t *count);    /* one module (notices) counts for the bell */
	err (*changed)(struct ctx *c, const char *kind, int64_t object); /* an object has a new history entry; inside db_write */
	/* When an account falls to another of the same person: what it has, added to *out; and, inside db_write, its passing to that
	 * account, or (to = 0) its end: the owner of the number says that it is not his. */
	err (*belongings)(struct ctx *c, int64_t account, struct belongings *out);
	err (*hand_over)(struct ctx *c, int64_t from, int64_t to);
};
#define LIST(array)                                                                                                              \
	{                                                                                                                        \
		.v = (array), .n = COUNT(array)                                                                                  \
	}
/* The features of this program, in menu order; ends with NULL. Said once, by web_open (its options) or a test, before any thread starts. */
const struct module *const *modules_all(void);
void modules_set(const struct module *const *list);
extern const struct module views_module; /* saved views of lists: src/web/list/views.h */
extern const struct module home_module;  /* the front door, the page of components */
extern const struct module web_module;   /* administration pages of src/web itself */
bool permission_known(const char *name);
void permission_grant(struct actor *a, str name);              /* unknown names are ignored */
void permission_lend(struct actor *a, int64_t from, str name); /* by a mandate; ignored when he holds it anyway */

/* The folder of this store: dinh.db, files/, backup/, tmp/. Said once, by web_open or a test, before any thread starts. */
const char *data_folder(void);
void data_folder_set(const char *path);

/* ---- the edge: used by program/ and tests ---- */
struct web;
struct web_options {
	const struct module *const *modules; /* the features, ends with NULL; NULL: those that modules_set has said */
	const char *data;                    /* folder: dinh.db, files/, backup/, tmp/ */
	const char *postgres;                /* or NULL */
	const char *ini;                     /* INI file or NULL */
	bool to_import;                      /* db_import fills it: nothing may be written before */
};
MUST_USE err web_open(
	struct ctx *c, const struct web_options *o, struct web **out); /* store, settings; checks the declarations */
const struct http_handlers *web_handlers(void);                        /* user = struct web * */
void web_jobs_start(struct web *w);                                    /* job runner and look log threads */
void web_close(struct web *w);
void site_listens(const char *origin); /* "http://127.0.0.1:8080": the site's address as long as site.url is empty */
struct store *web_store(struct web *w);
void openapi_print(buf *out); /* the OpenAPI 3.1 document of all routes with .api */
void routes_print(buf *out);  /* the permission matrix */
