/* hooks: what a module says of itself for the pages that belong to no module: the frame of every page, the front door, the search of
 * everything, and wherever a thing is named and should lead to it. src/web knows no path and no permission of a module; what no module
 * says is not shown (what a thing is called and where it is found: object.h). A module that has one of them puts it into its struct module:
 *	static const struct doorway doors[] = {{DOOR_NOTICES, "/thong-bao"}};
 *	.doors = LIST(doors), .searches = LIST(searches), .home = LIST(home), .cards = cards, .finder = &finder */
#pragma once
#include "base/base.h"

struct choice;

struct module;
struct naming;
struct page;
struct req;

/* ---- doors: pages that stand around every page; each is one module's ---- */
enum door {
	DOOR_SIGN_IN,  /* GET, takes `tiep`: where to go on afterwards */
	DOOR_REGISTER, /* GET */
	DOOR_SIGN_OUT, /* POST */
	DOOR_ACCOUNT,  /* GET: one's own account */
	DOOR_UNITS,    /* GET: choose another unit to work for */
	DOOR_NOTICES,  /* GET: behind the bell */
	DOORS
};
struct doorway {
	enum door door;
	const char *path;
};
const char *door_path(enum door door); /* NULL: no module has it */

/* ---- what everybody looks for, signed in or not: the box in the head of a stranger's pages ---- */
struct finder {
	const char *title, *what; /* "Tìm thủ tục"; "thủ tục", of which there are so many */
	const char *path;         /* GET, takes `tu-khoa` */
	const char *suggestions;  /* of the API, takes `tu-khoa`, answers {"choices": [..]}: "/procedures/suggestions" */
};
const struct finder *finder_used(void); /* NULL: no module has one */

/* ---- the front door: what a module shows there ---- */
enum home_place {
	HOME_TOP,      /* above all, as wide as the page; it has the page's <h1> */
	HOME_GREETING, /* ways on, beside the reader's name; of who is signed in */
	HOME_MAIN,
	HOME_SIDE
};
enum { HOME_RANKS = 10 };
struct home_part {
	enum home_place place;
	int rank;                     /* 0 .. HOME_RANKS - 1 */
	void (*show)(struct page *p); /* a template */
};
bool home_has_top(void);

/* ---- cards: what needs this reader now. Each costs one look of an index; counts are exact up to a hundred ---- */
enum { CARDS_MOST = 24, COUNTED_MOST = 99 };
struct home_card {
	const char *title; /* "Chờ tiếp nhận" */
	int64_t count;     /* shown as 99+ beyond COUNTED_MOST */
	str path;
	bool urgent; /* red as soon as there is one */
};
struct home_cards {
	struct home_card v[CARDS_MOST];
	size_t n;
};
void card_add(struct home_cards *to, struct home_card card); /* beyond CARDS_MOST: left out */

/* ---- search: the box that finds everything ---- */
enum { SEARCH_RANKS = 10, HITS_MOST = 5, SEARCH_LEAST = 2, SEARCH_TYPED_MOST = 200 };
struct hit {
	str title, detail; /* "H42.17-261123-0001 – Đăng ký khai sinh"; "Nguyễn Văn An · Đang xử lý" */
	str path;
};
struct hits {
	struct hit v[HITS_MOST];
	size_t n;
	bool more; /* there are others: `list` shows them */
	str list;  /* the module's own list of what was typed */
};
struct list;
struct search {
	const char *kind, *title; /* "dossiers", "Hồ sơ" */
	const char *permission;   /* who may; the group is not there for others */
	int rank;                 /* groups stand by rank, 0 .. SEARCH_RANKS - 1 */
	const struct list *list;  /* it finds what this list finds by its filter `tim`: its first two columns */
	err (*find)(struct req *q, str typed,
		struct hits *hits); /* or so; of q->ctx.unit where it is a unit's; logs a look as the list does */
};
void hit_add(struct hits *to, struct hit hit); /* beyond HITS_MOST: there are more */

/* ---- references: kinds of things that an answer of a form may name (core/forms, type "reference") ---- */
enum { REFERENCES_MOST = 10 };
struct referred {
	int64_t id;
	str title, detail; /* "Thôn 3"; what tells two of a title apart */
};
struct references {
	struct referred v[REFERENCES_MOST];
	size_t n;
};
struct reference {
	const char *kind, *title; /* "hamlet", "Thôn, tổ dân phố" */
	const char *which; /* of kinds of which there are many: "record:giao-thong" is the kind "record", which "giao-thong" */
	bool many;         /* forms name it with which of them: {"to": "record:giao-thong"} */
	bool of_person; /* what it is called names somebody: personal wherever it is kept, and whoever looks at it looks at him */
	bool of_staff;  /* whoever works for no unit finds none: a form that citizens fill in cannot require one */
	/* Those that q->actor may name and that were meant by what was typed, with or without marks; an empty text: some of them. By
	 * q->ctx and q->actor alone. What is personal is masked, and the look is logged. */
	err (*find)(struct req *q, const struct reference *to, str typed, struct references *out);
	/* NOT_FOUND: there is none, or not for this reader */
	err (*read)(struct req *q, const struct reference *to, int64_t id, struct referred *out);
	/* Of kinds of which there are many: those that a definition of c->unit may name, by title; {"giao-thong", "Giao thông"}, ends with {NULL} */
	err (*each)(struct ctx *c, const struct choice **out);
};
const struct reference *reference_of(arena *a, str kind); /* NULL: of no module; one of many is made in `a` */
bool reference_fits(arena *a, str title, str typed); /* each typed word begins a word of the title; marks are not looked at */
void reference_add(struct references *to, struct referred one); /* beyond REFERENCES_MOST: left out */
/* The kinds that there are, as an editor offers them to c->unit: of kinds of which there are many each one by its name; and `chosen` (may be
 * NULL) though it is not among them any more. Ends with {NULL}. */
MUST_USE err reference_choices(struct ctx *c, const struct reference *chosen, const struct choice **out);
str reference_kinds_said(arena *a); /* "unit, hamlet, record:..": for a sentence */
/* Asked by who ends a thing, inside db_write: CONFLICT with a sentence that says who names it from that day on. */
MUST_USE err reference_free(struct ctx *c, const char *kind, int64_t object, str day);

/* ---- names: how a kind of thing is called and found by what was typed ---- */
const struct naming *naming_of(str kind); /* NULL: of no module */

/* ---- src/web only ---- */
/* Reads what the modules say; says in words what is wrong with it. Called by routes_declare (declared.c). */
MUST_USE err hooks_declare(struct ctx *c, const struct module *const *list);
