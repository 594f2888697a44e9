/* module: everything a feature declares, in one struct. Each part has a header of its own; here only their names are needed. */
#pragma once
#include "base/base.h"

struct actor;
struct concern;
struct ctx;
struct doorway;
struct event;
struct finder;
struct flow;
struct flow_pages;
struct holding;
struct home_cards;
struct home_part;
struct import_kind;
struct importer;
struct job_kind;
struct look_places;
struct measure;
struct menu_entry;
struct migrations;
struct naming;
struct news;
struct object;
struct outlet;
struct permission;
struct reach;
struct reference;
struct req;
struct role;
struct route;
struct search;
struct session;
struct setting;
struct texts;
struct word;

struct verify_report {
	int64_t checked, wrong;
	buf lines; /* what is wrong, one a line */
};
struct needed_files { /* who asks which files below DATA/files the rows need */
	err (*each)(struct ctx *c, void *user, str path);
	void *user;
};
struct metric {
	const char *name, *help; /* "dinh_dossiers_open" */
	err (*read)(struct ctx *c, int64_t *value);
};
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
		const struct concern *v;
		size_t n;
	} concerns; /* src/web/services/looks.h */
	struct {
		const struct holding *v;
		size_t n;
	} holdings; /* src/web/services/holdings.h: what it keeps about people */
	struct {
		const struct import_kind *const *v;
		size_t n;
	} imports;                                             /* src/web/import.h */
	err (*import_names)(struct ctx *c, struct texts *out); /* those that are made of data .. */
	err (*import_made)(struct ctx *c, str name, const struct import_kind **out);
	struct {
		const struct measure *v;
		size_t n;
	} measures;                                             /* src/web/measure.h */
	err (*measure_names)(struct ctx *c, struct texts *out); /* those that are made of data .. */
	err (*measure_made)(struct ctx *c, str name, const struct measure **out);
	struct {
		const struct event *v;
		size_t n;
	} events; /* src/web/notify.h: what it tells accounts .. */
	struct {
		const struct outlet *v;
		size_t n;
	} outlets; /* .. and by which ways they are told out of the house */
	struct {
		const struct flow *const *v;
		size_t n;
	} flows; /* src/web/flow/flow.h: their routes, permissions and words are added to those above */
	struct {
		const struct flow_pages *v;
		size_t n;
	} flow_pages; /* of flows that stand below their pages */
	struct {      /* what follows: src/web/hooks.h */
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
	err (*unread)(struct ctx *c, int64_t *count);    /* one module (notices) counts for the bell .. */
	err (*tell)(struct ctx *c, int64_t account, const struct event *e,
		const struct news *n);                /* .. and tells: notify() of src/web/notify.h, inside db_write */
	err (*reach)(struct ctx *c, struct reach *r); /* one module (access): where somebody can be reached */
	err (*changed)(struct ctx *c, const char *kind, int64_t object); /* an object has a new history entry; inside db_write */
	/* Is the thing named in what the module keeps, from that day on? CONFLICT with a sentence (reference_free); inside db_write. */
	err (*named)(struct ctx *c, const char *kind, int64_t object, str day);
	/* When an account falls to another of the same person: what it has, added to *out; and, inside db_write, its passing to that
	 * account, or (to = 0) its end: the owner of the number says that it is not his. */
	err (*belongings)(struct ctx *c, int64_t account, struct belongings *out);
	err (*hand_over)(struct ctx *c, int64_t from, int64_t to);
	err (*kept_in)(struct ctx *c, int64_t account, struct look_places *out); /* in which units' lists its things stand */
	err (*withheld)(struct ctx *c, int64_t unit); /* whose records of that unit are given on has changed; inside db_write */
};
/* The features of this program, in menu order; ends with NULL. Said once, by web_open (its options) or a test, before any thread starts. */
const struct module *const *modules_all(void);
void modules_set(const struct module *const *list);  /* declared.c */
void modules_keep(const struct module *const *list); /* as they are: src/web only */
const struct permission *permission_find(str name);  /* as it is declared; NULL: by no module */
extern const struct module views_module;             /* saved views of lists: src/web/list/views.h */
extern const struct module home_module;              /* the front door, the page of components */
extern const struct module web_module;               /* administration pages of src/web itself */
