/* editor: a form (core/forms) being edited through plain pages: sections and fields are added, changed, put in another order and taken out,
 * or the whole is written as JSON. Whoever keeps definitions (government/eforms, core/registries) says in a struct editor where a draft
 * comes from and how it is kept, and declares the routes; the pages, the inputs and the order of things are here, once. Every save makes the
 * definition anew, and the one reader of definitions judges it: the editor has no rules of its own.
 *
 * A handler is one line:   err eform_field_save(struct req *q) { return editor_field_save(q, &eform_editor); }
 * Pages below the draft's path: /json /phan?phan= /them-truong?phan= /truong?phan=&truong=&loai=, and POST to the path itself moves and drops. */
#pragma once
#include "core/forms/forms.h"
#include "web/query.h"

struct tree;

struct editing { /* one version, and what of it is being edited */
	/* set by open() */
	str path, title, definition; /* path: of its page, "/quan-tri/bieu-mau/ban/17" */
	int64_t number;              /* of the version */
	bool is_draft;
	const struct form *form;
	/* the rest by the editor */
	const struct editor *of;
	str seen;              /* what the definition was when the page was made */
	struct tree *top;      /* of the definition, to be changed */
	size_t section, field; /* from 1; 0 = a new one */
	const struct form_section *in;
	const struct form_field *at;
	enum form_type type;                         /* of the field being edited */
	const struct choice *before, *dates, *sexes; /* fields that may be referred to */
	const struct choice *kinds;                  /* of things that a reference may lead to */
};
struct editor {
	err (*open)(struct req *q, struct editing *e); /* the version of q->id; NOT_FOUND */
	/* INVALID: what the reader of definitions says; CONFLICT: it is not what the editor saw any more. */
	err (*save)(struct req *q, const struct editing *e, str definition);
	void (*begin)(struct page *p, const struct editing *e, const char *title); /* the layout up to the heading */
	/* A field of a plain section is called otherwise, or is no more (now empty): what else names it follows. May be NULL. */
	void (*renamed)(arena *a, const struct editing *e, str before, str now);
	uint32_t without; /* bits of types that are not offered */
	bool of_person;   /* what is known of whoever fills it in may fill it; papers follow answers */
};

MUST_USE err editor_open(struct req *q, const struct editor *of, struct editing *e);       /* to be shown, drafts or not */
MUST_USE err editor_open_draft(struct req *q, const struct editor *of, struct editing *e); /* CONFLICT: it is published */
MUST_USE err editor_save(struct req *q, struct editing *e, str seen); /* e->top as it is now; back to the draft's page */
MUST_USE err editor_change_run(struct req *q, const struct editor *of);
MUST_USE err editor_section_form(struct req *q, const struct editor *of);
MUST_USE err editor_section_save(struct req *q, const struct editor *of);
MUST_USE err editor_field_adding(struct req *q, const struct editor *of);
MUST_USE err editor_field_form(struct req *q, const struct editor *of);
MUST_USE err editor_field_save(struct req *q, const struct editor *of);
MUST_USE err editor_json_form(struct req *q, const struct editor *of);
MUST_USE err editor_json_save(struct req *q, const struct editor *of);
struct editor_change { /* what editor_change_input reads */
	str seen, what;
};
extern const struct input editor_change_input, editor_section_input, editor_field_input, editor_json_input;
#define EDITOR_QUERY                                                                                                             \
	ON_PAGE("phan", "Phần thứ mấy", I_INT), ON_PAGE("truong", "Trường thứ mấy", I_INT),                                      \
		ON_PAGE("loai", "Loại của trường mới", I_TEXT)
/* Parts of pages (editor.html.h):  editor_sections: on the page of a version, its sections with what may be done; editor_end: of an edit
 * form, what was seen and the buttons. */
void editor_sections(struct page *p, const struct editing *e);
void editor_end(struct page *p, const struct editing *e);

/* ---- versions, as every keeper of definitions has them ---- */
str editor_seen(arena *a, str definition);
/* "Đang dùng", "Bản thảo" .., and the colour of its tag. */
const char *editor_version_state(arena *a, str valid_from, str valid_to, bool published, day today, const char **colour);
/* From which day a version may hold: today or later, not before the one that was published last (open_from; empty: none). */
MUST_USE err editor_from_asked(struct ctx *c, str valid_from, str open_from);

/* ---- names in data ---- */
/* "Tên giếng" makes ten_gieng; of one that `taken` knows ten_gieng_2. */
str editor_name_made(arena *a, str label, bool (*taken)(const void *of, str name), const void *of);

/* ---- lines as they are typed, and back (lines.c) ---- */
str editor_papers_typed(arena *a, const struct form *f);
struct tree *editor_papers_tree(arena *a, const struct form *f, str typed);
str editor_offers_typed(arena *a, const struct form_field *f); /* f may be NULL */
struct tree *editor_offers_tree(
	arena *a, const struct form *f, const struct form_section *in, enum form_type type, str typed); /* NULL: none */

/* ---- definitions as trees that can be changed (tree.c) ---- */
struct tree {
	enum node_type type;
	str name;
	int64_t i;
	str text; /* of N_REAL the number as it is written */
	struct tree *first, *next;
};
struct tree *tree_of(arena *a, const struct node *n);
void tree_write(buf *b, const struct tree *t); /* as the catalogue writes it: tabs, one member a line */
struct tree *tree_member(const struct tree *object, const char *name);
struct tree *tree_nth(const struct tree *list, size_t n); /* from 0; NULL when there is none */
size_t tree_count(const struct tree *list);
bool tree_same(arena *a, const struct tree *x, const struct tree *y);               /* members of objects in any order */
void tree_set(arena *a, struct tree *object, const char *name, struct tree *value); /* NULL takes it out */
void tree_append(struct tree *list, struct tree *value);
bool tree_move(struct tree *list, size_t n, int by); /* by -1 or 1 */
bool tree_drop(struct tree *list, size_t n);
void tree_put(struct tree *list, size_t n, struct tree *value); /* in the place of the nth */
struct tree *tree_text(arena *a, str text);                     /* NULL for an empty text */
struct tree *tree_int(arena *a, int64_t i);
struct tree *tree_flag(arena *a, bool on); /* NULL for false */
struct tree *tree_new(arena *a, enum node_type type);
