/* route: the paths of a module and who may go there: one row is a page and its API twin. */
#pragma once
#include "base/base.h"

struct field;
struct flow;
struct flow_action;
struct input;
struct list;
struct req;
struct shape;

#define PUBLIC    "public"    /* everybody */
#define SIGNED_IN "signed-in" /* any account */
enum rate {
	RATE_NONE,
	RATE_LOGIN,
	RATE_TRACKING,
	RATE_SUBMIT,
	RATE_UPLOAD,
	RATE_SUGGEST,
	RATE_OPEN /* files for everybody, which programs fetch */
};                /* limits: see guard.c; settings change them */
struct route {
	const char *method, *path; /* {id} captures an integer, {any other name} a text without '/'; four of these at most */
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
