/* menu: what this reader may open, by area; what his account keeps of it: at most twelve favourites, chosen by him, and the pages of the
 * menu he used last. The table of all entries is made once of what the modules declare; a page asks it for its reader's part.
 * A page of the menu is noted when it was shown to somebody signed in; menu_flush writes the notes, off the request's path. */
#pragma once
#include "db/db.h"

struct module;
struct shell;
struct shell_area;
struct shell_entry;
struct shell_menu;
struct visit;

enum { FAVOURITES_MOST = 12, USED_MOST = 6 };

MUST_USE err menu_declare(struct ctx *c, const struct module *const *list); /* called by hooks_declare */
void menu_fill(struct visit *v, struct shell *s);                           /* menu, areas, favourites, used */
void menu_note(struct visit *v);                                            /* his page was shown: is it one of the menu? */
MUST_USE err menu_flush(struct ctx *c); /* writes what menu_note noted; opens its own transaction */
struct favourite {
	str add, drop; /* paths of entries; one of them is empty */
	const struct shell *shell;
};
RULE(menu_favourite, const struct favourite) /* INVALID: no entry of his, or twelve already */
void menu_forget(int64_t account);           /* after that: what is remembered of him is old */

/* Which entry of his the page belongs to: `active` when it is one, else the one whose address the page's begins with; NULL: none. */
const struct shell_entry *menu_here(const struct shell *s, const char *active);
const struct shell_area *menu_area_of(const struct shell *s, const struct shell_entry *here); /* NULL: none */
bool menu_has(const struct shell_menu *menu, const char *path);
