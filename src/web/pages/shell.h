/* shell: what stands around a page: who is signed in, the menu, the bell, the look. The guard fills one per page; layout.html shows
 * it. And the model of the error pages. Only src/web includes this; a module draws its page between layout_begin and layout_end. */
#pragma once
#include "web/menu.h"

struct actor;
struct page;

/* How the reader wants his pages: cookie `dinh_look`, set by POST /giao-dien (fields text, contrast, theme, back). */
enum look_text { TEXT_NORMAL, TEXT_LARGE, TEXT_LARGEST };  /* field text: "normal" "large" "largest" */
enum look_theme { THEME_SYSTEM, THEME_LIGHT, THEME_DARK }; /* field theme: "system" "light" "dark" */
struct look {
	enum look_text text;
	enum look_theme theme;
	bool high_contrast; /* field contrast: "normal" "high" */
};

struct shell_entry { /* a menu entry this reader may open */
	const char *title, *path;
	enum area area;
};
struct shell_menu {
	const struct shell_entry *v;
	size_t n;
};

struct shell_area {        /* never empty; an entry of no area, or one alone in it, is an area by itself */
	const char *title; /* of the area, or of the only entry */
	enum area area;
	struct shell_menu entries;
};

struct shell {
	const struct actor *actor; /* never NULL; kind NOBODY when nobody is signed in */
	enum menu_place place;     /* MENU_OFFICER for officers, else MENU_CITIZEN */
	struct shell_menu menu;    /* by area, then rank */
	const struct shell_area *areas;
	size_t areas_n;
	struct shell_menu favourites, used; /* what his account keeps of it */
	str unit_name;                      /* beside the name mark: the officer's unit, else the setting site.name, else empty */
	str desk_phone, desk_address;       /* of the officer's unit, else of the site: settings desk.phone, desk.address */
	int64_t unread;                     /* of the bell; 0 for NOBODY */
	str flash;                          /* a sentence to show once, on top; empty = none */
	str path;                           /* of this request, without the query; "/" when it is not known */
	str back;                           /* path with query: what a form of the shell (look, sign in) returns to */
	str search;                         /* what stands in the search box: query parameter tu-khoa */
	struct look look;
	str request_id; /* short; error pages print it so that a caller can read it out */
};
/* The shell of a page; never NULL: outside a request (tests, /kieu-dang) an anonymous one. */
const struct shell *page_shell(const struct page *p);

/* The box in the head: everything for who is signed in, else what everybody looks for. path NULL: there is none. */
struct layout_search {
	const char *title, *path, *suggestions, *what; /* what: of which the answers are so many, "thủ tục" */
};
struct layout_search layout_search_of(const struct page *p, const struct shell *s);

/* The address of a built asset, with its hash: "app.css" -> "/static/app.3f2a91c07b.css". Aborts when it is not embedded. */
str asset_url(const struct page *p, const char *name);

/* ---- errors.html: void error_page(struct page *p, const struct error_view *v), the whole document ---- */
struct error_view {
	int status;                     /* 400 403 404 405 409 413 422 429 500 503 */
	const char *title;              /* "Không tìm thấy trang" */
	str text;                       /* what happened and what to do; one or two sentences */
	const struct problem *problems; /* of 422 without a form to show again; NULL */
	int64_t retry_after;            /* seconds, of 429 and 503; 0 = none */
	bool sign_in;                   /* somebody else's account might do: offer to sign in as another */
	str back;                       /* path of the page one came from, of this site; empty = none */
	str request_id;
};
