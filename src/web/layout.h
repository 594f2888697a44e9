/* layout: what a page says to layout_begin (layout.html) and to the parts of a form (components.html). */
#pragma once
#include "base/base.h"

struct choice;

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
	bool capture;                 /* file_input: a telephone opens its camera at once */
	const struct choice *choices; /* select_input, radios, checkboxes; ends with {NULL} */
	bool small, in_line;          /* radios, checkboxes */
	bool partly;                  /* date_input: year or month alone is welcome */
};
